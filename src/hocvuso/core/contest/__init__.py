"""Rules of contests: drawing with a published seed, times, points, places, units, what looks odd, lots."""
