// How people tell where and when in other words: each rule in several languages, and where the same words tell something else. The posts
// are told on Monday, 23 November 2026.
#include "tests/agenda/extract_support.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

class Voices : public testing::TestWithParam<Row> {};

TEST_P(Voices, AreUnderstood) { expect_told(GetParam()); }

/// Words that only tell where lead to any noun, beside an hour or at the end of its clause; not to a theme or a cause.
INSTANTIATE_TEST_SUITE_P(
    BesideWords, Voices,
    testing::Values(
        Row{"Concentració dijous a les 20 h davant del quiosc de la Rambla Vella", "2026-11-26T20:00 @ quiosc de la Rambla Vella"},
        Row{"Concierto el viernes a las 20 h frente al mercado de abastos", "2026-11-27T20:00 @ mercado de abastos"},
        Row{"Reparto de juguetes el sábado a las 11 h, junto al estanco", "2026-11-28T11:00 @ estanco"},
        Row{"Carols on Friday at 6pm opposite the bakery", "2026-11-27T18:00 @ bakery"},
        Row{"Concert on Saturday at noon under the oak tree", "2026-11-28T12:00 @ oak tree"},
        Row{"Sopar dissabte a les 21 h, sota els plàtans del passeig", "2026-11-28T21:00 @ plàtans del passeig"},
        Row{"Davant del tancament de la línia, assemblea dijous a les 19 h a l'Ateneu Popular", "2026-11-26T19:00 @ Ateneu Popular"},
        Row{"Bajo el lema «Juntas», manifestación el domingo a las 12 h desde la plaza del Olmo", "2026-11-29T12:00 @ plaza del Olmo"},
        Row{"Behind the scenes: tour on Friday at 6pm at the Rex Theatre", "2026-11-27T18:00 @ Rex Theatre"},
        Row{"Concert sota la direcció de Pau Riba, dissabte a les 20 h al Teatre Nou", "2026-11-28T20:00 @ Teatre Nou"},
        Row{"Charla frente al cambio climático, el jueves a las 19 h en la Casa de la Cultura", "2026-11-26T19:00 @ Casa de la Cultura"}));

/// A phrase that ends with the preposition leads to the place; where it moves from is none.
INSTANTIATE_TEST_SUITE_P(
    PhraseLeads, Voices,
    testing::Values(
        Row{"Repair café on Sunday at 10am moves to the Old Fire Station", "2026-11-29T10:00 @ Old Fire Station"},
        Row{"Walk on Sunday, 10am, leaving from the boathouse", "2026-11-29T10:00 @ boathouse"},
        Row{"Tonight's rehearsal moves from the parish hall to the scout hut at 7.30pm", "2026-11-23T19:30 @ scout hut"},
        Row{"Artists open their doors at the old Pujol factory on Saturday at 11am, open studios", "2026-11-28T11:00 @ old Pujol factory"},
        Row{"La charla del jueves a las 19 h pasa al salón de actos del instituto", "2026-11-26T19:00 @ salón de actos del instituto"},
        Row{"L'assaig de dijous a les 20 h passa a la sala gran de l'Ateneu", "2026-11-26T20:00 @ sala gran de l'Ateneu"}));

/// English: a place right before an act says what kind of act it is.
INSTANTIATE_TEST_SUITE_P(OfAct, Voices,
                         testing::Values(Row{"Old-town walk on Saturday at 10am, meeting outside the museum", "2026-11-28T10:00 @ museum"},
                                         Row{"Museum tour on Saturday at 10am from the Castle Gate", "2026-11-28T10:00 @ Castle Gate"},
                                         Row{"Beach clean on Sunday at 10am, meet at the boathouse", "2026-11-29T10:00 @ boathouse"},
                                         Row{"Play at the Central Library on Friday at 7pm", "2026-11-27T19:00 @ Central Library"}));

/// The name that is told after "the same hall".
INSTANTIATE_TEST_SUITE_P(
    Same, Voices,
    testing::Values(Row{"El baile del sábado 28 se aplaza al sábado 5 de diciembre a las 19 h, en la misma sala, La Estrella",
                        "2026-11-28 @ sala, La Estrella [postponed]\n2026-12-05T19:00 @ sala, La Estrella"},
                    Row{"El concert de dijous passa a divendres 4 de desembre a les 20 h, mateixa església (Sant Pau)",
                        "2026-11-26 @ església, Sant Pau [postponed]\n2026-12-04T20:00 @ església, Sant Pau"},
                    Row{"Concert on Friday at 7pm, same church (St Giles)", "2026-11-27T19:00 @ church, St Giles"}));

/// Who hosts is where; whose act it is, is not.
INSTANTIATE_TEST_SUITE_P(
    Hosts, Voices,
    testing::Values(Row{"El Museu del Suro acull divendres a les 19.30 h la xerrada «Fer ofici»", "2026-11-27T19:30 @ Museu del Suro"},
                    Row{"La Casa de la Cultura acogerá el viernes a las 20 h un recital", "2026-11-27T20:00 @ Casa de la Cultura"},
                    Row{"Xerrada de l'Ateneu del Segle divendres a les 19 h", "2026-11-27T19:00"}));

/// Who speaks from somewhere is no place, who sets out from there is.
INSTANTIATE_TEST_SUITE_P(
    Speaks, Voices,
    testing::Values(Row{"Des de l'Ateneu us convidem al taller de divendres a les 18 h a la Biblioteca Central",
                        "2026-11-27T18:00 @ Biblioteca Central"},
                    Row{"Desde el Ayuntamiento os animamos a la fiesta del sábado a las 18 h en el parque de la Noria",
                        "2026-11-28T18:00 @ parque de la Noria"},
                    Row{"Sortim diumenge a les 9 h des de la plaça del Blat, caminada popular", "2026-11-29T09:00 @ plaça del Blat"},
                    Row{"Caminata el domingo a las 9 h desde la plaza del Olmo", "2026-11-29T09:00 @ plaza del Olmo"}));

/// What is read is a title; what "at" leads to is a place.
INSTANTIATE_TEST_SUITE_P(Quoted, Voices,
                         testing::Values(Row{"On Friday at 7pm we read \"A Field of Stones\" at Paper Boat Bookshop",
                                             "2026-11-27T19:00 @ Paper Boat Bookshop"},
                                         Row{"On Friday at 7pm, quiz at \"The Blue Door\"", "2026-11-27T19:00 @ The Blue Door"},
                                         Row{"Presentació de \"La casa del riu\" divendres a les 19 h a la llibreria La Gralla",
                                             "2026-11-27T19:00 @ llibreria La Gralla"}));

/// Halves and quarters after digits, lengths of acts, ends told by their place, hours that were planned.
INSTANTIATE_TEST_SUITE_P(
    Times, Voices,
    testing::Values(Row{"Taller divendres a les 6 i mitja de la tarda", "2026-11-27T18:30"},
                    Row{"Reunión el viernes a las 5 menos cuarto en el local social", "2026-11-27T16:45 @ local social"},
                    Row{"Taller el viernes a las 6 y media", "2026-11-27T18:30"},
                    Row{"Taller divendres a les 7 i quart", "2026-11-27T19:15"},
                    Row{"Visita guiada d'una hora i mitja, divendres a les 11 h", "2026-11-27T11:00 > 2026-11-27T12:30"},
                    Row{"Taller de dues hores divendres a les 11 h", "2026-11-27T11:00 > 2026-11-27T13:00"},
                    Row{"Concierto de una hora el viernes a las 20 h", "2026-11-27T20:00 > 2026-11-27T21:00"},
                    Row{"Two-hour walk on Friday at 10am", "2026-11-27T10:00 > 2026-11-27T12:00"},
                    Row{"Visita divendres a les 11 h. Taller de tres hores", "2026-11-27T11:00 > 2026-11-27T14:00"},
                    Row{"Entrenament divendres a les 18 h, després de 10 hores setmanals de gimnàs", "2026-11-27T18:00"},
                    Row{"Ruta divendres a les 9 h i a la una ja som de tornada", "2026-11-27T09:00 > 2026-11-27T13:00"},
                    Row{"Ruta el viernes a las 9 h y a la una ya estamos de vuelta", "2026-11-27T09:00 > 2026-11-27T13:00"},
                    Row{"Walk on Friday at 10am, we finish at the Swan at noon", "2026-11-27T10:00 > 2026-11-27T12:00 @ Swan"},
                    Row{"Festa divendres a les 18 h i acabarem la nit amb ball a les 22 h", "2026-11-27T18:00\n2026-11-27T22:00"},
                    Row{"La funció de divendres s'avança a les 17 h (estava prevista a les 18.30 h)", "2026-11-27T17:00"},
                    Row{"La función del viernes se adelanta a las 17 h, estaba prevista a las 18:30", "2026-11-27T17:00"}));

/// Counted weekdays, the one of a series that is meant, lists below a series, its last day.
INSTANTIATE_TEST_SUITE_P(
    Dates, Voices,
    testing::Values(
        Row{"Curs de ganxet: tres dimarts, 1, 8 i 15 de desembre, a les 19 h", "2026-12-01T19:00\n2026-12-08T19:00\n2026-12-15T19:00"},
        Row{"Dos sábados, 5 y 12 de diciembre, taller a las 11 h", "2026-12-05T11:00\n2026-12-12T11:00"},
        Row{"Taller a les set dimarts 1 de desembre", "2026-12-01T19:00"},
        Row{"Presentació l'últim dijous de mes (26 de novembre) a les 19 h", "2026-11-26T19:00"},
        Row{"Cada últim dijous de mes (26 de novembre) presentació a les 19 h", "2026-11-26T19:00 FREQ=MONTHLY;BYDAY=-1TH"},
        Row{"Quiz on the last Thursday of the month (26 November), 8pm", "2026-11-26T20:00"},
        Row{"Tots els dimecres de desembre, cinema a les 22 h\n\n2/12 La mula\n9/12 El far\n16/12 Set dies",
            "2026-12-02T22:00\n2026-12-09T22:00\n2026-12-16T22:00"},
        Row{"Cada dimecres, cinema a les 22 h. Comencem el 2/12", "2026-12-02T22:00 FREQ=WEEKLY;BYDAY=WE"},
        Row{"Els dijous meditació a les 19 h, fins al 17 de desembre", "2026-11-26T19:00 FREQ=WEEKLY;BYDAY=TH;UNTIL=20261217"},
        Row{"Clases de bachata los jueves a las 20 h. Hasta el 17 de diciembre", "2026-11-26T20:00 FREQ=WEEKLY;BYDAY=TH;UNTIL=20261217"},
        Row{"Ioga cada dilluns a les 10 h. Inscripcions fins al 10 de desembre", "2026-11-23T10:00 FREQ=WEEKLY;BYDAY=MO"},
        Row{"Yoga every Monday at 10am until 14 December", "2026-11-23T10:00 FREQ=WEEKLY;BYDAY=MO;UNTIL=20261214"},
        Row{"Cada dilluns ioga a les 10 h. La inscripció es pot fer fins al 10 de desembre", "2026-11-23T10:00 FREQ=WEEKLY;BYDAY=MO"},
        Row{"▪️ Dijous 26: taller, a les 18 h\n▪️ Dissabte 28: marxa, 12 h\nL'acta de l'assemblea de dimarts passat ja és al web",
            "2026-11-26T18:00\n2026-11-28T12:00"}));

/// What "but" parts from what is off; what was off last year.
INSTANTIATE_TEST_SUITE_P(
    Status, Voices,
    testing::Values(Row{"La setmana vinent no hi ha assaig, però el dilluns 7 de desembre a les 20 h tornem-hi", "2026-12-07T20:00"},
                    Row{"Divendres a les 18 h no hi ha taller però dissabte a les 11 h sí, conte",
                        "2026-11-27T18:00 [cancelled]\n2026-11-28T11:00"},
                    Row{"L'any passat la pluja va obligar a suspendre la festa. Enguany, divendres a les 20 h", "2026-11-27T20:00"},
                    Row{"El concert de divendres a les 20 h s'ha cancel·lat", "2026-11-27T20:00 [cancelled]"},
                    Row{"La xerrada de divendres 27 a les 19 h al Casal de Dones s'ajorna a divendres 4 de desembre, a la mateixa hora",
                        "2026-11-27T19:00 @ Casal de Dones [postponed]\n2026-12-04T19:00 @ Casal de Dones"}));

/// Places over the acts that tell none.
INSTANTIATE_TEST_SUITE_P(Programmes, Voices,
                         testing::Values(Row{"Divendres 27\n19 h Pregó\n21 h Sopar\nDissabte 28\n10 h Petanca (pistes del parc Xic)\n17 h "
                                             "Escuma\nEls actes sense lloc es fan a la plaça de la Bòbila",
                                             "2026-11-27T19:00 @ plaça de la Bòbila\n2026-11-27T21:00 @ plaça de la "
                                             "Bòbila\n2026-11-28T10:00 @ pistes del parc Xic\n2026-11-28T17:00 @ plaça de la Bòbila"},
                                         Row{"Desde la Oficina de Comunicación os contamos la feria.\n\nViernes 27\n18:00 "
                                             "Inauguración\n19:30 Mesa redonda\n\nTodo en el parque de la Noria",
                                             "2026-11-27T18:00 @ parque de la Noria\n2026-11-27T19:30 @ parque de la Noria"},
                                         Row{"Setmana a l'escola Gaudí: dijous 26, tallers; divendres 27, lectures",
                                             "2026-11-26 @ escola Gaudí\n2026-11-27 @ escola Gaudí"}));

/// A plain noun right after the hour is where; how something is done is not.
INSTANTIATE_TEST_SUITE_P(
    PlainPlaces, Voices,
    testing::Values(Row{"Quedem dissabte a les 9.30 h a la passera, taller de neteja", "2026-11-28T09:30 @ passera"},
                    Row{"Costura el viernes a las 17 h en la trastienda de Hilos Conchita, taller",
                        "2026-11-27T17:00 @ trastienda de Hilos Conchita"},
                    Row{"Talk on Friday at 6pm at the kiosk", "2026-11-27T18:00 @ kiosk"},
                    Row{"Vermut dissabte a les 13 h a la fresca", "2026-11-28T13:00"},
                    Row{"Cena el viernes a las 21 h al aire libre", "2026-11-27T21:00"},
                    Row{"Concert on Friday at 8pm in the open air", "2026-11-27T20:00"},
                    Row{"Ruta diumenge a les 9 h de davant de correus", "2026-11-29T09:00 @ correus"},
                    Row{"Quiz on Friday at 8pm on the museum steps", "2026-11-27T20:00 @ museum steps"},
                    Row{"Concert on Friday at 8pm under the market arches", "2026-11-27T20:00 @ market arches"},
                    Row{"Mateixa hora, mateix lloc (Ateneu Nou): assaig divendres a les 20 h", "2026-11-27T20:00 @ Ateneu Nou"},
                    Row{"Book swap on Saturday at 11am at the Miradero garden", "2026-11-28T11:00 @ Miradero garden"}));

/// An hour over the days of a list, days to choose from, habits in English.
INSTANTIATE_TEST_SUITE_P(
    Lists, Voices,
    testing::Values(Row{"Amb motiu del 8 de desembre: dilluns 30, 19 h, cinefòrum a l'Ateneu Nou; dimarts 8, marxa a les 12 h (sortida: "
                        "plaça de l'Estació)",
                        "2026-11-30T19:00 @ Ateneu Nou\n2026-12-08T12:00 @ plaça de l'Estació"},
                    Row{"Vine a la classe de prova! Dijous 26 o divendres 27, 19.30 h, Sala Sol",
                        "2026-11-26T19:30 @ Sala Sol\n2026-11-27T19:30 @ Sala Sol"},
                    Row{"Clase de prueba el jueves 26 o el viernes 27 a las 19:30", "2026-11-26T19:30\n2026-11-27T19:30"},
                    Row{"Taules de debat. Totes a les 18.30 h a la Masia: 1/12 comerç, 8/12 oci, 15/12 turisme",
                        "2026-12-01T18:30 @ Masia\n2026-12-08T18:30 @ Masia\n2026-12-15T18:30 @ Masia"},
                    Row{"Dijous de desembre, a les 22 h, al pati de Can Serra: el 3, Trio Brisa; el 10, Marta Roca; el 17, Swing",
                        "2026-12-03T22:00 @ pati de Can Serra\n2026-12-10T22:00 @ pati de Can Serra\n2026-12-17T22:00 @ pati de Can Serra"},
                    Row{"Dijous a les 22 h, concert a la sala Sol. Divendres 27, ball. Dissabte 28, teatre",
                        "2026-11-26T22:00 @ sala Sol\n2026-11-27 @ sala Sol\n2026-11-28 @ sala Sol"},
                    Row{"Language swap every other Thursday, 7pm", "2026-11-26T19:00 FREQ=WEEKLY;INTERVAL=2;BYDAY=TH"},
                    Row{"Yoga every second Tuesday of the month at 6pm", "2026-12-08T18:00 FREQ=MONTHLY;BYDAY=2TU"},
                    Row{"Brass on Sunday afternoons, 3pm, at the Old Mill", "2026-11-29T15:00 @ Old Mill FREQ=WEEKLY;BYDAY=SU"},
                    Row{"Stall this Saturday, 10 till 2, at the Old Mill", "2026-11-28T10:00 > 2026-11-28T14:00 @ Old Mill"},
                    Row{"Storytime on Saturday, 11am, children's library", "2026-11-28T11:00 @ children's library"},
                    Row{"Concert on Sunday in the park returns at 3pm", "2026-11-29T15:00 @ park"}));

/// A new date is not off, and today can be put off without an hour.
INSTANTIATE_TEST_SUITE_P(Off, Voices,
                         testing::Values(Row{"Nova data per a la caminada suspesa pel vent: diumenge 29 a les 9 h", "2026-11-29T09:00"},
                                         Row{"Suspesa pel vent la caminada de diumenge 29 a les 9 h", "2026-11-29T09:00 [cancelled]"},
                                         Row{"Aplazada la asamblea de hoy. Nueva convocatoria: viernes 27 a las 19 h",
                                             "2026-11-23 [postponed]\n2026-11-27T19:00"},
                                         Row{"Avui no hi ha res. Assemblea divendres 27 a les 19 h", "2026-11-27T19:00"}));

/// A day that opens with acts, starting points, weekdays before a colon, a venue after the hour.
INSTANTIATE_TEST_SUITE_P(
    Openings, Voices,
    testing::Values(Row{"El sábado 28 abrimos la nueva sede. A las 18 h, concierto", "2026-11-28T18:00"},
                    Row{"Ruta el viernes a las 20 h. Punto de partida: arco de San Lorenzo", "2026-11-27T20:00 @ arco de San Lorenzo"},
                    Row{"Ruta divendres a les 20 h. Punt de partida: arc de Sant Roc", "2026-11-27T20:00 @ arc de Sant Roc"},
                    Row{"Mercat dissabte 28 a les 9 h a la plaça de sempre", "2026-11-28T09:00"},
                    Row{"Gigs at the Wheelhouse this weekend. Friday: The Otters, 9pm. Saturday: open decks, 8pm",
                        "2026-11-27T21:00 @ Wheelhouse\n2026-11-28T20:00 @ Wheelhouse"},
                    Row{"Gigs at the Wheelhouse. Fri: The Otters, 9pm. Sat: open decks, 8pm",
                        "2026-11-27T21:00 @ Wheelhouse\n2026-11-28T20:00 @ Wheelhouse"},
                    Row{"Club de lectura divendres 27, 18 h, biblioteca. Llegim «El tren»", "2026-11-27T18:00 @ biblioteca"}));

}  // namespace
}  // namespace resso::agenda
