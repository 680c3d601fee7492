"""Every measure has an example that runs, and what cannot be computed is told and never guessed."""
import json
import os
import subprocess
from concurrent.futures import ThreadPoolExecutor

from context import check

EXAMPLES = os.path.join(os.path.dirname(__file__), '..', '..', 'docs', 'examples', 'measures.jsonl')
# What is unknown by its meaning: somebody who has experienced nothing has no gap, and what is of few is hidden.
UNKNOWN = {'will-and-should-expectations': {'gap_will', 'gap_should'},
           'expectation-course-of-a-person': {'gap_will', 'gap_should'},
           'people-by-how-much-of-themself-they-recognise': {'levels', 'comes_again', 'at_stake'}}
# A field each, the first two of which may be missing.
MISSPELT = {'distribution-of-sacrifice': 'tau', 'share-of-people-made-worse': 'margin',
            'wilson-95-interval': 'kept', 'closed-loop-outcome-shares': 'partly'}


def examples():
    with open(EXAMPLES) as file:
        return [json.loads(line) for line in file]


def measure(context, name, text):
    return subprocess.run([context.binary, 'measure', name], input=text, capture_output=True, text=True, timeout=120)


def leaves(value, name=None):
    """Each value that holds no other, with the name of the field that it stands in."""
    if isinstance(value, dict):
        for field, inner in value.items():
            yield from leaves(inner, field)
    elif isinstance(value, list):
        for inner in value:
            yield from leaves(inner, name)
    else:
        yield name, value


def case_every_measure_has_an_example_that_runs(context):
    """Every measure of --list has one example, which runs and is answered with values."""
    listed = context.command('measure', '--list', '--json')
    check(listed.returncode == 0, listed.stderr)
    names = [told['name'] for told in json.loads(listed.stdout)]
    given = examples()
    check(len(names) > 100, f'only {len(names)} measures are listed')
    check(sorted(names) == sorted(example['name'] for example in given),
          f'not once each: {set(names) ^ {example["name"] for example in given}}')
    with ThreadPoolExecutor(2) as runs:
        answers = list(runs.map(lambda one: measure(context, one['name'], json.dumps(one['inputs'])), given))
    for example, done in zip(given, answers):
        name = example['name']
        check(done.returncode == 0, f'{name} ends with {done.returncode}: {done.stderr}')
        check(not done.stderr, f'{name} complains: {done.stderr}')
        told = list(leaves(json.loads(done.stdout)))
        check(any(value is not None for _, value in told), f'{name} tells nothing')
        asked = any(value is None for _, value in leaves(example['inputs']))
        nulls = {field for field, value in told if value is None} - UNKNOWN.get(name, set())
        check(asked or not nulls, f'{name} leaves {nulls} open, though its input is whole')
    return f'{len(given)} measures'


def case_what_cannot_be_computed_is_told(context):
    """A misspelt field is told by its name; an unknown measure ends with 64, broken JSON with 65."""
    inputs = {example['name']: example['inputs'] for example in examples()}
    for name, field in MISSPELT.items():
        wrong = {(f'{key}s' if key == field else key): value for key, value in inputs[name].items()}
        check(wrong != inputs[name], f'the example of {name} has no {field}')
        done = measure(context, name, json.dumps(wrong))
        check(field in done.stderr, f'{name} takes "{field}s" without a word: {done.stdout}{done.stderr}')
        check(done.returncode == 65 or f'{field}s' in done.stderr, f'{name} does not name {field}s: {done.stderr}')
    done = measure(context, 'wilson-96-interval', '{"kept": 1, "total": 2}')
    check(done.returncode == 64 and not done.stdout, f'an unknown measure ends with {done.returncode}')
    for text in ('{"kept": 1, "total": }', '{"kept": 1', ''):
        done = measure(context, 'wilson-95-interval', text)
        check(done.returncode == 65 and not done.stdout, f'{text} ends with {done.returncode}: {done.stdout}')
        check(done.stderr.strip(), f'{text} is refused without a word')
