"""`dipfacts import`: a scale that is applied to numbers does not stand in the name of a measure."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dipfacts.cli import app
from support.importing import COPIED, page
from support.written import claims, documents

pytestmark = pytest.mark.usefixtures("empty_folder")

WDI = "Country Name,Country Code,Indicator Name,Indicator Code,2020\n"
SDMX = "DATAFLOW,REF_AREA: Area,MEASURE: What,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE,UNIT_MULT\n"
GDP = "GDP,current US$,millions,seas. adj."


def labels(name: str, text: str, *words: str) -> dict[str, str]:
    """Import a text as a file, and return the label of each measure."""
    Path(name).write_text(text)
    assert app.run(["import", name, *words, *COPIED]) == 0
    measures = [it for document in documents(Path("base")) for it in document["measure"]]
    return {it["id"]: it["label"] for it in measures}


def values() -> list[object]:
    return [it["value"] for it in claims(Path("base")).values()]


@pytest.mark.parametrize(
    ("name", "label", "value"),
    [
        (GDP, "GDP,current US$,seas. adj.", 5_000_000),
        ("Labor force (thousands)", "Labor force", 5_000),
        ("Population in thousands", "Population", 5_000),
        ("Exports (current US$ millions)", "Exports (current US$)", 5_000_000),
        ("Exports (constant 2015 US$, billions)", "Exports (constant US$)", 5_000_000_000),
        ("Deaths (per 1,000 people)", "Deaths (per 1,000 people)", 5),
        ("Beds", "Beds", 5),
    ],
)
def test_an_indicator_is_called_without_the_scale_of_its_numbers(
    capsys: pytest.CaptureFixture[str], name: str, label: str, value: int
) -> None:
    unit = ["--map", "unit=beds"] if name == "Beds" else []
    row = f'Germany,DEU,"{name}",A.B,5\n'
    assert labels("wdi.csv", WDI + row, *unit) == {"a-b": label}
    assert values() == [value]
    capsys.readouterr()
    assert f" {label} " in page(capsys, "economy", "germany").replace("growth of ", "")


def test_indicators_that_would_be_called_alike_keep_their_names() -> None:
    names = ("Labor force (thousands)", "Labor force", "Beds (thousands)")
    rows = (f"Germany,DEU,{name},A.{nth},5\n" for nth, name in enumerate(names))
    named = labels("wdi.csv", WDI + "".join(rows), "--map", "unit=beds")
    assert named == {
        "a-0": "Labor force (thousands)", "a-1": "Labor force", "a-2": "Beds",
    }  # fmt: skip
    assert values() == [5_000, 5, 5_000]


def test_a_column_of_our_world_in_data_keeps_its_id() -> None:
    columns = {
        "Population (thousands)": {"lastUpdated": "2024-05-05"},
        "Oil (thousand tonnes)": {"unit": "thousand tonnes"},
        "Cars (thousands)": {"unit": "cars"},
    }
    Path("d.metadata.json").write_text(json.dumps({"chart": {}, "columns": columns}))
    text = f"Entity,Code,Year,{','.join(columns)}\nKenya,KEN,1990,5,6,7\n"
    assert labels("d.csv", text, "d.metadata.json", "--map", "unit=persons") == {
        "population-thousands": "Population",
        "oil-thousand-tonnes": "Oil (tonnes)",
        "cars-thousands": "Cars (thousands)",  # of which the unit says that it is not applied
    }
    assert values() == [5_000, 6_000, 7]


@pytest.mark.parametrize(
    ("cells", "label", "value"),
    [
        ("B: Beds (thousands),2005,7,,", "Beds", 7_000),
        ("B: GDP (US$ millions),2005,7,USD,6", "GDP (US$)", 7_000_000),
        ("B: GDP (US$ millions),2005,7,USD,0", "GDP (US$ millions)", 7),
        ("B: Deaths (per million people),2005,7,,6", "Deaths (per million people)", 7_000_000),
    ],
)
def test_a_label_of_sdmx_is_without_the_scale_that_is_applied(
    cells: str, label: str, value: int
) -> None:
    unit = [] if "USD" in cells else ["--map", "unit=beds"]
    assert labels("d.csv", f"{SDMX}X:Y(1.0),DE: Germany,{cells}\n", *unit) == {"b": label}
    assert values() == [value]
