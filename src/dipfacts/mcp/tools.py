"""The tools: each once, with what it takes and gives, and what answers it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from dipfacts.answers.answer import NOTHING, Answer, head_of
from dipfacts.answers.citation import citations
from dipfacts.answers.questions import answer
from dipfacts.errors import QuestionError
from dipfacts.mcp import arguments as takes
from dipfacts.mcp.data import Item, Listed, Reply, Shown
from dipfacts.mcp.reply import Writer, citation_text
from dipfacts.query import labels
from dipfacts.query import request as requests
from dipfacts.query.base import Base
from dipfacts.query.resolve import id_of
from dipfacts.text import fold, plain

_LIMIT = 60  # questions that are laid out, and things that are listed: more than there is room for
_ROW = 300  # characters that a row of a list takes at least, with its source and its claim as data
_LISTS = ("topic", "measure", "kind", "claimant", "text")  # of which the command line takes several
_OTHERS = {"measures": 0, "parties": 12, "kinds": 0}  # beside topics, and how many: 0 for all
_NAMED = 12  # topics that a message names
_NARROW = f"narrow it by in, since or until, or max_characters up to {takes.MOST:,}"


class Tool(NamedTuple):
    """A tool: its title, what it is for, what it takes and gives, and what answers it."""

    title: str
    about: str
    takes: type[takes.Arguments]
    gives: type[Reply]
    answers: Callable[[Base, Any], tuple[str, Reply]]


def ask(base: Base, command: str, asked: takes.Arguments, topic: str | None = None) -> Answer:
    """Return the answer to a question with these arguments, as the command line would give it."""
    words: dict[str, Any] = {"limit": _LIMIT if topic else asked.max_characters // _ROW}
    if command == "overview":
        del words["limit"]
    for name in asked.__struct_fields__:
        if value := getattr(asked, name):
            words[name] = [value] if name in _LISTS else value
    words |= {"mirror": words.pop("both_sides", False), "claim": words.pop("id", "")}
    if command == "timeline":
        words["reverse"] = not words.get("upcoming")
    request = requests.parse(command, words, topic, is_limit_usual=True, format="md")
    return answer(base, request)


def _topic(base: Base, name: str) -> str:
    """Return the id of a topic. Raises QuestionError; for a measure or a kind it says so."""
    try:
        return id_of(base, "topic", name)
    except QuestionError:
        if not (found := labels.called(base, name)[:_NAMED]):
            raise
        what, ids = found[0].what, [one.id for one in found]
        hint = f"ask with {what} {ids[0]}" if what == "measure" else f"{found[0].command} takes it"
        raise QuestionError(f'"{plain(name)}" is a {what}, no topic', hint, ids) from None


def look_up(base: Base, asked: takes.LookUp) -> tuple[str, Reply]:
    """Answer with a topic, or with an overview of one party or two."""
    topic = _topic(base, asked.topic) if asked.topic else None
    if topic is None and asked.measure:
        topic = base.measures[id_of(base, "measure", asked.measure)].topic
    if topic is None:
        needs = {
            "a question without parties": not asked.parties,
            "a question about more than two parties": len(asked.parties) > 2,
            "both_sides": asked.both_sides,
        }
        if what := next((what for what, is_so in needs.items() if is_so), ""):
            known = [*base.topics][:_NAMED]
            raise QuestionError(f"{what} needs a topic", "inventory lists the topics", known)
    how = f"ask for a measure, {_NARROW}" if topic else f"ask for a topic, {_NARROW}"
    found = ask(base, "figures" if topic else "overview", asked, topic)
    return Writer(found, asked.max_characters, how).reply()


def timeline(base: Base, asked: takes.Timeline) -> tuple[str, Reply]:
    """Answer with events, and the beginnings and ends of relations, the newest first."""
    return Writer(ask(base, "timeline", asked), asked.max_characters, _NARROW).reply()


def relations(base: Base, asked: takes.Relations) -> tuple[str, Reply]:
    """Answer with relations by their class, those in force first."""
    how = f"name parties, a topic or a kind, {_NARROW}"
    return Writer(ask(base, "relations", asked), asked.max_characters, how).reply()


def search(base: Base, asked: takes.Search) -> tuple[str, Reply]:
    """Answer with the claims that hold the words, the best first."""
    how = f"search for more words, or {_NARROW}"
    return Writer(ask(base, "search", asked), asked.max_characters, how).reply()


def show(base: Base, asked: takes.Show) -> tuple[str, Reply]:
    """Answer with a claim in full, what agrees or disagrees with it, and its citation."""
    found = ask(base, "show", asked)
    how = f"ask with max_characters up to {takes.MOST:,}"
    writer = Writer(found, asked.max_characters, how)
    if not found.facts:
        return writer.reply(Shown)
    claim = found.facts[0].id
    cited = citation_text(one for one in citations(base, [claim]) if one.id == claim)
    writer.remarks.insert(0, f"Cite as: {cited}")
    keys = (f"{row.cells[0]}: {row.cells[1]}" for row in writer.page.sections[0].rows)
    return writer.reply(Shown, citation=[cited], claim=[*keys])


def inventory(base: Base, asked: takes.Inventory) -> tuple[str, Reply]:
    """Answer with what there is to ask about."""
    command, like = asked.list or "topics", fold(asked.like)
    found = answer(base, requests.parse(command, {}))
    if like:
        of = len(found.counts)
        found.counts = [one for one in found.counts if like in fold(" ".join(_names(one[0])))]
        have = f'have "{plain(asked.like)}" in the id or name'
        found.head = head_of(f"{len(found.counts):,} of {of:,} {command} {have}.")
        found.status = found.status if found.counts else NOTHING
    found.left_out = max(0, len(found.counts) - _LIMIT)
    found.counts = found.counts[:_LIMIT]
    how = f"say what they are like, or max_characters up to {takes.MOST:,}"
    noun = "party" if command == "parties" else command.removesuffix("s")
    writer = Writer(found, asked.max_characters, how, noun)
    items = _items(found)
    for other, most in _OTHERS.items() if not (asked.list or like) else ():
        more = answer(base, requests.parse(other, {"limit": most}))
        writer.add(more, f"{other.capitalize()}, those with the most claims" * (most > 0))
        items += _items(more)
    return writer.reply(Listed, items=items)


def _items(found: Answer) -> list[Item]:
    """Return what an answer lists, a line each."""
    return [
        Item(id=one.id, of=found.command, claims=claims, label=plain(_names(one)[-1])[:100])
        for one, claims in found.counts
    ]


def _names(table: Any) -> list[str]:
    """Return the id of a table, and what it is called."""
    named = (getattr(table, key, None) for key in ("id", "publisher", "title", "name", "label"))
    return [name for name in named if name]


TOOLS = {
    "look_up": Tool(
        "Look up",
        "What is recorded on a topic, as trade, or on all topics: figures first, each with who "
        "said it, then relations and events. Two parties: what is between them. One: its partners, "
        "biggest first. More: the first beside each of the others. None: the largest pairs.",
        *(takes.LookUp, Reply, look_up),
    ),
    "timeline": Tool(
        "Timeline",
        "Events, and the beginnings and ends of relations, the newest first; with upcoming what is "
        "ahead. One party: all about it. Several: what they share.",
        *(takes.Timeline, Reply, timeline),
    ),
    "relations": Tool(
        "Relations",
        "Relations such as treaties, memberships and diplomatic relations: in force, paused, not "
        "yet in force, over.",
        *(takes.Relations, Reply, relations),
    ),
    "search": Tool(
        "Search",
        "Claims whose titles, notes or names have all these words, in any script, best first. Use "
        "it where no topic, measure or kind fits.",
        *(takes.Search, Reply, search),
    ),
    "show": Tool(
        "Show a claim",
        "One claim in full by its id, with its citation, and the claims that agree or disagree.",
        *(takes.Show, Shown, show),
    ),
    "inventory": Tool(
        "Inventory",
        "What there is to ask about: topics, measures, kinds, parties and sources, with the number "
        "of claims, what the base covers, and its newest source.",
        *(takes.Inventory, Listed, inventory),
    ),
}
