"""Files are whole or not there."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from lrgui.core.files import atomic, leftovers
from lrgui.core.files.atomic import PendingFiles, atomic_write, write_together


@pytest.mark.parametrize("content", ["é−\n", "é−\n".encode(), ["é", "−", "\n"]])
def test_text_bytes_and_pieces(tmp_path, content):
    atomic_write(tmp_path / "a.csv", content)
    assert (tmp_path / "a.csv").read_bytes() == "é−\n".encode()
    assert os.listdir(tmp_path) == ["a.csv"]


def test_mode_of_the_old_file_is_kept_and_new_files_follow_the_umask(tmp_path):
    old, new = tmp_path / "old", tmp_path / "new"
    old.write_text("1")
    old.chmod(0o640)
    before = os.umask(0o027)
    try:
        write_together({old: "2", new: "3"})
    finally:
        os.umask(before)
    assert stat.S_IMODE(old.stat().st_mode) == stat.S_IMODE(new.stat().st_mode) == 0o640
    assert (old.read_text(), new.read_text()) == ("2", "3")


def test_a_link_stays_a_link(tmp_path):
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "real").write_text("old")
    (tmp_path / "link").symlink_to(tmp_path / "folder" / "real")
    atomic_write(tmp_path / "link", "new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "folder" / "real").read_text() == "new"


def test_a_device_is_written_to_and_not_replaced():
    atomic_write(os.devnull, "gone")
    assert not Path(os.devnull).is_file()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no such pipes")
def test_a_pipe_is_written_to_where_somebody_reads(tmp_path):
    """Where nobody does one would wait for ever."""
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(OSError, match="No such device"):
        atomic_write(tmp_path / "pipe", "lost")
    read = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_text()))
    reader.start()
    text = "x" * 200_000  # more than a pipe holds
    for _ in range(500):
        try:
            atomic_write(tmp_path / "pipe", text)
            break
        except OSError:  # the thread is on its way
            time.sleep(0.01)
    reader.join()
    assert read == [text]


def test_names_as_long_as_names_can_be(tmp_path):
    name = "n" * 251 + ".csv"
    atomic_write(tmp_path / name, "x")
    assert os.listdir(tmp_path) == [name]


def test_a_read_only_file_on_windows_is_refused_before_anything_is_written(tmp_path, monkeypatch):
    """There it can neither be replaced, nor could what had taken over its mode be removed again."""
    locked = tmp_path / "locked.csv"
    locked.write_text("old")
    locked.chmod(0o444)
    monkeypatch.setattr(sys, "platform", "win32")
    with pytest.raises(PermissionError) as refused:
        write_together({tmp_path / "new.csv": "new", locked: "new"})
    assert refused.value.filename == str(locked)
    assert os.listdir(tmp_path) == ["locked.csv"]
    assert locked.read_text() == "old"


def disk_full_after(pieces):
    def content():
        yield from ["x" * 1000] * pieces
        raise OSError(errno.ENOSPC, "No space left on device")

    return content()


def test_disk_full_leaves_everything_as_it_was(tmp_path):
    first, second = tmp_path / "first", tmp_path / "second"
    first.write_text("old")
    with pytest.raises(OSError, match="No space left"):
        write_together({first: "new", second: disk_full_after(10)})
    assert first.read_text() == "old"
    assert os.listdir(tmp_path) == ["first"]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_any_failing_call_leaves_everything_as_it_was(tmp_path, monkeypatch, call):
    target = tmp_path / "a"
    target.write_text("old")

    def fail(*_):
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(atomic.os, call, fail)
    with pytest.raises(OSError, match="Input/output"):
        atomic_write(target, "new")
    assert target.read_text() == "old"
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize(
    ("call", "number"),
    [("chmod", errno.EPERM), ("chmod", errno.ENOTSUP), ("fsync", errno.EINVAL), ("fsync", errno.ENOSYS)],
)
def test_what_a_drive_refuses_to_promise_is_not_needed(tmp_path, monkeypatch, call, number):
    """FAT, SMB and FUSE drives know no permissions, or no fsync; the second save meets the first one's file."""

    def refuse(*_):
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic.os, call, refuse)
    for text in ("first", "second"):
        atomic_write(tmp_path / "a", text)
        assert (tmp_path / "a").read_text() == text
    assert os.listdir(tmp_path) == ["a"]


@pytest.mark.parametrize("links", [True, False])
@pytest.mark.parametrize("failing", ["first", "second", "third"])
def test_a_refused_rename_leaves_all_files_as_they_were(tmp_path, monkeypatch, failing, links):
    targets = {tmp_path / name: f"new {name}" for name in ("first", "second", "third")}
    for name in ("first", "third"):
        (tmp_path / name).write_text(f"old {name}")
    replace = os.replace

    def refuse(source, target):
        if Path(target).name == failing and "old" not in Path(source).read_text():
            raise PermissionError(errno.EACCES, "Permission denied", str(target))
        replace(source, target)

    def no_link(*_):
        raise OSError(errno.EPERM, "Operation not permitted")

    monkeypatch.setattr(atomic.os, "replace", refuse)
    if not links:
        monkeypatch.setattr(atomic.os, "link", no_link)
    with pytest.raises(PermissionError):
        write_together(targets)
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"first": "old first", "third": "old third"}
    monkeypatch.setattr(atomic.os, "replace", replace)
    write_together(targets)
    assert {path: path.read_text() for path in tmp_path.iterdir()} == targets


def test_interrupted_between_two_pieces(tmp_path):
    def content():
        yield "half"
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        atomic_write(tmp_path / "a", content())
    assert os.listdir(tmp_path) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs SIGKILL")
def test_killed_while_writing_keeps_the_old_file(tmp_path):
    target = tmp_path / "a"
    target.write_text("old")
    code = (
        "import sys, time\n"
        "from lrgui.core.files.atomic import atomic_write\n"
        "def content():\n"
        "    yield 'half'\n"
        "    print('half', flush=True)\n"
        "    time.sleep(60)\n"
        "atomic_write(sys.argv[1], content())\n"
    )
    with subprocess.Popen([sys.executable, "-c", code, str(target)], stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        assert process.stdout.readline().strip() == b"half"
        process.kill()
    assert target.read_text() == "old"
    assert len(os.listdir(tmp_path)) == 2
    atomic_write(tmp_path / "b", "next")
    assert sorted(os.listdir(tmp_path)) == ["a", "b"], "what the killed one left is gone"


def test_only_what_is_abandoned_is_removed(tmp_path):
    with PendingFiles() as running:
        Path(running.new(tmp_path / "film.gif")).write_text("half")
        here = os.listdir(tmp_path)[0]
        elsewhere = [".lrgui-00000000-1-00000000-0123456789abcdef.tmp", ".lrgui-0123456789abcdef.tmp"]
        for name in (*elsewhere, ".lrgui-notes.tmp", "film.tmp"):
            (tmp_path / name).write_text("x")
        atomic_write(tmp_path / "a", "1")
        kept = sorted([here, ".lrgui-notes.tmp", "film.tmp", "a"])
        assert sorted(os.listdir(tmp_path)) == sorted([*kept, *elsewhere])
        for name in (*elsewhere, ".lrgui-notes.tmp", "film.tmp", here):
            os.utime(tmp_path / name, (0, 0))
        atomic_write(tmp_path / "a", "2")
        assert sorted(os.listdir(tmp_path)) == kept, "what belongs to another machine is left for a day"


def test_files_that_wait_are_published_together_or_removed(tmp_path):
    (tmp_path / "old").write_text("old")
    with PendingFiles() as pending:
        Path(pending.new(tmp_path / "old")).write_text("new")
        Path(pending.new(tmp_path / "other")).write_text("other")
        assert (tmp_path / "old").read_text() == "old"
        pending.publish()
        assert sorted(os.listdir(tmp_path)) == ["old", "other"]
        Path(pending.new(tmp_path / "old")).write_text("half")
    assert sorted(os.listdir(tmp_path)) == ["old", "other"]
    assert (tmp_path / "old").read_text() == "new"


def test_no_file_can_take_the_place_of_a_folder(tmp_path):
    with PendingFiles() as pending, pytest.raises(IsADirectoryError):
        pending.new(tmp_path)


@pytest.mark.skipif(sys.platform == "win32", reason="folders cannot be opened")
def test_the_folder_is_synced_after_the_name_is_there(tmp_path, monkeypatch):
    """A new name survives a power failure only where the folder is on the disk too."""
    synced = []
    fsync = os.fsync

    def note(handle):
        if stat.S_ISDIR(os.fstat(handle).st_mode):
            synced.append(os.listdir(handle))
        fsync(handle)

    monkeypatch.setattr(atomic.os, "fsync", note)
    with PendingFiles() as pending:
        Path(pending.new(tmp_path / "film.mp4")).write_bytes(b"1")
        pending.publish()
    atomic_write(tmp_path / "a.csv", "1")
    assert [sorted(names) for names in synced] == [["film.mp4"], ["a.csv", "film.mp4"]]


KILLED = """
import os, signal, sys
from pathlib import Path
from lrgui.core.files.atomic import write_together

left = int(sys.argv[2])
replace = os.replace

def replacing(source, target):
    global left
    if not left:
        os.kill(os.getpid(), signal.SIGKILL)
    left -= 1
    replace(source, target)

os.replace = replacing
write_together({Path(sys.argv[1]) / f"frame-{i}.png": f"new {i}" for i in range(4)})
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no such signal")
@pytest.mark.parametrize("moved", [0, 1, 3])
def test_a_set_of_files_that_was_half_replaced_is_put_back(tmp_path, moved):
    """The frames of two films would be mixed; one of them is new altogether."""
    old = {f"frame-{i}.png": f"old {i}" for i in range(1, 4)}
    for name, text in old.items():
        (tmp_path / name).write_text(text)
    done = subprocess.run([sys.executable, "-c", KILLED, str(tmp_path), str(moved)], check=False)
    assert done.returncode == -signal.SIGKILL
    if moved > 1:
        (tmp_path / "frame-1.png").write_text("written by somebody else since")
        old["frame-1.png"] = "written by somebody else since"
    atomic_write(tmp_path / "b", "next")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {**old, "b": "next"}


def test_a_note_that_is_cut_off_undoes_nothing(tmp_path, monkeypatch):
    (tmp_path / "a").write_text("mine")
    monkeypatch.setattr(os, "getpid", lambda: 2**22 + 5)  # nobody has this number
    for content in ("[[", "[1]", '[["a", null, [0, 0, 0]]]', '[["../a", null, 3]]', "null"):
        (tmp_path / leftovers.new_name("undo")).write_text(content)
    monkeypatch.undo()
    atomic_write(tmp_path / "b", "next")
    assert {path.name: path.read_text() for path in tmp_path.iterdir()} == {"a": "mine", "b": "next"}
