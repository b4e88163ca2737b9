"""Everything that can be done by menu, button or key, in one place."""

from __future__ import annotations

import sys

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction, QKeySequence

from lrgui.core.files.view import FACTS
from lrgui.session.session import Session
from lrgui.text.language import translate
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
    "remove": ("remove", ("Ctrl+Backspace",)),
    "keep-fork": (None, ("Ctrl+K",)),
    "previous-run": (None, ("Alt+Up",)),
    "next-run": (None, ("Alt+Down",)),
    "rate": (None, ("Ctrl+L",)),
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
    "layout": (None, ()),
    "full-screen": (None, ("F11",)),
    "menu-bar": (None, ("F10",)),
    "present": (None, ("F5",)),
    "export-figure": (None, ("Ctrl+E",)),
    "export-animation": (None, ("Ctrl+Shift+E",)),
    "export-table": (None, ("Ctrl+T",)),
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


def action_text(name: str) -> str:
    return {
        "reset": translate("Actions", "Reset"),
        "back": translate("Actions", "Step back"),
        "play": translate("Actions", "Play"),
        "step": translate("Actions", "Step"),
        "epoch-back": translate("Actions", "Epoch back"),
        "epoch": translate("Actions", "Epoch"),
        "iteration": translate("Actions", "Iteration"),
        "iteration-back": translate("Actions", "Iteration back"),
        "end": translate("Actions", "To end"),
        "conceal": translate("Actions", "Conceal what comes"),
        "faster": translate("Actions", "Faster"),
        "slower": translate("Actions", "Slower"),
        "page-on": translate("Actions", "Next page of the lesson"),
        "page-back": translate("Actions", "Page before of the lesson"),
        "page-restart": translate("Actions", "Restart this page"),
        "lesson-new": translate("Actions", "Make a lesson…"),
        "lesson-edit": translate("Actions", "Change this lesson…"),
        "handout": translate("Actions", "Hand-out…"),
        "handout-answers": translate("Actions", "Hand-out with answers…"),
        "undo": translate("Actions", "Undo"),
        "redo": translate("Actions", "Redo"),
        "add": translate("Actions", "Add a run"),
        "name": translate("Actions", "Name the run…"),
        "duplicate": translate("Actions", "Duplicate the run"),
        "remove": translate("Actions", "Remove the run"),
        "keep-fork": translate("Actions", "Keep the future given up as a run"),
        "previous-run": translate("Actions", "Select the run above"),
        "next-run": translate("Actions", "Select the run below"),
        "rate": translate("Actions", "Type a learning rate"),
        "fit": translate("Actions", "Reset zoom of all plots"),
        "follow": translate("Actions", "Widen the view of a run that leaves"),
        "new": translate("Actions", "New experiment"),
        "open": translate("Actions", "Open…"),
        "save": translate("Actions", "Save"),
        "save-as": translate("Actions", "Save as…"),
        "notes": translate("Actions", "Notes…"),
        "fold": translate("Actions", "Fold the controls, or unfold them"),
        "equal-scales": translate("Actions", "One scale in the weight space"),
        "patterns": translate("Actions", "Line patterns and symbols"),
        "layout": translate("Actions", "Reset layout"),
        "full-screen": translate("Actions", "Full screen"),
        "menu-bar": translate("Actions", "To the menus"),
        "present": translate("Actions", "Present"),
        "export-figure": translate("Actions", "Export figure…"),
        "export-animation": translate("Actions", "Export animation…"),
        "export-table": translate("Actions", "Export table…"),
        "compare": translate("Actions", "Compare with…"),
        "copy-picture": translate("Actions", "Copy picture"),
        "code": translate("Actions", "Run as code…"),
        "keys": translate("Actions", "Keys"),
        "report": translate("Actions", "Report a problem…"),
        "about": translate("Actions", "About lrgui"),
        "quit": translate("Actions", "Quit"),
    }[name]


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
