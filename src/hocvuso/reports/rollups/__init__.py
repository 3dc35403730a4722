"""Counts kept ready for pages: facts read, counted for every day at once, written, added up along the tree."""
