"""The page docs/modules.md: each package and module, with the first line of its docstring."""

from __future__ import annotations

import ast
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "modules.md"
PACKAGE = ROOT / "src" / "dipfacts"

_HEAD = """# Modules

Every package and every module of `dipfacts`, with the first line of its docstring, from the top
down: a package imports from those below it. `ARCHITECTURE.md`, in the repository, says why they are
divided so. `python tools/write_reference.py modules` writes this page.
"""
_LAYERS = (
    "cli diff export mcp serve render importing answers"
    " query checks index write read countries model"
).split()
"""The packages of the first level, as ARCHITECTURE.md has them."""


def first_line(path: Path) -> str:
    """Return the first line of a module's docstring."""
    docstring = ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))) or ""
    return docstring.partition("\n")[0]


def packages() -> list[Path]:
    """Return the folders of all packages, those of the first level in the order of the layers."""
    folders = [path.parent for path in PACKAGE.rglob("*/__init__.py")]

    def order(folder: Path) -> tuple[int, tuple[str, ...]]:
        parts = folder.relative_to(PACKAGE).parts
        return _LAYERS.index(parts[0]), parts

    return sorted(folders, key=order)


def documented(folder: Path, heading: str) -> str:
    """Return the section of a package: what it holds, and its modules."""
    modules = sorted(folder.glob("[!_]*.py"))
    lines = [
        f"| `{path.stem}` | {first_line(path).replace('|', chr(92) + '|')} |" for path in modules
    ]
    table = ["| module | holds |", "|---|---|", *lines] if lines else []
    return "\n".join([heading, "", first_line(folder / "__init__.py"), "", *table]).rstrip() + "\n"


def written() -> str:
    """Return the page as it is now."""
    sections = [documented(PACKAGE, "## `dipfacts`")]
    for folder in packages():
        parts = folder.relative_to(PACKAGE).parts
        sections.append(
            documented(folder, f"{'##' if len(parts) == 1 else '###'} `{'.'.join(parts)}`")
        )
    return "\n".join([_HEAD, *sections])
