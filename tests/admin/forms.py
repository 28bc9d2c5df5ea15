"""Filling in a form of the admin as a browser does: its fields as they stand, but for some."""

from django.urls import reverse


def address(row_or_kind, *args):
    if isinstance(row_or_kind, str):
        return reverse(f"admin:negotiations_{row_or_kind.lower()}_add")
    page = args[0] if args else "change"
    name = row_or_kind._meta.model_name
    return reverse(f"admin:negotiations_{name}_{page}", args=[row_or_kind.pk])


def filled(page, **given):
    """What a browser would send of the form on the page, with these fields typed anew."""
    data = values_of(page.context["adminform"].form)
    for inline in page.context["inline_admin_formsets"]:
        data |= values_of(inline.formset.management_form)
        for form in inline.formset.forms:
            data |= values_of(form)
    return {**data, "_save": "Save", **given}


def values_of(form):
    return {field.html_name: field.value() for field in form if field.value() not in (None, "", [])}


def row(prefix, number, **fields):
    """The fields of one row inside a form, such as citations-0-source."""
    return {f"{prefix}-{number}-{name}": value for name, value in fields.items()}


def save(client, target, **given):
    """Open the form, type, and save: the redirect of success, or the page with its errors."""
    page = client.get(address(target))
    assert page.status_code == 200
    return client.post(address(target), filled(page, **given))


def errors_of(page):
    """The errors of the form on the page by field; "" are those of the whole form."""
    assert page.status_code == 200, page
    found = page.context["adminform"].form.errors
    return {("" if name == "__all__" else name): list(told) for name, told in found.items()}


def errors_inside(page, prefix):
    """The errors of the rows of one kind inside the form, row by row."""
    formset = next(
        inline.formset
        for inline in page.context["inline_admin_formsets"]
        if inline.formset.prefix == prefix
    )
    return [dict(form.errors) for form in formset.forms]
