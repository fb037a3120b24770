"""The figures of a brief: what its series is about, and what the page leaves out."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path
from typing import Any

import pytest

from support.command_line import Run
from support.compiled import shared
from support.factbase import base, figure, measure, party, source, topic

NAMES = {"a": "Aland", "b": "Beland", "c": "Celand"}
PARTIES = (party(id_, name=name) for id_, name in NAMES.items())
HEAD = base(source(publisher="News"), *PARTIES, topic(), measure())


def years(name: str, *values: int, **keys: Any) -> str:
    """Figures of one kind, one a year."""
    return "".join(
        figure(f"{name}-{year}", period=str(year), value=value, **keys)
        for year, value in enumerate(values, 2019)
    )


# ------------------------------------------------------------------------ the subject of a series


ALONE = {"reporter": "b", "locator": "t"}
SUBJECTS: dict[str, dict[str, Any]] = {
    "Exports from Aland to Beland": {"measure": "exports", "from_": "a", "to": "b"},
    "Exports from Beland to Aland": {"measure": "exports", "from_": "b", "to": "a"},
    "Turnover": {},
    "Turnover (non-oil goods)": {"scope": "non-oil goods"},
    "Turnover (Aland, Beland, Celand)": {"parties": ["a", "b", "c"]},
}


@pytest.mark.parametrize("subject", SUBJECTS)
def test_a_series_says_whom_it_is_about_and_which_direction_it_is(
    subject: str, dip: Run, tmp_path: Path
) -> None:
    keys = SUBJECTS[subject]
    path = shared(HEAD + measure("exports") + years("f", 3, 4, 5, **keys, **ALONE))
    title = f"{subject} by year, figures of Beland alone"
    asked = "brief", "a", "b", "-f", str(path)
    assert f"\n{title}\n" in dip(*asked).page()
    assert f"\n### {title}\n" in dip(*asked, "--format", "md").page().replace("\\", "")
    html = dip(*asked, "--format", "html").page()
    assert html.count(title) == 3  # the heading, and the captions of the picture and the table
    dip(*asked, "-o", str(tmp_path / "brief.docx"))
    with zipfile.ZipFile(tmp_path / "brief.docx") as document:
        assert title in document.read("word/document.xml").decode("utf-8")
    bars = f"\n{subject}, full years, figures of Beland alone\n2019  "
    assert bars in dip("trade", *asked[1:], "--chart").page()
    whose = "" if "Aland" in subject else "Aland and Beland: "
    assert f">{whose}{title}</title>" in dip("trade", *asked[1:], "--format", "svg").page()
    about = {
        "measure": keys.get("measure", "turnover"),
        "parties": keys.get("parties") or [keys.get("from_", "a"), keys.get("to", "b")],
        "from": keys.get("from_"),
        "to": keys.get("to"),
        "scope": keys.get("scope"),
    }
    for series in (
        json.loads(dip(*asked, "--json").page())["brief"]["years"],
        json.loads(dip("trade", *asked[1:], "--json").page())["series"],
    ):
        assert {key: series[key] for key in about} == about


def test_a_reporter_is_named_as_in_a_sentence(dip: Run) -> None:
    head = base(source(publisher="News"), topic(), measure())
    keys = {"parties": ["fr", "us"], "reporter": "us", "locator": "t"}
    path = str(shared(head + years("f", 3, 4, 5, **keys)))
    title = "Turnover by year, figures of the United States alone"
    assert f"\n{title}\n" in dip("brief", "fr", "us", "-f", path).page()
