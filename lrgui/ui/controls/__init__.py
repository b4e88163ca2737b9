"""The controls at the left: views of the experiment, editors of the session."""
