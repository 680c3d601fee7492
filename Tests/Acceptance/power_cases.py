"""The power is cut: a traced run is replayed onto a disk up to a random moment."""
import os
import random
import shutil
import sqlite3
import subprocess

from context import Failure, check, need, wait_until
from disk_images import POLICIES, Disk, lay_out
from disk_trace import Answered, attached_strace, read_trace, strace, wait_until_traced, wait_until_written
from power_recording import Recorder, journal
from server import ServerEnded
from signals import Sender, send_repeats, signal


def case_power_cuts_lose_nothing_acknowledged(context):
    """A power cut at any moment loses no acknowledged signal and damages nothing."""
    recording = Recorder(context, synchronous=2).record()
    judged = judge(context, recording, cuts=context.pick(150, 2_000), served=context.pick(24, 200))
    check(not judged.losses, f'{len(judged.losses)} of {judged.count} images: {judged.losses[:3]}')
    return f'{judged.count} images, {judged.served} of them served'


def case_power_cuts_show_a_lazy_disk(context):
    """The same power cuts without a sync at each commit do lose acknowledged signals."""
    recording = Recorder(context, synchronous=1).record()
    judged = judge(context, recording, cuts=context.pick(30, 300), served=0)
    check(len(judged.losses) > judged.count / 2,
          f'only {len(judged.losses)} of {judged.count} images lost something, so the test above proves nothing')
    return f'{len(judged.losses)} of {judged.count} images lost something'


def case_first_start_can_be_cut_off(context):
    """A first start that a power cut ends at any moment can be started again."""
    need('strace', 'strace')
    root = os.path.dirname(context.path('first', 'data'))
    log = context.path('trace')
    server = context.server(os.path.join(root, 'data'), prefix=strace(log))
    server.start()
    server.kill()
    wait_until_written(log, server.process.pid)
    operations = read_trace(log, root)
    failures = []
    for cut in range(1, len(operations) + 1, context.pick(4, 1)):
        disk = Disk()
        for operation in operations[:cut]:
            disk.follow(operation)
        image = fresh_folder(context)
        lay_out(disk.image('nothing', context.random), root, image)
        again = context.server(os.path.join(image, 'data'))
        try:
            again.start()
            again.kill()
        except ServerEnded as ended:
            failures.append(f'after {operations[cut - 1]!r:.90}: {ended}')
    check(not failures, f'{len(failures)} starts failed: {failures[0] if failures else ""}')
    return f'{len(operations)} operations'


def case_repeat_after_a_crash_is_on_disk(context):
    """A signal that a crashed server had written but not synced is on disk before it is called
    known."""
    need('strace', 'strace')
    root = os.path.dirname(context.path('crashed', 'data'))
    server = context.server(os.path.join(root, 'data'))
    server.start()
    server.cookie()  # With an administrator and a snapshot, a start has nothing to write.
    key = server.open_source('reader', lateness_seconds=60)
    wait_until(lambda: any(name.endswith('.snap') for name in os.listdir(server.folder)), 'a snapshot')
    server.kill()
    server.start()
    sent = [signal(f'signal-{number}') for number in range(3)]
    disk = crash_at_sync(context, server, key, sent, root)
    log = context.path('trace-after')
    server.prefix = strace(log)
    server.start()
    repeated, _ = send_repeats(Sender(server.port, key), sent)
    server.kill()
    wait_until_written(log, server.process.pid)
    operations = read_trace(log, root)
    answered = max(place for place, operation in enumerate(operations) if isinstance(operation, Answered))
    for operation in operations[:answered]:
        disk.follow(operation)
    lost = lost_when_served(context, disk.image('nothing', context.random), root, key, [sent])
    check(not lost, f'{repeated} of 3 were answered "repeated" after the restart; then the power was cut: {lost}')
    return f'{repeated} of 3 had been written before the crash'


def crash_at_sync(context, server, key, sent, root):
    """Sends signals to a server that is killed at the sync of their commit; answers the disk then."""
    sender = Sender(server.port, key)
    sender.send([signal('before')])  # So that the next sync is the one of a commit.
    disk = Disk.of_folder(root)
    log = context.path('trace-crash')
    tracer = subprocess.Popen(attached_strace(log, server.process.pid, 'fdatasync:signal=KILL:when=1+'),
                              stderr=subprocess.DEVNULL)
    wait_until_traced(server.process.pid)
    try:
        raise Failure(f'answered {sender.send(sent)} though the sync had not begun')
    except OSError:
        server.process.wait(timeout=10)
    tracer.wait(timeout=10)
    for operation in read_trace(log, root):
        disk.follow(operation)
    return disk


class Judgement:
    def __init__(self):
        self.count = 0
        self.served = 0
        self.losses = []


def judge(context, recording, cuts, served):
    """Rebuilds the disk at random cuts after the first acknowledgement and looks for what is lost."""
    first = min(recording.acknowledged_at.values())
    chance = random.Random(context.seed)
    places = sorted(chance.choices(range(first + 1, len(recording.operations) + 1), k=cuts))
    to_serve = set(chance.sample(range(cuts * len(POLICIES)), served))
    judgement = Judgement()
    disk = Disk()
    done = 0
    for cut in places:
        for operation in recording.operations[done:cut]:
            disk.follow(operation)
        done = cut
        for policy in POLICIES:
            files = disk.image(policy, chance)
            loss = lost_in_rows(context, recording, cut, files)
            if not loss and judgement.count in to_serve:
                judgement.served += 1
                sent = [request.signals for request in recording.acknowledged(cut)]
                loss = lost_when_served(context, files, recording.root, recording.key, sent)
            judgement.count += 1
            if loss:
                judgement.losses.append(f'cut {cut}, {policy}: {loss}')
    return judgement


def fresh_folder(context):
    """The one folder that images are laid out in, emptied."""
    folder = context.path('image', 'data')
    shutil.rmtree(os.path.dirname(folder))
    os.makedirs(os.path.dirname(folder))
    return os.path.dirname(folder)


def lost_in_rows(context, recording, cut, files):
    """What of the acknowledged is not in an image, by the journal's rows; `None` when nothing."""
    folder = fresh_folder(context)
    lay_out(files, recording.root, folder)
    try:
        rows = journal(os.path.join(folder, 'data'))
    except (Failure, sqlite3.Error) as error:
        return f'damaged: {error}'
    if [sequence for sequence, _ in rows] != list(range(1, len(rows) + 1)):
        return 'rows are missing in the middle'
    if [chain for _, chain in rows] != recording.chain[:len(rows)]:
        return 'the journal is not the beginning of what was recorded'
    if len(files.get(os.path.join(recording.root, 'data.key'), b'')) != 32:
        return 'the key is gone'
    wanted = recording.last_row(cut)
    return f'{wanted - len(rows)} rows acknowledged and lost' if len(rows) < wanted else None


def lost_when_served(context, files, root, key, requests):
    """What of the acknowledged a server on an image does not know; `None` when it knows all."""
    folder = fresh_folder(context)
    lay_out(files, root, folder)
    server = context.server(os.path.join(folder, 'data'))
    try:
        server.start()
    except ServerEnded as ended:
        return str(ended)
    sent = [one for request in requests for one in request]
    repeated, accepted = send_repeats(Sender(server.port, key), sent)
    server.kill()
    return None if repeated == len(sent) else f'of {len(sent)} only {repeated} known, {accepted} taken in as new'
