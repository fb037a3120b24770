"""Codes of the lists that statistics use: what they mean and when, typed and written in a base."""

from __future__ import annotations

import csv
import json
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pytest

from dipfacts.cli.app import run
from dipfacts.countries import code_lists, country_names
from dipfacts.countries.code_lists import resolve
from dipfacts.errors import FactBaseError, QuestionError
from dipfacts.model.periods.period import Period
from dipfacts.model.shared_names import CODE_LISTS
from dipfacts.query.base import open_base
from name_sources import cldr, iso_codes
from support import factbase
from support.factbase import base
from support.opened import base_of


@pytest.mark.parametrize(
    ("code", "meant"),
    [
        *((code, ["US"]) for code in ("iso2:US", "iso3:USA", "m49:840", "m49:842", "m49:841")),
        *((code, ["US"]) for code in ("cow:2", "gw:2", "gec:US", "imf:111", "wb:USA", "wd:Q30")),
        *((code, ["AZ"]) for code in ("m49:031", "m49:31", "gec:aj", "cow:373", "imf:912")),
        *((code, ["IN"]) for code in ("m49:699", "m49:356")),
        *((code, ["FR"]) for code in ("m49:251", "m49:250")),
        *((code, ["CH"]) for code in ("m49:757", "gec:SZ", "cow:225")),
        ("m49:579", ["NO"]),
        ("m49:490", ["other-asia-nes"]),
        ("m49:0", ["world"]),
        ("m49:97", ["european-union"]),
        *((code, ["DE"]) for code in ("cow:255", "cow:260", "m49:280", "m49:276", "gec:GM")),
        *((code, ["DD"]) for code in ("cow:265", "gw:265", "m49:278", "iso3:DDR")),
        ("cow:345", ["RS", "YU", "CSXX"]),
        ("gec:CH", ["CN"]),  # not Switzerland
        *(("gw:221", ["MC"]), ("cow:221", ["MC"]), ("gw:972", ["TO"]), ("cow:955", ["TO"])),
        ("gec:AU", ["AT"]),  # not Australia
        ("gec:NI", ["NG"]),
        ("cow:678", ["north-yemen"]),
        *((f"iso3:{code}", ["XK"]) for code in ("XKX", "KOS", "KSV", "UNK", "UVK", "XKS", "XKV")),
        *((code, ["XK"]) for code in ("wb:XKX", "wb:KSV", "m49:412", "m49:383", "cow:347")),
        *(("wb:ROM", ["RO"]), ("wb:ZAR", ["CD"]), ("wb:TMP", ["TL"]), ("wb:WBG", ["PS"])),
        ("wd:Q1246", ["XK"]),
        ("gec:NL", ["NL"]),  # not Bonaire as well
        ("m49:461", ["sabah"]),
        ("m49:592", ["panama-canal-zone"]),
        *(("iso3:SCG", ["CSXX"]), ("iso3:BYS", ["BY"]), ("iso3:AFI", ["DJ"])),
        ("iso3:ROM", ["RO"]),
        *(("iso3:SKM", ["sikkim"]), ("iso3:NTZ", ["neutral-zone"]), ("iso2:NT", ["neutral-zone"])),
        ("cow:9999", []),
        ("wd:Q1", []),
        *((code, ["NL"]) for code in ("wd:Q55", "wd:Q29999")),
        *((code, ["YU"]) for code in ("wd:Q36704", "wd:Q83286", "wd:Q838261")),
        ("wd:Q267584", ["north-yemen"]),
    ],
)
def test_what_a_code_means(code: str, meant: list[str]) -> None:
    list_, _, code = code.partition(":")
    assert resolve(list_, code) == meant


def test_no_number_of_iso_is_that_of_a_sum_of_comtrade() -> None:
    """Comtrade has 492, Monaco's, for "Europe EU, nes"."""
    for code in cldr.ISO:
        numbers = [it.spelling for it in iso_codes.names_of(code) if it.spelling.isdigit()]
        assert [resolve("m49", number) for number in numbers] == [[code]] * len(numbers)
        assert numbers, code


@pytest.mark.parametrize("list_", CODE_LISTS)
def test_a_code_means_one_party_at_a_time(list_: str) -> None:
    for code, meanings in code_lists.codes_of(list_).items():
        for one, after in pairwise(meanings):
            assert one.end == after.begin, (code, meanings)
            assert one.end is not None


@pytest.mark.parametrize(
    ("code", "when", "meant"),
    [
        ("cow:345", "1900", ["RS"]),
        ("cow:345", "1980", ["YU"]),
        ("cow:345", "2005", ["CSXX"]),
        *((code, "2010", ["RS"]) for code in ("cow:345", "gw:345", "gw:340")),
        ("gw:345", "2005", ["CSXX"]),
        ("cow:345", "2003", ["YU", "CSXX"]),
        ("cow:365", "1910", ["RU"]),
        ("cow:365", "1970", ["SU"]),
        ("cow:365", "2000", ["RU"]),
        ("gw:678", "1980", ["north-yemen"]),
        ("gw:678", "2000", ["YE"]),
        ("iso2:CS", "1980", ["CS"]),
        ("iso2:CS", "2005", ["CSXX"]),
        ("iso2:CS", "1998", ["CS"]),  # it was that of nobody else
        *(("iso2:CS", when, ["CSXX"]) for when in ("2003", "200X", "2000/2003-03")),
        ("iso2:CS", "1990/2004", ["CS", "CSXX"]),
    ],
)
def test_some_codes_mean_another_party_at_another_time(
    code: str, when: str, meant: list[str]
) -> None:
    period = Period.parse(when)
    list_, _, code = code.partition(":")
    assert resolve(list_, code, (period.start_day, period.end_day)) == meant


@pytest.mark.parametrize(
    ("period", "meant"),
    [
        ("1975", "czechoslovakia"),
        *((when, "serbia-and-montenegro") for when in ("2005-03", "2003", "200X", "1998/2006")),
        *(("1990/2006", ""), ("", "")),
    ],
)
def test_a_code_of_two_states_is_of_its_time_without_a_prefix_too(period: str, meant: str) -> None:
    dated = {"period": period} if period else {}
    told = factbase.relation("r", parties=["cs", "jp"], **dated)
    if not meant:
        with pytest.raises(FactBaseError) as caught:
            base_of(factbase.source(), told)
        assert '"cs" was not one party in this period' in str(caught.value.problems[0])
        return
    with base_of(factbase.source(), told) as opened:
        assert [*opened.parties_by_id([meant])] == [meant]
        with pytest.raises(QuestionError, match='"CS" may be') as asked:
            opened.party("CS")
        assert asked.value.hint == "ask by one of these ids"
        for day, id_ in (("1992", "czechoslovakia"), ("2003-06", "serbia-and-montenegro")):
            days = Period.parse(day)
            during = (days.start_day or 0, days.end_day or 0)
            assert {opened.party(name, during).id for name in ("CS", "cs", "iso2:CS")} == {id_}


@pytest.mark.parametrize(
    ("code", "known"), [("ROM", "iso3:ROM"), ("tp", "iso2:TP"), ("891", "m49:891")]
)
def test_a_code_that_was_withdrawn_is_suggested_with_its_prefix(code: str, known: str) -> None:
    assert refusal(code) == (f'no party is called "{code}"', f'did you mean "{known}"?')
    claim = factbase.relation("r", parties=["jp", code.lower()])
    with pytest.raises(FactBaseError) as caught:
        base_of(claim)
    assert f'did you mean "{known}"?' in "".join(map(str, caught.value.problems))


def test_every_code_is_of_a_party_that_is_known() -> None:
    for list_ in CODE_LISTS:
        assert len(code_lists.codes_of(list_)) > 200
        for code, meanings in code_lists.codes_of(list_).items():
            assert code == code_lists.spelled(code)
            for meaning in meanings:
                party = country_names.party(meaning.party)
                assert party.name
                shown = code_lists.codes_of_party(party)[list_]
                assert code in map(code_lists.spelled, shown)
                assert list_ != "m49" or {*map(len, shown)} == {3}  # 031 is Azerbaijan's


def test_every_country_of_iso_has_an_item_of_wikidata() -> None:
    parties = {
        list_: {it.party for found in code_lists.codes_of(list_).values() for it in found}
        for list_ in ("iso2", "wd")
    }
    lacking = {it for it in parties["iso2"] - parties["wd"] if it.isupper()}
    assert lacking == set()


# ------------------------------------------------------------- on the command line


def refusal(name: str) -> tuple[str, str]:
    with open_base("bundled") as opened, pytest.raises(QuestionError) as caught:
        opened.party(name)
    return caught.value.message, caught.value.hint


@pytest.mark.parametrize(
    ("typed", "message", "hint"),
    [
        ("cow:9999", 'cow has no code "9999"', "cow:990 (Samoa) and cow:987 (Micronesia)"),
        ("iso2:AX9", 'iso2 has no code "AX9"', "iso2:AX (Åland Islands)"),
        ("cov:2", 'no list of codes is called "cov"', 'did you mean "cow"?'),
        ("fips:NO", 'no list of codes is called "fips"', "here it is gec: try gec:NO"),
        ("wd:39", 'wd has no code "39"', "the nearest is wd:Q39 (Switzerland)"),
        ("wd:Q458", 'wd has no code "Q458"', "dipfacts parties --codes lists the codes"),
        ("iso3:WLD", 'iso3 has no code "WLD"', "another list has it: wb:WLD (World)"),
        ("iso3:euu", 'iso3 has no code "euu"', "another list has it: wb:EUU (European Union)"),
        ("iso2:SP", 'iso2 has no code "SP"', "another list has it: gec:SP (Spain)"),
        (
            "cow:USA",
            'cow has no code "USA"',
            "other lists have it: iso3:USA (United States) and wb:USA (United States)",
        ),
        ("cow:842", 'cow has no code "842"', "the nearest are cow:42"),
        ("iso3:SCX", 'iso3 has no code "SCX"', "iso3:SCG (Serbia and Montenegro)"),
        ("iso3:QXQ", 'iso3 has no code "QXQ"', "dipfacts parties --codes lists the codes"),
        ("gec:we", "gec:WE is the West Bank, a part of the Palestinian Territories", "with scope"),
        ("gec:SV", "gec:SV is Svalbard, a part of Svalbard & Jan Mayen", "take svalbard-jan-mayen"),
        ("cow:345", '"cow:345" may be "serbia" (RS), or "serbia-and', "ask by one of these ids"),
    ],
)
def test_an_unknown_code_names_the_list_and_the_nearest(
    typed: str, message: str, hint: str
) -> None:
    told = refusal(typed)
    assert message in told[0]
    assert hint in told[1]


def test_codes_work_where_names_do(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["trade", "cow:373", "m49:643", "--json", "-f", "bundled"]) == 0
    assert json.loads(capsys.readouterr().out)["query"]["parties"] == ["azerbaijan", "russia"]
    assert run(["trade", "cow:345", "--in", "2010", "--json", "-f", "bundled"]) == 1
    assert json.loads(capsys.readouterr().out)["query"]["parties"] == ["serbia"]


def test_parties_are_listed_with_their_codes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.toml"
    parties = [factbase.party("nippon", iso="JP"), factbase.party("eu", kind="bloc")]
    parties += [factbase.party("envoy", kind="person"), factbase.party("north-yemen")]
    file.write_text(base(*parties), encoding="utf-8")
    assert run(["parties", "--codes", "-f", str(file)]) == 0
    lines = [line.split() for line in capsys.readouterr().out.splitlines()]
    assert ["Id", *CODE_LISTS] in lines
    assert ["nippon", "JP", "JPN", "392", "740", "740", "JA", "158", "JPN", "Q17"] in lines
    assert ["Without", "codes:", "1", "party"] in lines
    assert run(["parties", "--codes", "--json", "-f", str(file)]) == 0
    printed = json.loads(capsys.readouterr().out)["parties"]
    assert printed["eu"]["codes"] == {"iso2": ["EU"], "m49": ["097"], "wb": ["EUU"]}
    yemen = {"m49": ["886"], "cow": ["678"], "gw": ["678"], "wd": ["Q267584"]}
    assert printed["north-yemen"]["codes"] == yemen
    assert printed["envoy"]["codes"] == {}
    assert run(["parties", "--json", "-f", str(file)]) == 0
    assert "codes" not in json.loads(capsys.readouterr().out)["parties"]["eu"]


@pytest.mark.parametrize(
    ("options", "lines"),
    [
        (
            "--codes --format csv",
            [
                "id,name,kind,iso,office,country,note,claims,deprecated,"
                + ",".join(f"codes_{it}" for it in CODE_LISTS),
                "nippon,Nippon,country,JP,,,,0,,JP,JPN,392,740,740,JA,158,JPN,Q17",
                "eu,Eu,bloc,,,,,0,,EU,,097,,,,,EUU,",
            ],
        ),
        ("--format csv --fields id,codes_iso3", ["id,codes_iso3", "nippon,JPN", "eu,"]),
        ("--format tsv --fields id,codes.m49", ["id\tcodes.m49", "nippon\t392", "eu\t097"]),
        (
            "--format jsonl --fields id,codes",
            ['{"id":"eu","codes":{"iso2":["EU"],"m49":["097"],"wb":["EUU"]}}'],
        ),
        (
            "--format jsonl --fields id,codes.iso3",
            ['{"id":"nippon","codes":{"iso3":["JPN"]}}', '{"id":"eu","codes":{"iso3":null}}'],
        ),
    ],
)
def test_codes_stand_in_every_format_and_where_fields_name_them(
    options: str, lines: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(
        base(factbase.party("nippon", iso="JP"), factbase.party("eu", kind="bloc")), "utf-8"
    )
    for more in ([], ["--codes"]):
        assert run(["parties", *options.split(), *more, "-f", str(file)]) == 0
        printed = capsys.readouterr().out.splitlines()
        assert {*lines} <= {*printed}


# ---------------------------------------------------------------------- in a base

HEAD = (factbase.source(), factbase.topic(), factbase.measure())


def figures(rows: str) -> list[str]:
    """The text of figures, from rows of: id, from, to, period."""
    return [
        factbase.figure(id_, from_=begin, to=end, period=period)
        for id_, begin, end, period in csv.reader(StringIO(rows))
    ]


def test_claims_name_parties_by_codes_of_their_time(tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    rows = "a,cow:365,m49:031,2000\nb,cow:365,cow:2,1970\nc,jp,gw:678,1980\nd,imf:158,eu,2020\n"
    rows += "e,jp,cow:345,1990/\nf,jp,cow:345,/1910\n"
    declared = factbase.party("nippon", iso="JP")
    file.write_text(base(*HEAD, declared, *figures(rows)), encoding="utf-8")
    with open_base(str(file)) as opened:
        found = {id_: opened.claim(id_).claim.everyone for id_ in "abcdef"}
    assert found == {
        "a": ("russia", "azerbaijan"),
        "b": ("soviet-union", "united-states"),
        "c": ("nippon", "north-yemen"),
        "d": ("nippon", "european-union"),
        "e": ("nippon", "yugoslavia"),  # at the end that is known
        "f": ("nippon", "serbia"),
    }


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ("a,cow:9999,jp,2000", 'cow has no code "9999"; the nearest are cow:990 (Samoa)'),
        (
            "a,cow:345,jp,1990/..",
            '"cow:345" was not one party in this period; it may be "yugoslavia"',
        ),
        ("a,cow:345,jp,2003", '"cow:345" was not one party in this period; it may be "yugoslavia"'),
        (
            "a,cov:2,jp,2003",
            'from "cov:2": no list of codes is called "cov"; did you mean "cow:2"?',
        ),
        ("a,ISO3:AZE,jp,2003", 'called "ISO3"; did you mean "iso3:AZE"?'),
        ("a,un:31,jp,2003", 'called "un"; did you mean "m49:31"?'),
        ("a,http://x,jp,2003", 'is called "http"; lists of codes are iso2, iso3'),
        ("a,a b:2,jp,2003", 'from "a b:2" is not a valid id; lists of codes are iso2, iso3'),
        ("a,cow:2,us,2003", "names one party twice"),
        ("a,cow:,jp,2003", 'from "cow:" is not a valid id; lists of codes are iso2, iso3'),
    ],
)
def test_a_code_that_means_nobody_or_several_is_told(row: str, told: str, tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    file.write_text(base(*HEAD, *figures(row)), encoding="utf-8")
    with pytest.raises(FactBaseError) as caught:
        open_base(str(file))
    assert told in str(caught.value.problems[0])
