"""Countries in claims without a [[party]], and states that were."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dipfacts.answers.figures import figures
from dipfacts.countries import bodies, country_names
from dipfacts.errors import FactBaseError, QuestionError
from dipfacts.model.file_format.tables import Party
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import Base, open_base
from dipfacts.read.toml.loader import load_text
from support import factbase
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, measure, source, topic

HEAD = (source("wire", published=date(2024, 1, 1)), topic(), measure())


def figure(id_: str, parties: str, **keys: str) -> str:
    return factbase.figure(id_, parties=parties.split(), source="wire", **keys)


def country(id_: str, name: str, **keys: Any) -> str:
    return factbase.party(id_, name=name, **keys)


def base_of(*tables: str) -> Base:
    file = shared(base(*HEAD, *tables))
    return open_base(str(file))


def problems(folder: Path, *tables: str) -> list[str]:
    with pytest.raises(FactBaseError) as caught:
        base_of(*tables)
    return [str(problem).partition("facts.toml:")[2] for problem in caught.value.problems]


def test_code_and_name_are_one_party() -> None:
    tables = (
        figure("one", "jp south-korea", reporter="jpn"),
        figure("two", "kor japan", claimant="jp"),
        factbase.party("envoy", kind="person", country="isl"),
    )
    with base_of(*tables) as base:
        found = base.find(Query(parties=("japan", "south-korea")))
        assert [fact.claim.everyone for fact in found] == [
            ("japan", "south-korea"),
            ("south-korea", "japan"),
        ]
        assert found[0].claim.reporter == found[1].claim.claimant == "japan"  # type: ignore[union-attr]  # figures
        party = base.party("Япония")
        assert (party.id, party.name, party.iso, party.kind) == ("japan", "Japan", "JP", "country")
        assert base.party("envoy").country == "iceland"
        assert base.party("IS").name == "Iceland"
        assert {getattr(table, "id", ""): n for table, n in base.counted("party")} == {
            "japan": 2,
            "south-korea": 2,
            "iceland": 0,
            "envoy": 0,
        }


def test_a_declared_party_with_the_code_is_that_country() -> None:
    declared = country("nippon", "Nippon", iso="JP")
    with base_of(
        declared, figure("one", "jp japan-tobacco"), country("japan-tobacco", "JT")
    ) as base:
        assert base.find(Query())[0].claim.everyone == ("nippon", "japan-tobacco")


def test_an_id_that_is_taken_is_not_taken_again() -> None:
    declared = country("georgia", "Georgia")  # the state of the USA, say
    with base_of(declared, figure("one", "georgia ge")) as base:
        assert base.find(Query())[0].claim.everyone == ("georgia", "georgia-ge")
        assert base.party("GEO").id == "georgia-ge"


@pytest.mark.parametrize(
    ("parties", "told"),
    [
        (
            "japn is",
            'unknown party "japn"; did you mean "japan"?',
        ),
        (
            "korea is",
            'unknown party "korea"; it may be "north-korea" or "south-korea"',
        ),
        (
            "rusiya is",  # no English name
            'unknown party "rusiya"; did you mean "russia"?',
        ),
        (
            "norwegen is",
            'unknown party "norwegen"; did you mean "norway"?',
        ),
        (
            "vereinigte-staaten is",
            'unknown party "vereinigte-staaten"; did you mean "united-states"?',
        ),
        (
            "juba is",  # a capital, and no slip for Cuba
            'unknown party "juba"; did you mean "south-sudan"?',
        ),
        (
            "atlantis is",
            'unknown party "atlantis"; declare it in a [[party]]',
        ),
        ("jp japan", '[[figure]] "one" names one party twice; name each party once'),
        ("jp jp", '[[figure]] "one" names one party twice; name each party once'),
    ],
)
def test_what_is_no_country_is_told(tmp_path: Path, parties: str, told: str) -> None:
    assert problems(tmp_path, figure("one", parties)) == [f"21: {told}"]


@pytest.mark.parametrize(
    ("party", "named", "told"),
    [
        (country("norge", "Norge", iso="NO"), "norwegen", 'did you mean "norge"?'),
        (
            country("georgia", "Georgia, USA", kind="territory"),
            "georgien",
            'did you mean "georgia-ge"?',
        ),
        (country("norway", "Norway"), "norwegen", 'did you mean "norway"?'),
        (country("ruritania", "Ruritania"), "ruritanien", 'did you mean "ruritania"?'),
        (country("ruritania", "Ruritania"), "republik-china", 'did you mean "china" or "taiwan"?'),
    ],
)
def test_a_name_in_another_language_is_told_the_id_of_the_country(
    tmp_path: Path, party: str, named: str, told: str
) -> None:
    (problem,) = problems(tmp_path, party, figure("one", f"{named} is"))
    assert problem.partition(": ")[2] == f'unknown party "{named}"; {told}'


def test_every_country_can_be_named_by_its_id_and_codes() -> None:
    ids = country_names.ids()
    assert sum(code.isupper() for code in ids.values()) == 257  # ISO's, Kosovo, and seven that were
    assert sum(code.islower() for code in ids.values()) > 100  # organisations
    for id_, code in ids.items():
        assert country_names.meant(id_) == [code]
        if len(code) == 2:
            assert country_names.meant(code.lower()) == [code, "CSXX"][: 1 + (code == "CS")]
    named = sorted({*ids, *(code.lower() for code in ids.values())} - {"cs"})  # of two states
    tables = [figure(f"f{n}", name) for n, name in enumerate(named)]
    with base_of(*tables) as base:
        assert {getattr(table, "id", "") for table, _ in base.counted("party")} == set(ids)


# --------------------------------------------------------------------------- states that were


def refusal(base: Base, name: str) -> str:
    with pytest.raises(QuestionError) as caught:
        base.party(name)
    return f"{caught.value.message}; {caught.value.hint}"


ROC = "republic-of-china"


@pytest.mark.parametrize(
    ("period", "meant"),
    [
        ("1933", "china"),
        ("1933-05-31/1937-07-07", "china"),
        ("1937/", "china"),  # at the end that is known
        ("1949-10-01", "taiwan"),
        ("1955/..", "taiwan"),
    ],
)
def test_the_republic_of_china_is_who_it_was_in_the_period_of_a_claim(
    period: str, meant: str
) -> None:
    claims = (
        factbase.relation("one", parties=[ROC, "japan"], period=period, source="wire"),
        factbase.party("envoy", kind="person", country=ROC, period=period),
        factbase.relation("two", parties=["china", "taiwan"], period="2000", source="wire"),
    )
    with base_of(*claims) as base:
        assert base.claim("one").claim.parties == (meant, "japan")
        assert base.party("envoy").country == meant
        assert {party.id for party, _ in base.counted("party")} == {
            "china",
            "taiwan",
            "japan",
            "envoy",
        }


def test_rows_that_name_the_republic_of_china_are_of_their_time(tmp_path: Path) -> None:
    file = tmp_path / "facts.toml"
    years = [1930, 1955, 1931, 1956, *range(1932, 1949)]
    rows = [f"{ROC},japan,{year},{nth}\n" for nth, year in enumerate(years)]
    (tmp_path / "rows.csv").write_text("a,b,year,v\n" + "".join(rows), encoding="utf-8")
    table = factbase.table(
        "table",
        file="rows.csv",
        claim="figure",
        id="rows",
        source="wire",
        measure="turnover",
        parties=["{a}", "{b}"],
        period="{year}",
        value="{v}",
        unit="USD",
    )
    file.write_text(base(*HEAD, table), encoding="utf-8")
    with open_base(str(file)) as opened:
        claims = [fact.claim for fact in opened.find(Query())]
    found = {int(claim.period or 0): claim.everyone[0] for claim in claims}
    assert found == {year: "china" if year < 1949 else "taiwan" for year in years}


@pytest.mark.parametrize("period", ["1949", "1930/1960", "1912/.."])
def test_who_the_republic_of_china_was_in_both_times_is_asked(tmp_path: Path, period: str) -> None:
    told = f'"{ROC}" was not one party in this period; it may be "china" or "taiwan"; write its id'
    assert problems(tmp_path, figure("one", f"{ROC} japan", period=period)) == [f"21: {told}"]
    declared = country(ROC, "Republic of China", period="1912/1949-09-30")
    with base_of(declared, figure("one", f"{ROC} japan", period=period)) as base:
        assert base.claim("one").claim.everyone == (ROC, "japan")


def test_a_state_that_was_never_stands_for_a_successor() -> None:
    with base_of(figure("one", "ru az"), country("latvia", "Latvia", iso="LV")) as base:
        for name in ("Soviet Union", "SUN", "the USSR", "su"):
            state = base.party(name)
            assert (state.id, state.period) == ("soviet-union", "1922-12-30/1991-12-26")
            assert figures(base, Query(topic="trade", parties=(state.id,))).head.text == (
                "Nothing on trade about the Soviet Union is recorded."
                " There are no claims about the Soviet Union in this fact base."
                " Successors of the Soviet Union here: Azerbaijan and Russia."
            )
        assert base.party("DDR").id == "east-germany"


def test_successors_of_a_state_that_has_no_code() -> None:
    with base_of(figure("one", "rs az")) as base:
        assert base.succession(base.party("Serbia and Montenegro"))[1] == ["serbia"]


def test_nothing_recorded_tells_of_states_before_with_such_claims() -> None:
    then = figure("then", "yu it", period="1996")
    later = figure("later", "m49:891 it", period="2004")
    with base_of(then, later) as base:

        def told(who: str, within: Period | None = None) -> str:
            query = Query(topic="trade", parties=(who, "italy"), within=within)
            return figures(base, query).head.text

        base.party("serbia")
        nothing = "Nothing on trade between Serbia and Italy"
        assert told("serbia") == (
            f"{nothing} is recorded. There are no claims about Serbia in this fact base."
            " Predecessors of Serbia here: Yugoslavia; Serbia and Montenegro."
        )
        in_1996 = Period.parse("1996")
        assert told("serbia", in_1996).endswith(" Predecessors of Serbia here: Yugoslavia.")
        assert told("serbia-and-montenegro", in_1996) == (
            "Nothing on trade between Serbia and Montenegro and Italy is recorded for 1996; there"
            " is 1 claim for 2004. Predecessors of Serbia and Montenegro here: Yugoslavia."
        )
        assert told("serbia", Period.parse("2010")).endswith("in this fact base.")


def test_states_before_both_of_two_are_told_where_claims_are_about_both() -> None:
    claims = figure("then", "su cs", period="1980"), figure("other", "su it", period="1981")
    with base_of(*claims) as base:

        def told(*parties: str, within: str | None = None) -> str:
            period = Period.parse(within) if within else None
            query = Query(topic="trade", parties=parties, within=period)
            return figures(base, query).head.text.partition("in this fact base.")[2]

        for name in ("russia", "slovakia", "ukraine"):
            base.party(name)
        both = (
            " Predecessors of Russia here: the Soviet Union."
            " Predecessors of Slovakia here: Czechoslovakia."
        )
        assert told("russia", "slovakia") == told("russia", "slovakia", within="1980") == both
        assert told("russia", "slovakia", within="1981") == ""
        assert told("russia", "italy") == " Predecessors of Russia here: the Soviet Union."
        assert told("russia", "ukraine") == ""  # no claim is about a state and itself


def test_states_before_are_told_of_several_partners(dip: Run) -> None:
    claims = (
        figure("then", "su cs", period="1980"),
        figure("other", "su it", period="1980"),
        figure("fr-it", "fr it", period="1980"),
    )
    path = str(shared(base(*HEAD, *claims)))
    page = dip("trade", "russia", "slovakia", "italy", "-f", path).page(1)
    assert page == (
        "No figure on trade of Russia with Slovakia or Italy is recorded. Predecessors of Russia"
        " here: the Soviet Union. Predecessors of Slovakia here: Czechoslovakia.\n"
    )


def test_nothing_recorded_tells_of_successors() -> None:
    with base_of(country("ussr", "USSR", iso="SU"), figure("one", "ru az")) as base:
        assert str(base.party("Soviet Union").period) == "1922-12-30/1991-12-26"
        told = figures(base, Query(topic="trade", parties=("ussr",))).head.text
        assert told == (
            "Nothing on trade about the USSR is recorded."
            " There are no claims about the USSR in this fact base."
            " Successors of the USSR here: Azerbaijan and Russia."
        )


TWO = (
    country("sfry", "Yugoslavia", period="1945/1992-04-26"),
    country(
        "fry",
        "Federal Republic of Yugoslavia",
        aliases=["Yugoslavia"],
        period="1992-04-27/2003-02-03",
    ),
)


@pytest.mark.parametrize(
    ("asked", "found"), [("1985", "sfry"), ("1999", "fry"), ("1992", None), ("2020", None)]
)
def test_the_time_asked_about_tells_two_of_a_name_apart(asked: str, found: str | None) -> None:
    period = Period.parse(asked)
    days = (period.start_day or 0, period.end_day or 0)
    with base_of(*TWO) as base:
        if found:
            assert base.party("Yugoslavia", days).id == found
        else:
            with pytest.raises(QuestionError, match='may be "fry" or "sfry"'):
                base.party("Yugoslavia", days)
        with pytest.raises(QuestionError, match='may be "fry" or "sfry"'):
            base.party("Yugoslavia")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("JP", "japan"),
        ("South Korea", "south-korea"),
        ("Åland Islands", "aland-islands"),
        ("Norwegen", "norway"),
        ("ISLANDE", "iceland"),
        ("Япония", "japan"),
        ("EC", 'ecuador" or "european-communities'),
        ("Korea", 'north-korea" or "south-korea'),
        ("Republik China", 'china" or "taiwan'),
    ],
)
def test_a_country_that_is_not_written_as_an_id_is_told_its_id(written: str, meant: str) -> None:
    event = factbase.event("e", parties=[written, "a"])
    (problem,) = load_text(base(event).encode(), "f.toml").problems
    told = f'f.toml:7: parties "{written}" is not a valid id; did you mean "{meant}"?'
    assert str(problem) == told


@pytest.mark.parametrize(
    ("written", "such_as"),
    [
        ("Nobody Knows", ', such as "nobody-knows"'),
        ("", ""),
    ],
)
def test_what_means_no_country_is_told_how_ids_are_spelled(written: str, such_as: str) -> None:
    event = factbase.event("e", parties=[f"{written}!", "a"])
    (problem,) = load_text(base(event).encode(), "f.toml").problems
    hint = "ids are lower-case letters, digits and single hyphens between them"
    assert problem.hint == f"{hint}{such_as}"


@pytest.mark.parametrize(
    ("keys", "known"),
    [
        ({"name": "Organisation armée secrète", "aliases": ["OAS"]}, None),
        ({"name": "Gulf Cable Company", "aliases": ["GCC", "Cable"]}, None),
        ({"name": "OAS"}, "organization-of-american-states"),
        ({"name": "Union africaine", "aliases": ["AU"]}, "african-union"),
        ({"name": "UA", "aliases": ["African Union"]}, "african-union"),
        ({"id": "gulf-cooperation-council", "name": "GCC"}, "gulf-cooperation-council"),
        ({"name": "Gulf Cable Company", "kind": "person", "aliases": ["GCC"]}, None),
    ],
)
def test_an_acronym_alone_makes_no_party_a_known_organisation(
    keys: dict[str, Any], known: str | None
) -> None:
    declared = Party(**{"id": "theirs", "kind": "organisation", "aliases": [], **keys})
    assert bodies.organisation(declared) == known
