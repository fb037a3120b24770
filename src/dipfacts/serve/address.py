"""Addresses: the words of a question as a path, its options after it, the ending for a format."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from urllib.parse import parse_qsl, quote, unquote, urlencode

from dipfacts.errors import QuestionError
from dipfacts.record import Record

TYPES = {
    "html": "text/html",
    "json": "application/json",
    "jsonl": "application/jsonl",
    "csv": "text/csv",
    "tsv": "text/tab-separated-values",
    "md": "text/markdown",
    "ics": "text/calendar",
    "svg": "image/svg+xml",
}
"""The media type of each format; all but that of pages are endings of addresses."""

OWN = "-"
"""The first word of pages that no party and no topic can be called: /-/conflicts."""

PARTY = "party"
"""The word after it, before parties of which the first is called as another page is."""

_LONGEST = 2_000  # letters of an address
_MOST = 100  # options


class Address(Record, frozen=True):
    """The request in an address: its words, its options, and a format."""

    words: tuple[str, ...] = ()
    options: Mapping[str, Sequence[str]] = {}
    form: str = "html"

    @staticmethod
    def parse(path: str, query: str) -> Address:
        """Return the address for which a path and a query, both as they were sent, ask.

        A word may hold any character: only what is not encoded parts words. An option without "="
        has the value ""; one with nothing behind it is left out, as a form sends what is left
        empty. Raises QuestionError for an address that is too long.
        """
        if len(path) + len(query) > _LONGEST or query.count("&") >= _MOST:
            raise QuestionError("this address is too long", "ask for less at once")
        form = form_of(path)
        parts = path.removesuffix("" if form == "html" else f".{form}").split("/")
        words = tuple(unquote(word, errors="replace") for word in parts if word)
        options: dict[str, list[str]] = {}
        for pair in query.split("&"):
            for key, value in parse_qsl(pair, keep_blank_values=True, errors="replace"):
                if value.strip() or "=" not in pair:
                    options.setdefault(key.replace("_", "-"), []).append(value.strip())
        return Address(words, options, form)

    def last(self, option: str) -> str:
        """Return the value that an option was given last, "" of none."""
        return ([*self.options.get(option, ())] or [""])[-1]

    def with_options(self, **options: str | int | None) -> Address:
        """Return the address with these options in place of those of the same names."""
        named = {name.replace("_", "-").strip("-"): value for name, value in options.items()}
        kept = {name: values for name, values in self.options.items() if name not in named}
        given = {name: [str(value)] for name, value in named.items() if value is not None}
        return self.replaced(options=kept | given)

    def __str__(self) -> str:
        path = "/" + "/".join(quote(word, safe="") for word in self.words)
        ending = f".{self.form}" if self.form != "html" else ""
        pairs = [(name, value) for name, values in self.options.items() for value in values]
        return path + ending + (f"?{urlencode(pairs)}" if pairs else "")


def form_of(path: str) -> str:
    """Return the format that the ending of a path names.

    >>> form_of("/trade.json"), form_of("/.csv"), form_of("/trade"), form_of("/u.s")
    ('json', 'csv', 'html', 'html')
    """
    _, dot, ending = path.rpartition("/")[2].rpartition(".")
    return ending if dot and ending in TYPES else "html"
