"""A git repository of a fact base, made by plain git with the same commits in every run."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

SETTINGS = (
    *("-c", "protocol.file.allow=always"),
    *("-c", "maintenance.auto=false"),  # which each commit starts another process to look for
)


class Repository:
    """A folder under git; each commit is a day later than the one before, by one author."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.day = 0
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "-q", "-b", "main")

    def git(self, *words: str) -> str:
        """Run git there; return what it prints."""
        done = self.run(*words)
        assert done.returncode == 0, done.stderr
        return done.stdout.strip()

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run git there, without the settings of whoever runs the tests."""
        date = f"2024-01-{self.day or 1:02}T12:00:00+00:00"
        who = {
            f"GIT_{role}_{key}": value
            for role in ("AUTHOR", "COMMITTER")
            for key, value in (("NAME", "Ada"), ("EMAIL", "ada@example.org"), ("DATE", date))
        }
        own = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", **who}
        return subprocess.run(
            ["git", *SETTINGS, *words],
            cwd=self.folder,
            env=os.environ | own,
            capture_output=True,
            text=True,
        )

    def write(self, name: str, text: str | bytes) -> Path:
        """Write a file, in whatever folder."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def commit(self, subject: str, **files: str) -> str:
        """Commit all there is, with these files of TOML by name; return the id of the commit."""
        self.day += 1
        for name, text in files.items():
            self.write(f"{name}.toml", text)
        self.git("add", "-A")
        self.git("commit", "-q", "--allow-empty", "-m", subject)
        return self._head()

    def _head(self) -> str:
        """Return the id of the commit that is checked out; of a branch it stands in a file."""
        try:
            _, _, branch = (self.folder / ".git" / "HEAD").read_text("utf-8").partition("ref: ")
            return (self.folder / ".git" / branch.strip()).read_text("utf-8").strip()
        except OSError:  # no branch, or the folder of another tree
            return self.git("rev-parse", "HEAD")
