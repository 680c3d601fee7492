"""A mail server, played by PyPI's aiosmtpd: another maker's SMTP.

Runs in .build/python. Is told on standard input, a JSON line each, what to answer from now on; tells on
standard output, a JSON line behind '@' each, what it was handed, before it says so to whoever handed it over.
usage: mail_server.py PORT [CERTIFICATE KEY USER PASSWORD]
"""
import asyncio
import base64
import json
import ssl
import sys

from aiosmtpd.controller import Controller
from aiosmtpd.smtp import AuthResult


def say(told):
    print('@' + json.dumps(told), flush=True)


class Handler:
    def __init__(self):
        # Replies in place of the usual, by the command; of `wait`, seconds before a letter is taken over.
        self.plan = {}

    async def handle_EHLO(self, server, session, envelope, hostname, responses):
        session.host_name = hostname
        return responses

    async def handle_MAIL(self, server, session, envelope, address, options):
        if 'mail' in self.plan:
            return self.plan['mail']
        envelope.mail_from = address
        return '250 OK'

    async def handle_RCPT(self, server, session, envelope, address, options):
        if 'rcpt' in self.plan and self.plan.get('whose', address) == address:
            say({'refused': address})
            return self.plan['rcpt']
        envelope.rcpt_tos.append(address)
        return '250 OK'

    async def handle_DATA(self, server, session, envelope):
        if 'data' in self.plan:
            return self.plan['data']
        say({'from': envelope.mail_from, 'to': envelope.rcpt_tos, 'hello': session.host_name,
             'sealed': session.ssl is not None, 'user': session.auth_data,
             'letter': base64.b64encode(envelope.content).decode()})
        if self.plan.get('wait'):
            await asyncio.sleep(self.plan['wait'])
        return '250 OK'


def main():
    handler, more = Handler(), {}
    if len(sys.argv) > 2:
        certificate, key, user, password = sys.argv[2:6]
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)

        def authenticate(server, session, envelope, mechanism, data):
            fits = data.login == user.encode() and data.password == password.encode()
            return AuthResult(success=fits, handled=fits, auth_data=user if fits else None)

        more = {'tls_context': context, 'require_starttls': True, 'auth_required': True,
                'authenticator': authenticate}
    controller = Controller(handler, hostname='127.0.0.1', port=int(sys.argv[1]), **more)
    controller.start()
    say({'ready': True})
    for line in sys.stdin:
        handler.plan = json.loads(line)
        say({'planned': True})
    controller.stop()


main()
