"""Promises on the card and behind people's own link: made, understood, judged twice, and made good or lost."""
import datetime
import html
import re

import axe
from choice_cases import own_link
from context import wait_until
from floor_cases import ANNS, BOBS, arrive, member, until_here
from page_cases import PLACE, SAY, Stage, follow
from wishpage_cases import say, shown

TABLE = {'words': {'en': 'A table within ten minutes', 'nl': 'Een tafel binnen tien minuten'}, 'channel': 'desk',
         'spanSeconds': 600, 'owner': 'kitchen', 'evidence': 'the last hundred parties'}


def told(code):
    """What a refusal is told with."""
    return say(f'promised-{code}' if f'promised-{code}' in SAY else code)


def catalogued(house, name, **fields):
    """An entry of the catalogue."""
    fields = {key: value for key, value in {**TABLE, **fields}.items() if value is not None}
    house.operate('PUT', f'/v1/promises/catalogue/{name}', fields)


def promises(text):
    """The promises of a page: their names by what was said."""
    found = re.findall(r'<article class="wish" id="promise-([\w-]+)">.*?<h3[^>]*>(.*?)</h3>', text, re.S)
    return {html.unescape(quote): name for name, quote in found}


def part(text, name):
    """All that a page says of one promise."""
    begin = text.index(f'id="promise-{name}"')
    return text[begin:text.index('</article>', begin)]


def hidden(text, name):
    """A field of a form that nobody sees."""
    return re.search(f'name="{name}" value="([^"]+)"', text)[1]


def wall(**later):
    """A moment by the venue's clock, as browsers write it."""
    return (datetime.datetime.now(PLACE) + datetime.timedelta(**later)).strftime('%Y-%m-%dT%H:%M')


def promised(house, cookie, words='', person='ann', **fields):
    """Promises something on the card; answers the promise's name."""
    path = f'/people/{person}'
    before = set(promises(shown(house, cookie, path)[1]).values())
    text = shown(house, cookie, path + '/promise')[1]
    status, text, _ = house.submit(cookie, path + '/promise', key=hidden(text, 'key'), words=words, **fields)
    assert status == 303, f'{words} is answered {status}'
    (name,) = set(promises(shown(house, cookie, path)[1]).values()) - before
    return name


def near(stage, admin):
    """Ann at the warung, and the path of her own page."""
    arrive(stage.house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
    until_here(stage.house, admin, 'warung', 'AB')
    return own_link(stage.house, admin, 'ann', reason='service')


# MARK: The whole life, side by side

class Side:
    """One of two screens that show the same promises."""

    def __init__(self, stage, browser, path, language):
        self.stage, self.browser, self.path, self.language = stage, browser, path, language
        self.other, self.is_old = None, True
        browser.go(f'{stage.house.origin}/language?to={language}')

    def see(self):
        """Looks again, when something happened since: a link may be opened only so often in a minute."""
        if self.is_old or self.is_staff:
            self.browser.go(self.stage.house.origin + self.path)
        self.is_old = False

    @property
    def is_staff(self):
        return not self.path.startswith('/me/')

    def press(self, name, word, button='button'):
        """Presses a button of a promise, and reads what is said when it is done."""
        self.see()
        target = f'#promise-{name} form[action$="/{word}"] {button}'
        self.reach(target)
        follow(self.browser, target)
        self.thanked(word)

    def tell(self, name, word, words):
        """Writes words into a form of a promise and sends it."""
        form = f'#promise-{name} form[action$="/{word}"]:has([name=words])'
        self.see()
        self.reach(form)
        self.browser.type(form + ' [name=words]', words)
        follow(self.browser, form + ' button')
        self.thanked(word)

    def thanked(self, word):
        self.other.is_old = True
        key = f"done-{'' if self.is_staff else 'own-'}{word}"
        self.reads(SAY[key][self.language], '#promises .note[role=status]')

    def reach(self, target):
        """Opens what is folded around it, from the outside in, with real taps."""
        while True:
            closed = self.browser.run('''
                const folds = [...document.querySelectorAll("details:not([open])")];
                const target = document.querySelector(arguments[0]);
                const fold = folds.find((each) => each.contains(target));
                if (fold) { fold.querySelector("summary").id = "to-open"; }
                return Boolean(fold)''', target)
            if not closed:
                return
            self.browser.click('#to-open')
            self.browser.run('document.querySelector("#to-open").removeAttribute("id")')

    def has(self, name, word):
        """Whether a promise's part has a form for something."""
        self.see()
        return self.browser.run('return Boolean(document.querySelector(arguments[0]))',
                                f'#promise-{name} form[action$="/{word}"]')

    def says(self, name, *keys):
        """Checks that a promise's part says all of it."""
        self.see()
        self.browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
        text = self.browser.text(f'#promise-{name}')
        for key in keys:
            words = SAY[key][self.language] if key in SAY else key
            self.stage.check(words in text, f'{self.path[:4]} leaves out {words!r} ({self.language})', text[:600])

    def reads(self, words, selector):
        text = self.browser.text(selector)
        self.stage.check(words in text, f'{self.path[:4]} does not say {words!r}', text[:200])

    def picture(self, name):
        self.stage.picture(self.browser, f'{name}-{self.language}')


def make(staff, words='', standing='', due=''):
    """Promises something in the browser; answers the promise's name."""
    browser = staff.browser
    staff.see()
    before = set(promises(browser.run('return document.body.innerHTML')).values())
    follow(browser, '#promises a[href$="/promise"]')
    if standing:
        browser.click(f'option[value={standing}]')
    if words:
        browser.type('[name=words]', words)
    if due:
        browser.run('document.querySelector("[name=due]").value = arguments[0]', due)
    follow(browser, 'form[action$="/promise"] button.main')
    staff.thanked('promise')
    (name,) = set(promises(browser.run('return document.body.innerHTML')).values()) - before
    return name


def walk(stage, admin, staff, guest):
    """A promise of the catalogue through its whole life; one that is disputed; one that is lost."""
    house, language = stage.house, staff.language
    catalogued(house, 'table', spanSeconds=12)
    table = make(staff, standing='table')
    staff.says(table, TABLE['words'][language], 'promised-state-open', 'promised-notAsked', 'promised-letterUnknown')
    # Their page asks of its own accord: it may ask anybody once.
    guest.says(table, TABLE['words'][language], 'promised-own-readAsks', 'promised-own-asSaid')
    staff.says(table, 'promised-asked')
    guest.see()
    guest.picture('promises-asked')
    stage.check(guest.browser.run('return document.querySelector(arguments[0]).checkVisibility()',
                                  f'#promise-{table} button[value=said]'), 'the question takes more than one tap')
    guest.press(table, 'promise-read', 'button[value=said]')
    guest.says(table, 'promised-own-reading', 'promised-own-asSaidIs')
    staff.says(table, 'promised-asSaidIs')

    wait_until(lambda: SAY['promised-state-overdueUnknown'][language] in
               shown(house, admin, staff.path, language)[1], 'the promise to fall due', 20)
    staff.says(table, 'promised-state-overdueUnknown', 'promised-howByLetter')
    staff.press(table, 'promise-letter', 'button[value=broken]')
    staff.says(table, 'promised-state-broken', 'promised-offer')
    guest.press(table, 'promise-seen', 'button[value=kept]')
    for side, key in ((staff, 'promised-onlyByReading'), (guest, 'promised-own-onlyByReading')):
        side.says(table, key, 'promised-broken', 'promised-kept')
    stage.check(not staff.has(table, 'promise-wants') and not guest.has(table, 'promise-wants'),
                'what they see as kept is to be made good')
    staff.tell(table, 'promise-offer', 'dessert from the house')
    guest.says(table, 'dessert from the house', 'promised-own-acceptAsks')
    guest.picture('promises-offered')
    guest.press(table, 'promise-accept')
    staff.says(table, 'promised-accepted', 'promised-state-recoveryAccepted')
    staff.press(table, 'promise-recovered')
    staff.says(table, 'promised-state-recovered')
    guest.says(table, 'promised-own-recovered', 'dessert from the house')

    boat = make(staff, words='The boat leaves at three', due=wall(days=1))
    guest.press(boat, 'promise-differs')
    staff.says(boat, 'promised-disputed', 'promised-wordless')
    guest.tell(boat, 'promise-differs', 'half past two, they said')
    guest.says(boat, 'half past two, they said', 'promised-own-disputed')
    staff.says(boat, 'half past two, they said', 'promised-disputed', 'promised-state-open')

    hat = make(staff, words='Your hat will be found')
    guest.says(hat, 'promised-noEnd')
    guest.tell(hat, 'promise-read', 'found today, I thought')
    staff.says(hat, 'found today, I thought')
    staff.press(hat, 'promise-letter', 'button[value=kept]')
    guest.press(hat, 'promise-seen', 'button[value=broken]')
    for side, key in ((staff, 'promised-onlyByLetter'), (guest, 'promised-own-onlyByLetter')):
        side.says(hat, key)
    staff.tell(hat, 'promise-offer', 'a hat from the shop')
    staff.press(hat, 'promise-lost')
    staff.says(hat, 'promised-state-lost')
    guest.says(hat, 'promised-own-lost')
    for side, name in ((staff, 'promises-staff'), (guest, 'promises-guest')):
        side.see()
        side.browser.run('document.querySelectorAll(".wish > details").forEach((each) => { each.open = true; })')
        side.picture(name)


def made_good_at_last(stage, admin, staff, guest):
    """Broken; what would make it good; offered, declined, offered again, accepted, recovered."""
    chair = make(staff, words='A chair in the shade', due=wall(days=1))
    staff.press(chair, 'promise-letter', 'button[value=broken]')
    guest.says(chair, 'promised-own-wantsAsks', 'promised-state-broken')
    guest.picture('promises-wants')
    guest.tell(chair, 'promise-wants', 'a seat by the water')
    guest.says(chair, 'promised-own-wouldBeGood', 'a seat by the water', 'promised-own-wantsElse')
    staff.says(chair, 'promised-wouldBeGood', 'a seat by the water', 'promised-takes')
    staff.tell(chair, 'promise-offer', 'a seat at the back')
    guest.says(chair, 'a seat at the back', 'promised-own-acceptAsks', 'promised-own-decline')
    guest.press(chair, 'promise-decline')
    guest.says(chair, 'promised-own-declined', 'promised-state-broken')
    stage.check(not guest.has(chair, 'promise-accept'), 'what they declined is asked again')
    staff.says(chair, 'promised-declined', 'promised-state-broken', 'promised-offerAnother')
    staff.tell(chair, 'promise-offer', 'the bench by the water')
    guest.press(chair, 'promise-accept')
    staff.press(chair, 'promise-recovered')
    staff.says(chair, 'promised-state-recovered')
    guest.says(chair, 'promised-own-recovered', 'the bench by the water')
    umbrella = make(staff, words='An umbrella when it rains', due=wall(days=1))
    staff.press(umbrella, 'promise-letter', 'button[value=broken]')
    staff.says(umbrella, 'a seat by the water', 'the bench by the water')
    guest.says(umbrella, 'a seat by the water', 'the bench by the water')


def let_go(stage, admin, staff, guest):
    """Lost to somebody who recognises themself in the house: staff parts kindly, and nothing more is offered."""
    kite = make(staff, words='A kite of your own', due=wall(days=1))
    hut = make(staff, words='The hut is yours', due=wall(days=1))
    for name in (kite, hut):
        staff.press(name, 'promise-letter', 'button[value=broken]')
    staff.tell(hut, 'promise-offer', 'the hut on Sunday')
    guest.see()
    guest.reach('#bond button[value="9"]')
    guest.picture('promises-bond')
    follow(guest.browser, '#bond button[value="9"]')
    guest.thanked('promise-bond')
    card = shown(stage.house, admin, staff.path, staff.language)[1]
    stage.check(SAY['promised-bond-asks'][staff.language] not in card, 'the card tells how much of themself they recognise')
    staff.press(hut, 'promise-lost')
    staff.says(hut, 'promised-state-lost', 'promised-parted')
    guest.says(hut, 'promised-own-parted')
    for name in (hut, kite):
        stage.check(not staff.has(name, 'promise-offer') and not guest.has(name, 'promise-wants'),
                    'something is offered to whoever took leave')
    stage.check(not any(guest.has(hut, word) for word in ('promise-read', 'promise-differs', 'promise-seen')),
                'whoever took leave is asked about it')
    cue_of(stage, staff, SAY['promised-parted'][staff.language], 'The hut is yours')


def cue_of(stage, staff, say_so, quote):
    """A cue about a promise says what was said, what happened and what makes it good, to whoever takes it."""
    browser, language = staff.browser, staff.language
    browser.go(stage.house.origin + '/')
    cue = f'[...document.querySelectorAll("li.cue")].find((each) => each.textContent.includes({say_so!r}))'
    wait_until(lambda: browser.run(f'return Boolean({cue})'), f'the cue {say_so!r}', 20)
    seen = (quote, SAY['promised-reading'][language], SAY['promised-byLetter'][language])
    stage.check(not browser.run(f'return {cue}.textContent.includes({quote!r})'), 'before it is taken it tells of somebody')
    browser.run(f'{cue}.querySelector("[data-doing=take]").id = "to-take"')
    browser.click('#to-take')
    wait_until(lambda: browser.run(f'return {cue}.textContent.includes({quote!r})'), 'what was promised, on the cue', 20)
    for words in seen:
        stage.check(browser.run(f'return {cue}.textContent.includes({words!r})'), f'the cue leaves out {words!r}')
    for line in axe.violations(browser):
        stage.check(False, line, 'the cue')
    stage.picture(browser, f'promises-cue-{language}')
    browser.run(f'{cue}.querySelector(".promised").id = "to-promise"')
    follow(browser, '#to-promise')
    text = browser.text('main')
    for words in (say_so, *seen):
        stage.check(words in text, f'the page of the cue leaves out {words!r}', text[:600])
    for line in axe.violations(browser):
        stage.check(False, line, 'the page of a cue')
    browser.go(stage.house.origin + '/')
    wait_until(lambda: browser.run(f'return Boolean({cue})'), 'the cue again', 20)
    browser.run(f'{cue}.querySelector("[data-doing=helped]").id = "to-help"')
    browser.click('#to-help')
    wait_until(lambda: browser.run(f'return !{cue} || {cue}.matches(".closed")'), 'the cue to end', 20)
    staff.is_old = True


def side_by_side(context, *walks):
    """Walks with staff and guest side by side, in English and in Dutch."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        others = stage.driver.open(language='nl-NL')
        others.resize(390, 844, phone=True)
        guests = (('en', 'ann', ANNS, 'Annelies Brouwer', 'AB'), ('nl', 'bob', BOBS, 'Robert Zonneveld', 'RZ'))
        for language, person, names, name, letters in guests:
            arrive(house, person, names, 'warung', name)
            until_here(house, admin, 'warung', letters)
            mine = own_link(house, admin, person, reason='service')
            staff, guest = Side(stage, browser, f'/people/{person}', language), Side(stage, others, mine, language)
            staff.other, guest.other = guest, staff
            for each in walks:
                each(stage, admin, staff, guest)
        complaints = [line for each in (browser, others) for line in each.log_lines() if 'SEVERE' in line]
        stage.check(not complaints, f'the browser complains: {complaints[:2]}')


def case_promise_walk(context):
    """The whole life of promises, staff and guest side by side, in English and in Dutch."""
    side_by_side(context, walk)


def case_promise_recovery_walk(context):
    """What would make it good, no thank you, yes, made good; and a kind parting: side by side, in both languages."""
    side_by_side(context, made_good_at_last, let_go)


# MARK: What is refused, and once only

def case_promise_refused(context):
    """What cannot be promised or told is refused at its field, in words, and what was typed stays."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        mine = near(stage, admin)
        stage.check('name="standing"' not in shown(house, admin, '/people/ann/promise')[1], 'a list of nothing is shown')
        catalogued(house, 'table', owner=None, evidence='')
        text = shown(house, admin, '/people/ann/promise')[1]
        for seen in ('promised-lacks-owner', 'promised-lacks-evidence'):
            stage.check(say(seen) in text, 'what it goes out without is not shown', seen)
        form = {'key': hidden(text, 'key'), 'words': 'soup <at> noon', 'due': wall(hours=2),
                'horizon': 'short', 'standing': ''}
        faults = (({'words': ' '}, 'wordsMissing', 'words'), ({'words': 'x' * 501}, 'wordsTooLong', 'words'),
                  ({'due': 'soon'}, 'dueInvalid', 'due'), ({'due': '2026-13-45T10:00'}, 'dueInvalid', 'due'),
                  ({'due': '9999-01-01T10:00'}, 'dueInvalid', 'due'), ({'due': wall(days=-1)}, 'dueBeforeMade', 'due'),
                  ({'standing': 'none'}, 'unknownStanding', 'standing'))
        for fields, fault, field in faults:
            status, text, _ = house.submit(admin, '/people/ann/promise', **{**form, **fields})
            place = f'{field}: {fault}'
            stage.check(status == 422 and told(fault) in html.unescape(text), f'answered {status}', place)
            there = re.search(rf'id="fault-{field}">(.*?)</p>', text)
            stage.check(there and told(fault) == html.unescape(there[1]), 'it is not told at the field', place)
            stage.check(len(re.findall('aria-invalid="true"', text)) == 1, 'not one field is marked', place)
            stage.check(hidden(text, 'key') == form['key'], 'the form is another one', place)
            stage.check('words' in fields or 'value="soup &lt;at&gt; noon"' in text, 'what was typed is gone', place)
            stage.check(re.search('value="short" checked', text), 'what was chosen is gone', place)
        stage.check(not promises(shown(house, admin, '/people/ann')[1]), 'something refused was promised')
        for time in range(2):
            status, _, headers = house.submit(admin, '/people/ann/promise', **form)
            stage.check(status == 303 and headers['Location'] == '/people/ann?done=promise#promises', f'answered {status}')
        text = shown(house, admin, '/people/ann?done=promise')[1]
        stage.check(list(promises(text)) == ['soup <at> noon'] and say('done-promise') in text, 'sent twice, it stands twice')
        status, text, _ = house.submit(admin, '/people/ann/promise', **{**form, 'words': 'stew'})
        stage.check(status == 422 and told('promiseDiffers') in html.unescape(text), f'something else so: {status}')
        soup = promises(shown(house, admin, '/people/ann')[1])['soup <at> noon']

        for cookie, path in ((admin, '/people/ann'), (None, mine)):
            for word, fields, fault, field in (
                    ('read', {'words': ''}, 'wordsMissing', 'read'), ('read', {'words': 'x' * 501}, 'wordsTooLong', 'read'),
                    ('read', {'words': 'at one', 'due': 'x'}, 'dueInvalid', 'due'),
                    ('differs', {'words': 'y' * 501}, 'wordsTooLong', 'differs')):
                status, text, _ = house.submit(cookie, f'{path}/promise-{word}', promise=soup, **fields)
                place = f'{path[:4]} {word}: {fault}'
                there = re.search(rf'id="fault-{field}-{soup}">(.*?)</p>', text)
                stage.check(status == 422 and there and html.unescape(there[1]) == told(fault), f'answered {status}', place)
                stage.check('due' not in fields or 'value="at one"' in part(text, soup), 'what was typed is gone', place)
                stage.check(part(text, soup).count('<details open>') == 2, 'what is wrong is folded away', place)
            for word, fields, fault in (('seen', {'is': 'x'}, 'chooseOne'), ('accept', {}, 'notBroken'),
                                        ('read', {'promise': 'none', 'as': 'said'}, 'unknownPromise'),
                                        ('read', {'promise': '<', 'as': 'said'}, 'unknownPromise')):
                fields = {'promise': soup, **fields}
                status, text, _ = house.submit(cookie, f'{path}/promise-{word}', **fields)
                known = {fault, 'recoveryMissing'} if word == 'accept' else {fault}
                stage.check(status == 422 and any(told(each) in html.unescape(text) for each in known),
                            f'{path[:4]} {word} is answered {status}', fault)
        for word, fields, faults in (('letter', {}, ('chooseOne',)), ('offer', {'words': 'x'}, ('notBroken',)),
                                     ('recovered', {}, ('notBroken', 'recoveryMissing')),
                                     ('lost', {}, ('notBroken', 'recoveryMissing')),
                                     ('wants', {'words': 'x'}, ('notBroken',)), ('decline', {}, ('notBroken',))):
            status, text, _ = house.submit(admin, f'/people/ann/promise-{word}', promise=soup, **fields)
            stage.check(status == 422 and any(told(each) in html.unescape(text) for each in faults), f'{word}: {status}')
        for word in ('promise', 'promise-ask', 'promise-letter', 'promise-offer', 'promise-recovered', 'promise-lost'):
            status = house.submit(None, f'{mine}/{word}', promise=soup, words='x', **{'is': 'kept'})[0]
            stage.check(status in (404, 405), f'behind a link {word} is answered {status}')
        for level in ('', '11', 'x', '-1'):
            status, text, _ = house.submit(None, f'{mine}/promise-bond', level=level)
            fault = 'levelTooHigh' if level == '11' else 'chooseOne'
            stage.check(status == 422 and told(fault) in html.unescape(text), f'the level {level!r}: {status}')
        status = house.submit(admin, '/people/ann/promise-bond', level='9')[0]
        stage.check(status in (404, 405), f'staff says how much of themself they recognise: {status}')
        for path in ('/cues/999999/promise', '/cues/x/promise'):
            status = house.send('GET', path, Cookie=admin)[0]
            stage.check(status == 404, f'{path} is answered {status}')
        status = house.send('POST', mine + '/promise-seen', f'promise={soup}&is=broken', Origin='http://elsewhere.example')[0]
        stage.check(status == 403, f'another site judges: {status}')
        status = house.submit(None, '/me/' + 'A' * 43 + '/promise-seen', promise=soup, **{'is': 'kept'})[0]
        stage.check(status == 404, f'a link that is none is answered {status}')
        here = part(shown(house, None, mine)[1], soup)
        stage.check(say('promised-seenUnknown') in here and say('promised-letterUnknown') in here, 'something refused was done')


def case_promise_once(context):
    """A form about a promise that is sent twice does it once; what is said stands, and the other verdict stays."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        mine = near(stage, admin)
        catalogued(house, 'table', horizon='long')
        catalogued(house, 'show', words={'en': 'A seat at the show', 'nl': 'Een plaats bij de voorstelling'},
                   content={'seen': {'kind': 'enter', 'zone': 'pancakes'}})
        show, table = promised(house, admin, standing='show'), promised(house, admin, standing='table', horizon='')
        text = shown(house, admin, '/people/ann')[1]
        stage.check(promises(text) == {'A seat at the show': show, TABLE['words']['en']: table}, 'not as the list has it')
        stage.check('name="horizon" value="" checked' in shown(house, admin, '/people/ann/promise')[1], 'the list is overruled')
        stage.check(say('horizon-long') in part(text, table), 'the card leaves out for when it is')
        doings = ((admin, '/people/ann', 'ask', {}, 'promised-asked'),
                  (None, mine, 'read', {'words': 'by <noon>', 'due': wall(hours=3)}, 'by <noon>'),
                  (admin, '/people/ann', 'letter', {'is': 'kept'}, 'promised-kept'),
                  (None, mine, 'seen', {'is': 'broken'}, 'promised-onlyByLetter'),
                  (admin, '/people/ann', 'offer', {'words': 'a drink'}, 'a drink'),
                  (None, mine, 'accept', {}, 'promised-accepted'),
                  (admin, '/people/ann', 'recovered', {}, 'promised-state-recovered'))
        for cookie, path, word, fields, seen in doings:
            for time in range(2):
                status, text, headers = house.submit(cookie, f'{path}/promise-{word}', promise=table, **fields)
                stage.check(status == 303, f'the {word} number {time} is answered {status}')
                if time == 0 and status == 303:
                    own = 'own-' if cookie is None else ''
                    stage.check(headers['Location'] == f'{path}?done={own}promise-{word}#promises', headers['Location'])
            here = part(shown(house, admin, '/people/ann')[1], table)
            words = say(seen) if seen in SAY else seen
            stage.check(words in here, f'after {word} the card leaves out {words!r}', here)
        once = part(shown(house, admin, '/people/ann')[1], table)
        for cookie, path, word, fields in ((admin, '/people/ann', 'letter', {'is': 'broken'}),
                                           (None, mine, 'seen', {'is': 'kept'}), (admin, '/people/ann', 'lost', {})):
            status = house.submit(cookie, f'{path}/promise-{word}', promise=table, **fields)[0]
            stage.check(status == 422, f'{word} the other way is answered {status}')
        stage.check(part(shown(house, admin, '/people/ann')[1], table) == once, 'what was said is said otherwise')

        house.signal('enter', 'pancakes', 'band-ann')
        until_here(house, admin, 'pancakes', 'AB')
        wait_until(lambda: say('promised-from-signal') in part(shown(house, admin, '/people/ann')[1], show), 'what was seen')
        here = part(shown(house, None, mine)[1], show)
        stage.check(say('promised-state-kept') in here and say('promised-seenUnknown') in here, 'seen, it is not kept')
        stage.check(say('horizon-instant') in here, 'their own page leaves out for when it is')


# MARK: Whose they are

def case_promises_are_theirs(context):
    """Whoever refuses help, and whoever may not look, sees nothing of promises; their own page goes on showing them."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        mine = near(stage, admin)
        hanna, noor = member(house, admin, 'hanna', zones='warung'), member(house, admin, 'noor', zones='pancakes')
        name = promised(house, hanna, 'a blanket at dusk')
        stage.check('a blanket at dusk' in shown(house, hanna, '/people/ann')[1], 'who is near does not see it')
        ways = [('GET', '/people/ann', {}), ('GET', '/people/ann/promise', {}),
                ('POST', '/people/ann/promise', {'words': 'x', 'key': 'k'}),
                ('POST', '/people/ann/promise-letter', {'promise': name, 'is': 'broken'}),
                ('POST', '/people/ann/promise-read', {'promise': name, 'as': 'said'})]
        for method, path, form in ways:
            nobody = path.replace('ann', 'nemo')
            one, other = ((house.send('GET', each, Cookie=noor) if method == 'GET' else
                           house.submit(noor, each, **form))[:2] for each in (path, nobody))
            stage.check(one == other and one[0] == 404, f'who is not near is answered {one[0]}', path)
            status = (house.send('GET', path) if method == 'GET' else house.submit(None, path, **form))[0]
            stage.check(status == 303, f'nobody signed in is answered {status}', path)
        house.operate('POST', '/v1/people/ann/consent', {'mode': 'assisted', 'refused': ['help']})
        text = shown(house, hanna, '/people/ann')[1]
        for gone in ('a blanket at dusk', 'id="promises"', say('promised-new')):
            stage.check(gone not in text, 'refusing help, it is on the card', gone)
        for method, path, form in ways[1:]:
            status = (house.send('GET', path, Cookie=hanna) if method == 'GET' else house.submit(hanna, path, **form))[0]
            stage.check(status == 404, f'refusing help, answered {status}', path)
        for mode in ('assisted', 'tap-only'):
            house.operate('POST', '/v1/people/ann/consent', {'mode': mode, 'refused': ['help'] if mode == 'assisted' else []})
            for language in ('en', 'nl'):
                here = part(shown(house, None, mine, language)[1], name)
                stage.check('a blanket at dusk' in here and say('promised-seenUnknown', language=language) in here,
                            f'{mode}: their own page hides what is theirs', language)
        status = house.submit(None, mine + '/promise-seen', promise=name, **{'is': 'broken'})[0]
        stage.check(status == 303, f'refusing help, they cannot say how they see it: {status}')
        text = shown(house, None, mine, 'nl')[1]
        stage.check('hanna' not in text.lower() and 'klant' not in text.lower(), 'their page names staff, or them as a number')


def case_older_promises(context):
    """Of many promises those that are open and the newest stand first, and the rest behind one tap."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        mine = near(stage, admin)
        lines = [{'person': 'ann', 'id': f'p{number}', 'channel': 'desk', 'quote': f'promise {number}',
                  'at': f'2025-01-{number + 1:02}T12:00:00Z', 'kept': number != 0} for number in range(12)]
        for line in lines:
            house.operate('POST', '/v1/promises', line)
        for cookie, path in ((admin, '/people/ann'), (None, mine)):
            for language in ('en', 'nl'):
                text = shown(house, cookie, path, language)[1]
                begin = text.index('<details class="older"')
                first, rest = list(promises(text[:begin])), list(promises(text[begin:]))
                wanted = ['promise 0'] + [f'promise {number}' for number in range(11, 4, -1)]
                stage.check(first == wanted, f'{path[:4]}: first {first}', language)
                stage.check(rest == [f'promise {number}' for number in range(4, 0, -1)], f'older {rest}', language)
                stage.check(f'{say("promised-older", language=language)} (4)' in text, 'how many are older is not said')


def case_promise_pages_fit(context):
    """The pages of promises fit the smallest phone in both languages, can be tapped, and pass axe with everything open."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        mine = near(stage, admin)
        catalogued(house, 'table')
        catalogued(house, 'quiet', owner=None, words={'en': 'x' * 60 + ' a very quiet room', 'nl': 'een heel stille kamer'})
        promised(house, admin, 'y' * 120 + ' without a break', due=wall(hours=1))
        table, kept = promised(house, admin, standing='table'), promised(house, admin, 'an umbrella', due=wall(days=2))
        house.submit(admin, '/people/ann/promise-ask', promise=table)
        house.submit(None, mine + '/promise-differs', promise=kept, words='they said a coat')
        house.submit(admin, '/people/ann/promise-letter', promise=kept, **{'is': 'broken'})
        house.submit(None, mine + '/promise-seen', promise=kept, **{'is': 'kept'})
        house.submit(admin, '/people/ann/promise-offer', promise=kept, words='a coat to borrow')
        lost = promised(house, admin, 'a map of the park')
        house.submit(admin, '/people/ann/promise-letter', promise=lost, **{'is': 'broken'})
        house.submit(None, mine + '/promise-wants', promise=lost, words='z' * 90)
        for number in range(8):
            promised(house, admin, f'a thing number {number}')
        pages = ['/people/ann', mine, '/people/ann/promise']
        for language in ('en', 'nl'):
            browser.resize(320, 640, phone=True)
            browser.go(f'{house.origin}/language?to={language}')
            for number, path in enumerate(pages):
                browser.go(house.origin + path)
                browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
                place = f'{language} page {number}'
                wide = browser.run('''return [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility()
                    && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 90))''')
                stage.check(not wide, f'wider than 320 px: {wide[:2]}', place)
                low = browser.run('''return [...document.querySelectorAll("main button, main .button")].filter((e) =>
                    e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.textContent)''')
                stage.check(not low, f'too low for a finger: {low[:3]}', place)
                for line in axe.violations(browser):
                    stage.check(False, line, place)
                stage.picture(browser, f'promises-fit-{number}-{language}')
