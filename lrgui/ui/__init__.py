"""The window: widgets and panels. Views only; every number comes from the session."""

import lrgui.override_guard  # noqa: F401  (before any class below one of Qt's)
