"""The Official Account on Zalo: what comes in, what goes out, and a lesson as a dialogue there."""
