"""A lesson on paper."""

import pypdfium2
import pytest

from lrgui.core.analysis.verdict import Verdict
from lrgui.core.lessons.lesson import lesson, lessons
from lrgui.export.handout import handout, handout_in_steps, plots_of
from lrgui.text.names import verdict_text


def text(data):
    """The words of each page."""
    document = pypdfium2.PdfDocument(data)
    pages = [" ".join(document[i].get_textpage().get_text_range().split()) for i in range(len(document))]
    document.close()
    return pages


@pytest.mark.usefixtures("qapp")
def test_questions_come_first_and_answers_last_or_not_at_all():
    found = lesson("eta-0.2")
    pages = text(handout(found, "en", answers=True))
    assert "One step down" in pages[0]
    assert "Where will w be after one update?" in " ".join(pages[:-1])
    assert "2.6. The step" not in " ".join(pages[:-1])
    assert pages[-1].startswith("Answers")
    assert "The step is 2.4 long" in pages[-1]
    assert "shorter than 2.4 — Shorter: 1.44" in pages[-1]
    without = text(handout(found, "en", answers=False))
    assert without == pages[:-1]


@pytest.mark.usefixtures("qapp")
def test_in_chinese():
    pages = text(handout(lesson("around-one"), "zh_CN", answers=True))
    assert "发散的边界" in pages[0]
    assert "答案" in pages[-1]


@pytest.mark.usefixtures("qapp")
def test_every_page_has_something_to_draw_but_what_takes_long():
    for found in lessons():
        for page in found.pages:
            names = plots_of(page)
            assert len(names) <= 2
            assert "sweep" not in names


@pytest.mark.usefixtures("qapp")
def test_it_can_be_stopped_and_speaks_its_language_only_while_it_draws():
    steps = handout_in_steps(lesson("six-rates"), "zh_CN", answers=True)
    shares, content = [], b""
    while not content:
        try:
            shares.append(next(steps))
            assert verdict_text(Verdict("bouncing")) == "bouncing", "the window's language"
        except StopIteration as end:
            content = end.value
    assert content.startswith(b"%PDF")
    assert shares == sorted(shares)
    assert len(shares) > len(lesson("six-rates").stages)
    steps = handout_in_steps(lesson("six-rates"), "zh_CN", answers=True)
    next(steps)
    steps.close()
    assert verdict_text(Verdict("bouncing")) == "bouncing"
