"""How sure a pin is, as a probability, and from where on a person should look at it."""

from __future__ import annotations

from typing import Final

UNSURE_BELOW: Final = 0.5
"""A pin that is less likely than this to be right goes to review."""
