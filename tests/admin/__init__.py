"""The admin, as a coder, a reviewer and an administrator meet it."""
