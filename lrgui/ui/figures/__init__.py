"""Figures and animations on their way out of the window."""
