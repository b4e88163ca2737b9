"""A short part of the campaigns that are the same every time; the others, and the long ones, run by hand.

The monkey's actions depend on how quick the machine is: what it finds is looked into by hand.
"""

from tests.campaigns import fuzzer, kills


def test_damaged_files_get_a_sentence():
    assert fuzzer.campaign(400, 0) == []


def test_bombs_get_a_sentence():
    assert [(name, found) for name, data in fuzzer.bombs() if (found := fuzzer.fault(data))] == []


def test_killed_commands_leave_files_whole():
    assert kills.campaign(2, 0, ("one.lrgui", "steps.csv")) == []
