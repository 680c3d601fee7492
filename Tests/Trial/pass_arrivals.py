#!/usr/bin/env python3
"""Makes the arrivals of one attraction out of a park's check-ins, for `senang pass simulate`.

usage: pass_arrivals.py DATA ATTRACTION DAY    DATA holds checkins_timed.csv.gz and attractions.csv;
                                               DAY is such as 2014-06-06. Writes ms,party_size.

Visitors who check in at an attraction in the same second are taken for one party. On standard error it tells how many
came, and a capacity at which a line forms: four fifths of the busiest hour.
"""
import collections
import csv
import datetime
import gzip
import os
import sys


def place_of(data, attraction):
    """Where an attraction is, by its number."""
    with open(os.path.join(data, 'attractions.csv')) as rows:
        for row in csv.DictReader(rows, skipinitialspace=True):
            if row['id'] == attraction:
                return row['x'], row['y']
    raise SystemExit(f'no attraction {attraction}; attractions.csv names them by id')


def parties(data, attraction, day):
    """How many checked in at which second, in order."""
    place = place_of(data, attraction)
    sizes = collections.Counter()
    with gzip.open(os.path.join(data, 'checkins_timed.csv.gz'), 'rt') as rows:
        for row in csv.DictReader(rows):
            if (row['x'], row['y']) == place and row['ts'].startswith(day):
                moment = datetime.datetime.fromisoformat(row['ts']).replace(tzinfo=datetime.timezone.utc)
                sizes[int(moment.timestamp()) * 1000] += 1
    return sorted(sizes.items())


def busiest_hour(found):
    """The most people of any hour that begins with an arrival."""
    most = people = first = 0
    for at, size in found:
        people += size
        while found[first][0] <= at - 3_600_000:
            people -= found[first][1]
            first += 1
        most = max(most, people)
    return most


def main(data, attraction, day):
    found = parties(data, attraction, day)
    if not found:
        raise SystemExit(f'nobody checked in at {attraction} on {day}')
    most = busiest_hour(found)
    print(f'{len(found)} parties, {sum(size for _, size in found)} people, {most} in the busiest hour; '
          f'try --capacity {most * 4 // 5}', file=sys.stderr)
    print('ms,party_size')
    for at, size in found:
        print(f'{at},{size}')


if __name__ == '__main__':
    main(*sys.argv[1:])
