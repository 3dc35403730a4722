"""SQLite with writers that queue fairly: Django's backend plus a file lock around transactions."""
