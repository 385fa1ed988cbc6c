package runflow.asset;

import runflow.http.Caller;
import runflow.id.OrgId;

/**
 * Whose assets: live and test ones never mix.
 *
 * @param livemode false for test keys
 */
public record AssetOwner(OrgId org, boolean livemode) {
  static AssetOwner of(Caller caller) {
    return new AssetOwner(caller.org(), caller.livemode());
  }
}
