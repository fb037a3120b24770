"""Eurostat's TSV: a column of all dimensions, one for each period, and flags after the numbers."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from dipfacts.importing.formats.sdmx import format as sdmx
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import Keys, Plan
from dipfacts.read.rows.csv_files import head_of

_LAST = re.compile(r"(?:[\w,]+,)?\w+\\time(?:_period)? *(?:\t|$)", re.I)  # geo\TIME_PERIOD
_CELL = re.compile(r"(?::|([^\s:a-z]*))\s*([a-z]*)")
_NAME = re.compile(r"(?:estat_)?(\w+)", re.I)


def recognise(file: Input) -> bool:
    """Return whether a head is that of a dimension and, after a backslash, of the periods."""
    return any(_LAST.match(head) for head in file.heads)


def plan(file: Input) -> Plan:
    """Return the plan of a file. Raises QuestionError for no countries."""
    if not any(map(_LAST.fullmatch, file.heads)):  # commas were taken for what separates cells
        layout = file.layout.replaced(delimiter="\t")
        file = replace(file, layout=layout, heads=tuple(head_of(file.path, layout)))
    heads = file.named_heads
    last = next((nth for nth, head in enumerate(heads) if _LAST.fullmatch(head)), 0)
    of, periods = heads[: last + 1], heads[last + 1 :]
    dimensions = ",".join(of).partition("\\")[0].split(",")
    columns = ("DATAFLOW", *dimensions, "TIME_PERIOD", "OBS_VALUE", "OBS_FLAG")
    name = _NAME.match(file.name)
    flow = f"ESTAT:{name[1].upper()}" if name else "ESTAT:"

    def cells() -> Iterator[tuple[int, Keys]]:
        for number, row in file.numbered():
            values = ",".join(row[head] for head in of).split(",")
            same = dict.fromkeys(columns, "") | dict(zip(dimensions, values, strict=False))
            for period in periods:
                read = _CELL.fullmatch(row[period])
                value, flag = read.groups("") if read else (row[period], "")
                own = {"TIME_PERIOD": period, "OBS_VALUE": value, "OBS_FLAG": flag}
                yield number, {**same, "DATAFLOW": flow, **own}

    return replace(sdmx.plan_of(file, columns, [*cells()], "Eurostat", "cell"), input=file)
