"""What an expression in w, or in x and y, is once it is read: a tree of operations, each of them from a fixed list."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, field
from fractions import Fraction

import numpy as np

# The functions that may be called, by the name under which they are in a tree; all are also NumPy's names.
FUNCTIONS = (
    "sin",
    "cos",
    "tan",
    "arcsin",
    "arccos",
    "arctan",
    "sinh",
    "cosh",
    "tanh",
    "exp",
    "log",
    "sqrt",
    "abs",
    "sign",
)
VARIABLES = ("w", "x", "y")
CONSTANTS = {"pi": math.pi, "e": math.e}
UFUNCS: dict[str, np.ufunc] = {
    **{name: getattr(np, name) for name in FUNCTIONS if name != "abs"},
    "abs": np.absolute, "square": np.square, "neg": np.negative,
    "+": np.add, "-": np.subtract, "*": np.multiply, "/": np.divide, "^": np.power,
}  # fmt: skip


@dataclass(frozen=True)
class Node:
    """One operation.

    op: "number" (its value is `number`), one of `VARIABLES`, a key of `CONSTANTS`, or one of `UFUNCS` of `args`.

    Equal trees are equal and have the same hash, by which common parts are found.
    """

    op: str
    args: tuple[Node, ...] = ()
    number: Fraction | None = None
    constant: bool = field(init=False, compare=False)  # whether there is no variable in it
    _hash: int = field(init=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "constant", self.op not in VARIABLES and all(arg.constant for arg in self.args))
        object.__setattr__(self, "_hash", hash((self.op, self.args, self.number)))

    def __hash__(self) -> int:
        return self._hash  # of the parts it is known already

    @property
    def value(self) -> float:
        """The number that an expression without a variable is, in float64; nan or inf where it is none."""
        if self.number is not None:
            return float(self.number)
        if self.op in CONSTANTS:
            return CONSTANTS[self.op]
        with np.errstate(all="ignore"):
            return float(UFUNCS[self.op](*(np.float64(arg.value) for arg in self.args)))

    @property
    def whole(self) -> int | None:
        """The whole number that this is as it stands there; None for all else."""
        return int(self.number) if self.number is not None and self.number.denominator == 1 else None


W, X, Y = map(Node, VARIABLES)


def number(value: Fraction | int) -> Node:
    """A number as a tree."""
    return Node("number", (), Fraction(value))


ZERO, ONE = number(0), number(1)


def rebuilt(node: Node, change: Callable[[Node], Node]) -> Node:
    """The tree in which every operation, from the innermost on, has been replaced by what `change` makes of it."""
    known: dict[Node, Node] = {}

    def of(part: Node) -> Node:
        if part not in known:
            known[part] = change(Node(part.op, tuple(map(of, part.args)), part.number) if part.args else part)
        return known[part]

    return of(node)


def parts(tree: Node) -> list[Node]:
    """The tree and all its parts, each once."""
    found: dict[Node, None] = {}

    def collect(node: Node) -> None:
        if node not in found:
            found[node] = None
            for part in node.args:
                collect(part)

    collect(tree)
    return list(found)
