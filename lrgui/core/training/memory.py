"""What of a history stays in memory, decided before it is computed.

Of a short history all parameters are kept; of one that would take too much, keyframes only, and what lies between
two of them is replayed.
"""

from __future__ import annotations

from dataclasses import dataclass

MAX_HISTORY_MB = 400
DENSE_BYTES = 160 * 2**20  # per problem: above this a history keeps keyframes and replays what lies between
KEYFRAMES = 65_536
KEYFRAME_OBJECTS = (360, 640)  # bytes of a keyframe's Python objects, and of those of each optimizer in it
KEYFRAME_PLATEAUS = (800, 40)  # bytes of what is seen where rates are reduced on a plateau, and of each such run's
REDUCTION_BYTES = 20  # where it happened and what is left, with the room that the list has
REPLAYED = 256  # updates at most from a snapshot to any other update, where all parameters are kept …
SNAPSHOTS = 4096  # … but no more snapshots than these
MIN_STRIDE = 64  # between keyframes, at least: so few updates of six runs are replayed in about a millisecond
CHECKPOINT_BYTES = 4 * 8 + 4  # of each run: four figures, and the number of its best checkpoint so far


@dataclass(frozen=True)
class MemoryPlan:
    """How the history of one problem is kept.

    stride: 1 where the parameters after every update are kept, else the updates between two keyframes. spacing:
    updates between two snapshots of the optimizers, from which what lies between is replayed. bytes: what it takes.
    """

    stride: int
    spacing: int
    bytes: int


def memory_plan(
    updates: int,
    runs: int,
    parameters: int,
    number_bytes: int,
    checkpoints: int,
    optimizers: int,
    remembered: int,
    reduced: int,
    reductions: int,
) -> MemoryPlan:
    """The plan for `runs` runs of `updates` updates, of so many `parameters` each, of `number_bytes` bytes.

    checkpoints: how many evaluations there are (0: none); optimizers: how many different ones at a time, at most;
    remembered: how many bytes they remember of a parameter, at most; reduced: how many runs there are at a time, at
    most, whose learning rates are reduced on a plateau; reductions: how often, of all runs together.
    """
    numbers = runs * parameters
    row = numbers * number_bytes
    noted = checkpoints * runs * CHECKPOINT_BYTES + reductions * REDUCTION_BYTES
    if (updates + 1) * row + noted <= DENSE_BYTES:
        # The snapshots add a few hundredths to the parameters, or 3 MB.
        return MemoryPlan(1, max(REPLAYED, updates // SNAPSHOTS), (updates + 1) * row + noted)
    stride = MIN_STRIDE
    while updates // stride > KEYFRAMES:
        stride *= 2
    # Beside the kept row: the parameters once more, and what optimizers remember of each.
    keyframe = 2 * row + remembered * numbers + KEYFRAME_OBJECTS[0] + KEYFRAME_OBJECTS[1] * optimizers
    keyframe += (KEYFRAME_PLATEAUS[0] + KEYFRAME_PLATEAUS[1] * reduced) if reduced else 0
    return MemoryPlan(stride, stride, (updates // stride + 1) * keyframe + noted)


def start_only(updates: int) -> MemoryPlan:
    """Longer than any run: there is no keyframe but the start, and nothing that grows with the updates."""
    return MemoryPlan(updates + 1, updates + 1, 0)
