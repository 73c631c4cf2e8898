"""The words by which a free text gives itself away, per language: health, belief, crime, origin, unions.

A word stands alone, `stem-` begins a word, `-part-` may stand anywhere in one (the Germanic languages and Finnish
glue words together). All are folded: no capitals, no accents. Left out on purpose is what clubs write every day: a
handicap is a number in golf, a race is run, "same" is no Sami in English, a hospital is often a place. The kinds are
those of GDPR Art. 9 and 10, together with what people write of others in anger or in confidence.
"""

from __future__ import annotations

HEALTH, BELIEF, CRIME, ORIGIN, UNION, INTIMATE = "health", "belief", "crime", "origin", "union", "intimate"

WORDS: dict[str, dict[str, str]] = {
    "en": {
        HEALTH: "ill illness sick sickness disease- -allerg- -diabet- cancer- tumour tumor chemotherapy depress- "
        "anxiety bipolar schizophren- adhd autis- asperger- epilep- dementia alzheimer- parkinson- medication "
        "medicine- diagnos- disabled disability disabilities wheelchair pregnan- miscarriage hiv psychiatr- "
        "therapist burnout surgery alcoholic addict- asthma- dyslex-",
        BELIEF: "religion religious catholic- protestant- muslim- islam- jewish jew jews hindu- buddhis- atheis- "
        "mosque synagogue church",
        CRIME: "convicted conviction convictions criminal- prison- jail- arrested theft stole thief fraud- "
        "embezzle- assault- harass- police-report offender",
        ORIGIN: "ethnic- refugee- asylum- immigrant- immigration gypsy roma racial",
        UNION: "trade-union labour-union union-member shop-steward strike-breaker",
        INTIMATE: "homosexual- gay lesbian- bisexual- transgender- sexuality divorced divorce",
    },
    "sv": {
        HEALTH: "sjuk sjuka sjukdom- sjukskriv- -allergi- -allergisk- -diabet- cancer- tumor- cellgift- depress- "
        "deprimerad angest- bipolar- schizofren- adhd autis- asperger- epilep- demen- alzheimer- parkinson- "
        "medicin- diagnos- funktionsneds- funktionshind- handikappad- rullstol- gravid- missfall hiv psykiatr- "
        "psykisk- terapeut utbrand- utmattning- missbruk- alkoholis- astma- glutenintolera- laktosintolera- dyslexi-",
        BELIEF: "religion religios- katolik- muslim- islam- judisk- jude judar hindu- buddhis- ateist- moske- "
        "synagog- pingst- jehovas frikyrk-",
        CRIME: "domd brott brottslig- brottsregister- belastningsregist- fangelse- fangslad gripen stold stulit "
        "tjuv bedrager- forskingr- misshand- ofreda- trakasser- polisanmal- misstankt-",
        ORIGIN: "etnisk- flykting- asyl- invandrar- zigenare romer rom samer samisk-",
        UNION: "fackforening- fackmedlem- fackligt fackansluten- strejk-",
        INTIMATE: "homosexuell- bogar lesbisk- bisexuell- transperson- sexuell- skilsmass- skild",
    },
    "nb": {
        HEALTH: "syk syke sykdom- sykmeld- -allergi- -allergisk- -diabet- kreft- svulst- cellegift- depress- "
        "deprimert angst- bipolar- schizofren- adhd autis- asperger- epilep- demen- alzheimer- parkinson- "
        "medisin- diagnos- funksjonshem- funksjonsneds- handikappet rullestol- gravid- spontanabort hiv psykiatr- "
        "psykisk- terapeut utbrent rusavhengig- rusmisbruk- alkoholis- astma- glutenintolera- dysleksi-",
        BELIEF: "religion religios- katolikk- muslim- islam- jodisk- jode joder hindu- buddhis- ateist- moske- "
        "synagoge- pinsemenighet- jehovas frikirk-",
        CRIME: "domt straff straffed- vandelsanmerk- kriminell- fengsel- fengslet arrestert tyveri stjal stjalet "
        "tyv bedrageri- underslag- mishandl- trakasser- politianmeld- siktet mistenkt-",
        ORIGIN: "etnisk- flyktning- asyl- innvandrer- sigoyner- romfolk samer samisk",
        UNION: "fagforening- fagorganisert- streik-",
        INTIMATE: "homofil- lesbisk- biseksuell- transperson- seksuell- skilsmisse- skilt",
    },
    "da": {
        HEALTH: "syg syge sygdom- sygemeld- -allergi- -allergisk- -diabet- sukkersyge kraeft- svulst- kemoterapi "
        "depress- deprimeret angst- bipolar- skizofren- adhd autis- asperger- epilep- demen- alzheimer- parkinson- "
        "medicin- diagnos- handicappet funktionsneds- korestol- gravid- hiv psykiatr- psykisk- terapeut "
        "udbraendt misbrug- alkoholis- astma- glutenintolera- ordblind-",
        BELIEF: "religion religios- katolik- muslim- islam- jodisk- jode joder hindu- buddhis- ateist- moske- "
        "synagoge- pinsekirke- jehovas frikirke-",
        CRIME: "domt straffeattest- straffet kriminel- faengsel- faengslet anholdt tyveri stjal stjalet tyv "
        "bedrageri- underslaeb- vold voldelig- chikane- politianmeld- sigtet mistaenkt-",
        ORIGIN: "etnisk- flygtning- asyl- indvandrer- sigojner- romaer",
        UNION: "fagforening- fagligt-organiseret strejke-",
        INTIMATE: "homoseksuel- bosse lesbisk- biseksuel- transkonnet- seksuel- skilsmisse- skilt",
    },
    "fi": {
        HEALTH: "sairas sairaa- sairast- sairaus- sairaude- -allergi- -diabet- syopa- syovan syopaa kasvain- "
        "sytostaat- masennu- masentun- ahdistu- kaksisuuntai- skitsofren- adhd autis- asperger- epilep- dementi- "
        "muistisaira- alzheimer- parkinson- laakity- laakkeet laaketta diagnoos- vamma vammai- liikuntarajoit- "
        "pyoratuoli- raskaana keskenmeno- hiv psykiatr- mielenterve- terapeut- uupumu- paihde- alkoholis- astma- "
        "keliaki- lukihair-",
        BELIEF: "uskonto- uskonnol- katolilai- muslim- islam- juutalai- hindu- buddhalai- ateist- moskeij- "
        "synagog- helluntai- jehovan vapaakirk- uskossa",
        CRIME: "tuomittu tuomio- rikos- rikolli- rikosrekister- vankila- vangittu pidatet- varkau- varast- varas "
        "petos petok- kavallu- pahoinpit- hairinta- rikosilmoit- epailty",
        ORIGIN: "etni- pakolai- turvapaik- maahanmuutta- mustalai- romani- saamelai-",
        UNION: "ammattiliit- ammattiyhdist- ay-jasen- lakko-",
        INTIMATE: "homoseksuaal- lesbo- biseksuaal- transsukupuol- seksuaal- avioero- eronnut",
    },
    "nl": {
        HEALTH: "ziek zieke ziekte- -allergi- -allergisch- -diabet- suikerziekte kanker- tumor- chemotherap- "
        "depress- angststoorn- bipolai- schizofren- adhd autis- asperger- epilep- dement- alzheimer- parkinson- "
        "medicijn- medicat- diagnos- gehandicapt- rolstoel- zwanger- miskraam hiv psychiatr- "
        "psychisch- therapeut burn-out overspannen verslaafd- verslaving- alcoholis- astma- glutenintolera- dyslex-",
        BELIEF: "religie- religieu- gelovig- katholiek- protestant- gereformeerd- moslim- islam- joods- "
        "jood joden hindoe- boeddhis- atheist- moskee- synagoge- jehova-",
        CRIME: "veroordeel- strafblad- crimineel criminele gevangenis- gearresteerd- diefstal gestolen dief "
        "fraude- verduister- mishandel- intimidat- aangifte verdacht verdachte",
        ORIGIN: "etnisch- vluchteling- asielzoek- immigrant- allochto- zigeuner-",
        UNION: "vakbond- stakingsbreker- staking-",
        INTIMATE: "homoseksue- homofiel- lesbisch- biseksue- transgender- seksue- gescheiden echtscheid-",
    },
}
