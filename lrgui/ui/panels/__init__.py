"""The panels: views that draw (experiment, history, playhead) and keep no numbers of their own."""
