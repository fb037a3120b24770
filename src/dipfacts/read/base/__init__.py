"""All tables of a base, and what holds between them.

- `base_reader`: all files of a base, read, and every problem in them
- `references`: what tables refer to is there, and of the right kind
- `named_ids`: which keys name other tables
- `same_as`: which claims are about one relation or event
- `possible_duplicates`: which may be, though nothing joins them
- `circles`: tables that name one another
- `repeated_declarations`: the same in several files
- `implicit_countries`, `party_names`: parties that no file declares, and the names of all
- `compact`, `packed_problems`, `streamed_problems`: what is read, or wrong, in little memory
"""
