"""The data, and what texts say of them."""

import re
from pathlib import Path

import numpy as np
import pytest

import lrgui
from lrgui.core.problems.datasets import TRAINING_SHARE, built_in, split
from lrgui.resources import resource_path

HERE = Path(lrgui.__file__).parents[1]
ALMOST = re.compile(
    r"(almost|all but|nearly|not quite|virtually|practically) (linearly )?separable"
    "|(几乎|近乎|差不多|基本上?)(是)?(线性)?可分"
)


def test_all_points_of_the_school_district_are_separable():
    data = built_in("school-district")
    height = data.points @ (-1.0, 1.0)  # over the line x2 = x1
    outside, inside = height[data.labels == 0].max(), height[data.labels == 1].min()
    assert (inside - outside) / 2 == pytest.approx(0.005)
    assert np.array_equal(height > 0.495, data.labels == 1)


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_so_are_those_of_every_split(seed):
    data, (training, validation) = built_in("school-district"), split(built_in("school-district"), seed)
    assert sorted([*training, *validation]) == list(range(data.size))
    assert len(training) == TRAINING_SHARE * data.size
    height = data.points[training] @ (-1.0, 1.0)
    assert height[data.labels[training] == 0].max() < height[data.labels[training] == 1].min()


def test_no_text_says_that_they_almost_are():
    assert ALMOST.search("all but separable")
    assert ALMOST.search("几乎线性可分")
    files = [*(HERE / "lrgui").rglob("*.py"), *HERE.glob("*.md"), *(HERE / "docs").glob("*.md")]
    files += [*Path(resource_path("lessons")).glob("*.json"), *Path(resource_path("i18n")).glob("*.ts")]
    assert len(files) > 100
    assert not [str(file) for file in files if ALMOST.search(" ".join(file.read_text("utf-8").split()))]
