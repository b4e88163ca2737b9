"""One update, two updates: every text that counts has the right word in both languages."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree

import pytest

from lrgui.core.codegen import LIBRARIES, code
from lrgui.core.model.counted import Counted, counted
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.sweeps.answer import SweepJob, SweepQuestion
from lrgui.core.training.history import History
from lrgui.drawing import sweep_texts
from lrgui.drawing.scene import Scene
from lrgui.export.figure import captions
from lrgui.text.language import speaking, translate_marked, translator
from lrgui.text.names import error_sentence
from lrgui.text.numbers import format_count, format_number

ROOT = Path(__file__).resolve().parents[2]
FORMS = re.compile(r"\{(\w+):([^{}|]*)\|([^{}|]*)\}")
TEXTS = [
    (context.findtext("name", ""), message.findtext("source", ""))
    for context in ElementTree.parse(ROOT / "resources" / "i18n" / "lrgui_zh_CN.ts").getroot().iter("context")
    for message in context.iter("message")
    if FORMS.search(message.findtext("source", ""))
]

# Words after a number that end in s and are no plurals of what it counts.
NO_PLURALS = {"is", "goes", "was", "has", "does", "holds", "says", "names", "loss", "this", "as"}
# Texts in which the number is never 1, or which another program writes so.
NEVER_ONE = (
    "After {} steps: w is {} , loss is {}\n",  # as TensorFlow's example prints it
    "a period of {}/{} updates",  # a fraction
    "--learning-rate with {} values: there {} of them",  # more than are allowed
    "{}: the name is longer than {} bytes",
    "the {} in millimetres",
    "at most {} names",
    "{} colours do not fit {} × {} cells",
    "× {} pixels",
)


def filled(text: str, number: str) -> str:
    places = {name: Counted(number) for name in re.findall(r"\{(\w+)[:}]", text)}
    numbered = [Counted(number)] * (1 + max((int(name) for name in places if name.isdigit()), default=-1))
    return text.format(*numbered, **{name: value for name, value in places.items() if not name.isdigit()})


def test_only_one_is_one():
    said = [f"{Counted(text)} {Counted(text):epoch|epochs}" for text in ("1", "0", "2", "0.5", "1.5", "−1", "11")]
    assert said == ["1 epoch", *(f"{n} epochs" for n in ("0", "2", "0.5", "1.5", "−1", "11"))]
    assert [counted(n, "row|rows") for n in (1, 1.0, 2)] == ["1 row", "1.0 rows", "2 rows"]
    assert f"{Counted(1):>3}" == "  1"
    assert f"{format_count(1):is|are}, {format_count(1001):is|are}" == "is, are"


@pytest.mark.parametrize(("context", "text"), TEXTS, ids=[text[:50] for _, text in TEXTS])
def test_every_text_that_counts_in_both_languages(qapp, context, text):
    one, two = filled(text, "1"), filled(text, "2")
    for _, singular, plural in FORMS.findall(text):
        assert singular in one
        assert plural in two
        assert not re.search(rf"\b1 {plural}\b", one)
        assert not re.search(rf"\b2 {singular}\b", two)
    assert not re.search(r"[{}|]", one + two)
    chinese = translator("zh_CN").translate(context, text)
    for number in ("1", "2"):
        said = filled(chinese, number)
        assert not re.search(r"[{}|]", said)
        assert said.count(number) == len(re.findall(r"\{\w+\}", text))


def strings(tree: ast.AST) -> Iterator[str]:
    """All texts, formatted ones with {} for what is filled in."""
    inside, nodes = set(), list(ast.walk(tree))
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            inside |= {id(part) for value in node.values for part in ast.walk(value)}
            yield "".join(str(v.value) if isinstance(v, ast.Constant) else "{}" for v in node.values)
    for node in nodes:
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in inside:
            yield node.value


def wrong_words(text: str) -> list[str]:
    """Plurals after a number that may be 1."""
    plain = re.sub(r"\{(\w+)\}", "{}", text)
    if any(known in plain for known in NEVER_ONE):
        return []
    found = re.findall(r"\}(?: (?!of\b|and\b|or\b)[a-z]+){0,2}? ([a-z]+s)\b", text)
    return [word for word in found if word not in NO_PLURALS]


def test_no_text_counts_without_both_forms():
    """Write "{0} {0:row|rows}" for a text that is translated, counted(n, "row|rows") for another."""
    wrong = []
    for path in sorted((ROOT / "lrgui").rglob("*.py")):
        tree = ast.parse(path.read_text(encoding="utf-8"))
        wrong += [f"{path.relative_to(ROOT)}: {text}" for text in strings(tree) if wrong_words(text)]
    assert not wrong, "\n".join(wrong)
    assert wrong_words("Wrote {0} big files")
    assert not wrong_words("Wrote {0} big {0:file|files}")


# As they are said


def test_captions_and_axes(qapp):
    run = Run(0.2, "exponential", decay_rate=0.5, decay_epochs=1.0)
    experiment = Experiment(problem="classifier", runs=(run,), epochs=1, batch_size=1600)
    scene = Scene(experiment, History(experiment).complete(), 1)
    assert captions.legend(scene) == ["η = 0.2"]
    assert "exponential decay (0.5 in 1 epoch)" in captions.caption(scene, "classifier", ("loss",), SimpleNamespace())
    half = scene.experiment.with_run(0, decay_epochs=0.5)
    said = captions.caption(Scene(half, History(half).complete(), 1), "classifier", ("loss",), SimpleNamespace())
    assert "exponential decay (0.5 in 0.5 epochs)" in said
    assert sweep_texts.rate_title(SweepJob(SweepQuestion(), experiment, 0)) == "learning rate η · 1 epoch"
    short = Experiment(problem="descent", updates=1)
    assert sweep_texts.rate_title(SweepJob(SweepQuestion(), short, 0)) == "learning rate η · 1 update"
    with speaking("zh_CN"):
        assert sweep_texts.rate_title(SweepJob(SweepQuestion(), short, 0)) == "学习率 η · 1 次更新"


def test_errors_of_the_core(qapp):
    error = InvalidValue("warmup_epochs", 3.0, "warmup", high=1)
    assert str(error) == "warmup_epochs = 3: must not be longer than the 1 epoch of the run"
    assert error_sentence(error) == "Warm-up = 3: must not be longer than the 1 epoch of the run"
    assert str(InvalidValue("warmup_epochs", 30, "warmup", high=20)).endswith("the 20 epochs of the run")
    with speaking("zh_CN"):
        assert "1 轮" in translate_marked("Errors", error.reason).format(high=format_number(1))


@pytest.mark.parametrize("library", LIBRARIES)
def test_scripts(library):
    run = Run(0.3, "cosine", warmup_epochs=0.5)
    small = Experiment(epochs=1, batch_size=1600, updates=1, runs=(run,))
    one = code(small, "classifier", 0, library) + code(small.with_run(0, schedule="constant"), "descent", 0, library)
    assert "1 epoch, seed 0" in one
    assert "# Gradient descent on the loss" in one
    assert re.search(r"; 1 update from w = 5", one.replace("\n# ", " "))
    two = code(small.edited(epochs=2, batch_size=800, updates=2), "classifier", 0, library)
    assert "2 epochs, seed 0" in two
    assert not re.search(r"\b1 (updates|epochs|batches)\b", one + two)
    changed = Experiment(problem="descent", updates=5).with_change(1, 0, learning_rate=0.1)
    assert "After 1 update it goes on" in code(changed, "descent", 0, library)
