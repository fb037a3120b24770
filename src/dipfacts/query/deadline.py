"""The moment from which on a question is answered no more."""

from __future__ import annotations

from time import monotonic


class Deadline:
    """A moment, so many seconds from now, from which on nothing is answered."""

    def __init__(self, seconds: float) -> None:
        self._moment = monotonic() + seconds

    def stop(self) -> None:
        """Bring the moment about, from any thread: nobody waits any more."""
        self._moment = 0.0

    @property
    def is_over(self) -> bool:
        """Return whether the moment has come."""
        return monotonic() >= self._moment
