"""What only some servers have: packages too large for all, loaded when first asked for."""

from importlib import import_module
from importlib.util import find_spec
from typing import Any

PARQUET = "parquet"
#: Of each extra the package it needs, and the module of ours that stands on it.
EXTRAS = {PARQUET: ("pyarrow", "negotiations.exchange.parquet")}


class MissingExtraError(Exception):
    """An extra is asked for that is not installed; says which, and how to install it."""

    def __init__(self, extra: str) -> None:
        package, _ = EXTRAS[extra]
        super().__init__(
            f"This server does not have the extra {extra} ({package}). Whoever runs it can "
            f"install it with `make {extra}`."
        )
        self.extra = extra


def demand(extra: str) -> None:
    """Refuse what cannot be done here. Whether the package can be loaded is not tried."""
    package, _ = EXTRAS[extra]
    if find_spec(package) is None:
        raise MissingExtraError(extra)


def loaded(extra: str) -> Any:
    """The module that stands on the extra."""
    demand(extra)
    _, module = EXTRAS[extra]
    return import_module(module)
