"""`dipfacts import`: files drawn at random."""

from __future__ import annotations

import csv

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dipfacts.errors import DipfactsError
from support.import_files import HEADS, adds_up, counts

pytestmark = pytest.mark.usefixtures("read_anew")

SHAPES = (
    HEADS,
    "Year,Trade Flow Code,Reporter Code,Partner Code,Partner,Commodity Code,Commodity,"
    "Trade Value (US$)",
    "t,i,j,k,v,q",
    "Country Name,Country Code,Indicator Name,Indicator Code,1990,1991",
    "DATAFLOW,REF_AREA,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT,UNIT_MULT,OBS_STATUS",
    "STRUCTURE,STRUCTURE_ID,ACTION,REF_AREA: A,TIME_PERIOD: T,OBS_VALUE: V,UNIT_MEASURE: U",
    "Entity,Code,Year,Life",
    "ccode1,ccode2,year,flow1,flow2",
    "ccode,statename,year,imports,exports",
    "version4id,ccode1,ccode2,dyad_st_year,dyad_st_month,dyad_st_day,dyad_end_year,dyad_end_month,"
    "dyad_end_day,left_censor,right_censor,defense,neutrality,nonaggression,entente",
    "ccode1,ccode2,year,DR_at_1,DR_at_2,DE",
    "ccode,year,state,UN,NATO",
    "id,year,dyad_name,gwnoa,gwnob,date_prec,date_start,date_end,best,low,high",
    "statement,property,from,to,start,startPrecision",
)
CELLS = st.sampled_from(
    [
        *"0 1 2 20 365 373 842 251 M X TOTAL C00 2020 1991 1990-01 2020-Q1 USD USA AZE NAM".split(),
        *"NA -9 D I A E P 52 6 9 11 , ; {x} } . -1 99999999999 1,234 abc".split(),
        *"2016-04-01 P530 0000 12 31 1e400 e/Q145 http://www.wikidata.org/entity/Q227".split(),
        *("", "", "Ünder", "\u0662", "\N{SUPERSCRIPT TWO}", "\x1b[31m"),
    ]
)


@pytest.mark.parametrize("heads", SHAPES)
@given(data=st.data())
def test_whatever_a_file_holds_its_rows_add_up(
    tmp_path_factory: pytest.TempPathFactory, heads: str, data: st.DataObject
) -> None:
    width = heads.count(",") + 1
    rows = data.draw(st.lists(st.lists(CELLS, min_size=width, max_size=width + 1), max_size=5))
    path = tmp_path_factory.mktemp("drawn") / "drawn.csv"
    with path.open("w", newline="") as stream:
        csv.writer(stream).writerows([heads.split(","), *rows])
    try:
        found = counts(str(path))
    except DipfactsError:
        return
    assert adds_up(found)
    blank = sum(not "".join(row).strip() for row in rows)
    if found.unit == "row":
        assert found.of == len(rows) - blank
