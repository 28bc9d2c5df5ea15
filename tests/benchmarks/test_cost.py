"""What the bench says a step cost: it must see work, memory and disk wherever they are taken."""

import json
import subprocess
import sys
import threading

import pytest

from benchmarks import cost

WORK = "import time\nwhile time.process_time() < 0.6: pass"
HOLD = "import time; held = bytearray(150_000_000); time.sleep(0.8)"
#: Stands for PostgreSQL's first process: does what it is told in a process below it.
SERVER = """
import json, subprocess, sys
for line in sys.stdin:
    print(subprocess.run(json.loads(line)).returncode, flush=True)
"""


@pytest.fixture
def server():
    with subprocess.Popen(
        [sys.executable, "-c", SERVER], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        yield process
        process.stdin.close()


def in_server(server, code):
    print(json.dumps([sys.executable, "-c", code]), file=server.stdin, flush=True)
    assert server.stdout.readline() == "0\n"


def here(code):
    subprocess.run([sys.executable, "-c", code], check=True)


@pytest.fixture(autouse=True)
def often(monkeypatch):
    monkeypatch.setattr(cost, "EVERY", 0.05)


def test_work_is_told_by_the_side_that_did_it(server, tmp_path):
    with cost.counted(tmp_path, server.pid) as ours:
        here(WORK)
    with cost.counted(tmp_path, server.pid) as theirs:
        in_server(server, WORK)
    assert ours.processor > 0.55 > 0.3 > ours.of_server
    assert theirs.of_server > 0.55 > 0.3 > theirs.processor
    assert ours.of_processor == ours.processor + ours.of_server


def test_memory_that_was_given_back_is_told(server, tmp_path):
    with cost.counted(tmp_path, server.pid) as ours:
        here(HOLD)
    with cost.counted(tmp_path, server.pid) as theirs:
        in_server(server, HOLD)
    assert ours.memory > 150_000_000 > ours.memory_of_server
    assert theirs.memory_of_server > 150_000_000 > theirs.memory


def test_disk_that_was_given_back_is_told(server, tmp_path):
    file = tmp_path / "below" / "file"
    with cost.counted(tmp_path, server.pid) as found:
        here(
            f"import os, time; os.mkdir({str(file.parent)!r})\n"
            f"with open({str(file)!r}, 'wb') as out: out.write(os.urandom(5_000_000))\n"
            f"time.sleep(0.5); os.truncate({str(file)!r}, 1_000_000)"
        )
    assert found.disk_before == 0
    assert 5_000_000 <= found.disk_most < 5_100_000
    assert 1_000_000 <= found.disk_after < 1_100_000


def test_a_step_that_fails_is_its_own_error(server, tmp_path):
    threads = threading.active_count()
    with pytest.raises(subprocess.CalledProcessError), cost.counted(tmp_path, server.pid):
        here("raise SystemExit(2)")
    assert threading.active_count() == threads
