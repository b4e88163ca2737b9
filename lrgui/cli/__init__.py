"""The commands without a window: `lrgui run`, `sweep` and `lessons`."""
