#!/usr/bin/env python3
"""Finds for each wish the five most like it, with 'senang voices similar' and with scikit-learn, and
compares how many are of the same category; prints results and bounds as JSON.

usage: voice_oracles.py BINARY DATA    results: name, got, counted, apart; bounds: name, got, sign, bound
"""
import csv
import gzip
import json
import os
import subprocess
import sys
import tempfile

import numpy
from sklearn.feature_extraction.text import TfidfVectorizer

TOP = 5
# As people set it up for texts of a line: words, words and pairs, and pieces of words.
SETTINGS = {
    'words': {},
    'words and pairs': {'ngram_range': (1, 2)},
    'words and pairs, damped': {'ngram_range': (1, 2), 'sublinear_tf': True},
    'pieces': {'analyzer': 'char_wb', 'ngram_range': (3, 5)},
    'pieces, damped': {'analyzer': 'char_wb', 'ngram_range': (3, 5), 'sublinear_tf': True},
}


def wishes(file):
    with gzip.open(file, 'rt', newline='') as lines:
        return [(row['name'], row['category']) for row in csv.DictReader(lines)]


def nearest(names, settings):
    """Of each name the five others with the largest cosine; of equal ones the first."""
    rows = TfidfVectorizer(**settings).fit_transform(names)
    cosines = (rows @ rows.T).toarray()
    numpy.fill_diagonal(cosines, -1)
    return numpy.argsort(-numpy.round(cosines, 12), axis=1, kind='stable')[:, :TOP].tolist()


def told(binary, names, language):
    """The same by ours. The table holds names alone, so nothing else can help."""
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, 'names.jsonl')
        with open(file, 'w') as out:
            out.writelines(json.dumps({'name': name}) + '\n' for name in names)
        call = [binary, 'voices', 'similar', '--all', '--from', file, '--column', 'name',
                '--language', language, '--top', str(TOP), '--json']
        done = subprocess.run(call, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(done.stderr)
    answers = [json.loads(line) for line in done.stdout.splitlines()]
    if [answer['line'] for answer in answers] != list(range(1, len(names) + 1)):
        raise SystemExit('not each wish was answered, in its order')
    return [[match['line'] - 1 for match in answer['similar']] for answer in answers]


def precision(found, categories, asked):
    """The share of the five that have the category of what was asked for; fewer than five found count as five."""
    hits = sum(sum(categories[other] == categories[one] for other in found[one]) for one in asked)
    return hits / (TOP * len(asked))


def main(binary, data):
    rows = wishes(os.path.join(data, 'budget/projects.csv.gz'))
    results, bounds = [('wishes of neighbourhoods', len(rows), 1369, 0)], []
    known = [(name, category) for name, category in rows if category]
    worlds = {
        # A wish without a category is like nothing that can be checked.
        'wishes with a category': (known, range(len(known))),
        'all wishes': ([(name, category or f'none {place}') for place, (name, category) in enumerate(rows)],
                       [place for place, (_, category) in enumerate(rows) if category]),
        'all wishes, none being a category': (rows, range(len(rows))),
    }
    for world, (entries, asked) in worlds.items():
        names, categories = [name for name, _ in entries], [category for _, category in entries]
        best = {name: precision(nearest(names, settings), categories, asked) for name, settings in SETTINGS.items()}
        ours = precision(told(binary, names, 'nl'), categories, asked)
        print(f'{world}: ours {ours:.4f}, scikit-learn '
              + ', '.join(f'{name} {share:.4f}' for name, share in best.items()), file=sys.stderr)
        bounds.append((f'precision at {TOP}, {world}', ours, '>=', max(best.values())))
        # The control: read as English, whose stems and small words are others, less is found.
        english = precision(told(binary, names, 'en'), categories, asked)
        print(f'{world}: read as English {english:.4f}', file=sys.stderr)
    print(json.dumps({'results': results, 'bounds': bounds}))


if __name__ == '__main__':
    main(*sys.argv[1:])
