"""Pages of the authors' corner."""
