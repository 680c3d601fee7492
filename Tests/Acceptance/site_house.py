"""A house that a site speaks to, a line each about what people say or were told."""
import http.client
import json
import time

from context import check
from signals import Answer


class SiteHouse:
    """A house with two people and a site that speaks to them and for them."""

    PATH = None  # Where its lines go.

    def __init__(self, context):
        self.context = context
        self.server = context.server()
        self.server.start()
        self.key = self.server.open_source('site', lateness_seconds=1)
        for token, person in (('B1', 'anna'), ('B2', 'ben')):
            self.server.operate('POST', '/v1/links', {'token': token, 'person': person, 'mode': 'assisted'})

    def ask(self, method, path, body=None, kind='application/json', key=None):
        """What the site is answered, or whoever has the key."""
        data = body if body is None or isinstance(body, bytes) else json.dumps(body).encode()
        connection = http.client.HTTPConnection('127.0.0.1', self.server.port, timeout=60)
        try:
            connection.request(method, path, data, {
                'Authorization': 'Bearer ' + (key or self.key), 'Content-Type': kind})
            answer = Answer(connection.getresponse(), time.monotonic())
        finally:
            connection.close()
        check(answer.status < 500, f'{method} {path} was answered {answer}')
        return answer

    def tell(self, **fields):
        """One line about Anna, unless it says whose; answers what the site was told."""
        if not {'person', 'band', 'name'} & set(fields):
            fields['person'] = 'anna'
        return self.ask('POST', self.PATH, fields)

    def done(self, **fields):
        """The same, which must be taken in."""
        answer = self.tell(**fields)
        check(answer.status == 200 and not answer.fields['refused'], f'{fields} was answered {answer}')
        return answer.fields
