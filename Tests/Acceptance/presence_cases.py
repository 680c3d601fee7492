"""Reads with a strength become stays, on the floor and on a recording."""
import json
import os

from context import check
from signals import Sender, now_milliseconds, signal

VENUE = """\
name: {en: Test house, nl: Testhuis}
zones:
  - {id: gate, kind: gate, antennas: [r1-1], edge: -66 dBm, gone after: 30 seconds}
  - {id: shop, kind: shop, antennas: [r1-2], edge: -66 dBm, gone after: 30 seconds}
waits:
  - {id: at-gate, name: {en: Gate, nl: Poort}, from: enter gate, until: exit gate}
  - {id: at-shop, name: {en: Shop, nl: Winkel}, from: enter shop, until: exit shop}
"""
NEAR, FAR = -52, -78  # dBm, well within a zone and well without.
READ_SPAN, STAY_SPAN = 1_500, 300_000  # ms
# What Senang takes at most to be sure of somebody, and to miss them.
SURE_SECONDS, GONE_SECONDS = 20, 40


def reads(begin):
    """Two customers by both antennas, as (moment, antenna, token, dBm): one is at the gate, then in the shop, then
    gone; another is near neither. Both antennas go on hearing the other."""
    for step in range(3 * STAY_SPAN // READ_SPAN):
        at = begin + step * READ_SPAN
        stay = step * READ_SPAN // STAY_SPAN
        for antenna in (1, 2):
            if stay < 2:
                yield at + antenna, antenna, 'guest', NEAR if antenna == stay + 1 else FAR
            yield at + antenna + 100, antenna, 'passer-by', FAR


def write_venue(context):
    with open(os.path.join(context.venue, 'venue.yaml'), 'w') as file:
        file.write(VENUE)
    with open(os.path.join(context.venue, 'rules', 'rules.yaml'), 'w') as file:
        file.write('[]\n')


def case_reads_become_stays(context):
    """Reads with a strength at antennas of the venue put people where they are, also over a kill and a snapshot between."""
    write_venue(context)
    begin = now_milliseconds() - 3_600_000
    signals = [signal(f'r-{number}', token=token, kind='read', zone=('gate', 'shop')[antenna - 1],
                      reader=f'r1-{antenna}', rssi=level, at=at)
               for number, (at, antenna, token, level) in enumerate(reads(begin))]
    told = {}
    for name in ('whole', 'killed', 'stopped'):
        server = context.server(context.path(name, 'data'))
        server.start()
        key = server.open_source('readers', 'history')
        half = len(signals) // 2
        for part in (signals[:half], signals[half:]):
            answer = Sender(server.port, key).send(part)
            check(answer.status == 200 and answer.fields['accepted'] == len(part), f'reads were answered {answer}')
            if name != 'whole':
                server.kill() if name == 'killed' else server.stop()
                check_every_fold(context, server)
                server.start()
        server.operate('POST', '/v1/sources/readers/close')
        told[name] = {wait['id']: wait for wait in server.operate('GET', '/v1/waits')['waits']}
        server.stop()
        check_every_fold(context, server)
    for name in ('killed', 'stopped'):
        check(told['whole'] == told[name], f'people moved while the server was {name}: {told}')
    for wait in told['whole'].values():
        check(wait['count'] == 1, f"{wait['id']}: {wait['count']} stays were found, of 1")
        least, most = STAY_SPAN / 1000 - SURE_SECONDS, STAY_SPAN / 1000 + GONE_SECONDS
        check(least <= wait['medianSeconds'] <= most, f"{wait['id']}: a stay of 300 s is told as {wait['medianSeconds']}")


def check_every_fold(context, server):
    """Whoever folds the stopped folder, from its snapshot or from the first row, finds everybody at the same place."""
    digests = [context.command('digest', '--data', server.folder, *way).stdout.split()[0] for way in ((), ('--full',))]
    check(digests[0] == digests[1], 'folded from the first row, people are elsewhere')


def case_presence_evaluate(context):
    """A recording is measured against its truth, and what is wrong with one is named."""
    write_venue(context)
    begin = now_milliseconds()
    recording, truth = context.path('reads.csv'), context.path('truth.csv')
    with open(recording, 'w') as file:
        file.write('ts_ms,reader,antenna,token,rssi_dbm\n')
        file.writelines(f'{at},r1,{antenna},{token},{level}\n' for at, antenna, token, level in reads(begin))
        file.write(f'{begin + 1},r9,9,guest,-50\n')
    with open(truth, 'w') as file:
        file.write('token,zone,enter_ms,leave_ms\n')
        for number, zone in enumerate(('gate', 'shop')):
            file.write(f'guest,{zone},{begin + number * STAY_SPAN},{begin + (number + 1) * STAY_SPAN}\n')

    def evaluate(*more):
        return context.command('presence', 'evaluate', '--reads', recording, '--truth', truth,
                               '--venue', context.venue, *more)
    answer = evaluate('--json')
    check(answer.returncode == 0, f'{answer.returncode} {answer.stderr}')
    found = json.loads(answer.stdout)
    check((found['stays'], found['readsOfUnknownAntennas']) == (2, 1), f'it counts {answer.stdout}')
    check(found['f1'] >= 0.97 and found['dwellErrorSecondsP90'] <= 5, f'it tells {answer.stdout}')
    check(found['strongestLastRead']['precision'] < 0.6 < found['precision'], 'who is near nothing is somewhere')
    check(all(FAR < level <= NEAR for level in found['suggestedEdges'].values()), 'it suggests an edge where none is')
    check('F1' in evaluate().stdout, 'it tells people nothing')
    with open(recording) as file:
        text = file.read()
    for wrong, why in ((text.replace('rssi_dbm', 'level', 1), 'no column rssi_dbm'),
                       (text.replace(f',{NEAR}\n', ',loud\n', 1), 'line 2')):
        with open(recording, 'w') as file:
            file.write(wrong)
        answer = evaluate()
        check(answer.returncode == 65 and why in answer.stderr, f'{why}: {answer.returncode} {answer.stderr}')
    with open(os.path.join(context.venue, 'venue.yaml'), 'w') as file:
        file.write('name: {en: Test, nl: Test}\nzones: [{id: gate, kind: gate}]\n')
    check(evaluate().returncode == 64, 'a venue without antennas is measured')
