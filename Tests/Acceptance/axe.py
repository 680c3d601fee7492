"""Runs axe-core on the page a browser shows.

https://github.com/dequelabs/axe-core, version 4.5 or later for the rules of WCAG 2.2. `script/bootstrap --tests`
puts its script into .build/python; nothing else of the package around it is used.
"""
import functools
import glob
import os
import re

from context import check

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
TAGS = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']  # 2.2 adds no rule of level A.
RUN = '''
return axe.run(document, { runOnly: { type: "tag", values: arguments[0] }, resultTypes: ["violations"] })
  .then((result) => result.violations.flatMap((rule) => rule.nodes.map((node) =>
    ({ rule: rule.id, help: rule.help, at: node.target.flat().join(" "), why: node.failureSummary }))))
'''


@functools.cache
def script():
    """The text of axe-core's script; fails the case when it is not installed, or too old."""
    found = glob.glob(os.path.join(ROOT, '.build', 'python', 'lib', 'python3*', 'site-packages', '*', 'axe.min.js'))
    check(found, 'axe-core is missing; install it: script/bootstrap --tests')
    with open(found[0], encoding='utf-8') as file:
        text = file.read()
    version = re.search(r'axe v(\d+)\.(\d+)', text[:200])
    check(version and (int(version[1]), int(version[2])) >= (4, 5), f'{found[0]} is older than WCAG 2.2')
    return text


def violations(browser):
    """What of WCAG 2.2, A and AA, the page breaks: a line for each element, `rule: what is asked, at which element`."""
    if not browser.run('return Boolean(window.axe)'):
        browser.run(script())
    lines = []
    for found in browser.run(RUN, TAGS):
        why = ' '.join(found['why'].splitlines()[1:2]).strip()
        lines.append(f"{found['rule']}: {found['help']}, at {found['at']} ({why})")
    return lines
