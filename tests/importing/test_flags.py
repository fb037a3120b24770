"""`dipfacts import --map`: flags which say of some rows that there is none of what they claim."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.notes import Told, heeded, notes
from support.written import claims

OF = ("claim=relation", "parties={a}, {b}", "period={y}")


def _alone(head: str, cells: str, *yes: str) -> str:
    where = ", ".join(f"{{{head}}}={it}" for it in yes)
    return (
        f"{head} ({cells}): take those with {' or '.join(yes)} alone, as with --map 'where={where}'"
    )


@pytest.mark.parametrize(
    ("head", "cells", "given", "told_of", "taken"),
    [
        ("Embassy", "1 0", ("kind=embassy", "title=E"), ("1, 0", "1"), 1),
        ("Embassies", "1.0 0.0", ("kind=mission", "title=Embassy in {b}"), ("1.0, 0.0", "1.0"), 1),
        ("at_war", "no yes", ("kind=war", "title=W"), ("no, yes", "yes"), 1),
        ("Contiguity", "TRUE FALSE", ("kind=contiguity", "title=C"), ("TRUE, FALSE", "TRUE"), 1),
        ("Defense", "x ", ("kind=pact", "title=Defence"), ("x", "x"), 1),
        ("alliance", "0 1 2", ("kind=alliance", "title=A"), ("0, 1, 2", "1", "2"), 2),
        ("Alliance", "no Type_I", ("kind=alliance", "title=A"), ("no, Type_I", "Type_I"), 1),
        ("present", "1 0", ("kind=k", "title=T"), ("1, 0", "1"), 1),
    ],
)
def test_rows_that_a_flag_denies_are_told_and_what_is_told_can_be_typed(
    told: Told, head: str, cells: str, given: tuple[str, ...], told_of: tuple[str, ...], taken: int
) -> None:
    others = ["FRA", "ITA", "ESP"]
    rows = (f"DEU,{other},2015,{it}\n" for other, it in zip(others, cells.split(" "), strict=False))
    text, words = f"a,b,y,{head}\n{''.join(rows)}", (*OF, *given)
    (note,) = notes(told(text, *words))
    assert note == _alone(head, *told_of)
    assert notes(told(text, *heeded(words, f"note: {note}"))) == []
    assert len(claims(Path("base"))) == taken


@pytest.mark.parametrize(
    ("head", "cells", "given"),
    [
        ("Embassy", "1 1", ("kind=embassy", "title=E")),
        ("Landlocked,Level", "1,5 0,6", ("kind=embassy", "title=E")),
        ("Visitor", "NO SE", ("kind=visitor", "title=V")),
        ("Embassy", "a ", ("kind=embassy", "title=E")),
        ("embassy", "1 0", ("kind=k", "title={embassy}")),
        ("visa,Level", "1,5 0,6", ("kind=visit", "title=Visit")),
    ],
)
def test_what_denies_nothing_is_not_told(
    told: Told, head: str, cells: str, given: tuple[str, ...]
) -> None:
    one, other = cells.split(" ")
    text = f"a,b,y,{head}\nDEU,FRA,2015,{one}\nDEU,ITA,2015,{other}\n"
    assert not [it for it in notes(told(text, *OF, *given)) if "take those" in it or "none" in it]


@pytest.mark.parametrize("cells", [("1", "0"), ("yes", "no"), ("x", "")])
def test_a_flag_that_is_all_that_rows_say_may_deny_them(told: Told, cells: tuple[str, str]) -> None:
    rows = [f"DEU,{it},2015,{cell}" for it, cell in zip(("FRA", "ITA"), cells, strict=True)]
    given = (*OF, "kind=alliance", "title=Alliance")
    (note,) = notes(told("\n".join(["a,b,y,Defence", *rows, ""]), *given))
    such = ", ".join(filter(None, cells))
    alone = _alone("Defence", such, cells[0]).replace(
        ": ", f": if {cells[1] or 'a blank'} says that there is none, ", 1
    )
    assert note == alone
    told("\n".join(["a,b,y,Defence", *rows, ""]), *heeded(given, f"note: {note}"))
    assert len(claims(Path("base"))) == 1
    rows = [f"{row},{nth}" for nth, row in enumerate(rows)]
    assert notes(told("\n".join(["a,b,y,Defence,Level", *rows, ""]), *given)) == []


def test_a_file_of_none_is_told(told: Told) -> None:
    text = "a,b,y,war\nDEU,FRA,2015,0\nDEU,ITA,2015,0\n"
    none = "war (0): it says that there is none: see that what is claimed is so"
    assert notes(told(text, *OF, "kind=war", "title=W")) == [none]


@pytest.mark.parametrize("no", ["0", ""])
def test_the_cells_of_a_matrix_that_deny_a_relation_are_told(told: Told, no: str) -> None:
    text = f"a,FRA,ITA\nDEU,1,{no}\nESP,{no},1\n"
    given = ("claim=relation", "kind=k", "title=T", "from={a}", "to={column}", "columns=FRA,ITA")
    (note,) = notes(told(text, *given, "period=2015"))
    assert note == _alone("cell", "1, 0" if no else "1", "1")
    told(text, *heeded((*given, "period=2015"), f"note: {note}"))
    found = [(it["from"], it["to"]) for it in claims(Path("base")).values()]
    assert found == [("iso3:DEU", "iso3:FRA"), ("iso3:ESP", "iso3:ITA")]


FIGURES = ("measure=exports", "unit=USD", "from={p}", "to=italy", "period={y}", "value={v}")
FINAL = "write provisional, estimate, forecast or target in it, or nothing, and add --map"


@pytest.mark.parametrize(
    ("flags", "advice"),
    [
        ("c,", "write confidential for c in it, and add --map 'absent={flag}'"),
        ("confidential,", "add --map 'absent={flag}'"),
        ("L,L", "write not-collected for L in it, and add --map 'absent={flag}'"),
        ("c,a", "write confidential for c in a column of its own, and add --map absent=…"),
    ],
)
def test_a_flag_beside_a_blank_that_says_why_there_is_no_number_is_told(
    told: Told, flags: str, advice: str
) -> None:
    first, second = flags.split(",")
    text = f"p,y,v,flag\nFrance,2019,,{first}\nPeru,2019,7,{second}\n"
    (note,) = notes(told(text, *FIGURES))
    assert note.partition(": say why a number is absent: ")[2] == advice
    written = text.replace(",c\n", ",confidential\n").replace(",,L\n", ",,not-collected\n")
    if second == "":
        assert notes(told(written, *FIGURES, "absent={flag}")) == []
        assert len(claims(Path("base"))) == 2


def test_a_flag_of_no_number_is_no_status_to_take(told: Told) -> None:
    text = "p,y,v,flag\nFrance,2019,,c\nPeru,2019,7,p\n"
    assert notes(told(text, *FIGURES)) == [
        f"flag (c, p): say how final each number is: {FINAL} 'status={{flag}}'; say why a number is"
        " absent: write confidential for c in a column of its own, and add --map absent=…"
    ]
    remarks = text.replace("flag", "remark").replace(",c\n", ",suppressed\n")
    assert [*notes(told(remarks, *FIGURES)), *notes(told(text.replace(",,", ",5,"), *FIGURES))] == [
        f"flag (c, p): say how final each number is: {FINAL} 'status={{flag}}'"
    ]
