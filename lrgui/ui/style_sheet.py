"""What widgets look like in the colours of a theme."""

from __future__ import annotations

from collections.abc import Callable

from lrgui.colours.contrast import luminance, rgb
from lrgui.colours.theme import Theme

# In place of a path in the style sheet, where a quote or a bracket in it would end what it stands in.
ICONS = "icons"

SCROLL_BAR = 9  # pixels at the normal text size


def style_sheet(theme: Theme, scaled: Callable[[float], int]) -> str:
    """scaled: so many pixels at the normal text size, as many as they are at the one that is used."""
    p, groove, half = scaled, scaled(4), scaled(7)
    t, ring = theme, theme.ring
    edge = max(2, half // 3)  # of a slider's handle that the keyboard is with
    around, on_fill = f"{ring}px solid {t.focus}", f"{ring}px solid {t.focus_on_fill}"

    def inside(vertical: float, horizontal: float) -> str:
        """A padding that is smaller by what the ring is thicker than the usual border: nothing moves."""
        return f"{vertical - ring + 1:g}px {horizontal - ring + 1:g}px"

    chevron = "chevron-down-on-dark" if luminance(theme.paper) < 0.18 else "chevron-down"
    drop = ", ".join(map(str, rgb(theme.window)))
    check = "check-on-light" if luminance(theme.on_fill) < 0.18 else "check"
    return f"""
    QToolTip {{ background: {t.tip}; color: {t.on_tip}; border: none; padding: 5px 8px; }}
    QMainWindow {{ background: {t.window}; }}
    QMainWindow::separator {{ background: {t.window}; width: 8px; height: 8px; }}
    QMainWindow::separator:hover {{ background: {t.border}; }}
    QMenuBar {{ background: {t.paper}; border-bottom: 1px solid {t.paper}; padding: 1px 4px; }}
    QMenuBar::item {{ padding: 3px {p(10) - 1}px; border: 1px solid transparent; border-radius: 4px;
        background: transparent; }}
    QMenuBar::item:selected {{ background: {t.hover}; color: {t.text}; border-color: {t.accent}; }}
    QMenu {{ background: {t.paper}; border: 1px solid {t.border}; padding: 4px; }}
    QMenu::item {{ padding: {p(5) - 1}px {p(26) - 1}px; border: 1px solid transparent; border-radius: 4px; }}
    QMenu::item:selected {{ background: {t.hover}; color: {t.text}; border-color: {t.accent}; }}
    QMenu::item:disabled {{ color: {t.disabled}; }}
    QMenu::separator {{ height: 1px; background: {t.border}; margin: 4px 8px; }}
    QToolBar {{ background: {t.paper}; border: none; border-bottom: 1px solid {t.border}; padding: 5px 8px;
        spacing: 5px; }}
    QToolBar#strip {{ padding: 0; background: {t.neutral_back}; border-bottom: 1px solid {t.border}; }}
    QLabel#lesson {{ font-size: {p(15)}px; }}
    QToolBar#lecturer {{ padding: 0; border-top: 1px solid {t.border}; }}
    QToolBar#row {{ background: transparent; border: none; padding: 0; spacing: 1px; }}
    QToolBar[margin="true"] {{ background: {t.window}; border: none; padding: 0; }}
    QTabBar {{ background: {t.window}; }}
    QTabBar::tab {{ background: transparent; color: {t.muted}; border: none; border-bottom: 2px solid transparent;
        padding: {p(3)}px {p(10)}px; margin-right: 2px; }}
    QTabBar::tab:hover {{ color: {t.accent}; }}
    QTabBar::tab:selected {{ color: {t.text}; border-bottom-color: {t.accent}; font-weight: bold; }}
    QTabBar::tab:selected:focus {{ border: {around}; border-radius: 5px; padding: {inside(p(3), p(10) - 1)}; }}
    QStatusBar {{ background: {t.paper}; border-top: 1px solid {t.border}; color: {t.muted}; }}
    QStatusBar::item {{ border: none; }}
    QStatusBar QLabel {{ color: {t.muted}; padding-right: 8px; }}
    QFrame#card {{ background: {t.paper}; border: 1px solid {t.border}; border-radius: 8px; }}
    QLabel#title {{ font-weight: bold; }}
    QLabel#link {{ border: {ring}px solid transparent; border-radius: 4px; }}
    QLabel#link:focus {{ border-color: {t.focus}; }}
    QLabel[tone="good"] {{ color: {t.good}; background: {t.good_back}; }}
    QLabel[tone="warn"] {{ color: {t.warn}; background: {t.warn_back}; }}
    QLabel[tone="bad"] {{ color: {t.bad}; background: {t.bad_back}; }}
    QLabel[tone="neutral"] {{ color: {t.text}; background: {t.neutral_back}; }}
    QLabel#pill {{ border-radius: 8px; padding: 4px 8px; font-weight: bold; }}
    QLabel#verdict {{ border-radius: 8px; padding: 4px 2px; font-weight: bold; }}
    QLabel#said {{ border-radius: 5px; padding: 6px 10px; }}
    QLabel#formula {{ background: {t.window}; border-radius: 5px; padding: 6px 10px; }}
    QLabel#info {{ color: {t.muted}; }}
    QLabel#wrong, QLabel#info[bad="yes"] {{ color: {t.bad}; }}
    QLabel#drop {{ background: rgba({drop}, 225); border: 3px dashed {t.accent}; border-radius: 8px; color: {t.text};
        font-size: 22px; font-weight: bold; }}
    QLabel#ticker {{ background: {t.neutral_back}; border-radius: 8px; padding: 2px 8px; font-weight: bold; }}
    QLabel#jump {{ color: {t.warn}; background: {t.warn_back}; border-radius: 5px; padding: 3px 8px;
        font-weight: bold; }}
    QLabel#muted, QLabel#section {{ color: {t.muted}; }}
    QLineEdit, QComboBox {{ background: {t.paper}; border: 1px solid {t.edge}; border-radius: 5px; padding: 3px 7px;
        min-height: 1.45em; selection-background-color: {t.fill};
        selection-color: {t.on_fill}; placeholder-text-color: {t.muted}; }}
    QPlainTextEdit, QTextEdit, QListView {{ background: {t.paper}; border: 1px solid {t.border}; border-radius: 5px;
        padding: {ring - 1}px; }}
    QPlainTextEdit:focus, QTextEdit:focus, QListView:focus {{ border: {around}; padding: 0; }}
    QLineEdit:hover, QComboBox:hover {{ border-color: {t.edge}; }}
    QLineEdit:focus, QComboBox:focus {{ border: {around}; padding: {inside(3, 7)}; }}
    QLineEdit[invalid="true"] {{ border: 1px solid {t.bad}; background: {t.bad_back}; }}
    QLineEdit[invalid="true"]:focus {{ border: {ring}px solid {t.bad}; }}
    QLineEdit:disabled, QComboBox:disabled {{ background: {t.window}; border-color: {t.border}; color: {t.disabled};
        placeholder-text-color: {t.disabled}; }}
    QComboBox::drop-down {{ border: none; width: {p(22)}px; }}
    QComboBox::down-arrow {{ image: url({ICONS}:{chevron}.svg); width: {p(12)}px; height: {p(12)}px; }}
    QComboBox QAbstractItemView {{ border: 1px solid {t.border}; background: {t.paper}; padding: 3px; outline: none;
        selection-background-color: {t.fill}; selection-color: {t.on_fill}; }}
    QPushButton, QToolButton#transport {{ background: {t.paper}; border: 1px solid {t.edge}; border-radius: 5px;
        padding: 5px 10px; }}
    QPushButton:hover, QToolButton#transport:hover {{ background: {t.hover}; border-color: {t.accent}; }}
    QPushButton:pressed, QToolButton#transport:pressed {{ background: {t.pressed}; }}
    QPushButton:disabled, QToolButton#transport:disabled {{ color: {t.disabled}; border-color: {t.border}; }}
    QPushButton:focus, QToolButton#transport:focus {{ border: {around}; padding: {inside(5, 10)}; }}
    QToolButton#primary:focus {{ border: {on_fill}; padding: {inside(5, 12)}; }}
    QPushButton#primary {{ background: {t.fill}; color: {t.on_fill}; border: 1px solid {t.fill}; font-weight: bold; }}
    QPushButton#primary:hover {{ background: {t.fill_hover}; }}
    QPushButton#primary:focus {{ border: {on_fill}; }}
    QPushButton#primary:disabled {{ background: {t.border}; border-color: {t.border}; color: {t.muted}; }}
    QPushButton#choice[answer="right"] {{ background: {t.good_back}; color: {t.good}; border: 2px solid {t.good}; }}
    QPushButton#choice[answer="voted"] {{ border: 2px dashed {t.predicted}; }}
    QPushButton#choice[answer="right"]:focus, QPushButton#choice[answer="voted"]:focus {{ border: {around}; }}
    QToolButton#primary {{ background: {t.fill}; color: {t.on_fill}; border: 1px solid {t.fill}; border-radius: 5px;
        padding: 5px 12px; font-weight: bold; }}
    QToolButton#primary:hover {{ background: {t.fill_hover}; }}
    QToolButton#flat {{ background: transparent; border: 1px solid transparent; border-radius: 4px; padding: 2px; }}
    QToolButton#flat:hover {{ background: {t.hover}; }}
    QToolButton#flat:focus {{ border: {around}; padding: {inside(2, 2)}; }}
    QToolButton#flat:checked {{ background: {t.pressed}; }}
    QToolButton#segment {{ background: {t.paper}; border: 1px solid {t.edge}; padding: 4px 6px; color: {t.text}; }}
    QToolButton#segment:hover {{ background: {t.hover}; }}
    QToolButton#segment:checked {{ background: {t.fill}; color: {t.on_fill}; border-color: {t.accent}; }}
    QToolButton#segment:focus {{ border: {around}; padding: {inside(4, 6)}; }}
    QToolButton#segment:checked:focus {{ border: {on_fill}; }}
    QToolButton#segment:disabled {{ background: {t.window}; border-color: {t.border}; color: {t.muted}; }}
    QToolButton#segment:checked:disabled {{ background: {t.border}; }}
    QToolButton#segment[place="first"] {{ border-top-left-radius: 5px; border-bottom-left-radius: 5px; }}
    QToolButton#segment[place="last"] {{ border-top-right-radius: 5px; border-bottom-right-radius: 5px; }}
    QToolButton#segment[place="only"] {{ border-radius: 5px; }}
    QToolButton#segment[place="middle"], QToolButton#segment[place="last"] {{ border-left: none; }}
    QSlider::groove:horizontal {{ height: {groove}px; background: {t.border}; border-radius: {groove // 2}px; }}
    QSlider::sub-page:horizontal {{ background: {t.fill}; border-radius: {groove // 2}px; }}
    QSlider::sub-page:horizontal:disabled {{ background: {t.border}; }}
    QSlider::handle:horizontal {{ background: {t.fill}; width: {2 * half}px; margin: -{half - groove // 2}px 0;
        border-radius: {half}px; }}
    QSlider::handle:horizontal:hover {{ background: {t.fill_hover}; }}
    QSlider::handle:horizontal:focus {{ background: {t.focus}; border: {edge}px solid {t.text};
        width: {2 * (half - edge)}px; }}
    QSlider::handle:horizontal:disabled {{ background: {t.edge}; }}
    QSlider {{ min-height: {p(20)}px; background: transparent; }}
    QCheckBox {{ spacing: 7px; }}
    QCheckBox::indicator {{ width: {p(15)}px; height: {p(15)}px; border: 1px solid {t.edge}; border-radius: 4px;
        background: {t.paper}; }}
    QCheckBox::indicator:hover {{ border-color: {t.accent}; }}
    QCheckBox::indicator:focus {{ border: {around}; width: {p(15) - 2 * ring + 2}px;
        height: {p(15) - 2 * ring + 2}px; }}
    QCheckBox::indicator:checked {{ background: {t.fill}; border-color: {t.fill}; image: url({ICONS}:{check}.svg); }}
    QCheckBox::indicator:checked:focus {{ border: {around}; }}
    QCheckBox::indicator:checked:disabled {{ background: {t.disabled}; border-color: {t.disabled}; }}
    QScrollArea, QScrollArea > QWidget > QWidget {{ background: transparent; border: none; }}
    QScrollArea:focus {{ border: {around}; }}
    QScrollBar:vertical {{ background: transparent; width: {p(SCROLL_BAR)}px; margin: 0; }}
    QScrollBar::handle:vertical {{ background: {t.edge}; border-radius: 4px; min-height: 28px; }}
    QScrollBar:horizontal {{ background: transparent; height: {p(SCROLL_BAR)}px; margin: 0; }}
    QScrollBar::handle:horizontal {{ background: {t.edge}; border-radius: 4px; min-width: 28px; }}
    QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
    QScrollBar::add-page, QScrollBar::sub-page, QAbstractScrollArea::corner {{ background: transparent; border: none; }}
    QToolButton#transport, QToolButton#primary {{ qproperty-iconSize: {p(18)}px; }}
    QToolButton#flat {{ qproperty-iconSize: {p(14)}px; }}
    QTableView {{ qproperty-iconSize: {p(14)}px; }}
    QTableView {{ border: {ring}px solid transparent; border-radius: 4px; background: {t.paper};
        gridline-color: transparent; outline: none; }}
    QTableView:focus {{ border-color: {t.focus}; }}
    QTableView::item {{ border-bottom: 1px solid {t.grid}; padding: 0 5px; }}
    QTableView::item:selected {{ background: {t.hover}; color: {t.text}; }}
    QTableView#steps::item:selected {{ background: {t.selected}; }}
    QHeaderView {{ background: {t.paper}; }}
    QHeaderView::section {{ background: {t.window}; color: {t.muted}; border: none; padding: 5px 5px;
        font-weight: bold; }}
    QProgressBar {{ border: 1px solid {t.edge}; border-radius: 4px; background: {t.window}; text-align: center;
        max-height: {p(14)}px; }}
    QProgressBar::chunk {{ background: {t.selected}; border-radius: 3px; }}
    """
