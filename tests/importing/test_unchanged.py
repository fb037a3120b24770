"""`dipfacts import` of a file that is written, or removed, while it is read."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dipfacts.importing import importer
from support import mishap
from support.command_line import Run
from support.importing import map_words

pytestmark = pytest.mark.usefixtures("empty_folder")

ROWS = "year,exporter,importer,tonnes\n2020,FRA,DEU,5\n2021,FRA,DEU,6\n"
MAPPED = [
    *map_words("claim=figure", "measure=fish", "topic=sea", "unit=tonnes", "value={tonnes}"),
    *map_words("from=iso3:{exporter}", "to=iso3:{importer}", "period={year}"),
    *("--published", "2024-05-02"),
]
DATA = Path("data.csv")


def narrower() -> None:
    DATA.write_text("year,tonnes\n2020,5\n", encoding="utf-8")


def longer() -> None:
    DATA.write_text(f"{ROWS}2022,FRA,DEU,7\n", encoding="utf-8")


def replaced() -> None:
    Path("new.csv").write_text(ROWS, encoding="utf-8")
    os.replace("new.csv", DATA)


def folder() -> None:
    DATA.unlink()
    DATA.mkdir()


def gone() -> None:
    DATA.unlink()


@pytest.mark.parametrize("when", ["prepare", "checked"])
@pytest.mark.parametrize(
    ("change", "told"),
    [
        (narrower, "changed"),
        (longer, "changed"),
        (replaced, "changed"),
        (folder, "changed"),
        (gone, "was removed"),
    ],
)
def test_a_file_that_changes_is_told_and_nothing_is_written(
    change: Callable[[], None], told: str, when: str, dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    DATA.write_text(ROWS, encoding="utf-8")
    step = getattr(importer, when)

    def changed_before(*values: Any) -> Any:
        change()
        return step(*values)

    monkeypatch.setattr(importer, when, changed_before)
    assert dip("import", "data.csv", *MAPPED) == (
        2,
        "",
        f"dipfacts: data.csv {told} while it was read\n  import it when it is written to its end\n",
    )
    assert not Path("data.toml").exists()


def test_one_that_does_not_change_is_imported(dip: Run) -> None:
    DATA.write_text(ROWS, encoding="utf-8")
    assert dip("import", "data.csv", *MAPPED)[0] == 0
    assert Path("data.toml").exists()


def test_what_the_import_wrote_itself_is_no_change(dip: Run) -> None:
    DATA.write_text(ROWS.replace("FRA", "France").replace("DEU", "Germany"), encoding="utf-8")
    named = [word.replace("iso3:", "") for word in MAPPED]
    assert dip("import", "data.csv", *named)[0] == 0
    written = Path("data-table.csv").read_text(encoding="utf-8")
    DATA.write_text(DATA.read_text(encoding="utf-8").replace(",6", ",8"), encoding="utf-8")
    assert dip("import", "data.csv", "data-table.csv", *named)[0] == 0
    assert Path("data-table.csv").read_text(encoding="utf-8") == written.replace(",6", ",8")


def test_the_report_of_what_is_written_stays_where_the_next_file_is_refused(dip: Run) -> None:
    DATA.write_text(ROWS, encoding="utf-8")
    Path("more.csv").write_text(ROWS.replace("tonnes", "tons"), encoding="utf-8")
    status, out, err = mishap.run(["import", "data.csv", "more.csv", *MAPPED], lambda: None)
    assert status == 2
    assert "data.toml\n" in out
    assert 'there is no column "tonnes" in more.csv' in err
