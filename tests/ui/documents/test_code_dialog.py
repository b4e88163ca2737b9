"""The selected run as a script: what is shown, copied and saved."""

from __future__ import annotations

import subprocess
import sys

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QFileDialog
from shiboken6 import Shiboken

from lrgui.core.codegen import code
from lrgui.ui.documents.code_dialog import CodeDialog


@pytest.fixture
def dialog(user):
    user.session.add_run()
    user.settle()
    user.key("Ctrl+Shift+C")
    found = user.window.findChild(CodeDialog)
    yield found
    if Shiboken.isValid(found):
        found.close()


def button(dialog, segments, text):
    return next(b for b in segments.buttons if b.text() == text)


def test_it_shows_the_selected_run(user, dialog):
    experiment = user.session.experiment
    assert dialog.windowTitle() == "Run 2 (η = 0.5) as code"
    assert dialog.text.toPlainText() == code(experiment, "descent", 1, "numpy")
    user.click(button(dialog, dialog.problems, "2-D classifier"))
    user.click(button(dialog, dialog.libraries, "Keras"))
    assert dialog.text.toPlainText() == code(experiment, "classifier", 1, "keras")
    user.click(dialog.copy_button)
    assert QGuiApplication.clipboard().text() == dialog.text.toPlainText()


def test_the_choice_is_remembered(user, dialog):
    user.click(button(dialog, dialog.libraries, "PyTorch"))
    dialog.close()
    QApplication.processEvents()
    user.actions["code"].trigger()
    again = next(d for d in user.window.findChildren(CodeDialog) if d.isVisible())
    assert "import torch" in again.text.toPlainText()
    again.close()


def test_a_saved_script_prints_our_numbers(user, dialog, tmp_path, monkeypatch):
    asked, path = [], str(tmp_path / "run.py")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *words: (asked.append(words[2]), (path, ""))[1])
    user.click(dialog.save_button)
    assert asked[0].endswith("descent_eta_0.5.py")
    done = subprocess.run([sys.executable, tmp_path / "run.py"], capture_output=True, text=True, encoding="utf-8")
    assert done.stdout.splitlines()[1] == f"Step 1: w = {user.session.shown.descent.at(1)[1, 0]}, loss = 0.0"


def test_a_script_that_cannot_be_written_is_said(user, dialog, tmp_path, monkeypatch):
    path = str(tmp_path / "no" / "run.py")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (path, ""))
    user.click(dialog.save_button)
    assert dialog.said.text() == f"“{path}” was not written: the folder does not exist."
