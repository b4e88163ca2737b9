"""The window: widgets and panels. Views only; every number comes from the session."""
