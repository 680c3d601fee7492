#!/usr/bin/env python3
"""Runs 'senang survey' on real surveys and counts the same by other means; prints both as JSON.

usage: survey_trial.py BINARY DATA WORK    results: name, got, counted, apart; bounds: name, got, sign, bound
"""
import json
import os
import subprocess
import sys

import survey_oracles as oracles

HERE = os.path.dirname(os.path.abspath(__file__))
CAMERA = ['canon', 'sony', 'nikon', 'panasonic', 'pixels', 'zoom', 'video', 'swivel', 'wifi', 'price']
TOUCHPOINTS = ['Seat comfort', 'Inflight wifi service', 'Cleanliness']
POINT = 0.01  # A hit rate may be one point below the plain logit's.


class Survey:
    """One report of the program."""

    def __init__(self, binary, file, kind, mapping=None):
        call = [binary, 'survey', file, '--as', kind, '--json']
        if mapping:
            call += ['--mapping', os.path.join(HERE, 'surveys', mapping)]
        done = subprocess.run(call, capture_output=True, text=True)
        if done.returncode != 0:
            raise SystemExit(done.stderr)
        self.found = json.loads(done.stdout)

    def row(self, section, name):
        return next(row for row in self.found['sections'][section]['rows'] if row['name'] == name)

    def names(self, section):
        return [row['name'] for row in self.found['sections'][section]['rows']]


def kiosk(binary, folder):
    file, pairs = os.path.join(folder, 'servqual_long.csv'), os.path.join(folder, 'kano_long.csv')
    survey, counted = Survey(binary, file, 'servqual'), oracles.kiosk_gaps(file)
    gap = survey.row('gap', 'all people')
    results = [
        ('kiosk, mean gap', gap['value'], -1.16, 0.005),
        ('kiosk, mean gap by hand', gap['value'], counted['mean'], 1e-9),
        ('kiosk, people', gap['n'], 194), ('kiosk, median gap', gap['median'], counted['median'], 1e-9),
        ('kiosk, share below what they expected', gap['shareBelowZero'], counted['below'], 1e-9),
        ('kiosk, sections that nobody asked for', int('sacrifice' in survey.found['sections']), 0),
    ]
    importance, opportunity = oracles.kiosk_importance(file), oracles.kiosk_opportunity(file)
    apart = max(abs(survey.row('importance', item)['value'] - mean) for item, mean in importance.items())
    results.append(('kiosk, importance of 24 items, furthest apart', apart, 0, 1e-9))
    apart = max(abs(survey.row('opportunity', item)['value'] - mean) for item, mean in opportunity.items())
    results.append(('kiosk, opportunity of 24 items, furthest apart', apart, 0, 1e-9))
    survey, counted = Survey(binary, pairs, 'kano'), oracles.kiosk_kano(pairs)
    differ = sum(int(survey.row('kano', item)[letter]) != counts[letter]
                 for item, counts in counted.items() for letter in 'MOAIRQ')
    fong = sum((survey.row('kano', item)['toldApart'] == 'yes') != oracles.told_apart(counts)
               for item, counts in counted.items())
    results += [('kiosk, Kano items', len(survey.names('kano')), 29),
                ('kiosk, Kano counts that differ', differ, 0), ("kiosk, Fong's tests that differ", fong, 0)]
    swapped = Survey(binary, file, 'servqual', 'kiosk-swapped.yaml').row('gap', 'all people')['value']
    return results, [('kiosk, the columns the wrong way round', swapped, '>', 1.15)]


def airlines(binary, data):
    file = os.path.join(data, 'oddjob/airlinesat.csv')
    survey, counted = Survey(binary, file, 'servqual', 'oddjob.yaml'), oracles.oddjob_gaps(file)
    gap = survey.row('gap', 'all people')
    results = [
        ('oddjob, mean gap', gap['value'], counted['mean'], 1e-9), ('oddjob, people', gap['n'], counted['n']),
        ('oddjob, items', len(survey.names('gap')) - 1, 23),
    ]
    net, people = oracles.net_promoter(file, 'nps', lowest=1)
    found = Survey(binary, file, 'nps', 'oddjob-nps.yaml').row('recommendation', 'NPS')
    results += [('oddjob, NPS', found['value'], net, 1e-9), ('oddjob, who answered it', found['n'], people)]
    file = os.path.join(data, 'airline/passengers.csv.gz')
    survey, counted = Survey(binary, file, 'servqual', 'airline.yaml'), oracles.passengers(file, TOUCHPOINTS)
    for name, (mean, people) in counted.items():
        row = survey.row('perception', name)
        results += [(f'airline, {name}', row['value'], mean, 1e-9), (f'airline, who rated {name}', row['n'], people)]
    results.append(('airline, gaps that nobody asked for', int('gap' in survey.found['sections']), 0))
    return results, []


def hotel(binary, data):
    file = os.path.join(data, 'hotel/hotel_bookings.csv.gz')
    row = Survey(binary, file, 'bookings', 'hotel.yaml').row('settledFor', 'all bookings')
    counted = oracles.bookings(file)
    return [
        ('hotel, bookings that went through', row['n'], counted['n']),
        ('hotel, given another room', row['other'], counted['other']),
        ('hotel, given a cheaper kind', row['cheaper'], counted['cheaper']),
        ('hotel, given a dearer kind', row['dearer'], counted['dearer']),
    ], []


def told(name, survey, people, columns, results, bounds):
    """Weights of all, and choices kept apart: ours for each person beside a plain logit."""
    learn, held = oracles.held_apart(people)
    weights = oracles.plain_logit([task for tasks in people for task in tasks])
    apart = max(abs(survey.row('utilities', column)['value'] - weight) for column, weight in zip(columns, weights))
    rate = oracles.hit_rate(oracles.plain_logit(learn), held)
    results += [
        (f'{name}, people', survey.found['people'], len(people)),
        (f'{name}, weights, furthest apart', apart, 0, 0.002),
        (f'{name}, choices kept apart', survey.row('heldOut', 'each person')['choices'], len(held)),
        (f'{name}, plain logit told', survey.row('heldOut', 'everybody alike')['value'], rate, 0.002),
    ]
    found = survey.row('heldOut', 'each person')['value']
    bounds.append((f'{name}, told for each person beside a plain logit', found, '>=', rate - POINT))
    # The check can fail: who knows nothing tells no more than chance.
    nothing = oracles.hit_rate(0 * weights, held)
    bounds.append((f'{name}, told by one who knows nothing', nothing, '<', rate - POINT))


def choices(binary, folder, work):
    results, bounds = [], []
    file = os.path.join(folder, 'camera_cbc.csv')
    people = oracles.long_tasks(file, 'respondent', 'task', 'chosen', CAMERA)
    told('cameras', Survey(binary, file, 'choices', 'camera.yaml'), people, CAMERA, results, bounds)
    file = os.path.join(folder, 'Train.csv')
    told('trains', Survey(binary, file, 'choices', 'train.yaml'), oracles.train_tasks(file),
         ['change', 'comfort', 'price', 'time'], results, bounds)
    file = os.path.join(work, 'journeys.csv')
    names = oracles.ratings_as_pairs(*(os.path.join(folder, name) for name in ('jpref.csv', 'jprof.csv')), file)
    people = oracles.long_tasks(file, 'person', 'task', 'chosen', names)
    told('journeys', Survey(binary, file, 'choices'), people, names, results, bounds)
    return results, bounds


def issues(binary, folder):
    file = os.path.join(folder, 'vdata.csv')
    survey, people = Survey(binary, file, 'maxdiff', 'issues.yaml'), oracles.best_worst(file)
    learn, held = oracles.held_apart(people)
    items = sorted({item for shown, _, _ in learn for item in shown})
    weights = oracles.best_worst_logit([task for tasks in people for task in tasks], items)
    apart = max(abs(survey.row('utilities', item)['value'] - weight) for item, weight in weights.items())
    rate = oracles.best_hits(oracles.best_worst_logit(learn, items), held)
    found = survey.row('heldOut', 'best, each person')['value']
    return [
        ('issues, people', survey.found['people'], len(people)),
        ('issues, weights, furthest apart', apart, 0, 0.002),
        ('issues, plain logit told', survey.row('heldOut', 'best, everybody alike')['value'], rate, 0.002),
    ], [('issues, told for each person beside a plain logit', found, '>=', rate - POINT),
        ('issues, told by one who knows nothing', oracles.best_hits(dict.fromkeys(items, 0), held), '<', rate - POINT)]


def ansur(binary, folder):
    """Nobody is average: the program's numbers of the men of ANSUR II, and the same by counting."""
    listed = json.load(open(os.path.join(folder, 'measures.json')))
    listed = listed if isinstance(listed, list) else listed['oracles']
    case = next(oracle for oracle in listed if oracle['id'] == 'UNI-02')
    done = subprocess.run([binary, 'measure', case['name']], input=json.dumps(case['inputs']), cwd=folder,
                          capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    found = json.loads(done.stdout)
    sequential, curve = oracles.daniels(os.path.join(folder, case['inputs']['file']), case['inputs']['k'])
    steps = [949, 224, 87, 36, 20, 7, 4, 3, 2, 0]
    results = [(f'ANSUR, average in the first {place + 1}', got, wanted)
               for place, (got, wanted) in enumerate(zip(found['sequential'], steps))]
    results.append(('ANSUR, steps that differ by hand', sum(a != b for a, b in zip(sequential, steps)), 0))
    apart = max(abs(a - b) for a, b in zip(found['order_free_curve'][-len(curve):], curve))
    results.append(('ANSUR, D(m), furthest apart', apart, 0, 1e-6))
    case = next(oracle for oracle in listed if oracle['id'] == 'UNI-03')
    found = json.loads(subprocess.run([binary, 'measure', case['name']], input=json.dumps(case['inputs']), cwd=folder,
                                      capture_output=True, text=True, check=True).stdout)
    effective = oracles.effective_dimensions(os.path.join(folder, case['inputs']['file']), case['inputs']['k'])
    results.append(('ANSUR, effective dimensions', found['effective_dims'], effective, 1e-6))
    return results, []


def main(binary, data, work):
    parts = [
        kiosk(binary, os.path.join(data, 'kiosk')), airlines(binary, data), hotel(binary, data),
        choices(binary, os.path.join(data, 'choice'), work), issues(binary, os.path.join(data, 'choice')),
        ansur(binary, os.path.join(os.path.dirname(os.path.abspath(data)), 'oracles')),
    ]
    print(json.dumps({'results': [row for results, _ in parts for row in results],
                      'bounds': [row for _, bounds in parts for row in bounds]}))


if __name__ == '__main__':
    main(*sys.argv[1:])
