"""The words from which invented people of each country are put together."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Words:
    """One country's names and places; a family name is taken from the list or joined from two halves."""

    language: str
    women: tuple[str, ...]
    men: tuple[str, ...]
    families: tuple[str, ...]
    halves: tuple[tuple[str, ...], tuple[str, ...]]
    prefixes: tuple[str, ...]
    streets: tuple[tuple[str, ...], tuple[str, ...]]
    places: tuple[tuple[str, str], ...]
    domains: tuple[str, ...]


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _places(text: str) -> tuple[tuple[str, str], ...]:
    """`123 Uppsala` per entry: the beginning of a postcode and the place."""
    return tuple((entry.split(" ", 1)[0], entry.split(" ", 1)[1]) for entry in text.split(", "))


SWEDEN = Words(
    language="sv",
    women=_words(
        "Anna Eva Maria Karin Kristina Lena Kerstin Sara Ingrid Emma Marie Birgitta Malin Jenny Inger Ulla "
        "Annika Monica Linda Susanne Elin Hanna Johanna Carina Elisabeth Sofia Katarina Margareta Anita "
        "Helena Ida Åsa Gunilla Camilla Yvonne Ellinor Siv Berit Britt Märta Astrid Saga Alva Ebba Freja "
        "Signe Tuva Wilma Siri Maj-Britt Ann-Marie Anna-Karin Eva-Lena Rut Solveig Tyra Ylva Zara Amina "
        "Leila Ewa"
    ),
    men=_words(
        "Lars Mikael Anders Johan Erik Per Peter Karl Jan Thomas Daniel Fredrik Hans Bengt Mats Andreas "
        "Stefan Bo Sven Christer Nils Leif Alexander Björn Patrik Magnus Ulf Marcus Göran Håkan Kjell "
        "Jonas Tommy Olof Åke Gunnar Kent Roland Östen Sixten Ture Tage Hugo Elias Oscar Lucas Liam Noah "
        "Axel Ludvig Viggo Love Karl-Erik Lars-Åke Jan-Olof Ali Mohamed Amir Piotr Yusuf"
    ),
    families=_words(
        "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson "
        "Pettersson Jonsson Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Olofsson "
        "Lindström Lindqvist Lindgren Axelsson Bergström Lundberg Lundgren Jakobsson Berg Berglund "
        "Fredriksson Sandberg Mattsson Henriksson Forsberg Sjöberg Wallin Engström Eklund Danielsson "
        "Håkansson Lundin Björk Bergman Wikström Isaksson Ek Åberg Öberg Ström Åkesson Nyström Holmgren "
        "Norberg Falk Ahmed Ali Nowak Hassan Kovač Nguyen Korhonen"
    ),
    halves=(
        _words(
            "Alm Asp Berg Björk Bok Brom Dal Ed Eke Fager Flod Forn Frost Gran Grön Hag Hall Hav Hed Hjort "
            "Holm Häll Järn Kvarn Lager Lind Ljung Lund Löv Malm Myr Mån Norr Ny Ros Ryd Sand Sjö Skog Sol "
            "Sten Ström Sund Söder Torn Tall Väst Vind Åker Ång Älv Äng Ö Öster"
        ),
        _words(
            "berg blad blom dahl fors gren grund hage holm kvist land lind ling lund löf man mark mo nell "
            "ros rud sjö stam stedt stig strand ström torp vall vik"
        ),
    ),
    prefixes=(),
    streets=(
        _words(
            "Björk Ek Ask Alm Furu Gran Rönn Lind Syren Äppel Kyrk Skol Stor Kvarn Sjö Strand Berg Dal "
            "Park Ring Slott Hamn Torg Smed Bruks Ängs Åker Skogs Solros Norr Söder Öster Väster"
        ),
        _words("gatan vägen stigen gränd backen allén torget"),
    ),
    places=_places(
        "113 Stockholm, 118 Stockholm, 412 Göteborg, 414 Göteborg, 211 Malmö, 214 Malmö, 753 Uppsala, 722 "
        "Västerås, 702 Örebro, 582 Linköping, 252 Helsingborg, 553 Jönköping, 602 Norrköping, 222 Lund, "
        "903 Umeå, 803 Gävle, 504 Borås, 632 Eskilstuna, 302 Halmstad, 352 Växjö, 652 Karlstad, 852 "
        "Sundsvall, 831 Östersund, 791 Falun, 392 Kalmar, 972 Luleå, 621 Visby, 151 Södertälje, 761 "
        "Norrtälje, 981 Kiruna, 271 Ystad, 371 Karlskrona"
    ),
    domains=("example.se", "example.com", "foto.example.se", "example.net"),
)

NORWAY = Words(
    language="nb",
    women=_words(
        "Anne Inger Kari Marit Ingrid Liv Eva Berit Astrid Bjørg Hilde Anna Solveig Marianne Randi Ida "
        "Nina Maria Elisabeth Kristin Bente Heidi Silje Hanne Linda Tone Gerd Elin Tove Wenche Aase Åse "
        "Ragnhild Sigrid Gunn Turid Torill Marte Nora Emma Sofie Ella Frida Thea Åshild Øydis Jorunn "
        "Synnøve Anne-Lise Else-Marie Fatima"
    ),
    men=_words(
        "Jan Per Bjørn Ole Lars Kjell Knut Arne Svein Thomas Hans Geir Tor Morten Terje Odd Erik Martin "
        "Andreas John Anders Rune Trond Tore Harald Olav Jon Rolf Leif Stian Tom Øystein Håkon Asbjørn "
        "Ørjan Åge Sverre Jakob Lucas Filip Oskar Emil Isak Sindre Vegard Halvor Jan-Erik Ole-Johan "
        "Mohammed Omar"
    ),
    families=_words(
        "Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Kristiansen Jensen Karlsen Johnsen "
        "Pettersen Eriksen Berg Haugen Hagen Johannessen Andreassen Jacobsen Dahl Jørgensen Halvorsen "
        "Henriksen Lund Sørensen Jakobsen Moen Gundersen Iversen Strand Solberg Svendsen Eide Knutsen "
        "Martinsen Bakken Paulsen Lie Kristoffersen Aas Ås Øien Østby Aasen Ødegård Ærøy Sæther Nguyen "
        "Ahmed Ali Hussain"
    ),
    halves=(
        _words(
            "Ask Aur Bjør Brek Dal Djup Eik Fager Fjell Fos Furu Grøn Haug Hell Holm Horn Kvam Lang Li "
            "Lund Lyng Myr Ned Ny Rauda Reis Rogn Sand Sel Skar Skog Sol Stein Stor Sund Svart Sæter Tveit "
            "Ulv Vass Vest Vik Ør Øver"
        ),
        _words(
            "aas bakken berg bø dal eng fjell haug heim holm land lid mo nes rud set skog stad stø sund "
            "vik vold øy"
        ),
    ),
    prefixes=(),
    streets=(
        _words(
            "Bjørke Furu Gran Rogne Eike Kirke Skole Strand Sjø Fjell Elve Dal Haug Bakke Lyng Myr Møll Ny "
            "Stasjons Havne Parken Øvre Nedre Sol Nord Sør"
        ),
        _words("veien gata stien bakken lia haugen svingen"),
    ),
    places=_places(
        "01 Oslo, 05 Oslo, 50 Bergen, 52 Bergen, 70 Trondheim, 40 Stavanger, 46 Kristiansand, 90 Tromsø, "
        "30 Drammen, 16 Fredrikstad, 43 Sandnes, 60 Ålesund, 80 Bodø, 23 Hamar, 26 Lillehammer, 65 "
        "Kristiansund, 95 Alta, 37 Skien, 32 Sandefjord, 85 Narvik, 64 Molde, 77 Steinkjer, 35 Hønefoss, "
        "48 Arendal"
    ),
    domains=("example.no", "example.com", "foto.example.no", "example.org"),
)

FINLAND = Words(
    language="fi",
    women=_words(
        "Maria Helena Johanna Anneli Kaarina Marjatta Anna Liisa Sofia Hannele Annikki Tuulikki Kristiina "
        "Päivi Aino Inkeri Elina Eeva Leena Ritva Pirjo Sirpa Tarja Satu Minna Jaana Riitta Tuula Kirsi "
        "Anne Hanna Emma Venla Aada Ella Helmi Lilja Isla Saimi Outi Päivikki Ulla-Maija Anna-Liisa "
        "Gun-Britt Carola Yrsa Märta Noora"
    ),
    men=_words(
        "Juhani Johannes Mikael Olavi Antero Tapani Kalevi Tapio Matti Pekka Timo Jari Kari Mikko Jukka "
        "Antti Ilkka Heikki Hannu Seppo Eino Väinö Onni Eetu Leo Oliver Niilo Aatos Vilho Hugo Akseli "
        "Jorma Reijo Risto Pertti Erkki Veikko Yrjö Sakari Åke Göran Kaj Ville Janne Teemu Sami Petri "
        "Esa-Pekka Veli-Matti Ahti"
    ),
    families=_words(
        "Korhonen Virtanen Mäkinen Nieminen Mäkelä Hämäläinen Laine Heikkinen Koskinen Järvinen Lehtonen "
        "Lehtinen Saarinen Salminen Heinonen Niemi Heikkilä Salonen Kinnunen Turunen Salo Laitinen "
        "Tuominen Rantanen Karjalainen Jokinen Mattila Savolainen Lahtinen Ahonen Ojala Leppänen Väisänen "
        "Hiltunen Kallio Pitkänen Leinonen Räsänen Hakala Miettinen Åkerblom Öhman Lindholm Nyström "
        "Söderholm Backman Ahlfors Öst Tran Hussein"
    ),
    halves=(
        _words(
            "Aho Haapa Halla Harju Hauta Hirvi Honka Ilves Joki Kallio Kanervan Kari Katajan Kiven Koivu "
            "Korpi Kosken Kuusi Kytö Laakso Lammin Lehti Lepän Lumi Mänty Niitty Orava Pajun Pihlajan "
            "Pohjan Rauha Ranta Routa Saaren Salon Sammal Suvi Syvä Talvi Tuomi Tyyne Vaaran Valko Vesi "
            "Viita Yli Ylä Ääri"
        ),
        _words(
            "harju järvi joki kallio kangas kari kivi korpi koski kunnas laakso lahti lampi lehto luoto "
            "maa metsä mäki niemi nen oja pelto puro ranta saari salo suo vaara valkama vuori"
        ),
    ),
    prefixes=(),
    streets=(
        _words(
            "Koivu Mänty Kuusi Haapa Pihlaja Kirkko Koulu Ranta Mylly Asema Puisto Kalevan Väinölän Satama "
            "Tehtaan Metsä Niitty Aurinko Järvi Kallio Linnan Pohjois Etelä Puutarha"
        ),
        _words("katu tie polku kuja raitti rinne"),
    ),
    places=_places(
        "001 Helsinki, 005 Helsinki, 021 Espoo, 013 Vantaa, 331 Tampere, 201 Turku, 901 Oulu, 401 "
        "Jyväskylä, 151 Lahti, 701 Kuopio, 281 Pori, 531 Lappeenranta, 651 Vaasa, 481 Kotka, 801 Joensuu, "
        "131 Hämeenlinna, 061 Porvoo, 501 Mikkeli, 961 Rovaniemi, 101 Hanko, 106 Tammisaari, 221 "
        "Maarianhamina, 681 Kokkola, 871 Kajaani"
    ),
    domains=("example.fi", "example.com", "kuva.example.fi", "example.net"),
)

DENMARK = Words(
    language="da",
    women=_words(
        "Anne Kirsten Mette Hanne Anna Helle Maria Susanne Lene Marianne Camilla Inge Karen Lone Bente "
        "Louise Pia Gitte Jette Tina Lis Ulla Birgit Birthe Charlotte Kirstine Inger Line Sofie Ida Freja "
        "Clara Laura Emma Karla Agnes Åse Aase Øllegaard Dorthe Rikke Sidsel Vibeke Anne-Marie Ane-Mette "
        "Fatma Mille Signe"
    ),
    men=_words(
        "Peter Jens Michael Lars Henrik Thomas Søren Jan Christian Martin Niels Anders Morten Jesper Hans "
        "Jørgen Mads Per Ole Rasmus Kim Erik Poul Kristian Bent Torben Claus Finn Carsten Allan Frederik "
        "William Noah Oscar Carl Valdemar Åge Aage Bjørn Flemming Preben Svend Hans-Jørgen Karl-Aage "
        "Mikkel Jeppe Asger Hassan"
    ),
    families=_words(
        "Nielsen Jensen Hansen Pedersen Andersen Christensen Larsen Sørensen Rasmussen Jørgensen Petersen "
        "Madsen Kristensen Olsen Thomsen Christiansen Poulsen Johansen Møller Mortensen Knudsen Jakobsen "
        "Lund Jacobsen Frederiksen Holm Schmidt Laursen Henriksen Simonsen Berg Friis Skov Bech Dahl "
        "Aagaard Ågård Østergaard Ærenlund Krogh Bak Winther Kjær Vestergaard Nguyen Ali Ahmed Kaya"
    ),
    halves=(
        _words(
            "Aa Ager Bak Birke Bjerre Bro Dam Eg Elle Fuglsang Grøn Hede Hede Holm Høj Kjær Kirke Klit "
            "Krog Lille Lind Lyng Mølle Nør Ny Over Raun Rosen Sand Sejr Skov Sko Sten Stor Strand Søder "
            "Søn Toft Tved Vang Vester Vind Ø Øster"
        ),
        _words(
            "bjerg borg by bæk dal gaard gren holm høj kjær lev lund mark mose rup skov sted strup toft "
            "vad vang vig"
        ),
    ),
    prefixes=("von",),
    streets=(
        _words(
            "Birke Ege Bøge Lærke Solsikke Kirke Skole Strand Mølle Havne Park Skov Bakke Eng Nørre Sønder "
            "Vester Øster Toft Ving Kløver Rosen Sø Å"
        ),
        _words("vej gade allé stræde vænget parken"),
    ),
    places=_places(
        "10 København K, 21 København Ø, 22 København N, 80 Aarhus C, 50 Odense C, 90 Aalborg, 67 Esbjerg, "
        "89 Randers, 60 Kolding, 87 Horsens, 71 Vejle, 40 Roskilde, 30 Helsingør, 86 Silkeborg, 47 "
        "Næstved, 70 Fredericia, 88 Viborg, 46 Køge, 75 Holstebro, 42 Slagelse, 64 Sønderborg, 57 "
        "Svendborg, 37 Rønne, 98 Hjørring"
    ),
    domains=("example.dk", "example.com", "foto.example.dk", "example.org"),
)

NETHERLANDS = Words(
    language="nl",
    women=_words(
        "Maria Johanna Anna Cornelia Elisabeth Wilhelmina Hendrika Catharina Petra Monique Marieke Esther "
        "Linda Ellen Ingrid Marja Saskia Yvonne Karin Annemieke Anneke Femke Lotte Sanne Eva Julia Emma "
        "Tess Saar Noor Fleur Sophie Truus Riet Gerda Willemien Hanneke Wendy Ilse Maaike Roos Anne-Marie "
        "Fatima Samira Daniëlle Zoë"
    ),
    men=_words(
        "Johannes Jan Cornelis Hendrik Willem Pieter Gerrit Petrus Dirk Jacobus Peter Hans Erik Marcel "
        "Ronald Frank Rob Paul Henk Kees Joop Piet Wim Bram Daan Sem Lucas Levi Finn Noah Thijs Sander "
        "Jeroen Bas Maarten Ruud Theo Gijs Sjoerd Wouter Jan-Willem Klaas-Jan IJsbrand Mohammed Youssef "
        "Cees"
    ),
    families=_words(
        "Jansen Bakker Janssen Visser Smit Meijer Mulder Bos Vos Peters Hendriks Dekker Brouwer Dijkstra "
        "Smits Koster Willems Hermans Schouten Kuipers Postma Wouters Hoekstra Verhoeven Maas Prins Blom "
        "Huisman Kuiper Verbeek Kramer Scholten Bosch Vink Groen Martens Jonker IJsselstein Sanders "
        "Timmermans Özdemir Yılmaz Said Amrani"
    ),
    halves=(
        _words(
            "Berken Blok Boer Bos Brand Broek Dijk Dorp Duin Elzen Es Gras Groen Haag Heide Hof Hoog Hout "
            "Kamp Kerk Kort Kruis Laar Land Linde Maas Meer Molen Noord Oever Oost Ploeg Riet Roos Schans "
            "Steen Veen Veld Vliet Water Wester Wiel Wind Wit Woud Zand Zee Zuid"
        ),
        _words(
            "beek berg bergen boom broek brink burg dam donk dijk hof horst huis kamp laar meer mans oord "
            "steeg stra ven veld wijk"
        ),
    ),
    prefixes=("van der", "van den", "van de", "van", "de", "ter", "van der", "van", "de", "van 't"),
    streets=(
        _words(
            "Beuken Eiken Linden Kastanje Kerk School Dorps Molen Haven Wilhelmina Julianapark Spoor "
            "Stations Dijk Noorder Zuider Wester Ooster Tulpen Rozen Vissers Bakkers"
        ),
        _words("straat laan weg plein hof dreef pad"),
    ),
    places=_places(
        "101 Amsterdam, 105 Amsterdam, 301 Rotterdam, 251 Den Haag, 351 Utrecht, 561 Eindhoven, 971 "
        "Groningen, 501 Tilburg, 131 Almere, 481 Breda, 651 Nijmegen, 751 Enschede, 201 Haarlem, 681 "
        "Arnhem, 381 Amersfoort, 731 Apeldoorn, 801 Zwolle, 271 Zoetermeer, 231 Leiden, 621 Maastricht, "
        "331 Dordrecht, 891 Leeuwarden, 521 's-Hertogenbosch"
    ),
    domains=("example.nl", "example.com", "foto.example.nl", "example.org"),
)

BY_COUNTRY = {"SE": SWEDEN, "NO": NORWAY, "FI": FINLAND, "DK": DENMARK, "NL": NETHERLANDS}
