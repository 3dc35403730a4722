"""Tests of the room of certificates."""
