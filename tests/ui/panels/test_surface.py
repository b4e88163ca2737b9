"""The panel of a surface, with mouse and keys: chosen, typed, dragged; what it says of the curvature."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF

from lrgui.core.files.document import Document, read, write
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.run import Run
from lrgui.core.problems.registry import CHOICES
from lrgui.core.problems.surface import SURFACES


def pixel(plot, x: float, y: float) -> QPoint:
    view = plot.view
    inside = QPointF(float(view.x_pixels(x)), float(view.y_pixels(y)))
    return plot.mapFromScene(plot.canvas.mapToScene(inside))


@pytest.fixture
def box(user):
    return user.window.controls.experiment_box


@pytest.fixture
def panel(user, box):
    """The problem is chosen as a user does it."""
    user.click(box.problem.buttons[list(CHOICES).index("surface")])
    user.settle()
    return user.panel("surface")


def test_choosing_the_problem_brings_its_panel_its_fields_and_its_loss(user, box, panel):
    assert panel.isVisible()
    assert not user.panel("descent").isVisible()
    assert panel.subtitle == "step 0 · x = 5 · y = 2 · loss = 5.25"
    assert panel.curvature.text().startswith("λ₁ = 2 · λ₂ = 0.1 · 1/λ₁ = 0.5 · 1/λ₂ = 10")
    shown = {name for name, field in box.fields.items() if field.isVisibleTo(box.section)}
    assert shown == {"updates", "start_x", "start_y", "condition"}
    assert user.window.curves.buttons["surface-loss"].isChecked()
    user.key("Right")
    user.settle()
    assert panel.subtitle.startswith("step 1 · x = 4.9 · y = 1.2")
    user.key("Ctrl+Z")
    assert user.session.experiment == Experiment()


def test_another_surface_begins_where_it_is_worth_seeing(user, box, panel):
    user.choose(box.choices["surface"], SURFACES.index("himmelblau"))
    experiment = user.session.experiment
    assert (experiment.surface, experiment.start_x, experiment.start_y) == ("himmelblau", 0, 0)
    assert not box.fields["condition"].isVisibleTo(box.section)
    user.settle()
    assert "x² + y − 11" in box.surface_expression.line.text()
    assert "curved downwards" in panel.curvature.text()  # (0, 0) is nearly a hilltop
    user.session.edit(start_x=3.1, start_y=2.0)
    user.settle()
    assert "is above 2/λ₁" in panel.curvature.text()
    assert user.run_box.regime.pill.text() == "the curvature decides at each place: no bound for all"


def test_a_surface_is_typed_and_what_is_wrong_is_said(user, box, panel):
    line = box.surface_expression.line
    user.enter(line, "x^2 + 3y^2 + z")
    assert "“z” at position 14 is not known; known are x, y" in box.surface_expression.sentence.text()
    assert user.session.experiment.surface == "bowl"
    user.enter(line, "x^2 + 3y^2")
    user.settle()
    assert user.session.experiment.surface == "x^2 + 3y^2"
    assert box.choices["surface"].currentIndex() == -1
    assert panel.curvature.text().startswith("λ₁ = 6 · λ₂ = 2")
    # A surface of the program can be typed, too.
    user.enter(line, "hyperbola")
    assert user.session.experiment.surface == "hyperbola"


def test_the_ruler_knows_the_rates_of_the_bowl(user, box, panel):
    ruler = user.run_box.ruler
    assert (ruler.best.text(), ruler.bound.text()) == ("2/(λ₁+λ₂)", "2/λ₁")
    assert user.run_box.regime.pill.text() == "crawls: |1 − ηλ₂| = 0.98"
    user.click(ruler.best)
    assert user.session.run.learning_rate == pytest.approx(2 / 2.1)
    user.enter(box.fields["condition"], "100")
    assert user.session.experiment.condition == 100
    assert ruler.best.rate == pytest.approx(2 / 2.02)


def test_the_start_is_dragged(user, panel):
    plot, before = panel.plot, user.session.experiment
    home = plot.home
    user.drag(plot.viewport(), pixel(plot, 5, 2), pixel(plot, 2, -1), moves=6)
    experiment = user.session.experiment
    assert (experiment.start_x, experiment.start_y) == pytest.approx((2, -1), abs=0.15)
    user.settle()
    assert user.session.shown.traces["surface"].at(0)[0].tolist() == [experiment.start_x, experiment.start_y]
    user.key("Ctrl+Z")
    assert user.session.experiment == before
    user.settle()
    assert plot.home == home


def test_the_cut_is_called_and_tells_what_the_next_step_does(user, panel):
    user.session.edit(surface="hyperbola", start_x=3.2, start_y=0.3)
    user.session.edit_run(learning_rate=0.3)
    user.window.panel_layout.want("cut", True)
    user.settle()
    user.session.seek(5)
    user.settle()
    cut = user.panel("cut")
    assert cut.isVisible()
    assert cut.subtitle == "loss 1.229 → 4.265"
    user.session.to_end()
    user.settle()
    assert cut.subtitle == ""


def test_steps_have_both_parameters_and_a_file_brings_all_back(user, panel):
    user.window.panel_layout.want("steps", True)
    user.settle()
    steps = user.panel("steps").model
    assert {"x_before", "gradient_y", "y_after", "loss_after"} <= set(steps.columns)
    user.session.edit(surface="x^2 + 10y^2", start_x=1.0, start_y=-1.0)
    user.settle()
    experiment = user.session.experiment
    assert read(write(Document(experiment, user.session.view))).experiment == experiment


def test_a_view_that_knows_nothing_of_surfaces_hides_none(user):
    """That of an older file, and of most lessons."""
    user.session.load(Experiment(), view=user.session.view.from_dict({"panels": ["controls", "descent", "curves"]}))
    user.settle()
    user.session.edit(problem="surface")
    user.settle()
    assert user.panel("surface").isVisible()
    assert np.isfinite(user.panel("surface").plot.home).all()


def test_a_race_with_memory_has_arrows(user, panel):
    user.session.load(Experiment(problem="surface", runs=(Run(0.2, optimizer="momentum"),)))
    user.settle()
    user.session.seek(3)
    user.settle()
    assert panel.meaning.isVisible()
    assert len(panel.plot.marks().arrows) == 3
