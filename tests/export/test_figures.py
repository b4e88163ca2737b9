"""Figures as files: looked at by a program that is not ours (PDFium), and measured where the file says its sizes."""

from __future__ import annotations

import io
import re
from collections.abc import Iterator
from itertools import cycle, product
from typing import Any

import numpy as np
import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from PySide6.QtGui import QColor, QImage

from lrgui.colours.themes import THEMES
from lrgui.core.files import embedding
from lrgui.core.files.document import Document, read, write
from lrgui.core.files.figure_options import PRESETS, FigureOptions
from lrgui.core.files.view import PLOTS, View, plots_of
from lrgui.core.lessons.lesson import lesson
from lrgui.core.model.edits import Change
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import COLOURS, Run
from lrgui.core.sweeps.answer import SweepJob
from lrgui.core.training.history import History
from lrgui.drawing import fonts
from lrgui.drawing import weights as weights_drawing
from lrgui.drawing.scene import Scene, Swept
from lrgui.export.figure import captions
from lrgui.export.figure.figure import Figure
from lrgui.export.figure.layout import arranged, wrapped
from lrgui.export.figure.panels import chosen
from lrgui.export.formats import raster as formats_raster
from lrgui.export.formats.figure_files import FORMATS, figure_bytes, pdf, png, svg
from lrgui.export.formats.raster import painting, raster
from tests.sampling import combinations

RATES = (0.01, 0.1, 0.5, 0.9, 1.02, 0.3)
RACE = Experiment(runs=tuple(Run(rate, colour=COLOURS[i]) for i, rate in enumerate(RATES)))
ON_A_SURFACE = RACE.edited(problem="surface")
LINE = RACE.edited(problem="regression")
NOISE = ("batch-loss", "gradient-norm", "cosine", "border", "noise-scale")  # which look at every batch
SIZES = ("slide", "half", "a4-column")
LABELS = {
    "descent": {"en": "loss = (w + 1)²", "zh_CN": "损失 = (w + 1)²"},
    "boundary": {"en": "x", "zh_CN": "x"},
    "weights": {"en": "solutions", "zh_CN": "解"},
    "surface": {"en": "x", "zh_CN": "x"},
    "cut": {"en": "along the next", "zh_CN": "沿下一"},
    "descent-loss": {"en": "step", "zh_CN": "步数"},
    "line": {"en": "y", "zh_CN": "y"},
    "bowl": {"en": "w", "zh_CN": "w"},
    "regression-loss": {"en": "step", "zh_CN": "步数"},
    "regression-split": {"en": "flat", "zh_CN": "虚线"},
    "surface-loss": {"en": "step", "zh_CN": "步数"},
    "loss": {"en": "epoch", "zh_CN": "轮"},
    "accuracy": {"en": "accuracy", "zh_CN": "准确率"},
    "rate": {"en": "learning rate η", "zh_CN": "学习率 η"},
    "batch-loss": {"en": "each batch", "zh_CN": "每一批"},
    "gradient-norm": {"en": "each batch", "zh_CN": "每一批"},
    "cosine": {"en": "each batch", "zh_CN": "每一批"},
    "border": {"en": "all data", "zh_CN": "全部数据"},
    "noise-scale": {"en": "batch size", "zh_CN": "批量大小"},
    "lens": {"en": "change of", "zh_CN": "的变化"},
    "sweep": {"en": "learning rate η", "zh_CN": "学习率 η"},
    "runs": {"en": "sample 2", "zh_CN": "样本 2"},
}


@pytest.fixture(scope="module")
def history() -> History:
    return History(RACE).complete()


@pytest.fixture(scope="module")
def short() -> History:
    return History(RACE.edited(epochs=4)).complete()


@pytest.fixture(scope="module")
def surface() -> History:
    return History(ON_A_SURFACE).complete()


@pytest.fixture(scope="module")
def line() -> History:
    return History(LINE).complete()


@pytest.fixture(scope="module")
def swept() -> Swept:
    """Of the race, what a figure with a sweep would compute."""
    return Swept(SweepJob(View().sweep, RACE, 0).complete())


@pytest.fixture
def make(qapp: Any, history: History, short: History, surface: History, line: History, swept: Swept) -> Iterator[Any]:
    """`make(panels, size, **options)`: a figure of the race, at its end unless `position` is given; of that on a
    surface or of lines, where the race has nothing for the panels, and of a short one for its noise.
    """
    made = []

    def make_(
        panels: str | tuple[str, ...],
        size: str = "slide",
        *,
        position: int | None = None,
        selected: int = 0,
        view: View | None = None,
        **options: Any,
    ) -> Figure:
        names = (panels,) if isinstance(panels, str) else panels
        histories = (short if set(names) & set(NOISE) else history, surface, line)
        of = next(of for of in histories if set(names) <= set(plots_of(of.experiment)))
        at = of.experiment.length if position is None else position
        chosen_options = FigureOptions.preset(size, len(names), **options)
        scene = Scene(of.experiment, of, at, selected)
        if "sweep" in names and view is None and selected == 0:
            scene = scene.with_sweep(swept)
        made.append(Figure(names, chosen_options, view or View(), scene))
        return made[-1]

    yield make_
    for figure in made:
        figure.close()


def pages(data: bytes) -> Any:
    return pdfium.PdfDocument(data)[0]


def picture(page: Any, dpi: float) -> np.ndarray:
    """The page as PDFium draws it: (height, width, 3)."""
    return np.asarray(page.render(scale=dpi / 72).to_numpy())[:, :, :3][:, :, ::-1].astype(int)


def pixels(image: QImage) -> np.ndarray:
    converted = image.convertToFormat(QImage.Format.Format_RGB888)
    bits = np.frombuffer(converted.constBits(), np.uint8).reshape(converted.height(), converted.bytesPerLine())
    return bits[:, : 3 * converted.width()].reshape(converted.height(), converted.width(), 3).astype(int)


def words(page: Any) -> str:
    return str(page.get_textpage().get_text_range())


# Every panel, size and language


@pytest.mark.parametrize(("panel", "size"), combinations(PLOTS, SIZES))
def test_every_panel_is_whole_at_every_size(make, panel, size):
    language = ("en", "zh_CN")[(PLOTS.index(panel) + SIZES.index(size)) % 2]
    figure = make(panel, size, language=language, title="", caption=True)
    data = pdf(figure, b"{}")
    page = pages(data)
    width, height = figure.options.points
    assert (page.get_width(), page.get_height()) == pytest.approx((width, height), abs=0.001)
    said = words(page)
    # What stands on its side comes letter by letter.
    assert LABELS[panel][language].replace(" ", "") in re.sub(r"\s", "", said)
    assert captions.panel_title(panel) in said or language == "zh_CN"
    if panel != "runs":  # which shows the colours itself
        assert "η = 0.01" in said
        assert "η = 0.3" in said
    seen = picture(page, 72)
    inner = np.zeros(seen.shape[:2], bool)
    inner[2:-2, 2:-2] = True
    edge = seen[~inner]
    assert (edge > 250).all(), "something is cut off at the edge of the page"
    assert (seen.min(axis=2) < 128).mean() > 0.003, "the page is nearly empty"
    source = svg(figure, b"{}").decode()
    labels = "".join(re.findall(r'aria-label="([^"]*)"', source))
    assert f'width="{figure.options.width:.3f}mm"' in source
    assert LABELS[panel][language].replace(" ", "") in re.sub(r"\s", "", labels), "words are kept"
    assert "<image" not in source
    assert not _pictures(page), "something has become pixels"


@pytest.mark.parametrize(
    ("panels", "title"),
    combinations([*((panel,) for panel in PLOTS), ("loss", "boundary", "rate", "descent")], ["", None]),
)
def test_a_whole_slide_is_filled_to_its_edge_and_no_text_is_cut(make, panels, title):
    figure = make(panels, "beamer", title=title, legend=title is not None, language="zh_CN")
    page = pages(pdf(figure, b"{}"))
    width, height = figure.options.points
    text = page.get_textpage()
    boxes = [text.get_charbox(i) for i in range(text.count_chars()) if text.get_text_range(i, 1).strip()]
    assert len(boxes) > 10
    assert min(box[0] for box in boxes) > 1
    assert min(box[1] for box in boxes) > 1
    assert max(box[2] for box in boxes) < width - 1
    assert max(box[3] for box in boxes) < height - 1
    if panels != ("runs",):
        areas = [plot.canvas.sceneBoundingRect() for plot in figure.plots.values()]
        seen = picture(page, 72)
        square = panels == ("boundary",)  # and stays so, whatever the page is
        assert square or (seen[:, -1].min(axis=-1) < 250).any(), "a plot ends at the right edge"
        assert len(areas) > 1 or title == "" or (seen[0].min(axis=-1) < 250).any(), "and at the top"


def _pictures(page: Any) -> list[Any]:
    return [o for o in page.get_objects(max_depth=8) if o.type == raw.FPDF_PAGEOBJ_IMAGE]


@pytest.mark.parametrize(("panel", "size"), [*zip(PLOTS, cycle(SIZES), strict=False)])
def test_pixels_and_vectors_differ_by_smoothing_only(make, panel, size):
    dpi = 108 if size in ("slide", "half") else 127  # at which the page is made of whole pixels
    figure = make(panel, size, title="", caption=True, dpi=dpi)
    drawn = pixels(raster(figure))
    seen = picture(pages(pdf(figure, b"{}")), dpi - 1e-4)
    rows, columns = (min(a, b) // 6 * 6 for a, b in zip(seen.shape[:2], drawn.shape[:2], strict=True))

    def coarse(image: np.ndarray) -> np.ndarray:
        """Means over squares of 6 pixels, in which smoothing evens out."""
        return image[:rows, :columns].reshape(rows // 6, 6, columns // 6, 6, 3).mean(axis=(1, 3))

    difference = np.abs(coarse(drawn) - coarse(seen))
    assert difference.mean() < 1.5
    assert np.quantile(difference, 0.999) < 48


@pytest.mark.parametrize("panel", [panel for panel in PLOTS if panel not in NOISE])
def test_a_large_picture_is_painted_in_strips_that_fit_together(make, panel, monkeypatch):
    """Within a pixel, by which the pieces of lines may be off that are not smoothed."""
    at = {"position": 12, "grey": True} if PLOTS.index(panel) % 2 else {}
    figure = make(panel, "half", **at)
    monkeypatch.setattr(formats_raster, "_STRIP", 400_000)
    others = pixels(raster(figure))
    monkeypatch.setattr(formats_raster, "_STRIP", 270_000)
    work = painting(figure)
    assert 0 < next(work) < next(work) < 0.6
    work.close()
    ours = pixels(raster(figure))
    for y, x in np.argwhere(np.abs(ours - others).max(2) > 8):  # of 255: where smoothing rounds
        assert np.abs(others[y - 1 : y + 2, x - 1 : x + 2] - ours[y, x]).max(2).min() < 64


def test_strips_of_a_transparent_picture_are_transparent(make, monkeypatch):
    figure = make("boundary", "half", transparent=True)
    whole = raster(figure)
    monkeypatch.setattr(formats_raster, "_STRIP", 270_000)
    in_strips = raster(figure)
    for at in ((2, 2), (500, 500), (957, 1077)):
        assert in_strips.pixel(*at) == whole.pixel(*at)
    assert in_strips.pixelColor(2, 1077).alpha() == 0


def test_curves_stop_at_the_axes(make):
    for panel in ("descent", "descent-loss", "loss", "rate", "boundary"):
        figure = make(panel, "slide", legend=False, caption=False, view=View(zoom={panel: ((0.1, 0.5), (0.1, 0.5))}))
        seen = pixels(raster(figure))
        plot = figure.plots[panel]
        unit = figure.options.text / fonts.PIXELS * figure.options.dpi / 72
        corner = plot.canvas.scenePos()
        left, top = (corner.x() + 10) * unit, (corner.y() + 10) * unit
        box = plot.canvas.boundingRect()
        right, bottom = left + box.width() * unit, top + box.height() * unit
        around = np.ones(seen.shape[:2], bool)
        around[int(top) - 2 : int(bottom) + 3, int(left) - 2 : int(right) + 3] = False
        coloured = np.ptp(seen, axis=2) > 60
        assert not (coloured & around).any(), panel
        assert coloured.any() or panel == "rate"


# Sizes


@pytest.mark.parametrize(("size", "panel"), combinations(list(PRESETS), ["descent", "loss", "rate"]))
def test_text_and_lines_have_the_chosen_points(make, panel, size):
    figure = make(panel, size, caption=True, as_text=True)
    page = pages(pdf(figure, b"{}"))
    heights = _font_sizes(page)
    assert heights
    assert heights == pytest.approx([figure.options.text] * len(heights), rel=0.05)
    widths = _stroke_widths(page)
    for colour in (run.colour for run in RACE.runs):
        near = [w for w in widths[colour] if w == pytest.approx(figure.options.line, rel=0.05)]
        assert near, (colour, widths[colour])
        assert panel == "descent" or len(near) == len(widths[colour])  # there are boxes and a tangent besides
    source = svg(figure, b"{}").decode()
    assert {float(s) for s in re.findall(r'font-size="([\d.]+)"', source)} == {figure.options.text}
    for run in RACE.runs:
        strokes = re.findall(rf'stroke="{run.colour.lower()}" stroke-width="([\d.]+)"', source)
        assert any(float(s) == pytest.approx(figure.options.line, rel=0.05) for s in strokes)


def _font_sizes(page: Any) -> list[float]:
    """In points, of every character."""
    text = page.get_textpage()
    sizes = []
    for i in range(text.count_chars()):
        if chr(raw.FPDFText_GetUnicode(text, i)).strip():
            matrix = raw.FS_MATRIX()
            raw.FPDFText_GetMatrix(text, i, matrix)
            scale = (abs(matrix.a * matrix.d - matrix.b * matrix.c)) ** 0.5
            sizes.append(raw.FPDFText_GetFontSize(text, i) * scale)
    return sizes


def _stroke_widths(page: Any) -> dict[str, list[float]]:
    """In points, of every line, by its colour."""
    import ctypes

    found: dict[str, list[float]] = {}
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH], max_depth=8):
        width = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(item.raw, width)
        rgba = [ctypes.c_uint() for _ in range(4)]
        raw.FPDFPageObj_GetStrokeColor(item.raw, *rgba)
        matrix = item.get_matrix()
        scale = abs(matrix.a * matrix.d - matrix.b * matrix.c) ** 0.5
        colour = "#{:02X}{:02X}{:02X}".format(*(c.value for c in rgba[:3]))
        mode, stroke = ctypes.c_int(), ctypes.c_int()
        raw.FPDFPath_GetDrawMode(item.raw, mode, stroke)
        if stroke.value:
            found.setdefault(colour, []).append(width.value * scale)
    return found


@pytest.mark.parametrize("size", PRESETS)
def test_pixels_say_how_large_they_are(make, size):
    figure = make("loss", size)
    image = QImage.fromData(png(figure, b"{}"))
    assert (image.width(), image.height()) == figure.options.pixels
    assert image.dotsPerMeterX() / 1000 * 25.4 == pytest.approx(figure.options.dpi, rel=0.001)
    assert image.width() / figure.options.dpi * 25.4 == pytest.approx(figure.options.width, abs=0.2)


def test_a_slide_is_one_of_powerpoint(make):
    assert make("loss").options.pixels == (1920, 1080)
    assert FigureOptions.preset("half").points == pytest.approx((480, 540), abs=0.1)
    assert (FigureOptions.preset("a4-column").width, FigureOptions.preset("beamer").height) == (84, 90)


def test_six_runs_are_small_files(make, qapp, exhaustive):
    """Also of a long run with batches of one, whose curves are all noise."""
    noisy = RACE.edited(epochs=2000 if exhaustive else 600, batch_size=400)
    scene = Scene(noisy, History(noisy).complete(), noisy.length)
    figures = [make("loss"), Figure(("loss",), FigureOptions.preset("slide"), View(), scene)]
    for figure in figures:
        for form in (pdf, svg):
            assert len(form(figure, write(Document(RACE)))) < 300_000, form.__name__
    figures[1].close()


def test_fonts_are_embedded(make):
    figure = make("loss", language="zh_CN", title="")
    data = pdf(figure, b"{}")
    assert b"/FontFile2" in data or b"/FontFile3" in data
    assert "轮" in words(pages(data))
    source = svg(make("loss", language="zh_CN", title="", as_text=True), b"{}").decode()
    assert source.count("@font-face") == 2  # the title is bold
    assert "font/woff" in source
    outlines = svg(figure, b"{}").decode()
    assert "轮" in outlines, "the words are there as labels"
    assert "<text" not in outlines
    assert "font" not in outlines


@pytest.mark.parametrize("size", [*PRESETS, (170, 105), (99.9, 45.1), (120.3, 352.8)])
def test_a_page_of_pdf_has_its_exact_size(make, size):
    own = {} if isinstance(size, str) else {"width": size[0], "height": size[1]}
    figure = make("descent", "slide" if own else size, **own)
    document = pdfium.PdfDocument(pdf(figure, b"{}"))
    page = document[0]
    assert (page.get_width(), page.get_height()) == pytest.approx(figure.options.points, abs=0.001)
    assert len(document) == 1


def test_the_same_figure_is_the_same_pdf(make, monkeypatch):
    payload = b'{"notes": "/CreationDate (D:20200101000000Z) xmp:CreateDate=\\"2020-01-01T00:00:00Z"}'
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    first = pdf(make("loss"), payload)
    monkeypatch.setattr("time.time", lambda: 0.0)
    assert pdf(make("loss"), payload) == first
    assert pdf(make("rate"), payload) != first
    assert b"D:20231114221320" in first
    assert first.count(b"2023-11-14T22:13:20") == 3
    for wrong in ("", "tomorrow", "9" * 30):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", wrong)
        assert b"D:20231114221320" not in pdf(make("loss"), payload)


# Style


def test_the_figure_is_light_whatever_the_window_looks_like(make):
    for form in (pdf, png):
        seen = picture(pages(form(make("loss"), b"{}")), 72) if form is pdf else pixels(raster(make("loss")))
        assert (seen[2, 2] == 255).all()


PANELS = ("descent", "boundary", "weights", "descent-loss", "loss", "sweep", "runs")


def names_of(image: QImage) -> list[str]:
    red, green, blue = np.moveaxis(pixels(image)[::2, ::2], -1, 0)
    return [f"#{colour:06x}" for colour in np.unique(red << 16 | green << 8 | blue).tolist()]


@pytest.mark.parametrize("name", list(THEMES))
def test_every_figure_can_have_the_colours_of_every_theme(make, name):
    theme = THEMES[name]
    for panel in PANELS:
        figure = make(panel, "a4-column", theme=name, title="", caption=True)
        image = raster(figure)
        assert image.pixelColor(1, 1).name() == theme.seen("paper")
        names = set(names_of(image))
        assert theme.seen("text") in names, panel
        foreign = {other.seen("paper") for other in THEMES.values()} - {theme.seen("paper")}
        foreign -= {theme.seen(role) for role in ("on_fill", "text", "high_back", "playhead")} | set(theme.ramp)
        assert not names & foreign, panel
        runs = {theme.seen(run.colour) for run in RACE.runs}
        assert len(names & runs) >= 3 or panel in ("boundary", "weights"), panel


def test_a_dark_figure_has_the_lines_and_the_size_of_a_light_one(make):
    light, dark = (make(("descent", "loss"), "half", theme=name) for name in ("light", "dark"))
    widths = [[(c.width, c.pattern) for p in f.plots.values() for c in p.marks().curves] for f in (light, dark)]
    assert widths[0] == widths[1]
    assert light.options.points == dark.options.points
    dark.close()
    again = make(("descent", "loss"), "half")  # lent the same plots: nothing dark has stayed in them
    assert raster(again) == raster(light)


def test_a_transparent_dark_figure_has_light_text_on_nothing(make):
    image = raster(make("descent", "half", theme="dark", transparent=True))
    assert image.pixelColor(1, 1).alpha() == 0
    assert THEMES["dark"].seen("text") in names_of(image)


def test_transparent_means_transparent(make):
    image = raster(make("boundary", transparent=True))
    assert image.pixelColor(2, 2).alpha() == 0
    assert QImage.fromData(png(make("loss", transparent=True), b"{}")).hasAlphaChannel()
    source = svg(make("loss", transparent=True), b"{}").decode()
    width, _ = FigureOptions.preset("slide").points
    assert f"M0 0l{width:g} 0" not in source
    assert raster(make("loss")).pixelColor(2, 2) == QColor("white")


def test_grey_runs_differ_in_pattern_and_symbol(make):
    source = svg(make("rate", grey=True), b"{}").decode()
    patterns = set()
    for run in RACE.runs:
        (line, *_) = re.findall(rf'<path [^>]*stroke="{run.colour.lower()}"[^>]*>', source)
        patterns.add((re.findall(r'stroke-dasharray="([^"]*)"', line) or ["solid"])[0])
    assert len(patterns) == len(RACE.runs)
    plain = svg(make("rate"), b"{}").decode()
    assert "dasharray" not in "".join(re.findall(rf'<path [^>]*stroke="{RACE.runs[0].colour.lower()}"[^>]*>', plain))


def test_what_stands_around_is_a_choice(make):
    bare = words(pages(pdf(make("rate", legend=False), b"{}")))
    assert "η = 0.5" not in bare
    full = words(pages(pdf(make("rate", title="My lecture", caption=True), b"{}")))
    assert "My lecture" in full
    assert "batch size 10" in full
    assert "seed 0" in full
    assert "update 8 000 of 8 000" in full.replace("\u202f", " ")


def test_the_playhead_decides_what_is_drawn(make):
    figure = make("descent-loss", caption=True, position=600)
    assert "update 3 of 40" in words(pages(pdf(figure, b"{}")))
    runs = figure.plots["descent-loss"].marks().curves
    assert [curve.x.tolist() for curve in runs] == [[0, 1, 2, 3]] * len(RATES)


@pytest.mark.parametrize("selected", [0, 1, 3])
def test_the_figure_shows_the_run_that_is_selected(make, history, selected):
    """Its probability as the ground of the boundary, its tangent on the parabola, its dot over the others."""
    figure = make(("boundary", "descent"), position=20, selected=selected)
    [ramp] = figure.plots["boundary"].marks().ramps
    assert (*ramp.weights, ramp.bias) == pytest.approx(tuple(history.classifier.at(20)[selected].astype(float)))
    [tangent] = [c for c in figure.plots["descent"].marks().curves if c.pattern == "dashdot"]
    assert tangent.colour == RACE.runs[selected].colour.lower()


@pytest.mark.parametrize(
    ("panels", "position", "said"),
    [
        (("descent",), 4000, "update 20 of 40"),
        (("descent-loss", "descent"), 3400, "update 17 of 40"),
        (("loss",), 4000, "update 4\u202f000 of 8\u202f000"),
        (("descent", "boundary"), 8000, "weights after update 8\u202f000 of 8\u202f000"),
        (("runs",), 4000, "update 4\u202f000 of 8\u202f000"),
    ],
)
def test_the_caption_counts_the_updates_that_the_figure_shows(make, panels, position, said):
    assert make(panels, position=position, caption=True).caption[-1] == said


def test_the_caption_of_a_table_counts_the_updates_of_its_problem(make):
    view = View(runs_problem="descent", best=True)
    assert make("runs", position=4000, caption=True, view=view).caption[-2:] == ["w₀ = 5", "update 20 of 40"]


def test_a_figure_of_the_descent_knows_no_change_after_its_end(qapp):
    experiment = Experiment(runs=(Run(0.3),), updates=40, epochs=1).with_change(100, 0, learning_rate=0.05)
    scene = Scene(experiment, History(experiment).complete(), 160)
    assert captions.legend(scene, ("descent",)) == ["η = 0.3"]
    assert captions.legend(scene, ("descent", "boundary")) == ["η = 0.3 → 0.05 at step 100"]
    assert captions.caption(scene, "descent", ("descent",), View())[0] == "η = 0.3"


def test_the_caption_says_whose_shading_it_is(make):
    for selected, said in ((0, "shading and samples: η = 0.01"), (3, "shading and samples: η = 0.9")):
        assert said in make("boundary", selected=selected, caption=True).caption
    assert "shading" not in " ".join(make("loss", caption=True).caption)


def test_the_caption_tells_runs_of_one_rate_apart(qapp):
    """By their optimizers, as the legend does: "η = 0.1" would be either."""
    experiment = Experiment(problem="classifier", runs=(Run(0.1), Run(0.1, optimizer="adagrad")), epochs=1)
    scene = Scene(experiment, History(experiment).complete(), 9, 1)
    figure = Figure(("boundary",), FigureOptions.preset("slide"), View(), scene)
    assert "shading and samples: η = 0.1, AdaGrad" in figure.caption
    figure.close()


def test_the_caption_says_which_weights_are_the_best(make):
    assert "best: weights of the lowest validation loss so far" in make("runs", view=View(best=True)).caption
    assert "best" not in " ".join(make("runs").caption)


def test_the_caption_says_at_which_b_the_contours_are(make, history):
    assert "contours: lowest loss over b" in make("weights").caption
    caption = make("weights", selected=2, position=4000, view=View(best_b=False)).caption
    [said] = [item for item in caption if item.startswith("contours")]
    b = float(said.split()[3].replace("−", "-"))
    assert b == pytest.approx(float(history.classifier.at(4000)[2, 2]), abs=0.005)
    assert said.endswith("of η = 0.5")


def test_the_caption_names_rates_batch_and_start(make):
    caption = make("loss", caption=True).caption
    assert caption[0] == "η = 0.01, 0.1, 0.5, 0.9, 1.02, 0.3"
    assert caption[1:5] == ["constant rate", "gradient descent", "batch size 10", "seed 0"]
    assert "w₀ = 5" in make("descent", caption=True).caption


def test_the_caption_names_the_order_of_the_data_where_it_is_another_one(qapp):
    def said(*seeds):
        runs = tuple(Run(0.1, seed=seed) for seed in seeds)
        experiment = Experiment(problem="classifier", epochs=1, seed=3, runs=runs)
        scene = Scene(experiment, History(experiment).complete(), 9)
        return [item for item in captions.caption(scene, "classifier", ("loss",), View()) if "seed" in item]

    assert said(None) == said(3, None) == ["seed 3"]
    assert said(5) == said(5, 5) == ["seed 3, order of seed 5"]
    assert said(5, 6) == ["seed 3"]  # the legend has them


def test_axes_that_were_zoomed_are_zoomed_in_the_figure(make):
    figure = make("loss", view=View(log_loss=False, zoom={"loss": ((10, 20), (0.02, 0.2))}))
    raster(figure)
    labels = figure.plots["loss"].bottom_axis.ticks.labels
    assert all(10 <= float(label) <= 20 for label in labels)


def test_a_changed_rate_is_in_the_legend(qapp):
    experiment = Experiment(
        runs=(Run(0.2), Run(0.4, optimizer="momentum", colour=COLOURS[1])),
        changes=(Change(5, 0, (("learning_rate", 0.9),)),),
    )
    history = History(experiment).complete()
    assert captions.legend(Scene(experiment, history, 2)) == [
        "η = 0.2, gradient descent",
        "η = 0.4, momentum (μ = 0.9)",
    ]
    assert captions.legend(Scene(experiment, history, 9))[0] == "η = 0.2 → 0.9 at step 5, gradient descent"


def test_many_runs_are_named_as_far_as_there_is_room(qapp):
    experiment = Experiment("descent", tuple(Run(0.001 * (i + 1)) for i in range(60)))
    figure = Figure(
        ("descent-loss",),
        FigureOptions.preset("slide", caption=True),
        View(),
        Scene(experiment, History(experiment).complete(), 40),
    )
    said = words(pages(pdf(figure, b"{}")))
    assert re.search(r"and \d+ more", said)
    assert "η = 0.001 … 0.06 (60 runs)" in said
    figure.close()


# Several panels


def test_all_panels_fit_on_one_page(make):
    every = product(("slide", "a4-full"), (RACE, ON_A_SURFACE, LINE))
    for (size, experiment), language in zip(every, cycle(("en", "zh_CN")), strict=False):
        panels = plots_of(experiment)
        figure = make(panels, size, language=language, title="", caption=True)
        said = re.sub(r"\s", "", words(pages(pdf(figure, b"{}"))))
        silent = {"weights"} if experiment is RACE else {"runs"}  # no room for a word; no sample 2 in the table
        for panel in set(panels) - silent:
            assert LABELS[panel][language].replace(" ", "") in said
        assert min(plot.canvas.boundingRect().width() for plot in figure.plots.values()) > 110


def test_the_curves_are_those_of_the_problem():
    assert chosen(("curves",), RACE, View()) == ("descent-loss", "loss", "accuracy")
    assert chosen(("curves",), RACE, View(charts={"both": ("rate", "loss")})) == ("loss", "rate")
    assert chosen(("table",), RACE, View()) == ("runs",)
    assert chosen(("rate", "curves", "rate"), RACE.edited(problem="classifier"), View()) == ("rate", "loss", "accuracy")
    assert plots_of(RACE.edited(problem="descent")) == ("descent", "descent-loss", "rate", "sweep", "runs")
    with pytest.raises(InvalidValue, match="panel = boundary: must be one of descent, descent-loss"):
        chosen(("boundary",), RACE.edited(problem="descent"), View())


@pytest.mark.parametrize("count", range(1, 8))
def test_places_neither_overlap_nor_leave_the_room(count):
    from PySide6.QtCore import QRectF

    for size in ((600, 300), (300, 600), (400, 400)):
        room = QRectF(10, 20, *size)
        places = arranged(count, room)
        assert len(places) == count
        for i, place in enumerate(places):
            assert room.adjusted(-0.01, -0.01, 0.01, 0.01).contains(place)
            assert not any(place.intersects(other) for other in places[:i])


def test_wrapping_keeps_the_order_and_the_width():
    rows = wrapped([50, 60, 30, 200, 10], 10, 130)
    assert rows == [[0, 1], [2], [3], [4]]


# What is inside


def test_every_figure_carries_its_experiment(make):
    document = Document(lesson("six-rates").experiment, notes="梯度 & <gradient>")
    for form in FORMATS.values():
        assert read(embedding.extract(form(make("loss"), write(document)))) == document


def test_the_ending_decides_the_format(make):
    figure = make("loss")
    assert figure_bytes(figure, "a/b.PDF", b"{}").startswith(b"%PDF")
    assert figure_bytes(figure, "b.png", b"{}").startswith(b"\x89PNG")
    assert QImage.fromData(figure_bytes(figure, "b.png", b"{}")).width() == 1920
    with pytest.raises(InvalidValue, match=r"format = \.bmp: must be one of \.pdf, \.svg, \.png"):
        figure_bytes(figure, "b.bmp", b"{}")


def test_an_svg_is_well_formed(make):
    from xml.etree import ElementTree

    document = write(Document(RACE, notes="]]> & <x>"))
    for panel in PLOTS:
        ElementTree.parse(io.BytesIO(svg(make(panel, title="a < b & c", grey=True), document)))


@pytest.mark.parametrize(
    ("values", "sentence"),
    [
        ({"width": 5}, "width = 5: must be between 20 and 2000"),
        ({"text": float("nan")}, "text = nan: must be a finite number"),
        ({"line": 0}, "line = 0: must be between 0.1 and 20"),
        ({"dpi": 12.5}, "dpi = 12.5: must be a whole number"),
        ({"width": 2000, "height": 2000, "dpi": 2400}, "dpi = 2400: would make a picture of"),
        ({"language": "fr"}, "language = fr: must be one of en, zh_CN"),
    ],
)
def test_options_say_what_is_wrong(values, sentence):
    with pytest.raises(InvalidValue) as error:
        FigureOptions(**values)
    assert str(error.value).startswith(sentence)


def test_the_terrain_of_the_weight_space_is_computed_once(make, monkeypatch):
    """It takes longer than all the rest: opening the dialog waited for it twice."""
    made = []
    terrain = weights_drawing.Terrain
    monkeypatch.setattr(weights_drawing, "Terrain", lambda *args: made.append(args[1:]) or terrain(*args))
    weights_drawing._terrain.cache_clear()
    figure = make("weights")
    svg(figure, b"{}")
    svg(figure, b"{}")
    assert len(made) == 1
