"""Options of every command: several of one, those that cannot apply, the date known by."""

from __future__ import annotations

import json
import shlex
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from dipfacts.cli import app
from dipfacts.cli import request as requests
from dipfacts.cli.command import Command
from dipfacts.cli.commands.serve import question_options
from dipfacts.cli.completion import protocol
from dipfacts.cli.options import Option
from dipfacts.cli.registry import COMMANDS, topic_command
from dipfacts.cli.request import TypedWords
from dipfacts.cli.typed_line import TypedLine
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.query.base import open_base
from dipfacts.query.typed_words.request import Words
from dipfacts.query.typed_words.resolve import resolve
from support.command_line import Dip, dip_of
from support.factbase import base, event, figure, measure, party, relation, source, topic
from support.recorded import BASE, TODAY_KNOWN, as_json, ids


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Dip:
    """Ask the base above, or another that was written to DIPFACTS_FACTS."""
    return dip_of(BASE, capsys, monkeypatch)


# -------------------------------------------------------------------- several of one


@pytest.mark.parametrize(
    ("line", "either", "found"),
    [
        ("timeline a b", "--kind meeting --kind visit", {"first", "third", "planned"}),
        ("timeline", "--kind meeting --kind visit", {"first", "third", "planned"}),
        ("relations a b", "--kind alliance --kind treaty", {"pact", "bond", "other"}),
        ("relations", "--source undated --source month", {"other"}),
        ("trade a b", "--measure exports --measure turnover --in 2022", {"x"}),
        ("trade", "--source undated --source month", {"t-late", "t-undated"}),
        (
            "brief a b",
            "--source undated --source month",
            {"t-late", "t-undated", "other", "fourth"},
        ),
        ("search visit", "--kind talks --kind meeting", {"third", "fourth", "no-date"}),
        ("search beland", "--measure exports --measure grants", {"x", "y"}),
    ],
)
def test_several_of_one_mean_any_of_them(dip: Dip, line: str, either: str, found: set[str]) -> None:
    whole = as_json(dip, f"{line} {either}")
    assert {*ids(whole)} == found
    words = shlex.split(either)
    pairs = [*zip(words[::2], words[1::2], strict=True)]
    turned = " ".join(f"{flag} {name}" for flag, name in reversed(pairs))
    assert as_json(dip, f"{line} {turned}") == whole
    assert as_json(dip, f"{line} {either} {either}") == whole
    (flag, first), (_, second) = pairs[:2]
    assert whole["query"][flag.strip("-")] == sorted([first, second])
    one = as_json(dip, f"{line} {flag} {first}")
    assert one["query"][flag.strip("-")] == first


def test_a_second_one_that_is_unknown_is_told_with_the_nearest(dip: Dip) -> None:
    for what, known, slip in (
        ("kind", "visit", "meting"),
        ("source", "month", "mont"),
        ("measure", "turnover", "turnovr"),
    ):
        line = f"search visit --{what} {known} --{what} {slip}"
        status, out, err = dip(line)
        assert (status, out) == (2, "")
        assert err.startswith(f'dipfacts: no {what} is called "{slip}"\n  did you mean "')


@pytest.mark.parametrize(
    ("line", "message", "hint"),
    [
        ("timeline --in 2020 --in 2021", "--in takes one value, not 2020 and 2021", "--in 2020"),
        ("timeline --limit 3 --limit 4", "--limit takes one value, not 3 and 4", "--limit 3"),
        ("brief a -o x.md --output y.md", "--output takes one value, not x.md and y.md", None),
        ("trade --lang de --lang ru --lang de", "--lang takes one value, not de and ru", None),
        ("timeline --upcoming 1y --upcoming 2y", "--upcoming takes one value, not 1y and 2y", None),
        ("cite t2021 --style text --style bibtex", None, "--style text"),
        ("search x --limit 20 --limit 5", "--limit takes one value, not 20 and 5", None),
        ("trade --since '' --since 'a b'", None, "--since ''"),
    ],
)
def test_a_second_value_of_an_option_that_has_one_is_refused(
    dip: Dip, line: str, message: str | None, hint: str | None
) -> None:
    status, out, err = dip(line)
    assert (status, out) == (2, "")
    assert " takes one value, not " in err
    assert message is None or f"dipfacts: {message}\n" in err
    assert hint is None or err.endswith(f"\n  give one of them, such as {hint}\n")
    assert not Path("x.md").exists()


def test_the_same_value_twice_is_one(dip: Dip) -> None:
    assert dip("timeline --in 2021 --in 2021") == dip("timeline --in 2021")


def test_a_chart_is_refused_where_none_can_be_drawn(dip: Dip) -> None:
    for line, instead in (
        ("trade a b --chart --mirror", "--mirror"),
        ("trade a b --chart --json", "the format json"),
        ("trade a b --chart --format md", "the format md"),
        ("trade a b --chart -o chart.csv", "the format csv"),
    ):
        message = f"dipfacts: --chart does not apply to {instead}\n  leave one of them out\n"
        assert dip(line) == (2, "", message)
    assert dip("trade a b --no-chart --json") == dip("trade a b --json")


def test_a_chart_that_there_is_not_is_told(dip: Dip) -> None:
    status, page, _ = dip("trade a c")
    told = "dipfacts: no chart: it takes three full years of one series\n"
    assert dip("trade a c --chart") == (status, page, told)
    assert dip("trade a c --no-chart") == (status, page, "")


def test_a_source_that_nothing_is_from_is_known(dip: Dip, tmp_path: Path) -> None:
    path = tmp_path / "bare.toml"
    path.write_text(base(source(), source("unused"), party("a"), party("b"), topic()))
    status, out, err = dip(f"timeline a b --source unused -f {path}")
    assert (status, err) == (1, "")
    assert out.startswith(
        "Nothing on the timeline from the source unused about A and B is recorded"
    )
    unknown = 'dipfacts: no kind is called "visit"\n  there is no kind here\n'
    assert dip(f"timeline --kind visit -f {path}") == (2, "", unknown)


def test_tab_offers_a_second_one(dip: Dip) -> None:
    def offered(*words: str) -> list[str]:
        return [one.value for one in protocol.candidates(TypedLine([*words]), ["en"])]

    assert "--kind" in offered("timeline", "--kind", "visit", "--k")
    assert "--limit" not in offered("timeline", "--limit", "2", "--l")
    kinds = offered("timeline", "--kind", "visit", "--kind", "")
    assert "meeting" in kinds
    assert "visit" not in kinds
    assert offered("trade", "--measure=exports", "--measure", "") == ["turnover"]


# ------------------------------------------------------------- options that cannot apply


INSTEAD = {
    "trade a b --kind visit": (
        "trade has no option --kind: it applies to timeline, relations, search and cite",
        "try dipfacts timeline a b --kind visit",
    ),
    "timeline a b --measure exports": (
        "timeline has no option --measure: it applies to every topic, search and cite",
        "try dipfacts trade a b --measure exports",
    ),
    "relations a b --since 2020 --measure=grants": (
        "relations has no option --measure: it applies to every topic, search and cite",
        "try dipfacts aid a b --since 2020 --measure grants",
    ),
    "brief a --kind visit --limit 3 --json": (
        "brief has no option --kind: it applies to timeline, relations, search and cite",
        "try dipfacts timeline a --kind visit --limit 3 --json",
    ),
    "trade 'Aland' b --mirror --kind visit": (
        "trade has no option --kind: it applies to timeline, relations, search and cite",
        "try dipfacts timeline Aland b --kind visit",
    ),
    "trade 'Aland' b --kind 'state visit'": (
        "trade has no option --kind: it applies to timeline, relations, search and cite; "
        'no kind is called "state visit"',
        "dipfacts kinds lists them",
    ),
    "relations a --upcoming 90d": (
        "relations has no option --upcoming: it applies to timeline",
        "try dipfacts timeline a --upcoming 90d",
    ),
    "timeline a b --mirror": (
        "timeline has no option --mirror: it applies to every topic",
        "try dipfacts trade a b --mirror",
    ),
    "timeline a b c --mirror": (
        "timeline has no option --mirror: it applies to every topic",
        "see dipfacts trade --help",
    ),
    "show pact --kind treaty": (
        "show has no option --kind: it applies to timeline, relations, search and cite",
        "see dipfacts timeline --help",
    ),
    "show pact --limit 3": ("show has no option --limit", "see dipfacts show --help"),
    "trade a b --style bibtex": (
        "trade has no option --style: it applies to cite",
        "see dipfacts cite --help",
    ),
    "trade a b --kinds visit": (
        "no such option: --kinds",
        "--kind is an option of timeline, relations, search and cite",
    ),
    "trade a b --sort value": ("no such option: --sort", "see dipfacts trade --help"),
    "trade a b --styl apa": ("no such option: --styl", "--style is an option of cite"),
    "timeline a --hosts b": ("no such option: --hosts", "--host is an option of serve"),
    "trade a b --limt 3": ("no such option: --limt", 'did you mean "--limit"?'),
    "trad a b --kind visit": (
        'no command, topic or party is called "trad"',
        'did you mean "trade"?',
    ),
    "trade a b --measure grants": (
        "grants is a measure of aid, not of trade",
        "try dipfacts aid a b --measure grants",
    ),
    "trade a b --measure grnts --in 2020": (
        'no measure is called "grnts"',
        "try dipfacts aid a b --measure grants --in 2020",
    ),
    "relations a --kind visits --since 2020": (
        'no kind is called "visits"',
        "try dipfacts timeline a --since 2020 --kind visit",
    ),
    "relations --kind visits --kind treaty": (
        'no kind is called "visits"',
        "try dipfacts timeline --kind visit --kind treaty",
    ),
    "relations --kind treat": ('no kind is called "treat"', 'did you mean "treaty"?'),
    "timeline --kind visits": ('no kind is called "visits"', 'did you mean "visit"?'),
    "cite relations --kind visits": (
        'no kind is called "visits"',
        "try dipfacts cite timeline --kind visit",
    ),
    "search aland --measure exports --kind visit": (
        "--measure and --kind exclude each other",
        "figures have a measure, events and relations have a kind",
    ),
    "timeline --in 2020 --since 2021": (
        "--in 2020 is before --since 2021",
        "give only one of them",
    ),
    "trade a b --in 2020 --until 2019": (
        "--in 2020 is after --until 2019",
        "give only one of them",
    ),
}


@pytest.mark.parametrize("line", INSTEAD)
def test_what_cannot_apply_is_refused_with_what_to_type(dip: Dip, line: str) -> None:
    message, hint = INSTEAD[line]
    assert dip(line) == (2, "", f"dipfacts: {message}\n  {hint}\n")


@pytest.mark.parametrize("line", [line for line in INSTEAD if INSTEAD[line][1][:4] == "try "])
def test_what_is_said_to_be_typed_is_understood(dip: Dip, line: str) -> None:
    """It is a question: answered, or for a kind or party that the base lacks, not."""
    command = INSTEAD[line][1].removeprefix("try dipfacts ")
    _, _, err = dip(command)
    assert "option" not in err


ASKING = [*(c for c in COMMANDS.values() if c.answers), topic_command("trade")]
EVERY: dict[str, Option] = {
    flag: option
    for command in (*COMMANDS.values(), topic_command("trade"))
    for option in command.options
    for flag in option.each_flag
    if flag.startswith("--")
}


@pytest.mark.parametrize("command", ASKING, ids=lambda command: str(command.name))
def test_an_option_that_a_command_lacks_does_not_exist_there(dip: Dip, command: Command) -> None:
    own = {flag for option in command.options for flag in option.each_flag}
    needed = {"brief": "a", "search": "treaty", "show": "pact"}.get(command.name, "")
    lacking = [flag for flag in EVERY if flag not in own]
    assert "--strict" in lacking
    for flag in lacking:
        value = "1" if EVERY[flag].takes_value else ""
        status, out, err = dip(f"{command.name} {needed} {flag} {value}")
        assert (status, out) == (2, "")
        assert err.startswith(f"dipfacts: {command.name} has no option {flag}")


def test_every_word_of_a_question_is_taken_and_no_other() -> None:
    """A condition by a name that nobody reads would be dropped, and the answer be that of none."""
    arguments = {argument.name for command in ASKING for argument in command.arguments}
    options = {option.name for command in ASKING for option in command.options}
    assert arguments | options == {*TypedWords.__struct_fields__}
    served = {name for options in question_options().values() for name in options}
    assert served - {*Words.__struct_fields__} == {"fields"}  # which is of the format alone
    with pytest.raises(TypeError, match="knownby"):
        requests.parse("timeline", {"knownby": "2021"})


def test_dates_that_overlap_hold_together(dip: Dip) -> None:
    assert ids(as_json(dip, "timeline --in 1990/1999 --since 1998 --all")) == ["second", "bond"]
    assert ids(as_json(dip, "timeline --in 1998 --until 1998-05 --all")) == ["second"]


def test_a_refusal_of_a_base_that_cannot_be_read(dip: Dip) -> None:
    status, _, err = dip("timeline a b --measure x -f /no/such.toml")
    assert status == 2
    assert err.endswith("  try dipfacts TOPIC a b --measure x -f /no/such.toml\n")
    assert dip("timeline a b --measure x -f -")[2].endswith("TOPIC a b --measure x -f -\n")


def test_hostile_words_are_printed_plain(dip: Dip) -> None:
    err = dip("trade 'a\x1b[31m' --kind 'v\x07'")[2]
    assert err.replace("\n", "").isprintable()


# --------------------------------------------------------- what is recorded but not asked


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "relations a b --kind visit",
            "Nothing on relations of the kind visit about Aland and Beland is recorded."
            " Other claims there are: 11 figures, 3 relations and 5 events on trade or on no"
            " topic.\n\n"
            "2 claims of the kind visit are on events: dipfacts timeline a b --kind visit\n"
            "The other claims: dipfacts a b\n",
        ),
        (
            "trade a c --measure exports --source month",
            "Nothing on trade of the measure exports from the source month between Aland and"
            " Celand is recorded. Other claims there are: 1 figure on trade.\n\n"
            "The other claims: dipfacts a c\n",
        ),
        (
            "timeline c --kind visit --kind talks",
            "Nothing on the timeline of the kind talks or visit about Celand is recorded."
            " Other claims there are: 1 figure on trade.\n\nThe other claims: dipfacts c\n",
        ),
    ],
)
def test_what_was_asked_is_said_where_nothing_fits(dip: Dip, line: str, text: str) -> None:
    assert dip(line) == (1, text, "")


# ---------------------------------------------------------------------------- known by


def test_a_claim_not_yet_public_is_an_honest_empty(dip: Dip) -> None:
    status, page, err = dip("show t2021 --known-by 2022-12-31")
    assert (status, err) == (1, "")
    assert page == "t2021 was not public by 31 Dec 2022; it is known by 1 Jan 2023.\n"
    found = as_json(dip, "show t2021 --known-by 2022-12-31")
    assert (found["status"], found["facts"], found["sources"]) == ("outside-dates", [], {})
    assert found["query"] == {
        "command": "show",
        "parties": [],
        "known_by": "2022-12-31",
        "id": "t2021",
    }
    assert ids(as_json(dip, "show t2021 --known-by 2023-01-01")) == ["t2021"]
    for form in ("csv", "jsonl", "md"):
        status, out, _ = dip(f"show t2021 --known-by 2022 --format {form}")
        assert status == 1
        assert "2100" not in out


def test_others_about_the_same_are_hidden_and_counted(dip: Dip) -> None:
    status, page, _ = dip("show t2021 --known-by 2024-03-30")
    assert status == 0
    assert "t-late" not in page
    assert "1 claim of an undated source is left out by --known-by." in page
    # A source of March 2024 is known by the end of that month.
    assert ids(as_json(dip, "show t2021 --known-by 2024-03")) == ["t2021", "t-late"]
    assert ids(as_json(dip, "show t2021 --known-by 2024-03-31")) == ["t2021", "t-late"]


def test_of_an_undated_source_nobody_knows(dip: Dip) -> None:
    status, page, _ = dip("show t-undated --known-by 2030")
    assert status == 1
    assert page == "Whether t-undated was public by 2030 is not known: its source is undated.\n"
    assert dip("show t-undated")[0] == 0


@pytest.mark.parametrize(
    ("line", "count"),
    [
        ("trade a b", 1),
        ("trade a", 1),
        ("trade", 1),
        ("trade a b --mirror", 1),
        ("trade a b --in 2021", 1),
        ("trade a b --in 2020", 0),
        ("trade a b --measure exports", 0),
        ("trade a b --source s", 0),
        ("timeline", 1),
        ("timeline a b", 1),
        ("timeline --since 2002", 0),
        ("timeline --limit 1", 1),
        ("timeline --kind visit", 0),
        ("relations a", 1),
        ("relations", 1),
        ("brief a b", 2),
        ("search treaty", 1),
        ("search turnover --limit 1", 1),
        ("search visit", 0),
    ],
)
def test_claims_of_undated_sources_are_counted(dip: Dip, line: str, count: int) -> None:
    found = as_json(dip, f"{line} --known-by 2030")
    assert found["left_out"]["known_by"] == count
    page = dip(f"{line} --known-by 2030")[1]
    sentence = {
        0: "",
        1: "1 claim of an undated source is left out by --known-by.",
        2: "2 claims of undated sources are left out by --known-by.",
    }[count]
    assert sentence in page
    assert ("undated source" in page) == (count > 0)
    assert as_json(dip, line)["left_out"]["known_by"] == 0
    assert "undated source" not in dip(line)[1]


@pytest.mark.parametrize("line", ["timeline a b", "brief a b", "timeline c"])
def test_pages_for_a_browser_count_them_too(dip: Dip, line: str) -> None:
    html = dip(f"{line} --known-by 2030 --format html")[1]
    assert ("of an undated source is left out by --known-by." in html) == (line == "timeline a b")
    assert ("2 claims of undated sources are left out" in html) == (line == "brief a b")


def test_what_is_ahead_counts_what_it_cannot_date(dip: Dip) -> None:
    found = as_json(dip, f"timeline --upcoming 1y --known-by {TODAY_KNOWN}")
    assert found["left_out"]["known_by"] == 0
    found = as_json(dip, "timeline --upcoming 90d --known-by 1999-06-01")
    assert found["left_out"]["known_by"] == 0


def test_relations_and_events_on_a_topic_are_counted_where_none_was_public(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    claims = (
        relation("fish", topic="trade", source="late"),
        event("talks", topic="trade", period="2019-05-03", source="late"),
        relation("grain", topic="trade", source="undated"),
    )
    late = source("late", published=date(2024, 5, 1))
    head = base(source("undated"), late, party("a"), party("b"), topic(), measure())
    turnover = figure("f", source="late")
    left_out = "1 claim of an undated source is left out by --known-"
    for some, count in (("", 2), (turnover, 3)):
        path = str(write(head + "".join(claims) + some))
        for words, told in (
            (["--known-by", "2022"], f"was public by 2022; {count} claims became public later."),
            (["--known-since", "2025"], f"since 2025; {count} claims became public before."),
        ):
            for parties in (["a", "b"], ["a"], []):
                assert app.run(["trade", *parties, *words, "-f", path]) == 1
                page = capsys.readouterr().out
                assert told in page
                assert left_out + words[0].removeprefix("--known-") in page
                assert app.run(["trade", *parties, *words, "-f", path, "--json"]) == 1
                found = json.loads(capsys.readouterr().out)
                assert (found["status"], found["left_out"]["known_by"]) == ("outside-dates", 1)


_TWO = "2 of these relations and events are told by 2 more claims, which {} out: what is"
_ONE = "1 of these relations and events is told by 1 more claim, which {} out: what is said"


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("timeline a b --known-since 2025", _TWO.format("--known-since leaves")),
        ("brief a b --known-since 2025", _TWO.format("--known-since leaves")),
        ("trade a b --known-since 2025", _TWO.format("--known-since leaves")),
        ("relations a b --known-since 2025", _ONE.format("--known-since leaves")),
        ("timeline a b --kind pact --source late", _ONE.format("--source leaves")),
        (
            "timeline --publisher Late --known-since 2025",
            _TWO.format("--known-since and --publisher leave"),
        ),
        ("timeline a b --known-by 2024", ""),
        ("brief a b", ""),
        ("timeline a b --kind pact", ""),
    ],
)
def test_what_others_say_of_what_is_shown_is_counted(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str], line: str, told: str
) -> None:
    pact = {"kind": "pact", "title": "Pact", "topic": "trade"}
    call = {"title": "Call", "topic": "trade", "period": "2024-03"}
    late = {"source": "late"}
    path = write(
        base(
            source(published=date(2024, 6, 1)),
            source("late", published=date(2026, 6, 1)),
            *map(party, "ab"),
            topic(),
            relation("force", period="2011/..", status="in-force", **pact),
            relation("sign", period="2010", status="signed", same_as="force", **late, **pact),
            event("held", status="held", **call),
            event("plan", same_as="held", **late, **call),
        )
    )
    app.run([*line.split(), "-f", str(path)])
    page = capsys.readouterr().out
    assert told in page
    assert ("these relations and events" in page) == bool(told)


@pytest.mark.parametrize(
    ("line", "text"),
    [
        (
            "trade a b --known-by 2022",
            "No claim recorded here on trade between Aland and Beland was public by 2022;"
            " 10 claims became public later.",
        ),
        (
            "timeline a b --known-by 2022",
            "No claim recorded here on the timeline about Aland and Beland was public by 2022;"
            " 7 claims became public later.",
        ),
        (
            "relations --known-by 2022 --kind alliance",
            "No claim recorded here on relations of the kind alliance was public by 2022;"
            " 1 claim became public later.",
        ),
        (
            "relations --known-by 2022 --source undated",
            "Nothing on relations from the source undated is recorded. (As known by 2022.)",
        ),
        (
            "timeline a b --in 1995 --known-by 2022",
            "No claim recorded here on the timeline about Aland and Beland was public by 2022;"
            " 7 claims became public later.",
        ),
        (
            "timeline a b --upcoming 90d --known-by 2020 --kind visit",
            "No claim recorded here on the timeline of the kind visit about Aland and Beland was"
            " public by 2020; 2 claims became public later.",
        ),
        (
            "timeline a b --in 1985 --known-by 2030",
            "Nothing on the timeline about Aland and Beland is recorded for 1985; there are 7"
            " claims (6 from 1992 to 2023, 1 without a date). (As known by 2030.)",
        ),
    ],
)
def test_nothing_public_yet_is_not_nothing_recorded(dip: Dip, line: str, text: str) -> None:
    status, page, _ = dip(line)
    assert status == 1
    assert page.splitlines()[0] == text
    expected = "nothing-recorded" if "is recorded. (" in text else "outside-dates"
    assert as_json(dip, line)["status"] == expected


def test_a_request_of_nothing_is_a_query_without_conditions(write: Callable[..., Path]) -> None:
    # A timeline of all parties is counted without reading its claims only then.
    path = write(base(source(), party("a"), topic()))
    with open_base(str(path)) as opened:
        assert resolve(opened, Request(command="timeline")) == Query()


@pytest.mark.parametrize(
    ("words", "hint"),
    [
        ("trade a b --form json", 'did you mean "--format"?'),
        ("trade a b --form=json", 'did you mean "--format"?'),
        ("trade a b --s 2020", 'did you mean "--since" or "--source"?'),
        ("trade --hel", 'did you mean "--help"?'),
        ("--vers", 'did you mean "--version"?'),
    ],
)
def test_an_abbreviated_option_is_told_in_full(
    words: str, hint: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(words.split()) == 2
    assert capsys.readouterr().err.endswith(f"\n  {hint}\n")
