"""The types of the file format, periods, and how claims are compared and written."""
