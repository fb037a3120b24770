"""The Request that typed words make; every mistake that needs no fact base ends here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from dipfacts.errors import QuestionError, shortened
from dipfacts.model.fact import FAR
from dipfacts.model.periods.period import Period, PeriodError
from dipfacts.model.request import Request
from dipfacts.query.typed_words import typed_dates
from dipfacts.query.typed_words.typed_dates import ONLY_ONE
from dipfacts.record import Record
from dipfacts.text import did_you_mean, fold, plain, short

_DATES = ("since", "until", "in_")
PARTIES_NEEDED = "a party or two"  # by a brief
_Words = str | tuple[str, object]
"""Words of a message, or an option in it: its name in code, and its value or ""."""
MOST_PARTIES = 500  # of one question: more than there are states
_MOST = 10**12  # claims that a limit may allow: more than can be, and SQLite takes it


class Words(Record, frozen=True, kw_only=True):
    """The words of a question, each by the name of the argument or the option that takes it.

    Whoever asks makes them: a name that is none of these would be a condition that nobody obeys.
    """

    parties: list[str] | None = None
    text: list[str] | None = None
    claim: str = ""
    topic: list[str] | None = None
    measure: list[str] | None = None
    kind: list[str] | None = None
    source: list[str] | None = None
    claimant: list[str] | None = None
    publisher: list[str] | None = None
    since: str | None = None
    until: str | None = None
    in_: str | None = None
    known_by: str | None = None
    known_since: str | None = None
    upcoming: str | None = None
    latest: int | None = None
    reverse: bool = False
    mirror: bool = False
    codes: bool = False
    all: bool = False
    limit: int | None = None
    lang: str | None = None
    facts: list[str] | None = None


def parse(command: str, words: Words, topic: str | None = None, **printing: Any) -> Request:
    """Return the request that a question's words make.

    `printing` are the fields that say how to print the answer. Raises QuestionError for dates,
    limits and languages that are not valid.
    """
    names, bare = _names_and_dates(words)
    if len(names) > MOST_PARTIES:
        message = f"a question takes at most {MOST_PARTIES} parties, not {len(names):,}"
        raise QuestionError(message, "name fewer, or a bloc that they belong to")
    since, until, within = _asked(words.replaced(**bare), bare)
    _check_spans(since, until, within)
    known_since, by = _known_since(words.known_since), known_by(words.known_by)
    _check_order("known_since", known_since, "known_by", by)
    limit, latest = words.limit, words.latest
    _check_counts(limit, latest, words.upcoming)
    return Request(
        command=command,
        parties=tuple(names),
        topic=(topic,) if topic else _any_of(words.topic),
        measure=_any_of(words.measure),
        kind=_any_of(words.kind),
        source=_any_of(words.source),
        claimant=_any_of(words.claimant),
        publisher=_any_of(words.publisher),
        text=None if words.text is None else _whole_text(words.text),
        claim=words.claim,
        since=since,
        until=until,
        within=within,
        known_by=by,
        known_since=known_since,
        upcoming=words.upcoming,
        latest=None if latest is None else min(latest, _MOST),
        reverse=words.reverse,
        mirror=words.mirror,
        codes=words.codes,
        deprecated=words.all,
        limit=None if limit is None else min(limit, _MOST),
        language=_language(words.lang) if words.lang else None,
        facts=tuple(words.facts or ()),
        **printing,
    )


def _check_counts(limit: int | None, latest: int | None, upcoming: str | None) -> None:
    """Raise QuestionError for numbers of lines that are too small, and for two ways in time."""
    if latest is not None and latest < 1:
        raise _slip([("latest", ""), " must be 1 or more"], "try ", ("latest", "10"))
    if latest is not None and upcoming is not None:
        raise _slip([("latest", ""), " looks back, ", ("upcoming", ""), " ahead"], ONLY_ONE)
    if limit is not None and limit < 0:
        raise _slip([("limit", ""), " must be 0 or more"], ("limit", "0"), " shows all")


def _check_spans(since: Period | None, until: Period | None, within: Period | None) -> None:
    """Raise QuestionError where periods that were asked for have no day in common."""
    _check_order("since", since, "until", until)
    if within and since and _is_after(since, within):
        raise _slip([("in", within), " is before ", ("since", since)], ONLY_ONE)
    if within and until and _is_after(within, until):
        raise _slip([("in", within), " is after ", ("until", until)], ONLY_ONE)


def _check_order(begins: str, first: Period | None, ends: str, last: Period | None) -> None:
    """Raise QuestionError where the period of one option is after that of another."""
    if first and last and _is_after(first, last):
        wrong = (begins, first), " is after ", (ends, last)
        raise _slip(wrong, "try ", (begins, last), " ", (ends, first))


def _whole_text(words: Sequence[str]) -> str:
    """Return the words that a search is for as one text of whole characters."""
    from dipfacts.model.unseen import whole_characters  # lazy: for searches

    return whole_characters(" ".join(words))


def _any_of(names: list[str] | None) -> tuple[str, ...]:
    """Return the names that an option was given, sorted: their order changes no answer."""
    return tuple(sorted({*(names or ())}))


def _names_and_dates(words: Words) -> tuple[list[str], dict[str, str]]:
    """Return the names of parties, and the dates among them by their options.

    Raises QuestionError for a date that an option gives, too.
    """
    typed = words.parties
    names, results = typed_dates.separate_dates(typed) if typed else ([], {})
    for name, text in results.items():
        if given := getattr(words, name):
            option = (name, shortened(plain(given)))
            raise _slip([plain(text), " and ", option, " are two periods"], ONLY_ONE)
    return names, results


def _is_after(period: Period, other: Period) -> bool:
    """Return whether a period begins after another ends."""
    return (period.start_day or 0) >= (other.end_day or FAR)


def _asked(
    words: Words, bare: Collection[str]
) -> tuple[Period | None, Period | None, Period | None]:
    """Return the periods of --since, of which the first day counts, of --until, and of --in.

    A period without that day bounds nothing. With one end open --in is one of the others:
    --in ../2021 is --until 2021.
    """
    names = {name: "" if name in bare else name for name in _DATES}
    since, until, within = (_period(own, getattr(words, name)) for name, own in names.items())
    if since and since.start is None:
        raise _unbounded("since", since, "beginning", "until")
    if until and until.end is None:
        raise _unbounded("until", until, "end", "since")
    if since:
        since = since.ends[0] or since
    if until:
        until = until.ends[1] or until
    if within is None or (within.start and within.end):
        return since, until, within
    return (*_one_ended(within, since, until), None)


def _one_ended(
    within: Period, since: Period | None, until: Period | None
) -> tuple[Period | None, Period | None]:
    """Return the periods of --since and --until where an --in with one end open gives one."""
    begin, end = within.ends
    if begin is end is None:
        wrong = ("in", ""), f': "{within}" has no date'
        raise _slip(wrong, "leave it out, or try ", ("in", "2021"))
    for name, given, other in (("since", begin, since), ("until", end, until)):
        if given and other:
            both = ("in", within), " and ", (name, other)
            raise _slip((*both, " ask about different dates"), ONLY_ONE)
    return begin or since, end or until


def _known_since(text: str | None) -> Period | None:
    """Return the period of --known-since; of one with two ends the first: what is public since."""
    period = _period("known_since", text)
    if period and period.start is None:
        raise _unbounded("known_since", period, "beginning", "")
    return period and (period.ends[0] or period)


def known_by(text: str | None) -> Period | None:
    """Return the period of --known-by; of one with two ends the last: what was public by then."""
    period = _period("known_by", text)
    if period and period.end is None:
        raise _unbounded("known_by", period, "end", "")
    return period and (period.ends[1] or period)


def _unbounded(name: str, period: Period, missing: str, other: str) -> QuestionError:
    """Return the mistake of a period without the end that an option needs, and another has."""
    given = next((end for end in period.ends if end), None)
    meant = (other if given and other else name, given or 2021)
    return _slip([(name, ""), f': "{period}" has no {missing}'], "try ", meant)


def _slip(wrong: Sequence[_Words], *remedy: _Words) -> QuestionError:
    """Return the mistake that some words say, with its remedy."""
    from dipfacts.remedy import Option, Remedy  # lazy: only for a slip

    def said(parts: Sequence[_Words]) -> Remedy:
        return Remedy.of(*(it if isinstance(it, str) else Option.of(*it) for it in parts))

    return QuestionError(said(wrong), said(remedy))


def _period(name: str, text: str | None) -> Period | None:
    """Return the period of an option, or of what stands without one. Raises QuestionError."""
    if text is None:
        return None
    try:
        period = Period.parse(typed_dates.as_edtf(text))
    except PeriodError as error:
        where: tuple[_Words, ...] = ((name, ""), ": ") if name else ()
        is_any = "../.." in error.proposed  # which a question without the option is about
        wrong = *where, shortened(error.message)
        if is_any:
            instead = (name, 2021) if name else "2021"
            raise _slip(wrong, "leave it out, or try ", instead) from None
        raise _slip(wrong, shortened(error.hint)) from None
    return period.whole if period.unspecified else period  # 199X asks about all of the 1990s


def _language(text: str) -> str:
    """Return the code of a language given by code or name."""
    from dipfacts.countries.languages import language, languages  # lazy: few ask for a language

    titles = {fold(title): code for code, title in languages().items()}
    if code := language(text) or titles.get(fold(text)):
        return code
    names = [*languages().values(), *titles.values()]
    hint = did_you_mean(text, names, "languages are codes: de, ru, zh-Hant")
    raise QuestionError(f'no language is called "{short(text, 60)}"', hint)
