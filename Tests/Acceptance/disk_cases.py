"""The disk is full."""
import os
import time

from context import check, wait_until
from server import ServerEnded
from signals import PROBLEM, Sender, send_repeats, signal

DISK_MEGABYTES = 24


def case_full_disk_refuses_and_recovers(context):
    """On a full disk signals are refused with 507 while all else is answered, and taken in again
    when there is room."""
    house = House(context, filler_megabytes=12)
    known = house.fill(batch_size=2_000)
    house.check_answers()
    os.unlink(house.filler)
    known.append(house.wait_for_room())
    house.check_known(known)
    house.restart()
    house.check_known(known)
    return f'{len(known)} signals until it was full'


def case_full_disk_and_a_large_batch(context):
    """A batch larger than the room on the disk is refused, and the server goes on."""
    house = House(context, filler_megabytes=4)
    known = []
    answer = None
    for number in range(8):
        batch = [signal(f'{number}-{index}-'.ljust(64, '-')) for index in range(40_000)]
        try:
            answer = house.sender.send(batch)
        except OSError:
            check(False, f'the process ended with {house.server.process.wait(timeout=10)} at batch {number + 1}')
        if answer.status != 200:
            break
        known += batch
    check(answer.status == 507 and answer.type == PROBLEM, f'it was answered {answer}')
    house.check_answers()
    os.unlink(house.filler)
    known.append(house.wait_for_room())
    house.check_known(known)


def case_full_disk_and_a_restart(context):
    """A server that was killed on a full disk starts again and refuses signals; with not a block
    left it says so and ends."""
    house = House(context, filler_megabytes=12)
    known = house.fill(batch_size=2_000)
    house.restart()
    check(house.sender.send([signal('more')]).status == 507, 'a signal is taken in on a full disk')
    house.check_answers()
    house.server.kill()
    use_up(house.filler)
    try:
        house.server.start()
        house.server.kill()
    except ServerEnded as ended:
        check(ended.code == 69 and 'make room' in str(ended), str(ended))
    os.unlink(house.filler)
    house.restart()
    known.append(house.wait_for_room())
    house.check_known(known)


class House:
    """A server whose data lies on a small disk, with a file on it that can be deleted for room."""

    def __init__(self, context, filler_megabytes):
        self.disk = context.mount_memory('disk', DISK_MEGABYTES)
        self.filler = os.path.join(self.disk, 'filler')
        with open(self.filler, 'wb') as file:
            file.write(bytes(filler_megabytes << 20))
        self.server = context.server(os.path.join(self.disk, 'data'))
        self.server.start()
        self.key = self.server.open_source('reader', lateness_seconds=60)
        self.sender = Sender(self.server.port, self.key)

    def restart(self):
        """Starts the server again, after killing it if it runs."""
        if self.server.is_running:
            self.server.kill()
        self.server.start()
        self.sender = Sender(self.server.port, self.key)

    def fill(self, batch_size):
        """Sends batches, smaller and smaller, until not even one signal fits; answers those acknowledged."""
        known, number, size, refusals = [], 0, batch_size, 0
        while size > 0:
            number += 1
            check(number < 4_000, 'the disk never became full')
            batch = [signal(f'signal-{number}-{index}') for index in range(size)]
            answer = self.sender.send(batch)
            if answer.status == 200:
                known += batch
                refusals = 0
                continue
            check(answer.status == 507 and answer.type == PROBLEM, f'a full disk was answered with {answer}')
            check(answer.fields['code'] == 'diskFull', f'a full disk was answered with {answer}')
            # A smaller batch may still fit; and the server asks the disk ten times a second.
            refusals += 1
            if refusals == 2:
                size, refusals = size // 10, 0
            time.sleep(0.15)
        return known

    def wait_for_room(self):
        """Returns once a signal is taken in again, with that signal."""
        sent = signal('after')
        wait_until(lambda: self.sender.send([sent]).status == 200, 'signals to be taken in again')
        return sent

    def check_answers(self):
        for path, wanted in (('/healthz', 200), ('/sign-in', 200), ('/v1/status', 200)):
            answer, _ = self.server.ask('GET', path)
            check(answer.status == wanted, f'on a full disk {path} is answered with {answer.status}')

    def check_known(self, known):
        """Sends some of what was acknowledged again; all of it would fill the disk anew."""
        sample = known[:2_000] + known[-2_000:]
        repeated, accepted = send_repeats(self.sender, sample, chunk=1_000)
        check(repeated == len(sample),
              f'of {len(sample)} acknowledged signals {repeated} are known and {accepted} were taken in again')


def use_up(path):
    """Makes a file grow until the disk is full to the last block."""
    try:
        with open(path, 'ab', buffering=0) as file:
            for _ in range(DISK_MEGABYTES * 256):
                file.write(bytes(4_096))
    except OSError:
        return
