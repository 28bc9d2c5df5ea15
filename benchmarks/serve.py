"""One server under the load: any WSGI application, served as the project itself is served.

python -m benchmarks.serve timeline.wsgi:application 8001
"""

import sys

from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

from timeline.serving import GRACE, HOST, PROCESSES, THREADS


def main(target: str, port: str) -> None:
    Granian(
        target,
        address=HOST,
        port=int(port),
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
    ).serve()


if __name__ == "__main__":
    main(*sys.argv[1:])
