"""Figures and animations as files, made from the window's drawings at the size at which they will be seen."""
