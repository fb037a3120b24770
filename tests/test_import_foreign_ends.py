"""The parties of a table of one's own, by heads that are not in English."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.import_files import DAY

pytestmark = pytest.mark.usefixtures("read_anew")

SOLD = "claim=figure unit=USD period={y} value={v} publisher=X"


def told(dip: Run, text: str, options: str) -> list[str]:
    """Return the notes on a table of one's own."""
    Path("t.csv").write_text(text)
    given = [it for option in options.split() for it in ("--map", option.replace("+", " "))]
    status, out, errors = dip("import", "t.csv", *DAY, *given, "--dry-run")
    assert status == 0, errors
    begin = "  note: "
    return [it.removeprefix(begin) for it in (out + errors).splitlines() if it.startswith(begin)]


@pytest.mark.parametrize("measure", ["imports", "arms-imports", "importations"])
@pytest.mark.parametrize(
    ("mine", "theirs"),
    [
        ("Déclarant", "Partenaire"),
        ("Pays déclarant", "Pays partenaire"),
        ("País", "País socio"),
        ("Страна", "Страна-партнер"),
        ("Meldeland", "Partnerland"),
        ("Paese dichiarante", "Controparte"),
        ("Importateur", "Exportateur"),
        ("Импортёр", "Экспортёр"),
    ],
)
def test_imports_of_who_reports_in_any_language_are_told_if_turned_round(
    dip: Run, mine: str, theirs: str, measure: str
) -> None:
    text = f"{mine},{theirs},y,v\nGermany,France,2021,5000\nFrance,Germany,2021,600\n"
    one, other = (f"{{{it.replace(' ', '+')}}}" for it in (mine, theirs))
    turned = f"--map 'from={{{theirs}}}' --map 'to={{{mine}}}'"
    goes = f"what is measured ({measure}) goes from {theirs} to {mine}"
    note = f"from and to seem to be turned round: {goes}: write {turned}"
    sold = f"measure={measure} {SOLD}"
    assert told(dip, text, f"{sold} from={one} to={other}") == [note]
    assert told(dip, text, f"{sold} from={other} to={one}") == []


@pytest.mark.parametrize(
    ("start", "end"),
    [
        ("Exporteur", "Importeur"),
        ("Exportador", "Importador"),
        ("Esportatore", "Importatore"),
        ("Ursprungsland", "Bestimmungsland"),
        ("Страна происхождения", "Страна назначения"),
    ],
)
def test_exports_that_go_to_where_they_come_from_are_told(dip: Run, start: str, end: str) -> None:
    text = f"{start},{end},y,v\nGermany,France,2021,5000\nFrance,Germany,2022,600\n"
    one, other = (f"{{{it.replace(' ', '+')}}}" for it in (start, end))
    turned = f"--map 'from={{{start}}}' --map 'to={{{end}}}'"
    goes = f"what is measured (exports) goes from {start} to {end}"
    note = f"from and to seem to be turned round: {goes}: write {turned}"
    assert told(dip, text, f"measure=exports {SOLD} from={other} to={one}") == [note]
    assert told(dip, text, f"measure=exports {SOLD} from={one} to={other}") == []
    (both,) = told(dip, text, f"measure=exports {SOLD} parties={other},{one}")
    assert both.endswith(f"{turned} in place of parties")


def test_partners_that_no_key_names_are_told_in_any_language(dip: Run) -> None:
    text = "who,Socio,y,v\nGermany,China,2020,5\nFrance,Japan,2021,6\n"
    (note,) = told(dip, text, f"measure=imports {SOLD} parties={{who}}")
    ends = "--map 'from={Socio}' --map 'to={who}' in place of parties"
    assert note == f"no key names Socio (China, Japan): say with whom, as with {ends}"


def test_a_column_of_who_reports_is_told_in_any_language(dip: Run) -> None:
    rows = "Germany,France,Germany,2021,5\nFrance,Germany,Germany,2021,6\nItaly,France,Italy,2021,7"
    text = f"a,b,Declarante,y,v\n{rows}\n"
    (note,) = told(dip, text, f"measure=exports {SOLD} from={{a}} to={{b}}")
    say = "say whose each number is, as with --map 'reporter={Declarante}'"
    assert note == f"no key names Declarante (Germany, Italy): {say}"
