"""Whether an expression may be negative or 0, as far as its form tells."""

from __future__ import annotations

from lrgui.core.expressions.tree import Node

_NEVER_NEGATIVE = ("abs", "square", "exp", "cosh", "sqrt")


def never_negative(tree: Node) -> bool:
    """Whether the form says that it is nowhere below 0: sums and products of squares, |…|, e^… and the like."""
    if tree.constant:
        return tree.value >= 0
    if tree.op in _NEVER_NEGATIVE:
        return True
    if tree.op == "^":
        whole = tree.args[1].whole
        return (whole is not None and whole % 2 == 0) or never_negative(tree.args[0])
    if tree.op in ("+", "*", "/"):
        same = tree.op == "*" and tree.args[0] == tree.args[1]
        return same or all(map(never_negative, tree.args))
    return False


def is_positive(tree: Node) -> bool:
    """Whether the form says that it is everywhere above 0, also where it is rounded: 1 + w² and the like, not e^w."""
    if tree.constant:
        return tree.value > 0
    if tree.op == "+":
        return all(map(never_negative, tree.args)) and any(map(is_positive, tree.args))
    return tree.op == "cosh" or (tree.op == "sqrt" and is_positive(tree.args[0]))
