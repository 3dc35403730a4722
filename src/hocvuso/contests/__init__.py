"""Contests: rounds, papers drawn for each entrant, places, protests, lots, results."""
