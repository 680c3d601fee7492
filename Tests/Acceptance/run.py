#!/usr/bin/env python3
"""Runs the acceptance tests against the real program.

Each function `case_*(context)` of each file `*_cases.py` in this folder is a case, and the first
sentence of its docstring is its name. A case fails by raising; what it returns is printed behind it.
"""
import argparse
import glob
import importlib
import inspect
import os
import signal
import sys
import time
import traceback

sys.dont_write_bytecode = True  # Nothing is left among the sources.

from context import Context, Failure  # noqa: E402


def cases(only):
    """The cases in order of files and lines: those of which the module or function name holds `only`."""
    folder = os.path.dirname(os.path.abspath(__file__))
    for path in sorted(glob.glob(os.path.join(folder, '*_cases.py'))):
        module = importlib.import_module(os.path.basename(path)[:-3])
        for name, function in list(vars(module).items()):
            is_own = getattr(function, '__module__', None) == module.__name__
            if is_own and name.startswith('case_') and only in f'{module.__name__}.{name}':
                yield function


def title(case):
    return ' '.join(inspect.getdoc(case).split('\n\n')[0].split()).rstrip('.')


def run(case, arguments):
    """Runs one case and prints its line; answers whether it passed."""
    began = time.monotonic()
    try:
        with Context(arguments.binary, arguments.long, arguments.seed, arguments.transfers) as context:
            note = case(context)
    except Failure as failure:
        print(f'FAIL {title(case)}: {failure}', flush=True)
        return False
    except Exception as error:
        traceback.print_exc()
        print(f'FAIL {title(case)}: {type(error).__name__}: {error}', flush=True)
        return False
    seconds = time.monotonic() - began
    print(f'ok  {title(case)} ({seconds:.1f} s)' + (f' {note}' if note else ''), flush=True)
    return True


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument('--binary', required=True)
    parser.add_argument('--only', default='', help='cases whose module or function name holds this')
    parser.add_argument('--long', action='store_true', help='the long form, before a release')
    parser.add_argument('--seed', type=int, default=1)
    parser.add_argument('--transfers', type=int, help='how many transfers the case killed_money sends')
    arguments = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # So that contexts are left.
    passed = [run(case, arguments) for case in cases(arguments.only)]
    print(f'{passed.count(True)} passed, {passed.count(False)} failed')
    return 0 if all(passed) and passed else 1


if __name__ == '__main__':
    sys.exit(main())
