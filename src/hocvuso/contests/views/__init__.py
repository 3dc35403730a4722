"""Pages of whoever takes part in a contest."""
