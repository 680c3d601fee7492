#!/usr/bin/env python3
"""The pages, as staff and administrators meet them in a browser.

Each case starts a server of its own over an empty folder and opens real browsers. A case goes on after
a fault that does not stand in its way, and names every fault it met.

    python3 Tests/Acceptance/run.py --binary .build/release/senang --only page_cases
    python3 Tests/Acceptance/page_cases.py --binary .build/release/senang --pictures /tmp/pictures
"""
import argparse
import datetime
import glob
import http.client
import json
import os
import re
import shutil
import signal
import socket
import sys
import threading
import time
import traceback
import urllib.parse
import zoneinfo

import run
import webdriver
from context import Failure, need
from server import Server

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PASSWORD = 'at-ease-at-last'
PLACE = zoneinfo.ZoneInfo('Europe/Amsterdam')
SPOKEN = {'link', 'button', 'textbox', 'searchbox', 'combobox', 'image', 'navigation'}  # What must have a name.
SIZES = {'phone': (390, 844), 'desk': (1280, 800)}
# A rule that needs no twelve minutes, to see a cue that nobody takes.
HURRIED = '''
- rule: hurried
  when: {after: enter queue, nothing of: [exit, service], within: 1 seconds}
  cue:
    say: {en: "A second in the queue. Say hello?", nl: "Een seconde in de rij. Even langslopen?"}
    to: host
    for: 15 minutes
    escalate after: 1 seconds

- rule: for-leads
  when: {count: tap in first-aid, at least: 1, within: 1 minutes}
  cue:
    say: {en: "Somebody is at first aid.", nl: "Er is iemand bij de eerste hulp."}
    to: lead
    for: 15 minutes
'''
CALM = '''
- test: One purchase tells nobody
  given:
    - band-1 is known as anna with [wheelchair]
  when:
    - 10:00:00 band-1 tap shop-square
    - 10:05:00 time passes
  then: []
'''


def read(*path):
    with open(os.path.join(ROOT, *path), encoding='utf-8') as file:
        return file.read()


def phrases():
    """Every text of the pages by key: `phrases()['cues']['nl']`."""
    word = r'"((?:[^"\\]|\\.)*)"'
    folder = os.path.join(ROOT, 'Sources', 'Adapters', 'Pages')
    tables = ''.join(read(folder, name) for name in sorted(os.listdir(folder)) if name.startswith('Phrases'))
    found = re.findall(rf'"([\w-]+)":\s*\(\s*{word},\s*{word}\s*\)', tables)
    return {key: {'en': en, 'nl': nl} for key, en, nl in found}


SAY = phrases()


def venue_words(language):
    """What the example park calls its places, and what its rules say."""
    venue, rules = read('Venues', 'park', 'venue.yaml'), read('Venues', 'park', 'rules', 'park.yaml') + HURRIED
    place = 1 if language == 'en' else 2
    words = {match[place].strip() for match in re.finditer(r'\{en: ([^"].*?), nl: ([^,}]+)', venue)}
    words |= set(re.findall(language + r' plural: ([^,}]+)', venue))
    words |= set(re.findall(language + r': "(.*?)"', rules))
    if language == 'en':
        words |= set(re.findall(r'kind: (\w+)', venue))
    return words


def clock(milliseconds, language='en'):
    """A moment as the cards write it, on a wall clock in Amsterdam."""
    moment = datetime.datetime.fromtimestamp(milliseconds / 1000, PLACE)
    return moment.strftime('%H:%M')


def plain(text):
    """Without the narrow spaces that browsers put before AM and PM."""
    return text.replace('\u202f', ' ').replace('\u00a0', ' ')


class House(Server):
    """The example park's server, spoken to without a browser."""

    def __init__(self, context):
        venue = context.path('park', 'venue')
        shutil.copytree(os.path.join(ROOT, 'Venues', 'park'), venue)
        with open(os.path.join(venue, 'rules', 'hurried.yaml'), 'w', encoding='utf-8') as file:
            file.write(HURRIED)
        shutil.rmtree(os.path.join(venue, 'tests'))  # With a rule in a hurry they go otherwise.
        os.mkdir(os.path.join(venue, 'tests'))
        with open(os.path.join(venue, 'tests', 'calm.yaml'), 'w', encoding='utf-8') as file:
            file.write(CALM)
        super().__init__(context.binary, venue, context.path('park', 'data'), context.free_port())
        self.origin = f'http://127.0.0.1:{self.port}'
        self.key, self.signal_count = None, 0

    def first_link(self):
        """The link of the first start; written just after the operator's token."""
        path = os.path.join(self.folder, 'first-admin-link')
        while not os.path.exists(path):
            time.sleep(0.005)
        with open(path, encoding='utf-8') as file:
            return urllib.parse.urlparse(file.read().strip()).path

    def send(self, method, path, body=None, **headers):
        """A request as a browser sends it; answers its status, text and headers."""
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=20)
        try:
            connection.request(method, path, body, headers)
            answer = connection.getresponse()
            return answer.status, answer.read().decode(), answer.headers
        finally:
            connection.close()

    def signal(self, kind, zone, token, *ats):
        """Signals of one band on a live source; the last is now unless told."""
        if not self.key:
            self.key = self.open_source('gate-readers', lateness_seconds=0)
        now = int(time.time() * 1000)
        lines = []
        for at in ats or (0,):
            self.signal_count += 1
            lines.append(json.dumps({'id': f's{self.signal_count}', 'token': token, 'kind': kind,
                                     'zone': zone, 'at': now + at}))
        status, text, _ = self.send('POST', '/v1/signals', '\n'.join(lines),
                                   Authorization='Bearer ' + self.key)
        assert status == 200 and json.loads(text)['accepted'] == len(lines), f'{status} {text}'
        return now

    def raise_cue(self, token, zone='shop-square'):
        """Three purchases: the rule full-hands raises a cue at once."""
        return self.signal('tap', zone, token, -2, -1, 0)

    def act(self, cookie, number, doing):
        """What a button of the page sends."""
        status, text, _ = self.send('POST', f'/cues/{number}/{doing}', '', Cookie=cookie,
                                   **{'X-Senang': '1', 'Origin': self.origin})
        return status, json.loads(text)['code']

    def submit(self, cookie, path, **fields):
        """Sends a form as a page does."""
        return self.send('POST', path, urllib.parse.urlencode(fields), Cookie=cookie or '',
                        **{'Content-Type': 'application/x-www-form-urlencoded'})

    def accept(self, link):
        """Follows an invitation without a browser; answers the session's cookie."""
        path = urllib.parse.urlparse(link).path
        status, _, headers = self.submit(None, path, password=PASSWORD)
        assert status == 303, f'{path}: {status}'
        return headers['Set-Cookie'].split(';')[0]

    def first_administrator(self):
        return self.accept(self.first_link())

    def invite(self, cookie, name, role='host', zones='', full=None):
        """Adds an account through /admin; answers the link or code, or nothing."""
        _, text, _ = self.submit(cookie, '/admin/accounts', id=name, name=full or name, role=role, zones=zones)
        found = re.search(r'<code>(.*?)</code>', text)
        return found and found[1]


class Stream:
    """The raw bytes of /stream, as they come."""

    def __init__(self, house, cookie, after=None):
        self.socket = socket.create_connection(('127.0.0.1', house.port), timeout=10)
        path = '/stream' + (f'?after={after}' if after else '')
        self.socket.sendall(f'GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{house.port}\r\n'
                            f'Cookie: {cookie}\r\n\r\n'.encode())
        self.bytes = b''

    def until(self, what, wanted, seconds=5):
        """Reads on until `wanted` was seen."""
        end = time.monotonic() + seconds
        while wanted not in self.bytes:
            left = end - time.monotonic()
            assert left > 0, f'not within {seconds} s: {what}'
            self.socket.settimeout(left)
            try:
                received = self.socket.recv(65_536)
            except TimeoutError:
                continue
            self.bytes += received
            assert received and not self.has_ended, f'the stream ended before: {what}'
        return self.bytes

    @property
    def has_ended(self):
        return self.bytes.endswith(b'\r\n0\r\n\r\n')

    def until_end(self, what, seconds=3):
        self.socket.settimeout(seconds)
        while not self.has_ended:
            try:
                received = self.socket.recv(65_536)
            except TimeoutError:
                raise AssertionError(f'not within {seconds} s: {what}') from None
            if not received:
                return
            self.bytes += received

    @property
    def cursor(self):
        return re.findall(rb'id: ([\d.]+)', self.bytes)[-1].decode()

    def close(self):
        self.socket.close()


class Stage:
    """A server, and as many browsers as a case wants. Ends everything it started."""

    def __init__(self, context, browses=True, extra=()):
        """`extra` goes to the server's command line."""
        self.context, self.browses, self.extra = context, browses, list(extra)
        self.faults = {}  # Each with the places where it was met.
        self.pictures = os.environ.get('SENANG_PICTURES')

    def __enter__(self):
        if self.browses:
            need('chromium', 'chromium')
            need('chromedriver', 'chromium-driver')
        self.house, self.driver = House(self.context), None
        self.house.extra = self.extra
        self.prepare()
        try:
            self.house.start()
            if self.browses:
                self.driver = webdriver.Driver(self.context.free_port(), self.context.path('browser', ''), PLACE.key)
        except BaseException:
            self._end()
            raise
        return self

    def prepare(self):
        """Changes the venue's folder before the first start."""

    def _end(self):
        if self.driver:
            self.driver.close()
        if self.house.is_running:
            self.house.kill()

    def __exit__(self, kind, error, trace):
        self._end()
        if error and not isinstance(error, Exception):
            return
        if error:
            line = traceback.extract_tb(trace)[-1]
            self.check(False, f'{type(error).__name__}: {error} ({os.path.basename(line.filename)}:{line.lineno})')
        if self.faults:
            raise Failure('\n     '.join(map(self._told, self.faults))) from None

    def _told(self, fault):
        places = self.faults[fault]
        more = f' and {len(places) - 2} more' if len(places) > 2 else ''
        return fault + (f" [{'; '.join(places[:2])}{more}]" if places else '')

    def check(self, holds, fault, place=None):
        """Notes a fault and lets the case go on."""
        if not holds:
            self.faults.setdefault(fault, []).extend([place] if place else [])

    def open(self, path='/'):
        browser = self.driver.open()
        browser.resize(*SIZES['phone'], phone=True)
        browser.go(self.house.origin + path)
        return browser

    def first_administrator(self):
        """A browser in which the first administrator has just signed up."""
        browser = self.open(self.house.first_link())
        enter(browser, password=PASSWORD)
        browser.until('the first administrator sees the cues', 'return location.pathname === "/"')
        return browser

    def add(self, admin, name, role, full, zones=''):
        """Adds an account through the page; answers what it shows to be handed over."""
        admin.go(self.house.origin + '/admin')
        form = 'form[action="/admin/accounts"] '
        for field, value in (('id', name), ('name', full), ('zones', zones)):
            admin.type(f'{form}[name={field}]', value)
        admin.click(f'{form}option[value={role}]')
        follow(admin, form + 'button')
        return admin.text('.note code')

    def picture(self, browser, name):
        if self.pictures:
            browser.until('nothing moves any more', 'return !document.getAnimations().length')
            browser.picture(os.path.join(self.pictures, name + '.png'))


def follow(browser, selector):
    """Clicks what leads to another page, and waits until that is there."""
    browser.run('window.isOld = true')
    browser.click(selector)
    browser.until(f'{selector} leads to a page', 'return !window.isOld && document.readyState === "complete"')


def enter(browser, **fields):
    """Fills in the form of a page somebody signs in with, and sends it."""
    for name, value in fields.items():
        browser.type(f'main [name={name}]', value)
    follow(browser, 'main button')


def ending(token):
    """What a cue shows of a band's number: enough to tell two apart."""
    return '…' + (token[-2:] if len(token) > 3 else token[-1:])


def sent_of(token):
    """What a cue about a band has in it, on the page and on the wire."""
    return f'"band":"{ending(token)}"'


def card(browser, token):
    """What somebody sees of the card of one band, and can press."""
    return browser.run('''
        const all = [...document.querySelectorAll(".cue")].filter((item) =>
          item.querySelector(".why").textContent.includes(` ${arguments[0]} `));
        return all.map((item) => ({
          number: item.dataset.number, kind: item.className, say: item.querySelector(".say").innerText,
          why: item.querySelector(".why").innerText, state: item.querySelector(".state").innerText,
          buttons: [...item.querySelectorAll("button")].filter((b) => b.checkVisibility()).map((b) => b.innerText),
        }))''', ending(token))


def until_card(browser, token, what, seconds=5, **wanted):
    """Waits for the one card of a band to be as wanted, and answers it."""
    def fits():
        found = card(browser, token)
        assert len(found) <= 1, f'{what}: {len(found)} cards of one cue'
        return found and all(found[0][name] == value for name, value in wanted.items()) and found[0]
    try:
        return browser.until(what, fits, seconds)
    except AssertionError as error:
        raise AssertionError(f'{error} Cards: {card(browser, token)}') from None


def button(token, doing):
    """A selector cannot ask for text, so the card is marked first."""
    return f'[data-band="{ending(token)}"] [data-doing={doing}]'


def tap(browser, token, doing):
    browser.run('''for (const item of document.querySelectorAll(".cue")) {
        const found = item.querySelector(".why").textContent.match(/band (…[A-Za-z0-9_-]+) /);
        if (found) item.dataset.band = found[1]; }''')
    browser.click(button(token, doing))


SIGN_OUT = 'form[action="/sign-out"] button'
FREE = {'state': '', 'buttons': [SAY['take']['en'], SAY['reject']['en']]}
MINE = {'state': SAY['takenByYou']['en']}


# MARK: Words

def shown_texts(browser):
    """Every text that is seen or spoken, but for parts in another language than the page's."""
    return [plain(text) for text in browser.run('''
        const texts = [document.title];
        const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
        const language = document.documentElement.lang;
        while (walker.nextNode()) {
          const element = walker.currentNode.parentElement;
          if (element.closest("[lang]").lang !== language || element.closest("script, template, noscript")) continue;
          if (element.checkVisibility({ visibilityProperty: true })) texts.push(walker.currentNode.data);
        }
        for (const element of document.body.querySelectorAll("[aria-label], [title], [alt], [placeholder]"))
          for (const name of ["aria-label", "title", "alt", "placeholder"]) texts.push(element.getAttribute(name) || "");
        return texts.map((text) => text.trim()).filter(Boolean)''')]


def strange_texts(browser, language, *names):
    """Texts that are neither in the page's language nor a name, a number or a time."""
    words = {entry[language] for entry in SAY.values()} | venue_words(language)
    kinds = re.findall(r'"(\w+)": "(\w+)"', read('Sources', 'Adapters', 'Pages', 'Phrases.swift').partition('let dutch')[2].partition(']')[0])
    words |= {'senang', 'Senang', *names} | {dutch if language == 'nl' else english for english, dutch in kinds}
    words |= set(re.findall(r'rule: ([\w-]+)', read('Venues', 'park', 'rules', 'park.yaml') + HURRIED))
    words |= set(re.findall(r'id: ([\w-]+)', read('Venues', 'park', 'venue.yaml')))
    counted = {word.lower() for word in words}  # "3 open cues"
    figure = re.compile(r'[\d.,]+(–[\d.,]+|\+)?|\d\d:\d\d(:\d\d)?( (AM|PM|UTC))?|[\w-]{30,}|…\w{1,2}|https?://[\w.:/-]+|/welcome/[\w-]+|–')

    def known(text):
        if text in words or figure.fullmatch(text) or re.sub(r'^\d+ ', '', text) in counted:
            return True
        return any(text.startswith(word + ' ') and known(text[len(word):].strip())
                   for word in words if word)

    strange = []
    for text in shown_texts(browser):
        if known(text):
            continue
        pieces = re.split(' · |, |: ', text)
        strange += [piece for piece in pieces if not known(piece)]
    return sorted(set(strange))


def case_first_visit(context):
    """The first link makes an administrator, pages speak Dutch and English, and signing in has limits."""
    with Stage(context) as stage:
        browser = stage.first_administrator()
        assert browser.text('h1') == SAY['cues']['en']
        assert browser.text('#calm') == SAY['noCues']['en']
        until_live(browser)

        for language in ('en', 'nl', 'en'):
            if browser.run('return document.documentElement.lang') != language:
                follow(browser, '.side a')
            assert browser.run('return document.documentElement.lang') == language
            for page in ('admin', 'rules', 'floor', 'cues'):
                follow(browser, f'nav a[href="/{page if page != "cues" else ""}"]')
                assert browser.text('h1') == SAY[page][language], f'{page}: {browser.text("h1")}'
                assert browser.text('nav [aria-current]') == SAY[page][language]
                strange = strange_texts(browser, language, 'admin', 'Admin', SAY['connecting'][language])
                stage.check(not strange, f'/{page} in {language} shows {strange}')

        session = browser.cookie('senang_session')
        follow(browser, SIGN_OUT)
        assert browser.run('return location.pathname') == '/sign-in'
        assert stage.house.send('GET', '/', Cookie=session)[0] == 303, 'the old session still works'

        attempts = [('not-the-password', 'wrongNameOrPassword'), (PASSWORD, None)]
        attempts += [('not-the-password', 'wrongNameOrPassword')] * 4 + [(PASSWORD, 'tooManyAttempts')]
        for number, (password, message) in enumerate(attempts, 1):
            enter(browser, name='admin', password=password)
            if message:
                assert browser.text('[role=alert]') == SAY[message]['en'], f'attempt {number}'
                assert browser.run('return document.querySelector("[name=name]").value') == 'admin'
                assert browser.cookie('senang_session') in (None, 'senang_session='), f'attempt {number}'
            else:
                assert browser.text('h1') == SAY['cues']['en'], f'attempt {number}'
                follow(browser, SIGN_OUT)
        follow(browser, '.side a')
        enter(browser, name='admin', password=PASSWORD)
        assert browser.text('[role=alert]') == SAY['tooManyAttempts']['nl']


def until_live(browser, seconds=5):
    browser.until('the page is connected and tells the time', 'return /\\d\\d:\\d\\d/.test(asof.innerText) && document.getElementById("lost").hidden', seconds)


def is_lost(browser):
    return browser.run('return document.body.innerText.includes(arguments[0])', SAY['lost']['en'])


def outcome_counts(browser, rule):
    return browser.run('''
        const section = [...document.querySelectorAll(".rule")].find((s) => s.textContent.includes(arguments[0]));
        return Object.fromEntries([...section.querySelectorAll("dl div")].map((pair) =>
          [pair.querySelector("dt").innerText.trim(), Number(pair.querySelector("dd").innerText)]))''', rule)


def case_cue(context):
    """A cue appears by itself, is taken with one tap, given back, taken again and finished, and is counted."""
    with Stage(context) as stage:
        browser = stage.first_administrator()
        until_live(browser)
        browser.run('window.isOld = true')

        at = stage.house.raise_cue('band-17')
        shown = until_card(browser, 'band-17', 'the cue appears', 2, **FREE)
        assert shown['say'] == 'Third purchase in half an hour. Offer to send it to the gate?', shown
        why = f'Shop on the square · band …17 · since {clock(at)} · until {clock(at + 600_000)}'
        assert plain(shown['why']) == why, f"{shown['why']!r} is not {why!r}"
        assert not browser.text('#calm'), 'it says that all is calm'

        took = [SAY['helped']['en'], SAY['didNotHelp']['en'], SAY['undo']['en']]
        tap(browser, 'band-17', 'take')
        until_card(browser, 'band-17', 'the taken cue shows its state', **MINE, buttons=took)
        tap(browser, 'band-17', 'undo')
        until_card(browser, 'band-17', 'undo gives the cue back', **FREE)
        assert stage.house.status()['tallies']['full-hands']['taken'] == 0

        # Now with the keyboard.
        browser.run('document.querySelector("[data-doing=take]").focus()')
        browser.press(webdriver.ENTER)
        until_card(browser, 'band-17', 'the keyboard takes a cue too', **MINE, buttons=took)
        stage.check(browser.run('return Boolean(document.activeElement.closest(".cue"))'),
                    'after the keyboard took a cue the focus is nowhere: the next Tab starts at the top')

        tap(browser, 'band-17', 'helped')
        undo = [SAY['undo']['en']]
        until_card(browser, 'band-17', 'it helped', state=SAY['helped']['en'], buttons=undo)
        tap(browser, 'band-17', 'undo')
        browser.until('undo is answered', 'return !document.querySelector(".cue.closed")')
        try:
            until_card(browser, 'band-17', 'undo of "it helped" makes the cue mine again', 1, **MINE)
        except AssertionError as error:
            stage.check(False, str(error))
            browser.reload()
            until_card(browser, 'band-17', 'a fresh page shows the cue as mine', **MINE)
            browser.run('window.isOld = true')
        tap(browser, 'band-17', 'helped')
        until_card(browser, 'band-17', 'it helped', state=SAY['helped']['en'], buttons=undo)

        began, before = time.monotonic(), browser.text('#asof')
        browser.until('the clock moves on', lambda: browser.text('#asof') != before)
        stage.house.process.send_signal(signal.SIGSTOP)  # Nothing comes any more, and nothing says so.
        try:
            browser.until('the finished cue leaves', 'return !document.querySelector(".cue")', 13)
            assert 8.5 < time.monotonic() - began < 12, 'undo was not offered for ten seconds'
            assert browser.text('#calm') == SAY['noCues']['en']
            browser.until('a line that went quiet is said to be lost',
                          lambda: is_lost(browser), 3)
        except AssertionError as error:
            stage.check(False, str(error))
        finally:
            stage.house.process.send_signal(signal.SIGCONT)
        stage.check(browser.run('const region = asof.closest("[aria-live], [role=status], [role=alert]");'
                                'return !region || region.ariaLive === "off"'),
                    'the clock, which changes every three seconds, is a live region: it is spoken all day long')
        assert browser.run('return window.isOld'), 'the page was loaded again'

        browser.go(stage.house.origin + '/rules')
        counts = outcome_counts(browser, 'Third purchase')
        wanted = {SAY[key]['en']: 0 for key in ('didNotHelpCount', 'rejected', 'withdrawn', 'expired')}
        wanted |= {SAY[key]['en']: 1 for key in ('issued', 'taken', 'helpedCount')}
        assert counts == wanted, f'/rules counts {counts}'


def case_two_people(context):
    """Two people see each other's doings, and of two who tap at once one is told that a colleague was first."""
    with Stage(context) as stage:
        admin = stage.first_administrator()
        link = stage.add(admin, 'noor', 'host', 'Noor de Wit')
        stage.check(link.startswith(stage.house.origin + '/welcome/'),
                    f'the link to hand over cannot be opened anywhere: {link[:20]}…')
        follow(admin, '.side a')
        stage.check(admin.run('return document.querySelector("h1")?.innerText') == SAY['admin']['nl'],
                    'changing the language on a page that answers a form gives: '
                    + admin.run('return document.body.innerText')[:120])
        admin.go(stage.house.origin + '/language?to=en')
        admin.go(stage.house.origin + '/no-such-page')
        stage.check(SAY['notFound']['en'] in admin.run('return document.body.innerText'),
                    'an address that does not exist gives: ' + admin.run('return document.body.innerText')[:120])

        path = urllib.parse.urlparse(link).path
        noor = stage.open(path)
        assert noor.text('h1') == f"{SAY['welcome']['en']}, Noor de Wit"
        told = noor.run('const main = document.querySelector("main");'
                        'const fields = [...main.querySelectorAll("input")].filter((field) => field.checkVisibility());'
                        'return main.innerText + fields.map((field) => field.value)')
        stage.check('noor' in told,
                    'the page that welcomes somebody does not tell the name to sign in with next time')
        noor.type('[name=password]', 'too-short')
        assert not noor.run('return document.querySelector("[name=password]").checkValidity()')
        status, page, _ = stage.house.submit(None, path, password='too-short')
        assert status == 422 and SAY['passwordTooShort']['en'] in page, f'a short password: {status}'
        enter(noor, password=PASSWORD)
        assert noor.text('h1') == SAY['cues']['en']
        assert stage.house.send('GET', path)[0] == 404, 'the link works twice'
        assert stage.house.send('GET', '/admin', Cookie=noor.cookie('senang_session'))[0] == 403

        admin.go(stage.house.origin + '/')
        for token in ('band-1', 'band-2', 'band-3'):
            stage.house.raise_cue(token)
            for browser in (admin, noor):
                until_card(browser, token, 'both see the cue', **FREE)
        tap(noor, 'band-1', 'take')
        until_card(noor, 'band-1', 'Noor is on her way', **MINE)
        seen = until_card(admin, 'band-1', 'the other sees it taken', kind='cue theirs', buttons=[])
        stage.check(seen['state'] == f"{SAY['takenBy']['en']} Noor de Wit",
                    f"a taken cue names its taker as {seen['state']!r}, not by name")

        # The administrator's tap is on its way when Noor's arrives.
        admin.run('''const send = window.fetch;
            window.fetch = (...call) => new Promise((go) => { window.release = go; }).then(() => send(...call))''')
        admin.resize(390, 420, phone=True)
        admin.run('scrollTo(0, document.body.scrollHeight)')
        tap(admin, 'band-2', 'take')
        number = card(admin, 'band-2')[0]['number']
        session = noor.cookie('senang_session')
        assert stage.house.act(session, number, 'take') == (200, 'done')
        admin.run('window.release()')
        admin.until('one is told that a colleague was first',
                    lambda: admin.text('#said') == SAY['takenAlready']['en'])
        stage.check(admin.run('const box = said.getBoundingClientRect(); return box.top >= 0 && box.bottom <= innerHeight'),
                    'what is said after a tap lies out of sight when the list was scrolled')
        admin.resize(*SIZES['phone'], phone=True)
        until_card(admin, 'band-2', 'the cue is the other\'s', kind='cue theirs', buttons=[])
        until_card(noor, 'band-2', 'the cue is hers', **MINE)

        number = card(admin, 'band-3')[0]['number']
        answers = race([(stage.house, each.cookie('senang_session'), number) for each in (admin, noor)])
        assert sorted(answers) == [(200, 'done'), (409, 'takenByAnother')], answers
        winner, other = (admin, noor) if answers[0][0] == 200 else (noor, admin)
        until_card(winner, 'band-3', 'the first has it', **MINE)
        until_card(other, 'band-3', 'the other sees so', kind='cue theirs', buttons=[])

        tap(noor, 'band-1', 'helped')
        admin.until('a finished cue leaves the other page', lambda: not card(admin, 'band-1'))
        tap(noor, 'band-1', 'undo')
        try:
            until_card(admin, 'band-1', 'taken back, the cue is hers again for the other', 2,
                       kind='cue theirs', buttons=[])
        except AssertionError as error:
            stage.check(False, str(error))


def race(doers):
    """Everybody takes the cue at the same moment; the answers in the order of the doers."""
    barrier, answers = threading.Barrier(len(doers)), [None] * len(doers)

    def go(place, house, cookie, number):
        barrier.wait()
        answers[place] = house.act(cookie, number, 'take')

    threads = [threading.Thread(target=go, args=(place, *doer)) for place, doer in enumerate(doers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def case_restart(context):
    """Cues outlive a killed server, and an open page says it is cut off, comes back and misses nothing."""
    with Stage(context) as stage:
        browser = stage.first_administrator()
        session = browser.cookie('senang_session')
        for token in ('band-1', 'band-2'):
            stage.house.raise_cue(token)
            first = until_card(browser, token, 'the cue appears', **FREE)
        browser.run('window.isOld = true')

        missed = False
        for attempt in range(3):
            stage.house.kill()
            browser.until('the page says that the connection is lost',
                          lambda: is_lost(browser))
            assert len(browser.texts('.cue')) == 2 + attempt, 'cut off, the page shows other cues than before'
            stage.house.start()
            stage.house.raise_cue(f'later-{attempt}')
            if attempt == 0:
                assert stage.house.act(session, first['number'], 'take') == (200, 'done')
            missed = missed or is_lost(browser)
            until_live(browser, 12)
            assert not is_lost(browser), 'connected again, the page still says that it is cut off'
            until_card(browser, f'later-{attempt}', 'a cue raised meanwhile appears', **FREE)
            if missed:
                break
        assert missed, 'the page was never cut off for long enough'
        assert browser.run('return window.isOld'), 'the page was loaded again'
        until_card(browser, 'band-1', 'the cue from before is still there', **FREE)
        until_card(browser, 'band-2', 'what was done meanwhile is shown', **MINE)
        numbers = [int(number) for number in
                   browser.run('return [...document.querySelectorAll(".cue")].map((c) => c.dataset.number)')]
        assert numbers == sorted(set(numbers), reverse=True), f'cues {numbers}'

        tap(browser, 'band-1', 'take')
        until_card(browser, 'band-1', 'the cue can be taken after the restart', **MINE)
        before = card(browser, 'band-1')[0]
        browser.reload()
        until_card(browser, 'band-1', 'a fresh page shows the same', say=before['say'], why=before['why'], **MINE)
        assert len(browser.texts('.cue')) == len(numbers), 'a fresh page shows other cues'


def case_zones(context):
    """Somebody who looks after some zones is sent nothing of the others, on the page or on the wire."""
    with Stage(context) as stage:
        house = stage.house
        admin = house.first_administrator()
        wim = stage.open(urllib.parse.urlparse(house.invite(admin, 'wim', zones='shop-gate')).path)
        enter(wim, password=PASSWORD)
        session = wim.cookie('senang_session')
        until_live(wim)
        stream, all_of_it = Stream(house, session), Stream(house, admin)
        stream.until('the stream begins', b'event: clock')
        all_of_it.until('the stream begins', b'event: clock')

        house.raise_cue('not-his')
        seen = all_of_it.until('the administrator is sent it', sent_of('not-his').encode())
        number = int(re.search(rb'"n":(\d+),[^\n]*' + sent_of('not-his').encode(), seen)[1])
        house.raise_cue('his', 'shop-gate')
        sent = stream.until('he is sent his own', sent_of('his').encode())
        assert sent_of('not-his').encode() not in sent, 'a cue of another zone is on the wire'
        until_card(wim, 'his', 'he sees his own', **FREE)
        assert not card(wim, 'not-his'), 'he sees the cue of another zone'

        replay = Stream(house, session, after='0.0').until('what he missed is sent again', sent_of('his').encode())
        assert sent_of('not-his').encode() not in replay, 'a cue of another zone is in what was missed'
        for path in ('/', '/floor'):
            _, page, _ = house.send('GET', path, Cookie=session)
            assert sent_of('not-his') not in page, f'a cue of another zone is in {path}'
        assert 'Shop at the gate' in page and 'Shop on the square' not in page, '/floor shows other zones'
        assert house.act(session, number, 'take') == (404, 'noOpenCue')
        assert house.act(admin, number, 'take') == (200, 'done')
        stage.check(house.act(session, number, 'take') == (404, 'noOpenCue'),
                    'once it is taken, he is told that a cue of another zone exists')


def case_leads(context):
    """A cue for leads reaches no host, on the page or on the wire, and no host can take it."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        han = house.accept(house.invite(admin, 'han'))
        leads, hosts = Stream(house, admin), Stream(house, han)
        for stream in (leads, hosts):
            stream.until('the stream begins', b'event: clock')

        house.signal('tap', 'first-aid', 'for-leads', 0)
        sent = leads.until('the lead is sent it', sent_of('for-leads').encode())
        number = int(re.search(rb'"n":(\d+)', sent)[1])
        house.raise_cue('for-all')

        unsent = sent_of('for-leads').encode()
        assert unsent not in hosts.until('the host is sent another', sent_of('for-all').encode())
        replay = Stream(house, han, after='0.0').until('what he missed is sent', sent_of('for-all').encode())
        assert unsent not in replay, 'a cue for leads is in what was missed'
        assert sent_of('for-leads') not in house.send('GET', '/', Cookie=han)[1], 'it is in the page'
        assert house.act(han, number, 'take') == (404, 'noOpenCue')
        assert house.act(admin, number, 'take') == (200, 'done')


def case_set_up(context):
    """A slip of the keyboard in the set-up neither opens what was meant to stay closed nor shuts out who set it up."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        for number, zones in enumerate(('wheel queue', 'wheel-queue; wheel-queu')):
            link = house.invite(admin, f'slip-{number}', zones=zones)
            if link:
                _, page, _ = house.send('GET', '/floor', Cookie=house.accept(link))
                stage.check(False, f"the zones {zones!r} are taken without a word; the account sees "
                                   f"{page.count('<tr><td>')} zones")
        house.invite(admin, 'lisa', 'lead', full='Lisa')
        status, _, _ = house.submit(admin, '/admin/accounts', id='lisa', name='Another', role='screen', zones='')
        _, page, _ = house.send('GET', '/admin', Cookie=admin)
        stage.check(status != 303 or 'Another' not in page,
                    'adding a sign-in name that is taken changes that account without a word')
        house.submit(admin, '/admin/sources', id='readers', mode='live')
        _, page, _ = house.submit(admin, '/admin/sources', id='readers', mode='history')
        stage.check('sourceDiffers' not in page, 'a source that is there already is answered with a bare code')
        house.invite(admin, 'admin', 'host')
        status, _, _ = house.send('GET', '/admin', Cookie=admin)
        stage.check(status == 200, 'the last administrator can make themselves a host, and nobody can set up any more')


def case_shown_to_all(context):
    """A cue nobody takes is shown to everyone, and its ending too, also after a restart."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        wim = house.accept(house.invite(admin, 'wim', zones='shop-gate'))
        stream = Stream(house, wim)
        house.signal('enter', 'coaster-queue', 'waits', -900)
        sent = stream.until('what nobody takes is shown to him', b'"e":"escalated"', 8)
        assert b'"e":"issued"' not in sent, 'he was sent it before it was shown to everyone'
        number = int(re.search(rb'"n":(\d+)', sent)[1])

        for restarts in (False, True):
            after = stream.cursor
            if restarts:
                house.kill()
                house.start()
                stream = Stream(house, wim, after)
                stream.until('the stream begins', b'event: clock')
            assert house.act(admin, number, 'take') == (200, 'done')
            try:
                stream.until('he is told that it is taken' + ' (after a restart)' * restarts,
                             b'"e":"taken"', 2)
            except AssertionError as error:
                stage.check(False, str(error))
            assert house.act(admin, number, 'undo') == (200, 'done')


def case_screen(context):
    """A screen is paired with a code, shows cues, and lets nobody do anything."""
    with Stage(context) as stage:
        house = stage.house
        admin = stage.first_administrator()
        session = admin.cookie('senang_session')
        code = stage.add(admin, 'wall', 'screen', 'Screen in the canteen')
        assert re.fullmatch('[A-Z0-9]{10}', code), code
        admin.until('it says where to type the code', lambda: SAY['codeOnce']['en'] in admin.text('.note'))

        screen = stage.open('/pair')
        screen.resize(*SIZES['desk'])
        enter(screen, code='WRONGCODE1')
        assert screen.text('[role=alert]') == SAY['invitationNotValid']['en']
        enter(screen, code=f'{code[:5].lower()} {code[5:].lower()}')
        assert screen.text('h1') == SAY['cues']['en']
        assert house.submit(None, '/pair', code=code)[0] == 422, 'the code works twice'

        house.raise_cue('band-1')
        seen = until_card(screen, 'band-1', 'the screen shows the cue')
        assert seen['buttons'] == [] and seen['say'].startswith('Third purchase'), seen
        buttons = screen.run('return [...document.querySelectorAll("button")]'
                             '.filter((b) => b.checkVisibility()).map((b) => b.innerText)')
        stage.check(buttons == [], f'a screen on the wall offers {buttons}')
        wall = screen.cookie('senang_session')
        assert house.act(wall, seen['number'], 'take') == (403, 'notAllowed')
        assert house.send('GET', '/admin', Cookie=wall)[0] == 403
        stage.picture(screen, 'screen-desk-en')
        assert house.act(session, seen['number'], 'take') == (200, 'done')
        until_card(screen, 'band-1', 'the screen shows who went', kind='cue theirs', buttons=[])

        stream = Stream(house, wall)
        stream.until('the stream begins', b'event: clock')
        house.submit(session, '/admin/accounts/wall/close')
        assert house.send('GET', '/stream', Cookie=wall)[0] == 401, 'a screen taken off is still served'
        stream.until_end('the stream of a screen taken off ends')


# MARK: How pages look

AUDIT = r'''
const faults = [];
const name = (element) => `<${[element.tagName.toLowerCase(), ...element.classList].join(".")}> `
  + (element.name || element.textContent.trim().slice(0, 24));
const isSeen = (element) => element.checkVisibility({ visibilityProperty: true })
  && element.getBoundingClientRect().width > 0;
const canvas = document.createElement("canvas").getContext("2d", { willReadFrequently: true });
function rgba(colour) {
  const found = colour.match(/^rgba?\(([\d.]+), ([\d.]+), ([\d.]+)(?:, ([\d.]+))?\)$/);
  if (found) return [found[1], found[2], found[3], found[4] ?? 1].map(Number);
  if (colour === "none") return [0, 0, 0, 0];
  canvas.clearRect(0, 0, 1, 1); canvas.fillStyle = colour; canvas.fillRect(0, 0, 1, 1);
  const [r, g, b, a] = canvas.getImageData(0, 0, 1, 1).data;
  return [r, g, b, a / 255];
}
const over = (top, below) => [0, 1, 2].map((i) => top[i] * top[3] + below[i] * (1 - top[3]));
const blend = (top, below, share) => [0, 1, 2].map((i) => top[i] * share + below[i] * (1 - share));
function luminance(colour) {
  const [r, g, b] = colour.map((part) => {
    const share = part / 255;
    return share <= .04045 ? share / 12.92 : ((share + .055) / 1.055) ** 2.4;
  });
  return .2126 * r + .7152 * g + .0722 * b;
}
function contrast(one, other) {
  const [low, high] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + .05) / (low + .05);
}
// A colour on an element and what lies behind it, as both reach the eye.
function asSeen(element, colour, skipsOwnBackground) {
  const chain = [];
  for (let node = element; node; node = node.parentElement) chain.unshift(node);
  let behind = [255, 255, 255];
  const groups = [];
  for (const node of chain) {
    const style = getComputedStyle(node);
    if (Number(style.opacity) < 1) groups.unshift([behind, Number(style.opacity)]);
    if (!(skipsOwnBackground && node === element)) behind = over(rgba(style.backgroundColor), behind);
  }
  let front = over(rgba(colour), behind);
  for (const [outside, share] of groups) {
    front = blend(front, outside, share);
    behind = blend(behind, outside, share);
  }
  return [front, behind];
}
function isRed(colour) {
  const [r, g, b, a] = rgba(colour);
  const high = Math.max(r, g, b), low = Math.min(r, g, b), spread = high - low;
  if (a < .05 || spread < 40 || high !== r) return false;
  const hue = 60 * (((g - b) / spread + 6) % 6);
  const light = (high + low) / 510;
  return (hue < 18 || hue > 335) && spread / 255 / (1 - Math.abs(2 * light - 1)) > .35;
}

const wide = document.documentElement.scrollWidth;
if (wide > arguments[0] || innerWidth > arguments[0]) {
  const widest = [...document.body.querySelectorAll("*")].filter((e) => e.getBoundingClientRect().right > arguments[0] + 1);
  faults.push(`scrolls sideways: ${wide} px wide of ${arguments[0]}, by ${widest.slice(0, 3).map(name)}`);
}
if (document.documentElement.lang !== arguments[1]) faults.push(`lang is ${document.documentElement.lang}`);
if (document.querySelectorAll("h1").length !== 1) faults.push(`${document.querySelectorAll("h1").length} h1`);
if (!document.title.trim()) faults.push("no title");
for (const element of document.querySelectorAll("html, body, body *")) {
  if (element !== document.documentElement && !isSeen(element)) continue;
  const style = getComputedStyle(element);
  const parts = ["color", "backgroundColor"];
  for (const side of ["Top", "Right", "Bottom", "Left"])
    if (style[`border${side}Style`] !== "none") parts.push(`border${side}Color`);
  if (style.outlineStyle !== "none") parts.push("outlineColor");
  if (element.namespaceURI.endsWith("svg")) parts.push("fill", "stroke");
  for (const part of parts)
    if (isRed(style[part])) faults.push(`red: ${part} ${style[part]} of ${name(element)}`);
  if (element.matches("a, button, input, select, summary, textarea")) {
    const box = element.getBoundingClientRect();
    if (box.width < 24 || box.height < 24)
      faults.push(`too small to tap: ${name(element)} ${Math.round(box.width)} × ${Math.round(box.height)}`);
    if (box.right > arguments[0]) faults.push(`beyond the edge: ${name(element)}`);
  }
  if (element.disabled) continue;
  const hasText = [...element.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
  if (hasText || element.matches("input, select")) {
    const [front, behind] = asSeen(element, style.color);
    const ratio = contrast(front, behind);
    if (ratio < 4.5) faults.push(`faint text: ${ratio.toFixed(2)} of ${name(element)}`);
  }
  if (element.placeholder) {
    const ratio = contrast(...asSeen(element, getComputedStyle(element, "::placeholder").color));
    if (ratio < 4.5) faults.push(`faint placeholder: ${ratio.toFixed(2)} of ${name(element)}`);
  }
  if (element.matches("input, select, textarea")) {
    const ratio = contrast(...asSeen(element, style.borderTopColor, true));
    if (ratio < 3) faults.push(`faint edge of a field: ${ratio.toFixed(2)} of ${name(element)}`);
  }
}
return faults;
'''


def inspect(stage, browser, page, size, language, names):
    """Looks at the page as it stands, and notes each fault with where it was met."""
    width = SIZES[size][0] if size in SIZES else int(size)
    found = browser.run(AUDIT, width, language)
    if size in SIZES:
        spoken = browser.spoken()
        found += [f'a {role} without a name' for role, label in spoken if role in SPOKEN and not label]
        for selector, roles in (('table', {'table'}), ('button:not([hidden])', {'button'}),
                                ('input, select', {'textbox', 'searchbox', 'combobox'})):
            told = sum(role in roles for role, _ in spoken)
            seen = browser.run('return [...document.querySelectorAll(arguments[0])].filter((e) => e.checkVisibility()).length',
                               selector)
            if told != seen:
                found.append(f'of {seen} {selector} {told} are told as such')
        found += [f'neither {language} nor a name: {text!r}' for text in strange_texts(browser, language, *names)]
        found += [f'complains: {line}' for line in browser.log_lines()
                  if not line.startswith('DEBUG')]
        stage.picture(browser, f'{page}-{size}-{language}')
    for fault in found:
        stage.check(False, fault, f'{page} {size} {language}')


def case_looks(context):
    """Every page fits phone and desk in both languages, is readable, can be tapped and named, and has no red."""
    with Stage(context) as stage:
        house = stage.house
        link = house.first_link()
        browser = stage.open('/sign-in')
        names = ['admin', 'Admin', 'noor', 'Noor van den Bovenkamp-Oosterhuis', 'wall', 'Wall', 'gate-readers',
                 'shop-gate wheel-queue', 'free', 'mine', 'theirs', 'waits']

        def walk(pages):
            for size, (width, height) in SIZES.items():
                browser.resize(width, height, phone=size == 'phone')
                for language in ('en', 'nl'):
                    browser.go(f'{house.origin}/language?to={language}')
                    browser.log_lines()
                    for page, go in pages.items():
                        go() if callable(go) else browser.go(house.origin + go)
                        if page == 'cues':
                            until_live(browser)
                        inspect(stage, browser, page, size, language, names)
            browser.resize(320, 640, phone=True)
            for page, go in pages.items():
                go() if callable(go) else browser.go(house.origin + go)
                inspect(stage, browser, page, '320', 'nl', names)

        walk({'sign-in': '/sign-in', 'welcome': link, 'pair': '/pair'})
        browser.go(f'{house.origin}/language?to=en')
        browser.go(house.origin + link)
        enter(browser, password=PASSWORD)
        walk({'calm': '/'})

        admin = browser.cookie('senang_session')
        noor = house.accept(house.invite(admin, 'noor', full=names[3], zones='shop-gate wheel-queue'))
        house.invite(admin, 'wall', role='screen', full='Wall')
        house.signal('enter', 'coaster-queue', 'waits', -900)
        for token in ('free', 'mine', 'theirs'):
            house.raise_cue(token, 'shop-gate')
        browser.go(house.origin + '/language?to=en')
        browser.go(house.origin)
        browser.until('a cue is shown to everyone', 'return document.querySelector(".cue.all")', 8)
        browser.until('all cues are there', 'return document.querySelectorAll(".cue").length === 4')
        for token, session in (('mine', admin), ('theirs', noor)):
            assert house.act(session, card(browser, token)[0]['number'], 'take') == (200, 'done')
        form = 'form[action="/admin/accounts/noor/invite"] button'

        def invite():
            browser.go(house.origin + '/admin')
            follow(browser, form)
            assert browser.text('.note code')

        walk({'cues': '/', 'floor': '/floor', 'doors': '/doors', 'queues': '/queue', 'queue': '/queue/river', 'find': '/find', 'bands': '/bands', 'roster': '/roster', 'rules': '/rules',
              'admin': '/admin', 'admin-link': invite})
        browser.resize(*SIZES['phone'], phone=True)
        browser.go(f'{house.origin}/language?to=en')
        browser.go(house.origin)
        tap(browser, 'mine', 'helped')
        until_card(browser, 'mine', 'it helped', state=SAY['helped']['en'])
        inspect(stage, browser, 'closed', 'phone', 'en', names)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument('--binary', required=True)
    parser.add_argument('--pictures', help='a folder for pictures of every page')
    parser.add_argument('--only', default='', help='cases with this in their name')
    arguments = parser.parse_args(namespace=argparse.Namespace(long=False, seed=1))
    if arguments.pictures:
        os.makedirs(arguments.pictures, exist_ok=True)
        os.environ['SENANG_PICTURES'] = arguments.pictures
    passed = [run.run(case, arguments) for name, case in list(globals().items())
              if name.startswith('case_') and arguments.only in name]
    return 0 if all(passed) else 1


if __name__ == '__main__':
    sys.exit(main())
