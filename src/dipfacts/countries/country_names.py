"""The names of countries and organisations, and the parties that these name, declared or not."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from dipfacts.countries import tables, translations
from dipfacts.countries.bodies import organisation, party_kinds
from dipfacts.countries.lifetimes import former_states, lifetime
from dipfacts.countries.translations import CLDR
from dipfacts.model.file_format.tables import Party
from dipfacts.model.shared_names import CODE, NAME, TRANSLATION, Name, PartyName
from dipfacts.model.shared_names import parties_meant as best_of
from dipfacts.text import fold, name_key, name_keys


def _lines(file: str, code: str) -> list[str]:
    """Return the lines of one country, which stand together."""
    begin, end = _places(file).get(code.encode(), (0, 0))
    return tables.read(file)[begin:end].decode().split("\n")[1:]


@cache
def _places(file: str) -> dict[bytes, tuple[int, int]]:
    """Return where the lines of each country begin and end: one pass for all of them."""
    # A pass for each country, not for each line: in a seventh of the time.
    countries = rb"\n([^\t\n%s]+)\t[0-9].*(?:\n\1\t.*)*" % tables.WORDS
    return {lines[1]: lines.span() for lines in re.finditer(countries, tables.read(file))}


@cache
def codes() -> frozenset[str]:
    """Return all alpha-2 codes: those of ISO 3166, of former states too, and XK for Kosovo."""
    return frozenset(code.decode() for code in re.findall(rb"\n([A-Z]{2})\t1\t", tables.main()))


@lru_cache(maxsize=1_000)  # the parties of a page are asked for again and again
def names_of_form(form: str) -> list[Name]:
    """Return the names of this form: of one party, of several that share it, or none."""
    return tables.find(tables.main(), form) or translations.names_of_form(form, CLDR)


@cache
def forms() -> frozenset[bytes]:
    """Return every form: all of them are found as fast as a few one by one."""
    lines = (line.split(b"\t") for line in tables.main().split(b"\n"))
    own = [line[2] for line in lines if len(line) == len(Name._fields)]
    return frozenset(own + re.findall(rb"\n([^\t]+)\t", translations.table(CLDR)))


@cache
def _shared() -> dict[str, list[str]]:
    """Return each folded name that several countries have, with their codes."""
    lines = re.findall(rb"\n%s\t([^\t\n]*)\t([^\n]*)" % tables.SHARED, tables.main())
    return {form.decode(): holders.decode().split() for form, holders in lines}


@cache
def title(code: str) -> str:
    """Return the English name of a country; the code itself if there is no such country."""
    wanted = f"{code}\t{NAME}\t"  # of many names, to parse one is quicker
    lines = _lines("cldr_names.tsv", code)
    return next((tables.parsed(it).spelling for it in lines if it.startswith(wanted)), code)


def rows_of(code: str, id_: str, own: tuple[str, ...]) -> list[tuple[str, int, str, str]]:
    """Return the rows that a country adds to the names of a base: form, weight, party, as written.

    These are all of its names but for translations that are its alone.

    The same for an organisation by its id. A name that others share stands for them too, whether or
    not the base declares them: their rows have the code in place of a party's id, and `Base.party`
    asks back.
    """
    cells = [line.split("\t") for line in _lines("cldr_names.tsv", code)]
    cells += [line.split("\t") for line in _lines("iso_names.tsv", code)]
    rows = [(form, int(weight), id_, spelling) for _, weight, form, spelling in cells]
    rows += [(name_key(code), CODE, id_, code)] if code.islower() else []
    all_shared = _shared()
    for name in own:
        shared = [form for form in name_keys(name) if code in all_shared.get(form, ())]
        rows += [(form, NAME, id_, name) for form in shared]
    return [*rows, *_rivals(code, (row for row in rows if row[0] in all_shared))]


def _rivals(
    code: str, rows: Iterable[tuple[str, int, str, str]]
) -> Iterator[tuple[str, int, str, str]]:
    """Yield the rows of others that share names with a country."""
    for form, weight, *_ in rows:
        sharing = _shared()[form]
        for other in sharing if code in sharing else ():
            for rival in _by_form(other).get(form, ()) if other != code else ():
                least = (
                    rival.weight if CODE in (weight, rival.weight) else min(weight, rival.weight)
                )
                yield form, least, rival.code, rival.spelling


@cache
def _by_form(code: str) -> dict[str, list[Name]]:
    """Return the names of one country by their forms: quicker than `called` for many forms."""
    results = defaultdict[str, list[Name]](list)
    for name in map(tables.parsed, _lines("cldr_names.tsv", code)):
        results[name.form].append(name)
    return results


# ------------------------------------------------------- parties that no base declares


def code_of(declared: Party) -> str | None:
    """Return the code or id under which a declared party is known; None for one that is not."""
    if declared.iso or declared.kind != "country":
        return declared.iso or organisation(declared)
    return next((code for code in former_states() if id_of(code) == declared.id), None)


@cache
def meant(name: str) -> list[str]:
    """Resolve an id to codes of countries: by code or English name, best names only.

    An organisation has its id in place of a code.

    >>> meant("jp"), meant("south-korea"), meant("korea"), meant("Rusiya"), meant("eu")
    (['JP'], ['KR'], ['KP', 'KR'], [], ['european-union'])
    """
    if name in party_kinds() and name.islower():
        return [name]
    entries = [it for it in tables.find(tables.main(), name_key(name)) if it.weight < TRANSLATION]
    results = sorted(best_of((PartyName(it.weight, it.code, it.spelling) for it in entries), name))
    if len(results) > 1:  # the id of one of them is unambiguous
        results = [code for code in results if id_of(code) == name] or results
    return results


@cache
def id_of(code: str) -> str:
    """Return the id of a country, or of an organisation, that no fact base declares.

    >>> id_of("JP"), id_of("CI"), id_of("CD"), id_of("SU")
    ('japan', 'cote-divoire', 'congo-kinshasa', 'soviet-union')
    """
    return code if code.islower() else _as_id(title(code))


@cache
def ids() -> dict[str, str]:
    """Return the code of every country, and the id of every organisation, by its undeclared id."""
    titles: dict[bytes, bytes] = {}
    for code, name in re.findall(rb"\n([A-Z]+)\t%d\t[^\t]*\t([^\n]*)" % NAME, tables.main()):
        titles.setdefault(code, name)
    countries = {_as_id(name.decode()): code.decode() for code, name in titles.items()}
    return countries | {id_: id_ for id_ in party_kinds() if id_.islower()}


def _as_id(name: str) -> str:
    words = (fold(word) for word in re.split(r"[\s-]+", name))
    return "-".join(word for word in words if word.isascii() and word)


def party(code: str) -> Party:
    """Return a country, former state or organisation as what it is where no base declares it."""
    iso = code if len(code) == 2 and code.isupper() else None
    kind = party_kinds().get(code, "country")
    return Party(id=id_of(code), kind=kind, name=title(code), iso=iso, period=lifetime(code))
