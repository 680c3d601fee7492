"""A browser that is told what to do: the W3C WebDriver protocol, with nothing but the standard library.

https://www.w3.org/TR/webdriver2/ and, for sizes and pictures, what chromedriver adds to it.
"""
import base64
import http.client
import json
import os
import shutil
import signal
import subprocess
import time

ELEMENT = 'element-6066-11e4-a52e-4f735466cecf'  # The key the standard gives elements.
ENTER = '\ue007'


class BrowserFailure(Exception):
    """The browser, or what drives it, could not do what was asked."""


class Driver:
    """A running chromedriver. Everything it starts ends with it."""

    def __init__(self, port, folder, timezone='Europe/Amsterdam'):
        """`folder` is for it alone, and is removed with it."""
        program = shutil.which('chromedriver')
        if not program:
            raise BrowserFailure('chromedriver is missing: apt-get install -y chromium chromium-driver')
        self.port, self.folder = port, folder
        self.browsers = []
        self.log = open(os.path.join(folder, 'chromedriver.log'), 'w')
        # A group of its own, so that its browsers can be ended with it whatever happens.
        self.process = subprocess.Popen(
            [program, f'--port={port}'], stdout=self.log, stderr=self.log, start_new_session=True,
            env={**os.environ, 'TZ': timezone, 'TMPDIR': folder})
        self._wait()

    def _wait(self):
        until = time.monotonic() + 20
        while time.monotonic() < until:
            try:
                if self.ask('GET', '/status')['ready']:
                    return
            except OSError:
                time.sleep(0.02)
        self.close()
        raise BrowserFailure(f'chromedriver did not start on port {self.port}')

    def ask(self, method, path, body=None):
        connection = http.client.HTTPConnection('127.0.0.1', self.port, timeout=60)
        try:
            data = json.dumps(body if body is not None else {}) if method == 'POST' else None
            connection.request(method, path, data, {'Content-Type': 'application/json'})
            value = json.loads(connection.getresponse().read())['value']
        finally:
            connection.close()
        if isinstance(value, dict) and 'error' in value:
            raise BrowserFailure(f"{method} {path}: {value['error']}: {value['message'].splitlines()[0]}")
        return value

    def open(self, **options):
        browser = Browser(self, **options)
        self.browsers.append(browser)
        return browser

    def close(self):
        for browser in list(self.browsers):
            browser.close()
        try:
            self.ask('GET', '/shutdown')
            self.process.wait(timeout=5)
        except (BrowserFailure, OSError, ValueError, subprocess.TimeoutExpired):
            pass
        try:
            os.killpg(self.process.pid, signal.SIGKILL)
        except ProcessLookupError:
            pass
        self.process.wait()
        self.log.close()
        end = time.monotonic() + 2
        while os.path.exists(self.folder) and time.monotonic() < end:
            shutil.rmtree(self.folder, ignore_errors=True)  # What is being killed may still write.


class Browser:
    """One browser with cookies of its own, as one person or one screen uses it."""

    def __init__(self, driver, language='en-GB', width=1280, height=800):
        self.driver = driver
        arguments = ['--headless=new', '--no-sandbox', '--disable-dev-shm-usage', '--disable-gpu',
                     '--no-first-run', '--disable-extensions', '--disable-background-networking',
                     '--disable-breakpad', '--disable-crash-reporter',
                     f'--accept-lang={language}', f'--window-size={width},{height}']
        options = {'args': arguments, 'prefs': {'intl.accept_languages': language}}
        if shutil.which('chromium'):
            options['binary'] = shutil.which('chromium')
        capabilities = {'browserName': 'chrome', 'goog:chromeOptions': options,
                        'goog:loggingPrefs': {'browser': 'ALL'}, 'timeouts': {'script': 20_000}}
        self.session = driver.ask(
            'POST', '/session', {'capabilities': {'alwaysMatch': capabilities}})['sessionId']

    def ask(self, method, path, body=None):
        return self.driver.ask(method, f'/session/{self.session}{path}', body)

    def close(self):
        if self in self.driver.browsers:
            self.driver.browsers.remove(self)
            try:
                self.ask('DELETE', '')
            except (BrowserFailure, OSError, ValueError):
                pass

    # Going about

    def go(self, address):
        self.ask('POST', '/url', {'url': address})

    def reload(self):
        self.ask('POST', '/refresh')

    @property
    def address(self):
        return self.ask('GET', '/url')

    def run(self, script, *arguments):
        """Runs the body of a function in the page and answers what it returns."""
        return self.ask('POST', '/execute/sync', {'script': script, 'args': list(arguments)})

    def command(self, name, **parameters):
        """A command of the DevTools protocol, for what the standard leaves out."""
        return self.ask('POST', '/goog/cdp/execute', {'cmd': name, 'params': parameters})

    def resize(self, width, height, phone=False):
        self.command('Emulation.setDeviceMetricsOverride', width=width, height=height,
                     deviceScaleFactor=2 if phone else 1, mobile=phone)

    def picture(self, path):
        """The whole page, also what lies below the fold."""
        answer = self.command('Page.captureScreenshot', format='png', captureBeyondViewport=True)
        with open(path, 'wb') as file:
            file.write(base64.b64decode(answer['data']))

    # Elements

    def find_all(self, selector):
        found = self.ask('POST', '/elements', {'using': 'css selector', 'value': selector})
        return [each[ELEMENT] for each in found]

    def find(self, selector):
        return self.ask('POST', '/element', {'using': 'css selector', 'value': selector})[ELEMENT]

    def click(self, selector):
        """A real click: refused when the element is hidden, or lies under another.

        It is brought into sight first, as people do, clear of the bar at the bottom of a phone.
        """
        element = self.find(selector)
        self.run('arguments[0].scrollIntoView({ block: "nearest" })', {ELEMENT: element})
        self.ask('POST', f'/element/{element}/click')

    def type(self, selector, text):
        element = self.find(selector)
        self.ask('POST', f'/element/{element}/clear')
        self.ask('POST', f'/element/{element}/value', {'text': text})

    def press(self, keys):
        """Keys to whatever has the focus."""
        actions = [{'type': kind, 'value': key} for key in keys for kind in ('keyDown', 'keyUp')]
        self.ask('POST', '/actions', {
            'actions': [{'type': 'key', 'id': 'keyboard', 'actions': actions}]})

    def text(self, selector):
        """What somebody reads there; empty when it is hidden."""
        return self.ask('GET', f'/element/{self.find(selector)}/text')

    def texts(self, selector):
        return [self.ask('GET', f'/element/{each}/text') for each in self.find_all(selector)]

    def spoken(self):
        """What assistive technology is told of the page: pairs of role and name."""
        nodes = self.command('Accessibility.getFullAXTree')['nodes']
        return [(node['role']['value'], node.get('name', {}).get('value', '').strip())
                for node in nodes if not node['ignored']]

    # Cookies and the log

    def cookie(self, name):
        """As `name=value`, or nothing."""
        for cookie in self.ask('GET', '/cookie'):
            if cookie['name'] == name:
                return f"{name}={cookie['value']}"
        return None

    def log_lines(self):
        """What the browser complained of since the last time it was asked."""
        return [f"{entry['level']} {entry['source']} {entry['message']}"
                for entry in self.ask('POST', '/se/log', {'type': 'browser'})]

    def until(self, what, condition, seconds=5.0):
        """Waits until a script's answer, or a function's, is true; fails with `what` if it never is."""
        end = time.monotonic() + seconds
        while True:
            try:
                value = self.run(condition) if isinstance(condition, str) else condition()
            except BrowserFailure as failure:  # Between two pages.
                value = None
                if time.monotonic() > end:
                    raise AssertionError(f'{what}: {failure}') from failure
            if value:
                return value
            if time.monotonic() > end:
                shown = self.run('return document.body ? document.body.innerText : ""')
                raise AssertionError(f'not within {seconds:g} s: {what}. The page shows: {shown[:400]!r}')
            time.sleep(0.03)
