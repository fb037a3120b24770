"""`dipfacts import`: cells that are blank below a merged one are told."""

from __future__ import annotations

import pytest

from support.importing import Import, map_words

FIGURES = ("claim=figure", "measure=exports", "unit=EUR", "publisher=X")
MEMBERS = ("claim=relation", "kind=membership", "title=Membership", "publisher=X")
WRITE = "if its cells were merged, write in each what stands above it"
NATO = (
    "Organisation,Member,Joined\nNATO,Poland,1999\n,Czechia,1999\n,Latvia,2004\n"
    "EU,Poland,2004\n,Estonia,2004\n"
)
FOOD = "Product,Partner,2020\nTotal,Germany,10\n,France,20\nFood,Italy,1\n,Spain,1\n"


def told(out: str) -> list[str]:
    """Return the notes of a report."""
    return [it.removeprefix("  note: ") for it in out.splitlines() if it.startswith("  note: ")]


def test_a_party_that_is_blank_below_its_like_loses_rows_and_is_told(imported: Import) -> None:
    text = (
        "Reporter,Partner,2019,2020\nPoland,Germany,1,2\n,France,3,4\nCzechia,Italy,5,6\n"
        ",France,7,8\n,Spain,,\nSource: Ministry,,,\n"
    )
    said = ("from={Reporter}", "to={Partner}", "columns=2019..2020", "period={column}")
    out, found = imported("n.csv", text, *map_words(*FIGURES, *said, "value={cell}"))
    assert f"  note: 2 rows are left out, as Reporter is blank there: {WRITE}\n" in out
    assert len(found) == 4
    full = text.replace("\n,France,3", "\nPoland,France,3").replace("\n,France", "\nCzechia,France")
    out, found = imported("n.csv", full, *map_words(*FIGURES, *said, "value={cell}"))
    assert "blank there" not in out
    assert len(found) == 8


def test_a_blank_party_is_told_where_one_column_of_the_numbers_is_chosen(imported: Import) -> None:
    text = "Reporter,Partner,2019,2020\nPoland,Germany,1,2\n,France,3,4\n"
    said = ("from={Reporter}", "to={Partner}", "columns=2019..2020", "period={column}")
    chosen = ("value={cell}", "where={column}=2019")
    out, found = imported("n.csv", text, *map_words(*FIGURES, *said, *chosen))
    assert told(out)[-1] == f"1 row is left out, as Reporter is blank there: {WRITE}"
    assert len(found) == 1


@pytest.mark.parametrize(
    ("parties", "notes"),
    [
        (
            ("from={Member}", "to={Organisation}"),
            [f"3 rows are left out, as Organisation is blank there: {WRITE}"],
        ),
        (
            ("parties={Member}, {Organisation}",),
            [
                f"3 rows are of fewer parties, as Organisation is blank there: {WRITE}",
            ],
        ),
    ],
)
def test_an_organisation_above_its_members(
    imported: Import, parties: tuple[str, ...], notes: list[str]
) -> None:
    out, _ = imported("n.csv", NATO, *map_words(*MEMBERS, *parties, "period={Joined}/"))
    assert told(out) == notes


def test_the_last_parties_of_a_treaty_may_be_blank(imported: Import) -> None:
    text = "Treaty,c1,c2,c3,y\nA,Poland,Latvia,Estonia,1990\nB,Poland,Latvia,,1991\n"
    said = ("claim=relation", "kind=treaty", "title={Treaty}", "period={y}/", "publisher=X")
    out, _ = imported("n.csv", text, *map_words(*said, "parties={c1}, {c2}, {c3}"))
    assert told(out) == []
    merged = text + "C,,Latvia,Estonia,1992\n"
    out, _ = imported("n.csv", merged, *map_words(*said, "parties={c1}, {c2}, {c3}"))
    assert told(out) == [f"1 row is of fewer parties, as c1 is blank there: {WRITE}"]


@pytest.mark.parametrize(
    ("said", "note"),
    [
        ("scope={Product}", "2 rows are taken as of the whole, as Product is blank there: "),
        ("where={Product}=Total", "1 row is left out, as Product is blank there: "),
    ],
)
def test_a_part_or_a_condition_that_is_blank_below_its_like(
    imported: Import, said: str, note: str
) -> None:
    given = (*FIGURES, "from=poland", "to={Partner}", "period=2020", "value={2020}", said)
    out, _ = imported("n.csv", FOOD, *map_words(*given))
    assert told(out) == [note + WRITE]


def test_a_blank_with_nothing_above_it_is_told_as_before(imported: Import) -> None:
    given = (*FIGURES, "from=poland", "to={Partner}", "period=2020", "value={2020}")
    text = FOOD.replace("Total", "").replace("\n,Spain", "\nFood,Spain")
    out, found = imported("n.csv", text, *map_words(*given, "scope={Product}"))
    assert told(out) == []
    assert [it.get("scope") for it in found] == [None, None, "Food", "Food"]


def test_a_condition_that_takes_blank_cells_is_told_as_such(imported: Import) -> None:
    given = (*FIGURES, "from=poland", "to={Partner}", "period=2020", "value={2020}")
    out, _ = imported("n.csv", FOOD, *map_words(*given, "where={Product}="))
    said = "only rows whose Product is blank are taken: if that is a part, add --map"
    assert f"{said} 'scope={{Product}}'" in told(out)
