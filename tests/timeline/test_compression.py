"""What is compressed: texts, streams piece by piece, nothing that is compressed already."""

import gzip

import pytest
from django.http import HttpResponse, StreamingHttpResponse
from django.test import RequestFactory

from timeline.compression import Compression


def answered(response):
    request = RequestFactory().get("/", headers={"accept-encoding": "gzip"})
    return Compression(lambda _: response)(request)


def test_a_stream_is_compressed_piece_by_piece():
    pieces = iter([b"first\n", *[b"line\n"] * 50_000])
    response = answered(StreamingHttpResponse(pieces, content_type="text/csv"))
    stream = iter(response.streaming_content)
    start = next(stream)
    assert len(list(pieces)) == 50_000  # none was read beyond the first
    assert gzip.decompress(start + b"".join(stream)) == b"first\n"


@pytest.mark.django_db
def test_a_compressed_stream_closes_what_it_reads():
    class Pieces:
        closed = False

        def __iter__(self):
            return iter([b"x"])

        def close(self):
            self.closed = True

    pieces = Pieces()
    response = answered(StreamingHttpResponse(pieces, content_type="application/jsonl"))
    response.close()
    assert pieces.closed


@pytest.mark.parametrize(
    "media_type",
    ["text/csv; charset=utf-8", "application/json", "application/jsonl", "application/geo+json",
     "application/atom+xml", "text/calendar"],
)  # fmt: skip
def test_texts_are_compressed(media_type):
    response = answered(HttpResponse(b"x" * 5_000, content_type=media_type))
    assert gzip.decompress(response.content) == b"x" * 5_000


@pytest.mark.parametrize("media_type", ["application/vnd.apache.parquet", "image/png", ""])
def test_what_is_no_text_is_sent_as_it_is(media_type):
    response = answered(HttpResponse(b"x" * 5_000, content_type=media_type))
    assert response.content == b"x" * 5_000


def test_nothing_is_compressed_twice():
    response = HttpResponse(b"x" * 5_000, headers={"Content-Encoding": "br"})
    assert answered(response).content == b"x" * 5_000
