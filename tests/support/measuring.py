"""Coverage left out where it tells nothing new: it doubles the time of a loop."""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator


@contextlib.contextmanager
def unmeasured() -> Iterator[None]:
    """Measure no coverage inside: for many inputs of one kind, of which other tests run the lines.

    It decorates a test, too. The run that tells tests/mutants which test runs what measures all.
    """
    trace = sys.gettrace()
    if "DIPFACTS_TEST_TIMES" not in os.environ:
        sys.settrace(None)
    try:
        yield
    finally:
        sys.settrace(trace)
