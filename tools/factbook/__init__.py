"""The tables of data/world, out of the texts of the CIA World Factbook."""
