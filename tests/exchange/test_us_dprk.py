"""The real data set, in its canonical form: loaded, exported, described."""

import csv
import json
import re

import pytest

from negotiations.exchange.dump import export_csv
from negotiations.exchange.importing import import_path
from negotiations.exchange.package import FILE, description

from .packages import contents


@pytest.mark.slow
def test_the_real_data_come_out_as_they_went_in(us_dprk, tmp_path, db):
    export_csv(tmp_path / "us-dprk")
    assert contents(tmp_path / "us-dprk") == contents(us_dprk)


@pytest.mark.slow
def test_the_real_data_go_in_again_without_a_change(us_dprk, db):
    outcome = import_path(us_dprk)
    assert outcome.findings == []
    assert [share.sheet for share in outcome.plan if share.writes] == []


@pytest.mark.slow
def test_the_real_data_are_all_public(us_dprk, tmp_path, db):
    export_csv(tmp_path / "us-dprk", published=True)
    assert contents(tmp_path / "us-dprk") == contents(us_dprk)


def test_the_description_of_the_real_data_is_current(pytestconfig):
    """After a change of the models: manage.py export_data fixtures/us-dprk --only-description"""
    kept = pytestconfig.rootpath / "fixtures" / "us-dprk" / FILE
    assert json.loads(kept.read_bytes()) == description("us-dprk", "1.0.0")


def test_the_values_of_the_real_data_are_those_the_description_allows(us_dprk):
    described = json.loads((us_dprk / FILE).read_bytes())
    for resource in described["resources"]:
        with (us_dprk / resource["path"]).open(newline="") as stream:
            rows = list(csv.DictReader(stream))
        for field in resource["schema"]["fields"]:
            limits = field.get("constraints", {})
            values = {row[field["name"]] for row in rows}
            assert not (limits.get("required") and "" in values), field["name"]
            values -= {""}
            assert values <= set(limits.get("enum", values)), field["name"]
            for value in values if "pattern" in limits else ():
                assert re.fullmatch(limits["pattern"], value), (field["name"], value)
