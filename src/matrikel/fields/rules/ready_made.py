"""Own fields that many associations have, ready to be taken over: in six languages, with purpose, level and retention."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from matrikel.fields.rules.definitions import FieldDefinition, Kind, Level, OptionDefinition, Use


class Club(StrEnum):
    """What kind of association a field is usual in."""

    ANY = "ANY"
    SPORT = "SPORT"
    BOATS = "BOATS"
    MUSIC = "MUSIC"
    OUTDOORS = "OUTDOORS"
    PHOTO = "PHOTO"
    HOUSING = "HOUSING"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadyMade:
    """A field to take over."""

    code: str
    club: Club
    definition: FieldDefinition


def ready_made(code: str) -> ReadyMade | None:
    """Return the ready-made field of this code."""
    return next((each for each in READY_MADE if each.code == code), None)


def in_languages(definition: FieldDefinition, languages: tuple[str, ...]) -> FieldDefinition:
    """Return a ready-made field with the words of some languages only, English where there are none."""

    def some(texts: Mapping[str, str]) -> dict[str, str]:
        return {language: texts.get(language, texts.get("en", "")) for language in languages} if texts else {}

    return FieldDefinition(
        kind=definition.kind,
        labels=some(definition.labels),
        helps=some(definition.helps),
        purpose=definition.purpose,
        level=definition.level,
        keep=definition.keep,
        officers=definition.officers,
        member=definition.member,
        joining=definition.joining,
        tells_where=definition.tells_where,
        shape=definition.shape,
        decimals=definition.decimals,
        smallest=definition.smallest,
        largest=definition.largest,
        options=tuple(
            OptionDefinition(code=option.code, labels=some(option.labels)) for option in definition.options
        ),
        code=definition.code,
    )


def _words(en: str, sv: str, nb: str, fi: str, da: str, nl: str) -> dict[str, str]:
    return {"en": en, "sv": sv, "nb": nb, "fi": fi, "da": da, "nl": nl}


def _same(text: str) -> dict[str, str]:
    return _words(text, text, text, text, text, text)


READY_MADE = (
    ReadyMade(
        code="photo_ok",
        club=Club.ANY,
        definition=FieldDefinition(
            code="photo_ok",
            kind=Kind.YES_NO,
            labels=_words(
                "Pictures may be published",
                "Bilder får publiceras",
                "Bilder kan publiseres",
                "Kuvia saa julkaista",
                "Billeder må offentliggøres",
                "Foto's mogen geplaatst worden",
            ),
            helps=_words(
                "Only with a yes do we publish a picture in which one can be recognised.",
                "Bara med ett ja publicerar vi en bild där man känns igen.",
                "Bare med et ja publiserer vi et bilde der man kan kjennes igjen.",
                "Julkaisemme tunnistettavan kuvan vain, jos vastaus on kyllä.",
                "Kun med et ja offentliggør vi et billede, hvor man kan genkendes.",
                "Alleen met een ja plaatsen we een foto waarop iemand herkenbaar is.",
            ),
            purpose="publication",
            level=Level.PERSONAL,
            keep="exit+0d",
            member=Use.EDIT,
            joining=Use.EDIT,
        ),
    ),
    ReadyMade(
        code="helps_with",
        club=Club.ANY,
        definition=FieldDefinition(
            code="helps_with",
            kind=Kind.CHOICES,
            labels=_words(
                "Helps with", "Hjälper till med", "Hjelper til med", "Auttaa", "Hjælper med", "Helpt mee met"
            ),
            helps=_words(
                "So that we ask the right people when there is something to do.",
                "Så att vi frågar rätt personer när det finns något att göra.",
                "Så vi spør de rette når det er noe å gjøre.",
                "Jotta osaamme kysyä oikeita ihmisiä, kun on tekemistä.",
                "Så vi spørger de rigtige, når der er noget at gøre.",
                "Zo vragen we de juiste mensen als er iets te doen is.",
            ),
            purpose="activities",
            level=Level.PERSONAL,
            keep="exit+0d",
            member=Use.EDIT,
            options=(
                OptionDefinition(
                    code="kitchen",
                    labels=_words(
                        "Coffee and food",
                        "Fika och mat",
                        "Kaffe og mat",
                        "Kahvitus",
                        "Kaffe og mad",
                        "Koffie en eten",
                    ),
                ),
                OptionDefinition(
                    code="building",
                    labels=_words(
                        "Repairs", "Underhåll", "Vedlikehold", "Kunnostus", "Vedligeholdelse", "Onderhoud"
                    ),
                ),
                OptionDefinition(
                    code="web",
                    labels=_words("Website", "Webbplats", "Nettsted", "Verkkosivut", "Hjemmeside", "Website"),
                ),
                OptionDefinition(
                    code="driving",
                    labels=_words("Driving", "Skjuts", "Kjøring", "Kyydit", "Kørsel", "Rijden"),
                ),
            ),
        ),
    ),
    ReadyMade(
        code="key_number",
        club=Club.ANY,
        definition=FieldDefinition(
            code="key_number",
            kind=Kind.TEXT,
            labels=_words("Key no.", "Nyckel nr", "Nøkkel nr.", "Avain nro", "Nøgle nr.", "Sleutel nr."),
            helps=_words(
                "So that we know who has which key, and get it back.",
                "Så att vi vet vem som har vilken nyckel och får tillbaka den.",
                "Så vi vet hvem som har hvilken nøkkel, og får den tilbake.",
                "Jotta tiedämme, kenellä on mikäkin avain, ja saamme sen takaisin.",
                "Så vi ved, hvem der har hvilken nøgle, og får den tilbage.",
                "Zodat we weten wie welke sleutel heeft, en hem terugkrijgen.",
            ),
            purpose="membership",
            level=Level.PERSONAL,
            keep="exit+6m",
            member=Use.SEE,
        ),
    ),
    ReadyMade(
        code="allergies",
        club=Club.ANY,
        definition=FieldDefinition(
            code="allergies",
            kind=Kind.TEXT,
            labels=_words(
                "What we must not serve",
                "Det här får vi inte servera",
                "Det vi ikke må servere",
                "Mitä emme saa tarjota",
                "Det må vi ikke servere",
                "Wat we niet mogen serveren",
            ),
            helps=_words(
                "Write what to do, not the illness: “no nuts” is enough.",
                "Skriv vad vi ska göra, inte sjukdomen: ”inga nötter” räcker.",
                "Skriv hva vi skal gjøre, ikke sykdommen: «ingen nøtter» er nok.",
                "Kirjoita mitä teemme, ei sairautta: ”ei pähkinöitä” riittää.",
                "Skriv hvad vi skal gøre, ikke sygdommen: »ingen nødder« er nok.",
                "Schrijf wat we moeten doen, niet de ziekte: “geen noten” is genoeg.",
            ),
            purpose="safety",
            level=Level.SPECIAL,
            keep="written+1y",
            member=Use.EDIT,
        ),
    ),
    ReadyMade(
        code="shirt_size",
        club=Club.SPORT,
        definition=FieldDefinition(
            code="shirt_size",
            kind=Kind.CHOICE,
            labels=_words(
                "Shirt size", "Tröjstorlek", "Trøyestørrelse", "Paidan koko", "Trøjestørrelse", "Shirtmaat"
            ),
            helps=_words(
                "For ordering kit.",
                "För beställning av kläder.",
                "Til bestilling av klær.",
                "Asujen tilaamista varten.",
                "Til bestilling af tøj.",
                "Om kleding te bestellen.",
            ),
            purpose="activities",
            level=Level.PERSONAL,
            keep="written+2y",
            member=Use.EDIT,
            options=tuple(
                OptionDefinition(code=size.lower(), labels=_same(size))
                for size in ("XS", "S", "M", "L", "XL", "XXL")
            ),
        ),
    ),
    ReadyMade(
        code="licence_number",
        club=Club.SPORT,
        definition=FieldDefinition(
            code="licence_number",
            kind=Kind.TEXT,
            labels=_words(
                "Licence no.",
                "Licensnummer",
                "Lisensnummer",
                "Lisenssinumero",
                "Licensnummer",
                "Licentienummer",
            ),
            helps=_words(
                "Needed when we enter somebody for a competition.",
                "Behövs när vi anmäler någon till tävling.",
                "Trengs når vi melder på noen til konkurranse.",
                "Tarvitaan, kun ilmoitamme kilpailuun.",
                "Bruges, når vi tilmelder nogen til en konkurrence.",
                "Nodig als we iemand voor een wedstrijd inschrijven.",
            ),
            purpose="activities",
            level=Level.PERSONAL,
            keep="exit+0d",
            member=Use.SEE,
        ),
    ),
    ReadyMade(
        code="boat_name",
        club=Club.BOATS,
        definition=FieldDefinition(
            code="boat_name",
            kind=Kind.TEXT,
            labels=_words("Boat", "Båt", "Båt", "Vene", "Båd", "Boot"),
            helps=_words(
                "Name and make, so that we can reach the owner.",
                "Namn och typ, så att vi kan nå ägaren.",
                "Navn og type, så vi kan nå eieren.",
                "Nimi ja malli, jotta tavoitamme omistajan.",
                "Navn og type, så vi kan få fat i ejeren.",
                "Naam en type, zodat we de eigenaar kunnen bereiken.",
            ),
            purpose="membership",
            level=Level.PERSONAL,
            keep="exit+0d",
            member=Use.EDIT,
        ),
    ),
    ReadyMade(
        code="berth",
        club=Club.BOATS,
        definition=FieldDefinition(
            code="berth",
            kind=Kind.TEXT,
            labels=_words("Berth", "Båtplats", "Båtplass", "Venepaikka", "Bådplads", "Ligplaats"),
            helps=_words(
                "Where the boat lies. Hidden for people whose identity is protected.",
                "Var båten ligger. Dolt för den som har skyddade personuppgifter.",
                "Hvor båten ligger. Skjult for den som har adressesperre.",
                "Missä vene on. Piilossa, jos henkilöllä on turvakielto.",
                "Hvor båden ligger. Skjult for den, der har navne- og adressebeskyttelse.",
                "Waar de boot ligt. Verborgen bij afgeschermde gegevens.",
            ),
            purpose="membership",
            level=Level.PERSONAL,
            keep="exit+0d",
            member=Use.SEE,
            tells_where=True,
        ),
    ),
    ReadyMade(
        code="voice",
        club=Club.MUSIC,
        definition=FieldDefinition(
            code="voice",
            kind=Kind.CHOICE,
            labels=_words("Voice", "Stämma", "Stemme", "Ääni", "Stemme", "Stemgroep"),
            helps=_words(
                "For seating and for handing out the music.",
                "För placering och för att dela ut noter.",
                "Til plassering og til å dele ut noter.",
                "Paikkoja ja nuottien jakoa varten.",
                "Til placering og til at dele noder ud.",
                "Voor de opstelling en om muziek uit te delen.",
            ),
            purpose="activities",
            level=Level.PERSONAL,
            keep="exit+0d",
            member=Use.SEE,
            options=(
                OptionDefinition(
                    code="soprano",
                    labels=_words("Soprano", "Sopran", "Sopran", "Sopraano", "Sopran", "Sopraan"),
                ),
                OptionDefinition(code="alto", labels=_words("Alto", "Alt", "Alt", "Altto", "Alt", "Alt")),
                OptionDefinition(
                    code="tenor", labels=_words("Tenor", "Tenor", "Tenor", "Tenori", "Tenor", "Tenor")
                ),
                OptionDefinition(code="bass", labels=_words("Bass", "Bas", "Bass", "Basso", "Bas", "Bas")),
            ),
        ),
    ),
    ReadyMade(
        code="instrument",
        club=Club.MUSIC,
        definition=FieldDefinition(
            code="instrument",
            kind=Kind.TEXT,
            labels=_words("Instrument", "Instrument", "Instrument", "Soitin", "Instrument", "Instrument"),
            helps=_words(
                "So that we know who plays what.",
                "Så att vi vet vem som spelar vad.",
                "Så vi vet hvem som spiller hva.",
                "Jotta tiedämme, kuka soittaa mitäkin.",
                "Så vi ved, hvem der spiller hvad.",
                "Zodat we weten wie wat speelt.",
            ),
            purpose="activities",
            level=Level.PERSONAL,
            keep="exit+0d",
            member=Use.EDIT,
        ),
    ),
    ReadyMade(
        code="swims",
        club=Club.OUTDOORS,
        definition=FieldDefinition(
            code="swims",
            kind=Kind.YES_NO,
            labels=_words(
                "Can swim 200 m",
                "Kan simma 200 m",
                "Kan svømme 200 m",
                "Osaa uida 200 m",
                "Kan svømme 200 m",
                "Kan 200 m zwemmen",
            ),
            helps=_words(
                "Before trips on the water. Nothing more about health is needed.",
                "Inför turer på vattnet. Mer om hälsan behövs inte.",
                "Før turer på vannet. Mer om helsen trengs ikke.",
                "Vesiretkiä varten. Muuta terveydestä ei tarvita.",
                "Før ture på vandet. Mere om helbredet behøves ikke.",
                "Voor tochten op het water. Meer over gezondheid is niet nodig.",
            ),
            purpose="safety",
            level=Level.PERSONAL,
            keep="written+1y",
            member=Use.EDIT,
        ),
    ),
    ReadyMade(
        code="picture_link",
        club=Club.PHOTO,
        definition=FieldDefinition(
            code="picture_link",
            kind=Kind.LINK,
            labels=_words(
                "Own pictures", "Egna bilder", "Egne bilder", "Omia kuvia", "Egne billeder", "Eigen foto's"
            ),
            helps=_words(
                "A page with pictures, if one likes to show them.",
                "En sida med bilder, om man vill visa dem.",
                "En side med bilder, om man vil vise dem.",
                "Sivu, jolla on kuvia, jos haluaa näyttää niitä.",
                "En side med billeder, hvis man vil vise dem.",
                "Een pagina met foto's, als iemand die wil laten zien.",
            ),
            purpose="activities",
            level=Level.PERSONAL,
            keep="exit+0d",
            member=Use.EDIT,
        ),
    ),
    ReadyMade(
        code="pictures_with",
        club=Club.PHOTO,
        definition=FieldDefinition(
            code="pictures_with",
            kind=Kind.CHOICES,
            labels=_words(
                "Takes pictures", "Fotograferar", "Fotograferer", "Kuvaa", "Fotograferer", "Fotografeert"
            ),
            helps=_words(
                "For evenings and outings that suit.",
                "För träffar och utflykter som passar.",
                "Til kvelder og turer som passer.",
                "Sopivia iltoja ja retkiä varten.",
                "Til aftener og ture, der passer.",
                "Voor avonden en uitstapjes die passen.",
            ),
            purpose="activities",
            level=Level.PERSONAL,
            keep="exit+0d",
            member=Use.EDIT,
            options=(
                OptionDefinition(
                    code="digital",
                    labels=_words(
                        "Digitally", "Digitalt", "Digitalt", "Digitaalisesti", "Digitalt", "Digitaal"
                    ),
                ),
                OptionDefinition(
                    code="film",
                    labels=_words("On film", "På film", "På film", "Filmille", "På film", "Op film"),
                ),
                OptionDefinition(
                    code="phone",
                    labels=_words(
                        "With a phone",
                        "Med mobilen",
                        "Med mobilen",
                        "Puhelimella",
                        "Med mobilen",
                        "Met een telefoon",
                    ),
                ),
            ),
        ),
    ),
    ReadyMade(
        code="plot_number",
        club=Club.HOUSING,
        definition=FieldDefinition(
            code="plot_number",
            kind=Kind.TEXT,
            labels=_words("Plot no.", "Lott nr", "Parsell nr.", "Palsta nro", "Have nr.", "Tuin nr."),
            helps=_words(
                "For the map and the water bill. Hidden for people whose identity is protected.",
                "För kartan och vattenräkningen. Dolt för den som har skyddade personuppgifter.",
                "Til kartet og vannregningen. Skjult for den som har adressesperre.",
                "Karttaa ja vesilaskua varten. Piilossa, jos henkilöllä on turvakielto.",
                "Til kortet og vandregningen. Skjult for den, der har navne- og adressebeskyttelse.",
                "Voor de kaart en de waterrekening. Verborgen bij afgeschermde gegevens.",
            ),
            purpose="membership",
            level=Level.PERSONAL,
            keep="exit+0d",
            member=Use.SEE,
            tells_where=True,
        ),
    ),
)
