"""The promise ledger and the catalogue: what was kept to the letter and as people took it, and what goes out."""
import csv
import html
import io
import json
import re
import time
import urllib.parse

import axe
from context import check, wait_until
from desk_cases import signed_in
from floor_cases import member, page
from insight_cases import plain, tables
from page_cases import SAY, Stage, inspect
from promisepage_cases import near, promised as made

PAGES = {
    'promises': '/promises', 'owners': '/promises/owners', 'channels': '/promises/channels',
    'people': '/promises/people', 'nobody': '/promises/nobody', 'calendar': '/promises/calendar', 'changed': '/promises/changed',
    'catalogue': '/promises/catalogue', 'new': '/promises/new', 'parcel': '/promises/standing/parcel',
}
LEAST = 10
# Where what a page has to say begins, below its head and the way to the other pages.
FIRST = '''const first = document.querySelector("main > .insight, main > .pledged, main > .empty, main > .hushed, main > form");
return first ? first.getBoundingClientRect().top : null'''
DAY = 86_400
PARCEL = {'words': {'en': 'Tomorrow with you', 'nl': 'Morgen in huis'}, 'channel': 'site', 'owner': 'shipping',
          'evidence': 'the van has room for 90 parcels', 'spanSeconds': DAY, 'horizon': 'short',
          'content': {'seen': {'kind': 'service', 'zone': 'shop-gate'}}}
CALM = {'words': {'en': 'You will always feel welcome', 'nl': 'U voelt zich altijd welkom'}, 'channel': 'sign'}
FORM = {'id': 'queue-quarter', 'en': 'No more than a quarter of an hour', 'nl': 'Hooguit een kwartier', 'channel': 'sign',
        'audience': '', 'content': 'wait', 'wait': 'queue', 'minutes': '15', 'span': '', 'unit': 'minutes',
        'owner': 'rides', 'evidence': 'four trains on Saturdays', 'horizon': 'instant'}


def say(key, *values, language='en'):
    """A phrase with its gaps filled."""
    text = SAY[key][language]
    for place, value in enumerate(values):
        text = text.replace('{%d}' % place, str(value))
    return text


def when(seconds):
    """So long from now, as a program writes it."""
    return written(time.time() + seconds)


def written(moment):
    return time.strftime('%Y-%m-%dT%H:%M:%SZ', time.gmtime(moment))


def catalogued(house, **entries):
    for name, entry in entries.items():
        house.operate('PUT', f'/v1/promises/catalogue/{name}', entry)


def promised(house, lines):
    """Tells what was promised; every line must be taken in."""
    if not hasattr(house, 'shop_key'):
        house.shop_key = house.open_source('shop', lateness_seconds=5)
    for number in sorted({line['person'] for line in lines}):
        house.operate('POST', '/v1/links', {'token': 'band-' + number, 'person': number, 'mode': 'presence'})
    status, text, _ = house.send('POST', '/v1/promises', '\n'.join(json.dumps(line) for line in lines), **{
        'Authorization': 'Bearer ' + house.shop_key, 'Content-Type': 'application/x-ndjson'})
    check(status == 200 and json.loads(text).get('accepted') == len(lines), f'/v1/promises: {status} {text[:400]}')


def guest(number):
    return f'guest-{number:02}'


def parcels():
    """Sixty people were promised a parcel: thirty within a day, later thirty within two, of whom more got it."""
    lines = []
    now = int(time.time())
    for number in range(60):
        days = 1 if number < 30 else 2
        made = now - (20 if days == 1 else 10) * DAY
        line = {'id': f'p{number}', 'person': guest(number), 'standing': 'parcel', 'language': 'en', 'at': written(made),
                'due': written(made + days * DAY), 'kept': number % 2 == 0 if days == 1 else number % 15 != 0,
                'judgedAt': written(made + days * DAY - 60)}
        if number % 2 == 0:
            line['keptByReading'] = number % 4 == 0
        lines.append(line)
    return lines


def others():
    """Four at the desk and nine by letter, of whom nothing may be told; a dozen by mail that nobody knows of, and what is to come."""
    lines = [{'id': f'd{number}', 'person': guest(number), 'quote': 'I will call you back', 'channel': 'desk', 'owner': 'desk',
              'at': when(-DAY), 'due': when(-DAY / 2), 'kept': True, 'judgedAt': when(-DAY / 2 - 60)} for number in range(4)]
    lines += [{'id': f'l{number}', 'person': guest(number), 'quote': 'You will hear from us', 'channel': 'letter',
               'owner': 'back-office', 'at': when(-DAY), 'due': when(-DAY / 2), 'kept': False, 'judgedAt': when(-DAY / 2)}
              for number in range(4, 13)]
    lines += [{'id': f'm{number}', 'person': guest(number), 'quote': 'An answer within the day', 'channel': 'mail',
               'owner': 'mail-room', 'at': when(-3 * DAY), 'due': when(-2 * DAY)} for number in range(12)]
    lines += [{'id': f'c{number}', 'person': guest(number), 'standing': 'parcel', 'language': 'nl'}
              for number in range(14)]
    lines += [{'id': f't{number}', 'person': guest(number), 'quote': 'We look into it', 'channel': 'phone', 'owner': 'desk-two',
               'at': when(-DAY), 'kept': True, 'judgedAt': when(-60)} for number in range(12)]
    # All of these are asked how they took it, and none says so.
    lines += [{'id': f't{number}', 'person': guest(number), 'do': 'ask'} for number in range(12)]
    return lines


def filled(house):
    catalogued(house, parcel=PARCEL, welcome=CALM)
    promised(house, parcels() + others())


def case_promise_ledger(context):
    """Every page of promises says a sentence, fits every screen in both languages, and its table is its file."""
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        for word, path in PAGES.items():
            status = page(house, admin, path)[0]
            check(status == (404 if word == 'parcel' else 200), f'of an empty house {path} is answered {status}')
        filled(house)
        figures = 0
        for language, locale in (('en', 'en-GB'), ('nl', 'nl-NL')):
            browser = signed_in(stage, admin, locale)
            browser.go(f'{house.origin}/language?to={language}')
            cookie = admin + f'; senang_language={language}'
            for word, path in PAGES.items():
                status, text = page(house, cookie, path)
                check(status == 200, f'{path} is answered {status}')
                stage.check('guest-' not in text and '{0}' not in text, 'somebody is named, or a gap is open', path)
                for figure, (rows, file) in tables(text).items() if word not in ('new', 'parcel') else ():
                    figures += 1
                    stage.check(re.search(rf'id="{figure}">.*?<p class="says">\s*\S', text, re.S), 'no sentence', figure)
                    status, data, headers = house.send('GET', file, Cookie=cookie)
                    stage.check(status == 200 and headers['Content-Type'].startswith('text/csv'), f'{file}: {status}')
                    lines = list(csv.reader(io.StringIO(data)))
                    shown = [[plain(cell, language) for cell in row] for row in rows]
                    stage.check(lines == shown, f'{file} differs from its table: {lines[:3]}, {shown[:3]}', language)
                    peoples = [place for place, label in enumerate(lines[0]) if label in ('People', 'Mensen')]
                    small = [line[place] for line in lines[1:] for place in peoples
                             if line[place] and int(line[place]) < LEAST]
                    stage.check(not small, f'{file} tells of {small}')
                for size in ('320', '390', '1280'):
                    browser.resize(int(size), 800, phone=size != '1280')
                    browser.go(house.origin + path)
                    if size == '320' and word not in ('new', 'parcel'):
                        top = browser.run(FIRST)
                        stage.check(top is not None and top < 400, f'what the page says begins at {top}', f'{path} {language}')
                    browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
                    inspect(stage, browser, word, size, language, ())
                    if size == '390':
                        stage.picture(browser, f'promises-{word}-{language}')
                    if size != '390':
                        for line in axe.violations(browser):
                            stage.check(False, line, f'{path} {language} {size}')
            browser.close()
        check(figures >= 2 * 6, f'only {figures} pictures')
    return f'({figures} pictures)'


def table_of(house, cookie, path, figure):
    """Of a figure its rows by their first cell, each by the heads of its columns."""
    rows = tables(page(house, cookie, path)[1])[figure][0]
    return {row[0]: row for row in rows[1:]}, rows[0]


def case_promise_figures(context):
    """The letter and the reading stand apart, who was not asked is not asked, few are few, and a change has its interval."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        filled(house)
        rows, heads = table_of(house, admin, '/promises/channels', 'channels')
        column = {SAY[key]['en']: heads.index(SAY[key]['en']) for key in (
            'pl-made', 'pl-due', 'pl-letter', 'pl-letterShare', 'pl-asked', 'pl-readingShare', 'pl-gap', 'pl-unknown', 'pl-silent', 'pl-unasked')}

        def cell(row, key):
            return rows[row][column[SAY[key]['en']]]
        site, mail, phone, desk, letter = (SAY['promised-by-' + each]['en'] for each in ('site', 'mail', 'phone', 'desk', 'letter'))
        # Of thirty every second was kept, of thirty more all but two; of the sixty every second said how they took it.
        wanted = {'pl-made': '74', 'pl-due': '60', 'pl-letter': '43', 'pl-letterShare': '71.7', 'pl-asked': '30',
                  'pl-readingShare': '50.0', 'pl-unknown': '0', 'pl-silent': '0', 'pl-unasked': '44'}
        for key, value in wanted.items():
            stage.check(cell(site, key) == value, f'{key} of the site is {cell(site, key)}, not {value}')
        kept = [number for number in range(0, 60, 2) if number < 30 or number % 15]
        gap = 100 * sum(number % 4 != 0 for number in kept) / 30
        stage.check(abs(float(cell(site, 'pl-gap')) - gap) < 0.06, f'the gap is {cell(site, "pl-gap")}, not {gap}')
        for few in (desk, letter):
            stage.check(rows[few][1] == SAY['pl-fewCell']['en'] and set(rows[few][2:]) == {'–'}, f'{few}: {rows[few]}')
        stage.check(cell(mail, 'pl-asked') == SAY['pl-notAsked']['en'] and cell(mail, 'pl-readingShare') == '–',
                    f'nobody was asked by mail, and it says {rows[mail]}')
        stage.check(cell(mail, 'pl-unknown') == '12' and cell(mail, 'pl-letterShare') == '–', f'mail: {rows[mail]}')
        # Twelve were asked by phone, and none of them said so: that is not "not asked", and no figure either.
        stage.check([cell(phone, key) for key in ('pl-asked', 'pl-silent', 'pl-unasked', 'pl-readingShare')]
                    == [SAY['pl-notTold']['en'], '12', '0', '–'], f'asked in vain: {rows[phone]}')
        text = html.unescape(page(house, admin, '/promises/channels')[1])
        stage.check(say('pl-fewGroups', 2, 'guests') in text, 'it does not say of how many it says nothing')

        text = html.unescape(page(house, admin, '/promises')[1])
        stage.check('Tomorrow with you' in text and SAY['pl-none-promises']['en'] in text, 'a promise goes by no name')
        text = html.unescape(page(house, admin + '; senang_language=nl', '/promises')[1])
        stage.check('Morgen in huis' in text, 'in Dutch a promise goes by its English words')

        text = html.unescape(page(house, admin, '/promises/changed')[1])
        found = re.search(r'Kept went up by ([\d.]+) points, from ([\d.]+) to ([\d.]+) of 100 \(the difference lies between'
                          r' ([\d.]+) and ([\d.]+)\)', text)
        check(found, 'before and after says nothing: ' + re.sub(r'<[^>]+>', ' ', text)[-600:])
        more, was, now, low, high = map(float, found.groups())
        stage.check((was, now) == (50.0, 93.3) and abs(more - 43.3) < 0.11 and low < more < high, f'{found[0]}')

        text = html.unescape(page(house, admin, '/promises/calendar')[1])
        stage.check(re.search(r'28 days 14 promises fall due, most on \w+ \d+ \w+: 14\.', text), 'the calendar has not all')
        stage.check(say('pl-overdueSay', 12) in text, 'what is overdue and unknown is not told')

        catalogued(house, flowers=dict(PARCEL, words={'en': 'Flowers tomorrow', 'nl': 'Morgen bloemen'}))
        text = html.unescape(page(house, admin, '/promises/nobody')[1])
        for lack in ('owner', 'evidence', 'measure'):
            stage.check(SAY['pl-lack-' + lack]['en'] in text, f'it does not say that it lacks {lack}')
        stage.check('You will always feel welcome' in text, 'what lacks everything is not told')
        # It says a day, and most of what came took two.
        stage.check('id="promise-parcel"' in text and 'At 1 d, 25.0 of 100 were kept' in text, 'not what nobody can keep')
        stage.check('id="promise-flowers"' not in text, 'what lacks nothing is said to be kept by nobody')
        promised(house, [{'id': f'w{number}', 'person': guest(number), 'standing': 'welcome', 'at': when(-DAY),
                          'kept': number % 5 == 0, 'judgedAt': when(-60)} for number in range(40)])
        text = html.unescape(page(house, admin, '/promises/nobody')[1])
        stage.check(re.search(r'Only 20\.0 of 100 were kept to the letter \(between [\d.]+ and [\d.]+, Wilson; 40 promises\)', text),
                    'seldom kept is not told')


def faults(text):
    """The sentences at fields of a form, by field, and what stands in the fields."""
    found = {name: html.unescape(said) for name, said in
             re.findall(r'<span class="fault" id="fault-([\w-]+)">(.*?)</span>', text, re.S)}
    typed = {name: html.unescape(value) for name, value in re.findall(r'<input name="([\w-]+)" value="(.*?)"', text, re.S)}
    return found, typed


def case_promise_catalogue(context):
    """A promise is written in both languages, goes out only after what it lacks was seen, is changed and dropped."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()

        def send(path, language='en', **fields):
            return house.submit(f'{admin}; senang_language={language}', path, **fields)

        def entries():
            return {each['promise']['id']: each for each in house.operate('GET', '/v1/promises/catalogue')['promises']}

        wrong = [({'id': 'with space'}, 'id', 'pl-nameInvalid'), ({'en': ' '}, 'en', 'pl-wordsMissing'),
                 ({'nl': ''}, 'nl', 'pl-wordsMissing'), ({'nl': 'ë' * 251}, 'nl', 'pl-tooLong'),
                 ({'channel': ''}, 'channel', 'pl-channelMissing'), ({'channel': 'a b'}, 'channel', 'pl-nameInvalid'),
                 ({'owner': 'Jan de Wit'}, 'owner', 'pl-nameInvalid'), ({'audience': 'x' * 501}, 'audience', 'pl-tooLong'),
                 ({'evidence': 'x' * 501}, 'evidence', 'pl-tooLong'), ({'span': 'soon'}, 'span', 'pl-spanInvalid'),
                 ({'span': '0'}, 'span', 'pl-spanInvalid'), ({'span': '999999999', 'unit': 'days'}, 'span', 'pl-spanInvalid'),
                 ({'content': ''}, 'content', 'chooseOne'), ({'wait': 'none'}, 'wait', 'chooseOne'),
                 ({'minutes': 'few'}, 'minutes', 'pl-minutesInvalid'), ({'minutes': '-1'}, 'minutes', 'pl-minutesInvalid'),
                 ({'content': 'seen', 'signal': 'x', 'place': 'anywhere'}, 'signal', 'chooseOne'),
                 ({'content': 'seen', 'signal': 'tap', 'place': 'zone:none'}, 'place', 'chooseOne'),
                 ({'content': 'got', 'facet': 'none', 'want': '1'}, 'facet', 'chooseOne'),
                 ({'content': 'got', 'facet': 'quiet', 'want': 'very'}, 'want', 'pl-want-level'),
                 ({'content': 'got', 'facet': 'waiting', 'want': 'short'}, 'want', 'pl-want-time'),
                 ({'content': 'got', 'facet': 'dish', 'want': 'soup'}, 'want', 'pl-want-category'),
                 ({'content': 'got', 'facet': 'diet', 'want': 'halal, x'}, 'want', 'pl-want-set')]
        for language in ('en', 'nl'):
            for change, field, key in wrong:
                for do in ('look', 'keep', 'anyway'):
                    status, text, _ = send('/promises/new', language, **(FORM | change), do=do)
                    found, typed = faults(text)
                    stage.check(status == 422 and found == {field: SAY[key][language]}, f'{change} is answered {status}', f'{found}')
                    stage.check(all(typed.get(name) == value for name, value in (FORM | change).items() if name in typed),
                                f'{change}: what was typed is gone')
                    stage.check(f'aria-describedby="fault-{field}"' in text or field == 'content', 'a fault hangs in the air', field)
        stage.check(not entries(), 'something refused is in the catalogue')

        bare = FORM | {'owner': '', 'evidence': '', 'content': 'words'}
        for do in ('look', 'keep', 'anyway', ''):
            status, text, _ = send('/promises/new', **bare, do=do)
            for lack in ('owner', 'evidence', 'measure'):
                stage.check(status == 200 and SAY['pl-lack-' + lack]['en'] in text, f'{do}: {lack} is not said to lack', f'{status}')
            stage.check(('value="anyway"' in text) == (do != 'look'), f'{do}: whether it may go out as it is')
            main = re.findall(r'<button class="main" name="do" value="(\w+)">', text)
            stage.check(main == ['look'], f'{do}: while something lacks the green button is {main}')
            stage.check(SAY['pl-pastNone']['en'] in html.unescape(text), f'{do}: the past')
        stage.check(not entries(), 'it went out before what it lacks was seen')
        seen = re.search(r'name="seen" value="([^"]*)"', text)[1]
        # What is seen is what goes out: of a form with fewer lacks seen it does not.
        send('/promises/new', **bare, do='anyway', seen='owner')
        stage.check(not entries(), 'it went out while another lack was seen')
        status, _, headers = send('/promises/new', **bare, do='anyway', seen=seen)
        stage.check(status == 303 and headers['Location'] == '/promises/catalogue?done=kept', f'{status} {headers["Location"]}')
        stage.check(list(entries()) == ['queue-quarter'], f'{entries()}')
        status, text, _ = send('/promises/new', **FORM, do='keep')
        stage.check(status == 422 and faults(text)[0] == {'id': SAY['pl-nameTaken']['en']}, 'two promises of one name')

        path = '/promises/standing/queue-quarter'
        typed = faults(page(house, admin, path)[1])[1]
        stage.check(typed['en'] == FORM['en'] and typed['nl'] == FORM['nl'] and 'id' not in typed, f'{typed}')
        forms = [FORM | {'span': '2', 'unit': 'hours', 'audience': 'visitors with <children> & "all"'},
                 FORM | {'content': 'seen', 'signal': 'service', 'place': 'kind:food', 'span': '1,5', 'unit': 'days'},
                 FORM | {'content': 'got', 'facet': 'dish', 'want': 'Satay, fruit', 'horizon': 'long'},
                 FORM | {'content': 'got', 'facet': 'diet', 'want': 'Vegetarian, Halal'},
                 FORM | {'content': 'got', 'facet': 'quiet', 'want': '7.5'}]
        for fields in forms:
            status, text, _ = send(path, **fields, do='keep')
            stage.check(status == 303, f'{fields} is answered {status}', f'{faults(text)[0]}')
            before = entries()
            # The form shows what stands: sent back as it is, nothing changes.
            text = page(house, admin, path)[1]
            again = faults(text)[1]
            for name in ('content', 'horizon'):
                again[name] = re.search(rf'name="{name}" value="([\w-]+)" checked', text)[1]
            for name in ('wait', 'signal', 'place', 'facet', 'unit'):
                part = re.search(rf'<select name="{name}".*?</select>', text, re.S)[0]
                chosen = re.search(r'value="([^"]*)" selected', part)
                again[name] = chosen[1] if chosen else ''
            status = send(path, **again, do='keep')[0]
            stage.check(status == 303 and entries() == before, f'sent back, it is another: {before}, {entries()}', f'{status}')

        text = html.unescape(page(house, admin, '/promises/catalogue?done=kept')[1])
        stage.check(FORM['en'] in text and SAY['pl-done-kept']['en'] in text, 'the list leaves it out')
        status, _, headers = send(path + '/drop')
        stage.check(status == 303 and 'done=dropped' in headers['Location'] and not entries(), 'it is not dropped')
        stage.check(page(house, admin, path)[0] == 404, 'what was dropped has a form')


def case_promise_past(context):
    """Beside a draft stands what the waits of the house say about it, and of fewer than ten that they are few."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()

        def look(minutes='15', language='en'):
            status, text, _ = house.submit(f'{admin}; senang_language={language}', '/promises/new',
                                           **(FORM | {'minutes': minutes}), do='look')
            check(status == 200, f'a draft is answered {status}')
            return html.unescape(text)

        def wait(numbers):
            for number in numbers:
                house.signal('enter', 'coaster-queue', f'band-{number}')
            time.sleep(2.2)
            for number in numbers:
                house.signal('enter', 'coaster', f'band-{number}')
        wait(range(9))
        wait_until(lambda: house.operate('GET', '/v1/waits')['waits'][0]['count'] == 9, 'nine waits that ended', 20)
        stage.check(SAY['pl-pastFew']['en'] in look(), 'of nine waits it says something')
        wait(range(9, 20))
        wait_until(lambda: re.search(r'At 15 min, 100\.0 of 100 were kept \(between [\d.]+ and 100\.0, Wilson; 20 in all\)', look()),
                   'what twenty waits say', 20)
        stage.check(re.search(r'Bij 15 min zijn er 100,0 van 100 gehouden', look(language='nl')), 'not in Dutch')
        # A promise of a second is one that twenty waits of two would not have kept.
        text = look('0.017')
        stage.check(re.search(r'At 1 s, 0\.0 of 100 were kept', text) and 'it would be' in text, 'no other time is named')
        stage.check(SAY['pl-lacksNothing']['en'] in text, 'something lacks')
        stage.check(house.operate('GET', '/v1/promises/catalogue')['promises'] == [], 'looking put it in the catalogue')


def case_promise_rights(context):
    """Only leads and administrators see and change what is promised; what is not there is not found, never a 5xx."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        catalogued(house, parcel=PARCEL)
        hanna, lies = member(house, admin, 'hanna', zones='warung'), member(house, admin, 'lies', role='lead')
        posts = ['/promises/new', '/promises/standing/parcel', '/promises/standing/parcel/drop']
        for path in [*PAGES.values(), '/promises/promises.csv', '/promises/calendar.csv', '/promises/overdue.csv']:
            status, _, headers = house.send('GET', path)
            stage.check(status == 303 and headers['Location'] == '/sign-in', f'{status} for nobody', path)
            # By person it is for whoever may look people up; what falls due is for nobody but leads.
            wanted = 200 if path == PAGES['people'] else 403
            stage.check(page(house, hanna, path)[0] == wanted, f'a host is answered {page(house, hanna, path)[0]}', path)
        stage.check('href="/promises"' not in page(house, hanna, PAGES['people'])[1], 'a host is led to the ledger of the house')
        for path in posts:
            stage.check(house.submit(None, path, do='keep')[0] == 303, 'nobody may send it', path)
            stage.check(house.submit(hanna, path, **FORM, do='keep')[0] == 403, 'a host may send it', path)
            status = house.send('POST', path, 'do=keep', Cookie=admin, **{
                'Content-Type': 'application/x-www-form-urlencoded', 'Sec-Fetch-Site': 'cross-site'})[0]
            stage.check(status == 403, f'another site is answered {status}', path)
        stage.check(len(house.operate('GET', '/v1/promises/catalogue')['promises']) == 1, 'somebody changed the catalogue')
        for path in PAGES.values():
            stage.check(page(house, lies, path)[0] == 200, f'a lead is answered {page(house, lies, path)[0]}', path)
        stage.check('href="/promises"' in page(house, lies, '/insight')[1], 'a lead is not led to it')
        stage.check('href="/promises"' not in page(house, hanna, '/insight')[1], 'a host is led to it')
        stage.check('href="/promises/catalogue"' in page(house, admin, '/admin')[1], 'set-up does not lead to it')
        for path in ('/promises/none', '/promises/none.csv', '/promises/.csv', '/promises/nobody.csv', '/promises/people.csv', '/promises/changed-.csv',
                     '/promises/standing/none', '/promises/standing/%00', '/promises/standing/a%20b', '/promises/%F0%9F'):
            status = page(house, admin, path)[0]
            stage.check(status in (400, 404), f'{status}', path)
        for path in ('/promises/none', '/promises/standing/none', '/promises/standing/none/drop'):
            status = house.submit(admin, path, **FORM, do='keep')[0]
            stage.check(status == 404, f'{status}', path)
        status = house.submit(admin, '/promises/new', **(FORM | {'en': 'x' * 40_000}), do='keep')[0]
        stage.check(400 <= status < 500, f'a form of 40 kB is answered {status}')


def case_promise_wording(context):
    """An entry of which only the words change has two editions, which before and after sets beside one another."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        fresh = {'en': 'Soon with you', 'nl': 'Gauw in huis'}

        def tell(prefix, ago, **fields):
            # Without an end of their own they fall due as the entry says: all with one value.
            at = written(int(time.time()) - ago)
            promised(house, [{'id': f'{prefix}{number}', 'person': guest(number), 'standing': 'parcel', 'at': at, **fields}
                             for number in range(12)])

        catalogued(house, parcel=PARCEL)
        for language in ('en', 'nl'):
            tell('old-' + language, DAY // 2, language=language)
        tell('own', DAY // 4, quote='For you at noon', channel='desk')
        stage.check(SAY['pl-changedNone']['en'] in html.unescape(page(house, admin, '/promises/changed')[1]),
                    'another language, or words of one person, is a change')
        catalogued(house, parcel=dict(PARCEL, words=fresh))
        tell('new', 60, language='nl')
        for language, was in (('en', PARCEL['words']['en']), ('nl', PARCEL['words']['nl'])):
            text = html.unescape(page(house, f'{admin}; senang_language={language}', '/promises/changed')[1])
            begin = say('pl-reworded', was, fresh[language], '', language=language).split(' (')[0]
            stage.check(begin in text, f'it does not say {begin}', language)
        editions = house.operate('GET', '/v1/promises/catalogue/parcel/editions')['editions']
        stage.check([each.get('words') for each in editions][:1] == [PARCEL['words']]
                    and editions[-1].get('words') == fresh, f'{editions}')
        # Back to what it said before: one edition of those words, and not a third.
        catalogued(house, parcel=PARCEL)
        again = house.operate('GET', '/v1/promises/catalogue/parcel/editions')['editions']
        stage.check(sorted(each['words']['en'] for each in again) == sorted(each['words']['en'] for each in editions), f'{again}')


def case_promise_people(context):
    """By person the ledger has who is near and waits for something, by leave, and each look at it is kept."""
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        near(stage, admin)
        words = {'en': 'A table within ten minutes', 'nl': 'Een tafel binnen tien minuten'}
        catalogued(house, table={'words': words, 'channel': 'desk', 'spanSeconds': 600, 'owner': 'kitchen'})
        made(house, admin, 'A call tomorrow')
        made(house, admin, words['nl'], standing='table')
        hanna, lies = member(house, admin, 'hanna', zones='warung'), member(house, admin, 'lies', zones='pancakes')

        def looks():
            return [look for look in house.operate('GET', '/v1/people/ann/looks')['looks'] if look['by'] == 'hanna']

        before = len(looks())
        text = html.unescape(page(house, hanna, '/promises/people')[1])
        for said in ('A call tomorrow', words['nl'], 'AB', 'href="/people/ann"'):
            stage.check(said in text, f'{said} is not told')
        stage.check(f'<span lang="nl">{words["nl"]}' in text, 'what is said in Dutch does not say so')
        stage.check([look['reason'] for look in looks()[:len(looks()) - before]] == ['promises'], f'{looks()}')
        for path in ('/promises/people', '/promises/people?q=Annelies'):
            text = page(house, lies, path)[1]
            stage.check('A call' not in text and '/people/ann' not in text, 'somebody elsewhere is told', path)
        stage.check('A call tomorrow' in page(house, hanna, '/promises/people?q=Annelies')[1], 'a name finds nobody')
        text = html.unescape(page(house, hanna, '/promises/people?q=zzzz')[1])
        stage.check('A call' not in text and SAY['foundNobody']['en'] in text, 'nobody is found, and somebody is told')
        for query in ('%00', 'x' * 300, '%F0%9F', '<b>'):
            status = page(house, hanna, '/promises/people?q=' + urllib.parse.quote(query, safe='%'))[0]
            stage.check(status in (200, 400), f'{query[:9]} is answered {status}')
        for language, locale in (('en', 'en-GB'), ('nl', 'nl-NL')):
            browser = signed_in(stage, hanna, locale)
            browser.go(f'{house.origin}/language?to={language}')
            browser.resize(320, 800, phone=True)
            browser.go(house.origin + '/promises/people')
            inspect(stage, browser, 'promises-people-near', '320', language, ())
            for line in axe.violations(browser):
                stage.check(False, line, f'people {language}')
            browser.close()
        # Whoever lets nobody help them any more waits for nothing that staff is told of.
        check(house.submit(admin, '/people/ann/consent', mode='presence')[0] == 303, 'a choice is not kept')
        stage.check('A call' not in page(house, hanna, '/promises/people')[1], 'who lets nobody help them is told of')
