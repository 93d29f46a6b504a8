"""What Groundline verifies before a release: suites derived from the contract while running."""
