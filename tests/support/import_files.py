"""Small files of the real shape of each format, and what imports them twice.

All numbers here are invented; the shapes are those of docs/import.md.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dipfacts.importing import importer, recognition
from dipfacts.importing.count import Counts
from dipfacts.read.base.repeated_declarations import differing
from dipfacts.read.files import SourceFile, source_files
from dipfacts.read.rows.table_files import TableFile, Taken, load_table
from dipfacts.read.table.rules import convert
from dipfacts.read.toml.loader import LoadedTable, declared_at_a_glance
from support.command_line import Run
from support.importing import COPIED, map_words, typed
from support.written import claims, documents

BUNDLED = {
    (row.name, row.table.id): row.table
    for file in source_files(["bundled"])
    for row in declared_at_a_glance(Path(file.path).read_bytes())
}
WDI_HEADS = "Country Name,Country Code,Indicator Name,Indicator Code,1990"


def read_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let each table that is imported be compared with what reading it again finds."""
    loaded = Taken.loaded

    def compared(taken: Taken, file: SourceFile, origin: LoadedTable) -> TableFile:
        found, read = loaded(taken, file, origin), load_table(file, origin)
        assert found.rows == read.rows
        assert found.left_out == {it: n for it, n in read.left_out.items() if it.why != "tags"}
        assert (found.wide, found.hides, read.problems) == (read.wide, read.hides, [])
        return found

    monkeypatch.setattr(Taken, "loaded", compared)


def counts(*names: str, given: dict[str, str] | None = None) -> Counts:
    """Return what an import of files counts."""
    with recognition.inputs(names) as opened:
        (format_, file), *_ = recognition.recognise(opened, given or {})
        options = importer.ImportTarget(None, "2025-01-31", copy=False, name=None)
        return importer.prepare(format_, file, options).counts


def adds_up(counts: Counts) -> bool:
    """Return whether what is taken, left out and wrong is all that there is."""
    return counts.of == counts.taken + sum(counts.left_out.values()) + len(counts.problems)


def import_twice(dip: Run, *words: str) -> tuple[str, dict[str, dict[str, Any]]]:
    """Import files into a folder that passes `check --strict`; return the report and the claims.

    Imported once more, they change nothing, and no claim is told to be gone, or new.
    """
    line = ("import", *typed(words), *COPIED)
    status, out, err = dip(*line)
    assert (status, err) == (0, "")
    written = {path: path.read_bytes() for path in Path("base").iterdir()}
    status, again, err = dip(*line)
    assert (status, err) == (0, "")
    assert "edition" not in again, again
    assert {path: path.read_bytes() for path in Path("base").iterdir()} == written
    status, checked, told = dip("check", "--strict", "base")
    assert status == 0, checked
    found = claims(Path("base"))
    for document in documents(Path("base")):
        for name in ("topic", "measure", "kind"):
            for table in convert(name, document.get(name, [])):
                first = BUNDLED.get((name, table.id), table)
                assert differing(first, table) is None, (first, table)
    assert f", {len(found):,} claim" in told.splitlines()[-1]
    for id_ in [*found][:3]:
        assert dip("show", id_, "-f", "base")[0] == 0
    return out, found


HEADS = (
    "typeCode,freqCode,refPeriodId,refYear,refMonth,period,reporterCode,reporterISO,reporterDesc,"
    "flowCode,flowDesc,partnerCode,partnerISO,partnerDesc,partner2Code,partner2Desc,cmdCode,"
    "cmdDesc,customsCode,motCode,cifvalue,fobvalue,primaryValue,isReported,isAggregate"
)


def comtrade(
    flow: str, partner: tuple[str, str], cif: str, fob: str, **other: str
) -> dict[str, str]:
    """Return a record of Comtrade; all others than the given keys are those of a total."""
    return {
        **dict.fromkeys(HEADS.split(","), ""),
        **{"typeCode": "C", "freqCode": "A", "refYear": "2022", "refMonth": "52"},
        **{"period": "2022", "reporterCode": "842", "reporterDesc": "USA", "flowCode": flow},
        **{"partnerCode": partner[0], "partnerDesc": partner[1], "partner2Code": "0"},
        **{"cmdCode": "TOTAL", "cmdDesc": "All Commodities", "customsCode": "C00", "motCode": "0"},
        **{"cifvalue": cif, "fobvalue": fob, "primaryValue": cif or fob},
        **{"isReported": "false", "isAggregate": "true"},
        **other,
    }


COMTRADE = [
    comtrade("M", ("251", "France"), "1234.567", "1200"),
    comtrade("X", ("384", "Côte d'Ivoire"), "", "77"),
    comtrade("M", ("0", "World"), "9999", ""),
    comtrade("M", ("490", "Other Asia, nes"), "5", ""),
    comtrade("M", ("251", "France"), "1000", "", partner2Code="124", partner2Desc="Canada"),
    comtrade("M", ("251", "France"), "900", "", customsCode="C01"),
    comtrade("M", ("251", "France"), "800", "", motCode="2100"),
    comtrade("M", ("251", "France"), "700", "", cmdCode="01", cmdDesc="Animals"),
    comtrade("RX", ("251", "France"), "", "6"),
    comtrade("M", ("842", "USA"), "3", "", ),
    comtrade("MIP", ("251", "France"), "2", ""),
    comtrade("M", ("276", "Germany"), "", ""),
]  # fmt: skip


def web(records: list[dict[str, str]]) -> bytes:
    """Return records as the web site writes them: Latin-1, and a comma after each row."""
    rows = [",".join(f'"{cell}"' if cell else "" for cell in row.values()) for row in records]
    return "\r\n".join([HEADS, *(f"{row}," for row in rows), ""]).encode("latin-1")


WDI = (
    '\ufeff"Data Source","World Development Indicators",\r\n\r\n'
    '"Last Updated Date","2026-07-23",\r\n\r\n'
    '"Country Name","Country Code","Indicator Name","Indicator Code","1990","1991","2020",\r\n'
    '"Namibia","NAM","GDP (current US$)","NY.GDP.MKTP.CD","","2.5","12",\r\n'
    '"Arab World","ARB","GDP (current US$)","NY.GDP.MKTP.CD","1","2","3",\r\n'
)
OWN = map_words(
    "claim=figure", "measure=exports", "from={a}", "to={b}", "period={y}", "value={v}", "unit=USD"
)
ALLIANCE = (
    "version4id,ccode1,state_name1,ccode2,state_name2,dyad_st_day,dyad_st_month,dyad_st_year,"
    "dyad_end_day,dyad_end_month,dyad_end_year,left_censor,right_censor,"
    "defense,neutrality,nonaggression,entente\n"
)
GED = (
    "id,year,dyad_name,gwnoa,gwnob,where_coordinates,date_prec,date_start,date_end,best,high,low\n"
)


def bindings(*rows: dict[str, str]) -> str:
    """Return the results of a query as JSON."""
    names = ["statement", "property", "from", "to", "start", "startPrecision"]
    found = [{key: {"type": "literal", "value": text} for key, text in row.items()} for row in rows]
    return json.dumps({"head": {"vars": names}, "results": {"bindings": found}})


ITEM = "http://www.wikidata.org/entity/"
MINE = map_words("measure=gdp", "unit=USD", "parties={country}", "period={year}", "value={value}")


def own(file: str, text: str, encoding: str = "utf-8") -> tuple[str, ...]:
    """Write a file of figures from one country to another; return the words that import it."""
    Path(file).write_bytes(text.encode(encoding))
    keys = ("measure=aid", "unit=USD", "from={from}", "to={to}", "period={year}", "value={value}")
    return file, *map_words(*keys)
