"""What an experiment accepts, what it says of the rest, and how it is edited and stored."""

import json
import math
from dataclasses import FrozenInstanceError, fields
from itertools import product

import numpy as np
import pytest

from lrgui.core.model.edits import Change
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import CHANGEABLE, COLOURS, MORE_COLOURS, USUAL, Run
from lrgui.core.training.memory import MAX_HISTORY_MB
from lrgui.core.training.schedules import SCHEDULES
from tests.optimizers import EVERYWHERE

NAN, INF = math.nan, math.inf


def assert_rejected(error: InvalidValue, field: str, value: object, rule: str) -> None:
    assert (error.field, error.rule) == (field, rule)
    assert error.value is value or error.value == value or (error.value != error.value and value != value)
    # One sentence that says which field, the value and what is allowed.
    assert str(error).startswith(f"{field} = ")
    assert "{" not in str(error).replace(repr(value), "")


BAD_RUNS = [
    *[("learning_rate", value, "finite") for value in (NAN, INF, -INF, 10**400)],
    *[("learning_rate", value, "positive") for value in (0, 0.0, -0.0, -1, -5e-324)],
    *[("learning_rate", value, "number") for value in (True, "0.1", None, [0.1], 1j, np.array([0.1]))],
    *[("schedule", value, "one_of") for value in ("stairs", "", None, 1, True, [], "Constant")],
    *[("decay_rate", value, "positive_up_to") for value in (0, -0.5, 1001)],
    *[("decay_rate", value, "finite") for value in (NAN, INF)],
    *[("decay_rate", value, "number") for value in ("0.9", False)],
    *[("decay_epochs", value, "positive_up_to") for value in (0, -1, 1e8)],
    ("decay_epochs", NAN, "finite"),
    *[("staircase", value, "flag") for value in (0, 1, "true", None)],
    *[("end_learning_rate", value, "between") for value in (-0.001, 1e7)],
    ("end_learning_rate", INF, "finite"),
    *[("power", value, "positive_up_to") for value in (0, -1, 101)],
    *[("alpha", value, "between") for value in (-0.1, 1.0000001)],
    ("alpha", NAN, "finite"),
    *[("warmup_epochs", value, "between") for value in (-1, 1e9)],
    *[("optimizer", value, "one_of") for value in ("sgd", "Adam", None, 0)],
    *[("momentum", value, "from_zero_below") for value in (-0.1, 1, 1.5)],
    *[("momentum", value, "finite") for value in (NAN, INF)],
    ("momentum", True, "number"),
    *[("colour", value, "colour") for value in ("red", "#12345", "#1234567", "#00G000", "0072B2", None, 3)],
    ("colour", "#0072B2\n", "colour"),
]


@pytest.mark.parametrize(("field", "value", "rule"), BAD_RUNS, ids=lambda v: repr(v)[:20])
def test_bad_values_of_a_run(field, value, rule):
    with pytest.raises(InvalidValue) as caught:
        Run(**{field: value})
    assert_rejected(caught.value, field, value, rule)
    with pytest.raises(InvalidValue) as caught:
        Experiment().with_run(0, **{field: value})
    assert_rejected(caught.value, field, value, rule)
    with pytest.raises(InvalidValue) as caught:
        Experiment().with_change(5, 0, **{field: value})
    assert_rejected(caught.value, field, value, rule)
    with pytest.raises(InvalidValue) as caught:
        Experiment.from_dict({"runs": [{field: value}]})
    assert_rejected(caught.value, field, value, rule)


BAD_EXPERIMENTS = [
    *[("problem", value, "one_of") for value in ("xor", None, 1, [], ("both",))],
    *[("data", value, "one_of") for value in ("iris", None)],
    *[("distance", value, "between") for value in (-0.1, 101)],
    *[("weight_decay", value, "between") for value in (-1e-9, 1001)],
    *[("weight_decay", value, "number") for value in ("0", True)],
    *[("hidden_units", value, "between") for value in (-1, 5)],
    *[("start_spread", value, "between") for value in (-0.1, 101)],
    *[("standardised", value, "flag") for value in (1, "true", None)],
    *[("precision", value, "one_of") for value in ("float16", 64)],
    *[("loss_form", value, "one_of") for value in ("", "naive")],
    *[("updates", value, "between") for value in (0, -1, 10_000_001, 10**30)],
    *[("updates", value, "integer") for value in (40.5, NAN, INF, "40", True, None)],
    *[("start", value, "between") for value in (1e7, -1e7)],
    *[("start", value, "finite") for value in (NAN, INF)],
    *[("start", value, "number") for value in ("5", True)],
    *[("epochs", value, "between") for value in (0, -5, 10**9)],
    *[("epochs", value, "integer") for value in (0.5, "50", False)],
    *[("batch_size", value, "between") for value in (0, -10, -(10**18))],
    *[("batch_size", value, "integer") for value in (10.5, NAN, "10")],
    *[("batch_size", value, "batch") for value in (1601, 2000, 10_000_000, 1e18, 10**30)],
    *[("seed", value, "between") for value in (-1, 2**32)],
    *[("seed", value, "integer") for value in (1.5, "0", None)],
    ("epochs", 62_501, "updates"),  # of 160 updates each
]


@pytest.mark.parametrize(("field", "value", "rule"), BAD_EXPERIMENTS, ids=lambda v: repr(v)[:20])
def test_bad_values_of_an_experiment(field, value, rule):
    with pytest.raises(InvalidValue) as caught:
        Experiment(**{field: value})
    assert_rejected(caught.value, field, value, rule)
    with pytest.raises(InvalidValue) as caught:
        Experiment().edited(**{field: value})
    assert_rejected(caught.value, field, value, rule)
    with pytest.raises(InvalidValue) as caught:
        Experiment.from_dict({field: value})
    assert_rejected(caught.value, field, value, rule)


JUNK = [
    (None, "experiment", "structure"),
    ([], "experiment", "structure"),
    ("both", "experiment", "structure"),
    ({"learning_rate": 0.1}, "experiment", "unknown"),
    ({1: 2}, "experiment", "unknown"),
    ({"runs": None}, "runs", "structure"),
    ({"runs": {}}, "runs", "structure"),
    ({"runs": "abc"}, "runs", "structure"),
    ({"runs": []}, "runs", "between"),
    ({"runs": [], "changes": [{"at": 1, "run": 0}]}, "runs", "between"),
    ({"runs": [{}] * 101}, "runs", "between"),
    ({"runs": [0.1]}, "run", "structure"),
    ({"runs": [[{}]]}, "run", "structure"),
    ({"runs": [{"lr": 0.1}]}, "run", "unknown"),
    ({"runs": [{"learning_rate": {"value": 1}}]}, "learning_rate", "number"),
    ({"changes": 5}, "changes", "structure"),
    ({"changes": [5]}, "change", "structure"),
    ({"changes": [{}]}, "changes", "structure"),
    ({"changes": [{"at": 5}]}, "changes", "structure"),
    ({"changes": [{"at": 5, "run": 0, "seed": 1}]}, "change", "unknown"),
    ({"changes": [{"at": 0, "run": 0}]}, "changes.at", "between"),
    ({"changes": [{"at": -5, "run": 0}]}, "changes.at", "between"),
    ({"changes": [{"at": "5", "run": 0}]}, "changes.at", "integer"),
    ({"changes": [{"at": NAN, "run": 0}]}, "changes.at", "integer"),
    ({"changes": [{"at": [], "run": 0}, {"at": 1, "run": 0}]}, "changes.at", "integer"),
    ({"changes": [{"at": 5, "run": 1}]}, "changes.run", "between"),
    ({"changes": [{"at": 5, "run": -1}]}, "changes.run", "between"),
    ({"changes": [{"at": 5, "run": None}]}, "changes.run", "integer"),
    ({"changes": [{"at": 5, "run": 0, "learning_rate": -1}]}, "learning_rate", "positive"),
    ({"changes": [{"at": 5, "run": 0, "momentum": []}]}, "momentum", "number"),
]


@pytest.mark.parametrize(("data", "field", "rule"), JUNK, ids=lambda v: repr(v)[:40])
def test_junk_in_a_file(data, field, rule):
    with pytest.raises(InvalidValue) as caught:
        Experiment.from_dict(data)
    assert (caught.value.field, caught.value.rule) == (field, rule)
    assert len(str(caught.value)) < 600


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"runs": None}, "runs"),
        ({"runs": (Run(), {})}, "runs"),
        ({"changes": ((1, 0, ()),)}, "changes"),
    ],
)
def test_junk_in_code(values, field):
    with pytest.raises(InvalidValue) as caught:
        Experiment(**values)
    assert (caught.value.field, caught.value.rule) == (field, "structure")


def test_rules_between_fields():
    cosine = Run(schedule="cosine", warmup_epochs=41)
    with pytest.raises(InvalidValue) as caught:
        Experiment(problem="descent", runs=(cosine,))
    assert_rejected(caught.value, "warmup_epochs", 41.0, "warmup")
    Experiment(problem="classifier", runs=(cosine,))
    with pytest.raises(InvalidValue):  # before any schedule
        Experiment(problem="descent", runs=(Run(warmup_epochs=41),))
    for rate in (1e-39, 1e39):
        with pytest.raises(InvalidValue) as caught:
            Experiment(runs=(Run(learning_rate=rate),), precision="float32")
        assert_rejected(caught.value, "learning_rate", rate, "float32")
        with pytest.raises(InvalidValue):
            Experiment(precision="float32").with_change(3, 0, learning_rate=rate)
        Experiment(runs=(Run(learning_rate=rate),))


def test_size_is_limited_by_memory():
    runs = tuple(Run() for _ in range(100))
    Experiment(problem="descent", updates=10_000_000, runs=runs)
    Experiment(problem="classifier", epochs=600, runs=runs)
    with pytest.raises(InvalidValue) as caught:
        Experiment(problem="classifier", epochs=60_000, runs=runs)
    assert (caught.value.field, caught.value.rule) == ("epochs", "memory")


@pytest.mark.parametrize("value", [1, 1.0, 1e-300, 1e300, 5e-324, 50])
def test_any_positive_rate_is_accepted(value):
    assert Run(learning_rate=value).learning_rate == value


def test_whole_floats_are_whole_numbers():
    experiment = Experiment(updates=100.0, epochs=5.0, batch_size=7.0, seed=3.0, start=2)
    for name, kind in (("updates", int), ("epochs", int), ("batch_size", int), ("seed", int), ("start", float)):
        assert type(getattr(experiment, name)) is kind
    change = Experiment(changes=(Change(5.0, 0.0, (("learning_rate", 1),)),)).changes[0]
    assert (type(change.at), type(change.run)) == (int, int)


def test_defaults_are_what_the_program_starts_with():
    experiment = Experiment()
    assert (experiment.problem, experiment.updates, experiment.start) == ("both", 40, 5.0)
    assert (experiment.epochs, experiment.batch_size, experiment.precision) == (50, 10, "float64")
    assert [run.learning_rate for run in experiment.runs] == [0.2]


def test_it_is_frozen_and_can_be_a_key():
    experiment = Experiment().with_change(5, 0, learning_rate=0.1)
    with pytest.raises(FrozenInstanceError):
        experiment.epochs = 3
    with pytest.raises(FrozenInstanceError):
        experiment.runs[0].learning_rate = 3
    assert {experiment: 1}[Experiment().with_change(5, 0, learning_rate=0.1)] == 1


@pytest.mark.parametrize(
    ("batch_size", "iterations", "interval"),
    [(10, 160, 80), (1, 1600, 800), (7, 229, 114), (64, 25, 12), (1600, 1, 1), (800, 2, 1), (1599, 2, 1)],
)
def test_what_follows_from_the_batch_size(batch_size, iterations, interval):
    experiment = Experiment(batch_size=batch_size, epochs=3)
    assert experiment.iterations_per_epoch == iterations
    assert experiment.checkpoint_times.interval == interval
    assert experiment.total_updates("classifier") == 3 * iterations
    assert experiment.total_updates("descent") == 40
    assert experiment.length == max(40, 3 * iterations)
    assert experiment.edited(problem="descent").length == 40


# Edits

R = [Run(learning_rate=0.1 * (i + 1), colour=COLOURS[i]) for i in range(3)]
THREE = Experiment(runs=tuple(R))


def rates_at(experiment: Experiment, run: int, *updates: int) -> list[float]:
    return [experiment.runs_at(update)[run].learning_rate for update in updates]


def test_with_run_edits_one_run_from_the_start():
    edited = THREE.with_run(1, learning_rate=5, optimizer="adam")
    assert edited.runs[1] == Run(learning_rate=5.0, optimizer="adam", colour=COLOURS[1])
    assert (edited.runs[0], edited.runs[2]) == (R[0], R[2])
    assert THREE.runs[1] == R[1]


def test_with_run_forgets_later_edits_of_the_same_fields_only():
    changed = THREE.with_change(10, 1, learning_rate=0.5, momentum=0.5).with_change(20, 1, learning_rate=0.7)
    edited = changed.with_change(10, 0, learning_rate=9).with_run(1, learning_rate=1)
    assert rates_at(edited, 1, 0, 10, 20) == [1, 1, 1]
    assert edited.runs_at(10)[1].momentum == 0.5
    assert rates_at(edited, 0, 9, 10) == [R[0].learning_rate, 9]


def test_with_change_keeps_the_past():
    changed = THREE.with_change(10, 1, learning_rate=0.5)
    assert rates_at(changed, 1, 0, 9, 10, 11, 10**6) == [0.2, 0.2, 0.5, 0.5, 0.5]
    assert rates_at(changed, 0, 0, 10) == [0.1, 0.1]
    assert changed.breakpoints("descent") == (10,)
    assert changed.runs == THREE.runs


def test_with_change_at_the_same_update_is_one_edit():
    changed = THREE.with_change(10, 1, learning_rate=0.5, momentum=0.1).with_change(10, 1, learning_rate=0.6)
    assert len(changed.changes) == 1
    assert rates_at(changed, 1, 9, 10) == [0.2, 0.6]
    assert changed.runs_at(10)[1].momentum == 0.1


def test_with_change_in_the_past_overrides_what_came_after():
    changed = THREE.with_change(20, 1, learning_rate=0.5, momentum=0.1).with_change(10, 1, learning_rate=0.9)
    assert rates_at(changed, 1, 9, 10, 20, 30) == [0.2, 0.9, 0.9, 0.9]
    assert changed.runs_at(20)[1].momentum == 0.1
    assert changed.breakpoints("descent") == (10, 20)


def test_with_change_at_0_is_with_run():
    assert THREE.with_change(0, 2, learning_rate=7) == THREE.with_run(2, learning_rate=7)


def test_order_of_edits_of_different_runs_does_not_matter():
    one = THREE.with_change(10, 1, learning_rate=0.5).with_change(5, 0, learning_rate=0.3)
    other = THREE.with_change(5, 0, learning_rate=0.3).with_change(10, 1, learning_rate=0.5)
    assert one == other
    assert one.breakpoints("descent") == (5, 10)


def test_runs_at_follows_all_changes():
    random = np.random.RandomState(0)
    for _ in range(20):
        experiment, plain = THREE, []
        for _ in range(8):
            at, run, rate = int(random.randint(1, 30)), int(random.randint(3)), float(random.uniform(0.1, 1))
            experiment = experiment.with_change(at, run, learning_rate=rate)
            plain = [p for p in plain if not (p[1] == run and p[0] >= at)] + [(at, run, rate)]
        for update in range(32):
            expected = [0.1, 0.2, R[2].learning_rate]
            for at, run, rate in sorted(plain):
                if at <= update:
                    expected[run] = rate
            assert [run.learning_rate for run in experiment.runs_at(update)] == expected


def test_many_edits_are_handled_quickly():
    """Work that grows with the square of their number would take a minute here."""
    values = (("learning_rate", 0.5),)
    experiment = Experiment(runs=tuple(R), changes=tuple(Change(i + 1, i % 3, values) for i in range(1000)))
    assert len(experiment.breakpoints("descent")) == 1000
    assert rates_at(experiment, 0, 0, 1, 1000) == [0.1, 0.5, 0.5]


def test_adding_duplicating_removing():
    changed = THREE.with_change(10, 1, learning_rate=0.5).with_change(15, 2, learning_rate=0.8)
    more = changed.adding(Run(learning_rate=9))
    assert more.runs[3].learning_rate == 9
    assert more.changes == changed.changes

    copied = changed.duplicating(1, "#123456")
    assert copied.runs[3].colour == "#123456"
    assert rates_at(copied, 3, 0, 9, 10, 20) == rates_at(copied, 1, 0, 9, 10, 20) == [0.2, 0.2, 0.5, 0.5]
    assert copied.removing(3) == changed

    fewer = changed.removing(1)
    assert fewer.runs == (R[0], R[2])
    assert rates_at(fewer, 1, 14, 15) == [R[2].learning_rate, 0.8]
    assert fewer.breakpoints("descent") == (15,)
    with pytest.raises(InvalidValue) as caught:
        Experiment().removing(0)
    assert (caught.value.field, caught.value.rule) == ("runs", "between")


def test_next_colour():
    experiment = Experiment()
    for colour in (*COLOURS, *MORE_COLOURS)[1:]:
        assert experiment.next_colour() == colour
        experiment = experiment.adding(Run(colour=experiment.next_colour()))
    assert len({run.colour for run in experiment.runs}) == len(experiment.runs) == 12
    assert experiment.next_colour() in COLOURS
    assert experiment.removing(2).next_colour() == COLOURS[2]


# To and from plain dictionaries


def random_experiment(random: np.random.RandomState) -> Experiment:
    def run() -> Run:
        return Run(
            learning_rate=float(10 ** random.uniform(-4, 2)),
            schedule=str(random.choice(tuple(SCHEDULES))),
            decay_rate=float(random.uniform(0.1, 2)),
            decay_epochs=float(random.uniform(0.1, 9)),
            staircase=bool(random.randint(2)),
            end_learning_rate=float(random.uniform(0, 1)),
            power=float(random.uniform(0.1, 4)),
            alpha=float(random.uniform(0, 1)),
            warmup_epochs=float(random.uniform(0, 3)),
            optimizer=str(random.choice(tuple(EVERYWHERE))),
            momentum=float(random.uniform(0, 0.99)),
            colour=f"#{random.randint(2**24):06x}",
        )

    experiment = Experiment(
        problem=str(random.choice(("descent", "classifier", "both"))),
        runs=tuple(run() for _ in range(random.randint(1, 7))),
        updates=int(random.randint(10, 100)),
        start=float(random.normal()),
        epochs=int(random.randint(3, 60)),
        batch_size=int(random.randint(1, 1601)),
        seed=int(random.randint(2**31)),
        precision=str(random.choice(("float64", "float32"))),
        loss_form=str(random.choice(("stable", "textbook"))),
        evaluations=str(random.choice(("half-epochs", "logarithmic"))),
    )
    for _ in range(random.randint(4)):
        values = {
            "learning_rate": float(random.uniform(0, 1) + 1e-9),
            "optimizer": str(random.choice(tuple(EVERYWHERE))),
        }
        run_index = int(random.randint(len(experiment.runs)))
        experiment = experiment.with_change(int(random.randint(1, 40)), run_index, **values)
    return experiment


@pytest.mark.parametrize("seed", range(30))
def test_json_gives_the_same_experiment_back(seed):
    experiment = random_experiment(np.random.RandomState(seed))
    text = json.dumps(experiment.to_dict(), allow_nan=False)
    again = Experiment.from_dict(json.loads(text))
    assert again == experiment
    assert hash(again) == hash(experiment)
    assert again.to_dict() == experiment.to_dict()


def test_dictionary_has_every_field():
    data = Experiment().to_dict()
    added = (
        "curve",
        "distance",
        "standardised",
        "weight_decay",
        "hidden_units",
        "start_spread",
        "evaluations",
    )  # usual ones are not named
    added += ("surface", "start_x", "start_y", "condition", "points", "loss_scale", "start_w", "start_b")
    added += ("aligned",)
    assert list(data) == [f.name for f in fields(Experiment) if f.name not in added]
    # Nor is a run without a name, or what it shares with all.
    assert list(data["runs"][0]) == [name for name in CHANGEABLE if name not in USUAL]


def test_missing_fields_have_their_defaults_and_runs_their_own_colours():
    assert Experiment.from_dict({}) == Experiment()
    experiment = Experiment.from_dict({"runs": [{}, {"learning_rate": 1}, {"colour": "#000000"}]})
    assert [run.colour for run in experiment.runs] == [COLOURS[0], COLOURS[1], "#000000"]


def test_from_dict_leaves_its_argument_alone():
    data = Experiment().with_change(5, 0, learning_rate=1.0).to_dict()
    before = json.dumps(data)
    Experiment.from_dict(data)
    assert json.dumps(data) == before


# What an experiment takes in memory

MILLION = 1_000_000


@pytest.mark.parametrize("precision", ["float64", "float32"])
@pytest.mark.parametrize("optimizers", [tuple(EVERYWHERE)[:6], ("adam",) * 6, ("amsgrad",) * 6, ("nadam",) * 6])
def test_a_million_updates_of_six_runs_are_accepted(precision, optimizers):
    runs = tuple(Run(optimizer=optimizer) for optimizer in optimizers)
    for problem, batch_size in product(("descent", "classifier", "both"), (1, 2, 10, 16, 64, 100, 800, 1600)):
        epochs = MILLION // -(-1600 // batch_size)
        settings = {"updates": MILLION, "epochs": epochs, "batch_size": batch_size, "precision": precision}
        experiment = Experiment(problem, runs, **settings)
        most = sum(experiment.memory_plan(name).bytes for name in experiment.problems)
        assert most <= MAX_HISTORY_MB * 1e6, (problem, batch_size)


# Numbers of NumPy's, lists, and how they show themselves


def test_numpy_numbers_are_as_good_as_python_s():
    run = Run(np.float32(0.5), warmup_epochs=np.int64(2), staircase=np.bool_(True))
    experiment = Experiment(runs=(run,), epochs=np.int64(7), batch_size=np.uint8(20), start=np.float64(-2))
    experiment = experiment.with_change(np.int32(30), np.intp(0), learning_rate=np.float32(0.25))
    same = Experiment(runs=(Run(0.5, warmup_epochs=2, staircase=True),), epochs=7, batch_size=20, start=-2.0)
    same = same.with_change(30, 0, learning_rate=0.25)
    assert experiment == same
    assert json.dumps(experiment.to_dict()) == json.dumps(same.to_dict())
    assert Experiment(epochs=np.float64(7)) == Experiment(epochs=7)


@pytest.mark.parametrize("value", [np.float64("nan"), np.bool_(True), np.str_("7"), np.float32(7.5), np.array([7])])
def test_what_is_no_number_is_none_as_numpy_has_it_either(value):
    with pytest.raises(InvalidValue) as error:
        Experiment(epochs=value)
    assert error.value.field == "epochs"


def test_lists_are_taken_for_tuples():
    runs = [Run(0.1), Run(0.3)]
    experiment = Experiment(runs=runs, changes=[Change(3, 1, (("learning_rate", 0.2),))])
    runs.append(Run(0.5))
    assert experiment == Experiment(runs=(Run(0.1), Run(0.3))).with_change(3, 1, learning_rate=0.2)
    assert hash(experiment)


def test_what_is_shown_is_what_is_not_usual_and_can_be_typed_again():
    assert repr(Run()) == "Run()"
    assert repr(Run(0.3, optimizer="adam")) == "Run(learning_rate=0.3, optimizer='adam')"
    assert repr(Experiment(epochs=3)) == "Experiment(epochs=3)"
    experiment = Experiment(runs=(Run(0.1), Run(0.3)), precision="float32").with_change(9, 1, momentum=0.5)
    assert eval(repr(experiment), {"Experiment": Experiment, "Run": Run, "Change": Change}) == experiment


def test_a_list_in_a_change_is_as_good_as_a_tuple():
    with_list = Experiment(changes=(Change(3, 0, (("milestones", [3, 5]),)),))
    assert with_list == Experiment(changes=(Change(3, 0, (("milestones", (3, 5)),)),))
    assert hash(with_list) == hash(Experiment.from_dict(json.loads(json.dumps(with_list.to_dict()))))
    assert with_list.runs_at(5)[0].milestones == (3.0, 5.0)


@pytest.mark.parametrize("value", [{"a": 1}, [[1]], [3, "x"]])
def test_what_no_run_can_have_is_named_in_a_change_too(value):
    with pytest.raises(InvalidValue, match=r"^milestones") as raised:
        Experiment(changes=(Change(3, 0, (("milestones", value),)),))
    assert raised.value.place == "changes[0]"
