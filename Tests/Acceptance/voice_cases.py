"""What people said is searched for what is like a text."""
import gzip
import json
import os
import random
import statistics
import time
import urllib.parse

from context import check
from signals import PROBLEM
from site_house import SiteHouse

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
    done = similar(context, '--text', 'Natuurspeeltuin', '--from', plain, '--column', 'words', '--json')
    check(json.loads(done.stdout)['language'] is None, f'one word is read as a language: {done.stdout}')


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


CHARTER = """\
principles:
  - id: calm
    words: {en: We keep it calm, nl: Wij houden het rustig}
    yes: [A quiet bench]
    no: ["Music at the gate: never"]
red lines:
  - id: data
    words: {en: "We sell no \\"data\\"", nl: "Wij verkopen geen 'gegevens'"}
hoped for:
  - who: {en: People who take their time, nl: Mensen die de tijd nemen}
    how: {en: A chair and no clock, nl: Een stoel en geen klok}
answer days: 7
"""


class House(SiteHouse):
    """A house that hears what people say."""

    PATH = '/v1/voices'

    def sheet(self, person='anna'):
        return self.server.operate('GET', f'/v1/people/{person}/voices')['voices']

    def tally(self):
        tally = self.server.operate('GET', '/v1/voices/tally')
        kept = tally['kept']
        check(tally['whole'] and kept == tally['recounted'], f'not everybody is counted: {tally}')
        check(kept['asked'] == kept['answered'] + kept['open'], f'somebody is lost: {tally}')
        return kept

    def similar(self, text):
        path = '/v1/voices/similar?text=' + urllib.parse.quote(text)
        return [match['voice']['words'] for match in self.server.operate('GET', path)['similar']]


def code(answer):
    """Why the only line was refused."""
    check(answer.status == 422 and answer.type == PROBLEM, f'a refusal was answered {answer}')
    refused = answer.fields['refused']
    check(len(refused) == 1 and refused[0]['reason'].endswith('.'), f'{refused}')
    return refused[0]['code']


def case_voice_life(context):
    """What is said gets a number, a date and its language at once, is there once, and stands after each kill."""
    house = House(context)
    words = 'Mogen er meer bankjes in het park, zodat mijn moeder onderweg kan uitrusten?'
    told = house.done(id='v1', words=words, channel='page')
    check(told['accepted'] == 1, f'{told}')
    receipt = told['voices'][0]
    check(receipt['id'] == 'v1' and receipt['number'].isdigit() and len(receipt['number']) == 9, f'{receipt}')
    check(receipt['language'] == 'nl', f'{receipt}')
    by = time.mktime(time.strptime(receipt['answerBy'][:19], '%Y-%m-%dT%H:%M:%S'))
    days = (by - time.mktime(time.gmtime())) / 86_400
    check(13.8 < days <= 14.1, f'it is answered in {days} days')
    again = house.done(id='v1', words=words, channel='page')
    check(again['repeated'] == 1 and again['voices'] == [receipt], f'{again}')
    before = house.sheet()
    house.server.kill()
    house.server.start()
    check(house.sheet() == before and len(before) == 1, f'after a kill: {house.sheet()}')
    check(before[0]['state'] == 'acknowledged' and before[0]['number'] == int(receipt['number']), f'{before}')
    check(house.similar('bankje')[:1] == [words], 'after a start it is not found')
    check(code(house.tell(id='v1', words='Iets anders', channel='page')) == 'voiceDiffers', 'an id is two voices')
    check(house.tally() == {'asked': 1, 'answered': 0, 'open': 1, 'withdrawn': 0}, 'the count is wrong')
    check(house.done(do='withdraw', id='v1')['accepted'] == 1, 'it is not taken back')
    check(house.tally() == {'asked': 0, 'answered': 0, 'open': 0, 'withdrawn': 1}, 'the count is wrong')
    check(house.similar('bankje') == [], 'what was taken back is found')


def case_voice_lines_are_judged_apart(context):
    """Each line is judged by itself, with a stable code; the house's own line is nobody's word."""
    house = House(context)
    lines = [
        {'person': 'anna', 'id': 'a', 'words': 'Hello', 'channel': 'page'},
        {'person': 'nobody', 'id': 'b', 'words': 'Hello', 'channel': 'page'},
        {'person': 'anna', 'id': 'c', 'words': ' ', 'channel': 'page'},
        {'person': 'anna', 'id': 'd', 'words': 'x' * 4001, 'channel': 'page'},
        {'person': 'anna', 'id': 'e', 'words': 'Hello'},
        {'person': 'anna', 'id': 'f', 'words': 'Hello', 'channel': 'page', 'colour': 'blue'},
        {'person': 'anna', 'do': 'helped', 'id': 'a', 'helped': True},
        {'person': 'anna', 'do': 'helped', 'id': 'none', 'helped': True},
        {'person': 'anna', 'do': 'reopen', 'id': 'a', 'words': 'no answer'},
        {'person': 'ben', 'do': 'withdraw', 'id': 'a'},
        {'person': 'anna', 'do': 'part', 'proposal': 'none', 'comment': 'yes'},
        {'person': 'anna', 'do': 'part', 'proposal': 'none'},
        {'person': 'anna', 'do': 'part', 'proposal': 'none', 'tried': 'o', 'closeness': 11},
        {'person': 'anna', 'id': 'g', 'words': 'Hello', 'channel': 'page', 'at': '2098-01-01T00:00:00Z'},
        {'person': 'anna', 'id': 'h', 'words': 'Hello', 'channel': 'page', 'helped': True},
        {'person': 'new', 'id': 'i', 'words': 'Hello', 'channel': 'page', 'newName': True},
        {'person': 'anna', 'id': 'j', 'words': 'Hello', 'channel': 'page', 'language': 'xx'},
        {'person': 'anna', 'id': 'k', 'words': 'Hello', 'channel': 'page', 'language': 'nld'},
    ]
    wanted = {1: 'unknownPerson', 2: 'wordsMissing', 3: 'wordsTooLong', 4: 'invalidField', 5: 'unknownField',
              6: 'notAnswered', 7: 'unknownVoice', 8: 'notAnswered', 9: 'unknownVoice', 10: 'unknownProposal',
              11: 'invalidField', 12: 'invalidField', 13: 'inTheFuture', 14: 'invalidField', 15: 'notYours',
              16: 'invalidField', 17: 'invalidField'}
    body = '\n'.join(json.dumps(line) for line in lines).encode()
    answer = house.ask('POST', '/v1/voices', body, 'application/x-ndjson')
    codes = {refused['index']: refused['code'] for refused in answer.fields['refused']}
    check(answer.status == 200 and codes == wanted, f'{answer.fields}')
    check(code(house.ask('POST', '/v1/voices', {'person': 'anna', 'id': 'z', 'words': 'Hello', 'channel': 'desk'},
                         key=house.server.token)) == 'notTheirWord', 'the house speaks for somebody')
    for path in ('/v1/voices/tally', '/v1/voices/similar?text=a', '/v1/charter', '/v1/proposals',
                 '/v1/proposals/mirror', '/v1/people/anna/voices'):
        check(house.ask('GET', path).status == 403, f'a source reads {path}')
        check(house.ask('GET', path, key='wrong').status == 401, f'anybody reads {path}')
    for path in ('/v1/voices/similar', '/v1/voices/similar?text=a&top=0', '/v1/voices/similar?text=a&top=101',
                 '/v1/charter?version=9', '/v1/proposals?state=maybe'):
        answer = house.ask('GET', path, key=house.server.token)
        check(answer.status == 400 and answer.fields['code'] == 'invalidField', f'{path} was answered {answer}')
    check(house.ask('GET', '/v1/proposals/none', key=house.server.token).status == 404, 'no proposal is one')
    check(house.server.operate('GET', '/v1/proposals') == {'proposals': []}, 'proposals come from nowhere')
    check(house.server.operate('GET', '/v1/proposals/mirror')['all']['decided'] == 0, 'decisions come from nowhere')
    house.tally()


def case_voices_hostile(context):
    """Whatever is sent as a line, or as who we are, is refused and never breaks anything."""
    house = House(context)
    good = {'person': 'anna', 'id': 'a', 'words': 'Hello', 'channel': 'page'}
    for field in ('person', 'id', 'words', 'channel', 'language', 'at', 'do', 'voice', 'proposal', 'rank', 'closeness'):
        for value in (None, '', 0, -1, 1e300, True, [], {}, '\u0000', 'x' * 70_000, [[]], '\ud83d\ude00'):
            answer = house.ask('POST', '/v1/voices', {**good, field: value})
            # What is no line of ours is refused; null and what fits is taken in.
            check(answer.status in (200, 422), f'{field} {str(value)[:40]} was answered {answer}')
    for body in (b'', b'{', b'[]', b'\xff', b'{"principles": 1}', b'{"principles": [{}]}',
                 b'{"principles": [], "answerDays": 999999999999999999999}', b'{"principles": [], "answerDays": 300}'):
        answer = house.ask('PUT', '/v1/charter', body, key=house.server.token)
        check(answer.is_problem, f'{body!r} was answered {answer}')
    check(house.server.operate('GET', '/v1/charter')['version'] == 0, 'nonsense is who we are')
    house.tally()


def case_who_we_are(context):
    """Who we are is kept as a version from a file, shown as the same file, and refused on a protected ground."""
    house = House(context)
    file = context.path('charter.yaml')

    def keep(text):
        with open(file, 'w') as out:
            out.write(text)
        return context.command('charter', 'keep', file, '--data', house.server.folder)

    def show(*arguments):
        return context.command('charter', 'show', '--data', house.server.folder, *arguments)

    done = keep(CHARTER)
    check(done.returncode == 0 and done.stdout == 'version 1\n', f'{done.returncode} {done.stdout} {done.stderr}')
    check(keep(CHARTER).stdout == 'version 1\n', 'the same again is another version')
    shown = show()
    check(shown.returncode == 0 and 'Music at the gate: never' in shown.stdout, shown.stdout + shown.stderr)
    check(keep(shown.stdout).stdout == 'version 1\n', 'what is shown is not what was kept')
    check(keep(CHARTER.replace('answer days: 7', 'answer days: 9')).stdout == 'version 2\n', 'a change is no version')
    check(json.loads(show('--edition', '1', '--json').stdout)['answerDays'] == 7, 'the version before is lost')
    done = keep(CHARTER.replace('People who take their time', 'Women who take their time'))
    check(done.returncode == 65 and "'women'" in done.stderr, f'{done.returncode} {done.stderr}')
    for who, word in (('Gays', 'gays'), ('Turkse gezinnen', 'turkse'), ('White people', 'white people'),
                      ('People under 30', 'under 30'), ('Wie jong is', 'wie jong is')):
        done = keep(CHARTER.replace('People who take their time', who))
        check(done.returncode == 65 and f"'{word}'" in done.stderr, f'{who}: {done.returncode} {done.stderr}')
    done = keep(CHARTER.replace('answer days: 7', 'answer days: 0').replace('red lines', 'red line'))
    check(done.returncode == 65 and "'red lines'" in done.stderr
          and 'answer days' in done.stderr, f'{done.returncode} {done.stderr}')
    check(keep('').returncode == 65, 'nothing is who we are')
    check(context.command('charter', 'keep', context.path('none.yaml'), '--data', house.server.folder).returncode == 66,
          'no file is who we are')
    check(house.server.operate('GET', '/v1/charter')['version'] == 2, 'what was refused is kept')
    house.done(id='v1', words='Hello there', channel='page')
    house.server.kill()
    house.server.start()
    check(house.server.operate('GET', '/v1/charter')['answerDays'] == 9, 'a kill forgets who we are')


def case_voices_imported(context):
    """A table is taken in once, in the words and the language it has; who is erased is found no more."""
    house = House(context)
    table_file, map_file = context.path('reviews.csv'), context.path('reviews.yaml')
    with open(table_file, 'w') as out:
        out.write('id,guest,feedback,language\n1,g1,"Meer bankjes in het park, alstublieft",nl\n'
                  '2,g2,Le lit est trop dur,fr\n3,g2,,fr\n4,,Nobody says this,en\n5,g 3,A name with a blank,en\n')
    with open(map_file, 'w') as out:
        out.write('person: guest\nid: id\nsays: "{feedback}"\nchannel: review\nlanguage: "{language}"\n')

    def taken(*arguments):
        return context.command('voices', 'import', table_file, '--map', map_file, '--data', house.server.folder,
                               '--prefix', 'r-', *arguments)

    done = taken('--json')
    check(done.returncode == 0, done.stderr)
    told = json.loads(done.stdout)
    problems, unsent, refused = (told.pop(name) for name in ('problems', 'rowsNotSent', 'rowsRefused'))
    check([problem['line'] for problem in problems] == [5] and set(problems[0]) == {'line', 'column', 'field', 'advice'},
          f'{problems}')
    check([row['line'] for row in unsent] == [6] and not refused, f'{unsent} {refused}')
    wanted = {'accepted': 2, 'repeated': 0, 'refused': {}, 'notSent': 1, 'rows': 5, 'leftOut': 1, 'problemCount': 1}
    check(told == wanted, f'{told}')
    check('line 5' in done.stderr and 'line 6' in done.stderr, done.stderr)
    check(json.loads(taken('--json').stdout)['repeated'] == 2, 'a table counts twice')
    sheet = house.sheet('r-g2')
    check([(voice['words'], voice['language'], voice['channel']) for voice in sheet]
          == [('Le lit est trop dur', 'fr', 'review')], f'{sheet}')
    check(house.tally()['open'] == 2, 'they have no date')

    def like(text, *arguments):
        return context.command('voices', 'similar', '--text', text, '--data', house.server.folder, *arguments)

    done = like('bankje & park?')
    check(done.returncode == 0 and 'Meer bankjes' in done.stdout, done.stdout + done.stderr)
    found = json.loads(like('bankje', '--json').stdout)
    check(found['voices'] == 2 and found['similar'][0]['voice']['words'].startswith('Meer bankjes'), f'{found}')
    check('person' not in json.dumps(found), 'it says who said it')
    check('language' in found and 'languagePercent' in found, f'{found}')
    check(json.loads(like('bankje', '--json').stdout)['language'] is None, 'a word is read as a language')
    done = like('bankje ' * 600)
    check(done.returncode == 64 and '4000' in done.stderr, f'a long text ends with {done.returncode}: {done.stderr}')
    for asked, wanted in (('meer+bankjes', 'meer bankjes'), ('1%2B1', '1+1'), ('a%20b+c', 'a b c')):
        found = house.server.operate('GET', f'/v1/voices/similar?top=3&text={asked}')
        check(found['text'] == wanted, f'{asked} is read as {found["text"]}')
    with open(table_file, 'a') as out:
        out.write('6,g6,Wat een mooie tuin,xx\n')
    told = json.loads(taken('--json').stdout)
    check(told['accepted'] == 0 and [row['line'] for row in told['rowsNotSent']] == [6, 7], f'{told}')
    house.server.operate('DELETE', '/v1/people/r-g1')
    check(json.loads(like('bankje', '--json').stdout)['similar'] == [], 'somebody erased is found')
    check(house.tally()['asked'] == 1, 'somebody erased is counted')
    house.server.stop()
    check(like('bankje').returncode == 69, 'no house answers')
    for name in os.listdir(house.server.folder):
        path = os.path.join(house.server.folder, name)
        if not os.path.isfile(path):
            continue
        with open(path, 'rb') as file:
            data = file.read()
        check(b'bankjes' not in data and b'trop dur' not in data, f'words lie in {name}')


def case_voices_many(context):
    """Among as many as 100,000 voices the like are found within 100 ms, also after a kill, and none is lost."""
    house = House(context)
    count = context.pick(4_000, 100_000)
    chance = random.Random(7)
    syllables = ('ba', 'ke', 'lo', 'mi', 'nu', 'ra', 'so', 'te')
    vocabulary = [''.join(chance.choices(syllables, k=chance.randint(2, 5))) for _ in range(5_000)]
    said = [' '.join(vocabulary[min(int(chance.paretovariate(0.5)), 5_000) - 1] for _ in range(chance.randint(8, 30)))
            + f' n{place}' for place in range(count)]
    for start in range(0, count, 1_000):
        lines = [{'person': f'p{place // 20}', 'newName': True, 'id': f'v{place}', 'words': said[place],
                  'channel': 'mail', 'language': 'nl'} for place in range(start, min(start + 1_000, count))]
        answer = house.ask('POST', '/v1/voices?source=archive', '\n'.join(map(json.dumps, lines)).encode(),
                           'application/x-ndjson', house.server.token)
        check(answer.status == 200 and not answer.fields['refused'], f'an archive was answered {answer}')
    check(house.tally()['open'] == count, 'somebody has no date')
    asked = [chance.randrange(count) for _ in range(30)]

    def ask():
        """What was found first, and the median of the seconds."""
        house.similar(said[0])
        seconds, found = [], []
        for place in asked:
            began = time.monotonic()
            found.append(house.similar(said[place]))
            seconds.append(time.monotonic() - began)
        return found, statistics.median(seconds)

    before, median = ask()
    check([words[0] for words in before] == [said[place] for place in asked], 'a voice is not like itself')
    check(median <= 0.1, f'the like are found in {median * 1000:.0f} ms of {count}')
    house.server.kill()
    house.server.start()
    after, median = ask()
    check(after == before, 'after a kill others are like it')
    check(median <= 0.1, f'after a kill the like are found in {median * 1000:.0f} ms of {count}')
    check(house.tally()['open'] == count, 'a kill loses somebody')
