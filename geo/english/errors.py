"""What may be wrong with a language model."""

from __future__ import annotations


class UnknownArchitectureError(Exception):
    """A model is put together in a way for which there is no fast path here; spaCy's own code runs it."""
