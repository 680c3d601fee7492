"""Virtual queues by hand: the comparison against a plain model of its own, bad files, the same again."""
import json

from context import check

MASK = (1 << 64) - 1
WALK_MAX = 300_000  # ms
EDGES = [0, 5, 10, 15, 20, 30, 45, 60, 90, 120, 180, 240]  # Minutes.


class SplitMix:
    """The generator of docs/pass.md (Steele, Lea & Flood, 2014)."""

    def __init__(self, seed):
        self.state = seed

    def next(self):
        self.state = (self.state + 0x9E3779B97F4A7C15) & MASK
        mixed = self.state
        mixed = ((mixed ^ (mixed >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        mixed = ((mixed ^ (mixed >> 27)) * 0x94D049BB133111EB) & MASK
        return mixed ^ (mixed >> 31)


def drawn(arrivals, no_show, late, seed):
    """The parties in order of joining, each with its draws, which every policy shares."""
    ordered = sorted(enumerate(arrivals), key=lambda entry: (entry[1][0], entry[0]))
    zero = ordered[0][1][0]
    generator = SplitMix(seed)
    found = []
    for _, (at, size) in ordered:
        draws = [generator.next() for _ in range(5)]
        found.append({'joined': at - zero, 'size': size, 'noShow': draws[0] % 1_000_000 < no_show,
                      'late': draws[1] % 1_000_000 < late, 'offset': draws[2]})
    return found


def line(parties, came, capacity):
    """Boards parties in order of coming; times are milliseconds times the capacity, so that all are whole."""
    free, boarded = 0, {}
    for number in sorted(came, key=lambda number: (came[number], number)):
        boarded[number] = max(free, came[number] * capacity)
        free = boarded[number] + parties[number]['size'] * 3_600_000
    return boarded


def walk_up(parties, capacity):
    came = {number: party['joined'] for number, party in enumerate(parties) if not party['noShow']}
    return came, line(parties, came, capacity), {}


def windows(parties, capacity, window, grace):
    """Fixed windows: each party into the earliest, from the one it joins in, in which all of it fit."""
    places = max(1, capacity * window // 3_600_000)
    booked, came, ends = {}, {}, {}
    for number, party in enumerate(parties):
        first, size = party['joined'] // window, party['size']
        count = -(-size // places)
        while not (booked.get(first, 0) + size <= places if count == 1 else
                   all(booked.get(first + more, 0) == 0 for more in range(count))):
            first += 1
        left = size
        for more in range(count):
            taken = min(left, places - booked.get(first + more, 0))
            booked[first + more] = booked.get(first + more, 0) + taken
            left -= taken
        begin, end = first * window, (first + count) * window
        ends[number] = end
        if begin <= party['joined']:
            comes = party['joined']
        elif party['late']:
            comes = end + party['offset'] % window
        else:
            comes = begin + party['offset'] % (end - begin)
        if not party['noShow'] and comes < end + grace:
            came[number] = comes
    return came, line(parties, came, capacity), ends


def spans(values):
    """The distribution of (length in ms, weight)."""
    values = sorted(values)
    count = sum(weight for _, weight in values)
    bars = [0] * len(EDGES)
    for length, weight in values:
        bars[max(place for place, edge in enumerate(EDGES) if edge * 60_000 <= length)] += weight

    def rank(percent):
        wanted, seen = max(1, -(-count * percent // 100)), 0
        for length, weight in values:
            seen += weight
            if seen >= wanted:
                return length
        return 0
    return {'count': count, 'p50': rank(50), 'p90': rank(90), 'p95': rank(95), 'p99': rank(99),
            'max': values[-1][0] if values else 0, 'histogram': bars,
            'mean': sum(length * weight for length, weight in values) / count if count else 0}


def expected(parties, capacity, came, boarded, ends, grace):
    """What the program should tell of a policy, counted pair by pair."""
    joined = {number: parties[number]['joined'] * capacity for number in boarded}
    size = {number: parties[number]['size'] for number in boarded}
    lost = {number: sum(size[other] for other in boarded if other > number and boarded[other] < boarded[number])
            for number in boarded}
    people = sum(size.values())
    pairs = sum(size[number] * lost[number] for number in boarded)
    used = wanted = 0
    end = -1
    for number in sorted(boarded):
        done = boarded[number] + size[number] * 3_600_000
        used += size[number] * 3_600_000
        wanted += max(0, done - max(joined[number], end))
        end = max(end, done)

    def wait(measure):
        values = [(measure(number) // capacity, size[number]) for number in boarded]
        return {'perPerson': spans(values), 'perParty': spans([(length, 1) for length, _ in values])}
    found = {
        'boarded': {'people': people, 'parties': len(boarded)},
        'delay': wait(lambda number: boarded[number] - joined[number]),
        'standing': wait(lambda number: boarded[number] - came[number] * capacity),
        'free': wait(lambda number: came[number] * capacity - joined[number]),
        'overtaking': {'pairs': pairs, 'pairsPer100People': 100 * pairs / people if people else 0,
                       'peoplePassed': sum(size[number] for number in boarded if lost[number]),
                       'mostPlacesLost': max(lost.values(), default=0)},
        'capacityUsedShare': used / wanted if wanted else 0,
    }
    if ends:
        counted = [number for number in boarded if came[number] < ends[number]]
        kept = [number for number in counted if boarded[number] <= (ends[number] + grace) * capacity]
        found['promises'] = {'counted': len(counted), 'kept': len(kept),
                             'keptShare': len(kept) / len(counted) if counted else 1}
    return found


def simulate(context, file, *more):
    return context.command('pass', 'simulate', '--arrivals', file, *more)


def write(context, arrivals, header=True):
    path = context.path('arrivals.csv')
    with open(path, 'w') as file:
        file.write('ms,party_size\n' if header else '')
        file.writelines(f'{at},{size}\n' for at, size in arrivals)
    return path


def case_pass_oracle(context):
    """The walk-up line and first-come windows tell what a plain model of them tells, to the last figure."""
    for number in range(context.pick(12, 200)):
        random = context.random
        count = random.randint(1, 400)
        arrivals = [(random.randrange(-10**12, -10**12 + random.choice([10**6, 2 * 10**7])),
                     random.choice([1, 2, 3, 4, 5, random.randint(1, 1000 if number % 3 == 0 else 8)]))
                    for _ in range(count)]
        capacity, window, grace = random.choice([60, 601, 2400]), random.choice([1, 15, 60]), random.choice([0, 5, 1440])
        no_show, late = (0, 0) if number % 2 == 0 else (150_000, 100_000)
        seed = random.getrandbits(64)
        answer = simulate(context, write(context, arrivals, header=number % 2 == 0), '--capacity', str(capacity),
                          '--window', str(window), '--grace', str(grace), '--no-show', str(no_show / 10**6),
                          '--late', str(late / 10**6), '--seed', str(seed), '--json')
        check(answer.returncode == 0, f'{answer.returncode} {answer.stderr}')
        found = json.loads(answer.stdout)
        policies = {report['policy']: report for report in found['policies']}
        parties = drawn(arrivals, no_show, late, seed)
        models = {'walkUp': walk_up(parties, capacity),
                  'firstComeWindows': windows(parties, capacity, window * 60_000, grace * 60_000)}
        for policy, (came, boarded, ends) in models.items():
            check_same(policies[policy], expected(parties, capacity, came, boarded, ends, grace * 60_000),
                       f'{policy} of run {number}')
        everybody = sum(size for _, size in arrivals)
        for policy, report in policies.items():
            told = sum(report[kind]['people'] for kind in ('boarded', 'noShows', 'tooLate'))
            check(told == everybody, f'{policy} counts {told} of {everybody}')
        check(policies['walkUp']['overtaking']['pairs'] == 0, 'somebody passed in a walk-up line')


def check_same(found, wanted, place):
    for key, value in wanted.items():
        if isinstance(value, dict):
            check_same(found[key], value, f'{place}, {key}')
        else:
            check(found[key] == value, f'{place}: {key} is {found[key]}, counted by hand {value}')


def case_pass_again(context):
    """The same arrivals and seed give the same bytes, in any order of lines that differ in time, and from a pipe."""
    arrivals = [(at * 977, at % 5 + 1) for at in range(800)]
    told = simulate(context, write(context, arrivals), '--json').stdout
    check(told and simulate(context, write(context, arrivals), '--json').stdout == told, 'it tells something else')
    shuffled = context.random.sample(arrivals, len(arrivals))
    check(simulate(context, write(context, shuffled), '--json').stdout == told, 'the order of lines matters')
    other = simulate(context, write(context, arrivals), '--seed', '2', '--json').stdout
    check(json.loads(other)['policies'] != json.loads(told)['policies'], 'the seed does not matter')
    text = simulate(context, write(context, arrivals)).stdout
    check('overtakings' in text and '###' in text, f'it tells people {text}')


def case_pass_bad_files(context):
    """A file with something wrong is refused with the line and what to write instead."""
    for text, code, why in (
            ('', 65, 'no party'), ('ms,party_size\n', 65, 'no party'), ('ms,size\n1,2\n', 65, ':1: ms is'),
            ('1,2\n3\n', 65, ':2: 1 fields'), ('1,2\n\n3,0\n', 65, ':3: party_size'), ('1,1001\n', 65, '1 to 1000'),
            ('1,-1\n', 65, 'party_size'), ('1.5,1\n', 65, 'whole milliseconds'), ('1,2,3\n', 65, '3 fields'),
            (f'{2**63 - 1},1\n', 65, ':1: ms is'), (f'{-2**63},1\n', 65, ':1: ms is'), ('0,1\n9999999999,1\n', 65, '31 days'),
            ('1,1\nms,party_size\n', 65, ':2: ms is'), ('\ufeffms,party_size\r\n1,2\r\n', 0, ''), ('5 , 2', 0, '')):
        path = context.path('bad.csv')
        with open(path, 'w', newline='') as file:
            file.write(text)
        answer = simulate(context, path)
        check(answer.returncode == code and why in answer.stderr, f'{text!r}: {answer.returncode} {answer.stderr}')
    answer = simulate(context, context.path('nothing.csv'))
    check(answer.returncode == 66 and 'cannot be read' in answer.stderr, f'{answer.returncode} {answer.stderr}')
    path = write(context, [(1, 1)])
    for option in (('--capacity', '0'), ('--window', '0'), ('--no-show', '1.1'), ('--no-show', 'nan'), ('--grace', '-1')):
        answer = simulate(context, path, f'{option[0]}={option[1]}')
        check(answer.returncode == 64, f'{option} is taken: {answer.returncode}')
