"""What people were promised, how they understood it, and what became of it: over HTTP, against the real program."""
import json
import math
import os
import time

from context import check, wait_until
from signals import PROBLEM, Sender, now_milliseconds, signal
from site_house import SiteHouse

VENUE = """\
name: {en: Test house, nl: Testhuis}
zones:
  - {id: gate, kind: gate}
  - {id: line, kind: queue}
  - {id: shop, kind: shop}
waits:
  - {id: served, name: {en: Served, nl: Geholpen}, from: enter queue, until: enter shop}
facets:
  - {id: quiet, name: {en: Quiet, nl: Rust}, kind: more, floor: 0}
"""
LINES = 'application/x-ndjson'
DAY = 86_400


def moment(seconds_from_now):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() + seconds_from_now))


def wilson(kept, count, z=1.959963984540054):
    """Both ends of Wilson's interval."""
    share, pull = kept / count, z * z / count
    centre = (share + pull / 2) / (1 + pull)
    reach = math.sqrt(pull * share * (1 - share) + pull * pull / 4) / (1 + pull)
    return centre - reach, centre + reach


class House(SiteHouse):
    """A house that promises people things, in a venue with a queue."""

    PATH = '/v1/promises'

    def __init__(self, context):
        with open(os.path.join(context.venue, 'venue.yaml'), 'w') as file:
            file.write(VENUE)
        super().__init__(context)

    def archive(self, lines):
        """Lines of people whom the house may not know yet, as the operator takes them in."""
        body = '\n'.join(json.dumps({'newName': True, **line}) for line in lines).encode()
        answer = self.ask('POST', '/v1/promises?source=archive', body, LINES, self.server.token)
        check(answer.status == 200 and not answer.fields['refused'], f'an archive was answered {answer}')
        return answer.fields

    def sheet(self, person='anna'):
        """What somebody was promised, without when staff was told of it: that comes by the clock."""
        promises = self.server.operate('GET', f'/v1/people/{person}/promises')['promises']
        return [{field: value for field, value in promise.items() if field not in ('warnedAt', 'calledAt')}
                for promise in promises]

    def report(self, by='channel'):
        return self.server.operate('GET', f'/v1/promises/report?by={by}')

    def group(self, name, by='channel'):
        rows = [row for row in self.report(by)['groups'] if row['name'] == name]
        check(len(rows) == 1, f'{name} stands {len(rows)} times in a report')
        return rows[0]


def code(answer):
    """Why the only line was refused."""
    check(answer.status == 422 and answer.type == PROBLEM, f'a refusal was answered {answer}')
    fields = answer.fields
    check(fields['code'] == 'nothingAccepted' and len(fields['refused']) == 1, f'{fields}')
    refused = fields['refused'][0]
    check(refused['index'] == 0 and refused['reason'].endswith('.'), f'{refused}')
    return refused['code']


def case_promise_life(context):
    """A promise is made, read, judged twice, broken, made good and closed over HTTP, and stands after each kill.

    The letter and the reading differ, and neither takes the place of the other.
    """
    house = House(context)
    answer = house.done(id='p1', quote='Your shoes are ready tomorrow', channel='desk', owner='workshop',
                        due=moment(DAY), horizon='short')
    name = answer['promises'][0]['promise']
    check(answer['promises'] == [{'index': 0, 'id': 'p1', 'promise': name}], f'{answer}')
    steps = [
        ('open', {}),
        ('open', {'do': 'ask'}),
        ('open', {'do': 'read', 'words': 'before the shop opens', 'due': moment(DAY / 2)}),
        ('kept', {'do': 'judge', 'kept': True}),
        ('broken', {'do': 'judge', 'by': 'reading', 'kept': False}),
        ('recoveryOffered', {'do': 'offer', 'words': 'we bring them to your room'}),
        ('recoveryAccepted', {'do': 'accept'}),
        ('recovered', {'do': 'recover'}),
    ]
    for number, (state, fields) in enumerate(steps):
        if fields:
            # By our own id, and by the house's name.
            target = {'id': 'p1'} if number % 2 else {'promise': name}
            check(house.done(**target, **fields)['accepted'] == 1, f'{fields} changed nothing')
            check(house.done(**target, **fields)['repeated'] == 1, f'{fields} counts twice')
        before = house.sheet()
        check(len(before) == 1 and before[0]['state'] == state, f'after {fields}: {before}')
        house.server.kill()
        house.server.start()
        check(house.sheet() == before, f'after a kill: {house.sheet()}, before {before}')
    promise = house.sheet()[0]
    check((promise['byLetter']['kept'], promise['byReading']['kept']) == (True, False), f'{promise}')
    check((promise['quote'], promise['reading']['words'], promise['reading']['isDisputed'])
          == ('Your shoes are ready tomorrow', 'before the shop opens', False), f'{promise}')
    check(promise['madeBy'] == 'site' and promise['byLetter']['evidence'] == 'told by site', f'{promise}')
    check(code(house.tell(do='lose', id='p1')) == 'recoveryOver', 'a promise closed twice')

    house.done(id='p2', quote='We keep a table for you', channel='desk')
    house.done(do='read', id='p2', words='by the window')
    check(house.done(do='dispute', id='p2', words='I was told by the window')['accepted'] == 1, 'not disputed')
    reading = [each for each in house.sheet() if each['quote'] == 'We keep a table for you'][0]['reading']
    check(reading['isDisputed'] and reading['words'] == 'I was told by the window', f'{reading}')


def case_promise_parting(context):
    """What makes good, no thank you, and the bond are told over HTTP; lost by the bond nothing more is offered."""
    house = House(context)
    for name in ('p1', 'p2'):
        house.done(id=name, quote=f'{name} is ready tomorrow', channel='desk')
        check(code(house.tell(do='wants', id=name, words='a hat')) == 'notBroken', name)
        check(code(house.tell(do='decline', id=name)) == 'notBroken', name)
        house.done(do='judge', id=name, kept=False)
    steps = [
        ('broken', {'do': 'wants', 'words': 'a hat'}),
        ('recoveryOffered', {'do': 'offer', 'words': 'a scarf'}),
        ('broken', {'do': 'decline'}),
    ]
    for state, fields in steps:
        check(house.done(id='p1', **fields)['accepted'] == 1, f'{fields} changed nothing')
        check(house.sheet()[0]['state'] == state, f'after {fields}: {house.sheet()[0]}')
    for fields in ({'do': 'accept'}, {'do': 'offer', 'words': 'a scarf'}):
        check(code(house.tell(id='p1', **fields)) == 'offerAnswered', f'{fields}')
    house.done(do='offer', id='p1', words='a hat')
    for fields, wanted in (({'level': 11}, 'levelTooHigh'), ({}, 'invalidField'), ({'level': -1}, 'invalidField')):
        check(code(house.tell(do='bond', **fields)) == wanted, f'{fields}')
    answer = house.ask('POST', '/v1/promises', {'person': 'anna', 'do': 'bond', 'level': 8}, key=house.server.token)
    check(code(answer) == 'notTheirWord', 'the operator speaks for them')
    check(house.done(do='bond', level=8)['accepted'] == 1, 'not told')
    check(house.done(do='bond', level=8)['repeated'] == 1, 'told twice')
    house.done(do='lose', id='p1')
    check(code(house.tell(do='offer', id='p2', words='a hat')) == 'partedKindly', 'something more is offered')
    check(code(house.tell(do='offer', id='p1', words='a coat')) == 'recoveryOver', 'it is offered again')
    lost, other = house.sheet()
    check(lost['state'] == 'lost' and 'partedAt' in lost and lost['makesGood'] == 'a hat', f'{lost}')
    check('partedAt' not in other, f'{other}')
    check(house.report()['parting'] == {}, 'a report tells of one person')
    before = house.server.operate('GET', '/v1/people/anna/promises')
    check(before['bond']['level'] == 8, f'{before}')
    house.server.kill()
    house.server.start()
    check(house.server.operate('GET', '/v1/people/anna/promises')['bond'] == before['bond'], 'forgotten by a kill')
    check(house.sheet() == [lost, other], f'after a kill: {house.sheet()}')


def case_promise_again(context):
    """The same sent again changes nothing, also when the catalogue changed; something else under its id is refused."""
    house = House(context)
    entry = {'words': {'en': 'We answer in a day', 'nl': 'Wij antwoorden binnen een dag'}, 'channel': 'site',
             'spanSeconds': DAY, 'owner': 'post'}
    house.server.operate('PUT', '/v1/promises/catalogue/answer', entry)
    told = dict(id='p1', quote='I will call you', channel='desk', kept=True)
    drafted = dict(id='p2', standing='answer', language='nl')
    for fields in (told, drafted):
        check(house.done(**fields)['accepted'] == 1, f'{fields} was not taken in')
    kept = house.sheet()
    drawn = [each for each in kept if each.get('standing') == 'answer'][0]
    check((drawn['quote'], drawn['channel'], drawn['owner']) == ('Wij antwoorden binnen een dag', 'site', 'post'),
          f'{drawn}')
    check('due' in drawn, f'{drawn}')
    for moment_word in ('at once', 'after a restart'):
        house.server.operate('PUT', '/v1/promises/catalogue/answer', {**entry, 'owner': 'desk', 'spanSeconds': 60})
        for fields in (told, drafted):
            check(house.done(**fields)['repeated'] == 1, f'{fields} counts twice {moment_word}')
            check(code(house.tell(**{**fields, 'quote': 'something else'})) == 'promiseDiffers', moment_word)
        check(code(house.tell(**{**told, 'kept': False})) == 'alreadyJudged', moment_word)
        check(house.sheet() == kept, f'{moment_word}: {house.sheet()}, before {kept}')
        house.server.stop()
        house.server.start()


def case_promise_refusals(context):
    """Each line is judged by itself; each refusal has its place and a stable code, and nothing is a 5xx."""
    house = House(context)
    good = {'id': 'g', 'person': 'anna', 'quote': 'I will call you', 'channel': 'desk'}
    fresh = {**good, 'id': 'n'}
    later = moment(DAY)

    def content(**fields):
        return json.dumps({**fresh, 'content': fields})

    def due(**fields):
        return json.dumps({**fresh, 'due': later, 'content': fields})

    def about(**fields):
        return json.dumps({'person': 'anna', 'id': 'g', **fields})

    lines = [
        (json.dumps(good), None), ('{', 'malformedJSON'), ('[]', 'malformedJSON'), ('"x"', 'malformedJSON'),
        (json.dumps({**fresh, 'kept': 'yes'}), 'malformedJSON'),
        (json.dumps({**fresh, 'channel': 'a desk'}), 'malformedJSON'),
        (json.dumps({**fresh, 'qoute': 'x'}), 'unknownField'),
        (json.dumps({**fresh, 'do': 'undo'}), 'invalidField'), (json.dumps({**fresh, 'id': ''}), 'invalidField'),
        (json.dumps({**fresh, 'id': 'x' * 65}), 'invalidField'),
        (json.dumps({**fresh, 'horizon': 'soon'}), 'invalidField'),
        (json.dumps({**fresh, 'language': 'fr'}), 'invalidField'),
        (json.dumps({**fresh, 'due': 'tomorrow'}), 'invalidField'),
        (json.dumps({**fresh, 'at': '1969-07-20T20:17:00Z'}), 'timeOutOfBounds'),
        (json.dumps({**fresh, 'due': '2100-01-01T00:00:00Z'}), 'timeOutOfBounds'),
        (about(do='read', due='1999-12-31T23:59:59Z'), 'timeOutOfBounds'),
        (json.dumps({**fresh, 'judgedAt': later}), 'invalidField'),
        (json.dumps({**fresh, 'kept': True, 'by': 'reading'}), 'invalidField'),
        (json.dumps({**fresh, 'words': 'before noon'}), 'invalidField'),
        (about(do='judge', kept=True, keptByReading=False), 'invalidField'),
        (about(do='accept', words='thank you'), 'invalidField'), (about(do='judge', kept=True, due=later), 'invalidField'),
        (about(do='ask', newName=True), 'invalidField'), (json.dumps({**fresh, 'promise': 'p'}), 'invalidField'),
        (json.dumps({key: value for key, value in fresh.items() if key != 'quote'}), 'invalidField'),
        (json.dumps({key: value for key, value in fresh.items() if key != 'channel'}), 'invalidField'),
        (content(), 'invalidField'), (content(wait='served'), 'invalidField'), (content(want={}), 'invalidField'),
        (content(wait='served', atMostSeconds=-1), 'invalidField'),
        (content(wait='served', atMostSeconds=9_223_372_036_854_775_807), 'invalidField'),
        (content(words=True, seen={'kind': 'enter'}), 'invalidField'),
        (content(seen={'kind': 'sneeze'}), 'invalidField'),
        (content(seen={'kind': 'enter', 'zone': 'shop', 'zoneKind': 'shop'}), 'invalidField'),
        (content(seen={'kind': 'enter', 'plaec': 'shop'}), 'unknownField'),
        (content(got='quiet'), 'invalidField'),
        (json.dumps({**fresh, 'newName': True}), 'notYours'),
        (json.dumps({**fresh, 'band': 'B1'}), 'invalidName'),
        (json.dumps({key: value for key, value in fresh.items() if key != 'person'}), 'invalidName'),
        (json.dumps({**fresh, 'person': 'nobody'}), 'unknownPerson'),
        (json.dumps({**fresh, 'standing': 'none'}), 'unknownStanding'),
        (due(got='none', want={'level': 1}), 'unknownFacet'), (due(wait='none', atMostSeconds=60), 'unknownWait'),
        (due(seen={'kind': 'enter', 'zone': 'none'}), 'unknownZone'),
        (due(seen={'kind': 'enter', 'zoneKind': 'none'}), 'unknownZone'),
        (json.dumps({**good, 'quote': 'other'}), 'promiseDiffers'),
        (json.dumps({**fresh, 'quote': ''}), 'wordsMissing'),
        (json.dumps({**fresh, 'quote': 'é' * 251}), 'wordsTooLong'),
        (json.dumps({**fresh, 'id': 'long', 'quote': 'é' * 250}), None),
        (due(got='quiet', want={'seconds': 5}), 'contentDoesNotFit'),
        (due(wait='served', atMostSeconds=11 * 365 * DAY), 'contentDoesNotFit'),
        (content(wait='served', atMostSeconds=60), 'dueMissing'),
        (content(seen={'kind': 'enter', 'zone': 'shop'}), 'dueMissing'),
        (json.dumps({**fresh, 'at': moment(-60), 'due': moment(-120)}), 'dueBeforeMade'),
        (json.dumps({**fresh, 'at': '2099-01-01T00:00:00Z'}), 'inTheFuture'),
        (json.dumps({'person': 'anna', 'do': 'read', 'promise': 'none'}), 'unknownPromise'),
        (json.dumps({'person': 'ben', 'do': 'read', 'id': 'g'}), 'unknownPromise'),
        (about(do='judge'), 'invalidField'), (about(do='judge', kept=True, by='heart'), 'invalidField'),
        (about(do='offer'), 'invalidField'), (about(do='offer', words=''), 'wordsMissing'),
        (about(do='offer', words='flowers'), 'notBroken'), (about(do='accept'), 'notBroken'),
        (about(do='recover'), 'notBroken'), (about(do='lose'), 'notBroken'),
        (about(do='read', words='x' * 501), 'wordsTooLong'), (about(do='read', due=moment(-DAY)), 'dueBeforeMade'),
        (about(do='read', words='tonight'), None), (about(do='read', words='today'), 'alreadyRead'),
        (about(do='ask'), 'alreadyRead'),
        (about(do='judge', kept=True), None), (about(do='judge', kept=False), 'alreadyJudged'),
        (about(do='judge', kept=False, by='reading', at='2099-01-01T00:00:00Z'), 'inTheFuture'),
        (about(do='judge', kept=False, by='reading'), None),
        (about(do='judge', kept=True, by='reading'), 'alreadyJudged'),
        (about(do='accept'), 'recoveryMissing'), (about(do='recover'), 'recoveryMissing'),
        (about(do='lose'), 'recoveryMissing'), (about(do='offer', words='flowers'), None),
        (about(do='lose'), None), (about(do='accept'), 'recoveryOver'), (about(do='recover'), 'recoveryOver'),
        (about(do='offer', words='cake'), 'recoveryOver'),
    ]
    answer = house.ask('POST', '/v1/promises', '\n'.join(line for line, _ in lines).encode(), LINES)
    check(answer.status == 200, f'{answer}')
    refused = {each['index']: each['code'] for each in answer.fields['refused']}
    for index, (line, wanted) in enumerate(lines):
        check(refused.get(index) == wanted, f'{line[:200]} was refused as {refused.get(index)}, wanted {wanted}')
    check(answer.fields['accepted'] == sum(1 for _, why in lines if why is None), f'{answer.fields}')
    check(all(each['reason'].endswith('.') for each in answer.fields['refused']), f'{answer.fields}')

    # Whoever runs the house says nothing in the person's name.
    answer = house.ask('POST', '/v1/promises', {'person': 'anna', 'do': 'read', 'id': 'h'}, key=house.server.token)
    check(code(answer) == 'unknownPromise', f'{answer}')
    house.ask('POST', '/v1/promises', {**good, 'id': 'h'}, key=house.server.token)
    for fields in ({'do': 'read'}, {'do': 'dispute'}, {'do': 'judge', 'by': 'reading', 'kept': True}, {'do': 'accept'}):
        answer = house.ask('POST', '/v1/promises', {'person': 'anna', 'id': 'h', **fields}, key=house.server.token)
        check(code(answer) == 'notTheirWord', f'{fields} was answered {answer}')
    many = '\n'.join(json.dumps({**good, 'id': f'm{number}', 'person': 'ben'}) for number in range(65)).encode()
    answer = house.ask('POST', '/v1/promises', many, LINES)
    refused = [(each['index'], each['code']) for each in answer.fields['refused']]
    check(refused == [(64, 'tooManyPromises')], f'{answer}')

    for body, kind, status in (
            (b'\n' * 10, LINES, 400), (b'{}\n' * 1_001, LINES, 400), (b'x' * (1 << 20 | 1), LINES, 413),
            (b'', 'application/json', 422), (b'\xff\xfe', 'application/json', 422)):
        answer = house.ask('POST', '/v1/promises', body, kind)
        check(answer.status == status, f'{body[:20]} was answered {answer}')
    check(house.ask('POST', '/v1/promises', good, key='wrong').status == 401, 'anybody makes promises')
    check(house.ask('POST', '/v1/promises?source=other', good).status == 403, 'a source speaks as another')
    answer = house.ask('POST', '/v1/promises?source=a+b', good, key=house.server.token)
    check(answer.status == 400 and answer.fields['code'] == 'invalidField', f'{answer}')
    for path in ('/v1/people/anna/promises', '/v1/promises/catalogue', '/v1/promises/report', '/v1/promises/calendar'):
        check(house.ask('GET', path).status == 403, f'a source reads {path}')
    for path in ('/v1/promises/report?by=person', '/v1/promises/calendar?days=0', '/v1/promises/calendar?days=1e9'):
        answer = house.ask('GET', path, key=house.server.token)
        check(answer.status == 400 and answer.fields['code'] == 'invalidField', f'{path}: {answer}')
    return f'({len(lines)} lines)'


def case_promise_catalogue(context):
    """An operator keeps the catalogue; a draft says what it lacks before it goes out; bad entries are refused."""
    house = House(context)
    bare = {'words': {'en': 'Ready in a day', 'nl': 'Binnen een dag klaar'}, 'channel': 'sign'}
    whole = {**bare, 'owner': 'workshop', 'evidence': 'six people on the bench', 'audience': 'walk-ins',
             'content': {'wait': 'served', 'atMostSeconds': 900}, 'horizon': 'short', 'spanSeconds': 3_600}
    token = house.server.token
    drafted = house.server.operate('POST', '/v1/promises/draft', bare)
    check(drafted['lacks'] == ['owner', 'evidence', 'measure'], f'{drafted}')
    check(house.server.operate('GET', '/v1/promises/catalogue')['promises'] == [], 'a draft was kept')
    check(house.server.operate('PUT', '/v1/promises/catalogue/ready', bare)['lacks'] == drafted['lacks'], 'no lack')
    check(house.server.operate('PUT', '/v1/promises/catalogue/ready', whole)['lacks'] == [], 'lacks something')
    kept = house.server.operate('GET', '/v1/promises/catalogue')['promises']
    check(len(kept) == 1, f'{kept}')
    for field, value in whole.items():
        check(kept[0]['promise'][field] == value, f'{field} became {kept[0]["promise"]}')
    check(kept[0]['told']['made'] == 0 and kept[0]['told']['keptByReading'] == 'not asked', f'{kept}')
    house.server.kill()
    house.server.start()
    token = house.server.token
    check(house.server.operate('GET', '/v1/promises/catalogue')['promises'] == kept, 'lost in a kill')

    wrong = [
        (b'{', 400, 'malformedJSON'), ({**bare, 'wrods': 1}, 400, 'unknownField'),
        ({'words': bare['words']}, 400, 'malformedJSON'), ({**bare, 'id': 'other'}, 400, 'invalidField'),
        ({**bare, 'spanSeconds': -1}, 400, 'invalidField'), ({**bare, 'spanSeconds': 1 << 62}, 400, 'invalidField'),
        ({**bare, 'horizon': 'soon'}, 400, 'invalidField'), ({**bare, 'content': {}}, 400, 'invalidField'),
        ({**bare, 'words': {'en': '', 'nl': 'x'}}, 409, 'wordsMissing'),
        ({**bare, 'evidence': 'x' * 501}, 409, 'wordsTooLong'),
        ({**bare, 'content': {'wait': 'none', 'atMostSeconds': 1}}, 409, 'unknownWait'),
        ({**bare, 'content': {'got': 'none', 'want': {'level': 1}}}, 409, 'unknownFacet'),
        ({**bare, 'content': {'seen': {'kind': 'enter', 'zone': 'none'}}}, 409, 'unknownZone'),
    ]
    for body, status, why in wrong:
        answer = house.ask('PUT', '/v1/promises/catalogue/ready', body, key=token)
        check((answer.status, answer.fields['code']) == (status, why), f'{body} was answered {answer}')
    for name in ('BAD%20NAME', 'x' * 65):
        answer = house.ask('PUT', f'/v1/promises/catalogue/{name}', bare, key=token)
        check((answer.status, answer.fields['code']) == (400, 'invalidName'), f'{name}: {answer}')
    for name, status in (('ready', 200), ('none', 404), ('BAD%20NAME', 404)):
        answer = house.ask('GET', f'/v1/promises/catalogue/{name}/editions', key=token)
        check(answer.status == status, f'{name}: {answer}')
    check(house.server.operate('GET', '/v1/promises/catalogue')['promises'] == kept, 'a refused entry was kept')
    for method, path in (('PUT', '/v1/promises/catalogue/ready'), ('DELETE', '/v1/promises/catalogue/ready'),
                         ('POST', '/v1/promises/draft')):
        check(house.ask(method, path, bare).status == 403, f'a source does {method} {path}')
    house.server.operate('DELETE', '/v1/promises/catalogue/ready')
    for name in ('ready', '%00', 'x' * 200):
        answer = house.ask('DELETE', f'/v1/promises/catalogue/{name}', key=token)
        check(answer.status == 404 and answer.fields['code'] == 'unknownStanding', f'{name}: {answer}')
    return f'({len(wrong)} entries)'


def case_promise_report(context):
    """A report by channel keeps letter and reading apart, says 'not asked' where nobody was, and hides few people."""
    house = House(context)
    lines = [{'id': f'd{number}', 'person': f'p{number}', 'quote': 'Ready today', 'channel': 'desk', 'owner': 'team',
              'at': moment(-3 * DAY), 'due': moment(-2 * DAY), **({'kept': number < 9} if number < 11 else {})}
             for number in range(13)]
    house.archive(lines)
    house.archive([{'id': 'd-open', 'person': 'p0', 'quote': 'Ready', 'channel': 'desk', 'due': moment(DAY)}])
    desk = house.group('desk')
    check([desk[field] for field in ('people', 'made', 'due', 'notDue', 'keptByLetter', 'brokenByLetter', 'unknown')]
          == [13, 14, 13, 1, 9, 2, 2], f'{desk}')
    check(desk['asked'] == 0 and desk['keptByReading'] == 'not asked' and 'rateByReading' not in desk, f'{desk}')
    low, high = wilson(9, 11)
    for wanted, found in ((9 / 11, desk['rate']), (low, desk['low']), (high, desk['high']),
                          (9 / 13, desk['bounds']['low']), (11 / 13, desk['bounds']['high'])):
        check(abs(wanted - found) < 1e-9, f'{desk}: wanted {wanted}')
    check(desk['anytime']['low'] < desk['low'] and desk['anytime']['high'] > desk['high'], f'{desk}')

    # Ten people told how they saw it: of nine that were kept by the letter three are broken to them.
    house.archive([{**line, 'keptByReading': number < 6} for number, line in enumerate(lines[:10])])
    desk = house.group('desk')
    check((desk['asked'], desk['keptByReading'], desk['keptByLetter']) == (10, 6, 9), f'{desk}')
    gap = desk['interpretationGap']
    check((gap['keptByLetterOnly'], gap['keptByReadingOnly'], gap['n']) == (3, 0, 10), f'{gap}')
    check(abs(gap['value'] - 0.3) < 1e-9, f'{gap}')

    # Three people by letter: they are few, and what is left of all must not tell of them either.
    house.archive([{'id': f's{number}', 'person': f's{number}', 'quote': 'x', 'channel': 'site', 'kept': True}
                   for number in range(11)])
    check(house.group('site')['few'] is False, f"{house.group('site')}")
    house.archive([{'id': f'l{number}', 'person': f'l{number}', 'quote': 'x', 'channel': 'letter', 'kept': False}
                   for number in range(3)])
    report = house.report()
    rows = {row['name']: row for row in report['groups']}
    check(list(rows) == ['desk', 'letter', 'site'], f'{report}')
    check(rows['letter'] == {'name': 'letter', 'few': True}, f'{rows}')
    check(rows['site'] == {'name': 'site', 'few': True}, f'{rows}')
    check(rows['desk']['few'] is False and report['all']['made'] == 14 + 11 + 3, f'{report}')

    command = ['promises', 'report', '--data', house.server.folder, '--by', 'channel']
    told = context.command(*command, '--json')
    answer = json.loads(told.stdout)
    check(told.returncode == 0 and {**answer, 'at': ''} == {**report, 'at': ''}, f'{told.stdout} {told.stderr}')
    text = context.command(*command).stdout
    check('kept by the letter 9, by reading 6 of 10, unknown 2' in text, text)
    check('letter: fewer than ten people' in text, text)
    wrong = context.command('promises', 'report', '--data', house.server.folder, '--by', 'person')
    check(wrong.returncode == 64, f'{wrong}')

    # Three more told how they saw it: they are few, and so is what the others would tell of them.
    house.archive([{'id': f's{number}', 'person': f's{number}', 'quote': 'x', 'channel': 'site', 'keptByReading': False}
                   for number in range(3)])
    report = house.report()
    desk = {row['name']: row for row in report['groups']}['desk']
    check((desk['asked'], desk['keptByReading'], desk['keptByLetter']) == ('few', 'few', 9), f'{desk}')
    check('interpretationGap' not in desk and report['all']['asked'] == 13, f'{report}')


def case_promise_past(context):
    """A draft is told what the past says at its value and at others, with Wilson's interval; of few nothing."""
    house = House(context)
    entry = {'words': {'en': 'Sent in a day', 'nl': 'Binnen een dag verzonden'}, 'channel': 'site',
             'spanSeconds': DAY, 'owner': 'post', 'evidence': 'last year'}
    house.server.operate('PUT', '/v1/promises/catalogue/sent', entry)
    hours = [4 * (number + 1) for number in range(20)]
    began = time.time() - 40 * DAY

    def line(number):
        def at(seconds):
            return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(began + seconds))
        kept = hours[number] <= 16
        # Of one that was broken nobody knows when it came.
        return {'id': f'c{number}', 'person': f'c{number}', 'standing': 'sent', 'at': at(0), 'kept': kept,
                'judgedAt': at(3_600 * hours[number])}
    house.archive([line(number) for number in range(9)])
    few = house.server.operate('POST', '/v1/promises/draft', {**entry, 'id': 'sent'})
    check('drafted' not in few['past'] and few['past']['others'] == [], f'{few}')
    house.archive([line(number) for number in range(9, 20)])
    due = time.strftime('%Y-%m-%dT%H:%M:%S', time.gmtime(began + DAY))
    check(house.sheet('c1')[0]['due'][:19] == due, f"{house.sheet('c1')}: wanted {due}")
    for span, kept in ((DAY, 4), (3 * 3_600, 0), (12 * 3_600, 3), (100 * DAY, 4)):
        past = house.server.operate('POST', '/v1/promises/draft', {**entry, 'id': 'sent', 'spanSeconds': span})['past']
        drafted = past['drafted']
        check((past['basis'], drafted['seconds'], drafted['kept'], drafted['of']) == ('promise sent', span, kept, 20),
              f'{past}')
        low, high = wilson(kept, 20)
        check(abs(drafted['share'] - kept / 20) < 1e-9, f'{drafted}')
        check(abs(drafted['interval'][0] - low) < 1e-9 and abs(drafted['interval'][1] - high) < 1e-9, f'{drafted}')
    other = house.server.operate('POST', '/v1/promises/draft', {**entry, 'id': 'new'})
    check('drafted' not in other['past'], f'another entry has this past: {other}')
    kept = house.server.operate('GET', '/v1/promises/catalogue')['promises'][0]
    check(kept['canNobodyKeep'] and kept['told']['keptByLetter'] == 4, f'{kept}')

    # Changed to four days: what was promised before and after stand beside one another.
    house.server.operate('PUT', '/v1/promises/catalogue/sent', {**entry, 'spanSeconds': 4 * DAY})
    house.archive([{'id': f'e{number}', 'person': f'e{number}', 'standing': 'sent', 'at': moment(-10 * DAY),
                    'kept': number > 0, 'judgedAt': moment(-8 * DAY)} for number in range(12)])
    editions = house.server.operate('GET', '/v1/promises/catalogue/sent/editions')['editions']
    check([each['seconds'] for each in editions] == [DAY, 4 * DAY], f'{editions}')
    check([each['told']['keptByLetter'] for each in editions] == [4, 11], f'{editions}')
    change = editions[1]['change']
    check(abs(change['difference'] - (11 / 12 - 4 / 20)) < 1e-9, f'{change}')
    check(0 < change['interval'][0] < change['difference'] < change['interval'][1], f'{change}')


def case_promise_wait(context):
    """A wait that ends judges what was promised of it by the letter; the reading stays unknown."""
    house = House(context)
    later = moment(3_600)
    for name, person, seconds in (('short', 'anna', 0), ('long', 'ben', 600)):
        house.done(id=name, person=person, quote='you will be helped soon', channel='sign', due=later,
                   content={'wait': 'served', 'atMostSeconds': seconds})
    sender = Sender(house.server.port, house.key)
    began = now_milliseconds() + 50
    for zone, at in (('line', began), ('shop', began + 2_000)):
        time.sleep(max(0, at - now_milliseconds()) / 1_000)
        answer = sender.send([
            signal(f'{zone}-{token}', token=token, kind='enter', zone=zone, at=at) for token in ('B1', 'B2')])
        check(answer.status == 200, f'{answer}')

    def judged():
        return [house.sheet(person)[0].get('byLetter') for person in ('anna', 'ben')]
    wait_until(lambda: all(judged()), 'the wait to judge what was promised of it')
    before = judged()
    check([each['kept'] for each in before] == [False, True], f'{before}')
    check(all(each['evidence'] == 'wait served, 2 s' for each in before), f'{before}')
    check(all('byReading' not in house.sheet(person)[0] for person in ('anna', 'ben')), 'a reading was made up')
    house.server.kill()
    house.server.start()
    check(judged() == before, f'after a kill: {judged()}, before {before}')


def case_promise_calendar(context):
    """The calendar counts what falls due by day, what is overdue by itself, and names nobody."""
    house = House(context)
    soon, later = moment(DAY * 3), moment(DAY * 200)
    for number, (due, channel) in enumerate(((soon, 'desk'), (soon, 'desk'), (soon, 'site'), (later, 'desk'))):
        house.done(id=f'c{number}', quote='soon', channel=channel, due=due)
    house.done(id='late', quote='soon', channel='desk', at=moment(-2 * DAY), due=moment(-DAY))
    house.done(id='done', quote='soon', channel='desk', due=moment(DAY * 3), kept=True)
    calendar = house.server.operate('GET', '/v1/promises/calendar?days=30')
    items = [(item['channel'], item['count']) for day in calendar['days'] for item in day['items']]
    check(sorted(items) == [('desk', 2), ('site', 1)], f'{calendar}')
    check([(item['channel'], item['count']) for item in calendar['overdue']] == [('desk', 1)], f'{calendar}')
    check('anna' not in json.dumps(calendar) and 'soon' not in json.dumps(calendar), f'{calendar}')
    house.done(do='judge', id='late', kept=False)
    check(house.server.operate('GET', '/v1/promises/calendar?days=30')['overdue'] == [], 'judged, and still overdue')


def case_promise_erased(context):
    """Erasing a person leaves nothing of what they were promised: in no sheet, report or calendar, nor after a stop."""
    house = House(context)
    everybody = [{'id': f'e{number}', 'person': f'e{number}', 'quote': 'Ready', 'channel': 'desk', 'kept': True}
                 for number in range(12)]
    house.archive(everybody)
    house.done(id='a1', quote='I call you', channel='desk', due=moment(DAY), kept=False)
    house.done(id='a2', quote='I write you', channel='desk', due=moment(DAY))
    looks = house.server.operate('GET', '/v1/people/anna/looks')['looks']
    check(house.sheet() and not any(look['reason'] == 'promises' for look in looks), f'{looks}')
    looks = house.server.operate('GET', '/v1/people/anna/looks')['looks']
    check(any(look['reason'] == 'promises' for look in looks), f'no look is kept: {looks}')
    check(house.group('desk')['made'] == 14, f"{house.group('desk')}")
    house.server.operate('POST', '/v1/people/anna/consent', {'mode': 'assisted', 'refused': ['help']})
    check(len(house.sheet()) == 2, 'what the house said goes by what they allow')
    house.server.operate('DELETE', '/v1/people/anna')
    for moment_word in ('at once', 'after a restart'):
        check(house.ask('GET', '/v1/people/anna/promises', key=house.server.token).status == 404, moment_word)
        check(house.group('desk')['made'] == 12 and house.group('desk')['keptByLetter'] == 12, moment_word)
        check(house.server.operate('GET', '/v1/promises/calendar')['days'] == [], moment_word)
        house.server.stop()
        house.server.start()
    house.server.operate('POST', '/v1/links', {'token': 'B1', 'person': 'anna', 'mode': 'assisted'})
    check(house.sheet() == [], 'an erased promise is back')


def case_promise_import(context):
    """A table of many thousand promises is taken in by one command, quickly, and once; the report counts them all."""
    house = House(context)
    count = context.pick(5_000, 50_000)
    table, mapping = context.path('promises.csv'), context.path('promises.yaml')
    with open(table, 'w') as file:
        file.write('case,who,deadline,end,start,how\n')
        for number in range(count):
            day = 1 + number % 20
            file.write(f'{number},w{number % (count // 2)},2025-03-{day + 5:02}T12:00:00Z,'
                       f'2025-03-{day + (6 if number % 10 == 0 else 3):02}T12:00:00Z,2025-03-{day:02}T12:00:00Z,'
                       f'{"desk" if number % 2 else "site"}\n')
    with open(mapping, 'w') as file:
        file.write('kind: deadline\ndue: deadline\nfinished: end\nmade: start\nperson: who\nid: case\n'
                   'says: "Ready by {deadline}"\nchannel: "{how}"\n')
    command = ['promises', 'import', table, '--map', mapping, '--data', house.server.folder, '--prefix', 'x-', '--json']
    began = time.monotonic()
    told = context.command(*command)
    seconds = time.monotonic() - began
    check(told.returncode == 0, f'{told.stdout} {told.stderr}')
    whole = {'refused': {}, 'notSent': 0, 'problemCount': 0, 'problems': []}
    check(json.loads(told.stdout) == {'accepted': count, 'repeated': 0, **whole}, told.stdout)
    check(seconds < 5 + count / 1_000, f'{count} promises took {seconds:.1f} s')
    report = house.report()
    check((report['all']['made'], report['all']['keptByLetter']) == (count, count - count // 10), f"{report['all']}")
    check(report['all']['people'] == count // 2 and report['all']['keptByReading'] == 'not asked', f"{report['all']}")
    house.server.kill()
    house.server.start()
    again = context.command(*command)
    check(json.loads(again.stdout) == {'accepted': 0, 'repeated': count, **whole}, again.stdout)
    check(house.report()['all'] == report['all'], 'taken in twice')
    with open(table, 'w') as file:
        file.write('case,who,deadline,end,start,how\n'
                   'a,,2025-03-06,2025-03-05,2025-03-01,desk\n'
                   'b,Jan Jansen,2025-03-06,2025-03-05,2025-03-01,desk\n'
                   'c,w1,2025-03-06,2025-03-05,2025-03-01,\n'
                   'd,w1,2025-03-06,soon,2025-03-01,desk\n'
                   f'{"e" * 70},w1,2025-03-06,2025-03-05,2025-03-01,desk\n')
    left = context.command(*command)
    told = json.loads(left.stdout)
    check((told['accepted'], told['notSent'], told['problemCount']) == (0, 3, 1), left.stdout)
    check(told['refused'] == {'invalidField': 1} and 'line 6 is refused: ' in left.stderr, left.stderr)
    check(all(f'line {line} is not sent: ' in left.stderr for line in (2, 3, 4)), left.stderr)
    check('Jansen' not in left.stderr, 'a cell is repeated')
    return f'({count} in {seconds:.1f} s)'
