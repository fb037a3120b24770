"""The rules of the number of a figure."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dipfacts.model.display import is_currency
from dipfacts.model.file_format.tables import LARGEST
from dipfacts.read.table.fault import Fault
from dipfacts.read.table.ids import quoted_id
from dipfacts.remedy import Remedy, Setting

FINEST = -40  # the exponent of the last digit that a number may have: a float has 17 digits
_EXAMPLE = Setting("value", ("2_900_000_000",))


def number_faults(table: dict[str, Any], typed: bool) -> Iterator[Fault]:
    """Yield the faults of the number of a figure: where, code, message and remedy."""
    value = table.get("value")
    if value is None:
        if table.get("absent") is None:
            message = f'[[figure]] {quoted_id(table)}has no key "value"'
            absent = Setting.of("absent", "not-published")
            remedy = Remedy.of("add ", _EXAMPLE, ", or ", absent, " where the source says so")
            yield Fault("", "missing-key", message, remedy)
    elif table.get("absent") is not None:
        message = f"[[figure]] {quoted_id(table)}has both value and absent"
        hint = "keep absent only where the source gives no number"
        yield Fault("absent", "value-and-absent", message, hint)
    elif isinstance(value, Decimal) and not value.is_finite():
        hint = "write the number, or remove the claim"
        yield Fault("value", "number-range", "value is not a finite number", hint)
    elif out_of_range(value):
        yield Fault("value", "number-range", *_range_words(value))
    elif typed and isinstance(value, Decimal) and is_money(table.get("unit")):
        is_power = value.as_tuple().exponent > 0  # type: ignore[operator]  # it is finite
        shape = "is written with a power of ten" if is_power else "has a point"
        amount = f": {int(value):_}" if is_power else ", such as 2_900_000_000"
        hint = f"write the amount in whole {table['unit']}{amount}"
        message = f"value {str(value) if is_power else f'{value:f}'} of money {shape}"
        yield Fault("value", "inexact-money", message, hint)


def is_money(unit: Any) -> bool:
    """Return whether a unit, as it was parsed, is the code of a currency."""
    return isinstance(unit, str) and is_currency(unit)


def _range_words(value: int | Decimal) -> tuple[str, str]:
    """Return the fault of a number that is out of range, and the remedy."""
    at_most = "write at most 18 digits"
    if isinstance(value, int):
        return "value is out of range", at_most
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int), "a finite number"
    if exponent < FINEST:
        places = f"none more than {-FINEST} places after the point, if need be in a smaller unit"
        message = f"value has a digit more than {-FINEST} places after the point"
        return message, f"{at_most}, {places}"
    larger = " before the point, if need be in a larger unit" if len(digits) <= 18 else ""
    return "value is out of range", f"{at_most}{larger}"


def out_of_range(value: int | Decimal) -> bool:
    """Return whether a number has too many digits to be stored; they are read, not computed."""
    if isinstance(value, int):
        return abs(value) >= LARGEST
    _, digits, exponent = value.as_tuple()
    assert isinstance(exponent, int), "a finite number"
    return len(digits) > 18 or exponent < FINEST or len(digits) + exponent > 18
