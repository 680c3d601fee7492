"""What is tried in the house, on its pages: planned, begun, looked at, and stopped with why; and who says no."""
import json
import re

import axe
from choice_cases import own_link
from floor_cases import ANNS, arrive, member, until_here
from page_cases import SAY, Stage, follow
from wishpage_cases import say, shown

TITLE = {'en': 'An offer at the desk', 'nl': 'Een aanbod aan de balie'}
BOUGHT = {'en': 'They bought something', 'nl': 'Zij kochten iets'}
GIVEN_UP = {'en': 'What they give up', 'nl': 'Wat zij inleveren'}
HIDES = {'en': 'It hides a price until the end', 'nl': 'Het verbergt een prijs tot het eind'}
PLAN = {
    'title-en': TITLE['en'], 'title-nl': TITLE['nl'], 'why-en': 'People miss it', 'why-nl': 'Mensen missen het',
    'arms': '2', 'rails': '1', 'lines': '1', 'arm-0-en': 'as it is', 'arm-0-nl': 'zoals het is', 'arm-0-share': '50',
    'arm-1-en': 'the offer', 'arm-1-nl': 'het aanbod', 'arm-1-share': '50',
    'm-0-en': BOUGHT['en'], 'm-0-nl': BOUGHT['nl'], 'm-0-id': 'bought', 'm-0-what': 'rate', 'm-0-good': 'higher',
    'm-0-effect': '5', 'm-0-baseline': '30',
    'm-1-en': GIVEN_UP['en'], 'm-1-nl': GIVEN_UP['nl'], 'm-1-id': 'given-up', 'm-1-what': 'mean', 'm-1-good': 'lower',
    'm-1-margin': '0.05', 'm-1-baseline': '0.1',
    'line-0-en': HIDES['en'], 'line-0-nl': HIDES['nl'], 'line-0-arm': '1', 'people': '200', 'hours': '24',
}


def send(house, cookie, path='new', do='keep', key='salt-1', **fields):
    """What the form of a plan is answered: its status, and where it leads or what it shows."""
    fields = {**PLAN, **{name.replace('_', '-'): value for name, value in fields.items()}}
    status, text, headers = house.submit(cookie, f'/experiments/{path}', do=do, key=key, **fields)
    return status, headers.get('Location') or text


def planned(house, cookie, name, **fields):
    """Plans an experiment by the form; answers its address."""
    status, place = send(house, cookie, id=name, key=name, **fields)
    assert (status, place) == (303, f'/experiments/{name}?done=kept'), f'planning is answered {status} {place[:300]}'
    return f'/experiments/{name}'


def act(house, cookie, path, word, **fields):
    status, text, headers = house.submit(cookie, f'{path}/{word}', **fields)
    return status, headers.get('Location') or text


def known(house, count, prefix='p'):
    """People whom the house knows and who let it help them; answers their names."""
    names = [f'{prefix}{number}' for number in range(count)]
    for name in names:
        house.operate('POST', '/v1/links', {'token': f'band-{name}', 'person': name, 'facts': [], 'mode': 'assisted'})
    return names


def arm_of(house, experiment, person):
    return house.operate('GET', f'/v1/experiments/{experiment}/arm?person={person}')['arm']


def tell(house, experiment, people, bought, given_up):
    """Tells what came of it, by arm: of ten how many bought, and what all of them give up."""
    lines, seen = [], {}
    for person in people:
        arm = arm_of(house, experiment, person)
        place = seen[arm] = seen.get(arm, -1) + 1
        lines.append(json.dumps({'experiment': experiment, 'person': person, 'values': {
            'bought': int(place % 10 < bought[arm]), 'given-up': round(given_up[arm] + place % 5 / 100, 4)}}))
    answer, data = house.ask('POST', '/v1/experiments/outcomes', '\n'.join(lines), {'Content-Type': 'application/x-ndjson'})
    assert answer.status == 200 and not json.loads(data)['refused'], f'{answer.status} {data[:300]}'
    return seen


def words(text, kind='main'):
    """A page's inside, without its marks."""
    inside = text[text.index(f'<{kind}'):]
    return re.sub(r'\s+', ' ', re.sub(r'<[^>]+>', ' ', inside))


def filled(key, *values, language='en'):
    """A text with its values in place."""
    text = SAY[key][language]
    for place, value in enumerate(values):
        text = text.replace(f'{{{place}}}', value)
    return text


def case_experiment_guardrail_stops(context):
    """What sells and makes something worse is stopped by the house at a look, and page and list say both."""
    with Stage(context, browses=False) as stage:
        house, check = stage.house, stage.check
        admin = house.first_administrator()
        status, text = shown(house, admin, '/insight')
        check('href="/experiments"' in text, 'the insight pages do not lead there')
        check(say('ex-none') in shown(house, admin, '/experiments')[1], 'an empty list does not say so')
        path = planned(house, admin, 'desk')
        check(send(house, admin, id='desk', key='desk')[0] == 303, 'a plan that was sent twice is refused')
        text = words(shown(house, admin, path)[1])
        for part in (say('ex-beginHow'), 'as it is', 'the offer', HIDES['en'], '50 of 100'):
            check(part in text, f'a planned one leaves out {part!r}', text[:400])
        check('5.0 points' in text and '0.050' in text, 'the difference or the limit is not told', text[:900])

        people = known(house, 300)
        check(arm_of(house, 'desk', people[0]) == 'none', 'somebody has an arm before it began')
        check(act(house, admin, path, 'begin') == (303, f'{path}?done=begun'), 'it does not begin')
        tell(house, 'desk', people[:12], {'as-it-is': 3, 'the-offer': 8}, {'as-it-is': 0.1, 'the-offer': 0.5})
        text = words(shown(house, admin, path)[1])
        check(say('ex-few') in text and say('ex-inArmFew') in text, 'what came of few is told', text[:900])

        arms = tell(house, 'desk', people[12:], {'as-it-is': 2, 'the-offer': 9}, {'as-it-is': 0.1, 'the-offer': 0.5})
        check(set(arms) == {'as-it-is', 'the-offer'}, f'arms are {arms}')
        text = words(shown(house, admin, path)[1])
        for part in (say('ex-ratioFine'), say('ex-do-stop'), filled('ex-why-broken', GIVEN_UP['en']),
                     filled('ex-inArm', str(len([1 for each in people if arm_of(house, 'desk', each) == 'the-offer']))),
                     say('ex-madeWorse')):
            check(part in text, f'before the look it leaves out {part!r}', text[:1500])
        check(act(house, admin, path, 'look') == (303, f'{path}?done=looked'), 'it is not looked at')
        for language in ('en', 'nl'):
            why = filled('ex-stop-guardrailGained', BOUGHT[language], GIVEN_UP[language], language=language)
            for place in (path, '/experiments'):
                text = words(shown(house, admin, place, language)[1])
                check(why in text, f'{place} does not say why it stopped ({language})', text[:600])
        check(arm_of(house, 'desk', people[0]) == 'none', 'somebody has an arm after the end')
        for word, code in (('begin', 'alreadyStopped'), ('look', 'alreadyStopped')):
            status, text = act(house, admin, path, word)
            check(status == 409 and say(f'ex-{code}') in text, f'{word} after the end is answered {status}')

        house.kill()
        house.start()
        text = words(shown(house, admin, path)[1])
        check(filled('ex-stop-guardrailGained', BOUGHT['en'], GIVEN_UP['en']) in text, 'a crash forgets why it stopped')


def case_experiment_red_line_stops(context):
    """A host says that a red line is crossed, with what was seen: it ends at once, and says that it sold."""
    with Stage(context, browses=False) as stage:
        house, check = stage.house, stage.check
        admin = house.first_administrator()
        host = member(house, admin, 'noor', full='Noor Visser')
        path = planned(house, admin, 'price')
        check(send(house, host, id='mine')[0] == 403, 'a host plans')
        check(act(house, host, path, 'begin')[0] == 403, 'a host begins')
        act(house, admin, path, 'begin')
        status, text = send(house, admin, 'price/plan', title_en='Another')
        check(status == 409 and say('ex-alreadyBegun') in text, f'a begun plan is changed: {status}')
        tell(house, 'price', known(house, 200), {'as-it-is': 1, 'the-offer': 9}, {'as-it-is': 0.1, 'the-offer': 0.1})
        line = re.search(r'name="line" value="([\w-]+)"', shown(house, host, path)[1])[1]
        status, text = act(house, host, path, 'cross', line=line, reason=' ')
        check(status == 422 and say('ex-reasonMissing') in text, f'no reason is answered {status}')
        check(f'id="fault-line-{line}"' in text, 'the refusal does not stand at its field')
        status, text = act(house, host, path, 'stop', reason='x' * 600)
        check(status == 422 and say('ex-reasonLong') in text and 'x' * 600 in text, 'what was typed is lost')
        check(act(house, host, path, 'cross', line='nothing', reason='so')[0] == 404, 'a line that is not there')
        check(act(house, host, path, 'cross', line=line, reason='the fee came last') == (303, f'{path}?done=crossed'),
              'it is not stopped')
        for language in ('en', 'nl'):
            text = words(shown(house, admin, path, language)[1])
            for part in (filled('ex-stop-redLineGained', BOUGHT[language], HIDES[language], language=language),
                         filled('ex-saw', 'the fee came last', language=language), 'Noor Visser'):
                check(part in text, f'the page leaves out {part!r}', text[:700])
            check('Noor Visser' not in shown(house, host, path, language)[1], 'a host reads who it was')
        check(say('ex-isCrossed') not in words(shown(house, host, path)[1]), 'an ended one can be crossed again')


def case_experiment_staff_ends_it(context):
    """A colleague ends it with a reason, and what did not sell is not said to have sold."""
    with Stage(context, browses=False) as stage:
        house, check = stage.house, stage.check
        admin = house.first_administrator()
        path = planned(house, admin, 'early')
        status, text = act(house, admin, path, 'stop', reason='it rains')
        check(status == 409 and say('ex-notBegun') in text, f'ending what has not begun is answered {status}')
        act(house, admin, path, 'begin')
        check(act(house, admin, path, 'stop', reason='{0} <b>it rains</b>')[0] == 303, 'it is not ended')
        status, text = shown(house, admin, path)
        check(filled('ex-stop-staff', '{0} <b>it rains</b>') in text, 'the reason is not told')
        status, text, _ = house.send('GET', path, Cookie=admin)
        check('<b>it rains' not in text, 'a reason is taken for a mark')
        check(f'“{BOUGHT["en"]}” got better' not in text, 'it is said to have sold')
        check(shown(house, admin, '/experiments/nothing')[0] == 404, 'one that is not there is shown')
        check(act(house, admin, '/experiments/nothing', 'begin')[0] == 404, 'one that is not there begins')


def case_experiment_plan_faults(context):
    """A plan that is wrong is answered at its field with what was typed; rows are added without a script."""
    with Stage(context, browses=False) as stage:
        house, check = stage.house, stage.check
        admin = house.first_administrator()
        for fields, field, code in (
                ({'title_en': ''}, 'title-en', 'wordsMissing'),
                ({'why_nl': 'x' * 501}, 'why-nl', 'wordsLong'),
                ({'arm_1_share': '0'}, 'arm-1-share', 'shareInvalid'), ({'arm_1_share': '51'}, 'arm-0-share', 'sharesTooMany'),
                ({'arm_1_share': '1.234'}, 'arm-1-share', 'shareInvalid'), ({'arm_1_id': 'as-it-is'}, 'arm-1-id', 'nameTaken'),
                ({'m_0_what': 'magic'}, 'm-0-what', None), ({'m_0_good': ''}, 'm-0-good', None),
                ({'m_0_effect': ''}, 'm-0-effect', 'amountMissing'), ({'m_0_effect': '0'}, 'm-0-effect', 'notNothing'),
                ({'m_0_effect': '1,2,3'}, 'm-0-effect', 'amountInvalid'), ({'m_1_margin': ''}, 'm-1-margin', 'amountMissing'),
                ({'m_1_margin': '-1'}, 'm-1-margin', 'amountInvalid'), ({'m_1_id': 'bought'}, 'm-1-id', 'nameTaken'),
                ({'m_1_margin': '1'}, 'm-1-margin', 'marginTooMuch'), ({'m_0_effect': '100'}, 'm-0-effect', 'effectTooMuch'),
                ({'m_0_baseline': '200'}, 'm-0-baseline', 'baselineWrong'),
                ({'m_1_what': 'rate', 'm_1_margin': '500'}, 'm-1-margin', 'marginTooMuch'),
                ({'m_1_baseline': '0.6'}, 'm-1-baseline', 'baselineWrong'), ({'arm_1_id': 'none'}, 'arm-1-id', 'nameTaken'),
                ({'m_1_high': '0'}, 'm-1-high', 'boundsInvalid'), ({'m_1_group': 'a b'}, 'm-1-group', 'nameInvalid'),
                ({'line_0_arm': '7'}, 'line-0-arm', None), ({'people': '0'}, 'people', 'peopleInvalid'),
                ({'hours': '745'}, 'hours', 'hoursInvalid'), ({'id': 'a b'}, 'id', 'nameInvalid'),
                ({'id': 'new'}, 'id', 'nameTaken')):
            status, text = send(house, admin, **fields)
            text = text.replace('&quot;', '"')
            told = say(f'ex-{code}' if code else 'chooseOne')
            check(status == 422 and f'id="fault-{field}">{told}' in text, f'{fields} is answered {status} without {field}')
            check('value="An offer at the desk"' in text or 'title_en' in fields, f'{fields}: what was typed is lost')
        check(say('ex-none') in shown(house, admin, '/experiments')[1], 'something wrong is kept')

        status, text = send(house, admin, do='more-rails')
        check(status == 200 and 'name="m-2-margin"' in text and 'name="rails" value="2"' in text, 'no guardrail is added')
        status, text = send(house, admin, do='more-arms')
        check(status == 200 and 'name="arm-2-share"' in text, 'no way is added')
        status, text = send(house, admin, do='size', people='')
        check(status == 200 and BOUGHT['en'] in words(text, 'section') and 'id="sizes"' in text, f'no size is told: {status}')

        check('Too few' not in words(text, 'section'), 'nobody has been planned, and is too few')
        for people, is_short in (('200', True), ('900000', False)):
            text = send(house, admin, do='size', people=people)[1]
            start = say('ex-sizeShort').split('{')[0] + BOUGHT['en']
            check((start in words(text, 'section')) == is_short, f'{people} planned are told otherwise')
        status, text = send(house, admin, do='size', arm_1_en='None')
        check('id="sizes"' in text, f'a way in words alike is refused: {status}')

        # What is left empty is no row; what is kept is read back and may be changed before the start.
        path = planned(house, admin, 'rows', arms='3', rails='2', lines='2')
        text = shown(house, admin, path + '/plan')[1]
        for name, value in (('title-en', TITLE['en']), ('arm-1-share', '50'), ('m-0-effect', '5'), ('m-1-margin', '0.05'),
                            ('m-1-id', 'given-up'), ('people', '200'), ('rails', '1')):
            check(f'name="{name}" value="{value}"' in text, f'{name} is not read back')
        check(send(house, admin, 'rows/plan', title_en='Another')[0] == 303, 'a plan is not changed')
        check('<h1>Another</h1>' in shown(house, admin, path)[1], 'the change is not kept')
        before = house.operate('GET', '/v1/experiments/rows')
        check(send(house, admin, 'rows/plan', title_en='Another')[0] == 303, 'the same plan is refused')
        check(house.operate('GET', '/v1/experiments/rows') == before, 'reading a plan back changes it')


def case_experiment_refused(context):
    """A guest says no on their own page, or at the desk: they are in no arm until they take it back."""
    with Stage(context, browses=False) as stage:
        house, check = stage.house, stage.check
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
        until_here(house, admin, 'warung', 'AB')
        mine = own_link(house, admin, 'ann', reason='service')
        check(say('ex-own-no') not in shown(house, None, mine)[1], 'it is asked where nothing is tried')
        act(house, admin, planned(house, admin, 'desk'), 'begin')
        check(arm_of(house, 'desk', 'ann') != 'none', 'whoever said nothing is in no arm')
        for path, cookie, whose, done in ((mine, None, 'own', 'done-own-tried'), ('/people/ann', admin, 'their', 'done-tried')):
            for word, is_in in (('no', False), ('back', True)):
                text = shown(house, cookie, path, 'nl')[1]
                check(say(f'ex-{whose}-{word}', language='nl') in text, f'{path[:4]} does not offer {word}')
                status, _, headers = house.submit(cookie, path + '/tried', **{'is': word})
                check(status == 303, f'{word} on {path[:4]} is answered {status}')
                check(say(f'{done}-{word}') in shown(house, cookie, headers['Location'])[1], f'{word} is not thanked for')
                check((arm_of(house, 'desk', 'ann') != 'none') == is_in, f'{word} on {path[:4]} does not count')
                other = '/people/ann' if path == mine else mine
                says_no = say('ex-their-isNo' if path == mine else 'ex-own-isNo')
                check((says_no in shown(house, admin if path == mine else None, other)[1]) == (not is_in),
                      f'after {word} on {path[:4]} the other page says otherwise')
        for path, cookie in ((mine, None), ('/people/ann', admin)):
            check(house.submit(cookie, path + '/tried', **{'is': 'no'})[0] == 303, 'a no is not taken')
            for fields in ({}, {'is': ''}, {'is': 'zz'}, {'is': 'No'}):
                status, text, _ = house.submit(cookie, path + '/tried', **fields)
                check(status == 422 and f'id="fault-tried">{say("ex-triedMissing")}' in text,
                      f'{fields} on {path[:4]} is answered {status}')
                check(arm_of(house, 'desk', 'ann') == 'none', f'{fields} on {path[:4]} takes a no back')
            house.submit(cookie, path + '/tried', **{'is': 'back'})
        check(house.submit(None, '/me/no-such-link/tried', **{'is': 'no'})[0] == 404, 'a link that is none is no way in')
        check(house.submit(admin, '/people/nobody/tried', **{'is': 'no'})[0] == 404, 'nobody says no')


def case_experiment_pages_fit(context):
    """Pages of experiments work by hand in both languages, fit the smallest phone and the desk, and pass axe."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
        until_here(house, admin, 'warung', 'AB')
        sold = planned(house, admin, 'sold')
        act(house, admin, sold, 'begin')
        people = known(house, 240)
        for end in (80, 160, 240):
            tell(house, 'sold', people[end - 80:end], {'as-it-is': 2, 'the-offer': 6}, {'as-it-is': 0.1, 'the-offer': 0.1})
            act(house, admin, sold, 'look')
        line = re.search(r'name="line" value="([\w-]+)"', shown(house, admin, sold)[1])[1]
        mixed = planned(house, admin, 'mixed', title_en='Fewer words', title_nl='Minder woorden', line_0_en='', line_0_nl='')
        act(house, admin, mixed, 'begin')
        tell(house, 'mixed', people, {'as-it-is': 4, 'the-offer': 6}, {'as-it-is': 0.1, 'the-offer': 0.16})
        act(house, admin, mixed, 'look')
        act(house, admin, sold, 'cross', line=line, reason='The fee came on the last page.')
        running = planned(house, admin, 'waiting', title_en='Another way to wait', title_nl='Een andere manier van wachten')
        act(house, admin, running, 'begin')
        mine = own_link(house, admin, 'ann', reason='service')
        for language in ('en', 'nl'):
            browser.resize(320, 640, phone=True)
            browser.go(f'{house.origin}/language?to={language}')
            browser.go(house.origin + '/experiments/new')
            look(stage, browser, f'form-{language}')
            fill(browser, language)
            follow(browser, 'main button[value=size]')
            stage.check(BOUGHT[language] in browser.text('#sizes'), 'no size is told', language)
            follow(browser, 'main button[value=keep]:not([hidden])')
            stage.check(say('ex-done-kept', language=language) in browser.text('main'), 'it is not kept', language)
            look(stage, browser, f'planned-{language}')
            browser.go(house.origin + '/experiments/new')
            follow(browser, 'main button[value=keep]:not([hidden])')
            look(stage, browser, f'form-refused-{language}')
            for place, path in (('list', '/experiments'), ('sold', sold), ('mixed', mixed), ('running', running), ('own', mine),
                                ('card', '/people/ann')):
                for width in (320, 1280):
                    browser.resize(width, 800, phone=width == 320)
                    browser.go(house.origin + path)
                    look(stage, browser, f'{place}-{width}-{language}')
        complaints = [line for line in browser.log_lines() if 'SEVERE' in line and '422' not in line]
        stage.check(not complaints, f'the browser complains: {complaints[:2]}')


def fill(browser, language):
    """Fills the form in by hand."""
    for name, value in PLAN.items():
        if name in ('arms', 'rails', 'lines', 'm-0-id', 'm-1-id') or name.startswith('arm-0'):
            continue
        field = f'main [name="{name}"]'
        browser.run('for (const each of document.querySelectorAll("details:not([open])")) { each.open = true; }')
        if browser.run('return document.querySelector(arguments[0]).localName', field) == 'select':
            browser.click(f'{field} option[value="{value}"]')
        else:
            browser.run('document.querySelector(arguments[0]).value = ""', field)
            browser.type(field, f'{value} {language}' if name == 'title-en' else value)


def look(stage, browser, place):
    """Holds a page against the smallest phone, fingers and axe."""
    stage.picture(browser, f'experiments-{place}')
    browser.run('document.querySelectorAll("main details").forEach((each) => { each.open = true; })')
    wide = browser.run('''return [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility()
        && !e.closest(".scroll") && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 90))''')
    stage.check(not wide, f'wider than the screen: {wide[:2]}', place)
    low = browser.run('''return [...document.querySelectorAll("main button, main .button")].filter((e) =>
        e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.textContent)''')
    stage.check(not low, f'too low for a finger: {low[:3]}', place)
    for line in axe.violations(browser):
        stage.check(False, line, place)
