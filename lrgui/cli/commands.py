"""The commands that can be typed after `lrgui`: what they are called and do. Each is a module of this package."""

from __future__ import annotations

COMMANDS = {  # name: (what may follow it, what it does)
    "run": ("[options]", "compute an experiment without a window"),
    "sweep": ("[options]", "compare learning rates by the dozen"),
    "lessons": ("", "list the lessons, check files of your own, export those of the program"),
    "desktop": ("install|remove", "have a double click on a file open it, on Linux"),
}
