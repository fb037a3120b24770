"""The command line: parse, ask, print, exit status. The only user of typer."""
