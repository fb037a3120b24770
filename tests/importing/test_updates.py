"""`dipfacts import` of SDMX-CSV: the day of publication is that of the last update."""

from __future__ import annotations

from pathlib import Path

import pytest

from dipfacts.cli import app
from dipfacts.cli.commands import importing
from support.written import claims, documents

pytestmark = pytest.mark.usefixtures("empty_folder")

HEADS = "DATAFLOW,LAST UPDATE,freq,geo,unit,TIME_PERIOD,OBS_VALUE"
GIVEN = "add --published DATE, such as --published 2025-01-31"
DOUBT = "the day when the data were published is in doubt: LAST UPDATE says"


def rows(*updates: str, agency: str = "ESTAT", head: str = HEADS) -> None:
    """Write a file with a row for each text of the day of its update."""
    lines = [f"{agency}:X(1.0),{it},A,DE,EUR,{2000 + nth},5" for nth, it in enumerate(updates)]
    Path("d.csv").write_text("\n".join([head, *lines, ""]))


def published() -> list[str]:
    return [source["published"] for it in documents(Path("base")) for source in it["source"]]


@pytest.mark.parametrize(
    ("updates", "day"),
    [
        (["2024-10-15"], "2024-10-15"),
        (["2024-10-15T11:00:00+02:00", "", "2024-10-15T11:00:00+02:00"], "2024-10-15"),
        (["2024-10-15 11:00:00", "2024-11-02", "2023-01-01"], "2024-11-02"),
        (["15/10/2024 11:00:00"], "2024-10-15"),
        (["10/15/2024"], "2024-10-15"),
    ],
)
@pytest.mark.parametrize("name", ["LAST UPDATE", "LAST.UPDATE", "last_update"])
def test_the_newest_day_of_update_is_that_of_publication(
    updates: list[str], day: str, name: str
) -> None:
    rows(*updates, head=HEADS.replace("LAST UPDATE", name))
    assert app.run(["import", "d.csv", "--to", "base"]) == 0
    assert published() == [day]
    assert app.run(["import", "d.csv", "--to", "base", "--published", "2025-02-03"]) == 0
    assert published() == ["2025-02-03"]


@pytest.mark.parametrize(
    ("agency", "update", "remedy"),
    [
        ("ESTAT", "15/10/24 11:00:00", "add --published 2024-10-15"),
        ("ESTAT", "03/04/24 23:00:00", "add --published 2024-04-03"),
        ("OECD", "15/10/24", "add --published 2024-10-15"),
        ("OECD", "03/04/24", GIVEN),
        ("OECD", "03/04/2024", GIVEN),
        ("ESTAT", "2024-13-01", GIVEN),
        ("ESTAT", "31/31/31", GIVEN),
        ("ESTAT", "yesterday", GIVEN),
    ],
)
def test_a_day_of_update_that_may_be_several_is_told(
    capsys: pytest.CaptureFixture[str], agency: str, update: str, remedy: str
) -> None:
    for updates in ([update], ["2024-01-01", update]):
        rows(*updates, agency=agency)
        assert app.run(["import", "d.csv", "--to", "base"]) == 2
        assert capsys.readouterr().err == f"dipfacts: {DOUBT} {update}\n  {remedy}\n"


def test_on_a_terminal_what_the_file_says_is_told_with_the_question(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked = list[str]()

    def answer(question: str) -> str:
        asked.append(question)
        return "2024-10-15"

    monkeypatch.setattr(importing, "_asks", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    rows("15/10/24")
    assert app.run(["import", "d.csv", "--to", "base"]) == 0
    assert asked == ["When was d.csv published (LAST UPDATE says 15/10/24; such as 2024-10-15)? "]
    assert published() == ["2024-10-15"]
    rows("2024-11-16")
    assert app.run(["import", "d.csv", "--to", "base"]) == 0
    assert (len(asked), published()) == (1, ["2024-11-16"])


def test_without_a_day_of_update_the_file_does_not_say_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    rows("", "")
    assert app.run(["import", "d.csv", "--to", "base"]) == 2
    message = "the day when the data were published is not in the file"
    assert capsys.readouterr().err == f"dipfacts: {message}\n  {GIVEN}\n"


def test_what_was_over_on_the_day_of_update_is_an_estimate_after_actual_data() -> None:
    head = HEADS + ",LATEST_ACTUAL_ANNUAL_DATA"
    lines = [f"IMF:X(1.0),2024-10-15,A,DE,EUR,{year},5,2022" for year in (2022, 2023, 2024)]
    Path("d.csv").write_text("\n".join([head, *lines, ""]))
    assert app.run(["import", "d.csv", "--to", "base"]) == 0
    statuses = [it.get("status") for it in claims(Path("base")).values()]
    assert statuses == [None, "estimate", "forecast"]
