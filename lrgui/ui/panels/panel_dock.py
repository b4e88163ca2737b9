"""The card around a panel: its title with the line of numbers, and the buttons to maximise, float and hide it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, Signal, Slot
from PySide6.QtGui import QAction, QColor, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QSizePolicy,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lrgui.ui import theme
from lrgui.ui.icons import icon
from lrgui.ui.language import Translated
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.dock_window import Dock
from lrgui.ui.widgets.picture_handle import PictureHandle


def remembered_name(panel: str) -> str:
    """By which settings know a panel, and where it was: this name has not followed the panel's own."""
    return {"boundary": "classifier"}.get(panel, panel)


class _Subtitle(QLabel):
    """A line of items that gives way: those that do not fit are left out, the last ones first."""

    def __init__(self) -> None:
        super().__init__()
        self._full = ""
        self.setObjectName("muted")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)

    def show_text(self, text: str) -> None:
        self._full = text
        self._cut()

    def _cut(self) -> None:
        items = self._full.split(" · ")
        while len(items) > 1 and self.fontMetrics().horizontalAdvance(" · ".join(items)) > self.width():
            items.pop()
        self.setText(self.fontMetrics().elidedText(" · ".join(items), Qt.TextElideMode.ElideRight, self.width()))

    def resizeEvent(self, event: QEvent) -> None:
        super().resizeEvent(event)  # type: ignore[arg-type]
        self._cut()


class _Header(Translated):
    """The title bar; dragging it moves the dock, a double click maximises the panel."""

    maximise = Signal()
    hide_panel = Signal()
    float_panel = Signal()
    fit = Signal()
    export = Signal()

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self._panel = panel
        self.title = QLabel()
        self.title.setObjectName("title")
        self.title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.subtitle = _Subtitle()
        self.subtitle.show_text(panel.subtitle)
        panel.subtitle_changed.connect(self.subtitle.show_text)
        row = QHBoxLayout(self)
        row.setContentsMargins(14, 5, 6, 3)
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.subtitle, 1)
        extra = panel.header_widget()
        if extra is not None:
            row.addWidget(extra)
        buttons = QHBoxLayout()
        buttons.setSpacing(0)
        self.fit_button = self._button(buttons, "fit", self.fit)
        self.fit_button.hide()
        self.export_button = PictureHandle()
        self._button(buttons, "export", self.export, self.export_button)
        self.maximise_button = self._button(buttons, "maximize", self.maximise)
        self.float_button = self._button(buttons, "float", self.float_panel)
        self.close_button = self._button(buttons, "close", self.hide_panel)
        row.addLayout(buttons)
        self.maximised = False
        self._pressed: QPoint | None = None  # where, while the desktop may be asked to move the panel
        self.retranslate()

    def _button(self, row: QHBoxLayout, name: str, signal: object, button: QToolButton | None = None) -> QToolButton:
        button = button if button is not None else QToolButton()
        button.setObjectName("flat")
        button.setIcon(icon(name, theme.MUTED))
        button.setIconSize(QSize(14, 14))
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        row.addWidget(button)
        return button

    def set_maximised(self, on: bool) -> None:
        self.maximised = on
        self.maximise_button.setIcon(icon("restore" if on else "maximize", theme.MUTED))
        self.float_button.setVisible(not on)
        self.close_button.setVisible(not on)
        self.retranslate()

    def retranslate(self) -> None:
        self.title.setText(self._panel.title())
        for button, text in (
            (self.fit_button, self.tr("Reset zoom")),
            (self.export_button, self.tr("Export the figure, or drag it into another program")),
            (
                self.maximise_button,
                self.tr("Back to all panels") if self.maximised else self.tr("Maximise the panel"),
            ),
            (self.float_button, self.tr("Float, or put back")),
            (self.close_button, self.tr("Hide; the View menu brings it back")),
        ):
            button.setToolTip(text)
            button.setAccessibleName(f"{self._panel.title()}: {text}")

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self._is_moved_by_the_system():
            self._pressed = event.position().toPoint()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseMoveEvent(event)
        elif (event.position().toPoint() - self._pressed).manhattanLength() >= QApplication.startDragDistance():
            self._pressed = None  # nobody tells of the release
            self.window().windowHandle().startSystemMove()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._pressed is None:
            super().mouseReleaseEvent(event)
        self._pressed = None

    def _is_moved_by_the_system(self) -> bool:
        """Whether only the desktop can move the panel: Wayland lets no program place its windows, as docks do."""
        return isinstance(self.window(), QDockWidget) and QApplication.platformName().startswith("wayland")

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        self.maximise.emit()
        event.accept()


class PanelDock(Dock):
    """A dock that holds one panel as a card.

    Signals: `maximise_wanted(name)`, `hide_wanted(name)`, and for its picture `export_wanted(name)`,
    `copy_wanted(name)` and `drag_wanted(name)`.
    """

    maximise_wanted = Signal(str)
    hide_wanted = Signal(str)
    export_wanted = Signal(str)
    copy_wanted = Signal(str)
    drag_wanted = Signal(str)

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self.panel = panel
        self.setObjectName(f"dock-{remembered_name(panel.name)}")
        self.setFeatures(
            QDockWidget.DockWidgetFeature.DockWidgetClosable
            | QDockWidget.DockWidgetFeature.DockWidgetMovable
            | QDockWidget.DockWidgetFeature.DockWidgetFloatable
        )
        self.header = _Header(panel)
        self.header.maximise.connect(self._on_maximise)
        self.header.hide_panel.connect(self._on_hide)
        self.header.float_panel.connect(self._on_float)
        self.header.fit.connect(panel.reset_zoom)
        self.header.export.connect(self._on_export)
        self.header.export_button.dragged.connect(self._on_drag)
        self.setTitleBarWidget(self.header)
        self.copy_action, self.export_action = QAction(self), QAction(self)
        self.copy_action.triggered.connect(self._on_copy)
        self.export_action.triggered.connect(self._on_export)
        for part in (panel, self.header):
            part.addActions([self.copy_action, self.export_action])
            part.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        panel.away_changed.connect(self.header.fit_button.setVisible)  # the way back
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(1, 0, 1, 1)
        layout.addWidget(panel)
        self.setWidget(body)
        self.retitle()

    def offer_no_picture(self) -> None:
        """For a panel of which there are no figures."""
        self.header.export_button.hide()
        for action in (self.copy_action, self.export_action):
            self.panel.removeAction(action)
            self.header.removeAction(action)

    def retitle(self) -> None:
        self.setWindowTitle(self.panel.title())
        self.copy_action.setText(self.tr("Copy picture"))
        self.export_action.setText(self.tr("Export figure…"))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LanguageChange:
            self.retitle()

    def paintEvent(self, _event: QPaintEvent) -> None:
        """A white card, drawn without a style sheet: cheap under plots that move."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(theme.BORDER), 1))
            painter.setBrush(QColor(theme.CARD))
            painter.drawRoundedRect(self.rect().toRectF().adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)

    def _on_maximise(self) -> None:
        self.maximise_wanted.emit(self.panel.name)

    def _on_hide(self) -> None:
        self.hide_wanted.emit(self.panel.name)

    @Slot()
    def _on_export(self) -> None:
        self.export_wanted.emit(self.panel.name)

    @Slot()
    def _on_copy(self) -> None:
        self.copy_wanted.emit(self.panel.name)

    @Slot()
    def _on_drag(self) -> None:
        self.drag_wanted.emit(self.panel.name)

    def _on_float(self) -> None:
        self.setFloating(not self.isFloating())
