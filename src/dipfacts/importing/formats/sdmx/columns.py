"""The columns of SDMX-CSV by their meaning: countries, indicators, dimensions, attributes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

from dipfacts.importing.plan import Keys
from dipfacts.record import Record

_AREAS = (
    "REPORTER", "REPORTING_COUNTRY", "REPORTING_AREA", "REF_AREA", "COUNTRY", "GEO", "LOCATION",
    "GEO_PICT", "DECLARANT", "DER_REP_CTY", "L_REP_CTY", "REP_COUNTRY",
    "DONOR",
)  # fmt: skip
_PARTNERS = (
    "COUNTERPART_COUNTRY", "COUNTERPART_AREA", "PARTNER", "PARTNER_COUNTRY", "CP_COUNTRY",
    "L_CP_COUNTRY", "DER_CPC", "COUNTERPART", "RECIPIENT",
)  # fmt: skip
INDICATORS = ("INDICATOR", "MEASURE", "SUBJECT", "BOP_ITEM", "INDIC", "NA_ITEM", "FLOW")
UPDATES = ("LAST UPDATE", "LAST.UPDATE", "LAST_UPDATE")
"""The column of the day of update: R and others write no space in a head."""

HEADERS = ("DATAFLOW", "STRUCTURE", "STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", *UPDATES)
LATEST_ACTUAL = ("LATEST_ACTUAL_ANNUAL_DATA", "ESTIMATES_START_AFTER")
"""The columns that say up to which year data are no estimates."""

_COMMENTS = ("OBS_COMMENT", "COMMENT_OBS", "OBS_COM", "COMMENT_TS", "COMMENT_DSET", "COMMENT")
_COMMENT = re.compile(r"COMMENT_\w+|BREAKS|COMPILATION")
"""The columns of remarks on a number, its series or the data set, and others of such texts."""

_ATTRIBUTES = (
    *LATEST_ACTUAL, *_COMMENTS,
    "SERIES_KEY", "OBS_KEY", "KEY", "TIME_PERIOD", "OBS_VALUE", "OBS_STATUS", "OBS_FLAG",
    "CONF_STATUS", "OBS_CONF", "UNIT_MULT", "UNIT_MULTIPLIER", "UNIT_MEASURE", "UNIT", "SCALE",
    "POWERCODE", "MULTIPLIER", "UNIT_MEAS",
    "DECIMALS", "PRECISION", "DECIMALS_DISPLAYED", "FREQ", "FREQUENCY",
    "DATA_SOURCE", "INDICATORS", "TIME_FORMAT",
)  # fmt: skip
_UNUSED = ("UPDATED", "DERIVATION_TYPE", "OVERLAP", "AVAILABILITY")
_EITHER = ("TRADE_FLOW", "VALUATION", "COLLECTION", "COMPILATION", "TITLE", "STATUS")
"""Dimensions, where they stand before the period that ends these; or else attributes."""

_BASES = ("REF_YEAR_PRICE", "BASE_PER", "BASE_YEAR")  # attributes without which numbers mean less
_IS_CODE = re.compile(
    r"[A-Z][A-Z0-9_]*|[a-z][a-z0-9_]*"
)  # Eurostat writes its own in small letters
_LABELLED = re.compile(r"([\w@$+.-]+): ?(\S.*)", re.DOTALL)  # DE:Germany, as Eurostat writes it
_PAIR = re.compile(r"[A-Z]{2}")
NOTHING = "NA"
_KIND = re.compile(r"INDIC_\w+|\w+_INDICATOR")  # a dimension that says what is measured, too


class SdmxColumns(Record, frozen=True):
    """The place of each column that counts, by its code; "" of what the file does not have."""

    codes: dict[str, str]  # the head by code
    area: str
    partner: str
    indicators: tuple[str, ...]
    dimensions: tuple[str, ...]  # the others that make a series
    kinds: tuple[str, ...]  # the indicators, and the dimensions that say what is measured, too
    attributes: tuple[str, ...]  # those that may be blank
    remarks: tuple[str, ...]  # those of texts on a number, its series or the data set
    labelled: bool


def code_of(head: str) -> str:
    """Return the code of a head such as "FREQ: Frequency" or "STRUCTURE[|]"."""
    return head.partition(":")[0].partition("[")[0].strip().upper()


def unique_heads(heads: Sequence[str]) -> tuple[str, ...]:
    """Return heads with a number behind each that is the same as one before it.

    >>> unique_heads(["currency", "currency", "indicator"])
    ('currency', 'currency (2)', 'indicator')
    """
    seen = Counter[str]()
    results = list[str]()
    for head in heads:
        seen[head] += 1
        results.append(f"{head} ({seen[head]})" if head and seen[head] > 1 else head)
    return tuple(results)


def names_of(heads: Sequence[str]) -> dict[str, str]:
    """Return the columns of labels that stand beside those of their codes, by the latter.

    >>> names_of(["STRUCTURE_ID", "STRUCTURE_NAME", "ACTION", "geo", "Area", "TIME_PERIOD", "Time"])
    {'STRUCTURE_ID': 'STRUCTURE_NAME', 'geo': 'Area', 'TIME_PERIOD': 'Time'}
    """
    codes = {code_of(head): head for head in heads}
    if "STRUCTURE_NAME" not in codes:
        return {}
    of_flow = {codes.get("STRUCTURE_ID", "STRUCTURE_ID"): codes["STRUCTURE_NAME"]}
    if in_turn := _in_turn(heads):
        return of_flow | in_turn
    is_code = [_IS_CODE.fullmatch(head) is not None for head in heads]
    pairs = zip(pairwise(heads), pairwise(is_code), strict=True)
    return of_flow | {code: name for (code, name), of in pairs if of == (True, False)}


def _in_turn(heads: Sequence[str]) -> dict[str, str]:
    """Return the columns of labels by those of codes if each code has one, else nothing."""
    columns = [head for head in heads if code_of(head) not in HEADERS]
    codes, names = columns[::2], columns[1::2]
    has_both = {"TIME_PERIOD", "OBS_VALUE"} <= {*map(code_of, codes)}
    if len(codes) != len(names) or not has_both or not all(map(_IS_CODE.fullmatch, codes)):
        return {}
    return dict(zip(codes, names, strict=True))


def labels_are_known(heads: Sequence[str]) -> bool:
    """Return whether columns of labels, if there are any, can be told from those of codes.

    Other programs write heads in small letters; what is in turn is known all the same.

    >>> heads = ["structure_name", "geo", "area", "time_period", "time", "obs_value", "value"]
    >>> [labels_are_known(it) for it in (heads, heads[:-1], heads[1:-1])]
    [True, False, True]
    """
    if "STRUCTURE_NAME" not in map(code_of, heads):
        return True
    letters = "".join(heads)
    return bool(_in_turn(heads)) or not (letters.islower() or letters.isupper())


def cells_with_labels(cells: Keys, names: dict[str, str]) -> Keys:
    """Return cells with each label after its code, as in FREQ: Frequency, in one column."""
    if not names:
        return cells
    labels = {*names.values()}
    return {
        _code_and_label(head, names.get(head, "")): _code_and_label(
            cell, cells.get(names.get(head, ""), "")
        )
        for head, cell in cells.items()
        if head not in labels
    }


def labelled(heads: Iterable[str], rows: Sequence[Keys]) -> dict[str, str]:
    """Return the heads without labels of codes that have them, each as a code with its label.

    >>> labelled(["geo", "sex:Sex", "unit"], [{"geo": "DE:Germany", "sex:Sex": "F:W", "unit": "T"}])
    {'geo': 'geo: geo', 'sex:Sex': 'sex: Sex'}
    """
    return {head: _with_label(head) for head in heads if _are_labelled(head, rows)}


def _with_label(head: str) -> str:
    code, _, label = head.partition(":")
    return f"{code}: {label.strip() or code}"


def _are_labelled(head: str, rows: Sequence[Keys]) -> bool:
    if ": " in head or code_of(head) in (*HEADERS, "TIME_PERIOD", "OBS_VALUE"):
        return False  # a label is known as such, or may not be there
    cells = (cell for row in rows if (cell := row[head]))
    return bool(_LABELLED.fullmatch(next(cells, ""))) and all(map(_LABELLED.fullmatch, cells))


def parted(cells: Keys, heads: Mapping[str, str]) -> Keys:
    """Return cells under such heads, with a space between each code and its label.

    >>> parted({"geo": "DE:Germany", "unit": "T"}, {"geo": "geo: geo"})
    {'geo: geo': 'DE: Germany', 'unit': 'T'}
    """
    if not heads:
        return cells
    return {
        heads.get(head, head): _LABELLED.sub(r"\1: \2", cell) if head in heads else cell
        for head, cell in cells.items()
    }


def _code_and_label(code: str, label: str) -> str:
    return f"{code}: {label}" if label not in ("", NOTHING) else code


def without_na(columns: SdmxColumns, rows: Sequence[Keys]) -> Sequence[Keys]:
    """Return rows in which NA in an attribute is a blank cell, since R writes it for one.

    In a dimension, beside other codes of two letters, it is one of them: a country, say.
    """
    heads = {head for head in columns.attributes if any(row[head] == NOTHING for row in rows)}
    heads -= {it for it in heads if it in columns.dimensions and _are_pairs(it, rows)}
    if not heads:
        return rows
    return [
        {key: "" if cell == NOTHING and key in heads else cell for key, cell in row.items()}
        for row in rows
    ]


def _are_pairs(head: str, rows: Sequence[Keys]) -> bool:
    codes = {row[head].partition(": ")[0] for row in rows} - {"", NOTHING}
    return bool(codes) and all(map(_PAIR.fullmatch, codes))


def columns_of(heads: Sequence[str]) -> SdmxColumns:
    """Return the roles of the columns of these heads.

    Attributes stand behind the number, unless the countries do, too: then there is no order.
    """
    codes = {code_of(head): head for head in reversed(heads)}
    area, partner = (_first(codes, names) for names in (_AREAS, _PARTNERS))
    before, others = _series_heads(heads, codes, area)
    indicators = tuple(head for head in others if code_of(head) in INDICATORS)
    named = {area, partner, *indicators}
    dimensions = tuple(head for head in others if head not in named)
    never_blank = {*named, *(it for it in dimensions if it in before)}
    attributes = tuple(head for head in heads if head not in never_blank)
    kinds = (*indicators, *(it for it in dimensions if _KIND.fullmatch(code_of(it))))
    is_labelled = any(": " in it for it in heads)
    if codes.get("STATUS") in dimensions:  # no flag
        del codes["STATUS"]
    return SdmxColumns(
        codes=codes,
        area=area,
        partner=partner,
        indicators=indicators,
        dimensions=dimensions,
        kinds=kinds,
        attributes=attributes,
        remarks=_remarks(codes, dimensions),
        labelled=is_labelled,
    )


def _first(codes: dict[str, str], names: Sequence[str]) -> str:
    return next((codes[name] for name in names if name in codes), "")


def _series_heads(
    heads: Sequence[str], codes: dict[str, str], area: str
) -> tuple[set[str], list[str]]:
    """Return the heads before that of the number, and those of what makes a series.

    Where the countries stand behind the number, none is before it.
    """
    before = heads[: heads.index(codes.get("OBS_VALUE", heads[-1]))]
    period = codes.get("TIME_PERIOD", "")
    if area not in before:
        before = ()
    early = before[: before.index(period)] if period in before else ()
    either = (it for it in _EITHER if codes.get(it) not in early)
    not_one = {*HEADERS, *_ATTRIBUTES, *_UNUSED, *either}
    not_one |= {it for it in codes if it not in _EITHER and _COMMENT.fullmatch(it)}
    others = [head for head in heads if code_of(head) not in not_one]
    first = {*before}
    if first:
        others = [it for it in others if it in first or code_of(it) in _BASES]
    return first, others


def _remarks(codes: Mapping[str, str], dimensions: Sequence[str]) -> tuple[str, ...]:
    """Return the columns of remarks."""
    others = (code for code in codes if code not in _COMMENTS and _COMMENT.fullmatch(code))
    heads = (codes[code] for code in (*_COMMENTS, *sorted(others)) if code in codes)
    return tuple(head for head in heads if head not in dimensions)


def unused_in(columns: SdmxColumns, rows: Sequence[Keys]) -> list[str]:
    """Return the columns behind the number of which nothing is said, not by the indicator either.

    FOB beside the indicator XG_FOB_USD is said by that.
    """
    known = {*HEADERS, *_ATTRIBUTES, "STATUS", "CURRENCY"}
    heads = (it for it in columns.attributes if it not in columns.dimensions)
    unused = [it for it in heads if code_of(it) not in known and it not in columns.remarks]
    return [it for it in unused if not all(_is_in_indicator(it, row, columns) for row in rows)]


def _is_in_indicator(head: str, row: Keys, columns: SdmxColumns) -> bool:
    """Return whether the cell of an attribute is a part of the indicator of its row, or blank."""
    code = code_of(row[head])
    parts = (part for it in columns.indicators for part in code_of(row[it]).split("_"))
    return not code or (len(code) > 1 and code in parts)
