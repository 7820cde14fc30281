"""Draws what scores say beside what is right, a reliability diagram, as SVG, which any browser shows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from markupsafe import escape

SIZE: Final = 420
EDGE: Final = 48
INSIDE: Final = SIZE - 2 * EDGE
COLOURS: Final = ("#0072b2", "#d55e00", "#009e73", "#cc79a7")
LEAST_RADIUS: Final = 2.5
PER_ROOT: Final = 0.35
MOST_RADIUS: Final = 14.0
Bin = tuple[float, float, float]
"""How many, the mean of what they say, and the share of them that is right."""


def _at(said: float, right: float) -> tuple[float, float]:
    return EDGE + INSIDE * said, SIZE - EDGE - INSIDE * right


def _grid() -> list[str]:
    parts = [f'<rect width="{SIZE}" height="{SIZE}" fill="#ffffff"/>']
    for step in range(0, 11, 2):
        x, y = _at(step / 10, step / 10)
        low, high = EDGE, SIZE - EDGE
        parts += [
            f'<path d="M{x:.1f} {low}V{high}M{low} {y:.1f}H{high}" stroke="#dddddd" fill="none"/>',
            f'<text x="{x:.1f}" y="{high + 16}" text-anchor="middle">{step / 10:.1f}</text>',
            f'<text x="{low - 8}" y="{y + 4:.1f}" text-anchor="end">{step / 10:.1f}</text>',
        ]
    (left, bottom), (right, top) = _at(0, 0), _at(1, 1)
    parts.append(f'<path d="M{left} {bottom}L{right} {top}" stroke="#888888" stroke-dasharray="4 4"/>')
    parts.append(f'<text x="{SIZE / 2}" y="{SIZE - 10}" text-anchor="middle">what the score says</text>')
    parts.append(
        f'<text transform="translate(14 {SIZE / 2}) rotate(-90)" text-anchor="middle">share that is right</text>'
    )
    return parts


def _series(number: int, name: str, bins: Sequence[Bin]) -> list[str]:
    colour = COLOURS[number % len(COLOURS)]
    points = [_at(said, right) for _, said, right in bins]
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y in points)
    parts = [f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="1.5"/>']
    for (count, said, right), (x, y) in zip(bins, points, strict=True):
        radius = min(MOST_RADIUS, LEAST_RADIUS + PER_ROOT * count**0.5)
        title = escape(f"{name}: {count:.0f} say {said:.2f}, {right:.2f} right")
        parts.append(
            f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" fill="{colour}" fill-opacity="0.55">'
            f"<title>{title}</title></circle>"
        )
    height = EDGE + 14 + 16 * number
    parts.append(f'<text x="{EDGE + 10}" y="{height}" fill="{colour}">{escape(name)}</text>')
    return parts


def draw(series: Mapping[str, Sequence[Bin]]) -> str:
    """Return the diagram of named series, each a list of bins; a larger dot stands for more scores."""
    parts = _grid()
    for number, (name, bins) in enumerate(series.items()):
        parts += _series(number, name, bins)
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}" width="{SIZE}" height="{SIZE}" '
        f'font-family="sans-serif" font-size="12" role="img" aria-label="Reliability diagram">\n'
        + "\n".join(parts)
        + "\n</svg>\n"
    )
