"""Contests at an official's desk: setting one up, announcing, judging, publishing, papers."""
