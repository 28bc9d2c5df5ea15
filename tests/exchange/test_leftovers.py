"""What spreadsheets leave in a file: nameless columns, rows without a cell, other capitals."""

from negotiations.models import Event, Participation, Party

from .packages import lines_of, places_of


def test_a_column_without_name_and_content_is_ignored(imported):
    assert lines_of(imported({"events": "slug,title,status,,\ntalks,Talks,draft,,\n"})) == []
    assert lines_of(imported({"events": "slug,,title,\ntalks,,The talks,\n"})) == []
    assert Event.objects.get().title == "The talks"


def test_a_cell_in_a_column_without_name_is_told_at_its_place(imported):
    outcome = imported({"places": "slug,name,,\na,A,,\nb,B,,near\n"})
    assert lines_of(outcome) == [
        "places.csv:3:column 4: near: The header has no name for this column."
    ]


def test_rules_of_whole_rows_are_told_beside_a_column_without_name(imported):
    tables = {"events": "slug,title,status,\nnew,New,published,\n"}
    assert places_of(imported(tables)) == [("events.csv", 2, "")]


def test_rows_without_any_cell_are_ignored(imported):
    tables = {"parties": "slug,name\nus,US\n,\n,\n", "memberships": "party,process,role\n,,\n"}
    assert lines_of(imported(tables)) == []


def test_a_row_with_one_cell_is_not_ignored(imported):
    assert places_of(imported({"parties": "slug,name,note\n,,x\n"})) == [
        ("parties.csv", 2, "name"),
        ("parties.csv", 2, "slug"),
    ]


def test_a_column_in_capitals_is_told_once(imported):
    (line,) = lines_of(imported({"parties": "slug,Name\nus,US\n"}))
    assert line == "parties.csv:1:Name: This is no column of parties; the nearest: name."


def test_a_range_is_told_at_the_end_that_the_file_has(imported):
    tables = {"events": "slug,title,duration_hours_min\ntalks,Talks,-1\n"}
    assert places_of(imported(tables)) == [("events.csv", 2, "duration_hours_min")]


# --- Columns left out -----------------------------------------------------------------------------


def test_existing_records_keep_required_columns_that_are_left_out(imported, sound):
    tables = {
        "events": "slug,summary\ntalks,They talked.\n",
        "claims": "slug,text\nhow-long--p1,Half a day\n",
        "participations": "slug,role_label\ntalks--dprk--kim-myong-gil--head-of-delegation,Chief\n",
    }
    assert lines_of(imported(tables)) == []
    event = Event.objects.get(slug="talks")
    assert (event.title, event.summary) == ("Talks", "They talked.")
    assert Participation.objects.get().role_label == "Chief"


def test_new_records_need_every_required_column(imported, sound):
    outcome = imported({"events": "slug,summary\ntalks,They talked.\nthird,Another\n"})
    assert lines_of(outcome) == [
        "events.csv:1:title: The column is missing, and new records need it: row 3 is the first."
    ]
    assert Event.objects.get(slug="talks").summary == ""


def test_without_a_slug_a_row_needs_what_its_slug_is_made_of(imported, sound):
    outcome = imported({"participations": "slug,role_label\n,Chief\n"})
    assert places_of(outcome) == [("participations.csv", 2, "slug")]
    outcome = imported({"participations": "party,role_label\ndprk,Chief\n"})
    assert places_of(outcome) == [("participations.csv", 1, "event")]


def test_a_table_without_slugs_says_so(imported):
    assert places_of(imported({"parties": "name\nUS\n"})) == [("parties.csv", 1, "slug")]
    assert not Party.objects.exists()
