"""Measurements, printed beside baselines of the same run; never part of the tests."""
