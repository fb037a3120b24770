"""Numbers as people and programs write them, read exactly; refused if they may mean two things."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from decimal import Context, Decimal

from dipfacts.model.file_format.tables import Number
from dipfacts.model.periods.digits import with_plain_digits
from dipfacts.remedy import AnyRemedy, InTable, Missing, Remedy, Setting
from dipfacts.text import plain, short

_EXACT = Context(prec=400)
_BESIDE = re.compile(r"([^0-9]*)([0-9][0-9.,]*(?<![.,]))([^0-9]*)")  # $5, 5 USD, 5*
_DASHES = (
    *("-", "\N{MINUS SIGN}", "\N{HYPHEN}", "\N{NON-BREAKING HYPHEN}"),
    *("\N{EN DASH}", "\N{EM DASH}", "\N{FULLWIDTH HYPHEN-MINUS}"),
)
"""Signs that people write for a minus."""
_PLAIN = re.compile(r"[-+]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?")
_ROUNDED = re.compile(r"[-+]?([0-9])(?:[.,]([0-9]*))?E\+([0-9]{2,3})")
_SPACES = re.compile(r"(?<=[0-9])[\u00a0\u202f\u2009\u2019' ](?=[0-9]{3}(?![0-9]))")
_GROUPS = {mark: re.compile(rf"[-+]?[0-9]{{1,3}}(?:{re.escape(mark)}[0-9]{{3}})+") for mark in ".,"}
_MINUS = "\N{MINUS SIGN}"  # which texts that are set have
_LONGEST = 200
# What says that there is no number: of a spreadsheet, or with a note.
_MISSING = re.compile(r"#|err:|n\.?a\b|n/a|\.\.|:|see\b|.*\bn[./]a\b", re.IGNORECASE)
_NOTED = re.compile(
    r"([-+]?[0-9][0-9.,]*) ?(\[[0-9]{1,2}\]|\([0-9]{1,2}\)|[0-9]{1,2}\)|/[0-9]{1,2})"
)
_SHORT = 17
_TENS: list[int] = [10**n for n in range(_SHORT)]


class NumberError(ValueError):
    """A number that cannot be read, or may mean two things; with the remedy."""

    def __init__(self, message: str, remedy: AnyRemedy) -> None:
        super().__init__(message)
        self.message, self.remedy = message, remedy


def lost_digits(text: str) -> bool:
    """Return whether a spreadsheet has rounded a number: 1.81E+09 was 1809643155.

    Spreadsheets write E+ and two digits. What is written 1.81e+09, as R does, or 1.5E6, is exact.

    >>> lost_digits("1.81E+09"), lost_digits("1.809643155E+09"), lost_digits("4.5e-05")
    (True, False, False)
    """
    match = _ROUNDED.fullmatch(text.strip())
    return match is not None and len(match[2] or "") < min(int(match[3]), 9)


def number(text: str, decimal: str | None = None, scale: Number = 1) -> Number:
    """Return the number that a text is, times a scale. Raises NumberError.

    Without `decimal`, a comma is read only where it can mean one thing.

    >>> number("611.85999", scale=1000000), number("1,234,567"), number("12,4", ",")
    (611859990, 1234567, Decimal('12.4'))
    """
    if decimal != "," and (simple := _simple(text, scale)) is not None:
        return simple
    digits = text.strip().replace(_MINUS, "-")
    digits = _SPACES.sub("", digits) if len(text) < _LONGEST else text[:_LONGEST]
    if lost_digits(digits):
        hint = "take the file as published, as a spreadsheet rounds so; if exact, write it in full"
        raise NumberError(f'"{plain(digits)}" has lost its digits', hint)
    pointed = _point(digits, decimal)
    if not _PLAIN.fullmatch(pointed):
        cell = short(text.strip())
        remedy = _remedy(digits, decimal, scale) or Remedy.of(Missing(cell))
        raise NumberError(f'"{cell}" is no number', remedy)
    value = _EXACT.multiply(Decimal(pointed), Decimal(scale))
    if value == value.to_integral_value() and abs(value.adjusted()) < _LONGEST:
        return int(value)
    return value.normalize(_EXACT)


def numbers(
    texts: Sequence[str], decimal: str | None = None, scale: Number = 1
) -> list[Number | None]:
    """Return the numbers of many texts; None where `number` would refuse one.

    >>> numbers(["611.85999", "x", "0"], scale=1000000)
    [611859990, None, 0]
    """
    if decimal == ",":
        return [_certain(text, decimal, scale) for text in texts]
    return _equally_fine(texts, scale) or [
        _simple(text, scale) or _certain(text, decimal, scale) for text in texts
    ]


def _equally_fine(texts: Sequence[str], scale: Number) -> list[Number | None]:
    """Return numbers that have as many decimals each, times a scale; nothing if one has not."""
    decimals = len(texts[0].partition(".")[2]) if texts else 0
    if not all(texts) or max(map(len, texts), default=_SHORT) >= _SHORT or type(scale) is not int:
        return []
    joined = "\n".join(texts)
    if decimals:
        marks = {text[~decimals:-decimals] for text in texts}
        if marks != {"."} or joined.count(".") > len(texts):
            return []
        joined = joined.replace(".", "")
    if scale % _TENS[decimals] or not (joined.isascii() and joined.replace("\n", "").isdigit()):
        return []
    factor = scale // _TENS[decimals]
    return [int(digits) * factor for digits in joined.split("\n")]


def _certain(text: str, decimal: str | None, scale: Number) -> Number | None:
    try:
        return number(text, decimal, scale)
    except NumberError:
        return None


def _simple(text: str, scale: Number) -> int | None:
    """Return a number as nearly all are written, times a scale; else None."""
    if len(text) < _SHORT and type(scale) is int and text.isascii():
        whole, _, rest = text.partition(".")
        digits = whole + rest
        if whole and digits.isdigit() and (rest or whole == text):
            scaled = int(digits) * scale
            if not rest:
                return scaled
            if not scaled % _TENS[len(rest)]:
                return scaled // _TENS[len(rest)]
    return None


def _remedy(text: str, decimal: str | None, scale: Number) -> AnyRemedy:
    """Return the remedy for a cell that is no number, without spaces between its thousands.

    It is nothing for a cell that has none, or none that is known.
    """
    if _MISSING.match(text):
        return ""
    if (in_ascii := with_plain_digits(text)) != text:
        grouped = _grouped(in_ascii.partition(".")[0], ",") + "".join(in_ascii.partition(".")[1:])
        if _PLAIN.fullmatch(grouped):
            return f"write {grouped.replace('.', decimal or '.')}"
    alone = text.strip("()% ")
    if _PLAIN.fullmatch(alone.replace(",", "")) and (text[:1], text[-1:]) == ("(", ")"):
        return f"write -{alone.lstrip('-+')}, if the brackets mean less than 0"
    if _PLAIN.fullmatch(alone.replace(",", ".")) and text.endswith("%"):
        return Remedy.of(f"write {alone}", InTable(Setting.of("unit", "percent")))
    for mark in ",.":
        if _PLAIN.fullmatch(_point(text, mark)):
            return Remedy.of("add ", Setting.of("decimal", mark))
    beside = _BESIDE.fullmatch(text)
    if beside and beside[2] == text and _PLAIN.fullmatch(digits := text.replace(",", "")):
        return f"write {digits}, if the commas mean nothing"
    if beside and _PLAIN.fullmatch(beside[2].replace(",", "")):
        return _without_words(beside, decimal, scale)
    if (noted := _NOTED.fullmatch(text)) and _PLAIN.fullmatch(_point(noted[1], decimal)):
        return f"write {noted[1]} alone, if {noted[2]} is the number of a note"
    return ""


def _without_words(beside: re.Match[str], decimal: str | None, scale: Number) -> str:
    """Return the remedy for a number with something before and after it."""
    from dipfacts.read.table.beside_numbers import taken_apart  # lazy: few files have such cells

    before, digits, after = beside.groups()
    sign = _minus(before, after)
    dashes = "".join((*_DASHES, "() \u00a0"))
    if sign:
        before, after = before.strip(dashes), after.strip(dashes)
    apart = taken_apart(f"{before}{digits}{after}")
    power, letter = (apart.power, apart.letter) if apart else (0, "")
    if power:
        try:
            value = number(digits, decimal, Decimal(10) ** power / Decimal(scale))
        except NumberError:
            return "write the number in full, without words"
        digits = f"{Decimal(value):f}".replace(".", decimal or ".")
    named = [f'"{word}" in {key}' for key, word in apart.keys.items()] if apart else []
    also = f": {' and '.join(named)}" if named else ""
    has_more = bool(named) or (apart.has_more if apart else bool(before or after))
    what = "what else" if sign or power else "what"
    also = f", and {what} stands beside it in a key of its own{also}" if has_more else ""
    if sign:
        return f"write -{digits}, if the {sign} less than 0{also}"
    if letter:
        return f"write {digits}, if the letter means {letter}{also}"
    return f"write {digits}{also}" if power else f"write {digits} alone{also}"


def _minus(before: str, after: str) -> str:
    """Return the words for the minus of a number among what stands beside it; nothing for none.

    >>> _minus("- ", ""), _minus("-$", ""), _minus("", "-"), _minus("", " - est.")
    ('dash means', 'dash means', 'dash means', '')
    >>> _minus("$(", ")"), _minus("(p) ", "")
    ('brackets mean', '')
    """
    before = before.strip()
    if "(" in before and ")" in after and ")" not in before:
        return "brackets mean"
    ends = (before[:1], before[-1:], after[:1], after.strip())
    return "dash means" if any(it in _DASHES for it in ends) else ""


def _point(text: str, decimal: str | None) -> str:
    """Return a number with a point before its decimals, and nothing between its thousands.

    Where a comma stands before decimals, a point that groups no thousands makes it none.
    """
    if "," not in text and (decimal != "," or "." not in text):
        return text
    if decimal == ",":
        whole, comma, rest = text.partition(",")
        return _grouped(whole, ".").replace(".", ",") + ("." if comma else "") + rest
    whole, point, rest = text.partition(".")
    grouped = _grouped(whole, ",")
    if decimal == "." or point or whole.count(",") > 1 or grouped == whole:
        return grouped + point + rest
    of_thousands, of_fraction = Setting.of("decimal", "."), Setting.of("decimal", ",")
    remedy = Remedy.of(
        "add ", of_thousands, " if it is thousands, ", of_fraction, " if it is a fraction"
    )
    raise NumberError(f'"{short(text)}" may be thousands or a fraction', remedy)


def _grouped(whole: str, mark: str) -> str:
    """Return digits without the mark between their thousands, where it stands right."""
    return whole.replace(mark, "") if _GROUPS[mark].fullmatch(whole) else whole


def one_of(cells: frozenset[str], decimal: str | None) -> Callable[[str], bool]:
    """Return the test of a text whether it is one of some cells, as whole numbers in any spelling.

    In a column in which other numbers have a fraction, they have an empty one. Blanks of all kinds
    between words are alike, as they are when such a text is told.

    >>> is_missing = one_of(frozenset(["-9", "NA"]), None)
    >>> [*map(is_missing, ["NA", "-9.00", "\N{MINUS SIGN}9", "-9.5", "9.0"])]
    [True, True, True, False, False]
    >>> [*map(one_of(frozenset(["n. d."]), None), ["n.\u00a0d.", "n.d."])]
    [True, False]
    """
    if words := {it for it in map(_with_plain_blanks, cells) if " " in it}:
        rest = one_of(frozenset(it for it in cells if len(it.split()) < 2), decimal)
        return lambda text: rest(text) or _with_plain_blanks(text) in words
    wholes, point = {cell for cell in cells if cell[-1:].isdigit()}, decimal or "."

    def is_one(text: str) -> bool:
        whole, _, fraction = text.replace(_MINUS, "-").partition(point)
        return text in cells or (whole in wholes and not fraction.strip("0"))

    return is_one if wholes else cells.__contains__


def _with_plain_blanks(text: str) -> str:
    """Return a text with one plain blank in place of each run of any."""
    return " ".join(text.split())
