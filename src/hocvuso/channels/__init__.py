"""Notices: what somebody is told, in which words, by which way, and never in his work or sleep."""
