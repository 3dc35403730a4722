"""Digital Workers' Families: one supporter and his relatives, what each lets be seen, and recognition."""
