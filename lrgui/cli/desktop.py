"""`lrgui desktop`: lrgui among the programs of a Linux desktop, so that a double click on an experiment opens it."""

from __future__ import annotations

import argparse
import contextlib
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

from lrgui.cli.complaints import OK, Complaint, UsageError
from lrgui.cli.parser import Parser
from lrgui.core.files.atomic import write_together
from lrgui.resources import read_text

# Where a file is below the folder of a user's data: the resource that it is made of.
FILES = {
    "applications/lrgui.desktop": "lrgui.desktop",
    "icons/hicolor/scalable/apps/lrgui.svg": "icons/app.svg",
    "mime/packages/lrgui.xml": "lrgui-mime.xml",
    "metainfo/com.example.lrgui.metainfo.xml": "lrgui.metainfo.xml",
}
# What is made anew of the files in a folder: program, folder, and Debian's package with the program.
DATABASES = (
    (("update-mime-database",), "mime", "shared-mime-info"),
    (("update-desktop-database",), "applications", "desktop-file-utils"),
)


def add_arguments(parser: Parser) -> None:
    """What can be typed after `lrgui desktop`."""
    parser.description = (
        "Have lrgui in the menu of the desktop, and .lrgui files opened by a double click: for you, in XDG_DATA_HOME"
        " (~/.local/share where it is not set). With XDG_DATA_HOME=/usr/local/share, as root, for everybody."
    )
    parser.add_argument("what", choices=["install", "remove"], help="put the files there, or take them away")


def answer(typed: argparse.Namespace) -> int:
    """Installs or removes the files and returns the exit code. Raises `UsageError` and `Complaint`."""
    if sys.platform in ("win32", "darwin"):
        raise UsageError("desktop: this is for desktops of Linux; here the system asks at the first double click")
    home = _data_home()
    try:
        done = _install(home) if typed.what == "install" else _remove(home)
    except OSError as error:
        where = error.filename or home
        raise Complaint(f"desktop {typed.what}: {where}: {error.strerror or error}") from error
    for path in done:
        print(path)
    if done:
        _update_databases(home)
    else:
        print(f"lrgui: nothing of lrgui is in {home}", file=sys.stderr)
    return OK


def _data_home() -> Path:
    named = os.environ.get("XDG_DATA_HOME", "")
    if os.path.isabs(named):  # the specification has others ignored
        return Path(named)
    home = os.path.expanduser("~")
    if not os.path.isabs(home):
        raise Complaint("desktop: there is no home folder: name a folder in XDG_DATA_HOME")
    return Path(home) / ".local" / "share"


def _install(home: Path) -> list[Path]:
    contents = {home / name: read_text(resource) for name, resource in FILES.items()}
    entry = home / "applications/lrgui.desktop"
    contents[entry] = re.sub(r"^Exec=.*$", lambda _: _start_lines(), contents[entry], flags=re.MULTILINE)
    for path in contents:
        path.parent.mkdir(parents=True, exist_ok=True)
    write_together(contents)
    return list(contents)


def _remove(home: Path) -> list[Path]:
    there = [home / name for name in FILES if os.path.lexists(home / name)]
    for path in there:
        path.unlink()
    return there


def _start_lines() -> str:
    """How this very program is started: a desktop knows nothing of the environment that it is in."""
    quoted = '"' + re.sub(r'(["`$\\])', r"\\\1", sys.executable).replace("%", "%%") + '"'
    if "%" in sys.executable:
        quoted = f"/usr/bin/env {quoted}"  # GLib looks for the first word without undoing the doubling
    module = "" if getattr(sys, "frozen", False) else " -P -m lrgui"  # a bundle is the program itself
    return f"TryExec={_escaped(sys.executable)}\nExec={_escaped(quoted)}{module} %f"


def _escaped(value: str) -> str:
    """A value as files of desktops have it."""
    return value.replace("\\", "\\\\").replace("\n", "\\n")


def _update_databases(home: Path) -> None:
    """Has the desktop take notice; says what is missing for that."""
    for command, folder, package in DATABASES:
        if not (home / folder).is_dir():
            continue
        if shutil.which(command[0]) is None:
            print(
                f"lrgui: {command[0]} is not there, so some desktops may not notice the change: install the package"
                f" {package} and do this again",
                file=sys.stderr,
            )
        else:
            subprocess.run([*command, str(home / folder)], check=False, stdout=subprocess.DEVNULL)
    theme = home / "icons" / "hicolor"
    with contextlib.suppress(OSError):
        os.utime(theme)  # by which desktops see that there are other icons
    cache = shutil.which("gtk-update-icon-cache")
    if cache is not None and (theme / "icon-theme.cache").exists():
        subprocess.run([cache, "--quiet", "--force", "--ignore-theme-index", str(theme)], check=False)
