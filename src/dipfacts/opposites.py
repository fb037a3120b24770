"""Words that say the opposite of each other though few letters part them."""

from __future__ import annotations

import re
from collections.abc import Iterator

# Patterns are compiled by `re` as they are needed: only a name that nobody has asks for them.

# Each is a word by itself, or joined to the one that it denies.
_NEGATIONS = """
non not no ex anti counter contra excluding excl without nicht ohne ausser außer gegen sans
hors sin senza sem niet zonder icke ikke nie bez poza anty mimo proti nem ei epä mitte gayri
gayrı qeyri bukan tidak tanpa không phi не нет без бес анти контр кроме вне غير غیر بدون بلا
ضد عدم לא אי בלתי ללא אנטי गैर ग़ैर बिना μη αντι χωρις χωρίς ոչ հակա არა 非 不 未 无 無 反 비 불 반 무
"""
_JOINED = "un in im il ir dis des de mis ne on ent be nu نا بی لا ան"  # by itself another word
_FOLLOWING = "less free exempt siz sız suz süz dışı емес"
_ANYWHERE = "[非不未无無反]"  # where no space parts words
_NEGATION = (
    rf"(?<![^\W_])(?:(?:{'|'.join(_NEGATIONS.split())})[\W_]*|(?:{_JOINED.replace(' ', '|')})-?)"
    rf"(?=\w\w)|{_ANYWHERE}(?=\w\w)|(?<=\w\w)[\W_]*(?:{_FOLLOWING.replace(' ', '|')})(?![^\W_])"
)

# Pairs of patterns of folded words.
_PAIRS = """
export|ekspor|esport|easport|экспорт|експорт|ausfuhr/impor|inport|iomport|импорт|імпорт|einfuhr
вывоз|вывез|вивез/ввоз|ввез|увоз
извоз|износ/увоз|внос wywoz/przywoz vyvoz/dovoz izvoz/uvoz ihrac|ixrac/ithal|idxal uitvoer/invoer
ud?tforsel|udforsel/inn?forsel|indforsel vienti/tuonti kivitel/behozatal εξαγωγ/εισαγωγ صادر/وارد
[输輸]?出口|[输輸]出|수출/[进進]口|[输輸]入|수입 יצוא/יי?בוא निर्यात/आयात ส่งออก/นำเข้า
برامد/درامد xuat/nhap utflut/innflut izved/ieved isvez/ivez allfor/mewnfor ექსპორ/იმპორ ወጪ/ገቢ
রপ্তান/আমদান ஏற்றும/இறக்கும ఎగుమ/దిగుమ കയറ്റുമ/ഇറക്കുമ ਬਰਾਮਦ/ਦਰਾਮਦ នាំចេញ/នាំចូល
north/south (?<!l)east/west nord|norr/sud|sued|sodra (?<!w)ost/west север|північ/юг|південь|півден
восто[кч]|схід/запад|захід inward|inbound|inflow|incoming/outward|outbound|outflow|outgoing
input|income|inside/output|outcome|outside приток|прилив/отток|отлив въезд|в.?їзд/выезд|виїзд
входящ|вхідн/исходящ|вихідн доход/расход|витрат прибы/убы|отбы внутр/внешн|зовнішн
(?<!m)emigra|(?<!э)эмигра|(?<!і)емігра/immigra|иммигра|іммігра (?<!m)emigra/(?<!im)(?<!e)migra
arriv/depart birth/death рожд/смерт (?<!fe)male/female мужч/женщ increas/decreas accession/secession
inflation/deflation appreciat/depreciat maxim/minim major/minor upper/lower over/under before/after
pre/post pro/anti onshore|online/offshore|offline upgrad/downgrad up/down internal/external
intra|inter/extra inclu/exclu implicit/explicit invest/divest conver/diver bilateral/unilateral
debit|дебет/credit|кредит employer/employee payer/payee lessor/lessee hyper/hypo more/less
"""


def are_opposite(form: str, other: str) -> bool:
    """Return whether two folded names hold the two words of a pair of opposites.

    >>> are_opposite("oilexports", "oilimports"), are_opposite("imports", "importsandexports")
    (True, False)
    """
    for pair in _PAIRS.split():
        sides = pair.split("/")
        has, other_has = ([bool(re.search(it, one)) for it in sides] for one in (form, other))
        if has != other_has and has == other_has[::-1]:
            return True
    return False


def without_negation(name: str) -> Iterator[str]:
    """Yield a name without each of its words, or beginnings of words, that may deny the rest.

    >>> [*without_negation("Non-oil unrecorded trade")]
    ['oil unrecorded trade', 'non-oil recorded trade']
    """
    text = name.casefold()
    for match in re.finditer(_NEGATION, text):
        yield text[: match.start()] + text[match.end() :]


def deny_each_other(name: str, other: str) -> bool:
    """Return whether one of two names denies a word that the other says.

    >>> deny_each_other("oil exports", "Non-oil exports"), deny_each_other("exports", "duty-free")
    (True, False)
    >>> deny_each_other("exports", "Non-oil exports"), deny_each_other("no gas", "Non-gas trade")
    (False, False)
    """
    denied, other_denied = _denied_words(name), _denied_words(other)
    said, other_said = _words(name) - denied, _words(other) - other_denied
    return not (said.isdisjoint(other_denied) and other_said.isdisjoint(denied))


def _denied_words(name: str) -> set[str]:
    """Return the words of a name beside which a negation stands, or that begin with one.

    >>> _denied_words("Non-oil trade"), _denied_words("duty-free trade")
    ({'oil'}, {'duty'})
    """
    text, results = name.casefold(), set[str]()
    for match in re.finditer(_NEGATION, text):
        after, before = text[match.end() :], text[: match.start()]
        beside = re.match(r"[^\W_]+", after) or re.search(r"[^\W_]+$", before)
        results |= {beside[0]} if beside else set()
    return results


def _words(name: str) -> set[str]:
    return {*re.findall(r"[^\W_]+", name.casefold())}
