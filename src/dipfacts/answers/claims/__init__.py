"""The numbers of claims, before any is chosen, compared or put in a sentence.

- what a question is about: `subject_words` (its measure, parties and part), `timing` (its period)
- which numbers go together: `basis` (whose they are, and of what), `flow_keys` (both reporters of
  a flow), `flow_direction` (whose exports a share is of), `several_units`, `partner_roles`
- numbers: `usable_numbers` (those to compute with), `sizes` (what is ranked), `years` (one point
  a year, and the series of them)
"""
