"""Servers that speak as Zalo and TikTok do, with their refusals: for the operator's rehearsal and for our tests."""
