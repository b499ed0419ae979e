// What speaks of something else than an act to come, and the same words in true announcements: tense, headings, offices, windows in which
// one asks for something, what is seen at home.
#include "tests/agenda/extract_support.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

class Evidence : public testing::TestWithParam<Row> {};

TEST_P(Evidence, AgainstAnEvent) { expect_refused(GetParam()); }

class Announced : public testing::TestWithParam<Row> {};

TEST_P(Announced, WithTheSameWords) { expect_told(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Tense, Evidence,
                         testing::Values(Row{"A les quatre la nena era al sostre i a les cinc encara plorava", "past report, past report"},
                                         Row{"L'any passat, el 5 de desembre, hi vam plantar el primer arbre", "past report"},
                                         Row{"The concert on 30 August drew two hundred people", "past report"},
                                         Row{"El 9 de desembre de 1855 els pagesos es van reunir a la plaça", "past"},
                                         Row{"Balanç de la setmana: l'acte més seguit, el de divendres a les 19 h",
                                             "past report, past report"},
                                         Row{"El dia de més gent va ser el 23 de gener", "past report"},
                                         Row{"Dijous vam perdre. Dimarts tornarem a parlar-ne al ple?", "past report, a question"}));

INSTANTIATE_TEST_SUITE_P(
    Tense, Announced,
    testing::Values(Row{"La poeta Aina Roig, que va guanyar el premi el 2019, llegirà versos dijous 3 de desembre a les 19 h a l'Ateneu",
                        "2026-12-03T19:00 @ Ateneu"},
                    Row{"El Club celebra su aniversario (se fundó en 1976) con una marcha el domingo 29 a las 9 h", "2026-11-29T09:00"},
                    Row{"Com que dimarts va ploure, l'excursió es farà dissabte 28 a les 9 h", "2026-11-28T09:00"},
                    Row{"Qui s'ho va perdre té una altra ocasió: visita guiada el dissabte 28 a les 11, al mateix Forn del Sol",
                        "2026-11-28T11:00 @ Forn del Sol"},
                    Row{"Després de la cancel·lació del concert del 2 de novembre, el grup toca aquest divendres a les 21 h a l'Ateneu",
                        "2026-11-27T21:00 @ Ateneu"},
                    Row{"Dissabte 28, a les 11 h, es descobrirà la placa commemorativa", "2026-11-28T11:00"},
                    Row{"El sopar, que s'havia de fer divendres 27, passa al dissabte 5 de desembre a les 21 h",
                        "2026-11-27 [postponed]\n2026-12-05T21:00"}));

INSTANTIATE_TEST_SUITE_P(Windows, Evidence,
                         testing::Values(Row{"Obrim inscripcions al curs de costura del 24 de novembre al 4 de desembre", "deadline"},
                                         Row{"Matrículas para el curso de inglés, del 1 al 18 de diciembre", "deadline"},
                                         Row{"Applications close at 5pm on Friday 27 November", "opening hours, deadline"},
                                         Row{"Las solicitudes se entregarán hasta las 14 h del 9 de diciembre", "deadline, deadline"},
                                         Row{"Plazo de matrícula: del 1 al 9 de diciembre, de 10 a 13 y de 17 a 19 h",
                                             "deadline, deadline, deadline"},
                                         Row{"Els socis tenen preferència de l'1 al 5 de desembre", "deadline"},
                                         Row{"El jurat farà pública la llista de finalistes el 15 de desembre", "in force from then"},
                                         Row{"La lista se publicará el 3 de diciembre", "in force from then"}));

INSTANTIATE_TEST_SUITE_P(
    Windows, Announced,
    testing::Values(Row{"Inscripcions obertes per al campus de bàsquet del 28 al 30 de desembre", "2026-12-28 > 2026-12-30"},
                    Row{"Dissabte 28, apunteu: 10 h, esmorzar; 12 h, torneig de bitlles", "2026-11-28T10:00\n2026-11-28T12:00"},
                    Row{"Fira dissabte 28 a les 10 h a la plaça Nova. Les obres s'han de lliurar el dia abans, de 17 a 19 h",
                        "2026-11-28T10:00 @ plaça Nova"}));

INSTANTIATE_TEST_SUITE_P(Doors, Evidence,
                         testing::Values(Row{"BIBLIOTECA\nHorari d'estiu\nDe l'1 de desembre al 31 de gener, cada dia de 9 a 14 h",
                                             "opening hours, opening hours, opening hours"},
                                         Row{"Oficina tancada del 3 al 21 de desembre. La bústia es buida dilluns a les 12 h",
                                             "opening hours, opening hours, opening hours"},
                                         Row{"El CAP atendrà dijous 24 a partir de les 15 h", "opening hours, opening hours"},
                                         Row{"L'accés amb cotxe es tanca a les 19 h", "opening hours"}));

INSTANTIATE_TEST_SUITE_P(
    Doors, Announced,
    testing::Values(
        Row{"ACTIVITAT: Taller de pa\nDATA: 28/11/2026\nHORARI: 9:30 - 13:45", "2026-11-28T09:30 > 2026-11-28T13:45"},
        Row{"El museu obrirà el dissabte 5 de desembre de 20 a 24 h, amb entrada gratuïta", "2026-12-05T20:00 > 2026-12-06T00:00"},
        Row{"Dissabte 5 de desembre obrim la nova seu! Festa a partir de les 18 h, plaça Nova", "2026-12-05T18:00 @ plaça Nova"},
        Row{"Tancat per obres dos anys, el teatre reobre divendres 4 de desembre a les 21 h amb «L'avar»", "2026-12-04T21:00"},
        Row{"On Saturday the office is closed, but the workshop goes ahead: 11am at the Town Hall", "2026-11-28T11:00 @ Town Hall"},
        Row{"The walk should take about three hours. We leave on Saturday 28 at 10:15", "2026-11-28T10:15"}));

INSTANTIATE_TEST_SUITE_P(Others, Evidence,
                         testing::Values(Row{"Teniu raó: posar reunions un dimarts a les 9 és de poca vergonya",
                                             "any such day, any such day"},
                                         Row{"La comida será un domingo de diciembre", "any such day"},
                                         Row{"Quan us aniria bé fer la trobada? a) ds. 12 de desembre b) ds. 19 de desembre", "poll, poll"},
                                         Row{"Algú sap a quina hora passa el bus els diumenges?", "a question"},
                                         Row{"Trobat un joc de claus dissabte a les 22 h a la plaça Nova", "notice, notice"},
                                         Row{"Busquem voluntaris per a la cavalcada, del 3 al 5 de gener", "job offer"},
                                         Row{"Programació de Nadal. El 24, de 20 a 22 h, contes. Sintonitzeu-nos!", "broadcast, broadcast"},
                                         Row{"Les entrevistes seran durant la setmana del 14 al 18 de desembre", "a week"},
                                         Row{"Dijous 26 - Festiu. No hi ha activitats.", "nothing is on"},
                                         Row{"La davantera debutarà dissabte", "no act"}, Row{"L'enllaç s'enviarà 24 h abans", ""}));

INSTANTIATE_TEST_SUITE_P(Others, Announced,
                         testing::Values(Row{"1/3 Fil de Nadal\n2/3 Dimecres 2 de desembre, 19 h, xerrada\n3/3 Dissabte 5, 11 h, ruta",
                                             "2026-12-02T19:00\n2026-12-05T11:00"},
                                         Row{"S'anul·la l'assaig de dijous 26 (21 h). El de canalla sí que es fa, 18 h",
                                             "2026-11-26T21:00 [cancelled]\n2026-11-26T18:00"},
                                         Row{"El concert de demà a les 21 h es podrà seguir també per la ràdio", "2026-11-24T21:00"},
                                         Row{"Viernes 27 de noviembre\n20:30 Chupinazo\n23:00 Conjunto Vieja Era",
                                             "2026-11-27T20:30\n2026-11-27T23:00"},
                                         Row{"DIVENDRES, 27 (festiu)\n10.30 h, missa\n18 h, contes", "2026-11-27T10:30\n2026-11-27T18:00"},
                                         Row{"Sábado 28 torneo a las 17 h, y el domingo a descansar", "2026-11-28T17:00"},
                                         Row{"Busquem voluntaris per a la neteja del bosc de dissabte 28 a les 10 h", "2026-11-28T10:00"}));

}  // namespace
}  // namespace resso::agenda
