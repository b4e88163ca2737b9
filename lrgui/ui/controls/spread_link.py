"""A link that gives settings of the selected run to all runs."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Signal, Slot

from lrgui.core.model.errors import InvalidValue
from lrgui.session.session import Session
from lrgui.text.names import error_sentence
from lrgui.ui import theme
from lrgui.ui.widgets.link_label import LinkLabel


class SpreadLink(LinkLabel):
    """Of the fields `names`; seen where runs differ in them. Signal: `message(sentence)` where that cannot be."""

    message = Signal(str)

    def __init__(self, session: Session, names: Iterable[str]) -> None:
        super().__init__()
        self._session, self._names = session, tuple(sorted(names))
        self._text = ""
        self.linkActivated.connect(self._spread)
        theme.CHANGES.changed.connect(self._colour)
        self.hide()

    def say(self, text: str) -> None:
        """What the link says."""
        self._text = text
        self._colour()

    @Slot(str)
    def _spread(self, _link: str) -> None:
        try:
            self._session.spread(self._names)
        except InvalidValue as error:  # all runs together may need more memory than there is
            self.message.emit(error_sentence(error))

    def _colour(self) -> None:
        self.setText(f'<a href="all" style="color: {theme.now().accent}">{self._text}</a>')
        self.setAccessibleName(self._text)

    def refresh(self) -> None:
        """Whether there is something to be given."""
        experiment = self._session.experiment
        own = {tuple(getattr(run, name) for name in self._names) for run in experiment.runs}
        changed = any(set(dict(change.values)) & set(self._names) for change in experiment.changes)
        self.setVisible(len(own) > 1 or (changed and len(experiment.runs) > 1))
