"""What all runs share, or the selected one has of its own: problem, length, batches, seed, start, arithmetic."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLabel

from lrgui.core.expressions.unknowns import OF_CURVES, OF_SURFACES
from lrgui.core.model.errors import InvalidValue
from lrgui.core.model.experiment import Experiment
from lrgui.core.model.experiment_fields import ALIGNMENTS, LOSS_FORMS, PRECISIONS
from lrgui.core.problems.curve import CURVES, curve_of
from lrgui.core.problems.datasets import MOST_SHUFFLED, maker_of, training_size
from lrgui.core.problems.generated import MAKERS
from lrgui.core.problems.labelled import is_rule
from lrgui.core.problems.points import POINT_SETS
from lrgui.core.problems.registry import CHOICES, kind_of
from lrgui.core.problems.regression import LOSS_SCALES
from lrgui.core.problems.surface import SURFACES, surface_of
from lrgui.core.problems.surface import named as named_surface
from lrgui.core.training.checkpoint_times import EVALUATIONS
from lrgui.session.session import Session
from lrgui.text import names
from lrgui.text.glossary import explained
from lrgui.text.names import error_reason
from lrgui.text.numbers import format_count
from lrgui.text.problems import problem_name, short_problem_name
from lrgui.ui.controls.complaints import complaint, rule_complaint
from lrgui.ui.controls.section import Section
from lrgui.ui.controls.stepping import stepped_decay, stepped_half, stepped_integer, stepped_tenth
from lrgui.ui.language import Translated
from lrgui.ui.widgets.choices import Choice, Segments
from lrgui.ui.widgets.expression_field import ExpressionField
from lrgui.ui.widgets.fields import NumberField
from lrgui.ui.widgets.own_settings import KINDS as OWN_KINDS
from lrgui.ui.widgets.own_settings import OwnSettings

_STARTS = ("start", "start_x", "start_y", "start_w", "start_b")


class ExperimentBox(Translated):
    """Edits the experiment through the session; shows what the session has."""

    message = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._seen: object = None
        self.problem = Segments(tuple(CHOICES), short_problem_name)
        self.section = Section()
        self.fields = {
            name: NumberField(integer=True, stepper=stepped_integer)
            for name in ("updates", "epochs", "batch_size", "seed")
        }
        self.fields["seed"] = NumberField(integer=True)
        self.fields["hidden_units"] = NumberField(integer=True)
        self.fields["start_spread"] = NumberField(stepper=stepped_tenth)
        self.fields["distance"] = NumberField(stepper=stepped_half)
        self.fields["weight_decay"] = NumberField(stepper=stepped_decay)
        self.fields |= {name: NumberField(stepper=stepped_tenth) for name in _STARTS}
        self.fields["condition"] = NumberField(stepper=stepped_integer)
        self.choices = {
            "curve": Choice(tuple(CURVES), names.curve_name),
            "surface": Choice(SURFACES, names.surface_name),
            "points": Choice(tuple(POINT_SETS), names.points_name),
            "loss_scale": Choice(LOSS_SCALES, names.loss_scale_name),
            "data": Choice(tuple(MAKERS), names.data_name),
            "loss_form": Choice(LOSS_FORMS, names.loss_form_name),
            "evaluations": Choice(EVALUATIONS, names.evaluations_name),
            "aligned": Choice(ALIGNMENTS, names.alignment_name),
            "precision": Choice(PRECISIONS, names.precision_name),
        }
        self.standardised = QCheckBox()
        self.epoch_size = QLabel()
        self.epoch_size.setObjectName("muted")
        self.own = OwnSettings()
        self.expression = ExpressionField(complaint(OF_CURVES, CURVES))
        self.rule = ExpressionField(rule_complaint)
        self.rule.line.setPlaceholderText("x2 > sin(3 x1)")
        self.surface_expression = ExpressionField(complaint(OF_SURFACES, SURFACES))
        self.section.add_row(self.choices["curve"])
        self.section.add_row(self.expression)
        self.section.add_row(self.choices["surface"])
        self.section.add_row(self.surface_expression)
        self.section.add_row(self.fields["condition"])
        self.section.add_pair(self.fields["updates"], self.fields["start"])
        self.section.add_pair(self.fields["start_x"], self.fields["start_y"])
        self.section.add_row(self.choices["points"])
        self.section.add_row(self.choices["loss_scale"])
        self.section.add_pair(self.fields["start_w"], self.fields["start_b"])
        self.section.add_pair(self.fields["epochs"], self.fields["batch_size"])
        self.section.add_pair(self.fields["seed"], self.epoch_size)
        self.section.add_row(self.own)
        self.section.add_row(self.choices["aligned"])
        self.section.add_row(self.choices["data"])
        self.section.add_row(self.rule)
        self.section.add_row(self.fields["distance"])
        self.section.add_row(self.standardised)
        self.section.add_row(self.fields["weight_decay"])
        self.section.add_pair(self.fields["hidden_units"], self.fields["start_spread"])
        self.section.add_row(self.choices["loss_form"])
        self.section.add_row(self.choices["evaluations"])
        self.section.add_row(self.choices["precision"])
        self.problem.chosen.connect(lambda code: self._edit(problem=code))
        for name, field in self.fields.items():
            field.entered.connect(lambda value, f=field, n=name: self._edit_own(f, **{n: value}))
            field.stepped.connect(lambda value, f=field, n=name: self._edit_own(f, **{n: value}))
        for name, choice in self.choices.items():
            choice.chosen.connect(lambda code, n=name: self._choose(n, code))
        self.own.switched.connect(self._switch)
        self.standardised.clicked.connect(lambda on: self._edit(standardised=on))
        self.expression.entered.connect(self._type)
        self.rule.entered.connect(self._type_rule)
        self.surface_expression.entered.connect(self._type_surface)
        self.retranslate()

    def retranslate(self) -> None:
        tips = {
            "updates": self.tr(
                "Updates of the descent on a curve, on a surface or of a line; there an epoch is one update."
            ),
            "start": self.tr("Where w begins in the 1-D descent; it can be dragged in the picture too."),
            "start_x": self.tr("Where x begins on the surface; the start can be dragged in the picture too."),
            "start_y": self.tr("Where y begins on the surface; the start can be dragged in the picture too."),
            "start_w": self.tr("The slope that the line begins with; the start can be dragged in the picture too."),
            "start_b": self.tr("The intercept that the line begins with; the start can be dragged too."),
            "points": self.tr(
                "What the line is laid through; points can be dragged, added and removed in the picture."
            ),
            "loss_scale": self.tr(
                "What becomes of the squared errors: with their sum a learning rate is worth as many times more as "
                "there are points."
            ),
            "condition": self.tr("How many times more the bowl is curved along y than along x."),
            "surface": self.tr(
                "What the descent goes down; with another surface it begins where that is worth seeing."
            ),
            "epochs": explained(self.tr("How often the classifier sees all training data."), "epoch", "batch"),
            "batch_size": explained(
                self.tr("Training samples in one update; the last batch of an epoch may be smaller."), "batch", "epoch"
            ),
            "seed": self.tr(
                "Decides the split and the order of the data: the same seed, the same numbers. The order stays as it "
                "is in a single batch of more than {0} {0:point|points}, where nothing depends on it."
            ).format(format_count(MOST_SHUFFLED)),
            "curve": self.tr("What the 1-D descent goes down; with another curve w begins where that is worth seeing."),
            "data": self.tr("What the classifier is trained on; most sets are made with the seed."),
            "hidden_units": self.tr("Of the classifier, with tanh, at most 4; 0 is logistic regression."),
            "start_spread": self.tr(
                "Hidden units start with random weights of this deviation; at 0 they rest on a saddle."
            ),
            "distance": self.tr("Between the centres of both clouds, in their standard deviations."),
            "weight_decay": self.tr(
                "Adds λ/2 · (w₁² + w₂²) to the training loss: with it separable data have a lowest point, too."
            ),
            "loss_form": self.tr(
                "Textbook: −[y·log p + (1 − y)·log(1 − p)] as written, which is nan when p rounds to 0 or 1. "
                "Stable: the same without that."
            ),
            "evaluations": self.tr(
                "Where loss and accuracy are computed after the first two epochs, in which it is ten times each."
            ),
            "aligned": self.tr(
                "Batch sizes differ: runs are seen after as many epochs, iterations, or samples of the data."
            ),
            "precision": self.tr("Numbers of 64 bits (float64) or 32 bits (float32, as TensorFlow computes)."),
        }
        self.section.title.setText(self.tr("Training, for all runs"))
        self.own.retranslate()
        for name, field in self.fields.items():
            self.section.set_label(field, names.field_name(name), tips[name])
        for name, choice in self.choices.items():
            choice.retranslate()
            self.section.set_label(choice, names.field_name(name), tips[name])
        self.section.set_label(
            self.epoch_size, self.tr("Per epoch"), self.tr("Iterations in an epoch: training samples by batch size.")
        )
        self.section.set_label(
            self.standardised,
            "",
            self.tr("Features are shifted and scaled to mean 0 and standard deviation 1 before they are trained on."),
        )
        self.standardised.setText(self.tr("standardised features"))
        self.standardised.setAccessibleName(self.tr("standardised features"))
        for name in ("curve", "surface"):
            self.choices[name].setPlaceholderText(self.tr("One of my own"))
        self.section.set_label(
            self.expression,
            "f(w) =",
            self.tr("Type a curve of your own: sin(3w) + 0.1w^2, |w|, e^(-w^2), ln(w), sqrt(w), πw. Enter takes it."),
        )
        self.section.set_label(
            self.surface_expression,
            "f(x, y) =",
            self.tr(
                "Type a surface of your own: x^2 + 10y^2, sin(x)cos(y) + 0.1xy, (1 - x)^2 + 5(y - x^2)^2. "
                "Enter takes it."
            ),
        )
        self.section.set_label(
            self.rule,
            self.tr("Class 1 if"),
            self.tr("Type a rule of your own, such as x2 > sin(3 x1): it labels random points. Enter takes it."),
        )
        for typed in (self.expression, self.surface_expression, self.rule):
            typed.line.setToolTip(typed.toolTip())
        self.problem.retranslate()
        for code, button in zip(CHOICES, self.problem.buttons, strict=True):
            button.setToolTip(problem_name(code))
            button.setAccessibleName(problem_name(code))
        self.problem.setAccessibleName(names.field_name("problem"))
        self._seen = None
        self.refresh()

    def _choose(self, name: str, code: str) -> None:
        others: dict[str, Any] = {}
        if name == "curve":  # what a start is worth depends on it
            others = {"start": CURVES[code].start}
        if name == "surface":  # and on this
            others = dict(zip(("start_x", "start_y"), named_surface(code).start, strict=True))
        if name == "data":  # a batch is no larger than what there is to be trained on
            others = self._session.experiment.batches_up_to(training_size(code))
        self._edit(**{name: code}, **others)

    def _type(self, text: str) -> None:
        # A curve of the program, typed as it is read, is the same as that one chosen.
        code = next((curve.code for curve in CURVES.values() if text in (curve.code, curve.formula)), text)
        if code in CURVES:
            self._choose("curve", code)
            return
        self._take(self.expression, curve=code)

    def _type_surface(self, text: str) -> None:
        condition = self._session.experiment.condition
        known = {code: named_surface(code, condition).formula for code in SURFACES}
        code = next((code for code, formula in known.items() if text in (code, formula)), text)
        if code in SURFACES:
            self._choose("surface", code)
        else:
            self._take(self.surface_expression, surface=code)

    def _take(self, field: ExpressionField, **values: Any) -> None:
        try:
            self._session.edit(**values)
        except InvalidValue as error:  # it can be read, but not differentiated
            field.line.setModified(True)
            field.complain(error_reason(error))

    def _type_rule(self, text: str) -> None:
        if text:
            self._take(self.rule, data=text, **self._session.experiment.batches_up_to(training_size(text)))

    def _edit(self, **values: Any) -> None:
        try:
            self._session.edit(**values)
        except InvalidValue as error:
            self._refuse(error)

    def _edit_own(self, field: NumberField, **values: Any) -> None:
        try:
            self._session.edit_own(**values)
        except InvalidValue as error:
            field.complain(names.error_sentence(error))
            self._refuse(error)

    def _refuse(self, error: InvalidValue) -> None:
        self.message.emit(names.error_sentence(error))
        self._seen = None
        self.refresh()

    @Slot(str, bool)
    def _switch(self, kind: str, on: bool) -> None:
        there = self._there(self._session.experiment)
        try:
            self._session.set_own([name for name in OWN_KINDS[kind] if name in there], own=on)
        except InvalidValue as error:  # what runs do not share takes more memory
            self._refuse(error)

    @staticmethod
    def _there(experiment: Experiment) -> set[str]:
        """The fields that the experiment's problems have."""
        return {name for problem in experiment.problems for name in kind_of(problem, experiment).fields}

    @Slot()
    def refresh(self) -> None:
        """Shows the experiment's values, and only what its problem needs."""
        experiment, selected = self._session.experiment, self._session.selected
        seen = experiment.shared, [run.own for run in experiment.runs], selected
        if seen == self._seen:  # while a hand moves η nothing of it changes
            return
        self._seen = seen
        self.problem.set_code(experiment.problem)
        decisive = {"precision", *self._there(experiment)}
        if not all(experiment.clock(problem).uniform for problem in experiment.problems):
            decisive.add("aligned")
        run, alone = experiment.runs[selected], experiment.alone(selected)
        for name, field in self.fields.items():
            field.set_value(alone.order_seed if name == "seed" else getattr(alone, name))
            self.section.show_row(field, name in decisive)
        curve = curve_of(experiment)
        self.expression.set_text(curve.formula if curve.code in CURVES else curve.code)
        self.section.show_row(self.expression, "curve" in decisive)
        surface = surface_of(experiment)
        self.surface_expression.set_text(surface.formula if surface.code in SURFACES else surface.code)
        self.section.show_row(self.surface_expression, "surface" in decisive)
        self.section.show_row(self.fields["condition"], "surface" in decisive and surface.code == "bowl")
        self.choices["points"].setPlaceholderText(names.points_name(experiment.points))  # of one's own
        self.choices["data"].setPlaceholderText(names.data_name(experiment.data))  # of one's own
        for name, choice in self.choices.items():
            choice.set_code(getattr(experiment, name))
            self.section.show_row(choice, name in decisive)
        typed = isinstance(experiment.data, str) and is_rule(experiment.data)
        self.rule.set_text(experiment.data if typed and isinstance(experiment.data, str) else "")
        self.section.show_row(self.rule, "data" in decisive)
        on_data, maker = experiment.problem_on_data is not None, maker_of(experiment)
        self.section.show_row(self.fields["distance"], on_data and maker is not None and maker.spaced)
        self.standardised.setChecked(experiment.standardised)
        self.section.show_row(self.standardised, "standardised" in decisive)
        self.own.show_run(run, decisive)
        self.section.show_row(self.own, len(experiment.runs) > 1 or bool(run.own))
        self.section.set_label(self.own, self.tr("Run {0} only").format(selected + 1), "")
        self.section.show_row(self.epoch_size, on_data)
        self.epoch_size.setText(self.tr("{0} it").format(format_count(alone.iterations_per_epoch)))
