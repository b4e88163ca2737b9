"""Says in one sentence why a Qt window cannot open.

Qt aborts the process when it finds no display or a system library is missing, which nobody can catch
afterwards. So this asks before a QApplication exists, and needs no Qt to do it.
"""

from __future__ import annotations

import ctypes
import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Iterable, Sequence
from pathlib import Path

NO_WINDOW = "for tables without a window use `lrgui run`"

# Shared library -> package of Debian and Ubuntu: what Qt needs to be imported, and to open a window.
IMPORT = {
    "libGL.so.1": "libgl1",
    "libEGL.so.1": "libegl1",
    "libxkbcommon.so.0": "libxkbcommon0",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libgthread-2.0.so.0": "libglib2.0-0",
    "libfontconfig.so.1": "libfontconfig1",
    "libfreetype.so.6": "libfreetype6",
    "libdbus-1.so.3": "libdbus-1-3",
    "libX11.so.6": "libx11-6",
}
XCB = {
    "libX11-xcb.so.1": "libx11-xcb1",
    "libxcb.so.1": "libxcb1",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-image.so.0": "libxcb-image0",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-randr.so.0": "libxcb-randr0",
    "libxcb-render.so.0": "libxcb-render0",
    "libxcb-render-util.so.0": "libxcb-render-util0",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libxcb-shm.so.0": "libxcb-shm0",
    "libxcb-sync.so.1": "libxcb-sync1",
    "libxcb-util.so.1": "libxcb-util1",
    "libxcb-xfixes.so.0": "libxcb-xfixes0",
    "libxcb-xkb.so.1": "libxcb-xkb1",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
}
WAYLAND = {
    "libwayland-client.so.0": "libwayland-client0",
    "libwayland-cursor.so.0": "libwayland-cursor0",
}
PACKAGES = IMPORT | XCB | WAYLAND


def display_problem() -> str | None:
    """Return why a window cannot open and what helps, or None if one can.

    Only Linux is examined: elsewhere a desktop without a display does not occur.
    """
    if sys.platform != "linux":
        return None
    return import_problem() or _platform_problem()


def import_problem() -> str | None:
    """Say what keeps Qt from being imported, or None.

    Import what the window needs anyway; on a bare Linux its libraries may be missing."""
    try:
        importlib.import_module("PySide6.QtWidgets")
    except ModuleNotFoundError:
        return "The window needs PySide6, which this Python lacks: install it with `pip install lrgui`."
    except ImportError as error:
        return _loading_problem(str(error))
    return None


def missing_libraries(libraries: Iterable[str] = PACKAGES) -> list[str]:
    """Return those of the libraries that this system cannot load."""
    return [name for name in libraries if _load_error(name)]


def remedy(missing: Sequence[str], packages: Iterable[str]) -> str:
    """Say which libraries are missing, and the command that installs the packages with them."""
    return (
        f"Qt needs {', '.join(missing)}, which this system lacks:"
        f" on Debian or Ubuntu run `sudo apt install {' '.join(sorted(set(packages)))}`."
    )


def _platform_problem() -> str | None:
    """Look for a display in the order in which Qt would, xcb being the last resort."""
    chosen = [name.split(":")[0] for name in os.environ.get("QT_QPA_PLATFORM", "").split(";") if name]
    wayland = os.environ.get("WAYLAND_DISPLAY")
    display = os.environ.get("DISPLAY")
    problem = None
    for name in chosen or (["wayland"] if wayland else []) + (["xcb"] if display else []):
        if name.startswith("wayland"):
            problem = _wayland_problem(wayland or "wayland-0")
        elif name == "xcb" and display:
            problem = _plugin_problem("xcb") or _server_problem(display)
        elif name == "xcb":
            problem = problem or f"There is no display: DISPLAY is not set, so start lrgui on a desktop; {NO_WINDOW}."
        else:
            return None  # offscreen, vnc … : whoever sets it knows why
        if problem is None:
            return None
    nothing = "neither DISPLAY nor WAYLAND_DISPLAY is set"
    return problem or f"There is no display: {nothing}, so start lrgui on a desktop; {NO_WINDOW}."


def _wayland_problem(name: str) -> str | None:
    """Look for a loadable plugin and the compositor's socket."""
    socket = Path(os.environ.get("XDG_RUNTIME_DIR", ""), name)  # an absolute name stands for itself
    problem = _plugin_problem("wayland")
    if problem is None and not socket.is_socket():
        problem = f"The Wayland display {name} cannot be used: start lrgui on a desktop; {NO_WINDOW}."
    return problem


def _plugin(platform: str) -> Path:
    """Return where the wheel of PySide6 keeps a platform plugin."""
    spec = importlib.util.find_spec("PySide6")
    folder = Path(spec.origin).parent if spec and spec.origin else Path()
    return folder / "Qt" / "plugins" / "platforms" / f"libq{platform}.so"


def _plugin_problem(platform: str) -> str | None:
    """Load the plugin as Qt will; a PySide6 that keeps it elsewhere is left to Qt."""
    plugin = _plugin(platform)
    error = _load_error(str(plugin)) if plugin.exists() else None
    return _loading_problem(error) if error else None


def _load_error(library: str) -> str | None:
    """Return the dynamic linker's complaint about a library, or None."""
    try:
        ctypes.CDLL(library)
    except OSError as error:
        return str(error)
    return None


def _loading_problem(error: str) -> str:
    """Turn the linker's complaint into a remedy.

    The linker stops at the first missing library; the others are looked for here, so that one
    command is enough.
    """
    found = re.match(r"(\S+): cannot open shared object file", error)
    if not found:
        return f"Qt cannot be loaded ({error}): reinstall PySide6-Essentials, or use a newer system."
    named = found[1]
    if named not in PACKAGES:
        return f"Qt needs the system library {named}: install the package of your system that contains it."
    missing = [named, *missing_libraries(name for name in PACKAGES if name != named)]
    return remedy(missing, (PACKAGES[name] for name in missing))


def _server_problem(display: str) -> str | None:
    """Ask the X server itself: DISPLAY outlives a closed session or a dropped ssh connection."""
    if _server_answers(display):
        return None
    return f"The display {display} cannot be reached: start lrgui on a desktop, or by `ssh -X` from one; {NO_WINDOW}."


def _server_answers(display: str) -> bool:
    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True  # not the wheel's plugin, which would have been missing it: let Qt decide
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connect.argtypes = [ctypes.c_char_p, ctypes.c_void_p]
    xcb.xcb_connection_has_error.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(os.fsencode(display), None)
    # It stays open as long as the program runs: a server without other clients resets itself when its last one leaves,
    # and Qt, which comes next, would find nobody there.
    return bool(xcb.xcb_connection_has_error(connection) == 0)
