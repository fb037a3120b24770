"""The extras: libraries that do not come with dipfacts, and how to install them."""

from __future__ import annotations

import json
import os
import shlex
import sys
from importlib import metadata
from importlib.util import find_spec
from typing import Any
from urllib.parse import urlsplit
from urllib.request import url2pathname

_CHECKOUT = os.path.abspath(os.path.join(os.path.dirname(__file__), *[os.pardir] * 3))
"""The clone in which this file lies, if it is there that dipfacts runs."""


def how_to_install(extra: str) -> str:
    """Return the command that adds an extra to the dipfacts that runs, from where that came."""
    pip = _pip_install()
    if os.path.exists(os.path.join(_CHECKOUT, "pyproject.toml")):
        return shlex.join([*pip, "-e", f"{_CHECKOUT}[{extra}]"])
    origin = _origin()
    url = origin.get("url", "")
    if "dir_info" in origin:
        clone = url2pathname(urlsplit(url).path)
        if not os.path.isdir(clone):
            return f"in a clone of dipfacts: {shlex.join([*pip, f'.[{extra}]'])}"
        return shlex.join([*pip, f"{clone}[{extra}]"])
    if vcs := origin.get("vcs_info"):
        url = f"{vcs['vcs']}+{url}@{vcs['commit_id']}"
    return shlex.join([*pip, f"dipfacts[{extra}] @ {url}" if url else f"dipfacts[{extra}]"])


def _pip_install() -> list[str]:
    """Return the words that install into the environment of this Python; uv's have no pip."""
    python = sys.executable or "python3"
    if find_spec("pip"):
        return [python, "-m", "pip", "install"]
    return ["uv", "pip", "install", "--python", python]


def _origin() -> dict[str, Any]:
    """Return where dipfacts was installed from, as pip wrote it down (PEP 610).

    Nothing where that was an index of packages, such as PyPI, or is not known.
    """
    try:
        written = metadata.distribution("dipfacts").read_text("direct_url.json")
    except metadata.PackageNotFoundError:
        return {}
    return dict(json.loads(written)) if written else {}
