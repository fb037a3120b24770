"""`dipfacts import --map`: a head, or a line above the heads, that says another unit is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from dipfacts.cli import app
from support.notes import SOLD, Told, heeded, notes
from support.written import claims

EXPORTS = ("measure=exports-total", *SOLD[1:-1], "parties={c}")
MEASURE = "measure=exports-total-"


def table(head: str) -> str:
    return f'c,y,"{head}"\nDEU,2019,100\nFRA,2020,110\n'


@pytest.mark.parametrize(
    ("head", "says", "options"),
    [
        ("Value in EUR", "EUR", "unit=EUR"),
        ("EUR", "EUR", "unit=EUR"),
        ("Exports, EUR", "EUR", "unit=EUR"),
        ("value_eur", "EUR", "unit=EUR"),
        ("valueEUR", "EUR", "unit=EUR"),
        ("Exports NOK", "NOK", "unit=NOK"),
        ("Total (in euros)", "EUR", "unit=EUR"),
        ("Tonnes", "tonnes", "unit=tonnes"),
        ("value kg", "kg", "unit=kg"),
        ("Visitors (persons)", "persons", "unit=persons"),
        ("Percent", "percent", f"unit=percent {MEASURE}percent"),
        ("Growth, %", "percent", f"unit=percent {MEASURE}percent"),
        *[
            (head, "percent", f"unit=percent {MEASURE}percent")
            for head in ("Exports %", "Anteil %", "в % к итогу", "trade_share_%")
        ],
        ("Value (% of GDP)", "% of GDP", f"unit=percent {MEASURE}percent-of-gdp"),
        ("Exports as % of GDP", "Exports as % of GDP", f"unit=percent {MEASURE}percent-of-gdp"),
        (
            "Value (EUR per capita)",
            "EUR per capita",
            f"'unit=EUR per capita' {MEASURE}per-capita",
        ),
        ("Value (USD/t)", "USD/t", f"unit=USD/t {MEASURE}per-t"),
        (
            "GDP, PPP (current international $)",
            "current international $",
            "'unit=current international $'",
        ),
    ],
)
def test_another_unit_in_a_head_is_told_and_what_is_told_can_be_typed(
    told: Told, head: str, says: str, options: str
) -> None:
    given = (*EXPORTS, f"value={{{head}}}")
    (note,) = notes(told(table(head), *given))
    typed = options.replace("unit=", "--map unit=").replace("measure=", "--map measure=")
    typed = typed.replace("'--map unit=", "--map 'unit=")
    assert note == f'note: the header "{head}" says {says}, not USD: {typed}'
    assert notes(told(table(head), *heeded(given, note))) == []
    assert len(claims(Path("base"))) == 2


@pytest.mark.parametrize(
    ("head", "what"),
    [
        (
            "Exports per capita (USD)",
            "per capita: --map 'unit=USD per capita' --map measure=exports-total-per-capita",
        ),
        (
            "exports_usd_per_capita",
            "per capita: --map 'unit=USD per capita' --map measure=exports-total-per-capita",
        ),
        (
            "Value (constant 2015 US$)",
            "of which prices: --map 'definition=constant 2015 US$'",
        ),
        (
            "Exports at constant prices, USD",
            "of which prices: --map 'definition=constant prices'",
        ),
    ],
)
def test_what_a_head_says_besides_a_unit_is_told(told: Told, head: str, what: str) -> None:
    given = (*EXPORTS, f"value={{{head}}}")
    (note,) = notes(told(table(head), *given))
    assert note == f'note: the header "{head}" says {what}'
    assert notes(told(table(head), *heeded(given, note))) == []


@pytest.mark.parametrize(
    ("head", "prices"),
    [
        ("Amount (Constant USD 2021)", "Constant USD 2021"),
        ("Constant prices (2010=100), USD", "Constant prices (2010=100)"),
        ("milex (US$, constant 2022)", "constant 2022"),
        ("Constant (2020) US$", "Constant (2020) US$"),
        ("const. 2005 USD", "const. 2005 USD"),
        ("exports_constant2022_usd", "constant2022 usd"),
        ("ODA, constant prices (2019 USD)", "constant prices (2019 USD)"),
        ("USD2010", "USD2010"),
        ("Exports in 2010 USD", "2010 USD"),
        ("USD, 2015 prices", "2015 prices"),
        ("inflation-adjusted USD", "inflation-adjusted USD"),
    ],
)
def test_prices_are_told_with_their_year(told: Told, head: str, prices: str) -> None:
    given = (*EXPORTS, f"value={{{head}}}")
    (note,) = notes(told(table(head), *given))
    option = f"'definition={prices}'" if " " in prices or "(" in prices else f"definition={prices}"
    assert note == f'note: the header "{head}" says of which prices: --map {option}'
    assert notes(told(table(head), *heeded(given, note))) == []
    assert {it["definition"] for it in claims(Path("base")).values()} == {prices}


@pytest.mark.parametrize(
    "head", ["Exports 2019 USD", "Exports, USD (2019)", "current USD", "Value in 1000 USD in 2019"]
)
def test_a_year_that_is_the_period_is_none_of_prices(told: Told, head: str) -> None:
    given = ("measure=exports-total", "unit=USD", "period=2019", "parties={c}", f"value={{{head}}}")
    assert not [it for it in notes(told(table(head), *given)) if "prices" in it]


@pytest.mark.parametrize(
    "head",
    [
        *("Trade Value (US$)", "value_usd", "Values in dollars", "USD", "Amount ($)"),
        *("Value (FOB)", "Exports (GDP)", "fobvalue", "OBS_VALUE", "Number", "flow1"),
        *("Exports all", "EXPORTS ALL", "Euro area exports", "Exports in 2019", "EUR (USD)"),
        *("Price per barrel", "GDP (current US$)", "Trade with the US (DOTS (2017))"),
        *("Sold by firms 50% owned abroad", "Exports, 5% sample"),
        *("Deaths, upper bound (95% confidence)", "Exports to CHE", "No. of persons"),
    ],
)
def test_a_head_that_says_no_other_unit_is_not_told(told: Told, head: str) -> None:
    assert notes(told(table(head), *EXPORTS, f"value={{{head}}}")) == []


@pytest.mark.parametrize(
    ("head", "unit", "is_told"),
    [
        ("Exports (EUR)", "tonnes", True),
        ("Exports (tonnes)", "metric tons", False),
        ("Share (% of GDP)", "percent", False),
        ("Exports (EUR)", "EUR per person", False),
        ("Weight (t)", "tonnes", False),
    ],
)
def test_units_that_are_no_money_are_compared(
    told: Told, head: str, unit: str, is_told: bool
) -> None:
    words = ("measure=trade-of-any-kind", f"unit={unit}", "period={y}", "parties={c}")
    assert bool(notes(told(table(head), *words, f"value={{{head}}}"))) == is_told


def test_the_currency_of_each_country_is_told_of_several(told: Told) -> None:
    text, given = table("Value (LCU)"), (*EXPORTS, "value={Value (LCU)}")
    (note,) = notes(told(text, *given))
    how = "import the rows of one country, with its currency"
    assert note == f'note: the header "Value (LCU)" says LCU, not USD: {how}'
    of_one = text.replace("FRA", "DEU")
    no_euro = "unit USD is no currency of Germany, in which the numbers are; name it: --map unit="
    assert notes(told(of_one, *given)) == [f"note: {no_euro}EUR"]
    euro = tuple(it.replace("USD", "EUR") for it in given)
    assert notes(told(of_one, *euro)) == []


@pytest.mark.parametrize(
    ("line", "note"),
    [
        ("Values in EUR", 'the line above the headers "Values in EUR" says EUR, not USD'),
        ("in Mill. EUR", 'the line above the headers "in Mill. EUR" says EUR, not USD'),
        ("Unit: EUR", 'the line above the headers "Unit: EUR" says EUR, not USD'),
        ("Trade, USD and other things", ""),
        ("Values in USD", ""),
        ("Exports of the EUR area", ""),
    ],
)
def test_a_line_above_the_heads_that_says_another_unit_is_told(
    told: Told, line: str, note: str
) -> None:
    text = f'"{line}",,\nc,y,v\nDEU,2019,100\nFRA,2020,110\n'
    found = [it for it in told(text, *EXPORTS, "value={v}") if "not USD" in it]
    assert found == ([f"note: {note}: --map unit=EUR"] if note else [])


@pytest.mark.parametrize(
    ("line", "says"),
    [
        (
            "Exports in constant 2015 US$",
            "of which prices: --map 'definition=constant 2015 US$'",
        ),
        (
            "Exports (USD) per capita",
            "per capita: --map 'unit=USD per capita' --map measure=exports-total-per-capita",
        ),
    ],
)
def test_a_line_above_the_heads_of_the_same_unit_is_told_for_what_else_it_says(
    told: Told, line: str, says: str
) -> None:
    text = f'"{line}",,\nc,y,v\nDEU,2019,100\nFRA,2020,110\n'
    found = [it for it in told(text, *EXPORTS, "value={v}") if "line above" in it]
    assert found == [f'note: the line above the headers "{line}" says {says}']


@pytest.mark.parametrize(("head", "unit"), [("Weight (100 kg)", "kg"), ("Tax (100 USD)", "USD")])
def test_hundreds_in_a_bracket_are_a_scale(told: Told, head: str, unit: str) -> None:
    given = ("measure=exports-total", f"unit={unit}", "period={y}", "parties={c}")
    (note,) = notes(told(table(head), *given, f"value={{{head}}}"))
    assert note.endswith("says a scale: add --map scale=100 unless its numbers stand in full")


@pytest.mark.parametrize(
    ("cell", "is_told"), [("PPP USD", True), ("Int'l $", True), ("current US$", False)]
)
def test_money_of_equal_purchasing_power_is_of_no_country(
    told: Told, cell: str, is_told: bool
) -> None:
    text = f"c,Unit,y,v\nDEU,{cell},2019,100\nFRA,{cell},2020,110\n"
    given = (*EXPORTS, "value={v}")
    found = notes(told(text, *given))
    say = "say in which unit each is, as with --map 'unit={Unit}'"
    assert found == ([f"Unit ({cell}): {say}"] if is_told else [])
    if is_told:
        assert notes(told(text, *heeded(given, found[0]))) == []


# ----------------------------------------------------------------------- columns of units

SALES = ("measure=sales", *SOLD[1:], "parties={c}")


@pytest.mark.parametrize(
    ("one", "other", "say", "taken"),
    [
        (
            "USD million",
            "EUR million",
            "take those of one unit alone, as with --map 'where={Unit}=USD million' --map "
            "scale=1000000 --id usd-million, and the others in the same way",
            ("USD", 5_000_000),
        ),
        (
            "US dollars",
            "euros",
            "take those of one unit alone, as with --map 'where={Unit}=euros' --map unit=EUR --id "
            "euros, and the others in the same way",
            ("EUR", 6),
        ),
        (
            "tonnes",
            "1000 t",
            "take those of one multiplier alone, as with --map 'where={Unit}=1000 t' --map unit=t "
            "--map scale=1000 --id scale-1000, and the others in the same way",
            ("t", 6000),
        ),
        (
            "constant 2015 US$",
            "current US$",
            "say of which prices, as with --map 'definition={Unit}'",
            ("USD", 5),
        ),
        ("Percent", "Percent", "if it is right, write --map unit=percent", ("percent", 5)),
        ("USD", "EUR", "say in which unit each is, as with --map 'unit={Unit}'", ("USD", 5)),
    ],
)
def test_what_is_told_of_units_can_be_typed(
    told: Told, one: str, other: str, say: str, taken: tuple[str, int]
) -> None:
    text = f"c,Unit,y,v\nDEU,{one},2020,5\nFRA,{other},2020,6\n"
    (note,) = notes(told(text, *SALES))
    assert note.partition(": ")[2] == say
    assert notes(told(text, *heeded(SALES, note))) == []
    found = next(iter(claims(Path("base")).values()))
    assert (found["unit"], found["value"]) == taken


def test_money_of_several_currencies_is_to_be_written_as_codes(told: Told) -> None:
    text = "c,Unit,y,v\nIND,rupees,2020,5\nPAK,rupees,2020,6\n"
    say = "write in it the code of each currency, and say so with --map 'unit={Unit}'"
    assert notes(told(text, *SALES)) == [f"Unit (rupees): {say}"]


@pytest.mark.parametrize(
    ("head", "cell", "what"),
    [
        ("UNIT_MULT", "6", ", not by 1000: if it is right, write --map scale=1000000"),
        ("Unit", "USD million", ": if it is right, write --map scale=1000000"),
    ],
)
def test_another_scale_than_is_given_is_told(told: Told, head: str, cell: str, what: str) -> None:
    text = f"c,{head},y,v\nDEU,{cell},2020,5\nFRA,{cell},2020,6\n"
    assert notes(told(text, *SALES, "scale=1000")) == [f"{head} ({cell}){what}"]
    for scale in ("1", "1000000"):
        assert notes(told(text, *SALES, f"scale={scale}")) == []


# ----------------------------------------------------------------------- how final numbers are


@pytest.mark.parametrize(
    ("head", "status"),
    [
        ("Exports (forecast)", "forecast"),
        ("projected_exports", "forecast"),
        ("Exports, estimated", "estimate"),
        ("Preliminary exports", "provisional"),
        ("Exports", ""),
        ("Project value", ""),
    ],
)
def test_a_head_of_numbers_that_are_not_final_is_told(told: Told, head: str, status: str) -> None:
    given = (*EXPORTS, f"value={{{head}}}")
    found = notes(told(table(head), *given))
    what = f"says that its numbers are not final: --map status={status}"
    assert found == ([f'note: the header "{head}" {what}'] if status else [])
    if status:
        assert notes(told(table(head), *heeded(given, found[0]))) == []
        assert {it["status"] for it in claims(Path("base")).values()} == {status}


# ----------------------------------------------------------------------- data sets of the field

OWID = "Entity,Code,Year,{}\nKenya,KEN,2019,5,6\n"
WDI = (
    '"Country Name","Country Code","Indicator Name","Indicator Code","2019"\n'
    '"Kenya","KEN","{}","X","5"\n'
)


@pytest.mark.parametrize(
    ("text", "note"),
    [
        (
            WDI.format("Exports in Euro"),
            'the name "Exports in Euro" says EUR, not USD: --map unit=EUR',
        ),
        (
            WDI.format("Trade, percent"),
            'the name "Trade, percent" says percent, not USD: --map unit',
        ),
        (WDI.format("Exports"), ""),
        (
            OWID.format("Exports (EUR),Imports"),
            'the name "Exports (EUR)" says EUR, not USD: import it from a file of its own',
        ),
        (OWID.format("Exports,Imports"), ""),
    ],
)
def test_a_name_that_says_another_unit_than_is_given_is_told(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, text: str, note: str
) -> None:
    (path := tmp_path / "d.csv").write_text(text)
    words = ["import", str(path), "--published", "2025", "--dry-run", "--map"]
    assert app.run([*words, "unit=USD"]) == 0
    report = capsys.readouterr().err.replace("\n    ", " ")
    assert note in report
    assert ("the name" in report) is bool(note)
    if note.endswith("unit=EUR"):
        assert app.run([*words, "unit=EUR"]) == 0
        assert "the name" not in capsys.readouterr().err


@pytest.mark.parametrize(
    ("text", "given"),
    [
        (
            "c,v,w\n,2020,2020\n,(million EUR),(million EUR)\nDEU,5,6\n",
            ("period=2020", "value={v}"),
        ),
        (
            "c,2020,2021\n,EUR mn,EUR mn\nDEU,5,6\n",
            ("columns=2020..2021", "period={column}", "value={cell}"),
        ),
    ],
)
def test_units_in_a_row_below_the_heads_are_told(
    told: Told, text: str, given: tuple[str, ...]
) -> None:
    words = "(million EUR)" if "(" in text else "EUR mn"
    line = f'note: the line below the headers "{words}" says'
    scale = f"{line} a scale: add --map scale=1000000 unless its numbers stand in full"
    options = "measure=exports-total", "unit=USD", "parties={c}", *given
    result = notes(told(text, *options))
    assert [it for it in result if "below" in it] == [scale, f"{line} EUR, not USD: --map unit=EUR"]
    result = notes(told(text, *options[:1], "unit=EUR", "scale=1000000", *options[2:]))
    assert not [it for it in result if "below" in it]


def test_words_of_a_row_about_a_party_are_no_units(told: Told) -> None:
    text = "c,v\nDEU,5\nFRA,EUR mn\n"
    options = "measure=exports-total", "unit=USD", "parties={c}", "period=2020", "value={v}"
    assert "below the headers" not in "".join(told(text, *options, "missing=EUR mn"))
