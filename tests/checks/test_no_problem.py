"""`dipfacts check`: what looks like a problem and is none."""

from __future__ import annotations

import pytest

from dipfacts.countries.tender import currencies
from dipfacts.model.units import unit_words
from support.check_page import SECTIONS, SHARED
from support.check_texts import AZ, figure, parts, problems, told

AR = 'from = "azerbaijan"\nto = "russia"'
RA = 'from = "russia"\nto = "azerbaijan"'


def three(total: str, exports: str, imports: str, voice: str = AZ, back: str = RA) -> str:
    """A total and what adds up to it."""
    return SHARED + "\n".join(
        [
            figure("t", total, voice),
            figure("e", exports, voice, AR, measure="exports"),
            figure("i", imports, voice, back, measure="imports"),
        ]
    )


@pytest.mark.parametrize(
    "text",
    [
        three("2_600_000_000", "900_000_000", "1_700_000_000"),
        three("3_000_000_000", "900_000_000", "2_060_000_000"),  # rounded
        three("9_000_000_000", "900_000_000", "1_700_000_000", voice=""),  # nobody's statistics
        three("9_000_000_000", "900_000_000", "1_700_000_000", back=AR),  # of two directions
        three("9_000_000_000", "900_000_000", "1_700_000_000", AZ + '\nqualifier = "more-than"'),
        three("2_600_000_000", "900_000_000", "1_700_000_000")
        + figure("e2", "950_000_000", AZ, AR, measure="exports"),  # one of two revisions fits
    ],
)
def test_sums_that_fit_or_cannot_be_compared(text: str) -> None:
    assert told(text) == []


def test_of_very_many_revisions_nothing_is_said() -> None:
    text = three("9_000_000_000", "900_000_000", "1_700_000_000")
    assert [p.code for p in problems(text)] == ["sum-differs"]
    more = (figure(f"e{n}", f"{n}_000_000", AZ, AR, measure="exports") for n in range(100, 150))
    assert problems(text + "\n".join(more)) == []


def test_sums_in_no_direction_are_compared_too() -> None:
    text = SHARED + "\n".join(
        figure(name, value, AZ, measure=measure)
        for name, value, measure in (
            ("t", "9_000_000_000", "turnover"),
            ("e", "900_000_000", "exports"),
            ("i", "1_700_000_000", "imports"),
        )
    )
    assert [p.code for p in problems(text)] == ["sum-differs"]


BALANCE = """
[[measure]]
id = "balance"
topic = "trade"
label = "Trade balance"
nature = "flow"
difference_of = ["exports", "imports"]

"""


@pytest.mark.parametrize(
    ("value", "whom", "codes"),
    [
        ("-800_000_000", AR, []),
        ("800_000_000", AR, ["balance-differs"]),
        ("-750_000_000", AR, []),  # within the rounding of all three
        ("-600_000_000", AR, ["balance-differs"]),
        ("800_000_000", RA, []),  # the other side's, whose exports this voice does not state
        ("-800_000_000", "", ["no-direction"]),
        ("800_000_000", "", ["no-direction", "balance-differs"]),
    ],
)
def test_a_balance_is_that_of_the_side_it_starts_from(
    value: str, whom: str, codes: list[str]
) -> None:
    text = SHARED + BALANCE + figure("b", value, AZ, whom, measure="balance")
    text += figure("e", "900_000_000", AZ, AR, measure="exports")
    text += figure("i", "1_700_000_000", AZ, RA, measure="imports")
    text += figure("e2", "1_000_000_000", 'reporter = "russia"', RA, measure="exports")
    assert [p.code for p in problems(text)] == codes


def test_a_balance_that_neither_side_states_may_go_either_way() -> None:
    (problem,) = problems(SHARED + BALANCE + figure("b", "800_000_000", measure="balance"))
    assert problem.code == "no-direction"
    assert problem.hint == (
        'write from = "azerbaijan" and to = "russia", or the other way round; '
        'or say why: allow = ["no-direction: …"]'
    )


def test_a_balance_with_the_world_is_that_of_the_party() -> None:
    whole = '[[party]]\nid = "world"\nkind = "aggregate"\nname = "World"\n'
    balance = figure("b", "800_000_000", AZ, measure="balance").replace("russia", "world")
    assert not problems(SHARED + BALANCE + whole + balance)


def test_what_turns_the_text_around_is_found_in_comments_too() -> None:
    text = SHARED + 'note = "#"\n# it is \u202e not\n'
    (problem,) = problems(text)
    assert (problem.code, text.split("\n")[problem.line - 1][: problem.column - 1]) == (
        "unseen-character",
        "# it is ",
    )


PART = 'part_of = "turnover-2020"\nscope = "fruit"'


@pytest.mark.parametrize(
    "part",
    [
        figure("p", "3_000_000_000", PART),  # of another year
        figure("p", "2_640_000_000", PART, period="2020"),  # rounds to the total
        figure("p", "3_000_000_000", PART, 'qualifier = "less-than"', period="2020"),
        figure(
            "p", "3_000_000_000", PART, 'rank = "deprecated"\nrank_reason = "no"', period="2020"
        ),
    ],
)
def test_parts_that_may_be_within_their_total(part: str) -> None:
    assert told(SHARED + part) == []


def test_bounds_count_for_parts_and_totals() -> None:
    part = figure("p", "2_700_000_000", PART, 'qualifier = "more-than"', period="2020")
    assert [p.code for p in problems(SHARED + part)] == ["part-above-total"]
    total = SHARED.replace('unit = "USD"', 'unit = "USD"\nqualifier = "less-than"')
    assert [p.code for p in problems(total + part)] == ["part-above-total"]
    total = SHARED.replace('unit = "USD"', 'unit = "USD"\nqualifier = "more-than"')
    assert problems(total + part) == []


GROWTH = SECTIONS["growth-differs"].split("```toml\n")[1].split("```")[0]


@pytest.mark.parametrize(
    ("rate", "codes"),
    [
        ("value = 15", []),  # 2.95 to 2.55 billion
        ("value = 16.5", ["growth-differs"]),
        ('value = 5\nqualifier = "more-than"', []),
        ('value = 20\nqualifier = "more-than"', ["growth-differs"]),
        ('value = 5\nqualifier = "less-than"', ["growth-differs"]),
        ('value = 25\nrank = "deprecated"\nrank_reason = "a slip"', []),
    ],
)
def test_growth_is_compared_as_exactly_as_it_is_written(rate: str, codes: list[str]) -> None:
    text = SHARED + GROWTH.replace("value = 25", rate)
    assert [p.code for p in problems(text)] == codes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('reporter = "azerbaijan"\n\n[[figure]]', 'reporter = "russia"\n\n[[figure]]'),
        ('period = "2020"', 'period = "2019"'),
        ("value = 2_600_000_000", 'value = 2_600_000_000\nqualifier = "less-than"'),
        ("value = 2_600_000_000", "value = 0"),
    ],
)
def test_growth_that_cannot_be_compared(old: str, new: str) -> None:
    assert old in GROWTH
    text = SHARED + GROWTH.replace(old, new, 1)
    if "less-than" in new:  # from less than 2.6 billion it may be any growth above 9.6 percent
        text = text.replace("value = 25", "value = 90")
    assert problems(text) == []


STATED = 'turnover-growth is 250%, but from "turnover-before" to "turnover-2021" it is '


@pytest.mark.parametrize(
    ("earlier", "later", "limit"),
    [
        ("", "more-than", "more than 11.5%"),
        ("", "at-least", "at least 11.5%"),
        ("", "less-than", "less than 11.5%"),
        ("", "at-most", "at most 11.5%"),
        ("more-than", "", "less than 11.5%"),
        ("at-least", "", "at most 11.5%"),
        ("at-least", "less-than", "less than 11.5%"),
        ("more-than", "at-most", "less than 11.5%"),
        ("about", "", "about 11.5%"),
        ("about", "at-most", "at most 11.5%"),
        ("", "", "11.5%"),
    ],
)
def test_a_rate_that_rests_on_a_bound_is_told_as_one(earlier: str, later: str, limit: str) -> None:
    def limited(text: str, value: str, qualifier: str) -> str:
        assert value in text
        return text.replace(value, f'{value}\nqualifier = "{qualifier}"') if qualifier else text

    text = limited(GROWTH, "value = 2_600_000_000", earlier)
    text = limited(text, "value = 2_900_000_000", later)
    rate = "value = 5" if later in ("more-than", "at-least") else "value = 250"
    (problem,) = problems(SHARED + text.replace("value = 25", rate))
    assert problem.message == STATED.replace("250%", f"{rate[8:]}%") + limit


# Just inside and just outside: from 2.55–2.65 to 2.85–2.95 billion it is 7.5 to 15.7 percent.
QUALIFIERS = [
    ("exactly", "16", "17"),
    ("exactly", "7.5", "7.4"),
    ("about", "16", "17"),
    ("about", "7.5", "7.4"),
    ("almost", "16", "17"),
    ("almost", "7.6", "7.5"),  # nothing above it
    ("more-than", "15.6", "15.7"),
    ("at-least", "15.6", "15.7"),
    ("less-than", "7.6", "7.5"),
    ("at-most", "7.6", "7.5"),
]


@pytest.mark.parametrize(("qualifier", "inside", "outside"), QUALIFIERS)
def test_each_qualifier_of_a_rate_just_inside_and_just_outside(
    qualifier: str, inside: str, outside: str
) -> None:
    for rate, codes in ((inside, []), (outside, ["growth-differs"])):
        text = GROWTH.replace("value = 25", f'value = {rate}\nqualifier = "{qualifier}"')
        assert [p.code for p in problems(SHARED + text)] == codes, rate


def test_a_forecast_is_held_against_forecasts() -> None:
    forecast = 'status = "forecast"'
    _, *tables = GROWTH.split("[[figure]]")
    for odd in (0, 1):  # nothing that happened rests on one
        text = GROWTH.replace(tables[odd], f"{tables[odd].rstrip()}\n{forecast}\n\n")
        assert problems(SHARED + text) == []
    later = GROWTH.replace(tables[0], f"{tables[0].rstrip()}\n{forecast}\n\n")
    text = f"{later.rstrip()}\n{forecast}\n"
    assert [p.code for p in problems(SHARED + text)] == ["growth-differs"]
    text = three("9_000_000_000", "900_000_000", "1_700_000_000", f"{AZ}\n{forecast}")
    assert [p.code for p in problems(text)] == ["sum-differs"]
    assert problems(text.replace(forecast, "", 1)) == []


RETRACTED = 'rank = "deprecated"\nrank_reason = "a slip"'


@pytest.mark.parametrize(
    "more",
    [
        # 25 percent would fit these, but they no longer count.
        figure("late", "3_250_000_000", AZ, RETRACTED),
        figure("early", "2_320_000_000", AZ, RETRACTED, period="2020"),
    ],
)
def test_a_deprecated_claim_saves_no_wrong_growth(more: str) -> None:
    assert [p.code for p in problems(SHARED + GROWTH + more)] == ["growth-differs"]
    assert problems(SHARED + GROWTH + more.replace(RETRACTED, "")) == []


def test_a_deprecated_claim_is_no_part_of_a_sum_and_no_sum() -> None:
    wrong = three("9_000_000_000", "900_000_000", "1_700_000_000")
    fitting = figure("e2", "7_300_000_000", AZ, AR, RETRACTED, measure="exports")
    assert [p.code for p in problems(wrong + fitting)] == ["sum-differs"]
    assert problems(wrong + fitting.replace(RETRACTED, "")) == []
    right = three("2_600_000_000", "900_000_000", "1_700_000_000")
    assert problems(right + figure("t2", "9_000_000_000", AZ, RETRACTED)) == []


def test_a_share_of_a_flow_is_no_growth_of_it() -> None:
    text = SHARED + GROWTH.replace('"turnover-growth"', '"share-of-turnover"')
    assert 'measure = "share-of-turnover"' in text
    assert problems(text) == []
    assert problems(SHARED + GROWTH.replace('"percent"', '"points"')) == []


@pytest.mark.parametrize("ends", [("azerbaijan", "russia"), ("russia", "azerbaijan")])
def test_growth_without_a_direction_is_not_that_of_either(ends: tuple[str, str]) -> None:
    """Whichever of the two comes first in the alphabet."""
    parties, start, end = 'parties = ["azerbaijan", "russia"]', *ends
    assert GROWTH.count(parties) == 3
    directed = f'from = "{start}"\nto = "{end}"'
    assert problems(SHARED + GROWTH.replace(parties, directed, 2)) == []
    alike = problems(SHARED + GROWTH.replace(parties, directed))
    assert [p.code for p in alike] == ["growth-differs"]


CONSTANT = 'definition = "constant prices"'


@pytest.mark.parametrize("key", [CONSTANT, 'valuation = "fob"'])
def test_growth_is_held_against_numbers_that_are_measured_alike(key: str) -> None:
    _, *tables = GROWTH.split("[[figure]]")
    for odd in (0, 1):
        text = GROWTH.replace(tables[odd], f"{tables[odd].rstrip()}\n{key}\n\n")
        assert problems(SHARED + text) == []
    text = GROWTH.replace(AZ + "\n", f"{AZ}\n{key}\n")
    assert [p.code for p in problems(SHARED + text)] == ["growth-differs"]


def test_real_growth_is_not_held_against_numbers_in_current_prices() -> None:
    assert problems(SHARED + GROWTH + CONSTANT) == []


def test_sums_are_made_of_one_definition() -> None:
    text = three("9_000_000_000", "900_000_000", "1_700_000_000", AZ + "\n" + CONSTANT)
    assert [p.code for p in problems(text)] == ["sum-differs"]
    assert problems(text.replace(CONSTANT, "", 1)) == []


def test_of_very_many_revisions_no_growth_is_reported() -> None:
    def revised(count: int, theirs: str = "") -> list[str]:
        more = (figure(f"r{n}", f"{n}_000_000", AZ) for n in range(2901, 2901 + count))
        return [p.code for p in problems(SHARED + GROWTH + "".join(more) + theirs)]

    assert revised(49) == ["growth-differs"]
    assert revised(50) == []
    _, *tables = GROWTH.replace(AZ, 'reporter = "russia"').split("[[figure]]")
    theirs = [table.replace('id = "', 'id = "ru-', 1) for table in tables]
    assert revised(50, "[[figure]]".join(["", *theirs])) == ["growth-differs"]


def test_spans_that_end_alike_and_start_differently_are_not_added() -> None:
    text = three("9_000_000_000", "900_000_000", "1_700_000_000")
    assert [p.code for p in problems(text)] == ["sum-differs"]
    for half in ("2021-07/2021-12", "2020/2021"):
        parts = text.replace('[[figure]]\nid = "t"', "WHOLE")
        head, *rest = parts.split("WHOLE")
        whole, e, i = rest[0].split("[[figure]]")
        other = [part.replace('period = "2021"', f'period = "{half}"') for part in (e, i)]
        assert problems(head + '[[figure]]\nid = "t"' + "[[figure]]".join([whole, *other])) == []


def test_growth_of_any_size_is_told() -> None:
    text = GROWTH.replace("value = 2_600_000_000", "value = 0.000000000000000001")
    text = SHARED + text.replace("USD", "t").replace("2_900_000_000", "299_999_999_999_999_999")
    assert [p.code for p in problems(text)] == ["growth-differs"]


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        (parts("2_400_000_000", "500_000_000"), ""),
        (parts("2_440_000_000", "480_000_000"), ""),  # rounded
        (parts("2_400_000_000", "500_000_000", "700_000_000").replace('"s2"', '"s1"'), ""),
        (
            parts("2_000_000_000", "500_000_000", "700_000_000").replace('"s2"', '"s1"'),
            "the parts add up to $2.5 billion, not to $2.9 billion",
        ),
        (parts("2_400_000_000"), "the parts add up to $2.4 billion, not to $2.9 billion"),
        (parts("2_400_000_000", more='qualifier = "at-least"'), ""),
        (
            parts("2_400_000_000", "600_000_000", more='qualifier = "more-than"'),
            "the parts add up to more than $3 billion, not to $2.9 billion",
        ),
        (parts("2_800_000_000", "900_000_000", more='qualifier = "at-most"'), ""),
        (parts(), 'the parts of "t" are marked complete, but there are none'),
        (
            parts("2_900_000_000").replace('\nscope = "s0"', "").replace("p0", "q")
            + figure(
                "r", "5", 'part_of = "t"\nscope = "r"\nrank = "deprecated"\nrank_reason = "no"'
            ),
            "",
        ),
    ],
)
def test_complete_parts(text: str, told_of: str) -> None:
    assert [p.message for p in problems(text)] == ([told_of] if told_of else [])


UNITS = {
    "turnover": ("percent", "rank"),
    "turnover-share": ("USD", "rank"),
    "partner-rank": ("USD", "percent", "place"),
}


@pytest.mark.parametrize(("measure", "unit"), [(m, u) for m, us in UNITS.items() for u in us])
def test_units_of_another_nature(measure: str, unit: str) -> None:
    text = SHARED + figure("x", "3", measure=measure).replace("USD", unit)
    assert [p.code for p in problems(text)] == ["unit-of-nature"]


@pytest.mark.parametrize("unit", ["USD", "percent", "rank"])
def test_units_of_a_count(unit: str) -> None:
    shared = SHARED.replace(
        'nature = "flow"\n\n[[measure]]\nid = "imports"',
        'nature = "count"\n\n[[measure]]\nid = "imports"',
    )
    text = shared + figure("x", "3", measure="exports")
    assert problems(text.replace('value = 3\nunit = "USD"', 'value = 3\nunit = "visits"')) == []
    (problem,) = problems(text.replace('value = 3\nunit = "USD"', f'value = 3\nunit = "{unit}"'))
    assert problem.message == f'unit "{unit}" does not fit "exports", a count'


@pytest.mark.parametrize(
    ("unit", "remedy"),
    [
        ("dollars", '"USD"'),
        ("usd", '"USD"'),
        ("billion USD", '"USD" and value = 3_000_000_000'),
        ("USD million", '"USD" and value = 3_000_000'),
        ("mln dollars", '"USD" and value = 3_000_000'),
        ("US dollars", '"USD"'),
        ("U.S. dollars (thousands)", '"USD" and value = 3_000'),
        ("$", '"USD"'),
        ("$bn", '"USD" and value = 3_000_000_000'),
        ("USDm", '"USD" and value = 3_000_000'),
        ("CNY 100 million", '"CNY" and value = 300_000_000'),
        ("EUR k", '"EUR" and value = 3_000'),
        ("million of euros", '"EUR" and value = 3_000_000'),
        ("lakh rupees INR", None),
        ("crore INR", '"INR" and value = 30_000_000'),
        ("million SEK", '"SEK" and value = 3_000_000'),  # a code without words of its own
        ("roubles", '"RUB"'),
        ("rubles", '"RUB"'),
        ("manat", '"AZN"'),
        ("kUSD", '"USD" and value = 3_000'),
        ("MUSD", '"USD" and value = 3_000_000'),
        ("bn€", '"EUR" and value = 3_000_000_000'),
        ("Indian rupees", '"INR"'),
        ("crore Pakistani rupees", '"PKR" and value = 30_000_000'),
        ("million Swiss francs", '"CHF" and value = 3_000_000'),
        ("Canadian dollars", '"CAD"'),
        ("South Korean won", '"KRW"'),
        ("billion baht", '"THB" and value = 3_000_000_000'),
        *((it, '"USD"') for it in ("US $", "$US", "dollars US", "美元", "ドル")),
        *((it, '"GBP"') for it in ("sterling", "pound sterling")),
        *((it, f'"{code}"') for it, code in (("C$", "CAD"), ("R$", "BRL"), ("zł", "PLN"))),
        *((it, f'"{code}"') for it, code in (("Kč", "CZK"), ("TL", "TRY"), ("人民币", "CNY"))),
        *((it, f'"{code}"') for it, code in (("欧元", "EUR"), ("円", "JPY"), ("SFr", "CHF"))),
        ("10亿美元", '"USD" and value = 3_000_000_000'),
        ("miles de millones de euros", '"EUR" and value = 3_000_000_000'),
        ("mil. Kč", '"CZK" and value = 3_000_000'),
    ],
)
def test_money_is_in_a_currency(unit: str, remedy: str | None) -> None:
    (problem,) = problems(SHARED + figure("x", "3").replace("USD", unit))
    if remedy is None:  # not known to be money, but scaled
        assert (problem.code, problem.severity) == ("scaled-unit", "warning")
    else:
        assert (problem.code, problem.severity) == ("money-without-currency", "error")
        assert problem.hint == f"write unit = {remedy}"


@pytest.mark.parametrize(
    ("unit", "value", "codes"),
    [
        ("rupees", "3", "INR, LKR, MUR, NPR, PKR or SCR"),
        ("billion rupees", "2.5", "INR, LKR, MUR, NPR, PKR or SCR; and value = 2_500_000_000"),
        ("Rs. crore", "3", "INR, LKR, MUR, NPR, PKR or SCR; and value = 30_000_000"),
        ("won", "2.5", "KRW or KPW; and the value in whole units of it"),
        ("Dirhams", "3", "AED or MAD"),
        ("pounds", "3", "GBP, EGP, FKP, GIP, LBP, SDG, SHP, SSP or SYP; of weight lb"),
        ("CFA francs", "3", "XAF or XOF"),
        ("¥", "3", "CNY or JPY"),
        ("元", "3", "CNY, HKD or TWD"),
        ("FCFA", "3", "XAF or XOF"),
    ],
)
def test_a_word_that_currencies_share_is_told_which_it_may_be(
    unit: str, value: str, codes: str
) -> None:
    (problem,) = problems(SHARED + figure("x", value).replace("USD", unit))
    assert (problem.code, problem.severity) == ("money-without-currency", "error")
    assert problem.message == f'unit "{unit}" may be money of several currencies'
    assert problem.hint == f"write the code of the one meant: {codes}"


def test_dollars_are_those_of_one_country() -> None:
    (problem,) = problems(SHARED + figure("x", "3").replace("USD", "dollars"))
    assert (problem.code, problem.severity) == ("money-without-currency", "error")
    assert problem.message == 'unit "dollars" is money, but not a currency code'
    assert problem.hint == 'write unit = "USD"'


def test_every_currency_of_several_is_one_of_today() -> None:
    meant = {code for codes in unit_words.OF_SHARED_WORDS.values() for code in codes}
    assert meant | {*unit_words.CURRENCIES.values()} <= currencies()


@pytest.mark.parametrize(
    ("value", "unit", "hint"),
    [
        ("2.9", "dollars", 'write unit = "USD", and the value in whole USD'),
        ("2.95", "hundred USD", 'write unit = "USD" and value = 295'),
        ("2.9555", "thousand USD", 'write unit = "USD", and the value in whole USD'),
        ("100_000_000_000", "billion USD", 'write unit = "USD", and the value in whole USD'),
        ("1.2345", "thousand tonnes", 'write unit = "tonnes" and value = 1234.5'),
        ("-2.9", "mln t", 'write unit = "t" and value = -2_900_000'),
        ("3", "million", 'write what is counted, such as unit = "visitors", and value = 3_000_000'),
    ],
)
def test_the_remedy_for_a_scale_is_computed(value: str, unit: str, hint: str) -> None:
    found = problems(SHARED + figure("x", value).replace("USD", unit))
    (problem,) = (it for it in found if it.code != "below-zero")
    assert problem.hint == hint


SCALED = {
    "thousand tonnes": ("tonnes", 3_000),
    "thousands of visitors": ("visitors", 3_000),
    "mln kWh": ("kWh", 3_000_000),
    "mln. kWh": ("kWh", 3_000_000),
    "million-tonnes": ("tonnes", 3_000_000),
    "billion m3": ("m3", 3_000_000_000),
    "bn cubic metres": ("cubic metres", 3_000_000_000),
    "'000 tonnes": ("tonnes", 3_000),
    "1000 m3": ("m3", 3_000),
    "1,000,000 m3": ("m3", 3_000_000),
    "10^6 kWh": ("kWh", 3_000_000),
    "10⁶ kWh": ("kWh", 3_000_000),
    "tonnes (in thousands)": ("tonnes", 3_000),
    "lakh tonnes": ("tonnes", 300_000),
    "100 million tonnes": ("tonnes", 300_000_000),
    "tonnes, 10 thousand": ("tonnes", 30_000),
    "lakh crore tonnes": ("tonnes", 3_000_000_000_000),
    "млн т": ("т", 3_000_000),
    "тис. т": ("т", 3_000),
    "хил. тона": ("тона", 3_000),
    "万吨": ("吨", 30_000),
    "亿立方米": ("立方米", 300_000_000),
    "千トン": ("トン", 3_000),
    "mil toneladas": ("toneladas", 3_000),
    "miles de personas": ("personas", 3_000),
    "bin ton": ("ton", 3_000),
    "duizend ton": ("ton", 3_000),
    "พันตัน": ("ตัน", 3_000),
    "करोड़ टन": ("टन", 30_000_000),
    "میلیون تن": ("تن", 3_000_000),
    "אלף טון": ("טון", 3_000),
    "e3 t": ("t", 3_000),
    "thousand-barrels-per-day": ("barrels-per-day", 3_000),
    "thousand TEU": ("TEU", 3_000),
    "mil habitantes": ("habitantes", 3_000),
    "min t": ("t", 3_000),
    "ming tonna": ("tonna", 3_000),
    "พันล้านคน": ("คน", 3_000_000_000),
}


@pytest.mark.parametrize("unit", SCALED)
def test_units_with_a_scale(unit: str) -> None:
    (problem,) = problems(SHARED + figure("x", "3").replace("USD", unit))
    rest, value = SCALED[unit]
    assert (problem.code, problem.severity) == ("scaled-unit", "warning")
    assert problem.hint == f'write unit = "{rest}" and value = {value:_}'


@pytest.mark.parametrize("unit", ["10^99 t", "万" * 5_000, "thousand t, " * 3_000])
def test_a_text_of_more_scales_than_a_unit_has_says_none(unit: str) -> None:
    assert problems(SHARED + figure("x", "3").replace("USD", unit)) == []
    assert problems(SHARED + figure("x", "3").replace("USD", "10^29 t"))


@pytest.mark.parametrize(
    ("unit", "rest"),
    [
        *(("mil euros", "EUR"), ("US$ mil", "USD"), ("mil EUR", "EUR"), ("mil pesos", "pesos")),
        *(("mil hectares", "hectares"), ("mil t", "t")),
    ],
)
def test_mil_that_may_be_a_thousand_or_a_million_is_asked(unit: str, rest: str) -> None:
    (problem,) = problems(SHARED + figure("x", "3").replace("USD", unit))
    assert (problem.code, problem.severity) == ("scaled-unit", "warning")
    assert problem.message == f'unit "{unit}" scales its value by a thousand or a million'
    assert problem.hint == (
        f'write unit = "{rest}" and, if "mil" is a thousand, as in Spanish and Portuguese, '
        "value = 3_000; if it is a million, value = 3_000_000"
    )


def test_money_in_the_thousand_of_its_own_language() -> None:
    money = {"mil reais": "BRL", "mil dólares": "USD", "min manat": "AZN", "bin TL": "TRY"}
    for unit, code in money.items():
        (problem,) = problems(SHARED + figure("x", "3").replace("USD", unit))
        assert problem.hint == f'write unit = "{code}" and value = 3_000'


@pytest.mark.parametrize(
    "unit",
    [
        *("kWh", "GWh", "TWh", "km", "kt", "Mt", "ktoe", "mtoe", "bcm", "MW", "hundredweight"),
        *("deaths per 1000 births", "births per million people", "visitors", "m of wire", "TEU"),
        *("min", "mil", "miles", "bin", "E10 litres", "千瓦时", "만족도"),
        *("mil gas", "mil visas", "bin count", "bin bags", "min temperature", "ming vases"),
        *("E3 countries", "พันธุ์", "พันธุ์ข้าว", "ล้านนา", "万国邮联成员"),
    ],
)
def test_units_without_a_scale(unit: str) -> None:
    shared = SHARED.replace('nature = "ratio"\nof', 'nature = "flow"\nof')
    allow = 'allow = ["unknown-currency: containers"]' if unit == "TEU" else ""
    assert problems(shared + figure("x", "3", allow).replace("USD", unit)) == []


def test_letters_that_are_no_code_and_mean_a_currency_get_its_code() -> None:
    (problem,) = problems(SHARED + figure("x", "3").replace("USD", "RMB"))
    assert problem.message == 'unit "RMB" is not a currency of ISO 4217'
    hint = 'write "CNY", or allow a former currency: allow = ["unknown-currency: …"]'
    assert problem.hint == hint


def of_years(*values: str, more: str = AZ, measure: str = "exports", first: int = 2000) -> str:
    """Figures of years in a row, without what all examples share; an empty value is a gap."""
    return "".join(
        figure(f"y{year}", value, AR, more, period=str(year), measure=measure)
        for year, value in enumerate(values, first)
        if value
    )


def leaps(text: str) -> list[str]:
    """The ids of the figures that are out of line with their neighbours."""
    lines = (SHARED + text).split("\n")
    places = [p.line for p in problems(SHARED + text) if p.code == "factor-1000"]
    ids = ([line for line in lines[:at] if line.startswith("id = ")][-1] for at in places)
    return [line.removeprefix('id = "').removesuffix('"') for line in ids]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (("20000", "21", "22000"), ["y2001"]),
        (("20000", "22000000", "24000"), ["y2001"]),
        (("20000", "22000000000", "24000"), ["y2001"]),  # a million
        (("20000", "22000000000000", "24000"), ["y2001"]),  # a billion
        (("20", "21000", "22000"), ["y2000"]),
        (("20000", "21000", "22"), ["y2002"]),
        (("20000", "21"), ["y2001"]),
        (("20", "21", "22000", "23000"), ["y2002"]),  # from here on in full
        (("20", "21", "22000", "23000", "24", "25"), ["y2002", "y2004"]),
        (("20000", "", "", "21", "22000"), ["y2003"]),
        (("20000", "", "", "", "21"), []),  # too long ago
        (("20000", "10", "20000"), ["y2001"]),  # at the limit: 2,000 times
        (("20000", "9", "20000"), []),
        (("20000", "40", "20000"), ["y2001"]),  # 500 times
        (("20000", "41", "20000"), []),
        (("20000", "21", "100000"), []),  # only the one before is about 1,000 times as large
        (("2000", "3", "400", "50000", "6"), []),  # nothing is in line
        (("20000", "21000", "22000"), []),
        (("20000", "0", "22000"), []),
        (("-20000", "21", "-22000"), []),
        (("-20000", "-21", "-22000"), ["y2001"]),
    ],
)
def test_numbers_a_thousand_times_out_of_line(values: tuple[str, ...], found: list[str]) -> None:
    assert leaps(of_years(*values)) == found


SLIP = of_years("20000", "21", "22000")
ODD = 'period = "2001"'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ODD, 'rank = "deprecated"\nrank_reason = "a slip"\nperiod = "2001"'),
        (ODD, 'qualifier = "more-than"\nperiod = "2001"'),
        (ODD, 'valuation = "fob"\nperiod = "2001"'),
        (ODD, 'definition = "general trade"\nperiod = "2001"'),
        (ODD, 'scope = "fruit"\nperiod = "2001"'),
        (ODD, 'status = "target"\nperiod = "2001"'),
        (ODD, 'period = "2001-03"'),
        (ODD, 'period = "2001-03-05/.."'),
        ('value = 21\nunit = "USD"', 'value = 21\nunit = "EUR"'),
        (AZ, 'reporter = "russia"'),
    ],
)
def test_of_another_series_it_is_no_neighbour(old: str, new: str) -> None:
    first, odd, last = SLIP.split("[[figure]]")[1:]
    assert old in odd
    odd = odd.replace(old, new)
    assert leaps("[[figure]]".join(("", first, odd, last))) == []


def test_numbers_at_dates_are_neighbours_whatever_these_are_and_ratios_never() -> None:
    for nature, found in (("stock", ["b"]), ("count", ["b"]), ("flow", []), ("ratio", [])):
        shared = f'[[measure]]\nid = "m"\ntopic = "trade"\nlabel = "M"\nnature = "{nature}"\n'
        text = shared + "".join(
            figure(name, value, AZ, period=period, measure="m").replace("USD", "t")
            for name, value, period in (
                ("a", "20000", "2001-01-05"),
                ("b", "21", "/2001-12-31"),
                ("c", "20000", "2003"),
            )
        )
        assert leaps(text) == found, nature


@pytest.mark.parametrize("last", ["2003-12-31", "../2003", "/2003"])
def test_a_count_at_a_date_is_beside_those_at_others_and_no_neighbour_of_a_years(last: str) -> None:
    counted = '[[measure]]\nid = "m"\ntopic = "trade"\nlabel = "M"\nnature = "count"\n'
    claims = (("a", "20000", "2002-12-31"), ("b", "21", last), ("c", "22", "2002"))
    text = "".join(
        figure(name, value, AZ, period=when, measure="m") for name, value, when in claims
    )
    assert leaps(counted + text.replace("USD", "persons")) == ["b"]


def test_two_values_of_one_year_are_neighbours_too() -> None:
    again = figure("again", "20000000", AR, AZ, period="2000", measure="exports")
    assert leaps(of_years("20000", "21000", "22000") + again) == ["again"]
    assert leaps(of_years("20000") + again) == ["again"]


@pytest.mark.parametrize(
    "unit", ["dollars per tonne", "tonnes", "kWh", "EUR", "documents", "lb", "rupees per head"]
)
def test_other_units_are_no_money(unit: str) -> None:
    assert problems(SHARED + figure("x", "3").replace("USD", unit)) == []


def test_circles_of_measures_are_told_once_each() -> None:
    text = SHARED.replace('label = "Exports"', 'label = "Exports"\nof = "turnover-share"')
    (problem,) = problems(text)
    assert problem.message == (
        'of leads from "turnover-share" back to itself, by way of "turnover"'
    )
