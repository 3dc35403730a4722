"""Officials' pages about the tree of units: looking at it on any day, one unit's past, changes and their undoing."""
