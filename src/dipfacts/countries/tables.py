"""The data files of this package."""

from __future__ import annotations

import os
from functools import cache

_HERE = os.path.dirname(__file__)


@cache
def read(file: str) -> bytes:
    """Return a data file as it is; the first line of each names its source and its licence."""
    with open(os.path.join(_HERE, file), "rb") as stream:
        return stream.read()
