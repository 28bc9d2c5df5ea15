"""Answers compressed for readers who take them so.

Django's own middleware compresses what is compressed already, takes `gzip;q=0` for a wish, and at
its level a page takes longer to compress than to read: level 6 took four times the time of level 2
to save an eighth of the bytes.
"""

import zlib
from collections.abc import Callable, Iterable, Iterator
from typing import cast

from django.http import HttpRequest, HttpResponse, HttpResponseBase, StreamingHttpResponse
from django.utils.cache import patch_vary_headers

from timeline.asking import GZIP, accepts_gzip, is_by_nobody

LEVEL = 2
#: zlib's sign for the frame of gzip around what it compresses.
FRAME = zlib.MAX_WBITS | 16
#: Shorter answers fill no packet.
SHORTEST = 1_000
TEXTS = ("text/", "application/json", "application/jsonl", "image/svg+xml")
WRITTEN_IN = ("+json", "+xml")


class Compression:
    """Compresses texts, streams piece by piece.

    What somebody reads who is signed in is sent as it is: from the length of what is compressed
    with the reader's own words, others could guess the rest.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if response.has_header("Content-Encoding") or not is_text(response) or is_final(response):
            return response
        patch_vary_headers(response, ("Accept-Encoding",))
        if is_by_nobody(request) and accepts_gzip(request):
            compress(response)
        return response


def is_text(response: HttpResponseBase) -> bool:
    media_type = response.headers.get("Content-Type", "").partition(";")[0].strip()
    return media_type.startswith(TEXTS) or media_type.endswith(WRITTEN_IN)


def is_final(response: HttpResponseBase) -> bool:
    """Whether it is to come as it is: whoever knows its sum holds it against what comes."""
    return "no-transform" in response.headers.get("Cache-Control", "")


def compress(response: HttpResponseBase) -> None:
    if isinstance(response, StreamingHttpResponse):
        pieces = cast(Iterator[bytes], response.streaming_content)
        response.streaming_content = compressed(pieces)
        del response.headers["Content-Length"]
    elif isinstance(response, HttpResponse):
        if len(response.content) < SHORTEST:
            return
        response.content = b"".join(compressed([response.content]))
        response.headers["Content-Length"] = str(len(response.content))
    response.headers["Content-Encoding"] = GZIP


def compressed(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces as one gzip file. The first goes out at once, so that the reader sees a start."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, FRAME)
    for number, piece in enumerate(pieces):
        packed = packer.compress(piece)
        if number == 0:
            packed += packer.flush(zlib.Z_SYNC_FLUSH)
        if packed:
            yield packed
    yield packer.flush()
