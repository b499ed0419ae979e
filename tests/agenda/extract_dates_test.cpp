// Dates: each row is a way to tell one. The posts are told on Monday, 23 November 2026.
#include "tests/agenda/extract_support.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

class Dates : public testing::TestWithParam<Row> {};

TEST_P(Dates, AreReadAsPeopleTellThem) { expect_told(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Days, Dates,
                         testing::Values(Row{"Concert dissabte 28 de novembre", "2026-11-28"}, Row{"Concert dissabte 28", "2026-11-28"},
                                         Row{"Concert avui", "2026-11-23"}, Row{"Concert demà passat", "2026-11-25"},
                                         Row{"Concierto pasado mañana", "2026-11-25"}, Row{"Concert dilluns", "2026-11-23"},
                                         Row{"Concert dilluns vinent", "2026-11-30"},
                                         Row{"Concierto el martes de la semana que viene", "2026-12-01"},
                                         Row{"Concert aquest cap de setmana", "2026-11-28 > 2026-11-29"},
                                         Row{"Concert el dia 2", "2026-12-02"}, Row{"Concert el 3 de gener", "2027-01-03"},
                                         Row{"Concert on Saturday, December 19, 2026", "2026-12-19"},
                                         Row{"Concert DV. 27 DE NOVEMBRE", "2026-11-27"}));

INSTANTIATE_TEST_SUITE_P(Numbers, Dates,
                         testing::Values(Row{"Concert 14/12", "2026-12-14"}, Row{"Concert dilluns 14-12", "2026-12-14"},
                                         Row{"Concert 28.01.27", "2027-01-28"}, Row{"Concert 19-V-2027", "2027-05-19"},
                                         Row{"Concert 2026-12-11", "2026-12-11"}, Row{"Concert 06-07/12/2026", "2026-12-06 > 2026-12-07"}));

INSTANTIATE_TEST_SUITE_P(Several, Dates,
                         testing::Values(Row{"Curs els dimecres 2, 9 i 16 de desembre", "2026-12-02\n2026-12-09\n2026-12-16"},
                                         Row{"Fira els dies 5, 6 i 7 de desembre", "2026-12-05 > 2026-12-07"},
                                         Row{"Fira del 5 al 7 de desembre, d'11 a 20 h", "2026-12-05T11:00 > 2026-12-07T20:00"},
                                         Row{"Fira dv. 4 a dg. 6 de desembre", "2026-12-04 > 2026-12-06"},
                                         Row{"Jornades 28 i 29 de novembre i 13 de desembre", "2026-11-28 > 2026-11-29\n2026-12-13"},
                                         Row{"Exposició fins al 5 de desembre", "2026-11-23 > 2026-12-05"}));

INSTANTIATE_TEST_SUITE_P(Series, Dates,
                         testing::Values(Row{"Ioga cada dimarts a les 19 h", "2026-11-24T19:00 FREQ=WEEKLY;BYDAY=TU"},
                                         Row{"Yoga todos los lunes y miércoles a las 19 h", "2026-11-23T19:00 FREQ=WEEKLY;BYDAY=MO,WE"},
                                         Row{"Mercat el primer dissabte de cada mes, 10 h", "2026-12-05T10:00 FREQ=MONTHLY;BYDAY=1SA"},
                                         Row{"Yoga every Tuesday at 7pm", "2026-11-24T19:00 FREQ=WEEKLY;BYDAY=TU"},
                                         Row{"Ioga els dijous a les 19 h, a partir del 3 de desembre",
                                             "2026-12-03T19:00 FREQ=WEEKLY;BYDAY=TH"}));

INSTANTIATE_TEST_SUITE_P(
    Unseen, Dates,
    testing::Values(Row{"Concert el segon diumenge de desembre", "2026-12-13"}, Row{"Concert on the last Friday in January", "2027-01-29"},
                    Row{"Concert dimecres de cendra, dia 2", "2026-12-02"}, Row{"Concert Divendres, 27", "2026-11-27"},
                    Row{"Concert 14-des", "2026-12-14"}, Row{"Concert 12/13 de desembre", "2026-12-12 > 2026-12-13"},
                    Row{"Concert on the 3rd at the library", "2026-12-03 @ library"},
                    Row{"Fira del 28 al 3 de desembre", "2026-11-28 > 2026-12-03"}, Row{"Fil 1/3 🧵 Concert divendres", "2026-11-27"},
                    Row{"Mercat divendres, Passeig 22 de Juliol", "2026-11-27 @ Passeig 22 de Juliol"},
                    Row{"Recollida dilluns, dimecres i divendres a les 18 h", "2026-11-23T18:00\n2026-11-25T18:00\n2026-11-27T18:00"},
                    Row{"Audició dimarts 1 (piano) i dijous 3 de desembre (corda), 18 h", "2026-12-01T18:00\n2026-12-03T18:00"},
                    Row{"Ball divendres i dissabte de 22 a 3 h",
                        "2026-11-27T22:00 > 2026-11-28T03:00\n2026-11-28T22:00 > 2026-11-29T03:00"}));

INSTANTIATE_TEST_SUITE_P(
    Families, Dates,
    testing::Values(Row{"Curs: dimarts i dijous de l'1 al 22 de desembre, de 18 a 20 h",
                        "2026-12-01T18:00 > 2026-12-01T20:00 FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261222"},
                    Row{"Curso: martes y jueves del 1 al 22 de diciembre, de 18 a 20 h",
                        "2026-12-01T18:00 > 2026-12-01T20:00 FREQ=WEEKLY;BYDAY=TU,TH;UNTIL=20261222"},
                    Row{"Ioga dilluns i dimecres a les 19 h. Primera classe el 30 de novembre", "2026-11-30T19:00 FREQ=WEEKLY;BYDAY=MO,WE"},
                    Row{"Clases de guitarra, lunes a las 18 h. Inicio: 30 de noviembre", "2026-11-30T18:00 FREQ=WEEKLY;BYDAY=MO"},
                    Row{"Tornen els Dimecres de Cinema! Tots els dimecres de desembre a les 20 h",
                        "2026-12-02T20:00 FREQ=WEEKLY;BYDAY=WE;UNTIL=20261231"},
                    Row{"Reprenem els Dijous Literaris. Dijous 26 a les 19 h parlarem de Rodoreda", "2026-11-26T19:00"},
                    Row{"Mercado entre el 4 y el 6 de diciembre", "2026-12-04 > 2026-12-06"},
                    Row{"Two walks next weekend! Sat 5 Dec: vineyards, 10am. Sun 6 Dec: old railway, 9am",
                        "2026-12-05T10:00\n2026-12-06T09:00"},
                    Row{"La fira obre dissabte 28 de 10 a 20 h", "2026-11-28T10:00 > 2026-11-28T20:00"},
                    Row{"Avui projectem «Dissabte nit, diumenge matí», 20 h", "2026-11-23T20:00"}));

INSTANTIATE_TEST_SUITE_P(
    Headings, Dates,
    testing::Values(
        Row{"Aniversari el 12 i 13 de desembre. Dissabte: 17 h gimcana. Diumenge: 11 h vermut", "2026-12-12T17:00\n2026-12-13T11:00"},
        Row{"Sopar divendres 4 de desembre a les 21 h. L'endemà, dissabte, cursa a les 9 h", "2026-12-04T21:00\n2026-12-05T09:00"},
        Row{"Cicle de xerrades (dimarts, 19 h)\n1/12 Fiança\n15/12 Lloguer", "2026-12-01T19:00\n2026-12-15T19:00"},
        Row{"Cinema, sempre a les 22 h:\n4 de desembre - El 47\n11 de desembre - Alcarràs", "2026-12-04T22:00\n2026-12-11T22:00"},
        Row{"Casal del 21 de desembre al 8 de gener, de dilluns a divendres, de 9 a 13 h", "2026-12-21T09:00 > 2027-01-08T13:00"},
        Row{"Exposició. Inauguració: divendres 4 de desembre, 19 h. Fins al 30 de desembre", "2026-12-04T19:00\n2026-12-04 > 2026-12-30"},
        Row{"17 h berenar; 18.30 h ball. Diumenge 29!", "2026-11-29T17:00\n2026-11-29T18:30"},
        Row{"Taller: a partir de gener serà els dimecres a les 18 h", "2027-01-06T18:00 FREQ=WEEKLY;BYDAY=WE"}));

TEST(Programme, AHeadingGovernsTheHoursBelowItAndTheNight) {
  EXPECT_EQ(lines_of("DIVENDRES 27 DE NOVEMBRE\n19 h · Pregó\n21.30 h · Sopar\n00.30 h · Concert\n\nDISSABTE 28\n9 h · Cursa"),
            "2026-11-27T19:00\n2026-11-27T21:30\n2026-11-28T00:30\n2026-11-28T09:00");
}

TEST(Programme, APlaceSaidForAllIsEverybodys) {
  EXPECT_EQ(lines_of("Dissabte 28\n10 h taller\n12 h concert\nTots els actes al parc de Vallparadís."),
            "2026-11-28T10:00 @ parc de Vallparadís\n2026-11-28T12:00 @ parc de Vallparadís");
}

TEST(Programme, APlaceOfOneActIsNotThatOfTheOthers) {
  EXPECT_EQ(lines_of("Dissabte 28: 18 h inflables; 20 h pregó al balcó de Cal Roc; 22 h havaneres a la platja"),
            "2026-11-28T18:00\n2026-11-28T20:00 @ balcó de Cal Roc\n2026-11-28T22:00 @ platja");
  EXPECT_EQ(lines_of("Festa al parc Vell. Dissabte 28: 18 h jocs; 20 h pregó al balcó de Cal Roc; 22 h ball"),
            "2026-11-28T18:00 @ parc Vell\n2026-11-28T20:00 @ balcó de Cal Roc\n2026-11-28T22:00 @ parc Vell");
}

TEST(Contradiction, LowersTheConfidenceAndTheNumberCounts) {
  const Extraction right = extract_from("Concert dissabte 28 de novembre a les 20 h"),
                   wrong = extract_from("Concert divendres 28 de novembre a les 20 h");
  ASSERT_EQ(wrong.events.size(), 1U);
  EXPECT_EQ(in_line(wrong.events[0]), "2026-11-28T20:00");
  EXPECT_LT(wrong.events[0].confidence, right.events[0].confidence);
}

}  // namespace
}  // namespace resso::agenda
