"""`dipfacts import --map`: two parties of which the heads, or the rows, say a direction."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.notes import SOLD, Told, heeded, notes
from support.written import claims

ROWS = "DEU,FRA,2019,5\nFRA,DEU,2020,6\nDEU,ITA,2019,7\n"


@pytest.mark.parametrize(
    ("heads", "given", "start", "end"),
    [
        ("exporter,importer", (), "exporter", "importer"),
        ("Importing country,Exporting country", (), "Exporting country", "Importing country"),
        ("orig,dest", ("measure=migrants", "unit=persons"), "orig", "dest"),
        ("Sender,Target", ("measure=threats", "unit=threats"), "Sender", "Target"),
        ("Reporter,Partner", (), "Reporter", "Partner"),
        ("Reporter,Partner", ("measure=imports",), "Partner", "Reporter"),
        ("exporter,importer", ("claim=relation", "kind=k", "title=T"), "exporter", "importer"),
    ],
)
def test_heads_that_say_a_direction_are_told_and_what_is_told_can_be_typed(
    told: Told, heads: str, given: tuple[str, ...], start: str, end: str
) -> None:
    one, other = heads.split(",")
    figure = () if "claim=relation" in given else SOLD
    keys = dict(it.split("=", 1) for it in (*figure, "period={y}", *given))
    words = (*map("=".join, keys.items()), f"parties={{{one}}}, {{{other}}}")
    text = f"{heads},y,v\n{ROWS}"
    (note,) = [it for it in told(text, *words) if "no direction" in it]
    ways = [f"'{it}'" if "{" in it else it for it in (f"from={{{start}}}", f"to={{{end}}}")]
    say = f"--map {ways[0]} --map {ways[1]} in place of parties"
    if dict(it.split("=", 1) for it in words).get("measure") in ("exports", "imports"):
        say = f", which {one} and {other} say: {say}"
    else:
        say = f": if each goes from {start} to {end}, write {say}"
    assert note == f"note: parties has no direction{say}"
    told(text, *heeded(words, note))
    found = [(it["from"], it["to"]) for it in claims(Path("base")).values()]
    ends = ("iso3:DEU", "iso3:FRA")
    assert found[0] == (ends if start == one else ends[::-1])


@pytest.mark.parametrize(
    ("heads", "given"),
    [
        ("a,b", ()),
        ("Reporter,Partner", ("measure=turnover",)),
        ("exporter,country", ()),
        ("original,destined", ()),
    ],
)
def test_heads_without_a_direction_are_not_told(
    told: Told, heads: str, given: tuple[str, ...]
) -> None:
    one, other = heads.split(",")
    keys = dict(it.split("=", 1) for it in (*SOLD, *given))
    words = (*map("=".join, keys.items()), f"parties={{{one}}}, {{{other}}}")
    assert notes(told(f"{heads},y,v\n{ROWS}", *words)) == []


@pytest.mark.parametrize(
    "given",
    [
        ("measure=distance", "unit=km", "value={v}"),
        ("claim=relation", "kind=trade-agreement", "title=T"),
        ("claim=event", "kind=border-treaty", "title=T", "status=held"),
    ],
)
def test_what_is_between_two_has_no_direction_whatever_the_heads(
    told: Told, given: tuple[str, ...]
) -> None:
    words = (*given, "parties={exporter}, {importer}", "period={y}")
    text = "exporter,importer,y,v\nDEU,FRA,2019,450\nDEU,ITA,2019,890\n"
    assert notes(told(text, *words)) == []


@pytest.mark.parametrize("names", [("DEU", "FRA"), ("Germany", "France")])
def test_rows_in_both_orders_with_different_numbers_are_told(
    told: Told, names: tuple[str, str]
) -> None:
    one, other = names
    text = f"a,b,y,v\n{one},{other},2019,5\n{other},{one},2019,6\n{one},{other},2020,7\n"
    words = (*SOLD, "parties={a}, {b}")
    refused = notes(told(text, *words, status=3))[0]
    assert refused == (
        "t.csv:3: line 2 has another number for the same two parties; if each is of one "
        "direction, write --map 'from={a}' --map 'to={b}' in place of parties"
    )
    told(text, *heeded(words, refused))
    assert [it["value"] for it in claims(Path("base")).values()] == [5, 6, 7]


def test_two_rows_in_one_order_are_told_as_before(told: Told) -> None:
    text = "a,b,y,v\nDEU,FRA,2019,5\nDEU,FRA,2019,6\n"
    refused = notes(told(text, *SOLD, "parties={a}, {b}", status=3))[0]
    what = "line 2 has another number for the same question"
    assert refused == f"t.csv:3: {what}; remove one of the two rows"
