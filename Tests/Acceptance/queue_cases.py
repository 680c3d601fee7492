"""Virtual queues on a running house: each party joins once whatever is killed, and what was promised is kept as it was told."""
import datetime
import hashlib
import hmac
import http.client
import json
import os
import random
import re
import sqlite3
import threading
import time

from context import wait_until
from page_cases import SAY, Stage, follow

QUEUE = 'river'
PLAN = 'zone: river, people an hour: 600}'


def opened(house, hours, holidays=''):
    """The venue's folder with other opening hours: a queue is open within them."""
    path = os.path.join(house.venue, 'venue.yaml')
    with open(path, encoding='utf-8') as file:
        text = file.read()
    text, count = re.subn(r'\nopening hours:\n.*?\nwaits:', f'\nopening hours:\n  {hours}\n{holidays}waits:', text, flags=re.S)
    assert count == 1, 'the example has no opening hours'
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text)


class Lines(Stage):
    """A park that is open day and night, so that its queues are, whenever the cases run."""

    def prepare(self):
        opened(self.house, 'every day: 00:00-24:00')


class Shut(Stage):
    """The same on a holiday."""

    def prepare(self):
        first, last = (datetime.date.today() + datetime.timedelta(days=days) for days in (-2, 2))
        opened(self.house, 'every day: 00:00-24:00',
               f'holidays:\n  - {{date: {first} to {last}, name: {{en: Works, nl: Verbouwing}}, hours: closed}}\n')


def planned(house, plan):
    """The house again, with another plan of the queue and the same data."""
    house.stop()
    path = os.path.join(house.venue, 'venue.yaml')
    with open(path, encoding='utf-8') as file:
        text = file.read()
    assert PLAN in text, 'the example has another queue'
    with open(path, 'w', encoding='utf-8') as file:
        file.write(text.replace(PLAN, f'zone: river, {plan}}}'))
    house.start()


def asked(house, method, path, body=None, key=None):
    """What is answered: the status and the object."""
    status, text, _ = house.send(method, f'/v1/queues{path}', None if body is None else json.dumps(body),
                                 Authorization='Bearer ' + (key or house.token))
    return status, json.loads(text)


def joined(house, name, size=2, **more):
    status, answer = asked(house, 'POST', f'/{QUEUE}/join', {'id': name, 'size': size, **more})
    assert status == 200, f'{status} {answer}'
    return answer


def did(house, doing, party):
    """What came of a doing: the state, or the code of its refusal."""
    status, answer = asked(house, 'POST', f'/{QUEUE}/{doing}', {'party': party})
    return answer['state'] if status == 200 else answer['code']


def sheet(house):
    status, answer = asked(house, 'GET', f'/{QUEUE}')
    assert status == 200, f'{status} {answer}'
    return answer


def promises(house, after=0):
    status, text, _ = house.send('GET', f'/v1/queues/{QUEUE}/promises?after={after}', Authorization='Bearer ' + house.token)
    assert status == 200, f'{status} {text}'
    return [json.loads(line) for line in text.splitlines()]


def same_however_folded(context, house):
    digests = {context.command('digest', '--data', house.folder, *way).stdout.split()[0] for way in ((), ('--full',))}
    assert len(digests) == 1, 'folded from the first row, the queues are others'


class Desk(threading.Thread):
    """Lets parties join, and sends each joining again until it is answered."""

    def __init__(self, house, number, count):
        super().__init__(daemon=True)
        self.house, self.chance = house, random.Random(number)
        self.parties = [(f'desk-{number}-{place}', self.chance.randint(1, 5)) for place in range(count)]
        self.answers, self.retries, self.refused = {}, 0, []

    def run(self):
        for name, size in self.parties:
            while name not in self.answers:
                try:
                    status, answer = asked(self.house, 'POST', f'/{QUEUE}/join', {'id': name, 'size': size})
                except (OSError, http.client.HTTPException, ValueError):
                    self.retries += 1
                    time.sleep(0.02)
                    continue
                # Another process has another token, which the house's file tells a moment later.
                if status >= 500 or status == 401:
                    self.retries += 1
                    time.sleep(0.02)
                    continue
                self.answers[name] = answer
                if status != 200:
                    self.refused.append(answer)
                elif self.chance.random() < 0.2:
                    self.try_board(answer['party'])

    def try_board(self, party):
        try:
            did(self.house, 'board', party)
        except (OSError, http.client.HTTPException, ValueError, KeyError):
            self.retries += 1


def case_queue_through_kills(context):
    """Killed again and again, each party has joined once, has the same place when it asks again, and no promise is lost."""
    desks, each, kills = (24, 200, 12) if context.is_long else (8, 60, 4)
    with Lines(context, browses=False) as stage:
        house = stage.house
        planned(house, 'people an hour: 60000, window: 1 minutes')
        crowd = [Desk(house, number, each) for number in range(desks)]
        for desk in crowd:
            desk.start()
        for _ in range(kills):
            time.sleep(0.2)
            house.kill()
            house.start()
        for desk in crowd:
            desk.join(120)
            assert not desk.is_alive(), 'a desk is never answered'
        assert not any(desk.refused for desk in crowd), [desk.refused[:2] for desk in crowd if desk.refused]
        retries = sum(desk.retries for desk in crowd)
        assert retries >= 1, 'the kills met nobody'
        count = desks * each
        sizes = {name: size for desk in crowd for name, size in desk.parties}
        found = {name: answer for desk in crowd for name, answer in desk.answers.items()}
        assert len({answer['party'] for answer in found.values()}) == count, 'two joinings are one party'
        for name, answer in list(found.items())[::7]:
            again = joined(house, name, sizes[name])
            assert (again['party'], again['number'], again['isNew']) == (answer['party'], answer['number'], False), again
            status, other = asked(house, 'POST', f'/{QUEUE}/join', {'id': name, 'size': sizes[name] + 1})
            assert (status, other['code']) == (409, 'joinedDifferently'), f'another size is taken: {other}'
        people = sheet(house)['people']
        assert sum(people.values()) == sum(sizes.values()), f'{people}, not {sum(sizes.values())}'
        told = promises(house)
        assert sorted(line['number'] for line in told) == list(range(1, count + 1)), 'a promise is missing'
        by_party = {line['party']: line for line in told}
        for answer in found.values():
            kept = by_party[answer['party']]
            if answer['isNew']:
                assert kept['wait'] == answer['wait'], f'{kept} is not what was told: {answer}'
        house.stop()
        same_however_folded(context, house)
        house.start()
        assert promises(house)[:50] == told[:50] or sheet(house)['people']['lapsed'], 'a restart changes promises'
        return f'{count} parties, {retries} sent again'


def case_queue_by_its_rules(context):
    """A party comes in its window and boards once; who is early is told so; places come back; guests are counted by reason."""
    with Lines(context, browses=False) as stage:
        house = stage.house
        first = joined(house, 'first', 143)
        assert first['isNew'] and first['state'] == 'due' and first['number'] == 1, first
        second = joined(house, 'second', 40)
        assert second['state'] == 'waiting' and second['window']['begin'] > first['window']['begin'], second
        for place in (first, second):
            wait = place['wait']
            assert 0 <= wait['low'] <= wait['expected'] <= wait['high'] and wait['low'] < wait['high'], wait
        assert did(house, 'come', second['party']) == 'tooEarly'
        assert did(house, 'board', second['party']) == 'tooEarly'
        assert [line['number'] for line in sheet(house)['due']] == [1]
        assert did(house, 'come', first['party']) == 'here'
        assert did(house, 'miss', first['party']) == 'due'
        assert did(house, 'board', first['party']) == 'served'
        assert did(house, 'board', first['party']) == 'served', 'a second time is a fault'
        assert did(house, 'leave', first['party']) == 'notWaiting'
        assert did(house, 'leave', second['party']) == 'left'
        assert did(house, 'leave', second['party']) == 'left', 'a second time is a fault'
        assert joined(house, 'second', 40)['state'] == 'left', 'joining again after leaving is another party'
        assert did(house, 'take', first['party']) == 'notWaiting'
        assert did(house, 'come', 'nobody-at-all') == 'unknownParty'
        guest = joined(house, 'guest', 3, guest='cannotStand')
        assert guest['state'] == 'due', guest
        status, answer = asked(house, 'POST', f'/{QUEUE}/join', {'id': 'guests', 'size': 5, 'guest': 'medical'})
        assert (status, answer['code']) == (409, 'guestShareUsed'), answer
        guests = sheet(house)['guests']
        assert guests == {'cannotStand': 3, 'medical': 0, 'childSwap': 0, 'recovery': 0, 'crew': 0, 'sold': 0}, guests
        states = {line['number']: line['state'] for line in promises(house)}
        assert states == {1: 'kept', 2: 'released', 3: 'open'}, states
        assert [line['number'] for line in promises(house, after=2)] == [3]


def case_queue_stands_still(context):
    """While it stands still every window moves, nobody boards or loses a place, and each promise is made anew beside the old."""
    with Lines(context, browses=False) as stage:
        house = stage.house
        planned(house, 'people an hour: 600, window: 1 minutes, grace: 1 seconds')
        first, second = joined(house, 'first', 10), joined(house, 'second', 8)
        before = second['window']
        assert asked(house, 'POST', f'/{QUEUE}/stand')[0] == 200
        assert asked(house, 'POST', f'/{QUEUE}/stand')[0] == 200, 'a second time is a fault'
        assert did(house, 'board', first['party']) == 'standsStill'
        time.sleep(3)
        house.kill()
        house.start()
        now = joined(house, 'second', 8)
        assert now['standsStill'] and now['window']['begin'] > before['begin'], f'{now} has not moved from {before}'
        assert sheet(house).get('standsStillSince')
        assert asked(house, 'POST', f'/{QUEUE}/run')[0] == 200
        after = joined(house, 'second', 8)['window']
        assert after['begin'] >= now['window']['begin'] and not sheet(house).get('standsStillSince')
        assert did(house, 'board', first['party']) == 'served'
        mine = [line for line in promises(house) if line['party'] == second['party']]
        assert [(line['occasion'], line['state']) for line in mine] == [('joined', 'replaced'), ('renewed', 'open')], mine
        assert mine[0]['window'] == before, 'the old promise is not as it was told'
        assert mine[1]['window'] == after, mine
        house.stop()
        same_however_folded(context, house)


def case_queue_lapses(context):
    """Who does not come lapses by itself, with nobody asking, and what it leaves goes to the next."""
    with Lines(context, browses=False) as stage:
        house = stage.house
        planned(house, 'people an hour: 600, window: 1 minutes, grace: 1 seconds, offer: 1 minutes')
        first = joined(house, 'first', 10)
        second = joined(house, 'second', 8)
        assert did(house, 'leave', first['party']) == 'left'

        def offered():
            return joined(house, 'second', 8).get('offer')

        wait_until(offered, 'the place that came free to be offered', 5)
        assert did(house, 'take', second['party']) == 'due'
        occasions = [line['occasion'] for line in promises(house) if line['party'] == second['party']]
        assert occasions == ['joined', 'moved'], occasions
        wait_until(lambda: joined(house, 'second', 8)['state'] == 'lapsed', 'who does not come to lapse', 70)
        assert did(house, 'come', second['party']) == 'tooLate'


def case_queue_keys(context):
    """A source lets parties join and board; what is the operator's is refused, and what cannot be read is named."""
    with Lines(context, browses=False) as stage:
        house = stage.house
        key = house.open_source('gate-1')
        body = {'id': 'a', 'size': 2}
        for method, path, sent, who, wanted in (
                ('POST', f'/{QUEUE}/join', body, key, (200, None)),
                ('GET', f'/{QUEUE}', None, key, (200, None)),
                ('GET', '', None, key, (200, None)),
                ('GET', f'/{QUEUE}/promises', None, key, (403, 'notYours')),
                ('POST', f'/{QUEUE}/stand', None, key, (403, 'notYours')),
                ('POST', f'/{QUEUE}/back', {'party': 'x'}, key, (403, 'notYours')),
                ('POST', f'/{QUEUE}/join', {**body, 'guest': 'crew'}, key, (403, 'notYours')),
                ('POST', f'/{QUEUE}/join', body, 'no-key', (401, 'unknownKey')),
                ('GET', f'/{QUEUE}', None, 'no-key', (401, 'unknownKey')),
                ('POST', '/no-such/join', body, None, (404, 'unknownQueue')),
                ('GET', '/no-such', None, None, (404, 'unknownQueue')),
                ('POST', f'/{QUEUE}/join', {'id': 'b', 'size': 0}, None, (409, 'sizeOutOfRange')),
                ('POST', f'/{QUEUE}/join', {'id': 'b', 'size': 1001}, None, (409, 'sizeOutOfRange')),
                ('POST', f'/{QUEUE}/join', {'id': '', 'size': 1}, None, (400, 'malformed')),
                ('POST', f'/{QUEUE}/join', {'id': 'x' * 65, 'size': 1}, None, (400, 'malformed')),
                ('POST', f'/{QUEUE}/join', {'id': 'b', 'size': 1e30}, None, (400, 'malformedJSON')),
                ('POST', f'/{QUEUE}/join', {'id': 'b', 'size': 1, 'guest': 'rich'}, None, (400, 'malformed')),
                ('POST', f'/{QUEUE}/join', {'id': 'b' * 20000, 'size': 1}, None, (413, 'bodyTooLarge')),
                ('POST', f'/{QUEUE}/come', {}, None, (400, 'malformed')),
                ('POST', f'/{QUEUE}/come', [], None, (400, 'malformedJSON')),
                ('POST', f'/{QUEUE}/come', {'band': 'nobodys'}, None, (404, 'unknownParty')),
                ('POST', f'/{QUEUE}/board', {'party': 'nobody'}, None, (404, 'unknownParty')),
                ('GET', f'/{QUEUE}/promises?after=-1', None, None, (400, 'malformed'))):
            status, answer = asked(house, method, path, sent, who)
            stage.check((status, answer.get('code')) == wanted, f'{method} {path} {str(sent)[:40]}: {status} {answer}')
        mine, theirs = joined(house, 'a', 2), asked(house, 'POST', f'/{QUEUE}/join', body, key)[1]
        stage.check(mine['party'] != theirs['party'], "one sender's id is another sender's party")


def sealed_for_band(house, band):
    """Keys of what is sealed for a band, as docs/specs/journal.md says."""
    with open(house.folder + '.key', 'rb') as file:
        master = file.read()
    database = sqlite3.connect(os.path.join(house.folder, 'senang.db'))
    try:
        return [row for purpose in range(1, 6) for row in database.execute(
            'SELECT id FROM vaultKey WHERE kind = 2 AND owner = ?',
            [hmac.new(master, f'alias/{purpose}/band {band}'.encode(), hashlib.sha256).digest()])]
    finally:
        database.close()


def case_queue_erased(context):
    """Erasing a person leaves nothing that says whose party it was; the party keeps its place, and so does everybody else."""
    with Lines(context, browses=False) as stage:
        house = stage.house
        for person in ('ann', 'bob'):
            house.operate('POST', '/v1/links', {'token': f'{person}-band', 'person': person, 'mode': 'assisted'})
        ann = joined(house, 'one', 2, band='ann-band')
        bob = joined(house, 'two', 2, band='bob-band')
        status, answer = asked(house, 'POST', f'/{QUEUE}/come', {'band': 'ann-band'})
        assert (status, answer['party'], answer['state']) == (200, ann['party'], 'here'), answer
        house.stop()
        assert sealed_for_band(house, 'ann-band'), 'whose party it is is sealed for nobody'
        house.start()
        house.operate('DELETE', '/v1/people/ann')
        assert asked(house, 'POST', f'/{QUEUE}/board', {'band': 'ann-band'})[1]['code'] == 'unknownParty'
        assert did(house, 'board', ann['party']) == 'served', 'the party is gone with the person'
        status, answer = asked(house, 'POST', f'/{QUEUE}/board', {'band': 'bob-band'})
        assert (status, answer['party']) == (200, bob['party']), answer
        house.kill()
        assert not sealed_for_band(house, 'ann-band'), 'a key of somebody erased is still there'
        assert sealed_for_band(house, 'bob-band'), "somebody else's key is gone"
        house.start()
        assert asked(house, 'POST', f'/{QUEUE}/come', {'band': 'ann-band'})[1]['code'] == 'unknownParty'
        house.stop()
        same_however_folded(context, house)


def case_queue_pages(context):
    """Staff of the zone lets a party join and board; the party's own page tells its time and gives its place back."""
    with Lines(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        near = house.accept(house.invite(admin, 'near', zones='river'))
        far = house.accept(house.invite(admin, 'far', zones='warung'))

        def page(path, cookie=near, **headers):
            status, text, _ = house.send('GET', path, Cookie=cookie, Accept='text/html', **headers)
            return status, text

        assert page(f'/queue/{QUEUE}')[0] == 200
        for path in (f'/queue/{QUEUE}', f'/queue/{QUEUE}/join', '/queue/no-such', '/queue/coaster'):
            cookie = far if QUEUE in path else near
            stage.check(page(path, cookie)[0] == 404, 'a queue of elsewhere is shown', path)
        stage.check('River ride' in page('/queue')[1] and 'River ride' not in page('/queue', far)[1], 'the list shows others')
        status, _, _ = house.submit(far, f'/queue/{QUEUE}/join', id='x', size=2)
        stage.check(status == 404 and not sheet(house)['people']['waiting'], 'somebody of elsewhere lets a party join')

        fresh = re.search(r'name="id" value="([\w-]+)"', page(f'/queue/{QUEUE}/join')[1])[1]
        links = []
        house.operate('POST', '/v1/links', {'token': 'band-of-them', 'person': 'them', 'mode': 'assisted'})
        for _ in range(2):
            status, text, _ = house.submit(near, f'/queue/{QUEUE}/join', id=fresh, size=4, who='band-of-them')
            assert status == 200, f'{status} {text[-800:]}'
            links.append(re.search(r'<code>http://[^/]+(/queue/place/[\w-]+)</code>', text)[1])
        stage.check(links[0] == links[1] and sheet(house)['people']['waiting'] == 4, 'a form sent twice joins twice')
        for fields in ({'size': 0}, {'size': 'x'}, {'size': 2, 'reason': 'sold'}, {'size': 2, 'reason': 'rich'},
                       {'size': 2, 'who': '???'}):
            status, text, _ = house.submit(near, f'/queue/{QUEUE}/join', id='another', **{'who': '', 'reason': '', **fields})
            stage.check(status == 422, f'{fields} is answered with {status}')
        for who, fault in (('band-of-them', SAY['hasPlace']['en'].replace('%@', '1')),
                           ('band-of-nobody', SAY['bandOfNobody']['en'])):
            status, text, _ = house.submit(near, f'/queue/{QUEUE}/join', id='another', size=2, who=who, reason='')
            stage.check(status == 422 and f'<p class="fault">{fault}</p>' in text, f'{who} joins: {status}')
        stage.check(sheet(house)['people']['waiting'] == 4, 'a band has two places')
        status, text, _ = house.submit(near, f'/queue/{QUEUE}/join', id='guest', size=1, reason='crew', who='')
        stage.check(' selected' not in text.split('name="reason"')[1].split('</select>')[0], 'the reason stays for the next')
        stage.check(status == 200 and sheet(house)['guests']['crew'] == 1, 'a guest is not counted')

        told = {'en': ('boards', 'boarded', 'crew', 'party 1', 'never sold'), 'nl': ('gaat mee', 'meegegaan', 'groep 1', 'nooit verkocht')}
        for language, words in told.items():
            for tail in ('', '/join'):
                text = re.sub(r'<[^>]*>', ' ', page(f'/queue/{QUEUE}{tail}', f'{near}; senang_language={language}')[1]).lower()
                stage.check(SAY['queueGuestHow'][language].lower() in text, f'{language}: nothing is said of guests')
                for word in words:
                    stage.check(word not in text, f'{language}: not every house says: {word}')

        party = asked(house, 'GET', f'/{QUEUE}')[1]['due'][0]['party']
        shown = page(f'/queue/{QUEUE}')[1]
        stage.check(party in shown and SAY['queueBoard']['en'] in shown, 'who is due is not on the page')
        stage.check('band-of-them' not in shown, 'the page shows whose party it is')
        for language in ('nl', 'en'):
            status, text = page(links[0], f'senang_language={language}')
            stage.check(status == 200 and SAY['placeComeNow'][language] in text, f'{language}: the place does not tell its time')
            stage.check('class="tabs"' not in text, 'whoever is signed in is shown on the place')
        stage.check(page(links[0][:-1] + ('0' if links[0][-1] != '0' else '1'), '')[0] == 404, 'another secret opens it')
        stage.check(page(f'/queue/place/{party}', '')[0] == 404, "the party's name opens it")

        assert house.submit(near, f'/queue/{QUEUE}/act/stand')[0] == 303
        stage.check(house.submit(near, f'/queue/{QUEUE}/act/board', party=party)[0] == 422, 'one boards what stands still')
        still = page(links[0], '')[1]
        stage.check(SAY['placeStill']['en'] in still, 'the place does not tell that it stands')
        for key in ('placeComeNow', 'placeCome', 'placeWait', 'placeBoardedBy'):
            stage.check(SAY[key]['en'] not in still, f'a time is told of what stands still: {key}')
        status, text, _ = house.submit(near, f'/queue/{QUEUE}/join', id='meanwhile', size=1, who='', reason='')
        stage.check(status == 200 and SAY['queueJoinedStill']['en'] in text and SAY['placeCome']['en'] not in text,
                    'who joins meanwhile is told a time')
        meanwhile = re.search(r'<code>http://[^/]+(/queue/place/[\w-]+)</code>', text)[1]
        said = SAY['queueWaitNow']['en'].split('%@')[0]
        for path in ('/queue', f'/queue/{QUEUE}'):
            stage.check(said not in page(path)[1], f'{path} tells a wait of what stands still')
        assert house.submit('', f'{meanwhile}/leave')[0] == 303
        assert house.submit(near, f'/queue/{QUEUE}/act/run')[0] == 303
        stage.check(all(said in page(path)[1] for path in ('/queue', f'/queue/{QUEUE}')), 'what runs tells no wait')
        status, _, headers = house.submit('', f'{links[0]}/leave')
        stage.check(status == 303 and headers['Location'] == links[0], f'leaving: {status}')
        stage.check(SAY['placeLeft']['en'] in page(links[0], '')[1], 'the place is not given back')
        guest = sheet(house)['due'][0]['party']
        assert house.submit(near, f'/queue/{QUEUE}/act/board', party=guest)[0] == 303
        stage.check(sheet(house)['people']['served'] == 1, 'nobody boarded')
        text = page(f'/queue/{QUEUE}')[1]
        stage.check(SAY['queueUndo']['en'] in text and guest in text, 'who boarded by mistake is gone from the page')
        assert house.submit(near, f'/queue/{QUEUE}/act/back', party=guest)[0] == 303
        people = sheet(house)['people']
        stage.check(people['served'] == 0 and people['waiting'] == 1, f'a mistake stays: {people}')
        stage.check(SAY['queueLeave']['en'] in page(f'/queue/{QUEUE}')[1], 'staff cannot take a party off')
        assert house.submit(near, f'/queue/{QUEUE}/act/leave', number=2)[0] == 303
        stage.check(sheet(house)['people']['waiting'] == 0, 'a party that says it leaves stays')
        for number in (0, -1, 99, 10**30, 'x', ''):
            status, _, _ = house.submit(near, f'/queue/{QUEUE}/act/leave', number=number)
            stage.check(status == 422, f'number {number} leaves: {status}')
        stage.check(house.submit(near, f'/queue/{QUEUE}/act/board', party='../x')[0] == 422, 'a party of bad letters')
        stage.check(page(f'/queue/{QUEUE}/act/board')[0] in (200, 303), "a form's address is no page")
        _, text, _ = house.submit(near, f'/queue/{QUEUE}/join', id='later', size=1, who='', reason='')
        later = re.search(r'<code>http://[^/]+(/queue/place/[\w-]+)</code>', text)[1]
        stage.check(SAY['placeBoardedBy']['en'] in page(later, '')[1], 'the place does not tell by when')


def case_queue_follows_the_hours(context):
    """On a day on which the venue is closed nobody joins, whatever the queue says; with the same day open they do."""
    with Shut(context, browses=False) as stage:
        house = stage.house
        near = house.accept(house.invite(house.first_administrator(), 'near', zones='river'))
        status, answer = asked(house, 'POST', f'/{QUEUE}/join', {'id': 'closed', 'size': 2})
        stage.check((status, answer.get('code')) == (409, 'noWindowLeft'), f'a window on a closed day: {answer}')
        for path in ('/queue', f'/queue/{QUEUE}'):
            text = house.send('GET', path, Cookie=near, Accept='text/html')[1]
            stage.check(SAY['queueClosed']['en'] in text, f'{path} does not say that it is closed')
        house.stop()
        opened(house, 'every day: 00:00-24:00')
        house.start()
        assert joined(house, 'open', 2)['state'] == 'due'


def case_queue_stays_live(context):
    """The page of a queue shows within seconds who joined elsewhere, and a button pressed there works."""
    with Lines(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        browser.go(f'{house.origin}/queue/{QUEUE}')
        joined(house, 'elsewhere', 3)
        browser.until('who joined elsewhere is there', 'return document.querySelector("form[action$=board] button")', 6)
        follow(browser, 'form[action$="/act/board"] button')
        assert sheet(house)['people']['served'] == 3, 'the button does nothing'
