"""A link that gives settings of the selected run to all runs."""

from __future__ import annotations

from collections.abc import Iterable

from lrgui.session.session import Session
from lrgui.ui import theme
from lrgui.ui.widgets.link_label import LinkLabel


class SpreadLink(LinkLabel):
    """Of the fields `names`; seen where runs differ in them."""

    def __init__(self, session: Session, names: Iterable[str]) -> None:
        super().__init__()
        self._session, self._names = session, tuple(sorted(names))
        self._text = ""
        self.linkActivated.connect(lambda _: session.spread(self._names))
        theme.CHANGES.changed.connect(self._colour)
        self.hide()

    def say(self, text: str) -> None:
        """What the link says."""
        self._text = text
        self._colour()

    def _colour(self) -> None:
        self.setText(f'<a href="all" style="color: {theme.now().accent}">{self._text}</a>')
        self.setAccessibleName(self._text)

    def refresh(self) -> None:
        """Whether there is something to be given."""
        experiment = self._session.experiment
        own = {tuple(getattr(run, name) for name in self._names) for run in experiment.runs}
        changed = any(set(dict(change.values)) & set(self._names) for change in experiment.changes)
        self.setVisible(len(own) > 1 or (changed and len(experiment.runs) > 1))
