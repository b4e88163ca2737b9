"""The files that a command is to write: looked at before anything is computed, told of when they are there.

A file that was named is replaced, as programs do and Makefiles expect. Where one name becomes several files, nobody has
named those: they are replaced only where this program wrote them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import groupby
from pathlib import Path

from lrgui.cli.complaints import INTERRUPTED, Complaint, UsageError
from lrgui.cli.parser import option
from lrgui.core.files.atomic import is_device
from lrgui.core.files.authorship import column_codes, is_own
from lrgui.resources import LANGUAGES

STANDARD_OUTPUT = "/dev/stdout"  # typed as -
LONGEST_NAME = 255  # of a file, in bytes; on Windows in units of UTF-16
_LISTED = 3  # of several files of one name; of more the first and the last are told


@dataclass(frozen=True)
class Output:
    """A file to write: what (the option that asks for it, such as "steps_csv"), of which problem, and where.

    typed: the name that was given, where the path is made of it.
    """

    what: str
    problem: str
    path: str
    typed: str = ""


@contextmanager
def writing(outputs: list[Output]) -> Iterator[None]:
    """Around the work that ends with these files: all of them are written, or none.

    Raises `UsageError` where one cannot be, before anything is computed, and `Complaint` where the work fails.
    """
    _check(outputs)
    try:
        yield
    except OSError as error:
        where = f"{error.filename}: " if error.filename else ""
        raise Complaint(f"no file was written: {where}{error.strerror or error}") from error
    except KeyboardInterrupt:
        raise Complaint("interrupted" + (", no file was written" if outputs else ""), INTERRUPTED) from None
    files = [output for output in outputs if output.typed != "-"]
    if files:
        print("wrote " + ", ".join(_listed(files)), file=sys.stderr)


def _listed(outputs: list[Output]) -> Iterator[str]:
    """The files as they are told."""
    for (_, typed, _), group in groupby(outputs, lambda o: (o.what, o.typed, os.path.splitext(o.path)[1])):
        paths = [output.path for output in group]
        if typed and len(paths) > _LISTED:
            yield f"{paths[0]} … {paths[-1]}"
        else:
            yield from paths


def path_of(name: str) -> str:
    """The path that was typed; - is standard output."""
    return STANDARD_OUTPUT if name == "-" else name


def printed(outputs: list[Output]) -> bool:
    """Whether standard output is one of the files."""
    return any(output.typed == "-" for output in outputs)


def named(what: str, name: str) -> str:
    """An option and the file that it names, as a complaint begins. Raises `UsageError` where it can be no file."""
    where = f"{option(what)} {name or repr(name)}"
    if not name or name.endswith(("/", os.sep)) or os.path.isdir(name):
        raise UsageError(f"{where}: must be the name of a file, not of a folder")
    return where


def for_problems(what: str, name: str, problems: Sequence[str], where: str) -> list[Output]:
    """One file for each of the problems: where there are several, the name that was given is made theirs.

    where: as a complaint begins. Raises `UsageError`.
    """
    path = Path(path_of(name))
    if len(problems) == 1:
        return [Output(what, problems[0], str(path), "-") if name == "-" else Output(what, problems[0], name)]
    if is_device(path):
        raise UsageError(f"{where}: two problems need two files, choose one problem by --problem")
    paths = (str(path.with_name(f"{path.stem}-{problem}{path.suffix}")) for problem in problems)
    return [Output(what, problem, made, name) for problem, made in zip(problems, paths, strict=True)]


def _check(outputs: list[Output]) -> None:
    seen: dict[str, Output] = {}
    dashes = [output for output in outputs if output.typed == "-"]
    if len(dashes) > 1:
        raise UsageError(f"{option(dashes[1].what)} -: {option(dashes[0].what)} is standard output already")
    for output in outputs:
        where = f"{option(output.what)} {output.typed or output.path}"
        its = f" {output.path}" if output.typed else ""  # which of several files is meant
        target = os.path.realpath(output.path)
        folder = os.path.dirname(target)
        if os.path.isdir(target):
            wrong = f"{output.path} is a folder" if its else "must be the name of a file, not of a folder"
            raise UsageError(f"{where}: {wrong}")
        if os.path.exists(output.path) and not os.access(output.path, os.W_OK):
            raise UsageError(f"{where}: the file{its} may not be written")
        if is_device(output.path):
            continue
        if not os.path.isdir(folder):
            raise UsageError(f"{where}: the folder {folder} does not exist")
        if not os.access(folder, os.W_OK | os.X_OK):
            raise UsageError(f"{where}: no file may be written in the folder {folder}")
        name, unit = os.path.basename(target), "characters" if sys.platform == "win32" else "bytes"
        if (len(name.encode("utf-16-le")) // 2 if unit == "characters" else len(os.fsencode(name))) > LONGEST_NAME:
            raise UsageError(f"{where}: the name is longer than {LONGEST_NAME} {unit}")
        same = target.casefold() if sys.platform in ("win32", "darwin") else target
        if same in seen:
            other = seen[same]
            also = f"{option(other.what)} {other.typed}" if other.typed else option(other.what)
            raise UsageError(f"{where}: {also} names the same file{its}")
        seen[same] = output
        if output.typed and os.path.lexists(output.path) and not _is_own(output.path):
            raise UsageError(
                f"{where}: {output.path} is there already, and not by lrgui; choose another name, or remove it"
            )


def _is_own(path: str) -> bool:
    try:
        return is_own(path) or is_own(path, _headings())
    except OSError:
        return False


def _headings() -> list[str]:
    """The words over columns in all languages, which a table may have in place of codes."""
    from lrgui.text.headings import heading  # words are Qt's business
    from lrgui.text.language import speaking

    words = []
    for language in LANGUAGES:
        with speaking(language):
            words += [heading(code) for code in column_codes()]
    return words
