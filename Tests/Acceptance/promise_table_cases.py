"""Promises that stand in tables: the small made tables of docs/examples/promises, with numbers counted by hand."""
import csv
import json
import os
import re
import shlex
import subprocess

from context import check
from promise_cases import DAY, LINES, House, moment

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), '..', '..'))
EXAMPLES = os.path.join(ROOT, 'docs', 'examples', 'promises')
PERMITS = [os.path.join(EXAMPLES, 'permits.csv'), '--map', os.path.join(EXAMPLES, 'permits.yaml')]
WAITS = [os.path.join(EXAMPLES, 'waits.csv'), '--map', os.path.join(EXAMPLES, 'waits.yaml')]


def told(context, *arguments):
    """What a command answers in JSON."""
    done = context.command('promises', *arguments, '--json')
    check(done.returncode == 0, f'{arguments} ends with {done.returncode}: {done.stderr}')
    return json.loads(done.stdout)


def numbers(row):
    return [row[field] for field in ('made', 'notDue', 'due', 'keptByLetter', 'brokenByLetter', 'unknown')]


def case_promise_table_report(context):
    """A report counts the letter and the reading apart, says as of when, and tells the bad row by its place."""
    found = told(context, 'report', *PERMITS)
    check(numbers(found['all']) == [10, 1, 9, 7, 1, 1], f"{found['all']}")
    check((found['all']['asked'], found['all']['keptByReading'], found['all']['rate']) == (5, 3, 7 / 8), f'{found}')
    gap = found['all']['interpretationGap']
    check((gap['keptByLetterOnly'], gap['n'], gap['value']) == (1, 5, 0.2), f'{gap}')
    check((found['asOf'], found['asOfLine']) == ('2025-03-24T23:59:59.999Z', 9), f'{found}')
    groups = {group['name']: group for group in found['groups']}
    check({name: numbers(group) for name, group in groups.items()} == {
        'Counter': [3, 0, 3, 3, 0, 0], 'Letter': [2, 0, 2, 2, 0, 0], 'Site': [5, 1, 4, 2, 1, 1]}, f'{groups}')
    check(groups['Letter']['keptByReading'] == 'not asked' and groups['Site']['keptByReading'] == 0, f'{groups}')
    check([(bad['line'], bad['column'], bad['field']) for bad in found['problems']] == [(12, 5, 'deadline')],
          f"{found['problems']}")
    text = context.command('promises', 'report', *PERMITS)
    check('kept by the letter 7, by reading 3 of 5' in text.stdout and 'line 12, column 5, deadline' in text.stderr,
          f'{text}')
    check('the last that was finished, line 9' in text.stdout and 'soon' not in text.stderr, f'{text}')


def waits():
    with open(os.path.join(EXAMPLES, 'waits.csv')) as file:
        return [(row['ride'], int(row['time'][5:7]), float(row['posted']), float(row['measured']))
                for row in csv.DictReader(file)]


def case_promise_table_advise(context):
    """Advice is what a plain count gives: the lowest value that keeps the share, and how it did on the held-out month.

    With so long a half life every month counts the same.
    """
    alike = ['--keep', '0.7', '--half-life', '1000000']
    whole = told(context, 'advise', *WAITS, *alike, '--by', '')
    value = whole['groups'][0]
    # Of 0.5 0.5 0.8 1 1 1.2 1.5 2 six are at most 1.2; five of the eight were posted as 10.
    check(abs(value['factor'] - 1.2) < 1e-9 and abs(value['value'] - 12) < 1e-9 and value['saidLately'] == 10, f'{value}')
    check(abs(value['expected'] - 6 / 8) < 1e-5 and value['low'] < 0.75 < value['high'], f'{value}')
    check((value['n'], value['keptAsSaid'], whole['withoutFactor']) == (8, 5 / 8, 1), f'{whole}')
    check(numbers(whole['asSaid']) == [9, 0, 9, 5, 4, 0], f"{whole['asSaid']}")
    # January tells 1; of February 0.8 and 0.5 are at most that, 1.2 and 2 are not.
    held = whole['heldOut']
    check([(row['month'], row['n'], row['kept']) for row in held['months']] == [('2025-02', 4, 2)], f'{held}')
    check((held['all']['n'], held['all']['kept'], held['all']['share'], held['groupsToldOf']) == (4, 2, 0.5, 0), f'{held}')

    ratios = [(ride, measured / posted) for ride, _, posted, measured in waits() if posted > 0]

    def share(ride, most):
        """Own pairs, and ten pairs' worth of all."""
        wide = sum(ratio <= most for _, ratio in ratios) / len(ratios)
        own = [ratio <= most for each, ratio in ratios if each == ride]
        return (sum(own) + 10 * wide) / (len(own) + 10)
    for group in told(context, 'advise', *WAITS, *alike)['groups']:
        ride = group['ride']
        wanted = min(ratio for _, ratio in ratios if share(ride, ratio) >= 0.7)
        check(abs(group['factor'] - wanted) < 1e-9, f'{group}: wanted {wanted}')
        check(abs(group['expected'] - share(ride, wanted)) < 1e-5, f'{group}: wanted {share(ride, wanted)}')

    # One number: of 3 5 5 8 10 12 20 30 40 seven are at most 20; January's 20 keeps 8, 12 and 5 of February.
    fixed = told(context, 'advise', *WAITS, *alike, '--rule', 'fixed', '--by', '')
    check(fixed['groups'][0]['value'] == 20 and abs(fixed['groups'][0]['expected'] - 7 / 9) < 1e-5, f'{fixed}')
    check('factor' not in fixed['groups'][0] and fixed['heldOut']['all']['kept'] == 3, f'{fixed}')
    # Days from when a permit was asked for; without it nothing can be advised.
    days = told(context, 'advise', *PERMITS, *alike, '--by', '', '--rule', 'fixed')
    check(days['unit'] == 'days after it is made' and 13 < days['groups'][0]['value'] < 16, f'{days}')
    for wrong in (['--keep', '1'], ['--keep', '0'], ['--rule', 'best'], ['--half-life', '0'], ['--held-out', '0']):
        done = context.command('promises', 'advise', *WAITS, *wrong)
        check(done.returncode == 64 and not done.stdout, f'{wrong} ends with {done.returncode}')


def case_promise_table_facts(context):
    """Each good row is one line for the house: twice the same, taken in once, and reported as the table was."""
    command = ['promises', 'facts', *PERMITS, '--prefix', 'm-']
    done = context.command(*command)
    check(done.returncode == 0 and done.stdout == context.command(*command).stdout, f'{done.stderr}')
    lines = [json.loads(line) for line in done.stdout.splitlines()]
    check([line['id'] for line in lines] == [f'm-P{number}' for number in range(1, 11)], f'{lines}')
    check(lines[2] == {
        'id': 'm-P3', 'person': 'm-cas', 'quote': 'Ready by 2025-03-17', 'channel': 'site', 'owner': 'permits',
        'at': '2025-03-03T00:00:00.000Z', 'due': '2025-03-17T23:59:59.999Z', 'kept': False, 'keptByReading': False,
        'judgedAt': '2025-03-18T23:59:59.999Z'}, f'{lines[2]}')
    check('kept' not in lines[4] and 'judgedAt' not in lines[4] and 'keptByReading' not in lines[5], f'{lines}')
    house = House(context)
    for wanted in ({'accepted': 10, 'repeated': 0}, {'accepted': 0, 'repeated': 10}):
        # The people are new to the house: by their own names the operator makes them known.
        body = '\n'.join(json.dumps({**line, 'newName': True}) for line in lines).encode()
        fields = house.ask('POST', '/v1/promises?source=archive', body, LINES, house.server.token).fields
        check({field: fields[field] for field in wanted} == wanted and not fields['refused'], f'{fields}')
    check([house.sheet('m-cas')[0][field]['kept'] for field in ('byLetter', 'byReading')] == [False, False],
          f"{house.sheet('m-cas')}")


def case_promise_table_faults(context):
    """What is wrong with a table, a mapping or a call is told with its place and what to do, under the right code."""
    def file(name, text, encoding='utf-8'):
        path = context.path(name)
        with open(path, 'wb') as opened:
            opened.write(text.encode(encoding))
        return path

    deadline = 'kind: deadline\ndue: due\nfinished: done\n'
    facts = deadline + 'person: who\nsays: "Ready by {due}"\nchannel: "{how}"\n'
    plain = file('map.yaml', deadline)
    table = file('table.csv', 'due,done\n2025-03-16,2025-03-12\n')
    accents = 'who,due,done,how\nann,2025-03-16,2025-03-12,Café\n'
    posted = 'kind: posted\nposted: said\nmeasured: took\nvalid: good\n'
    folder = context.path('folder')
    os.mkdir(folder)
    faults = [
        (['report', table], 64, '--map'),
        (['report', '--map', plain], 64, 'name the table'),
        (['report', table, '--map', plain, '--data', folder], 64, 'not both'),
        (['advise', table, '--map', plain, '--keep', '95'], 64, 'write 0.95'),
        (['report', table, '--map', folder], 65, 'this is a folder'),
        (['report', table, '--map', file('map16.yaml', deadline, 'utf-16')], 65, 'not UTF-8'),
        (['report', table, '--map', context.path('none.yaml')], 66, 'cannot read'),
        (['report', folder, '--map', plain], 65, 'is a folder'),
        (['report', context.path('none.csv'), '--map', plain], 66, 'cannot read'),
        (['report', file('latin.csv', accents, 'latin-1'), '--map', plain], 65, 'line 2: '),
        (['report', file('latin.csv', accents, 'latin-1'), '--map', plain], 65, 'encoding: latin1'),
        (['report', file('wide.csv', accents, 'utf-16'), '--map', plain], 65, 'line 1: this is UTF-16'),
        (['facts', table, '--map', plain], 65, 'whose promises'),
        (['report', file('rows.jsonl', '{"said": 30, "took": 20}\n'), '--map', file('posted.yaml', posted)], 65,
         'no row has good'),
        (['report', file('other.jsonl', '{"said": 30, "tok": 20, "good": 1}\n'), '--map', file('posted.yaml', posted)],
         65, 'no row has took'),
        (['report', table, '--map', file('wrong.yaml', deadline + 'encoding: ebcdic\n')], 65, ':4:11: encoding is'),
    ]
    for arguments, code, says in faults:
        done = context.command('promises', *arguments)
        check(done.returncode == code and says in done.stderr and not done.stdout, f'{arguments}: {done}')

    latin = context.command('promises', 'facts', file('latin.csv', accents, 'latin-1'), '--map',
                            file('latin.yaml', facts + 'encoding: latin1\n'))
    check(latin.returncode == 0 and '"channel": "caf-"' in latin.stdout, f'{latin}')

    # A year too late would make all that is open overdue.
    rows = 'due,done\n2025-03-16,2025-03-12\n2025-03-17,{}\n2025-03-18,\n'
    for end, bad, notDue in (('2052-03-14', [3], 1), ('2025-03-14', [], 1), ('2025-03-19', [], 0)):
        found = told(context, 'report', file('late.csv', rows.format(end)), '--map', plain)
        check([row['line'] for row in found['problems']] == bad and found['all']['notDue'] == notDue, f'{end}: {found}')

    # Two channels that become one name.
    rows = 'who,due,done,how\nann,2025-03-16,2025-03-12,Desk 1\nben,2025-03-16,2025-03-12,desk-1\n'
    folded = context.command('promises', 'facts', file('folded.csv', rows), '--map', file('facts.yaml', facts))
    check(folded.returncode == 0 and 'line 3: its channel becomes the same name as the other one of line 2' in folded.stderr,
          f'{folded}')


def case_promise_lines_are_told_apart(context):
    """A line that is not read says in which line and field, and not what stands there; a misplaced field is named."""
    house = House(context)
    good = {'id': 'g', 'person': 'anna', 'quote': 'I will call you', 'channel': 'desk'}
    lines = [
        (json.dumps(good), None), ('', None), ('{', 'Line 3: this is no JSON object;'),
        (json.dumps({**good, 'kept': 'secret'}), "Line 4: 'kept' is true or false;"),
        (json.dumps({**good, 'channel': 'a secret desk'}), "Line 5: 'channel' holds what does not belong there;"),
        (json.dumps({**good, 'quote': 5}), "Line 6: 'quote' is a text;"),
        (json.dumps({**good, 'content': {'seen': {'zone': 'shop'}}}), "Line 7: 'content.seen.kind' is missing;"),
        ('["secret"]', 'Line 8: the whole is an object;'),
        (json.dumps({'person': 'anna', 'do': 'accept', 'id': 'g', 'due': moment(DAY)}), "due: does not go with 'accept'"),
    ]
    answer = house.ask('POST', '/v1/promises', '\n'.join(line for line, _ in lines).encode(), LINES)
    check(answer.status == 200 and answer.fields['accepted'] == 1, f'{answer}')
    reasons = {each['index']: each['reason'] for each in answer.fields['refused']}
    # An empty line is none.
    wanted = [says for line, says in lines if line]
    for index, says in enumerate(wanted):
        check((says is None) == (index not in reasons), f'{index}: {reasons}')
        check(says is None or reasons[index].startswith(says), f'{reasons.get(index)}, wanted {says}')
    check('secret' not in json.dumps(reasons), f'{reasons}')
    for path, body, says in (('/v1/promises', {**good, 'kept': 1}, "The line: 'kept' is true or false;"),
                             ('/v1/wishes', {'person': 'anna', 'id': 'w', 'words': 5}, "The line: 'words' is a text;")):
        refused = house.ask('POST', path, body).fields['refused'][0]
        check(refused['code'] == 'malformedJSON' and refused['reason'].startswith(says), f'{refused}')
    for fields, name in (({'do': 'bond', 'level': 8.5}, 'level'),
                         ({**good, 'content': {'wait': 'served', 'atMostSeconds': 1.5}}, 'content.atMostSeconds')):
        refused = house.ask('POST', '/v1/promises', {'person': 'anna', **fields}).fields['refused'][0]
        check(refused['code'] == 'malformedJSON' and f"'{name}' is a whole number;" in refused['reason'], f'{refused}')
    draft = house.ask('POST', '/v1/promises/draft', {'words': {'en': 'x'}, 'channel': 'site'}, key=house.server.token)
    check(draft.status == 400 and draft.fields['detail'].startswith("The body: 'words.nl' is missing;"), f'{draft}')


def case_promise_document(context):
    """Every command of docs/promises.md runs as it stands there, from the folder of the repository."""
    with open(os.path.join(ROOT, 'docs', 'promises.md')) as file:
        blocks = re.findall(r'^```sh\n(.*?)^```', file.read(), re.DOTALL | re.MULTILINE)
    check(sum(block.count('senang promises') for block in blocks) >= 5, f'{blocks}')
    house = House(context)
    program = shlex.quote(os.path.abspath(context.binary))
    for block in blocks:
        text = re.sub(r'^senang ', f'{program} ', block, flags=re.MULTILINE)
        text = text.replace('.senang/park', shlex.quote(os.path.abspath(house.server.folder)))
        text = text.replace(':8765', f':{house.server.port}')
        done = subprocess.run(['sh', '-ec', text], cwd=ROOT, capture_output=True, text=True, timeout=120,
                              env={**os.environ, 'KEY': house.key})
        check(done.returncode == 0 and done.stdout, f'{block} ends with {done.returncode}: {done.stderr}')
        check('curl' not in block or '"accepted":1' in done.stdout, f'{block} is answered {done.stdout}')
    with open(os.path.join(EXAMPLES, 'permits.yaml')) as file:
        shipped = [line for line in file.read().splitlines() if not line.startswith('#')]
    with open(os.path.join(ROOT, 'docs', 'promises.md')) as file:
        check('\n'.join(shipped) in file.read(), 'the mapping of the document is not the one that is shipped')
    return f'{len(blocks)} blocks'
