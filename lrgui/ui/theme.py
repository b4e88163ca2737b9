"""Colours, font and style sheet of the window: one light theme, made for a projector."""

from __future__ import annotations

from PySide6.QtCore import QDir
from PySide6.QtGui import QColor, QPalette
from PySide6.QtWidgets import QApplication

from lrgui.drawing import fonts
from lrgui.drawing.colours import ACCENT as ACCENT  # figures and window share these two
from lrgui.drawing.colours import TEXT as TEXT
from lrgui.resources import resource_folder

ACCENT_DARK = "#005A8E"
FOCUS = "#D55E00"  # of the control that the keyboard is with: seen on white and on the accent colour
MUTED = "#4F5B67"
WINDOW = "#F1F4F7"
CARD = "#FFFFFF"
BORDER = "#D5DBE1"
HOVER = "#EAF1F6"
GRID = "#E6E9ED"
GOOD, GOOD_BACK = "#05603A", "#DDF3E7"
WARN, WARN_BACK = "#7A4A00", "#FCEFD4"
BAD, BAD_BACK = "#9B1C1C", "#FBE3E1"
NEUTRAL_BACK = "#E8EEF4"

# In place of a path in the style sheet, where a quote or a bracket in it would end what it stands in.
ICONS = "icons"

TEXT_SIZES = {"normal": 1.0, "large": 1.2, "largest": 1.45}

SCROLL_BAR = 9  # pixels at the normal text size


def palette() -> QPalette:
    """Explicit colours on Fusion: the system's colour scheme is not asked for."""
    colours = QPalette()
    roles = QPalette.ColorRole
    for role, colour in (
        (roles.Window, WINDOW),
        (roles.WindowText, TEXT),
        (roles.Base, CARD),
        (roles.AlternateBase, WINDOW),
        (roles.Text, TEXT),
        (roles.Button, CARD),
        (roles.ButtonText, TEXT),
        (roles.BrightText, "#FFFFFF"),
        (roles.Highlight, ACCENT),
        (roles.HighlightedText, "#FFFFFF"),
        (roles.ToolTipBase, "#22303C"),
        (roles.ToolTipText, "#FFFFFF"),
        (roles.PlaceholderText, MUTED),
        (roles.Link, ACCENT),
        (roles.Mid, BORDER),
        (roles.Light, "#FFFFFF"),
        (roles.Dark, BORDER),
    ):
        colours.setColor(role, QColor(colour))
    for role in (roles.Text, roles.ButtonText, roles.WindowText):
        colours.setColor(QPalette.ColorGroup.Disabled, role, QColor("#98A2AC"))
    return colours


def scaled(pixels: float) -> int:
    """So many pixels at the normal text size, as many as they are at the one that is used now."""
    return max(1, round(pixels * QApplication.font().pixelSize() / fonts.PIXELS))


def style_sheet() -> str:
    p, groove, half = scaled, scaled(4), scaled(7)
    return f"""
    QToolTip {{ background: #22303C; color: white; border: none; padding: 5px 8px; }}
    QMainWindow {{ background: {WINDOW}; }}
    QMainWindow::separator {{ background: {WINDOW}; width: 8px; height: 8px; }}
    QMainWindow::separator:hover {{ background: {BORDER}; }}
    QMenuBar {{ background: {CARD}; border-bottom: 1px solid {CARD}; padding: 1px 4px; }}
    QMenuBar::item {{ padding: 4px {p(10)}px; border-radius: 4px; background: transparent; }}
    QMenuBar::item:selected {{ background: {HOVER}; color: {TEXT}; }}
    QMenu {{ background: {CARD}; border: 1px solid {BORDER}; padding: 4px; }}
    QMenu::item {{ padding: {p(5)}px {p(26)}px; border-radius: 4px; }}
    QMenu::item:selected {{ background: {HOVER}; color: {TEXT}; }}
    QMenu::item:disabled {{ color: #98A2AC; }}
    QMenu::separator {{ height: 1px; background: {BORDER}; margin: 4px 8px; }}
    QToolBar {{ background: {CARD}; border: none; border-bottom: 1px solid {BORDER}; padding: 5px 8px; spacing: 5px; }}
    QToolBar#strip {{ padding: 0; background: {NEUTRAL_BACK}; border-bottom: 1px solid {BORDER}; }}
    QToolBar#lecturer {{ padding: 0; border-top: 1px solid {BORDER}; }}
    QToolBar#row {{ background: transparent; border: none; padding: 0; spacing: 1px; }}
    QToolBar[margin="true"] {{ background: {WINDOW}; border: none; padding: 0; }}
    QTabBar {{ background: {WINDOW}; }}
    QTabBar::tab {{ background: transparent; color: {MUTED}; border: none; border-bottom: 2px solid transparent;
        padding: {p(3)}px {p(10)}px; margin-right: 2px; }}
    QTabBar::tab:hover {{ color: {ACCENT}; }}
    QTabBar::tab:selected {{ color: {TEXT}; border-bottom-color: {ACCENT}; font-weight: bold; }}
    QTabBar::tab:focus {{ color: {FOCUS}; }}
    QStatusBar {{ background: {CARD}; border-top: 1px solid {BORDER}; color: {MUTED}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {MUTED}; padding-right: 8px; }}
    QFrame#card {{ background: {CARD}; border: 1px solid {BORDER}; border-radius: 8px; }}
    QLabel#title {{ font-weight: bold; }}
    QLabel#ticker {{ background: {NEUTRAL_BACK}; border-radius: 8px; padding: 2px 8px; font-weight: bold; }}
    QLabel#jump {{ color: {WARN}; background: {WARN_BACK}; border-radius: 5px; padding: 3px 8px; font-weight: bold; }}
    QLabel#muted, QLabel#section {{ color: {MUTED}; }}
    QLineEdit, QComboBox {{ background: {CARD}; border: 1px solid #B9C2CB; border-radius: 5px; padding: 3px 7px;
        min-height: 1.45em; selection-background-color: {ACCENT}; }}
    QLineEdit:hover, QComboBox:hover {{ border-color: #8793A0; }}
    QLineEdit:focus, QComboBox:focus {{ border: 2px solid {FOCUS}; padding: 2px 6px; }}
    QLineEdit[invalid="true"] {{ border: 1px solid {BAD}; background: {BAD_BACK}; }}
    QLineEdit:disabled, QComboBox:disabled {{ background: {WINDOW}; border-color: {BORDER}; color: #98A2AC; }}
    QComboBox::drop-down {{ border: none; width: {p(22)}px; }}
    QComboBox::down-arrow {{ image: url({ICONS}:chevron-down.svg); width: {p(12)}px; height: {p(12)}px; }}
    QComboBox QAbstractItemView {{ border: 1px solid {BORDER}; background: {CARD}; padding: 3px; outline: none;
        selection-background-color: {ACCENT}; selection-color: white; }}
    QPushButton, QToolButton#transport {{ background: {CARD}; border: 1px solid #B9C2CB; border-radius: 5px;
        padding: 5px 10px; }}
    QPushButton:hover, QToolButton#transport:hover {{ background: {HOVER}; border-color: {ACCENT}; }}
    QPushButton:pressed, QToolButton#transport:pressed {{ background: #D9E6EF; }}
    QPushButton:disabled, QToolButton#transport:disabled {{ color: #98A2AC; border-color: {BORDER}; }}
    QPushButton:focus, QToolButton#transport:focus, QToolButton#primary:focus {{ border: 2px solid {FOCUS}; }}
    QToolButton#primary {{ background: {ACCENT}; color: white; border: 1px solid {ACCENT}; border-radius: 5px;
        padding: 5px 12px; font-weight: bold; }}
    QToolButton#primary:hover {{ background: {ACCENT_DARK}; }}
    QToolButton#flat {{ background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 2px; }}
    QToolButton#flat:hover {{ background: {HOVER}; }}
    QToolButton#flat:focus {{ border: 2px solid {FOCUS}; padding: 1px; }}
    QToolButton#flat:checked {{ background: #D9E6EF; }}
    QToolButton#segment {{ background: {CARD}; border: 1px solid #B9C2CB; padding: 4px 6px; color: {TEXT}; }}
    QToolButton#segment:hover {{ background: {HOVER}; }}
    QToolButton#segment:checked {{ background: {ACCENT}; color: white; border-color: {ACCENT}; }}
    QToolButton#segment:focus {{ border: 2px solid {FOCUS}; }}
    QToolButton#segment[place="first"] {{ border-top-left-radius: 5px; border-bottom-left-radius: 5px; }}
    QToolButton#segment[place="last"] {{ border-top-right-radius: 5px; border-bottom-right-radius: 5px; }}
    QToolButton#segment[place="middle"], QToolButton#segment[place="last"] {{ border-left: none; }}
    QSlider::groove:horizontal {{ height: {groove}px; background: {BORDER}; border-radius: {groove // 2}px; }}
    QSlider::sub-page:horizontal {{ background: {ACCENT}; border-radius: {groove // 2}px; }}
    QSlider::sub-page:horizontal:disabled {{ background: {BORDER}; }}
    QSlider::handle:horizontal {{ background: {ACCENT}; width: {2 * half}px; margin: -{half - groove // 2}px 0;
        border-radius: {half}px; }}
    QSlider::handle:horizontal:hover {{ background: {ACCENT_DARK}; }}
    QSlider::handle:horizontal:focus {{ background: {FOCUS}; }}
    QSlider::handle:horizontal:disabled {{ background: #B9C2CB; }}
    QSlider {{ min-height: {p(20)}px; background: transparent; }}
    QCheckBox {{ spacing: 7px; }}
    QCheckBox::indicator {{ width: {p(15)}px; height: {p(15)}px; border: 1px solid #8793A0; border-radius: 4px;
        background: {CARD}; }}
    QCheckBox::indicator:hover {{ border-color: {ACCENT}; }}
    QCheckBox::indicator:focus {{ border: 2px solid {FOCUS}; }}
    QCheckBox::indicator:checked {{ background: {ACCENT}; border-color: {ACCENT}; image: url({ICONS}:check.svg); }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QScrollBar:vertical {{ background: transparent; width: {p(SCROLL_BAR)}px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: #C3CBD3; border-radius: 4px; min-height: 28px; }}
    QScrollBar:horizontal {{ background: transparent; height: {p(SCROLL_BAR)}px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: #C3CBD3; border-radius: 4px; min-width: 28px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
    QToolButton#transport, QToolButton#primary {{ qproperty-iconSize: {p(18)}px; }}
    QToolButton#flat {{ qproperty-iconSize: {p(14)}px; }}
    QTableView {{ qproperty-iconSize: {p(14)}px; }}
    QTableView {{ border: none; background: {CARD}; gridline-color: transparent; outline: none; }}
    QTableView::item {{ border-bottom: 1px solid {GRID}; padding: 0 5px; }}
    QTableView::item:selected {{ background: {HOVER}; color: {TEXT}; }}
    QHeaderView {{ background: {CARD}; }}
    QHeaderView::section {{ background: {WINDOW}; color: {MUTED}; border: none; padding: 5px 5px; font-weight: bold; }}
    QProgressBar {{ border: 1px solid {BORDER}; border-radius: 4px; background: {WINDOW}; text-align: center;
        max-height: {p(14)}px; }}
    QProgressBar::chunk {{ background: {ACCENT}; border-radius: 3px; }}
    """


def apply(app: QApplication, text_size: str = "normal") -> None:
    """Style, palette and font for the whole program; `apply_style_sheet` follows."""
    app.setStyle("Fusion")
    app.setPalette(palette())
    apply_font(app, text_size)


def apply_font(app: QApplication, text_size: str) -> None:
    """Another text size; the style sheet, which measures in letters too, is to be applied anew."""
    app.setFont(fonts.sans(fonts.PIXELS * TEXT_SIZES.get(text_size, 1.0)))


def apply_style_sheet(app: QApplication) -> None:
    """For the whole program, once the window is put together: with a style sheet Qt styles a widget and all that is in
    it anew whenever it is placed in another one, which took a quarter of the time that making the window takes.
    """
    QDir.setSearchPaths(ICONS, [str(resource_folder() / "icons")])
    app.setStyleSheet(style_sheet())
