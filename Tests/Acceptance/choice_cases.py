"""What customers let the house do, chosen at the desk or by themselves; doubts settled; who looked at whom."""
import json
import re
import time
from urllib.parse import urlparse

from context import check, wait_until
from floor_cases import ANNS, arrive, arrive_both, member, page, until_here
from page_cases import SAY, Stage, follow

PURPOSES = ('presence', 'name', 'help', 'memory', 'sameness')


def allowing(*purposes):
    """The fields of a form in which these purposes are ticked."""
    return {'purposes': '1', **{f'may-{purpose}': 'yes' for purpose in purposes}}


def keep(house, cookie, who, mode='assisted', purposes=PURPOSES, **more):
    """Keeps a choice at the desk; answers the status and the text."""
    status, text, headers = house.submit(cookie, '/choice/keep', who=who, mode=mode, **allowing(*purposes), **more)
    return status, text, headers['Location']


def opened(house, cookie, who, **more):
    """The form of a choice: what is ticked in it, and all of it without what was typed."""
    status, text, _ = house.submit(cookie, '/choice', who=who, **more)
    ticked = re.findall(r'name="mode" value="([\w-]+)" checked', text) + re.findall(r'name="(may-\w+)"[^>]* checked', text)
    return status, set(ticked), text.replace(who, '')


def own_link(house, cookie, who, **more):
    _, text, _ = keep(house, cookie, who, do='link', **more)
    found = re.search(r'<code>(http.*?)</code>', text)
    check(found, 'no link of their own is shown')
    return urlparse(found[1]).path


def case_refused_purposes(context):
    """What a customer refuses of a mode, no page shows and no rule knows; taking it back brings it back."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer', facts=['birthday'], wish='a table by the window')
        until_here(house, admin, 'warung', 'AB')
        house.operate('POST', '/v1/claims', {
            'first': {'kind': 'account', 'name': 'ann'}, 'second': {'kind': 'band', 'name': 'band-ring'},
            'strength': 'inferred', 'evidence': 'always seen together'})
        shown = {'name': 'AB', 'help': 'a table by the window', 'sameness': 'always seen together'}
        for refused in (*shown, None):
            house.operate('POST', '/v1/people/ann/consent', {'mode': 'assisted', 'refused': [refused] if refused else []})
            text = page(house, admin, '/people/ann')[1]
            for purpose, trace in shown.items():
                stage.check((trace in text) == (purpose != refused), f'refusing {refused}, {purpose} is wrong on the card')
            asked = 'always seen together' in page(house, admin, '/doubts')[1]
            stage.check(asked == (refused != 'sameness'), f'refusing {refused}, "same person?" is asked: {asked}')
            found = '/people/ann' in page(house, admin, '/find?q=Annelies')[1]
            stage.check(found == (refused != 'name'), f'refusing {refused}, found by name: {found}')
        house.operate('POST', '/v1/people/ann/consent', {'mode': 'assisted', 'refused': ['presence']})
        wait_until(lambda: '<li>' not in page(house, admin, '/floor/warung')[1], 'the floor to be without her', 2)
        house.signal('enter', 'warung', ANNS['band'])
        time.sleep(1.5)
        stage.check('<li>' not in page(house, admin, '/floor/warung')[1], 'who refuses presence is on the floor')


def case_choice_at_the_desk(context):
    """Whoever cannot be found changes their choice at the desk, by a number written any way, and nothing else is told."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna', zones='warung')
        arrive(house, 'ann', ANNS, name='Annelies Brouwer', facts=['birthday'], wish='a table', mode='presence')
        for who in ('band-ann', 'ann', 'Ann@Example.org', '+31 6 1234 5678', '0031612345678'):
            status, ticked, text = opened(house, hanna, who)
            stage.check(status == 200 and 'presence' in ticked, f'answered {status} {ticked}', who)
            for trace in ('Annelies', 'AB<', 'birthday', 'a table', 'warung', 'Warung'):
                stage.check(trace not in text, 'the desk tells more than the choice', trace)
        status, _, _ = keep(house, hanna, 'band-ann', purposes=('presence', 'help'))
        stage.check(status == 200, f'keeping is answered {status}')
        report = house.operate('GET', '/v1/people/ann')
        stage.check((report['mode'], report['refused']) == ('assisted', ['name', 'memory', 'sameness']), f'{report}')
        house.operate('POST', '/v1/people/ann/consent', {'mode': 'tap-only'})
        bands = [opened(house, hanna, who) for who in ('band-ann', 'band-xyz')]
        stage.check(bands[0] == bands[1], 'who is known and has not chosen more differs from nobody')
        names = {f"{name['kind']} {name['name']}" for name in house.operate('GET', '/v1/people/ann')['names']}
        stage.check(len(names) == 4, f'the desk made up a name: {names}')
        keep(house, hanna, 'band-other', mode='presence', account='ann')
        stage.check(house.operate('GET', '/v1/people/ann')['mode'] == 'tap-only',
                    "giving another's number changes that other's choice")
        looks = house.operate('GET', '/v1/people/ann/looks')['looks']
        stage.check(looks and {look['reason'] for look in looks} == {'choice'}, f'looks at the desk are kept as {looks}')


def case_desk_is_limited(context):
    """One member of staff tries twenty names a minute at the desk, and no more."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna')
        answers = [opened(house, hanna, f'band-{number}')[0] for number in range(21)]
        stage.check(answers == [200] * 20 + [429], f'answered {answers}')
        stage.check(opened(house, admin, 'band-1')[0] == 200, 'a colleague is held up too')


def case_new_customer(context):
    """Somebody new is known after one form, by keyboard alone and within ten seconds, with what they chose."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        house.signal('enter', 'warung', 'B-77')
        browser.go(house.origin + '/choice')
        began = time.monotonic()
        browser.run('window.isOld = true')
        browser.press('B-77\ue007')
        browser.until('the form', 'return !window.isOld && document.querySelector("form.choices")')
        browser.click('label:has([value=assisted])')
        browser.click('form.choices details:last-of-type summary')
        browser.type('[name=name]', 'Nadia Groot')
        browser.run('window.isOld = true')
        browser.press('\ue007')
        browser.until('the card', 'return !window.isOld && location.pathname.startsWith("/people/")')
        stage.check(time.monotonic() - began < 10, 'it takes ten seconds')
        stage.check('NG' in browser.text('h1'), 'the card shows no initials')
        until_here(house, admin, 'warung', 'NG')
        faults = {'guardian': keep(house, admin, 'B-78', child='yes', guardian='B-nobody'),
                  'mail': keep(house, admin, 'B-78', mail='no-mail'), 'phone': keep(house, admin, 'B-78', phone='12')}
        for field, (status, text, _) in faults.items():
            stage.check(status == 422 and f'id="fault-{field}"' in text, f'{field}: answered {status}')
        status, _, _ = keep(house, admin, 'B-78', mode='presence', child='yes', guardian='B-77', mail='kim@example.org')
        stage.check(status in (200, 303), f'a child with a guardian is answered {status}')
        stage.check('presence' in opened(house, admin, 'kim@example.org')[1], 'the child did not get what was chosen')


def case_guardian_erased(context):
    """A child whose guardian is erased is tap-only again, and nothing names the guardian, also folded anew."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS)
        keep(house, admin, 'B-kim', mode='presence', child='yes', guardian='band-ann')
        stage.check('presence' in opened(house, admin, 'B-kim')[1], 'the child may not be noticed')
        house.operate('DELETE', '/v1/people/ann')
        for time_of in ('at once', 'after a kill'):
            stage.check('tap-only' in opened(house, admin, 'B-kim')[1], f'the child is noticed {time_of}')
            house.kill()
            house.start()


def case_doubts(context):
    """Leads settle every doubt on one page by partial names; hosts and screens cannot open it."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        hanna = member(house, admin, 'hanna')
        arrive_both(house)
        for name, evidence in (('band-0419', 'first'), ('band-0420', 'second')):
            house.operate('POST', '/v1/claims', {
                'first': {'kind': 'mail', 'name': ANNS['mail']}, 'second': {'kind': 'band', 'name': name},
                'strength': 'inferred', 'evidence': evidence})
        for path in ('/doubts', '/looks'):
            stage.check(page(house, hanna, path)[0] == 403, f'a host opens {path}')
        stage.check(house.submit(hanna, '/doubts/1', **{'is': 'yes'})[0] == 403, 'a host settles a doubt from afar')
        browser.go(house.origin + '/doubts')
        text = browser.text('main')
        stage.check(text.index('first') < text.index('second'), 'the oldest is not first')
        stage.check('…19' in text and 'a…@example.org' in text and 'AB' in text, f'no partial names: {text}')
        stage.check('band-0419' not in text and ANNS['mail'] not in text, 'whole names are shown')
        stage.check('2' in browser.text('.badge'), 'the menu does not count them')
        for answer in ('yes', 'no'):
            browser.run(f'document.querySelector("main [value={answer}]").focus(); window.isOld = true')
            browser.press('\ue007')
            browser.until('the page again', 'return !window.isOld && document.readyState === "complete"')
        stage.check(SAY['noDoubts']['en'] in browser.text('main'), 'a settled doubt is still there')
        names = json.dumps(house.operate('GET', '/v1/people/ann')['names'])
        stage.check('band-0419' in names and 'band-0420' not in names, f'settled wrongly: {names}')


def case_looks_are_told(context):
    """Who looked at whom is told to leads on the card, by command, and to administrators without names."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna', full='Hanna Smit')
        lea = member(house, admin, 'lea', 'lead')
        arrive_both(house)
        until_here(house, hanna, 'warung', 'AB')
        for _ in range(3):
            page(house, hanna, '/people/ann')
        page(house, lea, '/people/bob?reason=safety')
        stage.check('Hanna Smit' in page(house, lea, '/people/ann')[1], 'a lead does not see who looked')
        stage.check(SAY['whoLooked']['en'] not in page(house, hanna, '/people/ann')[1], 'a host sees who looked')
        told = context.command('looks', 'bob', '--data', house.folder, '--json')
        looks = json.loads(told.stdout)['looks']
        stage.check([(look['by'], look['reason']) for look in looks] == [('lea', 'safety')], f'the command tells {looks}')
        text = page(house, admin, '/looks')[1]
        stage.check('Hanna Smit' in text and 'AB' in text, 'administrators do not see who looked')
        for trace in ('Annelies', 'Brouwer', '>ann<', '>bob<', 'Robert'):
            stage.check(trace not in text, 'administrators read who was looked at', trace)


def case_own_page(context):
    """Behind their own link customers see what is kept, change it, say what is not them, and stop everything."""
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer', facts=['birthday'], wish='a table by the window')
        until_here(house, admin, 'warung', 'AB')
        first = own_link(house, admin, 'band-ann')
        path = own_link(house, admin, 'band-ann')
        for gone in (first, '/me/x', '/me/' + 'A' * 43):
            status, text = page(house, None, gone)
            stage.check(status == 404 and SAY['linkGone']['en'] in text, f'answered {status}', gone)
        browser = stage.open(path)
        text = browser.text('main')
        for kept in ('a table by the window', 'birthday', 'Annelies Brouwer', 'administrator'):
            stage.check(kept in text, 'the page leaves out what is kept', kept)
        stage.check('Admin' not in text, 'the page names a member of staff')
        browser.click('label:has([name=may-name])')
        follow(browser, 'form.choices button.main')
        until_here(house, admin, 'warung', 'birthday')
        stage.check('>AB<' not in page(house, admin, '/floor/warung')[1], 'a name that is refused is shown')
        status = house.send('POST', path + '/stop', '', Origin='http://elsewhere.example')[0]
        stage.check(status == 403, f'another site stops everything: {status}')
        follow(browser, 'form[action$="/withdraw"] button')
        stage.check(len(house.operate('GET', '/v1/people/ann')['names']) < 4, 'what is not them still is')
        follow(browser, 'form[action$="/stop"] button')
        stage.check(house.operate('GET', '/v1/people/ann')['mode'] == 'tap-only', 'everything goes on')
        follow(browser, 'form[action$="/end"] button')
        stage.check(page(house, None, path)[0] == 404, 'a link that was ended works')
