"""`dipfacts import --map`: columns of the years after which numbers are estimates."""

from __future__ import annotations

from support.notes import SOLD, Told, heeded, notes

OUTLOOK = "Country,2022,2023,2024,Estimates Start After\nDEU,2,3,4,2022\n"
OF_OUTLOOK = ("measure=gdp", "unit=USD", "parties={Country}", "period={column}", "value={cell}")
AFTER = "numbers after that year are not final: take them alone, as with"


def test_a_column_of_the_last_year_of_actual_data_is_told(told: Told) -> None:
    (note,) = notes(told(OUTLOOK, *OF_OUTLOOK, "columns=2022..2024"))
    assert note == (
        f"Estimates Start After (2022): {AFTER} --map columns=2023..2024 --map status=estimate "
        "--id estimates, and the others with --map columns=2022"
    )
    given = heeded((*OF_OUTLOOK, "columns=2022..2024"), note)
    assert notes(told(OUTLOOK, *given)) == []
    assert notes(told(OUTLOOK, *OF_OUTLOOK, "columns=2022")) == []


def test_where_rows_have_several_last_years_each_is_taken_alone(told: Told) -> None:
    text = f"{OUTLOOK}FRA,2,3,4,2023\n"
    (note,) = notes(told(text, *OF_OUTLOOK, "columns=2022..2024"))
    only = "--map 'where={Estimates Start After}=2022'"
    assert note == (
        f"Estimates Start After (2022, 2023): {AFTER} --map columns=2023..2024 {only} "
        f"--map status=estimate --id estimates, and the others with --map columns=2022 {only}"
    )
    chosen = (*OF_OUTLOOK, "columns=2022..2024", "where={Estimates Start After}=2023")
    (note,) = notes(told(text, *chosen))
    assert note == (
        "note: only rows whose Estimates Start After is 2023 are taken: "
        f"{AFTER} --map columns=2024 --map status=estimate --id estimates, "
        "and the others with --map columns=2022..2023"
    )


def test_a_last_year_of_actual_data_in_a_long_table_is_told(told: Told) -> None:
    text = "Country,y,v,Last actual year\nDEU,2022,1,2022\nDEU,2023,1,2022\n"
    (note,) = notes(told(text, "measure=gdp", *SOLD[1:], "parties={Country}"))
    assert note == (
        "Last actual year (2022): numbers after that year are not final: write estimate or "
        "forecast for these in a column, and add --map 'status={column}'"
    )
