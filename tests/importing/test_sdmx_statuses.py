"""`dipfacts import` of SDMX-CSV: a 0 beside a status in words is a number, absent, or left out."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from support.command_line import Run
from support.import_files import import_twice

pytestmark = pytest.mark.usefixtures("read_anew")

HEAD = "DATAFLOW,REF_AREA,MEASURE,UNIT,TIME_PERIOD,OBS_VALUE,OBS_STATUS,CONF_STATUS\n"


def file_of(*rows: str) -> None:
    """Write a file of rows such as 0,Free,Normal value, of a year each, after a plain one."""
    lines = (
        f"A:B(1.0),DE,GDP,EUR,{2001 + nth},{row}\n" for nth, row in enumerate(("5,A,F", *rows))
    )
    Path("f.csv").write_text(HEAD + "".join(lines))


@pytest.mark.parametrize(
    "words",
    ["Livre", "Público", "Publique", "Öffentlich", "Freigegeben", "Unrestricted", "Libero", "F"],
)
def test_a_0_that_is_public_is_a_number(dip: Run, words: str) -> None:
    file_of(f"0,A,{words}", "0,Normalwert,", "0,Valeur normale,", "0,Nicht vertraulich,",
            "0,Break in time series,F")  # fmt: skip
    out, found = import_twice(dip, "f.csv")
    assert "left out" not in out
    assert [it["value"] for it in found.values()] == [5, 0, 0, 0, 0, 0]


@pytest.mark.parametrize(
    "status",
    [
        *("Zero", "True zero", "Real zero", "Nil", "Verified", "Complete", "Gesicherter Wert"),
        *("Donnée révisée", "Dato revisado", "Dato rivisto", "Revidierter Wert", "Echte Null"),
        *(
            "Definition differs; see metadata",
            "Low reliability",
            "Not yet validated",
            "OECD estimate",
        ),
        *("Includes data from another category", "Strike and other special events", "Unreliable"),
        *("Break in time series; not seasonally adjusted estimate", "Not final", "Revised figure"),
        *("Experimental statistics", "High reliability", "Deviating definition", "Not comparable"),
        *("Break in series; not comparable", "Coverage differs; definition differs"),
        *("Seasonally adjusted, revised", "Not adjusted, estimated", "Not directly comparable"),
        *("Revised by the central bank", "Definition differs, not including trusts"),
        *("Faible fiabilité", "Geringe Zuverlässigkeit", "Dato definitivo", "Zeitreihenbruch"),
    ],
)
def test_a_0_beside_a_status_of_a_number_is_a_number(dip: Run, status: str) -> None:
    file_of(f'0,"{status}",Keine Geheimhaltung')
    out, found = import_twice(dip, "f.csv")
    assert "left out" not in out
    assert [it["value"] for it in found.values()] == [5, 0]


@pytest.mark.parametrize(
    ("status", "secrecy", "why"),
    [
        ("Vertrauliche Daten", "", "confidential"),
        ("Normal value", "Vertraulicher Wert", "confidential"),
        ("A", "S", "confidential"),
        ("A", "Geheimhaltung", "confidential"),
        ("Segreto statistico", "", "confidential"),
        ("Unterdrückt", "", "not-published"),
        ("Supprimé", "F", "not-published"),
        ("Non publié", "", "not-published"),
        ("A", "Nicht zur Veröffentlichung", "not-published"),
        ("Nicht erhoben", "", "not-collected"),
    ],
)
def test_a_0_that_is_not_shown_is_absent(dip: Run, status: str, secrecy: str, why: str) -> None:
    file_of(f"0,{status},{secrecy}")
    _, found = import_twice(dip, "f.csv")
    assert [it.get("absent") for it in found.values()] == [None, why]


@pytest.mark.parametrize(
    "status", ["Nicht verfügbar", "Non disponible", "No disponible", "Données manquantes"]
)
def test_a_0_that_is_missing_is_left_out(dip: Run, status: str) -> None:
    file_of(f"0,{status},F")
    out, found = import_twice(dip, "f.csv")
    assert f"  left out: 1 marked as missing ({status})\n" in out
    assert [it["value"] for it in found.values()] == [5]


@pytest.mark.parametrize(
    ("status", "secrecy", "named"),
    [
        ("Ei saatavilla", "F", "Ei saatavilla"),
        ("A", "Ei julkinen", "Ei julkinen"),
        ("Incomplete", "F", "Incomplete"),
        ("Null", "F", "Null"),
        *[
            (it, "F", it)
            for it in (
                *("Included elsewhere", "Not included", "Too unreliable to be published"),
                *("Unreliable; data withheld", "Not shown: low reliability", "Not complete"),
                *("No data; definition differs", "Revised: no longer published"),
                *("Provisional: no number yet", "Estimate withheld", "Reliability unknown"),
                *("Moved to another category", "Daten nicht vollständig", "Complete blank"),
                *(
                    "Insufficient reliability",
                    "Estimate suspended: unknown",
                    "Included in definition",
                ),
                *("Shown in another category", "Revised: discontinued", "Not comparable: omitted"),
            )
        ],
    ],
)
def test_a_0_beside_an_unknown_label_is_left_out_and_named(
    dip: Run, status: str, secrecy: str, named: str
) -> None:
    file_of(f"0,{status},{secrecy}", f"7,{status},{secrecy}")
    out, found = import_twice(dip, "f.csv")
    (how,) = re.findall(r"  left out: 1 with a 0 that may be no number (.*)\n", out)
    letter, head = ("A", "OBS_STATUS") if named == status else ("F", "CONF_STATUS")
    assert how == f"({named}, an unknown flag): where it is one, write {letter} in {head}"
    assert [it["value"] for it in found.values()] == [5, 7]
    file_of(f"0,{letter},{secrecy}" if named == status else f"0,{status},{letter}")
    assert [it["value"] for it in import_twice(dip, "f.csv")[1].values()] == [5, 0]


@pytest.mark.parametrize("status", ["K", "bk", "Data included in another category", "bz"])
def test_a_0_that_is_in_another_category_or_missing_is_left_out(dip: Run, status: str) -> None:
    file_of(f"0,{status},F", f"7,{status},F")
    out, found = import_twice(dip, "f.csv")
    assert f"  left out: 1 with a 0 that stands for no number ({status})\n" in out
    assert [it["value"] for it in found.values()] == [5, 7]
