"""One party beside several others: `side_by_side` answers.

- `partner_claims`: what is claimed of each of them
- `partner_table`: tables of these, with the words of `cell_words`
- `beside_tables`: claims to tell beside them
"""
