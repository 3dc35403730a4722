"""The lists of a union: read, shown before anything is kept, entered, taken back."""
