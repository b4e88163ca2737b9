"""docs/file-format.md describes the files that are written: its example opens, and no field is missing."""

import json
import re
from dataclasses import fields
from pathlib import Path

import pytest

from lrgui.core.files.document import VERSION, Document, open_file, write
from lrgui.core.files.figure_options import FigureOptions
from lrgui.core.files.recipe import Recipe
from lrgui.core.files.view import PANELS, View
from lrgui.core.lessons.goal import Goal
from lrgui.core.lessons.question import KINDS
from lrgui.core.lessons.reading import FORMAT as LESSON
from lrgui.core.lessons.reading import Content
from lrgui.core.lessons.show import Show
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.sweeps.question import SweepQuestion
from lrgui.core.training.optimizers import OPTIMIZERS
from lrgui.core.training.schedules import SCHEDULES

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "docs" / "file-format.md").read_text(encoding="utf-8")


def test_the_example_of_a_file_opens(tmp_path):
    (example,) = re.findall(r"^```json\n(.*?)^```$", TEXT, re.MULTILINE | re.DOTALL)
    path = tmp_path / "example.lrgui"
    path.write_text(example, encoding="utf-8")
    document = open_file(path)
    experiment = document.experiment
    assert (experiment.problem, experiment.epochs, len(experiment.runs)) == ("classifier", 20, 2)
    assert experiment.runs_at(800)[0].learning_rate == 0.05
    assert document.view.position == 400
    assert document.notes == "What does the smaller rate change?"
    # What the example spells out is what the program writes, and the program writes nothing else under these names.
    assert contains(json.loads(write(document)), json.loads(example))


def contains(whole: object, part: object) -> bool:
    if isinstance(part, dict):
        return isinstance(whole, dict) and all(name in whole and contains(whole[name], part[name]) for name in part)
    if isinstance(part, list):
        return isinstance(whole, list) and len(whole) == len(part) and all(map(contains, whole, part))
    return whole == part


def rows() -> dict[str, set[str]]:
    """The fields that the tables of file-format.md describe, by the heading or the line above the table."""
    found: dict[str, set[str]] = {}
    above = ""
    for line in TEXT.splitlines():
        if line.startswith("| `"):
            found.setdefault(above, set()).update(re.findall(r"`(\w+)`", line.split("|")[1]))
        elif line and not line.startswith("|"):
            above = line
    return found


@pytest.mark.parametrize(
    ("above", "kind"),
    [
        ("## `experiment`", Experiment),
        ("A run; periods are in epochs, and on a curve or a surface an epoch is one update:", Run),
        ("## `view`", View),
        ("The question of the sweep:", SweepQuestion),
        ("the same bytes; options change what they name. In the window *Export figure…* begins with it.", Recipe),
    ],
)
def test_every_field_of_a_file_is_described(above, kind):
    described = {field.name for field in fields(kind)}
    if kind is Recipe:
        described = described - {"options"} | {field.name for field in fields(FigureOptions)}
    assert rows()[above] == described


def test_every_choice_of_a_file_is_described():
    assert rows()["## The file"] == set(json.loads(write(Document(Experiment()))))
    assert not [word for word in (*SCHEDULES, *OPTIMIZERS, *PANELS) if f'`"{word}"`' not in TEXT]
    assert f"- **{VERSION}**: " in TEXT
    of_lessons = (*(f.name for f in (*fields(Show), *fields(Goal), *fields(Content))), *KINDS, LESSON)
    assert not [name for name in of_lessons if f"`{name}`" not in TEXT and f'"{name}"' not in TEXT]
