"""Exceptions that nobody caught: told once, written to a log of bounded length, from whichever thread."""

import gc
import sys
import threading

import pytest
from PySide6.QtCore import QObject, Qt, QThread, Slot

from lrgui.session.fault_log import FaultLog
from lrgui.session.faults import Faults


class Listener(QObject):
    def __init__(self, faults):
        super().__init__()
        self.heard = []
        faults.told.connect(self.hear, Qt.ConnectionType.QueuedConnection)

    @Slot(str)
    def hear(self, what):
        self.heard.append((what, QThread.currentThread() is self.thread()))


@pytest.fixture
def log(tmp_path):
    return FaultLog(tmp_path / "state" / "lrgui")


@pytest.fixture
def faults(qapp, log):
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    faults = Faults(log)
    faults.install()
    yield faults
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def fail(message="it broke"):
    raise ZeroDivisionError(message)


def report(faults, act=fail):
    try:
        act()
    except Exception:
        faults.report(*sys.exc_info())


def test_a_fault_is_told_and_written(faults, log, qtbot, capsys):
    listener = Listener(faults)
    report(faults)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard == [("ZeroDivisionError: it broke", True)]
    assert "in fail" in log.tail()
    assert "ZeroDivisionError: it broke" in log.tail()
    assert "ZeroDivisionError: it broke" in capsys.readouterr().err


def test_a_fault_of_another_thread_is_told_in_that_of_the_window(faults, log, qtbot):
    listener = Listener(faults)
    thread = threading.Thread(target=fail, name="some-thread")
    thread.start()
    thread.join()
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard == [("ZeroDivisionError: it broke", True)]
    assert "thread some-thread" in log.tail()


def test_what_python_cannot_raise_is_told_too(faults, qtbot):
    class Thing:
        def __del__(self):
            fail("while it was collected")

    listener = Listener(faults)
    Thing()
    gc.collect()
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard[0][0] == "ZeroDivisionError: while it was collected"


def test_the_same_fault_in_every_frame_is_no_flood(faults, log, qtbot):
    listener = Listener(faults)
    for _ in range(1000):
        report(faults)
    report(faults, lambda: fail() if False else [][0])  # another one is told all the same
    qtbot.waitUntil(lambda: len(listener.heard) >= 11)
    assert [what for what, _ in listener.heard] == ["ZeroDivisionError: it broke"] * 10 + [
        "IndexError: list index out of range"
    ]
    assert "for the 512th time" in log.tail()


def test_a_message_that_is_an_error_itself(faults, log, qtbot):
    class Odd(Exception):
        def __str__(self):
            raise ValueError

    listener = Listener(faults)

    def odd():
        raise Odd

    report(faults, odd)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert listener.heard[0][0] == "Odd"


def test_a_log_that_cannot_be_written_is_no_fault(qapp, tmp_path, qtbot):
    (tmp_path / "file").write_text("")
    faults = Faults(FaultLog(tmp_path / "file" / "folder"))
    listener = Listener(faults)
    report(faults)
    qtbot.waitUntil(lambda: bool(listener.heard))
    assert faults.log.tail() == ""


def test_the_log_is_bounded(log):
    for i in range(3000):
        log.write(f"entry {i}\n" + "x" * 1000)
    log.write("y" * 10**6)
    size = sum(path.stat().st_size for path in log.path.parent.iterdir())
    assert size < 500_000
    assert len(log.tail()) <= 20_000


def test_the_latest_entries_are_read_over_two_files(log):
    log.write("x" * 190_000)
    for i in range(12):
        log.write(f"entry {i}\n" + "x" * 1500)
    assert "entry 11" in log.tail()
    assert len(list(log.path.parent.iterdir())) <= 2
