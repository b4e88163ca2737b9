"""How experiments and runs show themselves in a console: as the call that makes them, without what is usual."""

from __future__ import annotations

from dataclasses import MISSING, fields
from typing import Any


def short_repr(self: Any) -> str:
    """The `repr` of a dataclass of which every field has a default: its fields that differ from theirs."""
    shown = []
    for field in fields(self):
        usual = field.default if field.default_factory is MISSING else field.default_factory()
        value = getattr(self, field.name)
        if value != usual:
            shown.append(f"{field.name}={value!r}")
    return f"{type(self).__name__}({', '.join(shown)})"
