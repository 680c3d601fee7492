"""A run of the traced server: every operation, and where in the journal each signal went."""
import os
import shutil
import socket
import sqlite3
import threading
from dataclasses import dataclass, field

from context import check, need
from disk_images import Disk
from disk_trace import Answered, read_trace, strace, wait_until_written
from signals import Sender, signal

CONNECTIONS = 5
PORTS_FROM = 20_000  # Below those the system picks from.


@dataclass
class Request:
    """Signals sent in one body, and which answer on which connection was theirs."""
    signals: list
    port: int
    ordinal: int  # The how manieth answer on that connection; 1 is the first.


@dataclass
class Round:
    """Requests sent at the same time, and the journal's heads before and after."""
    requests: list
    head_before: int
    head_after: int


@dataclass
class Recording:
    root: str  # The folder that holds the data folder and the key.
    key: str
    operations: list
    requests: list
    row_of: dict  # The journal's row of each signal, by id.
    chain: list  # The journal's chain, by row.
    acknowledged_at: dict = field(default_factory=dict)  # Places in `operations`, by place in `requests`.

    def __post_init__(self):
        place_of = {}
        answers = {}
        for place, operation in enumerate(self.operations):
            if isinstance(operation, Answered):
                answers[operation.port] = answers.get(operation.port, 0) + 1
                place_of[operation.port, answers[operation.port]] = place
        for number, request in enumerate(self.requests):
            self.acknowledged_at[number] = place_of[request.port, request.ordinal]
        last = {}  # The last ordinal on each port, if one connection alone has had it.
        for request in self.requests:
            is_next = request.ordinal == last.get(request.port, 0) + 1
            check(is_next, f'two connections had port {request.port}: their answers cannot be told apart')
            last[request.port] = request.ordinal
        check(all(answers[port] == last[port] for port in last), 'more was answered on a port than was asked')

    def acknowledged(self, cut):
        """The requests whose answer left before a cut."""
        return [request for number, request in enumerate(self.requests) if self.acknowledged_at[number] < cut]

    def last_row(self, cut):
        """The last row of the journal that something acknowledged before a cut lies in."""
        return max((self.row_of[sent['id']] for request in self.acknowledged(cut) for sent in request.signals),
                   default=0)


class Recorder:
    """Drives the server through single signals, batches, groups, a kill, erasure and a stop."""

    def __init__(self, context, synchronous):
        self.context = context
        self.root = os.path.dirname(context.path('recorded', 'data'))
        self.folder = os.path.join(self.root, 'data')
        self.extra = ['--test-synchronous', str(synchronous)]
        self.rounds = []
        self.logs = []
        self.count = 0
        self.port = PORTS_FROM

    def record(self):
        need('strace', 'strace')
        server = self._start()
        key = server.open_source('reader', lateness_seconds=60)
        self._load(server, key, rounds=self.context.pick(20, 120))
        # Snapshots, a checkpoint and an emptied log in the middle of it all.
        server.operate('POST', '/v1/links', {'token': 'band', 'person': 'somebody', 'mode': 'assisted'})
        server.operate('DELETE', '/v1/people/somebody')
        self._load(server, key, rounds=self.context.pick(5, 40))
        server.kill()
        self._finish(server)
        server = self._start()
        self._load(server, key, rounds=self.context.pick(5, 40))
        server.stop()
        self._finish(server)
        operations = [operation for log in self.logs for operation in read_trace(log, self.root)]
        self._check_complete(operations)
        return Recording(
            self.root, key, operations, [request for sent in self.rounds for request in sent.requests],
            self._rows(), [chain for _, chain in journal(self.folder)])

    def _start(self):
        self.logs.append(self.context.path(f'trace-{len(self.logs)}'))
        server = self.context.server(self.folder, self.extra, strace(self.logs[-1]))
        server.start()
        return server

    def _finish(self, server):
        wait_until_written(self.logs[-1], server.process.pid)

    def _check_complete(self, operations):
        """A trace that missed a write would prove nothing: followed to its end, it gives what is there."""
        disk = Disk()
        for operation in operations:
            disk.follow(operation)
        for path, content in disk.view().items():
            if not path.endswith(('-shm', 'reserve')):
                with open(path, 'rb') as file:
                    check(file.read() == content, f'the trace does not tell all that happened to {path}')

    def _load(self, server, key, rounds):
        senders = [Sender(server.port, key, own_port=self._fresh_port()) for _ in range(CONNECTIONS)]
        for number in range(rounds):
            together = senders if number % 2 else senders[:1]
            # Sizes are powers of two, so that a row's size tells which requests it holds.
            self._round(server, together, [[self._signal() for _ in range(1 << place)]
                                           for place in range(len(together))])
        self._round(server, senders[:1], [[self._signal() for _ in range(200)]])
        for sender in senders:
            sender.close()

    def _fresh_port(self):
        """A port that no other connection of the run has or will have: the answers on a port are
        told apart by their order alone, and the system gives a port again once it is free."""
        while True:
            self.port += 1
            with socket.socket() as probe:
                try:
                    probe.bind(('127.0.0.1', self.port))
                    return self.port
                except OSError:
                    pass  # Somebody else's.

    def _signal(self):
        self.count += 1
        return signal(f'signal-{self.count}')

    def _round(self, server, senders, batches):
        before = server.status()['head']
        requests = [None] * len(senders)

        def send(place):
            sender = senders[place]
            port = sender.local_port
            answer = sender.send(batches[place])
            if answer.status == 200 and answer.fields['accepted'] == len(batches[place]):
                requests[place] = Request(batches[place], port, sender.request_count)

        threads = [threading.Thread(target=send, args=(place,)) for place in range(len(senders))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        check(all(requests), 'a good request was refused while recording')
        self.rounds.append(Round(requests, before, server.status()['head']))

    # Where the signals went

    def _rows(self):
        """The row of each signal, by id, from how many signals each row holds."""
        sizes = self._row_sizes()
        rows = {}
        for sent in self.rounds:
            for row in range(sent.head_before + 1, sent.head_after + 1):
                for request in sent.requests:
                    if len(sent.requests) == 1 or sizes.get(row, 0) & len(request.signals):
                        rows.update({one['id']: row for one in request.signals})
        missing = self.count - len(rows)
        check(missing == 0, f'the rows of {missing} signals could not be told')
        return rows

    def _row_sizes(self):
        """How many signals each row of a round of several requests holds: what `senang digest`
        folds with the row, less what it folds without it."""
        wanted = {row for sent in self.rounds if len(sent.requests) > 1
                  for row in range(sent.head_before, sent.head_after + 1)}
        copy = self.context.path('counted', 'data')
        shutil.copytree(self.folder, copy, ignore=shutil.ignore_patterns('reserve'))
        shutil.copy(self.folder + '.key', copy + '.key')
        for name in os.listdir(copy):
            if name.endswith('.snap'):
                os.unlink(os.path.join(copy, name))
        folded = {}
        for row in sorted(wanted, reverse=True):
            database = sqlite3.connect(os.path.join(copy, 'senang.db'))
            database.execute('PRAGMA synchronous = OFF')
            database.execute('DELETE FROM journal WHERE sequence > ?', [row])
            # What would give the cut away, as it should.
            database.execute("DELETE FROM house WHERE name = 'head'")
            database.commit()
            database.close()
            answer = self.context.command('digest', '--full', '--data', copy)
            check(answer.returncode == 0, f'senang digest ended with {answer.returncode}: {answer.stderr}')
            folded[row] = int(answer.stdout.split()[-3])
        return {row: folded[row] - folded[row - 1] for row in folded if row - 1 in folded}


def journal(folder):
    """The journal's rows as (sequence, chain), after SQLite has checked its whole file."""
    database = sqlite3.connect(os.path.join(folder, 'senang.db'))
    try:
        database.execute('PRAGMA synchronous = OFF')  # Nothing here has to survive.
        found = database.execute('PRAGMA integrity_check').fetchone()[0]
        check(found == 'ok', f'SQLite says {found}')
        return database.execute('SELECT sequence, chain FROM journal ORDER BY sequence').fetchall()
    finally:
        database.close()
