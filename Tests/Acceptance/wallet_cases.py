"""Files of transfers come to what a second, plainer set of books comes to."""
import json
import random
import subprocess

from context import check
from wallet_oracle import NOON, Oracle, accounts, transfers

BANK = {'account': 'bank', 'kind': 'house', 'currency': 'EUR', 'may_be_negative': True}
SHOP = {'account': 'shop', 'kind': 'house', 'currency': 'EUR', 'may_be_negative': False}
GUEST = {'account': 'guest', 'kind': 'guest', 'currency': 'EUR'}


def replay(context, lines, *more):
    """Runs the command over lines, each a dictionary or a text as it stands."""
    path = context.path('transfers.jsonl')
    with open(path, 'w', encoding='utf-8', errors='surrogateescape') as file:
        file.writelines((line if isinstance(line, str) else json.dumps(line)) + '\n' for line in lines)
    return context.command('wallet', 'replay', path, *more)


def told(context, lines):
    answer = replay(context, lines, '--json')
    check(answer.returncode == 0, f'{answer.returncode} {answer.stderr}')
    return json.loads(answer.stdout)


def codes(found):
    return [(refusal['line'], refusal['id'], refusal['code']) for refusal in found['refusals']]


def check_same(found, oracle, what):
    check(found['balances'] == oracle.balances(), f'{what}: {found["balances"]} are not {oracle.balances()}')
    others = [pair for pair in zip(codes(found), oracle.refusals) if pair[0] != pair[1]]
    check(codes(found) == oracle.refusals, f'{what}: first other refusals {others[:3]}')
    counts = (len(oracle.booked), oracle.repeated, oracle.expired)
    check((found['applied'], found['repeated'], found['expired']) == counts, f'{what}: {found["applied"]}, '
          f'{found["repeated"]}, {found["expired"]} are not {counts}')
    check(set(found['sum'].values()) == {0}, f'{what}: together they hold {found["sum"]}')


def case_wallet_random(context):
    """Random files come to the balances, refusals and sums of books kept otherwise, in any order of arrival."""
    seen = {}
    opened = accounts()
    for seed in range(context.pick(12, 200)):
        sent = transfers(seed, 500)
        orders = {'as sent': sent, 'shuffled': random.Random(seed).sample(sent, len(sent))}
        for name, lines in orders.items():
            oracle = Oracle(opened)
            oracle.run(lines, len(opened) + 1)
            check_same(told(context, opened + lines), oracle, f'seed {seed} {name}')
            for _, _, code in oracle.refusals:
                seen[code] = seen.get(code, 0) + 1
    check(len(seen) >= 26, f'only {sorted(seen)} were met')
    return f'{sum(seen.values())} refusals with {len(seen)} codes'


def case_wallet_pipe(context):
    """A file that begins with the mark of its encoding is read, and so is one that comes through a pipe."""
    lines = [BANK, GUEST, {'id': 'd', 'kind': 'deposit', 'from': 'bank', 'to': 'guest', 'amount': 900}]
    plain = told(context, lines)
    path = context.path('marked.jsonl')
    with open(path, 'w', encoding='utf-8-sig') as file:
        file.writelines(json.dumps(line) + '\n' for line in lines)
    for command in ([context.binary, 'wallet', 'replay', path, '--json'],
                    ['sh', '-c', f'cat {path} | {context.binary} wallet replay /dev/stdin --json']):
        made = subprocess.run(command, capture_output=True, text=True, timeout=60)
        check(made.returncode == 0, f'{made.returncode} {made.stderr}')
        check(json.loads(made.stdout) == plain, made.stdout)
    check(context.command('wallet', 'replay', context.folder).returncode == 66, 'a folder')


def case_wallet_again(context):
    """What is sent again, also all of it at once, changes nothing; another body under the id is refused."""
    lines = [BANK, SHOP, GUEST,
             {'id': 'd', 'kind': 'deposit', 'from': 'bank', 'to': 'guest', 'amount': 900, 'currency': 'EUR', 'at': NOON},
             {'id': 'p', 'kind': 'pending', 'from': 'guest', 'to': 'shop', 'amount': 500, 'currency': 'EUR', 'at': NOON,
              'expires': NOON + 60_000},
             {'id': 'c', 'kind': 'charge', 'from': 'guest', 'to': 'shop', 'amount': 120, 'at': NOON, 'pending_id': 'p'},
             {'id': 'q', 'kind': 'post', 'pending_id': 'p', 'amount': 80, 'at': NOON},
             {'id': 'r', 'kind': 'refund', 'from': 'shop', 'to': 'guest', 'amount': 20, 'pending_id': 'c', 'at': NOON}]
    once = told(context, lines)
    check([one['balance'] for one in once['balances']] == [-900, 720, 180], f'{once}')
    again = told(context, lines + lines + lines[3:])
    check((again['balances'], again['digest'], again['repeated']) == (once['balances'], once['digest'], 10), f'{again}')
    for line in lines[3:]:
        for field, value in (('amount', 77), ('at', NOON + 1), ('kind', 'void'), ('to', 'bank'), ('from', 'nobody'),
                             ('currency', 'USD'), ('pending_id', 'd'), ('expires', NOON + 7)):
            found = told(context, lines + [{**line, field: value}])
            check(codes(found) == [(9, line['id'], 'idTaken')], f'{line["id"]} with another {field}: {found}')
            check(field in found['refusals'][0]['detail'], f'{found["refusals"]} does not name {field}')
            check(found['balances'] == once['balances'], f'{found["balances"]}')


def case_wallet_time(context):
    """A hold can be posted until the moment it expires, and is free again from then on, told of by any line."""
    hold = [BANK, SHOP, GUEST,
            {'id': 'd', 'kind': 'deposit', 'from': 'bank', 'to': 'guest', 'amount': 100, 'at': '2026-07-14T12:00:00Z'},
            {'id': 'p', 'kind': 'pending', 'from': 'guest', 'to': 'shop', 'amount': 100, 'expires': NOON + 1_000}]
    for at, code in ((NOON + 999, None), (NOON + 1_000, 'alreadyExpired')):
        found = told(context, hold + [{'id': 'q', 'kind': 'post', 'pending_id': 'p', 'at': at}])
        check([refusal[2] for refusal in codes(found)] == ([code] if code else []), f'at {at}: {found}')
        check(found['expired'] == (1 if code else 0), f'{found}')
    free = told(context, hold + [{'id': 'c', 'kind': 'charge', 'from': 'guest', 'to': 'shop', 'amount': 100,
                                  'at': '2026-07-14T14:00:01+02:00'}])
    check(not free['refusals'] and free['balances'][1]['balance'] == 0, f'{free}')


def case_wallet_bearer(context):
    """One pays for the family's bands: each band's own limits bind and are used up, and only the payer's money goes."""
    payer = {'account': 'ann', 'kind': 'guest', 'family': 'f', 'limits': {'day': 1000}}
    child = {'account': 'kid', 'kind': 'guest', 'family': 'f', 'limits': {'charge': 300, 'day': 500, 'shop_day': 400}}

    def buy(name, amount, **more):
        return {'id': name, 'kind': 'charge', 'from': 'ann', 'to': 'shop', 'amount': amount, **more}

    lines = [BANK, SHOP, {**SHOP, 'account': 'cafe'}, GUEST, payer, child,
             {'id': 'd', 'kind': 'deposit', 'from': 'bank', 'to': 'ann', 'amount': 5000},
             buy('1', 301, bearer='kid'), buy('2', 300, bearer='kid'), buy('3', 101, bearer='kid'),
             {**buy('4', 150, bearer='kid'), 'kind': 'pending', 'to': 'cafe'},
             buy('5', 51, bearer='kid', to='cafe'),
             {'id': '6', 'kind': 'post', 'pending_id': '4', 'amount': 100},
             buy('7', 100, bearer='kid', to='cafe'), buy('8', 501), buy('9', 500), buy('10', 1, bearer='ann'),
             buy('11', 1, bearer='guest'), buy('12', 1, bearer='shop'), buy('13', 1, bearer='nobody'),
             {'id': '14', 'kind': 'transfer', 'from': 'ann', 'to': 'kid', 'amount': 1, 'bearer': 'kid'}, buy('2', 300)]
    found = told(context, lines)
    check([(name, code) for _, name, code in codes(found)] == [
        ('1', 'exceedsChargeLimit'), ('3', 'exceedsShopLimit'), ('5', 'exceedsDayLimit'), ('8', 'exceedsDayLimit'),
        ('10', 'exceedsDayLimit'), ('11', 'bearerNotOfFamily'), ('12', 'bearerNotOfFamily'), ('13', 'unknownAccount'),
        ('14', 'fieldNotAllowed'), ('2', 'idTaken')], f'{codes(found)}')
    check('bearer' in found['refusals'][-1]['detail'], f'{found["refusals"][-1]}')
    held = {one['account']: one['balance'] for one in found['balances']}
    check((held['ann'], held['kid'], held['shop'], held['cafe']) == (4000, 0, 800, 200), f'{held}')
    own = told(context, lines[:6] + [{**line, 'bearer': 'ann'} if line.get('bearer') == 'kid' else line
                                     for line in lines[6:14]])
    check(not own['refusals'], f'who bears the own band has the limits of another: {own["refusals"]}')


def case_wallet_large(context):
    """The largest sums are exact, and one more is refused."""
    most = 2**63 - 1
    lines = [BANK, GUEST, {'id': 'd', 'kind': 'deposit', 'from': 'bank', 'to': 'guest', 'amount': most},
             {'id': 'e', 'kind': 'deposit', 'from': 'bank', 'to': 'guest', 'amount': 1}]
    found = told(context, lines)
    check([one['balance'] for one in found['balances']] == [-most, most], f'{found}')
    check(codes(found) == [(4, 'e', 'tooLarge')] and found['sum'] == {'EUR': 0}, f'{found}')


def case_wallet_lines(context):
    """A line that cannot be read is named with its field and what to write; a plain answer is for people."""
    good = [BANK, GUEST, {'id': 'd', 'kind': 'deposit', 'from': 'bank', 'to': 'guest', 'amount': 1250}]
    answer = replay(context, good)
    check(answer.returncode == 0 and '12.50 EUR' in answer.stdout and 'all EUR together: 0' in answer.stdout,
          f'{answer.stdout} {answer.stderr}')
    wrong = [
        ('{"id": "x", "kind": "deposit", "from": "bank", "to": "guest", "amount": 1.5}', 'amount'),
        ('{"id": "x", "kind": "deposit", "from": "bank", "to": "guest", "amount": 1e2}', 'amount'),
        ('{"id": "x", "kind": "deposit", "from": "bank", "to": "guest", "amount": 9223372036854775808}', 'too large'),
        ('{"id": "x", "kind": "charge", "amount": -9223372036854775809}', 'too large'),
        ('{"account": "g", "kind": "guest", "limits": {"day": 9223372036854775808}}', 'too large'),
        ('{"id": "x", "kind": "deposit", "from": "bank", "to": "guest", "amount": "5"}', 'amount'),
        ('{"id": "x", "kind": "deposit", "amount": 1, "amount": 2}', 'twice'),
        ('{"id": "x", "kind": "deposit", "colour": 1}', 'colour'),
        ('{"id": "x y", "kind": "deposit"}', 'id'), ('{"kind": "deposit"}', 'id'),
        ('{"id": "x", "kind": "gift"}', 'kind'), ('{"id": "x"}', 'kind'),
        ('{"id": "x", "kind": "charge", "currency": "EURO"}', 'currency'),
        ('{"id": "x", "kind": "charge", "currency": "XAU"}', 'currency'),
        ('{"id": "x", "kind": "charge", "at": "yesterday"}', 'at'),
        ('{"id": "x", "kind": "charge", "at": "2026-02-30T00:00:00Z"}', 'at'),
        ('{"id": "x", "kind": "charge", "refunds": "d"}', 'refunds'),
        ('{"account": "g", "kind": "ghost"}', 'kind'),
        ('{"account": "g", "kind": "guest", "limits": {"hour": 5}}', 'limits.hour'),
        ('{"account": "g", "kind": "guest", "limits": 5}', 'limits'),
        ('{"id": "x"', 'column'), ('[]', 'column 1'), ('{"id": "x"} {}', 'behind'), ('{"id": 01}', '0'), ('nul', 'JSON'),
        ('[' * 100_000, 'deep'), ('{"id": "\udcff"}', 'UTF-8'), ('{"id": "a\\u0041"}', 'backslash')]
    for line, why in wrong:
        answer = replay(context, good + ['', line], '--json')
        check(answer.returncode == 65 and 'line 5' in answer.stderr and why in answer.stderr and not answer.stdout,
              f'{line[:80]}: {answer.returncode} {answer.stderr[:300]} {answer.stdout}')
    for amount in ('9' * 500, f'0.{"9" * 500}', f'1e{"9" * 500}'):
        answer = replay(context, good + [f'{{"id": "x", "kind": "charge", "amount": {amount}}}'])
        check(answer.returncode == 65 and 'amount' in answer.stderr and '…' in answer.stderr
              and '9' * 41 not in answer.stderr, f'{answer.returncode} {answer.stderr[:600]}')
        check(('too large' in answer.stderr) == amount.isdigit(), f'{answer.stderr[:300]}')
    answer = context.command('wallet', 'replay', context.path('nothing.jsonl'))
    check(answer.returncode == 66, f'{answer.returncode} {answer.stderr}')
    answer = replay(context, [{'id': 'g', 'kind': 'guest'}], '--json')
    check(answer.returncode == 65 and 'currency' in answer.stderr, f'{answer.returncode} {answer.stderr}')


def case_wallet_wordings(context):
    """What somebody writes by hand is understood: other words for an account, the currency once."""
    lines = [{'id': 'cash', 'kind': 'bank'}, {'id': 'till', 'kind': 'shop'}, {'id': 'g', 'type': 'guest'},
             {'type': 'account', 'id': 'h', 'kind': 'guest', 'parent': 'g'},
             {'id': 'd', 'kind': 'deposit', 'from': 'cash', 'to': 'g', 'amount': 100, 'currency': 'JPY'},
             {'id': 't', 'kind': 'transfer', 'from': 'g', 'to': 'h', 'amount': 30},
             {'id': 'c', 'kind': 'charge', 'from': 'g', 'to': 'till', 'amount': 5},
             {'id': 'r', 'kind': 'refund', 'from': 'till', 'to': 'g', 'amount': 5, 'refunds': 'c'},
             {'id': 'w', 'kind': 'transfer', 'from': 'till', 'to': 'cash', 'amount': 1}]
    found = told(context, lines)
    check([one['balance'] for one in found['balances']] == [-100, 70, 30, 0], f'{found}')
    check(codes(found) == [(9, 'w', 'insufficientFunds')] and found['sum'] == {'JPY': 0}, f'{found}')
