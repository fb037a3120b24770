"""Answers and exports of dipfacts, known by how they begin, so that no copy is taken for data."""

from __future__ import annotations

import os
import re
from collections.abc import Collection

from dipfacts.read.files import regular
from dipfacts.read.sqlite_header import application_of, is_database

HEAD = 4096
"""The characters of a file that tell."""

EXPORTED_DATABASE = 0x44495046
""" "DIPF", in the header of each SQLite file that we export: its application_id."""

_PACKAGE = "datapackage.json"
_DEEPEST = 3  # folders of a part of an export: its table's, and those by which it is divided
_ANSWER = re.compile(r'\{\s*"(?:schema_version|dipfacts)"|\[\s*\{\s*"schema_version"')
_EXPORT = re.compile(r'\{\s*"\$schema": "[^"]*",\s*"name": "dipfacts-export"')
_COLUMNS = frozenset("id type topic parties period known_by rank rank_reason inferred line".split())
"""The columns that only claims in an answer or an export have together."""
_OF_LISTS = tuple(
    frozenset(columns.split())
    for columns in (
        "id name kind iso office country note claims",  # parties
        "id publisher author title published derived_from claims",  # sources
        "id label note claims",  # topics, measures, kinds
    )
)
_OF_EXPORTS = tuple(
    frozenset(columns.split())
    for columns in (
        "claim party role nth",  # claim_parties
        "id topic label nature sum_of difference_of partners counts",  # measures
        "claim mirror_claim mirror_value asymmetry",  # mirrors
        "id status_class answering is_deprecated agreement",  # occurrences
        "is_component is_deprecated agreement reasons voices",  # questions
    )
)
"""Columns of the other tables of an export, which nobody else has together."""
_NAMES = re.compile(r"name,party,kind\r?\n.*,(?:name|iso|id|alias)\r?$", re.MULTILINE)
_OF_PARTY = frozenset("id name kind claims".split())  # in JSON, which has no blank keys of it
_CORES = (
    _COLUMNS | {"title", "source_url"},
    _COLUMNS | {"source"},  # in JSON lines
    _OF_PARTY,
    frozenset(("id", "label", "claims")),
    frozenset(("id", "publisher", "claims")),
)
_OF_EXPORT = "period_start"  # in an answer it is start
_SEPARATORS = re.compile(r"[,;\t]")


def own_output(text: str) -> str:
    r"""Return the name of an output of dipfacts by its beginning; "" for any other text.

    >>> head = "id,type,topic,parties,period,{},known_by,rank,rank_reason,inferred,line\n"
    >>> [own_output(head.format(it)) for it in ("start", "period_start")]
    ['an answer of dipfacts', 'an export of dipfacts']
    >>> own_output('{"schema_version": 1}'), own_output("id,type,period,line\n"), own_output("")
    ('an answer of dipfacts', '', '')
    """
    text = text[:HEAD].lstrip("\ufeff \t\r\n")
    if _ANSWER.match(text):
        return "an answer of dipfacts"
    if _EXPORT.match(text):
        return "an export of dipfacts"
    line = text.partition("\n")[0]
    is_json = line.startswith("{")
    keys = re.findall(r'"(\w+)":', line) if is_json else _SEPARATORS.split(line.strip())
    lists = (*_OF_LISTS, _OF_PARTY) if is_json else _OF_LISTS
    if any(columns.issubset(keys) for columns in lists):
        return "an answer of dipfacts"
    is_exported = any(columns.issubset(keys) for columns in _OF_EXPORTS) or _NAMES.match(text)
    if is_exported and not is_json:
        return "an export of dipfacts"
    if not _COLUMNS.issubset(keys):
        return ""
    return f"an {'export' if _OF_EXPORT in keys else 'answer'} of dipfacts"


def has_answer_columns(columns: Collection[str]) -> bool:
    """Return whether columns or keys are those of an answer, if no others are among them.

    A table of anybody's may have those of a list as well, which `own_output` does not call ours.
    """
    return any(core.issubset(columns) for core in _CORES)


def is_exported_database(start: bytes) -> bool:
    """Return whether a file begins as a SQLite file that dipfacts has exported."""
    return is_database(start) and application_of(start) == EXPORTED_DATABASE


def is_of_export(path: str) -> bool:
    """Return whether a file is one of an export of dipfacts, as a description above it says."""
    folder, name = os.path.split(os.path.abspath(path))
    for _ in range(_DEEPEST + 1):
        if _describes(os.path.join(folder, _PACKAGE), name):
            return True
        folder, above = os.path.split(folder)
        name = f"{above}/{name}"
    return False


def _describes(package: str, name: str) -> bool:
    try:
        with open(package, encoding="utf-8", opener=regular) as stream:
            text = stream.read(HEAD)
            return bool(_EXPORT.match(text)) and f'"{name}"' in text + stream.read()
    except (OSError, ValueError):
        return False
