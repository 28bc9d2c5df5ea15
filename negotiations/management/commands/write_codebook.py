"""Write docs/codebook.md and the tables of docs/crosswalk.md anew from the code."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from negotiations.exchange.codebook import write_codebook
from negotiations.exchange.crosswalk import written_into

CODEBOOK = Path(settings.BASE_DIR) / "docs" / "codebook.md"
CROSSWALK = CODEBOOK.with_name("crosswalk.md")


class Command(BaseCommand):
    """After any change of a field, a help text, a vocabulary or a rule."""

    help = "Write docs/codebook.md, and the tables of docs/crosswalk.md, from the code."

    def handle(self, *args: Any, **options: Any) -> None:
        CODEBOOK.write_text(write_codebook(), encoding="utf-8")
        CROSSWALK.write_text(written_into(CROSSWALK.read_text(encoding="utf-8")), encoding="utf-8")
        for page in (CODEBOOK, CROSSWALK):
            self.stdout.write(f"Wrote {page.relative_to(settings.BASE_DIR)}.")
