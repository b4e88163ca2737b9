"""The open experiment, its history, the playhead, undo and the view: the one object that the window talks to.

It is longer than other modules, for it is a face: nearly every method is one line, and what is behind it is elsewhere.
"""

from __future__ import annotations

import threading
from collections.abc import Collection, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import fields, replace
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from lrgui.core.files.view import FUTURE, View, not_drawn
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.fork import Ghost
from lrgui.core.training.history import History
from lrgui.session.computation import Computation, same_numbers
from lrgui.session.edit_history import Place, State
from lrgui.session.edits import Edits
from lrgui.session.opened import Opened
from lrgui.session.playhead import Playhead
from lrgui.session.view_state import ViewState


class Session(QObject):
    """State of the program; every change goes through its methods and is announced by a signal.

    Signals have no arguments but for `failed`, which says why, and `view_changed`, which names the fields. `held_back`:
    somebody wanted to see what is concealed. `refused(error)`: there can be no further run.

    `experiment` is what the controls edit; `shown` (an experiment and its history) is what the panels draw: it follows
    as soon as its numbers are there. `position` is the update that the panels show: the playhead, or the frontier of
    what is computed while the playhead waits there. `view` is what is to be seen; undo does not step through it.

    Edits raise `InvalidValue` and change nothing when a value is not allowed.
    """

    experiment_changed = Signal()
    shown_changed = Signal()
    position_changed = Signal()
    selection_changed = Signal()
    computing_changed = Signal()
    from_here_changed = Signal()
    view_changed = Signal(object)
    held_back = Signal()
    failed = Signal(str)
    refused = Signal(object)

    def __init__(self, experiment: Experiment, *, threaded: bool = True, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._finished: State | None = None
        self._computation = Computation(experiment, threaded=threaded, parent=self)
        self._computation.shown_changed.connect(self._announce)
        self._computation.changed.connect(self.computing_changed)
        self._computation.finished.connect(self._on_finished)
        self._computation.failed.connect(self._on_failed)
        self._playhead = Playhead(self._computation, experiment.length, self)
        self._playhead.moved.connect(self.position_changed)
        self._playhead.held_back.connect(self.held_back)
        self.player = self._playhead.player
        self._edits = Edits(experiment, self._computation, self._playhead, self)
        self._edits.experiment_changed.connect(self.experiment_changed)
        self._numbering = self._edits.state
        self._edits.selection_changed.connect(self._number)
        self._edits.selection_changed.connect(self.selection_changed)
        self._edits.hiding_changed.connect(self._number)
        self._edits.hiding_changed.connect(self._on_hiding)
        self._edits.from_here_changed.connect(self.from_here_changed)
        self._view = ViewState(self)
        self._view.changed.connect(self.view_changed)
        self._viewed: tuple[View | None, object, View] = None, None, self._view.value  # as it was asked for last

    @property
    def turn(self) -> threading.Lock:
        """Held by the worker for each slice; a frame that holds it is drawn in one go."""
        return self._computation.turn

    def close(self) -> None:
        """Stops the player and the worker, and waits for its thread: at most one slice."""
        self.player.pause()
        self._computation.close()

    # Reading

    @property
    def experiment(self) -> Experiment:
        """What the controls edit."""
        return self._edits.state.experiment

    @property
    def known(self) -> Experiment:
        """What the controls edit, without what is concealed of it."""
        return self.experiment.known_until(self._computation.until)

    @property
    def selected(self) -> int:
        """The number of the selected run."""
        return self._edits.state.selected

    @property
    def lesson(self) -> str | None:
        """The id of the lesson that is open."""
        return self.place.lesson.id if self.place is not None else None

    @property
    def place(self) -> Place | None:
        """Where in a lesson that is open."""
        return self._edits.state.place

    def turn_to(self, place: Place | None) -> None:
        """Another page of a lesson about the same experiment, or none: undo does not step through it."""
        self._edits.turn_to(place)

    @property
    def opened(self) -> Opened:
        """The document that the experiment belongs to."""
        return self._edits.state.opened

    @property
    def shown(self) -> History:
        """The history that the panels draw."""
        return self._computation.shown

    @property
    def shown_experiment(self) -> Experiment:
        """The experiment that the panels draw: as `shown`, perhaps with newer colours."""
        return self._computation.shown_experiment

    @property
    def shown_selected(self) -> int:
        """The selected run among those shown: until others are, the one that was."""
        return min(self._numbering.selected, len(self.shown_experiment.runs) - 1)

    @property
    def shown_hidden(self) -> frozenset[int]:
        """Which of the runs shown are not drawn."""
        return not_drawn(len(self.shown_experiment.runs), self._numbering.hidden, self._numbering.solo)

    @property
    def run(self) -> Run:
        """The selected run with the settings of the next update, of the problem that is shown first."""
        problem = self.experiment.problems[0]
        return self.experiment.runs_at(self.experiment.update_at(problem, self.position), problem)[self.selected]

    def made(self, problem: str) -> int:
        """How many updates of a problem the selected run has made at the playhead."""
        experiment = self.experiment
        return experiment.clock(problem).made(self.selected, experiment.update_at(problem, self.position))

    @property
    def playhead(self) -> int:
        """Where the playhead is, or wants to be as soon as there are numbers."""
        return self._playhead.update

    @property
    def position(self) -> int:
        """The update that the panels show, from 0."""
        return self._playhead.position

    @property
    def last(self) -> int:
        """The last update that may be shown."""
        return self._playhead.last

    @property
    def computing(self) -> bool:
        """Whether numbers are on their way."""
        return self._computation.pending is not None

    @property
    def computing_for(self) -> float:
        """Seconds since the running computation was asked for."""
        return self._computation.seconds

    @property
    def progress(self) -> float:
        """The computed share of what is being computed, 0 … 1."""
        return self._computation.progress

    # The view

    @property
    def view(self) -> View:
        """What is to be seen: position, speed and what concerns runs are where playhead, player and undo have them."""
        state = self._edits.state
        kept = self._view.value
        now = self._playhead.update, self.player.chosen, state.selected, state.hidden, state.solo
        before, then, view = self._viewed
        if kept is not before or now != then:
            view = replace(
                kept,
                position=now[0],
                speed=now[1],
                selected=state.selected,
                hidden=tuple(state.hidden),
                solo=state.solo,
            )
            self._viewed = kept, now, view
        return view

    def set_view(self, **values: Any) -> None:
        """Gives fields of the view other values. Raises `InvalidValue`.

        Other signals than `view_changed` tell where position, selection or speed are concerned.
        """
        position, selected = (values.pop(name, None) for name in ("position", "selected"))
        if "speed" in values:
            self.player.set_speed(values.pop("speed"))
        if "concealed" in values:
            self.conceal(values.pop("concealed"), position)
        if values.keys() & {"hidden", "solo"}:
            state = self._edits.state
            self._edits.hide(values.pop("hidden", state.hidden), values.pop("solo", state.solo))
        self._view.set(**values)
        if position is not None:
            self.seek(position)
        if selected is not None:
            self.select(selected)

    @Slot()
    def _on_hiding(self) -> None:
        self.view_changed.emit(frozenset({"hidden", "solo"}))

    def hide(self, run: int, on: bool) -> None:
        """Whether a run is drawn, among the others if there was only one before; no edit."""
        hidden = self.view.not_drawn(len(self.experiment.runs))
        self._edits.hide(hidden | {run} if on else hidden - {run}, None)

    def solo(self, run: int | None) -> None:
        """Only this run is drawn; None: all that are not hidden."""
        self._edits.hide(self._edits.state.hidden, run)

    def conceal(self, facts: Iterable[str], until: int | None = None) -> None:
        """Nothing tells these facts any more, and all others may be told. Raises `InvalidValue`.

        until: the last update that may be seen where the future is among them, None for where the playhead is.
        """
        concealed = replace(self._view.value, concealed=frozenset(facts)).concealed
        if until is not None or concealed != self._view.value.concealed:
            self._keep_until((self._playhead.update if until is None else until) if FUTURE in concealed else None)
            self._computation.want(self.experiment)
        self._view.set(concealed=concealed)

    def _keep_until(self, update: int | None) -> None:
        """What comes after an update is neither computed nor shown; None: all is."""
        self._computation.until = self._playhead.until = update
        self._playhead.update = min(self._playhead.update, self._playhead.last)

    # The playhead

    @property
    def epoch_size(self) -> int:
        """Updates in an epoch of what is shown: the classifier's where there is one."""
        return self._playhead.epoch_size

    def seek(self, update: int) -> None:
        """Shows `update`, cut to what the experiment has."""
        self._playhead.seek(update)

    def step(self, updates: int) -> None:
        """Moves the playhead by so many updates, backwards where negative; playing stops."""
        self._playhead.step(updates)

    def step_place(self, places: int) -> None:
        """Moves by so many places on the timeline: single updates of the problem that makes the most."""
        self._playhead.step_place(places)

    def step_epoch(self, epochs: int) -> None:
        """Goes to the next (or a former) boundary of epochs; in the 1-D descent an epoch is one update."""
        self._playhead.step_epoch(epochs)

    def to_start(self) -> None:
        """Goes to update 0; playing stops."""
        self._playhead.go(0)

    def to_end(self) -> None:
        """Goes to the last update; playing stops."""
        self._playhead.go(self.experiment.length)

    def play_to(self, update: int, seconds: float) -> None:
        """Plays up to `update` in about so many seconds, and stops there."""
        self._playhead.play_to(update, seconds)

    def toggle_play(self) -> None:
        """Plays or pauses; at the end it starts over."""
        self._playhead.toggle_play()

    # Edits

    @property
    def from_here(self) -> bool:
        """Whether edits of a run apply from the playhead on instead of from the start."""
        return self._edits.from_here

    def set_from_here(self, on: bool) -> None:
        """Whether edits of a run apply from the playhead on instead of from the start."""
        self._edits.set_from_here(on)

    @property
    def anew(self) -> bool:
        """Whether a schedule that is changed from the playhead on begins there, and does not go on at its place."""
        return self._edits.anew

    def set_anew(self, on: bool) -> None:
        """Whether a schedule that is changed from the playhead on begins there; what was changed there already, too."""
        self._edits.set_anew(on)

    def edit_run(self, index: int | None = None, *, gesture: Hashable = None, **values: Any) -> None:
        """Gives run `index` (the selected one where None) other settings, from the start or from here on."""
        self._edits.edit_run(index, gesture=gesture, **values)

    def race(self, rates: Sequence[float]) -> None:
        """The selected run goes on with the first of the `rates`, and copies of it with the others, as one step."""
        self._edits.race(rates)

    def edit(self, *, gesture: Hashable = None, **values: Any) -> None:
        """Changes what all runs share; always from the start, since it decides which data are seen when."""
        self._edits.edit(gesture=gesture, **values)

    def edit_own(self, *, gesture: Hashable = None, **values: Any) -> None:
        """Changes of the selected run what it has of its own, and of all runs what they share."""
        self._edits.edit_own(gesture=gesture, **values)

    def spread(self, names: Collection[str]) -> None:
        """Gives the selected run's values of these fields to all runs, from the start."""
        self._edits.spread(names)

    def set_own(self, names: Collection[str], *, own: bool) -> None:
        """Gives the selected run fields of its own, or its values of these fields to all runs."""
        self._edits.set_own(names, own=own)

    def end_gesture(self) -> None:
        """The hand let go: the next edit is another undo step, and the last value is computed at once."""
        self._edits.end_gesture()

    @property
    def ghost(self) -> Ghost | None:
        """The future that the latest edit "from here on" gave up, while nothing else was edited."""
        return self._edits.ghost if self._computation.until is None else None

    def keep_fork(self) -> None:
        """Makes the future that was given up a run of its own."""
        self._edits.keep_fork()

    def dismiss_fork(self) -> None:
        """Forgets the future that was given up."""
        self._edits.dismiss_fork()

    def add_run(self) -> None:
        """A run like the selected one, but with a learning rate and in a colour that no run has yet."""
        with self._refusing():
            self._edits.add_run()

    def duplicate_run(self, index: int) -> None:
        """A copy of run `index` at the end, in a colour of its own; it is selected."""
        with self._refusing():
            self._edits.duplicate_run(index)

    @contextmanager
    def _refusing(self) -> Iterator[None]:
        """What is asked for by a button has no field beside which one could say what is wrong."""
        try:
            yield
        except InvalidValue as error:
            self.refused.emit(error)

    def remove_run(self, index: int) -> None:
        """Removes a run; the last one stays."""
        self._edits.remove_run(index)

    def select(self, index: int) -> None:
        """Selects run `index`, where there is one; no edit."""
        self._edits.select(index)

    @property
    def can_undo(self) -> bool:
        """Whether there is something to undo."""
        return self._edits.history.can_undo

    @property
    def can_redo(self) -> bool:
        """Whether there is something to redo."""
        return self._edits.history.can_redo

    def undo(self) -> None:
        """Brings the former experiment and selection back."""
        self._edits.undo()

    def redo(self) -> None:
        """Brings back what was undone last."""
        self._edits.redo()

    def load(
        self,
        experiment: Experiment,
        place: Place | None = None,
        *,
        opened: Opened | None = None,
        view: View | None = None,
        until: int | None = None,
    ) -> None:
        """Opens another experiment, to be seen as `view` says; undo brings the old one back.

        opened: the document that it belongs to, a new one where None. view: where None, it stays but for the start of
        the first run, for zoomed plots, and for what is concealed. until: the last update that may be seen where the
        future is concealed, None for the view's position. The playhead waits until its position is computed.
        """
        stays = view is None
        view = View(position=0) if view is None else view.within(experiment)
        self.player.pause()
        self._keep_until(view.until if until is None or view.until is None else until)
        self._playhead.update = experiment.length if view.position is None else view.position
        if opened is not None or experiment != self.experiment:
            self._edits.push(
                State(
                    experiment,
                    opened or Opened(experiment),
                    view.selected,
                    frozenset(view.hidden),
                    view.solo,
                    place,
                )
            )
        else:
            self.turn_to(place)
            self.select(view.selected)
            self._edits.hide(view.hidden, view.solo)
            self._computation.want(experiment)
            self._playhead.tell()
        if stays:  # whoever heard of the other experiment may have brought its own view back
            self._view.set(zoom={}, concealed=frozenset())
            return
        others = {
            f.name: getattr(view, f.name)
            for f in fields(view)
            if f.name not in ("position", "selected", "hidden", "solo")
        }
        self._view.set(**{name: value for name, value in others.items() if name != "speed"})
        if view.speed is not None:
            self.player.set_speed(view.speed)

    def cancel(self) -> None:
        """Gives up a computation that takes too long: back to the last experiment that was computed to its end."""
        if not self.computing or self._finished is None:
            return
        before = self._edits.history.before
        if before is not None and before.experiment == self._finished.experiment:
            self.undo()
        else:
            self._edits.push(self._finished)

    @property
    def pending(self) -> History | None:
        """What is being computed; None where all is there. While a value is dragged it may be that of one before."""
        return self._computation.pending

    @property
    def failure(self) -> str:
        """Why what is shown is not the experiment, and will not be; empty where it is, or soon will be."""
        return self._computation.failure

    def retry(self) -> None:
        """Computes again what failed."""
        self._computation.retry()

    @property
    def can_cancel(self) -> bool:
        """Whether `cancel` would give up a computation."""
        return self.computing and self._finished is not None

    @Slot(object)
    def _on_finished(self, history: History) -> None:
        if same_numbers(self.known, history.experiment):
            self._finished = self._edits.state

    @Slot(str)
    def _on_failed(self, message: str) -> None:
        self.player.pause()
        self.failed.emit(message)

    @Slot()
    def _number(self) -> None:
        """Keeps the state that numbers the runs as what is shown does: after an edit at first the one before it."""
        if len(self.shown_experiment.runs) == len(self.experiment.runs):
            self._numbering = self._edits.state

    @Slot()
    def _announce(self) -> None:
        self._number()
        self._playhead.told()
        self.shown_changed.emit()
