"""A claim in pieces, as an index holds it."""

from __future__ import annotations

import pytest

from dipfacts.index.rows.pieces import KEYS
from dipfacts.model.fact import TYPES


@pytest.mark.parametrize("type_", TYPES)
def test_each_key_of_a_claim_is_in_one_piece(type_: str) -> None:
    pieces = [key for keys in KEYS[type_].values() for key in keys]
    assert sorted(["id", *pieces]) == sorted(TYPES[type_].__struct_fields__)
