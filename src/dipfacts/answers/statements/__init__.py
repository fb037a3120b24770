"""Statements on one question: which question answers, and what its claims say, in words.

- `question_choice`: which question answers, and in which order the others follow
- `headline`: what is claimed, and by whom, in a sentence
- `differences`: how far sources lie apart, and why
- `absent`: figures of which a source says that there is no number
- other times and units: `longer_periods` (what reaches into a period that nothing is about),
  `same_series` (other periods and units), `series` (one number a year)
"""
