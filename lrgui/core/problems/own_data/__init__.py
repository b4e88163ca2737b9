"""Data of one's own for the classifier: read from text, held by an experiment, written again."""
