"""Who works on the records. What each role may do stands in roles.py."""

from django.contrib.auth.models import AbstractUser


class User(AbstractUser):
    """A person who signs in."""
