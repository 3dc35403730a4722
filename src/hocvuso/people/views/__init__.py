"""Pages of this room: claiming, coming in, agreeing, and what one sees of oneself."""
