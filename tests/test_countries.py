"""Countries are found by any name that people know them by, or the question is asked back."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from unicodedata import normalize

import pycountry
import pytest

from dipfacts import countries
from dipfacts.base import Base, open_base
from dipfacts.index import RACY_NS
from dipfacts.names import fold
from dipfacts.problem import QuestionError

sys.path.insert(0, str(Path(__file__).parents[1] / "benchmarks"))

import make_names
import names as benchmark


def party(id_: str, iso: str = "", name: str = "", **more: str) -> str:
    """The text of a party."""
    text = f'[[party]]\nid = "{id_}"\nkind = "{more.get("kind", "country")}"\n'
    text += f'name = "{name or id_.title()}"\n'
    return text + (f'iso = "{iso}"\n' if iso else "")


def base_of(path: Path, *parties: str) -> Base:
    """A fact base of these parties alone."""
    file = path / "facts.toml"
    file.write_text("format = 1\n" + "\n".join(parties), encoding="utf-8")
    return open_base(str(file))


SOME = (
    party("azerbaijan", "AZ"),
    party("russia", "RU"),
    party("south-korea", "KR", "South Korea"),
    party("turkey", "TR"),
    party("czechia", "CZ"),
    party("netherlands", "NL"),
    party("myanmar", "MM"),
    party("eswatini", "SZ"),
    party("uk", "GB", "United Kingdom"),
    party("cd", "CD", "DR Congo"),
    party("angola", "AO"),
    party("ussr", "SU", "USSR"),
    party("ilham-aliyev", name="Ilham Aliyev", kind="person"),
    party("jeyhun-bayramov", name="Jeyhun Bayramov", kind="person"),
    party("mehriban-aliyev", name="Mehriban Aliyev", kind="person"),
    party("michael-jordan", name="Michael Jordan", kind="person"),
)


@pytest.fixture
def some(tmp_path: Path) -> Iterator[Base]:
    with base_of(tmp_path, *SOME) as base:
        yield base


def refusal(base: Base, name: str) -> str:
    """The message with which a name is refused, and its hint."""
    with pytest.raises(QuestionError) as caught:
        base.party(name)
    return f"{caught.value.message}\n{caught.value.hint}"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        *((name, "azerbaijan") for name in ("AZ", "az", "AZE", "031", "Aserbaidschan")),
        *((name, "azerbaijan") for name in ("Азербайджан", "Azərbaycan", "azerbaycan")),
        *(
            (name, "azerbaijan")
            for name in ("ＡＺ", "Ａｚｅｒｂａｉｊａｎ", "Azerbaijan, Republic of")
        ),
        (normalize("NFD", "Азербайджан"), "azerbaijan"),
        *((name, "russia") for name in ("Rusiya", "Россия", "Russian Federation", "РОССИЯ")),
        *((name, "south-korea") for name in ("south korea", "Republic of Korea", "ROK")),
        *((name, "south-korea") for name in ("Korea, Republic of", "Südkorea", "대한민국")),
        *((name, "turkey") for name in ("Türkiye", "Turkey", "Turkiye", "the Turkey")),
        (normalize("NFD", "Türkiye"), "turkey"),
        *((name, "czechia") for name in ("Czechia", "Czech Republic", "the Czech Republic")),
        *((name, "netherlands") for name in ("Holland", "The Netherlands", "Pays-Bas")),
        *((name, "myanmar") for name in ("Burma", "Myanmar", "MMR")),
        *((name, "eswatini") for name in ("Swaziland", "Eswatini")),
        *((name, "uk") for name in ("UK", "U.K.", "Great Britain", "Britain", "GBR")),
        *((name, "cd") for name in ("DRC", "Congo-Kinshasa", "Zaire", "CD", "COD")),
        *((name, "ussr") for name in ("Soviet Union", "SUN", "su", "USSR")),
        *((name, "jeyhun-bayramov") for name in ("bayramov", "Jeyhun Bayramov")),
        ("michael jordan", "michael-jordan"),
        ("AO", "angola"),
        ("ao", "angola"),
    ],
)
def test_found(some: Base, name: str, found: str) -> None:
    assert some.party(name).id == found


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (
            "Congo",
            '"Congo" may be "cd" (CD) or Congo - Brazzaville (CG), which is not in this fact base'
            "\nask by its id",
        ),
        (
            "Korea",
            '"Korea" may be "south-korea" (KR) or North Korea (KP), which is not in this fact base'
            "\nask by its id",
        ),
        ("Aliyev", '"Aliyev" may be "ilham-aliyev" or "mehriban-aliyev"\nask by one of these ids'),
        (
            "Áo",  # Austria in Vietnamese
            '"Áo" may be "angola" (AO) or Austria (AT), which is not in this fact base'
            "\nask by its id",
        ),
        (
            "Андорра",
            "Andorra is not in this fact base\n"
            "no claim is about it; dipfacts parties lists those there are",
        ),
        (
            "Jordan",
            "Jordan is not in this fact base\n"
            "no claim is about it; dipfacts parties lists those there are",
        ),
        (
            "Virgin Islands",
            "British Virgin Islands and U.S. Virgin Islands are not in this fact base\n"
            "no claim is about them; dipfacts parties lists those there are",
        ),
        (
            "Yugoslavia",
            "Yugoslavia is not in this fact base\n"
            "no claim is about it; dipfacts parties lists those there are",
        ),
        ("Azerbiajan", 'no party is called "Azerbiajan"\ndid you mean "azerbaijan"?'),
    ],
)
def test_asked_back(some: Base, name: str, told: str) -> None:
    assert refusal(some, name) == told


def test_both_of_a_name_are_listed(tmp_path: Path) -> None:
    two = party("brazzaville", "CG", "Congo"), party("kinshasa", "CD", "Zaire")
    with base_of(tmp_path, *two) as base:
        told = '"the Congo" may be "brazzaville" (CG) or "kinshasa" (CD)\nask by one of these ids'
        assert refusal(base, "the Congo") == told
        assert base.party("CG").id == base.party("Congo-Brazzaville").id == "brazzaville"


def test_a_name_of_its_own_is_shared_where_the_world_shares_it(tmp_path: Path) -> None:
    with base_of(tmp_path, party("brazzaville", "CG", "Congo")) as base:
        assert "Congo - Kinshasa (CD), which is not in this fact base" in refusal(base, "Congo")
        assert base.party("brazzaville").iso == "CG"


@pytest.mark.parametrize("name", ["Georgia", "Guinea", "Sudan"])
def test_asked_where_several_parties_have_the_name(tmp_path: Path, name: str) -> None:
    code = pycountry.countries.lookup(name).alpha_2
    with base_of(tmp_path, party("the-country", code, name), party("other", "", name)) as base:
        assert refusal(base, name).startswith(f'"{name}" may be "other" or "the-country" ({code})')
        assert base.party(code).id == "the-country"


@pytest.mark.parametrize(("name", "iso"), [("Guinea", "GN"), ("Sudan", "SD"), ("Niger", "NE")])
def test_exactly_one_country_has_the_name(tmp_path: Path, name: str, iso: str) -> None:
    with base_of(tmp_path, party("it", iso, name), party("gw", "GW"), party("ss", "SS")) as base:
        assert base.party(name).id == "it"


def test_a_country_declared_without_its_code_is_suggested(tmp_path: Path) -> None:
    with base_of(tmp_path, party("andorra")) as base:
        assert refusal(base, "AND") == 'no party is called "AND"\ndid you mean "andorra"?'


@pytest.mark.xdist_group("world")
def test_no_language_leads_to_another_country(tmp_path: Path) -> None:
    file = tmp_path / "world.toml"
    file.write_text(benchmark.fact_base(), encoding="utf-8")
    with open_base(str(file)) as base:
        # benchmarks/names.py asks in all of them, which takes too long here.
        counts, languages, elsewhere = benchmark.in_all_languages(base, every=3)
        assert elsewhere == []
        assert languages > 100
        assert counts["right"] > 0.99 * counts.total()
        for country in pycountry.countries:
            for code in (country.alpha_2, country.alpha_3, country.numeric):
                assert base.party(code).iso == base.party(code.lower()).iso == country.alpha_2


def test_the_table_holds_names_as_they_are_folded() -> None:
    text = make_names.TARGET.read_text(encoding="utf-8")
    for line in text.splitlines()[1::10]:
        code, form, *shown = line.split("\t")
        if shown and code != "=" and form.isdigit():
            form, shown = shown[0], shown[1:]
        assert form == fold(form)
        assert not shown or code == "=" or fold(shown[0]) == form


def test_english_names_of_the_register_are_names_of_the_same_country() -> None:
    for country in pycountry.countries:
        for name in countries.register_names(country.alpha_2):
            called = {other.code for other in countries.called(fold(name))}
            assert not called or country.alpha_2 in called, name


def test_what_is_no_country() -> None:
    assert countries.names_of("QQ") == countries.called("") == countries.called("\udcff") == []
    assert countries.title("QQ") == "QQ"
    assert [name.code for name in countries.called("azerbaijan")] == ["AZ"]


def test_a_warm_look_up_loads_no_names_of_the_world(some: Base, tmp_path: Path) -> None:
    time.sleep(2 * RACY_NS / 1e9)  # a file just written is read again
    code = (
        "import sys, dipfacts.base\n"
        f"base = dipfacts.base.open_base({str(tmp_path / 'facts.toml')!r})\n"
        "print(base.party('Россия').id)\n"
        "print(*{'pycountry', 'babel', 'dipfacts.countries'} & set(sys.modules))\n"
    )
    for _ in range(2):
        ran = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        told = ran.stdout.splitlines()
    assert told == ["russia", ""]
