"""Lines of a log, in words: what a script prints step by step, Keras's progress lines, and what comes at the end."""

from __future__ import annotations

import re
from collections.abc import Sequence

from lrgui.core.problems.registry import PROBLEMS
from lrgui.core.tables.compare.headings import CLASSIFIER_ONLY, column_of
from lrgui.core.tables.compare.printed_row import END, NUMBER, ORDINAL, SIGN, Printed, Row, number_of, whole

_AFTER = re.compile(r"\bafter\s+([0-9]{1,9})\s+steps?\b", re.IGNORECASE)
_STEP = re.compile(
    r"(?:\b(?:steps?|iter(?:ation)?|update)|步数?|次数)\s*[:=：#]?\s*([0-9]{1,9})(?![.0-9])", re.IGNORECASE
)
_EPOCH = re.compile(r"(?:\bepochs?|轮数?|轮次)\s*[:=：#\[]?\s*([0-9]{1,9}(?:\.[0-9]{1,6})?)(?![.0-9])", re.IGNORECASE)
_LINK = re.compile(r"(?:\s+is\s|\s*[=:：为是]|\s)\s*\$?$")
_LABEL = re.compile(r"(?:[^\W\d]\w* )?(?:[^\W\d]\w*|∇)$")
_BY_HAND = re.compile(rf"({SIGN}?[0-9.]+)\s*[-−]\s*([0-9.]+)\s*[*×·]\s*\([^()]*\)\s*=\s*({SIGN}?[0-9.]+)")
_BEGINNING = re.compile(r"[\s\[(<*#>|-]*")
# "训练集: loss 0.23, accu 0.87, 验证集: loss 0.19, accu 0.92": what follows is of these data.
_DATA = re.compile(
    r"(?P<train>训练集?|\btrain(?:ing)?(?: set)?)\s*:|"
    r"(?P<validation>验证集?|测试集|\bval(?:id(?:ation)?)?(?: set)?)\s*:",
    re.IGNORECASE,
)

_PROGRESS_EPOCH = re.compile(r"\s*Epoch\s+([0-9]{1,9})\s*/\s*[0-9]{1,9}\s*", re.IGNORECASE)
_PROGRESS = re.compile(r"\s*([0-9]{1,9})/([0-9]{1,9})\s*(?:\[[=>.\s]*\]|[━╸╺─]+|(?=-\s|[0-9]+m?s\b))")
_FIGURE = re.compile(r"([A-Za-z_]{1,40}):\s*")

_WEIGHTS = re.compile(
    r"(?<![A-Za-z0-9_])(?:(?:权重值?|\bweights?)\s*[wW]?|[wW])\s*(?:[=:为是]|\bare\b|\bis\b)\s*(?=\[)"
)
_BIAS = re.compile(r"(?<![A-Za-z0-9_])(?:(?:偏置值?|\bbias)\s*[bB]?|[bB])\s*(?:[=:为是]|\bis\b)\s*\[{0,2}\s*")
_PARAMETER = re.compile(r"(?<![A-Za-z0-9_])(?:w_?(?P<w>[12])|(?P<b>b))\s*[=:]\s*", re.IGNORECASE)
_ARRAY = re.compile(r"[\[\]\s,;]*")
_SAMPLE = re.compile(r"(?:测试)?样本\s*([0-9]{1,2})(?![0-9])|\bsample\s*#?\s*([0-9]{1,2})(?![0-9])", re.IGNORECASE)
_POINT = re.compile(r"[\[(]\s*([0-9.]{1,20})(?:\s*,\s*|\s+)([0-9.]{1,20})\s*[\])]")
_PREDICTION = re.compile(r"(?:预测值?|概率|predict(?:ion|ed)|probability|\bp)\s*(?:[为是=:]|\bis\b)?\s*(\[?)\s*", re.I)


class LogReader:
    """Reads lines in words, one after the other; every method gives what a line holds, or None.

    Rows with an epoch that is printed as a whole number come as they are printed: which checkpoint of the epoch each
    is of shows only beside the others.
    """

    def __init__(self, problem: str, samples: Sequence[tuple[float, float]] = ()) -> None:
        self._problem = problem
        self._samples = list(samples)
        self._count = 0  # of updates by hand that name no step
        self._epoch: int | None = None  # of the progress lines that follow
        self._batches: str | None = None  # of these, in an epoch
        self._open = 0  # numbers of an array of weights that goes on in the next line

    # Steps and epochs

    def by_hand(self, number: int, line: str) -> Row | None:
        """w − η·(gradient) = new w. What is in brackets is not looked at."""
        match = _BY_HAND.search(line) if PROBLEMS[self._problem].parameters == ("w",) else None
        if match is None:
            return None
        numbers = [Printed(*match.span(i + 1), c) for i, c in enumerate(("w_before", "learning_rate", "w_after"))]
        if not all(NUMBER.fullmatch(line[p.start : p.end]) for p in numbers):
            return None
        named = [
            Printed(*span, "w_before")
            for span in (m.span() for m in NUMBER.finditer(line, 0, match.start()))
            if self._label(line, span[0]) == "w"
        ]
        step = ORDINAL.search(line) or _STEP.search(line)
        self._count += step is None  # without a step they are in order
        return Row(number, whole(step[1]) if step else self._count, False, (*named, *numbers))

    def in_words(self, number: int, line: str, found: list[tuple[int, int]]) -> Row | None:
        """A line that names its step or epoch, and its numbers."""
        after, step = _AFTER.search(line), ORDINAL.search(line) or _STEP.search(line)
        epoch = _EPOCH.search(line)
        match = after or step or epoch
        if match is None or (not PROBLEMS[self._problem].on_data and CLASSIFIER_ONLY.search(line)):
            return None
        numbers = self._labelled(line, [span for span in found if not match.start() <= span[0] < match.end()])
        first = _BEGINNING.match(line)
        if first is not None and first.end() < match.start():  # prose, or a line that begins with its learning rate
            numbers = [n for n in numbers if n.column != "learning_rate"]
        if not numbers:
            return None
        if after is not None:  # the example counts from 0 and prints after the update
            return Row(number, whole(after[1]) + 1, False, tuple(numbers))
        if step is not None:
            return Row(number, whole(step[1]), False, tuple(numbers))
        within = "" if "." in match[1] else "always" if self._both_data(line) else "repeated"
        return Row(number, float(match[1]), True, tuple(numbers), within=within)

    @staticmethod
    def _both_data(line: str) -> bool:
        """Whether training and validation data are named as the book does, which counts epochs from 0."""
        return {m[0][0] for m in _DATA.finditer(line)} >= {"训", "验"}

    def _labelled(self, line: str, found: list[tuple[int, int]]) -> list[Printed]:
        numbers: list[Printed] = self._arrays(line) if PROBLEMS[self._problem].on_data else []
        data = [(m.end(), m.lastgroup) for m in _DATA.finditer(line)]
        taken = {n.column for n in numbers}
        for start, end in found:
            column = self._label(line, start)
            if column is None or column in ("step", "epoch", "run", "weights"):
                continue
            if column.startswith("train_"):
                here = [name for at, name in data if at <= start]
                # "training loss = …, accuracy = …; validation loss = …, accuracy = …"
                again = column in taken and any(c.startswith("validation_") for c in taken)
                if (here and here[-1] == "validation") or again:
                    column = column.replace("train_", "validation_")
            taken.add(column)
            numbers.append(Printed(start, end, column.replace("chosen_", "")))
        return sorted(numbers)

    def _label(self, line: str, start: int) -> str | None:
        """The column that the words right before a number name."""
        before = line[max(0, start - 40) : start]
        link = _LINK.search(before)
        match = _LABEL.search(before, 0, link.start()) if link else None
        if match is None:
            return None
        return column_of(match[0], self._problem) or column_of(match[0].split()[-1], self._problem)

    # Keras

    def progress(self, number: int, line: str) -> Row | None:
        """What Keras prints while it trains.

        "Epoch 3/50", and "160/160 [====] - 0s 1ms/step - loss: 0.22 - val_loss: 0.18" of the epoch named before.

        A line within an epoch has no number that could be compared. A line of no epoch, if it is the only one, is taken
        for the last one of the training.
        """
        epoch = _PROGRESS_EPOCH.fullmatch(line)
        if epoch is not None:
            self._epoch = int(epoch[1])
            return Row(number, 0, False, ())
        match = _PROGRESS.match(line)
        if match is None or not PROBLEMS[self._problem].on_data:
            return None
        numbers = []
        for label in _FIGURE.finditer(line, match.end()):
            value, column = NUMBER.match(line, label.end()), column_of(label[1], self._problem)
            if value is not None and column is not None and column.endswith(("_loss", "_accuracy")):
                numbers.append(Printed(*value.span(), column.replace("train_", "fitted_train_")))
        if match[1] != match[2] or not numbers:
            return Row(number, 0, False, ())
        if self._batches not in (None, match[2]):  # an evaluation after the training
            return None
        self._batches = match[2]
        if self._epoch is None:
            return Row(number, END, False, tuple(numbers), within="only")
        return Row(number, self._epoch, True, tuple(numbers))

    # What is printed when training is over

    def parameters(self, number: int, line: str) -> Row | None:
        """w, b or the prediction of a test sample, of no step that is named."""
        if not PROBLEMS[self._problem].on_data:
            return None
        numbers = self._rest_of_weights(line) or self._sample(line) or self._arrays(line) or self._single(line)
        chosen = tuple(n._replace(column="chosen_" + n.column) for n in numbers)
        return Row(number, END, False, chosen) if chosen else None

    def _arrays(self, line: str) -> list[Printed]:
        """Weights and bias in brackets, as NumPy prints them."""
        numbers = []
        weights = _WEIGHTS.search(line)
        if weights is not None:
            spans, end = _array(line, weights.end())
            text = line[weights.end() : end]
            closed = text.count("[") == text.count("]")
            if len(spans) == 2 and closed:
                numbers += [Printed(*span, f"w{i + 1}") for i, span in enumerate(spans)]
            elif len(spans) == 1 and not closed and end == len(line):
                self._open = 1
                numbers.append(Printed(*spans[0], "w1"))
        bias = _BIAS.search(line, weights.end() if weights else 0)
        value = NUMBER.match(line, bias.end()) if bias else None
        if bias is not None and value is not None and ("[" in bias[0] or "偏" in bias[0] or numbers):
            spans, _ = _array(line, value.start())
            numbers += [Printed(*value.span(), "b")] if len(spans) == 1 else []
        return numbers

    def _rest_of_weights(self, line: str) -> list[Printed]:
        opened, self._open = self._open, 0
        spans, end = _array(line, 0)
        whole_line = _ARRAY.fullmatch(line, end)
        return [Printed(*spans[0], "w2")] if opened and len(spans) == 1 and whole_line else []

    def _single(self, line: str) -> list[Printed]:
        """w1 = …, w2 = …, b = … in one line."""
        numbers = []
        for match in _PARAMETER.finditer(line):
            value = NUMBER.match(line, match.end())
            if value is not None:
                numbers.append(Printed(*value.span(), f"w{match['w']}" if match["w"] else "b"))
        return numbers

    def _sample(self, line: str) -> list[Printed]:
        """The test sample is the one at the point that is printed or, without a point, the one of that number."""
        match = _SAMPLE.search(line)
        if match is None:
            return []
        index = int(match[1] or match[2])
        point = _POINT.search(line, match.end())
        if point is not None:
            place = number_of(point[1]), number_of(point[2])
            index = self._samples.index(place) + 1 if place in self._samples else 0
        said = _PREDICTION.search(line, point.end() if point else match.end())
        value = NUMBER.match(line, said.end()) if said else None
        if said is None or value is None or not 1 <= index <= len(self._samples):
            return []
        if said[1] and not re.match(r"\s*\]", line[value.end() : value.end() + 9]):
            return []  # [1.03667-30] is no number
        return [Printed(*value.span(), f"sample{index}")]


def _array(line: str, start: int) -> tuple[list[tuple[int, int]], int]:
    """Where the numbers of an array are, and where it ends."""
    spans: list[tuple[int, int]] = []
    depth = 0
    while True:
        gap = _ARRAY.match(line, start)
        end = gap.end() if gap else start
        for i in range(start, end):
            depth += {"[": 1, "]": -1}.get(line[i], 0)
            if depth <= 0 and line[i] == "]":
                return spans, i + 1
        value = NUMBER.match(line, end)
        if value is None:
            return spans, end
        spans.append(value.span())
        start = value.end()
