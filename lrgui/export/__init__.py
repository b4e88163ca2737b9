"""Figures and animations as files, made from the window's drawings at the size at which they will be seen."""

import lrgui.override_guard  # noqa: F401  (before any class below one of Qt's)
