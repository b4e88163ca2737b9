"""What is asked of the selected run in a dialog or a menu: its name and its colour."""

from __future__ import annotations

from PySide6.QtCore import QObject, QPoint, Qt, Signal, Slot
from PySide6.QtWidgets import QColorDialog, QInputDialog, QMenu, QWidget

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.run import COLOURS
from lrgui.session.session import Session
from lrgui.text.names import error_sentence
from lrgui.ui import theme
from lrgui.ui.icons import swatch


class RunAsking(QObject):
    """Signal: `message(sentence)` where a name was not taken."""

    message = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session, self._parent = session, parent

    def choose_colour(self, at: QPoint) -> None:
        """The palette that colour-blind people can tell apart, and any other colour; at a place of the screen."""
        menu = passing_menu(self._parent)
        for colour in COLOURS:
            action = menu.addAction(swatch(theme.now().seen(colour)), colour)
            action.triggered.connect(lambda _on=False, c=colour: self._session.edit_run(colour=c))
        menu.addAction(self.tr("Another colour…"), self._ask_colour)
        menu.popup(at)

    @Slot()
    def _ask_colour(self) -> None:
        picked = QColorDialog.getColor(self._session.run.colour, self._parent, self.tr("Colour of the run"))
        if picked.isValid():
            self._session.edit_run(colour=picked.name().upper())

    @Slot()
    def ask_name(self) -> None:
        """What the selected run is to be called; nothing, where it is to have no name."""
        dialog = QInputDialog(self._parent)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setWindowTitle(self.tr("Name of the run"))
        dialog.setLabelText(self.tr("In tables, legends and files; empty for none"))
        dialog.setTextValue(self._session.run.name)
        run = self._session.selected
        dialog.textValueSelected.connect(lambda text: self._name(run, text))
        dialog.open()

    def _name(self, run: int, text: str) -> None:
        try:
            self._session.edit_run(run, name=text.strip())
        except InvalidValue as error:
            self.message.emit(error_sentence(error))


def passing_menu(parent: QWidget) -> QMenu:
    """A menu that goes when it is closed.

    It is not asked with `exec`: PySide makes the action that this returns a child of the menu, which takes it along
    though it may belong to somebody else.
    """
    menu = QMenu(parent)
    menu.aboutToHide.connect(menu.deleteLater)
    return menu
