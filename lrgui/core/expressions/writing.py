"""Expressions written out: as a formula to be read, and as code for NumPy, PyTorch and Keras."""

from __future__ import annotations

from collections.abc import Callable

from lrgui.core.expressions.lowering import lowered
from lrgui.core.expressions.tree import VARIABLES, Node
from lrgui.core.training.script_parts import number

_SUM, _PRODUCT, _SIGN, _POWER, _ALONE = range(5)  # how tightly what was written holds together
_RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
_TORCH = {"arcsin": "asin", "arccos": "acos", "arctan": "atan"}


def formula(tree: Node) -> str:
    """The expression as it is read: w⁴ − 3w² + w.

    >>> from lrgui.core.expressions.parser import parse
    >>> formula(parse("-0.5*(w+1)**2 + e^(-w)/3")), formula(parse("|w| sin(3*w)"))
    ('−0.5(w + 1)² + e^(−w)/3', '|w|·sin(3w)')
    """
    return _Formula().written(tree)[0]


def numpy_code(tree: Node) -> str:
    """NumPy's operations in the order in which `program.Program` makes them."""
    return _Code(lambda name: f"np.{name}", power="np.power").written(lowered(tree))[0]


def pytorch_code(tree: Node) -> str:
    """For tensors."""
    return _Code(lambda name: f"torch.{_TORCH.get(name, name)}").written(tree)[0]


def keras_code(tree: Node, library: str = "keras.ops") -> str:
    """For variables of Keras, or for their numbers, with the functions of NumPy as `library` "np"."""
    return _Code(lambda name: f"{library}.{name}", products=True).written(tree)[0]


class _Code:
    """Python. Numbers are written as Python's, which take the precision of the variables.

    products: squares are written as such; power: the function for powers, "" for **.
    """

    def __init__(self, name: Callable[[str], str], *, products: bool = False, power: str = "") -> None:
        self._name, self._products, self._call = name, products, power

    def written(self, node: Node) -> tuple[str, int]:
        """The text, and how tightly it holds together."""
        if node.op in VARIABLES:
            return node.op, _ALONE
        if node.constant:
            text = number(node.value)
            return text, _SIGN if text.startswith("-") else _ALONE
        parts = node.args
        if node.op in ("+", "-"):
            return f"{self._at(parts[0], _SUM)} {node.op} {self._at(parts[1], _PRODUCT)}", _SUM
        if node.op in ("*", "/"):
            return f"{self._at(parts[0], _PRODUCT)} {node.op} {self._at(parts[1], _SIGN)}", _PRODUCT
        if node.op == "neg":
            return f"-{self._at(parts[0], _POWER)}", _SIGN
        if node.op == "^" and self._call:
            return f"{self._call}({self.written(parts[0])[0]}, {self.written(parts[1])[0]})", _ALONE
        if node.op == "^":
            if self._products and parts[1].whole == 2:
                text = self._at(parts[0], _ALONE)
                return f"{text} * {text}", _PRODUCT
            return f"{self._at(parts[0], _ALONE)} ** {self._at(parts[1], _POWER)}", _POWER
        return f"{self._name(node.op)}({self.written(parts[0])[0]})", _ALONE

    def _at(self, node: Node, least: int) -> str:
        text, holds = self.written(node)
        return text if holds >= least else f"({text})"


class _Formula:
    def written(self, node: Node) -> tuple[str, int]:
        """The text, and how tightly it holds together."""
        parts = node.args
        if node.number is not None:
            return self._number(node)
        if node.op in (*VARIABLES, "e", "pi"):
            return "π" if node.op == "pi" else node.op, _ALONE
        if node.op == "+" and parts[1].op == "*" and parts[1].args[0].number == 0:
            return self.written(parts[0])  # 0 · u only says where there is no value
        if node.op in ("+", "-"):
            sign = "+" if node.op == "+" else "−"
            text = self._at(parts[1], _PRODUCT)
            if text.startswith("−"):
                sign, text = ("−" if sign == "+" else "+"), text[1:]
            return f"{self._at(parts[0], _SUM)} {sign} {text}", _SUM
        if node.op == "*":
            left, right = self._at(parts[0], _PRODUCT), self._at(parts[1], _POWER)
            if parts[0].op == "/" or (parts[0].op == "number" and "/" in left):
                left = f"({left})"
            text = f"{left}{'' if self._adjacent(left, right) else '·'}{right}"
            return text, _PRODUCT
        if node.op == "/":
            return f"{self._at(parts[0], _PRODUCT)}/{self._at(parts[1], _POWER)}", _PRODUCT
        if node.op == "neg":
            return f"−{self._at(parts[0], _PRODUCT)}", _PRODUCT
        if node.op == "^":
            return self._power(*parts), _POWER
        inner = self.written(parts[0])[0]
        if node.op == "exp":
            return f"e^({inner})", _POWER
        if node.op == "abs":
            return f"|{inner}|", _ALONE
        if node.op == "sqrt":
            return f"√({inner})", _ALONE
        names = {"log": "ln", "sign": "sgn"}
        return f"{names.get(node.op, node.op)}({inner})", _ALONE

    def _power(self, base: Node, exponent: Node) -> str:
        text = self._at(base, _ALONE)
        whole = exponent.whole
        if whole is not None:
            return text + str(whole).translate(_RAISED)
        return f"{text}^{exponent.op}" if exponent.op in VARIABLES else f"{text}^({self.written(exponent)[0]})"

    @staticmethod
    def _number(node: Node) -> tuple[str, int]:
        value = node.number
        assert value is not None
        if value.denominator == 1:
            text = str(value.numerator) if abs(value) < 10**15 else repr(float(value))
        else:
            decimal = repr(float(value))
            short = len(decimal) <= 8
            text = decimal if short or value.denominator > 999 else f"{value.numerator}/{value.denominator}"
        return text.replace("-", "−"), _PRODUCT if text.startswith("-") or "/" in text else _ALONE

    @staticmethod
    def _adjacent(left: str, right: str) -> bool:
        """Whether two factors are read as a product without a sign between them."""
        if right[0].isdigit() or left[-1] == "|" or right[0] == "|":
            return False
        if left[-1] in "xy" and right[0] in "xy":
            return True
        return left[-1] in "0123456789π" or (left[-1] in "⁰¹²³⁴⁵⁶⁷⁸⁹)" and right[0] in "wxyeπ(√")

    def _at(self, node: Node, least: int) -> str:
        text, holds = self.written(node)
        return text if holds >= least else f"({text})"
