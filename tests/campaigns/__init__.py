"""Attacks on the program: random ones whose seed says them again. Short parts run in the suite, long ones by hand."""
