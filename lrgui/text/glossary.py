"""What the letters and words of the window mean, for whoever points at one of them."""

from __future__ import annotations

from lrgui.text.language import translate


def meaning(word: str) -> str:
    """One line about "eta", "L", "lambda", "epoch" or "batch"."""
    return {
        "eta": translate("Glossary", "η (eta): the learning rate, by which the gradient is multiplied in every update"),
        "L": translate("Glossary", "L: the largest curvature of the loss; steps that are too long for it grow"),
        "lambda": translate("Glossary", "λ (lambda): the curvature of the loss where training is now"),
        "epoch": translate("Glossary", "epoch: as many updates as it takes to see all training data once"),
        "batch": translate("Glossary", "batch: the training samples whose gradients one update averages"),
    }[word]


def explained(tip: str, *words: str) -> str:
    """A tooltip, and under it what the letters and words in it mean."""
    return "\n".join([tip, "", *(meaning(word) for word in words)])
