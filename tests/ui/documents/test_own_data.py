"""Data of one's own in the window: import with a preview, paste, drop, export, and what is wrong with them."""

import json

import pytest
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QFileDialog, QMessageBox

from lrgui.core.files.document import Document, save_file
from lrgui.core.model.experiment import Experiment
from lrgui.core.problems.own_data import own_data, reading
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.session.recovery import Recovery
from lrgui.ui.documents import reading_dialog
from lrgui.ui.documents.data_dialog import DataDialog
from lrgui.ui.documents.openable import begins_wrong
from lrgui.ui.documents.reading_dialog import ReadingDialog
from lrgui.ui.widgets.sliced_work import SlicedWork

TABLE = "size;price;rooms;sold\n" + "".join(f"{i},5;{i * i % 17};{i % 4};{'ny'[i % 3 == 0]}\n" for i in range(30))


def shown(user, kind):
    user.wait(lambda: not any(work.running for work in user.window.findChildren(SlicedWork)))
    user.settle()
    return next((child for child in user.window.findChildren(kind) if child.isVisible()), None)


@pytest.fixture
def table(tmp_path):
    path = tmp_path / "houses.csv"
    path.write_text(TABLE, "utf-8")
    return path


def choose(user, choice, code):
    user.choose(choice, choice._codes.index(code))


def test_a_table_is_looked_at_and_its_columns_are_chosen(user, table):
    session = user.session
    session.load(Experiment(problem="descent", batch_size=100))
    user.window.drops.dropped.emit([table])
    dialog = shown(user, DataDialog)
    assert [dialog.preview.horizontalHeaderItem(i).text() for i in range(4)] == [
        "size → x₁", "price → x₂", "rooms", "sold → Label",
    ]  # fmt: skip
    assert dialog.preview.verticalHeaderItem(0).text() == "2"  # the line in the file
    assert (dialog.delimiter.code, dialog.decimal.code, dialog.header.isChecked()) == (";", ",", True)
    choose(user, dialog.columns["x2"], "2")
    assert session.experiment.data == "school-district"  # nothing is taken yet
    user.click(dialog.import_button)
    shown(user, DataDialog)
    assert shown(user, DataDialog) is None
    experiment = session.experiment
    assert (experiment.problem, experiment.batch_size) == ("classifier", 24)
    assert experiment.data.columns == ("size", "rooms", "sold")
    assert user.window.docks["boundary"].panel.plot.marks().x_title == "size"
    assert user.experiment_box.choices["data"].placeholderText() == "houses.csv"
    session.undo()
    assert (session.experiment.problem, session.experiment.data) == ("descent", "school-district")


def test_what_is_wrong_is_said_in_the_dialog_and_nothing_changes(user, table):
    table.write_text(TABLE.replace("29,5;", "many;"), "utf-8")
    before = user.session.experiment
    user.window.own_data.open(table)
    dialog = shown(user, DataDialog)
    user.click(dialog.import_button)
    shown(user, DataDialog)
    assert dialog.said.text() == "houses.csv: row 31, column size: “many” is not a number"
    choose(user, dialog.columns["x"], "2")  # another column is good
    assert dialog.said.text() == ""
    choose(user, dialog.decimal, ".")
    assert user.session.experiment is before
    user.click(dialog.cancel_button)
    assert user.session.experiment is before
    assert not user.session.can_undo


def test_what_cannot_be_a_table_is_said_at_once(user, tmp_path):
    for name, content in (("gone.csv", None), ("empty.csv", b" \n")):
        if content is not None:
            (tmp_path / name).write_bytes(content)
        user.window.own_data.open(tmp_path / name)
        box = shown(user, QMessageBox)
        assert box.text().startswith(f"These data cannot be taken: {name}: ")
        box.close()
        user.settle()
    (tmp_path / "sheet.csv").write_bytes(b"PK\x03\x04...")
    user.window.own_data.open(tmp_path / "sheet.csv")
    dialog = shown(user, DataDialog)
    assert "is a spreadsheet or an archive; save it as CSV first" in dialog.said.text()
    assert not dialog.import_button.isEnabled()
    user.click(dialog.cancel_button)


def test_data_are_pasted_and_exported(user, tmp_path, monkeypatch):
    QGuiApplication.clipboard().setText("a\tb\tk\n" + "".join(f"{i}\t{i % 3}\t{i > 4}\n" for i in range(10)))
    user.window.actions_by_name["paste-data"].trigger()
    dialog = shown(user, DataDialog)
    user.click(dialog.import_button)
    shown(user, DataDialog)
    data = user.session.experiment.data
    assert (data.name, data.classes, len(data.labels)) == ("Pasted data", ("False", "True"), 10)
    path = tmp_path / "out.csv"
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (str(path), ""))
    user.window.actions_by_name["export-data"].trigger()
    assert path.read_text("utf-8").splitlines()[:2] == ["a,b,k", "0.0,0.0,False"]


@pytest.fixture
def large(table, tmp_path, monkeypatch):
    """The table as large data of an experiment file."""
    for module in (own_data, reading):
        monkeypatch.setattr(module, "MOST_WHOLE", 20)
    data = reading.Reading(reading.read_bytes(table), table.name, str(table)).complete()
    save_file(tmp_path / "mine.lrgui", Document(Experiment(problem="classifier", data=data, epochs=2)))
    return data


def test_large_data_are_read_with_a_bar_that_can_be_cancelled(user, large, tmp_path, monkeypatch):
    monkeypatch.setattr(reading_dialog, "_AT_ONCE", 0)
    before, asked = user.session.experiment, tmp_path / "mine.lrgui"
    for open_it in (
        user.window.files.open,
        user.window.files.open_recent,
        lambda path: user.window.drops.dropped.emit([path]),
    ):
        open_it(asked)
        [dialog] = [each for each in user.window.findChildren(ReadingDialog) if each.isVisible()]
        user.click(dialog.cancel)
        assert shown(user, ReadingDialog) is None
        assert (user.session.experiment, user.window.documents.path) == (before, None)
    user.window.presenting.give((asked,), user.window.files.replace)
    presenter = user.window.presenting.presenter
    assert begins_wrong(asked) is None
    user.click(presenter.findChild(ReadingDialog).cancel)  # over what covers the window
    assert (user.session.experiment, presenter.keys.talk.number) == (before, -1)
    presenter.close()
    (tmp_path / "copies").mkdir()
    copy = tmp_path / "copies" / "1.recovery"
    copy.write_bytes(b"null\n" + asked.read_bytes())
    for _ in range(2):
        user.window.files.recovering._offer(list(Recovery(copy.parent).leftovers()))
        box = shown(user, QMessageBox)
        user.click(next(button for button in box.buttons() if button.text() == "Recover"))
        [dialog] = [each for each in user.window.findChildren(ReadingDialog) if each.isVisible()]
        user.click(dialog.cancel)
        assert (user.session.experiment, copy.exists()) == (before, True)  # and it is offered again
    lesson = {"format": "lrgui-lesson", "version": 1, "title": {"en": "Mine"}, "stages": [{"say": {"en": "Look."}}]}
    lesson["experiment"] = Experiment(problem="classifier", data=large, epochs=3).to_dict()
    (tmp_path / "mine.lrlesson").write_text(json.dumps(lesson), "utf-8")
    user.window.files.open(tmp_path / "mine.lrlesson")
    assert shown(user, ReadingDialog) is None
    assert (user.session.experiment.data, user.session.experiment.epochs) == (large, 3)
    user.window.files.open(asked)  # they are known by now
    assert (user.session.experiment.epochs, user.window.documents.path) == (2, asked)


def test_large_data_that_were_moved_are_asked_for(user, table, large, tmp_path, monkeypatch):
    moved = table.rename(tmp_path / "moved.csv")
    user.window.files.open(tmp_path / "mine.lrgui")
    box = shown(user, QMessageBox)
    assert "“mine.lrgui” keeps its data in a file of their own" in box.text()
    assert user.session.experiment == Experiment()
    other = tmp_path / "other.csv"
    other.write_text(TABLE + "1,5;2;3;n\n", "utf-8")
    answers = [str(other), str(moved)]
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (answers.pop(0), ""))
    user.click(box.defaultButton())
    box = shown(user, QMessageBox)
    assert "its checksum is another one" in box.text()
    user.click(box.defaultButton())
    user.settle()
    found = user.session.experiment.data
    assert isinstance(found, OwnData)
    assert (found, found.source.path) == (large, str(moved))
