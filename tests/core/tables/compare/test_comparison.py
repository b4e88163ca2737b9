"""A printed table held against a run: exactly the digits that differ are marked."""

from __future__ import annotations

import contextlib
import random
import re
import time
from pathlib import Path

import pytest

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.tables.compare.comparison import MAX_LINES, MAX_TEXT, compare
from lrgui.core.tables.compare.headings import column_of
from lrgui.core.tables.formats import FORMATS, table_text, tensorflow_text
from lrgui.core.tables.records import curves_csv, steps_csv
from lrgui.core.tables.results import steps_table
from lrgui.core.training.history import History
from tests.sampling import rest

SEED_001 = (Path(__file__).parents[3] / "data" / "seed_001.txt").read_text(encoding="utf-8")
SEED_003 = """\
参数w初始化为5，学习率为0.2则:

| 次数   | 参数       | 结果                      |
|--------|------------|---------------------------|
| 第一次 | 参数w:5    | 5-0.2*(2*52)=2.6          |
| 第二次 | 参数w:2.6  | 2.6-0.2*(2*2.6+2)=1.16    |
| 第三次 | 参数w:1.16 | 1.16-0.2*(2*1.16+2)=0.296 |
| ....   | .....      | .....                     |
"""


def history(problem="descent", rate=0.2, **settings):
    return History(Experiment(problem=problem, runs=(Run(rate),), **{"epochs": 3, **settings})).complete()


def texts(comparison):
    return ["".join(segment.text for segment in line) for line in comparison.lines]


def wrong(comparison):
    """(line, column, text, ours) of everything that differs."""
    found = []
    for i, line in enumerate(comparison.lines):
        at = 0
        for segment in line:
            if segment.status == "differs":
                found.append((i, at, segment.text, segment.ours))
            at += len(segment.text)
    return found


def counts(comparison):
    return comparison.compared, comparison.differing


# The seeds


def test_seed_001_agrees_in_float32():
    found = compare(SEED_001, history(rate=0.3), 0)
    assert found.precision == "float32"
    assert counts(found) == (80, 0)
    assert (found.missed, found.first, found.shift) == (0, None, 0)
    assert "\n".join(texts(found)) == SEED_001


def test_seed_001_with_another_learning_rate():
    found = compare(SEED_001, history(rate=0.2), 0)
    assert found.differing > 20
    assert found.first == 1
    assert [(s.text, s.status, s.ours) for s in found.lines[0]] == [
        ("After 0 steps: w is ", "plain", ""),
        ("1.400000", "differs", "2.600000"),
        (" , loss is ", "plain", ""),
        ("5.759999", "differs", "12.960000"),
    ]


def test_seed_003():
    found = compare(SEED_003, history(), 0)
    assert counts(found) == (12, 0)
    assert found.precision == "float64"
    assert found.lines[4][1:-1] == (("5", "same", ""), ("    | ", "plain", ""), ("5", "same", ""), ("-", "plain", ""),
        ("0.2", "same", ""), ("*(2*52)=", "plain", ""), ("2.6", "same", ""))  # fmt: skip
    found = compare(SEED_003.replace("=1.16", "=1.18"), history(), 0)
    assert wrong(found) == [(5, 40, "8", "1.16")]
    assert found.first == 2


# What is understood


@pytest.mark.parametrize("digits", [None, 1, 4, 17])
@pytest.mark.parametrize("form", FORMATS)
@pytest.mark.parametrize(("problem", "rate"), [("descent", 0.3), ("descent", 30.0), ("classifier", 1.02)])
def test_every_format_of_ours(problem, rate, form, digits):
    h = history(problem, rate, updates=120)
    found = compare("".join(table_text(steps_table(h, None, 0), form, digits)), h, 0)
    assert counts(found) == ((120 * 6, 0) if problem == "descent" else (23 * 8 - 1, 0))
    assert (found.precision, found.shift, found.missed) == ("float64", 0, 0)


def test_csv_of_all_steps_holds_other_runs_too():
    h = History(Experiment(runs=(Run(0.2), Run(1.0)), epochs=2)).complete()
    for run in (0, 1):
        assert counts(compare("".join(steps_csv(h, "descent")), h, run, "descent")) == (41 * 3 + 40, 0)
        assert counts(compare("".join(steps_csv(h, "classifier")), h, run, "classifier")) == (321 * 3 + 320, 0)
        assert counts(compare("".join(curves_csv(h)), h, run, "classifier")) == (21 * 4, 0)


@pytest.mark.parametrize(
    ("text", "compared"),
    [
        ("2.6 12.96\n1.16 4.6656", 4),
        ("5\n2.6\n1.16", 3),
        ("1\t2.6\t12.96\n2\t1.16\t4.6656", 4),
        ("[2.6 12.96]\n[1.16 4.6656]", 4),
        ("   w  loss\n0 5.  36.\n1 2.6 12.96", 4),
        ("步,参数 w,损失,梯度\n0,5,36,12\n1,2.6,12.96,7.2", 6),
        ("| 步 | η | 更新前 w | 梯度 | 更新后 w |\n|--|--|--|--|--|\n| 1 | 0.2 | 5 | 12 | 2.6 |", 4),
        ("step 1: w = 2.6, loss = 12.96\nstep 2: w = 1.16, loss = 4.67", 4),
        ("第1步 参数：2.6 损失：12.96", 2),
        ("第一次 参数w:5\n第二次 参数w:2.6\n第十次 参数w：−0.9395", 3),
        ("step 40 loss 6.433×10⁻¹⁷\nstep 39 loss 1.787e-16", 2),
        ("After 1 steps: w is 2.6\nAfter 2 steps: w is 1.16", 2),
    ],
)
def test_ways_to_print_the_descent(text, compared):
    found = compare(text, history(), 0)
    assert counts(found) == (compared, 0)
    assert "\n".join(texts(found)) == text


@pytest.mark.parametrize(
    "text",
    [
        "epoch,val_loss,val_acc\n0.5,0.2160,89.5%\n1,0.1671,91.75%",
        "epoch 0.5: validation loss 0.2160 val_accuracy 0.895\nepoch 1: val_loss=0.1671 acc=0.925",
        "轮数 | 验证损失 | 验证准确率\n1 | 0.1671 | 0.9175\n1.5 | 0.1434 | 0.95",
    ],
)
def test_ways_to_print_the_classifier(text):
    assert counts(compare(text, history("classifier", 1.02), 0)) == (4, 0)


def test_what_float32_printed_is_told_from_float64():
    single = history(rate=0.3, precision="float32")
    text = "".join(table_text(steps_table(single, None, 0), "csv"))
    assert compare(text, history(rate=0.3), 0).precision == "float32"
    text = "".join(table_text(steps_table(history(rate=0.3), None, 0), "csv"))
    found = compare(text, single, 0)
    assert (found.precision, found.differing) == ("float64", 0)


def test_rates_that_no_float32_holds_are_told_apart():
    tiny, huge = (Run(rate) for rate in (1e-300, 1e300)), (Run(1e-320), Run(1e308))
    h = History(Experiment("descent", updates=2, runs=(*tiny, *huge))).complete()
    for run, rate in enumerate(("1e-300", "1e+300", "1e-320", "1e+308")):
        found = compare(f"learning_rate: {rate}\nstep 0: w = 5\nstep 1: w = {float(h.descent.at(1)[run, 0])!r}", h, 0)
        assert (found.runs, found.differing) == ((run,), 0), rate


def test_steps_that_the_run_has_not_are_left_alone():
    found = compare("step,w\n1,2.6\n41,7\n99999999999999,8\n1e400,8", history(), 0)
    assert counts(found) == (1, 0)


@pytest.mark.parametrize(
    ("name", "problem", "column"),
    [
        ("Loss", "descent", "loss"),
        ("$\\eta$", "descent", "learning_rate"),
        ("损失函数值", "descent", "loss"),
        ("∇loss", "descent", "gradient"),
        ("w（更新后）", "descent", "w_after"),
        ("损失函数loss的最小值会在", "descent", None),
        ("$w_1$", "classifier", "w1"),
        ("test accuracy", "classifier", "validation_accuracy"),
        ("训练集损失", "classifier", "train_loss"),
    ],
)
def test_headings(name, problem, column):
    assert column_of(name, problem) == column


# One wrong digit


@pytest.mark.parametrize("seed", [*range(5), *rest(range(5, 40))])
@pytest.mark.parametrize("kind", ["tensorflow", *FORMATS, "curves"])
def test_one_wrong_digit_is_marked_from_there_on(kind, seed):
    pick = random.Random(seed)
    h = history("classifier", 1.02) if kind == "curves" else history(rate=0.3, updates=12)
    if kind == "tensorflow":
        text = "".join(tensorflow_text(h, None, 0))
    else:
        text = "".join(table_text(steps_table(h, None, 0), "csv" if kind == "curves" else kind, 6))
    right = compare(text, h, 0)
    assert right.differing == 0
    lines = text.split("\n")
    numbers = [
        (i, sum(len(s.text) for s in line[:j]), s.text)
        for i, line in enumerate(right.lines)
        for j, s in enumerate(line)
        if s.status == "same"
    ]
    line, start, number = pick.choice(numbers)
    mantissa = re.match(r"[-0-9.]+", number)[0]
    place = pick.choice([i for i, c in enumerate(mantissa) if c.isdigit()])
    digit = pick.choice([d for d in "0123456789" if d != number[place]])
    changed = number[:place] + digit + number[place + 1 :]
    lines[line] = lines[line][:start] + changed + lines[line][start + len(number) :]
    found = compare("\n".join(lines), h, 0)
    if float(number.split()[0].split("e")[0]) == 0 and digit == "0":
        return
    assert wrong(found) == [(line, start + place, changed[place:], wrong(found)[0][3])]
    assert found.compared == right.compared
    assert texts(found) == lines


# Bad input


@pytest.mark.parametrize(
    "text", ["", "\n\n", "no numbers", "学习率过大", "1", "x = 5", "\x00\ud800", "step,w\n", "1 " * 9000]
)
def test_nothing_understood_is_one_sentence(text):
    with pytest.raises(InvalidValue, match="must be a printed table") as error:
        compare(text, history("classifier"), 0)
    assert "\n" not in str(error.value)


def test_limits():
    with pytest.raises(InvalidValue, match="between"):
        compare("1" * (MAX_TEXT + 1), history(), 0)
    with pytest.raises(InvalidValue, match="between"):
        compare("\n" * MAX_LINES, history(), 0)


@pytest.mark.parametrize("seed", range(30))
def test_garbage_never_raises_anything_else(seed):
    pick = random.Random(seed)
    words = re.findall(
        r"\w+|\W",
        "After steps step epoch w loss run 参数 第 一 十 次 is 5 −⁻⁷e nan inf ∞ ٣²|,\t&:=-×()*.%\u202f\u2028\ud800${}^",
    )
    words += ["2.6", "×10", "1e999", "\n", "\r", "\\infty", "\\times 10^{"]
    for h in (history(), history("classifier")):
        for _ in range(30):
            text = "".join(pick.choices(words, k=pick.randint(1, 200)))
            try:
                found = compare(text, h, 0)
            except InvalidValue:
                continue
            assert "\n".join(texts(found)) == re.sub("\r\n|\r", "\n", text)


@pytest.mark.parametrize(
    "piece", ["1 ", "w: ", "w=1,", "After 1 steps: w is 1\n", "第", "a", "\t", "1-", "第一次 1-1*((", "1 2 3\n"]
)
def test_the_time_grows_with_the_text_only(piece):
    h = history()
    for width in (100, 1900):
        line = (piece * width)[:width].rstrip("\n") + "\n"
        text = line * (60_000 // len(line))
        began = time.process_time()
        with contextlib.suppress(InvalidValue):
            compare(text, h, 0)
        assert time.process_time() - began < 5  # at most half a second; what is quadratic takes much longer
