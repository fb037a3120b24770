"""TAB after the first words of a name of several goes on with that name, without quotes."""

from __future__ import annotations

from pathlib import Path

import pytest

from dipfacts.cli import app
from dipfacts.cli.completion import protocol
from support import factbase as fb
from support.completion import base_in_use

PARTIES = {
    "south-korea": ("South Korea", "KR"),
    "south-sudan": ("South Sudan", "SS"),
    "new-zealand": ("New Zealand", "NZ"),
    "bosnia-herzegovina": ("Bosnia & Herzegovina", "BA"),
    "guinea": ("Guinea", "GN"),
    "guinea-bissau": ("Guinea-Bissau", "GW"),
    "kenya": ("Kenya", "KE"),
    "hungary": ("Hungary", "HU"),
}
BASE = fb.base(
    fb.source("wire", published="2024-01-01"),
    fb.topic(),
    fb.measure(),
    *(fb.party(id_, name=name, iso=iso) for id_, (name, iso) in PARTIES.items()),
    *(
        fb.figure(f"with-{id_}", parties=["kenya", id_], source="wire")
        for id_ in PARTIES
        if id_ != "kenya"
    ),
)


@pytest.fixture
def small(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    return base_in_use(BASE, tmp_path, monkeypatch)


def offered(line: str) -> list[str]:
    """Return the candidates for the last word of a line."""
    lines = protocol.answered("zsh", ["dipfacts", *line.split(" ")]).splitlines()
    return [line.partition("\t")[0] for line in lines]


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("trade south k", ["Korea"]),
        ("trade South K", ["Korea"]),
        ("trade kenya south k", ["Korea"]),
        ("south k", ["Korea"]),
        ("brief new z", ["Zealand"]),
        ("trade south ", ["Korea", "Sudan"]),
        ("trade bosnia and h", ["Herzegovina"]),
        ("trade bosnia and herz", ["Herzegovina"]),
        ("trade kenya kz", []),
        ("trade kenya h", ["hungary"]),
        ("trade south korea k", ["kenya"]),
        ("trade nobody ke", ["kenya"]),
        ("trade --measure south ke", ["kenya"]),
        ("side k", []),
    ],
)
def test_a_name_that_is_begun_goes_on(small: Path, line: str, found: list[str]) -> None:
    assert offered(line) == found


def test_a_name_that_others_begin_with_may_go_on(small: Path) -> None:
    assert offered("trade guinea b")[0].casefold() == "bissau"


@pytest.mark.parametrize(
    "line", ["trade kenya south k", "trade kenya new z", "trade kenya bosnia and h"]
)
def test_a_name_that_went_on_is_accepted(
    small: Path, capsys: pytest.CaptureFixture[str], line: str
) -> None:
    *words, _ = line.split(" ")
    (last,) = offered(line)
    assert app.run([*words, last]) == 0, capsys.readouterr().err


AMBIGUOUS = {
    "guyana": ("Guyana", "GY"),
    "suriname": ("Suriname", "SR"),
    "egypt": ("Egypt", "EG"),
    "syria": ("Syria", "SY"),
    "uk": ("United Kingdom", "GB"),
    "germany": ("Germany", "DE"),
    "uganda": ("Uganda", "UG"),
    "elder": ("Heydar Aliyev", None),
    "younger": ("Ilham Aliyev", None),
}


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("gui", []),  # Guiana is asked back
        ("guy", ["guyana"]),
        ("united", ["United Kingdom"]),  # and not the United Arab Republic, of two
        ("u.", ["u.k."]),  # in the letters typed; and not u.ganda, u..K.
        ("U.", ["U.K."]),
        ("d-", []),  # of DE
        ("aliy", []),  # Aliyev is asked back
        ("il", ["Ilham Aliyev"]),
    ],
)
def test_what_the_look_up_asks_back_or_does_not_know_is_not_offered(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, typed: str, found: list[str]
) -> None:
    parties = [
        fb.party(id_, name=name, **({"iso": iso} if iso else {"kind": "person"}))
        for id_, (name, iso) in AMBIGUOUS.items()
    ]
    claims = (fb.figure(f"of-{id_}", parties=[id_]) for id_ in AMBIGUOUS)
    text = fb.base(fb.source("s"), fb.topic(), fb.measure(), *parties, *claims)
    base_in_use(text, tmp_path, monkeypatch)
    assert offered(f"trade {typed}") == found
