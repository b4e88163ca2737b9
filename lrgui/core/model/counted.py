"""Numbers in sentences: "1 update", "2 updates", "0.5 updates".

A text names both forms of a word beside the number that decides between them, so that who translates it can leave them
out, as Chinese does, or name others:

>>> "{0} {0:row|rows} after update {1}".format(Counted(1), 7)
'1 row after update 7'
"""

from __future__ import annotations


class Counted(str):
    """A number as it is shown, which knows the form of the words that it stands with: the first only for 1."""

    __slots__ = ()

    def __format__(self, spec: str) -> str:
        one, given, several = spec.partition("|")
        if not given:
            return super().__format__(spec)
        return one if self == "1" else several


def counted(number: object, forms: str) -> str:
    """For texts that are said in English only: `counted(2, "row|rows")` is "2 rows"."""
    return "{0} {0:{1}}".format(Counted(number), forms)
