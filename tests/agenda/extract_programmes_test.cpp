// Acts that are told by what was told before: the same day, right there, how long each takes; and remarks in between that are none of them.
// The posts are told on Monday, 23 November 2026.
#include "tests/agenda/extract_support.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

class Programmes : public testing::TestWithParam<Row> {};

TEST_P(Programmes, GoOnFromWhatWasTold) { expect_told(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    PartOfDayBeforeOf, Programmes,
    testing::Values(Row{"Taller divendres a les 6.30 h del matí de la nova colla", "2026-11-27T06:30"},
                    Row{"Taller divendres a les 7 de la tarda de cuina", "2026-11-27T19:00"},
                    Row{"Salimos el sábado 28 a las 6.45 h de la mañana de la plaza Mayor", "2026-11-28T06:45 @ plaza Mayor"},
                    Row{"Taller el viernes a las 9 de la tarde de cine", "2026-11-27T21:00"},
                    Row{"Concert divendres a les 9 del vespre de cançó d'autor", "2026-11-27T21:00"},
                    // a bare part of the day before "de" is a name
                    Row{"Divendres, 20 h nit de jazz al Casal", "2026-11-27T20:00 @ Casal"},
                    Row{"Viernes, 8 h tarde de juegos en el Casal", "2026-11-27T08:00 @ Casal"},
                    Row{"Dissabte, 11 h matí de contes", "2026-11-28T11:00"}, Row{"Sábado, 22 h noche de boleros", "2026-11-28T22:00"},
                    Row{"Diumenge, 12 h migdia de vermut", "2026-11-29T12:00"}));

INSTANTIATE_TEST_SUITE_P(
    RightThere, Programmes,
    testing::Values(Row{"Dissabte 5 de desembre, mercat a la plaça Nova de 10 a 14 h. A les 15 h, allà mateix, dinar",
                        "2026-12-05T10:00 > 2026-12-05T14:00 @ plaça Nova\n2026-12-05T15:00 @ plaça Nova"},
                    Row{"Sábado 5 de diciembre, mercado en la plaza Nueva a las 10 h. El domingo 6, allí mismo, comida",
                        "2026-12-05T10:00 @ plaza Nueva\n2026-12-06 @ plaza Nueva"},
                    Row{"On Saturday 5 December, fair at the Town Hall at 10am. On Sunday 6, same place, lunch",
                        "2026-12-05T10:00 @ Town Hall\n2026-12-06 @ Town Hall"},
                    Row{"Dissabte 5 de desembre, cursa a la plaça Nova a les 10 h. Diumenge 6, al mateix lloc i hora, caminada",
                        "2026-12-05T10:00 @ plaça Nova\n2026-12-06T10:00 @ plaça Nova"},
                    Row{"Sábado 5 de diciembre, taller en el Casal Nuevo a las 10 h. Domingo 6, misma hora, comida en el parque Nuevo",
                        "2026-12-05T10:00 @ Casal Nuevo\n2026-12-06T10:00 @ parque Nuevo"},
                    // of the street, which is none by name
                    Row{"Divendres 27 sortim al carrer: concert a la plaça Nova a les 18 h", "2026-11-27T18:00 @ plaça Nova"}));

INSTANTIATE_TEST_SUITE_P(SameDay, Programmes,
                         testing::Values(Row{"Exposició del 5 al 20 de desembre. El mateix dissabte 5, a les 19 h, inauguració",
                                             "2026-12-05 > 2026-12-20\n2026-12-05T19:00"},
                                         Row{"Exposición del 5 al 20 de diciembre. El mismo sábado 5, a las 19 h, inauguración",
                                             "2026-12-05 > 2026-12-20\n2026-12-05T19:00"},
                                         Row{"Exposició del 5 al 20 de desembre. El mateix dia 5, a les 19 h, inauguració",
                                             "2026-12-05 > 2026-12-20\n2026-12-05T19:00"},
                                         Row{"Fira els dies 5 i 6 de desembre. El mateix diumenge, a les 19 h, concert",
                                             "2026-12-05 > 2026-12-06\n2026-12-06T19:00"},
                                         Row{"Fira els dies 5 i 6 de desembre. El mateix dissabte, a les 19 h, concert",
                                             "2026-12-05 > 2026-12-06\n2026-12-05T19:00"}));

INSTANTIATE_TEST_SUITE_P(NamedAfterADay, Programmes,
                         testing::Values(Row{"Divendres 27 a les 18 h, recital dels Poetes del Dimecres", "2026-11-27T18:00"},
                                         Row{"El viernes 27 a las 18 h, concierto de los Amigos del Jueves", "2026-11-27T18:00"},
                                         // a day by itself, and a day with its number
                                         Row{"Presentem el programa de l'assemblea del dijous a les 18 h", "2026-11-26T18:00"},
                                         Row{"Tornen els Poetes del Dimecres 2 a les 18 h, concert", "2026-12-02T18:00"}));

INSTANTIATE_TEST_SUITE_P(
    Brackets, Programmes,
    testing::Values(
        Row{"Dissabte 5 de desembre: a les 12 h, bitlles; a les 14 h, paella (12 €, tiquets fins dimecres); i a les 17 h, sorteig",
            "2026-12-05T12:00\n2026-12-05T14:00\n2026-12-05T17:00"},
        Row{"Sábado 5 de diciembre: a las 14 h, comida (inscripciones hasta el jueves) y de 17 a 19 h, baile",
            "2026-12-05T14:00\n2026-12-05T17:00 > 2026-12-05T19:00"},
        Row{"Saturday 5 December: 1pm, lunch (book by Thursday); 3pm, ceilidh", "2026-12-05T13:00\n2026-12-05T15:00"},
        Row{"Dissabte 5 de desembre, taller (inscripcions fins divendres a les 14 h), de 10 a 12 h", "2026-12-05T10:00 > 2026-12-05T12:00"},
        // the deadline governs what is in its brackets, and what comes after it without them
        Row{"Inscripcions (places limitades) fins al 5 de desembre a les 14 h", ""}, Row{"Tiquets fins dimecres, de 17 a 19 h", ""},
        Row{"Festival el 12 de desembre a la nau Vella. Entrades a la venda a partir de dilluns", "2026-12-12 @ nau Vella"},
        Row{"Matrícula: del 3 al 5 de desembre (de 10 a 12 h)", ""}));

INSTANTIATE_TEST_SUITE_P(Lengths, Programmes,
                         testing::Values(Row{"Titelles. Durada: 45 minuts. Diumenge 29, 11.30 i 12.45 h",
                                             "2026-11-29T11:30 > 2026-11-29T12:15\n2026-11-29T12:45 > 2026-11-29T13:30"},
                                         Row{"Títeres el domingo 29, a las 11 y a las 12.30 h. Duración: 50 minutos",
                                             "2026-11-29T11:00 > 2026-11-29T11:50\n2026-11-29T12:30 > 2026-11-29T13:20"},
                                         Row{"Puppets on Sunday 29 at 11am. It lasts 40 minutes", "2026-11-29T11:00 > 2026-11-29T11:40"},
                                         // of the act it is told after, and of none that follows
                                         Row{"Dissabte 28: 11 h, conte. Durada: 30 minuts. 13 h, vermut",
                                             "2026-11-28T11:00 > 2026-11-28T11:30\n2026-11-28T13:00"},
                                         Row{"Dissabte 28: 11 h, conte. 13 h, concert. Durada: 60 minuts",
                                             "2026-11-28T11:00\n2026-11-28T13:00 > 2026-11-28T14:00"}));

INSTANTIATE_TEST_SUITE_P(
    Gatherings, Programmes,
    testing::Values(Row{"Diumenge 29: recepció de jugadors a les 9.15 h, inici de la primera ronda a les 9.45 h", "2026-11-29T09:45"},
                    Row{"Domingo 29: recepción de equipos a las 9.15 h, inicio del primer partido a las 9.45 h", "2026-11-29T09:45"},
                    Row{"Diumenge 29. 10 h: trobada a la plaça Nova. 10.30 h: inici de la caminada", "2026-11-29T10:30 @ plaça Nova"},
                    Row{"Diumenge 29. 10 h: trobada de gegants. 10.30 h: inici de la cercavila", "2026-11-29T10:00\n2026-11-29T10:30"},
                    Row{"Sunday 29: meet at 9.15am, start of the walk at 9.45am", "2026-11-29T09:45"},
                    Row{"Diumenge 29: recepció de les autoritats a les 10 h, inici del concert a les 12 h",
                        "2026-11-29T10:00\n2026-11-29T12:00"}));

INSTANTIATE_TEST_SUITE_P(BeginsOnOneOf, Programmes,
                         testing::Values(Row{"El próximo lunes arranca el curso: lunes y miércoles de 9.30 a 11 h",
                                             "2026-11-30T09:30 > 2026-11-30T11:00 FREQ=WEEKLY;BYDAY=MO,WE"},
                                         Row{"Dimarts comença el taller: dimarts i dijous de 18 a 19 h",
                                             "2026-11-24T18:00 > 2026-11-24T19:00 FREQ=WEEKLY;BYDAY=TU,TH"},
                                         // a day by itself begins nothing else
                                         Row{"Dimarts comença la setmana del llibre: dimecres, xerrada a les 18 h",
                                             "2026-11-24\n2026-11-25T18:00"}));

INSTANTIATE_TEST_SUITE_P(HandingIn, Programmes,
                         testing::Values(Row{"Ens falta llet. Podeu portar-ne els dilluns i els dimecres de 10 a 13 h", ""},
                                         Row{"Podéis dejarlo los martes y los jueves de 10 a 12 h", ""},
                                         Row{"You can drop off donations on Tuesdays and Thursdays from 10am to noon", ""},
                                         Row{"Les llicències es poden tramitar els dimarts i dijous de 19 a 21 h", ""},
                                         Row{"Los carnés se pueden renovar los miércoles de 17 a 19 h", ""},
                                         // an act of its own, every week
                                         Row{"Taller de costura els dimarts de 10 a 13 h: podeu portar la vostra màquina",
                                             "2026-11-24T10:00 > 2026-11-24T13:00 FREQ=WEEKLY;BYDAY=TU"},
                                         Row{"Ens trobareu ballant sardanes els dimarts de 19 a 21 h a la plaça Nova",
                                             "2026-11-24T19:00 > 2026-11-24T21:00 @ plaça Nova FREQ=WEEKLY;BYDAY=TU"},
                                         Row{"You can bring your own chair to film night on Friday 27 at 8pm", "2026-11-27T20:00"},
                                         Row{"Podeu dur coca i vi al sopar de divendres 27 a les 21 h", "2026-11-27T21:00"},
                                         Row{"Podéis traer tambores: ensayo los jueves de 20 a 22 h",
                                             "2026-11-26T20:00 > 2026-11-26T22:00 FREQ=WEEKLY;BYDAY=TH"}));

INSTANTIATE_TEST_SUITE_P(
    Remarks, Programmes,
    testing::Values(
        Row{"Xerrada dimecres 2 de desembre a les 19 h. Inscripcions obertes tota la setmana de 16 a 19 h", "2026-12-02T19:00"},
        Row{"Charla el miércoles 2 de diciembre a las 19 h. Inscripciones abiertas toda la semana de 16 a 19 h", "2026-12-02T19:00"},
        Row{"L'acollida funciona de 7.45 a 9 h.\nFira: diumenge 29 de novembre a les 10 h", "2026-11-29T10:00"},
        Row{"Lunar weekend, 5 and 6 December: touch a moon rock.\nWednesday 9 December, 7pm: talk.\nThe museum closes on 24 and 25 "
            "December",
            "2026-12-05 > 2026-12-06\n2026-12-09T19:00"},
        // the closing has no day of its own, or the day no colon
        Row{"5 and 6 December: the museum closes", ""}, Row{"We are closed!\n5 and 6 December: painting works", ""},
        Row{"Street party on Saturday 28 at 3pm, Alder Street", "2026-11-28T15:00 @ Alder Street"},
        Row{"Visita en castellano el sábado 28 a las 11 h", "2026-11-28T11:00"},
        Row{"Planetarium show in English, Saturday 28 at 11am, City Museum", "2026-11-28T11:00 @ City Museum"}));

INSTANTIATE_TEST_SUITE_P(
    Lists, Programmes,
    testing::Values(Row{"Taller dijous 10 i 17, 18-20 h", "2026-12-10T18:00 > 2026-12-10T20:00\n2026-12-17T18:00 > 2026-12-17T20:00"},
                    Row{"Taller dissabtes 12 i 19 a les 10 h", "2026-12-12T10:00\n2026-12-19T10:00"},
                    Row{"Taller los sábados 12 y 19 de diciembre a las 10 h", "2026-12-12T10:00\n2026-12-19T10:00"},
                    Row{"Taller els dissabtes de desembre a les 10 h", "2026-12-05T10:00 FREQ=WEEKLY;BYDAY=SA;UNTIL=20261231"},
                    Row{"Talks: Tuesday 1 December, beavers; Tuesday 8 December, bats. Both at 7.30pm, Museum lecture theatre",
                        "2026-12-01T19:30 @ Museum lecture theatre\n2026-12-08T19:30 @ Museum lecture theatre"},
                    Row{"Dos passis: divendres 4 a les 21 h i dissabte 5 a les 19 h, contes. Durada: 1 hora",
                        "2026-12-04T21:00 > 2026-12-04T22:00\n2026-12-05T19:00 > 2026-12-05T20:00"},
                    Row{"Paseo el domingo 29: salida a las 9.30 h, llegada prevista a las 13 h", "2026-11-29T09:30 > 2026-11-29T13:00"},
                    Row{"Sopar divendres 27: 20.30 h obrim portes, 21 h taula", "2026-11-27T21:00"}));

INSTANTIATE_TEST_SUITE_P(OpensFor, Programmes,
                         testing::Values(Row{"El huerto abre sus puertas el domingo 29 de 11 a 14 h con taller de semillas",
                                             "2026-11-29T11:00 > 2026-11-29T14:00"},
                                         Row{"El museu obre dissabte 28 de 20 a 23 h amb un concert",
                                             "2026-11-28T20:00 > 2026-11-28T23:00"},
                                         Row{"Divendres 27 tanquem l'exposició amb una visita guiada a les 18 h", "2026-11-27T18:00"},
                                         Row{"El museo abre el domingo 29 de 11 a 14 h por la fiesta del barrio", ""},
                                         Row{"El museu obre dissabte 28 de 10 a 14 h", ""}));

}  // namespace
}  // namespace resso::agenda
