"""A comparison, and the history of a claim, as pages for people."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from dipfacts.answers import summary
from dipfacts.answers.remark import ALL, Remark
from dipfacts.diff.changes import Changes, is_row
from dipfacts.diff.claims import Pair
from dipfacts.diff.comparison import Comparison
from dipfacts.diff.declared import KINDS, Compared
from dipfacts.diff.states import ComparedState
from dipfacts.model import display
from dipfacts.model.fact import Fact
from dipfacts.read.files import BUNDLED
from dipfacts.record import T
from dipfacts.render.page.document import Page, Row, Section
from dipfacts.text import plain

if TYPE_CHECKING:
    from dipfacts.diff.history import History, HistoryStep

_ALIKE = 3  # claims that changed in the same way have one row from so many on
_LONGEST = 300  # characters of a value that changed


def page(result: Comparison, limit: int) -> Page:
    """Lay out a comparison: what it does to answers, then claims, then other tables.

    Of each sort of difference the first are shown, up to a limit; 0 shows all.
    """
    sections = [
        _answers(result, limit),
        *_claims(result, limit),
        _declared(result, limit),
    ]
    filled = [section for section in sections if section.rows]
    return Page(_headline(result), filled, None, [*map(Remark, result.remarks)], [])


def _headline(result: Comparison) -> str:
    claims = result.claims
    between = f"{result.old.state.label} and {result.new.state.label}"
    if not result.differs:
        same = display.counted(claims.same + len(claims.moved), "claim")
        moved = f", {len(claims.moved):,} of them in another place" if claims.moved else ""
        states = (result.old.state, result.new.state)
        of = " of the bundled base" if {it.paths for it in states} == {(BUNDLED,)} else ""
        return f"No difference between {between} ({same}{of}{moved})."
    counts = (
        (claims.added, "added"),
        (claims.removed, "withdrawn"),
        (claims.changed, "changed"),
        (claims.renamed, "renamed"),
        (claims.moved, "moved"),
    )
    nonempty = [(len(rows), what) for rows, what in counts if rows]
    first = [f"{display.counted(count, 'claim')} {what}" for count, what in nonempty[:1]]
    rest = [f"{count:,} {what}" for count, what in nonempty[1:]]
    answers = len(result.effects.answers)
    is_part = bool(result.effects.left_out or result.effects.unasked)
    least, of_asked = ("at least ", " of those asked again") if is_part else ("", "")
    effect = f"{least}{display.counted(answers, 'answer')} change{'s' if answers == 1 else ''}"
    text = effect if answers else f"no answer changes{of_asked}"
    return f"From {result.old.state.label} to {result.new.state.label}: {text}; " + (
        f"{display.listed([*first, *rest]) or 'no claim differs'}."
    )


def _first(rows: Sequence[T], limit: int) -> Sequence[T]:
    return rows[: limit or None]


# ------------------------------------------------------------------------------- answers


def _answers(result: Comparison, limit: int) -> Section:
    answers = result.effects.answers
    rows = [
        Row((it.text,), "differ" if it.agreement[1] == "conflict" else "")
        for it in _first(answers, limit)
    ]
    if left := answers[len(rows) :]:
        kinds = Counter(_sort_of(*it.texts) for it in left)
        kinds_text = display.listed(f"{count:,} {kind}" for kind, count in kinds.items())
        rows.append(Row((f"… and {len(left):,} more: {kinds_text}",), "sub"))
    return Section("What it does to answers", ("",), rows)


def _sort_of(was: str | None, now: str | None) -> str:
    if was is None:
        return "newly recorded"
    return "no longer recorded" if now is None else "changed"


# -------------------------------------------------------------------------------- claims


def _claims(result: Comparison, limit: int) -> list[Section]:
    claims, columns = result.claims, ("Claim", "What it says", "Where")
    added = _rows_of_side(claims.added, result.new, limit)
    removed = _rows_of_side(claims.removed, result.old, limit)
    changed = _changed(claims.changed, limit)
    renamed = [
        Row((f"{it.old.id} → {it.new.id}", _claim_in_words(result.new, it.new), _where(it.new)))
        for it in _first(claims.renamed, limit)
    ]
    renamed += _more([it.new for it in claims.renamed[len(renamed) :]])
    ways = Counter((it.old.file, it.new.file) for it in claims.moved)
    moved = [
        Row((display.counted(count, "claim"), was if was == now else f"{was} → {now}"))
        for (was, now), count in ways.items()
    ]
    return [
        Section("Claims added", columns, added),
        Section("Claims withdrawn", columns, removed),
        Section("Claims changed", ("Claim", "Key: was → is", "Where"), changed),
        Section("Claims renamed", columns, renamed),
        Section("Claims moved, and otherwise the same", ("Claims", "File"), moved),
    ]


def _rows_of_side(facts: list[Fact], side: ComparedState, limit: int) -> list[Row]:
    listed, left = _summed_up(facts, lambda fact: fact, limit)
    return [Row((it.id, _claim_in_words(side, it), _where(it))) for it in listed] + _more(left)


def _summed_up(
    items: Sequence[T], fact: Callable[[T], Fact], limit: int
) -> tuple[list[T], list[Fact]]:
    """Return the items shown one by one, and the claims of the rest: rows of very many."""
    counts = Counter(fact(it).file for it in items)
    many = {file for file, count in counts.items() if limit and is_row(file) and count > limit}
    few = [it for it in items if fact(it).file not in many]
    listed = [*_first(few, limit)]
    there = {id(it) for it in listed}
    return listed, [fact(it) for it in items if id(it) not in there]


def _more(left: Iterable[Fact], alike: str = "") -> list[Row]:
    """Return a row for each file of claims that are only counted."""
    files = Counter(fact.file for fact in left)
    return [
        Row((f"… {display.counted(count, 'claim')} more", alike, file), "sub")
        for file, count in files.items()
    ]


def _changed(pairs: list[Pair], limit: int) -> list[Row]:
    """Return the claims that changed; those that changed alike together."""
    alike = defaultdict[str, list[Pair]](list)
    for pair in pairs:
        alike[_changes_text(pair.changes)].append(pair)
    rows, singles = list[Row](), list[Pair]()
    for text, same in alike.items():
        if len(same) < _ALIKE:
            singles += same
            continue
        files = [*dict.fromkeys(pair.new.file for pair in same)]
        rows.append(Row((display.counted(len(same), "claim"), text, display.some(files))))
    listed, left = _summed_up(singles, lambda pair: pair.new, limit)
    changed_rows = [Row((it.new.id, _changes_text(it.changes), _where(it.new))) for it in listed]
    rest = [*_first(rows, limit), *changed_rows]
    hidden = rows[len(_first(rows, limit)) :]
    if hidden:
        rest.append(
            Row((f"… {len(hidden):,} more ways in which claims changed alike", "", ""), "sub")
        )
    ids = {fact.id for fact in left}
    keys = Counter(key for it in singles if it.new.id in ids for key in it.changes)
    return rest + _more(left, display.some(keys))


def _claim_in_words(side: ComparedState, fact: Fact) -> str:
    text = summary.claim_summary(side.base, fact)
    return f"{text} ({fact.claim.rank})" if fact.claim.rank != "normal" else text


def _where(fact: Fact) -> str:
    return f"{fact.file}:{fact.line}"


def _changes_text(results: Changes) -> str:
    return "; ".join(f"{key}: {_value(was)} → {_value(now)}" for key, (was, now) in results.items())


def _value(value: Any) -> str:
    """Return a value of a key as a file has it, in short; "—" where it is not given."""
    if value is None or value == () or value == {}:
        return "—"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, (int, Decimal)):
        return display.number(value)
    if isinstance(value, tuple):
        return ", ".join(map(_value, value))
    if isinstance(value, dict):
        return "; ".join(f"{key} = {_value(it)}" for key, it in value.items())
    text = plain(str(value))
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


# --------------------------------------------------------------------------- other tables


def _declared(result: Comparison, limit: int) -> Section:
    rows = list[Row]()
    for kind in KINDS:
        every = [*_rows(kind, result.declared[kind])]
        rows += _first(every, limit)
        if left := len(every) - len(_first(every, limit)):
            rows.append(Row((f"… {left:,} more", "", ""), "sub"))
    return Section("Other tables", ("Table", "Change", "What"), rows)


def _rows(kind: str, one: Compared) -> list[Row]:
    named = [(f"{kind} {id}", "added", _label(it)) for id, it in one.added.items()]
    named += [(f"{kind} {id}", "removed", _label(it)) for id, it in one.removed.items()]
    named += [(f"{kind} {id}", "changed", _changes_text(it)) for id, it in one.changed.items()]
    named += [(f"{kind} {was}", "renamed", now) for was, now in one.renamed.items()]
    return [Row(cells) for cells in named]


def _label(table: Any) -> str:
    """Return the label of a table: its name, its label, its publisher or its file."""
    keys = ("name", "label", "publisher", "file")
    text = next((text for key in keys if (text := getattr(table, key, None))), "")
    day = getattr(table, "published", None)
    return plain(str(text)) + (f", {display.day(day)}" if day else "")


# -------------------------------------------------------------------- history of a claim


def log(result: History) -> Page:
    """Lay out the history of a claim, the newest first."""
    rows = [Row((*_commit(step), _done(step))) for step in result.newest]
    first, *_ = (step for step in reversed(result.steps))
    last = result.steps[0]
    text = f"{plain(result.id)}: {display.counted(len(result.steps), 'step')}"
    if first.commit:
        until = display.day(last.commit.date) if last.commit else "now"
        text += f", {display.day(first.commit.date)} to {until}"
    section = Section("", ("Date", "Commit", "What it did", "Claim"), rows)
    remarks = [*map(Remark, result.remarks)]
    if more := result.left_out:
        remarks.insert(0, Remark(display.counted(more, "more step"), command=ALL))
    return Page(f"{text}.", [section], None, remarks, [])


def _commit(step: HistoryStep) -> tuple[str, str, str]:
    if step.commit is None:
        return "now", "—", "not committed yet"
    commit = step.commit
    subject = display.bracketed(plain(commit.subject), plain(commit.author))
    return display.day(commit.date), commit.id[:10], subject


def _done(step: HistoryStep) -> str:
    """Return the words for a change: 'changed: value: 2 → 3', 'moved from a.toml to b.toml'."""
    file = plain(step.file)
    if step.change == "renamed":
        return f"renamed: {plain(step.was or '')} → {step.id}"
    if step.change == "unreadable":
        return f"does not load: {plain(step.fault)}"
    if step.change == "loads-again":
        return f"loads again in {file}"
    if step.fault:
        return f"withdrawn in {file}, which does not load: {plain(step.fault)}"
    if step.change == "here-first":
        return f"in {file} in the oldest commit of this shallow clone"
    where = f"{plain(step.was)} → {file}" if step.was else file
    changes = f"\n{_changes_text(step.changes)}" if step.changes else ""
    return f"{step.change}: {where}{changes}" if step.was else f"{step.change} in {file}{changes}"
