"""The door for web servers."""

from __future__ import annotations

from hocvuso.config import process

process.die_with_parent()
application = process.application()
process.warm_up()
