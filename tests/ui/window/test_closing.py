"""The window closes in every state, at once, and leaves nothing running; what it asks before is in test_documents."""

import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PySide6.QtCore import QThread

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.session.recovery import Recovery

ROOT = Path(__file__).parents[3]


def test_close_during_computation(user):
    thread = user.session._computation._worker.thread_of_worker
    user.session.edit(epochs=6000)
    user.wait(lambda: user.session.shown.frontier > 0 and user.session.computing)
    user.window.documents.forget_changes()
    user.window.close()
    assert isinstance(thread, QThread)
    assert thread.isFinished()
    assert not user.window.isVisible()


def test_close_while_playing(user):
    user.key("Space")
    user.wait(lambda: user.session.position > 1)
    user.window.close()
    assert not user.session.player.playing


def test_close_while_the_slider_is_held(user):
    slider = user.run_box.slider
    user.press(slider, user.handle(slider))
    for value in range(800, 1000, 20):
        user.move(slider, user.handle(slider, value))
    user.window.documents.forget_changes()
    user.window.close()


def test_close_with_a_dialog_and_a_floating_panel(user):
    user.click(user.window.docks["runs"].header.float_button)
    user.actions["keys"].trigger()
    user.window.close()


def test_close_by_key(user):
    user.key("Ctrl+Q")
    assert not user.window.isVisible()


def test_close_at_once(open_window):
    open_window().close()


def test_close_an_experiment_of_six_runs_and_millions_of_updates(user):
    user.session.load(Experiment(problem="classifier", epochs=10_000, runs=(Run(),) * 6))
    user.wait(lambda: user.session.progress > 0 and user.session.computing)
    user.window.close()


# The system ends the program

ENDED = """
import gc
import signal
import sys
from pathlib import Path
from PySide6.QtCore import QSettings, QStandardPaths, QTimer
from lrgui import __main__, app

if sys.platform != "win32":
    signal.signal(signal.SIGHUP, signal.SIG_DFL)  # else no test that nohup has started is heard
QStandardPaths.writableLocation = lambda place: sys.argv[1]
make_window = app.make_window

def make(copies):
    window = make_window(QSettings(sys.argv[1] + "/settings.ini", QSettings.Format.IniFormat), copies)
    def edit():
        window.session.edit(epochs=6000)
        window.session.edit_run(learning_rate=0.625)
        if sys.argv[2] == "dialog":
            window.files.new()  # asks, and waits
        print("ready", gc.isenabled(), gc.get_freeze_count() > 10_000, flush=True)
    QTimer.singleShot(100, edit)
    return window

app.make_window = make
sys.exit(__main__.main([]))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there are no such signals")
def test_what_is_not_saved_is_kept_when_the_system_ends_the_program(tmp_path):
    """At once: these edits are not two seconds old. Also while it computes, and while a question waits."""
    numbers = {"dialog": signal.SIGTERM, "hangup": signal.SIGHUP, "ctrl-c": signal.SIGINT}
    programs = {}
    for name in numbers:
        (tmp_path / name).mkdir()
        command = [sys.executable, "-c", ENDED, str(tmp_path / name), name]
        programs[name] = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    for name, program in programs.items():
        assert program.stdout.readline() == "ready True True\n"  # garbage is looked for, but not in the window
        program.send_signal(numbers[name])
    for name, program in programs.items():
        _, said = program.communicate(timeout=60)
        said = [line for line in said.splitlines() if not line.startswith("This plugin does not support")]
        assert (program.returncode, said) == (128 + numbers[name], [])
        found = list(Recovery(tmp_path / name / "recovery").leftovers())
        assert [leftover.document.experiment.runs[0].learning_rate for leftover in found] == [0.625]
        found[0].remove()


def test_what_is_not_saved_can_be_kept_at_once(open_window, qapp, tmp_path):
    window = open_window(copies=tmp_path / "copies")
    window.session.edit_run(learning_rate=0.625)
    assert not list(tmp_path.glob("copies/*.recovery"))
    window.documents.keep()
    assert len(list(tmp_path.glob("copies/*.recovery"))) == 1


ONCE = """
import sys
from PySide6.QtCore import QSettings, QTimer
from PySide6.QtWidgets import QApplication
from lrgui.app import make_window

app = QApplication([])
window = make_window(QSettings(sys.argv[1], QSettings.Format.IniFormat))
window.show()
window.session.edit(epochs=int(sys.argv[2]))
window.documents.forget_changes()
QTimer.singleShot(300, window.close)
sys.exit(app.exec())
"""


@pytest.mark.parametrize("epochs", [1, 6000])
def test_a_process_ends_without_a_word(tmp_path, epochs):
    """Also what Qt and Python do after the last window is closed: no warning, no crash."""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", ONCE, str(tmp_path / "settings.ini"), str(epochs)],
        capture_output=True,
        text=True,
        timeout=60,
        cwd=ROOT,
    )
    said = [line for line in done.stderr.splitlines() if not line.startswith("This plugin does not support")]
    assert (done.returncode, said) == (0, [])


PLANNED = """
import sys
from PySide6.QtCore import QCoreApplication, QEvent, QSettings
from PySide6.QtWidgets import QApplication
from lrgui.app import make_window

app = QApplication([])
window = make_window(QSettings(sys.argv[1], QSettings.Format.IniFormat))
window.show()
app.processEvents()
window.use_text_size("largest")
window.close()
for thing in (window, window.session, window.language):
    thing.deleteLater()
QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
app.processEvents()
"""


def test_what_a_closed_window_had_planned_is_not_done(tmp_path):
    """A larger text has headers arrange themselves a moment later, when the window may be gone."""
    ran = subprocess.run(
        [sys.executable, "-c", PLANNED, str(tmp_path / "settings.ini")], capture_output=True, text=True, check=False
    )
    assert "Traceback" not in ran.stderr
    assert ran.returncode == 0
