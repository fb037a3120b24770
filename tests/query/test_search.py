"""Searches: words of every script, their forms, names in every language; best first."""

from __future__ import annotations

import json
import os
import re
import time
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from dipfacts.cli import app
from dipfacts.errors import QuestionError
from dipfacts.index.rows.stems import stems
from dipfacts.model.query import Query
from dipfacts.model.words import acronyms, composed, indexed, joined_words, words
from dipfacts.query import search as searching
from dipfacts.query.base import open_base
from support.command_line import Run
from support.compiled import shared
from support.draws import drawn
from support.factbase import base, event, figure, measure, party, relation, source, table, topic

Write = Callable[..., Path]
Search = Callable[[str], list[str]]

BASE = base(
    source(publisher="Nordic Gazette", published="2023-01-01"),
    source("wire", publisher="Wire"),
    topic(),
    measure(label="Trade turnover"),
    party("a", name="Azerbaijan", iso="AZ"),
    party("b", name="Viet Nam", iso="VN"),
    party("guinea", iso="GN"),
    party("guinea-bissau", name="Guinea-Bissau", iso="GW"),
    party("speaker", kind="person", name="Şəhla Quliyeva", country="a"),
    table("kind", id="bit", of="relation", label="Investment treaty"),
    relation("old", title="Treaty on water", period="1994/.."),
    relation("new", title="Treaty on air", period="2004/.."),
    relation("several", title="Two treaties on fish", period="2020/.."),
    relation("noted", title="A pact", period="2022/..", note="It replaced the treaty of 1994."),
    relation("protected", kind="bit", title="Protection of capital", parties=["a", "guinea"]),
    event("seen", kind="meeting", title="The ministers visited a port", place="Łódź"),
    event("chinese", title="两国外长在河内会谈", period="2021"),
    event("japanese", title="日本とベトナムの首脳会談、ｶﾞｽに関する協定"),
    event("korean", title="한국과 베트남의 정상회담"),
    event("thai", title="การเยือนของรัฐมนตรีว่าการกระทรวงการต่างประเทศ"),
    event("lao", title="ການຢ້ຽມຢາມຂອງລັດຖະມົນຕີ"),
    event("khmer", title="ដំណើរទស្សនកិច្ចរបស់រដ្ឋមន្ត្រី"),
    event("burmese", title="ဝန်ကြီး၏ ခရီးစဉ်"),
    event("hindi", title="विदेश मंत्री की यात्रा"),
    event("turkic", title="Bakıda Şəhla Quliyevanın çıxışı, Đà Nẵng, Tromsø, Straße, Ħamrun"),
    event("uzbek", title="Oʻzbekiston bilan muzokara"),
    event("typed", title="O'zbekiston va Qozog’iston"),
    event("german", title="Abkommen über Fischerei", source="wire", claimant="speaker"),
    event("persian", title="دیدار وزیر کشور ایران با نامه\u200cها"),
    event("arabic", title="القاهرة ٢٠٢١"),
    event("nukta", title="फ़ारस"),
    event("armenian", title="ԵՐԵՎԱՆ, ๒๕๖๔"),
    event("points", title="The U.N. on U.S.-led aid, co\u00adal"),
    event("capitals", title="UN"),
    event("pronouns", title="The one who told us it was over"),
    event("offices", title="WHO office, in US hands; С.Ш.А."),
    event("hyphens", title="Non-proliferation, SARS-2, co-operation"),
    event("joined", title="Coalmining, 23 pits"),
    event("bissau", title="Talks", parties=["a", "guinea-bissau"]),
    figure("figure", scope="fish alone"),
)


@pytest.fixture
def find() -> Search:
    """Return the ids that a search of the base above finds, in its order."""
    path = str(shared(BASE))

    def run(text: str) -> list[str]:
        with open_base(path) as opened:
            return [fact.id for fact, _ in opened.search(Query(text=text)).hits]

    return run


def excerpts(path: Path, text: str, language: str | None = None) -> list[str]:
    """Return what a search shows of each claim, with what was found in square brackets."""
    with open_base(str(path)) as opened:
        opened.language = language
        hits = opened.search(Query(text=text)).hits
        return [hit.replace("\x02", "[").replace("\x03", "]") for _, hit in hits]


# ------------------------------------------------------------------------ words of any script


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("U.S.", "spaced us"),
        ("U.S.S.R.", "soviet"),
        ("I.T.", "it"),
        ("M.I.T.", "school"),
        ("pact -U.S.", "soviet"),
    ],
)
def test_an_acronym_with_points_is_not_found_within_another(
    write: Write, typed: str, found: str
) -> None:
    titles = {"us": "A U.S. pact", "soviet": "U.S.S.R. pact", "spaced": "U. S. envoy"}
    titles |= {"it": "IT talks", "school": "M.I.T. lecture"}
    claims = "".join(event(id_, title=title) for id_, title in titles.items())
    with open_base(str(write(base(source(), party("a"), party("b")) + claims))) as of:
        assert sorted(fact.id for fact, _ in of.search(Query(text=typed)).hits) == found.split()


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("us-china", "capitals points slash spaced"),
        ("U.S.-China", "capitals points slash spaced"),
        ("us/chin*", "capitals points slash spaced"),
        ("us–china", "capitals points slash spaced"),
        ("eu-us", "both"),
        ("E.U.-US", "both"),
        ("talks -us-china", ""),
        ('"us-china"', "capitals spaced"),
        ("china-us", ""),
    ],
)
def test_a_joined_word_is_found_whether_its_acronyms_have_points(
    write: Write, typed: str, found: str
) -> None:
    titles = {"points": "U.S.-China talks", "capitals": "US-China talks", "slash": "U.S./China"}
    titles |= {"spaced": "US China talks", "both": "E.U.-U.S. pact", "soviet": "U.S.S.R.-China"}
    claims = "".join(event(id_, title=title) for id_, title in titles.items())
    path = write(base(source(), party("a"), party("b")) + claims)
    with open_base(str(path)) as of:
        hits = of.search(Query(text=typed)).hits
    assert sorted(fact.id for fact, _ in hits) == found.split()


def test_an_acronym_with_points_in_a_joined_word_is_marked_whole(write: Write) -> None:
    claim = event("one", title="A U.N.-led force, un led")
    path = write(base(source(), party("a"), party("b")) + claim)
    assert excerpts(path, "un-led") == ["A [U.N.-led] force, [un led]"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("外长", "chinese"),
        ("河内会谈", "chinese"),
        ("长外", ""),  # in another order it is another word
        ("首脳会談", "japanese"),
        ("ガス", "japanese"),  # half-width in the title
        ("정상회담", "korean"),
        (unicodedata.normalize("NFD", "정상회담"), "korean"),
        ("รัฐมนตรี", "thai"),
        ("ລັດຖະມົນຕີ", "lao"),
        ("រដ្ឋមន្ត្រី", "khmer"),
        ("ခရီးစဉ်", "burmese"),
        ("यात्रा", "hindi"),
        ("यत्रा", ""),  # the vowel signs of Devanagari are letters
        ("BAKIDA", "turkic"),
        ("quliyevanin", "turkic"),
        ("cixisi da nang", "turkic"),
        ("hamrun", "turkic"),
        ("TROMSO", "turkic"),
        ("strasse", "turkic"),
        ("ｓｔｒａｓｓｅ", "turkic"),
        (unicodedata.normalize("NFD", "çıxışı"), "turkic"),
        ("lodz", "seen"),
        ("ozbekiston", "typed uzbek"),
        ("O’zbekiston", "typed uzbek"),
        ("Oʻzbekiston", "typed uzbek"),
        ("qozogiston", "typed"),
        ("nonproliferation", "hyphens"),
        ("cooperations", "hyphens"),
        ("co-operations", "hyphens"),  # in another form
        ("co-operat*", "hyphens"),
        ("non-proliferate", "hyphens"),
        ("coal-mining", "joined"),
        ("coalmines", "joined"),
        ("SARS-2", "hyphens"),
        ("2-3", ""),  # numbers are not joined
        ("ديدار كشور", "persian"),
        ("نامهها", "persian"),
        ("نامه\u200cها", "persian"),  # with the sign that keeps its parts unjoined
        ("نامه ها", "persian"),
        ("القاهره", "arabic"),
        ("2021", "arabic"),
        ("۲۰۲۱", "arabic"),
        ("फारस", "nukta"),
        ("Երևան", "armenian"),
        ("2564", "armenian"),
        ("UN", "capitals points"),
        ("U.N.", "capitals points"),
        ("us", "offices points pronouns"),
        ("U.S", "offices points"),  # no pronoun
        ("u.s. offices", "offices"),
        ("W.H.O.", "offices"),
        ("I.T.", ""),
        ("США", "offices"),
        ("office -U.S.", ""),
        ("told -U.S.", "pronouns"),
        ("coal", "points"),  # a line may be broken within it
        ("pits.shaft", ""),  # two words, of which the first alone is no hit
        ("proliferation", "hyphens"),
        ("sars2", "hyphens"),
        ("guineabissau", "bissau"),
    ],
)
def test_a_word_of_any_script_is_found_however_it_is_typed(
    text: str, found: str, find: Search
) -> None:
    assert sorted(find(text)) == found.split()


# ----------------------------------------------------------------------------- word forms


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # Titles first, and in these the word as typed; newer before older, undated last.
        ("treaty", "new old several noted protected"),
        ("treaties", "several new old noted protected"),
        ('"treaties"', "several"),  # quoted words are as they stand
        ('"the treaty"', "noted"),
        ("visits port", "seen"),
        ("minister visiting", "seen"),
        ("Abkommens", "german"),
    ],
)
def test_english_words_stand_for_their_other_forms(text: str, found: str, find: Search) -> None:
    assert find(text) == found.split()


def test_a_word_of_another_language_is_found_though_english_rules_change_it(find: Search) -> None:
    assert stems(["Fischerei", "muzokara"]) == ["fischerei", "muzokara"]
    assert find("fischerei") == ["german"]


@pytest.mark.parametrize(
    "pair",
    [
        "agreement agreements",
        "visit visited",
        "visits visiting",
        "country countries",
        "sign signed",
        "meeting meetings",
        "negotiate negotiations",
        "ship shipping",
        "moved moving",
        "cooperation cooperative",
        "possible possibility",
    ],
)
def test_forms_of_a_word_lead_to_one_another(pair: str, write: Write) -> None:
    one, other = pair.split()
    path = write(base(source(), party("a"), party("b"), event("e", title=f"The {one} of then")))
    assert excerpts(path, other) == [f"The [{one}] of then"]
    path = write(base(source(), party("a"), party("b"), event("e", title=f"The {other} of then")))
    assert excerpts(path, one) == [f"The [{other}] of then"]


# ------------------------------------------------------------------ phrases, `-`, and `*`


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("treaty -air", "old several noted protected"),
        ("port -visits", ""),  # other forms are left out, too
        ("talks -Guinea -Bissau", ""),  # each word by itself
        ("guinea* talks", "bissau"),
        ('treaty -"on air" -noted', "old several noted protected"),
        ("treat*", "several new old noted protected"),
        ("treatie*", "several"),
        ("nego*", ""),
        ('"treat*"', ""),  # within quotes it is a sign like another
        ("外*", "chinese"),
        ("water - air", ""),  # a sign that stands alone is no word
        ("water -", "old"),
        ("rail-way", ""),
        ("guinea-bissau", "bissau"),
        ('"treaty on" "on water"', "old"),
        ('treaty "on water', "old"),
        *((text, "old") for text in ("“on water”", "„on water“", "«on water»", "» on water «")),
        ("treaty -“on air” -noted", "old several noted protected"),
        ('-"', ""),
    ],
)
def test_phrases_beginnings_and_words_to_leave_out(text: str, found: str, find: Search) -> None:
    assert sorted(find(text)) == sorted(found.split())


# ---------------------------------------------------- names, kinds, places, who says it


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Aserbaidschan Abkommen", "german"),
        ("Азербайджан Abkommen", "german"),
        ("阿塞拜疆 pact", "noted"),
        ("Vietnam pact", "noted"),
        ("-Vietnam talks", "bissau"),
        ("Гвинея", "bissau protected"),  # what several are called finds all of them
        ("Гвинея-Бисау", "bissau"),
        ("Quliyeva Abkommen", "german"),
        ("Шахла Гулиева", "german"),
        ("Quliyeva Şəhla", "german"),
        ("investment", "protected"),  # the label of a kind
        ("bit", "protected"),  # its id
        ("meeting", "seen"),  # a kind that is not declared
        ("Lodz", "seen"),  # a place
        ("wire", "german"),  # a publisher
        ("turnover", "figure"),
        ("in Treaty", ""),  # no code, though India's is IN
    ],
)
def test_names_in_any_language_kinds_places_and_publishers(
    text: str, found: str, find: Search
) -> None:
    assert sorted(find(text)) == found.split()


STATES = {
    "RU": "Russia",
    "KE": "Kenya",
    "KR": "South Korea",
    "KP": "North Korea",
    "FM": "Micronesia",
    "GB": "United Kingdom",
    "SS": "South Sudan",
}
STYLED = base(
    source(),
    *(party(code.lower(), name=name, iso=code) for code, name in STATES.items()),
    *(event(f"in-{code.lower()}", title="Talks", parties=[code.lower()]) for code in STATES),
    event("noted", parties=["ru"], note="Said of the state of the islands, a republic."),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("俄罗斯联邦", "in-ru noted"),
        ("俄罗斯联邦 islands", "noted"),
        ("talks -俄罗斯联邦", "in-fm in-gb in-ke in-kp in-kr in-ss"),
        ("大韓民国", "in-kr"),
        ("Jamhuri ya Kenya", "in-ke"),
        ('"Jamhuri ya Kenya" talks', "in-ke"),
        ("jamhuri ya kenya", "in-ke"),
        ("State of Kenya", "in-ke"),  # of words that the base has
        ("Micronesia, Fed. Sts.", "in-fm"),
        ("Korea, Dem. People's Rep. of", "in-kp"),
        ("Korea Republic", "in-kr"),  # while Korea is both
        ("République du Soudan du Sud", "in-ss"),  # with a word that stands twice in it
        ("United Kingdom of Great Britain and Northern Ireland", "in-gb"),
        ("Kenya islands", ""),  # the second word is to be found, too
        ("islands of Russia", "noted"),
        ("and Kenya", ""),
        ("the Kenya", "in-ke"),
        ("talks talks", "in-fm in-gb in-ke in-kp in-kr in-ru in-ss"),
    ],
)
def test_parties_by_the_names_of_official_style_and_of_tables(text: str, found: str) -> None:
    with open_base(str(shared(STYLED))) as opened:
        hits = opened.search(Query(text=text)).hits
    assert sorted(fact.id for fact, _ in hits) == found.split()


def test_what_official_style_names_is_marked_and_not_called_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = shared(STYLED)
    assert excerpts(path, "俄罗斯联邦 islands") == [
        "Said of the state of the [islands], a republic."
    ]
    app.run(["search", "Jamhuri", "ya", "Kenya", "pact", "-f", str(path)])
    said = 'Nothing on "Jamhuri ya Kenya pact" is recorded. No claim has "pact".'
    assert capsys.readouterr().out.startswith(said)


def test_an_excerpt_names_parties_in_the_language_asked_for() -> None:
    path = shared(BASE)
    assert excerpts(path, "Azerbaijan Abkommen", "de") == ["[Abkommen] über Fischerei"]
    assert excerpts(path, "Vietnam bissau", "de") == []
    assert excerpts(path, "bissau Aserbaidschan", "de") == ["[Aserbaidschan], Guinea-[Bissau]"]


def test_an_excerpt_is_the_part_that_holds_most_words(write: Write) -> None:
    filler = "and so on " * 40
    note = f"{filler}the border, {filler}the border and the railway of Sofia {filler}"
    path = write(base(source(), party("a"), party("b"), event("e", note=note)))
    (found,) = excerpts(path, "sofia border")
    assert "[border]" in found
    assert found.startswith("…")
    assert found.endswith("…")
    assert len(found) < 200
    assert excerpts(path, "visit") == ["[Visit] e"]
    assert (
        "中"
        in excerpts(
            write(base(source(), party("a"), party("b"), event("e", note="中" * 400))), "中"
        )[0]
    )


# ---------------------------------------------------------------------- nothing, and limits


def test_the_rest_of_a_search_leaves_out_what_the_search_leaves_out(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path, rest = str(shared(BASE)), 'treaty -air -"on fish"'
    ids = open_base(path).search(Query(text=rest)).ids
    assert {*ids} == {"old", "noted", "protected"}
    app.run(["search", f"{rest} qqqq", "-f", path])
    told = " ".join(capsys.readouterr().out.split())
    assert f"3 claims have the rest: dipfacts search '{rest}' -f" in told
    app.run(["search", "treaty -water 2004", "-f", path])
    told = " ".join(capsys.readouterr().out.split())
    assert "dipfacts search 'treaty -water' --in 2004" in told


def test_a_search_that_finds_nothing_says_which_word_is_missing(
    capsys: pytest.CaptureFixture[str],
) -> None:
    path = str(shared(BASE))
    for text, sentence in {
        "treety": 'Nothing on "treety" is recorded. No claim has "treety": did you mean "treaty"?',
        "xyzzy air": 'Nothing on "xyzzy air" is recorded. No claim has "xyzzy".'
        " 1 claim has the rest: dipfacts search air -f FILE",
        "Aserbaidschan Vertrag": 'Nothing on "Aserbaidschan Vertrag" is recorded. No claim has'
        ' "Vertrag". Names of parties are found in every language, other words only as the fact'
        " base has them: dipfacts kinds lists its own. 30 claims have the rest: dipfacts search"
        " Aserbaidschan -f FILE",
        'treety "on water" qqqq': 'Nothing on treety "on water" qqqq is recorded. No claim has'
        ' "treety": did you mean "treaty"? No claim has "qqqq". 1 claim has the rest: dipfacts'
        " search '\"on water\"' -f FILE",
        "port fish": 'Nothing on "port fish" is recorded. There are claims with each of these'
        " words, but none with all.",
        "port -visits": 'Nothing on "port -visits" is recorded. Every claim with "port" also has'
        " what is left out.",
        "az": 'Nothing on "az" is recorded. No claim has "az": did you mean "AZ"?',
        "protectorates": 'Nothing on "protectorates" is recorded. No claim has "protectorates":'
        ' did you mean "protection"?',
        "-port": "",
        "*": "",
    }.items():
        status = app.run(["search", "-f", path, "--", text])
        out, err = capsys.readouterr()
        said = " ".join(out.replace(path, "FILE").split())
        assert (status, said) == (1 if sentence else 2, sentence)
        assert bool(err) is not bool(sentence)


def test_a_byte_that_is_no_utf8_is_a_mark_in_the_answer(
    capsys: pytest.CaptureFixture[str],
) -> None:
    word = os.fsdecode(b"fr\xe9quent")
    assert app.run(["search", word, "--json", "-f", str(shared(BASE))]) == 1
    assert json.loads(capsys.readouterr().out)["query"]["text"] == "fr\ufffdquent"


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("aid", 'No claim has "aid". "Foreign aid" is a topic: dipfacts aid'),
        (
            "Foreign AID",
            'No claim has "Foreign". No claim has "AID". "Foreign aid" is a topic: dipfacts aid',
        ),
        ("aid azerbaijan", 'No claim has "aid". "Foreign aid" is a topic: dipfacts aid a'),
        (
            "b aid Azerbaijan",
            'No claim has "aid". "Foreign aid" is a topic: dipfacts aid b a',
        ),
        ("aid guinea", 'No claim has "aid". "Foreign aid" is a topic: dipfacts aid'),
        ("empty", 'No claim has "empty".'),  # a topic without a claim
        ("grants qqqq", 'No claim has "qqqq". 1 claim has the rest: dipfacts search grants'),
        (
            "aid grants qqqq",
            'No claim has "aid". No claim has "qqqq". "Foreign aid" is a topic: dipfacts aid',
        ),
        (
            "pact grants",
            "There are claims with each of these words, but none with all."
            ' "Pact" is a topic: dipfacts pact',
        ),
    ],
)
def test_a_search_that_finds_nothing_leads_to_the_topic_that_it_names(
    text: str, sentence: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = (
        *(topic("aid", label="Foreign aid"), topic("pact", label="Pact"), topic("empty")),
        *(measure("grants", topic="aid", label="Grants"), measure("number", topic="pact")),
        *(source(), party("a", name="Azerbaijan"), party("b", name="B"), party("guinea")),
        figure("f", measure="grants"),
        figure("g", measure="number", parties=["b", "guinea"], note="of each pact"),
    )
    path = str(write(base(*tables)))
    assert app.run(["search", "-f", path, "--", text]) == 1
    out = " ".join(capsys.readouterr().out.replace(f" -f {path}", "").split())
    assert out == f'Nothing on "{text}" is recorded. {sentence}'


def test_words_to_leave_out_alone_are_no_search(capsys: pytest.CaptureFixture[str]) -> None:
    path = str(shared(BASE))
    assert app.run(["search", "-f", path, "--", "-port -fish"]) == 2
    assert capsys.readouterr() == (
        "",
        "dipfacts: there are only words to leave out, none to search for\n"
        f'  try dipfacts search "pipeline -gas" -f {path}\n',
    )
    assert app.run(["search", "-f", path, "treaty", "-air"]) == 2
    assert capsys.readouterr().err == (
        "dipfacts: no such option: -a\n"
        "  quote words to leave out with the others: dipfacts search"
        f" -f {path} 'treaty -air'\n"
    )
    assert app.run(["search", "-f", path, "-air treaty"]) == 2
    assert capsys.readouterr().err == (
        "dipfacts: no such option: -a\n"
        "  quote words to leave out with the others: dipfacts search"
        f" -f {path} -- '-air treaty'\n"
    )
    assert app.run(["search", "-f", path, "--", "-air treaty"]) == 0
    capsys.readouterr()
    assert app.run(["search", "-f", path, "-air"]) == 2
    assert capsys.readouterr().err == (
        f'dipfacts: no such option: -a\n  try dipfacts search "pipeline -gas" -f {path}\n'
    )


@settings(max_examples=drawn(50))
@given(st.lists(st.text(min_size=1, max_size=9), max_size=20))
def test_whatever_is_typed_has_an_answer_or_a_clear_error(pieces: list[str]) -> None:
    with open_base("bundled") as opened:
        for text in (" ".join(pieces), "".join(pieces), "-".join(pieces), '"'.join(pieces)):
            opened.search(Query(text=text))


def test_many_words_and_long_ones() -> None:
    with open_base(str(shared(BASE))) as opened:
        most = " ".join(f"word{nth}" for nth in range(100))
        assert opened.search(Query(text=most)).hits == []
        with pytest.raises(QuestionError) as raised:
            opened.search(Query(text=f"{most} more"))
        assert raised.value.message == "a search takes at most 100 different words, not 101"
        assert opened.search(Query(text="treaty " * 5_000)).total == 5  # each counts once
        for text in (f'"{most}"', "visit-" * 100, " ".join(f'"visit {nth}"' for nth in range(50))):
            opened.search(Query(text=text))  # each word of a phrase counts
            with pytest.raises(QuestionError) as raised:
                opened.search(Query(text=f'{text} -"x"'))
            assert raised.value.message == (
                "a search takes at most 100 words, with those of phrases, not 101"
            )
        assert opened.missing("a" * 50_000) == {"a" * 50_000: []}


def test_a_word_that_is_repeated_takes_no_longer(write: Write) -> None:
    path = write(base(source(), party("a"), party("b"), event("e", note="x " * 50_000 + "end")))
    for text in ("x", "end", '"x x x x"', "x* end"):
        excerpts(path, text)
        begun = time.process_time()
        (found,) = excerpts(path, text)
        assert time.process_time() - begun < 2  # 16 s where time grew with its square
        assert len(found) < 400


def test_of_very_many_claims_those_with_the_words_in_the_title_are_ranked(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    noted = [event(f"n{nth}", title="Talks", note="On salt", period="2022") for nth in range(4)]
    titled = [event(f"t{nth}", title="Salt", period=f"200{nth}") for nth in range(2)]
    monkeypatch.setattr(searching, "RANKED", 3)
    with open_base(str(write(base(source(), party("a"), party("b"), *noted, *titled)))) as opened:
        found = opened.search(Query(text="salt", limit=3))
        every = opened.search(Query(text="salt"))
    assert [fact.id for fact, _ in found.hits] == ["t1", "t0", "n0"]
    assert (found.among, found.total, dict(found.ids)) == (3, 6, {})
    assert [fact.id for fact, _ in every.hits] == ["t1", "t0", "n0", "n1", "n2", "n3"]


def test_figures_that_share_their_words_are_each_counted(
    write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    alike = [figure(f"f{nth}", period=f"200{nth}") for nth in range(3)]
    other = figure("other", measure="exports")
    labels = measure(label="Turnover") + measure("exports", label="Turnover of goods")
    text = base(source(), topic(), labels, party("a"), party("b"), *alike, other)
    with open_base(str(write(text))) as opened:
        for most in (4, 3, 2, 1):
            monkeypatch.setattr(searching, "COUNTED", most)
            found = opened.search(Query(text="turnover", limit=1))
            assert (found.total, found.are_more) == (most, most < 4)


# ---------------------------------------------------------------------------- properties

LETTERS = "abz ABZ '’-_.,*\"áÁşŞıİəßøłđʻ中外กำ한글ｶﾞабвЙё हि1٢½\u0301"
TITLES = st.text(LETTERS, min_size=1, max_size=30).filter(lambda text: any(words(composed(text))))


@example("1-'\u093f")  # a vowel sign alone is no word, whatever stands before it
@given(TITLES)
def test_a_title_is_found_by_each_of_its_words(
    tmp_path_factory: pytest.TempPathFactory, title: str
) -> None:
    path = tmp_path_factory.mktemp("base") / "facts.toml"
    path.write_text(
        base(source(publisher="?"), party("a"), party("b"), event("e", kind="?", title=title)),
        encoding="utf-8",
    )
    title = composed(title)
    typed = {title[word.start : word.end] for word in words(title)}
    with open_base(str(path)) as opened:
        for text in (*typed, re.sub('[-*"]', " ", title)):
            hits = opened.search(Query(text=text)).hits
            assert [fact.id for fact, _ in hits] == ["e"], text
            assert "\x02" in hits[0][1]


@given(TITLES)
def test_the_index_parts_its_text_into_the_same_words(text: str) -> None:
    """SQLite's tokenizer `ascii` parts at every sign of ASCII, and takes all else for letters."""
    own = [word.form for word in words(composed(text))]
    parted = re.findall(r"(?:[a-z0-9]|[^\x00-\x7f])+", indexed(text).lower())
    assert parted[: len(own)] == own
    whole = (*joined_words(composed(text)), *acronyms(composed(text)))
    assert parted[len(own) :] == [word.form for word in whole]


@pytest.mark.parametrize("form", ["table", "md", "csv", "json"])
def test_of_what_a_hit_is_about_another_claim_may_answer(
    form: str, write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    """The one hit tells of the signing; the class of the pact is what the other claim says."""
    signed = relation("signed", title="Pact", period="2019-05-05", status="signed")
    text = base(
        source(),
        *(party("a"), party("b"), party("witness", kind="person", name="Ida Berg", country="a")),
        relation("pact", title="Pact", period="2019-06-01/..", status="in-force"),
        signed + 'same_as = "pact"\nclaimant = "witness"\n',
    )
    asked = ["search", "Ida Berg", "-f", str(write(text)), "--format", form]
    assert app.run(asked) == 0
    page = capsys.readouterr().out
    assert "signed" in page
    if form == "table":
        assert re.search(r"signed +since 1 Jun 2019 +Pact \(A and B; in force\)", page)


@pytest.mark.parametrize("more", [{}, {"rank": "deprecated", "rank_reason": "a slip"}])
def test_a_claim_found_alone_has_its_own_date(
    more: dict[str, str], write: Write, capsys: pytest.CaptureFixture[str]
) -> None:
    witness = party("witness", kind="person", name="Ida Berg", country="a")
    visit = event("day", title="Visit", period="1987-03-04")
    visit += event("year", title="Visit", period="1987", same_as="day", claimant="witness", **more)
    ties = relation("since", title="Ties", period="1992-04-04/..")
    ties += relation("ties", title="Ties", period="1992/..", same_as="since", claimant="witness")
    path = write(base(source(), party("a"), party("b"), witness, visit, ties))
    asked = ["search", "Ida Berg", "--all", "-f", str(path)]
    assert app.run(asked) == 0
    page = capsys.readouterr().out
    assert re.search(r"\nyear +1987 +Visit", page)
    assert re.search(r"\nties +since 1992 +Ties", page)


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("air 2003/2005", "search air --in 2003/2005"),
        ("fish qqqq", "search fish"),
        ("loans", "loans"),
    ],
)
def test_the_command_that_a_search_offers_keeps_the_language(
    dip: Run, words: str, line: str
) -> None:
    grants = topic("loans"), measure("grants", topic="loans"), figure("f", measure="grants")
    path = str(shared(BASE + "".join(grants)))
    page = dip("search", *words.split(), "--lang", "de", "-f", path).page(1)
    assert page.endswith(f": dipfacts {line} --lang de -f {path}\n")


LED = str(
    shared(
        base(source(), table("kind", id="bit", of="relation", label="Investment treaty"))
        + relation("treaty-1994", kind="bit", title="Treaty on water", parties=["no", "fr"])
        + relation("other", kind="bit", title="Accord of and with capital", parties=["no", "vn"])
    )
)


@pytest.mark.parametrize(
    ("words", "end"),
    [
        ("treaty-1994", ' "treaty-1994" is the id of a claim: dipfacts show treaty-1994'),
        ("water of Norway", ' 1 claim has the rest: dipfacts search "water Norway"'),
        ("Norway and France", ' 1 claim has the rest: dipfacts search "Norway France"'),
    ],
)
def test_an_id_and_small_words_lead_to_what_is_meant(dip: Run, words: str, end: str) -> None:
    told = dip("search", words, "-f", LED).page(1)
    assert told.replace("'", '"').replace(f" -f {LED}", "").rstrip().endswith(end)


def test_a_note_that_ends_as_a_sentence_is_joined_without_a_semicolon() -> None:
    text = BASE + "".join(
        figure(f"f{nth}", parties=["a", "b"], period=f"200{nth}", note=note, scope="Zangar road")
        for nth, note in enumerate(("Nine months only.", "Against 2019"))
    )
    found = excerpts(shared(text), "zangar")
    assert sorted(found) == ["Against 2019; [Zangar] road", "Nine months only. [Zangar] road"]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Siberia", "Gas Works of \x02Siberia\x03"),
        ("gas siberia", "\x02Gas\x03 Works of \x02Siberia\x03"),
        ('"works of siberia"', "Gas \x02Works of Siberia\x03"),
        ("заводы", "Газовые \x02заводы\x03, 石油輸出国機構"),
        ("輸出国", "Газовые заводы, 石油\x02輸出国\x03機構"),
        ("crow", "\x02Crow\x03 Bone"),
        ("us", None),  # an alias of one word is a name, and no word of English
    ],
)
def test_each_word_of_an_alias_is_found(text: str, shown: str | None) -> None:
    parties = (
        party("gz", kind="organisation", name="Gazprom", aliases=["Gas Works of Siberia", "us"]),
        party("gaz", kind="organisation", name="Gaz", aliases=["Газовые заводы", "石油輸出国機構"]),
        party("olav", kind="person", name="Olav Tryggvason", aliases=["Crow Bone"]),
    )
    claims = [
        event("a", title="Talks on gas", parties=["gz", "is"]),
        event("b", title="Talks", parties=["gaz", "is"], claimant="olav"),
    ]
    with open_base(str(shared(base(source(), party("is", iso="IS"), *parties, *claims)))) as opened:
        found = opened.search(Query(text=text)).hits
        assert (found != []) == (shown is not None)
        assert not shown or shown in [excerpt for _, excerpt in found]


def test_aliases_are_found_last_and_leave_nothing_out() -> None:
    parties = (
        party("gz", kind="organisation", name="Gazprom", aliases=["Gas Works of Siberia"]),
        party("sib", kind="organisation", name="Siberia Bank", aliases=["Bank of the Works"]),
        party("olav", kind="person", name="Olav Tryggvason", aliases=["Siberia Crow Bone"]),
    )
    claims = [
        event("new", title="Talks", parties=["gz", "is"], period="2024-05-01"),
        event("old", title="Talks", parties=["is", "sib"], period="2001-05-01"),
        event("note", title="Talks", note="On Siberia.", parties=["is"], period="2000-05-01"),
        event("said", title="Talks", parties=["is"], claimant="olav", period="2023-05-01"),
        event("works", title="Works in Siberia", parties=["gz", "is"], period="1999-05-01"),
    ]

    with open_base(str(shared(base(source(), party("is", iso="IS"), *parties, *claims)))) as opened:

        def found(text: str) -> dict[str, str]:
            return {fact.id: excerpt for fact, excerpt in opened.search(Query(text=text)).hits}

        assert [*found("siberia")] == ["works", "old", "note", "new", "said"]
        assert {*found("talks -siberia")} == {"new", "said"}
        assert {*found('talks -"gas works"')} == {"new", "old", "note", "said"}
        assert found("talks siberia works") == {
            "new": "Gas \x02Works\x03 of \x02Siberia\x03",
            "old": "Bank of the \x02Works\x03",
        }
        assert found("talks crow") == {"said": "Siberia \x02Crow\x03 Bone"}
