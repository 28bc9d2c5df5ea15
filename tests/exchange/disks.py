"""Small disks to fill: real ones, in memory, which only an administrator of the machine may mount.

Without them those tests are skipped, and the run says so.
"""

import subprocess
from contextlib import contextmanager

import pytest


@contextmanager
def small_disk(folder, size):
    """A new folder with room for so much, in the words of mount: 64k, 500m."""
    folder.mkdir()
    mount = ["mount", "-t", "tmpfs", "-o", f"size={size},mode=755", "tmpfs", folder]
    try:
        mounted = subprocess.run(mount, capture_output=True, text=True)
    except FileNotFoundError as error:
        pytest.skip(f"NO SMALL DISK, so that a full one was NOT TRIED: {error}")
    if mounted.returncode:
        pytest.skip(f"NO SMALL DISK, so that a full one was NOT TRIED: {mounted.stderr.strip()}")
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)
