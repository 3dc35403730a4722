"""Awareness at places: posters with a code of their own, three questions before and after, the drill of the week."""
