"""The published JSON Schema keeps every bound and enumeration of the record table."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

from chargesheet.pipeline.context import make_doc
from chargesheet.pipeline.records import record_row
from chargesheet.schemas.gold import read_gold
from chargesheet.schemas.json_schema import record_schema
from chargesheet.schemas.record_table import COLUMNS, UNITS_OF
from chargesheet.schemas.taxonomy import load_taxonomy

TRAIN = Path(__file__).resolve().parent.parent / "corpus" / "train"
VALIDATOR = Draft202012Validator(record_schema(), format_checker=Draft202012Validator.FORMAT_CHECKER)
GOOD = {
    "record_id": "4a84178bfb864839",
    "article_id": "a",
    "published": "2023-12-01",
    "title": None,
    "url": None,
    "statistic": "change",
    "value": 5.3,
    "value_min": 5.3,
    "value_max": 5.3,
    "unit": "percent",
    "qualifier": "exact",
    "offences": ["theft"],
    "articles_of_law": ["264"],
    "action": "prosecuted",
    "actor": "people",
    "measure": None,
    "period_start": "2023-01-01",
    "period_end": "2023-10-31",
    "comparison": "year_on_year",
    "baseline_start": "2022-01-01",
    "baseline_end": "2022-10-31",
    "place": None,
    "source": "SPP",
    "quantity": "5.3 percent",
    "start": 10,
    "end": 21,
    "sentence": "Theft rose 5.3 percent.",
    "sentence_start": 0,
    "sentence_end": 23,
    "evidence": {"value": [[10, 21]]},
    "rule": "toy",
}


def test_the_schema_is_one_of_its_draft():
    Draft202012Validator.check_schema(record_schema())
    assert record_schema()["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_column_is_in_it_with_its_closed_set():
    properties = record_schema()["properties"]
    assert list(properties) == list(COLUMNS)
    for name, column in COLUMNS.items():
        if column.closed:
            assert properties[name]["enum"] == [*column.closed, *([None] if column.nullable else [])]


def test_records_of_the_corpus_keep_it(nlp):
    taxonomy = load_taxonomy()
    seen = 0
    for path in sorted(TRAIN.glob("*.gold"))[:30]:
        article = read_gold(path).article
        for record in nlp(make_doc(nlp, article))._.records:
            # By way of JSON, as a user's validator would see it.
            VALIDATOR.validate(json.loads(json.dumps(record_row(record, article, taxonomy))))
            seen += 1
    assert seen > 200
    VALIDATOR.validate(GOOD)


BROKEN = [
    {"record_id": "x"}, {"article_id": None}, {"published": "2023-13-01"}, {"published": "soon"}, {"title": 3},
    {"statistic": "sum"}, {"statistic": None}, {"value": "5"}, {"unit": "kilometres"}, {"unit": None},
    {"qualifier": "almost"}, {"offences": None}, {"offences": ["theft", "theft"]}, {"offences": [""]},
    {"articles_of_law": "264"}, {"action": "charged"}, {"comparison": "week_on_week"}, {"quantity": ""},
    {"start": -1}, {"start": 1.5}, {"end": 0}, {"sentence": None}, {"rule": None}, {"mood": 3},
    {"evidence": {"mood": [[0, 1]]}}, {"evidence": {"value": [[0]]}}, {"evidence": {"value": [[0, 1, 2]]}},
    {"evidence": {"value": [[-1, 1]]}}, {"evidence": None},
    {"value_min": None}, {"qualifier": "more_than"}, {"qualifier": "less_than"},
    {"qualifier": "more_than", "value": -5, "value_min": -5, "value_max": None},
    {"period_end": None}, {"period_start": None}, {"baseline_end": None}, {"comparison": None},
    {"statistic": "share"}, {"measure": "mood"},
    {"statistic": "share", "value": 101, "value_min": 101, "value_max": 101, "comparison": None,
     "baseline_start": None, "baseline_end": None},
    {"unit": "people", "value": 5.5, "value_min": 5.5, "value_max": 5.5},
]  # fmt: skip


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_broken_records_fail(broken):
    with pytest.raises(ValidationError):
        VALIDATOR.validate(GOOD | broken)


@pytest.mark.parametrize("name", COLUMNS)
def test_a_record_without_a_field_fails(name):
    with pytest.raises(ValidationError):
        VALIDATOR.validate({key: value for key, value in GOOD.items() if key != name})


@pytest.mark.parametrize("statistic", UNITS_OF)
def test_units_are_those_of_the_statistic(statistic):
    plain = GOOD | {"comparison": None, "baseline_start": None, "baseline_end": None, "value": 5, "value_min": 5}
    plain |= {"value_max": 5, "statistic": statistic}
    for unit in {unit for units in UNITS_OF.values() for unit in units}:
        assert VALIDATOR.is_valid(plain | {"unit": unit}) == (unit in UNITS_OF[statistic])
