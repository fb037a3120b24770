"""The keys and conditions that `--map` says."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from dipfacts.errors import QuestionError
from dipfacts.importing.inputs import Rows
from dipfacts.importing.own_tables.table.mapped_table import OF_CELLS
from dipfacts.importing.wording import map_option
from dipfacts.model.file_format.tables import PARTY_KEYS
from dipfacts.model.groups import grouped
from dipfacts.read.rows.table_templates import any_of
from dipfacts.text import short

CONDITIONS = ("where", "skip")
"""The keys that choose rows."""
DAYS = ("period", "said_on")
"""The keys of times."""
PARTIES = ("from", "to", "parties")
"""The keys of the parties that a claim is between, or about."""
PARTIES_AND_PEOPLE = (*PARTY_KEYS, "people")
"""All keys that name someone."""
NOT_ABOUT = ("inferred", "key", "locator", "note", "skip", "where")
"""The keys that may name a column, but do not say what a number is about."""
_BETWEEN_CONDITIONS = re.compile(r",\s*(?=\{)")


def mapping(words: Sequence[str] | None) -> dict[str, str]:
    """Return the texts that `--map` gives, by key. Raises QuestionError."""
    texts = grouped(map(_key_and_text, words or ()))
    for key, said in texts.items():
        if len(said) > 1:
            raise QuestionError(f"--map says {short(key)} twice", _in_one(key, said))
    return {key: text for key, (text,) in texts.items()}


def reasons_given(given: Mapping[str, str]) -> list[str]:
    """Return the codes that `--map` allows, each with its reason."""
    return [reason.strip() for reason in given.get("allow", "").split(";") if reason.strip()]


def _key_and_text(word: str) -> tuple[str, str]:
    key, equals, template = word.partition("=")
    if not equals or not key.strip():
        message = f'--map "{short(word, 60)}" is not KEY=TEMPLATE'
        raise QuestionError(message, "write such as --map period='{year}'")
    is_blank = key.strip() == "delimiter" and template.isspace()  # a blank or a tab may part cells
    return key.strip(), template if is_blank else template.strip()


def _in_one(key: str, texts: Sequence[str]) -> str:
    """Return the remedy for a key that is said twice: in one option, if it may be of several.

    >>> _in_one("allow", ["below-zero: a debt", "factor-1000: drained"])
    "write them in one, as --map 'allow=below-zero: a debt; factor-1000: drained'"
    """
    if key == "allow":
        return f"write them in one, as {map_option('allow=' + '; '.join(dict.fromkeys(texts)))}"
    if key not in CONDITIONS:
        return "leave one of them out"
    said = dict.fromkeys(it for text in texts for it in _BETWEEN_CONDITIONS.split(text))
    return f"write them in one, as {map_option(f'{key}=' + ', '.join(said))}"


def conditions(key: str, text: str) -> dict[str, list[str]]:
    """Return the values by which `where` or `skip` chooses rows, by column. Raises QuestionError.

    >>> conditions("where", "{flow}=exports, {year}=2020, {year}=2021")
    {'flow': ['exports'], 'year': ['2020', '2021']}
    >>> conditions("skip", "{ratified}=")
    {'ratified': ['']}
    """
    return grouped((column, value.strip()) for column, value in each_condition(key, text))


def each_condition(key: str, text: str) -> list[tuple[str, str]]:
    """Return the column and the value of each condition in turn. Raises QuestionError."""
    parts = [re.fullmatch(r"\{([^{}]+)\}=(.*)", part) for part in _BETWEEN_CONDITIONS.split(text)]
    if not all(parts):
        such = "{flow}=exports, {product}=TOTAL" if key == "where" else "{ratified}="
        hint = f"write such as --map {key}='{such}'"
        raise QuestionError(f'--map {key}="{short(text)}" is not {{column}}=VALUE', hint)
    return [(part[1], part[2]) for part in parts if part]


def not_skipped(skip: Mapping[str, Sequence[str]], rows: Rows) -> list[Mapping[str, str]]:
    """Return the rows that have none of the cells which `skip` has for some columns.

    What it says of each cell of a wide table is none of its rows'.

    >>> not_skipped({"ratified": [""]}, [{"ratified": "2005"}, {"ratified": " "}])
    [{'ratified': '2005'}]
    """
    of_rows = {it: cells for it, cells in skip.items() if it not in OF_CELLS}
    tests = [(column, any_of(cells)) for column, cells in of_rows.items()]
    return [row for row in rows if not any(is_one(row[it].strip()) for it, is_one in tests)]


def number(key: str, text: str) -> int:
    """Return the number that `--map` says of a key. Raises QuestionError."""
    digits = text.replace("_", "")
    if digits.isdecimal():
        return int(digits)
    hint = (
        f"write such as --map {key}={_whole_number(digits) or (1_000_000 if key == 'scale' else 2)}"
    )
    if re.fullmatch("0?[.,][0-9]+", digits):
        hint = "it multiplies numbers, and makes none smaller: leave it out, and name their unit"
    raise QuestionError(f'--map {key}="{short(text)}" is no whole number', hint)


def _whole_number(text: str) -> int:
    """Return the whole number that a text is in another form; 0 for none, and a large one.

    >>> [*map(_whole_number, ("1e6", "1000000.0", "1,000,000", "0.5", "1e999", "x"))]
    [1000000, 1000000, 1000000, 0, 0, 0]
    """
    if not re.fullmatch(r"[0-9][0-9,]*(?:\.[0-9]+)?(?:e\+?[0-9]{1,2})?", text, re.I):
        return 0
    meant = Decimal(text.replace(",", ""))
    return int(meant) if meant == int(meant) else 0
