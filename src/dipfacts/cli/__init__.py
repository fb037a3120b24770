"""The command line, from the words typed to the exit status. The only user of typer."""
