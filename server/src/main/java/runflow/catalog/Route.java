package runflow.catalog;

/**
 * One way to serve a model.
 *
 * @param provider the provider's name in our configuration, e.g. {@code vertex}
 * @param model what that provider calls the model, e.g. {@code veo-3.1-generate-001}
 */
public record Route(String provider, String model) {}
