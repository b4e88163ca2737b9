"""What a stage shows of noise and lens is kept in its file, and taken from what is seen."""

from lrgui.core.files.view import View
from lrgui.core.lessons.drafting import show_of
from lrgui.core.lessons.show import Show, read_show
from lrgui.core.model.experiment import Experiment


def test_noise_and_lens_of_a_stage():
    experiment = Experiment(epochs=1)
    view = View(
        panels=("noise", "lens"), noise="cosine", smoothing=0.5, averaged=True, averaging=0.5, lens_problem="descent"
    )
    show = show_of(view, experiment)
    data = show.to_dict(Show())
    assert (data["noise"], data["smoothing"], data["lens_problem"]) == ("cosine", 0.5, "descent")
    again = read_show(data, Show(), experiment)
    seen = again.view(experiment, 0)
    assert (seen.noise, seen.smoothing, seen.lens_problem) == ("cosine", 0.5, "descent")
    assert seen.average == 0.5
    assert "noise" not in again.to_dict(again), "the next stage takes it over"
