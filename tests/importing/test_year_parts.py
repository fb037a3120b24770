"""Parts of a year in heads and lines above them: what is told to type has all of their months."""

from __future__ import annotations

import pytest

from dipfacts.importing.own_tables.times.year_parts import part_of_year, part_said
from support.importing import Import


def months(first: int, last: int) -> str:
    """Return the months of a part of any year."""
    return f"YYYY-{first:02}/YYYY-{last:02}"


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        *[(it, 1, 9) for it in ("Q1-Q3", "1Q–3Q", "Q1-3", "1-3Q", "Q1 to Q3", "QI-QIII", "9M")],
        *[(it, 1, 9) for it in ("I-III квартал", "1.-3. Quartal", "1st-3rd quarter", "9M23")],
        *[(it, 1, 9) for it in ("first to third quarter", "Quarters 1-3", "1er au 3e trimestre")],
        *[(it, 1, 9) for it in ("три квартала", "die ersten drei Quartale", "T1-T3 2023")],
        *[(it, 1, 9) for it in ("9 months", "first nine months of 2023", "за 9 месяцев 2023")],
        *[(it, 1, 9) for it in ("neuf premiers mois", "primi nove mesi", "primeros nueve meses")],
        *[
            (it, 1, 9)
            for it in (
                "nine months ended 30 September",
                "Loans, 9 months",
                "Loans 9M 2023",
                "9 miesięcy 2023",
            )
        ],
        *[(it, 1, 9) for it in ("1.1.-30.9.2023", "01-09/2023", "2023-01 to 2023-09", "M1-M9")],
        *[(it, 1, 9) for it in ("Jan 2023 - Sep 2023", "jan_sep", "q1_q3_2023", "to September")],
        *[(it, 1, 9) for it in ("1 January to 30 September", "January 1 - September 30, 2023")],
        *[(it, 1, 9) for it in ("I-IX 2023", "I–IX 2023", "2023 I-IX", "2021年1-9月", "1月-9月")],
        *[(it, 1, 9) for it in ("Nine-month 2021", "Exports, nine-month 2021", "I – IX 2023 r.")],
        *[(it, 1, 6) for it in ("Q1+Q2", "Q1 & Q2", "im ersten Halbjahr", "premier semestre")],
        *[(it, 1, 6) for it in ("1S 2023", "1HY23", "в январе-июне 2023 года", "janv.-juin")],
        *[(it, 1, 6) for it in ("od stycznia do czerwca", "de enero a junio", "gen-giu 2023")],
        *[(it, 1, 6) for it in ("from January to the end of June", "between January and June")],
        *[(it, 4, 12) for it in ("Q2-Q4", "April until December", "quarters 2 to 4")],
        *[
            (it, 4, 6)
            for it in (
                "quarter ended June 2023",
                "II кв. 2023",
                "2 кв.2023",
                "2. кв. май",
                "deuxième trimestre",
            )
        ],
        *[(it, 7, 12) for it in ("второго полугодия", "2-е полугодие", "II semestre", "2. hj")],
        *[(it, 5, 9) for it in ("May to September", "may-sep", "с мая по сентябрь")],
    ],
)
def test_a_part_of_a_year_has_all_of_its_months(text: str, first: int, last: int) -> None:
    assert part_of_year(text)[0] == months(first, last)


@pytest.mark.parametrize(
    "text",
    [
        *("Q1-Q4", "H1-H2", "I-IV квартал", "January-December", "12 months", "Market value"),
        *(
            "Loans of under 6 months",
            "3-month LIBOR",
            "100 кв. м",
            "чел. на 1 кв. км",
            "Цена 1 кв. м",
            "на 1 кв.км",
            "1 кв. метр",
            "1 кв. милю",
            "aged 6-12 months",
            "M3",
        ),
        *("Exports (updated 5 May 2023)", "published on May 5", "at prices of 1 January 2020"),
        *("Index, 1 January 2015 = 100", "Index (Q1 2015=100)", "1 January - 31 December"),
        *(
            "I-XII 2023",
            "2021年1-12月",
            "HS chapters I-IX 2023",
            "Annex I-V 2021",
            "World War I-II",
        ),
        *("3-month LIBOR 2021", "Mix-X 2021", "Art. I-V 2021", "Volumes I-IX 2021"),
        *("Value at the exchange rate of 31 December 2020", "Exports, in prices of 1 May 2020"),
        *("Sum of 4 quarters", "Average of four quarters", "Sum of the 4 quarters", "2 кв. м"),
        *("Import cover (3 months)", "Visa-free for 3 months", "Tourists staying 3 months"),
        *(
            "LIBOR 3M",
            "Deposit rate (6 months)",
            "HS 01-09/2021",
            "SITC 1-4/2021",
            "HS4 01-04/2021",
        ),
        *("suma de 4 trimestres", "Sum of 2 halves", "Total of both half-years"),
        *(
            "2009-10 to 2011-12",
            "January 2023 - December 2023",
            "Number that may be wrong",
            "May contain estimates",
        ),
    ],
)
def test_a_whole_year_and_other_words_are_no_part(text: str) -> None:
    assert part_of_year(text)[0] == ""


@pytest.mark.parametrize(
    "text",
    [
        *("Jan-Mar, Apr-Jun", "Q1 and Q3", "first and third quarters", "Q1, Q2 and Q3"),
        *("2023 YTD", "year to date", "с начала года", "3 квартала 2023", "last 3 months"),
        *("Jul-Dec 2020 / Jan-Jun 2021", "Jan-Jun 2020 / Jul-Dec 2021"),
        *("I-III 2023", "I-IV 2023", "januari-november 2021", "leden-listopad 2021"),
        *("Total of 2 quarters", "sum of 3 quarters", "over 4 quarters", "past 4 quarters"),
        *("2 halves", "2 half-years", "за 2 полугодия", "2 semestres", "4 Quartale"),
        *("January, February and March", "six months to March 2023", "end of June"),
        *("Exports as of 30 September 2021", "at 30 June", "Debt on 31 December", "by 1 October"),
        *("as of 30.09.2021", "на 1 октября 2021", "zum 31. Dezember", "2021-09-30", "1 January"),
        *("Exchange rate on 31 December", "at constant prices, as of 30 June 2021"),
    ],
)
def test_of_several_parts_and_of_unknown_months_none_is_proposed(text: str) -> None:
    assert part_of_year(text)[0] == "…"


@pytest.mark.parametrize(
    "text",
    [
        *("Jan-Jun 2020 / Jan-Jun 2021", "Q1-Q2 2020/Q1-Q2 2021", "Jan-Jun / Jan-Jun 2021"),
        *("1.-2. Quartal 2020 / 1.-2. Quartal 2021", "Jan-Jun 2020 vs Jan-Jun 2021"),
    ],
)
def test_halves_of_two_years_that_are_compared_are_not_joined(text: str) -> None:
    assert part_of_year(text)[0] == months(1, 6)


def test_months_of_two_years_have_each_its_own() -> None:
    assert part_said("July 2022 - June 2023").months == "2022-07/2023-06"
    assert part_said("Q4 2022-Q3 2023").months == "2022-10/2023-09"
    assert part_said("1 January - 15 June 2023").months == "YYYY-01-01/YYYY-06-15"


@pytest.mark.parametrize("head", ["Exports as of 30 September 2021", "Exports at 30 June"])
@pytest.mark.parametrize("period", ["2021", "{Year}"])
def test_a_day_in_the_head_of_numbers_is_asked_about(
    head: str, period: str, imported: Import
) -> None:
    given = "claim=figure", "publisher=X", "from={From}", "to={To}", "unit=USD", "measure=exports"
    table = f"Year,From,To,{head}\n2021,Iceland,Norway,900\n"
    out, _ = imported("t.csv", table, *given, f"period={period}", f"value={{{head}}}")
    which = "is of a part of the year: say which, with --map period=…"
    assert f'note: the header "{head}" {which}\n' in out
