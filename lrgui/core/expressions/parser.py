"""Reads an expression as people type it: `sin(3w) + 0.1 w^2`, `|w|`, `e^(-w**2)`, `2π w`, `x^2 + 10y^2`.

A parser by recursive descent over a fixed list of names. Nothing of what is typed is ever run, and all that could grow
is bounded: length, depth, the size of numbers and of exponents. Products may be implied (`3w`, `2sin(w)`), and count
as much as written ones: 1/2w is half of w. −w² is −(w²), 2^3^2 is 2^(3^2).
"""

from __future__ import annotations

import math
import re
import unicodedata
from fractions import Fraction
from typing import Any, NamedTuple

from lrgui.core.expressions.errors import InvalidExpression
from lrgui.core.expressions.tree import CONSTANTS, FUNCTIONS, ONE, VARIABLES, Node, number
from lrgui.core.expressions.unknowns import OF_CURVES, Unknowns

MOST_CHARACTERS = 200
MOST_DEPTH = 20
HIGHEST_EXPONENT = 100

_NAMES = {
    **{name: name for name in (*FUNCTIONS, *CONSTANTS)},
    "π": "pi", "√": "sqrt", "ln": "log", "sgn": "sign", "asin": "arcsin", "acos": "arccos", "atan": "arctan",
}  # fmt: skip
_SIGNS = {"−": "-", "–": "-", "×": "*", "·": "*", "⋅": "*", "÷": "/", "∕": "/", "∣": "|", "｜": "|"}
_RAISED = {raised: digit for digit, raised in zip("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻", strict=True)}
_NUMBER = re.compile(r"(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?", re.ASCII)
_RAISED_NUMBER = re.compile("⁻?[⁰¹²³⁴⁵⁶⁷⁸⁹]+")
_CLOSING = {"(": ")", "[": "]", "{": "}"}


class _Token(NamedTuple):
    """kind: "number", "raised", "name", "end", or the sign itself; position: from 1."""

    kind: str
    text: str
    position: int


def parse(text: object, unknowns: Unknowns = OF_CURVES, *, constant: bool = False) -> Node:
    """The tree of an expression in `unknowns`, which need not be in it if `constant`. Raises `InvalidExpression`."""
    if not isinstance(text, str):
        raise InvalidExpression(unknowns.field, text, "not_text", variables=unknowns.names)
    if len(text) > MOST_CHARACTERS:
        raise InvalidExpression(unknowns.field, text, "too_long", high=MOST_CHARACTERS)
    tree = _Parser(text, unknowns).whole()
    if tree.constant and not constant:
        raise InvalidExpression(unknowns.field, text, "no_w" if unknowns is OF_CURVES else "no_xy")
    return tree


def _plain(character: str) -> str:
    """A character as it is on a keyboard, full-width ones too; others as they are."""
    if character in _SIGNS or character in _RAISED:
        return _SIGNS.get(character, character)
    simple = unicodedata.normalize("NFKC", character)
    return simple if len(simple) == 1 else character


class _Parser:
    def __init__(self, text: str, unknowns: Unknowns) -> None:
        self.text, self._unknowns = text, unknowns
        self._names_of = {**_NAMES, **{name: name for name in unknowns.names}}
        self._longest_first = sorted(self._names_of, key=len, reverse=True)
        self._tokens = self._scanned("".join(map(_plain, text)))
        self._next = 0
        self._depth = 0
        self._bars = 0  # |…| that are open within the innermost brackets

    def _wrong(self, rule: str, position: int, **limits: Any) -> InvalidExpression:
        return InvalidExpression(self._unknowns.field, self.text, rule, position=position, **limits)

    # Into tokens

    def _scanned(self, text: str) -> list[_Token]:
        tokens: list[_Token] = []
        at = 0
        while at < len(text):
            character = text[at]
            if match := _NUMBER.match(text, at):
                tokens.append(_Token("number", match[0], at + 1))
                at = match.end()
            elif match := _RAISED_NUMBER.match(text, at):
                tokens.append(_Token("raised", "".join(_RAISED[c] for c in match[0]), at + 1))
                at = match.end()
            elif character.isspace():
                at += 1
            elif character.isalpha() or character in "_√":
                end = at + 1
                while end < len(text) and (text[end].isalpha() or text[end] == "_") and character != "√":
                    end += 1
                tokens += self._names(text[at:end], at + 1)
                at = end
            elif text.startswith("**", at):
                tokens.append(_Token("^", "**", at + 1))
                at += 2
            elif character in "+-*/^()[]{}|":
                tokens.append(_Token(character, character, at + 1))
                at += 1
            elif character in ",，、":
                raise self._wrong("comma", at + 1)
            else:
                shown = character if character.isprintable() else "\N{REPLACEMENT CHARACTER}"
                raise self._wrong("character", at + 1, found=shown)
        tokens.append(_Token("end", "", len(text) + 1))
        return tokens

    def _names(self, letters: str, position: int) -> list[_Token]:
        """`wsin` is w·sin: letters that are nothing but known names, the longest first."""
        tokens: list[_Token] = []
        at = 0
        while at < len(letters):
            name = next((name for name in self._longest_first if letters.startswith(name, at)), None)
            if name is None:
                known = self._unknowns.names
                raise self._wrong("unknown_name", position, found=letters, variables=known, choices=FUNCTIONS)
            tokens.append(_Token("name", self._names_of[name], position + at))
            at += len(name)
        return tokens

    # Into a tree

    @property
    def _here(self) -> _Token:
        return self._tokens[self._next]

    def _taken(self) -> _Token:
        token = self._here
        self._next += 1
        return token

    def whole(self) -> Node:
        if len(self._tokens) == 1:
            asked = self._unknowns
            raise InvalidExpression(asked.field, self.text, "empty", variables=asked.names, example=asked.example)
        tree = self._sum()
        if self._here.kind != "end":
            raise self._wrong("unopened", self._here.position)
        return tree

    def _made(self, position: int, op: str, *args: Node) -> Node:
        """An operation; one on numbers must have a value."""
        node = Node(op, args)
        if node.constant and not math.isfinite(node.value):
            raise self._wrong("no_value", position)
        return node

    def _sum(self) -> Node:
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise self._wrong("too_deep", self._here.position, high=MOST_DEPTH)
        left = self._product()
        while self._here.kind in ("+", "-"):
            sign = self._taken()
            left = self._made(sign.position, sign.kind, left, self._product())
        self._depth -= 1
        return left

    def _product(self) -> Node:
        left = self._signed()
        while True:
            token = self._here
            if token.kind in ("*", "/"):
                self._taken()
                left = self._made(token.position, token.kind, left, self._signed())
            elif token.kind in ("number", "name", *_CLOSING) or (token.kind == "|" and not self._bars):
                left = self._made(token.position, "*", left, self._power())
            else:
                return left

    def _signed(self) -> Node:
        negative = False
        while self._here.kind in ("+", "-"):
            negative ^= self._taken().kind == "-"
        node = self._power()
        if not negative:
            return node
        return number(-node.number) if node.number is not None else Node("neg", (node,))

    def _power(self) -> Node:
        base = self._operand()
        token = self._here
        if token.kind == "raised":
            self._taken()
            exponent = number(int(token.text)) if len(token.text) < 9 else number(10**9)
            base = self._raised(base, exponent, token.position)
        if self._here.kind != "^":
            return base
        self._taken()
        at = self._here.position
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise self._wrong("too_deep", at, high=MOST_DEPTH)
        exponent = self._signed()
        self._depth -= 1
        return self._raised(base, exponent, at)

    def _raised(self, base: Node, exponent: Node, position: int) -> Node:
        if exponent.constant and abs(exponent.value) > HIGHEST_EXPONENT and base.op != "e":
            raise self._wrong("exponent", position, high=HIGHEST_EXPONENT)
        if base.op == "e":
            return self._made(position, "exp", exponent)
        return self._made(position, "^", base, exponent)

    def _operand(self) -> Node:
        token = self._taken()
        if token.kind == "number":
            return self._number(token)
        if token.kind == "name":
            return Node(token.text) if token.text in (*VARIABLES, *CONSTANTS) else self._call(token)
        if token.kind in _CLOSING:
            return self._inside(token)
        if token.kind == "|":
            self._bars += 1
            inner = self._sum()
            if self._here.kind != "|":
                raise self._wrong("unclosed", token.position)
            self._taken()
            self._bars -= 1
            return self._made(token.position, "abs", inner)
        if token.kind in _CLOSING.values() and self._depth <= 1:
            raise self._wrong("unopened", token.position)
        raise self._wrong("missing", token.position)

    def _inside(self, opening: _Token) -> Node:
        bars, self._bars = self._bars, 0
        inner = self._sum()
        if self._here.kind != _CLOSING[opening.kind]:
            raise self._wrong("unclosed", opening.position)
        self._taken()
        self._bars = bars
        return inner

    def _call(self, name: _Token) -> Node:
        if self._here.kind not in _CLOSING:
            raise self._wrong("bracket_after", self._here.position, found=name.text)
        return self._made(name.position, name.text, self._inside(self._taken()))

    def _number(self, token: _Token) -> Node:
        value = float(token.text)
        if not math.isfinite(value) or (value == 0 and re.search("[1-9]", re.split("[eE]", token.text)[0])):
            raise self._wrong("number_range", token.position)
        exact = Fraction(token.text) if value else Fraction(0)  # 0e-999999999 would take a while
        return ONE if exact == 1 else number(exact)
