"""Computes the same as 'senang experiment' by other means: scipy and statsmodels, nothing of ours.

Each function answers numbers of one data set (the README beside the data names its makers).
"""
import collections
import csv
import gzip
import math

import numpy
from scipy import optimize, special, stats
from statsmodels.stats.proportion import proportions_ztest
from statsmodels.stats.weightstats import CompareMeans, DescrStatsW
import statsmodels.api


def rows(file):
    with gzip.open(file, 'rt', newline='') as lines:
        yield from csv.DictReader(lines)


# One figure


def restricted(x1, n1, x2, n2, difference):
    """The likeliest rates that differ so, by looking for the most likelihood.

    Not statsmodels' score with a difference other than 0: its restricted rates are not the likeliest
    (statsmodels issue 10269).
    """
    low, high = max(0, difference), min(1, 1 + difference)

    def unlikely(p1):
        p2 = p1 - difference
        return -sum(special.xlogy(k, p) for k, p in ((x1, p1), (n1 - x1, 1 - p1), (x2, p2), (n2 - x2, 1 - p2)))

    # The slope of the likelihood falls, so its root is the likeliest.
    def slope(p1):
        p2 = p1 - difference
        return x1 / p1 - (n1 - x1) / (1 - p1) + x2 / p2 - (n2 - x2) / (1 - p2)

    edge = (high - low) * 1e-12
    try:
        p1 = optimize.brentq(slope, low + edge, high - edge, xtol=1e-15, rtol=1e-14)
    except ValueError:
        p1 = min((low, high), key=unlikely)
    return p1, p1 - difference


def score_interval(x1, n1, x2, n2, alpha):
    """Miettinen and Nurminen's, of the difference of two rates."""
    z = stats.norm.ppf(1 - alpha / 2)

    def score(difference):
        p1, p2 = restricted(x1, n1, x2, n2, difference)
        variance = (p1 * (1 - p1) / n1 + p2 * (1 - p2) / n2) * (n1 + n2) / (n1 + n2 - 1)
        return (x1 / n1 - x2 / n2 - difference) / math.sqrt(variance)

    seen = x1 / n1 - x2 / n2
    return (optimize.brentq(lambda d: score(d) - z, -0.9, seen, xtol=1e-14),
            optimize.brentq(lambda d: score(d) + z, seen, 0.9, xtol=1e-14))


def once_rate(control, treatment, alpha):
    x, n = [int(treatment.sum()), int(control.sum())], [len(treatment), len(control)]
    low, high = score_interval(x[0], n[0], x[1], n[1], alpha)
    return {'difference': x[0] / n[0] - x[1] / n[1], 'low': low, 'high': high, 'p': proportions_ztest(x, n)[1]}


def once_mean(control, treatment, alpha):
    compared = CompareMeans(DescrStatsW(treatment), DescrStatsW(control))
    low, high = compared.tconfint_diff(alpha=alpha, usevar='unequal')
    return {'difference': treatment.mean() - control.mean(), 'low': low, 'high': high,
            'p': compared.ttest_ind(usevar='unequal')[1]}


def once_sums(one, other, alpha):
    """The same of (n, mean, variance)."""
    found = stats.ttest_ind_from_stats(other[1], math.sqrt(other[2]), other[0],
                                       one[1], math.sqrt(one[2]), one[0], equal_var=False)
    error = math.sqrt(one[2] / one[0] + other[2] / other[0])
    degrees = error ** 4 / ((one[2] / one[0]) ** 2 / (one[0] - 1) + (other[2] / other[0]) ** 2 / (other[0] - 1))
    radius = stats.t.ppf(1 - alpha / 2, degrees) * error
    return {'difference': other[1] - one[1], 'low': other[1] - one[1] - radius, 'high': other[1] - one[1] + radius,
            'p': found.pvalue}


def anytime(one, other, effect, alpha):
    """Where a mixture of effects around none, of about the one named, is not 1/alpha times as likely."""
    n = 1 / (1 / one[0] + 1 / other[0])
    variance = n * (one[2] / one[0] + other[2] / other[0])
    seen = other[1] - one[1]

    def logarithm(distance):
        """ln of the normal density with the mixture's variance by the one without."""
        return (stats.norm.logpdf(distance, 0, math.sqrt(variance / n + effect ** 2))
                - stats.norm.logpdf(distance, 0, math.sqrt(variance / n)))

    far = math.sqrt(variance / n)
    while logarithm(far) < -math.log(alpha):
        far *= 2
    radius = optimize.brentq(lambda d: logarithm(d) + math.log(alpha), 0, far, xtol=1e-15, rtol=1e-14)
    return {'low': seen - radius, 'high': seen + radius, 'p': min(1, math.exp(-min(700, logarithm(seen))))}


def sums(values):
    return len(values), values.mean(), values.var(ddof=1)


def worst_tenth(values, highest):
    """n, the mean of the worst tenth, and the variance of what one adds to it."""
    ordered = numpy.sort(values)[::-1] if highest else numpy.sort(-values)[::-1]
    border = ordered[math.ceil(len(ordered) / 10) - 1]
    beyond = numpy.maximum(ordered - border, 0)
    mean = border + beyond.mean() * 10
    return len(values), mean if highest else -mean, beyond.var(ddof=1) * 100


def adjusted(control, treatment, control_x, treatment_x, alpha):
    """With what was known before taken off: its slope by least squares, then Welch on what is left."""
    y, x = numpy.concatenate([control, treatment]), numpy.concatenate([control_x, treatment_x])
    arm = numpy.concatenate([numpy.zeros(len(control)), numpy.ones(len(treatment))])
    slope = statsmodels.api.OLS(y, numpy.column_stack([numpy.ones(len(y)), arm, x])).fit().params[2]
    return slope, once_mean(control - slope * (control_x - x.mean()), treatment - slope * (treatment_x - x.mean()), alpha)


def worse_bounds(control, treatment):
    """Of yes and no: the share that the treatment makes worse."""
    return max(0, control.mean() - treatment.mean()), min(control.mean(), 1 - treatment.mean())


# Whole tables


def columns(file, names):
    found = collections.defaultdict(list)
    for row in rows(file):
        for name in names:
            found[name].append(row[name])
    return {name: numpy.array(values) for name, values in found.items()}


def numbers(values):
    return numpy.array([{'True': 1.0, 'False': 0.0}.get(value) if value in ('True', 'False') else float(value)
                        for value in values])


def asos(file):
    """By experiment: by time: by metric: ((n, mean, variance) of control and of treatment)."""
    found = collections.defaultdict(lambda: collections.defaultdict(dict))
    for row in rows(file):
        try:
            arms = tuple(tuple(float(row[f'{name}_{arm}']) for name in ('count', 'mean', 'variance')) for arm in 'ct')
        except ValueError:
            continue
        if min(n for n, _, _ in arms) < 2:
            continue
        name = f'{row["experiment_id"]} · {row["variant_id"]}'
        found[name][float(row['time_since_start'])][int(row['metric_id'])] = arms
    return {name: {time: metrics for time, metrics in sorted(times.items()) if len(metrics) == 4}
            for name, times in found.items()}
