"""Who recognises themself in the house: what goes with it, what it risks, and what people take back."""
import json
import re
import time

import axe
from choice_cases import own_link
from context import check
from desk_cases import signed_in
from floor_cases import ANNS, arrive, member, page, until_here
from insight_cases import tables
from page_cases import SAY, Stage, follow, inspect
from promisepage_cases import near, promised
from question_cases import BEING, FINE, LEADING
from wishpage_cases import confirmed, shown, told

# Of each sort how many, how much of themself they recognise, and how sure they are to come again.
SORTS = ((30, 9, 0), (10, 9, 10), (12, 8, None), (20, 2, 9))


def say(key, language='en'):
    return SAY[key][language]


def tell(house, *lines):
    """What people say through a source; each must be taken in."""
    if not hasattr(house, 'shop_key'):
        house.shop_key = house.open_source('shop', lateness_seconds=5)
    status, text, _ = house.send('POST', '/v1/promises', '\n'.join(map(json.dumps, lines)), **{
        'Authorization': 'Bearer ' + house.shop_key, 'Content-Type': 'application/x-ndjson'})
    check(status == 200 and not json.loads(text)['refused'], f'{status} {text[:300]}')
    return json.loads(text)


def person_of(house, number):
    """Somebody who lets the house help them, and to whom a promise was broken."""
    name = f'guest-{number:02}'
    house.operate('POST', '/v1/links', {'token': 'band-' + name, 'person': name, 'mode': 'assisted'})
    made = time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(time.time() - 86_400))
    return name, {'person': name, 'id': name, 'quote': 'Soon', 'channel': 'desk', 'at': made, 'due': made, 'kept': False,
                  'judgedAt': made}


def filled(house, sorts=SORTS):
    number, lines = 0, []
    for count, level, stays in sorts:
        for _ in range(count):
            name, promise = person_of(house, number)
            number += 1
            lines += [promise, {'person': name, 'do': 'bond', 'level': level}]
            if stays is not None:
                lines.append({'person': name, 'do': 'stays', 'level': stays})
    tell(house, *lines)


def bonds(house):
    return house.operate('GET', '/v1/promises/bonds')


def case_bond_counts(context):
    """People are counted on both sides of the level, each factor unknown where it is unknown, and few are few."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        empty = bonds(house)
        check('people' not in empty and 'much' not in empty and empty['muchFrom'] == 7, f'{empty}')
        filled(house)
        told_of = bonds(house)
        check(told_of['people'] == 72, f'{told_of}')
        much, less = told_of['much'], told_of['less']
        check((much['people'], less['people']) == (52, 20), f'{much} {less}')
        check(much['comesAgain'] == {'yes': 10, 'no': 30, 'unknown': 12}, f'{much}')
        check(much['atStake'] == {'much': 30, 'little': 10, 'unknown': 12}, f'{much}')
        check(told_of['leavingChance'] == {'known': 60, 'unknown': 12}, f'{told_of}')
        levels = {each['level']: each.get('people') for each in told_of['levels']}
        check(levels[9] == 40 and levels[8] == 12 and levels[2] == 20 and levels[5] is None, f'{levels}')

        status, text = shown(house, admin, '/bonds')
        check(status == 200, f'/bonds is answered {status}')
        for figure in ('bond', 'gives', 'risks', 'factors'):
            check(figure in tables(text), f'{figure} has no table')
        stage.check('guest-' not in text and 'bo-' not in text and '{0}' not in text, 'somebody is named, or a gap is open')
        rows, file = tables(text)['risks']
        check([row[1:] for row in rows[1:]][0][:3] == ['30', '10', '12'], f'{rows}')
        status, data, _ = house.send('GET', file, Cookie=admin)
        stage.check(status == 200 and data.splitlines()[1].endswith('30,10,12,52'), f'{file}: {status} {data[:200]}')
        check(house.send('GET', '/bonds/nothing.csv', Cookie=admin)[0] == 404, 'a file that is not there is given')
        stage.check('href="/bonds"' in shown(house, admin, '/insight')[1], 'nothing leads to it')

        # One more on a side of few would tell of few: nothing but how many is told.
        house.operate('PUT', '/v1/survey/wished-quiet', {})
        few = member(house, admin, 'noor')
        check(shown(house, few, '/bonds')[0] == 200, 'a host does not see it')
        house.kill()
        house.start()
        check(bonds(house) == told_of, 'a crash forgets what people said')
        status, text, _ = house.send('GET', '/v1/promises/bonds', Authorization='Bearer ' + house.shop_key)
        check(status == 403 and json.loads(text)['code'] == 'notYours', f'a source is told: {status}')


def case_bond_few(context):
    """One to nine people on a side, and nothing but how many is told."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        filled(house, ((4, 9, 0), (20, 1, 5)))
        told_of = bonds(house)
        check(told_of['people'] == 24 and 'much' not in told_of and 'less' not in told_of, f'{told_of}')
        check(all('people' not in each for each in told_of['levels']), f'{told_of}')
        for language in ('en', 'nl'):
            text = shown(house, admin, '/bonds', language)[1]
            stage.check('24' in text and set(tables(text)) == {'bond'}, 'a side of few is told', language)


def case_bond_own(context):
    """On their own page somebody says how much of themself they recognise and whether they come again, and takes it back."""
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        mine = near(stage, admin)
        promised(house, admin, words='A chair in the shade')
        sheet = lambda: house.operate('GET', '/v1/people/ann/promises')
        for size, language in (('320', 'nl'), ('1280', 'en')):
            browser = stage.open(mine)
            browser.resize(int(size), 800, phone=size == '320')
            browser.go(f'{house.origin}/language?to={language}')
            browser.go(house.origin + mine)

            def press(target):
                browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
                follow(browser, target)
            stage.check(not browser.run('return Boolean(document.querySelector("form[action$=promise-stays]"))'),
                        'whether they come again is asked of who said nothing', language)
            press('#bond form[action$=promise-bond] button[value="9"]')
            press('#bond form[action$=promise-stays] button[value="2"]')
            stage.check(say('done-own-promise-stays', language) in browser.text('#promises'), 'no thanks', language)
            check((sheet()['bond']['level'], sheet()['stays']['level']) == (9, 2), f'{sheet()}')
            seen = browser.text('#bond')
            stage.check(say('promised-bond-asks', language) in seen and say('bo-staysAsks', language) in seen,
                        'what they told is not said', language)
            browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
            inspect(stage, browser, 'bond-own', size, language, ('Park', 'A chair in the shade', 'Annelies Brouwer'))
            stage.picture(browser, f'bond-own-{size}-{language}')
            for line in axe.violations(browser):
                stage.check(False, line, f'own {language} {size}')
            press('#bond form[action$=promise-unbond] button')
            stage.check(say('done-own-promise-unbond', language) in browser.text('#promises'), 'nothing says it is back', language)
            check('bond' not in sheet() and 'stays' not in sheet(), f'{sheet()}')
            browser.close()
        for word, level in (('promise-stays', '11'), ('promise-stays', 'x'), ('promise-stays', '')):
            status = house.submit(None, f'{mine}/{word}', level=level)[0]
            stage.check(status == 422, f'{word} {level!r} is answered {status}')
        for fields in ({'do': 'stays'}, {'do': 'stays', 'level': -1}, {'do': 'unbond', 'level': 3}):
            status, text, _ = house.send('POST', '/v1/promises', json.dumps({'person': 'ann', **fields}), **{
                'Authorization': 'Bearer ' + house.open_source(f's{len(json.dumps(fields))}'), 'Content-Type': 'application/json'})
            stage.check(json.loads(text)['refused'][0]['code'] == 'invalidField', f'{fields}: {status} {text}')


def case_bond_near(context):
    """With whom near much is at stake staff reads in words, by leave; whoever leaves is parted from kindly, and not won back."""
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        near(stage, admin)
        filled(house)
        name = promised(house, admin, words='The hut is yours')
        tell(house, {'person': 'ann', 'do': 'bond', 'level': 9})
        stage.check('/people/ann' not in shown(house, admin, '/bonds')[1], 'what is not known is taken for much')
        house.submit(admin, '/people/ann/promise-letter', promise=name, **{'is': 'broken'})
        house.submit(admin, '/people/ann/promise-offer', promise=name, words='Another hut')
        check(house.submit(admin, '/people/ann/promise-lost', promise=name)[0] == 303, 'it is not lost')
        looks = lambda: house.operate('GET', '/v1/people/ann')
        for language in ('en', 'nl'):
            text = shown(house, admin, '/bonds', language)[1]
            for key in ('bo-near-much', 'bo-near-leave', 'bo-part'):
                stage.check(say(key, language) in text, f'{key} is not said', language)
            stage.check('/people/ann' in text and 'guest-' not in text, 'who is near is not told, or who is not', language)
        stage.check(re.search(r'href="/cues/\d+/promise"', text), 'nothing leads to what staff is called for')
        text = shown(house, admin, '/people/ann')[1]
        stage.check(say('promised-bond-asks') not in text, 'the card tells how much of themself')
        lies = member(house, admin, 'lies', zones='pancakes')
        stage.check('/people/ann' not in shown(house, lies, '/bonds')[1], 'somebody elsewhere is told')
        for language, locale in (('en', 'en-GB'), ('nl', 'nl-NL')):
            browser = signed_in(stage, admin, locale)
            browser.go(f'{house.origin}/language?to={language}')
            for size in ('320', '1280'):
                browser.resize(int(size), 800, phone=size == '320')
                browser.go(house.origin + '/bonds')
                browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
                inspect(stage, browser, 'bonds', size, language, ('Park', 'AB', 'Annelies Brouwer'))
                stage.picture(browser, f'bonds-{size}-{language}')
                for line in axe.violations(browser):
                    stage.check(False, line, f'/bonds {language} {size}')
            browser.close()
        # Who does not let the house help them any more is told of nobody.
        check(house.submit(admin, '/people/ann/consent', mode='presence')[0] == 303, 'a choice is not kept')
        stage.check('/people/ann' not in shown(house, admin, '/bonds')[1], 'who lets nobody help them is told of')


def case_bond_level(context):
    """From which level staff parts kindly is a field of the venue, refused beside it when it is no level."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        for level, is_good in (('11', False), ('8', True)):
            browser.go(house.origin + '/venue')
            browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
            browser.run('document.querySelector("[name=words-partingLevel]").value = ""')
            browser.type('[name=words-partingLevel]', level)
            follow(browser, 'button[value=words]')
            text = browser.run('return document.querySelector("textarea[name=venue]").value')
            check(f'parting level: {level}' in text, f'{level} does not stand in the text')
            follow(browser, 'button[value=check]')
            fault = browser.run('return Boolean(document.querySelector("[name=words-partingLevel][aria-invalid=true]"))')
            stage.check(fault != is_good, f'{level} is {"refused" if fault else "not refused beside its field"}')


def case_bond_survey(context):
    """Over HTTP the operator keeps, reads and drops what the house asks; own words stand where it is asked."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        check(house.operate('GET', '/v1/survey') == {'questions': []}, 'something is asked')
        kept = house.operate('PUT', '/v1/survey/closeness-quiet', {'words': FINE})
        check((kept['id'], kept['form'], kept['about']) == ('closeness-quiet', 'closeness', 'quiet'), f'{kept}')
        check(kept['versions'][-1]['words'] == FINE and kept['versions'][-1]['version'] == 1, f'{kept}')
        again = house.operate('PUT', '/v1/survey/closeness-quiet', {'words': FINE})
        check(again == kept, 'the same is another version')

        def refused(name, body, code, status):
            answer, data = house.ask('PUT', f'/v1/survey/{name}', json.dumps(body))
            stage.check((answer.status, json.loads(data)['code']) == (status, code), f'{name} {body}: {answer.status} {data[:200]}')
        refused('closeness-quiet', {'words': {**FINE, **{'en': BEING['en']}}}, 'asksWhoToBe', 409)
        refused('closeness-quiet', {'words': {**FINE, 'nl': BEING['nl']}, 'anyway': True}, 'asksWhoToBe', 409)
        refused('closeness-quiet', {'words': LEADING}, 'advisedAgainst', 409)
        refused('closeness-nowhere', {}, 'unknownSurveyFacet', 409)
        refused('understood-nothing', {}, 'unknownSurveyPromise', 409)
        refused('being-us', {}, 'invalidName', 400)
        refused('closeness', {}, 'invalidName', 400)
        refused('closeness-quiet', {'word': {}}, 'unknownField', 400)

        arrive(house, 'ann', {'band': 'band-ann'}, None, None)
        wish = confirmed(house, 'ann', 'w', 'quiet', {'level': 9}, 'quiet for ann', importance=5)
        told(house, '/v1/experiences', id='e', person='ann', wish=wish, event='workaround')
        mine = own_link(house, admin, 'ann', reason='service')
        for language in ('en', 'nl'):
            text = shown(house, None, mine, language)[1]
            stage.check(FINE[language] in text and 'name="closeness"' in text, 'it is not asked in the own words', language)
        other = house.operate('PUT', '/v1/survey/closeness-quiet', {'words': LEADING, 'anyway': True})
        check(len(other['versions']) == 2, f'{other}')
        stage.check(FINE['en'] in shown(house, None, mine)[1], 'what is changed afterwards changes what was asked')
        answer, data = house.ask('DELETE', '/v1/survey/closeness-quiet')
        check(answer.status == 200, f'{data}')
        (entry,) = house.operate('GET', '/v1/survey')['questions']
        check('droppedAt' in entry and len(entry['versions']) == 2, f'{entry}')
        answer, data = house.ask('DELETE', '/v1/survey/served-quiet')
        check(json.loads(data)['code'] == 'unknownQuestion', f'{data}')
        for method, path in (('GET', '/v1/survey'), ('PUT', '/v1/survey/closeness-quiet'), ('DELETE', '/v1/survey/closeness-quiet')):
            status, data, _ = house.send(method, path, '{}' if method == 'PUT' else None, Authorization='Bearer ' + house.site)
            stage.check(status == 403, f'{method} {path} of a source is answered {status}')
