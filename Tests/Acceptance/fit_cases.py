"""What `senang fit` finds is the least there is: every composition is weighed here, otherwise."""
import itertools
import json
import math
import os
import random

from context import check

EXAMPLE = os.path.join(os.path.dirname(__file__), '..', '..', 'docs', 'examples', 'hotel')
FACETS = {'quiet': {'kind': 'more', 'floor': 0}, 'price': {'kind': 'more', 'floor': 20},
          'warm': {'kind': 'ideal', 'below': 3, 'above': 6},
          'view': {'kind': 'category', 'options': ['sea', 'garden', 'street']},
          'diet': {'kind': 'set', 'options': ['vegan', 'fish', 'nuts', 'kids']},
          'wait': {'kind': 'time', 'patience': '10 minutes'}}


def share(part, whole):
    """Millionths, the nearest; halves go up."""
    return min(max((2 * part * 1_000_000 + whole) // (2 * whole), 0), 1_000_000) if part > 0 else 0


def lost(facet, want, given):
    """Millionths given up on one wish when these are the values that the chosen options give."""
    if not given:
        return 1_000_000
    if facet['kind'] == 'set':
        weights = want if isinstance(want, dict) else {name: 1 for name in want}
        there = {name for one in given for name in one}
        return share(sum(weight for name, weight in weights.items() if name not in there), sum(weights.values()))
    return min(lost_once(facet, want, one) for one in given)


def lost_once(facet, want, got):
    if facet['kind'] == 'more':
        floor = facet['floor']
        return share(want - got, want - floor) if floor < want else share(got - want, floor - want)
    if facet['kind'] == 'ideal':
        return share(want - got, facet['below']) if got < want else share(got - want, facet['above'])
    if facet['kind'] == 'category':
        weights = want if isinstance(want, dict) else {want: 100}
        return share(100 - weights.get(got, 0), 100)
    over = max(0, int(got.split()[0]) - int(want.split()[0]))
    return math.floor(-math.expm1(-over / int(facet['patience'].split()[0])) * 1_000_000 + 0.5)


def generated(seed):
    """A catalogue of at most six modules, and people with wishes on it."""
    chance = random.Random(seed)

    def value(facet, is_wish):
        kind = facet['kind']
        if kind in ('more', 'ideal'):
            return chance.randint(1, 10)
        if kind == 'category':
            return {'sea': 100, 'garden': 45} if is_wish else chance.choice(facet['options'])
        if kind == 'set':
            picked = chance.sample(facet['options'], chance.randint(1, 3))
            return {name: chance.randint(1, 100) for name in picked} if is_wish else picked
        return f'{chance.randint(0, 30)} minutes'

    modules = []
    for number in range(chance.randint(2, 6)):
        options = []
        for place in range(chance.randint(1, 4)):
            spoken = [name for name in FACETS if chance.random() < 0.4]
            options.append({'id': f'o{place}', 'price': chance.randint(0, 6),
                            'gives': {name: value(FACETS[name], False) for name in spoken}})
        modules.append({'id': f'm{number}', 'optional': chance.random() < 0.5, 'options': options})
    places = [f'{module["id"]}/{option["id"]}' for module in modules for option in module['options']]
    rules = []
    for _ in range(chance.randint(0, 4)):
        some = chance.sample(places, min(3, len(places)))
        rules.append(chance.choice([{'if': some[0], 'requires': some[1:]}, {'if': some[0], 'excludes': some[1:]},
                                    {'of': some, 'at most': 1}, {'of': some, 'at least': 1}]))
    wishes = []
    for person in ('ann', 'ben', 'carla'):
        for name in chance.sample(sorted(FACETS), chance.randint(1, 5)):
            wishes.append({'person': person, 'facet': name, 'want': value(FACETS[name], True),
                           'importance': chance.randint(1, 9)})
    return modules, rules, wishes


def written(modules, rules):
    """The catalogue's file: JSON is YAML."""
    name = {'en': 'x', 'nl': 'x'}
    return json.dumps({
        'currency': 'EUR',
        'facets': [{'id': key, 'name': name, **facet} for key, facet in FACETS.items()],
        'modules': [{**module, 'name': name, 'optional': 'yes' if module['optional'] else 'no',
                     'options': [{**option, 'name': name, 'price': f'{option["price"]}.00'}
                                 for option in module['options']]} for module in modules],
        'rules': rules}, indent=1)


def keeps(rules, chosen):
    for rule in rules:
        if 'requires' in rule:
            good = rule['if'] not in chosen or any(one in chosen for one in rule['requires'])
        elif 'excludes' in rule:
            good = rule['if'] not in chosen or not any(one in chosen for one in rule['excludes'])
        else:
            count = sum(one in chosen for one in rule['of'])
            good = rule.get('at least', 0) <= count <= rule.get('at most', count)
        if not good:
            return False
    return True


def compositions(modules, rules):
    """Every choice that keeps the rules: the chosen options by name, and the price in cents."""
    own = [[None] * module['optional'] + module['options'] for module in modules]
    for picked in itertools.product(*own):
        chosen = {f'{module["id"]}/{option["id"]}': option for module, option in zip(modules, picked) if option}
        if keeps(rules, chosen):
            yield chosen, 100 * sum(option['price'] for option in chosen.values())


def weighed(wishes, chosen):
    total = 0
    for wish in wishes:
        given = [option['gives'][wish['facet']] for option in chosen.values() if wish['facet'] in option['gives']]
        total += wish['importance'] * lost(FACETS[wish['facet']], wish['want'], given)
    return total


def run(context, catalogue, wishes, *more):
    paths = context.path('hotel.yaml'), context.path('wishes.jsonl')
    with open(paths[0], 'w', encoding='utf-8') as file:
        file.write(catalogue)
    with open(paths[1], 'w', encoding='utf-8') as file:
        file.writelines((wish if isinstance(wish, str) else json.dumps(wish)) + '\n' for wish in wishes)
    return context.command('fit', '--catalogue', paths[0], '--wishes', paths[1], *more)


def case_fit_least(context):
    """For each person of generated catalogues the least sacrifice of every composition is found, at its lowest price."""
    found = refused = bound = 0
    for seed in range(context.pick(40, 400)):
        modules, rules, wishes = generated(seed)
        every = list(compositions(modules, rules))
        cheapest = min((price for _, price in every), default=0)
        dearest = max((price for _, price in every), default=0)
        for budget in (None, (cheapest + dearest) // 200 * 100, cheapest - 100):
            if budget is not None and budget < 0:
                continue
            more = () if budget is None else ('--budget', f'{budget // 100}.00')
            answer = run(context, written(modules, rules), wishes, '--json', *more)
            within = [one for one in every if budget is None or one[1] <= budget]
            if not within:
                check(answer.returncode == 65, f'seed {seed}, {budget}: {answer.returncode} {answer.stdout}')
                words = f'at least {cheapest // 100}.00 EUR' if every else 'no choice of options keeps all rules'
                check(words in answer.stderr, f'seed {seed}, {budget}: {answer.stderr}')
                refused += 1
                continue
            check(answer.returncode == 0, f'seed {seed}, {budget}: {answer.returncode} {answer.stderr}')
            for person in json.loads(answer.stdout)['people']:
                own = [wish for wish in wishes if wish['person'] == person['person']]
                least = min((weighed(own, chosen), price) for chosen, price in within)
                told = person['weighted_millionths'], person['price']
                check(told == least and person['proved'], f'seed {seed}, {budget}, {person}: not {least}')
                names = [f'{module}/{option}' for module, option in person['composition'].items()]
                same = [price for chosen, price in within if sorted(chosen) == sorted(names)]
                check(same == [person['price']], f'seed {seed}: {names} is none of the compositions')
                found += 1
                bound += budget is not None
    check(found > 100 and refused > 5 and bound > 30, f'{found}, {refused}, {bound}')
    return f'{found} compositions, {bound} within a budget, {refused} refusals'


def case_fit_variants(context):
    """The line of variants is that of every set of the people's own best compositions."""
    for seed in range(context.pick(10, 60)):
        modules, rules, wishes = generated(seed)
        if not any(True for _ in compositions(modules, rules)):
            continue
        told = json.loads(run(context, written(modules, rules), wishes, '--json', '--variants', '3').stdout)
        own, options = [], {f'{m["id"]}/{o["id"]}': o for m in modules for o in m['options']}
        for person in told['people']:
            names = [f'{module}/{option}' for module, option in person['composition'].items()]
            if names not in own:
                own.append(names)
        left = []
        for person in told['people']:
            mine = [wish for wish in wishes if wish['person'] == person['person']]
            whole = sum(wish['importance'] for wish in mine)
            left.append([share(weighed(mine, {name: options[name] for name in names}), whole * 1_000_000)
                         for names in own])
        for step in told['variants']['curve']:
            sets = itertools.combinations(range(len(own)), step['count'])
            least = min(sum(min(row[one] for one in some) for row in left) for some in sets)
            check(step['remaining_millionths'] == least and step['gap_millionths'] == 0, f'seed {seed}: {step}, {least}')
            served = sum(variant['served_best'] for variant in step['variants'])
            check(served == len(left), f'seed {seed}: {step}')


def case_fit_example(context):
    """The example hotel says what it can do for each guest, and why something is left."""
    files = ['--catalogue', f'{EXAMPLE}/catalogue.yaml', '--wishes', f'{EXAMPLE}/wishes.jsonl']
    answer = context.command('fit', *files, '--json')
    check(answer.returncode == 0, answer.stderr)
    ann, ben, carla = json.loads(answer.stdout)['people']
    check(ann['composition'] == {'room': 'garden', 'heating': 'warm', 'breakfast': 'kitchen', 'arrival': 'phone',
                                 'departure': 'eleven'} and ann['weighted_millionths'] == 0, f'{ann}')
    why = {left['facet']: left.get('why') for left in ben['remains']}
    check(ben['composition']['room'] == 'sea' and why['view'] is None, f'{ben}')
    check(why['late'] == {'code': 'excluded', 'option': 'departure/two', 'by': 'room/sea'}, f'{ben}')
    check(why['piano'] == {'code': 'nothingOnOffer'}, f'{ben}')
    check(carla['composition']['arrival'] == 'phone', f'{carla}')
    text = context.command('fit', *files, '--variants', '3')
    for words in ('ann: gives up 0.0 %', 'nothing on offer', 'Departure: Two o\'clock does not go with Room: Sea side',
                  'own for each'):
        check(words in text.stdout, text.stdout)
    poor = context.command('fit', *files, '--budget', '79.99')
    check(poor.returncode == 65 and 'at least 80.00 EUR' in poor.stderr, poor.stderr)


def case_fit_refusals(context):
    """What is wrong in a catalogue or among wishes is told with its line, all of it, and nothing crashes."""
    modules, rules, wishes = generated(3)
    good = written(modules, rules)
    for wrong, words in (
            ({'person': 'ann', 'facet': 'quite', 'want': 1}, 'line 2, facet: the catalogue has quiet'),
            ({'person': 'ann', 'facet': 'quiet', 'want': 'loud'}, 'line 2, want: of facet quiet, write a number'),
            ({'person': 'ann', 'facet': 'quiet', 'want': 1e300}, 'line 2, want'),
            ({'person': 'ann', 'facet': 'diet', 'want': []}, 'line 2, want'),
            ({'person': 'ann', 'facet': 'diet', 'want': {'vegan': 0}}, 'line 2, want'),
            ({'person': 'ann', 'facet': 'diet', 'want': ['vegan', 'vegan']}, 'line 2, want'),
            ({'person': 'ann', 'facet': 'view', 'want': {'sea': 101}}, 'line 2, want'),
            ({'person': 'ann', 'facet': 'wait', 'want': 15}, 'line 2, want: of facet wait, write a span'),
            ({'person': 'ann', 'facet': 'quiet', 'want': 1, 'importance': 0}, 'line 2, importance'),
            ({'person': 'ann', 'facet': 'quiet', 'want': 1, 'importance': 101}, 'line 2, importance'),
            ({'person': 7, 'facet': 'quiet', 'want': 1}, 'line 2, person'),
            ({'person': 'ann', 'facet': 'quiet'}, 'line 2, want'),
            ({'person': 'ann', 'facet': 'quiet', 'want': 1, 'wish': 2}, 'line 2, "wish" is not known'),
            ('[1, 2]', 'line 2, write an object'), ('{"person": ', 'line 2, column 12')):
        answer = run(context, good, [wishes[0], wrong])
        check(answer.returncode == 65 and words in answer.stderr, f'{wrong}: {answer.returncode} {answer.stderr}')
    for catalogue, words in (('', ':1:1: the file is empty'), ('facets: [', 'this is not YAML'),
                             ('facets: []\nmodules: []\n', ':2:10: a catalogue has 1 to'),
                             ('facets: []\n', "'modules' is missing"),
                             ('facets: []\nmodles: []\n', ":2:1: 'modles' is not known")):
        answer = run(context, catalogue, wishes)
        check(answer.returncode == 65 and words in answer.stderr, f'{catalogue}: {answer.stderr}')
    missing = context.command('fit', '--catalogue', context.path('none.yaml'), '--wishes', '-')
    check(missing.returncode == 66, missing.stderr)
    check(run(context, good, []).returncode == 0, 'no wishes at all')
    check(run(context, good, wishes, '--budget', 'much').returncode == 65, 'a budget of much')
