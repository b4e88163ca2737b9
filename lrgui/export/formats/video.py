"""MP4 and WebM, which ffmpeg makes of the frames that it is given through a pipe."""

from __future__ import annotations

import contextlib
import importlib
import os
import re
import shutil
import subprocess
import tempfile
from functools import lru_cache
from typing import ClassVar

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.marking import QT_TRANSLATE_NOOP
from lrgui.export.formats.encoder import Encoder, Frame

# What ffmpeg can be built with, the best first: H.264 with its colour halved in resolution is what every player shows.
# crf and q: what keeps thin lines crisp. MPEG-4 Part 2 is larger, and not for browsers, but always there.
_ENCODERS = {
    ".mp4": {
        "libx264": "-preset medium -tune animation -crf 18",
        "libopenh264": "-b:v 6M",
        "h264_videotoolbox": "-q:v 70",
        "mpeg4": "-q:v 2",
    },
    ".webm": {
        "libvpx-vp9": "-crf 24 -b:v 0 -deadline good -cpu-used 4 -row-mt 1",
        "libvpx": "-crf 8 -b:v 6M -deadline good",
    },
}
_CONTAINERS = {".mp4": "-movflags +faststart -f mp4", ".webm": "-f webm"}
_ANSWER = 20.0  # seconds in which a program that works says what it can
_COLOURS = "-pix_fmt yuv420p -colorspace bt709 -color_primaries bt709 -color_trc bt709 -color_range tv"
_NO_WINDOW: int = getattr(subprocess, "CREATE_NO_WINDOW", 0)  # no black one flashes up for programs of the console
_EVEN = "pad=ceil(iw/2)*2:ceil(ih/2)*2:color=white"


def _programs() -> list[str]:
    """ffmpeg of the system, and that of the optional extra `video`, as far as they are there."""
    found = [shutil.which("ffmpeg")]
    with contextlib.suppress(ImportError, RuntimeError):  # RuntimeError: the extra has no program for this system
        found.append(str(importlib.import_module("imageio_ffmpeg").get_ffmpeg_exe()))
    return list(dict.fromkeys(program for program in found if program is not None))


@lru_cache(maxsize=8)
def encoders(program: str) -> frozenset[str]:
    """The video encoders that a program has; none where it does not run."""
    try:
        done = subprocess.run(
            [program, "-hide_banner", "-encoders"],
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=_ANSWER,
            creationflags=_NO_WINDOW,
        )
    except (OSError, subprocess.TimeoutExpired):
        return frozenset()
    said = done.stdout.decode(errors="replace") if done.returncode == 0 else ""
    return frozenset(re.findall(r"^ V[A-Z.]{5} (\S+)", said, re.MULTILINE))


def ffmpeg_path() -> str | None:
    """The first ffmpeg that runs: a broken one on the PATH gives way to that of the extra."""
    return next((program for program in _programs() if encoders(program)), None)


def encoding(ending: str) -> tuple[str, list[str]]:
    """A program and its options for files of this ending, the best that there are. Raises `VideoFailure`."""
    programs = _programs()
    for encoder, options in _ENCODERS[ending].items():
        for program in programs:
            if encoder in encoders(program):
                return program, ["-c:v", encoder, *options.split(), *_CONTAINERS[ending].split()]
    raise VideoFailure("format", ending, "ffmpeg_encoder" if any(map(encoders, programs)) else "ffmpeg")


class VideoFailure(InvalidValue):
    """A video that ffmpeg, which is not part of the program, cannot make."""

    RULES: ClassVar = {
        "ffmpeg": QT_TRANSLATE_NOOP(
            "Errors", 'needs the program ffmpeg: install it, or run: pip install "lrgui[video]"'
        ),
        "ffmpeg_encoder": QT_TRANSLATE_NOOP(
            "Errors", 'needs an ffmpeg that can encode it, and this one cannot: run pip install "lrgui[video]"'
        ),
        "ffmpeg_failed": QT_TRANSLATE_NOOP("Errors", "the program ffmpeg could not write it: {problem}"),
    }


class Video(Encoder):
    """Pipes frames of `size` to ffmpeg, which writes `path`. Raises `VideoFailure` where there is no ffmpeg."""

    def __init__(self, path: str, ending: str, size: tuple[int, int], fps: float, hold: float, title: str) -> None:
        super().__init__()
        self._ending = ending
        filters = f"{_EVEN},tpad=stop_mode=clone:stop_duration={hold},scale=out_color_matrix=bt709:out_range=tv"
        source = ["-f", "rawvideo", "-pix_fmt", "rgba", "-s", f"{size[0]}x{size[1]}", "-framerate", f"{fps}", "-i", "-"]
        program, options = encoding(ending)
        made = ["-vf", filters, "-metadata", f"title={title}", *options, *_COLOURS.split()]
        self._said = tempfile.TemporaryFile()  # noqa: SIM115 (close() closes it)
        self._process = subprocess.Popen(
            [program, "-hide_banner", "-loglevel", "error", "-y", *source, *made, os.path.abspath(path)],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=self._said,
            creationflags=_NO_WINDOW,
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
