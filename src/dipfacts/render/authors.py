"""Authors as reference managers take them: the given and the family name of those clearly persons.

A name that is taken apart wrongly is printed wrongly in every bibliography ("Bank, W."), and one
that is left whole is right in each. So a name is left whole wherever anything speaks for an office,
an agency, a country, or for a family name that stands first.
"""

from __future__ import annotations

import re
from functools import cache

from dipfacts.text import fold, name_key

Person = tuple[str, str]  # given names and family name

_INITIAL = re.compile(r"[^\W\d_]\.")
_NAME = re.compile(r"[^\W\d_]+(?:[-'’][^\W\d_]+)*")
_PARTS = re.compile(r"[\s.'’-]+")

# Words of what is no person, folded, wherever they stand: of English first, then of others.
_BODIES = frozenset(
    "academy admin administration affairs agency alliance analysis analytics archive "
    "archives army assembly association authority bank blog board broadcasting bulletin "
    "bureau business cabinet center central centre chamber channel chronicle club college "
    "commerce commission committee commons community company congress contributor "
    "cooperation corporation correspondent council courier court crescent cross customs "
    "daily data defence defense department desk development diplomat directorate division "
    "dow economics economist economy editor editorial editors embassy eurasia europe "
    "exchange exchequer export exports express eye federal federation finance financial "
    "force forces foreign forum foundation fund gazette general geographic global government "
    "group guardian herald house independent industry information initiative insider "
    "institute institution intelligence international investment islamic journal kremlin "
    "laboratory league lords magazine mail market media ministry mirror mission monetary "
    "monitor monthly morning national navy network networks news newspaper newsroom "
    "observatory observer office official online organisation organization palace parliament "
    "partners partnership party peace people peoples petroleum police policy politics post "
    "presidency press project public publishing quarterly radio reader reform register "
    "report reporter reporters reports republic research review rights room school science "
    "secretariat security senate service services sky society spokesman spokesperson "
    "spokeswoman staff standard states statistical statistics street studies sun supreme "
    "survey synod tank task team telegraph television the think times today trade treasury "
    "tribune trust tv union united university voice war watch web week weekly welfare wire "
    "world writer "
    # French, Italian, Spanish, Portuguese, Romanian
    "agence agencia agentia agenzia ambasada ambasciata ambassade asociacion assemblee banca "
    "banco banque camara camera casa centrale centro chambre comision comissao comite "
    "commissione conseil consejo consiglio corriere diario diplomatique estadistica "
    "estatistica etat folha fondation fundacion geral giornale gobernul gobierno "
    "gouvernement governo guvernul institut instituto istituto jornal ministere ministerio "
    "ministero ministerul monde mundo nacional nation nationale nazionale notizie nouvelles "
    "novosti palacio palais palazzo parlement prensa presse redaccion redaction redazione "
    "repubblica republica republique revista revue senado stampa statistique temps tiempo "
    "tribuna universidad universidade universita universite "
    # German, Dutch, Danish, Norwegian, Swedish, Finnish
    "akademie allgemeine amt auswartiges bericht botschaft bundes bundesamt bundesrat "
    "bundestag centraal dagblad dagens deutsche handelsblatt innenministerium kammer kanzlei "
    "kringkasting maailma ministerie ministeriet ministerium nachrichten neue nieuws nyheter "
    "pankki presseamt redaktion regering regeringen regierung riksbank rundfunk sanomat "
    "spiegel statistiek statistik statistikcentralen statistikmyndigheten statistisches "
    "statistisk statistiska stiftung stortinget svenska tagesspiegel tidende tidning "
    "tilastokeskus universitat universiteit universitet verband verein volkskrant welle welt "
    "wirtschaft yle zeit zeitung "
    # Polish, Czech, Turkish, Azerbaijani, Indonesian
    "agencja agentliyi ajans ajansi bakanligi bankasi banki buyukelciligi cumhuriyet "
    "departemen fakultesi gazeta gazetesi gundem haber haberler idaresi istatistik kantor "
    "kementerian komitesi kurumu markazi merkez merkezi milli ministerstvo ministerstwo "
    "narodni narodowy nazirliyi noviny prezidenti rzad sefirliyi statistika universitesi "
    "urzad vlada xebarlar xeber "
    # Russian and Ukrainian
    "агентство администрация академия ассоциация банк ведомости вестник время газета голос "
    "государственная государственный деловой дума известия институт канал комитет коммерсант "
    "корреспондент кремль министерство мир народный новая новини новое новости общество "
    "правда правительство пресс редакция российская российский россия росстат сегодня служба "
    "совет союз статистика таможня университет федеральная федеральный центр эхо "
    # what agencies and houses are called
    "afp agerpres anadolu ansa associated azertac bloomberg brookings bruegel carnegie "
    "chatham eurasianet euronews eurostat guancha heritage interfax jiji kyodo nikkei novaya "
    "oxford politico rand reuters rossiya segodnya sputnik stratfor tass trend turan unian "
    "xinhua yonhap интерфакс тасс".split()
)
_OF_BODIES = re.compile(
    ".+(?:bank|banken|banki|bladet|blatt|ministerium|ministeriet|news|posten|presse|press|statistik"
    "|stat|stiftung|tidende|tidningen|zeitung|банк|информ|новости|стат)"
)

# Words before a name that are none: articles and particles, titles, what towns begin with.
_BEFORE_NAMES = frozenset(
    "a abu admiral al amb ambassador an ar archbishop as ayatollah az baron baroness bin "
    "bishop cardinal chairman chancellor colonel commissioner count countess crown da dame "
    "das de del dem den deputy der des det di die do dos dr du duchess duke east een ein "
    "eine el emir emperor en envoy et fm frau gen general gli governor grand guest her herr "
    "het his hon i ibn il imam in judge justice king l la lady las le les lo lord los madam "
    "madame major mayor minister monsieur mr mrs ms na new north o of os our patriarch pm "
    "pope premier president prime prince princess prof professor queen rabbi rep rev saint "
    "san sankt santa sao secretary sen senator senor senora sheikh sir south speaker special "
    "st sultan um un una une van vd vice von west y господин министр посол президент".split()
)

# Family names that stand first, folded: the commonest of each language, most of which are hardly
# given names elsewhere. Who has none of them is taken apart as most are, the last word as family.
_FAMILIES = frozenset(
    # Chinese, in Pinyin and as Taiwan, Hong Kong and Singapore write them
    "bai bo cai cao chai chan chang chen cheng chiang chiu chou chu chung cui dai deng ding "
    "dong du fan fang feng fu gao geng gong gu guan guo han hao he hou hsiao hsieh hsu hu "
    "hua huang huo jia jiang jiao jin kang kong kung kuo lai lam lau lei leung li lian liang "
    "liao lin liu lo long lou lu luo lv ma mao meng miao ni ning pan peng qi qian qiao qin "
    "qiu qu ren shao shen shi shu song su sun tan tang tao teng tian tsai tseng tung wan "
    "wang wei wen weng wong wu xi xia xiang xiao xie xin xing xiong xu xue yan yang yao ye "
    "yeh yi yin you yu yuan yue zeng zhai zhan zhang zhao zheng zhong zhou zhu zhuang zou "
    # Korean, in the South's, the North's and the press's spelling
    "ahn bae baek ban bang byun cha chae cho choe choi chon chong chun eom gang gil go gwon "
    "ha heo hong huh hur hwang hyun im jang jeon jeong jo joo jun jung ki kil kim ko koo ku "
    "kwak kwon kye lee lim min moon mun nam noh oh pae paek pak park ra rhee ri rim ro roh "
    "ryang ryom ryoo ryu seo shim shin sim sin sohn son suh thae won yeo yim yong yoo yoon "
    "yun "
    # Vietnamese
    "bui dam dang dao dinh do doan duong ho hoang huynh kieu le luong luu ly mai nghiem ngo "
    "nguyen ong pham phan phung quach ta thai to ton tran trieu trinh truong tu vo vu vuong "
    # Japanese
    "abe aoki aso fujii fujita fukuda goto hashimoto hatoyama hayashi hayashida inoue ishiba "
    "ishikawa ito kan kato kimura kishida kobayashi koizumi kono maeda matsumoto mori motegi "
    "murakami nakajima nakamura nakasone nakayama noda obuchi ogawa okada saito sasaki sato "
    "shimizu suga suzuki takahashi takaichi tanaka watanabe yamada yamaguchi yamamoto "
    "yamazaki yoshida "
    # Hungarian, Khmer
    "antall bajnai balogh farkas gyurcsany hor horvath hun juhasz keo kiss kovacs lakatos "
    "magyar meszaros molnar nagy nemeth olah orban papp prak racz sar sok sulyok szabo "
    "szijjarto szilagyi szucs takacs torok toth varga".split()
)
# Endings of family names of the Caucasus, Central Asia and the Slavs: "Aliyev Ilham".
_FAMILY_ENDING = re.compile(
    r".{3,}(?:[eo]va?|[eo]vich|sk[iy]|skiy|skyi|skaya|enko|shvili|adze|zade|yan|oglu|"
    r"[еёо]ва?|[сц]кий|[сц]кая|енко|швили|адзе|заде|ян|[оеє]вич)"
)
# A given name of two syllables that stands last: Jae-in, Ing-wen.
_SYLLABLES = re.compile(r"[^\W\d_]+[-'’][a-z][^\W\d_]*")
_INNER_CAPITAL = re.compile(r"(?!(?:D[eiu]|Fitz|L[ae]|Ma?c|Van)[A-Z])[^\W\d_]*[a-z][A-Z].*")


def persons(author: str | None) -> list[Person]:
    """Return given names and family name of each author; empty unless that is clear for all.

    >>> persons("Fatima Hasanova and V. G. Petrov"), persons("World Bank"), persons("Xi Jinping")
    ([('Fatima', 'Hasanova'), ('V. G.', 'Petrov')], [], [])
    """
    results = [_person(name) for name in re.split(r" and | & |; ", author or "")]
    return [it for it in results if it] if all(results) else []


@cache
def _person(name: str) -> Person | None:
    """Return given names and family name of what is clearly a person; else nothing.

    Of three words one is an initial: others end in two family names as often (García Márquez).

    >>> _person("John F. Kennedy"), _person("Gabriel García Márquez"), _person("Al Jazeera")
    (('John F.', 'Kennedy'), None, None)
    """
    *given, family = name.split(" ")
    initials = [word for word in given if _INITIAL.fullmatch(word)]
    if not given or len(given) > 1 + len(initials) or len(given) > 2 or not _is_name(family):
        return None
    if not all(_is_name(word) for word in given if word not in initials):
        return None
    if _is_family_first(given, family) or _is_no_person(name):
        return None
    return " ".join(given), family


def _is_name(word: str) -> bool:
    """Return whether a word has the capitals of a name: 'Fatima', 'Al-Said'; not 'RFE'."""
    if not _NAME.fullmatch(word) or _INNER_CAPITAL.fullmatch(word):
        return False
    return word[0].isupper() and not word.isupper()


def _is_family_first(given: list[str], family: str) -> bool:
    """Return whether the first word of a name may well be the family's.

    >>> _is_family_first(["Nguyễn"], "Trọng"), _is_family_first(["Алиев"], "Ильхам")
    (True, True)
    >>> _is_family_first(["Jae-in"], "Moon"), _is_family_first(["Moon"], "Jae-in")
    (False, True)
    """
    first = given[0].casefold()
    is_common = fold(first) in _FAMILIES or bool(_FAMILY_ENDING.fullmatch(first))
    return is_common or bool(_SYLLABLES.fullmatch(family))


def _is_no_person(name: str) -> bool:
    """Return whether a name, or a word of it, is that of a body, a country or an organisation.

    >>> [*map(_is_no_person, ("Statistics Norway", "Danmarks Energi", "Nordea Bank", "Fay Weldon"))]
    [True, True, True, False]
    """
    words = [word for word in _PARTS.split(name) if word]
    folded = [*map(fold, words)]
    if folded[0] in _BEFORE_NAMES or not _BODIES.isdisjoint(folded):
        return True
    if any(map(_OF_BODIES.fullmatch, folded)):
        return True
    return any(map(_is_party, (name, *words, *(it[:-1] for it in words if it.endswith("s")))))


def _is_party(name: str) -> bool:
    """Return whether a name, no code, is known in any language as a party's, or of one.

    >>> [*map(_is_party, ("Danmark", "OECD", "French", "England", "World Bank", "Al", "Smith"))]
    [True, True, True, True, True, False, False]
    """
    from dipfacts import countries  # a table of some size, which no other style needs
    from dipfacts.model.shared_names import CODE

    known = countries.names_of_form(name_key(name))
    is_called = any(it.weight != CODE for it in known)
    return is_called or bool(countries.of_adjective(name) or countries.whole_of(name))
