"""The HTML of briefs and timelines as text: what it holds, and what it must never hold."""

from __future__ import annotations

import base64
import hashlib
import io
import re
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path
from types import ModuleType

import pytest

from dipfacts import open_base
from dipfacts.answers.briefs.brief import brief
from dipfacts.answers.occurrences.timeline import timeline
from dipfacts.cli import app
from dipfacts.model.file_format.tables import Source
from dipfacts.model.periods.period import Period
from dipfacts.model.query import Query
from dipfacts.model.request import Request
from dipfacts.render import formats
from dipfacts.render.html import brief as views_of_briefs
from dipfacts.render.html import timeline as views_of_timelines
from dipfacts.render.html.references import References
from dipfacts.render.page import pages
from support import briefs, factbase

TEMPLATES = Path(__file__).parents[2] / "src" / "dipfacts" / "render" / "html" / "templates"
VOID = {"col", "meta", "line", "rect", "circle", "br", "img", "input", "link"}


class Tree(HTMLParser):
    """Every element with its attributes, and all text; complains of what is not closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict[str, str]]] = []
        self.texts: list[str] = []
        self.style = ""
        self._open: list[str] = []
        self.feed(text)
        self.close()
        assert self._open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append((tag, {key: value or "" for key, value in attrs}))

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self._open[-1:] == ["style"]:
            self.style += data
        else:
            self.texts.append(data)

    def all(self, name: str) -> list[dict[str, str]]:
        return [attributes for tag, attributes in self.elements if tag == name]


@cache
def made() -> dict[str, str]:
    """The pages that all tests look at; the hostile one is made once for all."""
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        bad, large = Path(folder) / "bad.toml", Path(folder) / "large.toml"
        bad.write_text(briefs.hostile(), encoding="utf-8")
        large.write_text(briefs.large(400), encoding="utf-8")
        found = {
            "dyad": briefs.pages("bundled", "azerbaijan", "russia"),
            "planned": briefs.pages("bundled", "azerbaijan", "russia", known_by="2022-12-05"),
            "party": briefs.pages("bundled", "azerbaijan"),
            "little": briefs.pages("bundled", "cis"),
            "nothing": briefs.pages(large, "a", "office"),
            "hostile": briefs.pages(bad, "a", "b"),
            "large": briefs.pages(large, "a", "b"),
        }
    return {f"{name}-{kind}": text for name, both in found.items() for kind, text in both.items()}


@cache
def tree(name: str) -> Tree:
    return Tree(made()[name])


NAMES = [
    f"{name}-{kind}"
    for name in ("dyad", "planned", "party", "little", "nothing", "hostile", "large")
    for kind in ("brief", "timeline")
]


@pytest.fixture(params=NAMES)
def page(request: pytest.FixtureRequest) -> Tree:
    return tree(request.param)


# ------------------------------------------------------------------- nothing from outside


def test_a_page_fetches_and_runs_nothing(page: Tree) -> None:
    assert {tag for tag, _ in page.elements} <= set(
        "html head meta title style body header main footer section div p span h1 h2 h3 a b strong"
        " cite code ul ol li dl dt dd table caption colgroup col thead tbody tr th td"
        " figure figcaption details summary"
        " svg g defs pattern desc line rect circle path text tspan".split()
    )
    for tag, attributes in page.elements:
        assert not [key for key in attributes if key.startswith("on")]
        assert not {"src", "srcset", "style", "action", "data", "poster"} & {*attributes}
        assert "xlink:href" not in attributes
        if "href" in attributes:
            assert tag == "a"
            assert attributes["href"].startswith(("#", "http://", "https://"))
        if "url(" in " ".join(attributes.values()):
            assert (tag, attributes["fill"]) == ("rect", "url(#hatch)")
    assert "url(" not in page.style
    assert "@import" not in page.style


def test_its_policy_allows_its_own_style_and_nothing_else(page: Tree) -> None:
    digest = base64.b64encode(hashlib.sha256(page.style.encode()).digest()).decode()
    policies = [m["content"] for m in page.all("meta") if "http-equiv" in m]
    assert policies == [
        f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    ]


def test_hostile_text_stays_text() -> None:
    for kind in ("brief", "timeline"):
        page = tree(f"hostile-{kind}")
        shown = "".join(page.texts)
        printable = [attack for attack in briefs.ATTACKS if attack.isprintable()]
        assert len(printable) == len(briefs.ATTACKS) - 1
        assert [attack for attack in printable if attack not in shown] == []
        assert "\\u202e" in shown  # what turns text around is spelled out
        assert not {"\u202e", "\u2066", "\u200f"} & {*made()[f"hostile-{kind}"]}
        assert "{{ 7 * 7 }}" in shown  # and a template is no template


def test_all_but_the_style_sheet_is_escaped() -> None:
    marks = re.compile(r"\|\s*safe|autoescape|Markup")
    found = {p.name: marks.findall(p.read_text("utf-8")) for p in TEMPLATES.iterdir()}
    assert {name: marks for name, marks in found.items() if marks} == {"base.html": ["|safe"]}


def test_an_address_that_is_no_link_is_still_told() -> None:
    class Odd:
        """A base whose source has an address that `check` would refuse."""

        def __init__(self, base: object) -> None:
            self._base = base

        def __getattr__(self, name: str) -> object:
            return getattr(self._base, name)

        def sources_by_id(self, ids: list[str]) -> dict[str, Source]:
            odd = "javascript:alert(1)"
            return {name: Source(id=name, publisher="Odd", url=odd) for name in ids}

    with open_base("bundled") as base:
        answer = brief(Odd(base), Query(parties=("azerbaijan", "italy")))  # type: ignore[arg-type]  # a stand-in
        tree = Tree(briefs.printed(answer))
    assert "javascript:alert(1)" in tree.texts
    assert tree.all("a")
    assert all(link["href"].startswith("#") for link in tree.all("a"))


# ------------------------------------------------------------------------ links and names


def test_ids_are_unique_and_every_link_within_the_page_arrives(page: Tree) -> None:
    ids = Counter(a["id"] for _, a in page.elements if "id" in a)
    assert [name for name, count in ids.items() if count > 1] == []
    inside = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#")]
    assert [name for name in inside if name not in ids] == []
    described = " ".join(a.get("aria-labelledby", "") for _, a in page.elements).split()
    assert [name for name in described if name not in ids] == []


def test_each_note_is_mentioned_and_leads_back(page: Tree) -> None:
    notes = {a["id"] for a in page.all("li") if a.get("id", "").startswith("source-")}
    mentions = [a for a in page.all("a") if a.get("id", "").startswith("mention-")]
    assert {a["href"][1:] for a in mentions} == notes
    back = [a["href"][1:] for a in page.all("a") if a["href"].startswith("#mention-")]
    assert {name.split("-")[1] for name in back} == {name.split("-")[1] for name in notes}
    assert len(back) == len({*back})


def test_headings_stand_in_order_and_pictures_have_a_text(page: Tree) -> None:
    levels = [int(tag[1]) for tag, _ in page.elements if re.fullmatch("h[1-6]", tag)]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(after - before <= 1 for before, after in pairwise(levels))
    for svg in page.all("svg"):
        assert svg.get("aria-hidden") == "true" or (
            svg["role"] == "img" and (svg.get("aria-label") or svg.get("aria-labelledby"))
        )
    assert page.all("html") == [{"lang": "en"}]
    assert all("scope" in cell for cell in page.all("th"))
    assert len(page.all("caption")) == len(page.all("table"))
    assert [tag for tag, _ in page.elements].count("main") == 1


def test_a_locator_is_told_where_there_is_one_and_no_other(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    several = [("paper", "para 1"), ("paper", "para 2"), ("daily", "page 3")]
    claims = [
        briefs.figure(n, "2021", 100 + n, source=source, locator=locator)
        for n, (source, locator) in enumerate(several)
    ]
    path.write_text(briefs.HEAD + "".join(claims), encoding="utf-8")
    with open_base(str(path)) as base:
        found = base.find(Query(parties=("a", "b")))
        told = References(brief(base, Query(parties=("a", "b"))))
        both, same, one = (
            "".join(piece.text for piece in told.to(claims))
            for claims in (found, found[:2], found[2:])
        )
    assert (both, same, one) == ("[1] [2]", "[1]", "[2] page 3")


@pytest.mark.parametrize("module", [views_of_briefs, views_of_timelines])
def test_rows_are_made_while_they_are_written(
    module: ModuleType, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "facts.toml"
    events = "".join(briefs.event(nth, f"20{nth}-02-03") for nth in range(10, 20))
    path.write_text(briefs.HEAD + events, encoding="utf-8")
    out, row_of = io.StringIO(), getattr(module, "_row")  # noqa: B009  # which is not exported
    written = list[int]()

    def noted(*of: object) -> object:
        written.append(out.getvalue().count("<tr>"))
        return row_of(*of)

    monkeypatch.setattr(module, "_row", noted)
    with open_base(str(path)) as base:
        answer_of = brief if module is views_of_briefs else timeline
        answer = answer_of(base, Query(parties=("a", "b"), limit=0))
        formats.write(answer, Request(command=answer.command, format="html"), out)
    waiting = [1 + nth - rows for nth, rows in enumerate(written[:10])]  # the head is a row
    assert max(waiting) <= 1


# ------------------------------------------------------------------------------- words


@pytest.mark.parametrize("words", [("azerbaijan", "russia"), ("azerbaijan",), ("un",), ("a", "b")])
@pytest.mark.parametrize("limit", [None, 0])
def test_html_and_text_say_the_same_words(
    words: tuple[str, ...], limit: int | None, tmp_path: Path
) -> None:
    path = tmp_path / "facts.toml"
    path.write_text(briefs.hostile(), encoding="utf-8")
    with open_base(str(path) if words == ("a", "b") else "bundled") as base:
        parties = tuple(base.party(word).id for word in words)
        answer = brief(base, Query(parties=parties, limit=limit))
        page = pages.page(answer)
        html = "".join(Tree(briefs.printed(answer)).texts)
    said = " ".join(html.replace("source [", "[").split())
    place = count = 0
    for section in page.sections:
        for row in section.rows:
            cells = row.cells if section.name != "years" else (*row.cells[:2], row.cells[3])
            texts = [" ".join(cell.removeprefix("· ").split()) for cell in cells if cell]
            found = [said.find(text, place) for text in texts]
            assert min(found) >= 0, (section.title, texts)
            if row.tone != "sub":  # what belongs to a row stands within it
                place = min(found)
            count += len(texts)
    assert count > 7
    titles = [section.title.partition(" (")[0] for section in page.sections]
    assert [title for title in titles if title not in said] == []
    texts = [line.partition(": dipfacts ")[0] for line in page.remark_lines]
    assert [text for text in texts if text not in said] == []


# ------------------------------------------------------------------------------- truth


def test_the_columns_say_what_is_whole_what_is_a_part_and_what_is_not_known() -> None:
    page = tree("dyad-brief")
    kinds = [a["class"] for a in page.all("rect") if a.get("class", "").startswith("column")]
    assert kinds.count("column full") == 8  # 2014, 2017 to 2021, 2023 and 2025
    assert kinds.count("column part") == 3  # 2015, 2022 and 2024
    assert len(kinds) == 11
    assert [a for a in page.all("text") if a.get("class") == "year none"]  # 2016
    shown = "".join(page.texts)
    for label in ("1.96–4", "2.9–3.4", "4.3–4.4", "≲5", ">3"):
        assert label in page.texts
    assert "no claim for all of the year" in shown


def test_nothing_is_a_number_and_a_part_is_told_in_the_first_sentence(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    claims = [briefs.figure(n, str(2015 + n), 5 * n) for n in range(3)]
    claims += [briefs.figure(7, "2015", 8, source="daily"), briefs.figure(8, "2021-03", 1)]
    path.write_text(briefs.HEAD + "".join(claims), encoding="utf-8")
    with open_base(str(path)) as base:
        query = Query(parties=("a", "b"))
        whole = Tree(briefs.printed(brief(base, query)))
        part = Tree(briefs.printed(brief(base, query.replaced(within=Period.parse("2021")))))
    labels = [text for text in whole.texts if text in ("0–8", "5", "10")]
    assert labels == ["10", "0–8", "5", "10"]  # the first is of the axis
    told = "".join(part.texts).replace("\N{NO-BREAK SPACE}", " ")
    assert " covers the whole of 2021. In part, in Mar 2021: $1" in told


def test_a_name_with_the_words_of_a_difference_is_none(tmp_path: Path) -> None:
    path = tmp_path / "facts.toml"
    words = "sources differ on everything"
    named = factbase.source("named", publisher=words, published="2022")
    path.write_text(briefs.HEAD + named + briefs.figure(1, "2021", 5, source="named"), "utf-8")
    with open_base(str(path)) as base:
        page = Tree(briefs.printed(brief(base, Query(parties=("a", "b")))))
    assert words in page.texts
    assert page.all("strong") == []


def test_what_is_planned_and_what_is_not_exact_is_drawn_otherwise() -> None:
    page = tree("planned-timeline")
    classes = Counter(a["class"] for a in page.all("line") + page.all("circle") if "class" in a)
    assert classes["about planned"] == 1  # two delegations, in December 2022
    assert classes["day planned"] == 0  # a visit announced for 25 September 2018 was held
    assert classes["about"] >= 2  # events of which only the year is known
    assert {
        name: classes[name.replace("about", "within")] for name in ("about", "about planned")
    } == {name: classes[name] for name in ("about", "about planned")}
    assert "As known by" in " ".join(page.texts)


def test_what_is_ahead_stands_at_its_own_day(tmp_path: Path) -> None:
    """An anniversary of 2027 stands in that year, not where its relation began."""
    out = tmp_path / "ahead.html"
    words = "timeline azerbaijan russia --upcoming 1y --known-by 2026-11-01 -o".split()
    assert app.run([*words, str(out)]) == 0
    page = Tree(out.read_text("utf-8"))
    assert "diplomatic relations, 35 years" in page.texts
    ticks = {text for text in page.texts if re.fullmatch("[0-9]{4}", text)}
    assert ticks == {"2027"}


def test_where_nothing_is_recorded_the_page_says_so(tmp_path: Path) -> None:
    for kind in ("brief", "timeline"):
        page = tree(f"nothing-{kind}")
        assert "Nothing on" in "".join(page.texts)
        assert page.all("table") + page.all("svg") == []
    out = tmp_path / "empty.html"
    base = tmp_path / "facts.toml"
    base.write_text(briefs.HEAD, encoding="utf-8")
    assert app.run(["brief", "a", "b", "-f", str(base), "-o", str(out)]) == 1
    assert out.read_text("utf-8").startswith("<!DOCTYPE html>")


def test_a_large_page_tells_what_it_leaves_out() -> None:
    shown = "".join(tree("large-brief").texts)
    assert "And 94 more events: " in shown
    assert "60 events to scale, 2008 to 2026, the 40 before them left out." in shown
    assert len(made()["large-brief"]) < 150_000


def test_pages_are_the_same_from_run_to_run() -> None:
    again = briefs.pages("bundled", "russia", "azerbaijan")
    assert again["brief"] == made()["dyad-brief"]
    assert again["timeline"] == made()["dyad-timeline"]


@pytest.mark.parametrize("words", ["brief AZ RU --format html", "timeline AZ RU -o page.htm"])
def test_the_command_line_writes_it(
    words: str,
    tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("DIPFACTS_FACTS", "bundled")
    assert app.run([*words.split(), "--known-by", "2026-11-01"]) == 0
    written = tmp_path / "page.htm"
    text = written.read_text("utf-8") if written.exists() else capsys.readouterr().out
    assert re.sub(r"<!-- Made with dipfacts \[[0-9a-f]{8}\]. -->\n\Z", "", text) in made().values()
