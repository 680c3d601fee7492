"""What customers let the house do, chosen at the desk or by themselves; doubts settled; who looked at whom."""
import json
import re
import time
from urllib.parse import urlparse

from context import check, wait_until
from floor_cases import ANNS, BOBS, answered, arrive, arrive_both, member, page, until_here
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
    ticked = re.findall(r'name="mode" value="([\w-]+)"[^>]* checked', text) + re.findall(r'name="(may-\w+)"[^>]* checked', text)
    return status, set(ticked), without(text, who)


def without(text, who):
    """A page without what was typed."""
    return text.replace(f'value="{who}"', '').replace(f'<strong>{who}</strong>', '')


def own_link(house, cookie, who, **more):
    """Makes somebody's own link at the desk; answers its path."""
    _, text, _ = house.submit(cookie, '/choice/link', who=who, **more)
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
        nobody = opened(house, hanna, 'band-xyz')
        stage.check(nobody[:2] == (200, set()), f'the form of somebody new is answered {nobody[:2]}')
        for who in ('band-ann', 'ann', 'Ann@Example.org', '+31 6 1234 5678', '0031612345678'):
            stage.check(opened(house, hanna, who) == nobody, 'somebody known is answered otherwise than nobody', who)
        status, text, _ = house.submit(hanna, '/choice/keep', who='band-ann')
        stage.check(status == 422 and SAY['chooseOne']['en'] in text, f'without a choice it answers {status}')
        status, _, _ = keep(house, hanna, 'band-ann', purposes=('presence', 'help'))
        stage.check(status == 200, f'keeping is answered {status}')
        report = house.operate('GET', '/v1/people/ann')
        stage.check((report['mode'], report['refused']) == ('assisted', ['name', 'memory', 'sameness']), f'{report}')
        house.operate('POST', '/v1/people/ann/consent', {'mode': 'tap-only'})
        kept = [keep(house, hanna, who, mode='tap-only') for who in ('band-ann', 'band-new-one')]
        stage.check(kept[0] == kept[1], 'keeping tells who was known')
        names = {f"{name['kind']} {name['name']}" for name in house.operate('GET', '/v1/people/ann')['names']}
        stage.check(len(names) == 4, f'the desk made up a name: {names}')
        keep(house, hanna, 'band-other', mode='presence', account='ann')
        stage.check(house.operate('GET', '/v1/people/ann')['mode'] == 'tap-only',
                    "giving another's number changes that other's choice")
        wait_until(lambda: len(house.operate('GET', '/v1/people/ann/looks')['looks']) >= 7, 'looks at the desk', 5)
        looks = house.operate('GET', '/v1/people/ann/looks')['looks']
        stage.check({look['reason'] for look in looks} == {'choice'}, f'looks at the desk are kept as {looks}')


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
        browser.click('label:has([name=may-presence])')
        browser.click('label:has([name=may-name])')
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
        status, _, _ = keep(house, admin, 'B-78', mode='presence', child='yes', guardian='B-77', mail='kim@example.org',
                            account='kim')
        stage.check(status in (200, 303), f'a child with a guardian is answered {status}')
        stage.check(house.operate('GET', '/v1/people/kim')['mode'] == 'presence', 'the child did not get what was chosen')
        status, _, _ = keep(house, admin, 'kim@example.org', mode='presence')
        stage.check(status == 200, f'keeping it without typing the guardian again is answered {status}')
        stage.check(house.operate('GET', '/v1/people/kim')['mode'] == 'presence', 'the guardian who is known is lost')


def case_guardian_erased(context):
    """A child whose guardian is erased is tap-only again, and nothing names the guardian, also folded anew."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS)
        keep(house, admin, 'B-kim', mode='presence', child='yes', guardian='band-ann', account='kim')
        mode = lambda: house.operate('GET', '/v1/people/kim')['mode']  # noqa: E731
        stage.check(mode() == 'presence', 'the child may not be noticed')
        house.operate('DELETE', '/v1/people/ann')
        for time_of in ('at once', 'after a kill'):
            stage.check(mode() == 'tap-only', f'the child is noticed {time_of}')
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


def sure(browser, do):
    """Asks for something on one's own page, and says yes when asked again."""
    follow(browser, f'a[href*="do={do}"]')
    follow(browser, 'main form button.main')


def case_own_page(context):
    """Behind their own link customers see what is kept, change it, say what is not them, stop, and are forgotten."""
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
        for kept in ('a table by the window', 'birthday', 'Annelies Brouwer', 'administrator', *ANNS.values()):
            stage.check(kept in text, 'the page leaves out what is kept', kept)
        stage.check('Admin' not in text, 'the page names a member of staff')
        for staffs in ('purpose-name', 'mode-assisted', 'telling-wish', 'whatTheyAllow'):
            stage.check(SAY[staffs]['en'] not in text, 'the page speaks about the customer, not to them', staffs)
        browser.click('label:has([name=may-name])')
        follow(browser, 'form.choices button.main')
        stage.check(SAY['done-own-choose']['en'] in browser.text('[role=status]'), 'nothing says that it is kept')
        until_here(house, admin, 'warung', 'birthday')
        stage.check('>AB<' not in page(house, admin, '/floor/warung')[1], 'a name that is refused is shown')
        status = house.send('POST', path + '/stop', '', Origin='http://elsewhere.example')[0]
        stage.check(status == 403, f'another site stops everything: {status}')
        for mode in ('', 'x'):
            status, text, _ = house.submit(None, path + '/choose', mode=mode)
            stage.check(status == 422 and SAY['chooseOne']['en'] in text, f'mode {mode!r} is answered {status}')
        sure(browser, 'withdraw')
        stage.check(len(house.operate('GET', '/v1/people/ann')['names']) < 4, 'what is not them still is')
        sure(browser, 'forget-told')
        stage.check('a table by the window' not in browser.text('main'), 'what they told is still kept')
        sure(browser, 'stop')
        stage.check(house.operate('GET', '/v1/people/ann')['mode'] == 'tap-only', 'everything goes on')
        sure(browser, 'end')
        stage.check(page(house, None, path)[0] == 404, 'a link that was ended works')
        again = own_link(house, admin, 'ann', reason='service')
        browser.go(house.origin + again)
        sure(browser, 'forget-me')
        stage.check(page(house, None, again)[0] == 404, 'the link of somebody forgotten works')
        stage.check(house.submit(admin, '/choice/link', who='ann', reason='service')[0] == 422, 'they are still known')


def case_link_is_no_way_in(context):
    """A host makes a link of nobody who is elsewhere, replaces none, and every link and opening of it is kept."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna', zones='warung')
        lea = member(house, admin, 'lea', 'lead')
        arrive_both(house)
        until_here(house, hanna, 'warung', 'AB')
        arrive(house, 'carl', {'band': 'band-carl'}, name='Carl Vos')  # In no zone: near nobody.
        before = house.operate('GET', '/v1/people/bob')

        def asked(who, **more):
            status, text, headers = house.submit(hanna, '/choice/link', who=who, **more)
            return status, without(text, who), headers['Location']
        for more in ({}, {'reason': 'service'}):
            nobody = asked('nobody@example.org', **more)
            stage.check(nobody[0] == 422 and '/me/' not in nobody[1], f'nobody is answered {nobody[0]}')
            for who in ('bob', *BOBS.values()):
                stage.check(asked(who, **more) == nobody, 'a host learns who is elsewhere, or gets their link', who)
        status, text, _ = keep(house, hanna, BOBS['mail'], do='link')
        stage.check('/me/' not in text, 'keeping a choice makes a link')
        house.operate('POST', '/v1/people/bob/consent', {'mode': 'assisted'})
        stage.check(house.submit(lea, '/choice/link', who='carl')[0] == 422, 'a lead makes a link without saying why')

        path = own_link(house, hanna, 'band-ann')
        status, text, _ = house.submit(hanna, '/choice/link', who='band-ann')
        stage.check(status == 422 and SAY['linkStands']['en'] in text, f'a host replaces a link: {status}')
        status, text, _ = house.submit(hanna, '/people/ann/own-link')
        stage.check(status == 422 and '/me/' not in text, f'a host replaces a link on the card: {status}')
        stage.check(page(house, None, path)[0] == 200 == page(house, None, path)[0], 'the first link no longer works')
        other = own_link(house, lea, 'carl', reason='safety')
        stage.check(page(house, None, other)[0] == 200, 'a lead who says why gets no link')
        own_link(house, lea, 'band-ann', reason='identity')
        stage.check(page(house, None, path)[0] == 404, 'a lead does not replace a link')
        why = {person: [look['reason'] for look in house.operate('GET', f'/v1/people/{person}/looks')['looks']]
               for person in ('ann', 'carl')}
        stage.check(why['ann'].count('ownPage') == 1, f'opening is kept as {why["ann"]}')
        stage.check('link' in why['ann'] and 'link-safety' in why['carl'], f'making a link is kept as {why}')
        stage.check(house.operate('GET', '/v1/people/bob')['names'] == before['names'], 'asking changed who they are')


def case_guardian_is_near(context):
    """A host names only somebody near as a guardian; somebody elsewhere is answered as nobody."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna', zones='warung')
        arrive_both(house)
        until_here(house, hanna, 'warung', 'AB')
        bob, nemo = (house.submit(hanna, '/choice/keep', who='B-kid', mode='presence', child='yes', guardian=guardian)
                     for guardian in ('band-bob', 'band-nem'))
        stage.check(bob[0] == nemo[0] == 422 and without(bob[1], 'band-bob') == without(nemo[1], 'band-nem'),
                    'naming a guardian tells whether somebody elsewhere exists')
        status, _, _ = keep(house, hanna, 'B-kid', mode='presence', child='yes', guardian='band-ann', account='kid')
        stage.check(status == 200 and house.operate('GET', '/v1/people/kid')['mode'] == 'presence', f'answered {status}')


def case_child_from_afar(context):
    """A host makes no child of somebody elsewhere; a lead does, and undoes it."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna', zones='warung')
        arrive_both(house)
        until_here(house, hanna, 'warung', 'AB')

        def is_child():
            """Whoever is a child widens nothing alone."""
            house.operate('POST', '/v1/people/bob/consent', {'mode': 'tap-only'})
            try:
                house.operate('POST', '/v1/people/bob/consent', {'mode': 'assisted'})
            except Exception as refused:  # noqa: BLE001
                return 'guardianNeeded' in str(refused)
            return False
        known, unknown = (keep(house, hanna, who, mode='tap-only', child='yes') for who in ('band-bob', 'band-xyz'))
        stage.check(known == unknown and SAY['childByLead']['en'] in known[1], 'a host is told who is known')
        stage.check(not is_child(), 'a host makes a child of somebody elsewhere')
        keep(house, admin, 'band-bob', mode='tap-only', child='yes')
        stage.check(is_child(), 'a lead cannot say that somebody is a child')
        keep(house, hanna, 'band-bob', mode='tap-only', **{'no-child': 'yes'})
        stage.check(is_child(), 'a host says that a child is none')
        keep(house, admin, 'band-bob', mode='tap-only', **{'no-child': 'yes'})
        stage.check(not is_child(), 'a lead cannot say that somebody is no child')


def case_card_tells_hosts_less(context):
    """Hosts read no other names and no doubts about people elsewhere, and adding a name answers alike."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna', zones='warung')
        arrive_both(house)
        until_here(house, hanna, 'warung', 'AB')
        before = answered(house, hanna, 'GET', '/people/ann')
        stage.check('a…@example.org' not in before[2], 'a host reads other names')
        added = [answered(house, hanna, 'POST', '/people/ann/link', kind='mail', name=name, evidence='said')
                 for name in (BOBS['mail'], 'nobody@example.org')]
        stage.check(added[0] == added[1], 'adding a name tells whether it is somebody\'s')
        stage.check(answered(house, hanna, 'GET', '/people/ann') == before, 'a host sees a doubt about people elsewhere')
        doubt = house.operate('GET', '/v1/claims')['doubts'][0]['number']
        stage.check(house.submit(hanna, '/people/ann/same', claim=doubt, **{'is': 'no'})[0] == 422, 'a host settles it')
        text = page(house, admin, '/people/ann')[1]
        stage.check('a…@example.org' in text and SAY['samePerson']['en'] in text, 'a lead does not see names and doubts')
        status, text, _ = house.submit(hanna, '/people/ann/tell', kind='wish', text='')
        stage.check(status == 422 and SAY['textTooLong']['en'] in text, f'a form that is refused is answered {status}')
        house.operate('POST', '/v1/people/ann/tell', {'kind': 'wish', 'text': 'a seat in the shade, ' * 18})
        text = page(house, hanna, '/people/ann')[1]
        short = re.search(r'<blockquote><details><summary>(.*?)</summary>', text)
        stage.check(short and len(short[1]) <= 121 and short[1].endswith('…'), 'a long wish fills the card')


def case_lead_takes_apart(context):
    """A lead reads what holds a person's names together, and takes a claim back with one tap; a host does not."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        hanna = member(house, admin, 'hanna', zones='warung')
        arrive_both(house)
        until_here(house, admin, 'warung', 'AB')
        claims = house.operate('GET', '/v1/people/ann')['claims']
        mail = next(claim['number'] for claim in claims if 'mail' in (claim['first']['kind'], claim['second']['kind']))
        stage.check(house.submit(hanna, '/people/ann/unlink', claim=mail)[0] == 403, 'a host takes a person apart')
        browser.go(house.origin + '/people/ann')
        browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
        stage.check('they said so' in browser.text('main'), 'the card does not say what a claim rests on')
        browser.run(f'document.querySelector("[name=claim][value=\\"{mail}\\"]").closest("form").id = "mail"')
        follow(browser, '#mail button')
        stage.check(SAY['done-unlinked']['en'] in browser.text('[role=status]'), 'nothing says that it is done')
        names = json.dumps(house.operate('GET', '/v1/people/ann')['names'])
        stage.check(ANNS['mail'] not in names and ANNS['phone'] in names, f'taken apart wrongly: {names}')
