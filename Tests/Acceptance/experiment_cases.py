"""Experiments are sized, assigned and judged on the command line, by a plan that was fixed before."""
import json
import random
import statistics

from context import check

PLAN = """\
name: An offer
salt: offer-1
unit: person
arm: group
arms: {as it is: 50 %, offer: 50 %}
control: as it is
looks: daily
primary: {column: visit, kind: rate, good: higher, effect: 0.05, baseline: 0.3}
guardrails:
  - {column: sacrifice, kind: mean, good: lower, margin: 0.03, bounds: [0, 1], deviation: 0.1}
  - {column: sacrifice, kind: worst decile, good: lower, margin: 0.1}
red lines:
  - {arm: offer, words: it hides a price, crossed: false}
"""
HEADER = 'person,group,visit,sacrifice\n'


def rows(more=0.1, harm=0.0, people=4_000, seed=7):
    """People in turn: who visits, and what they give up."""
    draw = random.Random(seed)
    for person in range(people):
        arm = person % 2
        visit = int(draw.random() < 0.3 + more * arm)
        sacrifice = min(1, max(0, draw.gauss(0.4 + harm * arm, 0.1)))
        yield f'g{person}', ['as it is', 'offer'][arm], visit, sacrifice


def written(context, name, text):
    file = context.path(name)
    with open(file, 'w') as out:
        out.write(text)
    return file


def analysed(context, table, plan=PLAN):
    """The exit code, and what is told."""
    text = HEADER + ''.join(f'{person},{arm},{visit},{given:.6f}\n' for person, arm, visit, given in table)
    done = context.command('experiment', 'analyse', '--data', written(context, 'people.csv', text),
                           '--plan', written(context, 'plan.yaml', plan), '--json')
    check(done.returncode in (0, 1), done.stderr)
    return done.returncode, json.loads(done.stdout)


def case_an_experiment_ships_stops_or_goes_on(context):
    """A gain ships when nobody is harmed; a red line or a guardrail that broke stops it; unmet arms are unsound."""
    table = list(rows())
    code, told = analysed(context, table)
    arm = told['arms'][0]
    check(code == 0 and arm['decision'] == 'ship', f'a clean gain is told as {arm["decision"]}: {arm["why"]}')
    rates = [statistics.fmean(visit for _, of, visit, _ in table if of == name) for name in ('as it is', 'offer')]
    got = arm['primary']['once']
    check(abs(got['difference'] - (rates[1] - rates[0])) < 1e-9, f'the gain is told as {got["difference"]}')
    check(got['low'] > arm['primary']['anytime']['low'], 'what holds at any time is no wider than what holds once')
    bounds = arm['shareMadeWorse']
    check(abs(bounds['most'] - rates[0]) < 1e-9 and bounds['least'] == 0, f'made worse is told as {bounds}')

    code, told = analysed(context, table, PLAN.replace('crossed: false', 'crossed: true'))
    why = ' '.join(told['arms'][0]['why'])
    check(code == 1 and told['arms'][0]['decision'] == 'stop', 'what crosses a red line does not stop')
    check('it hides a price' in why, f'the red line is not told: {why}')

    code, told = analysed(context, rows(harm=0.1))
    check(code == 1 and told['arms'][0]['decision'] == 'stop', 'what harms does not stop')
    check(told['arms'][0]['guardrails'][0]['verdict'] == 'broken', 'the guardrail is not broken')

    code, told = analysed(context, [row for place, row in enumerate(table) if place % 8])
    check(code == 1 and told['arms'][0]['decision'] == 'unsound', 'arms that lost people are believed')

    code, told = analysed(context, rows(more=0))
    check(code == 0 and told['arms'][0]['decision'] == 'go on', 'nothing is told as something')


def case_people_in_two_arms_are_left_out_and_told(context):
    """Who is in two arms is left out wholly and told by line, and changes nothing for the rest."""
    table = list(rows(people=2_000))
    _, plain = analysed(context, table)
    _, told = analysed(context, table + [('twice', 'offer', 1, 0.1), ('twice', 'as it is', 0, 0.2)] + table[:1])
    check(told['inTwoArms'] == 1 and told['again'] == 1, f'{told["inTwoArms"]} in two arms, {told["again"]} again')
    check(told['arms'] == plain['arms'], 'who is left out counts all the same')
    text = HEADER + ''.join(f'{person},{arm},{visit},{given:.6f}\n' for person, arm, visit, given in table)
    for more, words in (('twice,offer,1,0.1\ntwice,as it is,0,0.2\n', '1 person left out: in two arms\n'),
                        (text.split('\n')[1] + '\n', '1 row not counted: of people who came before\n')):
        done = context.command('experiment', 'analyse', '--data', written(context, 'people.csv', text + more),
                               '--plan', written(context, 'plan.yaml', PLAN))
        check('\n' + words in done.stdout, f'it is told as {done.stdout[:400]}')
        check('by the lot alone they would be as uneven or more in' in done.stdout and 'came by chance' not in done.stdout,
              f'the ratio is told as {done.stdout[:400]}')
    lines = [int(problem.split(',')[0].split()[1]) for problem in told['problems']]
    check(lines == [2_003, 2_004], f'they are told in lines {lines}')


def case_a_plan_without_what_it_needs_is_refused(context):
    """A plan without a margin or a primary is refused with what to write, all at once and by line."""
    data = written(context, 'people.csv', HEADER + 'a,offer,1,0.5\n')
    plan = PLAN.replace('margin: 0.03, ', '').replace('primary:', 'primry:').replace('looks: daily', 'looks: often')
    done = context.command('experiment', 'analyse', '--data', data, '--plan', written(context, 'plan.yaml', plan))
    check(done.returncode == 65, f'it ends with {done.returncode}')
    for words in ('plan.yaml:7:', "'primary' is missing", "'margin' is missing", "did you mean 'primary'"):
        check(words in done.stderr, f'{words} is not told: {done.stderr}')
    done = context.command('experiment', 'analyse', '--data', context.path('none.csv'),
                           '--plan', written(context, 'plan.yaml', PLAN))
    check(done.returncode == 66, f'a table that is not there ends with {done.returncode}')


def case_a_plan_that_cannot_judge_is_refused(context):
    """What could never break, and an arm called 'none', is refused at its line."""
    for old, new, line, words in (
            ('margin: 0.03', 'margin: 50', 10, "'margin'"), ('margin: 0.03', 'margin: 1', 10, "'margin'"),
            ('effect: 0.05', 'effect: 2', 8, "'effect'"), ('deviation: 0.1', 'deviation: 0.6', 10, "'deviation'"),
            ('offer: 50 %', 'none: 50 %', 5, "'none'")):
        done = context.command('experiment', 'size', '--plan', written(context, 'plan.yaml', PLAN.replace(old, new)))
        check(done.returncode == 65, f'{new} ends with {done.returncode}')
        check(f'plan.yaml:{line}:' in done.stderr and words in done.stderr, f'{new} is told as {done.stderr}')


def case_a_small_group_of_a_plan_is_guarded(context):
    """A group of unknown size is judged by what holds for few; one that is said to be large waits for many."""
    guard = '  - {column: calm, kind: mean, good: higher, margin: 0.05, bounds: [0, 1], group: {wheelchair: yes}}\n'
    plan = PLAN.replace('looks: daily', 'looks: daily\npeople: 600').replace('red lines:', guard + 'red lines:')
    text = 'person,group,visit,sacrifice,calm,wheelchair\n'
    for place, (person, arm, visit, given) in enumerate(rows(more=0, people=1_500)):
        calm = {'as it is': 0.49, 'offer': 0.1}[arm] + place % 5 / 1000
        text += f'{person},{arm},{visit},{given:.6f},{calm:.4f},{"yes" if place < 500 else "no"}\n'
    for known, code, decision, method in (('', 1, 'stop', 'bernstein'), (', people share: 33 %', 1, 'stop', 'bernstein'),
                                          (', people share: 90 %', 0, 'go on', 'unknown')):
        done = context.command(
            'experiment', 'analyse', '--json', '--data', written(context, 'people.csv', text),
            '--plan', written(context, 'plan.yaml', plan.replace('wheelchair: yes}', 'wheelchair: yes}' + known)))
        check(done.returncode == code, f'{known} ends with {done.returncode}: {done.stderr}')
        arm = json.loads(done.stdout)['arms'][0]
        check(arm['decision'] == decision and arm['guardrails'][2]['method'] == method, f'{known}: {arm}')


def case_people_are_assigned_for_ever(context):
    """A person stays in an arm, another salt shuffles, and who refuses is in none."""
    plan = written(context, 'plan.yaml', PLAN)

    def arm(person, *more, of=plan):
        done = context.command('experiment', 'assign', '--plan', of, '--person', person, *more)
        check(done.returncode == 0, done.stderr)
        return done.stdout.strip()

    people = [f'g{person}' for person in range(24)]
    first = [arm(person) for person in people]
    check(set(first) == {'as it is', 'offer'}, f'24 people are all in {set(first)}')
    check(first == [arm(person) for person in people], 'people change their arm')
    other = written(context, 'other.yaml', PLAN.replace('offer-1', 'offer-2'))
    check(first != [arm(person, of=other) for person in people], 'another salt changes nothing')
    refused = written(context, 'refused.txt', 'g3\ng5\n')
    check(arm('g3', '--refused', refused) == 'none', 'who refuses is experimented on')
    check(arm('g4', '--refused', refused) == first[4], 'who does not refuse is left out')


def case_an_experiment_is_sized(context):
    """Sizes are those of the closed form, and looking at any time needs more."""
    done = context.command('experiment', 'size', '--plan', written(context, 'plan.yaml', PLAN), '--json')
    check(done.returncode == 0, done.stderr)
    sizes = json.loads(done.stdout)['sizes']
    normal = statistics.NormalDist()
    z = normal.inv_cdf(0.975) + normal.inv_cdf(0.8)
    by_hand = z * z * (0.3 * 0.7 + 0.35 * 0.65) / 0.05 ** 2
    check(abs(sizes[0]['once']['control'] - by_hand) <= 1, f'{sizes[0]} people, by hand {by_hand}')
    check(sizes[0]['anytime']['control'] > sizes[0]['once']['control'], 'looking at any time costs nothing')
    z = normal.inv_cdf(0.975) + normal.inv_cdf(0.9)
    by_hand = z * z * 2 * 0.1 ** 2 / 0.03 ** 2
    check(abs(sizes[1]['once']['control'] - by_hand) <= 1, f'{sizes[1]} people, by hand {by_hand}')
    check(sizes[2]['once'] is None, 'a size is told of a figure without a deviation')
    for people, is_short in ((sizes[0]['anytime']['control'] - 1, True), (max(
            size['anytime']['control'] for size in sizes[:2]), False)):
        plan = written(context, 'plan.yaml', PLAN.replace('looks: daily', f'looks: daily\npeople: {people}'))
        told = json.loads(context.command('experiment', 'size', '--plan', plan, '--json').stdout)
        check(told['planned'] == people and ('visit' in [row['metric'] for row in told['tooFewPlanned']]) == is_short,
              f'{people} planned: {told["tooFewPlanned"]}')
        text = context.command('experiment', 'size', '--plan', plan).stdout
        check((f'{people} planned in each arm are too few for:' in text) == is_short, text)
