"""What people decided about single rows: decisions, how they are read and kept, and how rows come to be reviewed."""
