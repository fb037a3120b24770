"""The commands that compare two states of a fact base, and tell the history of a claim."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from dipfacts.cli.lookup import opened as opened_base
from dipfacts.cli.lookup import report_errors
from dipfacts.cli.output import complain, destination
from dipfacts.cli.pager import paged
from dipfacts.cli.progress import listener
from dipfacts.cli.request import named_color, named_format
from dipfacts.diff import comparison, pages
from dipfacts.diff.opening import opened
from dipfacts.diff.states import ComparedState, base_to_compare, repository_in_use
from dipfacts.diff.states import states as states_of
from dipfacts.errors import QuestionError
from dipfacts.read import files
from dipfacts.record import Record
from dipfacts.render import formats
from dipfacts.render.page.document import Page
from dipfacts.text import short

FORMATS = {name: formats.FORMATS[name] for name in ("table", "json", "md")}


class _Printing(Record, frozen=True):
    """The place and the manner in which a page is printed."""

    form: str
    output: str | None
    color: str
    is_paged: bool


def diff(
    states: list[str] | None,
    known_by: list[str] | None,
    staged: bool,
    exit_code: bool,
    limit: int | None,
    facts: list[str] | None,
    **printing: Any,
) -> int:
    """Print what changed; return 0, or 1 where there are differences and that is asked for."""
    printed = _printing(limit, printing)
    # lazy: most comparisons are of files
    from dipfacts.query.typed_words.request import known_by as last_public_day

    days = [day for day in map(last_public_day, known_by or ()) if day]
    old, new = states_of(states or [], facts or [], days, staged)
    with listener() as progress, opened(old, new, progress) as sides:
        result = comparison.compare(*sides)
        _report_errors(result.new, facts or [])
        _print(printed, facts, lambda: pages.page(result, limit or 0), "diff_record", result)
        if printed.form != "json" and (hint := base_to_compare(facts or [], old, new)):
            complain(hint)
        return 1 if exit_code and result.differs else 0


def _report_errors(new: ComparedState, facts: list[str]) -> None:
    """Say on standard error that the newer state has errors, and what checks it."""
    state = new.state
    paths = facts if state.paths == (*files.base_paths(facts),) else state.paths
    if state.is_named:  # it is called HEAD:facts.toml
        report_errors(new.base, [state.label.partition(":")[2]], state.revision)
    else:
        report_errors(new.base, paths, state.label if state.commit else "")


def log(claim: str, limit: int | None, facts: list[str] | None, **printing: Any) -> int:
    """Print what commits did to a claim; return 0. Raises QuestionError for an unknown id."""
    printed = _printing(limit, printing)
    from dipfacts.diff.git import NoGitError  # lazy: only the history of a claim needs it
    from dipfacts.diff.history import history

    paths = files.base_paths(facts or [])
    remedy = "log reads commits: name with -f a base that is in one git repository"
    try:
        result = history(repository_in_use(paths, remedy), paths, claim, limit or 0)
    except NoGitError:
        raise QuestionError("git is not installed, and log reads commits", "install git") from None
    if not result.steps:
        with opened_base(facts or []) as base:
            base.claim(claim)
        message = f"no commit has the claim {short(claim, 60)}"
        raise QuestionError(message, "it is in no file of git")
    _print(printed, facts, lambda: pages.log(result), "log_record", result)
    return 0


def _printing(limit: int | None, given: dict[str, Any]) -> _Printing:
    """Return where and how to print. Raises QuestionError for a form, or limit, that is none."""
    if limit is not None and limit < 0:
        raise QuestionError("--limit must be 0 or more", "--limit 0 shows all")
    named = named_format(given["format"], bool(given["json"]))
    color = named_color(given["color"], bool(given["no_color"]))
    output = given["output"]
    form = formats.choose(named, output, FORMATS)
    return _Printing(form, output, color, not given["no_pager"] and output in (None, "-"))


def _print(
    printed: _Printing,
    facts: list[str] | None,
    laid_out: Callable[[], Page],
    record: str,
    result: Any,
) -> None:
    """Print a page, or the same as JSON."""
    with destination(printed.output, printed.form, facts) as out:
        if printed.form == "json":
            from dipfacts.diff import records  # lazy: each form needs its own
            from dipfacts.render.json.encoding import indented

            out.write(indented(getattr(records, record)(result)) + "\n")
        elif printed.form == "md":
            from dipfacts.render.markdown import write_page  # lazy: each form needs its own

            write_page(laid_out(), out)
        else:
            from dipfacts.render.terminal import print_page  # lazy: each form needs its own

            with paged(out, printed.is_paged) as stream:
                print_page(laid_out(), stream, printed.color)
