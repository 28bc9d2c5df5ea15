"""What we expect of the server beyond what Django does."""

from django.db.backends.postgresql import features


class DatabaseFeatures(features.DatabaseFeatures):
    minimum_database_version = (15,)
