"""The wheel that is shipped: it answers anywhere, with its fact base and its types."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path

import pytest

from dipfacts.cli.help_texts import CONCEPTS

ROOT = Path(__file__).parents[2]
QUESTION = ("trade", "azerbaijan", "russia")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-index"]
    command += ["--no-build-isolation", "--disable-pip-version-check", "-w", str(folder), "."]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def package(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The package as the wheel has it, outside the checkout; beside it is its index."""
    made = tmp_path_factory.mktemp("installed") / "site"
    zipfile.ZipFile(wheel).extractall(made)
    return made


def ask(*words: str, package: Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    """`python -m dipfacts`, with the package of that folder."""
    environment = {**os.environ, "PYTHONPATH": str(package), "DIPFACTS_CACHE": str(cwd / "cache")}
    environment.pop("DIPFACTS_FACTS", None)
    return subprocess.run(
        [sys.executable, "-m", "dipfacts", *words],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_the_wheel_holds_the_package_its_fact_base_and_its_types(wheel: Path) -> None:
    names = set(zipfile.ZipFile(wheel).namelist())
    sources = {p.relative_to(ROOT / "src").as_posix() for p in (ROOT / "src").rglob("*.py")}
    others = {"dipfacts/py.typed", "dipfacts/data/facts.toml", "dipfacts/cli/commands/start.toml"}
    others |= {"dipfacts/data/facts.schema.json"}
    others |= {f"dipfacts/data/world/{path.name}" for path in (ROOT / "data/world").iterdir()}
    tables = ["beginnings", "cldr_names", "cldr_languages", "cldr_currencies", "iso_names"]
    tables += ["cldr_tender", "cldr_translations", "iso_translations", "territories"]
    tables += [
        "adjectives",
        "codes",
        "former_bodies",
        "former_states",
        "learned_names",
        "memberships",
        "parts",
        "renamings",
    ]
    others |= {f"dipfacts/countries/{name}.tsv" for name in tables}
    others |= {"dipfacts/countries/capitals.txt"}
    others |= {"dipfacts/importing/own_tables/table/head_words.tsv"}
    words = ("bodies", "before_names", "family_names")
    others |= {f"dipfacts/render/citations/{name}.txt" for name in words}
    pages: tuple[str, ...] = (
        "base.html",
        "brief.html",
        "parts.html",
        "style.css",
        "timeline.html",
        "chart.svg",
        "events.html",
    )
    pages += ("site.html", "site.css", "answer.html", "error.html", "years.html")
    others |= {f"dipfacts/render/html/templates/{name}" for name in pages}
    others |= {f"dipfacts/cli/completion/complete.{shell}" for shell in ("bash", "zsh", "fish")}
    others |= {
        f"dipfacts/docs/{where.partition('#')[0]}"
        for c in CONCEPTS.values()
        for where in c.sections
    }
    assert {*sources, *others} <= names
    rest = {n for n in names - sources if ".dist-info/" not in n}
    (manual,) = rest - others
    assert manual.endswith(".data/data/share/man/man1/dipfacts.1")
    licences = {n.partition(".dist-info/licenses/")[2]: n for n in names}
    notices = {"LICENSES/Unicode-3.0.txt", "LICENSES/LGPL-2.1-or-later.txt"}
    notices |= {"LICENSES/MIT-i18n-iso-countries.txt"}
    assert {"LICENSE", *notices} <= {*licences}


def test_the_notices_go_along_with_the_names_of_others(wheel: Path) -> None:
    """Their licences ask for that wherever their data is handed on."""
    with zipfile.ZipFile(wheel) as archive:
        by_end = {
            n.partition(".dist-info/")[2]: archive.read(n).decode() for n in archive.namelist()
        }
        notice = by_end["licenses/LICENSES/Unicode-3.0.txt"]
        assert "Unicode, Inc." in notice
        assert "this copyright and permission notice appear with all copies" in notice
        notice = by_end["licenses/LICENSES/LGPL-2.1-or-later.txt"]
        assert "GNU LESSER GENERAL PUBLIC LICENSE" in notice
        assert "iso-codes" in notice
        expression = "License-Expression: MIT AND Unicode-3.0 AND LGPL-2.1-or-later\n"
        assert expression in by_end["METADATA"]
        for table in (n for n in archive.namelist() if n.startswith("dipfacts/countries/")):
            if table.endswith(".tsv"):
                own = dict.fromkeys(("iso_names", "iso_translations"), "LGPL-2.1-or-later")
                own |= dict.fromkeys(("adjectives", "beginnings"), "public domain")
                mit = ["codes", "former_bodies", "former_states", "learned_names"]
                mit += ["memberships", "parts", "renamings", "territories"]
                own |= dict.fromkeys(mit, "MIT")
                licence = own.get(table.rpartition("/")[2].removesuffix(".tsv"), "Unicode-3.0")
                head = archive.read(table).split(b"\n", 1)[0].decode()
                assert f", License: {licence}; docs/names.md" in head


def test_the_wheel_ships_the_fact_base_of_the_checkout_as_it_is(wheel: Path) -> None:
    archive = zipfile.ZipFile(wheel)
    names = [name for name in archive.namelist() if name.startswith("dipfacts/data/")]
    assert len(names) > 10
    for name in names:
        assert archive.read(name) == (ROOT / name.removeprefix("dipfacts/")).read_bytes(), name


def test_the_sdist_holds_every_file_but_those_of_github(tmp_path: Path) -> None:
    """Whoever packages it can build the docs and run the tests, as in a clone."""
    if not (ROOT / ".git").exists() or not shutil.which("git"):
        pytest.skip("not a git checkout")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "sdist", "-d", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, capture_output=True, check=True)
    (archive,) = tmp_path.glob("*.tar.gz")
    with tarfile.open(archive) as packed:
        names = {member.name.partition("/")[2] for member in packed.getmembers()}
    listed = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    tracked = {name for name in listed.stdout.split("\0") if name and (ROOT / name).exists()}
    assert {name for name in tracked - names if not name.startswith(".github/")} == set()


def test_the_wheel_answers_outside_the_checkout(package: Path) -> None:
    done = ask(*QUESTION, package=package, cwd=package.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "Azerbaijan" in done.stdout
    outside = json.loads(ask(*QUESTION, "--json", package=package, cwd=package.parent).stdout)
    files = {fact["file"] for fact in outside["facts"]}
    assert files == {"facts.toml", "world/export-shares.csv", "world/import-shares.csv"}
    for pair in (("germany", "france"), ("kenya", "uganda"), ("fiji", "tonga")):
        done = ask("trade", *pair, package=package, cwd=package.parent)
        assert (done.returncode, done.stderr) == (0, "")
        assert "Share of exports from" in done.stdout


def test_the_checkout_answers_as_the_wheel_does(package: Path, tmp_path: Path) -> None:
    of = ((package, package.parent), (ROOT / "src", tmp_path))
    answers = [ask(*QUESTION, "--json", package=there, cwd=cwd) for there, cwd in of]
    assert answers[0].returncode == answers[1].returncode == 0
    assert answers[0].stdout == answers[1].stdout


def test_importing_the_package_loads_none_of_its_libraries(tmp_path: Path) -> None:
    code = (
        "import sys, dipfacts; "
        "ours = {'typer', 'rich', 'jinja2', 'msgspec', 'tomli', 'sqlite3'}; "
        "print(*sorted(ours & {*sys.modules}))"
    )
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src")}
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == ""
