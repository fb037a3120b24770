"""Names are suggested in a large base as in a small one, without comparing them all."""

from __future__ import annotations

from collections.abc import Iterator

import completion
import names as benchmark
import pytest

from dipfacts.errors import QuestionError
from dipfacts.query.base import Base, open_base
from dipfacts.query.names import suggest
from dipfacts.text import fold, nearest


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    file = tmp_path_factory.mktemp("large") / "facts.toml"
    text = completion.large_base(suggest.FEW_NAMES + 500)
    own = '[[party]]\nid = "ussuri"\nkind = "bloc"\nname = "Уссури и Амур"\n'
    file.write_text(text + own, encoding="utf-8")
    with open_base(str(file)) as base:
        yield base


def refusal(base: Base, name: str) -> str:
    with pytest.raises(QuestionError) as caught:
        base.party(name)
    return caught.value.hint


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("tirabu-2", "tirabo-2"),
        ("tiraboo-2", "tirabo-2"),
        ("itrabo-2", "tirabo-2"),
        ("rtisaobo 2", "tisabo-2"),
        ("ussuriland", "ussuri"),
        ("ussu", "ussuri"),
        ("Уссури и Амуур", "Уссури и Амур"),
        ("Усури и Амур", "Уссури и Амур"),
    ],
)
def test_what_is_meant_comes_first(large: Base, typed: str, first: str) -> None:
    assert refusal(large, typed).startswith(f'did you mean "{first}"')


def test_what_is_like_nothing(large: Base) -> None:
    assert refusal(large, "xyzzy") == "dipfacts parties lists those there are"


@pytest.mark.parametrize(
    ("typed", "hint"),
    [
        ("Donetsk People's Republic", "dipfacts parties lists those there are"),
        ("Republic of Abkhazia", "dipfacts parties lists those there are"),
        ("Kuril Islands", "dipfacts parties lists those there are"),
        ("Georgian Republic", 'did you mean "georgia"?'),
        ("South Korean Republic", 'did you mean "south-korea"?'),
        ("Republig of Korea", 'did you mean "Republic of Korea"?'),
        ("Peoples Republic of Chna", 'did you mean "People\'s Republic of China"?'),
        ("Untied Staets", 'did you mean "united-states"?'),
        ("Marshal Islnds", 'did you mean "marshall-islands"?'),
    ],
)
def test_words_that_many_names_share_make_none_like_another(typed: str, hint: str) -> None:
    with open_base("bundled") as base:
        assert refusal(base, typed) == hint


def test_every_single_slip_is_found(large: Base) -> None:
    forms = {fold(typo) for typo in benchmark.typos("tirabo 2")} - {"tirabo2"}
    assert len(forms) > 100
    for form in forms:
        near = suggest.names(large.index.all, form, 4)
        assert "tirabo-2" in near.values(), form
        assert len(near) <= 3_500


@pytest.mark.parametrize("typed", ["g-1234", "F-1234", "F_1234", " f 1234"])
def test_ids_of_claims_are_suggested(typed: str, large: Base) -> None:
    with pytest.raises(QuestionError) as caught:
        large.claim(typed)
    assert caught.value.hint.startswith('did you mean "f-1234"')


def test_of_names_begun_the_shorter_is_meant() -> None:
    assert nearest("f-12345", ["f-1", "f-123", "f-1234"]) == ["f-1234", "f-123"]
