"""Judging a message that somebody received: its wording, its links by their form, its signs, its verdict."""
