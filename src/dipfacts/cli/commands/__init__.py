"""The commands that are no questions, each imported when it runs."""
