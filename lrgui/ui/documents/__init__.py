"""Experiment files: opening, saving, notes, and the run as code."""
