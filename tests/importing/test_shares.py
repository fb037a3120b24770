"""`dipfacts import --map` of percent: numbers that may be shares of one."""

from __future__ import annotations

import pytest

from support.importing import Import

GIVEN = ("measure=export-share", "topic=trade", "publisher=X", "from=ukraine", "to={c}",
         "period=2021", "value={v}")  # fmt: skip


@pytest.mark.parametrize(
    ("numbers", "more", "is_told"),
    [
        (("0.4", "0.35", "0.25"), (), True),
        (("0.4", "-0.1", "1"), (), True),
        (("0,4", "0,35", "0,25"), ("decimal=,", "delimiter=;"), True),
        (("0.4", "0.35", "12"), (), False),
        (("0", "1", "1"), (), False),
        (("0.4", "0.35", "0.25"), ("scale=100",), False),
    ],
)
def test_percent_of_which_none_is_above_one_is_asked_about(
    imported: Import, numbers: tuple[str, ...], more: tuple[str, ...], is_told: bool
) -> None:
    mark = ";" if "delimiter=;" in more else ","
    rows = zip(("Italy", "Spain", "Chad"), numbers, strict=True)
    text = "\n".join([f"c{mark}v", *(f"{name}{mark}{number}" for name, number in rows), ""])
    words = (*GIVEN, "unit=percent", *more)
    out, _ = imported("t.csv", text, *words)
    assert ("if they are shares of 1, add --map scale=100" in out) is is_told
