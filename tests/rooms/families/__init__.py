"""Tests of the room of families."""
