"""A shop's own money, as its staff meets it: today by hour, charging, giving back, and a day that adds up."""
import csv
import html
import io
import re

import tap_cases
from door_cases import ANNA, FILE, sun
from floor_cases import member, page
from money_cases import balance, sent
from page_cases import SAY, Stage


def open_shops(house):
    """Two shops with money, and one charge below and one above what one person may give back."""
    answers = sent(
        house, house.token, {'account': 'bank', 'kind': 'house', 'currency': 'EUR', 'may_be_negative': True},
        {'account': 'warung', 'kind': 'shop', 'currency': 'EUR'},
        {'account': 'pancakes', 'kind': 'shop', 'currency': 'EUR'},
        {'account': 'guest-1', 'kind': 'guest', 'currency': 'EUR'},
        {'id': 'd1', 'kind': 'deposit', 'from': 'bank', 'to': 'guest-1', 'amount': 50000},
        {'id': 'c1', 'kind': 'charge', 'from': 'guest-1', 'to': 'warung', 'amount': 1250},
        {'id': 'c2', 'kind': 'charge', 'from': 'guest-1', 'to': 'warung', 'amount': 20000},
        {'id': 'c3', 'kind': 'charge', 'from': 'guest-1', 'to': 'pancakes', 'amount': 700})
    assert {line['outcome'] for line in answers.values()} == {'booked'}, answers


def refund(house, cookie, charge, amount, form=None, shop='warung'):
    """Fills in the form of giving back; answers its status, text and where it leads."""
    text = page(house, cookie, f'/shop/{shop}/refund?charge={charge}')[1]
    own = re.search(r'name="form" value="(rf-[\w-]+)"', text)
    status, text, headers = house.submit(cookie, f'/shop/{shop}/refund', charge=charge, amount=amount,
                                         form=form or (own[1] if own else 'rf-x'))
    return status, text, headers['Location']


def case_shop(context):
    """Hosts see the shops of their own zones and leads all; a shop shows its day, and the closing adds up."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        open_shops(house)
        hanna = member(house, admin, 'hanna', zones='warung')
        lea = member(house, admin, 'lea', 'lead')
        status, text, headers = house.send('GET', '/shop', Cookie=hanna)
        stage.check(status == 303 and headers['Location'] == '/shop/warung', f'the only shop is not opened: {status}')
        status, text, headers = house.send('GET', '/shop/warung', Cookie=hanna)
        stage.check(status == 200 and '€212.50' in text and '€12.50' in text, 'the day is not shown')
        stage.check('<svg' in text and 'aria-label' in text and '<table' in text, 'no figure with its numbers behind it')
        stage.check('€7.00' not in text, "another shop's money is shown")
        stage.check('guest-1' not in text, 'a guest is named')
        stage.check(SAY['chargeNeedsTill']['en'] in html.unescape(text) and '/shop/warung/charge' not in text,
                    'without the keys of the bands nothing says that no band is charged here')
        status, text, _ = house.submit(hanna, '/shop/warung/charge', form='sh-1', amount='1.00', band=sun(ANNA, 1))
        stage.check(status == 422, f'without the keys of the bands one is charged: {status}')
        kept = headers['Set-Cookie'] or ''
        stage.check(kept.startswith('senang_shop=warung'), 'the shop is not remembered')
        for elsewhere in ('pancakes', 'gate', 'nowhere', '%00'):
            for tail in ('', '/refund?charge=c3', '/closing', '/day.csv'):
                status, text = page(house, hanna, f'/shop/{elsewhere}{tail}')
                stage.check(status == 404 and '€7.00' not in text, f'{status} for a shop of others', elsewhere + tail)
        status, text = page(house, lea, '/shop?all=yes')
        stage.check('/shop/warung' in text and '/shop/pancakes' in text, 'a lead does not see all shops')
        stage.check(house.send('GET', '/shop')[2]['Location'] == '/sign-in', 'a stranger sees shops')

        stage.check(refund(house, hanna, 'c1', '2,50')[0] == 303, 'a small sum is not given back')
        status, text = page(house, hanna, '/shop/warung/closing')
        for told in ('€0.00', '€212.50', '€210.00', SAY['dayGoesOn']['en']):
            stage.check(told in text, 'the closing leaves something out', told)
        status, text = page(house, hanna, '/shop/warung/closing?day=2030-01-01')
        stage.check(text.count('€210.00') == 2, 'a later day does not begin with what the shop holds')
        status, text, headers = house.send('GET', '/shop/warung/day.csv', Cookie=hanna)
        rows = list(csv.DictReader(io.StringIO(text)))
        stage.check(headers['Content-Type'].startswith('text/csv'), headers['Content-Type'])
        stage.check([(row['kind'], row['amount']) for row in rows] == [
            ('charge', '12.50'), ('charge', '200.00'), ('refund', '-2.50')] and rows[2]['about'] == 'c1', f'{rows}')


def charge(house, cookie, text, amount, form=None, shop='warung'):
    """Fills in the form of charging a band; answers its status, text, where it leads, and the form's own name."""
    own = re.search(r'name="form" value="(sh-[\w-]+)"', page(house, cookie, f'/shop/{shop}')[1])
    form = form or (own[1] if own else 'sh-none')
    status, answer, headers = house.submit(cookie, f'/shop/{shop}/charge', form=form, amount=amount, band=text)
    return status, html.unescape(answer), headers['Location'], form


def case_shop_charge(context):
    """A band that proves itself pays on a shop's page, once and with a receipt; a bare number and a copy do not."""
    with Stage(context, browses=False, extra=['--band-keys', tap_cases.keys(context)]) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna', zones='warung')
        account = house.operate('POST', '/v1/bands', {
            'band': ANNA, 'rights': [{'zones': ['warung'], 'from': tap_cases.moment(-1), 'until': tap_cases.moment(8)}]})['account']
        sent(house, house.token, {'account': 'bank', 'kind': 'house', 'currency': 'EUR', 'may_be_negative': True},
             {'account': 'warung', 'kind': 'shop', 'currency': 'EUR'},
             {'account': 'pancakes', 'kind': 'shop', 'currency': 'EUR'},
             {'id': 'd1', 'kind': 'deposit', 'from': 'bank', 'to': account, 'amount': 2000})
        for text, wrong in ((ANNA, 'chargeBare'), (f'uid={ANNA}', 'chargeBare'), ('what is this?', 'chargeAgain'),
                            ('', 'chargeAgain'), (sun(ANNA, 1, meta=FILE), 'chargeBand'),
                            (sun('04000000000001', 1), 'chargeBand')):
            status, answer, _, _ = charge(house, hanna, text, '1.00')
            stage.check(status == 422 and SAY[f'shop-{wrong}']['en'] in answer, f'{text[:30]!r} is answered {status}')
        for amount in ('', '0', '-1', '1.234', '99999999999999999999', 'x'):
            status, answer, _, _ = charge(house, hanna, sun(ANNA, 1), amount)
            stage.check(status == 422 and SAY['shop-amountInvalid']['en'] in answer, f'{amount!r} is answered {status}')
        stage.check(balance(house, account) == 2000, 'what proves nothing pays')

        shown = sun(ANNA, 1)
        status, _, where, form = charge(house, hanna, shown, '5,00')
        stage.check(status == 303 and where.startswith('/shop/warung/receipt?charge=sh-'), f'{status} {where}')
        status, answer = page(house, hanna, where)
        stage.check(status == 200 and '€5.00' in answer and form in answer and account not in answer, f'the receipt: {status}')
        for _ in range(2):
            stage.check(charge(house, hanna, shown, '5,00', form)[0] == 303, 'sent again it is answered differently')
        status, answer, _, _ = charge(house, hanna, shown, '6.00', form)
        stage.check(status == 422 and SAY['shop-formDone']['en'] in answer, f'an old form is answered {status}')
        stage.check(balance(house, account) == 1500, 'sent again it is charged again')
        house.kill()
        house.start()
        status, answer, _, _ = charge(house, hanna, shown, '5,00')
        stage.check(status == 422 and SAY['shop-chargeAgain']['en'] in answer, f'what was shown is good twice: {status}')
        till = house.open_source('till-9')
        status, answer, _ = house.send(
            'POST', '/v1/taps', f'{{"id": "t-1", "zone": "warung", "text": "{shown}", "for": "pay", "amount": 1}}',
            Authorization='Bearer ' + till)
        stage.check('"replayed"' in answer, f'a till takes what the page took: {answer}')
        status, answer, _, _ = charge(house, hanna, sun(ANNA, 2), '15.01')
        stage.check(status == 422 and SAY['shop-chargeOther']['en'] in answer, f'more than there is: {status}')
        stage.check(balance(house, account) == 1500 and '15.00' not in answer, 'it is charged, or tells what there is')
        stage.check(charge(house, hanna, sun(ANNA, 3), '1.00', shop='pancakes')[0] == 404, "another's shop charges")
        status = house.send('POST', '/shop/warung/charge', 'form=sh-9&amount=1', Cookie=hanna, Origin='http://elsewhere.example')[0]
        stage.check(status == 403, f'another site charges: {status}')
        for other in ('sh-none', 'd1', 'x', '%00'):
            stage.check(page(house, hanna, f'/shop/warung/receipt?charge={other}')[0] == 404, 'a receipt of nothing', other)
        stage.check('€5.00' in page(house, hanna, '/shop/warung')[1], 'the day leaves it out')
        # The negative control: a fresh reading of the same band does pay.
        stage.check(charge(house, hanna, sun(ANNA, 4), '15.00')[0] == 303 and balance(house, account) == 0, 'nothing pays')


def case_shop_refund(context):
    """A charge is given back at most once and by its own shop; above the limit only when a second person says yes."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        open_shops(house)
        hanna = member(house, admin, 'hanna', zones='warung')
        hugo = member(house, admin, 'hugo', zones='warung', full='Hugo Bos')
        for amount, wrong in (('', 'amountInvalid'), ('-1', 'amountInvalid'), ('0', 'amountInvalid'), ('1.234', 'amountInvalid'),
                              ('99999999999999999999', 'amountInvalid'), ('12.51', 'exceedsCharge')):
            status, text, _ = refund(house, hanna, 'c1', amount)
            stage.check(status == 422 and SAY[f'shop-{wrong}']['en'] in text, f'{amount!r} is answered {status}')
            kept = re.search(r'name="amount"[^>]* value="([^"]*)"', text)
            stage.check(kept and kept[1] == amount, f'{amount!r} is not kept as it was typed: {kept and kept[1]!r}')
        text = page(house, hanna, '/shop/warung/refund?charge=c1')[1]
        stage.check('name="amount"' in text and 'value="12.50"' in text, 'the form does not begin with what is left')
        for charge in ('c3', 'd1', 'x', '', '%00'):
            status, text, _ = refund(house, hanna, charge, '1.00')
            stage.check(status == 422 and SAY['shop-chargeGone']['en'] in text, f'{charge!r} is answered {status}')
        before = balance(house, 'guest-1')
        for _ in range(3):
            refund(house, hanna, 'c1', '5.00', form='rf-the-same')
        stage.check(balance(house, 'guest-1') == before + 500, 'sent again it is given again')

        status, text, _ = refund(house, hanna, 'c1', '1.00', form='rf-the-same')
        stage.check(status == 422 and SAY['shop-formDone']['en'] in text, f'an old form is answered {status}')
        refund(house, hanna, 'c1', '7,50', form='rf-the-rest')
        text = page(house, hanna, '/shop/warung')[1]
        stage.check('refund?charge=c1"' not in text and 'refund?charge=c2"' in text,
                    'what nothing is left of may be given back, or what is left may not')
        status, text, _ = refund(house, hanna, 'c1', '7,50', form='rf-the-rest')
        stage.check(status == 422 and SAY['shop-formDone']['en'] in text, f'back after all is given: {status}')
        before += 750
        stage.check(balance(house, 'guest-1') == before + 500, 'an old form gives again')

        status, _, where = refund(house, hanna, 'c2', '200.00')
        stage.check(status == 303 and where.endswith('done=waits'), f'a large sum is not asked about: {status} {where}')
        stage.check(balance(house, 'guest-1') == before + 500, 'a large sum is given back alone')
        own, other = (page(house, who, '/shop/warung')[1] for who in (hanna, hugo))
        request = re.search(r'name="request" value="(rf-[\w-]+)"', other)[1]
        stage.check('value="yes"' in other and 'value="yes"' not in own, 'whoever asked is offered to say yes')
        waits = other[other.index(SAY['waitsForSecond']['en']):other.index('name="request"')]
        stage.check(waits.count('€200.00') == 2 and '(c2)' in waits and 'hanna' in waits.lower(),
                    f'a second person does not read of which payment: {waits}')
        stage.check('refund?charge=c2"' not in other, 'what waits is not counted')
        status, text, _ = refund(house, hanna, 'c2', '1.00', form='rf-besides')
        stage.check(status == 422 and SAY['shop-chargeGone']['en'] in text, f'more than there is waits: {status}')
        status, text, _ = house.submit(hanna, '/shop/warung/waiting', request=request, **{'is': 'yes'})
        stage.check(status == 422 and SAY['shop-samePerson']['en'] in text, f'whoever asked says yes: {status}')
        elsewhere = member(house, admin, 'erik', zones='pancakes')
        for shop in ('warung', 'pancakes'):
            status = house.submit(elsewhere, f'/shop/{shop}/waiting', request=request, **{'is': 'yes'})[0]
            stage.check(status in (404, 422), f'another shop says yes: {status}')
        house.kill()
        house.start()
        stage.check(house.submit(hugo, '/shop/warung/waiting', request=request, **{'is': 'yes'})[0] == 303, 'a yes is not taken')
        stage.check(balance(house, 'guest-1') == before + 20500, 'a yes gives nothing back')
        status, text, _ = house.submit(hugo, '/shop/warung/waiting', request=request, **{'is': 'no'})
        stage.check(status == 422 and SAY['shop-noRequest']['en'] in text, f'what was answered is answered again: {status}')
        status = house.send('POST', '/shop/warung/waiting', 'is=yes', Cookie=hugo, Origin='http://elsewhere.example')[0]
        stage.check(status == 403, f'another site says yes: {status}')


def case_shop_stuck(context):
    """A refund that waits and can no longer be booked says so: it is declined, and never confirmed."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        open_shops(house)
        hanna = member(house, admin, 'hanna', zones='warung')
        hugo = member(house, admin, 'hugo', zones='warung')
        stage.check(refund(house, hanna, 'c2', '150.00')[2].endswith('done=waits'), 'it does not wait')
        stuck = SAY['cannotBeBooked']['en']
        text = html.unescape(page(house, hugo, '/shop/warung')[1])
        stage.check(stuck not in text and 'value="yes"' in text, 'what can be booked is said to be stuck')
        answers = sent(house, house.token, {'id': 'r9', 'kind': 'refund', 'from': 'warung', 'to': 'guest-1', 'amount': 10000,
                                            'pending_id': 'c2'})
        stage.check(answers['r9']['outcome'] == 'booked', f'{answers}')
        text = html.unescape(page(house, hugo, '/shop/warung')[1])
        stage.check(stuck in text and 'value="yes"' not in text and 'value="no"' in text, 'what is stuck is offered to be confirmed')
        request = re.search(r'name="request" value="(rf-[\w-]+)"', text)[1]
        stage.check(house.submit(hugo, '/shop/warung/waiting', request=request, **{'is': 'no'})[0] == 303, 'it is not declined')
        stage.check('name="request"' not in page(house, hugo, '/shop/warung')[1], 'what was declined still waits')


def case_shop_amounts(context):
    """A thousand is written in either notation; what could be two sums is refused and says how to write it."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        open_shops(house)
        sent(house, house.token, {'id': 'd2', 'kind': 'deposit', 'from': 'bank', 'to': 'guest-1', 'amount': 400000},
             {'id': 'c9', 'kind': 'charge', 'from': 'guest-1', 'to': 'warung', 'amount': 375000})
        hanna = member(house, admin, 'hanna', zones='warung')
        for amount in ('1.250', '1,250', '12.5.0', '1.25,000'):
            status, text, _ = refund(house, hanna, 'c9', amount)
            stage.check(status == 422 and SAY['shop-amountInvalid']['en'] in text, f'{amount!r} is answered {status}')
        for amount in ('1.250,00', '1,250.00', '1 250,00'):
            status, _, where = refund(house, hanna, 'c9', amount)
            stage.check(status == 303 and where.endswith('done=waits'), f'{amount!r} is answered {status} {where}')
        text = page(house, hanna, '/shop/warung')[1]
        stage.check(text.count('<strong>€1,250.00</strong>') == 3, 'another sum was read')
        stage.check(text.index('id="charge"') < text.index(SAY['lastPayments']['en']), 'charging stands below the payments')
