#!/usr/bin/env python3
"""Runs 'senang experiment' on real tables and computes the same by other means; prints both as JSON.

usage: experiment_trial.py BINARY DATA    results: name, got, counted, apart; bounds: name, got, sign, bound
"""
import json
import os
import subprocess
import sys

from scipy import stats

import experiment_oracles as oracles

HERE = os.path.dirname(os.path.abspath(__file__))
DIGITS = 1e-6


def told(binary, file, plan):
    """What is analysed; the program ends with 1 where it says to stop."""
    call = [binary, 'experiment', 'analyse', '--data', file, '--plan', os.path.join(HERE, 'experiments', plan), '--json']
    done = subprocess.run(call, capture_output=True, text=True)
    if done.returncode not in (0, 1):
        raise SystemExit(done.stderr)
    return done.returncode, json.loads(done.stdout)


def apart(name, got, wanted):
    """The same to six digits: of the largest that is there, for ends may lie at nothing."""
    size = max(abs(value) for key, value in wanted.items() if key != 'p')
    off = max(abs(got[key] - value) / (1 if key == 'p' else size) for key, value in wanted.items())
    return [(f'{name}, furthest apart', off, 0, DIGITS)]


def metric(name, got, control, treatment, alpha, effect):
    """A figure looked at once and at any time, beside the same by scipy and statsmodels."""
    once = {'rate': oracles.once_rate, 'mean': oracles.once_mean}[got['kind']](control, treatment, alpha)
    any_time = oracles.anytime(oracles.sums(control), oracles.sums(treatment), effect, alpha)
    return apart(f'{name}, once', got['once'], once) + apart(f'{name}, anytime', got['anytime'], any_time)


def ratio(name, got, counts, shares):
    whole = sum(shares)
    chi, p = stats.chisquare(counts, [sum(counts) * share / whole for share in shares])
    return apart(f'{name}, people in the arms', got, {'chiSquared': chi, 'p': p})


def hillstrom(binary, data):
    file = os.path.join(data, 'experiments/hillstrom_email.csv.gz')
    code, found = told(binary, file, 'hillstrom.yaml')
    table = oracles.columns(file, ['segment', 'visit', 'conversion', 'spend', 'history', 'zip_code'])
    of = {name: oracles.numbers(table[name]) for name in ('visit', 'conversion', 'spend', 'history')}
    names = ['No E-Mail', 'Mens E-Mail', 'Womens E-Mail']
    results = [('e-mails, ends well', code, 0), ('e-mails, people', found['people'], 64_000)]
    results += ratio('e-mails', found['sampleRatio'], [(table['segment'] == name).sum() for name in names], [3333, 3333, 3334])
    rural = table['zip_code'] == 'Rural'
    one = table['segment'] == names[0]
    for arm in found['arms']:
        other = table['segment'] == arm['arm']
        name = f'e-mails, {arm["arm"]}'
        results += [(f'{name}, ships', arm['decision'] == 'ship', True)]
        slope, once = oracles.adjusted(of['visit'][one], of['visit'][other], of['history'][one], of['history'][other], 0.025)
        results += [(f'{name}, slope', arm['primary']['adjusted']['slope'], slope, DIGITS * abs(slope))]
        results += apart(f'{name}, adjusted', arm['primary']['adjusted']['once'], once)
        low, high = oracles.worse_bounds(of['visit'][one], of['visit'][other])
        results += apart(f'{name}, made worse', arm['shareMadeWorse'], {'least': low, 'most': high})
        once = oracles.once_rate(of['visit'][one], of['visit'][other], 0.025)
        results += apart(f'{name}, visit, once', arm['primary']['once'], once)
        for got, column, effect, group in zip(arm['guardrails'], ('conversion', 'spend', 'spend'), (0.002, 0.3, 1),
                                              (True, True, rural)):
            results += metric(f'{name}, {got["name"]}', got, of[column][one & group], of[column][other & group], 0.05, effect)
    return results, []


def cookie_cats(binary, data):
    file = os.path.join(data, 'experiments/cookie_cats.csv.gz')
    code, found = told(binary, file, 'cookie-cats.yaml')
    table = oracles.columns(file, ['version', 'retention_1', 'retention_7', 'sum_gamerounds'])
    of = {name: oracles.numbers(table[name]) for name in ('retention_1', 'retention_7', 'sum_gamerounds')}
    one, other = table['version'] == 'gate_30', table['version'] == 'gate_40'
    arm = found['arms'][0]
    results = [('the gate, stops', arm['decision'] == 'stop', True), ('the gate, ends with', code, 1)]
    results += ratio('the gate', found['sampleRatio'], [one.sum(), other.sum()], [1, 1])
    got = [arm['primary'], *arm['guardrails']]
    for item, column, effect in zip(got, ('retention_7', 'retention_1', 'sum_gamerounds'), (0.01, 0.01, 5)):
        results += metric(f'the gate, {item["name"]}', item, of[column][one], of[column][other], 0.05, effect)
    worst = [oracles.worst_tenth(of['sum_gamerounds'][arm], highest=True) for arm in (one, other)]
    results += apart('the gate, the tenth who play most, once', got[3]['once'], oracles.once_sums(*worst, 0.05))
    results += apart('the gate, the tenth who play most, anytime', got[3]['anytime'], oracles.anytime(*worst, 20, 0.05))
    low, high = oracles.worse_bounds(of['retention_7'][one], of['retention_7'][other])
    results += apart('the gate, made worse', arm['shareMadeWorse'], {'least': low, 'most': high})
    # The check can fail: a test that takes both arms' spread for one is apart.
    pooled = stats.ttest_ind(of['sum_gamerounds'][other], of['sum_gamerounds'][one]).pvalue
    return results, [('the gate, apart from a test that pools spreads', abs(got[2]['once']['p'] - pooled), '>', DIGITS)]


def asos(binary, data):
    file = os.path.join(data, 'experiments/asos_digital_experiments.csv.gz')
    _, found = told(binary, file, 'asos.yaml')
    by_hand = {name: times for name, times in oracles.asos(file).items()}
    results = [('shop, experiments', len(found['experiments']), len(by_hand))]
    looks, furthest, differing, decisions = 0, 0, 0, {}
    for item in found['experiments']:
        arm, times = item['arms'][0], by_hand[item['name']]
        differing += [look['time'] for look in arm['looks']] != list(times)
        least = 1
        for look, metrics in zip(arm['looks'], times.values()):
            looks += 1
            effects = {1: 0.002, 2: 0.02, 3: 0.02, 4: 0.5}
            for number, got in enumerate([look['primary'], *look['guardrails']], 1):
                one, other = metrics[number]
                furthest = max(furthest, apart('', got['once'], oracles.once_sums(one, other, 0.05))[0][1])
                if min(one[0], other[0]) >= 500:
                    wanted = oracles.anytime(one, other, effects[number], 0.05)
                    furthest = max(furthest, apart('', got['anytime'], wanted)[0][1])
                    least = min(least, wanted['p']) if number == 1 else least
            furthest = max(furthest, abs(look['p'] - least))
        decisions[arm['decision']] = decisions.get(arm['decision'], 0) + 1
    results += [('shop, experiments with other looks than by hand', differing, 0), ('shop, furthest apart', furthest, 0, DIGITS)]
    return results, [('shop, looks', looks, '>=', 5_000),
                     *[(f'shop, experiments that {word}', decisions.get(word, 0), '>=', 1) for word in ('go on', 'stop', 'ship')]]


def main(binary, data):
    parts = [hillstrom(binary, data), cookie_cats(binary, data), asos(binary, data)]
    print(json.dumps({'results': [row for results, _ in parts for row in results],
                      'bounds': [row for _, bounds in parts for row in bounds]}, default=float))


if __name__ == '__main__':
    main(*sys.argv[1:])
