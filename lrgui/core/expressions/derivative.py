"""Exact derivatives of expressions, by SymPy, which is imported only where an expression is differentiated.

SymPy sees a tree that was read already, never a text. Numbers stay exact while they are short; all other constants (√2,
π, e³) are letters to it, so that nothing is computed that could grow. It knows nothing of w, x and y: it must not take
√(w²) for w. |u| is a function of ours with the slope sgn(u), whose own is 0.
"""

from __future__ import annotations

from fractions import Fraction
from functools import lru_cache
from typing import Any

from lrgui.core.expressions.errors import InvalidExpression
from lrgui.core.expressions.lowering import lowered
from lrgui.core.expressions.program import Program
from lrgui.core.expressions.signs import is_positive, never_negative
from lrgui.core.expressions.tree import FUNCTIONS, VARIABLES, ZERO, Node, W, X, Y, number, parts

MOST_OPERATIONS = 400  # of a derivative
_FACTORED = 60  # the most operations of what is looked through for common factors
_MOST_BITS = 256  # of an exact number
_THEIRS = {"arcsin": "asin", "arccos": "acos", "arctan": "atan"}
_ALL = (W, X, Y)
_PARTIAL = ("log", "sqrt", "^")  # what has no value for some numbers


@lru_cache(maxsize=256)
def derivatives(tree: Node) -> tuple[Node, Node]:
    """f′ and f″. Where f has no value they have none either. Raises `InvalidExpression`."""
    algebra = _Algebra()
    there = algebra.of(tree)
    made = []
    for _ in range(2):
        there = algebra.slope(there)
        made.append(_within(algebra.shortest(there), tree))
    return made[0], made[1]


@lru_cache(maxsize=64)
def partial_derivatives(tree: Node) -> tuple[tuple[Node, Node], tuple[Node, Node, Node]]:
    """The gradient of f(x, y), and its second derivatives by x twice, by x and y, and by y twice.

    Where f has no value they have none either. Raises `InvalidExpression`.
    """
    algebra = _Algebra()
    there = algebra.of(tree)
    by_x, by_y = algebra.slope(there, X), algebra.slope(there, Y)
    second = (algebra.slope(by_x, X), algebra.slope(by_x, Y), algebra.slope(by_y, Y))
    made = [_within(algebra.shortest(each), tree) for each in (by_x, by_y, *second)]
    return (made[0], made[1]), (made[2], made[3], made[4])


def _wrong(rule: str, **limits: Any) -> InvalidExpression:
    return InvalidExpression("curve", "", rule, **limits)


def exact(node: Node) -> Fraction | None:
    """The value of an expression without a variable as a fraction, None where that is none or has too many digits."""
    if node.number is not None:
        value: Fraction | None = node.number
    elif node.op not in ("+", "-", "*", "/", "neg", "^"):
        return None
    else:
        parts = [exact(part) for part in node.args]
        if any(part is None for part in parts):
            return None
        value = _combined(node.op, [part for part in parts if part is not None])
    if value is None or max(value.numerator.bit_length(), value.denominator.bit_length()) > _MOST_BITS:
        return None
    return value


def _combined(op: str, parts: list[Fraction]) -> Fraction | None:
    a, b = parts[0], parts[-1]
    if op == "^":
        size = max(a.numerator.bit_length(), a.denominator.bit_length())
        return a ** int(b) if b.denominator == 1 and abs(b) * size <= _MOST_BITS and (a or b > 0) else None
    if op == "/":
        return a / b if b else None
    return {"+": a + b, "-": a - b, "*": a * b, "neg": -a}[op]


class _Algebra:
    """To SymPy and back."""

    def __init__(self) -> None:
        import sympy

        class direction(sympy.Function):  # type: ignore[misc]  # noqa: N801 - SymPy's are small
            """Sgn(u)."""

            def fdiff(self, argindex: int = 1) -> Any:
                return sympy.Integer(0)

        class magnitude(sympy.Function):  # type: ignore[misc]  # noqa: N801
            """|u|."""

            def fdiff(self, argindex: int = 1) -> Any:
                return direction(self.args[0])

        self._sympy = sympy
        self._variables = {name: sympy.Symbol(name) for name in VARIABLES}
        self._ours = {"abs": magnitude, "sign": direction}
        self._letters: dict[Node, Any] = {}
        self._meant: dict[Any, Node] = {symbol: Node(name) for name, symbol in self._variables.items()}
        self._there: dict[Node, Any] = {}

    # There

    def of(self, node: Node) -> Any:
        if node not in self._there:
            self._there[node] = self._of(node)
        return self._there[node]

    def _of(self, node: Node) -> Any:
        if node.op in self._variables:
            return self._variables[node.op]
        if node.constant:
            value = exact(node)
            return self._letter(node) if value is None else self._sympy.Rational(value.numerator, value.denominator)
        parts = [self.of(part) for part in node.args]
        if node.op == "+":
            return parts[0] + parts[1]
        if node.op == "-":
            return parts[0] - parts[1]
        if node.op == "*":
            return parts[0] * parts[1]
        if node.op == "/":
            return parts[0] / parts[1]
        if node.op == "neg":
            return -parts[0]
        if node.op == "^":
            return parts[0] ** parts[1]
        function = self._ours.get(node.op) or getattr(self._sympy, _THEIRS.get(node.op, node.op))
        return function(parts[0])

    def _letter(self, node: Node) -> Any:
        if node not in self._letters:
            letter = self._sympy.Dummy("c", real=True, positive=node.value > 0)
            self._letters[node], self._meant[letter] = letter, node
        return self._letters[node]

    def slope(self, there: Any, by: Node = W) -> Any:
        """The derivative by a variable."""
        return self._sympy.diff(there, self._variables[by.op])

    def shortest(self, there: Any) -> Node:
        """The tree, with common factors before brackets where that is shorter.

        Products are not multiplied out: w¹⁹ + … − 10²⁰ w + … has fewer right digits than (w − 1) … (w − 19).
        """
        plain = self._back(there, {})
        operations = len(Program(plain, variables=_ALL).steps)
        if operations > MOST_OPERATIONS:
            raise _wrong("too_large", high=MOST_OPERATIONS)
        if operations > _FACTORED:
            return plain
        factored = self._back(self._sympy.factor_terms(there), {})
        return factored if len(Program(factored, variables=_ALL).steps) < operations else plain

    # Back

    def _back(self, there: Any, known: dict[Any, Node]) -> Node:
        if there not in known:
            known[there] = self._made(there, known)
        return known[there]

    def _made(self, there: Any, known: dict[Any, Node]) -> Node:
        if there in self._meant:
            return self._meant[there]
        if there.is_Rational and there.is_finite:
            return number(Fraction(int(there.p), int(there.q)))
        if there.is_Add:
            return self._sum([self._back(term, known) for term in there.as_ordered_terms()])
        if there.is_Mul:
            return self._product(there, known)
        if there.is_Pow:
            base, exponent = (self._back(part, known) for part in there.args)
            if exponent.number is not None and exponent.number < 0:
                return Node("/", (number(1), self._power(base, number(-exponent.number))))
            return self._power(base, exponent)
        name = type(there).__name__
        ours = {"magnitude": "abs", "direction": "sign"} | {theirs: own for own, theirs in _THEIRS.items()}
        op = ours.get(name, name)
        if op in FUNCTIONS and len(there.args) == 1:
            return Node(op, (self._back(there.args[0], known),))
        raise _wrong("no_slope")

    @staticmethod
    def _power(base: Node, exponent: Node) -> Node:
        if exponent.number is not None and exponent.number * 2 == 1:
            return Node("sqrt", (base,))
        return base if exponent.number == 1 else Node("^", (base, exponent))

    @staticmethod
    def _sum(terms: list[Node]) -> Node:
        """What is subtracted comes later, where something else can come first."""
        first = next((i for i, term in enumerate(terms) if not _is_negative(term)), 0)
        terms.insert(0, terms.pop(first))
        total = terms[0]
        for term in terms[1:]:
            total = Node("-", (total, _negated(term))) if _is_negative(term) else Node("+", (total, term))
        return total

    def _product(self, there: Any, known: dict[Any, Node]) -> Node:
        coefficient, rest = there.as_coeff_Mul()
        factor = Fraction(int(coefficient.p), int(coefficient.q)) if coefficient.is_Rational else None
        if factor is None or not coefficient.is_finite:
            raise _wrong("no_slope")
        above: list[Node] = []
        below: list[Node] = []
        for part in rest.as_ordered_factors():
            node = self._back(part, known)
            if node.op == "/" and node.args[0].number == 1:
                below.append(node.args[1])
            else:
                above.append(node)
        if not _is_decimal(factor):
            below.insert(0, number(factor.denominator))
            factor = Fraction(factor.numerator)
        size = abs(factor)
        if size != 1 or not above:
            above.insert(0, number(size))
        product = _multiplied(above)
        if below:
            product = Node("/", (product, _multiplied(below)))
        return _negated(product) if factor < 0 else product


def _is_decimal(value: Fraction) -> bool:
    rest = value.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    return rest == 1


def _multiplied(nodes: list[Node]) -> Node:
    product = nodes[0]
    for node in nodes[1:]:
        product = Node("*", (product, node))
    return product


def _is_negative(node: Node) -> bool:
    if node.op in ("*", "/"):
        return _is_negative(node.args[0])
    return node.op == "neg" or (node.number is not None and node.number < 0)


def _negated(node: Node) -> Node:
    """−u, by its first number where it has one: −2w."""
    if node.number is not None:
        return number(-node.number)
    if node.op == "neg":
        return node.args[0]
    if node.op in ("*", "/") and (_first_factor(node).number is not None or _is_negative(node.args[0])):
        return Node(node.op, (_negated(node.args[0]), node.args[1]))
    return Node("neg", (node,))


def _first_factor(node: Node) -> Node:
    while node.op in ("*", "/"):
        node = node.args[0]
    return node


def _within(derivative: Node, tree: Node) -> Node:
    """The derivative, with 0 · u added for each part u of f that has no value somewhere where the derivative has one.

    log w has none below 0, where 1/w has.
    """
    there = set(parts(lowered(derivative)))
    for part in parts(lowered(tree)):
        if part.op in _PARTIAL and not part.constant and part not in there and not _is_everywhere(part):
            derivative = Node("+", (derivative, Node("*", (ZERO, part))))
    return derivative


def _is_everywhere(part: Node) -> bool:
    """Whether the form of a logarithm, a root or a power says that it has a value wherever its base has."""
    base = part.args[0]
    return is_positive(base) or (part.op == "sqrt" and never_negative(base))
