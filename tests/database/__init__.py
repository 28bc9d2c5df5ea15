"""What the database itself promises, asked in its own words."""
