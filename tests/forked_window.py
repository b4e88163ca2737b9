"""The window of a first start, made once in each test process, and forked for every test that asks for it.

Making it takes a third of a second; a fork of a process that has one takes a few milliseconds, and is as good as new.
So a *mother* is forked before the first test. When a test wants `window` she makes it, once, and from then on forks a
child for each such test, which runs it, sends back its reports and ends; a child that crashes is a failed test.

Why that is sound: the mother has one thread only (what the window shows first is computed in it; its worker gets a
thread of its own in the child), no timer is active in a window that has settled, nothing on the offscreen platform is
shared with another process, and she does nothing while her child lives. What a test process did before is unknown to
her: she is older than its first test. On other systems than Linux, on a real screen, and for debuggers (`--pdb`,
`--no-fork`) tests have windows of their own.
"""

from __future__ import annotations

import gc
import os
import signal
import sys
import warnings
from collections.abc import Iterator
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any

import pytest
from _pytest.runner import runtestprotocol
from PySide6.QtCore import QCoreApplication, QSettings
from PySide6.QtWidgets import QApplication

from lrgui.session.documents import offered
from lrgui.session.worker_thread import WorkerThread
from tests.first_window import english, shown_window

POSSIBLE = sys.platform == "linux" and os.environ["QT_QPA_PLATFORM"] == "offscreen"


class Mother:
    """The process that holds a window, as the process sees it that runs the tests."""

    def __init__(self, session: pytest.Session) -> None:
        self._line, hers = Pipe()
        # Made here, once for all: whoever asks first has pytest empty the folder in which tests have theirs.
        folder = session.config._tmp_path_factory.mktemp("window")
        self._pid = _fork()
        if not self._pid:
            self._line.close()
            _live({item.nodeid: item for item in session.items}, folder, hers)
        hers.close()

    def reports(self, item: pytest.Item) -> Iterator[pytest.TestReport]:
        """Runs a test in a child, and gives its reports as they would have been made here."""
        self._line.send(item.nodeid)
        reports, status = self._line.recv()
        for report in reports:
            yield item.config.hook.pytest_report_from_serializable(config=item.config, data=report)
        if status:
            said = f"the process of this test ended with {_said(status)}"
            yield pytest.TestReport(item.nodeid, item.location, {}, "failed", said, "call")

    def end(self) -> None:
        """Lets her go."""
        self._line.close()
        os.waitpid(self._pid, 0)


class Child:
    """The process that runs one test: the window that it was born with, and the reports that it makes."""

    def __init__(self, window: Any) -> None:
        self._window = window
        self.ending = [window, window.session, window.language]  # with the process: nobody deletes them
        self.reports: list[pytest.TestReport] = []

    def remembering(self, store: QSettings) -> Any:
        """The window, with the settings of the test."""
        known = self._window.settings._store
        for key in known.allKeys():
            store.setValue(key, known.value(key))
        self._window.settings._store = store
        return self._window


mother: Mother | None = None
child: Child | None = None  # where this process is one


def _fork() -> int:
    with warnings.catch_warnings():
        # Python 3.12 warns of the thread of xdist that hears the first process; nobody here needs it, or a lock of it.
        warnings.simplefilter("ignore", DeprecationWarning)
        return os.fork()


def _live(items: dict[str, pytest.Item], folder: Path, line: Connection) -> None:
    """What the mother does until nobody asks any more. Never returns."""
    window: Any = None
    threads: list[tuple[WorkerThread, str]] = []
    try:
        while True:
            item = items[line.recv()]
            if window is None:
                _app = QApplication(["pytest-qt-qapp"])  # as the fixture `qapp` makes it
                with pytest.MonkeyPatch.context() as patch:
                    patch.setattr(WorkerThread, "start_thread", lambda *thread: threads.append(thread))
                    window = shown_window(english(folder))
                offered()  # which the program does when nobody does anything
                for _ in range(3):
                    QCoreApplication.processEvents()  # what is still to be painted
                gc.collect()
                gc.freeze()  # what no collection looks at is not copied
            here, there = Pipe(duplex=False)
            pid = _fork()
            if not pid:
                _run(item, Child(window), threads, there)
            there.close()
            try:
                reports = here.recv()
            except EOFError:  # it crashed
                reports = []
            here.close()
            line.send((reports, os.waitpid(pid, 0)[1]))
    except (EOFError, KeyboardInterrupt):
        os._exit(0)
    except BaseException:
        sys.excepthook(*sys.exc_info())
        os._exit(1)


def _run(item: pytest.Item, this: Child, threads: list[tuple[WorkerThread, str]], answer: Connection) -> None:
    """What a child does. Never returns."""
    global child
    child = this
    hook = item.config.hook
    for worker, name in threads:
        worker.start_thread(name)
    hook.pytest_runtest_protocol(item=item, nextitem=None)
    answer.send([hook.pytest_report_to_serializable(config=item.config, report=report) for report in this.reports])
    os._exit(0)


def _said(status: int) -> str:
    if os.WIFSIGNALED(status):
        return signal.Signals(os.WTERMSIG(status)).name
    return f"exit code {os.waitstatus_to_exitcode(status)}"


def start(session: pytest.Session) -> None:
    """Has a mother where she can be and has enough to do."""
    global mother
    option = session.config.option
    wanted = sum("window" in getattr(item, "fixturenames", ()) for item in session.items) > 2
    if POSSIBLE and wanted and not option.usepdb and not option.no_fork and not option.collectonly:
        mother = Mother(session)


def end() -> None:
    """After the last test."""
    global mother
    if mother is not None and child is None:
        mother.end()
        mother = None


def run(item: pytest.Item, nextitem: pytest.Item | None) -> bool | None:
    """A test's whole protocol, if it is run here (in a child) or there (by the mother); None if it is as ever."""
    if child is not None:
        child.reports += runtestprotocol(item, log=False, nextitem=nextitem)
        return True
    if mother is None or "window" not in getattr(item, "fixturenames", ()):
        return None
    item.ihook.pytest_runtest_logstart(nodeid=item.nodeid, location=item.location)
    for report in mother.reports(item):
        item.ihook.pytest_runtest_logreport(report=report)
    item.ihook.pytest_runtest_logfinish(nodeid=item.nodeid, location=item.location)
    # What the test before left for tests of the same module ends where that ends.
    item.session._setupstate.teardown_exact(nextitem)
    return True
