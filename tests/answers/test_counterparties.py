"""Counterparties and directions that lists of relations and events add to a title."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable

import pytest

from dipfacts.answers.occurrences.counterparties import with_whom
from dipfacts.model.file_format.tables import Event, Relation
from dipfacts.query.base import open_base
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, event, party, relation, source

Ask = Callable[..., str]

PARTIES = (
    party("norland", name="Republic of Norland", aliases=["Norland"]),
    party("ostia", name="Ostia", aliases=["OST", "The Ostian Realm"]),
    party("south-ostia", name="South Ostia"),
    party("westmark", name="Westmark"),
    party("pact", kind="organisation", name="Pact of the Five Rivers", aliases=["PFR", "the Pact"]),
    party(
        "crown",
        kind="bloc",
        name="Crown area",
        aliases=["One Two Three Four Five Six Seven Eight Nine Crown Commission"],
    ),
    party("ek", kind="person", name="Ann Ek", country="norland"),
    party("oy", kind="person", name="Bo Oy", aliases=["Bo Øyen"], country="norland"),
    party("free", kind="person", name="Cy Fry"),
)
NORLAND = "the Republic of Norland"
PAIR = ["norland", "ostia"]
TWO = {"parties": PAIR}
WAY = {"from_": "norland", "to": "ostia", "parties": None}


@pytest.fixture
def ask(dip: Run) -> Ask:
    """Ask a command of these claims; return what it prints."""

    def run(claims: str, *words: str) -> str:
        return dip(*words, "-f", str(shared(base(source(), *PARTIES, claims)))).out

    return run


@pytest.fixture
def whom() -> Callable[..., str]:
    """Return what is added to the title of one event, in a list about these parties."""

    def added(title: str, asked: tuple[str, ...], **keys: object) -> str:
        path = shared(base(source(), *PARTIES, event("e", title=title, **keys)))
        with open_base(str(path)) as opened:
            claim = opened.claim("e").claim
            assert isinstance(claim, Event | Relation)
            return with_whom(opened, claim, asked)

    return added


@pytest.mark.parametrize(
    ("title", "asked", "parties", "shown"),
    [
        ("Treaty of friendship", ("norland",), PAIR, "with Ostia"),
        ("Treaty of friendship", ("ostia",), PAIR, "with the Republic of Norland"),
        ("Treaty of friendship", ("norland", "ostia"), PAIR, ""),
        ("Treaty of friendship", (), PAIR, "Ostia and the Republic of Norland"),
        ("Treaty of friendship", ("norland",), [*PAIR, "westmark"], "with Ostia and Westmark"),
        ("Treaty of friendship", ("norland", "ostia"), [*PAIR, "westmark"], "with Westmark"),
        ("Earthquake", (), ["ostia"], "Ostia"),
        ("Earthquake", ("ostia",), ["ostia"], ""),
        # A title names a party by any of its names, in any case, with or without "the".
        ("Treaty with Ostia", ("norland",), PAIR, ""),
        ("TREATY WITH OSTIA", ("norland",), PAIR, ""),
        ("Norland's treaty", ("ostia",), PAIR, ""),
        ("Norland-Ostia treaty", (), PAIR, ""),
        ("Treaty of the Ostian Realm", ("norland",), PAIR, ""),
        ("Treaty with Ostia", (), PAIR, "with the Republic of Norland"),
        ("Membership of Norland in the PFR", ("norland",), ["norland", "pact"], ""),
        ("Membership of Norland in the Pact", (), ["norland", "pact"], ""),
        # But not by a common word, nor where the name is a part of another's.
        ("The ost wind treaty", ("norland",), PAIR, "with Ostia"),
        ("Treaty on South Ostia", ("norland",), PAIR, "with Ostia"),
        ("Treaty on South Ostia", ("norland",), [*PAIR, "south-ostia"], "with Ostia"),
        ("Treaty on Eastern Ostia", ("norland",), PAIR, "with Ostia"),
        ("Treaty of the Ostians", ("norland",), PAIR, "with Ostia"),
        ("Talks about ostiaries", ("norland",), PAIR, "with Ostia"),
        # Who asks about a person knows for whom that person acts.
        ("Talks", ("ek",), PAIR, "with Ostia"),
    ],
)
def test_parties_that_the_title_does_not_name(
    title: str, asked: tuple[str, ...], parties: list[str], shown: str, whom: Callable[..., str]
) -> None:
    assert whom(title, asked, parties=parties, people=["ek"]) == shown


@pytest.mark.parametrize("asked", [(), ("norland",), ("ostia",), ("norland", "ostia")])
@pytest.mark.parametrize(
    "title",
    [
        "Defence pact",
        "Defence pact of Ostia and Norland",
        "Defence pact between Norland and the Ostian Realm",
        "Norland–Ostia pact",
        "Defence pact of Norland with Ostia",
    ],
)
def test_a_direction_is_told(title: str, asked: tuple[str, ...], whom: Callable[..., str]) -> None:
    assert whom(title, asked, **WAY) == "Republic of Norland → Ostia"


@pytest.mark.parametrize(
    "title",
    [
        "Partnership of Norland with the Crown area",
        # A name may end with a small letter, and be of many words.
        "Membership of Norland in the Crown area",
        "Talks of Norland with the One Two Three Four Five Six Seven Eight Nine Crown Commission",
        "CROWN AREA AND NORLAND",
    ],
)
def test_a_country_can_only_go_into_an_organisation(title: str, whom: Callable[..., str]) -> None:
    keys = {"from_": "norland", "to": "crown", "parties": None}
    assert whom(title, (), **keys) == ""


def test_two_organisations_can_go_either_way(whom: Callable[..., str]) -> None:
    title, keys = "Partnership of the Crown area with the Pact", {"from_": "crown", "to": "pact"}
    assert whom(title, (), parties=None, **keys) == "Crown area → Pact of the Five Rivers"
    assert whom(title, (), parties=None, kind="partner-status", **keys) == ""


@pytest.mark.parametrize(
    "title",
    [
        "Norland recognises Ostia",
        "Loan of Norland to the Ostian Realm",
        "Recognition of Ostia by Norland",
        "A loan to Ostia from Norland",
        "Norland's invasion of Ostia",
    ],
)
def test_no_direction_is_told_twice(title: str, whom: Callable[..., str]) -> None:
    assert whom(title, (), **WAY) == ""


@pytest.mark.parametrize(
    ("title", "asked", "shown"),
    [
        ("State visit to Ostia", ("norland",), ""),
        ("State visit to Ostia", ("ek",), ""),
        ("State visit to Ostia", ("ostia",), "Republic of Norland → Ostia"),
        ("State visit to Ostia", (), "Republic of Norland → Ostia"),
        ("Attack by Norland", ("ostia",), ""),
        ("Attack by Norland", ("norland",), "Republic of Norland → Ostia"),
        ("Visit with Ostia", ("norland",), "Republic of Norland → Ostia"),
    ],
)
def test_a_direction_is_told_of_a_side_that_is_known(
    title: str, asked: tuple[str, ...], shown: str, whom: Callable[..., str]
) -> None:
    assert whom(title, asked, **WAY) == shown


def test_of_very_many_parties_three_are_named(whom: Callable[..., str]) -> None:
    four = ["norland", "ostia", "south-ostia", "westmark"]
    assert whom("Treaty", ("pact",), parties=[*four, "pact"]) == (
        "with Ostia, the Republic of Norland, South Ostia and Westmark"
    )
    assert whom("Treaty", (), parties=[*four, "pact"]) == (
        "Ostia, the Pact of the Five Rivers, the Republic of Norland and 2 more"
    )


CLAIMS = (
    relation("r1", title="Declaration", period="1992-04-04/..", **TWO)
    + relation("r2", title="Declaration", period="1993/..", parties=["norland", "westmark"])
    + event("e1", title="Loan", period="2001-05-06", status="held", place="Mid\x1b[1m", **WAY)
)


@pytest.mark.parametrize(
    ("words", "shown"),
    [
        ("relations norland", ["Declaration (with Ostia) ", "Declaration (with Westmark) "]),
        ("relations", ["Declaration (Ostia and the Republic of Norland) "]),
        ("timeline norland", ["Declaration (with Westmark) ", "(Republic of Norland → Ostia) "]),
        ("timeline ostia", ["Declaration (with the Republic of Norland) "]),
        ("timeline norland --upcoming 1y", ["Declaration (with Ostia) "]),
        ("timeline norland --format md", ["| Declaration (with Ostia) |", " Norland → Ostia) |"]),
        (
            "timeline norland --format html",
            ["Declaration (with Ostia) <", ", Mid\\x1b[1m (Rep"],
        ),
        ("timeline norland --format ics", ["SUMMARY:Declaration (with Ostia\\; since 1992)"]),
        ("timeline --format ics", ["SUMMARY:Loan (Republic of Norland → Ostia)\r\n"]),
        (
            "brief norland",
            ["Declaration (with Ostia) ", "Declaration (with Westmark), since "],
        ),
        ("brief norland --format html", ["Declaration (with Westmark) <", " Norland → Ostia) <"]),
        ("search declaration", ["«Declaration» (Ostia and the Republic of Norland; in force) "]),
        ("search loan", ["«Loan», Mid\\x1b[1m (Republic of Norland → Ostia) "]),
        ("show e1", ["Loan, Mid\\x1b[1m (Republic of Norland → Ostia).\n"]),
        ("cite e1", [": Loan, Mid\\x1b[1m (Republic of Norland → Ostia), 6 May 2001."]),
    ],
)
def test_every_list_says_it(words: str, shown: list[str], ask: Ask) -> None:
    out = ask(CLAIMS, *words.split())
    for text in shown:
        assert text in out
    assert "\x1b" not in out


def test_claims_about_the_same_say_no_party_twice(ask: Ask) -> None:
    claims = relation("a", title="Pact", period="1990/..", **TWO)
    same = relation("b", title="Pact", period="1991/..", same_as="a", **TWO)
    other = relation("b", title="The pact", period="1991/..", same_as="a", **TWO)
    assert re.search(r"\nb +since 1991 +\[1\]\n", ask(claims + same, "show", "a"))
    assert re.search(r"\nb +since 1991 +The pact +\[1\]\n", ask(claims + other, "show", "a"))


def test_formats_for_programs_keep_the_title_apart(ask: Ask) -> None:
    rows = csv.DictReader(io.StringIO(ask(CLAIMS, "timeline", "norland", "--format", "csv")))
    assert [row["title"] for row in rows] == ["Declaration", "Declaration", "Loan"]


@pytest.mark.parametrize(
    ("words", "title"),
    [
        ("relations ru", "Accord with the U.K."),
        ("relations ru", "Great Britain joins an accord"),
        ("relations gb", "Abkommen mit Russland"),
    ],
)
def test_a_country_is_named_by_all_its_names(words: str, title: str, ask: Ask) -> None:
    out = ask(relation("r", title=title, parties=["gb", "ru"], period="2001/.."), *words.split())
    assert f" {title}  treaty " in out


def test_two_treaties_of_one_title_are_told_apart(ask: Ask) -> None:
    out = ask("", "relations", "russia", "-f", "bundled")
    assert " Declaration on Allied Interaction (with Azerbaijan) " in out
    assert " Declaration on Allied Interaction (with Armenia) " in out


@pytest.mark.parametrize(
    ("title", "people", "added"),
    [
        ("State visit of Ek to Ostia", ["ek"], ""),
        ("State visit of EK to Ostia", ["ek"], ""),
        ("State visit of Øyen to Ostia", ["ek", "oy"], ""),
        ("State visit of Oy to Ostia", ["oy", "ek"], ""),
        # Who did not take part, or for nobody knows whom, is not the person of a country.
        ("State visit of Ek to Ostia", ["oy"], "with the Republic of Norland"),
        ("State visit of Ek to Ostia", [], "with the Republic of Norland"),
        ("State visit of Fry to Ostia", ["free"], "with the Republic of Norland"),
        ("State visit of Ekberg to Ostia", ["ek"], "with the Republic of Norland"),
        ("Visit, ek, to Ostia", ["ek"], "with the Republic of Norland"),
    ],
)
def test_a_person_whom_a_title_names_tells_the_country(
    whom: Callable[..., str], title: str, people: list[str], added: str
) -> None:
    assert whom(title, ("ostia",), parties=PAIR, people=people) == added


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        # What several are called names the one that is called just so, in this base or not.
        ("Treaty with Guinea", "with Guinea-Bissau"),
        ("Treaty with Guinea-Bissau", "with Guinea"),
        ("Treaty of Guinea and Guinea-Bissau", ""),
        ("Treaty on the Gulf of Guinea", "with Guinea and Guinea-Bissau"),
        ("Treaty on Papua New Guinea", "with Guinea and Guinea-Bissau"),
    ],
)
def test_a_name_within_that_of_another_country_is_no_mention(
    title: str, shown: str, ask: Ask
) -> None:
    claim = relation("r", title=title, parties=["gn", "gw", "norland"], period="2001/..")
    out = ask(claim, "relations", "norland")
    assert f" {title}{shown and f' ({shown})'}  treaty " in out


@pytest.mark.parametrize(
    ("code", "title", "is_named"),
    [
        ("gn", "Treaty with Guinea-Bissau", False),  # which the base does not have
        ("gw", "Treaty with Guinea", False),
        ("cg", "Treaty with Congo", False),
        ("cg", "Treaty with Congo-Brazzaville", True),
        ("cg", "Treaty with the Republic of the Congo", True),
        ("ie", "Treaty on Northern Ireland", False),
        ("ie", "Treaty with Ireland", True),
        ("ws", "Treaty with American Samoa", False),
        ("ws", "Treaty with Samoa", True),
        ("sd", "Treaty with South Sudan", False),
        ("sd", "Treaty with Sudan", True),
        ("cn", "Treaty on the South China Sea", False),
        ("cn", "Treaty on the East China Sea", False),
        ("cn", "Treaty with China", True),
        ("ne", "Treaty with Nigeria", False),
        ("td", "Treaty on Lake Chad", False),
        ("jp", "Treaty on the Sea of Japan", False),
        ("om", "Treaty with Oman", True),
        ("om", "Treaty on the Gulf of Oman", False),
        ("mn", "Talks about Inner Mongolia", False),
        ("nl", "Treaty on the Netherlands Antilles", False),
        ("mx", "Embassy in Mexico City", False),
        ("mx", "Embassy in Mexico", True),
        ("pa", "Embassy in Panama City", False),
        ("br", "Embassy in Brasília", False),
        ("br", "Embassy in Brasil", True),
        ("va", "Embassy in Vatican City", True),
        ("it", "IT partnership", False),
        ("es", "Vote on resolution ES-10/2", False),
        ("pe", "Payment PER capita", False),
        ("us", "US partnership", True),
        ("us", "Loan by the USA", True),
        ("gb", "UK partnership", True),
    ],
)
def test_a_country_is_named_where_the_name_is_its_own(
    code: str, title: str, is_named: bool, ask: Ask
) -> None:
    claim = relation("r", title=title, parties=[code, "norland"], period="2001/..")
    out = ask(claim, "relations", "norland")
    assert (f" {title}  treaty " in out) is is_named
    assert (f" {title} (with " in out) is not is_named


@pytest.mark.parametrize(
    ("asked", "whom"),
    [
        (["norland", "ostia"], "with South Ostia"),
        (["norland", "south-ostia"], "with Ostia or Westmark"),
        (["ek", "ostia"], "with South Ostia"),
        (["ostia"], f"with {NORLAND} and South Ostia"),
        (["south-ostia"], f"with Ostia and {NORLAND} or {NORLAND} and Westmark"),
    ],
)
@pytest.mark.parametrize("table", [relation, event])
def test_in_a_dispute_those_are_told_with_whom_all_who_are_asked_about_are(
    ask: Ask, asked: list[str], whom: str, table: Callable[..., str]
) -> None:
    """What others say of one of them, without the other, stands in the line below."""
    people = {"people": ["ek"]} if table is event else {}
    if asked[0] == "ek" and not people:
        return
    claims = [
        table("a", parties=["norland", "ostia", "south-ostia"], title="Gas pact", **people),
        table("b", parties=["norland", "south-ostia", "westmark"], title="Gas pact", source="t")
        + 'same_as = "a"\n',
    ]
    for each in (claims, claims[::-1]):
        page = ask("".join((source("t"), *each)), "timeline", *asked)
        assert f"Gas pact ({whom})" in page
        assert "sources differ on the parties" in page
