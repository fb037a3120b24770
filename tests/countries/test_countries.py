"""Countries are found by any name that people know them by, or the question is asked back."""

from __future__ import annotations

import itertools
import mmap
import re
import subprocess
import sys
import time
import tomllib
from collections.abc import Callable, Iterator
from importlib.metadata import version
from pathlib import Path
from unicodedata import normalize

import names as benchmark
import pycountry
import pytest

import make_names
from dipfacts.countries import country_names, translations
from dipfacts.countries.aggregates import role_of_name
from dipfacts.countries.tender import currencies
from dipfacts.index.cache import RACY_NS
from dipfacts.model.shared_names import (
    CODE,
    COMMON,
    ID,
    NAME,
    SELDOM,
    TRANSLATION,
    Name,
    PartyName,
    is_settled,
    parties_meant,
)
from dipfacts.query.base import Base, open_base
from dipfacts.text import fold, name_keys
from name_sources import cldr, iso_codes
from support import draws, factbase
from support.draws import drawn
from support.factbase import base
from support.opened import base_of, refusal

PYPROJECT = Path(__file__).parents[2] / "pyproject.toml"


def party(id_: str, iso: str = "", name: str = "", kind: str = "country") -> str:
    """The text of a party."""
    return factbase.party(id_, kind=kind, name=name or id_.title(), iso=iso or None)


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


@pytest.fixture(scope="module")
def some(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    folder = tmp_path_factory.mktemp("some")
    with pytest.MonkeyPatch.context() as patched:
        patched.setenv("DIPFACTS_CACHE", str(folder / "cache"))
        base = base_of(*SOME)
    with base:
        yield base


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
        *((name, "ussr") for name in ("СССР", "Sowjetunion", "Sovet İttifaqı", "苏联")),
        # Official names, by the register, and the other ones that CLDR has.
        *((name, "russia") for name in ("Российская Федерация", "Russische Föderation")),
        *((name, "russia") for name in ("Rusiya Federasiyası", "РФ")),
        *((name, "azerbaijan") for name in ("Azərbaycan Respublikası", "Republik Aserbaidschan")),
        *((name, "czechia") for name in ("Чешская Республика", "Tschechische Republik")),
        *((name, "eswatini") for name in ("Swasiland", "Свазиленд")),
        *((name, "uk") for name in ("Großbritannien", "Böyük Britaniya")),
        *((name, "myanmar") for name in ("Бирма", "Birma")),
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
            '"Congo" may be "cd" (CD) or "congo-brazzaville" (CG), which is not in this fact base'
            "\nask by one of these ids",
        ),
        (
            "Korea",
            '"Korea" may be "south-korea" (KR) or "north-korea" (KP), '
            "which is not in this fact base\nask by one of these ids",
        ),
        (
            "Aliyev",
            '"Aliyev" may be "ilham-aliyev" (Ilham Aliyev) or "mehriban-aliyev" (Mehriban Aliyev)'
            "\nask by one of these ids",
        ),
        (
            "Ao",  # Austria in Vietnamese, without its accent
            '"Ao" may be "angola" (AO) or "austria" (AT), which is not in this fact base'
            "\nask by one of these ids",
        ),
        (
            "Virgin Islands",
            '"Virgin Islands" may be "british-virgin-islands" (VG) or "us-virgin-islands" (VI);'
            " no claim is about any of them\nask by one of these ids",
        ),
        ("Azerbiajan", 'no party is called "Azerbiajan"\ndid you mean "azerbaijan"?'),
        ("Grmany", 'no party is called "Grmany"\ndid you mean "germany"?'),  # not in the base
        ("xyzzy", 'no party is called "xyzzy"\ndipfacts parties lists those there are'),
    ],
)
def test_asked_back(some: Base, name: str, told: str) -> None:
    assert refusal(some, name) == told


def test_both_of_a_name_are_listed() -> None:
    two = party("brazzaville", "CG", "Congo"), party("kinshasa", "CD", "Zaire")
    with base_of(*two) as base:
        told = '"the Congo" may be "brazzaville" (CG) or "kinshasa" (CD)\nask by one of these ids'
        assert refusal(base, "the Congo") == told
        assert base.party("CG").id == base.party("Congo-Brazzaville").id == "brazzaville"


def test_a_name_of_its_own_is_shared_where_the_world_shares_it() -> None:
    with base_of(party("brazzaville", "CG", "Congo")) as base:
        told = '"congo-kinshasa" (CD), which is not in this fact base'
        assert told in refusal(base, "Congo")
        assert base.party("brazzaville").iso == "CG"


@pytest.mark.parametrize(
    ("name", "id_", "iso"),
    [
        *((name, "andorra", "AD") for name in ("Andorra", "AND", "020", "Андорра", "the Andorra")),
        ("Jordan", "jordan", "JO"),  # no family name: countries come first
        ("Yugoslavia", "yugoslavia", "YU"),
        ("congo-brazzaville", "congo-brazzaville", "CG"),
        ("guinea", "guinea", "GN"),
    ],
)
def test_a_country_without_claims_is_known(some: Base, name: str, id_: str, iso: str) -> None:
    found = some.party(name)
    assert (found.id, found.iso) == (id_, iso)
    assert list(some.parties_by_id([id_, "russia", "nobody"])) == ["russia", id_]


def test_a_country_whose_id_is_taken_is_asked_by_its_code() -> None:
    parties = party("north-korea", name="A band"), party("south-korea", "KR", "South Korea")
    with base_of(*parties) as base:
        told = '"Korea" may be "south-korea" (KR) or "KP" (KP), which is not in this fact base'
        assert refusal(base, "Korea").startswith(told)
        # It may as well be the country, declared without its code.
        assert refusal(base, "KP") == 'no party is called "KP"\ndid you mean "north-korea"?'


@pytest.mark.parametrize("id_", ["the-country", "georgia"])
def test_asked_where_several_parties_have_the_name(id_: str) -> None:
    two = party(id_, "GE", "Georgia"), party("a-state", "", "Georgia")
    with base_of(*two) as base:
        told = f'"Georgia" may be "a-state" or "{id_}" (GE)\nask by one of these ids'
        assert refusal(base, "Georgia") == told
        for exact in ("GE", id_, f" {id_} "):  # a code or an id wins
            assert base.party(exact).id == id_
        assert base.party("a-state").iso is None


GUINEAS = '"gn" (GN), "gq" (GQ), "gw" (GW) or "pg" (PG)'


@pytest.mark.parametrize(
    ("names", "told"),
    [
        (("Guinea", "guinea ", "Guinée", "Гвинея", "the Guinea", "几内亚", "غينيا"), GUINEAS),
        (("Sudan", "Судан", "SÚDAN", "السودان"), '"ss" (SS) or "sudan" (SD)'),
    ],
)
def test_asked_where_a_name_is_a_part_of_others_here(names: tuple[str, ...], told: str) -> None:
    guineas = party("gn", "GN", "Guinea"), party("gw", "GW"), party("gq", "GQ", "Equatorial Guinea")
    here = (*guineas, party("pg", "PG", "Papua New Guinea"))
    sudan = party("sudan", "SD"), party("ss", "SS", "South Sudan")
    with base_of(*here, *sudan) as base:
        for name in names:
            assert refusal(base, name) == f'"{name}" may be {told}\nask by one of these ids'
        for code in ("GN", "gin", "324", "Republic of Guinea", "Guinea-Conakry"):
            assert base.party(code).id == "gn"
        for exact in ("sudan", " sudan ", "SDN"):  # an id, a code
            assert base.party(exact).id == "sudan"
        assert base.party("South Sudan").id == "ss"
        assert base.party("Equatorial Guinea").id == "gq"


SHARED = {
    "CD CG": "Congo|Kongo|Конго|コンゴ|콩고|刚果|剛果|الكونغو|Κονγκό|קונגו|Կոնգո|کنگو|คองโก|Konqo",
    "KP KR": "Korea|Corée|Corea|Корея|Koreya|Kore|كوريا|کره|Κορέα|เกาหลี|कोरिया",
    "GN GQ GW PG": "Guinea|Guinée|ギニア|기니|Γουινέα|গিনি|Gine",
    "SD SS": "Sudan|Soudan|スーダン|수단|苏丹|סודאן|सूडान",
    "AS WS": "Samoa|サモア|萨摩亚|Самоа",
    "VG VI": "Virgin Islands|Islas Vírgenes|Îles Vierges|Виргинские острова|维尔京群岛",
    "MF SX": "Saint Martin|Saint-Martin|St. Martin|San Martín|Sint-Marten|São Martinho",
    "GF GY": "Guyane|Guayana|Гвиана",
    "GF GY SR": "Guiana|Guianas",
}


@pytest.mark.parametrize(
    ("codes", "name"),
    [(codes, name) for codes, names in SHARED.items() for name in names.split("|")],
)
def test_what_several_states_are_called_is_asked_back_in_any_base(codes: str, name: str) -> None:
    if name == "Guianas":
        name = "The Guianas"
    for declared in ("JP", codes[:2], codes[-2:]):
        with base_of(party("one", declared, "One")) as base:
            told = refusal(base, name)
            assert all(f"({code})" in told for code in codes.split())
            assert told.startswith(f'"{name}" may be ')
            for code in codes.split():
                assert base.party(code).iso == code


def test_who_is_not_in_the_base_is_told_apart() -> None:
    with base_of(party("conakry", "GN", "Guinea")) as base:
        assert refusal(base, "Guinea").splitlines()[0] == (
            '"Guinea" may be "conakry" (GN), or "equatorial-guinea" (GQ), "guinea-bissau" (GW) or'
            ' "papua-new-guinea" (PG), which are not in this fact base'
        )


@pytest.mark.parametrize(
    ("name", "iso", "other"), [("Niger", "NE", "NG"), ("Dominica", "DM", "DO")]
)
def test_exactly_one_country_has_the_name(name: str, iso: str, other: str) -> None:
    with base_of(party("it", iso, name), party("other", other)) as base:
        assert base.party(name).id == "it"


def test_a_country_declared_without_its_code_is_suggested() -> None:
    with base_of(party("andorra")) as base:
        assert refusal(base, "AND") == 'no party is called "AND"\ndid you mean "andorra"?'


def test_no_language_leads_to_another_country(tmp_path: Path) -> None:
    file = tmp_path / "world.toml"
    file.write_text(benchmark.fact_base(), encoding="utf-8")
    with open_base(str(file)) as base:
        # benchmarks/names.py asks in all of them, which takes too long here.
        found = benchmark.in_all_languages(base, every=3 if draws.ALL else 6)
        assert found.elsewhere == []
        assert found.languages > drawn(100)
        # Of Guineas and Sudans this base has several each: nearly all of these names are asked.
        named_alike = found.asked["GN"] + found.asked["SD"]
        assert named_alike < 0.02 * found.counts.total()
        assert found.counts["right"] > 0.99 * (found.counts.total() - named_alike)
        for country in pycountry.countries:
            for code in (country.alpha_2, country.alpha_3, country.numeric):
                assert base.party(code.lower()).iso == country.alpha_2
                # the African Union, the European Communities, the Non-Aligned Movement
                if code not in ("AU", "EC", "NAM"):
                    assert base.party(code).iso == country.alpha_2


def official_names(code: str) -> list[Name]:
    """Return the names that only ISO's register and its translations have; none that are seldom."""
    found = iso_codes.names_of(code, make_names.ISO_NAMES)
    return [it for it in found if it.weight < SELDOM]


def test_the_tables_hold_names_as_they_are_folded() -> None:
    codes = sorted(country_names.codes())[::5]
    assert len(codes) > 40
    for code in codes:
        assert iso_codes.names_of(code)
        for name in [*iso_codes.names_of(code), *official_names(code)]:
            assert name.code == code
            assert name.form in name_keys(name.spelling)
            assert CODE <= name.weight <= TRANSLATION


@pytest.mark.parametrize(
    ("library", "file"),
    [
        ("babel", make_names.NAMES),
        ("babel", make_names.BY_LANGUAGE),
        ("babel", make_names.CURRENCIES),
        ("pycountry", make_names.ISO_NAMES),
    ],
)
def test_contributors_install_the_versions_that_the_tables_were_made_with(
    library: str, file: Path
) -> None:
    pyproject = tomllib.loads(PYPROJECT.read_text(encoding="utf-8"))
    pinned = [line for line in pyproject["dependency-groups"]["test"] if library in line]
    assert pinned == [f"{library}=={version(library)}"]
    assert (
        f"{library} {version(library)}, " in file.read_text(encoding="utf-8").split("\n")[0].lower()
    )


@pytest.mark.parametrize(
    ("files", "made"),
    [
        (
            [make_names.NAMES, make_names.TRANSLATIONS],
            lambda: [*make_names.written(make_names.gathered())],
        ),
        ([make_names.BY_LANGUAGE], lambda: [make_names.by_language()]),
        ([make_names.CURRENCIES], lambda: [make_names.currencies()]),
        ([make_names.TENDER], lambda: [make_names.tender()]),
    ],
    ids=["cldr_names", "cldr_languages", "cldr_currencies", "cldr_tender"],
)
def test_tables_are_those_of_their_sources(
    files: list[Path], made: Callable[[], list[str]]
) -> None:
    assert [file.read_text(encoding="utf-8") for file in files] == made()


def test_the_tables_of_iso_codes_are_those_of_their_source() -> None:
    named = iso_codes.all_names(make_names.ISO_NAMES)
    often = [name for name in named if name.weight < SELDOM]
    assert often == sorted(iso_codes.lines(sorted(cldr.codes())))


def test_translations_are_sorted_by_their_forms_and_each_is_of_one_country() -> None:
    """Else a name might not be found, or no other party of that name be asked about."""
    shared = re.findall(r"\n=\t([^\t]*)\t", make_names.NAMES.read_text(encoding="utf-8"))
    assert len(shared) > 500
    for names, table in (
        (make_names.NAMES, make_names.TRANSLATIONS),
        (make_names.ISO_NAMES, make_names.ISO_TRANSLATIONS),
    ):
        common = names.read_text(encoding="utf-8").split("\n")
        others = {line.split("\t")[2] for line in common if line.count("\t") == 3}
        lines = table.read_text(encoding="utf-8").split("\n")[1:-1]
        assert lines == sorted(lines)
        forms = [line.split("\t")[0] for line in lines]
        assert len(forms) == len({*forms}) > 10_000
        assert others.isdisjoint(forms)
        assert {*shared}.isdisjoint(forms)
        assert {line.split("\t")[1] for line in lines} <= {"4", "5"}
        assert all(line.split("\t")[2].isupper() for line in lines)


@pytest.mark.parametrize("table", [make_names.TRANSLATIONS, make_names.ISO_TRANSLATIONS])
def test_each_translation_is_found_by_its_form_and_by_how_it_begins(table: Path) -> None:
    lines = table.read_text(encoding="utf-8").split("\n")[1:-1]
    for line in (*lines[:3], *lines[::997], *lines[-3:]):
        form, weight, code, shown = line.split("\t")
        name = Name(code, int(weight), form, shown)
        assert translations.names_of_form(form, table.name) == [name]
        assert translations.begins(form)
        assert form in {name.form for name in translations.beginning(form[:3])}
        assert form not in {name.form for name in translations.names_of_form(form[:-1])}


@pytest.mark.parametrize("typed", ["nga", "NGA", "Nga", "russia", "Russia", "RUSSIA", "eu", "É.U."])
def test_what_is_settled_no_translation_changes(typed: str) -> None:
    kinds = [(ID, ""), (CODE, "NGA"), (NAME, "Russia")]
    kinds += [(COMMON, "EU"), (COMMON, "russia")]
    known = [
        PartyName(weight, id_, shown) for weight, shown in kinds for id_ in ("russia", "nigeria")
    ]
    added = [PartyName(TRANSLATION, "nga", shown) for shown in ("NGA", "RUSSIA", "Nga")]
    settled = 0
    for some in (it for size in range(4) for it in itertools.combinations(known, size)):
        if is_settled(some, typed):
            settled += 1
            assert all(
                parties_meant([*some, other], typed) == parties_meant(some, typed)
                for other in added
            )
    assert settled >= 20 * (not typed.isupper())


def test_a_table_without_translations_has_none(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whoever passes the tables on may take what iso-codes has out of them."""
    path = tmp_path / "empty.tsv"
    path.write_text("# nothing\n")
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as empty:
        monkeypatch.setattr(translations, "table", lambda name: empty)
        assert translations.names_of_form("rossiia") == translations.beginning("") == []
        assert not translations.begins("no form that was asked for before")


@pytest.mark.parametrize("form", ["", "x", "membership", "\0", "\n", "\t", "\udcff", "\U0010ffff"])
def test_what_is_no_translation(form: str) -> None:
    assert translations.names_of_form(form) == []
    assert translations.begins(form) == (form in ("", "x"))


def test_currencies_are_those_of_iso_4217() -> None:
    """CLDR, where they are from, is corrected by the register."""
    assert currencies() == {found.alpha_3 for found in pycountry.currencies}


def test_english_names_of_the_register_are_names_of_the_same_country() -> None:
    known = 0
    for country in pycountry.countries:
        for name in iso_codes.english_names(country.alpha_2):
            called = {other.code for other in country_names.names_of_form(fold(name))}
            assert not called or country.alpha_2 in called, name
            known += bool(called)
    assert known > 200


def test_the_register_in_other_languages() -> None:
    assert "Российская Федерация" in iso_codes.translated_names("RU")
    assert "Slovenská republika" not in iso_codes.translated_names("GM")  # a slip in iso-codes
    assert iso_codes.translated_names("QQ") == iso_codes.english_names("XK") == []


def test_every_name_of_the_register_is_in_one_of_the_tables() -> None:
    for country in pycountry.countries:
        code = country.alpha_2
        weights = dict[str, int]()
        for name in [*iso_codes.names_of(code), *official_names(code)]:
            weights[name.form] = min(name.weight, weights.get(name.form, name.weight))
        for english in iso_codes.english_names(code):
            assert weights[fold(english)] <= NAME
            if other := iso_codes.reordered(english):
                assert weights[fold(other)] <= COMMON
        for translated in iso_codes.translated_names(code):
            assert name_keys(translated) <= {*weights}


@pytest.mark.parametrize(
    ("name", "other"),
    [
        ("Korea, Republic of", "Republic of Korea"),
        ("Republic of Korea", "Korea, Republic of"),
        ("Federal Republic of Germany", "Germany, Federal Republic of"),
        ("Gambia, Republic of the", "Republic of the Gambia"),
        ("Korea", None),
        ("Virgin Islands, U.S.", None),
    ],
)
def test_names_of_the_register_in_their_other_order(name: str, other: str | None) -> None:
    assert iso_codes.reordered(name) == other


def test_no_translation_of_the_register_is_the_name_of_another_country() -> None:
    owners: dict[str, set[str]] = {}
    for country in pycountry.countries:
        for name in iso_codes.translated_names(country.alpha_2):
            owners.setdefault(fold(name), set()).add(country.alpha_2)
    assert len(owners) > 1000
    for form, codes in owners.items():
        known = {name.code for name in country_names.names_of_form(form)}
        assert codes <= known if known else len(codes) == 1, form


def test_names_that_unicode_has_are_not_taken_from_iso_codes() -> None:
    for code in country_names.codes():
        known = {(name.form, name.weight) for name in iso_codes.names_of(code)}
        for name in official_names(code):
            assert name.weight < TRANSLATION or (name.form, 4) not in known


def test_what_is_no_country() -> None:
    assert official_names("QQ") == official_names("XK") == []
    assert iso_codes.names_of("QQ") == []
    assert country_names.names_of_form("") == country_names.names_of_form("\udcff") == []
    assert country_names.title("QQ") == "QQ"
    assert [name.code for name in country_names.names_of_form("azerbaijan")] == ["AZ"]


def test_a_warm_look_up_loads_no_names_of_the_world(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(base(*SOME), encoding="utf-8")
    time.sleep(2 * RACY_NS / 1e9)  # so that other processes trust what is compiled
    code = (
        "import sys, dipfacts.query.base\n"
        f"base = dipfacts.query.base.open_base({str(path)!r})\n"
        "print(base.party('Россия').id)\n"
        "print(*{'dipfacts.countries.tables'} & set(sys.modules))\n"
    )
    told = []
    for _ in range(2):  # the first compiles
        ran = subprocess.run(
            [sys.executable, "-X", "utf8", "-c", code],
            capture_output=True,
            encoding="utf-8",
            check=True,
        )
        told.append(ran.stdout.splitlines())
    assert told == [["russia", "dipfacts.countries.tables"], ["russia", ""]]


def test_no_part_of_the_package_loads_the_sources_of_the_tables() -> None:
    code = (
        "import importlib, pkgutil, sys, dipfacts\n"
        "for module in pkgutil.walk_packages(dipfacts.__path__, 'dipfacts.'):\n"
        "    if not module.name.endswith('.__main__'):\n"
        "        importlib.import_module(module.name)\n"
        "from dipfacts.countries import country_names, tender\n"
        "assert country_names.rows_of('AZ', 'azerbaijan', ()) and 'AZN' in tender.currencies()\n"
        "print(*{'pycountry', 'babel'} & set(sys.modules))\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout == "\n"


def test_all_forms_are_those_that_are_found_one_by_one() -> None:
    found = {form.decode() for form in country_names.forms()}
    some = sorted(found)[::400]
    assert all(country_names.names_of_form(form) for form in some)
    assert {"azerbaijan", "az", "aze", "csxx", "russianfederation"} <= found
    for other in ("aliyev", "", "=", "putin", "azerbaija"):
        assert (other in found) == bool(country_names.names_of_form(other))


def test_no_country_has_the_name_of_an_aggregate() -> None:
    names = [name for code in country_names.codes() for name in iso_codes.names_of(code)]
    english = {it.spelling for it in names if CODE < it.weight < TRANSLATION}
    assert len(english) > 500
    assert [name for name in english if role_of_name(name)] == []
