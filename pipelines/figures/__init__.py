"""From text to figures and dates: numbers, units, ranges, bounds, days."""
