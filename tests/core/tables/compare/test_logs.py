"""The book's log and table, Keras's progress lines, other people's commas: read whole, in pieces, and not guessed."""

from __future__ import annotations

import contextlib
import re
import time
from pathlib import Path

import numpy as np
import pytest

from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.classifier import stable_loss
from lrgui.core.problems.datasets import epoch_order
from lrgui.core.tables.compare.comparison import compare
from lrgui.core.tables.formats import table_text
from lrgui.core.tables.results import runs_table, steps_table
from lrgui.core.training.history import History

BOOK = (Path(__file__).parents[3] / "data" / "seed_000.txt").read_text(encoding="utf-8")
RATES = (0.01, 0.1, 0.5, 1, 10, 50)
PLACES = ("0.2 0.8", "0.4 0.9", "0.6 0.5")
EPOCHS = 6


@pytest.fixture(scope="module")
def race():
    return History(Experiment(problem="classifier", runs=tuple(map(Run, RATES)), epochs=EPOCHS)).complete()


def log(history, run):
    """What the book's program would print of a run at its end."""
    end = history.classifier.total
    lines = []
    for update in (end - 80, end):
        a, b, c, d = (float(figure[run]) for figure in history.evaluation(update))
        lines.append(f"Epoch {EPOCHS - 1}, 训练集: loss {a:.6f}, accu {b:.6f}, 验证集: loss {c:.6f}, accu {d:.6f}")
    best = history.best(end).parameters
    w1, w2, b = best[run]
    lines += [f"权重值 w = [[{w1:.4f}] [ {w2:.4f}]]", f"偏置值 b = [[{b:.4f}]]"]
    for i, p in enumerate(history.model.predict(best, history.model.data.samples)[run]):
        lines.append(f"测试样本{i + 1}：地理位置在 [{PLACES[i]}] 的房子分类预测值为 [{p:.6g}]  < 0.5, 不是学区房。")
    return lines


def table(history):
    """Our figures as the book's Table 5.5.1."""
    end = history.classifier.total
    figures, best = history.evaluation(end), history.best(end).parameters
    samples = history.model.predict(best, history.model.data.samples)
    lines = ["|学习率|误差|准确率|权重值|样本2的预测值|", "|-|-|-|-|-|"]
    for i, rate in enumerate(RATES):
        w1, w2, b = best[i]
        loss, accuracy = figures.train_loss[i], figures.train_accuracy[i]
        lines.append(f"|{rate} |{loss:.3f}|{accuracy:.3f}|$w=[{w1:.2f},{w2:.2f}],b={b:.2f}$|{samples[i, 1]:.2f}|")
    return lines


def keras(history, run, bar, *, mean=True):
    """What Keras prints during a training: its loss is the mean over the batches, each before its update."""
    model, lines = history.model, []
    for epoch in range(1, EPOCHS + 1):
        loss, accuracy, val_loss, val_accuracy = (float(x[run]) for x in history.evaluation(160 * epoch))
        if mean:
            losses, hits = [], []
            order = epoch_order(history.experiment.seed, epoch - 1, 1600)
            for i, batch in enumerate(order.reshape(160, 10)):
                z = model.train_x[batch] @ history.classifier.at(160 * (epoch - 1) + i)[run]
                losses.append(stable_loss(z, model.train_y[batch]))
                hits.append(np.mean((z > 0) == (model.train_y[batch] > 0.5)))
            loss, accuracy = np.mean(losses), np.mean(hits)
        lines.append(f"Epoch {epoch}/{EPOCHS}")
        lines.append(
            "  1/160 [....] - ETA: 9s - loss: 0.6931 - accuracy: 0.4\x08\x08\r 80/160 [==>..] - ETA: 0s - loss: 0.5\r"
            f"{bar} - loss: {loss:.4f} - accuracy: {accuracy:.4f} - val_loss: {val_loss:.4f} "
            f"- val_accuracy: {val_accuracy:.4f}"
        )
    return "\n".join(lines)


def agree(text, history, run=2):
    """How many numbers agree, where none differs and every line is understood."""
    found = compare(text, history, run)
    assert (found.differing, found.missed, found.beyond, found.absent) == (0, 0, 0, ())
    pasted = ["".join(segment.text for segment in line) for line in found.lines]
    assert "\n".join(pasted) == re.sub("\r\n|\r", "\n", text)
    return found.compared


# The book


def test_the_book_itself():
    """Every number but 1.03667-30, which is none, and with the run that its block names."""
    history = History(Experiment(problem="classifier", runs=tuple(map(Run, RATES)), epochs=50)).complete()
    found = compare(BOOK, history, 0)
    assert (found.compared, found.missed, found.beyond) == (6 * (8 + 3 + 3) - 1 + 6 * 6, 1, 0)
    assert found.runs == (0, 1, 2, 3, 4, 5)
    first = BOOK.split("\n").index("权重值 w = [[-9.0069] [ 8.2579]]")
    best = history.best(8000).parameters[1]
    assert [s.ours for s in found.lines[first] if s.ours] == [f"{best[0]:.4f}", f"{best[1]:.4f}"]


def test_a_log_of_ours_in_the_book_s_words(race):
    text = "\n".join(f"#### 学习率为 {rate}\n" + "\n".join(log(race, i)) for i, rate in enumerate(RATES))
    assert agree(text + "\n" + "\n".join(table(race)), race, 0) == 6 * 14 + 6 * 6


@pytest.mark.parametrize(
    ("first", "last", "numbers"),
    [(0, 2, 8), (1, 2, 4), (2, 3, 2), (3, 4, 1), (2, 4, 3), (4, 7, 3), (5, 6, 1), (0, 7, 14)],
)
def test_pieces_are_of_the_selected_run(race, first, last, numbers):
    assert agree("\n".join(log(race, 2)[first:last]), race) == numbers


@pytest.mark.parametrize(
    "name", ["学习率为 10 时", "η = 10", "lr=10, batch 10", "learning_rate: 10.0", "SGD(learning_rate=1e1)"]
)
def test_a_block_is_of_the_run_that_it_names(race, name):
    found = compare("\n".join([name, *log(race, 4)]), race, 0)
    assert (found.compared, found.differing, found.runs) == (14, 0, (4,))


def test_a_rate_of_no_run_is_said(race):
    found = compare("\n".join(["学习率为 0.3", *log(race, 2), "学习率为 0.5", *log(race, 2)]), race, 0)
    assert (found.compared, found.differing, found.runs, found.absent) == (14, 0, (2,), ("0.3",))
    found = compare("\n".join([*table(race)[:2], "|0.02|0.1|0.9|$w=[1,2],b=3$|0.5|"]), race, 0)
    assert (found.compared, found.absent) == (0, ("0.02",))


def test_half_epochs(race):
    """A log that was cut in the middle of an epoch."""
    lines = []
    for update in range(80, 161 * EPOCHS, 80):
        a, b, c, d = (float(figure[2]) for figure in race.evaluation(update))
        epoch = (update - 1) // 160
        lines.append(f"Epoch {epoch}, 训练集: loss {a:.6f}, accu {b:.6f}, 验证集: loss {c:.6f}, accu {d:.6f}")
    for cut in (lines, lines[1:], lines[:-1], lines[3:8]):
        assert agree("\n".join(cut), race) == 4 * len(cut)


def test_weights_over_two_lines(race):
    assert agree("\n".join(log(race, 2)).replace("] [", "]\n ["), race) == 14


def test_weights_of_the_last_checkpoint(race):
    """At η = 50 they are not the best ones."""
    w = race.classifier.at(160 * EPOCHS)[5]
    assert not np.array_equal(w, race.best(160 * EPOCHS).parameters[5])
    found = compare(f"w = [[{w[0]:.4f}] [{w[1]:.4f}]]\nb = [[{w[2]:.4f}]]", race, 5)
    assert (found.compared, found.differing, found.readings) == (3, 0, ("last",))


@pytest.mark.parametrize(
    "text",
    [
        "w = [[1] [2] [3]]",
        "样本7：预测值为 [0.3]",
        "测试样本1：地理位置在 [0.3 0.8] 的房子分类预测值为 [0.5]",
        "[1.03667-30]",
    ],
)
def test_what_is_no_figure_of_ours(race, text):
    with pytest.raises(InvalidValue):
        compare(text, race, 0)


def test_steps_beyond_the_run(race):
    found = compare(
        "\n".join(log(race, 2)) + "\nη = 0.5\nEpoch 49, 训练集: loss 0.1, accu 1, 验证集: loss 0.1, accu 1", race, 2
    )
    assert (found.compared, found.differing, found.beyond) == (14, 0, 4)


# Table 5.5.1


def test_rows_of_the_table(race):
    lines = table(race)
    assert agree("\n".join([lines[0], lines[4]]), race, 0) == 6
    assert agree("\n".join(lines[4:6]), race, 0) == 12  # without its heading
    separate = "学习率\t损失函数\t准确率\t权重\t偏置\t测试样本1\n"
    end = race.best(160 * EPOCHS).parameters[1]
    assert (
        agree(
            separate + f"0.1\t{race.evaluation(960).train_loss[1]:.4f}\t\t[{end[0]:.2f}, {end[1]:.2f}]\t{end[2]:.2f}\t",
            race,
        )
        == 4
    )


@pytest.mark.parametrize(
    "change",
    [
        lambda line: line.strip("|").replace("|", "\t"),
        lambda line: line.strip("|").replace("|", " ").replace("$", ""),
        lambda line: line.strip("|").replace("|", " ").replace("$", "").replace("=[", " = [ ").replace(",", " , "),
        lambda line: line.strip("|").replace("|", "\t").replace("$", "").replace("w", "𝑤").replace("-", "−"),
    ],
)
def test_the_table_from_a_page(race, change):
    assert agree("\n".join(change(line) for line in table(race) if "|-|" not in line), race, 0) == 36


@pytest.mark.parametrize("form", ["csv", "tsv", "md", "latex"])
def test_our_own_table_of_runs(race, form):
    assert agree("".join(table_text(runs_table(race), form)), race, 3) == 6 * 16


# Characters


@pytest.mark.parametrize(
    "characters",
    [
        {0x21 + i: 0xFF01 + i for i in range(94)},
        {"-": "−"},
        {"-": "–", " ": "\xa0"},
        {"0": "0\u200b", "E": "\ufeffE", "[": "[\u2060"},
    ],
)
def test_characters_of_pages(race, characters):
    assert agree("\n".join(log(race, 2)).translate(str.maketrans(characters)), race) == 14


def test_a_wrong_digit_is_marked_where_it_was_pasted(race):
    line = log(race, 2)[3]
    digit = line[-4]
    wrong = line[:-4] + ("1" if digit != "1" else "2") + line[-3:]
    fullwidth = wrong.translate({0x21 + i: 0xFF01 + i for i in range(94)}).replace("＝", "＝\u200b")
    found = compare(fullwidth, race, 2)
    assert "".join(s.text for s in found.lines[0]) == fullwidth
    marked = next(s for s in found.lines[0] if s.ours)
    assert marked.text == fullwidth[-4:-2]
    assert marked.ours == line[line.index("[[") + 2 : -2]


# Decimal commas


@pytest.mark.parametrize("separator", [";", "\t", "|", " & "])
def test_tables_with_decimal_commas(race, separator):
    text = "".join(table_text(steps_table(race, None, 2), "csv"))
    assert agree(text.replace(",", separator).replace(".", ","), race) == agree(text, race) > 80


def test_logs_with_decimal_commas(race):
    found = compare("\n".join(log(race, 2)).replace(".", ","), race, 2)
    assert (found.compared, found.differing) == (14, 0)
    found = compare("η = 0,5\nw = [[-1,25] [2,5]]\nloss 0,25; b = -0,75", race, 0)
    assert next(s.ours for s in found.lines[1] if s.ours).count(",") == 1


def test_commas_that_are_no_decimal_commas():
    h = History(Experiment(problem="descent", runs=(Run(1.5),), updates=40)).complete()
    w, loss = h.descent.at(11)[0, 0], (h.descent.at(11)[0, 0] + 1) ** 2
    assert agree("step,w\n0,5\n1,-13", h, 0) == 2  # a list
    assert agree(f"step 11: w = {w:,.2f}, loss = {loss:,.3f}", h, 0) == 2  # thousands
    assert w < -1000
    with pytest.raises(InvalidValue):
        compare("step 11: w = -1,234", h, 0)  # either


# Keras


@pytest.mark.parametrize(
    "bar",
    [
        "160/160 [==============================] - 0s 1ms/step",
        "\x1b[1m160/160\x1b[0m \x1b[32m━━━━━━━━━━━━━━━━━━━━\x1b[0m\x1b[37m\x1b[0m \x1b[1m0s\x1b[0m 1ms/step",
        "160/160 - 0s - 2ms/step",
    ],
)
@pytest.mark.parametrize("mean", [True, False])
def test_progress_lines_of_keras(race, bar, mean):
    text = keras(race, 2, bar, mean=mean)
    assert agree(text, race) == 4 * EPOCHS
    assert compare(text, race, 2).readings == (("mean",) if mean else ("end",))
    assert agree("\n".join(text.split("\n")[-2:]), race) == 4  # the last epoch
    assert agree(text.replace(": 0.", ": 0,"), race) == 4 * EPOCHS
    assert agree(text.split("\r")[-1], race) == 4  # a line that names no epoch is taken for the last one


def test_progress_lines_without_their_epochs_are_not_guessed(race):
    line = keras(race, 2, "160/160 [====] - 0s 1ms/step").split("\r")[-1]
    found = compare("\n".join([*log(race, 2), line, line]), race, 2)
    assert (found.compared, found.missed) == (14, 2)


@pytest.mark.parametrize(
    "piece", ["|0.5|1|1|$w=[1,2],b=3$|4|\n", "权重值 w = [[1] [2]]\n", "样本1[0.2 0.8]p=", "\x1b[", "0,5;", "w=["]
)
def test_the_time_grows_with_the_text_only(race, piece):
    began = time.process_time()
    with contextlib.suppress(InvalidValue):
        compare((piece * 60_000)[:60_000], race, 0)
    assert time.process_time() - began < 5  # at most half a second; what is quadratic takes much longer
