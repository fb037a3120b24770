"""What is asked, and the claims that answer it: words to a query, and a base to ask it of."""
