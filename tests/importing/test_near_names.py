"""`dipfacts import --map`: unknown names that are a known one with a mark, a code or a slip."""

from __future__ import annotations

from pathlib import Path

import pytest

from dipfacts.countries import wording
from support.command_line import Run
from support.importing import DAY, Import, map_words

KEYS = ("measure=aid", "unit=USD", "parties={c}", "period=2020", "value={v}")


def notes(imported: Import, *names: str) -> list[str]:
    """Return the notes of an import of names on those that are unknown."""
    rows = "".join(f'"{name}",{nth}\n' for nth, name in enumerate(names, 1))
    found = imported("t.csv", f"c,v\nNorway,9\n{rows}", *KEYS).notes
    return [it for it in found if "in place of" in it or "unknown name" in it]


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        ("Finland¹", "Finland"),
        ("Denmark 2/", "Denmark"),
        ("Italy [IT]", "Italy"),
        ("PL: Poland", "Poland"),
        ("724 Spain", "Spain"),
        ("Czechia/Czech Republic", "Czechia"),
        ("Untied States", "United States"),
        ("Urugay", "Uruguay"),
        ("其中：日本", "日本"),
        ("o cümlədən: Rusiya", "Rusiya"),
        ("of which: Germany", "Germany"),
    ],
)
def test_what_it_may_mean_is_told(imported: Import, name: str, meant: str) -> None:
    note = f'if it is meant, write {meant} in place of "{name}"'
    assert notes(imported, name) == [note]


def test_others_are_to_be_declared(imported: Import) -> None:
    assert notes(imported, "Atlantis", "Urugay", "Prussia") == [
        'if it is meant, write Uruguay in place of "Urugay"',
        "2 unknown names: declare those that are parties in another TOML file of the folder, which"
        " begins with format = 1, as [[party]] with id, kind and name",
    ]


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("中国台湾", ["TW"]),
        ("中國台灣", ["TW"]),
        ("中国香港", ["HK"]),
        ("中国北京", []),
        ("中国日本", []),
    ],
)
def test_chinas_customs_write_the_country_before_a_part(name: str, codes: list[str]) -> None:
    assert wording.known_as(name) == codes


@pytest.mark.parametrize(
    ("year", "value", "says"),
    [
        ("2020", "٥٠٠", 'value: "٥٠٠" is no number; write 500'),
        ("2020", "١٬٢٣٤٫٥", 'value: "١٬٢٣٤٫٥" is no number; write 1234.5'),
        ("2020", "１５，０００", 'value: "１５，０００" is no number; write 15000'),
        ("2020", "५", 'value: "५" is no number; write 5'),
        ("٢٠٢٠", "5", 'cannot read "٢٠٢٠" as a date or period; write "2020"'),
        ("２０２０年", "5", 'cannot read "２０２０年" as a date or period; write "2020"'),
    ],
)
def test_digits_of_other_scripts_are_told_in_ours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, dip: Run, year: str, value: str, says: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("t.csv").write_text(f'c,y,v\nNorway,2019,1\nSweden,{year},"{value}"\n')
    keys = (it if it != "period=2020" else "period={y}" for it in KEYS)
    status, out, _ = dip("import", "t.csv", *DAY, *map_words(*keys))
    assert status == 3
    assert f"  t.csv:3: {says}\n" in out.replace("\n    ", " ")
