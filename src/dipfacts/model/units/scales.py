"""Scales that belong into the value, in words and digits: thousands, mln, '000, 10^6, 亿."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import lru_cache

from dipfacts.model.file_format.tables import LARGEST, Number

# Patterns are texts, which `re` compiles as they are needed: most bases have codes alone for units.

_MOST_TENS = 30  # a text that says a larger power of ten is no unit

_WORDS_OF_POWERS = {
    2: "hundred hundreds",
    3: "thousand thousands thou thous thsd ths th. millier milliers tausend tsd tys тыс"
    " тысяча тысячи тысяч тисяч тисяча"
    " migliaia milhares mii tusen tusind tuhatta tuhat tis tis. ezer ribu nghìn ngàn ألف آلاف"
    " duizend тис хил хиляди хиљада хиљаде илјади hiljada hiljade tisuća tisoč tūkst tūkstančių"
    " millar millares mijë tuhansia þús þúsund milers χιλ χιλιάδες мың миң हज़ार हजार هزار אלף אלפי",
    5: "lakh lakhs lacs लाख",
    6: "million millions millionen millón millones millió miljoonia mln mio mn mill milj млн"
    " миллион миллионов мільйонів"
    " milioni milione milhões milhão miljoner miljoen miljoonaa miliony milionów milyon mil."
    " juta triệu مليون ملايين milijun milijuna milijona"
    " millioner miljonit εκατ εκατομμύρια मिलियन میلیون מיליון",
    7: "crore crores करोड़ करोड़",
    9: "billion billions bn bln milliard milliards milliarden milliárd bilhão bilhões mrd mlrd mld"
    " млрд миллиард миллиардов мільярдів miliardi miliardo miljarder miljard miljardia miliardy"
    " miliardów milyar miliar tỷ tỉ مليار مليارات میلیارد מיליארד",
    12: "trillion trillions trn tln trilhão trilhões трлн billones triliun",
}
POWERS = {word: power for power, words in _WORDS_OF_POWERS.items() for word in words.split()}
"""The powers of ten that words say of anything."""
POWERS_OF_MONEY = {
    **POWERS,
    **{"k": 3, "m": 6, "mm": 6, "b": 9, "tn": 12},
    **{"th": 3, "lac": 5, "cr": 7, "cr.": 7, "mdr": 9, "mdr.": 9},
    **{
        "miles": 3,
        "mille": 3,
        "bin": 3,
        "ming": 3,
        "md": 9,
        "md.": 9,
        "mds": 9,
        "mia": 9,
        "mia.": 9,
    },
}
"""Those that words and letters say of money; of other things m is a metre."""
PER = ("per", "/")
"""The words that make the scale behind them a divisor."""
_OF = ("of", "de")
_POWERS_IN_A_ROW = {"ten": 1, "tens": 1, "mil": 3, "miles": 3}  # ten thousand, miles de millones

_UNITS = (
    r"t|tons?|tonnes?|[kg]?g|k?m[23²³]?|ha|hectares?|[kmgt]wh|[tgp]j|toe|bbl|barrels?|litres?|liters?"
    r"|teu|usd|eur|gbp|cny|rub|jpy"
)
_END = r"(?![^\W_])"
_THAI = "ตัน|คน|บาท|ไร่|ดอลลาร์|เหรียญ|ลิตร|กิโล|กก|บาร์เรล|หน่วย|ลูกบาศก์|ตาราง|เมตร|ครัวเรือน|คัน|ยูโร|หยวน|เยน"
_THAI_POWERS = {"พันล้าน": 9, "พัน": 3, "ล้าน": 6}
_BEGINNINGS = tuple(
    (rf"(?:{words})(?=(?:{counted}))", power)
    for words, counted, power in (
        (r"miles\s+de\s+|mil\s+de\s+", r"\w", 3),
        (
            r"mil\s+",  # Spanish and Portuguese; before others it is unsure
            r"tonel|person|pesso|habitant|unidad|barri[ls]|hect[áa]reas|d[óo]lar|reais|empleo|empreg"
            r"|cabe[zç]a|quinta[il]|litros|metros|kil[óo]metros|kilos|quil|sacas|ve[íi]culo|veh[íi]c"
            r"|estud|hogar|viviend|fam[íi]lia|turistas|libras|bol[íi]v|guaran|soles|meticais|kwanza"
            r"|\w{2,}(?:[cs]iones|ções|dores|dades|[ae]ntes|eros|eiros|[ai]d[oa]s)\b",
            3,
        ),
        (  # Turkish
            r"bin\s+",
            r"ton|adet|kişi|kg|kilo|litre|hektar|varil|baş|dekar|metre|m[23²³]|[km]wh|turist|ziyaret"
            r"|yolcu|araç|konut|işçi|çift|hane|öğrenci|yabancı|mülteci|göçmen|(?:t|ha|km)\b",
            3,
        ),
        (  # Azerbaijani
            r"min\s+",
            r"ton|nəfər|barel|kub|kv|hektar|ədəd|adam|baş|manat|azn|abş|turist|əcnəbi|(?:t|ha)\b",
            3,
        ),
        (  # Uzbek
            r"ming\s+",
            r"ton|dona|kishi|nafar|kub|gektar|so.?m|dollar|aqsh|bosh|kg|kilo|litr|metr|barrel"
            r"|(?:t|km)\b",
            3,
        ),
        *((rf"e\+?{power}\s+", f"(?:{_UNITS}){_END}", power) for power in (3, 6, 9)),
        *((rf"{word}\s*", _THAI, power) for word, power in _THAI_POWERS.items()),
    )
)
"""The scales that units begin with which mean something else elsewhere, or are joined to them."""

_THOUSANDS = r"""(?x)
    (?: [x×]? 1 (0{0,2}) )?         # 1, 10, 100; or nothing, as in '000
    ( (?: [,.'’`]? 000 )+ ) (?: ['’]? s )?
"""
_TENS = r"""(?x)
      [x×]? (?: 10 (?:\^|\*\*) | 1e\+? ) ([0-9]{1,2})    # 10^6, 10**6, 1e6
    | [x×]? 10 ([⁰¹²³⁴-⁹]{1,2})                          # x10⁶
"""
_SUPERSCRIPTS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_TIMES_BEFORE = r"""(?x)
    (?: ^ | (?<=[\s(]) )
    (?: 1(0+) | tens? )              # 100 million, tens of thousands
    [\s-]+ (?: of [\s-]+ )? $
"""
_CROSS_BEFORE = r"(?i)\(?(?<![^\W_])[x×]\s*$"  # EUR (x 1000)
_APART = r"(?<![\d.,])(?<!\d\s)\d{1,3}(?:\s000)+(?!\d)"
_OF_BEFORE = r"(?:^|(?<=[\s-]))of[\s-]+$"  # thousands of millions
_LINK = r"""(?x)
    ^ (?: of[ -]                     # millions of dollars
        | d['’](?=\w)                # milliards d'euros
        | d[ei][ ](?=\w)             # millones de dólares, milioni di euro
      )
"""
_THOUSANDS_OF_MILLIONS = r"""(?ix)
    \b (?: mil | miles[ ]de ) [ ]    # mil millones, miles de millones
    (?: millones | milhões | milhoes ) \b
"""
_THOUSANDS_OF = r"""(?ix)
      \b miles (?=[ ]de\b)                                     # miles de toneladas
    | \b bin (?=[ ](?:ton|adet|kişi|kg|kilogram|litre|hektar|varil|baş)\b)
"""
_IN_A_ROW = r"""(?x)
      (?<![\w.,]) \d+ (?:[,. ]000)* (?![\w.,])    # 100, 10 000
    | [^\W\d_]+                                    # a word
    | [^\s-]                                       # a mark
"""
_TEN_OR_MORE = r"10+|10{0,2}(?:[,.]000)+"  # 10, 100, 1,000
_EAST_ASIAN = r"""(?x)
      (?: (?<![\d.,]) 10* \s? )?                # 10亿, 100万
      ([十百千십백천]?)
      ([万萬만亿億억] | 万亿 | 萬億 | 조 | 兆(?![吨噸]))
      (?= [美欧歐元円圆圓人吨噸日港韩韓英卢盧ドユ달원유명톤] | \W | $ )    # dollars, people, tonnes
    | ([千천])                                   # a thousand by itself, of fewer things
      (?= \s? [美欧歐元円圆圓人吨噸日港韩韓ドトユ頭台달원유명톤] )
"""
_CHINESE_UNIT = (
    r"(?:10*\s?)?[十百千]?[万萬亿億]+(?=\s*(?![象国國物博能寿壽])[^\W\d_])"  # of whatever
)
_EAST_ASIAN_POWERS = {
    **dict.fromkeys("十십", 1),
    **dict.fromkeys("百백", 2),
    **dict.fromkeys("千천", 3),
    **dict.fromkeys("万萬만", 4),
    **dict.fromkeys("亿億억", 8),
    **dict.fromkeys("조兆", 12),
    "0": 1,
}


@lru_cache(maxsize=1024)
def scale_of(unit: str) -> tuple[int, str]:
    """Return the power of ten that a unit says in words or digits, and the unit without them.

    Prefixes of units, as in GWh or Mt, are no scales, nor is what follows "per".

    >>> scale_of("mln kWh"), scale_of("'000 tonnes"), scale_of("GWh"), scale_of("per 1000 people")
    ((6, 'kWh'), (3, 'tonnes'), (0, 'GWh'), (0, 'per 1000 people'))
    >>> scale_of("万吨"), scale_of("bin ton"), scale_of("mil toneladas"), scale_of("พันตัน")
    ((4, '吨'), (3, 'ton'), (3, 'toneladas'), (3, 'ตัน'))
    >>> scale_of("1 000 t"), scale_of("EUR (x 1 000)"), scale_of("2 000 t")
    ((3, 't'), (3, 'EUR'), (0, '2 000 t'))
    >>> scale_of("Thousand"), scale_of("tonnes")
    ((3, ''), (0, 'tonnes'))
    """
    if unit.isascii() and unit.isalpha():  # one word, which is a scale or says none
        power = POWERS.get(unit.lower(), 0)
        return power, "" if power else unit
    unit_of_one = re.sub(_THOUSANDS_OF_MILLIONS, "milliards", unit)
    if begins := _beginning(unit_of_one):
        return begins if begins[0] <= _MOST_TENS else (0, unit)
    power = 0
    kept = list[str]()
    is_divisor = False
    for word in re.split(r"([\s-]+)", _joined_digits(unit_of_one)):
        bare = word.strip("()[],;").lower()
        exponent = 0 if is_divisor else power_of(bare)
        power += exponent
        if power > _MOST_TENS:
            break
        before = re.sub(_CROSS_BEFORE, "", "".join(kept)) if exponent else ""
        if tens := re.search(_TIMES_BEFORE, before):
            power += len(tens[1] or "0")
            kept = [before[: tens.start()]]
        elif exponent:
            kept = [re.sub(_OF_BEFORE, "", before) if exponent < power else before]
        kept += [] if exponent else [word]
        is_divisor = is_divisor or bare == "per" or bare.endswith("/")
    if not 0 < power <= _MOST_TENS:
        return 0, unit
    rest = re.sub(_LINK, "", "".join(kept).strip(" -,"))
    return power, re.sub(r"\s*\(?\bin$", "", rest)


def _joined_digits(text: str) -> str:
    """Return a text with a number such as 1 000 in one word.

    >>> _joined_digits("EUR 1 000 000"), _joined_digits("thousand 000 t")
    ('EUR 1000000', 'thousand 000 t')
    """
    return re.sub(_APART, lambda match: "".join(match[0].split()), text)


def is_countable(unit: str) -> bool:
    """Return whether a unit is one of those that are often counted in thousands or millions.

    >>> is_countable("tonnes"), is_countable("people"), is_countable("gas")
    (True, True, False)
    """
    return bool(re.fullmatch(f"{_UNITS}|people|persons|euros?|dollars?|units", unit.lower()))


def thousands_named(text: str) -> str:
    """Return a text with a word that is a scale before some others alone put as thousands.

    >>> thousands_named("Miles de toneladas"), thousands_named("bin ton"), thousands_named("miles")
    ('thousand de toneladas', 'thousand ton', 'miles')
    """
    return re.sub(_THOUSANDS_OF, "thousand", text)


def _beginning(unit: str) -> tuple[int, str] | None:
    """Return a scale that is one at the beginning of a unit alone, and the unit without it.

    >>> _beginning("亿立方米"), _beginning("E3 t"), _beginning("min"), _beginning("mil")
    ((8, '立方米'), (3, 't'), None, None)
    """
    if match := re.match(_CHINESE_UNIT, unit) or re.match(_EAST_ASIAN, unit):
        return _east_asian_power(match), unit[match.end() :].strip()
    matches = ((re.match(pattern, unit.lower()), power) for pattern, power in _BEGINNINGS)
    return next(((power, unit[match.end() :]) for match, power in matches if match), None)


def power_of(word: str) -> int:
    """Return the power of ten that a word means; 0 for any other word."""
    if result := POWERS.get(word) or POWERS.get(word.rstrip(".")):
        return result
    if digits := re.fullmatch(_THOUSANDS, word):
        return len(digits[1] or "") + digits[2].count("0")
    if power := re.fullmatch(_TENS, word):
        return int((power[1] or power[2]).translate(_SUPERSCRIPTS))
    return 0


def scale_in_a_row(head: str) -> int:
    """Return the power of ten that several words say together, or those of an East Asian head.

    >>> [*map(scale_in_a_row, ("100 million yuan", "USD (tens of thousands)", "miles de millones"))]
    [8, 4, 9]
    >>> [*map(scale_in_a_row, ("出口额（亿美元）", "万美元", "輸出（百万円）", "억 달러", "万象"))]
    [8, 4, 6, 8, 0]
    >>> [*map(scale_in_a_row, ("10亿美元", "10億ドル", "100万円", "2010亿美元", "thousand miles"))]
    [9, 9, 6, 8, 0]
    >>> [*map(scale_in_a_row, ("USD million", "per 100 million people", "Firms with 100 jobs"))]
    [0, 0, 0]
    """
    if match := re.search(_EAST_ASIAN, head):
        power = _east_asian_power(match)
    else:
        runs = _runs(re.findall(_IN_A_ROW, head.lower()))
        power = next((sum(run) for run in runs if len(run) > 1), 0)
    return power if power <= _MOST_TENS else 0


def _runs(words: Iterable[str]) -> Iterator[list[int]]:
    """Yield the powers of ten of scales that follow one another; most runs have none, or one.

    >>> [run for run in _runs("usd in tens of thousands per million people".split()) if run]
    [[1, 3]]
    """
    run = list[int]()
    last = ""
    for word in words:
        power = _power_in_a_row(word)
        begins = not run and last not in PER
        goes_on = bool(run) and word != "miles"  # thousand miles are a length
        if power and (begins or goes_on):
            run.append(power)
        elif not (run and word in _OF):
            yield run
            run = []
            last = word
    yield run


def _power_in_a_row(word: str) -> int:
    """Return the power of ten that a word or number means beside other scales, else 0.

    >>> [_power_in_a_row(it) for it in ("100", "10 000", "million", "tens", "120", "jobs")]
    [2, 4, 6, 1, 0, 0]
    """
    digits = word.replace(" ", "")
    if re.fullmatch(_TEN_OR_MORE, digits):
        return digits.count("0")
    return POWERS.get(word) or _POWERS_IN_A_ROW.get(word, 0)


def leading_east_asian(unit: str) -> tuple[int, str] | None:
    """Return the power of ten that a unit begins with in East Asian words, and what follows them.

    >>> leading_east_asian("10亿美元"), leading_east_asian("美元")
    ((9, '美元'), None)
    """
    if unit.isascii() or not (match := re.match(_EAST_ASIAN, unit)):
        return None
    return _east_asian_power(match), unit[match.end() :].strip()


def _east_asian_power(match: re.Match[str]) -> int:
    """Return the power of ten that East Asian words say, with the zeros of 10 or 100 before."""
    return sum(_EAST_ASIAN_POWERS.get(it, 0) for it in match[0])


def in_full(value: Number, power: int) -> str | None:
    """Return a value times a power of ten as TOML has it; None if it would be too long.

    >>> in_full(Decimal("2.9"), 9), in_full(12, 6), in_full(Decimal("1.2345"), 3), in_full(1, 18)
    ('2_900_000_000', '12_000_000', '1234.5', None)
    """
    scaled = Decimal(value).scaleb(power)
    if abs(scaled) >= LARGEST:
        return None
    whole = int(scaled)
    return f"{whole:_}" if whole == scaled else f"{scaled:f}"
