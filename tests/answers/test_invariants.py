"""Invariants of every answer: order, satisfied bounds and forecasts change nothing, and no number
is printed that is neither a claim's nor derived with its formula.
"""

from __future__ import annotations

import contextlib
import io
import itertools
import json
import os
import re
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from dipfacts.cli import app
from dipfacts.model import display
from dipfacts.model.figures.rounding import agree, rounded
from dipfacts.model.file_format.tables import Figure
from support import draws
from support.factbase import base, measure, party, source, table, topic

FEW = settings(
    max_examples=draws.drawn(30),
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
TABLES = [
    source("paper", published=date(2022, 12, 5)),
    source("daily", published=date(2023, 1, 5)),
    source("yearbook", published=date(2023, 6, 5), derived_from=["daily"]),
    *(party(id, name=name) for id, name in [("a", "Aland"), ("b", "Beland"), ("c", "Celand")]),
    topic(),
    measure(label="Trade turnover", sum_of=["exports", "imports"]),
    measure("exports"),
    measure("imports"),
    measure("growth", label="Growth of turnover", nature="ratio", of="turnover"),
]
FLOWS = [
    {"measure": "turnover", "parties": ["a", "b"]},
    {"measure": "turnover", "parties": ["a", "c"]},
    {"measure": "exports", "from": "b", "to": "a"},
    {"measure": "imports", "from": "a", "to": "b"},
]
PERIODS = ["2019", "2020", "2021", "2021-01/2021-12", "2020-04/2021-03", "2021-01/2021-06", "2022"]
QUALIFIERS = ["exactly"] * 4 + ["about", "almost", "more-than", "at-least", "less-than", "at-most"]
MOMENTS = itertools.count(1_600_000_000)  # long ago, so that an index is kept
Keys = dict[str, Any]


def keys(flow: Keys, **given: Any) -> Keys:
    return {"unit": "USD", **flow, **{key: value for key, value in given.items() if value}}


figures = st.builds(
    keys,
    st.sampled_from(FLOWS),
    period=st.sampled_from(PERIODS),
    value=st.sampled_from([2_900_000_000, 3_000_000_000, 3_400_000_000, 7_250_000, 41]),
    qualifier=st.sampled_from(QUALIFIERS),
    reporter=st.sampled_from([None, "a", "b"]),
    claimant=st.sampled_from([None, None, "c"]),
    source=st.sampled_from(["paper", "daily", "yearbook"]),
    status=st.sampled_from([None, None, None, "provisional", "estimate", "forecast"]),
    valuation=st.sampled_from([None, None, "fob", "cif"]),
    definition=st.sampled_from([None, None, "with re-exports"]),
    unit=st.sampled_from(["USD", "USD", "RUB"]),
    rank=st.sampled_from([None, None, None, "preferred", "deprecated"]),
)
drawn = st.lists(figures, min_size=1, max_size=9).map(
    lambda many: [{"id": f"f{nth}", **figure} for nth, figure in enumerate(many)]
)
QUESTIONS = [
    ["trade", "a", "b"],
    ["trade", "a", "b", "--in", "2021"],
    ["trade", "a"],
    ["trade"],
    ["brief", "a", "b"],
    ["brief", "a"],
]


def tables(claims: list[Keys]) -> list[str]:
    return [table("figure", **claim) for claim in claims]


def run(words: list[str], *paths: Path) -> str:
    """Return what a command prints about the base in these files; it must not fail."""
    out = io.TextIOWrapper(io.BytesIO(), encoding="utf-8")
    files = [word for path in paths for word in ("-f", str(path))]
    with contextlib.redirect_stdout(out):
        assert app.run([*words, *files]) in (0, 1)
    out.seek(0)
    return out.read()


def written(folder: Path, name: str, *parts: str) -> Path:
    path = folder / name
    path.write_text(base(*parts), encoding="utf-8")
    os.utime(path, times=(0, next(MOMENTS)))
    return path


def answers(words: list[str], *paths: Path) -> dict[str, Any]:
    """The JSON of a command, without where the claims stand."""
    whole: dict[str, Any] = json.loads(run([*words, "--json"], *paths))
    for fact in whole["facts"]:
        del fact["file"], fact["line"]
    return whole


def of_claims(whole: dict[str, Any], ids: set[str]) -> dict[str, Any]:
    """Return what an answer says apart from listing the claims: with these alone."""
    return {
        "answer": {k: v for k, v in whole["answer"].items() if k != "text"},
        "derived": whole.get("derived"),
        "series": whole.get("series"),
        "facts": [fact["id"] for fact in whole["facts"] if fact["id"] in ids],
    }


@FEW
@given(data=st.data(), claims=drawn)
def test_the_order_of_claims_files_and_arguments_changes_nothing(
    data: st.DataObject, claims: list[Keys], tmp_path: Path
) -> None:
    one = written(tmp_path, "one.toml", *TABLES, *tables(claims))
    shuffled = data.draw(st.permutations(tables(claims)))
    cut = data.draw(st.integers(0, len(shuffled)))
    head = written(tmp_path, "x.toml", *shuffled[:cut], *TABLES)
    tail = written(tmp_path, "w.toml", *shuffled[cut:])
    for words in QUESTIONS:
        turned = [*words]
        if words[1:3] == ["a", "b"]:
            turned[1:3] = ["b", "a"]
        assert answers(words, one) == answers(turned, tail, head)


def with_an_answer(claims: list[Keys], flow: Keys) -> list[Keys]:
    """Return the claims, of which the first is about a flow of both parties and no forecast."""
    other = ("parties", "from", "to", "measure", "rank", "status")
    first = {key: value for key, value in claims[0].items() if key not in other}
    return [first | flow, *claims[1:]]


@pytest.mark.parametrize("words", QUESTIONS[:2])
@FEW
@given(
    claims=st.builds(with_an_answer, drawn, st.sampled_from([FLOWS[0], *FLOWS[2:]])), added=figures
)
def test_a_forecast_changes_no_answer(
    words: list[str], claims: list[Keys], added: Keys, tmp_path: Path
) -> None:
    ahead = {"id": "ahead", **added, "status": "forecast"}
    one = written(tmp_path, "one.toml", *TABLES, *tables(claims))
    two = written(tmp_path, "two.toml", *TABLES, *tables([*claims, ahead]))
    ids = {claim["id"] for claim in claims}
    before = answers(words, one)
    assume(before["answer"]["facts"] and before["answer"]["value"] is not None)
    assert of_claims(answers(words, two), ids) == of_claims(before, ids)


def number(claim: Keys) -> Figure:
    renamed = {"from": "from_"}
    return Figure(**{renamed.get(key, key): value for key, value in claim.items()})


def of_one_question(claims: list[Keys]) -> list[Keys]:
    """The claims as claims about the turnover of a and b in 2021, one of them a number."""
    same = {"measure": "turnover", "parties": ["a", "b"], "period": "2021", "unit": "USD"}
    other = ("from", "to", "rank", "status")
    found = [{k: v for k, v in claim.items() if k not in other} | same for claim in claims]
    return [{**found[0], "qualifier": "exactly"}, *found[1:]]


@FEW
@given(claims=drawn.map(of_one_question), value=st.sampled_from([1, 2_950_000_000, 10**12]))
def test_a_satisfied_bound_changes_no_value_low_or_high(
    claims: list[Keys], value: int, tmp_path: Path
) -> None:
    flow = {"measure": "turnover", "parties": ["a", "b"]}
    bound = {"id": "bound", **flow, "period": "2021", "value": value, "unit": "USD"}
    bound |= {"qualifier": "less-than" if value == 10**12 else "more-than", "source": "paper"}
    assume(all(agree(number(claim), number(bound), "flow") for claim in claims))
    words = ["trade", "a", "b", "--measure", "turnover", "--in", "2021"]
    before = answers(words, written(tmp_path, "one.toml", *TABLES, *tables(claims)))
    after = answers(words, written(tmp_path, "two.toml", *TABLES, *tables([*claims, bound])))
    same = ("value", "low", "high", "unit", "spread_percent")
    assert [after["answer"][key] for key in same] == [before["answer"][key] for key in same]


SCALED = r"[0-9][0-9,.]*(?: (?:million|billion|trillion))?"
AMOUNT = re.compile(rf"\${SCALED}|{SCALED} roubles?|[0-9][0-9,.]*%")


def derived(words: list[str], path: Path) -> set[str]:
    """Return the amounts that an answer derives, each with its formula and what it is made of.

    A rate is worded as sure as it is: as a whole number, where that leaves it open with its ends.
    """
    whole = json.loads(run([*words, "--json"], path), parse_float=Decimal)
    found = set[str]()
    for each in whole.get("derived") or ():
        value, unit = each["value"], each["unit"]
        assert each["derived"]["formula"]
        assert each["derived"]["from"]
        found.add(display.amount(value, unit).lstrip("-"))
        if unit == "percent":
            said = {match.rstrip(".,") for match in AMOUNT.findall(each["text"])}
            whole_number = int(rounded(value, Decimal(1)))
            assert {display.amount(n, unit).lstrip("-") for n in (value, whole_number)} & said
            found |= said
    for pair in whole.get("mirror") or ():  # of a bound there is no number
        if (least := pair.get("asymmetry_at_least")) is not None:
            found.add(f"{least}%")
    return found


@FEW
@given(claims=drawn)
def test_every_number_printed_is_a_claims_or_derived(claims: list[Keys], tmp_path: Path) -> None:
    path = written(tmp_path, "one.toml", *TABLES, *tables(claims))
    values = [claim["value"] for claim in claims]
    spreads = {Decimal(100 * (high - low)) / Decimal(low) for low in values for high in values}
    possible = {f"{round(spread, 1)}%" for spread in spreads}
    possible |= {f"{rounded(spread, Decimal(1)):,}%" for spread in spreads}  # from 1,000% on
    either = derived(["trade", "a", "b"], path) | derived(["trade", "a", "c"], path)
    either |= {display.amount(claim["value"], claim["unit"]) for claim in claims}
    for words in QUESTIONS:
        if words == ["trade"]:
            continue
        known = either | derived(words, path)
        printed = {match.rstrip(".,") for match in AMOUNT.findall(run(words, path))}
        percent = {amount for amount in printed if amount.endswith("%")}
        assert printed - percent <= known, printed - percent - known
        assert percent <= known | possible, percent - known - possible
