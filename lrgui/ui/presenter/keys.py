"""What the keys of the presenter do, those of a remote control among them."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent

from lrgui.session.session import Session
from lrgui.session.teaching import Teaching
from lrgui.ui.presenter.glide import Glide
from lrgui.ui.presenter.marker import Marker
from lrgui.ui.presenter.overlay import Overlay
from lrgui.ui.presenter.question_card import QuestionCard
from lrgui.ui.presenter.talk import Talk

# What remote controls send, beside the usual keys.
_ON, _BACK = (Qt.Key.Key_PageDown, Qt.Key.Key_Right), (Qt.Key.Key_PageUp, Qt.Key.Key_Left)
_BLANK = (Qt.Key.Key_B, Qt.Key.Key_Period)


class Keys(QObject):
    """looping: whether the end is the beginning. talk: what Page Down goes on in, beside a lesson.

    While a number is asked for, digits and all that belongs to numbers are typed.

    Signals: `plot_wanted(number)`, from 0, or that it goes; `proposal_wanted()`, the window's own; `noise_wanted()`,
    the next quantity of noise; `close_wanted()`.
    """

    plot_wanted = Signal(int)
    proposal_wanted = Signal()
    noise_wanted = Signal()
    close_wanted = Signal()

    def __init__(
        self,
        session: Session,
        teaching: Teaching,
        overlay: Overlay,
        marker: Marker,
        glide: Glide,
        card: QuestionCard,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._session, self._teaching = session, teaching
        self._overlay, self._marker, self._glide, self._card = overlay, marker, glide, card
        self.looping = False
        self.talk: Talk | None = None
        session.player.playing_changed.connect(self._on_playing)

    def stop(self) -> None:
        """All that a key began ends."""
        self._overlay.wipe()
        self._overlay.set_blank(False)
        self._marker.take_pen(False)
        self.looping = False
        self._glide.stop()

    def pressed(self, event: QKeyEvent) -> bool:
        """Does what a key means; False where it means nothing."""
        key, session = event.key(), self._session
        if key == Qt.Key.Key_Escape:
            self._leave()
        elif self._overlay.blank:
            self._overlay.set_blank(False)  # any key brings the picture back
        elif self._card.typing and self._card.number.takes(event):
            self._card.retranslate()
        elif key in _BLANK:
            self._overlay.set_blank(True)
        elif key in (*_ON, *_BACK):
            self._turn(key)
        elif key == Qt.Key.Key_Space:
            session.toggle_play()
        elif key == Qt.Key.Key_Home:
            session.to_start()
        elif key == Qt.Key.Key_End:
            session.to_end()
        elif key == Qt.Key.Key_P:
            self._marker.take_pen(not self._marker.pen)
        elif key == Qt.Key.Key_C:
            self._overlay.wipe()
        elif key == Qt.Key.Key_M:
            self._glide.on = not self._glide.on
            self._glide.stop()
        elif key == Qt.Key.Key_N:
            self.noise_wanted.emit()
        elif key == Qt.Key.Key_L:
            self.looping = not self.looping
            if self.looping and not session.player.playing:
                session.toggle_play()
        elif Qt.Key.Key_1 <= key <= Qt.Key.Key_9:
            if self._teaching.asking and self._teaching.votes:
                self._teaching.vote(key - Qt.Key.Key_1)
            else:
                self.plot_wanted.emit(key - Qt.Key.Key_1)
        elif key == Qt.Key.Key_0:
            self.proposal_wanted.emit()
        else:
            return False
        return True

    def _turn(self, key: int) -> None:
        """On or back: with the keys of a remote control pages of a lesson and parts of a talk, else updates."""
        self._overlay.wipe()
        teaching, by = self._teaching, 1 if key in _ON else -1
        if key not in (Qt.Key.Key_PageDown, Qt.Key.Key_PageUp) or (teaching.page is None and self.talk is None):
            self._step(by)
        elif by > 0 and self._card.typing and not self._card.number.enter():
            self._card.retranslate()  # what was typed is no number
        elif teaching.can_go_on if by > 0 else teaching.can_go_back:
            teaching.forward() if by > 0 else teaching.backward()
        elif self.talk is not None:
            self.talk.turn(by)

    def _step(self, by: int) -> None:
        before = self._session.position
        self._session.step(by)
        if self._session.position != before:
            self._glide.begin(before)

    def _leave(self) -> None:
        """Takes away what is on top: the dark, the drawing, the pen, what is typed, the loop; at last it closes."""
        if self._overlay.blank:
            self._overlay.set_blank(False)
        elif self._overlay.drawn or self._marker.pen:
            self._overlay.wipe()
            self._marker.take_pen(False)
        elif self._card.typing and self._card.number.typed and not self._card.number.said:
            self._card.number.clear_number()
            self._card.retranslate()
        elif self.looping:
            self.looping = False
        else:
            self.close_wanted.emit()

    @Slot()
    def _on_playing(self) -> None:
        """In a loop the end is the beginning."""
        session = self._session
        if self.looping and not session.player.playing and session.position >= session.shown_experiment.length:
            session.to_start()
            session.toggle_play()
