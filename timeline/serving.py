"""The server behind `make run`: granian, and how it begins and ends.

For one machine and for trial. A service on a public network starts granian or gunicorn on
timeline.wsgi itself, behind a proxy; nothing here is needed for that.
"""

import http.client
import multiprocessing
import os
import signal
import socket
import threading
import time
from functools import partial
from multiprocessing.synchronize import Semaphore
from typing import Any

from django.core.servers.basehttp import get_internal_wsgi_application
from granian import Granian
from granian.constants import Interfaces
from granian.log import LogLevels

HOST = "127.0.0.1"
PROCESSES = min(4, os.cpu_count() or 1)
THREADS = 4  # in each process; each thread holds a database connection of its own
GRACE = 4  # seconds that a request under way may take when the server is told to end


def is_free(port: int) -> bool:
    """Whether nobody else serves there. Asked first, because Linux would let two share a port."""
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except OSError:
            return False
    return True


def serve(port: int, welcome: str) -> None:
    """Serve until SIGINT or SIGTERM; the welcome is printed when the first page has answered."""
    get_internal_wsgi_application()  # loaded once here, so that the workers inherit it
    server = Granian(
        "timeline.wsgi:application",
        address=HOST,
        port=port,
        interface=Interfaces.WSGI,
        workers=PROCESSES,
        blocking_threads=THREADS,
        workers_kill_timeout=GRACE,
        log_level=LogLevels.warning,
    )
    first = multiprocessing.Semaphore(1)
    server.serve(
        target_loader=partial(begin_worker, os.getpid(), first, port, welcome), wrap_loader=False
    )


def begin_worker(parent: int, first: Semaphore, port: int, welcome: str) -> Any:
    """Runs in each worker process before it serves; answers with the application."""
    # A group of its own: Ctrl-C reaches the parent alone, which ends its workers in order.
    # A worker that is told to end twice within a moment may hang.
    os.setpgid(0, 0)
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, signal.SIG_DFL)
    threading.Thread(target=end_with, args=(parent,), daemon=True).start()
    if first.acquire(block=False):
        threading.Thread(target=print_when_ready, args=(port, welcome), daemon=True).start()
    return get_internal_wsgi_application()


def end_with(parent: int) -> None:
    """No worker outlives a parent that was killed before it could end its workers."""
    while os.getppid() == parent:
        time.sleep(0.5)
    os.kill(os.getpid(), signal.SIGKILL)


def print_when_ready(port: int, welcome: str) -> None:
    while not answers(port):
        time.sleep(0.02)
    print(welcome, flush=True)


def answers(port: int) -> bool:
    """Whether the first page answers, be it with an error."""
    connection = http.client.HTTPConnection(HOST, port, timeout=60)
    try:
        connection.request("GET", "/")
        connection.getresponse()
    except (OSError, http.client.HTTPException):
        return False
    finally:
        connection.close()
    return True
