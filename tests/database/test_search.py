"""What the database takes for the same word: folded and stemmed, in columns and in questions."""

import pytest
from django.db import connection

from negotiations.models import KINDS, Person, Statement
from negotiations.reports.search.matching import Answers
from negotiations.reports.search.words import Question
from negotiations.vectors import SearchField
from tests.factories import make

pytestmark = pytest.mark.django_db


def ask(sql, *parameters):
    with connection.cursor() as cursor:
        cursor.execute(sql, parameters)
        return cursor.fetchone()[0]


def found(text, **columns):
    """Whether a person with these columns answers the question."""
    row = make("Person", **columns)
    return Person.objects.filter(Answers(Question.read(text)), pk=row.pk).exists()


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Chŏe Sŏnhŭi", "choe sonhui"),
        ("P’yŏngyang", "pyongyang"),
        ("Kim Yo-jong", "kim yo jong"),
        ("Ch'oe", "choe"),
        ("Bjørn Łódź", "bjorn lodz"),
        ("김여정", "김여정"),
        ("Йошкар", "иошкар"),
        ("外务省", " 外  务  省 "),
    ],
)
def test_a_name_is_folded(written, folded):
    assert ask("select engine.folded(%s)", written) == folded


@pytest.mark.parametrize(
    "question",
    [
        "Kim Yo Jong",
        "Kim Yo-jong",
        "kim yo",
        "김여정",
        "김여",
        "KÍM YŎ",
        '"yo jong"',
        "kim-yo-jong",
    ],
)
def test_a_person_is_found_however_the_name_is_written(question):
    assert found(question, name="Kim Yo Jong", name_original="김여정")


@pytest.mark.parametrize("question", ["Pak", "Kim -Jong", '"Jong Yo"', "여정"])
def test_a_person_is_not_found_by_what_is_not_said(question):
    assert not found(question, name="Kim Yo Jong", name_original="김여정")


def test_a_word_with_particles_is_found_by_its_stem():
    assert found("김정은", name_original="김정은의 친서")


def test_any_run_of_characters_written_without_spaces_is_found():
    assert found("外务省", name_original="朝鲜外务省声明")
    assert not found("省外", name_original="朝鲜外务省声明")


def test_words_are_reduced_by_the_rules_of_their_language():
    row = make("Statement", text="Les négociations continuent", language="fr")
    rows = Statement.objects.filter(pk=row.pk)
    assert rows.filter(Answers(Question.read("négociation"), language="fr")).exists()
    assert rows.filter(Answers(Question.read("negociations"))).exists()
    assert not rows.filter(Answers(Question.read("négocier"))).exists()


def test_words_so_common_that_they_are_passed_over_are_found_if_nothing_else_is_asked():
    assert found("the", name="The Hague")
    assert found("the envoy", name="An envoy")


def test_a_vector_is_written_by_the_database_and_no_row_brings_it_along():
    row = make("Person", name="Kim Yo Jong")
    assert "'kim':1A" in ask("select search::text from negotiations_person where id = %s", row.pk)
    Person.objects.filter(pk=row.pk).update(name="Ri Yong Ho")
    assert "kim" not in ask("select search::text from negotiations_person where id = %s", row.pk)
    assert Person.objects.get(pk=row.pk).search is None


def test_a_text_of_any_length_can_be_written():
    words = " ".join(f"w{number}" for number in range(300_000))
    assert make("Statement", text=words).pk


def test_every_vector_has_an_index():
    searched = [
        model for model in KINDS if any(isinstance(f, SearchField) for f in model._meta.fields)
    ]
    assert len(searched) > 15
    for model in searched:
        index = f"{model._meta.model_name}_search"
        assert ask("select count(*) from pg_indexes where indexname = %s", index) == 1


def test_history_keeps_no_vectors():
    columns = "select count(*) from information_schema.columns where table_schema = %s"
    assert ask(f"{columns} and column_name = 'search'", "history") == 0
    assert ask(f"{columns} and column_name = 'search'", "recorded") > 15
