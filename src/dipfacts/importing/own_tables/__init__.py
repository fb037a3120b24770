"""A table of one's own, which `--map` or answers explain: what its columns say."""
