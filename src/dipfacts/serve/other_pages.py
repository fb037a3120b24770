"""The pages that may have been meant where an address has no answer."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dipfacts.answers.answer import names
from dipfacts.answers.handlers import LISTS
from dipfacts.errors import AmbiguousNameError, DipfactsError, QuestionError, UnknownNameError
from dipfacts.query.base import Base
from dipfacts.query.typed_words import labels
from dipfacts.remedy import Instead, Lists, Remedy, Search
from dipfacts.serve.address import OWN, Address
from dipfacts.serve.site import Link, Site
from dipfacts.serve.web_requests import command_of
from dipfacts.text import fold, plain, short

_TYPED = 60  # letters of what was typed that are shown
_MOST = 3  # pages of what a first word chooses


def in_place(error: DipfactsError, site: Site, base: Base | None) -> dict[str, Any]:
    """Return the fields of links that stand in place of the hint of an error, if it has some."""
    if near := chosen(error, site, base) or _near(error, site):
        title = {"title": "Which one?"} if isinstance(error, AmbiguousNameError) else {}
        return {"near": near, "hint": "", **title}
    if site.address.last("page") and getattr(error, "what", "") == "page":
        return {
            "ways": [Link("The first page", site.to(site.address.with_options(page=None)))],
            "hint": "",
        }
    parts = error.remedy.parts[:1] if isinstance(error.remedy, Remedy) else ()
    for part in parts:
        if isinstance(part, Instead) and part.options:
            return {"near": [_instead(part, site)], "hint": ""}
        if isinstance(part, Lists | Search):
            return {"ways": _ways(error, site, getattr(part, "command", "")), "hint": ""}
    return {}


def chosen(error: DipfactsError, site: Site, base: Base | None) -> list[Link]:
    """Return the pages of the topic, measure or kind that a word of an address is.

    That is one in place of a party, /visits/norway and /norway/visits, or what stands behind a
    list, /measures/exports, or is near it.
    """
    words = site.address.words
    if base and len(words) == 2 and words[0] in LISTS and words[0] != "sources":
        near = error.candidates if isinstance(error, QuestionError) else ()
        return _behind_list(words[1:], site, base) or _behind_list(near, site, base)
    if not (base and words and isinstance(error, UnknownNameError)) or error.candidates:
        return []
    if error.what != "party" or error.name not in words:
        return []
    rest = [*words]
    rest.remove(error.name)
    if words[0] == OWN:
        rest = rest[2:]  # /-/party
    elif words[0] != error.name and command_of(base, words[0])[0]:
        rest = rest[1:]
    called = labels.find_by_label(base, error.name, _ids(base, rest))
    return _having(called, site.address.replaced(words=(*rest,)), site, base)


def _behind_list(called: Sequence[str], site: Site, base: Base) -> list[Link]:
    """Return the pages of what stands behind a list: what this has first, or else another."""
    ids = [id_ for name in called for id_ in _ids(base, [name])]
    parties = [
        Link(name, _page(site, *site.words_about((id_,))))
        for id_, name in zip(ids, names(base, ids), strict=True)
    ]
    meant = [one for name in called for one in labels.find_by_label(base, name)]
    if site.address.words[0] == "parties":
        return parties or _having([it for it in meant if not it.is_part], Address(), site, base)
    return _having(meant, Address(), site, base) or parties


def _page(site: Site, *words: str) -> str:
    return site.to(Address(words, form=site.address.form))


def _having(called: Sequence[labels.Meant], address: Address, site: Site, base: Base) -> list[Link]:
    """Return the pages of topics, measures or kinds about the parties of an address."""
    tables: dict[str, Mapping[str, Any]] = {"measure": base.measures, "kind": base.kinds}
    results = list[Link]()
    for one in called[:_MOST]:
        table = tables.get(one.what, base.topics)
        label = plain(getattr(table.get(one.id), "label", "") or one.id)
        page = address.replaced(words=(one.command, *address.words), form=site.address.form)
        if one.what != "topic":
            page = page.with_options(**{one.what: one.id})
            label = f"{one.command.capitalize()}: {label}"
        results.append(Link(label, site.to(page)))
    return results


def _ids(base: Base, called: list[str]) -> list[str]:
    """Return the ids of parties; none where a name means none."""
    try:
        return [base.party(name).id for name in called]
    except QuestionError:
        return []


def _near(error: DipfactsError, site: Site) -> list[Link]:
    """Return the names that may have been meant, each with the address that has it instead."""
    failed, address = fold(getattr(error, "name", "")), site.address
    words, results = address.words, list[Link]()
    for name in getattr(error, "candidates", ()):
        meant = tuple(name if fold(word) == failed else word for word in words)
        if meant[:1] != words[:1] and isinstance(error, AmbiguousNameError):
            # By a party of other names.
            meant = site.words_about(meant)
        options = address.options if meant != words else _options_with(address, failed, name)
        if (meant, options) != (words, address.options):
            href = site.to(address.replaced(words=meant, options=options))
            results.append(Link(plain(name), href))
    return results


def _options_with(address: Address, failed: str, name: str) -> dict[str, list[str]]:
    """Return the options of an address with a name in place of one that failed."""
    return {
        key: [name if fold(value) == failed else value for value in values]
        for key, values in address.options.items()
    }


def _instead(instead: Instead, site: Site) -> Link:
    """Return the page of a command that may have been meant, with its other options."""
    options = {option.name: option.value for option in instead.options}
    name = " ".join((instead.words[0].capitalize(), *options.values()))
    page = site.address.replaced(words=instead.words).with_options(**options)
    return Link(plain(name), site.to(page))


def _ways(error: DipfactsError, site: Site, command: str) -> list[Link]:
    """Return the pages where what a command would list can be found."""
    name = getattr(error, "name", "")
    ways = [Link(f"All {command}", site.link(command))] if command in LISTS else []
    if site.search and name:
        text = plain(name)[:_TYPED]
        ways.append(Link(f"Search for “{short(name, _TYPED)}”", site.link("search", text=text)))
    return ways
