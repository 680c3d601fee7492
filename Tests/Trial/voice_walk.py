"""Works wishes, complaints and reviews of real people through to answers as staff does, in Dutch, in a browser; then
looks at the answers as those who asked, on their own pages.

With SENANG_PICTURES each step is photographed into that folder.
"""
import os
import re
import urllib.parse

from context import check, need, wait_until
from page_cases import SAY, enter, follow
from webdriver import Driver

ENGLISH = 'It was noisy at night because of the street, otherwise we had a lovely stay and would come again.'
PILES = [
    {'table': 'budget', 'words': r'bankje|buurtbank', 'most': 6, 'kind': 'ourWay',
     'prevails': 'both', 'title': 'Zitten in de buurt', 'ask': 'Bankjes op straat en in het park.',
     'need': 'Onderweg even kunnen zitten, en elkaar tegenkomen.',
     'ours': 'Wij zetten stoelen neer die bewoners zelf beheren.', 'option': 'Tien stoelen die bewoners beheren',
     'nl': 'U vroeg om bankjes. Er komen tien stoelen bij u in de buurt, die u met uw buren beheert.',
     'en': 'You asked for benches. Ten chairs come to your street, which you keep with your neighbours.'},
    {'table': 'budget', 'words': r'wormenhotel|gevelbank', 'most': 4, 'kind': 'declined', 'prevails': 'house',
     'title': 'Wormenhotels op de stoep', 'ask': 'Wormenhotels op de stoepen.', 'need': 'Minder afval, meer groen.',
     'ours': 'De stoep blijft vrij voor wie slecht loopt.', 'option': 'Vijftig wormenhotels',
     'nl': 'U vroeg om een wormenhotel op de stoep. Dat doen wij niet: de stoep is nodig voor wie slecht loopt.',
     'en': 'You asked for a worm hotel. We do not do that: who walks badly needs the pavement.'},
    {'table': 'complaints', 'words': r': website niet bereikbaar', 'most': 8, 'kind': 'asAsked', 'prevails': 'customer',
     'title': 'De website is niet bereikbaar', 'ask': 'Een website die het doet.', 'need': 'Op tijd kunnen doorgeven.',
     'ours': 'De website wordt hersteld en iemand neemt de telefoon op.', 'option': 'De website herstellen',
     'nl': 'U kon onze website niet bereiken. Zij doet het weer, en u mag ook altijd bellen.',
     'en': 'You could not reach our site. It works again, and you may always ring us.'},
    {'table': 'reviews', 'words': r'lawaai|geluid|gehorig|rumoer', 'most': 4, 'kind': 'ourWay', 'prevails': 'both',
     'also': r'bruit|bruyant', 'title': 'Rust in de nacht', 'ask': 'Minder lawaai van de straat.',
     'need': 'Een nacht goed slapen.', 'ours': 'Een stille kamer aan de achterkant voor wie dat nodig heeft.',
     'option': 'Stille kamers aan de achterkant',
     'nl': 'U sliep slecht door het lawaai. Zeg het ons vooraf, dan krijgt u een kamer aan de stille kant.',
     'en': 'You slept badly because of the noise. Tell us before you come, and you get a room at the quiet side.'},
]


def spell(key, *values):
    """A text of the pages in Dutch, with what stands in its places."""
    text = SAY[key]['nl']
    for place, value in enumerate(values):
        text = text.replace('{%d}' % place, str(value))
    return text


class Walk:
    """Browsers of two who decide, and of those who asked."""

    def __init__(self, context, house, password):
        need('chromium', 'chromium')
        need('chromedriver', 'chromium-driver')
        self.house, self.password = house, password
        self.origin = f'http://127.0.0.1:{house.port}'
        self.pictures, self.taken = os.environ.get('SENANG_PICTURES'), 0
        self.driver = Driver(context.free_port(), context.path('browser', ''))
        self.guests = {}  # By their language.

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.driver.close()

    def open(self, language='nl-NL', size=(390, 844)):
        browser = self.driver.open(language=language)
        browser.resize(*size, phone=size[0] < 500)
        return browser

    def guest(self, language):
        """A phone of whoever asked, by the language they read."""
        if language not in self.guests:
            self.guests[language] = self.open('nl-NL' if language == 'nl' else 'en-GB')
        return self.guests[language]

    def sign_in(self, name, **more):
        """A browser in Dutch in which somebody who decides is signed in."""
        browser = self.open(**more)
        browser.go(f'{self.origin}/language?to=nl')
        browser.go(f'{self.origin}/sign-in')
        enter(browser, name=name, password=self.password)
        return browser

    def go(self, browser, path):
        browser.go(self.origin + path)

    def path(self, browser):
        return browser.address.removeprefix(self.origin).partition('?')[0].partition('#')[0]

    def picture(self, browser, name):
        self.taken += 1
        if self.pictures:
            os.makedirs(self.pictures, exist_ok=True)
            browser.until('nothing moves any more', 'return !document.getAnimations().length')
            browser.picture(os.path.join(self.pictures, f'walk-{self.taken:02}-{name}.png'))


def choose(browser, name, value):
    browser.click(f'main [name={name}] option[value="{value}"]')


def reads(browser, words, where='main'):
    """Fails unless somebody who looks there reads it."""
    text = browser.text(where)
    check(words in text, f'{browser.address} leaves out {words!r} and says {text[:300]!r}')


def shows_tally(walk, browser, answered, asked):
    """The first line of the inbox, by what is counted by hand."""
    walk.go(browser, '/voices')
    reads(browser, spell('vo-tally', asked, answered, asked - answered), '.tally')


# MARK: From a voice to a proposal

def found(walk, browser, pile, told):
    """Leads from the inbox to the first voice of a pile: by what it came through, then by its number."""
    walk.go(browser, '/voices')
    browser.run('document.querySelector(".voice-tools details").open = true')
    choose(browser, 'channel', told[1]['channel'])
    follow(browser, '.voice-tools details form button')
    check(browser.find_all('ul.voices > li'), f'nothing came by {told[1]["channel"]}')
    walk.picture(browser, f'inbox-{pile["table"]}')
    browser.type('[name=number]', str(told[1]['number']))
    follow(browser, 'form.search button')
    reads(browser, told[1]['words'].strip().splitlines()[0][:60])


def put_together(walk, browser, pile, told):
    """Opens a proposal with the voice that is shown, and puts what is alike with it; answers it and its voices."""
    first = walk.path(browser).rpartition('/')[2]
    reads(browser, SAY['vo-similar']['nl'], '#similar')
    walk.picture(browser, f'similar-{pile["table"]}')
    browser.click('#gather > summary')
    browser.type('#title', pile['title'])
    follow(browser, 'form[action$="/propose"] button')
    reads(browser, SAY['vo-done-propose']['nl'], '.note.yes')
    follow(browser, 'article a[href^="/proposals/"]')
    path, together = walk.path(browser), [first]
    while len(together) < pile['most'] and browser.find_all('#alike'):
        browser.run('document.querySelector("#alike").open = true')
        offered = browser.run('return [...document.querySelectorAll("#alike [name=voice]")].map((each) => each.value)')
        alike = [voice for voice in offered if of(pile['words'], told[voice])]
        if not alike:
            break
        if len(together) == 1:
            walk.picture(browser, f'alike-{pile["table"]}')
        follow(browser, f'#alike form:has([value="{alike[0]}"]) button')
        reads(browser, SAY['pr-done-gathered']['nl'], '.note.yes')
        together.append(alike[0])
    return path, together


def of(words, told):
    return re.search(words, told[1]['words'], re.I)


def put_in(walk, browser, voice, path):
    """Puts a voice into a proposal that there is, on the voice's page."""
    walk.go(browser, f'/voices/{voice}')
    browser.click('#gather > summary')
    choose(browser, 'proposal', path.rpartition('/')[2])
    follow(browser, 'form[action$="/gather"] button')
    reads(browser, SAY['vo-done-gather']['nl'], '.note.yes')


def taken_down(walk, browser, words, language):
    """What somebody whom nobody knows says at the desk; answers the voice's name."""
    walk.go(browser, '/voices/new')
    browser.click('label:has([name=from])')
    browser.type('#words', words)
    choose(browser, 'language', language)
    follow(browser, 'button[value=hear]')
    walk.picture(browser, 'heard-at-the-desk')
    return walk.path(browser).rpartition('/')[2]


# MARK: From a proposal to answers

def worded(walk, browser, pile, path):
    """What is asked, what is behind it and our own answer, and one option."""
    walk.go(browser, path + '/words')
    for name in ('title', 'ask', 'need', 'ours'):
        browser.type(f'main [name={name}]', pile[name])
    walk.picture(browser, f'words-{pile["title"]}')
    follow(browser, 'main form.card button.main')
    for name in ('ask', 'need', 'ours'):
        reads(browser, pile[name])
    follow(browser, f'a[href="{path}/options/new"]')
    kind = 'asAsked' if pile['kind'] == 'declined' else pile['kind']
    browser.click(f'label:has([name=kind][value={kind}])')
    browser.type('main [name=words]', pile['option'])
    browser.type('main [name=cost]', '1200')
    for name in ('capability', 'margin', 'staffComfort'):
        choose(browser, name, '50')
    walk.picture(browser, f'option-{pile["title"]}')
    follow(browser, 'main form.card button.main')
    reads(browser, pile['option'])


def scored(walk, browser, pile, path, score):
    """One who decides says whether the option is us."""
    walk.go(browser, path)
    browser.click('.option details > summary')
    browser.click(f'.option label:has([name=score-near][value="{score}"])')
    walk.picture(browser, f'score-{pile["title"]}')
    follow(browser, '.option form[action$="/score"] button')
    reads(browser, SAY['pr-done-scored']['nl'], '.note.yes')


def decided(walk, first, second, pile, path):
    """Decides; where the customer's interest gives way a second person agrees, and until then nobody is answered."""
    walk.go(first, path)
    walk.picture(first, f'balance-{pile["title"]}')
    follow(first, f'a[href="{path}/decide"]')
    first.click(f'label:has([name=kind][value={pile["kind"]}])')
    if pile['kind'] != 'declined':
        choose(first, 'option', first.run('return document.querySelector("main [name=option]").options[1].value'))
    first.click(f'label:has([name=prevails][value={pile["prevails"]}])')
    choose(first, 'principle', 'near')
    if pile['kind'] == 'declined':
        # The control: nobody declines without a reason, and what was chosen stays.
        follow(first, 'main form.card button.main')
        reads(first, SAY['pr-reasonMissing']['nl'])
    for language in ('nl', 'en'):
        first.type(f'main textarea[lang={language}]', pile[language])
    walk.picture(first, f'decide-{pile["title"]}')
    follow(first, 'main form.card button.main')
    # No facet is measured here, so of no option is it known that both sides are at ease: each takes two.
    reads(first, SAY['pr-waitsMine']['nl'])
    check(not first.find_all('form[action$="/confirm"]'), 'whoever decided may agree with themself')
    walk.go(second, path)
    walk.picture(second, f'second-{pile["title"]}')
    follow(second, 'form[action$="/confirm"] button')
    reads(second, SAY['pr-done-confirmed']['nl'], '.note.yes')


def told_on_the_page(walk, browser, pile, path, count):
    """The proposal says that all of so many are answered, and how."""
    line = spell('pr-tally', count, count, 0)

    def is_told():
        walk.go(browser, path)
        return line in browser.text('#tally')
    wait_until(is_told, f'{line!r} at {path}')
    reads(browser, pile['nl'], '#decision')
    walk.picture(browser, f'decided-{pile["title"]}')
    if pile['kind'] != 'declined':
        follow(browser, 'form[action$="/finish"] button')  # Then those who asked are asked whether it helped.
        reads(browser, SAY['pr-done-finished']['nl'], '.note.yes')


def own_page(walk, browser, person):
    """The path of somebody's own page, made at the desk."""
    walk.go(browser, '/choice')
    browser.click('details:has(#link-who) > summary')
    browser.type('#link-who', person)
    choose(browser, 'reason', 'service')
    walk.picture(browser, 'link-at-the-desk')
    follow(browser, 'form[action="/choice/link"] button')
    return urllib.parse.urlparse(browser.text('.note.yes code')).path


def heard(walk, lead, pile, told, language, answered_in):
    """Somebody sees on their own page what they are answered, and says that it helped."""
    person, voice = told
    path = own_page(walk, lead, person)
    guest = walk.guest(language)
    walk.go(guest, path)
    here = f'#voice-{voice["voice"]}'
    guest.run('document.querySelectorAll("#voices details").forEach((each) => { each.open = true; })')
    for words in (pile[answered_in], SAY['ov-state-answered'][language], SAY[f'ov-kind-{pile["kind"]}'][language]):
        reads(guest, words, here)
    check(pile['en' if answered_in == 'nl' else 'nl'] not in guest.text(here), 'they are answered in another language')
    walk.picture(guest, f'guest-{pile["title"]}-{language}')
    if pile['kind'] != 'declined':
        follow(guest, here + ' [name=is][value=yes]')
        reads(guest, SAY['done-own-voice-helped'][language], '#voices .note[role=status]')


# MARK: All of it

def first_of(house, pile, told):
    """The voice that a pile begins with: the one with most of its words among the few that are most like it."""
    mine = [voice for voice, entry in told.items() if entry[0].startswith(pile['table'][0] + '-')
            and of(pile['words'], entry) and entry[1].get('language') == 'nl'][:20]
    check(mine, f'nobody says {pile["words"]}')
    return max(mine, key=lambda voice: sum(other in mine for other in house.similar(told[voice][1]['words'], 6)))


def worked_through(context, house, told, asked, password):
    """All piles; answers the proposals with their voices, and how many said something at the desk."""
    proposals, extra = {}, 0
    with Walk(context, house, password) as walk:
        lead, other = walk.sign_in('noor', size=(1280, 800)), walk.sign_in('sam')
        walk.go(lead, '/voices')
        walk.picture(lead, 'inbox')
        shows_tally(walk, lead, 0, asked)
        for pile in PILES:
            found(walk, lead, pile, told[first_of(house, pile, told)])
            path, together = put_together(walk, lead, pile, told)
            check(len(together) > 1, f'nothing is put with {pile["title"]}')
            guests = [(told[together[0]], 'nl', 'nl')]
            if 'also' in pile:
                french = next(voice for voice, entry in told.items()
                              if of(pile['also'], entry) and entry[1].get('language') == 'fr')
                put_in(walk, lead, french, path)
                here = taken_down(walk, lead, ENGLISH, 'en')
                put_in(walk, lead, here, path)
                together += [french, here]
                extra += 1
                guests.append((told[french], 'en', 'en'))
            worded(walk, lead, pile, path)
            scored(walk, lead, pile, path, 1)
            scored(walk, other, pile, path, -1 if pile['kind'] == 'declined' else 1)
            decided(walk, lead, other, pile, path)
            told_on_the_page(walk, lead, pile, path, len(together))
            for guest in guests:
                heard(walk, lead, pile, *guest)
            if 'also' in pile:
                walk.go(lead, f'/voices/{together[-1]}')
                reads(lead, pile['en'])
                check(pile['nl'] not in lead.text('main'), 'English is answered in Dutch')
                walk.picture(lead, 'answered-in-english')
            proposals[path.rpartition('/')[2]] = (together, pile)
        answered = sum(len(together) for together, _ in proposals.values())
        shows_tally(walk, lead, answered, asked + extra)
        walk.picture(lead, 'inbox-after')
        for name in ('proposals', 'mirror'):
            walk.go(lead, f'/{name}')
            walk.picture(lead, name)
        for browser in (lead, other, *walk.guests.values()):
            severe = [line for line in browser.log_lines() if 'SEVERE' in line and '422' not in line]
            check(not severe, f'the browser complains: {severe[:2]}')
    return proposals, extra
