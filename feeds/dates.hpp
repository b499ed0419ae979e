// Days and hours as people write them, in Catalan, Spanish and English. Only the city's own clock here: no zone, no today of its own.
// A language may be a whole tag ("es-ES"); one that we do not write is read as the first, Catalan.
#pragma once

#include "model/time.hpp"

#include <string>
#include <string_view>

namespace resso::feeds {

std::string_view weekday_name(std::string_view language, std::chrono::weekday weekday);     ///< dissabte · sábado · Saturday
std::string_view weekday_letters(std::string_view language, std::chrono::weekday weekday);  ///< ds · sá · Sa
std::string_view month_name(std::string_view language, std::chrono::month month);           ///< març · marzo · March
std::string month_after_day(std::string_view language, std::chrono::month month);           ///< de març, d’abril · de abril · April
std::string month_year(std::string_view language, std::chrono::year_month month);  ///< abril de 2026 · abril de 2026 · April 2026

/// dissabte 14 de març · sábado 14 de marzo · Saturday 14 March
std::string long_date(std::string_view language, LocalDate day);
/// The same, with its year where a reader of today could take it for another one: "divendres 1 de gener de 2027".
std::string long_date(std::string_view language, LocalDate day, LocalDate today);
/// ds. 14 · sáb. 14 · Sat 14 in the weeks around today, else numeric_date.
std::string short_date(std::string_view language, LocalDate day, LocalDate today);
std::string numeric_date(std::string_view language, LocalDate day);                   ///< 29/3 · 29/3 · 29 Mar
std::string numeric_date(std::string_view language, LocalDate day, LocalDate today);  ///< with the year where it is needed: 29/3/2027
/// The day of an act that stands under no heading: avui, else short_date.
std::string day_of_line(std::string_view language, LocalDate day, LocalDate today);
/// avui, demà, d’aquí a 2 dies, ahir, fa 2 dies
std::string relative_day(std::string_view language, LocalDate day, LocalDate today);
/// Both included: del 14 al 15 de març · de l’1 al 28 de març · del 30 de març al 2 d’abril · 14–15 March. One day: long_date.
std::string date_range(std::string_view language, LocalDate from, LocalDate to);

/// 18 h, 17.30 h · 6 pm, 5.30 pm, noon, midnight. With a no-break space.
std::string hour(std::string_view language, LocalTime at);
/// de 18 a 20 h · 6–8 pm, 11 am–1 pm
std::string hour_range(std::string_view language, LocalTime from, LocalTime to);
/// fins a les 20 h, fins a la 1 h · hasta las 20 h · until 8 pm
std::string until_hour(std::string_view language, LocalTime at);
/// avui, 9.42 h · ahir, 18 h · dimarts 10 de març, 18 h
std::string day_and_hour(std::string_view language, LocalTime at, LocalDate today);

/// ara mateix, fa 12 minuts, fa 3 hores, fa 5 dies · d’aquí a 25 minuts. Rounded down, in the largest unit of which there is one whole.
std::string relative_time(std::string_view language, Instant at, Instant now);

}  // namespace resso::feeds
