"""Lists for parties, processes and who belongs to them."""

from negotiations.choices.common import Vocabulary


class PartyKind(Vocabulary):
    """What sort of actor the party is."""

    STATE = "state", "A country as a whole, also where its recognition is disputed.", "State"
    GOVERNMENT_BODY = (
        "government_body",
        "A ministry, agency, parliament, army or delegation of a state; give the state as parent.",
        "Government body",
    )
    POLITICAL_PARTY = (
        "political_party",
        "A political party or movement, ruling or not, that does not act as an army.",
        "Political party",
    )
    INTERNATIONAL_ORGANISATION = (
        "international_organisation",
        (
            "A body set up by states with organs of its own; "
            "states that merely act together are a coalition."
        ),
        "International organisation",
    )
    COALITION = (
        "coalition",
        "Several parties that speak or act as one for a time, without organs of their own.",
        "Coalition",
    )
    ARMED_GROUP = (
        "armed_group",
        "An organised force that fights outside the army of a recognised state.",
        "Armed group",
    )
    NON_GOVERNMENTAL = (
        "non_governmental",
        "An association, church, charity, university or company independent of governments.",
        "Non-governmental organisation",
    )
    MEDIA = (
        "media",
        (
            "A newspaper, agency or broadcaster that speaks for itself; "
            "a state's outlet has that state as parent."
        ),
        "Media",
    )
    RESEARCH_INSTITUTE = (
        "research_institute",
        "An institute or think tank that studies affairs or hosts informal talks.",
        "Research institute",
    )
    INDIVIDUAL = (
        "individual",
        (
            "A person who is a side of his own and speaks for nobody else; "
            "others are people with a post."
        ),
        "Individual",
    )


class ProcessKind(Vocabulary):
    """How the parties of a process face each other."""

    BILATERAL = (
        "bilateral",
        "Two sides negotiate directly, though others may lend a room or carry messages.",
        "Bilateral",
    )
    MULTILATERAL = "multilateral", "Three or more sides negotiate, each for itself.", "Multilateral"
    MEDIATED = (
        "mediated",
        (
            "A third party leads or shapes the talks between the sides; "
            "a mere host does not make it so."
        ),
        "Mediated",
    )


class MembershipRole(Vocabulary):
    """As what a party belongs to a process or coalition; for one event see participation."""

    SIDE = "side", "Negotiates for itself and would be bound by the result.", "Side"
    MEDIATOR = "mediator", "Stands between the sides and may put ideas of its own.", "Mediator"
    COORDINATOR = (
        "coordinator",
        "Convenes and arranges the talks without standing between the sides; chairs often do.",
        "Coordinator",
    )
    GUARANTOR = "guarantor", "Has pledged to see that what is agreed is kept.", "Guarantor"
    OBSERVER = "observer", "Is admitted and informed, without a say.", "Observer"
    MEMBER = (
        "member",
        "Belongs to the coalition; in a process use it only where no other role is known.",
        "Member",
    )
