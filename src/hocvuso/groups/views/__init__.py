"""Pages of volunteers, and the poster of a group."""
