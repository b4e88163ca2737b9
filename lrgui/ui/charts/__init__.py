"""Quantities against epochs or iterations, and the words for what a plot cannot show."""
