"""The linters are tests, so that one command holds all that is asked of the code."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
TOOLS = {
    "ruff check": ["-m", "ruff", "check", "--no-fix"],
    "ruff format": ["-m", "ruff", "format", "--diff", "--quiet"],
    "mypy": ["-m", "mypy", "--no-error-summary"],
    # import-linter has no `python -m`; this is what its console script does.
    "import-linter": ["-c", "from importlinter.cli import lint_imports_command as l; l()"],
}


@pytest.mark.parametrize("tool", TOOLS)
def test_has_nothing_to_complain_about(tool: str) -> None:
    environment = {**os.environ, "PYTHONPATH": str(ROOT / "src"), "NO_COLOR": "1"}
    done = subprocess.run(
        [sys.executable, *TOOLS[tool]],
        cwd=ROOT,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{tool}:\n{done.stdout}"
