"""Every text and every line of every theme is seen on its ground: WCAG 2.2, 1.4.3, 1.4.6 and 1.4.11."""

import re
from dataclasses import fields
from itertools import combinations
from pathlib import Path

import pytest

import lrgui
from lrgui.colours.contrast import contrast, luminance, mixed, rgb, told_apart
from lrgui.colours.theme import pale
from lrgui.colours.themes import THEMES
from lrgui.core.files import figure_options
from lrgui.core.model.run import COLOURS, MORE_COLOURS

PACKAGE = Path(lrgui.__file__).parent
GROUNDS = ("window", "paper", "hover")
# Texts (or lines) on the grounds that they stand on.
TEXTS = {
    "text": (
        *GROUNDS,
        *("pressed", "selected", "neutral_back", "crawls_back", "approaches_back", "stable_back", "diverges_back"),
        *("class_0_back", "class_1_back"),
    ),
    "muted": GROUNDS,
    "accent": GROUNDS,
    "on_fill": ("fill", "fill_hover"),
    "on_tip": ("tip",),
    "good": ("good_back", "window", "paper"),
    "warn": ("warn_back", "window", "paper"),
    "bad": ("bad_back", "window", "paper"),
    "failure": ("paper",),
    "on_bar": ("bar", "bar_pill"),
    "quiet_on_bar": ("bar",),
}
LINES = {
    **dict.fromkeys(("edge", "focus", "fill"), ("window", "paper")),
    **dict.fromkeys(("axis", "playhead", "middle", "predicted", "gradient", "velocity", "failure"), ("paper",)),
    **dict.fromkeys(("class_0", "class_1", "high_line"), ("paper",)),
    "bar_line": ("bar",),
}
# What lies on a tinted ground, or says nothing that is not said otherwise: 3 in every theme, of high contrast too.
FAINTER = {
    "disabled": ("window", "paper"),
    "focus_on_fill": ("fill",),
    "class_0": ("class_0_back",),
    "class_1": ("class_1_back",),
    "low_line": ("low_back",),
}
# Between things that are told apart without them, and grounds.
NOT_READ = {"border", "grid", "unsettled", "quartiles", "near_best", "hatch", "hatch_back", "high_back"}
PATTERNS = {"crawls", "approaches", "stable", "diverges"}  # on their own grounds, see below

each_theme = pytest.mark.parametrize("name", list(THEMES))


def failing(name, pairs, least):
    theme = THEMES[name]
    found = {(a, b): round(contrast(theme.seen(a), theme.seen(b)), 2) for a, grounds in pairs.items() for b in grounds}
    return {pair: ratio for pair, ratio in found.items() if ratio < least}


@each_theme
def test_every_text_is_read_on_its_grounds(name):
    assert failing(name, TEXTS, 7 if name == "contrast" else 4.5) == {}


@each_theme
def test_every_line_is_seen_on_its_grounds(name):
    assert failing(name, LINES, 7 if name == "contrast" else 3) == {}
    assert failing(name, FAINTER, 3) == {}
    assert failing(name, {role: (f"{role}_back",) for role in PATTERNS}, 2.5) == {}


def test_no_colour_is_forgotten():
    theme = THEMES["light"]
    roles = {f.name for f in fields(theme) if isinstance(getattr(theme, f.name), str)}
    judged = {*TEXTS, *LINES, *FAINTER, *PATTERNS, *NOT_READ}
    judged |= {ground for pairs in (TEXTS, LINES, FAINTER) for grounds in pairs.values() for ground in grounds}
    assert roles == judged | {f"{role}_back" for role in PATTERNS}


@each_theme
def test_every_run_is_seen_and_told_from_the_others(name):
    theme = THEMES[name]
    least = 7 if name == "contrast" else 3
    seen = [theme.seen(colour) for colour in (*COLOURS, *MORE_COLOURS, "#FFFFFF", "#000000", "#ffff00", "#123456")]
    assert min(contrast(colour, theme.paper) for colour in seen) >= least
    usual = seen[: len(COLOURS) + len(MORE_COLOURS)]
    assert len(set(usual)) == len(usual)
    apart = [sum(abs(x - y) for x, y in zip(rgb(a), rgb(b), strict=True)) for a, b in combinations(usual[:6], 2)]
    assert min(apart) > 50
    read = [theme.read_as(colour) for colour in (*COLOURS, *MORE_COLOURS, "predicted", "axis", "accent")]
    assert min(contrast(colour, theme.paper) for colour in read) >= (7 if name == "contrast" else 4.5)
    assert min(contrast(theme.on_the_bar(colour), theme.bar) for colour in COLOURS) >= 4.5


def test_a_light_theme_shows_runs_in_their_own_colours():
    for colour in (*COLOURS, *MORE_COLOURS):
        assert THEMES["light"].seen(colour) == colour.lower()


@each_theme
def test_what_is_pale_is_between_its_colour_and_the_ground(name):
    theme = THEMES[name]
    for colour in (*COLOURS, "accent"):
        full, faint = theme.seen(colour), theme.seen(pale(colour))
        assert 1.2 < contrast(faint, theme.paper) < contrast(full, theme.paper)


def test_a_weak_projector_has_strong_colours_and_thick_lines():
    light, projector = THEMES["light"], THEMES["projector"]
    assert projector.line == 1.5
    for role in ("text", "muted", "edge", "axis", "middle", "grid", "border"):
        assert contrast(projector.seen(role), projector.paper) > contrast(light.seen(role), light.paper)
    for colour in (*COLOURS, *MORE_COLOURS):
        assert contrast(projector.seen(colour), "#ffffff") >= 4.5


def test_dark_is_dark():
    dark = {name for name, theme in THEMES.items() if luminance(theme.paper) < 0.1}
    assert dark == {"dark", "contrast"}


def test_figures_can_be_drawn_in_every_theme():
    assert tuple(THEMES) == figure_options.THEMES


def test_what_is_no_colour_is_refused():
    assert (contrast("#000000", "#ffffff"), mixed("#ffffff", "#000000", 0.5)) == (21, "#808080")
    assert contrast(told_apart("#ffff00", "#ffffff", 4.5), "#ffffff") >= 4.5
    assert told_apart("#000080", "#ffffff", 4.5) == "#000080"
    for wrong in ("red", "#12345", "#1234567", "#gggggg"):
        with pytest.raises(ValueError, match=r"invalid|#rrggbb"):
            rgb(wrong)
    with pytest.raises(AttributeError):
        THEMES["light"].seen("purple")


# Where there may be colours: in the themes; those of runs, which are data; the ends of all mixing; an icon's black,
# which is replaced; and the presenter's dark, in which nothing is seen.
ALLOWED = {
    "colours/themes.py": ".*",
    "core/model/run.py": "COLOURS = ",
    "colours/contrast.py": 'end = "#ffffff"',
    "ui/icons.py": "#000",
    "ui/presenter/overlay.py": "GlobalColor.black",
}
LITERAL = re.compile(
    r"#[0-9A-Fa-f]{6}\b|#[0-9A-Fa-f]{3}\b|QColor\(\s*\d|GlobalColor\.(?!transparent)|rgba?\(\d"
    r"|(color|background): *(white|black|red|gr[ae]y)|[\"'](white|black)[\"']"
)


def test_there_is_no_colour_but_in_the_themes():
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        name = path.relative_to(PACKAGE).as_posix()
        for line in path.read_text(encoding="utf-8").splitlines():
            if LITERAL.search(line) and not re.search(ALLOWED.get(name, "(?!)"), line):
                found.append(f"{name}: {line.strip()}")
    assert found == []
