#include "daemon/demo/city.hpp"

#include <array>

namespace resso::daemon::demo {
namespace {

constexpr std::array kEntities = std::to_array<Entity>({
    {"ateneu-la-llancadora", "Ateneu la Llançadora", "2", "ateneus", "eix-65", "a:llancadora", "rss", true, 842},
    {"casal-la-bobina", "Casal de Gent Gran la Bobina", "1", "gent-gran", "eix-80", "", "atom", true, 0},
    {"veus-de-ponent", "Veus de Ponent", "6", "acollida", "eix-63", "a:veusdeponent", "", true, 1210},
    {"dones-del-segle-xx", "Dones del Segle XX", "1", "feministes", "eix-75", "a:donessegle", "rss", false, 2075},
    {"arc-degara", "Arc d’Ègara LGTBI+", "3", "lgtbi", "eix-71", "b:arcdegara", "json", true, 1534},
    {"horta-de-la-gripia", "Horta Comunitària de la Grípia", "6", "horts", "eix-81", "b:hortagripia", "", true, 417},
    {"cooperativa-embranzida", "Cooperativa l’Embranzida", "5", "treball", "eix-82", "", "broken", true, 0},
    {"xarxa-sostre", "Xarxa Sostre", "3,4", "habitatge", "eix-80", "a:xarxasostre", "rss", false, 688},
    {"pont-de-mar", "Pont de Mar, cooperació", "1", "cooperacio", "eix-85", "b:pontdemar", "rss", true, 953},
    {"coral-fil-daram", "Coral Fil d’Aram", "5", "cultura", "", "", "", true, 0},
});

constexpr std::array kActs = std::to_array<Act>({
    {"ateneu-la-llancadora", "Taller: entenem la factura de la llum", "Ateneu la Llançadora, sala 2", "carrer de la Filatura, 18", 0, 17,
     30, 90, "", "energia", "", "Porteu una factura recent. Places limitades.", 0, 0},
    {"ateneu-la-llancadora", "Col·loqui «Cosir xarxa, fer barri»", "Ateneu la Llançadora", "carrer de la Filatura, 18", 2, 18, 0, 120, "",
     "barri", "", "Amb veïnes dels districtes 2 i 4.", 0, 0},
    {"ateneu-la-llancadora", "Cineclub del dimecres", "Ateneu la Llançadora, sala gran", "carrer de la Filatura, 18", -5, 20, 0, 120,
     "FREQ=WEEKLY;BYDAY=WE;COUNT=20", "cinema", "", "Cada dimecres, una pel·lícula i conversa.", 0, 0},
    {"casal-la-bobina", "Passejada amb la gent gran pel parc", "Entrada del carrer de Salmeró", "", 1, 10, 0, 120, "", "gent gran",
     "CANCELLED", "Es cancel·la per la pluja.", 0, 0},
    {"casal-la-bobina", "Ciberseguretat sense por, taller per a gent gran", "Casal la Bobina", "plaça del Teler, 3", 4, 18, 0, 90, "",
     "formació", "", "", 0, 0},
    {"casal-la-bobina", "Grup de labors", "Casal la Bobina", "plaça del Teler, 3", -20, 17, 0, 120, "FREQ=WEEKLY;BYDAY=TU,TH", "", "", "",
     0, 0},
    {"veus-de-ponent", "Esmorzar de benvinguda per a veïnes i veïns nouvinguts", "Centre Cívic de Ponent", "avinguda de les Glòries, 40", 3,
     10, 0, 120, "", "acollida", "", "Hi haurà intèrpretes d’amazic, àrab i urdú.", 0, 0},
    {"veus-de-ponent", "Grup de conversa en català", "Biblioteca de Ponent", "", -14, 18, 30, 75, "FREQ=WEEKLY;BYDAY=MO", "llengua", "",
     "Obert a tothom.", 0, 0},
    {"veus-de-ponent", "Club de lectura intercultural: veus amazigues", "Biblioteca de Ponent", "", 9, 17, 30, 90, "", "lectura", "", "", 0,
     0},
    {"arc-degara", "Contes sense etiquetes, hora del conte en família", "Biblioteca del Districte 3", "", 5, 11, 0, 60, "", "família", "",
     "", 0, 0},
    {"arc-degara", "Preparem la campanya: reunió oberta", "Ateneu la Llançadora", "carrer de la Filatura, 18", 8, 19, 0, 90, "", "igualtat",
     "TENTATIVE", "", 0, 0},
    {"horta-de-la-gripia", "Portes obertes a l’horta comunitària", "Torrent de la Grípia", "", 5, -1, 0, 2880, "", "horta", "",
     "Dos dies per conèixer l’horta.", 0, 0},
    {"horta-de-la-gripia", "Taller de compostatge", "Torrent de la Grípia", "", 12, 10, 30, 120, "", "horta", "", "", 0, 3},
    {"cooperativa-embranzida", "Torno a la feina: sessió d’orientació", "Local de la cooperativa", "rambla del Vapor, 77", 1, 9, 30, 210,
     "", "ocupació", "", "", 0, 0},
    {"pont-de-mar", "Concert solidari amb les escoles dels campaments", "Auditori Municipal", "", 6, 20, 0, 120, "", "cooperació", "",
     "Entrada: 5 €. La recaptació va íntegrament a les escoles.", 0, 0},
    {"pont-de-mar", "Exposició «Fil i agulla: cent anys de cosidores»", "Biblioteca Central", "", -3, -1, 0, 28800, "", "exposició", "", "",
     0, 0},
    {"coral-fil-daram", "Vermut cantat", "Jardins de Can Fuster", "", 6, 12, 0, 90, "", "música", "", "", 0, 0},
    {"coral-fil-daram", "Assaig obert", "Església de Sant Pau", "", -12, 20, 30, 90, "FREQ=WEEKLY;BYDAY=FR", "música", "", "", 0, 0},
    {"xarxa-sostre", "Assessoria d’habitatge", "Centre Cívic del Districte 4", "", 7, 17, 0, 120, "FREQ=MONTHLY;COUNT=6", "habitatge", "",
     "", 0, 0},
    {"ateneu-la-llancadora", "Assemblea de sòcies i socis", "Ateneu la Llançadora", "carrer de la Filatura, 18", 15, 19, 0, 120, "", "", "",
     "", 1, 0},
    {"ateneu-la-llancadora", "Tast de vins de cooperativa", "Ateneu la Llançadora", "carrer de la Filatura, 18", 10, 19, 0, 90, "", "", "",
     "Amb tres cellers de la comarca.", 0, 0},
    {"veus-de-ponent", "Sopar de les cent llengües", "Pati de l’escola Ponent", "", 20, 21, 0, 150, "", "interculturalitat", "", "", 2, 0},
});

constexpr std::array kPosts = std::to_array<Post>({
    {"a:llancadora", 3, "Avui a les 17.30 h entenem la factura de la llum, a la sala 2 de l’Ateneu. #RessòDemo #energia", "ca", 7, 12, 2,
     "", "", 0, 2},
    {"a:llancadora", 30, "Col·loqui «Cosir xarxa, fer barri», {2}.\nUs hi esperem a les 18 h!\n#RessòDemo #barri", "ca", 11, 19, 3, "",
     "Cartell del col·loqui: fils de colors que uneixen cases", 0, 0},
    {"a:veusdeponent", 8,
     "Esmorzar de benvinguda per a veïnes i veïns nouvinguts. Busquem voluntàries que parlin urdú. #RessòDemo #acollida", "ca", 15, 22, 4,
     "", "", 0, 0},
    {"a:veusdeponent", 52, "Hoy hemos estrenado el grupo de conversación. ¡Gracias a todas! #RessòDemo", "es", 4, 18, 1, "",
     "Un cercle de cadires plenes de gent", 0, 0},
    {"a:veusdeponent", 120, "New here? Our language café is open to everybody, every Monday at 18.30. #RessòDemo", "en", 6, 9, 0, "", "", 0,
     0},
    {"a:donessegle", 5, "Cinefòrum: «Les que van aturar els telers». {4}, a les 19.30 h, al Casal la Bobina. #RessòDemo #feminismes", "ca",
     21, 34, 6, "", "", 0, 0},
    {"a:donessegle", 77, "Compartim el testimoni de l’Antònia sobre la repressió a les fàbriques. #memòria", "ca", 9, 27, 2,
     "Violència, repressió", "", 0, 0},
    {"a:xarxasostre", 20, "Atenció: la propera assessoria d’habitatge és el mes que ve. Si teniu una urgència, truqueu-nos. #RessòDemo",
     "ca", 3, 5, 1, "", "", 0, 0},
    {"b:arcdegara", 12, "Contes sense etiquetes, {5} a les 11 h. Veniu en família! #RessòDemo #28J", "ca", 18, 41, 5, "",
     "Un drac de paper amb els colors de l’arc de Sant Martí", 0, 0},
    {"b:arcdegara", 200, "Gràcies a les 300 persones que vau venir a la festa. #RessòDemo", "ca", 25, 63, 8, "", "", 0, 0},
    {"b:hortagripia", 26, "Portes obertes a l’horta, {5} i {6}. Porteu botes! #RessoDemo #horta", "ca", 5, 14, 1, "",
     "Tomaqueres acabades de plantar", 0, 0},
    {"b:pontdemar", 40,
     "Ja tenim cartell! Concert solidari amb les escoles dels campaments, {6} a les 20 h a l’Auditori Municipal. Entrades a taquilla. "
     "#RessòDemo #cooperació",
     "ca", 12, 16, 2, "", "", 0, 0},
    {"a:llancadora", 36, "Tast de vins de cooperativa, {10} a les 19 h, a l’Ateneu la Llançadora. #RessòDemo", "ca", 4, 9, 0, "", "", 0, 0},
    {"a:llancadora", 2, "CANCEL·LAT: el tast de vins de cooperativa de {10} no es farà. Ho sentim! #RessòDemo", "ca", 6, 1, 2, "", "", 0,
     0},
    {"b:quimet", 6, "Quina gràcia el cineclub de l’Ateneu, hi tornaré. #RessòDemo", "ca", 1, 3, 0, "", "", 0, 0},
    {"a:anonima", 9, "No vull sortir enlloc, però faig servir #RessòDemo igualment.", "ca", 0, 1, 0, "", "", 0, 0},
    {"a:llancadora", 0, "Última hora: obrim inscripcions per a l’assemblea. #RessòDemo", "ca", 0, 0, 0, "", "", 1, 0},
    {"b:hortagripia", 0, "El taller de compostatge queda cancel·lat. Ho sentim. #RessòDemo", "ca", 0, 0, 0, "", "", 3, 0},
    {"a:veusdeponent", 0, "Obrim la llista del sopar de les cent llengües! #RessòDemo", "ca", 0, 0, 0, "", "", 2, 0},
});

constexpr std::array kEntries = std::to_array<Entry>({
    {"ateneu-la-llancadora", 28, "L’Ateneu estrena sala de lectura",
     "<p>Després de <b>dos anys</b> d’obres, obrim la <a href=\"/sala\">sala de lectura</a>.</p>", "barri"},
    {"ateneu-la-llancadora", 44, "Tast de vins de cooperativa", "<p>Serà {10} a les 19 h, a l’Ateneu la Llançadora. Porteu copa.</p>",
     "barri"},
    {"ateneu-la-llancadora", 190, "Memòria de l’any", "<p>Vam fer 112 actes amb 4.300 persones.</p>", "memòria"},
    {"casal-la-bobina", 50, "Nou horari del menjador", "<ul><li>De dilluns a divendres: 13 h</li><li>Dissabtes: 13.30 h</li></ul>",
     "gent gran"},
    {"dones-del-segle-xx", 16, "Manifest: prou violències", "<p>Llegirem el manifest a la plaça. <em>Us hi volem.</em></p>",
     "feminismes,violències masclistes"},
    {"arc-degara", 33, "Demanem un centre LGTBI+ obert cada dia", "<p>La campanya comença avui.</p>", "LGTBI"},
    {"cooperativa-embranzida", 70, "Ofertes & tallers d’aquest mes", "<p>Orientació laboral & <br>tallers de currículum.</p>", "ocupació"},
    {"xarxa-sostre", 11, "Què fer si et volen apujar el lloguer", "<ol><li>No signis res.</li><li>Demana hora.</li></ol>", "habitatge"},
    {"pont-de-mar", 34, "Concert solidari amb les escoles dels campaments", "<p>Us hi esperem {6} a les 20 h, a l’Auditori Municipal.</p>",
     "cooperació"},
    {"pont-de-mar", 90, "Torna el projecte d’escoles", "<p>Hem enviat 2 tones de material.</p>", "cooperació"},
});

constexpr std::array kPeople = std::to_array<Person>({
    {"b:quimet", "Quimet de la Plaça", 134, true},
    {"a:anonima", "Una veïna discreta", 58, false},
});

}  // namespace

const std::string_view kHashtag = "RessòDemo";

std::span<const Entity> entities() { return kEntities; }
std::span<const Act> acts() { return kActs; }
std::span<const Post> posts() { return kPosts; }
std::span<const Entry> entries() { return kEntries; }
std::span<const Person> people() { return kPeople; }

}  // namespace resso::daemon::demo
