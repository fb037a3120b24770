"""The folding of names for comparison, suggestions of near ones, and escapes for display."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import chain, islice

# ------------------------------------------------------------------------------------- folding

# Marks that only point or accent a letter, and signs that Unicode calls letters though they serve
# as apostrophes (Oʻzbekiston) or only stretch a word. The marks of other scripts, such as the
# vowel signs of Devanagari or Thai, are part of the spelling and stay.
_MARKS = dict.fromkeys(
    chain(
        range(0x02B0, 0x0300),  # apostrophes and accents that stand alone
        range(0x0300, 0x0370),  # accents on Latin, Greek and Cyrillic letters
        range(0x0483, 0x048A),  # Cyrillic number signs
        range(0x0591, 0x05C8),  # Hebrew points
        range(0x0610, 0x061B),  # Arabic harakat, as in the next four
        (0x0640, ord(" ")),  # the line that stretches an Arabic word; what parts words
        range(0x064B, 0x0660),
        (0x0670,),
        range(0x06D6, 0x06EE),
        # Dots below that make an Indian letter another sound's, and are often left out.
        (0x093C, 0x09BC, 0x0A3C, 0x0ABC, 0x0B3C, 0x0C3C, 0x0CBC),
        range(0x1AB0, 0x1B00),  # more accents, as in the next two
        range(0x1DC0, 0x1E00),
        range(0x20D0, 0x2100),
        range(0xFE00, 0xFE10),  # variation selectors
        range(0xFE20, 0xFE30),  # halves of accents that span two letters
    )
)

# Letters that Unicode does not split though people do, most with a stroke, a hook or a tail.
_LETTERS = str.maketrans("ıøđðłəǝħŧŋɓɗɖƙƴƒʋɲǥɨʉɵƶ", "ioddleehtnbddkyfvngiuoz") | {
    ord(letter): pair for letter, pair in {"æ": "ae", "œ": "oe", "þ": "th"}.items()
}

# Letters of the Arabic script that are one in CLDR's rules for searches in any language, and in its
# order of Persian: yeh, kaf and heh, each as Arabic, Persian and Urdu keyboards have it, and what
# many write for the final one. So heh is also teh marbuta, and yeh the alef without dots.
_LETTERS |= str.maketrans("ىیکةہۃە", "ييكهههه")

_ASCII = {n: chr(n).lower() if chr(n).isalnum() else None for n in range(128)}


def fold(text: str) -> str:
    """Return the form in which names are compared: letters and digits, without case or accents."""
    if text.isascii():
        return text.translate(_ASCII)
    # Characters that join once those between them are gone may fold further.
    while (folded := _folded_once(text)) != text:
        text = folded
    return folded


def by_words(name: str) -> list[str]:
    """Return the key that sorts a name as in a dictionary: word by word, without case or accents.

    >>> sorted(["BRICS", "Older Land", "Åland", "Bank", "Old Union"], key=by_words)
    ['Åland', 'Bank', 'BRICS', 'Old Union', 'Older Land']
    """
    return [fold(word) for word in name.split()]


def _folded_once(text: str) -> str:
    """Return a text that is not plain ASCII after one pass of `fold`."""
    from unicodedata import category, normalize  # lazy: needed too seldom to slow every start

    text = normalize("NFKD", text)
    # Й is a letter of its own, whereas Ё is often written Е.
    text = text.replace("И\u0306", "Й").replace("и\u0306", "й")
    text = text.translate(_MARKS).casefold().translate(_LETTERS)
    text = text.replace("եւ", "եվ")  # in small letters one sign, և, whose capitals are ԵՎ
    if text.isascii():
        return text.translate(_ASCII)
    kept = [text] if text.isalpha() else (c for c in text if c.isalnum() or category(c)[0] == "M")
    return normalize("NFC", "".join(str(int(c)) if c.isdecimal() else c for c in kept))


_ABBREVIATION = 3  # letters of the longest abbreviation that is not folded


def name_key(name: str) -> str:
    """Return the form under which a name is found: folded, but a short one as it is spelled.

    Folded, É.-U. would be EU and Áo would be AO, which are called so by others.

    >>> name_key("Türkiye"), name_key(" EU "), name_key("É.-U."), name_key("U. K"), name_key("AZ")
    ('turkiye', 'eu', 'é.-u.', 'u.k.', 'az')
    """
    text = name.strip()
    form = fold(text) + ("+" if text.endswith("+") else "")  # OPEC+ is another than OPEC
    if len(form) > _ABBREVIATION or not form.isascii():
        return form
    if not text.isascii():
        from unicodedata import normalize  # lazy: needed too seldom to slow every start

        text = normalize("NFKC", text)
    text = text.casefold()
    return f"{''.join(text.split()).rstrip('.')}." if "." in text else text


def name_keys(name: str) -> set[str]:
    """Return every form under which a name is to be found: a short word without accents too.

    >>> sorted(name_keys("Čad")), sorted(name_keys("ABŞ")), sorted(name_keys("U.K."))
    (['cad', 'čad'], ['abş'], ['u.k.'])
    """
    keys = {name_key(name)} - {""}
    return keys if "." in name or name.isupper() else keys | ({fold(name)} - {""})


# --------------------------------------------------------------------------------------- cells

# Patterns of what few texts have are compiled when one comes: a look-up compiles none of them.
_MARK = r"(?:(?<=^)|(?<=:))'(?=[0-9])"
_FRACTION = r"(?<![0-9.])([0-9]+)\.0(?![0-9.])"
_MIDNIGHT = r"(?<=-[0-9]{2}-[0-9]{2})[ T]00:00(:00(\.0+)?)?(Z|\+00:00)?(?![0-9:.+-])"


def bare_cell(text: str) -> str:
    """Return a cell without what programs add: a zero fraction, an apostrophe, midnight on a day.

    The apostrophe marks a text in a spreadsheet; a fraction comes of a column that has blanks.

    >>> [*map(bare_cell, ("cow:365.0", "2020.0-3.0", "2006.1", "1.05.2020", "1.0.1"))]
    ['cow:365', '2020-3', '2006.1', '1.05.2020', '1.0.1']
    >>> [*map(bare_cell, ("m49:'004", "'276", "O'1", "2020-05-03 00:00:00"))]
    ['m49:004', '276', "O'1", '2020-05-03']
    """
    if "'" in text:
        text = re.sub(_MARK, "", text)
    if ":00" in text:
        text = re.sub(_MIDNIGHT, "", text)
    return re.sub(_FRACTION, r"\1", text) if ".0" in text else text


# ---------------------------------------------------------------------------------- suggesting

_LETTERS_PER_EDIT = 3  # one slip is forgiven in so many letters
_SHORTEST_STEM = 3  # letters that are enough to take one name for the beginning of another


def nearest(word: str, candidates: Iterable[str], limit: int = 3) -> list[str]:
    """Return the likeliest candidates, best first; of those that fold alike only the first.

    The opposite of a word is none, however few letters part them: followed, such a remedy would
    turn a statement round. Where a word is misspelt, the opposite of the likeliest is none either.

    >>> nearest("imports", ["exports"]), nearest("exprots", ["exports", "imports"])
    ([], ['exports'])
    >>> nearest("nrth korea", ["North Korea", "South Korea"])
    ['North Korea']
    """
    by_form: dict[str, str] = {}
    for candidate in candidates:
        by_form.setdefault(fold(candidate), candidate)
    form = fold(word)
    ranked = sorted(
        (slips, other)
        for other in by_form
        if (slips := _slips(form, other)) is not None
        and not _turns_round(word, by_form[other], slips[0])
    )
    likely = (
        by_form[other]
        for (slips, _), other in ranked
        if slips == ranked[0][0][0] or not _turns_round(by_form[ranked[0][1]], by_form[other], 1)
    )
    return [*islice(likely, max(limit, 0))]


def _turns_round(word: str, other: str, slips: int) -> bool:
    """Return whether a name so many slips from another says the opposite of it.

    It does if the two are nearer without a negation that one of them has.
    """
    # lazy: only a name that nobody has asks for them
    from dipfacts.opposites import are_opposite, without_negation

    form, other_form = fold(word), fold(other)
    if are_opposite(form, other_form):
        return True
    pairs = [(fold(it), other_form) for it in without_negation(word)]
    pairs += [(fold(it), form) for it in without_negation(other)]
    return any((left := _slips(*pair)) is not None and left[0] < slips for pair in pairs)


def did_you_mean(word: str, known: Iterable[str], otherwise: str) -> str:
    """Return 'did you mean "a" or "b"?' with the known words nearest to a word, else `otherwise`.

    >>> did_you_mean("trad", ["trade", "aid"], ""), did_you_mean("x", ["trade"], "see --help")
    ('did you mean "trade"?', 'see --help')
    """
    return suggestion(nearest(word, known), otherwise)


def suggestion(near: Sequence[str], otherwise: str = "") -> str:
    """Return 'did you mean …?' for names already found to be near; `otherwise` if none is."""
    return f"did you mean {quoted_list(near)}?" if near else otherwise


def _slips(word: str, other: str) -> tuple[int, int] | None:
    """Return the slips between two folded names and the surplus letters of the longer.

    None if the slips are too many to be likely.
    """
    shorter = min(len(word), len(other))
    if shorter < 2:
        return (0, 0) if shorter and word == other else None
    if word != other and shorter >= _SHORTEST_STEM and word[:shorter] == other[:shorter]:
        # Stopping early, or adding words, is one slip however long the rest.
        return 1, abs(len(word) - len(other))
    most = max(1, shorter // _LETTERS_PER_EDIT)
    if abs(len(word) - len(other)) > most or len({*other} - {*word}) > most:
        return None  # each slip brings one letter at most
    edits = edits_between(word, other)
    return (edits, 0) if edits <= most else None


def edits_between(a: str, b: str) -> int:
    """Return the optimal string alignment distance: letters inserted, dropped, replaced, swapped.

    Each column of the usual table is computed at once, as two integers whose bits say where its
    cells rise and fall (Hyyrö 2003, "A bit-vector algorithm for computing Levenshtein and Damerau
    edit distances").
    """
    places: dict[str, int] = {}
    for at, letter in enumerate(a):
        places[letter] = places.get(letter, 0) | 1 << at
    whole, last = (1 << len(a)) - 1, 1 << (len(a) - 1)
    rises, falls, diagonal, before, edits = whole, 0, 0, 0, len(a)
    for letter in b:
        here = places.get(letter, 0)
        swapped = ((~diagonal & here) << 1) & before
        diagonal = (((here & rises) + rises) ^ rises) | here | falls | swapped
        right_up = falls | ~(diagonal | rises)
        right_down = diagonal & rises
        edits += bool(right_up & last) - bool(right_down & last)
        right_up = right_up << 1 | 1
        rises = (right_down << 1 | ~(diagonal | right_up)) & whole
        falls = right_up & diagonal & whole
        before = here
    return edits


# ------------------------------------------------------------------------------------- showing

_BREAKS = "\t\n\r"
_CONTROL_SPACES = "\v\f\x1c\x1d\x1e\x1f\x85\u2028\u2029"  # Python counts them as spaces
_BYTES = 0xDC00  # and a byte: what stands for it, as Python's surrogateescape has it
_JOINERS = "\u200c\u200d"  # unseen, but they shape Persian and Indic words and some emoji
_SUSPECT = rf"[{_BREAKS}]+|[^ -~]"  # not compiled: few texts need it
_TYPED = {"\t": r"\t", "\n": r"\n", "\r": r"\r", "\\": r"\\", "'": r"\x27"}
_TO_ESCAPE = r"['\\]|[^ -~]"


def plain(text: str) -> str:
    r"""Return the text safe for one line: breaks as a space, invisible characters as ``\x1b``."""
    return text if text.isprintable() else re.sub(_SUSPECT, _escaped, text)


def short(text: str, most: int = 40) -> str:
    """Return a text safe for one line; of one that is too long the beginning, and a mark.

    >>> short("about five hundred thousand", 12), short("five")
    ('about five …', 'five')
    """
    return plain(text if len(text) <= most else f"{text[: most - 1]}…")


def _escaped(match: re.Match[str]) -> str:
    """Return the replacement for one suspect character, or for a run of breaks."""
    char = match[0][0]
    if char.isprintable() or char in _JOINERS:
        return match[0]
    return " " if char.isspace() and char not in _CONTROL_SPACES else _code(char)


def _code(char: str) -> str:
    r"""Return a character as a code; what stands for a byte that is no UTF-8, as that byte."""
    code = ord(char) - _BYTES * _is_byte(char)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _is_byte(char: str) -> bool:
    """Return whether a character stands for a byte that is no UTF-8, as in names of files."""
    return _BYTES + 0x80 <= ord(char) <= _BYTES + 0xFF


def typed_path(path: str) -> str:
    """Return a path as one types it: quoted if need be, and never like an option.

    >>> typed_path("a b.toml"), typed_path("-d")
    ("'a b.toml'", './-d')
    """
    return typed_word(f"./{path}" if path[:1] == "-" and path != "-" else path)


def typed_line(words: Iterable[str]) -> str:
    """Return words as one types them in a shell."""
    return " ".join(map(typed_word, words))


def typed_word(word: str) -> str:
    r"""Return a word as one types it: quoted if need be, what cannot be seen as in $'\n'.

    Bash, zsh and ksh read it so. An apostrophe is one of these, so that shlex can split the line.

    >>> [*map(typed_word, ("a", "a b", "it's\n", "caf" + chr(0xDCE9)))]
    ['a', "'a b'", "$'it\\x27s\\n'", "$'caf\\xe9'"]
    """
    import shlex  # lazy: only few answers name a path

    if word.isprintable():
        return shlex.quote(word)
    return f"$'{re.sub(_TO_ESCAPE, _typed, word)}'"


def _typed(match: re.Match[str]) -> str:
    """Return the spelling in $'…' for a character."""
    char = match[0]
    if char in _TYPED or char.isprintable() or char in _JOINERS:
        return _TYPED.get(char, char)
    return _code(char) if char.isascii() or _is_byte(char) else f"\\U{ord(char):08x}"


def quoted_list(names: Iterable[str]) -> str:
    """Return the names quoted and escaped for a message, as in '"a", "b" or "c"'."""
    return listed((f'"{plain(name)}"' for name in names), "or")


def unhyphenated(name: str) -> str:
    """Return the words of an id or a status, safe to print: 'in force' for in-force."""
    return plain(name).replace("-", " ")


def capitalised(text: str) -> str:
    """Return a text with its first letter large, as it begins a sentence."""
    return text[:1].upper() + text[1:]


def listed(parts: Iterable[str], last: str = "and") -> str:
    """Return 'a, b and c'."""
    *others, final = [*parts] or [""]
    return f"{', '.join(others)} {last} {final}" if others else final
