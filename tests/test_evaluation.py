from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from chargesheet.pipeline import cli
from chargesheet.pipeline.corpus import predict, read_golds, score
from chargesheet.pipeline.evaluation import Evaluation, Score, agrees, changes, evaluate, pair, rules_of
from chargesheet.schemas.gold import parse_gold

# What the toy pipeline of conftest finds: 40 people and 7 cases, and of these no offence, action or period.
HEADER = "id: {id}\npublished: 2020-12-01\n---\n"
EXACT = "Courts tried [[COUNT|40]] people. They closed [[COUNT|7]] cases, it was said.\n"


def figure(quantity, value, unit, **fields):
    record = {"quantity": quantity, "statistic": "count", "value": value, "unit": unit, "qualifier": "exact", **fields}
    return json.dumps(record) + "\n"


def gold_text(*records, marked=EXACT, id="story"):
    return HEADER.format(id=id) + marked + "---\n" + "".join(records)


PERFECT = gold_text(figure("40", 40, "people"), figure("7", 7, "cases"))


@pytest.fixture
def gold(tmp_path):
    def write(content=PERFECT, name="story.gold"):
        path = tmp_path / name
        path.write_text(content, encoding="utf-8")
        return path

    return write


@pytest.fixture
def chargesheet(with_toy):
    def run(*args):
        return CliRunner().invoke(cli.app, [str(arg) for arg in args])

    return run


def scored(toy, path):
    golds = read_golds([path])
    return score(golds, predict(golds, toy))


def found(evaluation):
    return [(o.slot, o.words, o.truth, o.prediction, o.near) for o in evaluation.outcomes]


def mention(label, start, words, id=None):
    return {"label": label, "start": start, "end": start + len(words), "text": words, "id": id, "rule": "r"}


def record(start, quantity, rule="statistic.plain", **slots):
    row = {"statistic": "count", "value": 40.0, "unit": "people", "qualifier": "exact", "offences": []}
    where = {"start": start, "end": start + len(quantity), "quantity": quantity, "sentence": "…", "rule": rule}
    return {**row, **where, **slots}


@pytest.mark.parametrize(
    ("score", "measures"),
    [
        (Score(4, 5, 2), (0.4, 0.5, 4 / 9)),
        (Score(0, 0, 0), (1.0, 1.0, 1.0)),
        (Score(0, 3, 0), (0.0, 0.0, 0.0)),
        (Score(3, 0, 0), (0.0, 0.0, 0.0)),
    ],
)
def test_measures(score, measures):
    assert (score.precision, score.recall, score.f1) == pytest.approx(measures)


@pytest.mark.parametrize(
    ("true", "predicted", "pairs"),
    [
        ([(0, 5)], [(0, 5)], [(0, 0)]),
        ([(0, 5)], [(5, 9)], []),
        ([(0, 5)], [(4, 9)], [(0, 0)]),
        # Each pairs once; an equal span goes before one that only overlaps.
        ([(0, 5)], [(0, 3), (3, 5)], [(0, 0)]),
        ([(0, 5)], [(0, 3), (0, 5)], [(0, 1)]),
        ([(0, 5), (6, 9)], [(0, 9), (6, 9)], [(0, 0), (1, 1)]),
        ([(0, 5), (0, 5)], [(0, 5)], [(0, 0)]),
    ],
)
def test_pairing(true, predicted, pairs):
    assert pair(true, predicted) == pairs


@pytest.mark.parametrize(
    ("slot", "truth", "prediction", "right"),
    [
        ("value", {"value": 33.33}, {"value": 100 / 3}, True),
        ("value", {"value": 33.33}, {"value": 33.3}, False),
        ("value", {"value": 0}, {"value": None}, False),
        ("actor", {"actor": "fraud suspects"}, {"actor": "suspects"}, True),
        ("actor", {"actor": "old fraud suspects"}, {"actor": "suspects"}, False),
        ("actor", {"actor": None}, {"actor": "suspects"}, False),
        ("actor", {"actor": "Suspects"}, {"actor": "suspects"}, True),
        ("actor", {"actor": "suspects suspects suspects"}, {"actor": "suspects"}, False),
        ("offences", {"offences": ["a", "b"]}, {"offences": ["b", "a"]}, True),
        ("offences", {"offences": ["a", "b"]}, {"offences": ["a"]}, False),
        (
            "period",
            {"period": "2020-01-01/2020-01-31"},
            {"period_start": "2020-01-01", "period_end": "2020-01-31"},
            True,
        ),
        ("period", {"period": None}, {"period_start": None, "period_end": None}, True),
        ("period", {"period": None}, {"period_start": "2020-01-01", "period_end": "2020-01-31"}, False),
        ("place", {"place": "Hubei"}, {"place": "hubei"}, False),
    ],
)
def test_agreement(slot, truth, prediction, right):
    assert agrees(slot, truth, prediction) is right


def test_rule_of_a_slot():
    row = {"rule": "statistic.count:plain actor.noun period.behind period.nearest:since place.carried"}
    assert [rules_of(row, slot) for slot in ("value", "unit", "actor", "period", "action")] == [
        "statistic.count:plain",
        "statistic.count:plain",
        "actor.noun",
        "period.behind period.nearest:since",
        "",
    ]


def test_all_right(toy, gold):
    evaluation = scored(toy, gold())
    assert found(evaluation) == []
    assert set(evaluation.measures().values()) == {1.0}
    assert evaluation.as_dict()["exact"] is True


def test_levels_ask_for_ever_more(toy, gold):
    text = gold_text(figure("40", 40, "people", action="tried", place="Hubei"), figure("7", 7, "items", actor="cases"))
    evaluation = scored(toy, gold(text))
    assert {level: score.right for level, score in evaluation.records.items()} == {
        "found": 2,
        "core": 1,
        "linked": 0,
        "strict": 0,
    }
    assert found(evaluation) == [
        ("action", "40", "tried", None, False),
        ("place", "40", "Hubei", None, False),
        ("unit", "7", "items", "cases", False),
        ("actor", "7", "cases", None, False),
    ]
    assert evaluation.confusion == {
        ("action", "tried", "none"): 1,
        ("place", "Hubei", "none"): 1,
        ("unit", "items", "cases"): 1,
        ("actor", "cases", "none"): 1,
    }
    assert evaluation.slots["unit"].recall == 0.5


def test_what_one_side_alone_has():
    gold = parse_gold(gold_text(figure("40", 40, "people"), marked="Courts tried [[COUNT|40]] people and 7 more.\n"))
    evaluation = evaluate([(gold, [mention("COUNT", 27, "7")], [record(27, "7")])])
    assert found(evaluation) == [
        ("COUNT", "40", "40", None, False),
        ("COUNT", "7", None, "7", False),
        ("found", "40", "40", None, False),
        ("found", "7", None, "7", False),
    ]
    assert {outcome.sentence for outcome in evaluation.outcomes} == {"Courts tried 40 people and 7 more.", "…"}
    assert evaluation.records["found"] == Score(1, 1, 0)


def test_mentions_by_span_and_id():
    marked = "They tried [[OFFENCE theft|petty theft]], [[OFFENCE robbery|robbery]] and [[OFFENCE fraud|fraud]].\n"
    gold = parse_gold(gold_text(marked=marked))
    mentions = [
        mention("OFFENCE", 17, "theft", "theft"),
        mention("OFFENCE", 24, "robbery", "theft"),
        mention("OFFENCE", 36, "fraud", "fraud"),
    ]
    evaluation = evaluate([(gold, mentions, [])])
    exact, over = evaluation.mentions, evaluation.overlapping
    assert [exact["OFFENCE"].right, exact["OFFENCE+id"].right] == [2, 1]
    assert [over["OFFENCE"].right, over["OFFENCE+id"].right] == [3, 2]
    assert found(evaluation) == [
        ("OFFENCE", "petty theft", "theft|petty theft", "theft|theft", False),
        ("OFFENCE", "robbery", "robbery|robbery", "theft|robbery", False),
    ]


def test_near_counts_as_right_and_is_not_exact():
    text = gold_text(figure("over 40", 40, "people", actor="young suspects"), marked="Over [[COUNT|over 40]] tried.\n")
    gold = parse_gold(text)
    row = record(10, "40", actor="suspects", rule="statistic.plain actor.noun")
    evaluation = evaluate([(gold, [mention("COUNT", 5, "over 40")], [row])])
    assert evaluation.records["strict"].f1 == 1.0
    assert evaluation.errors == []
    assert [(o.slot, o.truth, o.prediction, o.rule) for o in evaluation.outcomes] == [
        ("actor", "young suspects", "suspects", "actor.noun"),
        ("quantity", "over 40", "40", "statistic.plain"),
    ]


def error(slot, *, article="a", start=0, words="40"):
    return {"article": article, "slot": slot, "start": start, "words": words}


@pytest.mark.parametrize(
    ("old", "new", "gains", "losses"),
    [
        ([], [], 0, 0),
        ([error("place")], [error("place")], 0, 0),
        ([error("place")], [error("actor")], 1, 1),
        # Duplicates count.
        ([error("found")], [error("found")] * 2, 0, 1),
        ([error("found")] * 3, [error("found")], 2, 0),
        # An article that only one side scored tells nothing.
        ([error("place", article="b")], [], 0, 0),
        ([], [error("place", article="c")], 0, 0),
    ],
)
def test_gains_and_losses(old, new, gains, losses):
    changed = changes({"articles": {"a": {}, "b": {}}, "errors": old}, {"articles": {"a": {}, "c": {}}, "errors": new})
    assert (len(changed.gains), len(changed.losses)) == (gains, losses)


@pytest.mark.parametrize("old", [[], {}, {"articles": {}}, {"articles": [], "errors": []}])
def test_against_something_else(old):
    with pytest.raises(ValueError, match="not an evaluation"):
        changes(old, Evaluation().as_dict())


WRONG = gold_text(figure("40", 40, "people", place="Hubei"), figure("7", 7, "cases"))


def test_command_prints_tables_and_errors(chargesheet, gold):
    result = chargesheet("evaluate", gold(WRONG), "--errors")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[:3] == [
        "story:13 40",
        "    Courts tried 40 people",
        "    place: truth Hubei, prediction none",
    ]
    rows = [line.split() for line in result.stdout.splitlines()]
    assert ["COUNT", *["1.0000"] * 6, "2", "2"] in rows
    assert ["strict", *["1.0000"] * 3, "2", "2", "2"] in rows
    assert ["place", "0.5000", "1"] in rows
    assert ["place", "Hubei", "none", "1"] in rows
    assert ["story", *["1.0000"] * 4, "2"] in rows


def test_json_and_against(chargesheet, gold, tmp_path):
    path = gold(WRONG)
    result = chargesheet("evaluate", path, "--json")
    old = json.loads(result.stdout)
    assert [(e["slot"], e["truth"], e["start"]) for e in old["errors"]] == [("place", "Hubei", 13)]
    assert old["slots"]["place"] == {"accuracy": 0.5, "pairs": 2, "right": 1}
    assert old["exact"] is False
    (tmp_path / "old.json").write_text(result.stdout, encoding="utf-8")
    gold(gold_text(figure("40", 40, "people"), figure("7", 7, "cases", source="SPC")))
    result = chargesheet("evaluate", path, "--against", tmp_path / "old.json")
    assert result.stdout.splitlines()[-5:] == [
        "+ story:13 40",
        "    place: truth Hubei, prediction none",
        "- story:36 7",
        "    source: truth SPC, prediction none",
        "1 gained, 1 lost",
    ]
    new = json.loads(chargesheet("evaluate", path, "--against", tmp_path / "old.json", "--json").stdout)
    assert [e["slot"] for e in new["gains"]] == ["place"]
    assert [e["slot"] for e in new["losses"]] == ["source"]


@pytest.mark.parametrize(("content", "status"), [(PERFECT, 0), (WRONG, 1)])
def test_exact(chargesheet, gold, content, status):
    result = chargesheet("evaluate", gold(content), "--exact")
    assert result.exit_code == status
    assert ("place: truth Hubei" in result.stdout) == bool(status)
    assert result.stderr == ("not exact: 1 differences\n" if status else "")


@pytest.mark.parametrize(
    ("required", "status", "words"),
    [
        (["place=0.5", "found=1"], 0, ""),
        (["place=0.6", "found=1"], 1, "place is 0.5000, and 0.6 is required\n"),
        (["best=0.6"], 2, "no measure 'best'"),
        (["place"], 2, "write as in linked=0.75"),
    ],
)
def test_require(chargesheet, gold, required, status, words):
    options = [option for one in required for option in ("--require", one)]
    result = chargesheet("evaluate", gold(WRONG), *options)
    assert result.exit_code == status
    assert words in result.stderr if status == 2 else words == result.stderr


def test_scores_of_written_output(chargesheet, gold, tmp_path):
    path, out = gold(WRONG), tmp_path / "out"
    assert chargesheet("extract", path, "--output", out, "--mentions", "--quiet").exit_code == 0
    written = chargesheet("evaluate", path, "--predictions", out, "--json").stdout
    assert written == chargesheet("evaluate", path, "--json").stdout


def test_written_output_of_another_text(chargesheet, gold, tmp_path):
    path, out = gold(), tmp_path / "out"
    chargesheet("extract", path, "--output", out, "--mentions", "--quiet")
    gold(PERFECT.replace("Courts", "Some courts"))
    result = chargesheet("evaluate", path, "--predictions", out)
    assert result.exit_code == 2
    assert "was extracted from another text than its gold's" in result.stderr
    result = chargesheet("evaluate", gold(PERFECT.replace("id: story", "id: other"), "b.gold"), "--predictions", out)
    assert "no article 'other'; extract it into this folder too" in result.stderr


def test_written_output_without_mentions(chargesheet, gold, tmp_path):
    path, out = gold(), tmp_path / "out"
    chargesheet("extract", path, "--output", out, "--quiet")
    result = chargesheet("evaluate", path, "--predictions", out)
    assert result.exit_code == 2
    assert "mentions.jsonl: no such file; write it with: chargesheet extract … --mentions" in result.stderr


def test_bad_gold_fails_clearly(chargesheet, gold, tmp_path):
    result = chargesheet("evaluate", gold("id: a\n"))
    assert (result.exit_code, "needs two lines '---'" in result.stderr) == (2, True)
    result = chargesheet("evaluate", tmp_path / "lost.gold")
    assert (result.exit_code, "no such file or folder; check the path" in result.stderr) == (2, True)
    assert "Traceback" not in result.stderr
