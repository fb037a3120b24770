"""`dipfacts check`: every message to the letter, every example of docs/check.md, every format."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from conftest import Write
from dipfacts import countries, errors
from dipfacts.checks import findings
from dipfacts.checks.contents import CHECKS
from dipfacts.cli import app
from dipfacts.cli.registry import COMMANDS
from dipfacts.errors import Problem
from dipfacts.model.units import unit_words
from dipfacts.read import files
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.base.circles import circles
from dipfacts.read.files import SourceFile
from dipfacts.render import diagnostics as render
from support.check_page import SECTIONS, SHARED, TABLE, WAYS, example, written
from support.command_line import Run
from support.compiled import shared
from support.factbase import base, event, party, relation, source, table
from support.screen import Screen

ROOT = Path(__file__).parents[2]
TODAY = date(2026, 1, 1)


def checked(code: str, which: str, folder: Path) -> list[Problem]:
    """Return what is wrong with an example, whatever has to be done to make it."""
    way, found = written(code, which)
    if WAYS[way] == "toml":
        return problems(example(code, which))
    done = subprocess.run(found, shell=True, cwd=folder, check=True, stdout=subprocess.PIPE)
    if "folder" not in way:
        return problems(done.stdout)
    out = io.BytesIO()
    with contextlib.redirect_stdout(io.TextIOWrapper(out, "utf-8", write_through=True)):
        app.run(["check", str(folder), "--json"])
        told = json.loads(out.getvalue())["problems"]
        return [Problem(remedy=it.pop("hint"), **it) for it in told]


def problems(*texts: str | bytes) -> list[Problem]:
    """Return what is wrong with files named a.toml, b.toml and so on."""
    reader = BaseReader()
    for name, text in zip("abcd", texts, strict=False):
        file = SourceFile(f"{name}.toml", f"{name}.toml", f"{name}.toml")
        reader.add(file, text if isinstance(text, bytes) else text.encode())
    return [*findings.problems(reader, TODAY, COMMANDS)]


def told(*texts: str) -> list[str]:
    """The problems as one line each, without file and line."""
    return [f"{p.severity}[{p.code}]: {p.message}; {p.hint}" for p in problems(*texts)]


# --------------------------------------------------------------------- docs/check.md


def test_the_page_has_a_line_and_a_section_for_each_check_in_their_order() -> None:
    assert list(TABLE) == list(SECTIONS)
    checked = [c.__name__.replace("_", "-") for c in CHECKS]
    assert [code for code in SECTIONS if code in checked] == checked


CODE_AT = {
    "Problem": 3,
    "refuse": 1,
    "SyntaxFault": 2,
    "Fault": 1,
    "_finding": 1,
    "Finding": 2,
}


def test_every_code_in_the_source_has_its_section() -> None:
    """A code stands as a text of its own wherever a problem, a finding or a fault is made."""
    package = ROOT / "src" / "dipfacts"
    names = (
        *(
            "read/table/validation",
            "read/table/rules",
            "read/toml/loader",
            "read/toml/recovery",
            "read/base/references",
        ),
        *(
            "read/base/base_reader",
            "read/base/same_as",
            "read/toml/encoding",
            "read/table/number_rules",
        ),
        "cli/commands/check",
    )
    files = [package / f"{name}.py" for name in names]
    found = set()
    for path in (*files, *(package / "checks").glob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            code: ast.AST | None = None
            if isinstance(node, ast.Call):
                name = getattr(node.func, "id", getattr(node.func, "attr", ""))
                nth = CODE_AT.get(name, len(node.args))
                code = node.args[nth] if nth < len(node.args) else None
            elif isinstance(node, ast.Yield | ast.Return) and isinstance(node.value, ast.Tuple):
                parts, nth = (4, 1) if isinstance(node, ast.Yield) else (3, 0)
                code = node.value.elts[nth] if len(node.value.elts) == parts else None
            if isinstance(code, ast.Constant) and code.value:
                found.add(code.value)
    assert found == set(SECTIONS)


def test_what_can_be_allowed_is_every_warning() -> None:
    warnings = [code for code, severity in TABLE.items() if severity == "warning"]
    assert [*errors.WARNINGS, "unused-allow"] == warnings


def test_what_the_examples_share_has_no_problem() -> None:
    assert problems(SHARED) == []


@pytest.mark.parametrize("code", SECTIONS)
def test_the_bad_example_has_its_problem_and_no_other(code: str, tmp_path: Path) -> None:
    found = {(problem.code, problem.severity) for problem in checked(code, "Bad", tmp_path)}
    assert found == {(code, TABLE[code])}


@pytest.mark.parametrize("code", SECTIONS)
def test_the_good_example_has_no_problem(code: str, tmp_path: Path) -> None:
    assert checked(code, "Good", tmp_path) == []


# ------------------------------------------------------------------ to the letter

# What each bad example is told: the text at the pointer, the message, the remedy.
MESSAGES = {
    "missing-locator": (
        '"news"',
        '"ties" has no locator; say where in its source it is, such as locator = "para 4"',
    ),
    "missing-said-on": (
        '"russia"',
        '"russia" is quoted without a date; add said_on, the day on which it was said',
    ),
    "said-after-published": (
        "2022-12-06",
        "said_on 2022-12-06 is after its source was published, 2022-12-05; "
        "correct one of the two dates, or name the source that reports it",
    ),
    "published-in-future": (
        "2999-01-01",
        "published 2999-01-01 is in the future; correct the date",
    ),
    "held-in-advance": (
        '"held"',
        'status is "held", but its source of 2022-12-05 is older than 2022-12-09; '
        'write status = "planned", or name a source that reports it',
    ),
    "known-in-advance": (
        '"2565"',
        "the period 2565 begins after the source of 2022-12-05; "
        'write status = "forecast" or "target", or correct one of the two dates',
    ),
    "rank-without-reason": (
        '"deprecated"',
        'rank is "deprecated" without a reason; add rank_reason = "…"',
    ),
    "reason-without-rank": (
        '"the paper corrected it the next day"',
        "rank_reason is given, but rank is normal; "
        'add rank = "preferred" or rank = "deprecated", or remove the reason',
    ),
    "unused-source": (
        '"daily"',
        'no claim uses the source "daily"; remove it, or add the claim that it is for',
    ),
    "no-rows": (
        "",
        "yearly.csv has no row below its head; "
        'fetch it anew, or say why it is so: allow = ["no-rows: …"]',
    ),
    "bad-url": (
        '"www.example.org"',
        'url "www.example.org" is not an http or https address; '
        'write it in full, such as "https://example.org/page"',
    ),
    "unseen-character": (
        r'"Diplomatic \u202Esnoitaler"',
        "title holds the invisible character U+202E; "
        "remove it: the text may not be what it looks like",
    ),
    "sum-differs": (
        "2_900_000_000",
        "turnover is $2.9 billion, but exports + imports "
        '("exports-2021", "imports-2021") is $2.6 billion; '
        'compare them with their sources, or say why: allow = ["sum-differs: …"]',
    ),
    "not-two": (
        '["exports", "imports", "turnover"]',
        "difference_of names 3 measures, not two; "
        'write difference_of = ["exports", "imports"], the second taken from the first',
    ),
    "balance-differs": (
        "800_000_000",
        'balance is $800 million, but exports - imports ("exports-2021", "imports-2021") is '
        "-$800 million; compare them with their sources, or say why: "
        'allow = ["balance-differs: …"]',
    ),
    "unknown-currency": (
        '"UDS"',
        'unit "UDS" is not a currency of ISO 4217; correct the code, or allow a former currency: '
        'allow = ["unknown-currency: …"]',
    ),
    "part-above-total": (
        "3_100_000_000",
        'a part of $3.1 billion is above its total "turnover-2020", $2.6 billion; '
        "compare both with their sources, or name the right total in part_of",
    ),
    "share-above-whole": (
        "104",
        "a share of 104% is above 100%; "
        "write the share in percent of the whole, or use a measure of growth",
    ),
    "below-zero": (
        "-9",
        '-$9 is below 0, of which "turnover" has nothing; '
        "compare it with its source: it may be a code for no number, or a balance",
    ),
    "bad-rank": (
        "0",
        "a rank of 0 is not a whole number from 1; write the place in the order, such as value = 3",
    ),
    "preferred-twice": (
        '"preferred"',
        "two preferred claims disagree: $3.4 billion here, $2.9 billion in "
        '"turnover-2021" (a.toml:72); '
        "prefer one of them",
    ),
    "same-claim": (
        '"turnover-2021-again"',
        '"turnover-2021-again" says the same as "turnover-2021" (a.toml:72); keep one of them',
    ),
    "possible-duplicate": (
        '"visit-again"',
        'may be about the same visit as "visit" (a.toml:77): same parties, 1 day apart; '
        'add same_as = "visit", or allow = ["possible-duplicate: why they are two"]',
    ),
    "joined-apart": (
        '"1997/2002"',
        'is joined to "first-link" (a.toml:78) as one relation, but their periods lie apart: '
        "1997/2002 here, 1990/1995 there; correct a period, or the same_as that joins them",
    ),
    "ended-for-some": (
        '["azerbaijan", "russia"]',
        'is "withdrawn" for azerbaijan and russia alone, and is one relation with "pact" '
        "(a.toml:72), also of kazakhstan; give each that left a claim of its own, and allow this "
        "if it ended among these alone",
    ),
    "same-statement": (
        "",
        '"russia" said this on the day of "on-the-talks" (FOLDER/a.toml:18), which has the same '
        'parties and kind; add same_as = "on-the-talks", or allow = ["same-statement: why they '
        'are two"]',
    ),
    "derived-from-circle": (
        '["customs"]',
        'derived_from leads in a circle: "customs", "yearbook", "customs"; '
        "remove derived_from from the source that the others are made from",
    ),
    "part-of-type": (
        '"fruit-agreement"',
        'part_of of the figure "apples-2021" names the relation "fruit-agreement"; '
        "name the figure that is the total, or leave part_of out",
    ),
    "part-of-circle": (
        '"apples-2021"',
        'part_of leads in a circle: "fruit-2021", "apples-2021", "fruit-2021"; '
        "remove part_of from the figure that is the total",
    ),
    "shared-name": (
        '"the Committee"]',
        '"the Committee" is also a name of "customs-committee" (a.toml:72); '
        "keep it with the party that is always meant, or with neither",
    ),
    "country-twice": (
        '"Aserbaidschan"',
        '"aserbaidschan" has the name of "azerbaijan", and no code: nothing that claims say of the '
        'one is told of the other; name "azerbaijan" in claims',
    ),
    "iso-of-another": (
        '"DE"',
        'iso = "DE" makes "bundesbank" what claims about Germany are about; '
        'write country = "germany" in its place',
    ),
    "topic-is-command": (
        '"timeline"',
        'the topic "timeline" is named like a command, which hides it; give it another id',
    ),
    "outside-lifetime": (
        '"1995"',
        '1995 is outside the lifetime of "ussr", 1922-12-30/1991-12-26; '
        "correct the period, or name the state that there was then",
    ),
    "status-against-period": (
        '"terminated"',
        'status is "terminated", but the period 1992-04-04/.. goes on; '
        'write when it ended, or "1992-04-04/" where that is not known',
    ),
    "at-any-time": (
        '"../.."',
        '"../.." is at any time, but a relation has a beginning; '
        'write "/.." where that is not known, or it, as in "1992-04-04/.."',
    ),
    "cannot-be-both": (
        '"terminated"',
        '"terminated" here, "in-force" in "railway" (a.toml:72), and no date tells when; '
        "write when it ended, or deprecate the claim that no longer holds",
    ),
    "unreadable": (
        "",
        "FOLDER/facts.toml cannot be read: too many levels of symbolic links; it leads "
        "back to itself, or is a link too far: remove it, or name the file",
    ),
    "no-toml": (
        "",
        "the folder holds no TOML file; add one, or name another folder",
    ),
    "inferred-without-how": (
        '"yes"',
        'inferred = "yes" does not say how; say how it follows, such as '
        'inferred = "the total less the exports"',
    ),
    "empty-file": (
        "",
        "the file is empty; begin with format = 1",
    ),
    "not-utf8": (
        "",
        "byte 0xE9 is not UTF-8 text; save the file as UTF-8",
    ),
    "bom": (
        "",
        "begins with a byte order mark; save the file as UTF-8 without a BOM",
    ),
    "syntax": (
        "Trade",
        "not valid TOML: invalid value; write a text in quotes, a date as 2022-12-05, "
        "a number as 2_900_000",
    ),
    "nesting": (
        "",
        "nested too deep to read; write flat arrays of tables, one claim a table",
    ),
    "number-range": (
        "inf",
        "value is not a finite number; write the number, or remove the claim",
    ),
    "missing-format": (
        "[[topic]]",
        "the file does not declare its format; write format = 1 in its first lines",
    ),
    "unknown-format": (
        "2",
        "format 2 is not known; write format = 1, the only one there is so far",
    ),
    "unknown-table": (
        "[[relations]]",
        'unknown table "relations"; did you mean "relation"?',
    ),
    "unknown-key": (
        'notes = "renewed"',
        'unknown key "notes" in [[relation]]; did you mean "note"?',
    ),
    "missing-key": (
        "[[relation]]",
        '[[relation]] "ties" has no key "title"; add title = "…"',
    ),
    "wrong-type": (
        '"2.9 billion"',
        "value is a string, not a number; write value = 2_900_000_000, without quotes",
    ),
    "not-allowed": (
        '"circa"',
        'qualifier cannot be "circa"; write "about", "almost", "at-least", "at-most", "exactly", '
        '"less-than" or "more-than"',
    ),
    "empty-text": (
        '""',
        "note is empty; give it a text, or leave the key out",
    ),
    "bad-id": (
        '"Ties of 1992"',
        'id "Ties of 1992" is not a valid id; ids are lower-case letters, '
        'digits and single hyphens between them, such as "ties-of-1992"',
    ),
    "bad-period": (
        '"Q1 2021"',
        'cannot read "Q1 2021" as a date or period; '
        'write "2021-01/2021-03" (all of it) or "[2021-01..2021-03]" (some time in it)',
    ),
    "about-whom": (
        "[[relation]]",
        '[[relation]] "ties" names no parties; add parties = ["…", "…"], or both from and to',
    ),
    "party-twice": (
        '"azerbaijan"]',
        '[[relation]] "ties" names one party twice; name each party once',
    ),
    "inexact-money": (
        "2.9",
        "value 2.9 of money has a point; write the amount in whole USD, such as 2_900_000_000",
    ),
    "value-and-absent": (
        '"confidential"',
        '[[figure]] "turnover-2021" has both value and absent; '
        "keep absent only where the source gives no number",
    ),
    "duplicate-id": (
        '"turnover-2020"',
        'duplicate id "turnover-2020"; used at a.toml:62; give each table its own',
    ),
    "unknown-reference": (
        '"rusia"]',
        'unknown party "rusia"; did you mean "russia"?',
    ),
    "topic-of-measure": (
        '"energy"',
        'the measure "turnover" belongs to the topic "trade"; write topic = "trade", or '
        "another measure",
    ),
    "kind-of-another": (
        '"diplomatic-relations"',
        'the kind "diplomatic-relations" is declared of events; write an [[event]], or give it '
        "another kind",
    ),
    "same-as-type": (
        '"signing"',
        'same_as of the relation "ties" names the event "signing"; name a claim about the same '
        "relation, or leave same_as out",
    ),
    "same-as-parties": (
        '"ties"',
        "same_as joins different parties: azerbaijan and italy here, azerbaijan and russia in "
        '"ties"; name a claim about the same parties, or leave same_as out',
    ),
    "same-as-circle": (
        '"ties"',
        'same_as leads in a circle: "ties", "ties-again", "ties"; let all of them name one '
        "claim, and that one none",
    ),
    "unknown-iso": (
        '"UK"',
        'iso "UK" is not a country of ISO 3166; correct the code, or leave it out for a '
        "country that has none",
    ),
    "growth-differs": (
        "25",
        'turnover-growth is 25%, but from "turnover-before" to "turnover-2021" it is '
        '11.5%; compare them with their sources, or say why: allow = ["growth-differs: …"]',
    ),
    "factor-1000": (
        "2_900_000",
        "turnover of 2021 is $2.9 million, 897 times less than that of 2020, $2.6 billion "
        '("turnover-2020"); correct the value or the unit, or say why: allow = ["factor-1000: …"]',
    ),
    "parts-differ": (
        '"complete"',
        "the parts add up to $2.7 billion, not to $2.9 billion; correct them, add the "
        "part that is missing, or remove parts",
    ),
    "unit-of-nature": (
        '"percent"',
        'unit "percent" does not fit "turnover", a flow measure; write a currency or '
        "another quantity, or correct the measure",
    ),
    "has-partner": (
        '["azerbaijan", "russia"]',
        '"gdp" has partners = 0, but this is about several parties; name one party, or leave '
        'partners out of the measure; or say why: allow = ["has-partner: …"]',
    ),
    "no-direction": (
        '["azerbaijan", "russia"]',
        '"balance" is a balance, and has no direction that says whose; '
        'write from = "azerbaijan" and to = "russia"; or say why: allow = ["no-direction: …"]',
    ),
    "money-without-currency": (
        '"billion dollars"',
        'unit "billion dollars" is money, but not a currency code; '
        'write unit = "USD" and value = 2_900_000_000',
    ),
    "percent-unit": (
        '"per cent"',
        'unit "per cent" means percent in other words; write unit = "percent"',
    ),
    "persons-unit": (
        '"people"',
        'unit "people" means persons in other words; write unit = "persons"',
    ),
    "scaled-unit": (
        '"mln kWh"',
        'unit "mln kWh" scales its value by 1,000,000; write unit = "kWh" and value = 12_000_000',
    ),
    "measure-circle": (
        '["transit", "imports"]',
        'sum_of leads from "transit" back to itself; name the measures that it is made of',
    ),
    "malformed-allow": (
        '"missing-locator"]',
        'allow gives no reason for "missing-locator"; write allow = ["missing-locator: '
        'why it is right"]',
    ),
    "unused-allow": (
        '"missing-locator: the page is a single sentence"]',
        'allow: this table has no warning "missing-locator"; remove it',
    ),
}


@pytest.mark.parametrize("code", SECTIONS)
def test_the_message_and_its_place(code: str, tmp_path: Path) -> None:
    (problem,) = checked(code, "Bad", tmp_path)
    line = ""
    if WAYS[written(code, "Bad")[0]] == "toml":
        line = example(code, "Bad").split("\n")[problem.line - 1][problem.column - 1 :]
    told = f"{problem.message}; {problem.hint}".replace(str(tmp_path), "FOLDER")
    assert (line, told) == MESSAGES[code]


# ------------------------------------------------------------------ what is no problem


def figure(name: str, value: str, *more: str, period: str = "2021", measure: str = "") -> str:
    """A figure without any problem, with more lines if given."""
    lines = "\n".join(more)
    whom = "" if "from = " in lines else 'parties = ["azerbaijan", "russia"]'
    return (
        f'[[figure]]\nid = "{name}"\nmeasure = "{measure or "turnover"}"\n{whom}\n'
        f'period = "{period}"\nvalue = {value}\nunit = "USD"\nsource = "news"\n'
        f'locator = "p. {name}"\n{lines}\n'
    )


AZ = 'reporter = "azerbaijan"'
AR = 'from = "azerbaijan"\nto = "russia"'
RA = 'from = "russia"\nto = "azerbaijan"'


def three(total: str, exports: str, imports: str, voice: str = AZ, back: str = RA) -> str:
    """A total and what adds up to it."""
    return SHARED + "\n".join(
        [
            figure("t", total, voice),
            figure("e", exports, voice, AR, measure="exports"),
            figure("i", imports, voice, back, measure="imports"),
        ]
    )


@pytest.mark.parametrize(
    "text",
    [
        three("2_600_000_000", "900_000_000", "1_700_000_000"),
        three("3_000_000_000", "900_000_000", "2_060_000_000"),  # rounded
        three("9_000_000_000", "900_000_000", "1_700_000_000", voice=""),  # nobody's statistics
        three("9_000_000_000", "900_000_000", "1_700_000_000", back=AR),  # of two directions
        three("9_000_000_000", "900_000_000", "1_700_000_000", AZ + '\nqualifier = "more-than"'),
        three("2_600_000_000", "900_000_000", "1_700_000_000")
        + figure("e2", "950_000_000", AZ, AR, measure="exports"),  # one of two revisions fits
    ],
)
def test_sums_that_fit_or_cannot_be_compared(text: str) -> None:
    assert told(text) == []


def test_of_very_many_revisions_nothing_is_said() -> None:
    text = three("9_000_000_000", "900_000_000", "1_700_000_000")
    assert [p.code for p in problems(text)] == ["sum-differs"]
    more = (figure(f"e{n}", f"{n}_000_000", AZ, AR, measure="exports") for n in range(100, 150))
    assert problems(text + "\n".join(more)) == []


def test_sums_in_no_direction_are_compared_too() -> None:
    text = SHARED + "\n".join(
        figure(name, value, AZ, measure=measure)
        for name, value, measure in (
            ("t", "9_000_000_000", "turnover"),
            ("e", "900_000_000", "exports"),
            ("i", "1_700_000_000", "imports"),
        )
    )
    assert [p.code for p in problems(text)] == ["sum-differs"]


BALANCE = """
[[measure]]
id = "balance"
topic = "trade"
label = "Trade balance"
nature = "flow"
difference_of = ["exports", "imports"]

"""


@pytest.mark.parametrize(
    ("value", "whom", "codes"),
    [
        ("-800_000_000", AR, []),
        ("800_000_000", AR, ["balance-differs"]),
        ("-750_000_000", AR, []),  # within the rounding of all three
        ("-600_000_000", AR, ["balance-differs"]),
        ("800_000_000", RA, []),  # the other side's, whose exports this voice does not state
        ("-800_000_000", "", ["no-direction"]),
        ("800_000_000", "", ["no-direction", "balance-differs"]),
    ],
)
def test_a_balance_is_that_of_the_side_it_starts_from(
    value: str, whom: str, codes: list[str]
) -> None:
    text = SHARED + BALANCE + figure("b", value, AZ, whom, measure="balance")
    text += figure("e", "900_000_000", AZ, AR, measure="exports")
    text += figure("i", "1_700_000_000", AZ, RA, measure="imports")
    text += figure("e2", "1_000_000_000", 'reporter = "russia"', RA, measure="exports")
    assert [p.code for p in problems(text)] == codes


def test_a_balance_that_neither_side_states_may_go_either_way() -> None:
    (problem,) = problems(SHARED + BALANCE + figure("b", "800_000_000", measure="balance"))
    assert problem.code == "no-direction"
    assert problem.hint == (
        'write from = "azerbaijan" and to = "russia", or the other way round; '
        'or say why: allow = ["no-direction: …"]'
    )


def test_a_balance_with_the_world_is_that_of_the_party() -> None:
    whole = '[[party]]\nid = "world"\nkind = "aggregate"\nname = "World"\n'
    balance = figure("b", "800_000_000", AZ, measure="balance").replace("russia", "world")
    assert not problems(SHARED + BALANCE + whole + balance)


def test_what_turns_the_text_around_is_found_in_comments_too() -> None:
    text = SHARED + 'note = "#"\n# it is \u202e not\n'
    (problem,) = problems(text)
    assert (problem.code, text.split("\n")[problem.line - 1][: problem.column - 1]) == (
        "unseen-character",
        "# it is ",
    )


PART = 'part_of = "turnover-2020"\nscope = "fruit"'


@pytest.mark.parametrize(
    "part",
    [
        figure("p", "3_000_000_000", PART),  # of another year
        figure("p", "2_640_000_000", PART, period="2020"),  # rounds to the total
        figure("p", "3_000_000_000", PART, 'qualifier = "less-than"', period="2020"),
        figure(
            "p", "3_000_000_000", PART, 'rank = "deprecated"\nrank_reason = "no"', period="2020"
        ),
    ],
)
def test_parts_that_may_be_within_their_total(part: str) -> None:
    assert told(SHARED + part) == []


def test_bounds_count_for_parts_and_totals() -> None:
    part = figure("p", "2_700_000_000", PART, 'qualifier = "more-than"', period="2020")
    assert [p.code for p in problems(SHARED + part)] == ["part-above-total"]
    total = SHARED.replace('unit = "USD"', 'unit = "USD"\nqualifier = "less-than"')
    assert [p.code for p in problems(total + part)] == ["part-above-total"]
    total = SHARED.replace('unit = "USD"', 'unit = "USD"\nqualifier = "more-than"')
    assert problems(total + part) == []


PREFERRED = 'rank = "preferred"\nrank_reason = "better"'

GROWTH = SECTIONS["growth-differs"].split("```toml\n")[1].split("```")[0]


@pytest.mark.parametrize(
    ("rate", "codes"),
    [
        ("value = 15", []),  # 2.95 to 2.55 billion
        ("value = 16.5", ["growth-differs"]),
        ('value = 5\nqualifier = "more-than"', []),
        ('value = 20\nqualifier = "more-than"', ["growth-differs"]),
        ('value = 5\nqualifier = "less-than"', ["growth-differs"]),
        ('value = 25\nrank = "deprecated"\nrank_reason = "a slip"', []),
    ],
)
def test_growth_is_compared_as_exactly_as_it_is_written(rate: str, codes: list[str]) -> None:
    text = SHARED + GROWTH.replace("value = 25", rate)
    assert [p.code for p in problems(text)] == codes


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('reporter = "azerbaijan"\n\n[[figure]]', 'reporter = "russia"\n\n[[figure]]'),
        ('period = "2020"', 'period = "2019"'),
        ("value = 2_600_000_000", 'value = 2_600_000_000\nqualifier = "less-than"'),
        ("value = 2_600_000_000", "value = 0"),
    ],
)
def test_growth_that_cannot_be_compared(old: str, new: str) -> None:
    assert old in GROWTH
    text = SHARED + GROWTH.replace(old, new, 1)
    if "less-than" in new:  # from less than 2.6 billion it may be any growth above 9.6 percent
        text = text.replace("value = 25", "value = 90")
    assert problems(text) == []


STATED = 'turnover-growth is 250%, but from "turnover-before" to "turnover-2021" it is '


@pytest.mark.parametrize(
    ("earlier", "later", "limit"),
    [
        ("", "more-than", "more than 11.5%"),
        ("", "at-least", "at least 11.5%"),
        ("", "less-than", "less than 11.5%"),
        ("", "at-most", "at most 11.5%"),
        ("more-than", "", "less than 11.5%"),
        ("at-least", "", "at most 11.5%"),
        ("at-least", "less-than", "less than 11.5%"),
        ("more-than", "at-most", "less than 11.5%"),
        ("about", "", "about 11.5%"),
        ("about", "at-most", "at most 11.5%"),
        ("", "", "11.5%"),
    ],
)
def test_a_rate_that_rests_on_a_bound_is_told_as_one(earlier: str, later: str, limit: str) -> None:
    def limited(text: str, value: str, qualifier: str) -> str:
        assert value in text
        return text.replace(value, f'{value}\nqualifier = "{qualifier}"') if qualifier else text

    text = limited(GROWTH, "value = 2_600_000_000", earlier)
    text = limited(text, "value = 2_900_000_000", later)
    rate = "value = 5" if later in ("more-than", "at-least") else "value = 250"
    (problem,) = problems(SHARED + text.replace("value = 25", rate))
    assert problem.message == STATED.replace("250%", f"{rate[8:]}%") + limit


# Just inside and just outside: from 2.55–2.65 to 2.85–2.95 billion it is 7.5 to 15.7 percent.
QUALIFIERS = [
    ("exactly", "16", "17"),
    ("exactly", "7.5", "7.4"),
    ("about", "16", "17"),
    ("about", "7.5", "7.4"),
    ("almost", "16", "17"),
    ("almost", "7.6", "7.5"),  # nothing above it
    ("more-than", "15.6", "15.7"),
    ("at-least", "15.6", "15.7"),
    ("less-than", "7.6", "7.5"),
    ("at-most", "7.6", "7.5"),
]


@pytest.mark.parametrize(("qualifier", "inside", "outside"), QUALIFIERS)
def test_each_qualifier_of_a_rate_just_inside_and_just_outside(
    qualifier: str, inside: str, outside: str
) -> None:
    for rate, codes in ((inside, []), (outside, ["growth-differs"])):
        text = GROWTH.replace("value = 25", f'value = {rate}\nqualifier = "{qualifier}"')
        assert [p.code for p in problems(SHARED + text)] == codes, rate


def test_a_forecast_is_held_against_forecasts() -> None:
    forecast = 'status = "forecast"'
    _, *tables = GROWTH.split("[[figure]]")
    for odd in (0, 1):  # nothing that happened rests on one
        text = GROWTH.replace(tables[odd], f"{tables[odd].rstrip()}\n{forecast}\n\n")
        assert problems(SHARED + text) == []
    later = GROWTH.replace(tables[0], f"{tables[0].rstrip()}\n{forecast}\n\n")
    text = f"{later.rstrip()}\n{forecast}\n"
    assert [p.code for p in problems(SHARED + text)] == ["growth-differs"]
    text = three("9_000_000_000", "900_000_000", "1_700_000_000", f"{AZ}\n{forecast}")
    assert [p.code for p in problems(text)] == ["sum-differs"]
    assert problems(text.replace(forecast, "", 1)) == []


RETRACTED = 'rank = "deprecated"\nrank_reason = "a slip"'


@pytest.mark.parametrize(
    "more",
    [
        # 25 percent would fit these, but they no longer count.
        figure("late", "3_250_000_000", AZ, RETRACTED),
        figure("early", "2_320_000_000", AZ, RETRACTED, period="2020"),
    ],
)
def test_a_deprecated_claim_saves_no_wrong_growth(more: str) -> None:
    assert [p.code for p in problems(SHARED + GROWTH + more)] == ["growth-differs"]
    assert problems(SHARED + GROWTH + more.replace(RETRACTED, "")) == []


def test_a_deprecated_claim_is_no_part_of_a_sum_and_no_sum() -> None:
    wrong = three("9_000_000_000", "900_000_000", "1_700_000_000")
    fitting = figure("e2", "7_300_000_000", AZ, AR, RETRACTED, measure="exports")
    assert [p.code for p in problems(wrong + fitting)] == ["sum-differs"]
    assert problems(wrong + fitting.replace(RETRACTED, "")) == []
    right = three("2_600_000_000", "900_000_000", "1_700_000_000")
    assert problems(right + figure("t2", "9_000_000_000", AZ, RETRACTED)) == []


def test_a_share_of_a_flow_is_no_growth_of_it() -> None:
    text = SHARED + GROWTH.replace('"turnover-growth"', '"share-of-turnover"')
    assert 'measure = "share-of-turnover"' in text
    assert problems(text) == []
    assert problems(SHARED + GROWTH.replace('"percent"', '"points"')) == []


@pytest.mark.parametrize("ends", [("azerbaijan", "russia"), ("russia", "azerbaijan")])
def test_growth_without_a_direction_is_not_that_of_either(ends: tuple[str, str]) -> None:
    """Whichever of the two comes first in the alphabet."""
    parties, start, end = 'parties = ["azerbaijan", "russia"]', *ends
    assert GROWTH.count(parties) == 3
    directed = f'from = "{start}"\nto = "{end}"'
    assert problems(SHARED + GROWTH.replace(parties, directed, 2)) == []
    alike = problems(SHARED + GROWTH.replace(parties, directed))
    assert [p.code for p in alike] == ["growth-differs"]


CONSTANT = 'definition = "constant prices"'


@pytest.mark.parametrize("key", [CONSTANT, 'valuation = "fob"'])
def test_growth_is_held_against_numbers_that_are_measured_alike(key: str) -> None:
    _, *tables = GROWTH.split("[[figure]]")
    for odd in (0, 1):
        text = GROWTH.replace(tables[odd], f"{tables[odd].rstrip()}\n{key}\n\n")
        assert problems(SHARED + text) == []
    text = GROWTH.replace(AZ + "\n", f"{AZ}\n{key}\n")
    assert [p.code for p in problems(SHARED + text)] == ["growth-differs"]


def test_real_growth_is_not_held_against_numbers_in_current_prices() -> None:
    assert problems(SHARED + GROWTH + CONSTANT) == []


def test_sums_are_made_of_one_definition() -> None:
    text = three("9_000_000_000", "900_000_000", "1_700_000_000", AZ + "\n" + CONSTANT)
    assert [p.code for p in problems(text)] == ["sum-differs"]
    assert problems(text.replace(CONSTANT, "", 1)) == []


def test_of_very_many_revisions_no_growth_is_reported() -> None:
    def revised(count: int, theirs: str = "") -> list[str]:
        more = (figure(f"r{n}", f"{n}_000_000", AZ) for n in range(2901, 2901 + count))
        return [p.code for p in problems(SHARED + GROWTH + "".join(more) + theirs)]

    assert revised(49) == ["growth-differs"]
    assert revised(50) == []
    _, *tables = GROWTH.replace(AZ, 'reporter = "russia"').split("[[figure]]")
    theirs = [table.replace('id = "', 'id = "ru-', 1) for table in tables]
    assert revised(50, "[[figure]]".join(["", *theirs])) == ["growth-differs"]


def test_spans_that_end_alike_and_start_differently_are_not_added() -> None:
    text = three("9_000_000_000", "900_000_000", "1_700_000_000")
    assert [p.code for p in problems(text)] == ["sum-differs"]
    for half in ("2021-07/2021-12", "2020/2021"):
        parts = text.replace('[[figure]]\nid = "t"', "WHOLE")
        head, *rest = parts.split("WHOLE")
        whole, e, i = rest[0].split("[[figure]]")
        other = [part.replace('period = "2021"', f'period = "{half}"') for part in (e, i)]
        assert problems(head + '[[figure]]\nid = "t"' + "[[figure]]".join([whole, *other])) == []


def test_growth_of_any_size_is_told() -> None:
    text = GROWTH.replace("value = 2_600_000_000", "value = 0.000000000000000001")
    text = SHARED + text.replace("USD", "t").replace("2_900_000_000", "299_999_999_999_999_999")
    assert [p.code for p in problems(text)] == ["growth-differs"]


def parts(*values: str, more: str = "", total: str = "2_900_000_000") -> str:
    """A total whose parts are said to be complete."""
    text = SHARED + figure("t", total, 'parts = "complete"')
    for n, value in enumerate(values):
        text += figure(f"p{n}", value, f'part_of = "t"\nscope = "s{n}"', more)
    return text


@pytest.mark.parametrize(
    ("text", "told_of"),
    [
        (parts("2_400_000_000", "500_000_000"), ""),
        (parts("2_440_000_000", "480_000_000"), ""),  # rounded
        (parts("2_400_000_000", "500_000_000", "700_000_000").replace('"s2"', '"s1"'), ""),
        (
            parts("2_000_000_000", "500_000_000", "700_000_000").replace('"s2"', '"s1"'),
            "the parts add up to $2.5 billion, not to $2.9 billion",
        ),
        (parts("2_400_000_000"), "the parts add up to $2.4 billion, not to $2.9 billion"),
        (parts("2_400_000_000", more='qualifier = "at-least"'), ""),
        (
            parts("2_400_000_000", "600_000_000", more='qualifier = "more-than"'),
            "the parts add up to more than $3 billion, not to $2.9 billion",
        ),
        (parts("2_800_000_000", "900_000_000", more='qualifier = "at-most"'), ""),
        (parts(), 'the parts of "t" are marked complete, but there are none'),
        (
            parts("2_900_000_000").replace('\nscope = "s0"', "").replace("p0", "q")
            + figure(
                "r", "5", 'part_of = "t"\nscope = "r"\nrank = "deprecated"\nrank_reason = "no"'
            ),
            "",
        ),
    ],
)
def test_complete_parts(text: str, told_of: str) -> None:
    assert [p.message for p in problems(text)] == ([told_of] if told_of else [])


UNITS = {
    "turnover": ("percent", "rank"),
    "turnover-share": ("USD", "rank"),
    "partner-rank": ("USD", "percent", "place"),
}


@pytest.mark.parametrize(("measure", "unit"), [(m, u) for m, us in UNITS.items() for u in us])
def test_units_of_another_nature(measure: str, unit: str) -> None:
    text = SHARED + figure("x", "3", measure=measure).replace("USD", unit)
    assert [p.code for p in problems(text)] == ["unit-of-nature"]


@pytest.mark.parametrize("unit", ["USD", "percent", "rank"])
def test_units_of_a_count(unit: str) -> None:
    shared = SHARED.replace(
        'nature = "flow"\n\n[[measure]]\nid = "imports"',
        'nature = "count"\n\n[[measure]]\nid = "imports"',
    )
    text = shared + figure("x", "3", measure="exports")
    assert problems(text.replace('value = 3\nunit = "USD"', 'value = 3\nunit = "visits"')) == []
    (problem,) = problems(text.replace('value = 3\nunit = "USD"', f'value = 3\nunit = "{unit}"'))
    assert problem.message == f'unit "{unit}" does not fit "exports", a count'


@pytest.mark.parametrize(
    ("unit", "remedy"),
    [
        ("dollars", '"USD"'),
        ("usd", '"USD"'),
        ("billion USD", '"USD" and value = 3_000_000_000'),
        ("USD million", '"USD" and value = 3_000_000'),
        ("mln dollars", '"USD" and value = 3_000_000'),
        ("US dollars", '"USD"'),
        ("U.S. dollars (thousands)", '"USD" and value = 3_000'),
        ("$", '"USD"'),
        ("$bn", '"USD" and value = 3_000_000_000'),
        ("USDm", '"USD" and value = 3_000_000'),
        ("CNY 100 million", '"CNY" and value = 300_000_000'),
        ("EUR k", '"EUR" and value = 3_000'),
        ("million of euros", '"EUR" and value = 3_000_000'),
        ("lakh rupees INR", None),
        ("crore INR", '"INR" and value = 30_000_000'),
        ("million SEK", '"SEK" and value = 3_000_000'),  # a code without words of its own
        ("roubles", '"RUB"'),
        ("rubles", '"RUB"'),
        ("manat", '"AZN"'),
        ("kUSD", '"USD" and value = 3_000'),
        ("MUSD", '"USD" and value = 3_000_000'),
        ("bn€", '"EUR" and value = 3_000_000_000'),
        ("Indian rupees", '"INR"'),
        ("crore Pakistani rupees", '"PKR" and value = 30_000_000'),
        ("million Swiss francs", '"CHF" and value = 3_000_000'),
        ("Canadian dollars", '"CAD"'),
        ("South Korean won", '"KRW"'),
        ("billion baht", '"THB" and value = 3_000_000_000'),
        *((it, '"USD"') for it in ("US $", "$US", "dollars US", "美元", "ドル")),
        *((it, '"GBP"') for it in ("sterling", "pound sterling")),
        *((it, f'"{code}"') for it, code in (("C$", "CAD"), ("R$", "BRL"), ("zł", "PLN"))),
        *((it, f'"{code}"') for it, code in (("Kč", "CZK"), ("TL", "TRY"), ("人民币", "CNY"))),
        *((it, f'"{code}"') for it, code in (("欧元", "EUR"), ("円", "JPY"), ("SFr", "CHF"))),
        ("10亿美元", '"USD" and value = 3_000_000_000'),
        ("miles de millones de euros", '"EUR" and value = 3_000_000_000'),
        ("mil. Kč", '"CZK" and value = 3_000_000'),
    ],
)
def test_money_is_in_a_currency(unit: str, remedy: str | None) -> None:
    (problem,) = problems(SHARED + figure("x", "3").replace("USD", unit))
    if remedy is None:  # not known to be money, but scaled
        assert (problem.code, problem.severity) == ("scaled-unit", "warning")
    else:
        assert (problem.code, problem.severity) == ("money-without-currency", "error")
        assert problem.hint == f"write unit = {remedy}"


@pytest.mark.parametrize(
    ("unit", "value", "codes"),
    [
        ("rupees", "3", "INR, LKR, MUR, NPR, PKR or SCR"),
        ("billion rupees", "2.5", "INR, LKR, MUR, NPR, PKR or SCR; and value = 2_500_000_000"),
        ("Rs. crore", "3", "INR, LKR, MUR, NPR, PKR or SCR; and value = 30_000_000"),
        ("won", "2.5", "KRW or KPW; and the value in whole units of it"),
        ("Dirhams", "3", "AED or MAD"),
        ("pounds", "3", "GBP, EGP, FKP, GIP, LBP, SDG, SHP, SSP or SYP; of weight lb"),
        ("CFA francs", "3", "XAF or XOF"),
        ("¥", "3", "CNY or JPY"),
        ("元", "3", "CNY, HKD or TWD"),
        ("FCFA", "3", "XAF or XOF"),
    ],
)
def test_a_word_that_currencies_share_is_told_which_it_may_be(
    unit: str, value: str, codes: str
) -> None:
    (problem,) = problems(SHARED + figure("x", value).replace("USD", unit))
    assert (problem.code, problem.severity) == ("money-without-currency", "error")
    assert problem.message == f'unit "{unit}" may be money of several currencies'
    assert problem.hint == f"write the code of the one meant: {codes}"


def test_dollars_are_those_of_one_country() -> None:
    (problem,) = problems(SHARED + figure("x", "3").replace("USD", "dollars"))
    assert (problem.code, problem.severity) == ("money-without-currency", "error")
    assert problem.message == 'unit "dollars" is money, but not a currency code'
    assert problem.hint == 'write unit = "USD"'


def test_every_currency_of_several_is_one_of_today() -> None:
    meant = {code for codes in unit_words.OF_SHARED_WORDS.values() for code in codes}
    assert meant | {*unit_words.CURRENCIES.values()} <= countries.currencies()


@pytest.mark.parametrize(
    ("value", "unit", "hint"),
    [
        ("2.9", "dollars", 'write unit = "USD", and the value in whole USD'),
        ("2.95", "hundred USD", 'write unit = "USD" and value = 295'),
        ("2.9555", "thousand USD", 'write unit = "USD", and the value in whole USD'),
        ("100_000_000_000", "billion USD", 'write unit = "USD", and the value in whole USD'),
        ("1.2345", "thousand tonnes", 'write unit = "tonnes" and value = 1234.5'),
        ("-2.9", "mln t", 'write unit = "t" and value = -2_900_000'),
        ("3", "million", 'write what is counted, such as unit = "visitors", and value = 3_000_000'),
    ],
)
def test_the_remedy_for_a_scale_is_computed(value: str, unit: str, hint: str) -> None:
    found = problems(SHARED + figure("x", value).replace("USD", unit))
    (problem,) = (it for it in found if it.code != "below-zero")
    assert problem.hint == hint


SCALED = {
    "thousand tonnes": ("tonnes", 3_000),
    "thousands of visitors": ("visitors", 3_000),
    "mln kWh": ("kWh", 3_000_000),
    "mln. kWh": ("kWh", 3_000_000),
    "million-tonnes": ("tonnes", 3_000_000),
    "billion m3": ("m3", 3_000_000_000),
    "bn cubic metres": ("cubic metres", 3_000_000_000),
    "'000 tonnes": ("tonnes", 3_000),
    "1000 m3": ("m3", 3_000),
    "1,000,000 m3": ("m3", 3_000_000),
    "10^6 kWh": ("kWh", 3_000_000),
    "10⁶ kWh": ("kWh", 3_000_000),
    "tonnes (in thousands)": ("tonnes", 3_000),
    "lakh tonnes": ("tonnes", 300_000),
    "100 million tonnes": ("tonnes", 300_000_000),
    "tonnes, 10 thousand": ("tonnes", 30_000),
    "lakh crore tonnes": ("tonnes", 3_000_000_000_000),
    "млн т": ("т", 3_000_000),
    "thousand-barrels-per-day": ("barrels-per-day", 3_000),
    "thousand TEU": ("TEU", 3_000),
}


@pytest.mark.parametrize("unit", SCALED)
def test_units_with_a_scale(unit: str) -> None:
    (problem,) = problems(SHARED + figure("x", "3").replace("USD", unit))
    rest, value = SCALED[unit]
    assert (problem.code, problem.severity) == ("scaled-unit", "warning")
    assert problem.hint == f'write unit = "{rest}" and value = {value:_}'


@pytest.mark.parametrize(
    "unit",
    [
        *("kWh", "GWh", "TWh", "km", "kt", "Mt", "ktoe", "mtoe", "bcm", "MW", "hundredweight"),
        *("deaths per 1000 births", "births per million people", "visitors", "m of wire", "TEU"),
    ],
)
def test_units_without_a_scale(unit: str) -> None:
    shared = SHARED.replace('nature = "ratio"\nof', 'nature = "flow"\nof')
    allow = 'allow = ["unknown-currency: containers"]' if unit == "TEU" else ""
    assert problems(shared + figure("x", "3", allow).replace("USD", unit)) == []


def test_letters_that_are_no_code_and_mean_a_currency_get_its_code() -> None:
    (problem,) = problems(SHARED + figure("x", "3").replace("USD", "RMB"))
    assert problem.message == 'unit "RMB" is not a currency of ISO 4217'
    hint = 'write "CNY", or allow a former currency: allow = ["unknown-currency: …"]'
    assert problem.hint == hint


def of_years(*values: str, more: str = AZ, measure: str = "exports", first: int = 2000) -> str:
    """Figures of years in a row, without what all examples share; an empty value is a gap."""
    return "".join(
        figure(f"y{year}", value, AR, more, period=str(year), measure=measure)
        for year, value in enumerate(values, first)
        if value
    )


def leaps(text: str) -> list[str]:
    """The ids of the figures that are out of line with their neighbours."""
    lines = (SHARED + text).split("\n")
    places = [p.line for p in problems(SHARED + text) if p.code == "factor-1000"]
    ids = ([line for line in lines[:at] if line.startswith("id = ")][-1] for at in places)
    return [line.removeprefix('id = "').removesuffix('"') for line in ids]


@pytest.mark.parametrize(
    ("values", "found"),
    [
        (("20000", "21", "22000"), ["y2001"]),
        (("20000", "22000000", "24000"), ["y2001"]),
        (("20000", "22000000000", "24000"), ["y2001"]),  # a million
        (("20000", "22000000000000", "24000"), ["y2001"]),  # a billion
        (("20", "21000", "22000"), ["y2000"]),
        (("20000", "21000", "22"), ["y2002"]),
        (("20000", "21"), ["y2001"]),
        (("20", "21", "22000", "23000"), ["y2002"]),  # from here on in full
        (("20", "21", "22000", "23000", "24", "25"), ["y2002", "y2004"]),
        (("20000", "", "", "21", "22000"), ["y2003"]),
        (("20000", "", "", "", "21"), []),  # too long ago
        (("20000", "10", "20000"), ["y2001"]),  # at the limit: 2,000 times
        (("20000", "9", "20000"), []),
        (("20000", "40", "20000"), ["y2001"]),  # 500 times
        (("20000", "41", "20000"), []),
        (("20000", "21", "100000"), []),  # only the one before is about 1,000 times as large
        (("2000", "3", "400", "50000", "6"), []),  # nothing is in line
        (("20000", "21000", "22000"), []),
        (("20000", "0", "22000"), []),
        (("-20000", "21", "-22000"), []),
        (("-20000", "-21", "-22000"), ["y2001"]),
    ],
)
def test_numbers_a_thousand_times_out_of_line(values: tuple[str, ...], found: list[str]) -> None:
    assert leaps(of_years(*values)) == found


SLIP = of_years("20000", "21", "22000")
ODD = 'period = "2001"'


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (ODD, 'rank = "deprecated"\nrank_reason = "a slip"\nperiod = "2001"'),
        (ODD, 'qualifier = "more-than"\nperiod = "2001"'),
        (ODD, 'valuation = "fob"\nperiod = "2001"'),
        (ODD, 'definition = "general trade"\nperiod = "2001"'),
        (ODD, 'scope = "fruit"\nperiod = "2001"'),
        (ODD, 'status = "target"\nperiod = "2001"'),
        (ODD, 'period = "2001-03"'),
        (ODD, 'period = "2001-03-05/.."'),
        ('value = 21\nunit = "USD"', 'value = 21\nunit = "EUR"'),
        (AZ, 'reporter = "russia"'),
    ],
)
def test_of_another_series_it_is_no_neighbour(old: str, new: str) -> None:
    first, odd, last = SLIP.split("[[figure]]")[1:]
    assert old in odd
    odd = odd.replace(old, new)
    assert leaps("[[figure]]".join(("", first, odd, last))) == []


def test_numbers_at_dates_are_neighbours_whatever_these_are_and_ratios_never() -> None:
    for nature, found in (("stock", ["b"]), ("count", ["b"]), ("flow", []), ("ratio", [])):
        shared = f'[[measure]]\nid = "m"\ntopic = "trade"\nlabel = "M"\nnature = "{nature}"\n'
        text = shared + "".join(
            figure(name, value, AZ, period=period, measure="m").replace("USD", "t")
            for name, value, period in (
                ("a", "20000", "2001-01-05"),
                ("b", "21", "/2001-12-31"),
                ("c", "20000", "2003"),
            )
        )
        assert leaps(text) == found, nature


@pytest.mark.parametrize("last", ["2003-12-31", "../2003", "/2003"])
def test_a_count_at_a_date_is_beside_those_at_others_and_no_neighbour_of_a_years(last: str) -> None:
    counted = '[[measure]]\nid = "m"\ntopic = "trade"\nlabel = "M"\nnature = "count"\n'
    claims = (("a", "20000", "2002-12-31"), ("b", "21", last), ("c", "22", "2002"))
    text = "".join(
        figure(name, value, AZ, period=when, measure="m") for name, value, when in claims
    )
    assert leaps(counted + text.replace("USD", "persons")) == ["b"]


def test_two_values_of_one_year_are_neighbours_too() -> None:
    again = figure("again", "20000000", AR, AZ, period="2000", measure="exports")
    assert leaps(of_years("20000", "21000", "22000") + again) == ["again"]
    assert leaps(of_years("20000") + again) == ["again"]


@pytest.mark.parametrize(
    "unit", ["dollars per tonne", "tonnes", "kWh", "EUR", "documents", "lb", "rupees per head"]
)
def test_other_units_are_no_money(unit: str) -> None:
    assert problems(SHARED + figure("x", "3").replace("USD", unit)) == []


def test_circles_of_measures_are_told_once_each() -> None:
    text = SHARED.replace('label = "Exports"', 'label = "Exports"\nof = "turnover-share"')
    (problem,) = problems(text)
    assert problem.message == (
        'of leads from "turnover-share" back to itself, by way of "turnover"'
    )


# ------------------------------------------------------------------ what is allowed

TIES = example("missing-said-on", "Bad")


@pytest.mark.parametrize(
    ("allow", "told_of"),
    [
        ('"missing-said-on: the page is not dated"', []),
        ('"missing-said-on:the page: not dated", "missing-said-on: again"', []),
        ('"missing-said-on"', ['allow gives no reason for "missing-said-on"']),
        ('"missing-said-on:  "', ['allow gives no reason for "missing-said-on"']),
        (
            '"bad-url: it is a file"',
            ['"russia" is quoted without a date', 'allow: unknown warning "bad-url"'],
        ),
        (
            '"missing-said-on: none", "same-claim: it is"',
            ['allow: this table has no warning "same-claim"'],
        ),
    ],
)
def test_allow(allow: str, told_of: list[str]) -> None:
    assert [p.message for p in problems(f"{TIES}allow = [{allow}]\n")] == told_of


def test_allow_suggests_the_nearest_warning() -> None:
    found = problems(f'{TIES}allow = ["mising-said-on: no date"]\n')
    assert found[1].hint == 'did you mean "missing-said-on"?'


def test_what_a_key_of_a_source_or_a_party_allows() -> None:
    text = example("unused-source", "Bad") + 'allow = ["unused-source: for later"]\n'
    assert problems(text) == []
    text = example("unknown-iso", "Bad") + 'allow = ["unknown-iso: by custom"]\n'
    assert problems(text) == []


def test_the_sound_tables_of_files_that_do_not_load_are_checked_too() -> None:
    bad = '[[event]]\nid = "e"\n\n[[source]]\nid = "unused"\npublisher = "P"\nurl = "x"\n'
    found = problems(SHARED + bad + figure("f", "104", measure="turnover-share"))
    assert [p.code for p in found] == ["missing-key"] * 3 + ["about-whom", "bad-url"] + [
        "unit-of-nature"
    ]


def test_preferred_claims_may_agree() -> None:
    text = SHARED + figure("a", "2_900_000_000", PREFERRED)
    text += figure("b", "2_904_000_000", PREFERRED) + figure("c", "2_900_000_000", AZ, PREFERRED)
    assert problems(text) == []


def test_events_and_relations_are_recorded_once() -> None:
    text = example("held-in-advance", "Good")
    again = text.split("[[event]]")[1].replace('"visit"', '"visit-again"', 1)
    (problem,) = problems(f"{text}[[event]]{again}")
    assert problem.code == "same-claim"
    other_day = again.replace("2022-12-09", "2022-12-10")
    (problem,) = problems(f"{text}[[event]]{other_day}")
    assert problem.code == "possible-duplicate"
    other_title = other_day.replace('title = "', 'title = "Another ')
    assert problems(f"{text}[[event]]{other_title}") == [], "one source tells of two"
    much_later = again.replace("2022-12-09", "2023-02-09")
    assert problems(f"{text}[[event]]{much_later}") == []


@pytest.mark.parametrize("key", ['people = ["{}"]', 'place = "{}"'])
def test_claims_that_tell_of_other_people_or_places_are_both_kept(key: str) -> None:
    text = example("held-in-advance", "Good")
    text += '\n[[party]]\nid = "ann"\nkind = "person"\nname = "Ann Ash"\n'
    text += '\n[[party]]\nid = "bob"\nkind = "person"\nname = "Bob Birch"\n'
    again = text.split("[[event]]")[1].split("\n[[party]]")[0]
    once, twice = again.replace('"visit"', '"once"', 1), again.replace('"visit"', '"twice"', 1)
    text = text.replace("[[event]]" + again, "")

    def codes(one: str, other: str) -> list[str]:
        claims = f"[[event]]{once}\n{key.format(one)}\n[[event]]{twice}\n{key.format(other)}\n"
        return [problem.code for problem in problems(f"{text}\n{claims}")]

    assert "same-claim" in codes("ann", "ann")
    assert "same-claim" not in codes("ann", "bob")


@pytest.mark.parametrize("key", ['definition = "general trade"', 'status = "provisional"'])
def test_figures_of_another_definition_or_status_are_both_kept(key: str) -> None:
    first = figure("a", "2_900_000_000")
    assert [p.code for p in problems(SHARED + first + figure("b", "2_900_000_000"))] == [
        "same-claim"
    ]
    assert problems(SHARED + first + figure("b", "2_900_000_000", key)) == []


def test_figures_about_a_period_or_absent_for_other_reasons_are_both_kept() -> None:
    def codes(*figures: str) -> list[str]:
        return [problem.code for problem in problems(SHARED + "".join(figures))]

    def absent(name: str, why: str) -> str:
        return figure(name, "1").replace("value = 1", f'absent = "{why}"')

    for mark in "~?":
        about = figure("b", "5_000_000", period=f"2021{mark}")
        assert "same-claim" not in codes(figure("a", "5_000_000"), about)
        assert "same-claim" in codes(figure("a", "5_000_000", period=f"2021{mark}"), about)
    assert "same-claim" not in codes(absent("a", "confidential"), absent("b", "not-published"))
    assert "same-claim" in codes(absent("a", "confidential"), absent("b", "confidential"))


AT = {"locator": "p. 1"}


def test_same_as_joins_no_opposite_directions() -> None:
    head = base(source(), *map(party, "abc"))
    text = head + event("there", from_="a", to="b", period="2021", **AT)
    text += event("between", parties=["a", "b"], period="2022", same_as="there", **AT)
    assert problems(text) == []
    (direct,) = problems(
        text + event("back", from_="b", to="a", period="2023", same_as="there", **AT)
    )
    assert (direct.code, direct.message) == (
        "same-as-parties",
        'same_as joins different directions: b → a here, a → b in "there"',
    )
    assert direct.hint == "name a claim in the same direction, or leave same_as out"
    (by_way,) = problems(
        text + event("back", from_="b", to="a", period="2023", same_as="between", **AT)
    )
    assert by_way.message == (
        "same_as joins different directions: b → a here, "
        'a → b in "there", which is joined to "between"'
    )


def test_all_that_same_as_joins_is_about_the_same_parties() -> None:
    text = base(source(), *map(party, "abcd"))
    text += event("all", parties=["a", "b", "c"], period="2021", **AT)
    text += event("two", parties=["a", "b"], period="2022", same_as="all", **AT)
    assert problems(text) == []
    (problem,) = problems(text + event("others", parties=["c", "a"], same_as="all", **AT))
    assert problem.code == "same-as-parties"
    assert problem.message == (
        'same_as joins different parties: c and a here, a and b in "two", which is joined to "all"'
    )
    assert problem.hint == "name a claim about the same parties, or leave same_as out"
    more = event("four", parties=["a", "b", "d"], period="2023", same_as="two", **AT)
    assert problems(text + more) == [], "of more parties sources may differ on some"


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ({"period": "2022-04-10"}, ["40 days apart"]),
        ({"period": "2022-04-11"}, []),
        ({"period": "2022-01-20"}, ["40 days apart"]),
        ({"period": "2022"}, ["at the same time"]),
        ({"period": "2022-03-01", "title": "It"}, ["at the same time"]),
        ({"kind": "meeting"}, []),
        ({"parties": ["a", "c"]}, []),
        ({"from_": "a", "to": "b"}, ["at the same time"]),
        ({"same_as": "one"}, []),
        ({"rank": "deprecated", "rank_reason": "a slip"}, []),
        ({"period": None}, []),
        ({"allow": ["possible-duplicate: they are two"], "title": "It"}, []),
    ],
)
def test_what_may_be_one(keys: dict[str, Any], expected: list[str]) -> None:
    usual = {"title": "Visit", "period": "2022-03-01", "locator": "p. 1"}
    head = base(source(), source("t"), *map(party, "abc"))
    text = head + event("one", **usual) + event("other", **usual | {"source": "t"} | keys)
    found = [
        p.message.rpartition(", ")[2] for p in problems(text) if p.code == "possible-duplicate"
    ]
    assert found == expected


@pytest.mark.parametrize(
    ("keys", "is_told"),
    [
        ({"status": "terminated"}, True),
        ({"status": "suspended", "period": "2018-06-01/.."}, True),
        ({"status": "terminated", "title": "Rail"}, False),
        ({"status": "terminated", "period": "1999-06-01"}, False),  # before it began
        ({"status": "signed"}, False),
        ({"status": "terminated", "same_as": "one"}, False),
    ],
)
@pytest.mark.parametrize("is_first", [True, False])
def test_what_stopped_may_be_a_later_stage_of_what_goes_on(
    keys: dict[str, Any], is_told: bool, is_first: bool
) -> None:
    usual = {"title": "Road", "period": "2018-06-01", "locator": "p. 1", "source": "t"}
    going = relation("one", **usual | {"period": "2000/..", "status": "in-force", "source": "s"})
    stopped = relation("other", **usual | keys)
    both = going + stopped if is_first else stopped + going
    found = [it.message for it in problems(base(source(), source("t"), *map(party, "ab")) + both)]
    how = "same parties, and one may be a later stage of the other"
    assert [it.rpartition(": ")[2] for it in found] == [how] * is_told


def test_the_way_back_is_another_matter() -> None:
    head = base(source(), source("t"), *map(party, "ab"))
    usual = {"title": "Visit", "period": "2022-03-01", "locator": "p. 1"}
    there = event("there", **usual, from_="a", to="b")
    back = event("back", **usual, from_="b", to="a", source="t")
    assert problems(head + there + back) == []
    unique = table("kind", id="visit", of="event", label="Visits", unique=True)
    assert problems(head + unique + there + back) == [], "once, whichever direction is named"


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        ("1990/2000", "1995-01-01/1996-01-01", ["at the same time"]),
        ("1990/2000", "1995-06-01", ["at the same time"]),
        ("1990-01-01/2000", "1990-02-10/..", ["40 days apart"]),
        ("1990-01-01/2000", "1990-02-12/..", []),
        ("1990/2000", "1995/2001", []),
        ("1990/..", "1995/1996", []),  # of what goes on, only the beginnings tell
        ("1990/", "1995/1996", []),
    ],
)
def test_of_relations_one_may_lie_in_the_other(outer: str, inner: str, expected: list[str]) -> None:
    head = base(source(), source("t"), *map(party, "ab"))
    one = relation("one", kind="loan", title="A loan", period=outer, **AT)
    other = {"kind": "loan", "title": "Credit", "period": inner, "source": "t"}
    for claims in (one + relation("other", **other, **AT), relation("other", **other, **AT) + one):
        found = [p.message.rpartition(", ")[2] for p in problems(head + claims)]
        assert found == expected


@pytest.mark.parametrize(
    ("period", "given", "is_told"),
    [
        ("1950", {}, False),
        ("1950-01", {}, True),
        ("1950/..", {}, True),
        ("1950", {"title": "Another"}, False),  # which one source tells of by two titles
        ("1950", {"source": "t"}, True),
        ("1949-12", {}, True),
    ],
)
def test_years_in_turn_of_one_source_are_not_one_relation(
    period: str, given: dict[str, str], is_told: bool
) -> None:
    head = base(source(), source("t"), *map(party, "ab"))
    same = {"kind": "pact", "title": "Pact"}
    claims = relation("one", **same, period="1949", **AT)
    claims += relation("two", **same | given, period=period, **AT)
    codes = {it.code for it in problems(head + claims)} - {"unused-source"}
    assert codes == ({"possible-duplicate"} if is_told else set())


@pytest.mark.parametrize(
    ("first", "second", "given", "is_told"),
    [
        ("196X~/1965", "1967/", {}, False),  # it had begun when it ended
        ("196X~/1965", "1967/", {"source": "t"}, False),
        ("196X~/1965", "1966-01-15/", {"source": "t"}, True),  # within 40 days
        ("193X~/193X", "193X~/1974", {}, True),
        ("193X~/193X", "194X~/", {}, False),  # no source contradicts itself
        ("193X~/193X", "194X~/", {"source": "t"}, True),
        ("193X/193X", "1935/1936", {"status": "ended"}, True),  # it may be that end
        ("193X/193X", "1935/1946", {}, True),
        ("196X/1965", "1966-01-15/", {}, False),
        ("196X/1965", "1966-01-15", {"status": "ended"}, True),  # the day tells that end
        ("196X/1965", "1966-01-15/", {"status": "suspended"}, True),
        ("1964/1965", "1964/1966", {}, True),
    ],
)
def test_what_ended_before_the_other_began_is_not_it(
    first: str, second: str, given: dict[str, str], is_told: bool
) -> None:
    head = base(source(), source("t"), *map(party, "ab"))
    same = {"kind": "pact", "title": "Pact"}
    claims = relation("one", **same, period=first, **AT)
    claims += relation("two", **same | given, period=second, **AT)
    codes = {it.code for it in problems(head + claims)} - {"unused-source"}
    assert codes == ({"possible-duplicate"} if is_told else set())


def test_what_is_undated_may_be_that_which_there_is_once() -> None:
    head = base(source(), source("t"), *map(party, "ab"))
    ties = {"kind": "ties", "title": "Ties"}
    claims = relation("old", period="1992-03-04/..", **ties, **AT)
    claims += relation("new", source="t", **ties, **AT)
    assert problems(head + claims) == []
    once = table("kind", id="ties", of="relation", label="Ties", unique=True)
    (problem,) = problems(head + once + claims)
    assert (problem.code, problem.message) == (
        "possible-duplicate",
        f'may be about the same ties as "old" (a.toml:{line(head + once + claims, "old")}): '
        "same parties, one without a date",
    )
    assert problem.hint.startswith('add same_as = "old", or allow')
    joined = relation("new", source="t", same_as="old", **ties, **AT)
    assert problems(head + once + relation("old", period="1992/..", **ties, **AT) + joined) == []


def test_of_two_occurrences_it_is_told_once_that_they_may_be_one() -> None:
    text = base(source(), source("t"), source("u"), source("v"), *map(party, "ab"))
    text += event("a", title="Visit", period="2021-02-02", **AT)
    text += event("b", title="visit!", period="2021-02-02", source="t", **AT)
    text += event("c", title="Visit", period="2021-02-04", source="u", **AT)
    text += event("d", title="Visit", period="2021-02-03", source="v", same_as="c", **AT)
    (problem,) = problems(text)
    assert (problem.code, problem.line) == ("possible-duplicate", line(text, "c") + 1)
    assert problem.hint.startswith('add same_as = "a", or')


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        # s and t have two visits each, one of them a day later in t: only that pair may be one.
        (("2021-02-02", "2021-02-20", "2021-02-02", "2021-02-21"), [("t2", "s2")]),
        (("2021-02-02", "2021-02-20", "2021-02-03", "2021-02-20"), [("t1", "s1")]),
        # Where both are, each may be either.
        (
            ("2021-02-02", "2021-02-20", "2021-02-03", "2021-02-21"),
            [("t1", "s1"), ("t1", "s2"), ("t2", "s1"), ("t2", "s2")],
        ),
        # Of what no other source has nearer, one source may have told twice.
        (("2021-02-02", "2021-02-04", None, None), [("s2", "s1")]),
        (("2021-02-02", "2021-02-03", "2021-02-02", None), [("s2", "s1")]),
    ],
)
def test_of_two_visits_the_nearer_of_another_source_may_be_one(
    days: tuple[str | None, ...], expected: list[tuple[str, str]]
) -> None:
    text = base(source(), source("t"), *map(party, "ab"))
    for id_, day in zip(("s1", "s2", "t1", "t2"), days, strict=True):
        usual = {"title": "Visit", "source": id_[0], "status": "held"}
        text += event(id_, period=day, **usual, **AT) if day else ""
    found = []
    for problem in problems(text):
        if problem.code == "possible-duplicate":
            id_ = text.splitlines()[problem.line - 1].split('"')[1]
            found.append((id_, problem.hint.split('"')[1]))
    assert sorted(found) == expected


JOINED = base(
    *map(source, "stu"),
    *map(party, "abc"),
    table("kind", id="ties", of="relation", label="Ties", unique=True),
)


@pytest.mark.parametrize(
    ("claims", "expected"),
    [
        # By a title and by same_as: o and o2 are one, p and q are of two dyads.
        (
            event("o", title="Summit", parties=["a", "b", "c"], period="2018")
            + event("o2", title="Summit", parties=["a", "b", "c"], period="2018", source="t")
            + event("p", title="P", parties=["a", "b"], period="2018", same_as="o")
            + event("q", title="Q", parties=["a", "c"], period="2018", same_as="o2", source="u"),
            ['q: is joined to "p"', "about other parties: a and c here, a and b there"],
        ),
        (
            relation("x", kind="loan", from_="a", to="b", period="1990/..")
            + relation("w", kind="loan", title="Loan", period="1991/..", same_as="x")
            + relation("w2", kind="loan", title="Loan", period="1991/..", source="t")
            + relation("y", kind="loan", from_="b", to="a", period="1992/..", same_as="w2"),
            ['y: is joined to "x"', "about other parties: b → a here, a → b there"],
        ),
        (
            relation("g", kind="ties", period="1970/..")
            + relation("h", kind="ties", period="1999-01-01/..", source="t")
            + relation("i", kind="ties", period="1960/1980", source="u"),
            ['i: is joined to "h"', "periods lie apart: 1960/1980 here, 1999-01-01/.. there"],
        ),
        # What is unique may name either direction, and no other parties.
        (
            relation("g", kind="ties", from_="a", to="b", period="1990/..")
            + relation("h", kind="ties", period="1991/..", source="t")
            + relation("i", kind="ties", from_="b", to="a", period="1992/..", source="u"),
            [],
        ),
        (
            relation("g", kind="ties", parties=["a", "b", "c"], period="1990/..")
            + relation("h", kind="ties", parties=["a", "b", "c"], period="1991/..", source="t")
            + relation("p", kind="ties", from_="a", to="b", period="1990/..", same_as="g")
            + relation("q", kind="ties", from_="c", to="a", period="1990/..", same_as="h"),
            ['q: is joined to "p"', "about other parties: c → a here, a → b there"],
        ),
        # Joined by same_as alone, sources may differ; of other statuses they are stages.
        (
            relation("g", kind="k", period="1990/1995")
            + relation("i", kind="k", period="1997/2000", source="u", same_as="g"),
            [],
        ),
        (
            relation("g", kind="ties", period="1918/1920")
            + relation("h", kind="ties", period="1920/1924", status="severed", source="t")
            + relation("i", kind="ties", period="1924/..", source="u"),
            [],
        ),
        # A date alone does not say how long; what is deprecated says nothing.
        (
            relation("g", kind="ties", period="1992-08-27")
            + relation("h", kind="ties", period="/..", source="t")
            + relation("i", kind="ties", period="1992-08-30/..", source="u"),
            [],
        ),
    ],
)
def test_what_is_joined_though_it_lies_apart(claims: str, expected: list[str]) -> None:
    text = JOINED + claims
    found = [p for p in problems(text) if p.code == "joined-apart"]
    assert len(found) == bool(expected)
    for problem in found:
        id_ = text.splitlines()[problem.line - 1]
        assert all(words in f"{expected[0][0]}: {problem.message}" for words in expected), id_


def test_what_same_as_joins_cannot_be_in_force_and_over_without_a_day() -> None:
    claims = relation("x", title="Gas treaty", period="1990/..", status="in-force")
    claims += relation("y", title="Treaty on gas", status="terminated", source="t", same_as="x")
    (problem,) = [p for p in problems(JOINED + claims) if p.code == "cannot-be-both"]
    assert '"terminated" here, "in-force" in "x"' in problem.message
    dated = claims.replace('status = "terminated"', 'status = "terminated"\nperiod = "2001-05-01"')
    assert not [p for p in problems(JOINED + dated) if p.code == "cannot-be-both"]
    apart = claims.replace('same_as = "x"', "")
    assert not [p for p in problems(JOINED + apart) if p.code == "cannot-be-both"]


def line(text: str, id_: str) -> int:
    """The line of the header of a claim."""
    return text[: text.index(f'id = "{id_}"')].count("\n")


def test_long_circles_are_cut_and_told_once() -> None:
    links = [
        figure(f"c{n}", "5", f'part_of = "c{(n + 1) % 9}"\nscope = "s{n}"') for n in range(9)
    ] + [figure("tail", "5", 'part_of = "c3"\nscope = "tail"')]
    (problem,) = problems(SHARED + "\n".join(links))
    assert problem.message == 'part_of leads in a circle: "c0", "c1", "c2", "c3", …, "c0"'


@pytest.mark.parametrize(
    ("made_from", "told"),
    [
        ({"s": ["s"]}, {'"s", "s"': "a.toml:6"}),
        ({"s": ["t"], "t": ["t", "t"]}, {'"t", "t"': "a.toml:12"}),
        ({"s": ["t"], "t": ["u"]}, {}),
        ({"s": ["t"], "t": ["u"], "u": ["t"]}, {'"t", "u", "t"': "b.toml:6"}),
        (
            {"s": ["t", "u"], "t": ["u"], "u": ["s"]},
            {'"s", "t", "u", "s"': "b.toml:6"},
        ),
        (
            {"s": ["t", "u"], "t": ["s"], "u": ["s"]},
            {'"s", "t", "s"': "a.toml:12", '"s", "u", "s"': "b.toml:6"},
        ),
    ],
)
def test_circles_of_sources_are_told_once_each(
    made_from: dict[str, list[str]], told: dict[str, str]
) -> None:
    one, other, third = (source(id, derived_from=made_from.get(id)) for id in "stu")
    found = problems(base(one, "# two\n", other), base(third))
    told_of = [it for it in found if it.code == "derived-from-circle"]
    start = "derived_from leads in a circle: "
    assert {it.message.removeprefix(start): f"{it.file}:{it.line}" for it in told_of} == told
    assert {it.severity for it in told_of} <= {"error"}


def test_the_search_for_circles_grows_with_the_links() -> None:
    links = {f"s{n}": [("of", f"s{n + 1}"), ("of", "s0")] for n in range(50_000)}
    found = [circle for _, circle in circles(links)]
    assert len(found) == 50_000
    assert max(map(len, found)) == 7


@pytest.mark.parametrize("status", ["planned", "reported"])
def test_only_what_was_held_is_told_afterwards(status: str) -> None:
    text = example("held-in-advance", "Bad").replace('"held"', f'"{status}"')
    assert problems(text) == []


@pytest.mark.parametrize("status", ["forecast", "target"])
def test_what_is_forecast_is_known_in_advance(status: str) -> None:
    text = example("known-in-advance", "Bad").replace("value", f'status = "{status}"\nvalue')
    assert problems(text) == []


def test_a_coarse_date_of_a_source_is_given_the_benefit_of_the_doubt() -> None:
    for code in ("said-after-published", "held-in-advance"):
        text = example(code, "Bad").replace("published = 2022-12-05", 'published = "2022-12"')
        assert problems(text) == []


@pytest.mark.parametrize(
    ("code", "said_on", "line"),
    [
        (
            "held-in-advance",
            "2022-12-04",
            'error[held-in-advance]: status is "held", but said_on 2022-12-04 is earlier than '
            '2022-12-05; write status = "planned", or correct said_on',
        ),
        (
            "held-in-advance",
            '"2022-11"',
            'error[held-in-advance]: status is "held", but said_on 2022-11 is earlier than '
            '2022-12-05; write status = "planned", or correct said_on',
        ),
        ("held-in-advance", '"2022-12"', None),
        ("held-in-advance", "2022-12-05", None),
        (
            "known-in-advance",
            "2022-12-04",
            "warning[known-in-advance]: the period 2022-12-05 begins after said_on 2022-12-04; "
            'write status = "forecast" or "target", or correct one of the two dates',
        ),
        ("known-in-advance", '"2022-12"', None),
    ],
)
def test_what_was_said_before_it_was_is_known_in_advance(
    code: str, said_on: str, line: str | None
) -> None:
    text = example(code, "Good").replace('"planned"', '"held"')
    text = re.sub('period = "2022-1.*"', 'period = "2022-12-05"', text)
    text += f'claimant = "russia"\nsaid_on = {said_on}\n'
    assert told(text) == ([line] if line else [])


@pytest.mark.parametrize(
    ("measure", "nature", "told"),
    [
        ("exports", "flow", True),
        ("goods-imports", "flow", True),
        ("net-exports", "flow", False),
        ("exports-change", "flow", False),
        ("investment", "flow", False),
        ("exports-growth", "ratio", False),
        ("tourists", "count", True),
    ],
)
@pytest.mark.parametrize("value", ["-4", "0"])
def test_what_is_never_below_zero(measure: str, nature: str, told: bool, value: str) -> None:
    text = example("below-zero", "Bad").replace('"turnover"', f'"{measure}"').replace("-9", value)
    text = text.replace('"USD"', {"ratio": '"percent"', "count": '"visitors"'}.get(nature, '"USD"'))
    label = f'id = "{measure}"\ntopic = "trade"\nlabel = "M"\nnature = "{nature}"\n'
    codes = {it.code for it in problems(f"{text}\n[[measure]]\n{label}")}
    assert ("below-zero" in codes) is (told and value == "-4")


@pytest.mark.parametrize("url", ["http://x.az", "HTTPS://example.org/a?b#c", "https://пример.рф/й"])
def test_addresses(url: str) -> None:
    assert problems(SHARED.replace("https://example.org/news", url)) == []


@pytest.mark.parametrize("url", ["ftp://x.az", "https://", "https:///x", "https://a b", "x.az"])
def test_no_addresses(url: str) -> None:
    found = problems(SHARED.replace("https://example.org/news", url))
    assert [p.code for p in found] == ["bad-url"]


@pytest.mark.parametrize("char", ["\\u0000", "\\u001B", "\\r", "\\u0085", "\\u2028", "\\u2066"])
def test_characters_that_are_not_seen(char: str) -> None:
    found = problems(SHARED.replace('"Turnover"', f'"Turn{char}over"'))
    assert [p.code for p in found] == ["unseen-character"]


def test_breaks_tabs_and_marks_of_direction_are_text() -> None:
    text = SHARED.replace('"Turnover"', '"Turn\\n\\tover \\u200f\\u200d"')
    assert problems(text) == []


def test_the_unseen_in_a_list_is_found() -> None:
    text = SHARED.replace('name = "Russia"', 'name = "Russia"\naliases = ["Ru", "Ros\\u202Dsija"]')
    (problem,) = problems(text)
    assert problem.message == "aliases holds the invisible character U+202D"


# ------------------------------------------------------------------ order, loading


def test_what_keeps_files_from_loading_stands_among_the_rest_in_the_order_of_the_files() -> None:
    found = problems('format = 1\n[[party]]\nid = "X"\n', example("bad-url", "Bad"), b"\xff")
    assert [(p.file, p.line, p.code) for p in found] == [
        ("a.toml", 2, "missing-key"),
        ("a.toml", 2, "missing-key"),
        ("a.toml", 3, "bad-id"),
        ("b.toml", 75, "bad-url"),
        ("c.toml", 1, "not-utf8"),
    ]


def test_problems_stand_in_the_order_of_files_and_lines(write: Write) -> None:
    second = '[[source]]\nid = "daily"\npublisher = "D"\nurl = "x"\n'
    found = problems(example("bad-rank", "Bad"), f"format = 1\n{second}")
    assert [(p.file, p.code) for p in found] == [
        ("a.toml", "bad-rank"),
        ("b.toml", "unused-source"),
        ("b.toml", "bad-url"),
    ]


def test_the_bundled_base_has_neither_errors_nor_warnings() -> None:
    reader = BaseReader()
    path = ROOT / "data" / "facts.toml"
    reader.add(SourceFile(str(path), "facts.toml", "facts.toml"), path.read_bytes())
    assert findings.problems(reader, date.today(), COMMANDS) == []


# ------------------------------------------------------------------ the command

BAD = 'format = 1\n\n[[source]]\nid = "s"\npublisher = "P"\nurl = "ftp://x"  # a long way off\n'


def test_off_a_terminal_one_line_each(dip: Run, write: Write) -> None:
    path = write(BAD)
    assert dip("check", str(path)) == (
        3,
        f'{path}:4:6: warning[unused-source]: no claim uses the source "s"; '
        "remove it, or add the claim that it is for\n"
        f'{path}:6:7: error[bad-url]: url "ftp://x" is not an http or https address; '
        'write it in full, such as "https://example.org/page"\n',
        "1 error, 1 warning in 1 file\n",
    )


def test_a_clean_base(dip: Run, write: Write) -> None:
    write(SHARED, "base/a.toml")
    folder = write("format = 1\n", "base/b.toml").parent
    assert dip("check", str(folder)) == (0, "", "no problems in 2 files, 1 claim\n")


def test_warnings_are_no_errors_unless_strict(dip: Run, write: Write) -> None:
    path = str(write(example("missing-locator", "Bad")))
    status, out, err = dip("check", path)
    assert (status, err) == (0, "1 warning in 1 file\n")
    assert ": warning[missing-locator]: " in out
    status, out, err = dip("check", path, "--strict")
    assert (status, err) == (3, "1 error in 1 file\n")
    assert ": error[missing-locator]: " in out


def without_locators(count: int) -> str:
    """A base whose claims lack a locator, and whose last one has a bad rank besides."""
    ties = TIES.split("[[relation]]")[1].replace('claimant = "russia"\n', "")
    ties = ties.replace('locator = "para 3"\n', "")
    claims = (
        ties.replace('"ties"', f'"ties-{n}"').replace('"Dip', f'"{n} Dip') for n in range(count)
    )
    rank = figure("r", "0", measure="partner-rank").replace('"USD"', '"rank"')
    return SHARED + "".join(f"[[relation]]{claim}" for claim in claims) + rank


def test_of_very_many_problems_of_one_code_the_first_are_shown(dip: Run, write: Write) -> None:
    path = str(write(without_locators(1200)))
    total = "1 error, 1,200 warnings in 1 file\n"
    status, out, err = dip("check", path)
    *first, error, rest = out.splitlines()
    assert (status, err) == (3, total)
    assert [f'"ties-{n}" has no locator' in line for n, line in enumerate(first)] == [True] * 3
    assert ": error[bad-rank]: " in error
    assert rest == "… and 1,197 more missing-locator: --all shows every one"
    status, out, err = dip("check", path, "--format", "human")
    assert (status, err) == (3, total)
    assert out.count("warning[missing-locator]") == 3
    assert out.endswith(f"\n\n{rest}\n")


@pytest.mark.parametrize("words", [["--all"], ["--json"], ["--format", "github"]])
def test_all_problems_are_there_for_programs_and_where_asked(
    dip: Run, write: Write, words: list[str]
) -> None:
    path = str(write(without_locators(1200)))
    status, out, _ = dip("check", path, *words)
    assert (status, out.count("missing-locator")) == (3, 1200)
    assert "more missing-locator" not in out
    if words == ["--json"]:
        assert len(json.loads(out)["problems"]) == 1201


def test_ten_problems_of_one_code_are_all_shown(dip: Run, write: Write) -> None:
    out = dip("check", str(write(without_locators(10))))[1]
    assert (out.count("missing-locator"), "more" in out) == (10, False)
    out = dip("check", str(write(without_locators(11))))[1]
    assert out.endswith("\n… and 8 more missing-locator: --all shows every one\n")


@pytest.mark.parametrize(
    ("names", "way"),
    [
        (("mine.toml",), "To check the fact base in this folder, type dipfacts check mine.toml"),
        (("a.toml", "b.toml"), "To check the fact bases in this folder, type dipfacts check ."),
        ((), "To check another, type dipfacts check FILE"),
    ],
)
def test_that_the_bundled_base_was_checked_is_said_unless_it_was_named(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, names: tuple[str, ...], way: str
) -> None:
    monkeypatch.delenv("DIPFACTS_FACTS", raising=False)
    monkeypatch.setattr(files, "bundled_path", lambda: str(shared(base(source(url="no-url")))))
    monkeypatch.chdir(tmp_path)
    for name in names:
        (tmp_path / name).write_text(base(source()), encoding="utf-8")
    assert dip("check").err.splitlines()[-1] == f"That is the bundled fact base. {way}"
    assert "That is" not in dip("check", "bundled").err


def test_the_base_in_use_and_standard_input(
    dip: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIPFACTS_FACTS", str(write(SHARED)))
    assert dip("check") == (0, "", "no problems in 1 file, 1 claim\n")
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"x = \n")))
    status, out, _ = dip("check", "-")
    assert (status, out[:24]) == (3, "<stdin>:1:5: error[synta")


def test_json(dip: Run, write: Write) -> None:
    path = write(BAD.replace("ftp://x", "ftp://\u200f\u009b"))
    status, out, err = dip("check", str(path), "--json")
    assert (status, err) == (3, "")
    found = json.loads(out)
    assert list(found) == ["schema_version", "problems", "tables"]
    assert found["schema_version"] == 1
    assert found["problems"][0] == {
        "file": str(path),
        "line": 4,
        "column": 6,
        "severity": "warning",
        "code": "unused-source",
        "message": 'no claim uses the source "s"',
        "hint": "remove it, or add the claim that it is for",
    }
    assert "\x9b" not in out
    assert dip("check", str(path), "--format", "json")[1] == out


def test_an_empty_file_is_told_of_its_first_line(dip: Run, write: Write) -> None:
    path = write("")
    _, out, _ = dip("check", str(path))
    assert out == f"{path}:1:1: error[empty-file]: the file is empty; begin with format = 1\n"
    _, out, _ = dip("check", str(path), "--format", "human")
    assert out == f"error[empty-file]: the file is empty\n  at {path}\n" + (
        "  remedy: begin with format = 1\n\n"
    )


def test_github(dip: Run, write: Write) -> None:
    path = write(BAD)
    _, out, err = dip("check", str(path), "--format", "github")
    assert out.split("\n")[1] == (
        f"::error file={path},line=6,col=7,title=bad-url"
        '::url "ftp://x" is not an http or https address; '
        'write it in full, such as "https://example.org/page"'
    )
    assert err == "1 error, 1 warning in 1 file\n"


def test_github_escapes_what_ends_a_property() -> None:
    out = io.StringIO()
    problem = Problem("a:b,c%.toml", 2, 3, "code", "50%: a,\r\nb", "do", "warning")
    render.write_github([problem], out)
    assert out.getvalue() == (
        "::warning file=a%3Ab%2Cc%25.toml,line=2,col=3,title=code::50%25: a,%0D%0Ab; do\n"
    )


def test_colour_that_is_asked_for_is_of_the_form_for_people(dip: Run, tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    path.write_text("format = 2\n")
    told = dip("check", str(path), "--color", "always")
    assert told == dip("check", str(path), "--color", "always", "--format", "human")
    assert "\x1b[1;31merror" in told.out
    plain = dip("check", str(path))
    assert plain == dip("check", str(path), "--color", "always", "--format", "text")


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (["--format", "jsn"], 'dipfacts: no format is called "jsn"\n  did you mean "json"?\n'),
        (
            ["--format", "xyzzy"],
            'dipfacts: no format is called "xyzzy"\n  formats are human, text, json, github\n',
        ),
        (
            ["--format", ""],
            'dipfacts: no format is called ""\n  formats are human, text, json, github\n',
        ),
        (
            ["--format", "text", "--json"],
            "dipfacts: --json and --format ask for two formats\n  give only one of them\n",
        ),
    ],
)
def test_formats_that_there_are_not(dip: Run, words: list[str], complaint: str) -> None:
    assert dip("check", *words) == (2, "", complaint)


def test_links_that_lead_nowhere_do_not_hide_the_rest(dip: Run, write: Write) -> None:
    folder = write(BAD, "base/z.toml").parent
    (folder / "a.toml").symlink_to(folder / "a.toml")
    (folder / "b.toml").symlink_to(folder / "none")
    (folder / "c.toml").mkdir()
    status, out, err = dip("check", str(folder))
    assert (status, err) == (3, "3 errors in 3 files\n")
    assert out.split("\n")[:2] == [
        f"{folder}/a.toml:1:1: error[unreadable]: {folder}/a.toml cannot be read: "
        "too many levels of symbolic links; it leads back to itself, or is a link too far: "
        "remove it, or name the file",
        f"{folder}/b.toml:1:1: error[unreadable]: {folder}/b.toml cannot be read: "
        "no such file or directory; "
        "it is a link to a file that is not there: remove it, or restore the file",
    ]
    assert out.split("\n")[2].startswith(f"{folder}/z.toml:6:7: error[bad-url]: ")


@pytest.mark.parametrize(
    "words",
    [
        ["topics", "-f", "{}"],
        ["trade", "azerbaijan", "russia", "-f", "{}"],
        ["diff", "{}", "facts.toml"],
        ["diff", "facts.toml", "{}"],
        ["import", "{}"],
    ],
)
def test_a_link_that_leads_nowhere_is_told_as_one(
    dip: Run, write: Write, monkeypatch: pytest.MonkeyPatch, words: list[str]
) -> None:
    monkeypatch.chdir(write(BAD, "facts.toml").parent)
    Path("fact.toml").symlink_to("none")
    status, out, err = dip(*(word.format("fact.toml") for word in words))
    assert (status, out) == (2, "")
    assert err == (
        "dipfacts: fact.toml cannot be read: no such file or directory\n"
        "  it is a link to a file that is not there: remove it, or restore the file\n"
    )


def test_no_link_that_leads_nowhere_is_proposed(
    dip: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(write(BAD, "facts.toml").parent)
    Path("fact.toml").symlink_to("none")
    did = 'dipfacts: fact2.toml does not exist\n  did you mean "facts.toml"?\n'
    assert dip("topics", "-f", "fact2.toml") == (2, "", did)


def test_a_folder_that_may_not_be_read_does_not_hide_the_rest(write: Write) -> None:
    folder = write(BAD, "base/z.toml").parent
    (folder / "closed").mkdir(mode=0)
    held_to_rights: list[str] = []
    if os.geteuid() == 0:
        if shutil.which("setpriv") is None:
            pytest.skip("root reads everything, and setpriv, which takes that right, is not here")
        rights = "-dac_override,-dac_read_search"
        held_to_rights = ["setpriv", f"--bounding-set={rights}", f"--inh-caps={rights}"]
    command = [*held_to_rights, sys.executable, "-m", "dipfacts", "check", str(folder)]
    ran = subprocess.run(command, capture_output=True, text=True)
    assert ran.returncode == 3, ran.stderr
    bad, closed = ran.stdout.splitlines()
    assert closed == (
        f"{folder}/closed:1:1: error[unreadable]: {folder}/closed cannot be read: "
        "permission denied; check its permissions"
    )
    assert bad.startswith(f"{folder}/z.toml:6:7: error[bad-url]: ")


def test_the_bundled_base_passes_strict(dip: Run) -> None:
    status, out, err = dip("check", "--strict", "bundled")
    assert (status, out) == (0, "")
    *tables, last = err.splitlines()
    assert last.startswith("no problems in 11 files, ")
    for line in tables:  # every row of each table is a claim, or left out
        numbers = [
            int(text.replace(",", "")) for text in re.findall(r"[0-9,]*[0-9](?= rows?)", line)
        ]
        claims, *left_out = re.findall(r"([0-9,]*[0-9]) (?:claims?|by|without)", line)
        assert numbers[-1] == sum(int(text.replace(",", "")) for text in (claims, *left_out)), line


def test_a_path_that_is_not_there(dip: Run, tmp_path: Path) -> None:
    status, out, err = dip("check", str(tmp_path / "none.toml"))
    assert (status, out) == (2, "")
    assert err == (
        f"dipfacts: {tmp_path}/none.toml does not exist\n"
        "  name a .toml file, or a folder that holds some\n"
    )


# ------------------------------------------------------------------ on a terminal


def human(problem: Problem, text: str, color: str = "auto") -> str:
    out = Screen()
    render.write_human([problem], lambda _: text, out, color)
    return out.getvalue()


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("COLUMNS", "60")


URL = Problem("a.toml", 6, 1, "bad-url", "it is no address", "write one")


@pytest.mark.usefixtures("terminal")
def test_the_line_a_pointer_and_the_remedy() -> None:
    assert human(URL, BAD, color="never") == (
        "error[bad-url]: it is no address\n"
        "  at a.toml:6:1\n"
        '  6 | url = "ftp://x"  # a long way off\n'
        "    | ^^^\n"
        "  remedy: write one\n\n"
    )


@pytest.mark.usefixtures("terminal")
def test_colours_only_where_they_are_wanted(monkeypatch: pytest.MonkeyPatch) -> None:
    colored = human(URL, BAD)
    assert colored.startswith("\x1b[1;31merror[bad-url]\x1b[0m\x1b[1m: it is no address\x1b[0m\n")
    plain = human(URL, BAD, color="never")
    assert re.sub(r"\x1b\[[\d;]*m", "", colored) == plain
    assert "\x1b[1;33m" in human(URL.replaced(severity="warning"), BAD)
    monkeypatch.setenv("TERM", "dumb")
    assert human(URL, BAD) == plain
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setenv("NO_COLOR", "1")
    assert human(URL, BAD) == plain


@pytest.mark.usefixtures("terminal")
def test_long_lines_are_cut_around_the_column() -> None:
    line = f'note = "{"a" * 100}", bad = "{"b" * 100}"'
    column = line.index("bad") + 1
    shown = human(URL.replaced(line=1, column=column), line, color="never").split("\n")
    assert shown[2] == f'  1 | …{"a" * 23}", bad = "{"b" * 19}…'
    assert shown[3] == f"    | {' ' * 27}^^^"
    assert len(shown[2]) <= 60


@pytest.mark.usefixtures("terminal")
def test_the_pointer_stands_right_after_wide_tabbed_and_unseen_text() -> None:
    line = '\tx = "日本e\u0301\x1b" !'
    shown = human(URL.replaced(line=1, column=line.index("!") + 1), line, color="never")
    assert shown.split("\n")[2:4] == [
        '  1 |  x = "日本e\u0301\\x1b" !',
        "    |                  ^",
    ]


@pytest.mark.usefixtures("terminal")
def test_a_header_is_pointed_at_as_a_whole_and_the_end_of_a_line_too() -> None:
    shown = human(URL.replaced(line=3), BAD, color="never").split("\n")
    assert shown[2:4] == ["  3 | [[source]]", "    | ^^^^^^^^^^"]
    shown = human(URL.replaced(line=1, column=11), BAD, color="never").split("\n")
    assert shown[2:4] == ["  1 | format = 1", "    |           ^"]


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        ({"parties": ["no", "no"]}, ["names one party twice; name each party once"]),
        ({"parties": ["no", "norway"]}, ["names one party twice; name each party once"]),
        ({"parties": ["no", "se"], "title": ""}, ["title is empty; give it a text"]),
        ({"claimant": ["no", "no"]}, ["names one claimant twice; name each claimant once"]),
        ({"claimant": ["no", "norway"]}, ["names one claimant twice; name each claimant once"]),
        ({"people": ["ann", "ann"]}, ["names one person twice; name each person once"]),
        (
            {"parties": ["no", "norway"], "claimant": ["se", "se"]},
            [f"names one {one} twice; name each {one} once" for one in ("party", "claimant")],
        ),
    ],
)
def test_a_fault_is_told_once_with_what_mends_it(
    write: Write, capsys: pytest.CaptureFixture[str], keys: dict[str, Any], told: list[str]
) -> None:
    one = event("e", **{"parties": ["no", "se"], "said_on": "2020-01-01", **keys})
    text = base(source("s"), party("ann", kind="person", name="Ann"), one)
    assert app.run(["check", str(write(text))]) == 3
    out = capsys.readouterr().out
    lines = (line.partition("]: ")[2] for line in out.splitlines())
    assert [line.removeprefix('[[event]] "e" ') for line in lines if line] == told


def test_a_file_on_one_long_line_is_shown_in_a_moment() -> None:
    out = io.StringIO()
    text = "x" * 1_000_000
    render.write_human([URL.replaced(line=1, column=500_000)] * 200, lambda _: text, out, "never")
    assert max(map(len, out.getvalue().split("\n"))) <= render.WIDEST
