"""Imports pyqtgraph in half of the time that it takes by itself; imported before any module that uses it.

pyqtgraph copies every name of QtCore, QtGui and QtWidgets into modules of its own, and PySide6 makes each of these
thousands of classes at the moment when it is first asked for. Here the modules are copied as empty, and a name comes
from PySide6 when pyqtgraph first uses it (`__getattr__` of a module, PEP 562).
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any

from PySide6 import QtCore, QtGui, QtWidgets


def _hide_names(source: ModuleType) -> None:
    """Until `_show_names`, `dir(source)` has one name: a function that looks others up in `source`."""
    copy = f"pyqtgraph.Qt.{source.__name__.rpartition('.')[2]}"

    def look_up(name: str) -> Any:
        _show_names(source)  # otherwise a name that is nowhere would be looked up for ever
        value = getattr(source, name)
        setattr(sys.modules[copy], name, value)  # the next time it is found there, without this
        return value

    vars(source).update(__getattr__=look_up, __dir__=lambda: ["__getattr__"])


def _show_names(source: ModuleType) -> None:
    vars(source).pop("__getattr__", None)
    vars(source).pop("__dir__", None)


def _import_pyqtgraph() -> None:
    modules = (QtCore, QtGui, QtWidgets)
    for module in modules:
        _hide_names(module)
    try:
        import pyqtgraph  # noqa: F401
    finally:
        for module in modules:
            _show_names(module)


_import_pyqtgraph()
