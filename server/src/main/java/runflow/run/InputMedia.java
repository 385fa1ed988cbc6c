package runflow.run;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import runflow.asset.Asset;
import runflow.asset.AssetOwner;
import runflow.asset.Assets;
import runflow.asset.ImageHeader;
import runflow.asset.MediaRef;
import runflow.billing.Account;
import runflow.catalog.InputField;
import runflow.catalog.Model;
import runflow.error.FieldError;
import runflow.id.AssetId;
import runflow.outbound.UrlPolicy;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happens to an input's pictures when a run is created: addresses are judged, inline ones
 * stored.
 */
final class InputMedia {
  private final Assets assets;
  private final UrlPolicy urls;

  InputMedia(Assets assets, UrlPolicy urls) {
    this.assets = assets;
    this.urls = urls;
  }

  /** The model's fields that hold pictures. */
  static List<InputField> fields(Model model) {
    return model.input().fields().stream().filter(field -> field.type().equals("image")).toList();
  }

  /**
   * The stored assets that inputs refer to, as far as their account has them; read at once, however
   * many there are.
   *
   * @param inputs that may not have passed the model's schema
   */
  Map<AssetId, Asset> stored(Model model, List<ObjectNode> inputs, Account account) {
    Set<AssetId> ids = new HashSet<>();
    for (InputField field : fields(model)) {
      for (ObjectNode input : inputs) {
        stored(input.path(field.name()).asString("")).ifPresent(ids::add);
      }
    }
    return assets.find(owner(account), ids);
  }

  private static Optional<AssetId> stored(String value) {
    return value.startsWith(MediaRef.STORED_PREFIX)
        ? AssetId.parse(value.substring(MediaRef.STORED_PREFIX.length()))
        : Optional.empty();
  }

  /**
   * Every problem of the pictures of an input that has passed the model's schema.
   *
   * @param stored the assets that it refers to, as far as there are any
   */
  List<FieldError> check(Model model, ObjectNode input, Map<AssetId, Asset> stored) {
    List<FieldError> problems = new ArrayList<>();
    for (InputField field : fields(model)) {
      if (input.hasNonNull(field.name())) {
        check(field.name(), input.get(field.name()).stringValue(), stored, problems);
      }
    }
    return problems;
  }

  private void check(
      String field, String value, Map<AssetId, Asset> known, List<FieldError> problems) {
    List<String> loc = List.of("input", field);
    try {
      switch (MediaRef.parse(value)) {
        case MediaRef.Web web ->
            urls.check(loc, value, UrlPolicy.Use.IMAGE).ifPresent(problems::add);
        case MediaRef.Inline inline -> ImageHeader.read(inline.bytes());
        case MediaRef.Stored stored -> {
          Asset asset = known.get(stored.id());
          if (asset == null) {
            problems.add(
                new FieldError(loc, "asset not found or expired: " + value, "asset_not_found"));
          } else {
            requirePicture(asset);
          }
        }
      }
    } catch (IllegalArgumentException | ImageHeader.Unusable e) {
      problems.add(
          new FieldError(loc, "`%s` cannot be used: %s".formatted(field, e.getMessage()), "image"));
    }
  }

  /** Whose assets an account sees. */
  static AssetOwner owner(Account account) {
    return new AssetOwner(account.org(), account.livemode());
  }

  private static void requirePicture(Asset asset) {
    if (!asset.type().kind().equals("image")) {
      throw new IllegalArgumentException(
          "the asset is %s; the field takes a JPEG, PNG or WebP"
              .formatted(asset.type().mimeType()));
    }
    if (asset.object().sizeBytes() > ImageHeader.LARGEST_BYTES) {
      throw new IllegalArgumentException(
          "the asset has %d bytes, more than 20 MiB".formatted(asset.object().sizeBytes()));
    }
  }

  /** Whether an accepted input brings a picture along. */
  boolean hasInline(Model model, ObjectNode input) {
    return fields(model).stream()
        .map(field -> input.path(field.name()))
        .anyMatch(
            value ->
                value.isString() && MediaRef.parse(value.stringValue()) instanceof MediaRef.Inline);
  }

  /**
   * Stores inline pictures and puts references into the input in their place.
   *
   * @return what was stored, to be recorded with the run
   * @throws IOException if the storage cannot take them
   */
  List<Assets.Pending> store(Model model, ObjectNode input) throws IOException {
    List<Assets.Pending> stored = new ArrayList<>();
    for (InputField field : fields(model)) {
      if (input.hasNonNull(field.name())
          && MediaRef.parse(input.get(field.name()).stringValue())
              instanceof MediaRef.Inline inline) {
        try {
          Assets.Pending asset = assets.store(field.name(), inline.bytes());
          input.put(field.name(), asset.ref());
          stored.add(asset);
        } catch (ImageHeader.Unusable e) {
          throw new IllegalStateException("the picture was checked before", e);
        }
      }
    }
    return stored;
  }
}
