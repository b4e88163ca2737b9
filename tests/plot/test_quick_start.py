"""pyqtgraph imported without its thousands of copied names has them all the same."""

import subprocess
import sys

PROGRAM = """
import sys
import lrgui.app
from PySide6 import QtCore, QtGui, QtWidgets
from pyqtgraph import Qt

for theirs, real in ((Qt.QtCore, QtCore), (Qt.QtGui, QtGui), (Qt.QtWidgets, QtWidgets)):
    assert theirs is not real
    for name in dir(real):
        if not name.startswith("__"):
            assert getattr(theirs, name) is getattr(real, name), name
    assert not hasattr(theirs, "QNoSuchThing")
    assert "__dir__" not in vars(real) and "__getattr__" not in vars(real)
from pyqtgraph.Qt.QtWidgets import QMenu
assert QMenu is QtWidgets.QMenu
print(*sorted(sys.modules))
"""

SLOW = (
    "PIL",
    "xml.sax",
    "urllib.request",
    "importlib.metadata",
    "lrgui.export.formats",
    "lrgui.core.codegen",
    "lrgui.cli",
)


def test_names_of_qt_are_there_and_the_window_is_imported_without_what_it_needs_later():
    ran = subprocess.run([sys.executable, "-c", PROGRAM], capture_output=True, text=True, check=False)
    assert ran.returncode == 0, ran.stderr
    modules = ran.stdout.split()
    assert "lrgui.ui.window.main_window" in modules
    assert [name for name in modules if name.startswith(SLOW)] == []
