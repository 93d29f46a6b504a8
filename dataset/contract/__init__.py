"""The contract: every column once, every table once; Arrow, checks and documentation derive from it."""
