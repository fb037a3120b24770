"""Names in regions, in a country's own languages and in other bodies' ones, and of groups."""

from __future__ import annotations

import re

import pytest
from babel import localedata

from dipfacts.countries import related_words
from dipfacts.countries.wording import known_as
from name_sources import cldr, slips

# ------------------------------------------------------------------------------ regions


@pytest.mark.parametrize(
    ("code", "names"),
    [
        ("UZ", "Usbequistão"),
        ("DK", "دنمارک"),
        ("KP", "کوریای شمالی"),
        ("AZ", "亞塞拜疆"),
        ("VA", "Cité du Vatican"),
        ("CV", "Kapverden"),
        ("RU", "Расея"),
        ("GY", "圭亞那"),  # though French Guiana is 法屬圭亞那 in Hong Kong
        ("GN GQ GW PG", "گینیا|Гвінэя"),  # as in every language
        ("MF SX", "Сэн-Мартэн"),
    ],
)
def test_a_name_of_a_region_is_known(code: str, names: str) -> None:
    assert [" ".join(sorted(known_as(it))) for it in names.split("|")] == [code] * len(
        names.split("|")
    )


def test_no_name_of_a_region_is_another_country() -> None:
    asked = 0
    for locale in localedata.locale_identifiers():
        is_language = re.fullmatch(r"[a-z]+(_[A-Z][a-z]{3})?", locale)
        for code, name in localedata.load(locale, False).get("territories", {}).items():
            is_slip = slips.is_slip(slips.CLDR, locale, code, name)
            if not is_language and code in cldr.codes() and not is_slip:
                assert code in known_as(name), (locale, code, name)
                asked += 1
    assert asked > 700


# ------------------------------------------------------------------------------- groups


@pytest.mark.parametrize(
    ("id_", "names"),
    [
        ("organization-of-african-unity", "OUA|oua"),
        ("organization-of-american-states", "OEA"),
        ("organisation-of-islamic-cooperation", "OCI"),
        ("iaea", "OIEA|МАГАТЕ|МАГАТЭ"),
        ("international-labour-organization", "OIT"),
        ("gulf-cooperation-council", "CCG|海合会"),
        ("g7", "Группа семи"),
        ("g20", "Группа двадцати"),
        ("european-communities", "欧共体"),
        ("un-security-council", "安理会"),
        ("european-union", "European Union - 27 countries (from 2020)"),
        ("eu28", "European Union - 28 countries (2013-2020)"),
        ("euro-area", "Euro area – 20 countries (from 2023)|Euro area - 19 countries (2015-2022)"),
        ("oecd", "OECD - Total"),
    ],
)
def test_a_group_is_known_in_its_other_languages_and_by_labels(id_: str, names: str) -> None:
    assert [known_as(it) for it in names.split("|")] == [[id_]] * len(names.split("|"))


@pytest.mark.parametrize("name", ["European Union - 27 countries (2007-2013)", "CEE"])
def test_a_group_of_others_is_not_taken_for_one(name: str) -> None:
    """The first had the United Kingdom; the second is a region in English."""
    assert known_as(name) == []


# --------------------------------------------------- names of one's own, and former states


@pytest.mark.parametrize(
    ("code", "names"),
    [
        *(("AL", "Shqipëria"), ("KG", "Кыргыз Республикасы"), ("IE", "Poblacht na hÉireann")),
        *(("TZ", "Jamhuri ya Muungano wa Tanzania"), ("ZA", "Afrika Dzonga|Ningizimu Afrika")),
        *(("VN", "Cộng hòa xã hội chủ nghĩa Việt Nam"), ("CH", "Confederaziun svizra")),
        *(("CD", "RD Congo|RDC"), ("MU", "Île Maurice"), ("KR", "Republik Korea")),
        *(("GB", "Zjednoczone Królestwo|Сполучене Королівство"), ("AE", "ОАЕ"), ("ZA", "ПАР")),
        *(("RU", "Federazione russa|فدراسیون روسیه|РСФСР"), ("KR", "Repubblica di Corea")),
        *(("GG", "Bailiwick of Guernsey"), ("JE", "Jersey, Bailiwick of|Bailiwick of Jersey")),
        *(("CC", "Territory of the Cocos (Keeling) Islands"), ("BN", "Nation of Brunei")),
        ("EH", "Western Sahara, non-self-governing territory"),
        ("HK", "China - Hong Kong (Special Administrative Region)"),
        ("HK", "Hong Kong Special Administrative Region, People's Republic of China"),
        ("SH", "St. Helena, Asc., Trist. da Cunha"),
        ("DD", "RDA|République démocratique allemande|Repubblica Democratica Tedesca"),
        ("DE", "RFA|西ドイツ|西德|서독|Westdeutschland"),
        *(("VN", "Nordvietnam"), ("YU", "Yugoslav SFR"), ("YD", "Yemen: Former Democratic Yemen")),
    ],
)
def test_a_name_of_one_s_own_or_of_a_former_state_is_known(code: str, names: str) -> None:
    assert [known_as(it) for it in names.split("|")] == [[code]] * len(names.split("|"))


@pytest.mark.parametrize(
    ("code", "name"),
    [
        *(("GB", "انگلیس"), ("TZ", "U.R. of Tanzania: Mainland")),
        *(("PS", "Palestine/West Bank"), ("PS", "Palestine/Gaza")),
    ],
)
def test_a_label_of_a_part_is_not_the_whole(code: str, name: str) -> None:
    assert (known_as(name), related_words.wholes_of(name)) == ([], [code])


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        *((name, ["US"]) for name in ("los Estados Unidos", "die USA", "Gli Stati Uniti")),
        *((name, ["FR"]) for name in ("la République française", "La Francia", "l’França")),
        *((name, ["NL"]) for name in ("die Niederlande", "i Paesi Bassi", "els Països Baixos")),
        *((name, ["european-union"]) for name in ("l'UE", "die EU", "la Unión Europea")),
        ("het Koninkrijk der Nederlanden", ["NL"]),
        ("la Guinée", ["GN", "GQ", "GW", "PG"]),
        ("El Salvador", ["SV"]),
        *((name, []) for name in ("de IT", "as us", "il 380", "los Angeles", "la Paz", "o")),
        *((name, ["MV"]) for name in ("LAS MALDIVAS", "Maldivas, Las", "LES MALDIVES")),
        *((name, ["JP"]) for name in ("IL GIAPPONE", "EL JAPÓN", "Japon, Le", "JAPAN, HET")),
        *((name, ["AT"]) for name in ("L'AUTRICHE", "Autriche, L'", "Autriche, L’")),
        # capitals, or none, make a code of what is an article as names are written
        *((name, []) for name in ("LAS Maldivas", "DE USA", "AS US", "IL China", "China, IL")),
        *((name, []) for name in ("japan, de", "China, las", "DIE IT", "IT, die")),
    ],
)
def test_an_article_before_a_name_is_ignored_as_the_is(name: str, codes: list[str]) -> None:
    assert known_as(name) == codes


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        *((name, ["CD"]) for name in ("Congo, République démocratique du", "CONGO D. REP.")),
        *((name, ["CG"]) for name in ("Congo, République du", "Конго, Республика")),
        *((name, ["KR"]) for name in ("Корея, Республика", "Corea, Repubblica di", "KOREA RP")),
        *((name, ["KP"]) for name in ("Corea, República Popular Democrática de", "KOREA DP RP")),
        ("Танзания, Объединенная Республика", ["TZ"]),
        ("China, República Popular de", ["CN"]),
        ("Jordan, Israel", []),
    ],
)
def test_a_name_is_read_with_what_stands_behind_its_comma_before_it(
    name: str, codes: list[str]
) -> None:
    assert known_as(name) == codes


@pytest.mark.parametrize(
    ("names", "codes"),
    [
        ("Oesterreich|Oesterrike|Oestrig|Republik Oesterreich", ["AT"]),
        ("Aegypten", ["EG"]),
        ("Suedafrika", ["ZA"]),
        ("Daenemark", ["DK"]),
        ("Aaland", ["AX"]),
        ("Israel", ["IL"]),
        ("Nikaragua|Nikaraagua", ["NI"]),
        ("Suedland|Oeland", []),
        ("U S A", ["US"]),
        ("U K", ["GB"]),
        ("M X|N G A N", []),  # codes, with a blank in them
        ("Nippon", ["JP"]),
        ("Sakartvelo", ["GE"]),
        ("Hayastan", ["AM"]),
        ("Zhongguo", ["CN"]),
        ("Gjermania", ["DE"]),
        ("韓國|남조선", ["KR"]),
        ("북조선|República Democrática Popular da Coreia", ["KP"]),
        ("Корея, Народно-Демократическая Республика", ["KP"]),
    ],
)
def test_a_name_in_ascii_or_of_the_country_itself_is_known(names: str, codes: list[str]) -> None:
    assert {name: known_as(name) for name in names.split("|")} == dict.fromkeys(
        names.split("|"), codes
    )
