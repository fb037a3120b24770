"""A base that stays open for many questions is as its files are."""

from __future__ import annotations

import pytest

from conftest import SAMPLE, Write
from dipfacts.errors import FactBaseError, QuestionError
from dipfacts.index import cache
from dipfacts.model.query import Query
from dipfacts.query.current import Current
from dipfacts.query.deadline import Deadline

OTHER = SAMPLE.replace('id = "turnover-2021"', 'id = "turnover-of-2021"')


def test_an_open_base_is_kept_while_its_files_stay_as_they_are(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cache, "RACY_NS", 0)  # what was just written is known to be whole
    current = Current(str(write(SAMPLE)))
    first = current.base()
    assert current.base() is first
    assert first.claim("turnover-2021").id == "turnover-2021"


def test_a_change_is_seen_by_the_next_question(write: Write) -> None:
    current = Current(str(write(SAMPLE)))
    assert current.base().claim("turnover-2021").id == "turnover-2021"
    write(OTHER)
    with pytest.raises(QuestionError):
        current.base().claim("turnover-2021")
    assert current.base().claim("turnover-of-2021").id == "turnover-of-2021"


def test_a_base_that_does_not_load_says_so_until_it_does(write: Write) -> None:
    path = write(SAMPLE)
    current = Current(str(path))
    current.base()
    write(SAMPLE + "\n[[figure]]\nid = 3\n")
    for _ in range(2):
        with pytest.raises(FactBaseError):
            current.base()
    path.unlink()
    with pytest.raises(QuestionError):
        current.base()
    write(OTHER)
    assert current.base().claim("turnover-of-2021").id


def test_an_answer_that_takes_too_long_is_none(write: Write) -> None:
    current = Current(str(write(SAMPLE)))
    base = current.base(Deadline(-1))
    with pytest.raises(TimeoutError):
        base.count(Query())
    deadline = Deadline(60)
    assert current.base(deadline).count(Query()) > 0
    deadline.stop()
    with pytest.raises(TimeoutError):
        base.count(Query())
    endless = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT max(i) FROM n"
    base = current.base(Deadline(0.01))
    with pytest.raises(TimeoutError):
        base.index.rows(endless, ())
