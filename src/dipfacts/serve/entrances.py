"""The pages from which a reader sets out: the first one, the search, and all names."""

from __future__ import annotations

import contextlib

from dipfacts.answers.answer import names
from dipfacts.answers.coverage import base_in_words
from dipfacts.errors import QuestionError
from dipfacts.model import display
from dipfacts.model.fact import DYAD
from dipfacts.query.base import Base
from dipfacts.query.listed_counts import deprecated_of
from dipfacts.query.names.mentions import words_of
from dipfacts.query.typed_words.candidates import About
from dipfacts.query.typed_words.candidates import parties as beginning
from dipfacts.query.typed_words.labels import topics_in
from dipfacts.query.typed_words.typed_names import is_name, parties_of
from dipfacts.render.html import writer
from dipfacts.serve.site import Link, LinkList, Site
from dipfacts.text import by_words, fold, plain

_PARTIES, _NAMES, _NEAR = 60, 300, 8  # that are listed, and that are offered


def start(base: Base, site: Site) -> str:
    """Set what the site lists, and return the first page: what there is to ask about."""
    of_topics, of_parties = (deprecated_of(base, it) for it in ("topic", "party"))
    topics = [
        Link(plain(topic.label), site.link(topic.id), f"{claims - of_topics.get(topic.id, 0):,}")
        for topic, claims in base.counted("topic")
    ]
    parties = [
        Link(name, site.overview(id_), f"{n - of_parties.get(id_, 0):,}")
        for id_, name, n in _largest_parties(base, _PARTIES)
    ]
    count = sum(claims > 0 for _, claims in base.counted("party"))
    if count > len(parties):
        parties.append(Link(f"All {count:,} parties", site.link("parties")))
    site.names = [name for _, name, _ in _largest_parties(base, _NAMES)]
    site.lists = [LinkList("Topics", topics), LinkList("Parties", parties)]
    return _plain_page(site, "What is claimed, and by whom", f"{base_in_words(base)}.")


def to_search(base: Base, site: Site) -> str:
    """Set the names that the site proposes, and return the page that asks what to search for."""
    site.names = [name for _, name, _ in _largest_parties(base, _NAMES)]
    text = "Type the names of one country or two, or words of what you are looking for."
    return _plain_page(site, "Search", text)


def _plain_page(site: Site, title: str, text: str) -> str:
    seen = {"title": title, "text": text, "kicker": "Fact base", "empty": False, "years": None}
    seen |= dict.fromkeys(("tables", "remarks", "citations", "notes"), ())
    return writer.template("answer.html").render(seen, site=site, newest="")


def names_page(base: Base, site: Site) -> str:
    """List all names by their first letters, and return the page of these, in place of a search."""
    by_letter: dict[str, list[Link]] = {}
    topics = [(site.link(topic.id), (topic.label,)) for topic in base.topics.values()]
    known = [party for party, claims in base.counted("party") if claims]
    parties = [(site.overview(party.id), party.names) for party in known]
    for href, called in [*topics, *parties]:
        for name in dict.fromkeys(map(plain, called)):
            means = "" if name == plain(called[0]) else plain(called[0])
            letter = fold(name)[:1].upper() or name[:1]
            by_letter.setdefault(letter, []).append(Link(name, href, means))
    site.lists = [
        LinkList(letter, sorted(by_letter[letter], key=lambda one: by_words(one.name)))
        for letter in sorted(by_letter)
    ]
    text = "Every name of a topic or a party; the search of the browser (Ctrl-F) finds one."
    return _plain_page(site, "Names", text)


def _largest_parties(base: Base, most: int) -> list[tuple[str, str, int]]:
    """Return the parties with the most claims, by name: their ids, names and numbers of claims."""
    results = [
        (party.id, plain(party.name), claims)
        for party, claims in base.counted("party", most)
        if claims
    ]
    return sorted(results, key=lambda one: by_words(one[1]))


def suggested(base: Base, site: Site, text: str) -> list[LinkList]:
    """Return the pages that the words of a search may be meant for."""
    topics, others = topics_in(base, words_of(text))
    named = _called(base, [text], words_of(text))
    if named:  # a name may hold the word of a topic: UN Trade and Development
        topics = [topic for topic in topics if not others]
    else:
        mentioned = dict.fromkeys(one.party for one in base.titles.mentions(others))
        named = _called(base, others) or [*mentioned][:DYAD]
    who = display.listed(names(base, named))
    after = f": {who}" if named else ""
    links = [Link(f"{plain(base.topics[t].label)}{after}", site.link(t, *named)) for t in topics]
    if named:
        links.append(Link(who, site.overview(*named)))
        each = zip(named, names(base, named), strict=True)
        links += [Link(name, site.overview(id_)) for id_, name in each if len(named) > 1]
    elif others:
        near = beginning(base, text, About(), ["en"])[:_NEAR]
        links += [Link(plain(one.value), site.overview(one.value)) for one in near]
    return [LinkList("Pages", links)] if links else []


def corrections(base: Base, site: Site, text: str) -> list[LinkList]:
    """Return searches for the same with words that the base has, where it lacks some."""
    spellings = [
        text.replace(word, near) for word, others in base.missing(text).items() for near in others
    ]
    links = [Link(plain(other), site.link("search", text=other)) for other in spellings]
    return [LinkList("Did you mean", links)] if links else []


def _called(base: Base, *ways: list[str]) -> list[str]:
    """Return the party, or the two, whose names are all of some words: of the first that are."""
    for words in ways:
        with contextlib.suppress(QuestionError):
            if is_name(base, words):
                return parties_of(base, words)[:DYAD]
    return []
