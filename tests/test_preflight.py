"""Every reason why a window cannot open is named, with what helps; where one can, nothing is said."""

from __future__ import annotations

import importlib
import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lrgui import preflight

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="only Linux lacks displays and libraries")

VARIABLES = ("QT_QPA_PLATFORM", "DISPLAY", "WAYLAND_DISPLAY", "XDG_RUNTIME_DIR")
REPORT = "from lrgui.preflight import display_problem; print(display_problem())"


@pytest.fixture(autouse=True)
def good_system(monkeypatch: pytest.MonkeyPatch) -> None:
    """No variable is set, every library loads, and every server answers."""
    for name in VARIABLES:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(preflight, "_load_error", lambda _library: None)
    monkeypatch.setattr(preflight, "_server_answers", lambda _display: True)


def lacks(*names: str) -> Callable[[str], str | None]:
    """Answer like the dynamic linker of a system without these libraries."""

    def load_error(library: str) -> str | None:
        needs_them = library in names or library.endswith("libqxcb.so")
        return f"{names[0]}: cannot open shared object file: No such file or directory" if needs_them else None

    return load_error


def fails_to_import(monkeypatch: pytest.MonkeyPatch, error: ImportError) -> None:
    def import_module(_name: str) -> None:
        raise error

    monkeypatch.setattr(importlib, "import_module", import_module)


def problem() -> str:
    """Return the sentence that must be there, and must be one sentence."""
    text = preflight.display_problem()
    assert text
    assert text.endswith(".")
    assert "\n" not in text
    return text


def run(code: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run code in a Python of its own, where this module's replacements do not reach."""
    environment = {name: value for name, value in os.environ.items() if name not in VARIABLES}
    root = str(Path(preflight.__file__).parents[1])
    return subprocess.run(
        [sys.executable, "-c", code],
        env=environment | variables | {"PYTHONPATH": root},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("platform", ["darwin", "win32"])
def test_other_systems_have_a_display(monkeypatch: pytest.MonkeyPatch, platform: str) -> None:
    monkeypatch.setattr(sys, "platform", platform)
    assert preflight.display_problem() is None


def test_an_x_server_is_enough(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    assert preflight.display_problem() is None


@pytest.mark.parametrize(
    "chosen",
    ["offscreen", "offscreen:size=800x600", "minimal", "vnc:port=5901", "eglfs", "wayland;offscreen"],
)
def test_a_chosen_platform_is_respected(monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", chosen)
    assert preflight.display_problem() is None


def test_no_display_leads_to_the_command_line() -> None:
    text = problem()
    assert "neither DISPLAY nor WAYLAND_DISPLAY" in text
    assert "`lrgui run`" in text


@pytest.mark.parametrize("chosen", ["xcb", "xcb:gl_integration=none"])
def test_xcb_needs_display_even_under_wayland(monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
    monkeypatch.setenv("QT_QPA_PLATFORM", chosen)
    monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
    assert "DISPLAY is not set" in problem()


def test_a_server_that_is_gone_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":7")
    monkeypatch.setattr(preflight, "_server_answers", lambda _display: False)
    assert "The display :7 cannot be reached" in problem()


def test_missing_library_at_import_names_its_package(monkeypatch: pytest.MonkeyPatch) -> None:
    message = "libEGL.so.1: cannot open shared object file: No such file or directory"
    fails_to_import(monkeypatch, ImportError(message))
    text = problem()
    assert "libEGL.so.1" in text
    assert text.endswith("`sudo apt install libegl1`.")


def test_all_missing_libraries_are_in_one_command(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(preflight, "_load_error", lacks("libxcb-cursor.so.0", "libxcb-icccm.so.4"))
    text = problem()
    assert "libxcb-cursor.so.0, libxcb-icccm.so.4" in text
    assert text.endswith("`sudo apt install libxcb-cursor0 libxcb-icccm4`.")


def test_a_library_of_unknown_package_is_still_named(monkeypatch: pytest.MonkeyPatch) -> None:
    fails_to_import(monkeypatch, ImportError("libodd.so.3: cannot open shared object file: No such file"))
    assert "libodd.so.3" in problem()


def test_any_other_complaint_of_the_linker_is_passed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    fails_to_import(monkeypatch, ImportError("version `GLIBC_2.39' not found"))
    assert "GLIBC_2.39" in problem()


def test_pyside_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    fails_to_import(monkeypatch, ModuleNotFoundError("No module named 'PySide6'"))
    assert "pip install lrgui" in problem()


def test_pyside_without_the_plugin_is_left_to_qt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(preflight, "_plugin", lambda platform: tmp_path / platform)
    monkeypatch.setattr(preflight, "_load_error", lacks("libxcb-cursor.so.0"))
    assert preflight.display_problem() is None


class TestWayland:
    @pytest.fixture(autouse=True)
    def compositor(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/7")
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-0")
        monkeypatch.setattr(Path, "is_socket", lambda path: str(path) == "/run/user/7/wayland-0")

    def test_is_enough(self) -> None:
        assert preflight.display_problem() is None

    def test_without_its_libraries_x11_serves(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(preflight, "_plugin_problem", {"wayland": "no", "xcb": None}.get)
        monkeypatch.setenv("DISPLAY", ":0")
        assert preflight.display_problem() is None

    @pytest.mark.parametrize("chosen", ["", "wayland", "wayland-egl", "wayland;xcb"])
    def test_its_own_library_is_named(self, monkeypatch: pytest.MonkeyPatch, chosen: str) -> None:
        monkeypatch.setenv("QT_QPA_PLATFORM", chosen)

        def load_error(library: str) -> str | None:
            lacking = library == "libwayland-cursor.so.0" or library.endswith("libqwayland.so")
            return "libwayland-cursor.so.0: cannot open shared object file: No such file" if lacking else None

        monkeypatch.setattr(preflight, "_load_error", load_error)
        assert problem().endswith("`sudo apt install libwayland-cursor0`.")

    def test_chosen_without_a_compositor(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("QT_QPA_PLATFORM", "wayland")
        monkeypatch.setenv("XDG_RUNTIME_DIR", "/run/user/8")
        assert "The Wayland display wayland-0 cannot be used" in problem()

    def test_left_over_name_is_not_enough(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setenv("WAYLAND_DISPLAY", "wayland-9")
        assert "wayland-9" in problem()


def test_the_wheel_keeps_its_plugins_where_we_look() -> None:
    assert preflight._plugin("xcb").exists()
    assert preflight._plugin("wayland").exists()


def test_the_linker_is_quoted_as_it_speaks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    assert preflight._load_error("libnowhere.so.1") == (
        "libnowhere.so.1: cannot open shared object file: No such file or directory"
    )


def test_asking_for_the_problem_needs_no_qt() -> None:
    done = run("import sys, lrgui.preflight; print([name for name in sys.modules if 'PySide6' in name])")
    assert done.stdout == "[]\n", done.stderr


def test_a_dead_server_is_found_without_an_abort() -> None:
    done = run(REPORT, DISPLAY=":987")
    assert done.returncode == 0, done.stderr
    assert ":987 cannot be reached" in done.stdout or "sudo apt install" in done.stdout


@pytest.fixture
def x_server() -> Iterator[str]:
    program = shutil.which("Xvfb")
    if program is None:
        pytest.skip("needs Xvfb")
    ours, theirs = os.pipe()
    with (
        open(ours) as answer,
        subprocess.Popen(
            [program, "-displayfd", str(theirs), "-screen", "0", "640x480x24", "-nolisten", "tcp"],
            pass_fds=[theirs],
            stderr=subprocess.DEVNULL,
        ) as server,
    ):
        os.close(theirs)
        try:
            yield f":{answer.readline().strip()}"
        finally:
            server.terminate()


def test_a_real_window_opens_after_the_question(x_server: str) -> None:
    code = """
from lrgui.preflight import display_problem
problem = display_problem()
if problem:
    raise SystemExit(problem)
from PySide6.QtWidgets import QApplication, QLabel
app = QApplication([])
label = QLabel("η")
label.show()
app.processEvents()
print(app.platformName(), label.grab().width() > 0)
"""
    done = run(code, DISPLAY=x_server)
    if "sudo apt install" in done.stderr:
        pytest.skip(done.stderr.strip())
    assert done.stdout == "xcb True\n", done.stderr


def test_pytest_names_missing_libraries(tmp_path: Path) -> None:
    """Where Qt cannot be imported, the tests say so in a sentence, not in a traceback."""
    fake = tmp_path / "PySide6"
    fake.mkdir()
    (fake / "__init__.py").touch()
    message = "libEGL.so.1: cannot open shared object file: No such file or directory"
    (fake / "QtWidgets.py").write_text(f"raise ImportError({message!r})")
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-n", "0", "tests/core/model"],
        cwd=Path(preflight.__file__).parents[1],
        env=os.environ | {"PYTHONPATH": str(tmp_path)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode != 0
    said = done.stdout + done.stderr
    assert said.count("\n") == 1, said
    assert said.startswith("Qt needs libEGL.so.1")
