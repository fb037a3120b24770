"""A ranking of very many dyads reads few claims, and says what one that reads all of them says."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from itertools import chain, combinations, permutations
from pathlib import Path
from random import Random
from typing import Any
from unittest import mock

import pytest

from dipfacts.answers.answer import LIMITS
from dipfacts.answers.briefs import brief, recorded
from dipfacts.answers.many_figures import broad, figures_beside, measure_read
from dipfacts.cli import app
from dipfacts.model.fact import Fact
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query import single_claims
from dipfacts.query.base import open_base
from dipfacts.query.unread.sized import Sized, first
from dipfacts.query.unread.unread_figures import UnreadFigures
from support.draws import drawn
from support.factbase import base, event, figure, measure, party, relation, source, topic

COUNTRIES = [*"abcdefg"]
MADE = base(
    source("s", published="2024-06-01"),
    source("daily", publisher="Daily", published="2024-07-01"),
    *(party(id, name=f"{id.upper()}land") for id in COUNTRIES),
    party("world", kind="aggregate", name="World"),
    party("nes", kind="aggregate", name="Areas, nes"),
    party("bloc", kind="bloc", name="The Bloc"),
    party("club", kind="organisation", name="The Club"),
    party("joe", kind="person", name="Joe Doe"),
    topic(),
    measure("turnover", label="Trade turnover"),
    measure("exports"),
    measure("held", label="Stock held", nature="stock"),
    *(relation(f"m-{id}", kind="membership", from_=id, to="bloc") for id in "ab"),
)


def made(seed: int) -> str:
    """Return figures between all, most of them plain, in a few of which anything may be."""
    random = Random(seed)
    odd: list[dict[str, Any]] = [
        *({"qualifier": it} for it in ("more-than", "at-least", "less-than", "at-most")),
        {"qualifier": "almost"},
        {"unit": "EUR"},
        {"scope": "oil"},
        {"status": "forecast"},
        {"status": "provisional"},
        {"rank": "deprecated", "rank_reason": "revised"},
        {"rank": "preferred", "rank_reason": "final"},
        {"period": "202X"},
        {"period": "2023-01/2023-06"},
        {"period": "2022-04/2023-03"},
        {"period": "../2022"},
        {"period": "2021/.."},
        {"period": "[2021,2022]"},
        {"absent": "confidential"},
    ]
    everyone = [*COUNTRIES, *random.sample(["world", "nes", "bloc", "club"], 2)]
    found, nth = [], 0
    for a, b in permutations(everyone, 2):
        for year in range(2021, 2024):
            if random.random() < (0.4 if year == 2023 else 0.2):
                continue
            for id in random.choice([["s"], ["s"], ["s", "daily"]]):
                ends = {"from_": a, "to": b} if random.random() < 0.8 else {"parties": [a, b]}
                unit = "EUR" if b == "g" and seed % 2 else "USD"
                given = {"measure": "exports", "period": str(year), "unit": unit} | ends
                given |= {"value": random.randrange(1, 60) * 10, "source": id}
                given |= random.choice(odd) if random.random() < seed % 4 * 0.05 else {}
                if random.random() < 0.1:
                    given["measure"] = random.choice(["turnover", "held"])
                if random.random() < 0.2:
                    given["claimant"] = "joe"
                text = figure(f"c{nth}", **given)
                if "absent" in given:
                    text = re.sub("value = .*\n", "", text)
                found.append(text)
                nth += 1
    of_total = {"measure": "exports", "unit": "EUR", "claimant": "joe"} if seed % 2 else {}
    found += [
        figure(f"t{id}{year}", **of_total, parties=[id], period=str(year), value=year)
        for id in COUNTRIES
        for year in range(1994, 2024)
        if of_total
    ]
    groups = [random.sample(COUNTRIES, 3) for _ in range(seed % 3)]
    found += [
        figure(f"g{nth}", measure="exports", parties=group, period="2023", value=900 - nth)
        for nth, group in enumerate(groups)
    ]
    none = figure("none", measure="exports", parties=["a", "club"], absent="confidential")
    found.append(none.replace("value = 1\n", ""))
    return "".join(found)


def relations_and_events(seed: int) -> str:
    """Return relations and events of every status, some of several claims."""
    random = Random(seed)
    found = []
    for nth in range(60):
        day = date.today() + timedelta(days=random.randrange(-900, 300))
        periods = [str(day), str(day)[:7], str(day)[:4], f"{day}/..", "/.."]
        given: dict[str, Any] = {"parties": random.sample("abc", 2)}
        if nth % 2:
            ends = dict(zip(("from_", "to"), given["parties"], strict=True))
            given = random.choice([given, given, ends, {"parties": ["a", "b", "c"]}])
            given |= {"kind": random.choice(["treaty", "membership", "pact"])}
            given |= {"status": random.choice(["in-force", "signed", "ended", "suspended"])}
        else:
            statuses = ["held", "held", "planned", "reported", "cancelled", "postponed"]
            given |= {"status": random.choice(statuses), "title": f"Talks {nth // 6}"}
            periods = periods[:3]
        if random.random() < 0.9:
            given["period"] = random.choice(periods)
        found.append((relation if nth % 2 else event)(f"h{nth}", **given))
    return "".join(found)


Pages = Callable[..., tuple[str, str]]


@pytest.fixture
def pages(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Pages:
    """Return the page of a question that reads few claims of a base, and one that reads all."""

    path = tmp_path / "facts.toml"

    def asked(tables: str, *words: str) -> tuple[str, str]:
        if not path.exists():
            path.write_text(MADE + tables, encoding="utf-8")
        texts = []
        for many in (0, 10**9):
            monkeypatch.setattr(LIMITS, "on_topic", many)
            assert app.run([*words, "-f", str(path)]) == 0, capsys.readouterr().err
            texts.append(capsys.readouterr().out)
        return texts[0], texts[1]

    return asked


@pytest.fixture
def of_partners(monkeypatch: pytest.MonkeyPatch) -> list[broad.Broad]:
    """Return a list that gets what is read of partners for each answer."""
    results, read = list[broad.Broad](), broad.ranking_to_read

    def noted(*given: Any) -> broad.Broad | None:
        if result := read(*given):
            results.append(result)
        return result

    monkeypatch.setattr(broad, "ranking_to_read", noted)
    return results


@pytest.fixture
def found(monkeypatch: pytest.MonkeyPatch) -> list[broad.Broad]:
    """Return the list of what rankings of all pairs read, as far as they do not read all.

    No more is read for the headline than what the limit leaves.
    """
    monkeypatch.setattr(measure_read, "FIRST", 0)
    read, results = broad.broad, list[broad.Broad]()

    def noted(*given: Any) -> broad.Broad | None:
        if result := read(*given):
            results.append(result)
        return result

    monkeypatch.setattr(broad, "broad", noted)
    return results


@pytest.mark.parametrize("seed", [*range(drawn(23)), 149])
def test_a_page_of_few_claims_is_that_of_all(pages: Pages, seed: int) -> None:
    random = Random(seed)
    limit = str(random.choice([1, 3, 8, 20]))
    narrow = [
        *((), (), ("--source", "s"), ("--measure", "exports"), ("--all",), ("--in", "2022")),
        *(("--claimant", "joe"), ("--since", "2022"), ("--until", "2022"), ("--until", "2022-06")),
        *(("--since", "2021-10"), ("--since", "2020-12", "--until", "2023-03")),
    ]
    for whose in ((), (random.choice("abc"),)):
        words = ("trade", *whose, "--limit", limit, *narrow[seed % len(narrow)])
        few, every = pages(made(seed), *words)
        assert few == every
        assert "claim" in few
        few, every = pages(made(seed), *words, "--format", random.choice(["json", "csv"]))
        assert few == every


def in_fiscal_years(seed: int) -> str:
    """Return figures of calendar and fiscal years, and of parts of them, in two units."""
    random, found = Random(seed), list[str]()
    years = ["2021", "2022", "2023"]
    fiscal = ["2021-04/2022-03", "2022-04/2023-03", "2021-07/2022-06", "2022-07/2023-06"]
    parts = ["2022-01/2022-06", "2021-07/2021-12", "2022-05", "2022-06-30", "../2022-06-30"]
    found.append(relation("c-club", kind="membership", from_="c", to="club", period="2000/2021"))
    for a, b in permutations([*"abcd", "club"], 2):
        for nth in range(random.randrange(4)):
            ends = {"from_": a, "to": b} if random.random() < 0.8 else {"parties": [a, b]}
            given = {"measure": random.choice(["exports", "exports", "turnover"])} | ends
            given["period"] = random.choice(random.choice([years, fiscal, fiscal, parts]))
            given["unit"] = random.choice(["USD", "USD", "EUR"])
            value = random.randrange(1, 60) * 10
            found.append(figure(f"{a}-{b}-{nth}", **given, value=value))
    return "".join(found)


DATES = [
    *(("--since", "2022"), ("--until", "2022"), ("--until", "2022-06"), ("--since", "2021-10")),
    *(("--since", "2021-06", "--until", "2022-12"), ("--since", "2022", "--until", "2022")),
    *(("--in", "2021"), ("--in", "2022")),
]


@pytest.mark.parametrize("seed", range(drawn(12)))
def test_of_fiscal_years_in_dates_few_claims_say_what_all_do(pages: Pages, seed: int) -> None:
    for dates in DATES:
        for words in (("trade",), ("trade", "a"), ("trade", "b", "--measure", "exports")):
            few, every = pages(in_fiscal_years(seed), *words, *dates, "--limit", "2")
            assert few == every


def test_parts_of_the_period_asked_for_are_told_of_whom_the_total_is_of_other_times(
    pages: Pages,
) -> None:
    told = [("c", "2022-04/2023-03", None), ("b", "2022", None), ("b", "2022-05", "oil")]
    figures = [
        figure(f"c{n}", measure="exports", from_="a", to=to, period=period, scope=scope, value=9)
        for n, (to, period, scope) in enumerate(told)
    ]
    asked = ("--in", "2022-04/2023-03", "--limit", "1")
    few, every = pages("".join(figures), "trade", *asked)
    assert few == every
    assert "Not ranked, as only parts are claimed: from Aland to Bland (oil) ($9, May 2022)" in few


@pytest.mark.parametrize(
    ("told", "says"),
    [
        (
            [("b", "2022", "RUB"), ("b", "2022-04/2023-03", "RUB"), ("c", "2022", "EUR")],
            "Not ranked, as not in euros: Bland (9 roubles, 2022)",
        ),
        (
            [("b", "2022-01/2022-06", "USD"), ("b", "2022-04/2023-03", "USD")],
            "Not ranked, as no full year is claimed: Bland ($9, Jan–Jun 2022)",
        ),
        (
            [
                *(("b", "2021-05/2022-04", "USD"), ("b", "../2022-06-30", "USD")),
                *(("c", "2021-05/2022-04", "USD"), ("d", "2021-07/2022-06", "USD")),
            ],
            "with a figure for all of the twelve months May 2021 – Apr 2022: Bland and Cland",
        ),
    ],
    ids=["unit", "part of a year", "up to a day"],
)
def test_a_year_that_only_touches_the_dates_answers_where_no_other_lies_in_them(
    pages: Pages, told: list[tuple[str, str, str]], says: str
) -> None:
    given = {"measure": "exports", "value": 9}
    figures = [
        figure(f"c{nth}", **given, parties=["a", to], period=period, unit=unit)
        for nth, (to, period, unit) in enumerate(told)
    ]
    few, every = pages("".join(figures), "trade", "a", "--since", "2022", "--until", "2022")
    assert few == every
    assert says in few


def test_an_organisation_beside_a_member_that_is_counted_unread_is_an_aggregate(
    pages: Pages,
) -> None:
    told = [("a", "b"), ("a", "c"), ("b", "c")]
    tables = [
        figure(f"{a}{b}", measure="exports", from_=a, to=b, period="2023", value=9) for a, b in told
    ]
    tables += [relation("m", kind="membership", from_="c", to="club")]
    tables += [figure("club", measure="held", parties=["d", "club"], period="2023")]
    few, every = pages("".join(tables), "trade", "--limit", "1")
    assert few == every
    assert "Trade: 4 claims about 3 pairs of parties and 1 aggregate." in few


BOTH = measure("trade", label="Exports and imports", sum_of=["exports", "imports"])
BOTH += measure("imports")


@pytest.mark.parametrize("seed", range(1, 5))
def test_the_other_side_of_each_place_is_read_with_it(pages: Pages, seed: int) -> None:
    random, larger = Random(seed), 0
    tables = [BOTH, figure("all", measure="exports", from_="a", to="b", period="1990")]
    for nth, (a, b) in enumerate(permutations(COUNTRIES, 2)):
        for year in random.sample(["2021", "2022", "2022"], 2):
            ends = {"from_": a, "to": b, "period": year, "source": random.choice(["s", "daily"])}
            for id, reporter in (("exports", a), ("imports", b)):
                value, scope = random.randrange(1, 60), random.choice([None, None, None, "goods"])
                given = {"measure": id, "reporter": reporter, "value": value, "scope": scope}
                given["part_of"] = random.choice([None, "all"]) if scope else None
                if random.random() < 0.7:
                    tables.append(figure(f"{id}-{nth}-{len(tables)}", **given, **ends))
    for words in (("trade",), ("trade", "a"), ("trade", "b", "--measure", "imports")):
        for more in (("--limit", random.choice(["1", "4", "60"])), ("--in", "2022"), ("--json",)):
            few, every = pages("".join(tables), *words, *more)
            assert few == every
        page, _ = pages("", *words, "--limit", "60")
        assert (" reports $" in page) == ("--measure" not in words)
        first, _ = pages("", *words, "--limit", "1")
        assert first.splitlines()[0] == page.splitlines()[0]
        larger += "side's numbers larger" in first
    assert larger


def test_what_is_not_read_and_not_shown_is_one_count(pages: Pages) -> None:
    years = [
        figure(f"b{y}", parties=["a", "b"], measure="exports", period=str(y), value=y)
        for y in range(1400, 2024)
    ]
    others = [
        figure(id, parties=["a", id], measure="exports", period="2023", value=1) for id in "cd"
    ]
    for page in pages("".join((*years, *others)), "trade", "a"):
        assert re.findall(".* more claim.*", page) == [
            "623 more claims: name both sides, or --limit 0"
        ]


@pytest.mark.parametrize("seed", range(drawn(6)))
def test_an_overview_of_few_claims_is_that_of_all(
    pages: Pages, seed: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(brief, "DRAWN", 3)
    monkeypatch.setattr(figures_beside, "_AT_ONCE", seed % 2 * 1_000)
    random = Random(seed)
    tables = made(seed) + relations_and_events(seed)
    every_event = ("brief", "a", "--format", "html")
    for words in (("brief", "a"), every_event, ("a",), ("a", "b"), ("brief", "a", "b")):
        limit = str(random.choice([1, 3, 8]))
        few, every = pages(tables, *words, "--limit", limit)
        # Those that are not read are not counted.
        told = re.compile(r"And (\d* )?more questions? on which")
        assert told.sub("", few) == told.sub("", every)
        assert "Aland" in few
    few, every = pages(tables, *random.choice([("a",), ("a", "b")]), "--json")
    assert few == every


def test_the_conflicts_of_one_day_are_told_in_the_order_of_all(
    pages: Pages, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Those of the largest partners, which are read first, are not the first in that order."""
    monkeypatch.setattr(figures_beside, "_AT_ONCE", 0)
    exports = {"measure": "exports", "from_": "a"}
    told = [("b", "2020", 5), ("b", "2021", 6), ("f", "2021", 90), ("g", "2021", 95)]
    tables = [
        figure(f"{id}-{to}-{year}", **exports, to=to, period=year, value=value, source=id)
        for to, year, size in told
        for id, value in (("s", size), ("daily", 2 * size))
    ]
    tables.append(figure("least", **exports, to="c", period="2021"))
    few, every = pages("".join(tables), "brief", "a", "--limit", "1")
    assert re.findall("And .*more questions on which .*", few)
    first = "Exports to Bland in 2021"
    assert first in few.split("Where claims differ")[1].split("\n\n")[0]
    assert first in every.split("Where claims differ")[1].split("\n\n")[0]


@pytest.mark.parametrize("seed", range(drawn(4)))
def test_of_partners_that_a_brief_does_not_show_none_is_read(
    pages: Pages, of_partners: list[broad.Broad], seed: int
) -> None:
    partners = [f"p{nth}" for nth in range(9)]
    Random(seed).shuffle(partners)
    tables = [party(id, name=f"Part {id}") for id in partners]
    tables += [relation("m", kind="membership", from_=partners[5], to="club")]
    told: list[tuple[str, dict[str, Any], int]]
    told = [("exports", {"from_": "a", "to": it}, 10 + nth) for nth, it in enumerate(partners)]
    if seed % 2:  # as large as each other
        told += [("exports", {"from_": it, "to": "a"}, 70) for it in partners[-5:]]
    else:
        told += [("turnover", {"parties": ["a", it]}, 90 - n) for n, it in enumerate(partners)]
    told += [(told[-1][0], {"parties": ["a", "club"]}, 95)]
    tables += [
        figure(f"{nth}-{year}", measure=measure, value=value, period=str(year), **ends)
        for nth, (measure, ends, value) in enumerate(told)
        for year in (2022, 2023)
    ]
    for words in (("brief", "a"), ("a",), ("brief", "a", "--limit", "1"), ("brief", "a", "--all")):
        few, every = pages("".join(tables), *words)
        assert few == every
    read = [fact.id for fact in of_partners[0].facts]
    assert len(read) == len({*read}) < 2 * len(told)
    assert all(unread.partners for unread in of_partners[0].measures.values())


def test_of_directions_with_years_of_their_own_few_figures_are_read(
    pages: Pages, of_partners: list[broad.Broad]
) -> None:
    partners = [f"p{nth}" for nth in range(9)]
    tables = [party(id, name=f"Part {id}") for id in partners]
    told = [("a", it, year) for it in partners for year in range(2010, 2022)]
    told += [(it, "a", year) for it in partners for year in range(2010, 2023)]
    tables += [
        figure(f"{a}-{b}-{year}", measure="exports", from_=a, to=b, period=str(year), value=nth)
        for nth, (a, b, year) in enumerate(told)
    ]
    for words in (("trade", "a", "--limit", "5"), ("a",), ("brief", "a")):
        few, every = pages("".join(tables), *words)
        assert few == every
        assert "2021" in few
        assert len(of_partners.pop().facts) <= 2 * len(partners) + 5


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_an_overview_reads_few_figures_in_any_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, form: str
) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(MADE + stocks(*range(2010, 2021)), encoding="utf-8")
    found = list[broad.Broad | None]()
    of_partners = broad.ranking_to_read

    def noted(*given: Any) -> broad.Broad | None:
        found.append(of_partners(*given))
        return found[-1]

    monkeypatch.setattr(LIMITS, "on_topic", 0)
    monkeypatch.setattr(broad, "ranking_to_read", noted)
    assert app.run(["a", "--format", form, "-f", str(path)]) == 0
    assert [len(one.facts) for one in found if one] == [3]


@pytest.mark.parametrize(
    "aside",
    [
        {"parties": ["a"]},
        {"from_": "a", "to": "world"},
        {"parties": ["a", "nes"], "scope": "oil"},
        {"parties": ["a", "nes"]},
        {"parties": ["a", "f"]},
    ],
    ids=["total", "world", "part", "aggregate", "many years of one"],
)
def test_what_has_no_place_chooses_no_unit(pages: Pages, aside: dict[str, Any]) -> None:
    year = {"measure": "exports", "period": "2023"}
    plain = [figure(id, **year, parties=["a", id], unit="USD", value=5) for id in "cde"]
    plain += [figure("f", **year, parties=["a", "f"], unit="EUR", value=9)]
    of_aside = {"measure": "exports", "unit": "EUR"} | aside
    others = [figure(f"t{y}", **of_aside, period=str(y), value=y) for y in range(2000, 2023)]
    few, every = pages("".join((*plain, *others)), "trade", "a", "--limit", "3")
    assert few == every
    assert "Not ranked, as not in dollars: Fland (€9, 2023)" in few


@pytest.mark.parametrize("of_others", ["2021", "2022-04/2023-03"])
def test_the_unit_is_that_of_the_period_asked_for(pages: Pages, of_others: str) -> None:
    of = {"measure": "exports"}
    own = [figure(f"{to}-22", **of, parties=["a", to], period="2022", value=5) for to in "de"]
    others = [
        figure(f"{to}-other", **of, parties=["a", to], period=of_others, unit="EUR", value=9)
        for to in "cdef"
    ]
    for words in (("trade", "a"), ("trade",)):
        few, every = pages("".join((*own, *others)), *words, "--limit", "3", "--in", "2022")
        assert few == every
        assert " $5" in few


@pytest.mark.parametrize("rank", [{}, {"rank": "preferred", "rank_reason": "final"}])
@pytest.mark.parametrize("above", [(), ("h",), ("h", "i")])
def test_all_who_may_be_larger_than_a_first_place_in_dispute_are_read(
    pages: Pages, rank: dict[str, str], above: tuple[str, ...]
) -> None:
    year = {"measure": "exports", "period": "2023"}
    values = [("b", 10), ("b", 90), *zip("cdefg", (20, 30, 40, 50, 9), strict=True)]
    given = [
        figure(f"{to}{nth}", **year, from_="a", to=to, value=value, **(rank if nth == 1 else {}))
        for nth, (to, value) in enumerate(values)
    ]
    given += map(party, above)
    given += (figure(to, **year, from_="a", to=to, value=95, qualifier="at-least") for to in above)
    for words in (("trade",), ("trade", "a")):
        few, every = pages("".join(given), *words, "--limit", "1")
        assert few == every
        assert "and 1 more may be larger" in few or rank or len(above) == 1


@pytest.mark.parametrize(
    "period",
    ["2023-01", "2023-01/2024-06", "202X", "../2023"],
    ids=["month", "long", "some", "open"],
)
def test_what_is_of_no_full_year_is_read_whole(pages: Pages, period: str) -> None:
    ends = [("a", "b"), ("c", "d"), ("e", "f")]
    given = [
        figure(f"c{nth}", from_=a, to=b, measure="exports", period=period, value=nth + 1)
        for nth, (a, b) in enumerate(ends)
    ]
    alone = figure("alone", parties=["g"], measure="exports", period="2023", value=9)
    few, every = pages("".join((*given, alone)), "trade", "--limit", "1")
    assert few == every
    assert few.startswith("Trade: 4 claims")


def alike(seed: int, *, directed: bool = False) -> str:
    """Return turnover of pairs that are alike in their last year, and a few odd figures.

    Of most pairs in both directions, if asked.
    """
    random = Random(seed)
    pairs = [*combinations([*COUNTRIES, *(f"p{nth}" for nth in range(5))], 2)]
    if directed:
        pairs += [(b, a) for a, b in pairs if random.random() < 0.8]
    told: list[dict[str, Any]] = [
        {"parties": pair, "period": year, "source": id, "value": value + len(id)}
        for pair in pairs
        for year in (random.choice(["2021", "2022"]), "2023")
        for value in [random.randrange(1, 90) * 10]
        for id in random.choice([["s"], ["s"], ["s"], ["s", "daily"]])
    ]
    odd: list[dict[str, Any]] = [
        {"value": 450, "qualifier": "almost", "period": "2023"},
        {"value": 880, "qualifier": "at-least", "period": "2023"},
        {"value": 899, "source": "daily", "period": "2023"},
        {"parties": ["a", "bloc"], "value": 899, "period": "2023", "source": "daily"},
        {"parties": ["b", "bloc"], "from_": None, "value": 700, "qualifier": "almost"},
        {"value": 900, "period": "2024"},
        {"value": 900, "period": "2023-01/2024-12"},
        {"value": 700, "scope": "oil"},
        {"value": 700, "status": "forecast"},
        {"value": 5, "rank": "deprecated", "rank_reason": "revised"},
        {"value": 700, "period": "202X"},
        {"parties": ["a", "bloc"], "value": 950},
        {"parties": ["b", "club"], "value": 940},
        {"parties": ["c"], "value": 990},
        {"parties": ["a", "b", "c"], "value": 980},
        {"parties": None, "from_": "b", "to": "a", "value": 970},
        {"measure": "exports", "parties": ["d", "nes"], "value": 5},
        {"measure": "exports", "parties": None, "from_": "b", "to": "c", "value": 5},
    ]
    some = [odd[seed % len(odd)], *random.sample(odd, seed % 5)]
    told += [random.choice(told) | one for one in some]
    if seed % 3 == 2:  # of whom there is no figure for the usual year
        gone = random.choice(pairs)
        told = [it for it in told if it["parties"] != gone or it["period"] != "2023"]
    for it in told if directed else []:
        if isinstance(pair := it["parties"], tuple):
            it |= dict(zip(("parties", "from_", "to"), (None, *pair), strict=True))
    parties = [party(f"p{nth}", name=f"Part {nth}") for nth in range(5)]
    return "".join((*parties, *(figure(f"c{nth}", **of) for nth, of in enumerate(told))))


@pytest.mark.parametrize(
    "told",
    [
        [
            *(("ab", 880, "final"), ("ab", 899), ("ac", 870, "final"), ("ac", 898)),
            *(("ad", 100), ("ad", 897)),
        ],
        [("ab", 880, "final"), ("ab", 899), ("ac", 870, "final"), ("ac", 898)],
        [("ab", 900, "almost"), ("ac", 899), ("ad", 898), ("ae", 897), ("af", 896)],
        [("ab", 405, "almost"), ("ac", 900)],
        [("ab", 900, "at-least"), ("ac", 990), ("ad", 980)],
        [("ab", 840), ("ab", 895, "at-least"), ("ac", 990), ("ad", 980)],
        [("ab", 500), ("ab", 999, "at-least"), ("ac", 990), ("ad", 980)],
        [("ab", 500, "at-most"), ("ab", 999), ("ac", 990)],
        [("ab", 700), ("b>a", 900), ("ac", 990), ("ae", 800), ("ad", 5, "2021")],
        [("ab", 800), ("ac", 810), ("ad", 100), ("ad", 897), ("ad", 9, "2024")],
        [("a", 900), ("ac", 990)],
    ],
    ids=[
        "dispute",
        "final numbers",
        "bound above",
        "bound between",
        "open bound",
        "dispute up to a bound",
        "dispute of the first",
        "dispute down to a bound",
        "two ways",
        "newer",
        "total",
    ],
)
@pytest.mark.usefixtures("found")
def test_numbers_that_decide_who_is_first_are_read(pages: Pages, told: list[Any]) -> None:
    given = {"period": "2023", "unit": "USD"}
    others = [*combinations("bcdefg", 2), *combinations([f"p{nth}" for nth in range(9)], 2)]
    tables = [party(f"p{nth}", name=f"Part {nth}") for nth in range(9)]
    tables += [figure(f"c{n}", **given, parties=of, value=n * 10) for n, of in enumerate(others)]
    final = {"rank": "preferred", "rank_reason": "final"}
    for nth, (ends, value, *how) in enumerate(told):
        parties = dict(zip(("from_", "to"), ends.split(">"), strict=False))
        more: dict[str, Any] = parties if ">" in ends else {"parties": [*ends]}
        key = "period" if "20" in str(how) else "qualifier"
        more |= final if how == ["final"] else {key: how[0]} if how else {}
        tables.append(figure(f"t{nth}", value=value, **given | more))
    few, every = pages("".join(tables), "trade", "--limit", "1")
    assert few == every


@pytest.mark.parametrize("seed", range(drawn(30)))
@pytest.mark.parametrize("directed", [False, True])
def test_pairs_that_are_alike_are_counted_unread(
    pages: Pages, found: list[broad.Broad], directed: bool, seed: int
) -> None:
    few, every = pages(alike(seed, directed=directed), "trade", "--limit", str(1 + seed % 5))
    assert few == every
    assert found[0].measures["turnover"].more
    assert found[0].pairs > 60


def test_few_claims_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LIMITS, "on_topic", 0)
    path = tmp_path / "facts.toml"
    path.write_text(MADE + made(0), encoding="utf-8")
    with open_base(str(path)) as opened:
        query = Query(types=("figure",), topic="trade")
        found = broad.broad(opened, query, 1)
        assert found is not None
        assert len(found.facts) < found.claims / 2
        assert found.claims == len(opened.find(query))


def stocks(*years: int, **keys: Any) -> str:
    return "".join(
        figure(f"{id}{year}", parties=["a", id], measure="held", period=f"{year}-12-31", **keys)
        for id in "bcd"
        for year in years
    )


def test_of_stocks_the_newest_are_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(LIMITS, "on_topic", 0)
    path = tmp_path / "facts.toml"
    again = figure("e2019", parties=["a", "e"], measure="held", period="../2019-12-31")
    path.write_text(MADE + stocks(*range(2010, 2021)) + again, encoding="utf-8")
    with open_base(str(path)) as opened:
        query = Query(types=("figure",), topic="trade", parties=("a",))
        found = broad.ranking_to_read(opened, query, 0)
        assert found is not None
        assert sorted(fact.id for fact in found.facts) == ["b2020", "c2020", "d2020", "e2019"]
        assert found.claims == 34
        found = broad.broad(opened, query.replaced(parties=(), measure="held"), None)
        assert found is not None
        assert sorted(fact.id for fact in found.facts) == ["b2020", "c2020", "d2020", "e2019"]
        assert (found.claims, found.pairs) == (34, 4)


@pytest.mark.parametrize("seed", range(drawn(8)))
def test_of_stocks_of_all_pairs_few_claims_say_what_all_do(pages: Pages, seed: int) -> None:
    tables = made(seed).replace('"exports"', '"held"').replace('"EUR"', '"USD"')
    shown = ["--json", "--format=csv", "--format=tsv", f"--limit={seed}"][seed % 4]
    few, every = pages(tables, "trade", "--measure", "held", shown)
    assert few == every


@pytest.mark.parametrize("seed", range(drawn(8)))
def test_of_stocks_those_that_are_shown_are_read(
    pages: Pages, found: list[broad.Broad], seed: int
) -> None:
    tables = alike(seed).replace('"turnover"', '"held"')
    tables = tables.replace('"2023"', '"2023-12-31"', 20 * (seed % 4))  # the same day
    words = ("trade", "--measure", "held", "--limit", str(1 + seed % 5))
    for form in ("table", "json"):
        few, every = pages(tables, *words, "--format", form)
        assert few == every
    assert len(found[0].facts) < found[0].pairs


@pytest.mark.parametrize("seed", range(drawn(12)))
def test_of_stocks_in_dates_few_claims_say_what_all_do(pages: Pages, seed: int) -> None:
    random, found = Random(seed), []
    dates = ["2022", "2022-06-30", "2022-12-31", "2023-01-01", "../2022-12-31", "2023", "2024"]
    for a, b in combinations(COUNTRIES, 2):
        for nth, period in enumerate(random.sample(dates, random.randrange(1, 5))):
            given = {"parties": [a, b], "measure": "held", "period": period}
            found.append(figure(f"{a}{b}{nth}", **given, value=random.randrange(1, 60) * 10))
    asked = ["--until=2023-06", "--since=2022-07", "--until=2022-06", "--since=2023-02"][seed % 4]
    words = ("trade", *random.choice(["a", ""]), "--measure", "held", "--limit", "3", asked)
    few, every = pages("".join(found), *words)
    assert few == every
    assert "stock held" in few.lower()


def test_stocks_in_two_units_are_ranked_in_the_commonest(pages: Pages) -> None:
    in_euros = {"measure": "held", "period": "2023-12-31", "unit": "EUR"}
    newer = [figure(f"{id}2023", parties=["a", id], **in_euros) for id in "bc"]
    few, every = pages(stocks(2019, 2020) + "".join(newer), "trade", "a", "--limit", "1")
    assert few == every
    assert "Largest stock held as of 31 Dec 2020: Bland, Cland and Dland" in few


def test_a_brief_tells_old_figures_in_other_units_and_newer_parts(pages: Pages) -> None:
    given = {"measure": "exports", "from_": "a"}
    years = [figure(f"b{y}", **given, to="b", period=str(y), value=y) for y in range(1990, 2024)]
    euros = figure("old", **given, to="b", period="1989", value=5, unit="EUR")
    goods = figure("goods", **given, to="b", period="2024", value=7, scope="goods")
    few, every = pages("".join((*years, euros, goods)), "brief", "a")
    assert few == every
    assert "€5" in few
    assert "newer: exports to Bland (goods), in 2024  $7" in few


@pytest.mark.parametrize("words", [("brief", "a"), ("trade", "a"), ("trade", "a", "--limit", "1")])
def test_a_newer_part_in_another_unit_is_told_whatever_is_read(
    pages: Pages, words: tuple[str, ...]
) -> None:
    def claims(id: str, **ends: Any) -> Iterator[str]:
        given = {"measure": "exports", **ends}
        for year in range(2015, 2024):
            yield figure(f"{id}{year}", **given, period=str(year), value=900, unit="EUR")
        yield figure(f"{id}-old", **given, period="2014", value=800)
        yield figure(f"{id}-part", **given, period="2024-01/2024-06", value=700)

    ends: dict[str, Any] = {"b": {"from_": "a", "to": "b"}, "total": {"parties": ["a"]}}
    others = (
        figure(f"c{n}", measure="exports", from_="a", to="c", period=str(n), unit="EUR")
        for n in (2022, 2023)
    )
    few, every = pages(
        "".join(chain(*(claims(id, **of) for id, of in ends.items()), others)), *words
    )
    assert few == every
    assert few.count("newer: in Jan–Jun 2024") == (2 if words[0] == "brief" else 1)


def test_the_first_are_all_that_may_be() -> None:
    sized = [
        Sized("a", 1, 2, 5.0, 9.0),
        Sized("b", 1, 2, 7.0, 8.0),
        Sized("c", 1, 2, 1.0, 4.0),
    ]
    assert [one.series for one in first(sized, 1)] == ["a", "b"]
    assert [one.series for one in first(sized, 3)] == ["a", "b", "c"]


@pytest.mark.parametrize("seed", range(drawn(4)))
def test_what_is_kept_of_figures_is_what_their_claims_say(tmp_path: Path, seed: int) -> None:
    path = tmp_path / "facts.toml"
    withdrawn = {"period": "2020", "rank": "deprecated", "rank_reason": "revised"}
    alone = figure("alone", measure="exports", parties=["a", "nes"], **withdrawn)
    path.write_text(MADE + made(seed) + alone, encoding="utf-8")
    with open_base(str(path)) as opened:
        for measure in ("exports", "held", "turnover"):
            units = "SELECT DISTINCT unit FROM claim WHERE measure = ? AND unit > '' ORDER BY 1"
            known = [unit for (unit,) in opened.index.rows(units, [measure])]
            assert UnreadFigures(opened, Query(measure=measure)).units() == known
            for parties in ((), ("a",), ("nes",)):
                query = Query(measure=measure, parties=parties)
                kept, read = (
                    UnreadFigures(opened, query.replaced(source=it))
                    for it in (None, ("s", "daily"))
                )
                assert kept.series() == read.series()
                assert kept.claim_count() == read.claim_count()
                keys = kept.series().actual
                assert ids(kept.claims_of_series(keys)) == ids(read.claims_of_series(keys))


def ids(facts: list[Fact]) -> list[str]:
    return sorted(fact.id for fact in facts)


@pytest.mark.parametrize(("newer", "year"), [(2, "2022"), (3, "2022"), (6, "2023")])
def test_the_usual_last_year_is_that_of_the_ranking(pages: Pages, newer: int, year: str) -> None:
    pairs = [(a, b) for a in "abc" for b in "defg"]
    figures = [
        figure(f"{a}{b}{y}", measure="exports", from_=a, to=b, period=str(y), value=nth + y)
        for nth, (a, b) in enumerate(pairs)
        for y in (2021, 2022, 2023)
        if y < 2023 or nth < 2 * newer
    ]
    few, every = pages("".join(figures), "trade", "--limit", "3")
    assert few == every
    assert f"figure for all of {year}" in few or f" in {year}" in few


@pytest.mark.parametrize("words", [("trade",), ("trade", "a")])
@pytest.mark.parametrize(("mixed", "year"), [(14, "2022"), (7, "2022"), (2, "fiscal year Apr")])
def test_years_that_share_days_are_weighed_by_their_kind_unread(
    pages: Pages, words: tuple[str, ...], mixed: int, year: str
) -> None:
    figures = [
        figure(f"{a}{b}{period[2:7]}", parties=[a, b], period=period, value=1 + 2 * nth)
        for nth, (a, b) in enumerate(permutations(COUNTRIES, 2))
        if a < b
        for period in ("2021", "2022", "2022-04/2023-03")
        if period[4:] or nth % 14 < mixed
    ]
    few, every = pages("".join(figures), *words, "--limit", "3")
    assert few == every
    head = few.partition("\n")[0]
    assert f"in {year}" in head or f"in the {year}" in head or f"all of {year}" in head


def test_claims_are_counted_unread(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    same = {"measure": "exports", "from_": "a", "to": "b", "unit": "USD"}
    path.write_text(
        MADE
        + figure("one", **same, period="2021", value=1)
        + figure("two", **same, period="2021", value=2)
        + figure("some", **same, period="202X", value=3)
        + figure("other", **same, period="202X", value=3)
        + figure("none", **same, period="2022", absent="confidential").replace("value = 1\n", "")
        + figure("old", **same, period="2020", rank="deprecated", rank_reason="revised"),
        encoding="utf-8",
    )
    with open_base(str(path)) as opened:
        assert UnreadFigures(opened, Query(measure="exports")).claim_count() == 5
        assert UnreadFigures(opened, Query(measure="exports", deprecated=True)).claim_count() == 6
        assert UnreadFigures(opened, Query(measure="exports", source="s")).claim_count() == 5


def test_the_day_of_the_newest_is_found_unread(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    given = {"measure": "exports", "from_": "a"}
    years = (2020, 2021, 2021, 2021, 2023)
    figures = [figure(f"c{n}", **given, to="b", period=str(y)) for n, y in enumerate(years)]
    path.write_text(MADE + "".join(figures), encoding="utf-8")
    with open_base(str(path)) as opened:
        unread = UnreadFigures(opened, Query(topic="trade", parties=("a",)))
        days = [unread.day_of_newest(most) for most in (1, 2, 3, 4)]
    assert days == [*(date(year + 1, 1, 1).toordinal() for year in (2023, 2021, 2020)), 0]


@pytest.mark.parametrize(
    ("parties", "periods", "is_found"),
    [
        (("ab", "ab"), ("2021", "2021"), True),
        (("ab", "ba"), ("2021", "2021"), True),  # of two subjects
        (("ab", "ab"), ("2021", "2022"), False),
        (("ab", "ac"), ("2021", "2021"), False),
        (("ab", "ab"), ("2023", "2023"), False),
    ],
)
def test_whether_several_claims_answer_is_found_unread(
    tmp_path: Path, parties: tuple[str, str], periods: tuple[str, str], is_found: bool
) -> None:
    path = tmp_path / "facts.toml"
    told = [
        figure(f"c{n}", measure="turnover", parties=[*of], period=period)
        for n, (of, period) in enumerate(zip(parties, periods, strict=True))
    ]
    path.write_text(MADE + "".join(told), encoding="utf-8")
    before = date(2023, 1, 1).toordinal() + 1
    with open_base(str(path)) as opened:
        for query in (Query(measure="turnover", parties=("a",)), Query(topic="trade")):
            unread = UnreadFigures(opened, query)
            assert unread.is_repeated(before) == bool(unread.repeated(0, before)) == is_found


def test_an_overview_looks_for_no_conflicts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(MADE + made(0), encoding="utf-8")
    monkeypatch.delattr(brief, "_conflicts")
    assert app.run(["a", "b", "-f", str(path)]) == 0
    assert "Aland and Bland: " in capsys.readouterr().out


def test_the_latest_events_that_are_over_are_found_unread(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    days = [f"2020-01-{day:02}" for day in range(10, 20)]
    held = [event(f"e{nth}", parties=["a", "b"], period=day) for nth, day in enumerate(days)]
    ahead = event("ahead", parties=["a", "b"], period="2030", status="planned")
    path.write_text(MADE + "".join(held) + ahead, encoding="utf-8")
    today = date(2024, 1, 1).toordinal()
    query = Query(types=("event",), parties=("a",))
    with open_base(str(path)) as opened:
        latest = single_claims.over(opened, query, today, 2)
        planned = [*single_claims.events(opened, query, today)]
    assert [one.status for one in planned] == ["planned"]
    assert [place[0] for place in latest] == [date(2020, 1, day).toordinal() for day in (19, 18)]


@pytest.mark.parametrize("seed", range(drawn(4)))
def test_what_is_recorded_is_counted_as_if_it_were_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(MADE + made(seed) + relations_and_events(seed), encoding="utf-8")
    with open_base(str(path)) as opened:
        query = Query(parties=("a", "b")[: 1 + seed % 2])
        queries = [query, query.replaced(since=Period.parse("2022"))]
        read = [recorded.recorded(opened, each) for each in queries]
        monkeypatch.setattr(LIMITS, "held", 0)
        with mock.patch.object(opened, "find", wraps=opened.find) as find:
            counted = [recorded.recorded(opened, each) for each in queries]
    assert [one.args[0].types for one in find.mock_calls] == [("relation", "event")]
    assert all(one.newest and one.claims == len(one.facts) for one in read)
    assert counted == [one.replaced(facts=[]) for one in read]


def in_newer_units(seed: int) -> str:
    """Return old figures in dollars; of some pairs newer ones in tonnes, or these alone."""
    random, made = Random(seed), list[str]()
    for a, b in permutations(COUNTRIES, 2):
        ends = {"measure": "exports", "from_": a, "to": b}
        years = random.choices(([("USD", "2021")], [("USD", "2015")], []), (6, 2, 2))[0].copy()
        years += [("t", year) for year in ("2020", "2022", "2023") if random.random() < 0.2]
        for unit, year in years:
            value = random.randrange(1, 60) * 10
            made.append(figure(f"{a}{b}{year}", **ends, unit=unit, period=year, value=value))
    return "".join(made)


@pytest.mark.parametrize("seed", range(drawn(8)))
def test_of_newer_numbers_in_other_units_few_claims_say_what_all_do(
    pages: Pages, found: list[broad.Broad], of_partners: list[broad.Broad], seed: int
) -> None:
    for words in (("trade",), ("trade", "a"), ("trade", "b"), ("brief", "c")):
        for limit in ("1", "4", "30"):
            few, every = pages(in_newer_units(seed), *words, "--limit", limit)
            assert few == every
            assert "Newer in t, not ranked: " in few or words != ("trade",)
    assert found
    assert of_partners
