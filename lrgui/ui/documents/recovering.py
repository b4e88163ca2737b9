"""The question about what a program that ended unexpectedly had not saved."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QDateTime, QLocale, QObject, Slot
from PySide6.QtWidgets import QMessageBox, QWidget

from lrgui.core.model.errors import shown
from lrgui.session.documents import Documents
from lrgui.session.recovery import Leftover
from lrgui.ui.documents.sheets import sheet

_Role = QMessageBox.ButtonRole


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
                self._unless_unsaved(lambda: self._documents.recover(found))
            for leftover in others if chosen is recover else leftovers:
                leftover.leave()  # one window shows one experiment: the next start asks about the others

        box.finished.connect(answered)
        box.open()
