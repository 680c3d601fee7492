"""Requests that are broken below the body: framing, hosts, headers, pace."""
import re
import select
import socket
import time

from context import check
from signals import PROBLEM, Sender, signal

GET = b'GET /healthz HTTP/1.1\r\nHost: localhost\r\n'
SMUGGLED = b'GET /smuggled HTTP/1.1\r\nHost: localhost\r\n\r\n'
MEMORY_BYTES_MAX = 512 << 20


class Reply:
    """All that came back on one connection until it was closed or nothing more came."""

    def __init__(self, data, is_closed):
        self.data = data
        self.is_closed = is_closed
        self.statuses = [int(status) for status in re.findall(rb'HTTP/1\.1 (\d{3})', data)]

    @property
    def is_problem(self):
        return PROBLEM.encode() in self.data

    def __str__(self):
        return f'{self.statuses}{" and closed" if self.is_closed else ""}'


def exchange(port, data, wait=0.15):
    """Sends bytes as they are, and reads until the end or until nothing comes for a while."""
    with socket.create_connection(('127.0.0.1', port), timeout=5) as connection:
        received = b''
        try:
            connection.sendall(data)
            while select.select([connection], [], [], 2 if not received else wait)[0]:
                part = connection.recv(65_536)
                if not part:
                    return Reply(received, True)
                received += part
        except OSError:
            return Reply(received, True)
        return Reply(received, False)


class House:
    def __init__(self, context):
        self.server = context.server()
        self.server.start()
        self.key = self.server.open_source('reader', lateness_seconds=60)
        self.wrong = []

    @property
    def post(self):
        return b'POST /v1/signals HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer %s\r\n' % self.key.encode()

    def exchange(self, data):
        return exchange(self.server.port, data)

    def finish(self):
        answer = Sender(self.server.port, self.key).send([signal('after-all-this')])
        if answer.status != 200:
            self.wrong.append(f'a good signal after all this: {answer}')
        check(not self.wrong, f'{len(self.wrong)} wrong: ' + ' | '.join(self.wrong[:8]))


def case_ambiguous_framing_is_refused(context):
    """A request whose end can be read in two ways is refused, its connection is closed, and what it
    hid is never answered."""
    house = House(context)
    variants = dict(ambiguous_requests(house.post))
    for what, request in variants.items():
        reply = house.exchange(request + SMUGGLED)
        # What stands behind a refused request may be refused as well, and no more.
        is_refused = reply.statuses[:1] != [404] and reply.statuses[1:] in ([], [400])
        if not is_refused or not all(400 <= status < 500 for status in reply.statuses) or not reply.is_closed:
            house.wrong.append(f'{what}: {reply}')
    for what, request in plain_requests(house.post):
        reply = house.exchange(request + SMUGGLED)
        if len(reply.statuses) != 2 or reply.statuses[1] != 404:
            house.wrong.append(f'{what}, which is sound: {reply}')
    house.finish()
    return f'{len(variants)} variants'


def ambiguous_requests(post):
    for coding in (b'xchunked', b'identity', b'chunked, identity', b'chunked;q=1', b'\x0bchunked', b'chunked\0',
                   b'chunked, chunked', b'"chunked"', b'chunked,', b'chunk'):
        yield f'coding {coding!r}', post + b'Transfer-Encoding: ' + coding + b'\r\n\r\n'
        yield f'coding {coding!r} with a chunk', post + b'Transfer-Encoding: ' + coding + b'\r\n\r\n0\r\n\r\n'
    chunked = post + b'Transfer-Encoding: chunked\r\n'
    yield 'length and chunks', post + b'Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'
    yield 'chunks and length', chunked + b'Content-Length: 4\r\n\r\n0\r\n\r\n'
    yield 'length and no known coding', post + b'Content-Length: 5\r\nTransfer-Encoding: xchunked\r\n\r\nabcde'
    yield 'two lengths', post + b'Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde'
    for length in (b'+5', b'-5', b'0x5', b'5, 6', b'5 5', b'5\x0b', b'9' * 20, b'18446744073709551621', b'', b'5;'):
        yield f'length {length!r}', post + b'Content-Length: ' + length + b'\r\n\r\nabcde'
    yield 'a space before the colon', post + b'Content-Length : 5\r\n\r\nabcde'
    yield 'a folded coding', post + b'Transfer-Encoding:\r\n chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n'
    yield 'a line feed in a chunk extension', chunked + b'\r\n0;a=b\nxx\r\n\r\n'
    yield 'a line feed behind a chunk size', chunked + b'\r\n0\n\r\n'
    yield 'a chunk size too large', chunked + b'\r\nFFFFFFFFFFFFFFFFF\r\n'
    yield 'a negative chunk size', chunked + b'\r\n-1\r\n'
    yield 'a chunk longer than its size', chunked + b'\r\n1\r\nabc\r\n0\r\n\r\n'
    yield 'a chunk size of 0x1', chunked + b'\r\n0x1\r\na\r\n0\r\n\r\n'
    yield 'chunks in HTTP/1.0', chunked.replace(b'HTTP/1.1', b'HTTP/1.0') + b'\r\n0\r\n\r\n'
    yield 'HTTP/9.9', GET.replace(b'HTTP/1.1', b'HTTP/9.9') + b'\r\n'
    yield 'line feeds alone', GET.replace(b'\r\n', b'\n') + b'\n'
    yield 'a space behind a field name', GET + b'X : a\r\n\r\n'
    yield 'a folded field', GET + b'X: a\r\n b\r\n\r\n'
    yield 'NUL in the path', b'GET /healthz\0 HTTP/1.1\r\nHost: localhost\r\n\r\n'
    yield 'a carriage return in the method', b'GE\rT /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n'


def plain_requests(post):
    yield 'chunks', post + b'Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n0\r\n\r\n'
    yield 'CHUNKED', post + b'Transfer-Encoding: CHUNKED\r\n\r\n2\r\n{}\r\n0\r\n\r\n'
    yield 'a length', post + b'Content-Length: 2\r\n\r\n{}'
    yield 'a body with GET', GET + b'Content-Length: 5\r\n\r\nabcde'


def case_foreign_host_is_refused(context):
    """A request for no host, for two, or for one that is not ours is answered with a problem."""
    house = House(context)
    hosts = {
        'no host': b'', 'an empty host': b'Host: \r\n', 'two hosts': b'Host: localhost\r\nHost: evil.example\r\n',
        'the same host twice': b'Host: localhost\r\nHost: localhost\r\n', 'a foreign host': b'Host: evil.example\r\n',
        'a host that begins like ours': b'Host: localhost.evil.example\r\n',
        'credentials': b'Host: localhost@evil.example\r\n', 'a private address': b'Host: 10.0.0.1\r\n',
        'an open bracket': b'Host: [::1\r\n', 'another bracket': b'Host: [::2]\r\n',
        'more behind a bracket': b'Host: [::1].evil.example\r\n',
    }
    for what, host in hosts.items():
        for path in (b'/healthz', b'/v1/status', b'/sign-in', b'/nowhere'):
            reply = house.exchange(b'GET ' + path + b' HTTP/1.1\r\nConnection: close\r\n' + host + b'\r\n')
            is_refused = len(reply.statuses) == 1 and 400 <= reply.statuses[0] < 500
            # The parser refuses some before anything can make a problem of it.
            if not is_refused or not (reply.is_problem or reply.statuses == [400]):
                house.wrong.append(f'{what} for {path.decode()}: {reply}')
    for host in (b'localhost', b'127.0.0.1', b'LocalHost', b'localhost:%d' % house.server.port, b'[::1]', b'[::1]:80'):
        reply = house.exchange(b'GET /healthz HTTP/1.1\r\nHost: ' + host + b'\r\n\r\n')
        if reply.statuses != [200]:
            house.wrong.append(f'{host.decode()}: {reply}')
    house.finish()


def case_huge_header_is_refused(context):
    """Too many, too long and broken header fields end in one refusal and a closed connection."""
    house = House(context)
    requests = {
        '65 fields': GET + b''.join(b'X-%d: a\r\n' % number for number in range(64)),
        '5,000 fields': GET + b''.join(b'X-%d: a\r\n' % number for number in range(5_000)),
        'a field of 9 KB': GET + b'X: ' + b'a' * 9_000 + b'\r\n',
        'a field of 1 MB': GET + b'X: ' + b'a' * 1_000_000 + b'\r\n',
        'a name of 9 KB': GET + b'a' * 9_000 + b': a\r\n',
        '17 KB in all': GET + b''.join(b'X-%d: ' % number + b'a' * 6_000 + b'\r\n' for number in range(3)),
        'a path of 100 KB': b'GET /' + b'a' * 100_000 + b' HTTP/1.1\r\nHost: localhost\r\n',
        'a method of 9 KB': b'G' * 9_000 + b' / HTTP/1.1\r\nHost: localhost\r\n',
        'NUL in a field': GET + b'X: a\0b\r\n', 'no colon': GET + b'nonsense\r\n', 'all bytes': bytes(range(256)) * 8,
        'TLS': bytes.fromhex('160301020001000200030336') + b'x' * 300,
        'HTTP/2': b'PRI * HTTP/2.0\r\n\r\nSM\r\n',
    }
    for what, request in requests.items():
        reply = house.exchange(request + b'\r\n')
        if len(reply.statuses) > 1 or not all(400 <= status < 500 for status in reply.statuses) or not reply.is_closed:
            house.wrong.append(f'{what}: {reply}')
    reply = house.exchange(GET + b''.join(b'X-%d: a\r\n' % number for number in range(60)) + b'\r\n')
    if reply.statuses != [200]:
        house.wrong.append(f'61 fields: {reply}')
    house.finish()


def case_unknown_request_is_a_problem(context):
    """Methods and paths that nothing answers to get a problem, and no more."""
    house = House(context)
    requests = [b'%s %s HTTP/1.1' % (method, path)
                for method in (b'TRACE', b'OPTIONS', b'PROPFIND', b'PATCH', b'DELETE', b'X', b'CONNECT')
                for path in (b'/healthz', b'/v1/signals', b'/v1/status', b'/nowhere', b'*')]
    requests += [b'GET %s HTTP/1.1' % path for path in (
        b'/nowhere', b'/v1', b'/v1/signals', b'/v1/sources', b'/../../etc/passwd', b'/%2e%2e/%2e%2e/etc/passwd', b'/%',
        b'/%zz', b'/%00', b'/.git/config', b'/senang.db', b'/app.css/..', b'/nowhere?' + b'a' * 5_000, b'/nowhere#x',
        b'/\xff')]
    for request in requests:
        reply = house.exchange(request + b'\r\nHost: localhost\r\nConnection: close\r\nX-Told: secret-word\r\n\r\n')
        is_refused = len(reply.statuses) == 1 and 400 <= reply.statuses[0] < 500
        if not is_refused or not (reply.is_problem or reply.statuses == [400]) or b'secret-word' in reply.data:
            house.wrong.append(f'{request[:60]!r}: {reply}')
    for request in (GET.replace(b'HTTP/1.1', b'HTTP/1.0') + b'\r\n',
                    GET + b'Connection: Upgrade\r\nUpgrade: h2c\r\n\r\n',
                    GET + b'Upgrade: websocket\r\nConnection: upgrade\r\n\r\n'):
        reply = house.exchange(request)
        if reply.statuses != [200]:
            house.wrong.append(f'{request[:60]!r}: {reply}')
    for expectation in (b'100-continue', b'nonsense'):
        reply = house.exchange(house.post + b'Expect: ' + expectation + b'\r\nContent-Length: 2\r\n\r\n{}')
        if reply.statuses[-1:] not in ([417], [422]):
            house.wrong.append(f'Expect: {expectation.decode()}: {reply}')
    house.finish()


def case_slow_sender_is_cut_off(context):
    """A body that drips in, or does not come, is cut off in time, and others are served meanwhile.

    In the long form, headers that drip in are cut off too, after a minute.
    """
    house = House(context)
    bodies = [Dripper(house, house.post + b'Content-Length: 900000\r\n\r\n{') for _ in range(100)]
    chunks = [Dripper(house, house.post + b'Transfer-Encoding: chunked\r\n\r\n1\r\n{\r\n', drip=b'1\r\n \r\n')
              for _ in range(100)]
    heads = [Dripper(house, GET + b'X: ') for _ in range(100)] if context.is_long else []
    silent = [Dripper(house, GET, drip=b'') for _ in range(100)] if context.is_long else []
    slowest = drip_until(house, [*bodies, *chunks], seconds=16)
    check(slowest < 1, f'an honest request took {slowest:.1f} s beside slow ones')
    open_bodies = sum(dripper.is_open for dripper in [*bodies, *chunks])
    check(open_bodies == 0, f'{open_bodies} of 200 bodies that drip in are open after 16 s')
    if context.is_long:
        drip_until(house, [*heads, *silent], seconds=62)
        open_heads = sum(dripper.is_open for dripper in [*heads, *silent])
        check(open_heads == 0, f'{open_heads} of 200 half headers are open after 78 s')
    house.finish()


class Dripper:
    """A connection that sends a byte a second."""

    def __init__(self, house, start, drip=b'a'):
        self.connection = socket.create_connection(('127.0.0.1', house.server.port), timeout=5)
        self.connection.sendall(start)
        self.drip = drip
        self.is_open = True

    def send(self):
        """Sends a little more, unless the other end has closed."""
        try:
            if select.select([self.connection], [], [], 0)[0] and not self.connection.recv(65_536):
                self.is_open = False
            else:
                self.connection.sendall(self.drip)
        except OSError:
            self.is_open = False
        if not self.is_open:
            self.connection.close()


def drip_until(house, drippers, seconds):
    """Drips once a second until all are cut off; answers the slowest honest request meanwhile."""
    sender = Sender(house.server.port, house.key)
    slowest = 0
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and any(dripper.is_open for dripper in drippers):
        for dripper in drippers:
            if dripper.is_open:
                dripper.send()
        slowest = max(slowest, sender.send([signal('honest')]).seconds)
        time.sleep(1)
    return slowest


def case_bodies_on_their_way_are_bounded(context):
    """Many large bodies that are never finished do not take up memory without a bound."""
    house = House(context)
    size = 8 << 20
    connections = []
    for _ in range(80):
        connection = socket.create_connection(('127.0.0.1', house.server.port), timeout=1)
        connections.append(connection)
        try:
            connection.sendall(house.post + b'Content-Length: %d\r\n\r\n' % size + b' ' * (size - 1))
        except OSError:  # Refused, or made to wait: both bound what is kept.
            continue
    memory = house.server.memory_bytes()
    for connection in connections:
        connection.close()
    if memory > MEMORY_BYTES_MAX:
        house.wrong.append(f'{memory >> 20} MiB of memory for 80 unfinished bodies of 8 MiB')
    house.finish()
    return f'{memory >> 20} MiB of memory'
