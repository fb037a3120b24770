"""What each command that is no question does, each imported when it runs."""
