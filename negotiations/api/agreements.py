"""Agreements, what they bind whom to, and whether it was kept."""

from django.db.models import Q

from negotiations.api.base import RecordSerializer
from negotiations.api.citations import CitedSerializer
from negotiations.api.contested import contested_field, contested_filter
from negotiations.api.filters import (
    AllWithin,
    DatedFilter,
    Derived,
    Named,
    Search,
    Within,
    Worded,
)
from negotiations.api.views import RecordViews
from negotiations.choices import AgreementKind, FulfilmentLevel
from negotiations.models import (
    Agreement,
    Commitment,
    Event,
    Fulfilment,
    Issue,
    Offer,
    Party,
    Place,
    Process,
    Statement,
)
from negotiations.reports.contested import AGREEMENT_IS_CONTESTED, agreement_is_contested

CONCLUDED = ("parties", "guarantors")
BOUND = ("actor", "beneficiary")
KEPT = ("commitment__actor", "term__actor")


class FulfilmentSerializer(RecordSerializer):
    class Meta:
        model = Fulfilment


class FulfilmentDetail(FulfilmentSerializer, CitedSerializer):
    pass


class FulfilmentFilter(DatedFilter):
    process = Within(Process, "commitment__agreement__processes", "term__offer__processes")
    party = Within(Party, *KEPT)
    party__exact = Named(Party, *KEPT)
    party__all = AllWithin(Party, *KEPT)
    issue = Within(Issue, "commitment__issue", "term__issue")
    event = Named(Event, "event")
    agreement = Named(Agreement, "commitment__agreement")
    commitment = Named(Commitment, "commitment")
    offer = Named(Offer, "term__offer")
    place = Named(Place, "event__place", told="By events at these places, by slug.")
    level = Worded(FulfilmentLevel, "How far it was kept.")


class FulfilmentViews(RecordViews):
    model = Fulfilment
    serializer_class = FulfilmentSerializer
    detail_class = FulfilmentDetail
    filterset_class = FulfilmentFilter


class CommitmentSerializer(RecordSerializer):
    class Meta:
        model = Commitment


class CommitmentWithFulfilments(CommitmentSerializer):
    """A commitment and how far it was kept."""

    fulfilments = FulfilmentSerializer(many=True, read_only=True)


class CommitmentDetail(CommitmentWithFulfilments, CitedSerializer):
    """A commitment by itself."""


class CommitmentFilter(DatedFilter):
    process = Within(Process, "agreement__processes")
    party = Within(Party, *BOUND)
    party__exact = Named(Party, *BOUND)
    party__all = AllWithin(Party, *BOUND)
    issue = Within(Issue, "issue")
    event = Named(Event, "agreement__event")
    agreement = Named(Agreement, "agreement")
    place = Named(Place, "agreement__event__place", told="Signed at these places, by slug.")
    level = Worded(FulfilmentLevel, "Kept so far at some time.", "fulfilments__level")
    root = Derived(
        "Whether it is the commitment itself; a telling of one is not.",
        lambda day: Q(variant_of=None),
    )
    q = Search()


class CommitmentViews(RecordViews):
    model = Commitment
    serializer_class = CommitmentSerializer
    detail_class = CommitmentDetail
    filterset_class = CommitmentFilter


class AgreementSerializer(RecordSerializer):
    contested = contested_field(AGREEMENT_IS_CONTESTED)

    class Meta:
        model = Agreement


class AgreementDetail(AgreementSerializer, CitedSerializer):
    """An agreement with its commitments and how far they were kept."""

    commitments = CommitmentWithFulfilments(many=True, read_only=True)


class AgreementFilter(DatedFilter):
    process = Within(Process, "processes")
    party = Within(Party, *CONCLUDED)
    party__exact = Named(Party, *CONCLUDED)
    party__all = AllWithin(Party, *CONCLUDED)
    issue = Within(Issue, "commitments__issue")
    event = Named(Event, "event")
    offer = Named(Offer, "offers", told="That these offers led to, by slug.")
    statement = Named(Statement, "texts", told="Worded in these statements, by slug.")
    place = Named(Place, "event__place", told="Signed at these places, by slug.")
    kind = Worded(AgreementKind, "What sort of agreement it is.")
    contested = contested_filter(agreement_is_contested)
    q = Search()


class AgreementViews(RecordViews):
    model = Agreement
    serializer_class = AgreementSerializer
    detail_class = AgreementDetail
    filterset_class = AgreementFilter
