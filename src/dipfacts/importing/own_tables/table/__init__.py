"""A table as it is given, how that is read and written, and its columns with their rows."""
