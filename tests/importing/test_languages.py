"""Heads and cells of a table of one's own that are not in English."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from dipfacts.importing.own_tables.table import head_words
from dipfacts.text import fold
from support.command_line import Run
from support.importing import DAY, map_words

pytestmark = pytest.mark.usefixtures("read_anew")

TABLE = """claim=figure measure=exports unit=USD from={a} to={b} period={y} value={v} publisher=X"""
MAP = map_words(*TABLE.split())
QUARTERS = "write each in a column such as 2019-01/2019-03, and map period to that"
MONTHS = "write each in a column such as 2019-03, and map period to that"
FINAL = (
    "say how final each number is: write provisional, estimate, forecast or target in it, or "
    "nothing, and add --map 'status={}'"
)
PART = "if that is a part, add --map 'scope={}'"


def test_each_word_stands_once_in_the_table_in_small_letters() -> None:
    """Words that fold alike would mean what the last of them does."""
    text = Path(head_words.__file__).with_suffix(".tsv").read_text(encoding="utf-8")
    lines = [line.split("\t") for line in text.splitlines() if not line.startswith("#")]
    words = [word for _, words in lines for word in words.split(", ")]
    assert len(words) > 800
    assert [word for word in words if word != " ".join(word.lower().split())] == []
    forms = Counter(map(fold, words))
    assert forms[""] == 0
    assert [form for form, count in forms.items() if count > 1] == []
    assert len({english for english, _ in lines}) == len(lines)


def told(dip: Run, head: str, *cells: str) -> list[str]:
    """Return the notes on a column of a table whose numbers are of two partners."""
    rows = (f"FRA,{b},2021,{cell},5\n" for b, cell in zip(("ITA", "ESP"), cells, strict=True))
    Path("t.csv").write_text(f"a,b,y,{head},v\n{''.join(rows)}")
    status, out, errors = dip("import", "t.csv", *DAY, *MAP, "--dry-run")
    assert status == 0, errors
    begin = "  note: no key names "
    return [it.removeprefix(begin) for it in (out + errors).splitlines() if it.startswith(begin)]


@pytest.mark.parametrize(
    ("head", "one", "other", "what"),
    [
        ("Monat", "01", "02", "say when each is, as with --map 'period={y}-{Monat}'"),
        ("Mese", "1", "2", "say when each is, as with --map 'period={y}-{Mese}'"),
        ("Mois", "janvier", "février", MONTHS),
        ("Месяц", "март", "апрель", MONTHS),
        ("Quartal", "1", "2", QUARTERS),
        ("Trimestre", "T1", "T2", QUARTERS),
        ("Квартал", "I", "IV", QUARTERS),
        ("Sexe", "Femmes", "Femmes", PART.format("{Sexe}")),
        ("Produkt", "Autos", "Autos", PART.format("{Produkt}")),
        ("Ware", "27", "27", PART.format("{Ware}")),
        ("Währung", "EUR", "EUR", "say in which unit each is, as with --map 'unit={Währung}'"),
        ("Unidad", "Millones de USD", "Millones de USD", "if it is right, add --map scale=1000000"),
        ("Ед. изм.", "тыс. долл. США", "тыс. долл. США", "if it is right, add --map scale=1000"),
        ("Einheit", "1000 USD", "1000 USD", "if it is right, add --map scale=1000"),
        ("Status", "vorläufig", "vorläufig", FINAL.format("{Status}")),
        ("Statut", "prévision", "prévision", FINAL.format("{Statut}")),
        ("Estado", "estimado", "estimado", FINAL.format("{Estado}")),
        ("Статус", "прогноз", "прогноз", FINAL.format("{Статус}")),
    ],
)
def test_a_column_with_a_head_of_another_language_is_told(
    dip: Run, head: str, one: str, other: str, what: str
) -> None:
    such = one if one == other else f"{one}, {other}"
    assert told(dip, head, one, other) == [f"{head} ({such}): {what}"]


@pytest.mark.parametrize(
    ("head", "cells"),
    [("Mengeneinheit", "t t"), ("Einheitspreis", "2 3"), ("Monatsbericht", "A B"), ("Nota", "a b")],
)
def test_a_head_that_only_looks_like_one_of_them_is_not_told(
    dip: Run, head: str, cells: str
) -> None:
    assert told(dip, head, *cells.split()) == []


def test_quarters_that_contradict_each_other_are_no_parts(dip: Run) -> None:
    rows = "FRA,ITA,2021,1,définitif,5\nFRA,ITA,2021,2,provisoire,6\n"
    Path("t.csv").write_text(f"a,b,y,Trimestre,Statut,v\n{rows}")
    status, out, _ = dip("import", "t.csv", *DAY, *MAP)
    assert status == 3
    assert (
        "t.csv:3: line 2 has another number for the same question; the rows differ in Trimestre "
        f"(1, 2), Statut (définitif, provisoire); {QUARTERS}\n"
    ) in out
    final = f"{FINAL.format('{Statut}')}; or take those of one status alone, as with --map "
    assert f"note: no key names Statut (définitif, provisoire): {final}'where={{Statut}}=d" in out


def test_a_head_of_numbers_that_are_not_final_is_told_in_german(dip: Run) -> None:
    Path("t.csv").write_text("a,b,y,Ausfuhr (vorläufig)\nFRA,ITA,2021,5\n")
    number = [it.replace("{v}", "{Ausfuhr (vorläufig)}") for it in MAP]
    _, _, errors = dip("import", "t.csv", *DAY, *number, "--dry-run")
    head = 'the header "Ausfuhr (vorläufig)" says that its numbers are not final'
    assert f"  note: {head}: --map status=provisional\n" in errors


def told_of_head(dip: Run, head: str) -> list[str]:
    """Return the notes on the head of the numbers of a table."""
    Path("t.csv").write_text(f'a,b,y,"{head}"\nFRA,ITA,2021,5\n')
    number = [it.replace("{v}", f"{{{head}}}") for it in MAP]
    status, _, errors = dip("import", "t.csv", *DAY, *number, "--dry-run")
    assert status == 0, errors
    begin = f'  note: the header "{head}" '
    return [it.removeprefix(begin) for it in errors.splitlines() if it.startswith(begin)]


@pytest.mark.parametrize(
    ("head", "power", "unit"),
    [
        ("Exports (Md€)", 9, "EUR"),
        ("Exports (Mds d'euros)", 9, "EUR"),
        ("Exports TEUR", 3, "EUR"),
        ("Exports MEUR", 6, "EUR"),
        ("Exports (T€)", 3, "EUR"),
        ("Exports £m", 6, "GBP"),
        ("Exports (miles de euros)", 3, "EUR"),
        ("Exports (miles USD)", 3, ""),
        ("Esportazioni (milioni)", 6, ""),
        ("Esportazioni miliardi di euro", 9, "EUR"),
        ("Exportações (mil milhões de euros)", 9, "EUR"),
        ("Export (miljarder kr)", 9, ""),
        ("Vienti (miljoonaa euroa)", 6, "EUR"),
        ("Vývoz (mil. EUR)", 6, "EUR"),
        ("Eksport (mln zł)", 6, "PLN"),
        ("İhracat (milyon USD)", 6, ""),
        ("Exports (10亿美元)", 9, ""),
        ("輸出（10億円）", 9, "JPY"),
        ("Exports (100万美元)", 6, ""),
    ],
)
def test_a_scale_and_a_currency_in_a_head_are_told_in_many_languages(
    dip: Run, head: str, power: int, unit: str
) -> None:
    said = [f"says {unit}, not USD: --map unit={unit}"] if unit else []
    scale = f"says a scale: add --map scale={10**power} unless its numbers stand in full"
    assert told_of_head(dip, head) == [scale, *said]


@pytest.mark.parametrize(
    "head", ["Exports (USD)", "Exports by miles", "Exports, d'Arc", "Exports 元"]
)
def test_a_head_without_a_scale_is_not_told(dip: Run, head: str) -> None:
    assert told_of_head(dip, head) == []


@pytest.mark.parametrize(
    ("head", "measure"),
    [
        *((it, "turnover") for it in ("Trade turnover", "Total trade", "Trade volume")),
        *((it, "turnover") for it in ("Товарооборот", "Handelsvolumen")),
        *((it, "balance") for it in ("Saldo", "Solde", "Net exports", "Total trade balance")),
    ],
)
def test_a_head_of_another_flow_is_told(dip: Run, head: str, measure: str) -> None:
    what = f"is not of exports: say what is measured, as with --map measure={measure}"
    assert told_of_head(dip, head) == [what]


@pytest.mark.parametrize("word", ["growth", "share"])
def test_a_head_of_a_rate_is_told(dip: Run, word: str) -> None:
    assert told_of_head(dip, f"Exports {word}") == [
        f"says {word}, not USD: --map unit=percent --map measure=exports-{word}"
    ]


@pytest.mark.parametrize(
    ("encoding", "read"), [("cp1251", "ISO-8859-1"), ("cp866", "Windows-1252")]
)
def test_a_head_of_another_script_is_not_there_for_the_encoding(
    dip: Run, encoding: str, read: str
) -> None:
    text = "Страна;Год;Значение\nКитай;2021;5\n"
    Path("r.csv").write_bytes(text.encode(encoding))
    columns = {"{b}": "{Страна}", "{a}": "india", "{y}": "{Год}", "{v}": "{Значение}"}
    options = []
    for option in MAP:
        key, _, text = option.partition("=")
        options.append(f"{key}={columns.get(text, text)}" if text else option)
    status, _, errors = dip("import", "r.csv", *DAY, *options, "--to", "base")
    told = f"(no UTF-8, read as {read}: if names look wrong, add --map encoding=…)\n"
    assert (status, errors.endswith(told)) == (2, True), errors
    assert dip("import", "r.csv", *DAY, *options, "--map", f"encoding={encoding}")[0] == 0
