"""Figures: what answers for two parties, for one and its partners, and for all."""
