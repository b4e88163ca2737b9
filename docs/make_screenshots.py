"""Makes the pictures of the README with the program itself: `python docs/make_screenshots.py`, on any display."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

from PySide6.QtCore import QEventLoop, QSettings, Qt, QTimer
from PySide6.QtWidgets import QApplication

from lrgui.app import make_window
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run

IMAGES = Path(__file__).parent / "images"
RACE = Experiment(runs=tuple(Run(rate, colour=COLOURS[i]) for i, rate in enumerate((0.01, 0.1, 0.5, 0.9))))
SURFACE = Experiment(
    problem="surface",
    surface="himmelblau",
    runs=tuple(Run(rate, colour=COLOURS[i]) for i, rate in enumerate((0.002, 0.01, 0.02))),
)


def wait(milliseconds: int) -> None:
    """Lets window and worker run, as they do when a person looks on."""
    loop = QEventLoop()
    QTimer.singleShot(milliseconds, loop.quit)
    loop.exec()


def main() -> None:
    app = QApplication([])
    with tempfile.TemporaryDirectory() as folder:
        store = QSettings(f"{folder}/settings.ini", QSettings.Format.IniFormat)
        store.setValue("hint-seen", True)
        store.setValue("language", "en")
        window = make_window(store)
        window.setWindowState(Qt.WindowState.WindowNoState)
        window.resize(1440, 900)
        window.show()
        session = window.session

        def picture(name: str) -> None:
            wait(1200)
            assert not session.computing
            window.grab().save(str(IMAGES / name))

        def experiment_of(lesson: str, page: int) -> None:
            """What a lesson has come to, without the lesson."""
            window.lessons.open(lesson)
            for _ in range(page):
                window.teaching.forward()
            wait(600)
            window.teaching.leave()
            wait(600)

        session.load(RACE)
        session.select(3)
        window.docks["curves"].panel.future.setChecked(True)
        wait(600)
        session.seek(session.experiment.length * 3 // 10)
        picture("race.png")
        window.docks["curves"].panel.future.setChecked(False)
        experiment_of("six-rates", 0)
        session.to_end()
        picture("six-rates.png")
        experiment_of("why-10-works", 0)
        for name in ("sweep", "weights"):
            window.panel_layout.want(name, True)
        wait(600)
        session.to_end()
        wait(1500)  # the sweep follows
        picture("sweep-and-weights.png")
        for name in ("sweep", "weights"):
            window.panel_layout.want(name, False)
        window.theme.use("dark")
        session.load(SURFACE)
        wait(600)
        session.to_end()
        picture("surface-dark.png")
        window.theme.use("light")
        window.lessons.open("eta-1")
        window.teaching.forward()
        window.teaching.forward()
        wait(2500)
        window.actions_by_name["present"].trigger()
        presenter = window.presenting.presenter
        presenter.setWindowState(Qt.WindowState.WindowNoState)
        presenter.resize(1280, 720)
        for choice, votes in enumerate((41, 18, 27)):
            window.teaching.vote(choice, votes)
        wait(1200)
        presenter.grab().save(str(IMAGES / "presenter.png"))
        presenter.close()
        window.use_language("zh_CN")
        window.lessons.open("around-one")
        wait(2500)
        picture("around-one-zh.png")
        window.documents.forget_changes()
        window.close()
    app.quit()


if __name__ == "__main__":
    main()
