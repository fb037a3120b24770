"""Import the data sets of the field: recognise a file by its head, and write the TOML for it."""
