"""Who may import whom. The folders are the architecture; this reads every import, also those inside functions."""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import lrgui

PACKAGE = Path(lrgui.__file__).parent
QT = ("PySide6", "shiboken6")
# Each layer: what of the program it may import beside itself and the resources, and which libraries.
LAYERS = {
    "lrgui.core": ((), ("numpy",)),
    "lrgui.session": (("lrgui.core",), ("numpy", "PySide6.QtCore")),
    "lrgui.text": (("lrgui.core",), ("numpy", "PySide6.QtCore")),
    "lrgui.plot": (("lrgui.core", "lrgui.text"), ("numpy", "pyqtgraph", *QT)),
    "lrgui.drawing": (("lrgui.core", "lrgui.text", "lrgui.plot"), ("numpy", *QT)),
    "lrgui.export": (("lrgui.core", "lrgui.text", "lrgui.plot", "lrgui.drawing"), ("numpy", "PIL", "fontTools", *QT)),
}
SHARED_BY_PANELS = {"lrgui.ui.panels", "lrgui.ui.panels.panel"}


def module_name(path: Path) -> str:
    parts = path.relative_to(PACKAGE.parent).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


MODULES = {module_name(path): path for path in sorted(PACKAGE.rglob("*.py"))}


def imports(name: str, path: Path, source: str | None = None) -> Iterator[tuple[int, str]]:
    """(line, module) of everything imported; of `from a import b`, a.b where that is a module, else a."""
    package = name.split(".") if path.name == "__init__.py" else name.split(".")[:-1]
    for node in ast.walk(ast.parse(path.read_text("utf-8") if source is None else source)):
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield node.lineno, full if full in MODULES or base == "PySide6" else base


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def forbidden(name: str, module: str) -> str | None:
    """Why `name` may not import `module`; None where it may."""
    top = module.split(".")[0]
    if within(module, "lrgui.app") and name not in ("lrgui.__main__", "lrgui.app"):
        return "nobody imports app but __main__"
    layer = ".".join(name.split(".")[:2])
    if layer in LAYERS:
        own, libraries = LAYERS[layer]
        allowed = (*sys.stdlib_module_names, *libraries)
        if top == "lrgui" and module != "lrgui" and not within(module, layer, "lrgui.resources", *own):
            return f"of the program, {layer} imports {', '.join(own) or 'nothing'} only"
        if top != "lrgui" and not within(module, *allowed):
            return f"beside the standard library, {layer} imports {', '.join(libraries)} only"
    if within(name, "lrgui.ui"):
        if within(module, "lrgui.cli.main"):
            return "ui does not import cli"
        if within(name, "lrgui.ui.panels") and name not in SHARED_BY_PANELS:
            if within(module, "lrgui.ui.controls"):
                return "panels do not import the controls"
            if within(module, "lrgui.ui.panels") and module not in SHARED_BY_PANELS and module != name:
                return "panels do not import each other"
    return None


@pytest.mark.parametrize("name", MODULES)
def test_imports(name):
    path = MODULES[name]
    wrong = [
        f"{path.relative_to(PACKAGE.parent)}:{line}: {module}: {reason}"
        for line, module in imports(name, path)
        if (reason := forbidden(name, module))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(
    ("name", "source", "allowed"),
    [
        ("lrgui.core.training.trainer", "import numpy.linalg, math, lrgui.core.training.history", True),
        ("lrgui.core.training.trainer", "from lrgui.resources import path", True),
        ("lrgui.core.training.trainer", "def f():\n    import PySide6", False),
        ("lrgui.core.training.trainer", "from lrgui.session import worker", False),
        ("lrgui.core.training.trainer", "from ...session.worker import Worker", False),
        ("lrgui.core.training.trainer", "import scipy", False),
        ("lrgui.session.worker", "from PySide6.QtCore import QObject", True),
        ("lrgui.session.worker", "from PySide6 import QtCore", True),
        ("lrgui.session.worker", "from PySide6 import QtCore, QtWidgets", False),
        ("lrgui.session.worker", "import PySide6", False),
        ("lrgui.session.worker", "from lrgui.ui import controls", False),
        ("lrgui.session.worker", "import pyqtgraph", False),
        ("lrgui.ui.window.main_window", "from lrgui.export.figure.figure import save", True),
        ("lrgui.ui.window.main_window", "import lrgui.cli.main", False),
        ("lrgui.export.figure.figure", "from lrgui import app", False),
        ("lrgui.export.figure.figure", "from lrgui.drawing import scene", True),
        ("lrgui.export.figure.figure", "from lrgui.session.session import Session", False),
        ("lrgui.drawing.chart", "from lrgui.plot import Plot", True),
        ("lrgui.drawing.chart", "from lrgui.ui import theme", False),
        ("lrgui.text.names", "from PySide6.QtWidgets import QLabel", False),
        ("lrgui.ui.panels.curves", "from lrgui.ui.panels.panel import Panel", True),
        ("lrgui.ui.panels.curves", "from .panel import Panel", True),
        ("lrgui.ui.panels.curves", "from lrgui.ui.panels.descent import Descent", False),
        ("lrgui.ui.panels.curves", "from .descent import Descent", False),
        ("lrgui.ui.panels.curves", "from lrgui.ui.controls import Controls", False),
        ("lrgui.__main__", "from lrgui import app", True),
        ("lrgui.cli.main", "import lrgui.app", False),
    ],
)
def test_the_rules_themselves(monkeypatch, name, source, allowed):
    modules = "session.worker", "ui.controls", "ui.panels.descent", "app", "cli.main"
    for module in (f"lrgui.{name}" for name in modules):
        monkeypatch.setitem(MODULES, module, Path())
    found = [forbidden(name, module) for _, module in imports(name, Path("module.py"), source)]
    assert (found == [None] * len(found)) == allowed


def test_there_is_something_to_check():
    assert {"lrgui", "lrgui.core.training.trainer"} <= set(MODULES)
