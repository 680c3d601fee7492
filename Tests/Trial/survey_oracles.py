"""Counts the same things as 'senang survey' by other means: plain Python with numpy, nothing of ours.

Each function answers numbers of one data set (the README beside the data names its makers).
"""
import collections
import csv
import gzip
import math
import statistics

import numpy

HELD_EVERY = 4  # Every fourth choice of a person is kept apart, as docs/survey.md says.


def rows(file):
    """The rows of a table, plain or gzipped."""
    opened = gzip.open(file, 'rt', newline='') if file.endswith('.gz') else open(file, newline='')
    with opened as lines:
        yield from csv.DictReader(lines)


def number(text):
    """A number, or None when nothing was answered."""
    return float(text) if text not in ('', 'NA', 'NULL') else None


# Gaps


def gaps(people):
    """Of people's items (expected, perceived): the mean of people's means, n, and the share below 0."""
    means = []
    for items in people.values():
        known = [perceived - expected for expected, perceived in items if None not in (expected, perceived)]
        if known and 2 * len(known) >= len(items):
            means.append(statistics.fmean(known))
    below = sum(1 for mean in means if mean < 0) / len(means)
    return {'mean': statistics.fmean(means), 'n': len(means), 'below': below, 'median': statistics.median(means)}


def kiosk_gaps(file):
    people = collections.defaultdict(list)
    for row in rows(file):
        people[row['respondent']].append((number(row['expectation']), number(row['perception'])))
    return gaps(people)


def oddjob_gaps(file):
    people = {}
    for place, row in enumerate(rows(file)):
        people[place] = [(number(row[f'e{item}']), number(row[f's{item}'])) for item in range(1, 24)]
    return gaps(people)


def kiosk_importance(file):
    """The mean importance of each item."""
    items = collections.defaultdict(list)
    for row in rows(file):
        items[row['item']].append(float(row['importance']))
    return {item: statistics.fmean(values) for item, values in items.items()}


def kiosk_opportunity(file):
    """Each person's score first, then their mean, by item."""
    items = collections.defaultdict(list)
    for row in rows(file):
        important, satisfied = ((float(row[name]) - 1) / 6 * 10 for name in ('importance', 'item_satisfaction'))
        items[row['item']].append(important + max(important - satisfied, 0))
    return {item: statistics.fmean(values) for item, values in items.items()}


def kiosk_kano(file):
    """How many people put each item in each category, by the table of Kano."""
    order = ['like', 'must-be', 'neutral', 'live-with', 'dislike']
    table = ['QAAAO', 'RIIIM', 'RIIIM', 'RIIIM', 'RRRRQ']
    items = collections.defaultdict(collections.Counter)
    for row in rows(file):
        letter = table[order.index(row['functional'])][order.index(row['dysfunctional'])]
        items[row['item']][letter] += 1
    return items


def told_apart(counts):
    """Fong's test of the two largest categories."""
    n = sum(counts.values())
    first, second = sorted([counts[letter] for letter in 'MOAIRQ'], reverse=True)[:2]
    return first - second >= 1.65 * math.sqrt((first + second) * (2 * n - first - second) / (2 * n))


def net_promoter(file, column, lowest=0):
    scores = [float(row[column]) - lowest for row in rows(file) if number(row[column]) is not None]
    return 100 * (sum(s >= 9 for s in scores) - sum(s <= 6 for s in scores)) / len(scores), len(scores)


def passengers(file, columns):
    """Means of ratings 1 to 5, where 0 says that it did not apply."""
    values = {column: [] for column in columns}
    for row in rows(file):
        for column in columns:
            if row[column] not in ('', '0', '0.0'):
                values[column].append(float(row[column]))
    return {column: (statistics.fmean(v), len(v)) for column, v in values.items()}


def bookings(file):
    """Of bookings that went through: given another room than reserved, and to a cheaper kind."""
    went = [row for row in rows(file) if row['is_canceled'] == '0']
    prices = collections.defaultdict(list)
    for row in went:
        if row['reserved_room_type'] == row['assigned_room_type']:
            prices[row['reserved_room_type']].append(float(row['adr']))
    mean = {room: statistics.fmean(p) for room, p in prices.items()}
    other = [(row['reserved_room_type'], row['assigned_room_type']) for row in went
             if row['reserved_room_type'] != row['assigned_room_type']]
    cheaper = sum(1 for wanted, got in other if wanted in mean and got in mean and mean[got] < mean[wanted])
    dearer = sum(1 for wanted, got in other if wanted in mean and got in mean and mean[got] > mean[wanted])
    return {'n': len(went), 'other': len(other), 'cheaper': cheaper, 'dearer': dearer}


# Choices: the peer is a plain logit, one set of weights for everybody.


def held_apart(people):
    learn = [task for tasks in people for place, task in enumerate(tasks) if place % HELD_EVERY != HELD_EVERY - 1]
    held = [task for tasks in people for place, task in enumerate(tasks) if place % HELD_EVERY == HELD_EVERY - 1]
    return learn, held


def plain_logit(tasks):
    """The likeliest weights of tasks (options as a matrix, which was taken), by Newton's method."""
    scale = numpy.vstack([options for options, _ in tasks]).std(axis=0)
    scale[scale == 0] = 1
    weights = numpy.zeros(len(scale))
    for _ in range(100):
        slope, curve = numpy.zeros(len(scale)), numpy.zeros((len(scale), len(scale)))
        for options, taken in tasks:
            x = options / scale
            odds = numpy.exp(x @ weights - (x @ weights).max())
            share = odds / odds.sum()
            expected = share @ x
            slope += x[taken] - expected
            curve += (x * share[:, None]).T @ x - numpy.outer(expected, expected)
        step = numpy.linalg.pinv(curve) @ slope
        weights = weights + step
        if abs(step).max() < 1e-10:
            break
    return weights / scale


def hit_rate(weights, tasks):
    return sum(int(numpy.argmax(options @ weights)) == taken for options, taken in tasks) / len(tasks)


def long_tasks(file, person, task, chosen, attributes):
    """People's tasks of a table with an option a row."""
    people = collections.OrderedDict()
    for row in rows(file):
        tasks = people.setdefault(row[person], collections.OrderedDict())
        options = tasks.setdefault(row[task], [])
        options.append(([float(row[name]) for name in attributes], float(row[chosen])))
    return [[(numpy.array([x for x, _ in options]), [c for _, c in options].index(1)) for options in tasks.values()]
            for tasks in people.values()]


def train_tasks(file):
    """People's choices between two trains, one a row."""
    people = collections.OrderedDict()
    for row in rows(file):
        options = numpy.array([[float(row[f'{name}_{side}']) for name in ('change', 'comfort', 'price', 'time')]
                               for side in 'AB'])
        people.setdefault(row['id'], []).append((options, 'AB'.index(row['choice'])))
    return list(people.values())


def ratings_as_pairs(ratings, profiles, file):
    """Writes pairs of profiles that somebody rated otherwise, as choices: one option a row."""
    described = []
    for row in rows(profiles):
        marks = {}
        for name, levels in (('purpose', 4), ('form', 2), ('season', 2), ('accommodation', 4)):
            for level in range(2, levels + 1):
                marks[f'{name}{level}'] = int(row[name] == str(level))
        described.append(marks)
    names = list(described[0])
    with open(file, 'w', newline='') as lines:
        out = csv.writer(lines)
        out.writerow(['person', 'task', 'option', 'chosen', *names])
        for person, row in enumerate(rows(ratings)):
            rated = [float(row[f'profile{place:02}']) for place in range(1, len(described) + 1)]
            for one in range(len(rated)):
                for other in range(one + 1, len(rated)):
                    if rated[one] == rated[other]:
                        continue
                    for place in (one, other):
                        taken = int(rated[place] == max(rated[one], rated[other]))
                        out.writerow([person, f'{one}-{other}', place, taken,
                                      *[described[place][name] for name in names]])
    return names


def best_worst(file):
    """People's questions after best and worst: the items shown, the best, the worst."""
    people = collections.OrderedDict()
    for row in rows(file):
        tasks = people.setdefault(row['id'], collections.OrderedDict())
        tasks.setdefault(row['block'], []).append((row['issue'], float(row['value'])))
    return [[([item for item, _ in shown], next(i for i, v in shown if v > 0), next(i for i, v in shown if v < 0))
             for shown in tasks.values()] for tasks in people.values()]


def best_worst_logit(tasks, items):
    """The likeliest weights when best and worst are one choice of a pair, as one plain logit."""
    place = {item: index for index, item in enumerate(items)}
    pairs = []
    for shown, best, worst in tasks:
        options, taken = [], 0
        for one in shown:
            for other in shown:
                if one == other:
                    continue
                if (one, other) == (best, worst):
                    taken = len(options)
                x = numpy.zeros(len(items))
                x[place[one]], x[place[other]] = 1, -1
                options.append(x)
        pairs.append((numpy.array(options), taken))
    weights = plain_logit(pairs)
    return dict(zip(items, weights - weights.mean()))


def best_hits(weights, tasks):
    return sum(max(shown, key=weights.get) == best for shown, best, _ in tasks) / len(tasks)


# Nobody is average


def daniels(file, k):
    """How many are average in the first dimension, the first two, …; and D(m) by counting."""
    table = numpy.array([[float(value) for value in row.values()] for row in rows(file)])
    near = abs(table - table.mean(axis=0)) <= k * table.std(axis=0, ddof=1)
    sequential = [int(near[:, :m].all(axis=1).sum()) for m in range(1, near.shape[1] + 1)]
    counts = near.sum(axis=1)
    d = near.shape[1]
    curve = [float(numpy.mean([math.comb(int(c), m) / math.comb(d, m) for c in counts])) for m in range(1, d + 1)]
    return sequential, curve


def effective_dimensions(file, k):
    """As how many independent dimensions the share who are average in all of them would have."""
    table = numpy.array([[float(value) for value in row.values()] for row in rows(file)])
    near = abs(table - table.mean(axis=0)) <= k * table.std(axis=0, ddof=1)
    return math.log(near.all(axis=1).mean()) / math.log(near.mean())
