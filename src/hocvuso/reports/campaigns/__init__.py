"""Awareness work at an official's desk: plans, posts with preview and approval, what is asked of units, results."""
