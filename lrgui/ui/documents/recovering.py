"""The question about what a program that ended unexpectedly had not saved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QDateTime, QLocale, QObject, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.model.errors import shown
from lrgui.session.documents import Documents
from lrgui.session.recovery import Leftover
from lrgui.text.names import error_sentence
from lrgui.ui.documents.reading_dialog import when_read
from lrgui.ui.documents.sheets import sheet

_Role, _Icon = QMessageBox.ButtonRole, QMessageBox.Icon


class Recovering(QObject):
    """unless_unsaved: does something, but asks first where what is open is not saved."""

    def __init__(
        self, window: QWidget, documents: Documents, unless_unsaved: Callable[[Callable[[], object]], None]
    ) -> None:
        super().__init__(window)
        self._window, self._documents, self._unless_unsaved = window, documents, unless_unsaved

    @Slot()
    def offer(self) -> None:
        """Asks about one after another."""
        self._offer(self._documents.leftovers())

    def _offer(self, leftovers: list[Leftover]) -> None:
        if not leftovers:
            return
        found, *others = leftovers
        text = self.tr("lrgui ended unexpectedly. Recover the experiment that was open?")
        if found.path is not None:
            text = self.tr("lrgui ended unexpectedly. Recover “{0}”?").format(shown(found.path.name))
        when = QLocale().toString(QDateTime.fromSecsSinceEpoch(round(found.time)), QLocale.FormatType.ShortFormat)
        box = sheet(self._window, text, QMessageBox.Icon.Question)
        box.setInformativeText(self.tr("Its changes were kept on {0}.").format(when))
        recover = box.addButton(self.tr("Recover"), _Role.AcceptRole)
        discard = box.addButton(self.tr("Discard"), _Role.DestructiveRole)
        later = box.addButton(self.tr("Ask again later"), _Role.RejectRole)
        box.setDefaultButton(recover)
        box.setEscapeButton(later)

        def answered() -> None:
            chosen = box.clickedButton()
            if chosen is discard:
                found.remove()
                self._offer(others)
                return
            if chosen is recover:
                name = found.path.name if found.path is not None else self.tr("Experiment")
                then = partial(self._unless_unsaved, lambda: self._recover(found))
                when_read(self._window, shown(name), found.data, then, found.leave)
            for leftover in others if chosen is recover else leftovers:
                leftover.leave()  # one window shows one experiment: the next start asks about the others

        box.finished.connect(answered)
        box.open()

    def _recover(self, found: Leftover) -> None:
        try:
            self._documents.recover(found)
        except DamagedFile as error:
            found.leave()
            box = sheet(
                self._window, self.tr("It cannot be recovered: {0}.").format(error_sentence(error)), _Icon.Warning
            )
            box.addButton(self.tr("Close"), _Role.RejectRole)
            box.open()
