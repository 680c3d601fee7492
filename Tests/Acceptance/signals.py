"""Signals, and connections that send them."""
import http.client
import json
import time

PROBLEM = 'application/problem+json'


def now_milliseconds():
    return time.time_ns() // 1_000_000


def signal(name, **fields):
    """A good signal: a tap in the shop by a token of the same name, now."""
    return {'id': name, 'token': name, 'kind': 'tap', 'zone': 'shop', 'at': now_milliseconds(), **fields}


class Answer:
    """What the server answered to one request."""

    def __init__(self, response, began):
        self.status = response.status
        self.type = (response.getheader('Content-Type') or '').split(';')[0]
        self.data = response.read()
        self.seconds = time.monotonic() - began

    @property
    def fields(self):
        return json.loads(self.data)

    @property
    def is_problem(self):
        return 400 <= self.status < 500 and self.type == PROBLEM and self.fields['status'] == self.status

    def __str__(self):
        return f'{self.status} {self.type} {self.data[:200]!r}'


class Sender:
    """One connection that stays open and sends signals with one source's key.

    `own_port` is the port of our end; without it the system picks one, and may pick it again for
    another connection.
    """

    def __init__(self, port, key, timeout=60, own_port=0):
        self.key = key
        self.connection = http.client.HTTPConnection('127.0.0.1', port, timeout=timeout,
                                                     source_address=('127.0.0.1', own_port))
        self.request_count = 0

    def post(self, body, headers=None):
        """Sends a body as it is."""
        self.request_count += 1
        began = time.monotonic()
        self.connection.request('POST', '/v1/signals', body, {
            'Authorization': 'Bearer ' + self.key, 'Content-Type': 'application/json', **(headers or {})})
        return Answer(self.connection.getresponse(), began)

    def send(self, signals):
        """Sends signals as a JSON array."""
        return self.post(json.dumps(signals).encode())

    @property
    def local_port(self):
        """The port of our end; it changes when the connection was lost and made again."""
        if self.connection.sock is None:
            self.connection.connect()
            self.request_count = 0
        return self.connection.sock.getsockname()[1]

    def close(self):
        self.connection.close()


def send_repeats(sender, signals, chunk=5_000):
    """Sends signals again; answers how many were known and how many were taken in as new."""
    repeated = accepted = 0
    for start in range(0, len(signals), chunk):
        answer = sender.send(signals[start:start + chunk])
        if answer.status == 200:
            repeated += answer.fields['repeated']
            accepted += answer.fields['accepted']
    return repeated, accepted
