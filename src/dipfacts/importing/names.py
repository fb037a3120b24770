"""Codes for the names of countries, and of organisations, in a table of one's own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import partial

from dipfacts import countries
from dipfacts.countries import code_lists
from dipfacts.importing.codes import (
    SHORTEST_NAME,
    code_problem,
    is_continent,
    is_country,
    meanings,
    not_one,
)
from dipfacts.importing.derive import LeftOutError, derived
from dipfacts.importing.inputs import Declared, Input
from dipfacts.importing.plan import Derived, Keys
from dipfacts.importing.several_parties import several_in
from dipfacts.model.tables import BODIES, Party
from dipfacts.text import name_key

_EVERYDAY = {"USA", "UAE"}  # of three letters, and yet names
_NAMED = 4  # of so many cells one is a name in a column of names

Periods = Callable[[Mapping[str, str]], Sequence[str]]
"""Tells the periods of the claims that the cells of a row make, as far as they can be read."""


def is_body(name: str) -> bool:
    """Return whether a name is that of one organisation or bloc.

    >>> is_body("NATO"), is_body("Norway"), is_body("Euro area")
    (True, False, True)
    """
    return len(meanings(name)) == 1 and _means_bodies(name)


def _means_bodies(name: str) -> bool:
    """Return whether a name is that of an organisation or bloc, or of several: CEI."""
    kinds = [countries.party_kinds().get(it) for it in meanings(name)]
    return bool(kinds) and all(kind in BODIES for kind in kinds)


def known(name: str, declared: Declared, groups: bool = True) -> Sequence[str]:
    """Return the codes and ids of all that a name means: parties that are declared, too.

    One that is declared by this name needs no reading in other languages.
    """
    own = _declared_as(name, declared, groups) if declared else []
    codes = {countries.code_of(it) or it.id for it in own}
    others = () if is_continent(name) else countries.meant(name)
    return sorted(codes.union(others)) if own else meanings(name)


def _declared_as(name: str, declared: Declared, groups: bool) -> list[Party]:
    """Return the declared parties of a name or id; without `groups` no organisations."""
    own = declared.get(name_key(name), ())
    return [it for it in own if groups or it.kind not in BODIES]


def is_no_code(list_: str, cell: str, declared: Declared, groups: bool) -> bool:
    """Return whether a cell in a column of a list's codes names a party that has none instead.

    That is one that is declared or, with `groups`, an organisation.
    """
    if list_ not in ("iso2", "iso3") or code_lists.resolve(list_, cell):
        return False
    return bool(_declared_as(cell, declared, groups)) or (groups and _means_bodies(cell))


def list_of_column(cells: Iterable[str]) -> str:
    """Return the list of codes of a column, or nothing: NA is Namibia only beside other codes.

    Nor do USA and UAE make one, or codes of two letters where a quarter of the cells are names.

    >>> list_of_column(["NA", "250"]), list_of_column(["NA", "DE"]), list_of_column(["NA"])
    ('m49', 'iso2', '')
    >>> list_of_column(["US", "UK", "Germany"]), list_of_column(["US", "GB", "World"])
    ('', 'iso2')
    >>> [*map(list_of_column, (["USA", "China"], ["USA", "UK"], ["USA", "CHN"], ["USA"]))]
    ['', '', 'iso3', 'iso3']
    """
    texts = {cell.strip() for cell in cells} - {"NA"}
    if texts == {"USA"}:
        return "iso3"
    list_ = code_lists.list_of(texts - _EVERYDAY)
    if list_ == "iso2" and _NAMED * sum(map(_names_a_country, texts)) >= len(texts):
        return ""
    return list_


def _names_a_country(text: str) -> bool:
    """Return whether a text is a name of countries, and no code: US and EU stand among names."""
    if len(text) < SHORTEST_NAME:
        return text in _EVERYDAY
    from dipfacts.countries import wording  # few columns hold both

    return any(code.isupper() for code in wording.known_as(text))


def code_column(file: Input, column: str) -> str:
    """Return the name of the column of codes that stands beside a column of names."""
    return _free(f"{column}_code", file)


def _free(name: str, file: Input) -> str:
    """Return the name of a column that a file does not have."""
    while name in file.heads:
        name += "_"
    return name


def with_codes(
    file: Input,
    by_name: list[str],
    sides: Collection[str],
    groups: bool,
    periods: Periods,
    optional: Collection[str],
    people: Collection[str],
    cleared: Callable[[Keys], Keys],
) -> Derived:
    """Return a table of the rows of a file with codes beside the names in these columns.

    Organisations and some former states have no code of two letters, and that of Czechoslovakia
    means another state later: in a column with one of them ids are written.

    A row is left out whose name is that of no country, or whose two sides are one; with `groups`,
    organisations may be named. Columns that are `optional` may be blank, and those of `people` name
    none but who is declared; `cleared` makes cells blank that name nobody.
    """
    rows, texts = _cleared(file, cleared)
    lists = {column: list_of_column(cells[column] for _, cells in rows) for column in by_name}
    names = {column: {cells[column].strip() for _, cells in rows} for column in by_name}
    dated = {
        it: {*filter(partial(_is_dated, lists[it]), names[it] if it not in people else ())}
        for it in by_name
    }
    by_id = [
        column
        for column, list_ in lists.items()
        if column in people
        or any(_has_no_code(list_, name, file.parties) for name in names[column])
        or any(
            _has_other_code(list_, name, file.parties, periods(cells))
            for name, cells in _rows_of(column, dated[column], rows)
        )
    ]
    between = [column for column in by_name if column in sides]

    def party(column: str, cells: Keys) -> str:
        name = cells[column].strip()
        if not name and column in optional:
            return ""
        if column in people:
            return _person(name, file.parties)
        when = periods(cells) if name in dated[column] else ()
        if result := _party(lists[column], name, file.parties, groups, when):
            return result
        raise LeftOutError(_not_one(lists[column], name, file.parties, when))

    def read(number: int, cells: Keys) -> list[list[str]]:
        codes = {column: party(column, cells) for column in by_name}
        named = [*filter(None, map(codes.__getitem__, between))]
        if len({*named}) < len(named):
            raise LeftOutError("a country with itself")
        ids = {it: countries.id_of(codes[it]) for it in by_id if codes[it]}
        return [[str(number), *texts[number], *{**codes, **ids}.values()]]

    row_column = _free("row", file)
    heads = [row_column, *file.heads, *(code_column(file, column) for column in by_name)]
    why = "its countries are names" if by_name else "NA is no country in it"
    return replace(derived(heads, why, rows, read), row=row_column)


def _cleared(
    file: Input, cleared: Callable[[Keys], Keys]
) -> tuple[list[tuple[int, Keys]], dict[int, list[str]]]:
    """Return the cells of each row by their heads, and by its number the texts to be written."""
    repeated = {head for head, times in Counter(file.heads).items() if times > 1}
    rows, texts = list[tuple[int, Keys]](), dict[int, list[str]]()
    for row, own in file.rows():
        rows.append((row.number, kept := cleared(own)))
        texts[row.number] = [
            text.strip() if head in repeated else kept[head]
            for head, text in zip(file.heads, row.cells, strict=True)
        ]
    return rows, texts


def _rows_of(
    column: str, names: Collection[str], rows: Iterable[tuple[int, Keys]]
) -> Iterator[tuple[str, Keys]]:
    """Yield the rows that have some of these names in a column, each after its name."""
    each = ((cells[column].strip(), cells) for _, cells in (rows if names else ()))
    return (it for it in each if it[0] in names)


def _has_no_code(list_: str, name: str, declared: Declared) -> bool:
    """Return whether a name is that of a party without a code of two letters."""
    party = _party(list_, name, declared, groups=True)
    return is_body(name) or len(party) > 2 or party.islower()


def _is_dated(list_: str, name: str) -> bool:
    """Return whether a name, or a code of the list, has a code that means two states in turn."""
    parties = (list_ and code_lists.resolve(list_, name)) or meanings(name)
    return any(code_lists.is_dated("iso2", it) for it in parties)


def _has_other_code(list_: str, name: str, declared: Declared, periods: Sequence[str]) -> bool:
    """Return whether the code of two letters of a party may mean another in a period of a row."""
    party = _party(list_, name, declared, groups=True, periods=periods)
    times = {tuple(code_lists.resolve_in("iso2", party, it)) for it in periods or ("",)}
    return bool(party) and times != {(party,)}


def _party(
    list_: str, name: str, declared: Declared, groups: bool, periods: Sequence[str] = ()
) -> str:
    """Return the code of the party that a name, or a code of the list, means; nothing for none.

    A code is looked up in all periods of its row.
    """
    if name == "NA" and list_ != "iso2":
        return ""  # among names it is "not available"; Namibia only among two-letter codes
    of_code = [it for when in periods or ("",) for it in _of_code(list_, name, when)]
    results = [*dict.fromkeys(of_code)] or known(name, declared, groups)
    if len(results) != 1:
        return ""
    is_group = groups and countries.party_kinds().get(results[0]) in BODIES
    return results[0] if is_group or is_country(results[0]) else ""


def _person(name: str, declared: Declared) -> str:
    """Return the id of the one declared party of a name; a country is no person.

    Raises LeftOutError for nobody, and for several.
    """
    ids = [it.id for it in declared.get(name_key(name), ())]
    if len(ids) == 1:
        return ids[0]
    several = (
        "" if ids else several_in(name, lambda it: name_key(it) if name_key(it) in declared else "")
    )
    raise LeftOutError(several or not_one(name, ids))


def _not_one(list_: str, name: str, declared: Declared, periods: Iterable[str]) -> str:
    """Return why a name, or a code of a list, is that of no country, or of two in its periods."""
    of_two = (why for it in periods if list_ and (why := code_problem(list_, name, it)))
    if problem := next(of_two, ""):
        return problem
    meant = known(name, declared)
    several = "" if meant else several_in(name, lambda it: _party(list_, it, declared, True))
    return several or not_one(name, meant)


def _of_code(list_: str, code: str, period: str) -> list[str]:
    """Return what a code of a list, if there is one, means in a period."""
    return code_lists.resolve_in(list_, code, period) if list_ else []
