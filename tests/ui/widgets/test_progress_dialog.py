"""Work that the window waits for."""

import time

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QProgressDialog, QWidget

from lrgui.ui.widgets.progress_dialog import Stopped, wait_for


def slow(seconds, share):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        time.sleep(0.005)
        yield share
    return "made"


@pytest.fixture
def parent(qtbot):
    widget = QWidget()
    qtbot.addWidget(widget)
    widget.show()
    return widget


@pytest.mark.parametrize("share", [0.0, 0.3])
def test_of_what_takes_long_there_is_a_bar_though_nobody_knows_how_long(parent, share):
    seen = []

    def look():
        (bar,) = parent.findChildren(QProgressDialog)
        seen.append((bar.isVisible(), bar.value()))

    timer = QTimer()
    timer.timeout.connect(look)
    timer.start(20)
    assert wait_for(parent, "Picture", "Drawing…", slow(0.9, share)) == "made"
    timer.stop()
    assert (True, round(1000 * share)) in seen
    assert not any(bar.isVisible() for bar in parent.findChildren(QProgressDialog))


def test_it_can_be_stopped(parent):
    QTimer.singleShot(600, lambda: parent.findChildren(QProgressDialog)[0].cancel())
    with pytest.raises(Stopped):
        wait_for(parent, "Picture", "Drawing…", slow(60, 0.0))
