"""How words become rows: pure functions over text and tables; no Dagster, no network, no clock."""
