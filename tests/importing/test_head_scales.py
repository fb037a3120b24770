"""`dipfacts import --map`: the scales and currencies in heads of providers around the world."""

from __future__ import annotations

import pytest

from support.importing import Import


def told(imported: Import, head: str, unit: str = "GBP") -> list[str]:
    """Return what is noted of the head of the numbers."""
    given = ("claim=figure", "measure=exports", f"unit={unit}", "from=poland", "to={p}",
             "period={y}", f"value={{{head}}}", "publisher=X")  # fmt: skip
    report = imported("t.csv", f"p;y;{head}\nGermany;2020;12\nFrance;2020;15\n", *given)
    start = f'the header "{head}" says '
    return [it.removeprefix(start) for it in report.notes if it.startswith(start)]


@pytest.mark.parametrize(
    ("head", "currency"),
    [
        ("US$ mil FOB", "USD"),
        ("mil US$", "USD"),
        ("Valor (US$ mil)", "USD"),
        ("Exportação (R$ mil)", "BRL"),
        ("em US$ mil", "USD"),
        ("mil euros", "EUR"),
        ("VALOR FOB US$ MIL", "USD"),
    ],
)
def test_mil_may_be_a_thousand_or_a_million(imported: Import, head: str, currency: str) -> None:
    assert told(imported, head) == [
        "mil: add --map scale=1000 if it is a thousand, as in Portuguese and Spanish, "
        "--map scale=1000000 if it is a million",
        f"{currency}, not GBP: --map unit={currency}",
    ]


def test_a_unit_of_mil_has_both_options(imported: Import) -> None:
    given = ("claim=figure", "measure=exports", "unit=mil euros", "from=poland", "to={p}",
             "period={y}", "value={v}", "publisher=X")  # fmt: skip
    out, _ = imported("t.csv", "p;y;v\nGermany;2020;12\n", *given)
    assert (
        'write --map unit=EUR and, if "mil" is a thousand, as in Spanish and Portuguese, '
        "--map scale=1000; if it is a million, --map scale=1000000"
    ) in " ".join(out.split())


@pytest.mark.parametrize(
    ("head", "scale", "currency"),
    [
        ("USD mil.", 10**6, "USD"),
        ("miles de USD", 10**3, "USD"),
        ("INR Lacs", 10**5, "INR"),
        ("Rs. lac", 10**5, ""),
        ("Exports (Rs Cr)", 10**7, ""),
        ("₹ cr", 10**7, "INR"),
        ("MSEK", 10**6, "SEK"),
        ("Export, mkr", 10**6, ""),
        ("tkr", 10**3, ""),
        ("Mdr. kr", 10**9, ""),
        ("USD_th", 10**3, "USD"),
        ("exportsUSDmillion", 10**6, "USD"),
        ("出口额（万美元）", 10**4, "USD"),
        ("Triliun Rp", 10**12, "IDR"),
        ("triệu USD", 10**6, "USD"),
        ("Exports (SDR million)", 10**6, "XDR"),
        ("Bin ABD Doları", 10**3, "USD"),
        ("Değer (Milyon Avro)", 10**6, "EUR"),
        ("thou. USD", 10**3, "USD"),
        ("Value (thou.)", 10**3, ""),
        ("Valoare (mii EUR)", 10**3, "EUR"),
        ("mii lei", 10**3, ""),
    ],
)
def test_scales_of_other_places_are_told(
    imported: Import, head: str, scale: int, currency: str
) -> None:
    assert told(imported, head) == [
        f"a scale: add --map scale={scale} unless its numbers stand in full",
        *([f"{currency}, not GBP: --map unit={currency}"] if currency else []),
    ]


@pytest.mark.parametrize("head", ["GBP in the 4th quarter", "Milan, GBP", "Value, GBP (fob)"])
def test_words_that_are_no_scale_are_not_told(imported: Import, head: str) -> None:
    assert not [it for it in told(imported, head) if "scale" in it]


@pytest.mark.parametrize(
    ("head", "unit", "options"),
    [
        ("Exports (growth, %)", "percent", "unit=percent --map measure=exports-percent"),
        ("Exports % change", "% change", "unit=percent --map measure=exports-change"),
        ("Exports index (2015=100)", "index", "unit=index"),
        ("Weight (t)", "tonnes", "unit=tonnes"),
        ("Exports, t", "tonnes", "unit=tonnes"),
        ("Exports (USD, 2015 prices)", "USD", "unit=USD"),
    ],
)
def test_units_of_several_words_in_a_head_are_told(
    imported: Import, head: str, unit: str, options: str
) -> None:
    assert told(imported, head) == [f"{unit}, not GBP: --map {options}"]


@pytest.mark.parametrize("other", ["germany", "france"])
def test_a_head_that_names_a_country_is_no_column_of_these(imported: Import, other: str) -> None:
    given = ("claim=figure", "measure=exports", "unit=USD", "from={Exporter}", f"to={other}",
             "period={Year}", "value={To France}", "publisher=X")  # fmt: skip
    text = "Exporter;Year;To Germany;To France\nPL;2020;12;13\nCZ;2020;24;31\n"
    notes = imported("t.csv", text, *given).notes
    is_other = other == "germany"
    wrong = 'the header "To France" names another country than germany: --map to=france'
    assert notes == ["read as codes of iso2: Exporter", *([wrong] if is_other else [])]


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        *((f"Wheat ({it})", "tonnes") for it in ("1000 t", "1000 MT", "1,000 MT", "1000 tonn")),
        *(("Weizen in 1.000 t", "tonnes"), ("Wheat exports 1 000 t", "tonnes")),
        *(("Land (1000 ha)", "hectares"), ("Gas, 1000 m3", "cubic metres")),
        *(("Cattle (1000 head)", "animals"), ("Oil (1000 bbl)", "barrels")),
        *((it, "tonnes") for it in ("Trigo (miles de toneladas)", "Buğday (bin ton)")),
        *((it, "tonnes") for it in ("Експорт, тис. т", "小麦（千トン）", "Σιτάρι (χιλ. τόνοι)")),
    ],
)
def test_a_thousand_of_a_unit_is_told_however_it_is_written(
    imported: Import, head: str, unit: str
) -> None:
    assert told(imported, head, unit) == [
        "a scale: add --map scale=1000 unless its numbers stand in full"
    ]


@pytest.mark.parametrize(
    ("head", "unit"),
    [
        *((it, "tonnes") for it in ("Ships over 1000 t", "Price per 1000 t", "Ships of 1000 t")),
        *(("Firms with 1000 employees", "firms"), ("Recycling bin", "tonnes")),
        *(("Miles driven", "miles"), ("Births (1000 or more)", "births")),
    ],
)
def test_a_thousand_that_says_which_or_per_what_is_no_scale(
    imported: Import, head: str, unit: str
) -> None:
    assert not [it for it in told(imported, head, unit) if "a scale" in it]
