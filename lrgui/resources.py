"""The one door to the program's resource files: lessons, icons, translations.

In an installed wheel they lie inside the package, in `lrgui/resources`; in a checkout beside it, in
`resources`.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

LANGUAGES = ("en", "zh_CN")  # in which there are lessons and texts
PACKAGE = Path(__file__).resolve().parent


class ResourceError(RuntimeError):
    """A file that belongs to the program is missing or damaged; the message is one sentence."""


@lru_cache(maxsize=1)
def resource_folder() -> Path:
    """The folder with all resources. Raises `ResourceError`."""
    places = (PACKAGE / "resources", PACKAGE.parent / "resources")
    for folder in places:
        if folder.is_dir():
            return folder
    raise ResourceError(
        f"the program's resource files are neither in {places[0]} nor in {places[1]}: install lrgui again"
    )


def resource_path(relative: str) -> Path:
    """The file or folder `relative` (with slashes) to the resource folder. Raises `ResourceError`."""
    path = resource_folder() / relative
    if not path.exists():
        raise ResourceError(f"the program's resource file {path} is missing: install lrgui again")
    return path


def read_text(relative: str) -> str:
    """The text of a resource file in UTF-8. Raises `ResourceError`."""
    path = resource_path(relative)
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeError) as error:
        raise ResourceError(f"the program's resource file {path} cannot be read: {error}") from error


def names(relative: str, suffix: str) -> tuple[str, ...]:
    """Paths, to be given to `read_text`, of the files in a resource folder that end in `suffix`, sorted."""
    found = sorted(p.name for p in resource_path(relative).iterdir() if p.name.endswith(suffix))
    return tuple(f"{relative}/{name}" for name in found)
