"""The area of a polygon in longitude and latitude on the WGS 84 ellipsoid.

Edges are straight in longitude and latitude, as GeoJSON (RFC 7946) has them. The area under an edge is the integral
of the authalic function q (Snyder 1987, Map Projections: A Working Manual, equation 3-12), by Simpson's rule.
"""

import math
from typing import Any

SEMI_MAJOR_KM = 6378.137
FLATTENING = 1 / 298.257223563
_E2 = FLATTENING * (2 - FLATTENING)
_E = math.sqrt(_E2)
Position = tuple[float, float]


class NotAPolygon(ValueError):
    """Coordinates that are no closed ring of longitudes and latitudes."""


def polygon_km2(rings: Any) -> float:  # noqa: ANN401 - whatever JSON gives
    """Give the area of a polygon, its first ring without the holes behind it, in km²; raises NotAPolygon."""
    if not isinstance(rings, list) or not rings:
        raise NotAPolygon("has no ring")
    outer, *holes = (ring_km2(_positions(ring)) for ring in rings)
    if sum(holes) > outer * (1 + 1e-9):
        raise NotAPolygon("its holes are larger than itself")
    return outer - sum(holes)


def ring_km2(ring: list[Position]) -> float:
    """Give the area inside a closed ring, whichever way round it goes."""
    total, (west, south) = 0.0, ring[0]
    below = _q(south)
    for east, north in ring[1:]:
        above = _q(north)
        middle = _q((south + north) / 2) if north != south else above
        total += (east - west) * (below + 4 * middle + above) / 6
        west, south, below = east, north, above
    return abs(total) * math.pi / 180 * SEMI_MAJOR_KM**2 / 2


def _q(latitude: float) -> float:
    sine = math.sin(math.radians(latitude))
    return (1 - _E2) * (sine / (1 - _E2 * sine * sine) + math.atanh(_E * sine) / _E)


def _positions(ring: Any) -> list[Position]:  # noqa: ANN401 - whatever JSON gives
    if not isinstance(ring, list) or len(ring) < 4:
        raise NotAPolygon("a ring has fewer than four positions")
    found = [_position(item) for item in ring]
    if found[0] != found[-1]:
        raise NotAPolygon("a ring is not closed")
    return found


def _position(item: Any) -> Position:  # noqa: ANN401 - whatever JSON gives
    if not isinstance(item, list) or len(item) < 2 or any(type(value) not in (int, float) for value in item[:2]):
        raise NotAPolygon("a position is no pair of numbers")
    longitude, latitude = float(item[0]), float(item[1])
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        raise NotAPolygon("a position lies outside longitudes and latitudes")
    return longitude, latitude
