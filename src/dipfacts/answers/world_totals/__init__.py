"""The total of a party, claimed of it alone or as "with the World".

"Exports of Norway" and "exports from Norway to the world" are one total: a page takes them as one
question, and one claim has those in the other form told beside it.

- `world_lookups`: which pages are about totals; others import nothing more
- `joined_totals`: claims in either form in one, before they are questions
- `total_remarks`: on claims in the other form, beside one claim
"""
