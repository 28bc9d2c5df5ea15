"""An import that is killed, or whose server is, leaves all or nothing; the next one makes it all.

Thirty kills over 20,000 rows, a third at any moment, a third in the commit, a third of the server's
process; the long form (--hypothesis-profile=long) does three hundred.
"""

from random import Random
from statistics import median

import pytest
from hypothesis import settings

from .importer import BY_KIND
from .interrupting import (
    STANDING,
    Moment,
    ended_backend,
    killed_backend,
    killed_client,
    server_to_kill,
    twenty_thousand_rows,
)
from .packages import write

KILLS = 300 if settings.get_current_profile_name() == "long" else 30
THIRD = KILLS // 3
#: A busy machine may take longer once; as a rule it does not.
AS_A_RULE, AT_MOST = 1, 5

pytestmark = pytest.mark.slow


class Interrupted:
    """Imports of one package into one database, of which one was left alone, and others are not."""

    def __init__(self, server, package):
        self.server = server
        self.words = ["import_data", str(package), "--verbosity=0"]
        self.before = server.state()
        self.whole = server.run(self.words)
        self.after = server.state()
        assert self.whole.code == 0, self.whole.said
        assert self.after != self.before
        server.restore()

    def at_any_moment(self, chance):
        return self.whole.at(chance.uniform(0, self.whole.lasted("process", "ended")))

    def in_the_commit(self, chance):
        """From the last questions before it until it is done."""
        begins, ends = self.whole.place("commit") - 2, self.whole.place("committed")
        start, first, last = (self.whole.told[place].at for place in (0, begins, ends))
        return self.whole.at(chance.uniform(first, last) - start)

    def as_the_commit_begins(self):
        return Moment(self.whole.place("commit"), 0)

    def killed(self, moment, kill, words=None):
        """Kill one import, and look at what it left."""
        run = self.server.run(words or self.words, moment, kill)
        state = self.server.state()
        assert state in (self.before, self.after), "partly written"
        assert self.server.leftovers() == []
        assert "Traceback" not in run.said
        self.ready_for_the_next(state)
        return run, state

    def ready_for_the_next(self, state):
        """What was killed is left as it is: the next import is the one that is run again."""
        if state == self.before:
            self.server.set_counters_back()
        else:
            self.server.restore()

    def run_again(self):
        assert self.server.run(self.words).code == 0
        assert self.server.state() == self.after
        self.server.restore()


@pytest.fixture(scope="module")
def interrupted(tmp_path_factory):
    folder = tmp_path_factory.mktemp("packages")
    package = twenty_thousand_rows(folder / "package")
    with server_to_kill(write(folder / "standing", STANDING)) as server:
        yield Interrupted(server, package)


def assert_freed_at_once(runs):
    assert median(run.freed_after for run in runs) < AS_A_RULE
    assert max(run.freed_after for run in runs) < AT_MOST


def test_an_import_killed_at_any_moment_leaves_all_or_nothing(interrupted):
    chance = Random(1)
    runs = []
    for _ in range(THIRD):
        run, state = interrupted.killed(interrupted.at_any_moment(chance), killed_client)
        assert run.code == -9 or state == interrupted.after
        runs.append(run)
    assert_freed_at_once(runs)
    interrupted.run_again()


def test_an_import_killed_in_its_commit_leaves_all_or_nothing(interrupted):
    chance = Random(2)
    runs = [
        interrupted.killed(interrupted.in_the_commit(chance), killed_client)[0]
        for _ in range(THIRD)
    ]
    assert_freed_at_once(runs)
    interrupted.run_again()


def test_an_import_whose_server_is_killed_leaves_all_or_nothing_and_says_which(interrupted):
    chance = Random(3)
    run, _ = interrupted.killed(interrupted.as_the_commit_begins(), killed_backend)
    assert run.code == 3, run.said
    for number in range(1, THIRD):
        when = (interrupted.at_any_moment, interrupted.in_the_commit)[number % 2]
        kill = (killed_backend, ended_backend)[number // 2 % 2]
        run, state = interrupted.killed(when(chance), kill)
        if run.code == 1:
            assert "Nothing was written." in run.said and state == interrupted.before
        elif run.code == 3:
            assert "All of it was written or nothing." in run.said
        else:
            assert (run.code, state) == (0, interrupted.after)
    interrupted.run_again()


def test_an_importer_that_commits_by_kind_is_caught(interrupted):
    words = [BY_KIND, interrupted.words[1]]
    whole = interrupted.server.run(words)
    commits = [place for place, told in enumerate(whole.told) if told.what == "commit"]
    for kill in (killed_client, killed_backend):
        interrupted.server.restore()
        with pytest.raises(AssertionError, match="partly written"):
            interrupted.killed(Moment(commits[len(commits) // 2], 0), kill, words)
    interrupted.server.restore()
