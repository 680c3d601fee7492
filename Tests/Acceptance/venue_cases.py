"""A venue of one's own in the browser: forms, the difference, problems that lead to their line, cases, and trying
rules on a table that is brought along.
"""
import gzip
import re
from urllib.parse import urlencode

from floor_cases import member, page, texts
from page_cases import SAY, Stage, follow

MAP = '''signal:
  token: "{band}"
  kind: "{what}"
  zone: "{place}"
  at: "{time}"
'''
FAILING = '''
- test: Nobody is told of one minute
  when:
    - 10:00:00 band-1 enter coaster-queue
    - 10:01:00 time passes
  then:
    - 10:01:00 band-1 queue-wait at coaster-queue
'''
BOUNDARY = '----senang-case'


def fill(browser, name, text):
    browser.run('document.querySelector(`[name="${arguments[0]}"]`).value = arguments[1]', name, text)


def press(browser, do):
    follow(browser, f'[name=do][value={do}]')


def reveal(browser):
    """Opens every section, as somebody does who looks for something."""
    browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')


def multipart(fields, files=()):
    """A form with files as browsers send it."""
    parts = []
    for name, text in fields.items():
        parts.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"\r\n\r\n{text}\r\n'.encode())
    for name, file, content in files:
        parts.append(f'--{BOUNDARY}\r\nContent-Disposition: form-data; name="{name}"; filename="{file}"\r\n'
                     'Content-Type: application/octet-stream\r\n\r\n'.encode() + content + b'\r\n')
    return b''.join(parts) + f'--{BOUNDARY}--\r\n'.encode()


def send(house, cookie, body, boundary=BOUNDARY):
    return house.send('POST', '/venue', body, Cookie=cookie,
                      **{'Content-Type': f'multipart/form-data; boundary={boundary}'})[:2]


def case_venue_forms(context):
    """A zone's name changes by form: the difference shows just that, put live it is on the floor, and it comes back."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        browser.resize(360, 780, phone=True)
        browser.go(house.origin + '/venue')
        before = texts(browser)
        reveal(browser)
        wide = browser.run('return document.documentElement.scrollWidth > document.documentElement.clientWidth')
        stage.check(not wide, 'on a small phone the page is wider than the screen')
        stage.check(browser.run('return document.querySelector("[name=zones-0-id]").value') == 'gate',
                    'the first zone is not the first row')
        browser.type('[name=zones-0-nameEN]', 'Grand gate')
        press(browser, 'zones')
        removed, added = browser.texts('.diff .removed del'), browser.texts('.diff .added ins')
        stage.check(len(removed) == len(added) == 1 and added[0] == removed[0].replace('Main gate', 'Grand gate'),
                    f'the difference shows {removed} and {added}')
        venue, rules = texts(browser)
        stage.check(venue == before[0].replace('en: Main gate,', 'en: Grand gate,') and rules == before[1],
                    'more than the name changed')
        admin = browser.cookie('senang_session')
        stage.check('Grand gate' not in page(house, admin, '/floor')[1], 'what was only looked at is live')
        press(browser, 'live')
        stage.check('Grand gate' in page(house, admin, '/floor')[1], 'the new name is not on the floor')

        follow(browser, 'main > ul.rows li:last-child a')
        stage.check(texts(browser) == before, 'an older version is not as it was')
        press(browser, 'live')
        stage.check('Grand gate' not in page(house, admin, '/floor')[1], 'the older version is not brought back')


def case_venue_rows(context):
    """Rows come and go by form, holidays and hours with them, and a text that is changed as well is not lost."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        browser.go(house.origin + '/venue')
        venue, rules = texts(browser)
        reveal(browser)
        last = browser.run('return Number(document.querySelector("[name=zones-rows]").value) - 1')
        for field, text in {'id': 'pond', 'kind': 'pond', 'nameEN': 'The pond', 'nameNL': 'De vijver'}.items():
            browser.type(f'[name=zones-{last}-{field}]', text)
        end = browser.run('return Number(document.querySelector("[name=holidays-rows]").value) - 1')
        for field, text in {'date': '2027-04-27', 'nameEN': "King's Day", 'nameNL': 'Koningsdag',
                            'hours': '12:00-20:00'}.items():
            browser.type(f'[name=holidays-{end}-{field}]', text)
        browser.click('[name=holidays-0-gone]')
        browser.type('[name=hours-1]', 'closed')
        fill(browser, 'venue', venue.replace('#2f6f4f', '#5b3f8c'))
        press(browser, 'check')
        changed, _ = texts(browser)
        for line in ('  - {id: pond, kind: pond, name: {en: The pond, nl: De vijver}}', '  tuesday: closed',
                     "accent: '#5b3f8c'", 'date: 2027-04-27', '  every day: 10:00-18:00', '# The example park'):
            stage.check(line in changed, 'a change is lost', line)
        stage.check('Summer evenings' not in changed, 'a row that was taken away is still there')
        press(browser, 'live')
        admin = browser.cookie('senang_session')
        stage.check('The pond' in page(house, admin, '/floor')[1], 'a new zone is not on the floor')

        browser.go(house.origin + '/venue')
        reveal(browser)
        for day in range(7):
            browser.type(f'[name=hours-{day}]', '00:00-24:00')
        press(browser, 'live')
        header = browser.text('header [data-until]')
        stage.check(header.endswith(SAY['houseOpen']['en']) or SAY['openUntil']['en'] in header
                    or SAY['houseClosed']['en'] in header, f'the header says {header!r}')
        browser.go(house.origin + '/venue')
        reveal(browser)
        browser.type('[name=hours-0]', '9-17')
        press(browser, 'live')
        stage.check('09:00-17:30' in browser.text('[role=alert]'), 'a wrong time is not told')
        stage.check(browser.run('return document.querySelector("[name=hours-0]").value') == '9-17',
                    'what was typed wrong cannot be mended where it was typed')


def case_venue_problem_links(context):
    """A problem leads to its line, which is selected in its text box, and lines have numbers."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        browser.go(house.origin + '/venue')
        venue, rules = texts(browser)
        wrong = rules.replace('after: enter queue', 'aftr: enter queue', 1)
        line = wrong[:wrong.index('aftr')].count('\n') + 1
        fill(browser, 'rules', wrong)
        press(browser, 'check')
        links = browser.run('return [...document.querySelectorAll("[role=alert] a")].map((a) => a.textContent)')
        stage.check(any(re.search(rf':{line}:\d+$', link) for link in links), f'the links say {links}')
        browser.click(f'[role=alert] a[data-line="{line}"]')
        held = browser.run('''const area = document.activeElement;
            return [area.name, area.value.slice(area.selectionStart, area.selectionEnd)]''')
        stage.check(held[0] == 'rules' and 'aftr' in held[1], f'the link selects {held}')
        count = browser.run('return document.querySelector("#text-rules").previousElementSibling.textContent')
        stage.check(count.split('\n')[-1] == str(wrong.count('\n') + 1), 'the lines are not numbered to the last')


def case_venue_tests(context):
    """The cases run in the page, and a failing one is asked about before it goes live."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        browser.go(house.origin + '/venue')
        tests = browser.run('return document.querySelector("[name=tests]").value')
        stage.check('- test: ' in tests, "the folder's cases are not in the page")
        press(browser, 'tests')
        stage.check(f'0 {SAY["casesFailed"]["en"]}' in browser.text('main'), 'the cases of the example fail')
        versions = len(browser.find_all('main > ul.rows li'))

        fill(browser, 'tests', tests + FAILING)
        press(browser, 'live')
        told = browser.text('main')
        stage.check('10:01:00 band-1 queue-wait at coaster-queue' in told and SAY['missingCue']['en'] in told,
                    'a case that fails is not told')
        stage.check(len(browser.find_all('main > ul.rows li')) == versions, 'a failing case went live unasked')
        press(browser, 'anyway')
        stage.check(SAY['isLive']['en'] in browser.text('main'), 'it cannot be put live knowingly')
        stage.check(len(browser.find_all('main > ul.rows li')) == versions + 1, 'it is not kept as a version')
        house.kill()
        house.start()
        browser.go(house.origin + '/venue')
        stage.check('one minute' in browser.run('return document.querySelector("[name=tests]").value'),
                    'the cases are lost over a restart')
        fill(browser, 'tests', tests.replace('[wheelchair', '[wheelchar', 1))
        press(browser, 'tests')
        stage.check("'wheelchar' is not in the venue's facts" in browser.text('[role=alert]'),
                    'a fact the venue does not have is not told')


def case_venue_try_table(context):
    """Rules are tried on a table that is brought along, plain or gzipped; a wrong one is told, and nothing is kept."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        shown = page(house, admin, '/venue')[1]
        unescape = {'&#39;': "'", '&quot;': '"', '&lt;': '<', '&gt;': '>', '&amp;': '&'}
        text = {}
        for name in ('venue', 'rules', 'tests'):
            found = re.search(rf'name="{name}"[^>]*>\n(.*?)</textarea>', shown, re.S)[1]
            for entity, sign in unescape.items():
                found = found.replace(entity, sign)
            text[name] = found
        rows = ['time,band,place,what', '2026-07-14T10:00:00Z,B1,coaster-queue,enter',
                '2026-07-14T10:01:00Z,B2,nowhere,enter', '2026-07-14T10:02:00Z,B3,coaster-queue,jump',
                '2026-07-14T10:40:00Z,B4,gate,enter']
        table = '\n'.join(rows).encode()
        kept = house.operate('GET', '/v1/status')
        for file, content in (('day.csv', table), ('day.csv.gz', gzip.compress(table))):
            status, answer = send(house, admin, multipart(text | {'do': 'try', 'day': 'table', 'map': MAP},
                                                          [('table', file, content)]))
            stage.check(status == 200 and 'queue-wait' in answer, f'trying is answered {status}', file)
            stage.check(re.search(r'<strong>queue-wait</strong> · 1 ', answer), 'the cue is not counted', file)
            stage.check(re.search(r'<td>12:00</td><td class="number">1</td>', answer),
                        "hours are not told by the venue's clock", file)
            stage.check('unknownKind' in answer and 'unknownZone' in answer, 'rows not used are not told', file)
        after = house.operate('GET', '/v1/status')
        stage.check(kept['sources'] == after['sources'], 'a table that was tried became a source')

        wrong = [('map', MAP.replace('token', 'tokn'), table, 'tokn'), ('map', MAP.replace('{band}', '{bnd}'), table, 'bnd'),
                 ('table', MAP, b'', 'empty'), ('table', MAP, b'time,band,place,what\n1,2\n', 'values where')]
        for _, mapping, content, words in wrong:
            status, answer = send(house, admin, multipart(text | {'do': 'try', 'day': 'table', 'map': mapping},
                                                          [('table', 'day.csv', content)]))
            stage.check(status == 422 and words in answer, f'answered {status}', words)
        status, answer = send(house, admin, multipart(text | {'do': 'try', 'day': 'table', 'map': MAP}))
        stage.check(status == 422 and 'choose a table' in answer, 'no table at all is not told')

        for body, boundary in ((b'nonsense', BOUNDARY), (multipart(text)[:-20], BOUNDARY), (multipart(text), 'x y')):
            status, answer = send(house, admin, body, boundary)
            stage.check(status == 400 and SAY['notAForm']['en'] in answer, f'bad parts are answered {status}')
        large = [('table', 'day.csv', b'x' * (64 << 20))]
        status, answer = send(house, admin, multipart(text | {'do': 'try', 'day': 'table', 'map': MAP}, large))
        stage.check(status == 413 and '64 MB' in answer, f'64 MB and more is answered {status}')
        hanna = member(house, admin, 'hanna')
        stage.check(send(house, hanna, multipart(text | {'do': 'live'}))[0] == 403, 'a host changes the venue')
        status, answer, _ = house.send('POST', '/venue', urlencode(text | {'do': 'check'}), Cookie=admin,
                                       **{'Content-Type': 'application/x-www-form-urlencoded'})
        stage.check(status == 200 and SAY['allWell']['en'] in answer, 'a plain form is not taken')
