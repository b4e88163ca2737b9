"""What figures and tables are made of: the scene and the view that the window shows now."""

from __future__ import annotations

from dataclasses import replace

from lrgui.core.files.document import Document
from lrgui.core.files.recipe import Recipe
from lrgui.core.files.view import NOISE, PLOTS, View, plots_of
from lrgui.drawing.scene import Scene, Swept
from lrgui.session.documents import Documents
from lrgui.session.session import Session
from lrgui.session.settings import Settings
from lrgui.session.sweeps import Sweeps
from lrgui.ui.figures.figure_choices import FigureChoices, remember, remembered
from lrgui.ui.language import Language

PICTURED = ("curves", "noise", *PLOTS)  # the panels of which there are figures


class Source:
    """Reads the session; what was chosen for figures is remembered in `settings`, but for their language."""

    def __init__(
        self, session: Session, sweeps: Sweeps, documents: Documents, settings: Settings, language: Language
    ) -> None:
        self.session, self.settings = session, settings
        self._sweeps, self._documents, self._language = sweeps, documents, language

    @property
    def language(self) -> str:
        """The window's."""
        return self._language.code

    @property
    def view(self) -> View:
        return self.session.view

    @property
    def choices(self) -> FigureChoices:
        """What was chosen last, or how the figure was made that was opened."""
        choices = replace(remembered(self.settings), language=self.view.figure_language or "")
        made = self._documents.figure
        return choices if made is None else choices.made_as(made)

    def remember(self, choices: FigureChoices) -> None:
        self.session.set_view(figure_language=choices.language or None)
        if self._documents.figure is not None and choices.panels:
            options = choices.options(self.language, len(choices.panels))
            self._documents.set_figure(Recipe(choices.panels, options))
        remember(self.settings, choices)

    def available(self) -> tuple[str, ...]:
        """The plots that the experiment has something for."""
        # What nobody has looked at was not computed, and would keep the window waiting.
        plots, panels = plots_of(self.session.shown_experiment), self.view.panels
        missing = set() if self._sweeps.shown is not None else {"sweep"}
        missing |= set() if "lens" in panels else {"lens"}
        missing |= set(NOISE) - ({self.view.noise} if "noise" in panels else set())
        return tuple(name for name in plots if name not in missing)

    def plots_of(self, panel: str) -> tuple[str, ...]:
        """The plots that a panel shows now, none where it is no picture."""
        plots, available = self.view.plots_in(panel, self.session.shown_experiment), self.available()
        return tuple(plot for plot in plots if plot in available)

    def shown_plots(self) -> tuple[str, ...]:
        """The plots that can be seen; where there are none, all that could be."""
        view = self.view
        panels = view.panels if view.maximised is None else (view.maximised,)
        shown = {plot for panel in panels if panel != "runs" for plot in self.plots_of(panel)}
        return tuple(plot for plot in PLOTS if plot in shown) or self.available()

    def scene(self) -> Scene:
        session = self.session
        scene = Scene(session.shown_experiment, session.shown, session.position, session.shown_selected)
        scene = replace(scene, concealed=self.view.concealed, averaging=self.view.average, hidden=session.shown_hidden)
        return scene.with_sweep(Swept.of(self._sweeps.shown, stale=self._sweeps.stale))

    @property
    def computed(self) -> int:
        """The last update that can be shown."""
        return min(self.session.shown.frontier, self.session.shown_experiment.length)

    def document(self) -> Document:
        """What a figure carries inside."""
        # While another experiment is being computed the figure shows, and carries, the one before.
        return replace(self._documents.document(), experiment=self.session.shown_experiment)

    @property
    def name(self) -> str:
        """Of the document's file or of the lesson; empty where there is neither."""
        path = self._documents.path
        return path.stem if path is not None else self.session.lesson or ""

    def stem(self, plots: tuple[str, ...]) -> str:
        """What a file is called as long as nobody says otherwise."""
        parts = [self.name, plots[0] if len(plots) == 1 else ""]
        return "-".join(part for part in parts if part) or "figure"
