"""`dipfacts check`: every message to the letter, every example of docs/check.md."""

from __future__ import annotations

import ast
import contextlib
import io
import json
import subprocess
from datetime import date
from pathlib import Path

import pytest

from conftest import Write
from dipfacts import errors
from dipfacts.checks import findings
from dipfacts.checks.contents import CHECKS
from dipfacts.cli import app
from dipfacts.cli.registry import COMMANDS
from dipfacts.errors import Problem
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from support.check_page import SECTIONS, SHARED, TABLE, WAYS, example, written
from support.check_texts import problems

ROOT = Path(__file__).parents[2]


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
        "yearly.csv has no row below its header; "
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
