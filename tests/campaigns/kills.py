"""Exports that are killed at any moment: a file that was there is whole, old or new, and nothing else stays.

    python tests/campaigns/kills.py [--kills 200] [--seed 0]

Exits 1 where a file was damaged, a set of files was mixed, or something was left after the next command.
"""

from __future__ import annotations

import argparse
import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[2]
COMMON = ("--problem", "descent", "--updates", "6")
# What is made, and by which options; a number in the title tells old from new.
OUTPUTS: dict[str, tuple[str, ...]] = {
    "one.lrgui": ("--save", "one.lrgui"),
    "steps.csv": ("--steps-csv", "steps.csv"),
    "descent.svg": ("--figure", "descent=descent.svg"),
    "film.gif": ("--animation", "descent=film.gif", "--frames", "12"),
}


def command(rate: float, outputs: tuple[str, ...]) -> list[str]:
    options = [option for name in outputs for option in OUTPUTS[name]]
    return [sys.executable, "-m", "lrgui", "run", *COMMON, "--learning-rate", str(rate), *options]


def contents(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def run(folder: Path, rate: float, outputs: tuple[str, ...]) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "offscreen", "SOURCE_DATE_EPOCH": "0"}
    return subprocess.Popen(
        *(command(rate, outputs),), cwd=folder, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE
    )


def made(rate: float, outputs: tuple[str, ...]) -> tuple[dict[str, bytes], float]:
    """What the command makes when nobody kills it, and the seconds that it takes."""
    with tempfile.TemporaryDirectory() as name:
        start = time.monotonic()
        process = run(Path(name), rate, outputs)
        _, said = process.communicate()
        assert process.returncode == 0, said.decode()
        return contents(Path(name)), time.monotonic() - start


def campaign(kills: int, seed: int, outputs: tuple[str, ...] = tuple(OUTPUTS)) -> list[str]:
    """Kills; gives what was wrong."""
    chance, wrong = random.Random(seed), []
    old, _ = made(0.1, outputs)
    new, seconds = made(0.4, outputs)
    for number in range(kills):
        with tempfile.TemporaryDirectory() as name:
            folder = Path(name)
            for file, content in old.items():
                (folder / file).write_bytes(content)
            process = run(folder, 0.4, outputs)
            # Most of the time the program starts; what is interesting comes at the end.
            time.sleep(seconds * chance.betavariate(4, 1.5))
            process.send_signal(chance.choice((signal.SIGKILL, signal.SIGKILL, signal.SIGTERM)))
            process.communicate()
            wrong += [f"kill {number} of seed {seed}: {what}" for what in faults(folder, old, new)]
            run(folder, 0.4, outputs).communicate()
            left = {k: v for k, v in contents(folder).items() if v != new.get(k)}
            if left or contents(folder).keys() != new.keys():
                wrong.append(f"kill {number} of seed {seed}: after the next command there is {sorted(left)}")
    return wrong


def faults(folder: Path, old: dict[str, bytes], new: dict[str, bytes]) -> list[str]:
    """What is wrong in a folder after a kill."""
    found = contents(folder)
    wrong = [f"{name} is gone" for name in old if name not in found]
    damaged = [name for name, data in found.items() if name in old and data not in (old[name], new[name])]
    return [*wrong, *(f"{name} is damaged" for name in damaged)]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--kills", type=int, default=200)
    parser.add_argument("--seed", type=int, default=0)
    typed = parser.parse_args()
    wrong = campaign(typed.kills, typed.seed)
    for story in wrong:
        print(story)
    print(f"{typed.kills} kills: {len(wrong)} faults")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
