"""Short versions of what tests/endurance.py measures, with a pipeline that starts quickly."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

SCRIPT = Path(__file__).resolve().parent / "endurance.py"


@pytest.mark.skipif(sys.platform != "linux", reason="looks at /proc")
@pytest.mark.parametrize(
    "args",
    [
        ("kills", "--kills", "6", "--articles", "300"),
        # Limits are by the clock, and the machine of a test run may be busy.
        ("poison", "--articles", "40", "--limit", "3"),
        ("disk", "--articles", "200"),
        ("stops", "--articles", "200"),
        ("memory", "--short", "--articles", "100", "3000"),
        ("workers", "--articles", "200"),
    ],
    ids=lambda args: args[0],
)
def test_a_batch_outlives(args):
    done = subprocess.run([sys.executable, SCRIPT, *args, "--toy"], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
