"""Money through the server: booked once whatever is sent again, killed and sent again, and never by somebody else's key."""
import base64
import datetime
import http.client
import json
import random
import re
import threading
import time

from page_cases import PLACE, Stage

BANK, SHOPS, GUESTS = 'bank', ['shop-1', 'shop-2'], [f'guest-{number}' for number in range(12)]


def lines(*objects):
    return '\n'.join(json.dumps(each) for each in objects)


def sent(house, key, *objects):
    """What is answered to transfers, by id."""
    status, text, _ = house.send('POST', '/v1/transfers', lines(*objects), Authorization='Bearer ' + key)
    assert status == 200, f'{status} {text}'
    return {line['id']: line for line in json.loads(text)['lines']}


def opened(house, *more):
    """Accounts of a bank, two shops and guests."""
    accounts = [{'account': BANK, 'kind': 'house', 'currency': 'EUR', 'may_be_negative': True}]
    accounts += [{'account': shop, 'kind': 'shop', 'currency': 'EUR'} for shop in SHOPS]
    accounts += [{'account': guest, 'kind': 'guest', 'currency': 'EUR', 'family': f'family-{number % 4}'}
                 for number, guest in enumerate(GUESTS)]
    answer = sent(house, house.token, *accounts, *more)
    assert {line['outcome'] for line in answer.values()} <= {'booked', 'repeated'}, answer


def balance(house, account):
    return house.operate('GET', f'/v1/accounts/{account}')['balance']


def some_transfer(chance):
    """What one transfer moves: kind, from, to, amount. Few bytes, since there may be a million."""
    amount = chance.randint(1, 900)
    guest, other = chance.sample(GUESTS, 2)
    shop = chance.choice(SHOPS)
    kind, source, target = chance.choice([
        ('deposit', BANK, guest), ('charge', guest, shop), ('charge', guest, shop),
        ('transfer', guest, other), ('refund', shop, guest)])
    return kind, source, target, amount


class Client(threading.Thread):
    """Sends transfers of its own, some at a time, and again until each is answered."""

    def __init__(self, house, number, count, most):
        super().__init__(daemon=True)
        chance = random.Random(number)
        self.house, self.number, self.most = house, number, most
        self.transfers = [some_transfer(chance) for _ in range(count)]
        self.outcomes, self.retries, self.chance = [], 0, chance

    def line(self, place):
        kind, source, target, amount = self.transfers[place]
        return {'id': f'c{self.number}-{place}', 'kind': kind, 'from': source, 'to': target, 'amount': amount}

    def run(self):
        while len(self.outcomes) < len(self.transfers):
            begin = len(self.outcomes)
            part = [self.line(place) for place in
                    range(begin, min(begin + self.chance.randint(1, self.most), len(self.transfers)))]
            try:
                answers = sent(self.house, self.house.token, *part)
            except (OSError, http.client.HTTPException, AssertionError):
                self.retries += 1
                time.sleep(0.02)
                continue
            self.outcomes += [answers[line['id']]['outcome'] for line in part]

    def booked(self):
        """The places of what is booked."""
        return [place for place, outcome in enumerate(self.outcomes) if outcome != 'refused']


def check_books(house, crowd, begun):
    """Goes over the books, line by line: each booking once and as it was sent, and no prefix of them below zero."""
    wanted = {f'c{client.number}-{place}': client.transfers[place] for client in crowd for place in client.booked()}
    connection = http.client.HTTPConnection('127.0.0.1', house.port, timeout=600)
    connection.request('GET', '/v1/books', headers={'Authorization': 'Bearer ' + house.token})
    rows = connection.getresponse().read().decode().splitlines()[1:]
    connection.close()
    held, paid = {account: 0 for account in [BANK, *SHOPS, *GUESTS]}, {}
    for row in rows:
        _, _, name, kind, source, target, digits, _ = row.split(',')
        amount = int(digits.replace('.', ''))
        if name not in begun:
            assert wanted.pop(name, None) == (kind, source, target, amount), f'{row} was not sent so, or is there twice'
        held[source] -= amount
        held[target] += amount
        assert source == BANK or held[source] >= 0, f'{source} is below zero at {row}'
        if kind == 'charge':
            paid[source, target] = paid.get((source, target), 0) + amount
        elif kind == 'refund':
            paid[target, source] = paid.get((target, source), 0) - amount
            assert paid[target, source] >= 0, f'more is given back than was paid: {row}'
    assert not wanted, f'{len(wanted)} were answered and are not in the books'
    assert sum(held.values()) == 0
    return held


def case_killed_money(context):
    """A charge is booked once and balances never lie, whatever is killed and sent again.

    With `--transfers` so many are sent: `--only killed_money --long --transfers 1000000` is the test of a million.
    """
    clients, count, kills = (32, 128_000, 20) if context.is_long else (12, 18_000, 4)
    each = (context.transfers or count) // clients
    most = 8 if each * clients <= 128_000 else 600
    with Stage(context, browses=False) as stage:
        house = stage.house
        house.START_SECONDS = 300  # It folds all that was booked since the last snapshot.
        opened(house)
        begun = {f'start-{guest}' for guest in GUESTS}
        sent(house, house.token, *[{'id': f'start-{guest}', 'kind': 'deposit', 'from': BANK, 'to': guest, 'amount': 20000}
                                   for guest in GUESTS])
        crowd = [Client(house, number, each, most) for number in range(clients)]
        for client in crowd:
            client.start()
        for kill in range(kills):
            # Over the whole run, however long it takes.
            goal = clients * each * (kill + 1) // (kills + 1)
            deadline = time.monotonic() + 1800
            while sum(len(client.outcomes) for client in crowd) < goal:
                assert time.monotonic() < deadline, 'nobody is answered any more'
                time.sleep(0.01)
            house.kill()
            house.start()
        for client in crowd:
            client.join(1800)
            assert not client.is_alive(), 'a client is never answered'
        retries = sum(client.retries for client in crowd)
        assert retries >= kills, 'the kills met nobody'
        expected = {account: 0 for account in [BANK, *SHOPS, *GUESTS]}
        for guest in GUESTS:
            expected[BANK] -= 20000
            expected[guest] += 20000
        outcomes = {}
        for client in crowd:
            for (_, source, target, amount), outcome in zip(client.transfers, client.outcomes, strict=True):
                outcomes[outcome] = outcomes.get(outcome, 0) + 1
                if outcome in ('booked', 'repeated'):
                    expected[source] -= amount
                    expected[target] += amount
        assert outcomes.get('booked', 0) > clients * each / 2, outcomes
        found = {account: balance(house, account) for account in expected}
        assert found == expected, {account: (found[account], expected[account])
                                   for account in expected if found[account] != expected[account]}
        assert sum(found.values()) == 0, 'the sum is not zero'
        assert min(found[guest] for guest in GUESTS) >= 0, 'a guest is below zero'
        assert check_books(house, crowd, begun) == found, 'the books are not the balances'
        for client in crowd:
            again = client.booked()
            for start in range(0, len(again), 500):
                answers = sent(house, house.token, *[client.line(place) for place in again[start:start + 500]])
                assert {line['outcome'] for line in answers.values()} == {'repeated'}, 'a booking is not known again'
        some = [crowd[0].line(place) for place in crowd[0].booked()[:50]]
        altered = sent(house, house.token, *[{**transfer, 'amount': transfer['amount'] + 1} for transfer in some])
        assert {line['code'] for line in altered.values()} == {'idTaken'}, 'another body under the id is taken'
        assert {account: balance(house, account) for account in expected} == expected
        house.stop()
        digests = {context.command('digest', '--data', house.folder, *way).stdout.split()[0] for way in ((), ('--full',))}
        assert len(digests) == 1, 'folded from the first row, the money is another'
        return f"{outcomes}, {kills} kills, {retries} sent again"


def case_money_of_others(context):
    """A till moves money from and to its own account only, sees its own account only, and opens none."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        opened(house)
        key = house.open_source('shop-1')
        deposit = {'id': 'd1', 'kind': 'deposit', 'from': BANK, 'to': 'guest-1', 'amount': 5000}
        answer = sent(house, key, deposit)['d1']
        assert (answer['code'], answer['outcome']) == ('notYours', 'refused'), answer
        assert sent(house, house.token, deposit)['d1']['outcome'] == 'booked'
        charge = {'id': 'c1', 'kind': 'charge', 'from': 'guest-1', 'to': 'shop-1', 'amount': 1200}
        assert sent(house, key, charge)['c1']['outcome'] == 'booked'
        for number, wrong in enumerate([
                {**charge, 'id': 'c2', 'to': 'shop-2'},
                {'id': 't1', 'kind': 'transfer', 'from': 'guest-1', 'to': 'guest-5', 'amount': 1},
                {'id': 'r1', 'kind': 'refund', 'from': 'shop-2', 'to': 'guest-1', 'amount': 1},
                {'id': 'v1', 'kind': 'void', 'pending_id': 'c1'},
                {'account': 'mine', 'kind': 'house', 'currency': 'EUR', 'may_be_negative': True}]):
            answers = sent(house, key, wrong)
            assert [line['code'] for line in answers.values()] == ['notYours'], f'{number}: {answers}'
        for path, code in (('/v1/accounts/shop-1', 200), ('/v1/accounts/shop-2', 404), ('/v1/accounts/guest-1', 404),
                           ('/v1/accounts/nobody', 404), ('/v1/transfers/c1', 401)):
            assert house.send('GET', path, Authorization='Bearer ' + key)[0] == code, path
        assert house.send('POST', '/v1/transfers', lines(charge))[0] == 401
        assert balance(house, 'guest-1') == 3800


def case_money_second_person(context):
    """A till gives back and pays out up to the house's limit, not in parts above it; the operator gives back more."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        house.stop()
        with open(f'{house.venue}/venue.yaml', 'a') as file:
            file.write('\ncurrency: EUR\nrefund limit: 30.00\n')
        house.start()
        opened(house, {'account': 'desk', 'kind': 'cash', 'currency': 'EUR'})
        shop, desk = house.open_source('shop-1'), house.open_source('desk')
        sent(house, house.token,
             {'id': 'd1', 'kind': 'deposit', 'from': BANK, 'to': 'guest-1', 'amount': 50000},
             {'id': 'c1', 'kind': 'charge', 'from': 'guest-1', 'to': 'shop-1', 'amount': 10000},
             {'id': 'c2', 'kind': 'charge', 'from': 'guest-1', 'to': 'shop-1', 'amount': 10000})
        back = {'kind': 'refund', 'from': 'shop-1', 'to': 'guest-1'}
        home = {'kind': 'charge', 'from': 'guest-1', 'to': 'desk'}
        for key, transfer, code in [
                (shop, {**back, 'id': 'r1', 'amount': 3001, 'refunds': 'c1'}, 'secondPersonNeeded'),
                (shop, {**back, 'id': 'r2', 'amount': 3001}, 'secondPersonNeeded'),
                (shop, {**back, 'id': 'r3', 'amount': 3000, 'refunds': 'c1'}, None),
                (shop, {**back, 'id': 'r4', 'amount': 1, 'refunds': 'c1'}, 'secondPersonNeeded'),
                (shop, {**back, 'id': 'r5', 'amount': 3000, 'refunds': 'c2'}, None),
                (shop, {**back, 'id': 'r6', 'amount': 99999}, 'exceedsCharge'),
                (shop, {**back, 'id': 'r7', 'amount': 2999}, None),
                (shop, {**back, 'id': 'r8', 'amount': 2}, 'secondPersonNeeded'),
                (shop, {**back, 'id': 's1', 'kind': 'deposit', 'amount': 1}, 'secondPersonNeeded'),
                (shop, {**back, 'id': 's2', 'kind': 'deposit', 'amount': 6000}, 'secondPersonNeeded'),
                (desk, {'id': 's3', 'kind': 'deposit', 'from': 'desk', 'to': 'guest-1', 'amount': 6000}, None),
                (desk, {**home, 'id': 'h1', 'amount': 3001}, 'secondPersonNeeded'),
                (desk, {**home, 'id': 'h2', 'amount': 3001, 'kind': 'pending'}, 'secondPersonNeeded'),
                (desk, {**home, 'id': 'h3', 'amount': 3000}, None),
                (house.token, {**back, 'id': 'r1', 'amount': 3001, 'refunds': 'c1'}, None)]:
            answer = sent(house, key, transfer)[transfer['id']]
            assert answer.get('code') == code, f'{transfer}: {answer}'
            assert code != 'secondPersonNeeded' or 'desk' in answer['detail'], answer
        assert balance(house, 'guest-1') == 50000 - 20000 + 3000 + 3000 + 2999 + 6000 - 3000 + 3001
        assert balance(house, 'desk') == 3000 - 6000


def case_money_lines(context):
    """A line that cannot be read is named and harms no other; a hold that is over is free again by itself."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        opened(house)
        soon = int(time.time() * 1000) + 1500
        body = lines({'id': 'd1', 'kind': 'deposit', 'from': BANK, 'to': 'guest-1', 'amount': 1000}) + '\nrubbish\n\n' + lines(
            {'id': 'p1', 'kind': 'pending', 'from': 'guest-1', 'to': 'shop-1', 'amount': 900, 'expires': soon},
            {'id': 'c1', 'kind': 'charge', 'from': 'guest-1', 'to': 'shop-1', 'amount': 200})
        status, text, _ = house.send('POST', '/v1/transfers', body, Authorization='Bearer ' + house.token)
        found = [(line['line'], line['outcome'], line.get('code')) for line in json.loads(text)['lines']]
        assert status == 200 and found == [(1, 'booked', None), (2, 'malformed', 'malformed'), (4, 'booked', None),
                                           (5, 'refused', 'insufficientFunds')], found
        # What somebody wrote is told back to them shortened, however long it is.
        for digits in ('9' * 500, '0.' + '9' * 500):
            body = f'{{"id": "long", "kind": "deposit", "from": "{BANK}", "to": "guest-1", "amount": {digits}}}'
            status, text, _ = house.send('POST', '/v1/transfers', body, Authorization='Bearer ' + house.token)
            told = json.loads(text)['lines'][0]
            assert (status, told['outcome']) == (200, 'malformed'), text[:300]
            assert 'amount' in told['detail'] and '99…' in told['detail'] and '9' * 41 not in text, text[:600]
            for path in ('/v1/topups', '/v1/taps', '/v1/queues/river/join'):
                status, text, _ = house.send('POST', path, body, Authorization='Bearer ' + house.token)
                assert 400 <= status < 500 and '9' * 41 not in text, f'{path}: {status} {text[:600]}'
        assert house.operate('GET', '/v1/accounts/guest-1')['available'] == 100
        time.sleep(2)
        assert house.operate('GET', '/v1/accounts/guest-1')['available'] == 1000, 'a hold outlives its time'
        assert house.operate('GET', '/v1/transfers/p1')['state'] == 'expired'
        for body, wanted in (('', 400), ('\n' * 20000, 400), (lines(*[{'id': 'x'}] * 10001), 413), ('x' * (5 << 20), 413)):
            status, text, _ = house.send('POST', '/v1/transfers', body, Authorization='Bearer ' + house.token)
            assert status == wanted and json.loads(text)['code'], f'{status} for {body[:30]!r}'


def case_books(context):
    """A shop's day adds up, a statement tells what came and went, and the bookkeeper's lines sum to zero."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        opened(house)
        answers = sent(house, house.token, *[
            {'id': 'd1', 'kind': 'deposit', 'from': BANK, 'to': 'guest-1', 'amount': 5000},
            {'id': 'c1', 'kind': 'charge', 'from': 'guest-1', 'to': 'shop-1', 'amount': 1250},
            {'id': 'c2', 'kind': 'charge', 'from': 'guest-1', 'to': 'shop-1', 'amount': 250},
            {'id': 'p1', 'kind': 'pending', 'from': 'guest-1', 'to': 'shop-1', 'amount': 1000},
            {'id': 'x1', 'kind': 'post', 'pending_id': 'p1', 'amount': 400},
            {'id': 'r1', 'kind': 'refund', 'from': 'shop-1', 'to': 'guest-1', 'amount': 50, 'refunds': 'c2'},
            {'id': 'no', 'kind': 'charge', 'from': 'guest-1', 'to': 'shop-1', 'amount': 99999}])
        assert [line['outcome'] for line in answers.values()] == ['booked'] * 6 + ['refused'], answers
        closing = house.operate('GET', '/v1/accounts/shop-1/closing')
        assert closing == {'account': 'shop-1', 'currency': 'EUR', 'opening': '0.00', 'closing': '18.50',
                           'taken': [{'kind': 'charge', 'count': 2, 'amount': '15.00'},
                                     {'kind': 'post', 'count': 1, 'amount': '4.00'}],
                           'given': [{'kind': 'refund', 'count': 1, 'amount': '0.50'}]}, closing
        later = house.operate('GET', '/v1/accounts/shop-1/closing?day=2030-01-01')
        assert (later['opening'], later['closing'], later['taken']) == ('18.50', '18.50', []), later
        lines = house.operate('GET', '/v1/accounts/guest-1/statement')['lines']
        assert [(line['id'], line['amount'], line['with']) for line in lines] == [
            ('d1', '50.00', BANK), ('c1', '-12.50', 'shop-1'), ('c2', '-2.50', 'shop-1'), ('x1', '-4.00', 'shop-1'),
            ('r1', '0.50', 'shop-1')], lines
        written = context.command('wallet', 'books', '--data', house.folder)
        assert written.returncode == 0, written.stderr
        rows = [row.split(',') for row in written.stdout.splitlines()]
        assert rows[0] == ['day', 'at_ms', 'id', 'kind', 'from', 'to', 'amount', 'currency'] and len(rows) == 6, rows
        text = context.command('wallet', 'books', '--data', house.folder, '--format', 'ledger').stdout
        sums = {}
        for name, sign, amount in re.findall(r'^    (\S+)  (-?)([0-9.]+) EUR$', text, re.M):
            sums[name] = sums.get(name, 0) + int(sign + '1') * round(float(amount) * 100)
        assert sums == {'house:bank': -5000, 'guests:guest-1': 3150, 'house:shop-1': 1850}, sums
        # In the order in which they were booked: neither by what a sender says of the time, nor by name.
        now = int(time.time() * 1000)
        for name, ago in (('z9', 0), ('m5', 7_200_000), ('a0', 3_600_000)):
            late = {'id': name, 'kind': 'deposit', 'from': BANK, 'to': 'guest-2', 'amount': 100, 'at': now - ago}
            assert sent(house, house.token, late)[name]['outcome'] == 'booked', name
        order = ['d1', 'c1', 'c2', 'x1', 'r1', 'z9', 'm5', 'a0']
        books = house.ask('GET', '/v1/books')[1].decode()
        assert [row.split(',')[2] for row in books.splitlines()[1:]] == order, books
        books = house.ask('GET', '/v1/books?format=ledger')[1].decode()
        assert re.findall(r'^\S+ \* \w+ (\S+)$', books, re.M) == order, books
        none = context.command('wallet', 'books', '--data', house.folder, '--from', '2030-01-01')
        assert none.stdout.count('\n') == 1, none.stdout
        for path in ('/v1/books?format=xml', '/v1/books?from=soon', '/v1/accounts/shop-1/closing?day=2026-99-01'):
            assert house.ask('GET', path)[0].status == 400, path
        key = house.open_source('shop-2')
        assert house.send('GET', '/v1/accounts/shop-1/closing', Authorization='Bearer ' + key)[0] == 404
        assert house.send('GET', '/v1/accounts/shop-2/closing', Authorization='Bearer ' + key)[0] == 200
        assert house.send('GET', '/v1/books', Authorization='Bearer ' + key)[0] == 401


def case_receipt(context):
    """A receipt tells what was paid, where, when by the venue's clock, by whom, for whose band, and what came back."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        opened(house)
        began = time.time()
        sent(house, house.token,
             {'id': 'd1', 'kind': 'deposit', 'from': BANK, 'to': 'guest-1', 'amount': 5000},
             {'id': 'c1', 'kind': 'charge', 'from': 'guest-1', 'to': 'shop-1', 'amount': 1250, 'bearer': 'guest-5'},
             {'id': 'p1', 'kind': 'pending', 'from': 'guest-1', 'to': 'shop-1', 'amount': 1000, 'bearer': 'guest-5'},
             {'id': 'x1', 'kind': 'post', 'pending_id': 'p1', 'amount': 400},
             {'id': 'r1', 'kind': 'refund', 'from': 'shop-1', 'to': 'guest-1', 'amount': 50, 'refunds': 'c1'})
        paper = house.operate('GET', '/v1/transfers/c1/receipt')
        local, at = paper.pop('local'), paper.pop('at')
        assert paper == {'id': 'c1', 'kind': 'charge', 'from': 'guest-1', 'to': 'shop-1', 'bearer': 'guest-5',
                         'amount': '12.50', 'refunded': '0.50', 'currency': 'EUR', 'balance': '37.50'}, paper
        moment = datetime.datetime.fromisoformat(at)
        assert abs(moment.timestamp() - began) < 60, at
        assert local == moment.astimezone(PLACE).strftime('%Y-%m-%d %H:%M'), (local, at)
        post = house.operate('GET', '/v1/transfers/x1/receipt')
        assert (post['bearer'], post['amount'], post['balance'], post['refunded']) == ('guest-5', '4.00', '33.50', '0.00'), post
        back = house.operate('GET', '/v1/transfers/r1/receipt')
        assert (back['refunds'], back['amount'], back['balance'], 'bearer' in back) == ('c1', '0.50', '34.00', False), back
        key = house.open_source('shop-1')
        for path, wanted in (('/v1/transfers/c1/receipt?language=nl', 'Bedrag: 12.50 EUR'),
                             ('/v1/transfers/c1/receipt', 'Given back since: 0.50 EUR'), ('/v1/transfers/x1/receipt', 'paid')):
            status, text, headers = house.send('GET', path, Authorization='Bearer ' + key, Accept='text/plain')
            assert status == 200 and wanted in text and headers['Content-Type'].startswith('text/plain'), f'{path}: {text}'
        for name, sender, wanted in (('d1', key, 404), ('p1', house.token, 404), ('none', house.token, 404), ('c1', 'no', 401)):
            status, text, _ = house.send('GET', f'/v1/transfers/{name}/receipt', Authorization='Bearer ' + sender)
            assert status == wanted, f'{name}: {status} {text}'


def case_float(context):
    """A till that cannot ask sells on a signed float and no further, and its charges are booked out of the hold later."""
    private, public = context.path('keys', 'house.private'), context.path('keys', 'house.public')
    made = context.command('door', 'keys', '--private-key', private, '--public-key', public)
    assert made.returncode == 0, made.stderr
    with Stage(context, browses=False, extra=['--float-key', private]) as stage:
        house = stage.house
        opened(house)
        sent(house, house.token, {'id': 'd1', 'kind': 'deposit', 'from': BANK, 'to': 'guest-1', 'amount': 5000})
        key = house.open_source('shop-1')

        def moment(hours):
            at = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(hours=hours)
            return at.strftime('%Y-%m-%dT%H:%M:%SZ')

        until = moment(4)
        wanted = {'id': 'f1', 'account': 'guest-1', 'shop': 'shop-1', 'amount': 2000, 'until': until}

        def ask(sender=key, **more):
            status, text, _ = house.send('POST', '/v1/floats', json.dumps({**wanted, **more}),
                                         Authorization='Bearer ' + sender)
            return status, json.loads(text)

        for more, code in (({'shop': 'shop-2'}, 'notYours'), ({'until': moment(-1)}, 'badUntil'),
                           ({'until': moment(25)}, 'badUntil'), ({'amount': 9999}, 'insufficientFunds'),
                           ({'account': 'nobody'}, 'unknownAccount'), ({'amount': 0}, 'amountNotPositive'),
                           ({'until': 'soon'}, 'malformedJSON'), ({'id': 'no id'}, 'malformedJSON')):
            status, told = ask(**more)
            assert 400 <= status < 500 and told['code'] == code, f'{more}: {status} {told}'
        assert ask(sender='no-key')[0] == 401
        status, told = ask()
        assert status == 200 and ask()[1] == told, told
        assert house.operate('GET', '/v1/accounts/guest-1')['available'] == 3000
        path = context.path('till', 'guest-1.float')
        with open(path, 'w') as file:
            file.write(told['float'])
        house.kill()

        def verify(*more, file=path, shop='shop-1', of=public):
            answer = context.command('wallet', 'float', 'verify', file, '--public-key', of, '--shop', shop, *more)
            assert answer.returncode in (0, 65), f'{answer.returncode} {answer.stderr}'
            return (answer.stdout if answer.returncode == 0 else answer.stderr).strip()

        assert '12.00 EUR is left' in verify('--amount', '800'), verify('--amount', '800')
        assert '0.00 EUR is left' in verify('--amount', '1200', '--spent', '800')
        assert 'exceedsFloat' in verify('--amount', '1201', '--spent', '800')
        assert 'otherShop' in verify(shop='shop-2')
        assert verify('--at', until).endswith('over'), verify('--at', until)
        other = context.command('door', 'keys', '--private-key', private + '2', '--public-key', public + '2')
        assert other.returncode == 0 and 'notSigned' in verify(of=public + '2')
        data = bytearray(base64.b64decode(told['float']))
        data[data.index(b'guest-1') + 6] ^= 3  # guest-2 pays.
        with open(path + '.other', 'w') as file:
            file.write(base64.b64encode(data).decode())
        assert 'notSigned' in verify(file=path + '.other')
        house.start()
        sold = [{'id': f's{number}', 'kind': 'charge', 'from': 'guest-1', 'to': 'shop-1', 'amount': amount,
                 'pending_id': 'f1'} for number, amount in enumerate((800, 700, 600))]
        answers = sent(house, key, *sold)
        assert [line['outcome'] for line in answers.values()] == ['booked', 'booked', 'refused'], answers
        assert answers['s2']['code'] == 'exceedsPending', answers
        assert ask()[1]['code'] == 'floatUsed', 'a till that forgot what it sold may sell it again'
        void = {'id': 'v1', 'kind': 'void', 'pending_id': 'f1', 'to': 'shop-1'}
        assert sent(house, key, void)['v1']['outcome'] == 'booked'
        assert ask()[1]['code'] == 'floatUsed'
        found = house.operate('GET', '/v1/accounts/guest-1')
        assert (found['balance'], found['available'], balance(house, 'shop-1')) == (3500, 3500, 1500), found
        house.stop()
        house.extra.clear()
        house.start()
        status, text, _ = house.send('POST', '/v1/floats', '{}', Authorization='Bearer ' + house.token)
        assert (status, json.loads(text)['code']) == (404, 'noFloats'), text
