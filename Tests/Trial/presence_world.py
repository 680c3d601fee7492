#!/usr/bin/env python3
"""Makes RFID reads whose truth is known, from the sampled positions of a park's visitors.

usage: presence_world.py DATA OUT [--people N] [--seed S]
DATA holds positions_sampled.csv.gz and attractions.csv; OUT gets reads.csv, truth.csv and venue/venue.yaml.

Visitors: those with the most samples of one day are drawn by lot. One stands at a sample's place (in its cell of 5 m,
up to 0.5 m from the middle), leaves as late as still reaches the next in time, and walks there straight at 1.3 m/s.
Truth: a zone is a disc around an attraction. Every stay of a second or more counts, walking through included.
Reads: log-distance path loss, slow shadowing (half the body's, half the link's), fast fading, a fixed and unknown
offset per antenna, polls at random, a third of the reads lost, nothing below the sensitivity. One band of the house
hangs still at each zone's edge, so that the antennas can learn from their own reads how loud the edge is.
"""
import argparse
import collections
import csv
import gzip
import math
import os
import numpy as np

CELL, SPEED = 5.0, 1.3                        # metres, metres per second
NARROWEST, WIDEST = 8.0, 12.6                 # radius of a zone in metres
FROM, UNTIL = 10 * 3600, 14 * 3600            # seconds of the day
AT_ONE_METRE, EXPONENT, HEIGHT = -38.0, 3.0, 3.0   # dBm, path loss, antenna above the bands in metres
SHADOW, MEMORY, FADING = 3.0, 10.0, 2.5       # dB, seconds, dB
OFFSET, SENSITIVITY = 2.0, -82.0              # dB (sigma of an antenna's offset), dBm
POLL, LOST, REACH = (0.9, 2.1), 0.33, 60.0    # seconds between polls, share of reads lost, metres
SILENT = (12 * 3600, 12 * 3600 + 1200)        # one zone's antenna hears nothing for 20 minutes


def visitors(data, people, chance):
    """Drawn visitors of one day: a list of (seconds, metres east, metres north) each."""
    found = collections.defaultdict(list)
    with gzip.open(os.path.join(data, 'positions_sampled.csv.gz'), 'rt') as rows:
        for row in csv.DictReader(rows):
            day, clock = row['ts'].split('T')
            hour, minute, second = map(int, clock.split(':'))
            at = hour * 3600 + minute * 60 + second
            found[row['person'], day].append((at, CELL * int(row['x']), CELL * int(row['y'])))
    able = sorted(who for who, seen in found.items() if len(seen) >= 50 and seen[0][0] < FROM and seen[-1][0] > UNTIL)
    return [found[able[i]] for i in sorted(chance.choice(len(able), people, replace=False))]


def walk(seen, chance):
    """Knots of a trajectory, straight between them: times, east, north."""
    knots = []
    spots = [(at, x + chance.uniform(-0.5, 0.5), y + chance.uniform(-0.5, 0.5)) for at, x, y in seen]
    for (at, x, y), (then, next_x, next_y) in zip(spots, spots[1:]):
        leave = max(at + 0.001, then - math.hypot(next_x - x, next_y - y) / SPEED)
        knots += [(at, x, y), (leave, x, y)]
    return [np.array(column) for column in zip(*knots)]


def attractions(data, walks):
    """Zones: id, east, north, radius. A venue draws a zone's edge where few people stand: of the radii from NARROWEST
    to WIDEST the one is taken that has the least standing within an eighth of it. Where two attractions are close,
    each zone reaches no further than where the other begins."""
    with open(os.path.join(data, 'attractions.csv')) as rows:
        rows = [{key.strip(): value.strip() for key, value in row.items()} for row in csv.DictReader(rows)]
    spots = [(CELL * int(row['x']), CELL * int(row['y'])) for row in rows]
    stands = np.array([(x, y, leave - at) for k in walks
                       for at, leave, x, y in zip(k[0][::2], k[0][1::2], k[1][::2], k[2][::2])])
    zones = []
    for row, (x, y) in zip(rows, spots):
        away = np.hypot(stands[:, 0] - x, stands[:, 1] - y)
        radii = np.arange(WIDEST, NARROWEST, -0.2)
        standing = [stands[np.abs(away - radius) < radius / 8, 2].sum() for radius in radii]
        nearest = min(math.hypot(x - a, y - b) for a, b in spots if (a, b) != (x, y))
        zones.append(('zone-' + row['id'], x, y, min(radii[int(np.argmin(standing))], nearest / 2 - 0.3)))
    return zones


def antennas(zones, chance):
    """For each zone its antennas: name, east, north, offset. Odd zones have two, 2 m to either side; a box has four."""
    result, count = [], 0
    for index, (_, x, y, _) in enumerate(zones):
        own = []
        for side in ((-2.0, 2.0) if index % 2 else (0.0,)):
            own.append((f'r{count // 4 + 1}', count % 4 + 1, x + side, y, chance.normal(0, OFFSET)))
            count += 1
        result.append(own)
    return result


def shadows(chance, steps, people):
    """Noise of variance 1 that forgets in MEMORY seconds: one row a second."""
    keep = math.exp(-1 / MEMORY)
    rows = chance.standard_normal((steps, people), dtype=np.float32)
    rows[1:] *= math.sqrt(1 - keep * keep)
    for step in range(1, steps):
        rows[step] += keep * rows[step - 1]
    return rows


def stays(zone, track, clock):
    """Stays of one visitor in one zone: (enter, leave) in seconds, to a fifth of a second."""
    inside = np.hypot(track[0] - zone[1], track[1] - zone[2]) <= zone[3]
    edges = np.flatnonzero(np.diff(np.concatenate(([0], inside.astype(np.int8), [0]))))
    return [(clock[a], clock[b - 1]) for a, b in zip(edges[::2], edges[1::2]) if clock[b - 1] - clock[a] >= 1]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument('data')
    parser.add_argument('out')
    parser.add_argument('--people', type=int, default=240)
    parser.add_argument('--seed', type=int, default=1)
    given = parser.parse_args()
    chance = np.random.default_rng(given.seed)
    clock = np.arange(FROM, UNTIL, 0.2)
    knots = [walk(seen, chance) for seen in visitors(given.data, given.people, chance)]
    tracks = [(np.interp(clock, *k[:2]), np.interp(clock, k[0], k[2])) for k in knots]
    zones = attractions(given.data, knots)
    masts = antennas(zones, chance)
    silent = masts[12][0][:2]                 # the only one of its zone
    for _, x, y, radius in zones:             # the edge bands, which hang still
        spot = np.array([x] * 2) + chance.uniform(-0.3, 0.3), np.array([y + radius] * 2) + chance.uniform(-0.3, 0.3)
        knots.append([np.array([FROM, UNTIL]), *spot])
        tracks.append((np.full(len(clock), spot[0][0]), np.full(len(clock), spot[1][0])))
    names = [f'B{who}' for who in range(given.people)] + ['E' + zone[0][5:] for zone in zones]
    body = shadows(chance, UNTIL - FROM, len(names))
    truth, reads = [], []
    for zone, own in zip(zones, masts):
        link = shadows(chance, UNTIL - FROM, len(names))
        for who, track in enumerate(tracks):
            if who < given.people:
                truth += [(names[who], zone[0], enter, leave) for enter, leave in stays(zone, track, clock)]
            near = np.flatnonzero(np.hypot(track[0] - zone[1], track[1] - zone[2]) < REACH)
            for reader, antenna, x, y, offset in own if len(near) else ():
                polls = np.cumsum(chance.uniform(*POLL, int((UNTIL - FROM) / POLL[0]))) + FROM
                polls = polls[(polls < UNTIL) & (chance.random(len(polls)) >= LOST)]
                east, north = np.interp(polls, *knots[who][:2]), np.interp(polls, knots[who][0], knots[who][2])
                away = np.sqrt((east - x) ** 2 + (north - y) ** 2 + HEIGHT ** 2)
                second = (polls - FROM).astype(int)
                level = (AT_ONE_METRE + offset - 10 * EXPONENT * np.log10(away)
                         + FADING * chance.standard_normal(len(polls))
                         + SHADOW * math.sqrt(0.5) * (body[second, who] + link[second, who]))
                heard = (level >= SENSITIVITY) & (away < REACH)
                if (reader, antenna) == silent:
                    heard &= (polls < SILENT[0]) | (polls >= SILENT[1])
                reads += [(int(at * 1000), reader, antenna, names[who], int(round(rssi)))
                          for at, rssi in zip(polls[heard], level[heard])]
    write(given.out, sorted(reads), sorted(truth, key=lambda row: (row[2], row[0], row[1])), zones, masts)


def write(out, reads, truth, zones, masts):
    os.makedirs(os.path.join(out, 'venue'), exist_ok=True)
    with open(os.path.join(out, 'reads.csv'), 'w') as file:
        file.write('ts_ms,reader,antenna,token,rssi_dbm\n')
        file.writelines(f'{at},{reader},{antenna},{token},{rssi}\n' for at, reader, antenna, token, rssi in reads)
    with open(os.path.join(out, 'truth.csv'), 'w') as file:
        file.write('token,zone,enter_ms,leave_ms\n')
        file.writelines(f'{token},{zone},{int(enter * 1000)},{int(leave * 1000)}\n'
                        for token, zone, enter, leave in truth)
    with open(os.path.join(out, 'venue', 'venue.yaml'), 'w') as file:
        file.write('name: {en: A world for presence, nl: Een wereld voor aanwezigheid}\nzones:\n')
        for (name, *_), own in zip(zones, masts):
            names = ', '.join(f'{reader}-{antenna}' for reader, antenna, *_ in own)
            file.write(f'  - {{id: {name}, kind: attraction, antennas: [{names}], edge band: E{name[5:]}}}\n')


if __name__ == '__main__':
    main()
