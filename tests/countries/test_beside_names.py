"""What stands beside a name: an initial that says which is meant, an article that says nothing."""

from __future__ import annotations

import pytest

from dipfacts.countries.wording import known_as, perhaps_meant
from support import factbase
from support.opened import base_of, refusal


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("north-yemen", "Yemen, N.|Yemen (N.)|Yemen N.|N. Yemen|N Yemen"),
        ("YD", "Yemen, S.|S. Yemen"),
        ("BD", "E. Pakistan|Pakistan, E.|E Pakistan|Pakistan (E.)"),
        ("DD", "Germany, E.|E. Germany"),
        ("AS WS", "A. Samoa|Samoa, A.|Samoa (A.)|A Samoa"),
        ("GN GQ GW", "E. Guinea|Guinea, E.|Guinea (E.)"),
    ],
)
def test_an_initial_beside_a_name_is_no_letter_of_a_translation(code: str, names: str) -> None:
    """Yemen is "Yemenn" somewhere, and Pakistan "EPakistan" in Xhosa."""
    assert {it: " ".join(sorted(known_as(it))) for it in names.split("|")} == dict.fromkeys(
        names.split("|"), code
    )


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("VN", "Viet Nam, Democratic Republic of|Viet-Nam, Democratic Republic of|Viet Nam, North"),
        ("VN", "Dem. Rep. of Viet Nam|Viet Nam (Dem. Rep.)|Viet Nam, Socialist Republic of"),
        ("south-vietnam", "Viet Nam, South|Viet Nam, Rep. of|Viet Nam, Republic of|S. Viet Nam"),
    ],
)
def test_viet_nam_is_one_word_or_two(code: str, names: str) -> None:
    assert [known_as(it) for it in names.split("|")] == [[code]] * len(names.split("|"))


def test_full_width_letters_and_signs_are_as_others() -> None:
    with base_of(factbase.party("china", iso="CN")) as opened:
        name = "ｔｈｅ Ｐｅｏｐｌｅ＇ｓ Ｒｅｐｕｂｌｉｃ ｏｆ Ｃｈｉｎａ"
        assert opened.party(name).id == opened.party(name.replace(" ", "　")).id == "china"
    assert known_as("Ｋｏｒｅａ，　Ｄｅｍ．　Ｐｅｏｐｌｅ＇ｓ　Ｒｅｐ．　ｏｆ") == ["KP"]
    assert known_as("Ｃｏｎｇｏ　（Ｋｉｎｓｈａｓａ）") == ["CD"]


def test_saint_martin_is_asked_back_in_arabic() -> None:
    assert known_as("سانت مارتن") == known_as("سان مارتن") == ["MF", "SX"]


def test_a_translation_with_such_a_letter_is_still_one() -> None:
    assert known_as("EPakistan") == ["PK"]
    assert known_as("Yemenn") == ["YE"]


def test_a_base_of_both_takes_the_initial_at_its_word() -> None:
    parties = [factbase.party("yemen", iso="YE"), factbase.party("pakistan", iso="PK")]
    with base_of(*parties) as opened:
        assert opened.party("Yemen, N.").id == "north-yemen"
        assert opened.party("E. Pakistan").id == "bangladesh"
        assert "samoa" in refusal(opened, "Samoa, A.")


@pytest.mark.parametrize(
    ("code", "name"),
    [
        *(("NZ", "Nouvelle-Zélande (la)"), ("PG", "Papouasie-Nouvelle-Guinée (la)")),
        *(("PH", "Filipinas (as)"), ("MV", "Maldivas (as)"), ("KM", "Comoras (las)")),
        *(("NL", "Niederlande (de)"), ("NL", "Pays-Bas (les)"), ("DE", "Allemagne (l')")),
        *(("MD", "Moldova (la République de)"), ("CK", "Cook (les Îles)")),
        *(("CD", "Congo (la République démocratique du)"), ("DE", "Allemagne (l’)")),
        *(("KP KR", "Corée (la)"), ("LA", "Laos (LA)"), ("AS", "Samoa (AS)")),
    ],
)
def test_an_article_in_brackets_is_one_before_it_is_a_code(code: str, name: str) -> None:
    """ISO 3166 writes its French names so."""
    assert " ".join(known_as(name)) == code


def test_bytes_that_are_no_text_are_nobody_s_name() -> None:
    for name in (":\udcff\udcff\udcff", "\udcff\udcfe\udcff\udcff", "sardinia\udcff\udcff"):
        assert perhaps_meant(name) == []
    assert perhaps_meant("Sardinia") == ["IT"]
