"""Documents: what counts as unsaved, what is remembered, and the copies that are kept until something is saved."""

from __future__ import annotations

import errno
import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings

from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.document import Document, open_file, save_file, write
from lrgui.core.files.embedding import embed_svg
from lrgui.core.files.view import View
from lrgui.core.lessons.lesson import lessons
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.own_data import own_data, reading
from lrgui.session import documents as module
from lrgui.session.documents import Documents
from lrgui.session.recovery import Recovery
from lrgui.session.settings import Settings

ROOT = Path(__file__).parents[2]
MINE = Experiment(runs=(Run(0.7), Run(0.05)))


class Desk:
    """A session with its documents, and what they announced."""

    def __init__(self, session, store: QSettings, folder: Path | None = None) -> None:
        self.session = session
        self.recovery = Recovery(folder) if folder is not None else None
        self.documents = Documents(session, Settings(store), self.recovery)
        self.views: list[View] = []
        self.changes: list[bool] = []
        self.failures: list[OSError] = []
        self.documents.opened.connect(lambda: self.views.append(session.view))
        self.documents.changed.connect(lambda: self.changes.append(self.documents.modified))
        self.documents.copy_failed.connect(self.failures.append)


@pytest.fixture
def desk(open_session, store):
    made: list[Desk] = []

    def make(folder: Path | None = None) -> Desk:
        made.append(Desk(open_session(threaded=False), store, folder))
        return made[-1]

    yield make
    for each in made:
        each.documents.close()


@pytest.fixture
def at(desk):
    """A desk without copies."""
    return desk()


# What is unsaved


def test_nothing_is_unsaved_at_first_nor_in_a_lesson(at):
    assert not at.documents.modified
    for lesson in lessons():
        at.session.load(lesson.experiment, lesson.id)
        assert not at.documents.modified
        at.session.edit_run(learning_rate=0.123)
        assert at.documents.modified
        at.session.undo()
        assert not at.documents.modified


def test_an_edit_is_unsaved_until_it_is_undone_or_saved(at, tmp_path):
    at.session.edit(epochs=7)
    assert at.documents.modified
    at.session.undo()
    assert not at.documents.modified
    at.session.redo()
    at.documents.save(tmp_path / "a.lrgui")
    assert not at.documents.modified
    assert at.documents.path == tmp_path / "a.lrgui"
    at.session.undo()
    assert at.documents.modified  # the file has the edit
    at.session.redo()
    assert not at.documents.modified
    assert at.changes == [True, False, True, False, False, True, False]


def test_a_file_with_the_default_experiment_is_modified_by_any_edit(at, tmp_path):
    at.session.edit(epochs=7)
    at.documents.save(tmp_path / "a.lrgui")
    at.session.undo()
    assert at.session.experiment == Experiment()
    assert at.documents.modified


def test_playhead_and_selection_are_not_worth_a_question(at, tmp_path):
    save_file(tmp_path / "a.lrgui", Document(MINE))
    at.documents.open(tmp_path / "a.lrgui")
    at.session.seek(30)
    at.session.select(1)
    assert not at.documents.modified
    assert at.documents.document().view.position == 30


def test_notes_are_part_of_the_document(at, tmp_path):
    at.documents.set_notes("Ask why.")
    assert at.documents.modified
    at.documents.save(tmp_path / "a.lrgui")
    assert not at.documents.modified
    assert open_file(tmp_path / "a.lrgui").notes == "Ask why."
    at.documents.set_notes("")
    assert at.documents.modified
    with pytest.raises(InvalidValue):
        at.documents.set_notes("a" * 100_001)
    at.documents.set_notes("a\ud800b")
    at.documents.save()
    assert open_file(tmp_path / "a.lrgui").notes == "a?b"


def test_forgotten_changes_are_not_unsaved(at):
    at.session.edit(epochs=7)
    at.documents.set_notes("x")
    at.documents.forget_changes()
    assert not at.documents.modified


# Opening


def test_open_brings_back_experiment_notes_playhead_selection_and_lesson(at, tmp_path):
    saved = Document(
        replace(lessons()[0].experiment, runs=(Run(0.3), Run(0.4))),
        View(position=11, selected=1, charts={"descent": ("rate",)}, log_loss=False, best=True, speed=250.0),
        "Look at the second run.",
        lessons()[0].id,
    )
    save_file(tmp_path / "a.lrgui", saved)
    at.session.toggle_play()
    at.documents.open(tmp_path / "a.lrgui")
    assert at.documents.document() == saved
    assert at.views == [saved.view]
    assert at.session.playhead == 11
    assert not at.session.player.playing
    assert not at.documents.modified


def test_the_playhead_waits_for_numbers(at, tmp_path, qtbot):
    save_file(tmp_path / "a.lrgui", Document(replace(MINE, epochs=300), View(position=20_000)))
    at.documents.open(tmp_path / "a.lrgui")
    assert at.session.position < 20_000
    assert at.documents.document().view.position == 20_000
    qtbot.waitUntil(lambda: not at.session.computing, timeout=60_000)
    assert at.session.position == 20_000


@pytest.mark.parametrize("content", [b"", b"{", b'{"format": "x"}', b"\xff", b"%PDF-1.4 nothing", b"[" * 100_000])
def test_a_file_that_cannot_be_opened_changes_nothing(at, tmp_path, content):
    at.session.edit(epochs=7)
    at.session.seek(5)
    at.documents.set_notes("mine")
    before, changes = at.documents.document(), list(at.changes)
    (tmp_path / "bad.lrgui").write_bytes(content)
    with pytest.raises(DamagedFile):
        at.documents.open(tmp_path / "bad.lrgui")
    with pytest.raises(OSError, match="nothere"):
        at.documents.open(tmp_path / "nothere.lrgui")
    assert at.documents.document() == before
    assert (at.views, at.changes, at.documents.recent) == ([], changes, ())
    at.session.undo()
    assert not at.session.can_undo


@pytest.mark.parametrize("name", ["folder", "pipe", "nul\0.lrgui"])
def test_what_is_no_file_is_refused_at_once(at, tmp_path, name):
    (tmp_path / "folder").mkdir()
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match=r"\w"):
        at.documents.open(tmp_path / name)


def test_undo_brings_the_former_document_back_with_its_file(at, tmp_path):
    save_file(tmp_path / "a.lrgui", Document(MINE, notes="of a"))
    save_file(tmp_path / "b.lrgui", Document(Experiment(epochs=9), notes="of b"))
    at.documents.open(tmp_path / "a.lrgui")
    at.session.edit(epochs=7)
    at.documents.open(tmp_path / "b.lrgui")
    assert (at.documents.path, at.documents.notes, at.documents.modified) == (tmp_path / "b.lrgui", "of b", False)
    at.session.undo()
    assert (at.documents.path, at.documents.notes, at.documents.modified) == (tmp_path / "a.lrgui", "of a", True)
    at.documents.save()
    assert open_file(tmp_path / "a.lrgui").experiment == replace(MINE, epochs=7)
    assert open_file(tmp_path / "b.lrgui").experiment == Experiment(epochs=9)
    at.session.redo()
    assert (at.documents.path, at.documents.notes, at.documents.modified) == (tmp_path / "b.lrgui", "of b", False)


def test_new_and_lessons_have_no_file(at, tmp_path):
    save_file(tmp_path / "a.lrgui", Document(MINE))
    for leave in (at.documents.new, lambda: at.session.load(lessons()[0].experiment, lessons()[0].id)):
        at.documents.open(tmp_path / "a.lrgui")
        leave()
        assert at.documents.path is None
        assert not at.documents.modified
        assert at.documents.notes == ""
    at.documents.new()
    assert at.session.experiment == Experiment()
    assert at.session.lesson is None


def test_saving_never_overwrites_what_is_no_experiment_by_name_or_a_figure_by_content(at, tmp_path):
    (tmp_path / "other.json").write_bytes(write(Document(MINE)))
    at.documents.open(tmp_path / "other.json")
    assert at.documents.path is None
    (tmp_path / "figure.lrgui").write_text(embed_svg("<svg></svg>", write(Document(MINE))))
    at.documents.open(tmp_path / "figure.lrgui")
    assert at.session.experiment == MINE
    assert at.documents.path is None
    assert not at.documents.modified


# Saving


def test_a_failed_save_leaves_file_name_and_changes(at, tmp_path, monkeypatch):
    def full(_handle):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    save_file(tmp_path / "a.lrgui", Document(MINE))
    at.documents.open(tmp_path / "a.lrgui")
    at.session.edit(epochs=7)
    with pytest.raises(OSError, match="none"):
        at.documents.save(tmp_path / "none" / "b.lrgui")
    monkeypatch.setattr(os, "fsync", full)
    with pytest.raises(OSError, match="space"):
        at.documents.save()
    assert [path.name for path in tmp_path.glob("*a*")] == ["a.lrgui"]
    assert at.documents.modified
    assert at.documents.path == tmp_path / "a.lrgui"
    assert open_file(tmp_path / "a.lrgui").experiment == MINE


# Files used lately


def test_recent_files(at, tmp_path):
    paths = [tmp_path / f"{i}.lrgui" for i in range(10)]
    for path in paths:
        at.documents.save(path)
    assert at.documents.recent == tuple(reversed(paths))[:8]
    at.documents.open(paths[5])
    assert at.documents.recent[0] == paths[5]
    assert len(at.documents.recent) == 8
    at.documents.forget_recent(paths[9])
    assert paths[9] not in at.documents.recent
    at.documents.forget_recent()
    assert at.documents.recent == ()
    assert at.documents.folder == tmp_path


@pytest.mark.parametrize("text", ["", "{", "3", '{"a": 1}', '[1, null, "", "/x/y.lrgui"]'])
def test_damaged_settings(at, store, text):
    store.setValue("files/recent", text)
    store.setValue("files/folder", "/nowhere/at/all")
    assert at.documents.recent in ((), (Path("/x/y.lrgui"),))
    assert at.documents.folder == Path.home()


# Copies


def copies(folder: Path) -> list[Path]:
    return sorted(folder.glob("*.recovery"))


def test_a_copy_is_there_until_it_is_saved(desk, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(module, "_QUIET", 0.02)
    monkeypatch.setattr(module, "_INTERVAL", 0.04)
    folder = tmp_path / "copies"
    at = desk(folder)
    assert not folder.exists()
    save_file(tmp_path / "a.lrgui", Document(MINE))
    at.documents.open(tmp_path / "a.lrgui")
    at.session.seek(12)
    at.session.edit(epochs=7)
    qtbot.waitUntil(lambda: bool(copies(folder)))
    written = copies(folder)[0].read_bytes()
    at.session.edit(epochs=8)
    at.session.edit(epochs=9)
    qtbot.waitUntil(lambda: copies(folder)[0].read_bytes() != written)
    head, rest = copies(folder)[0].read_bytes().split(b"\n", 1)
    assert json.loads(head) == str(tmp_path / "a.lrgui")
    assert json.loads(rest)["experiment"]["epochs"] in (8, 9)
    assert json.loads(rest)["view"]["position"] == 12
    at.documents.save()
    assert list(folder.iterdir()) == []
    at.documents.set_notes("x")
    qtbot.waitUntil(lambda: bool(copies(folder)))
    at.documents.set_notes("")
    assert list(folder.iterdir()) == []
    at.session.edit(epochs=10)
    qtbot.waitUntil(lambda: bool(copies(folder)))
    at.documents.close()
    assert list(folder.iterdir()) == []


def test_copies_are_written_rarely_and_also_under_a_hand_that_never_rests(desk, tmp_path, monkeypatch):
    """The clock is the test's: only what the timer is set to matters."""
    now = [100.0]
    monkeypatch.setattr(module.time, "monotonic", lambda: now[0])
    at = desk(tmp_path)
    timer = at.documents._timer
    written, due = [], 0.0
    for _ in range(400):  # an edit ten times a second
        if timer.isActive() and due <= now[0]:
            at.documents._copy()
            written.append(round(now[0], 1))
        at.session.edit(epochs=1 + at.session.experiment.epochs % 40)
        due = now[0] + timer.interval() / 1000
        now[0] += 0.1
    assert written == pytest.approx([110, 120, 130], abs=0.6)
    at.documents._copy()
    now[0] += 60
    at.session.edit(epochs=49)
    assert timer.interval() == 2000


def test_a_folder_for_copies_that_cannot_be_written_is_told(desk, tmp_path, qtbot, monkeypatch):
    monkeypatch.setattr(module, "_QUIET", 0.01)
    (tmp_path / "copies").write_text("a file, not a folder")
    at = desk(tmp_path / "copies")
    at.session.edit(epochs=7)
    qtbot.waitUntil(lambda: bool(at.failures))
    at.session.edit(epochs=8)
    at.documents._copy()
    assert [type(error) for error in at.failures] == [FileExistsError]  # said once
    assert at.documents.modified


def test_what_another_running_program_keeps_is_not_taken(desk, tmp_path):
    one, other = desk(tmp_path), desk(tmp_path)
    one.session.edit(epochs=7)
    one.documents._copy()
    assert other.documents.leftovers() == []
    other.session.edit(epochs=8)
    other.documents._copy()
    assert len(copies(tmp_path)) == 2
    other.documents.close()
    assert len(copies(tmp_path)) == 1


DYING = """
import os, signal, sys
from pathlib import Path
from PySide6.QtCore import QCoreApplication
from lrgui.core.files.document import Document
from lrgui.core.model.experiment import Experiment
from lrgui.session.recovery import Recovery
app = QCoreApplication([])
kept = []
for epochs in (7, 8):
    kept.append(Recovery(Path(sys.argv[1])))
    kept[-1].keep(Document(Experiment(epochs=epochs), notes="näher"), Path(sys.argv[2]) if epochs == 8 else None)
    os.utime(kept[-1]._copy, (epochs, epochs))
os.kill(os.getpid(), signal.SIGKILL)
"""


@pytest.fixture
def dead(tmp_path) -> Path:
    """The folder with two copies of a process that was killed."""
    folder = tmp_path / "copies"
    own = os.fsdecode(os.fsencode(tmp_path / "strange") + b" \xff.lrgui")
    done = subprocess.run([sys.executable, "-c", DYING, folder, own], cwd=ROOT, timeout=60)
    assert done.returncode == -9
    assert len(copies(folder)) == 2
    return folder


def test_what_a_killed_program_had_not_saved_is_offered_and_recovered(desk, dead, tmp_path):
    at = desk(dead)
    newest, oldest = at.documents.leftovers()
    assert (newest.document.experiment.epochs, newest.time, oldest.path) == (8, 8.0, None)
    assert os.fsencode(newest.path).endswith(b"strange \xff.lrgui")
    assert newest.document.notes == "näher"
    assert desk(dead).documents.leftovers() == []  # a second window does not ask about the same
    at.documents.recover(newest)
    oldest.leave()
    assert at.session.experiment.epochs == 8
    assert at.documents.modified
    assert at.documents.path == newest.path
    assert len(copies(dead)) == 2  # the one is this window's now, at once
    at.session.edit(epochs=9)
    at.session.undo()
    assert at.documents.modified
    (found,) = desk(dead).documents.leftovers()
    assert found.document.experiment.epochs == 7
    found.remove()
    at.documents.save(tmp_path / "saved.lrgui")
    assert list(dead.iterdir()) == []


def test_damaged_copies_go_without_a_word(desk, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    for i, content in enumerate((b"", b"null\n{", b"{}", b"\xff" * 100, b'"/a"\n' + b"[" * 10_000)):
        (folder / f"{i}.recovery").write_bytes(content)
    assert desk(folder).documents.leftovers() == []
    assert list(folder.iterdir()) == []


def test_a_copy_whose_data_are_away_or_of_a_newer_program_stays(desk, tmp_path, monkeypatch):
    """They may be there again another time; and until somebody wants them they are not read."""
    for limited in (own_data, reading):
        monkeypatch.setattr(limited, "MOST_WHOLE", 3)
    data, away = tmp_path / "data.csv", tmp_path / "away.csv"
    data.write_text("a,b,k\n" + "0,1,no\n2,3,yes\n" * 6, "utf-8")
    large = reading.Reading(reading.read_bytes(data), "data.csv", str(data)).complete()
    content = write(Document(Experiment(problem="classifier", data=large, batch_size=2)))
    folder = tmp_path / "copies"
    folder.mkdir()
    (folder / "1.recovery").write_bytes(b"null\n" + content)
    (folder / "2.recovery").write_bytes(b'null\n{"format": "lrgui experiment", "version": 99}')
    data.rename(away)
    assert desk(folder).documents.leftovers() == []
    assert len(copies(folder)) == 2
    away.rename(data)
    at = desk(folder)
    (found,) = at.documents.leftovers()
    assert (found.data.known, found.data.progress) == (False, 0)
    at.documents.recover(found)
    assert at.session.experiment.data == large
