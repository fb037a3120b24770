"""Lists of what there is to ask about: measures and kinds, and the uses of their labels."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from dipfacts.cli import app
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, event, figure, measure, party, relation, source, table, topic

Ask = Callable[..., str]


def kind(id: str, of: str, label: str, **keys: object) -> str:
    return table("kind", id=id, of=of, label=label, **keys)


BASE = base(
    source(),
    party("a", name="Aland"),
    party("b", name="Beland"),
    topic(),
    topic("travel"),
    measure("trade-turnover", label="Trade turnover", counts="goods alone"),
    measure("gdp", label="GDP of both", nature="stock"),
    measure("visitors", topic="travel", label="Visitors", nature="count", note="Without crews."),
    kind("diplomatic-relations", "relation", "Diplomatic relations", unique=True),
    kind("visit", "event", "State visit", note="With all honours."),
    kind("gift", "event", "A gift"),
    figure("f1", measure="trade-turnover"),
    figure("f2", measure="trade-turnover", period="2020"),
    figure("f3", measure="visitors", unit="visitors"),
    relation("r1", kind="diplomatic-relations", title="Ties", period="1992/.."),
    relation("r2", kind="defence pact", title="Pact", period="1993/..", status="in-force"),
    event("e1", kind="visit", title="Call", period="2001", status="held"),
    event("e2", kind="visit", title="Call again", period="2002", status="planned"),
    event("e3", kind="visit", title="Call off", period="2003", status="cancelled"),
    event("s1", kind="statement", title="Word", period="2004", status="held"),
    relation("s2", kind="statement", title="Joint word", period="2005", status="signed"),
)


@pytest.fixture
def ask(dip: Run) -> Ask:
    """Return what a command prints of the base above, with what it says on standard error."""

    def run(*words: str, status: int = 0) -> str:
        found = dip(*words, "-f", str(shared(BASE)))
        return found.page(status) + found.err

    return run


def test_measures_in_the_order_declared(ask: Ask) -> None:
    assert (
        ask("measures")
        == """\
3 measures.

Measure         Topic   Label           Nature  Claims
trade-turnover  trade   Trade turnover  flow         2
gdp             trade   GDP of both     stock        0
visitors        travel  Visitors        count        1
                · Without crews.
"""
    )


def test_kinds_declared_or_not_most_claims_first(ask: Ask) -> None:
    assert (
        ask("kinds")
        == """\
5 kinds.

Kind                  Of        Label                 Claims
visit                 event     State visit                3
                      · With all honours.
statement             both                                 2
defence pact          relation                             1
diplomatic-relations  relation  Diplomatic relations       1
gift                  event     A gift                     0

Kinds without a label are not declared.
"""
    )


def test_lists_as_json(ask: Ask) -> None:
    found = json.loads(ask("measures", "--json"))["measures"]
    assert [*found] == ["trade-turnover", "gdp", "visitors"]
    assert found["trade-turnover"] == {
        "topic": "trade",
        "label": "Trade turnover",
        "nature": "flow",
        "counts": "goods alone",
        "note": None,
        "claims": 2,
        **dict.fromkeys(("sum_of", "difference_of", "of", "partners")),
    }
    found = json.loads(ask("kinds", "--json"))["kinds"]
    assert [*found] == ["visit", "statement", "defence pact", "diplomatic-relations", "gift"]
    assert found["diplomatic-relations"] == {
        "of": "relation",
        "label": "Diplomatic relations",
        "declared": True,
        "unique": True,
        "note": None,
        "claims": 1,
    }
    assert found["statement"] == {
        "of": "both",
        "label": None,
        "declared": False,
        "unique": False,
        "note": None,
        "claims": 2,
    }


def test_lists_as_rows(ask: Ask) -> None:
    assert ask("kinds", "--format", "csv", "--limit", "2").splitlines() == [
        "id,of,label,declared,unique,note,claims,deprecated",
        "visit,event,State visit,true,false,With all honours.,3,",
        "statement,both,,false,false,,2,",
    ]
    rows = ask("measures", "--format", "tsv").splitlines()
    heads = "id topic label nature counts note claims sum_of difference_of of partners deprecated"
    assert rows[0].split("\t") == heads.split()
    assert rows[3] == "visitors\ttravel\tVisitors\tcount\t\tWithout crews.\t1\t\t\t\t\t"
    lines = ask("kinds", "--format", "jsonl", "--fields", "id,label").splitlines()
    assert json.loads(lines[0]) == {"id": "visit", "label": "State visit"}


def test_measures_name_those_that_they_are_made_of(
    capsys: pytest.CaptureFixture[str], write: Callable[..., Path]
) -> None:
    path = write(
        base(
            topic(),
            measure("exports", partners=5),
            measure("imports", partners=0),
            measure("turnover", sum_of=["exports", "imports"]),
            measure("balance", difference_of=["exports", "imports"]),
            measure("share", nature="ratio", of="exports"),
        )
    )

    def listed(format_: str) -> str:
        assert app.run(["measures", "-f", str(path), "--format", format_]) == 0
        return capsys.readouterr().out

    found = json.loads(listed("json"))["measures"]
    two = ["exports", "imports"]
    assert [it["partners"] for it in found.values()] == [5, 0, None, None, None]
    assert [it["sum_of"] for it in found.values()] == [None, None, two, None, None]
    assert [it["difference_of"] for it in found.values()] == [None, None, None, two, None]
    assert [it["of"] for it in found.values()] == [None, None, None, None, "exports"]
    of_csv = [row.split(",")[7:11] for row in listed("csv").splitlines()[1:]]
    joined = "exports; imports"
    assert of_csv == [
        *(["", "", "", "5"], ["", "", "", "0"]),
        *([joined, "", "", ""], ["", joined, "", ""], ["", "", "exports", ""]),
    ]


def test_every_base_can_list_them(
    capsys: pytest.CaptureFixture[str], write: Callable[..., Path]
) -> None:
    for command, text in (("measures", "0 measures.\n"), ("kinds", "0 kinds.\n")):
        assert app.run([command, "-f", str(write(base()))]) == 1
        assert capsys.readouterr().out == text


def test_no_text_of_a_fact_base_is_raw(
    capsys: pytest.CaptureFixture[str], write: Callable[..., Path]
) -> None:
    label = "\x1b[1m=Loan"
    claims = kind("loan", "event", label) + measure("m", label=label)
    claims += event("e", kind="x\x1b[1m", period="2001")
    path = str(write(BASE + claims))
    for command in ("kinds", "measures", "timeline"):
        for form in ("table", "md", "csv", "json", "jsonl"):
            app.run([command, "-f", path, "--format", form])
            assert "\x1b" not in "".join(capsys.readouterr())


# ----------------------------------------------------------------------------------- labels


@pytest.mark.parametrize("name", ["visit", "Visit", "State visit", "state-visit", "STATE  VISIT"])
def test_a_kind_is_asked_for_by_id_or_label(name: str, ask: Ask) -> None:
    found = json.loads(ask("timeline", "--kind", name, "--json"))
    assert [fact["id"] for fact in found["facts"]] == ["e1", "e2", "e3"]
    assert found["query"]["kind"] == "visit"


@pytest.mark.parametrize("name", ["trade-turnover", "Trade turnover", "tradeturnover"])
def test_a_measure_is_asked_for_by_id_or_label(name: str, ask: Ask) -> None:
    found = json.loads(ask("trade", "a", "b", "--measure", name, "--json"))
    assert [fact["id"] for fact in found["facts"]] == ["f1", "f2"]
    assert found["query"]["measure"] == "trade-turnover"


def test_a_kind_that_is_not_declared_is_asked_for_as_before(ask: Ask) -> None:
    found = json.loads(ask("relations", "--kind", "defence pact", "--json"))
    assert [fact["id"] for fact in found["facts"]] == ["r2"]


def test_ids_and_labels_of_one_thing_count_once(ask: Ask) -> None:
    found = json.loads(ask("timeline", "--kind", "visit", "--kind", "State visit", "--json"))
    assert found["query"]["kind"] == "visit"


@pytest.mark.parametrize(
    ("option", "name", "hint"),
    [
        ("--kind", "visits", 'did you mean "visit"?'),
        ("--kind", "State visits", 'did you mean "visit"?'),
        ("--kind", "state", 'did you mean "statement" or "visit"?'),
        ("--kind", "diplomatic", 'did you mean "diplomatic-relations"?'),
        ("--kind", "relations", 'did you mean "diplomatic-relations"?'),
        ("--kind", "pact", 'did you mean "defence pact"?'),
        ("--kind", "earthquake", "dipfacts kinds lists them"),
        ("--kind", "-", "dipfacts kinds lists them"),
        ("--measure", "turnover", 'did you mean "trade-turnover"?'),
        ("--measure", "turnovr", 'did you mean "trade-turnover"?'),
        ("--measure", "visitor", 'did you mean "visitors"?'),
        ("--measure", "xyz", "dipfacts measures lists them"),
        ("--source", "xyz", "dipfacts sources lists them"),
    ],
)
def test_a_slip_is_told_which_there_are(option: str, name: str, hint: str, ask: Ask) -> None:
    shown = ask("search", "call", option, name, status=2)
    what = option.strip("-")
    hint = hint.replace(" lists", f" -f {shared(BASE)} lists")
    assert shown == f'dipfacts: no {what} is called "{name}"\n  {hint}\n'


def test_a_label_of_two_kinds_is_asked_back(
    capsys: pytest.CaptureFixture[str], write: Callable[..., Path]
) -> None:
    twice = kind("call", "event", "State Visit") + event("e9", kind="call", period="2001")
    assert app.run(["timeline", "--kind", "state visit", "-f", str(write(BASE + twice))]) == 2
    said = 'dipfacts: "state visit" may be "call" or "visit"\n  ask by one of these ids\n'
    assert capsys.readouterr().err == said


def test_pages_say_the_labels_of_kinds(ask: Ask) -> None:
    page = " ".join(ask("timeline").split())
    assert " Call (Aland and Beland) state visit [1] " in page
    assert " Call again (Aland and Beland) PLANNED state visit" in page
    assert " Call off (Aland and Beland) CANCELLED state visit [1] " in page
    assert " Pact (Aland and Beland) defence pact, begins [1] " in page
    page = " ".join(ask("relations", "a", "b").split())
    assert " Ties diplomatic relations [1] " in page
    assert " Pact defence pact" in page
    assert " kind State visit title Call " in " ".join(ask("show", "e1").split())
    assert " kind defence pact title Pact " in " ".join(ask("show", "r2").split())
    page = " ".join(ask("brief", "a", "b").split())
    assert " Call off CANCELLED state visit [1] " in page
    assert '<span class="kind">state visit</span>' in ask("timeline", "--format", "html")
    assert '<span class="kind">state visit</span>' in ask("brief", "a", "b", "--format", "html")


def test_a_calendar_has_the_label_as_its_category(
    capsys: pytest.CaptureFixture[str], write: Callable[..., Path]
) -> None:
    day = event("e9", kind="visit", period="2001-05-06")
    assert app.run(["timeline", "--format", "ics", "-f", str(write(BASE + day))]) == 0
    assert "\r\nCATEGORIES:State visit\r\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("timeline --kind ", "visit\tState visit, 3 claims"),
        ("timeline --kind st", "statement\t2 claims"),
        ("timeline --kind st", "state visit\tvisit, 3 claims"),
        ("timeline --kind Sta", "State visit\tvisit, 3 claims"),
        ("relations --kind ", "diplomatic-relations\tDiplomatic relations, 1 claim"),
        ("search --measure tr", "trade-turnover\tTrade turnover"),
    ],
)
def test_tab_shows_labels(
    words: str, shown: str, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    from dipfacts.cli.completion import protocol

    monkeypatch.setenv("DIPFACTS_FACTS", str(write(BASE)))
    line = ["dipfacts", *words.split(" ")]
    assert shown in protocol.answered("fish", line).splitlines()


WITHDRAWN = base(
    source(),
    source("other"),
    *map(party, "abc"),
    party("bureau", kind="organisation"),
    topic(),
    measure("exports"),
    measure("debt", nature="stock"),
    figure("x1", measure="exports", from_="a", to="b", reporter="a"),
    figure("x2", measure="exports", period="2001", source="other", rank="deprecated"),
    figure("d1", measure="debt", parties=["a", "c"], scope="oil", rank="deprecated"),
    figure("d2", measure="debt", parties=["a", "c"], claimant="b", rank="deprecated"),
    figure("x3", measure="exports", period="2002", reporter="bureau", rank="deprecated"),
    figure("x4", measure="exports", period="2003", claimant="a", rank="deprecated"),
    relation("r1", title="Pact", topic="trade", period="1999/2002"),
    event("e1", title="War", period="1999", kind="war", rank="deprecated"),
    event("e2", title="Raid", period="200X", kind="war", rank="deprecated"),
).replace('rank = "deprecated"', 'rank = "deprecated"\nrank_reason = "a slip"')


@pytest.mark.parametrize(
    ("list_", "expected"),
    [
        ("topics", {"trade": (7, 5)}),
        ("measures", {"exports": (4, 3), "debt": (2, 2)}),
        ("kinds", {"war": (2, 2), "treaty": (1, 0)}),
        ("sources", {"s": (8, 6), "other": (1, 1)}),
        ("parties", {"a": (9, 7), "b": (8, 6), "c": (2, 2), "bureau": (1, 1)}),
    ],
)
def test_deprecated_claims_are_counted_apart(
    dip: Run, tmp_path: Path, list_: str, expected: dict[str, tuple[int, int]]
) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(WITHDRAWN)
    found = json.loads(dip(list_, "-f", str(path), "--json").out)[list_]
    assert {it: (of["claims"], of.get("deprecated", 0)) for it, of in found.items()} == expected
    lines = dip(list_, "-f", str(path)).out.splitlines()
    for name, (claims, gone) in expected.items():
        at = next(n for n, line in enumerate(lines) if line.split()[:1] == [name])
        assert lines[at].split()[-1] == str(claims - gone)
        told = f"· {gone} more claim{'s are' if gone > 1 else ' is'} deprecated."
        assert (told in (lines[at + 1 :] or [""])[0]) == bool(gone)
    rows = dip(list_, "-f", str(path), "--format", "csv").out.splitlines()
    assert rows[0].endswith(",deprecated")


def test_the_number_beside_a_topic_is_that_of_its_page(dip: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(WITHDRAWN)
    assert " 2\n" in dip("topics", "-f", str(path)).out
    page = json.loads(dip("trade", "-f", str(path), "--json", "--limit", "0").out)
    assert sorted(fact["id"] for fact in page["facts"]) == ["r1", "x1"]
