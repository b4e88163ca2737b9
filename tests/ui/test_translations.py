"""The Chinese window says everything in Chinese, with glyphs that the program brings itself."""

from __future__ import annotations

import ast
import re
import runpy
import shutil
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple
from xml.etree import ElementTree

import pytest
from PySide6.QtCore import QTranslator
from PySide6.QtGui import QRawFont

ROOT = Path(__file__).resolve().parents[2]
TS = ROOT / "resources" / "i18n" / "lrgui_zh_CN.ts"
QM = TS.with_suffix(".qm")
FONTS = ("lrgui-sans-regular.otf", "lrgui-sans-bold.otf")
SCRIPT = ROOT / ".ci" / "update_translations"
ADVICE = "run .ci/update_translations, translate what it names, and run it again"


class Message(NamedTuple):
    """One text as the .ts file has it."""

    context: str
    source: str
    comment: str

    def __str__(self) -> str:
        return f"{self.context}: {self.source}"


def read(ts: Path) -> dict[Message, tuple[str, bool]]:
    """Every text with its translation, and whether that is finished."""
    texts = {}
    for context in ElementTree.parse(ts).getroot().iter("context"):
        for message in context.iter("message"):
            translation = message.find("translation")
            assert translation is not None
            found = Message(
                context.findtext("name", ""), message.findtext("source", ""), message.findtext("comment", "")
            )
            texts[found] = (translation.text or "", translation.get("type") is None)
    return texts


def lines(messages: Any) -> str:
    return "".join(f"\n  {message}" for message in sorted(map(str, messages)))


@pytest.fixture(scope="module")
def tools() -> dict[str, Callable[..., Any]]:
    """The functions of the script that keeps the translation up to date."""
    return runpy.run_path(str(SCRIPT))


@pytest.fixture(scope="module")
def texts() -> dict[Message, tuple[str, bool]]:
    return read(TS)


def test_nothing_is_new_gone_or_unfinished(
    tools: dict[str, Callable[..., Any]], texts: dict[Message, tuple[str, bool]], tmp_path: Path
) -> None:
    collected = tmp_path / TS.name
    shutil.copy(TS, collected)
    tools["collect"](collected)
    now = read(collected)
    assert not now.keys() - texts.keys(), f"new texts; {ADVICE}:{lines(now.keys() - texts.keys())}"
    assert not texts.keys() - now.keys(), f"texts that are gone; {ADVICE}:{lines(texts.keys() - now.keys())}"
    unfinished = [message for message, (text, finished) in now.items() if not (text and finished)]
    assert not unfinished, f"not translated; {ADVICE}:{lines(unfinished)}"


@pytest.mark.parametrize("pattern", [r"\{\w*\}", r"</?[a-z][^<>]*>"], ids=["placeholders", "tags"])
def test_translations_keep(pattern: str, texts: dict[Message, tuple[str, bool]]) -> None:
    def parts(text: str) -> Counter[str]:
        return Counter(re.findall(pattern, text))

    wrong = [f"{m} → {text}" for m, (text, _) in texts.items() if parts(m.source) != parts(text)]
    assert not wrong, lines(wrong)


def test_punctuation_after_chinese_is_chinese(texts: dict[Message, tuple[str, bool]]) -> None:
    wrong = [f"{m} → {text}" for m, (text, _) in texts.items() if re.search(r"[一-鿿][,.;:!?]", text)]
    assert not wrong, lines(wrong)


def test_compiled_translation_is_the_one_in_the_text_file(
    tools: dict[str, Callable[..., Any]], texts: dict[Message, tuple[str, bool]], tmp_path: Path
) -> None:
    fresh = tmp_path / QM.name
    tools["release"](TS, fresh)
    committed, compiled = QTranslator(), QTranslator()
    assert committed.load(str(QM))
    assert compiled.load(str(fresh))

    def said(translator: QTranslator, message: Message) -> str:
        return translator.translate(message.context, message.source, message.comment or None)

    stale = [message for message in texts if said(committed, message) != said(compiled, message)]
    assert not stale, f"{QM.name} is older than {TS.name}; {ADVICE}:{lines(stale)}"
    lost = [message for message, (text, _) in texts.items() if said(committed, message) != text]
    assert not lost, f"QTranslator does not find:{lines(lost)}"


def strings(source: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(source.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


@pytest.mark.parametrize("font", FONTS)
@pytest.mark.usefixtures("qapp")
def test_own_font_has_every_character(font: str, texts: dict[Message, tuple[str, bool]]) -> None:
    """Of both languages of the window and the lessons; a bare Linux would show boxes for the others."""
    places: dict[str, str] = {}
    for message, (text, _) in texts.items():
        places |= dict.fromkeys(message.source + text, str(message))
    for path in sorted((ROOT / "resources" / "lessons").glob("*.json")):
        places |= dict.fromkeys(path.read_text(encoding="utf-8").replace("\n", ""), path.name)
    for path in sorted((ROOT / "lrgui" / "ui").rglob("*.py")):
        for string in strings(path):
            places |= dict.fromkeys(string, path.name)
    raw = QRawFont(str(ROOT / "resources" / "fonts" / font), 16)
    assert raw.isValid()
    missing = {
        character: place
        for character, place in sorted(places.items())
        if character not in "\n\t" and not raw.supportsCharacter(ord(character))
    }
    assert not missing, f"run .ci/make_font; {font} lacks" + lines(
        f"{character} U+{ord(character):04X} ({place})" for character, place in missing.items()
    )


def marked(tree: ast.AST) -> Iterator[tuple[int, list[ast.expr]]]:
    """Line and texts of every call that marks a text for translation."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        if isinstance(node.func, ast.Attribute) and node.func.attr == "tr":
            yield node.lineno, node.args[:1]
        elif isinstance(node.func, ast.Name) and node.func.id in ("translate", "QT_TRANSLATE_NOOP"):
            yield node.lineno, node.args[:2]


def test_marked_texts_are_literal() -> None:
    """The collector never sees an f-string, a variable or a formatted text, so nobody would translate them."""
    wrong = []
    for path in sorted((ROOT / "lrgui").rglob("*.py")):
        for line, arguments in marked(ast.parse(path.read_text(encoding="utf-8"))):
            literal = all(isinstance(a, ast.Constant) and isinstance(a.value, str) for a in arguments)
            if not literal or not arguments:
                wrong.append(f"{path.relative_to(ROOT)}:{line}")
    assert not wrong, f'write tr("… {{0}}").format(x) in{lines(wrong)}'
