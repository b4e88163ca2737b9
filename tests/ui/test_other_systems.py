"""Keys, menus and double clicks on macOS, as far as they can be seen elsewhere."""

import os
import subprocess
import sys
from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QDialog, QLabel, QWidget

import lrgui
from lrgui.ui.window.actions import make_actions
from lrgui.ui.window.keys_dialog import KeysDialog

ROOT = Path(lrgui.__file__).parents[1]


def keys(action: QAction) -> set[str]:
    return {key.toString(QKeySequence.SequenceFormat.PortableText) for key in action.shortcuts()}


def test_keys_that_macos_has_for_itself(session, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    parent = QObject()
    actions = make_actions(parent, session)
    taken = {"Ctrl+M", "Ctrl+H", "Ctrl+Alt+H", "F11", "Ctrl+Space", "Ctrl+Tab"}
    assert not [name for name, action in actions.items() if keys(action) & taken]
    for name in ("reset", "end"):
        assert keys(actions[name]) - {"Home", "End"}  # its small keyboards have neither
    all_keys = [key for action in actions.values() for key in keys(action)]
    assert len(all_keys) == len(set(all_keys))


def test_what_goes_into_the_menu_of_the_program(session):
    parent = QObject()
    roles = {name: action.menuRole() for name, action in make_actions(parent, session).items()}
    assert roles.pop("quit") == QAction.MenuRole.QuitRole
    assert roles.pop("about") == QAction.MenuRole.AboutRole
    assert set(roles.values()) == {QAction.MenuRole.NoRole}


def test_the_list_of_keys_speaks_like_the_system(session, qtbot, monkeypatch):
    monkeypatch.setattr(sys, "platform", "darwin")
    native = {QKeySequence.SequenceFormat.NativeText: "⇧⌘S", QKeySequence.SequenceFormat.PortableText: "Ctrl+Shift+S"}
    monkeypatch.setattr(QKeySequence, "toString", lambda _key, form: native[form])
    window = QWidget()
    qtbot.addWidget(window)
    actions = make_actions(window, session)
    KeysDialog(window, actions, {"descent": QAction(window)}).open()
    text = "".join(label.text() for label in window.findChild(QDialog).findChildren(QLabel))
    assert "⇧⌘S" in text
    assert "Ctrl" not in text


def test_a_double_click_after_the_start(tmp_path):
    code = """
import sys
from PySide6.QtCore import QEvent, QUrl
from PySide6.QtGui import QFileOpenEvent
from lrgui.ui.application import Application
app = Application([])
app.file_asked.connect(lambda path: (print(path), app.quit()))
Application.sendEvent(app, QEvent(QEvent.Type.User))
Application.postEvent(app, QFileOpenEvent(QUrl.fromLocalFile(sys.argv[1])))
app.exec()
"""
    file = tmp_path / "学习 1.lrgui"
    done = subprocess.run(
        [sys.executable, "-c", code, str(file)],
        env=os.environ | {"PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert (done.stdout, done.stderr) == (f"{file}\n", "")
