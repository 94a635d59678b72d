"""The README is run: its record, its Python, its commands."""

import contextlib
import io
import json
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest
import spacy
from spacy.tokens import DocBin

README = Path(__file__).resolve().parent.parent / "README.md"
TEXT = README.read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", TEXT, re.DOTALL)


def chargesheet(*args: str, stdin: str = "", cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [str(Path(sys.executable).parent / "chargesheet"), *args]
    return subprocess.run(command, input=stdin, capture_output=True, text=True, check=False, cwd=cwd)


def test_the_record_shown_is_the_record_extracted(tmp_path: Path) -> None:
    sentence = re.search(r'From "(Chinese prosecutors .*?)", the first of two', TEXT)
    assert sentence is not None
    (tmp_path / "a.txt").write_text(sentence.group(1), encoding="utf-8")
    done = chargesheet("extract", "a.txt", cwd=tmp_path)
    first, second = map(json.loads, done.stdout.splitlines())
    assert first == json.loads(blocks("json")[0])
    assert (second["statistic"], second["value"], second["comparison"]) == ("change", 5.3, "year_on_year")
    assert (second["baseline_start"], second["baseline_end"]) == ("2022-01-01", "2022-10-31")


def test_the_python_prints_what_its_comments_say() -> None:
    (code,) = blocks("python")
    said = [line.removeprefix("# ") for line in code.splitlines() if line.startswith("# ")]
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(compile(code, str(README), "exec"), {})
    assert out.getvalue().splitlines() == said


COMMANDS = [
    line.split("#")[0].strip() for block in blocks("sh") for line in block.splitlines() if "bin/chargesheet" in line
]


@pytest.mark.parametrize("command", COMMANDS)
def test_the_commands_run(command: str, tmp_path: Path) -> None:
    sentence = "Courts convicted 40 people of theft in 2021."
    (tmp_path / "page.txt").write_text(sentence, encoding="utf-8")
    (tmp_path / "articles").mkdir()
    (tmp_path / "articles" / "one.txt").write_text(sentence, encoding="utf-8")
    gold = README.parent / "corpus" / "train"
    stdin = json.dumps({"id": "x", "text": sentence}) + "\n"
    words = shlex.split(command.split("|")[1] if command.startswith("cat") else command.split("|")[0])
    args = [str(gold) if word == "corpus/train" else word for word in words[1:]]
    if args[0] == "validate":
        chargesheet("extract", "articles/", "--output", "out", cwd=tmp_path)
    done = chargesheet(*args, stdin=stdin, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    told = done.stdout
    if "--output" in args:
        told = (tmp_path / "out" / "records.jsonl").read_text(encoding="utf-8")
        articles = (tmp_path / "out" / "articles.jsonl").read_text(encoding="utf-8")
        assert [json.loads(line)["status"] for line in articles.splitlines()] == ["extracted"]
    if args[0] == "extract":
        (record,) = map(json.loads, told.splitlines())
        assert (record["value"], record["offences"], record["period_end"]) == (40, ["theft"], "2021-12-31")
        assert record["article_id"] == {"articles/": "one", "page.txt": "page", "-": "x"}[args[1]]
    elif args[0] == "explain":
        for shown in (sentence, "count 40", "theft", "2021-01-01 to 2021-12-31", "convicted", "unit.noun"):
            assert shown in told
    elif args[0] == "offences":
        rows = [line.split("\t") for line in told.splitlines()]
        assert rows[0][:2] == ["id", "article"]
        assert ["smuggling-waste", "152(2)"] in [row[:2] for row in rows]
    elif args[0] == "validate":
        assert told == "out/records.jsonl: 1 rows, 0 break a rule\n"
    elif args[0] == "schema":
        assert json.loads(told)["title"] == "chargesheet record"
    elif args[0] == "evaluate":
        assert all(measure in told for measure in ("found", "core", "linked", "strict", "OFFENCE", "TIME_SPAN"))
    else:
        # Anything that a command line gains must say here what it promises.
        assert args[:2] == ["corpus", "to-docbin"]
        assert len(list(DocBin().from_disk(tmp_path / "train.spacy").get_docs(spacy.blank("en").vocab))) > 40


def test_the_two_commands_are_targets_of_the_makefile() -> None:
    makefile = (README.parent / "Makefile").read_text(encoding="utf-8")
    for target in re.findall(r"^make (\w+)", TEXT, re.MULTILINE):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE)
