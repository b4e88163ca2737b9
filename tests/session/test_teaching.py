"""A lesson from page to page, without a window."""

import pytest

from lrgui.core.files.view import FACTS
from lrgui.core.lessons.lesson import lesson, lessons
from lrgui.core.model.experiment import Experiment
from lrgui.session.teaching import Teaching


@pytest.fixture
def teaching(open_session, qtbot):
    session = open_session(Experiment(epochs=2), threaded=False)
    qtbot.waitUntil(lambda: not session.computing)
    return Teaching(session, session), session


def there(qtbot, session):
    qtbot.waitUntil(lambda: not session.computing and not session.player.playing)


@pytest.mark.parametrize("found", lessons(), ids=lambda found: found.id)
def test_every_page_of_every_lesson_in_both_directions(teaching, qtbot, found):
    """Nothing is computed beyond what a page may show."""
    guide, session = teaching
    guide.open(found)
    pages = [*found.pages, *reversed(found.pages[:-1])]
    for number, page in enumerate(pages):
        assert guide.page == page
        assert session.experiment == page.experiment
        assert session.view.concealed == page.view.concealed
        assert session.playhead == page.start
        if page.view.concealed == set(FACTS):
            assert session.last == page.end
        session.player.pause()
        if number + 1 < len(found.pages):
            guide.forward()
        elif number + 1 < len(pages):
            guide.backward()
    assert not guide.can_go_back


def test_it_plays_what_is_revealed_and_stops_there(teaching, qtbot):
    guide, session = teaching
    guide.open(lesson("eta-0.2"))
    there(qtbot, session)
    assert (session.position, session.last) == (0, 0)
    guide.forward()
    qtbot.waitUntil(lambda: session.position == 1)
    there(qtbot, session)
    assert session.position == 1
    assert guide.truth == pytest.approx(2.6)


def test_going_back_conceals_again(teaching, qtbot):
    guide, session = teaching
    guide.open(lesson("eta-0.2"))
    guide.forward()
    there(qtbot, session)
    guide.backward()
    there(qtbot, session)
    assert session.shown.frontier == session.position == 0
    assert guide.truth is None


def test_votes_and_predictions_belong_to_their_stage(teaching, qtbot):
    guide, _ = teaching
    guide.open(lesson("eta-0.2"))
    guide.predict(1.0)
    guide.vote(0)  # there are no choices
    assert guide.votes == []
    guide.forward()
    guide.predict(2.0)  # too late
    assert guide.prediction == 1.0
    guide.forward()
    assert guide.prediction is None
    guide.vote(1)
    guide.vote(1)
    guide.vote(1, -1)
    guide.vote(2, -1)
    guide.vote(7)
    assert guide.votes == [0, 1, 0]
    guide.backward()
    guide.forward()
    assert guide.votes == [0, 1, 0]
    guide.open(lesson("eta-0.2"), 2)
    assert guide.votes == [0, 0, 0]


def test_leaving_keeps_the_experiment_and_conceals_nothing(teaching, qtbot):
    guide, session = teaching
    guide.open(lesson("around-one"))
    guide.leave()
    there(qtbot, session)
    assert session.experiment == lesson("around-one").experiment
    assert not session.view.concealed
    assert session.shown.done
    assert session.last == 40
    assert guide.page is None
    guide.forward()
    guide.restart()
    assert session.place is None


def test_an_edit_that_is_undone_is_no_edit(teaching, qtbot):
    guide, session = teaching
    heard = []
    guide.changed.connect(lambda: heard.append(guide.edited))
    guide.open(lesson("eta-1"))
    session.edit_run(learning_rate=0.9)
    session.edit_run(learning_rate=0.8)
    session.undo()
    session.undo()
    assert heard == [True, False]
    session.undo()
    assert session.experiment == Experiment(epochs=2)
    assert guide.page is None


def test_votes_of_one_lesson_are_not_those_of_another_that_undo_leads_to(open_session):
    session = open_session(threaded=False)
    teaching = Teaching(session)
    asking = [one for one in lessons() if any(s.ask and s.ask.kind == "choices" for s in one.stages)][:2]
    for chosen in asking:
        number = next(
            i
            for i, page in enumerate(chosen.pages)
            if (ask := chosen.stages[page.stage].ask) and ask.kind == "choices" and not page.revealed
        )
        teaching.open(chosen, number)
        teaching.vote(0)
        assert sum(teaching.votes) == 1
    session.undo()
    assert teaching.lesson is asking[0]
    assert sum(teaching.votes) == 0
    teaching.deleteLater()
