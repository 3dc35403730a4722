"""Tests of the room of emulation drives."""
