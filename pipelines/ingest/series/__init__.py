"""Measured series of control that a maintainer supplies: CSV files and daily maps."""
