"""How quick the real window is: playing, following η, answering clicks while it computes, starting, and its memory.

    xvfb-run -s "-screen 0 1600x1000x24" python tests/benchmarks/bench_window.py [--seconds S] [--profile]

Needs a display, or QT_QPA_PLATFORM=offscreen. Beside each number that it makes sense for stands a plain window in the
same run, with four empty pyqtgraph plots: how much of the time is ours. What is printed are medians; on a machine that
others use too, only the ratios mean much. Exits 1 if a target is missed.
"""

from __future__ import annotations

import argparse
import cProfile
import math
import os
import pstats
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import cycle, pairwise
from pathlib import Path
from typing import Any

# As lrgui's own start does it. NumPy reads it when it is imported.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).parents[2]))

SIZE = 1440, 900
RATES = (0.2, 0.5, 0.05, 0.9, 0.01, 1.02)
WIDE = "  {:<62} {:>18}  {:>10}  {:<8} {}"


@dataclass
class Row:
    """One line of the table. `target` is the most that is allowed; the least where `least`."""

    what: str
    measured: float
    unit: str = "ms"
    target: float | None = None
    least: bool = False
    note: str = ""

    @property
    def missed(self) -> bool:
        if self.target is None:
            return False
        return self.measured < self.target if self.least else self.measured > self.target

    def print(self) -> None:
        target = "" if self.target is None else f"{'≥' if self.least else '≤'} {self.target:g}"
        verdict = "" if self.target is None else "MISSED" if self.missed else "ok"
        print(WIDE.format(self.what, f"{self.measured:,.1f} {self.unit}", target, verdict, self.note), flush=True)


# Windows


def lrgui_window() -> Any:
    """The real window with settings of its own, shown."""
    from PySide6.QtCore import QSettings, Qt

    from lrgui.app import make_window

    store = QSettings(str(Path(tempfile.mkdtemp()) / "settings.ini"), QSettings.Format.IniFormat)
    window = make_window(store)
    window.setWindowState(Qt.WindowState.WindowNoState)
    window.resize(*SIZE)
    window.show()
    return window


def plain_window() -> Any:
    """What pyqtgraph costs as it comes, with nothing in it."""
    import pyqtgraph as pg
    from PySide6.QtWidgets import QGridLayout, QMainWindow, QWidget

    window, centre = QMainWindow(), QWidget()
    grid = QGridLayout(centre)
    window.plots = [pg.PlotWidget() for _ in range(4)]
    for i, plot in enumerate(window.plots):
        grid.addWidget(plot, i // 2, i % 2)
    window.setCentralWidget(centre)
    window.resize(*SIZE)
    window.show()
    return window


def viewports(window: Any) -> list[Any]:
    """What has to be painted before a frame is complete: the plots that can be seen, and the table."""
    if hasattr(window, "plots"):
        return [plot.viewport() for plot in window.plots]
    panels = {name: dock.panel for name, dock in window.docks.items()}
    plots = [panels["descent"].plot, panels["boundary"].plot, *(c.plot for c in panels["curves"].charts.values())]
    seen = [plot for plot in plots if not plot.viewport().visibleRegion().isEmpty()]
    return [plot.viewport() for plot in seen] + [panels["runs"].table.viewport()]


def painted_filter(parents: list[Any], on_paint: Callable[[Any], None]) -> Any:
    """Calls `on_paint(viewport)` after each paint event has been delivered."""
    from PySide6.QtCore import QEvent, QObject

    class Filter(QObject):
        def eventFilter(self, watched: Any, event: Any) -> bool:
            if event.type() == QEvent.Type.Paint:
                on_paint(watched)
            return False

    found = Filter()
    for parent in parents:
        parent.installEventFilter(found)
    return found


# Children: a process of their own each


def child(kind: str, began: float) -> None:
    """Opens a window, and prints when it was painted first, when with results, and the most memory it took."""
    imported = time.time()
    if kind == "lrgui":
        from lrgui.__main__ import limit_threads, postpone_collection
        from lrgui.preflight import display_problem

        limit_threads()
        assert display_problem() is None
        postpone_collection()
    from PySide6.QtCore import QTimer
    from PySide6.QtWidgets import QApplication

    app = QApplication(sys.argv[:1])
    window = lrgui_window() if kind == "lrgui" else plain_window()
    made = time.time()
    waiting = set(viewports(window))
    first: list[float] = []

    def on_paint(viewport: Any) -> None:
        waiting.discard(viewport)
        if not waiting and not first:
            # The last of them is being painted: one turn of the event loop later it is there.
            QTimer.singleShot(0, lambda: first or first.append(time.time()))

    watch = painted_filter(list(waiting), on_paint)
    run_until(lambda: bool(first))
    results = first[0]
    if kind == "lrgui":
        session = window.session
        run_until(lambda: not session.computing and drawn(window))
        results = time.time()
        session.player.set_speed(math.inf)
        session.toggle_play()
        run_until(lambda: not session.player.playing and drawn(window))
    del watch
    high = next(line for line in Path("/proc/self/status").read_text().splitlines() if line.startswith("VmHWM"))
    megabytes = int(high.split()[1]) * 1024 / 1e6
    print(first[0] - began, results - began, megabytes, imported - began, made - began)
    if kind == "lrgui":
        window.documents.forget_changes()
    window.close()
    app.quit()


def ask_child(kind: str) -> list[float]:
    command = [sys.executable, __file__, "--child", kind, repr(time.time())]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, timeout=120).stdout
    return [float(number) for number in out.split()]


def starting(repeats: int) -> Iterator[Row]:
    ask_child("lrgui"), ask_child("plain")  # files into the cache
    ours, plain = [], []
    for _ in range(repeats):  # in turns, so that a busy machine slows both
        ours.append(ask_child("lrgui"))
        plain.append(ask_child("plain"))
    first, results, memory, _, made = (statistics.median(column) for column in zip(*ours, strict=True))
    plain_first, _, plain_memory, _, _ = (statistics.median(column) for column in zip(*plain, strict=True))
    ratio = f"{first / plain_first:.2f} of the plain window's {plain_first:.2f} s; made after {made:.2f} s"
    yield Row("process start to the first full paint, warm", first, "s", 1.2, note=ratio)
    yield Row("process start to the results drawn", results, "s")
    ratio = f"{memory / plain_memory:.2f} of the plain window's {plain_memory:.0f} MB"
    yield Row("peak memory, default experiment played to its end", memory, "MB", 250, note=ratio)


# In this process


def run_until(condition: Callable[[], bool], seconds: float = 60.0) -> None:
    """Runs the event loop as the program does, without turning it round and round."""
    from PySide6.QtCore import QEventLoop, QTimer
    from PySide6.QtWidgets import QApplication

    wake = QTimer()  # so that the loop does not wait for ever
    wake.start(20)
    deadline = time.perf_counter() + seconds
    while not condition():
        QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.perf_counter() > deadline:
            raise TimeoutError(condition)


def drawn(window: Any) -> bool:
    runs = window.docks["runs"].panel
    return not (window.frames._timer.isActive() or window.frames._after.isActive() or runs._pause.isActive())


def settle(window: Any) -> None:
    run_until(lambda: not window.session.computing and drawn(window))


def experiment(problem: str = "both", runs: int = 1, **values: Any) -> Any:
    from lrgui.core.model.experiment import Experiment
    from lrgui.core.model.run import COLOURS, Run

    racing = tuple(Run(learning_rate=rate, colour=COLOURS[i]) for i, rate in enumerate(RATES[:runs]))
    return Experiment(problem=problem, runs=racing, **values)


def load(window: Any, *args: Any, **values: Any) -> None:
    window.session.load(experiment(*args, **values))
    settle(window)


def playing(window: Any, seconds: float) -> Iterator[Row]:
    """Distinct updates seen per second while playing."""
    from PySide6.QtWidgets import QApplication

    session = window.session
    plain = plain_window()
    QApplication.processEvents()
    usual = window.session.view.panels
    for what, problem, panels, values, target in (
        ("frames/s, playing six runs of both", "both", usual, {}, 55.0),
        ("  the same, with a 1-D descent of 8,000 updates too", "both", usual, {"updates": 8000}, None),
        ("  six runs of the classifier", "classifier", usual, {}, 55.0),
        ("  the same, with the noise of their batches", "classifier", (*usual, "noise"), {}, 55.0),
    ):
        window.session.set_view(panels=panels)
        load(window, problem, 6, **values)
        run_until(lambda: window.docks["noise"].panel.resting)
        seen: list[int] = []
        panel = "boundary"
        watch = painted_filter(
            [window.docks[panel].panel.plot.viewport()], lambda _v, s=seen: s.append(session.position)
        )
        rates = []
        for _ in range(3):
            session.seek(0)
            settle(window)
            session.player.set_speed(session.experiment.length / seconds)
            seen.clear()
            began = time.perf_counter()
            session.toggle_play()
            run_until(lambda: not session.player.playing)
            rates.append(len(set(seen)) / (time.perf_counter() - began))
        del watch
        cost = frame_cost(window, lambda i: (session.seek(i * 50), window._draw()), 120)
        empty = frame_cost(plain, lambda _i: [plot.viewport().update() for plot in plain.plots], 120)
        note = f"a frame takes {cost:.1f} ms of processor, {cost / empty:.2f} of the plain window's {empty:.1f} ms"
        yield Row(what, statistics.median(rates), "/s", target, least=True, note=note)
    window.session.set_view(panels=usual)
    plain.close()


def frame_cost(window: Any, change: Callable[[int], Any], frames: int) -> float:
    """Median milliseconds of this thread for a frame: handing over and painting."""
    from PySide6.QtCore import QEventLoop
    from PySide6.QtWidgets import QApplication

    ports = viewports(window)
    table = ports[-1] if not hasattr(window, "plots") else None
    ports = [port for port in ports if port is not table]  # the table follows in its own time
    waiting: set[Any] = set()
    watch = painted_filter(ports, waiting.discard)
    took = []
    for i in range(frames):
        waiting.update(ports[1:] if not hasattr(window, "plots") else ports)  # the descent may rest
        began = time.thread_time()
        change(i)
        while waiting:
            QApplication.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        QApplication.processEvents()
        took.append((time.thread_time() - began) * 1e3)
    del watch
    return statistics.median(took)


def following(window: Any, repeats: int) -> Iterator[Row]:
    """From an η that is entered to the result painted."""
    session = window.session
    field = window.controls.run_box.rate
    for what, problem, runs, panel, target in (
        ("delay from an η edit to the redrawn result, both, one run", "both", 1, "boundary", 150.0),
        ("  both, six runs", "both", 6, "boundary", 400.0),
        ("  the descent alone", "descent", 1, "descent", 30.0),
    ):
        load(window, problem, runs)
        session.seek(session.experiment.length // 2)
        settle(window)
        painted: list[float] = []
        wanted = [0.0]

        def on_paint(_viewport: Any, painted: list[float] = painted, wanted: list[float] = wanted) -> None:
            shown = session.shown
            if shown.done and shown.experiment.runs[0].learning_rate == wanted[0] and not painted:
                painted.append(time.perf_counter())

        watch = painted_filter([window.docks[panel].panel.plot.viewport()], on_paint)
        delays, computing = [], []
        for _, rate in zip(range(repeats), cycle((0.31, 0.17, 0.44, 0.26)), strict=False):
            painted.clear()
            wanted[0] = rate
            began = time.perf_counter()
            field.entered.emit(rate)
            run_until(lambda: bool(painted))  # noqa: B023 - called within this turn
            delays.append((painted[0] - began) * 1e3)
            settle(window)
            alone = time.perf_counter()
            type(session.shown)(session.shown.experiment).complete()
            computing.append((time.perf_counter() - alone) * 1e3)
        del watch
        delay, alone_ms = statistics.median(delays), statistics.median(computing)
        note = f"{delay / alone_ms:.2f} of the {alone_ms:.0f} ms that computing it alone takes" if alone_ms > 2 else ""
        yield Row(what, delay, "ms", target, note=note)


def dragging(window: Any, seconds: float) -> Iterator[Row]:
    """Distinct results seen per second while the slider gets a new value every 8 ms."""
    from PySide6.QtCore import Qt, QTimer

    session = window.session
    slider = window.controls.run_box.slider
    for what, problem, runs, panel, share, target in (
        ("results/s while η is dragged, both, at the end", "both", 1, "boundary", 1.0, 20.0),
        ("  both, in the first tenth", "both", 1, "boundary", 0.1, 40.0),
        ("  both, six runs, in the middle", "both", 6, "boundary", 0.5, None),
        ("  the descent alone", "descent", 1, "descent", 0.5, 60.0),
    ):
        load(window, problem, runs)
        session.seek(round(session.experiment.length * share))
        settle(window)
        places = cycle([*range(600, 900), *range(900, 600, -1)])
        hand = QTimer()
        hand.setTimerType(Qt.TimerType.PreciseTimer)
        hand.timeout.connect(lambda p=places: slider.setSliderPosition(next(p)))
        rates = []
        for _ in range(3):
            results = {id(session.shown): session.shown}  # kept, so that no id comes twice

            def on_paint(_viewport: Any, results: dict[int, Any] = results) -> None:
                if session.shown.frontier >= session.position:
                    results[id(session.shown)] = session.shown

            watch = painted_filter([window.docks[panel].panel.plot.viewport()], on_paint)
            slider.setSliderDown(True)
            began = time.perf_counter()
            hand.start(8)
            run_until(lambda b=began: time.perf_counter() - b > seconds)
            hand.stop()
            rates.append((len(results) - 1) / (time.perf_counter() - began))
            slider.setSliderDown(False)
            del watch
            settle(window)
        yield Row(what, statistics.median(rates), "/s", target, least=True)


def clicking(window: Any, seconds: float) -> Iterator[Row]:
    """The longest that the event loop was away, and that a click waited, while a million updates are computed."""
    from PySide6.QtCore import QCoreApplication, QEvent, QPointF, Qt, QTimer
    from PySide6.QtGui import QMouseEvent

    session = window.session
    button = window.transport.buttons["step"]
    for runs in (1, 6):
        gaps_worst, clicks_worst, clicks_median = [], [], []
        for turn in range(3):
            load(window, "both", 1)
            session.load(experiment("both", runs, epochs=6250, seed=turn))
            asked: list[float] = []
            answered: list[float] = []
            action = window.actions_by_name["step"]
            connection = action.triggered.connect(lambda _on, a=answered: a.append(time.perf_counter()))
            turns: list[float] = []
            zero = QTimer()
            zero.timeout.connect(lambda t=turns: t.append(time.perf_counter()))
            zero.start(1)
            over = threading.Event()

            def click(asked: list[float] = asked, over: threading.Event = over) -> None:
                # From another thread, as the window system does it: also while the event loop is busy.
                place = QPointF(button.rect().center())
                pressed, released = QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease
                left, up, none = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton, Qt.KeyboardModifier.NoModifier
                while not over.wait(0.061):
                    asked.append(time.perf_counter())
                    for kind, down in ((pressed, left), (released, up)):
                        event = QMouseEvent(kind, place, place, left, down, none)
                        QCoreApplication.postEvent(button, event)

            clicker = threading.Thread(target=click)
            run_until(lambda: session.position < session.shown.frontier)
            began = time.perf_counter()
            clicker.start()
            run_until(lambda b=began: time.perf_counter() - b > seconds)
            over.set()
            clicker.join()
            zero.stop()
            run_until(lambda a=asked, b=answered: len(b) >= len(a), 5)
            action.triggered.disconnect(connection)
            assert session.computing, "the experiment was computed before the measurement was over"
            delays = [(b - a) * 1e3 for a, b in zip(asked, answered, strict=True)]
            gaps = [(b - a) * 1e3 for a, b in pairwise(turns)]
            gaps_worst.append(max(gaps))
            clicks_worst.append(max(delays))
            clicks_median.append(statistics.median(delays))
        note = f"median of all clicks {statistics.median(clicks_median):.1f} ms; in three turns {rounded(clicks_worst)}"
        name = "one run" if runs == 1 else "six runs"
        what = f"worst delay of a click, a million updates of {name} computing"
        yield Row(what, statistics.median(clicks_worst), "ms", 50, note=note)
        note = f"in three turns {rounded(gaps_worst)}"
        yield Row("  longest that the event loop was away", statistics.median(gaps_worst), "ms", 50, note=note)
    load(window, "both", 1)


def sweeping(window: Any, seconds: float) -> Iterator[Row]:
    """A sweep of 64 rates from an edit to its first picture and to the complete one, and what is played meanwhile."""
    session, sweeps, panel = window.session, window.sweeps, window.sweep
    load(window, "both", 1)
    window.panel_layout.want("sweep", True)
    run_until(lambda: sweeps.shown is sweeps.job is not None and not sweeps.computing and drawn(window))
    times: list[tuple[float, bool]] = []

    def on_paint(_viewport: Any) -> None:
        swept = panel.scene().sweep
        if swept is not None and not swept.stale and swept.job.experiment == session.experiment:
            times.append((time.perf_counter(), swept.final))

    watch = painted_filter([panel.drawings["sweep"].plot.viewport()], on_paint)

    def measured(edit: Callable[[int], None], repeats: int) -> tuple[float, float]:
        firsts, wholes = [], []
        for turn in range(repeats):
            times.clear()
            began = time.perf_counter()
            edit(turn)
            run_until(lambda: any(final for _, final in times))
            firsts.append((times[0][0] - began) * 1e3)
            wholes.append((next(at for at, final in times if final) - began) * 1e3)
            settle(window)
        return statistics.median(firsts), statistics.median(wholes)

    first, whole = measured(lambda turn: session.edit_run(learning_rate=0.3 + 0.01 * turn), 9)
    yield Row("an η edit to the sweep with the new rate in it", whole, "ms", 500, note=f"first picture {first:.0f} ms")
    first, whole = measured(lambda turn: session.edit(seed=100 + turn), 9)
    yield Row("an edit that changes the sweep (seed) to its first picture", first, "ms", 100)
    yield Row("  to the complete one, of the book's 50 epochs", whole, "ms", 500)
    del watch
    # Playing while the map is computed, which takes longest.
    sweeps.ask(view="map")
    seen: list[int] = []
    port = window.docks["descent"].panel.plot.viewport()
    load(window, "both", 1, updates=8000)
    watch = painted_filter([port], lambda _v: seen.append(session.position))
    session.seek(0)
    session.player.set_speed(session.experiment.length / seconds)
    rates = []
    for turn in range(3):
        session.edit(seed=200 + turn)
        run_until(lambda: sweeps._running)
        seen.clear()
        began = time.perf_counter()
        session.seek(0)
        session.player.play()
        run_until(lambda: not sweeps.computing or not session.player.playing)
        rates.append(len(set(seen)) / (time.perf_counter() - began))
        session.player.pause()
    yield Row("frames/s of playing while batch sizes × rates are swept", statistics.median(rates), "/s", 30, least=True)
    del watch
    window.panel_layout.want("sweep", False)


def rounded(values: list[float]) -> str:
    return ", ".join(f"{value:.0f}" for value in values)


@contextmanager
def profiled(on: bool) -> Iterator[None]:
    profile = cProfile.Profile()
    if on:
        profile.enable()
    yield
    if on:
        profile.disable()
        pstats.Stats(profile).sort_stats("tottime").print_stats(25)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seconds", type=float, default=3.0, help="how long to play, drag and click (3)")
    parser.add_argument("--repeats", type=int, default=15, help="edits of η (15)")
    parser.add_argument("--only", choices=("starting", "playing", "following", "dragging", "clicking", "sweeping"))
    parser.add_argument("--profile", action="store_true", help="say where the time goes")
    parser.add_argument("--child", nargs=2, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.child:
        child(options.child[0], float(options.child[1]))
        return 0
    from PySide6.QtWidgets import QApplication

    print(WIDE.format(f"{SIZE[0]}×{SIZE[1]}", "measured", "target", "", ""))
    rows: list[Row] = []
    app = QApplication(
        sys.argv[:1]
    )  # first: an X server without any client begins anew, and refuses whoever comes then
    if options.only in (None, "starting"):
        for row in starting(5):
            row.print()
            rows.append(row)
    window = lrgui_window()
    settle(window)
    from lrgui.app import resume_collection

    resume_collection()  # as in the program, which leaves out of it what is made once
    parts: dict[str, Callable[[], Iterator[Row]]] = {
        "playing": lambda: playing(window, options.seconds),
        "following": lambda: following(window, options.repeats),
        "dragging": lambda: dragging(window, options.seconds),
        "clicking": lambda: clicking(window, options.seconds),
        "sweeping": lambda: sweeping(window, options.seconds),
    }
    for name, part in parts.items():
        if options.only in (None, name):
            with profiled(options.profile):
                for row in part():
                    row.print()
                    rows.append(row)
    window.documents.forget_changes()
    window.close()
    app.quit()
    return int(any(row.missed for row in rows))


if __name__ == "__main__":
    sys.exit(main())
