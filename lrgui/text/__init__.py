"""Words and numbers as people read them, in the window's language or in that of a figure: QtCore only."""
