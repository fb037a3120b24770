"""SDMX-CSV 1 and 2, with codes, with labels or with both: IMF, OECD, Eurostat, BIS, .Stat Suite.

The ECB's portal has a column KEY in place of the data flow, with which the key begins.

`UNIT_MULT` is applied; `SCALE` of the IMF is not, since its numbers stand in full beside it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dipfacts.importing.derive import derived
from dipfacts.importing.formats.sdmx.columns import (
    cells_with_labels,
    code_of,
    columns_of,
    labelled,
    labels_are_known,
    names_of,
    parted,
    unique_heads,
    unused_in,
    without_na,
)
from dipfacts.importing.formats.sdmx.country_dimensions import notes_on_countries
from dipfacts.importing.formats.sdmx.observation import Observation, says_both_ways
from dipfacts.importing.formats.sdmx.reader import Reader
from dipfacts.importing.formats.sdmx.tables import tables_of, without_codes
from dipfacts.importing.formats.sdmx.updates import update_of
from dipfacts.importing.full_labels import labels_in_full
from dipfacts.importing.inputs import Input, columns_filled
from dipfacts.importing.known_declarations import declared_measures, trade
from dipfacts.importing.natures import nature_of
from dipfacts.importing.own_tables.heads.units_lacking import unit_taken
from dipfacts.importing.plan import DerivedTable, Keys, Plan
from dipfacts.importing.units import foreign_notes
from dipfacts.importing.wording import quoted_names, years
from dipfacts.model.display import counted
from dipfacts.model.groups import grouped
from dipfacts.read.table.ids import as_id

_PARTIES = {"from", "to", "parties"}


def recognise(file: Input) -> bool:
    """Return whether a file begins as SDMX-CSV does.

    One of which no column is known to hold countries may be explained as any other table.
    """
    heads = unique_heads(file.named_heads)
    if not labels_are_known(heads):
        return False
    codes = [*map(code_of, heads)]
    if heads and _PARTIES & file.given.keys():
        columns = columns_of([*cells_with_labels(dict.fromkeys(heads, ""), names_of(heads))])
        if not columns.area or "TIME_PERIOD" not in codes:
            return False
    first, second = [*codes, "", ""][:2]
    is_first = first == "DATAFLOW" and "OBS_VALUE" in codes
    is_of_ecb = first == "KEY" and {"FREQ", "TIME_PERIOD", "OBS_VALUE"} <= {*codes}
    return is_first or is_of_ecb or (first == "STRUCTURE" and second == "STRUCTURE_ID")


def plan(file: Input) -> Plan:
    """Return the plan of a file. Raises QuestionError for deletions and for no countries."""
    file = replace(file, heads=unique_heads(file.heads))  # a column and that of its labels
    return plan_of(file, file.named_heads, [*file.numbered()])


def plan_of(
    file: Input,
    heads: Sequence[str],
    rows: Sequence[tuple[int, Keys]],
    form: str = "SDMX-CSV",
    unit: str = "row",
) -> Plan:
    """Return the plan of the rows that a file of some form holds, each by number.

    Raises QuestionError for deletions and for no countries.
    """
    names = names_of(heads)
    written = [cells_with_labels(cells, names) for _, cells in rows]
    blank = cells_with_labels(dict.fromkeys(heads, ""), names)
    labels = labelled(blank, written)
    columns = columns_of([*parted(blank, labels)])
    read = without_na(columns, [parted(cells, labels) for cells in written])
    numbered = [(row[0], cells) for row, cells in zip(rows, read, strict=True)]
    first = Observation(numbered[0][1] if rows else {}, columns)
    update = update_of(read, first.flow.agency)
    file = replace(file, published=file.published or update.day)
    reader = Reader(file, columns, [(row, Observation(cells, columns)) for row, cells in numbered])
    why = "its units, periods and flags must be read"
    observations = without_codes(derived(reader.heads, why, numbered, reader.lines, unit))
    observations = replace(observations, is_computed=True)
    result = _planned(first, observations, reader)
    unused = columns_filled(unused_in(columns, read), read)
    source = {**result.source, **({"published": update.day} if update.day else {})}
    notes = (*result.notes, *notes_on_countries(columns, read))
    result = replace(result, title=f"{form}, {result.title}", notes=notes)
    return replace(result, unused=unused, source=source, update=update)


def _planned(first: Observation, observations: DerivedTable, reader: Reader) -> Plan:
    flow, has_partner = first.flow, bool(first.columns.partner)
    name, labels = as_id(flow.id) or "sdmx", reader.labels
    given, day = reader.file.given, reader.file.published
    title = flow.label or flow.id or "SDMX-CSV"
    tables = [*tables_of(name, observations, has_partner)]
    absent = sum(map(bool, observations.column("absent")))
    totals = counted(len(reader.totals), "row")
    lone = f"{totals} with the world, or with no partner: totals of one country"
    secret = f"{counted(absent, 'claim')} without a number, as the source says why"
    alone = {} if has_partner else {"partners": 0}
    units = grouped(zip(observations.column("measure"), observations.column("unit"), strict=True))
    in_full = labels_in_full({it: (label, reader.scaled[it]) for it, label in labels.items()})
    own = declared_measures(
        {
            "id": it,
            "label": in_full[it] or it,
            "nature": nature_of(units[it], it in reader.flows, it in reader.counted),
            **alone,
        }
        for it in sorted(labels)
        if it not in ("exports", "imports", "trade-balance")
    )
    known = trade(labels) if len(own["measure"]) < len(labels) else {}
    return Plan(
        title=f"{flow.agency} {flow.id}".strip(),
        id=name,
        seen=f"{counted(len(labels), 'measure')}, {years(observations.column('period'))}",
        source={"publisher": flow.agency or "unknown", "title": title},
        tables=tables,
        declares={name: [*known.get(name, []), *tables] for name, tables in own.items()},
        notes=(
            *unit_taken(given, reader.lacking, local=reader.local)[1],
            *(foreign_notes(given["unit"], reader.country, day) if reader.local else []),
            *([lone] if reader.totals else []),
            *([secret] if absent else []),
            *_notes_on_ways(reader.of_no_way),
        ),
        derived=observations,
    )


def _notes_on_ways(labels: Iterable[str]) -> Iterator[str]:
    """Yield the notes on what is measured, where its words say no way that it goes, or both.

    >>> [*_notes_on_ways(["Aid", "Imports and exports"])][-1]
    'from each country to its partner: "Imports and exports"; its words say both ways'
    """
    both = [it for it in labels if says_both_ways(it)]
    none = [it for it in labels if it not in both]
    whys = "no word says that it comes in", "its words say both ways"
    for such, why in zip((none, both), whys, strict=True):
        if such:
            yield f"from each country to its partner: {quoted_names(such)}; {why}"
