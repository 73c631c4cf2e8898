"""Dutch headings, of the Netherlands and of Flanders."""

from matrikel.imports.rules.fields import ColumnReason as Why
from matrikel.imports.rules.fields import Field

MEANINGS: dict[tuple[Field, str], str] = {
    (Field.GIVEN_NAME, ""): """
        voornaam, voornamen, voorna(a)m(en), vnaam, voorn., doopnaam, doopnamen, voornaam lid, voornaam 1,
        voornaam kind, officiële voornaam, voornaam speler, officiële voornamen, voornaam (officieel)""",
    (Field.FAMILY_NAME, ""): """
        achternaam, familienaam, anaam, geslachtsnaam, achtern., fam.naam, achternaam lid, familienaam lid,
        achternaam kind, achternaam speler, eigen achternaam, geboortenaam, meisjesnaam""",
    (Field.NAME_PREFIX, ""): """
        tussenvoegsel, tussenvoegsels, voorvoegsel, voorvoegsels, tussenv, tv, tussen, infix, voorv, tsv, tvg,
        tussenvgsl, tussenvoegs., tussenvoeg, voorvoegsel achternaam, tussenvoegsel achternaam, vv,
        tussenvoegselnaam, tuss., tussenvoegsel lid, tvgsl""",
    (Field.INITIALS, ""): """
        voorletters, voorletter, initialen, voorl, vl, vltrs, initialen lid, voorlet., vrl""",
    (Field.MIDDLE_NAME, ""): "tweede naam, tweede voornaam, overige voornamen, middelste naam",
    (Field.PREFERRED_NAME, ""): "roepnaam, roepn., bijnaam, roepnaam lid, aanspreeknaam",
    (Field.FULL_NAME, ""): """
        naam, volledige naam, naam lid, lid, weergavenaam, naam van het lid, voor- en achternaam, voornaam en
        achternaam, naam volledig, leden, voornaam achternaam, persoon, ledennaam, naam persoon, voornaam en naam,
        voornaam naam, naam speler, naam kind, deelnemer, speler, schermnaam, roepnaam en achternaam, lidnaam,
        relatie, naam relatie, persoonsnaam, voor- en familienaam""",
    (Field.FULL_NAME, "family_first"): """
        achternaam voornaam, naam en voornaam, naam voornaam, familienaam voornaam, achternaam en voornaam,
        familienaam en voornaam, sorteernaam""",
    (Field.BIRTH, ""): """
        geboortedatum, geboren, geb.datum, geboortedag, geb.dat, geboren op, geb, geboortedatum lid, geb.dtm,
        datum geboorte, verjaardag, geboortedatum (dd-mm-jjjj), gebortedatum, geb.dag, g.datum, geboortedtm,
        geboortedatum kind, geb.d., geboorte, geboren d.d., geboorted., geboortedatum (jjjj-mm- dd), geboren datum""",
    (Field.BIRTH_YEAR, ""): """
        geboortejaar, geb.jaar, bouwjaar, jaar van geboorte, jaargang, geboren in""",
    (Field.BIRTH_MONTH, ""): "geboortemaand, geb.maand",
    (Field.BIRTH_DAY, ""): "geboortedag van de maand, dag van geboorte",
    (Field.NATIONAL_NUMBER, ""): """
        bsn, burgerservicenummer, sofinummer, bsn-nummer, rijksregisternummer, rijksregisternr, rijksregister,
        insz, insz-nummer, rrn, nationaal nummer, rijksreg.nr., rr-nummer, rr nr, bsn nr, rr, inss,
        rijksregisternummer kind, identiteitskaartnummer, identiteitskaart nr, nr. identiteitskaart""",
    (Field.GENDER, ""): """
        geslacht, m/v, man/vrouw, gesl, v/m, sekse, m/v/x, vrouw/man, geslacht (m/v), jongen/meisje, kunne""",
    (Field.EMAIL, ""): """
        e-mail lid, e-mailadres, mailadres, e-mail 1, emailadres lid, mailadr., elektronische post, mail lid,
        e-mailadr., eigen e-mail, e-mailadres 1, primair e-mailadres, mail 1, e-mailadressen, hoofdmailadres""",
    (Field.EMAIL, "private"): "email privé, privé e-mail, privé mail, mail privé, e-mailadres privé",
    (Field.EMAIL, "work"): """
        e-mail werk, werk e-mail, zakelijk e-mail, e-mail zakelijk, zakelijk e-mailadres, mail werk""",
    (Field.EMAIL, "other"): """
        tweede e-mail, ander e-mailadres, e-mailadres 2, extra e-mail, e-mail 3, 2e e-mail, extra e-mailadres,
        mail 2, tweede e-mailadres, e-mail alternatief""",
    (Field.PHONE, ""): """
        eigen nummer, eigen nr, telefoon, telefoonnummer, telefoonnr, tel nr, telefoon 1, tel.nummer, tel,
        telefoonnummer 1,
        telefoonnummers, telefoon lid, tel. 1, tel.no, tel lid""",
    (Field.PHONE, "mobile"): """
        mobiel, mobiele telefoon, mobiel nummer, gsm, gsm-nummer, mobielnr, mobiel telefoonnummer, 06, 06-nummer,
        mobieltje, mobiele nummer, telefoon mobiel, tel mobiel, mobiel 1, mob. nr., tel. mob., mobiele tel.,
        mobiel tel., gsm nr, gsm 1, gsm lid, mobiel lid, mob., 06-nr, mobiel telefoon, gsm/tel, telefoon gsm,
        telefoonnummer mobiel, mobile nummer, mob. tel.""",
    (Field.PHONE, "home"): """
        telefoonnummer thuis, telefoon thuis, thuis, tel thuis, thuistelefoon, vaste telefoon, telefoon vast, telefoon
        privé, tel. privé, huistelefoon, vast nummer, tel vast, vaste lijn, telefoon vaste lijn, vast,
        thuisnummer, tel. privÃ©, telefoonnummer vast, vaste tel., vast telefoonnummer""",
    (Field.PHONE, "work"): """
        telefoon werk, tel werk, werktelefoon, telefoon zakelijk, tel. zakelijk, telefoonnummer werk, mobiel werk""",
    (Field.PHONE, "other"): """
        telefoon 2, tel. 2, telefoonnummer 2, mobiel 2, gsm 2, telefoon 3, 2e telefoon, mobiel 3, extra telefoon,
        tweede telefoonnummer""",
    (Field.CONTACT, ""): """
        contactgegevens, contact, tel/mail, telefoon/e-mail, telefoon en e-mail, tel. en mail, tel/e-mail,
        bereikbaar""",
    (Field.CARE_OF, ""): "t.a.v., p/a, c/o, ter attentie van, pa adres",
    (Field.STREET, ""): """
        straat, straatnaam, adres, adres 1, straat en huisnummer, straat + nr, straat en nr, straat + huisnummer,
        woonadres, adresregel 1, postadres, adresregel, huisadres, straat en nummer, adres lid,
        straat en huisnr, adres (straat + nr), straat/adres, str., adres straat, straat + huisnr, adres
        straatnaam + nr, correspondentieadres, thuisadres, straatnaam en nummer, straatnaam en huisnummer,
        bezoekadres, domicilie, adreslijn 1, adreslijn, domicilieadres""",
    (Field.HOUSE_NUMBER, ""): """
        huisnummer, huisnr, nr huis, nummer (huis), hnr, huisn., nr/bus, huisnummer/bus, hsnr, nummer/bus, huisno,
        huisnummer en toevoeging, hn""",
    (Field.HOUSE_ADDITION, ""): """
        toevoeging, toev.nr, huisnummertoevoeging, huisnr toevoeging, toev, toevoegsel, huisletter, bus,
        busnummer, busnr,
        postbus nr, toevoeging huisnummer, bus/box, huisnr toev, nr toevoeging, toevoeging nr, hnr toev, letter,
        nr. toev., toevoeg., toevoeging (huisnr), huisnummer toev., hsnr toev""",
    (Field.ADDRESS_EXTRA, ""): """
        adres 2, adresregel 2, adresregel 3, extra adresregel, adreslijn 2, locatieomschrijving, verdieping,
        appartement""",
    (Field.POSTCODE, ""): """
        postcode, postcode lid, pc, postc., postk., postnr., postnummer, pcode, postcode nl, postkode, zip, postcd""",
    (Field.PLACE, ""): """
        plaats, woonplaats, stad, stad/gemeente, plaatsnaam, gemeente/stad, woonplts, localiteit, wpl, woonpl.,
        woonplaats lid, plaats lid, dorp, stad/dorp, deelgemeente, dorp/stad, plts, plaatsn., gemeente
        (woonplaats), woonplaatsnaam, plaats (woonplaats), woonst, stad of gemeente, plaats/stad""",
    (Field.POSTCODE_PLACE, ""): """
        postcode en plaats, postcode en woonplaats, postcode/plaats, postcode woonplaats, postcode en gemeente,
        postcode + gemeente, pc/plaats, pc en plaats, pc woonplaats, postcode en stad, postcode/stad, postnr +
        gemeente, postnr en gemeente, postnummer en gemeente, plaats + postcode, postcode/deelgemeente""",
    (Field.FULL_ADDRESS, ""): """
        volledig adres, adresgegevens, adres volledig, heel adres, adres + postcode + plaats, adres + woonplaats,
        adres en woonplaats, adres en plaats, adres + gemeente, adres en gemeente, naw, adres incl. postcode""",
    (Field.COUNTRY, ""): """
        land, landcode, landnaam, woonland, land van verblijf, land van herkomst adres""",
    (Field.MUNICIPALITY, ""): """
        woonplaats gemeente, gemeente, woongemeente, gemeentenaam, gemeente van inschrijving, burgerlijke gemeente""",
    (Field.LANGUAGE, ""): """
        taal, voorkeurstaal, moedertaal, correspondentietaal, taalcode, spreektaal, taalvoorkeur""",
    (Field.MEMBER_NUMBER, ""): """
        lidnummer, lidnr, lid id, ledennummer, lidcode, lidmaatschapsnummer, ledennr, lid no, lidmaatschapsnr,
        stamnummer, stamnr, verenigingsnummer lid, lidkaartnummer, lidkaart, lidkaartnr, ledenid, stamboeknummer,
        lidm.nr.""",
    (Field.EXTERNAL_NUMBER, "federation"): """
        nbb-nr, nbb nr, nbb nummer, knvb-nr, knltb-nr, knhb-nr, nttb-nr, knzb-nr, ngf-nr,
        knvb relatiecode, nbb relatiecode, bondslidnummer, bondsnummer, bondsnr, relatiecode,
        relatiecode knvb, clublidnummer, aansluitingsnummer, vv-nummer, nttb- nummer,
        knltb-nummer, knvb-nummer, nbb-nummer, lidnummer bond, federatienummer, federatienr, aansluitingsnr,
        lidnummer federatie, vtv-nummer, voetbal id, relatiecodes, knltb nr, nevobo-nummer, nevobo relatiecode,
        vlaamse federatie nr, ngf-nummer, fina-id, startnummer bond, scouting lidnummer, bonds-id, bondscode,
        gvn-nummer, relatiecode bond, bondsrelatiecode, lidnr bond, lidnr federatie, federatie nr, bondslidnr,
        aansluitingsnummer federatie, watersportverbond nr, aansluitnummer, knzb-nummer""",
    (Field.EXTERNAL_NUMBER, ""): "relatienummer, relatienr, relatie nr, klantnummer, relatie-id",
    (Field.EXTERNAL_NUMBER, "licence"): """
        verg.nr, vergunningsnummer, vergunningsnr,
        licentie, licentienummer, licentienr, vergunningnummer, startlicentie, licentiecode, vergunningsnummer,
        vergunningnr, spelerspasnummer, spelerspas, rijbewijsnummer""",
    (Field.EXTERNAL_NUMBER, "old_system"): """
        oud lidnummer, debiteurnummer, oud nummer, debiteurnr, extern nummer, oud lidnr, klantnr, debnr, extern
        id, oude lidcode""",
    (Field.MEMBERSHIP_TYPE, ""): """
        lidsoort, soort lid, lidmaatschap, soort lidmaatschap, type lid, lidtype, lidmaatschapstype, soort,
        categorie, ledencategorie, contributiesoort, contributiecategorie, lidmaatschapsvorm, type lidmaatschap,
        ledensoort, statuut lid, lidmaatschapsniveau, cat, lidmaatschapssoort, lidcategorie, lidvorm, ledentype,
        contributiegroep, type, lidm.vorm, lidsoort omschrijving, categorie lid, aard lidmaatschap, aard lid,
        abonnement, abonnementstype, tariefgroep, contributieklasse, lidgeldcategorie, formule, lidformule,
        lidm.soort, leeftijdscategorie lidmaatschap, ledengroep, contributietype, lidmaatschapcategorie""",
    (Field.STATUS, ""): """
        lidstatus, actief, actief lid, statuut, lidmaatschap status, actief/inactief, status lid, status,
        lidmaatschapsstatus, stand, toestand, huidige status, actief (j/n), ledenstatus""",
    (Field.JOINED, ""): """
        lid van, erbij sinds, erbij sedert, jaar van aansluiting, aansluitjaar, aansluitdatum, lid sinds datum,
        toetreedatum, lid sinds, lid vanaf, inschrijfdatum, datum inschrijving,
        ingangsdatum, datum lid, aanmelddatum, begindatum, datum ingang, datum aanmelding, lidmaatschap vanaf,
        inschrijvingsdatum, aansluitingsdatum, lid sedert, datum aansluiting, toetredingsdatum, datum toetreding,
        lidmaatschap start, startdatum lidmaatschap, begindatum lidmaatschap, aanmeldingsdatum, toetreding, jaar
        van toetreding, ingeschreven, ingeschreven op, ingeschreven sinds, inschrijving, aangemeld, aangemeld op,
        lid geworden, lid geworden op, lid per, lid v.a., startdatum, lidmaatschap ingang, ingang, ingang
        lidmaatschap, lid sinds (jaar), datum begin lidmaatschap, ingangsdatum lidmaatschap, aansluiting,
        aangesloten sinds, aangesloten, aangesloten op, eerste inschrijving, sinds, vanaf, lidmaatschap sinds,
        datum in, in dienst, toegetreden, toegetreden op, dat. lid, datum lid geworden, lid vanaf datum, start
        lidmaatschap, inschrijfjaar, eerste aansluiting, jaar lid, jaar inschrijving, per, aanvangsdatum, aanvang
        lidmaatschap, aanvang, datum aanvang, ingetreden, intrededatum, datum intrede, inschr.datum,
        inschrijfdat., aanm.datum, lidmaatsch. sinds, lidmaatschapsdatum, datum lidmaatschap, datum start, lid
        sinds/vanaf, datum ingeschreven""",
    (Field.LEFT, ""): """
        verlaten, vertrokken, uit, lid t/m, opzegdatum lidmaatschap, einddatum, uitschrijfdatum, opzegdatum, lid tot,
        datum uitschrijving,
        uitgeschreven, datum opzegging, afmelddatum, einde lidmaatschap, einddatum lidmaatschap, uittredingsdatum,
        lidmaatschap tot, datum uittreding, opgezegd per, datum einde, uitschrijving, afgemeld, opgezegd,
        uitgetreden, einde, tot, lid t/m, t/m, uit dienst, datum uit, datum uit dienst, uitschrijvingsdatum,
        opzegging, beëindigd, datum beëindiging, opgezegd op, ontslag, ontslagdatum, datum afmelding, gestopt,
        gestopt op, lidmaatschap einde, afmelding, stopdatum, uitgeschreven op, uitschr.datum, opgez. per,
        beëindigingsdatum""",
    (Field.DECEASED, ""): """
        overleden, datum overlijden, overlijdensdatum, overl., overleden op, overl. datum, overlijden, datum
        overleden""",
    (Field.PROTECTED, ""): """
        geheim adres, geheimhouding, geheim, afgeschermd, adres afgeschermd, adres geheim, geheim telefoonnummer,
        privacygevoelig, afgeschermd adres""",
    (Field.GROUPS, ""): """
        elftal, ploeg, groep, groepen, team/groep, speltak, tak, discipline, afdeling, team, teams, afdelingen,
        ploegen, lesgroep, sectie, trainingsgroep, lesgroepen, commissie, commissies, bondssport, tak/groep,
        sporttak, sport, sportcode, orkest, koor, stem, stemgroep, stemsoort, instrument, afdeling/groep,
        activiteit, activiteiten, onderafdeling, regio afdeling, kring, leeftijdsgroep team, klas, les,
        cursusgroep, onderdeel, wijk, ligplaats, tuinnummer, tuinnr, spelactiviteiten, ploeg/groep, trainingsdag,
        speelgroep, gewest, verenigingsonderdeel, teamnaam, spelvorm, clubsport, reeks, kern, lokale groep, baan""",
    (Field.HOUSEHOLD, ""): """
        huishouden, gezin, gezinsnummer, gezinsnr, hoofdlid, gezinshoofd, gezinscode, gezin nr, gezins-id,
        gezinslid van, gezinsrelatie, hoofd van gezin, familie, gezinslid, gezinsnaam""",
    (Field.IBAN, ""): """
        rekeningnummer, bankrekening, iban-nummer, bankgegevens, bankrekeningnummer, iban rekening, rekeningnr,
        bankrek., rek.nr., banknummer, rekening, bankrek.nr., bank, bankrekeningnr""",
    (Field.NOTE, ""): """
        opmerking, opmerkingen, notitie, notities, bijzonderheden, overig, overige, opm, aantekening, commentaar,
        extra info, aantekeningen, memo, info, toelichting, vrije tekst, vrij veld, bemerking, bemerkingen, extra,
        nota, bijz., varia, interne notitie, opmerking intern, overige informatie, overige info, mededeling, vrije
        invoer, interne opmerking, nota's, notes lid""",
    (Field.GUARDIAN_NAME, ""): """
        ouder, ouders, ouder/verzorger, verzorger, voogd, naam ouder, naam ouders, ouder 1, ouder 2, moeder,
        vader, naam vader, naam moeder, ouder/voogd""",
}  # fmt: skip

LEFT_OUT: dict[Why, str] = {
    Why.ABOUT_MONEY: """
        contributie, betaald, lidgeld, bedrag, openstaand, factuur, betaaldatum, incasso, automatische incasso,
        machtiging, betaalwijze, lidgeld betaald, mandaat, betalingswijze, betalingskenmerk, contributie betaald,
        te betalen, saldo, tarief, prijs, korting, machtigingskenmerk, machtigingsdatum, incassodatum,
        factuurnummer, openstaand bedrag, mandaatid, sepa, sepa-mandaat, inschrijfgeld, entreegeld,
        contributiebedrag, lidgeld 2026, betaald op, betaaltermijn, betaalmethode, bedrag betaald, betaling,
        factuurdatum, nog te betalen, euro, mutualiteit attest, betaald bedrag, vereffend, contributie 2026,
        contributiefactor, incasso j/n, mandaatdatum, betaalwijze contributie, borg, sleutelborg, donatie, gift,
        schenking, betaalperiode, termijnen, kortingscode""",
    Why.ABOUT_SOMEBODY_ELSE: """
        contactpersoon, noodcontact, contact bij nood, noodnummer, partner naam, echtgenoot, echtgenote, naam
        partner, ingebracht door, aangebracht door, betaler, rekeninghouder, tenaamstelling, huisarts, naam
        huisarts, telefoon huisarts, ice, ice nummer, t.n.v., ten name van, titularis, contactpersoon nood,
        debiteur, factuuradres, factuur e-mail, mutualiteit, ziekenfonds, huisdokter, begunstigde, partner,
        kinderen, broers/zussen, introducé van, rekening t.n.v., naam rekeninghouder, bewindvoerder""",
    Why.CONSENT_WITHOUT_EVIDENCE: """
        toestemming, nieuwsbrief, avg, privacyverklaring, toestemming foto, avg akkoord, akkoord avg, akkoord
        privacy, akkoord, beeldmateriaal, foto toestemming, privacy, gdpr, publicatie, toestemming publicatie,
        mailing, mailings, clubblad, ledenblad, whatsapp, wenst nieuwsbrief, toestemming beeldmateriaal, ontvangt
        nieuwsbrief, blad, verenigingsblad, clubblad ontvangen, fotorechten, recht op afbeelding, beeldrecht, gdpr
        akkoord, toestemming foto's, akkoord foto, privacy akkoord, akkoord statuten, geen mailing, post of mail""",
    Why.FOLLOWS_FROM_OTHERS: """
        aanspreking, aanspreektitel lid, aanspreekvorm,
        dhr/mevr, dhr/mw, de heer/mevrouw, heer/mevrouw, leeftijd, jaren lid, aantal jaren lid,
        provincie, leeftijdscategorie, leeftijdsgroep, aanhef, titel,
        aantal leden, lft, titulatuur, regio, aantal jaar lid, adresblok, lftd, leeft., lidjaren, adreslabel, naam
        en adres, jubilaris, jubileum, jaar lid geweest, leeftijd (jaar), leeftijdsklasse, leeftijd op peildatum,
        volledige aanhef, briefaanhef, gewest adres, jub., aanspreektitel""",
    Why.NOT_NEEDED: """
        competitie, truitje, truitjesmaat, t-shirt maat, uniform, uniform uitgereikt, eigendom, aankoopdatum,
        geleend materiaal, nbb, partituur, wedstrijdgroep, speelavond, kledij, broekmaat,
        tijdstempel, ingestuurd, ingezonden, promotiejaar, afstudeerjaar, examenjaar, inzenddatum, leerjaar,
        schooljaar,
        klassement, ranking, ranglijst, niveau, wachtlijst, wachtlijstnr, perceel, perceelnr, kavel, kavelnr,
        tuin, huisje, kluis, kluisnr, kast, kastnr, box, boxnr, opp., oppervlakte, meterstand, jachtakte,
        moedervereniging, thuisclub, jaarkaart, parkeerkaart, vrijstelling, punten,
        allergieën, nationaliteit, geboorteland, geboorteplaats, aangemaakt, gewijzigd, laatst gewijzigd, datum
        wijziging, gebruikersnaam, wachtwoord, kledingmaat, beroep, club, vereniging, clubnaam, bedrijf, website,
        foto, maat, shirtmaat, dieet, medicatie, medisch, medische gegevens, medische info, school, werkgever,
        laatste login, laatst ingelogd, mutatiedatum, datum mutatie, burgerlijke staat, rugnummer, schoenmaat,
        zwemdiploma, kenteken, hond, boot, naam boot, bootnaam, verenigingscode, verenigingsnaam, clubcode,
        organisatie, aanmaakdatum, wijzigingsdatum, datum gewijzigd, gewijzigd door, aangemaakt op, aangemaakt
        door, legitimatie, id-bewijs, soort id, paspoort, identiteitsbewijs, identiteitsbewijs nr, pasfoto,
        pasnummer, pas nr, sleutel, sleutelnummer, sleutelnr, ras, naam hond, chipnummer, rijbewijs, ehbo,
        reanimatie, handicap, hcp, rating, speelsterkte, band, graad, bandkleur, aanwezigheid, geldig tot,
        vervaldatum, mutatie, tijdstip, laatste mutatie, export datum, uitdraai, lengte, gewicht, speeldag,
        vrijwilligerstaak uren, knvb pas, medisch attest, doktersattest, medische keuring, keuring, keuringsdatum,
        medische fiche, uitpas, uitpasnummer, dieetwensen, ondernemingsnummer, kvk, kvk-nummer, btw-nummer,
        studierichting, huwelijksdatum, doopdatum, zwemvaardigheid""",
    Why.NO_PLACE_YET: """
        erelid, erelid?, lid van verdienste, ridder, ere-lid,
        functie, functies, bestuursfunctie, bestuur, rol, trainer, kaderfunctie, vrijwilliger, vrijwilligerstaak,
        onderscheidingen, diploma's, vog, vog datum, taken, ereteken, brevet, brevetten, diploma, opleiding,
        opleidingen, functie in club, vrijwilligerswerk, bestuurslid, commissietaak, functie omschrijving,
        scheidsrechter, trainersdiploma, uittreksel strafregister, goed gedrag en zeden, uittreksel, bewijs goed
        gedrag, vog geldig tot, vog aanwezig, kwalificaties, speldjes, trainersbrevet, labels, kenmerken""",
    Why.COUNTS_ROWS: "volgnummer, volgnr, rij, regel, regelnr, rijnummer",
}  # fmt: skip
