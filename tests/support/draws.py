"""The number of examples that drawn tests try: half of what they are meant for, or all of it.

Drawn examples were a fifth of the time of the suite. With DIPFACTS_TEST_DRAWS=all, as `nox -s
draws` runs it, each test tries all; see docs/fuzzing.md.
"""

from __future__ import annotations

import os

ALL = os.environ.get("DIPFACTS_TEST_DRAWS") == "all"


def drawn(most: int) -> int:
    """Return `most` where all draws are wanted, else half of it, rounded up."""
    return most if ALL else (most + 1) // 2
