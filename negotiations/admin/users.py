"""People who sign in, and their role."""

from django.contrib import admin
from django.contrib.auth.admin import UserAdmin

from negotiations.models import User


@admin.register(User)
class PersonWhoSignsInAdmin(UserAdmin):
    list_display = ("username", "email", "is_active", "is_superuser", "last_login")
