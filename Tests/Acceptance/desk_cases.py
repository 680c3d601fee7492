"""Money and second thoughts at the band desk: what is left of whoever goes, and what a colleague changed meanwhile."""
import html
import os
import re

from band_cases import Desk, chip, deposit, state
from choice_cases import own_link
from context import check
from floor_cases import ANNS, arrive, member, page
from money_cases import balance, sent
from own_band_cases import issue, turn
from page_cases import SAY, SIZES, House, Stage, ending, inspect


def case_desk_forgotten_money(context):
    """Whoever asks to be forgotten is told the sum they hold, gives it up or not, and pays for nobody any more."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS)
        issue(house, 'ann', chip(1), group='g-family')
        issue(house, 'kim', chip(2), group='g-family', payer='ann')
        stage.check(SAY['bandPaidFor']['en'] in Desk(house, admin).shown(f'/bands?q={chip(2)}'), 'nobody pays for the child')
        payer, child = state(house, 1), state(house, 2)
        deposit(house, payer['account'], 9800, 'd1')
        link = own_link(house, admin, 'ann', reason='service')
        text = html.unescape(page(house, None, link + '/sure?do=forget-me')[1])
        stage.check('€98.00' in text and SAY['forgetLeft']['en'] in text, 'the sum is not told')
        for said in ({}, {'given-up': '97.00 EUR'}, {'given-up': 'x'}):
            status, text, _ = house.submit(None, link + '/forget-me', **said)
            stage.check('name="given-up"' in text, f'{said}: it is not asked once more: {status}')
            stage.check(state(house, 1)['state'] == 'worn', f'{said}: they are forgotten all the same')
        sum_of = re.search(r'name="given-up" value="([^"]+)"', text)[1]
        status, text, _ = house.submit(None, link + '/forget-me', **{'given-up': sum_of})
        stage.check(status == 200 and SAY['forgotten']['en'] in html.unescape(text), f'they are not forgotten: {status}')
        for time_of in ('at once', 'after a kill'):
            stage.check(state(house, 1)['state'] == 'unknownBand', f'they are known {time_of}')
            stage.check(SAY['bandPaidFor']['en'] not in Desk(house, admin).shown(f'/bands?q={chip(2)}'),
                        f'whoever is forgotten pays for the child {time_of}')
            stage.check(state(house, 2)['account'] == child['account'], f'the child has another account {time_of}')
            house.kill()
            house.start()


def case_desk_stale_change(context):
    """A form of before does not give back what a colleague took away meanwhile; sent twice it asks for the same."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        desk = Desk(house, admin)
        desk.give(1)
        old = desk.form(f'/bands?q={chip(1)}', '/bands/change')
        new = {key: value for key, value in old.items() if key != 'power-wallet'}
        for _ in range(2):
            desk.do('/bands/change', new, 'bandChanged')
        for stale in ({**old, 'limit-day': '5'}, {**old, 'limit-day': '5', 'stands': ''}, {**old, 'stands': 'x'}):
            found = desk.send('/bands/change', stale)[:1] + (state(house, 1)['powers'],)
            stage.check(found == (422, ['key', 'pass']), f'an old form is answered {found}')
        _, text, _ = house.submit(desk.cookie, '/bands/change', **{**old, 'limit-day': '5'})
        stage.check(SAY['changedMeanwhile']['en'] in html.unescape(text), 'nothing says why')
        again = desk.form(f'/bands?q={chip(1)}', '/bands/change')
        desk.do('/bands/change', {**again, 'power-wallet': 'yes'}, 'bandChanged')
        stage.check('wallet' in state(house, 1)['powers'], 'a form of now is refused too')


def case_desk_family_follows_offer(context):
    """The first child gets what the family's own offer has for children, and each next one what the last one got."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        desk = Desk(house, house.first_administrator())
        plain = desk.form(f'/bands?q={chip(1)}', '/bands/issue')
        fast = desk.form(f'/bands?q={chip(1)}&offer=fast', '/bands/issue')
        stage.check(plain['offer'] != 'fast' == fast['offer'], 'there are no two offers to tell apart')
        where = desk.do('/bands/issue', {**fast, 'then': 'family'}, 'bandGiven')
        stage.check('offer=fast' in where, f'the offer is forgotten: {where}')
        group = re.search(r'group=([\w-]+)', where)[1]
        shown = [desk.form(way, '/bands/next') for way in (where, f'/bands?group={group}')]
        for child in shown:
            zones = {key for key in child if key.startswith('zone-')}
            stage.check(zones == {'zone-gate', 'zone-wheel'}, f'the first child begins with {zones}')
        stage.check(shown[0]['child'] == 'yes', 'the first one who follows is no child')
        grown_up = {key: value for key, value in shown[0].items() if key != 'child'}
        where = desk.do('/bands/next', {**grown_up, 'q': chip(2)}, 'bandGiven')
        following = desk.form(where, '/bands/next')
        stage.check('child' not in following, 'after a grown-up a child is ticked again')
        where = desk.do('/bands/next', {**following, 'q': chip(3), 'child': 'yes'}, 'bandGiven')
        stage.check(desk.form(where, '/bands/next').get('child') == 'yes', 'after a child no child is ticked')


def case_desk_what_counts(context):
    """The desk says what a guest switched off, and shows nothing of a lost band as if it counted."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        desk = Desk(house, admin)
        arrive(house, 'ann', ANNS)
        group = 'g-family'
        for number, person in enumerate(('ann', 'kim'), 1):
            issue(house, person, chip(number), group=group)
        ticks = re.compile(r'<li class="chip yes">([^<]+)</li>')
        stage.check(len(ticks.findall(desk.shown(f'/bands?q={chip(1)}'))) == 3, 'what counts is not shown')
        status = turn(house, own_link(house, admin, 'ann', reason='service'), 'wallet', 'off')
        stage.check(status == 303, f'the guest cannot switch it off: {status}')
        for path in (f'/bands?q={chip(1)}', f'/bands/group/{group}'):
            text = html.unescape(desk.shown(path)).partition('</article>')[0]
            stage.check(ticks.findall(text) == [SAY['band-key']['en'], SAY['band-pass']['en']], f'{path} ticks what is off')
            stage.check(SAY['bandOffHow']['en'] in text, f'{path} does not say who turns it on')
        desk.do('/bands/block', desk.form(f'/bands?q={chip(1)}', '/bands/block'), 'bandBlocked')
        text = html.unescape(desk.shown(f'/bands?q={chip(1)}'))
        stage.check(not ticks.findall(text) and SAY['bandIdle']['en'] in text, 'a lost band is shown as if it counted')
        desk.do(f'/bands/group/{group}/return', {}, 'groupReturned')
        stage.check(not ticks.findall(desk.shown(f'/bands/group/{group}')), 'a group without bands still pays')


def case_desk_until_too_far(context):
    """A band is good for five years at most: a year that was mistyped is told at its field."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        desk = Desk(house, house.first_administrator())
        form = desk.form(f'/bands?q={chip(1)}', '/bands/issue')
        year = int(form['until'][:4])
        for far in (9999, year + 100, year + 6):
            status, text, _ = house.submit(desk.cookie, '/bands/issue', **{**form, 'until': f'{far}-01-01T10:00'})
            stage.check(status == 422 and SAY['untilTooFar']['en'] in html.unescape(text), f'{far} is answered {status}')
        stage.check(state(house, 1)['state'] == 'unknownBand', 'it is given all the same')
        desk.do('/bands/issue', {**form, 'until': f'{year + 4}-01-01T10:00'}, 'bandGiven')


def move(desk, band, do, amount, form=None):
    """Fills in the form of cash; answers its status, the code of what is wrong, where it leads, and the form."""
    form = form or desk.form(f'/bands?q={chip(band)}', '/bands/cash')
    return (*desk.send('/bands/cash', {**form, 'do': do, 'amount': amount}), form)


def case_desk_cash(context):
    """Cash is put on and paid out at the desk, once a form, with a receipt; above the limit a second person says yes."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        desk, hanna = Desk(house, admin), Desk(house, member(house, admin, 'hanna'))
        desk.give(1, **{'limit-day': '5'})
        account = state(house, 1)['account']
        for amount in ('', '0', '-1', 'x', '1.234'):
            found = move(desk, 1, 'in', amount)[:2]
            stage.check(found == (422, 'amountInvalid'), f'{amount!r} is answered {found}')
        status, _, where, form = move(desk, 1, 'in', '98,00')
        stage.check(status == 303 and where.startswith('/bands/receipt?id='), f'cash is answered {status} {where}')
        stage.check('€98.00' in desk.shown(where), 'the receipt does not say how much')
        stage.check(move(desk, 1, 'in', '98,00', form)[0] == 303 and balance(house, account) == 9800, 'it is put on twice')
        stage.check(move(desk, 1, 'in', '9,00', form)[:2] == (422, 'cashDone'), 'a form is done with another amount')
        stage.check(move(desk, 1, 'out', '98,01')[:2] == (422, 'cashTooMuch'), 'more is paid out than there is')

        # More than may be spent a day, and within what one person lets out.
        status, _, _, form = move(desk, 1, 'out', '20')
        move(desk, 1, 'out', '20', form)
        stage.check(status == 303 and balance(house, account) == 7800, f'it is not paid out once: {status}')
        limits = desk.form(f'/bands?q={chip(1)}', '/bands/change')['limit-day']
        stage.check(limits == '5.00', f'what may be spent is another: {limits}')

        desk.do('/bands/return', desk.form(f'/bands?q={chip(1)}', '/bands/return'), 'bandReturned')
        left = desk.form(f'/bands?q={chip(1)}', '/bands/cash')
        stage.check(left['amount'] == '78.00', f'what is left is not filled in: {left}')
        status, _, where, _ = move(desk, 1, 'out', '78.00')
        stage.check(status == 303 and where.endswith('done=cashWaits'), f'a large sum is not asked about: {status} {where}')
        stage.check(balance(house, account) == 7800, 'a large sum is paid out alone')
        stage.check(move(desk, 1, 'out', '0,01')[:2] == (422, 'cashOthersWait'), 'what waits is paid out beside')
        request = re.search(r'name="request" value="(cd-[\w-]+)"', hanna.shown('/bands'))[1]
        for who, code in ((desk, 'cashSamePerson'), (hanna, None), (hanna, 'cashAnswered')):
            found = who.send('/bands/waiting', {'request': request, 'is': 'yes'})[1]
            stage.check(found == code, f'a yes is answered {found}, not {code}')
        stage.check(balance(house, account) == 0, 'a yes pays nothing out')
        stage.check('/bands/cash' not in desk.shown(f'/bands?q={chip(1)}'), 'nothing is left, and it is offered')

        # Of a band that is somebody else's by now the form pays nothing.
        desk.give(2)
        deposit(house, state(house, 2)['account'], 700, 'd2')
        old = desk.form(f'/bands?q={chip(2)}', '/bands/cash')
        desk.do('/bands/return', desk.form(f'/bands?q={chip(2)}', '/bands/return'), 'bandReturned')
        desk.give(2)
        deposit(house, state(house, 2)['account'], 900, 'd3')
        stage.check(move(desk, 2, 'out', '5', old)[:2] == (422, 'cashOther'), "another guest's money is paid out")
        stage.check(balance(house, state(house, 2)['account']) == 900, "another guest's money is gone")


def signed_in(stage, cookie, language):
    """A browser of somebody who has a session."""
    browser = stage.driver.open(language=language)
    name, value = cookie.split('=', 1)
    browser.command('Network.enable')
    browser.command('Network.setCookies', cookies=[
        {'name': name, 'value': value, 'url': stage.house.origin + '/', 'httpOnly': True}])
    return browser


def case_desk_smallest_phone(context):
    """At 320 pixels a band with all its fields open, a receipt and what waits for a second person fit and can be read."""
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        desk, hanna = Desk(house, admin), Desk(house, member(house, admin, 'hanna'))
        desk.give(1)
        receipt = move(desk, 1, 'in', '298,00')[2]
        asked = move(desk, 1, 'out', '178.00')[2]
        stage.check(asked.endswith('done=cashWaits'), f'a large sum is not asked about: {asked}')
        waiting = hanna.shown('/bands')
        stage.check(ending(chip(1)) in waiting, 'whoever confirms is not told which band')
        stage.check('name="is" value="yes"' not in desk.shown('/bands'), 'whoever asked is offered to confirm')
        for language in ('nl', 'en'):
            browser = signed_in(stage, hanna.cookie, 'nl-NL' if language == 'nl' else 'en-GB')
            browser.resize(320, SIZES['phone'][1], phone=True)
            for name, path in (('band', f'/bands?q={chip(1)}'), ('receipt', receipt), ('waiting', '/bands')):
                browser.go(f'{house.origin}/language?to={language}')
                browser.go(house.origin + path)
                browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
                inspect(stage, browser, name, '320', language, ())
                outside = browser.run("""return [...document.querySelectorAll('.card button')].filter((each) => {
                    const card = each.closest('.card').getBoundingClientRect(), box = each.getBoundingClientRect();
                    return each.checkVisibility() && box.right > card.right - 8; }).map((each) => each.textContent)""")
                stage.check(not outside, f'stands over the edge of its card: {outside}', f'{name} {language}')
            browser.close()

        # Spent meanwhile, a yes could not be booked: it is said, and only a no is left.
        account = state(house, 1)['account']
        deposit(house, account, 1, 'd1')  # Opens the bank.
        unbound = {'account': account, 'kind': 'guest', 'currency': 'EUR'}
        told = sent(house, house.token, unbound, {
            'id': 'spent', 'kind': 'charge', 'from': account, 'to': 'bank', 'amount': 20000})
        stage.check(told['spent']['outcome'] == 'booked', f'nothing is spent: {told}')
        waiting = hanna.shown('/bands')
        stage.check('name="is" value="yes"' not in waiting and 'name="is" value="no"' in waiting, 'what is gone is confirmed')
        stage.check(SAY['cannotBeBooked']['en'] in html.unescape(waiting), 'nobody says that it is gone')


def case_desk_without_money(context):
    """Where no offer pays, the desk asks and says nothing about money; where one does, it does."""
    house = House(context)
    path = os.path.join(house.venue, 'venue.yaml')
    with open(path, encoding='utf-8') as file:
        text = file.read()
    changed = re.sub(r'\n  limits: \{at once[^\n]*\n', '\n  powers: [key]\n', text)
    check(changed != text, 'the venue has no limits to leave out')
    with open(path, 'w', encoding='utf-8') as file:
        file.write(changed)
    house.start()
    try:
        desk = Desk(house, house.first_administrator())
        money = ('bandLimits', 'band-wallet', 'bandHandInHow', 'bandFirstPays', 'cashTakeIn')

        def told(path):
            text = html.unescape(desk.shown(path))
            return {word for word in money if f'>{SAY[word]["en"]}<' in text}
        check(not told(f'/bands?q={chip(1)}'), f'a free band speaks of {told(f"/bands?q={chip(1)}")}')
        group = desk.family(1, 2)
        for path in (f'/bands?q={chip(1)}', f'/bands?group={group}', f'/bands/group/{group}'):
            check(not told(path), f'{path} speaks of {told(path)}')
        # The negative control: whoever has an account is told of it.
        house.operate('POST', '/v1/bands', {'band': chip(3), 'powers': ['key', 'wallet']})
        check({'bandLimits', 'band-wallet', 'bandHandInHow', 'cashTakeIn'} <= told(f'/bands?q={chip(3)}'),
              'an account is passed over in silence')
    finally:
        house.stop()
