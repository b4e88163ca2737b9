"""The picture of the weight space: the loss where it is said to be, the valley, the paths, the arrows."""

import numpy as np
import pytest

from lrgui.colours.themes import LIGHT
from lrgui.core.analysis.optimum import minimum
from lrgui.core.files.view import THEORY
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.problems.classifier import stable_loss
from lrgui.core.training.fork import Ghost
from lrgui.core.training.history import History
from lrgui.drawing.arrows import GRADIENT, STEP, VELOCITY
from lrgui.drawing.colours import pale
from lrgui.drawing.scene import Scene
from lrgui.drawing.style import Style
from lrgui.drawing.weights import WeightsDrawing

RACE = Experiment(
    problem="classifier",
    epochs=6,
    runs=(Run(0.5), Run(0.5, optimizer="momentum", colour=COLOURS[1]), Run(0.3, optimizer="adam", colour=COLOURS[2])),
)
ON_PAPER = Style(emphasis=False)


@pytest.fixture(scope="module")
def history():
    return History(RACE).complete()


@pytest.fixture
def look(draw, qapp):
    """The drawing after it has shown a scene; the same one again where one is given. Contours take long: on demand."""

    def look(history, position, selected=0, best_b=True, style=ON_PAPER, drawing=None, ghost=None, terrain=False):
        drawing = drawing or WeightsDrawing(style)
        drawing.best_b, drawing.live = best_b, not terrain
        draw(drawing, Scene(history.experiment, history, position, selected, ghost=ghost))
        return drawing

    return look


def marks(drawing):
    return drawing.plot.marks()


def path_of(drawing, run):
    colour = RACE.runs[run].colour.lower()
    return next(c for c in marks(drawing).curves if c.colour == colour and c.pattern == "solid")


def heads(drawing):
    """By run, where it is now."""
    seen = {p.colour: p for p in marks(drawing).points if p.edge is not None and p.colour != "#ffffff"}
    return [seen[run.colour.lower()] for run in RACE.runs]


def dots(drawing):
    colours = {run.colour.lower() for run in RACE.runs}
    return [p for p in marks(drawing).points if p.edge is None and p.colour in colours]


def loss_at(history, w1: float, w2: float, b: float) -> float:
    model = history.model
    return float(stable_loss(model.train_x @ np.array([w1, w2, b]), model.train_y))


def lowest(history, w1: float, w2: float) -> float:
    """The loss with the best b, of which it is a convex function."""
    low, high = -100.0, 100.0
    for _ in range(40):
        third = (high - low) / 3
        left, right = low + third, high - third
        if loss_at(history, w1, w2, left) < loss_at(history, w1, w2, right):
            high = right
        else:
            low = left
    return loss_at(history, w1, w2, (low + high) / 2)


def test_the_contours_are_where_the_loss_is(history, look):
    at, run = 500, 1
    drawing = look(history, at, run, best_b=False, terrain=True)
    b = float(history.classifier.at(at)[run, 2])
    checked = 0
    for text, lines in [(c.label, c.lines) for c in marks(drawing).contours]:
        for line in lines if text else ():
            for w1, w2 in line[:: max(1, len(line) // 5)]:
                assert loss_at(history, w1, w2, b) == pytest.approx(float(text), rel=0.02)
                checked += 1
    assert checked > 20


def test_with_the_best_b_the_loss_is_nowhere_higher(history, look):
    """Along the lines that are drawn: where some b gives a loss, the best one gives none that is higher."""
    drawing = look(history, 700, best_b=True, terrain=True)
    less = 0
    for contour in marks(drawing).contours:
        for line in contour.lines if contour.label else ():
            for w1, w2 in line[:: max(1, len(line) // 5)]:
                assert float(contour.label) <= loss_at(history, w1, w2, float(history.classifier.at(700)[0, 2])) * 1.02
                less += float(contour.label) < 0.98 * loss_at(history, w1, w2, 0.0)
                assert lowest(history, w1, w2) == pytest.approx(float(contour.label), rel=0.03)
    assert less > 10


def test_with_the_best_b_the_loss_falls_all_along_the_valley(history, look):
    """Question 1: why are there many solutions? The floor leads out of every plot."""
    drawing = look(history, 700)
    [valley] = [c for c in marks(drawing).curves if c.pattern == "dashed"]
    assert (valley.x[0], valley.y[0]) == (0, 0)
    assert valley.x[1] == -valley.y[1]
    assert valley.y[1] > 0
    floor = [loss_at(history, -t, t, -t / 2) for t in (2, 5, 10, 20, 40)]
    assert floor == sorted(floor, reverse=True)
    for t in (10, 20, 40):  # and it rises at both sides
        assert loss_at(history, -t, t, -t / 2) < min(
            loss_at(history, -1.3 * t, 0.7 * t, -t / 2), loss_at(history, -0.7 * t, 1.3 * t, -t / 2)
        )
    assert marks(drawing).texts == ["solutions: w₁ ≈ −w₂ ≈ 2b"]


def test_every_path_leads_from_the_start_to_where_its_run_is(history, look):
    drawing = look(history, 40, selected=2)
    states = history.classifier.states(0, 40)
    for run in (0, 1, 2):
        path = path_of(drawing, run)
        assert np.array_equal(path.x[:41], states[:, run, 0])
        assert np.array_equal(path.y[:41], states[:, run, 1])
        assert heads(drawing)[run].x[0] == states[40, run, 0]
        assert heads(drawing)[run].y[0] == states[40, run, 1]
    assert sorted(len(p.x) >= 41 for p in dots(drawing)) == [True, True, True]
    assert path_of(drawing, 2).width > path_of(drawing, 0).width or not drawing.style.emphasis
    look(history, 900, selected=0, drawing=drawing)
    assert dots(drawing) == []
    assert [path_of(drawing, run).x[-1] for run in (0, 1, 2)] == history.classifier.at(900)[:, 0].tolist()
    [start] = [p for p in marks(drawing).points if p.colour == "#ffffff"]
    assert (start.x[0], start.y[0]) == (RACE.start_w1, RACE.start_w2)


@pytest.mark.parametrize("selected", [0, 1, 2])
def test_the_selected_run_is_over_the_others(history, look, selected):
    drawing = look(history, 300, selected, style=Style())
    runs = [c for c in marks(drawing).curves if c.pattern == "solid"]
    assert runs[-1].colour == RACE.runs[selected].colour.lower()
    assert all(c.width < runs[-1].width for c in runs[:-1])


@pytest.mark.parametrize("run", [0, 1])
def test_the_ghost_goes_on_as_its_run_would_have(history, look, run):
    drawing = look(history, 500, 2, ghost=Ghost(history, run, 200))
    [ghost] = [c for c in marks(drawing).curves if c.colour == LIGHT.seen(pale(RACE.runs[run].colour))]
    at = history.classifier.at
    for i, update in ((0, 200), (-1, 500)):
        assert (ghost.x[i], ghost.y[i]) == pytest.approx(tuple(at(update)[run, :2]))
    assert ghost.pattern == "dashed"
    drawing = look(history, 200, 2, ghost=Ghost(history, run, 200), drawing=drawing)
    assert not [c for c in marks(drawing).curves if c.colour == LIGHT.seen(pale(RACE.runs[run].colour))]


def test_the_ranges_hold_the_whole_history_from_the_beginning(history, look):
    drawing = look(history, 0)
    home = drawing.plot.home
    states = history.classifier.states(0, history.classifier.total)[:, :, :2]
    for axis, (low, high) in enumerate(home):
        assert low < states[..., axis].min()
        assert states[..., axis].max() < high
    for at in (1, 100, 960):
        look(history, at, drawing=drawing)
        assert drawing.plot.home == home


def test_runs_that_are_gone_leave_nothing(history, look):
    drawing = look(history, 300)
    alone = History(RACE.removing(2).removing(1)).complete()
    look(alone, 300, drawing=drawing)
    left = {r.colour for r in (*marks(drawing).curves, *marks(drawing).points)}
    assert not left & {run.colour.lower() for run in RACE.runs[1:]}
    assert drawing.arrows.entries == []


def arrow(drawing, part):
    colour = {"gradient": GRADIENT, "velocity": VELOCITY, "step": STEP}[part]
    [seen] = [a for a in marks(drawing).arrows if a.colour == LIGHT.seen(colour)]
    return np.array(seen.end) - np.array(seen.start)


@pytest.mark.parametrize("selected", [1, 2])
def test_the_step_points_to_where_the_run_goes(history, look, selected):
    for at in (0, 30, 700):
        drawing = look(history, at, selected)
        here, there = history.classifier.at(at)[selected, :2], history.classifier.at(at + 1)[selected, :2]
        scales = {entry.colour: entry.scale for entry in drawing.arrows.entries}
        step = arrow(drawing, "step") / list(scales.values())[-1]
        np.testing.assert_allclose(step, there - here, rtol=1e-6, atol=1e-9)
    assert [entry.symbol for entry in drawing.arrows.entries] == ["−η·g", "−η·μ·v" if selected == 1 else "−η·m̂", ""]


def test_of_momentum_two_arrows_make_the_third(history, look):
    drawing = look(history, 30, 1)
    together = arrow(drawing, "gradient") + arrow(drawing, "velocity")
    np.testing.assert_allclose(together, arrow(drawing, "step"), rtol=1e-9, atol=1e-9)


def test_plain_gradient_descent_and_the_end_have_no_arrows(history, look):
    assert look(history, 30, 0).arrows.entries == []
    drawing = look(history, 960, 1)
    assert marks(drawing).arrows == []


def test_absurd_runs_are_marked_at_the_edge(look):
    runs = (Run(0.5), Run(1e9, colour=COLOURS[1]), Run(1e308, colour=COLOURS[2]))
    history = History(Experiment(problem="classifier", epochs=2, precision="float64", runs=runs)).complete()
    drawing = look(history, 320)
    assert all(abs(limit) < 100 for axis in drawing.plot.home for limit in axis)
    said = [edge.text for edge in marks(drawing).edges]
    assert len(said) == 2
    assert all(text.startswith("step") for text in said)
    # Each points to where its run has gone: b has no direction here.
    here = dict(zip((run.colour.lower() for run in runs), history.classifier.at(320)[:, :2], strict=True))
    (left, right), (bottom, top) = drawing.plot.home
    for edge in marks(drawing).edges:
        w1, w2 = here[edge.colour]
        if np.isfinite((w1, w2)).all():
            beyond = {"left": w1 < left, "right": w1 > right, "bottom": w2 < bottom, "top": w2 > top}
            assert beyond[edge.edge]
    look(history, 320, selected=1, best_b=False, drawing=drawing, terrain=True)  # a terrain at b = 10⁸ and more


def test_on_the_screen_there_is_shading_and_on_paper_none(history, look):
    paper = marks(look(history, 100, terrain=True))
    assert paper.images == []
    [image] = marks(look(history, 100, style=Style(), terrain=True)).images
    assert (image.x, image.y) == (paper.x, paper.y)
    # Darker where the loss is lower: along the valley, far from the start.
    brightness = image.rgba[..., :3].astype(int).sum(axis=2)
    assert brightness[-1, 0] < brightness[0, -1]


def test_levels_are_round_few_and_everywhere(history, look):
    for position, best_b in ((0, True), (700, False), (960, True)):
        labels = [c.label for c in marks(look(history, position, best_b=best_b, terrain=True)).contours]
        assert 4 <= len(labels) <= 16
        numbers = [float(label) for label in labels if label]
        assert numbers == sorted(numbers)
        assert all(f"{number:.0e}"[0] in "1235 7" for number in numbers)


def test_the_noise_ball_is_drawn_around_the_minimum_and_shrinks_with_the_rate(draw):
    drawing = WeightsDrawing()
    sizes = []
    for rate in (0.8, 0.2):
        experiment = Experiment(
            problem="classifier", data="clouds", weight_decay=0.01, epochs=2, runs=(Run(rate),), batch_size=8
        )
        scene = Scene(experiment, History(experiment).complete(), 60)
        marks = draw(drawing, scene)
        ball = next(c for c in marks.curves if c.pattern == "dashed" and len(c.x) == 121)
        lowest = minimum(scene.history.logistic)
        assert (ball.x[:-1].mean(), ball.y[:-1].mean()) == pytest.approx(tuple(lowest[:2]), abs=1e-9)
        sizes.append(np.ptp(ball.x))
        texts = [text for points in marks.points for text in points.texts]
        assert f"noise ball: η = {rate}, batch size 8" in texts
    assert 3 < sizes[0] / sizes[1] < 5
    concealed = Scene(experiment, scene.history, 60, concealed=frozenset({THEORY}))
    assert not [c for c in draw(drawing, concealed).curves if len(c.x) == 121]
    assert not drawing.has_ball
