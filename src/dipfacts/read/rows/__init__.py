"""The rows of CSV files, and the claims of a `[[table]]` that they are.

- `table_files`: a whole file, with counts of what is left out
- `tables`: its rows as the keys of claims
- `table_templates`: texts with {column} in them, and what cells make of these
- `wide_columns`: columns that hold a claim each
- `csv_files`, `csv_parts`: bytes to rows with lines, and what of a file can be read apart
- `chosen_lines`: the lines that each of many tables takes
- `date_cells`: which cell spoils a date
- `party_columns`: what is wrong in a whole column
"""
