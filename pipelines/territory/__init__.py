"""From claims and figures to statements about land."""
