"""Money and second thoughts at the band desk: what is left of whoever goes, and what a colleague changed meanwhile."""
import html
import re

from band_cases import Desk, chip, deposit, state
from choice_cases import own_link
from floor_cases import page
from page_cases import SAY, Stage


def case_desk_forgotten_money(context):
    """Whoever asks to be forgotten is told the sum they hold, gives it up or not, and pays for nobody any more."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        Desk(house, admin).family(1, 2)
        payer, child = state(house, 1), state(house, 2)
        deposit(house, payer['account'], 9800, 'd1')
        link = own_link(house, admin, payer['person'], reason='service')
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
