"""The commands that answer no question: they check, write, or explain."""

from dipfacts.cli import options as o
from dipfacts.cli.command import Command
from dipfacts.cli.options import Argument, Option, switch

_REPORT = Option(
    "--format",
    "How to print the problems. Default: human on a terminal, else text.",
    choices="dipfacts.render.formats:REPORTS",
)
_WORD = "A command, a topic, a word that dipfacts help lists, or one of the field: voice."
_PATHS = "TOML files, folders of them, or -. Default: the base in use."
_STATES = "Revisions of git or paths; A...B is from where B left A. Default: HEAD."
_TARGET = "The file to write for sqlite, else the folder."
_EXPORT = "dipfacts.cli.commands.export"
_TO = Option(
    "--to",
    "What to write. Default: sqlite for a file that ends in .db, .sqlite or .sqlite3.",
    choices=f"{_EXPORT}:FORMATS",
)
_PARTITION = Option(
    "--partition-by",
    "Divide claims and questions into parts, for parquet. Default: topic,decade.",
    choices=f"{_EXPORT}:PARTITIONS",
)
_IMPORT = "dipfacts.cli.commands.importing"
_DATA = "Files of data, as they were published: CSV, JSON or .zip."

_DIFF = "dipfacts.cli.commands.diff"
_PRINTED = (
    o.FILES,
    o.FORMAT.replaced(
        help="How to print it. Default: by the ending of the file, else table.",
        choices=f"{_DIFF}:FORMATS",
    ),
    o.JSON,
    o.OUTPUT,
    o.NO_PAGER,
    *o.COLORED,
)

TOOLS = (
    Command(
        name="check",
        summary="List every problem of a fact base, each with its line and the remedy.",
        more="The exit status is 0 without errors and 3 with some.",
        examples=("dipfacts check", "dipfacts check --strict --format text"),
        arguments=(
            Argument("paths", "[PATH]...", _PATHS, "file", list[str] | None, most=o.SEVERAL),
        ),
        options=(
            switch("--strict", "Count warnings as errors."),
            switch("--all", "Show every problem, table, and reason why rows are left out."),
            _REPORT,
            o.JSON,
            *o.COLORED,
        ),
        runs="dipfacts.cli.commands.check:check",
    ),
    Command(
        name="diff",
        summary="What changed between two states of a fact base, and which answers change with it.",
        more=(
            "The files now and the last commit, HEAD; or revisions of git, or paths: one is "
            "compared with the files now, two with each other."
        ),
        examples=(
            "dipfacts diff -f my-facts",
            "dipfacts diff HEAD~3 -f my-facts",
            "dipfacts diff --known-by 2021-12-31 --known-by 2022-12-31",
        ),
        arguments=(
            Argument("states", "[OLD [NEW]]", _STATES, "file", list[str] | None, most=o.SEVERAL),
        ),
        options=(
            o.KNOWN_BY.replaced(
                help="Compare what was known by two days: give it twice.",
                type=list[str] | None,
            ),
            switch("--staged", "Compare what is staged for the next commit, not the files now."),
            switch("--exit-code", "End with status 1 where there are differences."),
            o.LIMIT.replaced(
                help="Show the first N of each list and count the rest; 0 shows all.", default=20
            ),
            *_PRINTED,
        ),
        runs=f"{_DIFF}:diff",
    ),
    Command(
        name="log",
        summary="The history of one claim: which commits added, changed or withdrew it.",
        more=(
            "It is followed to other files, and to other ids where that is certain. Only its own "
            "table is read: whether the base loads after a commit, dipfacts diff tells."
        ),
        examples=(
            "dipfacts log turnover-2021 -f my-facts",
            "dipfacts log turnover-2021 -f my-facts --json",
        ),
        arguments=(Argument("claim", "ID", "The id of a claim.", "claim", str),),
        options=(o.LIMIT.replaced(help="Show the newest N; 0 shows all.", default=0), *_PRINTED),
        runs=f"{_DIFF}:log",
    ),
    Command(
        name="export",
        summary="Write a fact base for other tools: SQLite, Parquet or CSV; or as pages, a site.",
        more=(
            "Every claim is written, deprecated ones too, with parties, names, sources, topics "
            "and measures. A site has the pages of dipfacts serve as files."
        ),
        examples=("dipfacts export facts.sqlite", "dipfacts export facts --to csv"),
        arguments=(Argument("target", "FILE|DIR", _TARGET, "file", str),),
        options=(_TO, _PARTITION, switch("--force", "Replace an earlier export."), o.FACTS),
        runs=f"{_EXPORT}:export",
    ),
    Command(
        name="import",
        summary="Import a data set, such as UN Comtrade: write the TOML that describes it.",
        more=(
            "UN Comtrade, BACI, WDI, SDMX-CSV, Our World in Data, Correlates of War, UCDP, "
            "Wikidata and Frictionless are recognised; of any other table, --map says what its "
            "columns mean."
        ),
        examples=(
            "dipfacts import TradeData.csv --published 2024-05-02 --to facts",
            "dipfacts import TradeData.csv --published 2024-05-02 --dry-run",
        ),
        arguments=(
            Argument("files", "[FILE]...", _DATA, "file", list[str] | None, most=o.SEVERAL),
        ),
        options=(
            Option("--to", "Write into that folder, else beside the file.", "FOLDER", "folder"),
            Option("--published", "When the data were published.", "DATE", "period"),
            switch(
                "--copy",
                "Copy the file into the folder, as one from elsewhere is anyway, unless a table "
                "of its own is written.",
            ),
            switch("--dry-run", "Print the TOML and write nothing."),
            switch(
                "--all",
                "Show every reason why rows are left out, column that is not used, problem, and "
                "claim that is gone.",
            ),
            Option(
                "--map",
                "Make a key of the claim from columns; repeat it for more.",
                metavar="KEY=TEMPLATE",
                kind="text",
                type=list[str] | None,
            ),
            Option(
                "--id",
                "Name the table and its TOML file. Default: as the format does.",
                "NAME",
                "text",
            ),
            Option(
                "--query",
                "Print the query to run at Wikidata.",
                choices="dipfacts.importing.formats.wikidata:PROPERTIES",
            ),
        ),
        runs=f"{_IMPORT}:run",
    ),
    Command(
        name="serve",
        summary="Serve the same answers as pages in a browser, on this machine only.",
        more=(
            "The address of a page is its question: /trade/azerbaijan/russia?in=2021. It needs "
            "the extra serve, and says how to install that. Ctrl-C stops it."
        ),
        examples=("dipfacts serve", "dipfacts serve --port 0 --open -f my-facts"),
        options=(
            Option(
                "--port",
                "The port to listen on; 0 takes any that is free.",
                metavar="N",
                type=int | None,
                default=8321,
            ),
            switch("--open", "Open the first page in a browser."),
            Option("--host", "The address to listen on. Default: 127.0.0.1.", "HOST", "text"),
            switch(
                "--allow-remote",
                "Let other machines ask, too: they can read all of the fact base.",
            ),
            o.FILES,
        ),
        runs="dipfacts.cli.commands.serve:serve",
    ),
    Command(
        name="mcp",
        summary="Answer AI assistants: sourced claims over the Model Context Protocol.",
        more=(
            "An assistant starts it and asks on standard input. docs/mcp.md says how to add it to "
            "Claude, Cursor, VS Code and others."
        ),
        examples=("dipfacts mcp", "dipfacts mcp --facts my-facts"),
        options=(o.FILES,),
        runs="dipfacts.cli.commands.mcp:mcp",
    ),
    Command(
        name="init",
        summary="Write a small fact base to begin with.",
        more=(
            "Its claims are invented; its comments say what to change. An existing file stays "
            "as it is."
        ),
        examples=("dipfacts init my-facts.toml", "dipfacts init -"),
        arguments=(
            Argument(
                "file", "[FILE]", "The file to write, or - to print it.", "file", str, "facts.toml"
            ),
        ),
        runs="dipfacts.cli.commands.start:init",
    ),
    Command(
        name="schema",
        summary="Print the JSON Schema of the file format, or of the JSON output.",
        more=(
            "An editor uses it to complete, explain and check the keys of a fact base. "
            "`schema output` is that of the JSON that the other commands print."
        ),
        examples=("dipfacts schema", "dipfacts schema output"),
        arguments=(
            Argument(
                "what",
                "[output]",
                "The schema of the JSON that is printed. Default: that of the file format.",
                "schema",
            ),
        ),
        options=(o.OUTPUT.replaced(help="Write to this file, or over an earlier one."),),
        runs="dipfacts.cli.commands.start:schema",
    ),
    Command(
        name="cache",
        summary="Show the compiled indexes that are kept: where, how large, how fresh.",
        more='They only save time: deleting them with "dipfacts cache clear" is always safe.',
        examples=("dipfacts cache", "dipfacts cache --json"),
        arguments=(
            Argument("action", "[clear]", "Delete all of them. Default: list them.", "cache"),
        ),
        options=(o.JSON.replaced(help="Print it as JSON."), *o.COLORED),
        runs="dipfacts.cli.commands.cache:cache",
    ),
    Command(
        name="help",
        summary="Explain a command, a topic, or a word such as dates.",
        examples=("dipfacts help timeline", "dipfacts help dates"),
        arguments=(Argument("word", "[WORD]...", _WORD, "help", list[str] | None, most=o.SEVERAL),),
        options=(o.FACTS,),
        runs="dipfacts.cli.commands.help:help",
    ),
)
"""Each of them once, in the order of the help."""
