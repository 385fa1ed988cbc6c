package runflow.console;

import java.util.Optional;

/** How an input names an asset of its account. */
final class AssetRef {
  private static final String START = "runflow://assets/";

  private AssetRef() {}

  static String of(String id) {
    return START + id;
  }

  static boolean is(String text) {
    return text.startsWith(START);
  }

  /**
   * Where a page can load a picture of an input, by the name that the browser knows this server by;
   * empty for an address of another host and for an asset that is not there.
   */
  static Optional<String> source(Visit visit, String picture) throws Exception {
    String url = picture;
    if (is(picture)) {
      url =
          visit
              .peek("/v1/assets/" + Targets.part(picture.substring(START.length())))
              .map(asset -> asset.path("url").asString(""))
              .orElse("");
    }
    String here = visit.here(url);
    return here.equals(url) && !url.startsWith("data:image/")
        ? Optional.empty()
        : Optional.of(here);
  }
}
