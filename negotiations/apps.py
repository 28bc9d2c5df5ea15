"""The app's configuration."""

from django.apps import AppConfig


class NegotiationsConfig(AppConfig):
    """Parley's records and everything that shows them."""

    name = "negotiations"
    verbose_name = "Negotiations"
