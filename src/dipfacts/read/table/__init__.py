"""One table: its rules, its values, and what is wrong in it.

- `fault`: something that is wrong, before its place is known
- `positions`: the lines and columns of tables and keys
- `validation`: every problem with the types of a document
- `rules`: what types cannot express, and the fast path beside it
- `table_rules`: the same of a `[[table]]`, without its CSV file
- `number_rules`: the same of the number of a figure
- `numbers`, `beside_numbers`: numbers as people write them, and the words beside them
- `own_values`: a value of the wrong type, as it is to be written
- `key_words`: what an unknown key may mean
- `ids`: made of texts
- `possible_faults`: what may be wrong in a table that loads
- `json_schema`: the schema of the file format
"""
