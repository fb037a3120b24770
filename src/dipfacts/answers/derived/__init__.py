"""Numbers computed from claims."""
