"""Names the room for Django."""

from __future__ import annotations

from pathlib import Path

from django.apps import AppConfig
from django.conf import settings

from hocvuso.curriculum import glossary


class CurriculumConfig(AppConfig):
    """The room `curriculum`."""

    name = "hocvuso.curriculum"
    verbose_name = "Học liệu"

    def ready(self) -> None:
        """Let the words of the site's own content be explained too."""
        glossary.look_also_in(lambda: Path(settings.CONTENT_LOCAL))
