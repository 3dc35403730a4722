"""Officials' pages about emulation drives: writing one, its board and reviews, proposal and decision, papers."""
