"""What people said is searched for what is like a text."""
import gzip
import json

from context import check

SAID = ['Meer bankjes in het park', 'De muziek staat te hard', 'Een natuurspeeltuin voor kinderen', 'Groene bankjes']


def table(context, name='said.csv'):
    file = context.path(name)
    opened = gzip.open(file, 'wt') if name.endswith('.gz') else open(file, 'w')
    with opened as out:
        out.write('id,words,kind\n' + ''.join(f'{place},"{text}",k{place}\n' for place, text in enumerate(SAID)))
    return file


def similar(context, *arguments):
    return context.command('voices', 'similar', *arguments)


def case_what_is_alike_is_found(context):
    """What is like a text is found by stem, by compound, by half a word; plain, gzipped and as JSON lines."""
    plain, zipped = table(context), table(context, 'said.csv.gz')
    lines = context.path('said.jsonl')
    with open(lines, 'w') as out:
        out.writelines(json.dumps({'words': text}) + '\n' for text in SAID)
    for file in (plain, zipped, lines):
        for asked, wanted in (('bankje park', 0), ('harde muziek', 1), ('speeltuin', 2), ('bankj groen', 3)):
            done = similar(context, '--text', asked, '--from', file, '--column', 'words', '--json')
            check(done.returncode == 0, done.stderr)
            found = json.loads(done.stdout)
            check(found['similar'][0]['text'] == SAID[wanted], f'{asked} finds {found["similar"]}')
            likeness = [match['likeness'] for match in found['similar']]
            check(likeness == sorted(likeness, reverse=True) and likeness[-1] > 0, f'likeness is {likeness}')
    done = similar(context, '--text', 'zwembad', '--from', plain, '--column', 'words', '--json')
    found = json.loads(done.stdout)
    check(done.returncode == 0 and found['similar'] == [] and found['language'] is None, done.stdout)
    done = similar(context, '--text', 'We waited for almost an hour and nobody told us why.', '--from', plain,
                   '--column', 'words', '--json')
    check(json.loads(done.stdout)['language'] == 'en', done.stdout)


def case_each_text_is_asked_for(context):
    """With --all each text is asked for and left out of its own answer."""
    done = similar(context, '--all', '--from', table(context), '--column', 'words', '--label', 'kind', '--json')
    check(done.returncode == 0, done.stderr)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    check([answer['line'] for answer in answers] == [2, 3, 4, 5], 'not each row is answered')
    check([answer['label'] for answer in answers] == ['k0', 'k1', 'k2', 'k3'], 'labels are lost')
    check(answers[0]['similar'][0]['label'] == 'k3' and answers[3]['similar'][0]['label'] == 'k0', done.stdout)
    for answer in answers:
        check(answer['line'] not in [match['line'] for match in answer['similar']], 'a text is like itself')


def case_a_table_of_voices_that_is_wrong(context):
    """A call, a file and a column that are wrong end with their code and say what to do; a bad row is told."""
    file = table(context)
    with open(file, 'a') as out:
        out.write('9,too,many,values\n10,,k\n')
    done = similar(context, '--text', 'muziek', '--from', file, '--column', 'words', '--json')
    found = json.loads(done.stdout)
    check(done.returncode == 0 and found['empty'] == 1 and found['rows'] == 6, done.stdout)
    check([problem['line'] for problem in found['problems']] == [6], f'bad rows are told at {found["problems"]}')
    done = similar(context, '--text', 'muziek', '--from', file, '--column', 'word')
    check(done.returncode == 65 and "'words'" in done.stderr, f'{done.returncode} {done.stderr}')
    done = similar(context, '--text', 'muziek', '--from', context.path('none.csv'), '--column', 'words')
    check(done.returncode == 66, f'{done.returncode} {done.stderr}')
    for wrong in (['--text', ' !? '], ['--text', 'a', '--all'], [], ['--text', 'a', '--top', '0'],
                  ['--text', 'a', '--top', '101'], ['--text', 'a', '--language', 'de']):
        done = similar(context, *wrong, '--from', file, '--column', 'words')
        check(done.returncode == 64 and done.stderr, f'{wrong} ends with {done.returncode}')
