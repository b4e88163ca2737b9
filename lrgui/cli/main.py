"""The command line: one parser with a subparser for each command, and exit codes for whatever goes wrong.

NumPy is imported with the command that was typed, Qt only where a figure is drawn.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from lrgui import __version__
from lrgui.cli import interruptions
from lrgui.cli.commands import COMMANDS
from lrgui.cli.complaints import FAILED, INTERRUPTED, OK, Complaint, UsageError, complain
from lrgui.cli.parser import Parser, joined
from lrgui.resources import ResourceError

DESCRIPTION = "FILE is an experiment (.lrgui), or a figure that lrgui exported (.svg, .png, .pdf, .gif)."
EPILOG = "See what the learning rate does to gradient descent."


def main(arguments: Sequence[str]) -> int:
    """Does what the words after `lrgui` say, but for those that open the window; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a terminal that cannot show a letter gets an escape for it
            stream.reconfigure(errors="backslashreplace")
            if sys.platform == "win32" and not stream.isatty():
                stream.reconfigure(encoding="utf-8")  # a file in the system's code page lacks η, and Chinese
    try:
        with interruptions.answered():
            typed = parsed(arguments)
            return int(typed.answer(typed))
    except Complaint as error:
        return complain(str(error), error.code)
    except ResourceError as error:
        return complain(str(error), FAILED)
    except MemoryError:
        return complain("there is not enough memory for this experiment", FAILED)
    except BrokenPipeError:
        # The reader (`lrgui run | head`) has seen enough; Python must not complain when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return FAILED
    except KeyboardInterrupt:
        return complain("interrupted", INTERRUPTED)
    except SystemExit as end:  # after --help and --version, or SIGTERM
        return int(end.code or OK)


def parsed(arguments: Sequence[str]) -> argparse.Namespace:
    """What was typed; `answer` is the function that does it. Raises `UsageError`."""
    words = joined(arguments)
    first = words[0] if words else ""
    if first == "help":
        words = ["--help"]
    elif first not in (*COMMANDS, "-h", "--help", "-V", "--version"):
        raise UsageError(
            f"{first}: there is no such command, only {', '.join(COMMANDS)}, --version, --help,"
            " and nothing at all for the window"
        )
    typed, unknown = _parser(first).parse_known_args(words)
    if unknown:
        typed.parser.error(f"unrecognized arguments: {' '.join(unknown)}")
    return typed


def _parser(command: str) -> Parser:
    """The parser; of the subparsers only that of `command` is complete, so that others' modules are not imported."""
    parser = Parser(prog="lrgui", usage=_usage(), description=DESCRIPTION, epilog=EPILOG, add_help=False)
    parser.add_argument("-h", "--help", action="help", help=argparse.SUPPRESS)
    parser.add_argument("-V", "--version", action="version", version=f"lrgui {__version__}", help=argparse.SUPPRESS)
    commands = parser.add_subparsers(prog="lrgui", help=argparse.SUPPRESS)
    for name in COMMANDS:
        made = commands.add_parser(name)
        if name == command:
            module = import_module(f"lrgui.cli.{name}")
            module.add_arguments(made)
            made.set_defaults(answer=module.answer, parser=made)
    return parser


def _usage() -> str:
    lines = [
        ("[FILE]", "open the window, with the experiment in FILE"),
        ("--present FILE…", "present lessons and experiments, one after another"),
    ]
    lines += [
        (f"{name} {follows}".strip(), f"{does} (see `lrgui {name} --help`)")
        for name, (follows, does) in COMMANDS.items()
    ]
    width = max(len(typed) for typed, _ in lines)
    return "\n       ".join(
        [*(f"lrgui {typed:<{width}} {does}" for typed, does in lines), "lrgui --version", "lrgui --help"]
    )
