"""Practice simulators: scenarios read, checked, published and played."""
