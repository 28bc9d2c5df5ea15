"""People who sign in, each with one role. The role is kept as a group of its name."""

from typing import Any

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.contrib.auth.models import Group
from django.db.models import QuerySet
from django.http import HttpRequest

from negotiations.admin.permissions import role_of
from negotiations.models import User
from negotiations.roles import Role

ROLES = [("", "none: may not enter"), *((role.value, role.value.capitalize()) for role in Role)]


class RoleOfUser(forms.ModelForm):
    """A user's form with one role instead of flags, groups and permissions."""

    role = forms.ChoiceField(
        choices=ROLES,
        required=False,
        help_text="A reader sees drafts, a coder writes them, a reviewer publishes what another "
        "wrote, an administrator may all.",
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk:
            self.initial["role"] = role_of(self.instance)


class NewUserForm(RoleOfUser, AdminUserCreationForm):
    pass


class UserForm(RoleOfUser, UserChangeForm):
    pass


@admin.register(User)
class SigningInAdmin(UserAdmin):
    form = UserForm
    add_form = NewUserForm
    list_display = ("username", "first_name", "last_name", "email", "role", "is_active")
    list_filter = ("is_active", "groups", "is_superuser")
    filter_horizontal = ()
    fieldsets = (
        (None, {"fields": ("username", "password", "role", "is_active")}),
        ("Person", {"fields": ("first_name", "last_name", "email")}),
        ("When", {"fields": ("last_login", "date_joined")}),
    )
    add_fieldsets = (
        (None, {"fields": ("username", "role", "usable_password", "password1", "password2")}),
    )
    readonly_fields = ("last_login", "date_joined")

    def get_queryset(self, request: HttpRequest) -> QuerySet:
        return super().get_queryset(request).prefetch_related("groups")

    @admin.display(description="role")
    def role(self, user: User) -> str:
        return role_of(user) or "none"

    def save_model(self, request: HttpRequest, obj: User, form: RoleOfUser, change: bool) -> None:
        if "role" in form.cleaned_data:
            obj.is_staff = bool(form.cleaned_data["role"])
            obj.is_superuser = form.cleaned_data["role"] == Role.ADMINISTRATOR
        super().save_model(request, obj, form, change)

    def save_related(
        self, request: HttpRequest, form: RoleOfUser, formsets: list[Any], change: bool
    ) -> None:
        super().save_related(request, form, formsets, change)
        if role := form.cleaned_data.get("role"):
            group, _ = Group.objects.get_or_create(name=role)
            form.instance.groups.set([group])
        else:
            form.instance.groups.clear()
