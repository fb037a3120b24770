"""The tools: each once, with what it takes and gives, and what answers it."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from dipfacts.answers.answer import ANSWERED, Answer, head_of
from dipfacts.answers.citation import own_citation
from dipfacts.answers.handlers import answer
from dipfacts.answers.listing import NOUNS
from dipfacts.errors import QuestionError
from dipfacts.mcp import arguments as takes
from dipfacts.mcp.citing import LONGEST_TEXT, citation_markdown, citation_text
from dipfacts.mcp.data import InventoryReply, Item, Reply, ShowReply
from dipfacts.mcp.fit import cut_to
from dipfacts.mcp.reply import Writer
from dipfacts.model.display import counted
from dipfacts.query.base import Base
from dipfacts.query.names.unknown_names import unknown_name
from dipfacts.query.typed_words import labels
from dipfacts.query.typed_words import request as requests
from dipfacts.query.typed_words.resolve import id_of
from dipfacts.record import Record
from dipfacts.text import fold, listed, plain, short

_LIMIT = 60  # questions that are laid out, and things that are listed: more than there is room for
_ROW = 300  # characters that a row of a list takes at least, with its source and its claim as data
_LISTS = ("topic", "measure", "kind", "claimant", "text")  # of which the command line takes several
_CALLED = {"both_sides": "mirror", "id": "claim"}  # by the command line
_OTHERS = {"measures": 0, "parties": 12, "kinds": 0}  # beside topics, and how many: 0 for all
_NARROW = "narrow it by in, since or until"

_Counts = Sequence[tuple[Any, int]]
"""What a list counts, each with the number of its claims."""


class Tool(Record, frozen=True):
    """A tool: its title, what it is for, what it takes and gives, and what answers it."""

    title: str
    about: str
    takes: type[takes.Arguments]
    gives: type[Reply]
    answers: Callable[[Base, Any], tuple[str, Reply]]


def ask(base: Base, command: str, asked: takes.Arguments, topic: str | None = None) -> Answer:
    """Return the answer to a question with these arguments, as the command line would give it."""
    given: dict[str, Any] = {
        _CALLED.get(name, name): [value] if name in _LISTS else value
        for name in asked.__struct_fields__
        if name != "max_characters" and (value := getattr(asked, name))
    }
    limit = _LIMIT if topic else takes.MOST // _ROW
    is_newest_first = command == "timeline" and "upcoming" not in given
    words = requests.Words(**given, limit=limit, reverse=is_newest_first)
    request = requests.parse(command, words, topic, is_limit_usual=True, format="md")
    return answer(base, request)


def _topic(base: Base, name: str) -> str:
    """Return the id of a topic. Raises QuestionError; for a measure or a kind it says so."""
    try:
        return id_of(base, "topic", name)
    except QuestionError:
        if not (called := labels.find_by_label(base, name)):
            raise
        what, ids = called[0].what, [one.id for one in called]
        if topics := [one.id for one in called if one.what == "topic"]:
            raise unknown_name("topic", name, topics, "") from None
        hint = f"ask with {what} {ids[0]}" if what == "measure" else f"{called[0].command} takes it"
        raise QuestionError(f'"{plain(name)}" is a {what}, no topic', hint, ids) from None


def _how(asked: takes.Arguments, *ways: str) -> str:
    """Return the words for how to get the rest: also with more characters, if there may be."""
    longer = f"max_characters up to {takes.MOST:,}"
    is_longest = asked.max_characters >= takes.MOST
    every = [*ways] if is_longest else [*ways, longer if ways else f"ask with {longer}"]
    return ", ".join([*every[:-2], ", or ".join(every[-2:])])


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
            known = [*base.topics]
            raise QuestionError(f"{what} needs a topic", "inventory lists the topics", known)
    if topic:
        named = ["name one party or two", "name both sides"][len(asked.parties) :]
        how = _how(asked, *named[:1], "ask for a measure", _NARROW)
        result = ask(base, "figures", asked, topic)
        return Writer(result, asked.max_characters, how, "entry").reply()
    result = ask(base, "overview", asked)
    if result.overview:
        occurrences = {fact.occurrence or fact.id for fact in result.facts}
        count = sum(result.overview.counts.values())
        result = result.replaced(left_out=count - len(occurrences))
    how = _how(asked, "ask for a topic, relations or timeline")
    return Writer(result, asked.max_characters, how, "entry").reply()


def timeline(base: Base, asked: takes.Timeline) -> tuple[str, Reply]:
    """Answer with events, and the beginnings and ends of relations, the newest first."""
    how = _how(asked, _NARROW)
    return Writer(ask(base, "timeline", asked), asked.max_characters, how, "entry").reply()


def relations(base: Base, asked: takes.Relations) -> tuple[str, Reply]:
    """Answer with relations by their class, those in force first."""
    how = _how(asked, "name parties, a topic or a kind", _NARROW)
    return Writer(ask(base, "relations", asked), asked.max_characters, how, "relation").reply()


def search(base: Base, asked: takes.Search) -> tuple[str, Reply]:
    """Answer with the claims that hold the words, the best first."""
    how = _how(asked, "search for more words", _NARROW)
    return Writer(ask(base, "search", asked), asked.max_characters, how).reply()


def show(base: Base, asked: takes.Show) -> tuple[str, Reply]:
    """Answer with a claim in full, what agrees or disagrees with it, and its citation."""
    answered = ask(base, "show", asked)
    how = _how(asked) or "look_up, search and timeline have the others"
    writer = Writer(answered, asked.max_characters, how)
    if not answered.facts:
        return writer.reply(ShowReply)
    own = [own_citation(base, answered.facts[0].id)]
    cited, item = citation_text(own), citation_markdown(own)
    writer.closing = [f"- Cite as: {item.removeprefix('- ')}"]
    keys = (f"{row.cells[0]}: {row.cells[1]}" for row in writer.page.sections[0].rows)
    return writer.reply(ShowReply, citation=[cited], claim=[*keys])


def inventory(base: Base, asked: takes.Inventory) -> tuple[str, Reply]:
    """Answer with what there is to ask about; with `like` alone, in all lists."""
    main, *others = _lists(base, asked)
    usual = {} if asked.list or asked.like else _OTHERS
    words = [(name, requests.Words(limit=most)) for name, most in usual.items()]
    beside = [answer(base, requests.parse(*it)) for it in words]
    main = main.replaced(left_out=sum(one.left_out or 0 for one in (main, *others, *beside)))
    how = _how(asked, "say what they are like")
    noun = NOUNS[asked.list] if asked.list else "entry"
    writer = Writer(main, asked.max_characters, how, noun)
    if main.listing.counts and not asked.list:
        writer.name(main.command.capitalize())
    for one in others:
        writer.add(one, one.command.capitalize())
    for one in beside:
        which = ", those with the most claims" if usual[one.command] else ""
        writer.add(one, f"{one.command.capitalize()}{which}")
    items = [item for one in (main, *others, *beside) for item in _items(one)]
    return writer.reply(InventoryReply, items=items)


def _lists(base: Base, asked: takes.Inventory) -> list[Answer]:
    """Return the lists asked for, each as long as there may be room for; with `like` alone all.

    Of what is `like` a text these are the lists that have some, the first with a headline.
    """
    names = [asked.list] if asked.list else [*NOUNS] if asked.like else ["topics"]
    every = [answer(base, requests.parse(command, requests.Words())) for command in names]
    if not asked.like:
        return [_counting(one, one.listing.counts) for one in every]
    matching = [_like(base, one, asked.like) for one in every]
    kept = [_counting(one, counts) for one, counts in zip(every, matching, strict=True)]
    main, *others = [one for one in kept if one.listing.counts] or kept[:1]
    head = head_of(_count_text(every, matching, asked.like))
    return [main.replaced(head=head, status=ANSWERED), *others]  # nothing is asked of a claim


def _counting(entries: Answer, counts: _Counts) -> Answer:
    """Return a list with these entries alone, as many of them as there may be room for."""
    listing = entries.listing.replaced(counts=counts[:_LIMIT])
    return entries.replaced(listing=listing, left_out=max(0, len(counts) - _LIMIT))


def _like(base: Base, main: Answer, like: str) -> _Counts:
    """Return the entries of a list whose id or name has a text in it, or that the text means."""
    form, noun = fold(like), NOUNS[main.command]
    meant = {one.id for one in labels.find_by_label(base, like) if one.what == noun}
    if noun == "party":
        meant |= {*base.parties_called(like)}
    return [
        one
        for one in main.listing.counts
        if one[0].id in meant
        or (
            form
            and any(
                form in fold(name) for name in (*_names(one[0]), *getattr(one[0], "aliases", ()))
            )
        )
    ]


def _count_text(every: list[Answer], matching: list[_Counts], like: str) -> str:
    """Return '2 topics and 1 kind have "…" in the id or a name', or that none does."""
    name, have = plain(like), "in the id or a name"
    both = zip(every, matching, strict=True)
    counts = [(len(entries), NOUNS[one.command]) for one, entries in both if entries]
    if len(every) == 1 or not counts:
        of = [counted(len(one.listing.counts), NOUNS[one.command]) for one in every]
        number = f"{counts[0][0]:,}" if counts else "None" if len(every) > 1 else "0"
        return f'{number} of {listed(of)} {"has" if number == "1" else "have"} "{name}" {have}.'
    texts = listed(counted(*one) for one in counts)
    is_one = len(counts) == counts[0][0] == 1
    return f'{texts} {"has" if is_one else "have"} "{name}" {have}.'


def _items(main: Answer) -> list[Item]:
    """Return the entries that an answer lists, a line each."""
    return [
        Item(
            id=one.id,
            of=main.command,
            claims=claims,
            label=short(_names(one)[-1], 100),
            note=cut_to(plain(getattr(one, "note", None) or ""), LONGEST_TEXT),
        )
        for one, claims in main.listing.counts
    ]


def _names(table: Any) -> list[str]:
    """Return the id of a table and what it is called, its usual name last."""
    keys = ("id", "publisher", "title", "name", "label")
    named = (getattr(table, key, None) for key in keys)
    return [*(name for name in named if name)]


TOOLS = {
    "look_up": Tool(
        "Look up",
        "What is recorded on a topic, as trade, or on all topics: figures first, each with who "
        "said it, then relations and events. Two parties: what is between them. One: its partners, "
        "biggest first. More: the first beside each of the others. None: the largest pairs.",
        takes=takes.LookUp,
        gives=Reply,
        answers=look_up,
    ),
    "timeline": Tool(
        "Timeline",
        "Events, and the beginnings and ends of relations, the newest first; with upcoming what is "
        "ahead. One party: all about it. Several: what they share.",
        takes=takes.Timeline,
        gives=Reply,
        answers=timeline,
    ),
    "relations": Tool(
        "Relations",
        "Relations such as treaties, memberships and diplomatic relations: in force, paused, not "
        "yet in force, over.",
        takes=takes.Relations,
        gives=Reply,
        answers=relations,
    ),
    "search": Tool(
        "Search",
        "Claims whose titles, notes or names have all these words, in any script, best first. Use "
        "it where no topic, measure or kind fits.",
        takes=takes.Search,
        gives=Reply,
        answers=search,
    ),
    "show": Tool(
        "Show a claim",
        "One claim in full by its id, with its citation, and the claims that agree or disagree.",
        takes=takes.Show,
        gives=ShowReply,
        answers=show,
    ),
    "inventory": Tool(
        "Inventory",
        "What there is to ask about: topics, measures, kinds, parties and sources, with the number "
        "of claims, what the base covers, and its newest source.",
        takes=takes.Inventory,
        gives=InventoryReply,
        answers=inventory,
    ),
}
