"""Many learning rates at once."""
