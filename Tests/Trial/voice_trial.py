#!/usr/bin/env python3
"""Takes wishes, complaints and reviews of real people into one running house, works some through in a browser
(voice_walk.py), gathers what is alike, decides, and counts by hand that everybody who asked is answered or waits with
a date; prints results and bounds as JSON.

usage: voice_trial.py BINARY DATA    results: name, got, counted, apart; bounds: name, got, sign, bound
"""
import collections
import csv
import gzip
import http.client
import json
import os
import re
import sys
import urllib.parse

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(os.path.dirname(HERE), 'Acceptance'))
from context import Context, wait_until  # noqa: E402
from server import Server  # noqa: E402
import voice_walk  # noqa: E402

PASSWORD = 'at-ease-' * 3
TABLES = {'budget': 'budget/projects.csv.gz', 'complaints': 'complaints/complaints.csv',
          'reviews': 'reviews/reviews_all.csv'}
LEAST, LIKE = 10, 100  # Wishes of a category that is gathered; how many that are alike are looked at.
CHARTER = {'principles': [{'id': 'near', 'words': {'en': 'We stay near', 'nl': 'Wij blijven dichtbij'},
                           'yes': ['A bench at the corner'], 'no': ['A counter far away']}], 'answerDays': 14}
REASON = {'en': 'It keeps us near to you.', 'nl': 'Zo blijven wij dicht bij u.'}
# Each in turn; of each third the customer's interest gives way, so that two people decide.
DECISIONS = [('asAsked', 'all', 'customer'), ('ourWay', 'own', 'both'), ('declined', '', 'house')]


class House(Server):
    """A house whose staff works by its pages, as a browser without script sends their forms."""

    def __init__(self, context, name):
        super().__init__(context.binary, context.venue, context.path(name, 'data'), context.free_port())
        self.context = context
        self.start()
        self.operate('PUT', '/v1/charter', CHARTER)

    def submit(self, cookie, path, **fields):
        """Sends a form; answers where it leads to, which is nowhere when it is refused."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)
        try:
            connection.request('POST', path, urllib.parse.urlencode(fields), {
                'Cookie': cookie or '', 'Content-Type': 'application/x-www-form-urlencoded'})
            answer = connection.getresponse()
            return answer.status, answer.getheader('Location'), answer.headers, answer.read().decode()
        finally:
            connection.close()

    def done(self, cookie, path, **fields):
        """Sends a form that must be taken."""
        status, to, _, text = self.submit(cookie, path, **fields)
        if status != 303:
            told = re.findall(r'role="alert">(.*?)<', text)
            raise SystemExit(f'{path} {fields} is answered {status}: {told}')
        return to

    def enter(self, link):
        return self.submit(None, urllib.parse.urlparse(link).path, password=PASSWORD)[2]['Set-Cookie'].split(';')[0]

    def lead(self, admin, name):
        """Another who decides."""
        text = self.submit(admin, '/admin/accounts', id=name, name=name, role='lead', zones='')[3]
        return self.enter(re.search(r'<code>(.*?)</code>', text)[1])

    def take_in(self, file, mapping, prefix):
        """What the import of a table answers, and what it says of rows."""
        done = self.context.command(
            'voices', 'import', file, '--map', os.path.join(HERE, 'voices', f'{mapping}.yaml'), '--prefix', prefix,
            '--data', self.folder, '--json')
        if done.returncode not in (0, 65):
            raise SystemExit(done.stderr)
        return json.loads(done.stdout), done.stderr

    def tally(self):
        return self.operate('GET', '/v1/voices/tally')

    def voices(self, person):
        return self.operate('GET', f'/v1/people/{person}/voices')['voices']

    def similar(self, text, top=LIKE):
        """The voices most like a text, by the house's name for them."""
        found = self.operate('GET', f'/v1/voices/similar?top={top}&text={urllib.parse.quote(text.encode()[:1500])}')
        return [match['voice']['voice'] for match in found['similar']]


def rows(file):
    opened = gzip.open if file.endswith('.gz') else open
    with opened(file, 'rt', newline='', encoding='utf-8') as lines:
        return list(csv.DictReader(lines))


def said(table, row):
    """Whose words a row is, what was said, its channel and the language it says, each by the map's rule."""
    if table == 'budget':
        return row['project_id'], row['name'], 'budget', 'nl'
    if table == 'complaints':
        return (row['CustomerID'], f'{row["ComplaintTheme"]}: {row["ComplaintTopic"]}',
                f'channel-{row["ContactChannelID"]}', 'nl')
    return row['id'], row['feedback'], 'review', row['language']


# MARK: Nothing is lost

def taken_in(house, tables):
    """All three tables, twice: each row is a voice with a number and a date, in its words, once."""
    results, told, count = [], {}, 0
    for table, entries in tables.items():
        first, _ = house.take_in(house.files[table], table, f'{table[0]}-')
        again, _ = house.take_in(house.files[table], table, f'{table[0]}-')
        results += [(f'voices, {table}, rows', first['rows'], len(entries)),
                    (f'voices, {table}, taken in', first['accepted'], len(entries)),
                    (f'voices, {table}, known when sent again', again['repeated'], len(entries))]
        wanted = collections.defaultdict(list)
        for row in entries:
            person, words, channel, language = said(table, row)
            wanted[f'{table[0]}-{person}'].append((words.strip(), channel, language))
        differ = 0
        for person, theirs in wanted.items():
            voices = house.voices(person)
            differ += sorted(words for words, *_ in theirs) != sorted(voice['words'].strip() for voice in voices)
            differ += {channel for _, channel, _ in theirs} != {voice['channel'] for voice in voices}
            differ += {language for *_, language in theirs} != {voice['language'] for voice in voices}
            differ += any(voice['answerBy'] <= voice['receivedAt'] or voice['state'] != 'acknowledged' for voice in voices)
            for voice in voices:
                told[voice['voice']] = (person, voice)
        results.append((f'voices, {table}, people whose words, channel, language or date differ', differ, 0))
        count += len(entries)
    results += [('voices, numbers that are told', len({voice['number'] for _, voice in told.values()}), count),
                *counted('taken in', house, count, 0)]
    return results, told


def counted(when, house, asked, answered):
    """Asked = answered + open, as it is kept and counted again."""
    tally = house.tally()
    wanted = {'asked': asked, 'answered': answered, 'open': asked - answered, 'withdrawn': 0}
    differ = [(tally[count].get(key), value) for count in ('kept', 'recounted') for key, value in wanted.items()]
    return [(f'voices, {when}: asked', tally['kept']['asked'], asked),
            (f'voices, {when}: answered + open', tally['kept']['answered'] + tally['kept']['open'], asked),
            (f'voices, {when}: counts that differ', sum(got != value for got, value in differ), 0),
            (f'voices, {when}: whole', int(tally['whole']), 1)]


def refused(context, tables):
    """A table with bad rows among the good ones: each is told by its line, and no good one is lost."""
    house, results = House(context, 'second'), []
    for table, entries in tables.items():
        file, header, bad = context.path(f'{table}.csv'), list(entries[0]), []
        person, words = {'budget': ('project_id', 'name'), 'complaints': ('CustomerID', 'ComplaintTopic'),
                         'reviews': ('id', 'feedback')}[table]
        good = [row for row in entries if not any('\n' in value for value in row.values())][:50]
        with open(file, 'w', newline='', encoding='utf-8') as out:
            lines = csv.writer(out, lineterminator='\n')
            lines.writerow(header)
            for place, row in enumerate(good):
                lines.writerow(row.values())
                if place == 9:
                    lines.writerow([*row.values(), 'one too many'])
                    lines.writerow({**row, person: ''}.values())
                    lines.writerow({**row, person: 'a b'}.values())
                    lines.writerow({**row, person: 'x', words: 'long ' * 1_000}.values())
                    lines.writerow({**row, person: 'y', words: ''}.values())
                    bad = [12, 13, 14]
        # An id that is there already says something else: it is refused, as too many words are.
        found, spoken = house.take_in(file, table, 'x-')
        lines = sorted({int(line) for line in re.findall(r'line (\d+)', spoken)})
        results += [(f'voices, {table} with bad rows, taken in', found['accepted'], len(good)),
                    (f'voices, {table} with bad rows, refused', sum(found['refused'].values()), 1),
                    (f'voices, {table} with bad rows, left out without words', found['leftOut'], 1),
                    (f'voices, {table} with bad rows, lines told otherwise than by hand',
                     len(set(lines) ^ {*bad, 15}), 0)]
    results += counted('of tables with bad rows', house, 50 * len(tables), 0)
    house.stop()
    return results


# MARK: Everybody is answered, or has a date

def piles(house, tables, told):
    """What is alike and of one category, by its name: found as staff finds it, from one voice to the next."""
    of = {}
    for table, key in (('budget', 'category'), ('complaints', 'ComplaintTopic')):
        by_words = collections.defaultdict(set)
        for row in tables[table]:
            person, words, *_ = said(table, row)
            by_words[f'{table[0]}-{person}', words.strip()].add(row[key])
        for voice, (person, entry) in told.items():
            groups = by_words.get((person, entry['words'].strip()))
            if groups and len(groups) == 1:
                of[voice] = (table, next(iter(groups)))
    sizes = collections.Counter(group for group in of.values() if group[1])
    found = {}
    for group in sorted(group for group, size in sizes.items() if size >= LEAST):
        first = next(voice for voice in of if of[voice] == group)
        pile, waiting = [first], [first]
        while waiting:
            for other in house.similar(told[waiting.pop()][1]['words']):
                if of.get(other) == group and other not in pile:
                    pile.append(other)
                    waiting.append(other)
        found[group] = pile
    return found, sizes


def gathered(house, host, found):
    """A proposal of each pile, opened with its first voice."""
    for place, (group, pile) in enumerate(found.items()):
        proposal = f'pile-{place}'
        house.done(host, f'/voices/{pile[0]}/propose', key=proposal, title=group[1][:100])
        for voice in pile[1:]:
            house.done(host, f'/voices/{voice}/gather', proposal=proposal)
        yield proposal, group, pile


def decided(house, leads, proposal, place):
    """Worded, weighed by two and decided; a second person agrees."""
    lead, other = leads
    path = f'/proposals/{proposal}'
    words = {'title': proposal, 'ask': 'What was asked', 'need': 'What is behind it', 'ours': 'Our own way'}
    # Who does not know what stands there is shown it first.
    shown = house.submit(lead, path + '/words', **words)[3]
    house.done(lead, path + '/words', start=re.search(r'name="start" value="(\w+)"', shown)[1], **words)
    for option, kind in (('all', 'asAsked'), ('own', 'ourWay')):
        house.done(lead, path + '/options/new', key=option, kind=kind, words=option, capability='50', margin='0',
                   staffComfort='50')
        for cookie in leads:
            house.done(cookie, path + '/score', option=option, **{'score-near': '1'})
    kind, option, prevails = DECISIONS[place % len(DECISIONS)]
    house.done(lead, path + '/decide', kind=kind, option=option, prevails=prevails, principle='near', **REASON)
    # No option says what it brings whoever asked, so that each takes two. The control: whoever decided cannot agree
    # with themself.
    status, *_ = house.submit(lead, path + '/confirm')
    if status == 303:
        raise SystemExit('whoever decided agreed with themself')
    house.done(other, path + '/confirm')
    return kind


def answered(house, told, proposals):
    """What people are told, beside the decisions: in their language, one answer a person."""
    differ, heard = 0, collections.defaultdict(set)
    for proposal, (pile, kind) in proposals.items():
        for voice in pile:
            person, before = told[voice]
            now = next(entry for entry in house.voices(person) if entry['voice'] == voice)
            answer = now.get('answer') or {}
            wanted = REASON['nl' if before.get('language') in (None, 'nl', 'af', 'fy', 'li') else 'en']
            differ += (answer.get('kind'), answer.get('words'), answer.get('proposal')) != (kind, wanted, proposal)
            heard[person, proposal].add(answer.get('heardWith'))
    return [('voices, answers that differ from the decision', differ, 0),
            ('voices, people who hear one decision more than once', sum(len(names) != 1 for names in heard.values()), 0)]


def reopened(house, told, proposals, asked, count):
    """Who says that it was no answer waits again, with a date; who is erased asked nothing."""
    voice = next(iter(proposals.values()))[0][0]
    person = told[voice][0]
    house.operate('POST', '/v1/voices?source=import', {
        'person': person, 'do': 'reopen', 'voice': voice, 'words': 'Dat is geen antwoord'})
    now = next(entry for entry in house.voices(person) if entry['voice'] == voice)
    results = [('voices, open again with a date', int(now['state'] != 'answered' and now['answerBy'] > now['receivedAt']), 1),
               *counted('after "that is no answer"', house, asked, count - 1)]
    theirs = len(house.voices(person))
    house.operate('DELETE', f'/v1/people/{person}')
    return results + counted('after somebody was erased', house, asked - theirs, count - 1)


def main(binary, data):
    files = {table: os.path.join(data, file) for table, file in TABLES.items()}
    tables = {table: rows(file) for table, file in files.items()}
    asked = sum(map(len, tables.values()))
    with Context(binary, False, 1) as context:
        results = refused(context, tables)
        house = House(context, 'first')
        house.files = files
        try:
            told_results, told = taken_in(house, tables)
            results += told_results
            admin = house.cookie()
            leads = house.lead(admin, 'noor'), house.lead(admin, 'sam')
            worked, extra = voice_walk.worked_through(context, house, told, asked, PASSWORD)
            asked += extra
            done = sum(len(pile) for pile, _ in worked.values())
            results += counted('worked through in a browser', house, asked, done)
            left = {voice for pile, _ in worked.values() for voice in pile}
            found, sizes = piles(house, tables, {voice: entry for voice, entry in told.items() if voice not in left})
            proposals = {}
            for place, (proposal, _, pile) in enumerate(gathered(house, leads[0], found)):
                proposals[proposal] = (pile, decided(house, leads, proposal, place))
            # Whoever has not heard yet does so after the kill.
            house.kill()
            house.start()
            count = done + sum(len(pile) for pile, _ in proposals.values())
            wait_until(lambda: house.tally()['kept']['answered'] >= count, 'answers')
            more = answered(house, told, proposals)
            within = house.operate('GET', '/v1/proposals')['proposals']
            results += more + counted('decided, after a kill', house, asked, count) + [
                ('voices, proposals', len(within), len(found) + len(worked)),
                ('voices, proposals whose count differs',
                 sum(row['tally']['asked'] != len({**worked, **proposals}[row['id']][0]) or row['tally']['open']
                     for row in within), 0)]
            results += reopened(house, told, proposals, asked, count)
        finally:
            if house.is_running:
                house.kill()
    share = sum(map(len, found.values())) / sum(sizes[group] for group in found)
    print(json.dumps({'results': results, 'bounds': [('voices, of a category found by likeness', share, '>=', 0.5)]}))


if __name__ == '__main__':
    main(*sys.argv[1:])
