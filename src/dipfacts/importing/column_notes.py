"""Note the columns of a table of one's own that say more of its numbers than any key does."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence

from dipfacts.importing.multipliers import UNITS, multiplier_notes, multiplies, of_multipliers
from dipfacts.importing.parts import (
    FLOWS,
    LETTERS,
    TIMES,
    are_flow_codes,
    is_of_flows,
    is_whole,
    remedy,
    used_columns,
    with_scope,
)
from dipfacts.importing.plan import Keys, first_of, map_option
from dipfacts.importing.status_columns import not_final, status_remedy
from dipfacts.model.display import is_currency
from dipfacts.read.possible_faults import unit_meant
from dipfacts.read.table_rules import places
from dipfacts.read.table_templates import as_id, one_column
from dipfacts.text import plain, short

_YEAR = re.compile(r"[12][0-9]{3}(?:\.0)?")
_BRACKET = re.compile(r"\(([^()]+)\)")
_IN_YEAR = re.compile(
    r"[0-9]{1,2}|q[1-4]|[hs][12]|w[0-9]{1,2}|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
)
_LETTER = re.compile(r"[^\W\d_]")
_SAME_FLOWS = {
    **{"экспорт": "export", "ausfuhr": "export", "импорт": "import", "einfuhr": "import"},
    **{"reexport": "re-export", "reimport": "re-import", "tradebalance": "balance"},
}
_OF_FLOWS = re.compile(r"flow|trade|direction|regime")
"""Heads of columns in which a letter alone is a flow."""
_OF_PARTS = re.compile(
    r"(?:^|[^a-z])(?:product|commodit|cmd|item|sector|purpose|товар"
    r"|(?:hs[0-9]*|sitc|isic|cpc|nace|naics)(?![a-z]))"
)
_OF_PARTS_IN_WORDS = re.compile(
    r"(?:^|[^a-z])(?:goods|industr|categor|component|breakdown|mode of|(?:sex|gender|age)(?![a-z]))"
)
_NO_MONEY = re.compile(
    r"(?i:percent|persons?|people|number|index|tonnes?|tons?|kg|kilograms?|lit(?:er|re)s?|barrels?"
    r"|hectares?|[kmgt]wh)"
)
_NO_PARTS = re.compile(r"gross|domestic|national")  # product, which is a number
"""Heads of columns that say of what part a number is."""


def _flow(text: str) -> str:
    """Return the flow in the name of a measure, or at the start of a cell; nothing for none.

    >>> _flow("Imports, cif"), _flow("goods-re-exports"), _flow("Trade balance"), _flow("aid")
    ('import', 're-export', 'balance', '')
    """
    named = FLOWS.search(text.lower().replace("-", " "))
    flow = re.sub(r"\s", "", named[0]) if named else ""
    return _SAME_FLOWS.get(flow, flow)


def _other_flow(column: str, cells: Collection[str], measure: str) -> str:
    """Return the measure that the cells of a column are of, where they name another flow than it.

    >>> _other_flow("Flow", ["Import"], "exports"), _other_flow("Flow", ["M"], "goods-exports")
    ('imports', 'goods-imports')
    >>> _other_flow("Flow", ["X"], "exports"), _other_flow("sex", ["M"], "exports")
    ('', '')
    """
    of_letters = _OF_FLOWS.search(column.lower())
    words = [LETTERS.get(it.lower(), it) if of_letters else it for it in cells]
    flows = {_flow(it) if FLOWS.match(it.lower()) else "" for it in words}
    if len(flows) != 1 or flows & {"", _flow(measure)} or "{" in measure:
        return ""
    (flow,) = flows
    name = f"{flow}s" if "port" in flow else as_id(flow)
    return re.sub(rf"(?:{FLOWS.pattern})s?", name, measure) if FLOWS.search(measure) else name


def _named(measure: str) -> str:
    return f"say what is measured, as with {map_option(f'measure={measure}')}"


def notes_on_columns(
    given: Mapping[str, str], where: Keys, heads: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> Iterator[str]:
    """Yield the notes on columns of a table of figures that say more of its numbers."""
    yield from head_notes(given)
    yield from multiplier_notes(given, where, heads, _taken(where, rows))
    yield from part_notes(given, where, rows)
    yield from unused_notes(given, where, heads, rows)


def _taken(where: Keys, rows: Sequence[Mapping[str, str]]) -> list[Mapping[str, str]]:
    return [row for row in rows if all(row.get(it, "").strip() in where[it] for it in where)]


def part_notes(
    given: Mapping[str, str], where: Keys, rows: Sequence[Mapping[str, str]]
) -> Iterator[str]:
    """Yield a note on each column by which rows are taken that may be about a part alone."""
    used, measure = used_columns(given), given.get("measure", "")
    for column, taken in where.items():
        cells = {it[column].strip() for it in rows if column in it}
        such = plain(first_of([*map(short, taken)]))
        only = f"only rows whose {plain(column)} is {such} are taken"
        if column in used or multiplies(column, cells) or TIMES.search(column.lower()):
            continue
        if UNITS.search(column.lower()):
            if unit := _taken_unit(taken, given):
                yield f"{only}: if it is right, add {unit}"
        elif other := _other_flow(column, taken, measure):
            yield f"{only}, which is not {measure}: {_named(other)}"
        elif "status" not in given and not_final(column, taken):
            yield f"{only}: {status_remedy(column, taken, given)}"
        elif is_of_flows(cells, column) or any(is_whole(it, measure) for it in taken):
            continue
        elif cells.difference(taken) or _parts(column, taken, measure):
            yield f"{only}: if that is a part, add {with_scope(column, given)}"


def unused_notes(
    given: Mapping[str, str], where: Keys, heads: Sequence[str], rows: Sequence[Mapping[str, str]]
) -> Iterator[str]:
    """Yield a note on each column that no key names and that says more of a number.

    That is one of flows, of parts of a year, of units, of statuses, or of parts.
    """
    named = {it for text in given.values() for it in places(text)}
    taken = _taken(where, rows)
    scopes = {it for key in ("measure", "scope") for it in places(given.get(key, ""))}
    said = [it for it in heads if it in scopes or it in where]
    for column in heads:
        if column in named or of_multipliers(column, _filled(column, taken)):
            continue
        what = _what_of_all(column, given, rows) or _what_of_taken(column, given, taken)
        if not what and _are_parts(column, given, taken) and not _is_label(column, said, rows):
            what = ": " + _part_remedy(column, _filled(column, taken), given)
            said.append(column)
        if what:
            such = plain(first_of([*map(short, _filled(column, rows))]))
            yield f"no key names {plain(column)} ({such}){what}"


def _filled(column: str, rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Return the different cells of a column that are not blank."""
    return [*dict.fromkeys(it for row in rows if (it := row[column].strip()))]


def _what_of_all(
    column: str, given: Mapping[str, str], rows: Sequence[Mapping[str, str]]
) -> str | None:
    """Return what to do with a column of flows, of parts of a year, or of units; else None."""
    cells = _filled(column, rows)
    if not cells:
        return None
    of_years = all(_YEAR.fullmatch(it) for it in _cells_of(given.get("period", ""), rows))
    is_of_times = of_years and TIMES.search(column.lower()) and _are_in_year(cells)
    power = _other_unit(cells, given) if UNITS.search(column.lower()) else None
    if power:
        return f": if it is right, add --map scale={10**power}"
    if is_of_flows(cells, column) or is_of_times or power is not None:
        return ": " + remedy(column, cells, cells[0], given)
    return None


def _what_of_taken(
    column: str, given: Mapping[str, str], rows: Sequence[Mapping[str, str]]
) -> str | None:
    """Return what to do with a column of another flow, or of statuses; None for any other."""
    cells, measure = _filled(column, rows), given.get("measure", "")
    if other := _other_flow(column, cells, measure):
        return f", which is not {measure}: {_named(other)}"
    if "status" not in given and not_final(column, cells):
        return f": {status_remedy(column, cells, given)}"
    if are_flow_codes(cells, column):
        return f", the code of a flow: see that it is that of {plain(measure)}"
    return None


def _are_parts(column: str, given: Mapping[str, str], rows: Sequence[Mapping[str, str]]) -> bool:
    """Return whether a column holds parts; one alone may be what a fixed scope says."""
    cells, scope = _filled(column, rows), given.get("scope", "")
    is_said = len(cells) == 1 and scope and not places(scope)
    return not is_said and bool(_parts(column, cells, given.get("measure", "")))


def _parts(column: str, cells: Collection[str], measure: str) -> list[str]:
    """Return the cells of a column of parts that are neither the whole nor in the measure's name.

    >>> _parts("Product", ["27", "TOTAL"], "exports"), _parts("Product", ["Cars"], "cars-sold")
    (['27'], [])
    """
    if not _part_word(column) or "{" in measure:
        return []
    if not _OF_PARTS.search(column.lower()) and not any(map(_LETTER.search, cells)):
        return []  # numbers that are themselves of goods, or of an industry
    parts = (it for it in cells if not is_whole(it, measure))
    return [it for it in parts if f"-{as_id(it)}-" not in f"-{measure}-"]


def _part_word(column: str) -> str:
    """Return the word in a head which says that its cells are parts; nothing for none.

    >>> _part_word("Product code"), _part_word("Gross product"), _part_word("average")
    ('product', '', '')
    """
    head = column.lower()
    word = _OF_PARTS.search(head) or _OF_PARTS_IN_WORDS.search(head)
    return word[0].strip(" _-(") if word and not _NO_PARTS.search(head) else ""


def _part_remedy(column: str, cells: Sequence[str], given: Mapping[str, str]) -> str:
    """Return what to do with a column of parts in which no rows contradict each other."""
    if len(cells) > 1:
        return remedy(column, cells, cells[0], given)
    return f"if that is a part, add {with_scope(column, given)}"


def _is_label(column: str, said: Sequence[str], rows: Sequence[Mapping[str, str]]) -> bool:
    """Return whether a column says the same as one that is named or told, as a label of its codes.

    Where each has one cell alone, their heads must begin alike.
    """
    cells = len(_filled(column, rows))
    for other in said:
        pairs = {(row[column].strip(), row[other].strip()) for row in rows}
        is_alike = len(pairs) == len({of for _, of in pairs}) == len({cell for cell, _ in pairs})
        if is_alike and (cells > 1 or _part_word(column) == _part_word(other)):
            return True
    return False


def _taken_unit(cells: Sequence[str], given: Mapping[str, str]) -> str:
    """Return the options for the unit by which rows are taken, where it is not the one given.

    >>> _taken_unit(["million EUR"], {"unit": "USD"}), _taken_unit(["US dollars"], {"unit": "USD"})
    ('--map unit=EUR --map scale=1000000', '')
    """
    power = _other_unit(cells, given) if len(cells) == 1 else None
    if power is None:
        return ""
    of_cell, unit = unit_meant(cells[0])
    options = [] if unit in ("", given.get("unit")) else [map_option(f"unit={unit}")]
    options += [f"--map scale={10**of_cell}"] if of_cell and "scale" not in given else []
    return " ".join(options)


def _cells_of(template: str, rows: Sequence[Mapping[str, str]]) -> set[str]:
    """Return what the rows hold in a template of one column; what it is, of any other."""
    column = one_column(template)
    return {row[column].strip() for row in rows if column in row} if column else {template}


def _are_in_year(cells: Collection[str]) -> bool:
    """Return whether cells are months, quarters or days.

    >>> _are_in_year(["Q1", "Q2"]), _are_in_year(["1", "March"]), _are_in_year(["30.5", "total"])
    (True, True, False)
    """
    return all(_IN_YEAR.fullmatch(cell.lower()) for cell in cells)


def head_notes(given: Mapping[str, str]) -> Iterator[str]:
    """Yield a note where the head of the numbers says another unit or flow than is given."""
    head = one_column(given.get("value")) or ""
    unit, measure, shown = given.get("unit", ""), given.get("measure", ""), plain(short(head))
    for words in _BRACKET.findall(head) if "{" not in unit else ():
        power, meant = unit_meant(words)
        is_money = is_currency(meant) or (not power and _NO_MONEY.fullmatch(meant))
        if meant and meant != unit and is_money and is_currency(unit):
            yield f'the head "{shown}" says {meant}, not {unit}: {map_option(f"unit={meant}")}'
    if FLOWS.match(head.lower()) and _flow(measure) not in ("", _flow(head)):
        yield f'the head "{shown}" is not of {measure}: {_named(_other_flow("", [head], measure))}'


def _other_unit(cells: Sequence[str], given: Mapping[str, str]) -> int | None:
    """Return the power of ten by which units differ from the one given; 0 if in more, None if not.

    >>> [_other_unit(it, {"unit": "USD"}) for it in (["tonnes"], ["percent"], ["Percent"])]
    [0, 0, 0]
    >>> [_other_unit(it, {"unit": "USD"}) for it in (["USD", "EUR"], ["EUR"], ["million dollars"])]
    [0, 0, 6]
    >>> [_other_unit(it, {"unit": "USD"}) for it in (["US dollars", "USD"], ["5", "6"], ["Value"])]
    [None, None, None]
    """
    meant = {unit_meant(cell) for cell in cells if cell and not cell[0].isdecimal()}
    if len(meant) != 1:
        return 0 if meant else None
    ((power, unit),) = meant
    own = given.get("unit", "")
    if unit != own and (is_currency(unit) or (is_currency(own) and _NO_MONEY.fullmatch(unit))):
        return 0
    return power if power and "scale" not in given else None
