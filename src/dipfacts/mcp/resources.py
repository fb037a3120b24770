"""Claims, sources and topics as resources, and completion of what is typed for arguments."""

from __future__ import annotations

import contextlib
import re
from urllib.parse import quote, unquote

from dipfacts.answers.citation import by_source, citations_of
from dipfacts.answers.source_notes import in_sentences, source_notes
from dipfacts.errors import QuestionError, UnknownNameError
from dipfacts.mcp import arguments as takes
from dipfacts.mcp.citing import LONGEST_TEXT, citation_markdown
from dipfacts.mcp.data import QUOTED
from dipfacts.mcp.fit import cut_to, fitting, size
from dipfacts.mcp.tools import look_up, show
from dipfacts.model.display import counted
from dipfacts.model.query import Query
from dipfacts.query.base import Base
from dipfacts.query.numbered_claims import claims_of_source
from dipfacts.query.typed_words import candidates
from dipfacts.query.typed_words.candidates import About
from dipfacts.query.typed_words.resolve import id_of
from dipfacts.render import markdown
from dipfacts.text import plain, short

SCHEME = "dipfacts"
KINDS = {
    "claim": "A claim in full, with its citation, and what agrees or disagrees with it",
    "source": "A source, with its note and what it says; /41 behind it begins with the 41st claim",
    "topic": "A topic: the largest figures, relations and events",
}
"""Resources that can be read, each by its id: dipfacts://claim/ID, dipfacts://source/ID/41."""

MOST = 100  # values that a completion may have, and topics that are listed
_CLAIMS = 60  # of a source
_ADDRESS = re.compile(rf"{SCHEME}://(\w+)/([^/?#]+)(?:/([1-9]\d{{0,8}}))?")


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
    kind, id, first = (match[1], unquote(match[2]), match[3]) if match else ("", "", "")
    if kind == "source":
        return _source(base, id_of(base, "source", id), int(first or 1), most)
    if kind == "claim" and not first:
        return show(base, takes.Show(id=id, max_characters=most))[0]
    if kind == "topic" and not first:
        return look_up(base, takes.LookUp(topic=id, max_characters=most))[0]
    hint = f"addresses are {', '.join(f'{SCHEME}://{kind}/ID' for kind in KINDS)}"
    raise UnknownNameError(f'there is no resource "{short(uri, 100)}"', hint, uri, "resource")


def _source(base: Base, id: str, first: int, most: int) -> str:
    """Return a source with its claims from one on, each whole, and where the others are."""
    citations = citations_of(base, claims_of_source(base, id, _CLAIMS, first - 1))
    every = base.count(Query(source=id, deprecated=True))
    if not citations:
        publisher = markdown.text(cut_to(plain(base.source(id).publisher), LONGEST_TEXT))
        claims_text = f"it has {counted(every, 'claim')}" if every else "no claim rests on it"
        return f"{publisher}: {claims_text}.\n\n{QUOTED}\n"
    source, *claims = citation_markdown(by_source(citations)).splitlines(keepends=True)
    notes = in_sentences(source_notes(base, base.source(id)))
    source += "".join(f"  - {markdown.text(cut_to(note, LONGEST_TEXT))}\n" for note in notes)
    longest = _part(id, every, every, every)
    chosen = [*fitting(claims, most - sum(map(size, (source, longest, QUOTED, "\n\n\n\n"))))]
    part = _part(id, first, first + len(chosen) - 1, every)
    return "".join([source, *chosen, f"\n{part}\n\n{QUOTED}\n"])


def _part(id: str, first: int, last: int, every: int) -> str:
    """Return '1 to 40 of 200 claims of this source; dipfacts://source/ID/41 has more'."""
    span = f"{last:,}" if first == 1 else f"{first:,} to {last:,}"
    more = f"; {address('source', id)}/{last + 1} has more" if last < every else ""
    return f"{span} of {counted(every, 'claim')} of this source{more}."


def _ids_known(base: Base, names: list[str]) -> tuple[str, ...]:
    """Return the ids of the names that mean somebody."""
    results = list[str]()
    for name in names:
        with contextlib.suppress(QuestionError):
            results.append(base.party(name).id)
    return tuple(results)


def complete(base: Base, argument: str, typed: str, others: list[str]) -> list[str]:
    """Return the values that complete an argument; with `others` of who shares claims with all.

    Nothing for an argument that can be anything.
    """
    typed = typed[: takes.LONGEST_ARGUMENT]
    match argument:
        case "party" | "other_party":
            results = candidates.parties(base, typed, About(parties=_ids_known(base, others)), [])
        case "topic":
            topics = candidates.topics(base)
            results = [one for one in topics if one.value.startswith(typed.casefold())]
        case "claim":
            results = candidates.claims(base, typed)
        case "source":
            results = candidates.sources(base, typed)
        case _:
            return []
    return [plain(one.value) for one in results][: MOST + 1]
