"""The notes on a table of one's own, in the order in which they are told: a table of contents."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain

from dipfacts.importing.own_tables.column_notes import part_notes, unused_notes
from dipfacts.importing.own_tables.columns.columns_of_one_number import (
    beside_notes,
    without_refused,
)
from dipfacts.importing.own_tables.columns.condition_notes import condition_notes
from dipfacts.importing.own_tables.columns.figure_statuses import status_notes
from dipfacts.importing.own_tables.columns.merged_cells import merged_notes
from dipfacts.importing.own_tables.columns.missing_codes import missing_notes
from dipfacts.importing.own_tables.columns.no_claim_columns import cell_notes
from dipfacts.importing.own_tables.heads.block_heads import block_notes
from dipfacts.importing.own_tables.heads.fiscal_titles import fiscal_title_notes
from dipfacts.importing.own_tables.heads.head_periods import period_notes
from dipfacts.importing.own_tables.heads.head_scales import scale_notes
from dipfacts.importing.own_tables.heads.head_units import unit_notes
from dipfacts.importing.own_tables.heads.other_numbers import other_number_notes
from dipfacts.importing.own_tables.heads.second_heads import blank_head_notes, second_head_notes
from dipfacts.importing.own_tables.heads.series_names import series_notes
from dipfacts.importing.own_tables.heads.titles import (
    cumulated_notes,
    head_flow_notes,
    line_flow_notes,
    line_period_notes,
)
from dipfacts.importing.own_tables.parties.country_heads import country_notes
from dipfacts.importing.own_tables.parties.flow_ends import direction_notes, turned_notes
from dipfacts.importing.own_tables.parties.participants import participants_notes
from dipfacts.importing.own_tables.table.mapped_table import MappedTable, Notes
from dipfacts.importing.own_tables.table.table_layout import encoding_notes, range_notes
from dipfacts.importing.own_tables.times.date_columns import undated_notes
from dipfacts.importing.own_tables.times.days_of_years import day_notes, midnight_notes
from dipfacts.importing.own_tables.times.ends_of_data import ends_of_data_notes
from dipfacts.importing.own_tables.times.fiscal_years import fiscal_notes
from dipfacts.importing.own_tables.times.other_calendars import calendar_notes
from dipfacts.importing.own_tables.times.relation_years import relation_years_notes
from dipfacts.importing.own_tables.units_and_parts.multipliers import multiplier_notes
from dipfacts.importing.own_tables.units_and_parts.partner_columns import scope_notes
from dipfacts.importing.own_tables.units_and_parts.shares import share_notes

_PUBLISHER = "who published the data is not said: add --map publisher=…"
_STATUS = "the events have no status and are taken as reported; if held, add --map status=held"


def _held_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on events of which nobody says whether they took place."""
    if table.given.claim == "event" and "status" not in table.given:
        yield _STATUS


def _publisher_notes(table: MappedTable) -> Iterator[str]:
    """Yield the note on data whose publisher is unknown."""
    if "publisher" not in table.file.given:
        yield _PUBLISHER


_OF_FIGURES = (
    # how it is written, and what heads and lines above them say
    *(encoding_notes, unit_notes, second_head_notes, blank_head_notes, series_notes),
    *(line_flow_notes, line_period_notes, cumulated_notes, other_number_notes, range_notes),
    # what is taken for granted
    _publisher_notes,
    # cells that may be no numbers, or head those below
    *(missing_notes, share_notes, block_notes),
    # times
    *(calendar_notes, fiscal_notes, fiscal_title_notes, midnight_notes, day_notes),
    # what is given and may be meant otherwise
    *(condition_notes, beside_notes, country_notes),
    # blank cells
    merged_notes,
)
_OF_OCCURRENCES = (
    *(encoding_notes, scale_notes, range_notes),
    # what is taken for granted
    *(_held_notes, _publisher_notes),
    # cells that say that there is nothing
    cell_notes,
    # times
    *(undated_notes, calendar_notes, fiscal_notes, midnight_notes, day_notes, ends_of_data_notes),
    # what is given and may be meant otherwise
    *(condition_notes, beside_notes, country_notes),
    # blank cells
    merged_notes,
)
_ON_COLUMNS_OF_FIGURES = (
    # another flow, period or status than is given
    *(direction_notes, head_flow_notes, period_notes, status_notes, turned_notes),
    # columns of multipliers, of parts, and all others
    *(multiplier_notes, scope_notes, part_notes, unused_notes),
)
_ON_COLUMNS_OF_OCCURRENCES = (
    # rows that together are one occurrence
    *(direction_notes, participants_notes, relation_years_notes),
    *(part_notes, unused_notes),
)
NOTES: dict[str, tuple[Notes, ...]] = {
    "figure": _OF_FIGURES,
    "relation": _OF_OCCURRENCES,
    "event": _OF_OCCURRENCES,
}
"""Notes on a table, by the type of its claims."""
NOTES_ON_COLUMNS: dict[str, tuple[Notes, ...]] = {
    "figure": _ON_COLUMNS_OF_FIGURES,
    "relation": _ON_COLUMNS_OF_OCCURRENCES,
    "event": _ON_COLUMNS_OF_OCCURRENCES,
}
"""Notes on its columns that say more of its claims, or of its numbers."""


def notes_on(table: MappedTable) -> Iterator[str]:
    """Yield all notes on a table."""
    claim = table.given.claim
    yield from chain.from_iterable(notes(table) for notes in NOTES[claim])
    on_columns = chain.from_iterable(notes(table) for notes in NOTES_ON_COLUMNS[claim])
    yield from without_refused(on_columns, table.file)
