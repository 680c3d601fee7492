"""Proposals on pages: from two voices to a decision by two people, and what cannot be decided."""
import html
import re

import axe
from context import check, wait_until
from floor_cases import member
from page_cases import SAY, Stage
from wishpage_cases import say, shown, told

CHARTER = """\
principles:
  - id: calm
    words: {en: We keep it calm, nl: Wij houden het rustig}
    yes: [A quiet bench]
    no: [Music at the gate]
  - id: own
    words: {en: We do it ourselves, nl: Wij doen het zelf}
    yes: [Our own soup]
    no: [A chain of shops]
red lines:
  - id: data
    words: {en: We sell no data, nl: Wij verkopen geen gegevens}
answer days: 7
"""
TEXT = {'title': 'Rest on the way', 'ask': 'Meer bankjes in het park', 'need': 'A place to sit down every few minutes',
        'ours': 'Chairs that staff puts where somebody needs one'}
OPTION = {'kind': 'ourWay', 'words': 'A chair where somebody needs one', 'cost': '1200', 'losers': 'who wants it empty',
          'capability': '50', 'margin': '25', 'staffComfort': '75', 'facet': 'quiet', 'fall': '30',
          'harm': '', 'crosses': ''}
REASON = {'nl': 'Wij zetten een stoel neer waar iemand moe is.', 'en': 'We put a chair where somebody is tired.'}


def keep_charter(context, house):
    file = context.path('charter.yaml')
    with open(file, 'w') as out:
        out.write(CHARTER)
    done = context.command('charter', 'keep', file, '--data', house.folder)
    check(done.returncode == 0, done.stderr)


def spoken(house, person, words, name):
    """A voice of somebody who lets the house help them; answers the house's name for it."""
    house.operate('POST', '/v1/links', {'token': f'band-{person}', 'person': person, 'mode': 'assisted'})
    heard = told(house, '/v1/voices', person=person, id=name, words=words, channel='mail', language='nl')
    return heard['voices'][0]['voice']


def press(house, cookie, path, **fields):
    """What a form is answered: its status, and where it leads or what it shows."""
    status, text, headers = house.submit(cookie, path, **fields)
    return status, headers.get('Location') or html.unescape(text)


def begun(house, cookie, path):
    """What a form says that it began with."""
    return re.search(r'name="start" value="(\w*)"', shown(house, cookie, path)[1])[1]


def opened(house, cookie, voice='', **text):
    """Opens a proposal, with a voice in it when one is given; answers its address."""
    page = shown(house, cookie, f'/proposals/new?voice={voice}')[1]
    key = re.search(r'name="key" value="([\w-]+)"', page)[1]
    status, place = press(house, cookie, '/proposals/new', key=key, voice=voice, **{**TEXT, **text})
    check(status == 303 and place.endswith('?done=opened'), f'a proposal is not opened: {status} {place[:300]}')
    return place.partition('?')[0]


def optioned(house, cookie, path, **fields):
    """Adds an option; answers its name."""
    page = shown(house, cookie, path + '/options/new')[1]
    key = re.search(r'name="key" value="([\w-]+)"', page)[1]
    status, place = press(house, cookie, path + '/options/new', key=key, **{**OPTION, **fields})
    check(status == 303, f'{fields} is answered {status} {place[:300]}')
    return place.partition('#option-')[2]


def scored(house, cookies, path, option, calm='1', own='1'):
    for cookie in cookies:
        status, place = press(house, cookie, path + '/score', option=option, **{'score-calm': calm, 'score-own': own})
        check(status == 303 and 'done=scored' in place, f'a score is answered {status} {place[:300]}')


def decided(house, cookie, path, **fields):
    return press(house, cookie, path + '/decide', **{'kind': 'ourWay', 'option': '', **REASON, 'prevails': 'both',
                                                    'principle': 'calm', **fields})


def tally(house, path, cookie, language='en'):
    """Asked, answered and open, as the page says it."""
    text = shown(house, cookie, path, language)[1]
    words = re.escape(SAY['pr-tally'][language])
    for number in range(3):
        words = words.replace(re.escape('{%d}' % number), r'(\d+)')
    found = re.search(words, text)
    check(found, 'the page does not say who is answered')
    return tuple(map(int, found.groups()))


def case_proposal_walk(context):
    """Two voices become a proposal, a decision against them waits for a second person, and both are answered once."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        noor = member(house, admin, 'noor', role='lead', full='Noor de Wit')
        hanna = member(house, admin, 'hanna')
        first = spoken(house, 'ann', 'Mogen er meer bankjes in het park?', 'v1')
        second = spoken(house, 'bob', 'Meer bankjes in het park graag, voor mijn moeder', 'v2')
        page = shown(house, hanna, f'/proposals/new?voice={first}')[1]
        check('Mogen er meer bankjes' in re.search(r'<blockquote.*?</blockquote>', page)[0], 'what was said is not beside the form')
        filled = re.findall(r'<textarea[^>]*>([^<]+)</textarea>', page) + re.findall(r'name="title"[^>]* value="([^"]+)"', page)
        check(not filled, f'somebody\'s words are filled in: {filled}')
        path = opened(house, hanna, first)
        page = shown(house, hanna, path + '?done=opened')[1]
        check(say('pr-done-opened') in page and TEXT['need'] in page, 'the proposal is not shown')
        check(tally(house, path, hanna) == (1, 0, 1), 'nobody is in it')
        check('id="alike"' in page and 'voor mijn moeder' in page, 'who says the like is not offered')
        check(press(house, hanna, path + '/gather', voice=second)[1] == path + '?done=gathered', 'it is not put together')
        check(tally(house, path, hanna) == tally(house, path, hanna, 'nl') == (2, 0, 2), 'the second is not in it')
        page = shown(house, hanna, path)[1]
        for words in ('Mogen er meer bankjes', 'voor mijn moeder', say('pr-channel-mail')):
            check(words in page, f'{words} is not shown')
        check('/people/ann' not in page, 'a host is told who it was that is not near')
        check(press(house, hanna, path + '/let-go', voice=second)[0] == 303, 'it is not taken out')
        check(tally(house, path, hanna) == (1, 0, 1), 'it stays in it')
        press(house, hanna, path + '/gather', voice=second)

        keep_charter(context, house)
        chair = optioned(house, hanna, path)
        page = shown(house, hanna, path)[1]
        check(say('pr-unscored') in page and say('pr-nothingKnown') in page, 'it is weighed by nobody')
        scored(house, (hanna, noor), path, chair)
        page = shown(house, hanna, path)[1]
        check(say('pr-point') in page and 'class="atease"' in page, 'the senang point is not shown')
        check(f'<summary>{say("in-numbers")}</summary>' in page, 'the numbers of the picture have no name')
        check('Noor de Wit' in page and say('pr-agreement').replace('{0}', '1.00') in page, 'agreement is not shown')
        check(press(house, hanna, path + '/decide')[0] == 403, 'a host decides')
        check(shown(house, hanna, path + '/decide')[0] == 403, 'a host is asked to decide')
        check(say('pr-leadDecides') in page and path + '/decide' not in page, 'a host is offered to decide')

        check(decided(house, admin, path, option=chair, prevails='house')[1] == path + '?done=waits', 'it is not kept')
        # A second person is called: on both pages, before anything else, and not whoever decided.
        newer = opened(house, hanna, title='A newer one')
        for viewer, is_called in ((noor, True), (admin, False), (hanna, False)):
            listed = re.findall(r'<article[^>]* id="proposal-([\w-]+)"', shown(house, viewer, '/proposals')[1])
            check(listed == [path.split('/')[-1], newer.split('/')[-1]], f'what waits is not first: {listed}')
            inbox = shown(house, viewer, '/voices')[1]
            check((path + '#decision' in inbox) == is_called, f'called as a second person: {not is_called}')
        mine, theirs = (shown(house, each, path)[1] for each in (admin, noor))
        check(say('pr-waitsMine') in mine and path + '/confirm' not in mine, 'whoever decided may confirm')
        check(path + '/confirm' in theirs and path + '/send-back' in theirs, 'a second person cannot say so')
        check(tally(house, path, admin) == (2, 0, 2), 'somebody is told before it is confirmed')
        status, text = press(house, admin, path + '/confirm')
        check(status == 422 and say('pr-refused-secondPersonNeeded') in text, f'one person confirms alone: {status}')
        status, text = press(house, noor, path + '/send-back', why='.')
        check(status == 422 and say('pr-whyMissing') in text, f'it is sent back without a reason: {status}')
        status, place = press(house, noor, path + '/send-back', why='Ask the gardener first')
        check(place == path + '?done=sentback', f'it is not sent back: {place[:300]}')
        by = say('pr-sentBackBy').partition(',')[0].replace('{0}', 'Noor de Wit')
        for page in (shown(house, admin, path)[1], shown(house, admin, path + '/decide')[1]):
            check('Ask the gardener first' in page and by in page, 'who sent it back, and why, is not said')
        for words in REASON.values():
            check(words in page, 'what was written has to be written again')
        check(decided(house, admin, path, option=chair, prevails='house')[0] == 303, 'it is not decided again')
        check(press(house, noor, path + '/confirm')[1] == path + '?done=confirmed', 'it is not confirmed')
        # Already on the page that says that it is confirmed.
        check(tally(house, path, noor) == (2, 2, 0), 'the page says that they wait still')
        check('#decision' not in shown(house, noor, '/voices')[1], 'what is confirmed is still to be confirmed')
        page = shown(house, noor, path)[1]
        check(say('pr-state-decided') in page and REASON['nl'] in page and REASON['en'] in page, 'the reason is not shown')
        for person in ('ann', 'bob'):
            (voice,) = house.operate('GET', f'/v1/people/{person}/voices')['voices']
            check(voice['answer']['words'] == REASON['nl'], f'{person} is answered {voice["answer"]}')
        check(press(house, noor, path + '/finish')[1] == path + '?done=finished', 'it is not done')
        told(house, '/v1/voices', person='ann', do='helped', id='v1', helped=True)
        page = shown(house, noor, path)[1]
        check(say('pr-helped') in page and say('pr-helping').replace('{0}', '1').replace('{1}', '0') in page,
              'whom it helped is not shown')
        check(say('pr-state-done') in shown(house, noor, '/proposals?state=done')[1], 'it is not listed as done')
        check(TEXT['title'] not in shown(house, noor, '/proposals?state=open')[1], 'it is listed as open')


def case_proposal_refusals(context):
    """What cannot be is said beside its field, in both languages, and what was typed stays."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        noor = member(house, admin, 'noor', role='lead')
        for language in ('en', 'nl'):
            page = press(house, f'{admin}; senang_language={language}', '/proposals/new', key='k', ask='A long ask')
            check(page[0] == 422 and say('pr-titleMissing', language=language) in page[1] and 'A long ask' in page[1],
                  f'no title: {page[0]}')
        long = press(house, admin, '/proposals/new', key='k', title='t', need='x' * 1001)
        check(long[0] == 422 and say('pr-tooLong') in long[1] and 'x' * 1001 in long[1], 'what is too long is kept')
        path = opened(house, admin, ask='', need='')
        check(shown(house, admin, path + '-not')[0] == 404, 'a proposal that is not there is shown')
        check(press(house, admin, path + '-not/finish')[0] == 404, 'a proposal that is not there is done')
        check(press(house, admin, path + '/dance')[0] == 404, 'a proposal dances')

        def refused(code, **fields):
            status, text = decided(house, admin, path, **{'kind': 'declined', **fields})
            check(status == 422 and say(code) in text, f'{fields} is answered {status} without {code}')
            return text

        text = refused('pr-refused-proposalIncomplete')
        check(REASON['nl'] in text and REASON['en'] in text, 'what was typed is lost')
        status, _ = press(house, admin, path + '/words', start=begun(house, admin, path + '/words'), **TEXT)
        check(status == 303, 'the words are not kept')
        refused('pr-refused-charterMissing')
        keep_charter(context, house)

        # Nobody declines without a reason, in either language.
        for missing in ('nl', 'en'):
            refused('pr-reasonMissing', **{missing: ' '})
            refused('pr-reasonMissing', **{missing: '.'})
        # Nor in the customer's name, or in words of another language without a second look.
        refused('pr-refused-interestDoesNotFit', prevails='customer')
        refused('pr-otherLanguage', nl=REASON['en'])
        refused('pr-otherLanguage', en=REASON['nl'])
        refused('chooseOne', kind='')
        refused('chooseOne', prevails='')
        refused('chooseOne', principle='')
        refused('chooseOne', principle='loud')
        refused('pr-optionMissing', kind='asAsked')
        chair = optioned(house, admin, path)
        refused('pr-optionDeclined', option=chair)
        refused('pr-refused-scoresMissing', kind='ourWay', option=chair)
        scored(house, (admin, noor), path, chair)
        refused('pr-refused-optionDecide', kind='asAsked', option=chair)

        # What is out cannot be chosen: harm, a red line, and what most say is not us.
        for number, (fields, score, why) in enumerate((
                ({'harm': 'deceives'}, '1', say('pr-harm-deceives')),
                ({'crosses': 'data'}, '1', say('pr-crossesLine').replace('{0}', 'We sell no data')),
                ({}, '-1', say('pr-notUs').replace('{0}', 'We keep it calm')))):
            option = optioned(house, admin, path, words=f'Out {number}', **fields)
            scored(house, (admin, noor), path, option, calm=score)
            refused('pr-refused-vetoed', kind='ourWay', option=option)
            page = shown(house, admin, path)[1]
            check(say('pr-outSay').replace('{0}', f'{"BCD"[number]} (“Out {number}”)').replace('{1}', why) in page,
                  f'why it is out is not said: {why}')
        for fields, code in (({'words': ' '}, 'pr-wordsMissing'), ({'kind': 'free'}, 'chooseOne'),
                             ({'cost': 'much'}, 'pr-costInvalid'), ({'fall': '101'}, 'pr-fallInvalid'),
                             ({'facet': ''}, 'pr-fallNowhere'), ({'margin': '101'}, 'chooseOne'),
                             ({'margin': ''}, 'chooseOne'), ({'capability': ''}, 'chooseOne'),
                             ({'facet': 'nothing'}, 'chooseOne'), ({'losers': 'x' * 1001}, 'pr-tooLong')):
            status, text = press(house, admin, path + '/options/new', key='o', **{**OPTION, **fields})
            check(status == 422 and say(code) in text, f'{fields} is answered {status} without {code}')
        status, text = press(house, admin, path + '/score', option=chair)
        check(status == 422 and say('pr-scoreChoose') in text, f'no score is answered {status}')
        status, text = press(house, admin, path + '/score', option=chair, **{'score-calm': '2'})
        check(status == 422, f'a score of two is answered {status}')
        status, text = press(house, admin, path + '/merge', into=path.rpartition('/')[2])
        check(status == 422 and say('pr-refused-sameProposal') in text, 'it is put into itself')

        check(decided(house, admin, path, kind='declined', prevails='both')[1] == path + '?done=waits', 'declined alone')
        page = shown(house, noor, path)[1]
        check(say('pr-two-declined') in page, 'why it takes two is not said')
        check(press(house, noor, path + '/confirm')[1] == path + '?done=confirmed', 'not declined')
        status, text = press(house, admin, path + '/words', **TEXT)
        check(status == 422 and say('pr-refused-alreadyDecided') in text, 'words of what is decided are kept')
        status, text = press(house, admin, path + f'/options/{chair}/drop')
        check(status == 422 and say('pr-refused-alreadyDecided') in text, 'an option of what is decided is gone')
        status, text = press(house, admin, path + '/finish')
        check(status == 422 and say('pr-refused-notDecided') in text, 'what is declined is done')


def case_proposal_merge_and_change(context):
    """Two proposals become one with all their voices; options and words change and go."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        keep_charter(context, house)
        one = opened(house, admin, spoken(house, 'ann', 'Meer bankjes', 'v1'))
        two = opened(house, admin, spoken(house, 'bob', 'Stoelen in de schaduw', 'v2'), title='Chairs')
        check(press(house, admin, one + '/merge', into=two.rpartition('/')[2])[1] == two + '?done=merged', 'not merged')
        check(tally(house, two, admin) == (2, 0, 2), 'a voice is lost')
        status, _, headers = house.send('GET', one, Cookie=admin)
        check(status == 303 and headers['Location'] == two, f'what was merged is answered {status}')
        check(TEXT['title'] not in shown(house, admin, '/proposals')[1], 'what was merged is listed')

        start = begun(house, admin, two + '/words')
        words = {**TEXT, 'title': 'Chairs', 'start': start}
        check(press(house, admin, two + '/words', **{**words, 'need': 'To rest'})[0] == 303, 'the words are not kept')
        status, text = press(house, admin, two + '/words', **{**words, 'ask': 'Stoelen'})
        check(status == 409 and say('pr-overtaken') in text and '<dd>To rest</dd>' in text and 'Stoelen' in text,
              f'the words of a colleague are overwritten: {status}')
        again = re.search(r'name="start" value="(\w*)"', text)[1]
        check(press(house, admin, two + '/words', **{**words, 'ask': 'Stoelen', 'start': again})[0] == 303,
              'whoever saw it cannot keep theirs')
        chair = optioned(house, admin, two)
        page = shown(house, admin, f'{two}/options/{chair}')[1]
        for name in ('words', 'losers'):
            check(OPTION[name] in page, f'{name} is not in the form')
        for name, value in (('cost', '1200.00'), ('fall', '30')):
            check(f'name="{name}" value="{value}"' in page, f'{name} is not in the form as {value}')
        # The same form again is the same option.
        check(press(house, admin, two + '/options/new', key=chair, **OPTION)[0] == 303, 'a form sent twice is refused')
        start = begun(house, admin, f'{two}/options/{chair}')
        bench = {**OPTION, 'words': 'A bench', 'fall': '12,5'}
        status, place = press(house, admin, f'{two}/options/{chair}', start=start, **bench)
        check(status == 303, f'the option is not changed: {place[:300]}')
        status, text = press(house, admin, f'{two}/options/{chair}', start=start, **{**bench, 'words': 'A swing'})
        check(status == 409 and say('pr-overtaken') in text and '<dd>A bench</dd>' in text and 'A swing' in text,
              f'what a colleague wrote is overwritten: {status}')
        check('name="fall" value="12.5"' in shown(house, admin, f'{two}/options/{chair}')[1], 'the change is not kept')
        check(press(house, admin, two + '/options/new', key=chair, **OPTION)[0] == 409, 'an old form undoes a change')
        check(shown(house, admin, two)[1].count('class="card pledged option"') == 1, 'a form sent twice is two options')
        check(press(house, admin, f'{two}/options/{chair}/drop')[1] == two + '?done=dropped', 'it is not taken away')
        check(say('pr-noOptions') in shown(house, admin, two)[1], 'it stands there')
        check(shown(house, admin, f'{two}/options/{chair}')[0] == 404, 'an option that is gone is changed')


def case_proposal_at_ease(context):
    """Each option says where it stands; one with which a side is not at ease takes two; a changed one is scored anew."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        noor = member(house, admin, 'noor', role='lead')
        keep_charter(context, house)
        path = opened(house, admin, spoken(house, 'ann', 'Meer bankjes', 'v1'))
        other = opened(house, admin, spoken(house, 'bob', 'Nog een bankje bij het water', 'v2'), title='Another')
        ease = optioned(house, admin, path)
        unease = optioned(house, admin, path, words='A bar', staffComfort='0')
        little = optioned(house, admin, path, words='A sign', fall='4')
        for option in (ease, unease, little):
            scored(house, (admin, noor), path, option)
        page = shown(house, admin, path + '/decide')[1]
        listed = re.search(r'<ul id="standings">(.*?)</ul>', page, re.S)[1]
        for words, key in ((OPTION['words'], 'pr-inZone'), ('A bar', 'pr-uneasy-house'), ('A sign', 'pr-uneasy-customer')):
            check(f'(“{words}”): {say(key)}' in listed, f'{words} does not say {key}')
        page = shown(house, admin, path)[1]
        check(say('pr-pickedExpected').partition('{0}')[2] in page, 'what is expected is called known')
        for option in (unease, little):
            check(decided(house, admin, path, option=option)[1] == path + '?done=waits', f'{option} is chosen by one')
            check(press(house, noor, path + '/send-back', why='Not this one')[0] == 303, 'it is not sent back')
        # Changed, it is another: two score it again.
        check(press(house, admin, f'{path}/options/{ease}', start=begun(house, admin, f'{path}/options/{ease}'),
                    **{**OPTION, 'cost': '9'})[0] == 303, 'it is not changed')
        status, text = decided(house, admin, path, option=ease)
        check(status == 422 and say('pr-refused-scoresMissing') in text, f'old scores of what changed count: {status}')
        scored(house, (admin, noor), path, ease)
        name = path.rpartition('/')[2]
        check(f'value="{name}"' in shown(house, admin, other)[1], 'an open one is not offered to be put into')
        check(decided(house, admin, path, option=ease)[1] == path + '?done=decided', 'one alone does not choose it')
        check(f'value="{name}"' not in shown(house, admin, other)[1], 'a decided one is offered to be put into')
        status, text = press(house, admin, other + '/merge', into=name)
        check(status == 422 and say('pr-refused-alreadyDecided') in text, f'a decision answers what is put to it: {status}')
        wait_until(lambda: tally(house, path, admin) == (1, 1, 0), 'the first to be answered')
        (voice,) = house.operate('GET', '/v1/people/bob/voices')['voices']
        press(house, admin, other + '/let-go', voice=voice['voice'])
        page = shown(house, admin, f'/voices/{voice["voice"]}')[1]
        check(say('vo-join-answer') in page and say('vo-join-here') not in page, 'it is not said that it answers')


def case_proposal_heard(context):
    """What people say and rank is shown, informs and moves nothing; how few rank is hidden."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        noor = member(house, admin, 'noor', role='lead')
        keep_charter(context, house)
        path = opened(house, admin, spoken(house, 'ann', 'Meer bankjes', 'v1'))
        name = path.rpartition('/')[2]
        chair, bench = optioned(house, admin, path), optioned(house, admin, path, words='Benches', kind='asAsked')
        for option in (chair, bench):
            scored(house, (admin, noor), path, option)

        def balance():
            return re.search(r'<figure class="card insight" id="balance">.*?</figure>', shown(house, admin, path)[1], re.S)[0]

        before = balance()
        told(house, '/v1/voices', person='ann', do='part', proposal=name, comment='Please soon')
        told(house, '/v1/voices', person='ann', do='part', proposal=name, rather='A swing')
        told(house, '/v1/voices', person='ann', do='part', proposal=name, rank=[bench, chair])
        page = shown(house, admin, path)[1]
        for words in ('Please soon', 'A swing', say('pr-rather'), say('pr-informs'),
                      say('pr-ranksFew').replace('{0}', 'guests')):
            check(words in page, f'{words} is not shown')
        check(balance() == before, 'a vote moves the balance')
        for number in range(9):
            house.operate('POST', '/v1/links', {'token': f'b{number}', 'person': f'p{number}', 'mode': 'assisted'})
            told(house, '/v1/voices', person=f'p{number}', do='part', proposal=name, rank=[chair])
        page = shown(house, admin, path)[1]
        counted = say('pr-ranks').replace('{0}', '10').replace(
            '{1}', ', '.join(say('pr-place').replace('{0}', place).replace('{1}', people)
                             for place, people in (('1', '9'), ('2', '1'))))
        check(counted in page, 'what ten rank is not shown')
        check(say('pr-ranksFew').replace('{0}', 'guests') in page, 'what one ranked is shown')


def prepared(stage, context, admin):
    """A proposal with something of everything; answers its address and an option of it."""
    house = stage.house
    noor = member(house, admin, 'noor', role='lead', full='Noor de Wit')
    keep_charter(context, house)
    path = opened(house, admin, spoken(house, 'ann', 'Mogen er meer bankjes in het park?', 'v1'))
    spoken(house, 'bob', 'Bankjes in het park graag', 'v2')
    chair = optioned(house, admin, path)
    others = [optioned(house, admin, path, **fields) for fields in (
        {'words': 'Benches everywhere', 'kind': 'asAsked', 'fall': '80', 'staffComfort': '25', 'margin': '25'},
        {'words': 'A shop that lends chairs', 'crosses': 'data', 'fall': '90'},
        {'words': 'Benches by the lake', 'kind': 'asAsked', 'fall': '3', 'margin': '75', 'capability': '75'})]
    for option in [chair, *others]:
        scored(house, (admin, noor), path, option)
    told(house, '/v1/voices', person='ann', do='part', proposal=path.rpartition('/')[2], comment='Graag in de schaduw')
    return path, chair


def case_proposal_pages_fit(context):
    """The pages of proposals fit the smallest phone in both languages, can be tapped, and pass axe with all open."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        path, chair = prepared(stage, context, admin)
        pages = {'list': '/proposals', 'new': '/proposals/new', 'sheet': path, 'words': path + '/words',
                 'option': f'{path}/options/{chair}', 'decide': path + '/decide'}
        for language in ('en', 'nl'):
            look_at(stage, browser, pages, language, 320)
        look_at(stage, browser, {'desk-sheet': path, 'desk-list': '/proposals'}, 'nl', 1280)
        assert decided(house, admin, path, option=chair, prevails='house')[0] == 303
        for language in ('en', 'nl'):
            look_at(stage, browser, {'waits': path}, language, 320)


def look_at(stage, browser, pages, language, width):
    browser.resize(width, 800, phone=width < 500)
    browser.go(f'{stage.house.origin}/language?to={language}')
    for scheme in ('light', 'dark'):
        browser.command('Emulation.setEmulatedMedia', features=[{'name': 'prefers-color-scheme', 'value': scheme}])
        for name, path in pages.items():
            browser.go(stage.house.origin + path)
            place = f'{name}-{language}-{width}-{scheme}'
            stage.picture(browser, f'proposals-{place}')
            browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
            wide = browser.run('''return [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility()
                && !e.closest(".scroll") && e.getBoundingClientRect().right > innerWidth + 1)
                .map((e) => e.outerHTML.slice(0, 90))''')
            stage.check(not wide, f'wider than {width} px: {wide[:2]}', place)
            low = browser.run('''return [...document.querySelectorAll("main button, main .button")].filter((e) =>
                e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.textContent)''')
            stage.check(not low, f'too low for a finger: {low[:3]}', place)
            for line in axe.violations(browser):
                stage.check(False, line, place)
