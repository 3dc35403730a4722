"""The door for the web server."""

from __future__ import annotations

import os

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")

from hocvuso.config import process

process.die_with_parent()

from django.core.wsgi import get_wsgi_application  # noqa: E402

application = get_wsgi_application()
process.warm_up()
