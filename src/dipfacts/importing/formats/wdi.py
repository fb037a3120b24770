"""World Bank WDI: the bulk download of an indicator, a column a year, with its metadata files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from dipfacts.countries.tender import currencies
from dipfacts.errors import QuestionError
from dipfacts.importing.codes import party_codes
from dipfacts.importing.full_labels import labels_in_full
from dipfacts.importing.inputs import Input
from dipfacts.importing.known_declarations import declared_measures
from dipfacts.importing.natures import is_amount_at_a_date, is_over_time, nature_of
from dipfacts.importing.own_tables.heads.units_lacking import unit_taken
from dipfacts.importing.plan import LIFETIME, DerivedTable, Keys, Plan
from dipfacts.importing.skips import Skips
from dipfacts.importing.units import ONE_COUNTRY, LocalUnitError, Unit, foreign_notes
from dipfacts.importing.wording import first_of, quoted_names, years
from dipfacts.model.display import is_currency
from dipfacts.model.units.scales import scale_of
from dipfacts.model.units.unit_words import money_of, scale_in, usual_unit
from dipfacts.read.table.ids import as_id
from dipfacts.text import plain

HEADS = ("Country Name", "Country Code", "Indicator Name", "Indicator Code")
_TITLE = "World Development Indicators"
_KEY = "{Indicator Code}-{Country Code}-{column}"
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MEASURES = {
    "NY.GDP.MKTP.CD": ("gdp", "GDP", "USD"),
    "SP.POP.TOTL": ("population", "Population", "persons"),
}
_BRACKETS = re.compile(r"\(([^()]*)\)")
_DOLLARS = re.compile(r"(?:.*, )?(?:(?:current|constant(?: [0-9]{4})?) )?US[$D]")
_CONSTANT = re.compile(r"constant(?: [0-9]{4})? US[$D]")
_YEAR_OF_PRICES = re.compile(r"(?<=\bconstant )[0-9]{4} ")
_CODES_OF_MONEY = re.compile(r"(?:\w+\.){2,}(?P<money>[CK][DN])(?:\.\w+)?")
_CODES_OF_NO_MONEY = re.compile(  # PPP, percent, per GDP or m3; also PPP; per litre or container
    r".*\.(?:PP|Z[GS]|GD|RT|M3)(?:\..*)?"
    r"|SL\.GDP\.PCAP\.EM\..+"
    r"|(?:EP\.PMP|IC\.(?:EX|IM)P\.COST)\..+"
)
_NO_MONEY = re.compile(  # international dollars, by a code that is not known for them
    r"\b(?:PPP|PPA|PPC|KKP|ППС)\b|\binternat|\bintl?\b|\$ ?internac|d[oó]l+ares internac"
    r"|purchasing power|购买力|購買力|تعادل القوة الشرائية",
    re.I,
)
_CODES_OF_RATES = {
    **dict.fromkeys(("PA.NUS.FCRF", "PA.NUS.ATLS"), "{} per US$"),
    **dict.fromkeys(("PA.NUS.PPP", "PA.NUS.PRVT.PP"), "{} per international $"),
}
_CODES_AT_A_DATE = re.compile(r"(?:FI\.RES|DT\.(?:DOD|IXA)|FM\.(?:LBL|AST)|CM\.MKT\.LCAP)\..+")
_FOR_EACH = re.compile(r"\b(?:per|par|por|pro|je|за)\b|/", re.I)
_A_YEAR = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")
_LOCAL = re.compile(r".*\bLCU\b.*")  # the currency of each country
_LOCAL_RATE = re.compile(r"LCU per .+")
_NO_UNIT = re.compile(r".*\b(?:estimates?|method|includes?|including|excluding)\b.*", re.I)
_PEOPLE = re.compile(r"population|labor force|migra|refugee|people|deaths|personnel", re.I)
_OF_PEOPLE = re.compile(r"\b(?:rate|ratio|index|density|growth|share|proportion)\b", re.I)


def recognise(file: Input) -> bool:
    """Return whether a file has the four heads of the World Bank and years, and no others."""
    heads, each = file.named_heads[:4], file.named_heads[4:]
    return heads == HEADS and bool(each) and all(map(str.isdecimal, each))


def explains(file: Input) -> bool:
    """Return whether a file is one of the metadata files that come with a download."""
    return {"Country Code", "Region", "IncomeGroup"} <= {*file.heads} or {
        "INDICATOR_CODE",
        "SOURCE_NOTE",
    } <= {*map(str.upper, file.heads)}


def plan(file: Input) -> Plan:
    """Return the plan of a file: a wide table for each indicator."""
    return plan_of(file, _TITLE)


def plan_of(file: Input, title: str, derived: DerivedTable | None = None) -> Plan:
    """Return the plan of the indicators of a database; perhaps of a derived table."""
    id_ = "wdi" if title == _TITLE else as_id(title)
    skips = Skips()
    indicators: dict[str, str] = {}
    heads = derived.heads if derived else file.heads
    for cells in _rows(file, derived):
        indicators.setdefault(cells["Indicator Code"], cells["Indicator Name"])
        skips.see("wb", "Country Code", cells["Country Code"], "2000", cells["Country Name"])
    skip, reasons = skips.result()
    each = sorted(head for head in heads if head.isdecimal())
    tables = list[Keys]()
    measures = list[Keys]()
    several = len(indicators) > 1
    codes = (f"wb:{code}" for code in skips.taken("Country Code"))
    places = {it for code in codes for it in party_codes(code, "2000")}
    units, local = _units(file, indicators, places)
    units, notes = _named_units(file, units, indicators, next(iter(places), ""))
    abroad = "in the currency of each country"
    reasons |= {("Indicator Code", it): f"{indicators[it]}, {abroad}" for it in local}
    # The year whose prices are taken changes from edition to edition; each claim has it.
    labels = {it: (_YEAR_OF_PRICES.sub("", indicators[it]), units[it]) for it in units}
    for code, label in labels_in_full(labels).items():
        unit = units[code]
        measures.append(_measure(code, indicators[code], label, unit.name, file))
        table = _table(f"{id_}-{as_id(code)}" if several else id_, measures[-1]["id"], unit)
        table |= {"columns": f"{each[0]}..{each[-1]}", "skip": skip}
        table |= {"where": {"Indicator Code": [code]}} if several else {"key": _KEY}
        table |= {"locator": "row {row}"} if derived else {}
        tables.append(table)
    return Plan(
        title=f"World Bank, {title}",
        id=id_,
        seen=f"{first_of([*indicators.values()])}, {years(each)}",
        source={
            "publisher": "World Bank",
            "title": title,
            "url": "https://data.worldbank.org",
            **({"published": day} if (day := _updated(file)) else {}),
        },
        tables=tables,
        declares=declared_measures(measures, "economy"),
        reasons=reasons,
        notes=("licence: CC BY 4.0, World Bank", *notes),
        derived=derived,
    )


def _table(id_: str, measure: str, unit: Unit) -> Keys:
    """Return the table of an indicator, a claim for each country and column."""
    return {
        "id": id_,
        "claim": "figure",
        "columns": "",
        "key": "{Country Code}-{column}",
        "measure": measure,
        "parties": ["wb:{Country Code}"],
        "period": "{column}",
        "value": "{cell}",
        "allow": LIFETIME,
        "unit": unit.name,
        **({"definition": unit.besides} if unit.besides else {}),
        **({"scale": unit.factor} if unit.factor > 1 else {}),
        "missing": ["", "NA", ".."],
        "where": {},
        "skip": {},
    }


def _rows(file: Input, derived: DerivedTable | None) -> Iterator[Mapping[str, str]]:
    if derived:
        return derived.lines()
    return (cells for _, cells in file.rows())


def _units(
    file: Input, indicators: dict[str, str], places: set[str]
) -> tuple[dict[str, Unit], list[str]]:
    """Return the unit of each indicator, and those in the currencies of several countries.

    Raises QuestionError where nothing else is there, or one unit is given for unlike ones.
    """
    units = {code: _unit(code, name) for code, name in indicators.items()}
    local = [code for code, unit in units.items() if unit.local]
    if len(places) > 1 and local:
        if len(local) == len(indicators):
            message = f"{file.label} is in the currency of each country"
            raise QuestionError(message, ONE_COUNTRY)
        return {code: unit for code, unit in units.items() if code not in local}, local
    lacking = [indicators[code] for code, unit in units.items() if not unit.name]
    if local and len(lacking) > len(local):
        message = f"{quoted_names(lacking)} are in more than one unit"
        if given := file.given.get("unit"):
            message = f"--map unit={plain(given)} cannot be the unit of {quoted_names(lacking)}"
        raise QuestionError(message, "import those in money from a file of their own")
    return units, []


def _named_units(
    file: Input, units: Mapping[str, Unit], indicators: Mapping[str, str], place: str
) -> tuple[dict[str, Unit], list[str]]:
    """Return units with the one that is given in place of none, and notes on it.

    Numbers in national currency are of one place. Raises UnitError where none is given.
    """
    lacking = [indicators[it] for it in units if not units[it].name]
    local = [indicators[it] for it in units if units[it].local]
    day = file.published or _updated(file)
    if local and "unit" not in file.given:
        raise LocalUnitError(quoted_names(local), place, day, len(local))
    given, notes = unit_taken(file.given, lacking, local=local)
    notes += foreign_notes(given, place, day) if local else []
    return {code: unit if unit.name else unit.given(given) for code, unit in units.items()}, notes


def _unit(code: str, name: str) -> Unit:
    """Return the unit that the name of an indicator tells, with the scale that it says.

    >>> [_unit("", it).name for it in ("Arable land (hectares)", "Exports (BoP, current US$)")]
    ['hectares', 'USD']
    >>> [_unit("", it).name for it in ("Nurses (per 1,000 people)", "Net migration", "Gini index")]
    ['per 1,000 people', 'persons', '']
    >>> [_unit("", it)[:2] for it in ("GDP,current US$,millions,seas. adj.,", "Beds (thousands)")]
    [('USD', 1000000), ('', 1000)]
    >>> _unit("NY.GDP.MKTP.CN", "PIB (unités de devises locales courantes)").local
    '{}'
    """
    unit = _named_unit(code, name)
    if not (unit.local or unit.name == "percent" or is_currency(unit.name)):
        unit = _coded_unit(code, name) or unit
    return unit if unit.factor > 1 else unit._replace(factor=10 ** scale_in(name, unit.name))


def _named_unit(code: str, name: str) -> Unit:
    """Return the unit that a name tells, mostly in its last bracket, else between commas."""
    for words in reversed(_BRACKETS.findall(name)):
        if _DOLLARS.fullmatch(words) or not _NO_UNIT.fullmatch(words):
            unit = _of_words(words)
            is_name = is_currency(unit.name) and unit.name not in currencies()
            if unit.local or (unit.name and not is_name):  # such as GDP
                return unit
    if code in _MEASURES:
        return Unit(_MEASURES[code][2])
    if "%" in name:
        return Unit("percent")
    for unit in map(_of_words, name.split(",")):
        if unit.local or unit.name in currencies():
            return unit
    return Unit("persons" if _PEOPLE.search(name) and not _OF_PEOPLE.search(name) else "")


def _coded_unit(code: str, name: str) -> Unit | None:
    """Return the money that the code of an indicator says, whose name may be in any language.

    >>> _coded_unit("NY.GDP.MKTP.KD", "PIB ($ US constants de 2015)")[::2]
    ('USD', 'constant 2015 US$')
    >>> _coded_unit("PA.NUS.FCRF", "Taux de change officiel (UCL par $ US)").local
    '{} per US$'
    >>> _coded_unit("NY.GDP.MKTP.PP.CD", "PIB ($ PPA)"), _coded_unit("EP.PMP.SGAS.CD", "($ par l)")
    (None, None)
    >>> _coded_unit("SL.GDP.PCAP.EM.KD", "BIP je Erwerbstätigen (in Preisen von 2021)")
    >>> _coded_unit("A.B.KD", "GDP (constant 2021 intl. dollars)")
    >>> _coded_unit("NY.GDP.MKTP.KD", "GDP(2015年不变价美元)").besides
    'constant 2015 US$'
    """
    if rate := _CODES_OF_RATES.get(code):
        return Unit("", local=rate)
    money = _CODES_OF_MONEY.fullmatch(code)
    is_price = any(map(_FOR_EACH.search, _BRACKETS.findall(name)))
    if not money or is_price or _CODES_OF_NO_MONEY.fullmatch(code) or _NO_MONEY.search(name):
        return None
    is_constant = money["money"].startswith("K")
    if money["money"].endswith("N"):
        return Unit("", besides="constant LCU" if is_constant else "", local="{}")
    year = _A_YEAR.search(name)
    prices = " ".join(["constant", *([year[0]] if year else []), "US$"])
    return Unit("USD", besides=prices if is_constant else "")


def _of_words(words: str) -> Unit:
    """Return the unit that the words in a bracket are."""
    power, unit = money_of(words) or scale_of(words.strip())
    if _DOLLARS.fullmatch(unit):
        prices = _CONSTANT.search(unit)
        return Unit("USD", 10**power, prices[0] if prices else "")
    if _LOCAL.fullmatch(unit):
        besides = "constant LCU" if "constant" in unit else ""
        return Unit("", 10**power, besides, unit.replace("LCU", "{}") if " per " in unit else "{}")
    if "%" in words:
        return Unit("percent")
    if "=" in words:
        return Unit(f"{'index' if words.endswith('100') else 'points'}, {words}")
    return Unit("tonnes" if unit == "metric tons" else usual_unit(unit), 10**power)


def _measure(code: str, name: str, label: str, unit: str, file: Input) -> Keys:
    """Return the declaration of an indicator, by its name, as a measure with a label."""
    is_stated = is_amount_at_a_date(name) or bool(_CODES_AT_A_DATE.fullmatch(code))
    is_valued = not is_stated and ("current" in name.lower() or "constant" in name.lower())
    id_, label, _ = _MEASURES.get(code, (as_id(code), label, ""))
    measure = {
        "id": id_,
        "label": label,
        "nature": nature_of([unit], not is_stated, is_valued or is_over_time(name)),
        "partners": 0,
    }
    if any(map(_LOCAL_RATE.fullmatch, _BRACKETS.findall(name))):
        measure["nature"] = "ratio"
    note = _source_note(code, file)
    return {**measure, "note": note} if note else measure


def _source_note(code: str, file: Input) -> str:
    """Return whose numbers an indicator's are, if its metadata are at hand."""
    for helper in file.beside:
        heads = [head.upper() for head in helper.heads]
        if "INDICATOR_CODE" in heads and "SOURCE_ORGANIZATION" in heads:
            for _, cells in helper.rows():
                upper = {key.upper(): cell for key, cell in cells.items()}
                if upper["INDICATOR_CODE"] == code:
                    return f"source of the World Bank: {upper['SOURCE_ORGANIZATION'].strip()}"
    return ""


def _updated(file: Input) -> str:
    """Return the date above the head, in whatever language its name is."""
    results = [match[0] for line in file.lines_above if (match := _DATE.search(line))]
    return results[0] if results else ""
