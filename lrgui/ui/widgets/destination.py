"""Where exported files go: asked once, written together or not at all, and in a sentence when they cannot be."""

from __future__ import annotations

import errno
import os
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QMessageBox, QWidget

from lrgui.core.files.atomic import Content, write_together
from lrgui.core.model.errors import shown
from lrgui.text.language import translate
from lrgui.text.numbers import format_count

_NAMED = 8  # of the files that would be replaced


def ask_path(
    parent: QWidget, title: str, start: Path, suffixes: Sequence[str], *, several: bool = False
) -> Path | None:
    """A path that ends in one of `suffixes`; None where nothing was chosen. start: folder and name to begin with.

    The file dialog asks before a file is replaced, unless the name stands for several files.
    """
    filters = [f"{_kind(suffix)} (*{suffix})" for suffix in suffixes]
    chosen = suffixes.index(start.suffix) if start.suffix in suffixes else 0
    options = QFileDialog.Option.DontConfirmOverwrite if several else QFileDialog.Option(0)
    answer = QFileDialog.getSaveFileName(parent, title, str(start), ";;".join(filters), filters[chosen], options)
    name, kind = answer[0], answer[1]
    if not name:
        return None
    path = Path(name)
    if path.suffix.lower() in suffixes:
        return path
    complete = path.with_name(path.name + (suffixes[filters.index(kind)] if kind in filters else suffixes[chosen]))
    # The dialog has not seen this name.
    return complete if several or may_replace(parent, [complete]) else None


def _kind(suffix: str) -> str:
    """How files that end so are called."""
    named = {
        ".lrgui": translate("Export", "Experiments"),
        ".lrlesson": translate("Export", "Lessons"),
        ".py": "Python",
        ".tex": "LaTeX",
    }
    return named.get(suffix, suffix[1:].upper())


def may_replace(parent: QWidget, paths: Sequence[Path]) -> bool:
    """Asks where files are there already."""
    there = [path for path in paths if os.path.lexists(path)]
    if not there:
        return True
    box = QMessageBox(parent)
    box.setIcon(QMessageBox.Icon.Warning)
    box.setWindowTitle(translate("Export", "Replace files"))
    if len(there) == 1:
        box.setText(translate("Export", "“{0}” is there already. Replace it?").format(shown(there[0].name)))
    else:
        text = translate("Export", "{0} of these files {0:is|are} there already. Replace {0:it|them}?").format(
            format_count(len(there))
        )
        names = [shown(path.name) for path in there[:_NAMED]] + (["…"] if len(there) > _NAMED else [])
        box.setText(text + "\n\n" + "\n".join(names))
    replace = box.addButton(translate("Export", "Replace"), QMessageBox.ButtonRole.AcceptRole)
    cancel = box.addButton(translate("Export", "Cancel"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(cancel)  # nothing is lost by a key that was pressed without reading
    box.setEscapeButton(cancel)
    box.exec()
    agreed = box.clickedButton() is replace
    box.deleteLater()
    return agreed


def write_all(contents: Mapping[Path, Content]) -> str:
    """Writes all files or none; returns what was wrong in one sentence, nothing where all is well."""
    try:
        write_together(contents)
    except OSError as error:
        return failure(error, next(iter(contents)))
    return ""


def failure(error: OSError, path: Path) -> str:
    """Why a file could not be written."""
    reasons = {
        errno.EACCES: translate("Export", "no file may be written there"),
        errno.EPERM: translate("Export", "no file may be written there"),
        errno.EROFS: translate("Export", "no file may be written there"),
        errno.ENOSPC: translate("Export", "the disk is full"),
        errno.EDQUOT: translate("Export", "the disk is full"),
        errno.ENOENT: translate("Export", "the folder does not exist"),
        errno.ENOTDIR: translate("Export", "the folder does not exist"),
        errno.EISDIR: translate("Export", "this is the name of a folder"),
        errno.ENAMETOOLONG: translate("Export", "the name is too long"),
    }
    reason = reasons.get(error.errno or 0, error.strerror or str(error))
    return translate("Export", "“{0}” was not written: {1}.").format(path, reason)


def wrote(paths: Sequence[Path]) -> str:
    """What the status bar says afterwards."""
    if len(paths) == 1:
        return translate("Export", "Wrote {0}").format(paths[0])
    names = ", ".join(path.name for path in paths)
    return translate("Export", "Wrote {0} {0:file|files} in {1}: {2}").format(
        format_count(len(paths)), paths[0].parent, names
    )
