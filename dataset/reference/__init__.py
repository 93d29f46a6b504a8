"""Reference data kept by hand: one fact a row, each with its source, and the reader of these tables."""
