"""Figures and animations of `lrgui run`, from the command line to files, where there is no display."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pypdfium2 as pdfium
import pytest
from PySide6.QtGui import QImage

import lrgui
from lrgui.cli import main as cli
from lrgui.cli.options.experiment import experiment_of
from lrgui.core.files.document import Document, open_file, save_file, write
from lrgui.core.files.embedding import embed_svg
from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.files.recipe import Recipe
from lrgui.core.files.view import View
from lrgui.core.lessons.lesson import lesson
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History
from lrgui.drawing.scene import Scene
from lrgui.export.animation.contact_sheet import ContactSheet
from lrgui.export.figure.figure import Figure
from lrgui.export.formats.figure_files import figure_bytes
from tests.sampling import combinations

ROOT = Path(lrgui.__file__).parents[1]
DESCENT = ("--problem", "descent")


@pytest.fixture
def folder(tmp_path, monkeypatch, qapp):
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> int:
    return cli.main(["run", *arguments])


def said(path: str) -> str:
    return str(pdfium.PdfDocument(path)[0].get_textpage().get_text_range())


def test_figures_of_a_course(folder, capsys):
    code = run(
        "--lesson",
        "six-rates",
        "--figure",
        "loss+accuracy=curves.pdf",
        "--figure",
        "boundary=boundary.svg",
        "--figure",
        "table=table.png",
        "--figure-size",
        "half",
        "--figure-language",
        "zh_CN",
        "--save",
        "six.lrgui",
    )
    assert code == 0
    assert capsys.readouterr().err.strip() == "wrote six.lrgui, curves.pdf, boundary.svg, table.png"
    assert "轮" in said("curves.pdf")
    page = pdfium.PdfDocument("curves.pdf")[0]
    assert (page.get_width(), page.get_height()) == (480, 540)
    assert QImage("table.png").width() == 960
    for name in ("six.lrgui", "curves.pdf", "boundary.svg", "table.png"):
        document = open_file(name)
        assert document.experiment == lesson("six-rates").experiment
        assert document.lesson == "six-rates"
        assert document.view.position == 8000


@pytest.mark.parametrize(
    ("size", "points"),
    [
        ("slide", (960, 540)),
        ("a4-column", (238, 198)),
        ("100x50mm", (283, 142)),
        ("4x3in", (288, 216)),
        ("720x360px", (360, 180)),
    ],
)
def test_sizes(folder, size, points):
    assert run(*DESCENT, "--figure", "descent=a.pdf", "--figure-size", size) == 0
    page = pdfium.PdfDocument("a.pdf")[0]
    assert (page.get_width(), page.get_height()) == pytest.approx(points, abs=0.6)


def test_pixels_are_those_that_were_asked_for(folder):
    assert run(*DESCENT, "--figure", "rate=a.png", "--figure-size", "640x480px") == 0
    assert (QImage("a.png").width(), QImage("a.png").height()) == (640, 480)


def test_styles_and_the_update(folder):
    style = ("--figure-style", "title,caption,no-legend,grey,transparent", "--figure-text", "9", "--figure-line", "2")
    assert run(*DESCENT, "--figure", "descent=a.pdf", "--figure", "descent=a.png", "--update", "7", *style) == 0
    text = "".join(said("a.pdf").split())
    assert "1-Ddescent" in text
    assert "update7of40" in text
    assert text.count("η=0.2") == 1  # in the caption, since there is no legend
    assert QImage("a.png").hasAlphaChannel()


def test_an_experiment_file_is_drawn_as_it_was_left(folder):
    experiment = Experiment("descent", (Run(0.3), Run(0.9)), updates=30)
    view = View(
        position=12, charts={"descent": ("rate",)}, figure_language="zh_CN", zoom={"descent": ((0.0, 5.0), (0.0, 9.0))}
    )
    save_file("mine.lrgui", Document(experiment, view, notes="for Monday"))
    assert run("--experiment", "mine.lrgui", "--figure", "curves+descent=a.pdf", "--figure-style", "caption") == 0
    text = said("a.pdf")
    assert "12" in text
    assert "50" not in text  # the loss axis ends at 9
    assert replace(open_file("a.pdf"), figure=None) == Document(experiment, view, notes="for Monday")
    assert run("--experiment", "a.pdf", "--learning-rate", "0.1", "--save", "other.lrgui") == 0
    assert [r.learning_rate for r in open_file("other.lrgui").experiment.runs] == [0.1]


def test_the_selected_run_of_a_file_is_drawn(folder):
    experiment = Experiment("classifier", (Run(0.01), Run(5.0)), epochs=2)
    for selected in (0, 1):
        save_file(f"{selected}.lrgui", Document(experiment, View(selected=selected)))
        for panel in ("boundary", "weights"):
            assert run("--experiment", f"{selected}.lrgui", "--figure", f"{panel}={panel}{selected}.png") == 0
        assert open_file(f"boundary{selected}.png").view.selected == selected
        shown = ("--figure", f"boundary=early{selected}.png", "--update", "3")
        assert run("--experiment", f"{selected}.lrgui", *shown) == 0
    for panel in ("boundary", "weights", "early"):
        assert QImage(f"{panel}0.png") != QImage(f"{panel}1.png")
    save_file("one.lrgui", Document(replace(experiment, runs=experiment.runs[1:])))
    assert run("--experiment", "one.lrgui", "--figure", "boundary=one.png", "--figure-style", "no-legend") == 0
    assert run("--experiment", "1.lrgui", "--figure", "boundary=two.png", "--figure-style", "no-legend") == 0
    tint = [QImage(name).pixelColor(1000, 950) for name in ("one.png", "two.png")]
    assert tint[0] == tint[1], "the tints are those of the selected run"


def test_what_a_file_says_of_the_table_of_runs_is_drawn(folder):
    experiment = Experiment(runs=(Run(0.3),), epochs=2)
    for problem in ("descent", "classifier"):
        save_file("a.lrgui", Document(experiment, View(runs_problem=problem)))
        assert run("--experiment", "a.lrgui", "--figure", "runs=a.pdf") == 0
        assert ("₁" in said("a.pdf")) == (problem == "classifier")


@pytest.mark.parametrize(
    ("made", "ending"),
    combinations(
        [
            (*DESCENT, "--learning-rate", "0.2,0.9", "--figure", "descent={}"),
            ("--epochs", "2", "--figure", "loss+descent+boundary={}", "--figure-size", "a4-full", "--update", "200"),
            (
                *DESCENT,
                "--figure",
                "rate+runs={}",
                "--figure-language",
                "zh_CN",
                "--figure-style",
                "title,caption,grey",
            ),
            (
                *DESCENT,
                "--figure",
                "curves={}",
                "--figure-style",
                "text,transparent,no-legend",
                "--figure-size",
                "84x60mm",
            ),
            (*DESCENT, "--figure", "rate={}", "--figure-text", "7.3", "--figure-line", "0.7", "--figure-dpi", "111"),
            (*DESCENT, "--figure", "rate+runs={}", "--figure-theme", "dark"),
        ],
        [".svg", ".pdf", ".png"],
    ),
)
def test_a_figure_drawn_again_from_itself_is_the_same_file(folder, monkeypatch, made, ending):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    assert run(*(argument.format(f"a{ending}") for argument in made)) == 0
    assert run("--experiment", f"a{ending}", "--figure", f"b{ending}") == 0
    assert Path(f"a{ending}").read_bytes() == Path(f"b{ending}").read_bytes()


def test_options_change_what_they_name_of_a_figure_that_is_drawn_again(folder):
    style = ("--figure-style", "title,caption", "--figure-text", "7", "--figure-language", "zh_CN")
    assert run(*DESCENT, "--figure", "descent+rate=a.svg", *style, "--figure-size", "a4-full") == 0
    made = open_file("a.svg").figure
    assert made.panels == ("descent", "rate")
    for change, expected in (
        (("--figure-language", "en"), replace(made.options, language="en")),
        (("--figure-theme", "dark"), replace(made.options, theme="dark")),
        (("--figure-text", "8"), replace(made.options, text=8)),
        (("--figure-style", "plain"), replace(made.options, title=None, caption=False)),
        (("--learning-rate", "0.3"), made.options),
        (
            ("--figure-size", "half"),
            FigureOptions.preset("half", 2, language="zh_CN", title="", caption=True),
        ),
    ):
        assert run("--experiment", "a.svg", "--figure", "b.svg", *change) == 0
        assert open_file("b.svg").figure == Recipe(made.panels, expected), change
    assert run("--experiment", "a.svg", "--figure", "rate=b.png", "--save", "b.lrgui") == 0
    assert open_file("b.png").figure == Recipe(("rate",), made.options)
    assert open_file("b.lrgui").figure is None


def test_a_contact_sheet_drawn_again_is_the_same_sheet(folder):
    document = Document(Experiment("descent"))
    scene = Scene.of(History(document.experiment).complete(), View())
    options = FigureOptions.preset("slide", 4, title="六步")
    sheet = ContactSheet(["descent"], options, View(), [0, 1, 5, 40], scene.at)
    Path("a.svg").write_bytes(figure_bytes(sheet, "a.svg", sheet.file(replace(document, view=View(position=40)))))
    sheet.close()
    assert run("--experiment", "a.svg", "--figure", "b.svg") == 0
    assert Path("a.svg").read_bytes() == Path("b.svg").read_bytes()


def test_figures_that_do_not_say_how_they_were_made_open_as_before(folder, capsys):
    """Those of former versions, and experiment files."""
    document = Document(Experiment("descent"))
    data = json.loads(write(document))
    del data["figure"]
    Path("old.svg").write_text(embed_svg("<svg/>", json.dumps(data).encode()))
    save_file("mine.lrgui", document)
    for name in ("old.svg", "mine.lrgui"):
        assert open_file(name) == document
        assert run("--experiment", name, "--figure", "rate=a.svg") == 0
        assert run("--experiment", name, "--figure", "a.svg") == 2
        assert "--figure a.svg: must be PANEL=FILE, such as" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"panels": ["rate", "pie"]}, "figure.panels = pie: must be one of"),
        ({"panels": []}, "figure.panels"),
        ({"panels": ["rate", "rate"]}, "figure.panels"),
        ({"width": 5}, "figure.width = 5: must be between 20 and 2000"),
        ({"grey": "yes"}, "figure.grey = yes: must be true or false"),
        ({"title": "a\nb"}, "figure.title"),
        ({"title": "a\ud800"}, "figure.title"),
        ({"title": 7}, "figure.title = 7: must be a text of at most 1000 characters"),
        ({"language": "fr"}, "figure.language = fr: must be one of en, zh_CN"),
        ({"updates": [-1]}, "figure.updates = -1: must be between 0 and"),
        ({"updates": [0] * 31}, "figure.updates = 31: there must be at most 30"),
        ({"margin": 3}, "figure = margin: is not a known field"),
    ],
)
def test_a_recipe_that_cannot_be_is_refused_in_one_sentence(folder, capsys, change, sentence):
    recipe = {**Recipe(("rate",), FigureOptions()).to_dict(), **change}
    data = {"format": "lrgui experiment", "version": 2, "experiment": {"problem": "descent"}, "figure": recipe}
    Path("bad.lrgui").write_text(json.dumps(data))
    assert run("--experiment", "bad.lrgui", "--figure", "b.svg") == 2
    error = capsys.readouterr().err
    assert sentence in error
    assert error.count("\n") == 1


@pytest.mark.parametrize(
    ("lesson_id", "words"),
    [("range-test", "best of the sweep"), ("batch-size-and-rate", "batch size"), ("what-momentum-allows", "η")],
)
def test_the_sweep_of_a_lesson_is_what_the_lesson_asks(folder, lesson_id, words):
    short = () if lesson_id == "what-momentum-allows" else ("--epochs", "1")
    assert run("--lesson", lesson_id, *short, "--figure", "sweep=a.pdf", "--figure-style", "caption,no-legend") == 0
    assert words in " ".join(said("a.pdf").split())
    asked = lesson(lesson_id).show.sweep
    assert open_file("a.pdf").view.sweep == asked
    assert run("--lesson", lesson_id, *short, "--save", "a.lrgui", "--figure", "sweep=b.pdf") == 0
    found = lesson(lesson_id)
    shown = found.show.view(found.experiment, 0)
    assert open_file("a.lrgui").view == replace(shown, position=open_file("b.pdf").view.position)
    assert run("--experiment", "a.lrgui", "--figure", "sweep=c.pdf") == 0
    assert said("c.pdf") == said("b.pdf"), "a saved lesson is the lesson"


def test_a_lesson_is_drawn_as_it_is_shown(folder):
    """Its losses on the axis that it has in the window, beside the curve that it is about."""
    assert run("--lesson", "exponential-decay", "--figure", "curves=a.pdf", "--save", "a.lrgui") == 0
    text = "".join(said("a.pdf").split())
    assert "learningrateη" in text
    assert "accuracy" not in text
    view = open_file("a.lrgui").view
    assert view.charts_of(lesson("exponential-decay").experiment)[-1] == "rate"
    assert view.log_loss == lesson("exponential-decay").show.log_loss


@pytest.mark.parametrize("version", [0, 1, 2])
def test_a_file_without_a_view_is_drawn_at_its_end(folder, version):
    data = {"problem": "descent", "runs": [{"learning_rate": 0.3}], "updates": 25}
    if version:
        data = {"format": "lrgui experiment", "version": version, "experiment": data}
    Path("hand.lrgui").write_text(json.dumps(data))
    assert run("--experiment", "hand.lrgui", "--figure", "descent=a.pdf", "--figure-style", "caption") == 0
    assert "update25of25" in "".join(said("a.pdf").split())
    assert open_file("a.pdf").view.position == 25


def test_an_animation(folder, capsys):
    assert run(*DESCENT, "--animation", "descent=a.gif", "--frames", "5", "--figure-size", "320x240px") == 0
    from PIL import Image

    with Image.open("a.gif") as film:
        assert (film.size, film.n_frames) == ((320, 240), 5)
    assert "wrote a.gif" in capsys.readouterr().err


@pytest.mark.parametrize(("hold", "last"), [((), 2100), (("--hold", "0"), 100), (("--hold", "1.5"), 1600)])
@pytest.mark.parametrize("ending", [".gif", ".apng"])
def test_the_end_of_an_animation_is_held(folder, hold, last, ending):
    from PIL import Image

    assert run(*DESCENT, "--animation", f"rate=a{ending}", "--frames", "5", "--figure-size", "320x240px", *hold) == 0
    with Image.open(f"a{ending}") as film:
        film.seek(4)
        assert film.info["duration"] == last


@pytest.mark.parametrize(
    ("rate", "spacing", "frames", "sentence"),
    [
        ("0.2", (), [0, 1, 2, 4, 7, 13, 23, 40], "logarithmically, as the loss falls early (or --spacing even)"),
        ("0.002", (), [0, 6, 11, 17, 23, 29, 34, 40], "evenly, as the loss does not fall early (or --spacing log)"),
        ("1.5", (), [0, 6, 11, 17, 23, 29, 34, 40], "evenly, as the loss does not fall early (or --spacing log)"),
        ("0.2", ("--spacing", "even"), [0, 6, 11, 17, 23, 29, 34, 40], ""),
        ("0.002", ("--spacing", "log"), [0, 1, 2, 4, 7, 13, 23, 40], ""),
    ],
)
def test_frames_are_spaced_as_the_loss_falls(folder, capsys, rate, spacing, frames, sentence):
    film = ("--animation", "descent=f.pdf", "--frames", "8", "--figure-size", "a4-column")
    assert run(*DESCENT, "--learning-rate", rate, *film, *spacing) == 0
    counted = [re.search(r"step(\d+)of40", "".join(said(path).split()))[1] for path in sorted(folder.glob("f-?.pdf"))]
    assert list(map(int, counted)) == frames
    assert capsys.readouterr().err.partition("\n")[2] == (f"f.pdf: frames spaced {sentence}\n" if sentence else "")


@pytest.mark.parametrize("ending", [".pdf", ".png"])
def test_every_frame_drawn_again_is_the_same_frame(folder, monkeypatch, ending):
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1700000000")
    style = ("--figure-style", "title,caption", "--figure-language", "zh_CN", "--figure-size", "a4-column")
    assert run(*DESCENT, "--animation", f"descent+rate=f{ending}", "--frames", "4", *style) == 0
    for number, update in enumerate((0, 1, 6, 40)):
        frame = f"f-{number}{ending}"
        assert open_file(frame).view.position == update
        assert run("--experiment", frame, "--figure", f"again{ending}") == 0
        assert Path(frame).read_bytes() == Path(f"again{ending}").read_bytes()


@pytest.mark.parametrize(("size", "pixels"), [("720p", (1280, 720)), ("1080p", (1920, 1080)), ("2160p", (3840, 2160))])
def test_sizes_for_screens(folder, size, pixels):
    from PIL import Image

    kind = "--animation" if size == "720p" else "--figure"
    assert run(*DESCENT, "--updates", "1", "--figure-size", size, kind, "rate=a.png") == 0
    with Image.open("a-0.png" if size == "720p" else "a.png") as image:
        assert image.size == pixels


def test_a_film_counts_its_steps_and_a_figure_where_it_is_asked_to(folder):
    options = ("--figure-size", "a4-column", "--frames", "2")
    for style, figure, film in ((None, False, True), ("counter", True, True), ("no-counter", False, False)):
        typed = () if style is None else ("--figure-style", style)
        assert run(*DESCENT, "--figure", "rate=a.pdf", "--animation", "rate=f.pdf", *options, *typed) == 0
        assert ["of40" in "".join(said(name).split()) for name in ("a.pdf", "f-1.pdf")] == [figure, film], style


PANDAS = b"\\begin{tabular}{lr}\n\\toprule\n & loss \\\\\n\\midrule\n0 & 1 \\\\\n\\bottomrule\n\\end{tabular}\n"
FRAMES = ("--animation", "descent=talk.pdf", "--frames", "12", "--figure-size", "a4-column")


def test_no_file_that_was_not_named_is_touched(folder, capsys):
    names = ("talk.tex", "talk.pdf", "talk-12.pdf", "talk-0.pdf")
    for name in names:
        Path(name).write_text("mine")
    assert run(*DESCENT, *FRAMES) == 0
    assert [Path(name).read_text() for name in names] == ["mine"] * 4
    assert capsys.readouterr().err == (
        "wrote talk-00.pdf … talk-11.pdf, talk-animate.tex\n"
        "talk.pdf: frames spaced logarithmically, as the loss falls early (or --spacing even)\n"
    )
    assert len(list(folder.glob("talk-??.pdf"))) == 13
    assert run(*DESCENT, *FRAMES) == 0, "its own files are replaced"
    newest = max(folder.iterdir(), key=lambda path: path.stat().st_mtime_ns)
    assert newest.name == "talk-animate.tex", "the file on which a Makefile depends"


@pytest.mark.parametrize("name", ["talk-03.pdf", "talk-animate.tex", "t-classifier.md", "t-descent.md"])
@pytest.mark.parametrize(
    "content", [b"mine\n", b"%PDF-1.5\n%%EOF\n", b"", b"| a | b |\n", b"% In the preamble: \n", PANDAS]
)
def test_a_file_whose_name_is_only_derived_is_kept(folder, capsys, monkeypatch, name, content):
    Path(name).write_bytes(content)
    monkeypatch.setattr("lrgui.cli.run.complete", lambda _history: pytest.fail("computed"))
    assert run(*FRAMES, "--table", "t.md") == 2
    typed = "--animation talk.pdf" if "talk" in name else "--table t.md"
    assert capsys.readouterr().err == (
        f"lrgui: {typed}: {name} is there already, and not by lrgui; choose another name, or remove it\n"
    )
    assert [(path.name, path.read_bytes()) for path in folder.iterdir()] == [(name, content)]


@pytest.mark.parametrize("name", ["t.csv", "t.tsv", "t.md", "t.tex"])
@pytest.mark.parametrize(
    "options",
    [
        (),
        ("--table-language", "zh_CN"),
        ("--table-language", "en", "--columns", "learning_rate,loss"),
        ("--columns", "run", "--digits", "3"),
        ("--csv-style", "bom,decimal-comma"),
    ],
)
def test_tables_whose_names_are_derived_are_replaced_by_those_of_the_next_time(folder, name, options):
    for _ in range(2):
        assert run("--epochs", "1", "--table", name, "--steps-csv", "s.csv", *options) == 0


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--figure", "rate=talk-05.pdf"), "--animation talk.pdf: --figure names the same file talk-05.pdf"),
        (("--table", "talk-animate.tex"), "--animation talk.pdf: --table names the same file talk-animate.tex"),
        (("--animation", "rate=talk.png"), "--animation talk.png: --animation talk.pdf names the same file talk-anim"),
        (("--animation", "rate=./talk.pdf"), "--animation ./talk.pdf: --animation talk.pdf names the same file"),
    ],
)
def test_two_outputs_cannot_have_one_name(folder, capsys, arguments, sentence):
    assert run(*DESCENT, *FRAMES, *arguments) == 2
    assert capsys.readouterr().err.startswith(f"lrgui: {sentence}")
    assert not list(folder.iterdir())


def test_all_files_are_written_or_none(folder, capsys, monkeypatch):
    """An animation is not there where the table that was asked for with it cannot be written."""
    replace = os.replace

    def refuse(source, target):
        if str(target).endswith(".md"):
            raise PermissionError(13, "Permission denied", str(target))
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    assert run(*DESCENT, *FRAMES, "--figure", "rate=a.svg", "--table", "t.md") == 1
    assert capsys.readouterr().err.startswith("lrgui: no file was written: ")
    assert not list(folder.iterdir())


@pytest.mark.parametrize("ending", [".gif", ".apng"])
def test_an_animation_is_opened_again(folder, ending):
    path = f"film{ending}"
    short = (*DESCENT, "--learning-rate", "0.3", "--updates", "3")
    assert run(*short, "--animation", f"descent={path}", "--frames", "3") == 0
    assert open_file(path).experiment == Experiment(problem="descent", runs=(Run(0.3),), updates=3)


@pytest.mark.parametrize("rate", ["1e-300", "1e-290", "5e-324", "1e308", "1e-300,0.2,1e308"])
def test_rates_at_the_ends_of_the_numbers_are_drawn(folder, capsys, rate):
    panels = "descent+descent-loss+rate+runs"
    assert run(*DESCENT, "--learning-rate", rate, "--updates", "3", "--figure", f"{panels}=all.svg") == 0
    assert run("--problem", "classifier", "--learning-rate", rate, "--epochs", "1", "--figure", "curves=c.svg") == 0


@pytest.mark.parametrize("style", ["grey", "no-legend"])
def test_twelve_runs_are_told_apart(folder, style):
    rates = ",".join(str(0.05 * i) for i in range(1, 13))
    scene = Scene.of(History(experiment_of(cli.parsed(["run", *DESCENT, "--learning-rate", rates]))).complete(), View())
    figure = Figure(("descent-loss",), FigureOptions.preset("slide", 1, grey=style == "grey"), View(), scene)
    curves = figure.plots["descent-loss"].marks().curves
    assert len({(c.colour, c.pattern) for c in curves if len(c.x) > 1}) >= 12
    assert style != "grey" or len({c.pattern for c in curves}) >= 12
    assert style != "grey" or len({p.symbol for p in figure.plots["descent-loss"].marks().points}) >= 12
    figure.close()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (("--figure", "descent"), "--figure descent: must be PANEL=FILE, such as curves=loss.pdf"),
        (
            ("--figure", "foo=a.pdf"),
            "--figure foo=a.pdf: foo must be one of descent, descent-loss, rate, sweep, runs, curves",
        ),
        (("--figure", "boundary=a.pdf"), "--figure boundary=a.pdf: boundary must be one of"),
        (("--figure", "rate=a.bmp"), "--figure rate=a.bmp: the file's name must end in .pdf, .svg, .png"),
        (("--figure", "rate=no/a.pdf"), "--figure no/a.pdf: the folder"),
        (("--figure", "rate=a.pdf", "--figure", "descent=a.pdf"), "--figure a.pdf: --figure names the same file"),
        (("--figure", "rate=a.pdf", "--figure-size", "tiny"), "--figure-size tiny: must be one of slide, half,"),
        (
            ("--figure", "rate=a.pdf", "--figure-size", "5x5mm"),
            "--figure-size 5x5mm: the width in millimetres must be between",
        ),
        (("--figure", "rate=a.pdf", "--figure-style", "pink"), "--figure-style pink: must be any of title, caption,"),
        (("--figure", "rate=a.pdf", "--figure-text", "big"), "--figure-text big: must be a number"),
        (("--figure", "rate=a.pdf", "--figure-language", "fr"), "--figure-language fr: must be one of en, zh_CN"),
        (
            ("--figure", "rate=a.pdf", "--figure-theme", "red"),
            "--figure-theme red: must be one of light, dark, contrast",
        ),
        (("--figure", "rate=a.pdf", "--update", "41"), "--update 41: must be between 0 and 40"),
        (("--animation", "rate=a.gif", "--frames", "1"), "--frames 1: must be between 2 and 5000"),
        (("--animation", "rate=a.gif", "--spacing", "odd"), "--spacing odd: must be one of auto, even, log"),
        (("--animation", "rate=a.gif", "--hold", "61"), "--hold 61: must be between 0 and 60"),
        (("--animation", "rate=a.gif", "--hold", "-1"), "--hold -1: must be 0 or more"),
        (("--animation", "rate=a.gif", "--hold", "long"), "--hold long: must be a number"),
        (("--animation", "rate=a.gif", "--fps", "100"), "--fps 100: must be between 0.1 and 60"),
        (
            (
                "--animation",
                "rate=a.svg",
            ),
            "--animation rate=a.svg: the file's name must end in .gif,",
        ),
        (("--experiment", "no.lrgui"), "--experiment no.lrgui: No such file or directory"),
        (("--experiment", "broken.lrgui"), "--experiment broken.lrgui: "),
        (
            ("--experiment", "broken.lrgui", "--lesson", "eta-1"),
            "--experiment broken.lrgui: there is --lesson eta-1 too",
        ),
    ],
)
def test_what_is_wrong_is_said_before_anything_is_computed(folder, capsys, monkeypatch, arguments, sentence):
    (folder / "broken.lrgui").write_bytes(b'{"format": "lrgui experiment", "version": 1, "experiment": {')
    monkeypatch.setattr("lrgui.cli.run.complete", lambda _history: pytest.fail("computed"))
    assert run(*DESCENT, *arguments) == 2
    error = capsys.readouterr().err
    assert error.startswith(f"lrgui: {sentence}")
    assert error.count("\n") == 1
    assert sorted(p.name for p in folder.iterdir()) == ["broken.lrgui"]


def test_without_a_display(folder):
    """In a process of its own, whose environment names a display that is not there."""
    environment = {k: v for k, v in os.environ.items() if k not in ("QT_QPA_PLATFORM", "WAYLAND_DISPLAY")}
    environment |= {"PYTHONPATH": str(ROOT), "DISPLAY": ":4711"}
    command = [sys.executable, "-m", "lrgui", "run", *DESCENT, "--figure", "descent=a.pdf"]
    done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, encoding="utf-8")
    assert (done.returncode, done.stderr) == (0, "wrote a.pdf\n")
    assert "loss" in said("a.pdf").replace("\r\n", "")


def test_missing_libraries_are_named(folder, capsys, monkeypatch):
    from lrgui.cli import pictures

    monkeypatch.setattr(pictures, "import_problem", lambda: "Qt needs libEGL.so.1, which this system lacks.")
    assert run(*DESCENT, "--figure", "descent=a.pdf", "--steps-csv", "steps.csv") == 1
    assert "no file was written: Qt needs libEGL.so.1" in capsys.readouterr().err
    assert not list(folder.iterdir())


def test_no_room_for_plots_is_one_sentence(folder, capsys):
    style = "--figure-size", "40x20mm", "--figure-text", "20", "--figure-style", "title,caption"
    assert run(*DESCENT, "--figure", "descent=a.png", *style) == 1
    said_ = "--figure descent=a.png: text = 20: leaves no room for the plots on a page of 40 × 20 mm"
    assert said_ in capsys.readouterr().err
    assert not list(folder.iterdir())


def test_a_poster_has_text_that_suits_it(folder, capsys):
    assert run(*DESCENT, "--figure", "descent=a.pdf", "--figure-size", "1000x1000mm") == 0
    assert run(*DESCENT, "--figure", "descent=b.png", "--figure-size", "2000x2000mm") == 2
    assert "--figure-dpi 300: would make a picture of 23,622 × 23,622 pixels" in capsys.readouterr().err
