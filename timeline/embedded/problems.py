"""The one error of the embedded server. Nothing else lives here."""


class EmbeddedServerError(Exception):
    """What stands in the way of the embedded server, in sentences that say what to do."""
