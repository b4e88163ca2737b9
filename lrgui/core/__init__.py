"""The mathematics and the experiment: the standard library and NumPy only, no Qt."""
