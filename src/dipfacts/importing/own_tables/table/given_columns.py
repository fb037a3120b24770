"""Columns and parties that `--map` names: mistakes in them, and columns that commas list."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from dipfacts.countries import country_names
from dipfacts.errors import QuestionError
from dipfacts.importing.codes import period_problem
from dipfacts.importing.inputs import Input
from dipfacts.importing.own_tables.table.map_keys import DAYS
from dipfacts.importing.own_tables.table.party_templates import party_template, split_parties
from dipfacts.importing.party_names import PartyNames
from dipfacts.importing.wording import map_option
from dipfacts.model.file_format.tables import PARTY_KEYS, PARTY_PATTERN
from dipfacts.model.shared_names import CODE_LISTS
from dipfacts.read.table.ids import as_id
from dipfacts.text import did_you_mean, nearest, plain, short, suggestion

_ID = re.compile(PARTY_PATTERN)
_RANGE = re.compile(r"([0-9]{4}) ?(?:[-:\u2010-\u2015]|to) ?([0-9]{4})")
_DIGIT = re.compile("[0-9]")


def check_braces(key: str, template: str, file: Input) -> None:
    """Raise QuestionError for a column without braces, and for a range without two points."""
    years = _RANGE.fullmatch(template) if key == "columns" else None
    if years and template not in file.heads:
        message = f'--map columns: there is no column "{plain(template)}"'
        option = map_option(f"columns={years[1]}..{years[2]}")
        raise QuestionError(message, f"for all from {years[1]} to {years[2]} write {option}")
    texts = split_parties(template) if key in PARTY_KEYS else [template]
    heads = {it.casefold(): it for it in reversed(file.heads) if it}
    named = [_column_meant(key, it, file, heads) for it in texts]
    if any(named):
        both = ", ".join(
            f"{{{head}}}" if head else it for it, head in zip(texts, named, strict=True)
        )
        first = next(it for it, head in zip(texts, named, strict=True) if head)
        message = f'--map {key}: "{short(first)}" is a column, which stands in braces'
        raise QuestionError(message, f"write {map_option(f'{key}={both}')}")


def _column_meant(key: str, text: str, file: Input, heads: Mapping[str, str]) -> str:
    """Return the column that a text without braces may mean, as it means nothing else; or ""."""
    if "{" in text or not (head := heads.get(text.strip().casefold(), "")):
        return ""
    if key in DAYS:
        return head if period_problem(text) else ""
    is_number = key == "value" and not _DIGIT.search(text)
    return (
        head
        if is_number or (key in PARTY_KEYS and not PartyNames(file.parties).known(text))
        else ""
    )


def with_party_ids(key: str, template: str, file: Input) -> str:
    """Return the parties that a key of `--map` lists, of every row, with ids in place of names.

    Raises QuestionError for a list of codes that is not there, and for what names no party alone.
    """
    return ", ".join(_party(key, text, file) for text in split_parties(template))


def _party(key: str, text: str, file: Input) -> str:
    template = party_template(text)
    list_ = template.list_ if template.column else ""
    if list_ and list_ not in CODE_LISTS:
        there_are = f"there are {', '.join(CODE_LISTS)}"
        hint = did_you_mean(list_, CODE_LISTS, there_are)
        raise QuestionError(f'--map {key}: no list of codes is called "{list_}"', hint)
    if "{" in text or _ID.fullmatch(text):
        return text
    results = [*map(country_names.id_of, PartyNames(file.parties).known(text))]
    if len(results) == 1:
        return results[0]
    if near := results or nearest(as_id(text), country_names.ids()):
        message = f'--map {key}: "{short(text)}" is not a valid id'
        raise QuestionError(message, suggestion(near))
    return text


def columns_listed(text: str, heads: Sequence[str]) -> list[str]:
    """Return the columns that a text lists; a comma in a head parts none, in braces or not.

    >>> columns_listed("Peru,Congo, Dem. Rep.", ["Peru", "Congo, Dem. Rep."])
    ['Peru', 'Congo, Dem. Rep.']
    >>> columns_listed("{Peru}, Chad", ["Peru"])
    ['Peru', 'Chad']
    """
    parts, results = split_parties(text), list[str]()
    while parts:
        ends = range(len(parts), 0, -1)
        size = next((it for it in ends if ", ".join(parts[:it]) in heads), 1)
        results.append(", ".join(parts[:size]).strip("{}"))
        parts = parts[size:]
    return results
