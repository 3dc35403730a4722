"""Officials' pages about single persons: one person, what was changed, duplicates, roles."""
