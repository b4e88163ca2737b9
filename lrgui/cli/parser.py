"""The parser of the command line, which complains in one sentence."""

from __future__ import annotations

import argparse
import re
from collections.abc import Sequence
from typing import Any, NoReturn

from lrgui.cli.complaints import UsageError


class Parser(argparse.ArgumentParser):
    """Complains by `UsageError`."""

    def __init__(self, **settings: Any) -> None:
        super().__init__(formatter_class=argparse.RawDescriptionHelpFormatter, allow_abbrev=False, **settings)

    def error(self, message: str) -> NoReturn:
        raise UsageError(f"{message.removeprefix('argument ')} (`{self.prog} --help` lists what there is)")


def option(field: str) -> str:
    """The option that sets a field."""
    return "--" + field.replace("_", "-")


def joined(arguments: Sequence[str]) -> list[str]:
    """Options and the negative numbers after them made one word: argparse takes -1e3 for an option, and -w^2."""
    words: list[str] = []
    for word in arguments:
        if words and (
            (re.fullmatch(r"--[a-z-]+", words[-1]) and re.match(r"-(\.?\d|inf|nan)", word))
            or words[-1] in ("--curve", "--surface")
        ):
            words[-1] += "=" + word
        else:
            words.append(word)
    return words
