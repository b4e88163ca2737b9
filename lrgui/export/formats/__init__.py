"""The file formats of figures and animations."""

import lrgui.override_guard  # noqa: F401  (before any class below one of Qt's)
