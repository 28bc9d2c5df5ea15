"""What an answer to anybody depends on: what was asked, of which data, by which program.

From it follow the validator of the answer, known before anything is read, and the place under which
its bytes are kept. Not here: who answers by them (freshness.py).
"""

import re
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Self
from urllib.parse import parse_qsl

from django.conf import settings
from django.http import HttpRequest
from django.utils.http import parse_etags

GZIP = "gzip"
PROGRAM = ("negotiations", "timeline")
PINNED = ("requirements.txt", "requirements-parquet.txt")
NO_DAY = ""
#: Who says so asks for no form but the first: JSON.
ANY_FORM = "*/*"
FIRST_FORM = (ANY_FORM, "application/json")
#: The address of a record: /api/v1/events/some-event/.
RECORD = re.compile("/api/v1/[^/]+/[^/]+/")


@cache
def build() -> str:
    """The program as it is installed, in short: another release answers otherwise."""
    found = blake2b(digest_size=8)
    folders = [settings.BASE_DIR / name for name in PROGRAM]
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    for path in [*(settings.BASE_DIR / name for name in PINNED), *files]:
        if "__pycache__" not in path.parts:
            found.update(str(path.relative_to(settings.BASE_DIR)).encode())
            found.update(path.read_bytes())
    return found.hexdigest()


def is_by_nobody(request: HttpRequest) -> bool:
    """Whether nobody says who they are: what is answered then, anybody may read."""
    return (
        "Authorization" not in request.headers
        and settings.SESSION_COOKIE_NAME not in request.COOKIES
    )


def accepts_gzip(request: HttpRequest) -> bool:
    for coding in request.headers.get("Accept-Encoding", "").split(","):
        name, _, quality = coding.partition(";")
        if name.strip().lower() == GZIP:
            return quality.replace(" ", "") not in {"q=0", "q=0.0", "q=0.00", "q=0.000"}
    return False


@dataclass(frozen=True)
class Asked:
    """A question, and the version of the data to which it is put."""

    version: int
    #: Scheme and host, which stand in links; path, parameters in order, form and coding.
    address: tuple[object, ...]
    #: The address of a record, and nothing else was said: no parameter, no form, no coding.
    is_plain: bool

    @classmethod
    def of(cls, request: HttpRequest, version: int) -> Self:
        query = request.META.get("QUERY_STRING", "")
        gzipped = accepts_gzip(request)
        accepted = request.headers.get("Accept", ANY_FORM)
        is_record = bool(RECORD.fullmatch(request.path))
        return cls(
            version,
            (
                request.scheme,
                request.get_host(),
                request.path,
                tuple(sorted(parse_qsl(query, keep_blank_values=True))),
                accepted,
                gzipped,
            ),
            is_plain=is_record and accepted in FIRST_FORM and not query and not gzipped,
        )

    def validator(self, day: str = NO_DAY) -> str:
        """The data version and the question in short; the day, where the answer depends on it."""
        told = repr((build(), self.address, day)).encode()
        return f"{self.version}-{blake2b(told, digest_size=8).hexdigest()}"

    def etag(self, record_version: int | None, day: str) -> str:
        """The validator, led by the version of the record where the answer is one.

        Of a record asked for plainly, the two versions say all.
        """
        if record_version is None:
            return f'"{self.validator(day)}"'
        if self.is_plain and not day:
            return f'"{record_version}-{self.version}"'
        return f'"{record_version}-{self.validator(day)}"'

    def held(self, none_match: str, day: str) -> str:
        """The ETag by which the reader holds the present answer; empty if by none.

        An answer that depends on the day never had a validator without one.
        """
        for etag in parse_etags(none_match):
            bare = etag.removeprefix("W/")
            if self.is_plain and re.fullmatch(f'"[0-9]+-{self.version}"', bare):
                return bare
            for valid in (self.validator(), self.validator(day)):
                if bare == f'"{valid}"' or bare.endswith(f'-{valid}"'):
                    return bare
        return ""
