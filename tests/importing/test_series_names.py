"""`dipfacts import --map`: a scale or currency in the names of series is told, as in heads."""

from __future__ import annotations

import pytest

from support.importing import Import

GIVEN = (
    *("claim=figure", "publisher=X", "unit=USD", "from={Reporter}", "to={Partner}"),
    *("period={Year}", "value={Value}", "measure=exports"),
)
NAMES = ("Exports in EUR", "Exports in USD")
FULL = "unless its numbers stand in full"


def table(head: str, *names: str) -> str:
    """Return a table with a column of names of series."""
    rows = [f'Kazakhstan,Turkey,"{it}",{2020 + nth},{nth + 5}' for nth, it in enumerate(names)]
    return "\n".join([f"Reporter,Partner,{head},Year,Value", *rows, ""])


def told(imported: Import, text: str, *more: str) -> list[str]:
    """Return the notes of the report of a table."""
    by_key = {it.partition("=")[0]: it for it in (*GIVEN, *more)}
    return imported("t.csv", text, *by_key.values()).notes


@pytest.mark.parametrize(
    ("head", "name", "scale"),
    [
        ("Indicator", "Export (US$ Thousand)", 1000),
        ("indicator.label", "Merchandise (thousands)", 1000),
        ("Series", "Exports, thousands of US dollars", 1000),
        ("Note", "Values are in million US$", 1000000),
    ],
)
def test_a_scale_in_an_unused_column_is_told(
    head: str, name: str, scale: int, imported: Import
) -> None:
    text = table(head, name, name)
    note = f'the column {head} "{name}" says a scale: add --map scale={scale} {FULL}'
    assert told(imported, text) == [note]
    assert told(imported, text, f"definition={{{head}}}") == [note]
    assert told(imported, text, f"scale={scale}") == []


@pytest.mark.parametrize("name", ["MN", "Deaths per million", "Firms with 1000 jobs", "1000"])
def test_what_says_no_scale_is_not_told(name: str, imported: Import) -> None:
    assert told(imported, table("Series", name, name)) == []


@pytest.mark.parametrize(
    ("head", "name", "scale"),
    [
        *[
            ("City", "Thousand Oaks", 1000),
            ("Firm", "Mio AB", 10**6),
            ("Person", "Bill Mill", 10**6),
        ],
        *[("Comment", "thanks a million", 10**6), ("Exporter id", "MLN", 10**6)],
    ],
)
def test_a_scale_that_may_be_of_a_name_is_asked_of(
    head: str, name: str, scale: int, imported: Import
) -> None:
    how = f"if it is that of the numbers, add --map scale={scale}"
    note = f'the column {head} "{name}" may say a scale: {how}'
    assert note in told(imported, table(head, name, name))


def test_another_currency_in_an_unused_column_is_told(imported: Import) -> None:
    name = "Exports (EUR million)"
    note = f'the column Series "{name}" says EUR, not USD: --map unit=EUR'
    assert told(imported, table("Series", name, name)) == [note]


def test_of_several_scales_none_is_proposed_for_all(imported: Import) -> None:
    names = ("Exports (US$ thousand)", "Exports (US$ million)")
    alone = f"'where={{Series}}={names[0]}' --map scale=1000 --id exports-us-thousand"
    how = f"take those of one scale alone, as with --map {alone}, and the others in the same way"
    said = f"the column Series says several scales ({names[0]}, {names[1]})"
    assert told(imported, table("Series", *names)) == [f"{said}: {how}"]
    one = told(imported, table("Series", *names), f"where={{Series}}={names[0]}", "scale=1000")
    assert not any("scale" in it for it in one)


@pytest.mark.parametrize(
    ("names", "option"),
    [
        (NAMES, "--map unit=EUR --id exports-in-eur"),
        (("Exports in EUR", "Exports"), "--map unit=EUR --id exports-in-eur"),
        (
            ("Exports (million EUR)", "Exports (million USD)"),
            "--map unit=EUR --map scale=1000000 --id exports-million-eur",
        ),
    ],
)
def test_of_several_currencies_none_is_proposed_for_all(
    names: tuple[str, str], option: str, imported: Import
) -> None:
    alone = f"'where={{Series}}={names[0]}' {option}"
    how = f"take those of one unit alone, as with --map {alone}, and the others in the same way"
    said = f"the column Series says several units ({names[0]}, {names[1]})"
    assert told(imported, table("Series", *names)) == [f"{said}: {how}"]
    scale = ["scale=1000000"] if "scale" in option else []
    one = told(
        imported, table("Series", *names), f"where={{Series}}={names[0]}", "unit=EUR", *scale
    )
    assert not any(" says " in it for it in one)
    two = told(imported, table("Series", "Exports in USD", "Sales in dollars"))
    assert not any("several" in it for it in two)
    coded = told(
        imported, table("Series,Code", *(f'{it}","{it[-3:]}' for it in NAMES)), "unit={Code}"
    )
    assert not any("several" in it for it in coded)


def test_goods_that_are_counted_in_thousands_say_no_scale(imported: Import) -> None:
    for names in (("Eggs (thousand)", "Milk"), ("Eggs (thousand)", "Eggs (thousand)")):
        notes = told(imported, table("Product", *names))
        assert not any("scale" in it for it in notes)
    (note, *_) = told(imported, table("Product", *["All products (US$ thousand)"] * 2))
    assert "says a scale: add --map scale=1000" in note


def test_a_turkish_column_of_units_is_told(imported: Import) -> None:
    text = table("Birim", "Bin ABD Doları", "Bin ABD Doları")
    how = "if it is right, add --map scale=1000"
    assert told(imported, text) == [f"no key names Birim (Bin ABD Doları): {how}"]
