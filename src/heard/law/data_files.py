"""Read one of the law's committed data files."""

import tomllib
from importlib import resources
from typing import Any


def load(name: str) -> dict[str, Any]:
    """Give the contents of `data/<name>`."""
    return tomllib.loads(resources.files("heard.law").joinpath(f"data/{name}").read_text(encoding="utf-8"))
