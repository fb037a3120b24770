"""Names that count as one, names that are near, and what of them reaches a terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from itertools import product
from unicodedata import category

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dipfacts.model.web_address import web_address
from dipfacts.text import edits_between, fold, nearest, plain, quoted_list, typed_word
from support.draws import drawn

# Every code point, surrogates included, and texts rich in what folding treats in special ways.
CHARACTERS = st.integers(0, sys.maxunicode).map(chr)
TRICKY = st.text("aIıİßœəЙйиЁΐςᾳक़्ｶﾞがﷺ½ǆ\u0306\u0301\u0345\u0323\u094d\u093c\u1100\u1161\u11a8-' ")
TEXTS = st.one_of(st.text(), st.text(CHARACTERS), TRICKY)

# Not assigned, for private use, halves of others: nine in ten code points.
NO_CHARACTERS = ("Cn", "Co", "Cs")

# ---------------------------------------------------------------------------------- folding


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("South Korea", "southkorea"),
        ("south-korea", "southkorea"),
        ("south_korea", "southkorea"),
        ("  SOUTHKOREA.  ", "southkorea"),
        ("Côte d'Ivoire", "cotedivoire"),
        ("Côte d’Ivoire", "cotedivoire"),
        ("G-20 (2021)", "g202021"),
        ("Azərbaycan", "azerbaycan"),
        ("Azerbaycan", "azerbaycan"),
        ("Азербайджан", "азербайджан"),
        ("АЗЕРБАЙДЖАН", "азербайджан"),
        ("Азербаи\u0306джан", "азербайджан"),
        ("Королёв", "королев"),
        ("İSTANBUL", "istanbul"),
        ("Diyarbakır", "diyarbakir"),
        ("Straße", "strasse"),
        ("Ærø, Œuvre", "aerooeuvre"),
        ("Łódź", "lodz"),
        ("Đà Nẵng", "danang"),
        ("Þingvellir, Fjarðabyggð", "thingvellirfjardabyggd"),
        ("Oʻzbekiston", "ozbekiston"),
        ("O‘zbekiston", "ozbekiston"),
        ("Ελλάς", "ελλασ"),
        ("יִשְׂרָאֵל", "ישראל"),
        ("مُحَمَّد", "محمد"),
        ("إيـران", "ايران"),
        ("ایران کشور مصرى", "ايرانكشورمصري"),
        ("القاهرة سوریہ نامۀ", "القاهرهسوريهنامه"),
        ("\u0628\u06be\u0627\u0631\u062a", "\u0628\u06be\u0627\u0631\u062a"),  # no heh
        ("मोज़ाम्बिक क़तर", "मोजाम्बिककतर"),
        ("Երևան", "երեվան"),
        ("ԵՐԵՎԱՆ Երեւան", "երեվաներեվան"),
        ("٢٠٢١ ۲۰۲۱ २०२१ ๒๐๒๑", "2021202120212021"),
        ("हिन्दी", "हिन्दी"),
        ("ไทยที่", "ไทยที่"),
        ("ガーナ", "ガーナ"),
        ("ｶﾞｰﾅ", "ガーナ"),
        ("대한민국", "대한민국"),
        ("中国", "中国"),
        ("ＦＵＬＬ ﬁt ①", "fullfit1"),
        ("-- ' --", ""),
        ("", ""),
    ],
)
def test_fold(text: str, folded: str) -> None:
    assert fold(text) == folded


ACCENTS = "02b9-036f 0483-0489 0591-05c7 0610-061a 0640-0640 064b-065f 0670-0670 06d6-06ed"
ACCENTS += " 1ab0-1aff 1dc0-1dff 20d0-20ff fe00-fe0f fe20-fe2f"


@pytest.mark.parametrize("span", ACCENTS.split())
def test_accents_and_signs_count_for_nothing(span: str) -> None:
    first, last = (int(end, 16) for end in span.split("-"))
    for mark in {chr(first), chr(last)}:
        assert fold(f"b{mark}c") == "bc"


def test_letters_that_unicode_does_not_split() -> None:
    assert fold("ıæœøđðłþə") == fold("ÆŒØĐÐŁÞƏ").join(["i", ""]) == "iaeoeoddlthe"
    assert fold("ħŧŋɓɗɖƙƴƒʋɲǥɨʉɵƶǝ") == fold("ĦŦŊƁƊƉƘƳƑƲƝǤƗɄƟƵƎ") == "htnbddkyfvngiuoze"
    assert fold("कि") == "कि"  # a vowel sign is a part of the spelling


@given(TEXTS)
@example("Й:\u093c")  # what stood between comes out, and a mark changes places
def test_fold_is_idempotent(text: str) -> None:
    assert fold(fold(text)) == fold(text)


def test_fold_is_idempotent_for_every_character() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1)]
    none = [char for char in every if category(char) in NO_CHARACTERS]
    assert fold("".join(none)) == ""
    folded = {char: fold(char) for char in every if category(char) not in NO_CHARACTERS}
    assert len(folded) > 100_000
    forms = {form for char, form in folded.items() if form != char}  # else it was folded already
    assert len(forms) > 1000
    assert [form for form in forms if fold(form) != form] == []


@given(st.text(st.characters(codec="ascii")), st.text(" -_'’.,/", min_size=1))
def test_fold_ignores_separators_and_case(text: str, separators: str) -> None:
    assert fold(separators.join(text)) == fold(text.upper()) == fold(text)


# ---------------------------------------------------------------------------------- suggesting

COUNTRIES = [
    "Albania",
    "Armenia",
    "Australia",
    "Austria",
    "Azerbaijan",
    "Chad",
    "Chile",
    "China",
    "Côte d'Ivoire",
    "Iran",
    "Iraq",
    "Kazakhstan",
    "Kyrgyzstan",
    "North Korea",
    "Russia",
    "South Korea",
    "Türkiye",
]


@pytest.mark.parametrize(
    ("word", "found"),
    [
        ("armenia", ["Armenia"]),
        ("Amrenia", ["Armenia"]),
        ("azer", ["Azerbaijan"]),
        ("Azerbaijan Republic", ["Azerbaijan"]),
        ("kirgistan", ["Kyrgyzstan"]),
        ("turkiye", ["Türkiye"]),
        ("Cote dIvoire", ["Côte d'Ivoire"]),
        ("iran", ["Iran", "Iraq"]),
        ("austrla", ["Austria", "Australia"]),
        ("russa", ["Russia"]),
        ("south", ["South Korea"]),
        ("chi", ["Chile", "China"]),
        ("ch", []),
        ("c", []),
        ("Atlantis", []),
        ("", []),
        ("---", []),
    ],
)
def test_nearest(word: str, found: list[str]) -> None:
    assert nearest(word, COUNTRIES) == found


def test_nearest_orders_and_limits() -> None:
    names = ["bead", "dead", "bread", "beard", "read", "xyz"]
    assert nearest("bead", names) == ["bead", "beard", "bread"]
    assert nearest("bead", names, limit=5) == ["bead", "beard", "bread", "dead", "read"]
    assert nearest("bead", names, limit=0) == []
    assert nearest("bead", names, limit=-1) == []


def test_nearest_names_each_only_once() -> None:
    assert nearest("iran", ["Iran", "IRAN", "iran", "Iran"]) == ["Iran"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("import", "exports"),
        ("imports of gas", "exports-of-gas"),
        ("импорт товаров", "экспорт-товаров"),
        ("inward-direct-investment", "outward-direct-investment"),
        ("births-per-1000", "deaths-per-1000"),
        ("North Ossetia", "south-ossetia"),
        ("emigrants", "immigrants"),
        ("unemployment", "employment"),
        ("female-population", "male-population"),
        ("derecognition", "recognition"),
        ("non-oil-exports", "oil-exports"),
        ("exports-non-oil", "exports oil"),
        ("trade-unrecorded", "trade-recorded"),
        ("Unrecorded trade", "recorded-trade"),
        ("accession", "secession"),
        ("inflation", "deflation"),
        ("formal", "informal"),
        ("nonaggression", "aggression"),
        ("not-ratified", "ratified"),
        ("independence", "dependence"),
        ("immigration", "migration"),
        ("inclusive", "exclusive"),
        ("employers", "employees"),
        ("intra-eu-trade", "extra-eu-trade"),
        ("Вывоз", "Ввоз"),
        ("ввезення", "вивезення"),
        ("несырьевой экспорт", "сырьевой экспорт"),
        ("exportaciones no petroleras", "exportaciones petroleras"),
        ("qeyri-neft ixracı", "neft ixracı"),
        ("wywóz", "przywóz"),
        ("非石油出口", "石油出口"),
        ("esportazioni di gas", "importazioni di gas"),
        ("gasaren esportazioa", "gasaren inportazioa"),
        ("برآمدات", "درآمدات"),
        ("tổng kim ngạch xuất khẩu", "tổng kim ngạch nhập khẩu"),
        ("ఎగుమతి", "దిగుమతి"),
    ],
)
def test_the_opposite_is_never_suggested(one: str, other: str) -> None:
    for typed, known in ((one, other), (other, one)):
        assert nearest(typed, [known]) == []
        assert nearest(typed[:-1], [known, typed]) == [typed]
    assert nearest("petrol", ["petrol dışı", "petrolsüz"]) == []
    assert nearest("exports and import", ["exports-and-imports", "exports"])  # no opposite


@pytest.mark.parametrize(
    ("typed", "meant", "opposite"),
    [
        ("esports", "exports", "imports"),
        ("nrth yemen", "North Yemen", "South Yemen"),
        ("Wst Samoa", "West Samoa", "East Samoa"),
        ("oil exprots", "oil-exports", "oil-imports"),
        ("recrded trade", "recorded trade", "unrecorded trade"),
    ],
)
def test_the_opposite_of_what_a_slip_is_likeliest_of_is_not_suggested(
    typed: str, meant: str, opposite: str
) -> None:
    assert nearest(typed, [opposite, meant]) == [meant]
    assert nearest("xxports", ["imports", "exports"]) != []
    assert nearest("alland", ["aland", "beland"]) == ["aland", "beland"]  # be- denies nothing here
    assert nearest("est samoa", ["East Samoa", "West Samoa"]) == ["East Samoa", "West Samoa"]


@pytest.mark.parametrize(
    ("typed", "known"),
    [
        ("Inida", "India"),
        ("unemploymnt", "unemployment"),
        ("non-oil-exprts", "non-oil-exports"),
        ("exports", "exports-unrecorded"),
        ("nonoil exports", "non-oil-exports"),
        ("ndustry", "industry"),
        ("imprt", "import"),
        ("Deutchland", "Deutschland"),
        ("нефь", "нефть"),
    ],
)
def test_the_beginning_of_a_word_is_not_always_a_negation(typed: str, known: str) -> None:
    assert nearest(typed, [known]) == [known]


def test_nearest_and_single_letters() -> None:
    assert nearest("a", ["A", "ab", "b"]) == ["A"]
    assert nearest("ab", ["a", "ac", "ba", "xy"]) == ["ac", "ba"]


@given(TEXTS, st.lists(TEXTS), st.integers(-1, 5))
def test_nearest_gives_some_of_the_candidates(word: str, names: list[str], limit: int) -> None:
    found = nearest(word, names, limit)
    assert len(found) <= max(limit, 0)
    assert len(found) == len(set(found))
    assert set(found) <= set(names)
    assert found == nearest(word, iter(names), limit)


@given(TEXTS, st.lists(TEXTS))
def test_nearest_puts_the_name_itself_first(word: str, names: list[str]) -> None:
    if fold(word):
        assert nearest(word, [word, *names])[0] == word


@given(st.text("abcdefgh", min_size=3), st.integers(0, 30), st.sampled_from("xyz"))
def test_one_slip_is_always_forgiven(name: str, place: int, letter: str) -> None:
    place %= len(name)
    before, after = name[:place], name[place + 1 :]
    for typed in (before + after, before + letter + after, before + letter + name[place:]):
        assert nearest(typed, [name]) == [name]
    if after:
        assert nearest(before + after[0] + name[place] + after[1:], [name]) == [name]


def table_distance(a: str, b: str) -> int:
    """The optimal string alignment distance by its definition, a cell after the other."""
    cells = {(i, 0): i for i in range(len(a) + 1)} | {(0, j): j for j in range(len(b) + 1)}
    for i, j in product(range(1, len(a) + 1), range(1, len(b) + 1)):
        replaced = cells[i - 1, j - 1] + (a[i - 1] != b[j - 1])
        cells[i, j] = min(cells[i - 1, j] + 1, cells[i, j - 1] + 1, replaced)
        if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
            cells[i, j] = min(cells[i, j], cells[i - 2, j - 2] + 1)
    return cells[len(a), len(b)]


@given(st.text("abcd", min_size=1, max_size=9), st.text("abcd", min_size=1, max_size=9))
@example("gerania", "nigeria")  # letters before the first are no less wrong
@example("ab", "ba")
@settings(max_examples=drawn(500))
def test_slips_are_counted_as_a_table_would(a: str, b: str) -> None:
    assert edits_between(a, b) == edits_between(b, a) == table_distance(a, b)


def test_a_short_name_has_one_slip() -> None:
    assert nearest("cat", ["dog", "cut", "dot"]) == ["cut"]
    assert nearest("catch", ["dutch", "catsh"]) == ["catsh"]
    assert nearest("crates", ["plates", "pirate"]) == ["plates"]  # two slips in six letters


def test_nothing_beyond_one_slip_in_three_letters_is_suggested() -> None:
    assert nearest("gerania", ["algeria", "nigeria", "germania"]) == ["germania"]
    assert nearest("lsyria", ["syria", "algeria", "austria"]) == ["syria"]


# ---------------------------------------------------------------------------------- showing


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Azərbaycan – 中国 🙂", "Azərbaycan – 中国 🙂"),
        ("two\r\n\tlines", "two lines"),
        ("a\nb\tc", "a b c"),
        ("10\u00a0000\u3000", "10 000 "),
        ("\x1b[31mred\x07", r"\x1b[31mred\x07"),
        ("\x00\x0b\x1c\x7f\x85\x9b", r"\x00\x0b\x1c\x7f\x85\x9b"),
        ("a\u202eb\u2066c\u061c\u200e", r"a\u202eb\u2066c\u061c\u200e"),
        ("\ufeffa\u2028b\u2029\u00ad", r"\ufeffa\u2028b\u2029\xad"),
        ("\ud800\U000e0041", r"\ud800\U000e0041"),
        ("caf\udce9 \udc7f", r"caf\xe9 \udc7f"),  # a byte of a name of a file, and no byte
        ("می\u200cخواهم 👩\u200d🚀\n", "می\u200cخواهم 👩\u200d🚀 "),
        ("\\x1b", "\\x1b"),
        ("", ""),
    ],
)
def test_plain(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(
    ("word", "typed"),
    [
        ("plain.toml", "plain.toml"),
        ("it's a.toml", "'it'\"'\"'s a.toml'"),
        ("a\nb\t\r.toml", r"$'a\nb\t\r.toml'"),
        ("it's\na \\b", r"$'it\x27s\na \\b'"),
        (os.fsdecode(b"caf\xe9\x1b\xc3\xa9"), r"$'caf\xe9\x1bé'"),
        ("a\u00a0b\u202e", r"$'a\U000000a0b\U0000202e'"),
        ("می\u200cخواهم", "$'می\u200cخواهم'"),
    ],
)
def test_a_word_is_typed_as_bash_and_zsh_read_it(word: str, typed: str) -> None:
    assert typed_word(word) == typed
    for shell in ("bash", "zsh"):
        if shutil.which(shell):
            line = os.fsencode(f"printf %s {typed}")
            done = subprocess.run(
                [shell, "-c", line],
                capture_output=True,
                check=True,
                env={**os.environ, "LC_ALL": "C.UTF-8"},
            )
            assert done.stdout == os.fsencode(word)


@given(TEXTS)
@example("".join(map(chr, range(0x3000))))
def test_plain_is_printable_and_settled(text: str) -> None:
    shown = plain(text)
    assert shown.replace("\u200c", "").replace("\u200d", "").isprintable()
    assert plain(shown) == shown
    shown.encode()  # no lone surrogates: it can be written out


@pytest.mark.parametrize(
    ("names", "listed"),
    [
        ([], ""),
        (["a"], '"a"'),
        (["a", "b"], '"a" or "b"'),
        (["a", "b", "c"], '"a", "b" or "c"'),
        (["a\x1b", "b\nc"], r'"a\x1b" or "b c"'),
    ],
)
def test_quoted_list(names: list[str], listed: str) -> None:
    assert quoted_list(names) == listed
    assert quoted_list(iter(names)) == listed


# ---------------------------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("url", "link"),
    [
        (it := "https://example.org/a?b=c&d=(e)%20~#f'g", it),
        ("HTTP://EXAMPLE.ORG", "HTTP://EXAMPLE.ORG"),
        ("https://例え.jp/wiki/日本", "https://例え.jp/wiki/日本"),
        ('https://example.org/"onclick="alert(1)', "https://example.org/%22onclick=%22alert(1)"),
        ("https://example.org/<a>\\^`{|}", "https://example.org/%3Ca%3E%5C%5E%60%7B%7C%7D"),
        ("https://example.org/\u202egpj.exe", "https://example.org/%E2%80%AEgpj.exe"),
        ("https://example.org/\udc80", "https://example.org/%ED%B2%80"),
        ("https://example.org/\0", ""),
        ("https://example.org/\x1b[31m", ""),
        ("javascript:alert(1)", ""),
        ("JavaScript:alert(1)//https://example.org", ""),
        ("data:text/html,<script>", ""),
        ("//example.org", ""),
        ("https://", ""),
        ("https:///x", ""),
        ("https://example.org/ javascript:alert(1)", ""),
        ("https://example.org/\n", ""),
        (" https://example.org", ""),
        ("", ""),
        (None, ""),
    ],
)
def test_only_addresses_of_the_web_are_links(url: str | None, link: str) -> None:
    assert web_address(url) == link
