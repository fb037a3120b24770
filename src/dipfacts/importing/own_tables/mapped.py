"""Any other table, by what the user says of its columns: `--map KEY=TEMPLATE`, or questions."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import get_args

from dipfacts.countries import code_lists
from dipfacts.errors import FactBaseError, Problem, QuestionError
from dipfacts.importing.codes import period_problem
from dipfacts.importing.inputs import Input, Rows
from dipfacts.importing.own_tables.notes import notes_on
from dipfacts.importing.own_tables.parties.mapped_parties import Coded, coded
from dipfacts.importing.own_tables.table.declared_names import declared_names
from dipfacts.importing.own_tables.table.given import Given
from dipfacts.importing.own_tables.table.given_columns import (
    check_braces,
    columns_listed,
    with_party_ids,
)
from dipfacts.importing.own_tables.table.map_keys import (
    CONDITIONS,
    DAYS,
    conditions,
    not_skipped,
    number,
    reasons_given,
)
from dipfacts.importing.own_tables.table.mapped_table import (
    MappedTable,
    cells_meant,
    columns_unused,
)
from dipfacts.importing.own_tables.table.own_keys import key_of_rows, with_key
from dipfacts.importing.own_tables.table.party_templates import read_by, split_parties, templates
from dipfacts.importing.own_tables.table.table_layout import (
    LAYOUT,
    ask_about_points,
    check_columns,
    columns_lacking,
    laid_out,
    with_heads,
)
from dipfacts.importing.own_tables.times.fiscal_years import check_years
from dipfacts.importing.own_tables.units_and_parts.parts import check_period, check_scope, totals
from dipfacts.importing.own_tables.units_and_parts.unit_columns import check_unit_column
from dipfacts.importing.party_names import PartyNames
from dipfacts.importing.plan import Keys, Plan
from dipfacts.importing.remedies import in_words_of_import
from dipfacts.importing.wording import quoted_names, years
from dipfacts.model.file_format.csv_table import OWN_KEYS
from dipfacts.model.file_format.tables import CLAIM_TYPES, PARTY_KEYS, Nature
from dipfacts.model.unseen import UNSEEN
from dipfacts.read.rows.table_templates import one_column
from dipfacts.read.rows.tables import TableReader, declared
from dipfacts.read.table.ids import as_id
from dipfacts.read.table.key_words import key_hint
from dipfacts.read.table.rules import keys_of
from dipfacts.read.table.table_rules import places
from dipfacts.text import did_you_mean, short

_NEEDED = {
    "figure": ("measure", "period", "value", "unit"),
    "relation": ("kind", "title"),
    "event": ("kind", "title"),
}
_OPTIONS = ("published", "id")  # of the import, which speak of the file
_FIXED = ("file", "source")  # keys that `--map` cannot say
OF_SOURCE = ("publisher", "title-of-source")
ONE_TEXT = "write one text for all rows, without braces"
_OWN = ("topic", *OF_SOURCE, "nature", "resource")  # not keys of the table


def plan(file: Input, takes_bodies: bool = True, missing: Collection[str] = ()) -> Plan:
    """Return the plan of a table that the user has explained.

    Without `takes_bodies`, organisations are no parties: a data set holds sums over them.
    The format itself may say which cells are `missing`, of which nothing is told then.
    """
    file = with_heads(with_layout(file))
    given = _given_keys(file)
    name = as_id(file.stem) or "table"
    table = _given_table(name, given, file.heads)
    reader = _reader(file, {"source": name, **table}, [*file.heads])  # of columns there, once
    mapped = _mapped(file, given, table, reader.wide).replaced(missing=missing)
    check_period(mapped)
    check_years(mapped)
    check_unit_column(mapped)
    result = coded(file, mapped.rows, table, PartyNames(file.parties, takes_bodies), reader)
    lists = read_by(templates(table), templates(result.table))
    table, of_ids = _with_ids(file, name, result, mapped)
    if given.is_of_figures:
        check_scope(mapped)
        table = {**table, "missing": [*table["missing"], *totals(mapped)]}
    return Plan(
        title=f"A table of {len(file.heads)} columns",
        id=name,
        seen=_seen(file, mapped),
        source={
            "publisher": file.given.get("publisher", "unknown"),
            "title": file.given.get("title-of-source", _seen_name(file)),
        },
        tables=[table],
        declares=declared_names(file, mapped),
        reasons=result.reasons,
        notes=(*of_ids, *lists, *result.notes, *notes_on(mapped)),
        derived=result.derived,
        input=file,
        unused=columns_unused(mapped),
    )


def _seen_name(file: Input) -> str:
    """Return the name of the file without characters that are unseen."""
    return " ".join(UNSEEN.sub(" ", file.name).split())


def _given_keys(file: Input) -> Given:
    """Return the keys that `--map` gives for the claims. Raises QuestionError for wrong ones."""
    texts = {key: text for key, text in file.given.items() if key not in _OWN}
    claim = texts.setdefault("claim", "figure")
    _one_of("claim", claim, CLAIM_TYPES)
    _check_own(file.given)
    if claim != "figure" and "topic" in file.given:  # that of a figure is its measure's
        texts["topic"] = file.given["topic"]
    _check(file, Given(texts))
    of_parties = {key: text for key, text in texts.items() if key in PARTY_KEYS}
    ids = {key: with_party_ids(key, text, file) for key, text in of_parties.items()}
    return Given({**texts, **ids})


def _with_ids(
    file: Input, name: str, result: Coded, mapped: MappedTable
) -> tuple[Keys, Sequence[str]]:
    """Return a table whose parties have codes, with the key that its ids are made of; and notes."""
    table, derived = result.table, result.derived
    if not derived:
        reader = _reader(file, {"source": name, **table}, [*file.heads])
        return with_key(table, reader, file.heads, mapped.rows, file.is_missing)
    table = {key: value for key, value in table.items() if key not in LAYOUT}
    table.setdefault("locator", f"row {{{derived.row}}}")  # it is written as all of ours are
    reader = _reader(file, {"source": name, **table}, derived.heads)
    rows = [dict(zip(derived.heads, row, strict=True)) for row in derived.rows]
    table, notes = with_key(table, reader, derived.heads, rows, file.is_missing)
    return {**table, "key": table.get("key", key_of_rows(derived.row, mapped.wide))}, notes


def _seen(file: Input, table: MappedTable) -> str:
    """Return the years that a table is about; the type of its claims, where no column says any."""
    period = next(iter(table.given.columns_of("period")), "")
    if table.is_of_heads(period):
        return years(table.wide)
    if period in file.named_heads:
        return years(row[period] for row in table.rows)
    return table.given.claim


def _given_table(name: str, given: Given, heads: Sequence[str]) -> Keys:
    """Return a table of the keys that are given, lists and numbers among them."""
    table: Keys = {"id": name, **given}
    if "allow" in table:
        table["allow"] = reasons_given(given)
    for key in {"parties", "people"} & table.keys():
        table[key] = split_parties(table[key])
    if len(claimants := split_parties(table.get("claimant", ""))) > 1:
        table["claimant"] = claimants
    for key in {*CONDITIONS} & table.keys():
        table[key] = conditions(key, table[key])
    if len(columns := columns_listed(table.get("columns", ""), heads)) > 1:
        table["columns"] = columns
    table["missing"] = ["", "NA"]  # and what is given, as in every format
    for key in {"scale", "skip_lines"} & table.keys():
        table[key] = number(key, table[key])
    return table


def _mapped(file: Input, given: Given, table: Keys, wide: Sequence[str]) -> MappedTable:
    """Return a file with what is given and made a table of keys; `wide` as it has it."""
    every = [cells for _, cells in file.rows()]
    rows = _rows(file, table, every)
    is_wide = {*wide}.__contains__
    return MappedTable(
        given=given,
        rows=rows,
        where=cells_meant(table.get("where", {}), rows, wide),
        heads=[head for head in dict.fromkeys(file.named_heads) if not is_wide(head)],
        wide=wide,
        file=file,
        every=every,
    )


def _rows(file: Input, table: Keys, every: Rows) -> list[Mapping[str, str]]:
    """Return the cells of each row that is not skipped; of a matrix of parties, of each column.

    Raises QuestionError for heads of a matrix that are no codes.
    """
    rows = not_skipped(table.get("skip", {}), every)
    if not any("{column}" in text for text in templates(table)):
        return rows
    wide = _reader(file, {"source": table["id"], **table}, [*file.heads]).wide
    if "{column}" in templates(table) and not code_lists.list_of(wide):
        message = f"{file.label}: the columns {quoted_names(wide)} are no codes of one list"
        raise QuestionError(message, "write such as DE or DEU in the header of the file")
    return [{**cells, "column": column} for cells in rows for column in wide]


def with_layout(file: Input) -> Input:
    """Return a file as `--map` says that it is written, with its head. Raises QuestionError."""
    keys: Keys = {key: text for key, text in file.given.items() if key in LAYOUT}
    if "skip_lines" in keys:
        keys["skip_lines"] = number("skip_lines", keys["skip_lines"])
    try:
        return laid_out(file, keys)
    except FactBaseError as error:
        raise map_error(error.problems, file) from None


def _reader(file: Input, table: Keys, heads: list[str]) -> TableReader:
    """Return the reader of a table.

    Raises QuestionError for what is wrong in it whatever its rows hold, or in its points.
    """
    try:
        reader = TableReader(declared(table, file.label), heads, file.label)
    except FactBaseError as error:
        raise map_error(error.problems, file) from None
    if (value := one_column(table.get("value"))) and "decimal" not in table:
        ask_about_points(file, reader.wide if value == "cell" else [value])
    return reader


def map_error(problems: Sequence[Problem], file: Input) -> QuestionError:
    """Return the error for what is wrong in what `--map` says, of several mistakes the first."""
    first = in_words_of_import(problems[0].replaced(line=0), file, {})
    return QuestionError(f"--map: {first.message}", first.hint)


def _check_own(given: Mapping[str, str]) -> None:
    """Raise QuestionError for a nature that there is not, and a source that rows name."""
    if nature := given.get("nature"):
        _one_of("nature", nature, get_args(Nature))
    for key in OF_SOURCE:
        if places(text := given.get(key, "")):
            raise QuestionError(f'--map {key}="{short(text)}" names a column', ONE_TEXT)


def _one_of(key: str, word: str, allowed: Sequence[str]) -> None:
    if word not in allowed:
        hint = did_you_mean(word, allowed, f"there are {', '.join(allowed)}")
        raise QuestionError(f'--map {key}="{short(word)}" is no {key}', hint)


def known_keys(*claims: str) -> list[str]:
    """Return the keys that `--map` takes of claims of these types."""
    of_table = {*OWN_KEYS, *(key for claim in claims for key in keys_of(claim))} - {*_FIXED}
    return [*dict.fromkeys([*filter(of_table.__contains__, keys_of("table")), *_OWN])]


def _check(file: Input, given: Given) -> None:
    """Raise QuestionError for a column or list that is not there, and a key too much or little."""
    keys = known_keys(given.claim)
    for key, template in given.items():
        if key in _FIXED:
            hint = "leave it out, and edit the TOML that is written"
            raise QuestionError(f"--map cannot say {key}", hint)
        if key not in keys_of("table"):
            hint = key_hint(key, keys, given)
            hint = f"write --{key} {short(template)}" if key in _OPTIONS else hint
            raise QuestionError(f'--map: unknown key "{short(key)}"', hint)
        check_braces(key, template, file)
        if key in DAYS and "{" not in template and (wrong := period_problem(template)):
            raise QuestionError(f"--map {key}: {wrong.message}", wrong.hint)
        check_columns(key, template, file)
    lacking = [key for key in _NEEDED[given.claim] if key not in given]
    sides = [key for key in ("from", "to") if key not in given]
    if "parties" not in given:
        lacking += ["from and to, or parties"] if len(sides) > 1 else sides
    if lacking:
        hint = f"add --map {lacking[0].split()[0]}=…"
        if lacking == sides:
            other = "to" if sides == ["from"] else "from"
            hint += f"; or, if the rows name one party, write parties in place of {other}"
        raise QuestionError(f"--map does not say {', '.join(lacking)}", hint)


def has_columns(file: Input) -> bool:
    """Return whether a file has all columns that `--map` names."""
    try:
        file = with_heads(with_layout(file))
    except QuestionError:
        return False
    return not any(columns_lacking(text, file) for text in file.given.values())
