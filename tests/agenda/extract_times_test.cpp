// Clock times: each row is a way to tell one. The posts are told on Monday, 23 November 2026.
#include "tests/agenda/extract_support.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

class Times : public testing::TestWithParam<Row> {};

TEST_P(Times, AreReadAsPeopleTellThem) { expect_told(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Clock, Times,
    testing::Values(Row{"Taller divendres a les 18.30 h", "2026-11-27T18:30"}, Row{"Taller divendres a les 18,30 h", "2026-11-27T18:30"},
                    Row{"Taller divendres a les 18'30 h", "2026-11-27T18:30"}, Row{"Taller divendres, 18:30", "2026-11-27T18:30"},
                    Row{"Taller divendres 19h", "2026-11-27T19:00"}, Row{"Taller divendres a les 19h30", "2026-11-27T19:30"},
                    Row{"Taller divendres a les 7 h", "2026-11-27T19:00"}, Row{"Taller divendres a les 07:00", "2026-11-27T07:00"},
                    Row{"Taller divendres a les 8 del vespre", "2026-11-27T20:00"}, Row{"Taller divendres al migdia", "2026-11-27T12:00"},
                    Row{"Taller divendres a la una", "2026-11-27T13:00"}, Row{"Workshop on Friday at 7pm", "2026-11-27T19:00"},
                    Row{"Workshop on Friday at half past six", "2026-11-27T18:30"},
                    Row{"Taller el viernes a las nueve menos cuarto de la noche", "2026-11-27T20:45"}));

INSTANTIATE_TEST_SUITE_P(Bells, Times,
                         testing::Values(Row{"Taller divendres a dos quarts de vuit", "2026-11-27T19:30"},
                                         Row{"Taller divendres a 2/4 de 8 del vespre", "2026-11-27T19:30"},
                                         Row{"Taller divendres a tres quarts de 7", "2026-11-27T18:45"},
                                         Row{"Taller divendres a un quart de 10 de la nit", "2026-11-27T21:15"},
                                         Row{"Taller divendres a 1/4 i 5 de 9 del matí", "2026-11-27T08:20"},
                                         Row{"Taller divendres a un quart d'una del migdia", "2026-11-27T12:15"}));

INSTANTIATE_TEST_SUITE_P(Ranges, Times,
                         testing::Values(Row{"Taller divendres de 10 a 14 h", "2026-11-27T10:00 > 2026-11-27T14:00"},
                                         Row{"Taller divendres, 17:30-20:00", "2026-11-27T17:30 > 2026-11-27T20:00"},
                                         Row{"Taller divendres de sis a vuit del vespre", "2026-11-27T18:00 > 2026-11-27T20:00"},
                                         Row{"Workshop on Friday, 4–6 pm", "2026-11-27T16:00 > 2026-11-27T18:00"},
                                         Row{"Ball divendres a les 22 h fins a les 2 de la matinada",
                                             "2026-11-27T22:00 > 2026-11-28T02:00"},
                                         Row{"Taller divendres a les 10 h. Durada: 3 hores", "2026-11-27T10:00 > 2026-11-27T13:00"},
                                         Row{"Taller divendres de 10 a 13 i de 17 a 20 h",
                                             "2026-11-27T10:00 > 2026-11-27T13:00\n2026-11-27T17:00 > 2026-11-27T20:00"}));

INSTANTIATE_TEST_SUITE_P(Sessions, Times,
                         testing::Values(Row{"Cinema divendres. Doble sessió: 20 i 22.30 h", "2026-11-27T20:00\n2026-11-27T22:30"},
                                         Row{"Concert divendres. Portes 20.30 h, inici 21 h", "2026-11-27T21:00"},
                                         Row{"Assemblea divendres, 18.30 h en primera convocatòria i 19 h en segona", "2026-11-27T18:30"},
                                         Row{"Sopar divendres a les 21 h i DJ a partir de les 24 h",
                                             "2026-11-27T21:00\n2026-11-28T00:00"}));

INSTANTIATE_TEST_SUITE_P(
    Families, Times,
    testing::Values(Row{"Divendres 27\n21.30 Sopar\n00.30 Ball", "2026-11-27T21:30\n2026-11-28T00:30"},
                    Row{"Reunió divendres a les 15.15 h per a I3 i a les 17 h per a la resta", "2026-11-27T15:15\n2026-11-27T17:00"},
                    Row{"Assemblea divendres, primera convocatòria 17.15 h i segona 17.30 h", "2026-11-27T17:15"},
                    Row{"Junta el viernes. Hora: 11.00 (primera) y 11.30 (segunda)", "2026-11-27T11:00"},
                    Row{"Sopar divendres a les 9", "2026-11-27T21:00"}, Row{"Cena el viernes a las nueve", "2026-11-27T21:00"},
                    Row{"Dinner on Friday at 8", "2026-11-27T20:00"}, Row{"Sopar divendres a les 09:00", "2026-11-27T09:00"},
                    Row{"Cursa i sopar divendres a les 9", "2026-11-27T09:00"},
                    Row{"Tonight: open mic. Doors 7pm, first act 7.30.", "2026-11-23T19:30"},
                    Row{"Divendres: 22.30 h ball, fins a les 3 h", "2026-11-27T22:30 > 2026-11-28T03:00"},
                    Row{"Visita divendres a les 11 h. Cal reservar al 937 00 00 00 de 9 a 14 h", "2026-11-27T11:00"},
                    Row{"Walk on Friday at 11am. Call 600 00 00 00 (9 to 14 h)", "2026-11-27T11:00"},
                    Row{"Curso el viernes 27 a las 10 h. Matrícula: de 16 a 19 h", "2026-11-27T10:00"},
                    Row{"Mercat divendres 27, 10 h. Muntatge de parades a les 9 h", "2026-11-27T10:00"},
                    Row{"Cursa divendres 27 a les 10 h. Recollida de dorsals dijous 26 de 17 a 20 h", "2026-11-27T10:00"},
                    Row{"Carrera el viernes 27 a las 10 h. Recogida de dorsales el jueves 26 de 17 a 20 h", "2026-11-27T10:00"},
                    Row{"Pregó divendres 27 a les 20 h. El programa complet, el 25 de novembre", "2026-11-27T20:00"},
                    Row{"Open day on Friday 27 November, 10-4", "2026-11-27T10:00 > 2026-11-27T16:00"},
                    Row{"Mercat divendres 27 amb horari de 10 a 14 h", "2026-11-27T10:00 > 2026-11-27T14:00"},
                    Row{"Feria del 4 al 6 de diciembre con horario de 11 a 20 h", "2026-12-04T11:00 > 2026-12-06T20:00"}));

INSTANTIATE_TEST_SUITE_P(
    Unseen, Times,
    testing::Values(Row{"Taller el viernes a las 5:30 p.m.", "2026-11-27T17:30"},
                    Row{"Taller el viernes desde las 5pm", "2026-11-27T17:00"},
                    Row{"Taller divendres a les 9 en punt del vespre", "2026-11-27T21:00"},
                    Row{"Taller divendres a 2/4 d'1 del migdia", "2026-11-27T12:30"},
                    Row{"Taller divendres 27, 18.30-20.00", "2026-11-27T18:30 > 2026-11-27T20:00"},
                    Row{"Workshop tomorrow (Tuesday) 10-12", "2026-11-24T10:00 > 2026-11-24T12:00"},
                    Row{"Taller divendres. Durada aprox. 1 h 30 min", "2026-11-27"},
                    Row{"Taller divendres a les 10 h. Durada aprox. 1 h 30 min", "2026-11-27T10:00 > 2026-11-27T11:30"},
                    Row{"Assemblea divendres, 18.30 h primera convocatòria · 19 h segona", "2026-11-27T18:30"},
                    Row{"Assemblea divendres. 18:30 (1a conv.) i 19:00 (2a conv.)", "2026-11-27T18:30"},
                    Row{"Caminada divendres. Trobada 8.15 h, sortida 8.30 h", "2026-11-27T08:30"},
                    Row{"Excursió divendres. Sortida a les 7 h, tornada a les 17 h", "2026-11-27T07:00 > 2026-11-27T17:00"},
                    Row{"Divendres: 21.30 h sopar, 23 h orquestra, 3 h DJ", "2026-11-27T21:30\n2026-11-27T23:00\n2026-11-28T03:00"},
                    Row{"Trobada: 27 de novembre. 10.30 concentració; 11 cercavila; 12.30 ball",
                        "2026-11-27T10:30\n2026-11-27T11:00\n2026-11-27T12:30"},
                    Row{"Divendres vermut (12.30), dinar (14.30) i bingo (17)", "2026-11-27T12:30\n2026-11-27T14:30\n2026-11-27T17:00"},
                    Row{"Taller divendres a les 19 h. I dijous vinent, a la mateixa hora, concert", "2026-11-27T19:00\n2026-11-26T19:00"},
                    Row{"Divendres 27: 18 h xerrada. Tot seguit, berenar. A les 20 h, concert", "2026-11-27T18:00\n2026-11-27T20:00"},
                    Row{"Divendres 27: 18 h xerrada. A continuació, a les 20 h, sopar. Seguidament, ball",
                        "2026-11-27T18:00\n2026-11-27T20:00"}));

INSTANTIATE_TEST_SUITE_P(NoTime, Times,
                         testing::Values(Row{"Taller divendres per a infants de 6 a 12 anys", "2026-11-27"},
                                         Row{"Taller divendres: 12,50 € i 18 places", "2026-11-27"},
                                         Row{"Taller divendres, 3 hores", "2026-11-27"},
                                         Row{"Cursa divendres. Arribada abans de les 14 h", "2026-11-27"},
                                         Row{"Taller divendres. Vam ser 18:2 contra 3-1", "2026-11-27"}));

}  // namespace
}  // namespace resso::agenda
