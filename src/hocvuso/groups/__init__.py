"""Community Digital Technology Groups, and the one queue in which people wait for a person."""
