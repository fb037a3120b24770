"""`dipfacts import`: cells that are blank below a merged one are told."""

from __future__ import annotations

import pytest

from support.importing import Import

FIGURES = ("claim=figure", "measure=exports", "unit=EUR", "publisher=X")
MEMBERS = ("claim=relation", "kind=membership", "title=Membership", "publisher=X")
WRITE = "if its cells were merged, write in each what stands above it"
NATO = (
    "Organisation,Member,Joined\nNATO,Poland,1999\n,Czechia,1999\n,Latvia,2004\n"
    "EU,Poland,2004\n,Estonia,2004\n"
)
FOOD = "Product,Partner,2020\nTotal,Germany,10\n,France,20\nFood,Italy,1\n,Spain,1\n"


def test_a_party_that_is_blank_below_its_like_loses_rows_and_is_told(imported: Import) -> None:
    text = (
        "Reporter,Partner,2019,2020\nPoland,Germany,1,2\n,France,3,4\nCzechia,Italy,5,6\n"
        ",France,7,8\n,Spain,,\nSource: Ministry,,,\n"
    )
    said = ("from={Reporter}", "to={Partner}", "columns=2019..2020", "period={column}")
    out, found = imported("n.csv", text, *FIGURES, *said, "value={cell}")
    assert f"  note: 2 rows are left out, as Reporter is blank there: {WRITE}\n" in out
    assert len(found) == 4
    full = text.replace("\n,France,3", "\nPoland,France,3").replace("\n,France", "\nCzechia,France")
    out, found = imported("n.csv", full, *FIGURES, *said, "value={cell}")
    assert "blank there" not in out
    assert len(found) == 8


def test_a_blank_party_is_told_where_one_column_of_the_numbers_is_chosen(imported: Import) -> None:
    text = "Reporter,Partner,2019,2020\nPoland,Germany,1,2\n,France,3,4\n"
    said = ("from={Reporter}", "to={Partner}", "columns=2019..2020", "period={column}")
    chosen = ("value={cell}", "where={column}=2019")
    report = imported("n.csv", text, *FIGURES, *said, *chosen)
    assert report.notes[-1] == f"1 row is left out, as Reporter is blank there: {WRITE}"
    assert len(report.claims) == 1


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
    report = imported("n.csv", NATO, *MEMBERS, *parties, "period={Joined}/")
    assert report.notes == notes


def test_the_last_parties_of_a_treaty_may_be_blank(imported: Import) -> None:
    text = "Treaty,c1,c2,c3,y\nA,Poland,Latvia,Estonia,1990\nB,Poland,Latvia,,1991\n"
    said = ("claim=relation", "kind=treaty", "title={Treaty}", "period={y}/", "publisher=X")
    report = imported("n.csv", text, *said, "parties={c1}, {c2}, {c3}")
    assert report.notes == []
    merged = text + "C,,Latvia,Estonia,1992\n"
    report = imported("n.csv", merged, *said, "parties={c1}, {c2}, {c3}")
    assert report.notes == [f"1 row is of fewer parties, as c1 is blank there: {WRITE}"]


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
    report = imported("n.csv", FOOD, *given)
    assert report.notes == [note + WRITE]


def test_a_blank_with_nothing_above_it_is_told_as_before(imported: Import) -> None:
    given = (*FIGURES, "from=poland", "to={Partner}", "period=2020", "value={2020}")
    text = FOOD.replace("Total", "").replace("\n,Spain", "\nFood,Spain")
    report = imported("n.csv", text, *given, "scope={Product}")
    assert report.notes == []
    assert [it.get("scope") for it in report.claims] == [None, None, "Food", "Food"]


def test_a_condition_that_takes_blank_cells_is_told_as_such(imported: Import) -> None:
    given = (*FIGURES, "from=poland", "to={Partner}", "period=2020", "value={2020}")
    report = imported("n.csv", FOOD, *given, "where={Product}=")
    said = "only rows whose Product is blank are taken: if that is a part, add --map"
    assert f"{said} 'scope={{Product}}'" in report.notes
