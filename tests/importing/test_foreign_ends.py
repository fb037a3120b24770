"""The parties of a table of one's own, by heads that are not in English."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import DAY

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


# ----------------------------------------------------------------------- ends of relations

PACT = "claim=relation kind=treaty title=T parties={A},{B} period={Début}/ publisher=X"


def told_of_pacts(dip: Run, head: str, one: str, other: str, options: str = PACT) -> list[str]:
    """Return the notes on a column of two treaties, the second over."""
    rows = f"Germany,Syria,1952-01-01,{one}\nFrance,Iran,1960-01-01,{other}\n"
    return told(dip, f"A,B,Début,{head}\n{rows}", options)


@pytest.mark.parametrize(
    "head",
    "Fin,Date de fin,Ende,Enddatum,Bis,Fecha fin,Fecha de finalización,Hasta,Fine,Scadenza,"
    "Окончание,Дата прекращения,Kündigung,Dénonciation,Außerkrafttreten,Austritt,Koniec".split(","),
)
def test_a_column_of_ends_is_told_in_any_language(dip: Run, head: str) -> None:
    say = f"say until when, as with --map 'period={{Début}}/{{{head}}}'"
    told_ = told_of_pacts(dip, head, "1999-01-01", "2001")
    assert told_ == [f"no key names {head} (1999-01-01, 2001): {say}"]


@pytest.mark.parametrize("head", ["Date de mise à jour", "Fecha de firma", "Fines"])
def test_a_head_that_is_of_no_end_is_not_told(dip: Run, head: str) -> None:
    assert told_of_pacts(dip, head, "1999-01-01", "2001") == []


@pytest.mark.parametrize(
    ("head", "yes", "no", "status"),
    [
        ("Gekündigt", "ja", "nein", "denounced"),
        ("Dénoncé", "Oui", "Non", "denounced"),
        ("Terminado", "SÍ", "NO", "terminated"),
        ("Ist aufgehoben", "wahr", "falsch", "abrogated"),
        ("Денонсирован", "да", "нет", "denounced"),
    ],
)
def test_yes_and_no_of_an_end_are_told_in_any_language(
    dip: Run, head: str, yes: str, no: str, status: str
) -> None:
    head = head.removeprefix("Ist ")
    alone, others = (f"--map 'where={{{head}}}={it}'" for it in (no, yes))
    say = f"take those with {no} alone, as with {alone}, and the others with {others} --map status"
    note = f"no key names {head} ({yes}, {no}): {say}={status} --id {status}"
    assert told_of_pacts(dip, head, yes, no) == [note]


@pytest.mark.parametrize(
    ("head", "yes", "no"),
    [("En vigueur", "oui", "non"), ("In Kraft", "ja", "nein"), ("Vigente", "sí", "no")],
)
def test_yes_and_no_to_in_force_are_told_in_any_language(
    dip: Run, head: str, yes: str, no: str
) -> None:
    say = f"take those with {yes} alone, as with --map 'where={{{head}}}={yes}'"
    assert told_of_pacts(dip, head, yes, no) == [f"no key names {head} ({yes}, {no}): {say}"]


@pytest.mark.parametrize(
    ("one", "other", "write"),
    [
        ("en vigueur", "dénoncé", "in-force in it for en vigueur, denounced for dénoncé"),
        ("in Kraft", "gekündigt", "in-force in it for in Kraft, denounced for gekündigt"),
        ("in force", "vencido", "expired in it for vencido"),
        ("действует", "утратил силу", "in-force in it for действует, ended for утратил силу"),
        ("en vigueur", "non en vigueur", "in-force in it for en vigueur, signed or ended for non "),
    ],
)
def test_how_far_relations_are_is_told_in_any_language(
    dip: Run, one: str, other: str, write: str
) -> None:
    (note,) = told_of_pacts(dip, "Status", one, other)
    assert note.startswith(f"no key names Status ({one}, {other}): write {write}")
    assert note.endswith(", and add --map 'status={Status}'")


def test_how_far_they_are_may_be_as_said_in_any_language(dip: Run) -> None:
    assert told_of_pacts(dip, "Status", "en vigueur", "in Kraft") == []
    held = PACT.replace("relation kind=treaty", "event kind=visit").replace("Début}/", "Début}")
    (note,) = told_of_pacts(dip, "Status", "stattgefunden", "abgesagt", f"{held} status=held")
    what = "write held in it for stattgefunden, cancelled for abgesagt"
    assert note == f"no key names Status (stattgefunden, abgesagt): {what}, and add " + (
        "--map 'status={Status}'"
    )


def test_withdrawals_among_treaties_are_told_in_any_language(dip: Run) -> None:
    (note,) = told_of_pacts(dip, "Typ", "Beitritt", "Austritt")
    take = "if others are no relations, take those that are, as with --map 'where={Typ}=Beitritt'"
    assert note == f"no key names Typ (Beitritt, Austritt): {take}"
