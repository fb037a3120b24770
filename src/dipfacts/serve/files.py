"""The pages of a fact base as files, with relative links, that need no server."""

from __future__ import annotations

import os
import re
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from dipfacts.answers.handlers import LISTS
from dipfacts.model.query import Query
from dipfacts.query import counts_of_claims, numbered_claims
from dipfacts.query.base import Base
from dipfacts.record import T
from dipfacts.render import recognise
from dipfacts.render.html import writer
from dipfacts.serve.address import OWN, Address
from dipfacts.serve.entrances import names_page
from dipfacts.serve.pages import reply
from dipfacts.serve.site import ICON, Site, Tab
from dipfacts.serve.web_requests import INDEX, Options, overview_words

Progress = Callable[[int, int], None]
"""Takes the number of pages written, and of those known so far."""

_OWN = "_site"  # the folder of what is no page; no party or topic can be called so
_KEPT = {"page", "until", "undated", "after", "measure", "kind", "limit", "mirror"}
"""The options that pages link to; a page of any other is not among the files."""

_NAME = re.compile(r"[a-z0-9][a-z0-9-]{,120}")
_FILE = re.compile(
    rf"(?:(?:[a-z0-9][a-z0-9~-]*|{_OWN})[/\\])*[a-z0-9~-]+\.html|{_OWN}[/\\](?:style\.css|icon\.svg)"
)
_FOLDER = re.compile(rf"(?:(?:[a-z0-9][a-z0-9~-]*|{_OWN})[/\\])+")
_COUNTED = 1_000  # pages of a site that are all made to know how large it is
_SAMPLES = 30  # pages of a kind that are made to know how large all are


_SHARED: dict[str, tuple[str, Callable[[], str]]] = {
    "style.css": ("css", writer.site_style),
    "icon.svg": ("svg", lambda: ICON),
}
"""The files that every page uses: the format and the text of each, by its name."""


class Size(NamedTuple):
    """The number of pages of a site, and the bytes that these take."""

    pages: int
    bytes: int


class _Page(Site):
    """A page among files: its links lead to files, and it has neither forms nor other formats."""

    def __init__(self, address: Address, base: Base | None, linked: dict[str, Address]) -> None:
        super().__init__(address, base)
        self._linked = linked
        self._here = path_of(address)

    def to(self, address: Address) -> str:
        """Return the way from this file to that of an address; "" where there is none."""
        if address.form != "html" or not _KEPT.issuperset(address.options):
            return ""
        if address.words[:1] == (OWN,) and address.words[-1] in _SHARED:
            target = f"{_OWN}/{address.words[-1]}"
        else:
            target = path_of(address)
            self._linked.setdefault(target, address)
        return _way(self._here, target)

    @property
    def is_written(self) -> bool:
        """Return whether every page that one leads to is written as a file: all are."""
        return True

    @property
    def policy(self) -> str:
        """Return the policy for a file in a browser: it may load the style sheet and the icon."""
        return "default-src 'none'; style-src 'self'; img-src 'self'; base-uri 'none'"

    @property
    def search(self) -> str:
        """Return nothing: files search for nothing. The page of names takes its place."""
        return ""

    @property
    def menu(self) -> list[Tab]:
        """Return the ways to the lists, and to the page of names."""
        address = Address((OWN, "names"))
        return [*super().menu, Tab("Names", self.to(address), address == self.address)]


def _way(here: str, there: str) -> str:
    """Return the relative way from one file of a site to another.

    >>> _way("trade/a/b.html", "trade/c.html"), _way("a.html", "a/b.html")
    ('../c.html', 'a/b.html')
    """
    folders, parts = here.split("/")[:-1], there.split("/")
    while folders and len(parts) > 1 and folders[0] == parts[0]:
        del folders[0], parts[0]
    return "../" * len(folders) + "/".join(parts)


def path_of(address: Address) -> str:
    """Return the file of an address, below the folder of the site, with slashes.

    >>> path_of(Address()), path_of(Address(("trade", "azerbaijan", "russia")))
    ('index.html', 'trade/azerbaijan/russia.html')
    >>> path_of(Address(("sources",), {"page": ["2"]})), path_of(Address(("-", "conflicts")))
    ('sources~page-2.html', '_site/conflicts.html')
    """
    words = [_OWN if word == OWN else _safe(word) for word in address.words] or [INDEX]
    if address.words == (INDEX,):  # a topic
        words = [_checked(INDEX)]
    options = (
        f"~{name}-{_safe(value)}" for name, of in sorted(address.options.items()) for value in of
    )
    return f"{'/'.join(words)}{''.join(options)}.html"


def _safe(word: str) -> str:
    """Return a word as a name for a file; what is no such name has a checksum in it."""
    return word if _NAME.fullmatch(word) else _checked(word)


def _checked(word: str) -> str:
    """Return a name for a file with the checksum of a word."""
    part = re.sub(r"[^a-z0-9-]+", "-", word.lower())[:100].strip("-")
    return f"{part or 'x'}-{zlib.crc32(word.encode('utf-8', 'replace')):08x}"


def owns(name: str) -> bool:
    """Return whether a site has a file or an empty folder of that name."""
    return bool(_FILE.fullmatch(name) or _FOLDER.fullmatch(name))


def write(base: Base, folder: str, options: Options, progress: Progress) -> Size:
    """Write all pages that can be reached from the first one; return how many, and their bytes."""
    os.mkdir(os.path.join(folder, _OWN))
    total = done = 0
    for name, data in _shared():
        total += _write(os.path.join(folder, _OWN, name), data)
    made = set[str]()
    for done, (address, text, known) in enumerate(_pages(base, options), 1):
        path = os.path.join(folder, *path_of(address).split("/"))
        if (around := os.path.dirname(path)) not in made:
            os.makedirs(around, exist_ok=True)
            made.add(around)
        total += _write(path, _closed("html", text))
        progress(done, known)
    return Size(done, total)


def _pages(base: Base, options: Options) -> Iterator[tuple[Address, str, int]]:
    """Yield every page that can be reached, its text, and how many are known of so far."""
    known: dict[str, Address] = {path_of(Address()): Address()}
    waiting = [Address()]
    for address in waiting:
        text, linked = _text_and_links(base, address, options)
        new = {name: one for name, one in linked.items() if name not in known}
        known |= new
        waiting += new.values()
        yield address, text, len(waiting)


def _text_and_links(
    base: Base, address: Address, options: Options
) -> tuple[str, dict[str, Address]]:
    """Return the text of a page, and the pages that it links to by the names of their files."""
    linked: dict[str, Address] = {}

    def site(address: Address, base: Base | None = None) -> _Page:
        return _Page(address, base, linked)

    if address.words == (OWN, "names"):
        return names_page(base, site(address, base)), linked
    return reply(base, address, options, site).text, linked


def _shared() -> Iterator[tuple[str, bytes]]:
    """Yield the files that every page uses: their names and what they hold."""
    for name, (form, made_of) in _SHARED.items():
        yield name, _closed(form, made_of())


def _closed(form: str, text: str) -> bytes:
    """Return a text as a file that ends with the line by which it is known for ours."""
    data = text.encode("utf-8", "replace")
    return data + recognise.closing(form, data).encode()


def _write(path: str, data: bytes) -> int:
    """Write a file; return its bytes."""
    with open(path, "xb") as stream:
        stream.write(data)
    return len(data)


def estimate(base: Base, options: Options) -> Size:
    """Return the number of pages of a site, and its size: of a large one about.

    A small one is made once without being written, so that both are as they will be.
    """
    about = _sampled(base, options)
    if about.pages > _COUNTED:
        return about
    sizes = [len(_closed("html", text)) for _, text, _ in _pages(base, options)]
    return Size(len(sizes), sum(sizes) + sum(len(data) for _, data in _shared()))


def _sampled(base: Base, options: Options) -> Size:
    """Return about how many pages a site has, and how large they are, by some of each kind."""
    claims = base.count(Query(deprecated=True))
    ids = numbered_claims.ids_at(base, _spread(range(claims)))
    kinds = [(claims, [Address(("show", id_)) for id_ in ids])]
    kinds += [(len(every), [*map(Address, _spread(every))]) for every in _about_parties(base)]
    kinds.append((len(base.topics), [Address((topic,)) for topic in _spread([*base.topics])]))
    others = [
        *(("sources", name) for name in base.values("source")),
        *(overview_words(base, (p.id,)) for p, claims in base.counted("party") if not claims),
    ]
    kinds.append((len(others), [*map(Address, _spread(others))]))
    lists = [Address((name,)) for name in (*LISTS, "timeline", "relations")]
    lists += [Address(), *(Address((OWN, name)) for name in ("conflicts", "coverage", "names"))]
    kinds.append((len(lists), lists))
    pages = size = 0
    for count, some in kinds:
        bytes_ = [_with_options(base, address, options) for address in some]
        pages += count * sum(map(len, bytes_)) // (len(bytes_) or 1)
        size += count * sum(map(sum, bytes_)) // (len(bytes_) or 1)
    return Size(pages, size)


def _with_options(base: Base, address: Address, options: Options) -> list[int]:
    """Return the sizes of a page and of those of the same words that it leads to: its rest."""
    known, sizes = {path_of(address): address}, list[int]()
    waiting = [address]
    for one in waiting:
        text, linked = _text_and_links(base, one, options)
        sizes.append(len(text.encode("utf-8", "replace")))
        new = {name: it for name, it in linked.items() if it.words == one.words}
        waiting += (it for name, it in new.items() if name not in known)
        known |= new
    return sizes


def _about_parties(base: Base) -> Iterator[list[tuple[str, ...]]]:
    """Yield the words of the pages about each party, and about each two, a kind at a time.

    Those about the fewest claims come first, so that some of them stand for all.
    """
    for is_pair in (False, True):
        results: dict[tuple[str, ...], list[tuple[str | None, str, int]]] = {}
        for a, b, topic, type_, count in counts_of_claims.extent_of_all(base):
            if bool(b) is is_pair:
                results.setdefault((a, b) if b else (a,), []).append((topic, type_, count))
        every = sorted(results, key=lambda who: sum(count for *_, count in results[who]))
        yield [overview_words(base, who) for who in every]
        yield [
            (topic, *who) for who in every for topic in sorted({t for t, *_ in results[who] if t})
        ]
        yield [("brief", *who) for who in every]
        further = [who for who in every if any(type_ != "figure" for _, type_, _ in results[who])]
        yield [("timeline", *who) for who in further]
        yield [("relations", *who) for who in further]


def _spread(every: Sequence[T]) -> list[T]:
    """Return some of them, from the first to the last."""
    count = min(_SAMPLES, len(every))
    return [every[(2 * at + 1) * len(every) // (2 * count)] for at in range(count)]
