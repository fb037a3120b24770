"""The names of entries in calendars."""

from __future__ import annotations

import re

_BASE = re.compile(r"\.[0-9a-f]{8}@dipfacts")


def name_of(uid: object) -> str:
    """Return a UID without what tells its base: 'treaty.begin'."""
    name, ours = _BASE.subn("", str(uid))
    assert ours == 1
    return name
