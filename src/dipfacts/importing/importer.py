"""The import of files that are recognised: planned, counted, and noted.

Nothing is written before `prepare` has told what was seen.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from dipfacts.errors import Problem, QuestionError, allowed
from dipfacts.importing import toml
from dipfacts.importing.codes import period_problem
from dipfacts.importing.count import Counts, count
from dipfacts.importing.folder import declarations, replaced_files
from dipfacts.importing.folder.candidate import Candidate, CountedCandidate, relative_path
from dipfacts.importing.folder.reading import declared_beside, parties_in
from dipfacts.importing.folder.same_claims import notes_on_same_claims, notes_on_versions
from dipfacts.importing.formats.contents import OWN_TABLE, Format
from dipfacts.importing.inputs import Input
from dipfacts.importing.own_tables import mapped
from dipfacts.importing.own_tables.heads import head_units
from dipfacts.importing.own_tables.table.map_keys import reasons_given
from dipfacts.importing.plan import LIFETIME, Keys, Plan
from dipfacts.importing.units import is_made_of
from dipfacts.model.display import are, counted
from dipfacts.model.periods.date_hints import quoted
from dipfacts.model.periods.period import PeriodError
from dipfacts.model.periods.period_hints import AS_DATE
from dipfacts.read.files import regular
from dipfacts.read.rows.csv_files import Layout
from dipfacts.read.rows.tables import TableError
from dipfacts.read.table import table_rules
from dipfacts.text import listed, plain

_ALIKE = ("possible-duplicate", "same-claim")  # warnings about relations and events


@dataclass(frozen=True)
class ImportTarget:
    """The target of an import: its folder and name, and the day of publication that is given."""

    to: str | None
    published: str | None
    copy: bool
    name: str | None
    taken: frozenset[str] = frozenset()  # the names of the imports before it in one command


@dataclass(frozen=True)
class Prepared(CountedCandidate):
    """An import that only waits to be written, with its texts."""

    csv_name: str  # as the TOML names it
    made: bytes | None  # what the CSV is to hold, where it is to be written
    kept: list[str]  # declarations that other files use

    @cached_property
    def text(self) -> str:
        """The TOML."""
        layout = Layout() if self.plan.derived else self.file.layout
        known = declared_beside(self.folder, self.plan.id)
        claims = self.counts.claims
        written = toml.Written(self.csv_name, layout, self.origin, self.made, self.kept, claims)
        return toml.toml(self.plan, written, known)

    @property
    def csv_path(self) -> str:
        """Return the path of the CSV, which may be still to be written."""
        return os.path.join(self.folder, self.csv_name)


def prepare(format_: Format, file: Input, target: ImportTarget) -> Prepared:
    """Return the import of a file, prepared. Raises QuestionError for what cannot be imported."""
    draft = _planned(format_, file, target)
    _check_unit(draft, not file.is_fixed)
    draft = _with_missing(draft if format_ is OWN_TABLE else _with_decimal(draft))
    draft = _with_reasons(draft) if file.is_fixed else draft
    prepared = _prepared(draft, target)
    if not file.is_fixed:
        prepared = _beside_others(prepared)
    return _with_notes(prepared)


def _planned(format_: Format, file: Input, target: ImportTarget) -> Candidate:
    """Return the plan of a file, with its date of publication and its name in the folder."""
    folder = target.to or os.path.dirname(file.packed or file.path) or os.curdir
    parties = {} if file.is_fixed else parties_in(folder)
    file = replace(file, published=target.published or "", parties=parties)
    plan = format_.planned(file)
    notes = (*plan.notes, *([file.aside] if file.aside else []))
    file = plan.input or file
    dated = replace(plan, notes=notes, source={**plan.source, **_published(plan, target)})
    candidate = Candidate(dated, file, folder)
    named = replaced_files.with_name(candidate, target.name, target.taken)
    candidate = replace(candidate, plan=named)
    candidate = replace(candidate, folder=_real_folder(folder, candidate.toml_name))
    return replace(candidate, plan=declarations.with_known_source(candidate))


def _with_missing(draft: Candidate) -> Candidate:
    """Return a draft whose tables know the cells that hold no number because `--map` says so."""
    missing = draft.file.missing
    return (
        draft.with_tables(_with_more_missing(missing, it) for it in draft.plan.tables)
        if missing
        else draft
    )


def _with_reasons(draft: Candidate) -> Candidate:
    """Return a draft whose tables allow what `--map` says, besides what their format does."""
    reasons = reasons_given(draft.file.given)
    tables = draft.plan.tables
    if not reasons:
        return draft
    return draft.with_tables({**it, "allow": [*it.get("allow", ()), *reasons]} for it in tables)


def _prepared(draft: Candidate, target: ImportTarget) -> Prepared:
    """Return a draft with its counts, and with the CSV that its table is over."""
    name, made = _csv(draft, target)
    try:
        counts = count(draft.plan, draft.file)
    except TableError as error:
        raise mapped.map_error(error.problems, draft.file) if draft.file.given else error from None
    return Prepared(draft.plan, draft.file, draft.folder, counts, name, made, kept=[])


def _beside_others(prepared: Prepared) -> Prepared:
    """Return an import whose measures, names and ids go with those that the folder has.

    Raises QuestionError for a measure of which a file of the folder says otherwise.
    """
    declarations.check_measures(prepared)
    prepared = replace(prepared, plan=declarations.as_beside(prepared))
    natures, names = declarations.nature_notes(prepared), declarations.new_name_notes(prepared)
    notes = (*prepared.plan.notes, *natures, *names)
    prepared = replace(prepared, plan=replace(prepared.plan, notes=notes))
    plan, counts = replaced_files.with_former_ids(prepared)
    return replace(prepared, plan=plan, counts=counts)


def _with_notes(prepared: Prepared) -> Prepared:
    """Return an import with the declarations that it keeps for others, and all that is noted."""
    plan, counts = prepared.plan, prepared.counts
    kept = declarations.used_by_others(prepared)
    made = prepared.csv_path if prepared.made is None else prepared.made
    of_folder = (
        *replaced_files.notes_on_older(prepared),
        *notes_on_same_claims(prepared, made),
        *notes_on_versions(prepared),
        *declarations.source_notes(prepared),
        *declarations.notes_on(kept, prepared),
    )
    notes = (*plan.notes, *_note_on_ended(counts), *of_folder)
    tables = [_allowed(it, counts) for it in plan.tables]
    plan = replace(plan, tables=tables, notes=notes)
    return replace(prepared, plan=plan, kept=[it.text for it in kept])


def _real_folder(folder: str, name: str) -> str:
    """Return the folder of a file that is written, beside which a table's file stands.

    Of a link that of its target. Raises QuestionError for one whose target has another name.
    """
    own = os.path.join(folder, name)
    if not os.path.islink(own):
        return folder
    real, base = os.path.split(os.path.realpath(own))
    if base != name:
        message = f"{plain(own)} is a link to {plain(base)}, which an import does not replace"
        raise QuestionError(message, "name another claim file with --id, or take the link away")
    return real


def _with_decimal(draft: Candidate) -> Candidate:
    """Return a draft with what stands before the decimals of a file that a spreadsheet saved."""
    plan, decimal = draft.plan, draft.file.given.get("decimal")
    if not decimal or (plan.derived and plan.derived.is_computed):
        return draft
    return draft.with_tables({**table, "decimal": decimal} for table in plan.tables)


def _check_unit(draft: Candidate, is_mapped: bool) -> None:
    """Raise QuestionError for a unit that `--map` cannot say of a file."""
    file = draft.file
    unit, units = file.given.get("unit", ""), set() if is_mapped else _units(draft.plan)
    is_taken = unit in units or any(is_made_of(it, unit) for it in units)
    if unit and units and not is_taken:
        message = f"--map unit={plain(unit)}: {file.label} says its unit itself"
        raise QuestionError(message, "leave it out")
    if wrong := head_units.unit_in_words(file.given, is_mapped):
        raise wrong


def _csv(draft: Candidate, target: ImportTarget) -> tuple[str, bytes | None]:
    """Return the name of the CSV in the folder, and what it is to hold if it is to be written."""
    plan, file, folder = draft.plan, draft.file, draft.folder
    if plan.derived:
        name = f"{plan.id}.csv"
        if os.path.realpath(os.path.join(folder, name)) == os.path.realpath(file.path):
            name = f"{plan.id}-table.csv"  # the file itself stays as it is
        return name, toml.csv_text(plan.derived).encode()
    name = relative_path(file.path, folder)
    is_own = table_rules.is_below(name) and table_rules.is_csv(name)
    if is_own and not file.packed and not (target.copy and os.path.dirname(name)):
        return name, None
    name = replaced_files.copy_name(draft)
    with open(file.path, "rb", opener=regular) as stream:
        return name, stream.read()


def checked(prepared: Prepared, commands: Collection[str]) -> tuple[Prepared, list[Problem]]:
    """Return an import, and why it is refused: rows that cannot be read, or what checks find.

    Claims that look like one are allowed where there are some and the data set tells them apart.
    What `--map` allows and no claim has is not written: `check` would find it. Raises QuestionError
    for a mistake in `--map`.
    """
    from dipfacts.importing import trial  # lazy: they need all checks
    from dipfacts.importing.folder import clashes, editions

    counts, plan = prepared.counts, prepared.plan
    if counts.problems or not counts.claims:
        return prepared, counts.problems
    results = trial.problems(prepared, commands)
    if prepared.file.given:  # what is wrong in no line is wrong in what was said of all
        everywhere = [it for it in results if it.severity == "error" and not it.line]
        if everywhere and prepared.file.heads:
            raise mapped.map_error(everywhere, prepared.file)
    alike = [problem for problem in results if plan.distinct and problem.code in _ALIKE]
    tables = [_allowing(table, alike, plan.distinct) for table in plan.tables]
    unused = [problem for problem in results if problem.code == trial.UNUSED]
    results = [problem for problem in results if problem not in unused]
    prepared = _without_unused(replace(prepared, plan=replace(plan, tables=tables)), unused)
    others = [*clashes.clashes(prepared), *editions.still_named(prepared)]
    return prepared, [*(problem for problem in results if problem not in alike), *others]


def _allowing(table: Keys, alike: Sequence[Problem], why: str) -> Keys:
    """Return a table that allows what was found between claims of it."""
    of_table = f"{table['id']}-"
    own = {it.code for it in alike if any(id_.startswith(of_table) for id_ in it.subject)}
    allow = [*table.get("allow", ()), *(f"{code}: {why}" for code in sorted(own))]
    return {**table, "allow": allow} if own else table


def _without_unused(prepared: Prepared, unused: Sequence[Problem]) -> Prepared:
    """Return an import without what `--map` allows and no claim has."""
    plan, given = prepared.plan, reasons_given(prepared.file.given)
    codes = {reason: allowed(reason)[0] for reason in given}
    needless = {
        reason: code for reason, code in codes.items() if any(code in it.subject for it in unused)
    }
    each = needless.values()
    notes = [f"no claim has the doubt {code}: what allows it is not written" for code in each]
    tables = [_allowing_no_other(table, needless) for table in plan.tables]
    return replace(prepared, plan=replace(plan, tables=tables, notes=(*plan.notes, *notes)))


def _units(plan: Plan) -> set[str]:
    """Return the units of the tables of a plan, or of the rows that it makes."""
    units = {str(table.get("unit")) for table in plan.tables}
    if plan.derived and "{unit}" in units:
        return {*plan.derived.column("unit")}
    return units


def _with_more_missing(missing: list[str], table: Keys) -> Keys:
    """Return a table with more cells that hold no number."""
    return {**table, "missing": [*dict.fromkeys([*table.get("missing", [""]), *missing])]}


def _allowed(table: Keys, counts: Counts) -> Keys:
    """Return a table that allows claims outside the lifetime of a state only where it has some."""
    if table["id"] in counts.outside:
        return table
    return _allowing_no_other(table, LIFETIME)


def _allowing_no_other(table: Keys, needless: Collection[str]) -> Keys:
    """Return a table without some reasons for what it allows."""
    allow = [it for it in table.get("allow", ()) if it not in needless]
    others = {key: value for key, value in table.items() if key != "allow"}
    return {**table, "allow": allow} if allow else others


def _note_on_ended(counts: Counts) -> list[str]:
    """Return a note on the claims about states that were no more, which `check` is to pass."""
    if not counts.ended:
        return []
    number, states = counts.ended.total(), listed(sorted(counts.ended))
    claims = f"{counted(number, 'claim')} {are(number)}"
    return [f"{claims} of a time after the end of {states}: the data set says what it means"]


def _published(plan: Plan, target: ImportTarget) -> dict[str, Any]:
    day = target.published or plan.source.get("published")
    if not day and plan.update.says:
        message = f"the day when the data were published is in doubt: {plain(plan.update.says)}"
        may_be = plan.update.may_be or "DATE, such as --published 2025-01-31"
        raise QuestionError(message, f"add --published {may_be}")
    if not day:
        message = "the day when the data were published is not in the file"
        raise QuestionError(message, "add --published DATE, such as --published 2025-01-31")
    if wrong := published_problem(day):
        raise QuestionError(f"--published: {wrong.message}", wrong.hint)
    return {"published": day}


def published_problem(day: str) -> PeriodError | None:
    """Return the error of a day of publication: a date, a month or a year, and no span of them."""
    wrong = period_problem(day)
    if wrong is None:
        message = f"{quoted(day)} is a span, and data are published on a day"
        return PeriodError(message, AS_DATE) if "/" in day else None
    is_span = any("/" in period for period in wrong.proposed)
    return PeriodError(wrong.message, AS_DATE) if is_span or AS_DATE in wrong.hint else wrong
