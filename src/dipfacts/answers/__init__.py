"""One function per question; each gives an Answer: data, no colour, no printing."""
