"""The rows of very long tables, packed: their texts alone, in little memory."""

from __future__ import annotations

import re
import zlib
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import chain

import msgspec

from dipfacts.answers.answer import Answer
from dipfacts.model.groups import AT_ONCE
from dipfacts.record import as_msgpack
from dipfacts.render.page.document import Row, Tone
from dipfacts.render.page.draft import SIGN, Draft, Signed

_Texts = tuple[tuple[str, ...], Tone]  # the cells of a row, and its tone
_decode = msgspec.msgpack.Decoder(list[_Texts]).decode


class PackedRows:
    """Rows in groups, which are added in any order.

    Their sources are marked by `draft`, and numbered once the order of the groups is known.
    """

    def __init__(self, answer: Answer) -> None:
        self.draft = Signed(answer)
        self._waiting: dict[Hashable, list[_Texts]] = {}
        self._packed: dict[Hashable, list[bytes]] = {}
        self._marks: dict[str, str] = {}

    def add(self, group: Hashable, rows: Iterable[Row]) -> None:
        """Add rows to the end of a group."""
        waiting = self._waiting.setdefault(group, [])
        waiting += ((tuple(map(str, row.cells)), row.tone) for row in rows)
        if len(waiting) > AT_ONCE:
            self._packed.setdefault(group, []).append(zlib.compress(as_msgpack(waiting), 1))
            waiting.clear()

    def tables(self, groups: Sequence[Sequence[Hashable]], draft: Draft) -> list[Iterable[Row]]:
        """Return tables of some groups each; the page numbers their sources in this order."""
        texts = (cell for cells, _ in self._rows(chain.from_iterable(groups)) for cell in cells)
        signs = dict.fromkeys(chain.from_iterable(map(SIGN.findall, texts)))
        draft.take(self.draft, {int(sign): n for n, sign in enumerate(signs, 1)})
        self._marks = {sign: draft.sign(n) for n, sign in enumerate(signs, 1)}
        return [_Table(self, own) for own in groups]

    def marked(self, groups: Iterable[Hashable]) -> Iterator[Row]:
        """Yield the rows of some groups with the numbers of their sources."""

        def mark(sign: re.Match[str]) -> str:
            return self._marks[sign[1]]

        for cells, tone in self._rows(groups):
            yield Row(tuple(SIGN.sub(mark, cell) for cell in cells), tone)

    def _rows(self, groups: Iterable[Hashable]) -> Iterator[_Texts]:
        for group in groups:
            for packed in self._packed.get(group, ()):
                yield from _decode(zlib.decompress(packed))
            yield from self._waiting[group]


class _Table:
    """The rows of some groups, made anew each time."""

    def __init__(self, rows: PackedRows, groups: Sequence[Hashable]) -> None:
        self._packed, self._groups = rows, groups

    def __iter__(self) -> Iterator[Row]:
        """Iterate over the rows."""
        return self._packed.marked(self._groups)
