"""Every page is read by axe-core, as everybody meets it: light and dark, both languages, phone and desk."""
import itertools
import re

import axe
import fake_provider
import floor_cases
import own_band_cases
import tap_cases
import venue_cases
import wishpage_cases
from page_cases import PASSWORD, SIZES, card, enter, follow, until_live
from queue_cases import Lines

# A page is an address, or a function of the browser and the house that goes there.
# Add a page here, and it is read in all eight ways.
BEFORE = {
    'sign-in': '/sign-in',
    'refused': lambda browser, house: refuse(browser, house),
    'pair': '/pair',
    'not-found': '/no-such-page',
}
WITHIN = {
    'cues': lambda browser, house: go_to_cues(browser, house),
    'floor': '/floor',
    'floor-numbers': lambda browser, house: open_all(browser, house, '/floor'),
    'zone': '/floor/warung',
    'zone-empty': '/floor/first-aid',
    'person': '/people/ann',
    'person-named': lambda browser, house: open_all(browser, house, '/people/ann?reason=service'),
    'choice-link': lambda browser, house: open_all(browser, house, '/choice'),
    'find': '/find',
    'find-hit': '/find?q=Anelies',
    'find-nobody': '/find?q=Zoltan',
    'choice': '/choice',
    'choice-open': lambda browser, house: choose(browser, house, 'band-of-nobody'),
    'choice-kept': lambda browser, house: keep_choice(browser, house),
    'choice-refused': lambda browser, house: choose(browser, house, '???'),
    'own': lambda browser, house: browser.go(own_link(browser, house)),
    'own-sure': lambda browser, house: browser.go(own_link(browser, house) + '/sure?do=forget-me'),
    'own-done': lambda browser, house: browser.go(own_link(browser, house) + '?done=own-choose'),
    'own-lost': lambda browser, house: browser.go(own_link(browser, house) + f'/sure?do=lose&band={own_band_cases.ANN}'),
    'own-question': lambda browser, house: open_all(browser, house, doras_link(browser, house)),
    'own-wish': lambda browser, house: browser.go(own_link(browser, house) + '/wish?facet=dish'),
    'person-wish': '/people/ann/wish?facet=diet',
    'person-wishes': lambda browser, house: open_all(browser, house, '/people/ann?done=wish'),
    'own-payments': lambda browser, house: browser.go(own_link(browser, house) + '/payments'),
    'own-receipt': lambda browser, house: browser.go(own_link(browser, house) + '/receipt/c1'),
    'own-key': lambda browser, house: browser.go(own_link(browser, house) + '/key'),
    'own-topup': lambda browser, house: browser.go(own_link(browser, house) + '/topup'),
    'topup-gone': '/topup/tu-nothing',
    'shops': '/shop?all=yes',
    'shop': lambda browser, house: open_all(browser, house, '/shop/warung'),
    'shop-refund': '/shop/warung/refund?charge=c1',
    'shop-receipt': '/shop/warung/receipt?charge=c1&done=yes',
    'shop-closing': '/shop/warung/closing',
    'shop-gone': '/shop/nowhere',
    'own-gone': '/me/no-such-link',
    'doubts': '/doubts',
    'looks': lambda browser, house: open_all(browser, house, '/looks'),
    'doors': lambda browser, house: open_all(browser, house, '/doors'),
    'queues': '/queue',
    'queue': lambda browser, house: open_all(browser, house, '/queue/river'),
    'queue-still': lambda browser, house: stand_still(browser, house),
    'queue-join': '/queue/river/join',
    'queue-joined': lambda browser, house: join_queue(browser, house, '3'),
    'queue-refused': lambda browser, house: join_queue(browser, house, '2', '???'),
    'queue-place': lambda browser, house: browser.go(house.origin + place_of(house)),
    'queue-place-gone': '/queue/place/no-such-place',
    'bands': lambda browser, house: open_all(browser, house, '/bands'),
    'bands-free': lambda browser, house: open_all(browser, house, '/bands?q=04000000000001'),
    'bands-worn': lambda browser, house: open_all(browser, house, f'/bands?q={bands(browser, house)[0]}'),
    'bands-lost': lambda browser, house: open_all(browser, house, f'/bands?q={bands(browser, house)[1]}&done=bandBlocked'),
    'bands-family': lambda browser, house: open_all(browser, house, f'/bands?group={bands(browser, house)[2]}&done=bandGiven'),
    'bands-group': lambda browser, house: open_all(browser, house, f'/bands/group/{bands(browser, house)[2]}'),
    'bands-refused': '/bands?q=a=b',
    'roster': '/roster',
    'venue': '/venue',
    'venue-older': '/venue?version=1',
    'venue-problems': lambda browser, house: change_venue(browser, house, 'check', 'kind: care', 'knd: care'),
    'venue-changes': lambda browser, house: change_venue(browser, house, 'check', 'Big wheel', 'Giant wheel'),
    'venue-tried': lambda browser, house: change_venue(browser, house, 'try', 'Big wheel', 'Giant wheel'),
    'venue-forms': lambda browser, house: open_all(browser, house, '/venue'),
    'venue-cases': lambda browser, house: change_venue(browser, house, 'tests', 'Big wheel', 'Giant wheel'),
    'venue-insist': lambda browser, house: insist(browser, house),
    'rules': '/rules',
    'insight-empty': '/insight',
    'questions': '/questions',
    'question-new': '/questions/new',
    'proposals': '/proposals',
    'proposal-new': '/proposals/new',
    'experiments': '/experiments',
    'experiment-new': lambda browser, house: open_all(browser, house, '/experiments/new'),
    'insight-facet-empty': '/insight/facets/quiet?words=yes',
    'charter': '/charter',
    'charter-edit': '/charter/edit',
    'mirror': lambda browser, house: open_all(browser, house, '/mirror'),
    'admin': '/admin',
    'admin-link': lambda browser, house: invite(browser, house),
    'not-found': '/no-such-page',
}
CUE_COUNT = 3
# Three faults that axe must find: one of WCAG 2.0, one that depends on colours, one of WCAG 2.2.
SPOIL = '''
const add = (tag, text, style) => {
  const element = document.createElement(tag);
  element.textContent = text;
  Object.assign(element.style, style);
  document.querySelector("main").append(element);
};
add("input", "", {});
add("p", "faint", { color: "#777777", background: "#888888" });
const small = { display: "inline-block", width: "9px", height: "9px", minHeight: 0, padding: 0, border: 0 };
add("button", "a", small); add("button", "b", small);
'''
SPOILT = {'label', 'color-contrast', 'target-size'}


def refuse(browser, house):
    browser.go(house.origin + '/sign-in')
    enter(browser, name='nobody', password='not-the-password')


def go_to_cues(browser, house):
    browser.go(house.origin)
    until_live(browser)
    browser.until('the cues are there', f'return document.querySelectorAll(".cue").length === {CUE_COUNT}')


def invite(browser, house):
    browser.go(house.origin + '/admin')
    follow(browser, 'form[action="/admin/accounts/noor/invite"] button')


def open_all(browser, house, path):
    browser.go(house.origin + path)
    browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')


def choose(browser, house, name):
    browser.go(house.origin + '/choice')
    browser.type('[name=who]', name)
    follow(browser, 'main form button')


def keep_choice(browser, house):
    choose(browser, house, 'band-fresh')
    browser.click('label:has([value=tap-only])')
    follow(browser, 'form.choices button.main')


def own_link(browser, house):
    """Ann's own page, by a link that is made once."""
    if not hasattr(house, 'own_link'):
        _, text, _ = house.submit(browser.cookie('senang_session'), '/choice/link', who='ann', kind='account',
                                  reason='service')
        house.own_link = re.search(r'<code>(http.*?)</code>', text)[1]
    return house.own_link


def doras_link(browser, house):
    """The own page of somebody who is asked something; made once."""
    if not hasattr(house, 'doras_link'):
        wishpage_cases.arrive(house, 'dora', {'band': 'band-dora'})
        wishpage_cases.with_wishes(house, 'dora')
        _, text, _ = house.submit(browser.cookie('senang_session'), '/choice/link', who='dora', kind='account',
                                  reason='service')
        house.doras_link = re.search(r'<code>http://[^/]+(.*?)</code>', text)[1]
    return house.doras_link


def bands(browser, house):
    """A band that is worn, one that is lost, and the group of both; given once."""
    if not hasattr(house, 'bands'):
        worn, lost, group = '04000000000011', '04000000000012', 'g-family'
        for band in (worn, lost):
            house.operate('POST', '/v1/bands', {'band': band, 'group': group, 'limits': {'day': 5000}})
        house.operate('POST', f'/v1/bands/{lost}/block')
        house.bands = (worn, lost, group)
    return house.bands


def change_venue(browser, house, do, old, new):
    browser.go(house.origin + '/venue')
    venue, rules = floor_cases.texts(browser)
    assert old in venue, f'{old!r} is not in the venue'
    floor_cases.put(browser, do, venue.replace(old, new), rules)


def insist(browser, house):
    browser.go(house.origin + '/venue')
    venue_cases.fill(browser, 'tests', venue_cases.FAILING)
    venue_cases.press(browser, 'live')


def join_queue(browser, house, size, who=''):
    browser.go(house.origin + '/queue/river/join')
    browser.type('[name=size]', size)
    browser.type('[name=who]', who)
    follow(browser, 'main form button')


def place_of(house):
    """The page of a party's own place."""
    return house.operate('POST', '/v1/queues/river/join', {'id': 'axe', 'size': 2})['place']


def stand_still(browser, house):
    """A queue that stands still, with somebody at its head."""
    party = house.operate('POST', '/v1/queues/river/join', {'id': 'axe-head', 'size': 2})['party']
    house.operate('POST', '/v1/queues/river/come', {'party': party})
    house.operate('POST', '/v1/queues/river/stand')
    browser.go(house.origin + '/queue/river')
    house.operate('POST', '/v1/queues/river/run')


def fill_floor(house, admin):
    """People of every sort on the floor, doubts about one of them, and a shift of somebody else."""
    floor_cases.arrive_both(house)
    floor_cases.arrive(house, 'carl', {'band': 'band-carl'}, 'warung', 'Carl', mode='presence')
    house.signal('enter', 'warung', 'band-of-nobody')
    wishpage_cases.with_wishes(house, 'ann')
    house.operate('POST', '/v1/people/ann/tell', {'kind': 'promise', 'text': 'a high chair'})
    own_band_cases.with_money(house, own_band_cases.issue(
        house, 'ann', own_band_cases.ANN, group='g-family', limits={'day': 5000})['account'])
    own_band_cases.issue(house, 'bob', own_band_cases.BOB, group='g-family', payer='ann')
    house.operate('POST', '/v1/claims', {
        'first': {'kind': 'account', 'name': 'ann'}, 'second': {'kind': 'band', 'name': 'band-ring'},
        'strength': 'inferred', 'evidence': 'always seen together'})
    floor_cases.until_here(house, admin, 'warung', 'AB')


def appear(browser, scheme):
    """As if the browser had been asked for light, or dark."""
    browser.command('Emulation.setEmulatedMedia', features=[{'name': 'prefers-color-scheme', 'value': scheme}])


def rules_of(lines):
    return {line.partition(':')[0] for line in lines}


def read(stage, browser, pages):
    """Reads each page in all eight ways; answers how many readings that were."""
    count = 0
    for language, size in itertools.product(('en', 'nl'), SIZES):
        browser.resize(*SIZES[size], phone=size == 'phone')
        browser.go(f'{stage.house.origin}/language?to={language}')
        for page, way in pages.items():
            way(browser, stage.house) if callable(way) else browser.go(stage.house.origin + way)
            for scheme in ('light', 'dark'):
                appear(browser, scheme)
                browser.until('nothing moves any more', 'return !document.getAnimations().length')
                for line in axe.violations(browser):
                    stage.check(False, line, f'{page} {language} {size} {scheme}')
                count += 1
    return count


def case_every_page_passes_axe(context):
    """Axe finds nothing against WCAG 2.2 AA on any page, light or dark, in both languages, on phone and desk."""
    key_file = context.path('provider.key')
    fake_provider.new_keys(key_file)
    extra = ['--band-keys', tap_cases.keys(context), '--payments', 'http://127.0.0.1:9', '--payments-key', key_file]
    with Lines(context, extra=extra) as stage:
        house = stage.house
        link = house.first_link()
        browser = stage.open('/sign-in')
        count = read(stage, browser, BEFORE | {'welcome': link})

        browser.go(house.origin + link)
        enter(browser, password=PASSWORD)
        browser.until('the first administrator sees the cues', 'return location.pathname === "/"')
        count += read(stage, browser, {'calm': '/'})
        admin = browser.cookie('senang_session')
        noor = house.accept(house.invite(admin, 'noor', full='Noor de Wit'))
        house.open_source('tills')
        for token in ('free', 'mine', 'theirs'):
            house.raise_cue(token)
        go_to_cues(browser, house)
        for token, session in (('mine', admin), ('theirs', noor)):
            assert house.act(session, card(browser, token)[0]['number'], 'take') == (200, 'done')
        fill_floor(house, admin)
        for session, zone in ((noor, 'pancakes'), (admin, 'warung'), (admin, 'shop-square'), (admin, 'first-aid')):
            assert house.submit(session, f'/roster/{zone}/take')[0] == 303
        count += read(stage, browser, WITHIN)

        for scheme in ('light', 'dark'):  # Axe that finds nothing because it does not look would pass as well.
            appear(browser, scheme)
            browser.go(house.origin + '/floor')
            browser.run(SPOIL)
            missed = SPOILT - rules_of(axe.violations(browser))
            stage.check(not missed, f'a page spoilt on purpose passes: axe does not report {sorted(missed)}', scheme)
    return f'{count} readings'
