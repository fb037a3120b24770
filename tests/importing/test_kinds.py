"""`dipfacts import --map`: kinds that the bundled base declares are declared, as it does."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.importing import DAY, map_words

pytestmark = pytest.mark.usefixtures("read_anew")

TIES = """a,b,start,k
Norway,Sweden,1905,diplomatic-relations
Sweden,Norway,1905-11-03,diplomatic-relations
Norway,Denmark,1990,swap
"""
UNIQUE = """[[kind]]
id = "diplomatic-relations"
of = "relation"
label = "Diplomatic relations"
unique = true

"""


def written(dip: Run, *given: str) -> str:
    """Return the TOML that an import writes."""
    Path("t.csv").write_text(TIES)
    fixed = "parties={a}, {b}", "period={start}/..", "title=Ties", "publisher=X"
    options = map_words(*fixed, *given)
    assert dip("import", "t.csv", *DAY, *options, "--to", "base")[0] == 0
    return Path("base/t.toml").read_text()


@pytest.mark.parametrize(
    ("kind", "is_declared"),
    [
        ("kind=diplomatic-relations", True),
        ("kind={k}", True),
        ("kind=swap", False),
        ("kind={k}-{k}", False),
    ],
)
def test_a_kind_of_the_bundled_base_is_unique_alone_and_beside_it(
    dip: Run, kind: str, is_declared: bool
) -> None:
    text = written(dip, "claim=relation", kind)
    assert (UNIQUE in text, text.count("[[kind]]")) == (is_declared, int(is_declared))
    together = "1 relation (2 claims)" if is_declared else "2 relations"
    page = dip("relations", "norway", "sweden", "-f", "base").page()
    assert page.startswith(f"Norway and Sweden: {together}, ")


def test_a_kind_of_events_is_declared_of_events(dip: Run) -> None:
    text = written(dip, "claim=event", "kind=summit", "status=held")
    assert '[[kind]]\nid = "summit"\nof = "event"\nlabel = "Trilateral summit"\n' in text
    text = written(dip, "claim=relation", "kind=summit")
    assert "[[kind]]" not in text


def test_a_kind_that_the_folder_declares_is_not_declared_again(dip: Run) -> None:
    Path("base").mkdir()
    own = UNIQUE.replace("unique = true", "unique = false")
    Path("base/own.toml").write_text(f"format = 1\n{own}")
    assert "[[kind]]" not in written(dip, "claim=relation", "kind=diplomatic-relations")
    page = dip("relations", "norway", "sweden", "-f", "base").page()
    assert page.startswith("Norway and Sweden: 2 relations, ")
