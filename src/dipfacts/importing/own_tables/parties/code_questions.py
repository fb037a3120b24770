"""Questions about the list that codes of parties are of, where several may be meant."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import chain

from dipfacts.countries import code_lists
from dipfacts.errors import QuestionError
from dipfacts.importing.inputs import Rows
from dipfacts.importing.own_tables.parties.abbreviations import are_abbreviations, list_beside
from dipfacts.importing.own_tables.table.party_templates import party_template
from dipfacts.importing.plan import Keys
from dipfacts.model.file_format.tables import PARTY_KEYS
from dipfacts.read.table.positions import values_of
from dipfacts.text import listed, plain, typed_word


def ask_of_lists(rows: Rows, table: Keys, lists: Mapping[str, str]) -> None:
    """Raise QuestionError for columns of codes that may be of several lists, or of one not ISO's.

    The remedy is for all columns that may be of the other list.
    """
    codes = {
        it: {text for cells in rows if (text := cells[it].strip()) not in ("", "NA")}
        for it in lists
    }
    for column in filter(lambda it: are_abbreviations(it, codes[it]), codes):
        raise _abbreviations(column, rows, table)
    may_be = _rival_lists(codes, lists) | _other_lists(codes, lists)
    may_be |= {
        column: _by_head(column, codes[column], list_, may_be.get(column, []))
        for column, list_ in lists.items()
    }
    may_be = {column: candidates for column, candidates in may_be.items() if candidates}
    if not may_be:
        return
    (column, first), *_ = may_be.items()
    other = next(it for it in first if it != lists[column])
    of_other = [it for it, candidates in may_be.items() if other in candidates]
    are, say = ("may be", "say which, as in") if len(first) > 1 else ("are", "write")
    message = f'the codes in "{plain(column)}" {are} of {listed(first, "or")}'
    raise QuestionError(message, f"{say} {' '.join(_as_codes(table, other, of_other))}")


def _abbreviations(column: str, rows: Rows, table: Keys) -> QuestionError:
    """Return the error for a column of abbreviations, with the codes beside it, if there are."""
    message = f'the codes in "{plain(column)}" are of no list that dipfacts has'
    hint = "name a column of names, or of codes of another list"
    if beside := list_beside(column, rows):
        head, list_ = beside
        hint = f"write {' '.join(options_with(table, {column: f'{list_}:{{{head}}}'}))}"
    return QuestionError(message, hint)


def _rival_lists(
    codes: Mapping[str, Collection[str]], lists: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return the lists that columns may be of whose codes another list has, too.

    First stands what knows most of them.
    """
    results: dict[str, list[str]] = {}
    for list_ in ("m49", "iso2"):
        named = [column for column, of in lists.items() if of == list_]
        each = {*chain.from_iterable(codes[column] for column in named)}
        if others := code_lists.rivals(list_, each):
            least = code_lists.knows(list_, each)
            more = [it for it in others if code_lists.knows(it, each) > least]
            in_order = [*more, list_, *others[len(more) :]]
            results.update((column, in_order) for column in named)
    return results


def _other_lists(
    codes: Mapping[str, Collection[str]], lists: Mapping[str, str]
) -> dict[str, list[str]]:
    """Return the lists that columns may be of which are no names, nor codes read without asking."""
    # Of ISO's letters that stand among names nothing is asked: see `list_of_column`.
    no_names = (it for it, of in lists.items() if not of)
    of_none = [it for it in no_names if code_lists.list_of(codes[it]) not in ("iso2", "iso3")]
    return {
        column: code_lists.without_twin(code_lists.lists_of(codes[column])) for column in of_none
    }


def _by_head(column: str, codes: Collection[str], read: str, may_be: Sequence[str]) -> list[str]:
    """Return the lists to ask about, as the head of a column may name the list of its codes.

    It decides where the list has most of them, and none has more.
    """
    named, others = code_lists.named_in(column), [*filter(None, may_be or [read])]
    known = {it: code_lists.knows(it, codes) for it in (named, *others)} if named else {}
    if not known or not known[named] or 2 * known[named] < len(codes):
        return [*may_be]
    if known[named] == max(known.values()):
        return [named] if named != read else []
    return [*dict.fromkeys([*others, named])]


def _as_codes(table: Keys, list_: str, columns: Sequence[str]) -> Iterator[str]:
    """Yield the options that say that columns of parties are codes of a list."""
    return options_with(table, {column: f"{list_}:{{{column}}}" for column in columns})


def options_with(table: Keys, instead: Mapping[str, str]) -> Iterator[str]:
    """Yield the options that say something else instead of columns of parties."""
    for key in PARTY_KEYS:
        texts = [text for _, text in values_of(key, table.get(key))]
        columns = [party_template(text).column for text in texts]
        if any(column in instead for column in columns):
            parts = (instead.get(it, text) for it, text in zip(columns, texts, strict=True))
            yield f"--map {key}={typed_word(', '.join(parts))}"
