"""Issues."""

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.filters import CitedFilter, Search, Within
from negotiations.api.views import RecordViews
from negotiations.models import Issue


class IssueSerializer(RecordSerializer):
    class Meta:
        model = Issue


class IssueDetail(IssueSerializer, CitedSerializer):
    pass


class IssueFilter(CitedFilter):
    issue = Within(Issue, "id")
    q = Search()


class IssueViews(RecordViews):
    model = Issue
    serializer_class = IssueSerializer
    detail_class = IssueDetail
    filterset_class = IssueFilter
