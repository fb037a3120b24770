"""Answers as pages in a browser: what an address asks, and what stands on its page."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from conftest import KEPT, SAMPLE_PATH, Write
from dipfacts.model.fact import Fact
from dipfacts.model.request import PAGE_ROWS
from dipfacts.query.base import Base, open_base
from dipfacts.serve import server, web, web_requests
from dipfacts.serve.address import TYPES, Address
from support import briefs, factbase
from support.command_line import Run
from support.contract import validator
from support.crawled import crawl, get, reached
from support.served import Seen


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Base]:
    with open_base(str(SAMPLE_PATH)) as base:
        yield base


# ------------------------------------------------------------------------- addresses


def test_an_address_is_its_words_its_options_and_a_format() -> None:
    address = Address.parse("/trade/azerbaijan/russia.json", "in=2021&known_by=2022")
    assert address.words == ("trade", "azerbaijan", "russia")
    assert address.options == {"in": ["2021"], "known-by": ["2022"]}
    assert address.form == "json"
    assert str(address) == "/trade/azerbaijan/russia.json?in=2021&known-by=2022"
    assert Address.parse("/search/a%2Fb%20c", "").words == ("search", "a/b c")
    assert Address.parse("/trade/u.s.", "").words == ("trade", "u.s.")


words = st.lists(st.text(min_size=1, max_size=12).filter(lambda w: w.strip(".")), max_size=4)
options = st.dictionaries(
    st.sampled_from(["in", "since", "text"]), st.text("aé %&=/?#+\0", min_size=1)
)


@given(words, options, st.sampled_from(sorted(TYPES)))
def test_an_address_can_be_read_back(words: list[str], options: dict[str, str], form: str) -> None:
    if words and words[-1].rpartition(".")[2] in TYPES:
        words[-1] += "x"
    of = {name: [value.strip()] for name, value in options.items() if value.strip()}
    address = Address(tuple(words), of, form)
    parts = urlsplit(str(address))
    assert Address.parse(parts.path, parts.query) == address


# ------------------------------------------------------------------------- what is wrong


@pytest.mark.parametrize(
    ("address", "status", "instead"),
    [
        ("/trade/azerbaijan/russa", 404, "/trade/azerbaijan/russia"),
        ("/trde/azerbaijan", 404, "/trade/azerbaijan"),
        ("/azerbajan", 404, "/azerbaijan"),
        ("/show/turnover-2012", 404, "/show/turnover-2021"),
        ("/sources/archiv", 404, "/sources/archive"),
        ("/companies/azerbaijan", 404, "/trade/azerbaijan?measure=companies"),
        ("/meetings/azerbaijan", 404, "/timeline/azerbaijan?kind=meeting"),
        ("/trade?measure=turnovr&in=2020", 404, "/trade?measure=turnover&in=2020"),
        ("/trade/azerbaijan?claimant=azerbajan", 404, "/trade/azerbaijan?claimant=azerbaijan"),
        ("/sources/archive/more", 404, "/search?text=more"),
        ("/topics/trade", 404, "/trade"),
        ("/measures/companies", 404, "/trade?measure=companies"),
        ("/kinds/meeting", 404, "/timeline?kind=meeting"),
        ("/parties/azerbaijan", 404, "/azerbaijan"),
        ("/parties/atlantis", 404, "/search?text=atlantis"),
        ("/parties/azerbajan", 404, "/azerbaijan"),
        ("/parties/trade", 404, "/trade"),
        ("/parties/korea", 404, "/north-korea"),
        ("/topics/trad", 404, "/trade"),
        ("/topics/azerbaijan", 404, "/azerbaijan"),
        ("/topics/atlantis", 404, "/search?text=atlantis"),
        ("/measures/turnovr", 404, "/trade?measure=turnover"),
        ("/measures/atlantis", 404, "/search?text=atlantis"),
        ("/kinds/meting", 404, "/timeline?kind=meeting"),
        ("/kinds/atlantis", 404, "/search?text=atlantis"),
        ("/sources/atlantis", 404, "/search?text=atlantis"),
        ("/show/a/b", 404, "/search?text=b"),
        ("/sources/archive?page=7", 404, "/sources/archive"),
        (
            "/relations/azerbaijan?kind=meetings&in=2021",
            404,
            "/timeline/azerbaijan?in=2021&kind=meeting",
        ),
        ("/-/conflict", 404, "/-/conflicts"),
        ("/timeline/azerbaijan/meetings", 404, "/timeline/azerbaijan?kind=meeting"),
        ("/azerbaijan/meetings/russia", 404, "/timeline/azerbaijan/russia?kind=meeting"),
        ("/-/party/azerbaijan/meetings", 404, "/timeline/azerbaijan?kind=meeting"),
        ("/trade/azerbaijan/companies?in=2020", 404, "/trade/azerbaijan?in=2020&measure=companies"),
        ("/%2e%2e/%2e%2e/etc/passwd", 404, ""),
        ("/..%2f..%2fetc%2fpasswd", 404, ""),
        ("/%00", 404, ""),
        ("/%ff%fe", 404, ""),
        ("/-/else", 404, ""),
        ("/trade?in=yesterdayish", 400, ""),
        ("/trade?colour=red", 400, ""),
        ("/trade?limit=many", 400, ""),
        ("/parties?page=x", 400, ""),
        ("/-/conflicts?after=nonsense", 400, ""),
        ("/brief/azerbaijan/russia/georgia", 400, ""),
        ("/?in=2021", 400, ""),
        ("/-/coverage?in=2021", 400, ""),
        ("/-/conflicts?limit=3", 400, ""),
        ("/sources/archive?limit=1", 400, ""),
        ("/parties?page=1&limit=5", 400, ""),
        ("/parties.json?page=1", 400, ""),
        ("/trade?limit=99999999999", 400, ""),
        ("/trade/azerbaijan?limit=1&limit=2", 400, ""),
        ("/parties?page=1&page=2", 400, ""),
        ("/trade?colour", 400, ""),
        ("/?all", 400, ""),
        ("/trade/azerbaijan?in", 400, ""),
    ],
)
def test_a_wrong_address_is_told_what_may_be_meant(
    sample: Base, address: str, status: int, instead: str
) -> None:
    page = get(sample, address)
    assert page.status == status
    seen = Seen(page.text)
    assert not instead or instead in seen.links
    assert "Traceback" not in page.text
    assert get(sample, "/trade/nowhere.csv").text.startswith("dipfacts: no party is called")


def test_numbers_below_the_least_are_told_the_least(sample: Base) -> None:
    for option, least in (("limit", 0), ("latest", 1)):
        told = get(sample, f"/timeline.csv?{option}=-5").text
        assert told == f"dipfacts: {option} must be {least} or more\n  try {option}=10\n"
    for page in ("-1", "0", "00"):
        found = get(sample, f"/parties?page={page}")
        assert (found.status, "page must be 1 or more" in found.text) == (400, True)
        assert "page=10" not in found.text
    assert get(sample, "/parties?page=1").status == 200
    assert "limit is no number: --5" in get(sample, "/timeline.csv?limit=--5").text


@pytest.mark.parametrize(
    ("value", "is_on"),
    [
        *((it, True) for it in ("", "=1", "=yes", "=TRUE", "=on")),
        *((it, False) for it in ("=0", "=no", "=false", "=Off")),
    ],
)
def test_a_switch_is_on_or_off(sample: Base, value: str, is_on: bool) -> None:
    query = json.loads(get(sample, f"/trade/azerbaijan/russia.json?all{value}").text)["query"]
    assert query.get("all", False) is is_on
    undated = Seen(get(sample, f"/timeline?undated{value}").text).words
    assert (undated == Seen(get(sample, "/timeline?undated=1").text).words) is is_on
    for name in ("all", "mirror"):
        wrong = get(sample, f"/trade/azerbaijan/russia.csv?{name}=maybe")
        told = f"dipfacts: {name} is neither yes nor no: maybe\n  try {name}=yes\n"
        assert (wrong.status, wrong.text) == (400, told)
    assert get(sample, "/timeline?undated=maybe").status == 400


def test_a_claim_is_to_be_named(sample: Base) -> None:
    told = get(sample, "/show.csv")
    message, remedy = told.text.splitlines()
    assert (told.status, message) == (400, "dipfacts: show needs the id of a claim")
    assert get(sample, remedy.split()[-1]).status == 200


@pytest.mark.parametrize("typed", ["%00", "%1b%5b31m", "%ef%bf%bf", "a%0bb"])
def test_no_page_has_characters_that_html_forbids(sample: Base, typed: str) -> None:
    for address in (f"/search?text={typed}", f"/trade/azerbaijan?in=2021{typed}"):
        text = get(sample, address).text
        assert not re.search(r"[\x00-\x08\x0b\x0e-\x1f\uffff]", text), address
    assert "\ufffd" in get(sample, f"/search?text={typed}").text


@pytest.mark.parametrize("form", ["json", "csv"])
@pytest.mark.parametrize("path", ["meetings/azerbaijan", "timeline/azerbaijan/meetings"])
def test_programs_are_told_the_page_of_a_kind_too(sample: Base, path: str, form: str) -> None:
    found = get(sample, f"/{path}.{form}")
    told = json.loads(found.text)["error"]["hint"] if form == "json" else found.text.split("\n")[1]
    assert (found.status, told.strip()) == (404, f"try /timeline/azerbaijan.{form}?kind=meeting")


@pytest.mark.parametrize(
    ("path", "message", "hint"),
    [
        ("parties/atlantis", 'no party is called "atlantis"', "parties lists those there are"),
        ("kinds/atlantis", 'no kind is called "atlantis"', "kinds lists them"),
        ("parties/azerbajan", 'no party is called "azerbajan"', "try /azerbaijan.csv"),
        ("topics/a/b", "there is no page of a b", "topics lists them"),
        ("-/else", "there is no page /-/else", 'there are "conflicts" or "coverage"'),
    ],
)
def test_what_stands_behind_no_list_is_told_with_what_there_is(
    sample: Base, path: str, message: str, hint: str
) -> None:
    assert get(sample, f"/{path}.csv").text == f"dipfacts: {message}\n  {hint}\n"


@pytest.mark.parametrize("word", ["figures", "overview"])
def test_a_question_without_a_page_of_its_name_is_not_offered(sample: Base, word: str) -> None:
    assert get(sample, f"/{word}/azerbaijan.csv").text == (
        f'dipfacts: no topic, party or page is called "{word}"\n  parties lists those there are\n'
    )


@pytest.mark.parametrize("words", ["", "/2021", "/since/2020", "?in=2021", "?limit=3"])
@pytest.mark.parametrize("form", ["html", "json", "csv", "md"])
def test_a_brief_needs_a_party_as_on_the_command_line(sample: Base, words: str, form: str) -> None:
    path, mark, options = words.partition("?")
    page = get(sample, f"/brief{path}{f'.{form}' * (form != 'html')}{mark}{options}")
    assert (page.status, "brief needs a party or two" in page.text) == (400, True)
    assert "/brief/azerbaijan/russia" in page.text


def test_an_option_that_has_one_value_is_not_given_two(sample: Base) -> None:
    assert get(sample, "/trade/azerbaijan.csv?in=2021&in=2022").text == (
        "dipfacts: in takes one value, not 2021 and 2022\n  give one of them, such as in=2021\n"
    )
    for again in ("/trade/azerbaijan?in=2021&in=2021&in=", "/timeline?kind=visit&kind=meeting"):
        assert get(sample, again).status == 200


@pytest.mark.parametrize(
    ("page", "switch"),
    [
        ("/trade/azerbaijan/russia", "all"),
        ("/trade/azerbaijan/russia", "mirror"),
        ("/trade/azerbaijan/russia.md", "all"),
        ("/parties.csv", "codes"),
        ("/timeline", "undated"),
    ],
)
def test_an_option_without_a_value_is_written_as_on_the_command_line(
    sample: Base, page: str, switch: str
) -> None:
    plain, bare, whole = (get(sample, page + of) for of in ("", f"?{switch}", f"?{switch}=1"))
    assert bare == whole != plain
    assert get(sample, f"{page}?{switch}=") == plain  # as a form sends it


def test_an_overview_in_markdown_is_that_of_the_command_line(
    dip: Run, write: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    events = (factbase.event(id=f"e{day}", period=f"2020-01-{day:02}") for day in range(1, 31))
    head = factbase.base(factbase.source(), factbase.party("a"), factbase.party("b"))
    path = str(write(head + "".join(events)))
    monkeypatch.setenv("DIPFACTS_FACTS", path)
    with open_base() as opened:
        for words in (("a",), ("a", "b")):
            page = get(opened, f"/{'/'.join(words)}.md").text
            assert page == dip(*words, "--format", "md")[1]
            assert 10 < page.count("Visit e") < 30


def test_an_option_that_needs_a_value_says_so(sample: Base) -> None:
    assert get(sample, "/trade/azerbaijan.csv?in").text == (
        "dipfacts: in needs a value\n  write in=…\n"
    )
    assert get(sample, "/trade/azerbaijan?since=&until=").status == 200


@pytest.mark.parametrize("address", ["/trade/az-ru.csv", "/az-ru.csv"])
def test_names_of_several_parties_in_one_word_are_told_apart(sample: Base, address: str) -> None:
    page = get(sample, address)
    assert page.text.endswith(
        ' is called "az-ru"\n  name each by itself: "azerbaijan" and "russia"\n'
    )


def test_an_error_in_json_is_an_object_as_declared(sample: Base) -> None:
    page = get(sample, "/trade/azerbajan.json")
    told = json.loads(page.text)
    assert (page.status, page.type) == (404, "application/json")
    assert not [*validator("Failed").iter_errors(told)]
    assert told["error"]["message"] == 'no party is called "azerbajan"'
    assert told["error"]["candidates"] == ["azerbaijan"]
    line = get(sample, "/nowhere.jsonl").text
    assert "nowhere" in json.loads(line)["error"]["message"]
    assert line.count("\n") == 1


def test_a_search_for_nothing_is_an_error_in_every_format_for_programs(sample: Base) -> None:
    assert get(sample, "/search").status == 200
    for form in ("json", "csv", "md"):
        page = get(sample, f"/search.{form}")
        assert (page.status, "text=" in page.text) == (400, True)


@pytest.mark.parametrize(
    ("address", "message", "hint"),
    [
        (
            "/trade/azerbaijan/russia.svg",
            "no chart: it takes three full years of one series",
            "leave the format out of the address to see what is on record",
        ),
        (
            "/search.csv?text=%22",
            "there is no word to search for",
            "write words to find, such as land border",
        ),
        (
            "/search.csv?text=-gas",
            "there are only words to leave out, none to search for",
            "write words to find, such as pipeline -gas",
        ),
    ],
)
def test_pages_have_no_remedy_of_the_command_line(
    sample: Base, address: str, message: str, hint: str
) -> None:
    page = get(sample, address)
    assert (page.status, page.text) == (400, f"dipfacts: {message}\n  {hint}\n")


def test_the_first_page_has_the_formats_of_every_page(sample: Base) -> None:
    links = Seen(get(sample, "/").text).links
    assert {"/.json", "/.csv", "/.md"} <= {*links}
    told = json.loads(get(sample, "/.json").text)
    assert not [*validator("Start").iter_errors(told)]
    shown = {link[1:] for link in links if re.fullmatch(r"/[a-z][a-z-]*", link)}
    assert told["start"].keys() == shown - {"topics", "parties", "timeline", "sources", "search"}
    header, *rows = get(sample, "/.csv").text.splitlines()
    assert header == "id,label,of,claims"
    assert len(rows) == len(told["start"])
    assert get(sample, "/.md").text.count("| party |") == len(rows) - len(sample.topics)
    assert get(sample, "/.ics").status == 400
    assert get(sample, "/trade/.json").text == get(sample, "/trade.json").text


def test_a_remedy_is_a_link(sample: Base) -> None:
    seen = Seen(get(sample, "/zzyzx").text)
    assert {"/parties", "/search?text=zzyzx"} <= {*seen.links}
    assert "dipfacts parties" not in seen.words
    seen = Seen(get(sample, "/search?text=railwey").text)
    assert "/search?text=railway" in seen.links


def test_pages_speak_of_links_and_addresses_not_of_the_command_line() -> None:
    with open_base(str(KEPT)) as base:
        brief = Seen(get(base, "/brief/azerbaijan").text)
        others = (
            *("/search?text=the", "/trade/russia?since=2020", "/search?text=gas&measure=a&kind=b"),
            *("/trade?in=banana", "/trade?since=2030&until=2020", "/timeline?upcoming=banana"),
        )
        for seen in (brief, *(Seen(get(base, address).text) for address in others)):
            assert not re.search(r"(?<!\w)--[a-z]|dipfacts [a-z]", seen.words)
        assert {"/brief/azerbaijan?limit=500", "/relations/azerbaijan"} <= {*brief.links}
        page = get(base, "/trade?since=2030&until=2020")
        assert page.status == 400
        assert "try since=2020 until=2030" in page.text
        assert get(base, "/trade.csv?since=2030&until=2020").text == (
            "dipfacts: since=2030 is after until=2020\n  try since=2020 until=2030\n"
        )
        assert get(base, "/trade.csv?until=../2020&since=2030").text == (
            "dipfacts: since=2030 is after until=2020\n  try since=2020 until=2030\n"
        )
        assert get(base, "/trade.csv?known-by=2022/").text == (
            'dipfacts: known-by: "2022/" has no end\n  try known-by=2022\n'
        )
        assert get(base, "/brief/azerbaijan?limit=500").status == 200


def test_shares_that_are_not_all_shown_have_a_way_to_the_others(write: Write) -> None:
    others = [f"p{n}" for n in range(8)]
    shares = [
        factbase.figure(
            f"f{n}", measure="share", from_=other, to="hub", unit="percent", value=9 - n
        )
        for n, other in enumerate(others)
    ]
    text = factbase.base(
        factbase.source(),
        factbase.topic(),
        factbase.measure("share", label="Share of exports", nature="ratio", of="exports"),
        factbase.measure("exports"),
        *map(factbase.party, ("hub", *others)),
        *shares,
    )
    with open_base(str(write(text))) as base:
        page = Seen(get(base, "/trade/hub").text)
    assert "--limit" not in page.words
    assert re.search(r"Share of exports[^:]*: 5 of 8\b", page.words)
    assert "/trade/hub?limit=500" in page.links


def test_what_a_page_was_asked_with_stands_on_it(sample: Base) -> None:
    seen = Seen(get(sample, "/trade/azerbaijan/russia?in=2021&mirror=1").text)
    assert "Asked with in 2021; mirror." in seen.words
    assert "/trade/azerbaijan/russia" in seen.links
    assert "Asked with" not in get(sample, "/trade/azerbaijan/russia").text


def test_names_that_may_be_several_are_links_to_each(write: Write) -> None:
    text = briefs.HEAD + "".join(
        factbase.party(f"{place}-land", name=f"{place} Land", aliases=["Land"])
        for place in ("east", "west")
    )
    with open_base(str(write(text))) as base:
        page = get(base, "/timeline/land")
        assert page.status == 404
        assert {"/timeline/east-land", "/timeline/west-land"} <= {*Seen(page.text).links}


def test_hostile_text_stays_text(write: Write) -> None:
    with open_base(str(write(briefs.hostile()))) as base:
        found = crawl(base, 150)
        for address, page in found.items():
            if page.type != "text/html":
                continue
            seen = Seen(page.text)
            assert not {"script", "style", "img", "iframe", "b1"} & seen.names, address
            assert not [name for name in seen.attributes if name.startswith("on")], address
            assert all(re.match(r"/|#|https?://", link) for link in seen.links), address
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e]", page.text), address
        for typed in briefs.ATTACKS:
            page = get(base, str(Address(("search",), {"text": [typed]})))
            assert not {"script", "img"} & Seen(page.text).names
            page = get(base, str(Address((typed,))))
            assert page.status in (200, 404)
            assert not {"script", "img"} & Seen(page.text).names


def test_the_errors_of_a_base_that_answers_stand_on_every_page(write: Write) -> None:
    path = write(
        briefs.HEAD
        + factbase.source("s")
        + briefs.figure(1, "2021", 5, source="s", note="x")
        + briefs.figure(2, "2021", 5, source="s", rank="deprecated")
        + factbase.topic("search", label="A topic that a command hides")
    )
    with open_base(str(path)) as base:
        words = Seen(get(base, "/topics").text).words
        assert "This fact base has 2 errors" in words
        line = path.read_text("utf-8").split("\n").index('rank = "deprecated"') + 1
        assert f"{path.name}:{line}: rank is" in words  # as check tells it
        assert 'the topic "search" is named like a command' in words


def test_what_is_too_large_for_a_file_is_not_cut_in_silence(
    sample: Base, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dipfacts.serve.web_requests.DATA", 2)
    page = get(sample, "/timeline.csv")
    assert (page.status, page.text.splitlines()[0]) == (400, "dipfacts: this is more than 2 rows")
    assert '"limit": ' in get(sample, "/timeline.json").text
    source = next(name for name in sample.values("source") if len(_claims(sample, name)) > 2)
    assert get(sample, f"/sources/{source}.csv").status == 400
    assert get(sample, f"/sources/{source}.csv?page=2").status == 200


def _claims(base: Base, source: str) -> list[Fact]:
    return [fact for fact in base.walk() if fact.claim.source == source]


@pytest.mark.parametrize("form", ["json", "csv", "md"])
def test_an_overview_has_as_many_claims_as_on_the_command_line(
    form: str, write: Write, dip: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("DIPFACTS_FACTS", str(write(briefs.large(60))))
    with open_base() as base:
        party = base.counted("party")[0][0].id
        page = get(base, f"/{party}.{form}")
    assert dip(party, "--format", form)[:2] == (0, page.text)


def test_every_line_of_a_timeline_can_be_reached(write: Write) -> None:
    """Also those without a date, and more than one page of lines with one."""
    days = [f"2020-01-{day:02}" for day in range(1, 29)]
    dated = [
        factbase.event(f"d{nth:03}", kind="meeting", period=day)
        for nth, day in enumerate(day for day in days for _ in range(4))
    ]
    undated = [factbase.event(f"u{nth:03}", kind="meeting") for nth in range(40)]
    parties = [factbase.party("a"), factbase.party("b")]
    for some in (dated[:5] + undated, dated + undated):
        path = write(factbase.base(factbase.source(), *parties, factbase.topic(), *some))
        with open_base(str(path)) as base:
            for who in ("", "/a/b"):
                _, found = reached(base, f"/timeline{who}")
                assert len(found) == len(some)
                rows = get(base, f"/timeline{who}.csv").text.splitlines()
                assert len(rows) == len(some) + 1


def test_every_address_of_the_docs_is_a_page() -> None:
    text = (Path(__file__).parents[2] / "docs" / "serve.md").read_text(encoding="utf-8")
    addresses = {found for found in re.findall(r"`(/[^`]*)`", text) if "Names" not in found}
    assert len(addresses) > 15
    with open_base(str(KEPT)) as base:
        pages = {address: get(base, address).status for address in addresses}
        told = Seen(get(base, "/show/az-ru-turnover-2021").text).words
    assert pages == dict.fromkeys(addresses, 200)
    assert all(part in told for part in ("facts.toml:", "differ from it", "bibtex", "csl-json"))


def test_every_limit_of_the_docs_is_the_one_that_holds() -> None:
    text = (Path(__file__).parents[2] / "docs" / "serve.md").read_text(encoding="utf-8")
    for told in (
        f"at most {PAGE_ROWS} rows",
        f"more than {web_requests.DATA:,} rows",
        f"given up after {web.SECONDS:.0f} seconds",
        f"is closed after {server.PATIENCE} seconds",
        f"more than {server.MOST} connections",
        f"more than {web.WAITING} questions wait",
        "more than 2,000 characters or 100 options",
        "http://127.0.0.1:8321/",
    ):
        assert " ".join(told.split()) in " ".join(text.split())
