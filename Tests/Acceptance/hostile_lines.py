"""Lines that are no good signals, each with the codes it may be refused with."""
import json
from datetime import datetime, timedelta, timezone

from signals import now_milliseconds, signal

REQUIRED = ('id', 'token', 'kind', 'zone', 'at')
NOT_JSON = {'malformedJSON'}
LINE_BYTES_MAX = 4_096


def text(**fields):
    """A good signal's JSON with some fields changed or added."""
    return json.dumps(signal('hostile', **fields), ensure_ascii=False).encode()


def raw(**fields):
    """A good signal's JSON with some values put in as the bytes they are."""
    good = {name: json.dumps(value).encode() for name, value in signal('hostile').items()}
    return b'{' + b','.join(b'"%s":%s' % (name.encode(), value) for name, value in {**good, **fields}.items()) + b'}'


def rfc3339(milliseconds, offset_minutes=0, mark='T', zulu=None):
    """A moment as a site may write it."""
    zone = timezone(timedelta(minutes=offset_minutes))
    moment = datetime.fromtimestamp(milliseconds / 1_000, zone)
    offset = zulu or moment.strftime('%z')[:3] + ':' + moment.strftime('%z')[3:]
    return moment.strftime(f'%Y-%m-%d{mark}%H:%M:%S.') + f'{milliseconds % 1_000:03d}' + offset


def good_lines():
    """Odd lines that are good all the same, by what is odd."""
    now = now_milliseconds()
    lines = {f'offset {minutes} minutes': text(at=rfc3339(now, minutes)) for minutes in (0, 1, -1, 330, 1_439, -1_439)}
    lines.update({
        'Z': text(at=rfc3339(now, zulu='Z')),
        'z and t': text(at=rfc3339(now, mark='t', zulu='z')),
        'a space for T': text(at=rfc3339(now, mark=' ', zulu='Z')),
        'offset -00:00': text(at=rfc3339(now, zulu='-00:00')),
        'an escaped field name': raw().replace(b'"id"', b'"\\u0069d"'),
        'an escaped value': raw(kind=b'"\\u0074ap"'),
        'an identifier of 64': text(id='i' * 64, token='t' * 64, reader='r' * 64),
        'the weakest and the strongest signal': raw(rssi=b'-127'),
        'rssi 0': raw(rssi=b'0'),
        'white space': b' \t' + raw().replace(b':', b' : ').replace(b',', b' ,\t') + b'\r',
        'fields in another order': json.dumps(dict(reversed(signal('hostile').items()))).encode(),
    })
    return lines


def bad_lines():
    """(what, line, codes it may be refused with)."""
    yield from _malformed()
    yield from _shapes()
    yield from _identifiers()
    yield from _numbers()
    yield from _times()


def _malformed():
    broken = {
        'words': b'nonsense', 'an open brace': b'{', 'no value': b'{"id":}', 'a trailing comma': raw()[:-1] + b',}',
        'single quotes': raw().replace(b'"', b"'"), 'a comment': raw()[:-1] + b'/* */}', 'cut off': raw()[:-9],
        'NaN': raw(at=b'NaN'), 'Infinity': raw(at=b'-Infinity'), '1e400': raw(at=b'1e400'),
        'hexadecimal': raw(at=b'0x10'),
        'a leading zero': raw(at=b'01795315812576'), 'a plus sign': raw(at=b'+1795315812576'),
        'a naked NUL': raw(id=b'"a\0b"'), 'NUL behind it': raw() + b'\0', 'a control character': raw(id=b'"a\x01b"'),
        'a lone high surrogate': raw(id=b'"\\ud800"'), 'a lone low surrogate': raw(id=b'"\\udc00"'),
        'invalid UTF-8': raw(id=b'"\xff"'), 'overlong UTF-8': raw(id=b'"\xc0\xaf"'),
        'a surrogate in UTF-8': raw(id=b'"\xed\xa0\x80"'), 'cut-off UTF-8': raw(id=b'"\xe2\x82"'),
        'a byte order mark': b'\xef\xbb\xbf' + raw(), 'a comma behind it': raw() + b',',
        'a bad escape': raw(id=b'"\\x41"'), 'deep arrays': b'[' * 2_000 + b']' * 2_000,
        'an open string': b'{"id":"' + b'a' * 100,
        'UTF-16': raw().decode().encode('utf-16-be'),
    }
    for what, line in broken.items():
        yield what, line, NOT_JSON
    for size in (LINE_BYTES_MAX + 1, 100_000):
        filler = b'a' * (size - len(raw(id=b'""')))
        yield f'a line of {size:,} bytes', raw(id=b'"' + filler + b'"'), {'lineTooLong', 'invalidIdentifier'}


def _shapes():
    for line in (b'[]', b'[[]]', b'1', b'-0', b'"text"', b'null', b'true', b'[' * 500 + b']' * 500):
        yield f'{line[:20].decode()} for an object', line, {'notAnObject'}
    yield 'an empty object', b'{}', {'missingField'}
    yield 'deep objects', b'{"id":' * 500 + b'1' + b'}' * 500, {'missingField'}
    for name in REQUIRED:
        rest = {key: value for key, value in signal('hostile').items() if key != name}
        yield f'no {name}', json.dumps(rest).encode(), {'missingField'}
        yield f'{name} twice', raw()[:-1] + b',"%s":%s}' % (name.encode(), raw_value(name)), {'duplicateField'}
        for value in (b'null', b'true', b'[]', b'{}', b'["hostile"]'):
            yield f'{name} {value.decode()}', raw(**{name: value}), {'wrongType'}
    yield 'id twice, once escaped', raw()[:-1] + b',"\\u0069d":"other"}', {'duplicateField'}
    for name in ('extra', '__proto__', 'constructor', 'ID', 'id ', '', 'recordedAt', 'sequence', 'source', 'i\u0307d'):
        yield f'a field {name!r}', text(**{name: 'x'}), {'unknownField'}
    for name in ('id', 'token', 'kind', 'zone'):
        yield f'{name} a number', raw(**{name: b'7'}), {'wrongType'}


def raw_value(name):
    return json.dumps(signal('hostile')[name]).encode()


def _identifiers():
    texts = {
        'empty': '', '65 characters': 'a' * 65, 'é': 'é', 'e and an accent': 'e\u0301', 'the Kelvin sign': '\u212a',
        'a Cyrillic a': '\u0430bc', 'a full-width a': '\uff41', 'zero width': 'a\u200bb', 'right to left': 'a\u202eb',
        'an emoji': '😀', 'a space': 'a b', 'a path': '../../etc/passwd', 'NUL': 'a\0b',
        'a quote': "a'; DROP TABLE x;--",
        'markup': '<script>', 'a line break': 'a\nb', 'a dot': 'a.b', 'a colon': 'a:b', 'a percent sign': '%00',
        'a noncharacter': '\uffff', 'outside the first plane': '\U0001d41a', 'a tab': 'a\t',
    }
    for what, value in texts.items():
        for name in ('id', 'token', 'zone', 'reader'):
            yield f'{name} with {what}', json.dumps(signal('hostile', **{name: value})).encode(), {'invalidIdentifier'}
    for value in ('', 'TAP', 'taps', 'enter ', 'tap\0', 'leave', '\u202etap', 'k' * 300):
        yield f'kind {value[:9]!r}', text(kind=value), {'unknownKind'}
    for value in ('nowhere', 'SHOP', 'shop-', 's' * 64):
        yield f'zone {value[:9]!r}', text(zone=value), {'unknownZone'}


def _numbers():
    for value in ('0', '-0', '-1', '1', '946684799999', '4102444800000', '9223372036854775807', '-9223372036854775808'):
        yield f'at {value}', raw(at=value.encode()), {'outOfRange'}
    for value in ('1.5', '1795315812576.0', '1.795315812576e12', '-0.0', '9223372036854775808', '18446744073709551615'):
        yield f'at {value}', raw(at=value.encode()), {'wrongType'}
    for value in ('18446744073709551616', '1' * 400, '-9223372036854775809'):
        yield f'at {value[:24]}', raw(at=value.encode()), {'wrongType', 'malformedJSON'}
    for value in ('1', '-128', '127', '-32769', '65536', '-9223372036854775808', '9223372036854775807'):
        yield f'rssi {value}', raw(rssi=value.encode()), {'outOfRange'}
    for value in ('-1.0', '1e1', '"-40"', 'null', '[]'):
        yield f'rssi {value}', raw(rssi=value.encode()), {'wrongType'}


def _times():
    never = (
        '2026-02-30T10:00:00Z', '2025-02-29T10:00:00Z', '2100-02-29T10:00:00Z', '2026-04-31T10:00:00Z',
        '2026-13-01T10:00:00Z', '2026-00-10T10:00:00Z', '2026-01-00T10:00:00Z', '2026-01-32T10:00:00Z',
        '2026-01-01T24:00:00Z', '2026-01-01T23:60:00Z', '2026-06-30T23:59:60Z', '2016-12-31T23:59:60Z',
        '2026-01-01T10:00:00', '2026-01-01', '2026-01-01T10:00Z', '2026-01-01T10:00:00+24:00', '2026-01-01T10:00:00+02',
        '2026-01-01T10:00:00+0200', '2026-01-01T10:00:00+02:60', '2026-01-01T10:00:00,5Z', '2026-01-01T10:00:00.Z',
        '2026-01-01T10:00:00.1234567890Z', '10000-01-01T00:00:00Z', '+2026-01-01T10:00:00Z', '-001-01-01T10:00:00Z',
        '26-01-01T10:00:00Z', '2026-1-1T1:0:0Z', '2026-W01-1T10:00:00Z', '2026-001T10:00:00Z', '20260101T100000Z',
        'now', '', ' 2026-01-01T10:00:00Z', '2026-01-01T10:00:00Z ', '2026-01-01T10:00:00ZZ', '1795315812576', '1e3',
        '２０２６-01-01T10:00:00Z', '2026-01-01T10:00:00\u2212\u0030\u0032:00', '2026-01-01T10:00:00Z\0',
        'T' * 3_000,
        '2026-01-01T10:00:00 +02:00', '2026-01-01_10:00:00Z', '2026-01-01T-1:00:00Z',
    )
    for value in never:
        yield f'at {value[:40]!r}', json.dumps(signal('hostile', at=value)).encode(), {'invalidTime'}
    outside = (
        '0000-01-01T00:00:00Z', '0001-01-01T00:00:00Z', '1969-12-31T23:59:59Z', '1999-12-31T23:59:59.999Z',
        '2000-01-01T00:30:00+01:00', '2100-01-01T00:00:00Z', '2099-12-31T23:30:00-01:00', '9999-12-31T23:59:59.999Z',
        '9999-12-31T23:59:59-23:59', '0000-01-01T00:00:00+23:59',
    )
    for value in outside:
        yield f'at {value}', text(at=value), {'outOfRange'}
    for value in ('2000-01-01T00:00:00Z', '2000-02-29T10:00:00Z', '2024-02-29T10:00:00Z'):
        yield f'at {value}', text(at=value), {'tooLate'}
    ahead = now_milliseconds() + 6 * 60_000
    for value in (ahead, rfc3339(ahead), '2099-12-31T23:59:59.999Z', '2096-02-29T10:00:00Z'):
        yield f'at {value}, in the future', text(at=value), {'inTheFuture'}
