"""Claims, sources and topics as resources, and completion of what is typed for arguments."""

from __future__ import annotations

import contextlib
import re
from urllib.parse import quote, unquote

from dipfacts.answers.citation import by_source, cited
from dipfacts.errors import QuestionError, UnknownNameError
from dipfacts.mcp import arguments as takes
from dipfacts.mcp.citing import LONGEST, citation_markdown
from dipfacts.mcp.data import QUOTED
from dipfacts.mcp.fit import cut, fitting, size
from dipfacts.mcp.tools import look_up, show
from dipfacts.model.display import counted
from dipfacts.query import candidates
from dipfacts.query.base import Base, Query
from dipfacts.query.candidates import About
from dipfacts.query.resolve import id_of
from dipfacts.render import markdown
from dipfacts.text import plain

SCHEME = "dipfacts"
KINDS = {
    "claim": "A claim in full, with its citation, and what agrees or disagrees with it",
    "source": "A source, with what it says",
    "topic": "A topic: the largest figures, relations and events",
}
"""What can be read, each by its id: dipfacts://claim/ID."""

MOST = 100  # values that a completion may have, and topics that are listed
_CLAIMS = 60  # of a source
_MORE = "; search finds the others by their words."
_ADDRESS = re.compile(rf"{SCHEME}://(\w+)/([^/?#]+)")


def address(kind: str, id: str) -> str:
    """Return the address of a resource."""
    return f"{SCHEME}://{kind}/{quote(id, safe='')}"


def listed(base: Base) -> list[tuple[str, str, str]]:
    """Return the address, name and description of each topic; claims and sources are too many."""
    topics = [*base.topics.values()][:MOST]
    return [(address("topic", t.id), plain(t.label), plain(t.note or t.label)) for t in topics]


def read(base: Base, uri: str, most: int = takes.USUAL) -> str:
    """Return a resource as Markdown, so long at most.

    Raises QuestionError for one that is not there.
    """
    match = _ADDRESS.fullmatch(uri)
    kind, id = (match[1], unquote(match[2])) if match else ("", "")
    if kind == "claim":
        return show(base, takes.Show(id=id, max_characters=most))[0]
    if kind == "topic":
        return look_up(base, takes.LookUp(topic=id, max_characters=most))[0]
    if kind == "source":
        return _source(base, id_of(base, "source", id), most)
    hint = f"addresses are {', '.join(f'{SCHEME}://{kind}/ID' for kind in KINDS)}"
    raise UnknownNameError(f'there is no resource "{plain(uri)[:100]}"', hint, uri)


def _source(base: Base, id: str, most: int) -> str:
    """Return a source with its first claims, each whole, and how many more there are."""
    query = Query(source=id, deprecated=True)
    found = cited(base, base.find(query._replace(limit=_CLAIMS)))
    if not found:
        publisher = cut(plain(base.sources_by_id([id])[id].publisher), LONGEST)
        return f"{markdown.text(publisher)}: no claim rests on it.\n\n{QUOTED}\n"
    every = base.count(query)
    text = citation_markdown(by_source(found))
    source, *claims = text.splitlines(keepends=True)
    ending = f"\n{{}}\n\n{QUOTED}\n"
    shown = [*fitting(claims, most - size(source) - size(ending) - len(_MORE) - 60)]
    more = f"{len(shown):,} of {counted(every, 'claim')} of this source"
    more += _MORE if len(shown) < every else "."
    return "".join([source, *shown, ending.format(more)])


def _known(base: Base, names: list[str]) -> tuple[str, ...]:
    """Return the ids of the names that mean somebody."""
    found = list[str]()
    for name in names:
        with contextlib.suppress(QuestionError):
            found.append(base.party(name).id)
    return tuple(found)


def complete(base: Base, argument: str, typed: str, others: list[str]) -> list[str]:
    """Return what an argument may become, from the index; with `others` who shares claims with all.

    Nothing for an argument that can be anything.
    """
    typed = typed[: takes.LONGEST]
    match argument:
        case "party" | "other_party":
            found = candidates.parties(base, typed, About(parties=_known(base, others)), [])
        case "topic":
            topics = candidates.topics(base)
            found = [one for one in topics if one.value.startswith(typed.casefold())]
        case "claim":
            found = candidates.claims(base, typed)
        case "source":
            found = candidates.sources(base, typed)
        case _:
            return []
    return [plain(one.value) for one in found][: MOST + 1]
