"""Who is who, what they let the house do, what is forgotten; and rules that are tried before they go live."""
import glob
import hashlib
import hmac
import json
import os
import re
import sqlite3
import time

from context import check, wait_until
from server import Refused
from signals import Sender, now_milliseconds, signal

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
VENUE = """\
name: {en: Test house, nl: Testhuis}
facts: [wheelchair]
zones:
  - {id: gate, kind: gate}
  - {id: line, kind: queue}
  - {id: shop, kind: shop}
waits:
  - {id: served, name: {en: Served, nl: Geholpen}, from: enter queue, until: service, given up on: exit queue}
"""
# A tap in the shop raises a cue exactly when the person behind the token is known to use a wheelchair.
RULES = """\
- rule: chair
  when:
    count: tap shop
    at least: 1
    within: 1 hours
  who: has wheelchair
  cue:
    say: {en: "Chair", nl: "Stoel"}
    to: host
    for: 10 minutes
"""
# Raised by every second tap: what is tried, and not what runs.
TRIED = """\
- rule: second-tap
  when:
    count: tap shop
    at least: 2
    within: 1 hours
  cue:
    say: {en: "Second", nl: "Tweede"}
    to: host
    for: 10 minutes
"""
# Raised when somebody is in the line and nobody comes by.
ABSENCE = """\
- rule: nobody-came
  when:
    after: enter queue
    nothing of: [exit, service]
    within: 5 seconds
  cue:
    say: {en: "Nobody came", nl: "Niemand kwam"}
    to: host
    for: 10 minutes
"""
LATENESS_SECONDS = 1


class House:
    """A house with one reader, one wait and one rule about known people."""

    def __init__(self, context, rules=RULES):
        self.context = context
        self.write('venue.yaml', VENUE)
        self.write('rules/rules.yaml', rules)
        self.server = context.server()
        self.server.start()
        self.cookie = self.server.cookie()
        self.sender = Sender(self.server.port, self.server.open_source('reader', lateness_seconds=LATENESS_SECONDS))
        self.count = 0

    def write(self, name, text):
        with open(os.path.join(self.context.venue, name), 'w') as file:
            file.write(text)

    def restart(self):
        """Kills the server without a word, and starts it again."""
        self.server.kill()
        self.server.start()
        self.sender = Sender(self.server.port, self.sender.key)

    # What is sent

    def send(self, token, kind, zone):
        """Sends one signal; answers what its sender is told."""
        self.count += 1
        answer = self.sender.send([signal(f's-{self.count}', token=token, kind=kind, zone=zone)])
        check(answer.status == 200, f'a signal was answered {answer}')
        return answer.fields

    def link(self, token, person, **more):
        return self.server.operate('POST', '/v1/links', {'token': token, 'person': person, **more})

    def claim(self, first, second, strength='stated'):
        names = [dict(zip(('kind', 'name'), name.split())) for name in (first, second)]
        return self.server.operate('POST', '/v1/claims', {
            'first': names[0], 'second': names[1], 'strength': strength, 'evidence': 'the test says so'})

    def withdraw(self, person, *names):
        """Withdraws the claim that two names are this person's."""
        claims = self.server.operate('GET', f'/v1/people/{person}')['claims']
        number = next(claim['number'] for claim in claims if {
            f"{claim[end]['kind']} {claim[end]['name']}" for end in ('first', 'second')} == set(names))
        self.server.operate('DELETE', f'/v1/claims/{number}')
        return number

    def choose(self, person, mode, **more):
        return self.server.operate('POST', f'/v1/people/{person}/consent', {'mode': mode, **more})

    # What is seen

    def is_known_to_use_a_chair(self, token):
        """Whether rules know the person behind a token: a tap of it raises the cue."""
        before = self.cues()
        self.send(token, 'tap', 'shop')
        return self.cues() > before

    def cues(self):
        return self.server.status()['tallies'].get('chair', {}).get('issued', 0)

    def floor(self, zone):
        """How many are in a zone, by the page that staff looks at, which is at most a second old."""
        answer, page = self.server.ask('GET', '/floor', headers={'Cookie': self.cookie})
        check(answer.status == 200, f'the floor was answered {answer.status}')
        found = re.search(rf'href="/floor/{zone}">.*?<strong>(\d+)</strong>', page.decode(), re.S)
        check(found, f'the floor does not show {zone}')
        return int(found[1])

    def settle(self):
        """Until what was sent is certain, and folded."""
        end = now_milliseconds() + LATENESS_SECONDS * 1000 + 1500
        wait_until(lambda: now_milliseconds() > end, 'the floor to be certain')

    def replay(self, *files):
        """What `rules replay` says, by the running server or of the stopped folder."""
        answer = self.context.command('rules', 'replay', '--venue', self.context.venue, '--data', self.server.folder,
                                      '--json', *files)
        check(answer.returncode == 0, f'rules replay: {answer.returncode} {answer.stderr}')
        return json.loads(answer.stdout)

    def kept(self):
        """How many signals the journal keeps."""
        return self.replay()['signals']


def refusal(doing, *arguments, **more):
    """The code that something is refused with; `None` when it is not."""
    try:
        doing(*arguments, **more)
    except Refused as refused:
        return re.search(r'"code":"(\w+)"', str(refused))[1]
    return None


def case_tap_only(context):
    """Where a tap-only person goes is not kept at all, and the sender is not told; what they do themselves is."""
    house = House(context)
    house.link('anns-band', 'ann')  # Known people are tap-only unless they choose.
    told = {kind: house.send('somebody', kind, 'gate') for kind in ('enter', 'read', 'exit')}
    before = house.kept()
    check(before == 3, f'{before} signals of somebody are kept, of 3')
    for kind, answer in told.items():
        check(house.send('anns-band', kind, 'gate') == answer, f'the sender of {kind} is told that it was dropped')
    check(house.kept() == before, 'a read of a tap-only person is in the journal')
    check(house.server.status()['tokens'] == 1, 'the floor knows the token of a tap-only person')
    for kind in ('tap', 'service'):
        house.send('anns-band', kind, 'shop')
    check(house.kept() == before + 2, 'what a tap-only person does at the till is not kept')
    house.restart()
    house.send('anns-band', 'enter', 'line')
    check(house.kept() == before + 2, 'after a restart a read of a tap-only person is kept')
    check(house.floor('line') == 0, 'after a restart a tap-only person is on the floor')
    house.server.stop()
    check(not holding(house.server.folder, [b'anns-band']), 'the token lies readable in the data folder')


def case_consent_taken_back(context):
    """Whoever lets readers notice them counts on the floor; taking it back takes them off within a second."""
    house = House(context)
    house.link('anns-band', 'ann')
    house.choose('ann', 'presence')
    house.send('anns-band', 'enter', 'line')
    house.settle()
    check(house.floor('line') == 1, 'who let readers notice them is not on the floor')
    house.choose('ann', 'tap-only')
    wait_until(lambda: house.floor('line') == 0, 'the floor to be without them', seconds=1)
    house.restart()
    check(house.floor('line') == 0, 'they are on the floor again after a restart')


def case_consent_taken_back_at_the_door(context):
    """Taking consent back takes somebody off the floor who came in a moment ago, and for good."""
    house = House(context)
    house.link('anns-band', 'ann', mode='presence')
    house.send('anns-band', 'enter', 'line')
    house.choose('ann', 'tap-only')
    wait_until(lambda: house.floor('line') == 0, 'the floor to be without them', seconds=1)
    house.settle()
    check(house.floor('line') == 0, 'they are on the floor again when their last read is certain')


def case_consent_taken_back_before_a_cue(context):
    """No cue is raised of where somebody was who has taken their consent back since."""
    house = House(context, RULES + ABSENCE)
    for token in ('anns-band', 'bens-band'):
        house.link(token, token, mode='presence')
        house.send(token, 'enter', 'line')
    house.settle()
    house.choose('anns-band', 'tap-only')
    issued = lambda: house.server.status()['tallies'].get('nobody-came', {}).get('issued', 0)  # noqa: E731
    wait_until(issued, 'the cue about the other')
    house.settle()
    check(issued() == 1, 'a cue was raised about somebody who is tap-only')


def case_narrowing_withdraws_cues(context):
    """What somebody no longer allows leaves the cues about them at once, on every page, also over a kill."""
    house = House(context, RULES + ABSENCE)
    house.link('anns-band', 'ann', facts=['wheelchair'], mode='assisted')
    house.send('anns-band', 'enter', 'line')
    tallies = lambda rule: house.server.status()['tallies'].get(rule, {})  # noqa: E731
    wait_until(lambda: tallies('nobody-came').get('issued'), 'the cue of the line')
    check(house.is_known_to_use_a_chair('anns-band'), 'no cue about her chair is raised')

    def shown():
        _, page = house.server.ask('GET', '/', headers={'Cookie': house.cookie})
        check(b'anns-band' not in page, 'a cue carries a whole number')
        return {rule for rule in ('chair', 'nobody-came') if f'"rule":"{rule}"'.encode() in page}
    check(shown() == {'chair', 'nobody-came'}, f'the page shows {shown()}')
    house.choose('ann', 'assisted', refused=['help'])
    check(shown() == {'nobody-came'}, f'refusing help leaves {shown()}')
    house.choose('ann', 'tap-only')
    check(shown() == set(), f'whoever only taps has {shown()}')
    house.restart()
    check(shown() == set(), f'after a restart there is {shown()}')
    check((tallies('chair')['withdrawn'], tallies('nobody-came')['withdrawn']) == (1, 1), 'it is not told as withdrawn')
    house.server.stop()
    digests = [context.command('digest', '--data', house.server.folder, *way).stdout.split()[0]
               for way in ((), ('--full',))]
    check(digests[0] == digests[1], 'folded from the first row, there are other cues')


def case_rules_know_the_assisted(context):
    """Rules know what a person needs only while they are assisted."""
    house = House(context)
    house.link('anns-band', 'ann', facts=['wheelchair'])
    for mode, is_known in (('presence', False), ('assisted', True), ('tap-only', False), ('assisted', True)):
        house.choose('ann', mode)
        check(house.is_known_to_use_a_chair('anns-band') == is_known, f'in mode {mode} rules know: {not is_known}')


def case_child(context):
    """A child is noticed only when somebody the house knows looks after them."""
    house = House(context)
    house.link('bens-band', 'ben')
    check(refusal(house.choose, 'ben', 'presence', isChild=True) == 'guardianNeeded', 'a child alone chose presence')
    for guardian in ('ann', 'ben'):
        code = refusal(house.choose, 'ben', 'presence', isChild=True, guardian=guardian)
        check(code == 'guardianNeeded', f'{guardian}, who is not known or the child itself, looks after it')
    check(refusal(house.choose, 'ben', 'tap-only', isChild=True) is None, 'a child may not be tap-only')
    house.link('anns-band', 'ann')
    check(refusal(house.choose, 'ben', 'presence', isChild=True, guardian='ann') is None, 'ann may not look after ben')
    house.send('bens-band', 'enter', 'line')
    check(house.floor('line') == 1, 'a child that is looked after is not on the floor')


def case_claims(context):
    """Claims link names over a chain and unlink them again, with nothing lost on either side, also over kills."""
    house = House(context)
    house.link('anns-band', 'ann', facts=['wheelchair'], mode='assisted')
    check(not house.is_known_to_use_a_chair('card'), 'a band that is nobody\'s is somebody\'s')
    house.claim('band card', 'mail Ann@Example.org')
    check(not house.is_known_to_use_a_chair('card'), 'the mail address is linked already')
    house.claim('mail ann@example.ORG', 'account ann')
    check(house.is_known_to_use_a_chair('card'), 'two claims in a chain do not link')
    house.restart()
    check(house.is_known_to_use_a_chair('card'), 'a link is lost over a kill')
    number = house.withdraw('ann', 'band card', 'mail ann@example.org')
    for time_of in ('at once', 'after a kill'):
        check(not house.is_known_to_use_a_chair('card'), f'a claim that was withdrawn still links {time_of}')
        check(house.is_known_to_use_a_chair('anns-band'), f'withdrawing took something from the other side {time_of}')
        house.restart()
    house.claim('mail ann@example.org', 'band card')
    check(house.is_known_to_use_a_chair('card'), 'what was unlinked cannot be linked again')
    code = refusal(house.server.operate, 'DELETE', f'/v1/claims/{number}')
    check(code == 'unknownClaim', f'withdrawing a claim twice is answered {code}')
    check(refusal(house.claim, 'band card', 'band card') == 'sameName', 'a name is linked to itself')
    house.server.stop()
    digests = [context.command('digest', '--data', house.server.folder, *way).stdout.split()[0]
               for way in ((), ('--full',))]
    check(digests[0] == digests[1], 'folded from the first row, people are others')


def case_verified_names_that_differ(context):
    """Two verified mail addresses are two people's, and what only looks alike links nobody."""
    house = House(context)
    house.link('anns-band', 'ann', facts=['wheelchair'], mode='assisted')
    house.claim('account ann', 'mail ann@example.org', 'verified')
    house.claim('band card', 'mail other@example.org', 'verified')
    house.claim('band card', 'account ann')
    check(not house.is_known_to_use_a_chair('card'), 'two verified mail addresses that differ are one person\'s')
    house.claim('band coin', 'mail third@example.org')
    house.claim('band coin', 'account ann')
    check(house.is_known_to_use_a_chair('coin'), 'an address that nobody verified keeps two names apart')
    house.claim('band ring', 'account ann', 'inferred')
    check(not house.is_known_to_use_a_chair('ring'), 'a suggestion links by itself')
    doubts = house.server.operate('GET', '/v1/claims')['doubts']
    asked = {(doubt['first']['name'], doubt['second']['name']) for doubt in doubts}
    check(asked == {('ann', 'card'), ('ann', 'ring')}, f'"same person?" is asked of {asked}')
    house.withdraw('ann', 'account ann', 'mail ann@example.org')
    check(house.is_known_to_use_a_chair('card'), 'what stood between two names is withdrawn and still stands between')


def case_erased_by_every_name(context):
    """Erasing a person who goes by several names leaves no key and no sealed byte of any of them, and all of others."""
    house = House(context)
    fill(house, 'ann', '+31 6 1234 5678')
    fill(house, 'bob', '+31 6 8765 4321')
    house.server.stop()
    anns, bobs = sealed_for(house.server, 'ann', '+31612345678'), sealed_for(house.server, 'bob', '+31687654321')
    check(len(anns) == len(bobs) >= 14, f'rows are not sealed for names as docs/specs/journal.md says: {len(anns)}')
    check(not [name for name, row in anns.items() if not holding(house.server.folder, [row])],
          'sealed bytes are not found where they must be')
    house.server.start()
    house.sender = Sender(house.server.port, house.sender.key)
    house.server.operate('DELETE', '/v1/people/ann')
    house.server.kill()
    left = [name for name, row in anns.items() if holding(house.server.folder, [row])]
    check(not left, f'sealed bytes of somebody erased are still in the folder: {left}')
    check(not sealed_for(house.server, 'ann', '+31612345678'), 'a key of somebody erased is still in the folder')
    check(sealed_for(house.server, 'bob', '+31687654321') == bobs, 'somebody else lost something')
    check(not holding(house.server.folder, [b'ann@example.org', b'31612345678', b'ann-band', b'shade']),
          'a name lies readable in the folder')
    house.server.start()
    house.sender = Sender(house.server.port, house.sender.key)
    for token, is_known in (('ann-band', False), ('ann-card', False), ('bob-band', True), ('bob-card', True)):
        check(house.is_known_to_use_a_chair(token) == is_known, f'after erasing, {token} is known: {not is_known}')
    check(refusal(house.server.operate, 'DELETE', '/v1/people/ann') == 'unknownPerson', 'somebody is erased twice')
    house.server.stop()
    answer = context.command('doctor', '--data', house.server.folder)
    check(answer.returncode == 0, f'the doctor: {answer.stdout}')
    return f'{len(anns)} rows'


def case_erased_leaves_claims_of_others(context):
    """Erasing somebody changes nothing about others' claims, also when the journal is folded from its first row."""
    house = House(context)
    for person in ('ann', 'bob', 'carl'):
        house.link(f'{person}-band', person, facts=['wheelchair'], mode='assisted')
    for person in ('ann', 'bob'):
        house.claim(f'account {person}', f'mail {person}@example.org', 'verified')
    house.claim('account ann', 'band bob-band')  # A doubt: one end of it stays.
    house.withdraw('carl', 'account carl', 'band carl-band')
    house.server.operate('DELETE', '/v1/people/ann')
    knows = {token: house.is_known_to_use_a_chair(token) for token in ('bob-band', 'carl-band')}
    check(knows == {'bob-band': True, 'carl-band': False}, f'rules know {knows}')
    house.server.stop()
    for snapshot in glob.glob(os.path.join(house.server.folder, 'snapshot-*.snap')):
        os.unlink(snapshot)  # A snapshot only spares folding.
    house.server.start()
    house.sender = Sender(house.server.port, house.sender.key)
    folded = {token: house.is_known_to_use_a_chair(token) for token in knows}
    check(folded == knows, f'folded from the first row, rules know {folded}')
    house.claim('account dora', 'band coin')
    for person, names in (('bob', {'bob', 'bob-band', 'bob@example.org'}), ('dora', {'dora', 'coin'})):
        found = {name['name'] for name in house.server.operate('GET', f'/v1/people/{person}')['names']}
        check(found == names, f'a new claim took an end that somebody erased has left: {person} goes by {found}')


def case_waits(context):
    """Waits are the same on the running server, after a kill, and of the stopped folder; who gave up does not count."""
    house = House(context)
    sender = Sender(house.server.port, house.server.open_source('yesterday', 'history'))
    begin = now_milliseconds() - 3_600_000
    ends = {'service': (60, 61, 120, 299, 300), 'exit': (10, 20)}
    signals = []
    for kind, lengths in ends.items():
        for seconds in lengths:
            token = f'{kind}-{seconds}'
            signals += [signal(token + '-a', token=token, kind='enter', zone='line', at=begin),
                        signal(token + '-b', token=token, kind=kind, zone='line', at=begin + seconds * 1000)]
            if kind == 'exit':  # Helped much later, when nobody waited any more.
                signals.append(signal(token + '-c', token=token, kind='service', zone='gate', at=begin + 900_000))
    sender.send(sorted(signals, key=lambda one: one['at']))
    house.server.operate('POST', '/v1/sources/yesterday/close')
    wait, = house.server.operate('GET', '/v1/waits')['waits']
    found = wait['id'], wait['count'], wait['medianSeconds'], wait['p90Seconds']
    check(found == ('served', 5, 120, 300), f'the wait is told as {found}')
    counted = [(length['seconds'], length['count']) for length in wait['lengths']]
    check(counted == [(seconds, 1) for seconds in ends['service']], f'the lengths are told as {counted}')

    def told():
        answer = context.command('waits', '--data', house.server.folder, '--json')
        check(answer.returncode == 0, f'senang waits: {answer.stderr}')
        return json.loads(answer.stdout)['waits']
    check(told() == [wait], 'the command tells other waits than the server')
    house.restart()
    check(told() == [wait], 'waits are others after a kill')
    house.server.stop()
    check(told() == [wait], 'waits are others of the stopped folder')
    text = context.command('waits', '--data', house.server.folder).stdout
    check('5 people' in text and '2 min 0 s' in text and '5 min 0 s' in text, f'the command says {text}')


def case_rules_test(context):
    """The cases of both example venues pass, and one that is spoilt fails and says what is missing."""
    for venue in ('park', 'polikliniek'):
        folder = os.path.join(ROOT, 'Venues', venue)
        answer = context.command('rules', 'test', '--venue', folder)
        passed = re.search(r'^(\d+) passed, 0 failed$', answer.stdout, re.M)
        check(answer.returncode == 0 and passed and int(passed[1]) >= 10, f'{venue}: {answer.stdout}{answer.stderr}')
    park = os.path.join(ROOT, 'Venues', 'park')
    with open(os.path.join(park, 'tests', 'park.yaml')) as file:
        text = file.read()
    right, wrong = '10:12:00 band-1 queue-wait at coaster-queue', '10:13:00 band-1 queue-wait at river-queue'
    check(right in text, 'the park has no such case any more')
    spoilt = context.path('spoilt.yaml')
    with open(spoilt, 'w') as file:
        file.write(text.replace(right, wrong, 1))
    answer = context.command('rules', 'test', '--venue', park, spoilt)
    lines = [line.strip() for line in answer.stdout.splitlines()]
    check(answer.returncode == 65, f'a case that fails ends with {answer.returncode}')
    check(re.match(r'FAIL  .*spoilt.yaml:\d+: Twelve minutes', lines[0]) and f'missing: {wrong}' in lines and f'too many: {right}' in lines
          and ', 1 failed' in lines[-1], f'it says {lines}')
    with open(spoilt, 'w') as file:
        file.write('- test: Nowhere\n  when:\n    - 10:00:00 band-1 enter nowhere\n  then: []\n')
    answer = context.command('rules', 'test', '--venue', park, spoilt)
    check(answer.returncode == 65 and 'spoilt.yaml:3:' in answer.stdout and "no zone 'nowhere'" in answer.stdout,
          f'a zone that is not there: {answer.returncode} {answer.stdout}')


def case_rules_replay(context):
    """Rules tried on the kept history tell the same of the running server and the stopped folder, and change nothing."""
    house = House(context)
    tried = context.path('tried.yaml')
    with open(tried, 'w') as file:
        file.write(TRIED)
    began = now_milliseconds()
    for token, count in (('one', 1), ('two', 2), ('four', 4)):
        for _ in range(count):
            house.send(token, 'tap', 'shop')
    ended = now_milliseconds()
    status = {key: value for key, value in house.server.status().items() if key != 'clock'}
    running = house.replay(tried)
    line, = running['rules']
    found = running['signals'], line['rule'], line['cues'], line['tokens'], sum(line['hours'])
    check(found == (7, 'second-tap', 4, 2, 4), f'it tells {found}')
    check(began <= running['from'] <= running['to'] <= ended, 'it does not say how far back it went')
    check(running['screen']['most'] <= 4 and running['screen']['busiestZone'] == 'shop', f'it tells {running["screen"]}')
    after = {key: value for key, value in house.server.status().items() if key != 'clock'}
    check(after == status, f'trying rules changed {after}')
    house.server.stop()
    check(house.replay(tried) == running, 'the stopped folder tells otherwise than the running server')
    text = context.command('rules', 'replay', '--venue', context.venue, '--data', house.server.folder, tried).stdout
    day = time.strftime('%Y-%m-%dT', time.gmtime(began / 1000))
    check(f'7 signals, from {day}' in text and 'second-tap: 4 cues about 2 tokens' in text, f'it says {text}')


# What lies on the disk

def fill(house, person, phone):
    """Somebody known by five names, of whom things are noted, told and cued."""
    house.link(f'{person}-band', person, facts=['wheelchair'], mode='assisted')
    house.claim(f'account {person}', f'mail {person}@example.org', 'verified')
    house.claim(f'mail {person}@example.org', f'band {person}-card')
    names = [{'kind': 'phone', 'name': phone}, {'kind': 'device', 'name': f'{person}-phone'}]
    for name in names:
        house.server.operate('POST', '/v1/claims', {
            'first': {'kind': 'account', 'name': person}, 'second': name, 'evidence': 'said at the desk'})
    house.server.operate('POST', f'/v1/people/{person}/tell', {'kind': 'wish', 'text': 'a seat in the shade'})
    for token in (f'{person}-band', f'{person}-card'):
        check(house.is_known_to_use_a_chair(token), f'{token} is not known')


def sealed_for(server, person, phone):
    """The sealed bodies of the rows for somebody's names, found as docs/specs/journal.md says, and their keys."""
    with open(server.folder + '.key', 'rb') as file:
        master = file.read()
    texts = [f'{kind}/{purpose}/{name}' for purpose in (1, 2, 3) for kind, name in (
        ('person', person), ('token', f'{person}-band'), ('token', f'{person}-card'),
        ('alias', f'account {person}'), ('alias', f'mail {person}@example.org'), ('alias', f'band {person}-band'),
        ('alias', f'band {person}-card'), ('alias', f'phone {phone}'), ('alias', f'device {person}-phone'))]
    database = sqlite3.connect(os.path.join(server.folder, 'senang.db'))
    found = {}
    for text in texts:
        owner = hmac.new(master, text.encode(), hashlib.sha256).digest()
        for key, wrapped in database.execute('SELECT id, wrapped FROM vaultKey WHERE kind = 2 AND owner = ?', [owner]):
            found[f'{text} key'] = wrapped
            for sequence, body in database.execute('SELECT sequence, body FROM journal WHERE vaultKey = ?', [key]):
                found[f'{text} row {sequence}'] = body
    database.close()
    return found


def holding(folder, texts):
    """The files of a folder that hold any of these bytes; a body of several pages by its first 60."""
    found = []
    for path in glob.glob(os.path.join(folder, '*')):
        with open(path, 'rb') as file:
            data = file.read()
        found += [path for text in texts if text[:60] in data]
    return found
