"""Tests of the room of programmes."""
