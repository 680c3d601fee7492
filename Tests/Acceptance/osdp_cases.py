"""Readers that speak OSDP: the program as panel, PyPI's libosdp as reader, and a wire between them that can be
cut, listened to and tampered with."""
import json
import os
import pty
import select
import socket
import subprocess
import threading
import time
import tty

from context import check, wait_until

KEY, OTHER = '000102030405060708090A0B0C0D0E0F', 'F0E0D0C0B0A090807060504030201000'
INSTALL = bytes(range(0x30, 0x40)).hex()
BLUE, GREEN = 4, 2


def crc(frame):
    """CRC-16 of the standard: 0x1021, beginning with 0x1D0F."""
    value = 0x1D0F
    for byte in frame:
        value ^= byte << 8
        for _ in range(8):
            value = (value << 1 ^ 0x1021 if value & 0x8000 else value << 1) & 0xFFFF
    return value.to_bytes(2, 'little')


class Wire:
    """Between panel and reader. What `tamper` answers goes on instead of what came from the reader."""

    def __init__(self, context, serial=False):
        self.heard = bytearray()
        self.tamper = None
        self.is_cut = False
        self._ends = False
        self._panel_listener = self._panel = None
        if serial:
            self._master, slave = pty.openpty()
            tty.setraw(slave)
            self._slave, self.device = slave, os.ttyname(slave)
        else:
            self._master = None
            self._panel_listener = socket.create_server(('127.0.0.1', 0))
            self.device = f'osdp+tcp://127.0.0.1:{self._panel_listener.getsockname()[1]}'
        self._reader_listener = socket.create_server(('127.0.0.1', 0))
        self.port = self._reader_listener.getsockname()[1]
        self._reader = None
        self._thread = threading.Thread(target=self._carry, daemon=True)
        self._thread.start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._ends = True
        self._thread.join(5)
        for end in (self._panel_listener, self._panel, self._reader_listener, self._reader):
            if end:
                end.close()
        if self._master is not None:
            os.close(self._master)
            os.close(self._slave)

    def _carry(self):
        while not self._ends:
            ends = [end for end in (self._master, self._panel_listener, self._panel, self._reader_listener,
                                    self._reader) if end is not None]
            for end in select.select(ends, [], [], 0.1)[0]:
                if end is self._panel_listener:
                    self._panel = end.accept()[0]
                elif end is self._reader_listener:
                    self._reader = end.accept()[0]
                elif end is self._reader:
                    self._from_reader()
                else:
                    self._from_panel(end)

    def _from_panel(self, end):
        said = os.read(end, 4096) if end is self._master else self._receive(end)
        if said == b'' and end is self._panel:
            self._panel = None
        self._to(self._reader, said)

    def _from_reader(self):
        said = self._receive(self._reader)
        if said == b'':
            self._reader = None
            return
        if self.tamper:
            said = self.tamper(said)
        self.heard += said
        if self._master is not None and not self.is_cut:
            os.write(self._master, said)
        else:
            self._to(self._panel, said)

    @staticmethod
    def _receive(end):
        try:
            return end.recv(4096)
        except OSError:
            return b''

    def _to(self, end, said):
        if end is not None and said and not self.is_cut:
            try:
                end.sendall(said)
            except OSError:
                pass

    def inject(self, said):
        """Says something to the panel as if the reader had."""
        if self._master is not None:
            os.write(self._master, said)
        else:
            self._panel.sendall(said)

    def hang_up(self):
        """Cuts the network between panel and converter."""
        panel, self._panel = self._panel, None
        panel.close()


class Lines:
    """A program whose lines are kept as they come."""

    def __init__(self, arguments, mark=''):
        self.process = subprocess.Popen(arguments, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                                        stderr=subprocess.PIPE, text=True)
        self.lines = []
        self._mark = mark
        threading.Thread(target=self._keep, daemon=True).start()

    def _keep(self):
        for line in self.process.stdout:
            if line.startswith(self._mark):
                self.lines.append(json.loads(line[len(self._mark):]))

    def tell(self, **told):
        self.process.stdin.write(json.dumps(told) + '\n')
        self.process.stdin.flush()

    def count(self, **wanted):
        return sum(all(line.get(name) == value for name, value in wanted.items()) for line in self.lines)

    def expect(self, what, number=1, seconds=20, **wanted):
        wait_until(lambda: self.count(**wanted) >= number or self.process.poll() is not None, what, seconds)
        check(self.count(**wanted) >= number, f'{what}: {self.lines}')

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()
        for end in (self.process.stdin, self.process.stdout, self.process.stderr):
            end.close()


def reader(wire, key=KEY, *more, address=0):
    python = os.path.join('.build', 'python', 'bin', 'python')
    check(os.path.exists(python), f'{python} is missing; run script/bootstrap --tests')
    script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'osdp_reader.py')
    return Lines([python, script, str(wire.port), str(address), key, *more], mark='@')


def key_file(context, key, name='reader.key'):
    path = context.path(name)
    with open(path, 'w', encoding='utf-8') as file:
        file.write(key + '\n')
    os.chmod(path, 0o600)
    return path


def panel(context, wire, *more, key=KEY):
    how = ['--key', key_file(context, key)] if key else []
    return Lines([context.binary, 'door', 'osdp', '--device', wire.device, '--json', *how, *more])


def case_osdp_card(context):
    """A card shown to a reader on a serial line comes through sealed, and light, line, sound and lock go back."""
    with Wire(context, serial=True) as wire, reader(wire) as wall, panel(
            context, wire, '--answer', 'green', '--line', 'Welkom, Zoë! Fijne dag', '--opens-for', '4') as door:
        door.expect('the reader to be online', event='online')
        wall.expect('the secure channel', secure=True)
        check('over a secure channel' in door.lines[0]['sentence'], door.lines)
        wire.heard.clear()
        began = time.monotonic()
        wall.tell(card='04DE5F1EACC040')
        door.expect('the card', event='shown', text='04DE5F1EACC040')
        check(bytes.fromhex('04DE5F1EACC040') not in wire.heard, 'the card went over the wire in the open')
        wall.expect('the lock', output_no=0, control_code=5, timer_count=40)
        took = time.monotonic() - began
        wall.expect('green', temporary=True, on_color=GREEN, control_code=2)
        wall.expect('the line', data='Welkom, Zoe! Fijne dag')
        wall.expect('the sound', rep_count=1)
        # 26 bits: what stands behind them is not the card's.
        wall.tell(card='A1B2C3FF', bits=26)
        door.expect('the other card', event='shown', text='A1B2C3C0')
        wall.tell(keys=[1, 2, 3, 4])
        wall.tell(card='01020304')
        door.expect('a card after keys', event='shown', text='01020304')
        check(door.count(event='shown') == 3, door.lines)
        check('1234' not in json.dumps(door.lines), 'keys are told')
        wall.expect('three locks', number=3, output_no=0)
        # What a band says: as long as libosdp lets a card be.
        band = 'picc_data=EF963FF7828658A599F3041510671E88&cmac=94EED9EE65337086'
        wall.tell(card=band.encode().hex())
        door.expect('a band', event='shown', text=band)
        return f'card to lock {took * 1000:.0f} ms'


def case_osdp_blue(context):
    """A blue answer draws no lock and makes no sound."""
    with Wire(context) as wire, reader(wire, address=5) as wall, panel(
            context, wire, '--address', '5', '--answer', 'blue', '--line', 'We komen eraan') as door:
        door.expect('the reader to be online', event='online')
        wall.tell(card='AABBCCDD')
        wall.expect('blue', temporary=True, on_color=BLUE)
        wall.expect('the line', data='We komen eraan')
        wall.tell(card='AABBCCDD')
        wall.expect('blue again', number=2, temporary=True, on_color=BLUE)
        check(not any('output_no' in line or 'rep_count' in line for line in wall.lines), wall.lines)


def case_osdp_keys(context):
    """A reader with another key or none is never heard, and it is said why; trying without one is called what it is."""
    with Wire(context) as wire, reader(wire, OTHER) as wall, panel(context, wire) as door:
        door.expect('the other key', event='wrongKey')
        check('another key' in door.lines[0]['sentence'], door.lines)
        wall.tell(card='04DE5F1EACC040')
        time.sleep(context.pick(6, 20))  # Beyond the next try.
        check(door.count(event='online') == 0 and door.count(event='shown') == 0, door.lines)
        check(wall.count(secure=True) == 0, wall.lines)
    # A reader that was never given a key.
    with Wire(context) as wire, reader(wire, '-') as wall, panel(context, wire) as door:
        door.expect('no key of its own', event='wrongKey')
        check(wall.count(secure=True) == 0, wall.lines)
    with Wire(context) as wire, reader(wire, '-') as wall, panel(context, wire, '--install-key', key=None) as door:
        door.expect('trying with the install key', event='online')
        check('everybody knows' in door.lines[0]['sentence'], door.lines)
    with Wire(context) as wire, reader(wire, '-') as wall, panel(context, wire, '--plain', key=None) as door:
        door.expect('trying in the open', event='online')
        check('in the open' in door.lines[0]['sentence'], door.lines)
        wall.tell(card='04DE5F1EACC040')
        door.expect('the card', event='shown', text='04DE5F1EACC040')
    # A reader that speaks sealed only is not talked out of it.
    with Wire(context) as wire, reader(wire) as wall, panel(context, wire, '--plain', key=None) as door:
        wall.tell(card='04DE5F1EACC040')
        time.sleep(context.pick(2, 20))
        check(door.count(event='shown') == 0, door.lines)
    told = context.command('door', 'osdp', '--device', '/dev/null', '--key', key_file(context, INSTALL, 'd.key'))
    check(told.returncode == 65 and 'everybody knows' in told.stderr, told.stderr)


def case_osdp_power(context):
    """A reader that loses its power is away in words, and comes back over a new secure channel by itself."""
    with Wire(context) as wire, panel(context, wire) as door:
        door.expect('silence', event='silent')
        with reader(wire) as wall:
            door.expect('the reader to be online', event='online')
            wall.expect('the secure channel', secure=True)
        # Back soon: it has forgotten the channel, and must prove itself again.
        with reader(wire) as wall:
            door.expect('a new agreement', event='online', number=2)
            wall.tell(card='01020304')
            door.expect('the card', event='shown', text='01020304')
        began = time.monotonic()
        door.expect('silence again', event='silent', number=2)
        took = time.monotonic() - began
        check(7 < took < 11, f'away after {took:.1f} s')
        with reader(wire):
            door.expect('a third agreement', event='online', number=3)
            # The network between panel and converter.
            wire.hang_up()
            door.expect('the cut', event='lineLost')
            door.expect('the line', event='lineBack')
            wait_until(lambda: door.process.poll() is None, 'the panel to go on')
    return f'away after {took:.1f} s'


def case_osdp_tampering(context):
    """A byte altered on the line is not heard, with a check made to fit neither; nor what was said before, nor noise."""
    frames = []

    def altered(said, place, fits):
        frames.append(said)
        # The mark, then the frame; a card is the only long one.
        start = said.find(b'\x53')
        frame = bytearray(said[start:])
        if start < 0 or len(frame) < 24:
            return said
        frame[place] ^= 1
        if fits:
            frame[-2:] = crc(frame[:-2])
        wire.tamper = None
        return said[:start] + bytes(frame)

    with Wire(context) as wire, reader(wire) as wall, panel(context, wire, '--opens-for', '2') as door:
        door.expect('the reader to be online', event='online')
        # Noise. A reader may say it again or, as libosdp 3.2.9 does, begin anew without it.
        wire.tamper = lambda said: altered(said, 12, False)
        wall.tell(card='01020304')
        wait_until(lambda: wire.tamper is None, 'the noise')
        again = time.monotonic() + 3
        wait_until(lambda: door.count(event='shown') or time.monotonic() > again, 'the card')
        if not door.count(event='shown'):
            wall.tell(card='01020304')
        door.expect('the card', event='shown', text='01020304')
        check(door.count(event='shown') == 1, door.lines)
        onlines = door.count(event='online')
        # Somebody: the channel ends, and what was altered is not shown.
        wire.tamper = lambda said: altered(said, 12, True)
        wall.tell(card='05060708')
        door.expect('tampering', event='tampered')
        door.expect('a new agreement', event='online', number=onlines + 1)
        check(all(line.get('text') in (None, '01020304', '05060708') for line in door.lines), door.lines)
        # What was said before, said again, opens nothing.
        wall.tell(card='0A0B0C0D')
        door.expect('the card', event='shown', text='0A0B0C0D')
        wall.expect('its lock', output_no=0)
        time.sleep(0.5)
        locks = wall.count(output_no=0)
        long = [bytes(frame) for frame in frames if len(frame) >= 24]
        check(long, 'nothing was overheard')
        for frame in long * context.pick(5, 100):
            wire.inject(frame)
            time.sleep(0.01)
        for _ in range(context.pick(50, 2000)):
            wire.inject(context.random.randbytes(context.random.randrange(1, 90)))
            time.sleep(0.002)
        time.sleep(0.5)
        check(wall.count(output_no=0) == locks, 'a lock was drawn by a repetition')
        check(door.process.poll() is None, 'the panel has ended')
        wall.tell(card='0E0F1011')
        door.expect('the next card', event='shown', text='0E0F1011')
        check(door.count(event='shown', text='0A0B0C0D') == 1, door.lines)


def case_osdp_no_line(context):
    """A line that cannot be had is told in words, with what to do."""
    key = key_file(context, KEY)
    told = context.command('door', 'osdp', '--device', '/dev/nothing', '--key', key)
    check(told.returncode == 69 and '/dev/nothing' in told.stderr and 'plug' in told.stderr, told.stderr)
    told = context.command('door', 'osdp', '--device', f'osdp+tcp://127.0.0.1:{context.free_port()}', '--key', key)
    check(told.returncode == 69 and 'converter' in told.stderr, told.stderr)
    told = context.command('door', 'osdp', '--device', '/dev/null', '--key', key)
    check(told.returncode == 69 and 'no serial line' in told.stderr, told.stderr)
    os.chmod(key, 0o644)
    told = context.command('door', 'osdp', '--device', '/dev/null', '--key', key)
    check(told.returncode == 78 and 'chmod 600' in told.stderr, told.stderr)
    told = context.command('door', 'osdp', '--device', 'ttyUSB0', '--plain')
    check(told.returncode == 65 and 'osdp+tcp' in told.stderr, told.stderr)
