"""What the window says when something has gone wrong inside: a fault of the program, or a computation that failed."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QStatusBar, QVBoxLayout, QWidget

from lrgui.core.model.errors import InvalidValue
from lrgui.session.documents import Documents
from lrgui.session.fault_log import FaultLog
from lrgui.session.faults import Faults
from lrgui.session.session import Session
from lrgui.session.sweeps import Sweeps
from lrgui.text.names import error_sentence
from lrgui.ui import theme
from lrgui.ui.language import Translated
from lrgui.ui.widgets.link_label import LinkLabel


class _Failure(Translated):
    """Stays in the status bar as long as the plots do not show the experiment, with a link that tries again."""

    def __init__(self, session: Session, sweeps: Sweeps) -> None:
        super().__init__()
        self._session, self._sweeps = session, sweeps
        self.text = LinkLabel()
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.text)
        self.text.linkActivated.connect(self._retry)
        session.computing_changed.connect(self.refresh)
        sweeps.changed.connect(self.refresh)
        theme.CHANGES.changed.connect(self.retranslate)
        self.retranslate()
        self.refresh()

    def retranslate(self) -> None:
        text, again = self.tr("Not computed: the plots show what was before."), self.tr("Try again")
        link = f'<a href="retry" style="color: {theme.now().accent}">{again}</a>'
        self.text.setText(f'<span style="color: {theme.now().bad}">{text}</span> {link}')

    @Slot()
    def refresh(self) -> None:
        failure = self._session.failure or self._sweeps.error
        self.setVisible(bool(failure))
        self.text.setToolTip(failure)

    @Slot()
    def _retry(self) -> None:
        self._session.retry()
        self._sweeps.retry()


class Problems(QObject):
    """Says what happened, has the experiment kept, and opens the report.

    `log`: where faults are written, None where they are not (see `hear`). Signal: `said(sentence)`.
    """

    said = Signal(str)

    def __init__(
        self,
        window: QWidget,
        session: Session,
        sweeps: Sweeps,
        documents: Documents,
        bar: QStatusBar,
        actions: dict[str, QAction],
    ) -> None:
        super().__init__(window)
        self._window, self._documents = window, documents
        self.log: FaultLog | None = None
        self.failure = _Failure(session, sweeps)
        bar.insertPermanentWidget(0, self.failure)
        self.failure.refresh()
        session.failed.connect(self._on_failed)
        session.refused.connect(self._on_refused)
        actions["report"].triggered.connect(self.report)

    def hear(self, faults: Faults) -> None:
        """Says what these are told of: later, for a fault may come from another thread or in the middle of painting."""
        self.log = faults.log
        faults.told.connect(self._on_fault, Qt.ConnectionType.QueuedConnection)

    @Slot(str)
    def _on_fault(self, what: str) -> None:
        text = self.tr("Something went wrong inside lrgui ({0}). Help ▸ Report a problem tells more.")
        self.said.emit(text.format(what))
        self._documents.keep()

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        self.said.emit(self.tr("The computation was stopped: {0}").format(message))

    @Slot(object)
    def _on_refused(self, error: InvalidValue) -> None:
        self.said.emit(error_sentence(error))

    @Slot()
    def report(self) -> None:
        from lrgui.ui.window.problem_report import ReportDialog  # seldom needed, and the window opens without it

        ReportDialog(self._window, self._documents.document(), self.log).open()
