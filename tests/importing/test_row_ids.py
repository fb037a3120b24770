"""`dipfacts import`: ids that follow rows follow those of the file, not of a table made of it."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from dipfacts.cli import app
from support.factbase import base, event
from support.importing import COPIED, Import, map_words
from support.written import claims

pytestmark = pytest.mark.usefixtures("empty_folder")

VISIT = ("claim=event", "kind=visit", "title=Visit", "status=held", "period={Year}")
GIVEN = map_words(*VISIT, "from={From}", "to={To}")
ROWS = """From,To,Year
Germany,France,2001
Hawai'i Nei,France,2001
Italy,France,2001
Spain,France,2001
Spain,France,2001
"""
CORRECTED = ROWS.replace("Hawai'i Nei", "Samoa")
OWN = event(
    "own", kind="visit", title="Ciampi in France", from_="italy", to="france", period="2001",
    status="held", source="v", locator="p. 5", same_as="v-2",
)  # fmt: skip


def whom() -> dict[str, str]:
    """Return who each claim of the base is from."""
    return {id_: claim["from"].removeprefix("iso2:") for id_, claim in claims(Path("base")).items()}


def imported_before(text: str) -> str:
    """Return the TOML of an import as it was written when its table had no key."""
    first, _, rest = text.partition("\n")
    rest = "".join(it for it in rest.splitlines(keepends=True) if not it.startswith("key = "))
    checksum = hashlib.sha256(rest.encode()).hexdigest()[:16]
    return f"{first[:-16]}{checksum}\n{rest}"


def as_before(rows: str) -> None:
    """Import a file, and write its TOML as it was written when its table had no key."""
    Path("v.csv").write_text(rows)
    assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 0
    path = Path("base/v.toml")
    path.write_text(imported_before(path.read_text()))


def test_a_row_that_is_left_out_takes_no_id(imported: Import) -> None:
    out, _ = imported("v.csv", ROWS, *GIVEN)
    assert "left out: 1 Hawai'i Nei, unknown" in out
    assert "ids follow the rows" in out
    before = {"v-1": "DE", "v-3": "IT", "v-4": "ES", "v-5": "ES"}
    assert whom() == before
    out, _ = imported("v.csv", CORRECTED, *GIVEN)
    assert "since the former edition: 0 claims gone, 1 new\n" in out
    assert whom() == before | {"v-2": "WS"}


def test_each_column_of_a_wide_table_has_ids_of_the_rows_of_the_file(imported: Import) -> None:
    rows = "a,2019,2020\nAtlantis,1,2\nItaly,3,4\nItaly,3,4\n"
    given = ("measure=gdp", "unit=USD", "period={column}", "value={cell}", "columns=2019..2020")
    claims = imported("w.csv", rows, *given, "parties={a}", "scope=a").claims
    assert [it["id"] for it in claims] == ["w-2-2019", "w-2-2020", "w-3-2019", "w-3-2020"]


def test_a_file_with_a_column_row_of_its_own_keeps_it(imported: Import) -> None:
    lines = ROWS.splitlines()
    rows = "".join(f"{'row' if not nth else 9},{line}\n" for nth, line in enumerate(lines))
    out, claims = imported("v.csv", rows, *GIVEN)
    assert "columns not used: row (9)" in out
    assert [it["locator"] for it in claims] == ["row 1", "row 3", "row 4", "row 5"]
    assert [it["id"] for it in claims] == ["v-1", "v-3", "v-4", "v-5"]
    wrong = rows.replace("2001", "20x1", 1)
    assert "v.csv:2: " in imported("v.csv", wrong, *GIVEN, status=3)[0]


def test_ids_of_a_base_that_was_imported_before_change_once(
    capsys: pytest.CaptureFixture[str],
) -> None:
    as_before(ROWS)
    assert whom() == {"v-1": "DE", "v-2": "IT", "v-3": "ES", "v-4": "ES"}
    capsys.readouterr()
    for rows, since in ((ROWS, ""), (CORRECTED, "since the former edition: 0 claims gone, 1 new")):
        as_before(ROWS)
        capsys.readouterr()
        Path("v.csv").write_text(rows)
        assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 0
        out = capsys.readouterr().out
        said = "the ids of 3 claims change, as they follow the rows of v.csv\n"
        assert f"  {said}  v-2 is v-3 now\n  v-3 is v-4 now\n  v-4 is v-5 now\n  {since}" in out
        assert ("since the former" in out) == bool(since)
        assert "the ids of claims change" not in out
        assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 0
        assert "change" not in capsys.readouterr().out


def test_ids_stay_where_all_rows_were_taken(capsys: pytest.CaptureFixture[str]) -> None:
    as_before(CORRECTED)
    before = whom()
    capsys.readouterr()
    assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 0
    out = capsys.readouterr().out
    assert "change" not in out
    assert "since" not in out
    assert whom() == before
    codes = CORRECTED.replace("Germany", "DE").replace("France", "FR").replace("Italy", "IT")
    Path("v.csv").write_text(codes.replace("Spain", "ES").replace("Samoa", "WS"))
    assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 0
    out = capsys.readouterr().out
    assert "change" not in out
    assert "since" not in out
    assert whom() == before


def test_many_ids_that_change_are_counted(capsys: pytest.CaptureFixture[str]) -> None:
    as_before(ROWS + "Spain,Italy,2001\n" * 3)
    capsys.readouterr()
    assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 0
    out = capsys.readouterr().out
    assert "the ids of 6 claims change" in out
    assert "  v-4 is v-5 now\n  and 3 more ids: --all\n" in out
    as_before(ROWS + "Spain,Italy,2001\n" * 3)
    capsys.readouterr()
    assert app.run(["import", "v.csv", *COPIED, *GIVEN, "--all"]) == 0
    assert "  v-7 is v-8 now\n" in capsys.readouterr().out


def test_an_id_that_another_file_names_does_not_change_unseen(
    capsys: pytest.CaptureFixture[str],
) -> None:
    as_before(ROWS)
    own = Path("base/own.toml")
    own.write_text(base(OWN))
    assert app.run(["check", "base"]) == 0
    before = Path("base/v.toml").read_bytes()
    Path("v.csv").write_text(CORRECTED)
    capsys.readouterr()
    assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 3
    out = capsys.readouterr().out.replace("\n    ", " ")
    assert (
        'same_as names "v-2", which is "v-3" from now on, as ids follow the rows of v.csv; '
        'write "v-3" there, remove base/v.toml and base/v.csv, and import again' in out
    )
    assert Path("base/v.toml").read_bytes() == before
    own.write_text(own.read_text().replace("v-2", "v-3"))
    Path("base/v.toml").unlink()
    Path("base/v.csv").unlink()
    assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 0
    assert app.run(["check", "base"]) == 0
    Path("v.csv").write_text(CORRECTED.replace("Italy", "Atlantis"))
    capsys.readouterr()
    assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 3
    out = capsys.readouterr().out.replace("\n    ", " ")
    assert 'same_as names "v-3", which v.csv does not hold; name another claim there' in out


def test_rows_that_move_take_their_ids_elsewhere_which_is_told(imported: Import) -> None:
    imported("v.csv", CORRECTED, *GIVEN)
    head, *lines = CORRECTED.splitlines(keepends=True)
    out, _ = imported("v.csv", "".join([head, "Norway,France,2001\n", *lines]), *GIVEN)
    said = "the ids of 4 claims change, as they follow the rows of v.csv\n"
    ids = "  v-1 is v-2 now\n  v-2 is v-3 now\n  v-3 is v-4 now\n  and 1 more id: --all\n"
    assert f"  {said}{ids}  since the former edition: 0 claims gone, 1 new\n" in out
    out, _ = imported("v.csv", CORRECTED.replace(lines[0], ""), *GIVEN)
    assert "  since the former edition: 2 claims gone, 0 new\n  gone: v-1\n  gone: v-2\n" in out


def test_a_claim_that_is_named_keeps_its_id_though_rows_move(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    imported("v.csv", CORRECTED, *GIVEN)
    own = Path("base/own.toml")
    own.write_text(base(OWN.replace("v-2", "v-3")))
    before = Path("base/v.csv").read_bytes()
    head, *lines = CORRECTED.splitlines(keepends=True)
    Path("v.csv").write_text("".join([head, "Norway,France,2001\n", *lines]))
    assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 3
    out = capsys.readouterr().out.replace("\n    ", " ")
    assert (
        'same_as names "v-3", which is "v-4" from now on, as ids follow the rows of v.csv; '
        'write "v-4" there, remove base/v.toml and base/v.csv, and import again' in out
    )
    assert Path("base/v.csv").read_bytes() == before
    Path("v.csv").write_text("".join([head, *lines[:2], *lines[3:]]))
    assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 3
    out = capsys.readouterr().out.replace("\n    ", " ")
    assert 'same_as names "v-3", which v.csv does not hold; name another claim there' in out
    Path("v.csv").write_text(CORRECTED.replace("Germany", "Poland"))  # a row is corrected
    assert app.run(["import", "v.csv", *COPIED, *GIVEN]) == 0


NUMBERED = """No,From,To,Year
2,Germany,France,2001
3,Italy,France,2001
1,Spain,France,2001
4,Spain,Italy,2001
1,Atlantis,Italy,2001
"""
BY_NUMBER = ("--map", "key={No}")
ONES = "  v-1 is v-2 now\n  v-2 is v-3 now\n  v-3 is v-1 now\n"


def test_ids_that_are_made_of_another_column_are_told(imported: Import) -> None:
    rows = NUMBERED + "5,Spain,Italy,2001\n"
    imported("v.csv", rows, *GIVEN)
    assert whom() == {"v-1": "DE", "v-2": "IT", "v-3": "ES", "v-4": "ES", "v-6": "ES"}
    out, _ = imported("v.csv", rows, *GIVEN, *BY_NUMBER)
    assert f"  the ids of 4 claims change, as they are made of {{No}} now\n{ONES}" in out
    assert "  and 1 more id: --all\n" in out
    assert "since the former edition" not in out
    assert whom() == {"v-2": "DE", "v-3": "IT", "v-1": "ES", "v-4": "ES", "v-5": "ES"}
    out, _ = imported("v.csv", rows + "6,Peru,Italy,2001\n", *GIVEN)  # the column remains
    assert "since the former edition: 0 claims gone, 1 new\n" in out
    assert "change" not in out
    assert "ids follow the rows" not in out
    out, _ = imported("v.csv", rows, *GIVEN, "key={From}-{No}")
    assert "the ids of 5 claims change, as they are made of {From}-{No} now\n" in out
    assert "  since the former edition: 1 claim gone, 0 new\n  gone: v-6\n" in out


def test_a_claim_that_is_named_keeps_its_id_though_another_column_makes_it(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = NUMBERED + "5,Spain,Italy,2001\n"
    imported("v.csv", rows, *GIVEN)
    own = Path("base/own.toml")
    own.write_text(base(OWN))
    before = Path("base/v.toml").read_bytes()
    assert app.run(["import", "v.csv", *COPIED, *GIVEN, *BY_NUMBER]) == 3
    assert Path("base/v.toml").read_bytes() == before
    out = capsys.readouterr().out.replace("\n    ", " ")
    assert (
        'same_as names "v-2", which is "v-3" from now on, as ids are made of {No} now; '
        'write "v-3" there, remove base/v.toml and base/v.csv, and import again' in out
    )


def test_ids_of_a_file_that_lies_in_the_base_are_told_when_another_column_makes_them(
    capsys: pytest.CaptureFixture[str],
) -> None:
    codes = NUMBERED.replace("Germany", "DE").replace("Italy", "IT").replace("Spain", "ES")
    rows = codes.replace("France", "FR").replace("Atlantis", "XX") + "5,ES,IT,2001\n"
    Path("base").mkdir()
    Path("base/v.csv").write_text(rows)
    line = ["import", "base/v.csv", "--published", "2025-01-31", *GIVEN]
    assert app.run(line) == 0
    Path("base/own.toml").write_text(base(OWN))
    capsys.readouterr()
    assert app.run([*line, *BY_NUMBER]) == 3
    out = capsys.readouterr().out.replace("\n    ", " ")
    assert 'same_as names "v-2", which is "v-3" from now on, as ids are made of {No} now; ' in out
    Path("base/own.toml").unlink()
    assert app.run([*line, *BY_NUMBER]) == 0
    out = capsys.readouterr().out
    assert f"claims change, as they are made of {{No}} now\n{ONES}" in out
    assert "former edition" not in out
