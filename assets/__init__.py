"""Everything of Dagster, and nothing else: definitions, assets of about three lines, jobs, checks."""
