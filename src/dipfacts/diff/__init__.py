"""Two states of a fact base, compared: the changes, and the answers that change with them."""
