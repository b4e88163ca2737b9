"""What is wrong with a value, in both languages, whichever layer has found it."""

from __future__ import annotations

import pytest

from lrgui.core.files.damaged_file import DamagedFile
from lrgui.core.files.figure_options import FigureOptions, TooManyPixels
from lrgui.core.model.errors import InvalidValue
from lrgui.export.animation.frame_times import TooManyFrames
from lrgui.export.formats.video import VideoFailure
from lrgui.session.forks import RunEnded
from lrgui.text.language import speaking
from lrgui.text.names import error_sentence

KINDS = (InvalidValue, DamagedFile, RunEnded, TooManyFrames, TooManyPixels, VideoFailure)
LIMITS = ("low", "high", "choices", "width", "height", "frames", "megabytes", "updates", "expected", "problem", "line")
LIMITS += ("column", "name", "format", "version")


ERRORS = [
    pytest.param(kind("learning_rate", 0.25, rule, **dict.fromkeys(LIMITS, 7)), id=f"{kind.__name__}-{rule}")
    for kind in KINDS
    for rule in kind.RULES
]


@pytest.mark.parametrize("error", ERRORS)
def test_every_rule_is_said_in_both_languages(error):
    with speaking("en"):
        english = error_sentence(error)
    with speaking("zh_CN"):
        chinese = error_sentence(error)
    assert english == str(error).replace("learning_rate", "Learning rate")
    assert "{" not in english + chinese
    reason = chinese.partition("：")[2]
    assert any("一" <= letter <= "鿿" for letter in reason)
    assert error.explanation() not in chinese


def test_an_error_keeps_its_kind_under_another_name():
    with pytest.raises(TooManyPixels) as caught:
        FigureOptions(width=2000, height=2000, dpi=2400)
    error = caught.value.renamed("Resolution", 2400)
    assert isinstance(error, TooManyPixels)
    assert str(error).startswith("Resolution = 2400: would make a picture of 188,976 × 188,976 pixels; at most 200")


def test_a_damaged_file_says_where():
    error = InvalidValue("learning_rate", -1, "positive")
    error.place = "runs[2]"
    damaged = DamagedFile.of(error)
    assert str(damaged) == "runs[2].learning_rate = -1: must be greater than 0"
    with speaking("zh_CN"):
        assert error_sentence(damaged).startswith("runs[2].learning_rate")
