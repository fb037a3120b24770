"""The key of a claim that is inferred: `inferred` may begin with it, as in "period: …"."""

from __future__ import annotations

from dipfacts.model.file_format.tables import Event, Figure, Relation
from dipfacts.text import plain

_KEYS = {key.rstrip("_") for table in (Figure, Relation, Event) for key in table.__struct_fields__}
_ALIASES = {
    **dict.fromkeys("year years month months day days date dates".split(), "period"),
    **dict.fromkeys(("sides", "two sides"), "parties"),
}


def inferred_key(text: str) -> tuple[str, str]:
    """Return the key that is inferred and how it follows; '' and the text where it names none.

    >>> inferred_key("the year: from the page")
    ('period', 'from the page')
    >>> inferred_key("the total less the exports")
    ('', 'the total less the exports')
    """
    name, colon, how = text.partition(":")
    name = " ".join(name.lower().split()).removeprefix("the ")
    key = _ALIASES.get(name, name.replace(" ", "_"))
    return (key, how.strip()) if colon and how.strip() and key in _KEYS else ("", text)


def inferred_in_words(text: str | None) -> str:
    """Return the words for a key, or a whole claim, that is inferred; '' if nothing is.

    >>> inferred_in_words("place: from the page"), inferred_in_words("both dined")
    ('place inferred', 'inferred')
    """
    return f"{inferred_key(text)[0].replace('_', ' ')} inferred".lstrip() if text else ""


def inferred_with_reason(text: str) -> str:
    """Return 'place inferred: from the page': what is inferred, and how it follows."""
    return f"{inferred_in_words(text)}: {plain(inferred_key(text)[1])}"
