"""Tests of the room of motivation."""
