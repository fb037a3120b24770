"""`dipfacts import --map`: a day on which the data end is no end of what they are about."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from support.importing import Import, page

CODES = ("DE", "FR", "PL", "PE", "CL", "JP", "SE", "NO")
PACT = ("claim=relation", "kind=pact", "title=Pact", "from=iso2:IS", "to=iso2:{c}")
DAYS = ("period={begin}/{end}",)
OF_DAY = "where the data {} there, and not what they are about, leave those cells blank, as the {}"


def told(imported: Import, ends: Sequence[str], *given: str, begins: str = "1990-05-01") -> str:
    """Return the note of an import on relations with these ends, or beginnings and no end."""
    rows = [f"{code},{begins},{end}" for code, end in zip(CODES, ends, strict=False)]
    rows += [f"AT,{begins},1999-01-02"]
    words = {it.partition("=")[0]: it for it in (*PACT, *DAYS, *given)}
    out, _ = imported("t.csv", "\n".join(["c,begin,end", *rows, ""]), *words.values())
    return "".join(it[8:] for it in out.splitlines() if "date of the file" in it)


def test_a_day_on_which_most_relations_end_with_the_file_is_told(
    imported: Import, capsys: pytest.CaptureFixture[str]
) -> None:
    ends = ["2020-12-31"] * 6
    assert told(imported, ends) == (
        f"6 of 7 rows end on 2020-12-31, the last date of the file: {OF_DAY.format('end', 'end')} "
        "is unknown then (add --map missing=2020-12-31, or .. where it still holds)"
    )
    assert "Over" in page(capsys, "relations", "iceland", "germany")
    assert told(imported, ends, "missing=2020-12-31") == ""
    assert "of unknown duration" in page(capsys, "relations", "iceland", "germany")


@pytest.mark.parametrize(
    "ends",
    [
        ["2020-12-31"] * 4,
        ["2020-12-31"] * 5 + ["2010-01-01"] * 2,  # as many as may be of one treaty
        ["2020-12-31"] * 6 + ["2021-02-03"],
        ["2030-12-31"] * 6,  # planned, when the data were published
        [".."] * 6,
        [""] * 6,
    ],
)
def test_other_days_are_the_ends_of_relations(imported: Import, ends: Sequence[str]) -> None:
    assert told(imported, ends) == ""


def test_a_last_day_in_columns_of_its_own_is_told(imported: Import) -> None:
    rows = [f"{code},1990,2016,12,31" for code in CODES]
    given = (*PACT, "period={y}/{y2}-{m2}-{d2}")
    out, _ = imported("t.csv", "\n".join(["c,y,y2,m2,d2", *rows, ""]), *given)
    last = "8 of 8 rows end on 2016-12-31, the last date of the file: "
    assert f"{last}{OF_DAY.format('end', 'end')} is unknown then\n" in out


def test_such_an_end_is_told_where_one_column_holds_the_period(imported: Import) -> None:
    given = (*PACT, "period={p}")
    about = "the data {} there, and not what they are about, leave out the {}, as it is unknown"
    for period, does in (("19{:02}/2020-10-05", "end"), ("1816/20{:02}-03-04", "begin")):
        rows = [f"{code},{period.format(nth)}" for nth, code in enumerate(CODES, 10)]
        out, _ = imported("t.csv", "\n".join(["c,p", *rows, ""]), *given)
        what, how = ("beginning", "") if does == "begin" else ("end", " (such as 1990/, or 1990/..")
        where = "in 1816, the first" if does == "begin" else "on 2020-10-05, the last"
        told = f"8 of 8 rows {does} {where} date of the file: where {about.format(does, what)} then"
        assert f"  note: {told}{how}" in out
    rows = [f"{code},2020-10-05" for code in CODES]
    assert "date of the file" not in imported("t.csv", "\n".join(["c,p", *rows, ""]), *given)[0]


def test_a_first_day_with_which_the_data_begin_is_told(imported: Import) -> None:
    ends = [f"20{nth:02}-03-04" for nth in range(8)]
    assert told(imported, ends, "missing=n/a", begins="1816-01-01") == (
        f"9 of 9 rows begin on 1816-01-01, the first date of the file: "
        f"{OF_DAY.format('begin', 'beginning')} is unknown then "
        "(write --map missing=n/a,1816-01-01)"
    )
    assert told(imported, ends, begins="1816-01-02") == ""  # that of one treaty
