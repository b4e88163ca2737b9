"""The ruler under the slider of the learning rate: which rates do what, and the rates worth going to."""

from __future__ import annotations

import math

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal, Slot
from PySide6.QtGui import (
    QBrush,
    QFont,
    QFontMetrics,
    QHelpEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QPolygonF,
    QResizeEvent,
)
from PySide6.QtWidgets import QSizePolicy, QToolTip

from lrgui.core.analysis.regime_ranges import Band
from lrgui.text.glossary import explained
from lrgui.text.numbers import format_number, format_rate
from lrgui.ui import theme
from lrgui.ui.controls.rate_slider import HIGHEST, LOWEST, RateSlider
from lrgui.ui.controls.ruler_scale import Scale
from lrgui.ui.controls.ruler_tick import AIR, BAND, NOTCH, TOP, Tick
from lrgui.ui.language import Translated
from lrgui.ui.theme import scaled

_GAP = 6  # between two labels
_SMALL = 0.85  # of the text size
_SHORT = 10  # characters of a formula that a tick has room for
_PATTERNS = {  # by regime: the role of its colour, whose ground it has, and the pattern on that
    "crawls": ("crawls", Qt.BrushStyle.Dense6Pattern),
    "approaches": ("approaches", None),
    "overshoots": ("approaches", Qt.BrushStyle.BDiagPattern),
    "diverges": ("diverges", Qt.BrushStyle.DiagCrossPattern),
    "stable": ("stable", Qt.BrushStyle.BDiagPattern),
    "batchwise": ("stable", Qt.BrushStyle.BDiagPattern),
    "open": ("neutral", None),
}


class StabilityRuler(Translated):
    """Bands of the regimes with the same scale as the slider above it, and ticks at the best rate and at the bound.

    With both problems it is the 1-D descent's, where theory says all; the classifier has a mark there only, which moves
    with the curvature at the playhead. Signals: `rate_offered(rate)` when a tick is clicked; `placed(rate)` where a
    prediction is asked for, and somebody clicks or drags.
    """

    rate_offered = Signal(float)
    placed = Signal(float)

    def __init__(self, slider: RateSlider) -> None:
        super().__init__()
        self._slider = slider
        self._scale: Scale | None = None
        self._bands: tuple[Band, ...] = ()
        self.edge = math.nan
        self._placing, self._prediction = False, math.nan
        self.best, self.bound = Tick(self), Tick(self)
        for tick in (self.best, self.bound):
            tick.clicked.connect(self._on_clicked)
        slider.resized.connect(self._place)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMouseTracking(True)
        self.setCursor(Qt.CursorShape.SizeHorCursor)  # see `FineDrag`
        self._fit_font()

    # What it shows

    def show_scale(self, scale: Scale | None) -> None:
        """None: what rates do is concealed."""
        if scale != self._scale:
            self._scale = scale
            self._bands = scale.ranges() if scale is not None else ()
            self.retranslate()

    def show_edge(self, edge: float) -> None:
        """The bound with the classifier's curvature at the playhead; nan where there is none."""
        if edge != self.edge and not (math.isnan(edge) and math.isnan(self.edge)):
            self.edge = edge
            self.update()

    def show_prediction(self, rate: float, *, asking: bool) -> None:
        """A rate that was predicted, nan for none. asking: whether it can be placed now."""
        self._placing, self._prediction = asking, rate
        self.setCursor(Qt.CursorShape.CrossCursor if asking else Qt.CursorShape.SizeHorCursor)
        self.update()

    @property
    def placing(self) -> bool:
        """Whether a prediction can be placed now."""
        return self._placing

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self._place_prediction(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        self._place_prediction(event)

    def _place_prediction(self, event: QMouseEvent) -> None:
        if self._placing and event.buttons() & Qt.MouseButton.LeftButton:
            self.placed.emit(self._slider.rate_at(event.position().x()))

    @property
    def adaptive(self) -> bool:
        scale = self._scale
        return scale is None or scale.local or math.isnan(scale.bound(1.0))

    def formula(self, curvature: str) -> str:
        """The bound in letters, where the loss is curved by `curvature`."""
        return self._scale.formula(curvature) if self._scale is not None else ""

    def retranslate(self) -> None:
        self.setAccessibleName(self.tr("What learning rates do"))
        scale = self._scale
        for tick in (self.best, self.bound):
            tick.setVisible(not self.adaptive)
        if scale is None:
            for tick in (self.best, self.bound):
                self._name(tick, "", "", math.nan)
        elif not self.adaptive:
            self._name(self.best, scale.best_formula, scale.best_formula, scale.best)
            formula = scale.formula(scale.letter)
            self._name(self.bound, formula if len(formula) <= _SHORT else "ρ = 1", formula, self._far)
        self._place()

    @property
    def _far(self) -> float:
        assert self._scale is not None
        return self._scale.bound(self._scale.curvature)

    def _name(self, tick: Tick, text: str, formula: str, rate: float) -> None:
        tick.rate = rate
        tick.setText(text)
        named = self.tr("Set η to {0} = {1}").format(formula, format_rate(rate)) if formula else ""
        tick.setAccessibleName(named)
        tick.setToolTip(explained(named, "L", "eta"))

    # Places

    def _fit_font(self) -> None:
        font = QFont(self.font())
        font.setPixelSize(max(9, round(font.pixelSize() * _SMALL))) if font.pixelSize() > 0 else None
        for tick in (self.best, self.bound):
            tick.letters = font
        self._metrics = QFontMetrics(font)
        self.setFixedHeight(scaled(TOP) + scaled(BAND) + scaled(NOTCH) + self._metrics.height())

    def minimumSizeHint(self) -> QSize:
        return QSize(60, self.height())

    def _x(self, rate: float) -> float:
        return self._slider.place_of(rate)

    @Slot()
    def _place(self) -> None:
        """Labels beside their ticks: 1/L at the left, the bound at the right, apart from each other and inside."""
        if self.adaptive:
            self.update()
            return
        near, far = (round(self._x(tick.rate)) for tick in (self.best, self.bound))
        widths = [self._metrics.horizontalAdvance(tick.text()) + 2 for tick in (self.best, self.bound)]
        right = min(max(far - 1, 0), self.width() - widths[1])
        left = max(0, min(near + 3 - widths[0], right - scaled(_GAP) - widths[0]))
        right = max(right, left + widths[0] + scaled(_GAP))
        self.best.place(near - 1, left, widths[0], self.height())
        self.bound.place(far - 1, right, widths[1], self.height())
        self.update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if not hasattr(self, "bound"):
            return
        if event.type() == QEvent.Type.FontChange:
            self._fit_font()
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._place()  # the slider's handle may be another, too

    # Painting

    def paintEvent(self, _event: QPaintEvent) -> None:
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setFont(self.best.letters)
            left, right = self._x(LOWEST), self._x(HIGHEST)
            if self.adaptive:
                painter.fillRect(QRectF(left, scaled(TOP), right - left, scaled(BAND)), theme.seen("neutral_back"))
                painter.setPen(theme.seen("muted"))
                room = QRect(
                    0, scaled(TOP) + scaled(BAND) + 1, self.width(), self.height() - scaled(TOP) - scaled(BAND) - 1
                )
                painter.drawText(room, Qt.AlignmentFlag.AlignCenter, self._sentence())
            else:
                for band in self._bands:
                    self._paint_band(painter, band)
            if math.isfinite(self.edge):
                self._paint_edge(painter)
            if math.isfinite(self._prediction):
                pen = QPen(theme.seen("predicted"), 2.5, Qt.PenStyle.DashLine)
                x = self._x(self._prediction)
                painter.setPen(pen)
                painter.drawLine(QPointF(x, 0), QPointF(x, TOP + BAND + NOTCH))

    def _sentence(self) -> str:
        if self._scale is None:
            return self.tr("concealed until the answer")
        if self._scale.local and not math.isnan(self._scale.bound(1.0)):
            return self.tr("its bound changes with the place") if not math.isfinite(self.edge) else ""
        return self.tr("its bound changes with every update")

    def _paint_band(self, painter: QPainter, band: Band) -> None:
        a, b = self._x(band.low), self._x(band.high)
        role, pattern = _PATTERNS[band.kind]
        room = QRectF(a, scaled(TOP), b - a, scaled(BAND))
        painter.fillRect(room, theme.seen(f"{role}_back"))
        if pattern is not None:
            painter.fillRect(room, QBrush(theme.seen(role), pattern))

    def _paint_edge(self, painter: QPainter) -> None:
        """A triangle whose point stands in the band; at the end of the scale it points on."""
        s = scaled
        x, y = self._x(self.edge), scaled(TOP) + scaled(BAND) - 2.0
        painter.setPen(QPen(theme.seen("paper"), 1))
        painter.setBrush(theme.seen("text"))
        if self.edge > HIGHEST:
            middle = (scaled(TOP) + scaled(BAND)) / 2
            points = [QPointF(x - s(5), middle - s(6)), QPointF(x + s(4), middle), QPointF(x - s(5), middle + s(6))]
        else:
            points = [QPointF(x - s(6), 0), QPointF(x + s(6), 0), QPointF(x, y)]
        painter.drawPolygon(QPolygonF(points))
        place, text = self._edge_label(x)
        if text:
            painter.setPen(theme.seen("text"))
            painter.drawText(place, Qt.AlignmentFlag.AlignCenter, text)

    def _edge_label(self, x: float) -> tuple[QRect, str]:
        """The longest name of the mark at `x` that has room beside the ticks, and where; else none."""
        assert self._scale is not None
        formula = "2/λ" if self._scale.plain else "ρ = 1"
        taken = [tick.geometry() for tick in (self.best, self.bound) if not tick.isHidden()]
        for text in (self.tr("2-D: {0}").format(formula), formula) if self._scale.foreign else (formula,):
            width = self._metrics.horizontalAdvance(text) + 2
            left = min(max(0, round(x) - width // 2), self.width() - width)
            place = QRect(left, scaled(TOP) + scaled(BAND) + scaled(NOTCH) - 1, width, self._metrics.height())
            if all(place.right() <= t.left() - scaled(AIR) or t.right() + scaled(AIR) <= place.left() for t in taken):
                return place, text
        return QRect(), ""

    # The legend: what is under the pointer

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.ToolTip:
            assert isinstance(event, QHelpEvent)
            QToolTip.showText(event.globalPos(), self.text_at(event.pos().x()), self)
            return True
        return super().event(event)

    def text_at(self, x: float) -> str:
        """What the ruler says at a place."""
        scale = self._scale
        if scale is None:
            return self._sentence()
        if math.isfinite(self.edge) and abs(x - self._x(self.edge)) <= 6:
            text = self.tr("where the run is now: {0} = {1}") if scale.local else self.tr("2-D classifier: {0} = {1}")
            return explained(text.format(scale.formula("λ"), format_number(self.edge, 3)), "lambda", "eta")
        if self.adaptive:
            return self._sentence()
        for band in self._bands:
            if x <= self._x(band.high):
                break
        low, high = format_number(band.low, 3), format_number(band.high, 3)
        return {
            "crawls": self.tr("crawls: η below {1}"),
            "approaches": self.tr("approaches from one side: η from {0} to {1}"),
            "overshoots": self.tr("overshoots, converges: η from {0} to {1}"),
            "diverges": self.tr("diverges: η above {0}"),
            "stable": self.tr("stable: η below {1}, for the loss is nowhere curved more than L"),
            "batchwise": self.tr("η below {1}: each update lowers the loss of its own batch"),
            "open": self.tr("η above {0}: it depends on where training is, see the mark"),
        }[band.kind].format(low, high)

    @Slot()
    def _on_clicked(self) -> None:
        tick = self.sender()
        assert isinstance(tick, Tick)
        self.rate_offered.emit(tick.rate)
