"""What the tables of names and codes in src/dipfacts/countries are made of."""
