"""`--run`: a run with settings of its own, beside those that the other options give all runs."""

from __future__ import annotations

import argparse
import shlex
from dataclasses import replace
from typing import Any

from lrgui.cli.complaints import UsageError
from lrgui.cli.options.functions import start_of
from lrgui.cli.options.runs import RUN_OPTIONS
from lrgui.cli.options.values import typed_pair, typed_value
from lrgui.cli.parser import option
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import PASSED_ON, Run, usual_colour

_STARTS = ("start", "start_weights")
_SWITCHES = ("staircase", "bias_correction")
_FIELDS = ("name", "learning_rate", *RUN_OPTIONS, *_SWITCHES, "batch_size", "seed", *_STARTS)
_FLAGS = {"": True, "yes": True, "true": True, "no": False, "false": False}


def key_of(field: str) -> str:
    """A field as it is typed in `--run`: as its option, without dashes before it."""
    return option(field)[2:]


def add_race_argument(group: argparse._ArgumentGroup) -> None:
    """Its option."""
    group.add_argument(
        "--run",
        metavar="KEY=VALUE[,KEY=VALUE…]",
        action="append",
        help="a run with settings of its own; may be given several times, the other options are those of all runs."
        f" Keys are {', '.join(map(key_of, _FIELDS))}; a comma in a value is quoted as in a shell:"
        " 'start=\"3,1\"' or start=3\\,1",
    )


def race_of(given: dict[str, Any], base: Experiment, defaults: tuple[Run, ...], problem: str) -> tuple[Run, ...]:
    """The runs that are asked for by `--run`, in the place of those of `base`. Raises `UsageError`.

    defaults: the runs that the other options mean; problem: the one that is computed, which says what a start is.
    """
    if len(defaults) > 1 and "learning_rate" in given:
        raise UsageError(f"--run {given['run'][0]}: together with several learning rates; give each run its own")
    return tuple(_run(text, i, base, defaults[0], problem) for i, text in enumerate(given["run"]))


def _run(text: str, number: int, base: Experiment, default: Run, problem: str) -> Run:
    values: dict[str, Any] = {"name": "", "colour": usual_colour(number)}
    typed: dict[str, str] = {}  # field: the key that it was typed with
    for part in _parts(text):
        key, _, value = part.partition("=")
        field = key.strip().replace("-", "_")
        if field not in _FIELDS or key.strip() != key_of(field):
            raise UsageError(f"--run {text}: {key.strip() or repr(key)} is none of {', '.join(map(key_of, _FIELDS))}")
        try:
            found = _values(field, value.strip(), problem)
        except InvalidValue as error:
            raise UsageError(f"--run {text}: {key.strip()} {error.explanation()}") from error
        values |= found
        typed |= dict.fromkeys(found, key.strip())
    try:
        run = replace(default, **values)
    except InvalidValue as error:
        key = typed.get(error.field, key_of(error.field))
        raise UsageError(f"--run {text}: {key} {error.explanation()}") from error
    # What is as all have it is no setting of its own.
    same = (name for name, value in run.own.items() if name in PASSED_ON and getattr(base, name) == value)
    shared: dict[str, Any] = dict.fromkeys(same)
    return replace(run, **shared)


def _values(field: str, value: str, problem: str) -> dict[str, Any]:
    if field in _SWITCHES:
        if value not in _FLAGS:
            raise InvalidValue(field, value, "flag")
        return {field: _FLAGS[value]}
    if field == "start":
        return start_of(value, problem)
    if field == "start_weights":
        return typed_pair(field, value, ("start_w1", "start_w2"), "-5,5")
    return {field: value if field == "name" else typed_value(field, value)}


def _parts(text: str) -> list[str]:
    """What stands between the commas that no quotes and no \\ protect."""
    parts = shlex.shlex(text, posix=True)
    parts.whitespace, parts.whitespace_split, parts.commenters = ",", True, ""
    try:
        found = list(parts)
    except ValueError as error:
        raise UsageError(f"--run {text}: a quotation mark has no other, or nothing follows \\") from error
    if not found:
        raise UsageError(f"--run {text or repr(text)}: must be KEY=VALUE, such as learning-rate=0.1,batch-size=10")
    return found
