"""Static files under names that carry their hash, pre-compressed; plain names before they are collected."""

from __future__ import annotations

from whitenoise.storage import CompressedManifestStaticFilesStorage


class HashedFiles(CompressedManifestStaticFilesStorage):  # type: ignore[misc]  # the library has no types
    """Hashed names once collected; in a fresh clone and in tests the plain name instead of an error."""

    manifest_strict = False

    def stored_name(self, name: str) -> str:
        """Return the hashed name of `name`, or `name` itself while nothing is collected."""
        try:
            return str(super().stored_name(name))
        except ValueError:
            return name
