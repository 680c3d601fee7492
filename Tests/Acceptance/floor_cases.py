"""The floor, people's cards, finding, the roster and the venue's own page, as staff meets them in a browser.

What somebody may not see is judged by the bytes of the answer: whoever is elsewhere and whoever does not exist
look the same.
"""
import hashlib
import json
import os
import re
import signal
import time
from urllib.parse import quote, urlparse

import page_cases
from context import Failure, wait_until
from page_cases import SAY, House, Stage, Stream, card, follow, until_card, until_live
from server import Server

ANNS = {'band': 'band-ann', 'mail': 'ann@example.org', 'phone': '+31612345678'}
BOBS = {'band': 'band-bob', 'mail': 'bob@example.org', 'phone': '+31687654321'}
FORM = {'tell': {'kind': 'wish', 'text': 'a seat in the shade'}, 'consent': {'mode': 'presence'},
        'link': {'kind': 'band', 'name': 'band-new', 'evidence': 'they said so'}, 'same': {'claim': '1', 'is': 'yes'}}
NEW_RULE = '''
- rule: at-the-pond
  when: {count: tap pond, at least: 1, within: 1 minutes}
  cue:
    say: {en: "Somebody is at the pond. Lend a net?", nl: "Er is iemand bij de vijver. Een schepnet lenen?"}
    to: host
    for: 15 minutes
'''


# MARK: People

def arrive(house, person, names, zone=None, name=None, mode='assisted', facts=(), **tellings):
    """Somebody who goes by several names, in a zone when one is given, with what they told."""
    house.operate('POST', '/v1/links', {'token': names['band'], 'person': person, 'facts': list(facts), 'mode': mode})
    for kind in ('mail', 'phone'):
        if kind in names:
            house.operate('POST', '/v1/claims', {
                'first': {'kind': 'account', 'name': person}, 'second': {'kind': kind, 'name': names[kind]},
                'strength': 'stated', 'evidence': 'they said so'})
    for kind, text in (('name', name), *tellings.items()):
        if text:
            house.operate('POST', f'/v1/people/{person}/tell', {'kind': kind, 'text': text})
    if zone:
        house.signal('enter', zone, names['band'])


def arrive_both(house):
    """Ann at the warung, Bob at the pancake house."""
    arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer', facts=['birthday'], wish='a table by the window')
    arrive(house, 'bob', BOBS, 'pancakes', 'Robert Zonneveld', facts=['wheelchair'], wish='a quiet corner')


def member(house, admin, name, role='host', zones='', full=None):
    """Adds a member of staff; answers the session's cookie."""
    return house.accept(house.invite(admin, name, role, zones, full))


def page(house, cookie, path):
    """The status and the text of a page."""
    status, text, _ = house.send('GET', path, Cookie=cookie or '')
    return status, text


def until_here(house, cookie, zone, text, seconds=5):
    """Waits until a zone's page shows a text."""
    wait_until(lambda: text in page(house, cookie, f'/floor/{zone}')[1], f'{text} at {zone}', seconds)


def counts(text):
    """What the floor says of each zone: its name and how many are there."""
    own = re.findall(r'<h2>(?:<a[^>]*>)?(.*?)(?:</a>)?</h2>\s*<p class="now"><strong>(\d+)', text)
    others = re.findall(r'<tr><td>(.*?)(?: · [^<]*)?</td><td class="wide hushed">.*?<td class="number">(\d+)', text)
    return {name: int(count) for name, count in own + others}


def answered(house, cookie, method, path, **form):
    """All of an answer but when it was given."""
    headers = {'Cookie': cookie} if cookie else {}
    if method == 'GET':
        status, text, received = house.send('GET', path, **headers)
    else:
        status, text, received = house.submit(cookie, path, **form)
    return status, sorted((name, value) for name, value in received.items() if name != 'Date'), text


def case_floor_counts(context):
    """The floor shows the counts of all zones, and people only of the viewer's own."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna', zones='warung')
        arrive_both(house)
        house.signal('enter', 'pancakes', 'band-of-nobody')
        until_here(house, hanna, 'warung', 'AB')
        until_here(house, admin, 'pancakes', 'RZ')
        wanted = {'Warung': 1, 'Pancake house': 2}
        wait_until(lambda: counts(page(house, hanna, '/floor')[1]) == wanted, f'the floor to count {wanted}', 3)
        _, floor = page(house, hanna, '/floor')
        stage.check('href="/floor/warung"' in floor and 'href="/floor/pancakes"' not in floor,
                    "the floor leads into a zone that is not the viewer's")
        stage.check('longest' not in floor.partition('Elsewhere')[2], 'lengths of stay of another zone are shown')
        own = page(house, hanna, '/floor/warung')[1]
        stage.check('href="/people/ann"' in own and 'AB' in own, 'who is in an own zone is not shown')
        stage.check('Annelies' not in own, 'a zone shows a whole name')
        there = page(house, admin, '/floor/pancakes')[1]
        stage.check('href="/people/bob"' in there and there.count('<li>') == 2, 'a zone does not show all who are there')
        house.raise_cue('band-shops')
        wait_until(lambda: 'open cue' in page(house, admin, '/floor')[1].lower(), 'a cue on the floor', 5)
        stage.check('1 open cues' not in page(house, admin, '/floor')[1], 'one open cue is called "1 open cues"')
        elsewhere, nowhere = (answered(house, hanna, 'GET', f'/floor/{zone}') for zone in ('pancakes', 'no-such-zone'))
        stage.check(elsewhere == nowhere and elsewhere[0] == 404, 'a zone of others differs from one that is not there')


def case_not_theirs(context):
    """Who is only in another's zone and who does not exist are answered with the same bytes, and nothing is done."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna', zones='warung')
        lead = member(house, admin, 'lea', 'lead')
        arrive_both(house)
        house.operate('POST', '/v1/claims', {
            'first': {'kind': 'account', 'name': 'bob'}, 'second': {'kind': 'band', 'name': 'band-ring'},
            'strength': 'inferred', 'evidence': 'looks alike'})
        until_here(house, admin, 'pancakes', 'RZ')
        until_here(house, hanna, 'warung', 'AB')
        assert page(house, hanna, '/people/ann')[0] == 200, 'who is in an own zone has no card'
        assert page(house, lead, '/people/bob?reason=service')[0] == 200, 'nobody at all sees the other'
        doubt = house.operate('GET', '/v1/claims')['doubts'][0]['number']
        before = house.operate('GET', '/v1/people/bob')

        for asked in ('', '?reason=service', '?reason=identity', '?reason=safety', '?reason=x'):
            known, unknown = (answered(house, hanna, 'GET', f'/people/{person}{asked}') for person in ('bob', 'nemo'))
            stage.check(known[0] == 404, f'a card of somebody elsewhere is answered {known[0]}', asked)
            stage.check(known == unknown, 'who is elsewhere differs from who does not exist', asked)
        forms = {**FORM, 'same': {'claim': str(doubt), 'is': 'yes'}}
        for word, form in forms.items():
            for changes in ({}, dict.fromkeys(form, '')):
                known, unknown = (answered(house, hanna, 'POST', f'/people/{person}/{word}', **form | changes)
                                  for person in ('bob', 'nemo'))
                stage.check(known == unknown, 'doing something about who is elsewhere differs from about nobody',
                            f'{word} {known[0]} {unknown[0]}')
                stage.check(known[0] in (403, 404), f'{word} is answered {known[0]}')
        stage.check(house.operate('GET', '/v1/people/bob') == before, 'something was done about who is elsewhere')
        stage.check([each['number'] for each in house.operate('GET', '/v1/claims')['doubts']] == [doubt],
                    'a doubt about who is elsewhere was settled')
        card_of_bob = page(house, lead, '/people/bob?reason=service')[1]
        stage.check('seat in the shade' not in card_of_bob, 'a wish of who is elsewhere was kept')

        asked_for = ['bob', 'Robert Zonneveld', 'Zonneveld', *BOBS.values()]
        for text in asked_for:
            hidden, nobody = (page(house, hanna, '/find?q=' + quote(each, safe=''))
                              for each in (text, 'nobody-at-all'))
            shown = page(house, admin, '/find?q=' + quote(text, safe=''))[1]
            stage.check('/people/bob' in shown, 'who may see everybody does not find them', text)
            stage.check(hidden[1].replace(f'value="{text}"', '') == nobody[1].replace('value="nobody-at-all"', ''),
                        'finding who is elsewhere differs from finding nobody', text)


def case_linking_tells_nothing(context):
    """Adding another's name to somebody near neither tells of that other nor takes anything from them."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna', zones='warung')
        arrive_both(house)
        until_here(house, hanna, 'warung', 'AB')
        until_here(house, admin, 'pancakes', 'RZ')
        for kind, name in {'account': 'bob', **BOBS}.items():
            house.submit(hanna, '/people/ann/link', kind=kind, name=name, evidence='a guess')
            _, text = page(house, hanna, '/people/ann')
            for telling in ('wheelchair', 'quiet corner', 'RZ'):
                stage.check(telling not in text, f"a host who guesses another's {kind} reads what that other told",
                            telling)
            stage.check('href="/people/ann"' not in page(house, admin, '/floor/pancakes')[1]
                        and 'href="/people/bob"' in page(house, admin, '/floor/pancakes')[1],
                        "a host who guesses another's name makes two people one", kind)
        bob, nemo = (answered(house, hanna, 'POST', '/people/ann/consent', mode='assisted', child='yes', guardian=guardian)
                     for guardian in ('bob', 'nemo'))
        stage.check(bob == nemo, 'naming a guardian tells a host whether somebody who is elsewhere exists')


def case_nobody_for_screens(context):
    """A screen on the wall sees counts and nobody, and who is not signed in sees nothing."""
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        code = house.invite(admin, 'wall', 'screen')
        arrive_both(house)
        until_here(house, admin, 'warung', 'AB')
        screen = stage.open('/pair')
        page_cases.enter(screen, code=code)
        wall = screen.cookie('senang_session')
        screen.go(house.origin + '/floor')
        shown = screen.run('return document.documentElement.outerHTML')
        stage.check(counts(shown).get('Warung') == 1, 'a screen does not show how many are where')
        for trace in ('/people/', 'AB', 'ann', 'RZ', 'birthday', 'band-'):
            stage.check(not re.search(rf'\b{trace}\b' if trace.isalpha() else trace, shown),
                        'a screen shows a person on the floor', trace)
        paths = ['/people/{}', '/people/{}?reason=service', '/find?q={}', '/floor/warung?{}', '/roster?{}']
        for path in paths:
            for cookie, wanted in ((wall, 403), (None, 303)):
                known, unknown = (answered(house, cookie, 'GET', path.format(person)) for person in ('ann', 'nemo'))
                stage.check(known == unknown and known[0] == wanted, f'answered {known[0]}, not {wanted}', path)
        for word, form in FORM.items():
            for cookie, wanted in ((wall, 403), (None, 303)):
                status = answered(house, cookie, 'POST', f'/people/ann/{word}', **form)[0]
                stage.check(status == wanted, f'{word} is answered {status}, not {wanted}')
        stage.check('seat in the shade' not in page(house, admin, '/people/ann')[1], 'a screen kept a wish')


def case_find(context):
    """Somebody near is found by every name they go by, with one typing mistake, and by initials only shown."""
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        link = house.invite(admin, 'hanna', zones='warung')
        arrive_both(house)
        until_here(house, admin, 'warung', 'AB')
        browser = stage.open(urlparse(link).path)
        page_cases.enter(browser, password=page_cases.PASSWORD)
        follow(browser, 'nav a[href="/find"]')
        right = ['Annelies Brouwer', 'brouwer', 'ann', 'ANN@example.org', '+31 6 1234 5678', '0031612345678', 'band-ann',
                 '06 12345678', '31612345678', 'band-amn', 'bandann', 'bnad-ann']
        mistaken = ['Anelies', 'Anneelies', 'Annelise', 'Brouwet', 'rBouwer', 'annelies bruwer']
        for text in right + mistaken:
            browser.type('[name=q]', text)
            follow(browser, 'main form button')
            hits = browser.run('return [...document.querySelectorAll("main a[href^=\'/people/\']")].map((a) => a.innerText)')
            stage.check(hits == ['AB'], f'found {hits}', text)
            stage.check('Annelies' not in browser.text('main'), 'a hit shows the whole name', text)
        for text in ('Zoltan', 'Hannelore', 'a'):
            browser.type('[name=q]', text)
            follow(browser, 'main form button')
            stage.check(SAY['foundNobody']['en'] in browser.text('main'), 'somebody is found by another name', text)


def case_card(context):
    """A card shows initials, at most three lines and no trail; a lead reads the name for a reason only."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        zones = 'warung shop-square gate carousel'
        hanna, lea = member(house, admin, 'hanna', zones=zones), member(house, admin, 'lea', 'lead')
        arrive(house, 'ann', ANNS, name='Annelies Brouwer', facts=['birthday'], wish='a table by the window',
               manner='in Dutch, and slowly', promise='a high chair')
        for kind, zone in (('enter', 'gate'), ('exit', 'gate'), ('enter', 'carousel'), ('exit', 'carousel'),
                           ('enter', 'warung')):
            house.signal(kind, zone, ANNS['band'])
            time.sleep(0.01)
        until_here(house, hanna, 'warung', 'AB')
        house.raise_cue(ANNS['band'])

        def lines():
            return len(re.findall(r'<p><small class="hushed">|<blockquote>', page(house, hanna, '/people/ann')[1]))
        wait_until(lambda: 'Third purchase' in page(house, hanna, '/people/ann')[1], 'the cue on the card', 5)
        stage.check(lines() == 3, f'of a cue, a promise, a wish and a manner {lines()} lines are shown')
        for viewer, asked, is_whole in ((hanna, '', False), (hanna, '?reason=service', False), (lea, '', False),
                                        (lea, '?reason=', False), (lea, '?reason=curious', False),
                                        (lea, '?reason=service', True), (lea, '?reason=identity', True),
                                        (lea, '?reason=safety', True), (lea, '', False)):
            _, text = page(house, viewer, '/people/ann' + asked)
            stage.check(('Annelies' in text) == is_whole,
                        f'the whole name is {"not " * is_whole}shown', f'{"host" if viewer == hanna else "lead"} {asked}')
            stage.check(is_whole or re.search(r'class="who"[^>]*>\s*AB', text), 'no initials are shown', asked)
            for place in ('Main gate', 'Carousel', 'gate</', 'carousel'):
                stage.check(place not in text, 'the card tells where somebody was', place)
        stage.check('Warung' in page(house, hanna, '/people/ann')[1], 'the card does not tell where in their zones they are')


def case_card_of_tap_only(context):
    """Who lets nobody know them has no card, also of before they chose: the same bytes as for nobody."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        lea = member(house, admin, 'lea', 'lead')
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer', facts=['birthday'], wish='a table by the window')
        until_here(house, lea, 'warung', 'AB')
        stage.check('birthday' in page(house, lea, '/people/ann')[1], 'an assisted card shows no fact')
        for mode in ('presence', 'tap-only'):
            house.operate('POST', '/v1/people/ann/consent', {'mode': mode})
            house.raise_cue(ANNS['band'])
            wait_until(lambda: page_cases.sent_of(ANNS['band']) in page(house, lea, '/')[1], 'the cue', 5)
            for asked in ('', '?reason=service'):
                known, unknown = (answered(house, lea, 'GET', f'/people/{person}{asked}') for person in ('ann', 'nemo'))
                stage.check(known == unknown and known[0] == 404, f'a card is answered {known[0]}', f'{mode} {asked}')
            for word, form in FORM.items():
                known, unknown = (answered(house, lea, 'POST', f'/people/{person}/{word}', **form)
                                  for person in ('ann', 'nemo'))
                stage.check(known == unknown and known[0] == 404, f'{word} is answered {known[0]}', mode)
            found = page(house, lea, '/find?q=Annelies')[1]
            stage.check('/people/ann' not in found, 'who lets nobody know them is found by name', mode)


# MARK: In one tap

def case_consent_on_the_card(context):
    """What somebody allows, kept on their card, counts on the floor within a second."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        arrive_both(house)
        until_here(house, admin, 'warung', 'AB')
        for mode, is_named, count in (('assisted', True, 1), ('presence', False, 1), ('assisted', True, 1),
                                      ('tap-only', False, 0)):
            if page(house, admin, '/people/ann')[0] != 200:  # Who lets nobody know them chooses at the desk.
                house.operate('POST', '/v1/people/ann/consent', {'mode': 'assisted'})
            browser.go(house.origin + '/people/ann')
            browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
            browser.click(f'label:has([value={mode}])')
            follow(browser, 'form[action$="/consent"] button')
            stage.check(SAY['done-kept']['en'] in browser.text('[role=status]'), 'nothing says that it is kept', mode)
            where = browser.run('return location.pathname')
            stage.check(where == ('/people/ann' if is_named else '/choice'), f'it leads to {where}', mode)

            def fits():
                status, text = page(house, admin, '/floor/warung')
                return status == 200 and ('>AB<' in text) == is_named and text.count('<li>') == count
            try:
                wait_until(fits, f'the floor to follow {mode}', 1)
            except Failure as failure:
                stage.check(False, str(failure))


def case_same_person(context):
    """Two names that may be one person's are made one, or kept two, with one tap on the card."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        arrive_both(house)
        until_here(house, admin, 'warung', 'AB')
        for name, answer in (('band-ring', 'yes'), ('band-coin', 'no')):
            house.operate('POST', '/v1/claims', {
                'first': {'kind': 'account', 'name': 'ann'}, 'second': {'kind': 'band', 'name': name},
                'strength': 'inferred', 'evidence': 'always seen together'})
            browser.go(house.origin + '/people/ann')
            assert SAY['samePerson']['en'] in browser.text('main') and 'always seen together' in browser.text('main')
            follow(browser, f'form[action$="/same"] [value={answer}]')
            stage.check(SAY['samePerson']['en'] not in browser.text('main'), 'it is asked again', name)
            names = json.dumps(house.operate('GET', '/v1/people/ann')['names'])
            stage.check((name in names) == (answer == 'yes'), f'answered {answer}, it is {names}', name)
        stage.check(not house.operate('GET', '/v1/claims')['doubts'], 'a doubt that was settled is still listed')


# MARK: Roster

def case_roster(context):
    """A zone taken over in two taps brings its cues and people to the taker, and takes them from the other."""
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        zones = 'shop-square shop-gate gate'
        otto, hanna = (stage.open(urlparse(house.invite(admin, name.lower(), zones=zones, full=name)).path)
                       for name in ('Otto', 'Hanna'))
        for browser in (otto, hanna):
            page_cases.enter(browser, password=page_cases.PASSWORD)
        ottos, hannas = (browser.cookie('senang_session') for browser in (otto, hanna))
        for browser, zone in ((otto, 'shop-square'), (otto, 'shop-gate'), (hanna, 'gate')):
            browser.go(house.origin + '/roster')
            follow(browser, f'form[action="/roster/{zone}/take"] button')
        arrive(house, 'ann', ANNS, 'shop-square', 'Annelies Brouwer')
        until_here(house, ottos, 'shop-square', 'AB')
        house.raise_cue(ANNS['band'])
        otto.go(house.origin)
        until_live(otto)
        until_card(otto, ANNS['band'], 'who watches the zone sees its cue')
        hanna.go(house.origin)
        until_live(hanna)
        assert not card(hanna, ANNS['band']), 'who watches another zone sees the cue'
        assert page(house, hannas, '/floor/shop-square')[0] == 404

        def has(cookie, zone, band):
            return (page(house, cookie, f'/floor/{zone}')[0] == 200, page_cases.sent_of(band) in page(house, cookie, '/')[1])

        follow(hanna, 'nav a[href="/roster"]')  # One.
        stage.check('Otto' in hanna.text('main'), 'the roster does not tell who watches a zone')
        follow(hanna, 'form[action="/roster/shop-square/take"] button')  # Two.
        wait_until(lambda: has(hannas, 'shop-square', ANNS['band']) == (True, True), 'people and cues to be hers', 1)
        stage.check(has(ottos, 'shop-square', ANNS['band']) == (False, False), 'people or cues are still shown to the other')
        try:
            otto.until('gone', lambda: not card(otto, ANNS['band']), 1)
        except AssertionError:
            stage.check(False, "the cue stays on the other's open page, where nobody can take it")

        stream = Stream(house, ottos)
        stream.until('the stream begins', b'event: clock')
        house.raise_cue('band-hers')
        house.raise_cue('band-his', 'shop-gate')
        sent = stream.until('his own cue', page_cases.sent_of('band-his').encode())
        stage.check(page_cases.sent_of('band-hers').encode() not in sent,
                    'the next cue of the zone is sent to the other')
        stream.close()

        house.submit(hannas, '/roster/shop-gate/take')  # The last that Otto had.
        stage.check(has(ottos, 'shop-gate', 'band-his') == (False, False) == has(ottos, 'shop-square', ANNS['band']),
                    'whose last zone is taken over sees the people and cues of all zones again')
        stage.check(page(house, ottos, '/people/ann')[0] == 404 or
                    'Shop on the square' not in page(house, ottos, '/people/ann')[1],
                    'whose last zone is taken over is told where somebody is')


# MARK: The venue's own page

def put(browser, do, venue=None, rules=None):
    """Fills in the venue's page and presses a button of it."""
    for name, text in (('venue', venue), ('rules', rules)):
        if text is not None:
            browser.run('document.querySelector(`textarea[name=${arguments[0]}]`).value = arguments[1]', name, text)
    follow(browser, f'form[action="/venue"] [value={do}]')


def texts(browser):
    return browser.run('return ["venue", "rules"].map((name) => document.querySelector(`[name=${name}]`).value)')


def case_venue_page(context):
    """A wrong venue is refused by line and column; a right one is live at once, over a restart, and can be undone."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        hanna = member(house, admin, 'hanna')
        browser.go(house.origin + '/venue')
        venue, rules = texts(browser)
        versions = len(browser.find_all('main > ul.rows li'))

        wrong = venue.replace('kind: care', 'knd: care')
        line = wrong[:wrong.index('knd: care')].count('\n') + 1
        for do in ('check', 'live'):
            put(browser, do, wrong, rules)
            told = browser.text('[role=alert]')
            stage.check(re.search(rf'\b{line}:\d+', told), f'not told with line {line} and a column: {told!r}')
            stage.check(texts(browser)[0] == wrong, 'what was typed is lost')
        put(browser, 'live', venue, rules.replace('after: enter queue', 'aftr: enter queue', 1))
        stage.check(re.search(r'\d+:\d+', browser.text('[role=alert]')), 'a wrong rule is not told with line and column')
        browser.go(house.origin + '/venue')
        stage.check(texts(browser) == [venue, rules] and len(browser.find_all('main > ul.rows li')) == versions,
                    'a wrong venue changed something')

        changed = venue.replace('{en: Senang Park, nl: Senangpark}', '{en: Pond Park, nl: Vijverpark}') \
            .replace('{en: guest, nl: gast, en plural: guests, nl plural: gasten}',
                     '{en: visitor, nl: bezoeker, nl plural: bezoekers}').replace('#2f6f4f', '#5b3f8c') \
            .replace('doors:', '  - {id: pond, kind: pond, name: {en: The pond, nl: De vijver}}\ndoors:')
        put(browser, 'check', changed, rules + NEW_RULE)
        added = ' '.join(browser.texts('.diff .added'))
        stage.check('vijver' in added and 'at-the-pond' in added, f'the difference shows {added[:200]}')
        stage.check(browser.text('.brand') == 'Senang Park', 'a venue that was only checked is live')
        put(browser, 'live')

        def is_live(where):
            browser.go(house.origin + '/floor')
            colour = browser.run('return getComputedStyle(document.querySelector(".brand"), "::before").backgroundColor')
            stage.check(browser.text('.brand') == 'Pond Park', 'the new name is not shown', where)
            stage.check(colour == 'rgb(91, 63, 140)', f'the new colour is not shown: {colour}', where)
            token = f'band-{where.replace(" ", "-")}'
            house.signal('enter', 'pond', token)
            wait_until(lambda: counts(page(house, admin, '/floor')[1]).get('The pond'), 'somebody at the new zone', 5)
            stage.check('visitor' in page(house, admin, '/floor/pond')[1], 'the new word is not shown', where)
            house.signal('tap', 'pond', token, 0)
            browser.go(house.origin)
            shown = until_card(browser, token, 'the new rule raises a cue')
            stage.check(shown['say'] == 'Somebody is at the pond. Lend a net?', f"it says {shown['say']!r}", where)
        is_live('at once')
        house.kill()
        house.start()
        house.key = None
        house.key = house.open_source('after-restart', lateness_seconds=0)
        is_live('after a restart')

        browser.go(house.origin + '/venue')
        follow(browser, 'main > ul.rows li:last-child a')
        stage.check(texts(browser) == [venue, rules], 'an older version is not as it was')
        put(browser, 'live')
        stage.check(browser.text('.brand') == 'Senang Park', 'an older version is not brought back')
        browser.go(house.origin + '/venue')
        stage.check(texts(browser) == [venue, rules], 'an older version is not brought back')
        stage.check(len(browser.find_all('main > ul.rows li')) == versions + 2, 'not every version is kept')

        stage.check(page(house, hanna, '/venue')[0] == 403, 'a host reads the venue')
        status, _, _ = house.submit(hanna, '/venue', venue=changed, rules=rules, do='live')
        stage.check(status == 403 and 'Senang Park' in page(house, admin, '/floor')[1], 'a host changes the venue')
        stage.check('href="/venue"' not in page(house, hanna, '/')[1], 'a host is led to the venue')
        stage.check('href="/venue"' in page(house, admin, '/admin')[1], 'an administrator is not led to the venue')


def tree(folder):
    """What lies in a folder, by content."""
    return {os.path.relpath(os.path.join(where, name), folder):
            hashlib.sha256(open(os.path.join(where, name), 'rb').read()).hexdigest()
            for where, _, names in os.walk(folder) for name in names}


def case_training(context):
    """Practice says so on every page, and leaves nothing in the folder of the real thing."""
    with Stage(context) as stage:
        live = stage.house
        admin = live.first_administrator()
        arrive_both(live)
        stage.check(SAY['practice']['en'] not in page(live, admin, '/')[1], 'what is real is called practice')
        live.stop()
        before = tree(live.folder)
        assert before, 'the real folder is empty'

        class Practice(House):
            def __init__(self):
                Server.__init__(self, context.binary, live.venue, live.folder + '-training', context.free_port(),
                                ['--training', '--data', live.folder])
                self.origin, self.key, self.signal_count = f'http://127.0.0.1:{self.port}', None, 0

        practice = Practice()
        practice.start()
        try:
            browser = stage.driver.open()
            browser.go(practice.origin + '/sign-in')
            stage.check(browser.text('.practice') == SAY['practice']['en'], 'signing in to practice does not say so')
            session = practice.first_administrator()
            practice.raise_cue('band-practice')
            arrive(practice, 'eve', {'band': 'band-eve'}, 'warung', 'Eva Smit')
            until_here(practice, session, 'warung', 'ES')
            for path in ('/', '/floor', '/floor/warung', '/people/eve', '/find', '/bands', '/queue', '/roster', '/rules', '/admin', '/venue',
                         '/no-such-page'):
                _, text, _ = practice.send('GET', path, Cookie=session, Accept='text/html')
                stage.check('class="practice"' in text, 'a page of practice does not say so', path)
            stage.check('band-ann' not in json.dumps(practice.status()) and
                        page(practice, session, '/people/ann')[0] == 404, 'practice knows real people')
            practice.stop()
        finally:
            if practice.is_running:
                practice.kill()
        stage.check(tree(live.folder) == before, 'practice wrote into the real folder')
        live.start()
        stage.check(page(live, admin, '/people/eve')[0] == 404, 'somebody of practice is real')


# MARK: Live

def case_floor_by_itself(context):
    """The floor is a second old at most by itself, also while somebody stands on it, and says when the line is lost."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        house.signal('enter', 'warung', 'band-0')
        wait_until(lambda: counts(page(house, admin, '/floor')[1]).get('Warung') == 1, 'the first on the floor', 5)
        browser.go(house.origin + '/floor')
        browser.run('window.isOld = true')
        shown = '[...document.querySelectorAll(".zone")].find((z) => z.innerText.includes("Warung"))'
        count = f'return Number({shown}.querySelector("strong").innerText)'

        def comes(number, what, seconds=2.5):
            house.signal('enter', 'warung', f'band-{number}')
            try:
                browser.until(what, lambda: browser.run(count) == number + 1, seconds)
            except AssertionError:
                stage.check(False, f'{what}: the floor still counts {browser.run(count)}, as of {browser.text("#asof")}')
        comes(1, 'somebody comes in')
        browser.run(f'{shown}.dataset.mine = "yes"')
        browser.run(f'{shown}.querySelector("summary").id = "numbers"')
        browser.click('#numbers')
        comes(2, 'somebody comes in while the numbers are open')
        stage.check(browser.run(f'return {shown}.querySelector("details").open'), 'what was opened is closed again')
        browser.run('document.activeElement.blur()')
        stage.check(browser.run('return window.isOld'), 'the page was loaded again')

        house.kill()
        try:
            browser.until('the floor says that the line is lost', lambda: page_cases.is_lost(browser), 4)
        except AssertionError as error:
            stage.check(False, str(error))
        house.start()
        try:
            browser.until('the floor is up again', lambda: not page_cases.is_lost(browser), 5)
        except AssertionError as error:
            stage.check(False, str(error))
        stage.check(browser.run(count) >= 2, 'after a kill the floor counts nobody')

        house.process.send_signal(signal.SIGSTOP)  # Nothing comes any more, and nothing says so.
        try:
            browser.until('a line that went quiet is said to be lost', lambda: page_cases.is_lost(browser), 12)
        except AssertionError as error:
            stage.check(False, str(error)[:120])
        finally:
            house.process.send_signal(signal.SIGCONT)
