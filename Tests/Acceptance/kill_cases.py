"""The process is killed, doubled, or told by its disk that a sync failed."""
import http.client
import json
import os
import subprocess
import threading
import time

from context import check, need, wait_until
from disk_trace import wait_until_traced
from signals import Sender, send_repeats, signal

# What a request ends in when the server is killed in its midst.
CUT_OFF = (OSError, http.client.HTTPException)


def case_kills_lose_and_double_nothing(context):
    """Killed at random instants under load, the server knows all that it acknowledged, and takes
    nothing in twice."""
    server = context.server()
    server.start()
    slowest = 0
    kills = context.pick(10, 200)
    with Load(server, server.open_source('reader', mode='history', lateness_seconds=3_600), context) as load:
        for _ in range(kills):
            load.stop_after(0.05 + 0.3 * context.random.random(), server.kill)
            slowest = max(slowest, server.start())
            load.check_known()
            load.resume()
        load.finish()
    load.check_known()
    check_folded_once(server, load)
    check_doctor(context, server)
    return f'{kills} kills, {load.cut_off} requests cut off, {len(load.known)} signals, slowest start {slowest:.2f} s'


class Load:
    """Connections that send batches, and send a batch again until it is answered."""

    CONNECTIONS = 4

    def __init__(self, server, key, context):
        self.server, self.key, self.context = server, key, context
        self.known = []  # Signals that were acknowledged.
        self.errors = []
        self.cut_off = 0
        self._lock = threading.Lock()
        self._may_send = threading.Event()
        self._is_over = False
        self._is_given_up = False
        self._threads = [threading.Thread(target=self._work, args=(place,)) for place in range(self.CONNECTIONS)]

    def __enter__(self):
        self._may_send.set()
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_):
        self._is_given_up = True
        self.finish()

    def stop_after(self, seconds, action):
        """Lets the load run for a while, does something in its midst, and holds it."""
        time.sleep(seconds)
        action()
        self._may_send.clear()

    def resume(self):
        self._may_send.set()

    def finish(self):
        """Lets each connection deliver the batch it is at."""
        self._is_over = True
        self._may_send.set()
        for thread in self._threads:
            thread.join()

    def check_known(self):
        """Sends what was acknowledged again: all of it, or in a long run some of the older."""
        check(not self.errors, self.errors[:1])
        with self._lock:
            known = list(self.known)
        older = known[:-5_000]
        sample = self.context.random.sample(older, min(len(older), 5_000)) + known[-5_000:]
        sender = Sender(self.server.port, self.key)
        repeated, accepted = send_repeats(sender, sample)
        sender.close()
        check(repeated == len(sample),
              f'of {len(sample)} acknowledged signals {repeated} are known and {accepted} were taken in again')

    def _work(self, place):
        sender = Sender(self.server.port, self.key)
        number = 0
        while not self._is_over:
            batch = [signal(f'signal-{place}-{number + index}') for index in range(1 + number % 20)]
            number += len(batch)
            self._deliver(sender, batch)

    def _deliver(self, sender, batch):
        was_cut_off = False
        while not self._is_given_up:
            self._may_send.wait()
            try:
                answer = sender.send(batch)
            except CUT_OFF:
                was_cut_off = True
                sender.close()
                continue
            return self._judge(answer, batch, was_cut_off)

    def _judge(self, answer, batch, was_cut_off):
        with self._lock:
            self.cut_off += was_cut_off
            if answer.status != 200:
                self.errors.append(f'a good batch was answered {answer}')
                return
            accepted, repeated = answer.fields['accepted'], answer.fields['repeated']
            is_new = (accepted, repeated) == (len(batch), 0)
            is_known = (accepted, repeated) == (0, len(batch))
            if not is_new and not (was_cut_off and is_known):
                self.errors.append(f'of {len(batch)} signals {accepted} were accepted and {repeated} repeated')
            self.known += batch


def check_folded_once(server, load):
    """Each token sent one signal, so a cue for two of them tells of one that was folded twice.
    Three tokens that do send two show that such a cue would come."""
    sender = Sender(server.port, load.key)
    sender.send([signal(f'control-{number}-{turn}', token=f'control-{number}')
                 for number in range(3) for turn in range(2)])
    server.operate('POST', '/v1/sources/reader/close')
    status = server.status()
    issued = status['tallies'].get('twice', {}).get('issued', 0)
    check(issued == 3, f'{issued} tokens were seen twice; 3 were sent twice')
    check(status['tokens'] == len(load.known) + 3,
          f'{status["tokens"]} tokens are known; {len(load.known) + 3} were sent')


def check_doctor(context, server):
    server.stop()
    answer = context.command('doctor', '--data', server.folder, '--json')
    check(answer.returncode == 0, f'doctor ended with {answer.returncode}: {answer.stderr}')
    report = json.loads(answer.stdout)
    check(report['integrity'] == 'ok' and not report.get('damage'), f'doctor says {report}')


def case_second_process_is_turned_away(context):
    """A second process on the same folder ends with 75, and the first goes on."""
    first = context.server()
    first.start()
    answer = context.command('serve', '--venue', context.venue, '--data', first.folder, '--port', '0')
    check(answer.returncode == 75, f'the second process ended with {answer.returncode}: {answer.stderr}')
    answer = context.command('doctor', '--data', first.folder)
    check(answer.returncode == 75, f'doctor beside a server ended with {answer.returncode}: {answer.stderr}')
    sender = Sender(first.port, first.open_source('reader'))
    check(sender.send([signal('one')]).status == 200, 'the first process no longer takes signals in')


def case_failed_sync_is_never_acknowledged(context):
    """When a sync fails, the process ends with 74 and acknowledges none of the signals in it."""
    server = context.server()
    server.start()
    key = server.open_source('reader', lateness_seconds=60)
    senders = [Sender(server.port, key) for _ in range(4)]
    for number, sender in enumerate(senders):
        check(sender.send([signal(f'before-{number}')]).status == 200, 'a good signal was refused')
    answers = []
    tracer, _ = fail_syncs(context, server)
    threads = [threading.Thread(target=lambda sender=sender, number=number: answers.append(
        answer_or_none(sender, [signal(f'lost-{number}')]))) for number, sender in enumerate(senders)]
    for thread in threads:
        thread.start()
    code = server.process.wait(timeout=20)
    tracer.wait(timeout=20)
    for thread in threads:
        thread.join()
    check(code == 74, f'the process ended with {code}')
    acknowledged = [answer for answer in answers if answer and answer.status == 200]
    check(not acknowledged, f'{len(acknowledged)} signals were acknowledged though their sync failed')
    server.start()
    repeated, _ = send_repeats(Sender(server.port, key), [signal(f'before-{number}') for number in range(4)])
    check(repeated == 4, f'of 4 signals acknowledged before, {repeated} are known after the restart')
    check_doctor(context, server)


def case_failed_checkpoint_ends_the_process(context):
    """When the sync of the database itself fails at a checkpoint, the process ends with 74."""
    server = context.server()
    server.start()
    key = server.open_source('reader', lateness_seconds=60)
    # The first snapshot comes with a checkpoint of its own.
    wait_until(lambda: any(name.endswith('.snap') for name in os.listdir(server.folder)), 'a snapshot')
    tracer, log = fail_syncs(context, server, '-P', os.path.join(server.folder, 'senang.db'))
    sender = Sender(server.port, key)
    count = 0
    # The log is folded into the database at 32 MB; sixteen bodies are more than that.
    while server.is_running and 'INJECTED' not in open(log).read():
        check(count < 16, 'no checkpoint came')
        answer_or_none(sender, [signal(f'{count}-{number}-'.ljust(64, '-')) for number in range(24_000)])
        count += 1
    try:
        code = server.process.wait(timeout=2)
    except subprocess.TimeoutExpired:
        server.kill()
        code = None
    tracer.wait(timeout=20)
    check(code is not None, 'the process goes on after the sync of the database failed')
    check(code == 74, f'the process ended with {code}')
    server.start()


def fail_syncs(context, server, *options):
    """Lets every sync of a running server fail from now on; answers the tracer and its log."""
    need('strace', 'strace')
    log = context.path('failed-syncs')
    tracer = subprocess.Popen(
        ['strace', '-f', '-p', str(server.process.pid), *options, '-o', log, '-e', 'trace=fdatasync,fsync',
         '-e', 'inject=fdatasync,fsync:error=EIO:when=1+'], stderr=subprocess.DEVNULL)
    wait_until_traced(server.process.pid)
    return tracer, log


def answer_or_none(sender, signals):
    try:
        return sender.send(signals)
    except CUT_OFF:
        return None
