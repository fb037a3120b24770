"""Names and codes, as data: countries and organisations in every language, former states, and more.

The tables beside this module are written by `tools/make_names.py`; docs/names.md says from
what. They are read when a base is compiled or checked, when a name is not found in one, and for
`--lang`; a look-up that succeeds never loads this module. adjectives.tsv is written by
`tools/make_adjectives.py`, and capitals.txt, which no index holds, by `tools/make_capitals.py`.

cldr_names.tsv and iso_names.tsv hold a name a line: the country's code (the id, for an
organisation), the weight of the name, the form by which it is found, and the name as written. After
these, cldr_names.tsv lists the forms that several parties share, each after "=", after "+" which
codes stand for other things than countries, after "%" the words of English names, and after "~"
what may stand around a name. iso_names.tsv has only what the other table lacks, most
of it official names; its licence is LGPL. What one country alone is called, and only in other
languages, stands in cldr_translations.tsv and iso_translations.tsv, by its form, which comes first,
then weight, code and name: no index holds it (see model.translations). cldr_languages.tsv holds a
language a line: its code, its English name, then the countries' names.

beginnings.tsv is kept by hand: of each state that began in 1943 or later, when it existed (twice,
where it had existed before), and how it began. So are former_states.tsv, former_bodies.tsv,
renamings.tsv, memberships.tsv, parts.tsv and territories.tsv.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache, lru_cache

from dipfacts.countries import tables
from dipfacts.countries.bodies import organisation, party_kinds
from dipfacts.countries.lifetimes import (
    existed,
    former_states,
    lifetime,
    predecessors,
    succeeded_by,
    successors,
)
from dipfacts.model import translations
from dipfacts.model.file_format.tables import Party
from dipfacts.model.shared_names import CODE, COMMON, ID, NAME, SELDOM, TRANSLATION, Name, Named
from dipfacts.model.shared_names import meant as best_of
from dipfacts.model.translations import CLDR
from dipfacts.text import fold, name_key, name_keys

__all__ = ["CODE", "COMMON", "ID", "NAME", "SELDOM", "TRANSLATION"]
__all__ += ["existed", "lifetime", "organisation", "party_kinds", "predecessors", "succeeded_by"]
__all__ += ["successors"]


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


def code_of(declared: Party) -> str | None:
    """Return the code or id under which a declared party is known; None for one that is not."""
    if declared.iso or declared.kind != "country":
        return declared.iso or organisation(declared)
    return next((code for code in former_states() if id_of(code) == declared.id), None)


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
    results = sorted(best_of((Named(it.weight, it.code, it.spelling) for it in entries), name))
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


# -------------------------------------------- renamings, parts, adjectives, capitals


def renaming(name: str) -> tuple[str, str] | None:
    """Return the code of the state that had a name, and what it is called since when.

    >>> renaming("swaziland"), renaming("Eswatini")
    (('SZ', 'Swaziland has been called Eswatini since 2018.'), None)
    """
    for code, since, now, former in tables.rows("renamings.tsv"):
        if before := [it for it in former.split("|") if fold(it) == fold(name)]:
            return code, f"{before[0]} has been called {now} since {since}."
    return None


@cache
def _parts() -> dict[str, list[str]]:
    """Return the codes of the wholes by each form of the name of a part."""
    rows = tables.rows("parts.tsv")
    return {name_key(name): wholes.split() for wholes, names in rows for name in names.split("|")}


def wholes_of(name: str) -> list[str]:
    """Return the codes of the countries or territories that a name may mean a part of.

    >>> wholes_of("UK (Scotland)"), wholes_of("Papua"), wholes_of("Britain")
    (['GB'], ['ID', 'PG'], [])
    """
    before, bracket, within = name.partition("(")
    part = within.rstrip(" )")
    texts = (part, f"{part} {before}") if bracket and before.strip() else (name,)
    return next(filter(None, (_parts().get(name_key(text)) for text in texts)), [])


@cache
def _by_word(table: str) -> dict[str, list[str]]:
    """Return the codes of countries by the folded form of each word that a table has of them."""
    results = defaultdict[str, list[str]](list)
    for code, words in tables.rows(table):
        for word in words.split("|"):
            results[fold(word)].append(code)
    return results


def codes_of_adjective(word: str) -> list[str]:
    """Return the codes of the countries that an English adjective is of; it is no name of theirs.

    It may be in the plural, as people are called.

    >>> codes_of_adjective("french"), codes_of_adjective("Koreans"), codes_of_adjective("France")
    (['FR'], ['KP', 'KR'], [])
    """
    of_word, form = _by_word("adjectives.tsv"), fold(word)
    return of_word.get(form) or of_word.get(form.removesuffix("s"), [])


def having_capital(name: str) -> list[str]:
    """Return the codes of the countries that have a capital of this name, which is none of theirs.

    >>> having_capital("Malé"), having_capital("kingston"), having_capital("Mali")
    (['MV'], ['JM', 'NF'], [])
    """
    return _by_word("capitals.txt").get(fold(name), [])


def territories(state: str) -> list[str]:
    """Return the codes of the territories of a state.

    >>> territories("DK"), territories("FO")
    (['FO', 'GL'], [])
    """
    results = re.search(rf"\n{re.escape(state)}\t(.*)", tables.read("territories.tsv").decode())
    return results[1].split() if results else []


def members(bloc: str) -> list[tuple[str, str]]:
    """Return the codes of a known bloc's members, each with when it is one, as EDTF."""
    lines = re.findall(rf"\n{re.escape(bloc)}\t(.*)\t(.*)", tables.read("memberships.tsv").decode())
    return [(code, period) for code, period in lines if bloc]


def blocs_of(code: str) -> list[tuple[str, str]]:
    """Return the known blocs of which a country is or was a member, each with when, as EDTF."""
    text = tables.read("memberships.tsv").decode()
    return re.findall(rf"\n(\S+)\t{re.escape(code)}\t(.*)", text)


# ----------------------------------------------------------- languages, currencies

_SAME = {"nb": "no", "iw": "he", "in": "id", "tl": "fil"}  # other codes of the same languages


@cache
def _languages() -> dict[str, bytes]:
    """Return each language's line by its code."""
    lines = tables.read("cldr_languages.tsv").split(b"\n")[1:-1]
    return {line[: line.index(b"\t")].decode(): line for line in lines}


def languages() -> dict[str, str]:
    """Return the English name of every language, by its code."""
    return {code: line.split(b"\t", 2)[1].decode() for code, line in _languages().items()}


@cache
def in_language(code: str) -> dict[str, str]:
    """Return the names of countries in a language, by ISO code; none in an unknown language."""
    line = _languages().get(code, b"").decode()
    return dict(pair.split("=", 1) for pair in line.split("\t")[2:])


def language(text: str) -> str | None:
    """Resolve a language as people write it to its code here; None if there is no such language.

    Without a script it is written as it is in the territory.

    >>> language("DE"), language("de_AT.UTF-8"), language("zh-hant"), language("xx")
    ('de', 'de', 'zh-Hant', None)
    >>> language("zh_TW.UTF-8"), language("zh-Hans-HK"), language("sr_RS@latin")
    ('zh-Hant', 'zh', 'sr-Latn')
    """
    from dipfacts.countries.scripts import LIKELY, MODIFIERS  # lazy: few lines name a language

    name, _, modifier = text.strip().lower().partition("@")
    own, *others = re.split(r"[-_]", name.split(".")[0])
    own = _SAME.get(own, own)
    scripts = [part.title() for part in others if len(part) == 4]
    scripts += [MODIFIERS[modifier]] if modifier in MODIFIERS else []
    likely = (LIKELY.get((own, part.upper())) for part in others if not scripts)
    spelled = [f"{own}-{script}" for script in scripts] + [code for code in likely if code]
    return next((code for code in [*spelled, own] if code in _languages()), None)


def common_forms(*countries: str) -> set[str]:
    """Return the forms of what countries are commonly called, in every language."""
    wanted = rb"\t(?:%s)=([^\t\n]*)" % "|".join(countries).encode()
    return {
        name_key(name.decode()) for name in re.findall(wanted, tables.read("cldr_languages.tsv"))
    }


@cache
def currencies() -> frozenset[str]:
    """Return the codes of ISO 4217 that are in use, those of funds and metals included."""
    return frozenset(tables.read("cldr_currencies.tsv").decode().split("\n")[1:-1])
