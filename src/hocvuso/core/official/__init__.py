"""Official tables of skills: read from cells, matched with our skills, and what people reached seen through them."""
