"""The settings of the naive build: the project's database and records, and nothing around them."""

# Settings of Django are the names of a module, so what is kept of them is imported whole.
from timeline.settings import *  # noqa: F403

ROOT_URLCONF = "benchmarks.naive"
MIDDLEWARE = ["django.middleware.common.CommonMiddleware"]
REST_FRAMEWORK = {
    "DEFAULT_AUTHENTICATION_CLASSES": [],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "UNAUTHENTICATED_USER": None,
}
