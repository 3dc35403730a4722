"""Digital-transformation programmes: from ten answers to a plan, where tasks stand, plans read from tables."""
