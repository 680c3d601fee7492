"""Surveys that people have already are told on the command line, and made into facts of a house."""
import gzip
import json
import statistics

from context import check

ITEMS, PEOPLE = 4, 30
MAPPING = 'person: respondent\nwanted: want\nfacet: "desk-{item}"\n'


def answers():
    """What each person said of each item: expected, perceived, important, wanted, on 1 to 7."""
    for person in range(PEOPLE):
        for item in range(ITEMS):
            yield person, item, 4 + (person + item) % 4, 2 + (person * 3 + item) % 5, 1 + (person + 2 * item) % 7, 7


def table():
    lines = ['respondent,item,expectation,perception,importance,want']
    lines += [','.join(map(str, row)) for row in answers()]
    return '\n'.join(lines) + '\n'


def survey(context, *arguments):
    return context.command('survey', *arguments)


def case_a_survey_is_told_as_counted_by_hand(context):
    """A survey is told as it is counted by hand, plain and gzipped, with bad rows by line and column."""
    file = context.path('answers.csv')
    with open(file, 'w') as out:
        out.write(table() + '30,0,9,4,4,7\n30,1,4,4\n')
    done = survey(context, file, '--as', 'servqual', '--json')
    check(done.returncode == 0, done.stderr)
    told = json.loads(done.stdout)
    gaps = [statistics.fmean(p - e for person, _, e, p, *_ in answers() if person == one) for one in range(PEOPLE)]
    row = told['sections']['gap']['rows'][0]
    check(abs(row['value'] - statistics.fmean(gaps)) < 1e-9, f'the gap is told as {row["value"]}')
    check(row['n'] == PEOPLE and row['low'] < row['value'] < row['high'], 'the gap stands without n or interval')
    check('sacrifice' not in told['sections'], 'sacrifice is told of a survey that did not ask it')
    places = [(problem['line'], problem['column']) for problem in told['problems']]
    check(places == [(122, 3), (123, None)], f'bad rows are told at {places}')
    check(told['doesNotFind'], 'nothing is said of what it does not find')

    with gzip.open(file + '.gz', 'wt') as out:
        out.write(table())
    with open(context.path('map.yaml'), 'w') as out:
        out.write(MAPPING)
    done = survey(context, file + '.gz', '--as', 'servqual', '--mapping', context.path('map.yaml'), '--json')
    check(done.returncode == 0, done.stderr)
    given_up = []
    for one in range(PEOPLE):
        own = [(important - 1, (want - got) / (want - 1)) for person, _, _, got, important, want in answers() if person == one]
        given_up.append(sum(w * s for w, s in own) / sum(w for w, _ in own))
    row = json.loads(done.stdout)['sections']['sacrifice']['rows'][0]
    check(abs(row['value'] - statistics.fmean(given_up)) < 1e-9, f'sacrifice is told as {row["value"]}')


def case_a_survey_becomes_facts(context):
    """A survey becomes lines for a house, each of its own, and one that holds none says so."""
    file, mapping = context.path('answers.csv'), context.path('map.yaml')
    with open(file, 'w') as out:
        out.write(table())
    with open(mapping, 'w') as out:
        out.write(MAPPING)
    call = [file, '--as', 'servqual', '--mapping', mapping, '--prefix', 'spring-', '--facts']
    wishes = [json.loads(line) for line in survey(context, *call, 'wishes').stdout.splitlines()]
    check(len(wishes) == ITEMS * PEOPLE, f'{len(wishes)} wishes')
    check(wishes[1]['facet'] == 'desk-1' and wishes[1]['person'] == 'spring-0', f'{wishes[1]}')
    check(wishes[1]['want'] == {'level': 7}, f'{wishes[1]}')
    felt = [json.loads(line) for line in survey(context, *call, 'experiences').stdout.splitlines()]
    check(len({line['id'] for line in wishes + felt}) == len(wishes) + len(felt), 'two facts have one id')
    check({line.get('feels') for line in felt} == {'expects', 'perceived', None}, 'facts of another sort')

    done = survey(context, file, '--as', 'servqual', '--facts', 'wishes')
    check(done.returncode == 65 and "name the column in 'wanted'" in done.stderr, 'wishes of a survey that asked for none')
    with open(file, 'w') as out:
        out.write('score\n9\n3\n')
    done = survey(context, file, '--as', 'nps', '--facts', 'wishes')
    check(done.returncode == 65 and 'only servqual and bookings' in done.stderr, done.stderr)


def case_a_survey_that_cannot_be_read_is_refused(context):
    """A survey that cannot be read is refused with what to do, and with its own exit code."""
    file = context.path('answers.csv')
    check(survey(context, file, '--as', 'kano').returncode == 66, 'a file that is not there')
    check(survey(context, file, '--as', 'stars').returncode == 64, 'a kind that is not there')
    for text, kind, words in (('', 'kano', 'is empty'), ('stars\n5\n', 'nps', 'score; the table has stars'),
                              ('score\nten\n', 'nps', 'line 2, column 1'), ('score\nnan\n', 'nps', 'line 2, column 1')):
        with open(file, 'w') as out:
            out.write(text)
        done = survey(context, file, '--as', kind)
        check(done.returncode == 65 and words in done.stderr, f'{text!r}: {done.returncode} {done.stderr}')
    with open(context.path('map.yaml'), 'w') as out:
        out.write('scale: [7, 1]\nexpects: e\n')
    done = survey(context, file, '--as', 'servqual', '--mapping', context.path('map.yaml'))
    check(done.returncode == 65 and ':1:8:' in done.stderr and 'expectation' in done.stderr, done.stderr)
