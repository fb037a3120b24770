"""Files of a kind that no format knows, and what to take or to say instead."""

from __future__ import annotations

import shlex
from typing import Any

from dipfacts.errors import QuestionError
from dipfacts.importing.foreign_files import SDMX_AS_CSV, records_as_csv
from dipfacts.importing.inputs import Input
from dipfacts.importing.odd_heads import encoding_hint, heads_of, line_of_head_hint
from dipfacts.text import short

_BULK = "https://api.worldbank.org/v2/country/all/indicator/{}?downloadformat=csv"


def unknown(file: Input) -> QuestionError:
    """Return the error for a file that no format knows."""
    if file.refusal:
        message = f'{file.label} is no data: it says "{short(file.refusal, 60)}"'
        return QuestionError(message, "ask for the data again, as the provider explains")
    if not file.heads:
        return _unknown_json(file)
    hint = (
        "say what its columns mean, as in --map claim=figure --map measure=exports "
        f"--map from='iso3:{{exporter}}' --map period='{{year}}'; it has {heads_of(file)}"
    )
    is_plain = "".join(file.heads).isascii()
    odd = line_of_head_hint(file) or ("" if is_plain else encoding_hint(file))
    return QuestionError(f"{file.label} is of no known format", f"{hint} ({odd})" if odd else hint)


def _unknown_json(file: Input) -> QuestionError:
    """Return the error for JSON that no format knows, by the kind that it is of."""
    data = file.data
    if _is_json_stat(data):
        hint = "download SDMX-CSV or TSV, of Eurostat with format=SDMX-CSV, or another CSV"
        return QuestionError(f"{file.label} is JSON-stat", hint)
    if _is_sdmx(data):
        return QuestionError(f"{file.label} is SDMX in JSON", SDMX_AS_CSV)
    if code := _indicator_of_world_bank(data):
        hint = f"download its CSV in place of it: {_BULK.format(code)}"
        return QuestionError(f"{file.label} is JSON of the World Bank's interface", hint)
    if _is_empty_page(data):
        hint = "see whether the address names an indicator, places and years that there are"
        return QuestionError(f"{file.label} holds no data of the World Bank's interface", hint)
    if (key := _key_of_records(data)) is not None:
        message = f"{file.label} is JSON of records, of no known format"
        return QuestionError(message, f"convert it to CSV first: {_converted(file, key)}")
    hint = "docs/import.md lists the formats"
    return QuestionError(f"{file.label} is of no known format", hint)


def _is_json_stat(data: Any) -> bool:
    """Return whether data are JSON-stat, of version 2 or 1.

    >>> _is_json_stat({"class": "dataset", "value": [], "id": []}), _is_json_stat({"value": []})
    (True, False)
    """
    if not isinstance(data, dict):
        return False
    inner = data.get("dataset", data)
    is_cube = isinstance(inner, dict) and "value" in inner and "dimension" in inner
    return is_cube or data.get("class") in ("dataset", "collection", "dimension")


def _is_sdmx(data: Any) -> bool:
    """Return whether data are SDMX-JSON, of version 2 or 1."""
    inner = data.get("data", data) if isinstance(data, dict) else {}
    return isinstance(inner, dict) and "dataSets" in inner


def _indicator_of_world_bank(data: Any) -> str:
    """Return the code of the indicator that an answer of the World Bank is of; "" for others.

    >>> _indicator_of_world_bank([{"page": 1}, [{"indicator": {"id": "SP.POP.TOTL"}}]])
    'SP.POP.TOTL'
    >>> _indicator_of_world_bank([{"page": 1}]), _indicator_of_world_bank([{"page": 1}, [{"a": 1}]])
    ('', '')
    """
    is_paged = isinstance(data, list) and len(data) == 2 and isinstance(data[0], dict)
    rows = data[1] if is_paged and "page" in data[0] else []
    first = rows[0] if isinstance(rows, list) and rows else {}
    indicator = first.get("indicator") if isinstance(first, dict) else {}
    return str(indicator.get("id", "")) if isinstance(indicator, dict) else ""


def _is_empty_page(data: Any) -> bool:
    """Return whether data are an answer of the World Bank that found nothing.

    >>> _is_empty_page([{"page": 1, "total": 0}, None]), _is_empty_page([{"page": 1}, [{"a": 1}]])
    (True, False)
    """
    is_answer = isinstance(data, list) and data and isinstance(data[0], dict)
    return bool(is_answer and "page" in data[0] and not any(data[1:]))


def _key_of_records(data: Any) -> str | None:
    """Return the key under which data hold records, "" where they are all of them; None without.

    >>> _key_of_records([{"a": 1}]), _key_of_records({"n": 1, "rows": [{"a": 1}]})
    ('', 'rows')
    >>> _key_of_records([1]), _key_of_records({"a": 1})
    (None, None)
    """
    held = data.items() if isinstance(data, dict) else [("", data)]
    keys = (key for key, it in held if isinstance(it, list) and it and isinstance(it[0], dict))
    return next(keys, None)


def _converted(file: Input, key: str) -> str:
    """Return the line that converts a file whose records are under a key, or all of it."""
    loaded = "json.load(open(sys.argv[1], encoding='utf-8-sig'), parse_int=str, parse_float=str)"
    given = "[sys.argv[3]]" if key else ""  # it may hold any mark
    line = records_as_csv(file.typed, f"{loaded}{given}")
    return f"{line} {shlex.quote(key)}" if key else line
