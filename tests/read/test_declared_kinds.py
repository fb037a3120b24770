"""`[[kind]]`, `same_as`, joint statements and coarse days of statements: read, indexed, printed."""

from __future__ import annotations

import csv
import io
import json
from datetime import date

import pytest

from conftest import Write
from dipfacts.cli import app
from dipfacts.query.base import open_base
from support.factbase import base, figure, measure, party, relation, source, table, topic

HEAD = base(source(), source("t"), party("a"), party("b"), topic(), measure())
TIES = table("kind", id="ties", of="relation", label="Ties", unique=True, note="of states")


def test_kinds_are_kept_as_declared(write: Write) -> None:
    with open_base(str(write(HEAD + TIES + relation("r", kind="ties")))) as opened:
        (kind,) = opened.kinds.values()
        assert (kind.of, kind.label, kind.unique, kind.note) == (
            "relation",
            "Ties",
            True,
            "of states",
        )
        assert opened.values("kind") == ["ties"]


def test_a_joint_statement_has_all_its_claimants(
    write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    joint = figure("f", claimant=["a", "b"], said_on="2022-03", note="n", value=2_000_000_000)
    path = str(write(HEAD + joint))
    assert app.run(["trade", "a", "b", "-f", path, "--json"]) == 0
    (claim,) = json.loads(capsys.readouterr().out)["facts"]
    assert (claim["claimant"], claim["claimants"]) == ("a", ["a", "b"])
    assert (claim["said_on"], claim["known_by"]) == ("2022-03", "2022-03-31")
    assert app.run(["trade", "a", "b", "-f", path]) == 0
    page = capsys.readouterr().out
    assert "say A and B (Mar 2022)" in page
    assert app.run(["trade", "a", "b", "-f", path, "--format", "csv"]) == 0
    (row,) = csv.DictReader(io.StringIO(capsys.readouterr().out))
    assert (row["claimant"], row["claimants"]) == ("a", "a; b")
    fields = ["--fields", "id,claimants", "--format", "tsv"]
    assert app.run(["trade", "a", "b", "-f", path, *fields]) == 0
    assert capsys.readouterr().out == "id\tclaimants\nf\ta; b\n"
    assert "A and B, Mar 2022 (note)" in page
    assert app.run(["cite", "f", "-f", path]) == 0
    assert capsys.readouterr().out.startswith("A and B, said in March 2022, quoted in S, undated")


def test_a_coarse_day_is_known_by_its_last(write: Write) -> None:
    with open_base(str(write(HEAD + figure("f", claimant="a", said_on="2022-03")))) as opened:
        assert opened.claim("f").known_day == date(2022, 3, 31).toordinal()
