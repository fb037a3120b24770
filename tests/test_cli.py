"""The command line as a user meets it: whole pages, exit statuses and errors to the letter."""
