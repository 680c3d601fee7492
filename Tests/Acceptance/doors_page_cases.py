"""The door list, as staff meets it: how each door is, what passed, and nobody's name."""
import html

from agents import DoorHouse, Wire, band
from context import check, wait_until
from floor_cases import member, page
from page_cases import SAY, Stage


def said(key):
    """A sentence up to what is filled in."""
    return SAY[key]['en'].partition('%@')[0]


def case_doors_listed(context):
    """The list tells when a door was heard, how long it decides alone and what passed, and names nobody."""
    with DoorHouse(context) as house:
        house.issue(0)
        agent = house.agent('door-0')
        agent.wait_heard()
        check(agent.tap(0, 1)['opens'], 'a band that may come in')
        check(agent.shown('nonsense')['code'] == 'unreadable', 'nonsense')
        check(agent.shown('nonsense', 'out')['opens'], 'out')
        cookie = house.server.cookie()

        def listed():
            answer, data = house.server.ask('GET', '/doors', headers={'Cookie': cookie, 'Accept-Language': 'en'})
            check(answer.status == 200, f'the list is answered {answer.status}')
            return html.unescape(data.decode())

        def shows(*keys):
            return lambda: all(said(key) in listed() for key in keys)
        wait_until(lambda: house.doors()['door-0']['have'] == 3, 'the door to tell')
        wait_until(shows('doorListens', 'doorLeaseBoth'), 'the door to be listed as heard', 40)
        text = listed()
        for key in ('passage-in', 'passage-out', 'passage-unreadable', 'doorStaysShut', 'doorNeverHeard', 'noOpenings'):
            check(said(key) in text, f'the list leaves out {key}')
        check(said('openingsToday') + '2' in text and '<svg' in text and '<table' in text, 'no figure with its numbers behind it')
        holders = [passed['holder'] for passed in house.doors()['door-0']['last'] if passed.get('holder')]
        check(holders, 'no passage has a holder, so that nothing is shown by its being left out')
        for name in (band(0), *holders):
            check(name not in text, f'somebody is named: {name}')
        # After a start the house has heard nobody, and does not pretend to; what passed is still there.
        house.wire.set(Wire.cutting, 'door-0')
        house.server.kill()
        house.server.start()
        text = listed()
        check(text.count(said('doorNeverHeard')) == 2 and said('doorLeaseBoth') not in text, 'a door is heard that is not')
        check(said('passage-in') in text, 'what passed is forgotten')


def case_doors_of_own_zones(context):
    """Hosts see the doors into their own zones and leads all; screens and strangers see none."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        hanna = member(house, admin, 'hanna', zones='pancakes')
        otto = member(house, admin, 'otto', zones='shop-square')
        lea = member(house, admin, 'lea', 'lead')
        kitchen, aid, gate = 'Kitchen door of the pancake house', 'Door of first aid', 'Gate to the coaster'
        for who, seen in ((hanna, {kitchen}), (otto, set()), (lea, {kitchen, aid, gate})):
            status, text = page(house, who, '/doors')
            shown = {name for name in (kitchen, aid, gate) if name in text}
            stage.check(status == 200 and shown == seen, f'{shown} are shown, not {seen}: {status}')
            stage.check(('href="/doors"' in page(house, who, '/floor')[1]) == bool(seen), 'the floor leads elsewhere')
        text = html.unescape(page(house, lea, '/doors')[1])
        for key in ('doorWithoutAgent', 'doorNeverHeard', 'doorOpensStill', 'doorStaysShut', 'doorOnceInside'):
            stage.check(said(key) in text, f'the list leaves out {key}')
        stage.check(said('noDoors') in html.unescape(page(house, otto, '/doors')[1]), 'nothing says that there are none')
        stage.check(house.send('GET', '/doors')[2]['Location'] == '/sign-in', 'a stranger sees doors')
