"""Read documents compiled from serializers say what the serializers themselves show."""

import json
from datetime import date

import pytest
from django.db import connection
from django.db.models import Prefetch, prefetch_related_objects
from django.test import RequestFactory
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from rest_framework import serializers

from negotiations.api.citations import CitedSerializer
from negotiations.api.events import EventDetail
from negotiations.api.kinds import label_of, root_address
from negotiations.api.names import Names
from negotiations.api.places import PlaceSerializer
from negotiations.api.point_reports import PointReportSerializer
from negotiations.api.reading import Compiled, read_detail
from negotiations.api.urls import router
from negotiations.api.values import date_value
from negotiations.models import Citation, Point
from negotiations.reports.events import POINTS_ON
from negotiations.reports.points import points_with_claims
from negotiations.worlds.reading import public_record
from tests.database.test_dates import ENUMERATED

pytestmark = [pytest.mark.django_db, pytest.mark.slow]

REQUEST = RequestFactory(headers={"host": "localhost"}).get("/api/v1/")
ROOT = root_address(REQUEST)
#: So many records of a kind, from all over it.
ROWS = 12

SHAPES = [
    (views.model, shape)
    for _, views, _ in router.registry
    for shape in dict.fromkeys([views.serializer_class, views.detail_class])
    if shape
]


def keys_from(sql, record):
    with connection.cursor() as cursor:
        cursor.execute(sql.replace("{key}", str(record.pk)))
        return [key for (key,) in cursor.fetchall()]


def members(shape, name, field, record):
    model = field.child.Meta.model
    if name in getattr(shape, "keys_of", {}):
        rows = model.objects.filter(pk__in=keys_from(shape.keys_of[name], record))
    else:
        rows = getattr(record, field.source)
    return list(rows.order_by(*model.order_within()))


def prepare(shape, record):
    """Read the lists within the record in their order; the serializer shows what it is given."""
    cache = record.__dict__.setdefault("_prefetched_objects_cache", {})
    for name, field in shape.fields.items():
        if name in shape.beside or not hasattr(getattr(field, "child", None), "fields"):
            continue
        if name == "participants" and not hasattr(field.child, "Meta"):
            cache[field.source] = list(record.participations.order_by("slug"))
            continue
        rows = members(shape, name, field, record)
        for row in rows:
            prepare(field.child, row)
        if name == "links":
            record.links = rows
        else:
            cache[field.source] = rows


def shown(shape, record):
    """What the serializer shows of a record, without what stands beside the document."""
    context = {}
    serializer = shape(record, context=context)
    for name in serializer.beside:
        del serializer.fields[name]
    prepare(serializer, record)
    context["names"] = Names(REQUEST, list(serializer.records(record)))
    return json.loads(json.dumps(serializer.data))


def document(shape, slug):
    return json.loads(read_detail(Compiled.of(shape), slug, ROOT, None).document)


def some_of(model):
    rows = list(model.objects.order_by("slug"))
    return rows[:: max(1, len(rows) // ROWS)]


@pytest.mark.usefixtures("us_dprk")
@pytest.mark.parametrize(("model", "shape"), SHAPES)
def test_a_document_is_what_its_serializer_shows(model, shape):
    with public_record():
        records = some_of(model)
        assert records
        for record in records:
            found = document(shape, record.slug)
            for name in shape.beside:
                del found[name]
            if shape.beside and issubclass(shape, PointReportSerializer):
                assert found == shown_of_point(shape, record)
            else:
                assert found == shown(shape, record)


def shown_of_point(shape, point):
    """The point's own fields; `inside` is the report on it."""
    (whole,) = point_reports(shape, [point])
    return {name: value for name, value in whole.items() if name not in shape.beside}


def point_reports(shape, points, day=None):
    if issubclass(shape, CitedSerializer):
        prefetch_related_objects(points, Prefetch("citations", Citation.objects.order_by("slug")))
    context = {}
    serializer = shape(points_with_claims(points, day), many=True, context=context)
    named = [
        record for report in serializer.instance for record in serializer.child.records(report)
    ]
    context["names"] = Names(REQUEST, named)
    return json.loads(json.dumps(serializer.data))


@pytest.mark.usefixtures("us_dprk")
@pytest.mark.parametrize("day", [None, date(2019, 10, 6)])
def test_a_point_is_reported_as_its_serializer_shows_it(day):
    compiled = Compiled.of(PointReportSerializer)
    with public_record():
        points = list(Point.objects.order_by("slug"))
        assert len(points) > 100
        expected = point_reports(PointReportSerializer, points, day)
        for point, report in zip(points, expected, strict=True):
            found = json.loads(read_detail(compiled, point.slug, ROOT, day).document)
            assert found == report, point.slug


@pytest.mark.usefixtures("us_dprk")
def test_an_event_carries_the_reports_on_its_points():
    slugs = ["stockholm-talks-2019-10-05"]
    with public_record():
        for slug in slugs:
            record = EventDetail.Meta.model.objects.get(slug=slug)
            points = Point.objects.filter(pk__in=keys_from(POINTS_ON, record)).order_by("slug")
            expected = [document(PointReportSerializer, point.slug) for point in points]
            assert expected
            assert document(EventDetail, slug)["points"] == expected


class MislabelledPlace(PlaceSerializer):
    name = serializers.CharField(source="kind")


@pytest.mark.usefixtures("us_dprk")
def test_the_comparison_finds_a_field_that_is_compiled_wrongly():
    with public_record():
        place = some_of(PlaceSerializer.Meta.model)[0]
        assert document(PlaceSerializer, place.slug) == shown(PlaceSerializer, place)
        assert document(MislabelledPlace, place.slug) != shown(PlaceSerializer, place)


def answers(sql, texts):
    with connection.cursor() as cursor:
        cursor.execute(
            f"select {sql} from unnest(%s::text[]) with ordinality as given (it, place) "
            "order by place",
            [list(texts)],
        )
        return [row[0] for row in cursor.fetchall()]


DATE = "engine.date_value(it, engine.date_earliest(it), engine.date_latest(it))"


def test_every_written_form_of_a_date_is_shown_as_in_python():
    dates = [text for text in ENUMERATED if shows(text)]
    assert len(dates) > 500
    for text, found in zip(dates, answers(DATE, dates), strict=True):
        assert found == date_value(text), text


def shows(text):
    try:
        return date_value(text) is not None
    except ValueError:
        return False


PIECES = st.sampled_from(["a", "b", " ", "  ", "\n", "\u00a0", "é", "…", "word " * 20, "x" * 60])


@settings(max_examples=200, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(PIECES, max_size=8).map("".join))
def test_a_label_is_shortened_as_in_python(text):
    assert answers("engine.label(it, 'slug')", [text]) == [label_of(text, "slug")]
