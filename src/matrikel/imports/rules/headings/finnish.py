"""Finnish headings."""

from matrikel.imports.rules.fields import ColumnReason as Why
from matrikel.imports.rules.fields import Field

MEANINGS: dict[tuple[Field, str], str] = {
    (Field.GIVEN_NAME, ""): """
        etunimi, etunimet, etunimi/nimet, etunimi(t), etun., etunimi 1, jäsenen etunimi, lapsen etunimi, kaikki
        etunimet, ristimänimi, e-nimi, etunimi/etunimet, pelaajan etunimi""",
    (Field.FAMILY_NAME, ""): """
        sukunimi, sukun., jäsenen sukunimi, lapsen sukunimi, s-nimi, sukunimet, pelaajan sukunimi""",
    (Field.MIDDLE_NAME, ""): """
        toinen nimi, muut etunimet, toinen etunimi, 2. etunimi, väliniimi, keskinimi""",
    (Field.PREFERRED_NAME, ""): "kutsumanimi, puhuttelunimi, lempinimi, kutsumanimet, kutsutaan",
    (Field.INITIALS, ""): "nimikirjaimet",
    (Field.FULL_NAME, ""): """
        nimi, koko nimi, jäsen, jäsenen nimi, etu- ja sukunimi, etunimi sukunimi, etunimi ja sukunimi, jäsenet,
        henkilö, nimi (etunimi sukunimi), henkilön nimi, pelaaja, lapsen nimi, osallistuja, näyttönimi,
        etu-/sukunimi, urheilija, jäsennimi""",
    (Field.FULL_NAME, "family_first"): """
        sukunimi etunimi, sukunimi ja etunimi, suku- ja etunimi, suku- ja etunimet, sukunimi etunimet, nimi
        (sukunimi etunimi), sukunimi ja etunimet, suku-/etunimi, nimi (suku- ja etunimi)""",
    (Field.BIRTH, ""): """
        syntymäaika, syntymäpäivä, syntynyt, synt.aika, syntymäpvm, s.aika, synt, synt.pvm, syntynyt (pvm),
        syntymäajat, synt.aika (pp.kk.vvvv), syntymäaika (pp.kk.vvvv), syntymäaika/hetu, synt.pv, syntymäpäivä
        (pvm), syntymäaika pvm, syntymäaika (ppkkvv), syntyi, syntymä, syntymäaika/henkilötunnus,
        hetu/syntymäaika, hetun alkuosa, syntymäp., synttärit, syntym.aika, syntymäpv""",
    (Field.BIRTH_YEAR, ""): """
        syntymävuosi, synt.vuosi, syntv, ikäluokka vuosi, s.vuosi, vuosikerta, vuosimalli, syntynyt vuonna""",
    (Field.BIRTH_MONTH, ""): "syntymäkuukausi",
    (Field.BIRTH_DAY, ""): "syntymäpäivä kuussa",
    (Field.NATIONAL_NUMBER, ""): """
        henkilötunnus, hetu, sotu, sosiaaliturvatunnus, henkilötunnus (hetu), hlötunnus, henkilötunn., hetu/sotu,
        suomalainen henkilötunnus, henk.tunnus, htunnus, hlötunn, henkilötunnukset""",
    (Field.GENDER, ""): """
        sukupuoli, mies/nainen, m/n, nainen/mies, n/m, sp, tyttö/poika, poika/tyttö, d/h, t/p, sukup., p/t""",
    (Field.EMAIL, ""): """
        sähköposti 1, sähköposti, sähköpostiosoite, s-posti, email-osoite, meili, sp-osoite, sähköpostios.,
        sähköposti jäsen, sposti-osoite, sähk.posti, sähköp., sähköpostiosoitteet, sähköpostit, jäsenen
        sähköposti, sähköp.osoite, maili, s-postios., säpo, ensisijainen sähköposti, sähköpostiosoite 1""",
    (Field.EMAIL, "private"): """
        sähköposti koti, oma sähköposti, henkilökohtainen sähköposti, oma s-posti""",
    (Field.EMAIL, "work"): "työsähköposti, sähköposti työ",
    (Field.EMAIL, "other"): """
        sähköposti 2, toinen sähköposti, muu sähköposti, vaihtoehtoinen sähköposti, sähköpostiosoite 2,
        lisäsähköposti""",
    (Field.PHONE, ""): """
        puhelin, puh, puhelinnumero, puhelinnro, puh.nro, puhelin 1, puhno, puhelinnumerot, puhelinno, puhelimet,
        puh.numero, puhelin nr, jäsenen puhelin, puhnum""",
    (Field.PHONE, "mobile"): """
        matkapuhelin, matkapuh, gsm, kännykkä, matkapuhelinnumero, puhelin (gsm), gsm-numero, mobiili,
        matkapuhelin 1, puh. matka, puhelin matka, kännykkänumero, gsm-nro, matkapuhelinnro, puh (gsm), matkap.,
        kännykkä nro, mobiilinumero, puhelin mobiili, känny, gsm puh""",
    (Field.PHONE, "home"): """
        puhelinnumero koti, kotipuhelin, puhelin koti, puh koti, lankapuhelin, kotipuh., lankanumero, kotinumero""",
    (Field.PHONE, "work"): "työpuhelin, puhelin työ, puh työ, työpuh., työnumero",
    (Field.PHONE, "other"): """
        puhelin 2, muu puhelin, puhelin muu, toinen puhelin, puhelin 3, matkapuhelin 2, muu puhelinnumero, gsm 2""",
    (Field.CONTACT, ""): """
        yhteystiedot, yhteystieto, puhelin/sähköposti, puh/sähköposti, puhelin ja sähköposti, yht.tiedot""",
    (Field.CARE_OF, ""): "c/o, c/o osoite, c/o nimi",
    (Field.STREET, ""): """
        osoite, katuosoite, lähiosoite, jakeluosoite, postiosoite, kotiosoite, osoite 1, katu, osoiterivi 1,
        osoiterivi, lähios., katuos., kadun nimi, katunimi, os., katuosoite 1, asuinosoite, vakituinen osoite,
        osoite (katu), jakeluos., katu ja numero, katuosoite/pl, lähiosoite 1, postios., tie, osoitetieto,
        katu/tie, vakinainen osoite, kotios.""",
    (Field.HOUSE_NUMBER, ""): """
        talonumero, talon numero, talon nro, talonro, kadun numero, osoitenumero""",
    (Field.HOUSE_ADDITION, ""): "rappu, porras, porras ja asunto, rappu ja asunto",
    (Field.ADDRESS_EXTRA, ""): """
        osoite 2, osoiterivi 2, asunto, huoneisto, asunnon numero, lisäosoite, osoitteen tarkenne, osoite 3,
        osoitteen lisätieto, kerros""",
    (Field.POSTCODE, ""): """
        postinumero, postinro, postino, postinr, p.nro, postinum, postikoodi, pno, p.numero, postnro""",
    (Field.PLACE, ""): """
        postitoimipaikka, paikkakunta, kaupunki, postitmp, ptp, postipaikka, toimipaikka, asuinpaikka,
        postitoimip, p-toimipaikka, asuinpaikkakunta, postitp, kotipaikkakunta, kaupunki/paikkakunta, postitoimi,
        ptmp, taajama, postitpaikka, post.toimipaikka, p.paikka, kylä, toimip.""",
    (Field.POSTCODE_PLACE, ""): """
        postinro ja ptp, postinumero ja -toimipaikka, postinumero ja postitoimipaikka, postinro ja
        paikkakunta, postinumero ja
        paikkakunta, postinumero/postitoimipaikka, postinro ja -toimipaikka, postinro/-toimipaikka, postinumero ja
        kaupunki, postinumero ja -paikka, postinro ja postitoimipaikka, postinro ja -paikka,
        postinumero/-toimipaikka, postinro/paikkakunta, postinumero/kaupunki, postinro ja kaupunki, postinumero
        paikkakunta, postinro/postitoimipaikka, postinumero -paikka, pnro ja paikka""",
    (Field.FULL_ADDRESS, ""): """
        koko osoite, osoitetiedot, täydellinen osoite, osoite kokonaan, postiosoite kokonaisuudessaan, osoite ja
        postinumero, osoite ja postitoimipaikka, osoite ja paikkakunta""",
    (Field.COUNTRY, ""): "maa, maakoodi, asuinmaa, maatunnus, kotimaa, maan nimi, maan koodi",
    (Field.MUNICIPALITY, ""): """
        kotikunta, kunta, asuinkunta, jäsenen kotikunta, kotipaikka, väestökirjakunta, kotikaupunki, kuntanimi""",
    (Field.LANGUAGE, ""): """
        kieli, asiointikieli, äidinkieli, kielikoodi, yhteydenpitokieli, postituskieli, palvelukieli""",
    (Field.MEMBER_NUMBER, ""): """
        jäsennumero, jäsennro, jäsennr, jäsen-id, jäsenen numero, jnro, jäsenno, jäs.nro, jäs.nr, jäsentunnus,
        jäsenkortti, jäsenkortin numero, jäs.no, jäsenkorttinumero, jno, jäsennum.""",
    (Field.EXTERNAL_NUMBER, "federation"): """
        liittonumero, liiton jäsennumero, liiton numero, liiton jäsennro, jäsennumero liitossa, liittonro,
        suomisport id, suomisport, sportid, liiton id, palloid, henkilö- id,
        liitto-id, golf-id, suomisportin id, partioid""",
    (Field.EXTERNAL_NUMBER, "licence"): """
        lisenssi, lisenssinumero, pelipassi, lisenssin numero, lisenssinro, pelipassinumero""",
    (Field.EXTERNAL_NUMBER, "old_system"): """
        vanha jäsennumero, ulkoinen tunniste, asiakasnumero, vanha numero, asiakasnro, ulkoinen id""",
    (Field.MEMBERSHIP_TYPE, ""): """
        jäsenyyden tyyppi, jäsenlaji, jäsentyyppi, jäsenluokka, jäsenyys, jäsenryhmä, laji, tyyppi, jäsenyyden
        laji, jäsenyystyyppi, jäsenmuoto, jäsenkategoria, maksuluokka, jäsenyysluokka, jäsenyysmuoto,
        jäsenmaksuluokka, jäsenyyslaji, kategoria, jäsenyysryhmä, maksuryhmä, jäsenmaksutyyppi, jäsenmaksuryhmä,
        jäsenyyden muoto, luokka, jäsentyypit""",
    (Field.STATUS, ""): """
        tila, jäsenyyden tila, jäsenstatus, jäsenen tila, aktiivinen, status, voimassa, jäsenyyden status,
        aktiivi/passiivi, jäsentila""",
    (Field.JOINED, ""): """
        aloitus, mukana vuodesta, mukana alkaen, jäsen vuodesta, liittynyt, liittymispäivä, liittymispvm,
        liittymisvuosi, jäsen alkaen,
        jäsenyys alkanut,
        jäseneksi, liittymisaika, alkupvm, jäsenyys alkoi, jäsenyyden alku, jäsenyyden alkupäivä, liittyi,
        hyväksytty, hyväksytty jäseneksi, hyväksymispäivä, jäsenyys alkaen, liittymispäivämäärä, liitt.pvm,
        liittynyt pvm, liittynyt vuonna, jäseneksi liittynyt, jäseneksi liittyminen, jäsenyyden alkamispäivä,
        jäsenyyden alkamispvm, alkamispäivä, alkamispvm, alkaen, jäsenenä vuodesta, jäsenenä alkaen, jäseneksi
        hyväksytty, jäseneksi tulo, jäseneksi ottaminen, jäseneksi ottopäivä, alkupäivä, aloittanut, aloitti,
        liittymiskuukausi, jäsenyyden alkupvm, hyväksymispvm, otettu jäseneksi, jäsenyysalku, jäsenyyden aloitus,
        aloituspäivä, aloituspvm, jäsenyys alkaa, jäsen pvm, tulopäivä, tullut jäseneksi, tulovuosi, liitt.vuosi,
        liitt., jäsenyys pvm, jäsenyys alk., jäsenyys voimassa alkaen, jäsen vuodesta alkaen, mukana vuodesta,
        hyv.pvm, liittymisv., liittyminen""",
    (Field.LEFT, ""): """
        eronnut, eropäivä, eroamispäivä, eroamispvm, jäsenyys päättynyt, päättymispäivä, loppupvm, eronnut pvm,
        jäsenyyden loppu, eropvm, jäsenyys päättyy, päättynyt, erosi, jäsenyyden päättymispäivä, ero, eroaminen,
        erovuosi, päättymispvm, loppupäivä, asti, jäsenyyden päättyminen, erotettu, poistunut, poistettu, jäsenyys
        loppunut, lopettanut, lopetti, eroamisvuosi, jäsenyys asti, jäsenyys päättyi, lopetuspvm, lopetuspäivä,
        loppu, jäsenyyden päättymispvm, jäsenyyden loppupvm""",
    (Field.DECEASED, ""): """
        kuollut, kuolinpäivä, kuolinpvm, kuolinaika, kuolinvuosi, vainaja, kuollut pvm, menehtynyt""",
    (Field.PROTECTED, ""): """
        turvakielto, salainen osoite, osoitekielto, turvakiellot, turvakiellossa, yhteystietojen luovutuskielto""",
    (Field.GROUPS, ""): """
        ryhmä, ryhmät, joukkue, jaosto, jaostot, harjoitusryhmä, lajit, osasto, joukkueet, jäsenryhmät, alaosasto,
        piiri, paikallisosasto, paikallisyhdistys, lippukunta, vartio, toimintaryhmä, harrastusryhmä, soitin,
        äänenala, tiimi, tiimit, kerho, sarja, alue, seurue, metsästysseurue, venepaikka, laituripaikka, ikäkausi,
        ikäkausiryhmä, pelipaikka, pelinumero""",
    (Field.HOUSEHOLD, ""): """
        perhe, perhenumero, perheen numero, talous, pääjäsen, perhetunnus, perhe-id, perheenjäsen, perhekunta,
        perheen päämies, ruokakunta, kotitalous, perheryhmä""",
    (Field.IBAN, ""): """
        tilinumero, pankkitili, tili, tilinro, pankkitilinumero, iban-tilinumero""",
    (Field.NOTE, ""): """
        huomautuksia, lisätietoja, huomautus, huom, huomautukset, lisätiedot, lisätieto, muuta, kommentti,
        huomiot, muistiinpanot, muistiinpano, huomioitavaa, muut tiedot, huomio, muu tieto, kommentit, selite,
        vapaa teksti, sekalaista, muu, muut, sisäiset muistiinpanot, merkintöjä, merkinnät, muistio, info, viesti""",
    (Field.GUARDIAN_NAME, ""): """
        huoltaja, huoltajan nimi, vanhemmat, vanhempi, huoltajat, huoltaja 1, huoltaja 2, äiti, isä, äidin nimi,
        isän nimi, huoltajien nimet""",
}  # fmt: skip

LEFT_OUT: dict[Why, str] = {
    Why.ABOUT_MONEY: """
        jäsenmaksu, maksettu, maksu, maksupäivä, viite, viitenumero, lasku, maksanut, maksutapa, saldot, maksettu
        pvm, jäsenmaksu maksettu, saldo, avoinna, summa, eräpäivä, laskutus, hinta, euroa, maksut, maksettu vuosi,
        velka, jäsenmaksut, viite nro, laskun numero, maksupvm, maksuerä, maksamatta, avoin saldo, kausimaksu,
        maksun tila, maksettu 2025, maksettu 2026, laskutustapa, e-lasku, verkkolasku, e-laskuosoite,
        toimintamaksu, seuramaksu, maksutilanne, laskunro, lisenssimaksu""",
    Why.ABOUT_SOMEBODY_ELSE: """
        lähiomainen, puoliso, yhteyshenkilö, hätäyhteystieto, maksaja, laskun maksaja, laskutusosoite,
        suosittelija, hätäyhteyshenkilö, lähiomaisen puhelin, ice-yhteystieto, puolison nimi, laskutettava, laskun
        saaja, kummi, lapset, sisarukset, edunvalvoja, lähiomaisen nimi""",
    Why.CONSENT_WITHOUT_EVIDENCE: """
        suostumus, uutiskirje, markkinointilupa, kuvauslupa, suoramarkkinointi, julkaisulupa, tietosuoja,
        kuvalupa, valokuvauslupa, sähköpostilupa, markkinointi, tekstiviestilupa, uutiskirjeen tilaus, gdpr,
        tietojen luovutus, markkinointikielto, jäsenlehti, lehti, jäsenkirje, postitus, postituslupa, lehden
        tilaus, tietosuojasuostumus, viestintälupa, tietojenluovutuslupa, suoramarkkinointikielto, luvat, kuvaus-
        ja julkaisulupa, sähköpostikielto""",
    Why.FOLLOWS_FROM_OTHERS: """
        ikä, jäsenvuodet, maakunta, lääni, ikäryhmä, ikä vuosina, titteli, arvo, puhuttelu, jäsenyyden kesto,
        merkkipäivä, ikäluokka, jäsenvuosia, ikä vuoden lopussa, täyttää, täyttää vuosia, merkkipäivät,
        osoitetarra, tasavuodet""",
    Why.NOT_NEEDED: """
        kiinteistö, tila, kiinteistönumero, pinta-ala, univormu, ostopäivä, lainatut varusteet, takki,
        aikaleima, lähetetty, lähetysaika, valmistumisvuosi, vastausaika, luokka-aste, vuosikurssi,
        tontti, tonttinro, tontin numero, osake, osakkeet, kaappi, kaapin numero, mökki, mökkinro, palsta,
        palstanro, jono, jononumero, ranking, taso, metsästäjänumero, kiinteistötunnus, kotiseura, emoseura,
        talkootunnit, varauslista,
        allergiat, sairaudet, erityisruokavalio, voimassa asti, kansalaisuus, syntymäpaikka, syntymäkotikunta,
        luotu, muokattu, päivitetty, rekisteröity, käyttäjätunnus, salasana, paidan koko, ammatti, seura,
        yhdistys, kuva, työpaikka, koulu, syntymämaa, yritys, luontipäivä, muokkauspäivä, viimeksi muokattu,
        viimeksi kirjautunut, ruokavalio, terveystiedot, lääkitys, vaatekoko, kengänkoko, uskonto, siviilisääty,
        oppiarvo, koulutus, verkkosivu, kotisivu, luontipvm, muokkauspvm, lisätty, lisätty pvm,
        rekisteröintipäivä, rekisteröitynyt, kirjautunut, viimeisin kirjautuminen, y-tunnus, organisaatio,
        yhdistyksen nimi, seuran nimi, avain, avainnumero, avain nro, kulkutunniste, vene, veneen nimi, koira,
        koiran nimi, rotu, rekisterinumero, ajokortti, aseet, metsästyskortti, ampumakoe, jäsenkortti lähetetty,
        kortti toimitettu, paita, koko, vyöarvo, vyö, tasoitus, hcp, lisenssi voimassa, kastepäivä, rippikoulu,
        sotilasarvo, viimeisin muutos, päivityspvm, tallennettu, kirjattu, kirjattu pvm, kirjaaja, muuttaja,
        uimataito""",
    Why.NO_PLACE_YET: """
        ääni, soitinryhmä,
        tehtävä, luottamustehtävä, rooli, tehtävät, roolit, luottamustoimi, hallitus, valmentaja, toimihenkilö,
        ansiomerkit, kurssit, huomionosoitukset, ohjaaja, tuomari, ansiomerkki, hallituksen jäsen,
        luottamustoimet, asema, rikosrekisteriote, rikostaustaote, koulutukset, kunniamerkit, merkit, suoritukset,
        tunnisteet, tagit, talkoot""",
    Why.COUNTS_ROWS: """
        rivi, rivinro, juokseva numero, rivinumero, järjestysnumero, juokseva järj.nro, juoks.nro""",
}  # fmt: skip
