"""Swedish headings, of Sweden and of Finland."""

from matrikel.imports.rules.fields import ColumnReason as Why
from matrikel.imports.rules.fields import Field

MEANINGS: dict[tuple[Field, str], str] = {
    (Field.GIVEN_NAME, ""): """
        förnamn, fnamn, förnamn(en), samtliga förnamn, medlem förnamn, förn, förnamnet, dopnamn, alla förnamn,
        förnamn 1, spelare förnamn, barnets förnamn, personens förnamn, fullständiga förnamn""",
    (Field.FAMILY_NAME, ""): """
        efternamn, enamn, släktnamn, familjenamn, medlem efternamn, eftern, efternamnet, tillnamn, barnets
        efternamn, spelare efternamn, sista namn""",
    (Field.MIDDLE_NAME, ""): "mellannamn, andra förnamn, andranamn",
    (Field.PREFERRED_NAME, ""): """
        tilltalsnamn, alt förnamn, alternativt förnamn, smeknamn, kallas, tilltalsförnamn, kallnamn, kallad,
        kallas för, önskat tilltalsnamn, tilltaln""",
    (Field.FULL_NAME, ""): """
        namn på medlem, namn medlem, namn, för- och efternamn, förnamn och efternamn, förnamn efternamn, medlem,
        medlemsnamn, fullständigt namn, medlemmens namn, hela namnet, personnamn, för-/efternamn, person, namnet,
        medlemmar, spelare, deltagare, aktiv medlem, namn (för- och efternamn), visningsnamn, individ, medlem
        namn, barnets namn, spelarens namn""",
    (Field.FULL_NAME, "family_first"): """
        efternamn förnamn, efternamn och förnamn, namn (efternamn förnamn), efter- och förnamn, släktnamn och
        förnamn, släktnamn förnamn, släkt- och förnamn""",
    (Field.BIRTH, ""): """
        födelsedatum, född, föd, födelsedag, födelsedat, födelsetid, föddatum, födelsedatum/personnummer, fdatum,
        födelsedat/personnr, född datum, födelsedata, födelsedatum/pnr, födelsedatum (ååååmmdd), född (ååååmmdd),
        född år-mån-dag, föd.dat, född den, födelse, födelsed., födelsedatum (8 siffror), födelsenr,
        födelsenummer, personnr/födelsedatum, f.dat, födelsetid/personnummer, f.d, personnr (6 siffror),
        personnummer 6 siffror, bemärkelsedag, födelsedag (åååå-mm-dd), födelsedatum (dd.mm.åååå), född
        (dd.mm.åååå), födelsedag och år, födelsedatum (yymmdd)""",
    (Field.BIRTH_YEAR, ""): "födelseår, född år, föd.år, årgång, fölår, fdår",
    (Field.BIRTH_MONTH, ""): "födelsemånad, född månad, föd.månad, födelsemån",
    (Field.BIRTH_DAY, ""): "född dag, föd.dag",
    (Field.NATIONAL_NUMBER, ""): """
        personnummer, personnr, pers.nr, pnr, samordningsnummer, personnummer/samordningsnummer, pn, personnummer
        (12 siffror), pers nummer, personnummer (ååååmmdd-xxxx), svenskt personnummer, personnummer 10 siffror,
        personbeteckning, personsignum, persbet, p-beteckning, socialskyddssignum, personnummer (ååmmdd-xxxx),
        personnr (ååmmdd-xxxx), personnummer (yyyymmddxxxx)""",
    (Field.GENDER, ""): """
        kön, juridiskt kön, kön (m/k), man/kvinna, k/m, m/k, kvinna/man, pojke/flicka, f/p, p/f, kön (k/m)""",
    (Field.EMAIL, ""): """
        e-post medlem, e-post, e-postadress, mailadress, mejl, mejladress, e-post kontakt, e-post primär,
        e-postadresser, mejladresser, e-post 1, e-post till medlem, e-postadr, mejladr, e-mailadress, mailadr,
        mail 1, mejl 1, e-p, e-brev, elektronisk post, e-postadress 1, primär e-post, primär e-postadress,
        datapost""",
    (Field.EMAIL, "private"): """
        e-post privat, privat e-post, e-post hem, privat mail, privat mejl, e-postadress privat, mejl privat""",
    (Field.EMAIL, "work"): """
        e-post arbete, e-post jobb, jobbmail, jobb e-post, e-post jobbet, arbetsmail, e-post arbetet""",
    (Field.EMAIL, "other"): """
        e-post 2, annan e-post, extra e-post, e-post 3, e-postadress 2, mejl 2, alternativ e-post, sekundär
        e-post, e-post övrig, reserv e-post, e-post alternativ""",
    (Field.PHONE, ""): """
        telefon, telefonnummer, tfn, tel.nr, tele, telefonnr, tfn-nr, telefon 1, ring, telnummer, kontakttelefon,
        telefoner, telef., tel 1, tfn 1, telefonnummer 1""",
    (Field.PHONE, "mobile"): """
        mobil, mobiltelefon, mobilnummer, mobilnr, mob, mobiltelefonnummer, mobil 1, mobiltelefon 1, mobiltfn,
        mobiltel, tfn mobil, tel mobil, mob.tel, mob.nr, tel mob, tfn mob, mobiltele, mobiltelnr, nalle,
        handtelefon, telefonnummer mobil, mobilnummer 1, mobiltelefonnr, telefon (mob)""",
    (Field.PHONE, "home"): """
        telefonnummer hem, telefonnummer bostad, hemtelefon, telefon hem, telefon bostad, tel hem, tel bostad,
        bostadstelefon, tfn hem, tfn bostad, hemnummer, fast telefon, telefon privat, hemtel, fast tel, bostad
        tel, tel. bost, fast telefonnummer, telefon fast, riktnummer och telefon, hemtfn, trådtelefon""",
    (Field.PHONE, "work"): """
        telefon arbete, tel arbete, tfn arbete, arbetstelefon, jobbtelefon, telefon jobb, tel arb, tfn arb,
        arb.tel, jobbtel, jobbmobil, telefon arb""",
    (Field.PHONE, "other"): """
        telefon 2, annan telefon, alternativ telefon, telefon övrig, mobil 2, mobiltelefon 2, telefon 3, tfn 2,
        extra telefon, telefonnummer 2, mobil 3, extra tel""",
    (Field.CONTACT, ""): """
        kontakt, kontaktuppgifter, kontaktinfo, telefon/e-post, telefon och e-post, tel/e-post, kontaktinformation""",
    (Field.CARE_OF, ""): "c/o adress, c/o namn, c/o",
    (Field.STREET, ""): """
        adress, gata, gatuadress, adress 1, adressrad 1, utdelningsadress, hemadress, bostadsadress, postadress,
        gatuadress 1, gatunamn, gatuadr, adr, boendeadress, näradress, gata och nummer, gata nr, gata/box,
        gata/väg, väg, utdelningsadr, adressen, gatuadress/box, box/gata, gatuadress och nummer, vägadress,
        utd.adress, hemadr, bostad, postadress 1, adress hem, gatunamn och nummer, besöksadress, adressrad,
        boxadress, vägnamn, adress/gata, postbox""",
    (Field.HOUSE_NUMBER, ""): """
        husnummer, husnr, gatunummer, gatunr, nummer (hus), portnummer, husnro""",
    (Field.HOUSE_ADDITION, ""): "bokstav, husbokstav, uppgång, trappa, trappuppgång, port",
    (Field.ADDRESS_EXTRA, ""): """
        adress 2, adressrad 2, adressfortsättning, extra adress, tilläggsadress, lägenhetsnummer, lägenhet, lgh,
        lghnr, adressrad 3, adress forts, gatuadress 2, bostadsnummer, våning""",
    (Field.POSTCODE, ""): """
        postnummer, postnr, pnummer, postn., postkod, postnumret, po nr, postnrr, pstnr, postnum""",
    (Field.PLACE, ""): """
        p-ort, ort, postort, stad, postadress ort, bostadsort, ort/stad, postanstalt, postanst, by, postad, postadr,
        ortnamn, postortsnamn, stad/ort, boendeort, ortsnamn, tätort, ort postort, samhälle, postkontor""",
    (Field.POSTCODE_PLACE, ""): """
        postnummer och ort, postnr och ort, postnr/ort, postnummer/ort, postnr och postort, postnr/postort,
        postnummer och postort, postnummer och stad, postnr o ort, postnr och postanstalt, postnummer/postort,
        postnummer och postanstalt, postnr/stad, pnr ort, postnr och postadress, ort och postnummer,
        postnummer/postanstalt, postnr/postanstalt, ort/postnr""",
    (Field.FULL_ADDRESS, ""): """
        fullständig adress, adress (fullständig), hela adressen, adress inkl postadress, postadress (fullständig),
        adressuppgifter, adress (gata postnr ort), adress inkl postnr, adress och postnummer, adress med
        postnummer, adress postnummer ort, adress/postnr/ort, adress inkl. postnr och ort, adress och ort""",
    (Field.COUNTRY, ""): """
        land, landkod, landskod, land (adress), bostadsland, bosättningsland, hemland, landsnamn""",
    (Field.MUNICIPALITY, ""): """
        bostadskommun, hemort, kommun, hemkommun, folkbokföringskommun, kommunnamn, hemort (kommun), boendekommun,
        hemort i finland, kommuntillhörighet""",
    (Field.LANGUAGE, ""): """
        språk, kontaktspråk, språkkod, modersmål, servicespråk, korrespondensspråk, kommunikationsspråk""",
    (Field.MEMBER_NUMBER, ""): """
        medlemsnummer, medlemsnr, medlnr, medlem nr, medlemsid, mednr, mnr, medlem id, medlemsnummer (internt),
        medlemskod, medlemskapsnummer, matrikelnummer, matrikelnr, medlemsnumret, medl.nummer, medlem nummer,
        medlemsnumm, kortnummer, kort nr, medlemskort""",
    (Field.EXTERNAL_NUMBER, "idrottsid"): "idrottsid, iid",
    (Field.EXTERNAL_NUMBER, "federation"): """
        riksförbundsnummer, förbundsnummer, förbundsnr, förbunds-id, person id, golf-id, scoutid, scoutnet- id,
        medlemsnummer förbund, medlemsnummer i förbundet, rfid, förbundets medlemsnummer, riksnummer, fogis-id,
        förbundets nr, medlemsnr förbund, medlemsnr i förbundet, medlemsnummer hos förbundet,
        förbundsmedlemsnummer, riksnr, svemo-id, skytte-id, scoutnet medlemsnummer""",
    (Field.EXTERNAL_NUMBER, "licence"): "licens, licensnummer, licens nr, licensid, spelarlicens",
    (Field.EXTERNAL_NUMBER, "old_system"): """
        kontakt-id, kontaktid, kontakt id,
        externt id, gammalt medlemsnummer, tidigare medlemsnummer, extern id, kundnummer, kundnr, gammalt nr,
        gammalt id, kund-id, gammalt medlemsnr, gamla medlemsnumret""",
    (Field.MEMBERSHIP_TYPE, ""): """
        medlemstyp, medlemskategori, medlemskap, typ, kategori, medlemsform, medlemsklass, typ av medlemskap,
        medlemsgrupp, avgiftsklass, medlemsslag, medl.typ, medlemskapstyp, avgiftstyp, typ av medlem,
        medlemskategorier, medl.form, avgiftskategori, medlemsart, medlemssort, medl.kat, medlemskat,
        medlemskategori 2026, avgiftsgrupp, slag av medlem, slag, form av medlemskap, medlemskapsform, medlemskap
        typ, sort, sorts, art, typ/kategori""",
    (Field.STATUS, ""): """
        medlemsstatus, aktiv, aktiv/passiv, status medlem, medlemstatus, status, medlemskapsstatus, aktuell
        status, tillstånd, läge, är aktiv, aktiv medlem (ja/nej), medlemskap status""",
    (Field.JOINED, ""): """
        blev medlem år, med sedan, med sedan år, med i föreningen sedan, med från år, med från, med i klubben
        sedan, kom med, kom med i klubben, datum för inträde, inskriven datum, medlem sedan år,
        medlem sedan datum, medlem sedan, medlem från,
        inträdesdatum, inträde, inträdde, inträdesår, startdatum, medlem fr.o.m., inträdd, blev medlem, medlem
        sen, gick med, inskriven, medlemskap från, från datum, inträdesdag, inskrivningsdatum, anslutningsdatum,
        medlemskap startdatum, medlemskap fr.o.m., inträdesdat, inval, invald, invalsdatum, invalsår, invald år,
        invald datum, anslöt, ansluten, medl. fr., medl fr o m, medl. sedan, inträdesdatum i föreningen, anslöts,
        inkom, inkommen, upptagen, upptagen som medlem, inmäld, anmäld, anmälan, anmälningsdatum, inmälningsdatum,
        medlemskap sedan, medlemskap startade, medlem from datum, fr.o.m., startår, start, medlem fr., antagen,
        godkänd som medlem, antagen som medlem, inskrivning, medlemskapet började, började, medlem fr.o.m. år,
        intr.år, intr.datum, intr., inträdesår i föreningen, medlemsskap från, medlemskapets början,
        anslutningsår, invaldes""",
    (Field.LEFT, ""): """
        avflyttad, utflyttad, bortflyttad, avslutsdatum, avslutad datum, utträdd datum, slutdatum
        medlemskap, medlem t.o.m., medlem till,
        utträdesdatum, utträde, utgått, utträdd, slutdatum, slutade, medlem till och med, slut, utträdde,
        avslutad, uppsagd, medlemskap t.o.m., medlemskap slutdatum, avgått, avgång, avgången, utträdesår,
        utskriven, t.o.m., upphört, medlemskap upphört, lämnat, lämnade, avregistrerad, utgick, uteslutning,
        utträtt, slutat, medlemskap till, avslutades, slutdat""",
    (Field.DECEASED, ""): """
        avliden, avlidendatum, dödsdatum, död, avled, dödsdag, dödsår, avliden den""",
    (Field.PROTECTED, ""): """
        skyddad identitet, skyddade personuppgifter, sekretess, skyddad adress, skyddad, sekretessmarkering,
        hemlig adress, skyddat id, skydd, sekretessmarkerad, skyddad id, hemligt nummer, spärrmarkering, skyddade
        uppgifter""",
    (Field.GROUPS, ""): """
        grupp, grupper, lag, sektion, sektioner, avdelning, grupp/lag, lag/grupp, grupp/lag/arbetsrum/familj,
        gren, aktivitet, aktiviteter, träningsgrupp, lokalavdelning, lokallag, krets, verksamhet, idrott, grenar,
        patrull, kår, scoutavdelning, avdelningar, lagtillhörighet, lokalförening, distrikt, kommitté, undergrupp,
        kör, stämma, stallgrupp, ålderskull, klass, grupper/lag, träningsgrupper, distriktsförbund, område,
        instrument, båtplats, brygga, spelarposition, tröjnummer, aktivitetsgrupp, bana, grupptillhörighet""",
    (Field.HOUSEHOLD, ""): """
        familj, hushåll, familjenummer, familjenr, familjeid, familj-id, familjemedlem till, huvudmedlem,
        hushållsid, familjens namn, hushållsnummer, familjegrupp, familj nr, familjekod, familjetillhörighet,
        familjehuvudman""",
    (Field.IBAN, ""): """
        bankkonto, kontonummer, konto, kontonr, bankkontonummer, clearingnummer, clearing""",
    (Field.NOTE, ""): """
        annat, särskilda upplysningar, upplysningar, anteckning, anteckningar, övrigt, kommentar, kommentarer,
        noteringar, notering, anmärkning, övrig medlemsinfo, övrig info, fritext, information, anm, övrig
        information, anmärkningar, noter, interna anteckningar, intern kommentar, tillägg, extra info, övr,
        minnesanteckning, ant., diverse, meddelande, kommentar medlem, info, extra information, övriga
        upplysningar, obs""",
    (Field.GUARDIAN_NAME, ""): """
        målsman, vårdnadshavare, förälder, föräldrar, målsmans namn, vårdnadshavares namn, vh, vh1, vh2, anhörig
        1, anhörig 2, vårdnadshavare 1, vårdnadshavare 2, förälder 1, förälder 2, mor, far, mamma, pappa""",
}  # fmt: skip

LEFT_OUT: dict[Why, str] = {
    Why.ABOUT_MONEY: """
        avgift, betalt, betald, medlemsavgift, betalning, betaldatum, avgift betald, faktura, skuld, saldo,
        belopp, att betala, ocr, ocr-nummer, bankgiro, autogiro, swish, bet, betald avgift, inbetalt, inbetald,
        betalat, avg, senaste betalning, senast betald, betalsätt, betalningssätt, betalningsdatum, fakturanummer,
        pris, summa kr, träningsavgift, terminsavgift, medlemsavgift betald, årsavgift, avgift 2026, kr, kronor,
        plusgiro, betalningsstatus, referensnummer, betalat 2025, betalat 2026, inbetalning, fakturadatum,
        förfallodatum, avgift (kr), medl.avg, kvar att betala, serviceavgift, kursavgift, aktivitetsavgift,
        deposition, nyckeldeposition, betalt år, senast betalt år, avgiften betald""",
    Why.ABOUT_SOMEBODY_ELSE: """
        närmast anhörig, anhörig, nödkontakt, make/maka, kontaktperson, betalare, fakturamottagare, fakturaadress,
        faktura e-post, värvad av, fakturareferens, maka, make, sambo, partner, ice, rekommenderad av, fadder,
        faddrar, kontakt vid olycka, betalningsansvarig, närstående, rekryterad av, barn, barnens namn, syskon,
        ombud, god man, mentor, kontaktperson telefon, anhörigs telefon""",
    Why.CONSENT_WITHOUT_EVIDENCE: """
        vill ha post, digital post, pappersutskick, samtycke mejl,
        bild ok, nyhetsbrev j/n, foto ok, gdpr ok, gdpr-samtycke, samtycke, nyhetsbrev, fotosamtycke, godkänner
        gdpr, utskick, nyhetsbrev ja/nej, vill ha nyhetsbrev, epostutskick, ok att publicera bild, samtycker,
        e-post godkänd, sms godkänd, samtycke foto, samtycke bild, får publiceras, bildpublicering, gdpr-godkänd,
        gdpr, godkänt gdpr, fototillstånd, reklam, marknadsföring, direktreklam, sms-utskick, publicering, ej
        utskick, vill inte ha post, medlemsblad, tidning, tidskrift, medlemstidning, brevutskick, post via e-post,
        kallelse via e-post, samtycke gdpr, samtycke publicering, samtycke personuppgifter, får fotas,
        personuppgiftsmedgivande, medgivande""",
    Why.FOLLOWS_FROM_OTHERS: """
        dam/herr, herr/fru,
        ålder, medlemsår, antal år, antal år som medlem, län, åldersgrupp, titel, hälsningsfras, adressrad
        fullständig, adressetikett, postadress komplett, antal medlemmar, ålder (år), landskap, region, etikett,
        åldersklass, fyller år, fyller, jubilar, ålder i år, fyller i år, antal medlemsår, år som medlem, tilltal,
        namn och adress, lat, long, koordinater, åldersintervall, ålderskategori, etikettnamn, adresskomplett,
        jämn födelsedag""",
    Why.NOT_NEEDED: """
        fastighet, fastighetsnamn, fastighetsnummer, fastighetsbet, andelstal, tomtstorlek, areal, insats,
        köpdatum, tillträdesdatum fastighet, uniform, uniform utlämnad, mössa, jacka, matte, ranking nr, lånad
        utrustning, notställ, tröjnr, kölista, bilnr,
        tidstämpel, inskickat, svarsdatum, examensår, examen, studentår, avgångsår från skolan, årskurs,
        skolklass, inlämnad,
        lott, lottnr, lott nr, lottnummer, tomt, tomtnr, tomtnummer, fastighetsbeteckning, fastighetsnr, andel,
        andelsnr, skåp, skåpnr, garderob, ranking, nivå, jaktkort, vapen, kön på hund, hemmaklubb, moderklubb,
        huvudklubb, antal lotter, städdag, arbetsplikt, kölapp, könummer, kötid, köplats, jämställd,
        allergier, allergi, sjukdomar, kost, giltig till, nationalitet, födelseland, födelseort, medborgarskap,
        registreringsdatum, senast ändrad, senast uppdaterad, skapad, skapad datum, uppdaterad, registrerad,
        fam.admin, familjeadmin, familjeadministratör, senast inloggad, användarnamn, lösenord, hemsida, profil,
        foto, bild, hemmasida, tröjstorlek, yrke, adress okänd, organisation, förening, klubb, föreningsnamn,
        företag, firma, arbetsplats, arbetsgivare, skola, skostorlek, klädstorlek, medicin, medicinering,
        specialkost, hälsa, hälsoinformation, simkunnig, konfession, religion, dopdatum, dop, konfirmation,
        civilstånd, vigsel, ändrad, ändringsdatum, ändrad av, skapad av, registrerad av, uppdaterad av, senast
        aktiv, senaste inloggning, inloggad, konto skapat, org, org.nr, organisationsnummer, föreningsid, skrivut,
        utskriven etikett, medlemskort skickat, kort skickat, nyckel, nyckelnummer, nyckel nr, passerkort,
        larmkod, matpreferens, reg.datum, ändr.datum, uppdaterad datum, utmärkelse datum, kan simma, körkort, bil,
        registreringsnummer, regnr, båt, båtnamn, båttyp, hund, hundens namn, hundras, hästens namn, senast
        närvarande, närvaro, antal närvaro, senaste aktivitet, kilometer, bälte, grad, graderad, handikapp, hcp,
        senast ändrad av, vikt, längd, utskicksform, utskickssätt, kommunikation, prenumeration, skickad,
        nationellt id typ""",
    Why.NO_PLACE_YET: """
        hedersmedlem sedan, hederspris, standar, förtjänstmedalj,
        roll, befattning, uppdrag, styrelse, styrelsepost, funktion, roller, ledare, utmärkelser, hedersbevisning,
        kurser, utbildning, styrelseuppdrag, förtroendeuppdrag, tränare, ledaruppdrag, domare, förtjänsttecken,
        hedersutmärkelse, utbildningar, kurs, märken, utmärkelse, funktionär, registerutdrag, utdrag,
        belastningsregister, utdrag ur belastningsregistret, belastningsregisterutdrag, kontrollerat
        registerutdrag, grundutbildning, certifikat, post, förtroendepost, taggar, tagg, etiketter, egenskaper""",
    Why.COUNTS_ROWS: """
        rad, löpnr, löpnummer, radnr, ordningsnr, ordningsnummer, radnummer, lnr, nr i listan""",
}  # fmt: skip
