"""The colours of what is drawn but is no run."""

ACCENT = "#0072B2"
TEXT = "#1B2530"
MIDDLE = "#7D8996"  # the parabola, edits
