"""What is tried in the house: a plan that is fixed, arms that nobody writes down, and looks that end what harms."""
import http.client
import json
import random
import time

from context import check
from signals import PROBLEM, Answer


def words(text):
    return {'en': text, 'nl': f'{text} (nl)'}


def plan(**changes):
    """An offer at the desk, with little people: judged by what holds for any number."""
    return {
        'title': words('An offer'), 'why': words('People come back'), 'salt': 'offer-1',
        'arms': [{'id': 'now', 'words': words('As it is'), 'share': 0.5},
                 {'id': 'offer', 'words': words('With it'), 'share': 0.5}],
        'primary': {'id': 'visit', 'words': words('Came back'), 'kind': 'rate', 'good': 'higher', 'effect': 0.2,
                    'baseline': 0.3},
        'guardrails': [{'id': 'wait', 'words': words('Waited'), 'kind': 'mean', 'good': 'lower', 'margin': 0.05},
                       {'id': 'chair', 'words': words('Waited in a wheelchair'), 'kind': 'mean', 'good': 'lower',
                        'margin': 0.05, 'group': 'wheelchair'}],
        'redLines': [{'id': 'price', 'arm': 'offer', 'words': words('It hides a price')}],
        'people': 400, **changes,
    }


class House:
    """A house with people who let it help them, and a site that tells what came of it."""

    def __init__(self, context, people=0):
        self.server = context.server()
        self.server.start()
        self.key = self.server.open_source('site', lateness_seconds=1)
        self.people = [f'g{number}' for number in range(people)]
        for person in self.people:
            self.link(person, 'assisted')

    def link(self, person, mode):
        self.server.operate('POST', '/v1/links', {'token': f'B-{person}', 'person': person, 'mode': mode})

    def ask(self, method, path, body=None, key=None, kind='application/json', connection=None):
        """What the site is answered, or whoever has the key."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        own = connection or http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=60)
        try:
            own.request(method, path, data, {'Authorization': 'Bearer ' + (key or self.key), 'Content-Type': kind})
            answer = Answer(own.getresponse(), time.monotonic())
        finally:
            if connection is None:
                own.close()
        check(answer.status < 500, f'{method} {path} was answered {answer}')
        return answer

    def operate(self, method, path, body=None):
        return self.ask(method, '/v1/experiments' + path, body, self.server.token)

    def done(self, method, path, body=None):
        answer = self.operate(method, path, body)
        check(answer.status == 200, f'{method} {path} was answered {answer}')
        return answer.fields

    def begin(self, **changes):
        self.done('PUT', '/offer', plan(**changes))
        return self.done('POST', '/offer/begin')

    def arm(self, person, **more):
        answer = self.ask('GET', f'/v1/experiments/offer/arm?person={person}', **more)
        check(answer.status == 200, f'{person} has {answer}')
        return answer.fields['arm']

    def tell(self, lines, path='outcomes', key=None):
        body = '\n'.join(json.dumps(line) for line in lines).encode()
        return self.ask('POST', f'/v1/experiments/{path}', body, key, 'application/x-ndjson')

    def told(self, values):
        """Tells values by person; all of them must be taken in."""
        for start in range(0, len(values), 500):
            answer = self.tell([{'person': person, 'experiment': 'offer', 'values': told}
                                for person, told in values[start:start + 500]])
            check(answer.status == 200 and not answer.fields['refused'], f'{answer.fields}')

    def look(self):
        return self.done('POST', '/offer/look')


def code(answer):
    """Why the only line was refused."""
    check(answer.status == 422 and answer.type == PROBLEM, f'a refusal was answered {answer}')
    refused = answer.fields['refused']
    check(len(refused) == 1 and refused[0]['reason'].endswith('.'), f'{refused}')
    return refused[0]['code']


def case_an_experiment_in_the_house_is_fixed(context):
    """A plan is read back as it was written, may be changed until it begins, and is refused in words when it cannot judge."""
    house = House(context)
    told = house.done('PUT', '/offer', plan())
    check(told['state'] == 'planned', f'{told}')
    for field, value in plan().items():
        known = told['plan'][field]
        if field in ('primary', 'guardrails'):
            pairs = zip(value, known) if isinstance(value, list) else [(value, known)]
            check(all(got[key] == wanted[key] for wanted, got in pairs for key in wanted), f'{field} is {known}')
        else:
            check(known == value, f'{field} is {known}')
    check(house.done('PUT', '/offer', told['plan']) == told, 'what is read cannot be written')
    each = told['neededInEach']['offer']['visit']
    check(set(each) == {'now', 'offer'} and each['offer'] > 50, f'{told["neededInEach"]}')
    check(told['tooFewPlanned'] == [], f'{told["tooFewPlanned"]}')
    changed = house.done('PUT', '/offer', plan(people=300))
    check(changed['plan']['people'] == 300, f'{changed}')
    short = house.done('PUT', '/offer', plan(people=each['offer'] - 1))['tooFewPlanned']
    check(short == [{'arm': 'offer', 'metric': 'visit', 'planned': each['offer'] - 1, 'needed': each['offer']}], f'{short}')
    for wrong, wanted in (
            (plan(guardrails=[]), 'planDoesNotFit'), (plan(arms=plan()['arms'][:1]), 'planDoesNotFit'),
            (plan(title={'en': 'An offer', 'nl': ' '}), 'wordsMissing'), (plan(people=0), 'planDoesNotFit'),
            (plan(lookHours=0), 'planDoesNotFit'), (plan(lookHours=-1), 'invalidField'),
            (plan(id='other'), 'invalidField'), (plan(colour='blue'), 'unknownField'),
            (plan(people='many'), 'malformedJSON'),
            (plan(primary={**plan()['primary'], 'effect': 0.0000001}), 'malformedJSON')):
        answer = house.operate('PUT', '/offer', wrong)
        check(answer.is_problem and answer.fields['code'] == wanted, f'{wanted}: {answer}')
    check(house.operate('PUT', '/second', plan()).fields['code'] == 'saltTaken', 'two have one salt')
    check(house.operate('POST', '/none/begin').status == 404, 'nothing begins')
    check(house.operate('POST', '/offer/look').fields['code'] == 'notBegun', 'it is looked at before it begins')
    house.done('POST', '/offer/begin')
    check(house.operate('PUT', '/offer', plan()).fields['code'] == 'alreadyBegun', 'a plan is changed on the way')
    check(house.operate('POST', '/offer/stop', {'reason': ''}).fields['code'] == 'reasonMissing', 'it ends unsaid')
    stopped = house.done('POST', '/offer/stop', {'reason': 'Enough'})
    check(stopped['state'] == 'stopped' and stopped['stop'] == {'why': 'staff', 'by': 'house', 'reason': 'Enough'},
          f'{stopped["stop"]}')
    check([row['state'] for row in house.done('GET', '')['experiments']] == ['stopped'], 'it is not listed')
    for path in ('', '/offer'):
        check(house.ask('GET', '/v1/experiments' + path).status == 403, f'a source reads {path}')
        check(house.ask('GET', '/v1/experiments' + path, key='wrong').status == 401, f'anybody reads {path}')


def case_a_plan_that_cannot_judge_is_told_at_its_field(context):
    """What could never break, is no rate, or is called as those are told who are in no arm is refused, and the field named."""
    house = House(context)
    first, rail, arms = plan()['primary'], plan()['guardrails'][0], plan()['arms']
    line = plan()['redLines'][0]

    def without(fields, name):
        return {key: value for key, value in fields.items() if key != name}

    for field, wrong in (
            ('guardrails[0].margin', plan(guardrails=[{**rail, 'margin': 5}])),
            ('guardrails[0].margin', plan(guardrails=[{**rail, 'margin': 1}])),
            ('guardrails[0].margin', plan(guardrails=[without(rail, 'margin')])),
            ('guardrails[0].margin', plan(guardrails=[{**without(rail, 'margin'), 'effect': 0.1}])),
            ('guardrails[1].baseline', plan(guardrails=[rail, {**rail, 'id': 'other', 'baseline': 0.6}])),
            ('guardrails[1].id', plan(guardrails=[rail, rail])), ('guardrails', plan(guardrails=[])),
            ('primary.effect', plan(primary={**first, 'effect': 2})),
            ('primary.effect', plan(primary={**first, 'effect': 0})),
            ('primary.baseline', plan(primary={**first, 'baseline': 2})),
            ('primary.baseline', plan(primary={**first, 'baseline': 200})),
            ('primary.margin', plan(primary={**first, 'margin': 0.1})),
            ('primary.bounds', plan(primary={**first, 'bounds': [0, 5]})),
            ('arms[1].id', plan(arms=[arms[0], {**arms[1], 'id': 'none'}], redLines=[])),
            ('arms[1].id', plan(arms=[arms[0], {**arms[1], 'id': 'now'}], redLines=[])),
            ('arms', plan(arms=arms[:1])), ('arms', plan(arms=[arms[0], {**arms[1], 'share': 0.6}])),
            ('redLines[0].arm', plan(redLines=[{**line, 'arm': 'else'}])),
            ('people', plan(people=0)), ('people', plan(people=10 ** 18)), ('lookHours', plan(lookHours=745)),
            ('salt', plan(salt='')), ('salt', plan(salt='x' * 65))):
        answer = house.operate('PUT', '/offer', wrong)
        check(answer.is_problem and answer.status == 409 and answer.fields['code'] == 'planDoesNotFit', f'{field}: {answer}')
        check(answer.fields['detail'].startswith(f'{field}: '), f'{field} is told as {answer.fields["detail"]}')
    check(house.done('GET', '')['experiments'] == [], 'what cannot judge is kept')
    house.done('PUT', '/offer', plan(guardrails=[{**rail, 'margin': 0.99, 'baseline': 0.5}]))


def case_a_small_group_is_guarded(context):
    """A group that is harmed stops what was planned for many, though few are of it."""
    house = House(context, people=300)
    house.begin(people=600)
    lines = []
    for place, person in enumerate(house.people):
        level = {'now': 0.1, 'offer': 0.49}[house.arm(person)] + place % 5 / 1000
        lines.append({'person': person, 'experiment': 'offer', 'group': 'wheelchair',
                      'values': {'visit': place % 2, 'wait': 0.1, 'chair': round(level, 4)}})
    answer = house.tell(lines, key=house.server.token)
    check(answer.fields['accepted'] == 300, f'{answer.fields}')
    told = house.look()
    check(told.get('stop') == {'why': 'guardrail', 'what': 'chair'}, f'{told.get("stop")}: {told.get("arms")}')
    check([rail['method'] for rail in told['arms'][0]['guardrails']] == ['unknown', 'bernstein'], f'{told["arms"]}')


def check_that_arms_are_told_quickly(house, first):
    """99 of 100 arms cost the house at most a millisecond more than saying that it is there, on the same line.

    In the quietest of four rounds: what else this machine does only adds.
    """
    connection = http.client.HTTPConnection('127.0.0.1', house.server.port, timeout=60)
    rounds = []
    for _ in range(4):
        times = {'arm': [], 'there': []}
        for number in range(2_500):
            began = time.perf_counter()
            arm = house.arm(house.people[number % 40], connection=connection)
            times['arm'].append(time.perf_counter() - began)
            check(arm == first[number % 40], 'an arm changes')
            began = time.perf_counter()
            house.ask('GET', '/healthz', connection=connection)
            times['there'].append(time.perf_counter() - began)
        rounds.append(tuple(sorted(times[name])[2_475] * 1000 for name in ('arm', 'there')))
    connection.close()
    quickest = min(arm - there for arm, there in rounds)
    check(quickest <= 1, 'of 100 arms 99 come within, and the rest within: '
          + ', '.join(f'{arm:.2f} and {there:.2f} ms' for arm, there in rounds))


def case_an_arm_is_the_same_for_ever_and_never_written(context):
    """Who gets what follows from person and salt, quickly, also after a kill; who refuses or lets nobody help is in none."""
    house = House(context, people=40)
    house.link('shy', 'presence')
    house.begin()
    first = [house.arm(person) for person in house.people]
    check(set(first) == {'now', 'offer'}, f'40 people are all in {set(first)}')
    check(house.arm('shy') == 'none' and house.arm('nobody') == 'none', 'who lets nobody help is experimented on')
    check(house.ask('GET', '/v1/experiments/offer/arm?band=B-g0').fields['arm'] == first[0], 'a band is another person')
    for path in ('', '?person=', '?person=g0&band=B-g0'):
        check(house.ask('GET', '/v1/experiments/offer/arm' + path).status == 400, f'{path} has an arm')
    check(house.ask('GET', '/v1/experiments/none/arm?person=g0').status == 404, 'nothing has arms')
    check_that_arms_are_told_quickly(house, first)
    answer = house.tell([{'person': 'g0', 'refuses': True}, {'person': 'nobody', 'refuses': True}], 'refusals')
    check(answer.fields['accepted'] == 1 and answer.fields['refused'][0]['code'] == 'unknownPerson', f'{answer.fields}')
    check(code(house.tell([{'person': 'g1', 'refuses': True}], 'refusals', house.server.token)) == 'notTheirWord',
          'the house speaks for somebody')
    house.server.kill()
    house.server.start()
    check([house.arm(person) for person in house.people] == ['none'] + first[1:], 'arms change with a start')
    check(house.tell([{'person': 'g0', 'refuses': False}], 'refusals').fields['accepted'] == 1, 'it is for ever')
    check(house.arm('g0') == first[0], 'who does not mind any more is somewhere else')


def case_outcomes_are_told_once(context):
    """A line is judged by itself; told again it changes nothing; refusal and erasure take it out of the count."""
    house = House(context, people=30)
    house.link('shy', 'presence')
    check(code(house.tell([{'person': 'g0', 'experiment': 'offer'}])) == 'unknownExperiment', 'nothing has outcomes')
    house.done('PUT', '/offer', plan())
    check(code(house.tell([{'person': 'g0', 'experiment': 'offer'}])) == 'notBegun', 'it has outcomes too early')
    house.done('POST', '/offer/begin')
    lines = [
        {'person': 'g0', 'experiment': 'offer', 'values': {'visit': 1, 'wait': 0.25}},
        {'person': 'g0', 'experiment': 'offer', 'values': {'visit': 1}},
        {'person': 'g0', 'experiment': 'offer', 'values': {'visit': 0}},
        {'person': 'g1', 'experiment': 'offer', 'values': {'visit': 0.5}},
        {'person': 'g1', 'experiment': 'offer', 'values': {'wait': 1.5}},
        {'person': 'g1', 'experiment': 'offer', 'values': {'spent': 1}},
        {'person': 'g1', 'experiment': 'offer', 'group': 'wheelchair'},
        {'person': 'shy', 'experiment': 'offer', 'values': {'visit': 1}},
        {'person': 'nobody', 'experiment': 'offer', 'values': {'visit': 1}},
        {'person': 'g1', 'experiment': 'offer', 'values': {'visit': 'much'}},
        {'person': 'g1', 'experiment': 'offer', 'colour': 'blue'},
    ]
    answer = house.tell(lines)
    codes = {refused['index']: refused['code'] for refused in answer.fields['refused']}
    check(answer.fields['accepted'] == 1 and answer.fields['repeated'] == 1, f'{answer.fields}')
    check(codes == {2: 'valueDiffers', 3: 'valueDoesNotFit', 4: 'valueDoesNotFit', 5: 'unknownMetric', 6: 'notYours',
                    7: 'inNoArm', 8: 'unknownPerson', 9: 'malformedJSON', 10: 'unknownField'}, f'{codes}')
    grouped = {'person': 'g1', 'experiment': 'offer', 'group': 'wheelchair', 'values': {'chair': 0.5}}
    check(house.tell([grouped], key=house.server.token).fields['accepted'] == 1, 'the operator tells no group')
    check(code(house.tell([{**grouped, 'group': 'other'}], key=house.server.token)) == 'unknownGroup', 'any group is one')

    def people():
        return sum(count['people'] for count in house.done('GET', '/offer')['people'])

    house.told([(person, {'wait': 0.5}) for person in house.people[2:]])
    check(people() == 30, f'{people()} people are counted')
    check('arms' not in house.done('GET', '/offer') or min(
        count['people'] for count in house.done('GET', '/offer')['people']) >= 10, 'what came of few is told')
    house.tell([{'person': 'g2', 'refuses': True}], 'refusals')
    check(people() == 29, 'who refused is counted')
    check(house.ask('DELETE', '/v1/people/g3', key=house.server.token).status in (200, 204), 'nobody is erased')
    check(people() == 28, 'who was erased is counted')
    before = house.done('GET', '/offer')
    house.server.kill()
    house.server.start()
    check(house.done('GET', '/offer') == before, 'a start counts otherwise')


def case_what_harms_is_stopped(context):
    """Looked at, what gets worse stops, and what sells but harms, and arms that lost people; each says why."""
    house = House(context, people=300)
    draw = random.Random(5)
    cases = [
        ('worse', {'now': 0.9, 'offer': 0.1}, {'now': 0.3, 'offer': 0.3}, {'why': 'primaryWorse'}),
        ('harms', {'now': 0.1, 'offer': 0.9}, {'now': 0.1, 'offer': 0.9}, {'why': 'guardrail', 'what': 'wait'}),
        ('fine', {'now': 0.1, 'offer': 0.9}, {'now': 0.3, 'offer': 0.3}, None),
    ]
    for name, visit, wait, stop in cases:
        house.done('PUT', f'/{name}', plan(salt=name, guardrails=plan()['guardrails'][:1]))
        house.done('POST', f'/{name}/begin')
        lines = []
        for person in house.people:
            arm = house.ask('GET', f'/v1/experiments/{name}/arm?person={person}').fields['arm']
            lines.append({'person': person, 'experiment': name, 'values': {
                'visit': int(draw.random() < visit[arm]), 'wait': wait[arm]}})
        answer = house.tell(lines)
        check(answer.fields['accepted'] == 300, f'{answer.fields}')
        told = house.done('POST', f'/{name}/look')
        check(told.get('stop') == stop, f'{name} is stopped by {told.get("stop")}: {told.get("arms")}')
        check(len(told['looks']) == 1 and told['arms'][0]['madeWorse']['least'] <= told['arms'][0]['madeWorse']['most'],
              f'{told}')
    # What sells crosses a red line: it stops at once.
    check(house.operate('POST', '/fine/cross', {'redLine': 'none', 'reason': 'a'}).fields['code'] == 'unknownRedLine',
          'any line is red')
    told = house.operate('POST', '/fine/stop', {'reason': 'a', 'colour': 'blue'}).fields
    check(told['code'] == 'unknownField' and 'redLine' not in told['detail'], f'{told}')
    told = house.done('POST', '/fine/cross', {'redLine': 'price', 'reason': 'It hid the price'})
    check(told['stop'] == {'why': 'redLine', 'what': 'price'} and told['crossed'][0]['reason'] == 'It hid the price',
          f'{told}')
    check(house.ask('GET', '/v1/experiments/fine/arm?person=g0').fields['arm'] == 'none', 'it still runs')
    # Only one arm tells: people were lost from the other.
    house.done('PUT', '/lost', plan(salt='lost', guardrails=plan()['guardrails'][:1]))
    house.done('POST', '/lost/begin')
    for person in house.people:
        if house.ask('GET', f'/v1/experiments/lost/arm?person={person}').fields['arm'] == 'offer':
            house.tell([{'person': person, 'experiment': 'lost', 'values': {'visit': 1}}])
    told = house.done('POST', '/lost/look')
    check(told['stop'] == {'why': 'sampleRatio'}, f'{told["stop"]}')
    house.server.kill()
    house.server.start()
    states = {row['id']: row.get('stop', {}).get('why') for row in house.done('GET', '')['experiments']}
    check(states == {'worse': 'primaryWorse', 'harms': 'guardrail', 'fine': 'redLine', 'lost': 'sampleRatio'},
          f'after a kill: {states}')


def case_an_experiment_hostile(context):
    """Whatever is sent as a plan or a line is refused or taken in, and never breaks anything."""
    house = House(context, people=1)
    for field in plan():
        for value in (None, '', 0, -1, 1e300, True, [], {}, '\u0000', 'x' * 70_000, [[]], [{}]):
            answer = house.operate('PUT', '/offer', plan(**{field: value}))
            check(answer.status == 200 or answer.is_problem, f'{field} {str(value)[:40]} was answered {answer}')
    for field in plan()['primary']:
        for value in (None, '', -1, 1e300, True, [], {}, [1, 0], [0, 0], [-3000, 3000]):
            answer = house.operate('PUT', '/offer', plan(primary={**plan()['primary'], field: value}))
            check(answer.status == 200 or answer.is_problem, f'{field} {value} was answered {answer}')
    house.begin()
    good = {'person': 'g0', 'experiment': 'offer', 'values': {'wait': 0.5}}
    for field in ('person', 'experiment', 'values', 'group', 'band', 'name'):
        for value in (None, '', 0, -1, 1e300, True, [], {}, {'wait': 1e300}, {'': 1}, {'wait': None}, '\u0000'):
            answer = house.tell([{**good, field: value}], key=house.server.token)
            check(answer.status in (200, 422), f'{field} {value} was answered {answer}')
    for body in (b'', b'{', b'[]', b'\xff'):
        check(house.ask('POST', '/v1/experiments/outcomes', body).status in (400, 422), f'{body!r} is an outcome')
    house.look()
