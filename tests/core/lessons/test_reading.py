"""Files of lessons are read strictly: each fault is a sentence that says where it is."""

import copy
import json

import pytest

from lrgui.core.files.lesson_files import ENDING, is_lesson_file, lesson_files, open_lesson, save_lesson
from lrgui.core.lessons.faults import LessonFaults
from lrgui.core.lessons.lesson import Lesson, lessons
from lrgui.core.lessons.question import RATE, Ask, border
from lrgui.core.lessons.reading import read_lesson
from lrgui.core.lessons.texts import sentences
from lrgui.core.lessons.writing import lesson_data
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.training.history import History

GOOD = {
    "format": "lrgui-lesson",
    "version": 2,
    "title": {"en": "Title"},
    "experiment": {"problem": "descent", "runs": [{"learning_rate": 0.2}, {"learning_rate": 0.4}]},
    "stages": [
        {"say": {"en": "Look."}, "show": {"play_to": 3}},
        {
            "say": {"en": "Which?"},
            "ask": {"kind": "choices", "choices": [{"en": "a"}, {"en": "b"}], "right": 1},
            "reveal": {"say": {"en": "This."}, "set": {"updates": 80}, "show": {"play_to": "end"}},
        },
    ],
}


def changed(*path, to):
    """GOOD with another value at a path; a value of `...` takes it away."""
    data = copy.deepcopy(GOOD)
    place = data
    for step in path[:-1]:
        place = place[step]
    if to is ...:
        del place[path[-1]]
    else:
        place[path[-1]] = to
    return data


def faults(data):
    with pytest.raises(LessonFaults) as caught:
        read_lesson(data)
    assert all("\n" not in str(fault) for fault in caught.value.faults)
    return [str(fault) for fault in caught.value.faults]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ([], "the file is valid JSON, but not a lesson of lrgui"),
        ({"format": "lrgui experiment"}, "the file is valid JSON, but not a lesson of lrgui"),
        (changed("version", to=3), "the lesson was written by a newer lrgui (version 3; this one reads up to 2)"),
        (changed("version", to="one"), "version = one: must be a whole number"),
        (changed("colour", to=1), "lesson = colour: is not a known field; known are format, version, order, "),
        (
            changed("title", to={"fr": "Titre"}),
            "title = {…}: must be texts by language, in one or several of en, zh_CN",
        ),
        (changed("title", to="Title"), "title = Title: must be texts by language"),
        (changed("stages", to=[]), "stages = 0: must be a list of 1 to 50"),
        (changed("stages", to=...), "stages = None: must be a list"),
        (changed("experiment", "updates", to=0), "experiment.updates = 0: must be between 1 and "),
        (changed("stages", 0, "say", to=...), "stage 1: say: is missing"),
        (changed("stages", 0, "say", to={"zh_CN": "看。"}), "stage 1: say = {…}: must be a text in each language"),
        (changed("stages", 0, "say", "en", to=" "), "stage 1: say.en = : must be a text of at most 300 characters"),
        (
            changed("stages", 0, "say", "en", to="A. B. C. D."),
            "stage 1: say.en = A. B. C. D.: must have a sentence, and at most 3 of them",
        ),
        (changed("stages", 0, "tell", to=1), "stage 1: tell = tell: is not a known field; known are say, show, "),
        (changed("stages", 0, "show", "panels", to=["map"]), "stage 1: show.panels = map: must be one of descent, "),
        (
            changed("stages", 0, "show", "large", to="steps"),
            "stage 1: show.large = steps: must be one of descent, curves",
        ),
        (changed("stages", 0, "show", "play_to", to="soon"), "stage 1: show.play_to = soon: must be a whole number"),
        (changed("stages", 0, "show", "seconds", to=0), "stage 1: show.seconds = 0: must be between 0.5 and 120"),
        (changed("stages", 0, "show", "selected", to=2), "stage 1: show.selected = 2: must be between 0 and 1"),
        (
            changed("stages", 0, "show", "charts", to=["loss"]),
            "stage 1: show.charts = […]: is nothing that this experiment",
        ),
        (changed("stages", 0, "set", to={"updates": 0}), "stage 1: set.updates = 0: must be between 1 and "),
        (
            changed("stages", 0, "conceal", to=["all"]),
            "stage 1: conceal = all: must be one of future, theory, state, sweep",
        ),
        (changed("stages", 0, "goal", to={"loss": 1}), "stage 1: goal.problem: is missing"),
        (
            changed("stages", 0, "goal", to={"problem": "classifier"}),
            "stage 1: goal.problem = classifier: must be one of descent",
        ),
        (
            changed("stages", 1, "ask", "kind", to="essay"),
            "stage 2: ask.kind = essay: must be one of choices, next-w, ",
        ),
        (changed("stages", 1, "ask", "right", to=2), "stage 2: ask.right = 2: must be between 0 and 1"),
        (changed("stages", 1, "ask", "right", to=...), "stage 2: ask.right: is missing"),
        (changed("stages", 1, "ask", "choices", to=[]), "stage 2: ask.choices = []: must be a list of 2 to 6"),
        (
            changed("stages", 1, "ask", "choices", 0, to={"en": 3}),
            "stage 2: ask.choices[0].en = 3: must be a text of at most 60",
        ),
        (
            changed("stages", 1, "ask", to={"kind": "curve", "chart": "loss"}),
            "stage 2: ask.chart = loss: must be one of descent-loss",
        ),
        (
            changed("stages", 1, "ask", to={"kind": "next-w", "right": 1}),
            "stage 2: ask = right: is not a known field; known are kind",
        ),
        (changed("stages", 1, "ask", to={"kind": "blank"}), "stage 2: ask.column: is missing"),
        (
            changed("stages", 1, "ask", to={"kind": "blank", "column": "q"}),
            "stage 2: ask.column = q: must be one of g, step, after",
        ),
        (
            changed("stages", 1, "ask", to={"kind": "blank", "column": "p"}),
            "stage 2: ask.column = p: must be one of g, step, after",
        ),
        (
            changed("stages", 1, "ask", to={"kind": "blank", "column": "after", "parameter": "w1"}),
            "stage 2: ask.parameter = w1: must be one of w",
        ),
        (changed("stages", 0, "notes", to={"zh_CN": "看。"}), "stage 1: notes = {…}: must be a text in each language"),
        (
            changed("stages", 0, "notes", to={"en": 601 * "x"}),
            f"stage 1: notes.en = {601 * 'x'}"[:60],
        ),
        (changed("stages", 1, "reveal", to=...), "stage 2: reveal: is missing"),
        (changed("stages", 1, "reveal", "say", to=...), "stage 2: reveal.say: is missing"),
        (changed("stages", 1, "reveal", to=[]), "stage 2: reveal = []: must be an object of named fields"),
    ],
)
def test_one_fault_is_one_sentence(data, sentence):
    (found,) = faults(data)
    assert found.startswith(sentence)


def test_all_faults_are_found_at_once():
    data = changed("stages", 0, "say", "en", to="")
    data["stages"][1]["ask"]["right"] = 9
    data["stages"].append({"say": {"en": "x"}, "goal": {"problem": "nothing"}})
    data["order"] = "first"
    found = faults(data)
    assert [sentence.split(":")[0] for sentence in found] == ["order = first", "stage 1", "stage 2", "stage 3"]


def test_what_a_stage_leaves_is_what_the_next_one_begins_with():
    content = read_lesson({**GOOD, "stages": [*GOOD["stages"], {"say": {"en": "On."}}]})
    lesson = Lesson.of("x", content)
    assert [(page.stage, page.revealed, page.start, page.end) for page in lesson.pages] == [
        (0, False, 0, 3),
        (1, False, 3, 3),
        (1, True, 0, 80),
        (2, False, 80, 80),
    ]
    assert [page.experiment.updates for page in lesson.pages] == [40, 40, 80, 80]
    assert [bool(page.view.concealed) for page in lesson.pages] == [False, True, False, False]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("η = 0.5: 1.4, −0.04. And then?", 2),
        ("Figure 5.5.1 shows it", 1),
        ("One! Two? Three…", 3),
        ("一。二？三！", 3),
        ("“So it is.” He said", 2),
        ("5 → 2.6", 1),
    ],
)
def test_sentences_are_counted(text, count):
    assert sentences(text) == count


@pytest.mark.parametrize("lesson", lessons(), ids=lambda lesson: lesson.id)
def test_what_is_written_is_read_again(lesson, tmp_path):
    path = tmp_path / f"{lesson.id}{ENDING}"
    save_lesson(path, lesson)
    again = open_lesson(path)
    assert again.own
    assert (again.id, again.title, again.stages) == (lesson.id, lesson.title, lesson.stages)
    assert again.pages == lesson.pages
    assert read_lesson(lesson_data(again)).stages == lesson.stages


def test_files(tmp_path):
    assert lesson_files(tmp_path / "nowhere") == []
    good, bad, other = (tmp_path / name for name in ("b.lrlesson", "a.LRLESSON", "c.json"))
    good.write_text(json.dumps(GOOD))
    bad.write_text("{")
    other.write_text(json.dumps(GOOD))
    assert lesson_files(tmp_path) == [bad, good]
    assert [is_lesson_file(path) for path in (good, bad, other, tmp_path)] == [True, True, True, False]
    assert open_lesson(other).id == "c"
    with pytest.raises(LessonFaults, match="not valid JSON"):
        open_lesson(bad)
    other.write_text('{"format": "lrgui experiment"}')
    assert not is_lesson_file(other)


@pytest.mark.parametrize("curve", ["w", "abs(w)", "0*w"])
def test_a_slope_that_is_not_curved_has_no_border(curve):
    straight = Experiment(problem="descent", curve=curve)
    assert border(straight, 0) is None
    assert Ask(RATE).truth(History(straight).complete(), 0, 0) is None


def test_who_asks_for_a_rate_where_theory_knows_none_says_it():
    lesson = copy.deepcopy(GOOD)
    lesson["stages"][1]["ask"] = {"kind": "rate"}
    assert read_lesson(lesson).stages[1].ask.right is None  # that of theory
    lesson["experiment"]["curve"] = "abs(w)"
    with pytest.raises(LessonFaults, match=r"stage 2: ask\.right: is missing"):
        read_lesson(lesson)
    lesson["stages"][1]["ask"]["right"] = 0.5
    assert read_lesson(lesson).stages[1].ask.right == 0.5


def test_a_rule_without_linear_theory_has_no_border():
    assert border(Experiment(problem="descent", runs=(Run(optimizer="adam"),)), 0) is None


def test_the_border_of_a_run_is_that_of_where_it_starts():
    """Of a curve that is no parabola, which is the steeper the further out a run starts."""
    runs = (Run(0.1), Run(0.1, start=4.0))
    race = Experiment(problem="descent", curve="quartic", start=1.0, runs=runs)
    assert border(race, 0) == border(race.alone(0), 0)
    assert border(race, 1) == border(race.alone(1), 0) < border(race, 0)


# Version 1, which knew warm-ups of some schedules only


def test_an_older_lesson_opens_as_it_was_shown_then():
    cosine, idle = {"schedule": "cosine", "warmup_epochs": 5}, {"schedule": "exponential", "warmup_epochs": 9}
    data = changed("version", to=1)
    data["experiment"]["runs"] = [cosine, idle, {"warmup_epochs": 3}]
    data["stages"][0]["set"] = {"updates": 60}
    data["stages"][1]["set"] = {"runs": [idle, cosine], "changes": [{"at": 3, "run": 0, "schedule": "linear"}]}
    data["stages"][1]["reveal"]["set"] = {"runs": [{"warmup_epochs": 4}]}
    content = read_lesson(data)
    first, second = content.stages
    assert [run.warmup_epochs for run in content.experiment.runs] == [5, 0, 0]
    assert [run.warmup_epochs for run in first.experiment.runs] == [5, 0, 0]
    assert first.experiment.updates == 60
    assert [run.warmup_epochs for run in second.experiment.runs] == [0, 5]
    assert [run.warmup_epochs for run in second.experiment.runs_at(3)] == [9, 5]
    assert [run.warmup_epochs for run in second.reveal.experiment.runs] == [0]
    assert [run.warmup_epochs for run in second.reveal.experiment.runs_at(3)] == [4]
    newest = read_lesson({**data, "version": 2})
    assert [run.warmup_epochs for run in newest.experiment.runs] == [5, 9, 3]


@pytest.mark.parametrize(
    ("path", "value"), [(("experiment",), 3), (("stages",), {}), (("stages", 0), 1), (("stages", 0, "set"), 5)]
)
def test_what_is_wrong_in_an_older_lesson_is_said_as_ever(path, value):
    assert faults({**changed(*path, to=value), "version": 1}) == faults(changed(*path, to=value))
