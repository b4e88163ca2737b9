"""The menus: everything the program can do, with its keys."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt, Signal, Slot
from PySide6.QtGui import QAction, QActionGroup, QKeySequence
from PySide6.QtWidgets import QMenu, QMenuBar

from lrgui.core.lessons.lesson import headings
from lrgui.resources import LANGUAGES
from lrgui.text.language import NAMES
from lrgui.text.names import theme_name
from lrgui.ui import theme
from lrgui.ui.window.panel_layout import CONTROLS, Layout

# The digits by which panels fill the window: the same for those of several problems, which are never there together.
DIGITS = {
    "descent": 1, "surface": 1, "line": 1, "boundary": 2, "cut": 2, "bowl": 2,
    "curves": 3, "runs": 4, "steps": 5, "sweep": 6, "weights": 7, "lens": 8, "noise": 9,
}  # fmt: skip
_RUNS = ("add", "duplicate", "name", "hide", "solo", "remove", "keep-fork", None, "previous-run", "next-run")
_EDIT = (
    "undo",
    "redo",
    None,
    "copy-picture",
    None,
    "rate",
    "rate-here",
    None,
    *_RUNS,
    None,
    "notes",
    "code",
    "compare",
)
_FILE = (
    "save", "save-as", None, "import-data", "paste-data", None,
    "export-figure", "export-animation", "export-table", "export-data", None, "quit",
)  # fmt: skip
_MAKING = ("lesson-new", "lesson-edit", None, "handout", "handout-answers")
_LESSON = ("page-on", "page-back", "page-restart")
_RUN = (
    "play",
    None,
    "step",
    "back",
    "epoch",
    "epoch-back",
    "iteration",
    "iteration-back",
    None,
    "reset",
    "end",
    None,
    "conceal",
    None,
    "faster",
    "slower",
)


class Menus(QObject):
    """Fills a menu bar.

    Signals: `lesson_chosen(id)`, `language_chosen(code)`, `text_size_chosen(name)`, `theme_chosen(name)`.
    """

    lesson_chosen = Signal(str)
    language_chosen = Signal(str)
    text_size_chosen = Signal(str)
    theme_chosen = Signal(str)

    def __init__(
        self, bar: QMenuBar, actions: dict[str, QAction], layout: Layout, language: str, text_size: str, colours: str
    ) -> None:
        """language, text_size, colours: which are checked, the last a theme's name."""
        super().__init__(bar)
        self._layout, self._language_code = layout, language
        self._menus = {name: bar.addMenu("") for name in ("file", "edit", "run", "view", "lesson", "help")}
        self._fill(self._menus["file"], actions, ("new", "open"))
        self.recent = self._menus["file"].addMenu("")
        self._fill(self._menus["file"], actions, _FILE)
        self._fill(self._menus["edit"], actions, _EDIT)
        self._fill(self._menus["run"], actions, _RUN)
        view = self._menus["view"]
        self._language = view.addMenu("")
        self._languages = self._group(self._language, {code: NAMES[code] for code in LANGUAGES}, language)
        self._languages.triggered.connect(self._on_language)
        self._text = view.addMenu("")
        self._sizes = self._group(self._text, dict.fromkeys(theme.TEXT_SIZES, ""), text_size)
        self._sizes.triggered.connect(self._on_text_size)
        self._theme = view.addMenu("")
        self._themes = self._group(self._theme, dict.fromkeys(theme.CHOICES, ""), colours)
        self._themes.triggered.connect(self._on_theme)
        view.addSeparator()
        self.panels: dict[str, QAction] = {}
        for name in (CONTROLS, *layout.docks):
            action = view.addAction("")
            action.setCheckable(True)
            action.triggered.connect(lambda on, n=name: layout.want(n, on))
            self.panels[name] = action
        self._maximise = view.addMenu("")
        self.maximise: dict[str, QAction] = {}
        for name in sorted(layout.docks, key=DIGITS.__getitem__):
            action = self._maximise.addAction("")
            # The second one where digits need Shift.
            action.setShortcuts([QKeySequence(f"{keys}+{DIGITS[name]}") for keys in ("Ctrl", "Ctrl+Shift")])
            action.triggered.connect(lambda _on=False, n=name: layout.maximise(n))
            self.maximise[name] = action
        view.addSeparator()
        self._fill(
            view,
            actions,
            ("fold", "equal-scales", "patterns", "averaged", None, "fit", "follow", "layout", "full-screen", "present"),
        )
        self._fill(self._menus["lesson"], actions, _LESSON)
        self._menus["lesson"].addSeparator()
        self._lessons: list[QAction] = []
        for item in headings():
            action = self._menus["lesson"].addAction("")
            action.triggered.connect(lambda _on=False, i=item.id: self.lesson_chosen.emit(i))
            self._lessons.append(action)
        self._menus["lesson"].addSeparator()
        self.own_lessons = self._menus["lesson"].addMenu("")
        self._fill(self._menus["lesson"], actions, _MAKING)
        self._fill(self._menus["help"], actions, ("keys", "report", "about"))
        layout.changed.connect(self.refresh)
        bar.installEventFilter(self)
        self.retranslate()
        self.refresh()

    def _fill(self, menu: QMenu, actions: dict[str, QAction], names: tuple[str | None, ...]) -> None:
        for name in names:
            if name is None:
                menu.addSeparator()
            else:
                menu.addAction(actions[name])

    def _group(self, menu: QMenu, items: dict[str, str], chosen: str) -> QActionGroup:
        """Items of which one is checked."""
        group = QActionGroup(self)
        for code, text in items.items():
            action = menu.addAction(text)
            action.setCheckable(True)
            action.setData(code)
            action.setChecked(code == chosen)
            group.addAction(action)
        return group

    @Slot()
    def refresh(self) -> None:
        """Checks the panels that are wanted, and offers those that have something to show."""
        for name, action in self.panels.items():
            action.setChecked(self._layout.wanted(name))
            action.setEnabled(self._layout.available(name))
        for name, action in self.maximise.items():
            action.setEnabled(self._layout.available(name))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        return super().eventFilter(watched, event)

    def enter(self) -> None:
        """The keyboard goes to the menu bar, as F10 asks for."""
        bar = self._menus["file"].parentWidget()
        assert isinstance(bar, QMenuBar)
        bar.setFocus(Qt.FocusReason.MenuBarFocusReason)
        bar.setActiveAction(bar.actions()[0])

    def set_language(self, code: str) -> None:
        self._language_code = code
        self.retranslate()

    def retranslate(self) -> None:
        texts = {
            "file": self.tr("&File"),
            "edit": self.tr("&Edit"),
            "run": self.tr("&Run"),
            "view": self.tr("&View"),
            "lesson": self.tr("&Lesson"),
            "help": self.tr("&Help"),
        }
        for name, menu in self._menus.items():
            menu.setTitle(texts[name])
        self.recent.setTitle(self.tr("Open recent"))
        self.own_lessons.setTitle(self.tr("My lessons"))
        # Whoever cannot read the window finds the way to a language they can.
        self._language.setTitle("Language / 语言")
        self._text.setTitle(self.tr("Text size"))
        sizes = {"normal": self.tr("Normal"), "large": self.tr("Large"), "largest": self.tr("Largest, for a hall")}
        for action in self._sizes.actions():
            action.setText(sizes[action.data()])
        self._theme.setTitle(self.tr("Theme"))
        for action in self._themes.actions():
            action.setText(self.tr("As the system") if action.data() == theme.SYSTEM else theme_name(action.data()))
        self._maximise.setTitle(self.tr("Maximise, and back"))
        self.panels[CONTROLS].setText(self.tr("Controls"))
        for name, dock in self._layout.docks.items():
            self.panels[name].setText(dock.panel.title())
            self.maximise[name].setText(dock.panel.title())
        for action, item in zip(self._lessons, headings(), strict=True):
            action.setText(item.title[self._language_code])

    @Slot(QAction)
    def _on_language(self, action: QAction) -> None:
        self.language_chosen.emit(action.data())

    @Slot(QAction)
    def _on_theme(self, action: QAction) -> None:
        self.theme_chosen.emit(action.data())

    @Slot(QAction)
    def _on_text_size(self, action: QAction) -> None:
        self.text_size_chosen.emit(action.data())
