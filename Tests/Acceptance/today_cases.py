"""What the floor says of today: who waits now, what became of the cues, whose shift has come; in the reader's own way
of writing.
"""
import re
import time
from datetime import datetime, timedelta

from context import wait_until
from floor_cases import ANNS, BOBS, arrive, arrive_both, member, page, until_here
from page_cases import Stage, Stream

DAY = '%Y-%m-%d'


def zone_clock(venue):
    """The venue's own clock, now."""
    from zoneinfo import ZoneInfo
    return datetime.now(ZoneInfo(venue))


def plan(house, cookie, who, start, end, *zones, **more):
    """Plans a shift as the roster's form does, by the venue's clock."""
    fields = {'account': who, **{f'zone-{zone}': '1' for zone in zones}, 'day': start.strftime(DAY), 'from': start.strftime('%H:%M'),
              'to': end.strftime('%H:%M'), 'weeks': '1'}
    return house.submit(cookie, '/roster/plan', **(fields | more))


def case_who_waits(context):
    """Who waits now is shown as people in one's own zones, and elsewhere as a number."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        mine = member(house, admin, 'mine', zones='coaster-queue')
        other = member(house, admin, 'other', zones='shop-gate')
        arrive(house, 'ann', ANNS, 'coaster-queue', 'Annelies Brouwer')
        arrive(house, 'bob', BOBS, 'coaster-queue', 'Robert Zonneveld', mode='presence')

        def floor(cookie):
            return page(house, cookie, '/floor')[1]
        wait_until(lambda: 'waiting here now: 2' in floor(mine), 'both to wait')
        text = floor(mine)
        waits = text[text.index('<figure'):text.index('</figure>')]
        assert waits.count('<circle') == 3, 'two dots and one in the legend'
        assert '>AB</a>' in waits and 'RZ' not in waits, 'initials are of those who let staff know them'
        assert 'elsewhere: 2' in floor(other) and 'AB' not in floor(other), 'elsewhere there are numbers only'

        house.signal('enter', 'coaster', ANNS['band'])
        wait_until(lambda: 'waiting here now: 1' in floor(mine), 'one to be done')
        assert 'done: 1' in floor(mine), floor(mine)


def case_cues_of_today(context):
    """A zone's page tells the cues of today and what became of each; another's zone tells nothing."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        lead = member(house, admin, 'lea', role='lead', full='Lea')
        other = member(house, admin, 'other', zones='gate')
        for band in ('b-one', 'b-two', 'b-three'):
            house.raise_cue(band)

        def shown():
            text = page(house, lead, '/floor/shop-square')[1]
            return text[text.index('id="cues-today"'):]
        wait_until(lambda: shown().count('<li>') == 3, 'three cues')
        numbers = sorted(int(number) for number in re.findall(r'"n":(\d+)', page(house, lead, '/')[1]))
        assert house.act(lead, numbers[0], 'helped') == (200, 'done')
        assert house.act(lead, numbers[1], 'take') == (200, 'done')
        text = shown()
        assert 'it helped · Lea' in text, text
        assert 'taken by Lea' in text and text.count('>open<') == 1, text
        assert 'b-one' not in text, 'a cue that is over names nobody'
        assert house.act(lead, numbers[0], 'undo') == (200, 'done')
        assert 'it helped' not in shown(), 'taken back, it is open again'
        assert page(house, other, '/floor/shop-square')[0] == 404


def case_planned_shift(context):
    """A planned shift begins by itself at its time, and takes its zones over; hosts cannot plan."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        lead = member(house, admin, 'lea', role='lead', full='Lea')
        eva, tom = (member(house, admin, name.lower(), full=name) for name in ('Eva', 'Tom'))
        house.submit(tom, '/roster/shop-square/take')
        arrive(house, 'ann', ANNS, 'shop-square', 'Annelies Brouwer')
        until_here(house, tom, 'shop-square', 'AB')
        now = zone_clock('Europe/Amsterdam')
        assert plan(house, tom, 'tom', now, now + timedelta(hours=2), 'gate')[0] == 403

        status, text, _ = plan(house, lead, 'eva', now, now + timedelta(hours=20), 'gate')
        assert status == 422 and 'at most 16 hours' in text, text
        status, text, _ = plan(house, lead, 'eva', now, now + timedelta(hours=2))
        assert status == 422 and 'at least one zone' in text, text
        assert 'value="eva" selected' in text, 'what was chosen stays chosen'
        for wrong in ({'day': 'soon'}, {'from': '25:00'}, {'weeks': '99'}, {'day': '2026-99-99'}, {'account': '%%%'}):
            status, text, _ = plan(house, lead, 'eva', now, now + timedelta(hours=2), 'gate', **wrong)
            assert status == 422 and 'role="alert"' in text, f'{wrong}: {status}'

        for word in ('foo', 'takes'):
            assert house.submit(eva, f'/roster/gate/{word}')[0] == 404, f'{word} is no doing'
        coming = now + timedelta(days=8)
        assert plan(house, lead, 'tom', coming, coming + timedelta(hours=4), 'gate', weeks='3')[0] == 303
        status, text, _ = plan(house, lead, 'tom', coming + timedelta(hours=1), coming + timedelta(hours=6), 'shop-gate')
        assert status == 422 and 'have a shift then already' in text, f'{status}: two shifts at once'
        text = page(house, eva, '/roster')[1]
        assert text.count('Tom') == 1 + 3, 'the zone he watches, and three weeks'
        assert 'Plan a shift' not in text and '/cancel' not in text, 'a host plans nothing'

        stream = Stream(house, tom)
        stream.until('the stream begins', b'event: clock')
        assert plan(house, lead, 'eva', now, now + timedelta(hours=2), 'shop-square')[0] == 303
        stream.until_end("the other's screen starts anew", 6)
        assert b'event: reset' in stream.bytes, 'it ended without a word'
        wait_until(lambda: page(house, eva, '/floor/shop-square')[0] == 200, 'the zone to be hers')
        assert page(house, tom, '/floor/shop-square')[0] == 404, 'the zone is still his'

        number = re.search(r'/roster/shifts/(\d+)/cancel', page(house, lead, '/roster')[1])[1]
        assert house.submit(eva, f'/roster/shifts/{number}/cancel')[0] == 403
        before = page(house, lead, '/roster')[1].count('/cancel')
        assert house.submit(lead, f'/roster/shifts/{number}/cancel')[0] == 303
        assert page(house, lead, '/roster')[1].count('/cancel') == before - 1


def case_rules_that_never_help(context):
    """A rule nobody went to is told apart from one that was tried and never helped, and from one that did."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        untried, never = 'nobody has gone to one yet', 'has not helped once'

        def said():
            text = page(house, admin, '/rules')[1]
            return untried in text, never in text
        for number in range(20):
            assert said() == (False, False), f'told after {number}'
            house.raise_cue(f'b-{number}')
        wait_until(lambda: said() == (True, False), 'twenty that nobody went to')
        numbers = sorted(int(number) for number in re.findall(r'"n":(\d+)', page(house, admin, '/')[1]))
        for place, number in enumerate(numbers[:10]):
            assert said()[1] is False, f'told after {place}'
            assert house.act(admin, number, 'didNotHelp')[0] == 200
        assert said() == (False, True), 'ten that did not help'
        assert house.act(admin, numbers[10], 'helped')[0] == 200
        assert said() == (False, False), 'one that helped'


def case_own_way_of_writing(context):
    """Times and numbers are written as the reader's browser asks, by the venue's clock; words for many are right."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive_both(house)
        until_here(house, admin, 'warung', 'AB')

        def seen(language):
            return house.send('GET', '/floor/warung', Cookie=admin, **{'Accept-Language': language})[1]
        hour = zone_clock('Europe/Amsterdam')
        assert re.search(r'\d\s?[AP]M', seen('en-US,en;q=0.8')), 'Americans write AM and PM'
        for language in ('en-GB', 'nl-NL,nl;q=0.9', 'de'):
            text = seen(language)
            assert not re.search(r'\d\s?[AP]M', text), language
            assert re.search(rf'<time>{hour:%H}:', text) or (hour + timedelta(minutes=1)).hour != hour.hour, text
        assert '1 guest ' in seen('en') and '1 gast ' in seen('nl')
        house.signal('enter', 'warung', 'somebody-else')
        until_here(house, admin, 'warung', '2 guests')
        assert '2 gasten' in seen('nl')
