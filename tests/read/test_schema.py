"""The JSON Schema: what it says, that it is the one committed, that it refuses what we do."""

from __future__ import annotations

import datetime
import importlib
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args, get_type_hints

import pytest
import tomli
from hypothesis import given
from hypothesis import strategies as st

from conftest import SAMPLE, SAMPLE_PATH, Write
from dipfacts.cli import app
from dipfacts.model.file_format.csv_table import FILE_TABLES
from dipfacts.model.file_format.tables import CLAIM_TYPES, LARGEST, PARTY_KEYS, TABLES, PartyId
from dipfacts.read import files
from dipfacts.read.base.named_ids import REFERENCES
from dipfacts.read.table.json_schema import schema, text
from dipfacts.read.toml.loader import load_text

ROOT = Path(__file__).parents[2]
BUNDLED = ROOT / "data" / "facts.toml"
START = Path(files.HERE) / "cli" / "commands" / "start.toml"
SCHEMA = schema()
ROWS: dict[str, Any] = {name: SCHEMA["properties"][name]["items"] for name in FILE_TABLES}

SHAPE = {
    *("unknown-key", "missing-key", "wrong-type", "not-allowed", "bad-id", "empty-text"),
    *("not-two", "inferred-without-how", "value-and-absent"),
    *("missing-format", "unknown-format", "unknown-table"),
}

_draft7: Any = importlib.import_module("jsonschema").Draft7Validator  # it comes without types
VALIDATOR: Any = _draft7(SCHEMA, format_checker=_draft7.FORMAT_CHECKER)

Table = dict[str, Any]


# --------------------------------------------------------------------------- both judges


def as_editors_see_it(value: Any) -> Any:
    """A TOML value as Taplo gives it to the schema: dates and times are strings."""
    if isinstance(value, dict):
        return {key: as_editors_see_it(item) for key, item in value.items()}
    if isinstance(value, list):
        return [as_editors_see_it(item) for item in value]
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return value


def schema_refuses(document: str) -> list[str]:
    """Return why the independent validator does not take a text."""
    return [e.message for e in VALIDATOR.iter_errors(as_editors_see_it(tomli.loads(document)))]


def loader_refuses(document: str) -> list[str]:
    """Return why the loader does not take the shape of a text."""
    problems = load_text(document.encode(), "facts.toml").problems
    return [str(problem) for problem in problems if problem.code in SHAPE]


def agree(document: str) -> bool:
    """Return whether both take the text; fail where one does and the other does not."""
    ours, theirs = loader_refuses(document), schema_refuses(document)
    assert bool(ours) == bool(theirs), f"{document}\nloader: {ours}\nschema: {theirs}"
    return not ours


def toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(k)} = {toml(v)}" for k, v in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(toml, value)) + "]"
    if isinstance(value, datetime.date | datetime.time):
        return value.isoformat()
    return json.dumps(value)


def document(name: str, table: Table) -> str:
    lines = "".join(f"{json.dumps(key)} = {toml(value)}\n" for key, value in table.items())
    return f"format = 1\n[[{name}]]\n{lines}"


def kinds(node: Table) -> list[Table]:
    """The types of value that a key's schema takes: seldom more than one."""
    found: list[Table] = node.get("anyOf", [node])
    return found


def example(node: Table) -> Any:
    """A value that a key's schema takes."""
    node = kinds(node)[-1]
    if node["type"] == "boolean":
        return True
    if node["type"] == "array":
        return [example(node["items"])] * node.get("minItems", 1)
    if node["type"] in ("number", "integer"):
        return 5
    if "enum" in node:
        return node["enum"][0]
    if node.get("format") == "date":
        return datetime.date(2022, 12, 5)
    return "AZ" if "[A-Z]" in node.get("pattern", "") else "2021"


def full(name: str) -> Table:
    """A table with every key there is."""
    keys = ROWS[name]["properties"].items()
    # A figure has either of two keys.
    return {key: example(node) for key, node in keys if (name, key) != ("figure", "absent")}


def required(name: str) -> list[str]:
    """The keys that a table must have."""
    return [*ROWS[name]["required"], *(["value"] if name == "figure" else [])]


# ---------------------------------------------------------------------------- the schema


def test_the_file_beside_the_bundled_base_is_the_schema_to_the_byte() -> None:
    told = "write it anew: dipfacts schema -o data/facts.schema.json"
    assert (ROOT / "data" / "facts.schema.json").read_bytes() == text().encode(), told
    assert text() == text()
    assert text().endswith("}\n")


def test_is_a_schema_of_its_dialect() -> None:
    _draft7.check_schema(SCHEMA)
    assert SCHEMA["$schema"] == "http://json-schema.org/draft-07/schema#"
    assert "http" not in text().replace(SCHEMA["$schema"], "").replace("http or https", "")


def test_says_of_every_key_what_the_model_says() -> None:
    assert list(SCHEMA["properties"]) == ["format", *FILE_TABLES]
    assert (SCHEMA["required"], SCHEMA["additionalProperties"]) == (["format"], False)
    for name, kind in FILE_TABLES.items():
        row, table = ROWS[name], SCHEMA["properties"][name]
        assert table["description"] == (kind.__doc__ or "").strip()
        assert row["additionalProperties"] is False
        assert list(row["properties"]) == [*kind.__struct_encode_fields__]
        assert "id" in row["required"]
        for key, node in row["properties"].items():
            assert len(node["description"]) > 4, key
            types = ("string", "array", "number", "boolean", "integer", "object")
            assert all(kind["type"] in types for kind in kinds(node)), key
            assert ("anyOf" in node) == (key in ("claimant", "columns"))
            assert '"null"' not in json.dumps(node)


def test_a_few_keys_to_the_letter() -> None:
    figure = ROWS["figure"]["properties"]
    assert figure["value"] == {
        "description": "the number in base units, never scaled; or else absent",
        "type": "number",
        "exclusiveMinimum": -(10**18),
        "exclusiveMaximum": 10**18,
    }
    assert figure["rank"] == {
        "description": "preferred, normal or deprecated",
        "type": "string",
        "enum": ["deprecated", "normal", "preferred"],
        "default": "normal",
    }
    assert figure["said_on"] == {
        "description": 'when the claimant said it: a date, or a string ("2024-03")',
        "type": "string",
        "minLength": 1,
    }
    assert set(ROWS["relation"]["required"]) == {"id", "source", "kind", "title"}


def test_patterns_are_read_alike_by_python_and_ecmascript() -> None:
    patterns = {*re.findall(r'"pattern": "(.*)"', text())}
    assert patterns
    for pattern in patterns:  # no classes, groups or flags that one of the two reads otherwise
        assert re.fullmatch(r"\^[a-zA-Z0-9\[\](){}+*|:-]+\$", pattern)


# ------------------------------------------------------------------- schema and loader agree


@pytest.mark.parametrize("path", [BUNDLED, SAMPLE_PATH, START], ids=lambda path: path.name)
def test_takes_the_fact_bases_that_load(path: Path) -> None:
    assert agree(path.read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", TABLES)
def test_a_table_with_every_key_and_one_with_the_required_keys_pass_both(name: str) -> None:
    assert agree(document(name, full(name)))
    least = {key: full(name)[key] for key in required(name)}
    assert agree(document(name, least))
    for key in least:
        assert not agree(document(name, {k: v for k, v in least.items() if k != key})), key


def test_a_figure_has_either_a_value_or_absent() -> None:
    hidden = {key: value for key, value in full("figure").items() if key != "value"}
    assert agree(document("figure", hidden | {"absent": "confidential"}))
    assert not agree(document("figure", full("figure") | {"absent": "confidential"}))


@pytest.mark.parametrize("name", TABLES)
def test_a_key_of_the_wrong_kind_is_refused_by_both(name: str) -> None:
    wrong: dict[str, list[Any]] = {
        "string": [7, 1.5, True, ["abc"], {"a": 1}, ""],
        "array": [7, True, "abc", [7], ["abc", True], [["abc"]], {"a": 1}],
        "integer": ["5", True, 2.5, [5], {"a": 1}, datetime.date(2022, 12, 5)],
        "number": ["5", True, [5], {"a": 1}, datetime.date(2022, 12, 5)],
        "boolean": [7, "true", [True], datetime.date(2022, 12, 5)],
        "date": [datetime.datetime(2022, 12, 5, 10, 0), datetime.time(10, 0), "soon"],
    }
    for key, node in ROWS[name]["properties"].items():
        types = [wrong[kind["type"]] for kind in kinds(node)]
        values = [value for value in types[0] if all(value in others for others in types)]
        node = kinds(node)[0]
        values += wrong["date"] if node.get("format") == "date" else []
        odd = [*values, *(["other", "HELD"] if "enum" in node else [])]
        spelled = node.get("items", node).get("pattern")
        misspelled = ("Not An Id", "-a", "a--b", "ä", "") if spelled else ()
        odd += [[bad] if node["type"] == "array" else bad for bad in misspelled]
        for value in odd:
            assert not agree(document(name, {**full(name), key: value})), f"{key} = {value}"
    assert not agree(document(name, {**full(name), "colour": "red"}))


@pytest.mark.parametrize(
    "head",
    [
        "",
        "format = 2",
        'format = "1"',
        "format = true",
        "format = 1\ncolour = 1",
        "format = 1\nsource = 7",
        "format = 1\nsource = [7]",
        "format = 1\n[source]",
        "format = 1\n[[fact]]",
    ],
)
def test_the_top_level_is_refused_by_both(head: str) -> None:
    assert not agree(f"# A comment, since an empty file is another problem.\n{head}\n")


VALUES = st.sampled_from(
    [
        *(
            7,
            -1,
            1.5,
            True,
            "",
            "abc",
            "2021",
            "Not An Id",
            "AZ",
            "cow:373",
            "cow:",
            "x:1",
            "two\nlines",
            "held",
            "fob",
        ),
        *([], ["abc"], [""], [7], ["Bad Id"], ["abc", "abc"], {}, {"id": "abc"}),
    ]
)


@given(data=st.data())
def test_schema_and_loader_agree_on_any_table(data: st.DataObject) -> None:
    name = data.draw(st.sampled_from([*TABLES]))
    table = full(name)
    for key in data.draw(st.sets(st.sampled_from([*table]))):
        if data.draw(st.booleans()) or key not in required(name):
            del table[key]
    keys = st.sampled_from([*ROWS[name]["properties"], "colour", "Id"])
    table |= data.draw(st.dictionaries(keys, VALUES, max_size=2))
    agree(document(name, table))


def test_both_end_numbers_at_18_digits() -> None:
    for value, taken in ((LARGEST - 1, True), (LARGEST, False), (-LARGEST, False)):
        written = document("figure", {**full("figure"), "value": value})
        assert bool(schema_refuses(written)) is not taken
        codes = {problem.code for problem in load_text(written.encode(), "f").problems}
        assert ("number-range" in codes) is not taken


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        ("source", "accessed", "2022-12-05"),  # editors tell no date in quotes from a bare one
        ("source", "publisher", datetime.date(2022, 12, 5)),
        ("figure", "period", "soon"),
        ("figure", "parties", ["abc", "abc"]),
        ("figure", "from", "abc"),
        ("event", "source", "unheard-of"),
    ],
)
def test_what_a_schema_cannot_tell_is_left_to_check(
    name: str, key: str, value: Any, write: Write
) -> None:
    table = {**full(name), key: value}
    if name != "source":
        del table["to"]
    written = document(name, table)
    assert schema_refuses(written) == []
    assert app.run(["check", str(write(written))]) == 3


# ------------------------------------------------------------------------------ the real Taplo

FOUND = shutil.which("taplo", path=str(Path(sys.executable).parent)) or shutil.which("taplo")
needs_taplo = pytest.mark.skipif(FOUND is None, reason="no taplo here: pip install taplo")


def taplo(*words: str, folder: Path) -> tuple[int, str]:
    """Return what Taplo says of a file; it looks for settings in its folder and asks no network."""
    done = subprocess.run(
        [str(FOUND), "lint", "--no-auto-config", "--colors", "never", *words],
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    return done.returncode, done.stdout


@needs_taplo
def test_taplo_takes_the_bundled_base_by_the_schema_its_first_line_names() -> None:
    with BUNDLED.open(encoding="utf-8") as stream:
        assert stream.readline() == "#:schema ./facts.schema.json\n"
    status, told = taplo("facts.toml", folder=BUNDLED.parent)
    assert status == 0, told


@needs_taplo
@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("", "", ""),
        ('publisher = "Example News"', 'publishr = "Example News"', "'publishr' was unexpected"),
        ('publisher = "Example News"', "", '"publisher" is a required property'),
        ("published = 2022-12-05", "accessed = 2022-12-05", ""),
        ("published = 2022-12-05", 'published = "2022-12"', ""),
        ("published = 2022-12-05", "accessed = 2022-12-05T10:00:00", 'is not a "date"'),
        ('kind = "country"', 'kind = "land"', '"land" is not one of'),
        ('iso = "AZ"', 'iso = "az"', '"az" does not match'),
        ("format = 1", "format = 2", "1 was expected"),
        ("value = ", "value = nan # ", 'null is not of type "number"'),
        ("value = ", "value = 2.5 # ", ""),
        ("value = ", 'value = "2" # ', '"2" is not of type "number"'),
    ],
)
def test_taplo_refuses_what_the_schema_refuses(old: str, new: str, told: str, write: Write) -> None:
    path = write(text(), "facts.schema.json")
    assert old in SAMPLE
    write("#:schema ./facts.schema.json\n" + SAMPLE.replace(old, new, 1))
    status, said = taplo("facts.toml", folder=path.parent)
    assert (status == 0) is (told == ""), said
    assert told in said


@needs_taplo
def test_taplo_takes_the_fact_base_for_newcomers(write: Write) -> None:
    path = write(text(), "facts.schema.json")
    status, told = taplo("--schema", path.as_uri(), str(START), folder=path.parent)
    assert status == 0, told


# ----------------------------------------------------------------------------- the command


def test_the_command_prints_it(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["schema"]) == 0
    assert capsys.readouterr() == (text(), "")


def test_the_command_writes_it_to_a_file_of_any_ending(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["schema", "-o", str(tmp_path / "facts.schema")]) == 0
    assert capsys.readouterr() == ("", "")
    assert (tmp_path / "facts.schema").read_bytes() == text().encode()
    assert app.run(["schema", "-o", str(tmp_path / "no" / "such.json")]) == 2
    assert "cannot be written" in capsys.readouterr().err


def names_a_party(hint: Any) -> bool:
    return hint == PartyId or any(map(names_a_party, get_args(hint)))


def test_the_keys_that_name_parties_are_those_of_their_type() -> None:
    keys = set[str]()
    for name in CLAIM_TYPES:
        hints = get_type_hints(TABLES[name], include_extras=True)
        own = {key.rstrip("_") for key, hint in hints.items() if names_a_party(hint)}
        people = {"people"} & hints.keys()
        referring = {key for key, of in REFERENCES[TABLES[name]].items() if of == "party"}
        assert referring == own | people
        keys |= own
    assert keys == {*PARTY_KEYS}


@pytest.mark.parametrize("what", [(), ("output",)])
def test_without_docstrings_there_are_no_texts_to_print(what: tuple[str, ...]) -> None:
    line = [sys.executable, "-OO", "-m", "dipfacts", "schema", *what]
    ran = subprocess.run(line, capture_output=True, text=True)
    assert (ran.returncode, ran.stdout) == (2, "")
    assert ran.stderr == (
        "dipfacts: python -OO leaves out the texts of the schema\n"
        "  start it without -OO, and without PYTHONOPTIMIZE=2\n"
    )
