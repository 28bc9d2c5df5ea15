"""Loads what only the outermost conftest may load; the fixtures are in tests/conftest.py."""

pytest_plugins = ["tests.programs"]
