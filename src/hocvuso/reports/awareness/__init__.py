"""Officials' pages of awareness at places: posters, three questions before and after, the drill of the week."""
