"""The help: what stands in it, how it is laid out, and that it costs a look-up nothing."""

from __future__ import annotations

import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from rich.cells import cell_len

from dipfacts import open_base
from dipfacts.cli import base_examples
from dipfacts.cli import help as pages
from dipfacts.cli.commands import help as help_command
from dipfacts.cli.commands.help import section
from dipfacts.cli.help_texts import CONCEPTS, Concept
from dipfacts.cli.options import choices
from dipfacts.cli.registry import COMMANDS, topic_command
from support.command_line import Result, Run, run_of
from support.factbase import base, event, figure, measure, party, relation, source, topic


@pytest.fixture
def dip(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run a command line on the bundled base, 80 columns wide unless it is told otherwise."""
    monkeypatch.delenv("DIPFACTS_FACTS", raising=False)
    run = run_of(capsys)

    def as_wide(*words: str, width: int = 80) -> Result:
        monkeypatch.setenv("COLUMNS", str(width))
        return run(*words)

    return as_wide


EVERY = ["", "trade", "azerbaijan", *COMMANDS]


@pytest.mark.parametrize("width", [40, 60, 80, 100, 140])
@pytest.mark.parametrize("name", EVERY)
def test_it_fits_every_width_and_begins_with_examples(name: str, width: int, dip: Run) -> None:
    status, out, _ = dip(*filter(None, [name]), "--help", width=width)
    assert status == 0
    summary, examples, usage, *_ = out.split("\n\n")
    first, *lines = examples.replace(" \\\n     ", "").split("\n")
    assert (first, len(lines) >= 2) == ("Examples:", True)
    assert all(line.startswith("  dipfacts ") for line in lines)
    assert usage.startswith(f"Usage: dipfacts {name or 'TOPIC'}")
    assert summary
    assert max(map(len, out.split("\n"))) <= width
    assert "\n\n\n" not in out


@pytest.mark.parametrize("name", ["trade", *COMMANDS])
def test_each_option_stands_there_once_with_its_choices_and_default(name: str, dip: Run) -> None:
    command = COMMANDS.get(name) or topic_command(name)
    out = dip(name, "-h")[1]
    told = " ".join(out.split())
    for option in command.options:
        assert out.count(f"{option.each_flag[0]} ") + out.count(f"{option.each_flag[0]},") >= 1
        if words := choices(option, command.answered_as):
            assert f"One of {', '.join(words)}." in told
    for argument in command.arguments:
        assert f"\n  {argument.metavar}  " in out
    order = ["Examples:", "Options:", "Dates:", "Fact base:", "How to print it:"]
    headings = [line for line in out.split("\n") if line in order]
    assert headings == [heading for heading in order if heading in headings]


def test_the_examples_of_every_topic_are_answered(dip: Run) -> None:
    with open_base("bundled") as found:
        topics = [*found.topics]
    assert len(topics) > 5
    for name in topics:
        examples = dip(name, "--help")[1].split("\n\n")[1].split("\n")[1:]
        for example in examples:
            assert dip(*shlex.split(example)[1:])[0] == 0, example


def test_the_examples_of_a_topic_are_of_its_base(
    dip: Run, write: Callable[..., Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    parties = (party("a"), party("b"), party("c"))
    claims = (figure("f1", parties=["b", "c"]), figure("f2", parties=["b", "c"], period="2020"))
    path = str(write(base(source(), topic(), measure(), *parties, *claims, figure("f3"))))
    monkeypatch.setenv("DIPFACTS_FACTS", path)
    out = dip("trade", "--help")[1]
    assert out.startswith("Trade.\n\nExamples:\n  dipfacts trade b c\n  dipfacts trade b\n\n")
    monkeypatch.delenv("DIPFACTS_FACTS")
    empty = str(write(base(topic("aid")), "empty.toml"))
    out = dip("aid", "--help", "-f", empty)[1]
    assert out.startswith("Aid.\n\nExamples:\n  dipfacts aid\n  dipfacts aid --json\n\n")
    assert dip("trad", "--help") == (
        2,
        "",
        'dipfacts: no command, topic or party is called "trad"\n  did you mean "trade"?\n',
    )


def test_help_fits_in_cells_as_a_terminal_counts_them(dip: Run, write: Callable[..., Path]) -> None:
    note = "両国間の貿易に関するすべての数字と、その出典および発表者の名前を含みます。" * 3
    path = str(write(base(topic("aid", label="援助 " * 30, note=note))))
    for width in (40, 60, 80):
        out = dip("--help", "-f", path, width=width)[1]
        assert max(map(cell_len, out.split("\n"))) <= width
        assert "出典" in "".join(out.split())


def test_help_is_asked_for_where_no_option_takes_the_word() -> None:
    for line in ("-h", "trade --help", "trade a -f x --help", "--help -fx", "search x -h"):
        assert pages.is_asked(line.split()), line
    for line in ("search -- --help", "search x --kind --help", "trade a b", "trade --helpx"):
        assert not pages.is_asked(line.split()), line


# ------------------------------------------------------------------------- dipfacts help


def test_help_on_a_command_and_on_a_topic(dip: Run) -> None:
    for name in ("timeline", "trade", "help"):
        assert dip("help", name) == dip(name, "--help")
    assert dip("help", "timelin") == (
        2,
        "",
        'dipfacts: there is no help on "timelin"\n  did you mean "timeline"?\n',
    )


def test_help_on_what_may_be_a_topic_tells_why_the_base_does_not_load(
    dip: Run, tmp_path: Path
) -> None:
    path = tmp_path / "facts.toml"
    path.write_text("format = 1\n[[topic]]\n")
    told = dip("trade", "-f", str(path))
    assert told[0] == 3
    assert dip("help", "trade", "-f", str(path)) == told
    assert dip("help", "timelin", "-f", str(path)).err.endswith('did you mean "timeline"?\n')
    path.unlink()
    assert dip("help", "trade", "-f", str(path)) == dip("trade", "-f", str(path))


@pytest.mark.parametrize("name", CONCEPTS)
def test_help_on_a_word_is_a_section_of_the_docs(name: str, dip: Run) -> None:
    headings = [where.partition("#")[2] for where in CONCEPTS[name].sections]
    for heading, where in zip(headings, CONCEPTS[name].sections, strict=True):
        text = section(where)
        assert text.lstrip("#").startswith(f" {heading}\n")
        assert "](" not in text
    for width in (40, 80):
        status, out, err = dip("help", name, width=width)
        assert (status, err) == (0, "")
        assert out.startswith(f"{headings[0]}\n")
        assert all(f"\n{heading}\n" in f"\n{out}" for heading in headings)
        assert max(map(len, out.split("\n"))) <= width
        assert "…\n" not in out
    assert f"  {name} " in dip("--help")[1]


def test_a_word_is_found_by_its_beginning_and_with_blanks(dip: Run) -> None:
    for words in (["exit", "status"], ["exit-status"], ["Exit"]):
        assert dip("help", *words)[1].startswith("Exit statuses\n\n status  means\n")
    out = dip("help", "exit", width=60)[1]
    assert " • 2\n   the question is wrong: name, date, option, or a path that\n" in out


@pytest.mark.parametrize("word", help_command.words_of_field())
def test_help_on_a_word_of_the_field_is_its_line(word: str, dip: Run) -> None:
    status, out, err = dip("help", *word.split())
    assert (status, err) == (0, "")
    if word != "fact base":  # a section explains that
        assert out.startswith(f"{word}: ")
        assert out == dip("help", f"{word.capitalize()}s")[1] or f"{word}s" in COMMANDS


def test_help_on_a_word_of_the_field_says_where_more_is(dip: Run) -> None:
    assert dip("help", "mirror") == (
        0,
        "mirror figure: the same flow as the other side reports it: the imports of B from\n"
        "A beside the exports of A to B\n"
        "\n"
        "More: Both sides of a flow (docs/agreement.md)\n",
        "",
    )
    assert dip("help", "conflict")[1].endswith("\n\nMore: Agreement (`dipfacts help agreement`)\n")
    hint = 'dipfacts: there is no help on "occurence"\n  did you mean "occurrence"?\n'
    assert dip("help", "occurence") == (2, "", hint)


def test_the_words_of_the_field_stand_in_their_order() -> None:
    words = [*help_command.words_of_field()]
    assert len(words) > 30
    assert words == sorted(words)


def test_code_and_links_can_be_read_without_colour(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = """# A page

## Words

Write `since-2019`, not
`from 2019`; see [names.md](names.md), [the family name](names.md#persons) and
[a brief](#dipfacts-brief-a-b), [Exit](commands.md#exit-statuses), [docs/x.md](x.md#y),
[elsewhere](https://example.org/).

| typed | read as |
|---|---|
| `a`, `b` | `c` |

```
`d`
```
"""
    (tmp_path / "words.md").write_text(page, encoding="utf-8")
    monkeypatch.setattr(help_command, "shipped", lambda name: str(tmp_path))
    monkeypatch.setitem(CONCEPTS, "words", Concept("Words.", ("words.md#Words",)))
    assert dip("help", "words")[1].split("\n") == [
        "Words",
        "",
        "Write `since-2019`, not `from 2019`; see `dipfacts help names`, the family name",
        "(docs/names.md) and a brief (`dipfacts help brief`), Exit (`dipfacts help",
        "exit-status`), docs/x.md, elsewhere (https://example.org/).",
        "",
        " typed  read as",
        " ──────────────",
        " a, b   `c`",
        "",
        " `d`",
        "",
    ]


# --------------------------------------------------------------------- what is typed wrongly

SLIPS = {
    "trade az ru --csv": ("trade has no option --csv", "try dipfacts trade az ru --format csv"),
    "trade 'united kingdom' --json --md": (
        "trade has no option --md",
        "try dipfacts trade 'united kingdom' --format md",
    ),
    "trade az ru --ics": ("trade has no option --ics", "ics is a format of dipfacts timeline"),
    "import x.csv --publisher 'Some One' --dry-run": (
        "import has no option --publisher",
        "try dipfacts import x.csv --map 'publisher=Some One' --dry-run",
    ),
    "import x.csv --kind=treaty": (
        "import has no option --kind",
        "try dipfacts import x.csv --map kind=treaty",
    ),
    "import x.csv --publisher --dry-run": (
        "import has no option --publisher",
        "see dipfacts import --help",
    ),
    "cite az-ru-turnover-2021 --format bibtex": (
        "cite has no option --format",
        "try dipfacts cite az-ru-turnover-2021 --style bibtex",
    ),
    "cite az-ru-turnover-2021 --format=bib": (
        "cite has no option --format",
        "try dipfacts cite az-ru-turnover-2021 --style bibtex",
    ),
    "cite az-ru-turnover-2021 --json": (
        "cite has no option --json",
        "try dipfacts cite az-ru-turnover-2021 --style csl-json",
    ),
    "cite az-ru-turnover-2021 --format word": (
        "cite has no option --format",
        "write --style NAME: one of text, markdown, bibtex or csl-json",
    ),
    "export x --format csv": ("export has no option --format", "try dipfacts export x --to csv"),
    "export x --parquet": ("export has no option --parquet", "try dipfacts export x --to parquet"),
    "check --github": ("check has no option --github", "try dipfacts check --format github"),
    "check -f x.toml --strict": (
        "check has no option -f",
        "try dipfacts check x.toml --strict",
    ),
    "check --facts=x.toml -f 'y z.toml'": (
        "check has no option --facts",
        "try dipfacts check x.toml 'y z.toml'",
    ),
    "init -f x.toml": ("init has no option -f", "try dipfacts init x.toml"),
    "check --csv": ("no such option: --csv", "see dipfacts check --help"),
    "trade az ru --year 2021": ("trade has no option --year", "try dipfacts trade az ru --in 2021"),
    "az ru --topic Trade --in 2021": (
        "an overview has no option --topic: "
        "it applies to timeline, relations, brief, search and cite",
        "try dipfacts trade az ru --in 2021",
    ),
    "trade az ru --topic trade": (
        "trade has no option --topic: it applies to timeline, relations, brief, search and cite",
        "try dipfacts trade az ru",
    ),
    "trade az ru --from 2020 --to 2021": (
        "trade has no option --from",
        "try dipfacts trade az ru --since 2020 --until 2021",
    ),
    "trade --from az --to ru --json": (
        "trade has no option --from: parties stand alone",
        "try dipfacts trade az ru --json",
    ),
    "timeline --country=az --limit 3": (
        "timeline has no option --country: parties stand alone",
        "try dipfacts timeline az --limit 3",
    ),
    "brief": ("brief needs a party or two", "try dipfacts brief azerbaijan russia"),
    "brief 2021": ("brief needs a party or two", "try dipfacts brief azerbaijan russia"),
    "brief since 2020": ("brief needs a party or two", "try dipfacts brief azerbaijan russia"),
    "show": ("show needs the id of a claim", "try dipfacts show az-ru-turnover-2021"),
    "relation az ru": ('no command is called "relation"', "try dipfacts relations az ru"),
    "events az": ('no command is called "events"', "try dipfacts timeline az"),
    "trade az ru --to=2021": ("trade has no option --to", "try dipfacts trade az ru --until=2021"),
    "timeline az --type visit": (
        "timeline has no option --type",
        "try dipfacts timeline az --kind visit",
    ),
    "trade az --type exports": (
        "trade has no option --type",
        "try dipfacts trade az --measure exports",
    ),
    "trade az -n 3": ("trade has no option -n", "try dipfacts trade az --limit 3"),
    "cite az --year 2021": (
        "cite has no option --year",
        "try dipfacts cite az --in 2021",
    ),
    "show x --year 2021": ("no such option: --year", "see dipfacts show --help"),
}


@pytest.mark.parametrize("line", SLIPS)
def test_what_other_programs_call_an_option(line: str, dip: Run) -> None:
    message, hint = SLIPS[line]
    assert dip(*shlex.split(line)) == (2, "", f"dipfacts: {message}\n  {hint}\n")
    verb, *words = shlex.split(hint)
    if verb == "try" and words[1] not in (
        "import",
        "export",
        "check",
        "init",
    ):  # which write, or look for
        assert dip(*words[1:])[0] in (0, 1)


def test_a_name_that_may_be_of_the_base_in_the_folder(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    unknown = 'dipfacts: no party is called "gondor"\n  '
    told = unknown + "dipfacts parties lists those there are"
    assert dip("trade", "gondor") == (2, "", f"{told}\n")
    Path("pyproject.toml").write_text("[[source]]x", encoding="utf-8")
    claim = event("visit-to-gondor")
    text = base(source(), party("gondor"), party("a"), party("b"), claim)
    Path("my facts.toml").write_text(text, encoding="utf-8")
    here = "o ask the fact base in this folder, add -f 'my facts.toml'\n"
    Path("pyproject.toml").unlink()
    assert dip("timeline", "gondor") == (2, "", f"{told}; t{here}")
    assert dip("timeline", "gondor", "-f", "my facts.toml")[0] == 1
    for words in (["show", "visit-to-gondor"], ["cite", "visit-to-gondor"], ["fish"]):
        assert dip(*words)[2].endswith(f"; t{here}")
    # A name that is near to one of the bundled base is taken for that, unless the file has it.
    assert dip("timeline", "azerbajan")[2].endswith('did you mean "azerbaijan"?\n')
    Path("my facts.toml").write_text(text + party("azerbajan"), encoding="utf-8")
    assert dip("timeline", "Azerbajan")[2].endswith(f'did you mean "azerbaijan"? T{here}')
    assert dip("trade", "gondor", "-f", "bundled") == (2, "", f"{told}; t{here}")
    monkeypatch.setenv("DIPFACTS_FACTS", "my facts.toml")
    assert "this folder" not in dip("timeline", "mordor")[2]


def test_several_bases_in_the_folder_are_named_by_what_they_hold(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("gondor", "mordor"):
        text = base(source(), party(name), party("shire"), event(f"feast-in-{name}"))
        Path(f"{name}.toml").write_text(text, encoding="utf-8")
    for words, found in {
        "timeline gondor": "to ask the fact base in this folder, add -f gondor.toml\n",
        "timeline shire": "to ask the fact bases in this folder, add -f .\n",
        "timeline rohan": "to ask the fact bases in this folder, add -f .\n",
        "show feast-in-mordor": "to ask the fact base in this folder, add -f mordor.toml\n",
        "timeline --kind 'feast in mordor'": "folder, add -f mordor.toml\n",
        "timeline --kind zorro": "  dipfacts kinds lists them\n",
    }.items():
        assert dip(*shlex.split(words))[2].endswith(found), words


@pytest.mark.parametrize("word", ["locator", "parties", "gond", "publ", "paragraph"])
def test_a_base_in_the_folder_is_no_remedy_for_a_key_or_a_part_of_a_word(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, word: str
) -> None:
    monkeypatch.chdir(tmp_path)
    claim = event("feast-in-gondor", parties=["gondor", "shire"], locator="paragraph 3")
    text = base(source(), party("gondor"), party("shire"), claim)
    Path("facts.toml").write_text(text, encoding="utf-8")
    assert "add -f" not in dip("timeline", "--kind", word)[2]
    assert "add -f facts.toml" in dip("timeline", "--kind", "Feast")[2]


@pytest.mark.parametrize("is_named", [True, False])
@pytest.mark.parametrize(
    "name", ["", "catch", "a-land", *(it for it in COMMANDS if base_examples.has_own(it))]
)
def test_the_examples_of_the_help_are_of_the_base_in_use(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, is_named: bool
) -> None:
    """Also without a topic of events, and whatever the path of the base is."""
    monkeypatch.chdir(tmp_path)
    text = base(
        source(), party("a-land", name="Aland the Great"), party("b-land"), party("c-land"),
        topic("bees"), topic("catch"), measure("cod", topic="catch"),
        figure("of-cod", measure="cod", from_="b-land", to="a-land"),
        relation("friends", parties=["a-land", "b-land"]),
    )  # fmt: skip
    Path("our facts.toml").write_text(text, encoding="utf-8")
    named = ["-f", "our facts.toml"] if is_named else []
    if not is_named:
        monkeypatch.setenv("DIPFACTS_FACTS", "our facts.toml")
    typed = [name] if name else []
    out = dip(*typed, "--help", *named, width=100).out
    lines = out.partition("Examples:\n")[2].partition("\n\n")[0].splitlines()
    assert lines
    for line in lines:
        program, *words = shlex.split(line)
        assert (program, dip(*words).status) == ("dipfacts", 0), line
    assert dip("help", *typed[:1], *named, width=100).out == out or name == "a-land"


def test_a_search_that_finds_nothing_names_the_base_in_the_folder(
    dip: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert dip("search", "hobbits")[::2] == (1, "")
    for name in ("gondor", "shire"):
        text = base(source(), party("a"), party("b"), event(f"feast-in-{name}", title=name))
        Path(f"{name}.toml").write_text(text, encoding="utf-8")
    here = "To ask the fact base in this folder, add -f shire.toml\n"
    assert dip("search", "Shire")[::2] == (1, here)
    assert dip("search", "Shire", "-f", "shire.toml")[::2] == (0, "")
    assert dip("search", "Old Shire*")[::2] == (1, here)
    assert dip("search", "feast-in")[2] == "To ask the fact bases in this folder, add -f .\n"
    assert dip("search", "hobbits")[2] == ""
    assert dip("search", "corridor")[2] == ""


@pytest.mark.parametrize("line", ["trade azerbaijan russia", "timeline azerbaijan --limit 2"])
def test_a_topic_or_a_command_is_found_in_capitals_too(line: str, dip: Run) -> None:
    expected = dip(*line.split())
    name, *rest = line.split()
    for written in (name.capitalize(), name.upper()):
        assert dip(written, *rest) == expected
        assert dip(written, "--help") == dip(name, "--help")


def test_neither_help_nor_a_look_up_loads_typer() -> None:
    for line in ("--help", "trade --help", "help dates", "topics --json"):
        code = (
            "import sys; from dipfacts.cli.app import run\n"
            f"status = run({line.split()!r})\n"
            "cold = {'typer', 'mcp', 'dipfacts.cli.help', 'dipfacts.cli.mistakes.wrong_options'}\n"
            "loaded = cold & {*sys.modules}\n"
            "print(status, *sorted(loaded), file=sys.stderr)"
        )
        command = [sys.executable, "-c", code]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert done.stderr == ("0\n" if line == "topics --json" else "0 dipfacts.cli.help\n")
