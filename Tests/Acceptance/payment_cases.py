"""Top-ups by way of a payment provider: booked once, whatever its calls do, and never by anybody else's word.

The provider is `fake_provider.py`, over real HTTP, with signatures made by another library than the program's.
"""
import html
import http.client
import json
import os
import random
import re
import threading
import time

import fake_provider
from choice_cases import own_link
from context import check
from floor_cases import ANNS, arrive, page
from money_cases import balance, lines, sent
from own_band_cases import ANN, issue
from page_cases import SAY, Stage

GUESTS = [f'guest-{number}' for number in range(6)]
TOLERANCE = 300


class Scene:
    """A house with a provider beside it, and guests."""

    def __init__(self, context, stage):
        self.house = stage.house
        key_file = context.path('provider.key')
        api_key, secret = fake_provider.new_keys(key_file)
        self.provider = fake_provider.Provider(api_key, secret)
        self.provider.callback = f'http://127.0.0.1:{self.house.port}/v1/payments/callback'
        self.key_file = key_file
        self.house.stop()
        self.house.extra += ['--payments', self.provider.origin, '--payments-key', key_file]
        self.house.start()

    def __enter__(self):
        self.provider.__enter__()
        answers = sent(self.house, self.house.token,
                       *[{'account': guest, 'kind': 'guest', 'currency': 'EUR'} for guest in GUESTS],
                       {'account': 'shop-1', 'kind': 'shop', 'currency': 'EUR'})
        assert {line['outcome'] for line in answers.values()} == {'booked'}, answers
        return self

    def __exit__(self, *more):
        self.provider.__exit__(*more)

    def ask(self, name, account='guest-0', amount=2500, key=None, **more):
        """Asks for a top-up; answers the status and what is said."""
        status, text, _ = self.house.send(
            'POST', '/v1/topups', json.dumps({'id': name, 'account': account, 'amount': amount, **more}),
            Authorization='Bearer ' + (key or self.house.token))
        return status, json.loads(text)

    def begun(self, name, account='guest-0', amount=2500):
        """The provider's name of a top-up that is new."""
        status, told = self.ask(name, account, amount)
        assert status == 200 and told['state'] == 'asked' and told['page'].startswith(self.provider.origin), told
        return told['payment']

    def state(self, name, query=''):
        return self.house.operate('GET', f'/v1/topups/{name}{query}')

    def deposits(self, account='guest-0'):
        return self.house.operate('GET', f'/v1/accounts/{account}/statement')['lines']


def case_topup_paid(context):
    """Somebody asks, pays on the provider's page and comes back, and the money is there once."""
    with Stage(context, browses=False) as stage, Scene(context, stage) as scene:
        payment = scene.begun('top-1')
        again, told = scene.ask('top-1')
        check(again == 200 and told['payment'] == payment and scene.provider.created == 1, f'{told}')
        page = http.client.HTTPConnection('127.0.0.1', scene.provider.server.server_port, timeout=20)
        page.request('GET', f'/pay/{payment}')
        check(b'2500' in page.getresponse().read(), 'the page does not tell the sum')
        page.request('POST', f'/pay/{payment}', 'do=paid')
        answer = page.getresponse()
        check(answer.status == 303 and answer.getheader('Location'), f'{answer.status}')
        page.close()
        check(scene.state('top-1')['state'] == 'paid' and balance(scene.house, 'guest-0') == 2500, 'nothing came')
        check(scene.ask('top-1')[1]['state'] == 'paid' and scene.provider.created == 1, 'paid, and asked for again')
        check(scene.ask('top-1', amount=2600)[1]['code'] == 'topUpDiffers', 'another sum under the id')
        check([line['id'] for line in scene.deposits()] == [f'payment-{payment}'], f'{scene.deposits()}')
        # A call that was lost: asked for, the provider tells.
        lost = scene.begun('top-2', 'guest-1')
        scene.provider.payments[lost]['status'] = 'paid'
        check(scene.state('top-2')['state'] == 'asked' and balance(scene.house, 'guest-1') == 0, 'nobody told')
        check(scene.state('top-2', '?ask=1')['state'] == 'paid' and balance(scene.house, 'guest-1') == 2500, 'not asked')
        till = scene.house.open_source('shop-1')
        check(scene.ask('top-3', key=till)[0] == 200 and scene.ask('top-4', key='no-key')[0] == 401, 'who may ask')
        for more, code in (({'account': 'nobody'}, 'unknownAccount'), ({'amount': 0}, 'amountNotPositive'),
                           ({'account': 'shop-1'}, 'wrongDirection'), ({'currency': 'JPY'}, 'currencyDiffers')):
            status, told = scene.ask('top-5', **more)
            check(status == 409 and told['code'] == code, f'{more}: {status} {told}')
        check(scene.ask('top-5', return_url='javascript:alert(1)')[0] == 400, 'any return address will do')
        check(scene.ask('no id')[0] == 400, 'any id will do')


class OwnPage:
    """Somebody's own page, on which they put money on their account."""

    def __init__(self, house, admin):
        self.house = house
        self.path = own_link(house, admin, 'ann', reason='service')

    def form(self):
        """What stands hidden in the form."""
        status, text = page(self.house, None, self.path + '/topup')
        check(status == 200, f'the form is answered {status}')
        return dict(re.findall(r'type="hidden" name="(form|account)" value="([\w-]+)"', text))

    def send(self, amount, **fields):
        """The status, the text, where it leads, and the cookie that is set."""
        status, text, headers = self.house.submit(
            None, self.path + '/topup', **{**(fields or self.form()), 'amount': amount})
        return status, html.unescape(text), headers['Location'], (headers['Set-Cookie'] or '').split(';')[0]

    def begin(self, amount):
        """A top-up that is new: the form's own name, the provider's, and the cookie."""
        fields = self.form()
        status, text, _, cookie = self.send(amount, **fields)
        found = re.search(r'href="(http://[^"]+/pay/(pay_\w+))"', text)
        check(status == 200 and found, f'nothing leads to the provider: {status}')
        return fields, found[2], cookie


def case_topup_own(context):
    """Guests put money on their own account and come back to a page that says how it stands; pressed twice it is one."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        with Scene(context, stage) as scene:
            provider = scene.provider
            arrive(house, 'ann', ANNS)
            account = issue(house, 'ann', ANN)['account']
            own = OwnPage(house, admin)
            stage.check(own.path + '/topup' in page(house, None, own.path)[1], 'nothing leads to the form')
            fields = own.form()
            stage.check(fields['account'] == account and fields['form'].startswith('tu-'), f'{fields}')
            for amount in ('', '0', '0.99', '1000.01', '-5', 'x', '99999999999999999999'):
                status, text, _, _ = own.send(amount, **fields)
                stage.check(status == 422 and SAY['topUp-amountInvalid']['en'] in text, f'{amount!r} is answered {status}')
            for wrong in ({'account': 'guest-0'}, {'account': ''}, {'form': 'top-1'}, {'form': ''}):
                status, text, _, _ = own.send('5.00', **{**fields, **wrong})
                stage.check(status == 422 and SAY['topUp-refused']['en'] in text, f'{wrong} is answered {status}')
            stage.check(provider.created == 0, 'something was begun')
            provider.answer = (500, {})
            status, text, _, _ = own.send('25,00', **fields)
            stage.check(status == 422 and SAY['topUp-failed']['en'] in text and fields['form'] in text,
                        f'a provider that is away is answered {status}')
            provider.answer = None
            # Whoever is paid for by another puts on nothing: their band would not spend it.
            arrive(house, 'bob', {'band': 'band-bob'})
            issue(house, 'ann', ANN, group='g-family')
            bob = issue(house, 'bob', '04A1B2C3D4E5F6', group='g-family', payer='ann')['account']
            bobs, before = own_link(house, admin, 'bob', reason='service'), provider.created
            stage.check('/topup' not in page(house, None, bobs)[1], 'somebody who is paid for is led to the form')
            stage.check(page(house, None, bobs + '/topup')[0] == 303, 'somebody who is paid for is shown the form')
            status = house.submit(None, bobs + '/topup', form='tu-bob', account=bob, amount='5.00')[0]
            stage.check(status in (303, 422) and provider.created == before, f'somebody who is paid for puts on money: {status}')

            own = OwnPage(house, admin)  # A link is opened thirty times a minute at most.
            status, text, _, cookie = own.send('25,00', **fields)
            again = own.send('25,00', **fields)
            links = [re.findall(r'href="(http://[^"]+/pay/pay_\w+)"', each) for each in (text, again[1])]
            stage.check(links[0] == links[1] and len(links[0]) == 1 and provider.created == 1, f'pressed twice: {links}')
            payment = links[0][0].rpartition('/')[2]
            told = json.dumps(provider.payments[payment])
            back = '/topup/' + fields['form']
            stage.check(provider.payments[payment]['return_url'] == house.origin + back, f'they come back to {told}')
            stage.check(own.path.rpartition('/')[2] not in told and account not in told, 'the provider learns whose it is')
            status, text = page(house, None, back)
            stage.check(status == 200 and SAY['topUp-state-asked']['en'] in text and '€25.00' in text, f'waiting: {status}')
            stage.check('href="/me/' not in text and own.path in page(house, cookie, back)[1], 'the way back')
            stage.check(balance(house, account) == 0, 'it is on the band before it is paid')
            provider.press(payment, b'do=paid')
            text = page(house, None, back)[1]
            stage.check(SAY['topUp-state-paid']['en'] in text and balance(house, account) == 2500, 'it is paid, and not told')
            status, _, where, _ = own.send('25,00', **fields)
            stage.check((status, where) == (303, back) and provider.created == 1, f'pressed once more: {status} {where}')

            # Nobody told that it is paid: the page asks.
            fields, payment, _ = own.begin('10.00')
            provider.payments[payment]['status'] = 'paid'
            text = page(house, None, '/topup/' + fields['form'])[1]
            stage.check(SAY['topUp-state-paid']['en'] in text and balance(house, account) == 3500, 'the page does not ask')
            for state in ('failed', 'expired'):
                fields, payment, _ = own.begin('10.00')
                provider.press(payment, f'do={state}'.encode())
                text = page(house, None, '/topup/' + fields['form'])[1]
                stage.check(SAY[f'topUp-state-{state}']['en'] in text, f'{state} is not told')
            fields, payment, _ = own.begin('10.00')
            provider.call(provider.event(payment, 'paid', amount={'value': 1001, 'currency': 'EUR'}))
            text = page(house, None, '/topup/' + fields['form'])[1]
            stage.check(SAY['topUp-state-doubt']['en'] in text, 'a doubt is not told')
            stage.check(balance(house, account) == 3500, 'what was not paid is on the band')
            scene.begun('top-1')
            for other in ('top-1', 'tu-nothing', '%00', 'a' * 70):
                stage.check(page(house, None, '/topup/' + other)[0] == 404, 'a page of nothing', other)
            status = house.send('POST', own.path + '/topup', 'amount=5', Origin='http://elsewhere.example')[0]
            stage.check(status == 403, f'another site puts money on: {status}')


def case_topup_forged(context):
    """A call that is not the provider's, or not of now, books nothing; so does another sum, which the operator is told."""
    with Stage(context, browses=False) as stage, Scene(context, stage) as scene:
        provider, payment = scene.provider, scene.begun('top-1')
        body = provider.event(payment, 'paid')
        good = fake_provider.signed(provider.secret, 'msg_1', body)
        now = int(time.time())
        forged = [
            ({}, body, 'unsigned'),
            ({**good, 'webhook-signature': ''}, body, 'unsigned'),
            ({**good, 'webhook-timestamp': 'now'}, body, 'unsigned'),
            ({**good, 'webhook-signature': 'v1,' + 'A' * 43 + '='}, body, 'forged'),
            ({**good, 'webhook-id': 'msg_2'}, body, 'forged'),
            ({**good, 'webhook-timestamp': str(now - 7)}, body, 'forged'),
            (good, body.replace(b'2500', b'9900'), 'forged'),
            (fake_provider.signed(b'another secret of 32 bytes......', 'msg_1', body), body, 'forged'),
            (fake_provider.signed(provider.secret, 'msg_1', body, at=now - TOLERANCE - 1), body, 'tooOld'),
            (fake_provider.signed(provider.secret, 'msg_1', body, at=now + TOLERANCE + 60), body, 'tooNew')]
        for headers, sending, code in forged:
            status, told = provider.send(sending, headers)
            check(status == 401 and told['code'] == code, f'{code}: {status} {told}')
        for nonsense in (b'{}', b'[]', b'\xff', b'{"data": {"id": "pay 1"}}', b'null'):
            status, told = provider.call(nonsense)
            check(status == 400 and told['code'] == 'unreadable', f'{nonsense}: {status} {told}')
        large = b'{"data": "' + b'x' * (70 << 10) + b'"}'
        check(provider.call(large)[0] == 413, 'a body without a bound')
        check(balance(scene.house, 'guest-0') == 0 and not scene.deposits(), 'a forged call books')
        for changes, doubt in (({'amount': {'value': 2501, 'currency': 'EUR'}}, 'amountDiffers'),
                               ({'amount': {'value': 2500, 'currency': 'USD'}}, 'amountDiffers'),
                               ({'id': 'pay_other'}, 'paymentDiffers'), ({'reference': 'top-9'}, 'unknownTopUp')):
            for _ in range(2):
                status, told = provider.call(provider.event(payment, 'paid', **changes))
                check(status == 200 and told['outcome'] == doubt, f'{changes}: {status} {told}')
        check(balance(scene.house, 'guest-0') == 0 and not scene.deposits(), 'another sum books')
        doubted = scene.house.operate('GET', '/v1/topups')['doubted']
        check([one['id'] for one in doubted] == ['top-1'] and doubted[0]['doubt'] == 'paymentDiffers', f'{doubted}')
        with open(scene.house.log_path) as log:
            told = log.read()
        check(told.count('amountDiffers; nothing was booked') == 1 and 'top-9' in told, f'the operator heard: {told[-600:]}')
        # The negative control: the same call, unaltered, does book.
        check(provider.send(body, good) == (200, {'outcome': 'settled'}), 'the good call is refused as well')
        check(balance(scene.house, 'guest-0') == 2500 and not scene.house.operate('GET', '/v1/topups')['doubted'], 'no')
        # The provider answers something else than was asked: nobody is sent to its page.
        for answer, code in (((201, {'id': 'p', 'status': 'open', 'amount': {'value': 1, 'currency': 'EUR'},
                                     'reference': 'top-2', 'checkout_url': scene.provider.origin + '/p'}), 'providerDiffers'),
                             ((201, {'id': 'p', 'status': 'open', 'amount': {'value': 2500, 'currency': 'EUR'},
                                     'reference': 'top-2', 'checkout_url': 'javascript:alert(1)'}), 'providerDiffers'),
                             ((201, {}), 'providerDiffers'), ((403, {}), 'providerRefused'),
                             ((500, {}), 'providerUnreachable')):
            provider.answer = answer
            check(scene.ask('top-2')[1]['code'] == code, f'{answer} is not {code}')
        provider.answer = None
        scene.begun('top-2')


class Caller(threading.Thread):
    """Sends calls of many payments, in its own order and several times, until each is answered."""

    def __init__(self, provider, calls, seed):
        super().__init__(daemon=True)
        self.provider, self.calls = provider, calls * 2
        random.Random(seed).shuffle(self.calls)
        self.retries, self.other = 0, []

    def run(self):
        for name, body in self.calls:
            while True:
                try:
                    status, told = self.provider.call(body, name=name)
                except (OSError, http.client.HTTPException, ValueError):
                    self.retries += 1
                    time.sleep(0.02)
                    continue
                if status == 200:
                    break
                self.other.append((status, told))
                time.sleep(0.02)


def case_topup_storm(context):
    """Calls doubled, reordered and late from eight threads, the server killed between them: each payment counts once."""
    count, kills = context.pick((60, 3), (400, 12))
    with Stage(context, browses=False) as stage, Scene(context, stage) as scene:
        chance = random.Random(context.seed)
        calls, expected = [], {guest: 0 for guest in GUESTS}
        for number in range(count):
            guest, amount = chance.choice(GUESTS), chance.randint(1, 9000)
            payment = scene.begun(f'top-{number}', guest, amount)
            states = chance.choice([['paid'], ['paid', 'failed'], ['expired', 'paid'], ['failed'], ['expired', 'failed'],
                                    ['open', 'paid'], ['paid', 'refunded'], ['paid', 'expired', 'failed']])
            for place, state in enumerate(states):
                calls.append((f'msg-{number}-{place}', scene.provider.event(payment, state)))
            if chance.random() < 0.2:
                wrong = {'amount': {'value': amount + 1, 'currency': 'EUR'}}
                calls.append((f'msg-{number}-wrong', scene.provider.event(payment, 'paid', **wrong)))
            if 'paid' in states and 'refunded' not in states:
                expected[guest] += amount
        callers = [Caller(scene.provider, calls, seed) for seed in range(8)]
        for caller in callers:
            caller.start()
        for _ in range(kills):
            time.sleep(0.15)
            scene.house.kill()
            scene.house.start()
        for caller in callers:
            caller.join(240)
            check(not caller.is_alive(), 'a call is never answered')
        retries, other = sum(caller.retries for caller in callers), [line for caller in callers for line in caller.other]
        check(retries > 0, 'the kills met nobody')
        check(all(status == 503 for status, _ in other), f'{other[:3]}')
        found = {guest: balance(scene.house, guest) for guest in GUESTS}
        check(found == expected, f'{found} are not {expected}')
        check(balance(scene.house, 'payments-EUR') == -sum(found.values()), 'the sum is not zero')
        for guest in GUESTS:
            names = [line['id'] for line in scene.deposits(guest)]
            check(len(names) == len(set(names)), f'{guest} has {names}')
        house = scene.house
        house.stop()
        digests = {context.command('digest', '--data', house.folder, *way).stdout.split()[0] for way in ((), ('--full',))}
        check(len(digests) == 1, 'folded from the first row, the top-ups are others')
        return f'{count} payments, {16 * len(calls)} calls, {retries} sent again'


def case_topup_killed(context):
    """What was asked for before the server was killed is known to the call that comes afterwards; keys are kept close."""
    with Stage(context, browses=False) as stage, Scene(context, stage) as scene:
        payment = scene.begun('top-1')
        scene.house.kill()
        body = scene.provider.event(payment, 'paid')
        try:
            scene.provider.call(body, name='msg_1')
            check(False, 'who answers?')
        except OSError:
            pass
        scene.house.start()
        check(scene.provider.call(body, name='msg_1') == (200, {'outcome': 'settled'}), 'it is not known any more')
        scene.house.kill()
        scene.house.start()
        check(scene.provider.call(body, name='msg_1') == (200, {'outcome': 'known'}), 'it is booked again')
        check(balance(scene.house, 'guest-0') == 2500, 'the money is gone')
        # Who spent the money and gets it back from the provider: nobody goes below zero, somebody looks.
        sent(scene.house, scene.house.token,
             {'id': 'c1', 'kind': 'charge', 'from': 'guest-0', 'to': 'shop-1', 'amount': 100})
        status, told = scene.provider.call(scene.provider.event(payment, 'refunded'))
        check((status, told['outcome']) == (200, 'notTakenBack') and balance(scene.house, 'guest-0') == 2400, f'{told}')
        scene.house.stop()
        os.chmod(scene.key_file, 0o644)
        binary = context.command('serve', '--venue', scene.house.venue, '--data', scene.house.folder, '--port', '0',
                                 *scene.house.extra)
        check(binary.returncode == 78 and 'chmod 600' in binary.stderr, f'{binary.returncode} {binary.stderr}')
        secret = open(scene.key_file).read().split()[3]
        with open(scene.house.log_path) as log:
            check(secret not in log.read(), 'a key is in the log')


def case_topup_none(context):
    """Without a provider there are no top-ups, and a call is told so."""
    with Stage(context, browses=False) as stage:
        for method, path in (('POST', '/v1/topups'), ('GET', '/v1/topups'), ('GET', '/v1/topups/x'),
                             ('POST', '/v1/payments/callback')):
            answer, data = stage.house.ask(method, path, lines({'id': 'x'}) if method == 'POST' else None)
            check(answer.status == 404 and json.loads(data)['code'] == 'noPayments', f'{path}: {answer.status} {data}')
