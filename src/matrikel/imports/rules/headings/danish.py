"""Danish headings."""

from matrikel.imports.rules.fields import ColumnReason as Why
from matrikel.imports.rules.fields import Field

MEANINGS: dict[tuple[Field, str], str] = {
    (Field.GIVEN_NAME, ""): """
        fornavn, fornavne, fornavn og mellemnavn, fornavn/mellemnavn, for- og mellemnavn, døbenavn, medlem
        fornavn, barnets fornavn, fornavn 1, spiller fornavn, forn.""",
    (Field.FAMILY_NAME, ""): """
        efternavn, familienavn, slægtsnavn, efternavne, medlem efternavn, barnets efternavn, spiller efternavn,
        eftern.""",
    (Field.MIDDLE_NAME, ""): "mellemnavn, mellemnavne",
    (Field.PREFERRED_NAME, ""): "kaldenavn, kælenavn, øgenavn, kaldes",
    (Field.FULL_NAME, ""): """
        navn, fornavn og efternavn, fulde navn, for- og efternavn, medlemsnavn, medlem, navn på medlem, medlemmets
        navn, hele navnet, fuldt navn, fornavn efternavn, for-/efternavn, deltager, spiller, barnets navn, vist
        navn, visningsnavn, person, personnavn, medlemmer, navn og efternavn, spillerens navn""",
    (Field.FULL_NAME, "family_first"): "efternavn fornavn, efternavn og fornavn, efter- og fornavn",
    (Field.BIRTH, ""): """
        fødselsdag og år, føds.dag, født den, fødselsdagsdato, fødselsdato, fødselsdag, født, fødselsdag
        (dd-mm-åååå), fødselsdata, fødselsdagsdato (dd-mm-åååå), f.dag, fødselsdt, født dato, føds.dato, fødedato,
        fødselsdag dato, fødedag, fødselsdato/cpr, cpr/fødselsdato, fødselsdato (ddmmåå), cpr (6 cifre), cpr uden
        sidste 4""",
    (Field.BIRTH_YEAR, ""): "fødselsår, årgang, fødeår, født år, fødselsårgang, født i",
    (Field.BIRTH_MONTH, ""): "fødselsmåned",
    (Field.BIRTH_DAY, ""): "fødselsdag i måneden",
    (Field.NATIONAL_NUMBER, ""): "cpr, cpr-nummer, cpr-nr, personnummer (cpr), personnummer, person-nr",
    (Field.GENDER, ""): """
        køn, mand/kvinde, kvinde/mand, dreng/pige, pige/dreng, d/p, p/d, m/k, køn (m/k), k/m""",
    (Field.EMAIL, ""): """
        emailadresse, mail-adresse, mail, e-mail medlem, e-post, mailadr., primær e-mail, elektronisk post,
        e-mailadr., medlemmets e-mail, mail medlem""",
    (Field.EMAIL, "private"): "e-mail privat, privat e-mail, privatmail, mail privat",
    (Field.EMAIL, "work"): "e-mail arbejde, arbejdsmail, e-post arbejde, mail arbejde, e-mail job",
    (Field.EMAIL, "other"): """
        anden e-mail, alternativ e-mail, ekstra e-mail, sekundær e-mail, e-mail 2, mail 2, ekstra mail, cc mail""",
    (Field.PHONE, ""): """
        eget nr, egen tlf, eget nummer, telefon, telefonnummer, telefonnr, tlf, tlf.nr., telefon 1, kontakttelefon,
        tlf nummer""",
    (Field.PHONE, "mobile"): """
        mobil, mobilnr., mobilnummer, mobiltelefon, mobil tlf., tlf. mobil, mobiltelefonnummer, mob.nr., mob.
        tlf., mob., mobil 1, mobil medlem, mobiltelefonnr.""",
    (Field.PHONE, "home"): """
        fastnettelefon, fastnet, telefon privat, privattelefon, tlf privat, telefon hjem, hjemmetelefon, privat
        tlf., fastnetnummer, tlf. hjem, tlf hjemme, tlf. fastnet, fastnetnr""",
    (Field.PHONE, "work"): """
        arbejdstelefon, tlf arbejde, telefon arbejde, arbejds tlf., arbejde tlf, telefon job""",
    (Field.PHONE, "other"): """
        telefon 2, mobil 2, anden telefon, tlf. 2, alternativ telefon, ekstra telefon, tlf. alternativ""",
    (Field.CONTACT, ""): """
        kontaktoplysninger, kontakt, kontaktinfo, telefon/e-mail, tlf/mail, kontaktdata, tlf. og mail""",
    (Field.CARE_OF, ""): "c/o, c/o adresse, c/o navn, att",
    (Field.STREET, ""): """
        adresse, vej, vejnavn, gade, gadenavn, gade og nr, vejnavn og nr, vej og nr, vej og husnr, bopælsadresse,
        bopæl, vej/gade, gade/vej, adresse 1, vejadresse, gade/vej og nr., vejnavn og husnummer, gade + nr,
        adresselinje 1, folkeregisteradresse, hjemmeadresse, privatadresse, gadeadresse, postadresse, vejnavn/nr,
        vej nr, adr., adresse (vej og nr.), gadenavn og nummer, adressevej, vejnavn og husnr., adresselinje,
        bolig, boligadresse""",
    (Field.HOUSE_NUMBER, ""): "husnr., husnummer, vejnummer, gadenummer",
    (Field.HOUSE_ADDITION, ""): "litra, bogst, bogst., bogstav, husbogstav, opgang",
    (Field.ADDRESS_EXTRA, ""): """
        etage, sal, side/dør, dør, side, sal/dør, lokalitet, adresse 2, etage/dør, adresselinje 2, etage og dør,
        etage/side, sal/side, etage og side, supplerende bynavn, adresse 3, dørnr, dør/side, stednavn, lejlighed""",
    (Field.POSTCODE, ""): "postnummer, postnr, postdistriktsnr, postkode, postnum",
    (Field.PLACE, ""): """
        by, bynavn, postdistrikt, postby, byområde, by/sted, bopælsby, bynavn/postdistrikt, bopæl by, hjemby, stad""",
    (Field.POSTCODE_PLACE, ""): """
        postnr og by, postnummer og by, postnr/by, postnummer by, postby/nr., by og postnr, postnr og bynavn,
        by/postnr""",
    (Field.FULL_ADDRESS, ""): """
        fuld adresse, adresse og postnr, adresse med postnr. og by, hele adressen, fuldstændig adresse, adresse
        inkl. postnr., adresse og by, adresse/postnr/by""",
    (Field.COUNTRY, ""): "land, landekode, bopælsland, landkode, landenavn",
    (Field.MUNICIPALITY, ""): "bopælskommune, kommune, hjemkommune, bopælskommunenavn, kommunenavn",
    (Field.LANGUAGE, ""): "sprog, modersmål, foretrukket sprog",
    (Field.MEMBER_NUMBER, ""): """
        medlemsnummer, medlemsnr., medl.nr., medlem nr., medlemsid, medlemskort, medlemskortnr, medlem id,
        medlemskortnummer, m.nr.""",
    (Field.EXTERNAL_NUMBER, "federation"): """
        unionsnummer, medlemsnr. forbund, medlemsnummer i forbundet, medlemsnr. i forbundet, forbundets nr.,
        forbundsnr, dif-nummer, dbu-nummer, forbundsnummer, dgu-nummer, dgu nr, spiller-id,
        badminton id, btdk-id, person id, bordtennis-id, unionsnr., dgi-nummer, spillernummer, landsforbundsnr.""",
    (Field.EXTERNAL_NUMBER, "licence"): "licens, licensnummer, licensnr.",
    (Field.EXTERNAL_NUMBER, "old_system"): """
        kontakt-id, kontaktid, kontakt id, kundeid,
        ekstern id, kundenummer, kundenr., gammelt medlemsnr., gammelt nr., debitornr., gammelt id""",
    (Field.MEMBERSHIP_TYPE, ""): """
        medlemsskab, medlemskab, medlemskabstype, medlemstyper, medlemstype, medlemskategori, kontingenttype,
        kontingentgruppe, type, kategori, medlemsart, medlemsgruppe, medlemsform, medlemsskabstype,
        medlemstype/kategori, kontingentklasse, kontingentart, kontingentkategori, medlemsklasse, medlemskab type,
        type medlem, medlemskabskategori, art, medl.type, medlemstypen""",
    (Field.STATUS, ""): """
        status, medlemsstatus, aktiv, aktiv/passiv, medlemskab status, medlemskabsstatus, tilstand, aktivt medlem""",
    (Field.JOINED, ""): """
        indmeldt, med siden, med siden år, med i foreningen siden, med i klubben siden, med fra år,
        indmeldelsesdato, indmeldt dato, indmeldelse, indmeldt år, indmeldingsdato, indmeldt den,
        oprettet som medlem, optaget, optaget dato, optaget som medlem, optagelsesdato, optagelse, optaget den,
        optaget år, medlem siden, medlem pr., medlem fra, startdato, start, medlem siden år, indmeld., tilmeldt,
        tilmeldingsdato, tilmeldelsesdato, tilmelding, indtrådt, indtrædelse, indtrædelsesdato, indtrådt dato,
        medlem fra dato, medlem f.o.m., fra dato, medlemskab fra, medlemskab start, startet, indmeldelsesår,
        indm.dato, indm., indm.år, medlemsstart, medlemskab siden, gyldig fra, fra, begyndt, tilgang,
        tilgangsdato, medlemsdato, indskrevet, indskrivning, ind, ind dato, indmeldelsestidspunkt, medlemskab
        startdato, tiltrådt, startår, indmelding, meldt ind, medlem sia, optagelsesår, antaget""",
    (Field.LEFT, ""): """
        fraflyttet, opsagt, udmeldt, udmeldelsesdato, udmeldt dato, udmeldelse, slutdato, udmeldt den,
        ophør, medlem til, stoppet,
        udmeldt år, afgang, afgangsdato, ophørsdato, ophørt, udmeldingsdato, til dato, udtrådt, medlemskab til,
        slut, stop, stoppede, stopdato, udmeldelsesår, udm.dato, udmeldt pr., medlem t.o.m., udgået, medlemskab slut,
        afsluttet, afmeldt, afmeldingsdato, meldt ud, ud dato, slettet, medlemskab slutdato, udløbet""",
    (Field.DECEASED, ""): "afdød, død, dødsdato, dødsdag, død den, afdøde, dødsår",
    (Field.PROTECTED, ""): """
        adressebeskyttelse, navne- og adressebeskyttelse, adressebeskyttet, beskyttet adresse, hemmelig adresse,
        beskyttet, hemmelig, navnebeskyttet, adressebesk.""",
    (Field.GROUPS, ""): """
        hold, afdeling, team/afdeling, afdelingen, gruppe, grupper, holdnavn, aktivitet, aktiviteter, sektion,
        idrætsgren, afdelinger, hold/afdeling, holdtype, udvalg, lokalafdeling, kreds, gren, idræt, patrulje,
        enhed, instrument, årgangshold, kolonihave, havenummer, havenr., haveparcel, bådplads, pladsnummer,
        lodsnr, region/kreds, række, division""",
    (Field.HOUSEHOLD, ""): """
        husstand, familie, familienummer, familie-id, hovedmedlem, familienr., husstandsnr., husstandsid,
        familiegruppe""",
    (Field.IBAN, ""): """
        kontonummer, kontonr., bankkonto, reg/konto, reg. nr., konto, nemkonto""",
    (Field.NOTE, ""): """
        bemærkning, bemærkninger, noter, andet, kommentarer/bemærkninger, bem, kommentar, kommentarer, note,
        notat, notater, info, diverse, øvrigt, anmærkning, interne noter, intern note, fritekst, øvrige
        oplysninger, oplysninger, tekst, memo, interne bemærkninger, andre oplysninger""",
    (Field.GUARDIAN_NAME, ""): """
        forælder, forældre, værge, forælder 1, forælder 2, forældremyndighed, værge navn, mor, far, forældre navn,
        kontaktforælder""",
}  # fmt: skip

LEFT_OUT: dict[Why, str] = {
    Why.ABOUT_MONEY: """
        kont., kont. kr., kontigent,
        restance, beløb, betalingsform, kontingent, betalt, kontingent betalt, saldo, betalingsdato, faktura,
        kontingentbeløb, pris, betalingsmetode, pbs, betalingsservice, mobilepay, gebyr, opkrævning, gæld,
        indbetalt, betalt til, sidst betalt, pbs-nr., fakturanr., forfaldsdato, indbetaling, balance, skyldig,
        betaling, restgæld, kontingentsats, kontingent kr., betalt dato, opkrævet, kontingentfri, kr., depositum,
        nøgledepositum, betalt 2026, rykker, betalingsaftale, kontingent 2026, pbs aftale, aftalenr.""",
    Why.ABOUT_SOMEBODY_ELSE: """
        pårørende, nærmeste pårørende, ægtefælle, betaler, kontaktperson, samlever, hvervet af, fakturamodtager,
        nødkontakt, kontaktperson ved ulykke, kontakt ved ulykke, søskende, betaler navn, anbefalet af, faktura
        e-mail, fakturaadresse, pårørende tlf., stiller, ægtefælle/samlever""",
    Why.CONSENT_WITHOUT_EVIDENCE: """
        nyhedsbrev, samtykke, gdpr, fotosamtykke, billedsamtykke, samtykke billeder, markedsføring, sms, må
        kontaktes, tilladelse foto, persondata, reklame, medlemsblad, blad, samtykke gdpr, billeder ok, foto ok,
        samtykke foto, ønsker nyhedsbrev, modtag mail, ønsker medlemsblad, samtykkeerklæring, må offentliggøres,
        bladmodtager, modtager nyhedsbrev""",
    Why.FOLLOWS_FROM_OTHERS: """
        alder, amt, region, aldersgruppe, tiltale, titel, antal år, medlemsår, anciennitet, jubilæum, alder i år,
        årgang/alder, landsdel, antal år som medlem, medlemsanciennitet, etiket, runde fødselsdage, alder (år),
        fylder, fylder år, aldersklasse""",
    Why.NOT_NEEDED: """
        ejendom, købsdato, overtagelsesdato, haveareal, haveareal m2, areal, uniform, uniform udleveret,
        instrument udlånt, lånt udstyr, jakke, tilslutningsnr., husnavn,
        tidsstempel, tidspunkt, indsendt, indsendt dato, eksamensår, studenterår, dimissionsår, svar-id,
        klassetrin,
        lod, lod nr., lodnr., parcel, parcelnr., parcel nr., grund, grundnr., matr.nr., matrikel, matrikelnr.,
        husnummer på grund, venteliste, ventelistenr., andel, andelsnr., skab, skabnr., box, boks, ranking,
        niveau, jagttegn, jagttegnsnr., hjemmeklub, moderklub, haveareal, m2, vandmåler, målernr.,
        statsborgerskab, erhverv, oprettet, ændret, sidst ændret, nationalitet, fødested, fødeland, billede,
        brugernavn, adgangskode, kodeord, oprettelsesdato, oprettet dato, rettet, rettet dato, opdateret, sidst
        opdateret, sidst logget ind, forening, klub, firma, stilling, arbejdsplads, uddannelsessted, skole,
        allergi, allergier, medicin, sygdom, helbred, kost, størrelse, trøje, trøjestørrelse, trøjenummer,
        hjemmeside, civilstand, dåb, dåbsdato, konfirmation, nøgle, nøglenr., nøglebrik, brik, briknummer, bil,
        båd, bådnavn, hund, hundenavn, race, våben, våbentilladelse, sidste login, foreningsnavn, cvr, cvr-nr.,
        ean, ean-nr., handicap, hcp, bælte, bæltegrad, grad, fremmøde, registreret, registreret dato, seneste
        ændring, oprettet af, ændret af, kort udskrevet, sidst aktiv, seneste login, gyldig til, udløber,
        klubnavn, afsendt, nummerplade""",
    Why.NO_PLACE_YET: """
        kontakt-id type,
        hverv, tillidshverv, bestyrelse, rolle, roller, funktion, poster, post, bestyrelsespost, leder, træner,
        frivillig, børneattest, kurser, uddannelse, udvalgsposter, børneattest dato, attest, hædersbevisning,
        udmærkelser, certifikat, instruktør, hædersnål, børneattest gyldig, trænerkursus, arbejdsopgave, opgaver,
        tags, markeringer""",
    Why.COUNTS_ROWS: "løbenr, lbnr, løbenummer, række nr., linje",
}  # fmt: skip
