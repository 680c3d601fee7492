"""What every case is given: the program, a fresh folder, servers that do not outlive the case."""
import os
import random
import shutil
import socket
import subprocess
import tempfile
import time

from server import Server

VENUE = """\
name: {en: Test house, nl: Testhuis}
zones:
  - {id: gate, kind: gate}
  - {id: line, kind: queue}
  - {id: shop, kind: shop}
"""

# Raises a cue for a token of which two signals were folded: no token of ours sends two, so each
# cue is a signal that was taken in twice.
RULES = """\
- rule: twice
  when:
    count: tap shop
    at least: 2
    within: 1 hours
  cue:
    say: {en: "Twice", nl: "Dubbel"}
    to: host
    for: 10 minutes
"""


class Failure(Exception):
    """The program did not do what the case asks of it."""


def check(condition, why):
    """Fails the case unless the condition holds."""
    if not condition:
        raise Failure(why)


def need(tool, package):
    """Fails the case when a program it drives is not on this machine."""
    check(shutil.which(tool), f'{tool} is missing; install it: apt-get install {package}')


def wait_until(condition, what, seconds=20):
    """Returns once something holds; fails the case when that takes too long."""
    deadline = time.monotonic() + seconds
    while not condition():
        check(time.monotonic() < deadline, f'waited {seconds} s for {what}')
        time.sleep(0.01)


class Context:
    """The surroundings of one case. Leaving it ends what the case started."""

    def __init__(self, binary, is_long, seed, transfers=None):
        self.binary = os.path.abspath(binary)
        self.is_long = is_long
        self.seed = seed
        self.transfers = transfers
        self.random = random.Random(seed)
        self._servers = []
        self._mounts = []

    def __enter__(self):
        # The real path, since that is how the kernel names open files.
        self.folder = os.path.realpath(tempfile.mkdtemp(prefix='senang-acceptance-'))
        self.venue = os.path.join(self.folder, 'venue')
        os.makedirs(os.path.join(self.venue, 'rules'))
        with open(os.path.join(self.venue, 'venue.yaml'), 'w') as file:
            file.write(VENUE)
        with open(os.path.join(self.venue, 'rules', 'rules.yaml'), 'w') as file:
            file.write(RULES)
        return self

    def __exit__(self, *_):
        for server in self._servers:
            if server.is_running:
                server.kill()
        for mount in self._mounts:
            subprocess.run(['umount', mount], check=True)
        shutil.rmtree(self.folder)

    def pick(self, short, long):
        """The figure for the form of the run that was asked for."""
        return long if self.is_long else short

    def path(self, *names):
        """A path in the case's folder, whose parents exist."""
        path = os.path.join(self.folder, *names)
        os.makedirs(os.path.dirname(path), exist_ok=True)
        return path

    def free_port(self):
        with socket.socket() as probe:
            probe.bind(('127.0.0.1', 0))
            return probe.getsockname()[1]

    def server(self, folder=None, extra=(), prefix=()):
        """A server over a data folder, not yet started."""
        server = Server(self.binary, self.venue, folder or self.path('house', 'data'), self.free_port(), extra, prefix)
        self._servers.append(server)
        return server

    def mount_memory(self, name, megabytes):
        """A small disk in memory."""
        need('mount', 'mount')
        path = self.path(name, '')
        mounted = subprocess.run(['mount', '-t', 'tmpfs', '-o', f'size={megabytes}m', 'tmpfs', path])
        check(mounted.returncode == 0, 'a small disk could not be mounted; run this as root')
        self._mounts.append(path)
        return path

    def command(self, *arguments, environment=None):
        """Runs the program to its end."""
        return subprocess.run([self.binary, *arguments], capture_output=True, text=True, timeout=120,
                              env={**os.environ, **(environment or {})})
