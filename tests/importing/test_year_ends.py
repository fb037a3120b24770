"""`dipfacts import --map`: years, quarters and months that are written as a day are told."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import DAY, Import, map_words

FLOW = ("measure=exports", "unit=USD", "from=norway", "to=sweden", "period={d}", "value={v}")
DEBT = ("measure=debt", "unit=USD", "parties=norway", "period={d}", "value={v}")
PACT = ("claim=relation", "kind=pact", "title={t}", "from=norway", "to={c}")


def notes(imported: Import, text: str, *given: str) -> list[str]:
    """Return the notes of an import on columns of days."""
    return [it for it in imported("t.csv", text, *given).notes if "day" in it]


@pytest.mark.parametrize(
    ("days", "holds", "written"),
    [
        ("2018-12-31 2019-12-31 2020-12-31", "last day of a year", "2018"),
        ("2018-01-01 2019-01-01", "first day of a year", "2018"),
        ("2018-03-31 2019-03-31", "last day of a year", "2017-04/2018-03"),
        ("2018-04-01 2019-04-01", "first day of a year", "2018-04/2019-03"),
        ("2019-03-31 2019-06-30 2019-09-30 2019-12-31", "last day of a quarter", "2019-01/2019-03"),
        ("2020-01-31 2020-02-29 2020-03-31 2020-04-30", "last day of a month", "2020-01"),
    ],
)
def test_a_flow_of_a_day_that_ends_or_begins_a_period_is_told(
    imported: Import, days: str, holds: str, written: str
) -> None:
    cells = days.split()
    text = "d,v\n" + "".join(f"{day},{nth}\n" for nth, day in enumerate(cells, 100))
    note = (
        f'"d" holds the {holds} in each row ({", ".join(cells)}), and that day alone is taken: if a'
        f" number is of the {holds.rpartition(' ')[2]}, write such as {written}"
    )
    assert notes(imported, text, *FLOW) == [note]
    stock = ", or add --map nature=stock if it is of that day"
    assert notes(imported, text, *DEBT) == [note + stock]
    assert notes(imported, text, *DEBT, "nature=stock") == []


@pytest.mark.parametrize(
    "days", ["2019-12-31", "2018-12-31 2019-12-30", "2018-12-31 2019", "2019-03-31 2019-06-30"]
)
def test_days_that_are_of_no_period_are_not_told(imported: Import, days: str) -> None:
    text = "d,v\n" + "".join(f"{day},{nth}\n" for nth, day in enumerate(days.split(), 100))
    assert notes(imported, text, *FLOW) == []


def test_dates_of_relations_that_are_mostly_new_year_are_told(imported: Import) -> None:
    rows = (
        "Fish,Denmark,1990-01-01,2001-12-31",
        "Oil,Finland,1985-01-01,2002-05-31",
        "Rail,Sweden,1999-03-12,2010-12-31",
        "Road,Iceland,1998-01-01,",
    )
    text = "t,c,s,e\n" + "\n".join(rows) + "\n"
    why = "and are taken as that day: where only the year is known, write such as"
    assert notes(imported, text, *PACT, "period={s}/{e}") == [
        f'3 of the 4 dates of "s" are 1 January of a year, {why} 1990',
        f'2 of the 3 dates of "e" are 31 December of a year, {why} 2001',
    ]
    assert notes(imported, text.replace("1998-01-01", "1998-01-02"), *PACT, "period={s}/..") == []
    assert Path("base/t.toml").exists()


def test_midnight_behind_a_day_is_told_and_left_out(imported: Import) -> None:
    text = "d,v\n2018-12-31 00:00:00,1\n2019-12-31 00:00:00,2\n"
    cells = "(2018-12-31 00:00:00, 2019-12-31 00:00:00)"
    assert notes(imported, text, *FLOW) == [
        f'"d" has midnight behind days {cells}, which is left out',
        f'"d" holds the last day of a year in each row {cells}, and that day alone is taken: if a '
        "number is of the year, write such as 2018",
    ]
    heads = "2019-12-31 00:00:00,2020-12-31 00:00:00"
    text = f"c,{heads}\nNOR,1,2\nSWE,3,4\n"
    out, found = imported("t.csv", text, *WIDE, f"columns={heads}")
    told = "the headers have midnight behind days (2019-12-31 00:00:00, 2020-12-31 00:00:00), which"
    assert f"note: {told} is left out\n" in out
    assert {claim["period"] for claim in found} == {"2019-12-31", "2020-12-31"}


@pytest.mark.parametrize("rest", [".0", "-05-03 00:00:00"])
def test_a_code_of_two_states_is_known_by_such_a_date(imported: Import, rest: str) -> None:
    given = ("measure=exports", "unit=USD", "from=germany", "to=cow:{b}", "period={d}", "value={v}")
    _, found = imported("t.csv", f"b,d,v\n365,1985{rest},1\n365,2005{rest},2\n", *given)
    assert [claim["period"][:4] for claim in found] == ["1985", "2005"]


@pytest.mark.parametrize(
    ("head", "year", "calendar", "written"),
    [
        ("Solar Hijri year", 1399, "Solar Hijri calendar", "2020-03-20/2021-03-20"),
        ("Year", 1400, "Solar Hijri calendar", "2021-03-21/2022-03-20"),
        ("Year (AH)", 1441, "Hijri calendar, whose years are shorter than ours", "2019-09/2020-08"),
        ("EC year", 2012, "Ethiopian calendar", "2019-09-12/2020-09-10"),
    ],
)
def test_years_of_another_calendar_are_told(
    imported: Import, head: str, year: int, calendar: str, written: str
) -> None:
    flow = (*FLOW[:4], f"period={{{head}}}", "value={v}")
    out, _ = imported("t.csv", f"{head},v\n{year},1\n{year + 1},2\n", *flow)
    assert (
        f'  note: the years of "{head}" ({year}, {year + 1}) are taken as years AD: if they are of'
        f" the {calendar}, write such as {written}\n"
    ) in out.replace("\n    ", " ")


@pytest.mark.parametrize(
    ("head", "dates", "calendar", "taken", "written"),
    [
        (
            *("Solar Hijri year", "1399-01 1399-02", "Solar Hijri calendar"),
            *("taken as dates AD", "2020-03-20/2020-04-19"),
        ),
        ("d", "1400-07-01 1400-12-29", "Solar Hijri calendar", "taken as dates AD", "2021-09-23"),
        ("Jalali", "1399/12 1399/11", "Solar Hijri calendar", "not read", "2021-02-19/2021-03-20"),
        (
            *("Year (AH)", "1441-09 1441-10", "Hijri calendar, whose years are shorter than ours"),
            *("taken as dates AD", "2020-04-24/2020-05-23, give or take a day"),
        ),
        ("EC year", "2011-13 2012-01", "Ethiopian calendar", "", "2019-09-06/2019-09-11"),
        ("d", "109-05 109-06", "Republic of China", "not read", "2020-05"),
        ("d", "2019-05 2019-06", "", "", ""),
        ("d", "1399-13 1399-14", "", "", ""),  # no months
    ],
)
def test_months_and_days_of_another_calendar_are_told(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    dip: Run,
    head: str,
    dates: str,
    calendar: str,
    taken: str,
    written: str,
) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = dates.split()
    Path("t.csv").write_text(f"{head},v\n{first},1\n{second},2\n")
    flow = (*FLOW[:4], f"period={{{head}}}", "value={v}")
    out = dip("import", "t.csv", *DAY, *map_words(*flow))[1]
    note = (
        f'  note: the dates of "{head}" ({first}, {second}) are {taken or "taken as dates AD"}: if '
        f"they are of the {calendar}, write such as {written}"
    )
    told = [it for it in out.replace("\n    ", " ").splitlines() if "the dates of" in it]
    assert told == ([note] if calendar else [])


def refused(dip: Run, head: str, typed: str, told: str, written: str) -> None:
    """Assert that a column of two such dates is refused, with what to write for the first."""
    first, second = typed.split()
    Path("t.csv").write_text(f"{head},v\n{first},1\n{second},2\n")
    flow = (*FLOW[:4], f"period={{{head}}}", "value={v}")
    assert dip("import", "t.csv", "--published", "2022-06-01", *map_words(*flow)) == (
        2,
        "",
        f"dipfacts: --map period: {told} ({first}, {second})\n"
        f"  write {written} in place of {first}\n",
    )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.mark.parametrize(
    ("head", "years", "era", "written"),
    [
        ("d", "2563 2564", "Buddhist era", "2020"),
        ("民國", "109 110", "Republic of China", "2020"),
        ("ROC year", "0088 0089", "Republic of China", "1999"),
        ("Year", "民國109年 民國110年", "Republic of China", "2020"),
        ("Vikram Samvat", "2077 2078", "Vikram Samvat", "2020-04-13/2021-04-13"),
        ("Year (BS)", "2078.0 2079.0", "Vikram Samvat", "2021-04-14/2022-04-13"),
        ("Fiscal year (BS)", "2077/78 2078/79", "Vikram Samvat", "2020-07-16/2021-07-15"),
        ("FY Bikram Sambat", "2077/2078 2078/2079", "Vikram Samvat", "2020-07-16/2021-07-15"),
        ("FY BS", "2077-78 2078-79", "Vikram Samvat", "2020-07-16/2021-07-15"),
        ("fiscal_year_bs", "2077/2078 2078/2079", "Vikram Samvat", "2020-07-16/2021-07-15"),
        ("Nepali year", "2077 2078", "Vikram Samvat", "2020-04-13/2021-04-13"),
    ],
)
def test_years_of_another_era_are_refused(
    dip: Run, here: None, head: str, years: str, era: str, written: str
) -> None:
    refused(dip, head, years, f'the years of "{head}" are of the {era}', written)


@pytest.mark.parametrize(
    ("head", "dates", "era", "written"),
    [
        ("d", "2563-04 2563-05", "Buddhist era", "2020-04"),
        ("d", "2470-02-28 2470-05-01", "Buddhist era", "1928-02-28"),
        ("ROC year", "109-05 109-06", "Republic of China", "2020-05"),
        ("民國", "109/5/6 110/5/6", "Republic of China", "2020-05-06"),
        ("d", "民國109年5月6日 民國110年5月", "Republic of China", "2020-05-06"),
        ("Year (BS)", "2077-01 2077-02", "Vikram Samvat", "its days in April and May 2020"),
        (
            *("Vikram Samvat", "2077-09-12 2077-09-13", "Vikram Samvat"),
            "its day in December 2020 or January 2021",
        ),
    ],
)
def test_months_and_days_of_another_era_are_refused(
    dip: Run, here: None, head: str, dates: str, era: str, written: str
) -> None:
    refused(dip, head, dates, f'the dates of "{head}" are of the {era}', written)


@pytest.mark.parametrize(
    ("years", "note"),
    [
        (
            "0109 0110",
            "are taken as years AD: if they are of the Republic of China, write such as 2020",
        ),
        ("109.0 110.0", "are not read: if they are of the Republic of China, write such as 2020"),
        ("1066 1067", ""),  # of no calendar a year of our time
    ],
)
def test_years_that_may_be_of_another_era_are_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dip: Run, years: str, note: str
) -> None:
    monkeypatch.chdir(tmp_path)
    first, second = years.split()
    Path("t.csv").write_text(f"d,v\n{first},1\n{second},2\n")
    out = dip("import", "t.csv", *DAY, *map_words(*FLOW))[1]
    told = [it for it in out.splitlines() if "the years of" in it]
    assert told == ([f'  note: the years of "d" ({first}, {second}) {note}'] if note else [])


@pytest.mark.parametrize(
    ("head", "written"),
    [
        ("Year ended 31 March", "2018-04/2019-03"),
        ("FY ending June", "2018-07/2019-06"),
        ("Haushaltsjahr", "2019-04/2020-03"),
        ("Year ended 31 December", ""),
        ("Year", ""),
    ],
)
def test_years_that_end_in_another_month_are_told(
    imported: Import, head: str, written: str
) -> None:
    flow = (*FLOW[:4], f"period={{{head}}}", "value={v}")
    out, _ = imported("t.csv", f"{head},v\n2019,1\n2020,2\n", *flow)
    note = (
        f'  note: the years of "{head}" (2019, 2020) are taken as calendar years: if they are not,'
        f" write such as {written}\n"
    )
    unfolded = out.replace("\n    ", " ")
    assert (note in unfolded, "calendar years" in unfolded) == (bool(written), bool(written))


WIDE = (
    *("measure=exports-total", "unit=USD", "parties={c}"),
    *("period={column}", "value={cell}"),
)


@pytest.mark.parametrize(
    ("heads", "note"),
    [
        (
            "2019-12-31,2020-12-31",
            "the headers are the last day of a year each (2019-12-31, 2020-12-31), and that day"
            " alone is taken: if a number is of the year, write such as 2019",
        ),
        (
            "1399,1400",
            "the years of the headers (1399, 1400) are taken as years AD: if they are of the Solar"
            " Hijri calendar, write such as 2020-03-20/2021-03-20",
        ),
        ("2019,2020", ""),
    ],
)
def test_heads_of_a_wide_table_are_told_too(imported: Import, heads: str, note: str) -> None:
    report = imported("t.csv", f"c,{heads}\nNOR,1,2\nSWE,3,4\n", *WIDE, f"columns={heads}")
    assert [it for it in report.notes if "the headers" in it] == ([note] if note else [])
