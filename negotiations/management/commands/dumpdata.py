"""Django's dumpdata, without the tables that describe the work or that triggers keep."""

from typing import Any

from django.core.management.commands import dumpdata

from negotiations.models import KEPT


class Command(dumpdata.Command):
    """Loading such rows back would contradict what loading the records itself leaves."""

    def handle(self, *app_labels: str, **options: Any) -> str | None:
        options["exclude"] = [*options["exclude"], *(model._meta.label for model in KEPT)]
        return super().handle(*app_labels, **options)
