"""`dipfacts import`: what --map says of a table, and what is asked where it says too little."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from dipfacts.cli.commands import importing
from dipfacts.importing.own_tables import prompts
from support.command_line import Run
from support.import_files import (
    MINE,
    OWN,
    WDI_HEADS,
    import_twice,
    own,
)
from support.importing import DAY, TO_BASE, map_words
from support.written import claims, documents

pytestmark = pytest.mark.usefixtures("read_anew")

ANY_UNIT = "--map unit=…: the code of a currency, or a word such as tonnes or years"


@pytest.mark.parametrize(
    ("given", "option"),
    [
        ("factor-1000", "allow=factor-1000: …"),
        (
            "missing-locator: none has pages; factor-1000:",
            "allow=missing-locator: none has pages; factor-1000: …",
        ),
    ],
)
def test_a_warning_without_a_reason_has_a_remedy_to_be_typed(
    dip: Run, given: str, option: str
) -> None:
    Path("t.csv").write_text("r,p,y,v\nFrance,Peru,2020,5\n")
    said = ("claim=figure", "measure=exports", "unit=USD", "from={r}", "to={p}", "period={y}",
            "value={v}", "publisher=X", f"allow={given}")  # fmt: skip
    status, _, err = dip("import", "t.csv", *DAY, *map_words(*said))
    message = 'dipfacts: --map: allow gives no reason for "factor-1000"'
    assert (status, err) == (2, f"{message}\n  write --map '{option}'\n")


def test_any_table_is_imported_by_what_the_user_says_of_it(dip: Run) -> None:
    Path("visas.csv").write_text("Passport,Destination,Rule\nNA,DE,90\nNA,NA,-1\nDE,NA,free\n")
    words = (
        "claim=relation",
        "kind=visa-rule",
        "title={Rule}",
        "from={Passport}",
        "to={Destination}",
    )
    out, found = import_twice(dip, "visas.csv", *words)
    assert "  2 claims from 2 rows\n  left out: 1 a country with itself\n" in out
    assert [(it["from"], it["to"]) for it in found.values()] == [
        ("iso2:NA", "iso2:DE"),
        ("iso2:DE", "iso2:NA"),
    ]


def test_names_of_countries_become_codes_in_a_table_of_its_own(dip: Run) -> None:
    Path("aid.csv").write_text(
        "donor,to,year,amount\nGermany,Namibia,2020,5\nGermany,Congo,2020,6\n"
    )
    words = (
        "measure=aid",
        "value={amount}",
        "unit=USD",
        "period={year}",
        "from={donor}",
        "to={to}",
    )
    out, found = import_twice(dip, "aid.csv", *words)
    assert "written as a table of its own: its countries are names" in out
    assert "left out: 1 Congo" in out
    (claim,) = found.values()
    assert (claim["from"], claim["to"], claim["value"]) == ("iso2:DE", "iso2:NA", 5)


def test_rows_that_may_be_one_are_joined_by_the_column_of_the_remedy(dip: Run) -> None:
    Path("calls.csv").write_text("id,day,who\n1,1931-05-02,FR\n2,1931-05-12,FR\n")
    words = ("claim=event", "kind=port-call", "title=Port call", "from=iso2:{who}", "to=iso2:PT")
    more = ("period={day}", "status=held", "key={id}")
    given = map_words(*words, *more)
    out = dip("import", "calls.csv", *DAY, *given)[1]
    one, two = "add --map same_as='{same_as}' and \"calls-1\" in a column same_as", "leave it"
    assert f"10 days apart; if they are one, {one}; if not, {two}\n" in out
    checked = dip("check", "calls.toml")[1]
    assert 'add same_as = "{same_as}" to the [[table]], and "calls-1" in a column' in checked
    assert 'if not, allow = ["possible-duplicate: why they are two"] to the [[table]]\n' in checked
    Path("calls.csv").write_text("id,day,who,same_as\n1,1931-05-02,FR,\n2,1931-05-12,FR,calls-1\n")
    import_twice(dip, "calls.csv", *given, "same_as={same_as}")
    page = dip("timeline", "portugal", "-f", "base")[1]
    assert page.startswith("Portugal: 1 event and 0 relations (2 claims) on the timeline, 1931.")


def test_a_remedy_for_one_row_is_no_option_that_would_change_all(dip: Run) -> None:
    Path("calls.csv").write_text("day,who,st\n1931-05-02,FR,held\n2031-05-12,FR,held\n")
    words = ("claim=event", "kind=port-call", "title=Port call", "from=iso2:{who}", "to=iso2:PT")
    given = map_words(*words, "period={day}")
    told = 'calls.csv:3: status is "held", but its source of 2025-01-31 is older than 2031-05-12; '
    for template, remedy in (
        ("held", "add --map status='{status}' and \"planned\" in a column status, or name"),
        ("{st}", 'write "planned" as its status, or name'),
    ):
        status, out, _ = dip("import", "calls.csv", *DAY, *given, "--map", f"status={template}")
        assert (status, f"{told}{remedy} a source" in out) == (3, True), out
    Path("aid.csv").write_text("who,year,v,u\nFR,2020,5,million persons\nFR,2021,5,persons\n")
    keys = ("measure=aid", "from=iso2:{who}", "to=iso2:PT", "period={year}", "value={v}")
    given = map_words(*keys, "unit={u}")
    out = dip("import", "aid.csv", *DAY, *given)[1]
    assert '; write "persons" as its unit and 5000000 as its value\n' in out


def test_events_without_a_status_are_reported_which_is_told_and_no_doubt_of_each(dip: Run) -> None:
    Path("calls.csv").write_text("day,who\n1995-05-02,NA\n1950-11-20,FR\n")
    words = ("claim=event", "kind=port-call", "title=Port call", "from=iso2:{who}", "to=iso2:PT")
    given = (*words, "period={day}")
    out, _ = import_twice(dip, "calls.csv", *given)
    note = "note: the events have no status and are taken as reported"
    assert f"{note}; if held, add --map status=held\n" in out
    page = dip("brief", "portugal", "france", "-f", "base")[1]
    assert "port call, reported" in page
    assert "Open doubts" not in page
    out, _ = import_twice(dip, "calls.csv", *given, "status=held")
    assert "status" not in out
    assert "reported" not in dip("brief", "portugal", "france", "-f", "base")[1]


@pytest.mark.parametrize(
    ("name", "copied"), [("in/aid.csv", "aid.csv"), ("aid.txt", "aid.txt.csv")]
)
def test_what_a_table_could_not_read_is_copied(dip: Run, name: str, copied: str) -> None:
    Path("in").mkdir()
    Path(name).write_text("donor,to,year,sum\nDE,NA,2020,5\n")
    words = ("measure=aid", "unit=USD", "period={year}", "value={sum}")
    whom = ("from=iso2:{donor}", "to=iso2:{to}")
    given = map_words(*words, *whom)
    for _ in range(2):  # a second import replaces the copy
        assert dip("import", name, *given, *TO_BASE)[0] == 0
    assert Path("base", copied).read_text() == Path(name).read_text()
    assert dip("check", "--strict", "base")[0] == 0


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_a_line_break_in_a_cell_is_one_character(dip: Run, end: str) -> None:
    text = 'to,"year\nof aid",sum,why\nDE,2020,5,"a flood,\na frost"\nFR,2020,6,\n'
    Path("aid.csv").write_bytes(text.replace("\n", end).encode())
    words = ("measure=aid", "unit=USD", "period={year\nof aid}", "value={sum}", "note={why}")
    whom = ("from=iso2:NA", "to=iso2:{to}")
    given = (*words, *whom)
    _, found = import_twice(dip, "aid.csv", *given)
    assert [claim.get("note") for claim in found.values()] == ["a flood,\na frost", None]


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ((), "votes.csv is of no known format"),
        (("measure",), '--map "measure" is not KEY=TEMPLATE'),
        (("claim=opinion",), '--map claim="opinion" is no claim'),
        (("value={vote}",), '--map value: there is no column "vote"'),
        (("value={votes}",), "--map does not say measure, period, unit, from and to, or parties"),
    ],
)
def test_a_map_that_says_too_little_is_told(dip: Run, words: tuple[str, ...], message: str) -> None:
    Path("votes.csv").write_text("country,votes\nDE,5\n")
    given = map_words(*words)
    status, out, err = dip("import", "votes.csv", *DAY, *given)
    assert (status, out) == (2, "")
    assert message in err


@pytest.mark.parametrize(
    ("between", "told"),
    [
        (" ", " (if a blank parts its cells, add --map 'delimiter= ')"),
        ("^", " (if ^ parts its cells, add --map 'delimiter=^')"),
        ("  ", " (if blanks part its cells, write one comma in place of each run of them)"),
    ],
)
def test_a_delimiter_that_is_not_recognised_is_named(dip: Run, between: str, told: str) -> None:
    text = "who,whom,year,sum\nNorway,Iceland,2020,5\nIceland,Norway,2020,6\n"
    Path("aid.csv").write_text(text.replace(",", between))
    words = ("measure=aid", "unit=EUR", "from={who}", "to={whom}", "period={year}", "value={sum}")
    line = ["import", "aid.csv", *map_words(*words), *DAY]
    head = between.join(("who", "whom", "year", "sum"))
    message = f'dipfacts: --map from: there is no column "who"\n  did you mean "{head}"?{told}\n'
    assert dip(*line)[::2] == (2, message)
    if len(between) == 1:
        assert dip(*line, "--map", f"delimiter={between}")[::2] == (0, "")
        assert [claim["value"] for claim in claims(Path()).values()] == [5, 6]


def names_one(dip: Run, party: str) -> tuple[int, str, str]:
    """Import aid from one party, named for all rows."""
    Path("aid.csv").write_text("whom,year,sum\nIceland,2020,5\n")
    words = ("measure=aid", "unit=EUR", "to={whom}", "period={year}", "value={sum}")
    return dip("import", "aid.csv", *map_words(*words, f"from={party}"), *DAY)


@pytest.mark.parametrize("party", ["norway", "Norway", "Norvège", "NO", "Норвегия", "the Norway"])
def test_a_party_of_all_rows_is_named_as_in_a_question(dip: Run, party: str) -> None:
    assert names_one(dip, party)[::2] == (0, "")
    assert [claim["from"] for claim in claims(Path()).values()] == ["norway"]


@pytest.mark.parametrize(
    ("party", "meant"), [("Korea", '"north-korea" or "south-korea"'), ("Norwaay", '"norway"')]
)
def test_one_that_names_no_party_alone_is_asked_back(dip: Run, party: str, meant: str) -> None:
    message = f'dipfacts: --map from: "{party}" is not a valid id\n  did you mean {meant}?\n'
    assert names_one(dip, party)[::2] == (2, message)


def test_a_head_below_a_title_as_wide_as_the_table_is_named(dip: Run) -> None:
    Path("t.csv").write_text("Exports in 2020, in US$ million\nCountry,Value\nGermany,5\n")
    words = ("measure=exports", "unit=USD", "from=india", "to={Country}", "value={Value}")
    options = map_words(*words, "period=2020")
    heads = "it has Exports in 2020, in US$ million"
    hint = f"{heads} (if line 2 is the header, add --map skip_lines=1)"
    message = f'dipfacts: --map to: there is no column "Country"\n  {hint}\n'
    assert dip("import", "t.csv", *DAY, *options)[::2] == (2, message)
    status, _, errors = dip("import", "t.csv", *DAY, *options, "--map", "skip_lines=1")
    assert (status, errors) == (0, "")


@pytest.mark.parametrize(
    ("given", "told"),
    [
        ("from={who}", "say to\n  add --map to=…; or, if the rows name one party, write parties in "
         "place of from\n"),
        ("to={who}", "say from\n  add --map from=…; or, if the rows name one party, write parties "
         "in place of to\n"),
        ("note={who}", "say from and to, or parties\n  add --map from=…\n"),
        ("parties={who}", ""),
    ],
)  # fmt: skip
def test_a_side_that_is_given_is_not_asked_for_again(dip: Run, given: str, told: str) -> None:
    Path("totals.csv").write_text("who,year,sum\nNorway,2020,5\nIceland,2020,6\n")
    words = ("measure=aid", "unit=EUR", "period={year}", "value={sum}", given)
    line = ["import", "totals.csv", *map_words(*words), *DAY]
    status, _, err = dip(*line)
    assert (status, err) == ((2, f"dipfacts: --map does not {told}") if told else (0, ""))


def test_on_a_terminal_what_cannot_be_known_is_asked(
    dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("aid.csv").write_text("donor,receiver,year,amount\nDEU,NAM,2020,5\n")
    answers = {
        "claim": "figure", "measure": "aid", "value": "{amount}", "unit": "USD", "from": "{donor}",
        "to": "{receiver}", "period": "{year}", "publisher": "An office",
    }  # fmt: skip
    asked = [key for key, types, _ in prompts.PROMPTS if "figure" in types and key != "parties"]
    typed = iter([*(answers.get(key, "") for key in asked), "2025-01-31"])
    monkeypatch.setattr(importing, "_asks", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: next(typed))
    status, out, err = dip("import", "aid.csv")
    assert (status, err) == (0, "")
    assert "aid.csv is of no known format. Its columns are donor, receiver, year, amount." in out
    assert (
        "To say all this at once: --map claim=figure --map measure=aid --map 'value={amount}' "
        "--map unit=USD --map 'from={donor}' --map 'to={receiver}' --map 'period={year}' "
        "--map 'publisher=An office'\n"
    ) in out
    (claim,) = claims(Path()).values()
    assert (claim["from"], claim["to"], claim["value"]) == ("iso3:DEU", "iso3:NAM", 5)
    assert 'published = "2025-01-31"' in Path("aid.toml").read_text()


def test_a_column_may_be_answered_without_braces_and_questions_fit_the_claim() -> None:
    answers = {"claim": "event", "kind": "visit", "title": "Visit", "parties": "a, b"}
    answers |= {"period": "day", "publisher": "An office"}
    asked = []

    def ask(question: str) -> str:
        key = next(key for key, _, text in prompts.PROMPTS if question == f"{text}: ")
        asked.append(key)
        return answers.get(key, "")

    given = prompts.ask_mapping(("a", "b", "day"), ask)
    assert given == {**answers, "parties": "{a}, {b}", "period": "{day}"}
    words = "claim kind title from to parties period publisher title-of-source"
    assert asked == words.split()


def test_an_answer_that_is_no_column_by_nature_is_itself_though_a_column_is_called_so() -> None:
    heads = ("from", "to", "year", "exports", "USD", "Trade, US$", "Title")
    answers = {
        "claim": "figure", "measure": "exports", "value": "Trade, US$", "unit": "USD",
        "decimal": ".", "from": "from", "to": "to", "period": "year", "publisher": "Title",
        "title-of-source": "Title",
    }  # fmt: skip
    texts = {f"{text}: ": answers.get(key, "") for key, _, text in prompts.PROMPTS}
    columns = {it: f"{{{answers[it]}}}" for it in ("value", "from", "to", "period")}
    assert prompts.ask_mapping(heads, texts.__getitem__) == answers | columns


@pytest.mark.parametrize("key", ["publisher", "title-of-source"])
def test_a_source_is_one_for_all_rows(dip: Run, key: str) -> None:
    Path("own.csv").write_text("a,b,y,v,who\nFR,DE,2020,5,INSEE\n")
    refused = dip("import", "own.csv", *DAY, *OWN, "--map", f"{key}={{who}}")
    hint = "write one text for all rows, without braces"
    assert refused == (2, "", f'dipfacts: --map {key}="{{who}}" names a column\n  {hint}\n')
    assert prompts.answer_problem(key, "{who}", "figure", ("who",)) == hint


def test_a_column_of_parties_may_have_a_comma_in_its_name(dip: Run) -> None:
    Path("own.csv").write_text('"a, from",b,y,v\nFR,DE,2020,5\n')
    map_ = (*OWN[:4], "--map", "parties={a, from}, {b}", *OWN[8:])
    (claim,) = import_twice(dip, "own.csv", *map_)[1].values()
    assert claim["parties"] == ["iso2:FR", "iso2:DE"]


def test_a_slip_in_an_answer_is_told_with_the_near_name_and_asked_again(
    dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("aid.csv").write_text("donor,receiver,year,amount\nDEU,NAM,2020,5\n")
    slips = {
        "claim": ("figur", 'did you mean "figure"?'),
        "measure": ("Total aid", "write it as an id: total-aid"),
        "value": ("amuont", 'there is no column "amuont"; did you mean "amount"?'),
        "unit": ("", "this cannot be left out"),
        "scale": ("0", '"0" is no number to multiply by'),
        "decimal": ("point", 'write "," or "."'),
        "from": ("{doner}", 'there is no column "doner"; did you mean "donor"?'),
        "to": ("reciever", 'there is no column "reciever"; did you mean "receiver"?'),
        "period": ("yaer", 'there is no column "yaer"; did you mean "year"?'),
        "publisher": ("", "this cannot be left out"),
        "day": ("yesterday", 'cannot read "yesterday"'),
    }
    right = {
        "claim": "figure", "measure": "aid", "value": "amount", "unit": "USD", "from": "Germany",
        "to": "receiver", "period": "year", "publisher": "An office", "day": "2025-01-31",
        "title-of-source": "Aid of the year",
    }  # fmt: skip
    typed, told = list[str](), list[str]()
    keys = [key for key, types, _ in prompts.PROMPTS if "figure" in types and key != "parties"]
    for key in (*keys, "day"):
        typed += [slips[key][0]] if key in slips else []
        typed.append(right.get(key, ""))

    def answer(question: str) -> str:
        told.append(question)
        return typed[len(told) - 1]

    monkeypatch.setattr(importing, "_asks", lambda: True)
    monkeypatch.setattr("builtins.input", answer)
    status, _, err = dip("import", "aid.csv", "--to", "base")
    assert (status, err, len(told)) == (0, "", len(typed))
    for _, message in slips.values():
        assert sum(question.startswith(f"  {message}") for question in told) in (1, 2), message
    (source,) = documents(Path("base"))[0]["source"]
    assert source == {
        "id": "aid", "publisher": "An office", "title": "Aid of the year",
        "published": "2025-01-31",
    }  # fmt: skip
    assert [claim["from"] for claim in claims(Path("base")).values()] == ["germany"]
    map_ = ("from=france", "to={donor}", "value={amount}", "period=2020")
    given = map_words(*map_)
    out = dip("import", "aid.csv", "--to", "other", *DAY, *MINE[:4], *given)[1]
    assert "note: who published the data is not said: add --map publisher=…" in out


@pytest.mark.parametrize(
    ("heads", "row", "named", "asked"),
    [
        ("Entity,Code,Year,Shelter", "Namibia,NAM,2020,6.5", '"Shelter"', ANY_UNIT),
        (WDI_HEADS, "Namibia,NAM,Shelter,SH.X,6.5", '"Shelter"', ANY_UNIT),
        (
            WDI_HEADS,
            "Namibia,NAM,Shelter index,SH.X,6",
            '"Shelter index"',
            "as in --map unit=index",
        ),
    ],
)
def test_no_unit_is_invented(
    dip: Run, heads: str, row: str, named: str, asked: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("life.csv").write_text(f"{heads}\n{row}\n")
    status, out, err = dip("import", "life.csv", *DAY)
    assert (status, out) == (2, "")
    assert f"{named} does not say in which unit its numbers are" in err
    assert f"add the unit, {asked}" in " ".join(err.split())
    _, found = import_twice(dip, "life.csv", "unit=points")
    assert [claim["unit"] for claim in found.values()] == ["points"]
    monkeypatch.setattr(importing, "_asks", lambda: True)
    monkeypatch.setattr("builtins.input", lambda question: "houses")
    assert dip("import", "life.csv", *DAY, "--to", "asked")[0] == 0
    assert [claim["unit"] for claim in claims(Path("asked")).values()] == ["houses"]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (
            "measure=foo",
            "--map measure: World Bank WDI fixes what its columns mean\n  leave it out; ",
        ),
        (
            "nonsense=1",
            "--map nonsense: World Bank WDI fixes what its columns mean\n  leave it out; ",
        ),
        ("unit=EUR", "--map unit=EUR: gdp.csv says its unit itself\n  leave it out\n"),
    ],
)
def test_what_a_known_format_would_not_heed_is_refused(dip: Run, said: str, told: str) -> None:
    Path("gdp.csv").write_text(f"{WDI_HEADS}\nNamibia,NAM,GDP (current US$),NY.GDP,6.5\n")
    status, out, err = dip("import", "gdp.csv", *DAY, "--map", said)
    assert (status, out) == (2, "")
    assert told in err


@pytest.mark.parametrize(
    ("numbers", "missing", "told"),
    [
        ("3823 -9 15", "", "-9 in n (1 cell) often says that there is no number: if so, add "
         "--map missing=-9"),
        ("3 -99.0 -99 -999", "", "-99, -999 in n (3 cells) often say that there is no number: if "
         "so, add --map missing=-99,-999"),
        ("5 -9 -999", "-9", "-999 in n (1 cell) often says that there is no number: if so, write "
         "--map missing=-9,-999"),
        ("10 -5 -66 -88", "", "-66, -88 in n (2 cells) often say that there is no number: if so, "
         "add --map missing=-66,-88"),
        ("3 -9 15", "-9", ""),
        ("3 -9 -8.5", "", ""),  # a number below zero like others
        ("3 -88 -7", "", ""),
        ("3 9 999", "", ""),
    ],
)  # fmt: skip
def test_numbers_that_stand_for_missing_ones_are_told(
    dip: Run, numbers: str, missing: str, told: str
) -> None:
    lines = [f"DEU,{year},{n}\n" for year, n in enumerate(numbers.split(), 2001)]
    Path("power.csv").write_text("who,year,n\n" + "".join(lines))
    words = ["measure=power", "unit=points", "parties={who}", "period={year}", "value={n}"]
    words += [f"missing={missing}"] if missing else []
    options = map_words(*words)
    out, found = import_twice(dip, "power.csv", *options)
    lines = [it for it in out.replace("\n    ", " ").splitlines() if "often sa" in it]
    assert lines == ([f"  note: {told}"] if told else [])
    assert len(found) == len([it for it in numbers.split() if it != missing])
    if told:  # what it says to type is right
        given = told.partition("--map ")[2]
        options = [it for it in options if it not in (f"missing={missing}",)]
        options = options[:-1] if missing else options
        out, found = import_twice(dip, "power.csv", *options, given)
        assert "often sa" not in out
        codes = given.partition("=")[2].split(",")
        left = [it for it in numbers.split() if it.removesuffix(".0") not in codes]
        assert len(found) == len(left)


@pytest.mark.parametrize(
    ("start", "end", "told"),
    [
        ("3 March 2020", "", 'cannot read "3 March 2020/" as a date or period; write '
         '"2020-03-03/"'),
        ("", "16.10.2015", 'cannot read "/16.10.2015" as a date or period; write "/2015-10-16"'),
    ],
)  # fmt: skip
def test_a_date_in_another_spelling_is_told_though_the_other_end_is_blank(
    dip: Run, start: str, end: str, told: str
) -> None:
    Path("visits.csv").write_text(f"who,host,start,end\nDEU,FRA,2019,\nDEU,ITA,{start},{end}\n")
    words = ["claim=event", "kind=visit", "topic=visits", "title=V", "status=held"]
    words += ["from={who}", "to={host}", "period={start}/{end}"]
    status, out, _ = dip("import", "visits.csv", *DAY, *map_words(*words))
    assert (status, f"  visits.csv:3: {told}\n" in out) == (3, True), out


def test_codes_of_either_side_are_compared_with_the_names_of_that_side(dip: Run) -> None:
    heads = "from,from_name,to,to_name,year,value\n"
    rows = "RUS,USSR,FRA,France,1980,5\nFRA,France,RUS,Russia,2000,6\nRUS,Russia,DEU,,2001,7\n"
    words = own("aid.csv", f"{heads}{rows}")
    out, found = import_twice(dip, *words)
    told = "  note: the codes in from are taken, though from_name says otherwise, RUS (Russia)\n"
    told += "    beside USSR: if the names are right, write --map from='{from_name}'\n"
    assert told.replace("\n    ", " ") in out.replace("\n    ", " ")
    assert out.count("are taken, though") == 1
    assert len(found) == 3
    by_name = [word.replace("from={from}", "from={from_name}") for word in words]
    out, found = import_twice(dip, *by_name)
    assert "are taken, though" not in out
    assert "iso2:SU" in [it["from"] for it in found.values()]


@pytest.mark.parametrize(
    ("rows", "is_told"),
    [
        ("DEU,FRA,Germany DEU,FRA,France FRA,DEU,France FRA,ITA,Italy", False),
        ("DEU,FRA,Germany DEU,ITA,Germany RUS,DEU,USSR", True),
    ],
)
def test_a_name_of_the_other_side_contradicts_no_code(dip: Run, rows: str, is_told: bool) -> None:
    text = "".join(f"{row},{year},5\n" for year, row in enumerate(rows.split(), 2017))
    out, _ = import_twice(dip, *own("aid.csv", f"from,to,Host,year,value\n{text}"))
    assert ("are taken, though Host says otherwise" in out.replace("\n    ", " ")) is is_told


def test_questions_that_nobody_answers_are_told(dip: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("Dyadic.csv").write_text("ccode1,ccode2,year,flow1,flow2\n2,20,1920,1,2\n")

    def closed(_: str) -> str:
        raise EOFError

    monkeypatch.setattr(importing, "_asks", lambda: True)
    monkeypatch.setattr("builtins.input", closed)
    status, _, err = dip("import", "Dyadic.csv")
    assert (status, err) == (
        2,
        "dipfacts: the questions were not answered\n"
        "  answer them, or say it with --map and --published\n",
    )


FLOWS = "a,b,y,v,flow\nNO,SE,2019,10,Exports\nNO,DK,2019,20,Exports\nNO,FI,2019,30,\n"


@pytest.mark.parametrize(
    ("chosen", "told"),
    [
        ("skip={b}=se", ['{b}=se leaves nothing out, as no row has it: did you mean "SE"?']),
        (
            "skip={b}=SE; DK, {y}=2018, {v}=20.0, {b}=XX, {v}=7",
            [
                "{b}=SE; DK leaves nothing out, as no row has it: "
                "write --map 'skip={b}=XX, {b}=SE, {b}=DK, {y}=2018, {v}=20.0, {v}=7'",
                '{b}=XX leaves nothing out, as no row has it: rows have "SE", "DK", "FI"',
                "{y}=2018, {v}=7 leaves nothing out, as no row has them",
            ],
        ),
        ("skip={y}=", ["{y}= leaves nothing out, as no row is blank there"]),
        ("skip={flow}=, {b}=SE", []),
        ("where={b}=SE, {b}=dk", ['{b}=dk takes nothing, as no row has it: did you mean "DK"?']),
    ],
)
def test_a_condition_that_no_row_has_is_told(dip: Run, chosen: str, told: list[str]) -> None:
    Path("t.csv").write_text(FLOWS)
    out = dip("import", "t.csv", *DAY, *OWN, "--map", chosen, "--to", "base")[1]
    assert re.findall("note: (?:skip|where) (.*)", out) == told


def test_a_cell_of_a_wide_table_is_skipped(dip: Run) -> None:
    Path("t.csv").write_text("a,b,2019,2020\nNO,SE,1,2\nNO,DK,0,4\n")
    wide = ("columns=2019..2020", "period={column}", "value={cell}", "skip={cell}=0, {cell}=9")
    keys = ("measure=exports", "unit=USD", "from={a}", "to={b}", *wide)
    out, found = import_twice(dip, "t.csv", *keys)
    assert sorted(claim["value"] for claim in found.values()) == [1, 2, 4]
    assert "left out: 1 cell is 0\n" in out
    assert "note: skip {cell}=9 leaves nothing out, as no row has it\n" in out
