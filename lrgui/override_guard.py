"""Keeps exceptions inside the Python overrides of Qt's methods, which Qt calls: importing this installs it.

What leaves such an override goes through C++ that knows no exceptions. PySide carries it to the next Python call,
which may be `exec()`, and then the program ends; on Python 3.11 an error that C raises there (an `IndexError` of a
list, a `ZeroDivisionError`) is a segmentation fault. So every class below a Qt class, pyqtgraph's too, gets its
overrides wrapped when it is made: nobody has to think of it. The packages that have such classes import this first.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import wraps
from types import FunctionType
from typing import Any

from shiboken6 import Shiboken

_QT = "PySide6."


def _answers(cls: type, name: str, function: Callable[..., Any]) -> Callable[..., Any]:
    """The override; where it raises that is reported, and the class above answers."""

    @wraps(function)
    def override(self: Any, *args: Any, **kwargs: Any) -> Any:
        try:
            return function(self, *args, **kwargs)
        except Exception:
            sys.excepthook(*sys.exc_info())
        try:
            return getattr(super(cls, self), name)(*args, **kwargs)
        except Exception:  # what is purely virtual has no answer: Qt has one for None
            return None

    override.guarded = True  # type: ignore[attr-defined]
    return override


def _guard(cls: type) -> None:
    """Called for every Python class below one of Qt's."""
    for name, function in list(vars(cls).items()):
        if isinstance(function, FunctionType) and overrides(cls, name) and not name.startswith("__"):
            setattr(cls, name, _answers(cls, name, function))


def overrides(cls: type, name: str) -> bool:
    """Whether Qt has a method of this name, which the class would override."""
    return any(name in vars(base) for base in cls.__mro__ if base.__module__.startswith(_QT))


Shiboken.Object.__init_subclass__ = classmethod(_guard)  # type: ignore[assignment]
