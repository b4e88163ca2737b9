"""The experiment file comes back as it was, opens when it is old, and is refused in one sentence when it is damaged."""

from __future__ import annotations

import json
import math
import os
import random
import signal
import subprocess
import sys
import time
from dataclasses import replace

import pytest

from lrgui.core.files import document
from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.document import MAX_NOTES, Document, open_file, read, save_file, write
from lrgui.core.files.strict_json import LIMIT
from lrgui.core.files.view import CHARTS, PANELS, ZOOMED, View
from lrgui.core.lessons.lesson import lessons
from lrgui.core.model.edits import Change
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.registry import CHOICES
from lrgui.core.sweeps.question import SweepQuestion
from lrgui.core.training.schedules import SCHEDULES
from lrgui.text import names
from tests.optimizers import EVERYWHERE


def any_run(rng: random.Random, precision: str) -> dict:
    """Every field of a run, at random."""
    exponent = 30 if precision == "float32" else 300
    return {
        "learning_rate": 10 ** rng.uniform(-exponent, exponent),
        "schedule": rng.choice(tuple(SCHEDULES)),
        "decay_rate": rng.uniform(1e-9, 1000),
        "decay_epochs": rng.choice([1, rng.uniform(0.001, 1e6)]),
        "staircase": rng.random() < 0.5,
        "end_learning_rate": rng.choice([0, rng.uniform(0, 1e6)]),
        "power": rng.uniform(0.01, 100),
        "alpha": rng.random(),
        "warmup_epochs": rng.uniform(0, 1),
        "optimizer": rng.choice(tuple(EVERYWHERE)),
        "momentum": rng.random(),
        "colour": f"#{rng.randrange(2**24):06x}",
    }


def any_document(seed: int) -> Document:
    rng = random.Random(seed)
    precision = rng.choice(["float64", "float32"])
    count = rng.choice([1, 2, 6, 40])
    changes = []
    for _ in range(rng.choice([0, 0, 1, 10])):
        run = any_run(rng, precision)
        values = tuple((name, run[name]) for name in rng.sample(sorted(run), rng.randint(0, 5)))
        changes.append(Change(rng.randint(1, 100), rng.randrange(count), values))
    experiment = Experiment(
        problem=rng.choice(tuple(CHOICES)),
        runs=tuple(Run(**any_run(rng, precision)) for _ in range(count)),
        updates=rng.randint(1, 1000),
        start=rng.uniform(-1e6, 1e6),
        epochs=rng.randint(1, 20),
        batch_size=rng.randint(1, 1600),
        seed=rng.randrange(2**32),
        precision=precision,
        loss_form=rng.choice(["stable", "textbook"]),
        changes=tuple(changes),
    )
    view = View(
        position=rng.choice([None, rng.randrange(2000)]),
        selected=rng.randrange(50),
        panels=tuple(rng.sample(PANELS, rng.randint(0, len(PANELS)))),
        maximised=rng.choice([None, *PANELS]),
        charts={
            problem: tuple(rng.sample(CHARTS, rng.randint(1, 4)))
            for problem in rng.sample(list(CHOICES), rng.randint(0, 3))
        },
        log_loss=rng.random() < 0.5,
        iterations=rng.random() < 0.5,
        future=rng.random() < 0.5,
        zoom={n: ((-rng.random(), rng.random()), (1e-300, 1e300)) for n in rng.sample(ZOOMED, rng.randint(0, 3))},
        runs_problem=rng.choice([None, "descent", "classifier"]),
        best=rng.random() < 0.5,
        steps_problem=rng.choice([None, "descent", "classifier"]),
        best_b=rng.random() < 0.5,
        speed=rng.choice([None, math.inf, rng.uniform(1, 10_000)]),
        concealed=frozenset(rng.sample(["best_rate", "divergence_edge", "verdict"], rng.randint(0, 3))),
        figure_language=rng.choice([None, "en", "zh_CN"]),
        sweep=SweepQuestion(
            view=rng.choice(["sweep", "map", "range"]),
            problem=rng.choice([None, "descent", "classifier"]),
            criterion=rng.choice(["loss", "accuracy", "updates_to_target"]),
            seeds=rng.randint(1, 20),
            target=rng.choice([None, rng.uniform(1e-9, 10)]),
        ),
    )
    notes = rng.choice(
        ["", 'η = 0.2 发散\n\t"quoted" \\ ]]> </lrgui:experiment> &amp; \0 \x7f \u2028 \ufffe \uffff 🙂']
    )
    return Document(experiment, view, notes, rng.choice([None, lessons()[0].id]))


DEFAULT = Document(Experiment())


def plain(**values) -> dict:
    """The default document as plain data, with other top-level fields."""
    return {**json.loads(write(DEFAULT)), **values}


def dumped(data: object) -> bytes:
    return json.dumps(data).encode()


def refusal(data: bytes) -> str:
    """The sentence that refuses the file."""
    with pytest.raises(DamagedFile) as caught:
        read(data)
    assert is_one_sentence(str(caught.value))
    return str(caught.value)


def attempt(data: bytes) -> tuple[Document | None, str]:
    """The document, or the sentence that refuses it."""
    try:
        return read(data), ""
    except DamagedFile as error:
        return None, str(error)


def is_one_sentence(text: str) -> bool:
    return 0 < len(text) < 600 and text.isprintable()


# Round trips


@pytest.mark.parametrize("seed", range(40))
def test_comes_back_exactly_and_is_saved_as_the_same_bytes(tmp_path, seed):
    made = any_document(seed)
    save_file(tmp_path / "a.lrgui", made)
    opened = open_file(tmp_path / "a.lrgui")
    assert opened == made
    save_file(tmp_path / "b.lrgui", opened)
    assert (tmp_path / "b.lrgui").read_bytes() == (tmp_path / "a.lrgui").read_bytes()


def test_is_read_by_people():
    view = View(position=3, zoom={"loss": ((0, 40), (0.1, 1))})
    text = write(Document(Experiment().with_change(5, 0, learning_rate=0.5), view, "Frage: η?")).decode()
    assert text.startswith(
        '{\n  "format": "lrgui experiment",\n  "version": 3,\n  "experiment": {\n    "problem": "both",'
    )
    assert '\n    "changes": [{"at": 5, "run": 0, "learning_rate": 0.5}]\n  },\n  "view": {\n    "position": 3,' in text
    assert '\n    "zoom": {"loss": [[0.0, 40.0], [0.1, 1.0]]},\n' in text
    assert text.endswith(',\n  "notes": "Frage: η?",\n  "lesson": null,\n  "figure": null\n}\n')


def test_position_and_selection_are_cut_to_what_there_is():
    experiment = Experiment(problem="descent", updates=40, runs=(Run(), Run()))
    for given, cut in (((10**9, 7), (40, 1)), ((-5, -1), (0, 0)), ((10**5000, 10**5000), (40, 1)), ((7, 1), (7, 1))):
        view = Document(experiment, View(position=given[0], selected=given[1])).view
        assert (view.position, view.selected) == cut


def test_names_in_a_view_are_each_there_once_and_in_one_order():
    assert View(panels=("runs", "curves", "runs")).panels == ("curves", "runs")
    assert list(View(zoom={"rate": ((0, 1), (0, 1)), "descent": ((0, 1), (0, 1))}).zoom) == ["descent", "rate"]


@pytest.mark.parametrize(
    ("field", "value"),
    [("view", "pie"), ("problem", "both"), ("criterion", "beauty"), ("seeds", 0), ("target", 0), ("x", 1)],
)
def test_questions_about_rates_are_checked(field, value):
    with pytest.raises(InvalidValue) as caught:
        View.from_dict({"sweep": {field: value}})
    assert caught.value.field.startswith("view.sweep")
    assert View.from_dict({"sweep": {}}).sweep == View.from_dict({}).sweep == SweepQuestion()


def test_only_lessons_that_there_are_are_kept():
    assert Document(Experiment(), lesson=lessons()[2].id).lesson == lessons()[2].id
    assert read(dumped(plain(lesson="of another version"))).lesson is None


def test_what_is_not_given_has_its_default():
    assert read(dumped({"format": "lrgui experiment", "version": 1, "experiment": {}})) == DEFAULT


def test_a_mark_at_the_beginning_and_other_line_ends():
    assert read(b"\xef\xbb\xbf" + write(DEFAULT).replace(b"\n", b"\r\n")) == DEFAULT


def test_longest_notes_and_many_runs_are_within_the_limit(tmp_path):
    values = tuple(any_run(random.Random(0), "float64").items())
    experiment = Experiment(
        problem="descent",
        updates=1000,
        runs=tuple(Run(**dict(values)) for _ in range(100)),
        changes=tuple(Change(i + 1, i % 100, values) for i in range(1000)),
    )
    made = Document(experiment, notes="\x01" * MAX_NOTES)
    save_file(tmp_path / "a.lrgui", made)
    assert open_file(tmp_path / "a.lrgui") == made


# Older files


def test_version_0_is_the_bare_experiment():
    experiment = any_document(3).experiment
    runs = tuple(replace(run, warmup_epochs=0.0) for run in experiment.runs)  # which few schedules had then
    experiment = replace(experiment, runs=runs, changes=())
    assert read(dumped(experiment.to_dict())) == Document(experiment)


def version_1(**view) -> dict:
    """What version 1 wrote for the default experiment, with other values in its view."""
    written = {
        "position": 7,
        "selected": 0,
        "panels": ["controls", "descent", "classifier", "curves", "runs"],
        "maximised": None,
        "charts": ["descent-loss", "loss"],
        "log_loss": True,
        "iterations": False,
        "future": False,
        "axes": {},
        "figure_language": None,
        "sweep": {"view": "sweep", "problem": None, "criterion": "loss", "seeds": 1, "target": None},
        "best_b": True,
    }
    return plain(version=1, view={**written, **view})


def test_a_view_of_version_1_says_the_same():
    zoomed = {"classifier": [[0, 1], [0, 2]], "loss": [[1, 2], [3, 4]]}
    view = read(dumped(version_1(maximised="classifier", charts=["rate", "loss"], axes=zoomed, log_loss=False))).view
    assert view == View(
        panels=("controls", "descent", "boundary", "curves", "runs"),  # it knew of no others
        position=7,
        maximised="boundary",
        charts={"both": ("loss", "rate")},
        log_loss=False,
        zoom={"boundary": ((0, 1), (0, 2)), "loss": ((1, 2), (3, 4))},
    )
    data = version_1(charts=["accuracy"])
    data["experiment"]["problem"] = "classifier"
    assert read(dumped(data)).view.charts == {"classifier": ("accuracy",)}
    assert read(write(read(dumped(data)))) == read(dumped(data))


@pytest.mark.parametrize(
    "wrong", [{"axes": 3}, {"axes": {"table": 1}}, {"panels": [3]}, {"charts": [[]]}, {"charts": 1}]
)
def test_a_damaged_view_of_version_1_is_refused(wrong):
    assert refusal(dumped(version_1(**wrong))).startswith("view.")
    assert refusal(dumped({**version_1(), "view": []})) == "view = []: must be an object of named fields"


def test_without_a_view_the_last_update_is_meant():
    data = plain()
    del data["view"]
    for version in (1, 2):
        assert read(dumped({**data, "version": version})).view == View()
    assert View().position is None


# What is refused


def changed(path: str, text: str) -> bytes:
    """The default file in which the field at `path` (with dots) is written `text`."""
    data = plain()
    *above, last = path.split(".")
    inner = data
    for name in above:
        inner = inner[int(name)] if isinstance(inner, list) else inner[name]
    inner[int(last) if isinstance(inner, list) else last] = "@"
    return dumped(data).replace(b'"@"', text.encode())


WHOLE_FILE = [
    (b"", "the file is empty"),
    (b" \n\n", "the file is empty"),
    (b"\x80\x03\xff", "the file is neither text in UTF-8 nor a figure, so it holds no experiment"),
    ("{}".encode("utf-16"), "the file is neither text in UTF-8 nor a figure, so it holds no experiment"),
    (b'{\n  "format" 1}', "the file is not valid JSON: Expecting ':' delimiter (line 2, column 12)"),
    (b'{"a": "b', "the file is not valid JSON: Unterminated string starting at (line 1, column 7)"),
    (write(DEFAULT)[:-3], "the file is not valid JSON: Expecting ',' delimiter (line "),
    (b'{"a": [' + b"1, " * 9 + b"]}", "the file is not valid JSON: "),
    (b"[" * 1_000_000, "the file is nested too deeply for an experiment"),
    (b'{"a":' * 600_000, "the file is nested too deeply for an experiment"),
    (b"[]", "the file is valid JSON, but not an experiment of lrgui"),
    (b"null", "the file is valid JSON, but not an experiment of lrgui"),
    (b"NaN", "the file is valid JSON, but not an experiment of lrgui"),
    (b"{}", "the file is valid JSON, but not an experiment of lrgui"),
    (b'{"name": "x"}', "the file is valid JSON, but not an experiment of lrgui"),
    (b" " * (LIMIT + 1), "the file is larger than 4 MB, which no experiment is"),
    (b'{"a": 1, "b": {"c": 1, "d": 2, "c": 3}}', "the field c is given twice in the same place"),
    (b'{"format": "lrgui experiment", "version": 1}', "the file holds no experiment: the field experiment is missing"),
    (changed("format", '"x"'), "the file is not an experiment of lrgui: its format is x, not lrgui experiment"),
    (changed("format", "[1]"), "the file is not an experiment of lrgui: its format is […], not lrgui experiment"),
    (changed("version", "7"), "the file was written by a newer lrgui (version 7; this one reads up to 3)"),
]
IN_A_FIELD = [
    (changed("version", '"1"'), "version = 1: must be a whole number"),
    (changed("version", "true"), "version = True: must be a whole number"),
    (changed("version", "0"), "version = 0: must be between 1 and 3"),
    (changed("experiment", "5"), "experiment = 5: must be an object of named fields"),
    (changed("author", '"me"'), "file = author: is not a known field; known are format, version, experiment, "),
    (changed("experiment.runs", "5"), "runs = 5: must be a list"),
    (changed("experiment.runs.0", "[[]]"), "runs[0] = […]: must be an object of named fields"),
    (changed("experiment.runs.0.lr", "1"), "runs[0] = lr: is not a known field; known are learning_rate, "),
    (
        changed("experiment.runs.0.holdepochs", "1"),
        "runs[0] = holdepochs: is not a known field; known are hold_epochs, ",
    ),
    (changed("experiment.runs.0.learning_rate", "NaN"), "runs[0].learning_rate = nan: must be a finite number"),
    (changed("experiment.runs.0.learning_rate", "1e999"), "runs[0].learning_rate = inf: must be a finite number"),
    (changed("experiment.runs.0.learning_rate", "9" * 5000), "runs[0].learning_rate = 9,999,999,"),
    (
        changed("experiment.runs.0.learning_rate", "[" * 500 + "]" * 500),
        "runs[0].learning_rate = […]: must be a number",
    ),
    (changed("experiment.runs.0.colour", r'"\ud800\u001b"'), "runs[0].colour = ��: must be a colour written #RRGGBB"),
    (changed("experiment.seed", "-Infinity"), "seed = -inf: must be a whole number"),
    (changed("experiment.seed", "1" * 100_000), "seed = 1,111,111,"),
    (
        changed("experiment.precision", '"float32"').replace(b"0.2", b"1e-99"),
        "runs[0].learning_rate = 1e-99: cannot be",
    ),
    (changed("experiment.changes", '[{"at": 3}]'), "changes[0] = […]: must be given with 'at' and 'run'"),
    (changed("experiment.changes", '[{"at": 3, "run": 9}]'), "changes[0].run = 9: must be between 0 and 0"),
    (changed("experiment.changes", '[{"at": 3, "run": 0}, {"at": 1, "run": 0, "power": 0}]'), "changes[1].power = 0: "),
    (changed("view", "[]"), "view = []: must be an object of named fields"),
    (changed("view.colour", "1"), "view = colour: is not a known field; known are position, "),
    (changed("view.position", "1.5"), "view.position = 1.5: must be a whole number"),
    (changed("view.position", "true"), "view.position = True: must be a whole number"),
    (changed("view.panels", '"runs"'), "view.panels = runs: must be a list"),
    (changed("view.panels", '["walls"]'), "view.panels = walls: must be one of controls, "),
    (changed("view.maximised", "3"), "view.maximised = 3: must be one of controls, "),
    (changed("view.log_loss", "0"), "view.log_loss = 0: must be true or false"),
    (changed("view.zoom", '{"moon": [[0, 1], [0, 1]]}'), "view.zoom = moon: is not a known field; known are descent, "),
    (changed("view.zoom", '{"loss": [[0, 1], [1, 1]]}'), "view.zoom.loss = […]: must be two ranges, of x and of y, "),
    (changed("view.zoom", '{"loss": [[-1.7e308, 1.7e308], [0, 1]]}'), "view.zoom.loss = […]: must be two ranges"),
    (changed("view.zoom", '{"loss": [[0, 1]]}'), "view.zoom.loss = […]: must be two ranges"),
    (changed("view.zoom", '{"loss": [[0, 1], [0, NaN]]}'), "view.zoom.loss = nan: must be a finite number"),
    (changed("view.zoom", '{"sweep": [[0, 1], [0, 1]]}'), "view.zoom = sweep: is not a known field"),
    (changed("view.charts", '["loss"]'), "view.charts = […]: must be an object of named fields"),
    (changed("view.charts", '{"both": ["pie"]}'), "view.charts.both = pie: must be one of descent-loss, "),
    (changed("view.runs_problem", '"both"'), "view.runs_problem = both: must be one of descent, classifier"),
    (changed("view.speed", '"fast"'), "view.speed = fast: must be a number"),
    (changed("view.concealed", "[1]"), "view.concealed = […]: must be at most 100 names"),
    (changed("view.figure_language", '"fr"'), "view.figure_language = fr: must be one of en, zh_CN"),
    (changed("notes", "null"), "notes = None: must be a text of at most 100,000 characters"),
    (changed("notes", '"\\udc00"'), "notes = �: must be a text of at most 100,000 characters"),
    (changed("notes", '"' + "n" * 100_001 + '"'), "notes = nnnn"),
    (changed("lesson", "3"), "lesson = 3: must be the id of a lesson"),
    (b'{"runs": [], "x": 1}', "experiment = x: is not a known field; known are problem, "),
]


@pytest.mark.parametrize(
    ("data", "sentence"), WHOLE_FILE + IN_A_FIELD, ids=lambda v: v[:60] if isinstance(v, str) else ""
)
def test_the_sentence_says_what_is_wrong_and_where(data, sentence):
    assert refusal(data).startswith(sentence)


def test_the_path_leads_into_lists():
    data = plain()
    data["experiment"]["runs"] = [{}, {}, {"learning_rate": -1}]
    assert refusal(dumped(data)) == "runs[2].learning_rate = -1: must be greater than 0"


def test_the_window_says_the_same():
    with pytest.raises(DamagedFile) as caught:
        read(changed("experiment.runs.0.learning_rate", "-1"))
    assert names.error_sentence(caught.value) == "runs[0].learning_rate = −1: must be greater than 0"
    with pytest.raises(DamagedFile) as caught:
        read(changed("version", "7"))
    assert names.error_sentence(caught.value) == str(caught.value)


HOSTILE = {
    "a million runs": {"runs": [{}] * 1_000_000},
    "many runs and changes": {"runs": [{}] * 100, "changes": [{"at": i + 1, "run": i % 100} for i in range(80_000)]},
    "the most runs and changes": {
        "problem": "descent",
        "updates": 50_000,
        "runs": [{}] * 100,
        "changes": [{"at": i + 1, "run": i % 100, "power": 2} for i in range(1000)],
    },
    "much memory": {"runs": [{}] * 100, "epochs": 10_000_000},
    "a long list for the format": {"format": ["\n" * 100] * 10_000},
    "many unknown fields": {**{f"a{i}": i for i in range(200_000)}, "runs": []},
    "a long list for a number": {"runs": [{"learning_rate": [0] * 1_000_000}]},
    "a large object for a number": {"runs": [{"learning_rate": {f"a{i}": i for i in range(200_000)}}]},
    "a long text for a number": {"runs": [{"learning_rate": "a " * 1_500_000}]},
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_files_take_no_time(name):
    data = json.dumps(HOSTILE[name], separators=(",", ":")).encode()
    start = time.process_time()
    json.loads(data)  # which takes Python 3.14 longer
    parsed = time.process_time()
    found, sentence = attempt(data)
    assert time.process_time() - parsed < 1 + 3 * (parsed - start)
    assert isinstance(found, Document) or is_one_sentence(sentence)


def test_a_file_that_is_not_there_is_left_to_the_caller(tmp_path):
    with pytest.raises(FileNotFoundError):
        open_file(tmp_path / "none.lrgui")
    with pytest.raises(IsADirectoryError if os.name == "posix" else OSError):
        open_file(tmp_path)


def test_a_document_is_refused_as_its_file_would_be():
    with pytest.raises(InvalidValue, match=r"notes = x+…: must be a text of at most 100,000 characters"):
        Document(Experiment(), notes="x" * 100_001)


# A thousand damaged files


def any_value(rng: random.Random) -> object:
    return rng.choice(
        [
            *(None, True, "", "x" * 10_000, [], {}, [[]], {"at": 1}, "NaN", "\ud800", "\n"),
            *(math.nan, math.inf, -math.inf, 0, -1, 0.5, 1e308, 5e-324, 10**30, -(10**400), 2**53 + 1),
        ]
    )


def places(data: object) -> list[tuple[list | dict, object]]:
    """Every container with every index or key of it."""
    found = []
    if isinstance(data, list | dict):
        for key in range(len(data)) if isinstance(data, list) else list(data):
            found += [(data, key), *places(data[key])]
    return found


def mutated(rng: random.Random, data: bytes) -> bytes:
    kind = rng.randrange(9)
    at = rng.randrange(len(data))
    if kind == 0:
        return data[:at]
    if kind == 1:
        return data[:at] + rng.randbytes(rng.randint(1, 50)) + data[at + rng.randint(0, 50) :]
    if kind == 2:
        return data[:at] + rng.choice([b"[", b'{"a":', b'"', b"\\u", b"1" * 9, b"\0"]) * 300_000 + data[at:]
    if kind == 3:  # some line twice: a field, or a bracket
        lines = data.splitlines(keepends=True)
        lines.insert(rng.randrange(len(lines)), rng.choice(lines))
        return b"".join(lines)
    if kind == 4:
        digit = rng.choice([i for i, c in enumerate(data) if 48 <= c < 58])
        number = rng.choice(
            [b"9" * 5000, b"1e999", b"-1e999", b"NaN", b"-Infinity", b"1e-999", b"-", b"0." + b"3" * 9999]
        )
        return data[:digit] + number + data[digit + 1 :]
    tree = json.loads(data)
    for _ in range(rng.randint(1, 3)):
        container, key = rng.choice(places(tree))
        other, another = rng.choice(places(tree))
        if kind == 5:
            container[key] = any_value(rng)
        elif kind == 6 and isinstance(container, dict):
            container[rng.choice(["extra", "at", "seed", "position"])] = container.pop(key)
        elif kind == 7:
            del container[key]
            break
        elif not isinstance(container[key], list | dict):
            container[key] = json.loads(json.dumps(other[another]))
    return json.dumps(tree).encode()


def test_a_thousand_damaged_files(tmp_path, exhaustive):
    count = 1000 if exhaustive else 300
    rng = random.Random(20240229)
    path = tmp_path / "damaged.lrgui"
    opened, refused = 0, set()
    whole = [write(any_document(i)) for i in range(25)]
    for i in range(count):
        data = mutated(rng, whole[i % 25])
        path.write_bytes(data)
        start, error = time.process_time(), None
        try:
            found = open_file(path)
        except DamagedFile as raised:
            error = raised
        assert time.process_time() - start < 1, data[:1000]
        if error is None:
            assert read(write(found)) == found
            opened += 1
        else:
            assert is_one_sentence(str(error))
            refused.add(error.rule)
    assert 0.03 * count < opened < 0.5 * count
    assert len(refused) > 15


@pytest.mark.parametrize("beginning", [b"", b"{", b"\x89PNG\r\n\x1a\n", b"%PDF-1.4\n", b"<svg>"])
def test_fifty_megabytes(tmp_path, beginning):
    path = tmp_path / "large.lrgui"
    path.write_bytes(beginning)
    os.truncate(path, 50_000_000)
    start = time.process_time()
    with pytest.raises(DamagedFile, match="is larger than 4 MB" if len(beginning) < 2 else "carries no experiment"):
        open_file(path)
    assert time.process_time() - start < 1


def test_figures_have_a_limit_too(tmp_path, monkeypatch):
    monkeypatch.setattr(document, "FIGURE_LIMIT_MB", 5)
    (tmp_path / "a.svg").write_bytes(b"<svg>" + b" " * 5_000_000)
    with pytest.raises(DamagedFile, match="is larger than 5 MB"):
        open_file(tmp_path / "a.svg")


# Killed while saving

SAVER = """
import os, random, signal, sys, time
from lrgui.core.files.document import open_file, read, save_file
path, *contents = sys.argv[1:]
documents = [open_file(content) for content in contents]
rng = random.Random(5)
for _ in range(100):
    child = os.fork()
    if not child:
        while True:
            for document in documents:
                save_file(path, document)
    time.sleep(rng.uniform(0, 0.02))
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    assert open_file(path) in documents
"""


@pytest.mark.skipif(not hasattr(os, "fork") or not hasattr(signal, "SIGKILL"), reason="needs fork and SIGKILL")
def test_a_hundred_kills_while_saving_leave_a_whole_file(tmp_path):
    """The file is the old one or the new one; what is left of a save does not look like an experiment file."""
    folder = tmp_path / "saved"
    folder.mkdir()
    for name, seed in (("small", 1), ("large", 2)):
        save_file(tmp_path / name, replace(any_document(seed), notes="x" * (1 if name == "small" else MAX_NOTES)))
    save_file(folder / "a.lrgui", open_file(tmp_path / "small"))
    arguments = [str(folder / "a.lrgui"), str(tmp_path / "small"), str(tmp_path / "large")]
    subprocess.run([sys.executable, "-c", SAVER, *arguments], check=True, timeout=60)
    assert [path.name for path in folder.glob("*.lrgui")] == ["a.lrgui"]
    left = [name for name in os.listdir(folder) if name != "a.lrgui"]
    assert all(name.startswith(".lrgui-") and name.endswith(".tmp") for name in left)


# Warm-ups of version 2, which knew them of some schedules only


def of_version_2(runs, changes=()):
    experiment = {"problem": "descent", "runs": runs, "changes": list(changes)}
    return read(json.dumps({"format": "lrgui experiment", "version": 2, "experiment": experiment}).encode()).experiment


def test_a_warm_up_that_had_no_effect_has_none():
    warm, idle = {"schedule": "cosine", "warmup_epochs": 5}, {"schedule": "exponential", "warmup_epochs": 500}
    opened = of_version_2([warm, idle, {"warmup_epochs": 3}])
    assert [run.warmup_epochs for run in opened.runs] == [5, 0, 0]


def test_it_comes_and_goes_with_the_schedules_that_had_one():
    changes = [
        {"at": 10, "run": 0, "schedule": "linear"},
        {"at": 20, "run": 0, "warmup_epochs": 7},
        {"at": 25, "run": 0, "learning_rate": 0.3},
        {"at": 30, "run": 0, "schedule": "constant"},
    ]
    opened = of_version_2([{"warmup_epochs": 4}], changes)
    assert [opened.runs_at(at)[0].warmup_epochs for at in (0, 9, 10, 20, 25, 30)] == [0, 0, 4, 7, 7, 0]
    assert [len(change.values) for change in opened.changes] == [2, 1, 1, 2]


@pytest.mark.parametrize(
    ("runs", "changes"),
    [([1], []), ([{}], [1]), ([{}], [{"run": 5, "at": 1}]), ([{}], [{"run": 0, "at": 1, "problem": []}]), ({}, [])],
)
def test_what_is_damaged_in_an_older_file_is_said_as_ever(runs, changes):
    with pytest.raises(DamagedFile):
        of_version_2(runs, changes)
