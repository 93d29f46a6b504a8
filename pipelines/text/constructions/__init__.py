"""The constructions of reported speech, one module for each family."""
