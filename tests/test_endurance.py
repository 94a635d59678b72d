"""Short versions of what tests/endurance.py measures, with a pipeline that starts quickly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent / "endurance.py"


LONG = pytest.mark.endurance


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize(
    "args",
    [
        ("kills", "--kills", "3", "--articles", "100"),
        ("workers", "--articles", "80"),
        # Limits are by the clock, and the machine of a test run may be busy.
        pytest.param(("poison", "--articles", "40", "--limit", "3"), marks=LONG),
        pytest.param(("disk", "--articles", "200"), marks=LONG),
        pytest.param(("stops", "--articles", "200"), marks=LONG),
        pytest.param(("memory", "--short", "--articles", "100", "3000"), marks=LONG),
    ],
    ids=lambda args: args[0],
)
def test_a_batch_outlives(args):
    done = subprocess.run([sys.executable, SCRIPT, *args, "--toy"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
