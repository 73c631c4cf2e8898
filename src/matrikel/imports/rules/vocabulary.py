"""Words that cells of member lists hold: common given names, particles of names, kinds of membership."""

from collections.abc import Iterable

from matrikel.imports.rules.text import fold

# Enough of the common given names to tell which part of a column of names comes first; not for judging a name.
_GIVEN = """
    anna eva maria karin kristina elisabeth birgitta margareta ingrid lena kerstin sara emma linnea marie
    malin johanna jenny elin ida
    sofia hanna amanda linda susanne monica inger gunilla barbro ulla marianne britt anita helena cecilia
    camilla annika agneta ulrika
    lars anders mikael johan per erik karl carl jan peter thomas tomas daniel fredrik hans bengt mats andreas
    stefan sven bo nils gustav gustaf oskar
    oscar alexander william lucas elias hugo liam axel emil viktor filip simon anton magnus jonas mattias
    martin david robert niklas patrik
    kjell leif ulf roland rolf arne ake gunnar torsten stig gosta bertil borje sten roger kenneth christer
    krister jorgen lennart olof olle
    inge ingvar alf ake alice maja astrid ella vera ebba wilma alva agnes julia ellen stina saga elsa greta
    sigrid
    ole kari bjorn anne liv berit randi astrid bjorg solveig marit gerd inger turid tove hilde heidi nina mona
    silje ingrid line stine
    jan knut odd svein arne kjell tor terje geir harald hakon haakon olav magnus morten kristian espen rune
    frode trond oyvind oystein einar egil sverre
    ivar jon jens henrik petter eirik marius sindre vegard trygve reidar asbjorn torbjorn sigurd steinar dag
    finn helge eivind tore tom stian
    wenche aud unni else bente ellen grete merete siri gro ragnhild gunn may kristin eli
    juhani johannes mikael antero tapani kalevi matti olavi ilmari tapio pekka timo kari jari mikko jukka
    markku juha heikki ari hannu seppo
    antti esa jorma ilkka petri sami jussi ville marko janne kimmo pasi veli raimo reijo risto martti pentti
    erkki eero paavo lauri toivo eino vaino
    joonas tuomas teemu eetu onni leo oliver aleksi arttu jaakko kalle niko henri miika ensio onni veikko
    maria helena johanna anneli kaarina marjatta annikki liisa anna kristiina tuulikki hannele eeva tuula
    paivi pirjo leena ritva riitta sari
    minna tiina satu marja anne sanna merja kirsi tarja eila raija aino eija sirpa ulla hilkka kaija virpi
    jaana katja heli outi niina
    emilia aada venla helmi siiri sofia ella aino elli sirkka marjaana orvokki mirjami katariina irmeli inkeri
    emma oona iida laura noora salla teija riikka
    hanne kirsten lone mette susanne charlotte helle lene pia tina gitte rikke louise trine karen birthe bodil
    jytte lis grethe inge annette
    peter jens michael lars henrik soren christian jan martin niels anders morten jesper mads rasmus mikkel
    kasper hans torben poul jorgen
    erik bent ole finn kurt preben flemming frank brian claus klaus allan rene steen per kim ib svend viggo
    aage villy carsten kaj
    freja ida clara laura mathilde emma sofie caroline josefine frederikke signe oliver noah malthe august
    magnus frederik
    jan johannes cornelis hendrik willem pieter gerrit jacobus dirk adriaan petrus maarten jeroen bart bas tim
    tom thijs daan sem lucas
    kees piet klaas henk wim gerard theo joost koen ruben sander stefan marcel rob ron erwin edwin dennis
    jasper niels wouter jelle sjoerd
    maria johanna anna cornelia elisabeth wilhelmina petronella hendrika margaretha grietje trijntje sanne
    lisa lotte fleur emma julia
    marieke annemiek ingrid monique saskia esther marjolein anja petra linda astrid miriam els ans riet truus
    joke ria willy corrie femke
    luc marc marie jef jos frans guy patrick dirk kris kristof tom wim filip geert bart jan kurt rudi steven
    sofie an ann ilse katrien lieve griet leen
    veerle hilde nele inge karen evi eline lien jolien pieter stijn jonas thomas robbe lander arne senne
    john james michael robert david richard thomas charles daniel matthew anthony mark paul steven andrew
    george kevin brian edward ronald
    mary patricia jennifer linda elizabeth barbara susan jessica sarah karen nancy lisa margaret betty sandra
    ashley emily donna carol amanda
    sophie olivia amelia isla ava jack harry oliver charlie alfie joshua samuel jacob mohamed mohammed ahmed
    ali fatima aisha omar hassan
    gunnel gun gunvor gunborg gudrun maj britta birgit siv sture evert ove ingemar ingegerd ingela hakan
    bernt bror egon elof folke gote hilding holger ivan josef ragnar ronny sixten stellan svante tage ture
    uno valter yngve eivor elsie elsy elvy aina asta dagmar dagny doris edit ester gerda gullan gurli
    harriet hedvig hjordis irene iris lilly lisbeth majken margit marta ruth rut sonja svea sylvia tyra
    vanja viola vivi viveka yvonne aslaug borghild gunnhild herdis ingebjorg jorunn magnhild oddny oddveig
    reidun sigrun torbjorg torill torunn vigdis arvid birger halvor havard jarle jostein kare kolbjorn
    magne oddvar roald sigmund torstein asmund oivind benny borge ebbe ejnar erling frede gert gunner jorn
    keld knud kresten laurits mogens palle thorkild troels vagn aase agnete alma annelise dorthe elly lise
    lissi rigmor rita vibeke aarne ahti arvo esko jouko jouni kaarlo kalervo kauko keijo mauri osmo rauno
    reino sulo taisto tauno teuvo unto urho vilho yrjo aila aili airi elina helvi irja irma kirsti
    kyllikki laila maija marketta mirja pirkko raili saara saimi seija sylvi taimi terttu toini tyyne
    vuokko arie bram cees ellie gijs ineke jaap joop leendert marijke mieke nelleke rinus ruud sjaak teun
    thea tineke toon trudy andre christiane colette danielle denise francine francoise genevieve
    georges ghislaine jacqueline jacques jean josiane lucien michel nadine nicole philippe pierre raymond
    simone yvette
"""
GIVEN_NAMES = frozenset(_GIVEN.split())

# Words that begin a family name of several words.
_PARTICLES = (
    "van von af de der den het ter ten te la le du des da di dos del della el al bin ibn ben zu zum zur op in aan "
    "bij uit 't 's vanden vander vande"
)
PARTICLES = frozenset(_PARTICLES.split())
# Endings that family names have and given names have not.
_ENDINGS = (
    "sson sen nen lund berg gren strom qvist kvist dal stad haug mans stra sma inga aert aerts inck eaux lainen "
    "stein borg fors man sma huis veld ink"
)
FAMILY_ENDINGS = tuple(_ENDINGS.split())

_MEMBERSHIP = """
    medlem aktiv passiv stodmedlem stodjande hedersmedlem heder senior junior ungdom barn familj familjemedlem
    enskild vuxen pensionar student
    huvudmedlem standard ordinarie fullbetalande standig arsmedlem provmedlem supporter ledare
    voksen voksne ungdom barn familie aeresmedlem stottemedlem hovedmedlem enkeltmedlem honnor livsvarig
    varsinainen nuori perhe kunnia kunniajasen kannatus kannatusjasen ainaisjasen aikuinen lapsi opiskelija
    elakelainen aktiivi passiivi seniori juniori jasen vuosijasen
    bornemedlem ungdomsmedlem seniormedlem pensionist aktivt passivt stotte
    lid jeugdlid seniorlid juniorlid donateur erelid steunend gezinslid rustend jeugd spelend erelid aspirant
    pupil recreant werkend toegetreden aangesloten hoofdlid student
    full adult youth family honorary associate life child regular student supporting active passive member
    individual concession social
"""
MEMBERSHIP_WORDS = frozenset(_MEMBERSHIP.split())
_MEMBER_ENDINGS = ("medlem", "medlemskap", "medlemskab", "lid", "leden", "jasen", "lidmaatschap")


def is_given(word: str) -> bool:
    """Whether the word is a common given name in one of the countries."""
    return fold(word).strip(".,") in GIVEN_NAMES


def has_family_ending(word: str) -> bool:
    folded = fold(word)
    return len(folded) > 4 and folded.endswith(FAMILY_ENDINGS)


def says_membership(words: Iterable[str]) -> bool:
    """Whether one of the folded words is of a kind of membership: `passiv`, `tuinlid`, `stotte/`."""
    return any(
        bare in MEMBERSHIP_WORDS or (len(bare) > 5 and bare.endswith(_MEMBER_ENDINGS))
        for word in words
        if (bare := word.strip("().,/-:"))
    )
