"""Statements about land held against areas, against each other and against measured series."""
