"""What people expect: folded from what they said, got and were promised, and shown to them, to staff and over all."""
import csv
import html
import io
import json
import re

import axe
from choice_cases import own_link
from context import check, wait_until
from floor_cases import ANNS, arrive, member, page, until_here
from page_cases import SAY, Stage
from promisepage_cases import near
from wishpage_cases import confirmed, say, shown, told

FACET = 'thrill'


def line(key, *values, language='en'):
    text = SAY[key][language]
    for place, value in enumerate(values):
        text = text.replace('{%d}' % place, str(value))
    return text


def figure(text, name):
    """One picture of a page with its table, as texts."""
    found = re.search(f'<figure class="card insight" id="expects-{name}">(.*?)</figure>', text, re.S)
    if not found:
        return None, []
    rows = [[html.unescape(cell) for cell in re.findall(r'<t[hd][^>]*>(.*?)</t[hd]>', row, re.S)]
            for row in re.findall(r'<tr>(.*?)</tr>', found[1], re.S)]
    return html.unescape(found[1]), rows


def forms(text):
    """The fields of each form that tells what is expected."""
    found = re.findall(r'name="wish" value="([\w-]+)"><input type="hidden" name="kind" value="(\w+)">'
                       r'<input type="hidden" name="key" value="([\w-]+)"', text)
    return [{'wish': wish, 'kind': kind, 'key': key} for wish, kind, key in found]


def case_expectations_of_one(context):
    """What somebody says they expect, got and were promised is drawn on their page and on their card, and moves the right line."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        mine = near(stage, admin)
        hanna = member(house, admin, 'hanna', zones='warung')
        stage.check('id="expectations"' not in shown(house, None, mine)[1], 'of nobody who wishes anything something is expected')
        confirmed(house, 'ann', 'w-1', FACET, {'level': 6}, 'wild, not too wild')
        text = shown(house, None, mine)[1]
        asked = forms(text)
        stage.check([form['kind'] for form in asked] == ['expects', 'deserves'], f'asked is {asked}')
        for form, level in zip(asked, (9, 8)):
            for _ in range(2):
                status, _, headers = house.submit(None, mine + '/wish-expect', **form, level=str(level))
                stage.check(status == 303 and 'done=own-wish-expect' in headers['Location'], f'{form} is answered {status}')
        for wrong, fault in (({'level': '11'}, 'levelTooHigh'), ({'level': ''}, 'chooseOne'), ({'kind': 'perceived', 'level': '3'}, 'chooseOne'),
                             ({'wish': 'none', 'level': '3'}, 'unknownWish')):
            status, text, _ = house.submit(None, mine + '/wish-expect', **{**asked[0], 'key': 'k' + wrong['level'], **wrong})
            stage.check(status == 422 and say(fault) in html.unescape(text), f'{wrong} is answered {status}')
        _, rows = figure(shown(house, None, mine)[1], FACET)
        stage.check([row[1:5] for row in rows[1:]] == [[line('xp-expects'), '9.0', '9.0', '–'], [line('xp-deserves'), '8.0', '9.0', '8.0']],
                    f'said is {rows}')
        told(house, '/v1/experiences', id='e-1', person='ann', facet=FACET, feels='perceived', level=3)
        picture, rows = figure(shown(house, None, mine)[1], FACET)
        stage.check(rows[-1][1:3] == [line('xp-met'), '3.0'] and 5 < float(rows[-1][3]) < 7 and rows[-1][4:] == ['8.0', '-6.0', '-5.0'],
                    f'met is {rows[-1]}')
        stage.check(line('xp-less', '6.0') in picture and '<circle class="little"' in picture, 'the picture leaves out what came')
        house.send('POST', '/v1/promises', json.dumps({
            'id': 'p-1', 'person': 'ann', 'quote': 'exactly as wild as you like it', 'channel': 'desk',
            'content': {'got': FACET, 'want': {'level': 6}}}), **{
            'Authorization': 'Bearer ' + house.site, 'Content-Type': 'application/json'})
        for cookie, path, key in ((None, mine, 'xp-own'), (hanna, '/people/ann', 'xp-theirs')):
            for language in ('en', 'nl'):
                text = shown(house, cookie, path, language)[1]
                picture, rows = figure(text, FACET)
                last = [cell.replace(',', '.') for cell in rows[-1]]
                stage.check(line(key, language=language) in text, f'{path} does not say whose it is')
                stage.check(last[1:3] == [line('xp-promised', language=language), '10.0'] and float(last[4]) > 8.5
                            and last[3] == rows[-2][3].replace(',', '.'), f'promised is {last}', path)
                stage.check('{' not in picture and 'class="much"' in picture, f'the promise is not drawn: {picture[:80]}')
        sheet = house.operate('GET', '/v1/people/ann/expectations')
        (facet,) = sheet['facets']
        stage.check([each['kind'] for each in facet['heard']] == ['expects', 'deserves', 'met', 'promised']
                    and facet['will']['n'] == 2 and facet['should']['n'] == 2 and facet['drifted'] is False
                    and facet['heard'][2]['gapToWill'] == -0.6 and abs(facet['should']['level'] - 0.9) < 0.02
                    and 'gapToWill' not in facet['heard'][3], f'an operator is told {sheet}')
        status, _, headers = house.submit(hanna, '/people/ann/wish-expect', **{**asked[0], 'key': 'staff'}, level='2')
        stage.check(status == 303 and 'done=wish-expect' in headers['Location'], f'staff cannot note it: {status}')
        house.operate('POST', '/v1/people/ann/consent', {'mode': 'assisted', 'refused': ['help']})
        stage.check('id="expectations"' not in shown(house, hanna, '/people/ann')[1], 'refusing help, it is on the card')
        stage.check(figure(shown(house, None, mine)[1], FACET)[1][-1][1:3] == [line('xp-expects'), '2.0'], 'what was said last is not last')
        house.submit(None, mine + '/forget-told')
        stage.check(not figure(shown(house, None, mine)[1], FACET)[1], 'what was taken back is expected still')


def case_expectations_over_people(context):
    """Over people it is told how many expect how much, of fewer than ten nothing, and the table is its file."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        text = html.unescape(page(house, admin, '/promises/expectations')[1])
        check(line('xp-none') in text, 'of an empty house something is expected')

        def expecting(numbers, level):
            for number in numbers:
                person = f'guest-{number:02}'
                house.operate('POST', '/v1/links', {'token': 'band-' + person, 'person': person, 'mode': 'assisted'})
                confirmed(house, person, f'w-{number}', FACET, {'level': 6}, 'wild')
                told(house, '/v1/experiences', id=f'e-{number}', person=person, facet=FACET, feels='expects', level=level)

        expecting(range(9), 9)
        picture, rows = figure(page(house, admin, '/promises/expectations')[1], FACET)
        check(picture and '<svg' not in picture and all(row[1:] == ['–', '–'] for row in rows[1:]), f'nine are told: {rows}')
        expecting(range(9, 24), 9)
        expecting(range(24, 36), 1)
        expecting(range(36, 38), 5)
        path = '/promises/expectations'
        for language in ('en', 'nl'):
            picture, rows = figure(page(house, f'{admin}; senang_language={language}', path)[1], FACET)
            told_rows = {row[0]: row[1] for row in rows[1:]}
            check([told_rows[line('xp-part', low, low + 2, language=language)] for low in (0, 2, 4, 6, 8)] == ['–', '–', '–', '–', '24'],
                  f'{language}: what would tell of two is shown: {rows}')
            check(told_rows[line('xp-all', language=language)] == '38', f'{language}: {rows}')
            check(line('xp-shouldFew', 'guests' if language == 'en' else 'gasten', language=language) in picture
                  and '{' not in picture, f'{language} says {picture[:300]}')
            file = csv.reader(io.StringIO(page(house, f'{admin}; senang_language={language}', f'/promises/expects-{FACET}.csv')[1]))
            check([[cell.replace('–', '') for cell in row] for row in rows] == list(file), f'{language}: the file differs')
        (told_one,) = house.operate('GET', '/v1/promises/expectations')['facets']
        check(told_one['facet'] == FACET and told_one['will'] == {'people': 38, 'cells': [None, None, None, None, 24]}
              and told_one['should']['people'] is None and told_one['drift']['people'] is None, f'an operator is told {told_one}')
        status = page(house, admin, '/promises/expects-none.csv')[0]
        check(status == 404, f'a file of nothing is answered {status}')
        hanna = member(house, admin, 'hanna', zones='warung')
        check(page(house, hanna, path)[0] in (303, 403, 404), 'a host sees what all expect')
        house.operate('DELETE', '/v1/people/guest-00')

        def counted():
            rows = figure(page(house, admin, path)[1], FACET)[1]
            return {row[0]: row[1] for row in rows[1:]}[line('xp-all')]

        wait_until(lambda: counted() == '37', 'who was erased is counted no more')


def case_expectation_pages_fit(context):
    """What people expect fits the smallest phone in both languages, can be tapped, and passes axe with everything open."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
        until_here(house, admin, 'warung', 'AB')
        mine = own_link(house, admin, 'ann', reason='service')
        confirmed(house, 'ann', 'w-1', FACET, {'level': 6}, 'wild, not too wild')
        for number, (feels, level) in enumerate((('expects', 9), ('deserves', 10), ('perceived', 0))):
            told(house, '/v1/experiences', id=f'e-{number}', person='ann', facet=FACET, feels=feels, level=level)
        for language in ('en', 'nl'):
            browser.resize(320, 640, phone=True)
            browser.go(f'{house.origin}/language?to={language}')
            for number, path in enumerate(('/people/ann', mine, '/promises/expectations')):
                browser.go(house.origin + path)
                browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
                place = f'{language} page {number}'
                wide = browser.run('''return [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility()
                    && !e.closest(".scroll") && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 90))''')
                stage.check(not wide, f'wider than 320 px: {wide[:2]}', place)
                low = browser.run('''return [...document.querySelectorAll("main button, main .button")].filter((e) =>
                    e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.textContent)''')
                stage.check(not low, f'too low for a finger: {low[:3]}', place)
                for fault in axe.violations(browser):
                    stage.check(False, fault, place)
                stage.picture(browser, f'expectations-fit-{number}-{language}')
