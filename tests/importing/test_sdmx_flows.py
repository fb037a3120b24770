"""`dipfacts import` of SDMX-CSV: flows go the right way, and no column is passed over."""

from __future__ import annotations

from pathlib import Path

import pytest

from dipfacts.cli import app
from support.importing import Import
from support.written import claims

pytestmark = pytest.mark.usefixtures("empty_folder")


HEADS = "DATAFLOW,FREQ,REF_AREA,COUNTERPART_AREA,{},TIME_PERIOD,OBS_VALUE,UNIT_MEASURE\n"
KENYA, CHINA = "iso2:KE", "iso2:CN"


@pytest.mark.parametrize(
    ("head", "inward", "outward"),
    [
        ("FLOW", "M", "X"),
        ("TRADE_FLOW", "M", "X"),
        ("TRADE_FLOW", "MG", "XG"),
        ("DIRECTION", "M", "X"),
        ("FLOWS", "IMP", "EXP"),
        ("DI_DIRECTION", "INWD", "OUTWD"),
        ("MEASURE_PRINCIPLE", "DI", "DO"),
        ("DIRECTION", "Net inflows", "Net outflows"),
        ("MEASURE", "M", "X"),
        ("INDICATOR", "M", "X"),
        ("MEASURE", "Importations", "Exportations"),
        ("INDICATOR", "Einfuhr", "Ausfuhr"),
        ("FLOW", "Importaciones", "Exportaciones"),
        ("TRADE_FLOW", "Einfuhr", "Ausfuhr"),
        ("MEASURE", "Zuflüsse", "Zu- und Abflüsse"),
        ("INDICATOR", "Investissement direct entrant", "Investissement direct sortant"),
        ("INDICATOR", "IDE entrants", "IDE sortants"),
        ("TRADE_FLOW", "Arrivals", "Dispatches"),
        ("INDICATOR", "Tourist arrivals", "Tourist departures"),
        ("INDICATOR", "Immigration", "Emigration"),
        ("INDICATOR", "Tourist arrivals", "Outbound tourism arrivals"),
        ("INDICATOR", "Inbound tourists", "Outbound tourists"),
        ("MEASURE", "Incoming students", "Outgoing students"),
        ("MEASURE", "Immigrants", "Emigrants"),
        ("INDICATOR", "Imported services", "Exported services"),
        ("INDICATOR", "Arrivals of tourists from abroad", "Arrivals of residents abroad"),
        ("MEASURE", "Arrivals of foreign guests", "Arrivals of residents in foreign countries"),
        *[
            ("MEASURE", f"Arrivals {inward}", f"Arrivals {outward}")
            for inward, outward in (
                ("of visitors in destination country", "of visitors in partner countries"),
                ("of refugees in host country", "of residents"),
                ("in foreign vessels", "in foreign countries"),
                ("at foreign-owned hotels", "at the counterpart's hotels"),
                ("of overseas visitors", "overseas"),
                ("of persons living abroad", "abroad of persons"),
                ("of non-residents", "of national residents"),
                ("of residents of the partner", "of outbound tourists"),
            )
        ],
        ("MEASURE", "Overseas visitor arrivals", "Resident departures"),
        ("MEASURE", "Arrivals", "Arrivals and departures"),
        ("INDICATOR", "Debit", "Credit"),
        ("INDICATOR", "Services, debit", "Services, credit"),
        ("MEASURE", "Payments (debits)", "Debit card payments"),
        ("MEASURE", "Travel - Debits", "Direct debits"),
        ("TRADE_FLOW", "Flux entrants", "Flux sortants"),
        ("INDICATOR", "K1: Import towarów", "K2: Eksport"),
        ("MEASURE", "Nettozuflüsse", "Nettoabflüsse"),
        ("SEX", "", "M"),
    ],
)
def test_what_comes_in_goes_from_the_partner(
    imported: Import, head: str, inward: str, outward: str
) -> None:
    rows = f'A:B(1.0),A,KE,CN,"{outward}",2019,6,USD\n'
    rows += f'A:B(1.0),A,KE,CN,"{inward}",2019,5,USD\n' if inward else ""
    imported("d.csv", HEADS.format(head) + rows)
    ends = {it["value"]: (it["from"], it["to"]) for it in claims(Path("base")).values()}
    assert ends == {6: (KENYA, CHINA), **({5: (CHINA, KENYA)} if inward else {})}


@pytest.mark.parametrize("name", ["Imports", "Importations", "Einfuhr", "importazioni"])
def test_labels_of_imports_turn_a_claim_round_in_no_language(imported: Import, name: str) -> None:
    heads = HEADS.format("MEASURE: m").replace("REF_AREA", "REF_AREA: r")
    imported("d.csv", f"{heads}A:B(1.0),A,KE,CN,M: {name},2019,5,USD\n")
    (claim,) = claims(Path("base")).values()
    assert (claim["from"], claim["to"]) == (CHINA, KENYA)


@pytest.mark.parametrize(
    "label",
    [
        *("Remittances", "IDE rentrants", "Net migration", "Migration", "Migration flows"),
        *("Gross transfers", "Personal transfers (net)", "Students (total)", "Allowances"),
        *("Small arms deliveries", "International migrants", "Stock of loans", "Importance"),
        *("Arrivals of residents", "Direct debits", "Debit card payments"),
        *("Cards with a debit function", "Debits from the accounts by simple book entry"),
    ],
)
def test_a_label_that_says_no_way_is_told(imported: Import, label: str) -> None:
    note = f'note: from each country to its partner: "{label}"; no word says that it comes in\n'
    of_label = f"{HEADS.format('INDICATOR')}A:B(1.0),A,KE,CN,{label},2019,5,USD\n"
    assert note in imported("d.csv", of_label).text
    assert "its partner" not in imported("d.csv", of_label.replace(label, "Assets")).text
    said = f"{HEADS.format('INDICATOR,FLOWS')}A:B(1.0),A,KE,CN,{label},IMP,2019,5,USD\n"
    assert "its partner" not in imported("d.csv", said).text


@pytest.mark.parametrize(
    "label",
    [
        *("Inbound and outbound trips", "Incoming and outgoing students", "Credits and debits"),
        *("Immigrants and emigrants", "Arrivals and departures", "Imports and exports"),
        *("Debits/credits", "In- and outflows", "Aus- und Einfuhr", "Zu- und Abflüsse"),
        *("Imports (including re-exports)", "Net (immigration minus emigration)"),
        *("Importations et exportations", "Arrivals, dispatches"),
    ],
)
def test_words_of_both_ways_are_told(imported: Import, label: str) -> None:
    heads = HEADS.format("INDICATOR: i").replace("REF_AREA", "REF_AREA: r")
    row = f'A:B(1.0),A,KE,CN,"I: {label}",2019,5,USD\n'
    note = f'note: from each country to its partner: "{label}"; its words say both ways\n'
    assert note in imported("d.csv", heads + row).text
    (claim,) = claims(Path("base")).values()
    assert (claim["from"], claim["to"]) == (KENYA, CHINA)
    said = heads.replace("TIME", "FLOWS,TIME") + row.replace(",2019", ",IMP,2019")
    assert "its partner" not in imported("d.csv", said).text


@pytest.mark.parametrize(
    "label",
    [
        *("Trade balance (exports and imports)", "Net (credits less debits)", "Outbound arrivals"),
        *("Turnover of imports and exports", "Exports minus imports", "Exports"),
    ],
)
def test_a_label_whose_way_is_agreed_is_not_told(imported: Import, label: str) -> None:
    text = f"{HEADS.format('INDICATOR')}A:B(1.0),A,KE,CN,{label},2019,5,USD\n"
    assert "its partner" not in imported("d.csv", text).text
    (claim,) = claims(Path("base")).values()
    assert (claim["from"], claim["to"]) == (KENYA, CHINA)


@pytest.mark.parametrize(
    "label", ["Total liabilities", "Primary income", "Tourism receipts", "Net payments"]
)
@pytest.mark.parametrize("head", ["INDICATOR", "FLOW_DIRECTION"])
def test_words_of_either_way_are_told(imported: Import, head: str, label: str) -> None:
    note = f'note: from each country to its partner: "{label}"; no word says that it comes in\n'
    given = "Travel" if head == "FLOW_DIRECTION" else ""
    heads = HEADS.format(f"MEASURE,{head}" if given else head)
    cells = f"{given},{label}" if given else label
    assert note in imported("d.csv", f"{heads}A:B(1.0),A,KE,CN,{cells},2019,5,USD\n").text
    said = f"{HEADS.format('MEASURE,ACCOUNTING_ENTRY')}A:B(1.0),A,KE,CN,{label},C,2019,5,USD\n"
    assert "its partner" not in imported("d.csv", said).text
    assert "its partner" not in imported("d.csv", said.replace(",C,", ",Credit,")).text


def test_a_flow_whose_way_is_not_known_is_left_out(imported: Import) -> None:
    rows = "A:B(1.0),A,KE,CN,Flux montants,2019,5,USD\nA:B(1.0),A,KE,CN,X,2019,6,USD\n"
    out = imported("d.csv", HEADS.format("TRADE_FLOW") + rows).text
    assert "left out: 1 Flux montants, an unknown TRADE_FLOW\n" in out


def test_claims_that_a_newer_edition_turns_round_are_told(
    imported: Import,
) -> None:
    heads = HEADS.format("MEASURE: m").replace("REF_AREA", "REF_AREA: r")
    text = f"{heads}A:B(1.0),A,KE,CN,F: Imports,2019,5,USD\n"
    turned = "claim goes the other way than in the former edition: b-f-iso2-ke-iso2-cn-2019-usd\n"
    assert "other way" not in imported("d.csv", text).text
    assert "other way" not in imported("d.csv", text).text
    report = imported("d.csv", text.replace("Imports", "Financing")).text
    assert f"  of the same id, 1 {turned}" in report
    (claim,) = claims(Path("base")).values()
    assert (claim["from"], claim["to"]) == (KENYA, CHINA)


def test_a_code_of_imports_with_an_unknown_label_is_left_out_and_told(
    imported: Import,
    capsys: pytest.CaptureFixture[str],
) -> None:
    heads = HEADS.format("MEASURE: m").replace("REF_AREA", "REF_AREA: r")
    text = f"{heads}A:B(1.0),A,KE,CN,M: Tuonti,2019,5,USD\n"
    Path("d.csv").write_text(text)
    assert app.run(["import", "d.csv", "--published", "2025", "--to", "base"]) == 1
    out = "".join(capsys.readouterr())
    assert "M: Tuonti, an unknown MEASURE" in out
    assert "fault" not in out
    report = imported("d.csv", f"{text}A:B(1.0),A,KE,CN,X: Exports,2019,6,USD\n").text
    assert "left out: 1 M: Tuonti, an unknown MEASURE" in report


def test_a_flow_beside_an_indicator_only_repeats_it(imported: Import) -> None:
    heads = HEADS.format("INDICATOR").replace("UNIT_MEASURE", "UNIT_MEASURE,TRADE_FLOW")
    imported("d.csv", f"{heads}A:B(1.0),A,KE,CN,MG_CIF,2019,5,USD,M\n")
    (claim,) = claims(Path("base")).values()
    assert (claim["from"], claim["to"]) == (CHINA, KENYA)


def test_attributes_of_which_nothing_is_known_are_listed(
    imported: Import,
) -> None:
    heads = HEADS.format("INDICATOR").replace("UNIT_MEASURE", "UNIT_MEASURE,DECIMALS,QUALIFIER,X")
    report = imported("d.csv", f"{heads}A:B(1.0),A,KE,CN,EXPORTS,2019,5,USD,0,<,\n").text
    assert "  columns not used: QUALIFIER (<)\n" in report


@pytest.mark.parametrize("way", ["Total", "Not applicable", "_T"])
def test_a_column_of_directions_that_says_none_does_not_silence_the_note(
    imported: Import, way: str
) -> None:
    heads = HEADS.format("MEASURE,FLOW_DIRECTION")
    out = imported("d.csv", f"{heads}A:B(1.0),A,KE,CN,Net migration,{way},2019,5,USD\n").text
    assert 'from each country to its partner: "Net migration"' in out
