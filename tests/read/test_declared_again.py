"""Topics, measures and kinds that several files declare: one, if they mean the same."""

from __future__ import annotations

from typing import Any

import pytest

from dipfacts.errors import Problem
from dipfacts.read.base.base_reader import BaseReader
from dipfacts.read.files import SourceFile
from support.factbase import base, measure, party, source, table, topic


def problems(*texts: str) -> list[Problem]:
    """Every problem of the files a.toml, b.toml, and so on."""
    reader = BaseReader()
    for name, text in zip("ab", texts, strict=False):
        reader.add(SourceFile(name, f"{name}.toml", f"{name}.toml"), text.encode())
    return [*reader.problems()]


def told(*texts: str) -> list[str]:
    return [str(problem) for problem in problems(*texts)]


def codes(*texts: str) -> list[str]:
    return [problem.code for problem in problems(*texts)]


TWICE = base(topic(), measure(), table("kind", id="k", of="event", label="K"))


@pytest.mark.parametrize(
    ("again", "problem"),
    [
        (topic(label="Commerce") + measure(label="Both ways", counts="all"), None),
        (measure(sum_of=["turnover"]), None),
        (measure(partners=0), None),
        (measure(nature="stock"), 'b.toml:7: the measure "turnover" has another nature'),
        (
            topic("work") + measure(topic="work"),
            'b.toml:9: the measure "turnover" has another topic',
        ),
        (
            table("kind", id="k", of="event", label="K", unique=True),
            'b.toml:7: the kind "k" has another unique',
        ),
        (measure(sum_of=["imports"]), 'b.toml:8: unknown measure "imports"'),
        (topic(label="Commerce", note="of goods"), None),
    ],
)
def test_topics_measures_and_kinds_may_stand_in_several_files(
    again: str, problem: str | None
) -> None:
    found = told(TWICE, base(again))
    assert [it[: len(problem or "")] for it in found] == [problem] * bool(problem), found


@pytest.mark.parametrize(
    ("first", "again", "key"),
    [
        ({"partners": 2}, {"partners": 0}, "partners"),
        ({"partners": 0}, {"partners": 5}, "partners"),
        ({"counts": "goods"}, {"counts": "services"}, "counts"),
        ({"counts": "goods", "partners": 0}, {}, None),
        ({}, {"counts": "goods", "partners": 0}, None),
        ({"counts": "goods", "partners": 0}, {"counts": "goods", "partners": 0}, None),
    ],
)
def test_what_a_measure_counts_and_whose_partners_it_names_is_what_it_means(
    first: dict[str, Any], again: dict[str, Any], key: str | None
) -> None:
    results = problems(*(base(topic(), measure(**keys)) for keys in (first, again)))
    assert [(it.code, it.message) for it in results] == [
        ("duplicate-id", f'the measure "turnover" has another {key} than where it is first')
    ] * bool(key)


def test_two_lines_are_told_where_a_declaration_means_another_thing() -> None:
    assert told(TWICE, base(measure(nature="stock"))) == [
        'b.toml:7: the measure "turnover" has another nature than where it is first; '
        "write the same nature as a.toml:7, or give one of them another id"
    ]


@pytest.mark.parametrize(
    "text", [topic(), measure(), source(), party("land", kind="bloc", name="Land")]
)
def test_in_one_file_a_declaration_stands_once(text: str) -> None:
    assert codes(base(topic() if "measure" in text else "", text, text)) == ["duplicate-id"]


def test_sources_and_parties_are_declared_once() -> None:
    text = source() + party("land", kind="bloc", name="Land")
    assert codes(base(text), base(text)) == ["duplicate-id"] * 2
