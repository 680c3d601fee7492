"""Insight: what people give up, in pictures, with the table and the file of each, against the real program."""
import csv
import html
import io
import json
import re
import time

import axe
from context import Failure, check, wait_until
from desk_cases import signed_in
from floor_cases import arrive, member, page
from page_cases import SAY, SIZES, Stage, inspect

PAGES = {
    'landscape': '/insight', 'given-up': '/insight/given-up', 'learning': '/insight/learning',
    'different': '/insight/different', 'changed': '/insight/changed', 'heard': '/insight/heard',
    'quiet': '/insight/facets/quiet', 'fruit': '/insight/facets/thrill',
}
COUNT = 60
LEAST = 10
# How close each of the sixty came, how it was, and what they want; so that every part is of ten or none.
CLOSE = (9, 5, 1)


def name(number):
    return f'guest-{number:02}'


def told(house, path, lines):
    """Sends lines as one request; all must be taken in."""
    body = '\n'.join(json.dumps(line) for line in lines)
    status, text, _ = house.send('POST', path, body, **{
        'Authorization': 'Bearer ' + house.key, 'Content-Type': 'application/x-ndjson'})
    check(status == 200 and json.loads(text)['accepted'] == len(lines), f'{path}: {status} {text[:300]}')


def tell(house, numbers, facets=('quiet', 'thrill'), assisted=True):
    """People who want something, say how close they came, and what they expected and found."""
    numbers = list(numbers)
    if not house.key:
        house.key = house.open_source('gate-readers', lateness_seconds=0)
    for number in numbers:
        house.operate('POST', '/v1/links', {
            'token': f'band-{number}', 'person': name(number), 'mode': 'assisted' if assisted else 'presence'})
    for do in ('voice', 'playBack', 'confirm'):
        lines = []
        for number in numbers:
            for facet in facets:
                line = {'id': f'w-{facet}', 'person': name(number), 'do': do}
                if do == 'voice':
                    line |= {'facet': facet, 'want': {'level': 9}, 'importance': 5, 'words': f'secret-{number}-{facet}'}
                elif do == 'playBack':
                    line['words'] = 'as we say it'
                lines.append(line)
        told(house, '/v1/wishes', lines)
    lines = []
    for number in numbers:
        for facet in facets:
            close = CLOSE[number % 3]
            for what, said in (('e', {'feels': 'expects', 'level': 5}),
                               ('p', {'feels': 'perceived', 'level': 6 if number % 2 else 3}),
                               ('c', {'closeness': close})):
                lines.append({'id': f'{what}-{facet}', 'person': name(number), 'facet': facet, **said})
    told(house, '/v1/experiences', lines)


def until_counted(house, cookie, count):
    """Waits until the pages are of so many people."""
    wait_until(lambda: f'Of {count} ' in page(house, cookie, '/insight')[1], f'{count} people to be counted', 30)


def tables(text):
    """Of each figure of a page its table, as texts, and where its file is."""
    found = {}
    for figure in re.findall(r'<figure class="card insight" id="([\w-]+)">(.*?)</figure>', text, re.S):
        rows = [[html.unescape(cell) for cell in re.findall(r'<t[hd][^>]*>(.*?)</t[hd]>', row, re.S)]
                for row in re.findall(r'<tr>(.*?)</tr>', figure[1], re.S)]
        found[figure[0]] = (rows, re.search(r'href="([^"]+\.csv)"', figure[1])[1])
    return found


def plain(cell, language):
    """A cell of a page as its file has it."""
    if cell == '–':
        return ''
    if language == 'nl' and re.fullmatch(r'-?\d+,\d', cell):
        return cell.replace(',', '.')
    return cell


def case_insight_pages(context):
    """Sixty people make pictures: each with a sentence, a table that equals its file, and no part under ten.

    In both languages, read by axe and on the smallest phone; nobody is named who is not near.
    """
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        empty = page(house, admin, '/insight')
        check(empty[0] == 200, f'an empty house is answered {empty[0]}')
        tell(house, range(COUNT))
        until_counted(house, admin, COUNT)
        figures = 0
        for language, locale in (('en', 'en-GB'), ('nl', 'nl-NL')):
            browser = signed_in(stage, admin, locale)
            browser.go(f'{house.origin}/language?to={language}')
            cookie = admin + f'; senang_language={language}'
            for word, path in PAGES.items():
                status, text = page(house, cookie, path)
                check(status == 200, f'{path} is answered {status}')
                stage.check('guest-' not in text and 'secret-' not in text, 'somebody is named', path)
                for figure, (rows, file) in tables(text).items():
                    figures += 1
                    stage.check(re.search(rf'id="{figure}">.*?<p class="says">\s*\S', text, re.S), 'no sentence', figure)
                    status, data, headers = house.send('GET', file, Cookie=cookie)
                    stage.check(status == 200 and headers['Content-Type'].startswith('text/csv'), f'{file}: {status}')
                    lines = list(csv.reader(io.StringIO(data)))
                    shown = [[plain(cell, language) for cell in row] for row in rows]
                    stage.check(lines == shown, f'{file} differs from its table: {lines[:3]}, {shown[:3]}', language)
                    peoples = [place for place, label in enumerate(lines[0])
                               if label.startswith(('People', 'Mensen'))]
                    small = [line[place] for line in lines[1:] for place in peoples
                             if line[place] and int(line[place]) < LEAST]
                    stage.check(not small, f'{file} tells of {small}')
                small = [count for count in re.findall(r'>(\d+) (?:guests|gasten)<', text) if int(count) < LEAST]
                stage.check(not small, f'a picture tells of {small}', path)
                for size in ('320', '390', '1280'):
                    browser.resize(int(size), 800, phone=size != '1280')
                    browser.go(house.origin + path)
                    browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
                    inspect(stage, browser, word, size, language, ())
                    if size == '390':
                        stage.picture(browser, f'insight-{word}-{language}')
                    if size == '320' or size == '1280':
                        for line in axe.violations(browser):
                            stage.check(False, line, f'{path} {language} {size}')
            browser.close()
        check(figures >= 2 * 14, f'only {figures} pictures')
        text = page(house, admin, '/insight')[1]
        stage.check('class="much"' in text and SAY['in-lack']['en'] in text, 'the corner is not there')
    return f'({figures} pictures)'


def case_insight_leave(context):
    """Nobody who leaves is told of by a new count: it stands until ten people moved, or the program starts anew."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        tell(house, range(9), facets=('quiet',))
        check('<figure' not in page(house, admin, '/insight')[1], 'nine people are shown')
        tell(house, range(9, 30), facets=('quiet',))
        until_counted(house, admin, 30)
        time.sleep(6)
        house.operate('POST', f'/v1/people/{name(0)}/consent', {'mode': 'assisted', 'refused': ['help']})
        for number in range(1, 4):
            house.operate('DELETE', f'/v1/people/{name(number)}')
        time.sleep(6)
        stage.check('Of 30 ' in page(house, admin, '/insight')[1], 'a count of four fewer is shown')
        house.stop()
        house.start()
        until_counted(house, admin, 26)
        for number in range(4, 14):
            house.operate('DELETE', f'/v1/people/{name(number)}')
        until_counted(house, admin, 16)


def case_insight_near(context):
    """A host sees people near as dots with a way to their card, and their words only when asked; each look is kept."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        tell(house, range(30), facets=('quiet',))
        until_counted(house, admin, 30)
        hanna = member(house, admin, 'hanna', zones='warung')
        piet = member(house, admin, 'piet', zones='pancakes')
        arrive(house, name(1), {'band': 'band-1'}, 'warung', 'Annelies Brouwer')
        link = f'href="/people/{name(1)}"'
        wait_until(lambda: link in page(house, hanna, '/insight')[1], 'somebody near to be a dot')
        text = page(house, hanna, '/insight')[1]
        stage.check('class="own"' in text and text.count('class="own"') == 1, 'not one dot of its own')
        stage.check('Brouwer' not in text, 'a whole name is shown')
        beside = re.findall(rf'<a {link}.*?</(?:a|li)>', text, re.S)
        stage.check(len(beside) == 2 and not any(re.search(r'\d[.,]\d', re.sub(r'<circle[^>]*>', '', each.replace(
            name(1), ''))) for each in beside), 'a number of somebody stands beside them')
        stage.check(link not in page(house, piet, '/insight')[1], 'somebody elsewhere is shown')
        path = '/insight/facets/quiet'
        stage.check('secret-' not in page(house, hanna, path)[1], 'words are shown unasked')
        looks = len(house.operate('GET', f'/v1/people/{name(1)}/looks')['looks'])
        said = page(house, hanna, path + '?words=yes')[1]
        stage.check('secret-1-quiet' in said and said.count('secret-') == 1, 'not their words alone')
        kept = house.operate('GET', f'/v1/people/{name(1)}/looks')['looks']
        stage.check(len(kept) == looks + 1 and any(look['reason'] == 'wishes' for look in kept), 'no look is kept')
        stage.check('secret-' not in page(house, piet, path + '?words=yes')[1], 'words of somebody elsewhere')
        stage.check('guest-' not in house.send('GET', '/insight/landscape.csv', Cookie=hanna)[1], 'a file names somebody')


def case_insight_rights(context):
    """Only whoever is signed in as a host or more sees insight; what is not there is not found, and never a 5xx."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        for path in [*PAGES.values(), '/insight/landscape.csv']:
            status, _, headers = house.send('GET', path)
            stage.check(status == 303 and headers['Location'] == '/sign-in', f'{status} for nobody', path)
        code = house.invite(admin, 'wall', role='screen')
        status, _, headers = house.submit(None, '/pair', code=code)
        wall = headers['Set-Cookie'].split(';')[0]
        stage.check(page(house, wall, '/insight')[0] == 403, 'a screen sees insight')
        for path in ('/insight/none', '/insight/none.csv', '/insight/.csv', '/insight/facets/none',
                     '/insight/facets/quiet/none.csv', '/insight/facets/quiet/histogram', '/insight/facets/%00'):
            stage.check(page(house, admin, path)[0] in (400, 404), f'{page(house, admin, path)[0]}', path)
        text = page(house, admin, '/insight')[1]
        if '<figure' in text or SAY['insight']['en'] not in text:
            raise Failure('an empty house has pictures')
