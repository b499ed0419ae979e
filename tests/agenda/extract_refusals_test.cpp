// What is no event, and what happened to one.
#include "tests/agenda/extract_support.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

class Refusals : public testing::TestWithParam<Row> {};

TEST_P(Refusals, NameTheirRule) { expect_refused(GetParam()); }

INSTANTIATE_TEST_SUITE_P(Kinds, Refusals,
                         testing::Values(Row{"Ahir vam fer la calçotada", "past"}, Row{"Les fotos de la festa de dissabte", "past report"},
                                         Row{"Inscripcions obertes fins al 5 de desembre", "deadline"},
                                         Row{"Confirmad antes del 4 de diciembre", "deadline"},
                                         Row{"La secretaria obre de dilluns a dijous de 17 a 20 h", "opening hours, opening hours"},
                                         Row{"Nou horari del menjador\n- De dilluns a divendres: 13 h\n- Dissabtes: 13.30 h",
                                             "opening hours, opening hours, opening hours, opening hours"},
                                         Row{"Dimecres 25, de 9 a 13 h, tall d'aigua al carrer de Colom", "notice, notice"},
                                         Row{"25 de novembre, Dia Internacional contra les violències masclistes", "commemoration"},
                                         Row{"El 14 de juny de 1981 va ser fundada la colla", "past"}));

INSTANTIATE_TEST_SUITE_P(
    Unseen, Refusals,
    testing::Values(Row{"Cursa popular. Inscripcions fins divendres 27 a les 20 h", "deadline, deadline"},
                    Row{"Informació dimarts i dijous de 19 a 21 h al local", "opening hours, opening hours"},
                    Row{"Devolveremos el dinero el lunes de 18 a 20 h en el local", "opening hours, opening hours"},
                    Row{"Avui no, dema tampoc", "denied, denied"}, Row{"El bus no passarà els dies 28 i 29 per la plaça Vella", "denied"},
                    Row{"Si plou, diumenge", "if it rains"}, Row{"Només 2 derrotes des del 12 de maig!", "past"},
                    Row{"Des de dimarts tenim nova presidenta", "past"},
                    Row{"Us aniria millor fer la sortida el 5 o el 12 de desembre?", "poll, poll"},
                    Row{"Aquest cap de setmana no hi ha activitats", "nothing is on"},
                    Row{"Assemblea: segurament la setmana del 14 de desembre", "a week"},
                    Row{"Dissabte vam encendre els llums", "past report"}, Row{"El sábado llegaron 300 personas", "past report"},
                    Row{"Hem demanat reunió avui", "past report"},
                    Row{"Gràcies a la recollida de dissabte tenim 600 quilos", "past report"},
                    Row{"Thanks to everyone! Photos coming on Tuesday", "past report"},
                    Row{"Busquem cuidadora dilluns de 16 a 20 h", "job offer, job offer"}, Row{"Vaga de trens dimecres 25", "notice"},
                    Row{"Hi haurà bus alternatiu dilluns 30", "notice"}, Row{"Es pot demanar cita dimarts 24", "deadline"}));

/// Each rule in more than one language, told in other words than those that it was learnt from.
INSTANTIATE_TEST_SUITE_P(
    Families, Refusals,
    testing::Values(Row{"El taller de dibujo de los jueves (18 h) está completo", "full, full"},
                    Row{"Saturday's workshop is sold out", "full"}, Row{"No queda ni una entrada per al sopar del dia 28", "full"},
                    Row{"La nova ordenança de terrasses entrarà en vigor el 15 de gener", "in force from then"},
                    Row{"El poemario llega a las librerías el 10 de diciembre", "in force from then"},
                    Row{"The new fares take effect on 1 December", "in force from then"},
                    Row{"La inscripción al torneo de ajedrez se cierra el viernes 27 a las 14 h", "deadline, deadline"},
                    Row{"Registration for the summer camp opens on Tuesday 1 December at 9 am", "deadline, opening hours"},
                    Row{"Potser dissabte 28 fem una paella al local", "date to be announced"},
                    Row{"Dissabte 28 potser fem alguna cosa al local", "date to be announced"},
                    Row{"El sábado 28 quizás hagamos algo en el local", "date to be announced"},
                    Row{"En principi l'assemblea seria dijous 3 a les 19 h", "date to be announced, date to be announced"},
                    Row{"We're still deciding between 12 and 13 December for the picnic", "date to be announced"},
                    Row{"La fiesta será el 5 o el 12 de diciembre", "date to be announced, date to be announced"},
                    Row{"¿Mejor en sábado o en domingo? ¿A las 10 o a las 11?", "poll, poll, poll, poll"},
                    Row{"In 1978 the neighbours met every Monday at 8 pm in the school", "past report, past report"},
                    Row{"El 1979 els veïns es trobaven cada dijous a les 21 h a la rectoria", "past report, past report"},
                    Row{"L'informe presentat dijous parla de lloguers", "past report"},
                    Row{"El Ple d'ahir dijous va aprovar l'ordenança", "past"}, Row{"El pasado 3 de mayo se celebró la asamblea", "past"},
                    Row{"El Ple ha donat llum verda a la compra. Es tancarà el 15 d'abril", "decided elsewhere"},
                    Row{"El consistorio ha aprobado la reforma de la biblioteca. La obra durará hasta el 15 de abril", "deadline"},
                    Row{"Un 12 % més de visites al museu el 3 de desembre", "statistics"},
                    Row{"Dimarts a les 22 h, documental sobre la riuada a la tele", "broadcast, broadcast"},
                    Row{"The interview airs on Thursday at 8pm", "broadcast, broadcast"},
                    Row{"Missed the talk on Wednesday?", "past report"}, Row{"Recogida de muebles el martes 24", "notice"},
                    Row{"Convocatòria de subvencions per a entitats: del 5 al 30 de desembre", "deadline"},
                    Row{"Becas de comedor: del 5 al 30 de diciembre", "deadline"},
                    Row{"Nos mudamos el 1 de diciembre", "in force from then"},
                    Row{"Garden waste collection moves to Tuesday 24", "notice"},
                    Row{"Es poden presentar al·legacions del 24 de novembre al 10 de desembre", "deadline"},
                    Row{"Ojo: el jueves 26 hay huelga de limpieza", "notice"},
                    Row{"Avís groc per vent divendres a partir de les 12 h", "notice, notice"},
                    Row{"Tornem a obrir dilluns 30 a les 17 h", "opening hours, opening hours"}));

class Statuses : public testing::TestWithParam<Row> {};

TEST_P(Statuses, AreUnderstood) { expect_told(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Kinds, Statuses,
    testing::Values(Row{"Se suspende la verbena del sábado 28", "2026-11-28 [cancelled]"},
                    Row{"El concert de demà a les 21 h queda anul·lat", "2026-11-24T21:00 [cancelled]"},
                    Row{"La cursa de diumenge 29 a les 9.30 h NO se suspèn", "2026-11-29T09:30"},
                    Row{"L'assemblea del 30 de novembre s'ajorna al 7 de desembre a les 19 h", "2026-11-30 [postponed]\n2026-12-07T19:00"},
                    Row{"El taller de dissabte 28 es trasllada al dissabte 12 de desembre a la mateixa hora (10.30 h)",
                        "2026-11-28T10:30 [postponed]\n2026-12-12T10:30"},
                    Row{"La verbena del 28 que teníamos prevista se cancela", "2026-11-28 [cancelled]"},
                    Row{"The walk is postponed from Friday 27 to Friday 4 December, 7pm", "2026-11-27 [postponed]\n2026-12-04T19:00"},
                    Row{"La xerrada de dijous a les 19 h no es farà a l'Ateneu Vell sinó a la Biblioteca Central",
                        "2026-11-26T19:00 @ Biblioteca Central"},
                    Row{"Ball ajornat! El fem el dissabte 28 a les 22.30 h", "2026-11-28T22:30"},
                    Row{"Excursión aplazada. Nueva fecha: domingo 29, 9 h", "2026-11-29T09:00"},
                    Row{"L'assaig en comptes de dijous 26 serà divendres 27 a les 20 h", "2026-11-27T20:00"},
                    Row{"El ensayo será el viernes 27 a las 20 h en vez del jueves 26", "2026-11-27T20:00"},
                    Row{"Demà no hi ha assaig; el proper serà dimarts 1 a les 20 h", "2026-11-24 [cancelled]\n2026-12-01T20:00"},
                    Row{"Ball dissabte 28, 18 h, a la plaça Vella. En cas de pluja es farà al pavelló de les Arenes",
                        "2026-11-28T18:00 @ plaça Vella"}));

TEST(Cancelled, IsCalledAsBefore) {
  EXPECT_EQ(extract_from("CANCEL·LAT: el concert de demà a la plaça Vella").events.at(0).title, "concert");
}

TEST(Postponed, IsCalledTheSameOnItsNewDate) {
  const auto events =
      extract_from("La caminada de diumenge 29 queda ajornada. Nova data: diumenge 6 de desembre, 9 h, sortida des de la plaça Vella.")
          .events;
  ASSERT_EQ(events.size(), 2u);
  EXPECT_EQ(events[0].title, "caminada");
  EXPECT_EQ(events[1].title, "caminada");
}

TEST(Postponed, KnowsTheNewDate) {
  const Extraction found = extract_from("L'assemblea del 30 de novembre s'ajorna al 7 de desembre a les 19 h");
  ASSERT_EQ(found.events.size(), 2U);
  ASSERT_TRUE(found.events[0].moved_to);
  EXPECT_EQ(*found.events[0].moved_to, found.events[1].times);
}

/// Words of refusals that stand in true announcements: they speak of something else there.
class Announcements : public testing::TestWithParam<Row> {};

TEST_P(Announcements, AreNotRefused) { expect_told(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Families, Announcements,
    testing::Values(Row{"Potser ja ho heu sentit, però dimecres 2 a les 18 h ballem a la plaça Nova", "2026-12-02T18:00 @ plaça Nova"},
                    Row{"Seguramente ya lo sabéis: viernes 4 a las 20 h, concierto en el Ateneo", "2026-12-04T20:00 @ Ateneo"},
                    Row{"Maybe you missed it, but on Friday 4 at 7pm there is a concert at the Town Hall", "2026-12-04T19:00 @ Town Hall"},
                    Row{"Ens agradaria convidar-vos a l'assaig de divendres 4 a les 20 h al Casal", "2026-12-04T20:00 @ Casal"},
                    Row{"Excursió provisionalment suspesa: la de diumenge 29", "2026-11-29 [cancelled]"},
                    Row{"Charla sobre la norma que entrará en vigor en 2028: jueves 3 a las 19 h, Casal", "2026-12-03T19:00 @ Casal"},
                    Row{"El 1982 es trobaven al bar i aquest divendres 27 a les 20 h ho celebrem a l'Ateneu", "2026-11-27T20:00 @ Ateneu"},
                    Row{"«Diumenge 29, 12 h, tots a la plaça Vella!», demana la coordinadora", "2026-11-29T12:00 @ plaça Vella"},
                    Row{"Feria del libro abierta de 10 a 20 h, sábado 5 de diciembre, plaza Nueva",
                        "2026-12-05T10:00 > 2026-12-05T20:00 @ plaza Nueva"}));

}  // namespace
}  // namespace resso::agenda
