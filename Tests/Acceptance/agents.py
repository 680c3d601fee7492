"""Doors of a running house: their agents, the wire between them, and bands that are given and blocked."""
import collections
import http.client
import http.server
import json
import os
import signal
import socket
import subprocess
import threading
import time

from cryptography.hazmat.primitives.asymmetric import ed25519
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import (Encoding, NoEncryption, PrivateFormat)

from context import check, wait_until
from door_cases import CONTEXT, FILE, META, sun

# What a request ends in when nobody answers it.
CUT_OFF = (OSError, http.client.HTTPException)


def band(number):
    """The number of the chip of one of the house's bands."""
    return f'05{number:012X}'


def moment(seconds):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(seconds))


class DoorHouse:
    """A server whose venue has some doors with agents, the wire to it, and the keys of its bands."""

    def __init__(self, context, doors=2):
        self.context = context
        self.names = [f'door-{number}' for number in range(doors)]
        with open(os.path.join(context.venue, 'venue.yaml'), 'w', encoding='utf-8') as file:
            file.write('name: {en: Test house, nl: Testhuis}\nzones:\n  - {id: hall, kind: hall}\n'
                       '  - {id: spa, kind: spa}\n  - {id: shop, kind: shop}\ndoors:\n')
            file.writelines(f'  - {{id: {name}, from: hall, to: spa, agent: yes}}\n' for name in self.names)
        self.bands_path = context.path('bands.json')
        with open(self.bands_path, 'w', encoding='utf-8') as file:
            json.dump({'keys': [{'number': 1, 'meta': META.hex(), 'file': FILE.hex(),
                                 'context': CONTEXT.hex()}]}, file)
        os.chmod(self.bands_path, 0o600)
        self.server = context.server()
        self.server.start()
        self.wire = Wire(self.server.port)
        self.agents = []

    def __enter__(self):
        return self

    def __exit__(self, *_):
        for agent in self.agents:
            agent.kill()
        self.wire.close()

    def issue(self, number, zones=('spa',), staff=False):
        """Gives a band to somebody new."""
        now = time.time()
        return self.server.operate('POST', '/v1/bands', {
            'band': band(number), 'powers': ['key'], 'staff': staff,
            'rights': [{'zones': list(zones), 'from': moment(now - 3600), 'until': moment(now + 86400)}]})

    def block(self, number):
        """Blocks a band; answers when the house had it on disk."""
        self.server.operate('POST', f'/v1/bands/{band(number)}/block', {})
        return time.monotonic()

    def open_door(self, name):
        """Makes the key of a door; answers the folder it lies in."""
        folder = self.context.path(name, 'x')[:-2]
        if not os.path.exists(os.path.join(folder, 'key')):
            made = self.context.command('door', 'open', name, '--data', self.server.folder, '--out', folder)
            check(made.returncode == 0, made.stderr)
        return folder

    def agent(self, name):
        """An agent beside a door, started and listening, whether or not it has heard the house."""
        agent = Agent(self, name)
        self.agents.append(agent)
        agent.start()
        return agent

    def doors(self):
        return {door['door']: door for door in self.server.operate('GET', '/v1/doors')['doors']}

    def private_key(self):
        """The house's own signing key, as it follows from the master key: only who holds that can make it."""
        with open(self.server.folder.rstrip('/') + '.key', 'rb') as file:
            master = file.read()
        seed = HKDF(SHA256(), 32, None, b'senang door snapshots 1').derive(master)
        key = ed25519.Ed25519PrivateKey.from_private_bytes(seed)
        path = self.context.path('derived.private')
        if not os.path.exists(path):
            raw = key.private_bytes(Encoding.Raw, PrivateFormat.Raw, NoEncryption())
            with open(os.open(path, os.O_WRONLY | os.O_CREAT, 0o600), 'w', encoding='ascii') as file:
                file.write(raw.hex())
        return path

    def signed(self, name, issued, guests=(), staff=(), **more):
        """A genuine snapshot of a door that the house might have signed at another time."""
        right = {'zones': ['spa'], 'from': moment(time.time() - 86400), 'until': moment(time.time() + 86400)}
        told = {'door': name, 'zone': 'spa', 'version': 1, 'offset_minutes': 0,
                'grants': [{'holder': f'h{number}', 'staff': number in staff, **right}
                           for number in (*guests, *staff)],
                'bands': [{'band': band(number), 'holder': f'h{number}', 'key': 1}
                          for number in (*guests, *staff)], **more}
        path = self.context.path('signed.json')
        with open(path, 'w', encoding='utf-8') as file:
            json.dump(told, file)
        out = self.context.path('signed.snapshot')
        made = self.context.command('door', 'snapshot', path, '--private-key', self.private_key(),
                                    '--out', out, '--at', moment(issued))
        check(made.returncode == 0, made.stderr)
        with open(out, 'rb') as file:
            return file.read()


class Agent:
    """The program beside one door, and the reader that asks it."""

    def __init__(self, house, name):
        self.house, self.name = house, name
        self.folder = house.open_door(name)
        self.data = os.path.join(self.folder, 'data')
        self.process = self.connection = self.port = None

    def start(self):
        address = os.path.join(self.data, 'address')
        if os.path.exists(address):
            os.unlink(address)
        with open(os.path.join(self.folder, 'log'), 'a', encoding='utf-8') as log:
            self.process = subprocess.Popen(
                [self.house.context.binary, 'door', 'run', '--door', self.name,
                 '--server', f'http://127.0.0.1:{self.house.wire.port}', '--key', os.path.join(self.folder, 'key'),
                 '--house-key', os.path.join(self.folder, 'house.public'), '--band-keys', self.house.bands_path,
                 '--data', self.data, '--listen', '127.0.0.1:0', '--language', 'en'], stdout=log, stderr=log)

        def is_there():
            check(self.process.poll() is None, f'agent {self.name} ended with {self.process.returncode}')
            return os.path.exists(address) and open(address, encoding='utf-8').read().endswith('\n')
        wait_until(is_there, f'agent {self.name}')
        self.port = int(open(address, encoding='utf-8').read().strip().rsplit(':', 1)[1])
        self.connection = None

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.send_signal(signal.SIGKILL)
            self.process.wait()

    def shown(self, text, direction='in'):
        """What the reader is answered. Raises one of `CUT_OFF` when the agent is away."""
        try:
            self.connection = self.connection or http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
            self.connection.request('POST', '/v1/shown', json.dumps({'text': text, 'direction': direction}),
                                    {'Content-Type': 'application/json'})
            answer = self.connection.getresponse()
            body = answer.read()
        except CUT_OFF:
            self.connection = None
            raise
        check(answer.status == 200, f'{answer.status} {body}')
        return json.loads(body)

    def tap(self, number, counter):
        return self.shown(sun(band(number), counter))

    def health(self):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=30)
        try:
            connection.request('GET', '/healthz')
            return json.loads(connection.getresponse().read())
        finally:
            connection.close()

    def wait_heard(self, after=0, seconds=20):
        """Returns once the agent decides from a version above one; answers it."""
        wait_until(lambda: self.health()['version'] > after, f'{self.name} to hear the house', seconds)
        return self.health()['version']


class Wire:
    """Stands between the agents and the house. What passes a door can be cut, held, replayed or altered.

    A mode is a function of the door, the path and a function that asks the house; it answers a status and
    a body, or `None` to cut the connection.
    """

    def __init__(self, house_port):
        wire = self
        self.house_port = house_port
        self.modes = {}
        self.bodies = {}  # By door: what the house answered last, oldest first.
        self._under_way = {}  # By door: connections that wait for the house.

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def log_message(self, *_):
                pass

            def _pass(self):
                door = self.path.split('/')[3]
                body = self.rfile.read(int(self.headers.get('Content-Length') or 0)) or None
                mode = wire.modes.get(door, Wire.passing)
                try:
                    answer = mode(door, self.path, lambda: wire.ask(self, door, body))
                except CUT_OFF:
                    answer = None
                # What was under way when the wire changed does not arrive.
                if answer is None or wire.modes.get(door, Wire.passing) is not mode:
                    self.close_connection = True
                    return
                status, data = answer
                if status == 200 and '/snapshot' in self.path:
                    wire.bodies.setdefault(door, collections.deque(maxlen=256)).append(data)
                self.send_response(status)
                self.send_header('Content-Length', str(len(data)))
                self.end_headers()
                self.wfile.write(data)

            do_GET = do_POST = _pass

            def handle(self):
                try:
                    super().handle()
                except OSError:
                    pass

        class Server(http.server.ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

        self._server = Server(('127.0.0.1', 0), Handler)
        self.port = self._server.server_address[1]
        threading.Thread(target=self._server.serve_forever, daemon=True).start()

    def close(self):
        self._server.shutdown()
        self._server.server_close()

    def ask(self, handler, door, body):
        connection = http.client.HTTPConnection('127.0.0.1', self.house_port, timeout=40)
        self._under_way.setdefault(door, set()).add(connection)
        try:
            connection.request(handler.command, handler.path, body, {
                'Authorization': handler.headers['Authorization'], 'Content-Type': 'application/json'})
            answer = connection.getresponse()
            return answer.status, answer.read()
        finally:
            self._under_way[door].discard(connection)
            connection.close()

    @staticmethod
    def passing(_door, _path, ask):
        return ask()

    @staticmethod
    def cutting(_door, _path, _ask):
        return None

    @staticmethod
    def saying(*bodies):
        """Answers the same again and again, and lets records pass."""
        left = list(bodies)

        def mode(_door, path, ask):
            if '/snapshot' not in path:
                return ask()
            time.sleep(0.05)
            left.append(left.pop(0))
            return 200, left[-1]
        return mode

    def set(self, mode, *doors):
        for door in doors:
            self.modes[door] = mode
            for connection in list(self._under_way.get(door, ())):
                if connection.sock:
                    try:
                        connection.sock.shutdown(socket.SHUT_RDWR)
                    except OSError:
                        pass
