"""The words that head the columns of member lists in six languages, and what they mean."""

import re

from matrikel.imports.rules.fields import ColumnReason, Field
from matrikel.imports.rules.text import fold

# One line per meaning; each phrase is compared without spaces, signs and accents.
_PHRASES: dict[tuple[Field, str], str] = {
    (Field.GIVEN_NAME, ""): """
        first name, given name, forename, firstname, given names, christian name, fname, first names
        förnamn, för namn, fnamn, förnamn(en), samtliga förnamn, samtliga fornamn, medlem förnamn
        fornavn, for navn, fornavne, for- og mellomnavn, fornavn og mellomnavn, fornavn/mellomnavn, fornavn(e)
        etunimi, etunimet, etunimi/nimet, etunimi(t)
        voornaam, voornamen, voorna(a)m(en), vnaam
        prénom, prenom, vorname""",
    (Field.FAMILY_NAME, ""): """
        last name, surname, family name, lastname, lname, second name
        efternamn, enamn, släktnamn, familjenamn, medlem efternamn
        etternavn, slektsnavn, familienavn
        sukunimi
        efternavn
        achternaam, familienaam, anaam, geslachtsnaam
        nom de famille, nachname""",
    (Field.NAME_PREFIX, ""): """
        tussenvoegsel, tussenvoegsels, voorvoegsel, voorvoegsels, tussenv, tv, tussen, name prefix,
        surname prefix, prefix
        infix, tussenvoegsel(s), voorv""",
    (Field.INITIALS, ""): """
        voorletters, voorletter, initialen, initials, initialer, voorl, nimikirjaimet, voorletter(s)""",
    (Field.MIDDLE_NAME, ""): """
        middle name, middle names, mellannamn, mellomnavn, mellemnavn, toinen nimi, middlename, muut etunimet""",
    (Field.PREFERRED_NAME, ""): """
        preferred name, known as, nickname, alias, tilltalsnamn, alt förnamn, alternativt förnamn, smeknamn,
        kallas, kallenavn
        kaldenavn, tiltalenavn, tilltalsförnamn, kutsumanimi, puhuttelunimi, lempinimi, roepnaam, calling name,
        kallnamn""",
    (Field.FULL_NAME, ""): """
        namn på medlem, navn på medlem, name of member, namn medlem, navn medlem, medlems navn,
        name, full name, member name, member, person, fullname, members, display name, participant
        namn, för- och efternamn, för och efternamn, förnamn och efternamn, förnamn efternamn, medlem,
        medlemsnamn, fullständigt namn
        medlemmens namn, hela namnet, personnamn
        navn, fullt navn, for- og etternavn, medlem, medlemsnavn, medlemmets navn, for- og efternavn,
        fornavn og etternavn
        fornavn og efternavn, fulde navn
        nimi, koko nimi, kokonimi, jäsen, jäsenen nimi, etu- ja sukunimi, etunimi sukunimi, etunimi ja sukunimi,
        jäsenet, henkilö
        naam, volledige naam, naam lid, lid, weergavenaam, naam van het lid, voor- en achternaam,
        voornaam en achternaam""",
    (Field.FULL_NAME, "family_first"): """
        last name first name, surname first name, name (last first), last name and first name, last first,
        lastname firstname
        efternamn förnamn, efternamn och förnamn, namn (efternamn förnamn), efter- och förnamn
        etternavn fornavn, etternavn og fornavn, efternavn fornavn, efternavn og fornavn, efter- og fornavn,
        etter- og fornavn
        sukunimi etunimi, sukunimi ja etunimi, suku- ja etunimi, suku- ja etunimet, sukunimi etunimet,
        nimi (sukunimi etunimi)
        achternaam voornaam, naam en voornaam, naam voornaam, familienaam voornaam, naam + voornaam,
        naam & voornaam
        achternaam en voornaam""",
    (Field.BIRTH, ""): """
        date of birth, birth date, birthdate, birthday, born, dob, d.o.b., born on, date birth
        födelsedatum, född, föd, födelsedag, födelsedat, födelsetid, föddatum, födelsedatum/personnummer,
        fdatum, födelsedat/personnr
        född datum, föd.datum, f.datum, födelsedata, födelsedatum/pnr, födelsedatum (ååååmmdd), född (ååååmmdd),
        född år-mån-dag
        fødselsdato, født, fødselsdag, fødselsdata, f.dato, fdato, fødselsdato (dd.mm.åååå), føds.dato,
        fødsdato, fødd, født dato, født (dato)
        syntymäaika, syntymäpäivä, syntynyt, synt.aika, syntaika, syntymäpvm, s.aika, synt, synt.pvm,
        syntynyt (pvm), syntymapaiva
        fødselsdag og år, føds.dag, født den, fødselsdagsdato
        geboortedatum, geboren, geb.datum, gebdatum, geboortedag, geb.dat, geboren op, geb dat, geb,
        geboortedatum lid
        date de naissance, geburtsdatum""",
    (Field.BIRTH_YEAR, ""): """
        birth year, year of birth, year born, födelseår, född år, föd.år, fødselsår, født år, fødeår,
        syntymävuosi, synt.vuosi, syntv
        geboortejaar, geb.jaar, årgång, årgang, ikäluokka vuosi, yob""",
    (Field.BIRTH_MONTH, ""): """
        birth month, month of birth, födelsemånad, fødselsmåned, syntymäkuukausi, geboortemaand""",
    (Field.BIRTH_DAY, ""): "day of birth, birth day of month, geboortedag van de maand",
    (Field.NATIONAL_NUMBER, ""): """
        personal identity number, national identity number, national id, ssn, personal number, identity number,
        id number
        social security number, national number, personal id, personal id number
        personnummer, personnr, pers.nr, persnr, pnr, p.nr, samordningsnummer, personnummer/samordningsnummer,
        personnummer (12 siffror)
        pers nummer, personnummer (ååååmmdd-xxxx), svenskt personnummer, personnummer (ååååmmddxxxx),
        personnummer 10 siffror
        fødselsnummer, fødselsnr, fnr, personnummer (11 siffer), fødsels- og personnummer,
        fødselsnummer (11 siffer), f.nr, fødsels nr
        d-nummer, fødselsnummer/d-nummer
        henkilötunnus, hetu, sotu, sosiaaliturvatunnus, henkilötunnus (hetu), personbeteckning
        cpr, cpr-nummer, cpr-nr, cprnr, cpr nr., cpr.nr., personnummer (cpr)
        bsn, burgerservicenummer, sofinummer, sofi-nummer, bsn-nummer
        rijksregisternummer, rijksregisternr, rijksregister, insz, insz-nummer, rrn, nationaal nummer,
        rijksreg.nr., rr-nummer""",
    (Field.GENDER, ""): """
        gender, sex, kön, kjønn, sukupuoli, køn, geslacht, m/v, m/f, man/kvinna, k/m, m/k, mann/kvinne, m/n,
        mies/nainen, mand/kvinde, man/vrouw
        juridiskt kön, kønn, v/m, f/m, kön (m/k), gesl""",
    (Field.EMAIL, ""): """
        e-mail lid, e-mail member, e-post medlem, sähköposti 1, email 1, e-mail 1,
        email, e-mail, email address, e-mail address, mail, primary email, contact email, e mail, e-mailadress
        e-post, epost, e-postadress, epostadress, mailadress, mejl, mejladress, e-post kontakt, e-post primär,
        mail adress, e-postadresser
        mejladresser, e-post 1, epost 1, e-post till medlem
        e-postadresse, epostadresse, mailadresse, e-post adresse
        sähköposti, sähköpostiosoite, s-posti, sposti, email-osoite, sähkoposti, e-mail osoite, meili, sp-osoite
        emailadresse, e-mailadresse, e-mail adresse, mail-adresse
        e-mailadres, emailadres, mailadres, e-mail adres, mail adres""",
    (Field.EMAIL, "private"): """
        private email, personal email, home email, e-post privat, privat e-post, e-post hem, privat epost,
        privat mail, email privat, sähköposti koti
        email privé, privé e-mail, e-mail privé, e-mail privat, privatmail, oma sähköposti""",
    (Field.EMAIL, "work"): """
        work email, business email, e-post arbete, e-post jobb, jobb e-post, jobbmail, e-post arbeid,
        työsähköposti, sähköposti työ, e-mail arbejde
        arbejdsmail, e-mail werk, werk e-mail, email werk, zakelijk e-mail, work e-mail, e-post arbejde""",
    (Field.EMAIL, "other"): """
        email 2, e-mail 2, second email, other email, secondary email, alternative email, alternate email,
        e-post 2, epost 2, annan e-post
        extra e-post, sähköposti 2, toinen sähköposti, e-mail2, tweede e-mail, ander e-mailadres, anden e-mail,
        mail 2, e-post 3, ekstra e-post""",
    (Field.PHONE, ""): """
        phone, telephone, phone number, tel, tel., telephone number, contact number, phone no, tel no,
        contact phone, phone 1
        telefon, telefonnummer, tfn, tel.nr, tele, telefonnr, telnr, tfn-nr, telefon 1, tlf 1, telefon nr, ring
        tlf, tlf., tlfnr, tlf nr, tlf.nr., telefon nummer
        puhelin, puh, puh., puhelinnumero, puhelinnro, puh.nro, puhelin nro, puh nro, puhelin 1, puhno
        telefoon, telefoonnummer, telefoonnr, tel nr, telefoon 1, tel.nummer
        phonenumber""",
    (Field.PHONE, "mobile"): """
        mobile, mobile phone, cell, cell phone, mobile number, cellphone, mobile no, mobil, mobiltelefon,
        mobilnummer, mobilnr, telefon mobil
        mob, mob., mobiltlf, mobil tlf, mobil telefon, mobil nr, mobil/telefon, mobiltelefonnummer, mobil 1,
        mobiltelefon 1, mobilnr., mobiltfn
        matkapuhelin, matkapuh, gsm, kännykkä, matkapuhelinnumero, puhelin (gsm), gsm-numero, mobiili,
        matkapuhelin 1
        mobiel, mobiele telefoon, mobiel nummer, gsm-nummer, gsm nummer, mobielnr, mobiel telefoonnummer, 06,
        06-nummer, mobieltje, mobiele nummer
        telefoon mobiel, tel mobiel, tel. mobiel, tlf mobil, tlf. mobil, puh. matka, telefon (mobil)""",
    (Field.PHONE, "home"): """
        telefonnummer hem, telefonnummer hjem, telefonnummer bostad, puhelinnumero koti, telefoonnummer thuis,
        home phone, phone home, landline, home telephone, home number, hemtelefon, telefon hem, telefon bostad,
        tel hem, tel bostad, bostadstelefon
        tfn hem, tfn bostad, hemnummer, fasttelefon, fast telefon, telefon privat, hjemmetelefon, tlf privat,
        tlf hjem, telefon hjem, privattelefon
        kotipuhelin, puhelin koti, puh koti, lankapuhelin, telefoon thuis, tel thuis, thuistelefoon,
        vaste telefoon, telefoon vast, tel. thuis
        telefoon privé, tel. privé, huistelefoon, fastnettelefon, fastnet""",
    (Field.PHONE, "work"): """
        work phone, phone work, business phone, telefon arbete, tel arbete, tfn arbete, arbetstelefon,
        jobbtelefon, telefon jobb, tlf arbeid, tlf jobb
        telefon arbeid, työpuhelin, puhelin työ, puh työ, arbejdstelefon, tlf arbejde, telefon arbejde,
        telefoon werk, tel werk, werktelefoon
        telefoon zakelijk, tel. werk""",
    (Field.PHONE, "other"): """
        phone 2, telephone 2, other phone, telefon 2, tlf 2, tlf. 2, puhelin 2, muu puhelin, telefoon 2, tel 2,
        annan telefon, alternativ telefon
        mobil 2, mobiltelefon 2, mobiel 2, mobile 2, gsm 2, tel. 2, telefon övrig, puhelin muu""",
    (Field.CONTACT, ""): """
        contact, contact details, kontakt, kontaktuppgifter, kontaktinfo, kontaktinformasjon, yhteystiedot,
        yhteystieto, kontaktoplysninger, contactgegevens, phone/email, tel/mail, telefon/e-post""",
    (Field.CARE_OF, ""): """
        c/o, co, care of, c/o adress, c/o-adress, co-adress, co adress, c/o address, c/o adresse, co adresse,
        co-adresse, ta adresse, t.a.v., tav, c/o namn, c/o-namn""",
    (Field.STREET, ""): """
        street, street address, address, address 1, address line 1, addr, address line, street 1, home address,
        mailing address, postal address, street name
        adress, gata, gatuadress, adress 1, adressrad 1, utdelningsadress, hemadress, bostadsadress, postadress,
        gatuadress 1, gatunamn, gatuadr, adr, boendeadress
        adresse, gateadresse, gate, veiadresse, vei, adresse 1, adresselinje 1, bostedsadresse, postadresse,
        hjemmeadresse, gateadr, gate/vei, veg
        osoite, katuosoite, lähiosoite, jakeluosoite, postiosoite, kotiosoite, osoite 1, katu, osoiterivi 1,
        osoiterivi
        vej, vejnavn, gade, gadenavn, gade og nr, vejnavn og nr, vej og nr, vej og husnr, bopælsadresse
        straat, straatnaam, adres, adres 1, straat en huisnummer, straat + nr, straat en nr,
        straat + huisnummer, woonadres, adresregel 1, straat/nr, straat & nr, postadres, straat nr, adresregel,
        huisadres""",
    (Field.HOUSE_NUMBER, ""): """
        house number, house no, huisnummer, huisnr, huisnr., nr huis, husnummer, husnr, husnr., gatunummer,
        talonumero, talon numero, hnr, h.nr., house nr, gatenummer, housenumber
        building number, nummer (huis), straatnummer""",
    (Field.HOUSE_ADDITION, ""): """
        house number addition, addition, toevoeging, huisnummertoevoeging, huisnr toevoeging,
        huisnummer toevoeging, toev, toev., toevoegsel, huisletter, bus, busnummer, busnr, bus nr, bus nr.
        postbus nr, toevoeging huisnummer, bokstav, husbokstav,
        bus/box, suffix, huisnr toev, nr toevoeging, litra""",
    (Field.ADDRESS_EXTRA, ""): """
        address 2, address line 2, adress 2, adressrad 2, adresse 2, adresselinje 2, osoite 2, adres 2,
        adresregel 2, adressfortsättning, extra adress, tilläggsadress, stednavn, osoiterivi 2
        etage, sal, side/dør, dør, side, sal/dør, lägenhetsnummer, lägenhet, lgh, lghnr, lgh nr, porras, asunto,
        apartment, apt, unit no, lokalitet""",
    (Field.POSTCODE, ""): """
        postcode, post code, postal code, zip, zip code, zipcode, zip/postal code, post-code, zip/postcode
        postnummer, postnr, post nr, pnummer, p-nr, post-nr, postnr., post nummer, post.nr
        postinumero, postinro, postino, posti nro, postinr, p.nro, postinum
        postcode lid, pc""",
    (Field.PLACE, ""): """
        city, town, place, post town, locality, city/town, town/city
        ort, postort, stad, postadress ort, bostadsort, ort/stad, postanstalt
        poststed, sted, by, bosted, postort/by
        postitoimipaikka, paikkakunta, kaupunki, postitmp, ptp, postipaikka, toimipaikka, asuinpaikka,
        postitoimip, p-toimipaikka
        bynavn, postdistrikt, postby
        plaats, woonplaats, stad/gemeente, plaatsnaam, gemeente/stad, woonplts, localiteit""",
    (Field.POSTCODE_PLACE, ""): """
        postcode and city, zip and city, city and zip, postcode and town, zip/city, postcode/city,
        postcode & city, postcode/town, city/zip
        postnummer och ort, postnr och ort, postnr/ort, postnummer/ort, postnr ort, postnummer ort,
        postnr & ort, postnummer & ort, postnr och postort, postnr/postort, postnummer och postort
        postnr og sted, postnr og poststed, postnummer og sted, postnr/sted, postnr/poststed, postnr sted,
        postnummer og poststed, poststed og nr, postnr. og sted, postnr. og poststed
        postinumero ja -toimipaikka, postinumero ja postitoimipaikka, postinro ja paikkakunta,
        postinumero ja paikkakunta, postinumero/postitoimipaikka, postinro ja -toimipaikka,
        postinro/-toimipaikka
        postnr og by, postnummer og by, postnr/by, postnr. og by, postnr by, postnr. by, postnr./by,
        postnummer by
        postcode en plaats, postcode en woonplaats, postcode/plaats, postcode plaats, postcode + plaats,
        postcode woonplaats, postcode/woonplaats, postcode en gemeente, postcode + gemeente, postcode/gemeente,
        postcode gemeente""",
    (Field.FULL_ADDRESS, ""): """
        full address, complete address, fullständig adress, full adresse, hele adressen, koko osoite,
        fuld adresse, volledig adres, adress (fullständig), address (full), hela adressen
        adress inkl postadress, adresse med postnr, postadress (fullständig), adresse m/postnr, osoitetiedot,
        adresgegevens, adressuppgifter""",
    (Field.COUNTRY, ""): """
        country, country code, land, landkod, landskod, landkode, maa, landnavn, landcode, country of residence,
        land (adress), maakoodi, bostadsland""",
    (Field.MUNICIPALITY, ""): """
        hemort, bostadskommun, hjemstedskommune, woonplaats gemeente,
        municipality, home municipality, kommun, hemkommun, folkbokföringskommun, kommunnamn, kommune,
        bostedskommune, hjemkommune, kotikunta, kunta, asuinkunta, bopælskommune, gemeente, woongemeente
        bykommune, hemort (kommun), kotipaikka, jäsenen kotikunta, kommunenavn""",
    (Field.LANGUAGE, ""): """
        language, preferred language, språk, kontaktspråk, kieli, asiointikieli, äidinkieli, sprog, taal,
        voorkeurstaal, språkkod, kielikoodi, lang, moedertaal, modersmål, målform""",
    (Field.MEMBER_NUMBER, ""): """
        member number, membership number, member no, member id, membership id, memberid, member nr,
        membership no, member#, member no., mem no, member code
        medlemsnummer, medlemsnr, medlems nr, medlnr, medl.nr, medlem nr, medlemsid, medlems-id, mednr, mnr,
        medlem id, medlemsnummer (internt), medlems nummer
        medlemsnr., medl nr, medlem nr., medlem-nr, medl. nr.
        jäsennumero, jäsennro, jäsen nro, jäsennr, jäsen-id, jäsenen numero, jäsen numero, jnro, jäsennro.
        lidnummer, lidnr, lid nr, lidnr., lid-nummer, lid id, ledennummer, lidcode, lidmaatschapsnummer,
        ledennr, lid-nr""",
    (Field.EXTERNAL_NUMBER, "idrottsid"): "idrottsid, idrotts-id, idrotts id, iid",
    (Field.EXTERNAL_NUMBER, "federation"): """
        knvb relatiecode, nbb relatiecode, relatienr, bondslidnummer, riksförbundsnummer, landsforbundsnummer,
        bondsnummer, bondsnr, relatiecode, relatienummer, relatiecode knvb, bonds nr, federation number,
        federation id, federation no, förbundsnummer, förbundsnr, förbunds-id, forbundsnummer
        forbundsid, liittonumero, liiton jäsennumero, union number, riksnummer, nif-id, nifid, nif id,
        person id, personid, person-id, klantnummer, clublidnummer, aansluitingsnummer, vv-nummer, nttb-nummer
        knltb-nummer, knvb-nummer, nbb-nummer, unionsnummer, forbundsnr, fif-id, sportid, sport id, sport-id,
        suomisport id, suomisport-id, suomisport, dif-nummer, dbu-nummer, golf-id, golfid, rfid, scoutid,
        scoutnet-id
        medlemsnummer förbund, medlemsnummer i förbundet, lidnummer bond""",
    (Field.EXTERNAL_NUMBER, "licence"): """
        licence, licence number, license, license number, licens, licensnummer, licens nr, licensnr, lisens,
        lisensnummer, lisensnr, lisenssi, lisenssinumero, licentie, licentienummer, licentienr,
        vergunningnummer, pelipassi""",
    (Field.EXTERNAL_NUMBER, "old_system"): """
        old id, external id, externt id, gammalt medlemsnummer, tidigare medlemsnummer, gammelt medlemsnr,
        vanha jäsennumero, oud lidnummer, gammelt medlemsnummer, ekstern id, extern id, ulkoinen tunniste,
        kundnummer, kundenr, kundnr, asiakasnumero, kundenummer, debiteurnummer""",
    (Field.MEMBERSHIP_TYPE, ""): """
        membership level, jäsenyyden tyyppi, level, lidmaatschapsniveau,
        membership type, membership, type, member type, category, membership category, class, member category,
        membership class, member class, kind, membership kind, subscription
        medlemstyp, medlemskategori, medlemskap, typ, kategori, medlemsform, medlemsklass, typ av medlemskap,
        medlemsgrupp, avgiftsklass, medlemsslag, medl.typ, medl typ
        medlemstype, medlemskategori, type medlem, medlemskapstype, medlemskap type, kontingentklasse,
        kontingenttype, kontingentgruppe, medlemsgruppe, type medlemskap, medl.type
        jäsenlaji, jäsentyyppi, jäsenluokka, jäsenyys, jäsenryhmä, laji, tyyppi, jäsenyyden laji,
        jäsenyystyyppi, jäsenmuoto, jäsenkategoria, maksuluokka
        medlemsskab, medlemskab, medlemskabstype, medlemstyper, holdtype
        lidsoort, soort lid, lidmaatschap, soort lidmaatschap, type lid, lidtype, lidmaatschapstype, soort,
        categorie, ledencategorie, contributiesoort, contributiecategorie, lidmaatschapsvorm, type lidmaatschap,
        ledensoort, statuut lid""",
    (Field.STATUS, ""): """
        status, member status, membership status, medlemsstatus, aktiv, active, tila, jäsenyyden tila,
        lidstatus, actief, actief lid, aktiv/passiv, status medlem, statuut, jäsenstatus, jäsenen tila,
        medlemstatus, aktiivinen""",
    (Field.JOINED, ""): """
        jäsen vuodesta, medlem fra og med, datum för inträde, inskriven datum, aansluitdatum, lid sinds datum,
        medlem sedan år, medlem sedan datum, innmeldt den, innmeldelse, member since date, year joined, toetreedatum,
        joined, join date, member since, date joined, membership start, start date, joining date, joined on,
        since, membership from, entry date, membership start date, member from, start of membership
        medlem sedan, medlem från, inträdesdatum, inträde, inträdde, inträdesår, startdatum, medlem fr.o.m.,
        medlem from, inträdd, blev medlem, medlem sen, gick med, inskriven, medlem fr o m, medlemskap från,
        från datum, inträdesdag, inskrivningsdatum, anslutningsdatum, medlemskap startdatum, medlemskap fr.o.m.
        innmeldt, innmeldt dato, innmeldingsdato, innmeldelsesdato, medlem siden, medlem fra, innmeldt år,
        innmelding, start, startdato, medlemskap fra, innmeldtdato, ble medlem, inn dato, innmeldelsesår,
        innmeldingsår
        liittynyt, liittymispäivä, liittymispvm, liittymisvuosi, jäsen alkaen, jäsenyys alkanut, jäseneksi,
        liittymisaika, alkupvm, jäsenyys alkoi, jäsenyyden alku, jäsenyyden alkupäivä, liittyi, hyväksytty,
        hyväksytty jäseneksi, hyväksymispäivä, jäsenyys alkaen
        indmeldt, indmeldelsesdato, indmeldt dato, indmeldelse, indmeldt år, indmeldingsdato, indmeldt den,
        oprettet som medlem
        lid sinds, lid vanaf, inschrijfdatum, datum inschrijving, ingangsdatum, datum lid, aanmelddatum,
        begindatum, datum ingang, datum aanmelding, lidmaatschap vanaf, inschrijvingsdatum, aansluitingsdatum,
        lid sedert, datum aansluiting, toetredingsdatum, datum toetreding, lidmaatschap start,
        startdatum lidmaatschap, begindatum lidmaatschap, aanmeldingsdatum, toetreding, jaar van toetreding""",
    (Field.LEFT, ""): """
        avslutsdatum, avslutad datum, utträdd datum, slutdatum medlemskap, opzegdatum lidmaatschap,
        left, end date, leaving date, date left, membership end, left on, resigned, resignation date,
        member until, membership to, expired, membership end date, terminated on, date of leaving
        medlem t.o.m., medlem tom, medlem till, utträdesdatum, utträde, utgått, utträdd, slutdatum, slutade,
        medlem till och med, slut, utträdde, avslutad, uppsagd, medlemskap t.o.m., medlemskap slutdatum
        utmeldt, utmeldt dato, utmeldingsdato, sluttdato, medlem til, utmelding, sluttet, utmeldelsesdato,
        medlemskap til, slutt
        eronnut, eropäivä, eroamispäivä, eroamispvm, jäsenyys päättynyt, päättymispäivä, loppupvm, eronnut pvm,
        jäsenyyden loppu, eropvm, jäsenyys päättyy, päättynyt, erosi, jäsenyyden päättymispäivä
        udmeldt, udmeldelsesdato, udmeldt dato, udmeldelse, slutdato, udmeldt den, ophør
        einddatum, uitschrijfdatum, opzegdatum, lid tot, datum uitschrijving, uitgeschreven, datum opzegging,
        afmelddatum, einde lidmaatschap, einddatum lidmaatschap, uittredingsdatum, lidmaatschap tot,
        datum uittreding, opgezegd per, datum einde""",
    (Field.DECEASED, ""): """
        deceased, date of death, died, death date, avliden, avlidendatum, dödsdatum, död, dødsdato, død, avdød,
        kuollut, kuolinpäivä, afdød, overleden, datum overlijden, overlijdensdatum, avliden datum, kuolinpvm,
        deceased on""",
    (Field.PROTECTED, ""): """
        protected, protected identity, skyddad identitet, skyddade personuppgifter, sekretess, adressesperre,
        sperret adresse, turvakielto, adressebeskyttelse, navne- og adressebeskyttelse, adressebeskyttet,
        geheim adres, geheimhouding, geheim, skyddad adress, skyddad, sekretessmarkering, protected address,
        beskyttet, afgeschermd, hemlig adress""",
    (Field.GROUPS, ""): """
        group, groups, team, teams, section, sections, grupp, grupper, lag, sektion, sektioner, avdelning,
        grupp/lag, lag/grupp, grupp/lag/arbetsrum/familj, gruppe, parti, avdeling, seksjon
        ryhmä, ryhmät, joukkue, jaosto, jaostot, hold, afdeling, team/afdeling, afdelingen, elftal, ploeg,
        groep, groepen, team/groep, gren, aktivitet, aktiviteter, activity, lajit, harjoitusryhmä,
        träningsgrupp, idrett, branch, unit, speltak, lokalavdelning, lokallag, osasto, kreds, krets, tak,
        verksamhet, discipline""",
    (Field.HOUSEHOLD, ""): """
        household, family, family id, household id, family number, familj, hushåll, familjenummer, familjenr,
        familjeid, familie-id, familj-id, husstand, familie, familienr, familienummer, perhe, perhenumero,
        perheen numero, talous, husstandsnr, huishouden, gezin, gezinsnummer, gezinsnr, familje-id, familieid
        familjemedlem till, hovedmedlem, huvudmedlem, pääjäsen, hoofdlid, husstandsid, perhetunnus, perhe-id,
        family name (household)""",
    (Field.IBAN, ""): """
        iban, bank account, bankkonto, kontonummer, konto, tilinumero, rekeningnummer, bankrekening,
        iban-nummer, iban nummer, bankgegevens, kontonr, account number, bankrekeningnummer, iban rekening,
        pankkitili, bankkontonummer, rekeningnr""",
    (Field.NOTE, ""): """
        huomautuksia, lisätietoja, särskilda upplysningar, upplysningar, internal notes, interne notater,
        note, notes, comment, comments, remarks, remark, other, info, other info, misc, additional information,
        memo
        anteckning, anteckningar, övrigt, kommentar, kommentarer, noteringar, notering, anmärkning,
        övrig medlemsinfo, övrig info, not, fritext, information, anm, anm., övrig information
        merknad, merknader, notat, notater, annet, øvrig, diverse, merk, kommentar medlem
        huomautus, huom, huomautukset, lisätiedot, lisätieto, muuta, kommentti, huomiot, muistiinpanot,
        muistiinpano, huomioitavaa, muut tiedot, huomio
        bemærkning, bemærkninger, noter, andet, kommentarer/bemærkninger, bem
        opmerking, opmerkingen, notitie, notities, bijzonderheden, overig, overige, opm, opm., aantekening,
        commentaar, extra info""",
    (Field.GUARDIAN_NAME, ""): """
        parent, guardian, parent/guardian, parent name, guardian name, målsman, vårdnadshavare, förälder,
        föräldrar, målsmans namn, foresatt, foresatte, foresatt navn, verge, huoltaja, huoltajan nimi,
        vanhemmat, forælder, forældre, værge, ouder, ouders, ouder/verzorger, verzorger, voogd""",
}  # fmt: skip

# Headers that are understood and left alone, with the reason that the user is shown.
_LEFT_OUT: dict[ColumnReason, str] = {
    ColumnReason.ABOUT_MONEY: """
        fee, paid, amount, balance, invoice, payment, payment date, fee paid, dues, fees, payment method,
        membership fee, avgift, betalt, betald, medlemsavgift, betalning, betaldatum, avgift betald, faktura,
        skuld, saldo, belopp, att betala
        kontingent, betalt dato, kontingent betalt, beløp, ocr, ocr-nummer, kid, kid-nummer, bankgiro,
        betalingsmåte, jäsenmaksu, maksettu, maksu, maksupäivä, viite, viitenumero, lasku, maksanut, maksutapa,
        saldot, restance, beløb, betalingsform
        contributie, betaald, lidgeld, bedrag, openstaand, factuur, betaaldatum, incasso, automatische incasso,
        machtiging, betaalwijze, lidgeld betaald, mandaat, betalingswijze, betalingskenmerk, autogiro,
        avtalegiro, swish""",
    ColumnReason.ABOUT_SOMEBODY_ELSE: """
        partner, spouse, emergency contact, ice, emergency phone, next of kin, emergency contact name,
        emergency contact phone, närmast anhörig, anhörig, nödkontakt, make/maka, kontaktperson, pårørende,
        nærmeste pårørende, ektefelle, lähiomainen, puoliso, yhteyshenkilö, hätäyhteystieto
        contactpersoon, noodcontact, contact bij nood, noodnummer, partner naam, echtgenoot, payer, betalare,
        betaler, maksaja, fakturamottagare, laskun maksaja, fakturaadress, faktura e-post, recruited by,
        värvad av, vervet av, fakturareferens, kontakt nødstilfelle, ice-kontakt""",
    ColumnReason.CONSENT_WITHOUT_EVIDENCE: """
        bild ok, samtykke foto, samtykke bilder, nyhetsbrev j/n, foto ok, gdpr ok, gdpr-samtycke, samtykke gdpr,
        consent, newsletter, gdpr, photo consent, consents, marketing, samtycke, nyhetsbrev, fotosamtycke,
        godkänner gdpr, samtykke, bildesamtykke, nyhetsbrev ja/nei, fototillatelse, suostumus, uutiskirje,
        markkinointilupa, kuvauslupa, fotosamtykke, nyhedsbrev, toestemming, nieuwsbrief, avg, privacyverklaring
        toestemming foto, suoramarkkinointi, vill ha nyhetsbrev, epostutskick, ok att publicera bild, samtycker,
        avg akkoord, e-post godkänd, sms godkänd, reservasjon, julkaisulupa""",
    ColumnReason.FOLLOWS_FROM_OTHERS: """
        age, ålder, alder, ikä, leeftijd, full name and address, medlemsår, antal år, antal år som medlem,
        years as member, jaren lid, jäsenvuodet, antall år, aantal jaren lid, region, län, fylke, maakunta,
        provincie, lääni, postal region, åldersgrupp, aldersgruppe, ikäryhmä, leeftijdscategorie,
        leeftijdsgroep, salutation, title, titel, tiltale, aanhef, hälsningsfras
        county, province, state, fylke/län, amt, ålder (år), alder i år, ikä vuosina, adressrad, adressetikett,
        postadress komplett, antal medlemmar, aantal leden, birthday this year, jubileum""",
    ColumnReason.NOT_NEEDED: """
        allergier, allergies, allergi, allergiat, allergieën, sjukdomar, sykdom, sairaudet, medical, medical notes, diet,
        kost, erityisruokavalio, expiry date, renewal date, renewal, expires, giltig till, gyldig til, voimassa,
        nasjonalitet,
        nationality, nationalitet, kansalaisuus, nationaliteit, citizenship, födelseland, fødeland,
        birth country, geboorteland, födelseort, place of birth, fødested, syntymäpaikka, geboorteplaats,
        statsborgerskap, statsborgerskab, country of birth, medborgarskap, syntymäkotikunta
        registreringsdatum, registration date, created, created at, created on, updated, updated at,
        last updated, modified, senast ändrad, senast uppdaterad, skapad, skapad datum, uppdaterad, registrert,
        registrert dato, opprettet, sist endret, endret, luotu, muokattu, päivitetty, rekisteröity, oprettet,
        ændret, sidst ændret, aangemaakt, gewijzigd, laatst gewijzigd, datum wijziging, registrerad
        fam.admin, familjeadmin, fam admin, familjeadministratör, last login, senast inloggad, sist innlogget,
        user name, username, användarnamn, brukernavn, käyttäjätunnus, gebruikersnaam, password, lösenord,
        passord, salasana, wachtwoord, login, url, website, hemsida, profile, profil, photo, foto, bild,
        picture, image
        hemmasida, facebook, instagram, shoe size, t-shirt size, tröjstorlek, shirt size, kledingmaat,
        paidan koko, trøyestørrelse, occupation, yrke, ammatti, beroep, stilling, erhverv, profession,
        adress okänd, organisation, förening, klubb, seura, club, vereniging, forening, föreningsnamn, yhdistys,
        clubnaam, klubbnavn, bedrijf, company, företag, firma""",
    ColumnReason.NO_PLACE_YET: """
        roll, befattning, uppdrag, styrelse, styrelsepost, funktion, roller, verv, rolle, stilling i foreningen,
        tehtävä, luottamustehtävä, rooli, hverv, tillidshverv, bestyrelse, functie, functies, bestuursfunctie, role,
        roles, position, office, board, trainer, ledare, leder, utmärkelser, hedersbevisning, kurser, utbildning""",
    ColumnReason.COUNTS_ROWS: """
        row, rad, rivi, rij, row number, radnr, rivinro, löpnr, løpenr, löpnummer, løpenummer, juokseva numero,
        volgnummer, volgnr, lnr, rad nr, løbenr, lbnr, lb.nr., line, #rad""",
}  # fmt: skip

_NOT_LETTERS = re.compile(r"[^a-z0-9]+")


def key(header: str) -> str:
    """A header as it is compared: `E-post (kontakt)` and `epostkontakt` are the same."""
    return _NOT_LETTERS.sub("", fold(header).replace("aa", "a") if "aa" in header.lower() else fold(header))


def _table() -> dict[str, tuple[Field, str]]:
    table: dict[str, tuple[Field, str]] = {}
    for meaning, phrases in _PHRASES.items():
        for phrase in re.split(r"[,\n]", phrases):
            if phrase.strip():
                table.setdefault(key(phrase), meaning)
    return table


MEANINGS = _table()
LEFT_OUT: dict[str, ColumnReason] = {
    key(phrase): reason
    for reason, phrases in _LEFT_OUT.items()
    for phrase in re.split(r"[,\n]", phrases)
    if phrase.strip()
}

# A header that speaks of a parent, in any of the languages, whatever else it says.
GUARDIAN = re.compile(
    r"foraldr|foralder|malsman|vardnadshavar|foresatt|forelder|foreldre|huoltaj|vanhem|foraelder|foraeldr|vaerge|"
    r"ouder(?!dom)|verzorger|voogd|parent|guardian|mamma|pappa|moeder|vader|mother|father|\bmor\b|\bfar\b|\baiti|\bisan?\b"
)
SOMEBODY_ELSE = re.compile(
    r"anhorig|parorende|lahiomai|noodcontact|emergency|nodkontakt|\bice\b|partner|maka\b|ektefelle|puoliso|"
    r"echtgeno|aegtefaelle|spouse|next of kin|betalare|betaler|maksaja|payer|faktura|invoice|lasku|bij nood"
)
# The words before the part of an address, and which address they mean.
ADDRESS_LABELS: dict[str, str] = {
    "folkbokforing": "registered", "folkbokford": "registered", "folkbokforingsadress": "registered",
    "kontaktadress": "postal", "postadress": "postal", "utdelningsadress": "postal", "bostadsadress": "postal",
    "hemadress": "postal", "kontaktadresse": "postal", "postadresse": "postal", "bostedsadresse": "registered",
    "folkeregistrert": "registered", "folkeregisteradresse": "registered", "postal": "postal", "mailing": "postal",
    "home": "postal", "hem": "postal", "bostad": "postal", "woonadres": "postal", "postadres": "postal",
    "correspondentieadres": "postal", "kotiosoite": "postal", "postiosoite": "postal", "adress": "postal",
    "adresse": "postal", "adres": "postal", "address": "postal", "osoite": "postal", "vakituinen": "registered",
    "vakinainen": "registered", "work": "work", "arbete": "work", "arbeid": "work", "arbejde": "work", "werk": "work",
    "sommar": "holiday", "fritid": "holiday", "fritidsadress": "holiday", "sommaradress": "holiday", "kesa": "holiday",
}  # fmt: skip
