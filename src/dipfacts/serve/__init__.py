"""Answers as pages of a site: in a browser, and as files."""
