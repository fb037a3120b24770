"""Columns that no key names: how final a number is, what another key would say, what to skip."""
