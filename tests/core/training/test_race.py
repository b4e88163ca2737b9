"""Runs of several batch sizes and seeds in one experiment: each has, to the last bit, the numbers that it has alone."""

import contextlib
import io
import random
import re
from dataclasses import replace

import numpy as np
import pytest

from lrgui.core.analysis.anatomy import anatomy
from lrgui.core.analysis.update_vectors import directions
from lrgui.core.codegen import code
from lrgui.core.files.document import Document, read, write
from lrgui.core.model.clock import Clock
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.sweeps.batch_map import BatchMap
from lrgui.core.sweeps.rate_grid import RateGrid
from lrgui.core.sweeps.rate_range import range_test
from lrgui.core.sweeps.sweep import Sweep
from lrgui.core.tables.compare.comparison import compare
from lrgui.core.tables.records import curves_csv, steps_csv
from lrgui.core.tables.results import runs_table, steps_table
from lrgui.core.training import memory, single_run
from lrgui.core.training.history import History
from lrgui.core.training.single_run import compute_until
from tests.sampling import rest

THREE_FORMS = Experiment(
    problem="classifier", epochs=2, runs=(Run(1.0, batch_size=1600), Run(0.5), Run(0.05, batch_size=1))
)
# More of everything: sizes that do not divide each other, a race within the race, other optimizers, seeds and changes.
COLOURFUL = (
    Experiment(
        problem="classifier",
        epochs=3,
        batch_size=7,
        runs=(
            Run(0.3, batch_size=1600),
            Run(0.5, optimizer="adam", batch_size=900),
            Run(0.2),
            Run(0.1, optimizer="momentum", schedule="cosine"),
            Run(0.2, seed=5, start_w1=3.0),
            Run(0.4, batch_size=64, schedule="exponential", seed=5),
            Run(3.0, batch_size=900, seed=1),
        ),
    )
    .with_change(2, 1, learning_rate=0.1, optimizer="rmsprop")
    .with_change(250, 3, momentum=0.5)
)
EVERY = pytest.mark.parametrize("experiment", [THREE_FORMS, COLOURFUL, COLOURFUL.edited(precision="float32")])
EVERY_WAY = pytest.mark.parametrize("aligned", ["epochs", "updates"])


@EVERY_WAY
@EVERY
def test_everything_of_a_run_is_as_it_is_alone(experiment, aligned):
    history = History(experiment.edited(aligned=aligned)).complete()
    table, more = runs_table(history), {"batch_size", "seed", "start_w1", "changes"}
    lines = {name: "".join(made(history)).splitlines() for name, made in (("steps", steps_csv), ("curves", curves_csv))}
    for i in range(len(experiment.runs)):
        alone = History(experiment.alone(i)).complete()
        ours, own = history.curves("classifier", i), alone.curves("classifier")
        for name, values in vars(own).items():
            assert getattr(ours, name).tobytes() == values.tobytes(), name
        rates = alone.learning_rates("classifier")
        assert history.learning_rates("classifier", i).tobytes() == rates.tobytes()
        row = dict(zip(table.columns, table.rows[i], strict=True))
        whole = runs_table(alone)
        assert [row[name] for name in whole.columns[1:]] == list(whole.rows[0][1:])
        assert set(table.columns) - set(whole.columns) <= more
        assert list(steps_table(history, None, i).rows) == list(steps_table(alone, None, 0).rows)
        for name, made in (("steps", steps_csv), ("curves", curves_csv)):
            there = [line.split(",", 1)[1] for line in lines[name] if line.startswith(f"{i + 1},")]
            assert there == [line.split(",", 1)[1] for line in "".join(made(alone)).splitlines()[1:]]


@pytest.mark.parametrize("run", range(7))
def test_its_script_prints_the_same_numbers(run):
    experiment = COLOURFUL
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code(experiment, "classifier", run, "numpy"), "script", "exec"), {})
    printed = re.search(r"After the last update: w1 = (\S+), w2 = (\S+), b = (\S+)", said.getvalue())
    ended = History(experiment).complete().classifier
    assert list(map(float, printed.groups())) == ended.at(ended.total)[run].tolist()


@EVERY_WAY
def test_where_runs_are_on_the_way(aligned):
    experiment = THREE_FORMS.edited(aligned=aligned)
    history = History(experiment).complete()
    trace = history.classifier
    assert (trace.total, experiment.length) == (3200, 3200)
    for at in (0, 1, 9, 10, 159, 160, 1599, 1600, 1601, 3199, 3200):
        expected = [min(at, total) if aligned == "updates" else at * total // 3200 for total in (2, 320, 3200)]
        assert [trace.made(run, at) for run in range(3)] == expected
        for run, made in enumerate(expected):
            alone = History(experiment.alone(run)).complete()
            assert trace.at(at)[run].tobytes() == alone.classifier.at(made)[0].tobytes()
            for values, own in zip(history.evaluation(at), alone.evaluation(made), strict=True):
                assert values[run] == own[0]
            assert history.best(at).steps[run] == alone.best(made).steps[0]
            assert history.best(at).parameters[run].tobytes() == alone.best(made).parameters[0].tobytes()


@EVERY_WAY
def test_the_next_update_of_a_run_is_its_own(aligned):
    history = History(COLOURFUL.edited(aligned=aligned)).complete()
    trace = history.classifier
    for run in range(len(COLOURFUL.runs)):
        alone = History(COLOURFUL.alone(run)).complete().classifier
        for at in (0, 3, 100, 229, 500, trace.total - 1, trace.total):
            made = trace.made(run, at)
            ours, own = directions(trace, run, at), directions(alone, 0, made)
            assert (ours is None) == (own is None) == (made == alone.total)
            if ours is not None and own is not None:
                assert ours.step.tobytes() == own.step.tobytes()
                assert ours.gradient.tobytes() == own.gradient.tobytes()
                lens, whole = anatomy(trace, run, at), anatomy(alone, 0, made)
                assert lens.update == whole.update == made
                assert lens.batch.rows.tolist() == whole.batch.rows.tolist()
                assert lens.after.tobytes() == whole.after.tobytes()


def test_it_is_replayed_with_the_same_bits(monkeypatch):
    """Also where no more than keyframes are kept, in any order."""
    dense = History(COLOURFUL).complete().classifier
    monkeypatch.setattr(memory, "DENSE_BYTES", 0)
    sparse = History(COLOURFUL).complete().classifier
    assert (dense.stride, sparse.stride > 1) == (1, True)
    choose = random.Random(3)
    for at in [choose.randrange(dense.total + 1) for _ in range(40)]:
        assert sparse.at(at).tobytes() == dense.at(at).tobytes()
    assert sparse.states(130, 600).tobytes() == dense.states(130, 600).tobytes()


@EVERY_WAY
@pytest.mark.parametrize("seed", [0, 1, *rest(range(2, 6))])
def test_a_change_from_a_place_on_is_one_of_the_runs_own_updates(seed, aligned):
    choose = random.Random(seed)
    experiment = replace(COLOURFUL, changes=(), aligned=aligned)
    place, run = choose.randrange(1, experiment.length), choose.randrange(7)
    changed = experiment.with_change_at(place, run, learning_rate=0.7, schedule="cosine", anew=bool(seed % 2))
    made = experiment.clock("classifier").made(run, place)
    before, after = (History(e).complete().classifier for e in (experiment, changed))
    ended = made == experiment.clock("classifier").totals[run]
    for other in range(7):
        same = before.states(0, before.total)[:, other] == after.states(0, after.total)[:, other]
        assert same[: place + 1].all()
        assert same.all() == (other != run or ended)
    alone = History(changed.alone(run)).complete().classifier
    assert alone.at(alone.total)[0].tobytes() == after.at(after.total)[run].tobytes()
    # It is known from its place on, and before it is not.
    assert changed.known_until(place) == changed
    first = experiment.clock("classifier").moment_of(run, made)
    assert made == 0 or changed.known_until(first - 1).changes == ()


def test_runs_of_one_seed_see_the_data_in_one_order():
    runs = (Run(0.5), Run(0.5, seed=0), Run(0.5, seed=1), Run(0.5, seed=1))
    ended = History(Experiment(problem="classifier", epochs=1, runs=runs)).complete().classifier
    last = [row.tobytes() for row in ended.at(ended.total)]
    assert last[0] == last[1] != last[2] == last[3]


def test_a_seed_of_its_own_leaves_the_data_where_they_are():
    experiment = Experiment(problem="classifier", data="clouds", epochs=1, seed=3, runs=(Run(), Run(seed=8)))
    alone = History(experiment.alone(1)).model
    assert alone.train_index.tolist() == History(experiment.edited(runs=(Run(),))).model.train_index.tolist()
    assert alone.data.points.tobytes() == History(experiment).model.data.points.tobytes()


def test_hidden_units_start_with_the_runs_own_seed():
    runs = (Run(), Run(seed=0), Run(seed=4))
    experiment = Experiment(problem="classifier", hidden_units=2, epochs=1, runs=runs)
    start = History(experiment).classifier.at(0)
    assert start[0].tobytes() == start[1].tobytes() != start[2].tobytes()
    assert (
        start[2].tobytes()
        == History(Experiment(problem="classifier", hidden_units=2, seed=4)).classifier.at(0)[0].tobytes()
    )


@pytest.mark.parametrize("run", [1, 4, 5])
def test_sweep_map_and_range_test_of_a_run_have_its_batches_and_order(run):
    experiment = replace(COLOURFUL, changes=())
    template = experiment.runs[run]
    rate = template.learning_rate
    ended = History(experiment).complete()
    loss = ended.evaluation(ended.classifier.total).train_loss[run]
    grid = RateGrid(rate, 2 * rate, 2)
    assert Sweep(experiment, "classifier", template, grid).complete().snapshot().loss[0, 0] == loss
    size = experiment.batch_sizes[run]
    found = BatchMap(experiment, template, grid, [size])
    while not found.done:
        found.advance(1.0)
    assert found.loss[0, 0] == loss
    test = range_test(experiment, "classifier", template, updates=20)
    alone = range_test(experiment.alone(run), "classifier", updates=20)
    assert test.losses.tobytes() == alone.losses.tobytes()


def test_files_and_what_they_refuse():
    document = Document(COLOURFUL.edited(aligned="samples"))
    assert read(write(document)) == document
    data = COLOURFUL.to_dict()
    assert "aligned" not in data
    assert "batch_size" not in data["runs"][2]
    with pytest.raises(
        InvalidValue, match=r"batch_size = 1601: must not be larger than the 1600 training samples"
    ) as refused:
        Experiment(runs=(Run(), Run(batch_size=1601)))
    assert refused.value.place == "runs[1]"
    for values in ({"batch_size": 0}, {"batch_size": 1.5}, {"seed": -1}, {"seed": 2**32}):
        with pytest.raises(InvalidValue):
            Run(**values)
    with pytest.raises(InvalidValue, match="aligned"):
        Experiment(aligned="time")
    # Curves of all runs in one array would have rows of different updates.
    with pytest.raises(InvalidValue, match="several batch sizes"):
        History(THREE_FORMS).curves("classifier")


def test_no_batch_is_larger_than_other_data():
    values = THREE_FORMS.batches_up_to(8)
    experiment = THREE_FORMS.edited(data="ten-points", **values)
    assert experiment.batch_sizes == (8, 8, 1)


@pytest.mark.parametrize("by_updates", [False, True])
@pytest.mark.parametrize("totals", [(3, 480, 4800), (7, 5), (4, 4), (1, 1000), (458, 4, 12, 50)])
def test_a_run_makes_at_most_one_update_in_a_moment_and_all_in_the_end(totals, by_updates):
    clock = Clock(totals, by_updates)
    moments = np.arange(clock.length + 1)
    for run, total in enumerate(totals):
        made = clock.made(run, moments)
        assert (made[0], made[-1]) == (0, total)
        assert set(np.diff(made).tolist()) <= {0, 1}
        for update in range(total + 1):
            moment = clock.moment_of(run, update)
            assert clock.made(run, moment) == update
            assert moment == 0 or clock.made(run, moment - 1) == update - 1


def test_a_printed_log_is_compared_with_the_run_that_is_meant():
    history = History(THREE_FORMS).complete()
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        exec(compile(code(THREE_FORMS, "classifier", 1, "numpy"), "script", "exec"), {})
    found = compare(said.getvalue(), history, 1, "classifier")
    assert (found.differing, found.runs) == (0, (1,))
    assert found.compared > 8
    assert compare(said.getvalue(), history, 0, "classifier").differing > 4


def test_no_more_is_known_of_a_run_alone_than_of_the_race():
    """Where the end is concealed, a log that is compared finds no step of it."""
    history = History(THREE_FORMS, until=THREE_FORMS.length // 2).complete()
    for run, precision in ((1, "float64"), (2, "float32")):
        single, _ = single_run.alone(history, "classifier", run, precision)
        made = history.classifier.made(run, history.classifier.until)
        compute_until(single, "classifier", made)
        assert single.complete().classifier.computed == made
    both = History(Experiment(epochs=3), until=100).complete()
    single, _ = single_run.alone(both, "descent", 0, "float32")
    assert single.complete().descent.computed == both.descent.computed < both.descent.total


def test_a_sweep_like_a_run_that_is_none_of_the_race_has_its_batches():
    experiment, grid = Experiment(problem="classifier", epochs=2), RateGrid(0.1, 1, 2)
    like = Sweep(experiment, "classifier", Run(batch_size=100), grid)
    plain = Sweep(experiment.edited(batch_size=100), "classifier", grid=grid)
    assert like.total == plain.total
    assert like.complete().snapshot().loss.tolist() == plain.complete().snapshot().loss.tolist()


def test_a_change_before_the_first_update_of_a_problem_is_one_of_its_optimizer_too():
    """Where a problem has made no update yet while the other has: it begins with what was changed to."""
    experiment = Experiment(updates=2, epochs=1, runs=(Run(0.1),)).with_change_at(40, 0, optimizer="adam")
    assert [(change.at, change.problem) for change in experiment.changes] == [(0, "descent"), (40, "classifier")]
    changed = History(experiment).complete().descent
    whole = History(Experiment(problem="descent", updates=2, runs=(Run(0.1, optimizer="adam"),))).complete().descent
    assert changed.states(0, 2).tobytes() == whole.states(0, 2).tobytes()
    assert anatomy(changed, 0, 0).optimizer.code == "adam"
