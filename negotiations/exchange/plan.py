"""What an import does or would do: for each sheet the new, the changed and the unchanged."""

from dataclasses import dataclass, field
from typing import Any

from negotiations.exchange.findings import shown

#: How many new or changed records of a kind are named one by one; beyond it they are only counted.
MOST_NAMED = 1_000


@dataclass(frozen=True)
class Change:
    """One record that differs: each field's cell before and after."""

    slug: str
    fields: dict[str, tuple[str, str]]

    def __str__(self) -> str:
        told = (f"{name}: {shown(was)} -> {shown(is_)}" for name, (was, is_) in self.fields.items())
        return f"{self.slug}: {'; '.join(told)}"


@dataclass
class SheetPlan:
    """One sheet's share of an import."""

    sheet: str
    new: int = 0
    changed: int = 0
    unchanged: int = 0
    named_new: list[str] = field(default_factory=list)
    changes: list[Change] = field(default_factory=list)
    #: How many of the new ones are drafts; not counted of a fixture.
    new_drafts: int = 0

    @property
    def writes(self) -> int:
        return self.new + self.changed

    def as_dict(self) -> dict[str, Any]:
        return {
            "new": self.new,
            "new_drafts": self.new_drafts,
            "changed": self.changed,
            "unchanged": self.unchanged,
            "new_slugs": self.named_new,
            "changes": [
                {
                    "slug": change.slug,
                    "fields": {
                        name: {"before": before, "after": after}
                        for name, (before, after) in change.fields.items()
                    },
                }
                for change in self.changes
            ],
        }


Plan = list[SheetPlan]
Cells = list[tuple[str, ...]]


def differences(before: Cells, after: Cells, names: list[str]) -> list[Change]:
    """What differs between two selections of the same records, both in the order of slugs."""
    return [
        Change(
            old[0],
            {
                name: (one or "", other or "")
                for name, one, other in zip(names, old, new, strict=True)
                if one != other
            },
        )
        for old, new in zip(before, after, strict=True)
    ]
