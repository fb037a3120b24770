"""An index after edits, and one made by workers: the same answers as one made from nothing."""

from __future__ import annotations

import errno
import io
import itertools
import os
import random
import re
import shutil
import sqlite3
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dipfacts.answers.answer import LIMITS
from dipfacts.checks import findings
from dipfacts.cli import app
from dipfacts.errors import FactBaseError
from dipfacts.index import cache
from dipfacts.index.compiling import build, reading, workers
from dipfacts.index.fast_path import FastPathError
from dipfacts.index.rows import schema
from dipfacts.index.rows.checksum import DamagedError
from dipfacts.index.rows.course_counts import count_relations
from dipfacts.index.rows.decode import CLAIM, fact_of
from dipfacts.index.rows.latest import keep_all
from dipfacts.index.rows.schema import Batch, prepare
from dipfacts.index.updating import changes, update
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.query.base import open_base
from dipfacts.query.unread.unread_figures import UnreadFigures
from dipfacts.read import files
from support import factbase
from support.draws import drawn
from support.factbase import base, topic

WORDS = "gas pipeline visas treaty talks border wheat".split()
PARTIES = [f"land-{n}" for n in range(6)]
TICKS = itertools.count(1_600_000_000_000_000_000, 1_000_000_000)


TOPICS = topic() + topic("talks") + factbase.measure("exports") + factbase.measure("imports")


TIES = factbase.table("kind", id="ties", of="relation", label="Ties", unique=True)


def party(name: str, **keys: Any) -> str:
    return factbase.party(name, kind="bloc", name=f"The {name.title()}", **keys)


def source(name: str, published: str = "2021-05") -> str:
    return factbase.source(name, published=published)


Named = tuple[str, str, str]  # table, id and parties of a claim that another may name


def claim(
    rng: random.Random,
    name: str,
    sources: list[str],
    wholes: list[str],
    named: list[Named] | None = None,
) -> str:
    """A claim of any kind, with ties in dates and ranks, so that every order is asked for."""
    a, b, c = rng.sample(PARTIES, 3)
    year = rng.randrange(2000, 2004)
    text = f'id = "{name}"\nsource = "{rng.choice(sources)}"\n'
    text += f'note = "{rng.choice(WORDS)} and {rng.choice(WORDS)}"\n' if rng.random() < 0.7 else ""
    text += 'rank = "deprecated"\n' if rng.random() < 0.1 else ""
    text += f'claimant = "{c}"\n' if rng.random() < 0.2 else ""
    text += "said_on = 2022-02-03\n" if rng.random() < 0.2 else ""
    kind = rng.choice(["figure", "figure", "event", "relation"])
    if kind == "figure":
        text += f'measure = "{rng.choice(["exports", "imports"])}"\nvalue = {rng.randrange(99)}\n'
        ends = f'from = "{a}"\nto = "{b}"' if year % 2 else f'parties = ["{a}", "{b}"]'
        text += f'unit = "USD"\n{ends}\nperiod = "{year}"\n'
        text += f'part_of = "{rng.choice(wholes)}"\n' if wholes and rng.random() < 0.2 else ""
        return f"[[figure]]\n{text}"
    period = rng.choice([f"{year}", f"{year}-03-0{rng.randrange(1, 4)}", f"{year}/..", f"/{year}"])
    text += f'period = "{period}"\n' if rng.random() < 0.9 else ""
    kinds = ["visit", "accord", *["ties", "ties"] * (kind == "relation")]
    text += f'kind = "{rng.choice(kinds)}"\ntopic = "talks"\n'
    own = f" {name}" if rng.random() < 0.5 else ""  # else others may have the same title
    text += f'title = "{rng.choice(WORDS)} {rng.choice(WORDS)}{own}"\n'
    parties = f'["{a}", "{b}"]' if rng.random() < 0.4 else f'["{PARTIES[0]}", "{PARTIES[1]}"]'
    alike = [one for one in named or () if one[0] == kind]
    if alike and rng.random() < 0.4:
        _, other, parties = rng.choice(alike)
        text += f'same_as = "{other}"\n'
    if named is not None:
        named.append((kind, name, parties))
    return f'[[{kind}]]\n{text}parties = {parties}\npeople = ["{c}"]\n'


class Folder:
    """A fact base in files that change at random."""

    def __init__(self, path: Path, seed: int) -> None:
        self.path = path
        self.rng = random.Random(seed)
        self.ids = itertools.count(1)
        path.mkdir()
        self.put("a-base.toml", TOPICS + TIES + "".join(map(party, PARTIES)) + source("paper"))
        for name in "cegi":
            self.rewrite(f"{name}.toml")

    def put(self, name: str, text: str) -> None:
        file = self.path / name
        file.write_text(base(text), encoding="utf-8")
        now = next(TICKS)
        os.utime(file, ns=(now, now))

    def rewrite(self, name: str) -> None:
        own = f"paper-{name[:-5]}"
        count = self.rng.randrange(1, 12)
        ids = [f"claim-{name[:-5]}-{next(self.ids)}" for _ in range(count)]
        text = source(own) + (party(f"bloc-{name[:-5]}") if self.rng.random() < 0.5 else "")
        figures: list[str] = []
        named: list[Named] = []
        for id_ in ids:
            made = claim(self.rng, id_, ["paper", own], figures, named)
            figures += [id_] if made.startswith("[[figure") else []
            text += made
        self.put(name, text)

    def amend(self, name: str) -> None:
        """Change some lines only, on which more or less of the file depends."""
        text = (self.path / name).read_text(encoding="utf-8").partition("\n")[2]
        lines = text.splitlines()
        nth = self.rng.randrange(len(lines))
        match self.rng.randrange(5):
            case 0:
                lines = [re.sub("^value = .*", "value = 7", line) for line in lines]
            case 1:
                lines = [re.sub("^note = .* and ", 'note = "tariffs and ', line) for line in lines]
            case 2:
                lines.insert(nth, "")
            case 3:
                day = self.rng.choice(["2020-02", "2023-04"])
                lines = [re.sub("^published = .*", f'published = "{day}"', line) for line in lines]
            case _:
                lines += claim(self.rng, f"more-{next(self.ids)}", ["paper"], []).splitlines()
        self.put(name, "\n".join([*lines, ""]))

    def edit(self) -> str:
        """Change something; tells what."""
        what = self.rng.choice(
            ["rewrite", "amend", "amend", "amend", "add", "remove", "touch", "base", "two"]
        )
        names = sorted(file.name for file in self.path.iterdir())[1:]
        if what == "rewrite" or (what == "remove" and len(names) < 3):
            self.rewrite(self.rng.choice(names))
        elif what == "amend":
            self.amend(self.rng.choice(names))
        elif what == "two":
            for name in self.rng.sample(names, 2):
                self.rewrite(name)
        elif what == "add":
            self.rewrite(f"{self.rng.choice('bdfhj')}{self.rng.choice('xyz')}.toml")
        elif what == "remove":
            (self.path / self.rng.choice(names)).unlink()
        elif what == "touch":
            now = next(TICKS)
            os.utime(self.path / self.rng.choice(names), ns=(now, now))
        else:
            options: list[dict[str, Any]] = [{}, {"note": "x"}, {"aliases": ["Elsewhere"]}]
            parties = [party(PARTIES[0], **self.rng.choice(options)), *map(party, PARTIES[1:])]
            published = self.rng.choice(["2021-05", "2021-06"])
            ties = self.rng.choice([TIES, TIES, "", TIES.replace("true", "false")])
            self.put("a-base.toml", TOPICS + ties + "".join(parties) + source("paper", published))
        return what


def everything(path: Path) -> dict[str, object]:
    """All that a base can be asked, in the order in which it answers."""
    with open_base(str(path)) as base:
        found: dict[str, object] = {
            "all": base.find(Query(deprecated=True)),
            "names": [base.party(name) for name in (*PARTIES, "the land-3")],
            "parties": base.counted("party"),
            "sources": base.counted("source"),
            "topics": base.counted("topic"),
            "measures": [*base.measures.values()],
            "kinds": (base.values("kind"), base.values("source"), [*base.kinds.values()]),
        }
        for pair in itertools.combinations(PARTIES, 2):
            for asked in (pair, pair[:1]):
                found[f"about {asked}"] = base.find(Query(parties=asked))
        lasting = Query(types=("event", "relation"), limit=1000)
        found["moments"] = [*base.moments(lasting)], base.count_timeline(lasting)
        found["some"] = [*base.moments(lasting.replaced(limit=3, deprecated=True))]
        since, until = Period.parse("2001"), Period.parse("2002-03-02")
        found["dated"] = [*base.moments(lasting.replaced(since=since, until=until))]
        found["of a source"] = base.count_timeline(lasting.replaced(source="paper"))
        for word in (*WORDS, "exports", "imports land-1"):  # figures share rows of words
            some = base.search(Query(text=word, limit=2)).hits
            found[word] = base.search(Query(text=word)).hits, some
        unread = [UnreadFigures(base, Query(measure=measure)) for measure in base.measures]
        found["sizes"] = [(it.claim_count(), it.series(), it.units()) for it in unread]
        return found


def unkept(path: Path, monkeypatch: pytest.MonkeyPatch) -> dict[str, object]:
    with monkeypatch.context() as patched:
        patched.setattr(cache, "cache_folder", lambda: None)
        return everything(path)


@pytest.fixture
def builds(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Return the number of files of each compile from nothing."""
    found: list[int] = []
    really = build.build

    def counted(path: str, base: cache.BaseFiles, progress: cache.Progress | None) -> object:
        found.append(len(base.files))
        return really(path, base, progress)

    monkeypatch.setattr(build, "build", counted)
    monkeypatch.setattr(cache, "LARGE", 0)
    monkeypatch.setattr(build, "side_by_side", give_up)
    monkeypatch.setattr(changes, "SHARE", 1.0)
    monkeypatch.setattr(update.Renewal, "write", sound)
    return found


really_write = update.Renewal.write


def sound(renewal: update.Renewal, copy: sqlite3.Connection) -> list[schema.IndexedFile]:
    """Bring an index up to date, and read every claim of it: a damaged one is made anew else."""
    indexed = really_write(renewal, copy)
    try:
        facts = [fact_of(row) for row in copy.execute(f"SELECT {CLAIM} FROM claim")]
    except DamagedError:
        pytest.fail("a renewed index is damaged")
    assert len(facts) == sum(file.claims for file in indexed)
    kept = [
        copy.execute(f"SELECT * FROM {name}").fetchall() for name in ("last_year", "relation_count")
    ]
    copy.execute("DELETE FROM last_year")
    keep_all(copy)
    count_relations(copy)
    assert kept == [
        copy.execute(f"SELECT * FROM {name}").fetchall() for name in ("last_year", "relation_count")
    ]
    return indexed


def give_up(*_: object) -> None:
    """In place of what workers do: they have tests of their own."""
    raise FastPathError


# Of five deletions left out of a renewal, the first two seeds find each.
@pytest.mark.parametrize("seed", [0, 2, 1, 3][: drawn(4)])
def test_after_any_edits_the_answers_are_those_of_a_new_index(
    seed: int, tmp_path: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path / "base", seed)
    edits = ["made"]
    for _ in range(10):
        assert everything(folder.path) == unkept(folder.path, monkeypatch), edits
        edits.append(folder.edit())
    assert len(builds) < 2 * 10  # those not kept, and some of the others


def a_table(rng: random.Random, name: str) -> str:
    """A table over rows.csv, of which anything may be another than before."""
    more: dict[str, Any] = {"key": "{year}-{to}"} if rng.random() < 0.7 else {}
    value, unit = rng.choice([("{one}", "USD"), ("{two}", "EUR")])
    return factbase.table(
        "table",
        id=rng.choice([name, f"{name}x"]),
        file="rows.csv",
        claim="figure",
        source="paper",
        measure=rng.choice(["exports", "imports"]),
        parties=["land-0", "{to}"],
        period="{year}",
        value=value,
        unit=unit,
        note="{note}",
        **more,
    )


HEADS = "year,to,one,two,note"


@pytest.mark.parametrize("seed", range(1, 1 + drawn(2)))
def test_after_any_edits_of_tables_and_rows_the_answers_are_those_of_a_new_index(
    seed: int, tmp_path: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path / "base", seed)
    rng = random.Random(seed)

    def rows() -> None:
        lines = [
            f"{year},land-{rng.randrange(1, 5)},{rng.randrange(9)},{year % 7},"
            + (rng.choice(WORDS) if rng.random() < 0.3 else "")
            for year in range(1990, 1990 + rng.randrange(1, 9))
        ]
        file = folder.path / "rows.csv"
        file.write_text("\n".join([HEADS, *lines, ""]), encoding="utf-8")
        os.utime(file, ns=(now := next(TICKS), now))

    def tables(*names: str) -> None:
        for name in names:
            there = rng.random() < 0.8
            folder.put(f"t-{name}.toml", a_table(rng, name) if there else "")

    rows()
    tables("b", "h")  # one CSV file for both
    edits: list[Callable[[], None]] = [
        rows,
        lambda: tables("b"),
        lambda: tables("h"),
        lambda: tables("b", "h"),
        lambda: folder.amend("e.toml"),
    ]
    for _ in range(9):
        assert everything(folder.path) == unkept(folder.path, monkeypatch)
        rng.choice(edits)()
    assert len(builds) < 2 * 9


def test_an_odd_figure_that_goes_is_counted_no_more(tmp_path: Path, builds: list[int]) -> None:
    folder = Folder(tmp_path / "base", 3)
    query, old = Query(measure="exports"), 'rank = "deprecated"\n'
    for more, name in ((old, "odd"), ("", "odd"), (old, "odd"), ("", "other")):
        folder.put("k.toml", figure("plain") + figure(name, more))
        with open_base(str(folder.path)) as base:
            assert UnreadFigures(base, query).claim_count() == len(base.find(query))
    assert len(builds) == 1


def test_pairs_that_several_files_tell_of_are_ranked_once(
    tmp_path: Path,
    builds: list[int],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    folder = Folder(tmp_path / "base", 0)
    countries = [f"state-{nth}" for nth in range(9)]
    pairs = [[*pair] for pair in itertools.combinations(countries, 2)]

    def told(file: str, *values: int) -> str:
        given = {"measure": "exports", "period": "2023", "source": "paper"}
        each = zip(pairs, values, strict=False)
        return "".join(
            factbase.figure(f"{file}-{nth}", parties=pair, value=value, **given)
            for nth, (pair, value) in enumerate(each)
        )

    declared = "".join(factbase.party(id, name=id.title()) for id in countries)
    for name in "cegi":
        folder.put(f"{name}.toml", "")
    folder.put("b.toml", declared + told("b", *range(100, 100 + len(pairs))))
    open_base(str(folder.path)).close()
    folder.put("d.toml", told("d", 995, 990))
    texts = list[str]()
    for many in (0, 10**9):
        monkeypatch.setattr(LIMITS, "on_topic", many)
        assert app.run(["trade", "--limit", "1", "-f", str(folder.path)]) == 0
        texts.append(capsys.readouterr().out)
    assert texts[0] == texts[1]
    assert texts[0].startswith("Trade: 38 claims about 36 pairs of parties.")
    assert len(builds) == 1


def test_a_noted_figure_where_a_plain_one_was_is_found_by_the_words_of_both(
    tmp_path: Path, builds: list[int]
) -> None:
    folder = Folder(tmp_path / "base", 3)
    noted = figure("noted", 'note = "Mirrored"\n')
    folder.put("k.toml", figure("plain").replace("2001", "1990") + noted)
    everything(folder.path)
    builds.clear()
    folder.put("k.toml", noted + figure("plain"))
    for words in ("exports land-0", "mirrored", "exports mirrored"):
        with open_base(str(folder.path)) as base:
            hits = {fact.id for fact, _ in base.search(Query(text=words)).hits}
        assert "noted" in hits, words
    assert builds == []


def test_a_table_by_another_id_needs_no_new_index(
    tmp_path: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path / "base", 3)
    (folder.path / "rows.csv").write_text(f"{HEADS}\n1999,land-1,3,4,\n", "utf-8")
    for nth, text in enumerate(
        (a_table(random.Random(1), "t"), a_table(random.Random(1), "s"), "")
    ):
        folder.put("t-other.toml", a_table(random.Random(2), "other"))
        folder.put("t.toml", text)
        builds.clear()
        found = everything(folder.path)
        assert builds == ([] if nth else [7])
        assert found == unkept(folder.path, monkeypatch)


def test_what_several_files_declare_is_that_of_the_first_after_any_edits(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path / "base", 7)

    def ships(name: str, label: str, **keys: Any) -> str:
        return factbase.measure("ships", label=label, **keys) + source(f"paper-{name}")

    declared = [ships("b", "First"), ships("d", "Second"), source("paper-d"), ships("b", "Other")]
    declared += [source("paper-b"), ships("d", "Third", note="alone")]
    for text in declared:
        name = "b" if '"paper-b"' in text else "d"
        folder.put(f"{name}.toml", text)
        right = unkept(folder.path, monkeypatch)
        assert everything(folder.path) == right, text
        with monkeypatch.context() as patched:
            patched.setattr(cache, "LARGE", 0)
            patched.setattr(build, "one_by_one", None)  # quickly
            assert unkept(folder.path, patched) == right, text
    folder.put("b.toml", ships("b", "First", of="exports"))
    everything(folder.path)
    folder.put("d.toml", ships("d", "Third", of="imports"))
    with pytest.raises(FactBaseError) as raised:
        everything(folder.path)
    assert [problem.code for problem in raised.value.problems] == ["duplicate-id"]


def test_only_the_files_that_changed_are_read(
    tmp_path: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch, alone: Path
) -> None:
    folder = Folder(tmp_path / "base", 99)
    read: list[str] = []
    load = changes.load

    def noted(file: files.SourceFile) -> object:
        read.append(file.short)
        return load(file)

    monkeypatch.setattr(changes, "load", noted)
    monkeypatch.setattr(cache, "RACY_NS", -(10**12))
    everything(folder.path)
    for edit, wanted in (
        (lambda: folder.rewrite("e.toml"), ["e.toml"]),
        (lambda: folder.rewrite("d.toml"), ["d.toml"]),  # a new one, between the others
        (lambda: folder.rewrite("z.toml"), ["z.toml"]),  # and one after them
        (lambda: (folder.path / "c.toml").unlink(), []),
        (lambda: (folder.path / "z.toml").rename(folder.path / "f.toml"), ["f.toml"]),
    ):
        edit()
        read.clear()
        assert everything(folder.path) == unkept(folder.path, monkeypatch)
        assert read == wanted
    made = len(builds)  # the first, and those that are not kept
    assert made == 1 + 5


def test_of_a_few_files_of_a_large_base_the_index_of_all_is_not_copied(
    tmp_path: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch, alone: Path
) -> None:
    monkeypatch.setattr(changes, "SHARE", 0.3)
    monkeypatch.setattr(cache, "RACY_NS", -(10**12))
    folder = Folder(tmp_path / "base", 5)
    everything(folder.path)
    for name in "cegi":
        (folder.path / f"{name}.toml").unlink()
    everything(folder.path)
    assert builds == [5, 1]


def test_words_that_figures_share_stay_when_another_takes_the_place_of_the_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: Path
) -> None:
    path = tmp_path / "base"
    path.mkdir()
    named = "".join(party(f"land-{n}") for n in range(4))
    (path / "a.toml").write_text(base(TOPICS, named, source("paper")), encoding="utf-8")
    monkeypatch.setattr(changes, "SHARE", 1.0)
    monkeypatch.setattr(cache, "RACY_NS", -(10**12))

    def search(*partners: int) -> list[str]:
        claims = (figure(f"of-{n}").replace("land-1", f"land-{n}") for n in partners)
        (path / "b.toml").write_text(base(*claims), encoding="utf-8")
        with open_base(str(path)) as opened:
            return [fact.claim.id for fact, _ in opened.search(Query(text="land-0")).hits]

    assert {*search(1, 2)} == {"of-1", "of-2"}
    assert {*search(3, 1)} == {"of-3", "of-1"}


def test_of_a_file_that_changed_only_the_claims_that_did_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: Path
) -> None:
    path = tmp_path / "base"
    path.mkdir()
    named = party("land-0") + party("land-1")
    before = source("paper") + "".join(figure(f"claim-{n}") for n in range(40))
    (path / "a.toml").write_text(base(TOPICS, named), encoding="utf-8")
    (path / "b.toml").write_text(base(before), encoding="utf-8")
    for name in ("a.toml", "b.toml"):
        os.utime(path / name, ns=(1, 1))
    monkeypatch.setattr(changes, "SHARE", 1.0)
    monkeypatch.setattr(cache, "RACY_NS", -(10**12))
    written: list[int] = []
    insert = schema.insert_batch

    def counted(connection: sqlite3.Connection, batch: Batch) -> None:
        written.append(len(batch.claim))
        insert(connection, batch)

    monkeypatch.setattr(schema, "insert_batch", counted)

    def value_of(name: str) -> tuple[object, object]:
        with open_base(str(path)) as base:
            fact = base.claim(name)
            return getattr(fact.claim, "value", None), date.fromordinal(fact.known_day or 1)

    assert value_of("claim-7") == (1, date(2021, 5, 31))
    assert written == [0, 40]
    seventh = '"claim-7"\nmeasure = "exports"\nvalue = '
    for old, new, changed in (
        (f"{seventh}1", f"{seventh}2", 1),
        ('"2021-05"', '"2021-06"', 40),  # all of them were known a month later
    ):
        before = before.replace(old, new)
        (path / "b.toml").write_text(base(before), encoding="utf-8")
        written.clear()
        told = value_of("claim-7")
        assert written == [changed]
    assert told == (2, date(2021, 6, 30))


def test_a_copy_of_another_index_than_was_looked_at_is_not_renewed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: Path
) -> None:
    monkeypatch.setattr(changes, "SHARE", 1.0)
    folder = Folder(tmp_path / "base", 5)
    everything(folder.path)
    (kept,) = alone.glob("*.sqlite")
    folder.rewrite("g.toml")
    found = cache.locate([str(folder.path)], findings.errors)
    assert found.stamps is not None
    with closing(prepare(sqlite3.connect(kept))) as connection:
        renewal = update.Renewal(connection, found.files, found.stamps)
    everything(folder.path)  # another process is quicker
    with closing(prepare(sqlite3.connect(kept))) as copy, pytest.raises(FastPathError):
        renewal.write(copy)


def test_a_copy_that_fails_is_told_and_the_answer_is_right(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: Path
) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(changes, "SHARE", 1.0)
    folder = Folder(tmp_path / "base", 5)
    everything(folder.path)
    folder.rewrite("g.toml")
    monkeypatch.setattr(os, "copy_file_range", fail, raising=False)
    monkeypatch.setattr(shutil, "copyfile", fail)
    told: list[str] = []
    with open_base(
        str(folder.path), listener=cache.Listener(lambda *_: None, told.append)
    ) as opened:
        found = opened.find(Query(deprecated=True))
    (why,) = told
    remedy = "make room there, or set DIPFACTS_CACHE to a folder of yours"
    assert f"{alone}: no space left on device; answering from memory ({remedy})" in why
    assert found == unkept(folder.path, monkeypatch)["all"]


def refuse(*_: object) -> int:
    raise OSError(errno.EOPNOTSUPP, os.strerror(errno.EOPNOTSUPP))


@pytest.mark.parametrize("call", [None, refuse, lambda *_: 0])
def test_a_system_that_copies_by_no_call(
    call: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path / "base", 5)
    everything(folder.path)
    folder.rewrite("g.toml")
    right = unkept(folder.path, monkeypatch)
    if call is None:
        monkeypatch.delattr(os, "copy_file_range", raising=False)
    else:
        monkeypatch.setattr(os, "copy_file_range", call, raising=False)
    monkeypatch.setattr(changes, "SHARE", 1.0)
    monkeypatch.setattr(build, "build", refuse)
    assert everything(folder.path) == right


@pytest.mark.skipif(os.name == "nt", reason="it replaces no file that is open")
def test_the_old_index_of_a_large_base_is_freed_by_a_thread(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, alone: Path
) -> None:
    closed: list[tuple[int, bool]] = []
    really = os.close

    def noted(handle: int) -> None:
        is_main = threading.current_thread() is threading.main_thread()
        closed.append((os.fstat(handle).st_ino, is_main))
        really(handle)

    monkeypatch.setattr(changes, "SHARE", 1.0)
    folder = Folder(tmp_path / "base", 5)
    everything(folder.path)
    (kept,) = alone.glob("*.sqlite")
    old = kept.stat().st_ino
    folder.rewrite("g.toml")
    before = {*threading.enumerate()}
    monkeypatch.setattr(cache, "LARGE", 0)
    monkeypatch.setattr(os, "close", noted)
    everything(folder.path)
    for thread in {*threading.enumerate()} - before:
        thread.join()
    assert (old, False) in closed


def event(name: str, more: str = "") -> str:
    return (
        f'[[event]]\nid = "{name}"\nkind = "visit"\ntitle = "A visit"\nsource = "paper"\n'
        f'parties = ["land-0", "land-1"]\n{more}'
    )


def figure(name: str, more: str = "") -> str:
    return (
        f'[[figure]]\nid = "{name}"\nmeasure = "exports"\nvalue = 1\nunit = "USD"\n'
        f'from = "land-0"\nto = "land-1"\nperiod = "2001"\nsource = "paper"\n{more}'
    )


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("e.toml", event("in-c"), "duplicate-id"),
        ("c.toml", "", "unknown-reference"),
        ("c.toml", figure("in-c"), "unknown-reference"),
        ("g.toml", party("land-2"), "duplicate-id"),
        ("g.toml", party("land-7", country="nowhere"), "unknown-reference"),
        ("e.toml", figure("in-e", 'part_of = "none"\n'), "unknown-reference"),
        ("e.toml", figure("in-e", 'topic = "talks"\n'), "topic-of-measure"),
        ("e.toml", event("in-e", 'claimant = "nobody"\n'), "unknown-reference"),
        ("a-base.toml", TOPICS + "".join(map(party, PARTIES[1:])), "unknown-reference"),
    ],
)
@pytest.mark.parametrize("large", [True, False])
def test_what_an_edit_breaks_is_told(
    name: str,
    text: str,
    code: str,
    large: bool,
    tmp_path: Path,
    builds: list[int],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if large:
        monkeypatch.setattr(cache, "LARGE", 0)
    folder = Folder(tmp_path / "base", 1)
    folder.put("c.toml", source("other") + event("in-c") + figure("whole-c"))
    folder.put("g.toml", figure("part-g", 'part_of = "whole-c"\n'))
    folder.put("e.toml", event("in-e"))
    everything(folder.path)
    folder.put(name, text)
    with pytest.raises(FactBaseError) as raised:
        everything(folder.path)
    assert code in {problem.code for problem in raised.value.problems}


def test_workers_make_what_one_process_makes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path / "base", 5)
    right = unkept(folder.path, monkeypatch)
    made = []
    monkeypatch.setattr(cache, "LARGE", 0)
    monkeypatch.setattr(build, "one_by_one", lambda *_: made.append(1))
    monkeypatch.setattr(reading, "CHUNK", 3)
    assert everything(folder.path) == right
    assert made == []


def test_where_a_file_misleads_the_workers_one_process_does_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path / "base", 5)
    folder.put("z.toml", party("zed") + 'note = """\n[[party]]\nid = "fake"\n"""\n')
    right = unkept(folder.path, monkeypatch)
    monkeypatch.setattr(cache, "LARGE", 0)
    assert everything(folder.path) == right


CUT_SHORT = """
import io, marshal, os, sys
from dipfacts.index.compiling import workers

def send(pipe, message):
    data = marshal.dumps(message)
    data = len(data).to_bytes(8, "big") + data
    if message and isinstance(message, tuple):  # rows: the first of them is not sent whole
        os.write(1, data[: {length}])
        os._exit(137)
    pipe.write(data)
    pipe.flush()

workers._send = send
workers.serve()
"""


@pytest.mark.parametrize("length", [0, 3, 8, 20])
def test_where_workers_are_killed_one_process_does_it(
    length: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path / "base", 5)
    right = unkept(folder.path, monkeypatch)
    monkeypatch.setattr(cache, "LARGE", 0)
    code = CUT_SHORT.replace("{length}", f"{length}")
    monkeypatch.setattr(workers, "_COMMAND", (sys.executable, "-P", "-c", code))
    assert everything(folder.path) == right


def test_a_pipe_beside_a_large_base_is_not_waited_for_by_workers(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path / "base", 5)
    right = len(unkept(folder.path, monkeypatch)["topics"])  # type: ignore[arg-type]  # a list
    monkeypatch.setattr(cache, "LARGE", 0)
    more = b'format = 1\n[[topic]]\nid = "more"\nlabel = "More"\n'
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(more)))
    with open_base(str(folder.path), "-") as base:
        assert len(base.counted("topic")) == right + 1


def test_a_country_declared_later_is_the_one_that_no_file_declared(
    tmp_path: Path, builds: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = Folder(tmp_path / "base", 5)
    folder.put("y.toml", event("visit").replace("land-0", "france"))
    everything(folder.path)
    folder.put("z.toml", party("gaul", iso="FR").replace("bloc", "country"))
    assert everything(folder.path) == unkept(folder.path, monkeypatch)
    with open_base(str(folder.path)) as base:
        assert getattr(base.claim("visit").claim, "parties", ()) == ("gaul", "land-1")


@pytest.mark.parametrize(
    "words",
    [
        ["trade"],
        ["trade", "--measure", "imports", "--all"],
        ["trade", "--since", "2002", "--known-by", "2021"],
        ["timeline", "--all"],
        ["timeline", "--since", "2001", "--until", "2002"],
        ["timeline", "--in", "2003", "--kind", "accord"],
        ["trade", "--in", "1900"],
        ["timeline", "--known-by", "1900"],
    ],
)
def test_what_is_streamed_is_the_whole_answer(
    words: list[str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from dipfacts.cli.app import run

    folder = Folder(tmp_path / "base", 7)
    streamed = run([*words, "-f", str(folder.path), "--format", "jsonl"]), capsys.readouterr().out
    # A limit that leaves nothing out is not streamed.
    limit = ["--limit", "100000"]
    asked = [*words, *limit, "-f", str(folder.path), "--format", "jsonl"]
    assert streamed == (run(asked), capsys.readouterr().out)
    assert bool(streamed[1]) == (streamed[0] == 0) == ("1900" not in words)
