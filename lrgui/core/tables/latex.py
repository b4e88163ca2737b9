"""Tables for LaTeX (booktabs) that fit the page of an article: with smaller letters, shrunk, or over several pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from lrgui.core.tables.cells import blocks, cells_of, left_columns
from lrgui.core.tables.results import Table

TEXT_WIDTH = 345.0  # points: of LaTeX's articles with text of 10 points
_MOST_ROWS = 40  # on a page; of more there is a table over several pages


class _Size(NamedTuple):
    """A size of LaTeX's. share: the width of a digit, in parts of the usual one; padding: points beside a column."""

    name: str
    share: float
    padding: float


_SIZES = (
    _Size("normalsize", 1.0, 6.0),
    _Size("small", 0.93, 4.0),
    _Size("footnotesize", 0.85, 3.0),
    _Size("scriptsize", 0.8, 2.0),
    _Size("tiny", 0.69, 1.5),
    _Size("tiny", 0.69, 0.4),
)

_GREEK = [
    "alpha", "beta", "gamma", "delta", "varepsilon", "zeta", "eta", "theta", "iota", "kappa", "lambda", "mu", "nu",
    "xi", "omicron", "pi", "rho", "varsigma", "sigma", "tau", "upsilon", "varphi", "chi", "psi", "omega",
]  # fmt: skip
_LATEX = {c: "\\" + c for c in "&%$#_{}"}
_LATEX.update({"\\": r"\textbackslash{}", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"})
_LATEX.update(
    {
        "∇": r"$\nabla$",
        "·": r"$\cdot$",
        "×": r"$\times$",
        "−": "$-$",
        "∞": r"$\infty$",
        "→": r"$\to$",
        "Δ": r"$\Delta$",
        "Π": r"$\Pi$",
        "Σ": r"$\Sigma$",
        "‖": r"$\|$",
        "½": r"$\frac12$",
        "²": "$^2$",
        "ᵀ": r"$^{\mathsf T}$",
        "ŷ": r"$\hat y$",
        "…": r"\dots{}",
        "≤": r"$\leq$",
        "≥": r"$\geq$",
        "≈": r"$\approx$",
        "±": r"$\pm$",
        "√": r"$\surd$",
        **{c: f"${c}$" for c in "<>|"},  # which are other signs in LaTeX's usual letters
        "ο": "$o$",
        **{chr(ord("α") + i): f"$\\{name}$" for i, name in enumerate(_GREEK) if name != "omicron"},
    }
)
_ACCENTS = {"\u0302": r"\hat", "\u0303": r"\tilde"}
_SUBSCRIPTS = str.maketrans("₀₁₂₃₄₅₆₇₈₉ₙ₊", "0123456789n+")


def latex_text(table: Table, digits: int | None, headings: Mapping[str, str]) -> Iterator[str]:
    """The table as pieces of LaTeX, rows made twice: first to know how wide they are, in pieces that are empty.

    What is too wide for `TEXT_WIDTH` has smaller letters; what is too wide even so is shrunk as a whole (by graphicx).
    More than a page of rows makes a `longtable`. One on a page stands at the margin.
    """
    cells, count = cells_of(table, digits, exact=False), len(table.rows)
    widths = [_width(_plain(code, headings)) for code in table.columns]
    for block in blocks(table, count):
        for row in block:
            widths = [max(w, _width(text)) for w, text in zip(widths, cells(row), strict=True)]
        yield ""
    fitting = [s for s in _SIZES if sum(widths) * s.share + 2 * s.padding * len(widths) <= TEXT_WIDTH]
    size = fitting[0] if fitting else _SIZES[-1]
    long = count > _MOST_ROWS
    before, after = (r"\resizebox{\linewidth}{!}{%" + "\n", "}%\n") if not fitting and not long else ("", "")
    if size is not _SIZES[0] and not before:
        before = f"{{\\{size.name}\\setlength{{\\tabcolsep}}{{{size.padding:g}pt}}\n"
        after = "}%\n"
    if not long:
        before = f"\\noindent{before}"
    after = f"\n{after}" if long else f"%\n{after}"  # no space behind what may be as wide as the text
    left = left_columns(table)
    name, end = ("longtable", "\\endhead\n") if long else ("tabular", "")
    yield f"{before}\\begin{{{name}}}{{{''.join('l' if is_text else 'r' for is_text in left)}}}\n\\toprule\n"
    yield " & ".join([_heading(code, headings) for code in table.columns]) + f" \\\\\n\\midrule\n{end}"
    for block in blocks(table, count):
        lines = []
        for row in block:
            texts = [_escaped(t) if is_text else _typeset(t) for t, is_text in zip(cells(row), left, strict=True)]
            lines.append(" & ".join(texts) + " \\\\\n")
        yield "".join(lines)
    yield f"\\bottomrule\n\\end{{{name}}}{after}"


def _width(text: str) -> float:
    """About how wide a number or a word is, in points."""
    mantissa, power, exponent = text.partition("e")
    if power and re.fullmatch(r"-?[0-9.]+", mantissa):  # as × 10 and a small exponent
        return _width(mantissa) + 22.2 + 4.2 * len(exponent.lstrip("+"))
    return sum(10.0 if unicodedata.east_asian_width(c) in "WF" else _LETTERS.get(c, 5.3) for c in text)


_LETTERS = {".": 2.8, ",": 2.8, " ": 3.4, "-": 7.8, "m": 8.4, "w": 7.3, **dict.fromkeys("0123456789", 5.0)}


def _plain(code: str, headings: Mapping[str, str]) -> str:
    text = headings.get(code)
    if text is not None:
        return text
    return "η" if code == "learning_rate" else re.sub(r"\bw([12])$", r"w\1", code.replace("_", " "))


def _heading(code: str, headings: Mapping[str, str]) -> str:
    """The heading with its symbols in mathematics: η, and the parameters w, w₁, w₂ and b."""
    parts = re.split(r"(?<![A-Za-z0-9_])([wb](?:[0-9]|[₀-₉]+)?)(?![A-Za-z0-9_])", _plain(code, headings))
    for i in range(1, len(parts), 2):
        letter, subscript = parts[i][0], parts[i][1:].translate(_SUBSCRIPTS)
        parts[i] = f"${letter}_{{{subscript}}}$" if len(subscript) > 1 else f"${'_'.join([letter, *subscript])}$"
    parts[::2] = [_escaped(part) for part in parts[::2]]
    return " ".join("".join(parts).split())


def _escaped(text: str) -> str:
    parts = re.split("([a-z][\u0302\u0303]|[₀-₉ₙ₊]+)", text)
    parts[1::2] = [_accented_or_lowered(part) for part in parts[1::2]]
    parts[::2] = ["".join([_LATEX.get(c, c) for c in part]) for part in parts[::2]]
    return "".join(parts).replace("$$", "")  # of signs side by side one formula


def _accented_or_lowered(part: str) -> str:
    """A letter with a hat, or subscripts side by side, which are one."""
    if part[1:] in _ACCENTS:
        return f"${_ACCENTS[part[1:]]} {part[0]}$"
    lowered = part.translate(_SUBSCRIPTS)
    return f"$_{{{lowered}}}$" if len(lowered) > 1 else f"$_{lowered}$"


def _typeset(number: str) -> str:
    """A number in mathematics, where its minus is a minus; nan and an empty cell as they are."""
    if number in ("", "nan"):
        return number
    mantissa, _, exponent = number.replace("inf", r"\infty").partition("e")
    return f"${mantissa} \\times 10^{{{int(exponent)}}}$" if exponent else f"${mantissa}$"
