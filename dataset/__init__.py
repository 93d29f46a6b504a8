"""What Groundline promises, keeps and ships: the contract, the reference data, the release format, the releases."""
