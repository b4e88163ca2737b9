"""Tests in forks of one window fail, crash and leave things behind as they would in a process of their own."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests import forked_window

ROOT = Path(__file__).parents[1]
TESTS = """
import os
import resource
import signal

from PySide6.QtCore import QTimer

resource.setrlimit(resource.RLIMIT_CORE, (0, 0))  # of what crashes on purpose nobody wants the memory


def test_one_edits(user, store):
    user.session.edit_run(learning_rate=0.5)
    store.setValue("mine", 1)
    user.settle()
    assert user.session.shown.done


def test_another_sees_nothing_of_it(user, store):
    assert user.session.run.learning_rate == 0.2
    assert not store.contains("mine")


def test_a_crash(window):
    os.kill(os.getpid(), signal.SIGSEGV)


def test_an_assertion(window):
    assert window.session.run.learning_rate == 3


def test_a_timer_is_left(window):
    window.left = QTimer()
    window.left.start(1000)


def test_a_thread_goes_on(window):
    window.session.close = lambda: None
"""


@pytest.mark.skipif(not forked_window.POSSIBLE, reason="nothing is forked here")
def test_they_are_tests_like_others(tmp_path):
    path = tmp_path / "test_some.py"
    path.write_text(TESTS, encoding="utf-8")
    command = [sys.executable, "-m", "pytest", "-c", str(ROOT / "pyproject.toml"), "--rootdir", str(tmp_path)]
    command += ["-p", "tests.conftest", "-n", "0", "-q", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT)
    assert "..FF.E.E" in done.stdout, done.stdout
    assert "the process of this test ended with SIGSEGV" in done.stdout
    assert "assert 0.2 == 3" in done.stdout
    assert "left after the test: timer of nobody, started in test_some.py:33" in done.stdout
    assert "left after the test: thread lrgui-worker, started in worker_thread.py" in done.stdout
