"""Which updates an animation shows, and its frames."""
