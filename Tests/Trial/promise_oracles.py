"""Counts the same things as 'senang promises' by other means: plain Python, nothing of ours.

Each function answers numbers of one data set (the README beside the data names its makers).
"""
import collections
import csv
import datetime
import gzip
import math

Z = 1.959963984540054


def rows(file):
    """The rows of a table, plain or gzipped."""
    opened = gzip.open(file, 'rt', newline='') if file.endswith('.gz') else open(file, newline='')
    with opened as lines:
        yield from csv.DictReader(lines)


def wilson(kept, n):
    """The score interval by solving its quadratic."""
    a, b, c = 1 + Z * Z / n, -(2 * kept / n + Z * Z / n), (kept / n) ** 2
    root = math.sqrt(b * b - 4 * a * c)
    return (-b - root) / (2 * a), (-b + root) / (2 * a)


def receipt(file):
    """Of all, of each channel and of each department: kept, judged; and what is open."""
    moment = datetime.datetime.fromisoformat
    cases = {}
    for row in rows(file):
        case = tuple(row[f'case:{name}'] for name in ('deadline', 'enddate', 'channel', 'department'))
        if cases.setdefault(row['case:concept:name'], case) != case:
            raise SystemExit('a case whose events do not agree')
    last = max(moment(end) for _, end, _, _ in cases.values() if end)
    found = {name: collections.defaultdict(lambda: [0, 0]) for name in ('all', 'channel', 'department')}
    late, early = 0, 0
    for deadline, end, channel, department in cases.values():
        if not end:
            late += moment(deadline) <= last
            early += moment(deadline) > last
            continue
        for name, group in (('all', 'all'), ('channel', channel), ('department', department)):
            found[name][group][0] += moment(end) <= moment(deadline)
            found[name][group][1] += 1
    return {'made': len(cases), 'unknown': late, 'notDue': early, **found}


def waits(file):
    """(attraction, hour, month, posted, measured) of each valid pair."""
    pairs = []
    for row in rows(file):
        if row['valid'] == 'True' and row['posted'] != '' and row['actual'] != '':
            when = datetime.datetime.fromisoformat(row['ts'])
            pairs.append((row['attraction'], when.hour, when.year * 12 + when.month - 1,
                          float(row['posted']), float(row['actual'])))
    return pairs


def bookings(file):
    """By hotel and of all: given what was reserved, and how many were not cancelled."""
    found = collections.defaultdict(lambda: [0, 0])
    for row in rows(file):
        if row['is_canceled'] == '1':
            continue
        for name in ('all', row['hotel']):
            found[name][0] += row['reserved_room_type'] == row['assigned_room_type']
            found[name][1] += 1
    return found


# What to post


def lowest(levels, keep, borrowed):
    """Where the mixture of levels, from wide to narrow, first holds the share to keep."""
    sums = [math.fsum(weight for _, weight in level) for level in levels]
    share_of = [0.0] * len(levels)
    part = 1.0
    for depth in reversed(range(len(levels))):
        kept_back = borrowed if depth else 0
        share_of[depth] = part / (sums[depth] + kept_back) if sums[depth] + kept_back else 0
        part *= kept_back / (sums[depth] + kept_back) if sums[depth] + kept_back else 1
    steps = collections.defaultdict(float)
    for level, share in zip(levels, share_of):
        for ratio, weight in level:
            steps[ratio] += weight * share
    reached = 0.0
    for ratio in sorted(steps):
        reached += steps[ratio]
        if reached >= keep - 1e-9:
            return ratio
    return max(steps)


def held_out(pairs, months=12, keep=0.95, **terms):
    """Of each (attraction, hour, month) of the last months: kept and n, each month told from those before it."""
    told = sorted({month for _, _, month, _, _ in pairs})[-months:]
    usable = [(a, h, m, came / posted) for a, h, m, posted, came in pairs if posted > 0]
    found = {}
    for now in told:
        cells = collections.defaultdict(list)
        for a, h, m, ratio in usable:
            if m == now:
                cells[a, h].append(ratio)
        for (a, h), value in values(usable, now, keep, set(cells), **terms).items():
            found[a, h, now] = (sum(ratio <= value for ratio in cells[a, h]), len(cells[a, h]))
    return found


def values(usable, now, keep, wanted, half_life=6, borrowed=10):
    """What each wanted (attraction, hour) is to promise in a month, as a factor."""
    weigh = [(a, h, ratio, 2 ** ((m - now) / half_life)) for a, h, m, ratio in usable if m < now]
    everyone = thinned([(ratio, weight) for _, _, ratio, weight in weigh])
    by_attraction, by_hour = collections.defaultdict(list), collections.defaultdict(list)
    for a, h, ratio, weight in weigh:
        by_attraction[a].append((ratio, weight))
        by_hour[a, h].append((ratio, weight))
    wide = {a: thinned(level) for a, level in by_attraction.items()}
    return {(a, h): lowest([everyone, wide.get(a, []), by_hour.get((a, h), [])], keep, borrowed)
            for a, h in wanted}


def thinned(level):
    """The same weights, added up where ratios are the same."""
    steps = collections.defaultdict(float)
    for ratio, weight in level:
        steps[ratio] += weight
    return list(steps.items())


def together(found, key):
    """Kept and n of all cells with the same key."""
    sums = collections.defaultdict(lambda: [0, 0])
    for cell, (kept, n) in found.items():
        sums[key(cell)][0] += kept
        sums[key(cell)][1] += n
    return dict(sums)
