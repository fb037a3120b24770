"""The rows of SDMX read one by one, with what all of them say: lists of codes, units, totals."""

from __future__ import annotations

import re
from collections.abc import Sequence

from dipfacts.errors import QuestionError
from dipfacts.importing.codes import party_codes
from dipfacts.importing.derive import LeftOutError, UnreadableError
from dipfacts.importing.formats.sdmx.actions import check_flow, undone
from dipfacts.importing.formats.sdmx.areas import country, list_of_areas, total_of, unlike
from dipfacts.importing.formats.sdmx.columns import SdmxColumns, code_of
from dipfacts.importing.formats.sdmx.measures import (
    Measured,
    as_share,
    is_named_in_dollars,
    measure_of,
    name_of_measured,
    scale_of_labels,
    with_scale_of_label,
)
from dipfacts.importing.formats.sdmx.observation import Observation
from dipfacts.importing.formats.sdmx.periods import as_often, period_of
from dipfacts.importing.formats.sdmx.stocks import adds_up, is_amount_of_each, stock_of
from dipfacts.importing.formats.sdmx.tables import CODED, SIDES
from dipfacts.importing.formats.sdmx.units import (
    cell_of_unit,
    head_of_unit,
    is_rate,
    rate_in_place_of_unit,
    unit_of,
    unit_of_row,
)
from dipfacts.importing.formats.sdmx.values import MULTIPLIERS, after_actual, multiplier, value_of
from dipfacts.importing.inputs import Input
from dipfacts.importing.money import is_of_money, is_per_head
from dipfacts.importing.own_tables.heads.units_lacking import unit_in_names
from dipfacts.importing.plan import Keys
from dipfacts.importing.skips import ITSELF
from dipfacts.importing.units import ONE_COUNTRY, LocalUnitError, Unit, UnitError, is_made_of
from dipfacts.model.display import is_currency
from dipfacts.model.file_format.tables import Number
from dipfacts.read.table.numbers import NumberError, number

Total = tuple[str, ...]
"""The question of a figure of one country, from its measure to its scope."""

_VALUES = re.compile(r"MIO_\w*VAL|TRD_VAL(?:_\w+)?")  # of Eurostat: MIO_EXP_VAL

_HEADS = ("row", "area", "partner", "measure", "period", "value", "unit", "valuation", "status",
          "scope", "note")  # fmt: skip


class Reader:
    """A reader of rows that knows what all rows say: the lists of codes, whether units differ."""

    def __init__(
        self, file: Input, columns: SdmxColumns, numbered: Sequence[tuple[int, Observation]]
    ) -> None:
        """Take all rows.

        Raises QuestionError for deletions, no countries, several data flows, and for no currency
        but that of each of several countries.
        """
        rows = [row for _, row in numbered]
        _check_rows(file, columns, rows)
        self.undone = undone(numbered)
        self.file, self.columns = file, columns
        self.heads = [*_HEADS, *CODED, *(SIDES if columns.partner else ()), "absent"]
        is_marked = file.layout.delimiter == ";" and any("," in it.of("OBS_VALUE") for it in rows)
        self.decimal = file.given.get("decimal", "," if is_marked else None)
        self.labels: dict[str, str] = {}  # of the measures
        self.scaled: dict[str, Unit] = {}  # their units, with the scale of a label if applied
        self.lacking: dict[str, None] = {}  # what is measured in the unit that is given
        self.local: set[str] = set()  # that of these in national currency
        self.flows: set[str] = set()  # the measures of money of which not all figures are stocks
        self.counted: set[str] = set()  # those of other units that add up over a time
        self.totals: dict[Total, str] = {}  # the code in place of a partner of each
        self.of_no_way: dict[str, None] = {}  # what is measured, where no word says which way
        self.lists = {
            head: list_of_areas(code_of(head), ((row.code(head), row.label(head)) for row in rows))
            for head in filter(None, (columns.area, columns.partner))
        }
        self.is_of_one = len({row.code(columns.area) for row in rows} - {""}) == 1
        self.country = ""  # the code of this one, where it is known
        units = [unit_of_row(row) for row in rows]
        if not self.is_of_one and _are_local(rows, units):
            raise QuestionError(f"{file.label} is in the currency of each country", ONE_COUNTRY)
        self.has_one_unit = len({*units}) == 1
        self.currencies = {unit.name for unit in units if is_currency(unit.name)}
        pairs = zip(rows, units, strict=True)
        self.amounts = {measure_of(row).id for row, unit in pairs if unit.name != "percent"}

    def lines(self, nth: int, cells: Keys) -> list[list[str]]:
        """Return a row of the derived table. Raises LeftOutError, UnreadableError, UnitError."""
        row, columns = Observation(cells, self.columns), self.columns
        if nth in self.undone:
            raise LeftOutError(self.undone[nth])
        reading = value_of(row, self.file)
        period = period_of(row)
        area = self._country(row, columns.area, period)
        partner, side = self._partner(row, area, period)
        measured = measure_of(row)
        self.country = self.country or next(iter(party_codes(area, period)), "")
        unit = self._unit(row)
        value = "" if reading.absent else str(self._number(reading.text, row, unit.factor))
        measured = self._in_unit(measured, row, unit)
        period = as_often(row, period, unit.name)
        reading = after_actual(reading, row, period, self.file.published)
        rate = rate_in_place_of_unit(row)
        but = rate.head if rate else head_of_unit(row)
        scope = _scope(row, unit, side, but)
        given = self.file.given.get("unit", "")
        coded, part = _by_code(row, unit, side, but, given) if columns.labelled else (unit, scope)
        inward = measured.id == "imports" or row.is_inward(partner)
        if partner and not inward and (words := row.words_of_no_way()):
            self.of_no_way[words] = None
        self.labels[measured.id] = measured.label
        if measured.id not in self.scaled:
            self.scaled[measured.id] = with_scale_of_label(row, unit, measured.label)
        if columns.partner and not partner:
            total = (area, measured.id, period, unit.name, measured.valuation, scope)
            self._add_total(row, total)
        line = {"row": str(nth), "area": area, "partner": partner, "measure": measured.id}
        line |= {"period": period, "value": value, "unit": unit.name, "scope": scope}
        line |= {"valuation": measured.valuation, "status": reading.status, "note": reading.note}
        line |= {"part": part, "counted": coded.name, "absent": reading.absent}
        line["from"], line["to"] = (partner, area) if inward and partner else (area, partner)
        return [[line[head] for head in self.heads]]

    def _in_unit(self, measured: Measured, row: Observation, unit: Unit) -> Measured:
        """Return the measure of a row, shares and stocks apart; take note of what adds up."""
        if self._is_apart(row, unit, measured):
            measured = as_share(measured, row)
            if not is_per_head(unit.name):
                return measured
        if is_of_money(unit.name):
            return self._as_stock(measured, row, unit)
        if adds_up(row):
            self.counted.add(measured.id)
        return measured

    def _add_total(self, row: Observation, total: Total) -> None:
        """Take note of a total. Raises LeftOutError for one that is there by another code."""
        code = row.code(self.columns.partner)
        if self.totals.setdefault(total, code) != code:
            raise LeftOutError(f"a total that is there already ({code})")

    def _country(self, row: Observation, head: str, period: str) -> str:
        code, label, list_ = row.code(head), row.label(head), self.lists[head]
        if other := unlike(list_, code, label):
            raise LeftOutError(f"{label}, whose code {code} is {other}'s")
        return country(code, label, list_, period)

    def _partner(self, row: Observation, area: str, period: str) -> tuple[str, str]:
        """Return the partner of a row, if it is a country; of one side of a total, its scope.

        Raises LeftOutError.
        """
        if not (head := self.columns.partner):
            return "", ""
        side = total_of(row.code(head), row.label(head))
        if side is not None:
            return "", f"{code_of(head)} {row.cells[head]}" if side else ""
        if (partner := self._country(row, head, period)) == area:
            raise LeftOutError(ITSELF)
        return partner, ""

    def _unit(self, row: Observation) -> Unit:
        """Return the unit of a row, in doubt the one that is given. Raises UnitError."""
        unit, given = unit_of_row(row), self.file.given.get("unit", "")
        if not (unit.name or unit.local) and is_named_in_dollars(row):
            return unit._replace(name="USD")
        is_given = given not in self.currencies if given else not self.currencies
        if unit.local and not (self.is_of_one and is_given):
            raise LeftOutError("in the currency of each country, which is not named")
        if given and not _is_own(unit, given) and (not unit.name or self.has_one_unit):
            self.lacking[name_of_measured(row)] = None
            self.local |= {name_of_measured(row)} if unit.local else {*()}
            factor = unit.factor * scale_of_labels(row, unit, given)
            return unit.given(given)._replace(factor=factor)
        if unit.local:
            raise LocalUnitError(self.file.label, self.country, self.file.published)
        if not unit.name:
            raise UnitError(self.file.label, _unit_said_of(row))
        return unit

    def _is_apart(self, row: Observation, unit: Unit, measured: Measured) -> bool:
        """Return whether what a unit counts is a measure of its own: a share, an index, a rate."""
        if unit.name == "percent":
            return bool(unit.besides) or measured.id in self.amounts
        is_rated = is_rate(*cell_of_unit(row)) and not is_rate("", measured.label)
        return is_rated or rate_in_place_of_unit(row) is not None

    def _as_stock(self, measured: Measured, row: Observation, unit: Unit) -> Measured:
        """Return a measure, of stocks if a dimension says that a row is about one."""
        says = stock_of(row)
        if says == "dimension":
            id_, label = f"{measured.id}-stocks", f"{measured.label}, stocks"
            return measured.replaced(id=id_, label=label)
        if not says and not (is_per_head(unit.name) and is_amount_of_each(row)):
            self.flows.add(measured.id)
        return measured

    def _number(self, text: str, row: Observation, factor: int) -> Number:
        """Return a number times the factor of its unit and UNIT_MULT. Raises UnreadableError.

        Where both are the same, one says what the other does: "Million euro" and 6.
        """
        times = multiplier(mult := row.of(*MULTIPLIERS))
        if not times:
            head = next(it for it in MULTIPLIERS if row.of(it))
            message = f'{head}: "{mult}" is no power of ten'
            raise UnreadableError(message, "correct it, such as 6 for millions")
        try:
            scale = times if times == factor else times * factor
            return number(text, self.decimal, scale)
        except NumberError as error:
            raise UnreadableError(f"OBS_VALUE: {error.message}", error.remedy) from None


def _are_local(rows: Sequence[Observation], units: Sequence[Unit]) -> bool:
    """Return whether all rows are in national currency, but for blank ones."""
    of_areas = [unit for row, unit in zip(rows, units, strict=True) if row.code(row.columns.area)]
    return bool(of_areas) and all(unit.local for unit in of_areas)


def _check_rows(file: Input, columns: SdmxColumns, rows: Sequence[Observation]) -> None:
    """Raise QuestionError for deletions, no countries or periods, and several data flows."""
    if rows and all(row.of("ACTION") == "D" for row in rows):
        message = f"{file.label} holds deletions (ACTION D), no observations"
        raise QuestionError(message, "download the data themselves")
    if not columns.area or "TIME_PERIOD" not in columns.codes:
        lacks = "countries" if not columns.area else "periods"
        raise QuestionError(
            f"{file.label} has no column of {lacks}",
            "say what its columns mean with --map; docs/import.md shows how",
        )
    check_flow(rows, file.label)


def _scope(row: Observation, unit: Unit, side: str, but: str) -> str:
    """Return the part that the figure of a row is of, by its dimensions `but` one."""
    besides = "" if unit.name == "percent" else unit.besides
    return "; ".join(filter(None, (side, *row.parts(is_currency(unit.name[:3]), but), besides)))


def _by_code(row: Observation, unit: Unit, side: str, but: str, given: str) -> tuple[Unit, str]:
    """Return the unit and the scope of a row as a file without labels has them."""
    head = row.columns.partner
    code, _ = cell_of_unit(row)
    said = unit_of_row(row)
    if code and unit.name == said.name:  # and not the one that is given
        unit = unit_of(code, "", row.of("CURRENCY"))
    elif code and said.local:
        unit = unit_of(code, "", row.of("CURRENCY")).given(given)
    plain = row.without_labels()
    return unit, _scope(plain, unit, side and f"{code_of(head)} {plain.cells[head]}", but)


def _unit_said_of(row: Observation) -> str:
    """Return the unit in the names of what a row measures; of values of Eurostat, euros."""
    kinds = [*row.kinds]
    in_euros = any(it.of_eurostat and _VALUES.fullmatch(it.code) for it in kinds)
    return "EUR" if in_euros else unit_in_names(it.label or it.code for it in kinds)


def _is_own(unit: Unit, given: str) -> bool:
    """Return whether a unit is none that the given one may be meant for."""
    if unit.name == "percent" or is_currency(unit.name):
        return True
    is_of_another = is_of_money(unit.name) and not is_made_of(unit.name, given)
    return is_currency(given) and (unit.name == "index" or is_of_another)
