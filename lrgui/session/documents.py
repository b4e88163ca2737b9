"""Which file the open experiment belongs to, whether it is saved, and the copy that is kept until it is."""

from __future__ import annotations

import contextlib
import errno
import json
import os
import stat
import time
from dataclasses import replace
from functools import cache
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from lrgui.core.files import embedding
from lrgui.core.files.document import MAX_NOTES, Document, open_file, save_file
from lrgui.core.files.recipe import Recipe
from lrgui.core.files.strict_json import LIMIT
from lrgui.core.lessons.lesson import lesson, lessons
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.session.edit_history import Place
from lrgui.session.opened import Opened
from lrgui.session.recovery import Leftover, Recovery
from lrgui.session.session import Session
from lrgui.session.settings import RECENT, Settings

ENDING = ".lrgui"
MOST_RECENT = 8
_QUIET = 2.0  # seconds without an edit after which what is not saved is copied
_INTERVAL = 10.0  # seconds between two copies, at least, and how long one waits for a hand that never rests


class Documents(QObject):
    """The document is the session's experiment with its notes and the view.

    A document counts as modified when its experiment or its notes differ from what is saved: where the playhead is,
    and which panels are seen, is kept in the file but is not worth a question. An experiment without a file that the
    program itself offers, the first one or a lesson's, is never modified.

    Opening is one step for undo, which brings the former document back with its file: what was open before can
    neither be lost by a file that was dropped by mistake, nor end up under the other file's name.

    Signals: `changed()` when the file, the notes or `modified` changed; `opened()` when a file was opened;
    `copy_failed(error)` when the copy for recovery cannot be written (`OSError`), once.
    """

    changed = Signal()
    opened = Signal()
    copy_failed = Signal(object)

    def __init__(
        self,
        session: Session,
        settings: Settings,
        recovery: Recovery | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._session, self._settings, self._recovery = session, settings, recovery
        self._told: tuple[Opened, Path | None, bool] | None = None
        self._copied_at = -_INTERVAL
        self._uncopied_since: float | None = None
        self._failed = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._copy)
        session.experiment_changed.connect(self._on_edit)

    # Reading

    @property
    def _now(self) -> Opened:
        return self._session.opened

    @property
    def path(self) -> Path | None:
        """The file that saving writes; None for a document that has none yet."""
        return self._now.path

    @property
    def notes(self) -> str:
        """What is noted beside the experiment, as plain text."""
        return self._now.notes

    @property
    def figure(self) -> Recipe | None:
        """How the figure was made that was opened, or how it is to be made now; None where none was opened."""
        return self._now.figure

    def set_figure(self, recipe: Recipe) -> None:
        """The figure that was opened is to be made in another way."""
        self._now.figure = recipe

    @property
    def modified(self) -> bool:
        """Whether something would be lost if the document were closed."""
        now, experiment = self._now, self._session.experiment
        if experiment == now.saved and now.notes == now.saved_notes:
            return False
        return now.path is not None or bool(now.notes) or not _is_offered(experiment)

    def document(self) -> Document:
        """What is written to a file, or into a figure."""
        experiment, view = self._session.experiment, self._session.view
        # Said in full: a figure without a window would begin with other charts.
        view = replace(view, charts={**view.charts, experiment.problem: view.charts_of(experiment)})
        place = self._session.place
        known = place.lesson.id if place is not None and not place.lesson.own else None
        return Document(experiment, view, self._now.notes, known)

    # Opening

    def new(self) -> None:
        """The default experiment, without a file."""
        self._session.load(Experiment(), opened=Opened(Experiment()))

    def open(self, path: Path, data_path: Path | None = None) -> None:
        """Opens an experiment file, a lesson's file or a figure. Raises `DamagedFile` and `OSError`.

        data_path: where the file of large data is now; None: where it was.

        Only an experiment file is written by saving: a figure or a lesson must not be overwritten by an experiment.
        """
        path = path.absolute()
        found = read_file(path, data_path)
        own = path.suffix.lower() == ENDING and not _is_figure(path)
        self.show(found, path if own else None)
        self._now.content = _content(path) if own else None
        self._remember(path)

    def show(self, document: Document, path: Path | None = None, *, saved: bool = True) -> None:
        """Opens a document. saved: whether `path`, or where it came from, has it as it is."""
        notes = document.notes
        opened = Opened(document.experiment, path, notes, notes) if saved else Opened(None, path, notes)
        opened.figure = document.figure
        session, view = self._session, document.view
        # The charts of other problems stay as they are: the file says nothing about them.
        others = {
            problem: charts for problem, charts in session.view.charts.items() if problem != document.experiment.problem
        }
        view = replace(view, charts={**others, **view.charts})
        session.load(document.experiment, _place(document), opened=opened, view=view)
        self.opened.emit()

    def recover(self, leftover: Leftover) -> None:
        """Opens what another program had not saved; it is this program's to keep now."""
        self.show(leftover.document, leftover.path, saved=False)
        self._copy()
        leftover.remove()

    def leftovers(self) -> list[Leftover]:
        """What programs that ended unexpectedly had not saved, the newest first."""
        return list(self._recovery.leftovers()) if self._recovery is not None else []

    # Saving

    def save(self, path: Path | None = None) -> None:
        """Writes the document to `path`, which becomes its file, or to the file that it has. Raises `OSError`."""
        target = path.absolute() if path is not None else self._now.path
        assert target is not None, "a document without a file is saved by giving one"
        save_file(target, self.document())
        now = self._now
        now.path, now.saved, now.saved_notes = target, self._session.experiment, now.notes
        now.content = _content(target)
        self._remember(target)
        self._check()

    @property
    def changed_on_disk(self) -> bool:
        """Whether somebody else has written the document's file since it was opened or saved."""
        now = self._now
        if now.path is None or now.content is None:
            return False
        content = _content(now.path)
        return content is not None and content != now.content

    def set_notes(self, notes: str) -> None:
        """Raises `InvalidValue` where they are too long."""
        if len(notes) > MAX_NOTES:
            raise InvalidValue("notes", notes, "text", high=MAX_NOTES)
        notes = notes.encode(errors="replace").decode()  # halves of characters, which no file can hold
        if notes != self._now.notes:
            self._now.notes = notes
            self._on_edit()

    def forget_changes(self) -> None:
        """Nothing of the open document is wanted: it counts as saved."""
        now = self._now
        now.saved, now.saved_notes = self._session.experiment, now.notes
        self._check()

    def keep(self) -> None:
        """What is not saved is copied at once: something may happen to the program."""
        self._copy()

    def close(self) -> None:
        """The program ends in order: no copy stays."""
        self._timer.stop()
        if self._recovery is not None:
            self._recovery.discard()

    # Files used lately

    @property
    def recent(self) -> tuple[Path, ...]:
        """Those opened or saved last, the latest first."""
        try:
            found = json.loads(self._settings.get(RECENT))
        except ValueError:
            return ()
        known = found if isinstance(found, list) else []
        return tuple(Path(name) for name in known if isinstance(name, str) and name)[:MOST_RECENT]

    @property
    def folder(self) -> Path:
        """Where a file was opened or saved last; the user's own folder where that is gone."""
        return self._settings.folder

    def forget_recent(self, path: Path | None = None) -> None:
        """Takes one file off the list, or all of them."""
        self._set_recent([] if path is None else [p for p in self.recent if p != path])

    def _remember(self, path: Path) -> None:
        self._settings.folder = path.parent
        self._set_recent([path, *(p for p in self.recent if p != path)][:MOST_RECENT])

    def _set_recent(self, paths: list[Path]) -> None:
        self._settings.set(RECENT, json.dumps([str(path) for path in paths]))
        self.changed.emit()

    # The copy for recovery

    @Slot()
    def _on_edit(self) -> None:
        if self._check() and self._recovery is not None:
            now = time.monotonic()
            if self._uncopied_since is None:
                self._uncopied_since = now
            due = max(now + _QUIET, self._copied_at + _INTERVAL)
            due = min(due, self._uncopied_since + _INTERVAL)
            self._timer.start(max(0, round((due - now) * 1000)))

    def _check(self) -> bool:
        """Tells when another document is open, or the same one is modified now or not any more; gives which it is."""
        modified = self.modified
        state = (self._now, self._now.path, modified)
        if not modified:
            self._timer.stop()
            self._uncopied_since = None
            if self._recovery is not None:
                self._recovery.discard()
        if state != self._told:
            self._told = state
            self.changed.emit()
        return modified

    @Slot()
    def _copy(self) -> None:
        self._timer.stop()
        self._uncopied_since = None
        if self._recovery is None or not self.modified:
            return
        self._copied_at = time.monotonic()
        try:
            self._recovery.keep(self.document(), self._now.path)
        except OSError as error:
            if not self._failed:
                self._failed = True
                self.copy_failed.emit(error)
        else:
            self._failed = False


def read_file(path: Path, data_path: Path | None = None) -> Document:
    """The document in a file. Raises `DamagedFile` and `OSError`; waits for no pipe and reads no device."""
    if "\0" in str(path):
        raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), str(path))
    kind = path.stat().st_mode
    if not (stat.S_ISREG(kind) or stat.S_ISDIR(kind)):
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL), str(path))
    return open_file(path, None if data_path is None else str(data_path))


def _content(path: Path) -> bytes | None:
    """What a file has in it, as far as an experiment file may be long; None where it is gone."""
    with contextlib.suppress(OSError), open(path, "rb") as file:
        return file.read(LIMIT + 1)
    return None


def _is_offered(experiment: Experiment) -> bool:
    return experiment in offered().get(experiment.runs, ())


@cache
def offered() -> dict[tuple[Run, ...], list[Experiment]]:
    """What nobody has to save, by its runs, for it is asked for at each edit: the first experiment and all lessons'."""
    first = Experiment()
    found = {first.runs: [first]}
    for page in (page for each in lessons() for page in each.pages):
        found.setdefault(page.experiment.runs, []).append(page.experiment)
    return found


def _place(document: Document) -> Place | None:
    """The page of the lesson that a document comes from: the first one about its experiment."""
    if document.lesson is None:
        return None
    found = lesson(document.lesson)
    return Place(found, found.page_of(document.experiment))


def _is_figure(path: Path) -> bool:
    with contextlib.suppress(OSError), open(path, "rb") as file:
        return embedding.is_figure(file.read(100_000))
    return False
