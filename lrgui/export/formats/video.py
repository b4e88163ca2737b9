"""MP4 and WebM, which ffmpeg makes of the frames that it is given through a pipe."""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import shutil
import subprocess
import tempfile
from typing import ClassVar

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.export.formats.encoder import Encoder, Frame

# H.264 with all its colour halved in resolution is what every player shows; crf: what keeps thin lines crisp.
_CODECS = {
    ".mp4": "-c:v libx264 -preset medium -tune animation -crf 18 -movflags +faststart -f mp4",
    ".webm": "-c:v libvpx-vp9 -crf 24 -b:v 0 -deadline good -cpu-used 4 -row-mt 1 -f webm",
}
_COLOURS = "-pix_fmt yuv420p -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv"
_EVEN = "pad=ceil(iw/2)*2:ceil(ih/2)*2:color=white"


def ffmpeg_path() -> str | None:
    """ffmpeg of the system, or that of the optional extra `video`."""
    found = shutil.which("ffmpeg")
    if found is None:
        try:
            found = str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe())
        except (ImportError, RuntimeError):  # RuntimeError: the extra is there, without a program for this system
            return None
    return found


def needed_ffmpeg(ending: str) -> str:
    """The path of ffmpeg, without which no file of this ending can be made. Raises `VideoFailure`."""
    path = ffmpeg_path()
    if path is None:
        raise VideoFailure("format", ending, "ffmpeg")
    return path


class VideoFailure(InvalidValue):
    """A video that ffmpeg, which is not part of the program, cannot make."""

    RULES: ClassVar = {
        "ffmpeg": QT_TRANSLATE_NOOP(
            "Errors", 'needs the program ffmpeg: install it, or run: pip install "lrgui[video]"'
        ),
        "ffmpeg_failed": QT_TRANSLATE_NOOP("Errors", "the program ffmpeg could not write it: {problem}"),
    }


class Video(Encoder):
    """Pipes frames of `size` to ffmpeg, which writes `path`. Raises `VideoFailure` where there is no ffmpeg."""

    def __init__(self, path: str, ending: str, size: tuple[int, int], fps: float, hold: float, title: str) -> None:
        self._ending = ending
        filters = f"{_EVEN},tpad=stop_mode=clone:stop_duration={hold},scale=out_color_matrix=bt709:out_range=tv"
        source = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", f"{size[0]}x{size[1]}", "-framerate", f"{fps}", "-i", "-"]
        made = ["-vf", filters, "-metadata", f"title={title}", *_CODECS[ending].split(), *_COLOURS.split()]
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (close() closes it)
        self._process = subprocess.Popen(
            [needed_ffmpeg(ending), "-hide_banner", "-loglevel", "error", "-y", *source, *made, os.path.abspath(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            # No black window flashes up where programs of the console have one.
            creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
        )

    def add(self, frame: Frame) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.write(frame.data)
        except OSError:  # it has ended: what it said tells more
            self._process.wait()
            raise self._failure() from None

    def finish(self) -> None:
        assert self._process.stdin is not None
        try:
            self._process.stdin.close()
        except OSError:
            self._process.wait()
            raise self._failure() from None
        if self._process.wait():
            raise self._failure()

    def _failure(self) -> VideoFailure:
        self._said.seek(0)
        said = self._said.read().decode(errors="replace").strip()
        # The first line is the cause, what follows are its effects; in brackets it names the part that speaks.
        problem = re.sub(r"^\[[^\]]*\]\s*", "", said.partition("\n")[0])
        return VideoFailure("format", self._ending, "ffmpeg_failed", problem=problem or "?")

    def close(self) -> None:
        self._process.kill()  # does nothing to one that has ended
        self._process.wait()
        assert self._process.stdin is not None
        with contextlib.suppress(OSError):  # what was not yet sent to it
            self._process.stdin.close()
        self._said.close()
