"""Officials' pages about programmes: from ten questions to the live plan, its tasks, plans read in, units below."""
