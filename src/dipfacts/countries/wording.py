"""The meaning of a name in any language: a country, or an organisation.

A name may also be abbreviated, in another order, or in full style: "Congo, Dem. Rep.",
"Micronesia, Fed. Sts.", "Lao People's Dem. Rep.", or a known name with a language's words for
republic, kingdom or islands around it. It is asked only for a name that nobody in a base has.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import cache

from dipfacts.countries import bodies, related_words, tables
from dipfacts.countries.aggregates import role_of_name
from dipfacts.countries.english_words import words_of
from dipfacts.countries.exact_names import (
    ARTICLE,
    ARTICLES,
    LONGEST_CODE,
    behind_article,
    called,
    codes_of_form,
    everywhere,
    in_ascii,
    parted_article,
    texts,
)
from dipfacts.model.file_format.tables import AGGREGATE
from dipfacts.model.shared_names import (
    CODE,
    JOINT,
    TRANSLATION,
    half_width,
    is_like_a_code,
)
from dipfacts.text import fold, name_key

# What may stand in brackets after a name and say nothing of whom it means, folded.
_BESIDE_NAME = rf"{ARTICLES}|until.*|since.*|from.*|before.*|after.*|asof.*|[0-9].*|country"
_BESIDE_NAME += r"|sar|.*unscr.*|.*resolution1244.*|governmentcontrolled.*"  # Kosovo, Cyprus
_BESIDE_NAME += r"|(?:provisional|interim|transitional)(?:government|authority)|governmentinexile"

# What may stand there before another name of the same country.
_ALSO = re.compile(
    r"(?:formerly|previously|ex|now|later|also|aka|a\.k\.a\.|also known as)[ -]+(.+)", re.IGNORECASE
)

# What else may stand there: another state that is left out, as "Serbia (without Kosovo)" has it.
_LEFT_OUT = re.compile(r"(?:excl|excl\.|excluding|excludes|without) +(.+)", re.IGNORECASE)

# How many members a bloc has; what is less is the number of a footnote.
_COUNT = re.compile(r"([5-9]|[1-9][0-9]|[1-4](?= *[cm]))(?: *(?:countries|members|member states))?")

# A number of members without some of them, which is no known bloc: "EU (27, excl. Germany)".
_BUT_SOME = re.compile(
    r"[0-9].*\b(?:e[xs]cl\w*|exkl\w*|exce[pt]\w*|without|minus|less|ohne|au(?:ß|ss)er|sans|hors|sauf"
    r"|sin|sem|salvo|senza|meno|tranne|zonder|bez|uden|utan|без|кроме|искл\w*)\b.*",
    re.I,
)

_RECENT, _OPEN = 2015, 9999

# A language's word for country, which says nothing about which one is meant, "…" for the name.
_COUNTRY = """country of …, …国, …國, ประเทศ…, ປະເທດ…, ប្រទេស…, … နိုင်ငံ, nước …, negara …, nchi ya …
bansang …, کشور …, ملک …, … देश, … দেশ, … елі, … ölkəsi, … ülkesi"""
_AROUND_COUNTRY = [
    (fold(before), fold(after))
    for before, _, after in (text.partition("…") for text in re.split(r", |\n", _COUNTRY))
]

_FLAG_A = 0x1F1E6  # the first of 26 letters that are shown as a flag, two and two

# Another has had the name of each of these: which one is meant, the words around it may say.
_DIVIDED = frozenset("CN TW CD CG DE DD KP KR VN YE YD YU MF SX VG VI AS WS DM DO".split())


def known_as(name: str, *, articles: bool = True) -> list[str]:
    """Return the codes or ids of the parties that a name means, in any language.

    >>> known_as("AZ"), known_as("EU"), known_as("AU"), known_as("au"), known_as("Guam")
    (['AZ'], ['european-union'], ['AU', 'african-union'], ['AU'], ['GU'])
    >>> known_as("🇦🇿"), known_as("🇦🇺"), known_as("🇦🇿🇷🇺")
    (['AZ'], ['AU'], [])
    """
    name = _letters_of_flag(name) or name
    if (id_ := name.strip()) in bodies.party_kinds() and id_.islower():
        return [id_]
    return called(name) or recognised(name, articles=articles)


def _letters_of_flag(name: str) -> str:
    """Return the code of ISO that a flag is written as, in letters of its own; "" for no flag.

    In small letters it is never an acronym.
    """
    letters = [ord(char) - _FLAG_A for char in name.strip()]
    is_flag = len(letters) == 2 and all(0 <= letter < 26 for letter in letters)
    return "".join(chr(ord("a") + letter) for letter in letters) if is_flag else ""


def codes_in_mixed_case(name: str) -> list[str]:
    """Return the codes or ids of the parties that have such a code or acronym, and no such name.

    They may be meant by a word in mixed case, or else it is the name of somebody.

    >>> codes_in_mixed_case("Li"), codes_in_mixed_case("LI"), codes_in_mixed_case("Guam")
    (['LI'], [], [])
    """
    results = [] if is_like_a_code(name.strip()) else everywhere(name_key(name))
    is_name = any(it.weight != CODE and not it.spelling.isupper() for it in results)
    return [] if is_name or not results else known_as(name)


def is_spelled_so(name: str) -> bool:
    """Return whether a party has this very name, and not one of like words.

    >>> is_spelled_so("Republic of Albania"), is_spelled_so("Republic Albania")
    (True, False)
    """
    return bool(everywhere(name_key(name)))


def _codes_of_words(words: str) -> list[str]:
    """Return the codes of the countries with an English name of these words, in any order."""
    wanted = b"\n%s\t%s\t" % (tables.WORDS, words.encode("utf-8", "replace"))
    results = set[str]()
    for text in texts():
        if (at := text.find(wanted)) >= 0:
            begin = at + len(wanted)
            results |= {*text[begin : text.find(b"\n", begin)].decode().split()}
    return sorted(results)


@cache
def _words_around() -> list[tuple[str, str]]:
    """Return the words that may stand before and after a name and change nothing."""
    line = rb"\n%s\t([^\t\n]*)\t([^\n]*)" % tables.AROUND
    pairs = {pair for text in texts() for pair in re.findall(line, text)}
    return [(before.decode(), after.decode()) for before, after in pairs]


def recognised(name: str, *, articles: bool = True) -> list[str]:
    """Return the codes of the countries that a name means; none where it is not recognised.

    With `articles` what stands behind one of another language than English is read as a name.

    >>> recognised("Congo, Dem. Rep."), recognised("Micronesia, Fed. Sts.")
    (['CD'], ['FM'])
    >>> recognised("Reino de Noruega"), recognised("Republik China"), recognised("Atlantis")
    (['NO'], [], [])
    >>> recognised("Germany (until 1990 former territory of the FRG)")
    ['DE']
    """
    text = half_width(name)
    if role_of_name(text) == AGGREGATE or related_words.wholes_of(text):
        return []  # Southern Africa is a region, not South Africa
    results = _by_words(text, articles=articles) or _by_parts(text) or in_ascii(text)
    results = results or (behind_article(text) if articles else [])
    return [] if results and _joins_two(text) else results


def apart_from_article(name: str) -> tuple[str, str]:
    """Return an article of another language than English, and the name behind it; else "" twice.

    What may be a code is no name, but where it is one of somebody as well.

    >>> apart_from_article("die Kanada"), apart_from_article("l'UE"), apart_from_article("die IT")
    (('die', 'Kanada'), ("l'", 'UE'), ('', ''))
    >>> apart_from_article("El Salvador")
    ('', '')
    """
    text = half_width(name).strip()
    article, rest = parted_article(text)
    if not rest or called(text) or (len(rest) < LONGEST_CODE and not recognised(text)):
        return "", ""
    return article, rest


def perhaps_meant(name: str) -> list[str]:
    """Return the codes of whom a name that nobody has may mean, but not surely.

    They are called so with "i" for "y", or by their names with this in brackets or behind a stroke.

    >>> perhaps_meant("Lybia"), perhaps_meant("Sirya"), perhaps_meant("Ottoman Empire")
    (['LY'], ['SY'], ['TR'])
    >>> perhaps_meant("Sardinia"), perhaps_meant("Atlantis")
    (['IT'], [])
    """
    text = half_width(name).lower()
    if text.isalpha() and "y" in text and (results := known_as(text.replace("y", "i"))):
        return results
    beside = re.escape(text.encode("utf-8", "replace"))
    wanted = rb"\n([^\t\n]+)\t[23]\t[^\t\n]+\t[^\t\n]+[(/]%s\)?(?=\n)" % beside
    found = re.findall(wanted, tables.main(), re.IGNORECASE) if len(text) > LONGEST_CODE else []
    return sorted({code.decode() for code in found})


def _by_words(text: str, *, articles: bool = True) -> list[str]:
    """Return the countries with an English name of the words of a text, in whatever order."""
    words = words_of(text, articles=articles)
    without = " ".join(word for word in words.split() if word != "islands")
    without = without if " " in without else words
    for some in dict.fromkeys((words, without)):  # "Svalbard and Jan Mayen Is."
        result = _codes_of_words(some) if " " in some else codes_of_form(some)
        if result and some != fold(text):
            return result
    return []


def _by_parts(text: str) -> list[str]:
    """Return the countries that a text names beside a word, brackets, or a comma."""
    if match := re.fullmatch(r"(?:fmr|former)\.? +(.+)", text, re.IGNORECASE):
        return known_as(match[1])
    if match := re.fullmatch(r"([^()]+)\(([^()]+)\)\s*", text):
        return _in_brackets(*match.groups())
    if match := re.fullmatch(r"中[国國](.+)", text):  # 中国台湾, as China's customs write Taiwan
        return [code for code in called(match[1]) if code in ("TW", "HK", "MO")]
    name, comma, kind = text.partition(", ")  # "Ruanda, República de"
    if comma and (whole := called(f"{kind} {name}")):
        return whole
    return (_without_words(f"{kind} {name}") if comma else []) or _without_words(text)


def _in_brackets(name: str, other: str) -> list[str]:
    """Return the meaning of "Myanmar (Burma)": that of both, or else of either of the two.

    Where nobody is called as the brackets say, they may be words of the name, as in "Iran (Islamic
    Republic of)", or say nothing of whom it means. Else it may be a part, or another of the name.
    An article in small letters is one before it is a code: "Maldivas (as)" is not American Samoa.
    """
    name, typed = name.strip(), other.strip()
    one, two = known_as(name), known_as(typed)
    other = ARTICLE.sub("", typed)
    if not other:
        return [code for code in one if code in two] or one
    if one and two:
        return [code for code in one if code in two] or sorted({*one, *two})
    if match := _ALSO.fullmatch(other):
        return [code for code in one if code in known_as(match[1])]
    if match := _LEFT_OUT.fullmatch(other):
        return _countries_without(one, known_as(match[1]))
    if whole := _turned(name, other, one):
        return whole
    is_beside = re.fullmatch(_BESIDE_NAME, fold(typed)) and {*one}.isdisjoint(_DIVIDED)
    return [it for it in one if not _is_count_of_others(typed, it)] if is_beside else []


def _is_count_of_others(typed: str, body: str) -> bool:
    """Return whether brackets say a number of members that a bloc has not had, or not of all.

    >>> [_is_count_of_others(it, "european-union") for it in ("12", "14 countries", "27", "1")]
    [True, True, False, False]
    >>> _is_count_of_others("10", "asean"), _is_count_of_others("2015", "asean")
    (False, False)
    >>> [_is_count_of_others(it, "asean") for it in ("4", "4 countries", "10, excl. Brunei")]
    [False, True, True]
    """
    if body.islower() and _BUT_SOME.fullmatch(typed):
        return True
    said = _COUNT.fullmatch(typed)
    counts = _recent_counts(body) if said and body.islower() else set[int]()
    return said is not None and bool(counts) and int(said[1]) not in counts


def _recent_counts(bloc: str) -> set[int]:
    """Return the numbers of members of a known bloc since a year that tables begin with.

    >>> sorted(_recent_counts("european-union")), sorted(_recent_counts("brics"))[0]
    ([27, 28], 5)
    >>> _recent_counts("arab-league")  # its members are not known
    set()
    """
    ends = (when.split("/") for _, when in bodies.members(bloc))
    spans = [(int(begin[:4]), int(end[:4]) if end[:4].isdigit() else _OPEN) for begin, end in ends]
    changes = {begin for begin, _ in spans} | {end + 1 for _, end in spans if end != _OPEN}
    years = range(_RECENT, max([_RECENT, *changes]) + 1)
    each = {sum(begin <= year <= end for begin, end in spans) for year in years}
    return (each | {sum(begin < year <= end for begin, end in spans) for year in years}) - {0}


def _countries_without(one: list[str], left_out: list[str]) -> list[str]:
    """Return the countries without others that are left out; none without a mere part of them.

    A bloc without some of its members is none.
    """
    kinds = bodies.party_kinds()
    are_states = all(kinds.get(it, "country") == "country" for it in left_out)
    rest = [code for code in one if code not in left_out and code.isupper()]
    return rest if left_out and are_states else []


def _turned(name: str, other: str, one: list[str]) -> list[str]:
    """Return the meaning of words in brackets in a name: "Korea (South)", "Pakistan (East)".

    Another than `one`, which has the name alone, only by an English name, or of a divided country.
    """
    turned = f"{other} {name}"
    whole = known_as(turned) or known_as(f"{name} {other}")
    if not one or not {*one}.isdisjoint({*whole, *_DIVIDED}):
        return whole
    if any(it.weight < TRANSLATION for it in everywhere(name_key(turned))):
        return whole
    return [code for code in _without_words(turned) if code in one]


def _joins_two(name: str) -> bool:
    """Return whether a joining word or sign stands between two names of different parties."""
    for joint in re.finditer(JOINT, name):
        one, other = _called(name[: joint.start()]), _called(name[joint.end() :])
        if one and other and {*one}.isdisjoint(other):
            return True
    return False


def _called(name: str) -> list[str]:
    """Return the parties that have a name, or one of like words; nothing beside it is read."""
    return called(name) or _by_words(name.strip())


def _without_words(name: str) -> list[str]:
    """Return the country whose name is left where words for what kind of state it is are not."""
    form = fold(name)
    results = {*_within(form, _words_around())}
    results = results if results.isdisjoint(_DIVIDED) else set()
    return sorted({*_within(form, _AROUND_COUNTRY)} or results)


def _within(form: str, around: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Yield the countries whose name is left without words before and after it."""
    for before, after in around:
        if not (form.startswith(before) and form.endswith(after)):
            continue
        rest = form[len(before) : len(form) - len(after)]
        if len(rest) > 1:
            is_short = rest.isascii() and len(rest) < 4  # which may be an abbreviation
            yield from () if is_short else filter(str.isupper, codes_of_form(rest))
