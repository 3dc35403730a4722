"""The rules of the content format, one file per subject; each check takes a library and yields problems."""
