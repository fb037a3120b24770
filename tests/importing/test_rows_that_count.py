"""`dipfacts import --map`: columns that say that a row does not count, and flags, are told."""

from __future__ import annotations

import shlex
from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import TO_BASE, map_words

pytestmark = pytest.mark.usefixtures("empty_folder")

LOANS = ("measure=loans", "unit=USD", "from={a}", "to={b}", "period={y}", "value={v}")
SOLD = ("measure=exports", *LOANS[1:])
AID = """a,b,y,v,Status,Recommended For Aggregates,Umbrella,duplicate
CHN,KEN,2015,3,Cancelled,No,No,f
CHN,KEN,2016,4,Completion,Yes,No,f
CHN,SDN,2016,5,Pipeline: Pledge,Yes,Yes,f
CHN,SDN,2017,5,Suspended,Yes,No,f
"""
OTHERS = "if others do not count, take"


def notes(dip: Run, text: str, *given: str) -> list[str]:
    """Return what the report notes of columns, and what it says of lines, each line whole."""
    Path("t.csv").write_text(text)
    words = map_words(*given, "publisher=X")
    lines = dip("import", "t.csv", *TO_BASE, *words)[1].replace("\n    ", " ").splitlines()
    told = ("  note: no key", "  note: only", "  t.csv")
    return [it.strip().removeprefix("note: ") for it in lines if it.startswith(told)]


def test_a_column_that_says_so_is_told_until_it_is_heeded(dip: Run) -> None:
    assert notes(dip, AID, *LOANS) == [
        f"no key names Status (Cancelled, Completion, Pipeline: Pledge, Suspended): {OTHERS} those"
        " that do, as with --map 'where={Status}=Completion'",
        f"no key names Recommended For Aggregates (No, Yes): {OTHERS} those with Yes alone, as"
        " with --map 'where={Recommended For Aggregates}=Yes'",
        f"no key names Umbrella (No, Yes): {OTHERS} those with No alone, as with --map"
        " 'where={Umbrella}=No'",
    ]
    assert notes(dip, AID, *LOANS, "where={Status}=Completion") == []
    assert notes(dip, AID, *LOANS, "where={Status}=Cancelled") == [
        "only rows whose Status is Cancelled are taken: see that such rows count",
        "no key names Recommended For Aggregates (No): see that such rows count",
    ]


def test_several_statuses_that_count_are_named_together(dip: Run) -> None:
    text = AID.replace("Pipeline: Pledge", "Implementation")
    say = "--map 'where={Status}=Completion, {Status}=Implementation'"
    assert notes(dip, text, *LOANS)[0] == (
        "no key names Status (Cancelled, Completion, Implementation, Suspended): "
        f"{OTHERS} those that do, as with {say}"
    )
    told = notes(dip, text, *LOANS, shlex.split(say)[1])
    assert [it.split(":")[0] for it in told] == ["no key names Umbrella (No, Yes)"]


def test_what_notes_say_one_by_one_is_joined_where_it_is_followed_together(dip: Run) -> None:
    told = [it.partition("--map ")[2] for it in notes(dip, AID, *LOANS)]
    wheres = [*map(" ".join, map(shlex.split, told))]
    both = map_words(*wheres, wheres[0])
    found = dip("import", "t.csv", *TO_BASE, *map_words(*LOANS), *both)
    say = "{Status}=Completion, {Recommended For Aggregates}=Yes, {Umbrella}=No"
    message = f"--map says where twice\n  write them in one, as --map 'where={say}'"
    assert found == (2, "", f"dipfacts: {message}\n")
    assert notes(dip, AID, *LOANS, f"where={say}") == []


def test_an_amount_of_a_flow_is_no_code_of_one(dip: Run) -> None:
    rows = "FRA,DEU,2015,3,{}\nFRA,ITA,2016,4,{}\n"
    codes = ["no key names Flow (1), the code of a flow: see that it is that of exports"]
    for head, cells, told in (
        ("tradeflow_comtrade_d", ("90", "45"), []),
        ("Flow", ("90", ""), []),
        ("Flow", ("1", "1"), codes),
    ):
        assert notes(dip, f"a,b,y,v,{head}\n{rows.format(*cells)}", *SOLD) == told


def test_a_flag_in_the_place_of_a_status_has_a_remedy_of_its_own(dip: Run) -> None:
    text = "a,b,y,v,f\nFRA,DEU,2015,3,b\nFRA,ITA,2015,4,p\nFRA,ESP,2015,4,Odd\n"
    assert notes(dip, text, *LOANS, "status={f}") == [
        't.csv:2: status cannot be "b"; leave it blank: it says break in the series, which may be'
        " a note",
        't.csv:3: status cannot be "p"; write "provisional"',
        't.csv:4: status cannot be "Odd"; leave it blank for a final number, or write "estimate", '
        '"forecast", "provisional" or "target"',
    ]
    text = "a,b,y,v,f\nFRA,POL,2015,4,final\nFRA,CZE,2015,4,Confirmed\nFRA,SVK,2015,4,A\n"
    assert notes(dip, text, *LOANS, "status={f}") == [
        f't.csv:{line}: status cannot be "{word}"; leave it blank: a final number has no status'
        for line, word in ((2, "final"), (3, "Confirmed"), (4, "A"))
    ]


TREATIES = """a,b,name,type,y
PER,CHL,Andean Pact,base_treaty,1969
PER,VEN,Andean Pact accession Venezuela,accession,1973
PER,CHL,Andean Pact withdrawal Chile,withdrawal,1976
"""
PACTS = ("claim=relation", "kind=pact", "title={name}", "parties={a}, {b}", "period={y}/")


def test_ends_of_relations_among_them_are_told_until_they_are_left_out(dip: Run) -> None:
    told = (
        "no key names type (base_treaty, accession, withdrawal): if others are no relations, take"
        " those that are, as with --map 'where={type}=base_treaty, {type}=accession'"
    )
    assert told in notes(dip, TREATIES, *PACTS)
    heeded = notes(dip, TREATIES, *PACTS, "where={type}=base_treaty, {type}=accession")
    assert not any("relations" in it for it in heeded)
    alone = notes(dip, TREATIES, *PACTS, "where={y}=1976")
    assert "no key names type (withdrawal): see that such rows are relations that hold" in alone
    events = notes(dip, TREATIES, "claim=event", *PACTS[1:])
    assert not any("relations" in it for it in events)
