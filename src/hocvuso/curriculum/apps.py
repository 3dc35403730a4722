"""Names the room for Django."""

from __future__ import annotations

from django.apps import AppConfig


class CurriculumConfig(AppConfig):
    """The room `curriculum`."""

    name = "hocvuso.curriculum"
    verbose_name = "Học liệu"
