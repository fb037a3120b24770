"""Streams for the program in this process: a pipe, or one that says it is a terminal."""

from __future__ import annotations

import io


class Screen(io.StringIO):
    """A text stream that keeps what is written, as a terminal or as a pipe."""

    def __init__(self, terminal: bool = True) -> None:
        super().__init__(newline="")
        self._terminal = terminal

    @property
    def encoding(self) -> str:  # type: ignore[override]  # StringIO has one, of None
        return "utf-8"

    def isatty(self) -> bool:
        return self._terminal
