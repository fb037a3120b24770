"""The compile of an index from nothing.

- `build`: all of it
- `reading`: the rows of one file after another
- `workers`: processes that read files side by side
- `table_rows`, `table_shapes`: the rows of a CSV file, made quickly, and what these share
- `blocks`: so many lines of a CSV file each, by their digests
- `implicit`: countries that no file declares
- `filling`: rows that wait to be put in order
"""
