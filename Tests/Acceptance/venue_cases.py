"""A venue of one's own in the browser: forms, the difference, problems that lead to their line, cases, and trying
rules on a table that is brought along.
"""
import gzip
import html
import os
import re
from urllib.parse import urlencode

from context import check, wait_until
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


def boxes(shown):
    """What the text boxes of a page hold."""
    text = {}
    for name in ('venue', 'rules', 'tests'):
        text[name] = html.unescape(re.search(rf'name="{name}"[^>]*>\n(.*?)</textarea>', shown, re.S)[1])
    return text


def start(shown):
    """The number of the version that a page was begun from."""
    return re.search(r'name="start" value="(\d+)"', shown)[1]


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
        text = boxes(page(house, admin, '/venue')[1])
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
            stage.check('no zone of that identifier. <span class="hushed">(rows 2)' in answer
                        and "none of enter, exit" in answer and '(rows 3)' in answer, 'rows not used are not told', file)
            stage.check('2 signals: ' in answer and '14 Jul 2026' in answer, 'the period is not that of the signals', file)
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


def case_venue_overtaken(context):
    """Whoever puts a venue live that somebody else changed meanwhile is told who and when, keeps what was typed, and
    goes on top only by pressing again; what is live already makes no version."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        shown = page(house, admin, '/venue')[1]
        text, number = boxes(shown), start(shown)
        theirs = text | {'venue': text['venue'].replace('Main gate', 'North gate'), 'do': 'live', 'start': number}
        mine = text | {'venue': text['venue'].replace('Main gate', 'South gate'), 'do': 'live', 'start': number}

        status, answer = send(house, admin, multipart(theirs))
        stage.check(status == 200 and SAY['isLive']['en'] in answer, f'the first is answered {status}')
        status, answer = send(house, admin, multipart(mine))
        stage.check(status == 409 and 'put another version live meanwhile' in answer, f'the second is answered {status}')
        stage.check('South gate' in boxes(answer)['venue'], 'what was typed is lost')
        stage.check(re.search(r'<del>[^<]*North gate', answer) and re.search(r'<ins>[^<]*South gate', answer),
                    'the difference is not from theirs to mine')
        stage.check('North gate' in page(house, admin, '/floor')[1], 'theirs is overwritten')
        status, answer = send(house, admin, multipart(mine | {'do': 'check'}))
        stage.check(status == 200 and 'put another version live meanwhile' in answer, 'checking does not tell it')
        stage.check(start(answer) == number, 'checking counts as having seen it')
        status, answer = send(house, admin, multipart(mine | {'start': start(page(house, admin, '/venue')[1])}))
        stage.check(status == 200 and 'South gate' in page(house, admin, '/floor')[1], 'it cannot be put on top')
        count = answer.count('/venue?version=')
        status, answer = send(house, admin, multipart(mine | {'start': start(answer)}))
        stage.check(status == 200 and SAY['isLiveAlready']['en'] in answer and answer.count('/venue?version=') == count,
                    'what is live already is put live once more')
        stage.check('+1 −1 venue.yaml' in answer, 'versions do not say what changed')
        stage.check(page(house, admin, '/venue?version=99')[0] == 404, 'a version that is not there is shown')


def case_venue_left_out(context):
    """A zone that the venue no longer names goes from the floor and the roster when nobody is there, and comes back
    with its name; changing an identifier says that it makes another zone."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        text = boxes(page(house, admin, '/venue')[1])
        more = text['venue'].replace(
            'doors:', '  - {id: pond, kind: pond, name: {en: The pond, nl: De vijver}}\ndoors:')
        send(house, admin, multipart(text | {'venue': more, 'do': 'live'}))
        for path in ('/floor', '/roster'):
            stage.check('The pond' in page(house, admin, path)[1], 'a new zone is not there', path)
        renamed = more.replace('id: pond,', 'id: lake,').replace('The pond', 'The lake')
        status, answer = send(house, admin, multipart(text | {'venue': renamed, 'do': 'check'}))
        stage.check('The pond (pond)' in answer and SAY['meansAnotherZone']['en'] in answer,
                    'that another zone is made is not told')
        house.signal('enter', 'pond', 'swimmer')
        send(house, admin, multipart(text | {'venue': renamed, 'do': 'live'}))
        wait_until(lambda: 'The pond' in page(house, admin, '/floor')[1], 'a zone with somebody in it to be shown')
        stage.check('The pond' not in page(house, admin, '/roster')[1], 'a zone that is left out is on the roster')
        house.signal('exit', 'pond', 'swimmer')
        wait_until(lambda: 'The pond' not in page(house, admin, '/floor')[1], 'a zone that is left out to go')
        house.kill()
        house.start()
        stage.check('The pond' not in page(house, admin, '/floor')[1], 'it is back after a restart')
        stage.check('The lake' in page(house, admin, '/floor')[1], 'the new one is not there after a restart')


def case_venue_fields(context):
    """A mistake in a form is told at its field, in the reader's words, and what was typed survives broken YAML."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        browser.go(house.origin + '/venue')
        venue, _ = texts(browser)
        reveal(browser)
        browser.run('document.querySelector("[name=zones-0-nameNL]").value = ""')
        press(browser, 'zones')
        alert = browser.text('[role=alert]')
        stage.check('Name in Dutch' in alert and 'is missing' in alert, f'the field is not named: {alert!r}')
        field = browser.run("""const field = document.querySelector("[name=zones-0-nameNL]");
            const fault = document.getElementById(field.getAttribute("aria-describedby"));
            return [field.getAttribute("aria-invalid"), fault?.textContent, field.closest("details").open]""")
        stage.check(field == ['true', 'is missing', True], f'the field itself says {field}')
        browser.click('[role=alert] a')
        stage.check(browser.run('return document.activeElement.name') == 'zones-0-nameNL', 'the link misses the field')

        browser.go(house.origin + '/venue')
        reveal(browser)
        browser.type('[name=zones-0-nameEN]', 'Grand gate')
        fill(browser, 'venue', venue + 'broken: [')
        press(browser, 'check')
        stage.check(browser.run('return document.querySelector("[name=zones-0-nameEN]")?.value') == 'Grand gate',
                    'what was typed in a form is lost with broken YAML')
        fill(browser, 'venue', venue)
        press(browser, 'check')
        stage.check('Grand gate' in texts(browser)[0], 'what was typed is not taken over once the text is mended')

        browser.go(house.origin + '/venue')
        reveal(browser)
        browser.type('[name=zones-0-nameEN]', 'Grand gate')
        fill(browser, 'venue', venue.replace('Main gate', 'Old gate'))
        press(browser, 'live')
        told = browser.text('[role=alert]')
        stage.check('Grand gate' in told and 'Old gate' in texts(browser)[0], f'a change is dropped silently: {told!r}')
        stage.check('Old gate' not in page(house, browser.cookie('senang_session'), '/floor')[1], 'it went live unseen')

        reveal(browser)
        rows = browser.run('return Number(document.querySelector("[name=doors-rows]").value)')
        press(browser, 'more-doors')
        more = browser.run('return Number(document.querySelector("[name=doors-rows]").value)')
        stage.check(more > rows, 'no rows are added')


def case_venue_from_folder(context):
    """When the folder changed, the page and the log say which version was live before."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        text = boxes(page(house, admin, '/venue')[1])
        send(house, admin, multipart(text | {'venue': text['venue'].replace('Main gate', 'Grand gate'), 'do': 'live'}))
        stage.check('was live before' not in page(house, admin, '/venue')[1], 'it is told without a reason')
        file = os.path.join(house.venue, 'venue.yaml')
        with open(file) as lines:
            written = lines.read()
        house.kill()
        with open(file, 'w') as lines:
            lines.write(written.replace('Main gate', 'Folder gate'))
        house.start()
        shown = page(house, admin, '/venue')[1]
        stage.check('Folder gate' in boxes(shown)['venue'] and 'was live before' in shown, 'the page does not tell it')


def case_venue_dutch(context):
    """Problems are told in Dutch to who reads Dutch, and counts have their singular."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        text = boxes(page(house, admin, '/venue')[1])
        dutch = admin + '; senang_language=nl'
        wrong = {
            'venue': text['venue'].replace('kind: care', 'knd: care'),
            'rules': text['rules'].replace('to: host', 'to: hots', 1),
            'tests': FAILING.replace('enter coaster-queue', 'enter coaster-quee'),
        }
        for part, words in {'venue': 'is niet bekend in een plek', 'rules': 'bedoelt u &#39;host&#39;',
                            'tests': 'bedoelt u &#39;coaster-queue&#39;'}.items():
            status, answer = send(house, dutch, multipart(text | {part: wrong[part], 'do': 'check'}))
            stage.check(status == 422 and words in answer.replace('&apos;', '&#39;'), f'{part} is answered {status}')
        failing = text | {'tests': FAILING, 'do': 'check'}
        status, answer = send(house, dutch, multipart(failing))
        stage.check('1 gaat anders' in answer and SAY['allWell']['nl'] not in answer,
                    'all is said to be well when a case fails')


def case_venue_zone_table(context):
    """The DinoFun example is tried in the browser with its table of zones beside it."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        folder = os.path.join(os.path.dirname(__file__), '..', '..', 'docs', 'examples', 'dinofun')
        text = boxes(page(house, admin, '/venue')[1])
        for name, file in {'venue': 'venue.yaml', 'rules': 'rules/dinofun.yaml', 'map': 'map.yaml'}.items():
            with open(os.path.join(folder, file)) as lines:
                text[name] = lines.read()
        text |= {'tests': '', 'do': 'try', 'day': 'table'}
        table = b'ts,person,x,y\n2015-06-06 10:00:00,1,1,2\n'.replace(b' 10', b'T10')
        zones = b'\xef\xbb\xbfid;x;y;category;name\n7;1;2;rides;"Swing; big"\n'
        status, answer = send(house, admin, multipart(text, [('table', 'c.csv', table)]))
        stage.check(status == 422 and 'choose that table as well' in answer, f'without it is answered {status}')
        status, answer = send(house, admin, multipart(text, [('table', 'c.csv', table), ('places', 'a.csv', zones)]))
        stage.check(status == 200 and '1 signal: ' in answer, f'with it is answered {status}')
        status, answer = send(house, admin, multipart(text, [('table', 'c.xlsx', b'PK\x03\x04secret'), ('places', 'a.csv', zones)]))
        stage.check(status == 422 and 'save it as CSV' in answer and 'secret' not in answer, 'a workbook is taken')


def case_init_any_venue(context):
    """The venue that init makes can be practised on, and examples are found from any folder."""
    folder = context.path('ours')
    answer = context.command('init', folder)
    check(answer.returncode == 0 and '--example' in answer.stdout, f'init says {answer.stdout}')
    answer = context.command('init', '')
    check(answer.returncode == 65 and 'Usage' not in answer.stderr, f'an empty name: {answer.stderr}')
    answer = context.command('init', context.path('theirs'), '--like', 'nowhere')
    check(answer.returncode == 66 and 'polikliniek' in answer.stderr, f'no such example: {answer.stderr}')
    answer = context.command('rules', 'check', '--venue', folder)
    check(answer.stdout == '1 rule, all well\n', f'it says {answer.stdout}')
