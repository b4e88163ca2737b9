"""The line that offers to keep the future that an edit "from here on" gave up."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QPainter, QPen, QPixmap
from PySide6.QtWidgets import QHBoxLayout, QLabel, QSizePolicy, QToolButton

from lrgui.drawing.colours import pale
from lrgui.ui import theme
from lrgui.ui.icons import put_icon
from lrgui.ui.language import Translated
from lrgui.ui.widgets.link_label import LinkLabel

_LEGEND = (26, 8)


class ForkNotice(Translated):
    """Signals: `kept()` and `dismissed()`, when its link is followed or its button pressed."""

    kept = Signal()
    dismissed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.legend = QLabel()
        self.text = LinkLabel()
        # It comes and goes, which must not make the column of controls wider.
        self.text.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.text.linkActivated.connect(self.kept)
        self.dismiss = QToolButton()
        self.dismiss.setObjectName("flat")
        put_icon(self.dismiss, "close", "muted")
        self.dismiss.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.dismiss.clicked.connect(self.dismissed)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self.legend)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.dismiss)
        theme.CHANGES.changed.connect(self.retranslate)
        self.retranslate()

    def retranslate(self) -> None:
        text, keep = self.tr("without this change: {0}"), self.tr("keep as a run")
        self.text.setText(text.format(f'<a href="keep" style="color: {theme.now().accent}">{keep}</a>'))
        self.text.setToolTip(
            self.tr("The pale dashed lines show what the run would have done without the latest change.")
        )
        self.dismiss.setToolTip(self.tr("Forget what would have been"))
        self.dismiss.setAccessibleName(self.tr("Forget what would have been"))

    def show_colour(self, colour: str) -> None:
        """The run's: a piece of the dashed line, as the plots have it."""
        pixmap = QPixmap(*(round(size * self.devicePixelRatioF()) for size in _LEGEND))
        pixmap.setDevicePixelRatio(self.devicePixelRatioF())
        pixmap.fill(Qt.GlobalColor.transparent)
        with QPainter(pixmap) as painter:
            pen = QPen(theme.seen(pale(colour)), 2.5)
            pen.setDashPattern([3.0, 1.6])
            painter.setPen(pen)
            painter.drawLine(0, _LEGEND[1] // 2, _LEGEND[0], _LEGEND[1] // 2)
        self.legend.setPixmap(pixmap)
