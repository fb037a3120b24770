"""World Bank DataBank: a column a year (2019 [YR2019]), and notes below the table."""

from __future__ import annotations

import re
from collections import deque
from dataclasses import replace

from dipfacts.importing.formats import wdi
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import DerivedTable, Plan
from dipfacts.model.display import counted
from dipfacts.read.rows.csv_files import opened

_HEADS = ("Country Name", "Country Code", "Series Name", "Series Code")  # in any order
_YEAR = re.compile(r"([0-9]{4}) \[YR\1\]")
_DATABASE = re.compile(r"Data from database: ([^\r\n\",;]+)")
_UPDATED = re.compile(r"Last Updated: ?([0-9]{2})/([0-9]{2})/([0-9]{4})")
_BELOW = 9  # lines at the end, among which notes are sought
_WHY = "its years are named twice, and notes stand below it"


def recognise(file: Input) -> bool:
    """Return whether a file has the four heads of DataBank and years, and no others."""
    years = [*filter(_YEAR.fullmatch, file.named_heads)]
    return bool(years) and {*file.named_heads} == {*_HEADS, *years}


def plan(file: Input) -> Plan:
    """Return the plan, as of the bulk download. Raises QuestionError as that does."""
    years = {head: year[1] for head in file.heads if (year := _YEAR.fullmatch(head))}
    heads = ["row", *wdi.HEADS, *years.values()]
    rows = [
        [str(number), *(cells[head] for head in (*_HEADS, *years))]
        for number, cells in file.numbered()
        if cells["Country Code"]  # else it is a note
    ]
    with opened(file.path) as stream:
        text = b"".join(deque(stream, _BELOW)).decode("utf-8", "replace")
    database, updated = _DATABASE.search(text), _UPDATED.search(text)
    last = int(rows[-1][0]) if rows else 0
    below = [row.number for row in file.bad_rows() if row.number > last]
    notes = below[: len([*filter(None, (database, updated))])]
    derived = DerivedTable(heads, rows, _WHY, len(rows), notes=frozenset(notes))
    title = database[1].strip() if database else "DataBank"
    result = wdi.plan_of(file, title, derived)
    source = {**result.source, "url": "https://databank.worldbank.org"}
    if updated:
        source["published"] = "{2}-{0}-{1}".format(*updated.groups())
    remark = [f"{counted(len(notes), 'line')} below the table taken for notes"] if notes else []
    return replace(result, source=source, notes=(*result.notes, *remark))
