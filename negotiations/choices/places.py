"""Lists for places."""

from negotiations.choices.common import Vocabulary


class PlaceKind(Vocabulary):
    """What sort of place it is."""

    CITY = "city", "A city, town or village, taken as a whole.", "City"
    SITE = (
        "site",
        "A named spot or grounds outside or within a city: border post, test site, island, estate.",
        "Site",
    )
    BUILDING = (
        "building",
        "One house or compound: ministry, embassy, hotel, conference centre.",
        "Building",
    )
    REGION = (
        "region",
        "An area larger than a city: province, sea, border zone, whole country.",
        "Region",
    )


class PlacePrecision(Vocabulary):
    """How near the coordinates come to where it really is."""

    BUILDING = "building", "They fall on the building or within a stone's throw of it.", "Building"
    SITE = (
        "site",
        (
            "They fall on the grounds or in the neighbourhood; "
            "a building located only roughly belongs here."
        ),
        "Site",
    )
    CITY = "city", "They mark the middle of a city, town or village.", "City"
    REGION = "region", "They mark some point in an area larger than a city.", "Region"
    COUNTRY = "country", "They only say which country, by its middle or its capital.", "Country"
