"""Persons are found by their names in any order, script and transliteration; nothing is guessed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from dipfacts.cli import app
from dipfacts.errors import QuestionError
from dipfacts.model.person_names import keys
from dipfacts.model.query import Query
from dipfacts.query.base import Base, open_base
from support.compiled import shared
from support.factbase import base, event, party, source

Write = Callable[..., Path]


def person(id: str, name: str, country: str | None = None, **keys: str | list[str]) -> str:
    return party(id, kind="person", name=name, country=country, **keys)


BASE = base(
    source(),
    party("a", name="Azerbaijan", iso="AZ"),
    party("b", name="Kazakhstan", iso="KZ"),
    party("zh", name="China", iso="CN"),
    party("kr", name="South Korea", iso="KR"),
    person("president", "Ilham Aliyev", "a", office="President", period="2003-10-31/.."),
    person("predecessor", "Heydar Aliyev", "a", office="President", period="1993-10-10/2003-10-31"),
    person("lavrov", "Sergey Lavrov"),
    person("tokayev", "Kassym-Jomart Tokayev", "b"),
    person("shoigu", "Sergei Shoigu"),
    person("medvedev", "Dmitry Anatolyevich Medvedev"),
    person("mitsotakis", "Kyriakos Mitsotakis"),
    person("cavusoglu", "Mevlüt Çavuşoğlu"),
    person("bayramov", "Jeyhun Bayramov", "a"),
    person("xi", "Xi Jinping", "zh"),
    person("yang", "Yang Jiechi", "zh"),
    person("yoon", "Yoon Suk Yeol", "kr", aliases=["윤석열"]),
    person("athlete", "Michael Jordan"),
    person("leyen", "Ursula von der Leyen"),
    person("mirzoyan", "Ararat Mirzoyan", aliases=["Արարատ Միրզոյան"]),
    event("visit", title="Visit of state", parties=["a", "b"], people=["president", "tokayev"]),
)


@pytest.fixture
def opened() -> Iterator[Base]:
    with open_base(str(shared(BASE))) as found:
        yield found


@pytest.mark.parametrize(
    ("names", "id_"),
    [
        ("Lavrov, Лавров, Sergei Lavrov, Сергей Лавров, Лавров Сергей, Lavrov Sergej", "lavrov"),
        ("Токаев, Тоқаев, Tokaev, Касым-Жомарт Токаев, Tokayev Kassym-Jomart", "tokayev"),
        ("Шойгу, Šojgu, Shoygu, Shoigu Sergey", "shoigu"),
        ("Медведев, Dmitri Medvedev, Медведев Дмитрий, Medvedev Dmitrij", "medvedev"),
        ("Μητσοτάκης, Κυριάκος Μητσοτάκης, Mitsotakis Kyriakos", "mitsotakis"),
        ("Cavusoglu, Çavuşoğlu, Чавушоглу, Chavushoglu, CAVUSOGLU MEVLUT", "cavusoglu"),
        ("Байрамов, Bajramov, Джейхун Байрамов, Bayramov Jeyhun", "bayramov"),
        ("Xi, 习近平, 習近平, Jinping Xi, xi jinping", "xi"),
        ("Yoon, 윤석열, Suk Yeol Yoon", "yoon"),
        ("von der Leyen, Leyen, Leyen Ursula von der, Ursula Leyen", "leyen"),
        ("Միրզոյան, Мирзоян, Mirzoian", "mirzoyan"),
        ("Ильхам Алиев, Əliyev İlham, Aliev Ilham", "president"),
        ("Гейдар Алиев, Heydər Əliyev", "predecessor"),
    ],
)
def test_a_person_is_found_by_every_spelling(names: str, id_: str, opened: Base) -> None:
    for name in names.split(", "):
        assert opened.party(name).id == id_, name


@pytest.mark.parametrize("name", ["Aliyev", "Aliev", "Əliyev", "ƏLİYEV", "Алиев", "Alijev"])
def test_of_several_persons_office_and_dates_are_asked_back(name: str, opened: Base) -> None:
    for during in (None, (730_000, 730_001)):  # a term of office decides nothing
        with pytest.raises(QuestionError) as raised:
            opened.party(name, during)
        assert raised.value.message == (
            f'"{name}" may be "predecessor" (Heydar Aliyev, President, 10 Oct 1993 – 31 Oct 2003)'
            ' or "president" (Ilham Aliyev, President, since 31 Oct 2003)'
        )
        assert raised.value.hint == "ask by one of these ids"


def test_a_family_name_of_another_spelling_is_asked_back_beside_the_one_that_fits(
    write: Write,
) -> None:
    several = base(
        source(),
        party("a"),
        person("one", "Ali Aliyev"),
        person("other", "Вели Алиев", office="Envoy"),
        event("e", parties=["a", "b"]),
        party("b"),
    )
    with open_base(str(write(several))) as found:
        for name in ("Aliyev", "Алиев", "Aliev"):
            with pytest.raises(QuestionError) as raised:
                found.party(name)
            assert (
                raised.value.message
                == f'"{name}" may be "one" (Ali Aliyev) or "other" (Вели Алиев, Envoy)'
            )
        assert found.party("Ali Aliyev").id == found.party("Алиев Али").id == "one"
        assert found.party("Veli Aliyev").id == "other"


GIVEN_OR_LIKE = ["Jang", "Ильхам", "Ilham", "Sergey", "Aliyeva", "S. Lavrov", "Larov", "Chinping"]
HOSTILE = ["", " ", "'", "\0", "\udcff", "ё" * 200, "Ы Ы " * 300]


@pytest.mark.parametrize("name", [*GIVEN_OR_LIKE, *HOSTILE])
def test_nothing_is_guessed(name: str, opened: Base) -> None:
    with pytest.raises(QuestionError, match="no party is called"):
        opened.party(name)


@pytest.mark.parametrize("name", ["I. Aliyev", "Aliyev I.", "Aliyeva"])
def test_persons_are_suggested_by_name(name: str, opened: Base) -> None:
    with pytest.raises(QuestionError) as raised:
        opened.party(name)
    assert raised.value.message == f'no party is called "{name}"'
    assert raised.value.hint == 'did you mean "Heydar Aliyev" or "Ilham Aliyev"?'


GERMAN = (
    "Lawrow/Lavrov Selenskyj/Zelensky Schoigu/Shoigu Alijew/Aliyev Tokajew/Tokayev"
    " Medwedew/Medvedev Chruschtschow/Khrushchev Gorbatschow/Gorbachev Lukaschenko/Lukashenko"
    " Janukowytsch/Yanukovych Nasarbajew/Nazarbayev Mirsijojew/Mirziyoyev Sacharowa/Zakharova"
    " Saakaschwili/Saakashvili Paschinjan/Pashinyan Jelzin/Yeltsin Schewardnadse/Shevardnadze"
    " Kadyrow/Kadyrov Mischustin/Mishustin Uschakow/Ushakov Matwijenko/Matviyenko"
    " Dschaparow/Japarov Timoschenko/Tymoshenko Schmyhal/Shmyhal Owertschuk/Overchuk"
)


@pytest.mark.parametrize("pair", GERMAN.split())
def test_german_spells_names_of_the_east_by_its_own_rules(pair: str, write: Write) -> None:
    german, english = pair.split("/")
    east = party("ua", name="Ukraine", iso="UA"), party("fr", name="France", iso="FR")
    one, other = person("one", f"Ivan {english}", "ua"), person("other", f"Ivan {german}", "fr")
    with open_base(str(write(base(*east, one, person("else", "Olga Bilova", "ua"))))) as found:
        assert found.party(german).id == "one"
        assert found.party(f"Iwan {german}").id == found.party(f"{german} Iwan").id == "one"
    with open_base(str(write(base(*east, one, other)))) as found:
        assert found.party(german).id == "other"  # who is spelled so comes first
    west = write(base(*east, person("one", f"Ivan {english}", "fr")))
    with open_base(str(west)) as found, pytest.raises(QuestionError, match="no party is called"):
        found.party(german)  # German spells no French names anew


# Of persons who are not in the bundled base, among them such as sound like some who are.
STRANGERS = (
    "Weber, Wang Yi, Wagner, Walz, Scholz, Schröder, Olaf Scholz, Schmidt, Watson, Wilson, Winter"
    ", Jung, Jacobs, Johnson, Jansen, Zimmer, Zapatero, Ziegler, Schwarz, Sanchez, Pedro Sánchez"
    ", Chirac, Chavez, Macron, Starmer, Sunak, Modi, Jaishankar, Trudeau, Carney, Meloni, Kishida"
    ", Takaichi, Marcos, Lula, Milei, Petro, Boric, Widodo, Weidel, Warner, Wolf, Jordan, Schulz"
    ", Asad, Alizade, Alijewa, Mamedow, Abbas, Raissi Schah, Ruhani Ali, Putins, Wladimir"
)


def test_strangers_are_nobody() -> None:
    with open_base("bundled") as found:
        for name in STRANGERS.split(", "):
            try:
                who = found.party(name)
            except QuestionError:
                continue
            assert who.kind != "person", (name, who.id)


@pytest.mark.parametrize(
    ("declared", "typed"),
    [
        ("ALIYEV Ilham", "Aliyev, ALIYEV, Ilham Aliyev, aliyev ilham, Алиев"),
        ("Ursula VON DER LEYEN", "von der Leyen, Ursula von der Leyen"),
        ("Orbán Viktor", "Orban Viktor, Viktor Orban, ORBÁN Viktor"),
    ],
)
def test_the_family_name_stands_first_or_in_capitals(
    declared: str, typed: str, write: Write
) -> None:
    with open_base(str(write(base(person("it", declared))))) as found:
        for name in typed.split(", "):
            assert found.party(name).id == "it", name
        for given in ("Ilham", "Ursula"):
            with pytest.raises(QuestionError):
                found.party(given)


SHORT = base(
    source(),
    party("cn", name="China", iso="CN"),
    party("no", name="Norway", iso="NO"),
    person("li-wei", "Li Wei", "cn"),
    person("li-qiang", "Li Qiang", "cn"),
    person("ma-kai", "Ma Kai", "cn"),
    person("jon-by", "Jon By", "no"),
    person("ali-can", "Ali Can"),
    person("ann", "Ann Who"),
    person("va", "Va"),
)


@pytest.mark.parametrize("declared", ["", "LI MA BY CA"])
@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("Li", ["li-qiang", "li-wei", "liechtenstein"]),
        ("Ma", ["ma-kai", "morocco"]),
        ("By", ["belarus", "jon-by"]),
        ("Can", ["ali-can", "canada"]),
        ("Who", ["ann", "world-health-organization"]),
    ],
)
def test_a_family_name_that_is_a_code_in_mixed_case_is_asked_back(
    typed: str, expected: list[str], declared: str, write: Write
) -> None:
    """It is asked back also where the base does not declare the country of that code."""
    names = {"LI": "Liechtenstein", "MA": "Morocco", "BY": "Belarus", "CA": "Canada"}
    countries = (party(names[c].lower(), name=names[c], iso=c) for c in declared.split())
    with open_base(str(write(SHORT + "".join(countries)))) as found:
        with pytest.raises(QuestionError) as raised:
            found.party(typed)
        assert sorted(raised.value.candidates) == expected
        for code in (typed.upper(), typed.lower()):
            assert found.party(code).kind != "person"


@pytest.mark.parametrize(
    ("typed", "id_"),
    [("Li Wei", "li-wei"), ("Wei Li", "li-wei"), ("Va", "va"), ("De", "germany"), ("No", "no")],
)
def test_other_words_of_two_letters_mean_what_they_did(typed: str, id_: str, write: Write) -> None:
    with open_base(str(write(SHORT))) as found:
        assert found.party(typed).id == id_


@pytest.mark.parametrize("declared", ["Martin Luther King, Jr.", "Martin Luther King III"])
def test_junior_is_no_family_name(declared: str, write: Write) -> None:
    with open_base(str(write(base(person("it", declared))))) as found:
        for typed in ("King", "Martin King", "Martin Luther King", declared, "Кинг"):
            assert found.party(typed).id == "it", typed
        for addition in ("Jr.", "Jr", "III"):
            with pytest.raises(QuestionError, match="no party is called"):
                found.party(addition)


@pytest.mark.parametrize("name", ["Jordan", "Иордания", "Jordanien"])
def test_a_country_comes_before_a_person_even_if_the_base_lacks_it(name: str, opened: Base) -> None:
    assert opened.party(name).iso == "JO"


@pytest.mark.parametrize(
    ("one", "other"),
    [pair.split("/") for pair in "Li/Ly May/Mai Zhang/Zang Jang/Yang Khan/Han Leyen/Len".split()],
)
def test_names_that_only_look_alike_are_two(one: str, other: str) -> None:
    assert keys(one)
    assert keys(one).isdisjoint(keys(other))


def test_searches_take_names_of_persons_in_any_spelling(opened: Base) -> None:
    for text in ("Алиев", "Ильхам Алиев visits", "Тоқаев", "state -Лавров"):
        assert [fact.id for fact, _ in opened.search(Query(text=text)).hits] == ["visit"], text
    assert opened.search(Query(text="state -Токаев")).hits == []


def test_without_the_library_names_of_other_scripts_are_found_as_written(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "anyascii", None)
    with open_base(str(write(BASE))) as found:
        assert found.party("윤석열").id == "yoon"
        assert found.party("Միրզոյան Արարատ").id == "mirzoyan"
        assert found.party("Лавров").id == "lavrov"


def test_a_renewed_index_has_the_names_of_persons_as_a_new_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "claims.toml").write_text(BASE, encoding="utf-8")
    added = tmp_path / "more.toml"
    for name, status in (("Nikol Pashinyan", 1), ("Nikol Someone", 2), ("Nikol Pashinian", 1)):
        added.write_text(base(person("pm", name)), encoding="utf-8")
        assert app.run(["timeline", "Никол Пашинян", "-f", str(tmp_path)]) == status
    capsys.readouterr()
