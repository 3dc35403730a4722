"""Exercises that a whole hall does together, with phones, raised hands or on paper."""
