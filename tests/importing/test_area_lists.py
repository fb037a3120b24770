"""`dipfacts import` of SDMX-CSV: codes of areas of other lists, as the labels beside them say."""

from __future__ import annotations

import pytest

from support.importing import Import


def flows(*pairs: str) -> str:
    """Return exports of 2020 between pairs of areas, each as 'US:United States>GM:Germany'."""
    rows = (f"X:Y(1.0),{pair.replace('>', ',')},EXP:Exports,2020,9,USD:Dollar" for pair in pairs)
    heads = "REF_AREA:Area,COUNTERPART_AREA:With,INDICATOR:What,TIME_PERIOD:When,OBS_VALUE:Value"
    return "\n".join([f"DATAFLOW,{heads},UNIT_MEASURE:Unit", *rows, ""])


UK, US = "112:United Kingdom", "US:United States"


@pytest.mark.parametrize(
    ("pairs", "sides"),
    [
        ([f"{US}>GM:Germany", f"{US}>SZ:Switzerland"], ["gec:GM", "gec:SZ"]),
        ([f"{US}>FR:France", f"{US}>SZ:Switzerland"], ["gec:FR", "gec:SZ"]),
        ([f"{UK}>132:France", f"{UK}>158:Japan"], ["imf:132", "imf:158"]),
        ([f"{US}>GM:Gambia", f"{US}>SZ:Eswatini"], ["iso2:GM", "iso2:SZ"]),
        ([f"{US}>EL:Greece", f"{US}>UK:United Kingdom"], ["iso2:GR", "iso2:GB"]),
        (["4:France>142:Egypt", "8:Norway>136:Morocco"], ["iso2:EG", "iso2:MA"]),
    ],
    ids=["GEC", "GEC beside France", "IMF", "ISO", "ISO with Eurostat's own", "DAC"],
)
def test_labels_say_of_which_list_codes_are(
    imported: Import, pairs: list[str], sides: list[str]
) -> None:
    report, claims = imported("d.csv", flows(*pairs))
    assert [it["to"] for it in claims] == sides
    assert "left out" not in report


def test_a_code_whose_label_names_another_country_is_left_out(imported: Import) -> None:
    right = [f"{US}>{it}" for it in ("FR:France", "DE:Germany", "CN:China", "IT:Italy")]
    report, claims = imported("d.csv", flows(*right, f"{US}>GM:Germany"))
    assert len(claims) == 4
    assert "left out: 1 Germany, whose code GM is Gambia's\n" in report


@pytest.mark.parametrize(
    ("areas", "of"),
    [(("112", "132", "158"), "m49 or imf"), (("GM", "SP"), "iso2 or gec")],
)
def test_codes_alone_that_may_be_of_two_lists_are_refused(
    imported: Import, areas: tuple[str, ...], of: str
) -> None:
    rows = (f"X:Y(1.0),{it},EXP,2020,9,USD\n" for it in areas)
    heads = "DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
    report, _ = imported("d.csv", heads + "".join(rows), status=2)
    assert report == (
        f'dipfacts: the codes in "REF_AREA" may be of {of}\n'
        "  download the file with labels: these say which\n"
    )


def test_numbers_of_no_list_are_nobody(imported: Import) -> None:
    text = flows("US>136", "US>142", "US>139", "US>FR").replace(":Exports", "")
    heads = "DATAFLOW,REF_AREA,COUNTERPART_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE"
    report, claims = imported("d.csv", "\n".join([heads, *text.split("\n")[1:]]))
    assert [it["to"] for it in claims] == ["iso2:FR"]
    assert "136" in report


def test_codes_that_only_a_data_set_of_conflicts_has_besides_are_of_m49(imported: Import) -> None:
    heads = "DATAFLOW,REF_AREA,INDICATOR,TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
    _, claims = imported("d.csv", f"{heads}X:Y(1.0),840,EXP,2020,9,USD\n")
    assert [it["parties"] for it in claims] == [["m49:840"]]
