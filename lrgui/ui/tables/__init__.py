"""Tables on their way out of the window, and printed ones held against a run."""
