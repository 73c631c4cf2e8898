"""Norwegian headings, Bokmål and Nynorsk."""

from matrikel.imports.rules.fields import ColumnReason as Why
from matrikel.imports.rules.fields import Field

MEANINGS: dict[tuple[Field, str], str] = {
    (Field.GIVEN_NAME, ""): """
        fornavn, for- og mellomnavn, fornavn og mellomnavn, fornavn/mellomnavn, fornavn(e), førenamn, fornamn,
        f.navn, fornavn/mellomn, førenamn og mellomnamn, for-/mellomnavn, døypenamn, utøver fornavn, barnets
        fornavn, fornavn medlem, medlem fornavn, forn.""",
    (Field.FAMILY_NAME, ""): """
        etternavn, slektsnavn, familienavn, etternamn, slektsnamn, e.navn, ettern., medlem etternavn, utøver
        etternavn, barnets etternavn, etternavn medlem, familienamn, siste navn""",
    (Field.MIDDLE_NAME, ""): "mellomnavn, mellomnamn",
    (Field.PREFERRED_NAME, ""): """
        kallenavn, tiltalenavn, kallenamn, kalles, kalt, kjælenavn, brukernavn (kallenavn)""",
    (Field.FULL_NAME, ""): """
        navn på medlem, navn medlem, medlems navn, navn, fullt navn, for- og etternavn, medlem, medlemmets navn,
        fornavn og etternavn, namn, fullt namn, for- og etternamn, fornavn etternavn, medlemmer, navnet, utøver,
        deltaker, spiller, barnets navn, medlemets navn, medlemmens namn, visningsnavn, navn (for- og etternavn),
        medlemens namn, medlem navn, person, navn/name""",
    (Field.FULL_NAME, "family_first"): """
        etternavn fornavn, etternavn og fornavn, etter- og fornavn, etternamn førenamn, etternamn og førenamn""",
    (Field.BIRTH, ""): """
        fødselsdato, født, fødselsdag, fødselsdata, f.dato, fødselsdato (dd.mm.åååå), føds.dato, fødd, født dato,
        fødselsdato/personnummer, fødselstid, føddato, født den, fødeselsdato, fødselsd, fødselsdato (ddmmåå),
        født (ddmmåå), fødd dato, fødselsdag (dato), føds.dag, fødselsdato/år, fødsel, født dd.mm.åååå, f.d.,
        bursdag, gebursdag, geburtsdag, fødedato""",
    (Field.BIRTH_YEAR, ""): """
        fødselsår, født år, fødeår, årgang, årskull, fødd år, fødselsårgang, født i år, fødeår (åååå)""",
    (Field.BIRTH_MONTH, ""): "fødselsmåned, fødselsmånad, født måned",
    (Field.BIRTH_DAY, ""): "født dag, fødselsdag (dag)",
    (Field.NATIONAL_NUMBER, ""): """
        fødselsnummer, fødselsnr, fnr, personnummer (11 siffer), fødsels- og personnummer, fødselsnummer (11
        siffer), d-nummer, fødselsnummer/d-nummer, personnr, fødsels-/personnummer, 11 siffer, fødsels- og
        personnr, fødselsnr (11 siffer), fødselsdato og personnummer, norsk fødselsnummer""",
    (Field.GENDER, ""): """
        kjønn, mann/kvinne, kønn, kvinne/mann, gutt/jente, g/j, j/g, kjønn (m/k), jente/gutt""",
    (Field.EMAIL, ""): """
        e-post, e-postadresse, mailadresse, e-post 1, e-post medlem, mail, e-postadresse 1, mailadr., e-post
        utøver, epostadr., primær e-post, e-post foretrukket, e-post privat/medlem""",
    (Field.EMAIL, "private"): "privat e-post, e-post privat, mail privat, privat mail",
    (Field.EMAIL, "work"): "e-post jobb, jobb e-post, e-post arbeid, jobbmail",
    (Field.EMAIL, "other"): """
        ekstra e-post, epost 2, alternativ e-post, annen e-post, e-post 3, e-postadresse 2, mail 2""",
    (Field.PHONE, ""): """
        telefon, telefonnummer, tlf, tlfnr, tlf 1, telefonnr, tlf.nummer, kontakttelefon, telefon 1, telf, tlf
        medlem""",
    (Field.PHONE, "mobile"): """
        mobil, mobiltlf, mobiltelefon, mobilnummer, mobilnr, tlf mobil, mob, mob.tlf, mob.nr, tlf mob,
        mobiltelefonnummer, mobil 1, mobilnummer 1, mobil medlem, mobil utøver, tlf m""",
    (Field.PHONE, "home"): """
        telefonnummer hjem, hjemmetelefon, tlf privat, tlf hjem, telefon hjem, privattelefon, fasttelefon, tlf
        hjemme, telefon privat, fastlinje, hjemmetlf, tlf heim, telefon heime, heimetelefon, privattlf, telefon
        hjemme, tlf p""",
    (Field.PHONE, "work"): """
        tlf arbeid, tlf jobb, telefon arbeid, telefon jobb, jobbtelefon, arbeidstelefon, jobbtlf, mobil jobb,
        arb.tlf""",
    (Field.PHONE, "other"): """
        tlf 2, telefon 2, mobil 2, annen telefon, ekstra telefon, alternativ telefon, tlf annet""",
    (Field.CONTACT, ""): """
        kontakt, kontaktinfo, kontaktinformasjon, kontaktopplysninger, telefon/e-post, tlf/e-post, tlf og e-post""",
    (Field.CARE_OF, ""): "c/o adresse, c/o",
    (Field.STREET, ""): """
        adresse, gateadresse, gate, veiadresse, vei, adresse 1, adresselinje 1, bostedsadresse, postadresse,
        hjemmeadresse, gateadr, gate/vei, veg, gate og nummer, gatenavn, veinavn, gate/veg, gate nr, vegadresse,
        bustadadresse, heimeadresse, adr, gate og husnummer, vei/gate, adresse gate, adresselinje, boligadresse,
        gatenamn, gata, folkeregistrert adresse, postadresse 1, gateadresse 1, bopel, bopæl, postboks, adr.1, vei
        og nummer, privatadresse, besøksadresse, gate/postboks, adressen, adresse (gate/vei)""",
    (Field.HOUSE_NUMBER, ""): "husnummer, husnr, gatenummer, nummer (hus), veinummer",
    (Field.HOUSE_ADDITION, ""): "husbokstav, bokstav, oppgang",
    (Field.ADDRESS_EXTRA, ""): """
        adresse 2, adresselinje 2, stednavn, adresse 3, adresselinje 3, bruksenhet, bolignummer, leilighet, leil,
        leil.nr, etg, adresselinje to, tilleggsadresse, leilighetsnr, bolignr""",
    (Field.POSTCODE, ""): """
        postnummer, postnr, postn., poststednr, postnum, postkode, post nr (4 siffer)""",
    (Field.PLACE, ""): """
        poststed, sted, by, bosted, stad, stedsnavn, poststad, bostedssted, by/sted, postst., sted/by, tettsted,
        bustad, bustadstad, sted (poststed), hjemsted, heimstad, bosted (by), bygd""",
    (Field.POSTCODE_PLACE, ""): """
        postnr og sted, postnr og poststed, postnummer og sted, postnr/sted, postnr/poststed, postnummer og
        poststed, poststed og nr, postnummer/sted, postnummer/poststed, postnr og stad, poststed/postnr, nr og
        poststed""",
    (Field.FULL_ADDRESS, ""): """
        full adresse, hele adressen, adresse med postnr, adresse m/postnr, fullstendig adresse, adresse og
        poststed, adresse komplett, adresse/postnr/sted, adresse inkl. postnr, heile adressa, adresse inkl postnr
        og sted, adresse og postnummer""",
    (Field.COUNTRY, ""): "land, landkode, bostedsland, landskode, bustadland, landnavn",
    (Field.MUNICIPALITY, ""): """
        hjemstedskommune, kommune, bostedskommune, hjemkommune, bykommune, kommunenavn, heimkommune, bustadkommune""",
    (Field.LANGUAGE, ""): "målform, språk, språkform, morsmål, foretrukket språk",
    (Field.MEMBER_NUMBER, ""): """
        medlemsnummer, medlemsnr, medl.nr, medlemsid, medlem nr, m.nr, medlem-id, medlemskapsnummer, medlemsnum,
        matrikkelnummer, medlemskort""",
    (Field.EXTERNAL_NUMBER, "federation"): """
        landsforbundsnummer, medlemsnr forbund, medlemsnummer forbund, medlemsnr i forbundet, forbundets nr,
        forbundsnummer, forbundsid, nif-id, personid, forbundsnr, golf-id, buypass-id,
        minidrett-id, medlemsnummer i forbundet, særforbundsnr, landsforbundsnr, ffid, speidernr, speidernummer""",
    (Field.EXTERNAL_NUMBER, "licence"): "lisens, lisensnummer, lisensnr, lisenstype nr, startnummer",
    (Field.EXTERNAL_NUMBER, "old_system"): """
        ekstern id, gammelt medlemsnr, gammelt medlemsnummer, kundenummer, kundenr, eldre id""",
    (Field.MEMBERSHIP_TYPE, ""): """
        medlemstype, medlemskategori, type medlem, medlemskapstype, medlemskap type, kontingentklasse,
        kontingenttype, kontingentgruppe, medlemsgruppe, type medlemskap, medl.type, medlemskap, kategori, type,
        kontingentkategori, medlemsform, medlemsklasse, medlemskategorier, medlemskapskategori, medlemsslag,
        medlemskapsform, medl.kategori, kategori medlem, medlemsstatus/type, kontingentkat""",
    (Field.STATUS, ""): """
        medlemsstatus, aktiv, aktiv/passiv, status, medlemskap status, medlemskapsstatus, status medlem,
        medl.status""",
    (Field.JOINED, ""): """
        innmeldt den, med siden, med siden år, med i laget siden, med i foreningen siden, med sidan, med fra år,
        innmeldelse, innmeldt, innmeldt dato, innmeldingsdato, innmeldelsesdato, medlem siden,
        medlem fra, innmeldt år, innmelding, start, startdato, medlemskap fra, ble medlem, inn dato,
        innmeldelsesår, innmeldingsår, medlem f.o.m., fra dato, fra og med, medlem fra og med, medlem fra dato,
        medlemskap siden, medlemskap startdato, inn, meldt inn, innmeld, innmeld dato, medlem sidan, opptatt,
        opptatt dato, opptatt som medlem, startet, medlemskap start, medlem siden år, medlem siden dato,
        innm.dato, innm.år, innm, fra, begynte, inntrådt, inntredelse, inntredelsesdato, gyldig fra, medlemskap
        gjelder fra, medlem sia, innmeldingsdag, innskrevet, innskrevet dato, registrert medlem, medl. siden,
        medl.fra, innmeldingstidspunkt, tilsluttet, starta""",
    (Field.LEFT, ""): """
        oppsagt, utmeldt, utmeldt dato, utmeldingsdato, sluttdato, medlem til, utmelding, sluttet, utmeldelsesdato,
        medlemskap til, slutt, medlem t.o.m., til dato, til og med, ut dato, meldt ut, utmeld, utmeldt år,
        utmeldelse, slettet, slettet dato, medlemskap slutt, medlemskap sluttdato, medlemskap opphørt, avsluttet,
        opphørt, utm.dato, utgått, slutta, medlem til og med, utmeldt den, utmeldingsår, avsluttet dato""",
    (Field.DECEASED, ""): """
        død, dødsdato, avdød, dødsdag, avdød dato, død dato, dødsår, gått bort""",
    (Field.PROTECTED, ""): """
        adressesperre, sperret adresse, beskyttet, skjermet, hemmelig adresse, adressesperret, skjermet adresse,
        adressebeskyttelse, kode 6/7, strengt fortrolig, fortrolig adresse, adressebeskyttet""",
    (Field.GROUPS, ""): """
        gruppe, grupper, lag, parti, avdeling, seksjon, idrett, krets, aktivitet, aktiviteter, gren, idretter,
        treningsgruppe, undergruppe, undergrupper, lag/gruppe, grupper/lag, lokallag, distrikt, årsklasse, klasse,
        stemmegruppe, instrument, avdelinger, korps, stemme, patrulje, særidrett, underlag, lag/parti, grenidrett,
        hovedidrett, tropp, roder, kullgruppe, trinn, båtplass, fylkeslag""",
    (Field.HOUSEHOLD, ""): """
        husstand, familie, familienr, familienummer, husstandsnr, hovedmedlem, husstandsid, familie-id,
        husstandsnummer, familiemedlem av, familiegruppe, familieoverhode, hovedmedlemsnr, hushald, familiemedlem
        til""",
    (Field.IBAN, ""): """
        kontonummer, konto, kontonr, bankkonto, bankkontonummer, kontonummer (bank)""",
    (Field.NOTE, ""): """
        interne notater, merknad, merknader, notat, notater, annet, øvrig, diverse, merk, kommentar medlem,
        kommentar, kommentarer, anmerkning, anmerkninger, anna, annan info, øvrige opplysninger, opplysninger,
        fritekst, andre opplysninger, annen info, anm, info, intern kommentar, melding, notis, div, bemerkning,
        bemerkninger, tillegg, ymse""",
    (Field.GUARDIAN_NAME, ""): """
        foresatt, foresatte, foresatt navn, verge, føresett, føresette, foresatt 1, foresatt 2, forelder,
        foreldre, mor, far, foreldre/foresatte, pårørende/foresatt""",
}  # fmt: skip

LEFT_OUT: dict[Why, str] = {
    Why.ABOUT_MONEY: """
        kont., kont, kont.kat kr,
        kontingent, betalt dato, kontingent betalt, beløp, kid, kid-nummer, betalingsmåte, avtalegiro, betalt,
        betalt kontingent, faktura, saldo, utestående, sum, medlemskontingent, betaling, treningsavgift,
        kontingent 2026, purring, fakturanr, restbeløp, betalt 2025, betalt 2026, betalingsstatus, betalingsdato,
        fakturadato, forfallsdato, efaktura, vipps, kr, skyldig, kontingentbeløp, siste betaling, innbetalt,
        innbetaling, avgift, betalt i år, sist betalt, kontingent for, aktivitetsavgift, fakturatype, kontingent
        kr, betalt t.o.m.""",
    Why.ABOUT_SOMEBODY_ELSE: """
        pårørende, nærmeste pårørende, ektefelle, betaler, vervet av, kontakt nødstilfelle, ice-kontakt,
        kontaktperson, samboer, fakturamottaker, betalingsansvarlig, fakturaadresse, faktura e-post, nødkontakt,
        ektefelle/samboer, søsken, barn, fadder, vervet, verva av, pårørende tlf, pårørende telefon, nærmeste
        pårørende tlf""",
    Why.CONSENT_WITHOUT_EVIDENCE: """
        reservasjon e-post, reservasjon sms, reservasjon epost, reservasjon mot e-post,
        samtykke foto, samtykke bilder, samtykke gdpr, samtykke, bildesamtykke, nyhetsbrev ja/nei, fototillatelse,
        fotosamtykke, reservasjon, nyhetsbrev, gdpr, personvern, samtykke bilde, reservert, markedsføring, sms
        samtykke, e-post samtykke, bildebruk, personvernsamtykke, medlemsblad, blad, post i papir, utsending,
        bilder ok, bilde ok, samtykkeskjema, reservert mot sms, samtykke publisering, samtykke epost, reservert
        mot""",
    Why.FOLLOWS_FROM_OTHERS: """
        herr/fru, hr/fru,
        alder, antall år, fylke, aldersgruppe, tiltale, alder i år, fylke/län, antall år som medlem, medlemsår,
        region, landsdel, medlem antall år, aldersklasse, alderstrinn, titel, tittel, adresselapp, etikett,
        jubilant, år som medlem, fyller år, fyller, alder (år), alder 31.12, alder per 31.12, aldersgrupper, alder
        pr. 31.12., aldersinndeling""",
    Why.NOT_NEEDED: """
        eiendom, eiendommer, uniform, uniform utlevert, instrument utlevert, areal, kjøpsdato, overtatt dato,
        overtakelse, notestativ, jakke, lånt utstyr, registreringsnr, bilnr,
        tidsstempel, tidsmerke, innsendt, innsendt dato, levert, eksamensår, kullår, svar-id, klassetrinn,
        avgangskull,
        tomt, tomtenr, gnr, bnr, gnr/bnr, gårdsnr, bruksnr, matrikkel, andel, andelsnr, boks, skap, parsell,
        parsellnr, hytte, hyttenr, seddelnr, ranking, nivå, jegernummer, hovedklubb, moderklubb, venteliste,
        ansiennitet, dugnadstimer,
        sykdom, gyldig til, nasjonalitet, fødeland, fødested, statsborgerskap, registrert, registrert dato,
        opprettet, sist endret, endret, sist innlogget, brukernavn, passord, bilde, trøyestørrelse, stilling,
        klubb, klubbnavn, bedrift, organisasjon, allergi, allergier, allergier/sykdom, medisiner, helse, kosthold,
        skole, arbeidsgiver, arbeidsplass, yrke, drakt, draktnummer, draktnr, draktstørrelse, skostørrelse,
        opprettet dato, oppdatert, sist oppdatert, endret dato, sist aktiv, forening, organisasjonsnr, orgnr,
        klubb-id, dåpsdato, dåp, konfirmasjon, sivilstand, religion, trossamfunn, hjemmeside, nøkkel, nøkkelnr,
        nøkkelkort, båt, båtnavn, seilnummer, våpen, hund, førerkort, svømmedyktig, klær, størrelse, medlemskort
        sendt, kort sendt, endret av, registrert av, opprettet av, vekt, høyde, belte, gradering, handicap, hcp,
        sist betalt lisens, lisens gyldig til, oppmøte, sist møtt""",
    Why.NO_PLACE_YET: """
        verv, rolle, roller, stilling i foreningen, leder, styreverv, tillitsverv, funksjon, dommer, trener,
        politiattest, kurs, politiattest dato, politiattest gyldig, politiattest utløper, utdanning, utmerkelser,
        styret, oppgaver, styremedlem, hedersbevisning, hederstegn, æresbevisning, merker, sertifikat, attest,
        tillitsvalgt, kompetanse, trenerkurs, funksjoner, dugnad, dugnadspoeng, kurs og merker, etiketter, knagger""",
    Why.COUNTS_ROWS: """
        rad, løpenr, løpenummer, lnr, radnr, linje, linjenr, rekkenr, rekke, nr i lista""",
}  # fmt: skip
