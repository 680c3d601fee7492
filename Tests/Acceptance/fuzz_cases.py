"""Bodies at random, from a seed."""
import json
import random

from context import check
from hostile_cases import House
from signals import signal

WORDS = (
    b'{', b'}', b'[', b']', b',', b':', b'"', b'\\', b'\n', b'\r\n', b'\0', b'\xff', b'\xef\xbb\xbf', b'\xe2\x80\xae',
    b'null', b'true', b'NaN', b'1e400', b'-0', b'-1', b'9223372036854775808', b'1' * 300, b'\\u0000', b'\\ud800',
    b'"id":', b'"at":', b'"rssi":-40', b'"kind":"enter"', b'{"id":"a"}', b'2026-02-30T24:00:60Z', b' ' * 5_000,
    b'[' * 1_100,
)


def case_random_bodies_break_nothing(context):
    """Random changes to good bodies are never answered with an outage, and the server goes on."""
    house = House(context)
    count = context.pick(3_000, 300_000)
    statuses = {}
    for number in range(count):
        chance = random.Random(f'{context.seed}-{number}')
        body = mutated(good_body(number, chance), chance)
        answer = house.post(f'seed {context.seed}, body {number}', body)
        if answer:
            statuses[answer.status] = statuses.get(answer.status, 0) + 1
    check(statuses.get(200, 0) > count / 20 and statuses.get(400, 0) + statuses.get(422, 0) > count / 20,
          f'the bodies are not of all kinds: {statuses}')
    house.finish()
    return f'answers {dict(sorted(statuses.items()))}'


def good_body(number, chance):
    extras = ({}, {'rssi': -40}, {'reader': 'r-1'}, {'at': '2026-07-14T10:05:00.250+02:00'})
    signals = [signal(f'{number}-{index}', kind=chance.choice(('enter', 'exit', 'tap')), **chance.choice(extras))
               for index in range(chance.randint(1, 6))]
    if chance.random() < 0.5:
        return json.dumps(signals).encode()
    return '\n'.join(map(json.dumps, signals)).encode()


def mutated(body, chance):
    body = bytearray(body)
    for _ in range(chance.choice((1, 1, 2, 5))):
        place = chance.randrange(len(body) + 1)
        end = min(len(body), place + chance.randint(1, 40))
        match chance.randrange(6):
            case 0 if body:
                body[place % len(body)] ^= 1 << chance.randrange(8)
            case 1:
                del body[place:end]
            case 2:
                body[place:place] = body[place:end]
            case 3:
                body[place:place] = chance.choice(WORDS)
            case 4:
                body[place:end] = chance.choice(WORDS)
            case 5:
                del body[place:]
    return bytes(body)
