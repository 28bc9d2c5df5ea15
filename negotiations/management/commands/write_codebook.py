"""Write docs/codebook.md anew from the models."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from negotiations.exchange.codebook import write_codebook

CODEBOOK = Path(settings.BASE_DIR) / "docs" / "codebook.md"


class Command(BaseCommand):
    """After any change of a field, a help text, a vocabulary or a rule."""

    help = "Write docs/codebook.md from the declarations in the models."

    def handle(self, *args: Any, **options: Any) -> None:
        CODEBOOK.write_text(write_codebook(), encoding="utf-8")
        self.stdout.write(f"Wrote {CODEBOOK.relative_to(settings.BASE_DIR)}.")
