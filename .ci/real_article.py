"""Compare what `chargesheet extract` makes of a plain text with its gold: every mention and every field must agree."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

from chargesheet.schemas.gold import GoldArticle, read_gold

PLAIN = (
    "quantity",
    "statistic",
    "value",
    "unit",
    "qualifier",
    "action",
    "actor",
    "measure",
    "comparison",
    "place",
    "source",
)


def main(text: Path, gold: Path) -> int:
    truth = read_gold(gold)
    with tempfile.TemporaryDirectory() as folder:
        command = [
            str(Path(sys.executable).parent / "chargesheet"),
            "extract",
            str(text),
            "-o",
            folder,
            "--mentions",
            "-q",
        ]
        status = subprocess.run(command, check=False).returncode
        records = _lines(Path(folder) / "records.jsonl")
        mentions = _lines(Path(folder) / "mentions.jsonl")
    wrong = [f"exit status {status}"] if status else []
    wrong += _differences("mention", _true_mentions(truth), [_mention(mention) for mention in mentions])
    wrong += _differences("record", _true_records(truth), [_record(record) for record in records])
    for line in wrong:
        print(line)
    print(f"{text.name}: {len(truth.mentions)} mentions and {len(truth.records)} records, {len(wrong)} differences")
    return 1 if wrong else 0


def _lines(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def _mention(mention: dict[str, Any]) -> dict[str, Any]:
    return {name: mention[name] for name in ("label", "start", "end", "text", "id")}


def _record(record: dict[str, Any]) -> dict[str, Any]:
    return {
        "start": record["start"],
        **{name: record[name] for name in PLAIN},
        "offences": sorted(record["offences"]),
        **{name: _days(record[f"{name}_start"], record[f"{name}_end"]) for name in ("period", "baseline")},
    }


def _days(start: str | None, end: str | None) -> str | None:
    return f"{start}/{end}" if start else None


def _true_mentions(truth: GoldArticle) -> list[dict[str, Any]]:
    return [{"label": m.label, "start": m.start, "end": m.end, "text": m.text, "id": m.id} for m in truth.mentions]


def _true_records(truth: GoldArticle) -> list[dict[str, Any]]:
    return [
        {
            "start": record.mention.start,
            **{name: record.fields[name] for name in PLAIN},
            "offences": sorted(record.fields["offences"]),
            "period": record.fields["period"],
            "baseline": record.fields["baseline"],
        }
        for record in truth.records
    ]


def _differences(kind: str, true: list[dict[str, Any]], found: list[dict[str, Any]]) -> list[str]:
    lines = [f"{kind} not found: {one}" for one in true if one not in found]
    return lines + [f"{kind} not true:  {one}" for one in found if one not in true]


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), Path(sys.argv[2])))
