"""Folders of proof: for one target and period everything that was decided, returned and counted, with checksums."""
