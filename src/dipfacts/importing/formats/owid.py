"""Our World in Data: the CSV of a chart, with its metadata.json where that is at hand.

Codes of its own begin with OWID_: those of countries that have no other are known by their names.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from dipfacts.errors import QuestionError
from dipfacts.importing.codes import period_problem
from dipfacts.importing.full_labels import labels_in_full
from dipfacts.importing.inputs import Input
from dipfacts.importing.known_declarations import declared_measures, own_id
from dipfacts.importing.name_meanings import country_of_name
from dipfacts.importing.natures import is_amount_at_a_date, is_over_time, nature_of
from dipfacts.importing.own_tables.heads.units_lacking import unit_taken
from dipfacts.importing.plan import LIFETIME, Keys, Plan
from dipfacts.importing.reasons import AnyReason
from dipfacts.importing.skips import Skips
from dipfacts.importing.units import Unit
from dipfacts.importing.wording import first_of, years
from dipfacts.model.units.scales import scale_of
from dipfacts.model.units.unit_words import money_of, scale_in, usual_unit
from dipfacts.read.table.ids import as_id
from dipfacts.record import Record
from dipfacts.text import plain

_PRICES = re.compile(r"(constant |current )?([0-9]{4} )?(.+?)( \(.*\)| in .*)?", re.I)
_PERCENT = re.compile(r"\((%[^()]*|[^()]*%)\)\s*$")
_DIGIT = re.compile(r"[0-9]")
_METADATA = "name the chart's .metadata.json, too"


def recognise(file: Input) -> bool:
    """Return whether a file has the heads of a chart: Entity, Code, Year or Day, and numbers."""
    heads = [head.lower() for head in file.named_heads]
    return heads[:2] == ["entity", "code"] and len(heads) > 3 and heads[2] in ("year", "day")


def explains(file: Input) -> bool:
    """Return whether a file is the metadata of a chart."""
    data = file.data if isinstance(file.data, dict) else {}
    return all(isinstance(data.get(key), dict) for key in ("chart", "columns"))


def plan(file: Input) -> Plan:
    """Return the plan of a file: a table for each column of numbers."""
    _, code, time = file.named_heads[:3]
    seen = _seen(file)
    metadata: Keys = next((it.data for it in file.beside if explains(it)), {})
    tables: list[Keys] = []
    measures: list[Keys] = []
    labels = _labels([it for it in file.named_heads[3:] if it not in seen.texts], metadata, file)
    units = {it: _own_unit(_column_metadata(metadata, it), label) for it, label in labels.items()}
    lacking = [column for column, unit in units.items() if not unit.name]
    how = "{}" if metadata else f"{_METADATA}, or {{}}"
    given, notes = unit_taken(file.given, lacking, how)
    units |= {it: Unit(given, 10 ** scale_in(labels[it], given)) for it in lacking}
    in_full = labels_in_full({it: (label, units[it]) for it, label in labels.items()})
    for column, label in labels.items():
        unit = units[column].name
        name, nature = (
            as_id(label)[:60].strip("-"),
            nature_of([unit], not is_amount_at_a_date(label), is_over_time(label)),
        )
        if any(it["id"] == f"owid-{name}" for it in tables):
            name = f"{name}-{len(measures) + 1}"
        measure = own_id(name, "owid", nature)
        measures.append({"id": measure, "label": in_full[column], "nature": nature, "partners": 0})
        table: Keys = {
            "id": f"owid-{name}",
            "claim": "figure",
            "key": f"{{{code}}}-{{{time}}}",
            "measure": measure,
            "parties": [f"iso3:{{{code}}}"],
            "period": f"{{{time}}}",
            "value": f"{{{column}}}",
            "allow": LIFETIME,
            "unit": unit,
            "missing": ["", "NA"],
            "skip": seen.skip,
        }
        table |= {"definition": prices} if (prices := units[column].besides) else {}
        table |= {"scale": factor} if (factor := units[column].factor) != 1 else {}
        tables += [table, *_own_tables(table, seen, code, time)]
    return Plan(
        title="Our World in Data",
        id="owid",
        seen=f"{first_of([*labels.values()])}, {years(seen.times)}",
        source=_source(metadata),
        tables=tables,
        declares=declared_measures(measures),
        reasons=seen.reasons,
        unused=tuple(map(plain, seen.texts)),
        notes=("licence of most charts: CC BY 4.0, Our World in Data and its sources", *notes),
    )


class _Seen(Record, frozen=True):
    """The content of a chart's rows: times, parties by codes that are not of ISO, what to skip.

    Columns of texts, such as the region of each country, have no number in any row.
    """

    times: set[str]
    own: dict[str, str]
    skip: dict[str, list[str]]
    reasons: dict[tuple[str, str], AnyReason]
    texts: tuple[str, ...]


def _seen(file: Input) -> _Seen:
    """Read the rows of a chart."""
    entity, code, time = file.named_heads[:3]
    skips, times = Skips(time), set()
    own: dict[str, str] = {}
    texts, filled = [*file.named_heads[3:]], set[str]()
    for _, cells in file.rows():
        if re.fullmatch("[1-9][0-9]{0,2}", cells[time].strip()):
            skips.leave_out(cells[time].strip(), "before the year 1000")
        elif not period_problem(cells[time]):
            times.add(cells[time])
        if cells[code].startswith("OWID_") and (party := country_of_name(cells[entity].strip())):
            own[cells[code]] = party
        texts = [it for it in texts if not _DIGIT.search(cells[it])]
        filled.update(it for it in texts if cells[it].strip() not in ("", "NA"))
        skips.see("iso3", code, cells[code], cells[time], cells[entity] if cells[code] else "")
    listed = {f"iso3:{it}" for it in skips.taken(code)}
    own = {it: party for it, party in own.items() if party not in listed}  # else there twice
    skip, reasons = skips.result()
    reasons = {key: why if key[1] else "without a code, as groups" for key, why in reasons.items()}
    texts = [it for it in texts if it in filled]
    columns = tuple(texts) if len(texts) < len(file.named_heads) - 3 else ()
    return _Seen(times, own, skip, reasons, columns)


def _own_tables(table: Keys, seen: _Seen, code: str, time: str) -> Iterator[Keys]:
    """Yield a table for each party whose code is not of ISO."""
    early = {time: seen.skip[time]} if time in seen.skip else {}
    for other, party in seen.own.items():
        id_, only = f"{table['id']}-{as_id(other.removeprefix('OWID_'))}", {code: [other]}
        yield {**table, "id": id_, "parties": [party], "where": only, "skip": early}


def _labels(columns: Sequence[str], metadata: Keys, file: Input) -> dict[str, str]:
    """Return the title of each column; its name where it has none, or others have the same."""
    for column in columns:
        if "{" in column or "}" in column:
            message = f'{file.label}: the column "{plain(column)}" has a brace in its name'
            raise QuestionError(message, "write it without, in the header of the file")
    titles = {it: str(_column_metadata(metadata, it).get("titleShort") or it) for it in columns}
    count = Counter(titles.values())
    return {it: title if count[title] == 1 else it for it, title in titles.items()}


def _column_metadata(metadata: Keys, column: str) -> Keys:
    columns = {key: it for key, it in metadata.get("columns", {}).items() if isinstance(it, dict)}
    named = (it for it in columns.values() if it.get("shortName") == column)
    return columns.get(column) or next(named, {})


def _own_unit(about: Keys, label: str) -> Unit:
    """Return the unit of a column by the metadata, else by a label such as 'Share of trade (%)'."""
    unit = _unit(about)
    return Unit("percent") if not unit.name and _PERCENT.search(label) else unit


def _unit(about: Keys) -> Unit:
    """Return the unit of a column, with the prices that money is of.

    Dollars of equal purchasing power are none of the United States.

    >>> _unit({"unit": "million US$"})[:2], _unit({"unit": "constant 2015 US$"})[:3]
    (('USD', 1000000), ('USD', 1, 'constant 2015 US$'))
    >>> [_unit({"unit": it}).name for it in ("international-$ in 2017 prices", "euros")]
    ['international-$ in 2017 prices', 'EUR']
    >>> _unit({"unit": "deaths per million people"})[:2], _unit({"unit": "thousand tonnes"})[:2]
    (('deaths per million people', 1), ('tonnes', 1000))
    """
    text = str(about.get("unit") or "").strip()
    power, name = money_of(text) or scale_of(text)
    prices = _PRICES.fullmatch(name)
    if prices and (money := money_of(prices[3].replace("US $", "US$"))):
        basis = name if prices[1] or prices[2] or prices[4] else ""
        return Unit(money[1], 10 ** (power + money[0]), basis)
    return Unit(usual_unit(name), 10**power)


def _source(metadata: Keys) -> Keys:
    columns = [it for it in metadata.get("columns", {}).values() if isinstance(it, dict)]
    updated = sorted(str(it["lastUpdated"]) for it in columns if it.get("lastUpdated"))
    chart = metadata.get("chart", {})
    source: Keys = {"publisher": "Our World in Data"}
    if title := chart.get("title"):
        source["title"] = str(title)
    if url := chart.get("originalChartUrl"):
        source["url"] = str(url)
    if citation := chart.get("citation"):
        source["note"] = f"data from {citation}"
    return {**source, **({"published": updated[-1]} if updated else {})}
