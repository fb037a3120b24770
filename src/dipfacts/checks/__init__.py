"""The rules between the claims of a base."""
