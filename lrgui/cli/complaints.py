"""What goes wrong on the command line: one sentence and an exit code."""

from __future__ import annotations

import sys

OK, FAILED, USAGE, INTERRUPTED, TERMINATED = 0, 1, 2, 130, 143


class Complaint(Exception):
    """What was asked for cannot be done; the message is one sentence, `code` the exit code."""

    def __init__(self, sentence: str, code: int = FAILED) -> None:
        self.code = code
        super().__init__(sentence)


class UsageError(Complaint):
    """What was typed is not allowed."""

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence, USAGE)


def complain(sentence: str, code: int) -> int:
    """Says on standard error what is wrong, and returns the exit code `code`."""
    print(f"lrgui: {sentence}", file=sys.stderr)
    return code
