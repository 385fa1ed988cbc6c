package runflow.config;

import java.util.EnumSet;
import java.util.Set;

/** Reads what a node does, and whether it has what that needs. */
final class RolesReader {
  private RolesReader() {}

  static Set<Role> read(RawSettings raw, Config.Http http, Config.Database database) {
    Set<Role> roles =
        raw.required(
            "node.roles", "api, worker or both", RolesReader::parse, EnumSet.allOf(Role.class));
    String source = raw.text("node.roles").source();
    // A node with one role is one of several, and what it makes must fit theirs.
    if (roles.size() < Role.values().length && database.url().isEmpty()) {
      raw.problem(
          "%s: a node with one role works beside others, which the embedded database cannot;"
                  .formatted(source)
              + " set `database.url`, or leave `node.roles` as it is");
    }
    if (!roles.contains(Role.API) && http.publicUrl().isEmpty()) {
      raw.problem(
          "%s: a node without the role api must be told where the API is, for the links that it"
                  .formatted(source)
              + " writes into callbacks; set `http.public_url`");
    }
    return roles;
  }

  private static Set<Role> parse(String text) {
    Set<Role> roles = EnumSet.noneOf(Role.class);
    for (String name : Forms.list(text)) {
      roles.add(
          switch (name) {
            case "api" -> Role.API;
            case "worker" -> Role.WORKER;
            default -> throw new IllegalArgumentException("no role");
          });
    }
    if (roles.isEmpty()) {
      throw new IllegalArgumentException("no role at all");
    }
    return roles;
  }
}
