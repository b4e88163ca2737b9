"""One update after another: schedules, optimizers, batches, and the history that they write."""
