"""Lectures: a lesson told by a voice, as video, as pictures with sound, as slides."""
