"""The open experiment, its history and the playhead: QtCore only, no widgets."""

import lrgui.override_guard  # noqa: F401  (before any class below one of Qt's)
