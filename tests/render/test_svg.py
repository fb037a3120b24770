"""The chart as a file of its own: what it says, and that it neither runs nor fetches anything."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ElementTree
from collections.abc import Callable
from pathlib import Path

import pytest

from dipfacts.cli import app
from support.charts import SVG, texts
from support.command_line import Run
from support.factbase import base, figure, measure, party, source, topic

HOSTILE = "<script>alert(1)</script> & \x1b[31m ]]> </style> \"'"
SHOWN = "<script>alert(1)</script> & \\x1b[31m ]]> </style> \"'"
YEARS = [
    figure("f-2018", period="2018", value=2_000_000_000),
    figure("f-2019", period="2019", value=3_000_000_000),
    figure("g-2019", period="2019", value=4_000_000_000, source="other"),
    figure("f-2021", period="2021", value=5_000_000_000),
]
Drawn = Callable[..., ElementTree.Element]


@pytest.fixture
def drawn(tmp_path: Path, write: Callable[..., Path], dip: Run) -> Drawn:
    """The chart of these claims, as it stands in a file."""

    def run(*claims: str, name: str = "B") -> ElementTree.Element:
        sources = source(publisher="News"), source("other", publisher=HOSTILE)
        parties = party("a", name="A"), party("b", name=name)
        path = str(write(base(*sources, topic(), measure(), *parties, *claims)))
        target = tmp_path / "chart.svg"
        for _ in range(2):  # it is recognised, and written again
            assert dip("trade", "a", "b", "-f", path, "-o", str(target)).out == ""
        return ElementTree.fromstring(target.read_text(encoding="utf-8"))

    return run


def test_it_is_named_and_described_for_who_cannot_see_it(drawn: Drawn) -> None:
    chart = drawn(*YEARS)
    title, description = chart[0], chart[1]
    assert chart.get("role") == "img"
    assert chart.get("aria-labelledby") == f"{title.get('id')} {description.get('id')}"
    assert title.text == "A and B: Turnover by year"
    assert description.text == (
        "3 full years claimed from 2018 to 2021: 2018 $2 billion; 2019 $3 billion to $4 billion;"
        " 2021 $5 billion."
    )


def test_it_says_what_it_counts_what_it_means_and_where_it_is_from(drawn: Drawn) -> None:
    shown = texts(drawn(*YEARS))
    assert shown[:2] == ["A and B: Turnover by year", "$ billion"]
    for text in (
        *("2018’18", "2019’19", "2020’20", "2021’21", "3–4", "full year"),
        *(
            "from the lowest to the highest claim, a dot for each",
            "no column: no claim for all of it",
        ),
        f"Sources: News; {SHOWN}.",
    ):
        assert text in shown


def test_hostile_text_stays_text(drawn: Drawn) -> None:
    chart = drawn(*YEARS, name=HOSTILE)
    assert (chart[0].text or "").startswith(f"A and {SHOWN}: Turnover")
    assert {part.tag for part in chart.iter()} <= {
        f"{SVG}{name}"
        for name in "svg title desc style rect text tspan g defs pattern line circle".split()
    }
    attributes = {name for part in chart.iter() for name in part.attrib}
    assert not [name for name in attributes if name.startswith("on") or "href" in name]
    (style,) = (part.text or "" for part in chart.iter(f"{SVG}style"))
    assert "url(" not in style
    assert "@import" not in style


def test_it_is_light_and_dark(drawn: Drawn) -> None:
    """Every colour of the light picture has one of the dark."""
    (style,) = (part.text or "" for part in drawn(*YEARS).iter(f"{SVG}style"))
    light, _, dark = style.partition("@media (prefers-color-scheme: dark)")
    light = light[light.index("text, .label.part") :]  # after what has no colour
    names = re.compile(r"^(\S.*) \{ (fill|stroke): (#\w+|none);", re.M)
    assert [m[:2] for m in names.findall(light)] == [m[:2] for m in names.findall(dark)]
    assert not {m[2] for m in names.findall(light)} & {m[2] for m in names.findall(dark)} - {"none"}


def test_it_draws_the_series_of_the_same_answer(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["trade", "azerbaijan", "russia", "-f", "bundled"]
    assert app.run([*words, "--json"]) == 0
    series = json.loads(capsys.readouterr().out)["series"]
    assert app.run([*words, "--format", "svg"]) == 0
    chart = ElementTree.fromstring(capsys.readouterr().out)
    columns = [part for part in chart.iter(f"{SVG}rect") if part.get("class") == "column full"]
    assert len(columns) == sum(point["low"] is not None for point in series["points"]) > 5


PARTNERS = [
    source(publisher="News"),
    *(party(id, name=name) for id, name in (("a", "A"), ("b", HOSTILE), ("c", "C"), ("d", "D"))),
    topic(),
    measure(),
    *(figure(f"b-{n}", period=str(n), value=n * 1_000_000) for n in (2018, 2019, 2021)),
    figure("b-too", period="2019", value=3_000_000_000, source="s", claimant="d"),
    *(
        figure(f"c-{n}", parties=["a", "c"], period=str(n), value=n * 1_500_000)
        for n in (2019, 2020)
    ),
]


def test_several_partners_are_lines_in_one_frame(
    tmp_path: Path, write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    path, target = str(write(base(*PARTNERS))), tmp_path / "lines.svg"
    for _ in range(2):  # it is recognised, and written again
        assert app.run(["trade", "a", "b", "c", "-f", path, "-o", str(target)]) == 0
        assert capsys.readouterr().out == ""
    chart = ElementTree.fromstring(target.read_text(encoding="utf-8"))
    assert chart[0].text == "Turnover of A with each"
    assert (chart[1].text or "").endswith("; C: 2019 $3,028.5 million, 2020 $3.03 billion.")
    shown = texts(chart)
    for text in ("$ billion", SHOWN, "C", "2018", "2021", "Source: News."):
        assert text in shown
    assert "A bar at a year: from the lowest to the highest claim." in shown
    lines = [p for p in chart.iter(f"{SVG}path") if (p.get("class") or "").startswith("line")]
    drawn = [line.get("d", "") for line in lines[:2]]
    # A year without a claim parts a line.
    assert [(path.count("M"), path.count("L")) for path in drawn] == [(2, 1), (1, 1)]
    assert [line.get("class") for line in lines] == ["line l0", "line l1"] * 2  # and the legend's
    assert {part.tag for part in chart.iter()} <= {
        f"{SVG}{name}" for name in "svg title desc style rect text g line path".split()
    }


def test_without_a_series_there_is_no_file(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    target = tmp_path / "chart.svg"
    assert app.run(["tourism", "azerbaijan", "russia", "-f", "bundled", "-o", str(target)]) == 2
    assert capsys.readouterr().err == (
        "dipfacts: no chart: it takes three full years of one series\n"
        "  leave -o and --format out to see what is on record\n"
    )
    assert not target.exists()
    assert app.run(["relations", "-f", "bundled", "-o", str(target)]) == 2
    told = "dipfacts: this answer has no format svg\n  it is a format of dipfacts TOPIC\n"
    assert capsys.readouterr().err == told
