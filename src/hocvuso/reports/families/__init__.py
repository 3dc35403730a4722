"""Officials' pages about families: counts by unit, the list, decisions with their certificate, goal and rule."""
