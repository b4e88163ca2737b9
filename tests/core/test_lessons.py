"""What the lessons say is true."""

from __future__ import annotations

import json
import math
import re

import numpy as np
import pytest

from lrgui import resources
from lrgui.core import lessons as module
from lrgui.core.errors import InvalidValue
from lrgui.core.experiment import COLOURS
from lrgui.core.history import History
from lrgui.core.lessons import lesson, lessons
from lrgui.core.regimes import verdict

IDS = [
    *("eta-0.2", "eta-1", "eta-0.001", "eta-0.3-float32", "around-one"),
    *("six-rates", "four-curves", "exponential-decay"),
]


@pytest.fixture(scope="module")
def histories():
    return {found.id: History(found.experiment).complete() for found in lessons()}


def path(history):
    """w of every run after every update of the descent: (updates + 1, runs)."""
    return history.descent.states(0, history.descent.total)[:, :, 0]


def train_losses(history):
    return history.checkpoints.values(history.checkpoints.count).train_loss


def test_all_are_there_in_order():
    assert [found.id for found in lessons()] == IDS


@pytest.mark.parametrize("lesson_id", IDS)
def test_form(lesson_id):
    found = lesson(lesson_id)
    assert set(found.title) == set(found.text) == {"en", "zh_CN"}
    assert set(found.view) == {"log_loss", "curve"}
    for text in (*found.title.values(), *found.text.values()):
        assert text == text.strip()
        assert "\n" not in text
        assert not re.search(r"(?<![\w(（–])-\d", text), "a true minus sign"
    assert max(len(title) for title in found.title.values()) <= 45
    assert re.search("[一-龥]", found.text["zh_CN"])
    assert "?" in found.text["en"]
    assert "？" in found.text["zh_CN"]
    for number in re.findall(r"\d+(?:\.\d+)?", found.text["en"]):
        assert number in found.text["zh_CN"], "both languages name the same numbers"
    colours = [run.colour for run in found.experiment.runs]
    assert colours == list(COLOURS[: len(colours)])


def test_an_unknown_id_is_told_which_there_are():
    with pytest.raises(InvalidValue, match=r"lesson = eta-2: must be one of eta-0\.2, eta-1, ") as caught:
        lesson("eta-2")
    assert all(i in str(caught.value) for i in IDS)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"title": {"en": "only English"}}, "must be a text in each of en, zh_CN"),
        ({"text": {"en": "", "zh_CN": "空"}}, "must be a text in each of"),
        ({"view": {"log": True}}, "known are log_loss, curve"),
        ({"view": {"curve": "weights"}}, "must be one of loss, accuracy, rate"),
        ({"view": {"log_loss": 1}}, "must be true or false"),
        ({"view": []}, "an object of named fields"),
        ({"order": "first"}, "must be a number"),
        ({"colour": "red"}, "not a known field"),
        ({"experiment": {"epochs": 0}}, "epochs = 0: must be between"),
    ],
)
def test_a_damaged_file_is_named_with_the_reason(tmp_path, monkeypatch, change, message):
    (tmp_path / "lessons").mkdir()
    good = json.loads(resources.read_text("lessons/eta-1.json"))
    (tmp_path / "lessons" / "bad.json").write_text(json.dumps({**good, **change}), encoding="utf-8")
    monkeypatch.setattr(resources, "resource_folder", lambda: tmp_path)
    with pytest.raises(resources.ResourceError, match=r"lessons/bad\.json is damaged") as caught:
        module.lessons.__wrapped__()
    assert message in str(caught.value)


def test_missing_files_are_one_clear_error(tmp_path, monkeypatch):
    monkeypatch.setattr(resources, "PACKAGE", tmp_path / "lrgui")
    with pytest.raises(resources.ResourceError, match="install lrgui again"):
        resources.read_text("lessons/eta-1.json")
    (tmp_path / "lrgui" / "resources").mkdir(parents=True)
    with pytest.raises(resources.ResourceError, match=r"eta-1\.json is missing"):
        resources.read_text("lessons/eta-1.json")


def test_files_are_readable_for_people():
    for name in resources.names("lessons", ".json"):
        text = resources.read_text(name)
        assert text == json.dumps(json.loads(text), ensure_ascii=False, indent=2) + "\n"


# Seeds 001 and 003


def test_eta_02(histories):
    w = path(histories["eta-0.2"])[:, 0]
    assert w[:4] == pytest.approx([5, 2.6, 1.16, 0.296], abs=1e-15)
    assert (w[1:] + 1) / (w[:-1] + 1) == pytest.approx(0.6)  # takes away 40 %


def test_eta_1(histories):
    assert path(histories["eta-1"])[:, 0].tolist() == [5.0, -7.0] * 20 + [5.0]
    assert str(verdict(histories["eta-1"], "descent", 0, 40)) == "bouncing"
    arrives = History(histories["eta-1"].experiment.with_run(0, learning_rate=0.5)).complete()
    assert path(arrives)[1, 0] == -1


def test_eta_0001(histories):
    w = path(histories["eta-0.001"])[:, 0]
    assert f"{w[40]:.3f}" == "4.538"
    assert (w[1] + 1) / 6 == pytest.approx(1 - 0.002)
    longer = path(History(histories["eta-0.001"].experiment.edited(updates=400)).complete())[:, 0]
    assert int(np.argmax(longer + 1 <= 3)) == 347


def test_eta_03_in_float32(histories):
    w = path(histories["eta-0.3-float32"])[:, 0]
    assert [f"{x:.3f}" for x in w[1:4]] == ["1.400", "-0.040", "-0.616"]
    assert f"{np.square(w[1] + np.float32(1)):f}" == "5.759999"
    assert f"{(1.4 + 1) ** 2:f}" == "5.760000"
    assert int(np.argmax(w == -1)) == 21
    assert (w[21:] == -1).all()


def test_around_one(histories):
    w = path(histories["around-one"])
    assert [f"{x:.3g}" for x in (w[40] + 1) ** 2] == ["1.37", "830"]
    ratios = (w[1:] + 1) / (w[:-1] + 1)
    assert np.allclose(ratios, [-0.96, -1.04])


# The book's section 5.5


def test_six_rates(histories):
    h = histories["six-rates"]
    end = h.evaluation(8000)
    assert [run.learning_rate for run in h.experiment.runs] == [0.01, 0.1, 0.5, 1, 10, 50]
    assert end.train_accuracy[0] < 0.9
    assert int(np.nanargmin(end.train_loss)) == 4
    assert np.isnan(end.train_loss[5])
    assert end.train_accuracy[5] == pytest.approx(0.99, abs=0.01)
    assert np.isfinite(h.classifier.states(0, 8000)).all()


def test_sample_2_jumps_more_with_larger_weights():
    experiment = lesson("six-rates").experiment
    predictions = []
    for seed in range(6):
        h = History(experiment.edited(seed=seed)).complete()
        model = h.classifier.problem
        predictions.append(model.predict(h.best(8000).parameters, model.data.samples)[:, 1])
    spread = np.std(predictions, axis=0)
    assert spread[:2].max() < spread[2:4].min() < spread[2:4].max() < spread[4:].min()


def test_four_curves(histories):
    h = histories["four-curves"]
    slow, suitable, bouncing, too_large = train_losses(h).T
    start = math.log(2)
    assert slow[0] == pytest.approx(start)
    assert (np.diff(slow) < 0).all()
    assert slow[-1] > 0.25
    assert suitable[-1] < 0.05
    assert suitable.max() == suitable[0]
    assert (bouncing[1:5] < np.minimum(suitable, slow)[1:5]).all()
    assert bouncing[5:].max() > 10 * bouncing[5:].min()
    assert bouncing[-1] > 4 * suitable[-1]
    assert (too_large[1:] > start).mean() > 0.7
    assert too_large.max() > 100
    states = [str(verdict(h, "classifier", run, 8000)) for run in range(4)]
    assert states == ["converging", "converging", "bouncing", "bouncing"]
    states = [str(verdict(h, "descent", run, 40)) for run in range(4)]
    assert states == ["crawling", "converged", "diverged at step 1", "diverged at step 1"]


def test_no_sample_pulls_harder_than_its_own_length(histories):
    h = histories["four-curves"]
    steps = np.diff(h.classifier.states(0, 8000)[:, 3], axis=0) / 5000
    longest = np.sqrt((h.classifier.problem.train_x**2).sum(axis=1)).max()
    assert np.sqrt((steps**2).sum(axis=1)).max() <= longest * (1 + 1e-9)


def test_exponential_decay(histories):
    h = histories["exponential-decay"]
    constant, smooth, stairs = h.classifier.rates(0, 16000).T
    assert h.experiment.iterations_per_epoch == 1600
    assert (constant == 10).all()
    first = np.arange(0, 16000, 1600)
    assert np.allclose(stairs[first], smooth[first])
    assert np.allclose(stairs[first], 10 * 0.5 ** np.arange(10))
    others = np.delete(np.arange(16000), first)
    assert (stairs[others] > smooth[others]).all()
    losses = train_losses(h)
    late = losses[-8:]
    assert late[:, 0].max() > 5 * late[:, 0].min()
    assert (late[:, 1:].max(axis=0) < 1.1 * late[:, 1:].min(axis=0)).all()
    lengths = np.linalg.norm(h.classifier.at(16000), axis=1)
    assert lengths[2] > lengths[1]
    states = [str(verdict(h, "classifier", run, 16000)) for run in range(3)]
    assert states == ["bouncing", "converging", "converging"]
