"""Motivation without pressure: the rhythm of three days a week, badges that open something, challenges of a unit."""
