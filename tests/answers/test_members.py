"""A bloc's own figures, and beside them what its members add up to: derived, confirming nothing."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from dipfacts.answers.occurrences.membership import Members
from dipfacts.cli.app import run
from dipfacts.countries import bodies
from dipfacts.model.periods.period import Period
from support import factbase
from support.command_line import Run
from support.compiled import shared
from support.factbase import base

HEAD = (
    factbase.source(),
    factbase.topic(),
    factbase.measure("exports"),
    factbase.party("norway", iso="NO"),
)
UNION = factbase.party("union", kind="bloc", name="Union of Three")


def exports(to: str, value: int | None, period: str = "2022", **keys: Any) -> str:
    """An export of Norway's."""
    id_ = keys.pop("id", f"{to}-{period}".replace("/", "-"))
    usual = {"from_": "norway", "to": to, "reporter": "norway", "measure": "exports"}
    return factbase.figure(id_, value=value, period=period, **{**usual, **keys})


def member(party: str, period: str, **keys: Any) -> str:
    keys = {"to": "union", **keys}
    id_ = keys.pop("id", f"m-{party}")
    return factbase.relation(id_, kind="membership", from_=party, period=period, **keys)


def asked(capsys: pytest.CaptureFixture[str], *tables: str, **how: str) -> Any:
    """The JSON of `trade norway` and a bloc; the status is that of its answer."""
    file = shared(base(*HEAD, *tables))
    words = ["trade", "norway", how.get("bloc", "union"), "--json", "-f", str(file)]
    run([*words, *how.get("more", "").split()])
    return json.loads(capsys.readouterr().out)


def sums(answer: Any) -> list[dict[str, Any]]:
    return [one for one in answer["derived"] if one["kind"] == "members"]


MEMBERS = ("fr", "de", "it")
THREE = (UNION, *(member(code, "2000/..") for code in MEMBERS))


def test_the_sum_of_members_stands_beside_the_claim_about_the_bloc(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = (exports("union", 60), exports("fr", 10), exports("de", 20), exports("it", 30))
    answer = asked(capsys, *THREE, *figures)
    assert answer["answer"]["value"] == 60
    assert answer["answer"]["agreement"] == "single"  # never confirmed by its own parts
    (found,) = sums(answer)
    assert (found["value"], found["unit"], found["period"]) == (60, "USD", "2022")
    assert sorted(found["derived"]["from"]) == ["de-2022", "fr-2022", "it-2022"]
    assert found["text"] == (
        "Exports from Norway to the Union of Three, 2022, Norway: $60,"
        " the sum of all 3 members on record"
    )


def test_who_is_missing_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    figures = (exports("union", 60), exports("fr", 10), exports("it", 30))
    (found,) = sums(asked(capsys, *THREE, *figures))
    assert found["value"] == 40
    assert "the sum of 2 of 3 members on record; missing: Germany" in found["text"]


@pytest.mark.parametrize(
    ("own", "members", "said"),
    [
        (60, (10, 20, 30), "all 3 members on record"),
        (50, (10, 20, 30), "all 3 members on record, though $50 is stated"),
        (70, (10, 20, 30), "all 3 members on record, though $70 is stated"),
        (6000, (1800, 2400, 1850), "all 3 members on record"),  # but for rounding
        (70, (10, 20), "2 of 3 members on record; missing: Italy"),
        (20, (10, 20), "2 of 3 members on record, though $20 is stated; missing: Italy"),
        (20, (-10, 40), "2 of 3 members on record; missing: Italy"),
        (-7, (-10, 4, 3), "all 3 members on record, though -$7 is stated"),
    ],
)
def test_what_is_stated_of_the_bloc_is_named_where_both_cannot_be_right(
    capsys: pytest.CaptureFixture[str], own: int, members: tuple[int, ...], said: str
) -> None:
    figures = [exports(to, value) for to, value in zip(MEMBERS, members, strict=False)]
    (found,) = sums(asked(capsys, *THREE, exports("union", own), *figures))
    assert found["text"].endswith(f", the sum of {said}")


@pytest.mark.parametrize(
    "other",
    [
        {"reporter": "fr"},
        {"status": "forecast"},
        {"qualifier": "at-most"},
        {"valuation": "cif"},
        {"unit": "EUR"},
        {"scope": "goods"},
        {"period": "2021"},
    ],
)
def test_a_claim_about_the_bloc_that_is_not_comparable_contradicts_no_sum(
    capsys: pytest.CaptureFixture[str], other: dict[str, str]
) -> None:
    figures = [exports(to, 10) for to in MEMBERS]
    (found,) = sums(asked(capsys, *THREE, exports("union", 90, id="own", **other), *figures))
    assert "stated" not in found["text"]


PERHAPS = member("es", "201X")  # not added
DISPUTED = member("es", "2010/2015") + member(  # added, and named
    "es", "2010/..", id="m-es-still", same_as="m-es", source="other"
)


@pytest.mark.parametrize(
    ("spain", "own", "is_told"),
    [
        (PERHAPS, 35, False),
        (PERHAPS, 25, True),
        (DISPUTED, 35, False),
        (DISPUTED, 25, True),
        (DISPUTED, 45, True),
    ],
)
def test_what_is_stated_of_the_bloc_may_include_a_member_in_doubt(
    capsys: pytest.CaptureFixture[str], spain: str, own: int, is_told: bool
) -> None:
    other = factbase.source("other", published="2025-01-01")
    figures = [exports("union", own), *(exports(to, 10) for to in (*MEMBERS, "es"))]
    (found,) = sums(asked(capsys, other, *THREE, spain, *figures))
    assert (f", though ${own} is stated" in found["text"]) == is_told
    assert "Spain" in found["text"]


@pytest.mark.parametrize(("day", "value"), [("2024-06", 30), ("2024-07", 60)])
def test_as_known_by_a_day_the_members_known_then_are_added(
    day: str, value: int, capsys: pytest.CaptureFixture[str]
) -> None:
    when = {"early": "2024-05-01", "later": "2024-07-01"}
    sources = (factbase.source(id_, published=published) for id_, published in when.items())
    last = {"fr": "early", "de": "early", "it": "later"}
    states = (member(it, "2000/..", source=source) for it, source in last.items())
    figures = (exports(it, 10 * n, source="early") for n, it in enumerate(MEMBERS, 1))
    answer = asked(capsys, *sources, UNION, *states, *figures, more=f"--known-by {day}")
    assert [one["value"] for one in sums(answer)] == [value]


@pytest.mark.parametrize("ids", ["xy", "yx"])
def test_a_member_of_which_two_numbers_are_given_at_once_is_not_added(
    ids: str, capsys: pytest.CaptureFixture[str]
) -> None:
    two = (exports("de", value, id=id_) for id_, value in zip(ids, (20, 50), strict=True))
    (found,) = sums(asked(capsys, *THREE, exports("fr", 10), exports("it", 30), *two))
    assert found["value"] == 40
    assert "2 of 3 members on record; recorded, but not alike: Germany" in found["text"]


def test_without_a_claim_about_the_bloc_there_is_still_the_sum(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = (exports("fr", 10), exports("de", 20))
    answer = asked(capsys, *THREE, *figures)
    assert answer["status"] == "nothing-recorded"
    assert [one["value"] for one in sums(answer)] == [30]
    file = shared(base(*HEAD, *THREE, *figures))
    assert run(["trade", "norway", "union", "-f", str(file)]) == 1
    assert "Derived: Exports from Norway to the Union of Three, 2022" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("period", "members"), [("2012", 2), ("2013", 3), ("2018", 3), ("2020", 2), ("2021", 2)]
)
def test_members_are_those_at_the_time_of_the_figure(
    period: str, members: int, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of a year those on its last day."""
    states = (member("fr", "1993/.."), member("hr", "2013-07-01/.."), member("gb", "../2020-01-31"))
    figures = (exports(to, 10, period) for to in ("fr", "hr", "gb"))
    (found,) = sums(asked(capsys, UNION, *states, *figures))
    assert found["value"] == 10 * members
    assert f"all {members} members" in found["text"]


def test_a_membership_goes_from_the_member_to_the_bloc_and_not_back(
    capsys: pytest.CaptureFixture[str],
) -> None:
    back = factbase.relation("m-gb", kind="membership", from_="union", to="gb", period="2000/..")
    figures = (exports("fr", 10), exports("de", 20), exports("gb", 40))
    (found,) = sums(asked(capsys, *THREE, back, *figures))
    assert found["value"] == 30
    assert "2 of 3 members" in found["text"]


def test_only_one_reporter_one_year_and_one_basis_are_added(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = (
        exports("fr", 10),
        exports("de", 20, reporter="de"),
        exports("it", 30, period="2022-01/2022-11"),
        exports("it", 33, id="cif", valuation="cif"),
        exports("de", 7, id="euros", unit="EUR"),
        exports("de", 8, id="forecast", status="forecast"),
    )
    assert sums(asked(capsys, *THREE, *figures)) == []


def test_members_are_looked_at_once_for_a_day(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    asked_of, on = list[int](), Members.on

    def counted(self: Members, day: int) -> dict[str, str]:
        asked_of.append(day)
        return on(self, day)

    monkeypatch.setattr(Members, "on", counted)
    own = [exports(to, 1, reporter=to) for to in MEMBERS]  # of each a sum of one is none
    assert sums(asked(capsys, *THREE, *own)) == []
    assert asked_of == []
    both = [
        exports(to, 1, id=f"{to}-{by}", reporter=by) for to in MEMBERS for by in ("norway", "us")
    ]
    assert len(sums(asked(capsys, *THREE, *both))) == 2
    assert len(asked_of) == 1


def test_the_period_of_the_claim_comes_first_then_the_newest(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = [exports(to, 1, "2019") for to in ("fr", "de", "it")]
    figures += [exports(to, 2, "2020") for to in ("fr", "de")]
    figures += [exports("fr", 3, "2021")]  # one member makes no sum
    (found,) = sums(asked(capsys, *THREE, *figures))
    assert (found["period"], found["value"]) == ("2020", 4)
    assert found["text"].endswith("; more of them: all 3 in 2019")
    figures.append(exports("union", 9, "2019"))
    (found,) = sums(asked(capsys, *THREE, *figures))
    assert (found["period"], found["value"]) == ("2019", 3)
    assert found["text"].endswith("; newer: 2 of 3 in 2020")


def test_a_sum_stands_once_on_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    figures = (exports("fr", 10), exports("de", 20), exports("it", 30))
    path = shared(base(*HEAD, *THREE, *figures))
    assert run(["trade", "norway", "union", "-f", str(path)]) == 1
    page = capsys.readouterr().out
    assert page.count("Derived: ") == page.count("the sum of all 3 members on record") == 1


def test_two_claims_of_one_membership_are_one_member(capsys: pytest.CaptureFixture[str]) -> None:
    again = factbase.relation(
        "again", kind="membership", parties=["fr", "union"], period="2001/..", status="in-force"
    )
    signed = factbase.relation(
        "signed", kind="membership", parties=["es", "union"], period="2001", status="signed"
    )
    figures = (exports("fr", 10), exports("de", 20), exports("it", 5), exports("es", 7))
    (found,) = sums(asked(capsys, *THREE, again, signed, *figures))
    assert found["value"] == 35


def test_members_of_known_blocs_need_no_claim(capsys: pytest.CaptureFixture[str]) -> None:
    today = (exports("fr", 10), exports("de", 20), exports("gb", 5), exports("jp", 7))
    (found,) = sums(asked(capsys, *today, bloc="EU"))
    assert found["value"] == 30  # the United Kingdom had left
    assert "2 of 27 members; missing: Austria, Belgium, Bulgaria, Cyprus" in found["text"]
    assert "20 others" in found["text"]
    before = (exports("fr", 10, "2015"), exports("gb", 5, "2015"))
    (found,) = sums(asked(capsys, *before, bloc="EU"))
    assert (found["value"], "2 of 28 members" in found["text"]) == (15, True)


def test_relations_without_a_beginning_change_no_dated_list(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = (exports("se", 100), exports("de", 50), exports("lt", 10))
    undated = (member(code, "/..", to="euro-area") for code in ("se", "de"))
    (found,) = sums(asked(capsys, *undated, *figures, bloc="euro area"))
    assert (found["value"], "2 of 19 members" in found["text"]) == (60, True)
    since = member("se", "2020/..", to="euro-area")  # who gives a day knows better than the list
    (found,) = sums(asked(capsys, since, *figures, bloc="euro area"))
    assert found["value"] == 160


CIS = "commonwealth-of-independent-states"
CSTO = "collective-security-treaty-organization"
SCO = "shanghai-cooperation-organization"


@pytest.mark.parametrize(
    ("bloc", "year", "count"),
    [
        *(("european-union", year, n) for year, n in (("1994", 12), ("1995", 15), ("2004", 25))),
        *(("european-union", year, n) for year, n in (("2007", 27), ("2013", 28), ("2020", 27))),
        *(("euro-area", year, n) for year, n in (("1999", 11), ("2023", 20))),
        *(("oecd", year, n) for year, n in (("1962", 20), ("2021", 38))),
        *(("african-union", year, n) for year, n in (("2002", 53), ("2011", 54), ("2017", 55))),
        *(("asean", year, n) for year, n in (("1983", 5), ("1984", 6), ("1999", 10), ("2025", 11))),
        *(("benelux", year, n) for year, n in (("1947", 0), ("1948", 3))),
        *(("brics", year, n) for year, n in (("2009", 4), ("2010", 5), ("2024", 9), ("2025", 10))),
        *((CIS, year, n) for year, n in (("1992", 9), ("1993", 10), ("2008", 10), ("2009", 9))),
        *(("efta", year, n) for year, n in (("1960", 7), ("1973", 6), ("1994", 7), ("1995", 4))),
        *(("eurasian-economic-union", year, n) for year, n in (("2014", 0), ("2015", 5))),
        *(("g7", year, n) for year, n in (("1975", 6), ("1976", 7))),
        *(("guam-organization", year, n) for year, n in (("1997", 4), ("2004", 5), ("2005", 4))),
        *((CSTO, year, n) for year, n in (("2002", 6), ("2006", 7), ("2012", 6))),
        *(("gulf-cooperation-council", year, n) for year, n in (("1980", 0), ("1981", 6))),
        *(
            ("mercosur", year, n)
            for year, n in (("1991", 4), ("2012", 5), ("2016", 4), ("2024", 5))
        ),
        *(("nato", year, n) for year, n in (("1949", 12), ("1982", 16), ("1999", 19))),
        *(("nato", year, n) for year, n in (("2004", 26), ("2009", 28), ("2020", 30))),
        *(("nato", year, n) for year, n in (("2023", 31), ("2024", 32))),
        *(("opec", year, n) for year, n in (("1960", 5), ("2007", 13), ("2018", 15), ("2024", 12))),
        *(("organization-of-turkic-states", year, n) for year, n in (("2009", 4), ("2019", 5))),
        *((SCO, year, n) for year, n in (("2001", 6), ("2017", 8), ("2023", 9), ("2024", 10))),
        *(("visegrad-group", year, n) for year, n in (("1991", 3), ("1992", 3), ("1993", 4))),
    ],
)
def test_the_table_of_members_has_as_many_as_there_were(bloc: str, year: str, count: int) -> None:
    last = (Period.parse(year).end_day or 1) - 1
    spans = [Period.parse(period) for _, period in bodies.members(bloc)]
    now = [
        span
        for span in spans
        if (span.start_day or 0) <= last and (span.end_day is None or last < span.end_day)
    ]
    assert len(now) == count


def test_a_former_state_was_a_member(capsys: pytest.CaptureFixture[str]) -> None:
    figures = [exports(to, 10, "1992") for to in ("pl", "czechoslovakia")]
    (found,) = sums(asked(capsys, *figures, bloc="V4"))
    assert (found["value"], "2 of 3 members; missing: Hungary" in found["text"]) == (20, True)


def test_who_left_and_came_back_is_a_member_again(capsys: pytest.CaptureFixture[str]) -> None:
    for year, value in (("1990", 15), ("2000", 10), ("2010", 15)):
        figures = [exports(to, 5, year) for to in ("ecuador", "kuwait", "iraq")]
        (found,) = sums(asked(capsys, *figures, bloc="OPEC"))
        assert found["value"] == value


def test_who_is_suspended_or_perhaps_a_member_is_named_and_not_added(
    capsys: pytest.CaptureFixture[str],
) -> None:
    others = (
        member("se", "2000/.."),
        member("se", "2020/..", id="m-se-again", status="suspended", same_as="m-se"),
        member("fi", "202X/.."),
        member("es", "2024-06", status="withdrawn"),
        member("pt", "2020-06", status="withdrawn"),
        member("gb", "/.."),
        member("hr", "/2030"),
    )
    figures = [exports(to, 10) for to in ("fr", "de", "it", "se", "fi", "es", "pt", "gb", "hr")]
    (found,) = sums(asked(capsys, *THREE, *others, *figures))
    assert found["value"] == 30
    assert found["text"].endswith(
        ": $30, the sum of all 3 members on record"
        "; perhaps a member: Croatia, United Kingdom, Finland and Spain; suspended: Sweden"
    )


@pytest.mark.parametrize("status", ["signed", "ratified", "under-discussion"])
def test_what_is_not_yet_in_force_says_nothing_against_the_list(
    capsys: pytest.CaptureFixture[str], status: str
) -> None:
    figures = (exports("se", 100), exports("de", 50), exports("hr", 10))
    accession = member("hr", "2011-12-09", to="eu", status=status)
    over = member("hr", "2021", id="m-over", to="eu", status="withdrawn", same_as="m-hr")
    (found,) = sums(asked(capsys, accession, *figures, bloc="EU"))
    assert (found["value"], "3 of 27 members" in found["text"]) == (160, True)
    (found,) = sums(asked(capsys, accession, over, *figures, bloc="EU"))
    assert (found["value"], "2 of 26 members" in found["text"]) == (150, True)


@pytest.mark.parametrize("period", ["1995/", "1995", "1995-01-01/"])
def test_where_nobody_knows_the_end_the_list_says_who_is_a_member(
    capsys: pytest.CaptureFixture[str], period: str
) -> None:
    figures = [exports(to, value) for to, value in (("se", 100), ("de", 50), ("gb", 7))]
    known = [member(code, period, to="eu") for code in ("se", "gb")]
    (found,) = sums(asked(capsys, *known, *figures, bloc="EU"))
    assert found["value"] == 150  # the United Kingdom had left, by the list
    assert "2 of 27 members; missing: Austria" in found["text"]
    assert "perhaps" not in found["text"]
    again = member("gb", "2021/", id="again", to="eu")  # the list knows nothing of that
    (found,) = sums(asked(capsys, *known, again, *figures, bloc="EU"))
    assert (found["value"], "; perhaps a member: United Kingdom" in found["text"]) == (150, True)
    others = [exports(to, value, "2015") for to, value in (("se", 100), ("gb", 7))]
    (found,) = sums(asked(capsys, *known, *others, bloc="EU"))
    assert (found["value"], "2 of 28 members" in found["text"]) == (107, True)


def test_a_member_of_whom_sources_differ_is_added_and_named(
    capsys: pytest.CaptureFixture[str],
) -> None:
    years = [factbase.source(f"s{year}", published=f"{year}-01-01") for year in (2011, 2025)]
    over = member("it", "2000/2010", id="m-it-over", same_as="m-it", source="s2011")
    still = member("it", "2000/..", id="m-it-still", same_as="m-it", source="s2025")
    figures = [exports(to, 10) for to in ("fr", "de", "it")]
    (found,) = sums(asked(capsys, *years, *THREE, over, still, *figures))
    assert found["value"] == 30
    assert found["text"].endswith(
        "all 3 members on record; sources differ on the membership of Italy"
    )


@pytest.mark.parametrize(
    ("year", "rank", "is_told"),
    [
        ("2014", None, False),
        ("2016", None, True),
        ("2018", None, False),
        ("2016", "preferred", False),
    ],
)
def test_between_two_beginnings_sources_differ_on_a_membership(
    capsys: pytest.CaptureFixture[str], year: str, rank: str | None, is_told: bool
) -> None:
    other = factbase.source("other", published="2025-01-01")
    claims = member("es", "2015/..", rank=rank)
    claims += member("es", "2017/..", id="m-es-two", same_as="m-es", source="other")
    figures = [exports(to, 10, year) for to in ("fr", "de", "it", "es")]
    (found,) = sums(asked(capsys, other, *THREE, claims, *figures))
    told = "; sources differ on the membership of Spain" if is_told else ""
    count = 3 if year == "2014" else 4
    assert found["text"].endswith(f"all {count} members on record{told}")


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({"period": "2000/2020"}, {"period": "2000/2023", "status": "withdrawn"}),
        ({"period": "2000/2020"}, {"period": "2023", "status": "terminated"}),
        ({"period": "2000/2023"}, {"period": "2020", "status": "terminated"}),
        ({"period": "2000/2023", "status": "withdrawn"}, {"period": "2020", "status": "expired"}),
    ],
)
def test_between_two_ends_sources_differ_on_a_membership(
    capsys: pytest.CaptureFixture[str],
    first: dict[str, str],
    second: dict[str, str],
) -> None:
    sources = [factbase.source(id_, published="2025-01-01") for id_ in ("late", "later")]
    claims = member("es", **first, source="late")
    claims += member("es", id="m-es-two", same_as="m-es", source="later", **second)
    who = ("fr", "de", "it", "es")
    for year, said in {
        "2019": "all 4 members on record",
        "2022": "all 4 members on record; sources differ on the membership of Spain",
        "2024": "all 3 members on record",
    }.items():
        figures = [exports(to, 10, year) for to in who]
        (found,) = sums(asked(capsys, *sources, *THREE, claims, *figures))
        assert found["text"].endswith(said), year


def test_two_parties_do_not_both_belong_where_one_is_suspended(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.toml"
    paused = member("it", "2020/..", id="m-it-paused", status="suspended", same_as="m-it")
    for more, told in ((), True), ((paused,), False):
        file.write_text(base(*HEAD, *THREE, *more, exports("fr", 1)), encoding="utf-8")
        run(["brief", "fr", "it", "-f", str(file)])
        assert ("Both belong to one" in capsys.readouterr().out) == told


def test_two_parties_do_not_both_belong_to_what_is_over(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.toml"
    for period, told in (("1990/..", True), ("1990/2010", False)):
        bloc = factbase.party("union", name="Union of Three", kind="bloc", period=period)
        file.write_text(base(*HEAD, bloc, *THREE[1:], exports("fr", 1)), encoding="utf-8")
        run(["fr", "it", "-f", str(file)])
        assert ("Both belong to one" in capsys.readouterr().out) == told


def test_a_member_of_whom_it_is_unknown_whether_it_left_is_named_and_not_added(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = [exports(to, 10) for to in ("fr", "de", "it", "es")]
    undated = member("es", "2000").replace('period = "2000"\n', "")
    for perhaps in (
        member("es", "2000/"),
        member("es", "2000-03-01"),
        member("es", "201X"),
        undated,
    ):
        (found,) = sums(asked(capsys, *THREE, perhaps, *figures))
        assert found["value"] == 30
        assert found["text"].endswith("all 3 members on record; perhaps a member: Spain")
    twice = member("es", "2000/.."), undated.replace('"m-es"', '"more"')
    (found,) = sums(asked(capsys, *THREE, *twice, *figures))
    assert found["text"].endswith("the sum of all 4 members on record")


@pytest.mark.parametrize(
    ("period", "status", "rank", "is_added"),
    [
        ("2000/..", "terminated", "normal", False),
        ("2000/2010", "terminated", "normal", None),  # no member in 2022
        ("2000/2030", "ended", "normal", True),
        ("2000/..", "suspended", "normal", False),
        ("2000/..", "in-force", "normal", True),
        ("2000/..", "terminated", "deprecated", True),
    ],
)
def test_a_member_that_left_on_a_day_unknown_is_named_and_not_added(
    capsys: pytest.CaptureFixture[str],
    period: str,
    status: str,
    rank: str,
    is_added: bool | None,
) -> None:
    figures = [exports(to, 10) for to in ("fr", "de", "it", "es")]
    keys = {"id": "m-left", "same_as": "m-es", "status": status, "rank": rank}
    left = member("es", "2000", **keys).replace('period = "2000"\n', "")
    claims = member("es", period, status="in-force"), left
    (found,) = sums(asked(capsys, *THREE, *claims, *figures))
    assert found["value"] == (40 if is_added else 30)
    assert ("; perhaps a member: Spain" in found["text"]) == (is_added is False)


def test_a_sum_names_its_scope_and_basis_and_who_is_recorded_otherwise(
    capsys: pytest.CaptureFixture[str],
) -> None:
    alike = {"scope": "goods", "valuation": "fob"}
    figures = (exports("fr", 10, **alike), exports("de", 20, **alike), exports("it", 30))
    (found,) = sums(asked(capsys, *THREE, member("es", "2000/.."), *figures))
    assert found["text"] == (
        "Exports from Norway to the Union of Three (goods), 2022, Norway, fob: $30, the sum of 2 "
        "of 4 members on record; missing: Spain; recorded, but not alike: Italy"
    )


def test_a_figure_that_is_not_final_is_told_before_who_is_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    figures = (exports("union", 9), exports("fr", 10), exports("de", 20, status="provisional"))
    bound = exports("it", 30, qualifier="more-than")
    (found,) = sums(asked(capsys, *THREE, *figures, bound))
    assert found["text"] == (
        "Exports from Norway to the Union of Three, 2022, Norway: $30, the sum of 2 of 3 members"
        " on record (provisional: de-2022), though $9 is stated; recorded, but not alike: Italy"
    )


def test_a_member_whose_figure_is_not_published_is_named_as_such(
    capsys: pytest.CaptureFixture[str],
) -> None:
    members = [member(code, "2000/..") for code in ("es", "se")]
    figures = [exports(to, 10) for to in ("fr", "de")]
    hidden, part = (
        exports(to, None, period, absent="confidential", locator="row 1")
        for to, period in (("it", "2022"), ("se", "2022-05"))
    )
    (found,) = sums(asked(capsys, *THREE, *members, *figures, hidden, part))
    assert found["text"].endswith(
        "the sum of 2 of 5 members on record; missing: Spain; not published: Italy; "
        "recorded, but not alike: Sweden"
    )


ALL_IN_ONE = (
    UNION,
    factbase.relation(
        "all", kind="membership", title="Membership", parties=["union", *MEMBERS, "es"],
        period="2000/..", locator="m1"
    ),
)  # fmt: skip


def of_one(status: str, *parties: str, period: str | None = "2010", **keys: Any) -> str:
    """What became of the membership of some of those that one claim names together."""
    usual = {"kind": "membership", "title": "Membership", "locator": "m2", "same_as": "all"}
    keys = {"period": period} | keys if period else keys
    return factbase.relation(
        f"{status}-{parties[0]}", parties=[*parties], status=status, **usual | keys
    )


@pytest.mark.parametrize(
    ("later", "value", "said"),
    [
        ((), 100, "the sum of all 4 members on record"),
        ((of_one("withdrawn", "it"),), 70, "the sum of all 3 members on record"),
        ((of_one("withdrawn", "union", "it"),), 70, "the sum of all 3 members on record"),
        (
            (of_one("suspended", "it"),),
            70,
            "the sum of all 3 members on record; suspended: Italy",
        ),
        (
            (of_one("suspended", "it", period=None),),
            70,
            "the sum of all 3 members on record; perhaps a member: Italy",
        ),
        (
            (of_one("withdrawn", "it"), of_one("in-force", "it", period="2015/..")),
            100,
            "the sum of all 4 members on record",
        ),
        ((of_one("withdrawn", "it", period="2023"),), 100, "the sum of all 4 members on record"),
        (
            (of_one("withdrawn", "it"), of_one("suspended", "es", kind="note")),
            30,
            "the sum of all 2 members on record; suspended: Spain",
        ),
        ((of_one("dissolved", "union"),), None, ""),
        (
            (of_one("dissolved", "union", same_as=None), of_one("withdrawn", "fr", same_as=None)),
            100,
            "the sum of all 4 members on record",
        ),
    ],
)
def test_who_left_or_is_suspended_alone_is_no_member_where_one_claim_names_all(
    capsys: pytest.CaptureFixture[str], later: tuple[str, ...], value: int | None, said: str
) -> None:
    figures = [exports(code, nth * 10) for nth, code in enumerate(("fr", "de", "it", "es"), 1)]
    found = sums(asked(capsys, *ALL_IN_ONE, *later, *figures))
    assert [one["value"] for one in found] == [value] * (value is not None)
    assert [one["text"].split(": ", 1)[1].split(", ", 1)[1] for one in found] == [said] * bool(said)


@pytest.mark.parametrize(
    ("later", "is_told"),
    [
        ((), True),
        ((of_one("withdrawn", "it"),), False),
        ((of_one("withdrawn", "it", "union"),), False),
        ((of_one("suspended", "it"),), False),
        ((of_one("withdrawn", "fr"), of_one("suspended", "es", "union")), True),
        ((of_one("dissolved", "union"),), False),
        ((of_one("withdrawn", "it"), of_one("in-force", "it", period="2015/..")), True),
    ],
)
def test_who_left_alone_does_not_belong_to_it_with_the_others(
    capsys: pytest.CaptureFixture[str], later: tuple[str, ...], is_told: bool
) -> None:
    file = shared(base(*HEAD, *ALL_IN_ONE, *later))
    for pair in (("it", "de"), ("de", "it")):
        run(["brief", *pair, "-f", str(file)])
        told = "Both belong to one organisation or bloc: the Union of Three."
        assert (told in capsys.readouterr().out) == is_told


def test_a_country_declared_without_its_code_breaks_no_question(dip: Run) -> None:
    names = {"br": "Brazil", "india": "India", "norway": "Norway"}
    file = shared(
        base(
            *HEAD[:3],
            *(factbase.party(id, name=name) for id, name in names.items()),
            factbase.party("brics", kind="bloc", name="BRICS"),
            exports("brics", 20),
            *(exports(it, 5) for it in ("br", "india")),
        )
    )
    page = dip("trade", "norway", "brics", "-f", str(file)).page()
    assert page.startswith("Exports from Norway to BRICS in 2022: $20")


@pytest.mark.parametrize("over", [{"period": "2000/"}, {"period": None}])
def test_who_left_on_an_unknown_day_is_perhaps_a_member(
    capsys: pytest.CaptureFixture[str], over: dict[str, Any]
) -> None:
    members = (UNION, *(member(code, "2000/..") for code in ("fr", "de")))
    left = member("it", **over, status="ended")
    figures = [exports(to, 10) for to in ("fr", "de", "it")]
    (found,) = sums(asked(capsys, *members, left, *figures))
    assert found["value"] == 20
    assert found["text"].endswith("the sum of all 2 members on record; perhaps a member: Italy")
