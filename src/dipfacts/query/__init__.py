"""Questions and the claims that answer them: words to a query, and a base to ask it of."""
