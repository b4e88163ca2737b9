"""Data of one's own: every table that people have is read, and what is wrong is said with row and column."""

import json
import os

import numpy as np
import pytest

from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.document import Document, read, write
from lrgui.core.files.unread_data import unread_data
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.datasets import dataset_of, training_size
from lrgui.core.problems.own_data import own_data, reading
from lrgui.core.problems.own_data.faults import DataFault
from lrgui.core.problems.own_data.layout import ENCODINGS, Columns, Layout, column_number
from lrgui.core.problems.own_data.own_data import OwnData
from lrgui.core.problems.own_data.reading import Reading, read_bytes
from lrgui.core.tables.records import data_csv
from lrgui.core.training.history import History

POINTS = [[1.5, -2.0], [0.25, 3.0], [4.0, 0.5], [1e-3, 7.0], [-6.5, 2.5], [2.0, 2.0]]
LABELS = [0, 1, 1, 0, 1, 0]
ROWS = [(x, y, label) for (x, y), label in zip(POINTS, LABELS, strict=True)]


def table(delimiter=",", mark=".", head=("width", "height", "kind"), labels=("no", "yes"), end="\n"):
    rows = [
        [str(x).replace(".", mark), str(y).replace(".", mark), labels[k]]
        for (x, y), k in zip(POINTS, LABELS, strict=True)
    ]
    return end.join(delimiter.join(row) for row in ([list(head)] if head else []) + rows) + end


def taken(text, name="mine.csv", **given):
    data = text if isinstance(text, bytes) else text.encode()
    return Reading(data, name, **given).complete()


READ = {
    "commas": table(),
    "semicolons": table(";"),
    "decimal commas": table(";", ","),
    "tabs": table("\t"),
    "tabs and decimal commas": table("\t", ","),
    "bars": table("|"),
    "blanks": table(" "),
    "many blanks": table("   ", end="  \n"),
    "no header": table(head=None),
    "numbers as labels": table(labels=("-1", "1")),
    "upside down": table(labels=("2", "10")),
    "truth": table(labels=("False", "True")),
    "quoted": '"width","height","kind"\n' + "".join(f'"{x}", "{y}", "{k}"\n' for x, y, k in ROWS),
    "Windows": table(end="\r\n"),
    "old Mac": table(end="\r"),
    "no end": table().rstrip("\n"),
    "empty lines": table().replace("\n", "\n\n"),
    "comment": "# measured on a Friday\n" + table(),
    "marked": b"\xef\xbb\xbf" + table().encode(),
    "Chinese": table(head=("宽", "高", "类别"), labels=("否", "是")),
    "GB18030": table(head=("宽", "高", "类别"), labels=("否", "是")).encode("gb18030"),
    "UTF-16": table(";", ",", head=("宽", "高", "类别")).encode("utf-16"),
    "blanks in names": table(";", head=("width of it", "height", "the kind")),
    "minus": table().replace("-", "−"),
}


@pytest.mark.parametrize("case", READ)
def test_tables_as_people_have_them(case):
    data = taken(READ[case])
    assert data.points.tolist() == POINTS
    assert data.labels.tolist() == LABELS


def test_names_are_those_of_the_header_or_numbers():
    data = taken(READ["GB18030"])
    assert (data.columns, data.classes) == (("宽", "高", "类别"), ("否", "是"))
    assert taken(READ["no header"]).columns == ("1", "2", "3")


def test_long_and_broken_names_are_made_short_and_whole():
    long = "width " * 300
    text = f'"{long}","two\nlines",kind\n' + "".join(f"{i},{i * i},{'x' * 500}{i % 2}\n" for i in range(8))
    data = taken(text)
    assert data.columns == ("width " * 9 + "wid…", "two lines", "kind")
    assert data.classes == ("x" * 57 + "… (1)", "x" * 57 + "… (2)")
    experiment = Experiment(data=data, batch_size=1)
    assert read(write(Document(experiment))).experiment == experiment


def test_columns_are_found_among_others_and_can_be_chosen():
    head = "id;name;length;width;label;note"
    rows = [f"{i};n{i};{i}.5;{i * i};{'ab'[i % 2]};{'pq'[i % 2]}" for i in range(8)]
    text = "\n".join([head, *rows])
    found = Reading(text.encode(), "mine.csv")
    assert found.columns == Columns(0, 2, 4)  # the first numbers; of two that could be labels the one that is called so
    chosen = taken(text, columns=Columns(3, 2, 5))
    assert chosen.columns == ("width", "length", "note")
    assert chosen.points[3].tolist() == [9.0, 3.5]
    assert column_number("width", found.names, "x") == column_number(" 4 ", found.names, "x") == 3
    assert column_number("2", ["3", "2", "1"], "x") == 1  # a name counts more than a number
    for text, rule in (("breadth", "no_column"), ("0", "no_column"), ("7", "no_column"), ("²", "no_column")):
        with pytest.raises(DataFault) as caught:
            column_number(text, found.names, "x")
        assert caught.value.rule == rule


def test_the_layout_can_be_said():
    text = "1,5;2;a\n2,5;3;b\n3,5;4;a\n1,0;1;b\n2,0;2;a\n"
    assert taken(text).points[0].tolist() == [1.5, 2.0]
    with pytest.raises(DataFault, match="row 1, column 1: “1,5” has a decimal comma"):
        taken(text, layout=Layout("utf-8", ";", ".", False), columns=Columns(0, 1, 2))


# What is wrong

GOOD = table()
LINES = GOOD.splitlines()


def changed(row, text):
    """The good table with another row, counted from 1 as in an editor."""
    return "\n".join([*LINES[: row - 1], text, *LINES[row:]]) + "\n"


MALFORMED = {
    "nothing": ("", "mine.csv: there is nothing in it"),
    "blank lines": ("\n \n\n", "there is nothing in it"),
    "comments only": ("# a\n# b\n", "there is nothing in it"),
    "spreadsheet": (b"PK\x03\x04rest", "is a spreadsheet or an archive; save it as CSV first"),
    "old spreadsheet": (b"\xd0\xcf\x11\xe0rest", "is a spreadsheet or an archive"),
    "binary": (b"1,2,a\n3,\x00,b\n", "row 2: there is a zero byte"),
    "no encoding": (GOOD.encode() + b"1,2,\xff\xff\n", "row 8: the text is neither UTF-8 nor GB18030"),
    "half a character": (GOOD.encode() + b"1,2," + b"\xe6", "row 8: the text is neither UTF-8 nor GB18030"),
    "half of UTF-16": (GOOD.encode("utf-16")[:-1], "row 7: the text is not in utf-16"),
    "one column": ("a\n1\n2\n", "row 1: there is 1 column, and three are needed"),
    "two columns": ("1,2\n3,4\n", "row 1: there are"),
    "prose": ("Dear Sir or Madam\nit is late\n", "columns"),
    "no numbers": ("a,b,c\nd,e,f\ng,h,i\n", "choose the columns"),
    "no labels": ("1,2,3\n4,5,6\n7,8,9\n", "choose the columns"),
    "a short row": (changed(4, "4.0,0.5"), "row 4: there are 2 cells, and not 3 as before"),
    "a long row": (changed(4, "4.0,0.5,yes,no"), "row 4: there are 4 cells, and not 3 as before"),
    "a decimal comma": (changed(4, "4,0,0.5,yes"), "row 4: there are 4 cells"),
    "a word": (changed(5, "tall,7.0,no"), "row 5, column width: “tall” is not a number"),
    "a word in the second": (changed(5, "1,tall,no"), "row 5, column height: “tall” is not a number"),
    "two points": (changed(5, "1.2.3,7,no"), "row 5, column width: “1.2.3” is not a number"),
    "a unit": (changed(5, "3 m,7,no"), "row 5, column width: “3 m” is not a number"),
    "a group": (changed(5, "1_000,7,no"), "row 5, column width: “1_000” is not a number"),
    "a formula": (changed(5, "=A1+1,7,no"), "row 5, column width: “=A1+1” is not a number"),
    "hexadecimal": (changed(5, "0x10,7,no"), "row 5, column width: “0x10” is not a number"),
    "a percentage": (changed(5, "5%,7,no"), "row 5, column width: “5%” is not a number"),
    "an error of a spreadsheet": (changed(5, "#DIV/0!,7,no"), "row 5, column width: “#DIV/0!” is not a number"),
    "a hole": (changed(5, "1,,no"), "row 5, column height: a number is missing"),
    "a hole of blanks": (changed(5, "1,  ,no"), "row 5, column height: a number is missing"),
    "nan": (changed(5, "nan,7,no"), "row 5, column width: “nan” is not a finite number"),
    "NA": (changed(5, "NA,7,no"), "row 5, column width: “NA” is not a number"),
    "inf": (changed(5, "inf,7,no"), "row 5, column width: “inf” is not a finite number"),
    "overflow": (changed(5, "1e999,7,no"), "row 5, column width: “1e999” is not a finite number"),
    "too large": (changed(5, "1e12,7,no"), "row 5, column width: “1e12” is too large; numbers reach from −1e+09"),
    "too small": (changed(5, "1,-1e12,no"), "row 5, column height: “-1e12” is too large"),
    "no label": (changed(5, "1,7,"), "row 5, column kind: a label is missing"),
    "a blank label": (changed(5, "1,7, "), "row 5, column kind: a label is missing"),
    "a third label": (changed(7, "1,7,maybe"), "row 7, column kind: “maybe” is a third label, after “no” and “yes”"),
    "a label in capitals": (changed(7, "1,7,No"), "row 7, column kind: “No” is a third label"),
    "a long third label": (changed(7, f"1,7,{'x' * 200}"), "x…” is a third label"),
    "one label": (GOOD.replace("yes", "no"), "column kind: all rows have the label “no”; two are needed"),
    "few rows": ("x,y,k\n1,2,a\n3,4,b\n", "there are 2 rows, and at least 5 are needed"),
    "a header only": ("x,y,k\n", "choose the columns"),
    "an open quote": (changed(5, '"1,7,no'), "a quotation mark is opened and not closed"),
    "text after a quote": (changed(5, '"1"2,7,no'), "row 5: a quotation mark is opened and not closed"),
    "a long cell": (changed(5, f"1,7,{'x' * 20_000}"), "row 5: a cell has more than 10,000 characters"),
    "many columns": (",".join("1" * 1200) + "\n", "row 1: there are more than 1000 columns"),
    "points among commas": (
        table(";", ",").replace("4,0", "4.25"), "row 4, column width: “4.25” has a decimal point",
    ),
    "twice the header": (changed(4, LINES[0]), "row 4, column width: “width” is not a number"),
    "a sum below": (GOOD + "sum,14,\n", "row 8, column width: “sum” is not a number"),
    "a sheet below": (GOOD + "\nx;y\n", "row 9: there is 1 cell, and not 3 as before"),
    "a web page": ("<html><body>\n<h1>404, not found</h1>\n</body></html>\n", "column"),
    "JSON": ('{"a": [1, 2, 3],\n "b": [4, 5, 6]}\n', "row"),
    "a script": ("import os\nos.remove('x')\nprint(1, 2, 3)\n", "column"),
}  # fmt: skip


@pytest.mark.parametrize("case", MALFORMED)
def test_what_is_wrong_is_said_in_one_sentence_with_its_place(case):
    text, said = MALFORMED[case]
    columns = Columns(0, 1, 2) if said.startswith("row") and "column" in said and "there are" not in said else None
    with pytest.raises(DataFault) as caught:
        taken(text, columns=columns)
    sentence = str(caught.value)
    assert said in sentence
    assert sentence.startswith("mine.csv: ")
    assert "\n" not in sentence
    assert len(sentence) < 200


def test_there_are_fifty_of_them():
    assert len(MALFORMED) >= 50


def test_files_that_are_none(tmp_path):
    with pytest.raises(DataFault, match="there is no such file"):
        read_bytes(tmp_path / "gone.csv")
    with pytest.raises(DataFault, match="cannot be read"):
        read_bytes(tmp_path)
    with open(tmp_path / "large.csv", "wb") as file:
        file.truncate(501_000_000)  # a hole, which takes no room
    with pytest.raises(DataFault, match=r"is larger than 500 MB"):
        read_bytes(tmp_path / "large.csv")


def test_the_same_column_twice():
    with pytest.raises(DataFault, match="height: is chosen twice"):
        taken(GOOD, columns=Columns(1, 1, 2))


# In slices, and in memory


def test_reading_in_slices_comes_to_the_same_and_knows_how_far_it_is():
    rows = "".join(f"{i * 0.37 % 5},{i * 0.11 % 3},{i % 7 == 0}\n" for i in range(9000))
    whole = taken(rows)
    parts = Reading(rows.encode(), "mine.csv")
    shares = [parts.progress]
    while not parts.advance(0.0):
        shares.append(parts.progress)
    assert shares == sorted(shares)
    assert len(shares) >= 5
    assert shares[1] == pytest.approx(2000 / 9000, abs=0.05)
    assert parts.progress == 1.0
    assert parts.result() == whole
    assert whole.points.shape == (9000, 2)


# In an experiment


def own(count=40, name="mine.csv"):
    random = np.random.RandomState(1)
    points = random.normal(size=(count, 2))
    return OwnData(name, ("width", "height", "kind"), ("no", "yes"), points, (points.sum(axis=1) > 0).astype(float))


def test_small_data_stand_whole_in_the_file():
    experiment = Experiment(problem="classifier", data=own(), epochs=2)
    text = write(Document(experiment))
    assert read(text).experiment == experiment
    stored = json.loads(text)["experiment"]["data"]
    assert stored["classes"] == ["no", "yes"]
    assert stored["points"][0] == [*experiment.data.points[0].tolist(), experiment.data.labels[0]]
    assert read(text).experiment != experiment.edited(data=own(41))
    assert "OwnData 'mine.csv'" in repr(experiment)


def test_training_knows_them():
    experiment = Experiment(problem="classifier", data=own(), epochs=30, runs=(Run(0.5),))
    history = History(experiment).complete()
    assert history.evaluation(history.classifier.total).train_accuracy[0] > 0.9
    assert history.model.data.features == ("width", "height")
    assert dataset_of(experiment).training_size == 32
    with pytest.raises(InvalidValue, match="must not be larger than the 32 training samples"):
        experiment.edited(batch_size=33)


def test_large_data_stand_by_path_and_checksum(tmp_path, monkeypatch):
    for module in (own_data, reading):
        monkeypatch.setattr(module, "MOST_WHOLE", 30)
    path = tmp_path / "large.csv"
    path.write_text("".join(data_csv(Experiment(data=own()))), "utf-8")
    data = Reading(read_bytes(path), "large.csv", str(path)).complete()
    experiment = Experiment(problem="classifier", data=data, epochs=2)
    text = write(Document(experiment))
    assert len(text) < 3000
    assert read(text).experiment == experiment
    file = tmp_path / "mine.lrgui"
    file.write_bytes(text)
    assert unread_data(file) is None  # they are known
    os.utime(path, (0, 0))
    waiting = unread_data(file)
    assert (waiting.name, waiting.size, waiting.progress) == ("large.csv", path.stat().st_size, 0)
    assert waiting.complete() == data
    assert unread_data(file) is None
    path.write_text(path.read_text("utf-8") + "1,2,no\n", "utf-8")
    with pytest.raises(DamagedFile, match="its checksum is another one"):
        read(text)
    path.unlink()
    with pytest.raises(DamagedFile, match=r"large.csv: there is no such file: .*large.csv"):
        read(text)
    with pytest.raises(DataFault, match="there are more than 30 rows"):
        Reading("".join(data_csv(Experiment(data=own()))).encode(), "pasted").complete()


def test_what_is_exported_is_read_again_as_the_same():
    data = OwnData("mine.csv", ("a, b", 'say "x"', "#kind"), ("no; never", "yes"), own().points, own().labels)
    again = taken("".join(data_csv(Experiment(data=data))))
    assert again == data
    noisy = Experiment(data="label-noise", seed=3)
    again = taken("".join(data_csv(noisy)))
    assert np.array_equal(again.points, dataset_of(noisy).points)
    assert np.array_equal(again.labels, dataset_of(noisy).labels)


LAID_OUT = {
    "layout": {"encoding": "utf-8", "delimiter": ",", "decimal": ".", "header": True},
    "chosen": [0, 1, 2],
    "sha256": "ab",
}
DAMAGED = [
    ({"points": []}, "data.columns"),
    ({"columns": ["a", "b"]}, "data.columns"),
    ({"classes": ["a", 1]}, "data.classes"),
    ({"name": 3}, "data.name"),
    ({"points": "none"}, "data.points"),
    ({"points": [[1, 2, 0]]}, "data"),
    ({"points": [[1, 2, 0], [1, 2]] * 5}, "data.points[1]"),
    ({"points": [[1, 2, 0], [1, 2, 2]] * 5}, "data.points[1]"),
    ({"points": [[1, 2, 0], [1, "2", 1]] * 5}, "data.points[1].x2"),
    ({"points": [[1, 2, 0], [1, 1e12, 1]] * 5}, "data.points[1].x2"),
    ({"points": [[1, 2, 0]] * 5, "plane": [[0, 1], [1, 1]]}, "data.plane"),
    ({"points": [[1, 2, 0]] * 5, "plane": [0, 1]}, "data.plane"),
    ({"colour": 1}, "data"),
    ({"path": 3}, "data.path"),
    ({"path": "x.csv"}, "data.layout"),
    ({"path": "x.csv", **LAID_OUT, "sha256": ["ab"]}, "data.sha256"),
    ({"path": "a\0b", **LAID_OUT}, "data"),
    ({"path": "/dev", **LAID_OUT}, "data"),
    ({"path": "x.csv", **LAID_OUT, "chosen": [0, 1, True]}, "data.chosen"),
    ({"path": "x.csv", **LAID_OUT, "layout": {"encoding": ["utf-8"]}}, "data.layout.encoding"),
]


@pytest.mark.parametrize(("parts", "field"), DAMAGED)
def test_damaged_data_in_a_file(parts, field):
    base = {"name": "mine", "columns": ["a", "b", "c"], "classes": ["no", "yes"]}
    if "columns" not in parts and field == "data.columns":
        base.pop("columns")
    data = {"format": "lrgui experiment", "version": 2, "experiment": {"data": {**base, **parts}}}
    with pytest.raises(DamagedFile) as caught:
        read(json.dumps(data).encode())
    assert caught.value.field == field


def test_very_large_data_are_taken_whatever_a_batch_is():
    many = own(300_000)
    assert training_size(many) == 240_000
    with pytest.raises(InvalidValue, match="would make 12,000,000 updates"):
        Experiment(problem="classifier", data=many, batch_size=1)


@pytest.mark.parametrize("encoding", ENCODINGS)
@pytest.mark.parametrize("written", ENCODINGS)
def test_any_encoding_may_be_chosen_for_any_text(encoding, written):
    """Words come out wrong, or it is said: nothing else happens."""
    layout = Layout(encoding, ",", ".", False)
    if written == "utf-16" and encoding != "utf-16":
        with pytest.raises(DataFault, match="row 1: "):
            Reading(GOOD.encode(written), "mine.csv", None, layout)
    elif encoding == "utf-16" and written != "utf-16":
        with pytest.raises(DataFault, match="row 1: the text is not in utf-16"):
            Reading(GOOD.encode(written), "mine.csv", None, layout)
    else:
        assert Reading(GOOD.encode(written), "mine.csv", None, layout).rows
