"""The examples in the docstrings of core do what they say."""

import doctest
import importlib
from pathlib import Path

import pytest

import lrgui.core

ROOT = Path(lrgui.core.__file__).parent
MODULES = [
    ".".join(("lrgui.core", *path.relative_to(ROOT).with_suffix("").parts)).removesuffix(".__init__")
    for path in sorted(ROOT.rglob("*.py"))
    if ">>> " in path.read_text("utf-8")
]


@pytest.mark.parametrize("name", MODULES)
def test_examples(name):
    found = doctest.testmod(importlib.import_module(name))
    assert found.attempted
    assert not found.failed


def test_there_are_examples():
    assert "lrgui.core.training.rates" in MODULES
