"""The file format: the tables of a fact base, as types.

- `tables`: claims and what they refer to
- `csv_table`: a `[[table]]` of the rows of a CSV file
- `descriptions`: what each key of these means
- `status`: the statuses of relations and events, with their classes
- `inferred_keys`: which key of a claim is inferred
"""
