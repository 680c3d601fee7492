"""The rules of the wallet once more, in the plainest way there is, for comparison.

Nothing here is clever: lists are walked from their beginning for every question. docs/wallet.md has the rules in words.
"""
import random

DAY = 86_400_000
NOON = 1_784_030_400_000  # 2026-07-14T12:00:00Z
SPENDING = ('charge', 'pending')


class Refused(Exception):
    """The transfer is not booked; its code says why."""


class Oracle:
    """What the accounts and the transfers come to, each question asked of the list of what was booked."""

    def __init__(self, accounts):
        self.accounts = {account['account']: account for account in accounts}
        self.booked = []
        self.refusals = []
        self.repeated = self.expired = 0
        self.clock = None

    def run(self, transfers, first_line):
        for line, transfer in enumerate(transfers, first_line):
            self.move(transfer.get('at'))
            known = self.find(transfer['id'])
            if known is not None:
                if known['sent'] == transfer:
                    self.repeated += 1
                else:
                    self.refusals.append((line, transfer['id'], 'idTaken'))
                continue
            try:
                self.book(transfer)
            except Refused as refused:
                self.refusals.append((line, transfer['id'], str(refused)))

    def move(self, at):
        self.clock = max(self.clock or 0, at or 0)
        for entry in self.booked:
            if entry['kind'] == 'pending' and entry['state'] == 'open' and entry['expires'] <= self.clock:
                entry['state'] = 'expired'
                self.expired += 1

    def find(self, name):
        return next((entry for entry in self.booked if entry['id'] == name), None)

    # What the list of booked transfers says.

    def taken(self, hold):
        return sum(entry['amount'] for entry in self.booked
                   if entry['hold'] == hold['id'] and entry['kind'] in ('charge', 'post'))

    def left(self, hold):
        return hold['amount'] - self.taken(hold) if hold['state'] == 'open' else 0

    def balance(self, name):
        return sum(entry['amount'] * ((entry['to'] == name) - (entry['from'] == name))
                   for entry in self.booked if entry['kind'] not in ('pending', 'void'))

    def held(self, name, end='from'):
        return sum(self.left(entry) for entry in self.booked if entry['kind'] == 'pending' and entry[end] == name)

    def spent(self, guest, shop=None):
        total = 0
        for entry in self.booked:
            is_counted = guest in (entry['from'], entry['bearer']) and entry['day'] == self.clock // DAY and not entry['hold'] \
                and entry['kind'] in SPENDING and self.is_house(entry['to']) and shop in (None, entry['to'])
            if is_counted and entry['kind'] == 'pending' and entry['state'] != 'open':
                total += self.taken(entry)
            elif is_counted:
                total += entry['amount']
        return total

    def is_house(self, name):
        return self.accounts[name]['kind'] == 'house'

    def given_back(self, charge):
        return sum(entry['amount'] for entry in self.booked if entry['charge'] == charge['id'])

    def paid(self, guest, shop):
        """What the guest paid there, less what came back."""
        return sum(entry['amount'] * (1 if entry['from'] == guest else -1) for entry in self.booked
                   if (entry['from'], entry['to']) in ((guest, shop), (shop, guest))
                   and (entry['kind'] in ('charge', 'refund') or entry['kind'] == 'post' and entry['from'] == guest))

    # The rules.

    def book(self, transfer):
        kind = transfer['kind']
        hold = charge = None
        bearer = transfer.get('bearer')
        refuse_unless(bearer is None or kind in SPENDING, 'fieldNotAllowed')
        if kind in ('post', 'void'):
            refuse_unless('amount' not in transfer or transfer['amount'] > 0, 'amountNotPositive')
            hold = self.open_hold(transfer)
            left = self.left(hold)
            amount = transfer.get('amount', left)
            refuse_unless(amount <= left, 'exceedsPending')
            refuse_unless(kind == 'post' or amount == left, 'voidNotWhole')
            source, target = hold['from'], hold['to']
        else:
            source, target, amount = transfer['from'], transfer['to'], transfer['amount']
            self.judge_way(kind, source, target, amount, transfer['currency'], bearer)
            if kind == 'charge' and 'pending_id' in transfer:
                hold = self.open_hold(transfer)
                refuse_unless(source == hold['from'], 'pendingDiffers')
                refuse_unless(target == hold['to'], 'pendingDiffers')
                refuse_unless(bearer in (None, hold['bearer']), 'pendingDiffers')
                refuse_unless(amount <= self.left(hold), 'exceedsPending')
            if kind == 'pending':
                refuse_unless(transfer['expires'] > self.clock, 'expiresTooEarly')
            if kind == 'refund':
                charge = self.judge_refund(transfer, source, target, amount)
            if hold is None:
                self.judge_limits(source, target, amount, bearer)
        self.booked.append({
            'id': transfer['id'], 'kind': kind, 'from': source, 'to': target, 'amount': amount, 'bearer': bearer,
            'hold': hold and hold['id'], 'charge': charge and charge['id'], 'day': self.clock // DAY,
            'expires': transfer.get('expires'), 'state': 'open', 'sent': dict(transfer)})
        if hold is not None:
            if kind in ('post', 'void'):
                hold['state'] = {'post': 'posted', 'void': 'voided'}[kind]
            elif self.left(hold) == 0:
                hold['state'] = 'posted'

    def judge_way(self, kind, source, target, amount, currency, bearer):
        refuse_unless(amount > 0, 'amountNotPositive')
        refuse_unless({source, target, bearer or source} <= set(self.accounts), 'unknownAccount')
        refuse_unless(source != target, 'sameAccount')
        currencies = {self.accounts[name]['currency'] for name in (source, target, bearer or source)} | {currency}
        refuse_unless(len(currencies) == 1, 'currencyDiffers')
        way = ''.join('h' if self.is_house(name) else 'g' for name in (source, target))
        ways = {'deposit': ['hg'], 'refund': ['hg'], 'charge': ['gh'], 'transfer': ['gg', 'hh']}
        refuse_unless(way in ways.get(kind, [way]), 'wrongDirection')
        refuse_unless(way != 'gg' or self.are_family(source, target), 'notOneFamily')
        refuse_unless(bearer is None or way == 'gh', 'bearerNotPaying')
        refuse_unless(bearer in (None, source) or self.are_family(source, bearer), 'bearerNotOfFamily')

    def are_family(self, one, other):
        families = [self.accounts[name].get('family') for name in (one, other)]
        return families[0] is not None and families[0] == families[1]

    def open_hold(self, transfer):
        hold = self.find(transfer['pending_id'])
        refuse_unless(hold is not None, 'unknownPending')
        refuse_unless(hold['kind'] == 'pending', 'notPending')
        state = hold['state']
        refuse_unless(state == 'open', 'already' + state.capitalize())
        return hold

    def judge_refund(self, transfer, source, target, amount):
        left = amount
        charge = None
        if 'pending_id' in transfer:
            named = self.find(transfer['pending_id'])
            refuse_unless(named is not None, 'unknownCharge')
            posts = [entry for entry in self.booked if entry['kind'] == 'post' and entry['hold'] == named['id']]
            charge = posts[0] if posts else named
            refuse_unless(charge['kind'] in ('charge', 'post') and not self.is_house(charge['from'])
                          and self.is_house(charge['to']), 'notACharge')
            refuse_unless((charge['to'], charge['from']) == (source, target), 'chargeDiffers')
            left = charge['amount'] - self.given_back(charge)
        refuse_unless(amount <= min(left, self.paid(target, source)), 'exceedsCharge')
        return charge

    def judge_limits(self, source, target, amount, bearer):
        if not self.is_house(source) and self.is_house(target):
            guests = {source, bearer or source}
            for name, code in (('charge', 'exceedsChargeLimit'), ('day', 'exceedsDayLimit'),
                               ('shop_day', 'exceedsShopLimit')):
                for guest in guests:
                    limit = self.accounts[guest].get('limits', {}).get(name)
                    spent = {'charge': 0, 'day': self.spent(guest), 'shop_day': self.spent(guest, target)}[name]
                    refuse_unless(limit is None or spent + amount <= limit, code)
        is_free = self.accounts[source].get('may_be_negative', False)
        refuse_unless(is_free or amount <= self.balance(source) - self.held(source), 'insufficientFunds')

    def balances(self):
        found = []
        for name in sorted(self.accounts):
            balance, held = self.balance(name), self.held(name)
            found.append({'account': name, 'currency': self.accounts[name]['currency'], 'balance': balance,
                          'pending_debits': held, 'pending_credits': self.held(name, 'to'),
                          'available': balance - held})
        return found


def refuse_unless(condition, code):
    if not condition:
        raise Refused(code)


def accounts():
    """Two currencies, two families, a bank each, guests with every sort of limit."""
    found = []
    for currency, begin in (('EUR', 0), ('JPY', 6)):
        found.append({'account': f'bank-{currency}', 'kind': 'house', 'currency': currency, 'may_be_negative': True})
        for shop in range(2):
            found.append({'account': f'shop-{currency}-{shop}', 'kind': 'house', 'currency': currency,
                          'may_be_negative': False})
        for guest in range(begin, begin + 6):
            account = {'account': f'guest-{guest}', 'kind': 'guest', 'currency': currency}
            if guest % 3:
                account['family'] = f'f{guest % 3}'
            limits = {name: amount for bit, (name, amount) in
                      enumerate((('charge', 400), ('day', 900), ('shop_day', 600))) if guest >> bit & 1}
            if limits:
                account['limits'] = limits
            found.append(account)
    return found


def transfers(seed, count):
    """Transfers of every kind about a few accounts, many of them wrong, some sent again or sent again otherwise."""
    chance = random.Random(seed)
    found = []
    at = NOON
    holds, charges = ['nothing'], ['nothing']

    def account():
        return chance.choice([f'guest-{chance.randrange(12)}', f'guest-{chance.randrange(3)}',
                              f'shop-EUR-{chance.randrange(2)}', 'bank-EUR', 'shop-JPY-0', 'bank-JPY', 'nobody'])

    for number in range(count):
        at += chance.choice([0, 0, 500, 2_000, 20_000, 400_000])
        if found and chance.random() < 0.1:
            found.append(dict(chance.choice(found)))
            continue
        if found and chance.random() < 0.05:
            other = dict(chance.choice(found))
            other[chance.choice([field for field in other if field in ('amount', 'at')])] = chance.randrange(1, 99)
            found.append(other)
            continue
        kind = chance.choice(['deposit', 'charge', 'charge', 'refund', 'transfer', 'pending', 'pending', 'post',
                              'void'])
        sent = at - chance.choice([0, 0, 0, 60_000, 90_000_000])  # Tills that were offline send late.
        transfer = {'id': f't{number}-{"x" * chance.randrange(24)}', 'kind': kind, 'at': sent}
        if kind in ('post', 'void'):
            transfer['pending_id'] = chance.choice(holds[-6:] + charges[-1:])
            if chance.random() < (0.5 if kind == 'post' else 0.1):
                transfer['amount'] = chance.choice([0, 1, 50, 100, 150])
        elif found and chance.random() < 0.45 and kind in ('charge', 'refund'):
            name = chance.choice((holds if kind == 'charge' else charges)[-5:] + holds[-1:] + charges[-1:])
            about = next((entry for entry in reversed(found) if entry['id'] == name), None)
            ends = about
            if about is not None and 'from' not in about:  # A post has the ends of its hold.
                ends = next((entry for entry in found if entry['id'] == about['pending_id']), None)
            if ends is None or 'from' not in ends:
                continue
            sides = ('from', 'to') if kind == 'charge' else ('to', 'from')
            transfer |= {'from': ends[sides[0]], 'to': ends[sides[1]], 'amount': chance.randrange(1, 200),
                         'currency': ends['currency'], 'pending_id': about['id']}
            if chance.random() < 0.1:
                side = chance.choice(('from', 'to'))
                transfer[side] = chance.choice([f'shop-EUR-{chance.randrange(2)}', f'guest-{chance.randrange(6)}'])
            if kind == 'refund' and chance.random() < 0.3:
                del transfer['pending_id']
        else:
            guest = f'guest-{chance.randrange(6)}'
            ways = {'deposit': ('bank-EUR', guest), 'charge': (guest, f'shop-EUR-{chance.randrange(2)}'),
                    'refund': ('shop-EUR-0', guest), 'transfer': (guest, f'guest-{chance.randrange(6)}'),
                    'pending': (guest, f'shop-EUR-{chance.randrange(2)}')}
            way = ways[kind] if chance.random() < 0.85 else (account(), account())
            least, most = -5 if chance.random() < 0.1 else 1, 1500 if kind == 'deposit' else 450
            transfer |= {'from': way[0], 'to': way[1], 'amount': chance.randrange(least, most),
                         'currency': 'JPY' if way[0].endswith('JPY') or chance.random() < 0.03 else 'EUR'}
        if kind in SPENDING and chance.random() < 0.3 or chance.random() < 0.01:
            transfer['bearer'] = f'guest-{chance.randrange(6)}' if chance.random() < 0.85 else account()
        if kind == 'pending':
            transfer['expires'] = at + chance.choice([0, 1, 30_000, 900_000, 9_000_000, 9_000_000, 90_000_000])
            holds.append(transfer['id'])
        if kind in ('charge', 'post'):
            charges.append(transfer['id'])
        found.append(transfer)
    return found
