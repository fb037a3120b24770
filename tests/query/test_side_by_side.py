"""Questions that ask several parties, measures or topics side by side."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any

import pytest

from dipfacts.cli import app
from support import factbase as fb
from support.asking import BASE, loaded
from support.command_line import Dip, dip_of
from support.compiled import shared


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Dip:
    """Ask the base of these tests; return status, output and errors."""
    return dip_of(BASE, capsys, monkeypatch)


def test_partners_stand_side_by_side(dip: Dip) -> None:
    status, page, _ = dip("trade aland celand beland")
    assert status == 0
    head, table = page.split("\n\n")[:2]
    assert head == (
        "Trade turnover of Aland in 2021: with Celand $5 million and with Beland $2 million to"
        " $3 million (sources differ). Also on trade: 2 events (1 planned)."
    )
    assert [line.split("  ")[0] for line in table.splitlines()] == [
        "Trade turnover of Aland with each (≠ where claims differ)",
        "Year",
        "2022",
        "2021",
    ]
    assert "$1 million (Jan–Jun 2022)" in table
    assert "$2 million to $3 million ≠" in table
    found = loaded(dip, "trade aland celand beland")
    (one,) = found["side_by_side"]
    assert [column["partner"] for column in one["columns"]] == ["celand", "beland"]
    assert [row["period"] for row in one["rows"]] == ["2022", "2021"]
    assert one["rows"][0]["cells"][0]["partial"] is True
    assert found["query"]["in_order"] == ["aland", "celand", "beland"]


def test_what_is_said_of_several_of_them_at_once_is_told_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = {"period": "2021", "unit": "USD"}
    pair = fb.figure("pair", parties=["ke", "tz"], value=1_000_000_000, **keys)
    every = fb.figure("every", parties=["ke", "tz", "ug"], value=5_000_000_000, **keys)
    before = fb.figure("before", parties=["ke", "tz", "ug"], value=4, **{**keys, "period": "2020"})
    sentence = "Turnover (Kenya, Tanzania, Uganda) in 2021: $5 billion, according to S (undated)."
    path = tmp_path / "facts.toml"

    def asked(words: str, *claims: str, status: int = 0) -> str:
        path.write_text(fb.base(fb.source("s"), fb.topic(), fb.measure(), *claims))
        assert app.run([*words.split(), "-f", str(path)]) == status
        return capsys.readouterr().out

    for words in ("trade ke tz ug", "trade tz ug ke", "trade ke tz rw ug"):
        page = asked(words, pair, every)
        assert page.split("\n")[0].endswith(f" {sentence}")
        assert "\n\nTurnover (Kenya, Tanzania, Uganda)\n" in page
        assert "more claim" not in page
        found = json.loads(asked(f"{words} --json", pair, every))
        assert {fact["id"] for fact in found["facts"]} == {"pair", "every"}
    found = json.loads(asked("trade ke tz ug --json", every))
    assert found["answer"]["text"] == sentence
    assert (found["answer"]["value"], found["answer"]["facts"]) == (5_000_000_000, ["every"])
    found = json.loads(asked("trade ke tz ug --limit 1 --json", every, before))
    assert ([fact["id"] for fact in found["facts"]], found["left_out"]["limit"]) == (["every"], 1)
    goal = fb.figure("goal", parties=["ke", "tz", "ug"], value=9, status="target", **keys)
    assert "Aimed at in 2021: $9 (target), according to S" in asked("trade ke tz ug", pair, goal)
    none = every.replace("value = 5000000000", 'absent = "not-published"')
    assert none != every
    text = "Turnover (Kenya, Tanzania, Uganda) in 2021: not published, according to S (undated).\n"
    assert text in asked("trade ke tz ug", pair, none)
    assert asked("trade ke tz ug", none, status=1).startswith(text)
    part = asked("trade ke tz ug --in 2021-03", every)
    assert part.startswith(
        "No claim on turnover (Kenya, Tanzania, Uganda) is about Mar 2021 alone. For the whole of "
        "2021: $5 billion, according to S (undated).\n"
    )


PAIR = {"parties": ["mw", "zm"], "value": 1_000_000_000, "period": "2021", "unit": "USD"}


@pytest.mark.parametrize("third", ["ao", "zw"])
@pytest.mark.parametrize(
    ("pair", "text"),
    [
        ({}, "Turnover between Malawi and Zambia in 2021: $1 billion"),
        ({"measure": "transit"}, "Transit between Malawi and Zambia in 2021: $1 billion"),
        ({"scope": "tea"}, "Turnover between Malawi and Zambia (tea) in 2021: $1 billion"),
        (
            {"value": None, "absent": "not-published"},
            "Turnover between Malawi and Zambia in 2021: not published",
        ),
    ],
    ids=str,
)
def test_claims_about_exactly_the_parties_asked_answer_before_those_of_larger_groups(
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    third: str,
    pair: dict[str, Any],
    text: str,
) -> None:
    larger = PAIR | {"parties": ["mw", "zm", third], "value": 9, "period": "2022"}
    largest = larger | {"parties": ["mw", "zm", third, "mz"]}
    absent = {key: pair[key] for key in ("value", "absent") if "absent" in pair}
    keys = {"largest": largest, "larger": larger, "pair": PAIR | pair}
    claims = [fb.figure(id, **of | absent) for id, of in keys.items()]
    measures = fb.measure(), fb.measure("transit", label="Transit")
    path = tmp_path / "facts.toml"
    path.write_text(fb.base(fb.source("s"), fb.topic(), *measures, *claims))
    app.run(["trade", "zm", "mw", "--json", "-f", str(path)])
    found = json.loads(capsys.readouterr().out)
    assert found["answer"]["text"].startswith(text)
    assert found["answer"]["facts"][0] == "pair"
    if not absent:
        assert [fact["id"] for fact in found["facts"]] == ["pair", "larger", "largest"]
    app.run(["trade", "zm", "mw", third, "--json", "-f", str(path)])
    beside = [fact["id"] for fact in json.loads(capsys.readouterr().out)["facts"]]
    assert [id for id in beside if id != "pair"] == ["larger", "largest"]


IN_2022 = {"period": "2022", "unit": "USD"}
OF_KENYA = fb.base(  # with Tanzania it has a full year, with no other one in the same words
    fb.source("s"),
    fb.topic(),
    fb.measure(),
    fb.figure("whole", parties=["ke", "tz"], value=7, **IN_2022),
    fb.figure("goods", parties=["ke", "ug"], value=5, scope="goods", **IN_2022),
    fb.figure("before", parties=["ke", "ug"], value=3, **IN_2022 | {"period": "2021"}),
    fb.figure("some", parties=["ke", "rw"], value=4, **IN_2022 | {"period": "202X"}),
    fb.figure("ahead", parties=["ke", "bi"], value=9, status="forecast", **IN_2022),
    fb.figure("goal", parties=["ke", "rw"], value=6, status="target", **IN_2022),
)


def test_partners_in_no_table_have_sentences_of_their_own(dip: Dip) -> None:
    found = json.loads(dip(f"trade ke tz ug rw bi --json -f {shared(OF_KENYA)}").page())
    text = found["answer"]["text"]
    assert text.startswith("Turnover of Kenya in 2022: with Tanzania $7. ")
    assert "Turnover between Kenya and Uganda (goods) in 2022: $5, " in text
    assert (
        "No claim on turnover between Kenya and Rwanda is about one full year. "
        "Some time in the 2020s: $4, "
    ) in text
    assert "Expected in 2022: $9 (forecast), " in text
    assert {"whole", "goods", "some", "ahead"} <= {fact["id"] for fact in found["facts"]}
    assert "no figure" not in text


def test_partners_without_a_full_year_have_what_there_is(dip: Dip) -> None:
    found = json.loads(dip(f"trade ke rw bi --json -f {shared(OF_KENYA)}").page())
    assert "Some time in the 2020s: $4" in found["answer"]["text"]
    assert "No figure" not in found["answer"]["text"]


@pytest.mark.parametrize(
    ("partner", "told"),
    [
        ("ug", "\n\nTurnover between Kenya and Uganda (goods)\n"),
        (
            "rw",
            "\nTurnover between Kenya and Rwanda, aimed at in 2022: $6 (target), according to S",
        ),
    ],
)
def test_a_partner_in_no_table_has_one_or_a_line_of_its_own(
    dip: Dip, partner: str, told: str
) -> None:
    assert told in dip(f"trade ke tz {partner} -f {shared(OF_KENYA)}").page()


def test_partners_of_flows_in_no_table_have_a_sentence(dip: Dip) -> None:
    ways = (
        fb.figure("from", from_="ug", to="ke", value=8, **IN_2022),
        fb.figure("to", from_="ke", to="ug", value=9, scope="goods", **IN_2022),
        fb.figure("tz", from_="ke", to="tz", value=3, **IN_2022),
    )
    path = shared(fb.base(fb.source("s"), fb.topic(), fb.measure(), *ways))
    headline = dip(f"trade ke tz ug -f {path}").page().splitlines()[0]
    begin = "Turnover from and to Kenya in 2022: to Tanzania $3 and from Uganda $8. "
    assert headline.startswith(begin)
    assert "Turnover from Kenya to Uganda (goods) in 2022: $9, " in headline


def test_a_column_is_of_flows_to_a_partner_or_from_it(dip: Dip) -> None:
    ways = (
        fb.figure("to-ug", from_="ke", to="ug", value=9, **IN_2022),
        fb.figure("from-ug", from_="ug", to="ke", value=8, **IN_2022),
        fb.figure("to-tz", from_="ke", to="tz", value=3, **IN_2022),
    )
    asked = f"trade ke tz ug -f {shared(fb.base(fb.source('s'), fb.topic(), fb.measure(), *ways))}"
    headline, _, title, heads = dip(asked).page().splitlines()[:4]
    told = "to Tanzania $3, to Uganda $9 and from Uganda $8"
    assert headline == f"Turnover from and to Kenya in 2022: {told}."
    assert title == "Turnover from and to Kenya"
    assert re.split("  +", heads) == ["Year", "to Tanzania", "to Uganda", "from Uganda", "Source"]
    (table,) = loaded(dip, asked)["side_by_side"]
    columns = {(it["partner"], it["way"]): nth for nth, it in enumerate(table["columns"])}
    cells = table["rows"][0]["cells"]
    facts = {at: cells[nth]["facts"] for at, nth in columns.items()}
    assert facts == {
        ("tanzania", "to"): ["to-tz"],
        ("uganda", "to"): ["to-ug"],
        ("uganda", "from"): ["from-ug"],
    }
    rows = csv.DictReader(io.StringIO(dip(f"{asked} --format csv").page()))
    assert {it["id"]: it["side_by_side_way"] for it in rows} == {
        "to-tz": "to",
        "to-ug": "to",
        "from-ug": "from",
    }


def test_a_stock_at_a_date_that_is_not_known_to_the_year_is_in_no_row(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.toml"
    periods = {"tz": "2021-12-31", "ug": "202X", "rw": "[2018-06-30,2023-06-30]", "bi": "2019-XX"}
    claims = (
        fb.figure(of, parties=["ke", of], value=7, unit="USD", period=period)
        for of, period in periods.items()
    )
    path.write_text(fb.base(fb.source("s"), fb.topic(), fb.measure(nature="stock"), *claims))
    assert app.run(["trade", "ke", *periods, "--json", "-f", str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answer"]["text"] == (
        "Turnover of Kenya in 2021: with Tanzania $7 (31 Dec 2021) and with Burundi $7 as of some "
        "time in 2019. Turnover between Kenya and Uganda as of some time in the 2020s: $7, "
        "according to S (undated). Turnover between Kenya and Rwanda as of 30 Jun 2018 or 30 Jun "
        "2023: $7, "
        "according to S (undated)."
    )
    assert found["answer"]["period"] == "2021"
    assert [row["period"] for row in found["side_by_side"][0]["rows"]] == ["2021", "2019"]


def test_a_partner_of_whom_only_other_measures_are_claimed_is_told_too(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.toml"
    keys = {"period": "2021", "unit": "USD"}
    measures = (
        fb.measure(sum_of=["exports", "imports"]),
        *(fb.measure(id, label=id.capitalize()) for id in ("exports", "imports", "transit")),
    )
    claims = (
        fb.figure("both", parties=["ke", "tz"], value=7, **keys),
        fb.figure("old", parties=["ke", "ug"], value=6, **{**keys, "period": "2019"}),
        fb.figure("new", measure="exports", from_="ke", to="ug", value=3, **keys),
        fb.figure("way", measure="transit", from_="ke", to="ug", value=2, **keys),
        fb.figure("part", measure="exports", from_="ug", to="ke", value=1, period="2021-03"),
        fb.figure("out", measure="exports", from_="ke", to="rw", value=5, **keys),
        fb.figure("goal", measure="exports", from_="ke", to="bi", value=9, status="target", **keys),
    )
    path.write_text(fb.base(fb.source("s"), fb.topic(), *measures, *claims))
    assert app.run(["trade", "ke", "tz", "ug", "rw", "bi", "ss", "--json", "-f", str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answer"]["text"] == (
        "Turnover of Kenya in 2021: with Tanzania $7; no figure for all of 2021 with South Sudan. "
        "Exports from Kenya to Uganda in 2021: $3, according to S (undated). "
        "Exports from Kenya to Rwanda in 2021: $5, according to S (undated). "
        "No claim says how exports from Kenya to Burundi turned out. "
        "Aimed at in 2021: $9 (target), according to S (undated)."
    )
    (one,) = found["side_by_side"]
    assert one["measure"] == "turnover"


def test_without_a_table_too_a_partner_without_a_number_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.toml"
    keys: dict[str, Any] = {"period": "2021", "unit": "USD", "scope": "tea"}
    claims = (
        fb.figure("tea", parties=["ke", "tz"], value=7, **keys),
        fb.figure("none", parties=["ke", "bi"], value=None, absent="confidential", **keys),
        fb.figure("old", parties=["ke", "rw"], value=5, **{**keys, "period": "2019"}),
        fb.figure("whole", parties=["ke", "ug"], value=9, period="2021", unit="USD"),
    )
    path.write_text(
        fb.base(fb.source("s", published="2022-03-01"), fb.topic(), fb.measure(), *claims)
    )
    dates = ["--in", "2021", "--known-by", "2030", "-f", str(path), "--json"]

    def asked(*partners: str) -> str:
        assert app.run(["trade", "ke", *partners, *dates]) == 0
        found = json.loads(capsys.readouterr().out)
        assert found["status"] == "answered"
        return str(found["answer"]["text"])

    tea = "Turnover between Kenya and Tanzania (tea) in 2021: $7, according to S (1 Mar 2022)."
    none = (
        "Turnover between Burundi and Kenya (tea) in 2021: not published (confidential), "
        "according to S (1 Mar 2022)."
    )
    assert asked("bi", "rw", "tz", "ss") == (
        f"{tea} {none} No figure on trade of Kenya with Rwanda or South Sudan is recorded for "
        "2021; there is 1 claim for 2019. (As known by 2030.)"
    )
    assert asked("ug", "bi", "ss") == (
        "Turnover of Kenya in 2021: with Uganda $9; no figure for all of 2021 with South Sudan. "
        f"{none} (As known by 2030.)"
    )


@pytest.mark.parametrize("line", ['trade "" aland', 'brief aland beland " "', 'aland "" beland'])
def test_an_empty_name_is_not_passed_over(line: str, dip: Dip) -> None:
    status, out, err = dip(line)
    assert (status, out) == (2, "")
    assert err.startswith('dipfacts: no party is called "')


def test_a_partner_without_a_figure_has_a_column(dip: Dip) -> None:
    found = loaded(dip, "trade aland beland deland")
    assert found["answer"]["text"].endswith(
        "; no figure for all of 2022 with Deland. Also on trade: 2 events (1 planned)."
    )
    cells = [row["cells"] for row in found["side_by_side"][0]["rows"]]
    assert all(deland is None for _, deland in cells)


def test_of_parts_of_a_year_alone_the_sentence_tells_the_parts(dip: Dip) -> None:
    found = loaded(dip, "trade aland celand deland --in 2022")
    assert found["answer"]["text"] == (
        "Trade turnover of Aland in 2022: with Celand $1 million (Jan–Jun 2022); no figure with"
        " Deland."
    )
    assert found["answer"]["partial"] is True
    assert len(found["answer"]["facts"]) == 1


@pytest.mark.parametrize(
    ("when", "status", "text"),
    [
        ("in 1999", "outside-dates", "is recorded for 1999; there are "),
        ("known-by 1960", "outside-dates", "is recorded; "),
        ("in 1999 --claimant deland", "nothing-recorded", "is recorded for 1999."),
    ],
)
def test_figures_of_other_dates_side_by_side_are_outside_them(
    dip: Dip, when: str, status: str, text: str
) -> None:
    found = loaded(dip, f"trade aland beland celand --{when}")
    assert found["status"] == status
    assert text in found["answer"]["text"]


def test_side_by_side_definitions_and_bounds_stand_with_the_numbers(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path, keys = tmp_path / "facts.toml", {"period": "2022", "unit": "USD", "from_": "ke"}

    def asked(*claims: str) -> Any:
        path.write_text(fb.base(fb.source("s"), fb.topic(), fb.measure(), *claims))
        assert app.run(["trade", "ke", "tz", "ug", "-f", str(path)]) == 0
        page = capsys.readouterr().out
        assert app.run(["trade", "ke", "tz", "ug", "--json", "-f", str(path)]) == 0
        return page, json.loads(capsys.readouterr().out)["side_by_side"][0]["rows"][0]["cells"]

    fob = fb.figure("a", to="tz", value=7, valuation="fob", **keys)
    defined = {"valuation": "fob", "definition": "special trade"}
    over = fb.figure("b", to="ug", value=3, qualifier="more-than", **defined, **keys)
    page, cells = asked(fob, over)
    assert "to Tanzania $7 (fob) and to Uganda more than $3 (special trade, fob).\n" in page
    assert "\n2022  $7 (fob)     more than $3 (special trade, fob)  [1]\n" in page
    assert [cell["qualifier"] for cell in cells] == ["exactly", "more-than"]
    alike = fb.figure("c", to="ug", value=5, valuation="fob", **keys)
    assert asked(fob, alike)[0].startswith("Turnover from Kenya in 2022 (fob): to Tanzania $7 and ")
    page, cells = asked(fob, alike, fb.figure("d", to="ug", value=9, valuation="cif", **keys))
    assert "to Uganda $5 to $9 (S gave different numbers, as one is fob and one cif)." in page
    assert cells[1]["qualifier"] is None


_NOT_ALONE = "No claim on turnover from Kenya to Uganda is about 2022 alone. In the fiscal year "


@pytest.mark.parametrize(
    ("within", "start", "period", "row"),
    [
        ("2022", "Turnover from Kenya in 2022: to Tanzania $7. " + _NOT_ALONE, "2022", ["a", None]),
        ("2023-02", "Turnover from Kenya in Feb 2023: to Tanzania $2. No", "2023-02", ["b", None]),
        (
            "2021-04/2022-03",
            "Turnover from Kenya in Apr 2021 – Mar 2022: to Uganda $5. No claim on turnover from "
            "Kenya to Tanzania is about Apr 2021 – Mar 2022 alone. In the year 2022, which reaches",
            "2021-04/2022-03",
            [None, "c"],
        ),
        ("2021-05", "No claim on turnover from Kenya to Tanzania is about May 2021 alone.", "", []),
        ("2021-01/2021-06", "Turnover from Kenya in Jan–Jun 2021: to Tanzania $3.", "2021-01", []),
        ("2017/2019", "Turnover from Kenya in 2017–2019: to Uganda $20. No", "2017", [None, "e"]),
        (
            "2021/2022",
            "Turnover from Kenya in 2022, a part of 2021–2022: to Tanzania $7; no",
            "2022",
            [],
        ),
    ],
)
def test_the_period_asked_for_answers_side_by_side(
    within: str,
    start: str,
    period: str,
    row: list[str | None],
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = tmp_path / "facts.toml"
    claims = (
        fb.figure(id, from_="ke", to=to, period=period, value=value, unit="USD")
        for id, to, period, value in (
            ("a", "tz", "2022", 7),
            ("b", "tz", "2023-02", 2),
            ("c", "ug", "2021-04/2022-03", 5),
            ("d", "ug", "2022-04/2023-03", 6),
            ("e", "ug", "2017/2019", 20),
            ("g", "tz", "2018", 4),
            ("f", "tz", "2021-01/2021-06", 3),
        )
    )
    path.write_text(fb.base(fb.source("s"), fb.topic(), fb.measure(), *claims))
    assert app.run(["trade", "ke", "tz", "ug", "--in", within, "--json", "-f", str(path)]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["answer"]["text"].startswith(start)
    assert (found["answer"]["period"] or "").startswith(period)
    if row:
        of_asked = [r for r in found["side_by_side"][0]["rows"] if r["period"] == within]
        ids = [[cell and cell["facts"][0] for cell in each["cells"]] for each in of_asked]
        assert ids == [row]


def test_a_limit_shortens_the_table_and_not_the_sentence(dip: Dip) -> None:
    whole, short = (loaded(dip, f"trade aland beland celand{x}") for x in ("", " --limit 1"))
    assert whole["answer"] == short["answer"]
    assert len(short["side_by_side"][0]["rows"]) == 1
    assert short["left_out"]["of"] == {"row": 1, "claim": 1, "event": 1}


def test_the_table_can_be_had_as_csv(dip: Dip) -> None:
    out = dip("trade aland beland celand --format csv")[1]
    rows = list(csv.DictReader(io.StringIO(out)))
    cells = {(row["side_by_side_year"], row["side_by_side_partner"], row["value"]) for row in rows}
    assert ("2021", "celand", "5000000") in cells
    header = out.splitlines()[0]
    assert dip(f"trade aland beland celand --format csv --fields {header}")[1] == out


def test_lines_of_several_partners_share_a_frame(dip: Dip) -> None:
    out = dip("trade aland beland celand --chart")[1]
    frame = out.split("\nTrade turnover of Aland with each\n")[1]
    assert "● Beland   ▲ Celand" in frame
    assert frame.count("│") == 10
    assert "2021" in frame


def test_without_figures_the_others_are_told(dip: Dip) -> None:
    status, page, _ = dip("membership aland beland celand")
    head, relations, events = page.split("\n\n")[:3]
    assert (status, head) == (
        0,
        "Membership of Aland, Beland and Celand: 1 relation (2 claims), in force; 1 event; no"
        " figures.",
    )
    assert "A pact (with Beland)" in relations
    assert "Joining (with Celand)" in events


def test_side_by_side_have_the_relations_and_events_of_each_and_all_claims(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    def number(id: str, *parties: str, **keys: Any) -> str:
        return fb.figure(id, parties=[*parties], value=1, period="2020", **keys)

    claims = [
        number("fj-to", "fj", "to"),
        number("fj-ws", "fj", "ws"),
        number("to-ws", "to", "ws"),
        number("elsewhere", "fj", "to", "nz"),
        number("port", "fj", "to", measure="transit"),
        fb.relation("all", title="Union", parties=["fj", "to", "ws"], topic="trade"),
        fb.relation("two", title="Pact", parties=["fj", "ws"], topic="trade"),
        fb.relation("others", title="Deal", parties=["to", "ws"], topic="trade"),
        fb.event("summit", title="Summit", parties=["fj", "to", "ws", "nz"], topic="trade"),
    ]
    measures = fb.measure(), fb.measure("transit", label="Transit")
    path = tmp_path / "facts.toml"
    path.write_text(fb.base(fb.source("s"), fb.topic(), *measures, *claims))

    def asked(*words: str) -> str:
        assert app.run(["trade", "fj", "to", "ws", "-f", str(path), *words]) == 0
        return capsys.readouterr().out

    every = {"fj-to", "fj-ws", "elsewhere", "port", "all", "two", "summit"}
    found = json.loads(asked("--json"))
    assert {fact["id"] for fact in found["facts"]} == every
    assert found["left_out"]["limit"] == 0
    assert {one["id"] for one in found["occurrences"]} == {"all", "two", "summit"}
    for form in ("jsonl", "csv"):
        assert all(id in asked("--format", form) for id in every)
    page = asked()
    assert " Also on trade: 2 relations, " in page.split("\n")[0]
    for title in ("Union (with Samoa and Tonga)", "Pact (with Samoa)", "Summit (with New Zealand"):
        assert title in page
    assert "\n2 more claims: dipfacts trade fiji tonga " in page
    of = {"claim": 2, "relation": 1}
    assert json.loads(asked("--limit", "1", "--json"))["left_out"] == {
        "limit": 3,
        "of": of,
        "known_by": 0,
        "dates": 0,
    }
    assert "more relation: --limit 0" in asked("--limit", "1")
    assert "Also on" not in asked("--measure", "turnover")


@pytest.mark.parametrize(
    ("basis", "other", "head"),
    [
        (
            {"definition": "at constant 2015 prices", "valuation": "fob"},
            {},
            "in 2021 (at constant 2015 prices, fob): with Kenya $7 and with Tanzania $8.",
        ),
        (
            {"definition": "at constant 2015 prices"},
            {"definition": ""},
            "in 2021: with Kenya $7 (at constant 2015 prices) and with Tanzania $8.",
        ),
    ],
)
def test_the_sentence_has_the_basis_that_all_numbers_share_once(
    basis: dict[str, str],
    other: dict[str, str],
    head: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:
    keys = {"period": "2021", "unit": "USD"}
    last = {key: value for key, value in {**basis, **other}.items() if value}
    path = tmp_path / "facts.toml"
    one = fb.figure("one", parties=["ug", "ke"], value=7, **keys, **basis)
    two = fb.figure("two", parties=["ug", "tz"], value=8, **keys, **last)
    text = fb.base(fb.source(), fb.topic(), fb.measure(), one, two)
    path.write_text(text, encoding="utf-8")
    assert app.run(["trade", "ug", "ke", "tz", "--json", "-f", str(path)]) == 0
    assert json.loads(capsys.readouterr().out)["answer"]["text"] == f"Turnover of Uganda {head}"


def test_no_basis_is_shared_where_the_ends_of_a_range_have_two(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    keys = {"period": "2021", "unit": "USD", "parties": ["ug", "ke"]}
    one = fb.figure("one", value=7, definition="general trade", **keys)
    two = fb.figure("two", value=9, definition="special trade", **keys)
    other = {**keys, "parties": ["ug", "tz"], "definition": "general trade"}
    three = fb.figure("three", value=8, **other)
    path = tmp_path / "facts.toml"
    text = fb.base(fb.source(), fb.topic(), fb.measure(), one, two, three)
    path.write_text(text, encoding="utf-8")
    assert app.run(["trade", "ug", "ke", "tz", "-f", str(path)]) == 0
    page = capsys.readouterr().out
    assert page.startswith("Turnover of Uganda in 2021: with Kenya $7 to $9 (")
    assert " and with Tanzania $8 (general trade)." in page
    assert "\n\nTurnover of Uganda with each (≠ where claims differ)\n" in page
