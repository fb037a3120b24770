"""Any other table, by what the user says of its columns: `--map KEY=TEMPLATE`, or questions."""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any, get_args

from dipfacts import countries
from dipfacts.countries import code_lists
from dipfacts.errors import FactBaseError, Problem, QuestionError
from dipfacts.importing.codes import Skips, fit_cow, meanings, period_problem
from dipfacts.importing.count import in_words_of_import
from dipfacts.importing.inputs import Input
from dipfacts.importing.names import code_column, is_group, with_codes
from dipfacts.importing.own_keys import with_key
from dipfacts.importing.plan import LIFETIME, Derived, Keys, Plan, declared_by, years
from dipfacts.importing.table_layout import (
    LAYOUT,
    ask_about_points,
    encoding_note,
    laid_out,
    scale_note,
)
from dipfacts.model.csv_table import OWN_KEYS
from dipfacts.model.groups import grouped
from dipfacts.model.tables import CLAIM_TYPES, PARTY_PATTERN, Nature
from dipfacts.read.positions import values_of
from dipfacts.read.possible_faults import unit_meant
from dipfacts.read.rules import keys_of
from dipfacts.read.table_rules import places
from dipfacts.read.table_templates import as_id, one_column
from dipfacts.read.tables import TableReader, declared
from dipfacts.text import did_you_mean, nearest, plain, short, suggestion

_PARTIES = ("from", "to", "parties", "reporter", "claimant")
_PUBLISHER = "who published the data is not told: add --map publisher=…"
_STATUS = "the events have no status and are taken as reported; if held, add --map status=held"
_SIDE = re.compile(r"(?:([a-z0-9]+):)?\{([^{}]+)\}")
_ID = re.compile(PARTY_PATTERN)
_NEEDED = {
    "figure": ("measure", "period", "value", "unit"),
    "relation": ("kind", "title"),
    "event": ("kind", "title"),
}
_FIXED = ("allow", "file", "skip", "source", "where")  # keys that `--map` cannot say
_DAYS = ("period", "said_on")
OF_SOURCE = ("publisher", "title-of-source")
ONE_TEXT = "write one text for all rows, without braces"
_OWN = ("topic", *OF_SOURCE, "nature", "resource")  # not keys of the table


def mapping(words: list[str] | None) -> dict[str, str]:
    """Return what `--map` says, by key. Raises QuestionError."""
    results = {}
    for word in words or ():
        key, equals, template = word.partition("=")
        if not equals or not key.strip():
            message = f'--map "{short(word, 60)}" is not KEY=TEMPLATE'
            raise QuestionError(message, "write such as --map period='{year}'")
        if (key := key.strip()) in results:
            raise QuestionError(f"--map says {short(key)} twice", "leave one of them out")
        results[key] = template.strip()
    return results


def plan(file: Input, groups: bool = True) -> Plan:
    """Return what is to be written for a table that the user has explained.

    Without `groups`, organisations are no parties: the rows of a data set hold sums over them.
    """
    given = {key: text for key, text in file.given.items() if key not in _OWN}
    claim = given.setdefault("claim", "figure")
    _one_of("claim", claim, CLAIM_TYPES)
    if nature := file.given.get("nature"):
        _one_of("nature", nature, get_args(Nature))
    for key in OF_SOURCE:
        if places(text := file.given.get(key, "")):
            raise QuestionError(f'--map {key}="{short(text)}" names a column', ONE_TEXT)
    file = with_layout(file)
    if claim != "figure" and "topic" in file.given:  # that of a figure is its measure's
        given["topic"] = file.given["topic"]
    _check(file, given, claim)
    name = as_id(file.name.partition(".")[0]) or "table"
    table: Keys = {"id": name, **given, "allow": LIFETIME}
    for key in ("parties", "people"):
        if key in table:
            table[key] = listed(table[key])
    table["missing"] = ["", "NA"]  # and what is given, as in every format
    for key in {"scale", "skip_lines"} & table.keys():
        table[key] = number(key, table[key])
    rows = [cells for _, cells in file.rows()]
    of_parties = _templates(table)
    table, derived, reasons = _with_codes(file, rows, table, groups)
    lists = _read_by(of_parties, _templates(table))
    table, notes = with_key(table, rows, derived)
    if derived:  # it is written as all of ours are
        table = {key: value for key, value in table.items() if key not in LAYOUT}
        table.setdefault("locator", "row {row}")
    _check_table(file, {"source": name, **table}, derived)
    period = _first_column(given)
    return Plan(
        title=f"A table of {len(file.heads)} columns",
        id=name,
        seen=years(cells[period] for cells in rows) if period in file.named_heads else claim,
        source={
            "publisher": file.given.get("publisher", "unknown"),
            "title": file.given.get("title-of-source", file.name),
        },
        tables=[table],
        declares=declared_by({**file.given, **given}),
        reasons=reasons,
        notes=(
            *notes,
            *lists,
            *encoding_note(file, given),
            *scale_note(given),
            *((_STATUS,) if claim == "event" and "status" not in given else ()),
            *(() if "publisher" in file.given else (_PUBLISHER,)),
        ),
        derived=derived,
        input=file,
    )


def with_layout(file: Input) -> Input:
    """Return a file as `--map` says that it is written, with its head. Raises QuestionError."""
    keys: Keys = {key: text for key, text in file.given.items() if key in LAYOUT}
    if "skip_lines" in keys:
        keys["skip_lines"] = number("skip_lines", keys["skip_lines"])
    try:
        return laid_out(file, keys)
    except FactBaseError as error:
        raise mistaken(error.problems, file) from None


def _check_table(file: Input, table: Keys, derived: Derived | None) -> None:
    """Raise QuestionError for what is wrong in a table whatever its rows hold, or in its points."""
    try:
        reader = TableReader(
            declared(table, file.label), derived.heads if derived else [*file.heads], file.label
        )
    except FactBaseError as error:
        raise mistaken(error.problems, file) from None
    value = one_column(table.get("value"))
    if value and "decimal" not in table:
        ask_about_points(file, reader.wide if value == "cell" else [value])


def mistaken(problems: Sequence[Problem], file: Input) -> QuestionError:
    """Return the error for what is wrong in what `--map` says, of several mistakes the first."""
    first = in_words_of_import(problems[0], file, {})
    return QuestionError(f"--map: {first.message.replace(' in [[table]]', '')}", first.hint)


def unit_in_words(given: Mapping[str, str], scalable: bool) -> QuestionError | None:
    """Return the error for a unit that is the same in all rows and says a scale, or money in words.

    Where a file is not `scalable`, its format fixes what its numbers are multiplied by.
    """
    unit = given.get("unit", "")
    power, plainly = unit_meant(unit)
    if "{" in unit or plainly == unit:
        return None
    such = "write" if plainly else "say what is counted, as in"
    hint = f"{such} --map unit={shlex.quote(plain(plainly) or 'visitors')}"
    if power and scalable:
        hint += "; --map scale is given" if "scale" in given else f" --map scale={10**power}"
    elif power:
        hint += f", and scale = {10**power} in the [[table]] that is written"
    other = "means percent" if plainly == "percent" else "is no currency code"
    what = f"multiplies its numbers by {10**power:,}" if power else other
    return QuestionError(f'--map unit="{short(unit)}" {what}', hint)


def _one_of(key: str, word: str, known: Sequence[str]) -> None:
    if word not in known:
        hint = did_you_mean(word, known, f"there are {', '.join(known)}")
        raise QuestionError(f'--map {key}="{short(word)}" is no {key}', hint)


def _check(file: Input, given: dict[str, str], claim: str) -> None:
    """Raise QuestionError for a column or list that is not there, and a key too much or little."""
    of_table = {*OWN_KEYS, *keys_of(claim)} - {*_FIXED}
    known = [*(key for key in keys_of("table") if key in of_table), *_OWN]
    for key, template in given.items():
        if key in _FIXED:
            hint = "leave it out, and edit the TOML that is written"
            raise QuestionError(f"--map cannot say {key}", hint)
        if key not in keys_of("table"):
            hint = did_you_mean(key, known, f"known are {', '.join(known)}")
            raise QuestionError(f'--map: unknown key "{short(key)}"', hint)
        if key in _DAYS and "{" not in template and (wrong := period_problem(template)):
            raise QuestionError(f"--map {key}: {wrong[0]}", wrong[1])
        for text in listed(template) if key in _PARTIES else ():
            _check_party(key, text)
        _check_columns(key, template, file)
    lacking = [key for key in _NEEDED[claim] if key not in given]
    if "parties" not in given and not {"from", "to"} <= given.keys():
        lacking.append("from and to, or parties")
    if lacking:
        message = f"--map does not say {', '.join(lacking)}"
        raise QuestionError(message, f"add --map {lacking[0].split()[0]}=…")


def listed(text: str) -> list[str]:
    """Return the parts of a text that commas list; one in the name of a column divides nothing.

    >>> listed("{exporter, or origin}, france")
    ['{exporter, or origin}', 'france']
    """
    return [part.strip() for part in re.split(r",(?![^{}]*\})", text)]


def _check_party(key: str, text: str) -> None:
    """Raise QuestionError for a list of codes that is not there, and for what is no id."""
    side = _SIDE.fullmatch(text)
    if side and side[1] and side[1] not in code_lists.LISTS:
        there_are = f"there are {', '.join(code_lists.LISTS)}"
        hint = did_you_mean(side[1], code_lists.LISTS, there_are)
        raise QuestionError(f'--map {key}: no list of codes is called "{side[1]}"', hint)
    if "{" in text or _ID.fullmatch(text):
        return
    results = [*map(countries.id_of, meanings(text))]
    if near := results or nearest(as_id(text), countries.ids()):
        message = f'--map {key}: "{short(text)}" is not a valid id'
        raise QuestionError(message, suggestion(near))


def _check_columns(key: str, template: str, file: Input) -> None:
    """Raise QuestionError for a column that the file has not."""
    for column in places(template):
        if column not in file.heads and column not in ("column", "cell"):
            hint = did_you_mean(column, file.heads, f"it has {', '.join(file.heads[:12])}")
            message = f'--map {key}: there is no column "{plain(column)}"'
            raise QuestionError(message, plain(hint))


def number(key: str, text: str) -> int:
    """Return the number that `--map` says of a key. Raises QuestionError."""
    if not text.replace("_", "").isdecimal():
        hint = f"write such as --map {key}={1_000_000 if key == 'scale' else 2}"
        raise QuestionError(f'--map {key}="{short(text)}" is no number', hint)
    return int(text)


def _with_codes(
    file: Input, rows: Sequence[Mapping[str, str]], table: Keys, groups: bool
) -> tuple[Keys, Derived | None, dict[tuple[str, str], str]]:
    """Return a table whose parties have the prefix of a list, and what must be skipped.

    Columns of names become codes in a table of our own; with `groups`, organisations are parties.
    """
    lists = _given_lists(rows, table) | _lists(rows, table, groups)
    by_name = [column for column, list_ in lists.items() if not list_]
    sides = {side[2] for side in _parties(table)}
    derived = with_codes(file, by_name, sides, groups) if by_name else None
    skips = Skips(_first_column(table), str(table.get("period", "")))
    for one, other in combinations(_parties(table), 2):
        for cells in rows if one[1] == other[1] else ():  # codes of one list, or of none
            skips.see_pair(one[2], other[2], cells)
    for column, list_ in lists.items():
        for cells in rows:
            when = skips.period_of(cells, file.is_missing)
            if list_:
                skips.see(list_, column, cells[column], when or "2000")
            else:
                skips.see_period(when)
        coded_as = f"{list_}:{{{column}}}" if list_ else _of_names(file, column, derived)
        table = _prefixed(table, column, coded_as)
    skip, reasons = skips.result()
    if skip:
        table = {**table, "skip": skip}
    return table, derived, reasons


def _given_lists(rows: Sequence[Mapping[str, str]], table: Keys) -> dict[str, str]:
    """Return the list that a template names for each column, if one cell of it is its code."""
    sides = {(side[1], side[2]) for side in _parties(table) if side[1]}
    return {
        of: list_
        for list_, of in sides
        if any(code_lists.resolve(list_, cells.get(of, "").strip()) for cells in rows)
    }


def _lists(rows: Sequence[Mapping[str, str]], table: Keys, groups: bool) -> dict[str, str]:
    """Return the list of codes of each column of parties; "" of one that holds names.

    Where `groups` are parties, a column that has one holds names: no list has a code for it.
    """
    columns = filter(None, map(one_column, _templates(table)))
    lists = {it: code_lists.list_of(cells[it] for cells in rows) for it in columns}
    for column, list_ in lists.items():
        if list_ == "m49" and fit_cow(cells[column] for cells in rows):
            message = f'the codes in "{plain(column)}" are codes of m49 and of cow'
            raise QuestionError(message, f"say which, as in --map from='cow:{{{plain(column)}}}'")
    for column, list_ in lists.items():
        if groups and any(is_group(list_, cells[column].strip()) for cells in rows):
            lists[column] = ""
    return lists


def _templates(table: Keys) -> list[str]:
    """Return the templates of the parties of a table."""
    return [text for key in _PARTIES for _, text in values_of(key, table.get(key))]


def _read_by(before: Sequence[str], after: Sequence[str]) -> list[str]:
    """Return a note on the list of codes that each column was taken to be in."""
    each = zip(before, map(_SIDE.fullmatch, after), strict=True)
    read = {
        side[2]: side[1] for text, side in each if side and side[1] and one_column(text) == side[2]
    }
    lists = grouped((list_, plain(column)) for column, list_ in read.items() if column)
    return [f"read as codes of {list_}: {', '.join(named)}" for list_, named in lists.items()]


def _of_names(file: Input, column: str, derived: Derived | None) -> str:
    """Return the template of the column of codes that stands for one of names."""
    assert derived is not None, "a column of names makes one"
    of_codes = code_column(file, column)
    nth = derived.heads.index(of_codes)
    isos = all(len(row[nth]) == 2 for row in derived.rows)
    return f"{'iso2:' if isos else ''}{{{of_codes}}}"


def _first_column(keys: Keys) -> str:
    """Return the first column that a period is made of; nothing for none."""
    return next(iter(places(keys.get("period", ""))), "")


def _parties(table: Keys) -> list[re.Match[str]]:
    """Return the templates of the parties that are a column each, perhaps with its list."""
    texts = [table.get("from", ""), table.get("to", ""), *table.get("parties", [])]
    return [side for text in texts if (side := _SIDE.fullmatch(str(text)))]


def _prefixed(table: Keys, column: str, coded: str) -> Keys:
    plain_ = f"{{{column}}}"

    def changed(value: Any) -> Any:
        if isinstance(value, list):
            return [changed(one) for one in value]
        return coded if value == plain_ else value

    return {key: changed(value) if key in _PARTIES else value for key, value in table.items()}
