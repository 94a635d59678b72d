"""The short version of ``fuzz.py``: a few mutated inputs of each kind, and whatever bytes hypothesis thinks of."""

from __future__ import annotations

import pickle
import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chargesheet.pipeline.readers import Page, Refusal, finish, read_inputs

from . import fuzz

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
SETTINGS = settings(
    max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def test_mutated_inputs_neither_crash_nor_misquote(nlp, monkeypatch, tmp_path):
    monkeypatch.setattr(fuzz, "KEPT", tmp_path)
    done = fuzz.run(nlp, runs=20 * len(fuzz.SEEDS), seed=7)
    assert done.failures == []
    assert done.counts["articles"] > done.counts["inputs"] // 4
    assert done.counts["records"] > 100


@pytest.mark.parametrize("name", fuzz.SEEDS)
def test_the_seeds_themselves_are_good(nlp, tmp_path, name):
    (tmp_path / name).write_bytes(fuzz.SEEDS[name])
    reads = fuzz.reads_of(tmp_path / name)
    assert not [read for read in reads if isinstance(read, Refusal)]
    assert fuzz.extracted(nlp, reads).records


@pytest.mark.parametrize("suffix", [".txt", ".gold", ".jsonl", ".html", ".warc", ".txt.gz", ""])
@SETTINGS
@given(content=st.binary(max_size=300))
def test_any_bytes(tmp_path, suffix, content):
    path = tmp_path / f"any{suffix}"
    path.write_bytes(content)
    fuzz.reads_of(path)


@SETTINGS
@given(text=st.text(max_size=200), field=st.sampled_from(["id", "text", "title", "url", "published", "publisher"]))
def test_any_text_in_any_field(nlp, tmp_path, text, field):
    path = tmp_path / "any.jsonl"
    path.write_text(fuzz.json.dumps({"text": "Courts tried 40 people in 2021."} | {field: text}), encoding="utf-8")
    fuzz.extracted(nlp, fuzz.reads_of(path))


@SETTINGS
@given(
    st.text(alphabet=st.sampled_from("0123456789１２３４５,，.．%％ \n一万peoplecases-½²٣\u200b\u00a0"), max_size=60)
)
def test_any_numbers(nlp, tmp_path, words):
    path = tmp_path / "any.txt"
    path.write_text(f"Courts convicted {words} of theft in 2021.", encoding="utf-8")
    fuzz.extracted(nlp, fuzz.reads_of(path))


def test_the_same_seed_gives_the_same_inputs():
    first, second = random.Random(3), random.Random(3)
    assert [fuzz.mutated(name, first) for name in fuzz.SEEDS] == [fuzz.mutated(name, second) for name in fuzz.SEEDS]


def test_reads_pickle_and_finish_the_same_elsewhere(tmp_path):
    # What is read in one process is finished in another.
    for name, content in fuzz.SEEDS.items():
        (tmp_path / name).write_bytes(content)
    reads = list(read_inputs([str(tmp_path)]))
    assert any(isinstance(read, Page) for read in reads)
    assert list(map(finish, pickle.loads(pickle.dumps(reads)))) == list(map(finish, reads))
