"""Lessons are made in the window, kept in a folder of one's own, and put on paper."""

import pytest
from PySide6.QtWidgets import QFileDialog

from lrgui.core.files.lesson_files import open_lesson
from lrgui.core.lessons.blank import COLUMNS, Blank, columns_of
from lrgui.core.lessons.goal import Goal
from lrgui.core.lessons.lesson import lesson
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.limits import MAX_RUNS


@pytest.fixture
def ask(monkeypatch):
    """What the file dialog answers."""

    def answer(path):
        monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))

    return answer


def test_a_lesson_is_made_saved_opened_and_given(user, ask, tmp_path):
    user.session.edit(problem="descent")
    user.settle()
    user.menu("Lesson", "Make a lesson…").trigger()
    editor = user.window.own_lessons.editor
    user.enter(editor.titles["en"], "Mine", end="")
    user.click(editor.save)
    assert "must be a list of 1 to 50" in editor.fault.text()
    user.click(editor.add)
    user.click(editor.save)
    assert editor.fault.text().startswith("stage 1: say")
    editor.say["en"].setPlainText("Where does it go?")
    assert editor.list.item(0).text() == "1  Where does it go?"
    user.choose(editor.kind, 1)
    editor.choices["en"].setPlainText("up\ndown")
    editor.right.setCurrentIndex(1)
    editor.right.activated.emit(1)
    editor.reveal["en"].setPlainText("Down.")
    user.session.seek(7)
    user.settle()
    user.click(editor.answer)
    ask(tmp_path / "mine")
    user.click(editor.save)
    path = tmp_path / "mine.lrlesson"
    made = open_lesson(path)
    assert made.title == {"en": "Mine"}
    (stage,) = made.stages
    assert (stage.ask.choices, stage.ask.right) == (({"en": "up"}, {"en": "down"}), 1)
    assert [page.end for page in made.pages] == [0, 7]
    assert stage.experiment == user.session.experiment
    user.click(editor.preview)
    user.settle()
    assert user.session.lesson == "lesson"
    assert user.session.last == 0
    user.click(editor.close_button)
    user.window.files.open(path)
    user.settle()
    assert user.session.lesson == "mine"
    assert "Where does it go?" in user.window.strip.text.text()
    user.window.use_language("zh_CN")
    assert "Where does it go?" in user.window.strip.text.text(), "in the language that it has"


def test_a_lesson_of_the_program_is_where_one_starts(user, ask, tmp_path):
    user.window.lessons.open("eta-1")
    user.settle()
    user.menu("Lesson", "Change this lesson…").trigger()
    editor = user.window.own_lessons.editor
    assert editor.list.count() == len(lesson("eta-1").stages)
    user.click(editor.down)
    user.click(editor.close_button)
    assert "not saved" in editor.fault.text()
    user.click(editor.remove)
    ask(tmp_path / "other.lrlesson")
    user.click(editor.save)
    stages = lesson("eta-1").stages
    assert open_lesson(tmp_path / "other.lrlesson").stages == (stages[1], *stages[2:])
    user.click(editor.close_button)


def test_a_goal_is_made_checked_kept_in_the_file_and_recognised(user, ask, tmp_path):
    user.session.edit(problem="descent")
    user.settle()
    user.menu("Lesson", "Make a lesson…").trigger()
    editor = user.window.own_lessons.editor
    user.enter(editor.titles["en"], "Mine", end="")
    user.click(editor.add)
    editor.say["en"].setPlainText("Reach 0.05 within 5 updates, with one run.")
    assert not editor.goal.numbers["loss"].isVisible()
    user.choose(editor.goal.problem, 1)
    for name, typed, fault in (
        ("loss", "low", "must be a number"),
        ("loss", "0", "must be greater than 0"),
        ("loss", "5e-2", ""),
        ("within", "2.5", "must be a whole number"),
        ("within", "5", ""),
        ("runs", "0", f"must be between 1 and {MAX_RUNS}"),
        ("runs", "1", ""),
    ):
        user.enter(editor.goal.numbers[name], typed, end="")
        user.click(editor.preview)
        assert editor.fault.text() == (f"stage 1: goal.{name} = {typed}: {fault}" if fault else "")
    ask(tmp_path / "mine.lrlesson")
    user.click(editor.save)
    (stage,) = open_lesson(tmp_path / "mine.lrlesson").stages
    assert stage.goal == Goal("descent", 0.05, 5, None, 1)
    user.click(editor.preview)
    user.settle()
    assert user.window.teaching.goal_met is None
    user.session.edit_run(learning_rate=0.4)
    user.settle()
    assert user.window.teaching.goal_met == 0
    user.click(editor.close_button)


def test_the_number_that_is_asked_for_is_chosen_with_its_tolerance(user, ask, tmp_path):
    user.session.edit(problem="classifier", epochs=1)
    user.settle()
    user.menu("Lesson", "Make a lesson…").trigger()
    editor = user.window.own_lessons.editor
    user.enter(editor.titles["en"], "Mine", end="")
    user.click(editor.add)
    editor.say["en"].setPlainText("How hard does sample 3 pull at w₂?")
    assert not editor.blank.isVisible()
    user.choose(editor.kind, 5)
    assert editor.blank.blank() == Blank("after", parameter="w1")
    assert not editor.blank.sample.isVisible()
    user.choose(editor.blank.column, COLUMNS.index("pull"))
    user.choose(editor.blank.parameter, 1)
    for field, typed, fault in (
        ("sample", "third", "ask.sample = third: must be a whole number"),
        ("sample", "0", "ask.sample = 0: must be between 1 and"),
        ("sample", "3", ""),
        ("tolerance", "little", "ask.tolerance = little: must be a number"),
        ("tolerance", "-1", "ask.tolerance = −1: must be between 0 and"),
        ("tolerance", "0.02", ""),
    ):
        user.enter(getattr(editor.blank, field), typed, end="")
        editor.reveal["en"].setPlainText("So hard.")
        user.click(editor.preview)
        assert fault in editor.fault.text()
        assert bool(fault) == bool(editor.fault.text())
    ask(tmp_path / "mine.lrlesson")
    user.click(editor.save)
    (stage,) = open_lesson(tmp_path / "mine.lrlesson").stages
    assert stage.ask.blank == Blank("pull", 3, "w2", 0.02)
    editor.list.setCurrentRow(0)
    user.choose(editor.blank.column, 0)
    assert not editor.blank.parameter.isVisible()
    assert editor.blank.blank() == Blank("z", 3, "", 0.02)
    user.click(editor.save)
    user.click(editor.close_button)


@pytest.mark.parametrize(
    ("problem", "columns"),
    [
        ("descent", ("g", "step", "after")),
        ("regression", ("z", "error", "pull", "g", "step", "after")),
        ("classifier", COLUMNS),
    ],
)
def test_of_each_problem_there_are_other_numbers(problem, columns):
    assert columns_of(Experiment(problem=problem)) == columns


def test_the_goal_of_a_lesson_of_the_program_is_shown_and_can_go(user, ask, tmp_path):
    user.window.lessons.open("eta-1")
    user.settle()
    user.menu("Lesson", "Change this lesson…").trigger()
    editor = user.window.own_lessons.editor
    last = len(lesson("eta-1").stages) - 1
    editor.list.setCurrentRow(last)
    goal = lesson("eta-1").stages[last].goal
    assert editor.goal.goal() == goal is not None
    user.choose(editor.goal.problem, 0)
    ask(tmp_path / "other.lrlesson")
    user.click(editor.save)
    assert open_lesson(tmp_path / "other.lrlesson").stages[last].goal is None
    user.click(editor.close_button)


def test_the_folder_of_own_lessons_stands_in_the_menu(user, tmp_path):
    from lrgui.core.files.lesson_files import save_lesson
    from lrgui.session.settings import LESSONS

    save_lesson(tmp_path / "a & b.lrlesson", lesson("around-one"))
    (tmp_path / "bad.lrlesson").write_text("{}")
    user.window.settings.set(LESSONS, str(tmp_path))
    menu = user.window.menus.own_lessons
    menu.aboutToShow.emit()
    assert [action.text() for action in menu.actions() if action.text()] == ["a && b", "bad", "Another folder…"]
    menu.actions()[0].trigger()
    user.settle()
    assert user.session.lesson == "a & b"


def test_a_handout_is_written(user, ask, tmp_path):
    assert not user.actions["handout"].isEnabled()
    user.window.lessons.open("eta-1")
    user.settle()
    for name in ("handout", "handout-answers"):
        ask(tmp_path / f"{name}.pdf")
        user.actions[name].trigger()
    sizes = [(tmp_path / f"{name}.pdf").stat().st_size for name in ("handout", "handout-answers")]
    assert 5_000 < sizes[0] < sizes[1]


@pytest.mark.parametrize("way", ["button", "escape", "cross"])
def test_it_goes_at_once_or_asks_once_where_something_is_not_saved(user, way):
    window = user.window

    def leave():
        editor = window.own_lessons.editor
        if way == "button":
            user.click(editor.close_button)
        elif way == "escape":
            user.key("Esc", editor)
        else:
            editor.close()
        user.settle()

    window.own_lessons.new()
    leave()
    assert window.own_lessons.editor is None
    window.own_lessons.new()
    user.click(window.own_lessons.editor.add)
    leave()
    assert window.own_lessons.editor.isVisible()
    assert window.own_lessons.editor.fault.text() == "The lesson is not saved. Close once more, and it is gone."
    leave()
    assert window.own_lessons.editor is None
