// What is announced to nobody: cuts, offers of work, days with a name, exclamations of what has been; and announcements with those words.
// The posts are told on Monday, 23 November 2026.
#include "tests/agenda/extract_support.hpp"

#include <gmock/gmock.h>

namespace resso::agenda {
namespace {

class OtherSubjects : public testing::TestWithParam<Row> {};

TEST_P(OtherSubjects, AreRefusedByTheirRule) { expect_refused(GetParam()); }

class SameWords : public testing::TestWithParam<Row> {};

TEST_P(SameWords, Announce) { expect_told(GetParam()); }

INSTANTIATE_TEST_SUITE_P(
    Kinds, OtherSubjects,
    testing::Values(
        Row{"Si ho necessites, el 900 900 120 t'escolta les 24 hores, tots els dies", "a habit without an hour"},
        Row{"28 de novembre, Dia dels Infants del Barri", "commemoration"},
        Row{"Busquem monitora, dissabtes de 15 a 19 h més reunions. Incorporació el 10 de gener", "job offer, job offer, job offer"},
        Row{"Buscamos camarera, viernes de 20 a 24 h y partido los sábados. Incorporación inmediata", "job offer, job offer, job offer"},
        Row{"Wanted: cook, Tuesdays 11am-3pm at the community kitchen. Start date 4 January", "job offer, job offer, job offer"},
        Row{"Quina revetlla la de dissabte a la plaça Nova!", "past report"}, Row{"¡Qué noche la del viernes en el teatro!", "past report"},
        Row{"Quin dinar el de diumenge amb la colla", "past report"}, Row{"El tráfico en la avenida quedará cortado de 9 a 22 h", "notice"},
        Row{"La calle estará cortada el viernes 27 de 8 a 20 h por la feria", "notice, notice"},
        Row{"El carrer Major estarà tallat dissabte 28 de 8 a 14 h per la cursa", "notice, notice"},
        Row{"Dimecres es talla l'aigua de 9 a 13 h", "notice, notice"},
        Row{"Obrim inscripcions al casal! Del 30 de novembre al 4 de desembre, de 16 a 18 h a secretaria", "opening hours, opening hours"},
        Row{"La venda d'entrades per al concert comença dimecres a les 10 h", "deadline, deadline"},
        Row{"La venta de entradas para el concierto empieza el miércoles a las 10 h", "deadline, deadline"},
        Row{"El ple va aprovar el pla, que començarà a fer-se el 15 de gener", "decided elsewhere"},
        Row{"Ja tenim el guanyador del sorteig de dissabte: número 4.512", "past report"},
        Row{"Library books are due back by Friday, 8pm", "deadline, deadline"},
        Row{"¿Alguien ha encontrado unas gafas en el concierto del sábado?", "notice"}));

INSTANTIATE_TEST_SUITE_P(
    Kinds, SameWords,
    testing::Values(Row{"Dia de la Dona: dissabte a les 12 h, lectura del manifest a la plaça del Pi", "2026-11-28T12:00 @ plaça del Pi"},
                    Row{"Sábado 28, Día del Libro: cuentos a las 18 h", "2026-11-28T18:00"},
                    Row{"Dissabte 28, Festa del Dia dels Infants, a les 11 h", "2026-11-28T11:00"},
                    Row{"Busquem voluntaris per al recapte: dissabte de 9 a 14 h al mercat municipal",
                        "2026-11-28T09:00 > 2026-11-28T14:00 @ mercat municipal"},
                    Row{"Volunteers wanted for the river clean: Sunday, 10am, meet at the boathouse", "2026-11-29T10:00 @ boathouse"},
                    Row{"Sewing circle on Friday, 6pm. No machine needed", "2026-11-27T18:00"},
                    Row{"Quina festa ens espera dissabte! Ball a les 22 h a la plaça Nova", "2026-11-28T22:00 @ plaça Nova"},
                    Row{"¡Qué concierto nos espera el viernes a las 21 h en la Sala Sol!", "2026-11-27T21:00 @ Sala Sol"},
                    Row{"Carrer tallat, festa muntada! Dissabte de 10 a 14 h, jocs al carrer Major",
                        "2026-11-28T10:00 > 2026-11-28T14:00 @ carrer Major"},
                    Row{"Cursa dissabte a les 9 h, el carrer Major estarà tallat", "2026-11-28T09:00 @ carrer Major"},
                    Row{"Inscripcions obertes al curs de ceràmica, que comença dimarts 1 a les 18 h", "2026-12-01T18:00"},
                    Row{"Registration is open for the course that starts on Tuesday at 6pm", "2026-11-24T18:00"},
                    Row{"Dissabte a les 20 h, sopar. Tiquets a secretaria", "2026-11-28T20:00"},
                    Row{"El ple va aprovar la festa: començarà dissabte 28 a les 18 h a la plaça", "2026-11-28T18:00 @ plaça"}));

INSTANTIATE_TEST_SUITE_P(
    Asked, OtherSubjects,
    testing::Values(Row{"Enquesta: quin dia preferiu per a l'assaig? dimarts 20 h o dijous 21 h", "poll, poll, poll, poll"},
                    Row{"The surgery will close at 1pm on Wednesday for staff training", "opening hours, opening hours"},
                    Row{"¿Os acordáis del concierto del 21 de junio? Ya está la grabación", "past report"},
                    Row{"A partir del 1 de desembre el bus 7 no pararà a la plaça del Blat", "notice"},
                    Row{"Poden demanar plaça a l'escola bressol del 2 al 13 de desembre, de 9 a 11 h", "deadline, deadline"},
                    Row{"Us agradaria que el club de lectura fos els dimecres a les 19 h?", "poll, poll"},
                    Row{"Del 30 de novembre al 4 de desembre es renovarà l'enllumenat de la plaça", "in force from then"},
                    Row{"El calendari es podrà comprar a partir del 14 de desembre a la parada", "deadline"}));

INSTANTIATE_TEST_SUITE_P(
    Asked, SameWords,
    testing::Values(Row{"Assaig obert de la colla: divendres a les 20.30 h, pati del Conservatori",
                        "2026-11-27T20:30 @ pati del Conservatori"},
                    Row{"T'agradaria aprendre a ballar? Classe oberta dimarts a les 20 h a l'Estudi Nou", "2026-11-24T20:00 @ Estudi Nou"},
                    Row{"Us agrada el cinema? Dijous 26 a les 20 h projectem «El far» al casal", "2026-11-26T20:00 @ casal"},
                    Row{"Talk on Friday at 6pm, the library will close at 8pm", "2026-11-27T18:00"},
                    Row{"Remember the concert on Friday at 8pm at the Old Mill", "2026-11-27T20:00 @ Old Mill"}));

INSTANTIATE_TEST_SUITE_P(Openings, OtherSubjects,
                         testing::Values(Row{"Dissabte 28 obrim a les 16 h", "opening hours, opening hours"},
                                         Row{"El carrer es tallarà divendres a les 10 h", "notice, notice"}));

}  // namespace
}  // namespace resso::agenda
