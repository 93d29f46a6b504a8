"""The quality report of a release: one self-contained page, readable without anything else."""
