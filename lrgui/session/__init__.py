"""The open experiment, its history and the playhead: QtCore only, no widgets."""
