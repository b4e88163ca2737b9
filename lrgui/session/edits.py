"""Edits of the open experiment: each a step that undo takes back, from the start or from the playhead on."""

from __future__ import annotations

import sys
from collections.abc import Collection, Hashable, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QObject, Signal

from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import RATE_FIELDS
from lrgui.core.training.fork import Ghost
from lrgui.session.computation import Computation, same_numbers
from lrgui.session.edit_history import Place, State, UndoStack
from lrgui.session.forks import Forks, RunEnded
from lrgui.session.opened import Opened
from lrgui.session.playhead import Playhead

_LOOKS = {"colour", "name"}  # of a run, which are the same all the way

# What new runs begin with: rates that tell different stories.
RACING_RATES = (0.5, 0.05, 0.9, 0.01, 1.0, 0.1)


class Edits(QObject):
    """The experiment and how it came to be; whatever is edited is computed.

    from_here: whether edits of a run apply from the playhead on instead of from the start; anew: whether its schedule
    then begins there, and does not go on at its place. Edits raise `InvalidValue`
    and change nothing when a value is not allowed.

    Signals: `experiment_changed()`, `selection_changed()`, `hiding_changed()`, `from_here_changed()`.
    """

    experiment_changed = Signal()
    selection_changed = Signal()
    hiding_changed = Signal()
    from_here_changed = Signal()

    def __init__(
        self, experiment: Experiment, computation: Computation, playhead: Playhead, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._computation, self._playhead = computation, playhead
        self.history = UndoStack(State(experiment, Opened(experiment)))
        self.from_here = self.anew = False
        self._forks = Forks()
        self._told_hiding = self.state.hidden, self.state.solo
        self._gesture: Hashable = None
        self._gesture_at = 0

    @property
    def state(self) -> State:
        """What undo would come back to."""
        return self.history.value

    @property
    def experiment(self) -> Experiment:
        """The experiment that is edited."""
        return self.history.value.experiment

    @property
    def selected(self) -> int:
        """The number of the selected run, from 0."""
        return self.history.value.selected

    def edit_run(self, index: int | None = None, *, gesture: Hashable = None, **values: Any) -> None:
        """Gives run `index` (the selected one where None) other settings, from the start or from here on."""
        run = self.selected if index is None else index
        at, forks = 0, self.from_here and not _LOOKS & values.keys()
        begins = gesture is None or gesture != self._gesture
        if forks:
            if begins:
                self._gesture_at = self._place_of_edits(*next(iter(values.items())))
            at = self._gesture_at
        edited = self.experiment.with_change_at(at, run, anew=forks and self.anew, **values)
        if edited == self.experiment:
            return
        self._gesture = gesture
        if (forks and not begins) or values.keys() <= _LOOKS:
            self._forks.go_on(self.experiment, edited)
        elif (
            forks
            and self._computation.shown.until is None
            and same_numbers(self.experiment, self._computation.shown.experiment)
        ):
            self._forks.begin(self.experiment, edited, Ghost(self._computation.shown, run, at))
        self._set(edited, gesture=gesture)

    def race(self, rates: Sequence[float]) -> None:
        """The selected run goes on with the first of the `rates`, and copies of it with the others, as one step.

        A rate that the experiment would have twice is raced once.
        """
        place, run = self._place_of_edits("learning_rate", rates[0]), self.selected
        anew = self.from_here and self.anew
        experiment = self.experiment.with_change_at(place, run, anew=anew, learning_rate=rates[0])
        for rate in dict.fromkeys(rates[1:]):
            new = len(experiment.runs)
            copy = experiment.duplicating(run, experiment.next_colour())
            copy = copy.with_change_at(place, new, anew=anew, learning_rate=rate)
            if not any(copy.alike(new, other) for other in range(new)):
                experiment = copy
        self._set(experiment)

    def _place_of_edits(self, name: str, value: Any) -> int:
        """Where on the timeline an edit of a run applies from. Raises `RunEnded` where no update is left."""
        place = self._playhead.position if self.from_here else 0
        if self.from_here and place >= self._computation.shown_experiment.length:
            raise RunEnded(name, value, "ended")
        return place

    def edit(self, *, gesture: Hashable = None, **values: Any) -> None:
        """Changes what all runs share; always from the start, since it decides which data are seen when."""
        self._set(self.experiment.edited(**values), gesture=gesture)

    def edit_own(self, *, gesture: Hashable = None, **values: Any) -> None:
        """Changes of the selected run what it has of its own, and of all runs what they share."""
        own = self.experiment.runs[self.selected].own
        shared = {name: value for name, value in values.items() if name not in own}
        apart = {name: value for name, value in values.items() if name in own}
        self._set(self.experiment.with_run(self.selected, **apart).edited(**shared), gesture=gesture)

    def spread(self, names: Collection[str]) -> None:
        """Gives the selected run's values of the fields `names` to all runs, from the start."""
        experiment = self.experiment
        values = {name: getattr(experiment.runs[self.selected], name) for name in names}
        for run in range(len(experiment.runs)):
            experiment = experiment.with_run(run, **values)
        self._set(experiment)

    def set_own(self, names: Collection[str], *, own: bool) -> None:
        """Gives the selected run the fields `names` of its own, or its values of these fields to all runs."""
        experiment = self.experiment
        if own:
            alone = experiment.alone(self.selected)
            values = {name: alone.order_seed if name == "seed" else getattr(alone, name) for name in names}
            self._set(experiment.with_run(self.selected, **values))
        else:
            self._set(experiment.like(experiment.runs[self.selected], names))

    def end_gesture(self) -> None:
        """The hand let go: the next edit is another undo step, and the last value is computed at once."""
        self._gesture = None
        self.history.end_gesture()
        self._computation.release()

    @property
    def ghost(self) -> Ghost | None:
        """The future that the latest edit "from here on" gave up, while nothing else was edited."""
        return self._forks.ghost(self.experiment)

    def keep_fork(self) -> None:
        """Makes the future that was given up a run of its own."""
        kept = self._forks.kept(self.experiment)
        if kept is not None:
            self._set(kept)

    def dismiss_fork(self) -> None:
        """Forgets the future that was given up."""
        self._forks.dismiss()
        self._computation.shown_changed.emit()

    def add_run(self) -> None:
        """A run like the selected one, but with a learning rate and in a colour that no run has yet."""
        experiment = self.experiment
        taken = {run.learning_rate for run in experiment.runs}
        rate = next((r for r in RACING_RATES if r not in taken), min(max(taken) * 1.5, sys.float_info.max))
        run = replace(experiment.runs[self.selected], learning_rate=rate, colour=experiment.next_colour(), name="")
        self._set(experiment.adding(run), selected=len(experiment.runs))

    def duplicate_run(self, index: int) -> None:
        """A copy of run `index` at the end, in a colour of its own; it is selected."""
        experiment = self.experiment
        self._set(experiment.duplicating(index, experiment.next_colour()), selected=len(experiment.runs))

    def remove_run(self, index: int) -> None:
        """Removes a run; the last one stays."""
        experiment = self.experiment
        if len(experiment.runs) > 1:
            selected = self.selected - (self.selected > index or self.selected == len(experiment.runs) - 1)
            self._set(experiment.removing(index), selected=max(0, selected), removed=index)

    def select(self, index: int) -> None:
        """Selects run `index`, where there is one; no edit."""
        if index != self.selected and 0 <= index < len(self.experiment.runs):
            # Selecting is no edit: undo does not step through it.
            self.history.value = replace(self.history.value, selected=index)
            self.history.end_gesture()
            self.selection_changed.emit()

    def hide(self, hidden: Collection[int], solo: int | None) -> None:
        """Which runs are not drawn, and which is the only one that is; no edit."""
        runs = len(self.experiment.runs)
        hidden = frozenset(run for run in hidden if run < runs)
        solo = solo if solo is not None and solo < runs else None
        if (hidden, solo) != (self.state.hidden, self.state.solo):
            self.history.value = replace(self.history.value, hidden=hidden, solo=solo)
            self.history.end_gesture()
            self._tell_hiding()

    def set_from_here(self, on: bool) -> None:
        """Whether edits of a run apply from the playhead on instead of from the start."""
        if on != self.from_here:
            self.from_here, self.anew = on, False
            self.from_here_changed.emit()

    def set_anew(self, on: bool) -> None:
        """Whether a schedule that is changed from the playhead on begins there; what was changed there already, too."""
        if on == self.anew:
            return
        self.anew = on
        self.from_here_changed.emit()
        place, run = self._playhead.position, self.selected
        problem = self.experiment.problems[0]
        at = self.experiment.update_at(problem, place)
        changes = self.experiment.changes_of(problem)
        if at > 0 and any(c.at == at and c.run == run and RATE_FIELDS & dict(c.values).keys() for c in changes):
            rate = self.experiment.runs_at(at, problem)[run].learning_rate
            edited = self.experiment.with_change_at(place, run, anew=on, learning_rate=rate)
            self._forks.go_on(self.experiment, edited)
            self._set(edited)

    def undo(self) -> None:
        """Brings the former state back, where there is one."""
        if self.history.can_undo:
            self.history.undo()
            self._after_edit()

    def redo(self) -> None:
        """Brings back what was undone last, where there is something."""
        if self.history.can_redo:
            self.history.redo()
            self._after_edit()

    def push(self, state: State) -> None:
        """Another state altogether, as one step; what was switched on in the one before does not stay on."""
        self.set_from_here(False)
        self.history.push(state)
        self._after_edit()

    def turn_to(self, place: Place | None) -> None:
        """Another page of a lesson about the same experiment, or none: no edit."""
        if place != self.state.place:
            self.history.value = replace(self.history.value, place=place)
            self.history.end_gesture()
            self.experiment_changed.emit()

    def _set(
        self,
        experiment: Experiment,
        *,
        selected: int | None = None,
        removed: int | None = None,
        gesture: Hashable = None,
    ) -> None:
        """removed: the number that a run had which is gone; those after it have another one now."""
        chosen = self.selected if selected is None else selected
        hidden, solo = self.state.hidden, self.state.solo
        if removed is not None:
            hidden = frozenset(run - (run > removed) for run in hidden - {removed})
            solo = None if solo is None or solo == removed else solo - (solo > removed)
        elif len(experiment.runs) > len(self.experiment.runs):
            solo = None  # what is new is to be seen
        if experiment != self.experiment or chosen != self.selected:
            # With another problem a lesson would speak of what cannot be seen.
            place = self.state.place if experiment.problem == self.experiment.problem else None
            self.history.push(State(experiment, self.state.opened, chosen, hidden, solo, place), gesture)
            self._after_edit(dragging=gesture is not None)

    def _after_edit(self, *, dragging: bool = False) -> None:
        self._playhead.length = self.experiment.length
        self._forks.arrive(self.experiment)
        self.experiment_changed.emit()
        self._tell_hiding()
        self._computation.want(self.experiment, seen=self._playhead.update if dragging else None)

    def _tell_hiding(self) -> None:
        """What is drawn changes at once, also where the history of what is to be shown is still to come."""
        hiding = self.state.hidden, self.state.solo
        if hiding != self._told_hiding:
            self._told_hiding = hiding
            self.hiding_changed.emit()
