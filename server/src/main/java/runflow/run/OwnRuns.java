package runflow.run;

import java.util.function.Predicate;
import runflow.billing.Account;
import runflow.error.ApiException;
import runflow.error.ErrorCode;
import runflow.http.Call;
import runflow.id.OrgId;
import runflow.id.RunId;

/**
 * The run that a path names, for those who may know of it: another account's is as good as none.
 */
final class OwnRuns {
  private final RunStore store;

  OwnRuns(RunStore store) {
    this.store = store;
  }

  /**
   * The run {@code {id}} of the caller's account.
   *
   * @throws ApiException {@code RUN_NOT_FOUND}
   */
  Run require(Call call) throws InterruptedException {
    return require(call, new Account(call.caller().org(), call.caller().livemode())::equals);
  }

  /**
   * The run {@code {id}} of the caller's organisation, whatever money it spends.
   *
   * @throws ApiException {@code RUN_NOT_FOUND}
   */
  Run requireOfOrganisation(Call call) throws InterruptedException {
    OrgId org = call.caller().org();
    return require(call, account -> account.org().equals(org));
  }

  private Run require(Call call, Predicate<Account> owns) throws InterruptedException {
    String id = call.part("id");
    RunId known = RunId.parse(id).orElseThrow(() -> notFound(id));
    return store
        .find(known)
        .filter(run -> owns.test(run.account()))
        .orElseThrow(() -> notFound(id));
  }

  private static ApiException notFound(String id) {
    return new ApiException(
        ErrorCode.RUN_NOT_FOUND,
        "there is no run `%s` for this key".formatted(id.length() > 64 ? id.substring(0, 64) : id));
  }
}
