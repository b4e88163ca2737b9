"""Everything that can be done by menu, button or key, in one place."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from lrgui.core.files.view import FACTS
from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.session.session import Session
from lrgui.text.language import translate_marked
from lrgui.ui.icons import put_icon

# name: icon, keys. The first key is shown in the menu.
_ACTIONS: dict[str, tuple[str | None, tuple[str, ...]]] = {
    "reset": ("reset", ("Home",)),
    "back": ("step-back", ("Left",)),
    "play": ("play", ("Space",)),
    "step": ("step", ("Right",)),
    "epoch-back": (None, ("Shift+Left",)),
    "epoch": ("epoch", ("Shift+Right",)),
    "iteration": (None, ("Alt+Right",)),
    "iteration-back": (None, ("Alt+Left",)),
    "end": ("to-end", ("End",)),
    "conceal": (None, ("Ctrl+Shift+H",)),
    "faster": (None, ("Ctrl+Up",)),
    "slower": (None, ("Ctrl+Down",)),
    "page-on": ("step", ("PgDown",)),
    "page-back": ("step-back", ("PgUp",)),
    "page-restart": ("reset", ("Ctrl+PgUp",)),
    "lesson-new": (None, ()),
    "lesson-edit": (None, ()),
    "handout": (None, ()),
    "handout-answers": (None, ()),
    "undo": ("undo", ("Ctrl+Z",)),
    "redo": ("redo", ("Ctrl+Shift+Z", "Ctrl+Y")),
    "add": ("add", ("Ctrl+N",)),
    "duplicate": ("duplicate", ("Ctrl+D",)),
    "name": (None, ("F2",)),
    "hide": (None, ("F7",)),
    "solo": (None, ("Shift+F7",)),
    "remove": ("remove", ("Ctrl+Backspace",)),
    "keep-fork": (None, ("Ctrl+K",)),
    "previous-run": (None, ("Alt+Up",)),
    "next-run": (None, ("Alt+Down",)),
    "rate": (None, ("Ctrl+L",)),
    "rate-here": (None, ("Ctrl+Shift+L",)),
    "fit": ("fit", ("Ctrl+0", "Ctrl+Shift+0")),
    "follow": (None, ()),
    "new": (None, ("Ctrl+Shift+N",)),
    "open": (None, ("Ctrl+O",)),
    "save": (None, ("Ctrl+S",)),
    "save-as": (None, ("Ctrl+Shift+S",)),
    "notes": (None, ("Ctrl+M",)),
    "fold": ("sidebar", ("F9",)),
    "equal-scales": (None, ()),
    "patterns": (None, ()),
    "averaged": (None, ()),
    "layout": (None, ()),
    "full-screen": (None, ("F11",)),
    "menu-bar": (None, ("F10",)),
    "present": (None, ("F5",)),
    "export-figure": (None, ("Ctrl+E",)),
    "export-animation": (None, ("Ctrl+Shift+E",)),
    "export-table": (None, ("Ctrl+T",)),
    "import-data": (None, ("Ctrl+I",)),
    "paste-data": (None, ("Ctrl+Shift+I",)),
    "export-data": (None, ()),
    "compare": (None, ("Ctrl+Shift+V",)),
    "copy-picture": (None, ("Ctrl+C",)),
    "code": (None, ("Ctrl+Shift+C",)),
    "keys": (None, ("F1",)),
    "report": (None, ()),
    "about": (None, ()),
    "quit": (None, ("Ctrl+Q",)),
}

# On macOS, where Ctrl is ⌘: keys of the system's own, and those that its keyboards have no Home and End for.
_KEYS_ON_MACOS = {
    "reset": ("Ctrl+Left", "Home"),
    "end": ("Ctrl+Right", "End"),
    "notes": ("Ctrl+Shift+M",),
    "full-screen": ("Ctrl+Meta+F",),
}
# What macOS has in the menu with the program's name. It would guess by English words.
_ROLES = {"about": QAction.MenuRole.AboutRole, "quit": QAction.MenuRole.QuitRole}


_TEXTS = {
    "reset": QT_TRANSLATE_NOOP("Actions", "Reset"),
    "back": QT_TRANSLATE_NOOP("Actions", "Step back"),
    "play": QT_TRANSLATE_NOOP("Actions", "Play"),
    "step": QT_TRANSLATE_NOOP("Actions", "Step"),
    "epoch-back": QT_TRANSLATE_NOOP("Actions", "Epoch back"),
    "epoch": QT_TRANSLATE_NOOP("Actions", "Epoch"),
    "iteration": QT_TRANSLATE_NOOP("Actions", "Iteration"),
    "iteration-back": QT_TRANSLATE_NOOP("Actions", "Iteration back"),
    "end": QT_TRANSLATE_NOOP("Actions", "To end"),
    "conceal": QT_TRANSLATE_NOOP("Actions", "Conceal what comes"),
    "faster": QT_TRANSLATE_NOOP("Actions", "Faster"),
    "slower": QT_TRANSLATE_NOOP("Actions", "Slower"),
    "page-on": QT_TRANSLATE_NOOP("Actions", "Next page of the lesson"),
    "page-back": QT_TRANSLATE_NOOP("Actions", "Page before of the lesson"),
    "page-restart": QT_TRANSLATE_NOOP("Actions", "Restart this page"),
    "lesson-new": QT_TRANSLATE_NOOP("Actions", "Make a lesson…"),
    "lesson-edit": QT_TRANSLATE_NOOP("Actions", "Change this lesson…"),
    "handout": QT_TRANSLATE_NOOP("Actions", "Hand-out…"),
    "handout-answers": QT_TRANSLATE_NOOP("Actions", "Hand-out with answers…"),
    "undo": QT_TRANSLATE_NOOP("Actions", "Undo"),
    "redo": QT_TRANSLATE_NOOP("Actions", "Redo"),
    "add": QT_TRANSLATE_NOOP("Actions", "Add a run"),
    "name": QT_TRANSLATE_NOOP("Actions", "Name the run…"),
    "hide": QT_TRANSLATE_NOOP("Actions", "Hide the run, or show it"),
    "solo": QT_TRANSLATE_NOOP("Actions", "Show this run only, or all"),
    "duplicate": QT_TRANSLATE_NOOP("Actions", "Duplicate the run"),
    "remove": QT_TRANSLATE_NOOP("Actions", "Remove the run"),
    "keep-fork": QT_TRANSLATE_NOOP("Actions", "Keep the future given up as a run"),
    "previous-run": QT_TRANSLATE_NOOP("Actions", "Select the run above"),
    "next-run": QT_TRANSLATE_NOOP("Actions", "Select the run below"),
    "rate": QT_TRANSLATE_NOOP("Actions", "Type a learning rate"),
    "rate-here": QT_TRANSLATE_NOOP("Actions", "Change η here, at the playhead"),
    "fit": QT_TRANSLATE_NOOP("Actions", "Reset zoom of all plots"),
    "follow": QT_TRANSLATE_NOOP("Actions", "Widen the view of a run that leaves"),
    "new": QT_TRANSLATE_NOOP("Actions", "New experiment"),
    "open": QT_TRANSLATE_NOOP("Actions", "Open…"),
    "save": QT_TRANSLATE_NOOP("Actions", "Save"),
    "save-as": QT_TRANSLATE_NOOP("Actions", "Save as…"),
    "notes": QT_TRANSLATE_NOOP("Actions", "Notes…"),
    "fold": QT_TRANSLATE_NOOP("Actions", "Fold the controls, or unfold them"),
    "equal-scales": QT_TRANSLATE_NOOP("Actions", "One scale on both axes"),
    "patterns": QT_TRANSLATE_NOOP("Actions", "Line patterns and symbols"),
    "averaged": QT_TRANSLATE_NOOP("Actions", "Averaged weights of the selected run"),
    "layout": QT_TRANSLATE_NOOP("Actions", "Reset layout"),
    "full-screen": QT_TRANSLATE_NOOP("Actions", "Full screen"),
    "menu-bar": QT_TRANSLATE_NOOP("Actions", "To the menus"),
    "present": QT_TRANSLATE_NOOP("Actions", "Present"),
    "export-figure": QT_TRANSLATE_NOOP("Actions", "Export figure…"),
    "export-animation": QT_TRANSLATE_NOOP("Actions", "Export animation…"),
    "export-table": QT_TRANSLATE_NOOP("Actions", "Export table…"),
    "import-data": QT_TRANSLATE_NOOP("Actions", "Import data…"),
    "paste-data": QT_TRANSLATE_NOOP("Actions", "Paste data…"),
    "export-data": QT_TRANSLATE_NOOP("Actions", "Export data…"),
    "compare": QT_TRANSLATE_NOOP("Actions", "Compare with…"),
    "copy-picture": QT_TRANSLATE_NOOP("Actions", "Copy picture"),
    "code": QT_TRANSLATE_NOOP("Actions", "Run as code…"),
    "keys": QT_TRANSLATE_NOOP("Actions", "Keys"),
    "report": QT_TRANSLATE_NOOP("Actions", "Report a problem…"),
    "about": QT_TRANSLATE_NOOP("Actions", "About lrgui"),
    "quit": QT_TRANSLATE_NOOP("Actions", "Quit"),
}


def action_text(name: str) -> str:
    return translate_marked("Actions", _TEXTS[name])


def make_actions(parent: QObject, session: Session) -> dict[str, QAction]:
    """All actions by name; those of the playhead and of undo are connected to the session already."""
    actions = {}
    for name, (icon_name, keys) in _ACTIONS.items():
        action = QAction(parent)
        if icon_name is not None:
            put_icon(action, icon_name)
        if sys.platform == "darwin":
            keys = _KEYS_ON_MACOS.get(name, keys)
        action.setShortcuts([QKeySequence(key) for key in keys])
        action.setMenuRole(_ROLES.get(name, QAction.MenuRole.NoRole))
        actions[name] = action
    for name in ("back", "step", "epoch", "epoch-back", "iteration", "iteration-back"):
        actions[name].setAutoRepeat(True)
    actions["play"].setAutoRepeat(False)
    actions["play"].setIconVisibleInMenu(False)  # it is white, for the button
    actions["reset"].triggered.connect(session.to_start)
    actions["back"].triggered.connect(lambda: session.step(-1))
    actions["play"].triggered.connect(session.toggle_play)
    actions["step"].triggered.connect(lambda: session.step(1))
    actions["epoch"].triggered.connect(lambda: session.step_epoch(1))
    actions["iteration"].triggered.connect(lambda: session.step_place(1))
    actions["iteration-back"].triggered.connect(lambda: session.step_place(-1))
    actions["epoch-back"].triggered.connect(lambda: session.step_epoch(-1))
    actions["end"].triggered.connect(session.to_end)
    actions["conceal"].setCheckable(True)
    actions["conceal"].triggered.connect(lambda on: session.set_view(concealed=FACTS if on else ()))
    actions["follow"].setCheckable(True)
    actions["follow"].triggered.connect(lambda on: session.set_view(follow=on))
    actions["undo"].triggered.connect(session.undo)
    actions["redo"].triggered.connect(session.redo)
    actions["add"].triggered.connect(session.add_run)
    actions["duplicate"].triggered.connect(lambda: session.duplicate_run(session.selected))
    actions["remove"].triggered.connect(lambda: session.remove_run(session.selected))
    actions["previous-run"].triggered.connect(lambda: session.select(session.selected - 1))
    actions["next-run"].triggered.connect(lambda: session.select(session.selected + 1))
    return actions


def retranslate(actions: dict[str, QAction], *, playing: bool) -> None:
    """Texts, and tooltips that name the key."""
    for name, action in actions.items():
        if name != "play" or not playing:
            action.setText(action_text(name))
        key = action.shortcut().toString(QKeySequence.SequenceFormat.NativeText)
        action.setToolTip(f"{action_text(name)} ({key})" if key else action_text(name))
