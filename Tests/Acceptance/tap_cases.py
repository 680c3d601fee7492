"""Readers that ask the server: what they show, what is done once, and whom blue calls."""
import json
import os
import random
import time
from datetime import datetime, timedelta, timezone

from door_cases import ANNA, BRAM, CONTEXT, FILE, META, sun
from floor_cases import member
from money_cases import balance, sent
from page_cases import Stream
from queue_cases import Lines, asked

BANK, TILL = 'bank', 'till-1'
# Who is near is looked up once a second.
LOOK_SECONDS = 1.2
QUIET_SECONDS = 1.0
NEVER_SHOWN = ('denied', 'refused', 'insufficient', 'balance', 'geweigerd', 'saldo', 'verboden')


def keys(context):
    """The file of the house's band keys."""
    path = context.path('house-bands.json')
    with open(path, 'w', encoding='utf-8') as file:
        json.dump({'keys': [{'number': 1, 'meta': META.hex(), 'file': FILE.hex(), 'context': CONTEXT.hex()}]}, file)
    os.chmod(path, 0o600)
    return path


def moment(hours):
    return (datetime.now(timezone.utc) + timedelta(hours=hours)).strftime('%Y-%m-%dT%H:%M:%SZ')


class Readers:
    """The park's server with two bands given out, a till and a gate."""

    def __init__(self, stage):
        self.house = stage.house
        self.count = 0
        self.counters = {ANNA: 0, BRAM: 0}
        self.keys = {name: self.house.open_source(name, lateness_seconds=0) for name in (TILL, 'gate-1')}
        sent(self.house, self.house.token,
             {'account': BANK, 'kind': 'house', 'currency': 'EUR', 'may_be_negative': True},
             {'account': TILL, 'kind': 'shop', 'currency': 'EUR'})
        self.people = {}
        for band, language, mode in ((ANNA, 'nl', 'assisted'), (BRAM, 'en', 'tap-only')):
            self.people[band] = self.house.operate('POST', '/v1/bands', {
                'band': band, 'language': language, 'mode': mode,
                'rights': [{'zones': ['coaster'], 'from': moment(-1), 'until': moment(8)}]})
            sent(self.house, self.house.token, {
                'id': f'start-{band}', 'kind': 'deposit', 'from': BANK, 'to': self.people[band]['account'],
                'amount': 2000})

    def shown(self, band):
        """What the band tells the next time that it is read."""
        self.counters[band] += 1
        return sun(band, self.counters[band])

    def body(self, text, wish='hello', zone='warung', **more):
        self.count += 1
        return {'id': f'tap-{self.count}', 'zone': zone, 'text': text, 'for': wish, **more}

    def send(self, body, source=TILL):
        """The status and the answer to a tap."""
        raw = body if isinstance(body, (bytes, str)) else json.dumps(body)
        status, text, _ = self.house.send('POST', '/v1/taps', raw, Authorization='Bearer ' + self.keys[source])
        return status, json.loads(text)

    def tap(self, *told, source=TILL, **more):
        status, answer = self.send(self.body(*told, **more), source)
        assert status == 200, f'{status} {answer}'
        return answer

    def balance(self, band):
        return balance(self.house, self.people[band]['account'])


def staged(context):
    return Lines(context, browses=False, extra=['--band-keys', keys(context)])


def case_taps_answered(context):
    """A reader shows green or calm blue with one line in the language of whoever tapped, and never why."""
    with staged(context) as stage:
        readers = Readers(stage)
        taps = [
            (readers.shown(ANNA), 'hello', {}, 'seen', 'nl'), (readers.shown(BRAM), 'hello', {}, 'seen', 'en'),
            (ANNA, 'hello', {}, 'seen', 'nl'), ('B-1234', 'hello', {}, 'seen', 'nl'),
            (readers.shown(ANNA), 'key', {'door': 'coaster-gate'}, 'opened', 'nl'),
            (readers.shown(ANNA), 'key', {'door': 'wheel-gate'}, 'notGranted', 'nl'),
            (readers.shown(ANNA), 'pay', {'amount': 500, 'currency': 'EUR'}, 'paid', 'nl'),
            (readers.shown(BRAM), 'pay', {'amount': 2001}, 'insufficientFunds', 'en'),
            (readers.shown(BRAM), 'pay', {'amount': 500, 'currency': 'JPY'}, 'currencyDiffers', 'en'),
            (readers.shown(BRAM), 'pass', {}, 'unknownQueue', 'en'),
            (ANNA, 'pay', {'amount': 1}, 'bareIdentifier', 'nl'), (f'uid={ANNA}', 'key', {}, 'bareIdentifier', 'nl'),
            (sun(ANNA, 99, meta=FILE), 'key', {}, 'forged', 'nl'), ('what is this?', 'key', {}, 'unreadable', 'nl'),
            (sun('04000000000001', 1), 'pay', {'amount': 1}, 'unknownBand', 'nl')]
        lines = {}
        for text, wish, more, code, language in taps:
            answer = readers.tap(text, wish, **more)
            isGreen = code in ('seen', 'opened', 'paid')
            stage.check(answer['code'] == code and answer['light'] == ('green' if isGreen else 'blue'),
                        f'{wish} of {text[:20]} is answered {answer["light"]} {answer["code"]}, not {code}')
            stage.check(answer['language'] == language, f'{code} is told in {answer["language"]}')
            told = [word for word in NEVER_SHOWN if word in answer['line'].lower()]
            stage.check(answer['line'] and not told, f'a line says {told}: {answer["line"]}')
            lines[code, language] = answer['line']
        stage.check(lines['insufficientFunds', 'en'] == lines['currencyDiffers', 'en'],
                    "two reasons of somebody's money read differently")
        stage.check(lines['seen', 'nl'] != lines['seen', 'en'], 'both languages say the same')
        stage.check((readers.balance(ANNA), readers.balance(BRAM)) == (1500, 2000), 'blue took money, or green did not')


def case_taps_once(context):
    """A tap that is sent again is answered as before and booked once, and what was shown is never good twice."""
    with staged(context) as stage:
        readers = Readers(stage)
        body = readers.body(readers.shown(ANNA), 'pay', amount=300)
        answers = [readers.send(body) for _ in range(5)]
        stage.check(all(answer == answers[0] for answer in answers), 'the same tap is answered differently')
        stage.check(readers.balance(ANNA) == 1700, f'the same tap was booked more than once: {readers.balance(ANNA)}')
        for other in ({**body, 'amount': 301}, {**body, 'text': readers.shown(ANNA)}):
            stage.check(readers.send(other)[1]['code'] == 'idTaken', 'another tap passes under a name that was answered')
        again = readers.tap(body['text'], 'pay', amount=300)
        stage.check(again['code'] == 'replayed', f'what was shown is good twice: {again["code"]}')
        stage.check(readers.balance(ANNA) == 1700, 'what was shown before was paid with')


def case_taps_killed(context):
    """Killed between, a till pays once whatever it sends again, and what was shown before stays blue after each start."""
    with staged(context) as stage:
        readers, chance, paid = Readers(stage), random.Random(context.seed), 0
        for round in range(context.pick(4, 20)):
            bodies = [readers.body(readers.shown(ANNA), 'pay', amount=chance.randint(1, 9)) for _ in range(5)]
            first = [readers.send(body) for body in bodies]
            stage.house.kill()
            stage.house.start()
            second = [readers.send(body) for body in bodies]
            stage.check(first == second, f'round {round}: the same taps are answered differently after a start')
            stage.check(all(answer['light'] == 'green' for _, answer in first), f'round {round}: {first}')
            paid += sum(body['amount'] for body in bodies)
            stage.check(readers.balance(ANNA) == 2000 - paid, f'round {round}: {readers.balance(ANNA)} of {2000 - paid}')
            replay = readers.tap(bodies[-1]['text'], 'key', door='coaster-gate')
            stage.check(replay['code'] == 'replayed', f'round {round}: opened by what was shown before: {replay}')
        # By a snapshot too: the end of the server writes one.
        stage.house.stop()
        stage.house.start()
        stage.check(readers.tap(bodies[0]['text'])['code'] == 'replayed', 'a snapshot has lost a counter')
        stage.check(readers.tap(readers.shown(ANNA))['light'] == 'green', 'a fresh reading is refused after starts')


def case_blue_calls(context):
    """Blue is on the screen of the zone within a second and on no other, once, and goes when the same band gets green."""
    with staged(context) as stage:
        house, readers = stage.house, Readers(stage)
        admin = house.first_administrator()
        near = Stream(house, member(house, admin, 'hanna', zones='warung'))
        far = Stream(house, member(house, admin, 'piet', zones='pancakes'))
        near.until('the stream begins', b'event: clock')
        far.until('the stream begins', b'event: clock')
        time.sleep(LOOK_SECONDS)
        answer = readers.tap(readers.shown(BRAM), 'pay', amount=2001)
        stage.check(answer['light'] == 'blue', f'{answer}')
        near.until('the call of somebody who only taps', b'calm-blue-pay', 1)
        told = near.bytes.decode()
        stage.check(BRAM not in told and readers.people[BRAM]['person'] not in told, 'a call names who only taps')
        stage.check('"reader":"till-1"' in told, f'a call does not say where: {told[-400:]}')
        for _ in range(9):
            readers.tap(readers.shown(BRAM), 'pay', amount=2001)
        readers.tap(ANNA, 'key')
        near.until('a bare number calls too', b'calm-blue-band', 1)
        stage.check(near.bytes.count(b'"e":"issued","rule":"calm-blue') == 2, 'ten taps of one band raised more than one call')
        readers.tap(readers.shown(BRAM), 'pay', amount=1)
        near.until('the call goes when the same band gets green', b'"e":"withdrawn"', 1)
        time.sleep(QUIET_SECONDS)
        far.socket.settimeout(0.2)
        try:
            far.bytes += far.socket.recv(65_536)
        except TimeoutError:
            pass
        stage.check(b'calm-blue' not in far.bytes, 'a call is shown where nobody can help')
        near.close()
        far.close()


def case_blue_calls_nearest(context):
    """With nobody at the reader's zone, blue calls those behind its doors; with nobody there either, everybody."""
    with staged(context) as stage:
        house, readers = stage.house, Readers(stage)
        admin = house.first_administrator()
        lead = Stream(house, admin)
        host = Stream(house, member(house, admin, 'hanna', zones='coaster'))
        for stream in (lead, host):
            stream.until('the stream begins', b'event: clock')
        time.sleep(LOOK_SECONDS)
        readers.tap('what is this?', 'key', zone='coaster-queue', source='gate-1')
        host.until('whoever is behind the door is called', b'"e":"issued"', 1)
        stage.check(b'"e":"escalated"' not in host.bytes, 'everybody is called while somebody is near')
        readers.tap('what is this?', 'key', zone='first-aid', source='gate-1')
        host.until('with nobody near, everybody is called', b'"e":"escalated"', 1)
        lead.until('and leads hear of it', b'"e":"escalated"', 1)
        lead.close()
        host.close()


def case_taps_line(context):
    """A band of a party comes and boards by taps once, whatever is killed; who is late, early or nobody is told when."""
    with staged(context) as stage:
        house, readers = stage.house, Readers(stage)
        nobody = readers.tap(readers.shown(BRAM), 'pass', zone='river')
        stage.check((nobody['code'], nobody['light']) == ('notJoined', 'blue'), f'{nobody}')
        status, party = asked(house, 'POST', '/river/join', {'id': 'family-1', 'size': 2, 'band': ANNA})
        stage.check(status == 200 and party['state'] == 'due', f'{status} {party}')

        def state():
            return asked(house, 'POST', '/river/join', {'id': 'family-1', 'size': 2, 'band': ANNA})[1]['state']
        told = readers.tap(readers.shown(BRAM), 'pass', zone='river')
        stage.check(told['code'] == 'notJoined' and told['from'] < told['until'], f'{told}')
        stage.check(':' in told['line'], f'nobody says when: {told["line"]}')
        bodies = [readers.body(readers.shown(ANNA), 'pass', zone='warung', queue='river', do=do)
                  for do in ('come', 'board')]
        for body, then in zip(bodies, ('here', 'served')):
            first = readers.send(body)
            stage.check(first[1]['light'] == 'green' and first[1]['code'] == 'expected', f'{first}')
            stage.check(first[1]['line'] == 'Welkom, u bent aan de beurt.', f'{first}')
            stage.check(state() == then, f'after {body["do"]} the party is {state()}')
            house.kill()
            house.start()
            stage.check(readers.send(body) == first, 'the same tap is answered differently after a start')
            stage.check(state() == then, f'sent again the party is {state()}')
        stage.check(readers.tap(bodies[0]['text'], 'pass', zone='river')['code'] == 'replayed', 'one reading came twice')

        # So many that whoever joins next has to wait.
        asked(house, 'POST', '/river/join', {'id': 'crowd', 'size': 300})
        status, party = asked(house, 'POST', '/river/join', {'id': 'later', 'size': 2, 'band': BRAM})
        stage.check(status == 200 and party['state'] == 'waiting', f'{status} {party}')
        early = readers.tap(readers.shown(BRAM), 'pass', zone='river', do='board')
        stage.check(early['code'] == 'tooEarly' and early['from'] == party['window']['begin'], f'{early} of {party}')
        for bad in ({'do': 'steal'}, {'do': 7}, {'queue': 'a b'}):
            status, answer = readers.send({**readers.body(readers.shown(BRAM), 'pass', zone='river'), **bad})
            stage.check(status == 400, f'{bad} is answered {status} {answer}')
        status, answer = readers.send(readers.body(readers.shown(BRAM), 'pass', zone='river', queue='nowhere'))
        stage.check((status, answer['code']) == (422, 'unknownQueue') and 'no such queue' in answer['detail'], f'{status} {answer}')


def case_taps_line_another_band(context):
    """Whoever gets another band keeps their place in the line; a band that is dead or not for lines joins and boards nothing."""
    with staged(context) as stage:
        house, readers = stage.house, Readers(stage)

        def at_river(doing, body):
            status, answer = asked(house, 'POST', f'/river/{doing}', body)
            return answer['state'] if status == 200 else answer['code']
        stage.check(at_river('join', {'id': 'one', 'size': 1, 'band': ANNA}) == 'due', 'a worn band does not join')
        fresh, printed = '04000000000071', 'ROOD-71'
        house.operate('POST', f'/v1/bands/{ANNA}/swap', {'band': fresh, 'token': printed})
        for doing in ('come', 'board', 'leave'):
            stage.check(at_river(doing, {'band': ANNA}) == 'bandLost', f'a lost band does {doing}')
        stage.check(at_river('join', {'id': 'two', 'size': 1, 'band': ANNA}) == 'bandLost', 'a lost band joins')
        stage.check(at_river('join', {'id': 'one', 'size': 1, 'band': ANNA}) == 'due', 'a joining sent again is refused')
        readers.counters[fresh] = 0
        came = readers.tap(readers.shown(fresh), 'pass', zone='river')
        stage.check((came['code'], came['light']) == ('expected', 'green'), f'a new band has lost its place: {came}')
        house.kill()
        house.start()
        for number in (fresh, printed):
            stage.check(at_river('board', {'band': number}) == 'served', f'{number} finds no party')
        house.operate('POST', f'/v1/bands/{fresh}/return')
        stage.check(at_river('join', {'id': 'three', 'size': 1, 'band': printed}) == 'bandNotWorn', 'a band in the drawer joins')
        house.operate('POST', '/v1/bands', {'band': '04000000000072', 'powers': ['key']})
        stage.check(at_river('join', {'id': 'four', 'size': 1, 'band': '04000000000072'}) == 'passOff',
                    'a band that is not for lines joins')
        stage.check(at_river('join', {'id': 'five', 'size': 1, 'band': 'B-1234'}) == 'due', "a name of nobody's does not join")


def case_taps_phone(context):
    """A phone's token opens its own zones at readers, once at each, pays nothing, and ends with the key."""
    with staged(context) as stage:
        house, readers = stage.house, Readers(stage)
        person = readers.people[ANNA]['person']

        def token():
            return house.operate('GET', f'/v1/people/{person}/phone-key')['token']
        shown = token()
        opening = readers.body(shown, 'key', door='coaster-gate')
        answers = [readers.send(opening)[1] for _ in range(2)]
        stage.check([answer['code'] for answer in answers] == ['opened', 'opened'], f'{answers}')
        stage.check(readers.tap(shown, 'key', door='coaster-gate')['code'] == 'replayed', 'a token opens twice')
        house.kill()
        house.start()
        stage.check(readers.tap(shown, 'key', door='coaster-gate')['code'] == 'replayed', 'a start forgets a use')
        stage.check(readers.send(opening)[1] == answers[0], 'the same tap is answered differently after a start')
        fresh = token()
        house.operate('POST', f'/v1/people/{person}/phone-key/renew')
        stage.check(readers.tap(fresh, 'key', door='coaster-gate')['light'] == 'blue', 'a key that was renewed opens')
        fresh = token()
        stage.check(readers.tap(fresh, 'key', door='wheel-gate')['code'] == 'notGranted', 'it opens another zone')
        stage.check(readers.tap(fresh, 'pay', amount=1)['code'] == 'bandNeeded', 'a token pays')
        stage.check(readers.balance(ANNA) == 2000, 'a token took money')
        altered = fresh[:-8] + ('AAAAAAAA' if fresh[-8:] != 'AAAAAAAA' else 'BBBBBBBB')
        stage.check(readers.tap(altered, 'key', door='coaster-gate')['code'] == 'forged', 'an altered token opens')
        stage.check(readers.tap(fresh, 'key', door='coaster-gate')['code'] == 'opened', 'a fresh token opens nothing')
        house.operate('POST', f'/v1/bands/{ANNA}/block', {})
        stage.check(readers.tap(token(), 'key', door='coaster-gate')['code'] == 'opened', 'a lost band takes the phone too')
        house.operate('POST', f'/v1/bands/{ANNA}/find', {})
        last = token()
        house.operate('POST', f'/v1/bands/{ANNA}/return', {})
        stage.check(readers.tap(last, 'key', door='coaster-gate')['light'] == 'blue', 'a token outlives the key')


def case_taps_hostile(context):
    """Bad taps are refused with a code and change nothing, whatever their bytes."""
    with staged(context) as stage:
        readers = Readers(stage)
        good = {'id': 'x', 'zone': 'warung', 'text': 'B-1', 'for': 'hello'}
        bodies = [b'', b'{', b'[]', b'null', b'\xff\xfe', b'{"id": "x"}', b'[' * 10_000,
                  *(json.dumps({**good, **change}) for change in (
                      {'id': ''}, {'id': 'x' * 65}, {'id': 'a b'}, {'zone': 7}, {'text': None}, {'for': 'steal'},
                      {'for': 'pay'}, {'for': 'pay', 'amount': 1.5}, {'for': 'pay', 'amount': '1'},
                      {'for': 'pay', 'amount': 10 ** 30}, {'for': 'pay', 'amount': 1, 'currency': 'eur'},
                      {'reader': 'a b'})),
                  json.dumps({**good, 'text': 'x' * 20_000})]
        for body in bodies:
            status, answer = readers.send(body)
            stage.check(status in (400, 413) and answer.get('code'), f'{body[:60]} is answered {status} {answer}')
        for change, code in (({'zone': 'nowhere'}, 'unknownZone'), ({'text': 'x' * 4_097}, 'textTooLong'),
                             ({'for': 'key', 'door': 'nowhere'}, 'unknownDoor'),
                             ({'for': 'key', 'into': 'nowhere'}, 'unknownZone')):
            status, answer = readers.send({**good, **change})
            stage.check((status, answer['code']) == (422, code), f'{change} is answered {status} {answer["code"]}')
        chance = random.Random(context.seed)
        whole = sun(ANNA, 1)
        for _ in range(context.pick(300, 5_000)):
            text = bytearray(whole.encode())
            for _ in range(chance.randint(1, 4)):
                text[chance.randrange(len(text))] = chance.randrange(32, 127)
            if text.decode() == whole:
                continue
            answer = readers.tap(text.decode(), 'pay', amount=1)
            if answer['light'] != 'blue':
                # Case of digits, or what stands before the question mark, proves nothing more or less.
                kept = text.decode().upper().split('?')[-1]
                stage.check(kept == whole.upper().split('?')[-1], f'paid by {text.decode()}')
        for amount in (0, -1, 2 ** 63 - 1, -2 ** 63):
            answer = readers.tap(readers.shown(BRAM), 'pay', amount=amount)
            stage.check(answer['light'] == 'blue', f'{amount} is paid')
        status, text, _ = readers.house.send('POST', '/v1/taps', json.dumps(good), Authorization='Bearer nobody')
        stage.check(status == 401 and json.loads(text)['code'] == 'unknownKey', f'without a key: {status}')
        stage.check(readers.balance(BRAM) == 2000, 'a bad tap took money')
        stage.check(readers.balance(ANNA) >= 1999, 'one reading paid more than once')


def case_taps_erased(context):
    """Of somebody who is erased no tap is left, their band is nobody's, and what it showed is still never good again."""
    with staged(context) as stage:
        house, readers = stage.house, Readers(stage)
        shown = readers.shown(ANNA)
        readers.tap(shown, 'key', door='coaster-gate')
        readers.tap(readers.shown(ANNA), 'pay', amount=9_999)
        person = readers.people[ANNA]['person']
        house.operate('DELETE', f'/v1/people/{person}')
        for _ in range(2):
            stage.check(readers.tap(shown, 'key', door='coaster-gate')['code'] == 'replayed', 'a counter was forgotten')
            fresh = readers.tap(readers.shown(ANNA), 'key', door='coaster-gate')
            stage.check(fresh['code'] == 'unknownBand' and fresh['language'] == 'nl', f'the band is somebody\'s: {fresh}')
            house.kill()
            for name in os.listdir(house.folder):
                if name.startswith('snapshot-'):
                    os.unlink(os.path.join(house.folder, name))  # A snapshot only spares folding.
            house.start()
        stage.check(readers.tap(readers.shown(BRAM))['light'] == 'green', 'somebody else lost something')
