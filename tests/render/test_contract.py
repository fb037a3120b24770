"""The JSON contract: its schema, the committed copy, and the reference in docs/json.md."""

from __future__ import annotations

import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from dipfacts.cli import app
from dipfacts.cli.registry import COMMANDS, TOPIC
from dipfacts.render.json import encoding
from dipfacts.render.json.contract.schema import LINES, WHOLE, schema, text
from reference import output
from support.contract import held

ROOT = Path(__file__).parents[2]
SAMPLE = str(Path(__file__).parents[1] / "sample.toml")
REMEDY = "if the change is meant (keys are only ever added): python tools/write_reference.py output"

Node = dict[str, Any]


def test_the_reference_tells_every_key_as_it_is_declared() -> None:
    reference = output.PAGE.read_text(encoding="utf-8")
    assert output.written(reference) == reference, REMEDY
    told = {name for m in output.MARKED.finditer(reference) for name in m[2].split(", ")}
    lines = {kind.__name__ for kind in LINES} | {"SourceOfLine"}
    pages = {"Failed"}  # whose one key, beside the version, is told in words
    lists = {"Parties", "Topics", "Measures", "Kinds", "Sources", "Inventory", "Start"}
    answers = {"Answer", "Brief", "Overview", *lists}  # the keys of Figures, and fewer
    alike = {"Party", "Source"}  # those of CountedParty and CountedSource, without the counts
    assert told == set(output.declared()) - lines - answers - alike - pages


def test_the_committed_schema_is_what_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["schema", "output"]) == 0
    printed = capsys.readouterr().out
    assert printed == text()
    assert output.SCHEMA.read_text(encoding="utf-8") == printed, REMEDY


def test_there_is_no_third_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert app.run(["schema", "outptu"]) == 2
    assert capsys.readouterr().err == (
        'dipfacts: there is no schema of "outptu"\n'
        "  dipfacts schema is that of the file format, dipfacts schema output that of the JSON\n"
    )


# ----------------------------------------------------------------------- the schema itself


def nodes(value: object) -> list[Node]:
    """Every node of a schema that describes a value."""
    if isinstance(value, list):
        return [node for item in value for node in nodes(item)]
    if not isinstance(value, dict):
        return []
    inner = [node for item in value.values() for node in nodes(item)]
    return [value, *inner] if {"type", "enum", "anyOf", "$ref"} & {*value} else inner


def test_it_is_a_schema_of_its_dialect_and_every_key_is_described() -> None:
    found = schema()
    assert found["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    importlib.import_module("jsonschema").Draft202012Validator.check_schema(found)
    assert [root["$ref"].split("/")[-1] for root in found["anyOf"]] == [
        kind.__name__ for kind in (*WHOLE, *LINES)
    ]
    for name, node in found["$defs"].items():
        assert node["description"], name
        assert node["properties"], name
        for key, described in node["properties"].items():
            assert described.get("description"), f"{name}.{key}"


def test_the_printed_one_allows_keys_to_come_and_the_tests_do_not() -> None:
    assert "additionalProperties" not in {
        key for node in schema()["$defs"].values() for key in node
    }
    closed = schema(closed=True)["$defs"]
    assert all(node["additionalProperties"] is False for node in closed.values())


SPOILT: dict[str, Callable[[Any], object]] = {
    "a key that is not declared": lambda d: d["facts"][0].update(extra=1),
    "a key left out": lambda d: d["facts"][0].pop("note"),
    "an undeclared key of a source": lambda d: d["sources"]["daily-2022-02"].update(extra=1),
    "a text for a number": lambda d: d["facts"][0].update(value="1"),
    "null for a text": lambda d: d["facts"][0].update(unit=None),
    "an unknown status": lambda d: d.update(status="maybe"),
    "a key of relations in a figure": lambda d: d["facts"][0].update(title="x"),
    "a key of topics": lambda d: d.update(topics={}),
}


@pytest.mark.parametrize("change", SPOILT)
def test_what_breaks_the_contract_fails_a_test(
    change: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["trade", "azerbaijan", "russia", "-f", SAMPLE, "--json"]) == 0
    printed = capsys.readouterr().out
    assert held(printed) == printed
    found = json.loads(printed)
    SPOILT[change](found)
    with pytest.raises(AssertionError, match="not as `dipfacts schema output` says"):
        encoding.indented(found)


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        ({"extra": 1}, "'extra' was unexpected"),
        ({"facts": None}, "not of type"),
        ({"answer": {}}, "is a required property"),
    ],
)
def test_what_is_not_in_the_contract_is_refused(
    change: Node, problem: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert app.run(["trade", "azerbaijan", "russia", "-f", SAMPLE, "--json"]) == 0
    printed = capsys.readouterr().out
    assert held(printed) == printed
    with pytest.raises(AssertionError, match=problem):
        held(json.dumps(json.loads(printed) | change))


WORDS = {
    "figures": ["trade", "azerbaijan", "russia"],
    "search": ["search", "trade"],
    "show": ["show", "turnover-2021"],
    "brief": ["brief", "azerbaijan", "russia"],
    "cache clear": ["cache", "clear"],
    "diff": ["diff", SAMPLE],
}
ASKED = {"figures": TOPIC, **COMMANDS, "cache clear": COMMANDS["cache"]}
PRINT_JSON = {name: [o.name for o in command.options] for name, command in ASKED.items()}
del PRINT_JSON["log"]  # it needs commits: see test_log


@pytest.mark.parametrize("name", [name for name, takes in PRINT_JSON.items() if "json" in takes])
def test_the_json_of_every_command_is_in_the_contract(
    name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    """The tests' own `held` compares all that is printed with it: see conftest."""
    assert app.run(["topics", "-f", SAMPLE]) == 0  # so that an index is kept
    capsys.readouterr()
    facts = ["-f", SAMPLE] if "facts" in PRINT_JSON[name] else []
    assert app.run([*WORDS.get(name, [name]), "--json", *facts]) == 0
    assert json.loads(capsys.readouterr().out)["schema_version"] == 1


def test_a_line_of_jsonl_is_held_as_well() -> None:
    with pytest.raises(AssertionError, match="undeclared"):
        encoding.encoded({"id": "x", "label": "X", "note": None, "claims": 1, "undeclared": 1})
