"""Emulation drives: pledges, progress, reviews, commendation."""
