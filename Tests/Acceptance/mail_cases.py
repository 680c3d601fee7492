"""Letters to whoever said something by mail: handed over once, whatever ends the process, and to nobody else.

The mail server is `mail_server.py`, over real SMTP.
"""
import base64
import email
import email.policy
import http.client
import json
import os
import queue
import re
import subprocess
import threading
import time

from context import check, need, wait_until

PLACE = 'Café Één €'
VENUE = f"""\
name: {{en: "{PLACE} park", nl: "{PLACE}"}}
zones:
  - {{id: gate, kind: gate}}
  - {{id: shop, kind: shop}}
"""
NAME = re.compile(r'\d{9}-[raq]-[0-9a-z]+-[a-z2-7]{12}')


class Mail:
    """A mail server beside the house."""

    def __init__(self, port, *sealed):
        python = os.path.join('.build', 'python', 'bin', 'python')
        check(os.path.exists(python), f'{python} is missing; run script/bootstrap --tests')
        script = os.path.join(os.path.dirname(os.path.abspath(__file__)), 'mail_server.py')
        self.command = [python, script, str(port), *sealed]
        self.port, self.letters, self.refused = port, [], []
        self._told = queue.Queue()

    def __enter__(self):
        self.process = subprocess.Popen(self.command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        threading.Thread(target=self._listen, daemon=True).start()
        check('ready' in self._told.get(timeout=30), 'the mail server did not begin')
        return self

    def __exit__(self, *_):
        self.process.kill()
        self.process.wait()

    def _listen(self):
        for line in self.process.stdout:
            if not line.startswith('@'):
                continue
            told = json.loads(line[1:])
            if 'letter' in told:
                self.letters.append(Letter(told))
            elif 'refused' in told:
                self.refused.append(told['refused'])
            else:
                self._told.put(told)

    def plan(self, **answers):
        """What it answers from now on."""
        self.process.stdin.write(json.dumps(answers) + '\n')
        self.process.stdin.flush()
        self._told.get(timeout=30)

    def wait(self, count, seconds=30):
        wait_until(lambda: len(self.letters) >= count, f'{count} letters, of which {len(self.letters)} came', seconds)
        return self.letters


class Letter:
    """One letter, as another maker's library reads it."""

    def __init__(self, told):
        self.raw = base64.b64decode(told['letter'])
        self.sender, self.to, self.hello = told['from'], told['to'], told['hello']
        self.is_sealed, self.user = told['sealed'], told['user']
        self.message = email.message_from_bytes(self.raw, policy=email.policy.default)

    @property
    def id(self):
        return self.message['Message-ID']

    @property
    def text(self):
        return self.message.get_content()


class House:
    """A house whose guests write to it."""

    def __init__(self, context, mail, quiet='none', **more):
        with open(os.path.join(context.venue, 'venue.yaml'), 'w', encoding='utf-8') as file:
            file.write(VENUE)
        self.context, self.mail = context, mail
        self.settings = context.path('mail.settings')
        self.write(quiet=quiet, **more)
        self.server = context.server(extra=['--mail', self.settings])
        self.server.start()
        self.key = self.server.open_source('post', lateness_seconds=1)

    def write(self, **more):
        """The settings of mail."""
        lines = {'server': f'smtp://127.0.0.1:{self.mail.port}', 'from': 'answers@park.example',
                 'bounces': 'bounces@park.example', 'quiet': 'none', **more}
        with open(self.settings, 'w', encoding='utf-8') as file:
            file.write('# ours\n' + ''.join(f'{name} {value}\n' for name, value in lines.items()))
        os.chmod(self.settings, 0o600)

    def restart(self, **more):
        if self.server.is_running:
            self.server.stop()
        self.write(**more)
        self.server.start()

    def guest(self, person, address):
        self.server.operate('POST', '/v1/links', {
            'token': f'band-{person}', 'person': person, 'mode': 'assisted'})
        self.server.operate('POST', '/v1/claims', {
            'first': {'kind': 'account', 'name': person}, 'second': {'kind': 'mail', 'name': address},
            'strength': 'stated', 'evidence': 'they wrote to us'})

    def hear(self, person, name, words='Meer banken graag', language='nl', **more):
        """Somebody says something by mail."""
        answer, data = self.server.ask('POST', '/v1/voices', json.dumps({
            'person': person, 'id': name, 'words': words, 'channel': 'mail', 'language': language, **more}),
            {'Authorization': 'Bearer ' + self.key, 'Content-Type': 'application/json'})
        told = json.loads(data)
        check(answer.status == 200 and not told['refused'], f'{name} was answered {answer.status} {data[:300]}')

    def status(self):
        return self.server.operate('GET', '/v1/mail')

    def settle(self, seconds=30):
        """Returns once nothing is left to send."""
        wait_until(lambda: self.status()['waiting'] == 0, 'all letters to be noted', seconds)

    def report(self, body, kind='message/rfc822', token=None):
        """What whoever hands a report in is answered: status and fields."""
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=60)
        try:
            connection.request('POST', '/v1/mail/bounces', body, {
                'Authorization': 'Bearer ' + (token or self.server.token), 'Content-Type': kind})
            answer = connection.getresponse()
            check(answer.status < 500, f'a report was answered {answer.status}')
            return answer.status, json.loads(answer.read())
        finally:
            connection.close()


def report(letter, action='failed', to=None):
    """As mail servers write them (RFC 3464)."""
    return (f'From: MAILER-DAEMON@mx.example.net\r\nTo: {to or letter.sender}\r\n'
            'Content-Type: multipart/report; report-type=delivery-status; boundary=b\r\n\r\n'
            '--b\r\nContent-Type: text/plain; charset=utf-8\r\n\r\nHet is niet gelukt.\r\n'
            '--b\r\nContent-Type: message/delivery-status\r\n\r\nReporting-MTA: dns; mx.example.net\r\n\r\n'
            f'Final-Recipient: rfc822; {letter.to[0]}\r\nAction: {action}\r\nStatus: 5.1.1\r\n\r\n--b--\r\n').encode()


def case_mail_acknowledged(context):
    """Who writes is told at once that it was heard, with a number and a date, in their language, and once."""
    with Mail(context.free_port()) as mail:
        house = House(context, mail)
        house.guest('ann', 'Ann@Example.org')
        house.guest('bob', 'bob@example.org')
        house.hear('ann', 'v1', 'Meer banken\r\nBcc: everybody@example.org\r\n\r\nen één €')
        house.hear('bob', 'v2', 'More benches', 'en')
        first, second = sorted(mail.wait(2), key=lambda letter: letter.to)
        house.settle()
        check([first.to, second.to] == [['ann@example.org'], ['bob@example.org']], f'{first.to} {second.to}')
        name = NAME.search(first.sender)[0]
        check(first.sender == f'bounces+{name}@park.example' and first.id == f'<{name}@park.example>', first.sender)
        check(first.hello == 'park.example', f'it greets as {first.hello}')
        number = f'{name[:3]} {name[3:6]} {name[6:9]}'
        for letter, said, house_name in ((first, 'Dank u dat u het ons zei', PLACE),
                                         (second, 'Thank you for telling us', PLACE + ' park')):
            check(said in letter.text and house_name in letter.text, letter.text)
            check(house_name in letter.message['Subject'] and letter.message['From'].addresses[0].display_name
                  == house_name, f"{letter.message['Subject']} {letter.message['From']}")
            check(all(byte < 128 for byte in letter.raw), 'bytes above 127 are on the wire')
            check(b'everybody' not in letter.raw and letter.message['Bcc'] is None, 'their words are in the head')
            check(letter.message['Auto-Submitted'] == 'auto-replied', 'it does not say that a program answers')
        check(number in first.text and number in first.message['Subject'], f'{number} is not in {first.text}')
        check(re.search(r'dag \d+ [a-z]+ 20\d\d', first.text), f'no date in {first.text}')
        house.restart()
        time.sleep(3)
        check(len(mail.letters) == 2, 'a letter came again after a restart')


def case_mail_killed(context):
    """Killed while letters go out, each is handed over under one Message-ID, none is lost, and few come twice."""
    people, kills = context.pick(30, 200), context.pick(4, 20)
    with Mail(context.free_port()) as mail:
        house = House(context, mail)
        for number in range(people):
            house.guest(f'g{number}', f'g{number}@example.org')
        # Handed over, and not noted: the mail server has it, and takes its time to say so.
        mail.plan(wait=5)
        for number in range(people):
            house.hear(f'g{number}', f'v{number}')
        mail.wait(1)
        house.server.kill()
        mail.plan()
        house.server.start()
        for _ in range(kills - 1):
            time.sleep(context.random.random() * 0.4)
            house.server.kill()
            house.server.start()
        house.settle(60)
    ids = {}
    for letter in mail.letters:
        check(len(letter.to) == 1, f'a letter to {letter.to}')
        ids.setdefault(letter.to[0], []).append(letter.id)
    check(len(ids) == people, f'{people - len(ids)} letters were lost')
    check(all(len(set(each)) == 1 for each in ids.values()), 'a letter came under two names')
    again = len(mail.letters) - people
    check(1 <= again <= kills, f'{again} letters came twice after {kills} kills')
    return f'{again} of {people} letters came twice after {kills} kills'


def case_mail_quiet(context):
    """In quiet hours nobody is written to; afterwards everybody is."""
    with Mail(context.free_port()) as mail:
        now = time.time()
        hours = '-'.join(time.strftime('%H:%M', time.gmtime(now + shift)) for shift in (-3600, 3600))
        house = House(context, mail, quiet=hours)
        house.guest('ann', 'ann@example.org')
        house.hear('ann', 'v1')
        time.sleep(5)
        status = house.status()
        check(not mail.letters and status['quiet'] and status['waiting'] == 1, f'{len(mail.letters)} letters: {status}')
        house.restart(quiet='none')
        mail.wait(1)


def case_mail_bounced(context):
    """A letter that comes back goes to staff once, by a report or by name, and by nobody else's word."""
    with Mail(context.free_port()) as mail:
        house = House(context, mail)
        house.guest('ann', 'ann@example.org')
        house.guest('bob', 'bob@example.org')
        house.hear('ann', 'v1')
        house.hear('bob', 'v2')
        first, second = mail.wait(2)
        house.settle()
        name = NAME.search(first.sender)[0]
        forged = name[:-1] + ('a' if name[-1] != 'a' else 'b')
        other = name.replace(name[:9], f'{(int(name[:9]) + 1) % 1_000_000_000:09}', 1)
        for fake in (forged, other, '1' * 9):
            status, told = house.report(report(first, to=f'bounces+{fake}@park.example'))
            check(status == 404 and told['code'] == 'unknownLetter', f'{fake} was answered {status} {told}')
        away = f'To: {first.sender}\r\nSubject: I am away\r\nAuto-Submitted: auto-replied\r\n\r\nBack on Monday.\r\n'
        status, told = house.report(away.encode())
        check(status == 400 and told['code'] == 'notAReport', f'away was answered {status} {told}')
        status, told = house.report(report(first), token='no-token')
        check(status == 401, f'anybody may say so: {status}')
        check(house.report(b'x' * (257 << 10))[0] == 413, 'a report of any size')
        check(house.report(report(first, 'delayed'))[1] == {'outcome': 'nothing'}, 'late is not lost')
        check(house.status()['returned'] == 0, 'a letter came back by a wrong word')
        # In capitals, as some mail servers write addresses.
        check(house.report(report(first, to=first.sender.upper()))[1] == {'outcome': 'noted'}, 'it was not noted')
        check(house.report(report(first))[1] == {'outcome': 'known'}, 'it counts twice')
        named = json.dumps({'letter': second.id, 'outcome': 'bounced'})
        check(house.report(named, 'application/json')[1] == {'outcome': 'noted'}, 'named, it was not noted')
        check(house.report('{"letter": 1}', 'application/json')[0] == 400, 'any JSON will do')
        check(house.status()['returned'] == 2, f'{house.status()}')
        house.server.kill()
        house.server.start()
        check(house.status()['returned'] == 2, 'a kill forgets what came back')
        time.sleep(3)
        check(len(mail.letters) == 2, 'a letter that came back went out again')


def case_mail_refused(context):
    """What a mail server refuses of one person holds up nobody; what it refuses of us waits, and the operator hears."""
    with Mail(context.free_port()) as mail:
        house = House(context, mail)
        for person in ('ann', 'bob', 'cas'):
            house.guest(person, f'{person}@example.org')
        mail.plan(rcpt='550 5.1.1 no such person', whose='ann@example.org')
        for person in ('ann', 'bob'):
            house.hear(person, f'v-{person}')
        mail.wait(1)
        house.settle()
        check(mail.letters[0].to == ['bob@example.org'] and house.status()['returned'] == 1, f'{house.status()}')
        mail.plan(mail='553 5.7.1 not in that name')
        house.hear('cas', 'v-cas')
        wait_until(lambda: house.status().get('trouble') == 'senderRefused', 'the trouble to be told')
        check(house.status()['waiting'] == 1 and house.status()['returned'] == 1, f'{house.status()}')
        with open(house.server.log_path, encoding='utf-8') as log:
            log = log.read()
        check("does not send in the name" in log and '@example.org' not in log, 'the log tells nothing, or too much')
        mail.plan()
        mail.wait(2, 60)
        house.settle()
        check(house.status().get('trouble') is None, 'the trouble does not end')


def case_mail_addresses(context):
    """An address that could be taken for two is written to nowhere, and the house goes on."""
    with Mail(context.free_port()) as mail:
        house = House(context, mail)
        hostile = ['x@example.org,y@example.org', '<x@example.org>', 'x@example.org>,<y@example.org',
                   '"x\\"@example.org', 'x@localhost;y@example.org', 'x@[127.0.0.1]', 'rcpt@example']
        for number, address in enumerate(hostile):
            house.guest(f'g{number}', address)
            house.hear(f'g{number}', f'v{number}')
        house.guest('ann', 'ann@example.org')
        house.hear('ann', 'v-ann')
        answer, data = house.server.ask('POST', '/v1/claims', json.dumps({
            'first': {'kind': 'account', 'name': 'bob'},
            'second': {'kind': 'mail', 'name': 'bob@example.org\r\nRCPT TO:<x@example.org>'},
            'strength': 'stated', 'evidence': ''}))
        check(400 <= answer.status < 500, f'a name with a line end is answered {answer.status}')
        mail.wait(1)
        house.settle()
        check([letter.to for letter in mail.letters] == [['ann@example.org']], f'{[each.to for each in mail.letters]}')


def case_mail_sealed(context):
    """Away from this machine, or with certificates named, letters go sealed and with a password, or not at all."""
    need('openssl', 'openssl')
    certificate, key = context.path('mail.pem'), context.path('mail.key')
    made = subprocess.run(
        ['openssl', 'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2',
         '-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1', '-keyout', key, '-out', certificate],
        capture_output=True, check=False)
    check(made.returncode == 0, f'{made.stderr[-300:]}')
    login = {'user': 'answers', 'password': 'a secret with spaces', 'roots': certificate}
    with Mail(context.free_port(), certificate, key, 'answers', 'a secret with spaces') as mail:
        house = House(context, mail, **login)
        house.guest('ann', 'ann@example.org')
        house.hear('ann', 'v1')
        letter = mail.wait(1)[0]
        house.settle()
        check(letter.is_sealed and letter.user == 'answers', 'it was not sealed, or nobody signed in')
        house.restart(**{**login, 'password': 'another'})
        house.hear('ann', 'v2')
        wait_until(lambda: house.status().get('trouble') == 'loginRefused', 'a wrong password to be told')
        house.restart(user='answers', password='a secret with spaces', roots='/etc/ssl/certs/ca-certificates.crt')
        wait_until(lambda: house.status().get('trouble') == 'insecure', 'an unknown certificate to be told')
        check(len(mail.letters) == 1, 'a letter went to a server that nobody knows')
    with Mail(context.free_port()) as plain:
        house.mail = plain
        house.restart(**login)
        wait_until(lambda: house.status().get('trouble') == 'insecure', 'a server that does not seal to be told')
        check(not plain.letters, 'a letter went over an open line')


def case_mail_settings(context):
    """Settings that do not fit, or that others can read, keep the server from starting, and tell nothing of a password."""
    with open(os.path.join(context.venue, 'venue.yaml'), 'w', encoding='utf-8') as file:
        file.write(VENUE)
    path = context.path('mail.settings')
    whole = 'server smtp://127.0.0.1:25\nfrom a@park.example\nuser u\npassword s3cret\n'

    def start(text, mode=0o600):
        with open(path, 'w', encoding='utf-8') as file:
            file.write(text)
        os.chmod(path, mode)
        ended = context.command('serve', '--venue', context.venue, '--data', context.path('house', 'data'),
                                '--port', '0', '--mail', path)
        return ended.returncode, ended.stderr

    for text, mode in ((whole, 0o644), (whole + 'colour s3cret\n', 0o600), (whole.replace('smtp:', 'http:'), 0o600),
                       (whole.replace('user u\n', ''), 0o600), (whole + 'quiet s3cret\n', 0o600), ('', 0o600)):
        code, told = start(text, mode)
        check(code == 78 and 's3cret' not in told, f'{text!r} {mode:o} ends with {code}: {told}')
    check('line 5: ' in start(whole + 'colour s3cret\n')[1], 'which line is wrong is not told')

    # The letter to try them by: nobody asks again, and what it ends with stands in its help.
    with open(path, 'w', encoding='utf-8') as file:
        file.write('server smtp://127.0.0.1:9\nfrom a@park.example\n')
    done = context.command('mail', '--settings', path, '--to', 'you@example.org')
    check(done.returncode == 69 and 'no answer' in done.stderr and 'by itself' not in done.stderr, done.stderr)
    told = ' '.join(context.command('mail', '--help').stdout.split())
    check(all(f' {code} when' in told for code in (69, 78)), told)
