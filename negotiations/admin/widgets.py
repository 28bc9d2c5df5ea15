"""Form widgets of the records: dates that say what they mean, words with definitions, choosers.

Their scripts and styles are files (static/negotiations/admin/): the pages allow nothing inline.
"""

from typing import Any

from django import forms
from django.contrib.admin import widgets
from django.urls import reverse

from negotiations.admin.understanding import in_words
from negotiations.choices import Vocabulary

UNKNOWN = "unknown"
#: Digits that the database surely takes for a key.
LONGEST_KEY = 18


class ImpreciseDateInput(forms.TextInput):
    """A date as text; below it stands what was understood, before anything is saved."""

    template_name = "admin/negotiations/widgets/date.html"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(
            {
                "class": "imprecise-date",
                "placeholder": "2019-10-05 or 2019-10~",
                "autocomplete": "off",
                "spellcheck": "false",
                **(attrs or {}),
            }
        )

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["line"] = in_words(value or "")
        context["widget"]["attrs"]["data-understand"] = reverse("admin:understand_date")
        return context


class PlainSelect(forms.Select):
    """One of a list of choices without groups."""

    template_name = "admin/negotiations/widgets/select.html"


class WordSelect(PlainSelect):
    """A word of a vocabulary; each option carries its definition, and the chosen one's is shown."""

    template_name = "admin/negotiations/widgets/words.html"

    def __init__(self, vocabulary: type[Vocabulary], **kwargs: Any) -> None:
        self.definitions = {word.value: word.definition for word in vocabulary}
        super().__init__(**kwargs)

    def create_option(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option = super().create_option(*args, **kwargs)
        if definition := self.definitions.get(option["value"]):
            option["attrs"]["title"] = definition
        return option

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        definition = self.definitions.get(value or "", "")
        context["widget"]["definition"] = definition
        context["widget"]["attrs"]["title"] = definition
        return context


class OnlyKeys:
    """A chooser shows nothing for what cannot be the key of a record."""

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[Any]:
        keys = [key for key in map(str, value) if key.isdecimal() and len(key) <= LONGEST_KEY]
        return super().optgroups(name, keys, attr)


class RecordsChooser(OnlyKeys, widgets.AutocompleteSelectMultiple):
    """Several records, each found by typing a part of its name."""


class RecordChooser(OnlyKeys, widgets.AutocompleteSelect):
    """One record, found by typing a part of its name.

    It may be told the names of records at hand (`known`), which it then need not ask for.
    """

    known: dict[str, str] = {}

    def optgroups(self, name: str, value: list[str], attr: Any = None) -> list[Any]:
        chosen = [str(key) for key in value if key not in (None, "")]
        if any(key not in self.known for key in chosen):
            return super().optgroups(name, value, attr)
        options = [] if self.is_required else [self.create_option(name, "", "", False, 0)]
        for key in chosen:
            options.append(self.create_option(name, key, self.known[key], {key}, len(options)))
        return [(None, options, 0)]
