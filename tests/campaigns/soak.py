"""The same again and again: memory must not grow with it.

    python tests/campaigns/soak.py [--times 1000] [ACTION…]

Prints by how many MB the process grew over so many times of each action, after as many again to warm up as a tenth.
Exits 1 where one grew by more than `MOST` in a thousand times.
"""

from __future__ import annotations

import argparse
import gc
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from typing import Any

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).parents[2]))

from PySide6.QtCore import QCoreApplication, QEvent, QSettings, Qt
from PySide6.QtWidgets import QApplication, QDialog

from lrgui.core.model.experiment import Experiment
from tests.campaigns.watch import resident

MOST = 5.0  # MB in a thousand times


def settle(window: Any) -> None:
    """Until all is computed and drawn, and what was deleted is gone."""
    while window.session.computing or not window.frames.idle:
        QCoreApplication.processEvents()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    QCoreApplication.processEvents()


def actions(window: Any, folder: Path) -> dict[str, Callable[[], None]]:
    """What is done again and again, by name."""
    session, number = window.session, count()
    rates = (0.2, 0.5, 0.05, 0.9)

    def dialog(name: str) -> Callable[[], None]:
        def open_and_close() -> None:
            window.actions_by_name[name].trigger()
            settle(window)
            for widget in QApplication.topLevelWidgets():
                if isinstance(widget, QDialog):
                    widget.close()

        return open_and_close

    def save_and_open() -> None:
        window.documents.save(folder / "soak.lrgui")
        window.files.open(folder / "soak.lrgui")

    def panel(name: str) -> Callable[[], None]:
        return lambda: window.panel_layout.want(name, not window.panel_layout.wanted(name))

    return {
        "rate": lambda: session.edit_run(learning_rate=rates[next(number) % 4]),
        "batch size": lambda: session.edit(batch_size=(10, 20, 40)[next(number) % 3]),
        "undo and redo": lambda: (session.undo(), session.redo()),
        "step": lambda: session.step(1) if session.position < 1000 else session.to_start(),
        "runs": lambda: session.add_run() if next(number) % 2 == 0 else session.remove_run(0),
        "new experiment": lambda: session.load(Experiment()),
        "language": lambda: window.use_language(("zh_CN", "en")[next(number) % 2]),
        "text size": lambda: window.use_text_size(("large", "normal")[next(number) % 2]),
        "weight space": panel("weights"),
        "steps": panel("steps"),
        "maximise": lambda: window.panel_layout.maximise("descent"),
        "copy picture": lambda: window.exporting.copy_panel("descent"),
        "copy table": lambda: window.tables.copy_panel("steps"),
        "figure dialog": dialog("export-figure"),
        "table dialog": dialog("export-table"),
        "code": dialog("code"),
        "save and open": save_and_open,
    }


def growth(window: Any, action: Callable[[], None], times: int) -> float:
    """MB by which the process grew in so many times."""
    sizes = []
    for repeats in (max(20, times // 10), times):
        for _ in range(repeats):
            action()
            settle(window)
        gc.collect()
        sizes.append(resident())
    return sizes[1] - sizes[0]


def soak(times: int, names: tuple[str, ...] = ()) -> Iterator[tuple[str, float]]:
    """(action, MB that it grew by) for all actions or those called."""
    from lrgui.app import make_window

    with tempfile.TemporaryDirectory() as name:
        store = QSettings(str(Path(name) / "settings.ini"), QSettings.Format.IniFormat)
        store.setValue("language", "en")
        window = make_window(store, Path(name) / "copies")
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(1280, 720)
        window.show()
        settle(window)
        for action, do in actions(window, Path(name)).items():
            if not names or action in names:
                window.session.load(Experiment())
                settle(window)
                yield action, growth(window, do, times)
        window.use_language("en")
        window.use_text_size("normal")
        window.documents.forget_changes()
        window.close()
        for thing in (window, window.session, window.language):
            thing.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--times", type=int, default=1000)
    parser.add_argument("actions", nargs="*")
    typed = parser.parse_args()
    app = QApplication.instance() or QApplication(["lrgui"])
    worst = 0.0
    for action, grown in soak(typed.times, tuple(typed.actions)):
        print(f"{action:<20} {grown:6.1f} MB in {typed.times} times", flush=True)
        worst = max(worst, grown * 1000 / typed.times)
    app.clipboard().clear()
    return 1 if worst > MOST else 0


if __name__ == "__main__":
    sys.exit(main())
