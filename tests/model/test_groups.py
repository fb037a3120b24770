"""Values in groups of one key, and sets of names that are joined."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from dipfacts.model.disjoint_sets import DisjointSets
from dipfacts.model.groups import grouped, shared_by_several
from support.draws import drawn

NAMES = st.sampled_from("abcdefgh")


class Clashing(str):
    """A text whose hash is that of all others."""

    __slots__ = ()

    def __hash__(self) -> int:
        return 7


@given(st.lists(st.text("ab", max_size=2)), st.booleans())
@settings(max_examples=drawn(200), deadline=None)
def test_groups_of_several_are_those_of_all(values: list[str], clash: bool) -> None:
    kind = Clashing if clash else str
    expected = [it for it in grouped((kind(value), value) for value in values).values() if it[1:]]
    found = [*shared_by_several(values, kind)]
    assert sorted(found) == sorted(expected)
    if not clash:
        assert found == expected, "in the order of their first values"


@given(st.lists(st.tuples(NAMES, NAMES)), st.lists(NAMES))
@settings(max_examples=drawn(200), deadline=None)
def test_names_are_joined_by_way_of_others(pairs: list[tuple[str, str]], asked: list[str]) -> None:
    sets = DisjointSets[str]()
    together = {name: {name} for name in "abcdefgh"}
    for nth, (one, other) in enumerate(pairs):
        sets.join(one, other)
        for name in (whole := together[one] | together[other]):
            together[name] = whole
        for name in asked[nth : nth + 1]:
            sets.representative(name)
    for one in together:
        for other in together:
            is_same = sets.representative(one) == sets.representative(other)
            assert is_same == (other in together[one])
    joined = {name for pair in pairs for name in pair}
    assert sets.representatives == {sets.representative(name) for name in joined}


def test_to_ask_for_names_that_were_not_joined_takes_no_room() -> None:
    sets = DisjointSets[str]()
    sets.join("a", "b")
    assert [sets.representative(name) for name in "abcd"] == ["b", "b", "c", "d"]
    assert sets.representatives == {"b"}
