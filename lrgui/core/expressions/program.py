"""Expressions as short programs of NumPy's operations, in which every common part is computed once."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from lrgui.core.expressions.lowering import lowered
from lrgui.core.expressions.tree import UFUNCS, Node, W
from lrgui.core.model.types import Array

Gradient = Callable[[Array, Any, Array], None]


class Program:
    """Expressions, ready to be evaluated together. Each step is (operation, operands), operands by their number.

    The first numbers are the `variables`, `constants` follow, and then the results of the steps; `results` are the
    numbers of what the expressions come to.

    >>> from lrgui.core.expressions.parser import parse
    >>> Program(parse("2w + 2"))(np.array([5.0, -1.0]))
    array([12.,  0.])
    """

    def __init__(self, *trees: Node, variables: tuple[Node, ...] = (W,)) -> None:
        trees = tuple(map(lowered, trees))
        order: list[Node] = []
        seen: set[Node] = set(variables)
        for tree in trees:
            self._collect(tree, order, seen)
        constants = [node for node in order if node.constant]
        steps = [node for node in order if not node.constant]
        numbers = {node: i for i, node in enumerate([*variables, *constants, *steps])}
        self.inputs = len(variables)
        self.constants = tuple(node.value for node in constants)
        self.steps = tuple((UFUNCS[node.op], tuple(numbers[part] for part in node.args)) for node in steps)
        self.results = tuple(numbers[tree] for tree in trees)

    @classmethod
    def _collect(cls, node: Node, order: list[Node], seen: set[Node]) -> None:
        """All parts, operands first; what has no variable in it is one number."""
        if node in seen:
            return
        seen.add(node)
        if not node.constant:
            for part in node.args:
                cls._collect(part, order, seen)
        order.append(node)

    def __call__(self, w: Array) -> Array:
        """The value at w, elementwise and in its precision; nan or inf, without a warning, where there is none."""
        return self.values(np.asarray(w))[0]

    def values(self, *variables: Array) -> tuple[Array, ...]:
        """The same of all expressions, at variables of one shape and precision."""
        # A step on numbers that do not lie side by side may round otherwise than one on those of training.
        inputs = [np.asarray(each, order="C") for each in variables]
        shape, dtype = variables[0].shape, variables[0].dtype
        values: list[Any] = [*inputs, *map(dtype.type, self.constants)]
        with np.errstate(all="ignore"):
            for operation, operands in self.steps:
                values.append(operation(*(values[i] for i in operands)))
        return tuple(np.array(np.broadcast_to(values[i], shape), dtype) for i in self.results)

    def in_place(self, shape: tuple[int, ...], dtype: np.dtype[np.floating]) -> Gradient:
        """A function (w, anything, out) that writes the one value at w into `out`, all of this shape and precision.

        It allocates nothing and broadcasts nothing, and gives the same bits as a call.
        """
        values: list[Any] = [None, *(np.full(shape, c, dtype) for c in self.constants)]
        if not self.steps:
            source = values[self.results[0]]
            return lambda w, _batch, out: np.copyto(out, w if source is None else source)
        values += [np.empty(shape, dtype) for _ in self.steps[:-1]]
        first = len(self.constants) + 1
        steps = [
            _step(operation, [values[i] for i in operands], values[first + i])
            for i, (operation, operands) in enumerate(self.steps[:-1])
        ]
        operation, operands = self.steps[-1]
        last, of_w = _step(operation, [values[i] for i in operands])

        def run(w: Array, _batch: Any, out: Array) -> None:
            for step, into in steps:
                if into is None:
                    step()
                else:
                    step(w, into)
            if of_w is None:
                last(out)
            else:
                last(w, out)

        return run

    def in_place_together(self, runs: int, dtype: np.dtype[np.floating]) -> Gradient:
        """A function (parameters, anything, out) for as many expressions as there are variables, both (runs, d).

        Each column of `out` is what an expression comes to. As `in_place`: nothing is allocated, and the same bits.
        """
        if (factors := self._factors()) is not None:
            multiplied = np.full((runs, self.inputs), factors, dtype)

            def multiply(parameters: Array, _batch: Any, out: Array) -> None:
                np.multiply(parameters, multiplied, out)

            return multiply
        given, made = np.empty((self.inputs, runs), dtype), np.empty((len(self.results), runs), dtype)
        values: list[Any] = [*given, *(np.full(runs, c, dtype) for c in self.constants)]
        first = len(values)
        for number in range(first, first + len(self.steps)):
            last = [row for row, result in zip(made, self.results, strict=True) if result == number]
            values.append(last[0] if last else np.empty(runs, dtype))
        steps = [
            partial(operation, *(values[i] for i in operands), values[first + i])
            for i, (operation, operands) in enumerate(self.steps)
        ]
        for row, result in zip(made, self.results, strict=True):
            if values[result] is not row:  # a variable or a number, or the same as another one
                steps.append(partial(np.copyto, row, values[result]))
        columns, copy = made.T, np.copyto

        def run(parameters: Array, _batch: Any, out: Array) -> None:
            copy(given, parameters.T)
            for step in steps:
                step()
            copy(out, columns)

        return run

    def _factors(self) -> list[float] | None:
        """Of expressions that are each a number times its own variable: one product for all is quicker."""
        first = self.inputs + len(self.constants)
        products = {
            first + i: operands for i, (operation, operands) in enumerate(self.steps) if operation is np.multiply
        }
        found = []
        for variable, result in enumerate(self.results):
            number = min(set(products.get(result, ())) - {variable}, default=first)
            if variable not in products.get(result, ()) or not self.inputs <= number < first:
                return None
            found.append(self.constants[number - self.inputs])
        return found


# What a loop as short as this calls is bound in C where it can be: a Python function more at every step would be felt.
_COMMUTATIVE = (np.add, np.multiply)
_LATER = np.empty(0)  # stands for an array that is given when a step is made


def _step(operation: np.ufunc, operands: list[Any], into: Array = _LATER) -> tuple[Callable[..., Any], Array | None]:
    """One operation, of which an operand that is None is w, and the array to be given with w: `into`, None without w.

    Without w the step writes into what it was made with.
    """
    if all(operand is not None for operand in operands):
        return partial(operation, *operands, *([] if into is _LATER else [into])), None
    if len(operands) == 1:
        return operation, into
    a, b = operands
    if a is not None:
        return partial(operation, a), into
    if b is None:
        return (lambda w, out: operation(w, w, out)), into
    if operation in _COMMUTATIVE:
        return partial(operation, b), into
    return (lambda w, out: operation(w, b, out)), into
