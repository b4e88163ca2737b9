"""A short part of every campaign, with fixed seeds; the long ones run by hand (see the modules' first lines)."""

import random

import pytest

from tests.campaigns import fuzzer, kills, monkey
from tests.campaigns.watch import Watch


@pytest.mark.parametrize("seed", [3])
def test_a_monkey_at_the_window(qapp, monkeypatch, tmp_path, seed):
    monkey.tame(monkeypatch.setattr, tmp_path, random.Random(seed))
    watch = Watch()
    try:
        with watch.watching():
            wrong = monkey.campaign(seed, 150, tmp_path, watch, lambda *_: None)
    finally:
        watch.deleteLater()
    assert wrong == []


def test_damaged_files_get_a_sentence():
    assert fuzzer.campaign(400, 0) == []


def test_bombs_get_a_sentence():
    assert [(name, found) for name, data in fuzzer.bombs() if (found := fuzzer.fault(data))] == []


def test_killed_commands_leave_files_whole():
    assert kills.campaign(2, 0, ("one.lrgui", "steps.csv")) == []
