"""No exception leaves a Python override that Qt calls, and every painter is ended whatever happens."""

import ast
import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from types import FunctionType

import pytest
from shiboken6 import Shiboken

import lrgui
from lrgui.override_guard import overrides

PACKAGE = Path(lrgui.__file__).parent

# What C raises and not `raise`: a crash of Python 3.11 where PySide gets it.
FAULTS = {
    "IndexError": "[][0]",
    "TypeError": "len(3)",
    "ValueError": "int('x')",
    "ZeroDivisionError": "1 // 0",
    "OverflowError": "float(10**400)",
}
PROGRAM = """
import sys
import lrgui.ui
from PySide6.QtCore import QSize, QTimer
from PySide6.QtGui import QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

told = []
sys.excepthook = lambda kind, error, trace: told.append((kind, error, trace))  # as a log, it keeps everything

class Broken(QWidget):
    def sizeHint(self):
        return {fault}

    def paintEvent(self, event):
        image = QImage(9, 9, QImage.Format.Format_RGB32)
        with QPainter(self) as painter, QPainter(image) as other:
            {fault}

    def event(self, event):
        if event.type() == event.Type.WindowTitleChange:
            {fault}
        return super().event(event)

app = QApplication([])
widget = Broken()
widget.setWindowTitle("x")
assert isinstance(widget.sizeHint(), QSize)
widget.show()
QTimer.singleShot(150, app.quit)
assert app.exec() == 0
print(len(told), *sorted({{kind.__name__ for kind, _, _ in told}}))
"""


@pytest.mark.parametrize("kind", FAULTS)
def test_an_error_in_an_override_ends_nothing(kind):
    command = [sys.executable, "-c", PROGRAM.format(fault=FAULTS[kind])]
    done = subprocess.run(command, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    count, *kinds = done.stdout.split()
    assert int(count) >= 3
    assert kinds == [kind]


def below_qt() -> Iterator[type]:
    """Every class of lrgui below one of Qt's."""
    for module in pkgutil.walk_packages([str(PACKAGE)], "lrgui."):
        if module.name != "lrgui.__main__":
            importlib.import_module(module.name)
    found, waiting = set(), [Shiboken.Object]
    while waiting:
        for cls in waiting.pop().__subclasses__():
            if cls not in found:
                found.add(cls)
                waiting.append(cls)
                if cls.__module__.startswith("lrgui."):
                    yield cls


def test_no_override_is_forgotten():
    """Whatever its name, and also where it comes from a class that is none of Qt's."""
    seen = set()
    for cls in below_qt():
        for base in cls.__mro__:
            for name, function in vars(base).items():
                if isinstance(function, FunctionType) and not name.startswith("__") and overrides(cls, name):
                    assert hasattr(function, "guarded"), f"{cls.__module__}.{cls.__name__}.{name}"
                    seen.add(name)
    assert {"paintEvent", "event", "eventFilter", "paint", "drawPath", "data", "wheelEvent", "done"} <= seen


def test_every_painter_is_ended():
    """A painter that outlives what it paints on is a crash: it is made by `with`, and nowhere else."""
    made = 0
    for path in PACKAGE.rglob("*.py"):
        source = path.read_text("utf-8")
        if "QPainter" not in source:
            continue
        tree = ast.parse(source)
        managed = {
            id(item.context_expr) for node in ast.walk(tree) if isinstance(node, ast.With) for item in node.items
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "QPainter":
                made += 1
                assert id(node) in managed, f"{path}:{node.lineno}"
    assert made > 10
