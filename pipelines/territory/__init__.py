"""From claims and figures to statements about land, and whether they add up."""
