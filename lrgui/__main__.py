"""Where the program starts: `lrgui`, or `python -m lrgui`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from lrgui import __version__

HELP = """\
usage: lrgui [FILE]          open the window, with the experiment in FILE
       lrgui run [options]   compute an experiment without a window (see `lrgui run --help`)
       lrgui sweep [options] compare learning rates by the dozen (see `lrgui sweep --help`)
       lrgui lessons         list the lessons (see `lrgui lessons --help`)
       lrgui --version
       lrgui --help

FILE is an experiment (.lrgui), or a figure that lrgui exported (.svg, .png, .pdf).

See what the learning rate does to gradient descent.
"""

ENDINGS = (".lrgui", ".svg", ".png", ".pdf")


def limit_threads() -> None:
    """Has matrices multiplied in one thread: ours are so small that handing them to others takes longer.

    To be called before NumPy is imported, which reads this then. Whoever has set it knows why.
    """
    for library in ("OPENBLAS", "OMP", "MKL"):
        os.environ.setdefault(f"{library}_NUM_THREADS", "1")
    os.environ.setdefault("VECLIB_MAXIMUM_THREADS", "1")


def main(arguments: Sequence[str] | None = None) -> int:
    """Does what the command line says and returns the exit code."""
    limit_threads()
    words = list(sys.argv[1:] if arguments is None else arguments)
    if not words:
        return _window()
    if words[0] in ("run", "sweep", "lessons"):
        from lrgui.cli.main import main as cli  # imports NumPy

        return cli(words)
    if words[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0
    if words[0] in ("-V", "--version"):
        print(f"lrgui {__version__}")
        return 0
    if _is_file(words[0]):
        if len(words) == 1:
            return _window(words[0])
        print(f"lrgui: {' '.join(words)}: only one file can be opened at a time", file=sys.stderr)
        return 2
    print(
        f"lrgui: {words[0]}: there is no such command, only run, sweep, lessons, --version, --help,"
        " and nothing at all for the window",
        file=sys.stderr,
    )
    return 2


def _is_file(word: str) -> bool:
    """Whether a word means a file, be it there or not: the window says so where it cannot be opened."""
    if word.startswith("-"):
        return False
    return word.startswith("file://") or word.lower().endswith(ENDINGS) or os.path.exists(word)


def _window(file: str | None = None) -> int:
    from lrgui.preflight import display_problem  # asks before Qt, which would abort

    problem = display_problem()
    if problem is not None:
        print(problem, file=sys.stderr)
        return 1
    from lrgui.app import run_window

    return run_window(file)


if __name__ == "__main__":
    sys.exit(main())
