"""SDMX-CSV, of which `format` recognises and plans a file."""
