"""What people said, as staff reads, hears, gathers and answers it: on the pages, with a script and without."""
import datetime
import html
import os
import re
import urllib.parse

import axe
from context import wait_until
from floor_cases import ANNS, BOBS, arrive, member, until_here
from mail_cases import Mail, report
from page_cases import PLACE, SAY, Stage, follow
from wishpage_cases import say, shown, told

BENCH = {'nl': ('Meer bankjes in het park', 'Er zijn te weinig bankjes voor mijn oma', 'De muziek staat te hard'),
         'en': ('More benches in the park', 'There are too few benches for my grandmother', 'The music is too loud')}


def voiced(house, words, person='ann', **more):
    """Somebody says something by program; answers what they were told."""
    house.said = getattr(house, 'said', 0) + 1
    fields = {'person': person, 'id': f'said-{house.said}', 'words': words, 'channel': 'page', **more}
    return told(house, '/v1/voices', **fields)['voices'][0]


def day(**later):
    return (datetime.datetime.now(PLACE) + datetime.timedelta(**later)).strftime('%Y-%m-%d')


def tally(house):
    """What is kept of everybody who asked; nobody may be lost."""
    counted = house.operate('GET', '/v1/voices/tally')
    kept = counted['kept']
    assert counted['whole'] and kept['asked'] == kept['answered'] + kept['open'], f'somebody is lost: {counted}'
    return kept


def first_line(house, cookie, language='en'):
    """The first line of the inbox, and the same as it has to be."""
    text = shown(house, cookie, '/voices', language)[1]
    kept = tally(house)
    wanted = SAY['vo-tally'][language].format(kept['asked'], kept['answered'], kept['open'])
    return re.search(r'<p class="tally">(.*?)</p>', text)[1], wanted


def rows(text):
    """The voices that a page lists, in its order."""
    return re.findall(r'<li id="voice-([\w-]+)">', text)


def fault(text, field):
    """What is said beside a field of a form."""
    found = re.search(rf'id="fault-{field}"[^>]*>(.*?)</p>', text)
    return found and html.unescape(found[1])


def key_in(text, form):
    """The key by which a form that is sent twice is one."""
    return re.search(rf'action="{form}".*?name="key" value="([\w-]+)"', text, re.S)[1]


def heard(house, cookie, words, **fields):
    """Takes something down by the form; answers its page's path."""
    text = shown(house, cookie, '/voices/new')[1]
    fields = {'key': key_in(text, '/voices/new'), 'channel': 'desk', 'words': words, 'do': 'hear', **fields}
    status, text, headers = house.submit(cookie, '/voices/new', **fields)
    assert status == 303, f'{fields} is answered {status}'
    return headers['Location'].partition('?')[0]


# MARK: The whole way

def speak(stage, browser, words, language):
    """Somebody whom nobody knows says something at the desk; answers its page's path and number."""
    browser.go(stage.house.origin + '/voices/new')
    browser.click('label:has([name=from])')
    browser.type('#words', words)
    browser.click(f'[name=language] option[value={language}]')
    follow(browser, 'button[value=hear]')
    number, date = browser.texts('.receipt-number .large')
    stage.check(re.fullmatch(r'\d{3}\s\d{3}\s\d{3}', number), f'they are told the number {number!r}')
    stage.check(re.search(r'20\d\d', date), f'they are told the date {date!r}')
    stage.picture(browser, f'voice-heard-{language}')
    return browser.address.partition(stage.house.origin)[2].partition('?')[0], number


def walk(stage, browser, admin, language):
    """Heard, found alike, put together, answered alone, found by its number, put off."""
    house, (first, second, other) = stage.house, BENCH[language]
    browser.go(f'{house.origin}/language?to={language}')
    bench, number = speak(stage, browser, first, language)
    music, _ = speak(stage, browser, other, language)

    # While somebody types, who said the like stands beside it.
    browser.go(house.origin + '/voices/new')
    browser.click('label:has([name=from])')
    browser.type('#words', second)
    wait_until(lambda: first in browser.text('#alike'), f'{first!r} while {second!r} is typed', 10)
    stage.check(other not in browser.text('#alike'), 'what is not alike is shown')
    stage.picture(browser, f'voice-typed-{language}')
    follow(browser, 'button[value=hear]')
    again = browser.address.partition(house.origin)[2].partition('?')[0]
    stage.check(first in browser.text('#similar'), 'the like is not shown with it')
    follow(browser, '#similar form button')
    stage.check(SAY['vo-done-propose'][language] in browser.text('.note.yes'), 'putting together is not told')
    stage.check(SAY['vo-join-done'][language] in browser.text('#similar'), 'they are not together')
    proposal = re.search(r'/proposals/([\w-]+)', browser.run('return document.body.innerHTML'))[1]
    in_it = house.operate('GET', f'/v1/proposals/{proposal}')
    stage.check(in_it['proposal']['tally']['asked'] == 2, f'in the proposal are {in_it["proposal"]["tally"]}')
    # What they said stays theirs: it is forgotten with them, and others read a proposal.
    kept = str(in_it['proposal'])
    stage.check(second not in kept and first[:12] not in kept and not in_it['proposal'].get('ask'), f'it says {kept}')
    stage.check(number.replace('\xa0', ' ') in in_it['proposal']['title'].replace('\xa0', ' '), f'it is called {kept}')
    stage.picture(browser, f'voice-together-{language}')

    # By the number that they were given.
    browser.go(house.origin + '/voices')
    browser.type('[name=number]', number)
    follow(browser, 'form.search button')
    stage.check(browser.address.endswith(bench), f'the number {number} leads to {browser.address}')

    browser.go(house.origin + music)
    browser.click('#answer > summary')
    stage.check(SAY['vo-writeIn'][language] in browser.text('#answer'), 'it is not said which language they speak')
    browser.click('#answer label:has([value=said])')
    words = {'nl': 'Dank u wel, wij zetten de muziek voortaan zachter.',
             'en': 'Thank you, from now on we play the music more softly.'}[language]
    browser.type('#answer-words', words)
    stage.picture(browser, f'voice-answering-{language}')
    follow(browser, '#answer button.main')
    stage.check(SAY['vo-done-answerToTell'][language] in browser.text('.note.yes'), 'that they have to be told is not said')
    stage.check(words in browser.text('main') and not browser.find_all('#answer'), 'it is open still')
    # Nobody but staff tells who asked at the desk.
    browser.go(house.origin + '/voices')
    stage.check(other in browser.text('.voices-untold'), 'who is to be told is not listed')
    stage.picture(browser, f'voice-untold-{language}')
    follow(browser, '.voices-untold li > a')
    follow(browser, 'form[action$="/told"] button')
    browser.go(house.origin + '/voices')
    stage.check(not browser.find_all('.voices-untold'), 'who was told is still to be told')

    browser.go(house.origin + again)
    browser.click('#postpone > summary')
    browser.run('document.querySelector("#to").value = arguments[0]', day(days=30))
    reason = {'nl': 'De leverancier heeft het nog druk met andere banken.',
              'en': 'The supplier is still busy with other benches.'}[language]
    browser.type('#reason', reason)
    follow(browser, '#postpone form button')
    stage.check(SAY['vo-done-postpone'][language] in browser.text('.note.yes'), 'the new date is not told')
    stage.check(reason in browser.text('article'), 'the reason is not shown')
    line, wanted = first_line(house, admin, language)
    stage.check(line == wanted, f'the first line is {line!r}, not {wanted!r}')
    listed = rows(shown(house, admin, '/voices')[1])
    ids = [path.rpartition('/')[2] for path in (bench, again, music)]
    stage.check(listed.index(ids[0]) < listed.index(ids[1]), 'the later date stands first')
    stage.check(ids[2] not in listed, 'what is answered waits')
    browser.go(house.origin + '/voices')
    stage.picture(browser, f'voice-inbox-{language}')


def case_voicepage_walk(context):
    """Somebody is heard, found alike, put together with others, answered and put off, in English and in Dutch."""
    with Stage(context) as stage:
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        for language in ('nl', 'en'):
            walk(stage, browser, admin, language)
        complaints = [line for line in browser.log_lines() if 'SEVERE' in line]
        stage.check(not complaints, f'the browser complains: {complaints[:2]}')


def case_voicepage_inbox(context):
    """The inbox: the earliest date first, what is past its date said so, filters, pages, and nothing for screens."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS)
        text = shown(house, admin, '/voices')[1]
        stage.check(say('vo-nobodyWaits') in text and first_line(house, admin)[0].startswith('0 asked'), 'an empty inbox')
        dutch = [voiced(house, f'Nummer {count} over de bankjes in het park', language='nl')['voice'] for count in range(60)]
        english = voiced(house, 'More benches in the park', channel='review', language='en')['voice']
        unknown = voiced(house, 'Zzz', channel='chat')['voice']
        text = shown(house, admin, '/voices')[1]
        stage.check(len(rows(text)) == 50 and 'page=2' in text and 'page=0' not in text, f'{len(rows(text))} on a page')
        both = rows(text) + rows(shown(house, admin, '/voices?page=2')[1])
        stage.check(sorted(both) == sorted([*dutch, english, unknown]), f'{len(set(both))} of 62 are listed')
        stage.check(not rows(shown(house, admin, '/voices?page=3')[1]), 'a third page')
        for query, wanted in (('channel=review', {english}), ('spoken=en', {english}), ('channel=chat', {unknown}),
                              ('channel=chat&spoken=nl', set()), ('gathered=yes', set()), ('page=x&channel=review', {english}),
                              ('channel=none', set())):
            status, text = shown(house, admin, f'/voices?{query}')
            stage.check(status == 200 and set(rows(text)) == wanted, f'{query} lists {len(rows(text))}')
        house.submit(admin, f'/voices/{english}/propose', key='first-one', title='Benches')
        stage.check(set(rows(shown(house, admin, '/voices?gathered=yes')[1])) == {english}, 'what is in a proposal')
        stage.check(len(rows(shown(house, admin, '/voices?gathered=no&page=2')[1])) == 11, 'what is in none')
        stage.check('Benches' in shown(house, admin, '/voices?gathered=yes')[1], 'the proposal is not named')
        line, wanted = first_line(house, admin, 'nl')
        stage.check(line == wanted and line.startswith('62 '), f'{line!r} for {wanted!r}')
        for number in ('000000000', '12', 'x', '９９９９９９９９９'):
            status, text = shown(house, admin, '/voices?number=' + urllib.parse.quote(number))
            stage.check(status == 200 and fault(text, 'number') == say('vo-no-unknownNumber'), f'the number {number}')
        noor = member(house, admin, 'noor')
        stage.check(shown(house, noor, '/voices')[0] == 200, 'a host sees no voices')
        for path in ('/voices', f'/voices/{english}', '/voices/new', '/voices/similar?text=bankjes'):
            status, text, headers = house.send('GET', path)
            stage.check(status == 303 and headers['Location'] == '/sign-in', f'{path} without signing in: {status}')
        for path in ('/voices/none', '/voices/%3Cb%3E', '/voices/none/answer'):
            stage.check(shown(house, admin, path)[0] in (303, 404), f'{path} is there')


def case_voicepage_heard(context):
    """Who is heard is named by leave or by nobody, sent twice is once, and each refusal stands beside its field."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        noor = member(house, admin, 'noor', zones='warung')
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
        arrive(house, 'bob', BOBS)
        until_here(house, admin, 'warung', 'AB')
        assert house.submit(noor, '/roster/warung/take')[0] == 303
        form = {'channel': 'phone', 'words': 'Meer bankjes graag', 'do': 'hear'}
        for change, field, text in (
                ({'words': ' '}, 'words', 'vo-no-wordsMissing'), ({'words': 'x' * 4001}, 'words', 'vo-no-wordsTooLong'),
                ({}, 'who', 'vo-no-whoMissing'), ({'who': '???'}, 'who', 'aliasInvalid'),
                ({'who': 'band-of-nobody'}, 'who', 'vo-no-notHere'), ({'who': BOBS['band']}, 'who', 'vo-no-notHere')):
            status, answer, _ = house.submit(noor, '/voices/new', **{'key': 'k', **form, **change})
            stage.check(status == 422 and fault(answer, field) == say(text), f'{field} {change and list(change)}: {status} {fault(answer, field)}')
            typed = change.get('words', form['words']).strip()
            stage.check(typed in answer and change.get('who', '') in html.unescape(answer), 'what was typed is gone')
            stage.check('value="phone" checked' in answer, 'what was chosen is gone')
        stage.check(house.submit(noor, '/voices/new', key='k', words='x', channel='fax')[0] == 422, 'by fax')
        stage.check(tally(house)['asked'] == 0, 'what was refused is kept')

        # Without a script a button looks who said the like, and keeps nothing.
        status, answer, _ = house.submit(noor, '/voices/new', **{**form, 'key': 'k', 'do': 'look'})
        stage.check(status == 200 and say('vo-alikeNone') in html.unescape(answer) and form['words'] in answer, 'the look')
        path = heard(house, noor, 'Meer bankjes graag', who=ANNS['band'])
        status, answer, _ = house.submit(noor, '/voices/new', **{**form, 'key': 'k', 'words': 'bankjes', 'do': 'look'})
        stage.check('Meer bankjes graag' in answer and tally(house)['asked'] == 1, 'the like is not found')
        part = house.send('GET', '/voices/similar?text=bankjes', Cookie=noor, **{'X-Senang-Part': '1'})[1]
        stage.check('Meer bankjes graag' in part and '<html' not in part, 'the part is a page')
        stage.check(house.send('GET', '/voices/similar?text=ba', Cookie=noor, **{'X-Senang-Part': '1'})[1].strip() == '',
                    'two letters are like something')

        text = shown(house, noor, path)[1]
        stage.check('/people/ann' in text, 'who is near is not told')
        twice = {**form, 'key': 'twice', 'from': 'nobody', 'language': 'en'}
        places = {house.submit(noor, '/voices/new', **twice)[2]['Location'] for _ in range(2)}
        stage.check(len(places) == 1 and tally(house)['asked'] == 2, f'sent twice it is {places}')
        status, answer, _ = house.submit(noor, '/voices/new', **{**twice, 'words': 'Something else'})
        stage.check(status == 422 and say('vo-no-voiceDiffers') in html.unescape(answer), f'another under one key: {status}')
        stage.check('English' in shown(house, noor, places.pop().partition('?')[0])[1], 'the language that was chosen')
        # A lead who says why hears somebody who is elsewhere; their card stays closed to a host.
        path = heard(house, admin, 'Ik zoek mijn hoed', who=BOBS['band'], why='service')
        stage.check('/people/bob' not in shown(house, noor, path)[1], 'who is elsewhere is told')
        stage.check(say('vo-whoHidden') in shown(house, noor, path)[1], 'why nobody is named is not said')

        # From a card, and on it.
        text = shown(house, noor, '/people/ann')[1]
        stage.check('Meer bankjes graag' in text and '/voices/new?person=ann' in text, 'the card says nothing of it')
        text = shown(house, noor, '/voices/new?person=ann')[1]
        stage.check('name="who"' not in text and 'name="person" value="ann"' in text, 'whose it is is asked again')
        path = heard(house, noor, 'En een glas water', person='ann')
        stage.check('En een glas water' in shown(house, noor, '/people/ann')[1], 'not on the card')
        status, answer, _ = house.submit(noor, '/voices/new', **{**form, 'key': 'b', 'person': 'bob'})
        stage.check(status == 422 and say('vo-no-notHere') in html.unescape(answer), f'a card that is closed: {status}')
        said = house.operate('GET', '/v1/people/bob/voices')['voices']
        stage.check([each['words'] for each in said] == ['Ik zoek mijn hoed'], f'Bob said {said}')


def case_voicepage_language(context):
    """Everyday Dutch is answered in Dutch; a language that was read wrong is mended on the page, and only to one of the list."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        house.operate('POST', '/v1/links', {'token': 'b1', 'person': 'ann', 'mode': 'assisted'})
        for words in ('De koffie was koud', 'Mag de hond mee het park in?', 'Te lang gewacht in de rij', 'Mogen we hier picknicken?',
                      'De parkeerplaats is te klein', 'Er was geen plek voor de rolstoel'):
            house.said = getattr(house, 'said', 0) + 1
            read = told(house, '/v1/voices', person='ann', id=f'read-{house.said}', words=words, channel='page')['voices'][0]
            stage.check(read.get('language') == 'nl', f'{words!r} is read as {read.get("language")}')
        voice = voiced(house, 'Ok', language='de')['voice']
        path = f'/voices/{voice}'
        for language in ('', 'xx', 'la', '<b>'):
            status, text, _ = house.submit(admin, path + '/language', language=language)
            stage.check(status == 422 and fault(text, 'language') == say('chooseOne'), f'{language!r} is answered {status}')
        status, _, headers = house.submit(admin, path + '/language', language='en')
        stage.check(status == 303 and headers['Location'] == path + '?done=language', f'the language is answered {status}')
        text = shown(house, admin, path + '?done=language')[1]
        stage.check(say('vo-done-language') in html.unescape(text) and 'value="en" selected' in text, 'the language is not kept')
        (kept,) = [each for each in house.operate('GET', '/v1/people/ann/voices')['voices'] if each['words'] == 'Ok']
        stage.check(kept['language'] == 'en', f'it is kept as {kept}')
        stage.check(house.submit(admin, '/voices/none/language', language='en')[0] == 404, 'a language of nothing')


def case_voicepage_refused(context):
    """What is done about a voice is refused beside its field, keeps what was typed, and is told in plain words."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        arrive(house, 'ann', ANNS)
        first = voiced(house, 'Mogen er meer bankjes in het park komen voor mijn moeder', language='nl')['voice']
        path = f'/voices/{first}'
        english = 'We will put more benches there before the summer comes'
        for word, fields, field, text in (
                ('answer', {'words': 'Ja hoor'}, 'kind', 'chooseOne'),
                ('answer', {'kind': 'said', 'words': ' '}, 'answer', 'vo-no-wordsMissing'),
                ('answer', {'kind': 'declined', 'words': 'Dat doen wij hier niet'}, 'kind', 'vo-no-proposalNeeded'),
                ('answer', {'kind': 'ourWay', 'words': 'Dat doen wij hier anders'}, 'kind', 'vo-no-proposalNeeded'),
                ('answer', {'kind': 'said', 'words': 'x' * 4001}, 'answer', 'vo-no-wordsTooLong'),
                ('answer', {'kind': 'said', 'words': english}, 'answer', 'vo-no-otherLanguage'),
                ('postpone', {'reason': 'Wij wachten op de leverancier'}, 'to', 'vo-no-dateMissing'),
                ('postpone', {'to': day(days=1), 'reason': 'Wij wachten nog'}, 'to', 'vo-no-dateDoesNotFit'),
                ('postpone', {'to': day(days=400), 'reason': 'Wij wachten nog'}, 'to', 'vo-no-dateDoesNotFit'),
                ('postpone', {'to': '9999-99-99', 'reason': 'Wij wachten nog'}, 'to', 'vo-no-dateMissing'),
                ('postpone', {'to': day(days=30)}, 'reason', 'vo-no-reasonMissing'),
                ('postpone', {'to': day(days=30), 'reason': english}, 'reason', 'vo-no-otherLanguage'),
                ('propose', {'key': 'p1', 'title': ' '}, 'title', 'vo-no-titleMissing'),
                ('propose', {'key': 'p1', 'title': 'x' * 1001}, 'title', 'vo-no-wordsTooLong')):
            status, answer, _ = house.submit(admin, f'{path}/{word}', **fields)
            stage.check(status == 422 and fault(answer, field) == say(text), f'{word} {list(fields)}: {status} {fault(answer, field)}')
            # A kind that is not offered cannot stay chosen.
            for typed in (text for name, text in fields.items() if name not in ('key', 'kind')):
                stage.check(typed.strip() in answer, f'{word}: {typed[:20]!r} is gone')
        for word, fields in (('propose', {'key': '<', 'title': 'x'}), ('together', {'other': 'none', 'key': 'p2'}),
                             ('together', {})):
            status, answer, _ = house.submit(admin, f'{path}/{word}', **fields)
            stage.check(status == 422 and 'role="alert"' in answer, f'{word} {fields} is answered {status}')
        stage.check(house.submit(admin, '/voices/none/answer', kind='said', words='x')[0] == 404, 'an answer to nothing')
        text = shown(house, admin, path)[1]
        offered = re.findall(r'name="kind" value="(\w+)"', text)
        stage.check(sorted(offered) == ['asAsked', 'said'], f'one alone is offered {offered}')
        stage.check(tally(house)['answered'] == 0, 'what was refused is an answer')
        title = html.unescape(re.search(r'id="title" name="title" value="(.*?)"', text)[1])
        stage.check(re.fullmatch(r'Voice \d{3}\s\d{3}\s\d{3}', title), f'a new proposal would be called {title!r}')

        # Into a proposal, out of it, and into one that there is.
        assert house.submit(admin, f'{path}/propose', key='p3', title='Benches')[0] == 303
        assert house.submit(admin, f'{path}/apart')[0] == 303
        stage.check(house.operate('GET', '/v1/proposals/p3')['proposal']['tally']['asked'] == 0, 'it is in the proposal still')
        for wrong, text in (('', 'vo-no-chooseProposal'), ('none', 'vo-no-unknownProposal')):
            status, answer, _ = house.submit(admin, f'{path}/gather', proposal=wrong)
            stage.check(status == 422 and fault(answer, 'proposal') == say(text), f'gather {wrong!r}: {status}')
        assert house.submit(admin, f'{path}/gather', proposal='p3')[0] == 303
        stage.check('/proposals/p3' in shown(house, admin, path)[1], 'it is not in the proposal')

        # The same words, looked at once more, are given; then it is closed to all but the person.
        assert house.submit(admin, f'{path}/answer', kind='asAsked', words=english, sure='yes')[0] == 303
        for word, fields in (('answer', {'kind': 'said', 'words': 'Iets anders'}),
                             ('postpone', {'to': day(days=30), 'reason': 'Wij wachten nog'}), ('apart', {}),
                             ('propose', {'key': 'p4', 'title': 'Of nobody'})):
            status, answer, _ = house.submit(admin, f'{path}/{word}', **fields)
            stage.check(status == 422 and say('vo-no-alreadyAnswered') in html.unescape(answer), f'{word} of an answered one: {status}')
        stage.check(len(house.operate('GET', '/v1/proposals')['proposals']) == 1, 'a proposal of nobody is open')
        told(house, '/v1/voices', person='ann', do='reopen', voice=first, words='Dat is geen antwoord op mijn vraag')
        text = shown(house, admin, path)[1]
        for words in (english, 'Dat is geen antwoord op mijn vraag', say('vo-noAnswer'), say('vo-earlier'), say('vo-isBack')):
            stage.check(words in text, f'after "no answer" the page leaves out {words!r}')
        stage.check(rows(shown(house, admin, '/voices')[1]) == [first], 'it does not wait again')
        told(house, '/v1/voices', person='ann', do='withdraw', voice=first)
        status, answer, _ = house.submit(admin, f'{path}/answer', kind='said', words='Dank u wel')
        stage.check(status == 422 and say('vo-no-voiceWithdrawn') in html.unescape(answer), f'an answer to what was taken back: {status}')
        text = shown(house, admin, path)[1]
        stage.check(say('vo-state-withdrawn') in text and 'bankjes' not in text, 'what was taken back is shown')


def case_voicepage_together(context):
    """One tap puts voices together: with the many, or in a proposal of their own, and sent twice it is one."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        for person, names in (('ann', ANNS), ('bob', BOBS)):
            arrive(house, person, names)
        words = 'Meer bankjes in het park'
        first, second, third, fourth = (
            voiced(house, f'{words} {more}', person, language='nl')['voice']
            for more, person in (('graag', 'ann'), ('alstublieft', 'bob'), ('voor oma', 'ann'), ('voor opa', 'bob')))

        def join(voice, other, key='t1'):
            return house.submit(admin, f'/voices/{voice}/together', other=other, key=key)

        def members(proposal):
            return house.operate('GET', f'/v1/proposals/{proposal}')['proposal']['tally']['asked']

        text = shown(house, admin, f'/voices/{first}')[1]
        stage.check(text.count('/together"') == 3 and say('vo-join-new') in text, f'{text.count("/together")} to put it with')
        for _ in range(2):
            stage.check(join(first, second)[0] == 303, 'two are not put together')
        stage.check(members('t1') == 2, 'sent twice it is not one')
        stage.check(join(third, first, 't2')[0] == 303 and members('t1') == 3, 'one does not come to the many')
        stage.check(join(second, fourth, 't3')[0] == 303 and members('t1') == 4, 'one is not fetched to the many')
        stage.check(len(house.operate('GET', '/v1/proposals')['proposals']) == 1, 'there are proposals of nobody')
        assert house.submit(admin, f'/voices/{fourth}/apart')[0] == 303
        assert house.submit(admin, f'/voices/{fourth}/answer', kind='said', words='Dank u wel voor uw woorden')[0] == 303
        fifth = voiced(house, f'{words} voor mij', 'ann', language='nl')['voice']
        status, answer, _ = join(fifth, fourth, 't4')
        stage.check(status == 422 and say('vo-no-alreadyAnswered') in html.unescape(answer), f'with an answered one: {status}')
        text = shown(house, admin, f'/voices/{fifth}')[1]
        stage.check('Dank u wel voor uw woorden' in text, 'what the like was answered is not shown')
        stage.check(say('vo-join-here') in text, 'it is not offered to put it with the many')
        tally(house)


# MARK: What came back

class PostStage(Stage):
    """A stage with a mail server."""

    def __init__(self, context, mail, **more):
        settings = context.path('mail.settings')
        with open(settings, 'w', encoding='utf-8') as file:
            file.write(f'server smtp://127.0.0.1:{mail.port}\nfrom answers@park.example\nbounces bounces@park.example\nquiet none\n')
        os.chmod(settings, 0o600)
        super().__init__(context, extra=['--mail', settings], **more)


def case_voicepage_bounced(context):
    """A letter that came back is shown first, and told in person it is noted so, in English and in Dutch."""
    with Mail(context.free_port()) as mail, PostStage(context, mail) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
        for place, language in enumerate(('en', 'nl')):
            voice = voiced(house, BENCH[language][0], channel='mail', language=language)['voice']
            letter = mail.wait(2 * place + 1)[-1]
            wait_until(lambda: house.operate('GET', '/v1/mail')['waiting'] == 0, 'the letter to be noted', 20)
            browser.go(f'{house.origin}/language?to={language}')
            browser.go(f'{house.origin}/voices/{voice}')
            stage.check(SAY['vo-outcome-sent'][language] in browser.text('.timeline'), 'what was sent is not shown')
            stage.check(not browser.find_all('form[action$="/told"]'), 'what came through is to be told again')
            status, text, _ = house.send('POST', '/v1/mail/bounces', report(letter).decode(), Authorization='Bearer ' + house.token,
                                         **{'Content-Type': 'message/rfc822'})
            assert status == 200, f'a report is answered {status} {text}'
            browser.go(house.origin + '/voices')
            stage.check(SAY['vo-findAnotherWay'][language] in browser.text('.voices-back'), 'what came back is not shown')
            stage.picture(browser, f'voice-returned-{language}')
            follow(browser, '.voices-back li > a')
            stage.check(SAY['vo-cameBack'][language] in browser.text('main'), 'the voice does not say so')
            stage.picture(browser, f'voice-bounced-{language}')
            follow(browser, 'form[action$="/told"] button')
            stage.check(SAY['vo-done-told'][language] in browser.text('.note.yes'), 'that they were told is not noted')
            stage.check(SAY['vo-outcome-told'][language] in browser.text('.timeline'), 'it is not among what was sent')
            browser.go(house.origin + '/voices')
            stage.check(not browser.find_all('.voices-back'), 'it is still to be told')
            stage.check(house.operate('GET', '/v1/mail')['returned'] == 0, 'it is counted as come back')
            assert house.submit(admin, f'/voices/{voice}/told')[0] == 303
            text = shown(house, admin, f'/voices/{voice}', language)[1]
            stage.check(text.count(': ' + SAY['vo-outcome-told'][language]) == 1, 'told twice it is noted twice')
            # An answer goes out by letter all the same: it may be another day.
            answer = {'en': 'Thank you, they will be there before the summer.', 'nl': 'Dank u wel, ze staan er voor de zomer.'}[language]
            assert house.submit(admin, f'/voices/{voice}/answer', kind='asAsked', words=answer)[0] == 303
            stage.check(answer in mail.wait(2 * place + 2)[-1].text, 'the answer is not in the letter')
            wait_until(lambda: house.operate('GET', '/v1/mail')['waiting'] == 0, 'the answer to be noted', 20)


# MARK: For everybody

def case_voicepage_fits(context):
    """The pages of voices fit the smallest phone and a desk in both languages, can be tapped, and pass axe, light and dark."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        arrive(house, 'ann', ANNS, 'warung', 'Annelies Brouwer')
        until_here(house, admin, 'warung', 'AB')
        long = 'Bankjesverzamelingsvoorzieningenaanvraagformulier ' * 6
        first = voiced(house, BENCH['nl'][0], language='nl')['voice']
        voiced(house, BENCH['nl'][1] + ' ' + long, language='nl', channel='review')
        voiced(house, BENCH['en'][0], language='en', channel='phone')
        answered = voiced(house, BENCH['nl'][2], language='nl')['voice']
        assert house.submit(admin, f'/voices/{first}/propose', key='axe', title=long[:100])[0] == 303
        assert house.submit(admin, f'/voices/{first}/postpone', to=day(days=40), reason='Wij wachten op de leverancier.')[0] == 303
        assert house.submit(admin, f'/voices/{answered}/answer', kind='said', words='Dat kan niet, omdat het feest is.')[0] == 303
        told(house, '/v1/voices', person='ann', do='reopen', voice=answered, words='Dat is geen antwoord')
        pages = {'inbox': '/voices', 'filtered': '/voices?spoken=nl&number=12', 'none': '/voices?channel=none', 'one': f'/voices/{first}',
                 'again': f'/voices/{answered}', 'heard': f'/voices/{first}?done=heard', 'new': '/voices/new',
                 'card': '/people/ann'}
        refused = ('answer', {'kind': '', 'words': ''}), ('postpone', {'to': '', 'reason': ''})
        for width, language in ((320, 'nl'), (320, 'en'), (1280, 'en'), (1280, 'nl')):
            browser.resize(width, 640, phone=width == 320)
            browser.go(f'{house.origin}/language?to={language}')
            for name, path in [*pages.items(), *(('refused-' + word, fields) for word, fields in refused)]:
                if isinstance(path, dict):
                    browser.go(f'{house.origin}/voices/{first}')
                    word = name.partition('-')[2]
                    browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
                    follow(browser, f'#{word} form button')
                else:
                    browser.go(house.origin + path)
                browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
                place = f'{language} {width} {name}'
                # The bars of an administrator, and of a lead, who has one tab less.
                cut, is_two_rows = browser.run('''const nav = document.querySelector(".tabs"), all = [...nav.children];
                    const cut = () => all.filter((e) => e.isConnected && e.scrollWidth > e.clientWidth + 1).map((e) => e.textContent);
                    const found = cut(); all.at(-1).remove(); found.push(...cut());
                    const rows = nav.getBoundingClientRect().top >= document.querySelector(".house").getBoundingClientRect().bottom;
                    nav.append(all.at(-1)); return [found, rows]''')
                stage.check(not cut, f'cut in the bar: {cut}', place)
                stage.check(width == 320 or not is_two_rows, 'the head of the page stands in two rows', place)
                wide = browser.run('''return [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility()
                    && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 90))''')
                stage.check(not wide, f'wider than {width} px: {wide[:2]}', place)
                low = browser.run('''return [...document.querySelectorAll("main button, main .button")].filter((e) =>
                    e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.textContent)''')
                stage.check(not low, f'too low for a finger: {low[:3]}', place)
                for scheme in ('light', 'dark'):
                    browser.command('Emulation.setEmulatedMedia', features=[{'name': 'prefers-color-scheme', 'value': scheme}])
                    for line in axe.violations(browser):
                        stage.check(False, line, f'{place} {scheme}')
                    stage.picture(browser, f'voices-{name}-{width}-{language}-{scheme}')
