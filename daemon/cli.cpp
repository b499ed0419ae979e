#include "daemon/cli.hpp"

#include "daemon/app.hpp"
#include "daemon/commands.hpp"
#include "text/url.hpp"

#include <CLI/CLI.hpp>

#include <iostream>
#include <map>
#include <vector>

namespace resso::daemon {
namespace {

constexpr int kWrongUse = 2;

// The filter grammar's keys as options: --entity a --entity b --days 7
class FilterOptions {
 public:
  void add_to(CLI::App& command) {
    static const std::vector<std::pair<const char*, const char*>> keys{
        {"entity", "slug of an entity"},       {"district", "id of a district"},
        {"topic", "id of a topic, as eix-71"}, {"tag", "a hashtag"},
        {"source", "id or kind of a source"},  {"q", "words"},
        {"from", "first day, as 2026-11-23"},  {"to", "last day"},
        {"days", "number of days from today"}, {"lang", "language of what was said"},
        {"limit", "at most so many"}};
    for (const auto& [key, help] : keys) command.add_option(std::string("--") + key, values_[key], help);
  }
  std::string query() const {
    std::string out;
    for (const auto& [key, values] : values_)
      for (const auto& value : values) out += (out.empty() ? "" : "&") + key + "=" + text::percent_encode(value);
    return out;
  }

 private:
  std::map<std::string, std::vector<std::string>> values_;
};

struct Options {
  std::filesystem::path config;
  std::filesystem::path backup_to, publish_to;
  std::string source, listen = "127.0.0.1:8080";
  bool fast = false, json = false, all = false;
  FilterOptions filter;
  ImportOptions import;
  bool dry_run = false;
  InspectOptions inspect;
  ModerateOptions moderate;
  MergeOptions merge;
  ExplainOptions explain;
};

void add_config(CLI::App& command, Options& options) {
  command.add_option("--config,-c", options.config, "the TOML file (see config/example.toml)")->required();
}

CLI::App* add_command(CLI::App& app, const char* name, const char* does, const std::string& example) {
  CLI::App* command = app.add_subcommand(name, does);
  command->footer("Example: resso " + example);
  return command;
}

using ListCommand = int (*)(const ListOptions&);

void add_list(CLI::App& app, Options& options, const char* name, const char* does, const std::string& example, ListCommand run,
              int& status) {
  CLI::App* command = add_command(app, name, does, example);
  add_config(*command, options);
  command->add_flag("--json", options.json, "one JSON object a line");
  command->add_flag("--all", options.all, "also what waits for approval or is hidden");
  options.filter.add_to(*command);
  command->callback([&options, &status, run] { status = run({options.config, options.json, options.all, options.filter.query()}); });
}

void add_imports(CLI::App& app, Options& options, int& status) {
  auto* import = add_command(app, "import", "lists of others into the configuration; tells first what would change",
                             "import opml feeds.opml --config city.toml");
  import->require_subcommand(1);
  auto* opml = add_command(*import, "opml", "a list of feeds, as feed readers export it; an entity's feed goes to the entity",
                           "import opml feeds.opml --config city.toml --write");
  opml->add_option("FILE", options.import.file, "the list; - reads standard input")->required();
  opml->add_option("--config,-c", options.import.config, "the TOML file to add to")->required();
  auto* dry = opml->add_flag("--dry-run", options.dry_run, "only tell what would be added (the default)");
  opml->add_flag("--write", options.import.write, "add it, when the whole configuration is still valid")->excludes(dry);
  opml->callback([&] { status = command_import_opml(options.import); });
}

void add_inspect(CLI::App& app, InspectOptions& options, int& status) {
  auto* inspect = add_command(app, "inspect", "what an address is, what would be taken from it, and what is wrong with it",
                              "inspect casal.example/feed    or    resso inspect @casal@mastodont.example --lang ca");
  inspect->add_option("URL", options.address, "an address, @user@host, or https://host/tags/name")->required();
  inspect->add_option("--lang", options.language, "ca, es or en; else as LANG says")->check(CLI::IsMember({"ca", "es", "en"}));
  inspect->add_option("--timezone", options.zone, "where dates without a zone lie")->capture_default_str();
  inspect->add_flag("--json", options.json, "one JSON object");
  inspect->add_option("--allow-host", options.allow_hosts, "a local host, or host:port, that the address guard lets through");
  inspect->add_option("--user", options.user, "for addresses that want a password");
  inspect->add_option("--password-file", options.password_file, "the file that holds it");
  inspect->add_option("--token-file", options.token_file, "the file that holds a token");
  inspect->callback([&options, &status] { status = command_inspect(options); });
}

void add_explain(CLI::App& app, ExplainOptions& options, int& status) {
  auto* explain = add_command(app, "explain", "what is understood in a text, field by field, and why; or why two events are one",
                              "explain \"Concert dissabte 28 a les 18 h al Casal\" --published 2026-11-23T10:00:00+01:00");
  auto* text = explain->add_option("TEXT", options.text, "what was said");
  explain->add_option("--published", options.published, "when it was said, as 2026-11-27T10:00:00+01:00; else now")->needs(text);
  explain->add_option("--lang", options.language, "ca, es or en; else as the words say")->check(CLI::IsMember({"ca", "es", "en"}));
  explain->add_option("--same", options.same, "ids of two events: why they are one, or two")->expected(2)->excludes(text);
  explain->add_option("--config,-c", options.config, "the TOML file whose places, topics and words count; else those that ship");
  explain->add_flag("--json", options.json, "one JSON object");
  explain->callback([&options, &status] { status = command_explain(options); });
}

void add_decision(CLI::App& moderate, Options& options, ModerationAct act, const char* subjects, const char* does,
                  const std::string& example, int& status) {
  const std::string name(name_of(act));
  auto* command = add_command(moderate, name.c_str(), does, "moderate " + name + " " + example + " --config city.toml");
  add_config(*command, options);
  command->add_option(subjects, options.moderate.order.subjects, "one or more")->required();
  command->add_option("--by", options.moderate.order.by, "who decides; else as USER says")->envname("USER");
  command->add_option("--why", options.moderate.order.why, "a word for those who read the log");
  command->callback([&options, &status, act] {
    options.moderate.config = options.config;
    options.moderate.order.act = act;
    status = command_moderate(options.moderate);
  });
}

void add_merge_decision(CLI::App& moderate, Options& options, bool join, int& status) {
  auto* command = join ? add_command(moderate, "join", "two events that are one: the older one's id stays; undone by split",
                                     "moderate join 4kq3vjt6c2wza 7mz2pplk3d5qe --config city.toml")
                       : add_command(moderate, "split", "what one source tells of an event becomes an event of its own; undone by join",
                                     "moderate split 4kq3vjt6c2wza --source calendar:https://casal.example/agenda.ics --config city.toml");
  add_config(*command, options);
  MergeOrder& order = options.merge.order;
  command->add_option("EVENT", order.event, "its id (resso events --json)")->required();
  if (join)
    command->add_option("OTHER", order.other, "the other's id")->required();
  else
    command->add_option("--source", order.source, "id of the source whose word leaves")->required();
  if (!join) command->add_option("--key", order.key, "where the source tells of the event more than once");
  command->add_option("--by", order.by, "who decides; else as USER says")->envname("USER");
  command->callback([&options, &status, join] {
    options.merge.config = options.config;
    options.merge.order.join = join;
    status = command_decide_merge(options.merge);
  });
}

void add_moderate(CLI::App& app, Options& options, int& status) {
  auto* moderate = add_command(app, "moderate", "what waits for approval, and decisions of posts, events and accounts",
                               "moderate list --config city.toml");
  moderate->require_subcommand(1);
  auto* list = add_command(*moderate, "list", "what waits, with the reason", "moderate list --config city.toml --json");
  add_config(*list, options);
  list->add_flag("--json", options.json, "one JSON object a line");
  list->callback([&] { status = command_moderate_list({options.config, options.json, true, {}}); });
  add_decision(*moderate, options, ModerationAct::approve, "ID", "shows a post or an event from now on", "8d3f0a1c", status);
  add_decision(*moderate, options, ModerationAct::hide, "ID", "hides a post or an event, and what was found in it", "8d3f0a1c", status);
  add_decision(*moderate, options, ModerationAct::block, "ACCOUNT", "shows nothing of an account", "soroll@mastodon.example", status);
  add_decision(*moderate, options, ModerationAct::opt_out, "ACCOUNT",
               "for who asked to be left out: empties what is held, lets nothing in again", "rosa@mastodon.example", status);
  add_decision(*moderate, options, ModerationAct::allow, "ACCOUNT", "takes back a block or an opt-out that was made here",
               "rosa@mastodon.example", status);
  add_merge_decision(*moderate, options, true, status);
  add_merge_decision(*moderate, options, false, status);
}

void add_commands(CLI::App& app, Options& options, int& status) {
  auto* serve = add_command(app, "serve", "the daemon, in the foreground; SIGTERM ends it, SIGHUP reads the configuration again",
                            "serve --config city.toml");
  add_config(*serve, options);
  serve->callback([&] { status = command_serve(options.config); });

  auto* demo = add_command(app, "demo", "an invented city, with its sources inside the process; needs no internet", "demo --fast");
  demo->add_option("--listen", options.listen, "address and port for citizens")->capture_default_str();
  demo->add_flag("--fast", options.fast, "poll every few seconds, to watch things change");
  demo->callback([&] { status = command_demo(options.listen, options.fast); });

  auto* poll =
      add_command(app, "poll", "one round over the sources now, a line for each; a daemon on the same store does it if there is one",
                  "poll --config city.toml --source 'feed:https://casal.example/feed'");
  add_config(*poll, options);
  poll->add_option("--source", options.source, "id of one source (resso sources tells them)");
  poll->callback([&] { status = command_poll(options.config, options.source); });

  add_inspect(app, options.inspect, status);
  add_explain(app, options.explain, status);

  auto* check = add_command(app, "check", "validates a configuration; tells all problems with their places", "check --config city.toml");
  add_config(*check, options);
  check->callback([&] { status = command_check(options.config); });

  add_list(app, options, "sources", "what is polled, and how it is", "sources --config city.toml --entity casal", command_sources, status);
  add_list(app, options, "entities", "who is enrolled", "entities --config city.toml --district 4", command_entities, status);
  add_list(app, options, "events", "the agenda", "events --config city.toml --days 7 --json", command_events, status);
  add_list(app, options, "posts", "what was said", "posts --config city.toml --tag TerrassaEntitats --limit 20", command_posts, status);

  add_moderate(app, options, status);
  add_imports(app, options, status);

  auto* publish =
      add_command(app, "publish",
                  "every feed and page as files with compressed twins, for a plain web server; writes what changed, removes what "
                  "is gone, tells both",
                  "publish --config city.toml --to /var/www/agenda");
  add_config(*publish, options);
  publish->add_option("--to", options.publish_to, "a folder of its own; made if it is not there")->required();
  publish->callback([&] { status = command_publish(options.config, options.publish_to); });

  auto* rederive = add_command(app, "rederive",
                               "makes posts, events and the agenda anew out of what was said; a running daemon does it by itself, in the "
                               "background, whenever topics, places, words or entities have changed",
                               "rederive --config city.toml");
  add_config(*rederive, options);
  rederive->callback([&] { status = command_rederive(options.config); });

  auto* backup = add_command(app, "backup", "a whole copy of the store, also while the daemon runs", "backup --config city.toml copy.db");
  add_config(*backup, options);
  backup->add_option("FILE", options.backup_to, "where to")->required();
  backup->callback([&] { status = command_backup(options.config, options.backup_to); });
}

}  // namespace

int run_command_line(int argc, char** argv) {
  CLI::App app{"Ressò: one agenda out of what a city's associations publish, and how far their words travel", "resso"};
  app.set_version_flag("--version", std::string("resso ") + Version::text);
  app.footer("Example: resso demo     and open http://127.0.0.1:8080");
  app.require_subcommand(1);
  Options options;
  int status = 0;
  add_commands(app, options, status);
  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    const int code = app.exit(error, std::cout, std::cerr);
    return code == 0 ? 0 : kWrongUse;
  } catch (const std::exception& error) {
    std::cerr << "resso: a bug of ours: " << error.what() << "\n";
    return 1;
  }
  return status;
}

}  // namespace resso::daemon
