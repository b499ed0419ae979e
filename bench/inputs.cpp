#include "bench/measure.hpp"

#include <array>

namespace resso::bench {
namespace {

constexpr std::array<const char*, 6> kPlaces{"Casal del Roser", "Ateneu la Llançadora", "Plaça Vella",
                                             "Biblioteca Nova", "Pavelló Sud",          "Sala Muncunill"};
constexpr std::array<const char*, 6> kActs{"Assemblea oberta", "Ball de cap d&#8217;any", "Xerrada: l&#8217;habitatge", "Taller de ràdio",
                                           "Cinefòrum",        "Concert solidari"};
constexpr std::array<const char*, 4> kSentences{"Us esperem dissabte 14 de març a les 18 h, amb berenar i música en viu per a tothom. ",
                                                "Cal inscripció prèvia a la secretaria, de dilluns a dijous de 17 a 20 h. ",
                                                "L&#8217;acte és gratuït i l&#8217;espai és accessible; si necessites res, escriu-nos. ",
                                                "Organitza la comissió de festes amb el suport del districte i de moltes veïnes i veïns. "};

std::string pick(const auto& from, int i) { return from[static_cast<std::size_t>(i) % from.size()]; }
std::string two(int number) { return {static_cast<char>('0' + number / 10 % 10), static_cast<char>('0' + number % 10)}; }

std::string body(int i) {
  const std::string link = "https://casal.example/2026/03/" + std::to_string(i) + "/";
  return "<p>" + pick(kSentences, i) + "<strong>" + pick(kPlaces, i) + "</strong>. " + pick(kSentences, i + 1) + "</p>\n<ul>\n<li>" +
         pick(kSentences, i + 2) + "</li>\n<li><a href=\"" + link + "?utm_source=rss&#038;id=" + std::to_string(i) +
         "\">Més informació</a></li>\n</ul>\n<figure class=\"wp-block-image size-large\"><img decoding=\"async\" width=\"800\" "
         "height=\"600\" src=\"https://casal.example/wp-content/uploads/cartell-" +
         std::to_string(i) + ".jpg\" alt=\"Cartell de l&#8217;acte\" class=\"wp-image-1\" /></figure>\n<p>" + pick(kSentences, i + 3) +
         "<em>Veniu!</em><br />\n" + pick(kSentences, i) + "</p>\n";
}

std::string item(int i, bool rich) {
  const std::string link = "https://casal.example/2026/03/" + std::to_string(i) + "/";
  std::string out = "<item>\n<title>" + pick(kActs, i) + " al " + pick(kPlaces, i + 1) + "</title>\n<link>" + link + "</link>\n<comments>" +
                    link + "#respond</comments>\n<dc:creator><![CDATA[Junta]]></dc:creator>\n<pubDate>Thu, 05 Mar 2026 18:" + two(i % 60) +
                    ":00 +0000</pubDate>\n<category><![CDATA[Activitats]]></category>\n<category><![CDATA[Barri]]></category>\n<guid "
                    "isPermaLink=\"false\">https://casal.example/?p=" +
                    std::to_string(1000 + i) + "</guid>\n";
  if (rich) {
    out += "<description><![CDATA[<p>" + pick(kSentences, i) + "&#8230;</p>\n]]></description>\n<content:encoded><![CDATA[" + body(i) +
           "]]></content:encoded>\n";
  } else {
    std::string words = pick(kSentences, i) + pick(kSentences, i + 1) + pick(kSentences, i + 2);
    out += "<description>" + words + words + words + "</description>\n";
  }
  return out + "<slash:comments>0</slash:comments>\n</item>\n";
}

std::string feed(int items, bool rich) {
  std::string out =
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?><rss version=\"2.0\" xmlns:content=\"http://purl.org/rss/1.0/modules/content/\" "
      "xmlns:wfw=\"http://wellformedweb.org/CommentAPI/\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
      "xmlns:atom=\"http://www.w3.org/2005/Atom\" xmlns:sy=\"http://purl.org/rss/1.0/modules/syndication/\" "
      "xmlns:slash=\"http://purl.org/rss/1.0/modules/slash/\">\n<channel>\n<title>Casal del Roser</title>\n"
      "<atom:link href=\"https://casal.example/feed/\" rel=\"self\" type=\"application/rss+xml\" "
      "/>\n<link>https://casal.example</link>\n<description>El casal del barri</description>\n<language>ca</language>\n"
      "<sy:updatePeriod>hourly</sy:updatePeriod>\n<sy:updateFrequency>1</sy:updateFrequency>\n";
  for (int i = 0; i < items; ++i) out += item(i, rich);
  return out + "</channel>\n</rss>\n";
}

std::string status(int i) {
  const std::string n = std::to_string(113'000'000'000'000 + i);
  std::string words = pick(kSentences, i) + pick(kSentences, i + 1);
  for (auto at = words.find("&#8217;"); at != std::string::npos; at = words.find("&#8217;")) words.replace(at, 7, "&#39;");
  return R"({"id":")" + n + R"(","created_at":"2026-03-05T18:)" + two(i % 60) +
         R"(:00.000Z","in_reply_to_id":null,"in_reply_to_account_id":null,"sensitive":false,"spoiler_text":"","visibility":"public","language":"ca","uri":"https://mastodont.example/users/casal/statuses/)" +
         n + R"(","url":"https://mastodont.example/@casal/)" + n + R"(","replies_count":2,"reblogs_count":)" + std::to_string(i % 40) +
         R"(,"favourites_count":)" + std::to_string(i % 70) + R"(,"edited_at":null,"content":"\u003cp\u003e)" + words +
         R"(\u003ca href=\"https://mastodont.example/tags/Terrassa\" class=\"mention hashtag\" rel=\"tag\"\u003e#\u003cspan\u003eTerrassa\u003c/span\u003e\u003c/a\u003e \u003ca href=\"https://casal.example/2026/03/)" +
         std::to_string(i) +
         R"(/\" target=\"_blank\" rel=\"nofollow noopener\" translate=\"no\"\u003e\u003cspan class=\"invisible\"\u003ehttps://\u003c/span\u003e\u003cspan class=\"ellipsis\"\u003ecasal.example/2026/03/\u003c/span\u003e\u003cspan class=\"invisible\"\u003e)" +
         std::to_string(i) +
         R"(/\u003c/span\u003e\u003c/a\u003e\u003c/p\u003e","reblog":null,"application":{"name":"Web","website":null},"account":{"id":"109","username":"casal","acct":"casal","display_name":"Casal del Roser","locked":false,"bot":false,"discoverable":true,"indexable":true,"group":false,"created_at":"2022-11-20T00:00:00.000Z","note":"\u003cp\u003eEl casal del barri. Entitat sense ànim de lucre.\u003c/p\u003e","url":"https://mastodont.example/@casal","uri":"https://mastodont.example/users/casal","avatar":"https://files.mastodont.example/accounts/avatars/109/original/a.png","avatar_static":"https://files.mastodont.example/accounts/avatars/109/original/a.png","header":"https://files.mastodont.example/accounts/headers/109/original/h.png","header_static":"https://files.mastodont.example/accounts/headers/109/original/h.png","followers_count":812,"following_count":120,"statuses_count":2031,"last_status_at":"2026-03-05","hide_collections":false,"noindex":false,"emojis":[],"roles":[],"fields":[{"name":"Web","value":"\u003ca href=\"https://casal.example\" target=\"_blank\" rel=\"nofollow noopener me\" translate=\"no\"\u003e\u003cspan class=\"invisible\"\u003ehttps://\u003c/span\u003e\u003cspan class=\"\"\u003ecasal.example\u003c/span\u003e\u003c/a\u003e","verified_at":"2023-01-05T10:00:00.000+00:00"}]},"media_attachments":[{"id":"5","type":"image","url":"https://files.mastodont.example/media/5/original/c.png","preview_url":"https://files.mastodont.example/media/5/small/c.png","remote_url":null,"preview_remote_url":null,"text_url":null,"meta":{"original":{"width":1080,"height":1350,"size":"1080x1350","aspect":0.8},"small":{"width":429,"height":536,"size":"429x536","aspect":0.8003731343283582}},"description":"Cartell amb el nom de l'acte, el dia i l'hora","blurhash":"UBL_:rOpGG-oBUNG,qRj2so|=eE1w^n4S5NH"}],"mentions":[],"tags":[{"name":"terrassa","url":"https://mastodont.example/tags/terrassa"}],"emojis":[],"card":{"url":"https://casal.example/2026/03/","title":"Agenda","description":"Tot el que fem aquest mes al casal","language":"ca","type":"link","author_name":"","author_url":"","provider_name":"Casal del Roser","provider_url":"","html":"","width":0,"height":0,"image":"https://files.mastodont.example/cards/1.png","image_description":"","embed_url":"","blurhash":"UBL_:rOpGG-oBUNG","published_at":null},"poll":null})";
}

}  // namespace

std::string feed_document(int items) { return feed(items, true); }
std::string plain_feed_document(int items) { return feed(items, false); }

std::string timeline(int statuses) {
  std::string out = "[";
  for (int i = 0; i < statuses; ++i) out += (i > 0 ? "," : "") + status(i);
  return out + "]";
}

std::string calendar(int events, int rules) {
  std::string out =
      "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//Casal//Agenda//CA\r\nX-WR-CALNAME:Casal del Roser\r\nX-WR-TIMEZONE:Europe/Madrid\r\n"
      "BEGIN:VTIMEZONE\r\nTZID:Europe/"
      "Madrid\r\nBEGIN:STANDARD\r\nDTSTART:19701025T030000\r\nTZOFFSETFROM:+0200\r\nTZOFFSETTO:+0100\r\nTZNAME:CET\r\nRRULE:FREQ=YEARLY;"
      "BYMONTH=10;BYDAY=-1SU\r\nEND:STANDARD\r\n"
      "BEGIN:DAYLIGHT\r\nDTSTART:19700329T020000\r\nTZOFFSETFROM:+0100\r\nTZOFFSETTO:+0200\r\nTZNAME:CEST\r\nRRULE:FREQ=YEARLY;BYMONTH=3;"
      "BYDAY=-1SU\r\nEND:DAYLIGHT\r\nEND:VTIMEZONE\r\n";
  constexpr std::array<const char*, 5> kRules{"FREQ=WEEKLY;BYDAY=TU,TH;COUNT=100", "FREQ=MONTHLY;BYDAY=2SA;COUNT=100",
                                              "FREQ=DAILY;COUNT=100", "FREQ=MONTHLY;BYMONTHDAY=-1;COUNT=100",
                                              "FREQ=WEEKLY;INTERVAL=2;COUNT=100"};
  for (int i = 0; i < events; ++i) {
    const std::string day = "2026" + two(1 + i % 12) + two(1 + i % 28), n = std::to_string(i);
    out += "BEGIN:VEVENT\r\nDTSTART;TZID=Europe/Madrid:" + day + "T" + two(9 + i % 12) + "0000\r\nDTEND;TZID=Europe/Madrid:" + day + "T" +
           two(10 + i % 12) + "3000\r\nDTSTAMP:20260301T101500Z\r\nUID:" + n +
           "-agenda@casal.example\r\nCREATED:20260201T090000Z\r\nLAST-MODIFIED:20260220T170000Z\r\nSEQUENCE:1\r\nSTATUS:"
           "CONFIRMED\r\nSUMMARY:Assemblea oberta del barri núm. " +
           n +
           "\r\nLOCATION:Casal del Roser\\, carrer Nou 12\\, Terrassa\r\nDESCRIPTION:Us esperem a totes i a tots. Hi haurà berenar\\, "
           "música en viu i u\r\n na mica de tot.\\n\\nCal inscripció prèvia a la secretaria\\, de dilluns a dijou\r\n s de 17 a 20 h. Més "
           "informació a https://casal.example/agenda/" +
           n + "\r\nURL:https://casal.example/agenda/" + n + "\r\nCATEGORIES:Barri,Participació\r\nTRANSP:TRANSPARENT\r\n";
    if (i % (events / rules) == 0) out += std::string("RRULE:") + pick(kRules, i / (events / rules)) + "\r\n";
    out += "END:VEVENT\r\n";
  }
  return out + "END:VCALENDAR\r\n";
}

}  // namespace resso::bench
