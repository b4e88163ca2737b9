"""Texts as they are painted, in every theme: at least 4.5 to 1, and 7 to 1 in high contrast."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QMenu

from lrgui.colours.themes import THEMES
from tests.campaigns.contrasts import faint_texts, painted_contrast, pixels
from tests.campaigns.sizes import DIALOGS, opened_dialog, settle

SLACK = 0.05  # of smoothed letters


def least(theme):
    return (7 if theme == "contrast" else 4.5) - SLACK


def in_themes(window, shown, many, themes=tuple(THEMES)):
    """shown: what is looked at, each with at least so many texts."""
    found = []
    for theme in themes:
        window.theme.use(theme)
        settle(window)
        for each in shown:
            count, faint = faint_texts(each, least(theme))
            assert count >= many
            found += [f"{theme}, {type(each).__name__}: {text}" for text in faint]
    return found


@pytest.fixture
def large(window):
    """With thick letters, whose strokes are as dark as their colour."""
    window.resize(1440, 1000)
    window.session.edit(epochs=5)
    window.use_text_size("largest")
    settle(window)
    return window


def test_the_window_with_every_panel(large):
    large.session.add_run()
    for name in ("weights", "steps"):
        large.panel_layout.want(name, True)
    settle(large)
    large.session.seek(large.session.experiment.length // 3)
    settle(large)
    assert in_themes(large, [large], 60) == []


def test_a_lesson_and_the_presenter(large, exhaustive):
    """The ordinary run looks at question, answer and the presenter in two themes each."""
    some = [*THEMES]
    if not exhaustive:
        some = some[::2]
    large.lessons.open("decay-stops")
    large.teaching.predict(0)
    large.teaching.vote(1)
    settle(large)
    assert in_themes(large, [large], 20, some) == []
    large.teaching.forward()
    settle(large)
    assert in_themes(large, [large], 20, [*THEMES] if exhaustive else [*THEMES][1::2]) == []
    large.actions_by_name["present"].trigger()
    presenter = large.presenting.presenter
    presenter.setWindowState(Qt.WindowState.WindowNoState)
    presenter.resize(1280, 720)
    settle(large)
    assert in_themes(large, [presenter], 5, some) == []
    presenter.close()


def test_dialogs(large):
    dialogs = [opened_dialog(large, command) for command in DIALOGS]
    assert in_themes(large, dialogs, 1) == []
    for dialog in dialogs:
        dialog.close()


def test_what_is_pointed_at_in_a_list_and_in_a_menu(large):
    found = []
    combo = next(c for c in large.controls.findChildren(QComboBox) if c.isVisible() and c.count() > 2)
    title = large.menuBar().actions()[3].text()
    menu = next(m for m in large.findChildren(QMenu) if m.title() == title)  # not by `menu()`, see `User.menu`
    for theme in THEMES:
        large.theme.use(theme)
        settle(large)
        combo.showPopup()
        view = combo.view()
        view.setCurrentIndex(view.model().index(1, 0))
        menu.popup(large.pos())
        menu.setActiveAction(menu.actions()[1])
        for shown, area in (
            (view, view.visualRect(view.currentIndex())),
            (menu, menu.actionGeometry(menu.actions()[1])),
        ):
            part = pixels(shown.grab(area.adjusted(4, 3, -4, -3)).toImage())
            found.append((theme, type(shown).__name__, painted_contrast(part)))
        menu.close()
        combo.hidePopup()
    assert [each for each in found if each[2] is None or each[2] < least(each[0])] == []
