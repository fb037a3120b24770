"""Numbers with words beside them: what to write instead, which is neither off nor loses a bound."""

from __future__ import annotations

from pathlib import Path

import pytest

from dipfacts.read.table.numbers import NumberError, number
from support import factbase
from support.command_line import Run
from support.factbase import base, measure, party, source, topic

ALSO = "stands beside it in a key of its own"


@pytest.mark.parametrize(
    ("cell", "hint"),
    [
        ("50 million", "write 50000000"),
        ("1.5bn", "write 1500000000"),
        ("1.5m", "write 1500000, if the letter means million"),
        ("1,5 million", "write the number in full, without words"),
        ("2,500,000 thousand", "write 2500000000"),
        ("<50", f'write 50 alone, and what {ALSO}: "less-than" in qualifier'),
        (">= 50", f'write 50 alone, and what {ALSO}: "at-least" in qualifier'),
        ("up to 50", f'write 50 alone, and what {ALSO}: "at-most" in qualifier'),
        ("about 50 mln t", f'write 50000000, and what else {ALSO}: "about" in qualifier'),
        ("USD 50", f'write 50 alone, and what {ALSO}: "USD" in unit'),
        (
            "<$5bn",
            f'write 5000000000, and what else {ALSO}: "less-than" in qualifier and "USD" in unit',
        ),
        (
            "-$5m",
            f'write -5000000, if the dash means less than 0, and what else {ALSO}: "USD" in unit',
        ),
        ("50 tonnes", f"write 50 alone, and what {ALSO}"),
        ("5*", f"write 5 alone, and what {ALSO}"),
    ],
)
def test_a_cell_with_words_beside_its_number(cell: str, hint: str) -> None:
    with pytest.raises(NumberError) as caught:
        number(cell)
    assert str(caught.value.remedy) == hint


def test_a_scale_in_a_cell_counts_as_that_of_the_table_does() -> None:
    for cell, decimal, hint in (("50 million", None, "write 50"), ("1,5 bn", ",", "write 1500")):
        with pytest.raises(NumberError) as caught:
            number(cell, decimal, 1_000_000)
        assert str(caught.value.remedy) == hint


@pytest.mark.parametrize(
    ("value", "hint"),
    [
        ("100 million", "write value = 100_000_000, without quotes"),
        ("about 50", 'write value = 50, without quotes, and qualifier = "about"'),
        ("$1.5bn", 'write value = 1_500_000_000, without quotes, and unit = "USD"'),
        ("50 tonnes", "write a number without quotes, such as value = 2_900_000_000"),
        ("50m", "write a number without quotes, such as value = 2_900_000_000"),
    ],
)
def test_a_value_of_toml_with_words_beside_its_number(
    tmp_path: Path, dip: Run, value: str, hint: str
) -> None:
    figure = factbase.figure("f", value=value, locator="p. 1")
    text = base(source(), party("a"), party("b"), topic(), measure(), figure)
    (file := tmp_path / "f.toml").write_text(text, encoding="utf-8")
    status, out, _ = dip("check", str(file))
    assert status == 3
    assert f"value is a string, not a number; {hint}\n" in out
