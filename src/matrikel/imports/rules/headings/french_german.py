"""French and German headings, as Belgian and border clubs have them."""

from matrikel.imports.rules.fields import ColumnReason as Why
from matrikel.imports.rules.fields import Field

MEANINGS: dict[tuple[Field, str], str] = {
    (Field.GIVEN_NAME, ""): "prénom, vorname, prénoms, vornamen, rufname",
    (Field.FAMILY_NAME, ""): "nom de famille, nachname, nom, familienname, zuname, patronyme",
    (Field.FULL_NAME, ""): """
        nom complet, prénom et nom, prénom nom, name vorname voll, vor- und nachname, mitglied, membre,
        vollständiger name, nom et prénom membre""",
    (Field.FULL_NAME, "family_first"): "nom et prénom, nom prénom, nachname vorname, name und vorname",
    (Field.BIRTH, ""): """
        date de naissance, geburtsdatum, né le, née le, geboren am, geb.-datum, naissance, date naissance,
        geburtstag, geb. am, ddn""",
    (Field.BIRTH_YEAR, ""): "année de naissance, geburtsjahr, jahrgang",
    (Field.NATIONAL_NUMBER, ""): """
        numéro national, n° national, registre national, niss, numéro de registre national, no national,
        nationalregisternummer, n° registre national""",
    (Field.GENDER, ""): "sexe, geschlecht, h/f, m/w, genre, f/h",
    (Field.EMAIL, ""): """
        courriel, adresse e-mail, e-mail-adresse, adresse mail, adresse électronique, mèl""",
    (Field.PHONE, ""): """
        téléphone, numéro de téléphone, telefonnummer, tél, n° de téléphone, n° tél, tél/gsm, téléphone/gsm,
        rufnummer, n° téléphone, tél./gsm, gsm/tél., gsm ou tél., tél. ou gsm, telefon/handy, tél + gsm,
        téléphone et gsm""",
    (Field.PHONE, "mobile"): """
        téléphone portable, portable, handy, handynummer, n° gsm, numéro de gsm, mobilfunk, tél. portable,
        téléphone mobile, numéro gsm, tél. mobile, n° portable, n° mobile, mobilnummer, mobiltelefon, tél. gsm,
        gsm privé""",
    (Field.PHONE, "home"): """
        téléphone fixe, fixe, téléphone privé, telefon privat, tél. privé, tél. fixe, festnetz, téléphone domicile""",
    (Field.PHONE, "work"): """
        téléphone bureau, telefon geschäftlich, tél. bureau, telefon dienstlich, téléphone travail""",
    (Field.STREET, ""): """
        rue, rue et numéro, rue et n°, straße, straße und hausnummer, adresse postale, rue + n°, straße und nr.,
        anschrift, straße nr., adresse (rue et n°), rue et no, voie""",
    (Field.HOUSE_NUMBER, ""): "hausnummer, hausnr., n° rue, numéro de maison, n° maison",
    (Field.HOUSE_ADDITION, ""): "boîte, bte, n° boîte",
    (Field.ADDRESS_EXTRA, ""): "complément d'adresse, complément adresse, adresszusatz, complément",
    (Field.POSTCODE, ""): "code postal, cp, plz, postleitzahl, code post.",
    (Field.PLACE, ""): "localité, ville, wohnort, stadt, commune/ville, ville/commune",
    (Field.POSTCODE_PLACE, ""): """
        code postal et localité, cp et ville, plz/ort, code postal ville, cp localité, plz und ort, cp/ville, code
        postal/localité""",
    (Field.FULL_ADDRESS, ""): "adresse complète, vollständige adresse",
    (Field.COUNTRY, ""): "pays, code pays, ländercode, pays de résidence",
    (Field.MUNICIPALITY, ""): "commune, gemeinde",
    (Field.LANGUAGE, ""): "langue, sprache, langue maternelle, langue de correspondance",
    (Field.MEMBER_NUMBER, ""): """
        numéro de membre, n° de membre, n° membre, mitgliedsnummer, mitgliedsnr., mitglied nr., matricule, no
        membre, numéro membre""",
    (Field.EXTERNAL_NUMBER, "federation"): """
        n° d'affiliation, numéro d'affiliation, n° affiliation, numéro affilié, n° affilié, n° fédération, numéro
        de fédération, numéro d'affilié, n° d'affilié, n° affil., n° aff., no aff., no d'affiliation,
        no affiliation, nr affiliation,
        n° fédéral, numéro fédéral, n° fédération nationale, numéro de la fédération, n° de fédération,
        verbandsnummer, verbandsnr.""",
    (Field.EXTERNAL_NUMBER, "licence"): """
        numéro de licence, n° de licence, n° licence, lizenznummer, no licence, licence fédérale, lizenz,
        lizenznr., spielerpassnummer, passnummer""",
    (Field.MEMBERSHIP_TYPE, ""): """
        type de membre, catégorie, type d'adhésion, mitgliedsart, mitgliedschaft, beitragsgruppe, catégorie de
        membre, affiliation, type de cotisation, mitgliedstyp, formule""",
    (Field.STATUS, ""): "statut, actif, mitgliedsstatus, aktiv/passiv, statut du membre",
    (Field.JOINED, ""): """
        membre depuis, date d'adhésion, date d'affiliation, eintrittsdatum, mitglied seit, eintritt, affilié
        depuis, date d'entrée, date entrée, affilié le, adhésion, date d'inscription, inscrit le, beitritt,
        beitrittsdatum, date adhésion, année d'entrée, membre depuis le, entrée, depuis, inscription, date
        inscription, date affiliation, eintrittsjahr, membre dès, membre depuis (année), date de début, début
        d'affiliation,
        date début, année d'affiliation, année d'inscription, affiliation depuis, arrivée, date d'arrivée,
        mitglied ab, eintritt am, aufnahmedatum, année d'adhésion""",
    (Field.LEFT, ""): """
        date de sortie, austritt, austrittsdatum, démission, date de démission, fin d'affiliation, sortie, date
        sortie, membre jusqu'au, austritt am, date fin, date de fin, date de départ, départ, date de désaffiliation,
        désaffiliation, désaffilié le, date de radiation, radiation, radié le, fin de membre, date fin d'affiliation,
        date de fin d'affiliation, sorti le, démissionné le, année de sortie, kündigung, gekündigt zum, ausgetreten,
        ausgetreten am, mitglied bis""",
    (Field.DECEASED, ""): "décédé, date de décès, verstorben, décès, décédé le, todesdatum",
    (Field.PROTECTED, ""): "adresse confidentielle, confidentiel, geheim, sperrvermerk",
    (Field.GROUPS, ""): """
        équipe, groupe, équipes, groupes, mannschaft, abteilung, gruppe, section, sparte, équipe/groupe""",
    (Field.HOUSEHOLD, ""): """
        famille, ménage, haushalt, chef de famille, n° famille, composition de famille""",
    (Field.IBAN, ""): """
        compte bancaire, numéro de compte, n° de compte, kontonummer, n° compte, bankverbindung, compte""",
    (Field.NOTE, ""): """
        remarque, remarques, bemerkung, bemerkungen, commentaire, commentaires, notizen, anmerkung, observations,
        divers, notiz, infos""",
    (Field.GUARDIAN_NAME, ""): """
        parents, tuteur, nom du parent, eltern, erziehungsberechtigter, père, mère, responsable légal, nom des
        parents, nom mère, nom père, titulaire""",
}  # fmt: skip

LEFT_OUT: dict[Why, str] = {
    Why.ABOUT_MONEY: """
        cotisation, payé, beitrag, montant, solde, betrag, cotisation payée, bezahlt, paiement, date de paiement,
        zahlungsart, mode de paiement, tarif, cotisation 2026, lastschrift, mitgliedsbeitrag, à payer""",
    Why.ABOUT_SOMEBODY_ELSE: """
        personne de contact, personne à prévenir, conjoint, ehepartner, notfallkontakt, médecin, parrain, contact
        d'urgence, urgence, médecin traitant, numéro d'urgence, kontoinhaber, partenaire""",
    Why.CONSENT_WITHOUT_EVIDENCE: """
        rgpd, droit à l'image, einwilligung, consentement, infolettre, bulletin, autorisation photo, accord rgpd,
        datenschutz""",
    Why.FOLLOWS_FROM_OTHERS: """
        âge, civilité, anrede, titre, alter, catégorie d'âge, province, canton, kanton, bundesland, ancienneté""",
    Why.NOT_NEEDED: """
        nationalité, lieu de naissance, geburtsort, staatsangehörigkeit, profession, beruf, taille, allergies
        alimentaires, mutuelle, certificat médical, date de création, modifié le, erstellt am, geändert am, site
        web, école, organisation, numéro de maillot, maillot, entreprise, familienstand, verein, mot de passe,
        créé le""",
    Why.NO_PLACE_YET: """
        fonction, rôle, amt, conseil d'administration, vorstand, fonctions, entraîneur, ehrungen, comité,
        funktion, trainer/coach, arbitre""",
    Why.COUNTS_ROWS: "lfd. nr., numéro d'ordre, laufende nummer, ligne, n° ordre",
}  # fmt: skip
