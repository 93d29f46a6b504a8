"""Copies and stories: which articles have their words from which. Works on sketches of texts; opens no text itself."""
