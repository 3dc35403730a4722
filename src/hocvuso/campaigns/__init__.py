"""Awareness: ready kits, a short link for each group that gets them, and how many opened, began and stayed."""
