"""The parts of the docs that are made from the code: each module makes those of one page."""
