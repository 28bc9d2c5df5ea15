"""Django's PostgreSQL backend, with our oldest version and the embedded server behind it."""
