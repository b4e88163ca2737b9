"""Where the program starts: `lrgui`, or `python -m lrgui`. What takes long to import is imported where it is needed."""

from __future__ import annotations

import gc
import os
import sys
from collections.abc import Sequence

from lrgui.cli.commands import COMMANDS
from lrgui.cli.complaints import USAGE, complain

ENDINGS = (".lrgui", ".lrlesson", ".svg", ".png", ".apng", ".gif", ".pdf")


def limit_threads() -> None:
    """Has matrices multiplied in one thread: ours are so small that handing them to others takes longer.

    To be called before NumPy is imported, which reads this then. Whoever has set it knows why.
    """
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    os.environ.setdefault("VECLIB_MAXIMUM_THREADS", "1")


def postpone_collection() -> None:
    """What is imported and made for the window stays: looking for garbage in it takes a fifteenth of the time to start.

    `lrgui.app` has it looked for again when the window is there.
    """
    gc.disable()


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the command line says and returns the exit code."""
    limit_threads()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words:
        return _window()
    if words[0] == "--present":
        return _window(talk=words[1:]) if words[1:] else complain("--present: name the files of the talk", USAGE)
    if words[0] in COMMANDS or not _is_file(words[0]):
        from lrgui.cli.main import main as command_line

        return command_line(words)
    if len(words) > 1:
        return complain(f"{' '.join(words)}: only one file can be opened at a time", USAGE)
    return _window(words[0])


def _is_file(word: str) -> bool:
    """Whether a word means a file, be it there or not: the window says so where it cannot be opened."""
    if word.startswith("-"):
        return False
    return word.lower().startswith("file:/") or word.lower().endswith(ENDINGS) or os.path.exists(word)


def _window(file: str | None = None, talk: Sequence[str] = ()) -> int:
    from lrgui.preflight import display_problem  # asks before Qt, which would abort

    problem = display_problem()
    if problem is not None:
        print(problem, file=sys.stderr)
        return 1
    postpone_collection()
    from lrgui.app import run_window

    return run_window(file, talk)


if __name__ == "__main__":
    sys.exit(main())
