"""Bodies from a sender that is broken or wants to break something."""
import gzip
import json
import zlib

from context import check
from hostile_lines import NOT_JSON, bad_lines, good_lines, raw
from signals import Sender, signal

BODY_BYTES_MAX = 8 << 20
MEMORY_BYTES_MAX = 512 << 20


class House:
    """A server that is sent bad things between good ones."""

    def __init__(self, context):
        self.server = context.server()
        self.server.start()
        self.key = self.server.open_source('reader', lateness_seconds=60)
        self.sender = Sender(self.server.port, self.key)
        self.count = 0
        self.wrong = []

    def good(self):
        self.count += 1
        return json.dumps(signal(f'good-{self.count}')).encode()

    def post(self, what, body, headers=None):
        """Sends a body; notes it when the answer is an outage, none at all, or slow thrice over."""
        fastest = None
        for _ in range(3):
            try:
                answer = self.sender.post(body, headers)
            except OSError as error:
                self.wrong.append(f'{what}: {error!r}')
                check(self.server.is_running, f'{what}: the process ended with {self.server.process.poll()}')
                self.sender.close()
                return None
            fastest = answer.seconds if fastest is None else min(fastest, answer.seconds)
            if fastest < 1:
                break
        if answer.status >= 500:
            self.wrong.append(f'{what}: {answer}')
        if fastest >= 1:
            self.wrong.append(f'{what}: answered after {fastest:.1f} s, with {len(answer.data):,} bytes')
        return answer

    def expect_problem(self, what, body, headers=None, status=range(400, 500)):
        answer = self.post(what, body, headers)
        if answer and not (answer.is_problem and answer.status in status):
            self.wrong.append(f'{what}: {answer}')
        return answer

    def expect_one_refused(self, what, body, codes):
        """The middle one of three signals is refused and the others are taken in."""
        answer = self.post(what, body)
        if answer is None:
            return
        fields = answer.fields
        refused = [(line['index'], line['code'] in codes) for line in fields.get('refused', [])]
        if answer.status != 200 or fields['accepted'] != 2 or refused != [(1, True)]:
            self.wrong.append(f'{what} between two good ones: {answer}')

    def finish(self):
        answer = self.post('a good signal after all this', b'[' + self.good() + b']')
        if answer and answer.status != 200:
            self.wrong.append(f'a good signal after all this: {answer}')
        if self.server.memory_bytes() > MEMORY_BYTES_MAX:
            self.wrong.append(f'{self.server.memory_bytes() >> 20} MiB of memory')
        check(not self.wrong, f'{len(self.wrong)} wrong: ' + ' | '.join(self.wrong[:6]))


def case_bad_line_is_refused_by_itself(context):
    """Each bad line is refused with its code, alone and between good ones, and the good ones are
    taken in."""
    house = House(context)
    count = 0
    for what, line, codes in bad_lines():
        count += 1
        answer = house.expect_problem(what, line)
        if answer and answer.is_problem and 'refused' in answer.fields:
            found = answer.fields['refused'][0]['code']
            if found not in codes:
                house.wrong.append(f'{what}: refused as {found}')
        house.expect_one_refused(what, b'\n'.join([house.good(), line, house.good()]), codes)
        array = b'[%s,%s,%s]' % (house.good(), line, house.good())
        if codes == NOT_JSON:
            house.expect_problem(what + ', in an array', array)
        elif 'malformedJSON' not in codes:
            house.expect_one_refused(what + ', in an array', array, codes)
    house.finish()
    return f'{count} lines'


def case_odd_line_is_taken_in(context):
    """Odd lines that follow the rules are taken in."""
    house = House(context)
    for number, (what, line) in enumerate(good_lines().items()):
        line = line.replace(b'"hostile"', b'"odd-%d"' % number)
        answer = house.post(what, line)
        if answer and (answer.status != 200 or answer.fields['accepted'] != 1):
            house.wrong.append(f'{what}: {answer}')
    house.finish()


def case_line_is_judged_alike_in_any_company(context):
    """A line that is taken in alone is taken in beside a bad one, too."""
    house = House(context)
    forms = {what: line for what, line in good_lines().items()}
    forms['spaces up to 5,000 bytes behind it'] = raw() + b' ' * 5_000
    forms['two on a line'] = raw() + raw(id=b'"second"')
    forms['over several lines'] = json.dumps(signal('hostile'), indent=1).encode()
    forms['a form feed behind it'] = raw() + b'\f'
    forms['a record separator before it'] = b'\x1e' + raw()
    for number, (what, line) in enumerate(forms.items()):
        line = line.replace(b'"hostile"', b'"form-%d"' % number).replace(b'"second"', b'"second-%d"' % number)
        alone = accepted(house.post(what, line))
        beside = accepted(house.post(what + ' beside a bad one', line + b'\n{}'))
        if alone != beside:
            house.wrong.append(f'{what}: {alone} taken in alone, {beside} beside a bad line')
    house.finish()


def accepted(answer):
    """How many signals of a body are in the journal now."""
    return answer.fields['accepted'] + answer.fields['repeated'] if answer and answer.status == 200 else 0


def case_body_is_refused_as_a_whole(context):
    """Empty, huge, encoded and otherwise odd bodies are answered with a problem, at once."""
    house = House(context)
    for what, body, headers in odd_bodies(house):
        house.expect_problem(what, body, headers)
    house.expect_problem('a byte too many', b' ' * (BODY_BYTES_MAX + 1), status=[413])
    house.expect_problem('a byte too many, all good',
                         (house.good() + b'\n') * (BODY_BYTES_MAX // len(house.good())), status=[413])
    house.finish()


def odd_bodies(house):
    good = house.good()
    lines = good + b'\n' + house.good()
    yield 'nothing', b'', None
    yield 'white space', b' \t\r\n' * 9, None
    yield 'an empty array', b'[]', None
    yield 'an array of nothing', b'[,]', None
    yield 'an open array', b'[' + good, None
    yield 'an array and more', b'[' + good + b'] x', None
    yield 'two arrays', b'[' + good + b'][' + good + b']', None
    for encoding in ('utf-16', 'utf-16-be', 'utf-16-le', 'utf-32'):
        yield encoding, (b'[' + good + b']').decode().encode(encoding), None
    yield 'a byte order mark and an array', b'\xef\xbb\xbf[' + good + b']', None
    yield 'gzip that is not declared', gzip.compress(lines), None
    yield 'gzip', gzip.compress(lines), {'Content-Encoding': 'gzip'}
    yield 'a gzip bomb', gzip.compress(bytes(50 << 20)), {'Content-Encoding': 'gzip'}
    yield 'deflate', zlib.compress(lines), {'Content-Encoding': 'deflate'}
    yield 'brotli that is none', lines, {'Content-Encoding': 'br'}
    for kind in ('text/plain', 'application/xml', 'multipart/form-data; boundary=x', 'application/json-seq',
                 'application/x-www-form-urlencoded', 'application/cloudevents+json', 'garbage', '', '/', 'a' * 4_000):
        yield f'content type {kind[:40]!r}', lines, {'Content-Type': kind}


def case_large_body_is_answered_at_once(context):
    """Bodies that cost the most to read are answered within a second, and memory stays bounded."""
    house = House(context)
    for what, body in large_bodies():
        house.expect_problem(what, body)
    once = house.server.memory_bytes()
    for what, body in large_bodies():
        house.sender.post(body)
    grown = house.server.memory_bytes() - once
    if grown > 64 << 20:
        house.wrong.append(f'memory grew by {grown >> 20} MiB at the second time')
    house.finish()
    return f'{house.server.memory_bytes() >> 20} MiB of memory'


def large_bodies():
    size = BODY_BYTES_MAX
    for byte in (b' ', b'\n', b'[', b'{', b'"', b'\\', b'1', b'x', b'\0', b'\xff', b','):
        yield f'8 MiB of {byte!r}', byte * size
    for unit in (b'{"id":', b'[[],', b'"a",', b'{"a":1},', b'{"id":1,"id":1},', b'[1]\n', b'""\n'):
        yield f'8 MiB of {unit!r}', unit * (size // len(unit))
        yield f'an array of 8 MiB of {unit!r}', b'[' + unit * (size // len(unit) - 1) + b'0]'
    yield '50,001 good signals', b'\n'.join(json.dumps(signal(f'm-{number}')).encode() for number in range(50_001))
    yield '50,001 signals in an array', b'[' + b','.join([b'{}'] * 50_001) + b']'
    yield '50,000 empty objects', b'{}\n' * 50_000
    yield '50,000 words', b'x\n' * 50_000
    yield '50,000 numbers in an array', b'[' + b','.join([b'0'] * 50_000) + b']'
    yield '50,000 lines with a bad zone', (raw(zone=b'"nowhere"') + b'\n') * 50_000
    yield '2,000 lines of 4 KB', (b'"' + b'a' * 4_090 + b'"\n') * 2_000


def case_unknown_sender_is_turned_away(context):
    """Without a source's key nothing is read, whatever is sent as a key."""
    house = House(context)
    closed = house.server.open_source('closed')
    house.server.operate('POST', '/v1/sources/closed/close')
    keys = ['', 'x', house.key[:-1], house.key + 'x', house.key.swapcase(), house.server.token, closed, 'a' * 7_000,
            '%00', '\xe9', "' OR 1=1 --"]
    body = b'[' + house.good() + b']'
    for key in keys:
        house.expect_problem(f'key {key[:20]!r}', body, {'Authorization': 'Bearer ' + key}, status=[401])
    for value in ('', 'Bearer', 'Basic ' + house.key, 'Bearer  ' + house.key, house.key):
        house.expect_problem(f'authorization {value[:9]!r}', b'[]', {'Authorization': value}, status=[401])
    house.finish()


def case_operator_body_is_refused(context):
    """No body or path of an operator's request, and no page's form, brings the server down."""
    house = House(context)
    bodies = [b'', b'{}', b'[]', b'null', b'1', b'"', b'\xff', b'[' * 60_000, b'{"id":' * 5_000, b' ' * 70_000,
              b'{"id":"a","mode":"live","latenessSeconds":1e300}', b'{"id":"a","mode":"live","latenessSeconds":-1}',
              b'{"id":"a","mode":"live","latenessSeconds":9223372036854775807}',
              b'{"id":"a","mode":"live","latenessSeconds":1.5}', b'{"id":"a","mode":"LIVE"}',
              b'{"id":"","mode":"live"}', b'{"id":"\\ud800","mode":"live"}', '{"id":"é","mode":"live"}'.encode(),
              b'{"token":"a","person":"b","facts":[' + b'"x",' * 9_000 + b'"x"]}',
              b'{"token":"a","person":"b","facts":[null]}', b'{"token":"a","person":""}',
              '{"id":"x","mode":"live"}'.encode('utf-16')]
    names = ['', 'nobody', '%00', '%ff', 'a' * 5_000, '..', '%2e%2e%2f', 'é'.encode().hex(), '9' * 400, '-1']
    paths = ('/v1/sources', '/v1/links', '/v1/status', '/v1/sources/reader/close/more')
    requests = [('POST', path, body) for path in paths for body in bodies]
    requests += [(method, path.format(name), b'{}') for name in names for method, path in (
        ('POST', '/v1/sources/{}/close'), ('DELETE', '/v1/links/{}'), ('DELETE', '/v1/people/{}'),
        ('POST', '/cues/{}/take'), ('POST', '/cues/1/{}'), ('GET', '/welcome/{}'), ('GET', '/{}'), ('POST', '/{}'))]
    requests += [('POST', '/sign-in', body) for body in (
        b'', b'name=&password=', b'name=%00&password=%ff', b'name=' + b'a' * 15_000, b'&' * 15_000, b'=' * 15_000,
        b'name=a&name=b&password=c', b'%', b'name[a][b]=c' * 1_000, b'a' * 20_000)]
    for method, path, body in requests:
        what = f'{method} {path[:40]} {body[:40]!r}'
        try:
            answer, data = house.server.ask(method, path, body, {'Content-Type': 'application/x-www-form-urlencoded'})
        except OSError as error:
            house.wrong.append(f'{what}: {error!r}')
            continue
        if answer.status >= 500:
            house.wrong.append(f'{what}: {answer.status} {data[:100]!r}')
    house.finish()
    return f'{len(requests)} requests'
