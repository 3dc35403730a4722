"""Puts the rooms together: settings, addresses, start-up."""
