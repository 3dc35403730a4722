"""Pages of a hall on the phones in it."""
