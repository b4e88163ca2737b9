#!/usr/bin/env python3
"""Sets lrgui up on a machine that has Python and little else, and starts it.

    python3 start.py                 the window
    python3 start.py FILE            the window with a file; whatever `lrgui` understands may stand here (run …)
    python3 start.py test [...]      the tests; what follows goes to pytest
    python3 start.py setup [EXTRA]   sets up and starts nothing; EXTRA is one of pyproject.toml's (test, video …)

It needs nothing but Python's standard library. lrgui and what it needs go into the virtual environment .venv beside
this file, or, where nothing can be written there, into one in the user's cache; LRGUI_VENV names another folder. System
libraries that Qt lacks are installed by apt-get where that may be done (as root, by sudo on a terminal, or by sudo
without a password where CI=true), else they are named.
"""

# An old Python has to get as far as the sentence that says it is too old: nothing newer than 3.6 stands in this file
# that is seen when it is read, and no annotation before that sentence is newer either.

import hashlib
import importlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent
PROJECT = ROOT / "pyproject.toml"
WINDOWS = sys.platform == "win32"
STAMP = "lrgui.json"  # in the environment: for what it was made
FIRST, BEYOND = (  # of the minor versions of Python 3
    int(number)
    for number in re.findall(r'^requires-python = ">=3\.(\d+),<3\.(\d+)"', PROJECT.read_text("utf-8"), re.MULTILINE)[0]
)


class Stop(Exception):
    """Why lrgui cannot be started, in one sentence."""


def say(sentence: str) -> None:
    """Everything that is said goes to standard error: what `run` prints may be a table."""
    print(f"start.py: {sentence}", file=sys.stderr, flush=True)


def supported(minor: int) -> bool:
    return FIRST <= minor < BEYOND


def use_supported_python() -> None:
    """Goes on in a Python that lrgui runs in, if this is none and there is one. Raises `Stop`."""
    if sys.version_info[0] == 3 and supported(sys.version_info[1]):
        return
    for minor in reversed(range(FIRST, BEYOND)):
        python = shutil.which(f"python3.{minor}")
        if python and subprocess.call([python, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            become([python, __file__, *sys.argv[1:]], dict(os.environ))
    start = f"py -3.{BEYOND - 1} start.py" if WINDOWS else f"python3.{BEYOND - 1} start.py"
    raise Stop(
        f"lrgui needs Python 3.{FIRST} to 3.{BEYOND - 1}, and this is Python {sys.version.split()[0]}:"
        f" install one of these and start lrgui with it (`{start}`)."
    )


def become(command: "list[str]", environment: "dict[str, str]") -> None:
    """Puts another program in the place of this one, which gets its signals and gives its exit code."""
    if not WINDOWS:
        os.execve(command[0], command, environment)
    with subprocess.Popen(command, env=environment) as program:
        while True:
            try:
                sys.exit(program.wait())
            except KeyboardInterrupt:  # it hears of Ctrl+C itself
                continue


try:
    use_supported_python()
except Stop as reason:
    say(str(reason))
    sys.exit(1)

sys.path.insert(0, str(ROOT))
from lrgui import preflight  # noqa: E402 # not before the Python is known to be new enough
from lrgui.cli.commands import COMMANDS  # noqa: E402

# System libraries


def provide_libraries(command: str) -> None:
    """Has the libraries there that Qt needs for a window, or for the tests. Raises `Stop` where some are missing.

    Libraries without which this machine gets along are installed with those that it needs, or where nobody has to be
    asked; a display that nobody uses here is no reason to ask for a password.
    """
    if sys.platform != "linux" or command not in ("window", "test", "setup"):
        return
    needed = dict(preflight.IMPORT)
    if command == "window":
        needed.update(preflight.WAYLAND if os.environ.get("WAYLAND_DISPLAY") else preflight.XCB)
    missing = preflight.missing_libraries()
    packages = sorted({preflight.PACKAGES[name] for name in missing})
    if command != "window" and not shutil.which("Xvfb"):
        packages.append("xvfb")  # a window on a real server is a test, too
    if packages:
        apt_get = unasked() or (asked() if set(missing) & set(needed) else None)
        if apt_get:
            install_packages(apt_get, packages)
        missing = preflight.missing_libraries(needed)
    if missing and command != "setup" and set(missing) & set(needed):
        raise Stop(preflight.remedy(missing, (installable(needed[name]) for name in missing)))


def unasked() -> list[str] | None:
    """How apt-get is called where it may be without a question, else None."""
    if shutil.which("apt-get"):
        if os.geteuid() == 0:
            return ["apt-get"]
        if os.environ.get("CI") == "true" and shutil.which("sudo"):
            sudo = ["sudo", "-n"]
            if subprocess.call([*sudo, "true"], stdin=subprocess.DEVNULL, stderr=subprocess.DEVNULL) == 0:
                return [*sudo, "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None


def asked() -> list[str] | None:
    """How apt-get is called where somebody is there whom sudo can ask for the password, else None."""
    if shutil.which("apt-get") and shutil.which("sudo") and sys.stdin.isatty() and sys.stderr.isatty():
        return ["sudo", "DEBIAN_FRONTEND=noninteractive", "apt-get"]
    return None


def install_packages(apt_get: list[str], packages: list[str]) -> None:
    """Installs Debian's packages as well as it can be done; whoever needs them looks whether they are there."""
    settings = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    stdin = None if apt_get[0] == "sudo" and apt_get[1] != "-n" else subprocess.DEVNULL

    def call(*words: str) -> bool:
        command = [*apt_get, "-qq", *words]
        return subprocess.call(command, env=settings, stdin=stdin, stdout=subprocess.DEVNULL) == 0

    call("update")
    names = [installable(package) for package in packages]
    say(f"Installing system packages that are missing: {' '.join(names)}.")
    if not call("install", "--yes", "--no-install-recommends", *names):
        say("They could not be installed.")


def installable(package: str) -> str:
    """The name of a package on this system: some got another one when time_t became 64 bits wide (Debian 13, Ubuntu
    24.04).
    """
    return f"{package}t64" if not is_known(package) and is_known(f"{package}t64") else package


def is_known(package: str) -> bool:
    if not shutil.which("apt-cache"):
        return False
    policy = ["apt-cache", "policy", package]
    told = subprocess.run(policy, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={**os.environ, "LC_ALL": "C"})
    return re.search(rb"Candidate: \d", told.stdout) is not None


# The environment


def environment_folder(extra: str) -> Path:
    """Where the environment is, or is to be. Raises `Stop`."""
    chosen = os.environ.get("LRGUI_VENV")
    if chosen:
        return Path(chosen).absolute()
    beside = ROOT / ".venv"
    if is_ready(beside, extra) or is_writable(beside if beside.exists() else ROOT):
        return beside
    try:
        cache = cache_folder() / "lrgui" / f"venv-{hashlib.sha256(os.fsencode(str(ROOT))).hexdigest()[:12]}"
        cache.mkdir(parents=True, exist_ok=True)
    except (OSError, RuntimeError) as error:  # RuntimeError: there is no home
        raise Stop(
            f"neither {ROOT} nor the user's cache can be written ({error}): name a folder that can in LRGUI_VENV."
        ) from error
    return cache


def cache_folder() -> Path:
    """Where programs of this system keep what they can make again. Raises `RuntimeError`."""
    if WINDOWS:
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local")
    if sys.platform == "darwin":
        return Path.home() / "Library" / "Caches"
    return Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")


def is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=str(folder)):
            return True
    except OSError:
        return False


def programs(environment: Path) -> Path:
    return environment / ("Scripts" if WINDOWS else "bin")


def python_of(environment: Path) -> str:
    return str(programs(environment) / ("python.exe" if WINDOWS else "python"))


def version_of(environment: Path) -> str:
    """The version of an environment's Python, such as 3.13.1; "" where there is none that runs."""
    code = "import sys; print('%d.%d.%d' % sys.version_info[:3])"
    try:
        told = subprocess.run(
            [python_of(environment), "-I", "-c", code], stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
        )
    except OSError:
        return ""
    return told.stdout.decode().strip() if told.returncode == 0 else ""


def made_for(environment: Path, version: str) -> dict[str, str]:
    """What an environment depends on: where one of these has changed, lrgui is installed again."""
    files = PROJECT.read_bytes() + (ROOT / "lrgui" / "__init__.py").read_bytes()  # which has the version
    return {
        "project": str(ROOT),
        "files": hashlib.sha256(files).hexdigest(),
        "python": version.rpartition(".")[0],
        "folder": str(environment),
    }


def read_stamp(environment: Path) -> dict[str, object]:
    try:
        stamp = json.loads((environment / STAMP).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return stamp if isinstance(stamp, dict) else {}


def extras_in(stamp: dict[str, object]) -> set[str]:
    extras = stamp.get("extras")
    return {str(extra) for extra in extras} if isinstance(extras, list) else set()


def is_ready(environment: Path, extra: str) -> bool:
    """Whether lrgui is installed there as the project is now, with an extra where one is named."""
    stamp = read_stamp(environment)
    return (
        bool(stamp)
        and {extra} - {""} <= extras_in(stamp)
        and made_for(environment, version_of(environment)).items() <= stamp.items()
    )


def prepare(environment: Path, extra: str) -> None:
    """Makes the environment, or brings it up to date. Raises `Stop`."""
    if is_ready(environment, extra):
        return
    version = version_of(environment)
    if not version:
        make_environment(environment)
        version = version_of(environment)
    elif not supported(int(version.split(".")[1])):
        raise Stop(
            f"{environment} holds Python {version}, and lrgui needs 3.{FIRST} to 3.{BEYOND - 1}:"
            " remove that folder, or name another one in LRGUI_VENV."
        )
    say(f"Installing lrgui in {environment}: this may take some minutes.")
    stamp = read_stamp(environment)
    extras = sorted(({extra} | extras_in(stamp)) - {""})
    python = python_of(environment)
    settings = {**clean_environment(environment), "PIP_USER": "0"}  # who set it meant other places

    def call(*words: str) -> int:
        return subprocess.call([python, "-I", "-m", *words], cwd=str(ROOT), env=settings, stdout=sys.stderr)

    if subprocess.call([python, "-I", "-c", "import pip"], stderr=subprocess.DEVNULL) != 0:  # uv makes such
        call("ensurepip")
    quiet = [] if sys.stderr.isatty() else ["--quiet"]
    project = f".[{','.join(extras)}]" if extras else "."
    if call("pip", "install", "--disable-pip-version-check", *quiet, "--editable", project) != 0:
        raise Stop("lrgui could not be installed: pip says above why.")
    stamp = {**made_for(environment, version), "extras": extras}
    (environment / STAMP).write_text(json.dumps(stamp, indent=1), "utf-8")


def make_environment(environment: Path) -> None:
    """Makes an empty environment, in the place of a broken one if need be. Raises `Stop`."""
    if environment.exists() and any(environment.iterdir()) and not (environment / "pyvenv.cfg").exists():
        raise Stop(
            f"{environment} is there already and is no virtual environment: remove it, or name another in LRGUI_VENV."
        )
    provide_venv()
    if subprocess.call([sys.executable, "-I", "-m", "venv", "--clear", str(environment)], stdout=sys.stderr) != 0:
        raise Stop(f"the virtual environment {environment} could not be made: Python says above why.")


def provide_venv() -> None:
    """Debian keeps a part of Python's standard library in a package of its own. Raises `Stop`."""
    if has_venv():
        return
    package = f"python3.{sys.version_info[1]}-venv"
    apt_get = unasked() or asked()
    if apt_get:
        install_packages(apt_get, [package])
        importlib.invalidate_caches()
    if not has_venv():
        raise Stop(
            f"this Python ({sys.executable}) lacks the modules venv and ensurepip of its standard library:"
            f" on Debian or Ubuntu run `sudo apt install {package}`."
        )


def has_venv() -> bool:
    return all(importlib.util.find_spec(module) for module in ("venv", "ensurepip"))


# Starting


def clean_environment(environment: Path) -> dict[str, str]:
    """The variables for programs in the environment, as if it were activated: other Pythons' paths do not reach it."""
    strange = ("PYTHONPATH", "PYTHONHOME", "__PYVENV_LAUNCHER__")
    settings = {name: value for name, value in os.environ.items() if name not in strange}
    settings["VIRTUAL_ENV"] = str(environment)
    settings["PATH"] = os.pathsep.join([str(programs(environment)), os.environ.get("PATH", os.defpath)])
    if not is_writable(ROOT):
        settings["PYTHONPYCACHEPREFIX"] = str(environment / "bytecode")  # uncompiled, lrgui starts half as fast
    return settings


def main(words: list[str]) -> int:
    """Sets up and starts what was asked for; returns the exit code where nothing is started. Raises `Stop`."""
    own = words[0] if words and words[0] in ("test", "setup") else ""
    opens = not words or not (words[0] in COMMANDS or words[0].startswith("-"))
    extra = {"test": "test", "setup": words[1] if len(words) > 1 else ""}.get(own, "")
    provide_libraries(own or ("window" if opens else "command"))
    environment = environment_folder(extra)
    prepare(environment, extra)
    if own == "setup":
        say(f"lrgui is set up in {environment}.")
        return 0
    settings = clean_environment(environment)
    command = [python_of(environment), "-P", "-m", "lrgui", *words]
    if own == "test":
        os.chdir(str(ROOT))
        keep_nothing = [] if is_writable(ROOT) else ["-p", "no:cacheprovider"]
        command = [python_of(environment), "-P", "-m", "pytest", *keep_nothing, *words[1:]]
    become(command, settings)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main(sys.argv[1:]))
    except Stop as reason:
        say(str(reason))
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
