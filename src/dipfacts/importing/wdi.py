"""World Bank WDI: the bulk download of an indicator, a column a year, with its metadata files."""

from __future__ import annotations

import re

from dipfacts.importing.codes import Skips
from dipfacts.importing.inputs import Input
from dipfacts.importing.plan import LIFETIME, Keys, Plan, UnitError, declared_measures, years
from dipfacts.read.csv_files import opened
from dipfacts.read.table_templates import as_id

_HEADS = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")
_KEY = "{Indicator Code}-{Country Code}-{column}"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MEASURES = {"NY.GDP.MKTP.CD": ("gdp", "GDP"), "SP.POP.TOTL": ("population", "Population")}
_UNITS = (
    (r"current US\$|constant 20[0-9]{2} US\$|US\$", "USD"),
    (r"% of|annual %|%", "percent"),
    (r"years", "years"),
    (r"metric tons|tonnes", "tonnes"),
    (r"total|number|people", "people"),
)


def recognise(file: Input) -> bool:
    """Return whether a file has the four heads of the World Bank and years."""
    return file.heads[:4] == _HEADS and any(head.isdecimal() for head in file.heads)


def explains(file: Input) -> bool:
    """Return whether a file is one of the metadata files that come with a download."""
    return {"Country Code", "Region", "IncomeGroup"} <= {*file.heads} or {
        "INDICATOR_CODE",
        "SOURCE_NOTE",
    } <= {*map(str.upper, file.heads)}


def plan(file: Input) -> Plan:
    """Return what is to be written: a wide table for each indicator."""
    skips = Skips()
    indicators: dict[str, str] = {}
    for _, cells in file.rows():
        indicators.setdefault(cells["Indicator Code"], cells["Indicator Name"])
        skips.see("wb", "Country Code", cells["Country Code"], "2000", cells["Country Name"])
    skip, reasons = skips.result()
    each = sorted(head for head in file.heads if head.isdecimal())
    tables: list[Keys] = []
    measures: list[Keys] = []
    for code, name in indicators.items():
        unit = _unit(name) or file.given.get("unit", "")
        if not unit:
            raise UnitError(f'"{name}"')
        measures.append(_measure(code, name, unit, file))
        tables.append(
            {
                "id": f"wdi-{as_id(code)}" if len(indicators) > 1 else "wdi",
                "claim": "figure",
                "columns": f"{each[0]}..{each[-1]}",
                "key": "{Country Code}-{column}" if len(indicators) > 1 else _KEY,
                "measure": measures[-1]["id"],
                "parties": ["wb:{Country Code}"],
                "period": "{column}",
                "value": "{cell}",
                "allow": LIFETIME,
                "unit": unit,
                "missing": ["", "NA", ".."],
                "where": {"Indicator Code": [code]} if len(indicators) > 1 else {},
                "skip": skip,
            }
        )
    return Plan(
        title="World Bank, World Development Indicators",
        id="wdi",
        seen=f"{', '.join(list(indicators.values())[:3])}, {years(each)}",
        source={
            "publisher": "World Bank",
            "title": "World Development Indicators",
            "url": "https://data.worldbank.org",
            **({"published": day} if (day := _updated(file)) else {}),
        },
        tables=tables,
        declares=declared_measures(measures, "economy"),
        reasons=reasons,
        notes=("licence: CC BY 4.0, World Bank",),
    )


def _unit(name: str) -> str:
    inside = " ".join(re.findall(r"\(([^()]*)\)|, (total)", name)[-1:][0]) if "(" in name else name
    return next((unit for pattern, unit in _UNITS if re.search(pattern, inside)), "")


def _measure(code: str, name: str, unit: str, file: Input) -> Keys:
    ratio = unit == "percent"
    flow = "current" in name or "constant" in name or "exports" in name or "imports" in name
    id_, label = _MEASURES.get(code, (as_id(code), name))
    measure = {
        "id": id_,
        "label": label,
        "nature": "ratio" if ratio else "flow" if flow else "stock",
    }
    note = _explained(code, file)
    return {**measure, "note": note} if note else measure


def _explained(code: str, file: Input) -> str:
    """Return whose numbers an indicator's are, if its metadata are at hand."""
    for helper in file.beside:
        heads = [head.upper() for head in helper.heads]
        if "INDICATOR_CODE" in heads and "SOURCE_ORGANIZATION" in heads:
            for _, cells in helper.rows():
                told = {key.upper(): cell for key, cell in cells.items()}
                if told["INDICATOR_CODE"] == code:
                    return f"source of the World Bank: {told['SOURCE_ORGANIZATION'].strip()}"
    return ""


def _updated(file: Input) -> str:
    """Return the date above the head, in whatever language its name is."""
    with opened(file.path) as stream:
        skipped = (stream.readline() for _ in range(file.layout.skip_lines))
        lines = [line.decode("utf-8", "replace") for line in skipped]
    found = [match[0] for line in lines if (match := _DATE.search(line))]
    return found[0] if found else ""
