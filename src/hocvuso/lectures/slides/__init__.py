"""Slides of a lecture as pictures: words set in our tokens, measured before they are drawn."""
