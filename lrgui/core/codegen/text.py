"""What scripts are written with: blocks of lines, the constants at the top, the header."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable
from functools import partial

from lrgui.core.codegen.plan import Plan
from lrgui.core.model.counted import counted
from lrgui.core.model.run import Run
from lrgui.core.training.script_parts import number

WIDTH = 110
_CALL = WIDTH - 20  # of a call, which stands behind a name and is indented
QUIET = 'np.seterr(all="ignore")  # what is too large becomes inf or nan, without a warning'


class Constants:
    """The constants at the top of a script. One with another value later in the run says from which update on."""

    def __init__(self) -> None:
        self._values: dict[str, tuple[str, str]] = {}

    def name(self, name: str, text: str, comment: str = "", start: int = 0) -> str:
        """Registers `name` = `text` and returns the name to use, which differs if the name is already taken."""
        for known, (value, _) in self._values.items():
            if value == text and known.split("_FROM_")[0] == name:
                return known
        used = f"{name}_FROM_{start}" if name in self._values else name
        self._values[used] = (text, comment)
        return used

    def lines(self) -> list[str]:
        """The lines that define the constants, in the order in which they were named."""
        return [f"{name} = {text}" + (f"  # {about}" if about else "") for name, (text, about) in self._values.items()]


def script(*blocks: Iterable[str]) -> str:
    """Blocks of lines, one after the other; those of no lines are left out. Functions stand apart."""
    text = ""
    before = False
    for block in blocks:
        lines = list(block)
        if not lines:
            continue
        function = lines[0].startswith(("def ", "class "))
        if text:
            text += "\n\n\n" if function or before else "\n\n"
        text += "\n".join(lines)
        before = function
    return text + "\n"


def indented(lines: Iterable[str]) -> list[str]:
    """The lines four spaces further to the right; empty ones stay empty."""
    return [f"    {line}" if line else "" for line in lines]


def broken(before: str, expression: str) -> list[str]:
    """`before` and an expression, such as "return" and what is returned: on one line, or a term of its sum on each."""
    line = f"{before} {expression}"
    terms = _terms(expression)
    if len(line) <= WIDTH or len(terms) == 1:
        return [line]
    return [f"{before} (", *indented(terms), ")"]


def call(name: str, arguments: list[str]) -> str:
    """name(arguments), on lines of their own where one would be too long."""
    text = ", ".join(arguments)
    return f"{name}({text})" if len(name) + len(text) < _CALL else "\n".join([f"{name}(", *_each(arguments), ")"])


def _each(arguments: list[str]) -> list[str]:
    return [f"    {argument}," for argument in arguments]


def _terms(expression: str) -> list[str]:
    """The terms of a sum, each but the first with its sign."""
    terms, depth = [""], 0
    for i, character in enumerate(expression):
        depth += (character in "([") - (character in ")]")
        if depth == 0 and character in "+-" and expression[i - 1 : i + 2] == f" {character} ":
            terms.append("")
        terms[-1] += character
    return [term.strip() for term in terms]


# The header


def _schedule(plan: Plan, run: Run) -> str:
    schedule = run.pace
    text = schedule.name if schedule.description is None else schedule.description(run, partial(period, plan))
    return f"{text}, anew" if run.schedule_from and not schedule.constant else text


def _optimizer(run: Run) -> str:
    optimizer = run.rule
    settings = ", ".join(s.form.format(s.letter, number(getattr(run, s.field))) for s in optimizer.said(run))
    return f"{optimizer.name} ({settings})" if settings else optimizer.name


def period(plan: Plan, epochs: float) -> str:
    """A period in words; of a function an epoch is one update."""
    unit = "epoch" if plan.kind.on_data else "update"
    return counted(number(epochs), f"{unit}|{unit}s")


def header(plan: Plan, needs: str = "") -> list[str]:
    """The comment that names the problem, the settings and what the script `needs`."""
    e, first = plan.experiment, plan.rates[0].run
    if not plan.kind.on_data:
        origin = zip(plan.kind.parameters, plan.kind.origin(e), strict=True)
        start = ", ".join(f"{name} = {number(value)}" for name, value in origin)
        frame = f"{counted(plan.total, 'update|updates')} from {start}"
    else:
        frame = f"batches of {e.batch_size}, {counted(e.epochs, 'epoch|epochs')}, seed {e.seed}"
        if e.order_seed != e.seed:
            frame += f", order of seed {e.order_seed}"
        if plan.starts_elsewhere:
            frame += f", from w1 = {number(e.start_w1)} and w2 = {number(e.start_w2)}"
    rate = f"η = {number(first.learning_rate)} ({_schedule(plan, first)})"
    sentences = [plan.kind.sentence(e), f"{rate}; {_optimizer(plan.rules[0].run)}; {frame}; {plan.dtype}."]
    edits: dict[int, list[str]] = {}
    for part in plan.rates[1:]:
        rate = f"η = {number(part.run.learning_rate)} ({_schedule(plan, part.run)})"
        edits.setdefault(part.start, []).append(rate)
    for part in plan.rules[1:]:
        edits.setdefault(part.start, []).append(_optimizer(part.run))
    sentences += [
        f"After {counted(at, 'update|updates')} it goes on with {', '.join(edits[at])}." for at in sorted(edits)
    ]
    sentences += [needs] if needs else []
    return [f"# {line}" for sentence in sentences for line in textwrap.wrap(sentence, WIDTH)]
