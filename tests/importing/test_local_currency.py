"""`dipfacts import` of numbers in the currency of each country: refused, or named, or told."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.import_files import import_twice
from support.importing import DAY, TO_BASE
from support.written import claims, documents

pytestmark = pytest.mark.usefixtures("read_anew")

IMF = "DATAFLOW,COUNTRY,INDICATOR,TYPE_OF_TRANSFORMATION,FREQUENCY,TIME_PERIOD,OBS_VALUE,UNIT\n"
SDMX = "DATAFLOW,REF_AREA,MEASURE,{},TIME_PERIOD,OBS_VALUE\n"
MANY = (
    "dipfacts: f.csv is in the currency of each country\n"
    "  import the rows of one country, with --map unit=… for its currency\n"
)


def of_imf(*rows: str, flow: str = "ANEA") -> None:
    """Write a file of the IMF, of rows such as JPN,GDP,XDC,5."""
    lines = (f"IMF.STA:{flow}(1.0),{row.rpartition(',')[0]},A,2024,{row.rpartition(',')[2]},\n"
             for row in rows)  # fmt: skip
    Path("f.csv").write_text(IMF + "".join(lines))


def units(found: dict[str, dict[str, object]]) -> dict[object, object]:
    """Return the numbers of claims with their units."""
    return {it["value"]: it["unit"] for it in found.values()}


@pytest.mark.parametrize("given", [(), ("--map", "unit=USD"), ("--map", "unit=JPY")])
def test_national_currency_of_several_countries_is_refused(
    dip: Run, given: tuple[str, ...]
) -> None:
    of_imf("USA,GDP,XDC,29", "JPN,GDP,XDC,609")
    assert dip("import", "f.csv", *DAY, *given) == (2, "", MANY)
    assert not Path("base").exists()


@pytest.mark.parametrize("unit", [
    "XDC", "NAC", "LCU", "NCU", "NC", "DOM", "CP_MNAC", "CLV10_MNAC", "MIO_NAC", "NAC_HAB",
    "XDC_USD", "USD_XDC", "XDC_PS", "Domestic currency", "Units of national currency",
    "Local currency unit", "National currency per US dollar", "Constant LCU",
    '"Current prices, national currency per capita"', "Million units of national currency",
])  # fmt: skip
def test_every_word_for_national_currency_is_known(dip: Run, unit: str) -> None:
    rows = "".join(f"X:N(1.0),{it},B1GQ,{unit},2020,5\n" for it in ("JPN", "POL"))
    Path("f.csv").write_text(SDMX.format("UNIT_MEASURE") + rows)
    assert dip("import", "f.csv", *DAY)[2] == MANY
    assert dip("import", "f.csv", *DAY, "--map", "unit=USD")[2] == MANY
    Path("f.csv").write_text(SDMX.format("UNIT_MEASURE") + rows[rows.index("X:N(1.0),POL") :])
    refused = "dipfacts: f.csv is in the currency of Poland\n  name it: --map unit=PLN\n"
    assert dip("import", "f.csv", *DAY) == (2, "", refused)
    (claim,) = import_twice(dip, "f.csv", "unit=PLN")[1].values()
    assert "PLN" in str(claim["unit"]).upper()
    assert "note: unit" not in dip("import", "f.csv", *DAY, "--map", "unit=PLN", "--dry-run")[2]


@pytest.mark.parametrize("indicator", [
    "G24_T_XDC", "S121_L_MB_XDC_CBS", "TMG_CIF_XDC", "ENDA_XDC_USD_RATE", "XDC_USD",
    "X: Broad money (current LCU)",
    '"X: Monetary, M2, Domestic Currency"', '"X: Rates, domestic currency per US dollar, average"',
])  # fmt: skip
def test_an_indicator_may_say_that_it_is_in_national_currency(dip: Run, indicator: str) -> None:
    head = "DATAFLOW,REF_AREA,INDICATOR{},TIME_PERIOD,OBS_VALUE\n".format(
        ": Indicator" if ": " in indicator else ""
    )
    rows = "".join(f"X:N(1.0),{it},{indicator},2020,5\n" for it in ("JPN", "POL"))
    Path("f.csv").write_text(head + rows)
    assert dip("import", "f.csv", *DAY, "--map", "unit=USD")[2] == MANY


def test_the_currency_is_that_of_the_day_of_publication_and_any_of_several(dip: Run) -> None:
    of_imf("HRV,GDP,XDC,5")
    for day, currency in (("2022-06-01", "HRK"), ("2024-06", "EUR")):
        _, _, err = dip("import", "f.csv", "--published", day)
        assert err.endswith(f" of Croatia\n  name it: --map unit={currency}\n")
    of_imf("PAN,GDP,XDC,5")
    assert "name it: --map unit=PAB or --map unit=USD\n" in dip("import", "f.csv", *DAY)[2]


def test_a_unit_that_is_no_currency_of_the_country_is_told(dip: Run) -> None:
    of_imf("JPN,GDP,XDC,5")
    out, found = import_twice(dip, "f.csv", "unit=USD")
    told = "unit USD is no currency of Japan, in which the numbers are; name it: --map unit=JPY"
    assert f"  note: {told}\n" in out.replace("\n    ", " ")
    assert units(found) == {5: "USD"}
    out, found = import_twice(dip, "f.csv", "unit=JPY")
    assert "note: unit" not in out
    assert units(found) == {5: "JPY"}


def test_a_transformation_of_the_imf_is_the_unit(dip: Run) -> None:
    of_imf("BRA,MG,CIF_USD,166", "BRA,MG,CIF_XDC,857", flow="ITG")
    out, found = import_twice(dip, "f.csv")
    assert "left out: 1 in the currency of each country, which is not named\n" in out
    assert [(it["unit"], it["scope"]) for it in found.values()] == [("USD", "UNIT CIF")]
    assert units(import_twice(dip, "f.csv", "unit=BRL")[1]) == {166: "USD", 857: "BRL"}
    (Path("base") / "itg.toml").unlink()
    of_imf("DEU,CPI,IX,137.9", "DEU,CPI,YOY_PCH_PA_PT,3.6", "DEU,CPI,WGT_PT,4", flow="CPI")
    found = import_twice(dip, "f.csv")[1]
    assert {it["measure"]: it["unit"] for it in found.values()} == {
        "cpi-ix": "ix", "cpi-yoy-pch-pa-pt": "percent", "cpi-wgt-pt": "percent",
    }  # fmt: skip
    assert not any(it.get("scope") for it in found.values())


def test_a_transformation_with_labels_has_the_ids_of_its_codes(dip: Run) -> None:
    of_imf("BRA,MG,CIF_USD,166", flow="ITG")
    ids = [*import_twice(dip, "f.csv")[1]]
    text = Path("f.csv").read_text().replace("TRANSFORMATION", "TRANSFORMATION: Type")
    text = text.replace("CIF_USD", '"CIF_USD: Cost insurance freight (CIF), US dollar"')
    Path("f.csv").write_text(text)
    assert [*import_twice(dip, "f.csv")[1]] == ids


def test_an_exchange_rate_is_a_ratio_and_how_it_is_computed_its_scope(dip: Run) -> None:
    of_imf("JPN,XDC_USD,PA_RT,151.3", "JPN,XDC_USD,EOP_RT,158.3", flow="ER")
    assert "f.csv is in the currency of Japan\n" in dip("import", "f.csv", *DAY)[2]
    found = import_twice(dip, "f.csv", "unit=JPY")[1].values()
    assert {it["unit"] for it in found} == {"JPY per USD"}
    assert [it["scope"][-6:] for it in found] == [" PA_RT", "EOP_RT"]
    assert documents(Path("base"))[0]["measure"][0]["nature"] == "ratio"


def test_ids_in_national_currency_are_those_of_the_codes(dip: Run) -> None:
    row = "X:N(1.0),POL,B1GQ,{},2020,5\n"
    both = {"CP_NAC_HAB": '"CP_NAC_HAB: Current prices, national currency per capita"',
            "CP_MNAC": '"CP_MNAC: Current prices, million units of national currency"'}  # fmt: skip
    for code, labelled in both.items():
        Path("f.csv").write_text(SDMX.format("UNIT_MEASURE") + row.format(code))
        ids = [*import_twice(dip, "f.csv", "unit=PLN")[1]]
        Path("f.csv").write_text(SDMX.format("UNIT_MEASURE: Unit") + row.format(labelled))
        assert [*import_twice(dip, "f.csv", "unit=PLN")[1]] == ids


def test_wdi_of_one_country_names_its_currency(dip: Run) -> None:
    head = "Country Name,Country Code,Indicator Name,Indicator Code,2022\n"
    Path("w.csv").write_text(f"{head}Japan,JPN,GDP (constant LCU),K,5\n")
    refused = 'dipfacts: "GDP (constant LCU)" is in the currency of Japan\n'
    assert dip("import", "w.csv", *DAY)[2] == f"{refused}  name it: --map unit=JPY\n"
    out, _ = import_twice(dip, "w.csv", "unit=USD")
    assert "note: unit USD is no currency of Japan, " in out.replace("\n    ", " ")
    out, found = import_twice(dip, "w.csv", "unit=JPY")
    assert "note: unit" not in out
    assert [(it["unit"], it["definition"]) for it in found.values()] == [("JPY", "constant LCU")]


WDI = "Country Name,Country Code,Indicator Name,Indicator Code,2022\n"
FRENCH = (
    "Allemagne,DEU,PIB (unités de devises locales courantes),NY.GDP.MKTP.CN,1\n"
    "Brésil,BRA,PIB (unités de devises locales courantes),NY.GDP.MKTP.CN,2\n"
    "Allemagne,DEU,PIB ($ US courants),NY.GDP.MKTP.CD,3\n"
    "Allemagne,DEU,PIB ($ US constants de 2015),NY.GDP.MKTP.KD,4\n"
    "Brésil,BRA,Taux de change officiel (UCL par $ US),PA.NUS.FCRF,5\n"
    'Allemagne,DEU,"Réserves totales (or compris, $ US courants)",FI.RES.TOTL.CD,6\n'
    "Allemagne,DEU,PIB ($ PPA internationaux),NY.GDP.MKTP.PP.CD,7\n"
)


def test_codes_of_wdi_say_money_in_any_language(dip: Run) -> None:
    Path("w.csv").write_text(f"{WDI}{FRENCH}")
    out, found = import_twice(dip, "w.csv")
    assert "  left out: 2 PIB (unités de devises locales courantes), in the currency of each" in out
    assert "  left out: 1 Taux de change officiel (UCL par $ US), in the currency of each" in out
    by_value = {it["value"]: (it["unit"], it.get("definition")) for it in found.values()}
    dollars = {3: ("USD", None), 4: ("USD", "constant 2015 US$"), 6: ("USD", None)}
    assert by_value == {**dollars, 7: ("$ PPA internationaux", None)}
    declared = {it["id"]: it["nature"] for it in documents(Path("base"))[0]["measure"]}
    natures = declared["gdp"], declared["ny-gdp-mktp-kd"], declared["fi-res-totl-cd"]
    assert natures == ("flow", "flow", "stock")


INTERNATIONAL = (
    ("人均 GDP(2021年不变价购买力平价美元)", "SL.GDP.PCAP.EM.KD"),
    ("BIP je Erwerbstätigen (in Dollar von 2021)", "SL.GDP.PCAP.EM.KD"),
    ("GDP (constant 2021 intl. dollars)", "NY.NEW.CODE.KD"),
    ("GDP (constant 2021 purchasing power parity dollars)", "NY.NEW.CODE.KD"),
    ("Bensiinin hinta (dollaria litralta)", "EP.PMP.SGAS.CD"),
)


@pytest.mark.parametrize(("name", "code"), INTERNATIONAL)
def test_what_is_no_us_dollar_stays_as_named(dip: Run, name: str, code: str) -> None:
    Path("w.csv").write_text(f"{WDI}Deutschland,DEU,{name},{code},2\n")
    _, found = import_twice(dip, "w.csv")
    ((unit, definition),) = [(it["unit"], it.get("definition")) for it in found.values()]
    assert (unit, definition) == (name.partition("(")[2].rstrip(")"), None)


def test_the_year_of_prices_is_read_in_chinese(dip: Run) -> None:
    Path("w.csv").write_text(f"{WDI}Germany,DEU,GDP(2015年不变价美元),NY.GDP.MKTP.KD,2\n")
    _, found = import_twice(dip, "w.csv")
    assert [it["definition"] for it in found.values()] == ["constant 2015 US$"]


def test_national_currency_in_another_language_is_asked_for(dip: Run) -> None:
    Path("w.csv").write_text(f"{WDI}Brasil,BRA,PIB (UMN a precios actuales),NY.GDP.MKTP.CN,2\n")
    refused = 'dipfacts: "PIB (UMN a precios actuales)" is in the currency of Brazil\n'
    assert dip("import", "w.csv", *DAY)[2] == f"{refused}  name it: --map unit=BRL\n"


LANGUAGES = (
    ("Jeweilige Preise, Millionen Euro", "Millionen Einheiten der Landeswährung", "Vorläufig"),
    ("Prix courants, millions d'euros", "Prix courants, monnaie nationale", "Provisoire"),
    ("Precios corrientes, millones de euros", "Millones de moneda nacional", "Provisional"),
)


@pytest.mark.parametrize(("euro", "local", "flag"), LANGUAGES)
def test_labels_of_units_in_other_languages_are_known(
    dip: Run, euro: str, local: str, flag: str
) -> None:
    head = "DATAFLOW,geo,na_item,unit,TIME_PERIOD,OBS_VALUE,OBS_FLAG\n"
    rows = [f'BIP,{who},BIP,"{local}",2022,5,\n' for who in ("Frankreich", "Polen")]
    Path("f.csv").write_text(head + "".join(rows))
    assert dip("import", "f.csv", *DAY) == (2, "", MANY)
    rows.append(f'BIP,Frankreich,BIP,"{euro}",2022,6,{flag}\n')
    Path("f.csv").write_text(head + "".join(rows))
    out, found = import_twice(dip, "f.csv")
    assert "left out: 2 in the currency of each country, which is not named" in out
    assert out.startswith("SDMX-CSV, BIP, 3 rows: ")
    (claim,) = found.values()
    said = claim["value"], claim["unit"], claim["status"], claim["scope"]
    assert said == (6_000_000, "EUR", "provisional", euro.partition(",")[0])
    (measure,) = documents(Path("base"))[0]["measure"]
    assert measure["nature"] == "flow"


def test_the_currency_is_asked_for_on_a_terminal(dip: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    def answer(question: str) -> str:
        asked.append(question)
        return "JPY"

    monkeypatch.setattr("dipfacts.cli.commands.importing._asks", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    of_imf("JPN,GDP,XDC,5")
    assert dip("import", "f.csv", *TO_BASE)[0] == 0
    assert units(claims(Path("base"))) == {5: "JPY"}
    assert asked == [
        "f.csv is in the currency of Japan\nTheir unit, such as JPY (nothing to give up): "
    ]


def test_a_blank_row_is_of_no_other_country(dip: Run) -> None:
    of_imf("JPN,GDP,XDC,5")
    blank = "," * IMF.count(",") + "\n"
    one = Path("f.csv").read_text() + blank
    of_imf("JPN,GDP,XDC,5", "USA,GDP,XDC,6")
    Path("f.csv").write_text(Path("f.csv").read_text() + blank)
    assert dip("import", "f.csv", *DAY, "--map", "unit=USD")[2] == MANY
    Path("f.csv").write_text(one)
    assert "  name it: --map unit=JPY\n" in dip("import", "f.csv", *DAY)[2]
    assert units(import_twice(dip, "f.csv", "unit=JPY")[1]) == {5: "JPY"}
