"""Animations show the right updates at the right speed, and leave nothing behind when they are stopped or fail."""

from __future__ import annotations

import io
import os
import re
import subprocess
import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pypdfium2
import pytest
from PIL import Image
from PySide6.QtGui import QFontMetricsF

from lrgui.core.files import embedding
from lrgui.core.files.atomic import PendingFiles
from lrgui.core.files.authorship import is_own
from lrgui.core.files.document import Document, open_file, write
from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.files.view import View
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.drawing import fonts
from lrgui.drawing.scene import Scene
from lrgui.export.animation import animation
from lrgui.export.animation.animation import FORMATS, write_animation
from lrgui.export.animation.contact_sheet import MOST_CELLS, ContactSheet
from lrgui.export.animation.frame_files import files_of, frame_paths
from lrgui.export.animation.frame_times import MOST_FRAMES, Film
from lrgui.export.animation.size_estimate import estimate
from lrgui.export.animation.spacing import learns_early, suited
from lrgui.export.figure.figure import Figure
from lrgui.export.formats import video
from lrgui.export.formats.encoder import picture
from lrgui.export.formats.figure_files import figure_bytes, svg
from lrgui.export.formats.gif import Gif
from lrgui.export.formats.numbered import latex_line
from lrgui.export.formats.video import ffmpeg_path
from tests.sampling import combinations

SMALL = FigureOptions(width=81, height=61, text=6, line=1, dpi=100)  # 319 × 240 pixels: an odd width
EXPERIMENT = Experiment(
    epochs=2, updates=300, runs=(Run(0.02), Run(0.5, colour="#D55E00"), Run(1.02, colour="#009E73"))
)
PAYLOAD = write(Document(EXPERIMENT))
needs_ffmpeg = pytest.mark.skipif(ffmpeg_path() is None, reason="there is no ffmpeg here")


@pytest.fixture(scope="module")
def history() -> History:
    return History(EXPERIMENT).complete()


@pytest.fixture
def scene_at(history: History) -> Callable[[int], Scene]:
    return lambda update: Scene(EXPERIMENT, history, update, 1)


@pytest.fixture
def make(qapp, scene_at) -> Iterator[Callable[..., Figure]]:
    """`make(panels, options)`: a figure, which is closed in the end."""
    made: list[Figure] = []

    def make_(*panels: str, options: FigureOptions = SMALL) -> Figure:
        made.append(Figure(panels or ("boundary",), options, View(), scene_at(0)))
        return made[-1]

    yield make_
    for figure in made:
        figure.close()


def film(**values) -> Film:
    return Film(**{"length": EXPERIMENT.length, "first": 20, "last": 120, "step": 10, "fps": 8, "hold": 1.5, **values})


def rgb(figure: Figure, scene: Scene) -> np.ndarray:
    """The figure at a scene: (height, width, 3)."""
    figure.draw(scene)
    frame = picture(figure)
    return frame.view(np.uint8).reshape(*frame.shape, 4)[..., :3].astype(int)


def frames_of(path: Path) -> tuple[list[np.ndarray], list[float]]:
    """Every frame as it is shown, and how long (ms)."""
    pictures, durations = [], []
    with Image.open(path) as image:
        for i in range(image.n_frames):
            image.seek(i)
            durations.append(image.info["duration"])
            pictures.append(np.asarray(image.convert("RGB")).astype(int))
    return pictures, durations


def decoded(path: Path, width: int, height: int) -> np.ndarray:
    """The frames of a video: (frames, height, width, 3)."""
    program = ffmpeg_path()
    assert program is not None
    command = [program, "-v", "error", "-i", str(path), "-f", "rawvideo", "-pix_fmt", "rgb24", "-"]
    raw = subprocess.run(command, capture_output=True, check=True).stdout
    return np.frombuffer(raw, np.uint8).reshape(-1, height, width, 3).astype(int)


def left(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


# Which updates, and how long


def test_a_film_ends_with_its_last_update():
    assert film(first=3, last=10, step=3).updates() == [3, 6, 9, 10]
    assert film(first=4, last=10, step=3).updates() == [4, 7, 10]
    assert film(first=5, last=5).updates() == [5]
    assert Film(40).updates() == list(range(41))


def test_frames_are_spread_evenly_from_the_first_to_the_last_update():
    assert Film(8000, count=5).updates() == [0, 2000, 4000, 6000, 8000]
    many = Film(8000, count=201).updates()
    assert len(many) == 201
    assert set(np.diff(many)) == {40}
    uneven = Film(1000, first=7, count=300).updates()
    assert (uneven[0], uneven[-1], len(uneven)) == (7, 1000, 300)
    assert max(np.diff(uneven)) - min(np.diff(uneven)) == 1
    assert Film(10, count=200).updates() == list(range(11))  # no update is shown twice


@pytest.mark.parametrize("span", [1, 2, 5, 40, 300, 8000, 10**7])
def test_frames_that_are_spaced_logarithmically(span):
    for count in (2, 3, 7, 60, 500):
        updates = Film(span + 9, first=9, last=span + 9, count=count, spacing="log").updates()
        assert (updates[0], updates[-1], len(updates)) == (9, span + 9, min(count, span + 1))
        steps = np.diff(updates)
        assert steps.min() >= 1
        assert (np.diff(steps[:-1]) >= -1).all(), "steps grow"
        if 7 <= count < span:
            assert steps[0] == 1
            assert steps[-1] > span / count


@pytest.mark.parametrize(
    ("rates", "early"),
    [((0.2,), True), ((0.001,), False), ((1.2,), False), ((0.2, 0.3, 0.001), True), ((0.001, 0.002, 0.3), False)],
)
def test_spacing_follows_the_loss(rates, early):
    history = History(Experiment("descent", tuple(Run(rate) for rate in rates))).complete()
    assert learns_early(history, "descent", 0, 40) == early
    left = Film(40, count=9, spacing="auto")
    assert suited(left, history, "descent").spacing == ("log" if early else "even")
    for chosen in ("log", "even"):
        assert suited(Film(40, count=9, spacing=chosen), history, "descent").spacing == chosen


def test_spacing_looks_at_the_range_of_the_film(history):
    assert learns_early(history, "classifier", 0, 320)
    assert not learns_early(history, "classifier", 150, 150)
    assert not learns_early(History(Experiment("descent", (Run(5e-324),))).complete(), "descent", 0, 40)


@pytest.mark.parametrize("fps", [0.1, 3, 7, 24, 29.97, 50, 60])
def test_rounded_durations_keep_the_speed(fps):
    made = Film(1000, fps=fps, hold=2.5)
    durations = made.durations(0.01)
    assert max(durations[:-1]) - min(durations[:-1]) <= 1
    assert sum(durations) == pytest.approx(100 * (1001 / fps + 2.5), abs=1)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"first": -1}, "first"),
        ({"first": 301 + EXPERIMENT.length}, "first"),
        ({"last": 10}, "last"),
        ({"last": EXPERIMENT.length + 1}, "last"),
        ({"step": 0}, "step"),
        ({"step": 1.5}, "step"),
        ({"fps": 0}, "fps"),
        ({"fps": 61}, "fps"),
        ({"fps": float("nan")}, "fps"),
        ({"hold": -1}, "hold"),
        ({"hold": 61}, "hold"),
        ({"count": 1}, "frames"),
        ({"count": MOST_FRAMES + 1}, "frames"),
        ({"length": 10**6, "last": 10**6, "step": 1}, "step"),
    ],
)
def test_a_film_that_cannot_be_is_refused(values, field):
    with pytest.raises(InvalidValue) as caught:
        film(**values)
    assert caught.value.field == field


def test_the_longest_film():
    assert len(Film(MOST_FRAMES - 1).updates()) == MOST_FRAMES
    with pytest.raises(InvalidValue, match="5000"):
        Film(MOST_FRAMES)


# GIF and APNG


@pytest.mark.parametrize("ending", [".gif", ".apng"])
def test_every_frame_is_the_figure_at_its_update(tmp_path, make, scene_at, ending):
    path = tmp_path / f"film{ending}"
    figure, made = make(), film()
    shares = list(write_animation(str(path), figure, scene_at, made, PAYLOAD))
    assert shares[-1] == 1.0
    assert shares == sorted(shares)
    assert left(tmp_path) == [path.name]
    pictures, durations = frames_of(path)
    assert len(pictures) == len(made.updates()) == 11
    assert sum(durations) == pytest.approx(1000 * (11 / 8 + 1.5), abs=10)
    assert durations[-1] == pytest.approx(1625, abs=10)
    assert durations[0] == pytest.approx(125, abs=5)
    for shown, update in zip(pictures, made.updates(), strict=True):
        off = np.abs(shown - rgb(figure, scene_at(update))).max(axis=2)
        if ending == ".apng":
            assert off.max() == 0
        else:  # what is not the edge of something has the right colour for the eye
            assert np.percentile(off, 98) <= 5
            assert off.mean() < 1.5
    with Image.open(path) as image:
        assert image.info["loop"] == 0
        assert image.size == SMALL.pixels


def test_frames_differ_as_updates_do(tmp_path, make, scene_at):
    """A film that showed one update everywhere would pass where updates look alike."""
    path = tmp_path / "film.gif"
    figure, made = make(), film()
    list(write_animation(str(path), figure, scene_at, made, PAYLOAD))
    pictures, _ = frames_of(path)
    drawn = [rgb(figure, scene_at(update)) for update in made.updates()]
    for i, shown in enumerate(pictures):
        assert np.argmin([np.abs(shown - other).mean() for other in drawn]) == i


def test_colours_that_mean_something_are_exact_in_a_gif(tmp_path, make, scene_at):
    path = tmp_path / "film.gif"
    figure = make("loss", "boundary")
    list(write_animation(str(path), figure, scene_at, film(), PAYLOAD))
    with Image.open(path) as image:
        palette = set(re.findall("......", bytes(image.getpalette()).hex()))
        assert image.info["comment"] == PAYLOAD
    assert {colour[1:].lower() for colour in figure.colours} <= palette


def test_a_picture_that_stays_the_same_is_a_film_too(tmp_path, make, scene_at):
    for ending in (".gif", ".apng"):
        path = tmp_path / f"film{ending}"
        list(write_animation(str(path), make("runs"), lambda _: scene_at(5), film(), PAYLOAD))
        assert len(frames_of(path)[0]) == 11
        list(write_animation(str(path), make(), scene_at, film(first=7, last=7), PAYLOAD))
        with Image.open(path) as image:
            assert getattr(image, "n_frames", 1) == 1


def test_an_apng_can_be_opened_as_an_experiment(tmp_path, make, scene_at):
    path = tmp_path / "film.apng"
    list(write_animation(str(path), make(), scene_at, film(last=40), PAYLOAD))
    assert open_file(path).experiment == EXPERIMENT


def test_a_transparent_apng(tmp_path, make, scene_at):
    figure = make(options=replace(SMALL, transparent=True))
    for ending in (".apng", ".gif"):
        path = tmp_path / f"film{ending}"
        list(write_animation(str(path), figure, scene_at, film(), PAYLOAD))
        with Image.open(path) as image:
            image.seek(10)
            corner = image.convert("RGBA").getpixel((0, 0))
        assert corner == ((0, 0, 0, 0) if ending == ".apng" else (255, 255, 255, 255))
    figure.draw(scene_at(120))
    with Image.open(tmp_path / "film.apng") as image:
        image.seek(10)
        shown = np.asarray(image.convert("RGBA"))
    assert (shown == picture(figure, transparent=True).view(np.uint8).reshape(shown.shape)).all()


def test_speeds_that_a_gif_cannot_show_are_refused(tmp_path, make, scene_at):
    with pytest.raises(InvalidValue, match="fps"):
        write_animation(str(tmp_path / "film.gif"), make(), scene_at, film(fps=60), PAYLOAD)


# Video


@needs_ffmpeg
@pytest.mark.parametrize("ending", [".mp4", ".webm"])
def test_videos(tmp_path, make, scene_at, ending):
    path = tmp_path / f"film{ending}"
    figure, made = make(), film(first=100, last=104, step=1, hold=0.5)
    list(write_animation(str(path), figure, scene_at, made, PAYLOAD))
    assert left(tmp_path) == [path.name]
    frames = decoded(path, 320, 240)
    assert len(frames) == 5 + 4  # half a second of the last one at 8 frames per second
    for i, update in enumerate([*made.updates(), *[104] * 4]):
        shown = frames[i][:, :319]
        assert np.abs(shown - rgb(figure, scene_at(update))).mean() < 4
    assert frames[:, :, 319].min() > 240  # the column that makes the width even is white
    if ending == ".mp4":  # players on the web begin before all is loaded
        content = path.read_bytes()
        assert content.index(b"moov") < content.index(b"mdat")


def test_without_ffmpeg_it_says_what_to_do(tmp_path, monkeypatch, make, scene_at):
    monkeypatch.setattr(video, "_programs", list)
    with pytest.raises(InvalidValue, match=re.escape('pip install "lrgui[video]"')):
        write_animation(str(tmp_path / "film.mp4"), make(), scene_at, film(), PAYLOAD)
    assert left(tmp_path) == []


def test_ffmpeg_of_the_extra_where_the_system_has_none(monkeypatch):
    monkeypatch.setattr(video.shutil, "which", lambda _: None)
    monkeypatch.setattr(video.importlib, "import_module", lambda _: (_ for _ in ()).throw(ImportError))
    assert ffmpeg_path() is None
    monkeypatch.setattr(video.importlib, "import_module", lambda _: type("m", (), {"get_ffmpeg_exe": lambda: "/x/f"}))
    assert ffmpeg_path() is None, "one that does not run is none"
    monkeypatch.setattr(video, "encoders", lambda program: {"/x/f": frozenset(["libx264"])}.get(program, frozenset()))
    assert ffmpeg_path() == "/x/f"


def program(folder: Path, name: str, script: str) -> str:
    """A program of this name that does what a shell script says."""
    path = folder / name
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    return str(path)


@needs_ffmpeg
@pytest.mark.skipif(os.name == "nt", reason="scripts of the shell")
@pytest.mark.parametrize("broken", ["exit 1", "echo error while loading shared libraries >&2; exit 127", "kill -9 $$"])
def test_a_broken_ffmpeg_on_the_path_gives_way_to_that_of_the_extra(tmp_path, monkeypatch, make, scene_at, broken):
    real = ffmpeg_path()
    first = program(tmp_path, "ffmpeg", broken)
    monkeypatch.setattr(video, "_programs", lambda: [first, real])
    assert ffmpeg_path() == real
    path = tmp_path / "film.mp4"
    list(write_animation(str(path), make(), scene_at, film(last=40), PAYLOAD))
    assert path.stat().st_size > 1000


@needs_ffmpeg
@pytest.mark.parametrize(
    ("ending", "lacking", "taken"),
    [(".mp4", {"libx264", "libopenh264", "h264_videotoolbox"}, "mpeg4"), (".webm", {"libvpx-vp9"}, "libvpx")],
)
def test_another_encoder_where_the_best_one_is_lacking(tmp_path, monkeypatch, make, scene_at, ending, lacking, taken):
    has = video.encoders
    if taken not in has(ffmpeg_path()):
        pytest.skip("this ffmpeg lacks the other one, too")
    monkeypatch.setattr(video, "encoders", lambda name: has(name) - lacking)
    assert video.encoding(ending)[1][1] == taken
    path, made, figure = tmp_path / f"film{ending}", film(first=100, last=104, step=1, hold=0), make()
    list(write_animation(str(path), figure, scene_at, made, PAYLOAD))
    frames = decoded(path, 320, 240)
    assert np.abs(frames[-1][:, :319] - rgb(figure, scene_at(104))).mean() < 6


def test_the_best_encoder_of_all_programs_is_taken(monkeypatch):
    have = {"/system": frozenset(["mpeg4", "libvpx"]), "/extra": frozenset(["mpeg4", "libx264"])}
    monkeypatch.setattr(video, "_programs", lambda: list(have))
    monkeypatch.setattr(video, "encoders", have.__getitem__)
    assert video.encoding(".mp4")[0] == "/extra"
    assert video.encoding(".webm")[0] == "/system"
    have["/system"] = frozenset(["gif"])
    with pytest.raises(InvalidValue, match=r"pip install \"lrgui\[video\]\""):
        video.encoding(".webm")


@needs_ffmpeg
def test_an_ffmpeg_that_fails(tmp_path, monkeypatch, make, scene_at):
    monkeypatch.setattr(video, "encoding", lambda _: (ffmpeg_path(), ["-c:v", "no-such-codec", "-f", "mp4"]))
    with pytest.raises(InvalidValue, match=r"ffmpeg could not write it: .*no-such-codec"):
        list(write_animation(str(tmp_path / "film.mp4"), make(), scene_at, film(), PAYLOAD))
    assert left(tmp_path) == []


# Files of their own


@pytest.mark.parametrize("ending", [".pdf", ".png"])
def test_numbered_frames_and_the_line_for_latex(tmp_path, make, scene_at, ending):
    path = str(tmp_path / f"walk{ending}")
    figure, made = make(), film(fps=12.5)
    list(write_animation(path, figure, scene_at, made, PAYLOAD))
    assert left(tmp_path) == sorted(["walk-animate.tex", *(f"walk-{i:02}{ending}" for i in range(11))])
    line = r"\animategraphics[loop,controls]{12.5}{walk-}{00}{10}"
    assert latex_line(path, made) == line
    assert line in (tmp_path / "walk-animate.tex").read_text()
    assert all(is_own(file) for file in tmp_path.iterdir())
    for i, update in enumerate(made.updates()):
        frame = tmp_path / f"walk-{i:02}{ending}"
        assert open_file(frame) == Document(EXPERIMENT, View(position=update))
        if ending == ".png":
            with Image.open(frame) as image:
                assert image.info["dpi"] == pytest.approx((100, 100), abs=0.1)
                assert (np.asarray(image) == rgb(figure, scene_at(update))).all()


# Stopped, failed


@pytest.mark.parametrize("ending", FORMATS)
def test_a_stopped_film_leaves_everything_as_it_was(tmp_path, make, scene_at, ending):
    if ending in animation.VIDEOS and ffmpeg_path() is None:
        pytest.skip("there is no ffmpeg here")
    target = "film-00" if ending in animation.NUMBERED else "film"
    old = tmp_path / f"{target}{ending}"
    old.write_bytes(b"old")
    for stop in (0, 1, 5, 10):
        work = write_animation(str(tmp_path / f"film{ending}"), make(), scene_at, film(), PAYLOAD)
        for _ in range(stop):
            next(work)
        if stop:
            assert len(left(tmp_path)) > 1 or ending in animation.NUMBERED  # it had begun
        work.close()
        assert left(tmp_path) == [old.name]
        assert old.read_bytes() == b"old"


@pytest.mark.parametrize("method", ["learn", "add", "finish"])
def test_a_full_disk_leaves_nothing(tmp_path, monkeypatch, make, scene_at, method):
    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Gif, method, full)
    with pytest.raises(OSError, match="No space left"):
        list(write_animation(str(tmp_path / "film.gif"), make(), scene_at, film(), PAYLOAD))
    assert left(tmp_path) == []


class FullDisk(io.RawIOBase):
    """A file that takes nothing, not even what is still in the buffer when it is closed."""

    def writable(self):
        return True

    def write(self, _data):
        raise OSError(28, "No space left on device")


@pytest.mark.parametrize("ending", [".gif", ".apng"])
def test_a_disk_that_is_full_when_the_file_is_closed_leaves_nothing(tmp_path, monkeypatch, make, scene_at, ending):
    before = threading.active_count()
    monkeypatch.setattr(animation, "open", lambda *_: io.BufferedWriter(FullDisk(), 10**8), raising=False)
    with pytest.raises(OSError, match="No space left"):
        list(write_animation(str(tmp_path / f"film{ending}"), make(), scene_at, film(), PAYLOAD))
    assert left(tmp_path) == []
    assert threading.active_count() == before


@pytest.mark.parametrize(
    ("count", "first", "last"), [(2, "0", "1"), (10, "0", "9"), (11, "00", "10"), (101, "000", "100")]
)
def test_numbers_have_one_length(count, first, last):
    made = Film(1000, count=count)
    paths = frame_paths("a/talk.PDF", made)
    assert paths == sorted(paths)
    assert (len(paths), paths[0], paths[-1]) == (count, f"a/talk-{first}.pdf", f"a/talk-{last}.pdf")
    assert files_of("a/talk.PDF", made) == [*paths, "a/talk-animate.tex"]
    assert latex_line("a/talk.pdf", made).endswith(f"{{talk-}}{{{first}}}{{{last}}}")
    assert files_of("a/talk.gif", made) == ["a/talk.gif"]


def test_files_that_wait_with_others(tmp_path, make, scene_at):
    with PendingFiles() as pending:
        for name in ("a.gif", "b.png"):
            list(write_animation(str(tmp_path / name), make(), scene_at, film(last=40), PAYLOAD, pending))
        assert all(name.startswith(".lrgui-") for name in left(tmp_path))
        pending.publish()
    assert left(tmp_path) == ["a.gif", "b-0.png", "b-1.png", "b-2.png", "b-animate.tex"]


def test_a_scene_that_fails_leaves_nothing(tmp_path, make, scene_at):
    def fails(update: int) -> Scene:
        if update > 60:
            raise IndexError(update)
        return scene_at(update)

    with pytest.raises(IndexError):
        list(write_animation(str(tmp_path / "film.pdf"), make(), fails, film(), PAYLOAD))
    assert left(tmp_path) == []


def test_where_nothing_can_be_written(tmp_path, make, scene_at):
    with pytest.raises(FileNotFoundError):
        list(write_animation(str(tmp_path / "no" / "film.gif"), make(), scene_at, film(), PAYLOAD))
    (tmp_path / "film.gif").mkdir()
    (tmp_path / "film-03.png").mkdir()
    for ending in (".gif", ".png"):
        with pytest.raises(IsADirectoryError):
            list(write_animation(str(tmp_path / f"film{ending}"), make(), scene_at, film(), PAYLOAD))
        assert left(tmp_path) == ["film-03.png", "film.gif"]
    with pytest.raises(InvalidValue, match="format"):
        write_animation(str(tmp_path / "film.avi"), make(), scene_at, film(), PAYLOAD)


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such files")
def test_a_device_is_written_to_and_not_replaced(tmp_path, make, scene_at):
    link = tmp_path / "film.gif"
    link.symlink_to("/dev/null")
    list(write_animation(str(link), make(), scene_at, film(last=40), PAYLOAD))
    assert link.is_char_device()
    assert left(tmp_path) == ["film.gif"]


# Steady axes


@pytest.mark.parametrize("panels", [("boundary",), ("descent",), ("descent-loss", "loss", "accuracy", "rate")])
def test_axes_stand_still(make, scene_at, panels):
    figure = make(*panels)
    places = set()
    for update in (0, 1, 7, 60, EXPERIMENT.length):
        figure.draw(scene_at(update))
        picture(figure)
        views = [plot.canvas for plot in figure.plots.values()]
        places.add(tuple((c.scenePos().toTuple(), c.boundingRect().getRect(), c.current.x, c.current.y) for c in views))
    assert len(places) == 1


def test_nothing_moves_from_frame_to_frame(qapp, tmp_path):
    """Neither plots nor legend nor caption nor the columns of the table, whatever is said in them."""
    experiment = Experiment("descent", (Run(0.3), Run(1.02)), updates=1200)
    experiment = experiment.with_change(5, 0, learning_rate=0.123456).with_change(40, 1, optimizer="adam")
    history = History(experiment).complete()
    options = FigureOptions(width=150, height=90, text=7, caption=True, title="", as_text=True, counter=True)
    figure = Figure(("descent", "runs", "rate"), options, View(), Scene(experiment, history, 0))
    scene_at = Scene(experiment, history, 0).at
    made = Film(experiment.length, count=14, spacing="log")
    list(write_animation(str(tmp_path / "film.gif"), figure, scene_at, made, PAYLOAD))
    places, ends = [], set()
    for update in made.updates():
        figure.draw(scene_at(update))
        source = svg(figure, b"{}").decode()
        texts = re.findall(r'<text x="([-\d.]+)" y="([-\d.]+)"([^>]*)>([^<]*)', source)
        headings = {(x, y, words) for x, y, more, words in texts if "bold" in more}
        starts = {(x, y) for x, y, _, words in texts if words.startswith("η =")}
        places.append((headings, starts, re.findall(r'<clipPath id="[^"]*"(.*?)</clipPath>', source)))
        (counter,) = (text for text in texts if " of 1" in text[3] and text[3].startswith("step"))
        ends.add(round(float(counter[0]) + float(re.search(r'textLength="([\d.]+)"', counter[2])[1]), 1))
    figure.close()
    assert all(place[:2] == places[0][:2] for place in places)
    assert all(set(place[2]) >= set(places[0][2]) for place in places), "plots stay; a mark may have its own place"
    assert len(places[0][0]) >= 5
    assert len(ends) == 1


def test_digits_are_equally_wide(qapp):
    for bold in (False, True):
        font = fonts.sans()
        font.setBold(bold)
        widths = {QFontMetricsF(font).horizontalAdvance(character) for character in "0123456789\u2007"}
        assert len(widths) == 1


@pytest.mark.parametrize(
    ("panels", "texts"),
    [
        (("descent",), ["step \u2007\u20070 of 300", "step \u2007\u20076 of 300", "step 281 of 300"]),
        (("loss",), ["epoch 0.000 of 2", "epoch 0.044 of 2", "epoch 1.875 of 2"]),
    ],
)
def test_the_counter(make, scene_at, panels, texts):
    figure = make(*panels)
    for update, text in zip((0, 7, 300), texts, strict=True):
        figure.draw(scene_at(update))
        assert figure.counter == text


# Estimates


@pytest.mark.parametrize(
    ("ending", "panels"), combinations([".gif", ".apng", ".png", ".pdf"], [("boundary",), ("loss", "descent")])
)
def test_estimates_are_right_within_a_factor_of_two(tmp_path, make, scene_at, ending, panels):
    path, figure, made = str(tmp_path / f"film{ending}"), make(*panels), film(first=0, last=150, step=8)
    guess = estimate(path, figure, scene_at, made)
    assert left(tmp_path) == []
    list(write_animation(path, figure, scene_at, made, PAYLOAD))
    size = sum(file.stat().st_size for file in tmp_path.iterdir())
    assert size / 2 < guess < size * 2


def test_the_shortest_film_has_an_estimate(tmp_path, make, scene_at):
    for ending in (".gif", ".apng", ".png"):
        assert estimate(str(tmp_path / f"film{ending}"), make(), scene_at, film(last=20)) > 500


# Contact sheets


def sheet(scene_at, updates, *panels, **options) -> ContactSheet:
    made = FigureOptions.preset("a4-full", panels=max(len(updates), 1) * len(panels), title="", dpi=100, **options)
    return ContactSheet(panels, made, View(), updates, scene_at)


def test_a_contact_sheet_has_a_captioned_cell_for_every_update(qapp, scene_at):
    made = sheet(scene_at, [0, 80, 160], "boundary", "loss", caption=True)
    document = pypdfium2.PdfDocument(figure_bytes(made, "sheet.pdf", PAYLOAD))
    text = document[0].get_textpage().get_text_bounded()
    document.close()
    for caption in ("update 0, epoch 0", "update 80, epoch 0.5", "update 160, epoch 1"):
        assert text.count(caption) == 1
    assert text.count("η = 0.02") == 2  # one legend for all, and the caption
    assert text.count("true boundary") == 1
    assert "update 160 of" not in text
    made.close()


def test_a_contact_sheet_is_a_figure_in_every_format(qapp, scene_at):
    made = sheet(scene_at, [0, 5, 40, 300], "descent")
    for ending in (".pdf", ".svg", ".png"):
        content = figure_bytes(made, f"sheet{ending}", PAYLOAD)
        assert embedding.extract(content) == PAYLOAD
    assert b'aria-label="step 37"' in figure_bytes(made, "sheet.svg", PAYLOAD)
    first = figure_bytes(made, "sheet.png", PAYLOAD)
    assert figure_bytes(made, "sheet.png", PAYLOAD) == first
    made.close()


def test_contact_sheets_that_cannot_be(qapp, scene_at):
    for updates in ([], list(range(MOST_CELLS + 1))):
        with pytest.raises(InvalidValue, match="updates"):
            sheet(scene_at, updates, "boundary")
