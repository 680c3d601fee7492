"""What the house promises by itself, and whose an id is: over HTTP, against the real program."""
import os

import promise_cases
from context import check, wait_until
from promise_cases import DAY, VENUE, code, moment
from signals import Sender, now_milliseconds, signal

QUEUES = """\
queues:
  - {id: lift, name: {en: Lift, nl: Liftje}, zone: shop, people an hour: 600}
"""
RULES = """\
- rule: greet
  when:
    count: tap shop
    at least: 2
    within: 1 hours
  cue:
    say: {en: "Greet", nl: "Groet"}
    to: host
    for: 10 minutes
    promise: quick
"""
QUICK = {'words': {'en': 'Ready in an hour', 'nl': 'Binnen een uur klaar'}, 'channel': 'desk', 'spanSeconds': 3_600,
         'owner': 'kitchen', 'evidence': 'counts of May'}


class House(promise_cases.House):
    """A house with a queue that is open day and night, and a rule that promises."""

    def __init__(self, context):
        super().__init__(context)
        self.server.stop()
        with open(os.path.join(context.venue, 'venue.yaml'), 'w') as file:
            file.write(VENUE + QUEUES)
        with open(os.path.join(context.venue, 'rules', 'rules.yaml'), 'w') as file:
            file.write(RULES)
        self.server.start()

    def line(self, doing, **fields):
        answer = self.ask('POST', f'/v1/queues/lift/{doing}', fields)
        check(answer.status == 200, f'{doing} {fields} was answered {answer}')
        return answer.fields

    def same_however_folded(self):
        digests = {self.context.command('digest', '--data', self.server.folder, *way).stdout.split()[0]
                   for way in ((), ('--full',))}
        check(len(digests) == 1, 'folded from the first row, it is another house')


def case_promise_of_queue(context):
    """A queue promises its window to whom the house knows, and their turn judges it by the letter."""
    house = House(context)
    for _ in range(2):
        place = house.line('join', id='one', size=2, band='B1')
    stranger = house.line('join', id='two', size=2)
    promises = house.sheet()
    check(len(promises) == 1 and house.sheet('ben') == [], f'{promises}')
    promise = promises[0]
    check((promise['channel'], promise['origin'], promise['madeBy']) == ('queue', 'queue lift', 'house'), f'{promise}')
    check(promise['due'] == place['boardedBy'], f"{promise}, told {place['boardedBy']}")
    for words in ('Liftje: kom binnen', 'Lift: come within'):
        check(words in promise['quote'], promise['quote'])
    check('byLetter' not in promise and promise['state'] == 'open', f'{promise}')

    for word in ('at once', 'after a kill'):
        house.line('come', party=place['party'])
        house.line('board', party=place['party'])
        promise = house.sheet()[0]
        check((promise['byLetter']['kept'], promise['byLetter']['evidence']) == (True, 'boarded lift'),
              f'{word}: {promise}')
        check('byReading' not in promise and 'reading' not in promise, f'{word}: {promise}')
        house.server.kill()
        house.server.start()
        if word == 'at once':
            before = promise
            place = house.line('join', id='three', size=1, band='B2')
            check(house.sheet() == [before], f'after a kill: {house.sheet()}')
    check(len(house.sheet('ben')) == 1 and stranger['party'] != place['party'], f"{house.sheet('ben')}")
    house.server.operate('DELETE', '/v1/people/anna')
    house.server.stop()
    house.same_however_folded()


def case_promise_of_rule(context):
    """A rule's cue about somebody promises them an entry of the catalogue, once a cue, also over a kill."""
    house = House(context)
    house.server.operate('PUT', '/v1/promises/catalogue/quick', QUICK)
    sender = Sender(house.server.port, house.key)
    now = now_milliseconds()
    for number in range(2):
        answer = sender.send([signal(f'{token}-{number}', token=token, kind='tap', zone='shop', at=now + number)
                              for token in ('B1', 'B9')])
        check(answer.status == 200, f'{answer}')
    wait_until(house.sheet, 'the rule to promise')
    kept = house.sheet()
    check(len(kept) == 1 and house.sheet('ben') == [], f'{kept}')
    promise = kept[0]
    check((promise['standing'], promise['origin'], promise['channel'], promise['owner'])
          == ('quick', 'rule greet', 'desk', 'kitchen'), f'{promise}')
    check(promise['quote'] == 'Binnen een uur klaar / Ready in an hour', promise['quote'])
    house.server.kill()
    house.server.start()
    check(house.sheet() == kept, f'after a kill: {house.sheet()}, before {kept}')
    house.server.stop()
    house.same_however_folded()


def case_promise_ids_and_times(context):
    """An id is one person's, a verdict is not older than its promise, and a message is told with its promise."""
    house = House(context)
    told = dict(id='p1', quote='We call you', channel='message', message='mail-7', at=moment(-3_600))
    house.done(**told)
    check(house.done(**told)['repeated'] == 1, 'sent again it counts twice')
    check(house.sheet()[0]['message'] == 'mail-7', f'{house.sheet()}')
    check(code(house.tell(person='ben', **told)) == 'promiseDiffers', 'one id is two people\'s')
    check(house.sheet('ben') == [], f"{house.sheet('ben')}")
    for by in ('letter', 'reading'):
        early = house.tell(do='judge', id='p1', kept=True, by=by, at=moment(-DAY))
        check(code(early) == 'verdictBeforeMade', f'{early}')
    house.done(do='judge', id='p1', kept=True, at=moment(-60))
    answer = house.tell(id='p2', quote='so', channel='desk', message='mail-8')
    check(code(answer) == 'invalidField', f'{answer}')
    house.done(id='p3', quote='so', message='mail-9')
    check([each['channel'] for each in house.sheet()] == ['message', 'message'], f'{house.sheet()}')
    house.server.operate('DELETE', '/v1/people/anna')
    check(house.done(person='ben', **told)['accepted'] == 1, 'the id of somebody erased is taken for ever')
    house.server.stop()
    house.same_however_folded()
