"""What the house asks: forms only, own words that are judged, and a better question beside them."""
import csv
import html
import json
import os
import re

import axe
from context import check
from floor_cases import member
from page_cases import Stage, follow
from wishpage_cases import say, shown

SENTENCES = os.path.join(os.path.dirname(__file__), '..', 'Trial', 'questions.csv')
BEING = {'en': 'What should our brand stand for?', 'nl': 'Welk karakter moet ons huis hebben?'}
FINE = {'en': 'How long did you wait for a table?', 'nl': 'Hoe lang moest u wachten op een tafel?'}
LEADING = {'en': 'How amazing did you find the show?', 'nl': 'Hoe fantastisch vond u de voorstelling?'}


def judged(context, *arguments):
    """What `senang survey check` says, as JSON."""
    done = context.command('survey', 'check', *arguments, '--json')
    check(done.returncode == 0, f'{arguments}: {done.stderr}')
    return json.loads(done.stdout)


def case_question_wording(context):
    """A question's wording is judged in both languages, with the words it was and a better question."""
    for language, text in BEING.items():
        told = judged(context, '--text', text)
        check((told['verdict'], told['kind'], told['language']) == ('refused', 'being', language), f'{text}: {told}')
        check(told['better'] and told['advice'] and told['form'] == 'wished', f'nothing better is offered: {told}')
        for cue in told['cues']:
            check(cue['words'] in text.lower(), f'{cue} is not in {text}')
        weights = [cue['weight'] for cue in told['cues']]
        check(weights and weights == sorted(weights, reverse=True), f'weights are {weights}')
    for text in FINE.values():
        told = judged(context, '--text', text)
        check(told['verdict'] == 'fine' and told['better'] is None and told['advice'] is None, f'{text}: {told}')
    for text in LEADING.values():
        told = judged(context, '--text', text)
        check((told['verdict'], told['kind']) == ('advised', 'leading') and told['better'], f'{text}: {told}')
    done = context.command('survey', 'check', '--text', BEING['nl'])
    check(done.returncode == 0 and done.stdout.startswith('refused') and 'better:' in done.stdout, done.stdout)


def case_question_sentences(context):
    """Of the unseen half of two hundred labelled sentences nine in ten are judged as labelled."""
    with open(SENTENCES) as table:
        rows = list(csv.DictReader(table))
    check(len(rows) == 200, f'{len(rows)} sentences')
    halves = {half['half']: half for half in judged(context, '--from', SENTENCES)}
    check(set(halves) == {'shown', 'unseen'}, f'halves are {set(halves)}')
    for half in halves.values():
        check(half['sentences'] == 100 and half['right'] + len(half['wrong']) == 100, f'{half} does not add up')
    check(halves['unseen']['right'] >= 90, f'{halves["unseen"]["right"]} of the unseen half are right')
    # Labels turned round are not told right: the count looks at them.
    turned = context.path('turned.csv')
    with open(turned, 'w', newline='') as out:
        table = csv.writer(out, lineterminator='\n')
        table.writerow(['half', 'language', 'label', 'text'])
        for row in rows:
            table.writerow([row['half'], row['language'], 'being' if row['label'] == 'served' else 'served', row['text']])
    right = judged(context, '--from', turned)[0]['right']
    check(right < 20, f'{right} of a hundred false labels are told right')
    done = context.command('survey', 'learn', '--from', SENTENCES)
    check(done.returncode == 0 and len(done.stdout.splitlines()) == 5, done.stdout + done.stderr)


def case_question_calls(context):
    """A call of the wording check that is wrong, and a table that cannot be used, say so and change nothing."""
    for arguments in ([], ['--text', 'a', '--from', 'b'], ['--text', '?!'], ['--text', 'a' * 3_000],
                      ['--text', 'hallo', '--language', 'fr']):
        done = context.command('survey', 'check', *arguments)
        check(done.returncode == 64, f'{arguments[:1]} ends with {done.returncode}')
    done = context.command('survey', 'check', '--from', context.path('none.csv'))
    check(done.returncode == 66, f'no file ends with {done.returncode}')
    bad = context.path('bad.csv')
    with open(bad, 'w') as out:
        out.write('half,language,label,text\nshown,en,served,How long?\nshown,fr,served,Combien?\n')
    for command in ('check', 'learn'):
        done = context.command('survey', command, '--from', bad)
        check(done.returncode == 65 and 'line 3' in done.stderr, f'{command}: {done.returncode} {done.stderr}')


def kept(house, cookie, name='new', **fields):
    """What a form of the editor is answered: its status, and where it leads or what it shows."""
    status, text, headers = house.submit(cookie, f'/questions/{name}', **{'do': 'keep', **fields})
    return status, headers.get('Location') or text


def case_question_editor(context):
    """The editor keeps questions of its forms, offers a better one beside doubtful words, and keeps every version."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        about = {'form': 'closeness', 'facet': 'quiet'}
        check(kept(house, admin, **about)[1] == '/questions?done=kept', 'a question of a form is not kept')
        status, text = shown(house, admin, '/questions?done=kept')
        check(status == 200 and 'id="question-closeness-quiet"' in text and say('sv-done-kept') in text, 'it is not listed')

        # Who we are is not asked, in neither language, however it is sent.
        for language in ('en', 'nl'):
            words = {**FINE, language: BEING[language]}
            for do in ('keep', 'anyway', 'look'):
                status, text = kept(house, admin, **about, **words, do=do, seen=f'{language}-being')
                check(status == 422 and say('sv-refused') in text, f'{do}: {words} is answered {status}')
                check(say('sv-better') in text and say('sv-use') in text, 'no better question stands beside it')
                check(say('sv-anyway') not in text, 'it may be kept anyway')

        # What is advised against is kept by whoever saw the advice.
        status, text = kept(house, admin, 'closeness-quiet', **LEADING)
        check(status == 200 and say('sv-anyway') in text and say('sv-better') in text, f'advice is answered {status}')
        seen = re.search(r'name="seen" value="([^"]*)"', text)[1]
        check(kept(house, admin, 'closeness-quiet', **LEADING, do='anyway', seen='')[0] == 200, 'unseen advice is passed over')
        check(kept(house, admin, 'closeness-quiet', **LEADING, do='anyway', seen=seen)[0] == 303, 'insisting is refused')
        status, text = kept(house, admin, 'closeness-quiet', **LEADING, do='use')
        check(status == 200 and LEADING['en'] not in text, 'the better question is not taken over')
        check(kept(house, admin, 'closeness-quiet', **FINE)[0] == 303, 'fine words are refused')
        text = shown(house, admin, '/questions')[1]
        check(FINE['en'] in text and LEADING['en'] in text, 'an earlier version is lost')

        # One that is asked no more stays to be read.
        status, _, headers = house.submit(admin, '/questions/closeness-quiet/drop')
        check((status, headers['Location']) == (303, '/questions?done=dropped'), f'dropping is answered {status}')
        text = shown(house, admin, '/questions')[1]
        check(say('sv-droppedOnes') in text and 'id="question-closeness-quiet"' not in text, 'it is asked still')

        house.kill()
        house.start()
        text = shown(house, admin, '/questions')[1]
        check(say('sv-droppedOnes') in text and FINE['en'] in text, 'a crash forgets what was asked')


def case_question_faults(context):
    """A form that is wrong is answered at its field, and hosts do not change what the house asks."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        for fields, fault in (({'form': 'closeness', 'facet': ''}, 'sv-chooseOne'),
                              ({'form': 'closeness', 'facet': 'nowhere'}, 'sv-chooseOne'),
                              ({'form': 'understood', 'promise': 'nothing'}, 'sv-chooseOne'),
                              ({'form': 'wished', 'facet': 'quiet', 'en': FINE['en']}, 'sv-bothLanguages'),
                              ({'form': 'wished', 'facet': 'quiet', 'en': '?!', 'nl': FINE['nl']}, 'sv-bothLanguages'),
                              ({'form': 'wished', 'facet': 'quiet', 'en': 'long ' * 80, 'nl': FINE['nl']}, 'sv-wordsLong'),
                              ({'form': 'wished', 'facet': 'q' * 60}, 'sv-nameLong'),
                              ({'form': 'who-to-be', 'facet': ''}, 'sv-chooseOne'), ({}, 'sv-chooseOne'),
                              ({'form': 'zz', 'facet': 'quiet'}, 'sv-chooseForm'), ({'facet': 'quiet'}, 'sv-chooseForm')):
            status, text = kept(house, admin, **fields)
            check(status == 422 and say(fault) in text, f'{fields} is answered {status} without {fault}')

        # Words of the other language are warned of at their field, and kept by whoever saw it.
        about = {'form': 'wished', 'facet': 'quiet'}
        for language, words in (('en', {'en': FINE['nl'], 'nl': FINE['nl']}), ('nl', {'en': FINE['en'], 'nl': FINE['en']})):
            status, text = kept(house, admin, **about, **words)
            warned = re.search(rf'id="warning-{language}">([^<]*)<', text)
            check(status == 200 and warned and html.unescape(warned[1]) == say(f'sv-foreign-{language}'),
                  f'{words} is answered {status} without a word')
            check(say('sv-anyway') in text and f'{language}-foreign' in text, 'it cannot be kept anyway')
            other = 'nl' if language == 'en' else 'en'
            check(f'id="warning-{other}"' not in text, 'the right language is warned of')
        check(shown(house, admin, '/questions/nothing')[0] == 404, 'a question that is not there is shown')
        check(kept(house, admin, 'nothing', **FINE)[0] == 404, 'a question that is not there is changed')
        check(house.submit(admin, '/questions/nothing/drop')[0] == 404, 'a question that is not there is dropped')
        check(say('sv-none') in shown(house, admin, '/questions')[1], 'something is kept')
        host = member(house, admin, 'noor')
        check(shown(house, host, '/questions')[0] == 403, 'a host sees the editor')
        check(kept(house, host, form='closeness', facet='quiet')[0] == 403, 'a host keeps a question')
        check(kept(house, None, form='closeness', facet='quiet')[1] == '/sign-in', 'nobody keeps a question')


def case_question_pages_fit(context):
    """The editor works by hand in both languages, fits the smallest phone and passes axe."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        check(kept(house, admin, form='served', facet='quiet')[0] == 303, 'a question is not kept')
        for language in ('en', 'nl'):
            browser.resize(320, 640, phone=True)
            browser.go(f'{house.origin}/language?to={language}')
            browser.go(house.origin + '/questions/new')
            browser.click('[name=form][value=wished]')
            browser.click('[name=facet] option[value=quiet]')
            for name in ('en', 'nl'):
                browser.type(f'main [name={name}]', BEING[name])
            follow(browser, 'main button[value=look]')
            stage.check(say('sv-refused', language=language) in browser.text('main'), 'who to be is not refused', language)
            look(stage, browser, f'refused-{language}')
            follow(browser, 'main button[value=use]')
            stage.check(BEING['en'] not in browser.text('main'), 'the better question is not used', language)
            follow(browser, 'main button[value=keep]')
            stage.check(say('sv-done-kept', language=language) in browser.text('main'), 'it is not kept', language)
            look(stage, browser, f'list-{language}')
            browser.go(house.origin + '/questions/served-quiet')
            look(stage, browser, f'change-{language}')


def look(stage, browser, place):
    """Holds a page against the smallest phone, fingers and axe."""
    browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
    wide = browser.run('''return [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility()
        && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 90))''')
    stage.check(not wide, f'wider than 320 px: {wide[:2]}', place)
    low = browser.run('''return [...document.querySelectorAll("main button, main .button")].filter((e) =>
        e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.textContent)''')
    stage.check(not low, f'too low for a finger: {low[:3]}', place)
    for line in axe.violations(browser):
        stage.check(False, line, place)
    stage.picture(browser, f'questions-{place}')
