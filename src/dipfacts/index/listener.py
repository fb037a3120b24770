"""Whom a compile keeps informed."""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple

Progress = Callable[[int, int, int], None]
"""Takes the number of files compiled so far, of all files, and of the claims in the former."""


class Listener(NamedTuple):
    """Callbacks for the progress of a compile, and for warnings: a line of text each."""

    progress: Progress
    warn: Callable[[str], None]
