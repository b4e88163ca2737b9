"""Printed tables held against a run."""
