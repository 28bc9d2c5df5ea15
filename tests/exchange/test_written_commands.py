"""The commands that the pages on recipes and on importing show are taken as they are written."""

import re
import shlex

import pytest
from django.core.management import CommandError, get_commands, load_command_class

PAGES = ("recipes.md", "importing.md")
SHOWN = re.compile(r"manage\.py ([a-z_]+[^`\n]*)")


def commands_in(text):
    """Each command with its options; words in capitals stand for something, `[...]` may lack."""
    for words in SHOWN.findall(text):
        yield shlex.split(re.sub(r"\w+\|", "", words).replace("[", "").replace("]", ""))


def taken(words):
    name, *options = words
    if name not in get_commands():
        return False
    parser = load_command_class(get_commands()[name], name).create_parser("manage.py", name)
    parser.called_from_command_line = False
    try:
        parser.parse_args(options)
    except CommandError:
        return False
    return True


@pytest.mark.parametrize("page", PAGES)
def test_the_commands_shown_are_taken(pytestconfig, page):
    commands = list(commands_in((pytestconfig.rootpath / "docs" / page).read_text()))
    assert len(commands) >= 2
    assert [words for words in commands if not taken(words)] == []


@pytest.mark.parametrize(
    "shown",
    ["manage.py renew_codebook", "manage.py export_data p --overwrite", "manage.py database"],
)
def test_a_command_that_is_not_there_would_be_noticed(shown):
    (words,) = commands_in(shown)
    assert not taken(words)


def test_the_recipe_for_a_field_writes_every_made_file_anew(pytestconfig):
    page = (pytestconfig.rootpath / "docs" / "recipes.md").read_text()
    recipe = page.partition("## Add a field")[2].partition("\n## ")[0]
    names = {words[0] for words in commands_in(recipe)}
    assert names == {"makemigrations", "write_codebook", "prepare", "export_data", "database"}
