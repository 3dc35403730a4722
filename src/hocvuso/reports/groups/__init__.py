"""Officials' pages about groups: founding one, running it, its papers, units without one, reports about helpers."""
