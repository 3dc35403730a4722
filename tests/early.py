"""Loaded before settings are read: tests write into a folder of their own, never into `var/`."""

import atexit
import os
import shutil
import tempfile

if "HOCVUSO_DATA" not in os.environ:
    folder = tempfile.mkdtemp(prefix="hocvuso-test-")
    os.environ["HOCVUSO_DATA"] = folder
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
# Tests side by side share nothing: each process has a folder of its own in that of the run.
os.environ["HOCVUSO_DATA"] = os.path.join(os.environ["HOCVUSO_DATA"], os.environ.get("PYTEST_XDIST_WORKER", ""))  # noqa: PTH118
# The static folder is empty in tests, but it is there: whitenoise warns of a missing one.
os.makedirs(os.path.join(os.environ["HOCVUSO_DATA"], "static"), exist_ok=True)  # noqa: PTH103, PTH118
os.environ["SITE_URL"] = "http://127.0.0.1:8000"
os.environ.pop("HOCVUSO_DEMO", None)
