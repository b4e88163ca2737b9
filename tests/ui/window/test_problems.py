"""What the window does when something has gone wrong inside the program."""

import sys
import threading

import pytest
from PySide6.QtCore import QEvent
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.limits import MAX_RUNS
from lrgui.core.model.run import Run
from lrgui.session.fault_log import FaultLog
from lrgui.session.faults import Faults
from lrgui.ui.window.problem_report import ReportDialog


@pytest.fixture
def faults(tmp_path):
    hooks = sys.excepthook, threading.excepthook, sys.unraisablehook
    faults = Faults(FaultLog(tmp_path / "state"))
    faults.install()
    yield faults
    sys.excepthook, threading.excepthook, sys.unraisablehook = hooks


def report(user) -> ReportDialog:
    user.menu("Help", "Report a problem…").trigger()
    return user.window.findChild(ReportDialog)


@pytest.mark.parametrize("where", ["an override", "a slot", "another thread"])
def test_a_fault_is_said_written_and_the_experiment_kept(open_window, qtbot, faults, tmp_path, where):
    window = open_window(copies=tmp_path / "copies")
    window.problems.hear(faults)
    window.session.edit_run(learning_rate=0.625)

    def fail(*_):
        return [][0]

    if where == "another thread":
        thread = threading.Thread(target=fail)
        thread.start()
        thread.join()
    elif where == "a slot":
        window.session.position_changed.connect(fail)
        window.session.seek(3)
        window.session.position_changed.disconnect(fail)
    else:
        panel = window.docks["descent"].panel
        panel.retranslate = fail
        QApplication.sendEvent(panel, QEvent(QEvent.Type.LanguageChange))
    qtbot.waitUntil(lambda: bool(window.statusBar().currentMessage()))
    said = "Something went wrong inside lrgui (IndexError: list index out of range)."
    assert window.statusBar().currentMessage().startswith(said)
    qtbot.waitUntil(lambda: bool(list((tmp_path / "copies").glob("*.recovery"))))
    assert "in fail" in faults.log.tail()
    window.session.seek(5)
    assert window.session.position == 5


def test_the_report_has_versions_faults_and_the_experiment(user, faults):
    user.window.problems.hear(faults)
    user.session.edit_run(learning_rate=0.625)
    faults.log.write("a fault of yesterday")
    dialog = report(user)
    text = dialog.text.toPlainText()
    for part in (
        "lrgui ",
        "Python 3.",
        "PySide6-Essentials 6.",
        "numpy ",
        "a fault of yesterday",
        '"learning_rate": 0.625',
    ):
        assert part in text
    user.click(dialog.copy_button)
    assert QGuiApplication.clipboard().text() == text
    user.click(dialog.close_button)


def test_a_report_without_a_fault(user):
    dialog = report(user)
    assert "Faults\n\nnone\n" in dialog.text.toPlainText()
    user.click(dialog.close_button)


def test_more_runs_than_there_may_be_are_refused_in_a_sentence(user):
    user.session.load(Experiment(problem="descent", updates=2, runs=(Run(),) * MAX_RUNS))
    user.settle()
    for act in (user.actions["add"].trigger, user.panel("runs").duplicate.click):
        user.window.statusBar().clearMessage()
        act()
        assert user.window.statusBar().currentMessage() == "Runs = 101: must be between 1 and 100"
    assert len(user.session.experiment.runs) == MAX_RUNS
