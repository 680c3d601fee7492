"""A guest's own view of their band, and the phone as a key: read from the page as a reader at a door would."""
import html
import json
import os
import re
import subprocess
import time
from datetime import datetime, timedelta, timezone

from choice_cases import own_link
from context import check
from door_cases import House as Doors
from floor_cases import ANNS, arrive, page
from money_cases import balance, sent
from page_cases import SAY, Stage
from server import Refused

ANN, BOB, KIM = '04DE5F1EACC040', '04A1B2C3D4E5F6', '04B1B2B3B4B5B6'
POWERS = ['key', 'wallet', 'pass']

# A Python of its own reads the square as a reader would (PyPI's zxing-cpp), and what it says with PyPI's cwt.
READER = """
import base64, json, re, sys
import numpy, zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat
from cwt import COSEKey, decode
told = json.load(sys.stdin)
text = told.get('token')
if text is None:
    side = told['side']
    dots = numpy.full((side, side), 255, numpy.uint8)
    for x, y, width in re.findall(r'M(\\d+) (\\d+)h(\\d+)', told['path']):
        dots[int(y), int(x):int(x) + int(width)] = 0
    found = zxingcpp.read_barcodes(numpy.kron(dots, numpy.ones((5, 5), numpy.uint8)))
    assert len(found) == 1, f'{len(found)} squares are read'
    text = found[0].text
public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(told['public_key']))
pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
key = COSEKey.from_pem(pem, kid=bytes.fromhex(told['kid']))
claims = decode(base64.urlsafe_b64decode(text + '=' * (-len(text) % 4)), key)
print(json.dumps({'text': text, 'claims': {str(name): value.hex() if isinstance(value, bytes) else value
                                           for name, value in claims.items()}}))
"""


def moment(**after):
    return (datetime.now(timezone.utc) + timedelta(**after)).strftime('%Y-%m-%dT%H:%M:%SZ')


def issue(house, person, band, zones=('warung',), **more):
    """A desk gives somebody a band that opens zones until tomorrow."""
    right = {'zones': list(zones), 'from': moment(hours=-1), 'until': moment(hours=24)}
    return house.operate('POST', '/v1/bands', {
        'person': person, 'band': band, 'powers': POWERS, 'rights': [right], **more})


def with_money(house, account):
    """Ten euros, of which 3.50 are spent and 2.00 held."""
    answers = sent(
        house, house.token, {'account': 'bank', 'kind': 'house', 'currency': 'EUR', 'may_be_negative': True},
        {'account': 'warung', 'kind': 'shop', 'currency': 'EUR'},
        {'id': 'd1', 'kind': 'deposit', 'from': 'bank', 'to': account, 'amount': 1000},
        {'id': 'c1', 'kind': 'charge', 'from': account, 'to': 'warung', 'amount': 350},
        {'id': 'p1', 'kind': 'pending', 'from': account, 'to': 'warung', 'amount': 200})
    assert {line['outcome'] for line in answers.values()} == {'booked'}, answers


def issuer(house):
    (only,) = house.operate('GET', '/v1/phone-keys/issuers')['issuers']
    return only


def read_key(house, **told):
    """What a reader reads from a square, or of a token, checked by another library."""
    python = os.path.join('.build', 'python', 'bin', 'python')
    check(os.path.exists(python), f'{python} is missing; run script/bootstrap --tests')
    known = issuer(house)
    told |= {'kid': known['id'], 'public_key': known['public_key']}
    made = subprocess.run([python, '-c', READER], input=json.dumps(told), capture_output=True, text=True)
    check(made.returncode == 0, made.stderr)
    answer = json.loads(made.stdout)
    return answer['text'], {int(name): value for name, value in answer['claims'].items()}


def square(text):
    """The square of a page."""
    found = re.search(r'viewBox="0 0 (\d+) \1"[^>]*role="img" aria-label="[^"]+"[^>]*><path d="([^"]+)"', text)
    check(found, 'the page shows no square')
    return {'side': int(found[1]), 'path': found[2]}


def turn(house, path, power, to, place=0):
    """Presses the button beside a power, as the page has it; answers the status."""
    text = page(house, None, path)[1]
    forms = re.findall(rf'name="power" value="{power}"><input type="hidden" name="to" value="(\w+)">'
                       r'<input type="hidden" name="whose" value="([\w-]+)">', text)
    check(len(forms) > place and forms[place][0] == to, f'{power} cannot be switched {to}: {forms}')
    return house.submit(None, path + '/turn', power=power, to=to, whose=forms[place][1])[0]


def refused_key(house, person):
    try:
        house.operate('GET', f'/v1/people/{person}/phone-key')
    except Refused as refusal:
        return re.search(r'"code":"(\w+)"', str(refusal))[1]
    return None


def case_own_band(context):
    """Behind their own link guests see what their band is good for, pay and get receipts, and block it when it is lost."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS, name='Annelies Brouwer')
        issued = issue(house, 'ann', ANN, limits={'day': 5000})
        with_money(house, issued['account'])
        path = own_link(house, admin, 'ann', reason='service')
        status, text = page(house, None, path)
        stage.check(status == 200, f'the page is answered {status}')
        for told in ('…C040', 'Warung', '€6.50', '€2.00', '€4.50', '€50.00', *(SAY[f'power-{word}']['en'] for word in POWERS)):
            stage.check(told in text, 'the page leaves out what is on the band', told)
        stage.check('/topup' not in text and page(house, None, path + '/topup')[0] == 404,
                    'without a payment provider somebody is offered to put money on')
        status, text = page(house, None, path + '/payments')
        stage.check(text.count('/receipt/') == 2, 'a hold is a payment, or one is missing')
        status, text = page(house, None, path + '/receipt/c1')
        stage.check(status == 200 and 'Warung' in text and '-€3.50' in text.replace('−', '-'), 'a receipt does not say what was paid')
        for other in ('p1', 'x1', '%00', 'a' * 70):
            status = page(house, None, f'{path}/receipt/{other}')[0]
            stage.check(status == 404, f'a receipt of another is answered {status}', other)

        for power in POWERS:
            stage.check(turn(house, path, power, 'off') == 303, 'a power is not switched off', power)
            stage.check(power not in house.operate('GET', f'/v1/bands/{ANN}')['powers'], 'what is off counts', power)
            stage.check(turn(house, path, power, 'on') == 303, 'a power is not switched on again', power)
        stage.check(house.operate('GET', f'/v1/bands/{ANN}')['powers'] == POWERS, 'not all is as before')
        path = own_link(house, admin, 'ann', reason='service')  # A link is opened thirty times a minute at most.
        turn(house, path, 'wallet', 'off')
        issue(house, 'ann', ANN, limits={'day': 5000})
        stage.check('wallet' not in house.operate('GET', f'/v1/bands/{ANN}')['powers'],
                    'a desk switches on what a guest switched off')
        for fields in ({}, {'power': 'key', 'to': 'on', 'whose': 'k-nobody'}, {'power': 'x', 'to': 'off', 'whose': 'k'}):
            status, text, _ = house.submit(None, path + '/turn', **fields)
            stage.check(status == 422 and SAY['bandChanged']['en'] in text, f'{fields} is answered {status}')
        status = house.send('POST', path + '/turn', 'power=key', Origin='http://elsewhere.example')[0]
        stage.check(status == 403, f'another site switches: {status}')

        issue(house, 'bob', BOB)
        status, text, _ = house.submit(None, path + '/lose', band=BOB)
        stage.check(status == 422, f"somebody else's band is blocked: {status}")
        stage.check(house.operate('GET', f'/v1/bands/{BOB}')['state'] == 'worn', "somebody else's band is blocked")
        status, text = page(house, None, f'{path}/sure?do=lose&band={ANN}')
        stage.check(status == 200 and 'Main gate' in text, 'nothing says where to get another')
        status, _, headers = house.submit(None, path + '/lose', band=ANN)
        stage.check(status == 303, f'a lost band is answered {status}')
        stage.check(house.operate('GET', f'/v1/bands/{ANN}')['state'] == 'lost', 'a lost band is still worn')
        text = page(house, None, headers['Location'])[1]
        stage.check(SAY['done-lost']['en'] in text and SAY['band-lost']['en'] in text and 'Main gate' in text,
                    'the page does not say that the band is blocked')
        house.kill()
        house.start()
        stage.check(house.operate('GET', f'/v1/bands/{ANN}')['state'] == 'lost', 'what was blocked is worn after a kill')


def case_own_family(context):
    """Whoever pays sees their child's bands and of a grown-up only what that one allows; the others see nothing of them."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS, name='Annelies Brouwer')
        arrive(house, 'bob', {'band': 'band-bob'}, name='Robert Zonneveld')
        arrive(house, 'kim', {'band': 'band-kim'}, name='Kimberley Brouwer')
        house.operate('POST', '/v1/people/kim/consent', {'mode': 'assisted', 'isChild': True, 'guardian': 'ann'})
        with_money(house, issue(house, 'ann', ANN, group='g-family')['account'])
        issue(house, 'bob', BOB, zones=('pancakes',), group='g-family', payer='ann')
        issue(house, 'kim', KIM, zones=('carousel',), group='g-family', payer='ann')
        anns, bobs, kims = (own_link(house, admin, who, reason='service') for who in ('ann', 'bob', 'kim'))
        text = page(house, None, anns)[1]
        for told in ('Kimberley Brouwer', 'Carousel', '…B5B6', 'Robert Zonneveld'):
            stage.check(told in text, 'whoever pays does not see it', told)
        child = text[text.index('Kimberley Brouwer</h3>'):text.index(SAY['youPayFor']['en'])]
        for told in ('child-own-band-worn', 'lostTheirBand', 'child-power-pass-how'):
            stage.check(SAY[told]['en'] in html.unescape(child), "the child's band is called whose page it is", told)
        for hidden in ('own-band-worn', 'lostMyBand', 'power-pass-how'):
            stage.check(SAY[hidden]['en'] not in html.unescape(child), "the child's band is called their own", hidden)
        for hidden in ('Pancake house', '…E5F6', BOB):
            stage.check(hidden not in text, "a grown-up's band is shown to whoever pays", hidden)
        house.operate('POST', '/v1/people/bob/consent', {'mode': 'assisted', 'refused': ['name']})
        stage.check('Robert' not in page(house, None, anns)[1], 'a name that is refused is shown')
        for whose in (bobs, kims):
            text = page(house, None, whose)[1]
            stage.check(SAY['youArePaidFor']['en'] in text, 'nothing says who pays')
            for hidden in ('Annelies', '…C040', '€6.50'):
                stage.check(hidden not in text, 'whoever is paid for sees who pays', hidden)
        stage.check(turn(house, anns, 'key', 'off', place=1) == 303, 'a parent does not switch off')
        stage.check('key' not in house.operate('GET', f'/v1/bands/{KIM}')['powers'], "a child's key is still on")
        text = page(house, None, kims)[1]
        stage.check('value="on"' not in text, 'a child may switch on')
        whose = re.search(r'name="whose" value="([\w-]+)"', text)[1]
        status, text, _ = house.submit(None, kims + '/turn', power='key', to='on', whose=whose)
        stage.check(status == 422 and SAY['childTurns']['en'] in text, f'a child switches on: {status}')
        stage.check(turn(house, anns, 'key', 'on', place=1) == 303, 'a parent does not switch on again')
        stage.check(house.submit(None, anns + '/lose', band=BOB)[0] == 422, "whoever pays blocks a grown-up's band")
        stage.check(house.submit(None, anns + '/lose', band=KIM)[0] == 303, "a parent does not block a child's band")


def case_one_word_for_a_band(_):
    """In Dutch a band is called by one word on every page."""
    strange = {key: words['nl'] for key, words in SAY.items() if re.search(r'\b[Bb]and(en)?\b', words['nl'])}
    check(not strange, f'another word for a bandje: {strange}')
    check(any('bandje' in words['nl'] for words in SAY.values()), 'no page speaks of a bandje: this case sees nothing')


def family(house):
    """Ann pays for Bob, who is grown up, and for Kim, a child; answers their accounts."""
    arrive(house, 'ann', ANNS, name='Annelies Brouwer')
    arrive(house, 'bob', {'band': 'band-bob'}, name='Robert Zonneveld')
    arrive(house, 'kim', {'band': 'band-kim'}, name='Kimberley Brouwer')
    house.operate('POST', '/v1/people/kim/consent', {'mode': 'assisted', 'isChild': True, 'guardian': 'ann'})
    ann = issue(house, 'ann', ANN, group='g-family')['account']
    with_money(house, ann)
    bob = issue(house, 'bob', BOB, zones=('pancakes',), group='g-family', payer='ann')['account']
    kim = issue(house, 'kim', KIM, zones=('carousel',), group='g-family', payer='ann', limits={'day': 2000})['account']
    return ann, bob, kim


def case_own_paid_for(context):
    """Whoever is paid for reads whose money pays and within which limits, and not a sum that means nothing there."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        _, _, kim = family(house)
        kims, bobs, anns = (own_link(house, admin, who, reason='service') for who in ('kim', 'bob', 'ann'))
        text = html.unescape(page(house, None, kims)[1])
        for told in (SAY['anotherPays']['en'], SAY['anotherPaysWithin']['en'], '€20.00'):
            stage.check(told in text, 'nothing says who pays and how much', told)
        for hidden in (SAY['available']['en'], SAY['balance']['en'], SAY['anotherPaysAll']['en']):
            stage.check(hidden not in text, 'a child reads of money that it does not spend', hidden)
        stage.check(SAY['anotherPaysAll']['en'] in html.unescape(page(house, None, bobs)[1]), 'no limit is not told')
        sent(house, house.token, {'id': 'd5', 'kind': 'deposit', 'from': 'bank', 'to': kim, 'amount': 700})
        text = html.unescape(page(house, None, kims)[1])
        stage.check('€7.00' in text and SAY['ownNotSpent']['en'] in text and SAY['available']['en'] not in text,
                    'money of their own is hidden, or is said to be spent')
        # The negative control: whoever pays reads what is free to spend.
        text = html.unescape(page(house, None, anns)[1])
        stage.check(SAY['available']['en'] in text and SAY['anotherPays']['en'] not in text, 'the payer is told so as well')


def case_own_pay_no_more(context):
    """Whoever pays for a grown-up ends it on their own page, at once; that one pays from their own account again."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        family(house)
        anns, bobs = (own_link(house, admin, who, reason='service') for who in ('ann', 'bob'))
        text = page(house, None, anns)[1]
        keys = re.findall(r'/pay-no-more"><input type="hidden" name="whose" value="([\w-]+)"', text)
        stage.check(len(keys) == 1, f'of a grown-up and a child {len(keys)} can be ended')
        stage.check(SAY['ownWalletOnly']['en'] in html.unescape(text), 'nothing says that their own wallet is only their own')
        child = re.findall(r'name="whose" value="([\w-]+)"', text[text.index('Kimberley Brouwer</h3>'):])[0]
        for wrong in ('k-nobody', child, '', '%00'):
            status, text, _ = house.submit(None, anns + '/pay-no-more', whose=wrong)
            stage.check(status == 422 and SAY['bandChanged']['en'] in text, f'{wrong!r} is answered {status}')
        stage.check(house.submit(None, bobs + '/pay-no-more', whose=keys[0])[0] == 422, 'another ends it')
        status = house.send('POST', anns + '/pay-no-more', 'whose=' + keys[0], Origin='http://elsewhere.example')[0]
        stage.check(status == 403, f'another site ends it: {status}')
        stage.check(SAY['youArePaidFor']['en'] in page(house, None, bobs)[1], 'it was ended by none of these')
        status, _, headers = house.submit(None, anns + '/pay-no-more', whose=keys[0])
        stage.check(status == 303, f'it is answered {status}')
        stage.check(SAY['done-paysNoMore']['en'] in page(house, None, headers['Location'])[1], 'nothing says that it is done')
        house.kill()
        house.start()
        stage.check('/pay-no-more' not in page(house, None, anns)[1], 'it still stands')
        text = html.unescape(page(house, None, bobs)[1])
        stage.check(SAY['youArePaidFor']['en'] not in text and SAY['available']['en'] in text, 'the other is still paid for')


def case_own_receipts(context):
    """A receipt says whose band it was by that one's leave, what was given back and was held then; all payments are found."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        ann, bob, kim = family(house)
        sent(house, house.token, {'id': 'd5', 'kind': 'deposit', 'from': 'bank', 'to': ann, 'amount': 50000},
             {'id': 'c5', 'kind': 'charge', 'from': ann, 'to': 'warung', 'amount': 900, 'bearer': bob},
             {'id': 'c6', 'kind': 'charge', 'from': ann, 'to': 'warung', 'amount': 400, 'bearer': kim},
             {'id': 'r6', 'kind': 'refund', 'from': 'warung', 'to': ann, 'amount': 150, 'pending_id': 'c6'})
        path = own_link(house, admin, 'ann', reason='service')
        text = page(house, None, path + '/payments')[1]
        stage.check('Robert Zonneveld' in text and 'Kimberley Brouwer' in text, 'nothing says whose band spent it')
        text = page(house, None, path + '/receipt/c6')[1]
        # 6.50 and 500.00, less 9.00 and 4.00.
        for told in ('Kimberley Brouwer', '€1.50', SAY['refundedSince']['en'], '€493.50', SAY['heldThen']['en']):
            stage.check(told in text, 'a receipt leaves it out', told)
        house.operate('POST', '/v1/people/bob/consent', {'mode': 'assisted', 'refused': ['name']})
        text = page(house, None, path + '/receipt/c5')[1]
        stage.check('Robert' not in text and SAY['bandOfYourGroup']['en'] in text, 'a name that is refused is on a receipt')
        stage.check(SAY['refundedSince']['en'] not in text, 'what nobody gave back is said to be given')
        text = page(house, None, path + '/receipt/c1')[1]
        stage.check(SAY['whoseBand']['en'] not in text and '€6.50' in text, 'their own band is said to be of another')
        stage.check(page(house, None, own_link(house, admin, 'bob', reason='service') + '/receipt/c5')[0] == 404,
                    "the payer's receipt is shown to whoever is paid for")
        stage.check('older=' not in text, 'there is nothing older')
        sent(house, house.token, *({'id': f'n{number}', 'kind': 'charge', 'from': ann, 'to': 'warung', 'amount': 1}
                                   for number in range(60)))
        text = page(house, None, path + '/payments')[1]
        stage.check(text.count('/receipt/') == 50 and 'payments?older=50' in text, 'nothing leads to older payments')
        text = page(house, None, path + '/payments?older=50')[1]
        stage.check('/receipt/c1"' in text and '/receipt/n59"' not in text and 'older=' not in text, 'older ones are not told')
        stage.check(page(house, None, path + '/receipt/c1')[0] == 200, 'an old payment has no receipt')
        for wrong in ('-1', 'x', '99999999999999999999', '%00'):
            stage.check(page(house, None, f'{path}/payments?older={wrong}')[0] == 200, 'a wrong number is no page', wrong)
        stage.check(balance(house, ann) == 49500 - 60, 'the sums of this case are wrong')


def case_phone_key(context):
    """What a phone shows is read by other libraries and opens a door for minutes; switched off it shows nothing."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS)
        stage.check(refused_key(house, 'ann') == 'noBearer', 'somebody without a band has a key')
        issue(house, 'ann', ANN, zones=('warung', 'gate'))
        path = own_link(house, admin, 'ann', reason='service')
        status, text = page(house, None, path + '/key')
        stage.check(status == 200, f'the page is answered {status}')
        shown, claims = read_key(house, **square(text))
        stage.check(0 < claims[4] - claims[6] <= 600 and claims[5] == claims[6], f'it lives {claims[4] - claims[6]} s')
        stage.check(len(claims[-70001]) == 2 and len(claims[7]) == 32, f'{claims}')
        asked = house.operate('GET', '/v1/people/ann/phone-key')
        again = read_key(house, token=asked['token'])[1]
        stage.check(again[2] == claims[2] == asked['holder'] and again[7] != claims[7] and 'ann' not in again[2],
                    f'{again} beside {claims}')
        stage.check(again[-70001] == claims[-70001] == asked['zones'], 'two tokens are of other zones')

        doors = Doors(context)
        right = {'holder': claims[2], 'zones': ['spa'], 'from': moment(hours=-1), 'until': moment(hours=1)}
        after = claims[6] - 1784023200
        told = {'issuers': [issuer(house)], 'grants': [right], 'bands': []}

        def lift(name, **more):
            made = doors.snapshot(name, zone_numbers=claims[-70001][:1], **{**told, **more})
            return made
        # Snapshots by hand are of another day, so that the lease is over for whoever is on no list of staff.
        staff = [{**right, 'staff': True}]
        for name, more, expected in (
                ('own', {'fail_mode': 'open', 'grants': staff}, 'failedOpen'),
                ('stranger', {'fail_mode': 'open', 'issuers': []}, 'unknownKey'),
                ('denied', {'fail_mode': 'open', 'deny': {'holders': [claims[2]]}}, 'revoked')):
            doors.expect(lift(name, **more), shown, expected, after=after)
        doors.expect(lift('late', fail_mode='open', grants=staff), shown, 'expired', after=after + 700)

        turn(house, path, 'key', 'off')
        stage.check(refused_key(house, 'ann') == 'keyOff', 'a key that is off is given')
        status, text = page(house, None, path + '/key')
        stage.check(status == 200 and SAY['phoneKey-keyOff']['en'] in text and '<path' not in text,
                    f'a key that is off is shown: {status}')
        turn(house, path, 'key', 'on')
        fresh = house.operate('GET', '/v1/people/ann/phone-key')
        stage.check(fresh['holder'] != claims[2], 'what was shown before opens again')
        for way in ('/v1/people/ann/phone-key', '/v1/phone-keys/issuers'):
            stage.check(house.send('GET', way)[0] == 401, 'somebody without the token is answered', way)
        for nobody in ('zoe', '%20', 'a' * 80):
            status = house.ask('GET', f'/v1/people/{nobody}/phone-key')[0].status
            stage.check(status == 404, f'{nobody} is answered {status}')
        first = issuer(house)
        house.kill()
        house.start()
        stage.check(issuer(house) == first, 'after a kill the house signs with another key')


def case_phone_key_renews(context):
    """The square renews itself in the browser, and goes when the key is switched off."""
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS)
        issue(house, 'ann', ANN)
        path = own_link(house, admin, 'ann', reason='service')
        browser = stage.open(path + '/key')
        ask = 'document.dispatchEvent(new Event("visibilitychange"))'
        dots = 'return document.querySelector(".square path")?.getAttribute("d") ?? ""'
        first = browser.run(dots)
        check(first, 'the page shows no square')
        browser.run(ask)
        browser.until('the square is another', f'return (() => {{ {dots} }})() !== {json.dumps(first)}')
        width = browser.run('return document.querySelector(".square svg").getBoundingClientRect().width')
        stage.check(width >= 200, f'the square is {width} wide on a phone')
        colours = browser.run('return [getComputedStyle(document.querySelector(".square")).backgroundColor, '
                              'getComputedStyle(document.querySelector(".square path")).fill]')
        stage.check(colours == ['rgb(255, 255, 255)', 'rgb(0, 0, 0)'], f'no reader reads {colours}')
        stage.check(browser.run('return document.querySelector("[data-every]").dataset.every') == '30',
                    'it asks at another pace')
        turn(house, path, 'key', 'off')
        browser.run(ask)
        browser.until('the square is gone', 'return !document.querySelector(".square")')
        stage.check(SAY['phoneKey-keyOff']['en'] in browser.text('main'), 'nothing says why')
        time.sleep(2.5)
        stage.check(SAY['phoneKey-keyOff']['en'] in browser.text('main'), 'the page asks too often')
