"""Wishes on the card and behind people's own link, the one question, and what can be done for somebody."""
import html
import json
import os
import re

import axe
from choice_cases import own_link
from context import check
from floor_cases import ANNS, arrive, member, page, until_here
from page_cases import SAY, Stage
from server import ServerEnded

# By the kind of a question: what answers it on a form.
ANSWERS = {'closeness': '3', 'settle': 'nothingBetter', 'words': 'a table in the shade'}


def told(house, path, **fields):
    """What a site tells for people; it must be taken in."""
    if not hasattr(house, 'site'):
        house.site = house.open_source('site', lateness_seconds=1)
    status, text, _ = house.send('POST', path, json.dumps(fields), Authorization='Bearer ' + house.site,
                                 **{'Content-Type': 'application/json'})
    assert status == 200, f'{fields} is answered {status} {text}'
    return json.loads(text)


def confirmed(house, person, name, facet, want, words, **more):
    """A wish that counts: told, played back and confirmed."""
    answer = told(house, '/v1/wishes', id=name, person=person, facet=facet, want=want, words=words, **more)
    told(house, '/v1/wishes', id=name, person=person, do='playBack', words='as the house says it')
    told(house, '/v1/wishes', id=name, person=person, do='confirm')
    return answer['wishes'][0]['wish']


def sheet(house, person='ann'):
    return house.operate('GET', f'/v1/people/{person}/wishes')


def wishes(house, person='ann'):
    return sheet(house, person)['wishes']


def shown(house, cookie, path, language='en'):
    """The status and the text of a page, with its signs as they are read."""
    status, text = page(house, f'{cookie or "x=y"}; senang_language={language}', path)
    return status, html.unescape(text)


def say(key, *values, language='en'):
    text = SAY[key][language]
    for value in values:
        text = text.replace('%@', value, 1)
    return text


def key_of(text, wish=''):
    """What keeps a form that is sent twice one: of a page with several, that of a wish."""
    between = f'name="wish" value="{wish}"><input type="hidden" name="facet" value="[\\w-]+"><input type="hidden" ' if wish else ''
    return re.search(between + r'name="key" value="([\w-]+)"', text)[1]


def with_wishes(house, person):
    """Somebody with wishes of every state, something settled for, and a question to be asked."""
    confirmed(house, person, 'w-wait', 'waiting', {'seconds': 300}, 'not long with the children', importance=8,
              horizon='short', job='to catch the last bus home')
    told(house, '/v1/wishes', id='w-dish', person=person, facet='dish', words='as at my grandmother’s',
         want={'oneOf': ['fruit', {'option': 'sate', 'weight': 40}]}, importance=5)
    told(house, '/v1/wishes', id='w-dish', person=person, do='playBack', words='Fruit, or satay')
    told(house, '/v1/wishes', id='w-thrill', person=person, facet='thrill', want={'level': 6}, words='wild, not too wild',
         importance=5)
    told(house, '/v1/experiences', id='e-1', person=person, facet='waiting', event='workaround')
    told(house, '/v1/experiences', id='e-2', person=person, facet='diet', event='filterRemoved',
         want={'all': ['vegetarian']}, got={'options': []})


def case_wish_on_the_card(context):
    """A wish is kept on the card and played back; its person confirms, corrects and withdraws it on their own page."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
        until_here(house, admin, 'warung', 'AB')
        hanna = member(house, admin, 'hanna', zones='warung')
        status, text = shown(house, hanna, '/people/ann')
        stage.check(say('noWishesYet') in text and 'href="/people/ann/wish?facet=waiting"' in text, 'no wish can be added')
        status, text = shown(house, hanna, '/people/ann/wish?facet=waiting')
        stage.check(status == 200 and say('wantMinutes') in text, f'the form is answered {status}')
        form = {'facet': 'waiting', 'key': key_of(text), 'words': 'not long with the <children>', 'want': '5',
                'importance': '8', 'horizon': 'short', 'job': 'to catch the bus'}
        for fields, fault in (({'words': ''}, 'wordsMissing'), ({'want': 'soon'}, 'wishMinutesInvalid'),
                              ({'want': '-1'}, 'wishMinutesInvalid'), ({'words': 'x' * 501}, 'wordsTooLong'),
                              ({'job': 'x' * 201}, 'wordsTooLong'), ({'want': '999999999'}, 'wantDoesNotFit')):
            status, text, _ = house.submit(hanna, '/people/ann/wish', **{**form, **fields})
            stage.check(status == 422 and say(fault) in html.unescape(text), f'{fields} is answered {status}')
            stage.check('value="to catch the bus"' in text or 'job' in fields, 'what was typed is gone', fault)
        for time in range(2):
            status, _, headers = house.submit(hanna, '/people/ann/wish', **form)
            stage.check(status == 303 and headers['Location'].startswith('/people/ann?done=wish'), f'answered {status}')
        status, text, _ = house.submit(hanna, '/people/ann/wish', **{**form, 'key': 'another'})
        stage.check(status == 422 and say('wishStands') in html.unescape(text), f'the same words twice: {status}')
        (wish,) = wishes(house)
        stage.check((wish['words'], wish['importance'], wish['horizon'], wish['job'], wish['state']) ==
                    (form['words'], 8, 'short', 'to catch the bus', 'hypothesis'), f'{wish}')
        text = shown(house, hanna, '/people/ann?done=wish')[1]
        for seen in (form['words'], 'within 5 min', say('wish-hypothesis'), say('weight-much'), say('horizon-short'),
                     'to catch the bus', say('done-wish')):
            stage.check(seen in text, 'the card leaves it out', seen)

        mine = own_link(house, admin, 'ann', reason='service')
        text = shown(house, None, mine)[1]
        stage.check(form['words'] in text and say('yesThatIsIt') not in text, 'what was not said back can be confirmed')
        status, text, _ = house.submit(None, mine + '/wish-yes', wish=wish['wish'])
        stage.check(status == 422 and say('notPlayedBack') in html.unescape(text), f'confirmed unheard: {status}')
        status = house.submit(hanna, '/people/ann/wish-back', wish=wish['wish'], wording='A short line')[0]
        stage.check(status == 303, f'playing back is answered {status}')
        stage.check('A short line' in shown(house, hanna, '/people/ann')[1], 'the card leaves out our wording')
        text = shown(house, None, mine)[1]
        for seen in (form['words'], 'A short line', say('didWeUnderstand'), say('yesThatIsIt'), say('howOftenWeAsk')):
            stage.check(seen in text, 'their page leaves it out', seen)
        text = shown(house, None, mine, 'nl')[1]
        stage.check(say('didWeUnderstand', language='nl') in text and 'klant' not in text.lower(), 'not in Dutch')
        status, _, headers = house.submit(None, mine + '/wish-yes', wish=wish['wish'])
        stage.check(status == 303 and wishes(house)[0]['state'] == 'confirmed', f'confirming is answered {status}')
        stage.check(say('done-own-wish-yes') in shown(house, None, headers['Location'].partition('#')[0])[1], 'no thanks')
        status, text, _ = house.submit(hanna, '/people/ann/wish-back', wish=wish['wish'], wording='Longer')
        stage.check(status == 422 and say('alreadyConfirmed') in html.unescape(text), f'played back again: {status}')

        status = house.submit(None, mine + '/wish-rather', wish=wish['wish'], facet='waiting', words='rather short',
                              want='7,5')[0]
        (wish,) = wishes(house)
        stage.check(status == 303 and (wish['state'], wish['words']) == ('corrected', 'rather short'), f'{status} {wish}')
        stage.check((wish['importance'], wish['horizon'], wish['job']) == (8, 'short', 'to catch the bus'), f'lost: {wish}')
        for cookie, path, value in ((hanna, '/people/ann', 2), (None, mine, 10)):
            status = house.submit(cookie, path + '/wish-weight', wish=wish['wish'], importance=str(value))[0]
            stage.check(status == 303 and wishes(house)[0]['importance'] == value, f'weighing is answered {status}')
        status, text, _ = house.submit(hanna, '/people/ann/wish-weight', wish=wish['wish'], importance='')
        stage.check(status == 422 and say('chooseOne') in html.unescape(text), f'weighed by nothing: {status}')
        for fields, near in (({'got': '20'}, 'madeDo'), ({'taken': 'closeEnough'}, 'close'), ({'taken': 'nothing'}, 'nothing')):
            key = key_of(shown(house, hanna, '/people/ann')[1], wish['wish'])
            for time in range(2):
                status = house.submit(hanna, '/people/ann/wish-settled', wish=wish['wish'], facet='waiting', key=key,
                                      **fields)[0]
                stage.check(status == 303, f'{fields} is answered {status}')
            text = shown(house, hanna, '/people/ann')[1]
            stage.check(say(f'near-{near}') in text and '<rect width=' in text, 'what they settled for is not told', near)
        stage.check(len(wishes(house)[0]['settled']) == 3, 'a form sent twice tells twice')
        for fields, fault in (({'got': 'x'}, 'wishMinutesInvalid'), ({'got': ''}, 'wishMinutesInvalid'),
                              ({'wish': 'none', 'got': '1'}, 'unknownWish'), ({'facet': 'none'}, 'unknownFacet')):
            fields = {'wish': wish['wish'], 'facet': 'waiting', 'key': 'k', **fields}
            status, text, _ = house.submit(hanna, '/people/ann/wish-settled', **fields)
            stage.check(status == 422 and say(fault) in html.unescape(text), f'{fields} is answered {status}')
        status = house.send('POST', mine + '/wish-gone', f"wish={wish['wish']}", Origin='http://elsewhere.example')[0]
        stage.check(status == 403, f'another site withdraws: {status}')
        status = house.submit(None, mine + '/wish-gone', wish=wish['wish'])[0]
        stage.check(status == 303 and wishes(house)[0]['state'] == 'withdrawn', f'withdrawing is answered {status}')
        stage.check('rather short' not in shown(house, hanna, '/people/ann')[1], 'a withdrawn wish is on the card')
        for word in ('wish-back', 'wish-settled', 'ask'):
            status = house.submit(None, f'{mine}/{word}', wish=wish['wish'])[0]
            stage.check(status in (404, 405), f'behind a link {word} is answered {status}')


def case_wish_kinds(context):
    """Of every kind of facet a wish can be added by its own person, and what was settled for noted by staff."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
        until_here(house, admin, 'warung', 'AB')
        mine = own_link(house, admin, 'ann', reason='service')
        kinds = {
            'quiet': ({'want': '8'}, 'at least 8', {'got': '2,2'}, 'far'),
            'thrill': ({'want': '5'}, 'about 5', {'got': '5'}, 'exactly'),
            'dish': ({'want': 'sate', 'also-nasi': '50'}, 'Satay, else Fried rice', {'got': 'nasi'}, 'madeDo'),
            'diet': ({'all-halal': '100', 'all-nut-free': '100'}, 'Halal, Without nuts', {'got-halal': 'yes'}, 'madeDo'),
            'food-wait': ({'want': '10'}, 'within 10 min', {'got': '5'}, 'exactly'),
        }
        for facet, (want, words, got, near) in kinds.items():
            text = shown(house, None, f'{mine}/wish?facet={facet}')[1]
            status, text, _ = house.submit(None, mine + '/wish', facet=facet, key=key_of(text), words=f'my {facet}', **want)
            stage.check(status == 303, f'a wish on {facet} is answered {status}')
            wish = next(each for each in wishes(house) if each['facet'] == facet)
            stage.check(wish['origin'] == 'told by person', f"{wish['origin']}")
            house.submit(admin, '/people/ann/wish-back', wish=wish['wish'], wording=f'your {facet}')
            status = house.submit(admin, '/people/ann/wish-yes', wish=wish['wish'])[0]
            stage.check(status == 303, f'confirming {facet} at the desk is answered {status}')
            key = key_of(shown(house, admin, '/people/ann')[1], wish['wish'])
            status = house.submit(admin, '/people/ann/wish-settled', wish=wish['wish'], facet=facet, key=key, **got)[0]
            text = shown(house, admin, '/people/ann')[1]
            begin = text.index(f'<blockquote>my {facet}')
            card = text[begin:text.index('</article>', begin)]
            stage.check(status == 303 and words in card and say(f'near-{near}') in card, f'{facet}: {status} {card[:400]}')
            how = say('gotExactly' if near == 'exactly' else 'settledFor')
            stage.check(f'>{how} · <time>' in card, f'{facet}: not told as {how}', card)
        for cookie, path in ((admin, '/people/ann'), (None, mine)):
            stage.check(say('becauseOf') not in shown(house, cookie, path)[1], 'a told wish has an event', path[:4])
        status, text, _ = house.submit(None, mine + '/wish', facet='nowhere', key='k', words='x')
        stage.check(status == 422 and say('unknownFacet') in html.unescape(text), f'no such facet: {status}')
        stage.check(house.submit(None, '/me/' + 'A' * 43 + '/wish', facet='quiet', words='x')[0] == 404, 'a link that is none')


def case_wish_guess(context):
    """What only happened is shown as a guess; its person says that it is so, or that it is not."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS, name='Annelies Brouwer')
        told(house, '/v1/experiences', id='e1', person='ann', facet='dish', event='filterRemoved',
             want={'oneOf': ['sate']}, got={'option': 'nasi'})
        told(house, '/v1/experiences', id='e2', person='ann', facet='quiet', event='gaveUp', want={'level': 9})
        mine = own_link(house, admin, 'ann', reason='service')
        for language in ('en', 'nl'):
            text = shown(house, None, mine, language)[1]
            for seen in ('whatWeThink', 'whatWeThinkHow', 'event-filterRemoved', 'event-gaveUp', 'noThatIsNot'):
                stage.check(say(seen, language=language) in text, f'{language}: their page leaves it out', seen)
            stage.check(text.count(say('becauseOf', language=language)) == 2, f'{language}: not why, of each guess once')
        dish, quiet = wishes(house)
        stage.check(not dish['counts'], 'a guess counts')
        stage.check(house.submit(None, mine + '/wish-yes', wish=dish['wish'])[0] == 303, 'a guess is not confirmed')
        stage.check(house.submit(None, mine + '/wish-gone', wish=quiet['wish'])[0] == 303, 'a guess is not denied')
        dish, quiet = wishes(house)
        stage.check(dish['counts'] and dish['settled'][0]['counts'], f'{dish}')
        stage.check(quiet['state'] == 'withdrawn', f'{quiet}')
        stage.check(say('whatWeThink') not in shown(house, None, mine)[1], 'nothing is left to guess, and it is asked')


def question_on(text):
    """The question on a page and which of its answers is pressed; nothing when none is asked."""
    found = re.search(r'name="question" value="([\w-]+)"', text)
    if not found:
        return None
    kind = next(kind for kind in ANSWERS if f'name="{kind}"' in text[text.index('id="question"'):])
    return found[1], kind


def case_one_question(context):
    """One thing is asked, once, in either language; an answer and "not now" both end it; staff asks within the same budget."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        for person, zone, name in (('ann', None, None), ('bob', None, None), ('carl', 'warung', 'Carl Vos')):
            arrive(house, person, {'band': 'band-' + person}, zone, name)
            wish = confirmed(house, person, 'w', 'quiet', {'level': 9}, f'quiet for {person}', importance=5)
            told(house, '/v1/experiences', id='e-' + person, person=person, wish=wish, event='workaround')
        until_here(house, admin, 'warung', 'CV')
        anns, bobs = (own_link(house, admin, who, reason='service') for who in ('ann', 'bob'))

        text = shown(house, None, anns)[1]
        asked = question_on(text)
        check(asked, 'nothing is asked on their own page')
        question, kind = asked
        stage.check(text.count('id="question"') == 1 and 'quiet for ann' in text, 'it does not say what it is about')
        stage.check(kind != 'closeness' or text.count('name="closeness"') == 11, 'not eleven buttons')
        for language in ('en', 'nl'):
            text = shown(house, None, anns, language)[1]
            stage.check(question_on(text) == asked, f'{language}: another question, or none')
            for seen in ('oneQuestion', f'q-{kind}', 'notNow'):
                stage.check(say(seen, language=language) in text, f'{language}: the page leaves it out', seen)
        for fields in ({}, {'closeness': '11'}, {'settle': 'x'}, {'words': ''}, {'prefers': 'x'}):
            status, text, _ = house.submit(None, anns + '/answer', question=question, **fields)
            stage.check(status == 422, f'{fields} is answered {status}')
        status, text, _ = house.submit(None, bobs + '/answer', question=question, **{kind: ANSWERS[kind]})
        stage.check(status == 422 and say('unknownQuestion') in html.unescape(text), f"another's question: {status}")
        anns = own_link(house, admin, 'ann', reason='service')  # A link is opened thirty times a minute at most.
        status, _, headers = house.submit(None, anns + '/answer', question=question, **{kind: ANSWERS[kind]})
        stage.check(status == 303, f'an answer is answered {status}')
        text = shown(house, None, headers['Location'].partition('#')[0])[1]
        stage.check(say('done-own-answer') in text and not question_on(text), 'asked again at once')
        for time in range(2):
            stage.check(not question_on(shown(house, None, anns)[1]), 'the same is asked again')
        stage.check([each['state'] for each in sheet(house)['questions']] == ['answered'], f"{sheet(house)['questions']}")
        text = shown(house, None, anns)[1]
        stage.check(say('whatWeAsked') in text and say(f'q-{kind}') in text, 'their page leaves out what was asked')

        question, kind = question_on(shown(house, None, bobs)[1])
        stage.check(house.submit(None, bobs + '/not-now', question=question)[0] == 303, '"not now" is refused')
        stage.check(sheet(house, 'bob')['questions'][0]['state'] == 'unanswered', '"not now" is no non-answer')
        stage.check(not question_on(shown(house, None, bobs)[1]), 'asked again after "not now"')
        stage.check(say('notAnswered') in shown(house, None, bobs)[1], 'their page leaves out that it was not answered')

        status, _, headers = house.submit(admin, '/people/carl/ask')
        stage.check(status == 303 and 'asks-nothing' not in headers['Location'], f'staff asks nothing: {status}')
        question, kind = question_on(shown(house, admin, '/people/carl')[1])
        status = house.submit(admin, '/people/carl/answer', question=question, **{kind: ANSWERS[kind]})[0]
        (asked,) = sheet(house, 'carl')['questions']
        stage.check(status == 303 and (asked['state'], asked['channel']) == ('answered', 'staff'), f'{status} {asked}')
        stage.check('asks-nothing' in house.submit(admin, '/people/carl/ask')[2]['Location'], 'staff asks again')
        carls = own_link(house, admin, 'carl', reason='service')
        stage.check(not question_on(shown(house, None, carls)[1]), 'the page asks what staff asked')


def case_wishes_are_theirs(context):
    """Whoever refuses help, and whoever may not look, sees nothing of wishes; their own page goes on showing them."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
        until_here(house, admin, 'warung', 'AB')
        hanna, noor = member(house, admin, 'hanna', zones='warung'), member(house, admin, 'noor', zones='pancakes')
        wish = confirmed(house, 'ann', 'w', 'quiet', {'level': 9}, 'quiet as snow', importance=5)
        told(house, '/v1/experiences', id='e', person='ann', wish=wish, event='workaround')
        stage.check('quiet as snow' in shown(house, hanna, '/people/ann')[1], 'who is near does not see it')
        ways = [('GET', '/people/ann', {}), ('GET', '/people/ann/wish?facet=quiet', {}),
                ('POST', '/people/ann/wish', {'facet': 'quiet', 'words': 'x', 'key': 'k'}),
                ('POST', '/people/ann/wish-yes', {'wish': wish}), ('POST', '/people/ann/wish-gone', {'wish': wish})]
        for method, path, form in ways:
            nobody = path.replace('ann', 'nemo')
            one, other = ((house.send('GET', each, Cookie=noor) if method == 'GET' else
                           house.submit(noor, each, **form))[:2] for each in (path, nobody))
            stage.check(one == other and one[0] == 404, f'who is not near is answered {one[0]}', path)
            status = (house.send('GET', path) if method == 'GET' else house.submit(None, path, **form))[0]
            stage.check(status == 303, f'nobody signed in is answered {status}', path)
        house.operate('POST', '/v1/people/ann/consent', {'mode': 'assisted', 'refused': ['help']})
        text = shown(house, hanna, '/people/ann')[1]
        for hidden in ('quiet as snow', 'id="wishes"', say('newWish')):
            stage.check(hidden not in text, 'refusing help, it is on the card', hidden)
        for method, path, form in ways[1:]:
            status = (house.send('GET', path, Cookie=hanna) if method == 'GET' else house.submit(hanna, path, **form))[0]
            stage.check(status == 404, f'refusing help, answered {status}', path)
        status, _, headers = house.submit(hanna, '/people/ann/ask')
        stage.check('asks-nothing' in headers['Location'], 'refusing help, they are asked')
        mine = own_link(house, admin, 'ann', reason='service')
        text = shown(house, None, mine)[1]
        stage.check('quiet as snow' in text and say('wishesUnseen') in text, 'their own page hides what is theirs')
        stage.check(not question_on(text), 'refusing help, their own page asks')


def case_what_we_can_do(context):
    """The card and the own page say what can be done for somebody and what is left; a catalogue that is none is told."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
        until_here(house, admin, 'warung', 'AB')
        told(house, '/v1/wishes', id='w0', person='ann', facet='dish', want={'oneOf': ['fruit']}, words='fruit, please')
        stage.check(say('weCanDoThis') not in shown(house, admin, '/people/ann')[1], 'a guess makes an offer')
        confirmed(house, 'ann', 'w1', 'dish', {'oneOf': ['fruit']}, 'fruit, please', importance=9)
        confirmed(house, 'ann', 'w2', 'thrill', {'level': 9}, 'as wild as can be', importance=9)
        confirmed(house, 'ann', 'w3', 'quiet', {'level': 9}, 'and quiet', importance=1)
        mine = own_link(house, admin, 'ann', reason='service')
        for cookie, path, heading in ((admin, '/people/ann', 'weCanDoThis'), (None, mine, 'own-weCanDoThis')):
            for language, words in (('en', ('Fruit from the cart', 'The Garuda coaster', '4.00')),
                                    ('nl', ('Fruit van de kar', 'De Garuda-achtbaan', '4,00'))):
                text = shown(house, cookie, path, language)[1]
                for seen in (say(heading, language=language), say('near-exactly', language=language), *words):
                    stage.check(seen in text, f'{language} {path[:4]}: it is not told', seen)
                left = text[text.index(say(heading, language=language)):]
                stage.check(left.count(words[2]) == 2, f'{language} {path[:4]}: not every price is in sight', words[2])
                name = {'en': 'How quiet it is', 'nl': 'Hoe rustig het is'}[language]
                stage.check(f'<strong>{name}</strong> “and quiet”' in left, f'{language} {path[:4]}: no facet', name)
                why = re.search(r'“and quiet” <small class="hushed">(.*?)</small>', left)
                stage.check(why and len(why[1]) > 10, f'{language} {path[:4]}: nothing says why something is left')
        arrive(house, 'ben', {'band': 'band-ben'})
        confirmed(house, 'ben', 'w4', 'thrill', {'level': 9}, 'wild', importance=9)
        confirmed(house, 'ben', 'w5', 'quiet', {'level': 9}, 'and quiet', importance=5)
        text = shown(house, None, own_link(house, admin, 'ben', reason='service'))[1]
        stage.check(say('own-weCanDoThis') in text and say('allTogether') not in text, 'a wish for quiet is charged for')
        stage.check('href="#allow"' in text and 'id="allow"' in text, 'what they allow is not in reach')
        house.operate('POST', '/v1/people/ann/consent', {'mode': 'assisted', 'refused': ['help']})
        stage.check(say('weCanDoThis') not in shown(house, admin, '/people/ann')[1], 'refusing help, an offer is made')

        file = os.path.join(house.venue, 'catalogue.yaml')
        with open(file, encoding='utf-8') as catalogue:
            whole = catalogue.read()
        house.stop()
        for spoilt, fault in ((whole.replace('thrill: 9', 'thril: 9'), "did you mean 'thrill'"), ('modules: 3', 'modules')):
            with open(file, 'w', encoding='utf-8') as catalogue:
                catalogue.write(spoilt)
            try:
                house.start()
                stage.check(False, 'a catalogue that is none is taken', fault)
                house.stop()
            except ServerEnded as ended:
                stage.check(ended.code == 78 and 'catalogue.yaml:' in str(ended) and fault in str(ended), f'{ended}')
        os.unlink(file)
        house.start()
        house.operate('POST', '/v1/people/ann/consent', {'mode': 'assisted'})
        text = shown(house, None, mine)[1]
        stage.check(say('own-weCanDoThis') not in text and 'as wild as can be' in text, 'an offer without a catalogue')


def case_wish_pages_fit(context):
    """The pages of wishes fit the smallest phone in both languages, can be tapped, and pass axe with everything open."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
        until_here(house, admin, 'warung', 'AB')
        with_wishes(house, 'ann')
        mine = own_link(house, admin, 'ann', reason='service')
        pages = ['/people/ann', mine, '/people/ann/wish?facet=dish', mine + '/wish?facet=diet']
        for language in ('en', 'nl'):
            browser.resize(320, 640, phone=True)
            browser.go(f'{house.origin}/language?to={language}')
            for number, path in enumerate(pages):
                browser.go(house.origin + path)
                browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
                place = f'{language} page {number}'
                wide = browser.run('''return [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility()
                    && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 90))''')
                stage.check(not wide, f'wider than 320 px: {wide[:2]}', place)
                low = browser.run('''return [...document.querySelectorAll("main button, main .button")].filter((e) =>
                    e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.textContent)''')
                stage.check(not low, f'too low for a finger: {low[:3]}', place)
                for line in axe.violations(browser):
                    stage.check(False, line, place)
                stage.picture(browser, f'wishes-{number}-{language}')
