"""The app's configuration."""

from importlib import import_module

from django.apps import AppConfig


class NegotiationsConfig(AppConfig):
    """Parley's records and everything that shows them."""

    name = "negotiations"
    verbose_name = "Negotiations"

    def ready(self) -> None:
        """Checks read the models, so they can only be loaded once these are."""
        import_module("negotiations.checks")
