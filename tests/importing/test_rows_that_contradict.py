"""`dipfacts import`: two numbers for one question are told, and what may tell them apart."""

from __future__ import annotations

import re
from collections.abc import Collection
from pathlib import Path

import pytest

from dipfacts.importing.own_tables import contradictions
from dipfacts.importing.own_tables.times import date_columns
from dipfacts.importing.own_tables.units_and_parts import part_columns
from support.command_line import Run
from support.import_files import import_twice
from support.importing import DAY, map_words

pytestmark = pytest.mark.usefixtures("read_anew")

FLOW = map_words(
    "measure=exports", "from={who}", "to={whom}", "unit=USD", "period={year}", "value={value}"
)
FLOWS = "who,whom,year,flow,item,value\n"


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        (  # imports that would be exports
            ["DE,FR,2020,imports,all,7", "DE,FR,2020,exports,all,9"],
            "the rows differ in flow (imports, exports); take what is measured alone, as with "
            "--map 'where={flow}=exports'",
        ),
        (  # parts that would be the whole
            ["DE,FR,2020,exports,01,7", "DE,FR,2020,exports,TOTAL,9"],
            "the rows differ in item (01, TOTAL); say of what part each is, as with --map "
            "'scope={item}', or take what is measured alone, as with --map 'where={item}=TOTAL'",
        ),
        (  # of several columns that with the fewest cells
            ["DE,FR,2020,exports,01,7", "DE,FR,2020,re-exports,02,9", "DE,IT,2020,exports,03,9"],
            "the rows differ in flow (exports, re-exports), item (01, 02); take what is measured "
            "alone, as with --map 'where={flow}=exports'",
        ),
        (  # parts without a total
            ["DE,FR,2020,exports,02,7", "DE,FR,2020,exports,03,9"],
            "the rows differ in item (02, 03); say of what part each is, as with --map "
            "'scope={item}', or take one part alone, as with --map 'where={item}=02' "
            "--map 'scope={item}' (a total without the scope)",
        ),
        (["DE,FR,2020,exports,01,7", "DE,FR,2020,exports,01,9"], "remove one of the two rows"),
    ],
)
@pytest.mark.parametrize("key", [(), ("--map", "key={who}-{whom}-{value}")])
@pytest.mark.parametrize("names", [False, True])
def test_two_numbers_for_one_question_are_told_with_the_columns_that_differ(
    dip: Run, rows: list[str], told: str, key: tuple[str, ...], names: bool
) -> None:
    text = FLOWS + "\n".join(["IT,FR,2020,,,", *rows, "FR,IT,2020,exports,01,7"])
    for code, name in ("DE", "Germany"), ("FR", "France"), ("IT", "Italy"):
        text = re.sub(rf"\b{code}\b", name, text) if names else text
    Path("flows.csv").write_text(text)
    status, out, _ = dip("import", "flows.csv", *DAY, *FLOW, *key)
    line = f"  flows.csv:4: line 3 has another number for the same question; {told}\n"
    assert (status, line in out) == (3, True), out
    assert "  cannot be read: 1 row\n" in out
    assert not list(Path().glob("*.toml"))


@pytest.mark.parametrize(
    ("head", "cells", "remedy"),
    [
        ("Month", "1 2", "say when each is, as with --map 'period={year}-{Month}'"),
        ("currency", "EUR USD", "say in which unit each is, as with --map 'unit={currency}'"),
    ],
)
def test_numbers_of_months_or_currencies_are_told_apart_by_the_remedy(
    dip: Run, head: str, cells: str, remedy: str
) -> None:
    one, other = cells.split()
    rows = f"DE,FR,2020,{one},1,7\nDE,FR,2020,{other},1,9\n"
    Path("flows.csv").write_text(f"{FLOWS.replace('flow', head)}{rows}")
    status, out, _ = dip("import", "flows.csv", *DAY, *FLOW)
    assert (status, f"{remedy}\n" in out) == (3, True), out
    map_ = remedy.rpartition(" ")[2].strip("'")
    words = [word for word in FLOW[1::2] if word.partition("=")[0] != map_.partition("=")[0]]
    given = (*words, map_)
    assert [it["value"] for it in import_twice(dip, "flows.csv", *given)[1].values()] == [7, 9]


def test_columns_are_looked_through_once_however_many_rows_contradict(
    dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked, are_amounts = list[str](), part_columns.are_amounts

    def counted(column: str, cells: Collection[str]) -> bool:
        asked.append(column)
        return are_amounts(column, cells)

    monkeypatch.setattr(contradictions, "are_amounts", counted)
    rows = "".join(f"DE,FR,2020,exports,{item:02},{item}\n" for item in range(1, 30))
    Path("flows.csv").write_text(FLOWS + rows)
    status, out, _ = dip("import", "flows.csv", *DAY, *FLOW)
    assert (status, "cannot be read: 28 rows" in out) == (3, True), out
    assert sorted(asked) == ["flow", "item"]


def test_of_a_very_long_head_the_beginning_is_shown_and_looked_at(dip: Run) -> None:
    head = "value (million USD)" + " (million USD)" * 500
    Path("flows.csv").write_text(f"who,whom,year,flow,item,{head}\nDE,FR,2020,exports,01,7\n")
    words = [word.replace("value={value}", "value=5") for word in FLOW]
    status, out, _ = dip("import", "flows.csv", *DAY, *words)
    assert status == 0, out
    shown = f"{head[:99]}…"
    assert f"  columns not used: flow (exports), item (01), {shown}\n" in out
    assert len(date_columns._rests("month" * 4_000, "month")) == 100


def test_rows_of_a_wide_table_that_contradict_each_other_differ_in_no_number(dip: Run) -> None:
    Path("wide.csv").write_text("who,whom,kind,2019,2020\nDE,FR,ex,1,5\nDE,FR,im,2,5\n")
    text = "who,whom,2018 [YR2018],kind,year,value\nDE,FR,0,ex,2019,1\nDE,FR,5,im,2019,2\n"
    Path("long.csv").write_text(text)
    assert "; the rows differ in kind (ex, im); " in dip("import", "long.csv", *DAY, *FLOW)[1]
    words = map_words("columns=2019..2020", "period={column}", "value={cell}")
    status, out, _ = dip("import", "wide.csv", *DAY, *FLOW[:8], *words)
    assert (status, "  3 claims from 3 cells\n  cannot be read: 1 cell\n" in out) == (3, True), out
    told = "wide.csv:3: line 2 has another number for the same question; the rows differ in kind ("
    assert told in out
    Path("wide.csv").write_text("who,whom,kind,2019,2020\nDE,FR,ex,1,5\nDE,FR,im,2,6\n")
    out = dip("import", "wide.csv", *DAY, *FLOW[:8], *words)[1]
    assert (out.count(told), "  cannot be read: 2 cells\n" in out) == (1, True), out


@pytest.mark.parametrize(
    ("cells", "whole"), [("Import Export", "Export"), ("M X", "X"), ("balance exports", "exports")]
)
def test_flows_are_no_parts(dip: Run, cells: str, whole: str) -> None:
    one, other = cells.split()
    Path("flows.csv").write_text(f"{FLOWS}DE,FR,2020,{one},1,7\nDE,FR,2020,{other},1,9\n")
    alone = f"take what is measured alone, as with --map 'where={{flow}}={whole}'"
    assert f"({one}, {other}); {alone}\n" in dip("import", "flows.csv", *DAY, *FLOW)[1]
    status, _, err = dip("import", "flows.csv", *DAY, *FLOW, "--map", "scope={flow}")
    says = f'"flow" says what is measured, not of what part ({one}, {other})'
    assert (status, err) == (2, f"dipfacts: --map scope: {says}\n  {alone}\n")


def test_heads_of_flows_are_no_parts(dip: Run) -> None:
    Path("wide.csv").write_text("who,whom,year,Exports,Imports\nDE,FR,2020,1,5\n")
    words = ("columns=Exports,Imports", "scope={column}", "value={cell}")
    given = map_words(*words)
    status, _, err = dip("import", "wide.csv", *DAY, *FLOW[:10], *given)
    says = "its headers say what is measured, not of what part (Exports, Imports)"
    remedy = "take one column alone, as with --map 'value={Exports}'"
    assert (status, err) == (2, f"dipfacts: --map scope: {says}\n  {remedy}\n")


def test_rows_that_may_be_of_a_part_are_told(dip: Run) -> None:
    rows = "DE,FR,2020,exports,Cars,7\nDE,FR,2020,imports,Cars,8\nDE,FR,2020,exports,All,9\n"
    Path("flows.csv").write_text(FLOWS + rows)

    def note(*words: str) -> str:
        out = import_twice(dip, "flows.csv", *FLOW, *words)[0].replace("\n    ", " ")
        return "".join(line for line in out.split("\n") if "note: only rows" in line)

    told = "  note: only rows whose item is Cars are taken: if that is a part, add --map 'scope={}'"
    cars = "where={flow}=exports, {item}=Cars"
    assert note(cars) == told.format("{item}")
    assert note("where={flow}=exports, {item}=All") == note(cars, "scope={item}") == ""
    both = "'where={flow}=exports, {item}=All'"
    assert both in dip("import", "flows.csv", *DAY, *FLOW, "--map", "where={flow}=exports")[1]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (f"{FLOWS}DE,FR,2020,x,Cars,5\nDE,FR,2020,x,Total,7\n", ("scope={item}",)),
        (f"{FLOWS}DE,FR,2020,All,Cars,5\nDE,FR,2020,All,_T,7\n", ("scope={flow} {item}",)),
        (
            "who,whom,year,Cars,TOTAL\nDE,FR,2020,5,7\n",
            ("scope={column}", "columns=Cars,TOTAL", "value={cell}"),
        ),
    ],
)
def test_a_total_among_parts_is_given_no_scope(dip: Run, text: str, words: tuple[str, ...]) -> None:
    Path("flows.csv").write_text(text)
    given = [*(FLOW[:-2] if "value={cell}" in words else FLOW)]
    given += map_words(*words)
    claims = import_twice(dip, "flows.csv", *given)[1].values()
    assert [(it.get("scope"), it["value"]) for it in claims] == [("Cars", 5), (None, 7)]


@pytest.mark.parametrize(
    ("row", "measure", "notes"),
    [
        (
            "Import,27,forecast",
            "exports",
            [
                "no key names flow (Import), which is not exports: say what is measured, as with "
                "--map measure=imports, and, if it goes from whom to who, --map 'from={whom}' "
                "--map 'to={who}'",
                "no key names item (27): if that is a part, add --map 'scope={item}'",
                "no key names status (forecast): say how final each number is, as with --map "
                "'status={status}'",
            ],
        ),
        (
            "M,TOTAL,",
            "arms-exports",
            [
                "no key names flow (M), which is not arms-exports: say what is measured, as with "
                "--map measure=arms-imports, and, if it goes from whom to who, --map "
                "'from={whom}' --map 'to={who}'"
            ],
        ),
        ("Export,TOTAL,final", "exports", []),
        ("Re-exports,Arms,", "arms-re-exports", []),
    ],
)
def test_one_flow_part_or_status_of_all_rows_is_told_where_it_is_not_meant(
    dip: Run, row: str, measure: str, notes: list[str]
) -> None:
    heads = FLOWS.replace("item,", "item,status,")
    Path("flows.csv").write_text(f"{heads}DE,FR,2020,{row},7\nDE,FR,2021,{row},8\n")
    words = ["--map", f"measure={measure}", *FLOW[2:], "--map", "publisher=B"]
    out = import_twice(dip, "flows.csv", *words)[0].replace("\n    ", " ")
    told = [line.removeprefix("  note: ") for line in out.split("\n") if "  note: " in line]
    assert [it for it in told if not it.startswith("read as")] == notes


def test_rows_that_are_chosen_by_another_flow_or_a_status_are_told(dip: Run) -> None:
    heads = FLOWS.replace("item,", "item,label,status,")
    rows = "DE,FR,2020,Import,27,Oil,final,7\nDE,FR,2020,Export,27,Oil,forecast,8\n"
    Path("flows.csv").write_text(f"{heads}{rows}")
    where = "where={flow}=Import, {status}=forecast, {status}=final, {item}=27"
    out = dip("import", "flows.csv", *DAY, *FLOW, "--map", where)[1].replace("\n    ", " ")
    only = "  note: only rows whose {} taken"
    named = "which is not exports: say what is measured, as with --map measure=imports, and, if "
    named += "it goes from whom to who, --map 'from={whom}' --map 'to={who}'\n"
    assert f"{only.format('flow is Import are')}, {named}" in out
    assert f"{only.format('status is forecast, final are')}: say how final each number is" in out
    part = "if that is a part, add --map 'scope={item}'\n"
    assert f"{only.format('item is 27 are')}: {part}" in out
    assert out.count("  note: only rows") == 3


@pytest.mark.parametrize(
    ("names", "told"), [(("Product", "Product name"), 1), (("Product", "Industry"), 2)]
)
def test_a_label_of_a_part_is_not_told_again(dip: Run, names: tuple[str, str], told: int) -> None:
    heads = f"who,whom,year,{','.join(names)},value\n"
    Path("flows.csv").write_text(f"{heads}DE,FR,2020,27,Fuels,7\nDE,FR,2021,27,Fuels,8\n")
    out = dip("import", "flows.csv", *DAY, *FLOW)[1]
    assert out.count("if that is a part, add") == told
    scoped = dip("import", "flows.csv", *DAY, *FLOW, "--map", "scope={Product}", "--id", "p")[1]
    assert scoped.count("if that is a part, add") == told - 1
    fixed = dip("import", "flows.csv", *DAY, *FLOW, "--map", "scope=fuels", "--id", "f")[1]
    assert "if that is a part, add" not in fixed


@pytest.mark.parametrize(
    ("claim", "cells", "told"),
    [
        ("relation", "Terminated,In force", True),
        ("relation", "active,in force", False),
        ("relation", "signed,by the king", False),
        ("event", "cancelled,took place", True),
    ],
)
def test_a_column_of_statuses_that_no_key_names_is_told(
    dip: Run, claim: str, cells: str, told: bool
) -> None:
    one, other = cells.split(",")
    Path("pacts.csv").write_text(f"a,b,name,state\nDE,FR,Pact,{one}\nDE,IT,League,{other}\n")
    words = (f"claim={claim}", "kind=pact", "topic=law", "title={name}", "parties={a}, {b}")
    out = dip("import", "pacts.csv", *DAY, *map_words(*words))[1]
    say = "say how far each is, as with --map 'status={state}'\n"
    assert (f"no key names state ({one}, {other}): {say}" in out) is told


def test_rows_are_chosen_by_what_a_column_holds(dip: Run) -> None:
    rows = "DE,FR,2020,exports,01,7\nDE,FR,2020,imports,01,9\nXX,FR,2020,x,02,\n"
    Path("flows.csv").write_text(f"{FLOWS}{rows}DE,FR,2021,re-exports,02,8\n")
    where = "where={flow}=exports, {flow}=re-exports, {item}=01, {item}=02"
    out, found = import_twice(dip, "flows.csv", *FLOW, where)
    assert "  2 claims from 2 rows\n  left out: 1 flow is imports\n  left out: 1 flow is x\n" in out
    assert {id_: it["value"] for id_, it in found.items()} == {
        "flows-de-fr-2020": 7,
        "flows-de-fr-2021": 8,
    }


def test_numbers_that_are_said_otherwise_contradict_nothing(dip: Run) -> None:
    rows = "DE,FR,2020,2021-01-05,1,7\nDE,FR,2020,2022-01-05,1,9\n"
    Path("flows.csv").write_text(f"{FLOWS.replace('flow', 'said')}{rows}")
    found = import_twice(dip, "flows.csv", *FLOW, "said_on={said}")[1]
    assert [it["value"] for it in found.values()] == [7, 9]
