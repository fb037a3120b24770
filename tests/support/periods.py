"""Drawn dates and periods."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

from dipfacts.model.periods.period import Period

DATES = st.dates(date(1, 1, 1), date(9998, 12, 31))
DATE_TEXTS = st.builds(
    lambda day, length, qualifier: day.isoformat()[:length] + qualifier,
    DATES,
    st.sampled_from([4, 7, 10]),
    st.sampled_from(["", "", "?", "~", "%"]),
)


def ordered(one: str, two: str) -> str:
    """The two dates as an interval that does not end before it starts."""
    first, second = sorted((one, two), key=lambda text: Period.parse(text).start or date.min)
    return f"{first}/{second}"


TEXTS = st.one_of(
    DATE_TEXTS,
    st.builds(ordered, DATE_TEXTS, DATE_TEXTS),
    st.builds("{}/{}".format, DATE_TEXTS, st.sampled_from(["", ".."])),
    st.builds("{}/{}".format, st.sampled_from(["", ".."]), DATE_TEXTS),
    st.sampled_from(["../..", "/.."]),
)
UNSPECIFIED_DATES = st.builds(
    lambda day, cut: str(day)[: cut[0]] + cut[1],
    st.dates(date(1000, 1, 1), date(8999, 12, 31)),
    st.sampled_from([(2, "XX"), (3, "X"), (4, "-XX"), (4, "-XX-XX"), (7, "-XX"), (3, "X~")]),
)


def as_set(elements: list[str]) -> str:
    """The dates and ranges as a set, of at least two dates."""
    return f"[{','.join(elements)}]" if len(elements) > 1 else f"[{elements[0]}..]"


SETS = st.builds(
    as_set,
    st.lists(
        st.one_of(
            DATE_TEXTS,
            st.builds(ordered, DATE_TEXTS, DATE_TEXTS).map(lambda text: text.replace("/", "..")),
        ),
        min_size=1,
        max_size=4,
    )
    .filter(lambda elements: len(elements) > 1 or ".." not in elements[0])
    .filter(lambda elements: len({*"..".join([*elements, ".."]).split("..")}) > 2),
)
UNSPECIFIED = st.one_of(
    UNSPECIFIED_DATES,
    SETS,
    st.builds("{}/..".format, UNSPECIFIED_DATES),
    st.builds("/{}".format, UNSPECIFIED_DATES),
)
EXACT = TEXTS
TEXTS = st.one_of(EXACT, UNSPECIFIED)
