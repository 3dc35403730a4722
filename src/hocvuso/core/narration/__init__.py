"""Text made ready for a voice, and the timing of what it says: numbers, names, captions, loudness."""
