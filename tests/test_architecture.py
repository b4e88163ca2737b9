"""Who may import whom: the house of docs/architecture.md as a table, for every module of the package.

Every import is read from the source, those inside functions and for type checking included. A module belongs to the
room of its folder (or to one of its own, where the table names the module), rooms lie on the floors of a wing, and
wings use wings. Nothing is imported upwards, directly or through a third module, and nothing in a circle.
"""

import ast
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

import lrgui

PACKAGE = Path(lrgui.__file__).parent
QT = ("PySide6", "shiboken6")


@dataclass(frozen=True)
class Wing:
    """A part of the house.

    uses: the wings that its modules may import. libraries: those they may import beside the standard library.
    floors: its rooms from the ground up, relative to the wing ("" is the wing's own folder or module); a room imports
    those on lower floors of its wing, never one beside it on the same floor.
    """

    uses: tuple[str, ...] = ()
    libraries: tuple[str, ...] = ()
    floors: tuple[tuple[str, ...], ...] = (("",),)


CORE = (
    ("model",),
    ("training.script_parts",),
    ("training.schedules", "training.optimizers", "expressions", "problems.own_data"),  # what a run is checked against
    ("model.run",),
    (
        "model.edits",
        "problems",
        "training.memory",
        "training.checkpoint_times",
    ),  # what an experiment is checked against
    ("model.experiment_fields",),
    ("model.groups", "model.dictionary"),
    ("model.sharing",),
    ("model.experiment",),
    ("training",),
    ("analysis",),
    ("sweeps",),
    ("tables", "codegen"),
    ("tables.compare", "files.view", "files.damaged_file"),
    ("files.strict_json",),
    ("lessons",),
    ("files",),
    ("",),
)
EXPORT = (
    ("",),
    ("figure",),
    ("animation.frame_times",),
    ("animation.frame_files",),
    ("formats",),
    ("animation", "handout"),
)
UI = (
    ("",),
    ("widgets",),
    ("panels", "controls", "lessons"),
    ("presenter",),
    ("figures",),
    ("tables", "documents"),
    ("window",),
)
CLI = (("complaints",), ("parser", "progress"), ("options",), ("",))
GUARD = "lrgui.override_guard"  # for whoever has classes below one of Qt's
# From the ground up. Everybody may read the resources and the version.
WINGS = {
    "lrgui": Wing(),
    "lrgui.resources": Wing(),
    "lrgui.preflight": Wing(),
    GUARD: Wing((), ("shiboken6",)),
    "lrgui.core": Wing((), ("numpy", "sympy"), CORE),
    "lrgui.session": Wing(("lrgui.core", GUARD), ("numpy", "PySide6.QtCore")),
    "lrgui.text": Wing(("lrgui.core",), ("numpy", "PySide6.QtCore")),
    "lrgui.colours": Wing(("lrgui.core",)),
    "lrgui.plot": Wing(("lrgui.core", GUARD, "lrgui.text", "lrgui.colours"), ("numpy", "pyqtgraph", "contourpy", *QT)),
    "lrgui.drawing": Wing(
        ("lrgui.core", GUARD, "lrgui.text", "lrgui.colours", "lrgui.plot"), ("numpy", *QT), (("quantities",), ("",))
    ),
    "lrgui.export": Wing(
        ("lrgui.core", GUARD, "lrgui.text", "lrgui.colours", "lrgui.plot", "lrgui.drawing"),
        ("numpy", "PIL", "fontTools", "imageio_ffmpeg", *QT),
        EXPORT,
    ),
    "lrgui.ui": Wing(
        (
            "lrgui.core",
            GUARD,
            "lrgui.session",
            "lrgui.text",
            "lrgui.colours",
            "lrgui.plot",
            "lrgui.drawing",
            "lrgui.export",
        ),
        ("numpy", *QT),
        UI,
    ),
    "lrgui.cli": Wing(
        (
            "lrgui.core",
            GUARD,
            "lrgui.text",
            "lrgui.colours",
            "lrgui.plot",
            "lrgui.drawing",
            "lrgui.export",
            "lrgui.preflight",
        ),
        ("numpy", *QT),
        CLI,
    ),
    "lrgui.app": Wing(
        (
            "lrgui.core",
            GUARD,
            "lrgui.session",
            "lrgui.text",
            "lrgui.colours",
            "lrgui.plot",
            "lrgui.drawing",
            "lrgui.export",
            "lrgui.ui",
        ),
        QT,
    ),
    "lrgui.__main__": Wing(("lrgui.app", "lrgui.cli", "lrgui.preflight")),
}
EVERYBODY = ("lrgui", "lrgui.resources")
# What a panel may import of its own room: panels know nothing of each other.
SHARED_BY_PANELS = {"lrgui.ui.panels", "lrgui.ui.panels.panel"}


# Reading the source


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


@cache
def all_imports() -> dict[str, list[tuple[int, str]]]:
    return {name: list(imports(name, path)) for name, path in MODULES.items()}


@cache
def graph_of_all() -> dict[str, set[str]]:
    return {name: {m for _, m in found if m in MODULES and m != name} for name, found in all_imports().items()}


# The rules


def within(module: str, *packages: str) -> bool:
    return any(module == package or module.startswith(package + ".") for package in packages)


def wing_of(module: str) -> str | None:
    """The wing of a module; None where the table has none."""
    top = ".".join(module.split(".")[:2])
    return top if top in WINGS else None


def place(module: str) -> tuple[str, int, str] | None:
    """(wing, floor, room) of a module: of the module itself if the table names it, else of its folder."""
    wing = wing_of(module)
    if wing is None:
        return None
    is_package = module in MODULES and MODULES[module].name == "__init__.py"
    folder = module if is_package else module.rpartition(".")[0]
    for candidate in (module, folder):
        if within(candidate, wing):
            room = candidate[len(wing) + 1 :]
            for floor, rooms in enumerate(WINGS[wing].floors):
                if room in rooms:
                    return wing, floor, room
    return None


def forbidden(name: str, module: str) -> str | None:
    """Why `name` may not import `module`; None where it may."""
    own = place(name)
    if own is None:
        return f"{name} stands on no floor"
    wing, floor, room = own
    if not within(module, "lrgui"):
        libraries = WINGS[wing].libraries
        if within(module, *sys.stdlib_module_names, *libraries):
            return None
        return f"beside the standard library, {wing} imports {', '.join(libraries) or 'nothing'} only"
    if module in EVERYBODY:
        return None
    other = place(module)
    if other is None:
        return f"{module} stands on no floor"
    if other[0] != wing:
        uses = WINGS[wing].uses
        return None if other[0] in uses else f"of the program, {wing} imports {', '.join(uses) or 'nothing'} only"
    if other[1] > floor:
        return f"{room or wing} is below {other[2] or wing}"
    if other[1] == floor and other[2] != room:
        return f"{room or wing} and {other[2] or wing} are on the same floor"
    if (wing, room) == ("lrgui.ui", "panels") == other[::2] and not {name, module} & SHARED_BY_PANELS:
        return "panels do not import each other"
    return None


def reached(name: str, graph: dict[str, set[str]]) -> dict[str, str]:
    """Every module that `name` imports, be it through others, with the one that imports it."""
    through: dict[str, str] = {}
    waiting = [name]
    while waiting:
        importer = waiting.pop()
        for module in sorted(graph[importer]):
            if module not in through and module != name:
                through[module] = importer
                waiting.append(module)
    return through


def circles(graph: dict[str, set[str]]) -> list[list[str]]:
    """The groups of modules that import each other, directly or not."""
    closure = {name: set(reached(name, graph)) for name in graph}
    groups = {
        tuple(sorted({name, *(other for other in closure[name] if name in closure[other])}))
        for name in graph
        if any(name in closure[other] for other in closure[name])
    }
    return [list(group) for group in sorted(groups)]


def chain(name: str, module: str, through: dict[str, str]) -> str:
    """How `name` comes to import `module`."""
    steps = [module]
    while steps[-1] != name:
        steps.append(through[steps[-1]])
    return " → ".join(reversed(steps))


# The house


def test_every_module_stands_on_a_floor():
    assert not [name for name in MODULES if place(name) is None]


def test_every_room_of_the_table_is_there():
    rooms = {place(name) for name in MODULES}
    table = {(w, floor, r) for w, wing in WINGS.items() for floor, names in enumerate(wing.floors) for r in names}
    assert table == rooms


def test_a_wing_uses_what_the_wings_it_uses_use_and_none_above():
    order = list(WINGS)
    for name, wing in WINGS.items():
        for used in wing.uses:
            assert order.index(used) < order.index(name)
            if name != "lrgui.__main__":  # which only starts them
                assert set(WINGS[used].uses) <= set(wing.uses), (name, used)


@pytest.mark.parametrize("wing", WINGS)
def test_imports(wing):
    wrong = [
        f"{MODULES[name].relative_to(PACKAGE.parent)}:{line}: {module}: {reason}"
        for name in MODULES
        if wing_of(name) == wing
        for line, module in all_imports()[name]
        if (reason := forbidden(name, module))
    ]
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("wing", [wing for wing in WINGS if wing != "lrgui.__main__"])  # which starts everything
def test_nothing_else_is_reached_through_others(wing):
    """No wing and no library: the core, say, has no Qt, whatever it imports."""
    wings = {wing, *WINGS[wing].uses, *EVERYBODY}
    libraries = ("lrgui", *sys.stdlib_module_names, *(library for w in wings for library in WINGS[w].libraries))
    imported = {library for imports in all_imports().values() for _, library in imports}
    strange = {library for library in imported if not within(library, *libraries)}
    for name in MODULES:
        if wing_of(name) != wing:
            continue
        through = reached(name, graph_of_all())
        for module in through:
            assert wing_of(module) in wings, chain(name, module, through)
            for _, library in all_imports()[module]:
                assert library not in strange, f"{chain(name, module, through)} → {library}"


def test_there_is_no_circle():
    assert circles(graph_of_all()) == []


# The rules themselves


@pytest.mark.parametrize(
    ("name", "source", "allowed"),
    [
        ("lrgui.core.training.trainer", "import numpy.linalg, math, lrgui.core.training.history", True),
        ("lrgui.core.training.trainer", "from lrgui.resources import path", True),
        ("lrgui.core.training.trainer", "from lrgui import __version__", True),
        ("lrgui.core.training.trainer", "def f():\n    import PySide6", False),
        ("lrgui.core.training.trainer", "from lrgui.session import worker", False),
        ("lrgui.core.training.trainer", "from ...session.worker import Worker", False),
        ("lrgui.core.training.trainer", "import scipy", False),
        ("lrgui.core.training.trainer", "from lrgui.core.sweeps.sweep import Sweep", False),
        ("lrgui.core.training.trainer", "from lrgui.core.nowhere.sweep import Sweep", False),
        ("lrgui.core.model.errors", "from lrgui.core.model.experiment import Experiment", False),
        ("lrgui.core.model.experiment", "from lrgui.core.model.errors import InvalidValue", True),
        ("lrgui.core.codegen.plan", "from lrgui.core.tables.results import steps_table", False),
        ("lrgui.resources", "import PySide6.QtCore", False),
        ("lrgui.resources", "import numpy", False),
        ("lrgui.preflight", "from lrgui.ui import theme", False),
        ("lrgui.session.worker", "from PySide6.QtCore import QObject", True),
        ("lrgui.session.worker", "from PySide6 import QtCore", True),
        ("lrgui.session.worker", "from PySide6 import QtCore, QtWidgets", False),
        ("lrgui.session.worker", "import PySide6", False),
        ("lrgui.session.worker", "from lrgui.ui import controls", False),
        ("lrgui.session.worker", "from lrgui.text.numbers import number", False),
        ("lrgui.session.worker", "import pyqtgraph", False),
        ("lrgui.export.figure.figure", "from lrgui import app", False),
        ("lrgui.export.figure.figure", "from lrgui.drawing import scene", True),
        ("lrgui.export.figure.figure", "from lrgui.session.session import Session", False),
        ("lrgui.export.figure.figure", "from lrgui.export.animation.animation import save", False),
        ("lrgui.drawing.chart", "from lrgui.plot import Plot", True),
        ("lrgui.drawing.chart", "from lrgui.ui import theme", False),
        ("lrgui.text.names", "from PySide6.QtWidgets import QLabel", False),
        ("lrgui.ui.theme", "from lrgui.ui.widgets.fields import label", False),
        ("lrgui.ui.theme", "import pyqtgraph", False),
        ("lrgui.ui.panels.curves", "from lrgui.ui.panels.panel import Panel", True),
        ("lrgui.ui.panels.curves", "from .panel import Panel", True),
        ("lrgui.ui.panels.curves", "from lrgui.ui.panels.descent import Descent", False),
        ("lrgui.ui.panels.curves", "from .descent import Descent", False),
        ("lrgui.ui.panels.curves", "from lrgui.ui.controls import Controls", False),
        ("lrgui.ui.window.main_window", "from lrgui.export.figure.figure import save", True),
        ("lrgui.ui.window.main_window", "import lrgui.cli.main", False),
        ("lrgui.ui.figures.figure_dialog", "from lrgui.ui.window.main_window import MainWindow", False),
        ("lrgui.cli.main", "import lrgui.app", False),
        ("lrgui.cli.main", "from lrgui.ui.theme import apply", False),
        ("lrgui.cli.main", "from lrgui.session.session import Session", False),
        ("lrgui.__main__", "from lrgui import app", True),
        ("lrgui.__main__", "import numpy", False),
    ],
)
def test_the_rules_themselves(monkeypatch, name, source, allowed):
    modules = "session.worker", "ui.panels.descent", "app", "cli.main"
    for module in (f"lrgui.{name}" for name in modules):
        monkeypatch.setitem(MODULES, module, Path())
    found = [forbidden(name, module) for _, module in imports(name, MODULES[name], source)]
    assert (found == [None] * len(found)) == allowed


def test_a_module_outside_the_table_is_noticed(monkeypatch):
    monkeypatch.setitem(MODULES, "lrgui.core.cellar.barrel", Path("barrel.py"))
    monkeypatch.setitem(MODULES, "lrgui.shed", Path("shed.py"))
    assert place("lrgui.core.cellar.barrel") is None
    assert place("lrgui.shed") is None


def test_circles_are_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": set()}) == []
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"b", "d"}, "d": set(), "e": {"f"}, "f": {"e"}}) == [
        ["b", "c"],
        ["e", "f"],
    ]


def test_there_is_something_to_check():
    assert {"lrgui", "lrgui.core.training.trainer"} <= set(MODULES)
    assert "lrgui.core.model.experiment" in reached("lrgui.ui.window.main_window", graph_of_all())


def test_imports_for_type_checking_count():
    source = "from typing import TYPE_CHECKING\nif TYPE_CHECKING:\n    from lrgui.ui.theme import apply"
    assert (3, "lrgui.ui.theme") in list(imports("lrgui.plot.axis", Path("axis.py"), source))
