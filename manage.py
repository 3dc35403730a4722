#!/usr/bin/env python3
"""Django's own commands, for developers; everybody else uses `hocvuso`."""

import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent / "src"))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")

from django.core.management import execute_from_command_line

execute_from_command_line(sys.argv)
