"""What the window shows of a lesson."""
