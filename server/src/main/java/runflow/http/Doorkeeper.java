package runflow.http;

import java.util.Optional;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import runflow.error.ApiException;
import runflow.error.ErrorCode;

/** Checks each request's key against what its route demands. Safe for use by many threads. */
final class Doorkeeper {
  private static final String ORGANISATION = "X-Organization-Id";

  /** A route with this part in its path is about that model. */
  private static final String MODEL = "model";

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
  Optional<Caller> admit(RoutingTable.Match match, HttpFields headers) {
    return switch (match.route().access()) {
      case Access.Open open -> Optional.empty();
      case Access.AnyKey any -> Optional.of(known(match, headers, Optional.empty()));
      case Access.Scoped scoped -> Optional.of(known(match, headers, Optional.of(scoped.scope())));
    };
  }

  private Caller known(RoutingTable.Match match, HttpFields headers, Optional<Scope> scope) {
    Caller caller =
        authenticator.authenticate(Optional.ofNullable(headers.get(HttpHeader.AUTHORIZATION)));
    if (scope.isPresent() && !caller.grant().scopes().contains(scope.get())) {
      throw denied(caller, scope.get());
    }
    String model = match.parts().get(MODEL);
    if (model != null) {
      caller.requireModel(model);
    }
    String organisation = headers.get(ORGANISATION);
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
