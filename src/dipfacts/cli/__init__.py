"""The command line: parse, ask, print, exit status. Nothing else prints."""
