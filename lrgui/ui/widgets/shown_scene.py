"""What a session shows now, for whoever draws it."""

from __future__ import annotations

from lrgui.drawing.scene import Scene
from lrgui.session.session import Session

_SLOW = 30.0  # updates per second up to which the eye can follow


def shown_scene(session: Session) -> Scene:
    """The experiment, its history and the playhead as they are shown; nothing of what is concealed."""
    player = session.player
    return Scene(
        session.shown_experiment,
        session.shown,
        session.position,
        session.shown_selected,
        rushing=player.playing and player.speed > _SLOW,
        ghost=session.ghost,
        concealed=session.view.concealed,
    )
