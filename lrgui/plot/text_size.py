"""The size of text for which all lengths in plots are given."""

PIXELS = 13
