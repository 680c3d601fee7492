"""Who we are in a browser: written, refused at its field, compared version by version; and the mirror."""
import csv
import html
import io
import json
import re

import axe
from context import check
from floor_cases import member
from page_cases import SAY, Stage, follow
from wishpage_cases import shown

CALM = {'p-count': '1', 'p-0-en': 'We keep it calm', 'p-0-nl': 'Wij houden het rustig', 'p-0-yes': 'A quiet bench\r\nA slow door',
        'p-0-no': 'Music at the gate', 'l-count': '1', 'l-0-en': 'We sell no data', 'l-0-nl': 'Wij verkopen geen gegevens',
        'h-count': '1', 'h-0-who-en': 'Who takes their time', 'h-0-who-nl': 'Wie de tijd neemt', 'h-0-how-en': 'A chair',
        'h-0-how-nl': 'Een stoel', 'g-count': '1', 'g-0-who-en': 'Who is loud to others', 'g-0-who-nl': 'Wie luid is tegen anderen',
        'g-0-how-en': 'A kind word and the way out', 'g-0-how-nl': 'Een vriendelijk woord en de weg naar buiten', 'days': '14'}


def say(key, *values, language='en'):
    text = SAY[key][language]
    for place, value in enumerate(values):
        text = text.replace('{%d}' % place, str(value))
    return text


def typed(text):
    """What stands in the form's fields."""
    fields = dict(re.findall(r'<input[^>]* name="([^"]+)" value="([^"]*)"', text))
    fields.update(re.findall(r'<textarea name="([^"]+)"[^>]*>(.*?)</textarea>', text, re.S))
    return {name: html.unescape(value) for name, value in fields.items()}


def sent(house, cookie, doing='keep', **fields):
    """What the form is answered: its status, and where it leads or what it shows."""
    start = house.operate('GET', '/v1/charter')['version']
    status, text, headers = house.submit(cookie, '/charter/edit', **{'start': start, **CALM, 'do': doing, **fields})
    return status, headers.get('Location') or html.unescape(text)


def fault(text, name):
    """What stands at a field that is wrong."""
    found = re.search(f'id="fault-{name}">(.*?)</span>', text)
    check(found and f'aria-describedby="fault-{name}"' in text, f'nothing stands at {name}')
    return found[1]


def case_charter_page(context):
    """A lead writes who we are; whoever works here reads it; each version stands beside the one before."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        lead, host = member(house, admin, 'lea', 'lead'), member(house, admin, 'hanna', zones='warung')
        for cookie, is_lead in ((lead, True), (host, False)):
            text = shown(house, cookie, '/charter')[1]
            stage.check(say('id-whoNone') in text, 'something is written down')
            stage.check(('/charter/edit' in text) == is_lead, 'the way to write is not for who may')
            stage.check(shown(house, cookie, '/charter/edit')[0] == (200 if is_lead else 403), 'the form is not for who may')
        stage.check(sent(house, host)[0] == 403 and sent(house, None)[1] == '/sign-in', 'who may not writes')
        status, text = sent(house, lead, 'look')
        stage.check(status == 200 and 'We keep it calm / Wij houden het rustig' in text, f'a look is answered {status}')
        stage.check(house.operate('GET', '/v1/charter')['version'] == 0, 'a look keeps it')
        stage.check(sent(house, lead) == (303, '/charter?done=kept'), 'it is not kept')
        kept = house.operate('GET', '/v1/charter')
        stage.check([each['id'] for each in kept['principles']] == ['we-keep-it-calm'], f'{kept["principles"]}')
        stage.check(kept['principles'][0]['yes'] == ['A quiet bench', 'A slow door'], f'{kept["principles"]}')
        for language in ('en', 'nl'):
            text = shown(house, host, '/charter', language)[1]
            for field, value in CALM.items():
                if field.endswith(('-en', '-nl')):
                    stage.check(value in text, f'{value!r} is left out ({language})')
            stage.check(say('id-promise', 14, language=language) in text, 'the days are left out')
        # A change keeps what has a name, and an emptied row goes.
        form = typed(shown(house, lead, '/charter/edit')[1])
        stage.check(form['p-0-id'] == 'we-keep-it-calm' and form['p-0-yes'] == 'A quiet bench\nA slow door', f'{form}')
        form.update({'p-0-en': 'We keep it quiet', 'l-0-en': '', 'l-0-nl': ' ', 'p-count': '2', 'p-1-en': 'We keep it quiet',
                     'p-1-nl': 'Wij houden het eerlijk', 'do': 'keep'})
        stage.check(house.submit(lead, '/charter/edit', **form)[0] == 303, 'a change is not kept')
        kept = house.operate('GET', '/v1/charter')
        stage.check([each['id'] for each in kept['principles']] == ['we-keep-it-calm', 'we-keep-it-quiet'], f'{kept["principles"]}')
        stage.check(kept['redLines'] == [] and kept['version'] == 2, f'{kept}')
        text = shown(house, host, '/charter?done=kept')[1]
        stage.check(say('id-done-kept') in text, 'it is not said that it is kept')
        stage.check('<del>Principle: We keep it calm / Wij houden het rustig</del>' in text, 'what went is left out')
        stage.check('<ins>Principle: We keep it quiet / Wij houden het eerlijk</ins>' in text, 'what came is left out')
        stage.check('We sell no data' in shown(house, host, '/charter?version=1')[1], 'the first version is lost')
        stage.check(say('id-older', 1, 2) in shown(house, host, '/charter?version=1')[1], 'an older version is taken for the newest')
        for version in ('0', '3', 'x', '-1'):
            stage.check(shown(house, host, f'/charter?version={version}')[0] == 404, f'version {version} is shown')
        stage.check(house.submit(lead, '/charter/edit', **{**form, 'start': 2})[2]['Location'] == '/charter?done=same', 'the same is new')
        stage.check(house.operate('GET', '/v1/charter')['version'] == 2, 'the same is a version')


def case_charter_overtaken(context):
    """Who wrote while a colleague kept a version is shown what theirs would change, and loses nothing."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        stage.check(sent(house, admin)[0] == 303 and sent(house, admin, days='7')[0] == 303, 'it is not kept')
        status, text = sent(house, admin, start='1', days='30')
        stage.check(status == 409 and say('id-overtaken', 2) in text, f'who was overtaken is answered {status}')
        stage.check(typed(text)['days'] == '30' and typed(text)['start'] == '2', 'what was typed is lost')
        stage.check(re.search(r'<del>[^<]*7</del>', text) and re.search(r'<ins>[^<]*30</ins>', text), 'the change is not shown')
        stage.check(house.operate('GET', '/v1/charter')['answerDays'] == 7, 'it is kept unseen')
        stage.check(house.submit(admin, '/charter/edit', **{**typed(text), 'do': 'keep'})[0] == 303, 'once more does not keep it')
        stage.check(house.operate('GET', '/v1/charter')['answerDays'] == 30, 'it is not kept')


def case_charter_faults(context):
    """What is wrong is told at its field and what was typed stays; nobody is parted from on a protected ground."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        for language in ('en', 'nl'):
            for fields, name, key, *values in (
                    ({'g-0-who-en': 'Elderly people'}, 'g-0-who-en', 'id-ground', 'elderly'),
                    ({'h-0-how-nl': 'Alleen voor moslims'}, 'h-0-how-nl', 'id-ground', 'moslims'),
                    ({'p-0-nl': ''}, 'p-0-nl', 'id-missing'), ({'l-0-en': ''}, 'l-0-en', 'id-missing'),
                    ({'p-0-en': 'x' * 501}, 'p-0-en', 'id-tooLong'), ({'p-0-yes': 'x\n' * 51}, 'p-0-yes', 'id-tooMany'),
                    ({'days': '91'}, 'days', 'id-daysFault'), ({'days': 'soon'}, 'days', 'id-daysFault'),
                    ({'p-0-en': '', 'p-0-nl': '', 'p-0-yes': '', 'p-0-no': ''}, 'p-0-en', 'id-missing')):
                status, text = sent(house, admin + f'; senang_language={language}', **fields)
                stage.check(status == 422 and say('id-mend', language=language) in text, f'{fields} is answered {status}')
                stage.check(fault(text, name) == say(key, *values, language=language), f'{name} says {fault(text, name)}')
                for each, value in fields.items():
                    stage.check(typed(text)[each].strip() == value.strip(), f'{each} is lost')
        stage.check(house.operate('GET', '/v1/charter')['version'] == 0, 'what is wrong is kept')
        # What is written is words, never markup; more rows are asked for without a script.
        status, text = sent(house, admin, 'more-p', **{'p-0-en': '<script>alert(1)</script>'})
        stage.check(status == 200 and 'name="p-1-en"' in text, f'one more is answered {status}')
        raw = house.submit(admin, '/charter/edit', **{**CALM, 'do': 'look', 'p-0-en': '<script>x</script>'})[1]
        stage.check('<script>x' not in raw and '&lt;script&gt;x' in raw, 'words are markup')
        for count in ('-1', '99999999', 'x'):
            stage.check(sent(house, admin, 'look', **{'l-count': count})[0] == 200, f'{count} rows')
        stage.check(sent(house, admin, 'more-p', **{'p-count': '50'})[1].count('name="p-49-en"') == 1, 'there is no end to rows')


def figures(text):
    """The pictures of a page by name, each with its table."""
    found = {}
    for name, inside in re.findall(r'<figure class="card insight" id="([\w-]+)">(.*?)</figure>', text, re.S):
        rows = [[html.unescape(cell) for cell in re.findall(r'<t[hd][^>]*>(.*?)</t[hd]>', row, re.S)]
                for row in re.findall(r'<tr>(.*?)</tr>', inside, re.S)]
        found[name] = (html.unescape(inside), rows)
    return found


def heard(house, people):
    """So many people say something."""
    lines = [json.dumps({'person': f'guest-{place}', 'newName': True, 'id': f'v{place}', 'words': 'A bench', 'channel': 'page'})
             for place in range(people)]
    status, text, _ = house.send('POST', '/v1/voices?source=old', '\n'.join(lines), **{
        'Authorization': 'Bearer ' + house.token, 'Content-Type': 'application/x-ndjson'})
    check(status == 200 and not json.loads(text)['refused'], f'{status} {text}')


def case_mirror_page(context):
    """The mirror tells what was decided and how long people wait, has no target, and hides few; its numbers are a file too."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        host = member(house, admin, 'hanna', zones='warung')
        stage.check(shown(house, None, '/mirror')[0] in (302, 303), 'nobody in particular looks into it')
        for language in ('en', 'nl'):
            told = figures(shown(house, host, '/mirror', language)[1])
            stage.check(list(told) == ['decisions', 'interests', 'heard', 'principles', 'times', 'loop'], f'{list(told)}')
            stage.check(say('id-decisionsNone', language=language) in told['decisions'][0], 'something was decided')
            stage.check('<svg' not in ''.join(picture for picture, _ in told.values()), 'nothing is drawn')
        heard(house, 9)
        stage.check(say('id-timesFew', 'guests') in figures(shown(house, host, '/mirror')[1])['times'][0], 'nine are not few')
        heard(house, 12)
        told = figures(shown(house, host, '/mirror')[1])
        picture, rows = told['times']
        stage.check(say('id-halfNone') in picture and '<svg' in picture, f'{picture[:300]}')
        stage.check(rows[1] == ['1', '100.0', '0.0'], f'{rows}')
        stage.check(say('id-noTarget') not in told['decisions'][0] and say('id-mirrorHow') in shown(house, host, '/mirror')[1], 'a target')
        status, text, headers = house.send('GET', '/mirror/times.csv', Cookie=host)
        table = list(csv.reader(io.StringIO(text)))
        stage.check(status == 200 and 'times.csv' in headers['Content-Disposition'], f'the file is answered {status}')
        stage.check(table[1] == ['1', '100.0', '0.0'], f'{table}')
        for name in ('nothing.csv', 'times', '..csv'):
            stage.check(shown(house, host, f'/mirror/{name}')[0] == 404, f'{name} is a file')
        mirror = house.operate('GET', '/v1/mirror')
        stage.check(mirror['heard']['all']['voices'] == 12 and mirror['heard']['answerDays'] == 14, f'{mirror["heard"]}')
        stage.check(mirror['heard']['toldBack'] == {'of': 12}, f'{mirror["heard"]["toldBack"]}')
        stage.check('medianSeconds' not in mirror['heard']['all'] and mirror['heard']['all']['unanswered'] == 1, f'{mirror["heard"]}')
        status, _, _ = house.send('GET', '/v1/mirror', Authorization='Bearer ' + house.open_source('site', lateness_seconds=1))
        stage.check(status == 403, f'a source is answered {status}')


def look(stage, browser, place):
    """Holds a page against the smallest phone, fingers and axe; a table of numbers may be moved within its own frame."""
    browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
    wide = browser.run('''return [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility()
        && !e.closest(".scroll > *") && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 90))''')
    stage.check(not wide, f'wider than 320 px: {wide[:2]}', place)
    low = browser.run('''return [...document.querySelectorAll("main button, main .button")].filter((e) =>
        e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.textContent)''')
    stage.check(not low, f'too low for a finger: {low[:3]}', place)
    for line in axe.violations(browser):
        stage.check(False, line, place)
    stage.picture(browser, place)


def case_charter_pages_fit(context):
    """Who we are is written by hand in both languages; its pages and the mirror fit the smallest phone and pass axe."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        heard(house, 12)
        for language in ('en', 'nl'):
            browser.resize(320, 640, phone=True)
            browser.go(f'{house.origin}/language?to={language}')
            browser.go(house.origin + '/charter')
            look(stage, browser, f'charter-before-{language}')
            browser.go(house.origin + '/charter/edit')
            if language == 'en':
                for name in ('p-0-en', 'p-0-nl', 'g-0-who-en', 'g-0-who-nl', 'g-0-how-en', 'g-0-how-nl'):
                    browser.type(f'main [name={name}]', CALM[name])
            browser.type('main [name=g-0-who-nl]', ' en oude vrouwen')
            follow(browser, 'main button[value=keep]')
            stage.check(say('id-ground', 'vrouwen', language=language) in browser.text('main'), 'a protected ground passes', language)
            look(stage, browser, f'charter-refused-{language}')
            browser.run('document.querySelector("main [name=g-0-who-nl]").value = arguments[0]', f'Wie luid is ({language})')
            follow(browser, 'main button[value=look]')
            look(stage, browser, f'charter-look-{language}')
            follow(browser, 'main button[value=keep]')
            stage.check(say('id-done-kept', language=language) in browser.text('main'), 'it is not kept', language)
            look(stage, browser, f'charter-{language}')
            browser.go(house.origin + '/charter?version=1')
            look(stage, browser, f'charter-older-{language}')
            browser.go(house.origin + '/mirror')
            look(stage, browser, f'mirror-{language}')
        stage.check(house.operate('GET', '/v1/charter')['version'] == 2, 'two versions are not two')
        stage.check(shown(house, admin, '/charter')[0] == 200, 'it is not there')
