"""A newer edition of a file that was imported: what is gone is told, and what others name stays."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from support.command_line import in_empty_folder
from support.factbase import base, figure, relation, table

Run = Callable[..., tuple[int, str, str]]
FIGURE = (
    *("claim=figure", "measure=widgets", "unit=USD", "value={value}", "from=iso3:{a}"),
    *("to=iso3:{b}", "period={year}"),
)
RELATION = ("claim=relation", "kind=pact", "title=Pact", "from=iso3:{a}", "to=iso3:{b}")
WHOM = {"from_": "germany", "to": "france", "source": "t"}
WIDGETS = {"measure": "widgets", **WHOM, "period": "2020", "unit": "USD", "scope": "cars"}
CARS = figure("cars", **WIDGETS, value=50, locator="p. 5")
PACT = relation("pact", kind="pact", title="Pact", **WHOM, period="2020/2021", locator="p. 5")
TABLE = table("table", id="cars", file="cars.csv", claim="figure", **WIDGETS, value="{value}")


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line in this process and an empty folder."""
    return in_empty_folder(tmp_path, capsys, monkeypatch)


def edition(*years: int, path: str = "t.csv") -> None:
    rows = [f"DEU,FRA,{year},{year - 1920}" for year in years]
    Path(path).write_text("\n".join(["a,b,year,value", *rows, ""]))


def words(said: tuple[str, ...], path: str = "t.csv") -> list[str]:
    given = (*said, "publisher=X")
    to = ["--to", "base", "--published", "2024"]
    return ["import", path, *to, *(it for one in given for it in ("--map", one))]


def files() -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in Path("base").iterdir()}


@pytest.mark.parametrize(
    ("said", "own", "named", "at"),
    [
        (FIGURE, CARS, 'part_of = "t-deu-fra-2020"', "own.toml:14: part_of"),
        ((*RELATION, "period={year}"), PACT, 'same_as = "t-deu-fra-2020"', "own.toml:12: same_as"),
        (FIGURE, TABLE, 'part_of = "t-deu-fra-2020"', "own.toml:15: part_of"),
        (FIGURE, TABLE, 'part_of = "t-deu-fra-{year}"', "cars.csv:2: part_of"),
    ],
    ids=["part-of", "same-as", "table", "rows-of-a-table"],
)
def test_a_claim_that_another_file_names_is_not_taken_away(
    dip: Run, said: tuple[str, ...], own: str, named: str, at: str
) -> None:
    said = (*said, "key={a}-{b}-{year}")
    edition(2020, 2021)
    assert dip(*words(said))[0] == 0
    Path("base/own.toml").write_text(base(own) + f"{named}\n")
    Path("base/cars.csv").write_text("year,value\n2020,50\n")
    assert dip("check", "base")[0] == 0
    before = files()
    edition(2021, 2022)
    status, out, _ = dip(*words(said))
    assert status == 3
    assert f'base/{at} names "t-deu-fra-2020", which t.csv does not hold; ' in out
    assert "nothing is written" in out
    assert "wrote" not in out
    assert files() == before
    edition(2020, 2022)
    status, out, _ = dip(*words(said))
    assert (status, "gone: t-deu-fra-2021" in out) == (0, True)
    assert dip("check", "base")[0] == 0


@pytest.mark.parametrize(
    ("named", "status"), [("t-deu-fra-2020", 3), ("t-by-hand", 0), ("t-of-another-2", 0)]
)
def test_a_claim_that_a_file_saved_over_the_former_lacks_is_told_if_it_is_named(
    dip: Run, named: str, status: int
) -> None:
    Path("base").mkdir()
    edition(2020, 2021, path="base/t.csv")
    assert dip(*words(FIGURE, "base/t.csv"))[0] == 0
    by_hand = CARS.replace('"cars"', '"t-by-hand"')
    of_another = TABLE.replace('id = "cars"', 'id = "t-of-another"').replace('"cars"', '"vans"')
    Path("base/hand.toml").write_text(base(by_hand, of_another))
    Path("base/cars.csv").write_text("value\n60\n50\n")
    Path("base/own.toml").write_text(base(CARS) + f'part_of = "{named}"\n')
    edition(2021, 2022, path="base/t.csv")
    done, out, _ = dip(*words(FIGURE, "base/t.csv"))
    assert done == status
    assert "former" not in out
    assert ('base/own.toml:14: part_of names "t-deu-fra-2020"' in out) == (status == 3)


def test_a_repeated_import_tells_how_many_claims_are_gone_and_new(dip: Run) -> None:
    edition(*range(2000, 2010))
    out = dip(*words(FIGURE))[1]
    assert "edition" not in out
    out = dip(*words(FIGURE))[1]
    assert "edition" not in out
    edition(*range(2005, 2011))
    assert "5 claims gone, 1 new" in dip(*words(FIGURE), "--dry-run")[2]
    status, out, _ = dip(*words(FIGURE))
    assert status == 0
    assert (
        "  since the former edition: 5 claims gone, 1 new\n"
        "  gone: t-deu-fra-2000\n  gone: t-deu-fra-2001\n  gone: t-deu-fra-2002\n"
        "  and 2 more gone: --all\n"
    ) in out
    edition(2010)
    out = dip(*words(FIGURE), "--all")[1]
    assert out.count("  gone: ") == 5
    assert "more gone" not in out


def test_of_a_file_saved_over_the_former_the_difference_is_told(dip: Run) -> None:
    told = []
    for last in (2010, 2010, 2003, 2005, 2001):
        edition(*range(2000, last))
        given = [it for it in words(FIGURE) if it not in ("--to", "base")]
        status, out, _ = dip(*given)
        assert status == 0
        told += [line for line in out.split("\n") if "edition" in line]
    start = "  since the former edition, over which the file was saved: "
    assert told == [f"{start}7 claims fewer", f"{start}2 claims more", f"{start}4 claims fewer"]
