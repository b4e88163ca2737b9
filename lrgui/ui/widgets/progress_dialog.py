"""Work that the window waits for, with a bar and a button that stops it where it takes more than half a second.

As in `sliced_work`, work is a generator of the share that is done; closing it leaves everything as it was before.
"""

from __future__ import annotations

import time
from collections.abc import Generator
from typing import TypeVar

from PySide6.QtCore import QCoreApplication, Qt
from PySide6.QtWidgets import QProgressDialog, QWidget

from lrgui.text.language import translate

WAIT_MS = 500  # what is done sooner needs no bar
_INTERVAL = 0.05  # seconds between two looks at the window
_STEPS = 1000  # of the bar

T = TypeVar("T")


class Stopped(Exception):
    """The user does not want it any more."""


def wait_for(parent: QWidget, title: str, said: str, work: Generator[float, None, T]) -> T:
    """Does the work, and gives what it returns; whatever else is asked of `parent` has to wait.

    Raises `Stopped`, and what the work raises.
    """
    bar = QProgressDialog(said, translate("Tables", "Stop"), 0, _STEPS, parent)
    bar.setWindowTitle(title)
    bar.setWindowModality(Qt.WindowModality.WindowModal)
    bar.setMinimumDuration(WAIT_MS)
    bar.setAutoReset(False)
    bar.setValue(0)
    looked = began = time.monotonic()
    try:
        while True:
            share = next(work)
            now = time.monotonic()
            if now - looked > _INTERVAL:
                looked = now
                bar.setValue(min(int(_STEPS * share), _STEPS - 1))  # at its maximum it would close
                if now - began > WAIT_MS / 1000:
                    bar.show()  # which it does itself where the share grows only
                if bar.isVisible():
                    QCoreApplication.processEvents()  # which the bar does where it has another value only
                if bar.wasCanceled():
                    raise Stopped
    except StopIteration as end:
        result: T = end.value
        return result
    finally:
        work.close()
        bar.hide()
        bar.deleteLater()
