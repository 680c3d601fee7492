"""What people said and what became of it on their own page; anybody says something, without a name."""
import html
import re

import axe
from axe_cases import appear
from choice_cases import own_link
from context import wait_until
from floor_cases import ANNS, BOBS, arrive, member, page, until_here
from page_cases import SAY, Stage, follow
from promisepage_cases import hidden, near
from wishpage_cases import say, shown

CHARTER = {'principles': [{'id': 'calm', 'words': {'en': 'We keep it calm', 'nl': 'Wij houden het rustig'}, 'yes': ['A bench'],
                           'no': ['Noise']}], 'redLines': [], 'hopedFor': [], 'partedFrom': []}
BENCH = 'Meer bankjes in het park, in de zon alstublieft'


# MARK: What a page says

def voices(text):
    """The voices of an own page: their names, as they stand there."""
    return re.findall(r'<article class="wish" id="voice-([\w-]+)"', text)


def part(text, name):
    begin = text.index(f'id="{name}"')
    return html.unescape(text[begin:text.index('</article>', begin)])


def spoken(house, mine, words=BENCH, language='nl'):
    """Says something on an own page; answers the voice's name."""
    before = set(voices(shown(house, None, mine)[1]))
    key = hidden(shown(house, None, mine)[1], 'key')
    status, _, headers = house.submit(f'senang_language={language}', mine + '/voice-say', key=key, words=words)
    assert status == 303 and headers['Location'] == mine + '?done=own-voice-say#voices', f'answered {status}'
    (name,) = set(voices(shown(house, None, mine)[1])) - before
    return name


def answer(house, admin, voice, words, kind='said'):
    """Staff answers one voice alone, on its page."""
    status, text, _ = house.submit(admin, f'/voices/{voice}/answer', kind=kind, words=words, sure='yes')
    assert status == 303, f'{words} is answered {status}: {text[-900:]}'


WORDS = {'ask': 'Meer plaatsen om te zitten', 'need': 'Even kunnen rusten', 'ours': 'Stoelen die men verzet'}


def propose(house, admin, voice, title, isWorded=True):
    """Staff opens a proposal with a voice in it, and words it; answers the proposal's name."""
    text = shown(house, admin, f'/voices/{voice}')[1]
    status, _, _ = house.submit(admin, f'/voices/{voice}/propose', key=hidden(text, 'key'), title=title)
    assert status == 303, f'{title} is answered {status}'
    (found,) = [each for each in house.operate('GET', '/v1/proposals')['proposals'] if each['title'] == title]
    if isWorded:
        assert worded(house, admin, found['id'], title=title, **WORDS) == 303
    return found['id']


def worded(house, admin, proposal, **fields):
    """Staff words a proposal in its form; answers the status."""
    path = f'/proposals/{proposal}/words'
    return house.submit(admin, path, start=hidden(shown(house, admin, path)[1], 'start'), **fields)[0]


def option(house, admin, proposal, words, kind='ourWay', **fields):
    """Staff puts an option into a proposal; answers the option's name."""
    def known():
        return {each['id']: each['words'] for each in house.operate('GET', f'/v1/proposals/{proposal}')['options']}
    text = shown(house, admin, f'/proposals/{proposal}/options/new')[1]
    action = re.search(rf'action="(/proposals/{proposal}/options/[^"]+)"', text)[1]
    status, text, _ = house.submit(admin, action, kind=kind, words=words, capability='50', margin='50', staffComfort='50',
                                   **{'key': 'key-' + words.replace(' ', ''), **fields})
    assert status == 303, f'{words} is answered {status}: {text[-900:]}'
    return next(name for name, told in known().items() if told == words)


def whole(stage):
    """Asked = answered + open with a date, counted twice."""
    tally = stage.house.operate('GET', '/v1/voices/tally')
    stage.check(tally['whole'], 'somebody who asked is lost', str(tally))
    return tally['kept']


# MARK: The walk

class Guest:
    """Somebody on a phone with their own page open."""

    def __init__(self, stage, path, language, dark=False):
        self.stage, self.path, self.language = stage, path, language
        self.browser = stage.driver.open(language='nl-NL' if language == 'nl' else 'en-GB')
        self.browser.resize(390, 844, phone=True)
        if dark:
            appear(self.browser, 'dark')

    def see(self):
        self.browser.go(self.stage.house.origin + self.path)

    def open_all(self):
        self.browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')

    def tell(self, form, words):
        """Opens what is folded around a form, writes words into it and sends it."""
        self.see()
        self.open_all()
        self.browser.type(form + ' [name=words]', words)
        follow(self.browser, form + ' button')

    def press(self, target):
        self.see()
        self.open_all()
        follow(self.browser, target)

    def reads(self, *keys, at='main'):
        text = self.browser.text(at)
        for key in keys:
            words = SAY[key][self.language] if key in SAY else key
            for piece in words.split('%@'):
                self.stage.check(piece.strip() in text, f'the own page leaves out {words!r} ({self.language})', text[:500])

    def picture(self, name):
        self.stage.picture(self.browser, f'{name}-{self.language}')


def walk(stage, admin, guest):
    """Said in Dutch, answered, helped; no answer, open again with a date; answered again; something is taken back."""
    house, browser = stage.house, guest.browser
    guest.see()
    guest.picture('ownvoice-before')
    guest.tell('form[action$="/voice-say"]', BENCH)
    guest.reads('ov-heard', 'ov-hearBy', at='#voices .note[role=status]')
    number = re.search(r'\b\d{3} \d{3} \d{3}\b', browser.text('#voices .note[role=status]'))
    stage.check(number, 'no number is told at once')
    guest.picture('ownvoice-heard')
    voice = voices(browser.run('return document.body.innerHTML'))[0]
    here = f'#voice-{voice}'
    guest.reads(BENCH, 'ov-state-acknowledged', number[0], 'ov-by', at=here)
    stage.check(browser.run('return document.querySelector(arguments[0]).lang', here + ' h3') == 'nl',
                'what is said in Dutch is not told to be')

    answer(house, admin, voice, 'Bij de vijver komen er drie.', kind='asAsked')
    guest.see()
    guest.reads('ov-state-answered', 'ov-kind-asAsked', 'Bij de vijver komen er drie.', 'ov-didItHelp', at=here)
    guest.picture('ownvoice-answered')
    guest.press(here + ' [name=is][value=no]')
    guest.reads('done-own-voice-helped', at='#voices .note[role=status]')
    guest.reads('ov-helped-no', at=here)
    guest.tell(here + ' form[action$="/voice-reopen"]', 'Drie is te weinig <voor> allen')
    guest.reads('done-own-voice-reopen', at='#voices .note[role=status]')
    guest.open_all()
    guest.reads('ov-state-acknowledged', 'ov-by', 'Drie is te weinig <voor> allen', 'Bij de vijver komen er drie.',
                at=here)
    guest.picture('ownvoice-again')
    stage.check(whole(stage)['open'] == 1, 'what was no answer is not open')
    answer(house, admin, voice, 'Dan worden het er tien.', kind='asAsked')
    guest.press(here + ' [name=is][value=yes]')
    guest.reads('ov-helped-yes', 'Dan worden het er tien.', at=here)

    guest.tell('form[action$="/voice-say"]', 'Laat de muziek maar uit')
    other = voices(browser.run('return document.body.innerHTML'))[0]
    guest.press(f'#voice-{other} form[action$="/voice-withdraw"] button')
    guest.reads('done-own-voice-withdraw', at='#voices .note[role=status]')
    guest.open_all()
    guest.reads('ov-state-withdrawn', at=f'#voice-{other}')
    tally = whole(stage)
    stage.check(tally['open'] == 0 and tally['answered'] == 1 and tally['withdrawn'] == 1, 'the count is wrong', str(tally))
    for line in axe.violations(browser):
        stage.check(False, line, f'the own page {guest.language}')
    house.operate('DELETE', f'/v1/people/{"ann" if guest.language == "en" else "bob"}')


def case_own_voice_walk(context):
    """A guest says something, hears, says whether it helped and that it was no answer, in English and in Dutch."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        for language, person, names, name, letters in (('en', 'ann', ANNS, 'Annelies Brouwer', 'AB'),
                                                       ('nl', 'bob', BOBS, 'Robert Zonneveld', 'RZ')):
            arrive(house, person, names, 'warung', name)
            until_here(house, admin, 'warung', letters)
            guest = Guest(stage, own_link(house, admin, person, reason='service'), language, dark=language == 'nl')
            walk(stage, admin, guest)
            complaints = [line for line in guest.browser.log_lines() if 'SEVERE' in line]
            stage.check(not complaints, f'the browser complains: {complaints[:2]}')


# MARK: What is refused

def case_own_voice_refused(context):
    """What cannot be said is refused at its field, in words, and what was typed stays; sent twice it is said once."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        mine = near(stage, admin)
        key = hidden(shown(house, None, mine)[1], 'key')
        for words, fault in ((' ', 'wordsMissing'), ('x<' * 2001, 'wordsTooLong')):
            status, text, _ = house.submit(None, mine + '/voice-say', key=key, words=words)
            there = re.search(r'id="fault-say">(.*?)</p>', text)
            stage.check(status == 422 and there and html.unescape(there[1]) == say(f'ov-{fault}'), f'answered {status}', fault)
            stage.check(html.escape(words, quote=False) in text.replace('&#39;', "'"), 'what was typed is gone', fault)
            stage.check(hidden(text, 'key') == key, 'the form is another one', fault)
        stage.check(not voices(shown(house, None, mine)[1]), 'something refused was said')
        for time in range(2):
            status, _, _ = house.submit(None, mine + '/voice-say', key=key, words=BENCH)
            stage.check(status == 303, f'answered {status}')
        (voice,) = voices(shown(house, None, mine)[1])
        status, text, _ = house.submit(None, mine + '/voice-say', key=key, words='Iets anders')
        stage.check(status == 422 and say('ov-voiceDiffers') in html.unescape(text) and hidden(text, 'key') != key,
                    f'another under the same key is answered {status}')
        status, _, _ = house.submit(None, mine + '/voice-say', key=hidden(text, 'key'), words='Iets anders')
        stage.check(status == 303 and len(voices(shown(house, None, mine)[1])) == 2, 'it cannot be said after all')

        for word, fields, fault in (('helped', {'is': 'yes'}, 'notAnswered'), ('helped', {'is': 'x'}, 'chooseYesNo'),
                                    ('reopen', {'words': 'x'}, 'notAnswered')):
            status, text, _ = house.submit(None, f'{mine}/voice-{word}', voice=voice, **fields)
            stage.check(status == 422 and say(f'ov-{fault}') in part(text, f'voice-{voice}'), f'{word}: {status}', fault)
        answer(house, admin, voice, 'Ja.')
        status, text, _ = house.submit(None, mine + '/voice-reopen', voice=voice, words=' ')
        stage.check(status == 422 and say('ov-wordsMissing') in part(text, f'voice-{voice}'), f'answered {status}')
        # Of somebody else nothing is read, and nothing is done.
        arrive(house, 'bob', BOBS, 'warung', 'Robert Zonneveld')
        until_here(house, admin, 'warung', 'RZ')
        bobs = own_link(house, admin, 'bob', reason='service')
        for wrong in ('none', '<'):
            for word in ('helped', 'reopen', 'withdraw'):
                status, text, _ = house.submit(None, f'{bobs}/voice-{word}', voice=wrong, **{'is': 'yes', 'words': 'x'})
                stage.check(status == 422 and say('ov-unknownVoice') in html.unescape(text), f'{word} {wrong!r}: {status}')
            for word in ('comment', 'rather', 'rank', 'tried'):
                status, text, _ = house.submit(None, f'{bobs}/part-{word}', proposal=wrong, words='x')
                stage.check(status == 422 and say('ov-unknownProposal') in html.unescape(text), f'{word} {wrong!r}: {status}')
        status, text, _ = house.submit(None, bobs + '/voice-withdraw', voice=voice)
        stage.check(status == 422 and BENCH not in text, f"somebody else's voice is answered {status}")
        for path in ('/me/nobody/voice-say', '/me/nobody/part-rank'):
            status, text, _ = house.submit(None, path, words='x', key='k', proposal='none')
            stage.check(status in (404, 422) and BENCH not in text, f'a link of nobody is answered {status}')
        status = house.send('POST', mine + '/voice-say', 'words=x', Origin='http://elsewhere.example')[0]
        stage.check(status == 403, f'another site says something: {status}')
        whole(stage)


# MARK: Anybody

def anybody(house, words, key=None, page_in='nl', **fields):
    """Says something at /say; answers the status, the page and the number."""
    cookie = f'senang_language={page_in}'
    key = key or hidden(house.send('GET', '/say', Cookie=cookie)[1], 'key')
    status, text, headers = house.submit(cookie, '/say', key=key, words=words, **fields)
    text = html.unescape(text)
    number = re.search(r'class="said-number">(\d{3} \d{3} \d{3})<', text)
    way = re.search(r'<code>http://[^/]+(/me/[\w-]+)</code>', text)
    return status, text, number and number[1], way and way[1], headers


def case_say_anybody(context):
    """Anybody says something without a name: number, date and a way back; nothing is told of anybody."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        for language in ('en', 'nl'):
            status, text = shown(house, None, '/say', language)
            stage.check(status == 200 and say('ov-sayHow', language=language) in text, f'/say is answered {status}')
        stage.check('class="tabs"' not in house.send('GET', '/say', Cookie=admin)[1], 'whoever is signed in says it')
        key = hidden(shown(house, None, '/say')[1], 'key')
        for words, fault in (('\t ', 'wordsMissing'), ('é' * 4001, 'wordsTooLong')):
            status, text, number, _, _ = anybody(house, words, key, page_in='en')
            there = re.search(r'id="fault-say">(.*?)</p>', text)
            stage.check(status == 422 and there and there[1] == say(f'ov-{fault}') and not number, f'answered {status}', fault)
            stage.check(f'>{words}</textarea>' in text and hidden(text, 'key') == key, 'what was typed is gone', fault)
        stage.check(house.operate('GET', '/v1/voices/tally')['kept']['asked'] == 0, 'something refused was said')
        # The 4,000 letters that the page speaks of are letters, of whatever script.
        for letter in ('椅', 'é', 'ع'):
            status, _, many, theirs, _ = anybody(house, letter * 4000, hidden(shown(house, None, '/say')[1], 'key'))
            stage.check(status == 200 and many, f'4,000 of {letter} are answered {status}')
            stage.check(letter * 4000 in shown(house, None, theirs)[1], f'of 4,000 {letter} some are gone')
        status, text, number, mine, headers = anybody(house, BENCH, key)
        stage.check(status == 200 and number and mine, f'/say is answered {status}', text[-700:])
        stage.check(headers['Cache-Control'] == 'no-store', 'a screen in the hall keeps it')
        again = anybody(house, BENCH, key)
        stage.check(again[2] == number and again[3] != mine, 'sent again it is something else')
        stage.check(page(house, None, mine)[0] == 404, 'the form that was sent again gives a second way back')
        mine = again[3]
        status, text = shown(house, None, mine, 'nl')
        (voice,) = voices(text)
        stage.check(BENCH in text and number in text and say('ov-noNames', language='nl') in text, 'their page is not theirs')
        stage.check(voice not in re.sub(rf'(voice-|value="|reopen-){voice}', '', text), 'a name of the house is told')
        answer(house, admin, voice, 'Er komen er tien.', kind='asAsked')
        text = shown(house, None, mine, 'nl')[1]
        stage.check('Er komen er tien.' in text and say('ov-kind-asAsked', language='nl') in text, 'the answer is not there')
        # A few words whose language cannot be read are answered in that of the page; a chosen one stands.
        for words, fields, wanted in (('Stoelen', {}, 'nl'), ('Stoelen erbij', {'language': 'de'}, 'de'),
                                      ('Bitte', {'language': 'xx'}, 'nl')):
            path = anybody(house, words, **fields)[3]
            found = re.search(r'<h3 lang="(\w+)"', shown(house, None, path)[1])
            stage.check(found and found[1] == wanted, f'{words} is taken for {found and found[1]}')
        status = house.send('POST', '/say', 'words=x', Origin='http://elsewhere.example')[0]
        stage.check(status == 403, f'another site says something: {status}')
        stage.check(whole(stage)['asked'] == 7, 'not each is counted')
        # What they want forgotten is: their link opens nothing, their words are found by nobody.
        status, _, _ = house.submit(None, mine + '/forget-me', **{'given-up': ''})
        stage.check(status == 200 and page(house, None, mine)[0] == 404, f'forgetting is answered {status}')
        found = house.operate('GET', '/v1/voices/similar?text=bankjes')['similar']
        stage.check(not found, 'what was forgotten is found')
        house.kill()
        house.start()
        stage.check(whole(stage)['asked'] == 6, 'after a kill another number of people asked')


def case_say_bounded(context):
    """More forms in a minute than a hall full of people sends are refused, in words, and what was typed stays."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        answers = [anybody(house, f'Woord {number}', f'key-{number}')[0] for number in range(60)]
        status, text, number, _, _ = anybody(house, 'Nog een', 'key-61')
        if answers == [200] * 60:  # All within a minute.
            stage.check(status == 429 and not number and 'Nog een</textarea>' in text, f'the 61st is answered {status}')
            stage.check(say('tooManyAttempts', language='nl') in text, 'nothing says why')
        else:
            stage.check(429 in answers, f'answered {set(answers)}')
        asked = house.operate('GET', '/v1/voices/tally')['kept']['asked']
        stage.check(asked == answers.count(200) + (status == 200), f'{asked} were heard')


# MARK: Taking part

def case_own_proposals(context):
    """People take part in what is looked at: a word, an answer of their own, which informs and decides nothing."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        house.operate('PUT', '/v1/charter', CHARTER)
        mine = near(stage, admin)
        voice = spoken(house, mine)
        proposal = propose(house, admin, voice, 'Bankjes in de zon')
        text = shown(house, None, mine)[1]
        stage.check(say('ov-informs') in text and 'Bankjes in de zon' in part(text, f'proposal-{proposal}'),
                    'what is looked at is not shown')
        stage.check(say('ov-youAsked') in part(text, f'proposal-{proposal}'), 'it is not told that they asked')
        stage.check(say('ov-together') in part(text, f'voice-{voice}'), 'the voice does not say where it is')
        for word, words in (('comment', 'Met een leuning <graag>'), ('rather', 'Liever stoelen')):
            for time in range(2):
                status, _, headers = house.submit(None, f'{mine}/part-{word}', proposal=proposal, words=words)
                stage.check(status == 303 and headers['Location'] == f'{mine}?done=own-part-{word}#proposals',
                            f'{word} is answered {status}')
            text = shown(house, None, f'{mine}?done=own-part-{word}')[1]
            there = part(text, f'proposal-{proposal}')
            stage.check(there.count(words) == 1, f'{word} stands {there.count(words)} times')
            stage.check(say(f'done-own-part-{word}') in text, f'nothing says that {word} is kept')
            status, text, _ = house.submit(None, f'{mine}/part-{word}', proposal=proposal, words=' ')
            stage.check(status == 422 and say('ov-wordsMissing') in part(text, f'proposal-{proposal}'), f'answered {status}')
        for word, fields, fault in (('rank', {}, 'noPlace'), ('tried', {}, 'chooseOption'),
                                    ('tried', {'option': 'none', 'closeness': '3'}, 'unknownOption')):
            status, text, _ = house.submit(None, f'{mine}/part-{word}', proposal=proposal, **fields)
            stage.check(status == 422, f'{word} is answered {status}', fault)
        arrive(house, 'bob', BOBS, 'warung', 'Robert Zonneveld')
        until_here(house, admin, 'warung', 'RZ')
        bobs = own_link(house, admin, 'bob', reason='service')
        text = shown(house, None, bobs)[1]
        there = part(text, f'proposal-{proposal}')
        stage.check(say('ov-others') in text and say('ov-youAsked') not in there, 'what others asked is told as theirs')
        stage.check('leuning' not in there and 'Annelies' not in text, 'what somebody thinks is told to others')
        # Somebody who says the like is told of it.
        spoken(house, bobs, 'Zet meer bankjes in het park')
        text = shown(house, None, bobs + '?done=own-voice-say')[1]
        stage.check(say('ov-alike') in text and f'href="#proposal-{proposal}"' in text, 'the like is not told')
        spoken(house, bobs, 'Vuurwerk om middernacht')
        stage.check(say('ov-alike') not in shown(house, None, bobs + '?done=own-voice-say')[1], 'anything is alike')
        told = house.operate('GET', f'/v1/proposals/{proposal}')
        stage.check(told['proposal']['state'] == 'open', 'what people think decides')


def case_own_proposal_options(context):
    """Options are ranked by places and tried; what harms somebody is in no ranking, and what was chosen stays."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        house.operate('PUT', '/v1/charter', CHARTER)
        mine = near(stage, admin)
        proposal = propose(house, admin, spoken(house, mine), 'Bankjes in de zon')
        here = f'proposal-{proposal}'
        wood, stone = option(house, admin, proposal, 'Banken van hout', 'asAsked'), option(house, admin, proposal, 'Stenen')
        harm = option(house, admin, proposal, 'Banken weghalen', harm='worsensOthers')
        there = part(shown(house, None, mine)[1], here)
        stage.check(say('ov-out') in there and f'place-{harm}' not in there and f'value="{harm}"' not in there,
                    'what harms somebody may be preferred')
        for secret in ('staffComfort', 'worsensOthers', 'margin'):
            stage.check(secret not in there, 'what is ours to know is told', secret)

        def send(word, **fields):
            status, text, headers = house.submit(None, f'{mine}/part-{word}', proposal=proposal, **fields)
            return status, part(text, here) if status == 422 else headers['Location']

        for places, fault in (({wood: '1', stone: '1'}, 'samePlace'), ({wood: '9'}, 'placeInvalid'), ({wood: ''}, 'noPlace')):
            status, there = send('rank', **{f'place-{name}': place for name, place in places.items()})
            stage.check(status == 422 and say(f'ov-{fault}') in there, f'answered {status}', fault)
            stage.check(there.count('<option value="1" selected') == list(places.values()).count('1'), 'what was chosen is gone', fault)
        for time in range(2):
            status, place = send('rank', **{f'place-{wood}': '2', f'place-{stone}': '1'})
            stage.check(status == 303 and place == f'{mine}?done=own-part-rank#proposals', f'answered {status}')
        # What is never done is not preferred, whoever sends it; what was ranked stays.
        for word, fields in (('rank', {f'place-{harm}': '1', f'place-{wood}': '2'}), ('tried', {'option': harm, 'closeness': '9'})):
            status, there = send(word, **fields)
            stage.check(status == 422 and say('ov-optionDoesNotFit') in there, f'what harms is answered {status}', word)
        counted = {each['id']: each for each in house.operate('GET', f'/v1/proposals/{proposal}')['options']}[harm]
        stage.check(not any(counted.get('ranks', [])) and not any(counted.get('closeness', [])), f'what harms is counted: {counted}')
        there = part(shown(house, None, mine)[1], here)
        stage.check('1. Stenen 2. Banken van hout' in there and there.count(say('ov-told-rank')) == 1, 'the order is lost')
        for fields, fault in (({'option': wood}, 'chooseCloseness'), ({'closeness': '3'}, 'chooseOption'),
                              ({'option': wood, 'closeness': '11'}, 'scoreDoesNotFit'),
                              ({'option': wood, 'closeness': '-1'}, 'chooseCloseness')):
            status, there = send('tried', **fields)
            stage.check(status == 422 and say(f'ov-{fault}') in there, f'answered {status}', fault)
            stage.check('option' not in fields or f'value="{wood}" checked' in there, 'what was chosen is gone', fault)
        stage.check(send('tried', option=wood, closeness='7')[0] == 303, 'what was tried is refused')
        stage.check(say('ov-triedTold', 'Banken van hout', '7') in part(shown(house, None, mine)[1], here), 'it is not told')
        (first, second) = [each for each in house.operate('GET', f'/v1/proposals/{proposal}')['options'] if each['id'] != harm]
        ranks = {each['id']: each['ranks'] for each in (first, second)}
        stage.check(ranks[stone][0] == 1 and ranks[wood][1] == 1, 'the house counts another order', str(ranks))


def case_own_proposal_forgotten(context):
    """No word of anybody stands in a proposal: nothing is shown before staff words it, and nothing is left of who is forgotten."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        house.operate('PUT', '/v1/charter', CHARTER)
        mine = near(stage, admin)
        secret = 'Mijn zus Wilhelmina krijgt chemokuur en wil zitten'
        voice = spoken(house, mine, secret)
        other = spoken(house, mine, 'Mijn zus Wilhelmina wil graag zitten')
        text = shown(house, admin, f'/voices/{voice}')[1]
        joined = hidden(text[text.index('/together"'):], 'key')
        assert house.submit(admin, f'/voices/{voice}/together', other=other, key=joined)[0] == 303
        third = spoken(house, mine, 'Wilhelmina zoekt een bankje in de schaduw')
        # As a host presses it, with the title that the form has.
        text = shown(house, admin, f'/voices/{third}')[1]
        form = text[text.index('/propose"'):]
        title = html.unescape(re.search(r'id="title" name="title" value="(.*?)"', form)[1])
        assert house.submit(admin, f'/voices/{third}/propose', key=hidden(form, 'key'), title=title)[0] == 303
        found = {each['id'] for each in house.operate('GET', '/v1/proposals')['proposals']}
        stage.check(len(found) == 2 and joined in found, f'{len(found)} proposals are open')

        arrive(house, 'bob', BOBS, 'warung', 'Robert Zonneveld')
        until_here(house, admin, 'warung', 'RZ')
        bobs = own_link(house, admin, 'bob', reason='service')

        def nothing(when):
            kept = str([house.operate('GET', f'/v1/proposals/{each}')['proposal'] for each in found])
            stage.check('Wilhelmina' not in kept and 'chemokuur' not in kept, f'their words are in a proposal {when}', kept)
            text = shown(house, None, bobs)[1]
            stage.check('Wilhelmina' not in text and 'chemokuur' not in text, f'a stranger reads their words {when}')

        def listed(way):
            return {each for each in found if f'id="proposal-{each}"' in shown(house, None, way)[1]}

        nothing('before it is worded')
        stage.check(not listed(bobs) and not listed(mine), 'what is not worded is shown')
        spoken(house, bobs, 'Mijn zus wil graag zitten')
        stage.check(say('ov-alike') not in shown(house, None, bobs + '?done=own-voice-say')[1], 'what is not worded is told as alike')
        # The words of one are not enough, and a number is no title.
        for fields, wanted in (({'title': 'Zitten', 'ask': 'Meer bankjes'}, set()), ({'title': title, **WORDS}, set()),
                               ({'title': 'Zitten', **WORDS}, {joined})):
            assert worded(house, admin, joined, **fields) == 303
            stage.check(listed(bobs) == listed(mine) == wanted, f'{fields} is shown to {listed(bobs)}')
        stage.check(say('ov-alike') in shown(house, None, bobs + '?done=own-voice-say')[1], 'what is worded is not told as alike')
        house.operate('DELETE', '/v1/people/ann')
        nothing('after they are forgotten')
        house.kill()
        house.start()
        nothing('after a kill')
        stage.check(listed(bobs) == {joined}, 'the proposal is gone with them')


def case_own_voice_helped(context):
    """Whether it helped is asked of what is said or done at once, never of what is declined."""
    with Stage(context, browses=False) as stage:
        house = stage.house
        admin = house.first_administrator()
        house.operate('PUT', '/v1/charter', CHARTER)
        mine = near(stage, admin)

        def asks(voice):
            return say('ov-didItHelp') in part(shown(house, None, mine)[1], f'voice-{voice}')

        declined = spoken(house, mine)
        proposal = propose(house, admin, declined, 'Bankjes in de zon')
        stage.check(not asks(declined), 'it is asked of what is open')
        status, text, _ = house.submit(admin, f'/proposals/{proposal}/decide', kind='declined', en='It is full.', nl='Het is vol.',
                                       prevails='both', principle='calm')
        assert status == 303, f'a decision is answered {status}: {text[-900:]}'
        assert house.submit(member(house, admin, 'noor', role='lead'), f'/proposals/{proposal}/confirm')[0] == 303
        wait_until(lambda: 'Het is vol.' in part(shown(house, None, mine)[1], f'voice-{declined}'), 'the answer')
        text = part(shown(house, None, mine)[1], f'voice-{declined}')
        stage.check(say('ov-kind-declined') in text and 'Het is vol.' in text, 'it is not declined', text)
        stage.check(not asks(declined), 'it is asked of what is declined')
        for kind in ('said', 'asAsked'):
            voice = spoken(house, mine, f'Waar kan ik zitten? {kind}')
            answer(house, admin, voice, 'Bij de vijver.', kind=kind)
            stage.check(asks(voice), f'it is not asked of {kind}')


# MARK: How it looks

WIDE = '''return [...document.querySelectorAll("main *")].filter((e) => e.checkVisibility() && !e.closest(".scroll, .unseen")
    && !e.matches(".unseen") && e.getBoundingClientRect().right > innerWidth + 1).map((e) => e.outerHTML.slice(0, 90))'''
LOW = '''return [...document.querySelectorAll("main button, main .button, main summary")].filter((e) =>
    e.checkVisibility() && e.getBoundingClientRect().height < 44).map((e) => e.textContent)'''


def case_own_voices_fit(context):
    """At 320 pixels and on a desk, light and dark, the pages of voices fit, can be tapped, and axe finds nothing."""
    with Stage(context) as stage:
        house = stage.house
        browser = stage.first_administrator()
        admin = browser.cookie('senang_session')
        house.operate('PUT', '/v1/charter', CHARTER)
        mine = near(stage, admin)
        first = spoken(house, mine)
        propose(house, admin, first, 'Bankjes waar de zon schijnt, met een leuning voor wie dat nodig heeft')
        second = spoken(house, mine, 'Wanneergaathetparkvandaagdichtvoorwiemeteenkinderwagenkomt? ' * 3)
        answer(house, admin, second, 'Om zes uur.\nIn de zomer om acht uur.')
        house.submit(None, mine + '/voice-helped', voice=second, **{'is': 'yes'})
        for language in ('en', 'nl'):
            for width in (320, 1280):
                browser.resize(width, 640 if width == 320 else 800, phone=width == 320)
                browser.go(f'{house.origin}/language?to={language}')
                for name, way in (('own', mine), ('say', '/say'), ('said', None), ('poster', '/say/poster')):
                    if way:
                        browser.go(house.origin + way)
                    else:
                        browser.go(house.origin + '/say')
                        browser.type('[name=words]', BENCH)
                        follow(browser, 'main button')
                    browser.run('document.querySelectorAll("details").forEach((each) => { each.open = true; })')
                    place = f'{name} {language} {width}'
                    wide, low = browser.run(WIDE), browser.run(LOW)
                    stage.check(not wide, f'wider than the screen: {wide[:2]}', place)
                    stage.check(not low, f'too low for a finger: {low[:3]}', place)
                    for scheme in ('light', 'dark'):
                        appear(browser, scheme)
                        browser.until('nothing moves any more', 'return !document.getAnimations().length')
                        for line in axe.violations(browser):
                            stage.check(False, line, f'{place} {scheme}')
                        stage.picture(browser, f'voices-{name}-{width}-{language}-{scheme}')
