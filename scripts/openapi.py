"""Write the description of the API for partners, `docs/api/exchange.openapi.json` (OpenAPI 3.1), from the code.

`--check` writes nothing and fails where the file is not what the code says.
"""

from __future__ import annotations

import json
import os
import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FILE = ROOT / "docs/api/exchange.openapi.json"


def text() -> str:
    """Return the description as the code gives it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "hocvuso.config.settings")
    import django

    django.setup()
    from hocvuso.config.api import api

    whole = api.get_openapi_schema(path_prefix="/api/v1/")
    paths = {path: told for path, told in whole["paths"].items() if path.startswith("/api/v1/exchange/")}
    named = set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps(paths)))
    known, reached = whole["components"]["schemas"], set[str]()
    while named - reached:
        reached |= named
        named |= set(re.findall(r'"#/components/schemas/(\w+)"', json.dumps([known[each] for each in reached])))
    schema = {
        "openapi": whole["openapi"],
        "info": {"title": "Học Vụ Số: exchange", "version": "1", "description": "docs/api/huong-dan.md"},
        "paths": paths,
        "components": {
            "schemas": {name: known[name] for name in sorted(reached)},
            "securitySchemes": {"Bearer": whole["components"]["securitySchemes"]["Bearer"]},
        },
        "servers": [],
    }
    return json.dumps(schema, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


def main() -> int:
    """Write or check the file."""
    made = text()
    if "--check" in sys.argv:
        fits = FILE.exists() and FILE.read_text(encoding="utf-8") == made
        print("docs/api: đúng với mã." if fits else "docs/api: cũ rồi, chạy: python scripts/openapi.py")
        return 0 if fits else 1
    FILE.parent.mkdir(parents=True, exist_ok=True)
    FILE.write_text(made, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
