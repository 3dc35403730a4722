"""The stone core: pure functions on frozen dataclasses, standard library and NumPy only.

It reads no clock and no unseeded randomness: `now` and the draw are arguments.
"""
