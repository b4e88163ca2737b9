"""What a session shows now, for whoever draws it."""

from __future__ import annotations

from lrgui.drawing.scene import Scene
from lrgui.session.session import Session

_PATIENCE = 0.008  # seconds of a frame that may be spent on averaged weights
_SLOW = 30.0  # updates per second up to which the eye can follow


def shown_scene(session: Session) -> Scene:
    """The experiment, its history and the playhead as they are shown; nothing of what is concealed."""
    player, view, ghost = session.player, session.view, session.ghost
    hidden = session.shown_hidden
    return Scene(
        session.shown_experiment,
        session.shown,
        session.position,
        session.shown_selected,
        rushing=player.playing and player.speed > _SLOW,
        ghost=None if ghost is None or ghost.run in hidden else ghost,
        concealed=view.concealed,
        hidden=hidden,
        averaging=view.average,
        patience=_PATIENCE,
    )
