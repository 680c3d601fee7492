#!/usr/bin/env python3
"""Runs Senang on real data that lies beside the repository, and counts the same things by hand.

usage: trial.py BINARY DATA    DATA holds marathon/chip_reads.csv.gz and park/checkins_timed.csv.gz
"""
import collections
import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def take_in(binary, file, example, data):
    """Imports a table with one of the examples' maps; answers what the command prints."""
    folder = os.path.join(ROOT, 'docs/examples', example)
    done = subprocess.run([binary, 'import', file, '--map', os.path.join(folder, 'map.yaml'), '--venue', folder,
                           '--data', data, '--json'], capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    return json.loads(done.stdout)


def not_at_30k(file):
    """Runners who passed 25 km and not 30 km within 60 minutes."""
    passed = collections.defaultdict(dict)
    with gzip.open(file, 'rt') as rows:
        for row in csv.DictReader(rows):
            passed[row['year'], row['person']].setdefault(row['mat'], float(row['elapsed_min']))
    return sum(1 for at in passed.values()
               if '25k' in at and not ('30k' in at and at['25k'] < at['30k'] <= at['25k'] + 60))


def still_there(file, hours=2):
    """Check-ins after which the visitor checked in nowhere for so long."""
    days = collections.defaultdict(list)
    with gzip.open(file, 'rt') as rows:
        for row in csv.DictReader(rows):
            days[row['person']].append(seconds(row['ts']))
    span = hours * 3600
    return sum(1 for times in days.values() for at in times
               if not any(at < other <= at + span for other in times))


def seconds(text):
    day, time = text.split('T')
    hour, minute, second = map(int, time.split(':'))
    return ((int(day.split('-')[2]) * 24 + hour) * 60 + minute) * 60 + second


def main(binary, data):
    results = []
    with tempfile.TemporaryDirectory() as work:
        file = os.path.join(data, 'marathon/chip_reads.csv.gz')
        found = take_in(binary, file, 'marathon', os.path.join(work, 'marathon'))
        results.append(('cues of the marathon', found['cues']['not-at-30k'], not_at_30k(file)))
        results.append(('reads of the marathon', found['rows'], 432_575))
        file = os.path.join(data, 'park/checkins_timed.csv.gz')
        found = take_in(binary, file, 'dinofun', os.path.join(work, 'dinofun'))
        results.append(('check-ins of the park', found['accepted'], 60_807))
        results.append(('cues of the park', found['cues']['still-there'], still_there(file)))
    failed = 0
    for name, got, wanted in results:
        failed += got != wanted
        print(f'{"ok  " if got == wanted else "FAIL"}{name}: {got:,}, counted by hand {wanted:,}')
    print(f'{len(results) - failed} passed, {failed} failed')
    return 1 if failed else 0


if __name__ == '__main__':
    sys.exit(main(sys.argv[1], sys.argv[2]))
