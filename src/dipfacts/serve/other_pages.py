"""The pages that may have been meant where an address has no answer."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from dipfacts.errors import AmbiguousNameError, DipfactsError, QuestionError, UnknownNameError
from dipfacts.query import labels
from dipfacts.query.base import Base
from dipfacts.remedy import Lists, Remedy, Search
from dipfacts.serve.address import Address
from dipfacts.serve.questions import LISTS
from dipfacts.serve.site import Link, Site
from dipfacts.text import fold, plain, short

_TYPED = 60  # letters of what was typed that are shown
_MOST = 3  # pages of what a first word chooses


def in_place(error: DipfactsError, site: Site, base: Base | None) -> dict[str, Any]:
    """Return the fields of links that stand in place of the hint of an error, if it has some."""
    if base and isinstance(error, UnknownNameError) and (chosen := _choosing(error, site, base)):
        return {"near": chosen, "hint": ""}
    if near := _near(error, site):
        title = {"title": "Which one?"} if isinstance(error, AmbiguousNameError) else {}
        return {"near": near, "hint": "", **title}
    parts = error.remedy.parts[:1] if isinstance(error.remedy, Remedy) else ()
    for part in parts:
        if isinstance(part, Lists | Search):
            return {"ways": _ways(error, site, getattr(part, "command", "")), "hint": ""}
    return {}


def _choosing(error: UnknownNameError, site: Site, base: Base) -> list[Link]:
    """Return the pages of a topic, measure or kind that stands first: /visits/norway."""
    first, *rest = site.address.words or ("",)
    if error.name != first or error.candidates:
        return []
    called = labels.find_by_label(base, first, _ids(base, rest))
    tables: dict[str, Mapping[str, Any]] = {"measure": base.measures, "kind": base.kinds}
    results = list[Link]()
    for one in called[:_MOST]:
        table = tables.get(one.what, base.topics)
        label = plain(getattr(table.get(one.id), "label", "") or one.id)
        address = site.address.replaced(words=(one.command, *rest))
        if one.what != "topic":
            address = address.with_options(**{one.what: one.id})
            label = f"{one.command.capitalize()}: {label}"
        results.append(Link(label, site.to(address)))
    return results


def _ids(base: Base, names: list[str]) -> list[str]:
    """Return the ids of parties; none where a name means none."""
    try:
        return [base.party(name).id for name in names]
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
        options = address.options if meant != words else _with(address, failed, name)
        if (meant, options) != (words, address.options):
            href = site.to(address.replaced(words=meant, options=options))
            results.append(Link(plain(name), href))
    return results


def _with(address: Address, failed: str, name: str) -> dict[str, list[str]]:
    """Return the options of an address with a name in place of one that failed."""
    return {
        key: [name if fold(value) == failed else value for value in values]
        for key, values in address.options.items()
    }


def _ways(error: DipfactsError, site: Site, command: str) -> list[Link]:
    """Return the pages where what a command would list can be found."""
    name = getattr(error, "name", "")
    ways = [Link(f"All {command}", site.link(command))] if command in LISTS else []
    if site.search and name:
        text = plain(name)[:_TYPED]
        ways.append(Link(f"Search for “{short(name, _TYPED)}”", site.link("search", text=text)))
    return ways
