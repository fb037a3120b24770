"""A fact base as a folder of pages: whole, with relative links, and replaced by nothing else."""

from __future__ import annotations

import gc
import os
import re
import shutil
from collections import namedtuple
from datetime import date
from pathlib import Path

import pytest

from conftest import SAMPLE_PATH, Write
from dipfacts.cli import app
from dipfacts.cli.commands.serve import question_options
from dipfacts.query.base import open_base
from dipfacts.serve import files
from dipfacts.serve.address import Address
from dipfacts.serve.pages import reply
from dipfacts.serve.site import Site
from support import factbase
from support.served import OPTIONS, Seen


def any_size(*_: object) -> files.Size:
    """Tell a size at once, for which all pages would be made: others test what is told."""
    return files.Size(1, 1)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("made") / "site"
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(files, "estimate", any_size)
        assert export(made) == 0
    return made


@pytest.fixture
def copy(site: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(site, tmp_path / "site"))


@pytest.fixture
def no_estimate(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files, "estimate", any_size)


def export(target: Path, *more: str) -> int:
    return app.run(["export", str(target), "--to", "site", "-f", str(SAMPLE_PATH), *more])


def test_every_link_leads_to_a_file(site: Path) -> None:
    pages = list(site.rglob("*.html"))
    assert len(pages) > 60
    names = {path.relative_to(site).as_posix() for path in pages}
    assert names >= {
        "index.html",
        "azerbaijan.html",
        "azerbaijan/russia.html",
        "trade/azerbaijan/russia.html",
        "timeline/azerbaijan.html",
        "show/turnover-2021.html",
        "sources/archive.html",
        "_site/conflicts.html",
        "_site/coverage.html",
        "_site/names.html",
    }
    for path in pages:
        seen = Seen(path.read_text(encoding="utf-8"))
        assert not {"script", "style", "form", "input"} & seen.names
        for link in seen.links:
            if link.startswith(("http:", "https:")):
                continue
            name, _, anchor = link.partition("#")
            assert not name.startswith("/")
            target = (path.parent / name).resolve() if name else path
            assert target.is_file(), (path, link)
            assert site in target.parents
            assert not anchor or anchor in seen.ids


NAMESAKES = {"nato": "NATO", "index": "Index Group", "timeline": "The Timeline"}
"""Parties that are called as a topic, as the first page among files, and as a command."""


def _namesakes() -> str:
    ids = [*NAMESAKES, "aland"]
    pairs = [(a, b) for nth, a in enumerate(ids) for b in ids[nth + 1 :]]
    return factbase.base(
        factbase.source(),
        *(factbase.party(id, name=name) for id, name in NAMESAKES.items()),
        factbase.party("aland"),
        *(factbase.topic(id, label=f"{id.title()} matters") for id in ("nato", "index", "trade")),
        factbase.measure(),
        *(factbase.figure(f"{a}-{b}", parties=[a, b]) for a, b in pairs),
        factbase.event("e", parties=["aland", "nato"], topic="nato"),
        factbase.event("f", parties=["aland", "index"], topic="index"),
    )


@pytest.mark.usefixtures("no_estimate")
def test_a_party_called_as_another_page_has_a_page_of_its_own(write: Write, tmp_path: Path) -> None:
    path, made = str(write(_namesakes())), tmp_path / "site"
    assert app.run(["export", str(made), "--to", "site", "-f", path]) == 0
    in_files = {
        (name, heading(made, file, link))
        for file in ("index.html", "parties.html", "_site/names.html", "aland.html", "trade.html")
        for name, link in links(made / file)
        if not link.startswith("http")
    }
    with open_base(path) as base:
        served = {
            (name, heading_of(reply(base, Address.parse(link.partition("?")[0], ""), OPTIONS).text))
            for page in ("/", "/parties", "/aland", "/trade", "/show/nato-index")
            for name, link in links_of(reply(base, Address.parse(page, ""), OPTIONS).text)
            if link.startswith("/") and "." not in link
        }
        for id, name in NAMESAKES.items():
            own = reply(base, Address.parse(f"/-/party/{id}.md", ""), OPTIONS)
            assert own.status == 200
            assert own.text.startswith(f"**{name}: ")
        assert reply(base, Address.parse("/-/party/aland", ""), OPTIONS).status == 200
        assert reply(base, Address.parse("/-/party", ""), OPTIONS).status == 404
        assert reply(base, Address.parse("/-/party/nobody", ""), OPTIONS).status == 404
        link = Site(Address.parse("/", "known-by=2025"), base).overview("nato", "aland")
    assert link == "/-/party/nato/aland?known-by=2025"
    for seen in (in_files, served):
        for id, name in NAMESAKES.items():
            of_party = {page for text, page in seen if text == name}
            assert of_party <= {name, f"Aland and {name}", f"Trade: {name}"}
            assert (name, name) in seen
            assert (id, name) in seen  # in the list of parties
        assert ("Nato matters", "Nato matters") in seen
        assert ("Index matters", "Index matters") in seen


def links(path: Path) -> list[tuple[str, str]]:
    return links_of(path.read_text(encoding="utf-8"))


def links_of(text: str) -> list[tuple[str, str]]:
    """Return the words of each link of a page, and where it leads to."""
    return [(name, href) for href, name in re.findall(r'<a href="([^"#]+)"[^>]*>([^<]+)</a>', text)]


def heading(folder: Path, file: str, link: str) -> str:
    return heading_of(((folder / file).parent / link).resolve().read_text(encoding="utf-8"))


def heading_of(text: str) -> str:
    return text.partition("<h1>")[2].partition("</h1>")[0]


def test_a_name_in_any_spelling_is_on_the_page_of_names(site: Path) -> None:
    seen = Seen((site / "_site" / "names.html").read_text(encoding="utf-8"))
    for name in ("Azerbaijan", "Азербайджан", "Republic of Fire", "Côte d'Ivoire"):
        assert name in seen.words
    assert "../cote-divoire.html" in seen.links


def test_the_size_is_told_before_anything_is_written(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    Usage = namedtuple("Usage", "total used free")
    monkeypatch.setattr(shutil, "disk_usage", lambda path: Usage(0, 0, 1000))
    assert export(tmp_path / "site") == 2
    told = capsys.readouterr().err
    assert re.search(r"^dipfacts: about \d+ pages, [\d.]+ kB; Ctrl-C stops$", told, re.M)
    assert "and 1 kB are free there" in told
    assert os.listdir(tmp_path) == []


def test_the_size_of_a_small_site_is_told_as_it_will_be(site: Path) -> None:
    written = [path for path in site.rglob("*") if path.is_file()]
    pages = [path for path in written if path.suffix == ".html"]
    with open_base(str(SAMPLE_PATH)) as base:
        told = files.estimate(base, question_options())
    assert told == (len(pages), sum(path.stat().st_size for path in written))


def test_the_size_of_a_large_site_is_about_right(
    site: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(files, "_COUNTED", 0)
    pages = len([*site.rglob("*.html")])
    with open_base(str(SAMPLE_PATH)) as base:
        told = files.estimate(base, question_options())
    assert abs(told.pages - pages) <= pages / 10
    size = sum(path.stat().st_size for path in site.rglob("*.html"))
    assert abs(told.bytes - size) <= size / 10


def events_between_two(count: int, on_one_day: int = 0) -> str:
    """Return a base of events a day each, and so many of a day before these."""
    days = [date(2001, 5, 5)] * on_one_day + [date(2010, 1, 1 + n % 28) for n in range(28)]
    days += [date(2011 + n // 300, 1 + n % 12, 1 + n % 28) for n in range(count - len(days))]
    events = (
        factbase.event(f"e{n}", status="held", period=day.isoformat(), title=f"Visit {n}.")
        for n, day in enumerate(days)
    )
    return factbase.base(factbase.source(), *map(factbase.party, "ab"), *events)


@pytest.mark.usefixtures("no_estimate")
def test_a_site_grows_as_its_timelines_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each page of a timeline has its share: no page repeats all lines before it."""
    monkeypatch.setattr("dipfacts.serve.web_requests._OF_PAGE", 6)
    sizes = list[int]()
    for count in (30, 90):
        facts, made = tmp_path / f"{count}.toml", tmp_path / f"of-{count}"
        facts.write_text(events_between_two(count), encoding="utf-8")
        assert app.run(["export", str(made), "--to", "site", "-f", str(facts)]) == 0
        sizes.append(sum(path.stat().st_size for path in made.rglob("*.html")))
    assert sizes[1] < 3 * sizes[0]
    assert (made / "timeline" / "a" / "b~limit-90.html").is_file()
    assert not [*made.rglob("*~limit-*~until-*")]


@pytest.mark.usefixtures("no_estimate")
def test_every_line_of_a_timeline_is_on_a_page(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also where more are of one day than a page has: the last page leads to all of them."""
    monkeypatch.setattr("dipfacts.serve.web_requests._OF_PAGE", 6)
    facts, made = tmp_path / "facts.toml", tmp_path / "made"
    facts.write_text(events_between_two(50, on_one_day=9), encoding="utf-8")
    assert app.run(["export", str(made), "--to", "site", "-f", str(facts)]) == 0
    parts = [*(made / "timeline" / "a").glob("b~until-*"), *(made / "timeline").glob("a/b.html")]
    words = "".join(Seen(path.read_text(encoding="utf-8")).words for path in parts)
    shown = {n for n in range(50) if f"Visit {n}." in words}
    assert shown >= {*range(9, 50)}
    assert len(shown) < 50
    (rest,) = (made / "timeline" / "a").glob("b~limit-*~until-2001-05-05.html")
    words = Seen(rest.read_text(encoding="utf-8")).words
    assert all(f"Visit {n}." in words for n in range(9))


@pytest.mark.usefixtures("no_estimate")
def test_only_a_site_as_it_was_written_is_replaced(
    copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert export(copy) == 2
    assert "add --force to replace it" in capsys.readouterr().err
    assert export(copy, "--force") == 0
    with (copy / "azerbaijan.html").open("a", encoding="utf-8") as page:
        page.write("<!-- mine -->\n")
    assert export(copy, "--force") == 2
    assert capsys.readouterr().err.endswith(
        f"dipfacts: {copy / 'azerbaijan.html'} was changed since the export\n"
        "  move it away to keep the changes, or name another place\n"
    )
    assert "mine" in (copy / "azerbaijan.html").read_text(encoding="utf-8")


@pytest.mark.usefixtures("no_estimate")
@pytest.mark.parametrize("form", ["csv", "parquet"])
def test_an_export_of_another_kind_is_named_and_stays(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    tables = tmp_path / "tables"
    words = ["export", "--to", form, "--force", "-f", str(SAMPLE_PATH)]
    assert app.run([*words, str(tables)]) == 0
    before = sorted(tmp_path.rglob("*"))
    capsys.readouterr()
    assert app.run([*words, str(copy)]) == 2
    assert capsys.readouterr().err == (
        f"dipfacts: {copy} is an exported site\n"
        "  --to site with --force replaces it; or name another place\n"
    )
    assert export(tables, "--force") == 2
    assert capsys.readouterr().err == (
        f"dipfacts: {tables} is an export of tables\n"
        "  --to csv or --to parquet with --force replaces it; or name another place\n"
    )
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("name", ["notes.txt", "azerbaijan/notes.html", "_site/mine.css"])
def test_a_file_of_somebody_else_keeps_a_site(
    name: str, copy: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (copy / name).write_text("mine", encoding="utf-8")
    assert export(copy, "--force") == 2
    assert (copy / name).read_text(encoding="utf-8") == "mine"
    assert (copy / "index.html").is_file()


def test_tables_and_pages_do_not_replace_each_other(
    copy: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    tables = ["export", str(copy), "--to", "csv", "--force", "-f", str(SAMPLE_PATH)]
    assert app.run(tables) == 2
    tables[1] = str(tmp_path / "tables")
    assert app.run(tables) == 0
    assert export(tmp_path / "tables", "--force") == 2


def test_the_names_of_files_are_recognised() -> None:
    for name in ("index.html", "trade/a/b.html", "_site/style.css", "sources~page-2.html", "a/"):
        assert files.owns(name)
    for name in ("../index.html", "a/../b.html", "notes.txt", "a.css", ".html", "_site/x.css"):
        assert not files.owns(name)


@pytest.mark.parametrize("words", [["export", "site", "--to", "site"], ["serve", "--port", "0"]])
def test_what_makes_many_pages_frees_them(
    words: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "facts.toml").write_text(factbase.base(factbase.topic()), encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("dipfacts.serve.server.serve", lambda *_: None)
    gc.disable()  # as the program begins
    try:
        assert app.run([*words, "-f", "facts.toml"]) == 0
        assert gc.isenabled()
    finally:
        gc.enable()
