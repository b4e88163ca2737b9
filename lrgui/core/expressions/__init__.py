"""Expressions in w as people type them: read without running anything, evaluated by NumPy, written as scripts."""
