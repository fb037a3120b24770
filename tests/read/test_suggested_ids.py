"""What `check` suggests for an id that nothing declares: by label, by adjective, by the whole."""

from __future__ import annotations

import pytest

from conftest import Write
from support.command_line import Run
from support.factbase import base, figure, measure, party, source, topic

HEAD = base(
    source(),
    topic("trade"),
    measure("turnover", topic="trade", label="Trade turnover"),
    party("gb", kind="country", iso="GB", name="Britain"),
    party("ann-b", kind="person", name="Ann Bell", aliases=["A. B. Bell"]),
)


@pytest.mark.parametrize(
    ("keys", "told"),
    [
        (
            {"measure": "trade-turnover"},
            'unknown measure "trade-turnover"; did you mean "turnover"?',
        ),
        ({"measure": "gdp"}, 'unknown measure "gdp"; declare it in a [[measure]]'),
        ({"parties": ["ann-bell", "no"]}, 'unknown party "ann-bell"; did you mean "ann-b"?'),
        ({"parties": ["a-b-bell", "no"]}, 'unknown party "a-b-bell"; did you mean "ann-b"?'),
        (
            {"parties": ["korean", "japan"]},
            'unknown party "korean"; did you mean "north-korea" or "south-korea"?',
        ),
        ({"parties": ["dutch", "no"]}, 'unknown party "dutch"; did you mean "netherlands"?'),
        ({"parties": ["british", "no"]}, 'unknown party "british"; did you mean "gb"?'),
        (
            {"parties": ["england", "no"]},
            'unknown party "england"; it is a part of "gb": '
            "write that for the whole, or declare it",
        ),
        (
            {"parties": ["papua", "no"]},
            'unknown party "papua"; it is a part of "indonesia" or "papua-new-guinea": '
            "write that for the whole, or declare it",
        ),
    ],
)
def test_an_unknown_id_leads_to_what_is_declared_or_meant(
    dip: Run, write: Write, keys: dict[str, object], told: str
) -> None:
    usual = {"parties": ["gb", "no"], "measure": "turnover"}
    status, out, _ = dip("check", str(write(HEAD + figure("f", **{**usual, **keys}))))
    assert (status, out.splitlines()[0].partition("]: ")[2]) == (3, told)
