"""Dates and periods in EDTF (ISO 8601-2), as precisely as they are known.

- `period`: a date or an interval, read and in English
- `dates`: one date of it
- `date_sets`: several dates, of which one is meant
- `date_wording`: a date in words, put otherwise for a sentence
- `calendar`: the bounds of the calendar, months, and the years that begin on other days
- `period_hints`, `date_hints`: what was meant by a text that cannot be read
- `digits`: digits of other scripts
"""
