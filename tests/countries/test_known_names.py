"""Names that a base need not declare: in any wording; organisations; who was when."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import names as benchmark
import pytest

import make_adjectives
import make_capitals
import make_names
from dipfacts.cli.app import run
from dipfacts.countries import country_names, exact_names, related_words, tables, wording
from dipfacts.countries.wording import known_as
from dipfacts.errors import QuestionError
from dipfacts.model.periods.period import Period
from dipfacts.model.shared_names import Name
from dipfacts.query.base import Base, open_base
from name_sources import iso_codes, organisations, slips
from support import factbase
from support.factbase import base


@pytest.fixture
def small(tmp_path: Path) -> Iterator[Base]:
    """A base of one country and one bloc."""
    file = tmp_path / "facts.toml"
    bloc = factbase.party("eaeu", kind="bloc", name="Eurasian Economic Union")
    file.write_text(base(factbase.party("japan", iso="JP"), bloc), encoding="utf-8")
    with open_base(str(file)) as opened:
        yield opened


def refusal(base: Base, name: str) -> str:
    with pytest.raises(QuestionError) as caught:
        base.party(name)
    return caught.value.message


WORDINGS = {
    "AG": "Antigua & Barbuda|Antigua and Barb.",
    "AU": "호주",
    "BN": "Brunei Dar.",
    "BS": "Bahamas, The|البهاما",
    "CD": "Dem. Rep. of the Congo|Congo, Dem. Rep. of|Congo, D.R. of the",
    "CF": "Centrafrique|中央アフリカ",
    "CG": "Rep. of the Congo|Congo, Rep. of the",
    "CH": "Confédération suisse",
    "CN": "China, P.R.: Mainland|People's Rep. of China|República Popular de China",
    "DE": "Germany (Prussia)|Germany, Fed. Rep. of",
    "FM": "Micronesia, Fed. Sts.|FS Micronesia",
    "HK": "China, Hong Kong SAR|Hong Kong SAR, China|Hong Kong, China|中国香港",
    "HU": "المجر",
    "IN": "हिन्दुस्तान|हिंदुस्तान",
    "KN": "St. Kitts & Nevis",
    "KP": "Korea, Dem. People's Rep. of|Dem. People's Rep. of Korea",
    "KR": "Rep. of Korea|Korea, Rep. of",
    "LA": "Lao People's Dem. Rep.|Lao P.D.R.",
    "MD": "Rep. of Moldova|Moldova, Republic of",
    "MH": "Marshall Isds",
    "MK": "TFYR of Macedonia|Macedonia, FYR",
    "MM": "Myanmar (Burma)",
    "MO": "中国澳门",
    "MP": "N. Mariana Isds",
    "MV": "المالديف",
    "NO": "Reino de Noruega",
    "PS": "West Bank and Gaza",
    "RW": "卢旺达共和国|Rwanda Respublikasi",
    "SA": "사우디",
    "ST": "Sao Tome & Prin.",
    "TT": "Trinidad & Tob.",
    "TZ": "United Rep. of Tanzania|Tanzania, United Rep.",
    "VA": "バチカン|Heiliger Stuhl",
    "VC": "St. Vincent & the Grenadines|St. Vincent & the Gren.|St. Vinc. & Gren.",
    "VI": "US Virgin Isds",
    "VG": "Br. Virgin Isds",
    "XK": "Republic of Kosovo",
    "KE": "Jamhuri ya Kenya",
    "ZA": "Rep. of South Africa|남아공",
    "north-yemen": "North Yemen|Yemen Arab Rep.|Северный Йемен",
    "south-vietnam": "Rep. of Vietnam|Südvietnam",
    "SU": "Fmr USSR|USSR",
}


@pytest.mark.parametrize(
    ("code", "name"),
    [(code, name) for code, names in WORDINGS.items() for name in names.split("|")],
)
def test_names_as_tables_write_them(code: str, name: str) -> None:
    assert known_as(name) == [code]


def test_what_providers_call_countries_is_known() -> None:
    """Bonaire is one of three islands."""
    text = benchmark.SPELLINGS.read_text(encoding="utf-8")
    names = [line.split("\t")[2] for line in text.splitlines()[1:]]
    assert [name for name in names if not known_as(name)] == ["Bonaire"]


@pytest.mark.parametrize(
    "name",
    [
        *(
            "Dominika Respublikasi",
            "Republic of Germany",
            "Republic of Nowhere",
        ),
        "Southern Africa",  # a region
        *("China and Taiwan", "Hong Kong & China", "China/Macao", "China-Hong-Kong"),  # two
        *(
            "US and Virgin Islands",
            "Germany/France",
            "Rhodesia (now Zambia)",
        ),
        *("Ireland (Northern)", "Georgia (US state)", "Cyprus (North)", "Guyana (French)"),
        *("India (British)", "Mongolia (Inner)", "Macedonia (Greek region)", "Mexico (New)"),
        *("UK (excluding Northern Ireland)", "Ukraine (without Crimea)"),
        *("CIS (excl. Russia)", "EU (without Germany)", "OECD (excluding USA)"),
        *("EU (12)", "EU (14)", "EU (12 countries)", "EFTA (2 countries)", "GCC (4 members)"),
        *("EU (27, excl. Germany)", "EU (27 excl. Germany)", "EU (27; without Italy)"),
        *("UE (27, hors Allemagne)", "EU (27, außer Malta)", "UE (27, excepto España)"),
        *("ASEAN (10, excl. Brunei)", "Euro area (19 countries, excl. Germany)"),
        *("Malaysia (excl. Sabah)", "France (incl. Monaco)", "Denmark (excl. Greenland)"),
        *("Wešttimor", "Laçın", "Полинезия"),
        *("VS", "EUA", "S.A.", "R.-U.", "A.Z.", "abs", "EÜ", "Republic", "The", "Rep.", ""),
    ],
)
def test_what_may_be_another_or_no_name_is_not_taken_for_one(name: str) -> None:
    assert known_as(name) == []


@pytest.mark.parametrize(
    ("name", "meant"),
    [
        *((name, ["european-union"]) for name in ("EU", "eu", "E.U.", "EU27", "欧盟", "ЕС")),
        *((name, ["united-nations"]) for name in ("UN", "ООН", "संयुक्त राष्ट्र", "U.N.")),
        *((name, ["AE"]) for name in ("UAE", "U.A.E.", "ОАЭ")),
        *((name, ["GB"]) for name in ("UK", "U.K.", "uk")),
        *((name, ["US"]) for name in ("U.S.", "USA", "ABŞ", "abş", "É.-U.", "США", "Mỹ")),
        ("CIS", ["commonwealth-of-independent-states"]),
        ("AU", ["AU", "african-union"]),
        ("au", ["AU"]),
        ("GUAM", ["GU", "guam-organization"]),
        ("Guam", ["GU"]),
        ("guam", ["GU"]),
        ("OPEC", ["opec"]),
        ("OPEC+", ["opec-plus"]),
        ("Russia (Soviet Union)", ["RU", "SU"]),
        ("Taiwan, China", ["TW"]),
        ("Korea/South", ["KR"]),
        ("Trinidad/Tobago", ["TT"]),
        ("Germany (East)", ["DD"]),
        ("Irán (República Islámica del)", ["IR"]),
        *(("États-Unis d'Amérique (les)", ["US"]), ("Algérie (l')", ["DZ"]), ("Perú (el)", ["PE"])),
        *(
            (name, ["CSXX"])
            for name in ("Fmr Serbia and Montenegro", "Serbia & Montenegro (former)")
        ),
        *(("Türkiye (formerly Turkey)", ["TR"]), ("Myanmar (ex-Burma)", ["MM"])),
        *(
            ("Nigéria (República)", ["NG"]),
            ("Pakistan (East)", ["BD"]),
            ("Honduras (British)", ["BZ"]),
        ),
        *(("Israel (Provisional Government)", ["IL"]), ("Macau, China (SAR)", ["MO"])),
        *(("Micronesia (country)", ["FM"]), ("Kosovo (UNSCR 1244/99)", ["XK"])),
        *(("Netherlands (the)", ["NL"]), ("Denmark (since 1985)", ["DK"])),
        ("Denmark (as of 1985)", ["DK"]),
        *((f"Serbia ({some} Kosovo)", ["RS"]) for some in ("without", "excl.", "Excluding")),
        *(("Ethiopia (excludes Eritrea)", ["ET"]), ("Sudan (excl. South Sudan)", ["SD"])),
        ("China (excluding Taiwan)", ["CN"]),
        *(("EU (27)", ["european-union"]), ("ASEAN (10)", ["asean"]), ("G7 (1)", ["g7"])),
        *(("Euro area (19 countries)", ["euro-area"]), ("EU (2004)", ["european-union"])),
        # its members are not known, and so not their number
        *(("Arab League (22)", ["arab-league"]), ("G20 (20)", ["g20"])),
        ("المالديف", ["MV"]),  # not Moldova
        *((name, ["european-union"]) for name in ("欧洲联盟", "歐洲聯盟")),
        *((name, ["united-nations"]) for name in ("国連", "유엔")),
        *((name, ["asean"]) for name in ("아세안", "アセアン")),
        *((name, ["nato"]) for name in ("नाटो", "الناتو")),
        *((n, ["world-trade-organization"]) for n in ("세계무역기구", "منظمة التجارة العالمية")),
        *((n, ["world-health-organization"]) for n in ("世界保健機関", "세계 보건 기구")),
    ],
)
def test_short_names_and_acronyms(name: str, meant: list[str]) -> None:
    assert known_as(name) == meant


@pytest.mark.parametrize(
    ("codes", "names"),
    [
        ("DO", "Доминикана|Домінікана|Dominicana|多明尼加|多米尼加|الدومينيكان|دومینیکن|โดมินิกัน"),
        ("DM", "Dominica|Доминика|Dominika|多米尼克|โดมินิกา"),
        ("DM DO", "ドミニカ|도미니카|Dominik|Dominican"),
        ("GF GY", "Gviana|Gujana|Гвајана|기아나|圭亚那"),
        ("GY", "Guyana|Гайана"),
        ("KP KR", "朝鮮|Кореа|Korea"),
        ("MF SX", "圣马丁|聖馬丁|سان مارتن|セント・マーチン"),
        ("VG VI", "バージン諸島|หมู่เกาะเวอร์จิน|Virgin Is."),
        ("SD SS", "Sudani|Szudán|ซูดาน"),
        ("SS", "S. Sudan|S Sudan|So. Sudan"),
        ("SD", "N. Sudan"),
        ("MK", "Македонија|馬其頓|مقدونيا|Maqedonia"),
        ("CN TW", "Republik China|República de China|جمهورية الصين"),
        ("TW", "中华民国|中華民國|Republic of China"),
        ("CD", "ДРК|Заир|扎伊尔"),
        ("EG SY", "United Arab Republic|Utd. Arab Rep."),
    ],
)
def test_names_that_are_near_to_those_of_another(codes: str, names: str) -> None:
    for name in names.split("|"):
        assert sorted(known_as(name)) == codes.split(), name


@pytest.mark.parametrize(
    ("code", "name"),
    [
        *(("TH", "ประเทศไทย"), ("DE", "ประเทศเยอรมนี"), ("NO", "nchi ya Norwe")),
        *(("MO", "Macau SAR"), ("BA", "Bosnia and Herz."), ("SJ", "Svalbard & Jan Mayen Is.")),
        *(("FI", "country of Finland"), ("european-union", "UE"), ("OM", "کشور عمان")),
        ("european-union", "Avropa İttifaqı"),
    ],
)
def test_a_word_for_country_or_a_word_shortened(code: str, name: str) -> None:
    assert known_as(name) == [code]


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        *((name, "united-kingdom (GB)") for name in ("Scotland", "Уэльс", "n. ireland")),
        *((name, "united-kingdom (GB)") for name in ("England", "Inghilterra", "İngiltərə")),
        *((name, "germany (DE)") for name in ("Prussia", "Preußen", "kingdom of prussia")),
        *(("Tobago", "trinidad-tobago (TT)"), ("Svalbard", "svalbard-jan-mayen (SJ)")),
        *((name, "indonesia (ID)") for name in ("West Timor", "West Papua", "Timor (West Timor)")),
        *(("State of Georgia", "united-states (US)"), ("State of Mexico", "mexico (MX)")),
        *(
            (name, "bosnia-herzegovina (BA)")
            for name in ("Federation of Bosnia & Herzegovina", "Republika Srpska")
        ),
        *(
            ("UK (Scotland)", "united-kingdom (GB)"),
            ("Norway (Svalbard)", "svalbard-jan-mayen (SJ)"),
        ),
    ],
)
def test_a_part_is_not_taken_for_the_whole(small: Base, name: str, whole: str) -> None:
    id_, code = whole.split()
    assert known_as(name) == []
    assert refusal(small, name) == f'"{name}" may be "{id_}" {code} or only a part of it'
    assert small.party(id_).iso == code.strip("()")


def test_a_part_of_one_of_two_is_asked_back_with_both(small: Base) -> None:
    """Papua is a part of Indonesia, and Papua New Guinea in many languages."""
    assert known_as("Papua") == []
    both = '"indonesia" (ID) or "papua-new-guinea" (PG)'
    assert refusal(small, "Papua") == f'"Papua" may be {both} or only a part of one of them'
    with pytest.raises(QuestionError) as caught:
        small.party("papua")
    assert caught.value.hint == "ask by one of these ids for the whole"


def test_a_part_that_a_base_declares_is_meant(tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    wales = factbase.party("cymru", kind="territory", name="Wales")
    file.write_text(base(factbase.party("uk", iso="GB"), wales), encoding="utf-8")
    with open_base(str(file)) as opened:
        assert opened.party("wales").id == "cymru"
        assert opened.party("Great Britain").id == "uk"
        assert refusal(opened, "Northern Ireland").startswith('"Northern Ireland" may be "uk" (GB)')


def test_no_table_has_a_name_that_another_has_for_others() -> None:
    known: dict[str, set[str]] = {}
    learned = tables.read("learned_names.tsv").decode().split("\n")
    for file, found in (
        ("cldr", iso_codes.all_names()),
        ("iso", iso_codes.all_names(make_names.ISO_NAMES)),
        ("learned", [tables.parsed(line) for line in learned if line.count("\t") == 3]),
    ):
        names = [(name.form, name.code) for name in found]
        before = {form: {*codes} for form, codes in known.items()}
        for form, code in names:
            assert code in before.get(form, {code}), (file, form, code, before[form])
            known.setdefault(form, set()).add(code)


def test_the_tables_know_no_part_by_the_code_of_its_whole() -> None:
    for line in tables.read("parts.tsv").decode().splitlines()[1:]:
        wholes, names = line.split("\t")
        for name in names.split("|"):
            assert related_words.wholes_of(name) == wholes.split()
            assert known_as(name) == [], name


def test_the_slips_of_registers_are_no_names() -> None:
    for (language, code, name), why in {**slips.CLDR, **slips.ISO_CODES}.items():
        assert why
        if name != "*" and code != "UN":
            assert code not in known_as(name), (language, name)


@pytest.mark.parametrize("id_", organisations.listed())
def test_an_organisation_is_known_by_each_of_its_names(id_: str, small: Base) -> None:
    kind, english, others = organisations.listed()[id_]
    party = small.party(id_) if id_ != "eurasian-economic-union" else small.party("eaeu")
    assert party.kind == kind
    assert party.name == (english[0] if party.id == id_ else "Eurasian Economic Union")
    shared = {"AU", "CEI", "EC", "GUAM", "NAM", "IDB", "UMA", "ГУАМ"}
    for name in [*english, *others]:
        if name in shared:
            assert " may be " in refusal(small, name)
        else:
            assert small.party(name).id == party.id, name


def test_republics_are_known_by_their_official_names_where_another_has_the_words_too() -> None:
    names = {
        "CG": "Республика Конго|Republik Kongo|Republika Kongo|جمهورية الكونغو|Konqo Respublikası",
        "CD": "Демократическая Республика Конго|Konqo Demokratik Respublikası",
        "KR": "Koreya Respublikası",
    }
    for code, text in names.items():
        assert {name: known_as(name) for name in text.split("|") if known_as(name) != [code]} == {}
    assert known_as("Конго") == known_as("Kongo") == ["CD", "CG"]


@pytest.mark.parametrize(
    ("one", "names", "other"),
    [
        ("g8", "G8|g8|G-8|Group of Eight|Большая восьмёрка", "g7"),
        ("trans-pacific-partnership", "TPP|tpp|T.P.P.|Trans-Pacific Partnership", "cptpp"),
    ],
)
def test_a_body_of_other_members_is_another_body(one: str, names: str, other: str) -> None:
    """Russia was in the G8 and never in the G7; the United States signed the TPP alone."""
    assert [known_as(name) for name in names.split("|")] == [[one]] * len(names.split("|"))
    assert known_as(other.upper()) == [other]


@pytest.mark.parametrize(
    ("id_", "name"),
    [
        ("osce", "Organisation for Security and Co-operation in Europe"),
        ("opcw", "Organization for the Prohibition of Chemical Weapons"),
        ("international-labour-organization", "International Labor Organisation"),
        ("fao", "Food and Agriculture Organisation"),
        ("black-sea-economic-cooperation", "Organisation of Black Sea Economic Co-operation"),
        ("european-council", "European Council"),
        ("council-of-europe", "Council of Europe"),
    ],
)
def test_organisations_are_known_in_british_and_american_spelling(id_: str, name: str) -> None:
    assert known_as(name) == [id_]


def test_a_declared_organisation_is_found_by_names_that_it_does_not_declare(small: Base) -> None:
    for name in (
        "EAEU",
        "EEU",
        "ЕАЭС",
        "Евразийский экономический союз",
        "Avrasiya İqtisadi İttifaqı",
    ):
        assert small.party(name).id == "eaeu"


def test_territories_are_known_as_what_they_are(small: Base) -> None:
    for name in ("Greenland", "HK", "Puerto Rico", "Faeroe Isds"):
        assert small.party(name).kind == "territory"
    for name in ("Kosovo", "Taiwan", "Palestine", "Malta", "Zanzibar"):
        assert small.party(name).kind == "country"


def test_claims_may_name_what_no_table_declares(tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    claim = factbase.relation("r", parties=["eu", "greenland", "north-yemen"], period="2011")
    file.write_text(base(factbase.source(), claim), encoding="utf-8")
    with open_base(str(file)) as opened:
        assert opened.claim("r").claim.parties == ("european-union", "greenland", "north-yemen")
        assert [opened.party(name).kind for name in ("EU", "GL")] == ["bloc", "territory"]


# --------------------------------------------------------------------------- who was when


@pytest.mark.parametrize(
    ("name", "when", "meant"),
    [
        ("Sudan", "2005", "SD"),
        ("Sudan", "2015", "SD SS"),
        ("Guinea", "1965", "GN"),
        ("Germany", "1950", "DE DD"),
        ("Deutschland", "1950", "DE DD"),
        ("Germany", "1995", "DE"),
        ("Germany", "1980/1999", "DE"),
        ("germany", "1950", "DE"),
        ("DE", "1950", "DE"),
        ("West Germany", "1950", "DE"),
        ("Yemen", "1980", "YD north-yemen"),
        ("Yemen", "2000", "YE"),
        ("Viet Nam", "1960", "VN south-vietnam"),
    ],
)
def test_the_time_asked_about_tells_states_apart(
    name: str, when: str, meant: str, small: Base
) -> None:
    period = Period.parse(when)
    during = (period.start_day or 0, period.end_day or 0)
    if " " in meant:
        with pytest.raises(QuestionError) as caught:
            small.party(name, during)
        assert all(
            f'"{country_names.id_of(code)}"' in caught.value.message for code in meant.split()
        )
        assert caught.value.message.count('"') == 2 + 2 * len(meant.split())
    else:
        assert small.party(name, during).iso == meant


def test_a_slip_in_a_name_of_several_suggests_each_by_its_id(tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    sudans = factbase.party("sd", iso="SD", name="Sudan"), factbase.party("ss", iso="SS")
    file.write_text(base(*sudans), encoding="utf-8")
    with open_base(str(file)) as opened, pytest.raises(QuestionError) as caught:
        opened.party("Sudsn")
    assert caught.value.hint == 'did you mean "sd" or "ss"?'


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Korean", 'did you mean "north-korea" or "sk"?'),
        ("south korean", 'did you mean "sk"?'),
        ("the French", 'did you mean "france"?'),  # nor the colonies that begin so
        ("Guinean", 'did you mean "guinea"?'),
        ("Congolese", 'did you mean "congo-kinshasa" or "congo-brazzaville"?'),
        ("Welsh", 'did you mean "united-kingdom"?'),
    ],
)
def test_an_adjective_suggests_its_countries_alone(typed: str, hint: str, tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    declared = factbase.party("jordan", iso="JO"), factbase.party("sk", iso="KR")
    colony = factbase.party("french-guinea", kind="organisation", name="French Guinea")
    file.write_text(base(*declared, colony), encoding="utf-8")
    with open_base(str(file)) as opened, pytest.raises(QuestionError) as caught:
        opened.party(typed)
    assert caught.value.hint == hint


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Democratic Kampuchea", "KH"),
        ("Muscat & Oman", "OM"),
        ("St. Christopher and Nevis", "KN"),
        ("People's Republic of the Congo", "CG"),
        ("Byelorussian SSR", "BY"),
        ("North Viet Nam", "VN"),
        ("D.R.C.", "CD"),
        ("w.t.o.", "world-trade-organization"),
        ("State Union of Serbia and Montenegro", "CSXX"),
        ("Czech and Slovak Federal Republic", "CS"),
        ("ČSSR", "CS"),
        ("SFR Yugoslavia", "YU"),
        ("SFRJ", "YU"),
        ("Верхняя Вольта", "BF"),
        ("Персия", "IR"),
        ("버마", "MM"),
        ("British Hong Kong", "HK"),
        ("Taiwan, Republic of China", "TW"),
        ("Turks & Caicos", "TC"),
        ("Northern Marianas", "MP"),
    ],
)
def test_former_names_and_acronyms_with_points_are_names(name: str, code: str) -> None:
    assert known_as(name) == [code]


@pytest.mark.parametrize(
    ("name", "code"),
    [
        *(("پاكستان", "PK"), ("ايتاليا", "IT"), ("ازبكستان", "UZ")),  # Persian, in Arabic letters
        *(("سورية", "SY"), ("سوريه", "SY"), ("سوریہ", "SY")),
        *(("मोज़ाम्बिक", "MZ"), ("मोजाम्बिक", "MZ"), ("कतर", "QA"), ("क़तर", "QA")),
        ("دومينيكا", "DM"),  # in Uyghur letters the Dominican Republic might be called so
    ],
)
def test_a_name_is_found_in_the_letters_of_another_keyboard(name: str, code: str) -> None:
    assert known_as(name) == [code]


def test_adjectives_are_those_of_the_factbook_and_no_names() -> None:
    assert make_adjectives.TABLE.read_text("utf-8") == make_adjectives.text()
    for code, adjectives in tables.rows("adjectives.tsv"):
        assert country_names.title(code) != code
        assert not any(map(known_as, adjectives.split("|")))


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("swaziland", "Swaziland has been called Eswatini since 2018."),
        ("Burma", "Burma has been called Myanmar since 1989."),
        ("Cape Verde", "Cape Verde has been called Cabo Verde since 2013."),
        ("Czech Republic", "Czech Republic has been called Czechia for short since 2016."),
        ("FYROM", "FYROM has been called North Macedonia since 2019."),
        ("Türkiye", ""),
        ("Eswatini", ""),
        ("SZ", ""),
        ("Turkey", ""),  # as the base calls it
    ],
)
def test_an_answer_says_since_when_a_state_is_called_otherwise(
    name: str, sentence: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.toml"
    turkey = factbase.party("tr", kind="country", name="Turkey", iso="TR")
    file.write_text(base(factbase.topic(), turkey), encoding="utf-8")
    assert run(["trade", name, "-f", str(file)]) == 1
    out = capsys.readouterr().out
    assert ("has been called" in out) is bool(sentence)
    assert sentence in " ".join(out.split())
    assert run(["trade", name, "-f", str(file), "--json"]) == 1
    assert json.loads(capsys.readouterr().out).get("renamings", []) == [sentence] * bool(sentence)


def test_every_renamed_state_is_found_by_both_names() -> None:
    lines = tables.read("renamings.tsv").decode().splitlines()[1:]
    assert len(lines) > 15
    with open_base("bundled") as opened:
        for code, _, now, former in (line.split("\t") for line in lines):
            for name in (now.removesuffix(" for short"), *former.split("|")):
                assert opened.party(name).iso == code, name


@pytest.mark.parametrize(("kind", "codes"), [("organisation", {}), ("territory", {"m49": ["461"]})])
def test_a_territory_without_a_code_of_iso_is_one_by_its_kind(
    kind: str, codes: dict[str, list[str]], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(base(factbase.party("daily", kind=kind, name="Sabah")), encoding="utf-8")
    assert run(["parties", "--codes", "--json", "-f", str(file)]) == 0
    assert json.loads(capsys.readouterr().out)["parties"]["daily"]["codes"] == codes
    with open_base(str(file)) as opened:
        assert opened.party("Sabah").id == "daily"


@pytest.mark.parametrize("joint", ["-", "/", " and ", " & ", "-(", ") ("])
def test_a_text_with_many_joints_is_looked_at_once(
    joint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked_up = list[str]()
    found_everywhere = exact_names.everywhere

    def counted(form: str) -> list[Name]:
        looked_up.append(form)
        return found_everywhere(form)

    for module in (exact_names, wording):
        monkeypatch.setattr(module, "everywhere", counted)
    for text in (joint.join(["abx"] * 60), joint.join(["china"] * 60)):
        assert known_as(text) == []
    assert len(looked_up) < 300


def test_capitals_are_those_of_the_factbook_and_no_names() -> None:
    assert make_capitals.TABLE.read_text("utf-8") == make_capitals.text()
    for code, capitals in tables.rows("capitals.txt"):
        assert country_names.title(code) != code
        assert not any(map(known_as, capitals.split("|")))
