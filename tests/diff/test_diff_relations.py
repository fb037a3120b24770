"""`dipfacts diff` tells of a relation what its own page has."""

from __future__ import annotations

from pathlib import Path

import pytest

from support.command_line import Run
from support.diffs import DECLARED, ONE, TABLE, as_json, repository_of, rows
from support.factbase import base, event, figure, party, relation
from support.repository import Repository


@pytest.fixture
def repository(tmp_path: Path) -> Repository:
    return repository_of(tmp_path)


PACT = relation("pact", title="Pact", status="in-force", period="2010-05-01/..")
MORE = (
    relation("sign", title="Pact", status="signed", period="2010-02-03", same_as="pact"),
    relation("also", title="Pact", period="2010-05-01/..", same_as="pact", source="t"),
)
BECAME = {
    "over by its end": (
        (PACT.replace("/..", "/2023-06-01"),),
        "was in force, since 1 May 2010 (one claim), now over, 1 May 2010 – 1 Jun 2023 (one claim)",
    ),
    "terminated": (
        (PACT.replace("in-force", "terminated"),),
        "was in force, since 1 May 2010 (one claim), now terminated, from 1 May 2010 (one claim)",
    ),
    "of a date alone": (
        (PACT.replace("/..", ""),),
        "now of unknown duration, 1 May 2010 (one claim)",
    ),
    "of several claims": (
        (PACT, MORE[0]),
        "was in force, since 1 May 2010 (one claim), "
        "now in force, since 1 May 2010 (2 claims, one voice)",
    ),
    "of several claims, and over": (
        (PACT.replace("/..", "/2023-06-01"), MORE[0]),
        "now over, 1 May 2010 – 1 Jun 2023 (2 claims, one voice)",
    ),
    "of several sources": (
        (PACT, *MORE),
        "now in force, since 1 May 2010 (3 claims)",
    ),
}


@pytest.mark.parametrize(("claims", "told"), BECAME.values(), ids=BECAME)
def test_a_relation_is_of_the_class_that_its_page_has(
    repository: Repository, run_in: Run, claims: tuple[str, ...], told: str
) -> None:
    repository.commit("second", facts=base(*DECLARED, PACT))
    repository.write("facts.toml", base(*DECLARED, *claims))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert told in out
    _, page, _ = run_in(repository.folder, "relations", "a", "b", "-f", "facts.toml")
    assert ("now over" in out or "terminated" in out) == ("\nOver\n" in page or ", over" in page)


SIGNED = relation("sign", title="Pact", status="signed", period="2010-02-03")
JOINED = SIGNED.replace('source = "s"', 'same_as = "pact"\nsource = "s"')
APART = "in force, since 1 May 2010 (one claim)"
TOGETHER = (
    "in force, since 1 May 2010 (2 claims, one voice), "
    "stages: signed 3 Feb 2010; in force since 1 May 2010"
)


def test_what_falls_apart_or_joins_is_told_of_both(repository: Repository, run_in: Run) -> None:
    repository.commit("one", facts=base(*DECLARED, PACT, JOINED))
    repository.write("facts.toml", base(*DECLARED, PACT, SIGNED))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "2 answers change" in out
    assert f"Pact (A–B): was {TOGETHER}, now {APART}\n" in out
    assert "Pact (A–B): was no relation of its own, now signed, 3 Feb 2010 (one claim)\n" in out
    repository.commit("two", facts=base(*DECLARED, PACT, SIGNED))
    repository.write("facts.toml", base(*DECLARED, PACT, JOINED))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "2 answers change" in out
    assert f"Pact (A–B): was {APART}, now {TOGETHER}\n" in out
    assert "Pact (A–B): was signed, 3 Feb 2010 (one claim), now no relation of its own\n" in out


def test_two_that_a_third_claim_held_together(repository: Repository, run_in: Run) -> None:
    ends = [
        relation(f"x{n}", title="Pact", status=status, period=f"201{n}/..", same_as="pact")
        for n, status in enumerate(("suspended", "suspended", "signed"), 1)
    ]
    repository.commit("one", facts=base(*DECLARED, PACT, *ends))
    lone = [text.replace('same_as = "pact"\n', "") for text in ends]
    repository.write("facts.toml", base(*DECLARED, *lone))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "3 answers change; 1 claim withdrawn and 3 changed." in out
    assert out.count("Pact (A–B): was no relation of its own, now ") == 2


def _edition(name: str, *days: str) -> str:
    """Return visits, and a membership, with ids of their own in each edition."""
    visits = [
        event(f"{name}-{nth}", title="Visit", status="held", period=day)
        for nth, day in enumerate(days[1:], 1)
    ]
    member = relation(f"{name}-0", title="Membership", status="in-force", period=days[0])
    return base(*DECLARED, member, *visits)


@pytest.mark.parametrize(
    ("days", "told"),
    [
        (("2010-05-01/..", "2020-02-01", "2020-02-09", "2020-09-01"), []),
        (
            ("2010-06-01/..", "2020-02-01", "2020-02-10", "2020-09-01"),
            [
                "Membership (A–B): was in force, since 1 May 2010 (one claim), "
                "now in force, since 1 Jun 2010 (one claim)",
                "Visit (A–B): was held, 9 Feb 2020 (one claim), now held, 10 Feb 2020 (one claim)",
            ],
        ),
        (
            ("2010-05-01/..", "2020-02-01", "2020-02-09", "2021-09-01"),
            [
                "Visit (A–B): was held, 1 Sep 2020 (one claim), now nothing recorded",
                "Visit (A–B): was nothing recorded, now held, 1 Sep 2021 (one claim)",
            ],
        ),
    ],
    ids=["the same", "corrected days", "another visit"],
)
def test_a_new_edition_with_other_ids_tells_what_differs_alone(
    repository: Repository, run_in: Run, days: tuple[str, ...], told: list[str]
) -> None:
    first = _edition("old", "2010-05-01/..", "2020-02-01", "2020-02-09", "2020-09-01")
    repository.commit("one", facts=first)
    # What says the same to the letter is a claim renamed: another locator makes it another.
    second = _edition("new", *days).replace('source = "s"', 'source = "s"\nlocator = "p. 2"')
    repository.write("facts.toml", second)
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "4 claims added and 4 withdrawn." in out
    assert [line for line in out.splitlines() if ": was " in line] == told


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [
        ("2010-02-03", "2010-02-04", "stages: signed 4 Feb 2010; in force since 1 May 2010\n"),
        ('title = "Pact"', 'title = "Paper"', "called “Pact” or “Paper”\n"),
        ('kind = "treaty"', 'kind = "alliance"', "of kind treaty or alliance\n"),
        ('period = "2010-02', 'people = ["p"]\nperiod = "2010-02', "by P\n"),
    ],
    ids=["a stage", "a title", "a kind", "people"],
)
def test_all_that_a_list_says_of_a_relation_is_its_answer(
    repository: Repository, run_in: Run, was: str, now: str, told: str
) -> None:
    text = base(*DECLARED, party("p", kind="person", country="a"), JOINED, PACT)
    repository.commit("one", facts=text)
    repository.write("facts.toml", text.replace(was, now, 1))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "1 answer changes" in out
    assert told in out


def test_claims_that_are_not_answered_again_are_counted(
    repository: Repository, run_in: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("dipfacts.diff.touched.MOST_OF", 2)
    monkeypatch.setattr("dipfacts.diff.comparison.MOST_OF", 2)
    figures = [figure(f"f{year}", period=f"{year}") for year in range(2015, 2020)]
    text = base(*DECLARED, *figures)
    repository.commit("five", facts=text)
    edited = text.replace('nature = "flow"', 'nature = "stock"', 1)
    repository.write("facts.toml", edited)
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml", "--json")
    told = (
        "Of what refers to something that changed, the first 2 claims of each are answered again;"
        " 3 more may say otherwise."
    )
    assert told in as_json(out)["remarks"]
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert out.startswith("From HEAD to the working tree: at least 2 answers change; no claim")
    repository.write("facts.toml", text.replace("2022-12-05", "2022-12-06"))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert "no answer changes of those asked again; no claim differs." in out
    repository.commit("two", facts=base(*DECLARED, *figures[:2]))
    repository.write("facts.toml", base(*DECLARED, *figures[:2]).replace("flow", "stock", 1))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml", "--json")
    assert not any("answered again" in remark for remark in as_json(out)["remarks"])


def part(id_: str, value: int) -> str:
    return figure(id_, value=value, part_of="a-b")


def test_a_renamed_component_changes_no_answer(repository: Repository, run_in: Run) -> None:
    repository.commit("parts", facts=base(*DECLARED, ONE, part("goods", 7), part("oil", 9)))
    repository.write("facts.toml", base(*DECLARED, ONE, part("goods", 7), part("petrol", 9)))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml")
    assert out.startswith("From HEAD to the working tree: no answer changes; 1 claim renamed.\n")


def test_components_whose_rows_move_up_are_not_taken_for_each_other(
    repository: Repository, run_in: Run
) -> None:
    parts = f'{TABLE}part_of = "a-b"\n'
    repository.write("data.csv", rows((2021, 7), (2021, 8), (2021, 9)))
    repository.commit("parts", facts=base(*DECLARED, ONE, parts))
    repository.write("data.csv", rows((2021, 8), (2021, 9)))
    _, out, _ = run_in(repository.folder, "diff", "-f", "facts.toml", "--json")
    changed = [it["text"] for it in as_json(out)["answers"] if it["kind"] == "figure"]
    assert changed == ["Turnover A–B 2021, part of a-b: was $7 (one claim), now nothing recorded"]
