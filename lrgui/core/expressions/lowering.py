"""Expressions as they are computed, in few operations.

A whole exponent is multiplied out, and a polynomial in w is nested where that is shorter: (4w² − 6)w + 1. `lowered` is
the tree of programs and of the scripts that say what was computed, so that both make the same operations in the same
order.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache

from lrgui.core.expressions.tree import ONE, Node, W, number, parts, rebuilt

_MULTIPLIED = 16  # the highest exponent that is multiplied out


@lru_cache(maxsize=256)
def lowered(tree: Node) -> Node:
    """The tree with nested polynomials, and whole exponents, and ½, made of squares, products, quotients and roots."""
    return rebuilt(_nested(tree, {}), _power_made)


def _power_made(node: Node) -> Node:
    if node.op != "^" or node.constant:
        return node
    base, exponent = node.args
    if exponent.number is not None and exponent.number * 2 == 1:
        return Node("sqrt", (base,))
    n = exponent.whole
    if n is None or not 0 < abs(n) <= _MULTIPLIED:
        return node
    power = _multiplied(base, abs(n))
    return power if n > 0 else Node("/", (ONE, power))


def _multiplied(base: Node, n: int) -> Node:
    if n == 1:
        return base
    half = Node("square", (_multiplied(base, n // 2),))
    return half if n % 2 == 0 else Node("*", (half, base))


def _nested(node: Node, known: dict[Node, Node]) -> Node:
    """The tree with every polynomial in w that is a sum as Horner wrote it, where these are fewer operations."""
    if node not in known:
        coefficients = _coefficients(node) if node.op in ("+", "-") else None
        if coefficients is None:
            made = Node(node.op, tuple(_nested(part, known) for part in node.args), node.number)
        else:
            made = min(node, _horner(coefficients), key=_operations)
        known[node] = made
    return known[node]


def _coefficients(node: Node) -> dict[int, Fraction] | None:
    """Of a sum of numbers times powers of w the numbers, by the power; None of all else."""
    if node.number is not None:
        return {0: node.number}
    if node == W:
        return {1: Fraction(1)}
    if node.op == "^":
        n = node.args[1].whole
        return {n: Fraction(1)} if node.args[0] == W and n is not None and 0 < n <= _MULTIPLIED else None
    if node.op not in ("+", "-", "*", "neg"):
        return None
    found = [_coefficients(part) for part in node.args]
    first, last = found[0], found[-1]
    if first is None or last is None:
        return None
    if node.op == "neg":
        return {n: -value for n, value in first.items()}
    if node.op == "*":
        return {n: first[0] * value for n, value in last.items()} if list(first) == [0] and len(last) == 1 else None
    if set(first) & set(last):
        return None
    return first | (last if node.op == "+" else {n: -value for n, value in last.items()})


def _horner(coefficients: dict[int, Fraction]) -> Node:
    powers = sorted(coefficients, reverse=True)
    highest = coefficients[powers[0]]
    total, negative = number(abs(highest)), highest < 0  # 2 − w is shorter than −w + 2
    for n, following in zip(powers, [*powers[1:], 0], strict=True):
        if n != powers[0]:
            value = number(abs(coefficients[n]))
            if negative and coefficients[n] > 0:
                total, negative = Node("-", (value, total)), False
            else:
                total = Node("+" if (coefficients[n] > 0) != negative else "-", (total, value))
        if n > following:
            power = Node("^", (W, number(n - following)))
            total = power if total == ONE else Node("*", (total, power))
    return Node("neg", (total,)) if negative else total


def _operations(tree: Node) -> int:
    return sum(not part.constant for part in parts(rebuilt(tree, _power_made)))
