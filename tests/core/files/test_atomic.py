"""Files are whole or not there."""

from __future__ import annotations

import errno
import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from lrgui.core.files import atomic
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


def test_names_as_long_as_names_can_be(tmp_path):
    name = "n" * 251 + ".csv"
    atomic_write(tmp_path / name, "x")
    assert os.listdir(tmp_path) == [name]


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


@pytest.mark.parametrize("call", ["fsync", "replace", "chmod"])
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
