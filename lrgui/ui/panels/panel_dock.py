"""The card around a panel: its title with the line of numbers, and the buttons to maximise, float and hide it."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QPoint, QSize, Qt, QTimer, Signal, Slot
from PySide6.QtGui import QAction, QMouseEvent, QPainter, QPaintEvent, QPen, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QDockWidget,
    QHBoxLayout,
    QLabel,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from lrgui.ui import theme
from lrgui.ui.icons import put_icon
from lrgui.ui.language import Translated
from lrgui.ui.panels.panel import Panel
from lrgui.ui.widgets.dock_window import Dock
from lrgui.ui.widgets.giving_line import GivingLine
from lrgui.ui.widgets.picture_handle import PictureHandle


def remembered_name(panel: str) -> str:
    """By which settings know a panel, and where it was: this name has not followed the panel's own."""
    return {"boundary": "classifier"}.get(panel, panel)


_AROUND = 22, 16  # pixels of the card around a panel


class _Header(Translated):
    """The title bar; dragging it moves the dock, a double click maximises the panel.

    The panel's own controls stand beside the title, or below it where there is no room for both; then buttons give way
    that menus have, too.
    """

    maximise = Signal()
    hide_panel = Signal()
    float_panel = Signal()
    fit = Signal()
    export = Signal()

    def __init__(self, panel: Panel) -> None:
        super().__init__()
        self._panel = panel
        self._least: QSize | None = None
        self._made: object = None  # for what it was laid out last
        self.title = QLabel()
        self.title.setObjectName("title")
        self.title.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.subtitle = GivingLine()
        self.subtitle.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.subtitle.show_text(panel.subtitle)
        panel.subtitle_changed.connect(self.subtitle.show_text)
        rows = QVBoxLayout(self)
        rows.setContentsMargins(14, 5, 6, 3)
        rows.setSpacing(3)
        self._row = row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(self.title)
        row.addWidget(self.subtitle, 1)
        self._extra = panel.header_widget()
        if self._extra is not None:
            row.addWidget(self._extra)
        self._rows, self._beside = rows, True
        rows.addLayout(row)
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
        self._with: QWidget | None = None
        panel.header_changed.connect(self.make_room)
        self.no_picture = False
        self._pressed: QPoint | None = None  # where, while the desktop may be asked to move the panel
        self.retranslate()

    def _button(self, row: QHBoxLayout, name: str, signal: object, button: QToolButton | None = None) -> QToolButton:
        button = button if button is not None else QToolButton()
        button.setObjectName("flat")
        put_icon(button, name, "muted")
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        button.clicked.connect(signal)
        row.addWidget(button)
        return button

    def set_maximised(self, on: bool, beside: QWidget | None = None) -> None:
        """beside: what stands beside the title meanwhile."""
        self.maximised, self._with = on, beside
        if beside is not None:
            self._row.insertWidget(2, beside)
            beside.show()
        self._made = ()
        put_icon(self.maximise_button, "restore" if on else "maximize", "muted")
        self.retranslate()

    # What gives way

    def minimumSizeHint(self) -> QSize:
        """With the buttons that stay, and as narrow as a controls' row below the title can be.

        The window asks for it again and again: it is kept until something in the header has another size.
        """
        if self._least is None:
            width = self.title.sizeHint().width() + self.maximise_button.sizeHint().width() + self._around
            if self._extra is not None:
                width = max(width, self._extra.minimumSizeHint().width() + 20)
            self._least = QSize(width, super().minimumSizeHint().height())
        return self._least

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._least = None
        return super().event(event)

    @property
    def _around(self) -> int:
        margins = self._rows.contentsMargins()
        return margins.left() + margins.right() + 2 * self._row.spacing()

    @Slot()
    def make_room(self) -> None:
        """Shows what there is room for."""
        each = self.maximise_button.sizeHint().width()
        rest = self.width() - self._around - self.title.sizeHint().width() - each
        more = (self.export_button, self.close_button, self.float_button)
        offered = [b for b in more if not (b is self.export_button and self.no_picture)]
        wanted = [] if self.maximised else offered
        if self.maximised and self.export_button in offered:
            wanted = [self.export_button]
        away = each if self._panel.away else 0
        if self._with is not None:
            rest -= self._with.sizeHint().width() + self._row.spacing()
        extra = 0
        if self._extra is not None:
            extra = self._extra.sizeHint().width() + self._row.spacing()
            self._place_extra(beside=extra + away + each * len(wanted) <= rest)
            extra = extra if self._beside else 0
        shown = wanted[: max(0, (rest - away - extra) // each)]
        asked = None if self._extra is None else (self._extra.sizeHint(), self._extra.minimumSizeHint())
        made = [b in shown for b in more], self._panel.away, self.size(), self._beside, asked
        if made == self._made:
            return  # the panel asks at every frame, and a layout of the header is one of the whole window
        self._made = made
        for button in more:
            button.setVisible(button in shown)
        self.fit_button.setVisible(self._panel.away)
        self._least = None
        self._rows.invalidate()
        self._rows.activate()

    def _place_extra(self, *, beside: bool) -> None:
        if beside != self._beside and self._extra is not None:
            self._beside = beside
            (self._rows if beside else self._row).removeWidget(self._extra)
            if beside:
                self._row.insertWidget(2, self._extra)
            else:
                self._rows.addWidget(self._extra)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.make_room()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange) and hasattr(self, "_pressed"):
            self._least = None
            QTimer.singleShot(0, self, self.make_room)  # when the buttons have heard of it too

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
        self.make_room()

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
        panel.away_changed.connect(self.header.make_room)  # the way back
        body = QWidget()
        layout = QVBoxLayout(body)
        layout.setContentsMargins(1, 0, 1, 1)
        layout.addWidget(panel)
        self.setWidget(body)
        self.retitle()

    def wanted_size(self) -> tuple[int, int]:
        """Width and height beyond which more is of no use to the panel."""
        (width, height), header = self.panel.wanted_size(), self.header.sizeHint().height()
        return width + _AROUND[0], height + header + _AROUND[1]

    def offer_no_picture(self) -> None:
        """For a panel of which there are no figures."""
        self.header.no_picture = True
        self.header.make_room()
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
        """A card, drawn without a style sheet: cheap under plots that move."""
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(theme.seen("border"), 1))
            painter.setBrush(theme.seen("paper"))
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
