"""Pages of whoever takes part in a class."""
