"""The blocks of a CSV file: so many lines each, of which an index has a digest.

After a change only the blocks are read again that have another digest, or another place.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from hashlib import blake2b
from typing import NamedTuple

from dipfacts.read.rows.csv_parts import WHOLE, Part
from dipfacts.record import Record

ROWS = 512  # of a block; of a wide table so many fewer that it has as many claims at most
_BYTES = 12  # of a digest

NumberRange = tuple[int, int]
"""The first and the last number of claims."""


class Block(Record, frozen=True):
    """Lines of a file: the number of their first claim, their digest, and where they stand."""

    n: int
    digest: bytes
    place: Part


class Blocks(Record, frozen=True):
    """The blocks that the lines of a file are cut into.

    A file has a slot, so many lines above its rows, and so many claims in a row. `how` is all that
    decides what its lines mean.
    """

    slot: int
    above: int
    width: int
    how: bytes

    @property
    def rows(self) -> int:
        """The number of rows in a block: a part of ROWS."""
        return max(1, ROWS >> (self.width - 1).bit_length())

    def first(self, number: int) -> int:
        """Return the number of the first claim after so many rows."""
        return self.slot + 1 + number * self.width

    def cut(self, data: bytes, part: Part) -> Iterator[Block]:
        """Yield the blocks of a part with these bytes."""
        lines = data.splitlines(keepends=True)
        above = 0 if part.start else self.above
        start = part.start + sum(map(len, lines[:above]))
        salt = blake2b(self.how, digest_size=blake2b.SALT_SIZE).digest()
        for at in range(above, len(lines), self.rows):
            text = b"".join(lines[at : at + self.rows])
            digest = blake2b(text, digest_size=_BYTES, salt=salt).digest()
            number, line = part.number + at - above, part.line + at
            place = Part(start, start + len(text), line, number)
            yield Block(self.first(number), digest, place)
            start += len(text)


class ChangedBlocks(NamedTuple):
    """The parts of a file to be read again, and the numbers that their claims have or had."""

    parts: list[Part]
    spans: list[NumberRange]


def changed(was: Mapping[int, bytes], now: Iterable[Block], span: NumberRange) -> ChangedBlocks:
    """Return the changes of a file that has these numbers, and had blocks with these digests.

    That is the whole of a file that had none, or cannot be cut.
    """
    there = {block.n: block for block in now}
    if not was or not there:
        return ChangedBlocks([WHOLE], [span])
    other = {n for n, block in there.items() if was.get(n) != block.digest} | (was.keys() - there)
    firsts = sorted(was.keys() | there.keys())
    lasts = [*(n - 1 for n in firsts[1:]), span[1]]
    spans = [both for both in zip(firsts, lasts, strict=True) if both[0] in other]
    return ChangedBlocks([block.place for n, block in there.items() if n in other], spans)


def rest_of_span(span: NumberRange, spans: Iterable[NumberRange]) -> list[NumberRange]:
    """Return the spans left of one without others in it, which are in order."""
    firsts, lasts = [span[0]], list[int]()
    for first, last in spans:
        lasts.append(first - 1)
        firsts.append(last + 1)
    return [it for it in zip(firsts, [*lasts, span[1]], strict=True) if it[0] <= it[1]]
