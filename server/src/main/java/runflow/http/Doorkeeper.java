package runflow.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.id.RunId;

/** Checks each request's key against what its route demands. Safe for use by many threads. */
final class Doorkeeper {
  private static final String ORGANISATION = "X-Organization-Id";

  /** A route with this part in its path is about that model. */
  private static final String MODEL = "model";

  /** A route that takes read tokens has this part in its path. */
  private static final String ID = "id";

  /** The query parameter for read tokens. */
  private static final String TOKEN = "token";

  private final Authenticator authenticator;

  Doorkeeper(Authenticator authenticator) {
    this.authenticator = authenticator;
  }

  /**
   * Lets a request in.
   *
   * @return who sent it; empty on an open route
   * @throws ApiException {@code UNAUTHORIZED}, {@code PERMISSION_DENIED} or, for an organisation
   *     that is not the key's, {@code NOT_FOUND}, in this order
   */
  Optional<Caller> admit(RoutingTable.Match match, Request request) {
    return switch (match.route().access()) {
      case Access.Open open -> Optional.empty();
      case Access.AnyKey any -> Optional.of(admit(match, key(request), request));
      case Access.Scoped scoped ->
          Optional.of(
              admit(match, scoped.readTokens() ? keyOrToken(request) : key(request), request));
    };
  }

  /**
   * Lets a request of a known caller in, as {@link #admit(RoutingTable.Match, Request)} does.
   *
   * @return the caller, acting for the organisation that the request names
   */
  Caller admit(RoutingTable.Match match, Caller caller, Request request) {
    switch (match.route().access()) {
      case Access.Open open -> {}
      case Access.AnyKey any -> requireKey(caller);
      case Access.Scoped scoped -> {
        if (scoped.readTokens()) {
          requireOwnRun(caller, match);
        } else {
          requireKey(caller);
        }
        requireScope(caller, scoped.scope());
      }
    }
    return known(caller, match, request);
  }

  private Caller key(Request request) {
    return authenticator.authenticate(authorization(request));
  }

  /** A browser cannot send a header with a stream, so a token may come in the URL. */
  private Caller keyOrToken(Request request) {
    Optional<String> authorization = authorization(request);
    String token = authorization.isPresent() ? null : Call.queryOf(request).getValue(TOKEN);
    return token == null
        ? authenticator.authenticate(authorization)
        : authenticator.authenticateToken(token);
  }

  private static Optional<String> authorization(Request request) {
    return Optional.ofNullable(request.getHeaders().get(HttpHeader.AUTHORIZATION));
  }

  private static void requireKey(Caller caller) {
    if (caller.grant().run().isPresent()) {
      throw new ApiException(
          ErrorCode.PERMISSION_DENIED,
          "a read token opens `GET /v1/runs/{id}` of its run, its `/events` and its `/logs`, and nothing else; send a key");
    }
  }

  /** Says the same of a run that exists and of one that does not. */
  private static void requireOwnRun(Caller caller, RoutingTable.Match match) {
    Optional<RunId> only = caller.grant().run();
    if (only.isPresent() && !only.equals(RunId.parse(match.parts().getOrDefault(ID, "")))) {
      throw new ApiException(
          ErrorCode.PERMISSION_DENIED,
          "the read token reads the run `%s` and no other; make one for this run"
              .formatted(only.get()));
    }
  }

  private static void requireScope(Caller caller, Scope scope) {
    if (!caller.grant().scopes().contains(scope)) {
      throw denied(caller, scope);
    }
  }

  private Caller known(Caller caller, RoutingTable.Match match, Request request) {
    String model = match.parts().get(MODEL);
    if (model != null) {
      caller.requireModel(model);
    }
    String organisation = request.getHeaders().get(ORGANISATION);
    return organisation == null ? caller : authenticator.actingFor(caller, organisation.strip());
  }

  private static ApiException denied(Caller caller, Scope scope) {
    String remedy =
        switch (caller.kind()) {
          case SERVICE -> "a service key administers: send a live or test key with that scope";
          case LIVE, TEST ->
              scope == Scope.ADMIN
                  ? "this route administers the server: send a service key (rf_svc_…)"
                  : "send a key that has it; the operator makes one at `POST /v1/admin/organisations/{id}/keys`";
        };
    return new ApiException(
        ErrorCode.PERMISSION_DENIED,
        "the key `%s…` does not have the scope `%s`; %s"
            .formatted(caller.grant().prefix(), scope.code(), remedy));
  }
}
