"""The formats of a page: an ending that it has, and one that it has not."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest

from conftest import SAMPLE_PATH, Write
from dipfacts.query.base import Base, open_base
from dipfacts.serve.address import Address
from dipfacts.serve.pages import reply
from dipfacts.serve.replies import Reply
from support import factbase
from support.served import OPTIONS


@pytest.fixture(scope="module")
def sample() -> Iterator[Base]:
    with open_base(str(SAMPLE_PATH)) as base:
        yield base


def get(base: Base, address: str) -> Reply:
    parts = urlsplit(address)
    return reply(base, Address.parse(parts.path, parts.query), OPTIONS)


@pytest.mark.parametrize(
    ("address", "ending", "forms"),
    [
        ("/brief/azerbaijan/russia.docx", "docx", ".json, .jsonl, .csv, .tsv or .md"),
        ("/brief/azerbaijan/russia.html", "html", ".json, .jsonl, .csv, .tsv or .md"),
        ("/trade/azerbaijan/russia.xml?in=2021", "xml", ".json, .jsonl, .csv, .tsv or .md"),
        ("/timeline.pdf", "pdf", ".json, .jsonl, .csv, .tsv, .md or .ics"),
        ("/az.txt", "txt", ".json, .jsonl, .csv, .tsv or .md"),
        ("/show/turnover-2021.xml", "xml", ".json, .jsonl, .csv, .tsv or .md"),
        ("/sources/archive.xml", "xml", ".json, .csv or .md"),
    ],
)
def test_a_format_that_a_page_has_not_is_told_with_those_that_it_has(
    sample: Base, address: str, ending: str, forms: str
) -> None:
    page = get(sample, address)
    assert page.status == 400
    assert f"this page has no format {ending}." in page.text
    assert f"leave the ending out, or write {forms}" in page.text
    path, _, options = address.partition("?")
    without = path.removesuffix(f".{ending}")
    for form in ("", *re.findall(r"\.\w+", forms)):
        assert get(sample, f"{without}{form}?{options}").status == 200, form


def test_a_picture_is_named_where_there_is_something_to_draw(write: Write) -> None:
    years = [
        factbase.figure(f"of-{year}", period=str(year), value=year) for year in range(2019, 2022)
    ]
    text = factbase.base(
        factbase.source(), factbase.party("a"), factbase.party("b"), factbase.topic(),
        factbase.measure(), *years,
    )  # fmt: skip
    with open_base(str(write(text))) as base:
        told = get(base, "/trade/a/b.png").text
        assert get(base, "/trade/a/b.svg").status == 200
    assert "leave the ending out, or write .json, .jsonl, .csv, .tsv, .md or .svg" in told


def test_an_ending_of_what_there_is_not_is_part_of_the_name(sample: Base) -> None:
    page = get(sample, "/trade/az/ruritania.xml")
    assert (page.status, "/search?text=ruritania.xml" in page.text) == (404, True)
