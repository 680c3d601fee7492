"""Phones that are rung although they are locked, by way of a push service of our own on this machine.

What reaches it is opened as a browser would (RFC 8291) and its signature is checked as a push service
would (RFC 8292), with another library than the program's.
"""
import base64
import http.server
import json
import os
import threading
import time

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, utils
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

import floor_cases
import page_cases
from context import check, wait_until
from page_cases import SAY, Stage, until_live

RING_SECONDS = 2
SPAN_SECONDS = 15  # Between two rings of one phone.
FULL_HANDS = {'en': 'Third purchase in half an hour. Offer to send it to the gate?',
              'nl': 'Derde aankoop in een half uur. Aanbieden het naar de poort te brengen?'}


def text_of(data):
    return base64.urlsafe_b64encode(data).decode().rstrip('=')


def bytes_of(text):
    return base64.urlsafe_b64decode(text + '=' * (-len(text) % 4))


class PushService:
    """A push service: keeps what it is sent, and answers 201 unless told otherwise."""

    def __enter__(self):
        self.posts, self.answers, self.is_slow = [], {}, False
        service = self

        class Handler(http.server.BaseHTTPRequestHandler):
            protocol_version = 'HTTP/1.1'

            def do_POST(self):
                body = self.rfile.read(int(self.headers['Content-Length']))
                service.posts.append((self.path, dict(self.headers), body))
                if service.is_slow:
                    time.sleep(5)
                self.send_response(service.answers.get(self.path, 201))
                self.send_header('Content-Length', '0')
                self.end_headers()

            def log_message(self, *_):
                pass

        self.server = http.server.ThreadingHTTPServer(('127.0.0.1', 0), Handler)
        self.server.daemon_threads = True
        self.origin = f'http://127.0.0.1:{self.server.server_port}'
        threading.Thread(target=self.server.serve_forever, daemon=True).start()
        return self

    def __exit__(self, *_):
        self.server.shutdown()
        self.server.server_close()

    def stage(self, context, **options):
        return Stage(context, extra=['--push-service', self.origin], **options)


class Browser:
    """What a browser does of it, without one: a key pair, a secret, an endpoint."""

    def __init__(self, service, house, cookie, name):
        self.service, self.house, self.cookie, self.path = service, house, cookie, f'/phone/{name}'
        self.key = ec.generate_private_key(ec.SECP256R1())
        self.point = self.key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)
        self.secret = os.urandom(16)

    @property
    def subscription(self):
        return {'endpoint': self.service.origin + self.path, 'expirationTime': None,
                'keys': {'p256dh': text_of(self.point), 'auth': text_of(self.secret)}}

    def ask(self, path, body=None, language=None, **headers):
        """What a page of ours sends; answers the status and the code."""
        cookie = self.cookie + (f'; senang_language={language}' if language else '')
        sent = {'X-Senang': '1', 'Origin': self.house.origin, 'Content-Type': 'application/json', 'Cookie': cookie}
        body = self.subscription if body is None else body
        status, text, _ = self.house.send(
            'POST', path, body if isinstance(body, (str, bytes)) else json.dumps(body), **{**sent, **headers})
        return status, json.loads(text).get('code') if text.startswith('{') else text

    def subscribe(self, language=None):
        answered = self.ask('/push', language=language)
        check(answered == (200, 'done'), f'subscribing is answered {answered}')
        return self

    @property
    def received(self):
        return [(headers, body) for path, headers, body in self.service.posts if path == self.path]

    def until_rung(self, count=1, seconds=RING_SECONDS):
        """The last of so many rings: its headers, and what it says."""
        wait_until(lambda: len(self.received) >= count, f'ring {count} of {self.path}', seconds)
        headers, body = self.received[-1]
        return headers, json.loads(self.open(body))

    def open(self, body):
        """RFC 8291, as a browser reads it."""
        salt, size, count = body[:16], int.from_bytes(body[16:20], 'big'), body[20]
        point, sealed = body[21:21 + count], body[21 + count:]
        check(count == 65 and len(body) <= size == 4096, f'a record of {size} with a key of {count}')
        theirs = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), point)

        def derived(key, salt, info, length):
            return HKDF(hashes.SHA256(), length, salt, info).derive(key)

        shared = derived(self.key.exchange(ec.ECDH(), theirs), self.secret,
                         b'WebPush: info\0' + self.point + point, 32)
        plain = AESGCM(derived(shared, salt, b'Content-Encoding: aes128gcm\0', 16)).decrypt(
            derived(shared, salt, b'Content-Encoding: nonce\0', 12), sealed, None)
        check(plain.endswith(b'\x02'), 'the last record is not marked as the last')
        return plain[:-1]


def told(house, cookie):
    """What the page of cues tells its script."""
    _, page, _ = house.send('GET', '/', Cookie=cookie)
    return json.loads(page.partition('id="data">')[2].partition('</script>')[0])


def check_signature(authorization, key, origin):
    """RFC 8292, as a push service checks it."""
    scheme, _, fields = authorization.partition(' ')
    fields = dict(field.split('=', 1) for field in fields.split(', '))
    check(scheme == 'vapid' and fields['k'] == key, f'signed by another key: {authorization}')
    head, claims, signature = fields['t'].split('.')
    raw = bytes_of(signature)
    point = ec.EllipticCurvePublicKey.from_encoded_point(ec.SECP256R1(), bytes_of(key))
    signature = utils.encode_dss_signature(int.from_bytes(raw[:32], 'big'), int.from_bytes(raw[32:], 'big'))
    try:
        point.verify(signature, fields['t'].rpartition('.')[0].encode(), ec.ECDSA(hashes.SHA256()))
    except InvalidSignature:
        check(False, 'the signature does not hold')
    check(json.loads(bytes_of(head)) == {'typ': 'JWT', 'alg': 'ES256'}, f'signed in another way: {bytes_of(head)}')
    claims = json.loads(bytes_of(claims))
    check(claims['aud'] == origin, f'signed for {claims["aud"]}')
    check(time.time() < claims['exp'] <= time.time() + 24 * 3600, f'signed until {claims["exp"]}')
    check(claims['sub'].startswith(('https:', 'mailto:')), f'nobody to ask: {claims["sub"]}')


def silent_beside(quiet, rung):
    """A phone stays silent about a cue that rings another."""
    rung.until_rung()
    time.sleep(0.7)  # The one pass that rang the other looked at this one too; its post would be here.
    check(quiet.received == [], f'{quiet.path} rings')


# MARK: Ringing

def case_phone_is_rung(context):
    """A cue rings a phone within two seconds, in its language, sealed and signed, with nothing about anybody."""
    with PushService() as service, service.stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        floor_cases.arrive(house, 'ann', floor_cases.ANNS, name='Annelies Brouwer', facts=['birthday'])
        english = Browser(service, house, admin, 'english').subscribe()
        dutch = Browser(service, house, admin, 'dutch').subscribe('nl')
        key = told(house, admin)['push']

        raised = house.raise_cue('band-ann')
        headers, note = english.until_rung()
        stage.check(headers['Content-Encoding'] == 'aes128gcm', f'sealed as {headers["Content-Encoding"]}')
        stage.check(headers['Urgency'] == 'high' and headers['Topic'] == 'cues', f'how it is sent: {headers}')
        stage.check(590 <= int(headers['TTL']) <= 600, f'a cue of ten minutes is kept for {headers["TTL"]} s')
        check_signature(headers['Authorization'], key, service.origin)
        stage.check(note == {'say': FULL_HANDS['en'], 'zone': 'Shop on the square', 'since': raised, 'others': 0,
                             'lang': 'en', 'path': '/'}, f'it says {note}')
        _, note = dutch.until_rung()
        stage.check((note['say'], note['zone'], note['lang']) == (FULL_HANDS['nl'], 'Winkel op het plein', 'nl'),
                    f'in Dutch it says {note}')
        for _, body in english.received:
            words = english.open(body).decode()
            for word in ('band-ann', 'ann', 'Annelies', 'Brouwer', 'birthday', 'admin'):
                stage.check(word not in words, f'it tells of {word}')
        stage.check(len(english.received) == 1, f'one cue rings {len(english.received)} times')

        house.kill()
        house.start()
        stage.check(told(house, admin)['push'] == key, 'after a kill the house has another key')
        house.raise_cue('band-later')
        _, note = english.until_rung(2)
        stage.check(note['others'] == 1, f'after a kill it counts {note["others"]} others')


def case_phone_is_not_nagged(context):
    """A phone rings at most every fifteen seconds, with the count of what is open, and not for what was taken."""
    with PushService() as service, service.stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        phone = Browser(service, house, admin, 'phone').subscribe()
        house.raise_cue('band-1')
        phone.until_rung()
        began = time.monotonic()
        house.raise_cue('band-2')
        house.raise_cue('band-3')
        wait_until(lambda: page_cases.sent_of('band-3') in house.send('GET', '/', Cookie=admin)[1], 'the third cue')
        numbers = {cue['band']: cue['n'] for cue in told(house, admin)['cues']}
        assert house.act(admin, numbers['…-3'], 'take') == (200, 'done')

        _, note = phone.until_rung(2, SPAN_SECONDS + 3)
        waited = time.monotonic() - began
        stage.check(waited >= SPAN_SECONDS - 1, f'it rings again after {waited:.1f} s')
        stage.check(note['others'] == 1, f'two are open, and it speaks of {note["others"]} others')
        time.sleep(SPAN_SECONDS + 1)
        stage.check(len(phone.received) == 2, 'it rings with nothing new')


def case_rings_whom_it_concerns(context):
    """A cue rings nobody who does not watch its zone or is no lead, until it is shown to the whole house."""
    with PushService() as service, service.stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        boss = Browser(service, house, admin, 'boss').subscribe()
        gate = Browser(service, house, floor_cases.member(house, admin, 'gate', zones='shop-gate'), 'gate').subscribe()
        host = Browser(service, house, floor_cases.member(house, admin, 'host'), 'host').subscribe()

        house.signal('tap', 'first-aid', 'for-leads', 0)
        silent_beside(host, boss)
        house.raise_cue('band-square', 'shop-square')
        silent_beside(gate, host)
        house.signal('enter', 'coaster-queue', 'band-hurried')
        _, note = gate.until_rung(1, 8)
        stage.check(note['say'].startswith('A second in the queue'), f'what escalated says {note}')


def case_taken_over(context):
    """A zone that was taken over rings whoever watches it now, and not whoever had it."""
    with PushService() as service, service.stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        anns, bobs = (floor_cases.member(house, admin, name) for name in ('ann', 'bob'))
        ann = Browser(service, house, anns, 'ann').subscribe()
        bob = Browser(service, house, bobs, 'bob').subscribe()
        house.submit(bobs, '/roster/shop-square/take')
        house.raise_cue('band-square', 'shop-square')
        silent_beside(ann, bob)
        house.raise_cue('band-gate', 'shop-gate')
        ann.until_rung()
        stage.check(len(bob.received) == 1, 'the other rings for a zone that is not theirs')


def case_slow_push_service(context):
    """A push service that answers slowly, or not at all, holds up no cue and no other phone's owner."""
    with PushService() as service, service.stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hosts = [floor_cases.member(house, admin, f'host-{number}') for number in range(6)]
        phones = [Browser(service, house, host, f'phone-{number}').subscribe() for number, host in enumerate(hosts)]
        service.is_slow = True
        stream = page_cases.Stream(house, admin)
        stream.until('the stream begins', b'event: clock')
        for number in range(5):
            began = time.monotonic()
            house.raise_cue(f'band-{number}')
            stream.until('the cue is shown', page_cases.sent_of(f'band-{number}').encode(), 2)
            stage.check(time.monotonic() - began < 1, f'a cue takes {time.monotonic() - began:.1f} s')
        status = house.send('GET', '/floor', Cookie=admin)[0]
        stage.check(status == 200, f'a page is answered {status}')
        wait_until(lambda: all(phone.received for phone in phones), 'every phone to be rung in its turn', 15)


# MARK: Stopping

def case_phone_is_let_go(context):
    """A phone stops when its owner says so, signs out or is taken off, and when its push service knows it no more."""
    with PushService() as service, service.stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        boss = Browser(service, house, admin, 'boss').subscribe()
        phones = {name: Browser(service, house, floor_cases.member(house, admin, name), name).subscribe()
                  for name in ('stops', 'leaves', 'closed', 'gone')}
        for phone in phones.values():
            stage.check(phone.ask('/push/try') == (200, 'done'), 'a phone cannot be tried')
            phone.until_rung()
        stage.check(phones['stops'].ask('/push/try') == (429, 'triedJustNow'), 'a phone can be tried without end')
        stage.check(boss.received == [], 'a try rings another phone')
        stage.check('say' not in phones['gone'].until_rung()[1], 'a try speaks of a cue')
        service.posts.clear()

        stranger = phones['leaves'].ask('/push/stop', phones['stops'].subscription)
        stage.check(stranger == (200, 'done'), f'stopping what is not theirs is answered {stranger}')
        stage.check(phones['stops'].ask('/push/try')[0] != 404, "somebody else's phone was stopped")
        stage.check(phones['stops'].ask('/push/stop') == (200, 'done'), 'a phone cannot be stopped')
        house.submit(phones['leaves'].cookie, '/sign-out')
        house.submit(admin, '/admin/accounts/closed/close')
        service.answers[phones['gone'].path] = 410

        house.raise_cue('band-1')
        boss.until_rung()
        phones['gone'].until_rung()  # Asked once more, and told that it is gone.
        wait_until(lambda: phones['gone'].ask('/push/try') == (404, 'unknownPhone'), 'it to be forgotten', RING_SECONDS)
        for name in ('stops', 'leaves', 'closed'):
            stage.check(phones[name].received == [], f'a phone rings that {name}')
        stage.check(phones['leaves'].ask('/push')[0] == 401, 'somebody signed out subscribes')


def case_try_of_what_is_gone(context):
    """A try that the push service does not take is said to be unheard, and a phone it knows no more is forgotten."""
    with PushService() as service, service.stage(context, browses=False) as stage:
        house = stage.house
        phone = Browser(service, house, house.first_administrator(), 'phone').subscribe()
        service.answers[phone.path] = 410
        stage.check(phone.ask('/push/try') == (409, 'unheard'), 'a try that nobody hears is called well')
        stage.check(phone.ask('/push/try') == (404, 'unknownPhone'), 'what is gone is still known')


# MARK: Hostile

def case_hostile_subscriptions(context):
    """A subscription that would make the house ask others than push services, or that is broken, is refused."""
    with PushService() as service, service.stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        phone = Browser(service, house, admin, 'phone')
        good = phone.subscription
        port = house.port
        hostile = ['http://169.254.169.254/latest/meta-data', 'https://169.254.169.254/', 'https://evil.example/x',
                   'file:///etc/passwd', f'http://127.0.0.1:{port}/healthz', 'http://127.0.0.1/', 'https://localhost/x',
                   service.origin, service.origin + '@evil.example/', 'https://fcm.googleapis.com.evil.example/x',
                   'https://fcm.googleapis.com@evil.example/x', 'https://evil.example#.push.apple.com/',
                   'https://fcm.googleapis.com/\r\nX: y', 'https://fcm.googleapis.com/' + 'a' * 3_000, '', 'x']
        for endpoint in hostile:
            answered = phone.ask('/push', {**good, 'endpoint': endpoint})
            stage.check(answered == (422, 'unknownPushService'), f'{endpoint[:60]!r} is answered {answered}')
        off_curve = phone.point[:-1] + bytes([phone.point[-1] ^ 1])
        keys = [({'p256dh': text_of(off_curve)}, 'pushKeyInvalid'), ({'p256dh': ''}, 'pushKeyInvalid'),
                ({'p256dh': text_of(phone.point[:33])}, 'pushKeyInvalid'), ({'p256dh': '!'}, 'pushKeyInvalid'),
                ({'p256dh': text_of(bytes(65))}, 'pushKeyInvalid'), ({'auth': text_of(bytes(15))}, 'pushSecretInvalid'),
                ({'auth': text_of(bytes(17))}, 'pushSecretInvalid'), ({'auth': 'é'}, 'pushSecretInvalid')]
        for change, code in keys:
            answered = phone.ask('/push', {**good, 'keys': {**good['keys'], **change}})
            stage.check(answered == (422, code), f'{change} is answered {answered}')
        for body in ('', '[]', '{', '{"endpoint":1}', '{"endpoint":"x","keys":[]}', b'\xff\xfe', 'null'):
            for path in ('/push', '/push/stop', '/push/try'):
                status, _ = phone.ask(path, body)
                stage.check(status == 400, f'{path} with {body!r} is answered {status}')
        stage.check(phone.ask('/push', 'x' * 20_000)[0] == 413, 'a large body is not refused')
        for headers, status in (({'X-Senang': ''}, 403), ({'Origin': 'https://evil.example'}, 403),
                                ({'Sec-Fetch-Site': 'cross-site'}, 403), ({'Cookie': 'senang_session=x'}, 401)):
            answered = phone.ask('/push', **headers)[0]
            stage.check(answered == status, f'with {headers} it is answered {answered}')
        wall = house.send('POST', '/pair', f"code={house.invite(admin, 'wall', 'screen')}",
                          **{'Content-Type': 'application/x-www-form-urlencoded'})[2]['Set-Cookie'].split(';')[0]
        stage.check(Browser(service, house, wall, 'wall').ask('/push') == (403, 'notAllowed'), 'a screen subscribes')
        stage.check(phone.ask('/push/try') == (404, 'unknownPhone'), 'a phone that was never taken on is tried')
        house.raise_cue('band-1')
        time.sleep(1)
        stage.check(service.posts == [] and house.is_running, 'something was posted')


def case_switched_off(context):
    """With --no-push no page offers it, and no address of it is there."""
    with Stage(context, browses=False, extra=['--no-push']) as stage:
        house = stage.house
        admin = house.first_administrator()
        page = house.send('GET', '/', Cookie=admin)[1]
        stage.check('id="ring"' not in page and '"push"' not in page and 'push.js' not in page, 'the page offers it')
        for path in ('/worker.js', '/push.js'):
            stage.check(house.send('GET', path, Cookie=admin)[0] == 404, f'{path} is there')
        status = house.send('POST', '/push', '{}', Cookie=admin, **{'X-Senang': '1'})[0]
        stage.check(status in (404, 405), f'subscribing is answered {status}')


# MARK: In a browser

def case_worker(context):
    """A browser takes the worker on, the page offers to ring, and says in words why it cannot."""
    with PushService() as service, service.stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        until_live(browser)
        stage.check(browser.text('#ring') == SAY['ringPhone']['en'], 'the page does not offer to ring')
        status, script, headers = house.send('GET', '/worker.js')
        stage.check(status == 200 and headers['Service-Worker-Allowed'] == '/' and headers['Cache-Control'] == 'no-store'
                    and headers['Content-Type'].startswith('text/javascript'), f'the worker: {status} {headers}')
        stage.check(SAY['pushSince']['nl'] in script and SAY['pushSince']['en'] in script, 'the worker lacks words')
        browser.run('''window.isThere = "";
            navigator.serviceWorker.register("/worker.js", { scope: "/" }).then(() => navigator.serviceWorker.ready)
              .then((ready) => { window.isThere = ready.active.scriptURL; })
              .catch((error) => { window.isThere = String(error); })''')
        worker = browser.until('the worker is ready', 'return window.isThere', 10)
        stage.check(worker == house.origin + '/worker.js', f'the worker: {worker}')
        manifest = json.loads(house.send('GET', '/manifest.webmanifest', **{'Accept-Language': 'nl'})[1])
        stage.check(manifest['display'] == 'standalone' and manifest['start_url'] == '/'
                    and manifest['name'] == 'Senangpark', f'the manifest: {manifest}')
        icon = house.send('GET', manifest['icons'][0]['src'])
        stage.check(icon[0] == 200 and icon[2]['Content-Type'] == 'image/svg+xml', 'the icon is not there')

        browser.command('Browser.setPermission', permission={'name': 'notifications'}, setting='denied',
                        origin=house.origin)
        browser.click('#ring')
        browser.until('the page says why it cannot ring',
                      lambda: browser.text('#ring-said') == SAY['ringRefused']['en'])
        stage.check(browser.run('return document.getElementById("ring").getAttribute("aria-pressed")') == 'false',
                    'the button says that it rings')
        browser.run('Object.defineProperty(window, "isSecureContext", { value: false })')
        browser.click('#ring')
        browser.until('the page says that it needs https',
                      lambda: browser.text('#ring-said') == SAY['ringNoHTTPS']['en'])
        complaints = [line for line in browser.log_lines() if 'Content Security' in line or 'SyntaxError' in line]
        stage.check(not complaints, f'the browser complains: {complaints}')
        for language in ('en', 'nl'):
            if browser.run('return document.documentElement.lang') != language:
                page_cases.follow(browser, '.side a')
            stage.check(browser.text('#ring') == SAY['ringPhone'][language], f'the button in {language}')
